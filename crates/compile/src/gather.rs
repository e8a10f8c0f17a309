//! What each scope does with its names: one walk over the tree, and the errors that it finds.

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{
    self as ast, Comprehension, ExceptHandler, Expr, ExprContext, Parameters, Pattern, Stmt, TypeParam, TypeParams,
};
use ruff_text_size::{Ranged, TextRange};

use crate::names::usage::*;
use crate::names::{Kind, Scope, Scopes, node};

const GENERATOR_EXPRESSION: &str = "generator expression";

impl Scopes {
    pub fn of_module(body: &[Stmt], names_in_namespace: bool, future_annotations: bool) -> Scopes {
        let mut scopes = Scopes::start(names_in_namespace, future_annotations);
        scopes.visit_body(body);
        scopes.finish()
    }

    pub fn of_expression(expression: &Expr, names_in_namespace: bool) -> Scopes {
        let mut scopes = Scopes::start(names_in_namespace, false);
        scopes.visit_expr(expression);
        scopes.finish()
    }

    fn start(names_in_namespace: bool, future_annotations: bool) -> Scopes {
        let mut scopes = Scopes { future_annotations, ..Scopes::default() };
        let kind = if names_in_namespace { Kind::Namespace } else { Kind::Module };
        scopes.open(kind, TextRange::default(), node::MODULE);
        scopes
    }

    fn finish(mut self) -> Scopes {
        self.stack.pop();
        self.resolve();
        self
    }

    fn open(&mut self, kind: Kind, range: TextRange, node: u8) -> usize {
        let number = self.all.len();
        self.all.push(Scope::new(kind, self.stack.last().copied()));
        self.by_node.insert((range, node), number);
        self.stack.push(number);
        number
    }

    fn top(&mut self) -> &mut Scope {
        let number = self.stack.last().copied().unwrap_or(0);
        &mut self.all[number]
    }

    fn fail(&mut self, range: TextRange, message: impl Into<String>) {
        if self.error.is_none() {
            self.error = Some((range, message.into()));
        }
    }

    fn private(&self, name: &str) -> String {
        Scopes::mangled(self.class.as_deref(), name).unwrap_or_else(|| name.to_string())
    }

    fn bind(&mut self, name: &str, range: TextRange) {
        self.bind_as(name, BOUND, range);
    }

    fn bind_as(&mut self, name: &str, bits: u16, range: TextRange) {
        let name = self.private(name);
        if self.in_target && self.top().comprehension {
            if self.top().usage(&name) & (GLOBAL | NONLOCAL) != 0 {
                let message = format!("comprehension inner loop cannot rebind assignment expression target '{name}'");
                self.fail(range, message);
            }
            self.top().note(&name, bits | ITERATION);
        } else {
            self.top().note(&name, bits);
        }
    }

    fn use_name(&mut self, name: &str) {
        let name = self.private(name);
        self.top().note(&name, USED);
        if matches!(name.as_str(), "super" | "__class__") && self.top().is_function_like() {
            self.top().note("__class__", USED);
            let class = self.stack.iter().rev().copied().find(|&s| self.all[s].kind == Kind::Class);
            if let Some(class) = class {
                self.all[class].class_cell = true;
            }
        }
    }

    // ---- functions -----------------------------------------------------------------------------

