//! Classes: the built-in ones, those of native modules, and what a class statement makes.

use bytecode::special;
use object::{
    Attributes, Builtin, Class, ClassFlags, ClassIndex, Data, Descriptor, Dict, Heap, Instance, Kind, Module, Name,
    Ref, Str, Tuple, Value, dunder,
};

use crate::error::Result;
use crate::machine::Vm;
use crate::native::{Getter, Method, Native, Place};

const _: u16 = special::NONE;

/// A class written in Rust, of a native module. Write `..NativeClass::BASE` for what is as usual.
#[derive(Clone, Copy)]
pub struct NativeClass<'a> {
    pub name: &'a str,
    pub module: &'a str,
    /// Empty: `object`.
    pub bases: &'a [Ref<Class>],
    /// What data instances have; usually [`Kind::Native`].
    pub kind: Kind,
    pub methods: &'a [Method],
    pub getters: &'a [Getter],
    pub doc: &'a str,
    /// [`ClassFlags`] bits.
    pub flags: u32,
    /// Read-only attributes kept beside the data, as by `__slots__`: `vm.set_member(object, place, value)`.
    pub members: &'a [&'a str],
    /// For iterators: `__iter__` and `__next__` follow from it, and `for` calls it directly.
    pub next: Option<NextFn>,
    /// For callables: `__call__` follows from it, and calls reach it directly.
    pub call: Option<CallFn>,
}

/// Calls an object with arguments by position and by name.
pub type CallFn = fn(&mut Vm, &Value, &[Value], &[(Name, Value)]) -> Result;

/// The next value of an iterator; None where it ended.
pub type NextFn = fn(&mut Vm, &Value) -> Result<Option<Value>>;

impl NativeClass<'_> {
    pub const BASE: NativeClass<'static> = NativeClass {
        name: "",
        module: "builtins",
        bases: &[],
        kind: Kind::Native,
        methods: &[],
        getters: &[],
        doc: "",
        flags: 0,
        members: &[],
        next: None,
        call: None,
    };
}

/// The class that a built-in one derives from, where it is not object, and the kind of its instances.
fn builtin_facts(index: ClassIndex) -> (ClassIndex, Kind, u32) {
    use ClassIndex as C;
    let object = C::OBJECT;
    match index {
        C::BOOL => (C::INT, Kind::BigInt, ClassFlags::FINAL),
        C::INT => (object, Kind::BigInt, 0),
        C::FLOAT => (object, Kind::Float, 0),
        C::COMPLEX => (object, Kind::Complex, 0),
        C::STR => (object, Kind::Str, 0),
        C::BYTES => (object, Kind::Bytes, 0),
        C::BYTEARRAY => (object, Kind::ByteArray, 0),
        C::TUPLE => (object, Kind::Tuple, ClassFlags::SEQUENCE),
        C::LIST => (object, Kind::List, ClassFlags::SEQUENCE),
        C::DICT => (object, Kind::Dict, ClassFlags::MAPPING),
        C::SET | C::FROZENSET => (object, Kind::Set, ClassFlags::HAS_WEAKREF),
        C::TYPE => (object, Kind::Class, ClassFlags::METACLASS | ClassFlags::HAS_WEAKREF),
        C::MODULE => (object, Kind::Module, ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF),
        C::RANGE => (object, Kind::Range, ClassFlags::SEQUENCE | ClassFlags::FINAL),
        C::SLICE => (object, Kind::Slice, ClassFlags::FINAL),
        C::MEMORYVIEW => (object, Kind::Memory, ClassFlags::SEQUENCE | ClassFlags::FINAL),
        C::MAPPING_PROXY => (object, Kind::View, ClassFlags::MAPPING | ClassFlags::FINAL),
        C::FUNCTION => (object, Kind::Function, ClassFlags::FINAL | ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF),
        C::BUILTIN | C::METHOD_DESCRIPTOR | C::WRAPPER_DESCRIPTOR | C::METHOD_WRAPPER | C::CLASS_METHOD_DESCRIPTOR => {
            (object, Kind::Builtin, ClassFlags::FINAL | ClassFlags::HAS_WEAKREF)
        }
        C::METHOD => (object, Kind::Method, ClassFlags::FINAL | ClassFlags::HAS_WEAKREF),
        C::CODE => (object, Kind::Code, ClassFlags::FINAL | ClassFlags::HAS_WEAKREF),
        C::CELL => (object, Kind::Cell, ClassFlags::FINAL),
        C::GENERATOR | C::COROUTINE | C::ASYNC_GENERATOR => {
            (object, Kind::Generator, ClassFlags::FINAL | ClassFlags::HAS_WEAKREF)
        }
        C::STATIC_METHOD | C::CLASS_METHOD => (object, Kind::Descriptor, ClassFlags::HAS_DICT),
        C::PROPERTY => (object, Kind::Descriptor, 0),
        C::MEMBER | C::GETSET => (object, Kind::Descriptor, ClassFlags::FINAL),
        C::SUPER => (object, Kind::Super, 0),
        C::DICT_KEYS | C::DICT_VALUES | C::DICT_ITEMS => (object, Kind::View, ClassFlags::FINAL),
        C::GENERIC_ALIAS => (object, Kind::Alias, ClassFlags::HAS_WEAKREF),
        C::UNION => (object, Kind::Alias, ClassFlags::FINAL | ClassFlags::HAS_WEAKREF | ClassFlags::NO_NEW),
        C::WEAKREF => (object, Kind::WeakRef, 0),
        C::FRAME => (object, Kind::Frame, ClassFlags::FINAL),
        C::TRACEBACK => (object, Kind::Traceback, ClassFlags::FINAL),
        C::BASE_EXCEPTION => (object, Kind::Exception, ClassFlags::EXCEPTION | ClassFlags::HAS_DICT),
        C::ENUMERATE | C::ZIP | C::MAP | C::FILTER | C::REVERSED => (object, Kind::Iterator, 0),
        C::NONE_TYPE | C::ELLIPSIS | C::NOT_IMPLEMENTED => (object, Kind::Instance, ClassFlags::FINAL),
        C::OBJECT => (object, Kind::Instance, 0),
        _ => (object, Kind::Iterator, ClassFlags::FINAL | ClassFlags::NO_NEW),
    }
}

