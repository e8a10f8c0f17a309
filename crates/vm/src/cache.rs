//! What the sites of the code remember: where a name was found last, and for what that still holds.
//!
//! Versions of classes and of a namespace's keys, and shapes of instances, say whether it does.
#![allow(unsafe_code)]

use bytecode::{Instruction, Op};
use object::{
    Attributes, Builtin, Class, ClassFlags, ClassIndex, Descriptor, Dict, Heap, Instance, Kind, Module, Ref, Site,
    Value, dunder,
};

use crate::error::Result;
use crate::machine::Vm;
use crate::observe::Observer;

/// Stores by the long way, of which no more is known.
const UNKNOWN: Instruction = Instruction::new(Op::Nop, 0, 0, 0, 0);

impl Vm {
    // ---- globals: the entry's number in a namespace whose keys have not changed ----------------

    #[inline(always)]
    pub(crate) fn cached_global(&self, site: &Site) -> Option<Value> {
        let function = self.running().function.get(&self.heap);
        if !function.globals.get(&self.heap).is_version(site.version.get()) {
            return None;
        }
        if site.shape.get() != 0 && !function.builtins.get(&self.heap).is_version(site.shape.get()) {
            return None;
        }
        // SAFETY: entries of a namespace stay in place as long as its keys have the same version.
        Some(unsafe { &*site.value() }.clone())
    }

    #[inline(never)]
    pub(crate) fn load_global(&mut self, site: &Site) -> Result {
        let Some(frame) = self.thread.stack.frames.last() else {
            return Err(self.system_error("no frame"));
        };
        let function = frame.function.get(&self.heap);
        let (globals, builtins) = (function.globals.clone(), function.builtins.clone());
        let version = globals.get(&self.heap).version();
        if let Some(value) = self.find_for_site(&globals, site) {
            site.version.set(version);
            site.shape.set(0);
            return Ok(value);
        }
        if let Some(value) = self.find_for_site(&builtins, site) {
            site.version.set(version);
            site.shape.set(builtins.get(&self.heap).version());
            return Ok(value);
        }
        Err(self.name_error(&site.name))
    }

    /// The value of the site's name in a namespace; the site learns where it stands.
    fn find_for_site(&mut self, namespace: &Ref<Dict>, site: &Site) -> Option<Value> {
        let namespace = namespace.get_mut(&mut self.heap);
        let entry = namespace.find_name(&site.name)?;
        site.set_value(namespace.place_of(entry));
        Some(namespace.entry(entry).value.clone())
    }

    /// Binds a global whose entry the site knows: what it was bound to. Gives the value back where it does not.
    #[inline(always)]
    pub(crate) fn store_cached_global(&mut self, site: &Site, value: Value) -> std::result::Result<Value, Value> {
        let globals = self.running().function.get(&self.heap).globals.get(&self.heap);
        if globals.is_version(site.version.get()) && site.shape.get() == 0 {
            // SAFETY: as in `cached_global`; nobody borrows the namespace now.
            return Ok(std::mem::replace(unsafe { &mut *site.value() }, value));
        }
        Err(value)
    }

    /// Does the site know the entry of its global?
    #[inline]
    pub(crate) fn knows_global(&self, site: &Site) -> bool {
        let globals = self.running().function.get(&self.heap).globals.get(&self.heap);
        globals.is_version(site.version.get()) && site.shape.get() == 0
    }

    #[inline(never)]
    pub(crate) fn store_global(&mut self, ins: Instruction, value: Value) -> Result<()> {
        let frame = self.running();
        let (code, globals) = (frame.code().clone(), frame.function.get(&self.heap).globals.clone());
        let site = &code.sites[ins.c() as usize];
        self.namespace_set(&globals, &site.name, value);
        if self.find_for_site(&globals, site).is_some() {
            site.version.set(globals.get(&self.heap).version());
            site.shape.set(0);
        }
        self.settle();
        Ok(())
    }

    // ---- attributes: the slot in instances of a shape, or a function in a class -------------------

