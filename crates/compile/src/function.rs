//! Functions, lambdas, classes and comprehensions: bodies within bodies.

use std::rc::Rc;

use bytecode::{Code, Constant, Flags, Op, make_function, special};
use ruff_python_ast::{self as ast, Comprehension, Expr, Parameters, Stmt};
use ruff_text_size::Ranged;

use crate::body::{Body, Result};
use crate::names::{Place, all_parameters, node, range_of};

impl<'a, 'u> Body<'a, 'u> {
    pub fn function(&mut self, def: &'a ast::StmtFunctionDef) -> Result<()> {
        if def.type_params.is_some() {
            return self.unit.error(def, "bindscope does not compile type parameters yet");
        }
        let mark = self.emitter.mark();
        let first = def.decorator_list.first().map_or(def.name.range(), |d| d.range());
        self.step(&first);
        let mut decorators = vec![];
        for decorator in &def.decorator_list {
            let base = self.pushed(&decorator.expression)?;
            let receiver = self.emitter.temporary();
            self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
            decorators.push(base);
        }
        let dst = self.emitter.temporary();
        let scope = self.unit.scopes.find(def.range, node::FUNCTION);
        let mut inner = self.inner(scope, &def.name);
        inner.parameters(&def.parameters);
        if def.is_async {
            inner.flags |= if inner.flags & Flags::GENERATOR != 0 { Flags::ASYNC_GENERATOR } else { Flags::COROUTINE };
            inner.flags &= !Flags::GENERATOR;
        }
        inner.at(&def.name);
        inner.make_cells();
        inner.statements(&def.body)?;
        inner.emitter.emit(Op::ReturnNone, 0, 0, 0);
        let line = self.unit.line_of(first.start()).0;
        let mut code = Code { docstring: docstring(&def.body, self.unit.options.optimize), ..Code::default() };
        count_parameters(&mut code, &def.parameters);
        let code = inner.finish(&def.name, line, code)?;
        self.at(&first);
        self.make_function(code, Some(&def.parameters), def.returns.as_deref(), dst)?;
        let mut value = dst;
        for (decorator, base) in def.decorator_list.iter().zip(decorators).rev() {
            self.at(&decorator.expression);
            self.emitter.emit(Op::Call, base, base, 1);
            value = base;
        }
        self.at(&first);
        self.store_name(&def.name, value);
        self.emitter.release(mark);
        Ok(())
    }

    pub fn lambda(&mut self, lambda: &'a ast::ExprLambda, dst: u16) -> Result<()> {
        let scope = self.unit.scopes.find(lambda.range, node::LAMBDA);
        let mut inner = self.inner(scope, "<lambda>");
        if let Some(parameters) = &lambda.parameters {
            inner.parameters(parameters);
        }
        inner.at(lambda);
        inner.make_cells();
        inner.step(&*lambda.body);
        let value = inner.operand(&lambda.body)?;
        inner.emitter.emit(Op::Return, value, 0, 0);
        let mut code = Code::default();
        if let Some(parameters) = &lambda.parameters {
            count_parameters(&mut code, parameters);
        }
        let line = self.unit.line_of(lambda.start()).0;
        let code = inner.finish("<lambda>", line, code)?;
        self.make_function(code, lambda.parameters.as_deref(), None, dst)
    }

    /// A comprehension is a function of its first iterable, as the language reference has it.
    pub fn comprehension(
        &mut self,
        whole: &impl Ranged,
        generators: &'a [Comprehension],
        key: Option<&'a Expr>,
        element: &'a Expr,
        dst: u16,
        name: &str,
    ) -> Result<()> {
        let Some(first) = generators.first() else {
            return Ok(());
        };
        if generators.iter().any(|g| g.is_async) {
            return self.unit.error(whole, "bindscope does not compile asynchronous comprehensions yet");
        }
        let scope = self.unit.scopes.find(range_of(whole), node::COMPREHENSION);
        let mut inner = self.inner(scope, name);
        inner.at(whole);
        inner.make_cells();
        let result = inner.emitter.keep();
        let build = match name {
            "<listcomp>" => Some(Op::BuildList),
            "<setcomp>" => Some(Op::BuildSet),
            "<dictcomp>" => Some(Op::BuildDict),
            _ => None,
        };
        if let Some(build) = build {
            inner.emitter.emit(build, result, 0, 0);
        }
        inner.comprehension_loop(generators, 0, key, element, result, build)?;
        match build {
            Some(_) => inner.emitter.emit(Op::Return, result, 0, 0),
            None => inner.emitter.emit(Op::ReturnNone, 0, 0, 0),
        }
        let code = Code { positional: 1, ..Code::default() };
        let line = self.unit.line_of(whole.start()).0;
        let code = inner.finish(name, line, code)?;
        let base = self.emitter.temporary();
        let receiver = self.emitter.temporary();
        self.at(whole);
        self.make_function(code, None, None, base)?;
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        let iterable = self.pushed(&first.iter)?;
        self.at(&first.iter);
        self.emitter.emit(Op::GetIter, iterable, iterable, 0);
        self.at(whole);
        self.emitter.emit(Op::Call, dst, base, 1);
        Ok(())
    }

