//! What happened, as people speak of it: each event with its step, its place in the source, and what was before.

use std::rc::Rc;

use bytecode::Location;
use trace::{Change, CodeId, Leaving, Name, ObjectId, Word};

use crate::object::{Content, Label};
use crate::state::State;

/// One recorded fact, and where and when.
#[derive(Clone, Debug)]
pub struct Event {
    /// Its place among the events of the run, from 0.
    pub number: u64,
    /// The step in which it happened, from 1.
    pub step: u64,
    /// The frame in which it happened: its activation, code and line. None outside any.
    pub place: Option<Spot>,
    pub fact: Fact,
}

/// A place in a running program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spot {
    pub activation: u64,
    pub code: CodeId,
    pub line: u32,
    /// The instruction of the code that did it, or that called what did.
    pub at: Option<u32>,
}

#[derive(Clone, Debug)]
pub enum Fact {
    /// A step: a line begins.
    Line,
    /// A step: a frame begins, with what its parameters are bound to, or a generator's goes on.
    Call {
        resumed: bool,
        arguments: Vec<(Rc<str>, Word)>,
    },
    /// A step: the frame returns a value.
    Return(Word),
    /// A step: the frame yields a value, and will go on.
    Yield(Word),
    /// A step: the frame is left by an exception.
    Unwind,
    /// A step: an exception passes the frame.
    Raise(Word),
    /// A name is bound; anew, where it was bound to `old`.
    Bind {
        name: Variable,
        old: Option<Word>,
        new: Word,
    },
    /// A name is not bound any more.
    Unbind {
        name: Variable,
        old: Option<Word>,
    },
    /// An object changes inside.
    Mutate(Mutate),
    /// `result` was made from `source`, whose parts it has.
    Copy {
        source: ObjectId,
        result: ObjectId,
        deep: bool,
    },
    /// A name or a part reaches an object for the first time.
    Birth(ObjectId),
    /// An object is no more.
    Death(ObjectId),
    Output {
        stream: u8,
        bytes: Rc<[u8]>,
    },
    /// What the world outside answered.
    Answer {
        question: u8,
        bytes: Rc<[u8]>,
    },
    /// What the history needs to know, and people do not.
    Note,
}

/// A variable, wherever it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variable {
    pub name: Rc<str>,
    pub scope: Scope,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// A local of the running frame.
    Local,
    /// A variable that closures share, in this cell.
    Cell(ObjectId),
    /// A name of a module or class body, in this dict.
    Namespace(ObjectId),
}

/// A mutation.
#[derive(Clone, Debug)]
pub struct Mutate {
    pub object: ObjectId,
    pub operation: Operation,
    /// The part that changes, where it is one.
    pub part: Option<Label>,
    /// What was there, where one part changes.
    pub old: Option<Word>,
    pub new: Option<Word>,
    /// Several parts that come, in order.
    pub items: Vec<Word>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Operation {
    Append,
    SetItem,
    Insert,
    Remove,
    /// Several items make room for others (slices, `extend`).
    Splice,
    /// All items are others, or in another order (`sort`).
    Replace,
    Reverse,
    Clear,
    SetKey,
    DeleteKey,
    MoveKey,
    Add,
    Discard,
    SetAttribute,
    DeleteAttribute,
    /// An iterator or generator goes on.
    Advance,
    /// In another way, by what the machine calls it.
    Other(trace::Mutation),
}

impl Fact {
    /// Does a line begin?
    pub fn is_line(&self) -> bool {
        matches!(self, Fact::Line)
    }
}

impl Operation {
    pub fn word(self) -> &'static str {
        match self {
            Operation::Append => "append",
            Operation::SetItem => "set item",
            Operation::Insert => "insert",
            Operation::Remove => "remove",
            Operation::Splice => "splice",
            Operation::Replace => "replace",
            Operation::Reverse => "reverse",
            Operation::Clear => "clear",
            Operation::SetKey => "set key",
            Operation::DeleteKey => "delete key",
            Operation::MoveKey => "move key",
            Operation::Add => "add",
            Operation::Discard => "discard",
            Operation::SetAttribute => "set attribute",
            Operation::DeleteAttribute => "delete attribute",
            Operation::Advance => "advance",
            Operation::Other(_) => "change",
        }
    }
}

