//! The program's text at a place: the statement that did something, and through which name or expression.

use std::cell::RefCell;
use std::rc::Rc;

use bytecode::Location;
use ruff_python_ast::visitor::{Visitor, walk_expr, walk_stmt};
use ruff_python_ast::{Expr, ModModule, Stmt};
use ruff_python_parser::parse_module;
use ruff_text_size::{Ranged, TextRange, TextSize};
use rustc_hash::FxHashMap;
use trace::{ObjectId, Tables};

use crate::event::{Event, Spot};
use crate::expression::{Datum, evaluate};
use crate::state::State;

/// The sources of a recording, each parsed when it is first asked for.
pub struct Sources {
    tables: Rc<Tables>,
    parsed: RefCell<FxHashMap<Rc<str>, Option<Rc<Source>>>>,
}

pub struct Source {
    pub text: Rc<str>,
    lines: Vec<usize>,
    tree: ModModule,
}

impl Sources {
    pub fn new(tables: Rc<Tables>) -> Sources {
        Sources { tables, parsed: RefCell::default() }
    }

    /// The source of a file. What `exec` runs has no name of its own, and so no source, unless it is the program.
    pub fn file(&self, name: &str) -> Option<Rc<Source>> {
        let is_main = self.tables.codes.first().is_some_and(|(code, _)| *code.filename == *name);
        if name.starts_with('<') && !is_main {
            return None;
        }
        if let Some(known) = self.parsed.borrow().get(name) {
            return known.clone();
        }
        let source = self.tables.source(name).and_then(Source::new).map(Rc::new);
        self.parsed.borrow_mut().insert(name.into(), source.clone());
        source
    }

    /// The event as people see it: where its own frame has no source, it belongs to the innermost frame that has one.
    pub fn visible(&self, event: &Event, state: &State) -> Event {
        let Some(spot) = event.place else { return event.clone() };
        let own = state.frames.iter().rposition(|frame| frame.activation == spot.activation);
        let mut outer = own.map_or(&[][..], |place| &state.frames[..place]).iter().rev();
        if self.of(event).is_some() {
            return event.clone();
        }
        let seen = outer.find(|frame| self.file(&state.code(frame.code).filename).is_some());
        let place =
            seen.map(|frame| Spot { activation: frame.activation, code: frame.code, line: frame.line, at: None });
        Event { place: place.or(event.place), ..event.clone() }
    }

    /// The source of the place of an event.
    pub fn of(&self, event: &Event) -> Option<Rc<Source>> {
        let spot = event.place?;
        self.file(&self.tables.codes.get(spot.code.0 as usize)?.0.filename)
    }

    /// The text of the statement that an event belongs to, its first line.
    pub fn statement(&self, event: &Event, state: &State) -> String {
        let (Some(source), Some(spot)) = (self.of(event), event.place) else { return String::new() };
        match event.span(state) {
            Some(span) => source.statement_at(source.offset(span.line, span.column)),
            None => source.statement_on(spot.line),
        }
    }

    /// The text of the expression that the instruction of an event belongs to; of its statement, where that binds.
    pub fn expression(&self, event: &Event, state: &State) -> String {
        let (Some(source), Some(span)) = (self.of(event), event.span(state)) else {
            return self.statement(event, state);
        };
        match source.narrowest(span) {
            Some(found) => one_line(source.slice(found)),
            None => self.statement(event, state),
        }
    }

    /// The expression through which an object was changed, as the source writes it.
    pub fn through(&self, event: &Event, state: &State, object: ObjectId) -> Option<String> {
        let source = self.of(event)?;
        let line = event.span(state).map_or(event.place?.line, |span| span.line);
        let candidates = source.references_on(line);
        let activation = event.place?.activation;
        let frame = state.frames.iter().rposition(|frame| frame.activation == activation);
        let is_it = |tree: &&Expr| match evaluate(tree, &source.text, state, frame) {
            Ok(Datum::Object(id)) => id == object,
            _ => false,
        };
        let found = candidates.iter().find(|tree| is_it(tree));
        // What a call gives cannot be asked for: then it is as the source writes it.
        let given = || match source.narrowest(event.span(state)?)? {
            Expr::Call(call) => call.func.as_attribute_expr().map(|method| &*method.value),
            Expr::Subscript(node) if !node.ctx.is_load() => Some(&*node.value),
            Expr::Attribute(node) if !node.ctx.is_load() => Some(&*node.value),
            _ => None,
        };
        let has_call = |tree: &&Expr| tree.is_call_expr();
        let found = found.copied().or_else(|| given().filter(has_call));
        found.map(|tree| one_line(source.slice(tree)))
    }
}