    fn comprehension_loop(
        &mut self,
        generators: &'a [Comprehension],
        place: usize,
        key: Option<&'a Expr>,
        element: &'a Expr,
        result: u16,
        build: Option<Op>,
    ) -> Result<()> {
        let Some(part) = generators.get(place) else {
            return self.comprehension_element(key, element, result, build);
        };
        let mark = self.emitter.mark();
        let iterator = self.emitter.keep();
        if place == 0 {
            self.emitter.emit(Op::Move, iterator, 0, 0);
            if self.place(".0") == Place::Cell {
                self.emitter.emit(Op::LoadCell, iterator, 0, 0);
            }
        } else {
            let iterable = self.operand(&part.iter)?;
            self.at(&part.iter);
            self.emitter.emit(Op::GetIter, iterator, iterable, 0);
        }
        let (top, next) = (self.emitter.label(), self.emitter.label());
        let value = self.emitter.temporary();
        self.emitter.jump(Op::Jump, 0, 0, next);
        self.emitter.place(top);
        self.store(&part.target, value)?;
        self.emitter.release(mark);
        for test in &part.ifs {
            self.jump_unless(test, next)?;
        }
        self.comprehension_loop(generators, place + 1, key, element, result, build)?;
        self.emitter.place(next);
        self.at(&part.iter);
        self.for_next(value, iterator, top);
        self.emitter.free_kept(iterator);
        Ok(())
    }

    fn comprehension_element(
        &mut self,
        key: Option<&'a Expr>,
        element: &'a Expr,
        result: u16,
        build: Option<Op>,
    ) -> Result<()> {
        let mark = self.emitter.mark();
        match (build, key) {
            (Some(_), Some(key)) => {
                let key = self.operand(key)?;
                let value = self.operand(element)?;
                self.emitter.emit(Op::DictSet, result, key, value);
            }
            (Some(build), None) => {
                let value = self.operand(element)?;
                let op = if build == Op::BuildList { Op::ListAppend } else { Op::SetAdd };
                self.emitter.emit(op, result, value, 0);
            }
            (None, _) => {
                let value = self.pushed(element)?;
                self.emitter.emit(Op::Yield, value, value, 0);
                self.emitter.emit(Op::Clear, value, 0, 0);
            }
        }
        self.emitter.release(mark);
        Ok(())
    }

    // ---- classes --------------------------------------------------------------------------------

    pub fn class_statement(&mut self, def: &'a ast::StmtClassDef) -> Result<()> {
        if def.type_params.is_some() {
            return self.unit.error(def, "bindscope does not compile type parameters yet");
        }
        let mark = self.emitter.mark();
        let first = def.decorator_list.first().map_or(def.name.range(), |d| d.range());
        self.step(&first);
        let mut decorators = vec![];
        for decorator in &def.decorator_list {
            let base = self.pushed(&decorator.expression)?;
            let receiver = self.emitter.temporary();
            self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
            decorators.push(base);
        }
        let base = self.emitter.temporary();
        self.at(&def.name);
        self.emitter.emit(Op::LoadBuildClass, base, 0, 0);
        let receiver = self.emitter.temporary();
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        let code = self.class_body(def)?;
        self.class_call(def, code, base)?;
        let mut value = base;
        for (decorator, base) in def.decorator_list.iter().zip(decorators).rev() {
            self.at(&decorator.expression);
            self.emitter.emit(Op::Call, base, base, 1);
            value = base;
        }
        self.at(&first);
        self.store_name(&def.name, value);
        self.emitter.release(mark);
        Ok(())
    }

