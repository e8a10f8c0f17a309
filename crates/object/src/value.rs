//! The value word. This file alone knows the encoding.
//!
//! ```text
//! low bits   meaning
//! ....11     an integer of 62 bits, shifted left by two
//! ....01     a float whose exponent is in 2**-511 .. 2**0, rotated left by three
//! ....10     a float whose exponent is in 2**1 .. 2**512, rotated left by three
//! ...000     a pointer to an object on the heap
//! ...100     a special: None, True, False, 0.0 …
//! ```
//! Rotating a float by three bits puts the top two bits of its exponent where the
//! tag is, so that nearly every float is its own tag; zero has specials of its own, the
//! others (huge, tiny, infinite, NaN) live on the heap.
#![allow(unsafe_code)]

use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::num::NonZeroU64;
use std::ptr::NonNull;

use crate::kind::Kind;
use crate::object::{Data, Float, Header, Ref};
use crate::reclaim;

/// Any Python value. Cloning counts up, dropping counts down.
#[repr(transparent)]
pub struct Value(NonZeroU64);

const _: () = assert!(size_of::<Value>() == 8 && size_of::<Option<Value>>() == 8);

#[inline(always)]
const fn special(n: u64) -> u64 {
    n << 3 | 4
}

impl Value {
    pub const UNBOUND: Value = Value::from_bits(special(0));
    pub const NONE: Value = Value::from_bits(special(1));
    pub const FALSE: Value = Value::from_bits(special(2));
    pub const TRUE: Value = Value::from_bits(special(3));
    pub const ELLIPSIS: Value = Value::from_bits(special(4));
    pub const NOT_IMPLEMENTED: Value = Value::from_bits(special(5));
    const ZERO: Value = Value::from_bits(special(6));
    const MINUS_ZERO: Value = Value::from_bits(special(7));

    pub const MAX_INT: i64 = (1 << 61) - 1;
    pub const MIN_INT: i64 = -(1 << 61);

    #[inline(always)]
    const fn from_bits(bits: u64) -> Value {
        debug_assert!(bits != 0);
        // SAFETY: callers pass tagged words or addresses, which are never zero.
        Value(unsafe { NonZeroU64::new_unchecked(bits) })
    }

    /// The immediate with this word; None for the words of objects.
    pub fn immediate(word: u64) -> Option<Value> {
        if word & 7 == 0 { None } else { Some(Value::from_bits(word)) }
    }

    /// The word itself: equal words are identical values.
    #[inline(always)]
    pub fn bits(&self) -> u64 {
        self.0.get()
    }

    // ---- integers -------------------------------------------------------------

    /// A small integer, or None where it needs the heap.
    #[inline(always)]
    pub fn small_int(n: i64) -> Option<Value> {
        ((n << 2) >> 2 == n).then(|| Value::from_bits((n << 2) as u64 | 3))
    }

    /// For numbers known to fit: lengths, indexes, small constants.
    #[inline(always)]
    pub fn int(n: i64) -> Value {
        debug_assert!((Self::MIN_INT..=Self::MAX_INT).contains(&n));
        Value::from_bits((n << 2) as u64 | 3)
    }

    #[inline(always)]
    pub fn is_small_int(&self) -> bool {
        self.bits() & 3 == 3
    }

    /// A small integer's value. Bools are not integers here.
    #[inline(always)]
    pub fn as_small_int(&self) -> Option<i64> {
        self.is_small_int().then_some(self.bits() as i64 >> 2)
    }

    #[inline(always)]
    pub fn both_small_ints(a: &Value, b: &Value) -> bool {
        a.bits() & b.bits() & 3 == 3
    }

    /// The value of what is known to be a small integer.
    #[inline(always)]
    pub fn small(&self) -> i64 {
        debug_assert!(self.is_small_int());
        self.bits() as i64 >> 2
    }

    /// The small integer with this word.
    #[inline(always)]
    fn tagged(word: i64) -> Value {
        // SAFETY: the tag is in the low bits. Said aloud, it spares each sum a test for zero.
        unsafe { std::hint::assert_unchecked(word & 3 == 3 && word != 0) };
        Value::from_bits(word as u64)
    }

    /// A small integer plus a number, if that is one.
    #[inline(always)]
    pub fn plus(&self, n: i16) -> Option<Value> {
        Some(Value::tagged((self.bits() as i64).checked_add((n as i64) << 2)?))
    }

