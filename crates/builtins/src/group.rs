//! Methods of exception groups.

use object::{Class, Exception, Kind, Value};
use vm::{Condition, Getter, Method, Result, Vm, getter, method};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args)", "Create a group of exceptions."),
    method("__str__", str, "(self, /)", "Return str(self)."),
    method("derive", derive, "(self, excs, /)", "A group with the same message and other exceptions."),
    method("split", split, "(self, matcher_value, /)", "The part that matches, and the rest."),
    method("subgroup", subgroup, "(self, matcher_value, /)", "The part that matches."),
];

const GETTERS: &[Getter] =
    &[getter("message", message, "exception message"), getter("exceptions", exceptions, "nested exceptions")];

pub fn install(vm: &mut Vm) {
    let class = vm.exception_class("BaseExceptionGroup");
    vm.fill_class(class, METHODS, GETTERS);
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(class) = args[0].as_ref::<Class>().cloned() else {
        return Err(vm.type_error("a class is needed here"));
    };
    match vm.tuple_items(&args[1]).to_vec().as_slice() {
        [message, exceptions] => vm.new_group(&class, message, exceptions),
        given => {
            let message = format!("BaseExceptionGroup.__new__() takes exactly 2 arguments ({} given)", given.len());
            Err(vm.type_error(message))
        }
    }
}

fn field(vm: &mut Vm, value: &Value, place: usize) -> Result {
    let fields = value.as_ref::<Exception>().map(|e| &e.get(&vm.heap).fields);
    Ok(fields.and_then(|f| f.get(place).cloned()).unwrap_or(Value::NONE))
}

fn message(vm: &mut Vm, args: &[Value]) -> Result {
    field(vm, &args[0], 0)
}

fn exceptions(vm: &mut Vm, args: &[Value]) -> Result {
    field(vm, &args[0], 1)
}

fn str(vm: &mut Vm, args: &[Value]) -> Result {
    let message = field(vm, &args[0], 0)?;
    let (message, count) = (vm.str_text(&message)?, vm.group_members(&args[0]).len());
    let plural = if count == 1 { "" } else { "s" };
    Ok(Value::from(format!("{message} ({count} sub-exception{plural})")))
}

fn derive(vm: &mut Vm, args: &[Value]) -> Result {
    let message = field(vm, &args[0], 0)?;
    let class = vm.exception_class("BaseExceptionGroup");
    let class = vm.heap.class(class).to_value();
    vm.call(&class, &[message, args[1].clone()])
}

fn condition(vm: &mut Vm, matcher: &Value) -> Result<Condition> {
    let is_class = |vm: &mut Vm, value: &Value| {
        let base = vm.exception_class("BaseException");
        value.as_ref::<Class>().is_some_and(|c| c.get(&vm.heap).is_subclass_of(base, &vm.heap))
    };
    let tuple_of_classes = matcher.kind() == Some(Kind::Tuple) && {
        let items = vm.tuple_items(matcher).to_vec();
        items.iter().all(|item| is_class(vm, item))
    };
    if is_class(vm, matcher) || tuple_of_classes {
        return Ok(Condition::Types(matcher.clone()));
    }
    let callable = matches!(matcher.kind(), Some(Kind::Function | Kind::Builtin | Kind::Method))
        || vm.dunder_of(matcher, object::dunder::CALL).is_some();
    if callable && matcher.kind() != Some(Kind::Class) {
        return Ok(Condition::Function(matcher.clone()));
    }
    let message = "expected an exception type, a tuple of exception types, or a callable (other than a class)";
    Err(vm.type_error(message))
}

fn split(vm: &mut Vm, args: &[Value]) -> Result {
    let condition = condition(vm, &args[1])?;
    let (part, rest) = vm.split_exception(&args[0], &condition)?;
    Ok(Value::tuple_of([part, rest]))
}

fn subgroup(vm: &mut Vm, args: &[Value]) -> Result {
    let condition = condition(vm, &args[1])?;
    Ok(vm.split_exception(&args[0], &condition)?.0)
}
