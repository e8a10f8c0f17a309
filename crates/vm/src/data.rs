//! Objects of native modules: Rust data behind a class of the module (`object::NativeData`).
//!
//! `read` looks at it, `state` moves what Python cannot see as a change (an iterator's place), and
//! `change`, a heap verb, changes what it can see. What they run gets the data and not the machine,
//! so it cannot call Python: take what you need, then call.

use std::any::TypeId;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use object::{Class, ClassFlags, ClassIndex, Module, Native, NativeData, Ref, Value};
use trace::Mutation;

use crate::class::{CallFn, NativeClass, NextFn};
use crate::error::{Raised, Result};
use crate::machine::Vm;
use crate::native::method;
use crate::verb::Edit;

/// The classes of native data by their Rust types.
#[derive(Default)]
pub(crate) struct DataClasses(HashMap<TypeId, Ref<Class>, BuildHasherDefault<TypeHash>>);

/// A `TypeId` is a hash already.
#[derive(Default)]
struct TypeHash(u64);

impl Hasher for TypeHash {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for (place, byte) in bytes.iter().enumerate() {
            self.0 ^= (*byte as u64) << (place % 8 * 8);
        }
    }
    fn write_u64(&mut self, n: u64) {
        self.0 ^= n;
    }
}

impl Vm {
    /// Makes the class whose plain instances hold a `T`, and binds it in the module.
    pub fn add_data_class<T: NativeData>(&mut self, module: &Ref<Module>, native: NativeClass) -> Ref<Class> {
        let name = native.name;
        let class = self.register_data_class::<T>(native);
        self.set_module_attr(module, name, class.to_value());
        class
    }

    /// The same for a class that no module shows.
    pub fn register_data_class<T: NativeData>(&mut self, native: NativeClass) -> Ref<Class> {
        let class = self.new_native_class(native);
        self.data_classes.0.insert(TypeId::of::<T>(), class.clone());
        class
    }

    /// The class that [`Vm::add_data_class`] made for `T`.
    pub fn class_for<T: NativeData>(&self) -> Ref<Class> {
        match self.data_classes.0.get(&TypeId::of::<T>()) {
            Some(class) => class.clone(),
            None => self.heap.class(ClassIndex::OBJECT).clone(),
        }
    }

    /// A plain instance of the class made for `T`.
    pub fn make<T: NativeData>(&mut self, data: T) -> Value {
        let class = self.class_for::<T>();
        self.instance_of(class, Native::new(data))
    }