    /// A small integer minus a number, if that is one.
    #[inline(always)]
    pub fn minus(&self, n: i16) -> Option<Value> {
        Some(Value::tagged((self.bits() as i64).checked_sub((n as i64) << 2)?))
    }

    /// A small integer times a number, if that is one.
    #[inline(always)]
    pub fn times(&self, n: i16) -> Option<Value> {
        let product = (self.bits() as i64 - 3).checked_mul(n as i64)?;
        Some(Value::from_bits(product as u64 | 3))
    }

    /// The sum of two small integers, if it is one.
    #[inline(always)]
    pub fn add_small(a: &Value, b: &Value) -> Option<Value> {
        Some(Value::tagged((a.bits() as i64).checked_add(b.bits() as i64 - 3)?))
    }

    /// The difference of two small integers, if it is one.
    #[inline(always)]
    pub fn sub_small(a: &Value, b: &Value) -> Option<Value> {
        Some(Value::tagged((a.bits() as i64).checked_sub(b.bits() as i64 - 3)?))
    }

    /// The product of two small integers, if it is one.
    #[inline(always)]
    pub fn mul_small(a: &Value, b: &Value) -> Option<Value> {
        let product = (a.bits() as i64 - 3).checked_mul(b.bits() as i64 >> 2)?;
        Some(Value::from_bits(product as u64 | 3))
    }

    /// The order of small integers is that of their words.
    #[inline(always)]
    pub fn signed_bits(&self) -> i64 {
        self.bits() as i64
    }

    // ---- floats ------------------------------------------------------------------

    #[inline(always)]
    pub fn float(x: f64) -> Value {
        let word = x.to_bits().rotate_left(3);
        if word.wrapping_add(1) & 2 != 0 { Value::from_bits(word) } else { Value::rare_float(x) }
    }

    #[cold]
    #[inline(never)]
    fn rare_float(x: f64) -> Value {
        match x.to_bits() {
            0 => Value::ZERO,
            bits if bits == 1 << 63 => Value::MINUS_ZERO,
            _ => Ref::new(Kind::Float.class(), Float(x)).into(),
        }
    }

    #[inline(always)]
    pub fn as_float(&self) -> Option<f64> {
        if self.bits().wrapping_add(1) & 2 != 0 {
            Some(f64::from_bits(self.bits().rotate_right(3)))
        } else {
            self.as_rare_float()
        }
    }

    /// Are both floats that are their own words, neither of them zero?
    #[inline(always)]
    pub fn both_own_floats(a: &Value, b: &Value) -> bool {
        a.bits().wrapping_add(1) & b.bits().wrapping_add(1) & 2 != 0
    }

    /// The value of what is known to be such a float.
    #[inline(always)]
    pub fn own_float(&self) -> f64 {
        f64::from_bits(self.bits().rotate_right(3))
    }

    #[inline(never)]
    fn as_rare_float(&self) -> Option<f64> {
        match self.bits() {
            b if b == Value::ZERO.bits() => Some(0.0),
            b if b == Value::MINUS_ZERO.bits() => Some(-0.0),
            _ => self.as_ref::<Float>().map(|x| x.0),
        }
    }

    // ---- specials ------------------------------------------------------------------

