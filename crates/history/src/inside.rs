//! Steps inside the statement of a line: its sub-expressions in the order in which Python takes them, each with the
//! value that it had.
//!
//! Nothing runs: names, items and operators are computed from the recorded state, and what a function of the program
//! gave is read from its recorded return. What only a native function knows is said to be not recorded, unless the
//! statement's own binding tells.

use ruff_python_ast::{BoolOp, Expr, Stmt};
use ruff_text_size::Ranged;
use trace::Word;

use crate::event::{Fact, Variable};
use crate::expression::{Datum, evaluate};
use crate::operate;
use crate::source::{Source, Sources};
use crate::state::State;
use crate::timeline::Timeline;

/// Characters of a value.
const ROOM: usize = 60;

/// One sub-expression, when its turn has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inside {
    /// Line and column of its two ends; lines count from 1, columns in characters from 0.
    pub from: (u32, u32),
    pub to: (u32, u32),
    pub text: String,
    /// None where the recording does not tell it.
    pub value: Option<String>,
}

impl Timeline {
    /// The sub-expressions of the statement that runs in a step in which a line begins.
    pub fn inside(&self, step: u64) -> Vec<Inside> {
        let Some(event) = self.step(step).filter(|event| event.fact.is_line()) else { return Vec::new() };
        let sources = Sources::new(self.shared_tables());
        let (Some(source), Some(spot)) = (sources.of(&event), event.place) else { return Vec::new() };
        let Some(statement) = source.statement_of(spot.line) else { return Vec::new() };
        let course = self.course(step, spot.activation);
        let mut walker =
            Walker { source: &source, course, state: 0, frame: None, called: 0, found: Vec::new(), line: spot.line };
        walker.frame = walker.course.states[0].frames.iter().position(|frame| frame.activation == spot.activation);
        walker.statement(statement);
        walker.found
    }

    /// What the run of a line did, as far as values show it.
    fn course(&self, step: u64, activation: u64) -> Course {
        let mut replay = self.replay_before(step);
        while replay.state.step < step && replay.advance() {}
        let mut course = Course { states: vec![replay.state.clone()], calls: Vec::new(), bound: None, returned: None };
        let mut open: Option<(String, Option<Word>)> = None;
        let depth = replay.state.frames.len();
        while let Some(event) = replay.next() {
            let here = event.place.is_some_and(|spot| spot.activation == activation);
            let frames = replay.state.frames.len();
            match &event.fact {
                Fact::Line | Fact::Raise(_) | Fact::Unwind if here => break,
                Fact::Return(value) | Fact::Yield(value) if here => {
                    course.returned = Some(*value);
                    break;
                }
                Fact::Call { arguments, resumed } if frames == depth + 1 => {
                    let code = event.place.map(|spot| replay.state.code(spot.code).name.to_string());
                    let own = arguments.first().map(|(_, word)| *word).filter(|_| !resumed);
                    open = Some((code.unwrap_or_default(), own));
                }
                Fact::Return(value) if frames == depth + 1 => {
                    if let Some((code, own)) = open.take() {
                        let value = if code == "__init__" { own.unwrap_or(*value) } else { *value };
                        course.states.push(replay.state.clone());
                        course.calls.push(Made { code, value, after: course.states.len() - 1 });
                    }
                }
                Fact::Bind { name, new, .. } if here && course.bound.is_none() => {
                    course.bound = Some((name.clone(), *new, replay.state.clone()));
                }
                _ => {}
            }
            if course.calls.len() > MOST {
                break;
            }
        }
        course
    }
}

/// Calls of one line that are followed.
const MOST: usize = 200;

struct Course {
    /// The state when the line begins, and after each call of the program's own functions.
    states: Vec<State>,
    calls: Vec<Made>,
    /// The first name that the line bound, and the state then.
    bound: Option<(Variable, Word, State)>,
    returned: Option<Word>,
}

/// A call that the line made itself.
struct Made {
    code: String,
    value: Word,
    after: usize,
}

struct Walker<'a> {
    source: &'a Source,
    course: Course,
    /// Which of the states is now.
    state: usize,
    frame: Option<usize>,
    called: usize,
    found: Vec<Inside>,
    line: u32,
}

