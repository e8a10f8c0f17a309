//! Coroutines, asynchronous generators and what they hand out; the attributes of all suspended frames.

use object::{ClassIndex, Cursor, Generator, GeneratorState, Iterator, Ref, Step, Str, Value};
use vm::{Getter, Method, Result, Vm, getter, getter_setter, method};

const GENERATOR_GETTERS: &[Getter] = &[
    getter_setter("__name__", name, set_name, "name of the generator"),
    getter_setter("__qualname__", qualname, set_qualname, "qualified name of the generator"),
    getter("gi_code", code, ""),
    getter("gi_running", running, ""),
    getter("gi_suspended", suspended, ""),
    getter("gi_yieldfrom", delegate, "object being iterated by yield from, or None"),
];

const COROUTINE: &[Method] = &[
    method("send", send, "(self, value, /)", "Send a value into the coroutine."),
    method("throw", throw, "(self, type, value=<unset>, traceback=<unset>, /)", "Raise an exception in the coroutine."),
    method("close", close, "(self, /)", "Raise GeneratorExit inside the coroutine."),
    method("__await__", coroutine_await, "(self, /)", "Return an iterator to be used in await expression."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
];

const COROUTINE_GETTERS: &[Getter] = &[
    getter_setter("__name__", name, set_name, "name of the coroutine"),
    getter_setter("__qualname__", qualname, set_qualname, "qualified name of the coroutine"),
    getter("cr_code", code, ""),
    getter("cr_running", running, ""),
    getter("cr_suspended", suspended, ""),
    getter("cr_await", delegate, "object being awaited on, or None"),
    getter("cr_origin", origin, ""),
];

const ASYNC_GENERATOR: &[Method] = &[
    method("__aiter__", identity, "(self, /)", "Return an awaitable, that resolves in asynchronous iterator."),
    method("__anext__", anext_method, "(self, /)", "Return a value or raise StopAsyncIteration."),
    method("asend", asend, "(self, value, /)", "Send a value into the generator."),
    method("athrow", athrow, "(self, type, value=None, traceback=None, /)", "Raise an exception in the generator."),
    method("aclose", aclose, "(self, /)", "Raise GeneratorExit inside the generator."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
];

const ASYNC_GENERATOR_GETTERS: &[Getter] = &[
    getter_setter("__name__", name, set_name, "name of the async generator"),
    getter_setter("__qualname__", qualname, set_qualname, "qualified name of the async generator"),
    getter("ag_code", code, ""),
    getter("ag_running", running_async, ""),
    getter("ag_suspended", suspended, ""),
    getter("ag_await", delegate, "object being awaited on, or None"),
];

/// For all that is sent into: steps of async generators, wrappers of coroutines, `anext` with a default.
const STEP: &[Method] = &[
    method("__iter__", identity, "(self, /)", "Implement iter(self)."),
    method("__next__", step_next, "(self, /)", "Implement next(self)."),
    method("__await__", identity, "(self, /)", "Return an iterator to be used in await expression."),
    method("send", step_send, "(self, value, /)", "Send a value into it."),
    method("throw", step_throw, "(self, type, value=None, traceback=None, /)", "Raise an exception in it."),
    method("close", step_close, "(self, /)", "Raise GeneratorExit in it."),
];

const FUNCTIONS: &[Method] = &[
    method("aiter", aiter, "(async_iterable, /)", "Return an AsyncIterator for an AsyncIterable object."),
    method("anext", anext, "(async_iterator, default=<unset>, /)", "Return the next item from the async iterator."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(
        ClassIndex::GENERATOR,
        &[method("__repr__", repr, "(self, /)", "Return repr(self).")],
        GENERATOR_GETTERS,
    );
    vm.fill_class(ClassIndex::COROUTINE, COROUTINE, COROUTINE_GETTERS);
    vm.fill_class(ClassIndex::ASYNC_GENERATOR, ASYNC_GENERATOR, ASYNC_GENERATOR_GETTERS);
    for class in [
        ClassIndex::ASYNC_GENERATOR_STEP,
        ClassIndex::ASYNC_GENERATOR_THROW,
        ClassIndex::COROUTINE_WRAPPER,
        ClassIndex::NEXT_AWAITABLE,
    ] {
        vm.fill_class(class, STEP, &[]);
    }
    for function in FUNCTIONS {
        let value = vm.native_function(function, "builtins");
        vm.set_builtin(function.name, value);
    }
}

fn identity(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].clone())
}

fn this(vm: &mut Vm, value: &Value) -> Result<Ref<Generator>> {
    match value.as_ref::<Generator>() {
        Some(generator) => Ok(generator.clone()),
        None => Err(vm.type_error("a generator is needed here")),
    }
}

// ---- attributes ---------------------------------------------------------------------------------

fn name(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(this(vm, &args[0])?.get(&vm.heap).name.clone())
}

fn qualname(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(this(vm, &args[0])?.get(&vm.heap).qualname.clone())
}

fn set_name(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Str>().is_none() {
        return Err(vm.type_error("__name__ must be set to a string object"));
    }
    let generator = this(vm, &args[0])?;
    drop(std::mem::replace(&mut generator.get_mut(&mut vm.heap).name, args[1].clone()));
    Ok(Value::NONE)
}

fn set_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Str>().is_none() {
        return Err(vm.type_error("__qualname__ must be set to a string object"));
    }
    let generator = this(vm, &args[0])?;
    drop(std::mem::replace(&mut generator.get_mut(&mut vm.heap).qualname, args[1].clone()));
    Ok(Value::NONE)
}

