//! The cache at a place in the code where a name is used.
#![allow(unsafe_code)]

use std::cell::{Cell, UnsafeCell};

use crate::name::Name;
use crate::value::Value;

/// A name used at one place in the code, with what was found there last.
pub struct Site {
    pub name: Name,
    /// The version of the class or the key version of the namespace for which the rest holds, or [`Site::NEVER`].
    pub version: Cell<u32>,
    /// What second check the use needs: the shape of the instance, or the version of a second namespace.
    pub shape: Cell<u32>,
    /// The slot, or the entry in the namespace.
    pub slot: Cell<u32>,
    pub next_shape: Cell<u32>,
    /// A method found in a class, or UNBOUND.
    found: UnsafeCell<Value>,
}

impl Site {
    /// A version that nothing ever has.
    pub const NEVER: u32 = u32::MAX;

    pub(crate) fn new(name: Name) -> Site {
        let nothing = || Cell::new(0);
        Site {
            name,
            version: Cell::new(Site::NEVER),
            shape: nothing(),
            slot: nothing(),
            next_shape: nothing(),
            found: UnsafeCell::new(Value::UNBOUND),
        }
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
