//! Functions and lambdas: their bodies, defaults, annotations and closures.

use std::rc::Rc;

use bytecode::{Code, Constant, Flags, Op, make_function, special};
use ruff_python_ast::{self as ast, Expr, Parameters, Stmt};
use ruff_text_size::Ranged;

use crate::body::{Body, Result};
use crate::names::{Kind, node};

impl<'a, 'u> Body<'a, 'u> {
    pub fn function(&mut self, def: &'a ast::StmtFunctionDef) -> Result<()> {
        let mark = self.emitter.mark();
        let decorators = self.decorators(&def.decorator_list)?;
        let heading = self.unit.heading(def.range, &def.decorator_list, &def.body);
        self.step(&heading);
        let dst = self.emitter.temporary();
        match &def.type_params {
            Some(parameters) => self.generic_function(def, parameters, dst)?,
            None => {
                let base = self.next_temporary();
                let flags =
                    self.defaults(&def.parameters)? | self.annotations(&def.parameters, def.returns.as_deref())?;
                let code = self.function_code(def)?;
                self.at(&heading);
                self.make_function(code, base, flags, dst);
            }
        }
        let value = self.decorate(&def.decorator_list, decorators, dst);
        self.at(&heading);
        self.store_name(&def.name, value);
        self.emitter.release(mark);
        Ok(())
    }

    /// Decorators into temporaries, ready to be called.
    pub fn decorators(&mut self, list: &'a [ast::Decorator]) -> Result<Vec<u16>> {
        let mut bases = vec![];
        for decorator in list {
            self.step(&decorator.expression);
            bases.push(self.pushed(&decorator.expression)?);
            let receiver = self.emitter.temporary();
            self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        }
        Ok(bases)
    }

    /// Calls the decorators, the last first; the register of the result.
    pub fn decorate(&mut self, list: &'a [ast::Decorator], bases: Vec<u16>, value: u16) -> u16 {
        let mut value = value;
        for (decorator, base) in list.iter().zip(bases).rev() {
            self.step(&decorator.expression);
            if value != base + 2 {
                self.emitter.emit(Op::Move, base + 2, value, 0);
            }
            self.emitter.emit(Op::Call, base, base, 1);
            value = base;
        }
        value
    }

    /// The code of a function that a `def` makes.
    pub fn function_code(&mut self, def: &'a ast::StmtFunctionDef) -> Result<Code> {
        let scope = self.unit.scopes.find(def.range, node::FUNCTION);
        let mut inner = self.inner(scope, &def.name);
        inner.parameters(&def.parameters);
        inner.is_async = def.is_async;
        if def.is_async {
            inner.flags |= if inner.flags & Flags::GENERATOR != 0 { Flags::ASYNC_GENERATOR } else { Flags::COROUTINE };
            inner.flags &= !Flags::GENERATOR;
        }
        let first = def.decorator_list.first().map_or(def.range.start(), |d| d.range.start());
        inner.at(&self.unit.heading(def.range, &def.decorator_list, &def.body));
        inner.begin_generator();
        inner.begin(first);
        // A docstring is no step; a function that has nothing else steps on its heading.
        match def.body.split_first() {
            Some((first, rest)) if is_docstring(first) => {
                if rest.is_empty() {
                    inner.emitter.follow_line(true);
                }
                inner.statements(rest)?;
            }
            _ => inner.statements(&def.body)?,
        }
        inner.emitter.nowhere();
        inner.emitter.emit(Op::ReturnNone, 0, 0, 0);
        let line = self.unit.line_of(first).0;
        let mut code = Code { docstring: docstring(&def.body, self.unit.options.optimize), ..Code::default() };
        count_parameters(&mut code, &def.parameters);
        inner.finish(&def.name, line, code)
    }

    /// A generator begins with an instruction that no handler covers: an exception may be thrown in before it starts.
    pub fn begin_generator(&mut self) {
        if self.flags & (Flags::GENERATOR | Flags::COROUTINE | Flags::ASYNC_GENERATOR) != 0 {
            self.emitter.expect_line();
            self.emitter.emit(Op::Nop, 0, 0, 0);
        }
    }

