//! The data of the smaller core types.

use std::cell::{Cell as Slot, RefCell};
use std::mem::ManuallyDrop;
use std::ptr::NonNull;
use std::rc::Rc;

use num_bigint::BigInt as Big;

use crate::attributes::Attributes;
use crate::dict::Dict;
use crate::function::{CodeObject, Function};
use crate::items::Items;
use crate::kind::Kind;
use crate::object::{Data, Frozen, Header, Ref};
use crate::value::Value;

pub use crate::iterator::Part;
pub use crate::native::{Native, NativeData};
pub use crate::object::Float;
pub use crate::reclaim::Finalizer;
pub use crate::set::{SetLookup, SetProbe};

macro_rules! without_references {
    ($($name:ident)*) => { $(
        impl Data for $name {
            const KIND: Kind = Kind::$name;
            const REFERS: bool = false;
            fn visit(&self, _: &mut dyn FnMut(&Value)) {}
        }
    )* };
}

/// An integer that does not fit into a value word. Small ones are never kept here.
pub struct BigInt(pub Big);

pub struct Complex {
    pub real: f64,
    pub imaginary: f64,
}

pub struct Bytes(pub Box<[u8]>);

#[derive(Default)]
pub struct ByteArray {
    pub bytes: Vec<u8>,
    exports: Exports,
}

impl ByteArray {
    pub fn new(bytes: Vec<u8>) -> ByteArray {
        ByteArray { bytes, exports: Exports::default() }
    }
    /// Does a view look at it? Then it cannot change its size.
    pub fn is_exported(&self) -> bool {
        self.exports.any()
    }
    pub fn export(&mut self) -> Export {
        self.exports.add()
    }
}

/// Counts the views of a buffer; nothing as long as there was none.
#[derive(Default)]
pub struct Exports(Option<Rc<()>>);

/// Held by a view as long as it lives.
#[derive(Clone)]
pub struct Export(#[allow(dead_code)] Rc<()>);

impl Exports {
    pub fn any(&self) -> bool {
        self.0.as_ref().is_some_and(|count| Rc::strong_count(count) > 1)
    }
    pub fn add(&mut self) -> Export {
        Export(self.0.get_or_insert_default().clone())
    }
}

without_references!(BigInt Complex Bytes ByteArray);
impl Frozen for BigInt {}
impl Frozen for Complex {}
impl Frozen for Bytes {}

pub struct Tuple(pub Items);

impl Data for Tuple {
    const KIND: Kind = Kind::Tuple;
    /// It never changes: of what can be part of no cycle it is part of none.
    #[inline]
    fn refers(&self) -> bool {
        self.0.iter().any(|item| item.header().is_some_and(|header| header.is_tracked()))
    }
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.iter().for_each(visit);
    }
}
impl Frozen for Tuple {}

#[derive(Default)]
pub struct List(pub Vec<Value>);

impl Data for List {
    const KIND: Kind = Kind::List;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.iter().for_each(visit);
    }
    fn clear(&mut self) {
        drop(std::mem::take(&mut self.0));
    }
}

pub struct Slice {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
}

impl Data for Slice {
    const KIND: Kind = Kind::Slice;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.start, &self.stop, &self.step].into_iter().for_each(visit);
    }
}
impl Frozen for Slice {}

/// All four are integers.
pub struct Range {
    pub start: Value,
    pub stop: Value,
    pub step: Value,
    pub length: Value,
}

impl Data for Range {
    const KIND: Kind = Kind::Range;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.start, &self.stop, &self.step, &self.length].into_iter().for_each(visit);
    }
    #[inline]
    fn refers(&self) -> bool {
        self.stop.is_object() || self.start.is_object() || self.step.is_object() || self.length.is_object()
    }
}
impl Frozen for Range {}

/// A plain instance of a class made by a class statement.
pub struct Instance(pub Attributes);

impl Data for Instance {
    const KIND: Kind = Kind::Instance;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.visit(visit);
    }
    fn clear(&mut self) {
        self.0.clear();
    }
}

pub struct Module {
    pub name: Value,
    pub namespace: Ref<Dict>,
}

impl Data for Module {
    const KIND: Kind = Kind::Module;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(self.namespace.value());
    }
}