    /// What a native module keeps from one call to the next; empty at first. What it holds is never collected.
    pub fn module_state<T: Default + 'static>(&mut self) -> &mut T {
        let state = self.module_states.entry(TypeId::of::<T>()).or_insert_with(|| Box::new(T::default()));
        match state.downcast_mut() {
            Some(state) => state,
            None => unreachable!("states are kept by their own types"),
        }
    }

    /// A new instance of `class`, or of a subclass of it, with this data.
    pub fn new_data<T: NativeData>(&mut self, class: &Value, data: T) -> Result {
        self.new_object(class, Native::new(data))
    }

    /// The native data of an object, if it is of this type.
    #[inline]
    pub fn data<'a, T: NativeData>(&'a self, object: &'a Value) -> Option<&'a T> {
        object.as_native(&self.heap)
    }

    #[inline]
    pub fn read<T: NativeData, R>(&mut self, object: &Value, look: impl FnOnce(&T) -> R) -> Result<R> {
        match object.as_native(&self.heap) {
            Some(data) => Ok(look(data)),
            None => Err(self.wrong_receiver(object)),
        }
    }

    #[inline]
    pub fn state<T: NativeData, R>(&mut self, object: &Value, act: impl FnOnce(&mut T) -> R) -> Result<R> {
        self.touched(object, Mutation::Advance);
        self.unseen(object, act)
    }

    /// The same for what no picture shows.
    #[inline]
    pub fn unseen<T: NativeData, R>(&mut self, object: &Value, act: impl FnOnce(&mut T) -> R) -> Result<R> {
        match object.as_ref::<Native>().and_then(|n| n.get_mut(&mut self.heap).of_mut()) {
            Some(data) => Ok(act(data)),
            None => Err(self.wrong_receiver(object)),
        }
    }

    /// The heap verb for native data: `what` tells the tape how it changes.
    #[inline]
    pub fn change<T: NativeData, R>(
        &mut self,
        object: &Value,
        what: Mutation,
        act: impl FnOnce(&mut T) -> R,
    ) -> Result<R> {
        self.touched(object, what);
        self.state(object, act)
    }

    /// The same where the change is one of its items.
    #[inline]
    pub fn edit<T: NativeData, R>(&mut self, object: &Value, edit: Edit, act: impl FnOnce(&mut T) -> R) -> Result<R> {
        if self.tape.is_some() && self.data::<T>(object).is_some() {
            self.tell_edit(object, edit);
        }
        match object.as_ref::<Native>().and_then(|n| n.get_mut(&mut self.heap).of_mut()) {
            Some(data) => Ok(act(data)),
            None => Err(self.wrong_receiver(object)),
        }
    }

    #[cold]
    fn wrong_receiver(&mut self, object: &Value) -> Raised {
        let message = format!("descriptor doesn't apply to a '{}' object", self.type_name(object));
        self.type_error(message)
    }

    // ---- iterators ----------------------------------------------------------------------------

    /// How an iterator of exactly this class advances, if a native module says so.
    #[inline]
    pub(crate) fn next_function(&self, class: ClassIndex) -> Option<NextFn> {
        self.next_functions.get(class.0 as usize).copied().flatten()
    }

    /// Gives a native class `__iter__` and `__next__`, and `for` a short way.
    pub fn make_iterator_class(&mut self, class: ClassIndex, next: NextFn) {
        let place = class.0 as usize;
        if self.next_functions.len() <= place {
            self.next_functions.resize(place + 1, None);
        }
        self.next_functions[place] = Some(next);
        let methods = [
            method("__iter__", |_, args| Ok(args[0].clone()), "(self, /)", "Implement iter(self)."),
            method("__next__", next_method, "(self, /)", "Implement next(self)."),
        ];
        self.fill_class(class, &methods, &[]);
    }

    // ---- callables ----------------------------------------------------------------------------

    #[inline]
    pub(crate) fn call_function_of(&self, class: ClassIndex) -> Option<CallFn> {
        self.call_functions.get(class.0 as usize).copied().flatten()
    }

    /// Gives a native class `__call__`, and calls a short way to it.
    pub fn make_callable_class(&mut self, class: ClassIndex, call: CallFn) {
        let place = class.0 as usize;
        if self.call_functions.len() <= place {
            self.call_functions.resize(place + 1, None);
        }
        self.call_functions[place] = Some(call);
        let call = method("__call__", call_method, "(self, /, *args, **kwargs)", "Call self as a function.");
        self.fill_class(class, &[call], &[]);
    }

    /// What a native class among the bases of an object's class declares.
    fn inherited<T>(&self, object: &Value, declared: impl Fn(&Vm, ClassIndex) -> Option<T>) -> Option<T> {
        let class: Ref<Class> = self.class_of(object);
        let order = &class.get(&self.heap).mro;
        order.iter().find_map(|c| {
            let data = c.get(&self.heap);
            if data.flags.has(ClassFlags::IMMUTABLE) { declared(self, data.index) } else { None }
        })
    }
}

fn call_method(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(call) = vm.inherited(&args[0], Vm::call_function_of) else {
        return Err(vm.wrong_receiver(&args[0]));
    };
    let arguments = vm.tuple_items(&args[1]).to_vec();
    let keywords = vm.keywords_of(&args[2])?;
    call(vm, &args[0], &arguments, &keywords)
}

fn next_method(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(next) = vm.inherited(&args[0], Vm::next_function) else {
        return Err(vm.wrong_receiver(&args[0]));
    };
    match next(vm, &args[0])? {
        Some(value) => Ok(value),
        None => Err(vm.stop_iteration(None)),
    }
}
