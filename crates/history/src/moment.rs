//! A state as a moment that can be drawn.

use diagram::{Binding, Datum, Frame as Drawn, Kind as Shown, Label as Part, Lasting, Moment, Object as Box};
use rustc_hash::FxHashMap;
use trace::{Kind, NameId, ObjectId, Word};

use crate::items::Items;
use crate::object::{Content, Label, Object};
use crate::state::{Frame, State};

/// How much of a moment is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extent {
    /// Nothing is cut: long containers as they are.
    pub whole: bool,
    /// Strings, numbers and the like are objects, too.
    pub values_as_objects: bool,
}

/// A moment, and what its places stand for in the history.
pub struct Drawing {
    pub moment: Moment,
    /// The objects in the order of their numbers in the moment, from 1.
    pub objects: Vec<Word>,
    /// The activations of its frames; 0 where the module is not running.
    pub activations: Vec<u64>,
}

impl Drawing {
    /// Objects by the history's own numbers, frames by activation: the same in the whole run.
    pub fn lasting(&self) -> Lasting {
        let object = |(place, word): (usize, &Word)| match word.object() {
            Some(id) => format!("object {}", id.0),
            None => format!("value {}", place + 1),
        };
        let frame = |(place, activation): (usize, &u64)| format!("frame {}", if place == 0 { 0 } else { *activation });
        Lasting {
            frames: self.activations.iter().enumerate().map(frame).collect(),
            objects: self.objects.iter().enumerate().map(object).collect(),
        }
    }
}

/// Parts of a container that are kept at each end, and objects that are described, where not everything is wanted.
const ENDS: usize = 24;
const OBJECTS: usize = 100_000;

impl State {
    /// The frames with their names, and each object that they reach, once.
    pub fn moment(&self, extent: Extent) -> Moment {
        self.drawn(extent).moment
    }

    /// The same, with what keeps its places recognisable from one moment to the next.
    pub fn drawn(&self, extent: Extent) -> Drawing {
        self.opened(extent, &FxHashMap::default())
    }

    /// The same, with so many parts of these containers from the first on.
    pub fn opened(&self, extent: Extent, opened: &FxHashMap<ObjectId, usize>) -> Drawing {
        let (numbers, waiting, cells) = (FxHashMap::default(), Vec::new(), Vec::new());
        Taker { state: self, extent, opened, numbers, waiting, cells }.take()
    }
}

struct Taker<'a> {
    state: &'a State,
    extent: Extent,
    opened: &'a FxHashMap<ObjectId, usize>,
    numbers: FxHashMap<Word, u32>,
    waiting: Vec<Word>,
    /// For each binding of a variable that stands in a cell: its frame, its place there, and the cell.
    cells: Vec<(usize, usize, ObjectId)>,
}

