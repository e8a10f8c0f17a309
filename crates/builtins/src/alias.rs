//! `list[int]` and `int | str`.

use object::{Alias, Class, ClassIndex, Kind, Ref, Str, Tuple, Value, dunder};
use vm::{Getter, Method, Result, Vm, class_method, getter, method};

const GENERIC: &[Method] = &[
    method("__new__", generic_new, "(cls, origin, args, /)", "Represent a PEP 585 generic type"),
    method("__repr__", generic_repr, "(self, /)", "Return repr(self)."),
    method("__hash__", generic_hash, "(self, /)", "Return hash(self)."),
    method("__call__", generic_call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method("__eq__", generic_eq, "(self, value, /)", "Return self==value."),
    method("__iter__", generic_iter, "(self, /)", "Implement iter(self)."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__mro_entries__", mro_entries, "(self, bases, /)", "The origin stands in the bases."),
    method("__instancecheck__", no_instance_check, "(self, instance, /)", "Always an error."),
    method("__subclasscheck__", no_subclass_check, "(self, subclass, /)", "Always an error."),
    method("__reduce__", generic_reduce, "(self, /)", "Helper for pickle."),
    method("__dir__", generic_dir, "(self, /)", "The names of the origin and some of its own."),
];

const GENERIC_GETTERS: &[Getter] = &[
    getter("__origin__", origin, ""),
    getter("__args__", arguments, ""),
    getter("__parameters__", parameters, "Type variables in the GenericAlias."),
    getter("__unpacked__", unpacked, ""),
    getter("__typing_unpacked_tuple_args__", unpacked_arguments, ""),
];

const UNION: &[Method] = &[
    method("__repr__", union_repr, "(self, /)", "Return repr(self)."),
    method("__hash__", union_hash, "(self, /)", "Return hash(self)."),
    method("__eq__", union_eq, "(self, value, /)", "Return self==value."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__instancecheck__", union_instance_check, "(self, instance, /)", "Is it an instance of any member?"),
    method("__subclasscheck__", union_subclass_check, "(self, subclass, /)", "Is it a subclass of any member?"),
];

const UNION_GETTERS: &[Getter] = &[
    getter("__args__", arguments, ""),
    getter("__parameters__", parameters, "Type variables in the types.UnionType."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::GENERIC_ALIAS, GENERIC, GENERIC_GETTERS);
    vm.fill_class(ClassIndex::UNION, UNION, UNION_GETTERS);
    let of_types = class_method("__class_getitem__", union_of, "(cls, item, /)", "The union of types.");
    vm.fill_class(ClassIndex::UNION, &[of_types], &[]);
    for class in [ClassIndex::GENERIC_ALIAS, ClassIndex::UNION] {
        vm.set_class_module(class, "types");
    }
    let generic = [class_method("__class_getitem__", class_get_item, "(cls, item, /)", "See PEP 585")];
    for class in [
        ClassIndex::LIST,
        ClassIndex::TUPLE,
        ClassIndex::DICT,
        ClassIndex::SET,
        ClassIndex::FROZENSET,
        ClassIndex::ENUMERATE,
        ClassIndex::GENERATOR,
        ClassIndex::COROUTINE,
        ClassIndex::ASYNC_GENERATOR,
        ClassIndex::WEAKREF,
        ClassIndex::MEMORYVIEW,
    ] {
        vm.fill_class(class, &generic, &[]);
    }
    {
        let name = "BaseExceptionGroup";
        let class = vm.exception_class(name);
        vm.fill_class(class, &generic, &[]);
    }
}

/// `cls[item]`
pub(crate) fn class_get_item(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

fn parts(vm: &mut Vm, value: &Value) -> Result<(Value, Ref<Tuple>, bool)> {
    match value.as_ref::<Alias>() {
        Some(alias) => {
            let data = alias.get(&vm.heap);
            Ok((data.origin.clone(), data.arguments.clone(), data.starred))
        }
        None => Err(vm.type_error("descriptor requires a generic alias")),
    }
}

fn origin(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(parts(vm, &args[0])?.0)
}

fn arguments(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(parts(vm, &args[0])?.1.into())
}

fn unpacked(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(parts(vm, &args[0])?.2))
}

fn unpacked_arguments(vm: &mut Vm, args: &[Value]) -> Result {
    let (origin, arguments, starred) = parts(vm, &args[0])?;
    let tuple = vm.heap.class(ClassIndex::TUPLE).value();
    Ok(if starred && origin.is_same(tuple) { arguments.into() } else { Value::NONE })
}

// ---- type variables -------------------------------------------------------------------------------------

fn parameters(vm: &mut Vm, args: &[Value]) -> Result {
    let alias = match args[0].as_ref::<Alias>() {
        Some(alias) => alias.clone(),
        None => return Err(vm.type_error("descriptor requires a generic alias")),
    };
    let (known, arguments) = {
        let data = alias.get(&vm.heap);
        (data.parameters.clone(), data.arguments.clone())
    };
    if !known.is_unbound() {
        return Ok(known);
    }
    let mut found = Vec::new();
    collect_parameters(vm, &arguments.0, &mut found)?;
    let tuple = Value::tuple(found);
    alias.get_mut(&mut vm.heap).parameters = tuple.clone();
    Ok(tuple)
}

fn collect_parameters(vm: &mut Vm, arguments: &[Value], found: &mut Vec<Value>) -> Result<()> {
    let subst = vm.intern("__typing_subst__");
    let nested = vm.intern("__parameters__");
    for argument in arguments {
        if argument.kind() == Some(Kind::Class) {
            continue;
        }
        if matches!(argument.kind(), Some(Kind::Tuple | Kind::List)) {
            let items = vm.collect(argument)?;
            collect_parameters(vm, &items, found)?;
            continue;
        }
        let more = if vm.find_attr(argument, &subst)?.is_some() {
            vec![argument.clone()]
        } else {
            match vm.find_attr(argument, &nested)? {
                Some(tuple) => vm.tuple_items(&tuple).to_vec(),
                None => vec![],
            }
        };
        for parameter in more {
            if !found.iter().any(|f| f.is_same(&parameter)) {
                found.push(parameter);
            }
        }
    }
    Ok(())
}

/// `alias[key]`: type variables get their values.
fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let (origin, own, starred) = parts(vm, &args[0])?;
    let is_union = vm.heap.class_index_of(&args[0]) == ClassIndex::UNION;
    let parameters = parameters(vm, &args[..1])?;
    let wanted = vm.tuple_items(&parameters).to_vec();
    if wanted.is_empty() {
        let message = format!("{} is not a generic class", vm.repr_text(&args[0])?);
        return Err(vm.type_error(message));
    }
    let mut key = args[1].clone();
    for parameter in &wanted {
        let prepare = vm.intern("__typing_prepare_subst__");
        if let Some(hook) = vm.find_attr(parameter, &prepare)? {
            let given = if key.kind() == Some(Kind::Tuple) { key } else { Value::tuple_of([key]) };
            key = vm.call(&hook, &[args[0].clone(), given])?;
        }
    }
    let given = if key.kind() == Some(Kind::Tuple) { vm.tuple_items(&key).to_vec() } else { vec![key] };
    if given.len() != wanted.len() {
        let which = if given.len() > wanted.len() { "many" } else { "few" };
        let message = format!(
            "Too {which} arguments for {}; actual {}, expected {}",
            vm.repr_text(&args[0])?,
            given.len(),
            wanted.len()
        );
        return Err(vm.type_error(message));
    }
    let mut new = Vec::new();
    for argument in own.0.iter() {
        substitute(vm, argument, &wanted, &given, &mut new)?;
    }
    if is_union {
        let mut result = new.first().cloned().unwrap_or(Value::NONE);
        for member in new.iter().skip(1) {
            result = vm.binary(vm::Binary::Or, &result, member)?;
        }
        return Ok(result);
    }
    let alias = Alias { origin, arguments: Ref::<Tuple>::tuple(new), parameters: Value::UNBOUND, starred };
    let class = vm.class_of(&args[0]).to_value();
    vm.new_object(&class, alias)
}

fn substitute(vm: &mut Vm, argument: &Value, wanted: &[Value], given: &[Value], new: &mut Vec<Value>) -> Result<()> {
    if argument.kind() == Some(Kind::Class) {
        new.push(argument.clone());
        return Ok(());
    }
    if matches!(argument.kind(), Some(Kind::Tuple | Kind::List)) {
        let mut inner = Vec::new();
        for item in vm.collect(argument)? {
            substitute(vm, &item, wanted, given, &mut inner)?;
        }
        let list = argument.kind() == Some(Kind::List);
        new.push(if list { Value::list(inner) } else { Value::tuple(inner) });
        return Ok(());
    }
    let subst = vm.intern("__typing_subst__");
    if let Some(hook) = vm.find_attr(argument, &subst)? {
        let place = wanted.iter().position(|w| w.is_same(argument));
        let value = place.map_or(Value::NONE, |p| given[p].clone());
        let result = vm.call(&hook, &[value])?;
        let unpack = vm.intern("__typing_is_unpacked_typevartuple__");
        if vm.find_attr(argument, &unpack)?.is_some_and(|v| v.as_bool() == Some(true))
            && result.kind() == Some(Kind::Tuple)
        {
            new.extend(vm.tuple_items(&result).iter().cloned());
        } else {
            new.push(result);
        }
        return Ok(());
    }
    let nested = vm.intern("__parameters__");
    let inner = match vm.find_attr(argument, &nested)? {
        Some(tuple) => vm.tuple_items(&tuple).to_vec(),
        None => vec![],
    };
    if inner.is_empty() {
        new.push(argument.clone());
        return Ok(());
    }
    let values = inner.iter().map(|parameter| {
        let place = wanted.iter().position(|w| w.is_same(parameter));
        place.map_or(parameter.clone(), |p| given[p].clone())
    });
    let key = Value::tuple(values.collect());
    new.push(vm.get_item(argument, &key)?);
    Ok(())
}

// ---- generic aliases -----------------------------------------------------------------------------------------

fn generic_new(vm: &mut Vm, args: &[Value]) -> Result {
    let arguments = match args[2].as_ref::<Tuple>() {
        Some(tuple) => tuple.clone(),
        None => Ref::<Tuple>::tuple(vec![args[2].clone()]),
    };
    let alias = Alias { origin: args[1].clone(), arguments, parameters: Value::UNBOUND, starred: false };
    vm.new_object(&args[0], alias)
}

fn generic_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (origin, arguments, starred) = parts(vm, &args[0])?;
    let mut items = Vec::new();
    for argument in arguments.0.iter() {
        items.push(argument_text(vm, argument)?);
    }
    let inside = if items.is_empty() { "()".to_string() } else { items.join(", ") };
    let star = if starred { "*" } else { "" };
    Ok(Value::from(format!("{star}{}[{inside}]", argument_text(vm, &origin)?)))
}

/// A type as annotations write it.
fn argument_text(vm: &mut Vm, value: &Value) -> Result<String> {
    if value.is_same(&Value::ELLIPSIS) {
        return Ok("...".to_string());
    }
    if value.kind() == Some(Kind::List) {
        let mut items = Vec::new();
        for item in vm.collect(value)? {
            items.push(argument_text(vm, &item)?);
        }
        return Ok(format!("[{}]", items.join(", ")));
    }
    if let Some(class) = value.as_ref::<Class>().cloned() {
        return Ok(vm.qualified_name(&class));
    }
    let has = |vm: &mut Vm, name: &str| -> Result<Option<Value>> {
        let name = vm.intern(name);
        vm.find_attr(value, &name)
    };
    if has(vm, "__origin__")?.is_some() && has(vm, "__args__")?.is_some() {
        return vm.repr_text(value);
    }
    let (Some(qualname), Some(module)) = (has(vm, "__qualname__")?, has(vm, "__module__")?) else {
        return vm.repr_text(value);
    };
    let (Some(qualname), Some(module)) = (qualname.as_ref::<Str>(), module.as_ref::<Str>()) else {
        return vm.repr_text(value);
    };
    let qualname = qualname.lossy().into_owned();
    Ok(if module.bytes() == b"builtins" { qualname } else { format!("{}.{qualname}", module.lossy()) })
}

fn generic_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let (origin, arguments, _) = parts(vm, &args[0])?;
    let hash = vm.hash(&origin)? ^ vm.hash(arguments.value())?;
    Ok(Value::from_i64(if hash == -1 { -2 } else { hash }))
}