    #[inline(always)]
    pub(crate) fn cached_attribute(&self, object: &Value, site: &Site) -> Option<Value> {
        let instance = object.as_ref::<Instance>()?;
        if self.heap.class_version(instance.header().class()) != site.version.get() {
            return None;
        }
        let attributes: &Attributes = &instance.get(&self.heap).0;
        if attributes.shape.0 != site.shape.get() {
            return None;
        }
        attributes.slots.get(site.slot() as usize).cloned().filter(|value| !value.is_unbound())
    }

    /// An attribute by the long way. The site learns where it stands: in a slot of instances of this shape, in
    /// their class, or in the namespace of a module or class.
    #[inline(never)]
    pub(crate) fn load_attribute(&mut self, object: &Value, site: &Site) -> Result {
        if let Some(value) = self.cached_elsewhere(object, site) {
            return Ok(value);
        }
        if self.remembers(object, site, Use::Load)
            && let Some(value) = self.cached_attribute(object, site).or_else(|| self.cached_elsewhere(object, site))
        {
            return Ok(value);
        }
        match object.kind() {
            Some(Kind::Instance) => self.learn_of_instance(object, site),
            Some(Kind::Class) => self.learn_of_class(object, site),
            Some(Kind::Module) => self.learn_of_module(object, site),
            _ => {}
        }
        self.get_attr(object, &site.name)
    }

    fn learn_of_instance(&mut self, object: &Value, site: &Site) {
        let Some((class, shape)) = self.class_and_shape(object) else { return };
        if shape == 0 || self.heap.class(class).get(&self.heap).flags.has(ClassFlags::GET_HOOKED) {
            return;
        }
        let own = self.heap.shapes.slot(object::ShapeId(shape), &site.name);
        let of_class = self.class_attr(class, &site.name);
        let (slot, found) = match (own, of_class) {
            (Some(slot), None) => (slot as u32, Value::UNBOUND),
            (None, Some(found)) if plain_constant(&found) => (IN_CLASS, found),
            (own, Some(found)) => match found.as_ref::<Descriptor>().map(|d| d.get(&self.heap)) {
                Some(Descriptor::Member { slot, .. }) if own.is_none() => (*slot, Value::UNBOUND),
                Some(Descriptor::Property { get, .. }) if get.kind() == Some(Kind::Function) => (GETTER, get.clone()),
                _ => return,
            },
            (None, None) => return,
        };
        site.version.set(self.heap.class_version(class));
        site.shape.set(shape);
        site.set_slot(slot, 0);
        drop(site.set_found(found));
        self.remember(site, Use::Load);
    }

    /// A name in the namespace of a class or its bases, which no descriptor computes.
    fn learn_of_class(&mut self, object: &Value, site: &Site) {
        let Some(class) = object.as_ref::<Class>() else { return };
        let index = class.get(&self.heap).index;
        if class.header().class() != ClassIndex::TYPE || self.class_attr(ClassIndex::TYPE, &site.name).is_some() {
            return;
        }
        let Some(mut found) = self.class_attr(index, &site.name) else { return };
        if let Some(Descriptor::StaticMethod { function, .. }) = found.as_ref::<Descriptor>().map(|d| d.get(&self.heap))
        {
            let function = function.clone();
            found = function;
        } else if found.kind() != Some(Kind::Function) && !plain_constant(&found) {
            let class = self.heap.class_index_of(&found);
            let get = self.heap.dunder(dunder::GET).clone();
            if found.kind() != Some(Kind::Instance) || self.class_attr(class, &get).is_some() {
                return;
            }
        }
        site.version.set(self.heap.class_version(index));
        site.shape.set(OF_CLASS_ITSELF);
        site.set_slot(IN_CLASS, 0);
        drop(site.set_found(found));
    }

    fn learn_of_module(&mut self, object: &Value, site: &Site) {
        if let Some(module) = object.as_ref::<Module>()
            && module.header().class() == ClassIndex::MODULE
        {
            let namespace = module.get(&self.heap).namespace.clone();
            if self.find_for_site(&namespace, site).is_some() {
                site.version.set(namespace.get(&self.heap).version());
            }
        }
    }

