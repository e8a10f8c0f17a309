//! The built-in functions.

use object::{ClassIndex, Dict, Name, Ref, Str, Value, dunder};
use vm::{Binary, Comparison, Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("abs", abs, "(x, /)", "Return the absolute value of the argument."),
    method("all", all, "(iterable, /)", "Return True if bool(x) is True for all values x in the iterable."),
    method("any", any, "(iterable, /)", "Return True if bool(x) is True for any x in the iterable."),
    method("callable", callable, "(obj, /)", "Return whether the object is callable."),
    method("getattr", get_attr, "(object, name, default=<unset>, /)", "Get a named attribute from an object."),
    method("hasattr", has_attr, "(obj, name, /)", "Return whether the object has an attribute."),
    method("setattr", set_attr, "(obj, name, value, /)", "Sets the named attribute on the given object."),
    method("delattr", del_attr, "(obj, name, /)", "Deletes the named attribute from the given object."),
    method("globals", globals, "()", "The dictionary of the current global variables."),
    method("hash", hash, "(obj, /)", "Return the hash value for the given object."),
    method("id", id, "(obj, /)", "Return the identity of an object."),
    method("isinstance", is_instance, "(obj, class_or_tuple, /)", "Return whether an object is an instance."),
    method("issubclass", is_subclass, "(cls, class_or_tuple, /)", "Return whether a class derives from another."),
    method("iter", iter, "(object, sentinel=<unset>, /)", "Get an iterator from an object."),
    method("len", len, "(obj, /)", "Return the number of items in a container."),
    method("max", max, "(*args, key=None, default=<unset>)", "The largest item."),
    method("min", min, "(*args, key=None, default=<unset>)", "The smallest item."),
    method("next", next, "(iterator, default=<unset>, /)", "Return the next item from the iterator."),
    method("repr", repr, "(obj, /)", "Return the canonical string representation of the object."),
    method("sorted", sorted, "(iterable, /, *, key=None, reverse=False)", "Return a new sorted list."),
    method("sum", sum, "(iterable, /, start=0)", "Return the sum of a start value and an iterable of numbers."),
];

pub fn install(vm: &mut Vm) {
    for function in FUNCTIONS {
        let value = vm.native_function(function, "builtins");
        vm.set_builtin(function.name, value);
    }
    vm.set_builtin("Ellipsis", Value::ELLIPSIS);
    vm.set_builtin("NotImplemented", Value::NOT_IMPLEMENTED);
    vm.set_builtin("__debug__", Value::TRUE);
}

/// Keyword arguments out of the dict of a `**kwargs` parameter.
pub(crate) fn keywords(vm: &mut Vm, dict: &Value) -> Result<Vec<(Name, Value)>> {
    let Some(dict) = dict.as_ref::<Dict>() else {
        return Ok(vec![]);
    };
    let entries: Vec<_> = dict.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
    entries.into_iter().map(|(key, value)| Ok((name(vm, &key)?, value))).collect()
}

fn name(vm: &mut Vm, value: &Value) -> Result<Name> {
    match value.as_ref::<Str>() {
        Some(string) => Ok(vm.heap.intern_str(string)),
        None => {
            let message = format!("attribute name must be string, not '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn abs(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.call_dunder(&args[0], dunder::ABS, &[]) {
        Some(result) => result,
        None => {
            let message = format!("bad operand type for abs(): '{}'", vm.type_name(&args[0]));
            Err(vm.type_error(message))
        }
    }
}

fn first_with(vm: &mut Vm, iterable: &Value, wanted: bool) -> Result {
    let iterator = vm.iter(iterable)?;
    while let Some(item) = vm.next(&iterator)? {
        if vm.truth(&item)? == wanted {
            return Ok(Value::bool(wanted));
        }
    }
    Ok(Value::bool(!wanted))
}

fn all(vm: &mut Vm, args: &[Value]) -> Result {
    first_with(vm, &args[0], false)
}

fn any(vm: &mut Vm, args: &[Value]) -> Result {
    first_with(vm, &args[0], true)
}

fn callable(vm: &mut Vm, args: &[Value]) -> Result {
    use object::Kind::{Builtin, Class, Function, Method};
    let plain = matches!(args[0].kind(), Some(Function | Builtin | Method | Class));
    Ok(Value::bool(plain || vm.dunder_of(&args[0], dunder::CALL).is_some()))
}

fn get_attr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[1])?;
    if args[2].is_unbound() {
        return vm.get_attr(&args[0], &name);
    }
    Ok(vm.find_attr(&args[0], &name)?.unwrap_or_else(|| args[2].clone()))
}

