//! How built-in iterators move on.
//!
//! What a step of them needs is looked at in place; only those that may run Python hold on to what they use.

use object::{ClassIndex, Cursor, Iterator, Part, Ref, Value};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// Moves a built-in iterator on.
    pub fn advance(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        if !matches!(&cursor.get(&self.heap).0, Iterator::Enumerate { .. }) {
            self.touched(cursor.value(), trace::Mutation::Advance);
        }
        let heap = &self.heap;
        let value = match &cursor.get(heap).0 {
            Iterator::Spent => return Ok(None),
            Iterator::Range { next, left, .. } => (*left > 0).then(|| Value::from_i64(*next)),
            Iterator::List { list, index } | Iterator::ListReverse { list, index } => {
                list.get(heap).0.get(*index).cloned()
            }
            Iterator::Tuple { tuple, index } => tuple.0.get(*index).cloned(),
            Iterator::Str { string, offset } => {
                let bytes = &string.bytes()[*offset..];
                let width = bytes.first().map(|first| text::wtf8::width(*first).min(bytes.len()));
                width.map(|width| crate::item::character(&self.characters, &bytes[..width]))
            }
            Iterator::Dict { .. } => return self.advance_dict(cursor),
            Iterator::Set { .. } => return self.advance_set(cursor),
            Iterator::Enumerate { .. } => {
                let pair = self.advance_enumerate(cursor)?;
                return Ok(pair.map(|(number, value)| Value::tuple_of([number, value])));
            }
            Iterator::Zip { iterators, strict: false } if iterators.len() == 2 => {
                let (first, second) = (iterators[0].clone(), iterators[1].clone());
                let pair = self.next_two(&first, &second)?;
                return Ok(pair.map(|(one, other)| Value::tuple_of([one, other])));
            }
            _ => return self.advance_rare(cursor),
        };
        let Some(value) = value else {
            self.spend(cursor);
            return Ok(None);
        };
        match &mut cursor.get_mut(&mut self.heap).0 {
            Iterator::Range { next, step, left } => {
                *left -= 1;
                *next = next.wrapping_add(*step);
            }
            Iterator::List { index, .. } | Iterator::Tuple { index, .. } => *index += 1,
            Iterator::ListReverse { index, .. } => *index = index.wrapping_sub(1),
            Iterator::Str { offset, .. } => *offset += value.as_ref::<object::Str>().map_or(0, |c| c.bytes().len()),
            _ => {}
        }
        Ok(Some(value))
    }

    /// The next two values of an iterator that gives pairs, for a loop that takes them apart at once: no tuple is
    /// made. The outer None where it is another.
    #[inline]
    pub(crate) fn advance_pair(&mut self, cursor: &Ref<Cursor>) -> Option<Result<Option<(Value, Value)>>> {
        if let Iterator::Enumerate { .. } = &cursor.get(&self.heap).0 {
            return Some(self.advance_enumerate(cursor));
        }
        self.touched(cursor.value(), trace::Mutation::Advance);
        match &cursor.get(&self.heap).0 {
            Iterator::Zip { iterators, strict: false } => match &iterators[..] {
                [first, second] => {
                    let (first, second) = (first.clone(), second.clone());
                    Some(self.next_two(&first, &second))
                }
                _ => None,
            },
            Iterator::Dict { part: Part::Items, .. } => Some(self.next_entry(cursor).map(|number| {
                let Iterator::Dict { dict, .. } = &cursor.get(&self.heap).0 else { return None };
                let entry = dict.get(&self.heap).entry(number?);
                Some((entry.key.clone(), entry.value.clone()))
            })),
            _ => None,
        }
    }

    fn next_two(&mut self, first: &Value, second: &Value) -> Result<Option<(Value, Value)>> {
        let Some(one) = self.next_of(first)? else { return Ok(None) };
        Ok(self.next_of(second)?.map(|other| (one, other)))
    }

    /// The next value of an iterator that another one asks.
    #[inline]
    fn next_of(&mut self, iterator: &Value) -> Result<Option<Value>> {
        let value = self.quick_next(iterator);
        if value.is_none() {
            return self.next(iterator);
        }
        if object::is_told(iterator) {
            self.tell_next(iterator);
        }
        Ok(value)
    }

    fn advance_enumerate(&mut self, cursor: &Ref<Cursor>) -> Result<Option<(Value, Value)>> {
        let Iterator::Enumerate { iterator, count } = &cursor.get(&self.heap).0 else {
            return Ok(None);
        };
        let (iterator, number) = (iterator.clone(), count.clone());
        let Some(value) = self.next_of(&iterator)? else {
            return Ok(None);
        };
        let following = match number.is_small_int().then(|| number.plus(1)).flatten() {
            Some(following) => following,
            None => self.binary(crate::Binary::Add, &number, &Value::int(1))?,
        };
        let small = following.is_small_int() && object::is_told(cursor.value());
        if !small {
            self.touched(cursor.value(), trace::Mutation::Advance);
        }
        if let Iterator::Enumerate { count, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *count = following;
        }
        if small {
            self.tell_next(cursor.value());
        }
        Ok(Some((number, value)))
    }

    fn spend(&mut self, cursor: &Ref<Cursor>) {
        self.touched(cursor.value(), trace::Mutation::Advance);
        let old = std::mem::replace(&mut cursor.get_mut(&mut self.heap).0, Iterator::Spent);
        drop(old);
    }

    fn advance_dict(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        let number = self.next_entry(cursor)?;
        let Iterator::Dict { dict, part, .. } = &cursor.get(&self.heap).0 else {
            return Ok(None);
        };
        Ok(number.map(|number| {
            let at = dict.get(&self.heap).entry(number);
            match part {
                Part::Keys => at.key.clone(),
                Part::Values => at.value.clone(),
                Part::Items => Value::tuple_of([at.key.clone(), at.value.clone()]),
            }
        }))
    }

    /// The number of the next entry of a dict; the iterator has passed it then.
    fn next_entry(&mut self, cursor: &Ref<Cursor>) -> Result<Option<usize>> {
        let Iterator::Dict { dict, entry, length, reverse, left, .. } = &cursor.get(&self.heap).0 else {
            return Ok(None);
        };
        let data = dict.get(&self.heap);
        if data.len() != *length {
            if let Iterator::Dict { length, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                *length = usize::MAX;
            }
            return Err(self.runtime_error("dictionary changed size during iteration"));
        }
        let slots = data.slots();
        let found = if *reverse {
            (0..(*entry).min(slots.len())).rev().find(|&i| !slots[i].key.is_unbound())
        } else {
            (*entry..slots.len()).find(|&i| !slots[i].key.is_unbound())
        };
        let left = *left;
        let Some(number) = found else {
            self.spend(cursor);
            return Ok(None);
        };
        if left == 0 {
            self.spend(cursor);
            return Err(self.runtime_error("dictionary keys changed during iteration"));
        }
        if let Iterator::Dict { entry, left, reverse, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *entry = if *reverse { number } else { number + 1 };
            *left -= 1;
        }
        Ok(Some(number))
    }

    fn advance_set(&mut self, cursor: &Ref<Cursor>) -> Result<Option<Value>> {
        let Iterator::Set { set, slot, length, .. } = &cursor.get(&self.heap).0 else {
            return Ok(None);
        };
        let data = set.get(&self.heap);
        if data.len() != *length {
            // It stays so, even if the size is the old one again.
            if let Iterator::Set { length, .. } = &mut cursor.get_mut(&mut self.heap).0 {
                *length = usize::MAX;
            }
            return Err(self.runtime_error("Set changed size during iteration"));
        }
        let table = data.table();
        let Some(place) = (*slot..table.len()).find(|&i| !table[i].key.is_unbound()) else {
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
                        self.touched(cursor.value(), trace::Mutation::Advance);
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
            Iterator::Zip { iterators, strict } => {
                let (count, strict) = (iterators.len(), *strict);
                self.advance_zip(cursor, count, strict)
            }
            Iterator::Map { function, iterators } => {
                let function = function.clone();
                if let [only] = &iterators[..] {
                    let only = only.clone();
                    return match self.next_of(&only)? {
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
                while let Some(value) = self.next_of(&iterator)? {
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
}

impl Vm {
    #[inline(always)]
    pub(crate) fn is_generator(&self, iterator: &Value) -> bool {
        iterator.header().is_some_and(|header| header.class() == ClassIndex::GENERATOR)
    }

    /// Is it an iterator of a range, list or tuple at its end, which nobody else could ask?
    #[inline(always)]
    pub(crate) fn has_ended(&self, iterator: &Value) -> bool {
        let Some(cursor) = iterator.as_ref::<Cursor>() else { return false };
        let alone = cursor.header().count() == 1;
        match &cursor.get(&self.heap).0 {
            Iterator::Range { left, .. } => *left == 0,
            Iterator::List { list, index } => alone && *index >= list.get(&self.heap).0.len(),
            Iterator::Tuple { tuple, index } => alone && *index >= tuple.0.len(),
            _ => false,
        }
    }
}