    fn class_and_shape(&self, object: &Value) -> Option<(ClassIndex, u32)> {
        let instance = object.as_ref::<Instance>()?;
        Some((instance.header().class(), instance.get(&self.heap).0.shape.0))
    }

    /// What the site knows of a constant in the class, or of an attribute of a class or module.
    fn cached_elsewhere(&self, object: &Value, site: &Site) -> Option<Value> {
        let (version, shape) = match object.kind()? {
            Kind::Instance => {
                let (class, shape) = self.class_and_shape(object)?;
                (self.heap.class_version(class), shape)
            }
            Kind::Class => {
                let index = object.as_ref::<Class>()?.get(&self.heap).index;
                (self.heap.class_version(index), OF_CLASS_ITSELF)
            }
            Kind::Module if object.header()?.class() == ClassIndex::MODULE => {
                let namespace = object.as_ref::<Module>()?.get(&self.heap).namespace.get(&self.heap);
                // SAFETY: as in `cached_global`.
                return namespace.is_version(site.version.get()).then(|| unsafe { &*site.value() }.clone());
            }
            _ => return None,
        };
        let known = site.version.get() == version && site.shape.get() == shape && site.slot() == IN_CLASS;
        if known { site.found().bound() } else { None }
    }

    /// The function that computes the attribute, where the site knows that a property does.
    #[inline]
    pub(crate) fn cached_getter(&self, object: &Value, site: &Site) -> Option<Value> {
        let (class, shape) = self.class_and_shape(object)?;
        let known =
            site.slot() == GETTER && site.version.get() == self.heap.class_version(class) && site.shape.get() == shape;
        if known { site.found().bound() } else { None }
    }

    /// Stores into a slot that the site knows: what was there. Gives the value back where it does not.
    #[inline(always)]
    pub(crate) fn store_cached_attribute<O: Observer>(
        &mut self,
        object: &Value,
        site: &Site,
        value: Value,
        ins: Instruction,
    ) -> std::result::Result<Value, Value> {
        let Some(instance) = object.as_ref::<Instance>() else {
            return Err(value);
        };
        if self.heap.class_version(instance.header().class()) != site.version.get() {
            return Err(value);
        }
        let attributes = &mut instance.get_mut(&mut self.heap).0;
        if attributes.shape.0 == site.shape.get() {
            if O::RECORDS && !O::follow_change(self, ins, object, &value) {
                self.tell_slot(object, &site.name, &value);
            }
            let attributes = &mut instance.get_mut(&mut self.heap).0;
            let slot = site.slot() as usize;
            if slot < attributes.slots.len() {
                return Ok(std::mem::replace(&mut attributes.slots[slot], value));
            }
            // A new attribute: the shape that follows is known.
            attributes.slots.push(value);
            attributes.shape = object::ShapeId(site.next_shape());
            return Ok(Value::UNBOUND);
        }
        Err(value)
    }

    #[inline(never)]
    pub(crate) fn store_attribute<O: Observer>(&mut self, object: &Value, site: &Site, value: Value) -> Result<()> {
        let value = match self.remembers(object, site, Use::Store) {
            true => match self.store_cached_attribute::<O>(object, site, value, UNKNOWN) {
                Ok(old) => {
                    drop(old);
                    return Ok(());
                }
                Err(value) => value,
            },
            false => value,
        };
        self.learn_to_store(object, site);
        self.set_attr(object, &site.name, value)
    }

