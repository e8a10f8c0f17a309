//! The data of `set` and `frozenset`: a table that grows and probes as CPython's does, so that
//! a set prints in the order that learners see there.

use crate::dict::{PlainLookup, surely_equal};
use crate::kind::Kind;
use crate::object::Data;
use crate::value::Value;

pub struct Set {
    table: Box<[SetEntry]>,
    /// Entries and removed entries.
    filled: usize,
    used: usize,
    /// Where `pop` looks next.
    finger: usize,
}

/// `key` is UNBOUND where free (`hash` 0) or removed (`hash` -1).
#[derive(Clone, Default)]
pub struct SetEntry {
    pub hash: i64,
    pub key: Value,
}

const LINEAR_PROBES: usize = 9;
const SMALLEST: usize = 8;

/// A look-up's answer: found at a place, missing, or "compare with this place, then go on".
pub enum SetLookup {
    Found(usize),
    Missing,
    Compare(usize, SetProbe),
}

#[derive(Clone, Copy)]
pub struct SetProbe {
    start: usize,
    offset: usize,
    perturb: u64,
}

impl Default for Set {
    fn default() -> Set {
        Set { table: vec![SetEntry::default(); SMALLEST].into(), filled: 0, used: 0, finger: 0 }
    }
}

/// The size of a table with more places than `room`.
fn size_for(room: usize) -> usize {
    let mut size = SMALLEST;
    while size <= room {
        size *= 2;
    }
    size
}

impl Set {
    pub fn new() -> Set {
        Set::default()
    }

    pub fn len(&self) -> usize {
        self.used
    }

    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// The table with its free places, for iteration by place.
    pub fn table(&self) -> &[SetEntry] {
        &self.table
    }

    pub fn entries(&self) -> impl Iterator<Item = &SetEntry> {
        self.table.iter().filter(|e| !e.key.is_unbound())
    }

    pub fn start(&self, hash: i64) -> SetProbe {
        SetProbe { start: hash as usize & self.mask(), offset: 0, perturb: hash as u64 }
    }

    fn mask(&self) -> usize {
        self.table.len() - 1
    }

    fn advance(&self, probe: &mut SetProbe) {
        let probes = if probe.start + LINEAR_PROBES <= self.mask() { LINEAR_PROBES } else { 0 };
        if probe.offset < probes {
            probe.offset += 1;
        } else {
            probe.perturb >>= 5;
            probe.start = (probe.start * 5 + 1 + probe.perturb as usize) & self.mask();
            probe.offset = 0;
        }
    }

    /// Looks for a key with this hash as far as that needs no Python.
    #[inline]
    pub fn find_plain(&self, hash: i64, key: &Value) -> PlainLookup {
        let mask = self.mask();
        let (mut start, mut perturb) = (hash as usize & mask, hash as u64);
        loop {
            let probes = if start + LINEAR_PROBES <= mask { LINEAR_PROBES } else { 0 };
            for (place, entry) in self.table[start..=start + probes].iter().enumerate() {
                if entry.key.is_same(key) {
                    return PlainLookup::Found(start + place);
                }
                if entry.key.is_unbound() {
                    if entry.hash == 0 {
                        return PlainLookup::Missing;
                    }
                } else if entry.hash == hash {
                    match surely_equal(&entry.key, key) {
                        Some(true) => return PlainLookup::Found(start + place),
                        Some(false) => {}
                        None => return PlainLookup::Compare,
                    }
                }
            }
            perturb >>= 5;
            start = (start * 5 + 1 + perturb as usize) & mask;
        }
    }

    pub fn find(&self, hash: i64, key: &Value, probe: SetProbe) -> SetLookup {
        let mut probe = probe;
        loop {
            let place = probe.start + probe.offset;
            let entry = &self.table[place];
            if entry.key.is_unbound() && entry.hash == 0 {
                return SetLookup::Missing;
            }
            self.advance(&mut probe);
            if entry.key.is_unbound() {
                continue;
            }
            if entry.key.is_same(key) {
                return SetLookup::Found(place);
            }
            if entry.hash == hash {
                match surely_equal(&entry.key, key) {
                    Some(true) => return SetLookup::Found(place),
                    Some(false) => {}
                    None => return SetLookup::Compare(place, probe),
                }
            }
        }
    }

