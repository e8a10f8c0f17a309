//! The place that an expression names, a variable or a part of an object; and the event that put there what it has.

use std::ops::Range;
use std::rc::Rc;

use ruff_python_ast::Expr;
use ruff_text_size::Ranged;
use trace::{Change, CodeId, Name, ObjectId, Small, Word};

use crate::event::{Event, Fact, Operation, Scope};
use crate::expression::{Datum, Expression, Fault, evaluate};
use crate::items::Items;
use crate::object::{Content, Object};
use crate::operate;
use crate::replay::{Glimpse, Replay};
use crate::state::{State, site_name};
use crate::timeline::{Asked, Timeline};
use crate::touched::Mark;

/// A place that holds a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    Variable {
        name: Rc<str>,
        scope: Scope,
        /// The activation whose local it is.
        activation: u64,
    },
    Part {
        holder: ObjectId,
        key: Key,
    },
}

/// How a value came to its place.
#[derive(Clone, Debug)]
pub(crate) enum Put {
    /// By an event.
    By(u64),
    /// It has been there from the start: as this part of its holder.
    Born(Option<Key>),
}

/// Which part of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Key {
    Index(usize),
    /// The key as it stands in the dict.
    Word(Word),
    Attribute(Rc<str>),
}

impl Place {
    /// The place that an expression names at a moment.
    pub(crate) fn of(expression: &Expression, asked: &Asked) -> Result<Place, Fault> {
        let (state, text) = (&asked.state, &expression.text);
        let part = |tree: &Expr| evaluate(tree, text, state, asked.frame);
        match &expression.tree {
            Expr::Name(name) => state.variable(&name.id, asked.frame).ok_or_else(|| Fault::NoName(name.id.to_string())),
            Expr::Subscript(node) => {
                let Datum::Object(holder) = part(&node.value)? else { return Err(not_a_place(text)) };
                let key = part(&node.slice)?;
                let key = state.key(holder, &key).ok_or_else(|| not_a_place(text))?;
                Ok(Place::Part { holder, key })
            }
            Expr::Attribute(node) => {
                let Datum::Object(holder) = part(&node.value)? else { return Err(not_a_place(text)) };
                let own = state.object(holder).is_some_and(|object| state.attribute(object, &node.attr).is_some());
                let class = state.object(holder).and_then(|object| state.class_with(object, &node.attr));
                let holder = class.filter(|_| !own).unwrap_or(holder);
                Ok(Place::Part { holder, key: Key::Attribute((&*node.attr).into()) })
            }
            _ => Err(not_a_place(text)),
        }
    }
}

/// The text of what an item or attribute is taken from.
pub(crate) fn base_of(expression: &Expression) -> &str {
    let base = match &expression.tree {
        Expr::Subscript(node) => &node.value,
        Expr::Attribute(node) => &node.value,
        _ => return &expression.text,
    };
    expression.text.get(base.range().to_std_range()).unwrap_or_default()
}

fn not_a_place(text: &str) -> Fault {
    Fault::NotUnderstood(format!(
        "this asks for a name, an item or an attribute; `{text}` is computed from such: ask for those"
    ))
}

impl State {
    /// The variable that a name means in a frame, or in the module.
    fn variable(&self, name: &str, frame: Option<usize>) -> Option<Place> {
        let (name, found) = (Rc::<str>::from(name), |scope, activation| Some((scope, activation)));
        let named = |namespace: ObjectId| self.named(namespace, &name).filter(|word| !word.is_unbound());
        let mut place = None;
        if let Some(frame) = frame.and_then(|place| self.frames.get(place)) {
            if let Some(local) = self.locals(frame).into_iter().find(|local| local.name == name) {
                let scope = match (frame.namespace, local.cell) {
                    (Some(namespace), _) => Scope::Namespace(namespace),
                    (None, Some(cell)) => Scope::Cell(cell),
                    (None, None) => Scope::Local,
                };
                place = found(scope, frame.activation);
            } else if let Some(globals) = self.globals_of(frame.code).filter(|globals| named(*globals).is_some()) {
                place = found(Scope::Namespace(globals), 0);
            }
        }
        let main = || self.main.filter(|main| named(*main).is_some()).map(|main| (Scope::Namespace(main), 0));
        let (scope, activation) = place.or_else(main)?;
        Some(Place::Variable { name, scope, activation })
    }