    fn learn_to_store(&mut self, object: &Value, site: &Site) {
        let Some((class, shape)) = self.class_and_shape(object) else { return };
        let flags = self.heap.class(class).get(&self.heap).flags;
        if flags.has(ClassFlags::SET_HOOKED) {
            return;
        }
        let (slot, next) = match self.class_attr(class, &site.name) {
            Some(found) => match member_slot(&found, &self.heap) {
                Some(slot) => (slot, 0),
                None => return,
            },
            None if !flags.has(ClassFlags::HAS_DICT) || shape == 0 => return,
            None => {
                let shape = object::ShapeId(shape);
                match self.heap.shapes.slot(shape, &site.name) {
                    Some(slot) => (slot as u32, shape.0),
                    None => match self.heap.shapes.extended(shape, &site.name) {
                        Some(next) => (self.heap.attributes(object).map_or(0, |a| a.slots.len() as u32), next.0),
                        None => return,
                    },
                }
            }
        };
        site.version.set(self.heap.class_version(class));
        site.shape.set(shape);
        site.set_slot(slot, next);
        self.remember(site, Use::Store);
    }

    /// A function found in the class of an object that has no attribute of that name itself, or UNBOUND.
    #[inline(always)]
    pub(crate) fn cached_method(&self, object: &Value, site: &Site) -> Value {
        let Some(header) = object.header() else {
            return Value::UNBOUND;
        };
        if self.heap.class_version(header.class()) != site.version.get() {
            return Value::UNBOUND;
        }
        if let Some(instance) = object.as_ref::<Instance>() {
            if instance.get(&self.heap).0.shape.0 != site.shape.get() {
                return Value::UNBOUND;
            }
        } else if header.is_extended()
            && self.heap.attributes(object).is_none_or(|attributes| attributes.shape.0 != site.shape.get())
        {
            return Value::UNBOUND;
        }
        site.found()
    }

    #[inline(never)]
    pub(crate) fn load_method(&mut self, object: Value, site: &Site) -> Result<(Value, Value)> {
        match object.kind() {
            Some(Kind::Module | Kind::Class) => {
                if let Some(found) = self.cached_elsewhere(&object, site) {
                    return Ok((found, Value::UNBOUND));
                }
            }
            _ => {
                if self.remembers(&object, site, Use::Method)
                    && let Some(found) = self.cached_method(&object, site).bound()
                {
                    return Ok((found, object));
                }
            }
        }
        let class = self.heap.class_index_of(&object);
        let (flags, kind) = {
            let class = self.heap.class(class).get(&self.heap);
            (class.flags, class.kind)
        };
        let simple = !flags.has(ClassFlags::GET_HOOKED) && !matches!(kind, Kind::Class | Kind::Module | Kind::Super);
        if simple
            && let Some(found) = self.class_attr(class, &site.name)
            && is_method(&found)
            && self.own_attr(&object, &site.name).is_none()
        {
            let attributes = self.heap.attributes(&object);
            let in_dict = attributes.is_some_and(|a| a.dict.is_some());
            // Exceptions have attributes of their own, too, which are not looked at there.
            let shaped = object.kind() == Some(Kind::Instance) || object.header().is_some_and(|h| h.is_extended());
            if shaped && !in_dict || attributes.is_none() {
                site.version.set(self.heap.class_version(class));
                site.shape.set(attributes.map_or(0, |a| a.shape.0));
                drop(site.set_found(found.clone()));
                if object.kind() == Some(Kind::Instance) {
                    self.remember(site, Use::Method);
                }
            }
            return Ok((found, object));
        }
        if let Some(parts) = self.static_or_class_method(&object, site) {
            return Ok(parts);
        }
        let found = self.load_attribute(&object, site)?;
        Ok((found, Value::UNBOUND))
    }

    /// The function of a static method, or of a class method with its class, looked up on a class or an instance.
    fn static_or_class_method(&mut self, object: &Value, site: &Site) -> Option<(Value, Value)> {
        let class = match object.as_ref::<Class>() {
            Some(class) if class.header().class() == ClassIndex::TYPE => {
                if self.class_attr(ClassIndex::TYPE, &site.name).is_some() {
                    return None;
                }
                class.clone()
            }
            Some(_) => return None,
            None => {
                let class = self.heap.class_index_of(object);
                let facts = self.heap.class(class).get(&self.heap);
                if facts.kind != Kind::Instance || facts.flags.has(ClassFlags::GET_HOOKED) {
                    return None;
                }
                self.heap.class(class).clone()
            }
        };
        let found = self.class_attr(class.get(&self.heap).index, &site.name)?;
        let parts = match found.as_ref::<Descriptor>()?.get(&self.heap) {
            Descriptor::StaticMethod { function, .. } => (function.clone(), Value::UNBOUND),
            Descriptor::ClassMethod { function, .. } if function.kind() == Some(Kind::Function) => {
                (function.clone(), class.into())
            }
            _ => return None,
        };
        let is_class = object.kind() == Some(Kind::Class);
        (is_class || self.own_attr(object, &site.name).is_none()).then_some(parts)
    }
}

