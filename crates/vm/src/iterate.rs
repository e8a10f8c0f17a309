//! Iteration: `iter`, `next`, and gathering what an iterable gives.

use object::{
    ClassIndex, Cursor, Dict, Generator, Iterator, Kind, List, Part, Range, Ref, Set, Str, Tuple, Value, dunder,
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

    /// `next(iterator)`; None where it ended.
    pub fn next(&mut self, iterator: &Value) -> Result<Option<Value>> {
        // Whatever native loops over an iterator comes by here: it can be interrupted.
        self.work(1)?;
        if let Some(cursor) = iterator.as_ref::<Cursor>()
            && cursor.header().class().0 <= ClassIndex::MEMORY_ITERATOR.0
        {
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
    fn ended_by(&mut self, raised: crate::Raised) -> Result<Option<Value>> {
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

    /// Moves a built-in iterator on.
    pub fn advance(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        let value = match &mut cursor.get_mut(&mut self.heap).0 {
            Iterator::Spent => return Ok(None),
            Iterator::Range { next, step, left } => {
                if *left == 0 {
                    None
                } else {
                    *left -= 1;
                    let value = *next;
                    *next = next.wrapping_add(*step);
                    return Ok(Some(Value::from_i64(value)));
                }
            }
            Iterator::Tuple { tuple, index } => {
                let value = tuple.0.get(*index).cloned();
                *index += 1;
                value
            }
            Iterator::Str { string, offset } => {
                let bytes = &string.bytes()[*offset..];
                match bytes.first() {
                    None => None,
                    Some(first) => {
                        let end = text::wtf8::width(*first).min(bytes.len());
                        *offset += end;
                        Some(crate::item::character(&self.characters, &bytes[..end]))
                    }
                }
            }
            Iterator::List { list, index } => {
                let (list, at) = (list.clone(), *index);
                *index += 1;
                list.get(&self.heap).0.get(at).cloned()
            }
            Iterator::ListReverse { list, index } => {
                let (list, at) = (list.clone(), *index);
                *index = index.wrapping_sub(1);
                if at == usize::MAX { None } else { list.get(&self.heap).0.get(at).cloned() }
            }
            Iterator::Dict { .. } => return self.advance_dict(cursor),
            Iterator::Set { .. } => return self.advance_set(cursor),
            _ => return self.advance_rare(cursor),
        };
        if value.is_none() {
            self.spend(cursor);
        }
        Ok(value)
    }

    fn spend(&mut self, cursor: &Ref<Cursor>) {
        let old = std::mem::replace(&mut cursor.get_mut(&mut self.heap).0, Iterator::Spent);
        drop(old);
    }

    fn advance_dict(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        let Iterator::Dict { dict, entry, length, part, reverse, left } = &cursor.get(&self.heap).0 else {
            return Ok(None);
        };
        let (dict, entry, length, part, reverse, left) = (dict.clone(), *entry, *length, *part, *reverse, *left);
        let data = dict.get(&self.heap);
        if data.len() != length {
            if let Iterator::Dict { length, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                *length = usize::MAX;
            }
            return Err(self.runtime_error("dictionary changed size during iteration"));
        }
        let slots = data.slots();
        let found = if reverse {
            (0..entry.min(slots.len())).rev().find(|&i| !slots[i].key.is_unbound())
        } else {
            (entry..slots.len()).find(|&i| !slots[i].key.is_unbound())
        };
        let Some(number) = found else {
            self.spend(cursor);
            return Ok(None);
        };
        if left == 0 {
            self.spend(cursor);
            return Err(self.runtime_error("dictionary keys changed during iteration"));
        }
        let at = &slots[number];
        let value = match part {
            Part::Keys => at.key.clone(),
            Part::Values => at.value.clone(),
            Part::Items => Value::tuple(vec![at.key.clone(), at.value.clone()]),
        };
        if let Iterator::Dict { entry, left, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *entry = if reverse { number } else { number + 1 };
            *left -= 1;
        }
        Ok(Some(value))
    }

    fn advance_set(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        let Iterator::Set { set, slot, length, .. } = &cursor.get(&self.heap).0 else {
            return Ok(None);
        };
        let (set, slot, length) = (set.clone(), *slot, *length);
        let data = set.get(&self.heap);
        if data.len() != length {
            // It stays so, even if the size is the old one again.
            if let Iterator::Set { length, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                *length = usize::MAX;
            }
            return Err(self.runtime_error("Set changed size during iteration"));
        }
        let table = data.table();
        let Some(place) = (slot..table.len()).find(|&i| !table[i].key.is_unbound()) else {
            self.spend(cursor);
            return Ok(None);
        };
        let value = table[place].key.clone();
        if let Iterator::Set { slot, left, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *slot = place + 1;
            *left = left.saturating_sub(1);
        }
        Ok(Some(value))
    }

    /// Iterators whose step may run Python.
    fn advance_rare(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        match &cursor.get(&self.heap).0 {
            Iterator::Bytes { bytes, index } => {
                let (bytes, at) = (bytes.clone(), *index);
                let length = self.len(&bytes)?;
                if at >= length {
                    self.spend(cursor);
                    return Ok(None);
                }
                if let Iterator::Bytes { index, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                    *index += 1;
                }
                self.get_item(&bytes, &Value::int(at as i64)).map(Some)
            }
            Iterator::LongRange { range, index } => {
                let (range, at) = (range.clone(), index.clone());
                let as_big = |v: &Value| self.as_big(v).unwrap_or_default();
                if at >= as_big(&range.length) {
                    self.spend(cursor);
                    return Ok(None);
                }
                let value = as_big(&range.start) + &at * as_big(&range.step);
                if let Iterator::LongRange { index, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                    *index += 1;
                }
                Ok(Some(Value::big_int(value)))
            }
            Iterator::Sequence { sequence, index } => {
                let (sequence, at) = (sequence.clone(), *index);
                match self.get_item(&sequence, &Value::from_i64(at)) {
                    Ok(value) => {
                        if let Iterator::Sequence { index, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                            *index += 1;
                        }
                        Ok(Some(value))
                    }
                    Err(_) if self.swallow("IndexError") || self.swallow("StopIteration") => {
                        self.spend(cursor);
                        Ok(None)
                    }
                    Err(raised) => Err(raised),
                }
            }
            Iterator::Reversed { sequence, index } => {
                let (sequence, at) = (sequence.clone(), *index);
                if at < 0 {
                    self.spend(cursor);
                    return Ok(None);
                }
                if let Iterator::Reversed { index, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                    *index -= 1;
                }
                match self.get_item(&sequence, &Value::from_i64(at)) {
                    Ok(value) => Ok(Some(value)),
                    Err(_) if self.swallow("IndexError") || self.swallow("StopIteration") => {
                        self.spend(cursor);
                        Ok(None)
                    }
                    Err(raised) => Err(raised),
                }
            }
            Iterator::Callable { callable, sentinel } => {
                let (callable, sentinel) = (callable.clone(), sentinel.clone());
                let value = match self.call(&callable, &[]) {
                    Ok(value) => value,
                    Err(_) if self.swallow("StopIteration") => {
                        self.spend(cursor);
                        return Ok(None);
                    }
                    Err(raised) => return Err(raised),
                };
                if self.equal(&value, &sentinel)? {
                    self.spend(cursor);
                    return Ok(None);
                }
                Ok(Some(value))
            }
            Iterator::Enumerate { iterator, count } => {
                let (iterator, number) = (iterator.clone(), count.clone());
                let Some(value) = self.next(&iterator)? else {
                    return Ok(None);
                };
                let following = self.binary(crate::Binary::Add, &number, &Value::int(1))?;
                if let Iterator::Enumerate { count, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                    *count = following;
                }
                Ok(Some(Value::tuple(vec![number, value])))
            }
            Iterator::Zip { iterators, strict } => {
                let (count, strict) = (iterators.len(), *strict);
                self.advance_zip(cursor, count, strict)
            }
            Iterator::Map { function, iterators } => {
                let function = function.clone();
                if let [only] = &iterators[..] {
                    let only = only.clone();
                    return match self.next(&only)? {
                        Some(value) => self.call(&function, std::slice::from_ref(&value)).map(Some),
                        None => Ok(None),
                    };
                }
                let iterators = iterators.clone();
                let mut arguments = Vec::with_capacity(iterators.len());
                for iterator in &iterators {
                    match self.next(iterator)? {
                        Some(value) => arguments.push(value),
                        None => return Ok(None),
                    }
                }
                self.call(&function, &arguments).map(Some)
            }
            Iterator::AsyncStep { .. } | Iterator::CoroutineWrapper { .. } | Iterator::NextAwaitable { .. } => {
                match self.step_send(cursor, Value::NONE) {
                    Ok(value) => Ok(Some(value)),
                    Err(_) if self.swallow("StopIteration") => Ok(None),
                    Err(raised) => Err(raised),
                }
            }
            Iterator::Filter { function, iterator } => {
                let (function, iterator) = (function.clone(), iterator.clone());
                while let Some(value) = self.next(&iterator)? {
                    let keep = if function.is_none() {
                        self.truth(&value)?
                    } else {
                        let result = self.call(&function, std::slice::from_ref(&value))?;
                        self.truth(&result)?
                    };
                    if keep {
                        return Ok(Some(value));
                    }
                }
                Ok(None)
            }
            _ => Ok(None),
        }
    }

    fn advance_zip(&mut self, cursor: &Ref<Cursor>, count: usize, strict: bool) -> Result<Option<Value>> {
        let mut items = Vec::with_capacity(count);
        for place in 0..count {
            match self.next_of_zip(cursor, place)? {
                Some(value) => items.push(value),
                None if strict => return self.end_of_zip(cursor, count, place),
                None => return Ok(None),
            }
        }
        if items.is_empty() { Ok(None) } else { Ok(Some(Value::tuple(items))) }
    }

    fn next_of_zip(&mut self, cursor: &Ref<Cursor>, place: usize) -> Result<Option<Value>> {
        let iterator = match &cursor.get(&self.heap).0 {
            Iterator::Zip { iterators, .. } => iterators.get(place).cloned(),
            _ => None,
        };
        match iterator {
            Some(iterator) => self.next(&iterator),
            None => Ok(None),
        }
    }

    /// Iterator number `place` of a strict zip has ended: so must all the others.
    fn end_of_zip(&mut self, cursor: &Ref<Cursor>, count: usize, place: usize) -> Result<Option<Value>> {
        let others = |n: usize| if n == 1 { " 1".to_string() } else { format!("s 1-{n}") };
        if place > 0 {
            let message = format!("zip() argument {} is shorter than argument{}", place + 1, others(place));
            return Err(self.value_error(message));
        }
        for later in 1..count {
            if self.next_of_zip(cursor, later)?.is_some() {
                let message = format!("zip() argument {} is longer than argument{}", later + 1, others(later));
                return Err(self.value_error(message));
            }
        }
        Ok(None)
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
        while let Some(value) = self.next(&iterator)? {
            if items.len() == items.capacity() {
                self.check_room(items.len() * 2 * size_of::<Value>())?;
            }
            items.push(value);
        }
        Ok(items)
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