    fn key(&self, holder: ObjectId, key: &Datum) -> Option<Key> {
        match &self.object(holder)?.content {
            Content::Dict(entries) => {
                let is_it = |own: &Word| operate::is_key(self, &self.datum(*own), key);
                entries.iter().map(|(own, _)| own).find(is_it).map(Key::Word)
            }
            _ => {
                let length = operate::length(self, &Datum::Object(holder))? as i64;
                let index = match key {
                    Datum::Int(n) => *n,
                    Datum::Bool(b) => *b as i64,
                    _ => return None,
                };
                usize::try_from(if index < 0 { index + length } else { index }).ok().map(Key::Index)
            }
        }
    }

    /// `[0]`, `['key']`, `.name`
    pub(crate) fn key_text(&self, key: &Key) -> String {
        match key {
            Key::Index(place) => format!("[{place}]"),
            Key::Word(word) => format!("[{}]", self.describe(*word, 60)),
            Key::Attribute(name) => format!(".{name}"),
        }
    }

    /// What a part holds now.
    fn part(&self, object: &Object, key: &Key) -> Option<Word> {
        match (key, &object.content) {
            (Key::Index(place), Content::List(items) | Content::Tuple(items)) => items.get(*place),
            (Key::Word(word), Content::Dict(entries)) => entries.get(*word),
            (Key::Index(place), Content::Other(other)) => other.items.get(*place),
            (Key::Attribute(name), _) => self.attribute(object, name),
            _ => None,
        }
    }
}

impl Timeline {
    /// The last event that put something at a place before a moment; None where it has been there from the start.
    pub(crate) fn last_put(&self, place: &Place, asked: &Asked) -> Option<u64> {
        match self.put(place, asked) {
            Put::By(event) => Some(event),
            Put::Born(_) => None,
        }
    }

    /// How what is at a place came there.
    pub(crate) fn put(&self, place: &Place, asked: &Asked) -> Put {
        let is_it = |(own, events, _): &&(Place, u64, Put)| own == place && *events == asked.events;
        if let Some((_, _, put)) = self.puts.borrow().iter().find(is_it) {
            return put.clone();
        }
        let put = self.find_put(place, asked);
        self.puts.borrow_mut().push((place.clone(), asked.events, put.clone()));
        put
    }

    fn find_put(&self, place: &Place, asked: &Asked) -> Put {
        let by = |event: Option<u64>, key: &Key| event.map_or_else(|| Put::Born(Some(key.clone())), Put::By);
        match place {
            Place::Variable { name, scope, activation } => {
                let concerns = Binder::of(name, *scope, *activation, self, asked);
                let wanted = |glimpse: Glimpse, state: &State| concerns.wants(glimpse, state);
                let is_it = |event: &Event| binds(event, name, *scope, *activation);
                let marks = concerns.marks(asked);
                let last = self.last_where(concerns.since, asked.events, marks.as_deref(), wanted, is_it);
                last.map_or(Put::Born(None), Put::By)
            }
            Place::Part { holder, key: key @ Key::Index(index) } => {
                let puts = self.items_put(*holder, asked);
                puts.get(*index).cloned().unwrap_or_else(|| by(self.part_put(*holder, key, asked), key))
            }
            Place::Part { holder, key } => by(self.part_put(*holder, key, asked), key),
        }
    }