fn has_attr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[1])?;
    Ok(Value::bool(vm.find_attr(&args[0], &name)?.is_some()))
}

fn set_attr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[1])?;
    vm.set_attr(&args[0], &name, args[2].clone())?;
    Ok(Value::NONE)
}

fn del_attr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[1])?;
    vm.del_attr(&args[0], &name)?;
    Ok(Value::NONE)
}

fn globals(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(vm.caller_globals().into())
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(vm.hash(&args[0])?))
}

fn id(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::big_int(object::identity_number(&args[0]).into()))
}

fn is_instance(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.isinstance(&args[0], &args[1])?))
}

fn is_subclass(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.issubclass(&args[0], &args[1])?))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return vm.iter(&args[0]);
    }
    let cursor = object::Iterator::Callable { callable: args[0].clone(), sentinel: args[1].clone() };
    Ok(Ref::new(ClassIndex::CALLABLE_ITERATOR, object::Cursor(cursor)).into())
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(vm.len(&args[0])?))
}

fn extreme(vm: &mut Vm, args: &[Value], what: &str, better: Comparison) -> Result {
    let given = vm.tuple_items(&args[0]).to_vec();
    let candidates = match given.as_slice() {
        [] => return Err(vm.type_error(format!("{what} expected at least 1 argument, got 0"))),
        [iterable] => vm.collect(iterable)?,
        _ => given,
    };
    let mut best: Option<(Value, Value)> = None;
    for candidate in candidates {
        let key =
            if args[1].is_none() { candidate.clone() } else { vm.call(&args[1], std::slice::from_ref(&candidate))? };
        let wins = match &best {
            None => true,
            Some((held, _)) => {
                let result = vm.compare(better, &key, held)?;
                vm.truth(&result)?
            }
        };
        if wins {
            best = Some((key, candidate));
        }
    }
    match best {
        Some((_, value)) => Ok(value),
        None if !args[2].is_unbound() => Ok(args[2].clone()),
        None => Err(vm.value_error(format!("{what}() iterable argument is empty"))),
    }
}

fn max(vm: &mut Vm, args: &[Value]) -> Result {
    extreme(vm, args, "max", Comparison::Gt)
}

fn min(vm: &mut Vm, args: &[Value]) -> Result {
    extreme(vm, args, "min", Comparison::Lt)
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(generator) = args[0].as_ref::<object::Generator>().cloned() {
        return match vm.generator_send(&generator, Value::NONE)? {
            Some(value) => Ok(value),
            None => {
                let value = vm.take_generator_result();
                if args[1].is_unbound() { Err(vm.stop_iteration(Some(value))) } else { Ok(args[1].clone()) }
            }
        };
    }
    match vm.next(&args[0])? {
        Some(value) => Ok(value),
        None if args[1].is_unbound() => Err(vm.stop_iteration(None)),
        None => Ok(args[1].clone()),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.repr(&args[0])?.into())
}

fn sorted(vm: &mut Vm, args: &[Value]) -> Result {
    let values = vm.collect(&args[0])?;
    let reverse = vm.truth(&args[2])?;
    match crate::container::sort_values(vm, values, &args[1], reverse) {
        Ok(values) => Ok(Value::list(values)),
        Err(_) => Err(vm::Raised),
    }
}

fn sum(vm: &mut Vm, args: &[Value]) -> Result {
    if crate::class::is_string(&args[1]) {
        return Err(vm.type_error("sum() can't sum strings [use ''.join(seq) instead]"));
    }
    let iterator = vm.iter(&args[0])?;
    let mut total = args[1].clone();
    while let Some(item) = vm.next(&iterator)? {
        total = match Value::both_small_ints(&total, &item).then(|| Value::add_small(&total, &item)).flatten() {
            Some(sum) => sum,
            None => vm.binary(Binary::Add, &total, &item)?,
        };
    }
    Ok(total)
}