impl Walker<'_> {
    fn statement(&mut self, statement: &Stmt) {
        match statement {
            Stmt::Expr(node) => drop(self.take(&node.value)),
            Stmt::Assign(node) => {
                self.take_bound(&node.value);
                node.targets.iter().for_each(|target| self.target(target));
            }
            Stmt::AnnAssign(node) => {
                if let Some(value) = &node.value {
                    self.take_bound(value);
                    self.target(&node.target);
                }
            }
            Stmt::AugAssign(node) => {
                self.take(&node.target);
                self.take(&node.value);
                self.put_bound(&node.target, statement);
            }
            Stmt::Return(node) => {
                if let Some(value) = &node.value {
                    self.take(value);
                    let last = self.course.states.len() - 1;
                    if let Some(word) = self.course.returned {
                        self.tell(&**value, Some(self.course.states[last].describe(word, ROOM)));
                    }
                }
            }
            Stmt::If(node) => {
                // The line may be that of an `elif`.
                let line = self.line;
                let of_line = |test: &Expr| self.source.line_of(test.start().to_usize()) == line;
                let elif = node.elif_else_clauses.iter().filter_map(|clause| clause.test.as_ref());
                let test = std::iter::once(&*node.test).chain(elif).find(|test| of_line(test));
                drop(test.map(|test| self.take(test)));
            }
            Stmt::While(node) => drop(self.take(&node.test)),
            Stmt::For(node) => {
                self.take(&node.iter);
                self.put_bound(&node.target, &*node.target);
            }
            Stmt::Assert(node) => drop(self.take(&node.test)),
            Stmt::Raise(node) => drop(node.exc.as_ref().map(|exception| self.take(exception))),
            Stmt::With(node) => node.items.iter().for_each(|item| drop(self.take(&item.context_expr))),
            Stmt::Match(node) => drop(self.take(&node.subject)),
            _ => {}
        }
    }

    /// The right side of an assignment: if nothing else tells its value, the name that it was bound to does.
    fn take_bound(&mut self, value: &Expr) {
        if self.take(value).is_none()
            && let Some((_, word, state)) = &self.course.bound
        {
            let told = state.describe(*word, ROOM);
            self.tell(value, Some(told));
        }
    }

    /// The value that a name got.
    fn put_bound(&mut self, target: &Expr, shown: &impl Ranged) {
        if let (Expr::Name(name), Some((bound, word, state))) = (target, &self.course.bound)
            && *bound.name == *name.id
        {
            let told = state.describe(*word, ROOM);
            self.tell(shown, Some(told));
        }
    }

    /// What an assignment reads to find its place.
    fn target(&mut self, target: &Expr) {
        match target {
            Expr::Attribute(node) => drop(self.take(&node.value)),
            Expr::Subscript(node) => {
                self.take(&node.value);
                self.take(&node.slice);
            }
            _ => {}
        }
    }

    /// Takes an expression after its parts. None where its value is not known.
    fn take(&mut self, tree: &Expr) -> Option<Datum> {
        match tree {
            Expr::BoolOp(node) => {
                let mut last = None;
                for value in &node.values {
                    last = self.take(value);
                    let truth = last.as_ref().and_then(|value| operate::truth(self.now(), value))?;
                    if truth != (node.op == BoolOp::And) {
                        break;
                    }
                }
                return self.known(tree, last);
            }
            Expr::If(node) => {
                let test = self.take(&node.test);
                let truth = test.as_ref().and_then(|value| operate::truth(self.now(), value))?;
                let value = self.take(if truth { &node.body } else { &node.orelse });
                return self.known(tree, value);
            }
            Expr::Call(node) => {
                match &*node.func {
                    Expr::Attribute(function) => drop(self.take(&function.value)),
                    function => drop(self.take(function)),
                }
                node.arguments.args.iter().for_each(|argument| drop(self.take(argument)));
                node.arguments.keywords.iter().for_each(|keyword| drop(self.take(&keyword.value)));
                let value = self.call(node).or_else(|| self.computed(tree));
                return self.known(tree, value);
            }
            Expr::BinOp(node) => {
                let (left, right) = (self.take(&node.left), self.take(&node.right));
                let value = self.computed(tree).or_else(|| self.made(node.op.dunder()));
                let value =
                    value.or_else(|| operate::binary(self.now(), node.op, left.as_ref()?, right.as_ref()?).ok());
                return self.known(tree, value);
            }
            Expr::UnaryOp(node) => drop(self.take(&node.operand)),
            Expr::Compare(node) => {
                self.take(&node.left);
                node.comparators.iter().for_each(|right| drop(self.take(right)));
            }
            Expr::Attribute(node) => drop(self.take(&node.value)),
            Expr::Subscript(node) => {
                self.take(&node.value);
                if !matches!(*node.slice, Expr::Slice(_)) {
                    self.take(&node.slice);
                }
                let value = self.computed(tree).or_else(|| self.made("__getitem__"));
                return self.known(tree, value);
            }
            Expr::List(node) => node.elts.iter().for_each(|part| drop(self.take(part))),
            Expr::Tuple(node) => node.elts.iter().for_each(|part| drop(self.take(part))),
            Expr::Set(node) => node.elts.iter().for_each(|part| drop(self.take(part))),
            Expr::Dict(node) => {
                for item in &node.items {
                    drop(item.key.as_ref().map(|key| self.take(key)));
                    self.take(&item.value);
                }
            }
            Expr::Starred(node) => return self.take(&node.value),
            Expr::Named(node) => {
                let value = self.take(&node.value);
                return self.known(tree, value);
            }
            // What is written as a value needs no step.
            Expr::NumberLiteral(_) | Expr::StringLiteral(_) | Expr::BooleanLiteral(_) | Expr::NoneLiteral(_) => {
                return self.computed(tree);
            }
            _ => {}
        }
        let value = self.computed(tree);
        self.known(tree, value)
    }

    fn now(&self) -> &State {
        &self.course.states[self.state]
    }

    fn computed(&self, tree: &Expr) -> Option<Datum> {
        evaluate(tree, &self.source.text, self.now(), self.frame).ok()
    }

    /// What a call of a function of the program gave.
    fn call(&mut self, node: &ruff_python_ast::ExprCall) -> Option<Datum> {
        let name = match &*node.func {
            Expr::Name(name) => name.id.as_str(),
            Expr::Attribute(function) => function.attr.as_str(),
            _ => "",
        };
        let next = self.course.calls.get(self.called)?;
        let is_class = || match self.computed(&node.func) {
            Some(Datum::Object(id)) => {
                self.now().object(id).is_some_and(|object| object.class.name.starts_with("type"))
            }
            _ => false,
        };
        // A name may stand for a function that is called otherwise.
        let by_another_name = || match self.computed(&node.func) {
            Some(Datum::Object(id)) => self.now().number_of(id).contains(&next.code),
            _ => false,
        };
        (next.code == name || (next.code == "__init__" && is_class()) || by_another_name())
            .then_some(())
            .and_then(|()| self.made_next())
    }

    /// What a method of the program gave for an operator.
    fn made(&mut self, code: &str) -> Option<Datum> {
        let next = self.course.calls.get(self.called)?;
        let own = next.code == code || next.code == code.replacen("__", "__r", 1);
        own.then_some(()).and_then(|()| self.made_next())
    }

    fn made_next(&mut self) -> Option<Datum> {
        let made = self.course.calls.get(self.called)?;
        (self.called, self.state) = (self.called + 1, made.after);
        let word = made.value;
        Some(self.now().datum(word))
    }

    fn known(&mut self, tree: &Expr, value: Option<Datum>) -> Option<Datum> {
        let told = value.as_ref().map(|value| self.now().describe_datum(value, ROOM));
        // The name of a built-in function says nothing.
        if told.is_some() || !matches!(tree, Expr::Name(_)) {
            self.tell(tree, told);
        }
        value
    }

    /// The same expression again, with a value, is told once.
    fn tell(&mut self, tree: &impl Ranged, value: Option<String>) {
        let (from, to) = (tree.start().to_usize(), tree.end().to_usize());
        let inside = Inside {
            from: self.source.position(from),
            to: self.source.position(to),
            text: self.source.slice(tree).to_string(),
            value,
        };
        match self.found.last_mut().filter(|last| (last.from, last.to) == (inside.from, inside.to)) {
            Some(last) => *last = inside,
            None => self.found.push(inside),
        }
    }
}
