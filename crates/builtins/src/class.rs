//! What classes show and do: the methods of `type`.

use object::{Class, ClassFlags, ClassIndex, Dict, Kind, Ref, Str, Value, View, dunder};
use vm::{Getter, Method, Mutation, Result, Vm, class_method, getter, getter_setter, method};

pub(crate) use crate::generator::identity;

const TYPE: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__call__", call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method("__getattribute__", crate::object::get_attribute, "(self, name, /)", "Return getattr(self, name)."),
    method("__setattr__", set_attribute, "(self, name, value, /)", "Implement setattr(self, name, value)."),
    method("__delattr__", delete_attribute, "(self, name, /)", "Implement delattr(self, name)."),
    method(
        "__init__",
        init,
        "(self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__or__", crate::alias::or, "(self, value, /)", "Return self|value."),
    method("__ror__", crate::alias::ror, "(self, value, /)", "Return value|self."),
    method("mro", mro, "(self, /)", "Return a type's method resolution order."),
    method("__subclasses__", subclasses, "(self, /)", "Return a list of immediate subclasses."),
    class_method("__prepare__", prepare, "(cls, /, *args, **kwargs)", "Create the namespace for the class statement"),
    method("__instancecheck__", instance_check, "(self, instance, /)", "Check if an object is an instance."),
    method("__subclasscheck__", subclass_check, "(self, subclass, /)", "Check if a class is a subclass."),
    method("__dir__", dir, "(self, /)", "Specialized __dir__ implementation for types."),
    method("__sizeof__", size_of, "(self, /)", "Return memory consumption of the type object."),
];

const GETTERS: &[Getter] = &[
    getter("__basicsize__", basic_size, ""),
    getter("__itemsize__", item_size, ""),
    getter("__flags__", flags, ""),
    getter("__weakrefoffset__", weak_offset, ""),
    getter("__base__", base, ""),
    getter("__dictoffset__", dict_offset, ""),
    getter_setter("__name__", name, set_name, ""),
    getter_setter("__qualname__", qualname, set_qualname, ""),
    getter_setter("__bases__", bases, set_bases, ""),
    getter("__mro__", mro_tuple, ""),
    getter_setter("__module__", module, set_module, ""),
    getter_setter("__abstractmethods__", abstract_methods, set_abstract_methods, ""),
    getter("__dict__", namespace, ""),
    getter_setter("__doc__", doc, set_doc, ""),
    getter("__text_signature__", text_signature, ""),
    getter_setter("__annotations__", annotations, set_annotations, ""),
    getter_setter("__type_params__", type_params, set_type_params, ""),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::TYPE, TYPE, GETTERS);
    vm.set_class_doc(
        ClassIndex::TYPE,
        "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    );
    // What these are is known to the machine: they hook nothing.
    vm.clear_hooks(ClassIndex::TYPE);
    let value = vm.heap.class(ClassIndex::TYPE).to_value();
    vm.set_builtin("type", value);
}

