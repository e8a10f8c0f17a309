//! Data that a native module keeps in objects of its own classes: a deque's items, a compiled pattern.
//!
//! The module defines a Rust type and says what it refers to; the heap counts, traces and frees it
//! like every other object. Modules reach it through `Vm::read`, `Vm::state` and `Vm::change`.

use crate::kind::Kind;
use crate::object::{Data, Ref};
use crate::value::Value;

/// Data of a native module's own class.
pub trait NativeData: std::any::Any {
    /// Calls `visit` with each value that it holds, once for each time it holds it.
    fn visit(&self, visit: &mut dyn FnMut(&Value));

    /// Lets go of what it holds, to break a cycle. Only data that can come to refer to itself needs it.
    fn clear(&mut self) {}

    /// The bytes behind it and how they are to be read, where memoryview can look at it.
    fn buffer(&self) -> Option<Buffer<'_>> {
        None
    }

    /// The same bytes, to change them in place.
    fn buffer_mut(&mut self) -> Option<&mut [u8]> {
        None
    }

    /// Notes a view, which holds the token; while there is one, the bytes stay where they are.
    fn export(&mut self) -> Option<crate::Export> {
        None
    }

    /// Labelled parts for memory diagrams; None where what `visit` finds says enough.
    fn parts(&self) -> Option<Vec<(String, Value)>> {
        None
    }
}

/// The bytes of an object, read as items of one format (as `struct` writes it).
pub struct Buffer<'a> {
    pub bytes: &'a [u8],
    pub format: &'a str,
    pub item_size: usize,
}

/// The data of such an object.
pub struct Native(pub Box<dyn NativeData>);

impl Data for Native {
    const KIND: Kind = Kind::Native;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.visit(visit);
    }
    fn clear(&mut self) {
        self.0.clear();
    }
}

impl Native {
    pub fn new(data: impl NativeData) -> Native {
        Native(Box::new(data))
    }
    #[inline]
    pub fn of<T: NativeData>(&self) -> Option<&T> {
        (&*self.0 as &dyn std::any::Any).downcast_ref()
    }
    #[inline]
    pub fn of_mut<T: NativeData>(&mut self) -> Option<&mut T> {
        (&mut *self.0 as &mut dyn std::any::Any).downcast_mut()
    }
}

impl Value {
    /// Is this an object with native data `T`?
    pub fn as_native<'a, T: NativeData>(&'a self, heap: &'a crate::Heap) -> Option<&'a T> {
        self.as_ref::<Native>().and_then(|n: &Ref<Native>| n.get(heap).of())
    }
}