fn generic_eq(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[1]);
    if !class.get(&vm.heap).is_subclass_of(ClassIndex::GENERIC_ALIAS, &vm.heap) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (parts(vm, &args[0])?, parts(vm, &args[1])?);
    let same = a.2 == b.2 && vm.equal(&a.0, &b.0)? && vm.equal(a.1.value(), b.1.value())?;
    Ok(Value::bool(same))
}

fn generic_call(vm: &mut Vm, args: &[Value]) -> Result {
    let origin = parts(vm, &args[0])?.0;
    let items = vm.tuple_items(&args[1]).to_vec();
    let keywords = crate::function::keywords(vm, &args[2])?;
    let made = vm.call_kw(&origin, &items, &keywords)?;
    let name = vm.intern("__orig_class__");
    if vm.set_attr(&made, &name, args[0].clone()).is_err() && !vm.swallow("AttributeError") && !vm.swallow("TypeError")
    {
        return Err(vm::Raised);
    }
    Ok(made)
}

fn generic_iter(vm: &mut Vm, args: &[Value]) -> Result {
    let (origin, arguments, _) = parts(vm, &args[0])?;
    let alias = Alias { origin, arguments, parameters: Value::UNBOUND, starred: true };
    let starred = Ref::new(ClassIndex::GENERIC_ALIAS, alias);
    vm.iter(&Value::tuple_of([starred.into()]))
}