impl Taker<'_> {
    fn take(mut self) -> Drawing {
        let mut frames = vec![self.module_frame()];
        let mut activations = vec![0];
        for frame in &self.state.frames {
            if frame.namespace.is_some() && frame.namespace == self.state.main {
                frames[0].line = Some(frame.line).filter(|line| *line > 0);
                frames[0].returned = None;
            } else {
                let drawn = self.frame(frame, frames.len());
                frames.push(drawn);
                activations.push(frame.activation);
            }
        }
        if let Some(last) = frames.last_mut() {
            last.active = true;
        }
        let objects = self.follow();
        for (frame, binding, cell) in &self.cells {
            frames[*frame].bindings[*binding].cell = self.numbers.get(&Word::of_object(*cell)).copied();
        }
        let left_out = self.waiting.len() - objects.len();
        let number = |id: &ObjectId| self.numbers.get(&Word::of_object(*id)).copied();
        let opened = self.opened.iter().filter_map(|(id, count)| Some((number(id)?, *count))).collect();
        let moment = Moment { frames, objects, left_out, opened, ..Moment::default() };
        Drawing { moment, objects: self.waiting, activations }
    }

    fn module_frame(&mut self) -> Drawn {
        let bindings = self.named(self.state.globals().into_iter());
        Drawn { name: "module".to_string(), bindings, ..Drawn::default() }
    }

    fn named(&mut self, names: impl Iterator<Item = (std::rc::Rc<str>, Word)>) -> Vec<Binding> {
        let shown = names.filter(|(name, _)| !is_dunder(name));
        shown.map(|(name, value)| Binding { name: name.to_string(), value: self.datum(value), cell: None }).collect()
    }

    fn frame(&mut self, frame: &Frame, place: usize) -> Drawn {
        let code = self.state.code(frame.code).clone();
        let line = Some(frame.line);
        if let Some(namespace) = frame.namespace {
            let module = code.flags.has(bytecode::Flags::MODULE);
            let names = self.state.namespace(namespace);
            let own = names.iter().find(|(name, _)| &**name == "__name__").and_then(|(_, w)| self.state.string(*w));
            let name = match own.filter(|_| module) {
                Some(name) => format!("module {name}"),
                None => format!("class {}", code.name),
            };
            return Drawn { name, line, bindings: self.named(names.into_iter()), ..Drawn::default() };
        }
        let mut bindings = Vec::new();
        for local in self.state.locals(frame) {
            if let Some(cell) = local.cell {
                self.cells.push((place, bindings.len(), cell));
            }
            bindings.push(Binding { name: local.name.to_string(), value: self.datum(local.value), cell: None });
        }
        let returned = frame.leaving.filter(|(how, _)| *how != trace::Leaving::Unwind);
        let returned = returned.map(|(_, value)| self.datum(value));
        let signature = format!("{}{}", code.name, crate::signature::parameters(&code));
        Drawn { name: code.name.to_string(), signature, line, bindings, returned, ..Drawn::default() }
    }

    // ---- objects --------------------------------------------------------------------------------

    fn datum(&mut self, word: Word) -> Datum {
        if word.is_unbound() {
            return Datum::Unbound;
        }
        if !self.extent.values_as_objects
            && let Some((type_name, text)) = self.state.plain(word)
        {
            return Datum::Plain { type_name, text };
        }
        let next = self.numbers.len() as u32 + 1;
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.waiting.push(word);
        }
        Datum::Ref(number)
    }

    fn follow(&mut self) -> Vec<Box> {
        let most = if self.extent.whole { usize::MAX } else { OBJECTS };
        let mut objects = Vec::new();
        while objects.len() < self.waiting.len().min(most) {
            let word = self.waiting[objects.len()];
            let mut drawn = match self.state.object_of(word) {
                Some(object) => self.object(object),
                None => self.immediate(word),
            };
            drawn.id = objects.len() as u32 + 1;
            objects.push(drawn);
        }
        objects
    }

    fn immediate(&self, word: Word) -> Box {
        let (type_name, text) = self.state.plain(word).unwrap_or(("object", "?".to_string()));
        Box {
            id: 0,
            type_name: type_name.to_string(),
            kind: Shown::Plain,
            mutable: false,
            paused: false,
            text,
            parts: Vec::new(),
            gap: None,
        }
    }

    fn object(&mut self, object: &Object) -> Box {
        let type_name = object.class.name.to_string();
        let (kind, mutable) = look(object);
        let mut drawn = Box {
            id: 0,
            text: type_name.clone(),
            type_name,
            kind,
            mutable,
            paused: false,
            parts: Vec::new(),
            gap: None,
        };
        match &object.content {
            Content::Value { .. } => {
                drawn.text = self.state.plain(Word::of_object(object.id)).map_or(String::new(), |(_, text)| text);
            }
            Content::List(items) => self.items(&mut drawn, object.id, items),
            Content::Tuple(items) if object.class.fields.len() == items.len() && !items.is_empty() => {
                for (name, item) in object.class.fields.iter().zip(items.iter()) {
                    let datum = self.datum(item);
                    drawn.parts.push((Part::Attribute(name.to_string()), datum));
                }
            }
            Content::Tuple(items) => self.items(&mut drawn, object.id, items),
            Content::Set(members) => {
                let (head, tail) = self.cut(&mut drawn, object.id, members.len());
                let shown = members.iter().take(head).chain(last(members.iter(), tail));
                drawn.parts = shown.map(|word| (Part::Member, self.datum(word))).collect();
            }
            Content::Dict(entries) => {
                let (head, tail) = self.cut(&mut drawn, object.id, entries.len());
                let shown = entries.iter().take(head).chain(last(entries.iter(), tail));
                for (key, value) in shown {
                    let key = self.datum(key);
                    let value = self.datum(value);
                    drawn.parts.push((Part::Key(key), value));
                }
            }
            Content::Cell(content) => {
                let content = self.datum(*content);
                drawn.parts.push((Part::Attribute("cell_contents".to_string()), content));
            }
            Content::Instance => {}
            Content::Generator { name, finished, .. } => self.generator(&mut drawn, object.id, *name, *finished),
            Content::Module { name, namespace } => {
                drawn.text = self.state.name(*name).to_string();
                let names = namespace.object().map_or(Vec::new(), |dict| self.state.namespace(dict));
                for (name, value) in names.into_iter().filter(|(name, _)| !is_dunder(name)) {
                    let value = self.datum(value);
                    drawn.parts.push((Part::Attribute(name.to_string()), value));
                }
            }
            Content::Other(other) => {
                (drawn.text, drawn.paused) = (other.text.to_string(), other.paused);
                for (label, word) in other.all_parts() {
                    let label = self.label(label.into());
                    let datum = self.datum(word);
                    drawn.parts.push((label, datum));
                }
            }
        }
        self.attributes(&mut drawn, object);
        drawn
    }

    fn items(&mut self, drawn: &mut Box, id: ObjectId, items: &Items) {
        let (head, tail) = self.cut(drawn, id, items.len());
        let kept = (0..head).chain(items.len() - tail..items.len());
        drawn.parts = kept.filter_map(|place| Some((Part::Index(place), self.datum(items.get(place)?)))).collect();
    }

    fn cut(&self, drawn: &mut Box, id: ObjectId, length: usize) -> (usize, usize) {
        let head = self.opened.get(&id).map_or(ENDS, |opened| (*opened).max(ENDS));
        if self.extent.whole || length <= head.saturating_add(ENDS) {
            return (length, 0);
        }
        drawn.gap = Some((head, length - head - ENDS));
        (head, ENDS)
    }

    fn generator(&mut self, drawn: &mut Box, id: ObjectId, name: NameId, finished: bool) {
        let name = self.state.name(name).clone();
        let Some(frame) = self.state.suspended.get(&id) else {
            drawn.text = format!("{name}, {}", if finished { "finished" } else { "running" });
            return;
        };
        drawn.paused = true;
        drawn.text = match frame.called {
            0 => format!("{name}, not started"),
            _ => format!("{name}, paused at line {}", frame.line),
        };
        let code = self.state.code(frame.code).clone();
        for local in self.state.locals(frame) {
            let free = code.free_names.contains(&local.name) && !code.local_names.contains(&local.name);
            let (label, value) = match local.cell.filter(|_| free) {
                Some(cell) => (Part::Closure(local.name.to_string()), Word::of_object(cell)),
                None => (Part::Local(local.name.to_string()), local.value),
            };
            let datum = self.datum(value);
            drawn.parts.push((label, datum));
        }
    }

    fn attributes(&mut self, drawn: &mut Box, object: &Object) {
        for &(name, word) in &object.attributes {
            let name = self.state.name(name).clone();
            if &*name == "__dict__"
                && let Some(dict) = word.object()
            {
                for (name, value) in self.state.namespace(dict) {
                    self.attribute(drawn, object, &name, value);
                }
            } else {
                self.attribute(drawn, object, &name, word);
            }
        }
    }

    fn attribute(&mut self, drawn: &mut Box, object: &Object, name: &str, value: Word) {
        let is_enum = object.class.is_enum;
        if is_enum && (name.starts_with("__") || name == "_sort_order_") {
            return;
        }
        let name = if is_enum { name.trim_matches('_') } else { name };
        let datum = self.datum(value);
        drawn.parts.push((Part::Attribute(name.to_string()), datum));
    }

    fn label(&mut self, label: Label) -> Part {
        let name = |id: NameId| self.state.name(id).to_string();
        match label {
            Label::Index(place) => Part::Index(place),
            Label::Member => Part::Member,
            Label::Key(key) | Label::KeyOf(key) => Part::Key(self.datum(key)),
            Label::Attribute(id) => Part::Attribute(name(id)),
            Label::Default(id) => Part::Default(name(id)),
            Label::Closure(id) => Part::Closure(name(id)),
            Label::Contents => Part::Attribute("cell_contents".to_string()),
            Label::Local(id) => Part::Local(name(id)),
            Label::Text(id) => Part::Text(name(id)),
        }
    }
}

