//! A sentence for each event of a history, from the actual objects and names. Knows no drawing and runs no code.
//!
//! The words stand in `languages/`, a file for each language; this crate fills their slots.

mod holder;
mod language;
mod moment;

use history::{Event, Fact, Label, Mutate, Operation, State, Variable, Word};

pub use holder::holders;
pub use language::Language;
pub use moment::code_of;

/// Tells what happened, in one language.
pub struct Narrator {
    language: Language,
}

/// Objects that are named in one sentence.
const NAMED: usize = 4;
/// Characters of output or of a value in a sentence.
const LONGEST: usize = 60;

impl Narrator {
    pub fn new(language: Language) -> Narrator {
        Narrator { language }
    }

    /// The sentence of an event with the state after it; None where people need none.
    /// `code` is the text of the line, said first where something in it acts.
    pub fn sentence(&self, event: &Event, state: &State, code: &str) -> Option<String> {
        let said = self.clause(event, state)?;
        match event.fact {
            // Said of a function, whose name begins the sentence.
            Fact::Return(_) | Fact::Yield(_) | Fact::Unwind | Fact::Call { resumed: true, .. } => return Some(said),
            Fact::Unbind { .. } | Fact::Output { stream: 0, .. } | Fact::Call { .. } => return Some(capital(&said)),
            _ if code.is_empty() => return Some(capital(&said)),
            _ => {}
        }
        // The line of a `for` or `if` ends in a colon of its own.
        Some(format!("{} {said}", self.say("code", &[("code", code.trim_end_matches(':'))])))
    }

    /// What is said of an object that died.
    pub fn death(&self, object: &str) -> String {
        self.say("death", &[("object", object)])
    }

    /// One of the sentences without slots: `start`, `end`, `nothing`.
    pub fn plainly(&self, key: &str) -> String {
        self.say(key, &[])
    }

    fn say(&self, key: &str, slots: &[(&str, &str)]) -> String {
        self.language.say(key, slots)
    }

    fn clause(&self, event: &Event, state: &State) -> Option<String> {
        let function = || event.place.map_or(String::new(), |spot| state.code(spot.code).name.to_string());
        let in_module = event.place.is_some_and(|spot| &*state.code(spot.code).name == "<module>");
        // The body of a class has a namespace instead of variables.
        let in_class = !in_module && state.frames.last().is_some_and(|frame| frame.namespace.is_some());
        Some(match &event.fact {
            Fact::Bind { name, old, new } => self.bind(name, *old, *new, state)?,
            Fact::Unbind { name, .. } if !is_hidden(&name.name) => self.say("unbind", &[("name", &name.name)]),
            Fact::Mutate(mutate) => self.mutate(mutate, state)?,
            Fact::Copy { source, result, deep } => {
                let (source, result_id) = (*source, *result);
                let [object, result] = [source, result_id].map(|id| state.short(Word::of_object(id)));
                let key = match (source == result_id, deep) {
                    (true, _) => "same object",
                    (false, true) => "deep copy",
                    (false, false) => "copy",
                };
                self.say(key, &[("object", &object), ("result", &result)])
            }
            Fact::Output { stream: 1, bytes } => {
                let text = String::from_utf8_lossy(bytes);
                if text.trim().is_empty() {
                    return None;
                }
                self.say("output", &[("text", &cut(text.trim_end()))])
            }
            Fact::Output { stream: 0, bytes } => {
                let text = String::from_utf8_lossy(bytes);
                self.say("input", &[("text", &format!("'{}'", cut(text.trim_end())))])
            }
            Fact::Call { .. } if in_module => return None,
            Fact::Call { .. } if in_class => self.say("class", &[("name", &function())]),
            Fact::Call { resumed: true, .. } => self.say("resume", &[("function", &function())]),
            Fact::Call { arguments, .. } => self.call(&function(), arguments, state),
            Fact::Return(_) if in_module => return None,
            Fact::Return(_) if in_class => self.say("class.over", &[("name", &function())]),
            Fact::Return(value) => {
                self.say("return", &[("function", &function()), ("value", &self.value(*value, state))])
            }
            Fact::Yield(value) => {
                self.say("yield", &[("function", &function()), ("value", &self.value(*value, state))])
            }
            Fact::Unwind => self.say("unwind", &[("function", &function())]),
            Fact::Raise(value) => self.say("raise", &[("value", &self.value(*value, state))]),
            _ => return None,
        })
    }

