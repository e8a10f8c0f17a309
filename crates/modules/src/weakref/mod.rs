//! `_weakref`: references that do not keep their objects alive. (`weakref` itself is Python.)

use object::{ClassFlags, ClassIndex, Module, Ref, Value, WeakRef};
use vm::{Comparison, Getter, Method, Result, Vm, getter, method};

mod proxy;

const FUNCTIONS: &[Method] = &[
    method("proxy", proxy::new, "(object, callback=None, /)", "Create a proxy object that weakly references 'object'."),
    method("getweakrefcount", count, "(object, /)", "Return the number of weak references to 'object'."),
    method(
        "getweakrefs",
        references,
        "(object, /)",
        "Return a list of all weak reference objects pointing to 'object'.",
    ),
    method(
        "_remove_dead_weakref",
        remove_dead,
        "(dct, key, /)",
        "Atomically remove key from dict if it points to a dead weakref.",
    ),
];

const REFERENCE: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__call__", call, "(self, /)", "Call self as a function."),
    method("__eq__", |vm, args| compare(vm, args, Comparison::Eq), "(self, value, /)", "Return self==value."),
    method("__ne__", |vm, args| compare(vm, args, Comparison::Ne), "(self, value, /)", "Return self!=value."),
    method(
        "__init__",
        init,
        "(self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
];

const GETTERS: &[Getter] = &[getter("__callback__", callback, "")];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::WEAKREF, REFERENCE, GETTERS);
    vm.set_class_module(ClassIndex::WEAKREF, "weakref");
    vm.add_native_module("_weakref", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let class = vm.heap.class(ClassIndex::WEAKREF).to_value();
    vm.set_module_attr(module, "ref", class.clone());
    vm.set_module_attr(module, "ReferenceType", class);
    proxy::load(vm, module);
    Ok(())
}

fn as_reference(vm: &mut Vm, value: &Value) -> Result<Ref<WeakRef>> {
    match value.as_ref::<WeakRef>() {
        Some(reference) => Ok(reference.clone()),
        None => Err(vm.type_error("descriptor requires a 'weakref.ReferenceType' object")),
    }
}

/// May there be weak references to the object?
fn check_target(vm: &mut Vm, object: &Value) -> Result<()> {
    let class = vm.class_of(object);
    if object.is_object() && class.get(&vm.heap).flags.has(ClassFlags::HAS_WEAKREF) {
        return Ok(());
    }
    let message = format!("cannot create weak reference to '{}' object", vm.class_name(&class));
    Err(vm.type_error(message))
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    let Some(target) = given.first() else {
        return Err(vm.type_error("__new__ expected at least 1 argument, got 0"));
    };
    let callback = given.get(1).cloned().unwrap_or(Value::NONE);
    check_target(vm, target)?;
    let plain = args[0].is_same(vm.heap.class(ClassIndex::WEAKREF).value());
    if plain && callback.is_none() {
        let shared = object::weak_references(target).into_iter().find(|reference| {
            vm.heap.class_index_of(reference) == ClassIndex::WEAKREF
                && reference.as_ref::<WeakRef>().is_some_and(|r| r.callback().is_none())
        });
        if let Some(shared) = shared {
            return Ok(shared);
        }
    }
    let reference = vm.new_object(&args[0], WeakRef::new(target, callback))?;
    if let Some(reference) = reference.as_ref::<WeakRef>() {
        object::register_weak(target, reference);
    }
    Ok(reference)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.tuple_items(&args[1]).len();
    if count > 2 {
        return Err(vm.type_error(format!("__init__ expected at most 2 arguments, got {count}")));
    }
    Ok(Value::NONE)
}

fn call(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(as_reference(vm, &args[0])?.target().unwrap_or(Value::NONE))
}

fn callback(vm: &mut Vm, args: &[Value]) -> Result {
    let reference = as_reference(vm, &args[0])?;
    Ok(if reference.target().is_some() { reference.callback() } else { Value::NONE })
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let reference = as_reference(vm, &args[0])?;
    let place = object::identity_number(&args[0]);
    let Some(target) = reference.target() else {
        return Ok(Value::from(format!("<weakref at {place:#x}; dead>")));
    };
    let (name, target_place) = (vm.type_name(&target), object::identity_number(&target));
    let key = vm.intern("__name__");
    let called = match vm.find_attr(&target, &key)?.as_ref().and_then(|n| n.as_ref::<object::Str>()) {
        Some(called) => format!(" ({})", called.lossy()),
        None => String::new(),
    };
    Ok(Value::from(format!("<weakref at {place:#x}; to '{name}' at {target_place:#x}{called}>")))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let reference = as_reference(vm, &args[0])?;
    if let Some(hash) = reference.hash.get() {
        return Ok(Value::from_i64(hash));
    }
    let Some(target) = reference.target() else {
        return Err(vm.type_error("weak object has gone away"));
    };
    let hash = vm.hash(&target)?;
    reference.hash.set(Some(hash));
    Ok(Value::from_i64(hash))
}

/// Living referents are compared, dead references only themselves.
fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let reference = as_reference(vm, &args[0])?;
    let Some(other) = args[1].as_ref::<WeakRef>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    match (reference.target(), other.target()) {
        (Some(a), Some(b)) => vm.compare(operator, &a, &b),
        _ => Ok(Value::bool(args[0].is_same(&args[1]) == matches!(operator, Comparison::Eq))),
    }
}

fn count(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(object::weak_references(&args[0]).len()))
}

fn references(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::list(object::weak_references(&args[0])))
}

fn remove_dead(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(dict) = args[0].as_ref::<object::Dict>().cloned() else {
        return Err(vm.type_error("_remove_dead_weakref() argument 1 must be dict"));
    };
    if let Some(held) = vm.dict_get(&dict, &args[1])?
        && held.as_ref::<WeakRef>().is_some_and(|r| r.target().is_none())
    {
        vm.dict_remove(&dict, &args[1])?;
    }
    Ok(Value::NONE)
}
