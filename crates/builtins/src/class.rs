//! What every object has, and what classes, functions and descriptors show.

use object::{
    Builtin, Class, ClassIndex, Descriptor, Function, Generator, Kind, Method as BoundMethod, Ref, Str, Value, dunder,
};
use vm::{Getter, Method, Result, Vm, getter, getter_setter, method, static_method};

const OBJECT: &[Method] = &[
    method("__new__", object_new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", object_init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__repr__", object_repr, "(self, /)", "Return repr(self)."),
    method("__str__", object_str, "(self, /)", "Return str(self)."),
    method("__hash__", object_hash, "(self, /)", "Return hash(self)."),
    method("__eq__", object_eq, "(self, value, /)", "Return self==value."),
    method("__ne__", object_ne, "(self, value, /)", "Return self!=value."),
    method("__format__", object_format, "(self, format_spec, /)", "Default object formatter."),
    method("__getattribute__", get_attribute, "(self, name, /)", "Return getattr(self, name)."),
    method("__setattr__", set_attribute, "(self, name, value, /)", "Implement setattr(self, name, value)."),
    method("__delattr__", delete_attribute, "(self, name, /)", "Implement delattr(self, name)."),
    vm::class_method("__init_subclass__", none, "(cls, /)", "Called when a class is subclassed."),
];

const OBJECT_GETTERS: &[Getter] =
    &[getter("__class__", class_of, "the object's class"), getter("__dict__", namespace_of, "the object's own names")];

const TYPE: &[Method] = &[
    method("__new__", type_new, "(cls, /, *args, **kwargs)", "Create and return a new class."),
    method("__init__", object_init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__call__", type_call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method("__repr__", type_repr, "(self, /)", "Return repr(self)."),
    method("mro", type_mro, "(self, /)", "Return a type's method resolution order."),
    method("__instancecheck__", instance_check, "(self, instance, /)", "Check if an object is an instance."),
    method("__subclasscheck__", subclass_check, "(self, subclass, /)", "Check if a class is a subclass."),
    static_method("__prepare__", type_prepare, "(*args, **kwargs)", "The namespace for a class statement."),
];

const TYPE_GETTERS: &[Getter] = &[
    getter("__name__", type_name, ""),
    getter("__qualname__", type_qualname, ""),
    getter("__bases__", type_bases, ""),
    getter("__mro__", type_mro_tuple, ""),
    getter("__module__", type_module, ""),
];

const FUNCTION_GETTERS: &[Getter] = &[
    getter("__name__", function_name, ""),
    getter("__qualname__", function_qualname, ""),
    getter("__module__", function_module, ""),
    getter("__defaults__", function_defaults, ""),
    getter_setter("__doc__", function_doc, set_function_doc, ""),
];

const METHOD_GETTERS: &[Getter] = &[getter("__self__", method_self, ""), getter("__func__", method_function, "")];

const GENERATOR: &[Method] = &[
    method("__iter__", identity, "(self, /)", "Implement iter(self)."),
    method("__next__", generator_next, "(self, /)", "Implement next(self)."),
    method("send", generator_send, "(self, value, /)", "Send a value into the generator."),
    method("throw", generator_throw, "(self, type, value=None, traceback=None, /)", "Raise an exception in it."),
    method("close", generator_close, "(self, /)", "Raise GeneratorExit in it."),
];

const PROPERTY: &[Method] = &[
    method("__new__", property_new, "(cls, /, fget=None, fset=None, fdel=None, doc=None)", "A property."),
    method("__init__", object_init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("getter", property_getter, "(self, function, /)", "The property with another getter."),
    method("setter", property_setter, "(self, function, /)", "The property with another setter."),
    method("deleter", property_deleter, "(self, function, /)", "The property with another deleter."),
    method("__set_name__", property_name, "(self, owner, name, /)", "Remember the name."),
];

const STATIC_METHOD: &[Method] =
    &[method("__new__", static_method_new, "(cls, function, /)", "A function that gets no receiver.")];
const CLASS_METHOD: &[Method] =
    &[method("__new__", class_method_new, "(cls, function, /)", "A function that gets the class.")];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::OBJECT, OBJECT, OBJECT_GETTERS);
    vm.fill_class(ClassIndex::TYPE, TYPE, TYPE_GETTERS);
    vm.fill_class(ClassIndex::FUNCTION, &[method("__repr__", function_repr, "(self, /)", "")], FUNCTION_GETTERS);
    vm.fill_class(ClassIndex::METHOD, &[method("__repr__", method_repr, "(self, /)", "")], METHOD_GETTERS);
    for class in [ClassIndex::BUILTIN, ClassIndex::METHOD_DESCRIPTOR, ClassIndex::WRAPPER_DESCRIPTOR] {
        vm.fill_class(
            class,
            &[method("__repr__", builtin_repr, "(self, /)", "")],
            &[getter("__name__", builtin_name, "")],
        );
    }
    vm.fill_class(ClassIndex::GENERATOR, GENERATOR, &[]);
    vm.fill_class(ClassIndex::PROPERTY, PROPERTY, &[]);
    vm.fill_class(ClassIndex::STATIC_METHOD, STATIC_METHOD, &[]);
    vm.fill_class(ClassIndex::CLASS_METHOD, CLASS_METHOD, &[]);
    vm.fill_class(ClassIndex::MODULE, &[method("__repr__", module_repr, "(self, /)", "")], &[]);
    for (class, text) in [
        (ClassIndex::OBJECT, "object"),
        (ClassIndex::TYPE, "type"),
        (ClassIndex::PROPERTY, "property"),
        (ClassIndex::STATIC_METHOD, "staticmethod"),
        (ClassIndex::CLASS_METHOD, "classmethod"),
    ] {
        let value = vm.heap.class(class).to_value();
        vm.set_builtin(text, value);
    }
}

