//! `_queue`: SimpleQueue. Only one thread runs, so waiting for what nobody can put there ends at once.

use std::collections::VecDeque;

use object::{ClassFlags, Module, NativeData, Ref, Value};
use vm::{Method, Mutation, NativeClass, Raised, Result, Vm, class_method, method};

struct Queue(VecDeque<Value>);

impl NativeData for Queue {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.iter().for_each(visit);
    }
    fn clear(&mut self) {
        self.0.clear();
    }
}

#[derive(Default)]
struct State {
    empty: Option<object::ClassIndex>,
}

const METHODS: &[Method] = &[
    method(
        "__new__",
        |vm, args| vm.new_data(&args[0], Queue(VecDeque::new())),
        "(cls)",
        "Create and return a new object.",
    ),
    method("put", put, "(self, /, item, block=True, timeout=None)", "Put the item on the queue."),
    method("put_nowait", put, "(self, /, item)", "Put an item into the queue without blocking."),
    method("get", get, "(self, /, block=True, timeout=None)", "Remove and return an item from the queue."),
    method("get_nowait", get, "(self, /)", "Remove and return an item from the queue without blocking."),
    method(
        "empty",
        |vm, args| vm.read(&args[0], |q: &Queue| Value::bool(q.0.is_empty())),
        "(self, /)",
        "Return True if the queue is empty, False otherwise (not reliable!).",
    ),
    method(
        "qsize",
        |vm, args| vm.read(&args[0], |q: &Queue| Value::from_usize(q.0.len())),
        "(self, /)",
        "Return the approximate size of the queue (not reliable!).",
    ),
    class_method(
        "__class_getitem__",
        |vm, args| Ok(vm.generic_alias(args[0].clone(), &args[1])),
        "(cls, item, /)",
        "See PEP 585",
    ),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_queue", |vm, module: &Ref<Module>| {
        vm.add_data_class::<Queue>(
            module,
            NativeClass {
                name: "SimpleQueue",
                module: "_queue",
                doc: "Simple, unbounded, reentrant FIFO queue.",
                methods: METHODS,
                flags: ClassFlags::HAS_WEAKREF,
                ..NativeClass::BASE
            },
        );
        let base = vm.exception_class("Exception");
        let empty = vm.new_exception_class("Empty", "_queue", base);
        let index = empty.get(&vm.heap).index;
        vm.module_state::<State>().empty = Some(index);
        vm.set_module_attr(module, "Empty", empty.into());
        Ok(())
    });
}

fn put(vm: &mut Vm, args: &[Value]) -> Result {
    let item = args[1].clone();
    vm.change(&args[0], Mutation::Push, |q: &mut Queue| q.0.push_back(item))?;
    Ok(Value::NONE)
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(timeout) = args.get(2).filter(|t| !t.is_none())
        && vm.to_float(timeout)? < 0.0
    {
        return Err(vm.value_error("'timeout' must be a non-negative number"));
    }
    let item = vm.change(&args[0], Mutation::Remove, |q: &mut Queue| q.0.pop_front())?;
    item.ok_or_else(|| nothing(vm))
}

fn nothing(vm: &mut Vm) -> Raised {
    let class = vm.module_state::<State>().empty.unwrap_or(object::ClassIndex::BASE_EXCEPTION);
    let exception = vm.make_exception(class, vec![]);
    vm.raise_value(exception)
}
