//! `_abc`: what `ABCMeta` asks of the machine. Classes are remembered by their numbers, which no other class
//! ever gets, so the caches keep nothing alive.

use std::collections::HashSet;

use object::{Class, ClassFlags, ClassIndex, Dict, Module, NativeData, Ref, Set, Str, Tuple, Value, dunder};
use vm::{Method, NativeClass, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("get_cache_token", cache_token, "()", "Returns the current ABC cache token."),
    method(
        "_abc_init",
        init,
        "(self, /)",
        "Internal ABC helper for class set-up. Should be never used outside abc module.",
    ),
    method("_abc_register", register, "(self, subclass, /)", "Internal ABC helper for subclasss registration."),
    method("_abc_instancecheck", instance_check, "(self, instance, /)", "Internal ABC helper for instance checks."),
    method("_abc_subclasscheck", subclass_check, "(self, subclass, /)", "Internal ABC helper for subclasss checks."),
    method("_get_dump", dump, "(self, /)", "Internal ABC helper for cache and registry debugging."),
    method("_reset_registry", reset_registry, "(self, /)", "Internal ABC helper to reset registry of a given class."),
    method("_reset_caches", reset_caches, "(self, /)", "Internal ABC helper to reset both caches of a given class."),
];

/// What is known of one abstract class.
#[derive(Default)]
struct Abstract {
    registry: Vec<ClassIndex>,
    positive: HashSet<u32>,
    negative: HashSet<u32>,
    /// The count of registrations for which `negative` holds.
    version: u64,
}

impl NativeData for Abstract {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

/// How many registrations there were, of all classes.
struct Registrations(u64);

impl NativeData for Registrations {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_abc", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    vm.register_data_class::<Abstract>(NativeClass { name: "_abc_data", module: "_abc", ..NativeClass::BASE });
    vm.register_data_class::<Registrations>(NativeClass {
        name: "_registrations",
        module: "_abc",
        ..NativeClass::BASE
    });
    let count = vm.make(Registrations(0));
    vm.set_module_attr(module, "_registrations", count);
    Ok(())
}

fn registrations(vm: &mut Vm) -> Option<Value> {
    let module = vm.module_named("_abc")?;
    let name = vm.intern("_registrations");
    vm.own_attr(&module, &name)
}

fn version(vm: &mut Vm) -> u64 {
    let count = registrations(vm);
    count.and_then(|c| vm.data::<Registrations>(&c).map(|r| r.0)).unwrap_or(0)
}

fn cache_token(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_i64(version(vm) as i64))
}

// ---- setting up -----------------------------------------------------------------------------------------

fn is_abstract(vm: &mut Vm, value: &Value) -> Result<bool> {
    let name = vm.intern("__isabstractmethod__");
    match vm.find_attr(value, &name)? {
        Some(flag) => vm.truth(&flag),
        None => Ok(false),
    }
}

fn as_class(vm: &mut Vm, value: &Value) -> Result<Ref<Class>> {
    match value.as_ref::<Class>() {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error("a class is needed here")),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let abstract_names: Ref<Set> = Ref::new(ClassIndex::FROZENSET, Set::new());
    let namespace = class.get(&vm.heap).namespace.clone();
    let entries: Vec<_> = namespace.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
    for (key, value) in entries {
        if is_abstract(vm, &value)? {
            vm.set_add(&abstract_names, key)?;
        }
    }
    let key = vm.heap.dunder(dunder::ABSTRACT_METHODS).clone();
    for base in class.get(&vm.heap).bases.clone() {
        let Some(inherited) = vm.find_attr(base.value(), &key)? else {
            continue;
        };
        for name in vm.collect(&inherited)? {
            let Some(text) = name.as_ref::<Str>().cloned() else {
                continue;
            };
            let text = vm.heap.intern_str(&text);
            if let Some(value) = vm.find_attr(&args[0], &text)?
                && is_abstract(vm, &value)?
            {
                vm.set_add(&abstract_names, name)?;
            }
        }
    }
    vm.set_attr(&args[0], &key, abstract_names.into())?;
    let version = version(vm);
    let data = vm.make(Abstract { version, ..Abstract::default() });
    let name = vm.intern("_abc_impl");
    vm.set_attr(&args[0], &name, data)?;
    take_pattern_flags(vm, &class)?;
    Ok(Value::NONE)
}

/// `__abc_tpflags__`: instances are sequences or mappings for patterns.
fn take_pattern_flags(vm: &mut Vm, class: &Ref<Class>) -> Result<()> {
    const SEQUENCE: i64 = 1 << 5;
    const MAPPING: i64 = 1 << 6;
    let name = vm.intern("__abc_tpflags__");
    let namespace: Ref<Dict> = class.get(&vm.heap).namespace.clone();
    let Some(flags) = vm.namespace_delete(&namespace, &name).and_then(|f| f.as_small_int()) else {
        return Ok(());
    };
    let own = &mut class.get_mut(&mut vm.heap).flags;
    own.set(ClassFlags::SEQUENCE, flags & SEQUENCE != 0);
    own.set(ClassFlags::MAPPING, flags & MAPPING != 0);
    Ok(())
}

fn data(vm: &mut Vm, class: &Value) -> Result {
    let name = vm.intern("_abc_impl");
    let data = vm.get_attr(class, &name)?;
    if vm.data::<Abstract>(&data).is_none() {
        return Err(vm.type_error("_abc_impl is set to a wrong type"));
    }
    Ok(data)
}

fn index(vm: &Vm, class: &Value) -> u32 {
    vm.class_index(class).0
}

