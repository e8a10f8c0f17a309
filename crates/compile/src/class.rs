//! Class statements: the body, the call of the metaclass, and what the compiler puts into the namespace.

use bytecode::{Code, Constant, Flags, Op, special};
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::Ranged;

use crate::body::{Body, Result};
use crate::function::{all_parameters, docstring};
use crate::names::node;

impl<'a> Body<'a, '_> {
    pub fn class_statement(&mut self, def: &'a ast::StmtClassDef) -> Result<()> {
        let mark = self.emitter.mark();
        let decorators = self.decorators(&def.decorator_list)?;
        let heading = self.unit.heading(def.range, &def.decorator_list, &def.body);
        self.step(&heading);
        let dst = match &def.type_params {
            Some(parameters) => {
                let dst = self.emitter.temporary();
                self.generic_class(def, parameters, dst)?;
                dst
            }
            None => self.make_class(def, None)?,
        };
        let value = self.decorate(&def.decorator_list, decorators, dst);
        self.at(&heading);
        self.store_name(&def.name, value);
        self.emitter.release(mark);
        Ok(())
    }

    /// Calls `__build_class__`; the new temporary that has the class. `generic` is a last base, `Generic[T]`.
    pub fn make_class(&mut self, def: &'a ast::StmtClassDef, generic: Option<u16>) -> Result<u16> {
        let heading = self.unit.heading(def.range, &def.decorator_list, &def.body);
        let base = self.emitter.temporary();
        self.at(&heading);
        self.emitter.emit(Op::LoadBuildClass, base, 0, 0);
        let receiver = self.emitter.temporary();
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        let mark = self.emitter.mark();
        let code = self.class_body(def)?;
        let arguments = def.arguments.as_deref();
        let plain = arguments
            .is_none_or(|a| !a.args.iter().any(|x| x.is_starred_expr()) && !a.keywords.iter().any(|k| k.arg.is_none()));
        if plain {
            let function = self.emitter.temporary();
            let parts = self.next_temporary();
            self.at(&heading);
            self.make_function(code, parts, 0, function);
            let name = self.emitter.temporary();
            self.load_text(&def.name, name);
            let mut count = 2;
            if let Some(arguments) = arguments {
                self.push_all(&arguments.args)?;
                count += arguments.args.len();
            }
            if let Some(generic) = generic {
                let last = self.emitter.temporary();
                self.emitter.emit(Op::Move, last, generic, 0);
                count += 1;
            }
            let keywords = arguments.map_or(&[][..], |a| &a.keywords);
            self.named_arguments(keywords)?;
            count += keywords.len();
            self.at(&heading);
            let op = if keywords.is_empty() { Op::Call } else { Op::CallKw };
            self.emitter.emit(op, base, base, count as u16);
        } else {
            self.starred_class_arguments(def, code, base, generic)?;
            self.at(&heading);
            self.emitter.emit(Op::CallStar, base, base, 0);
        }
        self.emitter.release(mark - 1);
        Ok(base)
    }

    fn starred_class_arguments(
        &mut self,
        def: &'a ast::StmtClassDef,
        code: Code,
        base: u16,
        generic: Option<u16>,
    ) -> Result<()> {
        let Some(arguments) = &def.arguments else { return Ok(()) };
        let all = self.emitter.temporary();
        let inner = self.emitter.mark();
        let function = self.emitter.temporary();
        let parts = self.next_temporary();
        self.make_function(code, parts, 0, function);
        let name = self.emitter.temporary();
        self.load_text(&def.name, name);
        self.emitter.emit(Op::BuildList, all, function, 2);
        self.emitter.release(inner);
        self.gather_positional(&arguments.args, all)?;
        if let Some(generic) = generic {
            let mark = self.emitter.mark();
            let last = self.emitter.temporary();
            self.emitter.emit(Op::Move, last, generic, 0);
            self.emitter.emit(Op::ListAppend, all, last, 0);
            self.emitter.release(mark);
        }
        self.gather_keywords(&arguments.keywords, base)
    }

    fn class_body(&mut self, def: &'a ast::StmtClassDef) -> Result<Code> {
        let scope = self.unit.scopes.find(def.range, node::CLASS);
        let mut inner = self.inner(scope, &def.name);
        inner.class = Some(def.name.to_string());
        inner.flags |= Flags::CLASS_BODY;
        inner.at(&self.unit.heading(def.range, &def.decorator_list, &def.body));
        inner.begin(def.start());
        inner.step(def);
        let line = self.unit.line_of(def.start()).0;
        let value = inner.emitter.temporary();
        inner.load_name("__name__", value);
        inner.store_name("__module__", value);
        let qualname = inner.qualname.clone();
        inner.load_text(&qualname, value);
        inner.store_name("__qualname__", value);
        inner.load_constant(Constant::Int(line as i64), value);
        inner.store_name("__firstlineno__", value);
        if def.type_params.is_some() {
            inner.load_name(".type_params", value);
            inner.store_name("__type_params__", value);
        }
        if let Some(cell) = inner.local("__classdict__") {
            inner.emitter.emit(Op::LoadLocals, value, 0, 0);
            inner.emitter.emit(Op::StoreCell, cell, value, 0);
        }
        inner.setup_annotations();
        if let Some(doc) = docstring(&def.body, self.unit.options.optimize) {
            inner.load_constant(doc, value);
            inner.store_name("__doc__", value);
        }
        inner.statements(&def.body)?;
        inner.load_constant(Constant::Tuple(static_attributes(&def.body)), value);
        inner.store_name("__static_attributes__", value);
        match inner.local("__class__") {
            Some(cell) => {
                inner.emitter.emit(Op::Move, value, cell, 0);
                let site = inner.emitter.site("__classcell__");
                let kept = inner.emitter.keep();
                inner.emitter.emit(Op::Move, kept, value, 0);
                inner.emitter.emit(Op::StoreName, 0, kept, site);
                inner.emitter.emit(Op::Return, kept, 0, 0);
            }
            None => inner.emitter.emit(Op::ReturnNone, 0, 0, 0),
        }
        inner.finish(&def.name, line, Code::default())
    }
}

/// Names that methods of a class assign through their first parameter: `__static_attributes__`.
fn static_attributes(body: &[Stmt]) -> Vec<Constant> {
    let mut names: Vec<String> = vec![];
    for statement in body {
        let Stmt::FunctionDef(def) = statement else {
            continue;
        };
        let Some(first) = all_parameters(&def.parameters).next() else {
            continue;
        };
        let mut finder = Finder { receiver: first.parameter.name.to_string(), names: &mut names };
        ruff_python_ast::visitor::Visitor::visit_body(&mut finder, &def.body);
    }
    names.sort();
    names.into_iter().map(|n| Constant::Str(n.as_bytes().into())).collect()
}

struct Finder<'n> {
    receiver: String,
    names: &'n mut Vec<String>,
}

impl<'a> ruff_python_ast::visitor::Visitor<'a> for Finder<'_> {
    fn visit_expr(&mut self, expression: &'a Expr) {
        if let Expr::Attribute(attribute) = expression
            && attribute.ctx.is_store()
            && matches!(&*attribute.value, Expr::Name(name) if name.id.as_str() == self.receiver)
            && !self.names.iter().any(|n| *n == *attribute.attr)
        {
            self.names.push(attribute.attr.to_string());
        }
        ruff_python_ast::visitor::walk_expr(self, expression);
    }
}