impl Source {
    fn new(text: &Rc<str>) -> Option<Source> {
        let tree = parse_module(text).ok()?.into_syntax();
        let ends = text.char_indices().filter(|(_, c)| *c == '\n').map(|(place, _)| place + 1);
        let lines = std::iter::once(0).chain(ends).collect();
        Some(Source { text: text.clone(), lines, tree })
    }

    /// The narrowest expression around an instruction's span that gives a value.
    fn narrowest(&self, span: Location) -> Option<&Expr> {
        let start = self.offset(span.line, span.column) as u32;
        let end = self.offset(span.end_line, span.end_column) as u32;
        let mut narrowest = Narrowest { range: TextRange::new(start.into(), end.max(start).into()), found: None };
        self.tree.body.iter().for_each(|statement| narrowest.visit_stmt(statement));
        narrowest.found
    }

    /// Where a line and column stand in the text.
    pub fn offset(&self, line: u32, column: u32) -> usize {
        let start = self.lines.get((line as usize).saturating_sub(1)).copied().unwrap_or(self.text.len());
        (start + column as usize).min(self.text.len())
    }

    /// The line of a place in the text, from 1.
    pub fn line_of(&self, offset: usize) -> u32 {
        self.lines.partition_point(|start| *start <= offset) as u32
    }

    /// Line and column, in characters, of a place in the text.
    pub fn position(&self, offset: usize) -> (u32, u32) {
        let line = self.line_of(offset);
        let start = self.offset(line, 0);
        (line, self.text.get(start..offset).map_or(0, |before| before.chars().count()) as u32)
    }

    fn line_range(&self, line: u32) -> TextRange {
        let (start, end) = (self.offset(line, 0), self.offset(line + 1, 0));
        TextRange::new(TextSize::new(start as u32), TextSize::new(end.max(start) as u32))
    }

    pub fn statement_at(&self, offset: usize) -> String {
        let mut finder = Finder { offset: TextSize::new(offset as u32), found: None };
        self.tree.body.iter().for_each(|statement| finder.visit_stmt(statement));
        finder.found.map_or(String::new(), |statement| self.first_line(statement))
    }

    pub fn statement_on(&self, line: u32) -> String {
        self.statement_of(line).map_or(String::new(), |statement| self.first_line(statement))
    }

    /// The innermost statement that a line belongs to.
    pub fn statement_of(&self, line: u32) -> Option<&Stmt> {
        let range = self.line_range(line);
        let text = self.text.get(range.to_std_range())?;
        let offset = range.start() + TextSize::new((text.len() - text.trim_start().len()) as u32);
        let mut finder = Finder { offset, found: None };
        self.tree.body.iter().for_each(|statement| finder.visit_stmt(statement));
        finder.found
    }

    pub fn slice(&self, tree: &impl Ranged) -> &str {
        self.text.get(tree.range().to_std_range()).unwrap_or_default()
    }

    fn first_line(&self, statement: &Stmt) -> String {
        self.slice(statement).lines().next().unwrap_or_default().to_string()
    }

    /// Names, attributes and items that the statement on a line reads.
    pub fn inputs_on(&self, line: u32) -> Vec<String> {
        let mut inputs = Inputs::default();
        match self.statement_of(line) {
            Some(Stmt::Assign(node)) => inputs.visit_expr(&node.value),
            Some(Stmt::AnnAssign(node)) => node.value.iter().for_each(|value| inputs.visit_expr(value)),
            Some(Stmt::AugAssign(node)) => {
                inputs.found.push(Input::Place(&node.target));
                inputs.visit_expr(&node.value);
            }
            Some(Stmt::Expr(node)) => inputs.of_call(&node.value),
            Some(Stmt::Return(node)) => node.value.iter().for_each(|value| inputs.visit_expr(value)),
            Some(Stmt::For(node)) => inputs.visit_expr(&node.iter),
            Some(Stmt::With(node)) => node.items.iter().for_each(|item| inputs.visit_expr(&item.context_expr)),
            _ => {}
        }
        inputs.texts(self)
    }

    /// What the statement on a line puts into the object that it changes; `replaces`: a part has another value.
    pub fn put_on(&self, line: u32, replaces: bool) -> Vec<String> {
        match self.statement_of(line) {
            Some(Stmt::AugAssign(node)) if !replaces => {
                let mut inputs = Inputs::default();
                inputs.visit_expr(&node.value);
                inputs.texts(self)
            }
            _ => self.inputs_on(line),
        }
    }

