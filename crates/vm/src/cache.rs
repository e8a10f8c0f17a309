//! What the sites of the code remember: where a name was found last, and for what that still holds.
//!
//! Versions of classes and of a namespace's keys, and shapes of instances, say whether it does.
#![allow(unsafe_code)]

use bytecode::Instruction;
use object::{Attributes, Builtin, ClassFlags, ClassIndex, Descriptor, Heap, Instance, Kind, Module, Site, Value};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    // ---- globals: the entry's number in a namespace whose keys have not changed ----------------

    #[inline(always)]
    pub(crate) fn cached_global(&self, site: &Site) -> Option<Value> {
        let function = self.running().function.get(&self.heap);
        let globals = function.globals.get(&self.heap);
        if !globals.is_version(site.version.get()) {
            return None;
        }
        if site.shape.get() == 0 {
            return globals.value_at(site.slot.get()).cloned();
        }
        let builtins = function.builtins.get(&self.heap);
        if !builtins.is_version(site.shape.get()) {
            return None;
        }
        builtins.value_at(site.slot.get()).cloned()
    }

    #[inline(never)]
    pub(crate) fn load_global(&mut self, site: &Site) -> Result {
        let Some(frame) = self.thread.stack.frames.last() else {
            return Err(self.system_error("no frame"));
        };
        let function = frame.function.get(&self.heap);
        let (globals, builtins) = (function.globals.get(&self.heap), function.builtins.get(&self.heap));
        if let Some(entry) = globals.find_name(&site.name) {
            site.version.set(globals.version());
            site.shape.set(0);
            site.slot.set(entry as u32);
            return Ok(globals.entry(entry).value.clone());
        }
        if let Some(entry) = builtins.find_name(&site.name) {
            site.version.set(globals.version());
            site.shape.set(builtins.version());
            site.slot.set(entry as u32);
            return Ok(builtins.entry(entry).value.clone());
        }
        Err(self.name_error(&site.name))
    }

    /// Binds a global whose entry the site knows: what it was bound to. Gives the value back where it does not.
    #[inline(always)]
    pub(crate) fn store_cached_global(&mut self, site: &Site, value: Value) -> std::result::Result<Value, Value> {
        let globals = &raw const self.running().function.get(&self.heap).globals;
        // SAFETY: the running function keeps its globals.
        let dict = unsafe { &*globals }.get_mut(&mut self.heap);
        if dict.is_version(site.version.get()) && site.shape.get() == 0 {
            return Ok(dict.replace_at(site.slot.get() as usize, value));
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
        let dict = globals.get(&self.heap);
        if let Some(entry) = dict.find_name(&site.name) {
            site.version.set(dict.version());
            site.shape.set(0);
            site.slot.set(entry as u32);
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
        attributes.slots.get(site.slot.get() as usize).cloned().filter(|value| !value.is_unbound())
    }

    /// An attribute by the long way. The site learns where it stands: in a slot of instances of this shape, in
    /// their class, or in the namespace of a module.
    #[inline(never)]
    pub(crate) fn load_attribute(&mut self, object: &Value, site: &Site) -> Result {
        if let Some(value) = self.cached_elsewhere(object, site) {
            return Ok(value);
        }
        if let Some(instance) = object.as_ref::<Instance>() {
            let class = instance.header().class();
            let hooked = self.heap.class(class).get(&self.heap).flags.has(ClassFlags::GET_HOOKED);
            let shape = instance.get(&self.heap).0.shape;
            if !hooked && shape != object::ShapeId::DICT {
                let own = self.heap.shapes.slot(shape, &site.name);
                let of_class = self.class_attr(class, &site.name);
                let slot = match (own, &of_class) {
                    (Some(slot), None) => Some(slot as u32),
                    (None, Some(found)) => {
                        member_slot(found, &self.heap).or_else(|| plain_constant(found).then_some(IN_CLASS))
                    }
                    _ => None,
                };
                if let Some(slot) = slot {
                    site.version.set(self.heap.class_version(class));
                    site.shape.set(shape.0);
                    site.slot.set(slot);
                    let found = of_class.filter(|_| slot == IN_CLASS).unwrap_or_default();
                    drop(site.set_found(found));
                }
            }
        } else if let Some(module) = object.as_ref::<Module>()
            && module.header().class() == ClassIndex::MODULE
        {
            let namespace = module.get(&self.heap).namespace.get(&self.heap);
            if let Some(entry) = namespace.find_name(&site.name) {
                site.version.set(namespace.version());
                site.slot.set(entry as u32);
            }
        }
        self.get_attr(object, &site.name)
    }

    /// What the site knows of a constant in the class, or of a module's attribute.
    fn cached_elsewhere(&self, object: &Value, site: &Site) -> Option<Value> {
        if let Some(instance) = object.as_ref::<Instance>() {
            let known = site.slot.get() == IN_CLASS
                && self.heap.class_version(instance.header().class()) == site.version.get()
                && instance.get(&self.heap).0.shape.0 == site.shape.get();
            return if known { site.found().bound() } else { None };
        }
        let module = object.as_ref::<Module>()?;
        if module.header().class() != ClassIndex::MODULE {
            return None;
        }
        let namespace = module.get(&self.heap).namespace.get(&self.heap);
        namespace.is_version(site.version.get()).then(|| namespace.value_at(site.slot.get()).cloned())?
    }

    /// Stores into a slot that the site knows: what was there. Gives the value back where it does not.
    #[inline(always)]
    pub(crate) fn store_cached_attribute(
        &mut self,
        object: &Value,
        site: &Site,
        value: Value,
    ) -> std::result::Result<Value, Value> {
        let Some(instance) = object.as_ref::<Instance>() else {
            return Err(value);
        };
        if self.heap.class_version(instance.header().class()) != site.version.get() || self.tape.is_some() {
            return Err(value);
        }
        let attributes = &mut instance.get_mut(&mut self.heap).0;
        if attributes.shape.0 == site.shape.get() {
            let slot = site.slot.get() as usize;
            if slot < attributes.slots.len() {
                return Ok(std::mem::replace(&mut attributes.slots[slot], value));
            }
            // A new attribute: the shape that follows is known.
            attributes.slots.push(value);
            attributes.shape = object::ShapeId(site.next_shape.get());
            return Ok(Value::UNBOUND);
        }
        Err(value)
    }

    #[inline(never)]
    pub(crate) fn store_attribute(&mut self, object: &Value, site: &Site, value: Value) -> Result<()> {
        if let Some(instance) = object.as_ref::<Instance>() {
            let class = instance.header().class();
            let flags = self.heap.class(class).get(&self.heap).flags;
            let shape = instance.get(&self.heap).0.shape;
            let found = self.class_attr(class, &site.name);
            if !flags.has(ClassFlags::SET_HOOKED)
                && let Some(slot) = found.as_ref().and_then(|found| member_slot(found, &self.heap))
            {
                site.version.set(self.heap.class_version(class));
                site.shape.set(shape.0);
                site.slot.set(slot);
            }
            let plain = !flags.has(ClassFlags::SET_HOOKED) && flags.has(ClassFlags::HAS_DICT) && found.is_none();
            if plain && shape != object::ShapeId::DICT {
                let slot = self.heap.shapes.slot(shape, &site.name);
                let next = if slot.is_none() { self.heap.shapes.extended(shape, &site.name) } else { Some(shape) };
                if let Some(next) = next {
                    let slot = slot.unwrap_or(instance.get(&self.heap).0.slots.len());
                    site.version.set(self.heap.class_version(class));
                    site.shape.set(shape.0);
                    site.slot.set(slot as u32);
                    site.next_shape.set(next.0);
                }
            }
        }
        self.set_attr(object, &site.name, value)
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
        if object.kind() == Some(Kind::Module)
            && let Some(found) = self.cached_elsewhere(&object, site)
        {
            return Ok((found, Value::UNBOUND));
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
            }
            return Ok((found, object));
        }
        let found = self.load_attribute(&object, site)?;
        Ok((found, Value::UNBOUND))
    }
}

/// The slot of a site whose value stands in the class.
const IN_CLASS: u32 = u32::MAX;

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
fn is_method(found: &Value) -> bool {
    match found.kind() {
        Some(Kind::Function) => true,
        Some(Kind::Builtin) => found.as_ref::<Builtin>().is_some_and(|b| {
            b.bound.is_unbound()
                && matches!(b.header().class(), ClassIndex::METHOD_DESCRIPTOR | ClassIndex::WRAPPER_DESCRIPTOR)
        }),
        _ => false,
    }
}
