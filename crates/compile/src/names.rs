//! Which names a body binds, and where each of its names lives.
//! <https://docs.python.org/3.13/reference/executionmodel.html#resolution-of-names>

use std::collections::{BTreeSet, HashMap};

use ruff_python_ast::visitor::{self, Visitor};
use ruff_python_ast::{self as ast, Comprehension, ExceptHandler, Expr, ExprContext, Parameters, Pattern, Stmt};
use ruff_text_size::{Ranged, TextRange};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Module,
    Class,
    Function,
}

/// Where a name lives, seen from one body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Local,
    /// A local that inner functions share.
    Cell,
    Free,
    Global,
    /// In the body's own namespace: class bodies, `exec`.
    Namespace,
}

#[derive(Debug)]
pub struct Scope {
    pub kind: Kind,
    parent: Option<usize>,
    /// Bound here, in order of first appearance.
    pub bound: Vec<String>,
    used: BTreeSet<String>,
    globals: BTreeSet<String>,
    nonlocals: BTreeSet<String>,
    pub parameters: Vec<String>,
    pub free: Vec<String>,
    pub cells: BTreeSet<String>,
    pub deleted: BTreeSet<String>,
    pub generator: bool,
    pub walrus: bool,
    /// Methods here use `super` or `__class__`.
    pub class_cell: bool,
}

#[derive(Default)]
pub struct Scopes {
    pub all: Vec<Scope>,
    by_node: HashMap<(TextRange, u8), usize>,
    stack: Vec<usize>,
}

/// What kind of node opened a scope: nodes of different kinds may cover the same text.
pub mod node {
    pub const MODULE: u8 = 0;
    pub const FUNCTION: u8 = 1;
    pub const CLASS: u8 = 2;
    pub const LAMBDA: u8 = 3;
    pub const COMPREHENSION: u8 = 4;
}

impl Scopes {
    pub fn of_module(body: &[Stmt], names_in_namespace: bool) -> Scopes {
        let mut scopes = Scopes::default();
        let kind = if names_in_namespace { Kind::Class } else { Kind::Module };
        scopes.open(kind, TextRange::default(), node::MODULE);
        scopes.visit_body(body);
        scopes.stack.pop();
        scopes.resolve();
        scopes
    }

    pub fn of_expression(expression: &Expr, names_in_namespace: bool) -> Scopes {
        let mut scopes = Scopes::default();
        let kind = if names_in_namespace { Kind::Class } else { Kind::Module };
        scopes.open(kind, TextRange::default(), node::MODULE);
        scopes.visit_expr(expression);
        scopes.stack.pop();
        scopes.resolve();
        scopes
    }

    pub fn find(&self, range: TextRange, node: u8) -> usize {
        self.by_node.get(&(range, node)).copied().unwrap_or(0)
    }

    pub fn place(&self, scope: usize, name: &str) -> Place {
        let scope = &self.all[scope];
        if scope.globals.contains(name) {
            return Place::Global;
        }
        if scope.cells.contains(name) && scope.kind == Kind::Function {
            return Place::Cell;
        }
        if scope.free.iter().any(|f| f == name) {
            return Place::Free;
        }
        let bound = scope.bound.iter().any(|b| b == name);
        match scope.kind {
            Kind::Function if bound => Place::Local,
            Kind::Class => Place::Namespace,
            _ => Place::Global,
        }
    }

    fn open(&mut self, kind: Kind, range: TextRange, node: u8) -> usize {
        let number = self.all.len();
        self.all.push(Scope {
            kind,
            parent: self.stack.last().copied(),
            bound: vec![],
            used: BTreeSet::new(),
            globals: BTreeSet::new(),
            nonlocals: BTreeSet::new(),
            parameters: vec![],
            free: vec![],
            cells: BTreeSet::new(),
            deleted: BTreeSet::new(),
            generator: false,
            walrus: false,
            class_cell: false,
        });
        self.by_node.insert((range, node), number);
        self.stack.push(number);
        number
    }

    fn top(&mut self) -> &mut Scope {
        let number = self.stack.last().copied().unwrap_or(0);
        &mut self.all[number]
    }

    fn bind(&mut self, name: &str) {
        let scope = self.top();
        if !scope.bound.iter().any(|b| b == name) {
            scope.bound.push(name.to_string());
        }
    }