impl Vm {
    pub(crate) fn make_builtin_classes(&mut self) {
        let all = (0..Heap::builtin_class_count()).map(|number| ClassIndex(number as u32));
        // bool derives from int, which has a later number.
        let (first, later): (Vec<_>, Vec<_>) = all.partition(|&index| builtin_facts(index).0 == ClassIndex::OBJECT);
        for index in first.into_iter().chain(later) {
            let (base, kind, flags) = builtin_facts(index);
            let bases = if index == ClassIndex::OBJECT { vec![] } else { vec![self.heap.class(base).clone()] };
            let name = Heap::builtin_class_name(index);
            self.add_class(index, name, "builtins", bases, kind, flags | ClassFlags::IMMUTABLE);
        }
    }

    /// Puts a class written in Rust into the table.
    fn add_class(
        &mut self,
        index: ClassIndex,
        name: &str,
        module: &str,
        bases: Vec<Ref<Class>>,
        kind: Kind,
        flags: u32,
    ) -> Ref<Class> {
        let name = self.intern(name);
        let namespace = Ref::dict();
        let module = self.intern(module).to_value();
        let key = self.heap.dunder(dunder::MODULE).clone();
        namespace.get_mut(&mut self.heap).set_name(&key, module);
        let inherited = bases.iter().fold(0, |all, b| all | b.get(&self.heap).flags.0 & INHERITED);
        let metaclass = bases.first().map_or(ClassIndex::TYPE, |b| b.header().class());
        let data = Class {
            index,
            qualname: name.to_value(),
            name,
            mro: Vec::new(),
            namespace,
            kind,
            flags: ClassFlags(flags | inherited),
            root_shape: self.heap.shapes.root(0),
            members: 0,
            subclasses: Vec::new(),
            constructor: None,
            constructor_version: 0,
            doc: Value::NONE,
            bases: bases.clone(),
        };
        let class = Ref::new(metaclass, data);
        let mut mro = vec![class.clone()];
        if let Some(base) = bases.first() {
            mro.extend(base.get(&self.heap).mro.iter().cloned());
            for other in &bases[1..] {
                let more: Vec<_> = other.get(&self.heap).mro.clone();
                let at = mro.len() - 1;
                for entry in more.into_iter().filter(|c| !mro.iter().any(|m| m.is_same(c))).collect::<Vec<_>>() {
                    mro.insert(at, entry);
                }
            }
        }
        class.get_mut(&mut self.heap).mro = mro;
        self.heap.register_class(&class, false, false);
        for base in bases {
            base.get_mut(&mut self.heap).subclasses.push(index);
        }
        class
    }

    /// A class of a native module.
    pub fn new_native_class(&mut self, native: NativeClass) -> Ref<Class> {
        let index = self.heap.new_class_index();
        let bases = if native.bases.is_empty() {
            vec![self.heap.class(ClassIndex::OBJECT).clone()]
        } else {
            native.bases.to_vec()
        };
        let flags = native.flags | ClassFlags::IMMUTABLE;
        let class = self.add_class(index, native.name, native.module, bases, native.kind, flags);
        self.fill_class(index, native.methods, native.getters);
        self.add_members(&class, native.members);
        if let Some(next) = native.next {
            self.make_iterator_class(index, next);
        }
        if let Some(call) = native.call {
            self.make_callable_class(index, call);
        }
        if !native.doc.is_empty() {
            self.set_class_doc(index, native.doc);
        }
        class
    }

