//! Module objects.

use object::{ClassIndex, Dict, Module, Ref, Str, Value, dunder};
use vm::{Getter, Method, Result, Vm, getter_setter, method};

const MODULE: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__getattribute__", crate::object::get_attribute, "(self, name, /)", "Return getattr(self, name)."),
    method("__init__", init, "(self, /, name, doc=None)", "Create a module object."),
    method("__dir__", dir, "(self, /)", "The module's names, or what its __dir__ says."),
];

const GETTERS: &[Getter] = &[getter_setter("__annotations__", annotations, set_annotations, "")];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::MODULE, MODULE, GETTERS);
    vm.clear_hooks(ClassIndex::MODULE);
    let class = vm.heap.class(ClassIndex::MODULE).clone();
    vm.add_instance_getter(&class, dunder::DICT);
}

fn as_module(vm: &mut Vm, value: &Value) -> Result<Ref<Module>> {
    match value.as_ref::<Module>() {
        Some(module) => Ok(module.clone()),
        None => {
            let message = format!("descriptor requires a 'module' object but received a '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let module = Module { name: Value::NONE, namespace: Ref::<Dict>::dict() };
    vm.new_object(&args[0], module)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let module = as_module(vm, &args[0])?;
    let Some(name) = args[1].as_ref::<Str>().cloned() else {
        let message = format!("module() argument 'name' must be str, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    let data = module.get_mut(&mut vm.heap);
    data.name = name.to_value();
    let namespace = data.namespace.clone();
    for (which, value) in [
        (dunder::NAME, name.into()),
        (dunder::DOC, args[2].clone()),
        (dunder::PACKAGE, Value::NONE),
        (dunder::LOADER, Value::NONE),
        (dunder::SPEC, Value::NONE),
    ] {
        let key = vm.heap.dunder(which).clone();
        vm.namespace_set(&namespace, &key, value);
    }
    Ok(Value::NONE)
}

/// What the module's own namespace binds a name to.
fn own(vm: &mut Vm, module: &Ref<Module>, name: &str) -> Option<Value> {
    let name = vm.intern(name);
    let namespace = module.get(&vm.heap).namespace.clone();
    namespace.get(&vm.heap).get_name(&name).cloned()
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let module = as_module(vm, &args[0])?;
    let spec = own(vm, &module, "__spec__").filter(|s| !s.is_none());
    if let Some(spec) = spec {
        let name = vm.get_attr_str(&spec, "name")?;
        let name = vm.repr_text(&name)?;
        let origin = vm.get_attr_str(&spec, "origin")?;
        let loader = vm.get_attr_str(&spec, "loader")?;
        if origin.is_none() {
            return Ok(Value::from(if loader.is_none() {
                format!("<module {name}>")
            } else {
                format!("<module {name} ({})>", vm.repr_text(&loader)?)
            }));
        }
        let located = vm.get_attr_str(&spec, "has_location")?;
        return Ok(Value::from(if vm.truth(&located)? {
            format!("<module {name} from {}>", vm.repr_text(&origin)?)
        } else {
            format!("<module {name} ({})>", vm.str_text(&origin)?)
        }));
    }
    let native = own(vm, &module, "__name__")
        .as_ref()
        .and_then(|n| n.as_ref::<Str>())
        .and_then(|n| n.as_str().map(|name| vm.is_native_module(name) || name == "builtins"));
    if native == Some(true) && own(vm, &module, "__file__").is_none() {
        let name = own(vm, &module, "__name__").unwrap_or(Value::NONE);
        return Ok(Value::from(format!("<module {} (built-in)>", vm.repr_text(&name)?)));
    }
    let name = match own(vm, &module, "__name__") {
        Some(name) => vm.repr_text(&name)?,
        None => "'?'".to_string(),
    };
    if let Some(file) = own(vm, &module, "__file__").filter(|f| !f.is_none()) {
        return Ok(Value::from(format!("<module {name} from {}>", vm.repr_text(&file)?)));
    }
    Ok(Value::from(match own(vm, &module, "__loader__").filter(|l| !l.is_none()) {
        Some(loader) => format!("<module {name} ({})>", vm.repr_text(&loader)?),
        None => format!("<module {name}>"),
    }))
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result {
    let module = as_module(vm, &args[0])?;
    if let Some(hook) = own(vm, &module, "__dir__") {
        return vm.call(&hook, &[]);
    }
    let namespace = module.get(&vm.heap).namespace.clone();
    let keys = namespace.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
    Ok(Value::list(keys))
}

fn annotations(vm: &mut Vm, args: &[Value]) -> Result {
    let module = as_module(vm, &args[0])?;
    if let Some(found) = own(vm, &module, "__annotations__") {
        return Ok(found);
    }
    let made: Value = Ref::<Dict>::dict().into();
    let key = vm.heap.dunder(dunder::ANNOTATIONS).clone();
    let namespace = module.get(&vm.heap).namespace.clone();
    vm.namespace_set(&namespace, &key, made.clone());
    Ok(made)
}

fn set_annotations(vm: &mut Vm, args: &[Value]) -> Result {
    let module = as_module(vm, &args[0])?;
    let key = vm.heap.dunder(dunder::ANNOTATIONS).clone();
    let namespace = module.get(&vm.heap).namespace.clone();
    if args[1].is_unbound() {
        if vm.namespace_delete(&namespace, &key).is_none() {
            return Err(vm.attribute_error("__annotations__", &key, &args[0]));
        }
        return Ok(Value::NONE);
    }
    vm.namespace_set(&namespace, &key, args[1].clone());
    Ok(Value::NONE)
}
