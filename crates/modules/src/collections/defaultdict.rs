//! defaultdict: a dict that makes what it misses.

use object::{ClassFlags, ClassIndex, Dict, Kind, Module, Ref, Value, dunder};
use vm::{Method, NativeClass, Result, Vm, method};

const METHODS: &[Method] = &[
    method("__init__", init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__missing__", missing, "(self, key, /)", "Called by __getitem__ for missing key."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("copy", copy, "(self, /)", "D.copy() -> a shallow copy of D."),
    method("__copy__", copy, "(self, /)", "D.copy() -> a shallow copy of D."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", reflected_or, "(self, value, /)", "Return value|self."),
];

/// Where the factory stands among the instance's slots.
const FACTORY: usize = 0;

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let dict = vm.heap.class(ClassIndex::DICT).clone();
    let class = vm.new_native_class(NativeClass {
        name: "defaultdict",
        module: "collections",
        bases: &[dict],
        kind: Kind::Dict,
        methods: METHODS,
        members: &["default_factory"],
        flags: ClassFlags::MAPPING | ClassFlags::HAS_WEAKREF,
        doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
        ..NativeClass::BASE
    });
    vm.set_module_attr(module, "defaultdict", class.into());
}

/// A method of dict itself, called on a dict of any class.
pub(super) fn dict_method(vm: &mut Vm, name: &str, receiver: &Value, arguments: &[Value]) -> Result {
    let name = vm.intern(name);
    match vm.class_attr(ClassIndex::DICT, &name) {
        Some(method) => vm.call_unbound(&method, receiver, arguments),
        None => Err(vm.attribute_error_text(name.as_str().to_string())),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    let factory = given.first().cloned().unwrap_or(Value::NONE);
    let callable = factory.is_none()
        || matches!(factory.kind(), Some(Kind::Class | Kind::Function | Kind::Builtin | Kind::Method))
        || vm.dunder_of(&factory, dunder::CALL).is_some();
    if !callable {
        return Err(vm.type_error("first argument must be callable or None"));
    }
    let old = vm.set_member(&args[0], FACTORY, factory);
    drop(old);
    let keywords = vm.keywords_of(&args[2])?;
    let name = vm.heap.dunder(dunder::INIT).clone();
    match vm.class_attr(ClassIndex::DICT, &name) {
        Some(init) => vm.call_unbound_kw(&init, &args[0], given.get(1..).unwrap_or_default(), &keywords),
        None => Ok(Value::NONE),
    }
}

fn factory_of(vm: &Vm, value: &Value) -> Value {
    let slots = vm.heap.attributes(value).map(|a| a.slots.as_slice()).unwrap_or_default();
    slots.get(FACTORY).filter(|f| !f.is_unbound()).cloned().unwrap_or(Value::NONE)
}

fn missing(vm: &mut Vm, args: &[Value]) -> Result {
    let factory = factory_of(vm, &args[0]);
    if factory.is_none() {
        return Err(vm.key_error(args[1].clone()));
    }
    let made = vm.call(&factory, &[])?;
    vm.set_item(&args[0], &args[1], made.clone())?;
    Ok(made)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let entries = dict_method(vm, "__repr__", &args[0], &[])?;
    let factory = factory_of(vm, &args[0]);
    // A factory bound to the very dict would print it without an end.
    let factory = if vm.enter_repr(&factory) {
        let text = vm.repr_text(&factory);
        vm.leave_repr(&factory);
        text?
    } else {
        "...".to_string()
    };
    let (name, entries) = (vm.short_type_name(&args[0]), vm.str_text(&entries)?);
    Ok(Value::from(format!("{name}({factory}, {entries})")))
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let class: Value = vm.class_of(&args[0]).into();
    let factory = factory_of(vm, &args[0]);
    vm.call(&class, &[factory, args[0].clone()])
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let factory = factory_of(vm, &args[0]);
    let arguments = if factory.is_none() { vec![] } else { vec![factory] };
    let items = vm.call_method(&args[0], "items", &[])?;
    let items = vm.iter(&items)?;
    let class = vm.class_of(&args[0]).into();
    Ok(Value::tuple_of([class, Value::tuple(arguments), Value::NONE, Value::NONE, items]))
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let new = copy(vm, args)?;
    dict_method(vm, "update", &new, std::slice::from_ref(&args[1]))?;
    Ok(new)
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let class: Value = vm.class_of(&args[0]).into();
    let factory = factory_of(vm, &args[0]);
    let new = vm.call(&class, &[factory, args[1].clone()])?;
    dict_method(vm, "update", &new, std::slice::from_ref(&args[0]))?;
    Ok(new)
}
