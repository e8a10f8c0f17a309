//! Objects on the heap: header, data, and the counted reference to them.
#![allow(unsafe_code)]

use std::cell::{Cell, UnsafeCell};
use std::marker::PhantomData;
use std::ptr::NonNull;

use crate::allocation;
use crate::attributes::Attributes;
use crate::class::ClassIndex;
use crate::heap::Heap;
use crate::kind::Kind;
use crate::reclaim;
use crate::value::{Dead, Value};

/// What stands before the data of every object.
#[repr(C)]
pub struct Header {
    count: Cell<u32>,
    class: Cell<ClassIndex>,
    kind: Kind,
    flags: Cell<u16>,
    /// Place in the collector's list, for objects that can refer to others.
    tracked: Cell<u32>,
}

const _: () = assert!(size_of::<Header>() == 16);

pub(crate) mod flag {
    /// `Attributes` stand behind the data (instances of subclasses of built-in types).
    pub const EXTENDED: u16 = 1;
    /// The class has a `__del__` that has not run yet.
    pub const FINALIZER: u16 = 2;
    pub const WEAKLY_REFERENCED: u16 = 4;
    pub const NUMBERED: u16 = 8;
    /// In the table of interned strings.
    pub const INTERNED: u16 = 16;
    /// Waits for its finaliser or is being freed.
    pub const DYING: u16 = 32;
    /// Its class is counted: a class made by a class statement.
    pub const COUNTS_CLASS: u16 = 64;
    /// The tape has spoken of it, and must hear of its death.
    pub const TOLD: u16 = 128;
    /// It changed since the tape wrote it down.
    pub const TOUCHED: u16 = 256;
}

pub(crate) const UNTRACKED: u32 = u32::MAX;

impl Header {
    #[inline(always)]
    pub fn kind(&self) -> Kind {
        self.kind
    }
    #[inline(always)]
    pub fn class(&self) -> ClassIndex {
        self.class.get()
    }
    /// `__class__` assignment. The caller keeps the counts of both classes right.
    pub(crate) fn set_class(&self, class: ClassIndex) {
        self.class.set(class);
    }
    #[inline(always)]
    pub fn count(&self) -> u32 {
        self.count.get()
    }
    #[inline(always)]
    pub(crate) fn count_up(&self) {
        self.count.set(self.count.get() + 1);
    }
    #[inline(always)]
    pub(crate) fn count_down(&self) -> u32 {
        let count = self.count.get() - 1;
        self.count.set(count);
        count
    }
    #[inline(always)]
    pub(crate) fn has(&self, flag: u16) -> bool {
        self.flags.get() & flag != 0
    }
    /// Of these flags, has it only this one?
    #[inline(always)]
    pub(crate) fn has_only(&self, flag: u16, among: u16) -> bool {
        self.flags.get() & among == flag
    }
    pub(crate) fn set(&self, flag: u16, on: bool) {
        self.flags.set(if on { self.flags.get() | flag } else { self.flags.get() & !flag });
    }
    #[inline(always)]
    pub(crate) fn tracked(&self) -> u32 {
        self.tracked.get()
    }
    /// Does the collector know it? What it does not know is part of no cycle.
    #[inline(always)]
    pub(crate) fn is_tracked(&self) -> bool {
        self.tracked.get() != UNTRACKED
    }
    pub(crate) fn set_tracked(&self, place: u32) {
        self.tracked.set(place);
    }
    #[inline(always)]
    pub fn is_interned(&self) -> bool {
        self.has(flag::INTERNED)
    }
    /// Is there nothing special about it, its class included?
    #[inline(always)]
    pub(crate) fn is_plain(&self) -> bool {
        self.flags.get() == 0
    }
    /// Does it carry attributes behind built-in data?
    #[inline(always)]
    pub fn is_extended(&self) -> bool {
        self.has(flag::EXTENDED)
    }
}

/// The data of one kind of object.
pub trait Data: 'static + Sized {
    const KIND: Kind;
    /// Can it refer to other objects, so that it may be part of a cycle?
    const REFERS: bool = true;
    /// The same of one object, when it is made.
    #[inline(always)]
    fn refers(&self) -> bool {
        Self::REFERS
    }
    /// Calls `visit` with each value that it refers to, once for each reference it counts.
    fn visit(&self, visit: &mut dyn FnMut(&Value));
    /// Lets go of what it refers to, to break a cycle. Only mutable data needs it.
    fn clear(&mut self) {}
}

/// Data that never changes after it was made: readable without the heap token.
pub trait Frozen: Data {}

#[repr(C)]
pub(crate) struct Object<T> {
    pub header: Header,
    pub data: UnsafeCell<T>,
}

#[repr(C)]
pub(crate) struct Extended<T> {
    pub object: Object<T>,
    pub attributes: UnsafeCell<Attributes>,
}

/// A float that does not fit into a value word.
pub struct Float(pub f64);

impl Data for Float {
    const KIND: Kind = Kind::Float;
    const REFERS: bool = false;
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}
impl Frozen for Float {}

