//! Weak proxies: objects that behave as another does while it lives.

use object::{ClassFlags, ClassIndex, Module, NativeData, Ref, Value, WeakRef};
use vm::{Binary, Comparison, Method, NativeClass, Result, Vm, method};

/// The class of proxies of what can be called has its own name.
struct Proxy(Ref<WeakRef>);
struct CallableProxy(Ref<WeakRef>);

impl NativeData for Proxy {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.0.value());
    }
}
impl NativeData for CallableProxy {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.0.value());
    }
}

/// The object behind a proxy; what is no proxy is itself.
fn behind(vm: &mut Vm, value: &Value) -> Result {
    let reference = match (vm.data::<Proxy>(value), vm.data::<CallableProxy>(value)) {
        (Some(proxy), _) => proxy.0.clone(),
        (_, Some(proxy)) => proxy.0.clone(),
        _ => return Ok(value.clone()),
    };
    match reference.target() {
        Some(target) => Ok(target),
        None => Err(vm.error("ReferenceError", "weakly-referenced object no longer exists")),
    }
}

/// Calls a method of the object with the arguments that follow.
fn pass(vm: &mut Vm, args: &[Value], name: &str) -> Result {
    let target = behind(vm, &args[0])?;
    let mut rest = Vec::with_capacity(args.len());
    for argument in &args[1..] {
        rest.push(behind(vm, argument)?);
    }
    vm.call_method(&target, name, &rest)
}

fn operate(vm: &mut Vm, args: &[Value], operator: Binary, swapped: bool) -> Result {
    let (a, b) = (behind(vm, &args[0])?, behind(vm, &args[1])?);
    if swapped { vm.binary(operator, &b, &a) } else { vm.binary(operator, &a, &b) }
}

fn compare(vm: &mut Vm, args: &[Value], operator: Comparison) -> Result {
    let (a, b) = (behind(vm, &args[0])?, behind(vm, &args[1])?);
    vm.compare(operator, &a, &b)
}

macro_rules! passed {
    ($($name:literal $signature:literal,)*) => {
        &[$(method($name, |vm, args| pass(vm, args, $name), $signature, ""),)*]
    };
}

macro_rules! operators {
    ($($name:literal $reflected:literal $operator:ident,)*) => {
        &[$(
            method($name, |vm, args| operate(vm, args, Binary::$operator, false), "(self, value, /)", ""),
            method($reflected, |vm, args| operate(vm, args, Binary::$operator, true), "(self, value, /)", ""),
        )*]
    };
}

const PASSED: &[Method] = passed! {
    "__iadd__" "(self, value, /)", "__isub__" "(self, value, /)", "__imul__" "(self, value, /)",
    "__neg__" "(self, /)", "__pos__" "(self, /)", "__abs__" "(self, /)", "__invert__" "(self, /)",
    "__int__" "(self, /)", "__float__" "(self, /)", "__index__" "(self, /)",
    "__setitem__" "(self, key, value, /)", "__delitem__" "(self, key, /)",
    "__next__" "(self, /)", "__reversed__" "(self, /)", "__bytes__" "(self, /)",
};

const OPERATORS: &[Method] = operators! {
    "__add__" "__radd__" Add, "__sub__" "__rsub__" Sub, "__mul__" "__rmul__" Mul,
    "__truediv__" "__rtruediv__" TrueDiv, "__floordiv__" "__rfloordiv__" FloorDiv, "__mod__" "__rmod__" Mod,
    "__pow__" "__rpow__" Pow, "__lshift__" "__rlshift__" LShift, "__rshift__" "__rrshift__" RShift,
    "__and__" "__rand__" And, "__or__" "__ror__" Or, "__xor__" "__rxor__" Xor,
    "__matmul__" "__rmatmul__" MatMul,
};

