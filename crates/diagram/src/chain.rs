//! Long chains of objects of one type (linked lists, lopsided trees): the middle is left out, with a count.

use std::collections::HashMap;

use crate::alias::Aliases;
use crate::moment::{Kind, Moment, Object};
use crate::plan::{FIRST, LAST};

/// Links that are drawn before a chain is cut.
const LONGEST: usize = 8;

pub struct Chains {
    pub hidden: Vec<Hidden>,
    /// The chain in whose hidden middle an object is.
    member: HashMap<u32, usize>,
}

/// The middle of a chain.
pub struct Hidden {
    pub type_name: String,
    pub count: usize,
    /// The first object that is left out, and the first that is drawn again.
    pub first: u32,
    pub next: u32,
}

impl Chains {
    pub fn is_hidden(&self, id: u32) -> bool {
        self.member.contains_key(&id)
    }

    pub fn hidden_count(&self) -> usize {
        self.member.len()
    }

    /// What is drawn again after the hidden middle that an object is in.
    pub fn after(&self, id: u32) -> Vec<u32> {
        self.member.get(&id).map_or(vec![], |number| vec![self.hidden[*number].next])
    }

    /// The number of the middle that an object is in.
    pub fn stub_for(&self, id: u32) -> Option<usize> {
        self.member.get(&id).copied()
    }
}

/// Follows each object to the next of its type, as long as only its neighbours refer to it.
pub fn find(moment: &Moment, aliases: &Aliases) -> Chains {
    let mut chains = Chains { hidden: Vec::new(), member: HashMap::new() };
    let mut taken = vec![false; moment.objects.len()];
    let named = named(moment);
    for object in &moment.objects {
        if taken[object.id as usize - 1] || !is_link(object) {
            continue;
        }
        let chain = follow(moment, aliases, object, &named, &mut taken);
        if chain.len() > LONGEST {
            let hidden = &chain[FIRST..chain.len() - LAST];
            let number = chains.hidden.len();
            hidden.iter().for_each(|id| {
                chains.member.insert(*id, number);
            });
            chains.hidden.push(Hidden {
                type_name: object.type_name.clone(),
                count: hidden.len(),
                first: hidden[0],
                next: chain[chain.len() - LAST],
            });
        }
    }
    chains
}

fn is_link(object: &Object) -> bool {
    matches!(object.kind, Kind::Instance | Kind::List | Kind::Tuple | Kind::Dict | Kind::Exception | Kind::Cell)
}

/// Is the object bound to a name of a frame?
fn named(moment: &Moment) -> Vec<bool> {
    let mut named = vec![false; moment.objects.len()];
    for binding in moment.frames.iter().flat_map(|f| &f.bindings) {
        if let Some(id) = binding.shown().reference()
            && let Some(slot) = named.get_mut(id as usize - 1)
        {
            *slot = true;
        }
    }
    named
}

/// The chain that begins at an object: each link refers to exactly one object of the same type that is not behind it.
fn follow(moment: &Moment, aliases: &Aliases, start: &Object, named: &[bool], taken: &mut [bool]) -> Vec<u32> {
    let mut chain = vec![start.id];
    let mut before = None;
    let mut here = start;
    loop {
        let mut following = None;
        let mut count = 0;
        for id in here.parts.iter().filter_map(|(_, value)| value.reference()) {
            if Some(id) != before
                && moment.object(id).is_some_and(|o| o.type_name == start.type_name && o.kind == start.kind)
            {
                count += 1;
                following = moment.object(id);
            }
        }
        let Some(next) = following else { break };
        let back = next.parts.iter().filter(|(_, value)| value.reference() == Some(here.id)).count();
        let after = after_count(moment, next, start, here.id);
        let only_neighbours = aliases.count(next.id) <= 1 + after;
        if count != 1 || taken[next.id as usize - 1] || next.id == start.id || named[next.id as usize - 1] {
            break;
        }
        if back == 0 && !only_neighbours {
            break;
        }
        taken[next.id as usize - 1] = true;
        chain.push(next.id);
        before = Some(here.id);
        here = next;
    }
    taken[start.id as usize - 1] = true;
    chain
}

/// How many references to `link` come from the objects that follow it.
fn after_count(moment: &Moment, link: &Object, start: &Object, before: u32) -> usize {
    let following = link.parts.iter().filter_map(|(_, value)| value.reference()).filter(|id| *id != before);
    let mut back = 0;
    for id in following {
        if let Some(next) = moment.object(id)
            && next.type_name == start.type_name
        {
            back += next.parts.iter().filter(|(_, value)| value.reference() == Some(link.id)).count();
        }
    }
    back
}
