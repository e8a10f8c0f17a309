//! Values and objects in Python Tutor's encoding.

use std::collections::HashMap;
use std::rc::Rc;

use diagram::quoted;
use history::{Content, Frame, Kind, Label, Object, State, Word};

use super::{Teller, bodies};

/// Encodes the objects of one entry.
pub struct Encoder<'a> {
    teller: &'a Teller,
    state: &'a State,
    /// An earlier state, which has what is dead by now: for frames that are over.
    pub then: Option<&'a State>,
    numbers: &'a mut HashMap<Word, u32>,
    heap: Vec<(u32, String)>,
    /// Met and not encoded yet. Nothing recurses: chains of any length are fine.
    waiting: Vec<(Word, Option<&'a State>)>,
    seen: std::collections::HashSet<u32>,
}

impl<'a> Encoder<'a> {
    pub fn new(teller: &'a Teller, state: &'a State, numbers: &'a mut HashMap<Word, u32>) -> Encoder<'a> {
        let (heap, waiting, seen) = (Vec::new(), Vec::new(), Default::default());
        Encoder { teller, state, then: None, numbers, heap, waiting, seen }
    }

    /// The names of a frame that have a value.
    pub fn locals(&self, frame: &Frame) -> Vec<(String, Word)> {
        let live = self.state.locals(frame);
        let kept = self.then.map_or(Vec::new(), |then| then.locals(frame));
        let mut names: Vec<(String, Word)> =
            live.into_iter().map(|local| (local.name.to_string(), local.value)).collect();
        for local in kept {
            if !names.iter().any(|(name, _)| *name == *local.name) {
                names.push((local.name.to_string(), local.value));
            }
        }
        names
    }

    /// A value in place, or a reference to its object.
    pub fn value(&mut self, word: Word) -> String {
        let state = self.state_of(word);
        if let Some((type_name, text)) = state.plain(word) {
            match type_name {
                "int" => return text,
                "bool" => return text.to_lowercase(),
                "NoneType" => return "null".to_string(),
                "float" => return float(&text),
                "str" => return quoted(&string(state, word)),
                _ => {}
            }
        }
        if let Some(object) = state.object_of(word)
            && let Some(label) = self.imported(object)
        {
            return format!("[\"IMPORTED_FAUX_PRIMITIVE\",{}]", quoted(label));
        }
        let next = self.numbers.len() as u32 + 1;
        let number = *self.numbers.entry(word).or_insert(next);
        if self.seen.insert(number) {
            self.waiting.push((word, self.then));
        }
        format!("[\"REF\",{number}]")
    }

    /// Encodes all that was met, and what that refers to.
    pub fn heap(&mut self) -> String {
        while let Some((word, then)) = self.waiting.pop() {
            self.then = then;
            let number = self.numbers[&word];
            let text = match self.state_of(word).object_of(word) {
                Some(object) => self.object(object),
                None => {
                    let (type_name, text) = self.state.plain(word).unwrap_or(("object", "?".to_string()));
                    format!("[\"INSTANCE_PPRINT\",{},{}]", quoted(type_name), quoted(&text))
                }
            };
            self.heap.push((number, text));
        }
        self.heap.sort_by_key(|(number, _)| *number);
        let entries: Vec<String> = self.heap.iter().map(|(number, text)| format!("\"{number}\":{text}")).collect();
        format!("{{{}}}", entries.join(","))
    }

    fn state_of(&self, word: Word) -> &'a State {
        match self.then {
            Some(then) if word.object().is_some() && self.state.object_of(word).is_none() => then,
            _ => self.state,
        }
    }

