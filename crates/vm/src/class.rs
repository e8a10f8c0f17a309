//! Classes: the built-in ones, those of native modules, and what a class statement makes.

use bytecode::special;
use object::{
    Attributes, Builtin, Class, ClassFlags, ClassIndex, Data, Descriptor, Heap, Instance, Kind, Module, Name, Ref, Str,
    Tuple, Value, dunder,
};

use crate::error::Result;
use crate::machine::Vm;
use crate::native::{Getter, Method, Native, Place};
use crate::signature::Shape;

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
        // Where a class says nothing, its module is builtins: instances have no `__module__` then.
        if module != "builtins" {
            let module = self.intern(module).to_value();
            let key = self.heap.dunder(dunder::MODULE).clone();
            namespace.get_mut(&mut self.heap).set_name(&key, module);
        }
        let inherited = bases.iter().fold(0, |all, b| all | b.get(&self.heap).flags.0 & INHERITED);
        let metaclass = bases.first().map_or(ClassIndex::TYPE, |b| b.header().class());
        let data = Class {
            index,
            qualname: name.to_value(),
            name: name.clone(),
            mro: Vec::new(),
            namespace,
            kind,
            flags: ClassFlags(flags | inherited),
            root_shape: self.heap.shapes.root(0),
            members: 0,
            subclasses: Vec::new(),
            fields: crate::exception_tree::fields_of(kind, name.as_str(), &bases, &self.heap),
            construction: object::Construction::default(),
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
        let inherited = class.get(&self.heap).bases.iter().any(|b| b.get(&self.heap).flags.has(ClassFlags::HAS_DICT));
        if native.flags & ClassFlags::HAS_DICT != 0 && !inherited {
            self.add_instance_getter(&class, dunder::DICT);
        }
        if let Some(next) = native.next {
            self.make_iterator_class(index, next);
        }
        if let Some(call) = native.call {
            self.make_callable_class(index, call);
        }
        if !native.doc.is_empty() {
            self.set_class_doc(index, native.doc);
        }
        let data = class.get(&self.heap);
        let inherited = data.bases.iter().any(|b| b.get(&self.heap).flags.has(ClassFlags::HAS_DICT));
        if data.flags.has(ClassFlags::HAS_DICT) && !inherited {
            self.add_instance_getter(&class, dunder::DICT);
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
            (data.name.clone(), data.namespace.clone())
        };
        for method in methods {
            let value = self.native_in_class(method, &class, &owner_name);
            let name = self.intern(method.name);
            namespace.get_mut(&mut self.heap).set_name(&name, value);
        }
        for getter in getters {
            let name = self.intern(getter.name);
            let (get, set) = self.add_getter(getter, &owner_name);
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

    /// The natives that get and set a computed attribute of a class.
    pub(crate) fn add_getter(&mut self, getter: &Getter, owner: &Name) -> (u32, u32) {
        const GETS: Shape = Shape::of("(self, /)");
        const SETS: Shape = Shape::of("(self, value, /)");
        let &Getter { name, get, set, doc } = getter;
        let mut add = |function, signature, shape| {
            let method = Method { name, function, signature, doc, place: Place::Method, shape };
            self.add_native(Native::new(&method, Some(owner.clone()), true))
        };
        let get = add(get, "(self, /)", GETS);
        let set = set.map_or(u32::MAX, |set| add(set, "(self, value, /)", SETS));
        (get, set)
    }

    fn native_in_class(&mut self, method: &Method, class: &Ref<Class>, owner_name: &Name) -> Value {
        let native = self.add_native(Native::new(method, Some(owner_name.clone()), true));
        let name = self.intern(method.name);
        let is_new = method.name == "__new__";
        let kind = match method.place {
            _ if is_new => ClassIndex::BUILTIN,
            Place::Static => ClassIndex::BUILTIN,
            Place::Class => ClassIndex::CLASS_METHOD_DESCRIPTOR,
            Place::Method if is_slot(method.name) && !is_plain_method(Some(owner_name.as_str()), method.name) => {
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

    fn add_native(&mut self, native: Native) -> u32 {
        self.natives.push(native);
        self.natives.len() as u32 - 1
    }

    /// A function of a module, or one on its own.
    pub fn native_function(&mut self, method: &Method, module: &str) -> Value {
        let owner = self.intern(module);
        let native = self.add_native(Native::new(method, Some(owner.clone()), false));
        let name = self.intern(method.name);
        let owner = owner.to_value();
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
        self.namespace_set(&builtins, &name, value);
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

    /// A new instance that nothing has initialised: of a class whose `__new__` is object's or BaseException's.
    #[inline]
    pub(crate) fn bare_instance(&mut self, class: &Ref<Class>, arguments: &[Value]) -> Value {
        let facts = class.get(&self.heap);
        match facts.construction.exception {
            true => self.make_exception(facts.index, arguments.to_vec()),
            false => self.new_instance(class),
        }
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

/// Flags that subclasses get from their bases.
pub(crate) const INHERITED: u32 = ClassFlags::HAS_DICT
    | ClassFlags::HAS_WEAKREF
    | ClassFlags::EXCEPTION
    | ClassFlags::GET_HOOKED
    | ClassFlags::SET_HOOKED
    | ClassFlags::METACLASS
    | ClassFlags::FINALIZER
    | ClassFlags::SEQUENCE
    | ClassFlags::MAPPING;

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
