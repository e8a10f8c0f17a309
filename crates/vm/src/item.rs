//! Items: `o[k]`, `o[k] = v`, `del o[k]`, `x in o`.

use object::{
    Alias, ByteArray, Bytes, Class, ClassIndex, Dict, Kind, List, PlainLookup, Ref, Slice, Str, Tuple, Value, dunder,
    plain_hash,
};

use crate::convert::SliceBounds;
use crate::error::Result;
use crate::machine::Vm;
use crate::operate::Comparison;
use crate::verb::Edit;

impl Vm {
    pub fn get_item(&mut self, object: &Value, key: &Value) -> Result {
        match self.plain_item(object, key) {
            Some(found) => Ok(found),
            None => self.get_other_item(object, key),
        }
    }

    /// The same where it is no plain item.
    pub(crate) fn get_other_item(&mut self, object: &Value, key: &Value) -> Result {
        if let Some(dict) = object.as_ref::<Dict>()
            && dict.header().class() == ClassIndex::DICT
        {
            return match self.dict_get(dict, key)? {
                Some(value) => Ok(value),
                None => Err(self.key_error(key.clone())),
            };
        }
        if let Some(bounds) =
            key.as_ref::<Slice>().and_then(|slice| plain_bounds(&slice.start, &slice.stop, &slice.step))
            && let Some(part) = self.plain_part(object, bounds)
        {
            return Ok(part);
        }
        if let Some(hook) = self.dunder_of(object, dunder::GETITEM) {
            return self.call_unbound(&hook, object, std::slice::from_ref(key));
        }
        if let Some(class) = object.as_ref::<Class>() {
            let name = self.heap.dunder(dunder::CLASS_GETITEM).clone();
            if let Some(hook) = self.find_attr(object, &name)? {
                return self.call(&hook, std::slice::from_ref(key));
            }
            if class.get(&self.heap).index == ClassIndex::TYPE {
                return Ok(self.generic_alias(object.clone(), key));
            }
            let message = format!("type '{}' is not subscriptable", self.class_name(class));
            return Err(self.type_error(message));
        }
        let message = format!("'{}' object is not subscriptable", self.type_name(object));
        Err(self.type_error(message))
    }

    /// A part of a plain list, tuple or string; None where it is another object.
    pub(crate) fn plain_part(&mut self, object: &Value, bounds: SliceBounds) -> Option<Value> {
        match object.header()?.class() {
            ClassIndex::LIST => {
                let items = &object.as_ref::<List>()?.get(&self.heap).0;
                let part = Value::list(part(items, bounds));
                self.copied(object, &part);
                Some(part)
            }
            ClassIndex::TUPLE => {
                let items = &object.as_ref::<Tuple>()?.0;
                let part = match bounds.within(items.len()) {
                    (_, 1, count) if count == items.len() => object.clone(),
                    (start, 1, count) => Value::tuple_of(&items[start as usize..start as usize + count]),
                    _ => Value::tuple(part(items, bounds)),
                };
                self.copied(object, &part);
                Some(part)
            }
            ClassIndex::STR => {
                let string = object.as_ref::<Str>()?;
                let (start, step, count) = bounds.within(string.len());
                Some(self.string_slice(string, start, step, count))
            }
            _ => None,
        }
    }

    /// Puts the items of a plain list or tuple in the place of a part of a plain list. False where it is another case.
    pub(crate) fn set_plain_part(&mut self, object: &Value, bounds: SliceBounds, value: &Value) -> bool {
        let Some(list) = object.as_ref::<List>() else { return false };
        if list.header().class() != ClassIndex::LIST || bounds.step != 1 {
            return false;
        }
        let items = match (value.as_ref::<List>(), value.as_ref::<Tuple>()) {
            (Some(items), _) if items.header().class() == ClassIndex::LIST => items.get(&self.heap).0.clone(),
            (_, Some(items)) if items.header().class() == ClassIndex::TUPLE => items.0.to_vec(),
            _ => return false,
        };
        let (start, _, count) = bounds.within(list.get(&self.heap).0.len());
        self.list_splice(list, start as usize..start as usize + count, items);
        true
    }

