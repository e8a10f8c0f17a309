//! `posix.environ`: a dict that says which variables the program reads, so that a recording keeps those and no others.

use object::{Bytes, ClassFlags, ClassIndex, Dict, Kind, Module, Ref, Value};
use vm::{Method, NativeClass, Result, Vm, method};

const METHODS: &[Method] = &[
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__contains__", contains, "(self, key, /)", "True if the dictionary has the specified key, else False."),
    method(
        "get",
        get,
        "(self, key, default=None, /)",
        "Return the value for key if key is in the dictionary, else default.",
    ),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator over the dict keys."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", reflected_or, "(self, value, /)", "Return value|self."),
    method("keys", keys, "(self, /)", "Return a set-like object providing a view on the dict's keys."),
    method("items", items, "(self, /)", "Return a set-like object providing a view on the dict's items."),
    method("values", values, "(self, /)", "Return an object providing a view on the dict's values."),
    method("copy", copy, "(self, /)", "Return a shallow copy of the dict."),
    method("pop", pop, "(self, key, default=<unset>, /)", "Remove specified key and return the corresponding value."),
    method("popitem", pop_item, "(self, /)", "Remove and return a (key, value) pair as a 2-tuple."),
    method(
        "setdefault",
        set_default,
        "(self, key, default=None, /)",
        "Insert key with a value of default if key is not in the dictionary.",
    ),
];

pub(super) fn install(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let dict = vm.heap.class(ClassIndex::DICT).clone();
    let class = vm.new_native_class(NativeClass {
        name: "environ",
        module: "posix",
        bases: &[dict],
        kind: Kind::Dict,
        methods: METHODS,
        flags: ClassFlags::MAPPING | ClassFlags::SECRET,
        ..NativeClass::BASE
    });
    let environment = vm.call(class.value(), &[])?;
    if let Some(dict) = environment.as_ref::<Dict>().cloned() {
        for (name, value) in vm.host.environment() {
            vm.dict_set(&dict, Value::bytes_object(name.into_bytes()), Value::bytes_object(value.into_bytes()))?;
        }
    }
    vm.set_module_attr(module, "environ", environment);
    Ok(())
}

/// What dict itself does.
fn dict_method(vm: &mut Vm, name: &str, args: &[Value]) -> Result {
    let name = vm.intern(name);
    match vm.class_attr(ClassIndex::DICT, &name) {
        Some(method) => vm.call_unbound(&method, &args[0], &args[1..]),
        None => Err(vm.attribute_error_text(name.as_str().to_string())),
    }
}

fn found(vm: &mut Vm, args: &[Value]) -> Result<Option<Value>> {
    match args[0].as_ref::<Dict>().cloned() {
        Some(dict) => vm.dict_get(&dict, &args[1]),
        None => Ok(None),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_ref::<Bytes>().map(|bytes| String::from_utf8_lossy(&bytes.0).into_owned())
}

/// The program reads a variable: its value, or only that it is there.
fn note(vm: &mut Vm, name: &Value, value: Option<&Value>) {
    if let Some(name) = text(name) {
        vm.host.variable_read(&name, value.and_then(text).as_deref());
    }
}

/// The program reads all of them.
fn note_all(vm: &mut Vm, environment: &Value, values: bool) {
    let Some(dict) = environment.as_ref::<Dict>().cloned() else { return };
    let entries: Vec<_> = dict.get(&vm.heap).entries().map(|entry| (entry.key.clone(), entry.value.clone())).collect();
    entries.iter().for_each(|(name, value)| note(vm, name, values.then_some(value)));
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    match found(vm, args)? {
        Some(value) => {
            note(vm, &args[1], Some(&value));
            Ok(value)
        }
        None => Err(vm.key_error(args[1].clone())),
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let there = found(vm, args)?.is_some();
    if there {
        note(vm, &args[1], None);
    }
    Ok(Value::bool(there))
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let value = found(vm, args)?;
    if let Some(value) = &value {
        note(vm, &args[1], Some(value));
    }
    Ok(value.unwrap_or_else(|| args[2].clone()))
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(value) = found(vm, args)? {
        note(vm, &args[1], Some(&value));
    }
    let given = if args[2].is_unbound() { &args[..2] } else { args };
    dict_method(vm, "pop", given)
}

fn set_default(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(value) = found(vm, args)? {
        note(vm, &args[1], Some(&value));
    }
    dict_method(vm, "setdefault", args)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], false);
    dict_method(vm, "__iter__", args)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], false);
    dict_method(vm, "__reversed__", args)
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], false);
    dict_method(vm, "__len__", args)
}

fn keys(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], false);
    dict_method(vm, "keys", args)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "__repr__", args)
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "__eq__", args)
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "__or__", args)
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "__ror__", args)
}

fn items(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "items", args)
}

fn values(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "values", args)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "copy", args)
}

fn pop_item(vm: &mut Vm, args: &[Value]) -> Result {
    note_all(vm, &args[0], true);
    dict_method(vm, "popitem", args)
}
