//! The facts that a run consists of, as they are read back, one after the other.

use std::rc::Rc;

use crate::content::{ClassId, CodeId, Content, NameId};
use crate::word::{ObjectId, Word};

/// What a mutation does, by operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
    Push,
    Insert,
    SetItem,
    SetAttribute,
    Remove,
    Splice,
    Replace,
    Clear,
    Move,
    /// An iterator or generator goes on.
    Advance,
}

impl Mutation {
    pub(crate) const ALL: [Mutation; 10] = [
        Mutation::Push,
        Mutation::Insert,
        Mutation::SetItem,
        Mutation::SetAttribute,
        Mutation::Remove,
        Mutation::Splice,
        Mutation::Replace,
        Mutation::Clear,
        Mutation::Move,
        Mutation::Advance,
    ];
}

/// How a frame is left.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Leaving {
    Return,
    /// It will be resumed.
    Yield,
    /// By an exception.
    Unwind,
}

/// Which name of the running frame is bound, by its number in the frame's code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Name {
    /// A local variable that stands in its register. One that stands in a cell changes with that.
    Local(u32),
    /// A global that is bound already, by the site that names it. New ones, and the names of class bodies and of
    /// `exec`, come with the change of the dict that is their namespace.
    Global(u32),
}

/// How the content of an object changes.
#[derive(Clone, PartialEq, Debug)]
pub enum Change {
    /// One more item at the end of a list.
    Push(Word),
    /// Item of a list, by its place.
    Set(u64, Word),
    Insert(u64, Word),
    Remove(u64),
    /// So many items from a place on make room for others.
    Splice {
        start: u64,
        removed: u64,
        items: Vec<Word>,
    },
    /// All items of a list, members of a set or entries of a dict are others now.
    Replace(Vec<Word>),
    Reverse,
    Clear,
    /// A key of a dict, as it stands there, gets a value.
    SetKey(Word, Word),
    DeleteKey(Word),
    MoveKey {
        key: Word,
        to_end: bool,
    },
    /// One more member of a set.
    Add(Word),
    Discard(Word),
    SetAttribute(NameId, Word),
    DeleteAttribute(NameId),
    /// A variable that closures share.
    SetCell(Word),
    /// An iterator of a range, a list or a tuple goes on by one.
    Next,
    /// An iterator goes on: some of its parts, by place, are others.
    Advance(Vec<(u64, Word)>),
    /// It is written down anew.
    Anew {
        what: Mutation,
        class: ClassId,
        content: Content,
        attributes: Vec<(NameId, Word)>,
    },
}

/// One recorded fact.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// A step: a new line of the running frame begins.
    Line {
        line: u32,
    },
    /// A step: a frame of a code begins, with its arguments by register, or goes on after a `yield`.
    Call {
        code: CodeId,
        line: u32,
        resumed: bool,
        arguments: Vec<Word>,
    },
    /// A step: the running frame is left.
    Leave {
        how: Leaving,
        line: u32,
        value: Word,
    },
    /// A step: an exception passes the running frame.
    Exception {
        line: u32,
        value: Word,
    },
    Bind {
        name: Name,
        value: Word,
    },
    /// A local variable is bound by this instruction of the running frame, to what follows from its variables.
    Follow {
        at: u32,
    },
    Unbind {
        name: Name,
    },
    /// The frame that was just called or resumed is that of this generator or coroutine.
    Generator {
        object: ObjectId,
    },
    /// The frame that was just called is that of this function, which has cells.
    Function {
        object: ObjectId,
    },
    /// The names of the frame that was just called stand in this dict (a class body, a module, `exec`).
    Namespace {
        object: ObjectId,
    },
    /// A local variable stands in a cell from now on.
    Cell {
        register: u32,
        cell: ObjectId,
    },
    /// The tape speaks of an object for the first time.
    Birth {
        object: ObjectId,
        class: ClassId,
        content: Content,
        attributes: Vec<(NameId, Word)>,
    },
    /// `at`: the instruction of the running frame that did it or called what did.
    Change {
        object: ObjectId,
        at: u32,
        change: Change,
    },
    /// `result` was made from `source`, whose parts it has.
    Copy {
        source: ObjectId,
        result: ObjectId,
        deep: bool,
        at: u32,
    },
    /// An object of which the tape has spoken is no more.
    Death {
        object: ObjectId,
    },
    /// The program wrote to standard output (1) or standard error (2).
    Output {
        stream: u8,
        bytes: Rc<[u8]>,
    },
    /// What the world outside answered.
    Answer {
        question: u8,
        bytes: Rc<[u8]>,
    },
}
