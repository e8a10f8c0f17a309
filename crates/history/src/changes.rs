//! The changes of an object, and those inside it: one row for all that one operation of the program did.

use rustc_hash::FxHashSet;
use trace::{ObjectId, Word};

use crate::answer::Cell;
use crate::event::{Event, Fact, Mutate, Operation};
use crate::object::{Content, Label};
use crate::path::Paths;
use crate::place::own_dict;
use crate::replay::Glimpse;
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};
use crate::touched::Mark;

/// Characters of a value that is shown.
const ROOM: usize = 40;
/// Changes inside that are looked for: each is searched for its path.
const MOST_INSIDE: usize = 10_000;
/// Objects that are looked for stretch by stretch; of more, each stretch has one.
const MOST_MARKS: usize = 1000;
pub const CHANGES: &[&str] = &["line", "in", "statement", "through", "change"];

/// Changes of the object itself, and of what it reached then.
#[derive(Default)]
pub struct Changes {
    pub own: Vec<Vec<Cell>>,
    pub inside: Vec<Vec<Cell>>,
}

/// The operation that did the last change: more of what it does goes into the same row.
struct Open {
    object: ObjectId,
    activation: u64,
    at: Option<u32>,
    before: String,
}

impl Timeline {
    /// The changes of an object until a moment; `text` is how it is called.
    pub(crate) fn changes_of(&self, id: ObjectId, text: &str, asked: &Asked) -> Changes {
        let mut watch = Watch {
            id,
            text,
            sources: Sources::new(asked.state.tables.clone()),
            reached: None,
            before: String::new(),
            attributes: Vec::new(),
            being_written: false,
            dict: None,
            open: None,
            changes: Changes::default(),
        };
        let mut way = Some(self.replay_before(asked.state.object(id).map_or(0, |object| object.born)));
        let first = way.as_ref().map_or(0, |replay| replay.events);
        for stretch in self.stretches(first, asked.events) {
            if watch.marks().is_some_and(|marks| !self.touches(&stretch, &marks)) {
                continue;
            }
            let mut replay = self.way_through(&stretch, way.take());
            while let Some(event) = replay.next_before(stretch.end, |glimpse, state| watch.wants(glimpse, state)) {
                if replay.state.object(id).is_some() {
                    watch.see(&event, &replay.state);
                }
            }
            way = Some(replay);
        }
        watch.changes
    }
}

struct Watch<'a> {
    id: ObjectId,
    text: &'a str,
    sources: Sources,
    /// What it has ever reached; what it reaches now is asked only where that matters.
    reached: Option<FxHashSet<ObjectId>>,
    /// How it looked before the event.
    before: String,
    attributes: Vec<(std::rc::Rc<str>, Word)>,
    /// Parts are written down behind what holds them: the object is whole when something else comes.
    being_written: bool,
    /// The dict that its attributes are in, once somebody asked for it.
    dict: Option<ObjectId>,
    open: Option<Open>,
    changes: Changes,
}

