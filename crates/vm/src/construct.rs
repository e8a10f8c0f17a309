//! Calls of core classes with one plain argument, `int(x)` or `list(xs)`: they need neither `__new__` nor `__init__`.

use object::{ClassIndex, Kind, Ref, Set, Value};

use crate::error::Result;
use crate::machine::Vm;
use crate::string::plain;

impl Vm {
    /// `class(argument)`; None where the class's own methods must be asked.
    pub(crate) fn convert_plainly(&mut self, class: ClassIndex, argument: &Value) -> Option<Result> {
        match class {
            ClassIndex::STR => Some(self.str(argument).map(Value::from)),
            ClassIndex::INT => plain_int(argument).map(Ok),
            ClassIndex::FLOAT => plain_float(argument).map(Ok),
            ClassIndex::BOOL => Some(self.truth(argument).map(Value::bool)),
            ClassIndex::TUPLE if argument.header().is_some_and(|h| h.class() == ClassIndex::TUPLE) => {
                self.copied(argument, argument);
                Some(Ok(argument.clone()))
            }
            ClassIndex::TUPLE | ClassIndex::LIST if gives_plainly(argument) => Some(self.gather(class, argument)),
            ClassIndex::SET if is_sequence(argument) => Some(self.gather(class, argument)),
            _ => None,
        }
    }

    /// The list, tuple or set of what an iterable gives.
    fn gather(&mut self, class: ClassIndex, iterable: &Value) -> Result {
        let origins = self.origins(iterable);
        let items = self.collect(iterable)?;
        let made = match class {
            ClassIndex::LIST => Value::list(items),
            ClassIndex::TUPLE => Value::tuple(items),
            _ => {
                let set = Ref::new(ClassIndex::SET, Set::new());
                for item in items {
                    self.set_add(&set, item)?;
                }
                set.into()
            }
        };
        self.copied_from(origins, &made);
        Ok(made)
    }
}

/// Does it give its items without being asked for its length in Python?
fn gives_plainly(iterable: &Value) -> bool {
    let core = iterable.header().is_some_and(|h| h.class().0 <= ClassIndex::FROZENSET.0);
    core || matches!(iterable.kind(), Some(Kind::Range | Kind::Iterator | Kind::Generator | Kind::View))
}

fn is_sequence(iterable: &Value) -> bool {
    iterable.header().is_some_and(|h| matches!(h.class(), ClassIndex::LIST | ClassIndex::TUPLE))
}

fn plain_int(value: &Value) -> Option<Value> {
    if value.is_small_int() {
        return Some(value.clone());
    }
    if let Some(text) = plain(value) {
        return small_number(text.bytes());
    }
    if let Some(b) = value.as_bool() {
        return Some(Value::int(b as i64));
    }
    const MOST: f64 = (1i64 << 60) as f64;
    let x = if value.is_object() { None } else { value.as_float() }?;
    (x.abs() < MOST).then(|| Value::int(x as i64))
}

/// A few ASCII digits, and perhaps a minus before them.
fn small_number(text: &[u8]) -> Option<Value> {
    const MOST_DIGITS: usize = 18;
    let (negative, digits) = match text {
        [b'-', digits @ ..] => (true, digits),
        digits => (false, digits),
    };
    if digits.is_empty() || digits.len() > MOST_DIGITS || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let number = digits.iter().fold(0, |n, digit| n * 10 + (digit - b'0') as i64);
    Some(Value::int(if negative { -number } else { number }))
}

fn plain_float(value: &Value) -> Option<Value> {
    if let Some(n) = value.as_small_int() {
        return Some(Value::float(n as f64));
    }
    if let Some(text) = plain(value) {
        return text::float::parse(text.bytes()).map(Value::float);
    }
    let own = !value.is_object() && value.as_float().is_some();
    own.then(|| value.clone())
}
