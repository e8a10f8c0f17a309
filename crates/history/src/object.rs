//! An object as it stands at a moment.

use std::cell::OnceCell;
use std::fmt;
use std::ops::Deref;
use std::rc::Rc;

use trace::{Class, CodeId, Kind, NameId, ObjectId, Word};

use crate::entries::{Entries, Members};
use crate::items::Items;

/// An object of the program, under the number that it keeps for ever.
#[derive(Clone, Debug)]
pub struct Object {
    pub id: ObjectId,
    /// The number that people see (`#3`), in the order in which the program's names first reached such objects.
    /// Numbers, strings and bytes are values: they have none.
    pub number: Option<u64>,
    /// The step in which the tape first spoke of it.
    pub born: u64,
    pub class: Rc<Class>,
    pub content: Content,
    /// Attributes of its own, in order of their first binding. One called `__dict__` holds a dict that has them.
    pub attributes: Vec<(NameId, Word)>,
}

/// What an object holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A number or bytes as it is written, or what a string says. `length` is that of the value; the text of a long
    /// one is cut.
    Value {
        text: Text,
        length: u64,
    },
    List(Items),
    Tuple(Items),
    Set(Members),
    Dict(Entries),
    /// A variable that closures share.
    Cell(Word),
    /// Nothing but its attributes.
    Instance,
    /// Its frame is among [`crate::State::suspended`] while it waits.
    Generator {
        name: NameId,
        code: CodeId,
        finished: bool,
    },
    /// A module of the program, and the dict of its names.
    Module {
        name: NameId,
        namespace: Word,
    },
    /// Of any other kind, as a picture shows it.
    Other(Box<Other>),
}

/// An object that is none of the others: as a picture shows it.
#[derive(Clone, Debug)]
pub struct Other {
    pub kind: Kind,
    pub mutable: bool,
    pub paused: bool,
    pub text: Rc<str>,
    /// The items of a sequence, by their places.
    pub items: Items,
    /// What it refers to besides.
    pub parts: Vec<(trace::Label, Word)>,
}

impl From<trace::Other> for Other {
    fn from(other: trace::Other) -> Other {
        let mut parts = other.parts;
        let numbered = parts.iter().enumerate();
        let count = numbered.take_while(|(place, (label, _))| *label == trace::Label::Index(*place as u64)).count();
        let besides = parts.split_off(count);
        let items = parts.into_iter().map(|(_, word)| word).collect();
        let (kind, mutable, paused, text) = (other.kind, other.mutable, other.paused, other.text);
        Other { kind, mutable, paused, text, items, parts: besides }
    }
}

impl Other {
    /// All that it refers to.
    pub fn all_parts(&self) -> impl Iterator<Item = (trace::Label, Word)> + '_ {
        let items = self.items.iter().enumerate();
        items.map(|(place, word)| (trace::Label::Index(place as u64), word)).chain(self.parts.iter().copied())
    }
}

/// What a string says, or a number as it is written; that is found out when somebody looks, for large numbers are dear.
#[derive(Clone)]
pub struct Text(Rc<Written>);

enum Written {
    Said(Rc<str>),
    Number { number: trace::Content, text: OnceCell<Box<str>> },
}

impl Text {
    pub(crate) fn number(number: trace::Content) -> Text {
        Text(Rc::new(Written::Number { number, text: OnceCell::new() }))
    }

    pub fn shared(&self) -> Rc<str> {
        match &*self.0 {
            Written::Said(text) => text.clone(),
            Written::Number { .. } => (**self).into(),
        }
    }
}

impl From<Rc<str>> for Text {
    fn from(text: Rc<str>) -> Text {
        Text(Rc::new(Written::Said(text)))
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match &*self.0 {
            Written::Said(text) => text,
            Written::Number { number, text } => text.get_or_init(|| written(number).into()),
        }
    }
}

impl fmt::Display for Text {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str(self)
    }
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        (**self).fmt(f)
    }
}