    fn parameters(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            self.parameter(&parameter.parameter.name);
        }
        for parameter in [&parameters.vararg, &parameters.kwarg].into_iter().flatten() {
            self.parameter(&parameter.name);
        }
    }

    fn parameter(&mut self, name: &str) {
        self.bind(name);
        self.top().parameters.push(name.to_string());
    }

    fn defaults(&mut self, parameters: &Parameters) {
        for parameter in parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs) {
            if let Some(default) = &parameter.default {
                self.visit_expr(default);
            }
        }
    }

    /// Annotations are looked at where the function is made.
    fn annotations(&mut self, parameters: &Parameters) {
        let named = parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs);
        let all = named
            .map(|p| &p.parameter)
            .chain([&parameters.vararg, &parameters.kwarg].into_iter().flatten().map(|p| &**p));
        for parameter in all {
            if let Some(annotation) = &parameter.annotation {
                self.visit_expr(annotation);
            }
        }
    }

    fn comprehension(&mut self, range: TextRange, generators: &[Comprehension], elements: &[&Expr], generator: bool) {
        if let Some(first) = generators.first() {
            self.visit_expr(&first.iter);
        }
        self.open(Kind::Function, range, node::COMPREHENSION);
        self.parameter(".0");
        self.top().generator = generator;
        for (place, part) in generators.iter().enumerate() {
            self.visit_expr(&part.target);
            if place > 0 {
                self.visit_expr(&part.iter);
            }
            part.ifs.iter().for_each(|test| self.visit_expr(test));
        }
        elements.iter().for_each(|element| self.visit_expr(element));
        self.stack.pop();
    }

    /// Free variables and cells, from the innermost bodies outwards.
    fn resolve(&mut self) {
        for number in (0..self.all.len()).rev() {
            let wanted: Vec<String> = {
                let scope = &self.all[number];
                let own = |name: &&String| scope.bound.contains(*name) && !scope.nonlocals.contains(*name);
                let names = scope.used.iter().chain(&scope.nonlocals).chain(&scope.free);
                let class = scope.kind == Kind::Class;
                names
                    .filter(|n| class && scope.free.contains(n) || !own(n))
                    .filter(|n| !scope.globals.contains(*n))
                    .cloned()
                    .collect()
            };
            for name in wanted {
                if self.all[number].kind != Kind::Module && self.enclosing(number, &name) {
                    self.make_free(number, &name);
                }
            }
        }
    }

    /// Does an enclosing function bind the name?
    fn enclosing(&self, number: usize, name: &str) -> bool {
        let mut at = self.all[number].parent;
        while let Some(outer) = at {
            let scope = &self.all[outer];
            if scope.kind == Kind::Function && scope.globals.contains(name) {
                return false;
            }
            if scope.kind == Kind::Function && scope.bound.iter().any(|b| b == name) && !scope.nonlocals.contains(name)
                || scope.kind == Kind::Class && name == "__class__" && scope.class_cell
            {
                return true;
            }
            at = scope.parent;
        }
        false
    }

    fn make_free(&mut self, number: usize, name: &str) {
        let mut at = Some(number);
        while let Some(inner) = at {
            let scope = &mut self.all[inner];
            let owner = inner != number
                && (scope.kind == Kind::Function
                    && scope.bound.iter().any(|b| b == name)
                    && !scope.nonlocals.contains(name)
                    || scope.kind == Kind::Class && name == "__class__" && scope.class_cell);
            if owner {
                scope.cells.insert(name.to_string());
                return;
            }
            if !scope.free.iter().any(|f| f == name) {
                scope.free.push(name.to_string());
                scope.free.sort();
            }
            at = scope.parent;
        }
    }
}