fn mro_entries(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([parts(vm, &args[0])?.0]))
}

fn no_instance_check(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.type_error("isinstance() argument 2 cannot be a parameterized generic"))
}

fn no_subclass_check(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.type_error("issubclass() argument 2 cannot be a parameterized generic"))
}

fn generic_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (origin, arguments, _) = parts(vm, &args[0])?;
    let class = vm.heap.class(ClassIndex::GENERIC_ALIAS).to_value();
    Ok(Value::tuple_of([class, Value::tuple(vec![origin, arguments.into()])]))
}

fn generic_dir(vm: &mut Vm, args: &[Value]) -> Result {
    let origin = parts(vm, &args[0])?.0;
    let names = match vm.call_dunder(&origin, dunder::DIR, &[]) {
        Some(names) => names?,
        None => Value::NONE,
    };
    let mut names = vm.collect(&names)?;
    for own in ["__origin__", "__args__", "__parameters__", "__mro_entries__", "__unpacked__"] {
        names.push(Value::from(own));
    }
    Ok(Value::list(names))
}

// ---- unions ---------------------------------------------------------------------------------------------------

pub(crate) fn or(vm: &mut Vm, args: &[Value]) -> Result {
    union(vm, &args[0], &args[1])
}

pub(crate) fn ror(vm: &mut Vm, args: &[Value]) -> Result {
    union(vm, &args[1], &args[0])
}

