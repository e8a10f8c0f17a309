//! Names: interned strings, equal exactly if they are the same object.

use crate::object::Ref;
use crate::string::Str;
use crate::value::Value;

/// An interned string. Comparing names compares words.
#[derive(Clone)]
pub struct Name(pub(crate) Ref<Str>);

impl Name {
    pub fn as_str(&self) -> &str {
        self.0.as_str().unwrap_or("\u{fffd}")
    }
    pub fn str(&self) -> &Ref<Str> {
        &self.0
    }
    pub fn value(&self) -> &Value {
        self.0.value()
    }
    pub fn to_value(&self) -> Value {
        self.0.to_value()
    }
}

impl PartialEq for Name {
    #[inline(always)]
    fn eq(&self, other: &Name) -> bool {
        self.0.is_same(&other.0)
    }
}
impl Eq for Name {}

impl std::hash::Hash for Name {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        state.write_u64(self.0.value().bits());
    }
}

impl std::fmt::Debug for Name {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Names that the machine itself uses: `heap.dunder(dunder::INIT)`.
pub mod dunder {
    macro_rules! names {
        ($($constant:ident $text:literal,)*) => {
            #[allow(non_camel_case_types, clippy::upper_case_acronyms)]
            enum Place { $($constant,)* }
            $(pub const $constant: usize = Place::$constant as usize;)*
            pub(crate) const ALL: &[&str] = &[$($text,)*];
        };
    }
    names! {
        ABS "__abs__", ADD "__add__", AENTER "__aenter__", AEXIT "__aexit__", AITER "__aiter__",
        ALL_NAMES "__all__", AND "__and__", ANEXT "__anext__", ANNOTATIONS "__annotations__", AWAIT "__await__",
        BASES "__bases__", BOOL "__bool__", BUILTINS "__builtins__", BYTES "__bytes__", CALL "__call__",
        CAUSE "__cause__", CEIL "__ceil__", CLASS "__class__", CLASSCELL "__classcell__",
        CLASS_GETITEM "__class_getitem__", CLEAR "clear", CLOSE "close", COMPLEX "__complex__",
        CONTAINS "__contains__", CONTEXT "__context__", DEL "__del__", DELATTR "__delattr__",
        DELETE "__delete__", DELITEM "__delitem__", DICT "__dict__", DIR "__dir__", DIVMOD "__divmod__",
        DOC "__doc__", ENTER "__enter__", EQ "__eq__", EXIT "__exit__", FILE "__file__", FLOAT "__float__",
        FLOOR "__floor__", FLOORDIV "__floordiv__", FORMAT "__format__", FSPATH "__fspath__", GE "__ge__",
        GET "__get__", GETATTR "__getattr__", GETATTRIBUTE "__getattribute__", GETITEM "__getitem__",
        GT "__gt__", HASH "__hash__", IADD "__iadd__", IAND "__iand__", IFLOORDIV "__ifloordiv__",
        ILSHIFT "__ilshift__", IMATMUL "__imatmul__", IMOD "__imod__", IMPORT "__import__", IMUL "__imul__",
        INDEX "__index__", INIT "__init__", INIT_SUBCLASS "__init_subclass__",
        INSTANCECHECK "__instancecheck__", INT "__int__", INVERT "__invert__", IOR "__ior__", IPOW "__ipow__",
        IRSHIFT "__irshift__", ISUB "__isub__", ITER "__iter__", ITRUEDIV "__itruediv__", IXOR "__ixor__",
        KEYS "keys", KWDEFAULTS "__kwdefaults__", LE "__le__", LEN "__len__", LENGTH_HINT "__length_hint__",
        LOADER "__loader__", LSHIFT "__lshift__", LT "__lt__", MATCH_ARGS "__match_args__",
        MATMUL "__matmul__", METACLASS "metaclass", MISSING "__missing__", MOD "__mod__", MODULE "__module__",
        MRO_ENTRIES "__mro_entries__", MUL "__mul__", NAME "__name__", NE "__ne__", NEG "__neg__",
        NEW "__new__", NEXT "__next__", NOTES "__notes__", OR "__or__", ORIG_BASES "__orig_bases__",
        PACKAGE "__package__", PATH "__path__", POS "__pos__", POW "__pow__", PREPARE "__prepare__",
        QUALNAME "__qualname__", RADD "__radd__", RAND "__rand__", RDIVMOD "__rdivmod__",
        REDUCE "__reduce__", REDUCE_EX "__reduce_ex__", REPR "__repr__", REVERSED "__reversed__",
        RFLOORDIV "__rfloordiv__", RLSHIFT "__rlshift__", RMATMUL "__rmatmul__", RMOD "__rmod__",
        RMUL "__rmul__", ROR "__ror__", ROUND "__round__", RPOW "__rpow__", RRSHIFT "__rrshift__",
        RSHIFT "__rshift__", RSUB "__rsub__", RTRUEDIV "__rtruediv__", RXOR "__rxor__", SEND "send",
        SET "__set__", SETATTR "__setattr__", SETITEM "__setitem__", SET_NAME "__set_name__",
        SLOTS "__slots__", SPEC "__spec__", STR "__str__", SUB "__sub__", SUBCLASSCHECK "__subclasscheck__",
        SUBCLASSES "__subclasses__", THROW "throw", TRUEDIV "__truediv__", TRUNC "__trunc__",
        TYPE_PARAMS "__type_params__", WEAKREF "__weakref__", XOR "__xor__", UNDERSCORE "_",
        ABSTRACT_METHODS "__abstractmethods__", STATIC_ATTRIBUTES "__static_attributes__",
        FIRSTLINENO "__firstlineno__", WRAPPED "__wrapped__", MRO "mro", STDOUT "stdout", WRITE "write",
        COPY "__copy__", DEEPCOPY "__deepcopy__", GETSTATE "__getstate__",
        SIZEOF "__sizeof__", INSTANCE_DICT "__dict__", EXCEPTIONS "exceptions", VALUE "value",
    }
}
