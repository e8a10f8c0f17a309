//! What two objects have in common that can change, level by level, and what the one has for itself.

use object::{Holding, footprint};
use rustc_hash::FxHashSet;
use trace::{ObjectId, Word};

use crate::describe::counted;
use crate::object::{Content, Object};
use crate::path::Paths;
use crate::state::State;

/// Levels that are looked at.
const DEEPEST: usize = 6;

/// An object and a copy of it, compared by identity.
pub struct Sharing {
    pub same: bool,
    /// For each level of the copy from the outermost: does a change there show in the original?
    pub levels: Vec<Shows>,
    /// What can change and is in both, outermost objects only.
    pub common: Vec<ObjectId>,
    /// What the copy has for itself: its own containers.
    pub own: Vec<ObjectId>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shows {
    Yes,
    No,
    /// In some of the objects of this level.
    Partly,
    /// Nothing at this level can change.
    Never,
}

impl Shows {
    pub fn word(self) -> &'static str {
        match self {
            Shows::Yes => "yes",
            Shows::No => "no",
            Shows::Partly => "some",
            Shows::Never => "never",
        }
    }

    /// `shows in a`
    pub fn words(self, original: &str) -> String {
        match self {
            Shows::Yes => format!("shows in {original}"),
            Shows::No => format!("does not show in {original}"),
            Shows::Partly => format!("shows in {original} for some of its objects"),
            Shows::Never => "is not possible".to_string(),
        }
    }
}

impl Sharing {
    pub fn between(state: &State, original: ObjectId, copy: ObjectId) -> Sharing {
        let of_original: FxHashSet<ObjectId> = reached(state, original).into_iter().collect();
        let of_copy = reached(state, copy);
        let is_common = |id: &&ObjectId| state.can_change(**id) && of_original.contains(id);
        let common: Vec<ObjectId> = of_copy.iter().filter(is_common).copied().collect();
        let own = of_copy.iter().filter(|id| !of_original.contains(id)).copied().collect();
        Sharing {
            same: original == copy,
            levels: levels(state, copy, &of_original),
            common: outermost(state, &common),
            own,
        }
    }

    /// Is nothing that can change in both?
    pub fn independent(&self) -> bool {
        self.common.is_empty()
    }

    /// How many levels were copied; None: all.
    pub fn depth(&self) -> Option<usize> {
        self.levels.iter().position(|shows| matches!(shows, Shows::Yes | Shows::Partly))
    }

    /// `one level deep; still shares two lists`
    pub fn words(&self, state: &State) -> String {
        if self.same {
            return "nothing was copied: it never changes, so this is the same object".to_string();
        }
        let nested = self.levels.len() > 1;
        match self.depth() {
            None if nested => "all levels; shares nothing that can change".to_string(),
            None => "shares nothing that can change".to_string(),
            Some(depth) => {
                let words = kinds(state, &self.common);
                format!("{}; still shares {words}", if depth < 2 { "one level" } else { LEVELS[depth.min(6) - 2] })
            }
        }
    }

    /// Parts and bytes of what the copy has for itself.
    pub fn cost(&self, state: &State) -> (usize, usize) {
        let objects = self.own.iter().filter_map(|id| state.object(*id));
        objects.fold((0, 0), |(slots, bytes), object| {
            let holding = holding(object);
            (slots + count(holding), bytes + footprint(holding))
        })
    }
}

const LEVELS: [&str; 5] = ["two levels", "three levels", "four levels", "five levels", "six levels"];

/// `2 lists and 1 dict`, by their classes, in the order in which they are met.
pub fn kinds(state: &State, objects: &[ObjectId]) -> String {
    let mut kinds: Vec<(String, usize)> = Vec::new();
    for object in objects.iter().filter_map(|id| state.object(*id)) {
        let name = match &object.content {
            Content::Instance => format!("{} object", object.class.name),
            _ => object.class.name.rsplit('.').next().unwrap_or_default().to_string(),
        };
        match kinds.iter_mut().find(|(other, _)| *other == name) {
            Some((_, count)) => *count += 1,
            None => kinds.push((name, 1)),
        }
    }
    let mut words: Vec<String> = kinds.into_iter().map(|(name, count)| counted(count, &name)).collect();
    match words.pop() {
        None => "nothing".to_string(),
        Some(only) if words.is_empty() => only,
        Some(last) => format!("{} and {last}", words.join(", ")),
    }
}

/// Those that are not inside others; where all are, in loops, all.
pub fn outermost(state: &State, objects: &[ObjectId]) -> Vec<ObjectId> {
    let mut inside: FxHashSet<ObjectId> = FxHashSet::default();
    for &id in objects {
        if !inside.contains(&id) {
            inside.extend(reached(state, id).into_iter().skip(1));
        }
    }
    let outer: Vec<ObjectId> = objects.iter().copied().filter(|id| !inside.contains(id)).collect();
    if outer.is_empty() { objects.to_vec() } else { outer }
}

/// An object and all that it reaches.
fn reached(state: &State, id: ObjectId) -> Vec<ObjectId> {
    Paths::from(state, "", Word::of_object(id)).objects().to_vec()
}

/// Level by level: what is at level 2 is referred to by what is at level 1, and not at level 1 itself.
fn levels(state: &State, copy: ObjectId, of_original: &FxHashSet<ObjectId>) -> Vec<Shows> {
    let mut seen: FxHashSet<ObjectId> = [copy].into_iter().collect();
    let mut level = vec![copy];
    let mut levels = Vec::new();
    while !level.is_empty() && levels.len() < DEEPEST {
        let changing: Vec<&ObjectId> = level.iter().filter(|id| state.can_change(**id)).collect();
        let shared = changing.iter().filter(|id| of_original.contains(**id)).count();
        levels.push(match (shared, changing.len()) {
            (_, 0) => Shows::Never,
            (0, _) => Shows::No,
            (shared, all) if shared == all => Shows::Yes,
            _ => Shows::Partly,
        });
        let mut next = Vec::new();
        for object in level.iter().filter_map(|id| state.object(*id)) {
            state.each_step(object, |_, word| {
                if let Some(part) = state.object_of(word).filter(|part| !part.is_value())
                    && seen.insert(part.id)
                {
                    next.push(part.id);
                }
            });
        }
        level = next;
    }
    while levels.len() > 1 && levels.last() == Some(&Shows::Never) {
        levels.pop();
    }
    levels
}

fn holding(object: &Object) -> Holding {
    match &object.content {
        Content::List(items) => Holding::List(items.len()),
        Content::Tuple(items) => Holding::Tuple(items.len()),
        Content::Set(members) => Holding::Set(members.len()),
        Content::Dict(entries) => Holding::Dict(entries.len()),
        Content::Value { length, .. } => Holding::Bytes(*length as usize),
        Content::Cell(_) => Holding::Cell,
        Content::Instance => Holding::Attributes(object.attributes.len()),
        Content::Other(other) => Holding::Parts(other.items.len() + other.parts.len()),
        Content::Generator { .. } | Content::Module { .. } => Holding::Parts(0),
    }
}

fn count(holding: Holding) -> usize {
    match holding {
        Holding::List(n) | Holding::Tuple(n) | Holding::Dict(n) | Holding::Set(n) => n,
        Holding::Attributes(n) | Holding::Parts(n) => n,
        Holding::Bytes(_) => 0,
        Holding::Cell => 1,
    }
}