fn union(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    if !unionable(vm, a) || !unionable(vm, b) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let mut members: Vec<Value> = Vec::new();
    for side in [a, b] {
        add_members(vm, side, &mut members)?;
    }
    Ok(union_from(members))
}

/// `Union[a, b, …]`: what is no type yet is made one by the library (`'name'` a forward reference).
fn union_of(vm: &mut Vm, args: &[Value]) -> Result {
    let given = match args[1].as_ref::<Tuple>() {
        Some(tuple) => tuple.0.to_vec(),
        None => vec![args[1].clone()],
    };
    if given.is_empty() {
        return Err(vm.type_error("Cannot take a Union of no types."));
    }
    let mut members: Vec<Value> = Vec::new();
    for item in given {
        let item = if unionable(vm, &item) {
            item
        } else {
            let typing = vm.import_module("typing")?;
            let message = Value::from("Union[arg, ...]: each arg must be a type.");
            vm.call_method(&typing, "_type_check", &[item, message])?
        };
        add_members(vm, &item, &mut members)?;
    }
    Ok(union_from(members))
}

fn add_members(vm: &mut Vm, side: &Value, members: &mut Vec<Value>) -> Result<()> {
    for member in union_members(vm, side) {
        let mut known = false;
        for held in members.clone() {
            known |= held.is_same(&member) || vm.equal(&held, &member)?;
        }
        if !known {
            members.push(member);
        }
    }
    Ok(())
}

