//! What every object has: the methods of `object`.

use object::{Class, ClassFlags, ClassIndex, Descriptor, Dict, Kind, List, Module, Name, Ref, Str, Value, dunder};
use vm::{Getter, Method, Result, Vm, class_method, getter_setter, method};

const OBJECT: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__str__", str, "(self, /)", "Return str(self)."),
    method("__getattribute__", get_attribute, "(self, name, /)", "Return getattr(self, name)."),
    method("__setattr__", set_attribute, "(self, name, value, /)", "Implement setattr(self, name, value)."),
    method("__delattr__", delete_attribute, "(self, name, /)", "Implement delattr(self, name)."),
    method("__lt__", not_implemented, "(self, value, /)", "Return self<value."),
    method("__le__", not_implemented, "(self, value, /)", "Return self<=value."),
    method("__eq__", eq, "(self, value, /)", "Return self==value."),
    method("__ne__", ne, "(self, value, /)", "Return self!=value."),
    method("__gt__", not_implemented, "(self, value, /)", "Return self>value."),
    method("__ge__", not_implemented, "(self, value, /)", "Return self>=value."),
    method(
        "__init__",
        init,
        "(self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__reduce_ex__", reduce_ex, "(self, protocol, /)", "Helper for pickle."),
    method("__reduce__", reduce, "(self, /)", "Helper for pickle."),
    method("__getstate__", get_state, "(self, /)", "Helper for pickle."),
    class_method(
        "__subclasshook__",
        not_implemented,
        "(cls, object, /)",
        "Abstract classes can override this to customize issubclass().",
    ),
    class_method("__init_subclass__", none, "(cls, /)", "This method is called when a class is subclassed."),
    method("__format__", format, "(self, format_spec, /)", "Default object formatter."),
    method("__sizeof__", size_of, "(self, /)", "Size of object in memory, in bytes."),
    method("__dir__", dir, "(self, /)", "Default dir() implementation."),
];

const GETTERS: &[Getter] = &[getter_setter("__class__", class_of, set_class, "the object's class")];

/// Of instances that have a namespace; each class that adds one gets such a descriptor of its own.
const NAMESPACE: &[Getter] =
    &[getter_setter("__dict__", namespace, set_namespace, "dictionary for instance variables")];
const WEAK: &[Getter] = &[vm::getter("__weakref__", weak_references, "list of weak references to the object")];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::OBJECT, OBJECT, GETTERS);
    vm.set_class_doc(
        ClassIndex::OBJECT,
        "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\n\
         instance that has no instance attributes and cannot be given any.\n",
    );
    vm.set_instance_getters(&NAMESPACE[0], &WEAK[0]);
    for class in [ClassIndex::NONE_TYPE, ClassIndex::ELLIPSIS, ClassIndex::NOT_IMPLEMENTED] {
        let methods = [
            method("__new__", singleton, "(cls, /, *args, **kwargs)", "Create and return a new object."),
            method("__repr__", singleton_repr, "(self, /)", "Return repr(self)."),
        ];
        vm.fill_class(class, &methods, &[]);
    }
    let reduce = [method("__reduce__", singleton_repr, "(self, /)", "Helper for pickle.")];
    vm.fill_class(ClassIndex::ELLIPSIS, &reduce, &[]);
    vm.fill_class(ClassIndex::NOT_IMPLEMENTED, &reduce, &[]);
    let truth = [method("__bool__", not_implemented_truth, "(self, /)", "True if self else False")];
    vm.fill_class(ClassIndex::NOT_IMPLEMENTED, &truth, &[]);
    let truth = [
        method("__bool__", none_truth, "(self, /)", "True if self else False"),
        method("__hash__", none_hash, "(self, /)", "Return hash(self)."),
        method("__lt__", none_unordered, "(self, value, /)", "Return self<value."),
        method("__le__", none_unordered, "(self, value, /)", "Return self<=value."),
        method("__eq__", eq, "(self, value, /)", "Return self==value."),
        method("__ne__", ne, "(self, value, /)", "Return self!=value."),
        method("__gt__", none_unordered, "(self, value, /)", "Return self>value."),
        method("__ge__", none_unordered, "(self, value, /)", "Return self>=value."),
    ];
    vm.fill_class(ClassIndex::NONE_TYPE, &truth, &[]);
    let value = vm.heap.class(ClassIndex::OBJECT).to_value();
    vm.set_builtin("object", value);
}

