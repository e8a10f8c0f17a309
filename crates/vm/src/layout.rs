//! What decides how instances are laid out, and what may change about it later: the namespaces of objects,
//! `__class__` and `__bases__` assignment.

use object::{
    Class, ClassFlags, ClassIndex, CodeObject, Descriptor, Dict, Function, Kind, Name, Ref, ShapeId, Value, dunder,
};

use crate::error::Result;
use crate::machine::Vm;
use crate::native::Getter;

/// Natives behind the descriptors `__dict__` and `__weakref__`, which each class that adds one gets for itself.
#[derive(Clone, Copy, Default)]
pub(crate) struct InstanceGetters {
    namespace: (u32, u32),
    weak: u32,
}

impl Vm {
    // ---- the namespace of an object ----------------------------------------------------------

    /// The one `__dict__` of an object, made when first asked for; None for objects without one.
    pub fn attribute_dict(&mut self, object: &Value) -> Option<Ref<Dict>> {
        // From now on the dict has what the tape knows as attributes.
        self.touched(object, trace::Mutation::SetAttribute);
        if let Some(function) = object.as_ref::<Function>() {
            return Some(function.get_mut(&mut self.heap).dict.get_or_insert_with(Ref::dict).clone());
        }
        if let Some(descriptor) = object.as_ref::<Descriptor>()
            && let Descriptor::StaticMethod { attributes, .. } | Descriptor::ClassMethod { attributes, .. } =
                descriptor.get_mut(&mut self.heap)
        {
            return Some(attributes.get_or_insert_with(Ref::dict).clone());
        }
        let class = self.heap.class_index_of(object);
        if !self.heap.class(class).get(&self.heap).flags.has(ClassFlags::HAS_DICT) {
            return None;
        }
        self.heap.attribute_dict(object)
    }

    /// `object.__dict__ = dict`
    pub fn set_attribute_dict(&mut self, object: &Value, dict: Ref<Dict>) {
        self.touched(object, trace::Mutation::Replace);
        if let Some(function) = object.as_ref::<Function>() {
            let old = function.get_mut(&mut self.heap).dict.replace(dict);
            drop(old);
            return;
        }
        if let Some(descriptor) = object.as_ref::<Descriptor>()
            && let Descriptor::StaticMethod { attributes, .. } | Descriptor::ClassMethod { attributes, .. } =
                descriptor.get_mut(&mut self.heap)
        {
            let old = attributes.replace(dict);
            drop(old);
            return;
        }
        let old = self.heap.attribute_dict(object);
        if let Some(attributes) = self.heap.attributes_mut(object) {
            attributes.shape = ShapeId::DICT;
            attributes.dict = Some(dict);
        }
        drop(old);
    }

    // ---- the descriptors of namespaces ---------------------------------------------------------

    /// Says which natives stand behind `__dict__` and `__weakref__`.
    pub fn set_instance_getters(&mut self, namespace: &Getter, weak: &Getter) {
        let owner = self.intern("object");
        let namespace = self.add_getter(namespace, &owner);
        let (weak, _) = self.add_getter(weak, &owner);
        self.instance_getters = InstanceGetters { namespace, weak };
    }

    /// Gives a class its own `__dict__` or `__weakref__`.
    pub fn add_instance_getter(&mut self, class: &Ref<Class>, which: usize) {
        let natives = self.instance_getters;
        let (get, set, doc) = match which {
            dunder::DICT => (natives.namespace.0, natives.namespace.1, "dictionary for instance variables"),
            _ => (natives.weak, u32::MAX, "list of weak references to the object"),
        };
        let name = self.heap.dunder(which).clone();
        let descriptor =
            Descriptor::GetSet { name: name.to_value(), owner: class.to_value(), get, set, doc: Value::from(doc) };
        let descriptor = Ref::new(ClassIndex::GETSET, descriptor);
        let namespace = class.get(&self.heap).namespace.clone();
        namespace.get_mut(&mut self.heap).set_name(&name, descriptor.into());
    }

    // ---- questions about classes ------------------------------------------------------------------

    /// The number of a class; that of object for what is none.
    pub fn class_index(&self, class: &Value) -> ClassIndex {
        class.as_ref::<Class>().map_or(ClassIndex::OBJECT, |c| c.get(&self.heap).index)
    }

