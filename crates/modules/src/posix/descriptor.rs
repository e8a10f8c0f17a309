//! Files by their descriptors.

use object::Value;
use vm::{Method, Result, Vm, method};

use super::{answered, no_folder, path, plain};

pub(super) const FUNCTIONS: &[Method] = &[
    method("open", open, "(path, flags, mode=511, *, dir_fd=None)", "Open a file for low level IO."),
    method("close", close, "(fd)", "Close a file descriptor."),
    method("read", read, "(fd, length, /)", "Read from a file descriptor.  Returns a bytes object."),
    method("write", write, "(fd, data, /)", "Write a bytes object to a file descriptor."),
    method("lseek", lseek, "(fd, position, how, /)", "Set the position of a file descriptor."),
    method("ftruncate", ftruncate, "(fd, length, /)", "Truncate a file, specified by file descriptor, to a length."),
    method("fsync", fsync, "(fd)", "Force write of fd to disk."),
    method("fdatasync", fsync, "(fd)", "Force write of fd to disk without forcing update of metadata."),
    method("dup", dup, "(fd, /)", "Return a duplicate of a file descriptor."),
    method("pipe", pipe, "()", "Create a pipe: (read_fd, write_fd)."),
    method("isatty", isatty, "(fd, /)", "Return True if the fd is connected to a terminal."),
    method("closerange", closerange, "(fd_low, fd_high, /)", "Closes all file descriptors in a range."),
    method("get_inheritable", get_inheritable, "(fd, /)", "Get the close-on-exe flag of the file descriptor."),
    method("set_inheritable", set_inheritable, "(fd, inheritable, /)", "Set the inheritable flag of the descriptor."),
    method("device_encoding", device_encoding, "(fd)", "The encoding of a terminal."),
    method("get_terminal_size", get_terminal_size, "(fd=1, /)", "Return the size of the terminal window."),
];

fn descriptor(vm: &mut Vm, value: &Value) -> Result<i32> {
    if value.as_float().is_some() || value.kind() == Some(object::Kind::Str) {
        let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(value));
        return Err(vm.type_error(message));
    }
    Ok(vm.index(value)? as i32)
}

fn open(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[3]])?;
    let (bytes, named) = path(vm, &args[0], "open", false)?;
    let (flags, mode) = (vm.index(&args[1])?, vm.index(&args[2])?);
    let answer = vm.host.open(&bytes, flags as i32, mode as u32);
    Ok(Value::int(answered(vm, answer, &named)? as i64))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    let answer = vm.host.close(fd);
    plain(vm, answer)?;
    Ok(Value::NONE)
}

fn read(vm: &mut Vm, args: &[Value]) -> Result {
    let (fd, length) = (descriptor(vm, &args[0])?, vm.index(&args[1])?);
    if length < 0 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    let mut bytes = vec![0; length.min(1 << 30) as usize];
    let answer = vm.host.read(fd, &mut bytes);
    let count = plain(vm, answer)?;
    bytes.truncate(count);
    Ok(Value::bytes_object(bytes))
}

fn write(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    let bytes = vm.bytes_like(&args[1])?;
    let answer = vm.host.write_some(fd, &bytes);
    Ok(Value::from_usize(plain(vm, answer)?))
}

fn lseek(vm: &mut Vm, args: &[Value]) -> Result {
    let (fd, offset, how) = (descriptor(vm, &args[0])?, vm.index(&args[1])?, vm.index(&args[2])?);
    let target = match how {
        0 if offset >= 0 => std::io::SeekFrom::Start(offset as u64),
        1 => std::io::SeekFrom::Current(offset),
        2 => std::io::SeekFrom::End(offset),
        _ => return Err(vm.os_error(22, "Invalid argument", None)),
    };
    let answer = vm.host.seek(fd, target);
    Ok(Value::from_usize(plain(vm, answer)? as usize))
}

fn ftruncate(vm: &mut Vm, args: &[Value]) -> Result {
    let (fd, length) = (descriptor(vm, &args[0])?, vm.index(&args[1])?);
    if length < 0 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    let answer = vm.host.truncate(fd, length as u64);
    plain(vm, answer)?;
    Ok(Value::NONE)
}

fn fsync(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = match descriptor(vm, &args[0]) {
        Ok(fd) => fd,
        Err(_) if vm.swallow("TypeError") => {
            let fd = vm.call_method(&args[0], "fileno", &[])?;
            descriptor(vm, &fd)?
        }
        Err(raised) => return Err(raised),
    };
    let answer = vm.host.synchronize(fd);
    plain(vm, answer)?;
    Ok(Value::NONE)
}

fn dup(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    let answer = vm.host.duplicate(fd);
    Ok(Value::int(plain(vm, answer)? as i64))
}

fn pipe(vm: &mut Vm, _: &[Value]) -> Result {
    let answer = vm.host.pipe();
    let (from, to) = plain(vm, answer)?;
    Ok(Value::tuple_of([Value::int(from as i64), Value::int(to as i64)]))
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    Ok(Value::bool(vm.host.is_terminal_file(fd)))
}

fn closerange(vm: &mut Vm, args: &[Value]) -> Result {
    let (low, high) = (vm.index(&args[0])?, vm.index(&args[1])?);
    for fd in low.max(3)..high.min(1 << 16) {
        // Those that are not open need no closing.
        let _ = vm.host.close(fd as i32);
    }
    Ok(Value::NONE)
}

fn get_inheritable(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    let answer = vm.host.stat_file(fd);
    plain(vm, answer)?;
    Ok(Value::bool(fd <= 2))
}

fn set_inheritable(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.truth(&args[1])? {
        return Err(vm.not_implemented_error("files are not handed on to other programs"));
    }
    Ok(Value::NONE)
}

fn device_encoding(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    Ok(if vm.host.is_terminal_file(fd) { Value::from("UTF-8") } else { Value::NONE })
}

fn get_terminal_size(vm: &mut Vm, args: &[Value]) -> Result {
    descriptor(vm, &args[0])?;
    Err(vm.os_error(25, "Inappropriate ioctl for device", None))
}
