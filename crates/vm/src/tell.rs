//! Objects go onto the tape: what each holds, when the tape first speaks of it, and what it refers to with it.
//!
//! Nothing recurses: what an object refers to gets its number at once, and is written behind it. What a picture shows of
//! the rarer kinds is known above the machine ([`Describe`]).

use std::collections::VecDeque;
use std::rc::Rc;

use num_bigint::Sign;
use object::{
    BigInt, Cell, Class, ClassFlags, ClassIndex, Complex, Cursor, Descriptor, Dict, Generator, GeneratorState, Heap,
    Iterator, Kind, List, Module, Name, Ref, Set, ShapeId, Str, Tuple, Value, first_mention,
};
use trace::{Form, LONGEST_TEXT, Mutation, NameId, Op, Tape};

use crate::machine::Vm;

/// Bits of a whole number that the tape keeps: of a longer one it knows how many there are.
const LONGEST_INT: u64 = 4096;

/// Says of objects what the machine does not know: how they look.
pub trait Describe {
    /// An object that is no number, text or plain container. Runs no code of the program.
    fn other(&self, vm: &Vm, value: &Value) -> Description;
    fn class(&self, vm: &Vm, class: &Ref<Class>) -> trace::Class;
    /// A number, string or bytes, as it is written; `whole`: not cut.
    fn value(&self, value: &Value) -> String;
}

/// How an object looks, and what it refers to.
pub struct Description {
    pub kind: trace::Kind,
    pub mutable: bool,
    pub paused: bool,
    pub text: String,
    pub parts: Vec<(Part, Value)>,
}

/// How a part is reached.
pub enum Part {
    Member,
    Index(usize),
    Attribute(String),
    Default(String),
    Closure(String),
    Local(String),
    Text(String),
}

impl Part {
    /// The name, text or place by which the part is reached.
    pub fn text(&self) -> String {
        match self {
            Part::Member => String::new(),
            Part::Index(place) => place.to_string(),
            Part::Attribute(text)
            | Part::Default(text)
            | Part::Closure(text)
            | Part::Local(text)
            | Part::Text(text) => text.clone(),
        }
    }
}

/// The names of the attributes of a shape, by their numbers on the tape, with their slots.
pub(crate) type ShapeNames = Rc<[(NameId, usize)]>;

/// Numbers the objects that are met while others are written, which are to be written next.
#[derive(Default)]
pub(crate) struct Queue(VecDeque<Value>);

impl Queue {
    #[inline]
    pub fn meet(&mut self, tape: &mut Tape, value: &Value) {
        if first_mention(value) {
            tape.adopt(value.bits());
            self.0.push_back(value.clone());
        }
    }

    fn word(&mut self, tape: &mut Tape, value: &Value) {
        self.meet(tape, value);
        tape.word(value.bits());
    }
}

