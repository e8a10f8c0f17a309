//! What all exceptions have. Fields that some classes have beyond that are in `exception_field.rs`.

use object::{ClassIndex, Dict, Exception, Kind, Ref, Tuple, Value, dunder};
use vm::{Getter, Method, Mutation, Result, Vm, getter_setter, method};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__str__", str, "(self, /)", "Return str(self)."),
    method(
        "__init__",
        init,
        "(self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__reduce__", reduce, "(self, /)", "Helper for pickle."),
    method("__setstate__", set_state, "(self, state, /)", "Sets the attributes that a dict names."),
    method("with_traceback", with_traceback, "(self, tb, /)", "Set self.__traceback__ to tb and return self."),
    method("add_note", add_note, "(self, note, /)", "Add a note to the exception"),
];

const GETTERS: &[Getter] = &[
    getter_setter("__suppress_context__", suppress_context, set_suppress_context, ""),
    getter_setter("args", args_of, set_args, ""),
    getter_setter("__traceback__", traceback, set_traceback, ""),
    getter_setter("__context__", context, set_context, "exception context"),
    getter_setter("__cause__", cause, set_cause, "exception cause"),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::BASE_EXCEPTION, METHODS, GETTERS);
    vm.set_class_doc(ClassIndex::BASE_EXCEPTION, "Common base class for all exceptions");
    let class = vm.heap.class(ClassIndex::BASE_EXCEPTION).clone();
    vm.add_instance_getter(&class, dunder::DICT);
    let class = vm.exception_class("KeyError");
    vm.fill_class(class, &[method("__str__", key_error_str, "(self, /)", "Return str(self).")], &[]);
    crate::exception_field::install(vm);
}