pub(crate) fn as_class(vm: &mut Vm, value: &Value) -> Result<Ref<Class>> {
    match value.as_ref::<Class>() {
        Some(class) => Ok(class.clone()),
        None => {
            let message = format!("descriptor requires a 'type' object but received '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

/// Is the value of the kind that error messages call a string?
pub(crate) fn is_string(value: &Value) -> bool {
    value.kind() == Some(Kind::Str)
}

// ---- making classes and instances --------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.tuple_items(&args[1]).to_vec();
    let exactly_type = args[0].is_same(vm.heap.class(ClassIndex::TYPE).value());
    let [name, bases, namespace] = items.as_slice() else {
        if exactly_type && items.len() == 1 {
            return Ok(vm.class_of(&items[0]).into());
        }
        let message = if exactly_type {
            "type() takes 1 or 3 arguments".to_string()
        } else {
            format!("type.__new__() takes exactly 3 arguments ({} given)", items.len())
        };
        return Err(vm.type_error(message));
    };
    let wrong = |vm: &mut Vm, number: usize, wanted: &str, value: &Value| {
        let message = format!("type.__new__() argument {number} must be {wanted}, not {}", vm.type_name(value));
        vm.type_error(message)
    };
    let Some(text) = name.as_ref::<Str>().cloned() else {
        return Err(wrong(vm, 1, "str", name));
    };
    if bases.kind() != Some(Kind::Tuple) {
        return Err(wrong(vm, 2, "tuple", bases));
    }
    let base_values = vm.tuple_items(bases).to_vec();
    let Some(dict) = namespace.as_ref::<Dict>().cloned() else {
        return Err(wrong(vm, 3, "dict", namespace));
    };
    if text.bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let keywords = crate::function::keywords(vm, &args[2])?;
    let winner = vm.winning_metaclass(args[0].clone(), &base_values)?;
    if !winner.is_same(&args[0])
        && let Some(class) = winner.as_ref::<Class>().cloned()
    {
        let hook = vm.heap.dunder(dunder::NEW).clone();
        let index = class.get(&vm.heap).index;
        if let (Some(own), Some(default)) = (vm.class_attr(index, &hook), vm.class_attr(ClassIndex::TYPE, &hook))
            && !own.is_same(&default)
        {
            let new = vm.get_attr(&winner, &hook)?;
            let mut arguments = vec![winner.clone()];
            arguments.extend(items.iter().cloned());
            return vm.call_kw(&new, &arguments, &keywords);
        }
    }
    vm.make_class(&winner, &text, &base_values, &dict, &keywords)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.tuple_items(&args[1]).len();
    let keywords = args[2].as_ref::<Dict>().is_some_and(|d| !d.get(&vm.heap).is_empty());
    if count == 1 && keywords {
        return Err(vm.type_error("type.__init__() takes no keyword arguments"));
    }
    if count != 1 && count != 3 {
        return Err(vm.type_error("type.__init__() takes 1 or 3 arguments"));
    }
    Ok(Value::NONE)
}

fn call(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let items = vm.tuple_items(&args[1]).to_vec();
    let keywords = crate::function::keywords(vm, &args[2])?;
    vm.instantiate(&class, &items, &keywords)
}

fn prepare(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Ref::<Dict>::dict().into())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::from(format!("<class '{}'>", vm.qualified_name(&class))))
}

fn set_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = crate::object::attribute_name(vm, &args[1])?;
    vm.plain_set_attr(&args[0], &name, Some(args[2].clone()))?;
    Ok(Value::NONE)
}

fn delete_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = crate::object::attribute_name(vm, &args[1])?;
    vm.plain_set_attr(&args[0], &name, None)?;
    Ok(Value::NONE)
}

// ---- the family -----------------------------------------------------------------------------------------

fn mro(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let order = vm.compute_mro(&class)?;
    Ok(Value::list(order.into_iter().map(Value::from).collect()))
}

fn mro_tuple(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::tuple(class.get(&vm.heap).mro.iter().map(|c| c.to_value()).collect()))
}

fn subclasses(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let numbers = class.get(&vm.heap).subclasses.clone();
    Ok(Value::list(numbers.into_iter().map(|n| vm.heap.class(n).to_value()).collect()))
}

fn instance_check(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.plain_class_check(&args[1], &args[0], true)?))
}

fn subclass_check(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.plain_class_check(&args[1], &args[0], false)?))
}

fn bases(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::tuple(class.get(&vm.heap).bases.iter().map(|c| c.to_value()).collect()))
}