impl Vm {
    /// Writes an object down, with all that it refers to, if the tape has not spoken of it yet.
    #[inline]
    pub(crate) fn tell(&mut self, value: &Value) {
        if value.is_object() && !object::is_told(value) {
            self.tell_new(value);
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_new(&mut self, value: &Value) {
        if object::news_pending() {
            self.settle_news();
        }
        let Some(mut tape) = self.tape.take() else { return };
        if first_mention(value) {
            tape.adopt(value.bits());
            let mut queue = std::mem::take(&mut self.births);
            self.write_birth(&mut tape, &mut queue, value);
            self.write_births(&mut tape, &mut queue);
            self.births = queue;
        }
        self.tape = Some(tape);
    }

    fn write_births(&mut self, tape: &mut Tape, queue: &mut Queue) {
        while let Some(value) = queue.0.pop_front() {
            self.write_birth(tape, queue, &value);
        }
    }

    fn write_birth(&mut self, tape: &mut Tape, queue: &mut Queue, value: &Value) {
        let class = self.told_class(tape, value);
        tape.birth(class);
        self.write_content(tape, queue, value);
    }

    /// Writes an object anew. What it refers to now is written before it, where that is new.
    pub(crate) fn tell_again(&mut self, value: &Value, what: Mutation, at: u32) {
        let Some(mut tape) = self.tape.take() else { return };
        let mut queue = Queue::default();
        let shown = matches!(self.form_of(value), Form::Other).then(|| self.shown(&mut tape, value));
        match &shown {
            Some(shown) => shown.parts.iter().for_each(|(_, part)| queue.meet(&mut tape, part)),
            None => object::visit(value, &mut |part| {
                // What is not written is told, too, which does no harm.
                queue.meet(&mut tape, part);
            }),
        }
        let class = self.told_class(&mut tape, value);
        self.write_births(&mut tape, &mut queue);
        tape.change(Op::Anew, value.bits(), at);
        tape.anew(what, class);
        let mut late = Queue::default();
        match shown {
            Some(shown) => self.write_shown(&mut tape, &mut late, shown),
            None => self.write_content(&mut tape, &mut late, value),
        }
        self.write_births(&mut tape, &mut late);
        self.tape = Some(tape);
    }

    /// Writes that an iterator went on. False where more of it changed than the numbers that say where it is.
    pub(crate) fn tell_advance(&mut self, value: &Value, at: u32) -> bool {
        let Some(cursor) = value.as_ref::<Cursor>() else { return false };
        let number = |n: usize| Value::small_int(i64::try_from(n).ok()?);
        // By their places among the parts that a picture shows.
        let parts = match &cursor.get(&self.heap).0 {
            Iterator::List { index, .. } | Iterator::ListReverse { index, .. } => [Some((1, number(*index))), None],
            Iterator::Tuple { index, .. } | Iterator::Bytes { index, .. } => [Some((1, number(*index))), None],
            Iterator::Dict { left, .. } | Iterator::Set { left, .. } => [Some((1, number(*left))), None],
            Iterator::Range { next, left, .. } => {
                [Some((0, Value::small_int(*next))), Some((2, number(*left as usize)))]
            }
            Iterator::Enumerate { count, .. } if !count.is_object() => [Some((1, Some(count.clone()))), None],
            Iterator::Zip { .. } | Iterator::Map { .. } | Iterator::Filter { .. } => [None, None],
            _ => return false,
        };
        let parts = parts.into_iter().flatten();
        let Some(tape) = self.tape.as_mut().filter(|_| parts.clone().all(|(_, number)| number.is_some())) else {
            return false;
        };
        tape.change(Op::Advance, value.bits(), at);
        tape.place(parts.clone().count());
        for (place, number) in parts {
            tape.place(place);
            tape.word(number.map_or(0, |number| number.bits()));
        }
        true
    }

    /// An iterator of which the tape has spoken, of a range, a list or a tuple, went on by one.
    #[inline(never)]
    pub(crate) fn tell_next(&mut self, iterator: &Value) {
        let Some(cursor) = iterator.as_ref::<Cursor>() else { return };
        if object::is_touched(iterator) {
            // It will be written anew.
            return;
        }
        if let Iterator::Range { next, .. } = &cursor.get(&self.heap).0
            && Value::small_int(*next).is_none()
        {
            return self.touched(iterator, Mutation::Advance);
        }
        let at = self.recorded_position();
        if let Some(tape) = &mut self.tape {
            tape.next(iterator.bits(), at);
        }
    }

    /// A string of which the tape has spoken has grown by another in place.
    #[inline(never)]
    pub(crate) fn tell_grown(&mut self, string: &Value, right: &Value) {
        self.tell(right);
        if object::news_pending() {
            self.settle_news();
        }
        let Some(mut tape) = self.tape.take() else { return };
        let class = self.told_class(&mut tape, string);
        tape.grown(string.bits(), class, right.bits());
        object::note_news();
        self.tape = Some(tape);
    }

    /// A new string is what two others come to, the first of which the tape knows.
    #[inline(never)]
    pub(crate) fn tell_joined(&mut self, string: &Value, left: &Value, right: &Value) {
        self.tell(right);
        if object::news_pending() {
            self.settle_news();
        }
        let Some(mut tape) = self.tape.take() else { return };
        if first_mention(string) {
            let class = self.told_class(&mut tape, string);
            tape.joined(string.bits(), class, left.bits(), right.bits());
        }
        self.tape = Some(tape);
    }

    /// The number of an object's class on the tape.
    fn told_class(&mut self, tape: &mut Tape, value: &Value) -> trace::ClassId {
        let index = self.heap.class_index_of(value);
        if let Some(&Some(id)) = self.recorded_classes.get(index.0 as usize) {
            return id;
        }
        let class = self.heap.class(index).clone();
        let told = match self.describe {
            Some(describe) => describe.class(self, &class),
            None => trace::Class {
                name: self.class_name(&class).into(),
                fields: Vec::new(),
                is_enum: false,
                is_frozen: false,
            },
        };
        let id = tape.add_class(told);
        if self.recorded_classes.len() <= index.0 as usize {
            self.recorded_classes.resize(index.0 as usize + 1, None);
        }
        self.recorded_classes[index.0 as usize] = Some(id);
        id
    }

    /// The class has another name, or its objects look otherwise, from now on.
    pub fn forget_told_class(&mut self, class: ClassIndex) {
        if let Some(known) = self.recorded_classes.get_mut(class.0 as usize) {
            *known = None;
        }
    }

    // ---- contents -------------------------------------------------------------------------------

    fn write_content(&mut self, tape: &mut Tape, queue: &mut Queue, value: &Value) {
        let heap = &self.heap;
        let items = |tape: &mut Tape, queue: &mut Queue, form, items: &[Value]| {
            tape.content(form, items.len());
            items.iter().for_each(|item| queue.word(tape, item));
        };
        match self.form_of(value) {
            Form::List => {
                let list = value.as_ref::<List>();
                items(tape, queue, Form::List, list.map_or(&[], |l| &l.get(heap).0));
            }
            Form::Tuple => items(tape, queue, Form::Tuple, value.as_ref::<Tuple>().map_or(&[], |t| &t.0)),
            Form::Set => {
                let Some(set) = value.as_ref::<Set>() else { return };
                tape.content(Form::Set, set.get(heap).len());
                set.get(heap).entries().for_each(|entry| queue.word(tape, &entry.key));
            }
            Form::Dict => {
                let Some(dict) = value.as_ref::<Dict>() else { return };
                tape.content(Form::Dict, dict.get(heap).len());
                for entry in dict.get(heap).entries() {
                    queue.word(tape, &entry.key);
                    queue.word(tape, &entry.value);
                }
            }
            Form::Cell => {
                let Some(cell) = value.as_ref::<Cell>() else { return };
                items(tape, queue, Form::Cell, std::slice::from_ref(&cell.get(heap).content));
            }
            Form::Instance => tape.content(Form::Instance, 0),
            Form::Generator => self.write_generator(tape, queue, value),
            Form::Module => {
                let Some(module) = value.as_ref::<Module>().map(|module| module.get(heap)) else { return };
                let (namespace, name) = (module.namespace.to_value(), name_of(tape, &module.name));
                tape.content(Form::Module, name.0 as usize);
                queue.word(tape, &namespace);
            }
            Form::Float => tape.content_floats(Form::Float, &[value.as_float().unwrap_or(0.0)]),
            Form::Complex => {
                let number = value.as_ref::<Complex>().map_or([0.0, 0.0], |number| [number.real, number.imaginary]);
                tape.content_floats(Form::Complex, &number);
            }
            Form::Int => {
                let Some(number) = value.as_ref::<BigInt>() else { return };
                let (bits, negative) = (number.0.bits(), number.0.sign() == Sign::Minus);
                let bytes = if bits <= LONGEST_INT { number.0.magnitude().to_bytes_le() } else { Vec::new() };
                tape.content_int(negative, bits, &bytes);
            }
            Form::Value | Form::Joined => {
                if let Some(string) = value.as_ref::<Str>().filter(|s| s.len() <= LONGEST_TEXT)
                    && let Some(text) = string.as_str()
                {
                    tape.content_value(text, string.len());
                    return tape.attributes(0);
                }
                let text = self.describe.map_or(String::new(), |describe| describe.value(value));
                let length = value.as_ref::<Str>().map_or(text.len(), |s| s.len());
                tape.content_value(&text, length);
            }
            Form::Other => {
                let shown = self.shown(tape, value);
                return self.write_shown(tape, queue, shown);
            }
        }
        self.write_attributes(tape, queue, value);
    }

    fn write_attributes(&mut self, tape: &mut Tape, queue: &mut Queue, value: &Value) {
        let Some(attributes) = self.heap.attributes(value) else { return tape.attributes(0) };
        let has_members = self.heap.class_of(value).get(&self.heap).members != 0;
        if attributes.dict.is_none() && !has_members {
            return self.write_shaped(tape, queue, value, attributes.shape);
        }
        let members = if has_members { self.member_names(tape, value) } else { Rc::default() };
        let Some(attributes) = self.heap.attributes(value) else { return tape.attributes(0) };
        let mut named: Vec<(NameId, Value)> = Vec::new();
        for &(name, slot) in members.iter() {
            if let Some(value) = attributes.slots.get(slot).filter(|value| !value.is_unbound()) {
                named.push((name, value.clone()));
            }
        }
        match &attributes.dict {
            Some(dict) => named.push((tape.name_text("__dict__"), dict.to_value())),
            None => {
                for (name, slot) in self.heap.shapes.names(attributes.shape) {
                    if let Some(value) = attributes.slots.get(slot) {
                        let id = tape.name(name.value().bits(), || name.as_str().to_string());
                        named.push((id, value.clone()));
                    }
                }
            }
        }
        tape.attributes(named.len());
        for (name, value) in named {
            queue.meet(tape, &value);
            tape.attribute(name, value.bits());
        }
    }

    /// The attributes of an instance that has no others than those of its shape.
    fn write_shaped(&mut self, tape: &mut Tape, queue: &mut Queue, value: &Value, shape: ShapeId) {
        let names = self.shape_names(tape, shape);
        let Some(attributes) = self.heap.attributes(value) else { return tape.attributes(0) };
        tape.attributes(names.len());
        for &(name, slot) in names.iter() {
            tape.attribute_name(name);
            match attributes.slots.get(slot) {
                Some(value) => queue.word(tape, value),
                None => tape.word(Value::UNBOUND.bits()),
            }
        }
    }

    /// The names of the members of `__slots__` that instances of a value's class have, with their slots.
    fn member_names(&mut self, tape: &mut Tape, value: &Value) -> ShapeNames {
        let class = self.heap.class_index_of(value);
        let version = self.heap.class_version(class);
        if let Some((known, names)) = self.recorded_members.get(&class)
            && *known == version
        {
            return names.clone();
        }
        let names = member_slots(&self.heap, value).into_iter().map(|(name, slot)| (tape.name_text(&name), slot));
        let names: ShapeNames = names.collect();
        self.recorded_members.insert(class, (version, names.clone()));
        names
    }

    pub(crate) fn shape_names(&mut self, tape: &mut Tape, shape: ShapeId) -> ShapeNames {
        let place = shape.0 as usize;
        if let Some(Some(names)) = self.recorded_shapes.get(place) {
            return names.clone();
        }
        let names = self.heap.shapes.names(shape);
        let numbered = names.map(|(name, slot)| (tape.name_text(name.as_str()), slot));
        let numbered: ShapeNames = numbered.collect();
        if self.recorded_shapes.len() <= place {
            self.recorded_shapes.resize(place + 1, None);
        }
        self.recorded_shapes[place] = Some(numbered.clone());
        numbered
    }

    // ---- attributes --------------------------------------------------------------------------------

    /// The instruction that runs, in a user frame, stores into a slot of an instance that its site knows.
    #[inline(never)]
    pub(crate) fn tell_slot(&mut self, object: &Value, name: &Name, value: &Value) {
        if !object::is_told(object) {
            return;
        }
        self.tell(value);
        let frame = self.running();
        if frame.code.code.flags.has(bytecode::Flags::QUIET) {
            let at = self.recorded_position();
            let Some(tape) = &mut self.tape else { return };
            let name = tape.name(name.value().bits(), || name.as_str().to_string());
            tape.change(Op::SetAttribute, object.bits(), at);
            return tape.attribute(name, value.bits());
        }
        let at = frame.position() - 1;
        if let Some(tape) = &mut self.tape {
            tape.change(Op::SetNamed, object.bits(), at);
            tape.word_quickly(value.bits());
        }
    }

    /// An instance's own attribute is bound or unbound.
    #[cold]
    #[inline(never)]
    pub(crate) fn tell_attribute(&mut self, object: &Value, name: &Name, value: Option<&Value>) {
        if !object::is_told(object) {
            return;
        }
        let Some(attributes) = self.heap.attributes(object) else { return };
        if let Some(dict) = attributes.dict.clone() {
            if !object::is_told(dict.value()) {
                return self.touched(object, Mutation::SetAttribute);
            }
            let key = self.key_of(&dict, name);
            return match value {
                Some(value) => self.tell_change(dict.value(), Op::SetKey, &[&key, value]),
                None => self.tell_change(dict.value(), Op::DeleteKey, &[&key]),
            };
        }
        let shape = attributes.shape;
        let shaped = self.heap.shapes.slot(shape, name).is_some() || self.heap.shapes.extended(shape, name).is_some();
        let Some(value) = value.filter(|_| shaped && !matches!(self.form_of(object), Form::Other)) else {
            // Its attributes go into a dict now, or it is written as a picture shows it.
            return self.touched(object, Mutation::SetAttribute);
        };
        self.tell(value);
        let at = self.recorded_position();
        let Some(tape) = &mut self.tape else { return };
        let name = tape.name(name.value().bits(), || name.as_str().to_string());
        tape.change(Op::SetAttribute, object.bits(), at);
        tape.attribute(name, value.bits());
    }

    /// A member of `__slots__` gets a value, or loses it.
    #[cold]
    #[inline(never)]
    pub(crate) fn tell_member(&mut self, object: &Value, slot: usize, value: &Value) {
        if !object::is_told(object) {
            return;
        }
        let member = member_slots(&self.heap, object).into_iter().find(|(_, number)| *number == slot);
        let Some((name, _)) = member.filter(|_| !matches!(self.form_of(object), Form::Other)) else {
            return self.touched(object, Mutation::SetAttribute);
        };
        self.tell(value);
        let at = self.recorded_position();
        let Some(tape) = &mut self.tape else { return };
        let name = tape.name_text(&name);
        if value.is_unbound() {
            tape.change(Op::DeleteAttribute, object.bits(), at);
            tape.place(name.0 as usize);
        } else {
            tape.change(Op::SetAttribute, object.bits(), at);
            tape.attribute(name, value.bits());
        }
    }

    /// A generator's name, code, and arguments by register; whether it has ended.
    fn generator_arguments(&self, value: &Value) -> (Value, bool, Vec<Value>) {
        let Some(generator) = value.as_ref::<Generator>() else { return (Value::NONE, true, Vec::new()) };
        let data = generator.get(&self.heap);
        let count = data.code.code.argument_registers();
        let arguments =
            data.frame.as_ref().map_or(&[][..], |frame| &frame.registers[..count.min(frame.registers.len())]);
        (data.name.clone(), data.state == GeneratorState::Finished, arguments.to_vec())
    }

    fn write_generator(&mut self, tape: &mut Tape, queue: &mut Queue, value: &Value) {
        let Some(generator) = value.as_ref::<Generator>() else { return };
        let (name, finished, arguments) = self.generator_arguments(value);
        let name = name_of(tape, &name);
        let data = generator.get(&self.heap);
        let code = data.code.clone();
        let globals = data.frame.as_ref().map(|frame| frame.function.get(&self.heap).globals.clone());
        let globals = globals.and_then(|globals| tape.number_of(globals.value().bits())).unwrap_or(0);
        let code = self.code_number(tape, &code, globals);
        tape.content_generator(name, code, finished, arguments.len());
        arguments.iter().for_each(|argument| queue.word(tape, argument));
    }

    /// The number of a body of code with its globals, which have a number.
    pub(crate) fn code_number(
        &mut self,
        tape: &mut Tape,
        code: &Ref<object::CodeObject>,
        globals: u64,
    ) -> trace::CodeId {
        let known = code.recorded.get();
        if known != 0 && tape.tables().codes[known as usize - 1].1 == globals {
            return trace::CodeId(known - 1);
        }
        let key = (code.value().bits(), globals);
        let id = match self.recorded_codes.get(&key) {
            Some(&id) => id,
            None => {
                let id = tape.add_code(&code.code, globals);
                // The table keeps the code, so that its address stays its own.
                self.retired_code.push(code.clone());
                self.recorded_codes.insert(key, id);
                id
            }
        };
        code.recorded.set(id.0 + 1);
        id
    }

    pub(crate) fn described(&self, value: &Value) -> Description {
        match self.describe {
            Some(describe) if !self.is_secret(value) => describe.other(self, value),
            _ => Description {
                kind: trace::Kind::Other,
                mutable: true,
                paused: false,
                text: self.type_name(value),
                parts: Vec::new(),
            },
        }
    }

    /// How the tape writes an object.
    pub(crate) fn form_of(&self, value: &Value) -> Form {
        let extended = value.header().is_some_and(|h| h.is_extended());
        match value.kind() {
            Some(Kind::List) => Form::List,
            Some(Kind::Tuple) => Form::Tuple,
            Some(Kind::Dict) if !self.is_secret(value) => Form::Dict,
            Some(Kind::Set) => Form::Set,
            Some(Kind::Cell) => Form::Cell,
            Some(Kind::Instance) => Form::Instance,
            Some(Kind::Generator) => Form::Generator,
            Some(Kind::Str | Kind::Bytes) if !extended => Form::Value,
            Some(Kind::Float) if !extended => Form::Float,
            Some(Kind::Complex) if !extended => Form::Complex,
            Some(Kind::BigInt) if !extended => Form::Int,
            Some(Kind::Module) if self.is_own_module(value) => Form::Module,
            _ => Form::Other,
        }
    }

    fn is_secret(&self, value: &Value) -> bool {
        self.heap.class_of(value).get(&self.heap).flags.has(ClassFlags::SECRET)
    }

    fn is_own_module(&self, value: &Value) -> bool {
        let name = value.as_ref::<Module>().map(|module| text_of(&module.get(&self.heap).name));
        name.is_some_and(|name| !self.is_library_module(&name))
    }
}

/// The members of `__slots__` that instances of a value's class have: names and slots.
pub(crate) fn member_slots(heap: &Heap, value: &Value) -> Vec<(String, usize)> {
    let class = heap.class_of(value).get(heap);
    if class.members == 0 {
        return Vec::new();
    }
    let mut found = Vec::new();
    for class in class.mro.iter().rev() {
        for entry in class.get(heap).namespace.get(heap).entries() {
            if let Some(descriptor) = entry.value.as_ref::<Descriptor>()
                && let Descriptor::Member { name, slot, .. } = descriptor.get(heap)
            {
                found.push((text_of(name), *slot as usize));
            }
        }
    }
    found
}

fn name_of(tape: &mut Tape, name: &Value) -> NameId {
    match name.as_ref::<Str>().and_then(|name| name.as_str()) {
        Some(name) => tape.name_text(name),
        None => tape.name_text(&text_of(name)),
    }
}

pub(crate) fn text_of(name: &Value) -> String {
    name.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default()
}
