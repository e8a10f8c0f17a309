//! What a program's names and objects are at a moment, and how each event of the tape changes that.

use std::rc::Rc;

use bytecode::Code;
use rustc_hash::{FxHashMap, FxHashSet};
use trace::{Change, CodeId, Event, Leaving, Name, NameId, ObjectId, Other, Tables, Word};

use crate::object::{Content, Entries, Label, Members, Object};
use crate::objects::Objects;

/// The state of a program at a moment.
#[derive(Clone)]
pub struct State {
    pub tables: Rc<Tables>,
    /// The number of the step that is under way, from 1; 0 before the first.
    pub step: u64,
    /// The frames of the program, outermost first.
    pub frames: Vec<Frame>,
    /// The frames of generators that wait, by generator.
    pub suspended: FxHashMap<ObjectId, Frame>,
    /// The dict with the names of the main module.
    pub main: Option<ObjectId>,
    /// Bytes written to standard output so far.
    pub written: u64,
    objects: Objects,
    /// The keys of names that were bound anew, by namespace.
    keys: FxHashMap<ObjectId, FxHashMap<Rc<str>, Word>>,
    /// The dicts that are the globals of some code.
    namespaces: Rc<FxHashSet<ObjectId>>,
    activations: u64,
    numbered: u64,
    /// How objects that are still to be written down were mentioned.
    mentioned: FxHashMap<ObjectId, Mention>,
}

/// How an object is reached that the tape is about to write down.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mention {
    Seen,
    /// As a value of this key of a namespace.
    Keyed(Word),
    /// Only by what the machine keeps for itself (`__builtins__`): it uses up no number.
    Hidden,
}

/// One activation of a function, class body or module.
#[derive(Clone, Debug)]
pub struct Frame {
    /// A number that no other activation has; a generator keeps its own.
    pub activation: u64,
    pub code: CodeId,
    pub line: u32,
    /// By register, UNBOUND where it holds nothing; variables that stand in cells are in `cells`.
    pub locals: Vec<Word>,
    pub cells: Vec<(u32, ObjectId)>,
    /// The function, where it closes over variables.
    pub function: Option<ObjectId>,
    /// The dict of its names, for a module, a class body or `exec`.
    pub namespace: Option<ObjectId>,
    pub generator: Option<ObjectId>,
    /// The step in which it was called.
    pub called: u64,
    /// How it is being left in this step, and with what.
    pub leaving: Option<(Leaving, Word)>,
    /// The exception that passes it in this step.
    pub raising: Option<Word>,
}

/// A variable of a frame.
#[derive(Clone, Debug)]
pub struct Local {
    pub name: Rc<str>,
    pub value: Word,
    /// The cell that it stands in, if closures share it.
    pub cell: Option<ObjectId>,
}

impl State {
    pub(crate) fn new(tables: Rc<Tables>) -> State {
        let namespaces = Rc::new(tables.codes.iter().map(|(_, globals)| ObjectId(*globals)).collect());
        State {
            tables,
            namespaces,
            keys: FxHashMap::default(),
            step: 0,
            frames: Vec::new(),
            suspended: FxHashMap::default(),
            main: None,
            written: 0,
            objects: Objects::default(),
            activations: 0,
            numbered: 0,
            mentioned: FxHashMap::default(),
        }
    }

    // ---- looking --------------------------------------------------------------------------------

    pub fn object(&self, object: ObjectId) -> Option<&Object> {
        self.objects.get(object)
    }

    /// The object behind a value, if it is one that lives.
    pub fn object_of(&self, word: Word) -> Option<&Object> {
        self.object(word.object()?)
    }

    /// All objects that live and that the tape has spoken of, in no order.
    pub fn objects(&self) -> impl Iterator<Item = &Object> {
        self.objects.values()
    }

    pub fn code(&self, code: CodeId) -> &Rc<Code> {
        &self.tables.codes[code.0 as usize].0
    }

    pub fn name(&self, name: NameId) -> &Rc<str> {
        &self.tables.names[name.0 as usize]
    }

    /// The dict that is the globals of a body of code.
    pub fn globals_of(&self, code: CodeId) -> Option<ObjectId> {
        Some(ObjectId(self.tables.codes.get(code.0 as usize)?.1)).filter(|object| object.0 != 0)
    }