    fn add_members(&mut self, class: &Ref<Class>, members: &[&str]) {
        let first = class.get(&self.heap).bases.iter().map(|b| b.get(&self.heap).members).max().unwrap_or(0);
        let count = first + members.len() as u32;
        let root_shape = self.heap.shapes.root(count);
        let namespace = class.get(&self.heap).namespace.clone();
        for (place, name) in members.iter().enumerate() {
            let name = self.intern(name);
            let slot = first + place as u32;
            let member = Descriptor::Member { name: name.to_value(), owner: class.to_value(), slot };
            let member = Ref::new(ClassIndex::MEMBER, member);
            namespace.get_mut(&mut self.heap).set_name(&name, member.into());
        }
        let data = class.get_mut(&mut self.heap);
        data.members = count;
        data.root_shape = root_shape;
    }

    /// An exception class written in Rust.
    pub fn new_exception_class(&mut self, name: &str, module: &str, base: ClassIndex) -> Ref<Class> {
        let index = self.heap.new_class_index();
        let base = self.heap.class(base).clone();
        self.add_class(index, name, module, vec![base], Kind::Exception, 0)
    }

    pub(crate) fn add_exception_class(&mut self, index: ClassIndex, name: &str, bases: Vec<Ref<Class>>) {
        self.add_class(index, name, "builtins", bases, Kind::Exception, ClassFlags::IMMUTABLE);
    }

    pub fn set_class_doc(&mut self, index: ClassIndex, doc: &str) {
        let class = self.heap.class(index).clone();
        let doc = Value::from(doc);
        let key = self.heap.dunder(dunder::DOC).clone();
        let namespace = class.get(&self.heap).namespace.clone();
        namespace.get_mut(&mut self.heap).set_name(&key, doc.clone());
        class.get_mut(&mut self.heap).doc = doc;
    }

    /// Adds natives to a built-in class.
    pub fn fill_class(&mut self, index: ClassIndex, methods: &[Method], getters: &[Getter]) {
        let class = self.heap.class(index).clone();
        let (owner_name, namespace) = {
            let data = class.get(&self.heap);
            (data.name.as_str().to_string(), data.namespace.clone())
        };
        for method in methods {
            let value = self.native_in_class(method, &class, &owner_name);
            let name = self.intern(method.name);
            namespace.get_mut(&mut self.heap).set_name(&name, value);
        }
        for getter in getters {
            let name = self.intern(getter.name);
            let get = Method {
                name: getter.name,
                function: getter.get,
                signature: "(self, /)",
                doc: "",
                place: Place::Method,
            };
            let get = self.add_native(&get, Some(&owner_name));
            let set = getter.set.map_or(u32::MAX, |set| {
                let set = Method {
                    function: set,
                    signature: "(self, value, /)",
                    name: getter.name,
                    doc: "",
                    place: Place::Method,
                };
                self.add_native(&set, Some(&owner_name))
            });
            let descriptor = Descriptor::GetSet {
                name: name.to_value(),
                owner: class.to_value(),
                get,
                set,
                doc: Value::from(getter.doc),
            };
            let descriptor = Ref::new(ClassIndex::GETSET, descriptor);
            namespace.get_mut(&mut self.heap).set_name(&name, descriptor.into());
        }
        let hooked = |name: &str| methods.iter().any(|m| m.name == name);
        let flags = &mut class.get_mut(&mut self.heap).flags;
        if index != ClassIndex::OBJECT {
            if hooked("__getattribute__") || hooked("__getattr__") {
                flags.set(ClassFlags::GET_HOOKED, true);
            }
            if hooked("__setattr__") || hooked("__delattr__") {
                flags.set(ClassFlags::SET_HOOKED, true);
            }
        }
        if (hooked("__eq__") || hooked("__lt__")) && !hooked("__hash__") && index != ClassIndex::OBJECT {
            let hash = self.heap.dunder(dunder::HASH).clone();
            namespace.get_mut(&mut self.heap).set_name(&hash, Value::NONE);
        }
        self.heap.touch_class(index);
    }

    fn native_in_class(&mut self, method: &Method, class: &Ref<Class>, owner_name: &str) -> Value {
        let native = self.add_native(method, Some(owner_name));
        let name = self.intern(method.name);
        let is_new = method.name == "__new__";
        let kind = match method.place {
            _ if is_new => ClassIndex::BUILTIN,
            Place::Static => ClassIndex::BUILTIN,
            Place::Class => ClassIndex::CLASS_METHOD_DESCRIPTOR,
            Place::Method if is_slot(method.name) && !is_plain_method(Some(owner_name), method.name) => {
                ClassIndex::WRAPPER_DESCRIPTOR
            }
            Place::Method => ClassIndex::METHOD_DESCRIPTOR,
        };
        let bound = if is_new { class.to_value() } else { Value::UNBOUND };
        let builtin: Value = Ref::new(kind, Builtin { native, name, bound, owner: class.to_value() }).into();
        match method.place {
            Place::Static => {
                let descriptor = Descriptor::StaticMethod { function: builtin, attributes: None };
                Ref::new(ClassIndex::STATIC_METHOD, descriptor).into()
            }
            _ => builtin,
        }
    }

