//! `_bisect`: where an item belongs in a sorted sequence.

use object::{List, Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FIND: &str = "(a, x, lo=0, hi=None, *, key=None)";

const FUNCTIONS: &[Method] = &[
    method(
        "bisect_right",
        bisect_right,
        FIND,
        "Return the index where to insert item x in list a, assuming a is sorted.",
    ),
    method(
        "bisect_left",
        bisect_left,
        FIND,
        "Return the index where to insert item x in list a, assuming a is sorted.",
    ),
    method("insort_right", insort_right, FIND, "Insert item x in list a, and keep it sorted assuming a is sorted."),
    method("insort_left", insort_left, FIND, "Insert item x in list a, and keep it sorted assuming a is sorted."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_bisect", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        Ok(())
    });
}

fn place(vm: &mut Vm, args: &[Value], x: &Value, right: bool) -> Result<i64> {
    let mut low = vm.index(&args[2])?;
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = if args[3].is_none() {
        vm.len(&args[0])? as i64
    } else if vm.as_big(&args[3]).is_none() && vm.class_attr_str(&args[3], "__index__").is_none() {
        let name = vm.type_name(&args[3]);
        return Err(vm.type_error(format!("argument should be integer or None, not '{name}'")));
    } else {
        vm.index(&args[3])?
    };
    while low < high {
        let middle = low + (high - low) / 2;
        let mut item = vm.get_item(&args[0], &Value::int(middle))?;
        if !args[4].is_none() {
            item = vm.call(&args[4], &[item])?;
        }
        let before = if right { !vm.less(x, &item)? } else { vm.less(&item, x)? };
        if before {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low)
}

fn bisect_right(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(place(vm, args, &args[1], true)?))
}

fn bisect_left(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(place(vm, args, &args[1], false)?))
}

fn insort_right(vm: &mut Vm, args: &[Value]) -> Result {
    insort(vm, args, true)
}

fn insort_left(vm: &mut Vm, args: &[Value]) -> Result {
    insort(vm, args, false)
}

fn insort(vm: &mut Vm, args: &[Value], right: bool) -> Result {
    let x = if args[4].is_none() { args[1].clone() } else { vm.call(&args[4], &args[1..2])? };
    let at = place(vm, args, &x, right)?;
    match args[0].as_ref::<List>().filter(|l| !l.header().is_extended()) {
        Some(list) => vm.list_insert(&list.clone(), at as usize, args[1].clone()),
        None => {
            vm.call_method(&args[0], "insert", &[Value::int(at), args[1].clone()])?;
        }
    }
    Ok(Value::NONE)
}
