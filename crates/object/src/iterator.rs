//! Iterators over the core types, and the built-in iterator tools.

use num_bigint::BigInt as Big;

use crate::kind::Kind;
use crate::object::{Data, Ref};
use crate::types::{Range, Tuple};
use crate::value::Value;
use crate::{Dict, Generator, List, Set, Str};

/// An iterator's data. (`Iterator` says over what; a spent one lets go of it.)
pub struct Cursor(pub Iterator);

pub enum Iterator {
    Spent,
    List {
        list: Ref<List>,
        index: usize,
    },
    ListReverse {
        list: Ref<List>,
        index: usize,
    },
    Tuple {
        tuple: Ref<Tuple>,
        index: usize,
    },
    /// `offset` in bytes.
    Str {
        string: Ref<Str>,
        offset: usize,
    },
    /// Over bytes, bytearray or memoryview.
    Bytes {
        bytes: Value,
        index: usize,
    },
    Range {
        next: i64,
        step: i64,
        left: u64,
    },
    LongRange {
        range: Ref<Range>,
        index: Big,
    },
    /// `length` is that at the start: a dict that changed its size raises.
    Dict {
        dict: Ref<Dict>,
        entry: usize,
        length: usize,
        part: Part,
        reverse: bool,
        left: usize,
    },
    Set {
        set: Ref<Set>,
        slot: usize,
        length: usize,
        left: usize,
    },
    /// The old protocol: `__getitem__` from 0 on.
    Sequence {
        sequence: Value,
        index: i64,
    },
    /// `reversed` of an object with `__len__` and `__getitem__`.
    Reversed {
        sequence: Value,
        index: i64,
    },
    /// `iter(callable, sentinel)`
    Callable {
        callable: Value,
        sentinel: Value,
    },
    Enumerate {
        iterator: Value,
        count: Value,
    },
    Zip {
        iterators: Vec<Value>,
        strict: bool,
    },
    Map {
        function: Value,
        iterators: Vec<Value>,
    },
    Filter {
        function: Value,
        iterator: Value,
    },
    /// `asend`, `athrow` or `aclose` of an async generator under way.
    AsyncStep {
        generator: Ref<Generator>,
        step: Step,
        argument: Value,
        state: StepState,
    },
    /// `coroutine.__await__()`
    CoroutineWrapper {
        coroutine: Value,
    },
    /// `anext(iterator, default)`
    NextAwaitable {
        awaitable: Value,
        default: Value,
    },
}

/// What an [`Iterator::AsyncStep`] does to its generator.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Step {
    Send,
    Throw,
    Close,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StepState {
    New,
    Running,
    Closed,
}

/// Which part of a dict's entries.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Keys,
    Values,
    Items,
}

impl Data for Cursor {
    const KIND: Kind = Kind::Iterator;
    #[inline]
    fn refers(&self) -> bool {
        !matches!(self.0, Iterator::Range { .. } | Iterator::Str { .. })
    }
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        use Iterator::*;
        match &self.0 {
            Spent | Range { .. } => {}
            List { list, .. } | ListReverse { list, .. } => visit(list.value()),
            Tuple { tuple, .. } => visit(tuple.value()),
            Str { string, .. } => visit(string.value()),
            Bytes { bytes, .. } => visit(bytes),
            LongRange { range, .. } => visit(range.value()),
            Dict { dict, .. } => visit(dict.value()),
            Set { set, .. } => visit(set.value()),
            Sequence { sequence, .. } | Reversed { sequence, .. } => visit(sequence),
            Callable { callable, sentinel } => [callable, sentinel].into_iter().for_each(visit),
            Enumerate { iterator, count } => [iterator, count].into_iter().for_each(visit),
            Zip { iterators, .. } => iterators.iter().for_each(visit),
            Map { function, iterators } => {
                visit(function);
                iterators.iter().for_each(visit);
            }
            Filter { function, iterator } => [function, iterator].into_iter().for_each(visit),
            AsyncStep { generator, argument, .. } => {
                visit(generator.value());
                visit(argument);
            }
            CoroutineWrapper { coroutine } => visit(coroutine),
            NextAwaitable { awaitable, default } => [awaitable, default].into_iter().for_each(visit),
        }
    }
    fn clear(&mut self) {
        self.0 = Iterator::Spent;
    }
}
