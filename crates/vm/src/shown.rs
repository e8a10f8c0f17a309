//! Objects of the rarer kinds, as the tape writes them: what a picture shows of them, which is known above the machine.
//! Those that a program makes by the thousand are known here, too, and look the same.

use bytecode::Flags;
use object::{Cursor, Exception, Function, Iterator, Kind, Ref, Value};
use trace::{Label, NameId, Tape, Text};

use crate::machine::Vm;
use crate::tell::{Description, Part, Queue};

/// How an object is written: its text, and what it refers to.
pub(crate) struct Shown {
    kind: trace::Kind,
    mutable: bool,
    paused: bool,
    text: Text,
    pub parts: Vec<(Label, Value)>,
}

impl Vm {
    pub(crate) fn shown(&mut self, tape: &mut Tape, value: &Value) -> Shown {
        let known = match value.kind() {
            Some(Kind::Exception) => self.shown_exception(tape, value),
            Some(Kind::Iterator) => self.shown_iterator(tape, value),
            Some(Kind::Function) => self.shown_function(tape, value),
            _ => None,
        };
        known.unwrap_or_else(|| {
            let described = self.described(value);
            shown_as(tape, described)
        })
    }

    pub(crate) fn write_shown(&mut self, tape: &mut Tape, queue: &mut Queue, shown: Shown) {
        shown.parts.iter().for_each(|(_, value)| queue.meet(tape, value));
        tape.content_other(shown.kind, shown.mutable, shown.paused, &shown.text, shown.parts.len());
        for (place, (label, value)) in shown.parts.iter().enumerate() {
            tape.part(place, *label, value.bits());
        }
        tape.attributes(0);
    }

    /// An exception without `__slots__` and without a dict that somebody asked for.
    fn shown_exception(&mut self, tape: &mut Tape, value: &Value) -> Option<Shown> {
        let data = value.as_ref::<Exception>()?.get(&self.heap);
        let (cause, context) = (&data.cause, &data.context);
        let mut parts = vec![(Label::Attribute(tape.name_text("args")), data.args.to_value())];
        if !cause.is_none() {
            parts.push((Label::Attribute(tape.name_text("__cause__")), cause.clone()));
        }
        if !context.is_none() && !context.is_same(cause) {
            parts.push((Label::Attribute(tape.name_text("__context__")), context.clone()));
        }
        if let Some(attributes) = self.heap.attributes(value) {
            if attributes.dict.is_some() || self.heap.class_of(value).get(&self.heap).members != 0 {
                return None;
            }
            let names = self.shape_names(tape, attributes.shape);
            let slots = &self.heap.attributes(value)?.slots;
            parts.extend(
                names.iter().filter_map(|&(name, slot)| Some((Label::Attribute(name), slots.get(slot)?.clone()))),
            );
        }
        Some(Shown { kind: trace::Kind::Exception, mutable: true, paused: false, text: Text::OfClass, parts })
    }

    /// An iterator of a range, a list or a tuple.
    fn shown_iterator(&self, tape: &mut Tape, value: &Value) -> Option<Shown> {
        let mut part = |name: &str, value: Value| (Label::Text(tape.name_text(name)), value);
        let parts = match &value.as_ref::<Cursor>()?.get(&self.heap).0 {
            Iterator::List { list, index } => {
                vec![part("over", list.to_value()), part("next index", Value::from_usize(*index))]
            }
            Iterator::Tuple { tuple, index } => {
                vec![part("over", tuple.to_value()), part("next index", Value::from_usize(*index))]
            }
            Iterator::Range { next, step, left } => vec![
                part("next", Value::from_i64(*next)),
                part("step", Value::from_i64(*step)),
                part("left", Value::from_usize(*left as usize)),
            ],
            _ => return None,
        };
        Some(Shown { kind: trace::Kind::Iterator, mutable: true, paused: false, text: Text::OfClass, parts })
    }

    /// A function of the program that has nothing but its code and the variables it closes over.
    fn shown_function(&mut self, tape: &mut Tape, value: &Value) -> Option<Shown> {
        let function = value.as_ref::<Function>()?;
        let data = function.get(&self.heap);
        let code = &data.code.code;
        let bare = data.defaults.is_empty() && data.keyword_defaults.is_none() && data.dict.is_none();
        if !bare || code.flags.has(Flags::QUIET) {
            return None;
        }
        let closure = code.free_names.iter().zip(&data.closure).filter(|(name, _)| &***name != "__class__");
        let parts = closure.map(|(name, cell)| (Label::Closure(tape.name_text(name)), cell.to_value())).collect();
        let text = Text::Name(self.function_text(tape, value, function)?);
        Some(Shown { kind: trace::Kind::Function, mutable: false, paused: false, text, parts })
    }

    /// The name and parameters of such a function: those of another of the same code, if it was not renamed.
    fn function_text(&mut self, tape: &mut Tape, value: &Value, function: &Ref<Function>) -> Option<NameId> {
        let data = function.get(&self.heap);
        let (code, name) = (data.code.clone(), data.name.clone());
        if let Some((_, known, text)) = self.recorded_texts.get(&code.value().bits())
            && known.is_same(&name)
        {
            return Some(*text);
        }
        let text = tape.name_text(&self.described(value).text);
        // The table keeps code and name, so that their addresses stay their own.
        self.recorded_texts.insert(code.value().bits(), (code, name, text));
        Some(text)
    }
}

fn shown_as(tape: &mut Tape, described: Description) -> Shown {
    let mut label = |part: Part| match part {
        Part::Member => Label::Member,
        Part::Index(index) => Label::Index(index as u64),
        Part::Attribute(name) => Label::Attribute(tape.name_text(&name)),
        Part::Default(name) => Label::Default(tape.name_text(&name)),
        Part::Closure(name) => Label::Closure(tape.name_text(&name)),
        Part::Local(name) => Label::Local(tape.name_text(&name)),
        Part::Text(text) => Label::Text(tape.name_text(&text)),
    };
    let parts = described.parts.into_iter().map(|(part, value)| (label(part), value)).collect();
    let Description { kind, mutable, paused, text, .. } = described;
    Shown { kind, mutable, paused, text: Text::Own(text), parts }
}
