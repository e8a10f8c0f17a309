//! The process and the system around it.

use object::Value;
use vm::{Method, Result, Vm, method};

use super::{plain, record_class};

pub(super) const FUNCTIONS: &[Method] = &[
    method("getpid", getpid, "()", "Return the current process id."),
    method("getppid", getppid, "()", "Return the parent's process id."),
    method("getuid", getuid, "()", "Return the current process's user id."),
    method("geteuid", geteuid, "()", "Return the current process's effective user id."),
    method("getgid", getgid, "()", "Return the current process's group id."),
    method("getegid", getegid, "()", "Return the current process's effective group id."),
    method("uname", uname, "()", "Return an object identifying the current operating system."),
    method("times", times, "()", "Return a collection containing process timing information."),
    method("umask", umask, "(mask, /)", "Set the current numeric umask and return the previous umask."),
    method("urandom", urandom, "(size, /)", "Return a bytes object containing random bytes."),
    method("getrandom", getrandom, "(size, flags=0)", "Obtain a series of random bytes."),
    method("putenv", putenv, "(name, value, /)", "Change or add an environment variable."),
    method("unsetenv", unsetenv, "(name, /)", "Delete an environment variable."),
    method("system", system, "(command)", "Execute the command in a subshell."),
    method("strerror", strerror, "(code, /)", "Translate an error code to a message string."),
    method("cpu_count", cpu_count, "()", "Return the number of logical CPUs in the system."),
    method("_exit", exit, "(status)", "Exit to the system with specified status, without normal exit processing."),
    method("abort", abort, "()", "Abort the interpreter immediately."),
    method("kill", kill, "(pid, signal, /)", "Kill a process with a signal."),
    method("waitpid", waitpid, "(pid, options, /)", "Wait for completion of a given child process."),
    method("waitstatus_to_exitcode", exit_code, "(status)", "Convert a wait status to an exit code."),
    method("WIFEXITED", if_exited, "(status)", "Did the process exit by the exit() system call?"),
    method("WEXITSTATUS", exit_status, "(status)", "Return the process return code from status."),
    method("WIFSIGNALED", if_signaled, "(status)", "Did a signal end the process?"),
    method("WTERMSIG", term_signal, "(status)", "The signal that ended the process."),
    method("WIFSTOPPED", if_stopped, "(status)", "Was the process stopped?"),
    method("WSTOPSIG", exit_status, "(status)", "The signal that stopped the process."),
    method(
        "register_at_fork",
        register_at_fork,
        "(*, before=None, after_in_child=None, after_in_parent=None)",
        "Does nothing: nothing forks.",
    ),
];

fn number(n: u32) -> Result {
    Ok(Value::int(n as i64))
}
fn getpid(vm: &mut Vm, _: &[Value]) -> Result {
    number(vm.host.process_id())
}
fn getppid(vm: &mut Vm, _: &[Value]) -> Result {
    number(vm.host.parent_id())
}
fn getuid(vm: &mut Vm, _: &[Value]) -> Result {
    number(vm.host.user_ids()[0])
}
fn geteuid(vm: &mut Vm, _: &[Value]) -> Result {
    number(vm.host.user_ids()[1])
}
fn getgid(vm: &mut Vm, _: &[Value]) -> Result {
    number(vm.host.user_ids()[2])
}
fn getegid(vm: &mut Vm, _: &[Value]) -> Result {
    number(vm.host.user_ids()[3])
}

fn uname(vm: &mut Vm, _: &[Value]) -> Result {
    let class = record_class(vm, |records| &records.uname)?;
    let items = vm.host.system_names().into_iter().map(Value::from).collect();
    Ok(vm.new_record(&class, items, vec![]))
}

