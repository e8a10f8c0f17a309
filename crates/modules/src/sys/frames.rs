//! Frames and the exception being handled.

use object::{Dict, Exception, Ref, Value};
use vm::{Method, Result, Vm, method};

pub(super) const FUNCTIONS: &[Method] = &[
    method("exc_info", exc_info, "()", "Return current exception information: (type, value, traceback)."),
    method("exception", exception, "()", "Return the current exception."),
    method("_getframe", get_frame, "(depth=0, /)", "Return a frame object from the call stack."),
    method("_getframemodulename", module_name, "(depth=0)", "Return the name of the module of a caller's frame."),
    method("_current_frames", current_frames, "()", "The topmost frame of each thread."),
    method("_current_exceptions", current_exceptions, "()", "The exception that each thread handles."),
    method("call_tracing", call_tracing, "(func, args, /)", "Call func(*args), while tracing is enabled."),
];

fn exception(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(vm.current_exception())
}

fn exc_info(vm: &mut Vm, _: &[Value]) -> Result {
    let exception = vm.current_exception();
    let Some(data) = exception.as_ref::<Exception>() else {
        return Ok(Value::tuple(vec![Value::NONE; 3]));
    };
    let traceback = data.get(&vm.heap).traceback.clone();
    let class = vm.class_of(&exception).to_value();
    Ok(Value::tuple_of([class, exception, traceback]))
}

/// The place on the stack of the frame `depth` calls out.
fn place(vm: &mut Vm, depth: &Value) -> Result<Option<usize>> {
    let depth = vm.index(depth)?.max(0) as usize;
    Ok(vm.frame_count().checked_sub(depth + 1))
}

fn get_frame(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = match place(vm, &args[0])? {
        Some(place) => vm.frame_object(place),
        None => None,
    };
    match frame {
        Some(frame) => Ok(frame.into()),
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn module_name(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(place) = place(vm, &args[0])? else {
        return Ok(Value::NONE);
    };
    let globals = vm.view_frame(place).map(|view| view.globals.clone());
    let name = vm.intern("__name__");
    Ok(globals.and_then(|g| g.get(&vm.heap).get_name(&name).cloned()).unwrap_or(Value::NONE))
}

/// The one thread's number.
const MAIN_THREAD: i64 = 1;

fn of_main_thread(vm: &mut Vm, value: Value) -> Result {
    let threads = Ref::<Dict>::dict();
    vm.dict_set(&threads, Value::int(MAIN_THREAD), value)?;
    Ok(threads.into())
}

fn current_frames(vm: &mut Vm, _: &[Value]) -> Result {
    let frame = get_frame(vm, &[Value::int(0)])?;
    of_main_thread(vm, frame)
}

fn current_exceptions(vm: &mut Vm, _: &[Value]) -> Result {
    let exception = vm.current_exception();
    of_main_thread(vm, exception)
}

fn call_tracing(vm: &mut Vm, args: &[Value]) -> Result {
    let arguments = vm.tuple_items(&args[1]).to_vec();
    vm.call(&args[0], &arguments)
}