    pub fn add_native(&mut self, method: &Method, owner: Option<&str>) -> u32 {
        let native = Native::new(self, method, owner);
        self.natives.push(native);
        self.natives.len() as u32 - 1
    }

    /// A function of a module, or one on its own.
    pub fn native_function(&mut self, method: &Method, module: &str) -> Value {
        let native = self.add_native(method, None);
        if module != "builtins" {
            self.natives[native as usize].display = format!("{module}.{}", method.name);
        }
        let name = self.intern(method.name);
        let owner = self.intern(module).to_value();
        Ref::new(ClassIndex::BUILTIN, Builtin { native, name, bound: Value::UNBOUND, owner }).into()
    }

    // ---- modules ---------------------------------------------------------------------

    pub fn fill_module(&mut self, module: &Ref<Module>, functions: &[Method]) {
        let (name, namespace) = {
            let data = module.get(&self.heap);
            (data.name.clone(), data.namespace.clone())
        };
        let module_name = name.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
        for function in functions {
            let value = self.native_function(function, &module_name);
            let name = self.intern(function.name);
            namespace.get_mut(&mut self.heap).set_name(&name, value);
        }
    }

    pub fn set_module_attr(&mut self, module: &Ref<Module>, name: &str, value: Value) {
        let name = self.intern(name);
        let namespace = module.get(&self.heap).namespace.clone();
        namespace.get_mut(&mut self.heap).set_name(&name, value);
    }

    /// Binds a builtin name.
    pub fn set_builtin(&mut self, name: &str, value: Value) {
        let name = self.intern(name);
        let builtins = self.builtins.clone();
        builtins.get_mut(&mut self.heap).set_name(&name, value);
    }

    // ---- new objects --------------------------------------------------------------------

    /// A new instance of `class` with this data: with attributes of its own where the class wants them.
    pub fn new_object<T: Data>(&mut self, class: &Value, data: T) -> Result {
        let Some(class) = class.as_ref::<Class>() else {
            return Err(self.type_error("object.__new__(X): X is not a type object"));
        };
        Ok(self.instance_of(class.clone(), data))
    }

    pub(crate) fn instance_of<T: Data>(&mut self, class: Ref<Class>, data: T) -> Value {
        let facts = class.get(&self.heap);
        let (index, root, members) = (facts.index, facts.root_shape, facts.members as usize);
        let carries = facts.flags.has(ClassFlags::HAS_DICT) || members > 0;
        if carries && !matches!(T::KIND, Kind::Instance | Kind::Exception | Kind::Module) {
            return Ref::new_extended(index, data, Attributes::new(root, members)).into();
        }
        Ref::new(index, data).into()
    }

    /// `object.__new__`: a plain instance, or the empty value of the kind.
    pub fn new_instance(&mut self, class: &Ref<Class>) -> Value {
        let facts = class.get(&self.heap);
        let attributes = Attributes::new(facts.root_shape, facts.members as usize);
        Ref::new(facts.index, Instance(attributes)).into()
    }

    // ---- making a class --------------------------------------------------------------

    /// What `type.__new__` does: layout, order of resolution, slots, `__set_name__`, `__init_subclass__`.
    pub fn make_class(
        &mut self,
        metaclass: &Value,
        name: &Ref<Str>,
        bases: &[Value],
        namespace: &Ref<Dict>,
        keywords: &[(Name, Value)],
    ) -> Result {
        let object = self.heap.class(ClassIndex::OBJECT).clone();
        let mut base_classes = Vec::new();
        for base in bases {
            match base.as_ref::<Class>() {
                Some(class) => base_classes.push(class.clone()),
                None => {
                    let message = if self.class_attr_str(base, "__mro_entries__").is_some() {
                        "type() doesn't support MRO entry resolution; use types.new_class()".to_string()
                    } else {
                        "bases must be types".to_string()
                    };
                    return Err(self.type_error(message));
                }
            }
        }
        if base_classes.is_empty() {
            base_classes.push(object);
        }
        let best = self.best_base(&base_classes)?;
        let dict = namespace.get(&self.heap).copy();
        let namespace = Ref::new(ClassIndex::DICT, dict);
        let class = self.lay_out_class(metaclass, name, base_classes, &best, &namespace)?;
        self.finish_class(&class, &namespace)?;
        self.set_names(&class, &namespace)?;
        self.init_subclass(&class, keywords)?;
        Ok(class.into())
    }

