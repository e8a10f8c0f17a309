//! property, staticmethod, classmethod, super, and the descriptors of slots and built-in attributes.

use object::{Class, ClassIndex, Descriptor, Ref, Str, Super, Value, dunder};
use vm::{Getter, Method, Result, Vm, getter, getter_setter, method};

use crate::callable::get;

const PROPERTY: &[Method] = &[
    method("__new__", property_new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__set__", set, "(self, instance, value, /)", "Set an attribute of instance to value."),
    method("__delete__", delete, "(self, instance, /)", "Delete an attribute of instance."),
    method("__init__", property_init, "(self, /, fget=None, fset=None, fdel=None, doc=None)", "Property attribute."),
    method(
        "getter",
        property_getter,
        "(self, function, /)",
        "Descriptor to obtain a copy of the property with a different getter.",
    ),
    method(
        "setter",
        property_setter,
        "(self, function, /)",
        "Descriptor to obtain a copy of the property with a different setter.",
    ),
    method(
        "deleter",
        property_deleter,
        "(self, function, /)",
        "Descriptor to obtain a copy of the property with a different deleter.",
    ),
    method("__set_name__", property_named, "(self, owner, name, /)", "Method to set name of a property."),
];

const PROPERTY_GETTERS: &[Getter] = &[
    getter("fget", property_get, ""),
    getter("fset", property_set, ""),
    getter("fdel", property_delete, ""),
    getter_setter("__doc__", property_doc, set_property_doc, ""),
    getter_setter("__name__", property_name, set_property_name, ""),
    getter("__isabstractmethod__", property_abstract, ""),
];

const STATIC_METHOD: &[Method] = &[
    method("__new__", static_method_new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", wrapper_repr, "(self, /)", "Return repr(self)."),
    method("__call__", static_call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__init__", wrapper_init, "(self, function, /)", "Initialize self."),
];

const CLASS_METHOD: &[Method] = &[
    method("__new__", class_method_new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", wrapper_repr, "(self, /)", "Return repr(self)."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__init__", wrapper_init, "(self, function, /)", "Initialize self."),
];

const WRAPPER_GETTERS: &[Getter] = &[
    getter("__func__", wrapped, ""),
    getter("__wrapped__", wrapped, ""),
    getter("__isabstractmethod__", wrapped_abstract, ""),
];

const SUPER: &[Method] = &[
    method("__new__", super_new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", super_repr, "(self, /)", "Return repr(self)."),
    method(
        "__get__",
        super_get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__init__", super_init, "(self, /, *args, **kwargs)", "Initialize self."),
];

const SUPER_GETTERS: &[Getter] = &[
    getter("__thisclass__", super_class, "the class invoking super()"),
    getter("__self__", super_self, "the instance invoking super(); may be None"),
    getter("__self_class__", super_self_class, "the type of the instance invoking super(); may be None"),
];

const SLOT: &[Method] = &[
    method("__repr__", slot_repr, "(self, /)", "Return repr(self)."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__set__", set, "(self, instance, value, /)", "Set an attribute of instance to value."),
    method("__delete__", delete, "(self, instance, /)", "Delete an attribute of instance."),
];

const SLOT_GETTERS: &[Getter] = &[
    getter("__objclass__", slot_class, ""),
    getter("__name__", slot_name, ""),
    getter("__qualname__", slot_qualname, ""),
    getter("__doc__", slot_doc, ""),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::PROPERTY, PROPERTY, PROPERTY_GETTERS);
    for (class, methods) in [(ClassIndex::STATIC_METHOD, STATIC_METHOD), (ClassIndex::CLASS_METHOD, CLASS_METHOD)] {
        vm.fill_class(class, methods, WRAPPER_GETTERS);
        let class = vm.heap.class(class).clone();
        vm.add_instance_getter(&class, dunder::DICT);
    }
    vm.fill_class(ClassIndex::SUPER, SUPER, SUPER_GETTERS);
    for class in [ClassIndex::MEMBER, ClassIndex::GETSET] {
        vm.fill_class(class, SLOT, SLOT_GETTERS);
    }
    for (class, name) in [
        (ClassIndex::PROPERTY, "property"),
        (ClassIndex::STATIC_METHOD, "staticmethod"),
        (ClassIndex::CLASS_METHOD, "classmethod"),
        (ClassIndex::SUPER, "super"),
    ] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(name, value);
    }
}

fn as_descriptor(vm: &mut Vm, value: &Value) -> Result<Ref<Descriptor>> {
    match value.as_ref::<Descriptor>() {
        Some(descriptor) => Ok(descriptor.clone()),
        None => {
            let message = format!("descriptor requires a descriptor object but received a '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn set(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.intern("?");
    vm.set_through_descriptor(&args[0], &args[1], &name, Some(args[2].clone()))?;
    Ok(Value::NONE)
}

fn delete(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.intern("?");
    vm.set_through_descriptor(&args[0], &args[1], &name, None)?;
    Ok(Value::NONE)
}

// ---- property ---------------------------------------------------------------------------------------------

struct Parts {
    get: Value,
    set: Value,
    delete: Value,
    /// UNBOUND where the getter's is the property's.
    doc: Value,
    /// UNBOUND before anybody named it.
    name: Value,
}

fn parts(vm: &mut Vm, value: &Value) -> Result<Parts> {
    let descriptor = as_descriptor(vm, value)?;
    match descriptor.get(&vm.heap) {
        Descriptor::Property { get, set, delete, doc, name } => {
            let clone = |v: &Value| v.clone();
            Ok(Parts { get: clone(get), set: clone(set), delete: clone(delete), doc: clone(doc), name: clone(name) })
        }
        _ => Err(vm.type_error("descriptor requires a 'property' object")),
    }
}

fn property_new(vm: &mut Vm, args: &[Value]) -> Result {
    let property = Descriptor::Property {
        get: Value::NONE,
        set: Value::NONE,
        delete: Value::NONE,
        doc: Value::UNBOUND,
        name: Value::UNBOUND,
    };
    vm.new_object(&args[0], property)
}

fn property_init(vm: &mut Vm, args: &[Value]) -> Result {
    let descriptor = as_descriptor(vm, &args[0])?;
    let doc = if args[4].is_none() && !args[1].is_none() { Value::UNBOUND } else { args[4].clone() };
    let new = Descriptor::Property {
        get: args[1].clone(),
        set: args[2].clone(),
        delete: args[3].clone(),
        doc: doc.clone(),
        name: Value::UNBOUND,
    };
    let old = std::mem::replace(descriptor.get_mut(&mut vm.heap), new);
    drop(old);
    keep_doc_of_subclass(vm, &args[0], &doc)?;
    Ok(Value::NONE)
}

/// A subclass of property has a `__doc__` of its own, which hides the property's: the text goes into its namespace.
fn keep_doc_of_subclass(vm: &mut Vm, property: &Value, doc: &Value) -> Result<()> {
    let class = vm.heap.class_index_of(property);
    if class == ClassIndex::PROPERTY || vm.attribute_dict(property).is_none() {
        return Ok(());
    }
    let text = if doc.is_unbound() { getter_doc(vm, property)? } else { doc.clone() };
    let name = vm.heap.dunder(dunder::DOC).clone();
    vm.set_slot(property, &name, text);
    Ok(())
}

fn getter_doc(vm: &mut Vm, property: &Value) -> Result {
    let get = parts(vm, property)?.get;
    if get.is_none() {
        return Ok(Value::NONE);
    }
    let name = vm.heap.dunder(dunder::DOC).clone();
    Ok(vm.find_attr(&get, &name)?.unwrap_or(Value::NONE))
}

/// A copy of a property with one function exchanged.
fn changed(vm: &mut Vm, args: &[Value], which: usize) -> Result {
    let Parts { get, set, delete, doc, name } = parts(vm, &args[0])?;
    let mut functions = [get, set, delete];
    if !args[1].is_none() {
        functions[which] = args[1].clone();
    }
    let class = vm.class_of(&args[0]).to_value();
    let doc = if doc.is_unbound() || (which == 0 && doc.is_none()) { Value::NONE } else { doc };
    let [get, set, delete] = functions;
    let copy = vm.call(&class, &[get, set, delete, doc])?;
    if let Some(descriptor) = copy.as_ref::<Descriptor>()
        && let Descriptor::Property { name: own, .. } = descriptor.get_mut(&mut vm.heap)
        && !name.is_unbound()
    {
        *own = name;
    }
    Ok(copy)
}

fn property_getter(vm: &mut Vm, args: &[Value]) -> Result {
    changed(vm, args, 0)
}
fn property_setter(vm: &mut Vm, args: &[Value]) -> Result {
    changed(vm, args, 1)
}
fn property_deleter(vm: &mut Vm, args: &[Value]) -> Result {
    changed(vm, args, 2)
}

fn set_part(vm: &mut Vm, value: &Value, new: Value, place: impl Fn(&mut Descriptor) -> Option<&mut Value>) -> Result {
    let descriptor = as_descriptor(vm, value)?;
    if let Some(part) = place(descriptor.get_mut(&mut vm.heap)) {
        let old = std::mem::replace(part, new);
        drop(old);
    }
    Ok(Value::NONE)
}

fn name_part(descriptor: &mut Descriptor) -> Option<&mut Value> {
    match descriptor {
        Descriptor::Property { name, .. } => Some(name),
        _ => None,
    }
}

fn property_named(vm: &mut Vm, args: &[Value]) -> Result {
    set_part(vm, &args[0], args[2].clone(), name_part)
}

fn set_property_name(vm: &mut Vm, args: &[Value]) -> Result {
    set_part(vm, &args[0], args[1].clone(), name_part)
}

fn property_name(vm: &mut Vm, args: &[Value]) -> Result {
    let Parts { get, name, .. } = parts(vm, &args[0])?;
    if !name.is_unbound() {
        return Ok(name);
    }
    let key = vm.heap.dunder(dunder::NAME).clone();
    if !get.is_none()
        && let Some(found) = vm.find_attr(&get, &key)?
    {
        return Ok(found);
    }
    Err(vm.attribute_error("'property' object has no attribute '__name__'", &key, &args[0]))
}

fn property_get(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(parts(vm, &args[0])?.get)
}
fn property_set(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(parts(vm, &args[0])?.set)
}
fn property_delete(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(parts(vm, &args[0])?.delete)
}

fn property_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let doc = parts(vm, &args[0])?.doc;
    if doc.is_unbound() { getter_doc(vm, &args[0]) } else { Ok(doc) }
}

fn set_property_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let doc = if args[1].is_unbound() { Value::NONE } else { args[1].clone() };
    set_part(vm, &args[0], doc, |d| match d {
        Descriptor::Property { doc, .. } => Some(doc),
        _ => None,
    })
}

fn is_abstract(vm: &mut Vm, function: &Value) -> Result<bool> {
    let name = vm.intern("__isabstractmethod__");
    match vm.find_attr(function, &name)? {
        Some(flag) => vm.truth(&flag),
        None => Ok(false),
    }
}

fn property_abstract(vm: &mut Vm, args: &[Value]) -> Result {
    let Parts { get, set, delete, .. } = parts(vm, &args[0])?;
    for function in [get, set, delete] {
        if !function.is_none() && is_abstract(vm, &function)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

// ---- staticmethod and classmethod ----------------------------------------------------------------------------

fn static_method_new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Descriptor::StaticMethod { function: Value::NONE, attributes: None })
}

fn class_method_new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Descriptor::ClassMethod { function: Value::NONE, attributes: None })
}

fn wrapper_init(vm: &mut Vm, args: &[Value]) -> Result {
    set_part(vm, &args[0], args[1].clone(), |d| match d {
        Descriptor::StaticMethod { function, .. } | Descriptor::ClassMethod { function, .. } => Some(function),
        _ => None,
    })?;
    let Some(own) = vm.attribute_dict(&args[0]) else {
        return Ok(Value::NONE);
    };
    for which in [dunder::MODULE, dunder::NAME, dunder::QUALNAME, dunder::DOC, dunder::ANNOTATIONS] {
        let key = vm.heap.dunder(which).clone();
        if let Some(found) = vm.find_attr(&args[1], &key)? {
            vm.namespace_set(&own, &key, found);
        }
    }
    Ok(Value::NONE)
}

fn wrapped(vm: &mut Vm, args: &[Value]) -> Result {
    let descriptor = as_descriptor(vm, &args[0])?;
    Ok(match descriptor.get(&vm.heap) {
        Descriptor::StaticMethod { function, .. } | Descriptor::ClassMethod { function, .. } => function.clone(),
        _ => Value::NONE,
    })
}

fn wrapped_abstract(vm: &mut Vm, args: &[Value]) -> Result {
    let function = wrapped(vm, args)?;
    Ok(Value::bool(is_abstract(vm, &function)?))
}

fn wrapper_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let function = wrapped(vm, args)?;
    let name = vm.type_name(&args[0]);
    Ok(Value::from(format!("<{name}({})>", vm.repr_text(&function)?)))
}

fn static_call(vm: &mut Vm, args: &[Value]) -> Result {
    let function = wrapped(vm, args)?;
    let items = vm.tuple_items(&args[1]).to_vec();
    let keywords = crate::function::keywords(vm, &args[2])?;
    vm.call_kw(&function, &items, &keywords)
}

// ---- slots and built-in attributes -----------------------------------------------------------------------------

fn slot_parts(vm: &mut Vm, value: &Value) -> Result<(Value, Value, Value)> {
    let descriptor = as_descriptor(vm, value)?;
    Ok(match descriptor.get(&vm.heap) {
        Descriptor::Member { name, owner, .. } => (name.clone(), owner.clone(), Value::NONE),
        Descriptor::GetSet { name, owner, doc, .. } => (name.clone(), owner.clone(), doc.clone()),
        _ => (Value::NONE, Value::NONE, Value::NONE),
    })
}

fn slot_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (name, owner, _) = slot_parts(vm, &args[0])?;
    let what = if vm.heap.class_index_of(&args[0]) == ClassIndex::MEMBER { "member" } else { "attribute" };
    let owner = owner.as_ref::<Class>().map(|c| vm.class_name(c)).unwrap_or_default();
    Ok(Value::from(format!("<{what} '{}' of '{owner}' objects>", vm.str_text(&name)?)))
}

fn slot_class(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(slot_parts(vm, &args[0])?.1)
}

fn slot_name(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(slot_parts(vm, &args[0])?.0)
}

fn slot_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    let (name, owner, _) = slot_parts(vm, &args[0])?;
    let qualname = vm.get_attr_str(&owner, "__qualname__")?;
    Ok(Value::from(format!("{}.{}", vm.str_text(&qualname)?, vm.str_text(&name)?)))
}