const METHODS: &[Method] = &[
    method("__getattribute__", get_attribute, "(self, name, /)", "Return getattr(self, name)."),
    method("__setattr__", set_attribute, "(self, name, value, /)", "Implement setattr(self, name, value)."),
    method("__delattr__", delete_attribute, "(self, name, /)", "Implement delattr(self, name)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method(
        "__str__",
        |vm, args| behind(vm, &args[0]).and_then(|t| Ok(vm.str(&t)?.into())),
        "(self, /)",
        "Return str(self).",
    ),
    method(
        "__len__",
        |vm, args| behind(vm, &args[0]).and_then(|t| Ok(Value::from_usize(vm.len(&t)?))),
        "(self, /)",
        "",
    ),
    method("__bool__", |vm, args| behind(vm, &args[0]).and_then(|t| Ok(Value::bool(vm.truth(&t)?))), "(self, /)", ""),
    method("__iter__", |vm, args| behind(vm, &args[0]).and_then(|t| vm.iter(&t)), "(self, /)", ""),
    method(
        "__getitem__",
        |vm, args| behind(vm, &args[0]).and_then(|t| vm.get_item(&t, &args[1])),
        "(self, key, /)",
        "",
    ),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method("__lt__", |vm, args| compare(vm, args, Comparison::Lt), "(self, value, /)", ""),
    method("__le__", |vm, args| compare(vm, args, Comparison::Le), "(self, value, /)", ""),
    method("__eq__", |vm, args| compare(vm, args, Comparison::Eq), "(self, value, /)", ""),
    method("__ne__", |vm, args| compare(vm, args, Comparison::Ne), "(self, value, /)", ""),
    method("__gt__", |vm, args| compare(vm, args, Comparison::Gt), "(self, value, /)", ""),
    method("__ge__", |vm, args| compare(vm, args, Comparison::Ge), "(self, value, /)", ""),
    method("__hash__", unhashable, "(self, /)", "Always an error."),
];

const CALL: &[Method] = &[method("__call__", call, "(self, /, *args, **kwargs)", "Call self as a function.")];

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let base = NativeClass {
        name: "ProxyType",
        module: "weakref",
        methods: METHODS,
        flags: ClassFlags::IMMUTABLE | ClassFlags::FINAL | ClassFlags::HAS_WEAKREF,
        ..NativeClass::BASE
    };
    let plain = vm.add_data_class::<Proxy>(module, base);
    let callable = vm.add_data_class::<CallableProxy>(
        module,
        NativeClass {
            name: "CallableProxyType",
            module: "weakref",
            methods: METHODS,
            flags: ClassFlags::IMMUTABLE | ClassFlags::FINAL | ClassFlags::HAS_WEAKREF,
            ..NativeClass::BASE
        },
    );
    for class in [plain, callable.clone()] {
        let index = class.get(&vm.heap).index;
        vm.fill_class(index, PASSED, &[]);
        vm.fill_class(index, OPERATORS, &[]);
    }
    let index = callable.get(&vm.heap).index;
    vm.fill_class(index, CALL, &[]);
}

pub(super) fn new(vm: &mut Vm, args: &[Value]) -> Result {
    super::check_target(vm, &args[0])?;
    let reference = Ref::new(ClassIndex::WEAKREF, WeakRef::new(&args[0], args[1].clone()));
    object::register_weak(&args[0], &reference);
    let callable = vm.class_attr_str(&args[0], "__call__").is_some();
    Ok(if callable { vm.make(CallableProxy(reference)) } else { vm.make(Proxy(reference)) })
}

fn name(vm: &mut Vm, value: &Value) -> Result<object::Name> {
    match value.as_ref::<object::Str>() {
        Some(text) => Ok(vm.heap.intern_str(text)),
        None => {
            let message = format!("attribute name must be string, not '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn get_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let (target, name) = (behind(vm, &args[0])?, name(vm, &args[1])?);
    vm.get_attr(&target, &name)
}

fn set_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let (target, name) = (behind(vm, &args[0])?, name(vm, &args[1])?);
    vm.set_attr(&target, &name, args[2].clone())?;
    Ok(Value::NONE)
}

fn delete_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let (target, name) = (behind(vm, &args[0])?, name(vm, &args[1])?);
    vm.del_attr(&target, &name)?;
    Ok(Value::NONE)
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let target = behind(vm, &args[0])?;
    Ok(Value::bool(vm.contains(&target, &args[1])?))
}

fn call(vm: &mut Vm, args: &[Value]) -> Result {
    let target = behind(vm, &args[0])?;
    let arguments = vm.tuple_items(&args[1]).to_vec();
    let keywords = vm.keywords_of(&args[2])?;
    vm.call_kw(&target, &arguments, &keywords)
}

fn unhashable(vm: &mut Vm, args: &[Value]) -> Result {
    let message = format!("unhashable type: '{}'", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let place = object::identity_number(&args[0]);
    Ok(Value::from(match behind(vm, &args[0]) {
        Ok(target) => {
            let (name, at) = (vm.type_name(&target), object::identity_number(&target));
            format!("<weakproxy at {place:#x}; to '{name}' at {at:#x}>")
        }
        Err(_) => {
            vm.clear_pending();
            format!("<weakproxy at {place:#x}; dead>")
        }
    }))
}