    /// The last event before another that is wanted, by a glimpse of it and then by a closer look: looked for backwards,
    /// from one state that is kept to the one before.
    fn last_where(
        &self,
        since: u64,
        end: u64,
        marks: Option<&[Mark]>,
        mut wanted: impl FnMut(Glimpse, &State) -> bool,
        is_it: impl Fn(&Event) -> bool,
    ) -> Option<u64> {
        let first = self.replay_before(since).events;
        for stretch in self.stretches(first, end).into_iter().rev() {
            if marks.is_some_and(|marks| !self.touches(&stretch, marks)) {
                continue;
            }
            let mut replay = self.way_through(&stretch, None);
            let mut last = None;
            while let Some(event) = replay.next_before(stretch.end, &mut wanted) {
                if is_it(&event) {
                    last = Some(event.number);
                }
            }
            if last.is_some() {
                return last;
            }
        }
        None
    }

    /// How each item of a list came there.
    fn items_put(&self, holder: ObjectId, asked: &Asked) -> Vec<Put> {
        fn items_of(state: &State, holder: ObjectId) -> Option<&Items> {
            match state.object(holder).map(|object| &object.content) {
                Some(Content::List(items) | Content::Tuple(items)) => Some(items),
                _ => None,
            }
        }
        let mut puts: Vec<Put> = Vec::new();
        let mut way = Some(self.replay_before(asked.state.object(holder).map_or(0, |object| object.born)));
        let first = way.as_ref().map_or(0, |replay| replay.events);
        let is_touched =
            |stretch: &Range<u64>| stretch.start == first || self.touches(stretch, &[Mark::object(holder)]);
        for stretch in self.stretches(first, asked.events).into_iter().filter(is_touched) {
            let mut replay = self.way_through(&stretch, way.take());
            loop {
                let mut before: Vec<Word> = Vec::new();
                let mut length = 0;
                let wanted = |glimpse: Glimpse, state: &State| match glimpse {
                    Glimpse::Other(trace::Event::Birth { object, .. }) => *object == holder,
                    Glimpse::Other(trace::Event::Change { object, change, .. }) if *object == holder => {
                        let items = items_of(state, holder);
                        length = items.map_or(0, Items::len);
                        // What moves all items is told by what they were before.
                        if !matches!(
                            change,
                            Change::Push(_)
                                | Change::Set(..)
                                | Change::Insert(..)
                                | Change::Remove(_)
                                | Change::Splice { .. }
                        ) {
                            before = items.map_or(Vec::new(), |items| items.iter().collect());
                        }
                        true
                    }
                    _ => false,
                };
                let Some(event) = replay.next_before(stretch.end, wanted) else { break };
                let by = Put::By(event.number);
                let after = items_of(&replay.state, holder);
                let count = after.map_or(0, Items::len);
                let mutate = match &event.fact {
                    Fact::Birth(_) => {
                        puts = (0..count).map(|place| Put::Born(Some(Key::Index(place)))).collect();
                        continue;
                    }
                    Fact::Mutate(mutate) => mutate,
                    _ => continue,
                };
                let at = match mutate.part {
                    Some(crate::Label::Index(place)) => place.min(puts.len()),
                    _ => 0,
                };
                match mutate.operation {
                    Operation::Append => puts.push(by.clone()),
                    Operation::SetItem if at < puts.len() => puts[at] = by.clone(),
                    Operation::Insert => puts.insert(at, by.clone()),
                    Operation::Remove if at < puts.len() => drop(puts.remove(at)),
                    Operation::Splice => {
                        let removed = (length + mutate.items.len()).saturating_sub(count);
                        let end = (at + removed).min(puts.len());
                        puts.splice(at..end, mutate.items.iter().map(|_| by.clone()));
                    }
                    _ => {
                        let now = after.map_or(Vec::new(), |items| items.iter().collect());
                        let stays = |place: usize| before.get(place) == now.get(place);
                        let put = |n: usize| puts.get(n).filter(|_| stays(n)).unwrap_or(&by).clone();
                        puts = (0..count).map(put).collect();
                    }
                }
                puts.resize(count, by);
            }
            way = Some(replay);
        }
        puts
    }

