//! `_functools`: reduce, cmp_to_key, partial, and the cache behind `lru_cache`.

mod cache;
mod partial;

use object::{ClassFlags, Module, Name, NativeData, Ref, Value};
use vm::{Comparison, Method, NativeClass, Result, Vm, getter, method};

const FUNCTIONS: &[Method] = &[
    method(
        "reduce",
        reduce,
        "(function, iterable, initial=<unset>, /)",
        "Apply a function of two arguments cumulatively.",
    ),
    method("cmp_to_key", cmp_to_key, "(mycmp)", "Convert a cmp= function into a key= function."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_functools", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        cache::load(vm, module);
        partial::load(vm, module);
        load_keys(vm);
        Ok(())
    });
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = match vm.iter(&args[1]) {
        Ok(iterator) => iterator,
        Err(_) if vm.swallow("TypeError") => {
            return Err(vm.type_error("reduce() arg 2 must support iteration"));
        }
        Err(raised) => return Err(raised),
    };
    let mut total = args[2].clone();
    if total.is_unbound() {
        total = match vm.next(&iterator)? {
            Some(first) => first,
            None => return Err(vm.type_error("reduce() of empty iterable with no initial value")),
        };
    }
    while let Some(item) = vm.next(&iterator)? {
        total = vm.call(&args[0], &[total, item])?;
    }
    Ok(total)
}

// ---- cmp_to_key ---------------------------------------------------------------------------------

/// `K`: what `cmp_to_key` gives, and the keys that it makes (UNBOUND object before).
struct KeyWrapper {
    compare: Value,
    object: Value,
}

impl NativeData for KeyWrapper {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.compare);
        visit(&self.object);
    }
    fn clear(&mut self) {
        self.object = Value::UNBOUND;
    }
}

const ORDER: &[Method] = &[
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
];

fn load_keys(vm: &mut Vm) {
    vm.register_data_class::<KeyWrapper>(NativeClass {
        name: "KeyWrapper",
        module: "functools",
        methods: ORDER,
        getters: &[getter("obj", key_object, "Value wrapped by a key function.")],
        call: Some(call_key),
        flags: ClassFlags::NO_NEW | ClassFlags::FINAL,
        ..NativeClass::BASE
    });
}

fn cmp_to_key(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.make(KeyWrapper { compare: args[0].clone(), object: Value::UNBOUND }))
}

fn call_key(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let object = match (arguments, keywords) {
        ([object], []) => object.clone(),
        ([], [(name, object)]) if name.as_str() == "obj" => object.clone(),
        ([], []) => return Err(vm.type_error("K() missing required argument 'obj' (pos 1)")),
        _ => {
            let given = arguments.len() + keywords.len();
            return Err(vm.type_error(format!("K() takes at most 1 argument ({given} given)")));
        }
    };
    let compare = vm.read(this, |k: &KeyWrapper| k.compare.clone())?;
    Ok(vm.make(KeyWrapper { compare, object }))
}

fn key_object(vm: &mut Vm, args: &[Value]) -> Result {
    let object = vm.read(&args[0], |k: &KeyWrapper| k.object.clone())?;
    match object.bound() {
        Some(object) => Ok(object),
        None => Err(vm.attribute_error_text("object")),
    }
}

fn compared(vm: &mut Vm, args: &[Value], comparison: Comparison) -> Result {
    let (compare, x) = vm.read(&args[0], |k: &KeyWrapper| (k.compare.clone(), k.object.clone()))?;
    let Some(y) = vm.data::<KeyWrapper>(&args[1]).map(|k| k.object.clone()) else {
        return Err(vm.type_error("other argument must be K instance"));
    };
    if x.is_unbound() || y.is_unbound() {
        return Err(vm.attribute_error_text("object"));
    }
    let result = vm.call(&compare, &[x, y])?;
    vm.compare(comparison, &result, &Value::int(0))
}

fn less(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Lt)
}
fn less_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Le)
}
fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Eq)
}
fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Ne)
}
fn greater(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Gt)
}
fn greater_equal(vm: &mut Vm, args: &[Value]) -> Result {
    compared(vm, args, Comparison::Ge)
}
