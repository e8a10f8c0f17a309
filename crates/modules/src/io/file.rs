//! `FileIO`: a file of the operating system by its descriptor, without a buffer.

use object::{ClassFlags, Kind, Module, NativeData, Ref, Str, Value};
use vm::{Getter, Method, NativeClass, Raised, Result, Vm, getter, method};

use super::{Bases, base, seek_target, size_argument};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, file, mode='r', closefd=True, opener=None)", "Open a file."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("read", read, "(self, size=-1, /)", "Read at most size bytes, returned as bytes."),
    method("readall", readall, "(self, /)", "Read all data from the file, returned as bytes."),
    method("readinto", readinto, "(self, buffer, /)", "Same as RawIOBase.readinto()."),
    method("write", write, "(self, b, /)", "Write buffer b to file, return number of bytes written."),
    method("seek", seek, "(self, pos, whence=0, /)", "Move to new file position and return the file position."),
    method("tell", tell, "(self, /)", "Current file position."),
    method("truncate", truncate, "(self, size=None, /)", "Truncate the file to at most size bytes."),
    method("close", close, "(self, /)", "Close the file."),
    method("seekable", seekable, "(self, /)", "True if file supports random-access."),
    method("readable", readable, "(self, /)", "True if file was opened in a read mode."),
    method("writable", writable, "(self, /)", "True if file was opened in a write mode."),
    method("fileno", fileno, "(self, /)", "Return the underlying file descriptor (an integer)."),
    method("isatty", isatty, "(self, /)", "True if the file is connected to a TTY device."),
];
const GETTERS: &[Getter] = &[
    getter("closed", closed, "True if the file is closed"),
    getter("closefd", close_fd, "True if the file descriptor will be closed by close()."),
    getter("mode", mode, "String giving the file mode"),
];

pub(super) struct FileIO {
    /// -1 where it is closed.
    pub fd: i32,
    pub readable: bool,
    pub writable: bool,
    created: bool,
    appending: bool,
    close_fd: bool,
}

impl NativeData for FileIO {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>, bases: &Bases) {
    let class = vm.add_data_class::<FileIO>(
        module,
        NativeClass {
            name: "FileIO",
            module: "_io",
            bases: std::slice::from_ref(&bases.raw),
            kind: Kind::Native,
            methods: METHODS,
            getters: GETTERS,
            doc: "Open a file.",
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE | ClassFlags::FINALIZER,
            ..NativeClass::BASE
        },
    );
    vm.heap.set_finalizer(&class, true);
}

/// A stream that the process was given.
pub(super) fn standard(vm: &mut Vm, fd: i32) -> Value {
    let data = FileIO { fd, readable: fd == 0, writable: fd != 0, created: false, appending: false, close_fd: false };
    vm.make(data)
}

/// Opens a file, or takes over a descriptor.
pub(super) fn open(vm: &mut Vm, file: &Value, mode: &str, close_fd: bool, opener: &Value) -> Result {
    let class = vm.class_for::<FileIO>().to_value();
    let object = new(vm, &[class])?;
    start(vm, &object, file, mode, close_fd, opener)?;
    Ok(object)
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let data = FileIO { fd: -1, readable: false, writable: false, created: false, appending: false, close_fd: true };
    vm.new_data(&args[0], data)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let mode = base::text_argument(vm, &args[2], "FileIO() argument 'mode'")?.lossy().into_owned();
    let close_fd = vm.truth(&args[3])?;
    start(vm, &args[0], &args[1], &mode, close_fd, &args[4])?;
    Ok(Value::NONE)
}

const CREATE: i32 = 0o100;
const EXCLUSIVE: i32 = 0o200;
const TRUNCATE: i32 = 0o1000;
const APPEND: i32 = 0o2000;
const CLOSE_ON_EXEC: i32 = 0o2000000;

fn start(vm: &mut Vm, object: &Value, file: &Value, mode: &str, close_fd: bool, opener: &Value) -> Result<()> {
    let (mut data, flags) = parse_mode(vm, mode)?;
    data.close_fd = close_fd;
    if let Some(fd) = file.as_small_int() {
        if fd < 0 {
            return Err(vm.value_error("negative file descriptor"));
        }
        data.fd = fd as i32;
        if let Err(error) = vm.host.stat_file(data.fd) {
            return Err(vm.io_error(&error, None));
        }
    } else {
        if !close_fd {
            return Err(vm.value_error("Cannot use closefd=False with file name"));
        }
        let path = vm.path_bytes(file)?;
        let named = vm.fspath(file)?;
        data.fd = if opener.is_none() {
            match vm.host.open(&path, flags, 0o666) {
                Ok(fd) => fd,
                Err(error) => return Err(vm.io_error(&error, Some(named))),
            }
        } else {
            let fd = vm.call(opener, &[named.clone(), Value::int(flags as i64)])?;
            let fd = vm.index(&fd)?;
            if fd < 0 {
                return Err(vm.value_error(format!("opener returned {fd}")));
            }
            fd as i32
        };
        let folder = vm.host.stat_file(data.fd).is_ok_and(|stat| stat.mode & 0o170000 == 0o040000);
        if folder {
            let _ = vm.host.close(data.fd);
            return Err(vm.os_error(21, "Is a directory", Some(named)));
        }
    }
    if data.appending {
        let _ = vm.host.seek(data.fd, std::io::SeekFrom::End(0));
    }
    vm.state(object, |own: &mut FileIO| *own = data)?;
    let name = vm.intern("name");
    vm.set_attr(object, &name, file.clone())
}