    /// `list[int]`
    pub fn generic_alias(&mut self, origin: Value, key: &Value) -> Value {
        let arguments = match key.as_ref::<Tuple>() {
            Some(tuple) => tuple.clone(),
            None => Ref::<Tuple>::tuple(vec![key.clone()]),
        };
        let alias = Alias { origin, arguments, parameters: Value::UNBOUND, starred: false };
        Ref::new(ClassIndex::GENERIC_ALIAS, alias).into()
    }

    /// An item of a plain list, tuple or ASCII string by a small index in range, or of a dict by a plain key.
    #[inline]
    pub(crate) fn plain_item(&self, object: &Value, key: &Value) -> Option<Value> {
        match object.header()?.class() {
            ClassIndex::STR => {
                let string = object.as_ref::<Str>()?;
                let place = place(key.as_small_int()?, string.len())?;
                if let Some(byte) = string.ascii_at(place) {
                    return self.characters.get(byte as usize).cloned();
                }
                (place < string.len()).then(|| self.character(string.slice(place, place + 1)))
            }
            ClassIndex::DICT => {
                let dict = object.as_ref::<Dict>()?.get(&self.heap);
                match dict.find_plain(plain_hash(key)?, key) {
                    PlainLookup::Found(entry) => Some(dict.entry(entry).value.clone()),
                    _ => None,
                }
            }
            ClassIndex::LIST => {
                let items = &object.as_ref::<List>()?.get(&self.heap).0;
                items.get(place(key.as_small_int()?, items.len())?).cloned()
            }
            ClassIndex::TUPLE => {
                let items = &object.as_ref::<Tuple>()?.0;
                items.get(place(key.as_small_int()?, items.len())?).cloned()
            }
            ClassIndex::BYTES => {
                let bytes = &object.as_ref::<Bytes>()?.0;
                bytes.get(place(key.as_small_int()?, bytes.len())?).map(|byte| Value::int(*byte as i64))
            }
            ClassIndex::BYTEARRAY => {
                let bytes = &object.as_ref::<ByteArray>()?.get(&self.heap).bytes;
                bytes.get(place(key.as_small_int()?, bytes.len())?).map(|byte| Value::int(*byte as i64))
            }
            _ => None,
        }
    }

    /// Binds a plain key in a plain dict, or a byte in a bytearray; the value back where it is another case.
    #[inline]
    pub(crate) fn set_plain_item(&mut self, object: &Value, key: &Value, value: Value) -> Option<Value> {
        match (object.as_ref::<Dict>(), plain_hash(key)) {
            (Some(dict), Some(hash)) if dict.header().class() == ClassIndex::DICT => {
                let entry = match dict.get(&self.heap).find_plain(hash, key) {
                    PlainLookup::Found(entry) => Some(entry),
                    PlainLookup::Missing => None,
                    PlainLookup::Compare => return Some(value),
                };
                self.dict_set_entry(dict, entry, hash, key, value);
                None
            }
            _ if object.kind() == Some(Kind::ByteArray) && self.set_byte(object, key, &value).is_some() => None,
            _ => Some(value),
        }
    }

    fn set_byte(&mut self, object: &Value, key: &Value, value: &Value) -> Option<()> {
        let array = object.as_ref::<ByteArray>().filter(|array| array.header().class() == ClassIndex::BYTEARRAY)?;
        let length = array.get(&self.heap).bytes.len();
        let place = place(key.as_small_int()?, length).filter(|place| *place < length)?;
        let byte = u8::try_from(value.as_small_int()?).ok()?;
        self.bytearray_mut(array, Edit::Set(place, value), |bytes| bytes[place] = byte);
        Some(())
    }

    /// A string of one character.
    #[inline]
    pub fn character(&self, bytes: &[u8]) -> Value {
        character(&self.characters, bytes)
    }