    /// What Python Tutor says of functions and classes from outside the program, which it does not open.
    fn imported(&self, object: &Object) -> Option<&'static str> {
        let Content::Other(other) = &object.content else { return None };
        match other.kind {
            Kind::Function if is_function(object) => {
                let line = self.teller.lines.get(&object.id).copied().unwrap_or(0);
                self.teller.bodies.of_function(object, line).is_none().then_some("imported object")
            }
            Kind::Class => {
                let name = other.text.split('(').next().unwrap_or_default();
                (!self.teller.bodies.has_class(name)).then_some("imported class")
            }
            _ => None,
        }
    }

    fn object(&mut self, object: &'a Object) -> String {
        let name = &*object.class.name;
        match &object.content {
            Content::List(items) if name == "list" => self.items("LIST", items.iter()),
            Content::Tuple(items) if name == "tuple" => self.items("TUPLE", items.iter()),
            Content::Set(members) if name == "set" => self.items("SET", members.iter()),
            Content::Dict(entries) if name == "dict" => {
                let pairs = entries.iter().map(|(key, value)| (self.value(key), self.value(value)));
                let pairs: Vec<String> = pairs.map(|(key, value)| format!(",[{key},{value}]")).collect();
                format!("[\"DICT\"{}]", pairs.concat())
            }
            Content::Value { text, .. } => format!("[\"INSTANCE_PPRINT\",{},{}]", quoted(name), quoted(text)),
            Content::Other(other) if other.kind == Kind::Class => self.class(object, &other.text),
            Content::Other(other) if name == "function" || name == "builtin_function_or_method" => {
                self.function(object, &other.text)
            }
            Content::Module { .. } => "[\"INSTANCE\",\"module\"]".to_string(),
            Content::Other(other) if other.kind == Kind::Module => "[\"INSTANCE\",\"module\"]".to_string(),
            Content::Other(other) if matches!(other.kind, Kind::Plain | Kind::Function) => {
                format!("[\"INSTANCE_PPRINT\",{},{}]", quoted(name), quoted(&other.text))
            }
            _ => {
                let message =
                    is_exception(object).then(|| super::message(self.state_of(Word::of_object(object.id)), object));
                let head = match message.filter(|text| !text.is_empty()) {
                    Some(text) => format!("\"INSTANCE_PPRINT\",{},{}", quoted(name), quoted(&text)),
                    None => format!("\"INSTANCE\",{}", quoted(name)),
                };
                let mut parts = self.parts(object);
                let attributes = attribute_names(object, self.state_of(Word::of_object(object.id)));
                let mut own = attributes;
                own.sort_by(|(a, _), (b, _)| a.cmp(b));
                parts.extend(own.into_iter().map(|(name, word)| (quoted(&name), self.value(word))));
                instance(&head, &parts)
            }
        }
    }

    fn items(&mut self, kind: &str, items: impl Iterator<Item = Word>) -> String {
        let items: Vec<String> = items.map(|word| format!(",{}", self.value(word))).collect();
        format!("[\"{kind}\"{}]", items.concat())
    }

    /// What a container of another class holds, and what any other object refers to: under labels.
    fn parts(&mut self, object: &'a Object) -> Vec<(String, String)> {
        match &object.content {
            Content::Tuple(items) if object.class.fields.len() == items.len() => {
                let named = object.class.fields.iter().zip(items.iter());
                named.map(|(name, word)| (quoted(name), self.value(word))).collect()
            }
            Content::List(items) | Content::Tuple(items) => {
                let numbered = items.iter().enumerate();
                numbered.map(|(place, word)| (quoted(&format!("[{place}]")), self.value(word))).collect()
            }
            Content::Set(members) => members.iter().map(|word| (quoted(""), self.value(word))).collect(),
            Content::Dict(entries) => entries.iter().map(|(key, value)| (self.value(key), self.value(value))).collect(),
            // An exception's text says it already.
            Content::Other(other) if other.kind == Kind::Exception => Vec::new(),
            Content::Other(other) => {
                let state = self.state;
                let label = |label: &trace::Label| match label {
                    trace::Label::Member => String::new(),
                    trace::Label::Index(place) => format!("[{place}]"),
                    trace::Label::Attribute(id)
                    | trace::Label::Default(id)
                    | trace::Label::Closure(id)
                    | trace::Label::Local(id)
                    | trace::Label::Text(id) => state.name(*id).to_string(),
                };
                other.all_parts().map(|(name, word)| (quoted(&label(&name)), self.value(word))).collect()
            }
            _ => Vec::new(),
        }
    }

    fn class(&mut self, class: &'a Object, text: &str) -> String {
        let (name, bases) = text.split_once('(').unwrap_or((text, ")"));
        let bases = bases.trim_end_matches(')').split(", ").filter(|base| !base.is_empty());
        let mut bases: Vec<String> = bases.map(quoted).collect();
        let mut attributes: Vec<(String, Word)> = Vec::new();
        for (label, word) in class.parts() {
            match label {
                Label::Attribute(id) => attributes.push((self.state.name(id).to_string(), word)),
                // A base that the program made, which Python Tutor names only.
                Label::Text(_) | Label::Member => {
                    let Some(base) = self.state_of(word).object_of(word) else { continue };
                    if let Content::Other(other) = &base.content {
                        bases.push(quoted(other.text.split('(').next().unwrap_or_default()));
                    }
                }
                _ => {}
            }
        }
        attributes.sort_by(|(a, _), (b, _)| a.cmp(b));
        let attributes = attributes.into_iter().filter(|(name, _)| name != "__doc__" && name != "__module__");
        let attributes: Vec<(String, String)> =
            attributes.map(|(name, word)| (quoted(&name), self.value(word))).collect();
        instance(&format!("\"CLASS\",{},[{}]", quoted(name), bases.join(",")), &attributes)
    }

    fn function(&mut self, function: &Object, text: &str) -> String {
        let name = text.split('(').next().unwrap_or_default();
        let line = self.teller.lines.get(&function.id).copied().unwrap_or(0);
        let Some(body) = self.teller.bodies.of_function(function, line).filter(|_| &*function.class.name == "function")
        else {
            return format!("[\"FUNCTION\",{},null]", quoted(&format!("{name}(...)")));
        };
        let lambda = if name == "<lambda>" { format!(" <line {}>", body.first_line) } else { String::new() };
        let signature = format!("{name}({}){lambda}", bodies::parameters(body));
        let parent = self.teller.parent_of(function.id).map_or("null".to_string(), |number| number.to_string());
        format!("[\"FUNCTION\",{},{parent}]", quoted(&signature))
    }
}

