//! Values and the heap: the data of every core type, and nothing that calls Python.
//!
//! A [`Value`] is one word. What does not fit lives on the heap behind a
//! 16-byte header and is counted. Mutable data is reached only through the
//! [`Heap`] token: `list.get(&heap)`, `list.get_mut(&mut heap)`. Calling Python
//! takes the whole machine mutably, so no borrow survives a call.

mod allocation;
mod attributes;
mod class;
mod collect;
mod dict;
mod exception;
mod footprint;
mod function;
mod hash;
mod heap;
mod int;
mod items;
mod iterator;
mod kind;
mod name;
mod native;
mod object;
mod pool;
mod reclaim;
mod set;
mod site;
mod string;
mod types;
mod value;

pub use allocation::{Counting, allocated_bytes, set_memory_limit};
pub use attributes::{Attributes, ShapeId, Shapes};
pub use class::{Class, ClassFlags, ClassIndex, Construction};
pub use collect::{Held, held_from_outside};
pub use dict::{Dict, DictEntry, Lookup, PlainLookup, Probe};
pub use exception::{Exception, ExceptionFields, Traceback};
pub use footprint::{Holding, footprint};
pub use function::{Builtin, Cell, CodeObject, Function, Generator, GeneratorState, Method, SuspendedFrame};
pub use hash::{TupleHash, hash_bytes, plain_hash};
pub use heap::Heap;
pub use int::{Int, hash_float};
pub use items::Items;
pub use iterator::{Cursor, Iterator, Step, StepState};
pub use kind::Kind;
pub use name::{Name, dunder};
pub use native::Buffer;
pub use object::{Data, Frozen, Header, Ref};
pub use reclaim::{
    finalizer_waits, finalizers_pending, first_mention, identity_number, is_as_told, is_told, is_touched, live_objects,
    news_pending, next_finalizer, note_news, register_weak, set_finalizer, take_news, touch, visit, weak_references,
};
pub use set::{Set, SetEntry};
pub use site::Site;
pub use string::Str;
pub use types::*;
pub use value::{Dead, Lent, Value};