/// property, staticmethod, classmethod, and the built-in descriptors.
pub enum Descriptor {
    Property {
        get: Value,
        set: Value,
        delete: Value,
        doc: Value,
        name: Value,
    },
    StaticMethod {
        function: Value,
        attributes: Option<Ref<Dict>>,
    },
    ClassMethod {
        function: Value,
        attributes: Option<Ref<Dict>>,
    },
    /// A slot of `__slots__`.
    Member {
        name: Value,
        owner: Value,
        slot: u32,
    },
    /// An attribute of built-in objects; natives by number. `set` is u32::MAX where read-only.
    GetSet {
        name: Value,
        owner: Value,
        get: u32,
        set: u32,
        doc: Value,
    },
}

impl Data for Descriptor {
    const KIND: Kind = Kind::Descriptor;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        match self {
            Descriptor::Property { get, set, delete, doc, name } => {
                [get, set, delete, doc, name].into_iter().for_each(visit);
            }
            Descriptor::StaticMethod { function, attributes } | Descriptor::ClassMethod { function, attributes } => {
                visit(function);
                if let Some(attributes) = attributes {
                    visit(attributes.value());
                }
            }
            Descriptor::Member { name, owner, .. } => [name, owner].into_iter().for_each(visit),
            Descriptor::GetSet { name, owner, doc, .. } => [name, owner, doc].into_iter().for_each(visit),
        }
    }
}

pub struct Super {
    /// The class after which the search begins.
    pub class: Value,
    /// The object (or class) it is bound to, or UNBOUND.
    pub object: Value,
    /// The class whose resolution order is searched.
    pub start: Value,
}

impl Data for Super {
    const KIND: Kind = Kind::Super;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.class, &self.object, &self.start].into_iter().for_each(visit);
    }
}

/// A live view of a dict's keys, values or items, or a read-only proxy of a mapping.
pub struct View {
    pub mapping: Value,
}

impl Data for View {
    const KIND: Kind = Kind::View;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.mapping);
    }
}
impl Frozen for View {}

/// A memoryview: how to read the buffer of another object.
pub struct Memory {
    /// The object with the buffer; None once released.
    pub base: Value,
    /// Keeps the base from changing its size.
    pub export: Option<Export>,
    pub start: usize,
    pub format: String,
    pub item_size: usize,
    /// Items in each dimension; none for a single item.
    pub shape: Vec<usize>,
    /// Bytes from one item to the next, in each dimension.
    pub strides: Vec<isize>,
    pub readonly: bool,
    pub hash: Slot<Option<i64>>,
}

impl Data for Memory {
    const KIND: Kind = Kind::Memory;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.base);
    }
}

impl Memory {
    /// How many items there are, over all dimensions.
    pub fn item_count(&self) -> usize {
        self.shape.iter().product()
    }

    pub fn byte_length(&self) -> usize {
        self.item_count() * self.item_size
    }

    /// Do the items stand one behind the other?
    pub fn is_contiguous(&self) -> bool {
        let mut size = self.item_size as isize;
        self.shape.iter().zip(&self.strides).rev().all(|(&length, &stride)| {
            let fits = length < 2 || stride == size;
            size *= length as isize;
            fits
        }) || self.item_count() == 0
    }

    /// Where each item begins in the base, in order.
    pub fn offsets(&self) -> Vec<usize> {
        let mut places = vec![self.start as isize];
        for (&length, &stride) in self.shape.iter().zip(&self.strides) {
            places = places.iter().flat_map(|at| (0..length as isize).map(move |n| at + n * stride)).collect();
        }
        places.into_iter().map(|at| at as usize).collect()
    }
}

/// `list[int]` or, with the class of unions, `int | str`.
pub struct Alias {
    pub origin: Value,
    pub arguments: Ref<Tuple>,
    /// Type variables among the arguments, found when first asked for; UNBOUND before.
    pub parameters: Value,
    pub starred: bool,
}

impl Data for Alias {
    const KIND: Kind = Kind::Alias;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.origin);
        visit(self.arguments.value());
        visit(&self.parameters);
    }
}

/// A weak reference. It does not count its object; the object's death clears it.
pub struct WeakRef {
    target: Slot<Option<NonNull<Header>>>,
    callback: RefCell<Value>,
    pub hash: Slot<Option<i64>>,
}

impl WeakRef {
    pub fn new(target: &Value, callback: Value) -> WeakRef {
        let target = target.header().map(NonNull::from);
        WeakRef { target: Slot::new(target), callback: RefCell::new(callback), hash: Slot::new(None) }
    }

    /// The object, if it is alive.
    pub fn target(&self) -> Option<Value> {
        self.target.get().map(Value::again)
    }

