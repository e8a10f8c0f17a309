//! What a program's names and objects are at a moment. How each event of the tape changes that is in `apply.rs`.

use std::cell::RefCell;
use std::rc::Rc;

use bytecode::Code;
use rustc_hash::{FxHashMap, FxHashSet};
use trace::{CodeId, Event, Leaving, NameId, ObjectId, Tables, Word};

use crate::object::{Content, Object, Text};
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
    pub(crate) objects: Objects,
    /// The dicts that are the globals of some code.
    pub(crate) namespaces: Rc<FxHashSet<ObjectId>>,
    pub(crate) sites: Rc<Sites>,
    /// The objects that somebody looks at, where that is asked.
    looked: RefCell<Option<Vec<ObjectId>>>,
    /// A frame was left, or an exception passed it: that ends with the next event.
    pub(crate) unsettled: bool,
    pub(crate) activations: u64,
    pub(crate) numbered: u64,
    /// How objects that are still to be written down were mentioned.
    pub(crate) mentioned: FxHashMap<ObjectId, Mention>,
    /// What variables are still to get that exchange what they hold, the next one's last.
    pub(crate) exchanged: Vec<Word>,
}

/// By body of code and site, the key under which the global that it names stood last: a place to look first.
#[derive(Default)]
pub(crate) struct Sites(RefCell<Vec<Vec<Word>>>);

impl Sites {
    #[inline]
    pub fn get(&self, code: CodeId, site: u32) -> Option<Word> {
        self.0.borrow().get(code.0 as usize)?.get(site as usize).copied().filter(|key| !key.is_unbound())
    }

    pub fn set(&self, code: CodeId, site: u32, key: Word) {
        let mut codes = self.0.borrow_mut();
        // A damaged recording names sites that no code has.
        let (code, site) = (code.0 as usize, site as usize);
        if codes.len() <= code {
            codes.resize(code + 1, Vec::new());
        }
        if codes[code].len() <= site && site < MOST_SITES {
            codes[code].resize(site + 1, Word::UNBOUND);
        }
        if let Some(place) = codes[code].get_mut(site) {
            *place = key;
        }
    }
}

const MOST_SITES: usize = 1 << 16;

/// How an object is reached that the tape is about to write down.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mention {
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
    /// The step in which the line began at which it is, or the call where it has come no further.
    pub began: u64,
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
            sites: Rc::default(),
            looked: RefCell::default(),
            unsettled: false,
            step: 0,
            frames: Vec::new(),
            suspended: FxHashMap::default(),
            main: None,
            written: 0,
            objects: Objects::default(),
            activations: 0,
            numbered: 0,
            mentioned: FxHashMap::default(),
            exchanged: Vec::new(),
        }
    }

    // ---- looking --------------------------------------------------------------------------------

    pub fn object(&self, object: ObjectId) -> Option<&Object> {
        if let Some(looked) = &mut *self.looked.borrow_mut() {
            looked.push(object);
        }
        self.objects.get(object)
    }

    /// Does something with the state: what came out, and the objects that were looked at.
    pub(crate) fn watched<R>(&self, act: impl FnOnce(&State) -> R) -> (R, Vec<ObjectId>) {
        self.looked.replace(Some(Vec::new()));
        let found = act(self);
        (found, self.looked.take().unwrap_or_default())
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

    /// Is it a dict that nobody sees but as the names of a module?
    pub(crate) fn is_namespace(&self, object: ObjectId) -> bool {
        self.namespaces.contains(&object)
    }

    /// The text of a string that is not cut.
    pub fn string(&self, word: Word) -> Option<Rc<str>> {
        self.text_of(word).map(Text::shared)
    }

    fn text_of(&self, word: Word) -> Option<&Text> {
        let object = self.object_of(word)?;
        match &object.content {
            Content::Value { text, length } if &*object.class.name == "str" && is_whole(text, *length) => Some(text),
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
        self.entry_named(namespace, name).map(|(_, value)| value)
    }

    fn entry_named(&self, namespace: ObjectId, name: &str) -> Option<(Word, Word)> {
        let Content::Dict(entries) = &self.object(namespace)?.content else { return None };
        entries.iter().find(|(key, _)| self.text_of(*key).is_some_and(|text| **text == *name))
    }

    /// The entry of a namespace that a site of a body of code names: its key and value.
    pub(crate) fn global(&self, code: CodeId, site: u32) -> Option<(Word, Word)> {
        let globals = self.globals_of(code)?;
        let Content::Dict(entries) = &self.object(globals)?.content else { return None };
        if let Some(key) = self.sites.get(code, site)
            && let Some(value) = entries.get(key)
        {
            return Some((key, value));
        }
        let found = self.entry_named(globals, &site_name(self.code(code), site)?)?;
        self.sites.set(code, site, found.0);
        Some(found)
    }

    pub(crate) fn change_object(&mut self, object: ObjectId) -> Option<&mut Object> {
        self.objects.get_mut(object)
    }
}

impl Frame {
    /// The cell in which the variable of a register stands.
    pub fn cell(&self, register: u32) -> Option<ObjectId> {
        self.cells.iter().find(|(other, _)| *other == register).map(|(_, cell)| *cell)
    }
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