fn union_from(members: Vec<Value>) -> Value {
    if let [only] = members.as_slice() {
        return only.clone();
    }
    let alias = Alias {
        origin: Value::NONE,
        arguments: Ref::<Tuple>::tuple(members),
        parameters: Value::UNBOUND,
        starred: false,
    };
    Ref::new(ClassIndex::UNION, alias).into()
}

fn unionable(vm: &mut Vm, value: &Value) -> bool {
    value.is_none() || matches!(value.kind(), Some(Kind::Class | Kind::Alias)) || {
        let class = vm.class_of(value);
        let name = vm.qualified_name(&class);
        matches!(name.as_str(), "typing.TypeAliasType" | "typing.TypeVar" | "typing.ParamSpec")
    }
}

fn union_members(vm: &mut Vm, value: &Value) -> Vec<Value> {
    if value.is_none() {
        return vec![vm.heap.class(ClassIndex::NONE_TYPE).to_value()];
    }
    match value.as_ref::<Alias>() {
        Some(alias) if alias.header().class() == ClassIndex::UNION => alias.get(&vm.heap).arguments.0.to_vec(),
        _ => vec![value.clone()],
    }
}

fn union_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let mut items = Vec::new();
    for member in parts(vm, &args[0])?.1.0.iter() {
        let none = member.is_same(vm.heap.class(ClassIndex::NONE_TYPE).value());
        items.push(if none { "None".to_string() } else { argument_text(vm, member)? });
    }
    Ok(Value::from(items.join(" | ")))
}

fn union_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let mut hash = 0x9e37_79b9;
    for member in parts(vm, &args[0])?.1.0.iter() {
        hash ^= vm.hash(member)?.wrapping_mul(0x5851_f42d_4c95_7f2d);
    }
    Ok(Value::from_i64(hash >> 2))
}

fn union_eq(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.heap.class_index_of(&args[1]) != ClassIndex::UNION {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (parts(vm, &args[0])?.1, parts(vm, &args[1])?.1);
    if a.0.len() != b.0.len() {
        return Ok(Value::FALSE);
    }
    for member in a.0.iter() {
        let mut found = false;
        for other in b.0.iter() {
            found |= vm.equal(member, other)?;
        }
        if !found {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn union_instance_check(vm: &mut Vm, args: &[Value]) -> Result {
    for member in parts(vm, &args[0])?.1.0.iter() {
        if vm.isinstance(&args[1], member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn union_subclass_check(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].kind() != Some(Kind::Class) {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    for member in parts(vm, &args[0])?.1.0.iter() {
        if vm.issubclass(&args[1], member)? {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}