    /// The base whose layout the new class takes.
    pub fn best_base(&mut self, bases: &[Ref<Class>]) -> Result<Ref<Class>> {
        let mut best: Option<(Ref<Class>, Ref<Class>)> = None;
        for base in bases {
            if base.get(&self.heap).flags.has(ClassFlags::FINAL) {
                let message = format!("type '{}' is not an acceptable base type", self.class_name(base));
                return Err(self.type_error(message));
            }
            let candidate = self.solid_base(base);
            best = match best {
                None => Some((base.clone(), candidate)),
                Some((held, solid)) if self.is_subclass(&solid, &candidate) => Some((held, solid)),
                Some((_, solid)) if self.is_subclass(&candidate, &solid) => Some((base.clone(), candidate)),
                Some(_) => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            };
        }
        Ok(best.map_or_else(|| self.heap.class(ClassIndex::OBJECT).clone(), |(base, _)| base))
    }

    /// The class from which on nothing was added to the layout of instances.
    fn solid_base(&self, class: &Ref<Class>) -> Ref<Class> {
        let data = class.get(&self.heap);
        let solid = data.bases.iter().map(|base| self.solid_base(base));
        let Some(base) = solid.reduce(|held, other| if self.is_subclass(&other, &held) { other } else { held }) else {
            return class.clone();
        };
        let inherited = base.get(&self.heap);
        let native = data.kind == Kind::Native && data.flags.has(ClassFlags::IMMUTABLE);
        if native || inherited.kind != data.kind || inherited.members != data.members { class.clone() } else { base }
    }

    fn lay_out_class(
        &mut self,
        metaclass: &Value,
        name: &Ref<Str>,
        bases: Vec<Ref<Class>>,
        best: &Ref<Class>,
        namespace: &Ref<Dict>,
    ) -> Result<Ref<Class>> {
        let slots = self.take_slots(namespace)?;
        let inherited = bases.iter().fold(0, |all, b| all | b.get(&self.heap).flags.0 & INHERITED);
        let (kind, base_members) = {
            let best = best.get(&self.heap);
            (best.kind, best.members)
        };
        let mut flags = ClassFlags(inherited);
        let added = self.check_slots(&slots, best, flags)?;
        flags.set(ClassFlags::HAS_DICT, added.namespace || flags.has(ClassFlags::HAS_DICT));
        flags.set(ClassFlags::HAS_WEAKREF, added.weak || flags.has(ClassFlags::HAS_WEAKREF));
        let mut own: Vec<Name> = slots
            .unwrap_or_default()
            .into_iter()
            .filter(|n| !matches!(n.as_str(), "__dict__" | "__weakref__"))
            .collect();
        own.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        let members = base_members + own.len() as u32;
        let index = self.heap.new_class_index();
        let root_shape = self.heap.shapes.root(members);
        let name = self.heap.intern_str(name);
        let metaclass_index = metaclass.as_ref::<Class>().map_or(ClassIndex::TYPE, |m| m.get(&self.heap).index);
        let data = Class {
            index,
            qualname: name.to_value(),
            name: name.clone(),
            bases: bases.clone(),
            mro: Vec::new(),
            namespace: namespace.clone(),
            kind,
            flags,
            root_shape,
            members,
            subclasses: Vec::new(),
            constructor: None,
            constructor_version: 0,
            doc: Value::NONE,
        };
        let metaclass = metaclass.clone();
        let class = match self.instance_of_metaclass(&metaclass, metaclass_index, data) {
            Some(class) => class,
            None => return Err(self.type_error("metaclass is not a subclass of type")),
        };
        class.get_mut(&mut self.heap).mro = vec![class.clone()];
        self.heap.register_class(&class, true, false);
        let mro = self.resolution_order(&class)?;
        class.get_mut(&mut self.heap).mro = mro;
        for (place, slot) in own.iter().enumerate() {
            let slot_name = mangle(slot.as_str(), name.as_str());
            let slot_name = self.intern(&slot_name);
            let implied = matches!(slot_name.as_str(), "__qualname__" | "__classcell__");
            if namespace.get(&self.heap).get_name(&slot_name).is_some_and(|v| v.kind() != Some(Kind::Descriptor))
                && !implied
            {
                let message = format!("'{}' in __slots__ conflicts with class variable", slot_name.as_str());
                return Err(self.value_error(message));
            }
            let member = Descriptor::Member {
                name: slot_name.to_value(),
                owner: class.to_value(),
                slot: base_members + place as u32,
            };
            let member = Ref::new(ClassIndex::MEMBER, member);
            namespace.get_mut(&mut self.heap).set_name(&slot_name, member.into());
        }
        if added.namespace {
            self.add_instance_getter(&class, dunder::DICT);
        }
        if added.weak {
            self.add_instance_getter(&class, dunder::WEAKREF);
        }
        for base in bases {
            base.get_mut(&mut self.heap).subclasses.push(index);
        }
        Ok(class)
    }

