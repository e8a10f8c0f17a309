//! The data of classes, and the numbers of the built-in ones.

use crate::attributes::ShapeId;
use crate::dict::Dict;
use crate::exception::ExceptionFields;
use crate::function::Function;
use crate::kind::Kind;
use crate::name::Name;
use crate::object::{Data, Ref};
use crate::value::Value;

/// The number of a class in the heap's table; every object's header has one.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
#[repr(transparent)]
pub struct ClassIndex(pub u32);

macro_rules! builtin_classes {
    ($($constant:ident $name:literal,)*) => {
        #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
        enum Place { $($constant,)* }
        impl ClassIndex {
            $(pub const $constant: ClassIndex = ClassIndex(Place::$constant as u32);)*
        }
        impl ClassIndex {
            /// Is it one of those that every heap has? Their instances do not count them, and have no finaliser of
            /// theirs.
            #[inline(always)]
            pub const fn is_builtin(self) -> bool {
                (self.0 as usize) < BUILTIN_NAMES.len()
            }
        }

        /// Names of the built-in classes, in the order of their numbers.
        pub(crate) const BUILTIN_NAMES: &[&str] = &[$($name,)*];
    };
}

builtin_classes! {
    OBJECT "object", TYPE "type", NONE_TYPE "NoneType", BOOL "bool", INT "int", FLOAT "float",
    COMPLEX "complex", STR "str", BYTES "bytes", BYTEARRAY "bytearray", TUPLE "tuple", LIST "list",
    DICT "dict", SET "set", FROZENSET "frozenset", SLICE "slice", RANGE "range", ELLIPSIS "ellipsis",
    NOT_IMPLEMENTED "NotImplementedType", FUNCTION "function", BUILTIN "builtin_function_or_method",
    METHOD_DESCRIPTOR "method_descriptor", WRAPPER_DESCRIPTOR "wrapper_descriptor",
    METHOD_WRAPPER "method-wrapper", CLASS_METHOD_DESCRIPTOR "classmethod_descriptor",
    METHOD "method", CODE "code", CELL "cell", MODULE "module", GENERATOR "generator",
    COROUTINE "coroutine", ASYNC_GENERATOR "async_generator", ASYNC_GENERATOR_STEP "async_generator_asend",
    ASYNC_GENERATOR_THROW "async_generator_athrow", NEXT_AWAITABLE "anext_awaitable",
    COROUTINE_WRAPPER "coroutine_wrapper", LIST_ITERATOR "list_iterator",
    LIST_REVERSE_ITERATOR "list_reverseiterator", TUPLE_ITERATOR "tuple_iterator",
    STR_ITERATOR "str_iterator", STR_ASCII_ITERATOR "str_ascii_iterator",
    BYTES_ITERATOR "bytes_iterator", BYTEARRAY_ITERATOR "bytearray_iterator",
    RANGE_ITERATOR "range_iterator", LONG_RANGE_ITERATOR "longrange_iterator",
    DICT_KEY_ITERATOR "dict_keyiterator", DICT_VALUE_ITERATOR "dict_valueiterator",
    DICT_ITEM_ITERATOR "dict_itemiterator", DICT_REVERSE_KEY_ITERATOR "dict_reversekeyiterator",
    DICT_REVERSE_VALUE_ITERATOR "dict_reversevalueiterator",
    DICT_REVERSE_ITEM_ITERATOR "dict_reverseitemiterator", SET_ITERATOR "set_iterator",
    SEQUENCE_ITERATOR "iterator", CALLABLE_ITERATOR "callable_iterator", ZIP "zip", MAP "map",
    FILTER "filter", ENUMERATE "enumerate", REVERSED "reversed", MEMORY_ITERATOR "memory_iterator",
    DICT_KEYS "dict_keys", DICT_VALUES "dict_values", DICT_ITEMS "dict_items",
    MAPPING_PROXY "mappingproxy", PROPERTY "property", STATIC_METHOD "staticmethod",
    CLASS_METHOD "classmethod", MEMBER "member_descriptor", GETSET "getset_descriptor", SUPER "super",
    MEMORYVIEW "memoryview", GENERIC_ALIAS "GenericAlias", UNION "UnionType", WEAKREF "ReferenceType",
    FRAME "frame", TRACEBACK "traceback", BASE_EXCEPTION "BaseException",
}

