//! Ways to objects: expressions that a person could type, the shortest first; globals before locals before elements.

use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::VecDeque;
use std::rc::Rc;

use bytecode::Code;
use trace::{Kind, ObjectId, Word};

use crate::object::{Content, Label, Object};
use crate::signature;
use crate::state::State;

/// Every object that names reach, each with its shortest path.
pub struct Paths<'a> {
    state: &'a State,
    frame: Option<usize>,
    paths: FxHashMap<ObjectId, String>,
    /// Objects in the order in which they were reached.
    order: Vec<ObjectId>,
    /// Names and what they are bound to.
    roots: Vec<(String, Word)>,
}

impl<'a> Paths<'a> {
    /// `frame`: the one whose names need not be told from others.
    pub fn new(state: &'a State, frame: Option<usize>) -> Paths<'a> {
        let mut paths = Paths { state, frame, paths: FxHashMap::default(), order: Vec::new(), roots: Vec::new() };
        paths.find_roots();
        let roots = paths.roots.clone();
        paths.follow(roots);
        paths
    }

    /// Only what is reached from one value, which has this path.
    pub fn from(state: &'a State, path: &str, word: Word) -> Paths<'a> {
        let mut paths = Paths { state, frame: None, paths: FxHashMap::default(), order: Vec::new(), roots: Vec::new() };
        paths.follow(vec![(path.to_string(), word)]);
        paths
    }

    pub fn path(&self, object: ObjectId) -> Option<&str> {
        self.paths.get(&object).map(String::as_str)
    }

    pub fn objects(&self) -> &[ObjectId] {
        &self.order
    }

    /// Each place that refers to the object directly, by its path.
    pub fn referrers(&self, object: ObjectId) -> Vec<String> {
        let word = Word::of_object(object);
        let mut found: Vec<String> =
            self.roots.iter().filter(|(_, other)| *other == word).map(|(name, _)| name.clone()).collect();
        for holder in self.order.iter().filter_map(|id| self.state.object(*id)) {
            let Some(base) = self.paths.get(&holder.id) else { continue };
            let looped = self.is_inside(holder.id, object);
            self.state.each_step(holder, |step, part| {
                if part == word {
                    let path = step.after(base);
                    found.push(if looped { format!("{path} (a loop)") } else { path });
                }
            });
        }
        let mut seen = FxHashSet::default();
        found.retain(|path| seen.insert(path.clone()));
        found
    }

    /// Is the holder reached through the object itself?
    fn is_inside(&self, holder: ObjectId, object: ObjectId) -> bool {
        match (self.paths.get(&holder), self.paths.get(&object)) {
            (Some(holder), Some(object)) => {
                let rest = holder.strip_prefix(object.as_str());
                rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['[', '.']))
            }
            _ => false,
        }
    }

    fn find_roots(&mut self) {
        let hidden = |name: &str| name.starts_with("__") && name.ends_with("__");
        for (name, word) in self.state.globals().into_iter().filter(|(name, _)| !hidden(name)) {
            self.roots.push((name.to_string(), word));
        }
        let frames = self.state.frames.iter().enumerate().filter(|(_, frame)| frame.namespace != self.state.main);
        for (place, frame) in frames {
            let own = self.frame == Some(place);
            let code = self.state.code(frame.code);
            let again = self.state.frames.iter().filter(|other| other.code == frame.code).count() > 1;
            for local in self.state.locals(frame) {
                let name = match (own, again) {
                    (true, _) => local.name.to_string(),
                    (_, false) => format!("{} in {}", local.name, code.name),
                    (_, true) => format!("{} in {} (step {})", local.name, code.name, frame.called),
                };
                self.roots.push((name, local.value));
            }
        }
    }

    fn follow(&mut self, roots: Vec<(String, Word)>) {
        let mut waiting: VecDeque<ObjectId> = VecDeque::new();
        for (path, word) in roots {
            self.reach(word, path, &mut waiting);
        }
        while let Some(id) = waiting.pop_front() {
            let Some(object) = self.state.object(id) else { continue };
            let base = self.paths.get(&id).cloned().unwrap_or_default();
            let mut steps = Vec::new();
            self.state.each_step(object, |step, word| {
                let is_new = word.object().is_some_and(|id| !self.paths.contains_key(&id));
                if is_new {
                    steps.push((step.after(&base), word));
                }
            });
            for (path, word) in steps {
                self.reach(word, path, &mut waiting);
            }
        }
    }

    fn reach(&mut self, word: Word, path: String, waiting: &mut VecDeque<ObjectId>) {
        let Some(object) = self.state.object_of(word).filter(|object| !object.is_value()) else { return };
        if self.paths.contains_key(&object.id) {
            return;
        }
        self.paths.insert(object.id, path);
        self.order.push(object.id);
        waiting.push_back(object.id);
    }
}

