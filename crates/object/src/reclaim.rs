//! The end of objects: counting to zero, finalisers, weak references, and the list that the
//! cycle collector walks.
//!
//! Dropping a value needs no token, so this state belongs to the thread. Freeing is
//! iterative: an object freed while another is being freed waits in a list, so a chain of
//! any length needs no stack. Only finalisers and weak-reference callbacks are left to the
//! machine, which runs them before any later Python code.
#![allow(unsafe_code)]

use std::alloc::Layout;
use std::cell::{Cell, UnsafeCell};
use std::collections::HashMap;
use std::mem::ManuallyDrop;
use std::ptr::NonNull;

use rustc_hash::FxBuildHasher;

use crate::allocation;
use crate::attributes::Attributes;
use crate::class::{Class, ClassIndex};
use crate::kind::Kind;
use crate::object::{Data, Header, Object, Ref, UNTRACKED, extension, flag};
use crate::string::Str;
use crate::types::{WeakRef, forget_empty_tuple};
use crate::value::Value;

/// A table that needs no start-up: the thread's state is a constant.
type Table<K, V> = HashMap<K, V, FxBuildHasher>;

struct State {
    has_heap: bool,
    tracked: Vec<NonNull<Header>>,
    dead: Vec<NonNull<Header>>,
    freeing: bool,
    finalizers: Vec<Finalizer>,
    classes: Vec<ClassFacts>,
    weak: Table<NonNull<Header>, Vec<NonNull<Header>>>,
    numbers: Table<NonNull<Header>, u64>,
    next_number: u64,
    told_deaths: Vec<u64>,
    touched: Vec<NonNull<Header>>,
}

impl State {
    const fn new() -> State {
        State {
            has_heap: false,
            tracked: Vec::new(),
            dead: Vec::new(),
            freeing: false,
            finalizers: Vec::new(),
            classes: Vec::new(),
            weak: Table::with_hasher(FxBuildHasher),
            numbers: Table::with_hasher(FxBuildHasher),
            next_number: 0,
            told_deaths: Vec::new(),
            touched: Vec::new(),
        }
    }
}

#[derive(Clone, Copy, Default)]
struct ClassFacts {
    /// Flags that each new instance gets.
    flags: u16,
    /// The class object, where instances keep their class alive.
    object: Option<NonNull<Header>>,
}

/// What the machine must run because an object died.
pub enum Finalizer {
    /// Call `__del__` of this object, which lives on for the call.
    Del(Value),
    /// Call the callback of this dead weak reference.
    Callback(Ref<WeakRef>),
}

thread_local! {
    /// Never dropped, so that reaching it asks nothing: what objects are left when a thread ends stay.
    static STATE: UnsafeCell<ManuallyDrop<State>> = const { UnsafeCell::new(ManuallyDrop::new(State::new())) };
    static PENDING: Cell<bool> = const { Cell::new(false) };
    static NEWS: Cell<bool> = const { Cell::new(false) };
}

/// Runs `act` on this thread's state. `act` must neither drop values nor call back into this file.
#[inline(always)]
fn with<R>(act: impl FnOnce(&mut State) -> R) -> R {
    // SAFETY: the state is this thread's own, and no `act` in this file re-enters.
    STATE.with(|state| act(unsafe { &mut *state.get() }))
}

/// The thread's objects belong to a heap that begins now.
pub(crate) fn begin() {
    assert!(!with(|s| std::mem::replace(&mut s.has_heap, true)), "a thread has one heap at a time");
}

/// That heap is gone, and all of its objects are.
pub(crate) fn end() {
    with(|s| s.has_heap = false);
}

/// Has an object died whose finaliser or callback has not run?
#[inline(always)]
pub fn finalizers_pending() -> bool {
    PENDING.get()
}

/// The next finaliser to run, oldest death first.
pub fn next_finalizer() -> Option<Finalizer> {
    let next = with(|s| if s.finalizers.is_empty() { None } else { Some(s.finalizers.remove(0)) });
    PENDING.set(with(|s| !s.finalizers.is_empty()));
    if let Some(Finalizer::Del(object)) = &next
        && let Some(header) = object.header()
    {
        header.set(flag::DYING, false);
    }
    next
}