    /// What the statement on a line reads for one part of what it makes, where it is written as a display.
    pub fn part_on(&self, line: u32, key: &str) -> Vec<String> {
        let value = match self.statement_of(line) {
            Some(Stmt::Assign(node)) => &node.value,
            _ => return self.inputs_on(line),
        };
        let index = key.trim_matches(['[', ']']);
        let part = match &**value {
            Expr::List(node) => index.parse().ok().and_then(|n: usize| node.elts.get(n)),
            Expr::Tuple(node) => index.parse().ok().and_then(|n: usize| node.elts.get(n)),
            Expr::Dict(node) => {
                let is_it = |item: &&ruff_python_ast::DictItem| {
                    item.key.as_ref().is_some_and(|own| {
                        matches!(own, Expr::StringLiteral(own)
                        if text::str::repr_str(own.value.to_str()) == index)
                    })
                };
                node.items.iter().rev().find(is_it).map(|item| &item.value)
            }
            _ => None,
        };
        let whole = value.as_list_expr().map(|node| &node.elts).or(value.as_tuple_expr().map(|node| &node.elts));
        match part {
            Some(part) if whole.is_none_or(|elements| !elements.iter().any(Expr::is_starred_expr)) => {
                let mut inputs = Inputs::default();
                inputs.visit_expr(part);
                inputs.texts(self)
            }
            _ => self.inputs_on(line),
        }
    }

    /// The argument for a parameter of a function that a line calls by name, as it is written.
    pub fn argument(&self, line: u32, function: &str, position: usize, parameter: &str) -> Option<String> {
        let mut calls = Calls { function, found: None };
        calls.visit_stmt(self.statement_of(line)?);
        let call = calls.found?;
        let arguments = &call.arguments;
        if let Some(named) = arguments.keywords.iter().find(|k| k.arg.as_ref().is_some_and(|arg| **arg == *parameter)) {
            return Some(self.slice(&named.value).to_string());
        }
        let position = if call.func.is_attribute_expr() { position.checked_sub(1)? } else { position };
        let starred = arguments.args.iter().any(Expr::is_starred_expr);
        let argument = arguments.args.get(position).filter(|_| !starred)?;
        Some(self.slice(argument).to_string())
    }

    /// Names, attributes and items in the statement on a line, those that a change goes through first.
    pub fn references_on(&self, line: u32) -> Vec<&Expr> {
        let Some(statement) = self.statement_of(line) else { return Vec::new() };
        let mut references = References { line: self.line_range(line), receivers: Vec::new(), others: Vec::new() };
        references.visit_stmt(statement);
        references.receivers.extend(references.others);
        references.receivers
    }
}

struct Finder<'a> {
    offset: TextSize,
    found: Option<&'a Stmt>,
}

impl<'a> Visitor<'a> for Finder<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if statement.range().contains_inclusive(self.offset) && statement.range().end() != self.offset {
            self.found = Some(statement);
            walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, _: &'a Expr) {}
}

/// The narrowest expression around a range that gives a value.
struct Narrowest<'a> {
    range: TextRange,
    found: Option<&'a Expr>,
}

impl<'a> Visitor<'a> for Narrowest<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if statement.range().contains_range(self.range) {
            walk_stmt(self, statement);
        }
    }

    fn visit_expr(&mut self, tree: &'a Expr) {
        if !tree.range().contains_range(self.range) || is_target(tree) {
            return;
        }
        if !matches!(tree, Expr::Slice(_) | Expr::Starred(_)) {
            self.found = Some(tree);
        }
        walk_expr(self, tree);
    }
}

fn is_target(tree: &Expr) -> bool {
    match tree {
        Expr::Tuple(node) => node.ctx.is_store(),
        Expr::List(node) => node.ctx.is_store(),
        Expr::Name(node) => node.ctx.is_store(),
        Expr::Starred(node) => node.ctx.is_store(),
        _ => false,
    }
}

/// Source that stands on several lines, on one.
fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The names, attributes and items that a statement reads, as it writes them.
pub(crate) fn reads(statement: &str) -> Vec<String> {
    let Ok(parsed) = parse_module(statement) else { return Vec::new() };
    let tree = parsed.into_syntax();
    let mut reads = Reads(Vec::new());
    tree.body.iter().for_each(|statement| reads.visit_stmt(statement));
    let text = |tree: &&Expr| statement.get(tree.range().to_std_range()).unwrap_or_default().to_string();
    reads.0.iter().map(text).collect()
}

struct Reads<'a>(Vec<&'a Expr>);

impl<'a> Visitor<'a> for Reads<'a> {
    fn visit_expr(&mut self, tree: &'a Expr) {
        let is_read = match tree {
            Expr::Name(node) => node.ctx.is_load(),
            Expr::Attribute(node) => node.ctx.is_load(),
            Expr::Subscript(node) => node.ctx.is_load(),
            _ => false,
        };
        if is_read {
            self.0.push(tree);
        }
        walk_expr(self, tree);
    }
}

