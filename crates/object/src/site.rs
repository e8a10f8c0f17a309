//! The cache at a place in the code where a name is used.
#![allow(unsafe_code)]

use std::cell::{Cell, UnsafeCell};
use std::mem::ManuallyDrop;

use crate::name::Name;
use crate::value::Value;

/// A name used at one place in the code, with what was found there last.
pub struct Site {
    pub name: Name,
    /// The version of the class or the key version of the namespace for which the rest holds, or [`Site::NEVER`].
    pub version: Cell<u32>,
    /// What second check the use needs: the shape of the instance, or the version of a second namespace.
    pub shape: Cell<u32>,
    place: Place,
    /// A method found in a class, or UNBOUND.
    found: UnsafeCell<Value>,
}

/// Where it was found: in attributes, or in a namespace.
#[repr(C)]
union Place {
    slot: ManuallyDrop<(Cell<u32>, Cell<u32>)>,
    value: ManuallyDrop<Cell<*mut Value>>,
}

impl Site {
    /// A version that nothing ever has.
    pub const NEVER: u32 = u32::MAX;

    pub(crate) fn new(name: Name) -> Site {
        Site {
            name,
            version: Cell::new(Site::NEVER),
            shape: Cell::new(0),
            place: Place { value: ManuallyDrop::new(Cell::new(std::ptr::null_mut())) },
            found: UnsafeCell::new(Value::UNBOUND),
        }
    }

    /// The slot of an attribute.
    #[inline(always)]
    pub fn slot(&self) -> u32 {
        // SAFETY: any word is a pair of numbers.
        unsafe { self.place.slot.0.get() }
    }

    /// The shape that an instance has once the attribute is set.
    #[inline(always)]
    pub fn next_shape(&self) -> u32 {
        // SAFETY: as above.
        unsafe { self.place.slot.1.get() }
    }

    pub fn set_slot(&self, slot: u32, next_shape: u32) {
        // SAFETY: as above.
        let (first, second) = unsafe { &*self.place.slot };
        first.set(slot);
        second.set(next_shape);
    }

    /// Where the value in a namespace stands. Good as long as that has the version of the site.
    #[inline(always)]
    pub fn value(&self) -> *mut Value {
        // SAFETY: any word is an address; whether it is a good one the version says.
        unsafe { self.place.value.get() }
    }

    pub fn set_value(&self, value: *mut Value) {
        // SAFETY: a word is written over.
        unsafe { self.place.value.set(value) }
    }

    /// The method found here last, or UNBOUND.
    #[inline(always)]
    pub fn found(&self) -> Value {
        // SAFETY: nothing else runs while the value is cloned.
        unsafe { (*self.found.get()).clone() }
    }

    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        // SAFETY: the value is only read, and a visitor changes no site.
        visit(unsafe { &*self.found.get() });
    }

    /// Exchanges the method; the caller drops the old one.
    #[must_use]
    pub fn set_found(&self, found: Value) -> Value {
        // SAFETY: nothing else runs while the words are exchanged.
        unsafe { std::mem::replace(&mut *self.found.get(), found) }
    }
}