    /// The last event that gave a key or an attribute what it has.
    fn part_put(&self, holder: ObjectId, key: &Key, asked: &Asked) -> Option<u64> {
        let mut way = Some(self.replay_before(asked.state.object(holder).map_or(0, |object| object.born)));
        let (mut last, mut held) = (None, None);
        let first = way.as_ref().map_or(0, |replay| replay.events);
        let mut dict = None;
        let wanted = |glimpse: Glimpse, state: &State| match glimpse {
            Glimpse::Other(trace::Event::Birth { object, .. }) => *object == holder,
            Glimpse::Other(trace::Event::Change { object, .. }) => {
                let dict = || state.object(holder).and_then(|holder| own_dict(holder, state));
                *object == holder || dict() == Some(*object)
            }
            Glimpse::Other(trace::Event::Bind { name: Name::Global(_), .. } | trace::Event::Unbind { .. }) => {
                state.is_namespace(holder)
            }
            _ => false,
        };
        for stretch in self.stretches(first, asked.events) {
            // Its dict comes with a change of itself.
            let marks: Vec<Mark> = dict.into_iter().chain([holder]).map(Mark::object).collect();
            let is_first = stretch.start == first;
            if !is_first && !asked.state.is_namespace(holder) && !self.touches(&stretch, &marks) {
                continue;
            }
            let mut replay = self.way_through(&stretch, way.take());
            while let Some(event) = replay.next_before(stretch.end, wanted) {
                dict = replay.state.object(holder).and_then(|holder| own_dict(holder, &replay.state));
                let Some(object) = replay.state.object(holder) else { continue };
                let concerns = match &event.fact {
                    Fact::Birth(born) => *born == holder,
                    Fact::Mutate(mutate) => {
                        mutate.object == holder || own_dict(object, &replay.state) == Some(mutate.object)
                    }
                    Fact::Bind { name, .. } | Fact::Unbind { name, .. } => name.scope == Scope::Namespace(holder),
                    _ => false,
                };
                if !concerns {
                    continue;
                }
                let now = replay.state.part(object, key);
                let (born, set) = match &event.fact {
                    Fact::Birth(_) => (true, false),
                    Fact::Mutate(mutate) => (false, sets(mutate.part.as_ref(), key, &replay.state)),
                    _ => (false, false),
                };
                if born {
                    last = None;
                } else if set || now != held {
                    last = Some(event.number);
                }
                held = now;
            }
            way = Some(replay);
        }
        last
    }

    /// Goes to just after an event: the event, and the way on from there.
    pub(crate) fn replay_to(&self, number: u64) -> Option<(Event, Replay<'_>)> {
        let mut replay = self.replay_before_event(number);
        replay.skip_to(number);
        let event = replay.next()?;
        Some((event, replay))
    }
}

/// What may bind a variable, by a glimpse.
struct Binder<'a> {
    name: &'a str,
    scope: Scope,
    activation: u64,
    /// The code and the register of a local.
    local: Option<(CodeId, u32)>,
    /// Nothing binds it before this step.
    since: u64,
}

