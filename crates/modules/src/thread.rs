//! `_thread`: locks and the one thread there is. Starting another raises.

use object::{ClassFlags, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Raised, Result, Vm, getter, method};

const FUNCTIONS: &[Method] = &[
    method("allocate_lock", new_lock, "()", "Create a new lock object."),
    method("allocate", new_lock, "()", "An obsolete synonym of allocate_lock()."),
    method("get_ident", ident, "()", "Return a non-zero integer that uniquely identifies the current thread."),
    method("get_native_id", ident, "()", "Return a non-negative integer identifying the thread as reported by the OS."),
    method("_get_main_thread_ident", ident, "()", "Return the identifier of the main thread."),
    method("_is_main_interpreter", yes, "()", "Return True if the current interpreter is the main Python interpreter."),
    method("daemon_threads_allowed", yes, "()", "Return True if daemon threads are allowed."),
    method("_count", zero, "()", "Return the number of currently running Python threads."),
    method("stack_size", stack_size, "(size=0, /)", "Return the thread stack size used when creating new threads."),
    method(
        "interrupt_main",
        interrupt,
        "(signum=2, /)",
        "Simulate the arrival of the given signal in the main thread.",
    ),
    method(
        "start_new_thread",
        start,
        "(function, args, kwargs=None, /)",
        "Start a new thread and return its identifier.",
    ),
    method("start_new", start, "(function, args, kwargs=None, /)", "An obsolete synonym of start_new_thread()."),
    method(
        "start_joinable_thread",
        start,
        "(function, handle=None, daemon=True)",
        "Start a new thread that can be joined.",
    ),
    method("exit", exit, "()", "Raise SystemExit."),
    method("exit_thread", exit, "()", "An obsolete synonym of exit()."),
    method("_shutdown", none, "()", "Wait for all non-daemon threads (other than the calling thread) to stop."),
    method(
        "_make_thread_handle",
        new_handle,
        "(ident, /)",
        "Make a thread handle for a thread that is not of this module.",
    ),
    method("set_name", none_of_one, "(name)", "Set the name of the current thread."),
];

const LOCK: &[Method] = &[
    method("acquire", acquire, "(self, /, blocking=True, timeout=-1)", "Acquire the lock."),
    method("acquire_lock", acquire, "(self, /, blocking=True, timeout=-1)", "An obsolete synonym of acquire()."),
    method("release", release, "(self, /)", "Release the lock."),
    method("release_lock", release, "(self, /)", "An obsolete synonym of release()."),
    method("locked", locked, "(self, /)", "Return whether the lock is in the locked state."),
    method("__enter__", enter, "(self, /)", "Lock the lock."),
    method("__exit__", leave, "(self, /, *exc_info)", "Release the lock."),
    method("__repr__", lock_repr, "(self, /)", "Return repr(self)."),
    method("_at_fork_reinit", reset, "(self, /)", ""),
];

const RECURSIVE: &[Method] = &[
    method("acquire", acquire_again, "(self, /, blocking=True, timeout=-1)", "Lock the lock."),
    method("release", release_once, "(self, /)", "Release the lock."),
    method("locked", held, "(self, /)", "Return whether the lock is held."),
    method("__enter__", enter_again, "(self, /)", "Lock the lock."),
    method("__exit__", leave_once, "(self, /, *exc_info)", "Release the lock."),
    method("__repr__", recursive_repr, "(self, /)", "Return repr(self)."),
    method("_is_owned", held, "(self, /)", "For internal use by `threading.Condition`."),
    method("_recursion_count", count, "(self, /)", "For internal use by reentrancy checks."),
    method("_release_save", save, "(self, /)", "For internal use by `threading.Condition`."),
    method("_acquire_restore", restore, "(self, state, /)", "For internal use by `threading.Condition`."),
    method("_at_fork_reinit", reset_recursive, "(self, /)", ""),
];

const HANDLE: &[Method] = &[
    method("join", none_of_self, "(self, timeout=None, /)", "Wait for the thread to end."),
    method("is_done", is_done, "(self, /)", "Has the thread ended?"),
    method("_set_done", set_done, "(self, /)", "Say that the thread has ended."),
];

