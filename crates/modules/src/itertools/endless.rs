//! count, cycle, repeat.

use object::{Module, Ref, Value};
use vm::{Binary, NativeClass, Result, Vm, method};

use super::native_data;

struct Count {
    next: Value,
    step: Value,
}
native_data!(Count: next step);

struct Cycle {
    /// UNBOUND once it ended and `saved` is gone round.
    iterator: Value,
    saved: Vec<Value>,
    index: usize,
}
native_data!(Cycle: iterator; saved);

struct Repeat {
    object: Value,
    /// None for ever.
    left: Option<u64>,
}
native_data!(Repeat: object);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Count>(
        module,
        NativeClass {
            name: "count",
            module: "itertools",
            doc: "Return a count object whose .__next__() method returns consecutive values.",
            methods: &[
                method("__new__", new_count, "(cls, start=0, step=1)", "Create and return a new object."),
                method("__repr__", count_repr, "(self, /)", "Return repr(self)."),
                method("__reduce__", count_reduce, "(self, /)", "Return state information for pickling."),
            ],
            next: Some(next_count),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Cycle>(
        module,
        NativeClass {
            name: "cycle",
            module: "itertools",
            doc: "Return elements from the iterable until it is exhausted. Then repeat the sequence indefinitely.",
            methods: &[method("__new__", new_cycle, "(cls, iterable, /)", "Create and return a new object.")],
            next: Some(next_cycle),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Repeat>(
        module,
        NativeClass {
            name: "repeat",
            module: "itertools",
            doc: "Return the object for the specified number of times, or endlessly.",
            methods: &[
                method("__new__", new_repeat, "(cls, object, times=<endless>)", "Create and return a new object."),
                method("__repr__", repeat_repr, "(self, /)", "Return repr(self)."),
                method("__length_hint__", repeat_hint, "(self, /)", "How many are left."),
                method("__reduce__", repeat_reduce, "(self, /)", "Return state information for pickling."),
            ],
            next: Some(next_repeat),
            ..NativeClass::BASE
        },
    );
}

fn is_number(vm: &mut Vm, value: &Value) -> bool {
    let hooks = ["__index__", "__int__", "__float__", "__complex__"];
    value.as_small_int().is_some()
        || value.as_float().is_some()
        || hooks.iter().any(|hook| vm.class_attr_str(value, hook).is_some())
}

fn new_count(vm: &mut Vm, args: &[Value]) -> Result {
    if !is_number(vm, &args[1]) || !is_number(vm, &args[2]) {
        return Err(vm.type_error("a number is required"));
    }
    vm.new_data(&args[0], Count { next: args[1].clone(), step: args[2].clone() })
}

fn next_count(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let added = vm.state(it, |s: &mut Count| {
        let both = Value::both_small_ints(&s.next, &s.step);
        match if both { Value::add_small(&s.next, &s.step) } else { None } {
            Some(sum) => Ok(std::mem::replace(&mut s.next, sum)),
            None => Err((s.next.clone(), s.step.clone())),
        }
    })?;
    let (current, step) = match added {
        Ok(current) => return Ok(Some(current)),
        Err(both) => both,
    };
    let sum = vm.binary(Binary::Add, &current, &step)?;
    let old = vm.state(it, |s: &mut Count| std::mem::replace(&mut s.next, sum))?;
    drop(old);
    Ok(Some(current))
}

fn count_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (next, step) = vm.read(&args[0], |s: &Count| (s.next.clone(), s.step.clone()))?;
    let (name, next) = (vm.short_type_name(&args[0]), vm.repr_text(&next)?);
    if step.as_small_int() == Some(1) {
        return Ok(Value::from(format!("{name}({next})")));
    }
    let step = vm.repr_text(&step)?;
    Ok(Value::from(format!("{name}({next}, {step})")))
}

fn count_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (next, step) = vm.read(&args[0], |s: &Count| (s.next.clone(), s.step.clone()))?;
    let arguments = if step.as_small_int() == Some(1) { vec![next] } else { vec![next, step] };
    let class = vm.class_of(&args[0]).into();
    Ok(Value::tuple_of([class, Value::tuple(arguments)]))
}

fn new_cycle(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    vm.new_data(&args[0], Cycle { iterator, saved: Vec::new(), index: 0 })
}

fn next_cycle(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let iterator = vm.read(it, |s: &Cycle| s.iterator.clone())?;
    if !iterator.is_unbound() {
        if let Some(value) = vm.next(&iterator)? {
            vm.state(it, |s: &mut Cycle| s.saved.push(value.clone()))?;
            return Ok(Some(value));
        }
        let ended = vm.state(it, |s: &mut Cycle| std::mem::take(&mut s.iterator))?;
        drop(ended);
    }
    vm.state(it, |s: &mut Cycle| {
        let value = s.saved.get(s.index).cloned();
        s.index = if s.index + 1 >= s.saved.len() { 0 } else { s.index + 1 };
        value
    })
}

fn new_repeat(vm: &mut Vm, args: &[Value]) -> Result {
    let left = if args[2].is_unbound() { None } else { Some(vm.index(&args[2])?.max(0) as u64) };
    vm.new_data(&args[0], Repeat { object: args[1].clone(), left })
}

fn next_repeat(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    vm.state(it, |s: &mut Repeat| match &mut s.left {
        Some(0) => None,
        Some(left) => {
            *left -= 1;
            Some(s.object.clone())
        }
        None => Some(s.object.clone()),
    })
}

fn repeat_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (object, left) = vm.read(&args[0], |s: &Repeat| (s.object.clone(), s.left))?;
    let (name, object) = (vm.short_type_name(&args[0]), vm.repr_text(&object)?);
    Ok(Value::from(match left {
        Some(left) => format!("{name}({object}, {left})"),
        None => format!("{name}({object})"),
    }))
}

fn repeat_hint(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.read(&args[0], |s: &Repeat| s.left)? {
        Some(left) => Ok(Value::from_usize(left as usize)),
        None => Err(vm.type_error("len() of unsized object")),
    }
}

fn repeat_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (object, left) = vm.read(&args[0], |s: &Repeat| (s.object.clone(), s.left))?;
    let mut arguments = vec![object];
    arguments.extend(left.map(|n| Value::from_usize(n as usize)));
    let class = vm.class_of(&args[0]).into();
    Ok(Value::tuple_of([class, Value::tuple(arguments)]))
}