/// A number for this object that no other object of the run ever has.
pub fn identity_number(object: &Value) -> u64 {
    let Some(header) = object.header() else {
        return object.bits();
    };
    let place = NonNull::from(header);
    header.set(flag::NUMBERED, true);
    with(|s| {
        let next = &mut s.next_number;
        *s.numbers.entry(place).or_insert_with(|| {
            *next += 1;
            0x7f00_0000_0000 + *next * 16
        })
    })
}

/// Is the machine to be told when this object dies?
pub fn set_finalizer(object: &Value, wanted: bool) {
    if let Some(header) = object.header() {
        header.set(flag::FINALIZER, wanted);
    }
}

/// Is this an object of which the tape has not spoken? From now on it has.
#[inline(always)]
pub fn first_mention(value: &Value) -> bool {
    match value.header() {
        Some(header) if !header.has(flag::TOLD) => {
            header.set(flag::TOLD, true);
            true
        }
        _ => false,
    }
}

/// Has the tape spoken of this object?
#[inline(always)]
pub fn is_told(value: &Value) -> bool {
    value.header().is_some_and(|header| header.has(flag::TOLD))
}

/// Is the object what the tape says of it?
#[inline(always)]
pub fn is_as_told(value: &Value) -> bool {
    value.header().is_some_and(|header| header.has_only(flag::TOLD, flag::TOLD | flag::TOUCHED))
}

/// An object of which the tape has spoken changes in a way that has no event of its own: true if it had not changed
/// since it was written down.
pub fn touch(value: &Value) -> bool {
    let Some(header) = value.header().filter(|header| header.has(flag::TOLD) && !header.has(flag::TOUCHED)) else {
        return false;
    };
    header.set(flag::TOUCHED, true);
    with(|s| s.touched.push(NonNull::from(header)));
    NEWS.set(true);
    true
}

/// Has it changed in such a way since it was written down?
pub fn is_touched(value: &Value) -> bool {
    value.header().is_some_and(|header| header.has(flag::TOUCHED))
}

/// There is something else that the tape does not know yet.
pub fn note_news() {
    NEWS.set(true);
}

/// Is there something that the tape does not know yet: an object that died, or one that was touched?
#[inline(always)]
pub fn news_pending() -> bool {
    NEWS.get()
}

/// The words of the objects that died, oldest death first, in the place of what `deaths` holds; those alive that were
/// touched.
pub fn take_news(deaths: &mut Vec<u64>) -> Vec<Value> {
    NEWS.set(false);
    deaths.clear();
    let touched = with(|s| {
        std::mem::swap(deaths, &mut s.told_deaths);
        std::mem::take(&mut s.touched)
    });
    let touched: Vec<Value> = touched.into_iter().map(Value::again).collect();
    for header in touched.iter().filter_map(Value::header) {
        header.set(flag::TOUCHED, false);
    }
    touched
}

/// Every object that can refer to others, alive now.
pub fn live_objects() -> Vec<Value> {
    with(|s| s.tracked.clone()).into_iter().map(Value::again).collect()
}

/// The weak references to `object`, oldest first.
pub fn weak_references(object: &Value) -> Vec<Value> {
    let Some(header) = object.header() else {
        return Vec::new();
    };
    let found = with(|s| s.weak.get(&NonNull::from(header)).cloned().unwrap_or_default());
    found.into_iter().map(Value::again).collect()
}

/// Has the object a finaliser that has not run yet?
pub fn finalizer_waits(object: &Value) -> bool {
    object.header().is_some_and(|header| header.has(flag::FINALIZER))
}

/// Notes that `reference` is to die with `object`.
pub fn register_weak(object: &Value, reference: &Ref<WeakRef>) {
    if let Some(header) = object.header() {
        header.set(flag::WEAKLY_REFERENCED, true);
        let place = NonNull::from(reference.header());
        with(|s| s.weak.entry(NonNull::from(header)).or_default().push(place));
    }
}