    fn class_body(&mut self, def: &'a ast::StmtClassDef) -> Result<Code> {
        let scope = self.unit.scopes.find(def.range, node::CLASS);
        let mut inner = self.inner(scope, &def.name);
        inner.class = Some(def.name.to_string());
        inner.flags |= Flags::CLASS_BODY;
        inner.at(&def.name);
        inner.make_cells();
        let line = self.unit.line_of(def.start()).0;
        let value = inner.emitter.temporary();
        inner.load_name("__name__", value);
        inner.store_name("__module__", value);
        let qualname = inner.qualname.clone();
        inner.load_text(&qualname, value);
        inner.store_name("__qualname__", value);
        inner.load_constant(Constant::Int(line as i64), value);
        inner.store_name("__firstlineno__", value);
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

    fn class_call(&mut self, def: &'a ast::StmtClassDef, code: Code, base: u16) -> Result<()> {
        let plain = def
            .arguments
            .as_ref()
            .is_none_or(|a| !a.args.iter().any(|x| x.is_starred_expr()) && !a.keywords.iter().any(|k| k.arg.is_none()));
        if plain {
            let function = self.emitter.temporary();
            self.make_function(code, None, None, function)?;
            let name = self.emitter.temporary();
            self.load_text(&def.name, name);
            let mut count = 2;
            let mut keywords = false;
            if let Some(arguments) = &def.arguments {
                self.arguments(arguments, base)?;
                count += (arguments.args.len() + arguments.keywords.len()) as u16;
                keywords = !arguments.keywords.is_empty();
            }
            self.at(&def.name);
            let op = if keywords { Op::CallKw } else { Op::Call };
            self.emitter.emit(op, base, base, count);
            return Ok(());
        }
        let Some(arguments) = &def.arguments else {
            return Ok(());
        };
        let all = self.emitter.temporary();
        let first = self.emitter.temporary();
        self.make_function(code, None, None, first)?;
        let name = self.emitter.temporary();
        self.load_text(&def.name, name);
        self.emitter.emit(Op::BuildList, all, first, 2);
        self.emitter.release(self.emitter.mark() - 2);
        let keywords = self.emitter.temporary();
        self.emitter.emit(Op::BuildDict, keywords, 0, 0);
        for argument in &arguments.args {
            let mark = self.emitter.mark();
            match argument {
                Expr::Starred(inner) => {
                    let value = self.operand(&inner.value)?;
                    self.emitter.emit_e(Op::ListExtend, 1, all, value, 0);
                }
                _ => {
                    let value = self.operand(argument)?;
                    self.emitter.emit(Op::ListAppend, all, value, 0);
                }
            }
            self.emitter.release(mark);
        }
        for keyword in &arguments.keywords {
            let mark = self.emitter.mark();
            match &keyword.arg {
                Some(name) => {
                    let key = self.emitter.temporary();
                    self.load_text(name, key);
                    let value = self.operand(&keyword.value)?;
                    self.emitter.emit(Op::DictSet, keywords, key, value);
                }
                None => {
                    let mapping = self.operand(&keyword.value)?;
                    self.emitter.emit(Op::DictMerge, keywords, mapping, base);
                }
            }
            self.emitter.release(mark);
        }
        self.emitter.emit(Op::CallStar, base, base, 0);
        Ok(())
    }

    // ---- what they share --------------------------------------------------------------------------

    fn inner(&self, scope: usize, name: &str) -> Body<'a, 'u> {
        let qualname = match self.unit.scopes.all[self.scope].kind {
            _ if self.scope == 0 => name.to_string(),
            crate::names::Kind::Function => format!("{}.<locals>.{name}", self.qualname),
            _ => format!("{}.{name}", self.qualname),
        };
        let global = self.place(name) == Place::Global && self.is_function && !name.starts_with('<');
        let qualname = if global { name.to_string() } else { qualname };
        let mut inner = Body::new(self.unit, scope, qualname, self.class.clone());
        if self.unit.scopes.all[scope].generator {
            inner.flags |= Flags::GENERATOR;
        }
        if self.is_function {
            inner.flags |= Flags::NESTED;
        }
        inner
    }

    fn parameters(&mut self, parameters: &Parameters) {
        if parameters.vararg.is_some() {
            self.flags |= Flags::VARARGS;
            // The machine's order: keyword-only parameters stand before `*args`; the scope lists them so.
        }
        if parameters.kwarg.is_some() {
            self.flags |= Flags::VARKEYWORDS;
        }
    }

    /// Makes a function of finished code with its defaults, annotations and closure.
    fn make_function(
        &mut self,
        code: Code,
        parameters: Option<&'a Parameters>,
        returns: Option<&'a Expr>,
        dst: u16,
    ) -> Result<()> {
        let location = self.emitter.location;
        let mark = self.emitter.mark();
        let base = self.emitter.temporary();
        self.emitter.release(mark);
        let mut flags = 0;
        if let Some(parameters) = parameters {
            let by_position: Vec<&'a Expr> =
                parameters.posonlyargs.iter().chain(&parameters.args).filter_map(|p| p.default.as_deref()).collect();
            if !by_position.is_empty() {
                let place = self.emitter.temporary();
                let inner_mark = self.emitter.mark();
                let mut first = None;
                for default in &by_position {
                    let register = self.pushed(default)?;
                    first = first.or(Some(register));
                }
                self.emitter.release(inner_mark);
                self.emitter.emit(Op::BuildTuple, place, first.unwrap_or(0), by_position.len() as u16);
                flags |= make_function::DEFAULTS;
            }
            if parameters.kwonlyargs.iter().any(|p| p.default.is_some()) {
                let place = self.emitter.temporary();
                self.emitter.emit(Op::BuildDict, place, 0, 0);
                for parameter in &parameters.kwonlyargs {
                    if let Some(default) = &parameter.default {
                        let inner_mark = self.emitter.mark();
                        let key = self.emitter.temporary();
                        let name = self.mangle(&parameter.parameter.name);
                        self.load_text(&name, key);
                        let value = self.operand(default)?;
                        self.emitter.emit(Op::DictSet, place, key, value);
                        self.emitter.release(inner_mark);
                    }
                }
                flags |= make_function::KEYWORD_DEFAULTS;
            }
            if self.annotations(parameters, returns)? {
                flags |= make_function::ANNOTATIONS;
            }
        }
        if !code.free_names.is_empty() {
            let place = self.emitter.temporary();
            let inner_mark = self.emitter.mark();
            let mut first = None;
            for name in &code.free_names {
                let register = self.emitter.temporary();
                first = first.or(Some(register));
                self.load_cell_itself(name, register);
            }
            self.emitter.release(inner_mark);
            self.emitter.emit(Op::BuildTuple, place, first.unwrap_or(0), code.free_names.len() as u16);
            flags |= make_function::CLOSURE;
        }
        self.emitter.location = location;
        let constant = self.emitter.constant(Constant::Code(Rc::new(code)));
        self.emitter.emit_e(Op::MakeFunction, flags, dst, constant as u16, base);
        self.emitter.release(mark);
        Ok(())
    }

    fn load_cell_itself(&mut self, name: &str, dst: u16) {
        let free = self.free.iter().position(|f| f == name);
        match (self.place(name), free) {
            (Place::Free, Some(free)) => self.emitter.emit(Op::LoadFreeCell, dst, free as u16, 0),
            (_, Some(free)) if self.local(name).is_none() => self.emitter.emit(Op::LoadFreeCell, dst, free as u16, 0),
            _ => {
                let register = self.local(name).unwrap_or(0);
                self.emitter.emit(Op::Move, dst, register, 0);
            }
        }
    }

    /// Builds the dict of annotations in a new temporary; false where there are none.
    fn annotations(&mut self, parameters: &'a Parameters, returns: Option<&'a Expr>) -> Result<bool> {
        let stars = [&parameters.vararg, &parameters.kwarg].into_iter().flatten();
        let annotated: Vec<(String, &'a Expr)> = all_parameters(parameters)
            .map(|p| &p.parameter)
            .chain(stars.map(|p| &**p))
            .filter_map(|p| Some((p.name.to_string(), p.annotation.as_deref()?)))
            .chain(returns.map(|r| ("return".to_string(), r)))
            .collect();
        if annotated.is_empty() {
            return Ok(false);
        }
        let dict = self.emitter.temporary();
        self.emitter.emit(Op::BuildDict, dict, 0, 0);
        for (name, annotation) in annotated {
            let mark = self.emitter.mark();
            let key = self.emitter.temporary();
            let name = self.mangle(&name);
            self.load_text(&name, key);
            let value = self.annotation(annotation)?;
            self.emitter.emit(Op::DictSet, dict, key, value);
            self.emitter.release(mark);
        }
        Ok(true)
    }

    /// An annotation's value, or its text under `from __future__ import annotations`.
    pub fn annotation(&mut self, annotation: &'a Expr) -> Result<u16> {
        if self.unit.options.future_annotations || self.unit.options.library {
            let dst = self.emitter.temporary();
            let text = self.unit.source[annotation.range()].to_string();
            self.load_text(&text, dst);
            return Ok(dst);
        }
        let inner = match annotation {
            Expr::Starred(starred) => &starred.value,
            other => other,
        };
        self.operand(inner)
    }
}

fn count_parameters(code: &mut Code, parameters: &Parameters) {
    code.positional_only = parameters.posonlyargs.len() as u16;
    code.positional = code.positional_only + parameters.args.len() as u16;
    code.keyword_only = parameters.kwonlyargs.len() as u16;
}

/// The string that a body begins with.
pub fn docstring(body: &[Stmt], optimize: u8) -> Option<Constant> {
    if optimize > 1 {
        return None;
    }
    match body.first()? {
        Stmt::Expr(expression) => match &*expression.value {
            Expr::StringLiteral(string) => Some(Constant::Str(string.value.to_str().as_bytes().into())),
            _ => None,
        },
        _ => None,
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