    /// The names of a namespace, in order.
    pub fn namespace(&self, namespace: ObjectId) -> Vec<(Rc<str>, Word)> {
        let Some(Content::Dict(entries)) = self.object(namespace).map(|object| &object.content) else {
            return Vec::new();
        };
        let name = |key: Word| self.string(key);
        entries.iter().filter_map(|(key, value)| Some((name(key)?, value))).collect()
    }

    /// The text of a string that is not cut.
    pub fn string(&self, word: Word) -> Option<Rc<str>> {
        let object = self.object_of(word)?;
        match &object.content {
            Content::Value { text, length } if &*object.class.name == "str" && is_whole(text, *length) => {
                Some(text.clone())
            }
            _ => None,
        }
    }

    /// The names of the main module, in order.
    pub fn globals(&self) -> Vec<(Rc<str>, Word)> {
        self.main.map_or(Vec::new(), |main| self.namespace(main))
    }

    /// The variables of a frame that have a value: parameters first.
    pub fn locals(&self, frame: &Frame) -> Vec<Local> {
        if let Some(namespace) = frame.namespace {
            let named = self.namespace(namespace).into_iter();
            return named.map(|(name, value)| Local { name, value, cell: None }).collect();
        }
        let code = self.code(frame.code);
        let mut locals = Vec::new();
        for (register, name) in code.local_names.iter().enumerate() {
            let cell = frame.cell(register as u32);
            let value = match cell {
                Some(cell) => self.cell_content(cell),
                None => frame.locals.get(register).copied().unwrap_or(Word::UNBOUND),
            };
            if !value.is_unbound() && !name.starts_with('.') {
                locals.push(Local { name: name.clone(), value, cell });
            }
        }
        for name in &code.free_names {
            if let Some(cell) = self.free_cell(frame, name) {
                let value = self.cell_content(cell);
                if !value.is_unbound() {
                    locals.push(Local { name: name.clone(), value, cell: Some(cell) });
                }
            }
        }
        locals
    }

    /// The cell of a variable that a frame's function closes over.
    pub fn free_cell(&self, frame: &Frame, name: &str) -> Option<ObjectId> {
        let Content::Other(function) = &self.object(frame.function?)?.content else { return None };
        let cell = function
            .parts
            .iter()
            .find(|(label, _)| matches!(label, trace::Label::Closure(id) if &**self.name(*id) == name));
        cell.and_then(|(_, word)| word.object())
    }

    pub fn cell_content(&self, cell: ObjectId) -> Word {
        match self.object(cell).map(|object| &object.content) {
            Some(Content::Cell(content)) => *content,
            _ => Word::UNBOUND,
        }
    }

    /// The value of a name in a namespace.
    pub fn named(&self, namespace: ObjectId, name: &str) -> Option<Word> {
        let Content::Dict(entries) = &self.object(namespace)?.content else { return None };
        let kept = self.keys.get(&namespace).and_then(|keys| keys.get(name));
        match kept.and_then(|key| entries.get(*key)) {
            Some(value) => Some(value),
            None => entries.iter().find(|(key, _)| self.string(*key).as_deref() == Some(name)).map(|(_, value)| value),
        }
    }

    pub(crate) fn change_object(&mut self, object: ObjectId) -> Option<&mut Object> {
        self.objects.get_mut(object)
    }

    // ---- changing -------------------------------------------------------------------------------