pub(crate) fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

pub(crate) fn identity(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].clone())
}

// ---- object -------------------------------------------------------------------------------------

fn object_new(vm: &mut Vm, args: &[Value]) -> Result {
    match args[0].as_ref::<Class>().cloned() {
        Some(class) => vm.allocate(&class),
        None => Err(vm.type_error("object.__new__(X): X is not a type object")),
    }
}

fn object_init(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

/// The number that stands in for an address.
fn address(value: &Value) -> String {
    format!("{:#x}", object::identity_number(value))
}

fn object_repr(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].is_none() {
        return Ok(Value::from("None"));
    }
    if args[0].is_same(&Value::ELLIPSIS) {
        return Ok(Value::from("Ellipsis"));
    }
    if args[0].is_not_implemented() {
        return Ok(Value::from("NotImplemented"));
    }
    let class = vm.class_of(&args[0]);
    Ok(Value::from(format!("<{} object at {}>", vm.qualified_name(&class), address(&args[0]))))
}

fn object_str(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.repr(&args[0])?.into())
}

fn object_hash(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(vm.identity_hash(&args[0])))
}

fn object_eq(_: &mut Vm, args: &[Value]) -> Result {
    Ok(if args[0].is_same(&args[1]) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
}

fn object_ne(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.call_dunder(&args[0], dunder::EQ, &args[1..]) {
        Some(result) => {
            let result = result?;
            if result.is_not_implemented() { Ok(result) } else { Ok(Value::bool(!vm.truth(&result)?)) }
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn object_format(vm: &mut Vm, args: &[Value]) -> Result {
    let spec = vm.str_arg(&args[1], "format() argument 2")?;
    if spec.is_empty() {
        return Ok(vm.str(&args[0])?.into());
    }
    let message = format!("unsupported format string passed to {}.__format__", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}

fn attribute_name(vm: &mut Vm, name: &Value) -> Result<object::Name> {
    match name.as_ref::<Str>() {
        Some(name) => Ok(vm.heap.intern_str(name)),
        None => {
            let message = format!("attribute name must be string, not '{}'", vm.type_name(name));
            Err(vm.type_error(message))
        }
    }
}

fn get_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = attribute_name(vm, &args[1])?;
    let class = vm.heap.class_index_of(&args[0]);
    match vm.plain_attr(&args[0], class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.missing_attribute(&args[0], &name)),
    }
}

fn set_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = attribute_name(vm, &args[1])?;
    vm.plain_set_attr(&args[0], &name, Some(args[2].clone()))?;
    Ok(Value::NONE)
}

fn delete_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = attribute_name(vm, &args[1])?;
    vm.plain_set_attr(&args[0], &name, None)?;
    Ok(Value::NONE)
}

fn class_of(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.class_of(&args[0]).into())
}