fn slot_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let doc = slot_parts(vm, &args[0])?.2;
    Ok(if doc.as_ref::<Str>().is_some_and(|s| s.is_empty()) { Value::NONE } else { doc })
}

// ---- super ---------------------------------------------------------------------------------------------------------

fn super_new(vm: &mut Vm, args: &[Value]) -> Result {
    let empty = Super { class: Value::UNBOUND, object: Value::UNBOUND, start: Value::UNBOUND };
    vm.new_object(&args[0], empty)
}

fn super_init(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    if !crate::function::keywords(vm, &args[2])?.is_empty() {
        return Err(vm.type_error("super() takes no keyword arguments"));
    }
    let (class, object) = match given.as_slice() {
        [] => vm.super_of_caller()?,
        [class] => (class.clone(), Value::NONE),
        [class, object] => (class.clone(), object.clone()),
        _ => return Err(vm.type_error(format!("super() expected at most 2 arguments, got {}", given.len()))),
    };
    let Some(class) = class.as_ref::<Class>().cloned() else {
        let message = format!("super() argument 1 must be a type, not {}", vm.type_name(&class));
        return Err(vm.type_error(message));
    };
    let (object, start) = if object.is_none() {
        (Value::UNBOUND, Value::UNBOUND)
    } else {
        let start = super_start(vm, &class, &object)?;
        (object, start)
    };
    if let Some(proxy) = args[0].as_ref::<Super>() {
        let new = Super { class: class.into(), object, start };
        let old = std::mem::replace(proxy.get_mut(&mut vm.heap), new);
        drop(old);
    }
    Ok(Value::NONE)
}