    /// Applies the next event.
    pub(crate) fn apply(&mut self, event: Event) {
        self.prepare(&event);
        self.step += is_step(&event) as u64;
        match event {
            Event::Line { line } => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.line = line;
                }
            }
            Event::Call { code, line, resumed: _, arguments } => {
                arguments.iter().for_each(|word| self.reach(*word));
                self.call(code, line, arguments);
            }
            Event::Leave { how, line, value } => {
                self.reach(value);
                if let Some(frame) = self.frames.last_mut() {
                    frame.line = line;
                    frame.leaving = Some((how, value));
                }
            }
            Event::Exception { line, value } => {
                if let Some(frame) = self.frames.last_mut() {
                    frame.line = line;
                    frame.raising = Some(value);
                }
            }
            Event::Bind { name, value } => {
                self.reach(value);
                self.bind(name, value);
            }
            Event::Unbind { name } => self.bind(name, Word::UNBOUND),
            Event::Generator { object } => self.enter_generator(object),
            Event::Function { object } => self.in_frame(|frame| frame.function = Some(object)),
            Event::Namespace { object } => self.enter_namespace(object),
            Event::Cell { register, cell } => self.in_frame(|frame| {
                frame.cells.retain(|(other, _)| *other != register);
                frame.cells.push((register, cell));
            }),
            Event::Birth { object, class, content, attributes } => self.birth(object, class, content, attributes),
            Event::Change { object, change, .. } => {
                self.reach_changed(object, &change);
                self.change(object, change);
            }
            Event::Death { object } => {
                self.objects.remove(object);
                self.suspended.remove(&object);
            }
            Event::Output { stream: 1, bytes } => self.written += bytes.len() as u64,
            // [`State::followed`] makes another of it.
            Event::Follow { .. } => {}
            Event::Copy { .. } | Event::Output { .. } | Event::Answer { .. } => {}
        }
    }

    /// A frame that was left is gone when something else happens.
    pub(crate) fn prepare(&mut self, event: &Event) {
        if !matches!(event, Event::Birth { .. } | Event::Death { .. } | Event::Output { .. }) {
            self.settle();
        }
    }

    /// Takes away a frame that was left.
    pub(crate) fn settle(&mut self) {
        let Some(frame) = self.frames.last_mut() else { return };
        frame.raising = None;
        let Some((how, _)) = frame.leaving.take() else { return };
        let Some(frame) = self.frames.pop() else { return };
        match frame.generator {
            Some(generator) if how == Leaving::Yield => {
                self.suspended.insert(generator, frame);
            }
            Some(generator) => {
                if let Some(Content::Generator { finished, .. }) =
                    self.change_object(generator).map(|object| &mut object.content)
                {
                    *finished = true;
                }
            }
            None => {}
        }
    }

    fn in_frame(&mut self, act: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            act(frame);
        }
    }

    fn call(&mut self, code: CodeId, line: u32, arguments: Vec<Word>) {
        self.activations += 1;
        let facts = &self.tables.codes[code.0 as usize].0;
        let namespace = facts.flags.has(bytecode::Flags::MODULE).then(|| self.globals_of(code)).flatten();
        if self.main.is_none() {
            self.main = self.globals_of(code);
        }
        let mut locals = arguments;
        locals.resize(facts.local_names.len(), Word::UNBOUND);
        self.frames.push(Frame {
            activation: self.activations,
            code,
            line,
            locals,
            cells: Vec::new(),
            function: None,
            namespace,
            generator: None,
            called: self.step,
            leaving: None,
            raising: None,
        });
    }

    /// The names of the frame that was just called stand in this dict, which is no object of its own to people.
    fn enter_namespace(&mut self, namespace: ObjectId) {
        self.in_frame(|frame| frame.namespace = Some(namespace));
        let last = self.numbered;
        let Some(object) = self.change_object(namespace) else { return };
        if object.number == Some(last) && matches!(&object.content, Content::Dict(_)) {
            object.number = None;
            self.numbered -= 1;
        }
    }

    /// The frame that was just called is a generator's: it has what it had when it was left.
    fn enter_generator(&mut self, generator: ObjectId) {
        let kept = self.suspended.remove(&generator);
        let Some(frame) = self.frames.last_mut() else { return };
        if let Some(kept) = kept {
            let (line, function) = (frame.line, frame.function.or(kept.function));
            *frame = Frame { line, function, ..kept };
        }
        frame.generator = Some(generator);
    }

    fn bind(&mut self, name: Name, value: Word) {
        let is_cell = matches!(self.object_of(value).map(|object| &object.content), Some(Content::Cell(_)));
        let Some(frame) = self.frames.last_mut() else { return };
        match name {
            Name::Local(register) if is_cell || value.is_unbound() && frame.cell(register).is_some() => {
                // The register gets another cell, or lets go of it: a comprehension that has variables of its own.
                frame.cells.retain(|(other, _)| *other != register);
                frame.cells.extend(value.object().map(|cell| (register, cell)));
                if let Some(place) = frame.locals.get_mut(register as usize) {
                    *place = Word::UNBOUND;
                }
            }
            Name::Local(register) => {
                if let Some(cell) = frame.cell(register) {
                    return self.change(cell, Change::SetCell(value));
                }
                if let Some(place) = frame.locals.get_mut(register as usize) {
                    *place = value;
                }
            }
            Name::Global(site) => {
                let code = frame.code;
                let (Some(name), Some(globals)) = (site_name(self.code(code), site), self.globals_of(code)) else {
                    return;
                };
                self.rebind(globals, name, value);
            }
        }
    }

    /// A name that a namespace has gets another value.
    fn rebind(&mut self, namespace: ObjectId, name: Rc<str>, value: Word) {
        let kept = self.keys.get(&namespace).and_then(|keys| keys.get(&name)).copied();
        let Some(Content::Dict(entries)) = self.object(namespace).map(|object| &object.content) else { return };
        let key = match kept.filter(|key| entries.get(*key).is_some()) {
            Some(key) => key,
            None => {
                let Some((key, _)) = entries.iter().find(|(key, _)| self.string(*key).as_ref() == Some(&name)) else {
                    return;
                };
                self.keys.entry(namespace).or_default().insert(name, key);
                key
            }
        };
        if let Some(Content::Dict(entries)) = self.change_object(namespace).map(|object| &mut object.content) {
            entries.set(key, value);
        }
    }

    fn birth(&mut self, id: ObjectId, class: trace::ClassId, content: trace::Content, attributes: Vec<(NameId, Word)>) {
        let class = self.tables.classes[class.0 as usize].clone();
        let mut object = Object { id, number: None, born: self.step, class, content: Content::Instance, attributes };
        object.content = self.content(id, content);
        let hidden = match self.mentioned.remove(&id) {
            Some(Mention::Hidden) => true,
            Some(Mention::Keyed(key)) => self.string(key).is_some_and(|name| is_dunder(&name)),
            Some(Mention::Seen) | None => false,
        };
        if !object.is_value() && !self.is_namespace(id) && !hidden {
            self.numbered += 1;
            object.number = Some(self.numbered);
        }
        self.mention_parts(&object, hidden);
        self.objects.insert(id, object);
    }

    /// What an object refers to is written down behind it.
    fn mention_parts(&mut self, object: &Object, hidden: bool) {
        let namespace = self.is_namespace(object.id);
        let mut parts = Vec::new();
        object.each_part(|label, word| {
            let mention = match label {
                _ if hidden => Mention::Hidden,
                Label::Key(key) if namespace => Mention::Keyed(key),
                Label::Attribute(name) if is_dunder(self.name(name)) && &**self.name(name) != "__dict__" => {
                    Mention::Hidden
                }
                _ => Mention::Seen,
            };
            parts.extend(word.object().filter(|id| self.objects.get(*id).is_none()).map(|id| (id, mention)));
        });
        for (id, mention) in parts {
            let known = self.mentioned.entry(id).or_insert(mention);
            if mention == Mention::Seen {
                *known = mention;
            }
        }
    }

    /// A frame reaches an object: it has a number from now on, and so has what is in it.
    fn reach(&mut self, word: Word) {
        let mut waiting = vec![word];
        while let Some(id) = waiting.pop().and_then(Word::object) {
            let numberless = |object: &Object| object.number.is_none() && !object.is_value();
            if self.is_namespace(id) || !self.object(id).is_some_and(numberless) {
                continue;
            }
            self.numbered += 1;
            let number = self.numbered;
            let Some(object) = self.change_object(id) else { continue };
            object.number = Some(number);
            object.each_part(|_, part| waiting.push(part));
        }
    }

    /// What a change puts into an object that people know.
    fn reach_changed(&mut self, id: ObjectId, change: &Change) {
        if !self.is_namespace(id) && self.object(id).is_none_or(|object| object.number.is_none()) {
            return;
        }
        match change {
            Change::SetKey(key, _)
                if self.is_namespace(id) && self.string(*key).is_some_and(|name| is_dunder(&name)) => {}
            Change::SetAttribute(name, _) if is_dunder(self.name(*name)) => {}
            Change::Push(word) | Change::Set(_, word) | Change::Insert(_, word) | Change::Add(word) => {
                self.reach(*word)
            }
            Change::SetKey(_, word) | Change::SetAttribute(_, word) | Change::SetCell(word) => self.reach(*word),
            Change::Splice { items, .. } | Change::Replace(items) => items.iter().for_each(|word| self.reach(*word)),
            _ => {}
        }
    }

    /// Is it a dict that nobody sees but as the names of a module?
    pub(crate) fn is_namespace(&self, object: ObjectId) -> bool {
        self.namespaces.contains(&object)
    }

    fn content(&mut self, id: ObjectId, content: trace::Content) -> Content {
        match content {
            trace::Content::Value { text, length } => Content::Value { text, length },
            trace::Content::Joined { left, right } => self.joined(left, right),
            trace::Content::Float(x) => Content::written(text::float::repr_float(x)),
            trace::Content::Complex(real, imaginary) => Content::written(text::spec::repr_complex(real, imaginary)),
            trace::Content::Int { negative, bits, bytes } => Content::written(int_text(negative, bits, &bytes)),
            trace::Content::List(items) => Content::List(items),
            trace::Content::Tuple(items) => Content::Tuple(items),
            trace::Content::Set(members) => Content::Set(members.into_iter().collect()),
            trace::Content::Dict(pairs) => Content::Dict(pairs.into_iter().collect()),
            trace::Content::Cell(word) => Content::Cell(word),
            trace::Content::Instance => Content::Instance,
            trace::Content::Module { name, namespace } => Content::Module { name, namespace },
            trace::Content::Other(other) => Content::Other(other),
            trace::Content::Generator { name, code, finished, arguments } => {
                if !finished && !self.suspended.contains_key(&id) {
                    self.suspend_new(id, code, arguments);
                }
                Content::Generator { name, code, finished }
            }
        }
    }

    /// Two strings one behind the other, of which the texts may be cut.
    fn joined(&self, left: Word, right: Word) -> Content {
        let part = |word: Word| match self.object_of(word).map(|object| &object.content) {
            Some(Content::Value { text, length }) => (text.clone(), *length),
            _ => ("".into(), 0),
        };
        let ((left, first), (right, second)) = (part(left), part(right));
        let (text, length) = (format!("{left}{right}"), first + second);
        let text = if length <= trace::LONGEST_TEXT as u64 { text } else { trace::cut_text(&text) };
        Content::Value { text: text.into(), length }
    }

    /// A generator that has not started has the frame that its arguments make.
    fn suspend_new(&mut self, generator: ObjectId, code: CodeId, arguments: Vec<Word>) {
        let quiet = self.code(code).flags.has(bytecode::Flags::QUIET);
        // The tape does not follow the frames of the library.
        if quiet || self.frames.iter().any(|frame| frame.generator == Some(generator)) {
            return;
        }
        self.activations += 1;
        let facts = self.code(code);
        let (line, count) = (facts.first_line, facts.local_names.len());
        let mut locals = arguments;
        locals.resize(count, Word::UNBOUND);
        let frame = Frame {
            activation: self.activations,
            code,
            line,
            locals,
            cells: Vec::new(),
            function: None,
            namespace: None,
            generator: Some(generator),
            called: 0,
            leaving: None,
            raising: None,
        };
        self.suspended.insert(generator, frame);
    }

    fn change(&mut self, id: ObjectId, change: Change) {
        match change {
            Change::Anew { class, content, attributes, .. } => {
                let content = self.content(id, content);
                let class = self.tables.classes[class.0 as usize].clone();
                if let Some(object) = self.change_object(id) {
                    (object.class, object.content, object.attributes) = (class, content, attributes);
                }
            }
            change => {
                if let Some(object) = self.change_object(id) {
                    object.change(change);
                }
            }
        }
    }
}