    pub fn callback(&self) -> Value {
        self.callback.borrow().clone()
    }

    pub(crate) fn target_pointer(&self) -> Option<NonNull<Header>> {
        self.target.get()
    }

    pub(crate) fn clear(&self) {
        self.target.set(None);
    }

    pub(crate) fn has_callback(&self) -> bool {
        !self.callback.borrow().is_none()
    }

    /// The callback, once: what is left is None.
    pub fn take_callback(&self) -> Value {
        self.callback.replace(Value::NONE)
    }
}

impl Data for WeakRef {
    const KIND: Kind = Kind::WeakRef;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.callback.borrow());
    }
}
impl Frozen for WeakRef {}

/// A frame as Python sees it: made when somebody asks.
pub struct FrameObject {
    pub code: Ref<CodeObject>,
    pub function: Option<Ref<Function>>,
    pub globals: Ref<Dict>,
    /// The namespace of a class body, module or `exec`, else UNBOUND.
    pub namespace: Value,
    pub back: Value,
    /// While the frame runs: its number on the stack; what it left behind is in `registers`.
    pub depth: Option<usize>,
    pub registers: Vec<Value>,
    pub position: u32,
}

impl Data for FrameObject {
    const KIND: Kind = Kind::Frame;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.code.value());
        if let Some(function) = &self.function {
            visit(function.value());
        }
        visit(self.globals.value());
        visit(&self.namespace);
        visit(&self.back);
        self.registers.iter().for_each(visit);
    }
    fn clear(&mut self) {
        self.registers.clear();
        self.back = Value::NONE;
    }
}

// ---- making them ---------------------------------------------------------------------

impl Value {
    #[inline]
    pub fn tuple(items: Vec<Value>) -> Value {
        Ref::tuple_of(items).into()
    }
    /// A tuple of a few items, which need no list before.
    #[inline]
    pub fn tuple_of(items: impl Into<Items>) -> Value {
        Ref::tuple_of(items).into()
    }
    #[inline]
    pub fn list(items: Vec<Value>) -> Value {
        Ref::list(items).into()
    }
    pub fn bytes_object(bytes: impl Into<Box<[u8]>>) -> Value {
        Ref::new(Kind::Bytes.class(), Bytes(bytes.into())).into()
    }
    pub fn complex(real: f64, imaginary: f64) -> Value {
        Ref::new(Kind::Complex.class(), Complex { real, imaginary }).into()
    }
    /// Any integer, in the one form that it has.
    pub fn big_int(n: Big) -> Value {
        match i64::try_from(&n).ok().and_then(Value::small_int) {
            Some(small) => small,
            None => Ref::new(Kind::BigInt.class(), BigInt(n)).into(),
        }
    }
    #[inline]
    pub fn from_i64(n: i64) -> Value {
        Value::small_int(n).unwrap_or_else(|| Value::big_int(n.into()))
    }
    #[inline]
    pub fn from_usize(n: usize) -> Value {
        i64::try_from(n).map_or_else(|_| Value::big_int(n.into()), Value::from_i64)
    }
}

thread_local! {
    /// The one empty tuple. It goes with the heap, not with the thread.
    static EMPTY: RefCell<ManuallyDrop<Option<Ref<Tuple>>>> = const { RefCell::new(ManuallyDrop::new(None)) };
}

/// The heap is gone, and its empty tuple with it.
pub(crate) fn forget_empty_tuple() {
    drop(EMPTY.with(|empty| empty.borrow_mut().take()));
}

impl Ref<Tuple> {
    pub fn tuple(items: Vec<Value>) -> Ref<Tuple> {
        Ref::tuple_of(items)
    }

    #[inline]
    pub fn tuple_of(items: impl Into<Items>) -> Ref<Tuple> {
        let items = items.into();
        if items.is_empty() {
            let make = || Ref::new(Kind::Tuple.class(), Tuple(Items::from([])));
            return EMPTY.with(|empty| empty.borrow_mut().get_or_insert_with(make).clone());
        }
        Ref::new(Kind::Tuple.class(), Tuple(items))
    }
}

impl Ref<List> {
    #[inline]
    pub fn list(items: Vec<Value>) -> Ref<List> {
        Ref::new(Kind::List.class(), List(items))
    }
}

impl Ref<Dict> {
    pub fn dict() -> Ref<Dict> {
        Ref::new(Kind::Dict.class(), Dict::new())
    }
}
