//! Values that are written in place: numbers, strings and the like.

use ::object::Value;
use trace::Word;

use crate::object::Content;
use crate::state::State;

/// Characters of a string that are written where not everything is wanted.
const LONG: usize = 200;

impl State {
    /// The type and the text of a value that is written in place; None for objects.
    pub fn plain(&self, word: Word) -> Option<(&'static str, String)> {
        if let Some(bits) = word.as_immediate() {
            return immediate(bits);
        }
        let object = self.object_of(word)?;
        let Content::Value { text, length } = &object.content else { return None };
        let type_name = match &*object.class.name {
            "str" => return Some(("str", string(text, *length))),
            "int" => "int",
            "float" => "float",
            "complex" => "complex",
            _ => "bytes",
        };
        Some((type_name, text.to_string()))
    }

    /// A value in a few words: `5`, `'text'`, `list #3`, `function f #2`.
    pub fn short(&self, word: Word) -> String {
        if word.is_unbound() {
            return "nothing".to_string();
        }
        if let Some((_, text)) = self.plain(word) {
            return text;
        }
        let Some(object) = self.object_of(word) else { return "?".to_string() };
        let number = object.number.map_or(String::new(), |number| format!(" #{number}"));
        format!("{}{number}", self.kind_and_name(object))
    }

    /// `list`, `function f`, `class C`, `module m`.
    pub fn kind_and_name(&self, object: &crate::Object) -> String {
        match &object.content {
            Content::Module { name, .. } => format!("module {}", self.name(*name)),
            Content::Generator { name, .. } => format!("{} {}", object.class.name, self.name(*name)),
            Content::Other(other) => match other.kind {
                trace::Kind::Class => format!("class {}", other.text.split('(').next().unwrap_or_default()),
                trace::Kind::Function if &*object.class.name == "function" => {
                    format!("function {}", other.text.split('(').next().unwrap_or_default())
                }
                trace::Kind::Function => format!("function {}", other.text),
                trace::Kind::Module => format!("module {}", other.text),
                _ => object.class.name.to_string(),
            },
            _ => object.class.name.to_string(),
        }
    }
}

fn immediate(bits: u64) -> Option<(&'static str, String)> {
    let value = Value::immediate(bits)?;
    if let Some(n) = value.as_small_int() {
        return Some(("int", n.to_string()));
    }
    if let Some(x) = value.as_float() {
        return Some(("float", text::float::repr_float(x)));
    }
    let specials = [
        (Value::NONE, "NoneType", "None"),
        (Value::TRUE, "bool", "True"),
        (Value::FALSE, "bool", "False"),
        (Value::ELLIPSIS, "ellipsis", "Ellipsis"),
        (Value::NOT_IMPLEMENTED, "NotImplementedType", "NotImplemented"),
    ];
    let found = specials.into_iter().find(|(special, ..)| special.is_same(&value));
    found.map(|(_, type_name, text)| (type_name, text.to_string()))
}

/// A string as Python writes it, a long one with its middle left out.
fn string(content: &str, length: u64) -> String {
    if length as usize <= LONG {
        return text::str::repr_str(content);
    }
    let head: String = content.chars().take(LONG / 2).collect();
    let mut tail: Vec<char> = content.chars().rev().take(LONG / 2).collect();
    tail.reverse();
    text::str::repr_str(&format!("{head}…{}", tail.into_iter().collect::<String>()))
}
