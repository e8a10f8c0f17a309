//! Who refers to an object: how many names and elements do, and the paths by which a person would reach it.

use std::collections::HashSet;

use crate::moment::{Datum, Label, Moment};

/// Paths that are kept for one object; more are only counted.
const KEPT: usize = 12;
/// A longer path tells people nothing.
const LONGEST: usize = 36;

/// What is known of each object, by its number less one.
pub struct Aliases {
    entries: Vec<Entry>,
}

#[derive(Clone, Default)]
struct Entry {
    /// Names and elements that refer to it.
    count: usize,
    /// Its distance from the names; None where only what is left out reaches it.
    distance: Option<usize>,
    names: Vec<String>,
    paths: Vec<String>,
    more: usize,
    /// Its place among the shared objects.
    shared: Option<usize>,
}

impl Aliases {
    pub fn of(moment: &Moment) -> Aliases {
        let mut aliases = Aliases { entries: vec![Entry::default(); moment.objects.len()] };
        let order = aliases.measure(moment);
        aliases.collect_paths(moment, &order);
        let mut shared = 0;
        for entry in &mut aliases.entries {
            if entry.count > 1 {
                entry.shared = Some(shared);
                shared += 1;
            }
        }
        aliases
    }

    /// What is shared keeps the letter that it had; what is shared anew gets the first that is free.
    pub fn keep_letters(&mut self, had: impl Fn(u32) -> Option<usize>) {
        let shared: Vec<usize> = (0..self.entries.len()).filter(|n| self.entries[*n].shared.is_some()).collect();
        let mut taken = HashSet::new();
        for &number in &shared {
            self.entries[number].shared = had(number as u32 + 1).filter(|letter| taken.insert(*letter));
        }
        let mut next = 0;
        for number in shared {
            let entry = &mut self.entries[number];
            if entry.shared.is_none() {
                while !taken.insert(next) {
                    next += 1;
                }
                entry.shared = Some(next);
            }
        }
    }

    /// How many names and elements refer to the object.
    pub fn count(&self, id: u32) -> usize {
        self.entry(id).map_or(0, |e| e.count)
    }

    /// Its place among the objects that more than one name or element refers to.
    pub fn shared(&self, id: u32) -> Option<usize> {
        self.entry(id).and_then(|e| e.shared)
    }

    /// The paths that reach it, the shortest first; how many more there are.
    pub fn paths(&self, id: u32) -> (&[String], usize) {
        self.entry(id).map_or((&[], 0), |e| (&e.paths, e.more))
    }

    /// The paths that reach it, three at most, then how many more.
    pub fn known_as(&self, id: u32) -> String {
        let Some(entry) = self.entry(id) else { return String::new() };
        let total = entry.paths.len() + entry.more;
        let shown = if total <= 3 { total } else { 3 };
        let mut text = entry.paths[..shown.min(entry.paths.len())].join("  ");
        if total > shown {
            text.push_str(&format!("  + {} more", total - shown));
        }
        text
    }

    fn entry(&self, id: u32) -> Option<&Entry> {
        self.entries.get((id as usize).checked_sub(1)?)
    }

    /// Counts references and measures distances; the objects in the order of their distance.
    fn measure(&mut self, moment: &Moment) -> Vec<u32> {
        let mut reached = Vec::new();
        for frame in &moment.frames {
            for binding in &frame.bindings {
                self.meet(&binding.shown(), 0, &mut reached);
            }
            if let Some(value) = &frame.returned {
                self.meet(value, 0, &mut reached);
            }
        }
        let mut at = 0;
        while at < reached.len() {
            let id = reached[at];
            at += 1;
            let distance = self.entries[id as usize - 1].distance.unwrap_or(0) + 1;
            let Some(object) = moment.object(id) else { continue };
            for (label, value) in &object.parts {
                if let Label::Key(key) = label {
                    self.meet(key, distance, &mut reached);
                }
                self.meet(value, distance, &mut reached);
            }
        }
        reached
    }

    fn meet(&mut self, value: &Datum, distance: usize, reached: &mut Vec<u32>) {
        let Some(id) = value.reference() else { return };
        let Some(entry) = self.entries.get_mut(id as usize - 1) else { return };
        entry.count += 1;
        if entry.distance.is_none() {
            entry.distance = Some(distance);
            reached.push(id);
        }
    }

    fn collect_paths(&mut self, moment: &Moment, order: &[u32]) {
        let mut seen: HashSet<(u32, &str)> = HashSet::new();
        for frame in &moment.frames {
            for binding in &frame.bindings {
                let Some(id) = binding.shown().reference() else { continue };
                if let Some(entry) = self.entries.get_mut(id as usize - 1)
                    && seen.insert((id, &binding.name))
                {
                    entry.names.push(binding.name.clone());
                    entry.add(binding.name.clone());
                }
            }
        }
        for &id in order {
            let Some(object) = moment.object(id) else { continue };
            let from = self.entries[id as usize - 1].clone();
            for (label, value) in &object.parts {
                let Some(target) = value.reference() else { continue };
                let Some(entry) = self.entries.get_mut(target as usize - 1) else { continue };
                // Only paths that lead away from the names: others go round in circles.
                let bases = if entry.distance > from.distance { &from.paths } else { &from.names };
                bases.iter().filter_map(|base| step(base, label)).for_each(|path| entry.add(path));
                if entry.distance > from.distance {
                    entry.more += from.more;
                }
            }
        }
    }
}

impl Entry {
    fn add(&mut self, path: String) {
        if crate::text::width(&path) > LONGEST || self.paths.contains(&path) {
            return;
        }
        if self.paths.len() < KEPT {
            self.paths.push(path);
        } else {
            self.more += 1;
        }
    }
}

/// The expression that reaches a part from an object that `base` reaches, if there is one.
fn step(base: &str, label: &Label) -> Option<String> {
    let path = match label {
        Label::Index(index) => format!("{base}[{index}]"),
        // What a cell holds is what the variable refers to.
        Label::Attribute(name) if name == "cell_contents" => base.to_string(),
        Label::Attribute(name) => format!("{base}.{name}"),
        Label::Key(Datum::Plain { text, .. }) => format!("{base}[{}]", crate::text::cut_middle(text, 16)),
        Label::Key(_) => format!("{base}[…]"),
        Label::Default(name) => format!("{base}({name}=…)"),
        Label::Member => format!("{base}{{…}}"),
        // A cell is a variable: its name is all there is to say.
        Label::Closure(name) => name.clone(),
        Label::Local(name) => format!("{base}:{name}"),
        Label::Text(_) => return None,
    };
    Some(path)
}
