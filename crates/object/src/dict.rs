//! The data of `dict`: entries in order of insertion behind a hash index.
//!
//! Comparing keys may need Python's `__eq__`, which this crate cannot call: a
//! look-up that meets such a pair stops with [`Lookup::Compare`] and can go on.

use std::cell::Cell;

use crate::kind::Kind;
use crate::name::Name;
use crate::object::{Data, Ref};
use crate::string::Str;
use crate::types::Tuple;
use crate::value::Value;

#[derive(Default)]
pub struct Dict {
    entries: Vec<DictEntry>,
    /// A power of two of places, each 0 (free), 1 (removed) or an entry's number + 2.
    index: Box<[u32]>,
    used: usize,
    /// How many entries at the front are known to be removed: a dict used as a queue finds its first at once.
    front: usize,
    /// Places of the index that are not free.
    filled: u32,
    /// Changes when a key comes or goes; 0 until somebody asks.
    version: Cell<u32>,
}

/// `key` is UNBOUND where an entry was removed.
#[derive(Clone)]
pub struct DictEntry {
    pub hash: i64,
    pub key: Value,
    pub value: Value,
}

/// Where a look-up stands.
#[derive(Clone, Copy)]
pub struct Probe {
    place: usize,
    perturb: u64,
}

pub enum Lookup {
    /// The entry with this number.
    Found(usize),
    Missing,
    /// Ask whether this entry's key equals ours; if not, go on from the probe.
    Compare(usize, Probe),
}

/// What looking for a plain key comes to.
pub enum PlainLookup {
    Found(usize),
    Missing,
    /// Python must be asked whether two keys are equal.
    Compare,
}

const FREE: u32 = 0;
const REMOVED: u32 = 1;

thread_local! {
    /// Odd: the versions of classes are even, so that a site never takes one for the other.
    static NEXT_VERSION: Cell<u32> = const { Cell::new(1) };
}

fn index_size(places: usize) -> usize {
    places.next_power_of_two().max(8)
}

impl Dict {
    pub fn new() -> Dict {
        Dict::default()
    }

    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Entries by number, removed ones included.
    #[inline]
    pub fn slots(&self) -> &[DictEntry] {
        &self.entries
    }

    /// The entries in order.
    pub fn entries(&self) -> impl DoubleEndedIterator<Item = &DictEntry> {
        self.entries.iter().filter(|e| !e.key.is_unbound())
    }

    #[inline]
    pub fn entry(&self, number: usize) -> &DictEntry {
        &self.entries[number]
    }

    /// Changes whenever a key comes or goes; unique among all dicts.
    #[inline]
    pub fn version(&self) -> u32 {
        match self.version.get() {
            0 => self.new_version(),
            version => version,
        }
    }

    /// Are the keys those that had this version?
    #[inline(always)]
    pub fn is_version(&self, version: u32) -> bool {
        self.version.get() == version
    }

    fn new_version(&self) -> u32 {
        let version = NEXT_VERSION.get();
        // Once they are used up, the same version may come again, and caches might believe it: the run ends first.
        NEXT_VERSION.set(version.checked_add(2).unwrap_or_else(|| std::process::abort()));
        self.version.set(version);
        version
    }

    /// Where the value of entry `number` stands: good as long as the keys have the same version.
    #[inline]
    pub fn place_of(&mut self, number: usize) -> *mut Value {
        &raw mut self.entries[number].value
    }

    /// Binds the key of entry `number` anew; the old value.
    #[inline(always)]
    pub fn replace_at(&mut self, number: usize, value: Value) -> Value {
        std::mem::replace(&mut self.entries[number].value, value)
    }

    /// Which table this is now: another one after every growth and clearing.
    pub fn table(&self) -> (*const u32, usize) {
        (self.index.as_ptr(), self.index.len())
    }

    /// Does entry `number` still have this very key?
    pub fn still_has(&self, number: usize, key: &Value) -> bool {
        self.entries.get(number).is_some_and(|entry| entry.key.is_same(key))
    }

    #[inline]
    pub fn start(&self, hash: i64) -> Probe {
        Probe { place: hash as usize & self.mask(), perturb: hash as u64 }
    }

    #[inline]
    fn mask(&self) -> usize {
        self.index.len().wrapping_sub(1)
    }