    fn bind(&self, name: &Variable, old: Option<Word>, new: Word, state: &State) -> Option<String> {
        let text = &*name.name;
        if is_hidden(text) {
            return None;
        }
        let value = self.value(new, state);
        let before = old.map(|old| self.value(old, state));
        let kind = if old.is_some() { "rebind" } else { "bind" };
        if state.plain(new).is_some() {
            let old = before.unwrap_or_default();
            return Some(self.say(&format!("{kind}.plain"), &[("name", text), ("value", &value), ("old", &old)]));
        }
        if old == Some(new) {
            return Some(self.say("rebind.same", &[("name", text), ("object", &value)]));
        }
        let others: Vec<String> = holders(state, new).into_iter().filter(|other| other != text).collect();
        let old = before.unwrap_or_default();
        let (ending, others) = if others.is_empty() { ("fresh", String::new()) } else { ("known", self.list(&others)) };
        let slots = [("name", text), ("object", &*value), ("others", &*others), ("old", &*old)];
        Some(self.say(&format!("{kind}.{ending}"), &slots))
    }

    fn mutate(&self, mutate: &Mutate, state: &State) -> Option<String> {
        if mutate.operation == Operation::Advance {
            return None;
        }
        let object = Word::of_object(mutate.object);
        let part = mutate.part.as_ref().map_or(String::new(), |label| self.label(label, state));
        if is_hidden(&part) {
            return None;
        }
        let word = |word: Option<Word>| word.map_or(String::new(), |word| self.value(word, state));
        let (value, old) = (word(mutate.new), word(mutate.old));
        let key = match mutate.operation {
            Operation::SetKey if mutate.old.is_some() => "reset key",
            Operation::SetAttribute if mutate.old.is_some() => "reset attribute",
            operation => operation.word(),
        };
        let name = self.value(object, state);
        let slots = [("object", &*name), ("part", &*part), ("value", &*value), ("old", &*old)];
        let mut said = self.say(key, &slots);
        let others = holders(state, object);
        if others.len() > 1 {
            said = format!("{said} {}", self.say("seen", &[("others", &self.list(&others))]));
        }
        Some(said)
    }

    fn call(&self, function: &str, arguments: &[(std::rc::Rc<str>, Word)], state: &State) -> String {
        let told = arguments.iter().filter(|(name, _)| !name.starts_with('.')).map(|(name, word)| {
            let value = self.value(*word, state);
            let others: Vec<String> = match state.plain(*word) {
                Some(_) => vec![],
                None => holders(state, *word).into_iter().filter(|other| **other != **name).collect(),
            };
            if others.is_empty() {
                return self.say("argument", &[("name", name), ("value", &value)]);
            }
            let others = self.list(&others);
            self.say("argument.known", &[("name", name), ("object", &value), ("others", &others)])
        });
        let told: Vec<String> = told.collect();
        if told.is_empty() {
            return self.say("call", &[("function", function)]);
        }
        self.say("call.with", &[("function", function), ("arguments", &told.join("; "))])
    }

    fn value(&self, word: Word, state: &State) -> String {
        cut(&state.short(word))
    }

    fn label(&self, label: &Label, state: &State) -> String {
        match label {
            Label::Index(place) => place.to_string(),
            Label::Key(key) | Label::KeyOf(key) => self.value(*key, state),
            Label::Attribute(name)
            | Label::Default(name)
            | Label::Closure(name)
            | Label::Local(name)
            | Label::Text(name) => state.name(*name).to_string(),
            Label::Member | Label::Contents => String::new(),
        }
    }

    /// `a`, `a and b`, `a, b and c`.
    fn list(&self, names: &[String]) -> String {
        let mut shown: Vec<String> = names.iter().take(NAMED).cloned().collect();
        if names.len() > NAMED {
            shown.push("…".to_string());
            return shown.join(", ");
        }
        match shown.pop() {
            None => String::new(),
            Some(only) if shown.is_empty() => only,
            Some(last) => self.say("and", &[("first", &shown.join(", ")), ("last", &last)]),
        }
    }
}

/// Names that begin and end with two underscores are the machine's.
fn is_hidden(name: &str) -> bool {
    name.len() > 4 && name.starts_with("__") && name.ends_with("__")
}

fn cut(text: &str) -> String {
    if text.chars().count() <= LONGEST {
        return text.to_string();
    }
    text.chars().take(LONGEST - 1).chain(['…']).collect()
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) if text.split(' ').next().is_some_and(|word| word.chars().all(char::is_lowercase)) => {
            first.to_uppercase().chain(letters).collect()
        }
        _ => text.to_string(),
    }
}