/// What an object looks like, and whether it can change.
fn look(object: &Object) -> (Shown, bool) {
    match &object.content {
        Content::Value { .. } => (Shown::Plain, false),
        Content::List(_) => (Shown::List, true),
        Content::Tuple(_) => (Shown::Tuple, false),
        Content::Set(_) if object.class.is_frozen => (Shown::FrozenSet, false),
        Content::Set(_) => (Shown::Set, true),
        Content::Dict(_) => (Shown::Dict, true),
        Content::Cell(_) => (Shown::Cell, true),
        Content::Instance => (Shown::Instance, !object.class.is_enum),
        Content::Generator { .. } => (Shown::Generator, true),
        Content::Module { .. } => (Shown::Module, true),
        Content::Other(other) => (shown(other.kind), other.mutable),
    }
}

fn shown(kind: Kind) -> Shown {
    match kind {
        Kind::List => Shown::List,
        Kind::Tuple => Shown::Tuple,
        Kind::Dict => Shown::Dict,
        Kind::Set => Shown::Set,
        Kind::FrozenSet => Shown::FrozenSet,
        Kind::Instance => Shown::Instance,
        Kind::Class => Shown::Class,
        Kind::Function => Shown::Function,
        Kind::Method => Shown::Method,
        Kind::Module => Shown::Module,
        Kind::Generator => Shown::Generator,
        Kind::Iterator => Shown::Iterator,
        Kind::Exception => Shown::Exception,
        Kind::Cell => Shown::Cell,
        Kind::Plain => Shown::Plain,
        Kind::Other => Shown::Other,
    }
}

/// The last so many, in order.
fn last<T>(all: impl DoubleEndedIterator<Item = T>, count: usize) -> impl Iterator<Item = T> {
    let mut last: Vec<T> = all.rev().take(count).collect();
    last.reverse();
    last.into_iter()
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}