fn parse_mode(vm: &mut Vm, mode: &str) -> Result<(FileIO, i32)> {
    let one = "Must have exactly one of create/read/write/append mode and at most one plus";
    let mut data =
        FileIO { fd: -1, readable: false, writable: false, created: false, appending: false, close_fd: true };
    let (mut flags, mut kinds, mut plus) = (0, 0, 0);
    for letter in mode.chars() {
        match letter {
            'r' => data.readable = true,
            'w' => {
                data.writable = true;
                flags |= CREATE | TRUNCATE;
            }
            'x' => {
                data.created = true;
                data.writable = true;
                flags |= CREATE | EXCLUSIVE;
            }
            'a' => {
                data.writable = true;
                data.appending = true;
                flags |= CREATE | APPEND;
            }
            '+' => {
                plus += 1;
                continue;
            }
            'b' => continue,
            _ => return Err(vm.value_error(format!("invalid mode: {mode}"))),
        }
        kinds += 1;
    }
    if kinds != 1 || plus > 1 {
        return Err(vm.value_error(one));
    }
    if plus == 1 {
        (data.readable, data.writable) = (true, true);
    }
    flags |= match (data.readable, data.writable) {
        (true, true) => 2,
        (false, true) => 1,
        _ => 0,
    };
    Ok((data, flags | CLOSE_ON_EXEC))
}

/// The descriptor, if the file is open.
pub(super) fn descriptor(vm: &mut Vm, object: &Value) -> Result<i32> {
    let fd = vm.read(object, |data: &FileIO| data.fd)?;
    if fd < 0 { Err(vm.value_error("I/O operation on closed file")) } else { Ok(fd) }
}

#[cold]
fn wrong_mode(vm: &mut Vm, wanted: &str) -> Raised {
    base::unsupported(vm, &format!("File not open for {wanted}"))
}

fn for_reading(vm: &mut Vm, object: &Value) -> Result<i32> {
    let fd = descriptor(vm, object)?;
    if vm.read(object, |data: &FileIO| data.readable)? { Ok(fd) } else { Err(wrong_mode(vm, "reading")) }
}

fn for_writing(vm: &mut Vm, object: &Value) -> Result<i32> {
    let fd = descriptor(vm, object)?;
    if vm.read(object, |data: &FileIO| data.writable)? { Ok(fd) } else { Err(wrong_mode(vm, "writing")) }
}

