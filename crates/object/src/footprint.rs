//! How much memory an object takes as soon as it is made: its block and its buffers, not what it refers to.

use crate::attributes::Attributes;
use crate::dict::{Dict, DictEntry};
use crate::function::Cell;
use crate::items::FEW;
use crate::object::{Object, Ref};
use crate::set::{Set, SetEntry};
use crate::types::{ByteArray, Instance, List, Tuple};
use crate::value::Value;

/// What an object holds, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holding {
    List(usize),
    Tuple(usize),
    Dict(usize),
    Set(usize),
    Bytes(usize),
    /// An instance with so many attributes of its own.
    Attributes(usize),
    Cell,
    /// Anything else, by the number of its parts.
    Parts(usize),
}

/// In bytes.
pub fn footprint(holding: Holding) -> usize {
    const WORD: usize = size_of::<Value>();
    match holding {
        Holding::List(count) => size_of::<Object<List>>() + count * WORD,
        Holding::Tuple(count) => size_of::<Object<Tuple>>() + if count > FEW { count * WORD } else { 0 },
        Holding::Dict(count) => {
            size_of::<Object<Dict>>() + count * size_of::<DictEntry>() + Dict::places(count) * size_of::<u32>()
        }
        Holding::Set(count) => size_of::<Object<Set>>() + Set::places(count) * size_of::<SetEntry>(),
        Holding::Bytes(count) => size_of::<Object<ByteArray>>() + count,
        Holding::Attributes(count) => size_of::<Object<Instance>>() + count * WORD,
        Holding::Cell => size_of::<Object<Cell>>(),
        Holding::Parts(count) => size_of::<Object<Attributes>>() + count * size_of::<Ref<List>>(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_container_takes_more_the_more_it_holds() {
        assert_eq!(footprint(Holding::List(2)), footprint(Holding::List(0)) + 16);
        assert_eq!(footprint(Holding::Tuple(3)), footprint(Holding::Tuple(0)));
        assert!(footprint(Holding::Tuple(4)) > footprint(Holding::Tuple(3)));
        assert!(footprint(Holding::Dict(9)) > footprint(Holding::Dict(5)));
        assert!(footprint(Holding::Set(9)) > footprint(Holding::Set(2)));
    }
}