// ---- what sites learned, for the same site and others: classes take turns at one ---------------------------

/// What a site is used for.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
enum Use {
    #[default]
    Load,
    Store,
    Method,
}

/// What a site learned of the instances of one shape.
#[derive(Clone, Default)]
pub(crate) struct Lesson {
    name: u64,
    version: u32,
    shape: u32,
    slot: u32,
    next_shape: u32,
    found: Value,
    purpose: Use,
}

pub(crate) const LESSONS: usize = 1024;

fn lesson_place(name: u64, version: u32, shape: u32, purpose: Use) -> usize {
    ((name >> 4) as usize ^ (version as usize).wrapping_mul(37) ^ (shape as usize) << 3 ^ purpose as usize) % LESSONS
}

impl Vm {
    fn remember(&mut self, site: &Site, purpose: Use) {
        let (name, version, shape) = (site.name.value().bits(), site.version.get(), site.shape.get());
        let lesson = Lesson {
            name,
            version,
            shape,
            slot: site.slot(),
            next_shape: site.next_shape(),
            found: site.found(),
            purpose,
        };
        let place = lesson_place(name, version, shape, purpose);
        drop(std::mem::replace(&mut self.lessons[place], lesson));
    }

    /// Did some site learn of instances like this one? Then this site knows it, too.
    #[inline]
    fn remembers(&self, object: &Value, site: &Site, purpose: Use) -> bool {
        let Some((class, shape)) = self.class_and_shape(object) else { return false };
        let (name, version) = (site.name.value().bits(), self.heap.class_version(class));
        let lesson = &self.lessons[lesson_place(name, version, shape, purpose)];
        let known = lesson.name == name
            && lesson.version == version
            && lesson.shape == shape
            && lesson.purpose == purpose
            && shape != 0;
        if known {
            site.version.set(version);
            site.shape.set(shape);
            site.set_slot(lesson.slot, lesson.next_shape);
            drop(site.set_found(lesson.found.clone()));
        }
        known
    }
}

/// The slot of a site whose value stands in the class.
const IN_CLASS: u32 = u32::MAX;

/// The slot of a site that has found the getter of a property.
const GETTER: u32 = u32::MAX - 1;

/// The shape of a site that knows an attribute of a class, not of its instances.
const OF_CLASS_ITSELF: u32 = u32::MAX;

/// The slot of a member of `__slots__`.
fn member_slot(found: &Value, heap: &Heap) -> Option<u32> {
    match found.as_ref::<Descriptor>()?.get(heap) {
        Descriptor::Member { slot, .. } => Some(*slot),
        _ => None,
    }
}

/// A value that is no descriptor of any kind, surely.
fn plain_constant(found: &Value) -> bool {
    use Kind as K;
    found
        .kind()
        .is_none_or(|kind| matches!(kind, K::Float | K::BigInt | K::Str | K::Bytes | K::Tuple | K::List | K::Dict))
}

/// Something that becomes a method when it is looked up on an instance.
pub(crate) fn is_method(found: &Value) -> bool {
    match found.kind() {
        Some(Kind::Function) => true,
        Some(Kind::Builtin) => found.as_ref::<Builtin>().is_some_and(|b| {
            b.bound.is_unbound()
                && matches!(b.header().class(), ClassIndex::METHOD_DESCRIPTOR | ClassIndex::WRAPPER_DESCRIPTOR)
        }),
        _ => false,
    }
}
