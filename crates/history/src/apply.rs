//! How each event of the tape changes the state.

use std::rc::Rc;

use trace::{Change, CodeId, Event, Leaving, Name, NameId, ObjectId, Small, Word};

use crate::entries::{Entries, Members};
use crate::items::Items;
use crate::object::{Content, Label, Object, Other, Text};
use crate::state::{Frame, Mention, State, is_step};

impl State {
    /// Applies the next event, of those that are frequent.
    #[inline]
    pub(crate) fn apply_small(&mut self, event: Small) {
        self.settle();
        match event {
            Small::Line(line) => {
                self.step += 1;
                if let Some(frame) = self.frames.last_mut() {
                    (frame.line, frame.began) = (line, self.step);
                }
            }
            Small::Bind(register, value) => {
                self.reach(value);
                self.bind_local(register, value);
            }
            Small::Return(line, value) => {
                self.step += 1;
                self.reach(value);
                self.leave(Leaving::Return, line, value);
            }
            // [`State::followed`] makes another of it.
            Small::Follow(_) => {}
        }
    }

    /// Applies the next event.
    pub(crate) fn apply(&mut self, event: Event) {
        self.prepare(&event);
        self.step += is_step(&event) as u64;
        match event {
            Event::Line { line } => {
                let step = self.step;
                self.in_frame(|frame| (frame.line, frame.began) = (line, step));
            }
            Event::Call { code, line, resumed: _, arguments } => {
                arguments.iter().for_each(|word| self.reach(*word));
                self.call(code, line, arguments);
            }
            Event::Leave { how, line, value } => {
                self.reach(value);
                self.leave(how, line, value);
            }
            Event::Exception { line, value } => {
                self.unsettled = true;
                self.in_frame(|frame| (frame.line, frame.raising) = (line, Some(value)));
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
                if !self.suspended.is_empty() {
                    self.suspended.remove(&object);
                }
            }
            Event::Output { stream: 1, bytes } => self.written += bytes.len() as u64,
            // [`State::followed`] makes another of it.
            Event::Follow { .. } => {}
            Event::Copy { .. } | Event::Output { .. } | Event::Answer { .. } => {}
        }
    }

    /// A frame that was left is gone when something else happens.
    #[inline]
    pub(crate) fn prepare(&mut self, event: &Event) {
        if !matches!(event, Event::Birth { .. } | Event::Death { .. } | Event::Output { .. }) {
            self.settle();
        }
    }

    /// Takes away a frame that was left.
    #[inline]
    pub(crate) fn settle(&mut self) {
        if self.unsettled {
            self.take_away();
        }
    }

    fn take_away(&mut self) {
        self.unsettled = false;
        let Some(frame) = self.frames.last_mut() else { return };
        frame.raising = None;
        let Some((how, _)) = frame.leaving.take() else { return };
        let Some(generator) = frame.generator else { return drop(self.frames.pop()) };
        let Some(frame) = self.frames.pop() else { return };
        if how == Leaving::Yield {
            self.suspended.insert(generator, frame);
        } else if let Some(Content::Generator { finished, .. }) =
            self.change_object(generator).map(|object| &mut object.content)
        {
            *finished = true;
        }
    }

    fn in_frame(&mut self, act: impl FnOnce(&mut Frame)) {
        if let Some(frame) = self.frames.last_mut() {
            act(frame);
        }
    }

    #[inline]
    fn leave(&mut self, how: Leaving, line: u32, value: Word) {
        self.unsettled = true;
        self.in_frame(|frame| (frame.line, frame.leaving) = (line, Some((how, value))));
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
        let (activation, step) = (self.activations, self.step);
        self.frames.push(Frame { namespace, ..Frame::new(activation, code, line, locals, step) });
    }

