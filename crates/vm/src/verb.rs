//! The heap verbs: every change inside an object goes through one of these, because the recorder
//! listens here. Each asks whether there is a tape; `tell.rs` and `observe.rs` know what is written.

use object::{ByteArray, Cell, Dict, List, Lookup, Name, PlainLookup, Ref, Set, SetLookup, Value};
use trace::{Mutation, Op};

use crate::error::Result;
use crate::machine::Vm;

/// How the items of a sequence change that is no list.
pub enum Edit<'a> {
    Push(&'a Value),
    Insert(usize, &'a Value),
    Set(usize, &'a Value),
    Remove(usize),
    /// So many items from a place on make room for others.
    Splice(usize, usize, &'a [Value]),
    Reverse,
    Clear,
    /// Many of them, without order.
    All(Mutation),
}

impl<'a> Edit<'a> {
    pub fn extend(length: usize, items: &'a [Value]) -> Edit<'a> {
        Edit::Splice(length, 0, items)
    }
}

impl Vm {
    /// The items of an object that is no list are about to change.
    #[inline]
    pub fn tell_edit(&mut self, object: &Value, edit: Edit) {
        if self.tape.is_some() {
            self.write_edit(object, edit);
        }
    }

    fn write_edit(&mut self, object: &Value, edit: Edit) {
        if object::is_touched(object) {
            // It will be written anew.
            return;
        }
        match edit {
            Edit::Push(item) => self.tell_value(object, Op::Push, None, item),
            Edit::Insert(place, item) => self.tell_value(object, Op::Insert, Some(place), item),
            Edit::Set(place, item) => self.tell_value(object, Op::Set, Some(place), item),
            Edit::Remove(place) => self.tell_change_at(object, Op::Remove, Some(place), &[]),
            Edit::Splice(start, removed, items) => self.tell_change_all(object, Op::Splice, &[start, removed], items),
            Edit::Reverse => self.tell_change(object, Op::Reverse, &[]),
            Edit::Clear => self.tell_change(object, Op::Clear, &[]),
            Edit::All(what) => self.touched(object, what),
        }
    }

    // ---- list ---------------------------------------------------------------------------

    #[inline]
    pub fn list_push(&mut self, list: &Ref<List>, value: Value) {
        if self.tape.is_some() {
            self.tell_value(list.value(), Op::Push, None, &value);
        }
        list.get_mut(&mut self.heap).0.push(value);
    }

    /// Replaces item `index`, which is there; what it was.
    #[inline]
    pub fn list_set(&mut self, list: &Ref<List>, index: usize, value: Value) -> Value {
        if self.tape.is_some() {
            self.tell_value(list.value(), Op::Set, Some(index), &value);
        }
        std::mem::replace(&mut list.get_mut(&mut self.heap).0[index], value)
    }

    pub fn list_insert(&mut self, list: &Ref<List>, index: usize, value: Value) {
        let index = index.min(list.get(&self.heap).0.len());
        if self.tape.is_some() {
            self.tell_change_at(list.value(), Op::Insert, Some(index), &[&value]);
        }
        list.get_mut(&mut self.heap).0.insert(index, value);
    }

    pub fn list_remove(&mut self, list: &Ref<List>, index: usize) -> Value {
        if self.tape.is_some() {
            self.tell_change_at(list.value(), Op::Remove, Some(index), &[]);
        }
        list.get_mut(&mut self.heap).0.remove(index)
    }

    /// Takes the last item.
    #[inline]
    pub fn list_pop(&mut self, list: &Ref<List>) -> Option<Value> {
        if self.tape.is_some() {
            let last = list.get(&self.heap).0.len().checked_sub(1)?;
            return Some(self.list_remove(list, last));
        }
        list.get_mut(&mut self.heap).0.pop()
    }

    /// Exchanges two items, both of which are there.
    #[inline]
    pub fn list_swap(&mut self, list: &Ref<List>, one: usize, other: usize) {
        if self.tape.is_some() {
            let (a, b) = (list.get(&self.heap).0[one].clone(), list.get(&self.heap).0[other].clone());
            self.tell_change_at(list.value(), Op::Set, Some(one), &[&b]);
            self.tell_change_at(list.value(), Op::Set, Some(other), &[&a]);
        }
        list.get_mut(&mut self.heap).0.swap(one, other);
    }

    /// Puts `items` in the place of `range`.
    pub fn list_splice(&mut self, list: &Ref<List>, range: std::ops::Range<usize>, mut items: Vec<Value>) {
        if self.tape.is_some() {
            self.tell_change_all(list.value(), Op::Splice, &[range.start, range.len()], &items);
        }
        if range.len() == items.len() {
            list.get_mut(&mut self.heap).0[range].swap_with_slice(&mut items);
            return drop(items);
        }
        let removed: Vec<Value> = list.get_mut(&mut self.heap).0.splice(range, items).collect();
        drop(removed);
    }

    /// Exchanges all items: sort, reverse, clear. What was there.
    pub fn list_replace_all(&mut self, list: &Ref<List>, items: Vec<Value>) -> Vec<Value> {
        if self.tape.is_some() {
            self.tell_change_all(list.value(), Op::Replace, &[], &items);
        }
        std::mem::replace(&mut list.get_mut(&mut self.heap).0, items)
    }

    pub fn list_reverse(&mut self, list: &Ref<List>) {
        if self.tape.is_some() {
            self.tell_change(list.value(), Op::Reverse, &[]);
        }
        list.get_mut(&mut self.heap).0.reverse();
    }

    // ---- dict ----------------------------------------------------------------------------

    /// The entry of a key, if it is there.
    pub fn dict_find(&mut self, dict: &Ref<Dict>, hash: i64, key: &Value) -> Result<Option<usize>> {
        match dict.get(&self.heap).find_plain(hash, key) {
            PlainLookup::Found(entry) => return Ok(Some(entry)),
            PlainLookup::Missing => return Ok(None),
            PlainLookup::Compare => {}
        }
        let mut probe = dict.get(&self.heap).start(hash);
        loop {
            match dict.get(&self.heap).find(hash, key, probe) {
                Lookup::Found(entry) => return Ok(Some(entry)),
                Lookup::Missing => return Ok(None),
                Lookup::Compare(entry, next) => {
                    let table = dict.get(&self.heap).table();
                    let candidate = dict.get(&self.heap).entry(entry).key.clone();
                    let equal = self.equal(&candidate, key)?;
                    // As in CPython, only a change of the table or of this entry sends us back to the start.
                    let data = dict.get(&self.heap);
                    let unchanged = data.table() == table && data.still_has(entry, &candidate);
                    if equal && unchanged {
                        return Ok(Some(entry));
                    }
                    probe = if unchanged { next } else { data.start(hash) };
                }
            }
        }
    }

    pub fn dict_get(&mut self, dict: &Ref<Dict>, key: &Value) -> Result<Option<Value>> {
        let hash = self.hash(key)?;
        let entry = self.dict_find(dict, hash, key)?;
        Ok(entry.map(|entry| dict.get(&self.heap).entry(entry).value.clone()))
    }

    pub fn dict_set(&mut self, dict: &Ref<Dict>, key: Value, value: Value) -> Result<()> {
        let hash = self.hash(&key)?;
        self.dict_set_hashed(dict, hash, key, value)
    }

    /// As `dict_set`, the key's hash known.
    pub fn dict_set_hashed(&mut self, dict: &Ref<Dict>, hash: i64, key: Value, value: Value) -> Result<()> {
        let entry = self.dict_find(dict, hash, &key)?;
        self.dict_set_entry(dict, entry, hash, &key, value);
        Ok(())
    }

    /// Binds the key of an entry anew, or, without one, a key that is known to be missing.
    #[inline]
    pub fn dict_set_entry(&mut self, dict: &Ref<Dict>, entry: Option<usize>, hash: i64, key: &Value, value: Value) {
        if self.tape.is_some() {
            let key = entry.map_or_else(|| key.clone(), |entry| dict.get(&self.heap).entry(entry).key.clone());
            self.tell_change(dict.value(), Op::SetKey, &[&key, &value]);
        }
        let dict = dict.get_mut(&mut self.heap);
        match entry {
            Some(entry) => {
                let old = dict.replace_at(entry, value);
                drop(old);
            }
            None => dict.insert_new(hash, key.clone(), value),
        }
    }

    pub fn dict_remove(&mut self, dict: &Ref<Dict>, key: &Value) -> Result<Option<Value>> {
        let hash = self.hash(key)?;
        let Some(entry) = self.dict_find(dict, hash, key)? else {
            return Ok(None);
        };
        Ok(Some(self.dict_remove_entry(dict, entry).1))
    }

    /// Removes an entry by number: key and value.
    pub fn dict_remove_entry(&mut self, dict: &Ref<Dict>, entry: usize) -> (Value, Value) {
        if self.tape.is_some() {
            let key = dict.get(&self.heap).entry(entry).key.clone();
            self.tell_change(dict.value(), Op::DeleteKey, &[&key]);
        }
        dict.get_mut(&mut self.heap).remove_at(entry)
    }

    /// Removes the last entry: key and value.
    pub fn dict_pop_last(&mut self, dict: &Ref<Dict>) -> Option<(Value, Value)> {
        let entry = dict.get(&self.heap).last()?;
        let removed = self.dict_remove_entry(dict, entry);
        dict.get_mut(&mut self.heap).trim();
        Some(removed)
    }

    pub fn dict_clear(&mut self, dict: &Ref<Dict>) {
        if self.tape.is_some() {
            self.tell_change(dict.value(), Op::Clear, &[]);
        }
        let entries = dict.get_mut(&mut self.heap).take_entries();
        drop(entries);
    }

    /// Moves an entry to the end or the front.
    pub fn dict_move(&mut self, dict: &Ref<Dict>, entry: usize, to_end: bool) {
        if self.tape.is_some() {
            let key = dict.get(&self.heap).entry(entry).key.clone();
            self.tell_change(dict.value(), if to_end { Op::KeyLast } else { Op::KeyFirst }, &[&key]);
        }
        dict.get_mut(&mut self.heap).move_entry(entry, to_end);
    }

    /// Binds a name in a namespace.
    pub fn namespace_set(&mut self, dict: &Ref<Dict>, name: &Name, value: Value) {
        if self.tape.is_some() {
            let key = self.key_of(dict, name);
            self.tell_change(dict.value(), Op::SetKey, &[&key, &value]);
        }
        let old = dict.get_mut(&mut self.heap).set_name(name, value);
        drop(old);
    }

    pub fn namespace_delete(&mut self, dict: &Ref<Dict>, name: &Name) -> Option<Value> {
        if self.tape.is_some() && dict.get(&self.heap).find_name(name).is_some() {
            let key = self.key_of(dict, name);
            self.tell_change(dict.value(), Op::DeleteKey, &[&key]);
        }
        dict.get_mut(&mut self.heap).remove_name(name)
    }

    /// The key that stands for a name in a dict, or would.
    #[cold]
    pub(crate) fn key_of(&self, dict: &Ref<Dict>, name: &Name) -> Value {
        let dict = dict.get(&self.heap);
        dict.find_name(name).map_or_else(|| name.to_value(), |entry| dict.entry(entry).key.clone())
    }

    // ---- set ----------------------------------------------------------------------------------

    pub fn set_find(&mut self, set: &Ref<Set>, hash: i64, key: &Value) -> Result<Option<usize>> {
        match set.get(&self.heap).find_plain(hash, key) {
            PlainLookup::Found(place) => return Ok(Some(place)),
            PlainLookup::Missing => return Ok(None),
            PlainLookup::Compare => {}
        }
        let mut probe = set.get(&self.heap).start(hash);
        loop {
            match set.get(&self.heap).find(hash, key, probe) {
                SetLookup::Found(place) => return Ok(Some(place)),
                SetLookup::Missing => return Ok(None),
                SetLookup::Compare(place, next) => {
                    let candidate = set.get(&self.heap).table()[place].key.clone();
                    let size = set.get(&self.heap).table().len();
                    let equal = self.equal(&candidate, key)?;
                    let table = set.get(&self.heap).table();
                    let unchanged = table.len() == size && table[place].key.is_same(&candidate);
                    if equal && unchanged {
                        return Ok(Some(place));
                    }
                    probe = if unchanged { next } else { set.get(&self.heap).start(hash) };
                }
            }
        }
    }

    /// True if it was not there before.
    pub fn set_add(&mut self, set: &Ref<Set>, value: Value) -> Result<bool> {
        let hash = self.hash(&value)?;
        self.set_add_hashed(set, hash, value)
    }

    /// As `set_add`, the member's hash known.
    pub fn set_add_hashed(&mut self, set: &Ref<Set>, hash: i64, value: Value) -> Result<bool> {
        if self.set_find(set, hash, &value)?.is_some() {
            return Ok(false);
        }
        if self.tape.is_some() {
            self.tell_value(set.value(), Op::Add, None, &value);
        }
        set.get_mut(&mut self.heap).insert_new(hash, value);
        Ok(true)
    }

    pub fn set_contains(&mut self, set: &Ref<Set>, value: &Value) -> Result<bool> {
        let hash = self.hash(value)?;
        Ok(self.set_find(set, hash, value)?.is_some())
    }

    /// True if it was there.
    pub fn set_discard(&mut self, set: &Ref<Set>, value: &Value) -> Result<bool> {
        let hash = self.hash(value)?;
        self.set_discard_hashed(set, hash, value)
    }

    /// As `set_discard`, the member's hash known.
    pub fn set_discard_hashed(&mut self, set: &Ref<Set>, hash: i64, value: &Value) -> Result<bool> {
        let Some(place) = self.set_find(set, hash, value)? else {
            return Ok(false);
        };
        if self.tape.is_some() {
            let member = set.get(&self.heap).table()[place].key.clone();
            self.tell_change(set.value(), Op::Discard, &[&member]);
        }
        let removed = set.get_mut(&mut self.heap).remove_at(place);
        drop(removed);
        Ok(true)
    }

    /// Makes room for so many more members; none of them changes.
    pub fn set_reserve(&mut self, set: &Ref<Set>, more: usize) {
        set.get_mut(&mut self.heap).reserve_for_merge(more);
    }

    /// Rebuilds a table in which many members were removed; none of the others changes.
    pub fn set_tidy(&mut self, set: &Ref<Set>) {
        set.get_mut(&mut self.heap).tidy();
    }

    pub fn set_pop(&mut self, set: &Ref<Set>) -> Option<Value> {
        let member = set.get_mut(&mut self.heap).pop();
        if self.tape.is_some()
            && let Some(member) = &member
        {
            self.tell_change(set.value(), Op::Discard, &[member]);
        }
        member
    }

    pub fn set_clear(&mut self, set: &Ref<Set>) {
        self.set_replace(set, Set::new());
    }

    /// Exchanges all members.
    pub fn set_replace(&mut self, set: &Ref<Set>, members: Set) {
        if self.tape.is_some() {
            let all: Vec<Value> = members.entries().map(|entry| entry.key.clone()).collect();
            self.tell_change_all(set.value(), Op::Replace, &[], &all);
        }
        let old = std::mem::replace(set.get_mut(&mut self.heap), members);
        drop(old);
    }

    // ---- the others -------------------------------------------------------------------------------

    pub fn bytearray_mut<R>(
        &mut self,
        array: &Ref<ByteArray>,
        edit: Edit,
        change: impl FnOnce(&mut Vec<u8>) -> R,
    ) -> R {
        self.tell_edit(array.value(), edit);
        change(&mut array.get_mut(&mut self.heap).bytes)
    }

    /// Changes the buffer of a native module's object in place.
    pub fn native_bytes_mut(&mut self, object: &Value, change: impl FnOnce(&mut [u8])) {
        self.touched(object, Mutation::Splice);
        if let Some(bytes) = object.as_ref::<object::Native>().and_then(|n| n.get_mut(&mut self.heap).0.buffer_mut()) {
            change(bytes);
        }
    }

    /// Gives a cell another content; what it was.
    #[inline]
    pub fn cell_set(&mut self, cell: &Ref<Cell>, value: Value) -> Value {
        if self.tape.is_some() {
            self.tell_value(cell.value(), Op::SetCell, None, &value);
        }
        std::mem::replace(&mut cell.get_mut(&mut self.heap).content, value)
    }

    /// Binds an attribute in an instance's own namespace.
    pub fn set_slot(&mut self, object: &Value, name: &Name, value: Value) {
        if self.tape.is_some() {
            self.tell_attribute(object, name, Some(&value));
        }
        let (old, _) = self.heap.set_own_attribute(object, name, value);
        drop(old);
    }

    /// False if there was none.
    pub fn delete_slot(&mut self, object: &Value, name: &Name) -> bool {
        if self.tape.is_some() && self.heap.own_attribute(object, name).is_some() {
            self.tell_attribute(object, name, None);
        }
        let old = self.heap.delete_own_attribute(object, name);
        old.is_some()
    }

    /// Sets a member of `__slots__`; what it was.
    pub fn set_member(&mut self, object: &Value, slot: usize, value: Value) -> Value {
        if self.tape.is_some() {
            self.tell_member(object, slot, &value);
        }
        match self.heap.attributes_mut(object).and_then(|a| a.slots.get_mut(slot)) {
            Some(place) => std::mem::replace(place, value),
            None => Value::UNBOUND,
        }
    }
}