    /// Adds a key that is known to be missing.
    pub fn insert_new(&mut self, hash: i64, key: Value) {
        let mut probe = self.start(hash);
        // As in CPython, the last place of a removed member that is met on the way is used again.
        let mut removed = None;
        self.used += 1;
        loop {
            let place = probe.start + probe.offset;
            let entry = &self.table[place];
            if entry.key.is_unbound() {
                if entry.hash == 0 {
                    if let Some(place) = removed {
                        self.table[place] = SetEntry { hash, key };
                        return;
                    }
                    self.filled += 1;
                    self.table[place] = SetEntry { hash, key };
                    break;
                }
                removed = Some(place);
            }
            self.advance(&mut probe);
        }
        if self.filled * 5 >= self.mask() * 3 {
            let room = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(room);
        }
    }

    /// Makes room for as many entries as a merge of `more` would in CPython.
    pub fn reserve_for_merge(&mut self, more: usize) {
        if (self.filled + more) * 5 >= self.mask() * 3 {
            self.resize((self.used + more) * 2);
        }
    }

    /// How many places a set has that was filled with so many members at once.
    pub(crate) fn places(members: usize) -> usize {
        if members * 5 >= (SMALLEST - 1) * 3 { size_for(members * 2) } else { SMALLEST }
    }

    fn resize(&mut self, room: usize) {
        let old = std::mem::replace(&mut self.table, vec![SetEntry::default(); size_for(room)].into());
        self.filled = self.used;
        for entry in old.into_iter().filter(|e| !e.key.is_unbound()) {
            self.place_clean(entry);
        }
    }

    pub fn remove_at(&mut self, place: usize) -> Value {
        self.used -= 1;
        self.table[place].hash = -1;
        std::mem::take(&mut self.table[place].key)
    }

    /// Removes some entry, in CPython's order.
    pub fn pop(&mut self) -> Option<Value> {
        if self.used == 0 {
            return None;
        }
        let mut place = self.finger & self.mask();
        while self.table[place].key.is_unbound() {
            place = (place + 1) & self.mask();
        }
        self.finger = place + 1;
        Some(self.remove_at(place))
    }

    /// Everything out, for the caller to drop.
    pub fn take(&mut self) -> Set {
        std::mem::take(self)
    }

    /// Was it never filled since it was made or cleared?
    pub fn is_fresh(&self) -> bool {
        self.filled == 0
    }

    /// What a fresh set becomes by a merge of `other`; None if this one is not fresh.
    pub fn merged_if_fresh(&self, other: &Set) -> Option<Set> {
        if !self.is_fresh() {
            return None;
        }
        let mut merged = Set::new();
        merged.reserve_for_merge(other.used);
        if merged.table.len() == other.table.len() && other.filled == other.used {
            return Some(Set { table: other.table.clone(), filled: other.filled, used: other.used, finger: 0 });
        }
        for entry in other.entries() {
            merged.place_clean(entry.clone());
        }
        (merged.filled, merged.used) = (other.used, other.used);
        Some(merged)
    }

    /// Rebuilds the table if more than a quarter of its places are those of removed members.
    pub fn tidy(&mut self) {
        if self.filled - self.used > self.mask() / 4 {
            let room = if self.used > 50_000 { self.used * 2 } else { self.used * 4 };
            self.resize(room);
        }
    }

    /// A set of the same entries, laid out as CPython's copy is.
    pub fn copy(&self) -> Set {
        Set::new().merged_if_fresh(self).unwrap_or_default()
    }

    /// The same members put in again in their order, as CPython's compiler does with sets of constants.
    pub fn folded(&self) -> Set {
        let mut folded = Set::new();
        self.entries().for_each(|entry| folded.insert_new(entry.hash, entry.key.clone()));
        folded
    }

    fn place_clean(&mut self, entry: SetEntry) {
        let mut probe = self.start(entry.hash);
        while !self.table[probe.start + probe.offset].key.is_unbound() {
            self.advance(&mut probe);
        }
        self.table[probe.start + probe.offset] = entry;
    }
}

impl Data for Set {
    const KIND: Kind = Kind::Set;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.table.iter().for_each(|e| visit(&e.key));
    }
    fn clear(&mut self) {
        drop(self.take());
    }
}
