//! Truth, length, text, and numbers out of values.

use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;
use object::{BigInt, Class, ClassIndex, Dict, Kind, List, Ref, Set, Slice, Str, Tuple, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;

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
                None => {
                    let message = format!("__bool__ should return bool, returned {}", self.type_name(&result));
                    Err(self.type_error(message))
                }
            };
        }
        match self.dunder_of(value, dunder::LEN) {
            Some(_) => Ok(self.len(value)? != 0),
            None => Ok(true),
        }
    }

    /// The length of a plain built-in container.
    fn plain_length(&self, value: &Value) -> Option<usize> {
        if value.header()?.class().0 > ClassIndex::FROZENSET.0 {
            return None;
        }
        Some(match value.kind()? {
            Kind::List => value.as_ref::<List>()?.get(&self.heap).0.len(),
            Kind::Str => value.as_ref::<Str>()?.len(),
            Kind::Tuple => value.as_ref::<Tuple>()?.0.len(),
            Kind::Dict => value.as_ref::<Dict>()?.get(&self.heap).len(),
            Kind::Set => value.as_ref::<Set>()?.get(&self.heap).len(),
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
        let Some(length) = self.as_big(&result) else {
            let message = format!("'{}' object cannot be interpreted as an integer", self.type_name(&result));
            return Err(self.type_error(message));
        };
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
        if self.stack_exhausted() {
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
        if let Some(string) = value.as_ref::<Str>()
            && string.header().class() == ClassIndex::STR
        {
            return Ok(string.clone());
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
        if empty
            && let Some(string) = value.as_ref::<Str>()
            && string.header().class() == ClassIndex::STR
        {
            return Ok(string.clone());
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
                let message = format!("{what} must be str, not {}", self.type_name(value));
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

    /// `operator.index(value)`
    pub fn index_value(&mut self, value: &Value) -> Result {
        if value.is_small_int() || value.kind() == Some(Kind::BigInt) {
            return Ok(value.clone());
        }
        if let Some(b) = value.as_bool() {
            return Ok(Value::int(b as i64));
        }
        let Some(hook) = self.dunder_of(value, dunder::INDEX) else {
            let message = format!("'{}' object cannot be interpreted as an integer", self.type_name(value));
            return Err(self.type_error(message));
        };
        let result = self.call_unbound(&hook, value, &[])?;
        if result.is_small_int() || result.kind() == Some(Kind::BigInt) {
            return Ok(result);
        }
        if let Some(b) = result.as_bool() {
            return Ok(Value::int(b as i64));
        }
        let message = format!("__index__ returned non-int (type {})", self.type_name(&result));
        Err(self.type_error(message))
    }

    pub fn index_big(&mut self, value: &Value) -> Result<Big> {
        let value = self.index_value(value)?;
        Ok(self.as_big(&value).unwrap_or_default())
    }

    pub fn index(&mut self, value: &Value) -> Result<i64> {
        let value = self.index_value(value)?;
        match self.as_big(&value).and_then(|n| n.to_i64()) {
            Some(n) => Ok(n),
            None => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// As for slices: too large means as large as can be.
    pub fn index_clamped(&mut self, value: &Value) -> Result<i64> {
        let value = self.index_value(value)?;
        let Some(n) = self.as_big(&value) else {
            return Ok(0);
        };
        let limit = if n.sign() == num_bigint::Sign::Minus { i64::MIN } else { i64::MAX };
        Ok(n.to_i64().unwrap_or(limit))
    }

    pub fn to_float(&mut self, value: &Value) -> Result<f64> {
        if let Some(x) = value.as_float() {
            return Ok(x);
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
            let n = self.index_big(value)?;
            return match n.to_f64() {
                Some(x) if x.is_finite() => Ok(x),
                _ => Err(self.overflow_error("int too large to convert to float")),
            };
        }
        let message = format!("must be real number, not {}", self.type_name(value));
        Err(self.type_error(message))
    }

    /// Start, step and count of a slice of a sequence of this length.
    pub fn slice_range(&mut self, slice: &Ref<Slice>, length: usize) -> Result<(i64, i64, usize)> {
        let length = length as i64;
        let step = if slice.step.is_none() { 1 } else { self.slice_index(&slice.step)?.max(-i64::MAX) };
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let (low, high) = if step < 0 { (-1, length - 1) } else { (0, length) };
        let bound = |vm: &mut Vm, value: &Value, default: i64| -> Result<i64> {
            if value.is_none() {
                return Ok(default);
            }
            let n = vm.slice_index(value)?;
            Ok(if n < 0 { (n.saturating_add(length)).max(low) } else { n.min(high) })
        };
        let start = bound(self, &slice.start, if step < 0 { high } else { low })?;
        let stop = bound(self, &slice.stop, if step < 0 { low } else { high })?;
        let count = if step < 0 {
            if stop < start { (start - stop - 1) / -step + 1 } else { 0 }
        } else if start < stop {
            (stop - start - 1) / step + 1
        } else {
            0
        };
        Ok((start, step, count as usize))
    }

    fn slice_index(&mut self, value: &Value) -> Result<i64> {
        if value.as_small_int().is_none()
            && value.as_bool().is_none()
            && value.kind() != Some(Kind::BigInt)
            && self.dunder_of(value, dunder::INDEX).is_none()
        {
            return Err(self.type_error("slice indices must be integers or None or have an __index__ method"));
        }
        self.index_clamped(value)
    }

    /// Text through `sys.stdout`, or straight out where there is none.
    pub fn write_stdout(&mut self, text: &str) -> Result<()> {
        let name = self.heap.dunder(dunder::STDOUT).clone();
        let stdout = match self.sys.clone() {
            Some(sys) => {
                let namespace = sys.get(&self.heap).namespace.clone();
                namespace.get(&self.heap).get_name(&name).cloned()
            }
            None => None,
        };
        match stdout {
            Some(stream) if !stream.is_none() => self.call_method(&stream, "write", &[Value::from(text)]).map(drop),
            Some(_) => Ok(()),
            None => match self.host.write(1, text.as_bytes()) {
                Ok(()) => Ok(()),
                Err(error) => Err(self.io_error(&error, None)),
            },
        }
    }

    /// A class as a value's printable name with its module, for messages.
    pub fn qualified_name(&self, class: &Ref<Class>) -> String {
        let data = class.get(&self.heap);
        let text = |v: &Value| v.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
        let qualname = text(&data.qualname);
        let module = data.namespace.get(&self.heap).get_name(self.heap.dunder(dunder::MODULE)).map(text);
        match module.as_deref() {
            Some("builtins") | None => qualname,
            Some(module) => format!("{module}.{qualname}"),
        }
    }
}