    /// What `__slots__` (None where there is none) and the bases let a class add to its instances.
    fn check_slots(&mut self, slots: &Option<Vec<Name>>, best: &Ref<Class>, inherited: ClassFlags) -> Result<Added> {
        let best = best.get(&self.heap);
        let (kind, name) = (best.kind, best.name.clone());
        let sized = matches!(kind, Kind::BigInt | Kind::Tuple | Kind::Bytes);
        let (has_dict, has_weak) = (inherited.has(ClassFlags::HAS_DICT), inherited.has(ClassFlags::HAS_WEAKREF));
        let Some(slots) = slots else {
            return Ok(Added { namespace: !has_dict, weak: !has_weak && !sized });
        };
        if sized && !slots.is_empty() {
            let message = format!("nonempty __slots__ not supported for subtype of '{}'", name.as_str());
            return Err(self.type_error(message));
        }
        let mut added = Added { namespace: false, weak: false };
        for slot in slots {
            let (here, already) = match slot.as_str() {
                "__dict__" => (&mut added.namespace, has_dict),
                "__weakref__" => (&mut added.weak, has_weak),
                _ => continue,
            };
            if already || std::mem::replace(here, true) {
                let message = format!("{} slot disallowed: we already got one", slot.as_str());
                return Err(self.type_error(message));
            }
        }
        Ok(added)
    }

    fn instance_of_metaclass(&mut self, metaclass: &Value, index: ClassIndex, data: Class) -> Option<Ref<Class>> {
        let class = metaclass.as_ref::<Class>()?;
        let facts = class.get(&self.heap);
        let (root, members) = (facts.root_shape, facts.members as usize);
        Some(if index == ClassIndex::TYPE {
            Ref::new(index, data)
        } else {
            Ref::new_extended(index, data, Attributes::new(root, members))
        })
    }

    /// `__slots__` as names; None without one.
    fn take_slots(&mut self, namespace: &Ref<Dict>) -> Result<Option<Vec<Name>>> {
        let key = self.heap.dunder(dunder::SLOTS).clone();
        let Some(slots) = namespace.get(&self.heap).get_name(&key).cloned() else {
            return Ok(None);
        };
        let items = if slots.as_ref::<Str>().is_some() { vec![slots] } else { self.collect(&slots)? };
        let mut names = Vec::new();
        for item in items {
            let Some(text) = item.as_ref::<Str>() else {
                let message = format!("__slots__ items must be strings, not '{}'", self.type_name(&item));
                return Err(self.type_error(message));
            };
            if !text.as_str().is_some_and(is_identifier) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            names.push(self.heap.intern_str(text));
        }
        Ok(Some(names))
    }