    fn parameters(&mut self, parameters: &Parameters) {
        for parameter in crate::function::all_parameters(parameters) {
            self.parameter(&parameter.parameter);
        }
        for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
            self.parameter(parameter);
        }
    }

    fn parameter(&mut self, parameter: &ast::Parameter) {
        let name = self.private(&parameter.name);
        if self.top().usage(&name) & PARAMETER != 0 {
            let message = format!("duplicate argument '{name}' in function definition");
            self.fail(parameter.range(), message);
            return;
        }
        self.top().note(&name, PARAMETER | BOUND);
        self.top().parameters.push(name);
    }

    fn defaults(&mut self, parameters: &Parameters) {
        for parameter in crate::function::all_parameters(parameters) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    /// Annotations are looked at where the function is made.
    fn annotations(&mut self, parameters: &Parameters, returns: Option<&Expr>) {
        let all = crate::function::all_parameters(parameters)
            .map(|p| &p.parameter)
            .chain([&parameters.vararg, &parameters.kwarg].into_iter().flatten().map(|p| &**p));
        for annotation in all.filter_map(|p| p.annotation.as_deref()).chain(returns) {
            self.annotation(annotation);
        }
    }

    fn annotation(&mut self, annotation: &Expr) {
        let saved =
            std::mem::replace(&mut self.annotation_name, if self.future_annotations { "an annotation" } else { "" });
        if !self.future_annotations {
            self.visit_expr(annotation);
        }
        self.annotation_name = saved;
    }

    /// Opens the scope of type parameters, if there are any. The caller closes it by `close`.
    fn type_parameters(&mut self, range: TextRange, parameters: Option<&TypeParams>) -> bool {
        let Some(parameters) = parameters else { return false };
        let in_class = self.top().kind == Kind::Class;
        self.open(Kind::Annotation, range, node::TYPE_PARAMETERS);
        self.see_class(in_class);
        let mut default_seen = false;
        for parameter in parameters.iter() {
            let name = parameter.name();
            let mangled = self.private(name);
            if self.top().usage(&mangled) & TYPE_PARAMETER != 0 {
                self.fail(parameter.range(), format!("duplicate type parameter '{name}'"));
            }
            self.top().note(&mangled, BOUND | TYPE_PARAMETER);
            let (bound, default, what) = match parameter {
                TypeParam::TypeVar(p) => (p.bound.as_deref(), p.default.as_deref(), "a TypeVar default"),
                TypeParam::ParamSpec(p) => (None, p.default.as_deref(), "a ParamSpec default"),
                TypeParam::TypeVarTuple(p) => (None, p.default.as_deref(), "a TypeVarTuple default"),
            };
            if let Some(bound) = bound {
                let what = if bound.is_tuple_expr() { "a TypeVar constraint" } else { "a TypeVar bound" };
                self.lazy(bound, node::BOUND, what, in_class);
            }
            match default {
                Some(default) => {
                    default_seen = true;
                    self.lazy(default, node::DEFAULT, what, in_class);
                }
                None if default_seen => {
                    let message = format!("non-default type parameter '{name}' follows default type parameter");
                    self.fail(parameter.range(), message);
                }
                None => {}
            }
        }
        true
    }

    /// The scope at hand looks names up in the class around it.
    fn see_class(&mut self, in_class: bool) {
        if in_class {
            self.top().sees_class = true;
            self.top().note("__classdict__", USED);
        }
    }

    /// An expression evaluated later, in a function of its own.
    fn lazy(&mut self, expression: &Expr, node: u8, what: &'static str, in_class: bool) {
        self.open(Kind::Annotation, expression.range(), node);
        self.see_class(in_class);
        let saved = std::mem::replace(&mut self.annotation_name, what);
        self.visit_expr(expression);
        self.annotation_name = saved;
        self.stack.pop();
    }

    fn function(&mut self, def: &ast::StmtFunctionDef) {
        self.bind(&def.name, def.range);
        self.defaults(&def.parameters);
        def.decorator_list.iter().for_each(|d| self.visit_expr(&d.expression));
        let generic = self.type_parameters(def.range, def.type_params.as_deref());
        if generic {
            let parameters = &def.parameters;
            let by_position = parameters.posonlyargs.iter().chain(&parameters.args).any(|p| p.default.is_some());
            let by_keyword = parameters.kwonlyargs.iter().any(|p| p.default.is_some());
            for (implicit, there) in [(".defaults", by_position), (".kwdefaults", by_keyword)] {
                if there {
                    self.top().note(implicit, PARAMETER | BOUND);
                    self.top().parameters.push(implicit.to_string());
                }
            }
        }
        let saved = std::mem::take(&mut self.annotation_name);
        self.annotations(&def.parameters, def.returns.as_deref());
        self.open(Kind::Function, def.range, node::FUNCTION);
        self.top().coroutine = def.is_async;
        let iterable = std::mem::take(&mut self.in_iterable);
        self.parameters(&def.parameters);
        self.visit_body(&def.body);
        self.in_iterable = iterable;
        self.annotation_name = saved;
        self.stack.pop();
        if generic {
            self.stack.pop();
        }
    }

    fn class_statement(&mut self, def: &ast::StmtClassDef) {
        self.bind(&def.name, def.range);
        def.decorator_list.iter().for_each(|d| self.visit_expr(&d.expression));
        let saved = self.class.clone();
        if def.type_params.is_some() {
            self.class = Some(def.name.to_string());
        }
        let generic = self.type_parameters(def.range, def.type_params.as_deref());
        if generic {
            self.top().note(".type_params", BOUND);
            self.top().note(".generic_base", BOUND);
        }
        if let Some(arguments) = &def.arguments {
            self.visit_arguments(arguments);
        }
        self.class = Some(def.name.to_string());
        self.open(Kind::Class, def.range, node::CLASS);
        if generic {
            self.top().note(".type_params", USED);
        }
        self.visit_body(&def.body);
        self.stack.pop();
        if generic {
            self.stack.pop();
        }
        self.class = saved;
    }

    // ---- comprehensions ------------------------------------------------------------------------

    fn comprehension(
        &mut self,
        range: TextRange,
        generators: &[Comprehension],
        elements: &[&Expr],
        what: &'static str,
    ) {
        let generator = what == GENERATOR_EXPRESSION;
        if let Some(first) = generators.first() {
            self.in_iterable += 1;
            self.visit_expr(&first.iter);
            self.in_iterable -= 1;
        }
        let in_class_annotation = self.top().sees_class;
        self.open(Kind::Function, range, node::COMPREHENSION);
        let iterable = std::mem::take(&mut self.in_iterable);
        let scope = self.top();
        scope.comprehension = true;
        scope.word = what;
        scope.inlined = !generator && !in_class_annotation;
        scope.generator = generator;
        scope.coroutine = generators.iter().any(|g| g.is_async);
        scope.note(".0", PARAMETER | BOUND);
        scope.parameters.push(".0".to_string());
        for (place, part) in generators.iter().enumerate() {
            let outer = std::mem::replace(&mut self.in_target, true);
            self.visit_expr(&part.target);
            self.in_target = outer;
            if place > 0 {
                self.in_iterable += 1;
                self.visit_expr(&part.iter);
                self.in_iterable -= 1;
            }
            part.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        elements.iter().for_each(|element| self.visit_expr(element));
        self.in_iterable = iterable;
        let awaits = self.top().coroutine;
        self.stack.pop();
        if awaits && !generator && self.top().comprehension {
            self.top().coroutine = true;
        }
    }

    fn walrus(&mut self, named: &ast::ExprNamed) {
        if !self.annotation_name.is_empty() {
            let message = format!("named expression cannot be used within {}", self.annotation_name);
            self.fail(named.range, message);
        } else if self.top().kind == Kind::Annotation {
            self.fail(named.range, "named expression cannot be used within the definition of a generic");
        }
        if self.in_iterable > 0 {
            let message = "assignment expression cannot be used in a comprehension iterable expression";
            self.fail(named.range, message);
        }
        self.visit_expr(&named.value);
        let Expr::Name(target) = &*named.target else { return };
        self.top().walrus = true;
        if !self.top().comprehension {
            self.bind(&target.id, target.range);
            return;
        }
        let name = self.private(&target.id);
        let here = self.stack.last().copied().unwrap_or(0);
        for &number in self.stack.clone().iter().rev() {
            let scope = &mut self.all[number];
            scope.walrus = true;
            if scope.comprehension {
                if scope.usage(&name) & ITERATION != 0 {
                    let message =
                        format!("assignment expression cannot rebind comprehension iteration variable '{name}'");
                    self.fail(target.range, message);
                    return;
                }
                continue;
            }
            match scope.kind {
                Kind::Function => {
                    let declared = if scope.usage(&name) & GLOBAL != 0 { GLOBAL } else { NONLOCAL };
                    scope.note(&name, BOUND);
                    self.all[here].note(&name, declared | BOUND);
                }
                Kind::Module | Kind::Namespace => {
                    scope.note(&name, GLOBAL | BOUND);
                    self.all[here].note(&name, GLOBAL | BOUND);
                }
                Kind::Class => {
                    let message = "assignment expression within a comprehension cannot be used in a class body";
                    self.fail(target.range, message);
                }
                Kind::Annotation => {
                    let message = "assignment expression within a comprehension cannot be used within \
                                   the definition of a generic";
                    self.fail(target.range, message);
                }
            }
            return;
        }
    }

    fn forbid_in_annotation(&mut self, range: TextRange, what: &str) {
        if !self.annotation_name.is_empty() {
            let message = format!("{what} cannot be used within {}", self.annotation_name);
            self.fail(range, message);
        } else if self.top().kind == Kind::Annotation {
            self.fail(range, format!("{what} cannot be used within the definition of a generic"));
        }
    }

    fn yields(&mut self, expression: &Expr) {
        self.forbid_in_annotation(expression.range(), "yield expression");
        visitor::walk_expr(self, expression);
        self.top().generator = true;
    }

    // ---- declarations --------------------------------------------------------------------------

    fn declare(&mut self, names: &[ast::Identifier], range: TextRange, bit: u16) {
        let word = if bit == GLOBAL { "global" } else { "nonlocal" };
        for name in names {
            let name = self.private(name);
            let usage = self.top().usage(&name);
            let message = if usage & PARAMETER != 0 {
                format!("name '{name}' is parameter and {word}")
            } else if usage & USED != 0 {
                format!("name '{name}' is used prior to {word} declaration")
            } else if usage & ANNOTATED != 0 {
                format!("annotated name '{name}' can't be {word}")
            } else if usage & BOUND != 0 && usage & (GLOBAL | NONLOCAL) == 0 {
                format!("name '{name}' is assigned to before {word} declaration")
            } else if usage & (GLOBAL | NONLOCAL) & !bit != 0 {
                format!("name '{name}' is nonlocal and global")
            } else {
                self.top().note(&name, bit);
                self.top().declarations.insert(name, range);
                continue;
            };
            self.fail(range, message);
        }
    }

    fn annotated(&mut self, assign: &ast::StmtAnnAssign) {
        self.top().annotated = true;
        if let Expr::Name(target) = &*assign.target {
            let name = self.private(&target.id);
            let usage = self.top().usage(&name);
            let is_module = self.stack.len() == 1;
            if usage & (GLOBAL | NONLOCAL) != 0 && !is_module && assign.simple {
                let word = if usage & GLOBAL != 0 { "global" } else { "nonlocal" };
                self.fail(assign.range, format!("annotated name '{name}' can't be {word}"));
            }
            if assign.simple {
                self.bind_as(&target.id, BOUND | ANNOTATED, target.range);
            } else if assign.value.is_some() {
                self.bind(&target.id, target.range);
            }
        } else {
            self.visit_expr(&assign.target);
        }
        self.annotation(&assign.annotation);
        if let Some(value) = &assign.value {
            self.visit_expr(value);
        }
    }
}

impl<'a> Visitor<'a> for Scopes {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.statement(statement));
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.expression(expression));
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(except) = handler;
        if let Some(name) = &except.name {
            self.bind_as(name, BOUND | DELETED, except.range);
        }
        visitor::walk_except_handler(self, handler);
    }

    fn visit_pattern(&mut self, pattern: &'a Pattern) {
        let name = match pattern {
            Pattern::MatchAs(p) => p.name.as_ref(),
            Pattern::MatchStar(p) => p.name.as_ref(),
            Pattern::MatchMapping(p) => p.rest.as_ref(),
            _ => None,
        };
        if let Some(name) = name {
            self.bind(name, pattern.range());
        }
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || visitor::walk_pattern(self, pattern));
    }
}

