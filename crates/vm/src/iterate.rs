//! Iteration: `iter`, `next`, and gathering what an iterable gives.

use object::{
    ClassIndex, Cursor, Dict, DictEntry, Generator, Iterator, Kind, List, Part, Range, Ref, Set, Str, Tuple, Value,
    dunder,
};

use crate::error::Result;
use crate::machine::Vm;

/// Room is made at once for this many items at most.
const MOST_EXPECTED: usize = 1 << 24;

impl Vm {
    /// `iter(object)`
    pub fn iter(&mut self, object: &Value) -> Result {
        if let Some(iterator) = self.plain_iterator(object) {
            return Ok(iterator);
        }
        match self.dunder_of(object, dunder::ITER) {
            Some(hook) if !hook.is_none() => {
                let result = self.call_unbound(&hook, object, &[])?;
                if matches!(result.kind(), Some(Kind::Iterator | Kind::Generator))
                    || self.dunder_of(&result, dunder::NEXT).is_some()
                {
                    return Ok(result);
                }
                let message = format!("iter() returned non-iterator of type '{}'", self.type_name(&result));
                Err(self.type_error(message))
            }
            None if self.dunder_of(object, dunder::GETITEM).is_some() && object.kind() != Some(Kind::Dict) => {
                let cursor = Iterator::Sequence { sequence: object.clone(), index: 0 };
                Ok(Ref::new(ClassIndex::SEQUENCE_ITERATOR, Cursor(cursor)).into())
            }
            _ => {
                let message = format!("'{}' object is not iterable", self.type_name(object));
                Err(self.type_error(message))
            }
        }
    }

    /// The iterator over a plain built-in iterable.
    pub fn plain_iterator(&mut self, object: &Value) -> Option<Value> {
        let class = object.header()?.class();
        let (class, cursor) = match class {
            ClassIndex::LIST => {
                (ClassIndex::LIST_ITERATOR, Iterator::List { list: object.as_ref::<List>()?.clone(), index: 0 })
            }
            ClassIndex::TUPLE => {
                (ClassIndex::TUPLE_ITERATOR, Iterator::Tuple { tuple: object.as_ref::<Tuple>()?.clone(), index: 0 })
            }
            ClassIndex::STR => {
                let string = object.as_ref::<Str>()?.clone();
                let class = if string.is_ascii() { ClassIndex::STR_ASCII_ITERATOR } else { ClassIndex::STR_ITERATOR };
                (class, Iterator::Str { string, offset: 0 })
            }
            ClassIndex::RANGE => return self.range_iterator(object.as_ref::<Range>()?),
            ClassIndex::DICT => {
                let dict = object.as_ref::<Dict>()?.clone();
                (ClassIndex::DICT_KEY_ITERATOR, self.dict_cursor(dict, Part::Keys, false))
            }
            ClassIndex::SET | ClassIndex::FROZENSET => {
                let set = object.as_ref::<Set>()?.clone();
                let length = set.get(&self.heap).len();
                (ClassIndex::SET_ITERATOR, Iterator::Set { set, slot: 0, length, left: length })
            }
            ClassIndex::GENERATOR => return Some(object.clone()),
            class if self.next_function(class).is_some() => return Some(object.clone()),
            _ => return None,
        };
        Some(Ref::new(class, Cursor(cursor)).into())
    }

    pub fn dict_cursor(&self, dict: Ref<Dict>, part: Part, reverse: bool) -> Iterator {
        let (length, slots) = {
            let data = dict.get(&self.heap);
            (data.len(), data.slots().len())
        };
        Iterator::Dict { dict, entry: if reverse { slots } else { 0 }, length, part, reverse, left: length }
    }

    fn range_iterator(&mut self, range: &Ref<Range>) -> Option<Value> {
        let cursor = match (range.start.as_small_int(), range.step.as_small_int(), range.length.as_small_int()) {
            (Some(next), Some(step), Some(left)) if range.stop.is_small_int() => {
                let cursor = Iterator::Range { next, step, left: left as u64 };
                return Some(Ref::new(ClassIndex::RANGE_ITERATOR, Cursor(cursor)).into());
            }
            _ => Iterator::LongRange { range: range.clone(), index: 0.into() },
        };
        Some(Ref::new(ClassIndex::LONG_RANGE_ITERATOR, Cursor(cursor)).into())
    }

