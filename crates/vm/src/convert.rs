//! Truth, length, text, and numbers out of values.

use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;
use object::{BigInt, Class, ClassIndex, Dict, Int, Kind, List, Ref, Set, Slice, Str, Tuple, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;

/// How deeply nested a structure `repr` follows: CPython's limit of calls within C.
const DEEPEST_REPR: usize = 10_000;

impl Vm {
    #[inline]
    pub fn truth(&mut self, value: &Value) -> Result<bool> {
        match value.as_bool() {
            Some(b) => Ok(b),
            None => self.truth_of_other(value),
        }
    }

    #[inline(never)]
    fn truth_of_other(&mut self, value: &Value) -> Result<bool> {
        if let Some(n) = value.as_small_int() {
            return Ok(n != 0);
        }
        if value.is_none() {
            return Ok(false);
        }
        if let Some(length) = self.plain_length(value) {
            return Ok(length != 0);
        }
        if let Some(x) = value.as_float() {
            return Ok(x != 0.0);
        }
        if let Some(hook) = self.dunder_of(value, dunder::BOOL) {
            let result = self.call_unbound(&hook, value, &[])?;
            return match result.as_bool() {
                Some(b) => Ok(b),
                None => Err(self.no_bool(&result)),
            };
        }
        match self.dunder_of(value, dunder::LEN) {
            Some(_) => Ok(self.len(value)? != 0),
            None => Ok(true),
        }
    }

    /// A `__bool__` gave something else.
    #[cold]
    pub(crate) fn no_bool(&mut self, result: &Value) -> crate::Raised {
        let message = format!("__bool__ should return bool, returned {}", self.type_name(result));
        self.type_error(message)
    }

    /// The length of a plain built-in container.
    pub(crate) fn plain_length(&self, value: &Value) -> Option<usize> {
        if value.header()?.class().0 > ClassIndex::FROZENSET.0 {
            return None;
        }
        Some(match value.kind()? {
            Kind::List => value.as_ref::<List>()?.get(&self.heap).0.len(),
            Kind::Str => value.as_ref::<Str>()?.len(),
            Kind::Tuple => value.as_ref::<Tuple>()?.0.len(),
            Kind::Dict => value.as_ref::<Dict>()?.get(&self.heap).len(),
            Kind::Set => value.as_ref::<Set>()?.get(&self.heap).len(),
            Kind::Bytes => value.as_ref::<object::Bytes>()?.0.len(),
            _ => return None,
        })
    }

    pub fn len(&mut self, value: &Value) -> Result<usize> {
        if let Some(length) = self.plain_length(value) {
            return Ok(length);
        }
        let Some(hook) = self.dunder_of(value, dunder::LEN) else {
            let message = format!("object of type '{}' has no len()", self.type_name(value));
            return Err(self.type_error(message));
        };
        let result = self.call_unbound(&hook, value, &[])?;
        if let Some(n) = result.as_small_int()
            && n >= 0
        {
            return Ok(n as usize);
        }
        let length = self.index_big(&result)?;
        if length.sign() == num_bigint::Sign::Minus {
            return Err(self.value_error("__len__() should return >= 0"));
        }
        match length.to_i64() {
            Some(n) => Ok(n as usize),
            None => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// How many items an iterable may give: a guess.
    pub fn length_hint(&mut self, value: &Value) -> Result<usize> {
        if let Some(length) = self.plain_length(value) {
            return Ok(length);
        }
        if self.dunder_of(value, dunder::LEN).is_some() {
            return self.len(value);
        }
        if let Some(hook) = self.dunder_of(value, dunder::LENGTH_HINT) {
            let result = self.call_unbound(&hook, value, &[])?;
            return Ok(result.as_small_int().unwrap_or(0).max(0) as usize);
        }
        Ok(0)
    }

    // ---- text -------------------------------------------------------------------------------

    pub fn repr(&mut self, value: &Value) -> Result<Ref<Str>> {
        if self.stack_exhausted() || self.in_repr.len() > DEEPEST_REPR {
            return Err(self.recursion_error("maximum recursion depth exceeded while getting the repr of an object"));
        }
        let Some(hook) = self.dunder_of(value, dunder::REPR) else {
            return Ok(Ref::from_string(format!("<{} object>", self.type_name(value))));
        };
        let result = self.call_unbound(&hook, value, &[])?;
        self.must_be_string(result, "__repr__")
    }

    pub fn repr_text(&mut self, value: &Value) -> Result<String> {
        Ok(self.repr(value)?.lossy().into_owned())
    }

    pub fn str(&mut self, value: &Value) -> Result<Ref<Str>> {
        if let Some(text) = plain_text(value) {
            return Ok(text);
        }
        if self.stack_exhausted() {
            return Err(self.recursion_error("maximum recursion depth exceeded while getting the str of an object"));
        }
        let Some(hook) = self.dunder_of(value, dunder::STR) else {
            return self.repr(value);
        };
        let result = self.call_unbound(&hook, value, &[])?;
        self.must_be_string(result, "__str__")
    }

    pub fn str_text(&mut self, value: &Value) -> Result<String> {
        Ok(self.str(value)?.lossy().into_owned())
    }

    fn must_be_string(&mut self, result: Value, hook: &str) -> Result<Ref<Str>> {
        match result.as_ref::<Str>() {
            Some(string) => Ok(string.clone()),
            None => {
                let message = format!("{hook} returned non-string (type {})", self.type_name(&result));
                Err(self.type_error(message))
            }
        }
    }

    pub fn format(&mut self, value: &Value, spec: &str) -> Result<Ref<Str>> {
        self.format_value(value, &Value::from(spec))
    }

    pub fn format_value(&mut self, value: &Value, spec: &Value) -> Result<Ref<Str>> {
        let empty = spec.as_ref::<Str>().is_some_and(|s| s.is_empty());
        if empty && let Some(text) = plain_text(value) {
            return Ok(text);
        }
        if let Some(text) = crate::string::plain_format(value, spec) {
            return Ok(text);
        }
        let Some(hook) = self.dunder_of(value, dunder::FORMAT) else {
            let message = format!("Type {} doesn't define __format__", self.type_name(value));
            return Err(self.type_error(message));
        };
        let result = self.call_unbound(&hook, value, std::slice::from_ref(spec))?;
        match result.as_ref::<Str>() {
            Some(string) => Ok(string.clone()),
            None => {
                let message = format!("__format__ must return a str, not {}", self.type_name(&result));
                Err(self.type_error(message))
            }
        }
    }

    /// Marks an object whose `repr` begins; false if it is inside that already.
    pub fn enter_repr(&mut self, value: &Value) -> bool {
        if self.in_repr.contains(&value.bits()) {
            return false;
        }
        self.in_repr.push(value.bits());
        true
    }

    pub fn leave_repr(&mut self, value: &Value) {
        if let Some(place) = self.in_repr.iter().rposition(|&b| b == value.bits()) {
            self.in_repr.remove(place);
        }
    }

    pub fn str_arg(&mut self, value: &Value, what: &str) -> Result<Ref<Str>> {
        match value.as_ref::<Str>() {
            Some(string) => Ok(string.clone()),
            None => {
                let given = match value.is_none() && what.contains("argument") {
                    true => "None".to_string(),
                    false => self.type_name(value),
                };
                let message = format!("{what} must be str, not {given}");
                Err(self.type_error(message))
            }
        }
    }

    // ---- numbers ---------------------------------------------------------------------------------

    /// An int's (or bool's) value, no Python run.
    pub fn as_big(&self, value: &Value) -> Option<Big> {
        if let Some(n) = value.as_small_int() {
            return Some(n.into());
        }
        if let Some(b) = value.as_bool() {
            return Some((b as i64).into());
        }
        value.as_ref::<BigInt>().map(|n| n.0.clone())
    }

    /// `operator.index(value)`: an int, perhaps of a subclass.
    #[inline]
    pub fn index_value(&mut self, value: &Value) -> Result {
        if value.is_small_int() || value.kind() == Some(Kind::BigInt) {
            return Ok(value.clone());
        }
        self.index_of_other(value)
    }

    #[inline(never)]
    fn index_of_other(&mut self, value: &Value) -> Result {
        if let Some(b) = value.as_bool() {
            return Ok(Value::int(b as i64));
        }
        let Some(hook) = self.dunder_of(value, dunder::INDEX) else {
            let message = format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
            return Err(self.type_error(message));
        };
        let result = self.call_unbound(&hook, value, &[])?;
        match Int::of(&result) {
            Some(Int::Small(n)) => Ok(Value::from_i64(n)),
            Some(Int::Big(_)) => Ok(result),
            None => {
                let message = format!("__index__ returned non-int (type {})", self.type_name(&result));
                Err(self.type_error(message))
            }
        }
    }

    /// Has it an integer's value: is it an int, or has it `__index__`?
    pub fn has_index(&mut self, value: &Value) -> bool {
        Int::of(value).is_some() || self.dunder_of(value, dunder::INDEX).is_some()
    }

    pub fn index_big(&mut self, value: &Value) -> Result<Big> {
        let value = self.index_value(value)?;
        Ok(Int::of(&value).map(|n| n.to_big().into_owned()).unwrap_or_default())
    }

    #[inline]
    pub fn index(&mut self, value: &Value) -> Result<i64> {
        match value.as_small_int() {
            Some(n) => Ok(n),
            None => self.index_or(value, "OverflowError"),
        }
    }

    /// An index; an exception of that class where it is too large for one.
    pub fn index_or(&mut self, value: &Value, too_large: &str) -> Result<i64> {
        let index = self.index_value(value)?;
        match Int::of(&index).and_then(Int::to_i64) {
            Some(n) => Ok(n),
            None => {
                let message = format!("cannot fit '{}' into an index-sized integer", self.type_name(value));
                Err(self.error(too_large, message))
            }
        }
    }

    /// As for slices: too large means as large as can be.
    #[inline]
    pub fn index_clamped(&mut self, value: &Value) -> Result<i64> {
        if let Some(n) = value.as_small_int() {
            return Ok(n);
        }
        let value = self.index_value(value)?;
        let n = Int::of(&value).unwrap_or(Int::Small(0));
        Ok(n.to_i64().unwrap_or(if n.is_negative() { i64::MIN } else { i64::MAX }))
    }

    pub fn to_float(&mut self, value: &Value) -> Result<f64> {
        if let Some(x) = value.as_float() {
            return Ok(x);
        }
        if let Some(n) = value.as_small_int() {
            return Ok(n as f64);
        }
        if let Some(hook) = self.dunder_of(value, dunder::FLOAT) {
            let result = self.call_unbound(&hook, value, &[])?;
            return match result.as_float() {
                Some(x) => Ok(x),
                None => {
                    let message = format!(
                        "{}.__float__ returned non-float (type {})",
                        self.type_name(value),
                        self.type_name(&result)
                    );
                    Err(self.type_error(message))
                }
            };
        }
        if self.dunder_of(value, dunder::INDEX).is_some() {
            let index = self.index_value(value)?;
            return match Int::of(&index).and_then(Int::to_f64) {
                Some(x) => Ok(x),
                None => Err(self.overflow_error("int too large to convert to float")),
            };
        }
        let message = format!("must be real number, not {}", self.type_name(value));
        Err(self.type_error(message))
    }

    /// MemoryError where so many bytes can surely not be had.
    pub fn check_room(&mut self, bytes: usize) -> Result<()> {
        self.check_memory(bytes)?;
        if bytes > MOST_BYTES { Err(self.memory_error()) } else { Ok(()) }
    }

    /// Start, step and count of a slice of a sequence of this length.
    pub fn slice_range(&mut self, slice: &Ref<Slice>, length: usize) -> Result<(i64, i64, usize)> {
        Ok(self.slice_bounds(slice)?.within(length))
    }

    /// What a slice asks for. It may run Python, so the length is asked for afterwards.
    pub fn slice_bounds(&mut self, slice: &Ref<Slice>) -> Result<SliceBounds> {
        let step = if slice.step.is_none() { 1 } else { self.slice_index(&slice.step)?.max(-i64::MAX) };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let mut bound = |value: &Value| if value.is_none() { Ok(None) } else { self.slice_index(value).map(Some) };
        let (start, stop) = (bound(&slice.start)?, bound(&slice.stop)?);
        Ok(SliceBounds { start, stop, step })
    }

    pub fn slice_index(&mut self, value: &Value) -> Result<i64> {
        if let Some(n) = value.as_small_int() {
            return Ok(n);
        }
        if !self.has_index(value) {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.index_clamped(value)
    }

    /// An attribute of the module `sys` as the program left it.
    pub fn sys_attr(&mut self, name: &str) -> Option<Value> {
        let name = self.intern(name);
        let namespace = self.sys.as_ref()?.get(&self.heap).namespace.clone();
        namespace.get(&self.heap).get_name(&name).cloned()
    }

    /// Lets `sys.stdout` write what it holds.
    pub fn flush_stdout(&mut self) -> Result<()> {
        match self.sys_attr("stdout") {
            Some(stream) if !stream.is_none() => self.call_method(&stream, "flush", &[]).map(drop),
            _ => Ok(()),
        }
    }

    /// Text through `sys.stdout`, or straight out where there is none.
    pub fn write_stdout(&mut self, text: &str) -> Result<()> {
        self.write_stdout_value(&Value::from(text))
    }

    /// The same for a string object.
    pub fn write_stdout_value(&mut self, text: &Value) -> Result<()> {
        let name = self.heap.dunder(dunder::STDOUT).clone();
        let stdout = match self.sys.clone() {
            Some(sys) => {
                let namespace = sys.get(&self.heap).namespace.clone();
                namespace.get(&self.heap).get_name(&name).cloned()
            }
            None => None,
        };
        match stdout {
            Some(stream) if !stream.is_none() => {
                if let (Some(write), Some(plain)) = (self.text_writer, text.as_ref::<Str>().and_then(|t| t.as_str()))
                    && write(self, &stream, plain)?
                {
                    return Ok(());
                }
                self.call_method(&stream, "write", std::slice::from_ref(text)).map(drop)
            }
            Some(_) => Ok(()),
            None => {
                let Some(text) = text.as_ref::<Str>().cloned() else {
                    return Ok(());
                };
                let bytes = match text.as_str() {
                    Some(text) => text.as_bytes().to_vec(),
                    None => self.encode_native(text::codec::Encoding::Utf8, &text, "strict")?,
                };
                match self.host.write(1, &bytes) {
                    Ok(()) => Ok(()),
                    Err(error) => Err(self.io_error(&error, None)),
                }
            }
        }
    }

    /// A class as a value's printable name with its module, for messages.
    pub fn qualified_name(&self, class: &Ref<Class>) -> String {
        let data = class.get(&self.heap);
        let text = |v: &Value| v.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
        let qualname = text(&data.qualname);
        let module = data.namespace.get(&self.heap).get_name(self.heap.dunder(dunder::MODULE));
        // The class `type` has a getter there.
        let module = module.filter(|m| m.kind() == Some(Kind::Str)).map(text);
        match module.as_deref() {
            Some("builtins") | None => qualname,
            Some(module) => format!("{module}.{qualname}"),
        }
    }
}

/// More than this no object of ours takes: it would be an error of the program, or of the machine's memory.
const MOST_BYTES: usize = 1 << 32;

/// The text of a plain string or a small integer.
#[inline]
pub(crate) fn plain_text(value: &Value) -> Option<Ref<Str>> {
    match value.as_small_int() {
        Some(n) => Some(decimal(n)),
        None => value.as_ref::<Str>().filter(|string| string.header().class() == ClassIndex::STR).cloned(),
    }
}

fn decimal(n: i64) -> Ref<Str> {
    const LONGEST: usize = 20;
    let mut digits = [0; LONGEST];
    let (mut place, mut rest) = (LONGEST, n.unsigned_abs());
    // Two digits at a time: a division costs more than all else here.
    while rest >= 10 {
        let pair = (rest % 100) as u8;
        rest /= 100;
        place -= 2;
        digits[place..place + 2].copy_from_slice(&[b'0' + pair / 10, b'0' + pair % 10]);
    }
    if rest > 0 || place == LONGEST {
        place -= 1;
        digits[place] = b'0' + rest as u8;
    }
    if n < 0 {
        place -= 1;
        digits[place] = b'-';
    }
    Ref::from_ascii_bytes(&digits[place..])
}

/// The bounds of a slice, before they meet a length.
#[derive(Clone, Copy)]
pub struct SliceBounds {
    pub start: Option<i64>,
    pub stop: Option<i64>,
    pub step: i64,
}

impl SliceBounds {
    /// Start, step and count in a sequence of this length.
    #[inline]
    pub fn within(self, length: usize) -> (i64, i64, usize) {
        if self.step != 1 {
            return self.within_by_steps(length);
        }
        let length = length as i64;
        let clamp = |n: i64| if n < 0 { n.saturating_add(length).max(0) } else { n.min(length) };
        let (start, stop) = (self.start.map_or(0, clamp), self.stop.map_or(length, clamp));
        (start, 1, (stop - start).max(0) as usize)
    }

    fn within_by_steps(self, length: usize) -> (i64, i64, usize) {
        let (length, step) = (length as i64, self.step);
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let clamp = |n: i64| if n < 0 { n.saturating_add(length).max(low) } else { n.min(high) };
        let start = self.start.map_or(if step < 0 { high } else { low }, clamp);
        let stop = self.stop.map_or(if step < 0 { low } else { high }, clamp);
        let count = if step < 0 {
            if stop < start { (start - stop - 1) / -step + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        (start, step, count as usize)
    }
}
