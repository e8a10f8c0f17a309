//! Values in words: as Python writes them, objects of the program's own classes by kind and number.

use std::rc::Rc;

use rustc_hash::FxHashSet;
use trace::{ObjectId, Word};

use crate::expression::Datum;
use crate::object::Content;
use crate::state::State;

/// Attributes that are told of an instance.
const MOST_ATTRIBUTES: usize = 6;

impl State {
    /// `['fig', [1, 2]]`, cut where it gets longer than `room` characters.
    pub fn describe(&self, word: Word, room: usize) -> String {
        let mut text = String::new();
        self.write(word, room, &mut text, &mut FxHashSet::default());
        text
    }

    pub fn describe_datum(&self, value: &Datum, room: usize) -> String {
        match value {
            Datum::Object(id) => self.describe(Word::of_object(*id), room),
            Datum::None => "None".to_string(),
            Datum::Bool(true) => "True".to_string(),
            Datum::Bool(false) => "False".to_string(),
            Datum::Int(n) => n.to_string(),
            Datum::Float(x) => text::float::repr_float(*x),
            Datum::Str(content) => text::str::repr_str(content),
            Datum::Type(name) => format!("<class '{name}'>"),
            Datum::Text(_, text) => text.clone(),
            Datum::Items(name, items) => {
                let texts: Vec<String> = items.iter().map(|item| self.describe_datum(item, room)).collect();
                match *name {
                    "tuple" if texts.len() == 1 => format!("({},)", texts[0]),
                    "tuple" => format!("({})", texts.join(", ")),
                    "set" => format!("{{{}}}", texts.join(", ")),
                    _ => format!("[{}]", texts.join(", ")),
                }
            }
        }
    }

    /// What an object holds, in words: as Python writes it, or its attributes. None where there is nothing to say.
    pub fn looks(&self, id: ObjectId, room: usize) -> Option<String> {
        let text = self.describe(Word::of_object(id), room);
        if text != self.number_of(id) {
            return Some(text);
        }
        let attributes = self.attributes(id);
        let told = attributes.iter().map(|(name, word)| format!(".{name} = {}", self.describe(*word, room)));
        let told: Vec<String> = told.take(MOST_ATTRIBUTES).collect();
        let more = if attributes.len() > MOST_ATTRIBUTES { ", …" } else { "" };
        (!told.is_empty()).then(|| format!("{}{more}", told.join(", ")))
    }

    /// The attributes of an instance, wherever they stand.
    pub fn attributes(&self, id: ObjectId) -> Vec<(Rc<str>, Word)> {
        let mut attributes = Vec::new();
        let Some(object) = self.object(id).filter(|object| matches!(object.content, Content::Instance)) else {
            return attributes;
        };
        for &(name, word) in &object.attributes {
            match word.object().filter(|_| &**self.name(name) == "__dict__") {
                Some(dict) => attributes.extend(self.namespace(dict)),
                None => attributes.push((self.name(name).clone(), word)),
            }
        }
        attributes
    }

    /// `list #3`; a value as it is written.
    pub fn number_of(&self, id: ObjectId) -> String {
        self.short(Word::of_object(id))
    }

    fn write(&self, word: Word, room: usize, text: &mut String, open: &mut FxHashSet<ObjectId>) {
        let (Some(object), None) = (self.object_of(word), self.plain(word)) else {
            return text.push_str(&self.short(word));
        };
        if !open.insert(object.id) {
            return text.push_str("...");
        }
        let name = &*object.class.name;
        match &object.content {
            Content::List(items) if name == "list" => self.write_all(items.iter(), ["[", "]"], room, text, open),
            Content::Tuple(items) if name == "tuple" => {
                let end = if items.len() == 1 { ",)" } else { ")" };
                self.write_all(items.iter(), ["(", end], room, text, open);
            }
            Content::Set(members) if name == "set" && !members.is_empty() => {
                self.write_all(members.iter(), ["{", "}"], room, text, open);
            }
            Content::Set(members) => {
                self.write_all(members.iter(), [&format!("{name}({{"), "})"], room, text, open);
            }
            Content::Dict(entries) => {
                text.push('{');
                for (place, (key, value)) in entries.iter().enumerate() {
                    if place > 0 {
                        text.push_str(", ");
                    }
                    if text.chars().count() > room {
                        text.push('…');
                        break;
                    }
                    self.write(key, room, text, open);
                    text.push_str(": ");
                    self.write(value, room, text, open);
                }
                text.push('}');
            }
            Content::Other(other) if other.kind == trace::Kind::List => {
                let bytes =
                    || other.items.iter().map(|word| u8::try_from(word.as_int()?).ok()).collect::<Option<Vec<u8>>>();
                let short = name.rsplit('.').next().unwrap_or_default();
                match bytes().filter(|_| short == "bytearray") {
                    Some(bytes) => text.push_str(&format!("bytearray({})", text::str::repr_bytes(&bytes))),
                    None => {
                        let begin = format!("{short}([");
                        self.write_all(other.items.iter(), [&begin, "])"], room, text, open);
                    }
                }
            }
            _ => text.push_str(&self.short(word)),
        }
        open.remove(&object.id);
    }

    fn write_all(
        &self,
        words: impl Iterator<Item = Word>,
        [begin, end]: [&str; 2],
        room: usize,
        text: &mut String,
        open: &mut FxHashSet<ObjectId>,
    ) {
        text.push_str(begin);
        for (place, word) in words.enumerate() {
            if place > 0 {
                text.push_str(", ");
            }
            if text.chars().count() > room {
                text.push('…');
                break;
            }
            self.write(word, room, text, open);
        }
        text.push_str(end);
    }
}

/// `five places`, `one place`
pub fn counted(count: usize, thing: &str) -> String {
    const WORDS: [&str; 13] =
        ["no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];
    let number = WORDS.get(count).map_or(count.to_string(), |word| word.to_string());
    if count == 1 { format!("{number} {thing}") } else { format!("{number} {thing}s") }
}

/// `a list`, `an Angry`
pub fn with_article(thing: &str) -> String {
    let vowel = thing.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']);
    format!("{} {thing}", if vowel { "an" } else { "a" })
}

/// An answer begins with a capital.
pub fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}
