//! The kinds of what a tape writes, by their numbers there.

/// What a frame belongs to.
#[derive(Clone, Copy)]
pub enum FrameOf {
    Generator,
    Function,
    Namespace,
}

/// How a content is written.
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Form {
    Value,
    List,
    Tuple,
    Set,
    Dict,
    Cell,
    Instance,
    Generator,
    Other,
    Module,
    Float,
    Complex,
    Int,
    Joined,
}

/// The mutations that the tape knows, in the order of their tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Op {
    Push,
    Set,
    Insert,
    Remove,
    Splice,
    Replace,
    Reverse,
    Clear,
    SetKey,
    DeleteKey,
    KeyFirst,
    KeyLast,
    Add,
    Discard,
    SetAttribute,
    DeleteAttribute,
    SetCell,
    Anew,
    /// The attribute that the instruction names.
    SetNamed,
    /// An iterator goes on: some of its parts are others.
    Advance,
}

impl Op {
    pub(crate) const ALL: [Op; 20] = [
        Op::Push,
        Op::Set,
        Op::Insert,
        Op::Remove,
        Op::Splice,
        Op::Replace,
        Op::Reverse,
        Op::Clear,
        Op::SetKey,
        Op::DeleteKey,
        Op::KeyFirst,
        Op::KeyLast,
        Op::Add,
        Op::Discard,
        Op::SetAttribute,
        Op::DeleteAttribute,
        Op::SetCell,
        Op::Anew,
        Op::SetNamed,
        Op::Advance,
    ];
}

/// What the byte says with which an object of a rarer kind begins.
pub(crate) mod facts {
    pub const KIND: u8 = 15;
    /// How its text is written: as such, as the number of a name, or not at all, where it is the name of its class.
    pub const TEXT: u8 = NAME | CLASS_NAME;
    pub const NAME: u8 = 16;
    pub const CLASS_NAME: u8 = 128;
    pub const MUTABLE: u8 = 32;
    pub const PAUSED: u8 = 64;
}