impl Frame {
    /// The cell in which the variable of a register stands.
    pub fn cell(&self, register: u32) -> Option<ObjectId> {
        self.cells.iter().find(|(other, _)| *other == register).map(|(_, cell)| *cell)
    }
}

impl Object {
    fn change(&mut self, change: Change) {
        match (&mut self.content, change) {
            (_, Change::SetAttribute(name, word)) => match self.attributes.iter_mut().find(|(n, _)| *n == name) {
                Some((_, place)) => *place = word,
                None => self.attributes.push((name, word)),
            },
            (_, Change::DeleteAttribute(name)) => self.attributes.retain(|(n, _)| *n != name),
            (Content::List(items), change) => change_list(items, change),
            (Content::Dict(entries), Change::SetKey(key, value)) => entries.set(key, value),
            (Content::Dict(entries), Change::DeleteKey(key)) => drop(entries.remove(key)),
            (Content::Dict(entries), Change::MoveKey { key, to_end }) => entries.move_to(key, to_end),
            (Content::Dict(entries), Change::Clear) => *entries = Entries::default(),
            (Content::Set(members), Change::Add(word)) => members.add(word),
            (Content::Set(members), Change::Discard(word)) => members.remove(word),
            (Content::Set(members), Change::Clear) => *members = Members::default(),
            (Content::Set(members), Change::Replace(words)) => *members = words.into_iter().collect(),
            (Content::Cell(content), Change::SetCell(word)) => *content = word,
            (Content::Other(other), Change::Next) => go_on(other),
            (Content::Other(other), Change::Advance(parts)) => {
                for (place, word) in parts {
                    if let Some((_, part)) = other.parts.get_mut(place as usize) {
                        *part = word;
                    }
                }
            }
            (Content::Other(other), change) => change_parts(other, change),
            // A damaged tape: nothing to be done.
            _ => {}
        }
    }
}

