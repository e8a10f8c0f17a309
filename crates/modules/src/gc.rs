//! `gc`: the cycle collector, and which objects it knows.

use object::{Class, Dict, Kind, Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("enable", enable, "()", "Enable automatic garbage collection."),
    method("disable", disable, "()", "Disable automatic garbage collection."),
    method("isenabled", is_enabled, "()", "Returns true if automatic garbage collection is enabled."),
    method("collect", collect, "(generation=2)", "Run the garbage collector."),
    method("get_objects", get_objects, "(generation=None)", "Return a list of objects tracked by the collector."),
    method(
        "get_referrers",
        get_referrers,
        "(*objs)",
        "Return the list of objects that directly refer to any of 'objs'.",
    ),
    method(
        "get_referents",
        get_referents,
        "(*objs)",
        "Return the list of objects that are directly referred to by 'objs'.",
    ),
    method("is_tracked", is_tracked, "(obj, /)", "Returns true if the object is tracked by the garbage collector."),
    method(
        "is_finalized",
        is_finalized,
        "(obj, /)",
        "Returns true if the object has been already finalized by the GC.",
    ),
    method("get_count", get_count, "()", "Return a three-tuple of the current collection counts."),
    method("get_threshold", get_threshold, "()", "Return the current collection thresholds."),
    method(
        "set_threshold",
        set_threshold,
        "(threshold0, threshold1=<unset>, threshold2=<unset>, /)",
        "Set the collection thresholds.",
    ),
    method("get_stats", get_stats, "()", "Return a list of dictionaries containing per-generation statistics."),
    method("get_debug", get_debug, "()", "Get the garbage collection debugging flags."),
    method("set_debug", set_debug, "(flags, /)", "Set the garbage collection debugging flags."),
    method("freeze", none, "()", "Freeze all current tracked objects and ignore them for future collections."),
    method("unfreeze", none, "()", "Unfreeze all objects in the permanent generation."),
    method("get_freeze_count", zero, "()", "Return the number of objects in the permanent generation."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("gc", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    for (name, flag) in [
        ("DEBUG_STATS", 1),
        ("DEBUG_COLLECTABLE", 2),
        ("DEBUG_UNCOLLECTABLE", 4),
        ("DEBUG_SAVEALL", 32),
        ("DEBUG_LEAK", 38),
    ] {
        vm.set_module_attr(module, name, Value::int(flag));
    }
    vm.set_module_attr(module, "garbage", Value::list(vec![]));
    vm.set_module_attr(module, "callbacks", Value::list(vec![]));
    Ok(())
}

fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn zero(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(0))
}

fn enable(vm: &mut Vm, _: &[Value]) -> Result {
    vm.collector_enabled = true;
    Ok(Value::NONE)
}

fn disable(vm: &mut Vm, _: &[Value]) -> Result {
    vm.collector_enabled = false;
    Ok(Value::NONE)
}

fn is_enabled(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::bool(vm.collector_enabled))
}

fn collect(vm: &mut Vm, args: &[Value]) -> Result {
    let generation = vm.index(&args[0])?;
    if !(0..=2).contains(&generation) {
        return Err(vm.value_error("invalid generation"));
    }
    call_back(vm, "start", generation, 0)?;
    let found = vm.collect_cycles();
    call_back(vm, "stop", generation, found)?;
    Ok(Value::from_usize(found))
}

/// Tells the functions in `gc.callbacks`.
fn call_back(vm: &mut Vm, phase: &str, generation: i64, collected: usize) -> Result<()> {
    let Some(module) = vm.module_named("gc") else {
        return Ok(());
    };
    let callbacks = vm.get_attr_str(&module, "callbacks")?;
    for callback in vm.collect(&callbacks)? {
        let facts = Ref::<Dict>::dict();
        for (name, value) in [
            ("generation", Value::int(generation)),
            ("collected", Value::from_usize(collected)),
            ("uncollectable", Value::int(0)),
        ] {
            let name = vm.intern(name);
            vm.namespace_set(&facts, &name, value);
        }
        vm.call(&callback, &[Value::from(phase), facts.into()])?;
    }
    Ok(())
}

fn get_objects(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[0].is_none() && !(0..=2).contains(&vm.index(&args[0])?) {
        return Err(vm.value_error("generation must be in range(0, 3)"));
    }
    Ok(Value::list(object::live_objects().into_iter().filter(tracked).collect()))
}

fn get_referrers(vm: &mut Vm, args: &[Value]) -> Result {
    let wanted = vm.tuple_items(&args[0]).to_vec();
    let mut found = Vec::new();
    for object in object::live_objects() {
        let mut refers = false;
        object::visit(&object, &mut |value| refers |= wanted.iter().any(|w| w.is_same(value)));
        if refers && !object.is_same(&args[0]) && tracked(&object) {
            found.push(object);
        }
    }
    Ok(Value::list(found))
}

