//! `posix`: what `os` is made of, through the host. A file for each family of functions.

mod change;
mod constants;
mod descriptor;
mod environment;
mod look;
mod process;
mod scan;

use object::{Bytes, Class, ClassFlags, Dict, Kind, Module, NativeData, Ref, Value};
use vm::{NativeClass, Raised, Result, Vm};

pub fn install(vm: &mut Vm) {
    vm.add_native_module("posix", load);
    // What CPython's build notes of itself, as far as `sysconfig` and `zoneinfo` ask for it.
    vm.add_native_module("_sysconfigdata__linux_", |vm, module: &Ref<Module>| {
        let facts = Ref::<Dict>::dict();
        let zones = "/usr/share/zoneinfo:/usr/lib/zoneinfo:/usr/share/lib/zoneinfo:/etc/zoneinfo";
        for (name, value) in
            [("TZPATH", zones), ("EXT_SUFFIX", ".cpython-313-x86_64-linux-gnu.so"), ("VERSION", "3.13")]
        {
            vm.dict_set(&facts, Value::from(name), Value::from(value))?;
        }
        vm.dict_set(&facts, Value::from("Py_GIL_DISABLED"), Value::int(0))?;
        vm.set_module_attr(module, "build_time_vars", facts.into());
        Ok(())
    });
}

/// The classes of tuples that functions give out.
struct Records {
    stat: Ref<Class>,
    terminal_size: Ref<Class>,
    uname: Ref<Class>,
    times: Ref<Class>,
}

impl NativeData for Records {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.stat, &self.terminal_size, &self.uname, &self.times].into_iter().for_each(|c| visit(c.value()));
    }
}

const RECORDS: &str = "_records";

const STAT_FIELDS: &[&str] = &[
    "st_mode",
    "st_ino",
    "st_dev",
    "st_nlink",
    "st_uid",
    "st_gid",
    "st_size",
    "st_atime",
    "st_mtime",
    "st_ctime",
    "st_atime_ns",
    "st_mtime_ns",
    "st_ctime_ns",
    "st_blksize",
    "st_blocks",
    "st_rdev",
];

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    constants::load(vm, module);
    for functions in [look::FUNCTIONS, change::FUNCTIONS, descriptor::FUNCTIONS, process::FUNCTIONS, scan::FUNCTIONS] {
        vm.fill_module(module, functions);
    }
    scan::load(vm, module);
    let mut record = |name: &str, doc: &str, fields: &[&str], visible: usize| {
        vm.add_record_class(module, "os", name, doc, fields, visible)
    };
    let records = Records {
        stat: record("stat_result", "stat_result: Result from stat, fstat, or lstat.", STAT_FIELDS, 10),
        terminal_size: record("terminal_size", "A tuple of (columns, lines).", &["columns", "lines"], 2),
        uname: record(
            "uname_result",
            "uname_result: Result from os.uname().",
            &["sysname", "nodename", "release", "version", "machine"],
            5,
        ),
        times: record(
            "times_result",
            "times_result: Result from os.times().",
            &["user", "system", "children_user", "children_system", "elapsed"],
            5,
        ),
    };
    let class = vm.new_native_class(NativeClass {
        name: "_Records",
        module: "posix",
        kind: Kind::Native,
        flags: ClassFlags::NO_NEW | ClassFlags::IMMUTABLE,
        ..NativeClass::BASE
    });
    let records = vm.new_data(class.value(), records)?;
    vm.set_module_attr(module, RECORDS, records);
    environment::install(vm, module)?;
    let error = vm.heap.class(vm.exception_class("OSError")).to_value();
    vm.set_module_attr(module, "error", error);
    Ok(())
}

/// One of the classes above.
fn record_class(vm: &mut Vm, which: fn(&Records) -> &Ref<Class>) -> Result<Ref<Class>> {
    let module = vm.import_module("posix")?;
    let records = vm.get_attr_str(&module, RECORDS)?;
    vm.read(&records, |records: &Records| which(records).clone())
}

/// A path argument: its bytes, and the value for messages. Integers are descriptors where `fd` allows them.
enum Target {
    Path(Vec<u8>, Value),
    File(i32),
}

fn target(vm: &mut Vm, value: &Value, who: &str, fd: bool) -> Result<Target> {
    if fd && (value.is_small_int() || value.as_bool().is_some()) {
        return Ok(Target::File(vm.index(value)? as i32));
    }
    let (bytes, named) = path(vm, value, who, fd)?;
    Ok(Target::Path(bytes, named))
}

fn path(vm: &mut Vm, value: &Value, who: &str, fd: bool) -> Result<(Vec<u8>, Value)> {
    let Ok(named) = vm.fspath(value) else {
        if vm.swallow("TypeError") {
            let what = if fd { "string, bytes, os.PathLike or integer" } else { "string, bytes or os.PathLike" };
            let message = format!("{who}: path should be {what}, not {}", vm.type_name(value));
            return Err(vm.type_error(message));
        }
        return Err(Raised);
    };
    let bytes = match vm.path_bytes(&named) {
        Ok(bytes) => bytes,
        Err(_) if vm.swallow("ValueError") => {
            return Err(vm.value_error(format!("{who}: embedded null character in path")));
        }
        Err(raised) => return Err(raised),
    };
    Ok((bytes, named))
}

/// What a name of the system becomes beside a path that was given as `like`.
fn name_like(vm: &mut Vm, bytes: &[u8], like: &Value) -> Value {
    if like.as_ref::<Bytes>().is_some() { Value::bytes_object(bytes.to_vec()) } else { vm.path_text(bytes) }
}

/// The answer of the host, errors with the path.
fn answered<T>(vm: &mut Vm, answer: std::io::Result<T>, named: &Value) -> Result<T> {
    match answer {
        Ok(answer) => Ok(answer),
        Err(error) => Err(vm.io_error(&error, Some(named.clone()))),
    }
}

/// The answer about a descriptor.
fn plain<T>(vm: &mut Vm, answer: std::io::Result<T>) -> Result<T> {
    match answer {
        Ok(answer) => Ok(answer),
        Err(error) => Err(vm.io_error(&error, None)),
    }
}

/// Folders by descriptor are not known here.
fn no_folder(vm: &mut Vm, folders: &[&Value]) -> Result<()> {
    if folders.iter().all(|folder| folder.is_none()) {
        return Ok(());
    }
    Err(vm.not_implemented_error("dir_fd unavailable on this platform"))
}
