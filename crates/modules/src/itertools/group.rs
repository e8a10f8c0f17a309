//! groupby.

use object::{ClassFlags, Module, Ref, Value};
use vm::{NativeClass, Result, Vm, method};

use super::native_data;

struct GroupBy {
    iterator: Value,
    key: Value,
    /// The key of the group given out last; UNBOUND before the first.
    target: Value,
    /// The key and the item read last; UNBOUND where there is none waiting.
    current_key: Value,
    current: Value,
    /// The number of the group that may still be read.
    group: u64,
}
native_data!(GroupBy: iterator key target current_key current);

struct Group {
    parent: Value,
    target: Value,
    number: u64,
}
native_data!(Group: parent target);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<GroupBy>(
        module,
        NativeClass {
            name: "groupby",
            module: "itertools",
            doc: "make an iterator that returns consecutive keys and groups from the iterable",
            methods: &[method("__new__", new_groups, "(cls, iterable, key=None)", "Create and return a new object.")],
            next: Some(next_groups),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Group>(
        module,
        NativeClass {
            name: "_grouper",
            module: "itertools",
            flags: ClassFlags::NO_NEW,
            next: Some(next_in_group),
            ..NativeClass::BASE
        },
    );
}

fn new_groups(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    let unset = || Value::UNBOUND;
    let data =
        GroupBy { iterator, key: args[2].clone(), target: unset(), current_key: unset(), current: unset(), group: 0 };
    vm.new_data(&args[0], data)
}

/// Reads one item and its key; false at the end.
fn read_one(vm: &mut Vm, groups: &Value) -> Result<bool> {
    let (iterator, function) = vm.read(groups, |s: &GroupBy| (s.iterator.clone(), s.key.clone()))?;
    let Some(item) = vm.next(&iterator)? else {
        return Ok(false);
    };
    let key = if function.is_none() { item.clone() } else { vm.call(&function, std::slice::from_ref(&item))? };
    let old = vm.state(groups, |s: &mut GroupBy| {
        (std::mem::replace(&mut s.current, item), std::mem::replace(&mut s.current_key, key))
    })?;
    drop(old);
    Ok(true)
}

fn next_groups(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    vm.state(it, |s: &mut GroupBy| s.group += 1)?;
    loop {
        let (key, target) = vm.read(it, |s: &GroupBy| (s.current_key.clone(), s.target.clone()))?;
        if !key.is_unbound() && (target.is_unbound() || !vm.equal(&target, &key)?) {
            break;
        }
        if !read_one(vm, it)? {
            return Ok(None);
        }
    }
    let (key, number, old) = vm.state(it, |s: &mut GroupBy| {
        let key = s.current_key.clone();
        (key.clone(), s.group, std::mem::replace(&mut s.target, key))
    })?;
    drop(old);
    let group = vm.make(Group { parent: it.clone(), target: key.clone(), number });
    Ok(Some(Value::tuple_of([key, group])))
}

fn next_in_group(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (parent, target, number) = vm.read(it, |s: &Group| (s.parent.clone(), s.target.clone(), s.number))?;
    let (group, waiting) = vm.read(&parent, |s: &GroupBy| (s.group, !s.current.is_unbound()))?;
    if group != number || !waiting && !read_one(vm, &parent)? {
        return Ok(None);
    }
    let key = vm.read(&parent, |s: &GroupBy| s.current_key.clone())?;
    if !vm.equal(&target, &key)? {
        return Ok(None);
    }
    let (item, key) =
        vm.state(&parent, |s: &mut GroupBy| (std::mem::take(&mut s.current), std::mem::take(&mut s.current_key)))?;
    drop(key);
    Ok(item.bound())
}
