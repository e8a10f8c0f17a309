//! `_signal`: handlers of signals. Of the system's signals only Ctrl-C arrives; the others come by `raise_signal`.

use object::{ClassFlags, Dict, Kind, Module, Ref, Value};
use vm::{Method, NativeClass, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("signal", signal, "(signalnum, handler, /)", "Set the action for the given signal."),
    method("getsignal", getsignal, "(signalnum, /)", "Return the current action for the given signal."),
    method("raise_signal", raise_signal, "(signalnum, /)", "Send a signal to the executing process."),
    method("default_int_handler", default_int_handler, "(signalnum, frame, /)", "Raises KeyboardInterrupt."),
    method("strsignal", strsignal, "(signalnum, /)", "Return the system description of the given signal."),
    method("valid_signals", valid_signals, "()", "Return a set of valid signal numbers on this platform."),
    method("set_wakeup_fd", set_wakeup_fd, "(fd, /, *, warn_on_full_buffer=True)", "Returns -1: nothing is written."),
    method("siginterrupt", siginterrupt, "(signalnum, flag, /)", "Change system call restart behaviour."),
];

/// Name, number, description.
const SIGNALS: &[(&str, i64, &str)] = &[
    ("SIGHUP", 1, "Hangup"),
    ("SIGINT", 2, "Interrupt"),
    ("SIGQUIT", 3, "Quit"),
    ("SIGILL", 4, "Illegal instruction"),
    ("SIGTRAP", 5, "Trace/breakpoint trap"),
    ("SIGABRT", 6, "Aborted"),
    ("SIGIOT", 6, "Aborted"),
    ("SIGBUS", 7, "Bus error"),
    ("SIGFPE", 8, "Floating point exception"),
    ("SIGKILL", 9, "Killed"),
    ("SIGUSR1", 10, "User defined signal 1"),
    ("SIGSEGV", 11, "Segmentation fault"),
    ("SIGUSR2", 12, "User defined signal 2"),
    ("SIGPIPE", 13, "Broken pipe"),
    ("SIGALRM", 14, "Alarm clock"),
    ("SIGTERM", 15, "Terminated"),
    ("SIGSTKFLT", 16, "Stack fault"),
    ("SIGCHLD", 17, "Child exited"),
    ("SIGCLD", 17, "Child exited"),
    ("SIGCONT", 18, "Continued"),
    ("SIGSTOP", 19, "Stopped (signal)"),
    ("SIGTSTP", 20, "Stopped"),
    ("SIGTTIN", 21, "Stopped (tty input)"),
    ("SIGTTOU", 22, "Stopped (tty output)"),
    ("SIGURG", 23, "Urgent I/O condition"),
    ("SIGXCPU", 24, "CPU time limit exceeded"),
    ("SIGXFSZ", 25, "File size limit exceeded"),
    ("SIGVTALRM", 26, "Virtual timer expired"),
    ("SIGPROF", 27, "Profiling timer expired"),
    ("SIGWINCH", 28, "Window changed"),
    ("SIGIO", 29, "I/O possible"),
    ("SIGPOLL", 29, "I/O possible"),
    ("SIGPWR", 30, "Power failure"),
    ("SIGSYS", 31, "Bad system call"),
    ("SIGRTMIN", 34, "Real-time signal 0"),
    ("SIGRTMAX", 64, "Real-time signal 30"),
];

const DEFAULT: i64 = 0;
const IGNORE: i64 = 1;
const COUNT: i64 = 65;
const INTERRUPT: i64 = 2;

/// The attribute of the module that keeps the handlers by number.
const HANDLERS: &str = "_handlers";

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_signal", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    for (name, number, _) in SIGNALS {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    for (name, number) in [
        ("SIG_DFL", DEFAULT),
        ("SIG_IGN", IGNORE),
        ("NSIG", COUNT),
        ("SIG_BLOCK", 0),
        ("SIG_UNBLOCK", 1),
        ("SIG_SETMASK", 2),
    ] {
        vm.set_module_attr(module, name, Value::int(number));
    }
    let os_error = vm.heap.class(vm.exception_class("OSError")).clone();
    let error = vm.new_native_class(NativeClass {
        name: "ItimerError",
        module: "signal",
        bases: &[os_error],
        kind: Kind::Exception,
        flags: ClassFlags::EXCEPTION | ClassFlags::HAS_DICT,
        ..NativeClass::BASE
    });
    vm.set_module_attr(module, "ItimerError", error.to_value());
    let handlers = Ref::<Dict>::dict();
    let interrupt = vm.get_attr_str(module.value(), "default_int_handler")?;
    vm.dict_set(&handlers, Value::int(INTERRUPT), interrupt)?;
    vm.dict_set(&handlers, Value::int(13), Value::int(IGNORE))?;
    vm.set_module_attr(module, HANDLERS, handlers.into());
    Ok(())
}