    /// The next value of an iterator over something built in that is as it was, if there is one and no tape must
    /// hear of it.
    #[inline]
    pub(crate) fn plain_next(&mut self, cursor: &Ref<Cursor>) -> Option<Value> {
        if self.tape.is_some() {
            return None;
        }
        match &mut cursor.get_mut(&mut self.heap).0 {
            Iterator::Str { string, offset } => {
                let byte = string.ascii_at(*offset)?;
                *offset += 1;
                self.characters.get(byte as usize).cloned()
            }
            Iterator::Tuple { tuple, index } => {
                let item = tuple.0.get(*index)?.clone();
                *index += 1;
                Some(item)
            }
            Iterator::Dict { part: Part::Keys, .. } => self.plain_entry(cursor, |entry| entry.key.clone()),
            Iterator::Dict { part: Part::Values, .. } => self.plain_entry(cursor, |entry| entry.value.clone()),
            Iterator::Set { .. } => self.plain_element(cursor),
            Iterator::Dict { part: Part::Items, .. } | Iterator::Enumerate { .. } | Iterator::Zip { .. } => {
                let (first, second) = self.plain_pair(cursor)?;
                Some(Value::tuple_of([first, second]))
            }
            _ => None,
        }
    }

    /// The next two values of an iterator that gives pairs, under the same conditions.
    #[inline]
    pub(crate) fn plain_pair(&mut self, cursor: &Ref<Cursor>) -> Option<(Value, Value)> {
        match &cursor.get(&self.heap).0 {
            Iterator::Dict { part: Part::Items, .. } => {
                self.plain_entry(cursor, |entry| (entry.key.clone(), entry.value.clone()))
            }
            Iterator::Enumerate { iterator, count } => {
                let number = count.clone();
                let following = number.is_small_int().then(|| number.plus(1))??;
                let iterator = iterator.clone();
                let value = self.quick_next(&iterator)?;
                if let Iterator::Enumerate { count, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                    *count = following;
                }
                Some((number, value))
            }
            Iterator::Zip { iterators, strict: false } => {
                let [first, second] = &iterators[..] else { return None };
                if !self.has_more(first) || !self.has_more(second) {
                    return None;
                }
                let (first, second) = (first.clone(), second.clone());
                Some((self.quick_next(&first)?, self.quick_next(&second)?))
            }
            _ => None,
        }
    }

    /// Has this iterator of a range, list or tuple a next value?
    fn has_more(&self, iterator: &Value) -> bool {
        iterator.as_ref::<Cursor>().is_some_and(|cursor| match &cursor.get(&self.heap).0 {
            Iterator::Range { left, .. } => *left > 0,
            Iterator::List { list, index } => *index < list.get(&self.heap).0.len(),
            Iterator::Tuple { tuple, index } => *index < tuple.0.len(),
            _ => false,
        })
    }

    /// What `read` takes from the next entry of a dict that has as many entries as at the start; none where a deleted
    /// one comes first.
    #[inline(always)]
    fn plain_entry<R>(&mut self, cursor: &Ref<Cursor>, read: impl FnOnce(&DictEntry) -> R) -> Option<R> {
        let Iterator::Dict { dict, entry, length, reverse: false, left: 1.., .. } = &cursor.get(&self.heap).0 else {
            return None;
        };
        let data = dict.get(&self.heap);
        let next = data.slots().get(*entry).filter(|next| data.len() == *length && !next.key.is_unbound())?;
        let read = read(next);
        if let Iterator::Dict { entry, left, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *entry += 1;
            *left -= 1;
        }
        Some(read)
    }

    /// The next element of a set that has as many as at the start.
    #[inline]
    fn plain_element(&mut self, cursor: &Ref<Cursor>) -> Option<Value> {
        let Iterator::Set { set, slot, length, .. } = &cursor.get(&self.heap).0 else { return None };
        let data = set.get(&self.heap);
        if data.len() != *length {
            return None;
        }
        let table = &data.table()[(*slot).min(data.table().len())..];
        let passed = table.iter().position(|element| !element.key.is_unbound())?;
        let value = table[passed].key.clone();
        if let Iterator::Set { slot, left, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *slot += passed + 1;
            *left = left.saturating_sub(1);
        }
        Some(value)
    }