pub(crate) fn as_exception(vm: &mut Vm, value: &Value) -> Result<Ref<Exception>> {
    match value.as_ref::<Exception>() {
        Some(exception) => Ok(exception.clone()),
        None => {
            let message =
                format!("descriptor requires a 'BaseException' object but received a '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

/// Puts a value into a place of an exception's data.
fn change(vm: &mut Vm, value: &Value, new: Value, place: impl Fn(&mut Exception) -> &mut Value) -> Result {
    let exception = as_exception(vm, value)?;
    vm.touched(exception.value(), Mutation::SetAttribute);
    let old = std::mem::replace(place(exception.get_mut(&mut vm.heap)), new);
    drop(old);
    Ok(Value::NONE)
}

// ---- making ---------------------------------------------------------------------------------------------

pub(crate) fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let index = vm.class_index(&args[0]);
    let arguments = vm.tuple_items(&args[1]).to_vec();
    Ok(vm.make_exception(index, arguments))
}

pub(crate) fn init(vm: &mut Vm, args: &[Value]) -> Result {
    if args[2].as_ref::<Dict>().is_some_and(|d| !d.get(&vm.heap).is_empty()) {
        let message = format!("{}() takes no keyword arguments", vm.short_type_name(&args[0]));
        return Err(vm.type_error(message));
    }
    take_arguments(vm, &args[0], &args[1])?;
    Ok(Value::NONE)
}

/// `self.args = args`, and the fields that follow from them.
pub(crate) fn take_arguments(vm: &mut Vm, value: &Value, arguments: &Value) -> Result<()> {
    let exception = as_exception(vm, value)?;
    if let Some(arguments) = arguments.as_ref::<Tuple>() {
        vm.set_exception_arguments(&exception, arguments);
    }
    Ok(())
}

// ---- text -----------------------------------------------------------------------------------------------------

pub(crate) fn arguments(vm: &mut Vm, value: &Value) -> Result<Vec<Value>> {
    let exception = as_exception(vm, value)?;
    Ok(exception.get(&vm.heap).args.0.to_vec())
}

pub(crate) fn str(vm: &mut Vm, args: &[Value]) -> Result {
    let all = arguments(vm, &args[0])?;
    Ok(match all.as_slice() {
        [] => Value::from(""),
        [one] => vm.str(one)?.into(),
        _ => vm.str(&Value::tuple(all))?.into(),
    })
}

fn key_error_str(vm: &mut Vm, args: &[Value]) -> Result {
    match arguments(vm, &args[0])?.as_slice() {
        [one] => Ok(vm.repr(one)?.into()),
        _ => str(vm, args),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let all = arguments(vm, &args[0])?;
    let name = vm.short_type_name(&args[0]);
    let inside = match all.as_slice() {
        [one] => format!("({})", vm.repr_text(one)?),
        _ => vm.repr_text(&Value::tuple(all))?,
    };
    Ok(Value::from(format!("{name}{inside}")))
}

// ---- attributes -------------------------------------------------------------------------------------------------

fn args_of(vm: &mut Vm, args: &[Value]) -> Result {
    let exception = as_exception(vm, &args[0])?;
    Ok(exception.get(&vm.heap).args.to_value())
}

fn set_args(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return Err(vm.type_error("args may not be deleted"));
    }
    let exception = as_exception(vm, &args[0])?;
    let items = vm.collect(&args[1])?;
    vm.touched(exception.value(), Mutation::SetAttribute);
    let old = std::mem::replace(&mut exception.get_mut(&mut vm.heap).args, Ref::<Tuple>::tuple(items));
    drop(old);
    Ok(Value::NONE)
}

fn suppress_context(vm: &mut Vm, args: &[Value]) -> Result {
    let exception = as_exception(vm, &args[0])?;
    Ok(Value::bool(exception.get(&vm.heap).suppress_context))
}

fn set_suppress_context(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    }
    let Some(on) = args[1].as_bool() else {
        return Err(vm.type_error("attribute value type must be bool"));
    };
    let exception = as_exception(vm, &args[0])?;
    exception.get_mut(&mut vm.heap).suppress_context = on;
    Ok(Value::NONE)
}

fn traceback(vm: &mut Vm, args: &[Value]) -> Result {
    let exception = as_exception(vm, &args[0])?;
    Ok(exception.get(&vm.heap).traceback.clone())
}

fn set_traceback(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    }
    if !args[1].is_none() && args[1].kind() != Some(Kind::Traceback) {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    change(vm, &args[0], args[1].clone(), |e| &mut e.traceback)
}

fn with_traceback(vm: &mut Vm, args: &[Value]) -> Result {
    set_traceback(vm, args)?;
    Ok(args[0].clone())
}

fn context(vm: &mut Vm, args: &[Value]) -> Result {
    let exception = as_exception(vm, &args[0])?;
    Ok(exception.get(&vm.heap).context.clone())
}

fn set_context(vm: &mut Vm, args: &[Value]) -> Result {
    other_exception(vm, &args[1], "context")?;
    change(vm, &args[0], args[1].clone(), |e| &mut e.context)
}

fn cause(vm: &mut Vm, args: &[Value]) -> Result {
    let exception = as_exception(vm, &args[0])?;
    Ok(exception.get(&vm.heap).cause.clone())
}

fn set_cause(vm: &mut Vm, args: &[Value]) -> Result {
    other_exception(vm, &args[1], "cause")?;
    let exception = as_exception(vm, &args[0])?;
    exception.get_mut(&mut vm.heap).suppress_context = true;
    change(vm, &args[0], args[1].clone(), |e| &mut e.cause)
}

fn other_exception(vm: &mut Vm, value: &Value, what: &str) -> Result<()> {
    if value.is_unbound() {
        return Err(vm.type_error(format!("__{what}__ may not be deleted")));
    }
    if !value.is_none() && value.kind() != Some(Kind::Exception) {
        return Err(vm.type_error(format!("exception {what} must be None or derive from BaseException")));
    }
    Ok(())
}

fn add_note(vm: &mut Vm, args: &[Value]) -> Result {
    if !crate::class::is_string(&args[1]) {
        let message = format!("note must be a str, not '{}'", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let name = vm.heap.dunder(dunder::NOTES).clone();
    match vm.find_attr(&args[0], &name)? {
        Some(notes) => match notes.as_ref::<object::List>() {
            Some(list) => vm.list_push(list, args[1].clone()),
            None => return Err(vm.type_error("Cannot add note: __notes__ is not a list")),
        },
        None => vm.set_attr(&args[0], &name, Value::list(vec![args[1].clone()]))?,
    }
    Ok(Value::NONE)
}

// ---- pickling -----------------------------------------------------------------------------------------------------

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]).to_value();
    let arguments = args_of(vm, args)?;
    let mut parts = vec![class, arguments];
    if let Some(dict) = vm.attribute_dict(&args[0])
        && !dict.get(&vm.heap).is_empty()
    {
        parts.push(dict.into());
    }
    Ok(Value::tuple(parts))
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_none() {
        return Ok(Value::NONE);
    }
    if args[1].as_ref::<Dict>().is_none() {
        return Err(vm.type_error("state is not a dictionary"));
    }
    for (name, value) in vm.keywords_of(&args[1])? {
        vm.set_attr(&args[0], &name, value)?;
    }
    Ok(Value::NONE)
}