/// The class whose order of resolution is searched for an object (or class).
fn super_start(vm: &mut Vm, class: &Ref<Class>, object: &Value) -> Result {
    if let Some(own) = object.as_ref::<Class>()
        && vm.is_subclass(own, class)
    {
        return Ok(object.clone());
    }
    let own = vm.class_of(object);
    if vm.is_subclass(&own, class) {
        return Ok(own.into());
    }
    let key = vm.heap.dunder(dunder::CLASS).clone();
    if let Some(claimed) = vm.find_attr(object, &key)?
        && let Some(claimed) = claimed.as_ref::<Class>()
        && vm.is_subclass(claimed, class)
    {
        return Ok(claimed.to_value());
    }
    let (what, name) = match object.as_ref::<Class>() {
        Some(own) => ("type", vm.class_name(own)),
        None => ("instance of", vm.class_name(&own)),
    };
    let message = format!(
        "super(type, obj): obj ({what} {name}) is not an instance or subtype of type ({}).",
        vm.class_name(class)
    );
    Err(vm.type_error(message))
}

fn super_parts(vm: &mut Vm, value: &Value) -> Result<(Value, Value, Value)> {
    match value.as_ref::<Super>() {
        Some(proxy) => {
            let data = proxy.get(&vm.heap);
            Ok((data.class.clone(), data.object.clone(), data.start.clone()))
        }
        None => Err(vm.type_error("descriptor requires a 'super' object")),
    }
}

fn super_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (class, _, start) = super_parts(vm, &args[0])?;
    let name = |value: &Value| {
        value.as_ref::<Class>().map_or("NULL".to_string(), |c| c.get(&vm.heap).name.as_str().to_string())
    };
    let object = if start.is_unbound() { "NULL".to_string() } else { format!("<{} object>", name(&start)) };
    Ok(Value::from(format!("<super: <class '{}'>, {object}>", name(&class))))
}

fn super_get(vm: &mut Vm, args: &[Value]) -> Result {
    let (class, object, _) = super_parts(vm, &args[0])?;
    if args[1].is_none() || !object.is_unbound() {
        return Ok(args[0].clone());
    }
    let own = vm.class_of(&args[0]).to_value();
    vm.call(&own, &[class, args[1].clone()])
}

fn or_none(value: Value) -> Value {
    if value.is_unbound() { Value::NONE } else { value }
}

fn super_class(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(or_none(super_parts(vm, &args[0])?.0))
}
fn super_self(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(or_none(super_parts(vm, &args[0])?.1))
}
fn super_self_class(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(or_none(super_parts(vm, &args[0])?.2))
}