    pub fn lambda(&mut self, lambda: &'a ast::ExprLambda, dst: u16) -> Result<()> {
        let base = self.next_temporary();
        let mut flags = 0;
        let scope = self.unit.scopes.find(lambda.range, node::LAMBDA);
        let mut inner = self.inner(scope, "<lambda>");
        let mut code = Code::default();
        if let Some(parameters) = &lambda.parameters {
            flags = self.defaults(parameters)?;
            inner.parameters(parameters);
            count_parameters(&mut code, parameters);
        }
        inner.at(lambda);
        inner.begin_generator();
        inner.begin(lambda.start());
        inner.step(&*lambda.body);
        let value = inner.operand(&lambda.body)?;
        inner.at(&*lambda.body);
        inner.emitter.emit(Op::Return, value, 0, 0);
        let line = self.unit.line_of(lambda.start()).0;
        let code = inner.finish("<lambda>", line, code)?;
        self.at(lambda);
        self.make_function(code, base, flags, dst);
        Ok(())
    }

    // ---- what all bodies within bodies share -------------------------------------------------------

    pub fn inner(&self, scope: usize, name: &str) -> Body<'a, 'u> {
        let explicit_global = {
            let scope = &self.unit.scopes.all[self.scope];
            scope.is_function_like() && scope.usage(name) & crate::names::usage::GLOBAL != 0
        };
        let qualname = if explicit_global { name.to_string() } else { format!("{}{name}", self.prefix) };
        let mut inner = Body::new(self.unit, scope, qualname, self.class.clone());
        let data = &self.unit.scopes.all[scope];
        if data.kind == Kind::Annotation {
            inner.prefix = self.prefix.clone();
        }
        if data.generator {
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
        }
        if parameters.kwarg.is_some() {
            self.flags |= Flags::VARKEYWORDS;
        }
        let first = parameters.posonlyargs.iter().chain(&parameters.args).next();
        self.first_parameter = first.map(|p| p.parameter.name.to_string());
    }

    /// The temporary that comes next.
    pub fn next_temporary(&mut self) -> u16 {
        let mark = self.emitter.mark();
        let base = self.emitter.temporary();
        self.emitter.release(mark);
        base
    }

    /// Defaults into new temporaries: a tuple and a dict, as far as there are any. Which, as bits.
    pub fn defaults(&mut self, parameters: &'a Parameters) -> Result<u8> {
        let mut flags = 0;
        let by_position: Vec<&'a Expr> =
            parameters.posonlyargs.iter().chain(&parameters.args).filter_map(|p| p.default.as_deref()).collect();
        if !by_position.is_empty() {
            let place = self.emitter.temporary();
            let mark = self.emitter.mark();
            let mut first = None;
            for default in &by_position {
                let register = self.pushed(default)?;
                first = first.or(Some(register));
            }
            self.emitter.release(mark);
            self.emitter.emit(Op::BuildTuple, place, first.unwrap_or(0), by_position.len() as u16);
            flags |= make_function::DEFAULTS;
        }
        if parameters.kwonlyargs.iter().any(|p| p.default.is_some()) {
            let place = self.emitter.temporary();
            self.emitter.emit(Op::BuildDict, place, 0, 0);
            for parameter in &parameters.kwonlyargs {
                if let Some(default) = &parameter.default {
                    let mark = self.emitter.mark();
                    let key = self.emitter.temporary();
                    let name = self.mangle(&parameter.parameter.name);
                    self.load_text(&name, key);
                    let value = self.operand(default)?;
                    self.emitter.emit(Op::DictSet, place, key, value);
                    self.emitter.release(mark);
                }
            }
            flags |= make_function::KEYWORD_DEFAULTS;
        }
        Ok(flags)
    }