impl Scopes {
    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::FunctionDef(def) => self.function(def),
            Stmt::ClassDef(def) => self.class_statement(def),
            Stmt::TypeAlias(alias) => {
                let Expr::Name(name) = &*alias.name else { return };
                self.bind(&name.id, name.range);
                let in_class = self.top().kind == Kind::Class;
                let generic = self.type_parameters(alias.range, alias.type_params.as_deref());
                self.lazy(&alias.value, node::ALIAS, "a type alias", in_class);
                if generic {
                    self.stack.pop();
                }
            }
            Stmt::Global(global) => self.declare(&global.names, global.range, GLOBAL),
            Stmt::Nonlocal(nonlocal) => self.declare(&nonlocal.names, nonlocal.range, NONLOCAL),
            Stmt::Import(import) => {
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    let bound = if alias.asname.is_some() { bound } else { bound.split('.').next().unwrap_or(bound) };
                    self.bind(bound, alias.range);
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    if alias.name.as_str() == "*" {
                        if !matches!(self.top().kind, Kind::Module | Kind::Namespace) {
                            self.fail(import.range, "import * only allowed at module level");
                        }
                        continue;
                    }
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name), alias.range);
                }
            }
            Stmt::AnnAssign(assign) => self.annotated(assign),
            Stmt::AugAssign(assign) => {
                if let Expr::Name(name) = &*assign.target {
                    self.bind(&name.id, name.range);
                } else {
                    self.visit_expr(&assign.target);
                }
                self.visit_expr(&assign.value);
            }
            Stmt::For(each) => {
                self.visit_expr(&each.target);
                self.visit_expr(&each.iter);
                self.visit_body(&each.body);
                self.visit_body(&each.orelse);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn expression(&mut self, expression: &Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => self.use_name(&name.id),
                ExprContext::Del => self.bind_as(&name.id, BOUND | DELETED, name.range),
                _ => self.bind(&name.id, name.range),
            },
            Expr::Named(named) => self.walrus(named),
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.open(Kind::Function, lambda.range, node::LAMBDA);
                let iterable = std::mem::take(&mut self.in_iterable);
                let saved = std::mem::take(&mut self.annotation_name);
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters);
                }
                self.visit_expr(&lambda.body);
                self.in_iterable = iterable;
                self.annotation_name = saved;
                self.stack.pop();
            }
            Expr::ListComp(c) => self.comprehension(c.range, &c.generators, &[&c.elt], "list comprehension"),
            Expr::SetComp(c) => self.comprehension(c.range, &c.generators, &[&c.elt], "set comprehension"),
            Expr::DictComp(c) => {
                let mut elements: Vec<&Expr> = c.key.iter().map(|k| &**k).collect();
                elements.push(&c.value);
                self.comprehension(c.range, &c.generators, &elements, "dict comprehension");
            }
            Expr::Generator(c) => self.comprehension(c.range, &c.generators, &[&c.elt], GENERATOR_EXPRESSION),
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.yields(expression);
                if self.top().comprehension {
                    let message = format!("'yield' inside {}", self.top().word);
                    self.fail(expression.range(), message);
                }
            }
            Expr::Await(_) => {
                self.forbid_in_annotation(expression.range(), "await expression");
                visitor::walk_expr(self, expression);
                self.top().coroutine = true;
            }
            _ => visitor::walk_expr(self, expression),
        }
    }
}