fn set_bases(vm: &mut Vm, args: &[Value]) -> Result {
    let class = mutable(vm, args, "__bases__")?;
    let name = class.get(&vm.heap).name.clone();
    if args[1].kind() != Some(Kind::Tuple) {
        let message = format!("can only assign tuple to {}.__bases__, not {}", name.as_str(), vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let bases = vm.tuple_items(&args[1]).to_vec();
    if bases.is_empty() {
        return Err(vm.type_error(format!("can only assign non-empty tuple to {}.__bases__, not ()", name.as_str())));
    }
    vm.set_bases(&class, &bases)?;
    Ok(Value::NONE)
}

fn base(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let bases = class.get(&vm.heap).bases.clone();
    if bases.is_empty() {
        return Ok(Value::NONE);
    }
    Ok(vm.best_base(&bases)?.into())
}

// ---- names --------------------------------------------------------------------------------------------------

/// The class in `args`, if its attribute may be set to what is there.
fn mutable(vm: &mut Vm, args: &[Value], attribute: &str) -> Result<Ref<Class>> {
    let class = as_class(vm, &args[0])?;
    let immutable = class.get(&vm.heap).flags.has(ClassFlags::IMMUTABLE);
    if immutable || args[1].is_unbound() {
        let verb = if args[1].is_unbound() { "delete" } else { "set" };
        let message = format!("cannot {verb} '{attribute}' attribute of immutable type '{}'", vm.class_name(&class));
        return Err(vm.type_error(message));
    }
    Ok(class)
}

fn name(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(class.get(&vm.heap).name.to_value())
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Result {
    let class = mutable(vm, args, "__name__")?;
    let Some(text) = args[1].as_ref::<Str>().cloned() else {
        return Err(only_string(vm, &class, "__name__", &args[1]));
    };
    if text.bytes().contains(&0) {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    let name = vm.heap.intern_str(&text);
    vm.touched(class.value(), Mutation::SetAttribute);
    vm.forget_told_class(class.get(&vm.heap).index);
    class.get_mut(&mut vm.heap).name = name;
    Ok(Value::NONE)
}

fn only_string(vm: &mut Vm, class: &Ref<Class>, attribute: &str, value: &Value) -> vm::Raised {
    let name = class.get(&vm.heap).name.clone();
    let message = format!("can only assign string to {}.{attribute}, not '{}'", name.as_str(), vm.type_name(value));
    vm.type_error(message)
}

fn qualname(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(class.get(&vm.heap).qualname.clone())
}

fn set_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    let class = mutable(vm, args, "__qualname__")?;
    if !is_string(&args[1]) {
        return Err(only_string(vm, &class, "__qualname__", &args[1]));
    }
    let old = std::mem::replace(&mut class.get_mut(&mut vm.heap).qualname, args[1].clone());
    drop(old);
    Ok(Value::NONE)
}

/// What the class's own namespace binds a dunder to.
fn own(vm: &mut Vm, value: &Value, which: usize) -> Result<Option<Value>> {
    let class = as_class(vm, value)?;
    let key = vm.heap.dunder(which).clone();
    let namespace = class.get(&vm.heap).namespace.clone();
    Ok(namespace.get(&vm.heap).get_name(&key).cloned())
}

fn set_own(vm: &mut Vm, class: &Ref<Class>, which: usize, value: Value) {
    let key = vm.heap.dunder(which).clone();
    let (namespace, index) = {
        let data = class.get(&vm.heap);
        (data.namespace.clone(), data.index)
    };
    vm.heap.touch_class(index);
    vm.namespace_set(&namespace, &key, value);
}

fn module(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own(vm, &args[0], dunder::MODULE)?.unwrap_or_else(|| Value::from("builtins")))
}

fn set_module(vm: &mut Vm, args: &[Value]) -> Result {
    let class = mutable(vm, args, "__module__")?;
    set_own(vm, &class, dunder::MODULE, args[1].clone());
    Ok(Value::NONE)
}

fn doc(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let Some(found) = own(vm, &args[0], dunder::DOC)? else {
        return Ok(Value::NONE);
    };
    vm.bind_descriptor(&found, None, &class)
}

fn set_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let class = mutable(vm, args, "__doc__")?;
    set_own(vm, &class, dunder::DOC, args[1].clone());
    Ok(Value::NONE)
}

fn text_signature(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

fn annotations(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    if class.get(&vm.heap).flags.has(ClassFlags::IMMUTABLE) {
        let name = vm.heap.dunder(dunder::ANNOTATIONS).clone();
        return Err(vm.missing_attribute(&args[0], &name));
    }
    if let Some(found) = own(vm, &args[0], dunder::ANNOTATIONS)? {
        return vm.bind_descriptor(&found, None, &class);
    }
    let made: Value = Ref::<Dict>::dict().into();
    set_own(vm, &class, dunder::ANNOTATIONS, made.clone());
    Ok(made)
}

fn set_annotations(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    if !args[1].is_unbound() {
        let class = mutable(vm, args, "__annotations__")?;
        set_own(vm, &class, dunder::ANNOTATIONS, args[1].clone());
        return Ok(Value::NONE);
    }
    let key = vm.heap.dunder(dunder::ANNOTATIONS).clone();
    let namespace = class.get(&vm.heap).namespace.clone();
    match vm.namespace_delete(&namespace, &key) {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.attribute_error("__annotations__", &key, &args[0])),
    }
}

fn type_params(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(own(vm, &args[0], dunder::TYPE_PARAMS)?.unwrap_or_else(|| Value::tuple_of([])))
}

fn set_type_params(vm: &mut Vm, args: &[Value]) -> Result {
    let class = mutable(vm, args, "__type_params__")?;
    set_own(vm, &class, dunder::TYPE_PARAMS, args[1].clone());
    Ok(Value::NONE)
}

fn abstract_methods(vm: &mut Vm, args: &[Value]) -> Result {
    let exactly_type = args[0].is_same(vm.heap.class(ClassIndex::TYPE).value());
    match own(vm, &args[0], dunder::ABSTRACT_METHODS)? {
        Some(methods) if !exactly_type => Ok(methods),
        _ => {
            let name = vm.heap.dunder(dunder::ABSTRACT_METHODS).clone();
            Err(vm.attribute_error("__abstractmethods__", &name, &args[0]))
        }
    }
}

fn set_abstract_methods(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let abstract_now = if args[1].is_unbound() {
        let key = vm.heap.dunder(dunder::ABSTRACT_METHODS).clone();
        let namespace = class.get(&vm.heap).namespace.clone();
        if vm.namespace_delete(&namespace, &key).is_none() {
            return Err(vm.attribute_error("__abstractmethods__", &key, &args[0]));
        }
        false
    } else {
        let any = vm.truth(&args[1])?;
        set_own(vm, &class, dunder::ABSTRACT_METHODS, args[1].clone());
        any
    };
    class.get_mut(&mut vm.heap).flags.set(ClassFlags::ABSTRACT, abstract_now);
    Ok(Value::NONE)
}

/// The class's names, as a view that nobody can write through.
fn namespace(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let mapping = class.get(&vm.heap).namespace.to_value();
    Ok(Ref::new(ClassIndex::MAPPING_PROXY, View { mapping }).into())
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let names: Ref<Dict> = Ref::dict();
    crate::object::class_names(vm, &class, &names)?;
    let keys = names.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
    Ok(Value::list(keys))
}

// ---- layout, as CPython would have it --------------------------------------------------------------------

fn basic_size(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    let facts = class.get(&vm.heap);
    let base = match facts.kind {
        Kind::Float | Kind::BigInt | Kind::Tuple | Kind::Cell => 24,
        Kind::Complex => 32,
        Kind::List => 40,
        Kind::Str => 64,
        Kind::Bytes => 33,
        Kind::Dict => 64,
        Kind::Set => 200,
        Kind::Class => 888,
        Kind::Exception => 72,
        _ => 16,
    };
    Ok(Value::from_usize(base + 8 * facts.members as usize))
}

fn item_size(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::int(match class.get(&vm.heap).kind {
        Kind::Tuple => 8,
        Kind::BigInt => 4,
        Kind::Bytes => 1,
        Kind::Class => 40,
        _ => 0,
    }))
}