fn handlers(vm: &mut Vm) -> Result<Ref<Dict>> {
    let module = vm.import_module("_signal")?;
    let handlers = vm.get_attr_str(&module, HANDLERS)?;
    match handlers.as_ref::<Dict>() {
        Some(handlers) => Ok(handlers.clone()),
        None => Err(vm.system_error("the handlers of signals are lost")),
    }
}

fn number(vm: &mut Vm, value: &Value) -> Result<i64> {
    let number = vm.index(value)?;
    if (1..COUNT).contains(&number) { Ok(number) } else { Err(vm.value_error("signal number out of range")) }
}

fn handler_of(vm: &mut Vm, number: i64) -> Result {
    let handlers = handlers(vm)?;
    Ok(vm.dict_get(&handlers, &Value::int(number))?.unwrap_or(Value::int(DEFAULT)))
}

fn signal(vm: &mut Vm, args: &[Value]) -> Result {
    let number = number(vm, &args[0])?;
    let plain = matches!(args[1].as_small_int(), Some(DEFAULT | IGNORE));
    let class = vm.class_of(&args[1]);
    let callable =
        plain || vm.dunder_of(&args[1], object::dunder::CALL).is_some() || class.get(&vm.heap).kind == Kind::Class;
    let callable = callable || matches!(args[1].kind(), Some(Kind::Function | Kind::Builtin | Kind::Method));
    if !callable {
        let message = "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object";
        return Err(vm.type_error(message));
    }
    if number == 9 || number == 19 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    let old = handler_of(vm, number)?;
    let handlers = handlers(vm)?;
    vm.dict_set(&handlers, Value::int(number), args[1].clone())?;
    if number == INTERRUPT {
        vm.interrupt_handler = if plain { None } else { Some(args[1].clone()) };
    }
    Ok(old)
}

fn getsignal(vm: &mut Vm, args: &[Value]) -> Result {
    let number = number(vm, &args[0])?;
    handler_of(vm, number)
}

fn raise_signal(vm: &mut Vm, args: &[Value]) -> Result {
    let number = number(vm, &args[0])?;
    let handler = handler_of(vm, number)?;
    match handler.as_small_int() {
        Some(IGNORE) => Ok(Value::NONE),
        Some(_) => {
            let process = vm.host.process_id() as i32;
            vm.flush_files();
            match vm.host.kill(process, number as i32) {
                Ok(()) => Ok(Value::NONE),
                Err(error) => Err(vm.io_error(&error, None)),
            }
        }
        None => {
            let frame = vm.frame_object(vm.frame_count().saturating_sub(1)).map_or(Value::NONE, Value::from);
            vm.call(&handler, &[Value::int(number), frame])?;
            Ok(Value::NONE)
        }
    }
}

fn default_int_handler(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.raise("KeyboardInterrupt", vec![]))
}

fn strsignal(vm: &mut Vm, args: &[Value]) -> Result {
    let number = number(vm, &args[0])?;
    Ok(SIGNALS.iter().find(|(_, n, _)| *n == number).map_or(Value::NONE, |(.., text)| Value::from(*text)))
}

fn valid_signals(vm: &mut Vm, _: &[Value]) -> Result {
    let set = Ref::new(object::ClassIndex::SET, object::Set::new());
    for number in (1..32).chain(34..COUNT) {
        vm.set_add(&set, Value::int(number))?;
    }
    Ok(set.into())
}

fn set_wakeup_fd(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(-1))
}

fn siginterrupt(vm: &mut Vm, args: &[Value]) -> Result {
    number(vm, &args[0])?;
    Ok(Value::NONE)
}