/// A weak reference itself dies: its object need not tell it any more.
fn forget_weak(reference: NonNull<Header>) {
    // SAFETY: only weak references come here, whole ones.
    let target = unsafe { &*reference.cast::<Object<WeakRef>>().as_ref().data.get() }.target_pointer();
    if let Some(target) = target {
        with(|s| {
            if let Some(list) = s.weak.get_mut(&target) {
                list.retain(|&r| r != reference);
            }
        });
    }
}

// ---- what classes say of their instances -------------------------------------------

#[inline]
pub(crate) fn class_flags(class: ClassIndex) -> u16 {
    if class.is_builtin() {
        return 0;
    }
    let facts = with(|s| s.classes.get(class.0 as usize).copied().unwrap_or_default());
    if let Some(object) = facts.object {
        // SAFETY: a class is in the table as long as it lives.
        unsafe { object.as_ref() }.count_up();
    }
    facts.flags
}

pub(crate) fn set_class_facts(class: ClassIndex, object: Option<&Value>, finalizer: bool) {
    let object = object.and_then(|v| v.header()).map(NonNull::from);
    let counted = if object.is_some() { flag::COUNTS_CLASS } else { 0 };
    let flags = counted | if finalizer { flag::FINALIZER } else { 0 };
    with(|s| {
        let place = class.0 as usize;
        if s.classes.len() <= place {
            s.classes.resize(place + 1, ClassFacts::default());
        }
        s.classes[place] = ClassFacts { flags, object };
    });
}

/// A class dies: no instance is left to ask for its facts.
fn forget_class(class: NonNull<Header>) {
    // SAFETY: only classes come here, whole ones.
    let index = unsafe { &*class.cast::<Object<Class>>().as_ref().data.get() }.index;
    with(|s| s.classes[index.0 as usize] = ClassFacts::default());
}

/// Makes `object` an instance of `class`; counts move with it.
pub(crate) fn change_class(object: &Header, class: ClassIndex) {
    let old = release_class(object);
    let flags = class_flags(class);
    object.set(flag::COUNTS_CLASS, flags & flag::COUNTS_CLASS != 0);
    object.set(flag::FINALIZER, flags & flag::FINALIZER != 0);
    object.set_class(class);
    drop(old);
}

/// The reference of an instance to its class, to be dropped by the caller.
fn release_class(object: &Header) -> Option<Value> {
    if !object.has(flag::COUNTS_CLASS) {
        return None;
    }
    with(|s| s.classes[object.class().0 as usize].object).map(Value::from_object)
}

// ---- tracking and freeing -----------------------------------------------------------

#[inline]
pub(crate) fn track(object: NonNull<Header>) {
    with(|s| {
        // SAFETY: the object was just made.
        unsafe { object.as_ref() }.set_tracked(s.tracked.len() as u32);
        s.tracked.push(object);
    });
}

pub(crate) fn tracked_count() -> usize {
    with(|s| s.tracked.len())
}

pub(crate) fn tracked_objects() -> Vec<NonNull<Header>> {
    with(|s| s.tracked.clone())
}

/// The last reference to an object went away.
#[inline(never)]
pub(crate) fn unreferenced(object: NonNull<Header>) {
    // SAFETY: nothing refers to the object any more, and it is freed only here.
    let header = unsafe { object.as_ref() };
    if header.kind() == Kind::Str && header.is_plain() {
        // As below, for the commonest kind: 22 instructions less for each string.
        // SAFETY: as above; without a flag the layout is that of an object.
        unsafe {
            drop_data::<Str>(object.as_ptr().cast());
            allocation::free(object.as_ptr().cast(), Layout::new::<Object<Str>>());
        }
        return;
    }
    // One that refers to no other, and that nobody asks about: its end is the end of nothing else.
    let special = flag::FINALIZER | flag::WEAKLY_REFERENCED | flag::NUMBERED | flag::TOLD | flag::COUNTS_CLASS;
    if header.tracked() != UNTRACKED || header.has(special | flag::EXTENDED) {
        return unreferenced_other(object);
    }
    debug_assert!(!matches!(header.kind(), Kind::WeakRef | Kind::Class));
    let facts = header.kind().facts();
    let data = object.cast::<u8>().as_ptr();
    // SAFETY: the data is dropped once, then its memory goes; the layout is the one it was made with.
    unsafe {
        (facts.drop)(data);
        allocation::free(data, facts.layout);
    }
}

