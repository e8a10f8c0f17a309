//! Type parameters and `type` statements: annotation scopes, and what is evaluated only when asked for.
//! <https://docs.python.org/3.13/reference/executionmodel.html#annotation-scopes>

use bytecode::{Code, Op, intrinsic, make_function, special};
use ruff_python_ast::{self as ast, Expr, TypeParam, TypeParams};
use ruff_text_size::Ranged;

use crate::body::{Body, Result};
use crate::names::node;

impl<'a> Body<'a, '_> {
    /// `def f[T](…)`: a function that makes the type parameters and then the function, called at once.
    pub fn generic_function(
        &mut self,
        def: &'a ast::StmtFunctionDef,
        parameters: &'a TypeParams,
        dst: u16,
    ) -> Result<()> {
        let (base, receiver) = (self.emitter.temporary(), self.emitter.temporary());
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        let given = self.defaults(&def.parameters)?;
        let count =
            (given & make_function::DEFAULTS != 0) as u16 + (given & make_function::KEYWORD_DEFAULTS != 0) as u16;

        let scope = self.unit.scopes.find(def.range, node::TYPE_PARAMETERS);
        let name = format!("<generic parameters of {}>", def.name);
        let mut inner = self.inner(scope, &name);
        inner.at(def);
        inner.begin(def.start());
        let made = inner.type_parameters(parameters)?;
        let function = inner.emitter.temporary();
        let parts = inner.next_temporary();
        for register in 0..count {
            let part = inner.emitter.temporary();
            inner.emitter.emit(Op::Move, part, register, 0);
        }
        let flags = given | inner.annotations(&def.parameters, def.returns.as_deref())?;
        let code = inner.function_code(def)?;
        inner.at(def);
        inner.make_function(code, parts, flags, function);
        inner.emitter.emit_e(Op::Intrinsic, intrinsic::SET_TYPE_PARAMS, function, function, made);
        inner.emitter.emit(Op::Return, function, 0, 0);
        let code = self.finish_generic(inner, &name, def, count)?;

        self.at(def);
        let parts = self.next_temporary();
        self.make_function(code, parts, 0, base);
        self.emitter.emit(Op::Call, dst, base, count);
        Ok(())
    }

    fn finish_generic(&self, inner: Body<'a, '_>, name: &str, whole: &impl Ranged, count: u16) -> Result<Code> {
        let line = self.unit.line_of(whole.start()).0;
        inner.finish(name, line, Code { positional: count, ..Code::default() })
    }

    /// `class C[T]`: the class is made where its type parameters are.
    pub fn generic_class(&mut self, def: &'a ast::StmtClassDef, parameters: &'a TypeParams, dst: u16) -> Result<()> {
        let (base, receiver) = (self.emitter.temporary(), self.emitter.temporary());
        self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
        let scope = self.unit.scopes.find(def.range, node::TYPE_PARAMETERS);
        let name = format!("<generic parameters of {}>", def.name);
        let mut inner = self.inner(scope, &name);
        inner.class = Some(def.name.to_string());
        inner.at(def);
        inner.begin(def.start());
        let made = inner.type_parameters(parameters)?;
        let copy = inner.emitter.temporary();
        inner.emitter.emit(Op::Move, copy, made, 0);
        inner.store_name(".type_params", copy);
        let generic_base = inner.emitter.keep();
        inner.emitter.emit_e(Op::Intrinsic, intrinsic::SUBSCRIPT_GENERIC, generic_base, made, made);
        let class = inner.make_class(def, Some(generic_base))?;
        inner.emitter.emit(Op::Return, class, 0, 0);
        let code = self.finish_generic(inner, &name, def, 0)?;
        self.at(def);
        let parts = self.next_temporary();
        self.make_function(code, parts, 0, base);
        self.emitter.emit(Op::Call, dst, base, 0);
        Ok(())
    }

    pub fn type_alias(&mut self, alias: &'a ast::StmtTypeAlias) -> Result<()> {
        let Expr::Name(name) = &*alias.name else {
            return self.unit.error(alias, "invalid syntax");
        };
        let result = self.emitter.temporary();
        match &alias.type_params {
            None => self.make_alias(alias, &name.id, None, result)?,
            Some(parameters) => {
                let (base, receiver) = (self.emitter.temporary(), self.emitter.temporary());
                self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
                let scope = self.unit.scopes.find(alias.range, node::TYPE_PARAMETERS);
                let title = format!("<generic parameters of {}>", name.id);
                let mut inner = self.inner(scope, &title);
                inner.at(alias);
                inner.begin(alias.start());
                let made = inner.type_parameters(parameters)?;
                let value = inner.emitter.temporary();
                inner.make_alias(alias, &name.id, Some(made), value)?;
                inner.emitter.emit(Op::Return, value, 0, 0);
                let code = self.finish_generic(inner, &title, alias, 0)?;
                self.at(alias);
                let parts = self.next_temporary();
                self.make_function(code, parts, 0, base);
                self.emitter.emit(Op::Call, result, base, 0);
            }
        }
        self.at(alias);
        self.store_name(&name.id, result);
        Ok(())
    }

    fn make_alias(&mut self, alias: &'a ast::StmtTypeAlias, name: &str, made: Option<u16>, dst: u16) -> Result<()> {
        let mark = self.emitter.mark();
        let text = self.emitter.temporary();
        self.load_text(name, text);
        let parameters = self.emitter.temporary();
        match made {
            Some(made) => self.emitter.emit(Op::Move, parameters, made, 0),
            None => self.emitter.emit(Op::LoadSpecial, parameters, special::NONE, 0),
        }
        let function = self.emitter.temporary();
        self.lazy_function(&alias.value, node::ALIAS, name, function)?;
        self.at(alias);
        self.emitter.emit(Op::BuildTuple, text, text, 3);
        self.emitter.emit_e(Op::Intrinsic, intrinsic::TYPE_ALIAS, dst, text, text);
        self.emitter.release(mark);
        Ok(())
    }

    /// Makes the type parameters and binds their names; the kept register with the tuple of them.
    fn type_parameters(&mut self, parameters: &'a TypeParams) -> Result<u16> {
        let tuple = self.emitter.keep();
        let mark = self.emitter.mark();
        let registers: Vec<u16> = parameters.iter().map(|_| self.emitter.temporary()).collect();
        let kept = self.emitter.keep();
        for (parameter, register) in parameters.iter().zip(&registers) {
            self.at(parameter);
            self.type_parameter(parameter, kept)?;
            self.emitter.emit(Op::Move, *register, kept, 0);
            self.store_name(parameter.name(), kept);
        }
        self.emitter.drop_kept(kept);
        self.emitter.emit(Op::BuildTuple, tuple, registers.first().copied().unwrap_or(0), registers.len() as u16);
        self.emitter.release(mark);
        Ok(tuple)
    }

    fn type_parameter(&mut self, parameter: &'a TypeParam, dst: u16) -> Result<()> {
        let mark = self.emitter.mark();
        let name = self.emitter.temporary();
        self.load_text(parameter.name(), name);
        let (bound, default) = match parameter {
            TypeParam::TypeVar(p) => (p.bound.as_deref(), p.default.as_deref()),
            TypeParam::ParamSpec(p) => (None, p.default.as_deref()),
            TypeParam::TypeVarTuple(p) => (None, p.default.as_deref()),
        };
        let mut second = name;
        let which = match (parameter, bound) {
            (TypeParam::TypeVar(_), None) => intrinsic::TYPE_VAR,
            (TypeParam::TypeVar(_), Some(bound)) => {
                second = self.emitter.temporary();
                self.lazy_function(bound, node::BOUND, parameter.name(), second)?;
                if bound.is_tuple_expr() { intrinsic::TYPE_VAR_CONSTRAINTS } else { intrinsic::TYPE_VAR_BOUND }
            }
            (TypeParam::ParamSpec(_), _) => intrinsic::PARAM_SPEC,
            (TypeParam::TypeVarTuple(_), _) => intrinsic::TYPE_VAR_TUPLE,
        };
        self.at(parameter);
        self.emitter.emit_e(Op::Intrinsic, which, dst, name, second);
        if let Some(default) = default {
            let function = self.emitter.temporary();
            self.lazy_function(default, node::DEFAULT, parameter.name(), function)?;
            self.emitter.emit_e(Op::Intrinsic, intrinsic::TYPE_PARAM_DEFAULT, dst, dst, function);
        }
        self.emitter.release(mark);
        Ok(())
    }

    /// A function that computes the expression when it is called.
    fn lazy_function(&mut self, expression: &'a Expr, node: u8, name: &str, dst: u16) -> Result<()> {
        let scope = self.unit.scopes.find(expression.range(), node);
        let mut inner = self.inner(scope, name);
        inner.at(expression);
        inner.begin(expression.start());
        let value = match expression {
            // `*Ts = *tuple[int]`: the default is unpacked.
            Expr::Starred(starred) => {
                let value = inner.pushed(&starred.value)?;
                inner.emitter.emit(Op::Unpack, value, value, 1);
                value
            }
            _ => inner.operand(expression)?,
        };
        inner.emitter.emit(Op::Return, value, 0, 0);
        let line = self.unit.line_of(expression.start()).0;
        let code = inner.finish(name, line, Code::default())?;
        let parts = self.next_temporary();
        self.make_function(code, parts, 0, dst);
        Ok(())
    }
}