    /// Does the class have what object binds to this dunder?
    pub fn is_default(&mut self, class: &Ref<Class>, which: usize) -> bool {
        let name = self.heap.dunder(which).clone();
        let index = class.get(&self.heap).index;
        match (self.class_attr(index, &name), self.class_attr(ClassIndex::OBJECT, &name)) {
            (Some(own), Some(default)) => own.is_same(&default),
            (None, None) => true,
            _ => false,
        }
    }

    /// Could an instance of one be made an instance of the other?
    pub fn same_layout(&self, a: &Ref<Class>, b: &Ref<Class>) -> bool {
        let (x, y) = (a.get(&self.heap), b.get(&self.heap));
        let both = |flag: u32| x.flags.has(flag) == y.flags.has(flag);
        if x.kind != y.kind || x.members != y.members || !both(ClassFlags::HAS_DICT) || !both(ClassFlags::HAS_WEAKREF) {
            return false;
        }
        x.members == 0 || self.slot_layout(a) == self.slot_layout(b)
    }

    /// Names of all slots, in their order.
    fn slot_layout(&self, class: &Ref<Class>) -> Vec<(u32, Name)> {
        let mut layout = Vec::new();
        for class in &class.get(&self.heap).mro {
            for entry in class.get(&self.heap).namespace.get(&self.heap).entries() {
                if let Some(descriptor) = entry.value.as_ref::<Descriptor>()
                    && let Descriptor::Member { name, slot, .. } = descriptor.get(&self.heap)
                    && let Some(name) = name.as_ref::<object::Str>()
                    && let Some(name) = self.heap.find_name(name)
                {
                    layout.push((*slot, name));
                }
            }
        }
        layout.sort_by_key(|(slot, _)| *slot);
        layout
    }

    /// What a class's natives hook is known to the machine: its objects are looked up the ordinary way.
    pub fn clear_hooks(&mut self, index: ClassIndex) {
        let class = self.heap.class(index).clone();
        let flags = &mut class.get_mut(&mut self.heap).flags;
        flags.set(ClassFlags::GET_HOOKED, false);
        flags.set(ClassFlags::SET_HOOKED, false);
    }

    pub fn set_class_module(&mut self, index: ClassIndex, module: &str) {
        let class = self.heap.class(index).clone();
        let module = self.intern(module).to_value();
        let key = self.heap.dunder(dunder::MODULE).clone();
        let namespace = class.get(&self.heap).namespace.clone();
        namespace.get_mut(&mut self.heap).set_name(&key, module);
    }

    /// `function.__code__ = code`
    pub fn set_function_code(&mut self, function: &Ref<Function>, code: Ref<CodeObject>) {
        let old = std::mem::replace(&mut function.get_mut(&mut self.heap).code, code);
        self.retired_code.push(old);
    }

    /// Class and first argument of the method that called `super()` without arguments.
    pub fn super_of_caller(&mut self) -> Result<(Value, Value)> {
        let Some(frame) = self.frame() else {
            return Err(self.runtime_error("super(): no current frame"));
        };
        let code = frame.code();
        if code.code.positional == 0 && !code.code.flags.has(bytecode::Flags::VARARGS) {
            return Err(self.runtime_error("super(): no arguments"));
        }
        let first = frame.register(0).clone();
        let first = match first.as_ref::<object::Cell>() {
            Some(cell) if code.code.cells.contains(&0) => cell.get(&self.heap).content.clone(),
            _ => first,
        };
        if first.is_unbound() {
            return Err(self.runtime_error("super(): arg[0] deleted"));
        }
        let place = code.code.free_names.iter().position(|n| &**n == "__class__");
        let Some(cell) = place.and_then(|p| frame.function.get(&self.heap).closure.get(p)) else {
            return Err(self.runtime_error("super(): __class__ cell not found"));
        };
        let class = cell.get(&self.heap).content.clone();
        if class.is_unbound() {
            return Err(self.runtime_error("super(): empty __class__ cell"));
        }
        Ok((class, first))
    }

    // ---- changes ---------------------------------------------------------------------------------

