//! The heap: the token that gives access to mutable data, and the tables that all objects share.
#![allow(unsafe_code)]

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};

use rustc_hash::FxHashSet;

use crate::attributes::{Attributes, Shapes};
use crate::class::{BUILTIN_NAMES, Class, ClassIndex};
use crate::collect;
use crate::exception::Exception;
use crate::kind::Kind;
use crate::name::{Name, dunder};
use crate::object::{Header, Ref, flag};
use crate::reclaim;
use crate::string::Str;
use crate::types::Instance;
use crate::value::Value;

/// A name that is looked up by its text.
struct Text(Name);

impl Borrow<[u8]> for Text {
    fn borrow(&self) -> &[u8] {
        self.0.str().bytes()
    }
}

impl Hash for Text {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.str().bytes().hash(state);
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Text) -> bool {
        self.0.str().bytes() == other.0.str().bytes()
    }
}

impl Eq for Text {}

/// One heap a thread. Holding it mutably is holding the right to change any object.
pub struct Heap {
    names: FxHashSet<Text>,
    dunders: Vec<Name>,
    pub shapes: Shapes,
    /// Classes by number; None where one is not made yet or has died.
    classes: Vec<Option<Ref<Class>>>,
    /// For each class number, a version that changes when an attribute of it or of a base does.
    versions: Vec<u32>,
    /// Even: the versions of namespaces are odd.
    next_version: u32,
    /// How many tracked objects make the next cycle pass due.
    pub collect_at: usize,
}

impl Default for Heap {
    fn default() -> Heap {
        Heap::new()
    }
}

impl Heap {
    /// # Panics
    /// If the thread has another heap: objects are counted and freed by the thread, and classes of both would have the
    /// same numbers.
    pub fn new() -> Heap {
        reclaim::begin();
        let mut heap = Heap {
            names: FxHashSet::default(),
            dunders: Vec::new(),
            shapes: Shapes::new(),
            classes: Vec::new(),
            versions: Vec::new(),
            next_version: 2,
            collect_at: 20_000,
        };
        heap.dunders = dunder::ALL.iter().map(|text| heap.intern(text)).collect();
        for _ in BUILTIN_NAMES {
            heap.new_class_index();
        }
        heap
    }

    // ---- names ---------------------------------------------------------------------

    pub fn intern(&mut self, text: &str) -> Name {
        self.intern_wtf8(text.as_bytes())
    }

    pub fn intern_wtf8(&mut self, bytes: &[u8]) -> Name {
        if let Some(name) = self.names.get(bytes) {
            return name.0.clone();
        }
        let string = Ref::from_bytes(bytes);
        string.header().set(flag::INTERNED, true);
        let name = Name(string);
        self.names.insert(Text(name.clone()));
        name
    }

    /// The name that equals a string.
    pub fn intern_str(&mut self, string: &Ref<Str>) -> Name {
        if string.header().is_interned() {
            return Name(string.clone());
        }
        if !string.header().is_extended() && !self.names.contains(string.bytes()) {
            string.header().set(flag::INTERNED, true);
            self.names.insert(Text(Name(string.clone())));
        }
        self.intern_wtf8(string.bytes())
    }

    /// The name that a string is, if it was interned before.
    pub fn find_name(&self, string: &Ref<Str>) -> Option<Name> {
        if string.header().is_interned() {
            return Some(Name(string.clone()));
        }
        self.names.get(string.bytes()).map(|name| name.0.clone())
    }

    /// One of the names in [`dunder`].
    #[inline(always)]
    pub fn dunder(&self, which: usize) -> &Name {
        &self.dunders[which]
    }

    // ---- classes -------------------------------------------------------------------