fn get_referents(vm: &mut Vm, args: &[Value]) -> Result {
    let mut found = Vec::new();
    for object in vm.tuple_items(&args[0]).to_vec() {
        object::visit(&object, &mut |value| {
            if !value.is_unbound() {
                found.push(value.clone());
            }
        });
        let class = vm.class_of(&object);
        if object.kind() == Some(Kind::Instance) || object.kind() == Some(Kind::Class) {
            found.push(class.into());
        }
    }
    Ok(Value::list(found))
}

/// Does CPython's collector know such an object?
fn tracked(value: &Value) -> bool {
    match value.kind() {
        None => false,
        Some(
            Kind::Float
            | Kind::BigInt
            | Kind::Complex
            | Kind::Str
            | Kind::Bytes
            | Kind::ByteArray
            | Kind::Range
            | Kind::Code
            | Kind::WeakRef,
        ) => false,
        Some(_) => true,
    }
}

fn is_tracked(vm: &mut Vm, args: &[Value]) -> Result {
    let value = &args[0];
    // Tuples and dicts of what cannot refer to others are untracked in CPython.
    let inner = |values: &[Value]| values.iter().any(tracked);
    Ok(Value::bool(match (value.as_ref::<object::Tuple>(), value.as_ref::<Dict>()) {
        (Some(tuple), _) => inner(&tuple.0),
        (_, Some(dict)) => dict.get(&vm.heap).entries().any(|e| tracked(&e.key) || tracked(&e.value)),
        _ => {
            let plain = vm.heap.class_index_of(value) == object::ClassIndex::OBJECT;
            let immortal =
                value.as_ref::<Class>().is_some_and(|c| c.get(&vm.heap).flags.has(object::ClassFlags::IMMUTABLE));
            tracked(value) && !plain && !immortal
        }
    }))
}

fn is_finalized(vm: &mut Vm, args: &[Value]) -> Result {
    let has = vm.class_attr_str(&args[0], "__del__").is_some();
    Ok(Value::bool(has && !object::finalizer_waits(&args[0])))
}

fn get_count(vm: &mut Vm, _: &[Value]) -> Result {
    let count = Value::from_usize(vm.heap.tracked_count());
    Ok(Value::tuple_of([count, Value::int(0), Value::int(0)]))
}

fn thresholds(vm: &mut Vm) -> Value {
    let module = vm.module_named("gc");
    let kept = module.and_then(|m| {
        let name = vm.intern("_threshold");
        vm.own_attr(&m, &name)
    });
    kept.unwrap_or_else(|| Value::tuple_of([Value::int(2000), Value::int(10), Value::int(0)]))
}

fn get_threshold(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(thresholds(vm))
}

fn set_threshold(vm: &mut Vm, args: &[Value]) -> Result {
    let old = thresholds(vm);
    let mut new = vm.tuple_items(&old).to_vec();
    for (place, value) in args.iter().enumerate().filter(|(_, v)| !v.is_unbound()) {
        new[place] = vm.index_value(value)?;
    }
    vm.collector_enabled &= new[0].as_small_int() != Some(0);
    if let Some(module) = vm.module_named("gc").and_then(|m| m.as_ref::<Module>().cloned()) {
        vm.set_module_attr(&module, "_threshold", Value::tuple(new));
    }
    Ok(Value::NONE)
}

fn get_stats(vm: &mut Vm, _: &[Value]) -> Result {
    let mut generations = Vec::new();
    for generation in 0..3 {
        let facts = Ref::<Dict>::dict();
        let collections = if generation == 2 { vm.collections as i64 } else { 0 };
        for (name, value) in [("collections", collections), ("collected", 0), ("uncollectable", 0)] {
            let name = vm.intern(name);
            vm.namespace_set(&facts, &name, Value::from_i64(value));
        }
        generations.push(facts.into());
    }
    Ok(Value::list(generations))
}

fn get_debug(vm: &mut Vm, _: &[Value]) -> Result {
    let Some(module) = vm.module_named("gc") else {
        return Ok(Value::int(0));
    };
    let name = vm.intern("_debug");
    Ok(vm.own_attr(&module, &name).unwrap_or(Value::int(0)))
}

fn set_debug(vm: &mut Vm, args: &[Value]) -> Result {
    let flags = vm.index_value(&args[0])?;
    if let Some(module) = vm.module_named("gc").and_then(|m| m.as_ref::<Module>().cloned()) {
        vm.set_module_attr(&module, "_debug", flags);
    }
    Ok(Value::NONE)
}