    /// `object.__class__ = class`, where the layouts agree.
    pub fn set_class(&mut self, object: &Value, class: &Ref<Class>) {
        let index = class.get(&self.heap).index;
        if let Some(header) = object.header() {
            self.touched(object, trace::Mutation::Replace);
            self.heap.change_class(header, index);
        }
    }

    /// `class.__bases__ = bases`
    pub fn set_bases(&mut self, class: &Ref<Class>, bases: &[Value]) -> Result<()> {
        let own_name = class.get(&self.heap).name.as_str().to_string();
        let mut new_bases = Vec::new();
        for base in bases {
            let Some(base) = base.as_ref::<Class>().cloned() else {
                let message = format!("{own_name}.__bases__ must be tuple of classes, not '{}'", self.type_name(base));
                return Err(self.type_error(message));
            };
            if self.is_subclass(&base, class) {
                return Err(self.type_error("a __bases__ item causes an inheritance cycle"));
            }
            new_bases.push(base);
        }
        let best = self.best_base(&new_bases)?;
        let old = class.get(&self.heap).bases.clone();
        let old_best = self.best_base(&old)?;
        if !self.same_base_layout(&best, &old_best) {
            let message = format!(
                "__bases__ assignment: '{}' object layout differs from '{}'",
                self.class_name(&best),
                self.class_name(&old_best)
            );
            return Err(self.type_error(message));
        }
        self.touched(class.value(), trace::Mutation::Replace);
        class.get_mut(&mut self.heap).bases = new_bases.clone();
        if let Err(raised) = self.resolve_again(class) {
            class.get_mut(&mut self.heap).bases = old;
            let pending = self.take_pending();
            self.resolve_again(class)?;
            self.restore_pending(pending);
            return Err(raised);
        }
        let index = class.get(&self.heap).index;
        for base in &old {
            base.get_mut(&mut self.heap).subclasses.retain(|&s| s != index);
        }
        for base in &new_bases {
            base.get_mut(&mut self.heap).subclasses.push(index);
        }
        self.heap.touch_class(index);
        self.refresh_flags(class);
        Ok(())
    }

    fn same_base_layout(&self, a: &Ref<Class>, b: &Ref<Class>) -> bool {
        let (x, y) = (a.get(&self.heap), b.get(&self.heap));
        let object = |c: &Class| c.kind == Kind::Instance && c.members == 0;
        let user = |c: &Class| !c.flags.has(ClassFlags::IMMUTABLE);
        // A class of ours without slots is laid out like another; object itself has no namespace to give.
        x.kind == y.kind && (x.members == y.members && (!object(x) || !object(y) || user(x) == user(y)))
    }

    /// New orders of resolution for a class and all that derive from it.
    fn resolve_again(&mut self, class: &Ref<Class>) -> Result<()> {
        let order = self.resolution_order(class)?;
        class.get_mut(&mut self.heap).mro = order;
        for subclass in class.get(&self.heap).subclasses.clone() {
            let subclass = self.heap.class(subclass).clone();
            self.resolve_again(&subclass)?;
        }
        Ok(())
    }

    /// The order of resolution of a class: by its metaclass's `mro()` if that has one of its own.
    pub(crate) fn resolution_order(&mut self, class: &Ref<Class>) -> Result<Vec<Ref<Class>>> {
        let metaclass = self.heap.class_index_of(class.value());
        let name = self.heap.dunder(dunder::MRO).clone();
        let (own, default) = (self.class_attr(metaclass, &name), self.class_attr(ClassIndex::TYPE, &name));
        let custom = match (&own, &default) {
            (Some(own), Some(default)) => !own.is_same(default),
            _ => false,
        };
        let (Some(hook), true) = (own, custom) else {
            return self.compute_mro(class);
        };
        let result = self.call_unbound(&hook, class.value(), &[])?;
        let mut order = Vec::new();
        for entry in self.collect(&result)? {
            match entry.as_ref::<Class>() {
                Some(class) => order.push(class.clone()),
                None => {
                    let message = format!("mro() returned a non-class ('{}')", self.type_name(&entry));
                    return Err(self.type_error(message));
                }
            }
        }
        Ok(order)
    }
}
