//! mappingproxy: a mapping that can be read, not written.

use object::{ClassIndex, Kind, Ref, Value, View, dunder};
use vm::{Binary, Comparison, Method, Result, Vm, class_method, method};

const PROXY: &[Method] = &[
    method("__new__", new, "(cls, mapping, /)", "Read-only proxy of a mapping."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__str__", str, "(self, /)", "Return str(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__ior__", ior, "(self, value, /)", "Return self|=value."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method(
        "get",
        get,
        "(self, key, default=None, /)",
        "Return the value for key if key is in the mapping, else default.",
    ),
    method("keys", keys, "(self, /)", "a set-like object providing a view on D's keys"),
    method("values", values, "(self, /)", "an object providing a view on D's values"),
    method("items", items, "(self, /)", "a set-like object providing a view on D's items"),
    method("copy", copy, "(self, /)", "a shallow copy of D"),
    class_method("__class_getitem__", crate::alias::class_get_item, "(cls, item, /)", "See PEP 585"),
    method("__reversed__", reversed, "(self, /)", "reverse iterator"),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::MAPPING_PROXY, PROXY, &[]);
}

fn of(vm: &mut Vm, value: &Value) -> Result {
    match value.as_ref::<View>() {
        Some(view) => Ok(view.mapping.clone()),
        None => Err(vm.type_error("descriptor requires a 'mappingproxy' object")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let sequence = matches!(args[1].kind(), Some(Kind::List | Kind::Tuple));
    if sequence || vm.dunder_of(&args[1], dunder::GETITEM).is_none() {
        let message = format!("mappingproxy() argument must be a mapping, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    Ok(Ref::new(ClassIndex::MAPPING_PROXY, View { mapping: args[1].clone() }).into())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    Ok(Value::from(format!("mappingproxy({})", vm.repr_text(&mapping)?)))
}

fn str(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    Ok(vm.str(&mapping)?.into())
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    Ok(Value::from_i64(vm.hash(&mapping)?))
}

fn seen_through(value: &Value) -> Value {
    match value.as_ref::<View>() {
        Some(view) if view.header().class() == ClassIndex::MAPPING_PROXY => view.mapping.clone(),
        _ => value.clone(),
    }
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.compare(Comparison::Eq, &mapping, &seen_through(&args[1]))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.iter(&mapping)
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    vm.binary(Binary::Or, &seen_through(&args[0]), &seen_through(&args[1]))
}

fn ror(vm: &mut Vm, args: &[Value]) -> Result {
    vm.binary(Binary::Or, &seen_through(&args[1]), &seen_through(&args[0]))
}

fn ior(vm: &mut Vm, args: &[Value]) -> Result {
    let message = format!("'|=' is not supported by {}; use '|' instead", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    Ok(Value::from_usize(vm.len(&mapping)?))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.get_item(&mapping, &args[1])
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    Ok(Value::bool(vm.contains(&mapping, &args[1])?))
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.call_method(&mapping, "get", &args[1..])
}

fn keys(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.call_method(&mapping, "keys", &[])
}

fn values(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.call_method(&mapping, "values", &[])
}

fn items(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.call_method(&mapping, "items", &[])
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.call_method(&mapping, "copy", &[])
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    let mapping = of(vm, &args[0])?;
    vm.call_method(&mapping, "__reversed__", &[])
}