fn dict_offset(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::int(if class.get(&vm.heap).flags.has(ClassFlags::HAS_DICT) { -1 } else { 0 }))
}

fn weak_offset(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::int(if class.get(&vm.heap).flags.has(ClassFlags::HAS_WEAKREF) { -32 } else { 0 }))
}

/// `tp_flags`, those bits that programs ask for.
fn flags(vm: &mut Vm, args: &[Value]) -> Result {
    const HEAP_TYPE: i64 = 1 << 9;
    const BASE_TYPE: i64 = 1 << 10;
    const READY: i64 = 1 << 12;
    const COLLECTED: i64 = 1 << 14;
    const VALID: i64 = 1 << 19;
    let class = as_class(vm, &args[0])?;
    let facts = class.get(&vm.heap);
    let is = |index: ClassIndex| facts.is_subclass_of(index, &vm.heap);
    let mut bits = READY | VALID;
    let mut add = |on: bool, bit: i64| bits |= if on { bit } else { 0 };
    add(!facts.flags.has(ClassFlags::IMMUTABLE), HEAP_TYPE | COLLECTED);
    add(facts.flags.has(ClassFlags::IMMUTABLE), 1 << 8);
    add(!facts.flags.has(ClassFlags::FINAL), BASE_TYPE);
    add(facts.flags.has(ClassFlags::NO_NEW), 1 << 7);
    add(facts.flags.has(ClassFlags::ABSTRACT), 1 << 20);
    add(facts.flags.has(ClassFlags::SEQUENCE), 1 << 5);
    add(facts.flags.has(ClassFlags::MAPPING), 1 << 6);
    for (index, bit) in [
        (ClassIndex::INT, 24),
        (ClassIndex::LIST, 25),
        (ClassIndex::TUPLE, 26),
        (ClassIndex::BYTES, 27),
        (ClassIndex::STR, 28),
        (ClassIndex::DICT, 29),
        (ClassIndex::BASE_EXCEPTION, 30),
        (ClassIndex::TYPE, 31),
    ] {
        add(is(index), 1 << bit);
    }
    Ok(Value::from_i64(bits))
}

fn size_of(vm: &mut Vm, args: &[Value]) -> Result {
    let class = as_class(vm, &args[0])?;
    Ok(Value::int(if class.get(&vm.heap).flags.has(ClassFlags::IMMUTABLE) { 408 } else { 1672 }))
}
