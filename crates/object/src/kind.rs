//! The kinds of object: which data stands behind a header.

use std::alloc::Layout;

use crate::class::{Class, ClassIndex};
use crate::object::{Data, Extended, Float, Object};
use crate::{
    Attributes, Builtin, Cell, CodeObject, Cursor, Dict, Exception, Function, Generator, Method, Set, Str, Traceback,
    Value, types::*,
};

type VisitData = unsafe fn(*mut u8, &mut dyn FnMut(&Value));

/// What the rest of this crate needs to know of a kind of data without its type.
pub(crate) struct Facts {
    /// Where `Attributes` stand behind the data.
    pub extension: usize,
    pub layout: Layout,
    pub extended_layout: Layout,
    pub visit: VisitData,
    pub drop: unsafe fn(*mut u8),
    pub clear: unsafe fn(*mut u8),
}

macro_rules! kinds {
    ($($name:ident($data:ty) = $class:ident,)*) => {
        #[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
        #[repr(u8)]
        pub enum Kind { $($name,)* }

        impl Kind {
            /// The built-in class of plain objects of this kind.
            #[inline(always)]
            pub const fn class(self) -> ClassIndex {
                match self { $(Kind::$name => ClassIndex::$class,)* }
            }
            pub(crate) fn facts(self) -> &'static Facts {
                static FACTS: &[Facts] = &[$(facts::<$data>(),)*];
                &FACTS[self as usize]
            }
        }
    };
}

kinds! {
    Float(Float) = FLOAT,
    BigInt(BigInt) = INT,
    Complex(Complex) = COMPLEX,
    Str(Str) = STR,
    Bytes(Bytes) = BYTES,
    ByteArray(ByteArray) = BYTEARRAY,
    Tuple(Tuple) = TUPLE,
    List(List) = LIST,
    Dict(Dict) = DICT,
    Set(Set) = SET,
    Slice(Slice) = SLICE,
    Range(Range) = RANGE,
    Function(Function) = FUNCTION,
    Builtin(Builtin) = BUILTIN,
    Method(Method) = METHOD,
    Code(CodeObject) = CODE,
    Cell(Cell) = CELL,
    Class(Class) = TYPE,
    Instance(Instance) = OBJECT,
    Module(Module) = MODULE,
    Generator(Generator) = GENERATOR,
    Iterator(Cursor) = LIST_ITERATOR,
    Exception(Exception) = BASE_EXCEPTION,
    Traceback(Traceback) = TRACEBACK,
    Descriptor(Descriptor) = PROPERTY,
    Super(Super) = SUPER,
    View(View) = DICT_KEYS,
    Memory(Memory) = MEMORYVIEW,
    Alias(Alias) = GENERIC_ALIAS,
    WeakRef(WeakRef) = WEAKREF,
    Frame(FrameObject) = FRAME,
    Native(Native) = OBJECT,
}

const fn facts<T: Data>() -> Facts {
    Facts {
        extension: std::mem::offset_of!(Extended<T>, attributes),
        layout: Layout::new::<Object<T>>(),
        extended_layout: Layout::new::<Extended<T>>(),
        visit: crate::reclaim::visit_data::<T>,
        drop: crate::reclaim::drop_data::<T>,
        clear: crate::reclaim::clear_data::<T>,
    }
}

const _: () = assert!(align_of::<Attributes>() == 8);