    /// The dict of annotations in a new temporary, where there are any. Whether, as a bit.
    pub fn annotations(&mut self, parameters: &'a Parameters, returns: Option<&'a Expr>) -> Result<u8> {
        // CPython's order: the positional-only parameters come second.
        let by_position = parameters.args.iter().chain(&parameters.posonlyargs).map(|p| &p.parameter);
        let annotated: Vec<(String, &'a Expr)> = by_position
            .chain(parameters.vararg.as_deref())
            .chain(parameters.kwonlyargs.iter().map(|p| &p.parameter))
            .chain(parameters.kwarg.as_deref())
            .filter_map(|p| Some((p.name.to_string(), p.annotation.as_deref()?)))
            .chain(returns.map(|r| ("return".to_string(), r)))
            .collect();
        if annotated.is_empty() {
            return Ok(0);
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
        Ok(make_function::ANNOTATIONS)
    }

    /// An annotation's value, or its text under `from __future__ import annotations`.
    pub fn annotation(&mut self, annotation: &'a Expr) -> Result<u16> {
        if self.unit.options.future_annotations || self.unit.options.library {
            let dst = self.emitter.temporary();
            let text = crate::unparse::unparse(annotation);
            self.load_text(&text, dst);
            return Ok(dst);
        }
        if let Expr::Starred(starred) = annotation {
            // `*args: *Ts`: the one item of the unpacked annotation.
            let value = self.pushed(&starred.value)?;
            self.at(annotation);
            self.emitter.emit(Op::Unpack, value, value, 1);
            return Ok(value);
        }
        self.operand(annotation)
    }

    /// Makes a function of finished code; what `flags` says stands in the temporaries from `base` on.
    pub fn make_function(&mut self, code: Code, base: u16, flags: u8, dst: u16) {
        let mut flags = flags;
        let mark = self.emitter.mark();
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
        let constant = self.emitter.constant(Constant::Code(Rc::new(code)));
        self.emitter.emit_e(Op::MakeFunction, flags, dst, constant as u16, base);
        self.emitter.release(mark);
    }
}

pub fn count_parameters(code: &mut Code, parameters: &Parameters) {
    code.positional_only = parameters.posonlyargs.len() as u16;
    code.positional = code.positional_only + parameters.args.len() as u16;
    code.keyword_only = parameters.kwonlyargs.len() as u16;
}

/// Every parameter with its default, by position and by keyword.
pub fn all_parameters(parameters: &Parameters) -> impl Iterator<Item = &ast::ParameterWithDefault> {
    parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs)
}

/// The string that a body begins with, its indentation removed as CPython 3.13 does.
fn is_docstring(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(expression) if expression.value.is_string_literal_expr())
}

pub fn docstring(body: &[Stmt], optimize: u8) -> Option<Constant> {
    if optimize > 1 {
        return None;
    }
    match body.first()? {
        Stmt::Expr(expression) => match &*expression.value {
            Expr::StringLiteral(string) => Some(Constant::Str(clean(string.value.to_str()).into_bytes().into())),
            _ => None,
        },
        _ => None,
    }
}

/// `inspect.cleandoc` without its removal of empty lines at the ends.
fn clean(text: &str) -> String {
    let expanded = |line: &str| -> String {
        let mut out = String::new();
        for c in line.chars() {
            if c == '\t' { (0..8 - out.chars().count() % 8).for_each(|_| out.push(' ')) } else { out.push(c) }
        }
        out
    };
    let text = if text.contains('\t') {
        text.split('\n').map(expanded).collect::<Vec<_>>().join("\n")
    } else {
        text.to_string()
    };
    let mut lines = text.split('\n');
    let first = lines.next().unwrap_or("").trim_start_matches(' ');
    let rest: Vec<&str> = lines.collect();
    let indent = |line: &&str| line.len() - line.trim_start_matches(' ').len();
    let margin = rest.iter().filter(|l| !l.trim_matches(' ').is_empty()).map(indent).min().unwrap_or(0);
    let mut out = first.to_string();
    for line in rest {
        out.push('\n');
        out.push_str(line.get(margin.min(indent(&line))..).unwrap_or(""));
    }
    out
}
