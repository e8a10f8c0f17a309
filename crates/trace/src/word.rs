//! A value as the tape knows it: one word.

use std::fmt;

/// The number of an object, from 1, in the order in which the tape first spoke of them. Never given twice.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ObjectId(pub u64);

/// A value: an object by its number, or an immediate as the machine writes it (`object::Value::immediate`).
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Word(u64);

impl Word {
    /// Nothing: where a name or a place holds no value.
    pub const UNBOUND: Word = Word(4);
    pub const NONE: Word = Word(12);

    /// An immediate by the machine's word, whose three low bits are not all clear.
    pub fn immediate(word: u64) -> Word {
        debug_assert!(word & 7 != 0);
        Word(word)
    }

    pub const fn of_object(object: ObjectId) -> Word {
        Word(object.0 << 3)
    }

    pub fn int(n: i64) -> Word {
        Word((n << 2) as u64 | 3)
    }

    pub fn object(self) -> Option<ObjectId> {
        (self.0 & 7 == 0).then_some(ObjectId(self.0 >> 3))
    }

    /// The machine's word of an immediate.
    pub fn as_immediate(self) -> Option<u64> {
        (self.0 & 7 != 0).then_some(self.0)
    }

    pub fn as_int(self) -> Option<i64> {
        (self.0 & 3 == 3).then_some(self.0 as i64 >> 2)
    }

    pub fn is_unbound(self) -> bool {
        self == Word::UNBOUND
    }
}

impl fmt::Debug for ObjectId {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "@{}", self.0)
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match (self.object(), self.as_int()) {
            (Some(object), _) => object.fmt(f),
            (None, Some(n)) => write!(f, "{n}"),
            _ if self.is_unbound() => f.write_str("unbound"),
            _ => write!(f, "word({:#x})", self.0),
        }
    }
}
