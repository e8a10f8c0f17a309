//! The heap verbs: every change inside an object goes through one of these, because the recorder
//! listens here. Each tests one flag, that of a recorded run.

use object::{ByteArray, Cell, Dict, List, Lookup, Name, Ref, Set, SetLookup, Value};
use trace::Mutation;

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// Tells the tape, if there is one.
    #[inline(always)]
    pub(crate) fn mutated(&mut self, object: &Value, what: Mutation) {
        if let Some(tape) = &mut self.tape {
            tape.mutation(object.bits(), what);
        }
    }

    // ---- list ---------------------------------------------------------------------------

    #[inline]
    pub fn list_push(&mut self, list: &Ref<List>, value: Value) {
        self.mutated(list.value(), Mutation::Push);
        list.get_mut(&mut self.heap).0.push(value);
    }

    /// Replaces item `index`, which is there; what it was.
    #[inline]
    pub fn list_set(&mut self, list: &Ref<List>, index: usize, value: Value) -> Value {
        self.mutated(list.value(), Mutation::SetItem);
        std::mem::replace(&mut list.get_mut(&mut self.heap).0[index], value)
    }

    pub fn list_insert(&mut self, list: &Ref<List>, index: usize, value: Value) {
        self.mutated(list.value(), Mutation::Insert);
        let items = &mut list.get_mut(&mut self.heap).0;
        let index = index.min(items.len());
        items.insert(index, value);
    }

    pub fn list_remove(&mut self, list: &Ref<List>, index: usize) -> Value {
        self.mutated(list.value(), Mutation::Remove);
        list.get_mut(&mut self.heap).0.remove(index)
    }

    /// Puts `items` in the place of `range`.
    pub fn list_splice(&mut self, list: &Ref<List>, range: std::ops::Range<usize>, mut items: Vec<Value>) {
        self.mutated(list.value(), Mutation::Splice);
        if range.len() == items.len() {
            list.get_mut(&mut self.heap).0[range].swap_with_slice(&mut items);
            return drop(items);
        }
        let removed: Vec<Value> = list.get_mut(&mut self.heap).0.splice(range, items).collect();
        drop(removed);
    }

    /// Exchanges all items: sort, reverse, clear. What was there.
    pub fn list_replace_all(&mut self, list: &Ref<List>, items: Vec<Value>) -> Vec<Value> {
        self.mutated(list.value(), Mutation::Replace);
        std::mem::replace(&mut list.get_mut(&mut self.heap).0, items)
    }

    pub fn list_reverse(&mut self, list: &Ref<List>) {
        self.mutated(list.value(), Mutation::Replace);
        list.get_mut(&mut self.heap).0.reverse();
    }

    // ---- dict ----------------------------------------------------------------------------

    /// The entry of a key, if it is there.
    pub fn dict_find(&mut self, dict: &Ref<Dict>, hash: i64, key: &Value) -> Result<Option<usize>> {
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
        self.mutated(dict.value(), Mutation::SetItem);
        let dict = dict.get_mut(&mut self.heap);
        match entry {
            Some(entry) => {
                let old = dict.replace_at(entry, value);
                drop(old);
            }
            None => dict.insert_new(hash, key, value),
        }
        Ok(())
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
        self.mutated(dict.value(), Mutation::Remove);
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
        self.mutated(dict.value(), Mutation::Clear);
        let entries = dict.get_mut(&mut self.heap).take_entries();
        drop(entries);
    }

    /// Moves an entry to the end or the front.
    pub fn dict_move(&mut self, dict: &Ref<Dict>, entry: usize, to_end: bool) {
        self.mutated(dict.value(), Mutation::Move);
        dict.get_mut(&mut self.heap).move_entry(entry, to_end);
    }

    /// Binds a name in a namespace.
    pub fn namespace_set(&mut self, dict: &Ref<Dict>, name: &Name, value: Value) {
        self.mutated(dict.value(), Mutation::SetItem);
        let old = dict.get_mut(&mut self.heap).set_name(name, value);
        drop(old);
    }

    pub fn namespace_delete(&mut self, dict: &Ref<Dict>, name: &Name) -> Option<Value> {
        self.mutated(dict.value(), Mutation::Remove);
        dict.get_mut(&mut self.heap).remove_name(name)
    }

    // ---- set ----------------------------------------------------------------------------------

    pub fn set_find(&mut self, set: &Ref<Set>, hash: i64, key: &Value) -> Result<Option<usize>> {
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
        self.mutated(set.value(), Mutation::Push);
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
        self.mutated(set.value(), Mutation::Remove);
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
        self.mutated(set.value(), Mutation::Remove);
        set.get_mut(&mut self.heap).pop()
    }

    pub fn set_clear(&mut self, set: &Ref<Set>) {
        self.set_replace(set, Set::new());
    }

    /// Exchanges all members.
    pub fn set_replace(&mut self, set: &Ref<Set>, members: Set) {
        self.mutated(set.value(), Mutation::Replace);
        let old = std::mem::replace(set.get_mut(&mut self.heap), members);
        drop(old);
    }

    // ---- the others -------------------------------------------------------------------------------

    pub fn bytearray_mut<R>(&mut self, array: &Ref<ByteArray>, change: impl FnOnce(&mut Vec<u8>) -> R) -> R {
        self.mutated(array.value(), Mutation::Splice);
        change(&mut array.get_mut(&mut self.heap).bytes)
    }

    /// Gives a cell another content; what it was.
    #[inline]
    /// Changes the buffer of a native module's object in place.
    pub fn native_bytes_mut(&mut self, object: &Value, change: impl FnOnce(&mut [u8])) {
        self.mutated(object, Mutation::Splice);
        if let Some(bytes) = object.as_ref::<object::Native>().and_then(|n| n.get_mut(&mut self.heap).0.buffer_mut()) {
            change(bytes);
        }
    }

    pub fn cell_set(&mut self, cell: &Ref<Cell>, value: Value) -> Value {
        self.mutated(cell.value(), Mutation::SetItem);
        std::mem::replace(&mut cell.get_mut(&mut self.heap).content, value)
    }

    /// Binds an attribute in an instance's own namespace.
    pub fn set_slot(&mut self, object: &Value, name: &Name, value: Value) {
        self.mutated(object, Mutation::SetAttribute);
        let (old, _) = self.heap.set_own_attribute(object, name, value);
        drop(old);
    }

    /// False if there was none.
    pub fn delete_slot(&mut self, object: &Value, name: &Name) -> bool {
        self.mutated(object, Mutation::Remove);
        let old = self.heap.delete_own_attribute(object, name);
        old.is_some()
    }

    /// Sets a member of `__slots__`; what it was.
    pub fn set_member(&mut self, object: &Value, slot: usize, value: Value) -> Value {
        self.mutated(object, Mutation::SetAttribute);
        match self.heap.attributes_mut(object).and_then(|a| a.slots.get_mut(slot)) {
            Some(place) => std::mem::replace(place, value),
            None => Value::UNBOUND,
        }
    }
}