pub(crate) fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

pub(crate) fn not_implemented(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}

fn none_truth(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}

fn not_implemented_truth(vm: &mut Vm, _: &[Value]) -> Result {
    vm.warn("DeprecationWarning", "NotImplemented should not be used in a boolean context")?;
    Ok(Value::TRUE)
}

/// `type(None)()` and its like: the one object of the class.
fn singleton(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_index(&args[0]);
    if !vm.tuple_items(&args[1]).is_empty() || !crate::function::keywords(vm, &args[2])?.is_empty() {
        let name = Ref::<Class>::clone(vm.heap.class(class));
        let message = format!("{} takes no arguments", vm.class_name(&name));
        return Err(vm.type_error(message));
    }
    Ok(match class {
        ClassIndex::ELLIPSIS => Value::ELLIPSIS,
        ClassIndex::NOT_IMPLEMENTED => Value::NOT_IMPLEMENTED,
        _ => Value::NONE,
    })
}

fn singleton_repr(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(if args[0].is_none() {
        "None"
    } else if args[0].is_not_implemented() {
        "NotImplemented"
    } else {
        "Ellipsis"
    }))
}

// ---- making -----------------------------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(class) = args[0].as_ref::<Class>().cloned() else {
        let message = format!("object.__new__(X): X is not a type object ({})", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    if has_excess(vm, &args[1], &args[2]) {
        if !vm.is_default(&class, dunder::NEW) {
            return Err(vm.type_error("object.__new__() takes exactly one argument (the type to instantiate)"));
        }
        if vm.is_default(&class, dunder::INIT) {
            let message = format!("{}() takes no arguments", vm.class_name(&class));
            return Err(vm.type_error(message));
        }
    }
    vm.allocate(&class)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    if has_excess(vm, &args[1], &args[2]) {
        let class = vm.class_of(&args[0]);
        if !vm.is_default(&class, dunder::INIT) {
            return Err(vm.type_error("object.__init__() takes exactly one argument (the instance to initialize)"));
        }
        if vm.is_default(&class, dunder::NEW) {
            let message =
                format!("{}.__init__() takes exactly one argument (the instance to initialize)", vm.class_name(&class));
            return Err(vm.type_error(message));
        }
    }
    Ok(Value::NONE)
}

fn has_excess(vm: &Vm, positional: &Value, keywords: &Value) -> bool {
    !vm.tuple_items(positional).is_empty() || keywords.as_ref::<Dict>().is_some_and(|d| !d.get(&vm.heap).is_empty())
}

// ---- text, equality -----------------------------------------------------------------------------------

/// The number that stands in for an address.
pub(crate) fn address(value: &Value) -> String {
    format!("{:#x}", object::identity_number(value))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    Ok(Value::from(format!("<{} object at {}>", vm.qualified_name(&class), address(&args[0]))))
}

fn str(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.repr(&args[0])?.into())
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(vm.identity_hash(&args[0])))
}

fn eq(_: &mut Vm, args: &[Value]) -> Result {
    Ok(if args[0].is_same(&args[1]) { Value::TRUE } else { Value::NOT_IMPLEMENTED })
}