fn code(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(this(vm, &args[0])?.get(&vm.heap).code.to_value())
}

fn running(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(this(vm, &args[0])?.get(&vm.heap).state == GeneratorState::Running))
}

fn running_async(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(this(vm, &args[0])?.get(&vm.heap).running_async))
}

fn suspended(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(this(vm, &args[0])?.get(&vm.heap).state == GeneratorState::Suspended))
}

fn delegate(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = this(vm, &args[0])?;
    if generator.get(&vm.heap).state != GeneratorState::Suspended {
        return Ok(Value::NONE);
    }
    Ok(vm.delegate_of(&generator).unwrap_or(Value::NONE))
}

fn origin(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = this(vm, &args[0])?;
    let qualname = generator.get(&vm.heap).qualname.clone();
    let qualname = vm.str_text(&qualname)?;
    let what = vm.type_name(&args[0]);
    Ok(Value::from(format!("<{what} object {qualname} at {:#x}>", object::identity_number(&args[0]))))
}

// ---- coroutines ---------------------------------------------------------------------------------

fn resumed(vm: &mut Vm, result: Result<Option<Value>>) -> Result {
    match result? {
        Some(value) => Ok(value),
        None => {
            let value = vm.take_generator_result();
            Err(vm.stop_iteration(Some(value)))
        }
    }
}

fn send(vm: &mut Vm, args: &[Value]) -> Result {
    let coroutine = this(vm, &args[0])?;
    let result = vm.generator_send(&coroutine, args[1].clone());
    resumed(vm, result)
}

fn throw(vm: &mut Vm, args: &[Value]) -> Result {
    let coroutine = this(vm, &args[0])?;
    let given = args.iter().rposition(|a| !a.is_unbound()).unwrap_or(1);
    let result = vm.generator_throw_parts(&coroutine, &args[1..=given]);
    resumed(vm, result)
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let coroutine = this(vm, &args[0])?;
    vm.generator_close(&coroutine)?;
    Ok(Value::NONE)
}

fn coroutine_await(_: &mut Vm, args: &[Value]) -> Result {
    let cursor = Iterator::CoroutineWrapper { coroutine: args[0].clone() };
    Ok(Ref::new(ClassIndex::COROUTINE_WRAPPER, Cursor(cursor)).into())
}

// ---- asynchronous generators -----------------------------------------------------------------------

fn anext_method(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = this(vm, &args[0])?;
    vm.async_step(&generator, Step::Send, Value::NONE)
}

fn asend(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = this(vm, &args[0])?;
    vm.async_step(&generator, Step::Send, args[1].clone())
}

fn athrow(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = this(vm, &args[0])?;
    let exception = vm.thrown_exception(&args[1], &args[2])?;
    vm.async_step(&generator, Step::Throw, exception)
}

fn aclose(vm: &mut Vm, args: &[Value]) -> Result {
    let generator = this(vm, &args[0])?;
    vm.async_step(&generator, Step::Close, Value::NONE)
}

fn step(vm: &mut Vm, value: &Value) -> Result<Ref<Cursor>> {
    match value.as_ref::<Cursor>() {
        Some(cursor) => Ok(cursor.clone()),
        None => Err(vm.type_error("this object cannot be sent to")),
    }
}

fn step_next(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = step(vm, &args[0])?;
    vm.step_send(&cursor, Value::NONE)
}

fn step_send(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = step(vm, &args[0])?;
    vm.step_send(&cursor, args[1].clone())
}

fn step_throw(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = step(vm, &args[0])?;
    let exception = vm.thrown_exception(&args[1], &args[2])?;
    vm.step_throw(&cursor, exception)
}

fn step_close(vm: &mut Vm, args: &[Value]) -> Result {
    let cursor = step(vm, &args[0])?;
    vm.step_close(&cursor)?;
    Ok(Value::NONE)
}

// ---- functions -----------------------------------------------------------------------------------

fn aiter(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(result) = vm.call_dunder(&args[0], object::dunder::AITER, &[]) else {
        let message = format!("'{}' object is not an async iterable", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    let iterator = result?;
    if vm.dunder_of(&iterator, object::dunder::ANEXT).is_none() {
        let message = format!("aiter() returned not an async iterator of type '{}'", vm.type_name(&iterator));
        return Err(vm.type_error(message));
    }
    Ok(iterator)
}

fn anext(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(result) = vm.call_dunder(&args[0], object::dunder::ANEXT, &[]) else {
        let message = format!("'{}' object is not an async iterator", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    };
    let awaitable = result?;
    if args[1].is_unbound() {
        return Ok(awaitable);
    }
    let cursor = Iterator::NextAwaitable { awaitable, default: args[1].clone() };
    Ok(Ref::new(ClassIndex::NEXT_AWAITABLE, Cursor(cursor)).into())
}