    /// `next(iterator)`; None where it ended.
    pub fn next(&mut self, iterator: &Value) -> Result<Option<Value>> {
        // Whatever native loops over an iterator comes by here: it can be interrupted.
        self.work(1)?;
        if let Some(cursor) = iterator.as_ref::<Cursor>()
            && cursor.header().class().0 <= ClassIndex::MEMORY_ITERATOR.0
        {
            if let Some(value) = self.plain_next(cursor) {
                return Ok(Some(value));
            }
            return match self.advance(cursor) {
                Err(raised) => self.ended_by(raised),
                given => given,
            };
        }
        if let Some(generator) = iterator.as_ref::<Generator>()
            && generator.header().class() == ClassIndex::GENERATOR
        {
            return self.resume_for_next(generator);
        }
        if let Some(header) = iterator.header()
            && header.kind() == Kind::Native
            && let Some(next) = self.next_function(header.class())
        {
            return if self.stack_exhausted() {
                Err(self.recursion_error("maximum recursion depth exceeded"))
            } else {
                match next(self, iterator) {
                    Err(raised) => self.ended_by(raised),
                    given => given,
                }
            };
        }
        let Some(hook) = self.dunder_of(iterator, dunder::NEXT) else {
            let message = format!("'{}' object is not an iterator", self.type_name(iterator));
            return Err(self.type_error(message));
        };
        match self.call_unbound(&hook, iterator, &[]) {
            Ok(value) => Ok(Some(value)),
            Err(raised) => self.ended_by(raised),
        }
    }

    /// A pending StopIteration ends an iterator. One that carries a value waits for `next()`, which raises it.
    #[cold]
    pub(crate) fn ended_by(&mut self, raised: crate::Raised) -> Result<Option<Value>> {
        if self.thread.uncatchable || !self.pending_is("StopIteration") {
            return Err(raised);
        }
        let exception = self.take_pending();
        if let Some(data) = exception.as_ref::<object::Exception>()
            && !data.get(&self.heap).args.0.is_empty()
        {
            data.get_mut(&mut self.heap).traceback = Value::NONE;
            self.thread.stopped_with = Some(exception);
        }
        Ok(None)
    }

    /// As `next`, but a StopIteration that carries a value is raised.
    pub fn next_with_stop(&mut self, iterator: &Value) -> Result<Option<Value>> {
        self.thread.stopped_with = None;
        let next = self.next(iterator)?;
        self.stop_instead(next)
    }

    /// As `advance`, but a StopIteration that carries a value is raised.
    pub fn advance_or_stop(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        self.thread.stopped_with = None;
        let next = self.advance(cursor)?;
        self.stop_instead(next)
    }

    fn stop_instead(&mut self, next: Option<Value>) -> Result<Option<Value>> {
        if next.is_some() {
            return Ok(next);
        }
        match self.thread.stopped_with.take() {
            Some(exception) => Err(self.restore_pending(exception)),
            None => Ok(None),
        }
    }

    /// All that an iterable gives.
    pub fn collect(&mut self, iterable: &Value) -> Result<Vec<Value>> {
        if let Some(items) = self.plain_items(iterable) {
            return Ok(items);
        }
        let iterator = self.iter(iterable)?;
        let expected = self.expected(&iterator);
        self.check_room(expected.saturating_mul(size_of::<Value>()))?;
        let mut items = Vec::with_capacity(expected.min(MOST_EXPECTED));
        self.each(&iterator, |vm, value| {
            if items.len() == items.capacity() {
                vm.check_room(items.len() * 2 * size_of::<Value>())?;
            }
            items.push(value);
            Ok(true)
        })?;
        Ok(items)
    }

    /// The items of a plain list or tuple, as they stand.
    #[inline]
    pub fn plain_sequence<'a>(&'a self, value: &'a Value) -> Option<&'a [Value]> {
        match value.header()?.class() {
            ClassIndex::LIST => Some(&value.as_ref::<List>()?.get(&self.heap).0),
            ClassIndex::TUPLE => Some(&value.as_ref::<Tuple>()?.0),
            _ => None,
        }
    }

    /// The items of a plain container, which give themselves without running Python.
    fn plain_items(&self, iterable: &Value) -> Option<Vec<Value>> {
        Some(match iterable.header()?.class() {
            ClassIndex::LIST => iterable.as_ref::<List>()?.get(&self.heap).0.clone(),
            ClassIndex::TUPLE => iterable.as_ref::<Tuple>()?.0.to_vec(),
            ClassIndex::DICT => iterable.as_ref::<Dict>()?.get(&self.heap).entries().map(|e| e.key.clone()).collect(),
            ClassIndex::SET | ClassIndex::FROZENSET => {
                iterable.as_ref::<Set>()?.get(&self.heap).entries().map(|e| e.key.clone()).collect()
            }
            _ => return None,
        })
    }

    /// How many items a built-in iterator will give, where that costs nothing to know.
    fn expected(&self, iterator: &Value) -> usize {
        let Some(cursor) = iterator.as_ref::<Cursor>() else {
            return 0;
        };
        match &cursor.get(&self.heap).0 {
            Iterator::Range { left, .. } => *left as usize,
            Iterator::Dict { left, .. } | Iterator::Set { left, .. } => *left,
            Iterator::List { list, index } => list.get(&self.heap).0.len().saturating_sub(*index),
            _ => 0,
        }
    }
}
