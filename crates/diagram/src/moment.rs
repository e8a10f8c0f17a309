//! The moment of a run as plain data.

/// All that a diagram shows.
#[derive(Clone, Debug, Default)]
pub struct Moment {
    /// Which moment it is: "at the end", "3rd of 120 times, after line 9".
    pub title: String,
    /// Outermost first.
    pub frames: Vec<Frame>,
    /// In the order of their numbers, which count from 1.
    pub objects: Vec<Object>,
    pub output: String,
    /// Sentences for the reader.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug)]
pub struct Frame {
    pub name: String,
    pub line: Option<u32>,
    pub active: bool,
    /// Names in the order of their first binding.
    pub bindings: Vec<(String, Datum)>,
}

/// What a name or an element refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// The object with this number.
    Ref(u32),
    /// A value written in place.
    Plain {
        type_name: String,
        text: String,
    },
    Unbound,
}

#[derive(Clone, Debug)]
pub enum Label {
    Text(String),
    /// A dict's key.
    Key(Datum),
}

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
    Text,
    Number,
    Other,
}

#[derive(Clone, Debug)]
pub struct Object {
    pub id: u32,
    pub type_name: String,
    pub kind: Kind,
    pub mutable: bool,
    /// A generator that waits.
    pub paused: bool,
    /// A short text: a function's or class's name, else the type's.
    pub text: String,
    pub parts: Vec<(Label, Datum)>,
    /// How many parts were left out.
    pub hidden: Option<usize>,
}
