//! What an object is and holds, as the tape writes it down.

use std::rc::Rc;

use crate::word::Word;

/// A text of the tape's table of names: attributes, variables, labels.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord)]
pub struct NameId(pub u32);

/// A class of the tape's table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ClassId(pub u32);

/// A body of code together with the namespace that is its globals, by its number from 0.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct CodeId(pub u32);

/// What the tape says of a class, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Class {
    pub name: Rc<str>,
    /// The names of the items, for a class of named tuples.
    pub fields: Vec<Rc<str>>,
    /// Its instances are the members of an enumeration.
    pub is_enum: bool,
    /// A `frozenset`, or made from one.
    pub is_frozen: bool,
}

/// Characters of a string that the tape keeps: all of them up to here, else the first half and the last few.
pub const LONGEST_TEXT: usize = 4096;
const TAIL: usize = 100;

/// What is kept of a text that is longer, or of its beginning and its end.
pub fn cut_text(text: &str) -> String {
    let place = |number: usize| text.char_indices().nth(number).map_or(text.len(), |(place, _)| place);
    let tail = text.char_indices().rev().nth(TAIL - 1).map_or(0, |(place, _)| place);
    format!("{}{}", &text[..place(LONGEST_TEXT / 2)], &text[tail..])
}

/// What an object holds. Whole, however long.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// A number or bytes as it is written, or what a string says. `length` is that of the value; the text of a long
    /// one is cut.
    Value {
        text: Rc<str>,
        length: u64,
    },
    /// A string that is another and behind it a third.
    Joined {
        left: Word,
        right: Word,
    },
    /// A float that is no immediate.
    Float(f64),
    Complex(f64, f64),
    /// A whole number of so many bits: its sign, and the bytes of its magnitude, the lowest first; those of a long one
    /// are left out.
    Int {
        negative: bool,
        bits: u64,
        bytes: Rc<[u8]>,
    },
    List(Vec<Word>),
    Tuple(Vec<Word>),
    Set(Vec<Word>),
    Dict(Vec<(Word, Word)>),
    /// What a variable that closures share holds.
    Cell(Word),
    /// Nothing but its attributes.
    Instance,
    /// A generator or coroutine: its name and code, and its arguments by register. What becomes of them is what the
    /// tape tells of its frame.
    Generator {
        name: NameId,
        code: CodeId,
        finished: bool,
        arguments: Vec<Word>,
    },
    /// A module of the program: its name, and the dict with its names.
    Module {
        name: NameId,
        namespace: Word,
    },
    /// Of any other kind: as a picture shows it.
    Other(Box<Other>),
}

/// How the text of an object of a rarer kind is written.
pub enum Text {
    /// It is the name of its class.
    OfClass,
    Name(NameId),
    Own(String),
}

#[derive(Clone, Debug, PartialEq)]
pub struct Other {
    pub kind: Kind,
    pub mutable: bool,
    pub paused: bool,
    pub text: Rc<str>,
    pub parts: Vec<(Label, Word)>,
}

/// How a part is reached from its object.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Label {
    Member,
    Index(u64),
    Attribute(NameId),
    /// A function's default, by the parameter's name.
    Default(NameId),
    /// A variable that a function closes over.
    Closure(NameId),
    /// A name in the suspended frame of a generator.
    Local(NameId),
    /// In a way that no expression of Python's spells.
    Text(NameId),
}

/// How an object looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    List,
    Tuple,
    Dict,
    Set,
    FrozenSet,
    Instance,
    Class,
    Function,
    Method,
    Module,
    Generator,
    Iterator,
    Exception,
    Cell,
    Plain,
    Other,
}

impl Kind {
    pub(crate) const ALL: [Kind; 16] = [
        Kind::List,
        Kind::Tuple,
        Kind::Dict,
        Kind::Set,
        Kind::FrozenSet,
        Kind::Instance,
        Kind::Class,
        Kind::Function,
        Kind::Method,
        Kind::Module,
        Kind::Generator,
        Kind::Iterator,
        Kind::Exception,
        Kind::Cell,
        Kind::Plain,
        Kind::Other,
    ];
}