fn register(vm: &mut Vm, args: &[Value]) -> Result {
    let (class, subclass) = (&args[0], &args[1]);
    let Some(registered) = subclass.as_ref::<Class>().cloned() else {
        return Err(vm.type_error("Can only register classes"));
    };
    if vm.issubclass(subclass, class)? {
        return Ok(subclass.clone());
    }
    if vm.issubclass(class, subclass)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data(vm, class)?;
    let number = vm.class_index(subclass);
    vm.state(&data, |a: &mut Abstract| a.registry.push(number))?;
    if let Some(count) = registrations(vm) {
        vm.state(&count, |r: &mut Registrations| r.0 += 1)?;
    }
    let flags = as_class(vm, class)?.get(&vm.heap).flags;
    for bit in [ClassFlags::SEQUENCE, ClassFlags::MAPPING] {
        if flags.has(bit) {
            spread_flag(vm, &registered, bit);
        }
    }
    Ok(subclass.clone())
}

fn spread_flag(vm: &mut Vm, class: &Ref<Class>, bit: u32) {
    class.get_mut(&mut vm.heap).flags.set(bit, true);
    for subclass in class.get(&vm.heap).subclasses.clone() {
        let subclass = vm.heap.class(subclass).clone();
        spread_flag(vm, &subclass, bit);
    }
}

// ---- checks ------------------------------------------------------------------------------------------------

fn instance_check(vm: &mut Vm, args: &[Value]) -> Result {
    let data = data(vm, &args[0])?;
    let name = vm.heap.dunder(dunder::CLASS).clone();
    let claimed = vm.get_attr(&args[1], &name)?;
    let number = index(vm, &claimed);
    if vm.data::<Abstract>(&data).is_some_and(|a| a.positive.contains(&number)) {
        return Ok(Value::TRUE);
    }
    let own = vm.class_of(&args[1]).to_value();
    if own.is_same(&claimed) {
        let now = version(vm);
        if vm.data::<Abstract>(&data).is_some_and(|a| a.version == now && a.negative.contains(&number)) {
            return Ok(Value::FALSE);
        }
        return vm.call_method(&args[0], "__subclasscheck__", &[claimed]);
    }
    for class in [claimed, own] {
        let result = vm.call_method(&args[0], "__subclasscheck__", &[class])?;
        if vm.truth(&result)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn subclass_check(vm: &mut Vm, args: &[Value]) -> Result {
    let (class, subclass) = (&args[0], &args[1]);
    let Some(asked) = subclass.as_ref::<Class>().cloned() else {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    };
    let data = data(vm, class)?;
    let number = index(vm, subclass);
    let now = version(vm);
    let known = vm.state(&data, |a: &mut Abstract| {
        if a.positive.contains(&number) {
            return Some(true);
        }
        if a.version < now {
            a.negative.clear();
            a.version = now;
        }
        a.negative.contains(&number).then_some(false)
    })?;
    if let Some(known) = known {
        return Ok(Value::bool(known));
    }
    let is = ask(vm, class, &asked, &data)?;
    vm.state(&data, |a: &mut Abstract| if is { a.positive.insert(number) } else { a.negative.insert(number) })?;
    Ok(Value::bool(is))
}

/// The hook, the order of resolution, the registry, the subclasses, in this order.
fn ask(vm: &mut Vm, class: &Value, asked: &Ref<Class>, data: &Value) -> Result<bool> {
    let hooked = vm.call_method(class, "__subclasshook__", &[asked.to_value()])?;
    if let Some(answer) = hooked.as_bool() {
        return Ok(answer);
    }
    if !hooked.is_not_implemented() {
        return Err(vm.assertion_error("__subclasshook__ must return either False, True, or NotImplemented"));
    }
    let own = as_class(vm, class)?;
    if vm.is_subclass(asked, &own) {
        return Ok(true);
    }
    let registry = vm.data::<Abstract>(data).map(|a| a.registry.clone()).unwrap_or_default();
    for registered in registry {
        let registered = vm.heap.class(registered).to_value();
        if vm.issubclass(asked.value(), &registered)? {
            return Ok(true);
        }
    }
    let subclasses = vm.call_method(class, "__subclasses__", &[])?;
    for subclass in vm.collect(&subclasses)? {
        if vm.issubclass(asked.value(), &subclass)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn dump(vm: &mut Vm, args: &[Value]) -> Result {
    let data = data(vm, &args[0])?;
    let Some((registry, positive, negative, version)) = vm.data::<Abstract>(&data).map(|a| {
        let numbers = |set: &HashSet<u32>| set.iter().copied().map(ClassIndex).collect::<Vec<_>>();
        (a.registry.clone(), numbers(&a.positive), numbers(&a.negative), a.version)
    }) else {
        return Ok(Value::NONE);
    };
    let mut parts = Vec::new();
    for mut numbers in [registry, positive, negative] {
        numbers.sort_by_key(|c| c.0);
        let set = Ref::new(ClassIndex::SET, Set::new());
        for number in numbers {
            let class = vm.heap.class(number).to_value();
            vm.set_add(&set, class)?;
        }
        parts.push(set.into());
    }
    parts.push(Value::from_i64(version as i64));
    Ok(Ref::<Tuple>::tuple(parts).into())
}

fn reset_registry(vm: &mut Vm, args: &[Value]) -> Result {
    let data = data(vm, &args[0])?;
    vm.state(&data, |a: &mut Abstract| a.registry.clear())?;
    Ok(Value::NONE)
}

fn reset_caches(vm: &mut Vm, args: &[Value]) -> Result {
    let data = data(vm, &args[0])?;
    vm.state(&data, |a: &mut Abstract| {
        a.positive.clear();
        a.negative.clear();
    })?;
    Ok(Value::NONE)
}