    pub fn builtin_class_name(index: ClassIndex) -> &'static str {
        BUILTIN_NAMES.get(index.0 as usize).copied().unwrap_or("object")
    }

    pub fn builtin_class_count() -> usize {
        BUILTIN_NAMES.len()
    }

    pub fn new_class_index(&mut self) -> ClassIndex {
        self.classes.push(None);
        let index = ClassIndex(self.classes.len() as u32 - 1);
        self.versions.push(0);
        self.touch_class(index);
        index
    }

    /// Puts a class into the table. `counted`: its instances keep it alive, the table does not.
    pub fn register_class(&mut self, class: &Ref<Class>, counted: bool, finalizer: bool) {
        let index = class.get(self).index;
        self.classes[index.0 as usize] = Some(class.clone());
        reclaim::set_class_facts(index, counted.then(|| class.value()), finalizer);
    }

    pub fn set_finalizer(&mut self, class: &Ref<Class>, finalizer: bool) {
        let index = class.get(self).index;
        let counted = reclaim::is_counted(index);
        reclaim::set_class_facts(index, counted.then(|| class.value()), finalizer);
    }

    #[inline(always)]
    pub fn class(&self, index: ClassIndex) -> &Ref<Class> {
        match &self.classes[index.0 as usize] {
            Some(class) => class,
            None => self.missing_class(),
        }
    }

    #[cold]
    fn missing_class(&self) -> &Ref<Class> {
        self.classes[0].as_ref().unwrap_or_else(|| unreachable!("object is the first class made"))
    }

    #[inline(always)]
    pub fn class_index_of(&self, value: &Value) -> ClassIndex {
        if let Some(header) = value.header() {
            return header.class();
        }
        if value.is_small_int() {
            return ClassIndex::INT;
        }
        immediate_class(value)
    }

    #[inline(always)]
    pub fn class_of(&self, value: &Value) -> &Ref<Class> {
        self.class(self.class_index_of(value))
    }

    /// The version of a class: the same number means the same class, unchanged.
    #[inline(always)]
    pub fn class_version(&self, index: ClassIndex) -> u32 {
        debug_assert!((index.0 as usize) < self.versions.len());
        // SAFETY: numbers of classes are only made by `new_class_index`, which makes room for a version.
        unsafe { *self.versions.get_unchecked(index.0 as usize) }
    }

    /// A class changed: it and its subclasses get new versions.
    pub fn touch_class(&mut self, index: ClassIndex) {
        let mut waiting = vec![index];
        while let Some(index) = waiting.pop() {
            self.versions[index.0 as usize] = self.next_version;
            self.next_version += 2;
            if let Some(class) = &self.classes[index.0 as usize] {
                waiting.extend(class.get(self).subclasses.iter().copied());
            }
        }
    }

    pub fn change_class(&mut self, object: &Header, class: ClassIndex) {
        reclaim::change_class(object, class);
    }

    // ---- attributes -----------------------------------------------------------------

    /// The attributes that an object carries itself.
    #[inline]
    pub fn attributes<'a>(&'a self, object: &'a Value) -> Option<&'a Attributes> {
        match object.kind()? {
            Kind::Instance => object.as_ref::<Instance>().map(|i| &i.get(self).0),
            Kind::Exception => object.as_ref::<Exception>().map(|e| &e.get(self).attributes),
            _ => {
                let pointer = reclaim::extension_of(object.header()?)?;
                // SAFETY: the object lives through `object`, and the shared token keeps writers away.
                Some(unsafe { &*pointer.as_ptr() })
            }
        }
    }

    #[inline]
    pub fn attributes_mut<'a>(&'a mut self, object: &'a Value) -> Option<&'a mut Attributes> {
        match object.kind()? {
            Kind::Instance => object.as_ref::<Instance>().map(|i| &mut i.get_mut(self).0),
            Kind::Exception => object.as_ref::<Exception>().map(|e| &mut e.get_mut(self).attributes),
            _ => {
                let pointer = reclaim::extension_of(object.header()?)?;
                // SAFETY: the object lives through `object`, and the exclusive token keeps others away.
                Some(unsafe { &mut *pointer.as_ptr() })
            }
        }
    }

    // ---- cycles ----------------------------------------------------------------------

    /// How many objects the collector knows.
    pub fn tracked_count(&self) -> usize {
        reclaim::tracked_count()
    }

    /// Objects that only each other keep alive. The machine runs their finalisers, then frees what is still so.
    pub fn unreachable(&self) -> Vec<Value> {
        // The table of classes keeps none of them alive that a class statement made.
        let made = self.classes.iter().flatten().filter(|class| reclaim::is_counted(class.get(self).index));
        collect::unreachable(made.map(Ref::value))
    }

    /// Marks the finaliser of an object as run; was it still to run?
    pub fn take_finalizer(&mut self, object: &Value) -> bool {
        let Some(header) = object.header() else {
            return false;
        };
        let had = header.has(flag::FINALIZER);
        header.set(flag::FINALIZER, false);
        had
    }

    /// Clears weak references to an unreachable object before its cycle is broken.
    pub fn clear_weak_references(&mut self, object: &Value) {
        if let Some(header) = object.header()
            && header.has(flag::WEAKLY_REFERENCED)
        {
            reclaim::clear_weak(header.into());
        }
    }

    /// Breaks the cycles of unreachable objects, which then die.
    pub fn break_cycles(&mut self, unreachable: Vec<Value>) {
        for class in unreachable.iter().filter_map(|object| object.as_ref::<Class>()) {
            self.forget_class(class);
        }
        unreachable.iter().for_each(reclaim::clear_object);
    }

    /// Takes a dying class out of the table. Its number is never given to another.
    fn forget_class(&mut self, class: &Ref<Class>) {
        let (index, bases) = (class.get(self).index, class.get(self).bases.clone());
        for base in bases {
            base.get_mut(self).subclasses.retain(|&subclass| subclass != index);
        }
        drop(self.classes[index.0 as usize].take());
    }
}

impl Drop for Heap {
    /// Everything goes that is left of the thread's objects; no finaliser runs any more.
    fn drop(&mut self) {
        self.classes.clear();
        self.dunders.clear();
        self.names.clear();
        reclaim::free_all();
        reclaim::end();
    }
}

fn immediate_class(value: &Value) -> ClassIndex {
    if value.as_float().is_some() {
        ClassIndex::FLOAT
    } else if value.as_bool().is_some() {
        ClassIndex::BOOL
    } else if value.is_none() {
        ClassIndex::NONE_TYPE
    } else if value.is_same(&Value::ELLIPSIS) {
        ClassIndex::ELLIPSIS
    } else if value.is_not_implemented() {
        ClassIndex::NOT_IMPLEMENTED
    } else {
        ClassIndex::OBJECT
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thread_can_have_one_heap_after_another() {
        drop(Heap::new());
        drop(Heap::new());
    }

    #[test]
    #[should_panic(expected = "one heap")]
    fn a_thread_has_one_heap_at_a_time() {
        let _first = Heap::new();
        let _second = Heap::new();
    }
}