/// An iterator goes on by one: of a range, with the next number, the step and how many are left; or of a list or a
/// tuple, with that and the next index.
fn go_on(other: &mut Other) {
    let number = |place: usize| other.parts.get(place).and_then(|(_, word)| word.as_int());
    let others = match other.parts.len() {
        2 => [(1, number(1).map(|index| index.wrapping_add(1))), (1, None)],
        3 => [
            (0, number(0).zip(number(1)).map(|(next, step)| next.wrapping_add(step))),
            (2, number(2).map(|left| left.wrapping_sub(1))),
        ],
        _ => return,
    };
    for (place, number) in others {
        if let Some(number) = number {
            other.parts[place].1 = Word::int(number);
        }
    }
}

/// The items of a sequence that is no list; what it has besides stands behind them.
fn change_parts(other: &mut Other, change: Change) {
    let count = other.parts.iter().take_while(|(label, _)| matches!(label, trace::Label::Index(_))).count();
    let besides = other.parts.split_off(count);
    let mut items: Vec<Word> = other.parts.drain(..).map(|(_, word)| word).collect();
    change_list(&mut items, change);
    let places = items.into_iter().enumerate();
    other.parts = places.map(|(place, word)| (trace::Label::Index(place as u64), word)).chain(besides).collect();
}