/// Reads at most `size` bytes with one question to the system.
pub(super) fn read_some(vm: &mut Vm, object: &Value, size: usize) -> Result<Vec<u8>> {
    let fd = for_reading(vm, object)?;
    let mut bytes = vec![0; size];
    match vm.host.read(fd, &mut bytes) {
        Ok(count) => {
            bytes.truncate(count);
            Ok(bytes)
        }
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

/// Writes all bytes.
pub(super) fn write_all(vm: &mut Vm, object: &Value, mut bytes: &[u8]) -> Result<()> {
    let fd = for_writing(vm, object)?;
    while !bytes.is_empty() {
        match vm.host.write_some(fd, bytes) {
            Ok(count) => bytes = &bytes[count..],
            Err(error) => return Err(vm.io_error(&error, None)),
        }
    }
    Ok(())
}

pub(super) fn read_all(vm: &mut Vm, object: &Value) -> Result<Vec<u8>> {
    let fd = for_reading(vm, object)?;
    let size = vm.host.stat_file(fd).map_or(0, |stat| stat.size as usize).min(1 << 30);
    let mut all = vec![0; size + 1];
    let mut filled = 0;
    loop {
        if filled == all.len() {
            all.resize(all.len() + all.len().max(super::BUFFER_SIZE), 0);
        }
        match vm.host.read(fd, &mut all[filled..]) {
            Ok(0) => break,
            Ok(count) => filled += count,
            Err(error) => return Err(vm.io_error(&error, None)),
        }
    }
    all.truncate(filled);
    Ok(all)
}

fn read(vm: &mut Vm, args: &[Value]) -> Result {
    match size_argument(vm, &args[1])? {
        Some(size) => Ok(Value::bytes_object(read_some(vm, &args[0], size)?)),
        None => readall(vm, args),
    }
}

fn readall(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bytes_object(read_all(vm, &args[0])?))
}

fn readinto(vm: &mut Vm, args: &[Value]) -> Result {
    let wanted = vm.writable_length(&args[1])?;
    let bytes = read_some(vm, &args[0], wanted)?;
    vm.fill_buffer(&args[1], &bytes)?;
    Ok(Value::from_usize(bytes.len()))
}

fn write(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = for_writing(vm, &args[0])?;
    let bytes = vm.bytes_like(&args[1])?;
    match vm.host.write_some(fd, &bytes) {
        Ok(count) => Ok(Value::from_usize(count)),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

pub(super) fn move_to(vm: &mut Vm, object: &Value, to: std::io::SeekFrom) -> Result<u64> {
    let fd = descriptor(vm, object)?;
    match vm.host.seek(fd, to) {
        Ok(place) => Ok(place),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

fn seek(vm: &mut Vm, args: &[Value]) -> Result {
    let (offset, whence) = (vm.index(&args[1])?, vm.index(&args[2])?);
    if whence == 0 && offset < 0 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    let target = seek_target(vm, offset, whence)?;
    Ok(Value::from_usize(move_to(vm, &args[0], target)? as usize))
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(move_to(vm, &args[0], std::io::SeekFrom::Current(0))? as usize))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = for_writing(vm, &args[0])?;
    let size = if args[1].is_none() { tell(vm, args)? } else { args[1].clone() };
    let length = vm.index(&size)?;
    if length < 0 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    match vm.host.truncate(fd, length as u64) {
        Ok(()) => Ok(size),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let (fd, own) = vm.state(&args[0], |data: &mut FileIO| (std::mem::replace(&mut data.fd, -1), data.close_fd))?;
    if fd >= 0
        && own
        && let Err(error) = vm.host.close(fd)
    {
        return Err(vm.io_error(&error, None));
    }
    Ok(Value::NONE)
}

fn seekable(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    Ok(Value::bool(vm.host.seek(fd, std::io::SeekFrom::Current(0)).is_ok()))
}

fn readable(vm: &mut Vm, args: &[Value]) -> Result {
    descriptor(vm, &args[0])?;
    Ok(Value::bool(vm.read(&args[0], |data: &FileIO| data.readable)?))
}

fn writable(vm: &mut Vm, args: &[Value]) -> Result {
    descriptor(vm, &args[0])?;
    Ok(Value::bool(vm.read(&args[0], |data: &FileIO| data.writable)?))
}

fn fileno(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(descriptor(vm, &args[0])? as i64))
}

fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = descriptor(vm, &args[0])?;
    Ok(Value::bool(vm.host.is_terminal_file(fd)))
}

fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.read(&args[0], |data: &FileIO| data.fd < 0)?))
}

fn close_fd(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.read(&args[0], |data: &FileIO| data.close_fd)?))
}

fn mode_text(data: &FileIO) -> &'static str {
    match (data.created, data.appending, data.readable, data.writable) {
        (true, _, true, _) => "xb+",
        (true, ..) => "xb",
        (_, true, true, _) => "ab+",
        (_, true, ..) => "ab",
        (_, _, true, true) => "rb+",
        (_, _, true, _) => "rb",
        _ => "wb",
    }
}

fn mode(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(vm.read(&args[0], mode_text)?))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (fd, mode, close_fd) = vm.read(&args[0], |data: &FileIO| (data.fd, mode_text(data), data.close_fd))?;
    if fd < 0 {
        return Ok(Value::from("<_io.FileIO [closed]>"));
    }
    let close_fd = if close_fd { "True" } else { "False" };
    let name = vm.intern("name");
    let named = match vm.find_attr(&args[0], &name)?.filter(|name| name.as_ref::<Str>().is_some()) {
        Some(name) => format!("name={}", vm.repr_text(&name)?),
        None => format!("fd={fd}"),
    };
    Ok(Value::from(format!("<_io.FileIO {named} mode='{mode}' closefd={close_fd}>")))
}

/// Lets the host write what it holds of a standard stream.
pub(super) fn flush_stream(vm: &mut Vm, object: &Value) -> Result<()> {
    let fd = descriptor(vm, object)?;
    if matches!(fd, 1 | 2)
        && let Err(error) = vm.host.flush(fd as u8)
    {
        return Err(vm.io_error(&error, None));
    }
    Ok(())
}