const HANDLE_GETTERS: &[Getter] = &[getter("ident", handle_ident, "")];

/// The one thread's number.
const MAIN: i64 = 1;

struct Lock(bool);
struct RecursiveLock(u32);
struct Handle {
    ident: i64,
    done: bool,
}

impl NativeData for Lock {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}
impl NativeData for RecursiveLock {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}
impl NativeData for Handle {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_thread", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let class = |name, methods, getters| NativeClass {
        name,
        module: "_thread",
        methods,
        getters,
        flags: ClassFlags::IMMUTABLE | ClassFlags::HAS_WEAKREF,
        ..NativeClass::BASE
    };
    let lock = vm.add_data_class::<Lock>(module, class("lock", LOCK, &[]));
    let index = lock.get(&vm.heap).index;
    vm.fill_class(index, &[method("__new__", new_lock_object, "(cls, /)", "Create a lock.")], &[]);
    vm.set_module_attr(module, "LockType", lock.into());
    let recursive = vm.add_data_class::<RecursiveLock>(module, class("RLock", RECURSIVE, &[]));
    let index = recursive.get(&vm.heap).index;
    vm.fill_class(index, &[method("__new__", new_recursive, "(cls, /)", "Create a lock.")], &[]);
    let handle = vm.add_data_class::<Handle>(module, class("_ThreadHandle", HANDLE, HANDLE_GETTERS));
    let index = handle.get(&vm.heap).index;
    vm.fill_class(index, &[method("__new__", empty_handle, "(cls, /)", "A handle of no thread.")], &[]);
    let error = vm.exception_class("RuntimeError");
    let error = vm.heap.class(error).to_value();
    vm.set_module_attr(module, "error", error);
    vm.set_module_attr(module, "TIMEOUT_MAX", Value::float(9223372036.0));
    let local = vm.new_native_class(NativeClass {
        name: "_local",
        module: "_thread",
        kind: object::Kind::Instance,
        doc: "Thread-local data",
        flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE,
        ..NativeClass::BASE
    });
    vm.add_instance_getter(&local, object::dunder::DICT);
    vm.set_module_attr(module, "_local", local.into());
    Ok(())
}

fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn none_of_one(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn none_of_self(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn yes(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::TRUE)
}
fn zero(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(0))
}
fn ident(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(MAIN))
}

fn stack_size(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.index(&args[0])? < 0 {
        return Err(vm.value_error("size must be 0 or a positive value"));
    }
    Ok(Value::int(0))
}

fn interrupt(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.raise("KeyboardInterrupt", vec![]))
}

fn start(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.runtime_error("can't start new thread: Bindscope runs one thread"))
}

fn exit(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.raise("SystemExit", vec![]))
}

// ---- locks --------------------------------------------------------------------------------------------------

fn new_lock(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(vm.make(Lock(false)))
}

fn new_lock_object(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Lock(false))
}

/// `blocking` and `timeout` of `acquire`: may it wait?
fn may_wait(vm: &mut Vm, args: &[Value]) -> Result<bool> {
    let blocking = vm.truth(&args[1])?;
    let timeout = vm.to_float(&args[2])?;
    if !blocking && timeout != -1.0 {
        return Err(vm.value_error("can't specify a timeout for a non-blocking call"));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(vm.value_error("timeout value must be a non-negative number"));
    }
    Ok(blocking && timeout == -1.0)
}

#[cold]
fn would_wait_forever(vm: &mut Vm) -> Raised {
    vm.runtime_error("this would wait forever: the only thread holds the lock")
}

fn acquire(vm: &mut Vm, args: &[Value]) -> Result {
    let forever = may_wait(vm, args)?;
    let free = vm.state(&args[0], |lock: &mut Lock| !std::mem::replace(&mut lock.0, true))?;
    if !free && forever {
        return Err(would_wait_forever(vm));
    }
    Ok(Value::bool(free))
}

fn release(vm: &mut Vm, args: &[Value]) -> Result {
    let was = vm.state(&args[0], |lock: &mut Lock| std::mem::replace(&mut lock.0, false))?;
    if !was {
        return Err(vm.runtime_error("release unlocked lock"));
    }
    Ok(Value::NONE)
}

