//! In which steps something happened to a name or an object: written once when a recording is opened, so that a
//! selection in a run of a million steps is answered at once.

use std::collections::HashMap;
use std::rc::Rc;

use bindscope::history::{Event, Fact, Scope, State, Word};

/// Ascending steps, by name and by object.
#[derive(Default)]
pub struct Postings {
    objects: HashMap<u64, Vec<u32>>,
    /// By activation; 0 for the module.
    names: HashMap<u64, HashMap<Rc<str>, Vec<u32>>>,
}

/// What a key of the page stands for.
enum Thing<'a> {
    Object(u64),
    Name(u64, &'a str),
}

impl Postings {
    /// Takes down whom an event concerns.
    pub fn add(&mut self, event: &Event, state: &State) {
        let step = event.step as u32;
        each_object(event, |id| push(self.objects.entry(id).or_default(), step));
        each_name(event, state, |activation, name| {
            let names = self.names.entry(activation).or_default();
            match names.get_mut(name) {
                Some(steps) => push(steps, step),
                None => drop(names.insert(name.clone(), vec![step])),
            }
        });
    }

    /// The steps in which something happened to `object 12` or `frame 3/x`.
    pub fn of(&self, key: &str) -> &[u32] {
        let steps = match thing(key) {
            Some(Thing::Object(id)) => self.objects.get(&id),
            Some(Thing::Name(activation, name)) => self.names.get(&activation).and_then(|names| names.get(name)),
            None => None,
        };
        steps.map_or(&[], Vec::as_slice)
    }
}

fn push(steps: &mut Vec<u32>, step: u32) {
    if steps.last() != Some(&step) {
        steps.push(step);
    }
}

fn thing(key: &str) -> Option<Thing<'_>> {
    if let Some(number) = key.strip_prefix("object ") {
        return number.parse().ok().map(Thing::Object);
    }
    let (frame, name) = key.strip_prefix("frame ")?.split_once('/')?;
    Some(Thing::Name(frame.parse().ok()?, name))
}

/// Is the event about the object or the name?
pub fn concerns(event: &Event, key: &str, state: &State) -> bool {
    let mut found = false;
    match thing(key) {
        Some(Thing::Object(wanted)) => each_object(event, |id| found |= id == wanted),
        Some(Thing::Name(frame, wanted)) => {
            each_name(event, state, |activation, name| found |= activation == frame && **name == *wanted);
        }
        None => {}
    }
    found
}

fn each_object(event: &Event, mut act: impl FnMut(u64)) {
    let mut one = |word: &Word| {
        if let Some(id) = word.object() {
            act(id.0);
        }
    };
    match &event.fact {
        Fact::Bind { new, old, .. } => {
            one(new);
            old.iter().filter(|old| *old != new).for_each(one);
        }
        Fact::Mutate(mutate) => {
            one(&Word::of_object(mutate.object));
            mutate.new.iter().for_each(one);
        }
        Fact::Copy { source, result, .. } => [source, result].into_iter().for_each(|id| one(&Word::of_object(*id))),
        Fact::Call { arguments, .. } => arguments.iter().for_each(|(_, word)| one(word)),
        Fact::Return(word) => one(word),
        _ => {}
    }
}

fn each_name(event: &Event, state: &State, mut act: impl FnMut(u64, &Rc<str>)) {
    let here = event.place.map_or(0, |spot| spot.activation);
    match &event.fact {
        Fact::Bind { name, .. } | Fact::Unbind { name, .. } => match name.scope {
            Scope::Namespace(dict) if state.main == Some(dict) => act(0, &name.name),
            Scope::Namespace(_) | Scope::Local | Scope::Cell(_) => act(here, &name.name),
        },
        Fact::Call { arguments, .. } => arguments.iter().for_each(|(name, _)| act(here, name)),
        _ => {}
    }
}