impl Event {
    /// Is it a step of its own?
    pub fn is_step(&self) -> bool {
        use Fact::*;
        matches!(self.fact, Line | Call { .. } | Return(_) | Yield(_) | Unwind | Raise(_))
    }

    /// The span of source of the instruction that did it.
    pub fn span(&self, state: &State) -> Option<Location> {
        let spot = self.place?;
        let location = state.code(spot.code).locations.get(spot.at? as usize);
        (location.line != 0).then_some(location)
    }
}

impl State {
    /// What an event of the tape comes to, before it is applied.
    pub(crate) fn fact(&self, event: &trace::Event) -> Fact {
        match event {
            trace::Event::Line { .. } => Fact::Line,
            trace::Event::Call { code, resumed, arguments, .. } => {
                let names = &self.code(*code).local_names;
                let bound = names.iter().cloned().zip(arguments.iter().copied());
                let arguments = bound.filter(|(_, word)| !word.is_unbound()).collect();
                Fact::Call { resumed: *resumed, arguments }
            }
            trace::Event::Leave { how, value, .. } => match how {
                Leaving::Return => Fact::Return(*value),
                Leaving::Yield => Fact::Yield(*value),
                Leaving::Unwind => Fact::Unwind,
            },
            trace::Event::Exception { value, .. } => Fact::Raise(*value),
            trace::Event::Bind { name, value } => self.binding(*name, Some(*value)),
            trace::Event::Unbind { name } => self.binding(*name, None),
            trace::Event::Change { object, change, .. } => self.mutation(*object, change),
            trace::Event::Copy { source, result, deep, .. } => {
                Fact::Copy { source: *source, result: *result, deep: *deep }
            }
            trace::Event::Birth { object, .. } => Fact::Birth(*object),
            trace::Event::Death { object } => Fact::Death(*object),
            trace::Event::Output { stream, bytes } => Fact::Output { stream: *stream, bytes: bytes.clone() },
            trace::Event::Answer { question, bytes } => Fact::Answer { question: *question, bytes: bytes.clone() },
            trace::Event::Follow { .. }
            | trace::Event::Generator { .. }
            | trace::Event::Function { .. }
            | trace::Event::Namespace { .. }
            | trace::Event::Cell { .. } => Fact::Note,
        }
    }

    fn binding(&self, name: Name, new: Option<Word>) -> Fact {
        let Some(frame) = self.frames.last() else { return Fact::Note };
        let code = self.code(frame.code);
        let (name, scope, old) = match name {
            Name::Local(register) => {
                let Some(name) = code.local_names.get(register as usize) else { return Fact::Note };
                let to_cell = new.and_then(|new| self.object_of(new)).map(|object| &object.content);
                if matches!(to_cell, Some(Content::Cell(_))) {
                    return Fact::Note;
                }
                let cell = frame.cell(register);
                let old = match cell {
                    Some(cell) => self.cell_content(cell),
                    None => frame.locals.get(register as usize).copied().unwrap_or(Word::UNBOUND),
                };
                (name.clone(), cell.map_or(Scope::Local, Scope::Cell), Some(old))
            }
            Name::Global(site) => {
                let (Some(name), Some(globals)) = (crate::state::site_name(code, site), self.globals_of(frame.code))
                else {
                    return Fact::Note;
                };
                let old = self.global(frame.code, site).map(|(_, value)| value);
                (name, Scope::Namespace(globals), old)
            }
        };
        bound(Variable { name, scope }, old, new)
    }

    fn mutation(&self, id: ObjectId, change: &Change) -> Fact {
        match change {
            Change::SetCell(new) => {
                let name = self.cell_name(id);
                let variable = Variable { name, scope: Scope::Cell(id) };
                return bound(variable, Some(self.cell_content(id)), Some(*new));
            }
            Change::SetKey(key, _) | Change::DeleteKey(key) if self.is_scope(id) => {
                if let (Some(name), Some(Content::Dict(entries))) =
                    (self.string(*key), self.object(id).map(|object| &object.content))
                {
                    let old = entries.get(*key);
                    let new = if let Change::SetKey(_, new) = change { Some(*new) } else { None };
                    return bound(Variable { name, scope: Scope::Namespace(id) }, old, new);
                }
            }
            _ => {}
        }
        Fact::Mutate(self.mutate(id, change))
    }