    #[inline(always)]
    pub fn bool(b: bool) -> Value {
        Value::from_bits(special(2 + b as u64))
    }
    #[inline(always)]
    pub fn as_bool(&self) -> Option<bool> {
        match self.bits() {
            b if b == special(3) => Some(true),
            b if b == special(2) => Some(false),
            _ => None,
        }
    }
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.bits() == special(1)
    }
    #[inline(always)]
    pub fn is_unbound(&self) -> bool {
        self.bits() == special(0)
    }
    #[inline(always)]
    pub fn is_not_implemented(&self) -> bool {
        self.bits() == special(5)
    }
    /// None for UNBOUND, else the value.
    #[inline(always)]
    pub fn bound(self) -> Option<Value> {
        if self.is_unbound() { None } else { Some(self) }
    }

    // ---- objects -------------------------------------------------------------------

    #[inline(always)]
    pub fn is_object(&self) -> bool {
        self.bits() & 7 == 0
    }

    #[inline(always)]
    pub fn header(&self) -> Option<&Header> {
        // SAFETY: a word with clear low bits is a pointer to a live object, which this value keeps alive.
        self.is_object().then(|| unsafe { &*(self.bits() as *const Header) })
    }

    /// The kind of an object on the heap.
    #[inline(always)]
    pub fn kind(&self) -> Option<Kind> {
        self.header().map(|h| h.kind())
    }

    /// The object as one with data `T`, if it has such (subclasses of the type included).
    #[inline(always)]
    pub fn as_ref<T: Data>(&self) -> Option<&Ref<T>> {
        match self.header() {
            // SAFETY: the kind says what the data is; `Value` and `Ref` are the same word.
            Some(header) if header.kind() == T::KIND => Some(unsafe { &*(self as *const Value as *const Ref<T>) }),
            _ => None,
        }
    }

    #[inline(always)]
    pub fn is_same(&self, other: &Value) -> bool {
        self.bits() == other.bits()
    }

    /// Gives up this reference: None, or the object of the last one, for [`Dead::bury`].
    #[inline(always)]
    pub fn give_up(self) -> Option<Dead> {
        let dead = match self.header() {
            Some(header) if header.count_down() == 0 => Some(Dead::new(header)),
            _ => None,
        };
        std::mem::forget(self);
        dead
    }

    /// Gives up this reference: true if it was the last one, and its object has been freed or waits for its finaliser.
    #[inline(always)]
    #[must_use]
    pub fn release(self) -> bool {
        let dead = self.give_up();
        let died = dead.is_some();
        if let Some(dead) = dead {
            dead.bury();
        }
        died
    }

    #[inline(always)]
    pub(crate) fn from_object(object: NonNull<Header>) -> Value {
        Value::from_bits(object.as_ptr() as u64)
    }

    /// A second reference to the object at `object`.
    #[inline]
    pub(crate) fn again(object: NonNull<Header>) -> Value {
        // SAFETY: callers pass live objects.
        unsafe { object.as_ref() }.count_up();
        Value::from_object(object)
    }
}

/// A value that somebody else counts, meanwhile.
#[repr(transparent)]
pub struct Lent<'a>(ManuallyDrop<Value>, PhantomData<&'a Value>);

impl<'a> Lent<'a> {
    pub const UNBOUND: Lent<'static> = Lent(ManuallyDrop::new(Value::UNBOUND), PhantomData);

    #[inline(always)]
    pub fn of(value: &'a Value) -> Lent<'a> {
        Lent(ManuallyDrop::new(Value(value.0)), PhantomData)
    }

    #[inline(always)]
    pub fn values<'b>(lent: &'b [Lent<'a>]) -> &'b [Value] {
        // SAFETY: they are the same words; who holds the values keeps them for as long.
        unsafe { std::slice::from_raw_parts(lent.as_ptr().cast(), lent.len()) }
    }
}

/// An object that nothing refers to any more.
#[must_use]
pub struct Dead(NonNull<Header>);

impl Dead {
    #[inline(always)]
    pub(crate) fn new(header: &Header) -> Dead {
        Dead(NonNull::from(header))
    }

    /// Frees the object, or hands it to the machine for its finaliser.
    pub fn bury(self) {
        reclaim::unreferenced(self.0);
    }
}

impl Clone for Value {
    #[inline(always)]
    fn clone(&self) -> Value {
        if let Some(header) = self.header() {
            header.count_up();
        }
        Value(self.0)
    }
}

impl Drop for Value {
    #[inline(always)]
    fn drop(&mut self) {
        if let Some(header) = self.header()
            && header.count_down() == 0
        {
            reclaim::unreferenced(NonNull::from(header));
        }
    }
}

impl Default for Value {
    #[inline(always)]
    fn default() -> Value {
        Value::UNBOUND
    }
}

impl std::fmt::Debug for Value {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        if let Some(n) = self.as_small_int() {
            write!(f, "{n}")
        } else if let Some(kind) = self.kind() {
            write!(f, "<{kind:?} {:#x}>", self.bits())
        } else if let Some(x) = self.as_float() {
            write!(f, "{x:?}")
        } else {
            write!(f, "special({})", self.bits() >> 3)
        }
    }
}

impl From<bool> for Value {
    fn from(b: bool) -> Value {
        Value::bool(b)
    }
}

impl From<f64> for Value {
    fn from(x: f64) -> Value {
        Value::float(x)
    }
}
