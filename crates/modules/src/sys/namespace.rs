//! `types.SimpleNamespace`, which Python has by `type(sys.implementation)`.

use object::{Class, ClassFlags, Dict, Kind, Ref, Str, Value};
use vm::{Comparison, Method, NativeClass, Result, Vm, method};

const METHODS: &[Method] = &[
    method(
        "__init__",
        init,
        "(self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__lt__", |vm, args| compare(vm, args, Comparison::Lt), "(self, value, /)", "Return self<value."),
    method("__le__", |vm, args| compare(vm, args, Comparison::Le), "(self, value, /)", "Return self<=value."),
    method("__eq__", |vm, args| compare(vm, args, Comparison::Eq), "(self, value, /)", "Return self==value."),
    method("__ne__", |vm, args| compare(vm, args, Comparison::Ne), "(self, value, /)", "Return self!=value."),
    method("__gt__", |vm, args| compare(vm, args, Comparison::Gt), "(self, value, /)", "Return self>value."),
    method("__ge__", |vm, args| compare(vm, args, Comparison::Ge), "(self, value, /)", "Return self>=value."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling"),
    method("__replace__", replace, "(self, /, **changes)", "Return a copy of the namespace with new values."),
];

pub(super) fn class(vm: &mut Vm) -> Ref<Class> {
    let class = vm.new_native_class(NativeClass {
        name: "SimpleNamespace",
        module: "types",
        kind: Kind::Instance,
        methods: METHODS,
        doc: "A simple attribute-based namespace.",
        flags: ClassFlags::HAS_DICT | ClassFlags::IMMUTABLE,
        ..NativeClass::BASE
    });
    vm.add_instance_getter(&class, object::dunder::DICT);
    class
}

pub(super) fn make(vm: &mut Vm, class: &Ref<Class>, attributes: Vec<(&str, Value)>) -> Value {
    let namespace = vm.new_instance(class);
    for (name, value) in attributes {
        let name = vm.intern(name);
        vm.set_slot(&namespace, &name, value);
    }
    namespace
}

fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Dict>> {
    match vm.attribute_dict(value) {
        Some(dict) => Ok(dict),
        None => Err(vm.type_error("descriptor requires a 'types.SimpleNamespace' object")),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    if given.len() > 1 {
        let name = vm.short_type_name(&args[0]);
        let message = format!("{name} expected at most 1 argument, got {}", given.len());
        return Err(vm.type_error(message));
    }
    let dict = own(vm, &args[0])?;
    for source in given.iter().chain([&args[2]]) {
        let keys = vm.intern("keys");
        let source = if source.as_ref::<Dict>().is_some() || vm.find_attr(source, &keys)?.is_some() {
            source.clone()
        } else {
            let class = vm.heap.class(object::ClassIndex::DICT).to_value();
            vm.call(&class, std::slice::from_ref(source))?
        };
        for (key, value) in vm.mapping_entries(&source, None)? {
            if key.as_ref::<Str>().is_none() {
                return Err(vm.type_error("keywords must be strings"));
            }
            vm.dict_set(&dict, key, value)?;
        }
    }
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let built_in = class.get(&vm.heap).flags.has(ClassFlags::IMMUTABLE);
    let name = if built_in { "namespace".to_string() } else { class.get(&vm.heap).name.as_str().to_string() };
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from(format!("{name}(...)")));
    }
    let text = attributes_text(vm, &args[0]);
    vm.leave_repr(&args[0]);
    Ok(Value::from(format!("{name}({})", text?)))
}

fn attributes_text(vm: &mut Vm, value: &Value) -> Result<String> {
    let dict = own(vm, value)?;
    let entries: Vec<_> = dict.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
    let mut parts = Vec::with_capacity(entries.len());
    for (key, value) in entries {
        if key.as_ref::<Str>().is_some_and(|k| !k.is_empty()) {
            parts.push(format!("{}={}", vm.str_text(&key)?, vm.repr_text(&value)?));
        }
    }
    Ok(parts.join(", "))
}

fn is_namespace(vm: &mut Vm, value: &Value) -> bool {
    let class = vm.class_of(value);
    let order = class.get(&vm.heap).mro.clone();
    order.iter().any(|c| vm.class_name(c) == "types.SimpleNamespace")
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    if !is_namespace(vm, &args[1]) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (own(vm, &args[0])?, own(vm, &args[1])?);
    vm.compare(operator, a.value(), b.value())
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]).to_value();
    let dict = own(vm, &args[0])?;
    Ok(Value::tuple_of([class, Value::tuple(vec![]), dict.into()]))
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]).to_value();
    let copy = vm.call(&class, &[])?;
    let (from, to) = (own(vm, &args[0])?, own(vm, &copy)?);
    for source in [from.to_value(), args[1].clone()] {
        for (key, value) in vm.mapping_entries(&source, None)? {
            vm.dict_set(&to, key, value)?;
        }
    }
    Ok(copy)
}