/// Facts of a class, as bits.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClassFlags(pub u32);

impl ClassFlags {
    /// Attributes of the class cannot be set: it is built in.
    pub const IMMUTABLE: u32 = 1;
    /// Instances have a namespace of their own (`__dict__`).
    pub const HAS_DICT: u32 = 2;
    pub const HAS_WEAKREF: u32 = 4;
    /// No class may derive from it (bool, NoneType, …).
    pub const FINAL: u32 = 8;
    pub const EXCEPTION: u32 = 16;
    /// Its `__getattribute__`, `__getattr__`, `__setattr__` or `__delattr__` is not object's.
    pub const GET_HOOKED: u32 = 32;
    pub const SET_HOOKED: u32 = 64;
    /// Instances of it are classes.
    pub const METACLASS: u32 = 128;
    /// It has a `__del__`.
    pub const FINALIZER: u32 = 256;
    /// Cannot be called to make an instance.
    pub const NO_NEW: u32 = 512;
    /// For patterns: `case [..]` and `case {..}` match.
    pub const SEQUENCE: u32 = 1024;
    pub const MAPPING: u32 = 2048;
    /// `ABCMeta` found abstract methods left.
    pub const ABSTRACT: u32 = 4096;
    /// `__eq__` or `__hash__` may call Python.
    pub const USER_COMPARED: u32 = 8192;
    /// What its objects hold is on no tape.
    pub const SECRET: u32 = 16384;

    pub fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }
    pub fn set(&mut self, bit: u32, on: bool) {
        self.0 = if on { self.0 | bit } else { self.0 & !bit };
    }
}

pub struct Class {
    pub index: ClassIndex,
    pub name: Name,
    pub qualname: Value,
    pub bases: Vec<Ref<Class>>,
    /// Method resolution order, this class first (by number: those it counts are its bases).
    pub mro: Vec<Ref<Class>>,
    pub namespace: Ref<Dict>,
    /// What data instances have.
    pub kind: Kind,
    pub flags: ClassFlags,
    /// The shape of a new instance.
    pub root_shape: ShapeId,
    /// How many `__slots__` members instances have, those of bases included.
    pub members: u32,
    /// Direct subclasses, by number, oldest first.
    pub subclasses: Vec<ClassIndex>,
    pub doc: Value,
    pub fields: ExceptionFields,
    pub construction: Construction,
}

/// How calling a class makes an instance, as found for one version of the class.
#[derive(Clone, Default)]
pub struct Construction {
    pub version: u32,
    /// `__init__`, where it is a Python function and `__new__` is object's or BaseException's: a frame is all it takes.
    pub frame: Option<Ref<Function>>,
    /// `__new__` is that of BaseException: it keeps the arguments.
    pub exception: bool,
    /// `__init__` is, too, which has nothing more to do.
    pub bare_exception: bool,
    /// What `__new__` and `__init__` are bound to; UNBOUND where they are object's own.
    pub new: Value,
    pub init: Value,
}

impl Class {
    pub fn is_subclass_of(&self, other: ClassIndex, heap: &crate::Heap) -> bool {
        self.index == other || self.mro.iter().any(|c| c.get(heap).index == other)
    }
}

impl Data for Class {
    const KIND: Kind = Kind::Class;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.qualname);
        visit(&self.doc);
        visit(self.namespace.value());
        self.construction.frame.iter().for_each(|f| visit(f.value()));
        visit(&self.construction.new);
        visit(&self.construction.init);
        self.bases.iter().for_each(|c| visit(c.value()));
        self.mro.iter().for_each(|c| visit(c.value()));
    }
    fn clear(&mut self) {
        // The namespace is cleared as a dict of its own; a class without its order could not die safely
        // while instances still ask it for `__del__`, so only the loop to itself is cut.
        self.construction = Construction::default();
        self.mro.clear();
        self.bases.clear();
    }
}