fn ne(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.call_dunder(&args[0], dunder::EQ, &args[1..]) {
        Some(result) => {
            let result = result?;
            if result.is_not_implemented() { Ok(result) } else { Ok(Value::bool(!vm.truth(&result)?)) }
        }
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn format(vm: &mut Vm, args: &[Value]) -> Result {
    let spec = vm.str_arg(&args[1], "__format__() argument")?;
    if spec.is_empty() {
        return Ok(vm.str(&args[0])?.into());
    }
    let message = format!("unsupported format string passed to {}.__format__", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}

// ---- attributes -----------------------------------------------------------------------------------------

pub(crate) fn attribute_name(vm: &mut Vm, name: &Value) -> Result<Name> {
    match name.as_ref::<Str>() {
        Some(name) => Ok(vm.heap.intern_str(name)),
        None => {
            let message = format!("attribute name must be string, not '{}'", vm.type_name(name));
            Err(vm.type_error(message))
        }
    }
}

pub(crate) fn get_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = attribute_name(vm, &args[1])?;
    let class = vm.heap.class_index_of(&args[0]);
    match vm.plain_attr(&args[0], class, &name)? {
        Some(value) => Ok(value),
        None => Err(vm.missing_attribute(&args[0], &name)),
    }
}

pub(crate) fn set_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = attribute_name(vm, &args[1])?;
    cannot_bypass(vm, &args[0], "__setattr__")?;
    vm.plain_set_attr(&args[0], &name, Some(args[2].clone()))?;
    Ok(Value::NONE)
}

pub(crate) fn delete_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    let name = attribute_name(vm, &args[1])?;
    cannot_bypass(vm, &args[0], "__delattr__")?;
    vm.plain_set_attr(&args[0], &name, None)?;
    Ok(Value::NONE)
}

/// `object.__setattr__(int, …)`: what type itself forbids cannot be had through object.
fn cannot_bypass(vm: &mut Vm, object: &Value, what: &str) -> Result<()> {
    let Some(class) = object.as_ref::<Class>() else {
        return Ok(());
    };
    if !class.get(&vm.heap).flags.has(ClassFlags::IMMUTABLE) {
        return Ok(());
    }
    let message = format!("can't apply this {what} to {} object", vm.type_name(object));
    Err(vm.type_error(message))
}

fn class_of(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.class_of(&args[0]).into())
}

fn set_class(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return Err(vm.type_error("can't delete __class__ attribute"));
    }
    let Some(class) = args[1].as_ref::<Class>().cloned() else {
        let message = format!("__class__ must be set to a class, not '{}' object", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    let old = vm.class_of(&args[0]);
    let mutable = |vm: &Vm, class: &Ref<Class>| !class.get(&vm.heap).flags.has(ClassFlags::IMMUTABLE);
    let modules = args[0].kind() == Some(Kind::Module) && class.get(&vm.heap).kind == Kind::Module;
    if !modules && (!mutable(vm, &old) || !mutable(vm, &class)) {
        return Err(vm.type_error("__class__ assignment only supported for mutable types or ModuleType subclasses"));
    }
    if !vm.same_layout(&old, &class) {
        let message = format!(
            "__class__ assignment: '{}' object layout differs from '{}'",
            vm.class_name(&class),
            vm.class_name(&old)
        );
        return Err(vm.type_error(message));
    }
    vm.set_class(&args[0], &class);
    Ok(Value::NONE)
}

fn namespace(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(module) = args[0].as_ref::<Module>() {
        return Ok(module.get(&vm.heap).namespace.to_value());
    }
    match vm.attribute_dict(&args[0]) {
        Some(dict) => Ok(dict.into()),
        None => {
            let name = vm.heap.dunder(dunder::DICT).clone();
            Err(vm.missing_attribute(&args[0], &name))
        }
    }
}

fn set_namespace(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].kind() == Some(Kind::Module) {
        return Err(vm.error("AttributeError", "readonly attribute"));
    }
    let deleting = args[1].is_unbound();
    let dict = match args[1].as_ref::<Dict>() {
        Some(dict) => dict.clone(),
        None if deleting => Ref::dict(),
        None => {
            let message = format!("__dict__ must be set to a dictionary, not a '{}'", vm.type_name(&args[1]));
            return Err(vm.type_error(message));
        }
    };
    vm.set_attribute_dict(&args[0], dict);
    Ok(Value::NONE)
}