/// A counted reference to an object whose data is `T`. The same word as its [`Value`].
#[repr(transparent)]
pub struct Ref<T: Data> {
    value: Value,
    data: PhantomData<T>,
}

impl<T: Data> Ref<T> {
    /// A new object of a class whose instances have no attributes of their own. Where that is a constant, so is the
    /// header.
    #[inline(always)]
    pub fn new(class: ClassIndex, data: T) -> Ref<T> {
        Ref::with_header(new_header::<T>(class, 0), data)
    }

    #[inline]
    fn with_header(header: Header, data: T) -> Ref<T> {
        let refers = T::REFERS && data.refers();
        let place = allocation::block::<Object<T>>();
        // SAFETY: the block is new and as large as that.
        unsafe { place.write(Object { header, data: UnsafeCell::new(data) }) };
        if refers {
            reclaim::track(place.cast());
        }
        Ref { value: Value::from_object(place.cast()), data: PhantomData }
    }

    /// A new object that also carries attributes: an instance of a subclass of a built-in type.
    pub fn new_extended(class: ClassIndex, data: T, attributes: Attributes) -> Ref<T> {
        let object = Object { header: new_header::<T>(class, flag::EXTENDED), data: UnsafeCell::new(data) };
        let place = allocation::block::<Extended<T>>();
        // SAFETY: the block is new and as large as that.
        unsafe { place.write(Extended { object, attributes: UnsafeCell::new(attributes) }) };
        reclaim::track(place.cast());
        Ref { value: Value::from_object(place.cast()), data: PhantomData }
    }

    #[inline(always)]
    fn object(&self) -> &Object<T> {
        // SAFETY: a `Ref<T>` is only made from an object whose kind is `T::KIND`.
        unsafe { &*(self.value.bits() as *const Object<T>) }
    }

    /// The value as a reference to data `T`, or the value back.
    #[inline(always)]
    pub fn from_value(value: Value) -> Result<Ref<T>, Value> {
        if value.kind() == Some(T::KIND) { Ok(Ref { value, data: PhantomData }) } else { Err(value) }
    }

    /// The value as a reference to data `T`.
    ///
    /// # Safety
    /// It is an object of that kind.
    #[inline(always)]
    pub unsafe fn known(value: &Value) -> &Ref<T> {
        debug_assert!(value.kind() == Some(T::KIND));
        // SAFETY: the caller's promise; `Value` and `Ref` are the same word.
        unsafe { &*(value as *const Value as *const Ref<T>) }
    }

    /// The data, as long as nobody changes the heap.
    #[inline(always)]
    pub fn get<'a>(&'a self, _heap: &'a Heap) -> &'a T {
        // SAFETY: a shared token means that no exclusive borrow of any data is alive.
        unsafe { &*self.object().data.get() }
    }

    /// The data, to change it.
    #[inline(always)]
    pub fn get_mut<'a>(&'a self, _heap: &'a mut Heap) -> &'a mut T {
        // SAFETY: the exclusive token means that no other borrow of any data is alive.
        unsafe { &mut *self.object().data.get() }
    }

    #[inline(always)]
    pub fn value(&self) -> &Value {
        &self.value
    }
    #[inline(always)]
    pub fn to_value(&self) -> Value {
        self.value.clone()
    }
    #[inline(always)]
    pub fn header(&self) -> &Header {
        &self.object().header
    }
    /// Gives up this reference: None, or the object of the last one.
    #[inline(always)]
    pub fn give_up(self) -> Option<Dead> {
        let dead = if self.header().count_down() == 0 { Some(Dead::new(self.header())) } else { None };
        std::mem::forget(self);
        dead
    }
    pub fn is_same(&self, other: &Ref<T>) -> bool {
        self.value.is_same(&other.value)
    }
}

#[inline(always)]
fn new_header<T: Data>(class: ClassIndex, flags: u16) -> Header {
    let flags = flags | if class.is_builtin() { 0 } else { reclaim::class_flags(class) };
    Header {
        count: Cell::new(1),
        class: Cell::new(class),
        kind: T::KIND,
        flags: Cell::new(flags),
        tracked: Cell::new(UNTRACKED),
    }
}

/// The attributes that stand behind built-in data of an object with the flag `EXTENDED`.
pub(crate) fn extension(header: &Header) -> Option<NonNull<Attributes>> {
    if !header.has(flag::EXTENDED) {
        return None;
    }
    let start = NonNull::from(header).cast::<u8>();
    // SAFETY: the flag says that the allocation is an `Extended<T>`, and the kind's table knows the offset.
    Some(unsafe { start.add(header.kind().facts().extension).cast() })
}

impl<T: Frozen> std::ops::Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: frozen data is never borrowed exclusively after it was made.
        unsafe { &*self.object().data.get() }
    }
}

impl<T: Data> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Self {
        Ref { value: self.value.clone(), data: PhantomData }
    }
}

impl<T: Data> From<Ref<T>> for Value {
    #[inline(always)]
    fn from(object: Ref<T>) -> Value {
        object.value
    }
}

impl<T: Data> std::fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        self.value.fmt(f)
    }
}