    /// Looks for a key with this hash as far as that needs no Python.
    #[inline]
    pub fn find_plain(&self, hash: i64, key: &Value) -> PlainLookup {
        let (index, entries) = (&*self.index, &*self.entries);
        let mask = index.len().wrapping_sub(1);
        let (mut place, mut perturb) = (hash as usize & mask, hash as u64);
        // Of an empty dict there is no place at all.
        while let Some(&at) = index.get(place) {
            if at > REMOVED {
                let number = at as usize - 2;
                let entry = &entries[number];
                if entry.key.is_same(key) {
                    return PlainLookup::Found(number);
                }
                if entry.hash == hash {
                    match surely_equal(&entry.key, key) {
                        Some(true) => return PlainLookup::Found(number),
                        Some(false) => {}
                        None => return PlainLookup::Compare,
                    }
                }
            } else if at == FREE {
                break;
            }
            perturb >>= 5;
            place = (place * 5 + perturb as usize + 1) & mask;
        }
        PlainLookup::Missing
    }

    /// Looks for a key with this hash, from `probe` on.
    pub fn find(&self, hash: i64, key: &Value, probe: Probe) -> Lookup {
        if self.index.is_empty() {
            return Lookup::Missing;
        }
        let mut probe = probe;
        loop {
            let at = self.index[probe.place];
            if at == FREE {
                return Lookup::Missing;
            }
            let number = at.wrapping_sub(2) as usize;
            self.advance(&mut probe);
            if at == REMOVED {
                continue;
            }
            let entry = &self.entries[number];
            if entry.key.is_same(key) {
                return Lookup::Found(number);
            }
            if entry.hash == hash {
                match surely_equal(&entry.key, key) {
                    Some(true) => return Lookup::Found(number),
                    Some(false) => {}
                    None => return Lookup::Compare(number, probe),
                }
            }
        }
    }

    #[inline]
    fn advance(&self, probe: &mut Probe) {
        probe.perturb >>= 5;
        probe.place = (probe.place * 5 + probe.perturb as usize + 1) & self.mask();
    }

    /// Adds a key that is known to be missing.
    pub fn insert_new(&mut self, hash: i64, key: Value, value: Value) {
        if (self.entries.len().max(self.filled as usize) + 1) * 3 > self.index.len() * 2 {
            self.rebuild(self.used * 3);
        }
        let mut probe = self.start(hash);
        while self.index[probe.place] > REMOVED {
            self.advance(&mut probe);
        }
        self.filled += (self.index[probe.place] == FREE) as u32;
        self.index[probe.place] = self.entries.len() as u32 + 2;
        self.entries.push(DictEntry { hash, key, value });
        self.used += 1;
        self.version.set(0);
    }

    /// Removes entry `number`.
    pub fn remove_at(&mut self, number: usize) -> (Value, Value) {
        let hash = self.entries[number].hash;
        let mut probe = self.start(hash);
        while self.index[probe.place] != number as u32 + 2 {
            self.advance(&mut probe);
        }
        self.index[probe.place] = REMOVED;
        let entry = &mut self.entries[number];
        let key = std::mem::take(&mut entry.key);
        let value = std::mem::take(&mut entry.value);
        self.used -= 1;
        self.version.set(0);
        // What is behind stays where it is: an iterator under way must not take a new entry for an old one.
        if self.used == 0 {
            self.front = self.entries.len();
        } else if number == self.front {
            while self.entries[self.front].key.is_unbound() {
                self.front += 1;
            }
        }
        (key, value)
    }

    /// Forgets removed entries at the end, so that taking the last one again and again finds it at once.
    /// Their places in the index stay counted as filled: a look-up always meets a free one.
    pub fn trim(&mut self) {
        while self.entries.last().is_some_and(|e| e.key.is_unbound()) {
            self.entries.pop();
        }
        self.front = self.front.min(self.entries.len());
    }

    /// The number of the last entry.
    pub fn last(&self) -> Option<usize> {
        self.entries.iter().rposition(|e| !e.key.is_unbound())
    }

    /// The number of the first entry.
    pub fn first(&self) -> Option<usize> {
        (self.front..self.entries.len()).find(|&i| !self.entries[i].key.is_unbound())
    }

    /// Moves entry `number` to the end, or to the front (`OrderedDict.move_to_end`).
    pub fn move_entry(&mut self, number: usize, to_end: bool) {
        if self.used == 1 {
            return;
        }
        let hash = self.entries[number].hash;
        let (key, value) = self.remove_at(number);
        if to_end {
            self.insert_new(hash, key, value);
        } else if self.front > 0 {
            self.front -= 1;
            let place = self.front;
            self.entries[place] = DictEntry { hash, key, value };
            let mut probe = self.start(hash);
            while self.index[probe.place] > REMOVED {
                self.advance(&mut probe);
            }
            self.index[probe.place] = place as u32 + 2;
            self.used += 1;
        } else {
            self.entries.insert(0, DictEntry { hash, key, value });
            self.used += 1;
            self.rebuild(self.used * 2);
        }
        self.version.set(0);
    }