impl<'a> Visitor<'a> for Scopes {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        match statement {
            Stmt::FunctionDef(def) => {
                def.decorator_list.iter().for_each(|d| self.visit_expr(&d.expression));
                self.defaults(&def.parameters);
                self.annotations(&def.parameters);
                if let Some(returns) = &def.returns {
                    self.visit_expr(returns);
                }
                self.bind(&def.name);
                self.open(Kind::Function, def.range, node::FUNCTION);
                self.parameters(&def.parameters);
                self.visit_body(&def.body);
                self.stack.pop();
            }
            Stmt::ClassDef(def) => {
                def.decorator_list.iter().for_each(|d| self.visit_expr(&d.expression));
                if let Some(arguments) = &def.arguments {
                    self.visit_arguments(arguments);
                }
                self.bind(&def.name);
                self.open(Kind::Class, def.range, node::CLASS);
                self.visit_body(&def.body);
                self.stack.pop();
            }
            Stmt::Global(global) => {
                for name in &global.names {
                    self.top().globals.insert(name.to_string());
                }
            }
            Stmt::Nonlocal(nonlocal) => {
                for name in &nonlocal.names {
                    self.top().nonlocals.insert(name.to_string());
                }
            }
            Stmt::Import(import) => {
                for alias in &import.names {
                    let bound = alias.asname.as_ref().unwrap_or(&alias.name);
                    self.bind(bound.split('.').next().unwrap_or(bound));
                }
            }
            Stmt::ImportFrom(import) => {
                for alias in &import.names {
                    self.bind(alias.asname.as_ref().unwrap_or(&alias.name));
                }
            }
            Stmt::AnnAssign(assign) if self.top().kind == Kind::Function => {
                if let Expr::Name(name) = &*assign.target {
                    self.bind(&name.id);
                }
                if let Some(value) = &assign.value {
                    self.visit_expr(value);
                }
                if !assign.target.is_name_expr() {
                    self.visit_expr(&assign.target);
                }
            }
            Stmt::Delete(delete) => {
                for target in &delete.targets {
                    if let Expr::Name(name) = target {
                        self.top().deleted.insert(name.id.to_string());
                    }
                }
                visitor::walk_stmt(self, statement);
            }
            _ => visitor::walk_stmt(self, statement),
        }
    }

    fn visit_except_handler(&mut self, handler: &'a ExceptHandler) {
        let ExceptHandler::ExceptHandler(except) = handler;
        if let Some(name) = &except.name {
            self.bind(name);
            self.top().deleted.insert(name.to_string());
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
            self.bind(name);
        }
        visitor::walk_pattern(self, pattern);
    }

    fn visit_expr(&mut self, expression: &'a Expr) {
        match expression {
            Expr::Name(name) => match name.ctx {
                ExprContext::Load => {
                    self.top().used.insert(name.id.to_string());
                    if matches!(name.id.as_str(), "super" | "__class__") && self.top().kind == Kind::Function {
                        self.top().used.insert("__class__".to_string());
                        let class = self.stack.iter().rev().copied().find(|&s| self.all[s].kind == Kind::Class);
                        if let Some(class) = class {
                            self.all[class].class_cell = true;
                        }
                    }
                }
                _ => self.bind(&name.id),
            },
            Expr::Named(named) => {
                self.visit_expr(&named.value);
                // In a comprehension the name belongs to the function around it.
                let saved = self.stack.clone();
                while let Some(&top) = self.stack.last() {
                    if self.all[top].parameters.first().is_some_and(|p| p == ".0") {
                        self.stack.pop();
                    } else {
                        break;
                    }
                }
                if let Expr::Name(name) = &*named.target {
                    self.bind(&name.id);
                    let outer = self.stack.last().copied();
                    for &inner in saved.iter().rev() {
                        self.all[inner].walrus = true;
                        if Some(inner) == outer {
                            break;
                        }
                        let is_function = outer.is_some_and(|o| self.all[o].kind == Kind::Function);
                        if is_function {
                            self.all[inner].nonlocals.insert(name.id.to_string());
                        } else {
                            self.all[inner].globals.insert(name.id.to_string());
                        }
                    }
                }
                self.stack = saved;
            }
            Expr::Lambda(lambda) => {
                if let Some(parameters) = &lambda.parameters {
                    self.defaults(parameters);
                }
                self.open(Kind::Function, lambda.range, node::LAMBDA);
                if let Some(parameters) = &lambda.parameters {
                    self.parameters(parameters);
                }
                self.visit_expr(&lambda.body);
                self.stack.pop();
            }
            Expr::ListComp(c) => self.comprehension(c.range, &c.generators, &[&c.elt], false),
            Expr::SetComp(c) => self.comprehension(c.range, &c.generators, &[&c.elt], false),
            Expr::DictComp(c) => {
                let mut elements: Vec<&Expr> = c.key.iter().map(|k| &**k).collect();
                elements.push(&c.value);
                self.comprehension(c.range, &c.generators, &elements, false);
            }
            Expr::Generator(c) => self.comprehension(c.range, &c.generators, &[&c.elt], true),
            Expr::Yield(_) | Expr::YieldFrom(_) => {
                self.top().generator = true;
                visitor::walk_expr(self, expression);
            }
            _ => visitor::walk_expr(self, expression),
        }
    }
}

/// Every parameter with its default, by position and by keyword.
pub fn all_parameters(parameters: &Parameters) -> impl Iterator<Item = &ast::ParameterWithDefault> {
    parameters.posonlyargs.iter().chain(&parameters.args).chain(&parameters.kwonlyargs)
}

/// The range of a node, for looking its scope up.
pub fn range_of(node: &impl Ranged) -> TextRange {
    node.range()
}