fn locked(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.state(&args[0], |lock: &mut Lock| lock.0)?))
}

fn enter(vm: &mut Vm, args: &[Value]) -> Result {
    acquire(vm, &[args[0].clone(), Value::TRUE, Value::int(-1)])
}

fn leave(vm: &mut Vm, args: &[Value]) -> Result {
    release(vm, args)
}

fn reset(vm: &mut Vm, args: &[Value]) -> Result {
    vm.state(&args[0], |lock: &mut Lock| lock.0 = false)?;
    Ok(Value::NONE)
}

fn lock_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let state = if vm.state(&args[0], |lock: &mut Lock| lock.0)? { "locked" } else { "unlocked" };
    let (name, place) = (vm.type_name(&args[0]), object::identity_number(&args[0]));
    Ok(Value::from(format!("<{state} {name} object at {place:#x}>")))
}

fn new_recursive(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], RecursiveLock(0))
}

fn acquire_again(vm: &mut Vm, args: &[Value]) -> Result {
    may_wait(vm, args)?;
    vm.state(&args[0], |lock: &mut RecursiveLock| lock.0 += 1)?;
    Ok(Value::TRUE)
}

fn release_once(vm: &mut Vm, args: &[Value]) -> Result {
    let was = vm.state(&args[0], |lock: &mut RecursiveLock| {
        let was = lock.0;
        lock.0 = was.saturating_sub(1);
        was
    })?;
    if was == 0 {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    Ok(Value::NONE)
}

fn enter_again(vm: &mut Vm, args: &[Value]) -> Result {
    acquire_again(vm, &[args[0].clone(), Value::TRUE, Value::int(-1)])
}

fn leave_once(vm: &mut Vm, args: &[Value]) -> Result {
    release_once(vm, args)
}

fn depth(vm: &mut Vm, value: &Value) -> Result<u32> {
    vm.state(value, |lock: &mut RecursiveLock| lock.0)
}

fn held(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(depth(vm, &args[0])? > 0))
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(depth(vm, &args[0])? as i64))
}

fn save(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.state(&args[0], |lock: &mut RecursiveLock| std::mem::take(&mut lock.0))?;
    if count == 0 {
        return Err(vm.runtime_error("cannot release un-acquired lock"));
    }
    Ok(Value::tuple_of([Value::int(count as i64), Value::int(MAIN)]))
}

fn restore(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.tuple_items(&args[1]).first().and_then(|c| c.as_small_int()).unwrap_or(1);
    vm.state(&args[0], |lock: &mut RecursiveLock| lock.0 = count as u32)?;
    Ok(Value::NONE)
}

fn reset_recursive(vm: &mut Vm, args: &[Value]) -> Result {
    vm.state(&args[0], |lock: &mut RecursiveLock| lock.0 = 0)?;
    Ok(Value::NONE)
}

fn recursive_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let count = depth(vm, &args[0])?;
    let (state, owner) = if count > 0 { ("locked", MAIN) } else { ("unlocked", 0) };
    let (name, place) = (vm.type_name(&args[0]), object::identity_number(&args[0]));
    Ok(Value::from(format!("<{state} {name} object owner={owner} count={count} at {place:#x}>")))
}

// ---- handles -------------------------------------------------------------------------------------------------

fn new_handle(vm: &mut Vm, args: &[Value]) -> Result {
    let ident = vm.index(&args[0])?;
    Ok(vm.make(Handle { ident, done: false }))
}

fn empty_handle(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Handle { ident: 0, done: false })
}

fn handle_ident(vm: &mut Vm, args: &[Value]) -> Result {
    let ident = vm.state(&args[0], |handle: &mut Handle| handle.ident)?;
    Ok(Value::from_i64(ident))
}

fn is_done(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.state(&args[0], |handle: &mut Handle| handle.done)?))
}

fn set_done(vm: &mut Vm, args: &[Value]) -> Result {
    vm.state(&args[0], |handle: &mut Handle| handle.done = true)?;
    Ok(Value::NONE)
}