struct References<'a> {
    line: TextRange,
    receivers: Vec<&'a Expr>,
    others: Vec<&'a Expr>,
}

impl<'a> Visitor<'a> for References<'a> {
    fn visit_stmt(&mut self, statement: &'a Stmt) {
        if let Stmt::AugAssign(node) = statement {
            self.receivers.push(&node.target);
        }
        walk_stmt(self, statement);
    }

    fn visit_expr(&mut self, tree: &'a Expr) {
        match tree {
            Expr::Call(call) => {
                if let Expr::Attribute(method) = &*call.func {
                    self.receivers.push(&method.value);
                }
            }
            Expr::Subscript(node) if !node.ctx.is_load() => self.receivers.push(&node.value),
            Expr::Attribute(node) if !node.ctx.is_load() => self.receivers.push(&node.value),
            _ => {}
        }
        if matches!(tree, Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_))
            && tree.range().intersect(self.line).is_some()
        {
            self.others.push(tree);
        }
        walk_expr(self, tree);
    }
}

/// The first call of a function by its name.
struct Calls<'a, 'n> {
    function: &'n str,
    found: Option<&'a ruff_python_ast::ExprCall>,
}

impl<'a> Visitor<'a> for Calls<'a, '_> {
    fn visit_expr(&mut self, tree: &'a Expr) {
        if let Expr::Call(call) = tree {
            let is_it = match &*call.func {
                Expr::Name(name) => &*name.id == self.function,
                Expr::Attribute(method) => &*method.attr == self.function,
                _ => false,
            };
            if is_it && self.found.is_none() {
                self.found = Some(call);
            }
        }
        walk_expr(self, tree);
    }
}

/// What an expression reads: names, attributes and items; and the names that it binds itself, which are none.
#[derive(Default)]
struct Inputs<'a> {
    found: Vec<Input<'a>>,
    own: Vec<&'a str>,
}

enum Input<'a> {
    Place(&'a Expr),
    /// What a method takes out of an object: an item of it, by the key, or the last one.
    Taken(&'a Expr, Option<&'a Expr>),
}

impl<'a> Inputs<'a> {
    fn texts(&self, source: &Source) -> Vec<String> {
        let text = |input: &Input| match input {
            Input::Place(tree) => source.slice(*tree).to_string(),
            Input::Taken(tree, key) => {
                format!("{}[{}]", source.slice(*tree), key.map_or("-1", |key| source.slice(key)))
            }
        };
        self.found.iter().filter(|input| !self.is_own(input)).map(text).collect()
    }

    /// Does it begin with a name that the expression binds itself?
    fn is_own(&self, input: &Input) -> bool {
        let (Input::Place(tree) | Input::Taken(tree, _)) = input;
        let mut tree: &Expr = tree;
        loop {
            match tree {
                Expr::Name(name) => return self.own.contains(&&*name.id),
                Expr::Attribute(node) => tree = &node.value,
                Expr::Subscript(node) => tree = &node.value,
                _ => return false,
            }
        }
    }

    /// Of a call whose result nobody wants: the arguments, or else the object whose method it is.
    fn of_call(&mut self, tree: &'a Expr) {
        match tree {
            Expr::Call(call) if !call.arguments.is_empty() => self.of_arguments(&call.arguments),
            _ => self.visit_expr(tree),
        }
    }

    fn of_arguments(&mut self, arguments: &'a ruff_python_ast::Arguments) {
        arguments.args.iter().for_each(|argument| self.visit_expr(argument));
        arguments.keywords.iter().for_each(|keyword| self.visit_expr(&keyword.value));
    }
}

impl<'a> Visitor<'a> for Inputs<'a> {
    fn visit_expr(&mut self, tree: &'a Expr) {
        match tree {
            Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
                (Expr::Attribute(method), []) if &*method.attr == "pop" => {
                    self.found.push(Input::Taken(&method.value, None));
                }
                (Expr::Attribute(method), [key, ..]) if matches!(&*method.attr, "pop" | "get") => {
                    self.found.push(Input::Taken(&method.value, Some(key)));
                }
                (function, _) => {
                    if let Expr::Attribute(method) = function {
                        self.visit_expr(&method.value);
                    }
                    self.of_arguments(&call.arguments);
                }
            },
            // A slice makes an object of its own.
            Expr::Subscript(node) if node.slice.is_slice_expr() => walk_expr(self, tree),
            // What a function does is not read here.
            Expr::Lambda(_) => {}
            Expr::Name(name) if name.ctx.is_store() => self.own.push(&name.id),
            Expr::Name(_) | Expr::Attribute(_) | Expr::Subscript(_) => self.found.push(Input::Place(tree)),
            _ => walk_expr(self, tree),
        }
    }
}
