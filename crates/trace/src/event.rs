//! The facts that a run consists of, as they are read back.

use std::rc::Rc;

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
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Name {
    /// A local variable, also one shared with inner functions.
    Local(u32),
    /// A variable of an enclosing function.
    Free(u32),
    /// A global, by the site that names it.
    Global(u32),
    /// A name of a class body or of `exec`, by its site.
    Own(u32),
}

/// An object when the tape first speaks of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct New {
    /// The number of its class in [`crate::Tape::classes`].
    pub class: u32,
    /// A value (text, a number): how it is written. A function, class or module: its name.
    pub text: Rc<str>,
}

/// A value on the tape.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Word {
    /// An immediate, as the machine's word.
    Immediate(u64),
    /// An object, numbered from 1 in the order in which the tape first speaks of them.
    Object { number: u64, new: Option<New> },
}

/// One recorded fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Event {
    /// A step: a new line of the running frame begins.
    Line {
        line: u32,
    },
    /// A step: a frame of code number `code` begins, or goes on after a `yield`.
    Call {
        code: u32,
        line: u32,
    },
    /// A step: the running frame is left.
    Leave {
        how: Leaving,
        line: u32,
    },
    /// A step: an exception passes the running frame.
    Exception {
        line: u32,
    },
    Bind {
        name: Name,
        value: Word,
    },
    Unbind {
        name: Name,
    },
    /// The frame that was just called or resumed is that of this generator or coroutine.
    Generator {
        object: Word,
    },
    /// An object of which the tape has spoken is no more.
    Death {
        object: u64,
    },
}