    /// C3: <https://docs.python.org/3.13/glossary.html#term-method-resolution-order>
    pub fn compute_mro(&mut self, class: &Ref<Class>) -> Result<Vec<Ref<Class>>> {
        let bases = class.get(&self.heap).bases.clone();
        let mut lists: Vec<Vec<Ref<Class>>> = bases.iter().map(|b| b.get(&self.heap).mro.clone()).collect();
        lists.push(bases.clone());
        for (place, base) in bases.iter().enumerate() {
            if bases[..place].iter().any(|b| b.is_same(base)) {
                let message = format!("duplicate base class {}", self.class_name(base));
                return Err(self.type_error(message));
            }
        }
        let mut order = vec![class.clone()];
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(order);
            }
            let head = lists
                .iter()
                .map(|list| &list[0])
                .find(|head| !lists.iter().any(|list| list[1..].iter().any(|c| c.is_same(head))));
            let Some(head) = head.cloned() else {
                let mut heads: Vec<String> = Vec::new();
                for list in &lists {
                    let name = list[0].get(&self.heap).name.as_str().to_string();
                    if !heads.contains(&name) {
                        heads.push(name);
                    }
                }
                let message =
                    format!("Cannot create a consistent method resolution order (MRO) for bases {}", heads.join(", "));
                return Err(self.type_error(message));
            };
            lists.iter_mut().filter(|list| list[0].is_same(&head)).for_each(|list| {
                list.remove(0);
            });
            order.push(head);
        }
    }

    /// Names, hooks and flags that follow from the namespace.
    fn finish_class(&mut self, class: &Ref<Class>, namespace: &Ref<Dict>) -> Result<()> {
        let index = class.get(&self.heap).index;
        let qualname = self.heap.dunder(dunder::QUALNAME).clone();
        let is_slot = |value: &Value| value.kind() == Some(Kind::Descriptor);
        if namespace.get(&self.heap).get_name(&qualname).is_some_and(|v| !is_slot(v))
            && let Some(value) = namespace.get_mut(&mut self.heap).remove_name(&qualname)
        {
            if value.as_ref::<Str>().is_none() {
                let message = format!("type __qualname__ must be a str, not {}", self.type_name(&value));
                return Err(self.type_error(message));
            }
            class.get_mut(&mut self.heap).qualname = value;
        }
        let module = self.heap.dunder(dunder::MODULE).clone();
        if namespace.get(&self.heap).get_name(&module).is_none() {
            let name = self.heap.dunder(dunder::NAME).clone();
            let globals = self.current_globals();
            if let Some(value) = globals.get(&self.heap).get_name(&name).cloned() {
                namespace.get_mut(&mut self.heap).set_name(&module, value);
            }
        }
        let doc = self.heap.dunder(dunder::DOC).clone();
        let value = namespace.get(&self.heap).get_name(&doc).cloned();
        if value.is_none() {
            namespace.get_mut(&mut self.heap).set_name(&doc, Value::NONE);
        }
        class.get_mut(&mut self.heap).doc = value.unwrap_or(Value::NONE);
        {
            let hook = dunder::NEW;
            let name = self.heap.dunder(hook).clone();
            self.wrap_hook(
                namespace,
                &name,
                |function| Descriptor::StaticMethod { function, attributes: None },
                ClassIndex::STATIC_METHOD,
            );
        }
        for hook in [dunder::INIT_SUBCLASS, dunder::CLASS_GETITEM] {
            let name = self.heap.dunder(hook).clone();
            self.wrap_hook(
                namespace,
                &name,
                |function| Descriptor::ClassMethod { function, attributes: None },
                ClassIndex::CLASS_METHOD,
            );
        }
        let (eq, hash) = (self.heap.dunder(dunder::EQ).clone(), self.heap.dunder(dunder::HASH).clone());
        let has = |vm: &Vm, name: &Name| namespace.get(&vm.heap).get_name(name).is_some();
        if has(self, &eq) && !has(self, &hash) {
            namespace.get_mut(&mut self.heap).set_name(&hash, Value::NONE);
        }
        let cell_name = self.heap.dunder(dunder::CLASSCELL).clone();
        if let Some(cell) = namespace.get_mut(&mut self.heap).remove_name(&cell_name)
            && let Some(cell) = cell.as_ref::<object::Cell>()
        {
            self.cell_set(cell, class.to_value());
        }
        self.heap.touch_class(index);
        self.refresh_flags(class);
        Ok(())
    }

    fn wrap_hook(&mut self, namespace: &Ref<Dict>, name: &Name, wrap: impl Fn(Value) -> Descriptor, class: ClassIndex) {
        let Some(value) = namespace.get(&self.heap).get_name(name).cloned() else {
            return;
        };
        if value.kind() == Some(Kind::Function) {
            let wrapped = Ref::new(class, wrap(value));
            namespace.get_mut(&mut self.heap).set_name(name, wrapped.into());
        }
    }

    /// Recomputes the flags that depend on hooks in the class or its bases.
    pub(crate) fn refresh_flags(&mut self, class: &Ref<Class>) {
        let index = class.get(&self.heap).index;
        let own = |vm: &mut Vm, which: usize, default: ClassIndex| {
            let name = vm.heap.dunder(which).clone();
            let found = vm.class_attr(index, &name);
            let base = vm.class_attr(default, &name);
            match (found, base) {
                (Some(found), Some(base)) => !found.is_same(&base),
                (found, _) => found.is_some(),
            }
        };
        let default = if self.is_instance_of_type(class) { ClassIndex::TYPE } else { ClassIndex::OBJECT };
        let get = own(self, dunder::GETATTRIBUTE, default) || own(self, dunder::GETATTR, default);
        let set = own(self, dunder::SETATTR, default) || own(self, dunder::DELATTR, default);
        let finalizer = own(self, dunder::DEL, default);
        let compared = own(self, dunder::EQ, default) || own(self, dunder::HASH, default);
        let flags = &mut class.get_mut(&mut self.heap).flags;
        flags.set(ClassFlags::GET_HOOKED, get);
        flags.set(ClassFlags::SET_HOOKED, set);
        flags.set(ClassFlags::FINALIZER, finalizer);
        flags.set(ClassFlags::USER_COMPARED, compared);
        self.heap.set_finalizer(class, finalizer);
        let subclasses = class.get(&self.heap).subclasses.clone();
        for subclass in subclasses {
            let subclass = self.heap.class(subclass).clone();
            self.refresh_flags(&subclass);
        }
    }

    fn is_instance_of_type(&self, class: &Ref<Class>) -> bool {
        class.get(&self.heap).flags.has(ClassFlags::METACLASS)
    }

    fn set_names(&mut self, class: &Ref<Class>, namespace: &Ref<Dict>) -> Result<()> {
        let entries: Vec<_> = namespace.get(&self.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
        let hook = self.heap.dunder(dunder::SET_NAME).clone();
        for (key, value) in entries {
            let index = self.heap.class_index_of(&value);
            if self.class_attr(index, &hook).is_some()
                && let Some(result) = self.call_dunder(&value, dunder::SET_NAME, &[class.to_value(), key.clone()])
                && result.is_err()
            {
                let exception = self.take_pending();
                let note = format!(
                    "Error calling __set_name__ on '{}' instance {} in '{}'",
                    self.type_name(&value),
                    self.repr_text(&key)?,
                    class.get(&self.heap).name.as_str()
                );
                self.add_note(&exception, note)?;
                return Err(self.restore_pending(exception));
            }
        }
        Ok(())
    }

    fn add_note(&mut self, exception: &Value, note: String) -> Result<()> {
        let note = Value::from(note);
        self.call_method(exception, "add_note", &[note]).map(drop)
    }

    fn init_subclass(&mut self, class: &Ref<Class>, keywords: &[(Name, Value)]) -> Result<()> {
        let name = self.heap.dunder(dunder::INIT_SUBCLASS).clone();
        let after: Vec<Ref<Class>> = class.get(&self.heap).mro[1..].to_vec();
        for base in after {
            let namespace = base.get(&self.heap).namespace.clone();
            if let Some(found) = namespace.get(&self.heap).get_name(&name).cloned() {
                let bound = self.bind_descriptor(&found, None, class)?;
                return self.call_kw(&bound, &[], keywords).map(drop);
            }
        }
        Ok(())
    }

    /// What a class statement does before its body: the metaclass that suits all bases.
    pub fn winning_metaclass(&mut self, metaclass: Value, bases: &[Value]) -> Result {
        let mut winner = metaclass;
        for base in bases {
            let other = self.class_of(base);
            let held = winner.as_ref::<Class>().cloned();
            let Some(held) = held else { return Ok(winner) };
            let (a, b) = (held.get(&self.heap), other.get(&self.heap));
            if a.is_subclass_of(b.index, &self.heap) {
                continue;
            }
            if b.is_subclass_of(a.index, &self.heap) {
                winner = other.into();
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                 metaclasses of all its bases",
            ));
        }
        Ok(winner)
    }

    /// The name of a class as `tp_name` has it: with its module unless that is builtins or the class is user-made.
    pub fn class_name(&self, class: &Ref<Class>) -> String {
        let data = class.get(&self.heap);
        let name = data.name.as_str().to_string();
        if !data.flags.has(ClassFlags::IMMUTABLE) {
            return name;
        }
        let module = data.namespace.get(&self.heap).get_name(self.heap.dunder(dunder::MODULE));
        match module.and_then(|m| m.as_ref::<Str>()).and_then(|m| m.as_str()) {
            Some(module) if module != "builtins" => format!("{module}.{name}"),
            _ => name,
        }
    }

    /// The class's `__name__`, without a module.
    pub fn short_type_name(&self, value: &Value) -> String {
        self.heap.class_of(value).get(&self.heap).name.as_str().to_string()
    }

    pub fn type_name(&self, value: &Value) -> String {
        self.class_name(self.heap.class_of(value))
    }

    pub fn class_of(&self, value: &Value) -> Ref<Class> {
        self.heap.class_of(value).clone()
    }

    pub fn is_subclass(&self, class: &Ref<Class>, other: &Ref<Class>) -> bool {
        class.get(&self.heap).is_subclass_of(other.get(&self.heap).index, &self.heap)
    }

    /// A tuple's items, where the value is one.
    pub fn tuple_items<'a>(&self, value: &'a Value) -> &'a [Value] {
        value.as_ref::<Tuple>().map_or(&[], |t| &t.0)
    }
}