fn change_list(items: &mut Vec<Word>, change: Change) {
    match change {
        Change::Push(word) => items.push(word),
        Change::Set(place, word) => {
            if let Some(item) = items.get_mut(place as usize) {
                *item = word;
            }
        }
        Change::Insert(place, word) => items.insert((place as usize).min(items.len()), word),
        Change::Remove(place) if (place as usize) < items.len() => {
            items.remove(place as usize);
        }
        // A damaged recording may say so.
        Change::Remove(_) => {}
        Change::Splice { start, removed, items: new } => {
            let start = (start as usize).min(items.len());
            let end = start.saturating_add(removed as usize).min(items.len());
            items.splice(start..end, new);
        }
        Change::Replace(words) => *items = words,
        Change::Reverse => items.reverse(),
        Change::Clear => items.clear(),
        _ => {}
    }
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
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

/// Is the text all that a string of so many characters says?
fn is_whole(text: &str, length: u64) -> bool {
    text.len() as u64 == length || text.chars().count() as u64 == length
}

/// The name behind a site of a body of code.
pub(crate) fn site_name(code: &Code, site: u32) -> Option<Rc<str>> {
    code.names.get(*code.sites.get(site as usize)? as usize).cloned()
}

pub(crate) fn is_step(event: &Event) -> bool {
    matches!(event, Event::Line { .. } | Event::Call { .. } | Event::Leave { .. } | Event::Exception { .. })
}
