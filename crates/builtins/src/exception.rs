//! What all exceptions have.

use object::{Class, ClassIndex, Exception, Ref, Tuple, Value};
use vm::{Getter, Method, Result, Vm, getter, method};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create an exception."),
    method("__init__", init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__str__", str, "(self, /)", "Return str(self)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("add_note", add_note, "(self, note, /)", "Add a note that is shown after the message."),
    method("with_traceback", with_traceback, "(self, tb, /)", "Set self.__traceback__ to tb and return self."),
];

const GETTERS: &[Getter] = &[
    getter("args", args_of, ""),
    getter("__cause__", cause, ""),
    getter("__context__", context, ""),
    getter("__traceback__", traceback, ""),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::BASE_EXCEPTION, METHODS, GETTERS);
    let value = getter("value", first_field, "the value that the generator returned");
    let class = vm.exception_class("StopIteration");
    vm.fill_class(class, &[], &[value]);
    let code = getter("code", first_field, "the exit status");
    let class = vm.exception_class("SystemExit");
    vm.fill_class(class, &[], &[code]);
    let class = vm.exception_class("KeyError");
    vm.fill_class(class, &[method("__str__", key_error_str, "(self, /)", "Return str(self).")], &[]);
    let class = vm.exception_class("OSError");
    vm.fill_class(class, &[method("__str__", os_error_str, "(self, /)", "Return str(self).")], &[]);
    let class = vm.exception_class("SyntaxError");
    vm.fill_class(class, &[method("__str__", syntax_error_str, "(self, /)", "Return str(self).")], &[]);
}

fn of(vm: &mut Vm, value: &Value, get: impl Fn(&Exception) -> Value) -> Result {
    match value.as_ref::<Exception>() {
        Some(exception) => Ok(get(exception.get(&vm.heap))),
        None => Err(vm.type_error("an exception is needed here")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(class) = args[0].as_ref::<Class>() else {
        return Err(vm.type_error("a class is needed here"));
    };
    let index = class.get(&vm.heap).index;
    let arguments = vm.tuple_items(&args[1]).to_vec();
    Ok(vm.make_exception(index, arguments))
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    if let (Some(exception), Some(arguments)) = (args[0].as_ref::<Exception>(), args[1].as_ref::<Tuple>()) {
        let old = std::mem::replace(&mut exception.get_mut(&mut vm.heap).args, arguments.clone());
        drop(old);
    }
    Ok(Value::NONE)
}

fn args_of(vm: &mut Vm, args: &[Value]) -> Result {
    of(vm, &args[0], |e| e.args.to_value())
}
fn cause(vm: &mut Vm, args: &[Value]) -> Result {
    of(vm, &args[0], |e| e.cause.clone())
}
fn context(vm: &mut Vm, args: &[Value]) -> Result {
    of(vm, &args[0], |e| e.context.clone())
}
fn traceback(vm: &mut Vm, args: &[Value]) -> Result {
    of(vm, &args[0], |e| e.traceback.clone())
}
fn first_field(vm: &mut Vm, args: &[Value]) -> Result {
    of(vm, &args[0], |e| e.fields.first().cloned().unwrap_or(Value::NONE))
}

fn arguments(vm: &mut Vm, value: &Value) -> Result<Vec<Value>> {
    let all = args_of(vm, std::slice::from_ref(value))?;
    Ok(vm.tuple_items(&all).to_vec())
}

fn str(vm: &mut Vm, args: &[Value]) -> Result {
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

fn os_error_str(vm: &mut Vm, args: &[Value]) -> Result {
    match arguments(vm, &args[0])?.as_slice() {
        [number, message] => Ok(Value::from(format!("[Errno {}] {}", vm.str_text(number)?, vm.str_text(message)?))),
        [number, message, file, ..] => {
            let (number, message) = (vm.str_text(number)?, vm.str_text(message)?);
            Ok(Value::from(format!("[Errno {number}] {message}: {}", vm.repr_text(file)?)))
        }
        _ => str(vm, args),
    }
}

fn syntax_error_str(vm: &mut Vm, args: &[Value]) -> Result {
    let message = first_field(vm, args)?;
    Ok(vm.str(&message)?.into())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let all = arguments(vm, &args[0])?;
    let name = vm.type_name(&args[0]);
    let inside = match all.as_slice() {
        [one] => format!("({})", vm.repr_text(one)?),
        _ => vm.repr_text(&Value::tuple(all))?,
    };
    Ok(Value::from(format!("{name}{inside}")))
}

fn add_note(vm: &mut Vm, args: &[Value]) -> Result {
    if !crate::class::is_string(&args[1]) {
        let message = format!("note must be a str, not '{}'", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let name = vm.heap.dunder(object::dunder::NOTES).clone();
    match vm.find_attr(&args[0], &name)?.as_ref().and_then(|n| n.as_ref::<object::List>()) {
        Some(notes) => vm.list_push(notes, args[1].clone()),
        None => vm.set_slot(&args[0], &name, Value::list(vec![args[1].clone()])),
    }
    Ok(Value::NONE)
}

fn with_traceback(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(exception) = args[0].as_ref::<Exception>() {
        let exception: &Ref<Exception> = exception;
        let old = std::mem::replace(&mut exception.get_mut(&mut vm.heap).traceback, args[1].clone());
        drop(old);
    }
    Ok(args[0].clone())
}