fn namespace_of(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(class) = args[0].as_ref::<Class>() {
        return Ok(class.get(&vm.heap).namespace.to_value());
    }
    if let Some(module) = args[0].as_ref::<object::Module>() {
        return Ok(module.get(&vm.heap).namespace.to_value());
    }
    match vm.heap.attribute_dict(&args[0]) {
        Some(dict) => Ok(dict.into()),
        None => {
            let name = vm.intern("__dict__");
            Err(vm.missing_attribute(&args[0], &name))
        }
    }
}

fn module_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.get_attr_str(&args[0], "__name__")?;
    Ok(Value::from(format!("<module {}>", vm.repr_text(&name)?)))
}

// ---- type -----------------------------------------------------------------------------------------

fn as_class(vm: &mut Vm, value: &Value) -> Result<Ref<Class>> {
    match value.as_ref::<Class>() {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error("a class is needed here")),
    }
}

fn type_new(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.tuple_items(&args[1]).to_vec();
    if let ([one], true) = (items.as_slice(), args[0].is_same(vm.heap.class(ClassIndex::TYPE).value())) {
        return Ok(vm.class_of(one).into());
    }
    let [name, bases, namespace] = items.as_slice() else {
        return Err(vm.type_error("type() takes 1 or 3 arguments"));
    };
    let name = vm.str_arg(name, "type.__new__() argument 1")?;
    let bases = vm.tuple_items(bases).to_vec();
    let Some(namespace) = namespace.as_ref::<object::Dict>().cloned() else {
        let message = format!("type.__new__() argument 3 must be dict, not {}", vm.type_name(namespace));
        return Err(vm.type_error(message));
    };
    let keywords = crate::function::keywords(vm, &args[2])?;
    vm.make_class(&args[0], &name, &bases, &namespace, &keywords)
}

fn type_call(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let items = vm.tuple_items(&args[1]).to_vec();
    let keywords = crate::function::keywords(vm, &args[2])?;
    vm.instantiate(&class, &items, &keywords)
}

fn type_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::from(format!("<class '{}'>", vm.qualified_name(&class))))
}

fn type_mro(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let order = vm.compute_mro(&class)?;
    Ok(Value::list(order.into_iter().map(Value::from).collect()))
}

fn type_mro_tuple(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::tuple(class.get(&vm.heap).mro.iter().map(|c| c.to_value()).collect()))
}

fn instance_check(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.plain_class_check(&args[1], &args[0], true)?))
}

fn subclass_check(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.plain_class_check(&args[1], &args[0], false)?))
}

fn type_prepare(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Ref::dict().into())
}

fn type_name(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(class.get(&vm.heap).name.to_value())
}

fn type_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(class.get(&vm.heap).qualname.clone())
}

fn type_bases(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::tuple(class.get(&vm.heap).bases.iter().map(|c| c.to_value()).collect()))
}

fn type_module(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let key = vm.heap.dunder(dunder::MODULE).clone();
    let namespace = class.get(&vm.heap).namespace.clone();
    Ok(namespace.get(&vm.heap).get_name(&key).cloned().unwrap_or(Value::NONE))
}

// ---- functions ----------------------------------------------------------------------------------------

fn of_function(vm: &mut Vm, value: &Value, get: impl Fn(&Function) -> Value) -> Result {
    match value.as_ref::<Function>() {
        Some(function) => Ok(get(function.get(&vm.heap))),
        None => Err(vm.type_error("a function is needed here")),
    }
}

fn function_name(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.name.clone())
}
fn function_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.qualname.clone())
}
fn function_module(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.module.clone())
}
fn function_doc(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.doc.clone())
}
fn set_function_doc(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(function) = args[0].as_ref::<Function>() {
        let doc = if args[1].is_unbound() { Value::NONE } else { args[1].clone() };
        let old = std::mem::replace(&mut function.get_mut(&mut vm.heap).doc, doc);
        drop(old);
    }
    Ok(Value::NONE)
}
fn function_defaults(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| if f.defaults.is_empty() { Value::NONE } else { Value::tuple(f.defaults.clone()) })
}

fn function_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = function_qualname(vm, args)?;
    Ok(Value::from(format!("<function {} at {}>", vm.str_text(&name)?, address(&args[0]))))
}

