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

    /// Those in `places`, which are UNBOUND then.
    #[inline]
    pub fn taken(places: &mut [Value]) -> Items {
        if places.len() > FEW {
            return Items::Many(places.iter_mut().map(std::mem::take).collect());
        }
        let mut few = [const { Value::UNBOUND }; FEW];
        few.iter_mut().zip(&mut *places).for_each(|(place, item)| std::mem::swap(place, item));
        Items::Few(places.len() as u8, few)
    }

    /// Those of one tuple, then those of another.
    pub fn sum(first: &[Value], second: &[Value]) -> Items {
        match first.len() + second.len() {
            count @ ..=FEW => Items::gather(count, first.iter().chain(second).cloned()),
            _ => Items::Many([first, second].concat().into()),
        }
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