    /// A part of a plain string: itself if it is all of it.
    #[inline]
    pub fn string_part(&self, whole: &Ref<Str>, bytes: &[u8]) -> Value {
        if bytes.len() == whole.bytes().len() && whole.header().class() == ClassIndex::STR {
            return whole.to_value();
        }
        match bytes.first() {
            Some(first) if text::wtf8::width(*first) == bytes.len() => self.character(bytes),
            _ if whole.is_ascii() => Ref::from_ascii_bytes(bytes).into(),
            _ => Ref::from_bytes(bytes).into(),
        }
    }

    /// `string[start::step]`, so many characters of it.
    pub fn string_slice(&self, string: &Ref<Str>, start: i64, step: i64, count: usize) -> Value {
        if count == 0 {
            return self.string_part(string, &[]);
        }
        let first = start as usize;
        if step == 1 {
            return self.string_part(string, string.slice(first, first + count));
        }
        if string.is_ascii() {
            let mut place = start;
            let taken = Ref::<Str>::filled(count, count, |out| {
                if step == -1 {
                    let backwards = string.bytes()[..=first].iter().rev();
                    return out.iter_mut().zip(backwards).for_each(|(to, byte)| *to = *byte);
                }
                for byte in out {
                    *byte = string.bytes()[place as usize];
                    place += step;
                }
            });
            return taken.into();
        }
        let mut out = Vec::with_capacity(count);
        let last = start + (count as i64 - 1) * step;
        let (low, high) = (start.min(last) as usize, start.max(last) as usize);
        let span = text::wtf8::characters(string.slice(low, high + 1));
        let stride = step.unsigned_abs() as usize;
        if step > 0 {
            span.step_by(stride).for_each(|c| text::wtf8::push(&mut out, c));
        } else {
            span.rev().step_by(stride).for_each(|c| text::wtf8::push(&mut out, c));
        }
        Ref::from_wtf8(out).into()
    }

    pub fn set_item(&mut self, object: &Value, key: &Value, value: Value) -> Result<()> {
        if let Some(list) = object.as_ref::<List>()
            && list.header().class() == ClassIndex::LIST
            && let Some(index) = key.as_small_int()
        {
            let length = list.get(&self.heap).0.len();
            if let Some(place) = place(index, length)
                && place < length
            {
                self.list_set(list, place, value);
                return Ok(());
            }
        }
        if let Some(dict) = object.as_ref::<Dict>()
            && dict.header().class() == ClassIndex::DICT
        {
            return self.dict_set(dict, key.clone(), value);
        }
        if let Some(bounds) =
            key.as_ref::<Slice>().and_then(|slice| plain_bounds(&slice.start, &slice.stop, &slice.step))
            && self.set_plain_part(object, bounds, &value)
        {
            return Ok(());
        }
        match self.dunder_of(object, dunder::SETITEM) {
            Some(hook) => self.call_unbound(&hook, object, &[key.clone(), value]).map(drop),
            None => {
                let message = format!("'{}' object does not support item assignment", self.type_name(object));
                Err(self.type_error(message))
            }
        }
    }

    pub fn del_item(&mut self, object: &Value, key: &Value) -> Result<()> {
        match self.dunder_of(object, dunder::DELITEM) {
            Some(hook) => self.call_unbound(&hook, object, std::slice::from_ref(key)).map(drop),
            None => {
                let indexed = matches!(
                    object.kind(),
                    Some(object::Kind::Str | object::Kind::Tuple | object::Kind::Bytes | object::Kind::Range)
                );
                let verb = if indexed && self.dunder_of(key, dunder::INDEX).is_some() { "doesn't" } else { "does not" };
                let message = format!("'{}' object {verb} support item deletion", self.type_name(object));
                Err(self.type_error(message))
            }
        }
    }