impl Watch<'_> {
    /// What is touched when it changes, or what it reaches; None where every event matters now.
    fn marks(&self) -> Option<Vec<Mark>> {
        let reached = self.reached.as_ref().filter(|reached| reached.len() <= MOST_MARKS)?;
        let all = reached.iter().copied().chain([self.id]).chain(self.dict);
        (!self.being_written && self.open.is_none()).then(|| all.map(Mark::object).collect())
    }

    /// May an event that comes next have to do with the object?
    fn wants(&self, glimpse: Glimpse, state: &State) -> bool {
        match glimpse {
            Glimpse::Other(trace::Event::Birth { object, .. }) => self.being_written || *object == self.id,
            Glimpse::Other(trace::Event::Change { object, .. }) => {
                let reached = self.reached.as_ref();
                let is_own = || state.object(self.id).and_then(|own| own_dict(own, state)) == Some(*object);
                *object == self.id || reached.is_none_or(|reached| reached.contains(object)) || is_own()
            }
            _ => {
                let here = state.frames.last().map(|frame| frame.activation);
                self.being_written || self.open.as_ref().is_some_and(|open| Some(open.activation) == here)
            }
        }
    }

    fn see(&mut self, event: &Event, state: &State) {
        match &event.fact {
            Fact::Mutate(mutate) if mutate.operation != Operation::Advance => {
                self.being_written = false;
                self.mutation(event, mutate, state);
            }
            Fact::Birth(born) if *born == self.id || self.being_written => {
                self.being_written = true;
                self.remember(state);
            }
            Fact::Birth(_) | Fact::Death(_) | Fact::Note => {}
            _ => {
                self.being_written = false;
                let here = event.place.map(|spot| spot.activation);
                self.open.take_if(|open| Some(open.activation) == here);
            }
        }
    }

    fn mutation(&mut self, event: &Event, mutate: &Mutate, state: &State) {
        let id = self.id;
        let reached = self.reached.get_or_insert_with(|| reach(state, Word::of_object(id)).collect());
        let dict = state.object(id).and_then(|object| own_dict(object, state));
        let own = mutate.object == id || dict == Some(mutate.object);
        if !own && !reached.contains(&mutate.object) {
            return;
        }
        reached.extend(mutate.new.iter().chain(&mutate.items).flat_map(|word| reach(state, *word)));
        let goes_on = self.open.take_if(|open| {
            let place = event.place.map(|spot| (spot.activation, spot.at));
            open.object != mutate.object || place != Some((open.activation, open.at))
        });
        drop(goes_on);
        if own {
            self.own_change(event, mutate, state);
        } else if self.changes.inside.len() < MOST_INSIDE {
            self.change_inside(event, mutate, state);
        }
        self.remember(state);
    }

    fn own_change(&mut self, event: &Event, mutate: &Mutate, state: &State) {
        if let (Some(open), Some(row)) = (&self.open, self.changes.own.last_mut()) {
            let after = state.looks(self.id, ROOM).unwrap_or_default();
            row[CHANGES.len() - 1] = Cell::Text(format!("{} → {after}", open.before));
            return;
        }
        let change = match (mutate.operation, state.object(self.id).map(|object| &object.content)) {
            (Operation::Other(_) | Operation::SetAttribute, Some(Content::Instance)) => self.of_attributes(state),
            (Operation::SetKey | Operation::DeleteKey, Some(Content::Instance)) => self.of_attributes(state),
            _ => difference(mutate, state, &self.before, ""),
        };
        if change.is_empty() {
            return;
        }
        self.changes.own.push(row(event, self.id, state, &self.sources, change));
        self.open(event, mutate.object, self.before.clone());
    }

    fn change_inside(&mut self, event: &Event, mutate: &Mutate, state: &State) {
        let paths = Paths::from(state, self.text, Word::of_object(self.id));
        let Some(path) = paths.path(mutate.object) else { return };
        if let (Some(_), Some(row)) = (&self.open, self.changes.inside.last_mut()) {
            let after = state.looks(mutate.object, ROOM).unwrap_or_default();
            row[CHANGES.len() - 1] = Cell::Text(format!("{path} → {after}"));
            return;
        }
        let change = difference(mutate, state, "", path);
        self.changes.inside.push(row(event, mutate.object, state, &self.sources, change));
        self.open(event, mutate.object, String::new());
    }

    fn open(&mut self, event: &Event, object: ObjectId, before: String) {
        self.open = event.place.map(|spot| Open { object, activation: spot.activation, at: spot.at, before });
    }

    fn remember(&mut self, state: &State) {
        self.before = state.looks(self.id, ROOM).unwrap_or_default();
        self.attributes = state.attributes(self.id);
        self.dict = state.object(self.id).and_then(|own| own_dict(own, state));
    }

    /// The attributes that are others than before: `.owner: 'eve' → 'zoe'`.
    fn of_attributes(&self, state: &State) -> String {
        let now = state.attributes(self.id);
        let of =
            |all: &[(std::rc::Rc<str>, Word)], name: &str| all.iter().find(|(own, _)| **own == *name).map(|(_, w)| *w);
        let mut told = Vec::new();
        for (name, word) in &now {
            match of(&self.attributes, name) {
                None => told.push(format!(".{name} = {}", state.describe(*word, ROOM))),
                Some(old) if old != *word => {
                    told.push(format!(".{name}: {} → {}", state.describe(old, ROOM), state.describe(*word, ROOM)));
                }
                Some(_) => {}
            }
        }
        let gone = self.attributes.iter().filter(|(name, _)| of(&now, name).is_none());
        told.extend(gone.map(|(name, word)| format!(".{name}: {} taken away", state.describe(*word, ROOM))));
        told.join(", ")
    }
}

fn reach(state: &State, word: Word) -> impl Iterator<Item = ObjectId> {
    Paths::from(state, "", word).objects().to_vec().into_iter()
}

/// A row of the table of changes.
fn row(event: &Event, object: ObjectId, state: &State, sources: &Sources, change: String) -> Vec<Cell> {
    let seen = sources.visible(event, state);
    let through = sources.through(&seen, state, object);
    vec![
        Cell::Line(seen.place.map(|spot| spot.line)),
        Cell::Text(crate::who::function(&seen, state)),
        Cell::Text(sources.statement(&seen, state)),
        Cell::Text(through.map_or(String::new(), |through| format!("through {through}"))),
        Cell::Text(change),
    ]
}

/// `[0]: 'fig' → 'FIG'`, or the whole before and after.
fn difference(mutate: &Mutate, state: &State, before: &str, path: &str) -> String {
    let part = match &mutate.part {
        Some(Label::Index(place)) => format!("[{place}]"),
        Some(Label::Key(key)) => format!("[{}]", state.describe(*key, ROOM)),
        Some(Label::Attribute(name)) => format!(".{}", state.name(*name)),
        _ => String::new(),
    };
    let show = |word: Word| state.describe(word, ROOM);
    match (mutate.old, mutate.new) {
        (Some(old), Some(new)) if old == new && state.object_of(new).is_some_and(|object| !object.is_value()) => {
            format!("{path}{part} = {} again", state.short(new))
        }
        (Some(old), Some(new)) => format!("{path}{part}: {} → {}", show(old), show(new)),
        (None, Some(new)) if matches!(mutate.part, Some(Label::Key(_) | Label::Attribute(_))) => {
            format!("{path}{part} = {}", show(new))
        }
        (Some(old), None) if matches!(mutate.part, Some(Label::Key(_) | Label::Attribute(_))) => {
            format!("{path}{part}: {} taken away", show(old))
        }
        _ => {
            let after = state.looks(mutate.object, ROOM).unwrap_or_default();
            match (before.is_empty(), path.is_empty()) {
                (true, true) => format!("→ {after}"),
                (true, false) => format!("{path} → {after}"),
                (false, _) => format!("{before} → {after}"),
            }
        }
    }
}