fn method_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (function, receiver) = (method_function(vm, args)?, method_self(vm, args)?);
    let name = vm.get_attr_str(&function, "__qualname__")?;
    Ok(Value::from(format!("<bound method {} of {}>", vm.str_text(&name)?, vm.repr_text(&receiver)?)))
}

fn method_self(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].as_ref::<BoundMethod>().map_or(Value::NONE, |m| m.receiver.clone()))
}
fn method_function(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].as_ref::<BoundMethod>().map_or(Value::NONE, |m| m.function.clone()))
}

fn builtin_name(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].as_ref::<Builtin>().map_or(Value::NONE, |b| b.name.to_value()))
}

fn builtin_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(builtin) = args[0].as_ref::<Builtin>().cloned() else {
        return Ok(Value::NONE);
    };
    let name = builtin.name.as_str();
    let owner = builtin.owner.as_ref::<Class>().map(|c| vm.class_name(c)).unwrap_or_default();
    Ok(Value::from(match builtin.header().class() {
        ClassIndex::METHOD_DESCRIPTOR => format!("<method '{name}' of '{owner}' objects>"),
        ClassIndex::WRAPPER_DESCRIPTOR => format!("<slot wrapper '{name}' of '{owner}' objects>"),
        _ if builtin.bound.is_unbound() => format!("<built-in function {name}>"),
        _ => {
            let receiver = vm.type_name(&builtin.bound);
            format!("<built-in method {name} of {receiver} object at {}>", address(&builtin.bound))
        }
    }))
}

// ---- generators ------------------------------------------------------------------------------------------

fn as_generator(vm: &mut Vm, value: &Value) -> Result<Ref<Generator>> {
    match value.as_ref::<Generator>() {
        Some(generator) => Ok(generator.clone()),
        None => Err(vm.type_error("a generator is needed here")),
    }
}

fn resumed(vm: &mut Vm, result: Result<Option<Value>>) -> Result {
    match result? {
        Some(value) => Ok(value),
        None => {
            let value = vm.take_generator_result();
            Err(vm.stop_iteration(Some(value)))
        }
    }
}

fn generator_next(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    let result = vm.generator_send(&generator, Value::NONE);
    resumed(vm, result)
}

fn generator_send(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    let result = vm.generator_send(&generator, args[1].clone());
    resumed(vm, result)
}

fn generator_throw(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    let exception = vm.thrown_exception(&args[1], &args[2])?;
    let result = vm.generator_throw(&generator, exception);
    resumed(vm, result)
}

fn generator_close(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = as_generator(vm, &args[0])?;
    vm.generator_close(&generator)
}

// ---- descriptors -----------------------------------------------------------------------------------------

fn property_new(vm: &mut Vm, args: &[Value]) -> Result {
    let property = Descriptor::Property {
        get: args[1].clone(),
        set: args[2].clone(),
        delete: args[3].clone(),
        doc: args[4].clone(),
        name: Value::UNBOUND,
    };
    vm.new_object(&args[0], property)
}

fn changed(vm: &mut Vm, args: &[Value], which: usize) -> Result {
    let Some(descriptor) = args[0].as_ref::<Descriptor>().cloned() else {
        return Ok(Value::NONE);
    };
    let Descriptor::Property { get, set, delete, doc, name } = descriptor.get(&vm.heap) else {
        return Ok(Value::NONE);
    };
    let mut parts = [get.clone(), set.clone(), delete.clone()];
    let (doc, name) = (doc.clone(), name.clone());
    parts[which] = args[1].clone();
    let [get, set, delete] = parts;
    let class = vm.class_of(&args[0]).to_value();
    vm.new_object(&class, Descriptor::Property { get, set, delete, doc, name })
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

fn property_name(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(descriptor) = args[0].as_ref::<Descriptor>()
        && let Descriptor::Property { name, .. } = descriptor.get_mut(&mut vm.heap)
    {
        *name = args[2].clone();
    }
    Ok(Value::NONE)
}

fn static_method_new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Descriptor::StaticMethod { function: args[1].clone(), attributes: None })
}

fn class_method_new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Descriptor::ClassMethod { function: args[1].clone(), attributes: None })
}

/// Is the value of the kind that error messages call a string?
pub(crate) fn is_string(value: &Value) -> bool {
    value.kind() == Some(Kind::Str)
}