    /// `item in container`
    pub fn contains(&mut self, container: &Value, item: &Value) -> Result<bool> {
        if let Some(found) = self.plain_contains(container, item) {
            return Ok(found);
        }
        match self.dunder_of(container, dunder::CONTAINS) {
            Some(hook) if !hook.is_none() => {
                let result = self.call_unbound(&hook, container, std::slice::from_ref(item))?;
                self.truth(&result)
            }
            Some(_) => {
                let message = format!("'{}' object is not a container", self.type_name(container));
                Err(self.type_error(message))
            }
            None => {
                let iterator = match self.iter(container) {
                    Err(_) if self.swallow("TypeError") => {
                        let message = format!("argument of type '{}' is not iterable", self.type_name(container));
                        return Err(self.type_error(message));
                    }
                    iterator => iterator?,
                };
                while let Some(candidate) = self.next(&iterator)? {
                    if self.equal(&candidate, item)? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }
}

impl Vm {
    /// Is a plain string or small integer in a plain dict or set? None where Python must be asked.
    #[inline]
    pub(crate) fn plain_contains(&self, container: &Value, item: &Value) -> Option<bool> {
        let class = container.header()?.class();
        if class == ClassIndex::DICT {
            let dict = container.as_ref::<Dict>()?.get(&self.heap);
            let hash = plain_hash(item)?;
            return match dict.find_plain(hash, item) {
                PlainLookup::Found(_) => Some(true),
                PlainLookup::Missing => Some(false),
                PlainLookup::Compare => None,
            };
        }
        if class == ClassIndex::SET || class == ClassIndex::FROZENSET {
            let set = container.as_ref::<object::Set>()?.get(&self.heap);
            let hash = plain_hash(item)?;
            return match set.find_plain(hash, item) {
                PlainLookup::Found(_) => Some(true),
                PlainLookup::Missing => Some(false),
                PlainLookup::Compare => None,
            };
        }
        if class == ClassIndex::STR {
            let (text, wanted) = (container.as_ref::<Str>()?, item.as_ref::<Str>()?);
            return Some(match wanted.bytes() {
                [byte] if text.bytes().len() < 16 => text.bytes().contains(byte),
                wanted => text::find::find(text.bytes(), wanted).is_some(),
            });
        }
        let items: &[Value] = match class {
            ClassIndex::LIST => &container.as_ref::<List>()?.get(&self.heap).0,
            ClassIndex::TUPLE => &container.as_ref::<Tuple>()?.0,
            _ => return None,
        };
        for candidate in items {
            if candidate.is_same(item) || crate::quick::compare(Comparison::Eq, candidate, item, &self.heap)? {
                return Some(true);
            }
        }
        Some(false)
    }
}

/// A string of one character: one of those that are kept for Latin-1, or a new one.
#[inline]
pub(crate) fn character(kept: &[Value], bytes: &[u8]) -> Value {
    let code = match *bytes {
        [a @ 0..0x80] => a as usize,
        [a @ 0xc2..=0xc3, b] => ((a as usize & 3) << 6) | (b as usize & 63),
        _ => usize::MAX,
    };
    match kept.get(code) {
        Some(string) => string.clone(),
        None => Ref::from_bytes(bytes).into(),
    }
}

/// An index counted from the front; None where negative beyond the start.
#[inline(always)]
pub(crate) fn place(index: i64, length: usize) -> Option<usize> {
    if index >= 0 { Some(index as usize) } else { usize::try_from(index + length as i64).ok() }
}

/// The bounds of a slice, where asking for them calls no Python and raises nothing.
#[inline]
pub(crate) fn plain_bounds(start: &Value, stop: &Value, step: &Value) -> Option<SliceBounds> {
    let bound = |value: &Value| match value.as_small_int() {
        None => value.is_none().then_some(None),
        number => Some(number),
    };
    let step = bound(step)?.unwrap_or(1);
    (step != 0).then_some(SliceBounds { start: bound(start)?, stop: bound(stop)?, step })
}

/// The items that a slice takes.
fn part(items: &[Value], bounds: SliceBounds) -> Vec<Value> {
    match bounds.within(items.len()) {
        (start, 1, count) => items[start as usize..start as usize + count].to_vec(),
        (start, -1, count) => items[(start + 1) as usize - count..(start + 1) as usize].iter().rev().cloned().collect(),
        (start, step, count) => (0..count as i64).map(|place| items[(start + place * step) as usize].clone()).collect(),
    }
}