#[inline(never)]
fn unreferenced_other(object: NonNull<Header>) {
    let busy = with(|s| {
        if s.freeing {
            s.dead.push(object);
        }
        std::mem::replace(&mut s.freeing, true)
    });
    if busy {
        return;
    }
    let mut next = Some(object);
    while let Some(object) = next {
        bury(object);
        next = with(|s| s.dead.pop());
    }
    with(|s| s.freeing = false);
}

/// Frees one object, or hands it to the machine for its finaliser.
fn bury(object: NonNull<Header>) {
    // SAFETY: nothing refers to the object any more, and it is freed only here.
    let header = unsafe { object.as_ref() };
    if header.count() != 0 {
        return;
    }
    if header.has(flag::FINALIZER | flag::WEAKLY_REFERENCED | flag::NUMBERED | flag::TOLD) && !settle(object) {
        return;
    }
    let place = header.tracked();
    if place != UNTRACKED {
        untrack(place);
    }
    if header.is_plain() && !matches!(header.kind(), Kind::WeakRef | Kind::Class) {
        let (facts, data) = (header.kind().facts(), object.cast::<u8>().as_ptr());
        // SAFETY: the data is dropped once, then its memory goes; the layout is the one it was made with.
        unsafe {
            (facts.drop)(data);
            allocation::free(data, facts.layout);
        }
        return;
    }
    match header.kind() {
        Kind::WeakRef => forget_weak(object),
        Kind::Class => forget_class(object),
        _ => {}
    }
    let class = release_class(header);
    let facts = header.kind().facts();
    let data = object.cast::<u8>().as_ptr();
    let attributes = extension(header);
    let layout = if attributes.is_some() { facts.extended_layout } else { facts.layout };
    // SAFETY: the data is dropped once, then its memory goes; the layouts are those it was made with.
    unsafe {
        (facts.drop)(data);
        if let Some(attributes) = attributes {
            std::ptr::drop_in_place(attributes.as_ptr());
        }
        allocation::free(data, layout);
    }
    drop(class);
}

/// Frees the objects of this thread, whatever they refer to, and this state: its heap is gone. No finaliser runs.
pub(crate) fn free_all() {
    forget_empty_tuple();
    let objects = live_objects();
    for header in objects.iter().filter_map(Value::header) {
        header.set(flag::FINALIZER, false);
    }
    objects.iter().for_each(clear_object);
    drop(objects);
    while next_finalizer().is_some() {}
    // What somebody still holds outside is freed by its count, and must find itself in the list.
    if tracked_count() == 0 {
        drop(with(|s| std::mem::replace(s, State { next_number: s.next_number, ..State::new() })));
    }
}

/// Finaliser, weak references, number. False if the object lives on for its finaliser.
#[cold]
fn settle(object: NonNull<Header>) -> bool {
    // SAFETY: as in `bury`.
    let header = unsafe { object.as_ref() };
    if header.has(flag::FINALIZER) {
        header.set(flag::FINALIZER, false);
        header.set(flag::DYING, true);
        header.count_up();
        let value = Value::from_object(object);
        with(|s| s.finalizers.push(Finalizer::Del(value)));
        PENDING.set(true);
        return false;
    }
    if header.has(flag::WEAKLY_REFERENCED) {
        clear_weak(object);
    }
    if header.has(flag::NUMBERED) {
        with(|s| s.numbers.remove(&object));
    }
    if header.has(flag::TOLD) {
        with(|s| {
            s.told_deaths.push(object.as_ptr() as u64);
            if header.has(flag::TOUCHED) {
                s.touched.retain(|&touched| touched != object);
            }
        });
        NEWS.set(true);
    }
    true
}