pub(crate) enum Step {
    Behind(String),
    Around(&'static str),
}

impl State {
    /// Each part of an object, as an expression goes on to it.
    pub(crate) fn each_step(&self, object: &Object, mut visit: impl FnMut(Step, Word)) {
        let state = self;
        if let Content::Generator { .. } = object.content
            && let Some(frame) = state.suspended.get(&object.id)
        {
            for local in state.locals(frame) {
                visit(Step::Behind(format!(".gi_frame.f_locals['{}']", local.name)), local.value);
            }
        }
        if let Content::Module { namespace, .. } = &object.content {
            let names = namespace.object().map_or(Vec::new(), |dict| state.namespace(dict));
            let shown = names.into_iter().filter(|(name, _)| !(name.starts_with("__") && name.ends_with("__")));
            return shown.for_each(|(name, word)| visit(Step::Behind(format!(".{name}")), word));
        }
        let fields = object.class.fields.as_slice();
        object.each_part(|label, word| {
            let step = match label {
                Label::Index(place) => match fields.get(place) {
                    Some(field) => format!(".{field}"),
                    None => format!("[{place}]"),
                },
                Label::Key(key) => format!("[{}]", state.describe(key, 60)),
                Label::KeyOf(_) => return visit(Step::Around("the keys of "), word),
                Label::Member => return visit(Step::Around("the members of "), word),
                Label::Attribute(name) if &**state.name(name) == "__dict__" => {
                    let dict = word.object().map_or(Vec::new(), |dict| state.namespace(dict));
                    return dict.into_iter().for_each(|(name, word)| visit(Step::Behind(format!(".{name}")), word));
                }
                Label::Attribute(name) => format!(".{}", state.name(name)),
                Label::Default(name) => match state.default_of(object, state.name(name)) {
                    Some(place) => format!(".__defaults__[{place}]"),
                    None => format!(".__kwdefaults__['{}']", state.name(name)),
                },
                Label::Closure(name) => format!(".__closure__[{}]", state.closure_of(object, state.name(name))),
                Label::Contents => ".cell_contents".to_string(),
                Label::Local(name) => format!(".gi_frame.f_locals['{}']", state.name(name)),
                Label::Text(name) => return visit(Step::Behind(format!(" ({})", state.name(name))), word),
            };
            visit(Step::Behind(step), word);
        });
    }
}

impl Step {
    fn after(&self, base: &str) -> String {
        match self {
            Step::Around(words) => format!("{words}{base}"),
            // `bag in f` goes on as `bag[0] in f`.
            Step::Behind(step) => match base.split_once(" in ").filter(|_| !base.contains(['[', '\''])) {
                Some((name, frame)) => format!("{name}{step} in {frame}"),
                None => match base.rsplit_once("] in ") {
                    Some((name, frame)) => format!("{name}]{step} in {frame}"),
                    None => format!("{base}{step}"),
                },
            },
        }
    }
}

impl State {
    /// The place of a parameter's default among those by position; None where it is keyword-only.
    fn default_of(&self, function: &Object, parameter: &str) -> Option<usize> {
        let Content::Other(other) = &function.content else { return None };
        signature::defaults_by_position(&other.text).into_iter().position(|(name, _)| name == parameter)
    }

    /// The place of a variable's cell in a function's `__closure__`, where `__class__` may stand, too.
    fn closure_of(&self, function: &Object, variable: &str) -> usize {
        let Content::Other(other) = &function.content else { return 0 };
        let is_closure = |label: &trace::Label| match label {
            trace::Label::Closure(id) => Some(self.name(*id).clone()),
            _ => None,
        };
        let cells: Vec<_> = other.parts.iter().filter_map(|(label, _)| is_closure(label)).collect();
        let name = other.text.split('(').next().unwrap_or_default();
        let is_its = |code: &&Rc<Code>| {
            let free = code.free_names.iter().filter(|name| &***name != "__class__");
            &*code.name == name && free.eq(cells.iter())
        };
        let codes = self.tables.codes.iter().map(|(code, _)| code);
        let place = |names: &[Rc<str>]| names.iter().position(|name| **name == *variable).unwrap_or(0);
        codes.into_iter().find(is_its).map_or_else(|| place(&cells), |code| place(&code.free_names))
    }

    /// Can its parts change, so that sharing it shows?
    pub fn can_change(&self, id: ObjectId) -> bool {
        let Some(object) = self.object(id) else { return false };
        match &object.content {
            Content::Value { .. } | Content::Tuple(_) | Content::Module { .. } => false,
            Content::Set(_) => !object.class.is_frozen,
            Content::Instance => !object.class.is_enum,
            Content::List(_) | Content::Dict(_) | Content::Cell(_) | Content::Generator { .. } => true,
            Content::Other(other) => {
                other.mutable && !matches!(other.kind, Kind::Class | Kind::Function | Kind::Module)
            }
        }
    }
}
