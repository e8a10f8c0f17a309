//! What the objects and frames of the running machine hold, in the words of the tape: to be compared with what the
//! tape itself says.

use object::{Cell, Dict, Generator, GeneratorState, List, Module, Set, Tuple, Value};
use trace::{Content, Form, ObjectId, Word};

use crate::machine::Vm;
use crate::tell::member_slots;

/// What an object holds now: its content, with texts for names, and its attributes.
pub struct Live {
    pub object: ObjectId,
    pub type_name: String,
    pub content: Content,
    /// Those of an object of another kind: how each part is reached, by the words of [`crate::Part`].
    pub parts: Vec<(String, Word)>,
    pub attributes: Vec<(String, Word)>,
    /// The registers of a generator of the program that waits.
    pub registers: Option<Vec<Word>>,
}

impl Vm {
    /// The word of a value on the tape; that of an object of which it has not spoken is object 0.
    pub fn told_word(&self, value: &Value) -> Word {
        if value.is_object() {
            let number = self.tape.as_ref().and_then(|tape| tape.number_of(value.bits()));
            return Word::of_object(ObjectId(number.filter(|_| object::is_told(value)).unwrap_or(0)));
        }
        Word::immediate(value.bits())
    }

    /// All objects that live, of which the tape has spoken, and that can refer to others.
    pub fn told_objects(&self) -> Vec<Live> {
        let Some(tape) = &self.tape else { return Vec::new() };
        let told = object::live_objects().into_iter().filter(|value| tape.number_of(value.bits()).is_some());
        told.map(|value| self.live(&value)).collect()
    }

    fn live(&self, value: &Value) -> Live {
        let object = self.told_word(value).object().unwrap_or(ObjectId(0));
        let (content, parts) = self.live_content(value);
        let (attributes, registers) = (self.live_attributes(value), self.live_registers(value));
        Live { object, type_name: self.type_name(value), content, parts, attributes, registers }
    }

    fn live_content(&self, value: &Value) -> (Content, Vec<(String, Word)>) {
        let heap = &self.heap;
        let words = |values: &[Value]| values.iter().map(|value| self.told_word(value)).collect::<Vec<_>>();
        let nothing = Content::Instance;
        let content = match self.form_of(value) {
            Form::List => value.as_ref::<List>().map(|list| Content::List(words(&list.get(heap).0))),
            Form::Tuple => value.as_ref::<Tuple>().map(|tuple| Content::Tuple(words(&tuple.0))),
            Form::Set => value
                .as_ref::<Set>()
                .map(|set| Content::Set(set.get(heap).entries().map(|entry| self.told_word(&entry.key)).collect())),
            Form::Dict => value.as_ref::<Dict>().map(|dict| {
                let entries = dict.get(heap).entries();
                Content::Dict(entries.map(|e| (self.told_word(&e.key), self.told_word(&e.value))).collect())
            }),
            Form::Cell => value.as_ref::<Cell>().map(|cell| Content::Cell(self.told_word(&cell.get(heap).content))),
            Form::Module => value.as_ref::<Module>().map(|module| {
                let namespace = self.told_word(module.get(heap).namespace.value());
                Content::Module { name: trace::NameId(0), namespace }
            }),
            Form::Generator => value.as_ref::<Generator>().map(|generator| Content::Generator {
                name: trace::NameId(0),
                code: trace::CodeId(0),
                finished: generator.get(heap).state == GeneratorState::Finished,
                arguments: Vec::new(),
            }),
            Form::Instance | Form::Value | Form::Float | Form::Complex | Form::Int | Form::Joined => None,
            Form::Other => return self.live_other(value),
        };
        (content.unwrap_or(nothing), Vec::new())
    }

    fn live_other(&self, value: &Value) -> (Content, Vec<(String, Word)>) {
        let described = self.described(value);
        let parts = described.parts.iter().map(|(part, value)| (part.text(), self.told_word(value))).collect();
        let other = trace::Other {
            kind: described.kind,
            mutable: described.mutable,
            paused: described.paused,
            text: described.text.into(),
            parts: Vec::new(),
        };
        (Content::Other(Box::new(other)), parts)
    }

    fn live_attributes(&self, value: &Value) -> Vec<(String, Word)> {
        if matches!(self.form_of(value), Form::Other) {
            return Vec::new();
        }
        let Some(attributes) = self.heap.attributes(value) else { return Vec::new() };
        let mut named = Vec::new();
        for (name, slot) in member_slots(&self.heap, value) {
            named.extend(attributes.slots.get(slot).filter(|v| !v.is_unbound()).map(|v| (name, self.told_word(v))));
        }
        match &attributes.dict {
            Some(dict) => named.push(("__dict__".to_string(), self.told_word(dict.value()))),
            None => {
                for (name, slot) in self.heap.shapes.names(attributes.shape) {
                    named.extend(attributes.slots.get(slot).map(|v| (name.as_str().to_string(), self.told_word(v))));
                }
            }
        }
        named
    }

    fn live_registers(&self, value: &Value) -> Option<Vec<Word>> {
        let generator = value.as_ref::<Generator>()?.get(&self.heap);
        let waits = matches!(generator.state, GeneratorState::Suspended | GeneratorState::Created);
        let frame = generator.frame.as_ref().filter(|_| waits && !generator.code.quiet)?;
        let count = generator.code.code.local_names.len();
        Some(frame.registers.iter().take(count).map(|value| self.told_word(value)).collect())
    }

    /// The registers of the user frames on the stack, outermost first, and the line of each.
    pub fn live_frames(&self) -> Vec<(String, u32, Vec<Word>)> {
        let frames = self.thread.stack.frames.iter();
        let frames = frames.filter(|frame| !frame.code().code.flags.has(bytecode::Flags::QUIET));
        frames
            .map(|frame| {
                let code = &frame.code().code;
                let line = code.locations.get(frame.position().saturating_sub(1) as usize).line;
                let registers = (0..code.local_names.len()).map(|n| self.told_word(frame.register(n))).collect();
                (code.name.to_string(), line, registers)
            })
            .collect()
    }
}