fn times(vm: &mut Vm, _: &[Value]) -> Result {
    let class = record_class(vm, |records| &records.times)?;
    let (used, elapsed) = (vm.host.cpu_time() as f64 / 1e9, vm.host.monotonic() as f64 / 1e9);
    let items = [used, 0.0, 0.0, 0.0, elapsed].into_iter().map(Value::float).collect();
    Ok(vm.new_record(&class, items, vec![]))
}

fn umask(vm: &mut Vm, args: &[Value]) -> Result {
    let mask = vm.index(&args[0])?;
    number(vm.host.set_umask(mask as u32))
}

fn urandom(vm: &mut Vm, args: &[Value]) -> Result {
    let size = vm.index(&args[0])?;
    if size < 0 {
        return Err(vm.value_error("negative argument not allowed"));
    }
    let mut bytes = vec![0; size as usize];
    vm.host.entropy(&mut bytes);
    Ok(Value::bytes_object(bytes))
}

fn getrandom(vm: &mut Vm, args: &[Value]) -> Result {
    urandom(vm, args)
}

fn name(vm: &mut Vm, value: &Value) -> Result<String> {
    let bytes = vm.path_bytes(value)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn putenv(vm: &mut Vm, args: &[Value]) -> Result {
    let (name, value) = (name(vm, &args[0])?, name(vm, &args[1])?);
    if name.is_empty() || name.contains('=') {
        return Err(vm.value_error("illegal environment variable name"));
    }
    vm.host.set_environment(&name, Some(&value));
    Ok(Value::NONE)
}

fn unsetenv(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    vm.host.set_environment(&name, None);
    Ok(Value::NONE)
}

fn system(vm: &mut Vm, args: &[Value]) -> Result {
    let command = name(vm, &args[0])?;
    let answer = vm.host.shell(&command);
    Ok(Value::int(plain(vm, answer)? as i64))
}

fn strerror(vm: &mut Vm, args: &[Value]) -> Result {
    let code = vm.index(&args[0])?;
    Ok(Value::from(vm::error_text(&std::io::Error::from_raw_os_error(code as i32))))
}

fn cpu_count(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_usize(vm.host.processors()))
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result {
    let status = vm.index(&args[0])?;
    vm.host.exit(status as i32);
    Ok(Value::NONE)
}

fn abort(vm: &mut Vm, _: &[Value]) -> Result {
    const ABORTED: i32 = 134;
    vm.host.exit(ABORTED);
    Ok(Value::NONE)
}

fn kill(vm: &mut Vm, args: &[Value]) -> Result {
    let (process, signal) = (vm.index(&args[0])?, vm.index(&args[1])?);
    let answer = vm.host.kill(process as i32, signal as i32);
    plain(vm, answer)?;
    Ok(Value::NONE)
}

/// Nothing starts other processes, so none is there to wait for.
fn waitpid(vm: &mut Vm, args: &[Value]) -> Result {
    vm.index(&args[0])?;
    Err(vm.os_error(10, "No child processes", None))
}

// ---- wait statuses ---------------------------------------------------------------------------------

fn status(vm: &mut Vm, args: &[Value]) -> Result<i64> {
    vm.index(&args[0])
}
fn exit_code(vm: &mut Vm, args: &[Value]) -> Result {
    let status = status(vm, args)?;
    match status & 0x7f {
        0 => Ok(Value::int(status >> 8 & 0xff)),
        0x7f => Err(vm.value_error(format!("process stopped by delivery of signal {}", status >> 8 & 0xff))),
        signal => Ok(Value::int(-signal)),
    }
}
fn if_exited(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(status(vm, args)? & 0x7f == 0))
}
fn exit_status(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(status(vm, args)? >> 8 & 0xff))
}
fn if_signaled(vm: &mut Vm, args: &[Value]) -> Result {
    let signal = status(vm, args)? & 0x7f;
    Ok(Value::bool(signal != 0 && signal != 0x7f))
}
fn term_signal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(status(vm, args)? & 0x7f))
}
fn if_stopped(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(status(vm, args)? & 0xff == 0x7f))
}
fn register_at_fork(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