/// Clears the weak references to a dying object and queues their callbacks.
pub(crate) fn clear_weak(object: NonNull<Header>) {
    let references = with(|s| s.weak.remove(&object)).unwrap_or_default();
    for place in references {
        // SAFETY: weak references leave this table before they are freed.
        let reference = unsafe { &*place.cast::<Object<WeakRef>>().as_ref().data.get() };
        reference.clear();
        // SAFETY: as above.
        if unsafe { place.as_ref() }.count() > 0 {
            touch(&std::mem::ManuallyDrop::new(Value::from_object(place)));
        }
        // SAFETY: as above.
        if reference.has_callback() && unsafe { place.as_ref() }.count() > 0 {
            let value = Value::again(place);
            if let Some(reference) = value.as_ref::<WeakRef>() {
                let reference = reference.clone();
                with(|s| s.finalizers.push(Finalizer::Callback(reference)));
                PENDING.set(true);
            }
        }
    }
}

#[inline]
fn untrack(place: u32) {
    with(|s| {
        s.tracked.swap_remove(place as usize);
        if let Some(moved) = s.tracked.get(place as usize) {
            // SAFETY: tracked objects are alive.
            unsafe { moved.as_ref() }.set_tracked(place);
        }
    });
}

/// Calls `visit` for each reference that the object counts.
pub(crate) fn visit_object(object: NonNull<Header>, visit: &mut dyn FnMut(&Value)) {
    // SAFETY: the object is alive and nobody borrows its data while the collector or a picture walks.
    unsafe {
        (object.as_ref().kind().facts().visit)(object.cast().as_ptr(), visit);
        if let Some(attributes) = extension(object.as_ref()) {
            attributes.as_ref().visit(visit);
        }
    }
}

/// # Safety
/// `object` points to a live `Object<T>` whose data nobody borrows exclusively.
pub(crate) unsafe fn visit_data<T: Data>(object: *mut u8, visit: &mut dyn FnMut(&Value)) {
    // SAFETY: the caller's promise.
    unsafe { (*(*object.cast::<Object<T>>()).data.get()).visit(visit) }
}

/// # Safety
/// `object` points to an `Object<T>` whose data is dropped here and never used again.
pub(crate) unsafe fn drop_data<T: Data>(object: *mut u8) {
    // SAFETY: the caller's promise.
    unsafe { std::ptr::drop_in_place((*object.cast::<Object<T>>()).data.get()) }
}

/// The attributes behind built-in data, for reading or changing under the heap token.
pub(crate) fn extension_of(header: &Header) -> Option<NonNull<Attributes>> {
    extension(header)
}

/// The class object that instances of `class` count.
pub(crate) fn class_object(class: ClassIndex) -> Option<Value> {
    with(|s| s.classes.get(class.0 as usize).and_then(|c| c.object)).map(Value::again)
}

/// Do instances of `class` keep it alive?
pub(crate) fn is_counted(class: ClassIndex) -> bool {
    with(|s| s.classes.get(class.0 as usize).is_some_and(|c| c.object.is_some()))
}

/// # Safety
/// `object` points to a live `Object<T>` whose data nobody borrows.
pub(crate) unsafe fn clear_data<T: Data>(object: *mut u8) {
    // SAFETY: the caller's promise.
    unsafe { (*(*object.cast::<Object<T>>()).data.get()).clear() }
}

/// Makes an unreachable object let go of what it refers to.
pub(crate) fn clear_object(object: &Value) {
    let Some(header) = object.header() else {
        return;
    };
    let place = NonNull::from(header);
    // SAFETY: the object is alive through `object`; the machine borrows no data while it collects.
    unsafe {
        (header.kind().facts().clear)(place.cast().as_ptr());
        if let Some(mut attributes) = extension(header) {
            attributes.as_mut().clear();
        }
    }
}

/// Calls `visit` with each value that an object refers to; nothing for immediates.
pub fn visit(object: &Value, visit: &mut dyn FnMut(&Value)) {
    if let Some(header) = object.header() {
        visit_object(NonNull::from(header), visit);
    }
}