fn weak_references(_: &mut Vm, args: &[Value]) -> Result {
    Ok(object::weak_references(&args[0]).into_iter().next().unwrap_or(Value::NONE))
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result {
    let names: Ref<Dict> = Ref::dict();
    let key = vm.heap.dunder(dunder::DICT).clone();
    if let Some(own) = vm.find_attr(&args[0], &key)?
        && let Some(own) = own.as_ref::<Dict>()
    {
        let keys: Vec<Value> = own.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
        for key in keys {
            vm.dict_set(&names, key, Value::NONE)?;
        }
    }
    let key = vm.heap.dunder(dunder::CLASS).clone();
    if let Some(class) = vm.find_attr(&args[0], &key)?
        && let Some(class) = class.as_ref::<Class>()
    {
        class_names(vm, class, &names)?;
    }
    let keys = names.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
    Ok(Value::list(keys))
}

/// Adds the names that a class and its bases bind.
pub(crate) fn class_names(vm: &mut Vm, class: &Ref<Class>, names: &Ref<Dict>) -> Result<()> {
    let order = class.get(&vm.heap).mro.clone();
    for class in order {
        let namespace = class.get(&vm.heap).namespace.clone();
        let keys: Vec<Value> = namespace.get(&vm.heap).entries().map(|e| e.key.clone()).collect();
        for key in keys {
            vm.dict_set(names, key, Value::NONE)?;
        }
    }
    Ok(())
}

// ---- pickling ---------------------------------------------------------------------------------------------

fn reduce_ex(vm: &mut Vm, args: &[Value]) -> Result {
    let protocol = vm.index(&args[1])?;
    let name = vm.heap.dunder(dunder::REDUCE).clone();
    let class = vm.class_of(&args[0]);
    if !vm.is_default(&class, dunder::REDUCE) || own_reduce(vm, &args[0]) {
        let hook = vm.get_attr(&args[0], &name)?;
        return vm.call(&hook, &[]);
    }
    reduce_with(vm, &args[0], protocol)
}

fn own_reduce(vm: &mut Vm, object: &Value) -> bool {
    let name = vm.heap.dunder(dunder::REDUCE).clone();
    vm.own_attr(object, &name).is_some()
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    reduce_with(vm, &args[0], 0)
}

fn reduce_with(vm: &mut Vm, object: &Value, protocol: i64) -> Result {
    let copyreg = vm.import_module("copyreg")?;
    if protocol < 2 {
        return vm.call_method(&copyreg, "_reduce_ex", &[object.clone(), Value::from_i64(protocol)]);
    }
    let class = vm.class_of(object);
    let (positional, keywords) = new_arguments(vm, object)?;
    let has_arguments = positional.is_some();
    let is = |vm: &Vm, index: ClassIndex| vm.is_instance(object, index);
    let (is_list, is_dict) = (is(vm, ClassIndex::LIST), is(vm, ClassIndex::DICT));
    let mut arguments = vec![class.to_value()];
    let function = match &keywords {
        Some(keywords) => {
            arguments.push(Value::tuple(positional.unwrap_or_default()));
            arguments.push(keywords.clone());
            vm.get_attr_str(&copyreg, "__newobj_ex__")?
        }
        None => {
            arguments.extend(positional.unwrap_or_default());
            vm.get_attr_str(&copyreg, "__newobj__")?
        }
    };
    let required = !has_arguments && !is_list && !is_dict;
    let state = if vm.is_default(&class, dunder::GETSTATE) {
        default_state(vm, object, required)?
    } else {
        vm.call_method(object, "__getstate__", &[])?
    };
    let items = if is_list { vm.iter(object)? } else { Value::NONE };
    let pairs = if is_dict {
        let pairs = vm.call_method(object, "items", &[])?;
        vm.iter(&pairs)?
    } else {
        Value::NONE
    };
    Ok(Value::tuple_of([function, Value::tuple(arguments), state, items, pairs]))
}

type NewArguments = (Option<Vec<Value>>, Option<Value>);

/// What `__getnewargs_ex__` or `__getnewargs__` says.
fn new_arguments(vm: &mut Vm, object: &Value) -> Result<NewArguments> {
    let extended = vm.intern("__getnewargs_ex__");
    if let Some(hook) = vm.find_attr(object, &extended)? {
        let result = vm.call(&hook, &[])?;
        if result.kind() != Some(Kind::Tuple) {
            let message = format!("__getnewargs_ex__ should return a tuple, not '{}'", vm.type_name(&result));
            return Err(vm.type_error(message));
        }
        let items = vm.tuple_items(&result).to_vec();
        let [positional, keywords] = items.as_slice() else {
            let message = format!("__getnewargs_ex__ should return a tuple of length 2, not {}", items.len());
            return Err(vm.value_error(message));
        };
        if positional.kind() != Some(Kind::Tuple) {
            let message = format!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                vm.type_name(positional)
            );
            return Err(vm.type_error(message));
        }
        if keywords.kind() != Some(Kind::Dict) {
            let message = format!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                vm.type_name(keywords)
            );
            return Err(vm.type_error(message));
        }
        let empty = keywords.as_ref::<Dict>().is_some_and(|d| d.get(&vm.heap).is_empty());
        return Ok((Some(vm.tuple_items(positional).to_vec()), (!empty).then(|| keywords.clone())));
    }
    let plain = vm.intern("__getnewargs__");
    if let Some(hook) = vm.find_attr(object, &plain)? {
        let result = vm.call(&hook, &[])?;
        if result.kind() != Some(Kind::Tuple) {
            let message = format!("__getnewargs__ should return a tuple, not '{}'", vm.type_name(&result));
            return Err(vm.type_error(message));
        }
        return Ok((Some(vm.tuple_items(&result).to_vec()), None));
    }
    Ok((None, None))
}