/// What the instances of a new class have that those of its bases lack.
struct Added {
    namespace: bool,
    weak: bool,
}

/// Flags that subclasses get from their bases.
const INHERITED: u32 = ClassFlags::HAS_DICT
    | ClassFlags::HAS_WEAKREF
    | ClassFlags::EXCEPTION
    | ClassFlags::GET_HOOKED
    | ClassFlags::SET_HOOKED
    | ClassFlags::METACLASS
    | ClassFlags::FINALIZER
    | ClassFlags::SEQUENCE
    | ClassFlags::MAPPING;

fn mangle(name: &str, class: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_string()
    }
}

fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && characters.all(|c| c == '_' || c.is_alphanumeric())
}

/// Is this dunder the name of an operator slot, whose method CPython calls a slot wrapper?
pub(crate) fn is_slot(name: &str) -> bool {
    if !(name.starts_with("__") && name.ends_with("__")) {
        return false;
    }
    !matches!(
        name,
        "__format__"
            | "__reduce__"
            | "__reduce_ex__"
            | "__sizeof__"
            | "__dir__"
            | "__subclasses__"
            | "__prepare__"
            | "__getnewargs__"
            | "__getstate__"
            | "__setstate__"
            | "__reversed__"
            | "__round__"
            | "__trunc__"
            | "__floor__"
            | "__ceil__"
            | "__length_hint__"
            | "__instancecheck__"
            | "__subclasscheck__"
            | "__copy__"
            | "__deepcopy__"
            | "__complex__"
            | "__bytes__"
            | "__missing__"
            | "__enter__"
            | "__exit__"
            | "__init_subclass__"
            | "__subclasshook__"
            | "__class_getitem__"
            | "__getformat__"
    )
}

/// Dunders that CPython's classes define as ordinary methods although they fill a slot.
pub(crate) fn is_plain_method(owner: Option<&str>, name: &str) -> bool {
    matches!(
        (owner, name),
        (Some("list" | "dict"), "__getitem__") | (Some("dict" | "set" | "frozenset"), "__contains__")
    )
}
