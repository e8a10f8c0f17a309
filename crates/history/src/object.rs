//! An object as it stands at a moment.

use std::collections::BTreeMap;
use std::rc::Rc;

use rustc_hash::FxHashMap;
use trace::{Class, CodeId, NameId, ObjectId, Other, Word};

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
        text: Rc<str>,
        length: u64,
    },
    List(Vec<Word>),
    Tuple(Vec<Word>),
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

impl Content {
    /// A number, as it is written.
    pub(crate) fn written(text: String) -> Content {
        Content::Value { length: text.len() as u64, text: text.into() }
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
                items.iter().enumerate().for_each(|(place, &item)| visit(Label::Index(place), item));
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
                for &(label, word) in &other.parts {
                    visit(label.into(), word);
                }
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

/// The entries of a dict, in order. Keys are found by identity: the tape names each as it stands in the dict.
#[derive(Clone, Debug, Default)]
pub struct Entries {
    order: BTreeMap<i64, (Word, Word)>,
    places: FxHashMap<Word, i64>,
}

impl Entries {
    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    /// Keys and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Word, Word)> + '_ {
        self.order.values().copied()
    }

    /// The value of a key.
    pub fn get(&self, key: Word) -> Option<Word> {
        self.order.get(self.places.get(&key)?).map(|(_, value)| *value)
    }

    pub(crate) fn set(&mut self, key: Word, value: Word) {
        if let Some(entry) = self.places.get(&key).and_then(|place| self.order.get_mut(place)) {
            entry.1 = value;
            return;
        }
        let place = self.order.last_key_value().map_or(0, |(last, _)| last + 1);
        self.order.insert(place, (key, value));
        self.places.insert(key, place);
    }

    pub(crate) fn remove(&mut self, key: Word) -> Option<(Word, Word)> {
        let place = self.places.remove(&key)?;
        self.order.remove(&place)
    }

    pub(crate) fn move_to(&mut self, key: Word, end: bool) {
        let Some(entry) = self.remove(key) else { return };
        let place = if end {
            self.order.last_key_value().map_or(0, |(last, _)| last + 1)
        } else {
            self.order.first_key_value().map_or(0, |(first, _)| first - 1)
        };
        self.order.insert(place, entry);
        self.places.insert(key, place);
    }
}

impl FromIterator<(Word, Word)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Word, Word)>>(pairs: I) -> Entries {
        let mut entries = Entries::default();
        pairs.into_iter().for_each(|(key, value)| entries.set(key, value));
        entries
    }
}

/// The members of a set, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Members {
    order: BTreeMap<u64, Word>,
    places: FxHashMap<Word, u64>,
}

impl Members {
    pub fn len(&self) -> usize {
        self.order.len()
    }

    pub fn is_empty(&self) -> bool {
        self.order.is_empty()
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Word> + '_ {
        self.order.values().copied()
    }

    pub fn contains(&self, word: Word) -> bool {
        self.places.contains_key(&word)
    }

    pub(crate) fn add(&mut self, word: Word) {
        if !self.places.contains_key(&word) {
            let place = self.order.last_key_value().map_or(0, |(last, _)| last + 1);
            self.order.insert(place, word);
            self.places.insert(word, place);
        }
    }

    pub(crate) fn remove(&mut self, word: Word) {
        if let Some(place) = self.places.remove(&word) {
            self.order.remove(&place);
        }
    }
}

impl FromIterator<Word> for Members {
    fn from_iter<I: IntoIterator<Item = Word>>(words: I) -> Members {
        let mut members = Members::default();
        words.into_iter().for_each(|word| members.add(word));
        members
    }
}