pub fn is_function(object: &Object) -> bool {
    &*object.class.name == "function"
        && matches!(&object.content, Content::Other(other) if other.kind == Kind::Function)
}

fn is_exception(object: &Object) -> bool {
    matches!(&object.content, Content::Other(other) if other.kind == Kind::Exception)
}

/// The attributes of an object by their names, those in its `__dict__` too.
fn attribute_names(object: &Object, state: &State) -> Vec<(String, Word)> {
    let mut named = Vec::new();
    for &(id, word) in &object.attributes {
        let name: &Rc<str> = state.name(id);
        match word.object().filter(|_| &**name == "__dict__") {
            Some(dict) => named.extend(state.namespace(dict).into_iter().map(|(name, word)| (name.to_string(), word))),
            None => named.push((name.to_string(), word)),
        }
    }
    named
}

fn instance(head: &str, parts: &[(String, String)]) -> String {
    let parts: Vec<String> = parts.iter().map(|(label, value)| format!(",[{label},{value}]")).collect();
    format!("[{head}{}]", parts.concat())
}

/// A float that is whole would look like an integer; infinities and NaN are no JSON.
fn float(text: &str) -> String {
    let special = |text: &str| format!("[\"SPECIAL_FLOAT\",{}]", quoted(text));
    match text {
        "inf" => special("Infinity"),
        "-inf" => special("-Infinity"),
        "nan" => special("NaN"),
        whole if whole.ends_with(".0") => special(whole),
        other => other.to_string(),
    }
}

/// What a string says; of a long one the beginning and the end.
fn string(state: &State, word: Word) -> String {
    match (state.string(word), state.object_of(word).map(|object| &object.content)) {
        (Some(text), _) => text.to_string(),
        (None, Some(Content::Value { text, length })) => format!("{text}… ({length} characters)"),
        _ => String::new(),
    }
}