fn written(number: &trace::Content) -> String {
    match number {
        trace::Content::Float(x) => text::float::repr_float(*x),
        trace::Content::Complex(real, imaginary) => text::spec::repr_complex(*real, *imaginary),
        trace::Content::Int { negative, bits, bytes } => int_text(*negative, *bits, bytes),
        _ => String::new(),
    }
}

/// How a part is reached from its object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Label {
    Index(usize),
    /// A member of a set.
    Member,
    /// The value of this key of a dict.
    Key(Word),
    /// A key itself.
    KeyOf(Word),
    Attribute(NameId),
    /// A function's default, by the parameter's name.
    Default(NameId),
    /// A variable that a function closes over.
    Closure(NameId),
    /// What a cell holds.
    Contents,
    /// A name in the suspended frame of a generator.
    Local(NameId),
    /// In a way that no expression spells.
    Text(NameId),
}

impl Object {
    pub fn is_value(&self) -> bool {
        matches!(self.content, Content::Value { .. })
    }

    /// Calls `visit` with each part and how it is reached. What a dict holds for the object's attributes, and what a
    /// suspended frame holds for a generator, is theirs.
    pub fn each_part(&self, mut visit: impl FnMut(Label, Word)) {
        match &self.content {
            Content::Value { .. } | Content::Instance | Content::Generator { .. } => {}
            Content::List(items) | Content::Tuple(items) => {
                items.iter().enumerate().for_each(|(place, item)| visit(Label::Index(place), item));
            }
            Content::Set(members) => members.iter().for_each(|member| visit(Label::Member, member)),
            Content::Dict(entries) => {
                for (key, value) in entries.iter() {
                    visit(Label::KeyOf(key), key);
                    visit(Label::Key(key), value);
                }
            }
            Content::Cell(content) => visit(Label::Contents, *content),
            Content::Module { namespace, .. } => visit(Label::Contents, *namespace),
            Content::Other(other) => {
                other.all_parts().for_each(|(label, word)| visit(label.into(), word));
            }
        }
        self.attributes.iter().for_each(|&(name, word)| visit(Label::Attribute(name), word));
    }

    pub fn parts(&self) -> Vec<(Label, Word)> {
        let mut parts = Vec::new();
        self.each_part(|label, word| parts.push((label, word)));
        parts
    }
}

impl From<trace::Label> for Label {
    fn from(label: trace::Label) -> Label {
        match label {
            trace::Label::Member => Label::Member,
            trace::Label::Index(place) => Label::Index(place as usize),
            trace::Label::Attribute(name) => Label::Attribute(name),
            trace::Label::Default(name) => Label::Default(name),
            trace::Label::Closure(name) => Label::Closure(name),
            trace::Label::Local(name) => Label::Local(name),
            trace::Label::Text(name) => Label::Text(name),
        }
    }
}

/// A whole number in decimal; of one that is too long for the tape, how long it is.
fn int_text(negative: bool, bits: u64, bytes: &[u8]) -> String {
    /// As many digits as an element below has.
    const PIECE: u64 = 10_000_000_000_000_000_000;
    if bytes.is_empty() {
        return format!("{} of {bits} bits", if negative { "a negative int" } else { "an int" });
    }
    // The lowest first, by the number of its nineteen digits.
    let mut pieces: Vec<u64> = Vec::new();
    for byte in bytes.iter().rev() {
        let mut carry = *byte as u128;
        for piece in &mut pieces {
            let sum = ((*piece as u128) << 8) + carry;
            (*piece, carry) = ((sum % PIECE as u128) as u64, sum / PIECE as u128);
        }
        if carry > 0 {
            pieces.push(carry as u64);
        }
    }
    let mut text = format!("{}{}", if negative { "-" } else { "" }, pieces.pop().unwrap_or(0));
    pieces.iter().rev().for_each(|piece| text.push_str(&format!("{piece:019}")));
    text
}
