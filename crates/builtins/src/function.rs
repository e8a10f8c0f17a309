//! The built-in functions about objects and their attributes.

use object::{ClassIndex, Cursor, Dict, Iterator, Name, Ref, Str, Value, dunder};
use vm::{Method, Result, Vm, method};

use crate::{aggregate, number_function, output};

const FUNCTIONS: &[Method] = &[
    method(
        "breakpoint",
        breakpoint,
        "(*args, **kws)",
        "Call sys.breakpointhook(*args, **kws).  sys.breakpointhook() must accept\nwhatever arguments are passed.\n\nBy default, this drops you into the pdb debugger.",
    ),
    method(
        "callable",
        callable,
        "(obj, /)",
        "Return whether the object is callable (i.e., some kind of function).\n\nNote that classes are callable, as are instances of classes with a\n__call__() method.",
    ),
    method(
        "delattr",
        del_attr,
        "(obj, name, /)",
        "Deletes the named attribute from the given object.\n\ndelattr(x, 'y') is equivalent to ``del x.y``",
    ),
    method(
        "getattr",
        get_attr,
        "(object, name, default=<unrepresentable>, /)",
        "getattr(object, name[, default]) -> value\n\nGet a named attribute from an object; getattr(x, 'y') is equivalent to x.y.\nWhen a default argument is given, it is returned when the attribute doesn't\nexist; without it, an exception is raised in that case.",
    ),
    method(
        "globals",
        globals,
        "()",
        "Return the dictionary containing the current scope's global variables.\n\nNOTE: Updates to this dictionary *will* affect name lookups in the current\nglobal scope and vice-versa.",
    ),
    method(
        "hasattr",
        has_attr,
        "(obj, name, /)",
        "Return whether the object has an attribute with the given name.\n\nThis is done by calling getattr(obj, name) and catching AttributeError.",
    ),
    method(
        "hash",
        hash,
        "(obj, /)",
        "Return the hash value for the given object.\n\nTwo objects that compare equal must also have the same hash value, but the\nreverse is not necessarily true.",
    ),
    method(
        "id",
        id,
        "(obj, /)",
        "Return the identity of an object.\n\nThis is guaranteed to be unique among simultaneously existing objects.\n(CPython uses the object's memory address.)",
    ),
    method(
        "isinstance",
        is_instance,
        "(obj, class_or_tuple, /)",
        "Return whether an object is an instance of a class or of a subclass thereof.\n\nA tuple, as in ``isinstance(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``isinstance(x, A) or isinstance(x, B)\nor ...`` etc.",
    ),
    method(
        "issubclass",
        is_subclass,
        "(cls, class_or_tuple, /)",
        "Return whether 'cls' is derived from another class or is the same class.\n\nA tuple, as in ``issubclass(x, (A, B, ...))``, may be given as the target to\ncheck against. This is equivalent to ``issubclass(x, A) or issubclass(x, B)\nor ...``.",
    ),
    method(
        "iter",
        iter,
        "(object, sentinel=<unrepresentable>, /)",
        "Get an iterator from an object.\n\nIn the first form, the argument must supply its own iterator, or be a sequence.\nIn the second form, the callable is called until it returns the sentinel.",
    ),
    method("len", len, "(obj, /)", "Return the number of items in a container."),
    method(
        "next",
        next,
        "(iterator, default=<unrepresentable>, /)",
        "Return the next item from the iterator.\n\nIf default is given and the iterator is exhausted,\nit is returned instead of raising StopIteration.",
    ),
    method(
        "repr",
        repr,
        "(obj, /)",
        "Return the canonical string representation of the object.\n\nFor many object types, including most builtins, eval() will return\nan object equal to the original.",
    ),
    method(
        "setattr",
        set_attr,
        "(obj, name, value, /)",
        "Sets the named attribute on the given object to the specified value.\n\nsetattr(x, 'y', v) is equivalent to ``x.y = v``",
    ),
];

pub fn install(vm: &mut Vm) {
    let tables = [FUNCTIONS, aggregate::FUNCTIONS, number_function::FUNCTIONS, output::FUNCTIONS];
    for function in tables.concat().iter() {
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

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(vm.len(&args[0])?))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.repr(&args[0])?.into())
}

fn callable(vm: &mut Vm, args: &[Value]) -> Result {
    use object::Kind::{Builtin, Class, Function, Method};
    let plain = matches!(args[0].kind(), Some(Function | Builtin | Method | Class));
    Ok(Value::bool(plain || vm.dunder_of(&args[0], dunder::CALL).is_some()))
}

fn breakpoint(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(hook) = vm.sys_attr("breakpointhook") else {
        return Err(vm.runtime_error("lost sys.breakpointhook"));
    };
    let keywords = keywords(vm, &args[1])?;
    let arguments = crate::tuple::items_of(&args[0]);
    vm.call_kw(&hook, arguments, &keywords)
}

// ---- iteration ----------------------------------------------------------------------------------------

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return vm.iter(&args[0]);
    }
    if !callable(vm, args)?.is_same(&Value::TRUE) {
        return Err(vm.type_error("iter(v, w): v must be callable"));
    }
    let cursor = Iterator::Callable { callable: args[0].clone(), sentinel: args[1].clone() };
    Ok(Ref::new(ClassIndex::CALLABLE_ITERATOR, Cursor(cursor)).into())
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(generator) = args[0].as_ref::<object::Generator>().cloned()
        && generator.header().class() == ClassIndex::GENERATOR
    {
        return match vm.generator_send(&generator, Value::NONE)? {
            Some(value) => Ok(value),
            None => {
                let value = vm.take_generator_result();
                if args[1].is_unbound() { Err(vm.stop_iteration(Some(value))) } else { Ok(args[1].clone()) }
            }
        };
    }
    if args[1].is_unbound() {
        return match vm.next_with_stop(&args[0])? {
            Some(value) => Ok(value),
            None => Err(vm.stop_iteration(None)),
        };
    }
    match vm.next(&args[0])? {
        Some(value) => Ok(value),
        None => Ok(args[1].clone()),
    }
}
