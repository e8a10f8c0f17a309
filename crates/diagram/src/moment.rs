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
    /// Objects that were reached but not described, because the picture would not show them.
    pub left_out: usize,
    pub output: String,
    /// Long containers that somebody opened: how many parts are shown from the first, by the object's number.
    pub opened: std::collections::HashMap<u32, usize>,
    /// Sentences for the reader.
    pub notes: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub struct Frame {
    pub name: String,
    /// The name with its parameters, for a function's frame.
    pub signature: String,
    pub line: Option<u32>,
    pub active: bool,
    /// Names in the order of their first binding.
    pub bindings: Vec<Binding>,
    /// What the frame is about to return or yield.
    pub returned: Option<Datum>,
}

#[derive(Clone, Debug)]
pub struct Binding {
    pub name: String,
    pub value: Datum,
    /// The cell that holds the variable, if closures share it.
    pub cell: Option<u32>,
}

/// What a name or an element refers to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Datum {
    /// The object with this number.
    Ref(u32),
    /// A value written in place.
    Plain {
        type_name: &'static str,
        text: String,
    },
    Unbound,
}

/// How a part is reached from its object.
#[derive(Clone, Debug)]
pub enum Label {
    /// An element of a set, which has no place of its own.
    Member,
    Index(usize),
    Attribute(String),
    /// A dict's key.
    Key(Datum),
    /// A function's default, by the parameter's name.
    Default(String),
    /// A variable that a function closes over.
    Closure(String),
    /// A name in the suspended frame of a generator.
    Local(String),
    /// What an object refers to in a way that no expression of Python's spells.
    Text(String),
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
    /// Numbers, strings and the like, where they are drawn as objects, and all that its text says in full.
    Plain,
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
    /// A short text: a function's signature, a class's name, a range's repr, else the type's name.
    pub text: String,
    pub parts: Vec<(Label, Datum)>,
    /// Where parts were left out, and how many.
    pub gap: Option<(usize, usize)>,
}

impl Moment {
    pub fn object(&self, id: u32) -> Option<&Object> {
        self.objects.get((id as usize).checked_sub(1)?)
    }
}

impl Datum {
    pub fn reference(&self) -> Option<u32> {
        match self {
            Datum::Ref(id) => Some(*id),
            _ => None,
        }
    }
}

impl Binding {
    /// What the name's row shows: the cell, where closures share the variable, else the value.
    pub fn shown(&self) -> Datum {
        self.cell.map_or_else(|| self.value.clone(), Datum::Ref)
    }
}

impl Object {
    /// How many parts it has, those left out included.
    pub fn length(&self) -> usize {
        self.parts.len() + self.gap.map_or(0, |(_, count)| count)
    }
}