fn get_state(vm: &mut Vm, args: &[Value]) -> Result {
    default_state(vm, &args[0], false)
}

/// The namespace of an object and its slots, as `object.__getstate__` gives them.
fn default_state(vm: &mut Vm, object: &Value, required: bool) -> Result {
    let class = vm.class_of(object);
    let plain = matches!(
        class.get(&vm.heap).kind,
        Kind::Instance | Kind::List | Kind::Dict | Kind::Set | Kind::Exception | Kind::Tuple
    );
    if required && !plain {
        let message = format!("cannot pickle '{}' object", vm.class_name(&class));
        return Err(vm.type_error(message));
    }
    let state = match vm.attribute_dict(object) {
        Some(dict) if !dict.get(&vm.heap).is_empty() => dict.into(),
        _ => Value::NONE,
    };
    let members = slot_names(vm, &class);
    let slots: Ref<Dict> = Ref::dict();
    for (name, attribute) in members {
        if let Some(value) = vm.find_attr(object, &attribute)? {
            vm.dict_set(&slots, name.to_value(), value)?;
        }
    }
    if slots.get(&vm.heap).is_empty() {
        return Ok(state);
    }
    Ok(Value::tuple_of([state, slots.into()]))
}

/// Members of `__slots__` in a class and its bases.
fn slot_names(vm: &mut Vm, class: &Ref<Class>) -> Vec<(Name, Name)> {
    let mut names = Vec::new();
    for class in class.get(&vm.heap).mro.clone() {
        let namespace = class.get(&vm.heap).namespace.clone();
        let found: Vec<Value> = namespace.get(&vm.heap).entries().map(|e| e.value.clone()).collect();
        for value in found {
            if let Some(descriptor) = value.as_ref::<Descriptor>()
                && let Descriptor::Member { name, .. } = descriptor.get(&vm.heap)
                && let Some(name) = name.as_ref::<Str>().cloned()
            {
                let name = vm.heap.intern_str(&name);
                names.push((name.clone(), name));
            }
        }
    }
    names
}

// ---- size -----------------------------------------------------------------------------------------------------

/// What CPython's layout would take: the memory model of ours is another.
fn size_of(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let facts = class.get(&vm.heap);
    let extra = facts.members as usize * 8;
    let base = match facts.kind {
        Kind::Instance => 16,
        Kind::List => 40 + 8 * args[0].as_ref::<List>().map_or(0, |l| l.get(&vm.heap).0.len()),
        Kind::Tuple => 24 + 8 * vm.tuple_items(&args[0]).len(),
        Kind::Float => 24,
        Kind::Complex => 32,
        Kind::Class => {
            if facts.flags.has(ClassFlags::IMMUTABLE) {
                408
            } else {
                1672
            }
        }
        Kind::Function => 144,
        Kind::Method => 48,
        Kind::Builtin => 56,
        Kind::Module => 56,
        Kind::Exception => 72,
        Kind::Range | Kind::Slice => 48,
        Kind::Cell => 24,
        _ => 48,
    };
    Ok(Value::from_usize(base + extra))
}

fn none_hash(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_i64(vm.hash(&Value::NONE)?))
}

fn none_unordered(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}