    /// The names of the frame that was just called stand in this dict, which is no object of its own to people.
    fn enter_namespace(&mut self, namespace: ObjectId) {
        self.in_frame(|frame| frame.namespace = Some(namespace));
        let last = Some(self.numbered);
        let is_dict = |object: &&Object| matches!(&object.content, Content::Dict(_));
        if self.object(namespace).filter(is_dict).is_some_and(|object| object.number == last) {
            self.objects.change(namespace, |object| object.number = None);
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

    // ---- names ----------------------------------------------------------------------------------

    #[inline]
    fn bind_local(&mut self, register: u32, value: Word) {
        let is_cell = value.object().is_some_and(|id| self.objects.is_cell(id));
        match self.frames.last_mut() {
            Some(frame) if frame.cells.is_empty() && !is_cell => {
                if let Some(place) = frame.locals.get_mut(register as usize) {
                    *place = value;
                }
            }
            Some(_) => self.bind_where_cells_are(register, value, is_cell),
            None => {}
        }
    }

    fn bind_where_cells_are(&mut self, register: u32, value: Word, is_cell: bool) {
        let Some(frame) = self.frames.last_mut() else { return };
        let cell = frame.cell(register);
        if is_cell || value.is_unbound() && cell.is_some() {
            // The register gets another cell, or lets go of it: a comprehension that has variables of its own.
            frame.cells.retain(|(other, _)| *other != register);
            frame.cells.extend(value.object().map(|cell| (register, cell)));
            if let Some(place) = frame.locals.get_mut(register as usize) {
                *place = Word::UNBOUND;
            }
        } else if let Some(cell) = cell {
            self.change(cell, Change::SetCell(value));
        } else if let Some(place) = frame.locals.get_mut(register as usize) {
            *place = value;
        }
    }

    fn bind(&mut self, name: Name, value: Word) {
        match name {
            Name::Local(register) => self.bind_local(register, value),
            Name::Global(site) => {
                let Some(code) = self.frames.last().map(|frame| frame.code) else { return };
                let (Some((key, _)), Some(globals)) = (self.global(code, site), self.globals_of(code)) else { return };
                if let Some(Content::Dict(entries)) = self.change_object(globals).map(|object| &mut object.content) {
                    entries.set(key, value);
                }
            }
        }
    }

    // ---- numbers --------------------------------------------------------------------------------

    fn birth(&mut self, id: ObjectId, class: trace::ClassId, content: trace::Content, attributes: Vec<(NameId, Word)>) {
        let class = self.tables.classes[class.0 as usize].clone();
        let mut object = Object { id, number: None, born: self.step, class, content: Content::Instance, attributes };
        object.content = self.content(id, content);
        let mention = if self.mentioned.is_empty() { None } else { self.mentioned.remove(&id) };
        let hidden = match mention {
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
            let Some(id) = word.object().filter(|id| self.objects.get(*id).is_none()) else { return };
            let mention = match label {
                _ if hidden => Mention::Hidden,
                Label::Key(key) if namespace => Mention::Keyed(key),
                Label::Attribute(name) if is_dunder(self.name(name)) && &**self.name(name) != "__dict__" => {
                    Mention::Hidden
                }
                _ => Mention::Seen,
            };
            parts.push((id, mention));
        });
        for (id, mention) in parts {
            let known = self.mentioned.entry(id).or_insert(mention);
            if mention == Mention::Seen {
                *known = mention;
            }
        }
    }

    /// A frame reaches an object: it has a number from now on, and so has what is in it.
    #[inline]
    fn reach(&mut self, word: Word) {
        if word.object().is_some_and(|id| self.objects.is_unmet(id)) {
            self.meet(word);
        }
    }

    #[cold]
    fn meet(&mut self, word: Word) {
        let mut waiting = vec![word];
        while let Some(id) = waiting.pop().and_then(Word::object) {
            if !self.objects.is_unmet(id) || self.is_namespace(id) {
                continue;
            }
            self.numbered += 1;
            let number = self.numbered;
            self.objects.change(id, |object| {
                object.number = Some(number);
                object.each_part(|_, part| waiting.push(part));
            });
        }
    }

    /// What a change puts into an object that people know.
    fn reach_changed(&mut self, id: ObjectId, change: &Change) {
        let known = |state: &State| state.is_namespace(id) || state.object(id).is_some_and(|o| o.number.is_some());
        let is_new = |word: &Word| word.object().is_some_and(|id| self.objects.is_unmet(id));
        match change {
            Change::SetKey(_, word) | Change::SetAttribute(_, word) if !is_new(word) => {}
            Change::SetKey(key, _)
                if self.is_namespace(id) && self.string(*key).is_some_and(|name| is_dunder(&name)) => {}
            Change::SetAttribute(name, _) if is_dunder(self.name(*name)) => {}
            Change::Push(word) | Change::Set(_, word) | Change::Insert(_, word) | Change::Add(word)
                if is_new(word) && known(self) =>
            {
                self.reach(*word)
            }
            Change::SetKey(_, word) | Change::SetAttribute(_, word) if known(self) => self.reach(*word),
            Change::SetCell(word) if is_new(word) && known(self) => self.reach(*word),
            Change::Splice { items, .. } | Change::Replace(items) if known(self) => {
                items.iter().for_each(|word| self.reach(*word));
            }
            _ => {}
        }
    }

    // ---- objects --------------------------------------------------------------------------------

    fn content(&mut self, id: ObjectId, content: trace::Content) -> Content {
        match content {
            trace::Content::Value { text, length } => Content::Value { text: text.into(), length },
            trace::Content::Joined { left, right } => self.joined(left, right),
            trace::Content::Float(_) | trace::Content::Complex(..) | trace::Content::Int { .. } => {
                Content::Value { text: Text::number(content), length: 0 }
            }
            trace::Content::List(items) => Content::List(items.into()),
            trace::Content::Tuple(items) => Content::Tuple(items.into()),
            trace::Content::Set(members) => Content::Set(members.into_iter().collect()),
            trace::Content::Dict(pairs) => Content::Dict(pairs.into_iter().collect()),
            trace::Content::Cell(word) => Content::Cell(word),
            trace::Content::Instance => Content::Instance,
            trace::Content::Module { name, namespace } => Content::Module { name, namespace },
            trace::Content::Other(other) => Content::Other(Box::new(Other::from(*other))),
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
            Some(Content::Value { text, length }) => (&**text, *length),
            _ => ("", 0),
        };
        let ((left, first), (right, second)) = (part(left), part(right));
        let (text, length) = ([left, right].concat(), first + second);
        let text = if length <= trace::LONGEST_TEXT as u64 { text } else { trace::cut_text(&text) };
        Content::Value { text: Rc::<str>::from(text).into(), length }
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
        let mut locals = arguments;
        locals.resize(facts.local_names.len(), Word::UNBOUND);
        let frame = Frame::new(self.activations, code, facts.first_line, locals, 0);
        self.suspended.insert(generator, Frame { generator: Some(generator), ..frame });
    }

    #[inline]
    fn change(&mut self, id: ObjectId, change: Change) {
        match change {
            Change::Anew { class, content, attributes, .. } => {
                let content = self.content(id, content);
                let class = self.tables.classes[class.0 as usize].clone();
                self.objects.change(id, |object| {
                    (object.class, object.content, object.attributes) = (class, content, attributes);
                });
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
    fn new(activation: u64, code: CodeId, line: u32, locals: Vec<Word>, step: u64) -> Frame {
        Frame {
            activation,
            code,
            line,
            locals,
            cells: Vec::new(),
            function: None,
            namespace: None,
            generator: None,
            called: step,
            began: step,
            leaving: None,
            raising: None,
        }
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
            (Content::List(items), change) => change_items(items, change),
            (Content::Dict(entries), Change::SetKey(key, value)) => entries.set(key, value),
            (Content::Dict(entries), Change::DeleteKey(key)) => drop(entries.remove(key)),
            (Content::Dict(entries), Change::MoveKey { key, to_end }) => entries.move_to(key, to_end),
            (Content::Dict(entries), Change::Clear) => *entries = Entries::default(),
            (Content::Set(members), Change::Add(word)) => members.add(word),
            (Content::Set(members), Change::Discard(word)) => members.remove(word),
            (Content::Set(members), Change::Clear) => *members = Members::default(),
            (Content::Set(members), Change::Replace(words)) => *members = words.into_iter().collect(),
            (Content::Cell(content), Change::SetCell(word)) => *content = word,
            (Content::Other(other), Change::Next) => other.go_on(),
            (Content::Other(other), Change::Advance(parts)) => {
                for (place, word) in parts {
                    other.set_part(place as usize, word);
                }
            }
            (Content::Other(other), change) => change_items(&mut other.items, change),
            // A damaged tape: nothing to be done.
            _ => {}
        }
    }
}

impl Other {
    /// An iterator goes on by one: of a range, with the next number, the step and how many are left; or of a list or a
    /// tuple, with that and the next index.
    fn go_on(&mut self) {
        let number = |place: usize| self.part(place).and_then(Word::as_int);
        match self.items.len() + self.parts.len() {
            2 => {
                if let Some(index) = number(1) {
                    self.set_part(1, Word::int(index.wrapping_add(1)));
                }
            }
            3 => {
                let (next, left) = (number(0).zip(number(1)), number(2));
                if let Some((next, step)) = next {
                    self.set_part(0, Word::int(next.wrapping_add(step)));
                }
                if let Some(left) = left {
                    self.set_part(2, Word::int(left.wrapping_sub(1)));
                }
            }
            _ => {}
        }
    }

    fn part(&self, place: usize) -> Option<Word> {
        let besides = place.checked_sub(self.items.len());
        besides.map_or_else(|| self.items.get(place), |place| self.parts.get(place).map(|(_, word)| *word))
    }

    fn set_part(&mut self, place: usize, word: Word) {
        match place.checked_sub(self.items.len()) {
            None => self.items.set(place, word),
            Some(place) => {
                if let Some((_, part)) = self.parts.get_mut(place) {
                    *part = word;
                }
            }
        }
    }
}

fn change_items(items: &mut Items, change: Change) {
    match change {
        Change::Push(word) => items.push(word),
        Change::Set(place, word) => items.set(place as usize, word),
        Change::Insert(place, word) => items.insert(place as usize, word),
        Change::Remove(place) => items.remove(place as usize),
        Change::Splice { start, removed, items: new } => items.splice(start as usize, removed as usize, new),
        Change::Replace(words) => *items = words.into(),
        Change::Reverse => items.reverse(),
        Change::Clear => *items = Items::default(),
        _ => {}
    }
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}