    fn mutate(&self, id: ObjectId, change: &Change) -> Mutate {
        let object = self.object(id);
        let item = |place: u64| match object.map(|object| &object.content) {
            Some(Content::List(items)) => items.get(place as usize),
            Some(Content::Other(other)) => other.items.get(place as usize),
            _ => None,
        };
        let length = match object.map(|object| &object.content) {
            Some(Content::List(items)) => items.len(),
            Some(Content::Other(other)) => other.items.len(),
            _ => 0,
        };
        let value_of = |key: Word| match object.map(|object| &object.content) {
            Some(Content::Dict(entries)) => entries.get(key),
            _ => None,
        };
        let attribute = |name| object?.attributes.iter().find(|(n, _)| *n == name).map(|(_, word)| *word);
        let index = |place: u64| Some(Label::Index(place as usize));
        let (operation, part, old, new, items) = match change {
            Change::Push(new) => (Operation::Append, Some(Label::Index(length)), None, Some(*new), vec![]),
            Change::Set(place, new) => (Operation::SetItem, index(*place), item(*place), Some(*new), vec![]),
            Change::Insert(place, new) => (Operation::Insert, index(*place), None, Some(*new), vec![]),
            Change::Remove(place) => (Operation::Remove, index(*place), item(*place), None, vec![]),
            Change::Splice { start, items, .. } => (Operation::Splice, index(*start), None, None, items.clone()),
            Change::Replace(items) => (Operation::Replace, None, None, None, items.clone()),
            Change::Reverse => (Operation::Reverse, None, None, None, vec![]),
            Change::Clear => (Operation::Clear, None, None, None, vec![]),
            Change::SetKey(key, new) => (Operation::SetKey, Some(Label::Key(*key)), value_of(*key), Some(*new), vec![]),
            Change::DeleteKey(key) => (Operation::DeleteKey, Some(Label::Key(*key)), value_of(*key), None, vec![]),
            Change::MoveKey { key, .. } => {
                (Operation::MoveKey, Some(Label::Key(*key)), value_of(*key), value_of(*key), vec![])
            }
            Change::Add(new) => (Operation::Add, Some(Label::Member), None, Some(*new), vec![]),
            Change::Discard(old) => (Operation::Discard, Some(Label::Member), Some(*old), None, vec![]),
            Change::SetAttribute(name, new) => {
                (Operation::SetAttribute, Some(Label::Attribute(*name)), attribute(*name), Some(*new), vec![])
            }
            Change::DeleteAttribute(name) => {
                (Operation::DeleteAttribute, Some(Label::Attribute(*name)), attribute(*name), None, vec![])
            }
            Change::SetCell(new) => (Operation::SetItem, Some(Label::Contents), None, Some(*new), vec![]),
            Change::Next | Change::Advance(_) | Change::Anew { what: trace::Mutation::Advance, .. } => {
                (Operation::Advance, None, None, None, vec![])
            }
            Change::Anew { what, .. } => (Operation::Other(*what), None, None, None, vec![]),
        };
        Mutate { object: id, operation, part, old, new, items }
    }

    /// Is it a dict of names: a module's, or that of a class body that runs?
    pub fn is_scope(&self, object: ObjectId) -> bool {
        self.is_namespace(object) || self.frames.iter().any(|frame| frame.namespace == Some(object))
    }

    /// The name of the variable in a cell, as the running frame or an outer one calls it.
    fn cell_name(&self, cell: ObjectId) -> Rc<str> {
        for frame in self.frames.iter().rev() {
            let code = self.code(frame.code);
            if let Some((register, _)) = frame.cells.iter().find(|(_, other)| *other == cell)
                && let Some(name) = code.local_names.get(*register as usize)
            {
                return name.clone();
            }
            if let Some(name) = code.free_names.iter().find(|name| self.free_cell(frame, name) == Some(cell)) {
                return name.clone();
            }
        }
        "?".into()
    }
}

fn bound(name: Variable, old: Option<Word>, new: Option<Word>) -> Fact {
    let old = old.filter(|old| !old.is_unbound());
    match new.filter(|new| !new.is_unbound()) {
        Some(new) => Fact::Bind { name, old, new },
        None => Fact::Unbind { name, old },
    }
}
