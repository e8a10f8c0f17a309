//! The items of a tuple: a few of them stand in the object itself, so that a pair takes no memory of its own.

use std::ops::Deref;

use crate::value::Value;

/// Never changed after the tuple was made.
pub enum Items {
    /// So many of these; UNBOUND behind them.
    Few(u8, [Value; FEW]),
    Many(Box<[Value]>),
}

pub(crate) const FEW: usize = 3;
const _: () = assert!(size_of::<Items>() == 32);

impl Items {
    /// As many as `count` says.
    #[inline]
    pub fn gather(count: usize, items: impl Iterator<Item = Value>) -> Items {
        if count > FEW {
            return Items::Many(items.collect());
        }
        let mut few = [const { Value::UNBOUND }; FEW];
        for (place, item) in few.iter_mut().zip(items) {
            *place = item;
        }
        Items::Few(count as u8, few)
    }
}

impl Deref for Items {
    type Target = [Value];
    #[inline(always)]
    fn deref(&self) -> &[Value] {
        match self {
            Items::Few(count, items) => &items[..*count as usize],
            Items::Many(items) => items,
        }
    }
}

impl From<Vec<Value>> for Items {
    #[inline]
    fn from(items: Vec<Value>) -> Items {
        if items.len() > FEW { Items::Many(items.into()) } else { Items::gather(items.len(), items.into_iter()) }
    }
}

impl<const N: usize> From<[Value; N]> for Items {
    #[inline]
    fn from(items: [Value; N]) -> Items {
        Items::gather(N, items.into_iter())
    }
}

impl From<&[Value]> for Items {
    #[inline]
    fn from(items: &[Value]) -> Items {
        Items::gather(items.len(), items.iter().cloned())
    }
}

impl<'a> IntoIterator for &'a Items {
    type Item = &'a Value;
    type IntoIter = std::slice::Iter<'a, Value>;
    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}