impl<'a> Binder<'a> {
    fn of(name: &'a str, scope: Scope, activation: u64, timeline: &Timeline, asked: &Asked) -> Binder<'a> {
        let frame = asked.state.frames.iter().find(|frame| frame.activation == activation);
        let names = |code: CodeId| &timeline.tables().codes[code.0 as usize].0.local_names;
        let local = frame.and_then(|frame| {
            let register = names(frame.code).iter().position(|own| **own == *name)?;
            Some((frame.code, register as u32))
        });
        let since = match scope {
            // A generator's frame is older than its first call.
            Scope::Local => frame.filter(|frame| frame.generator.is_none()).map_or(0, |frame| frame.called),
            Scope::Cell(cell) => asked.state.object(cell).map_or(0, |cell| cell.born),
            Scope::Namespace(_) => 0,
        };
        Binder { name, scope, activation, local, since }
    }

    /// What is touched when it is bound; None for locals, of whose bindings nothing is kept.
    fn marks(&self, asked: &Asked) -> Option<Vec<Mark>> {
        match self.scope {
            Scope::Local => None,
            Scope::Cell(cell) => Some(vec![Mark::object(cell)]).filter(|_| self.local.is_none()),
            Scope::Namespace(dict) => {
                let mut marks = Mark::sites(&asked.state.tables, |name| name == self.name);
                marks.push(Mark::object(dict));
                Some(marks)
            }
        }
    }

    fn wants(&self, glimpse: Glimpse, state: &State) -> bool {
        let Some(frame) = state.frames.last() else { return matches!(glimpse, Glimpse::Other(_)) };
        let is_local = |register: u32| match self.scope {
            Scope::Local => {
                frame.activation == self.activation
                    && self.local.is_none_or(|(code, own)| code != frame.code || own == register)
            }
            Scope::Cell(cell) => frame.cell(register) == Some(cell),
            Scope::Namespace(_) => false,
        };
        match glimpse {
            Glimpse::Small(Small::Bind(register, _)) => is_local(register),
            Glimpse::Small(_) => false,
            Glimpse::Other(event) => match event {
                trace::Event::Bind { name: Name::Local(register), .. } => is_local(*register),
                trace::Event::Bind { name: Name::Global(site), .. } => {
                    let is_it = || site_name(state.code(frame.code), *site).is_some_and(|name| *name == *self.name);
                    matches!(self.scope, Scope::Namespace(dict) if state.globals_of(frame.code) == Some(dict))
                        && is_it()
                }
                trace::Event::Call { arguments, code, .. } => {
                    let in_frame = !matches!(self.scope, Scope::Namespace(_)) && !arguments.is_empty();
                    in_frame && self.local.is_none_or(|(own, _)| own == *code)
                }
                trace::Event::Birth { object, .. } => self.scope == Scope::Cell(*object),
                trace::Event::Change { object, .. } => {
                    self.scope == Scope::Cell(*object) || self.scope == Scope::Namespace(*object)
                }
                _ => false,
            },
        }
    }
}

/// Does an event bind this variable?
fn binds(event: &Event, wanted: &str, scope: Scope, activation: u64) -> bool {
    let here = event.place.map(|spot| spot.activation) == Some(activation);
    match &event.fact {
        Fact::Bind { name, .. } => match scope {
            Scope::Local => name.scope == Scope::Local && here && &*name.name == wanted,
            Scope::Cell(_) => name.scope == scope,
            Scope::Namespace(_) => name.scope == scope && &*name.name == wanted,
        },
        Fact::Call { arguments, resumed: false } => {
            here && !matches!(scope, Scope::Namespace(_)) && arguments.iter().any(|(name, _)| &**name == wanted)
        }
        // The cell of a parameter is made when its function begins.
        Fact::Birth(born) => scope == Scope::Cell(*born),
        _ => false,
    }
}

fn sets(part: Option<&crate::Label>, key: &Key, state: &State) -> bool {
    match (part, key) {
        (Some(crate::Label::Key(own)), Key::Word(word)) => own == word,
        (Some(crate::Label::Attribute(own)), Key::Attribute(name)) => state.name(*own) == name,
        (Some(crate::Label::Key(own)), Key::Attribute(name)) => state.string(*own).as_ref() == Some(name),
        _ => false,
    }
}

/// The dict that an object's attributes are in, once somebody asked for it.
pub(crate) fn own_dict(object: &Object, state: &State) -> Option<ObjectId> {
    let found = object.attributes.iter().find(|(name, _)| &**state.name(*name) == "__dict__");
    found.and_then(|(_, word)| word.object())
}