    /// Everything out: the entries, for the caller to drop.
    pub fn take_entries(&mut self) -> Vec<DictEntry> {
        std::mem::take(self).entries
    }

    /// A dict of the same entries.
    pub fn copy(&self) -> Dict {
        if self.used == self.entries.len() {
            let (entries, index) = (self.entries.clone(), self.index.clone());
            return Dict { entries, index, used: self.used, filled: self.filled, ..Dict::default() };
        }
        let mut copy = Dict { entries: self.entries().cloned().collect(), used: self.used, ..Dict::default() };
        copy.rebuild(Dict::room(self.used));
        copy
    }

    /// How many places the index of a copy of so many entries has.
    pub(crate) fn places(entries: usize) -> usize {
        index_size(Dict::room(entries))
    }

    fn room(entries: usize) -> usize {
        entries * 3 / 2 + 1
    }

    /// A new index of at least so many places, as many as CPython's.
    fn rebuild(&mut self, places: usize) {
        self.entries.retain(|e| !e.key.is_unbound());
        self.front = 0;
        self.index = vec![FREE; index_size(places)].into_boxed_slice();
        for number in 0..self.entries.len() {
            let mut probe = self.start(self.entries[number].hash);
            while self.index[probe.place] != FREE {
                self.advance(&mut probe);
            }
            self.index[probe.place] = number as u32 + 2;
        }
        self.filled = self.entries.len() as u32;
        // The entries that fit the index have room at once.
        self.entries.reserve_exact(self.index.len() * 2 / 3 - self.entries.len());
    }

    // ---- names: keys that need no Python to compare -----------------------------------

    /// The number of the entry of a name, if no key with odd equality stands in the way.
    #[inline]
    pub fn find_name(&self, name: &Name) -> Option<usize> {
        let hash = name.str().hash();
        let mut probe = self.start(hash);
        loop {
            match self.find(hash, name.value(), probe) {
                Lookup::Found(number) => return Some(number),
                Lookup::Missing => return None,
                Lookup::Compare(_, next) => probe = next,
            }
        }
    }

    #[inline]
    pub fn get_name(&self, name: &Name) -> Option<&Value> {
        self.find_name(name).map(|number| &self.entries[number].value)
    }

    /// Binds a name; the old value.
    pub fn set_name(&mut self, name: &Name, value: Value) -> Option<Value> {
        match self.find_name(name) {
            Some(number) => Some(self.replace_at(number, value)),
            None => {
                self.insert_new(name.str().hash(), name.to_value(), value);
                None
            }
        }
    }

    pub fn remove_name(&mut self, name: &Name) -> Option<Value> {
        let number = self.find_name(name)?;
        Some(self.remove_at(number).1)
    }
}

/// Equality of two keys with equal hashes where no Python is needed: None where it is.
#[inline]
pub(crate) fn surely_equal(a: &Value, b: &Value) -> Option<bool> {
    if let (Some(a), Some(b)) = (a.as_ref::<Str>(), b.as_ref::<Str>())
        && !a.header().is_extended()
        && !b.header().is_extended()
    {
        return Some(a.same_text(b));
    }
    if Value::both_small_ints(a, b) {
        return Some(a.is_same(b));
    }
    match (a.as_ref::<Tuple>(), b.as_ref::<Tuple>()) {
        (Some(a), Some(b)) => same_items(a, b),
        _ => None,
    }
}

#[inline(never)]
fn same_items(a: &Ref<Tuple>, b: &Ref<Tuple>) -> Option<bool> {
    if a.header().is_extended() || b.header().is_extended() {
        return None;
    }
    if a.0.len() != b.0.len() {
        return Some(false);
    }
    for (a, b) in a.0.iter().zip(&b.0) {
        let plain = !matches!(a.kind(), Some(Kind::Tuple));
        if !a.is_same(b) && !(if plain { surely_equal(a, b) } else { None })? {
            return Some(false);
        }
    }
    Some(true)
}

impl Data for Dict {
    const KIND: Kind = Kind::Dict;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        for entry in &self.entries {
            visit(&entry.key);
            visit(&entry.value);
        }
    }
    fn clear(&mut self) {
        drop(self.take_entries());
    }
}
