//! `open`: from a path and a mode to the layers of a file.

use object::{Module, Ref, Str, Value};
use vm::{Method, Result, Vm, method};

use super::buffered::{self, Random, Reader, Writer};
use super::{BUFFER_SIZE, base, file, text};

const OPEN: Method = method(
    "open",
    open,
    "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None)",
    "Open file and return a stream.  Raise OSError upon failure.",
);
const FUNCTIONS: &[Method] = &[
    method("open_code", open_code, "(path)", "Opens the provided file with the intent to import the contents."),
    method(
        "text_encoding",
        text_encoding,
        "(encoding, stacklevel=2, /)",
        "A helper function to choose the text encoding.",
    ),
];

pub(super) fn install(vm: &mut Vm) {
    let function = vm.native_function(&OPEN, "_io");
    vm.set_builtin("open", function);
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.fill_module(module, FUNCTIONS);
    let name = vm.intern("open");
    let builtins = vm.builtins.clone();
    if let Some(function) = builtins.get(&vm.heap).get_name(&name).cloned() {
        vm.set_module_attr(module, "open", function);
    }
}

/// What a mode such as `'rb+'` says.
struct Mode {
    /// With `+`, for the raw file.
    raw: String,
    binary: bool,
    reading: bool,
    updating: bool,
}

fn parse_mode(vm: &mut Vm, mode: &str) -> Result<Mode> {
    let count = |letter: char| mode.chars().filter(|c| *c == letter).count();
    let known = mode.chars().all(|c| "rwaxbt+".contains(c) && count(c) == 1);
    if !known {
        return Err(vm.value_error(format!("invalid mode: '{mode}'")));
    }
    let has = |letter: char| mode.contains(letter);
    if has('t') && has('b') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    let kinds: String = mode.chars().filter(|c| "rwax".contains(*c)).collect();
    if kinds.len() > 1 {
        return Err(vm.value_error("must have exactly one of create/read/write/append mode"));
    }
    if kinds.is_empty() {
        return Err(vm.value_error("Must have exactly one of create/read/write/append mode and at most one plus"));
    }
    let raw = if has('+') { format!("{kinds}+") } else { kinds };
    Ok(Mode { raw, binary: has('b'), reading: has('r'), updating: has('+') })
}

fn open(vm: &mut Vm, args: &[Value]) -> Result {
    let [path, mode_value, buffering, encoding, errors, newline, close_fd, opener] = args else {
        return Err(vm.type_error("open() missing required argument 'file' (pos 1)"));
    };
    vm.import_module("_io")?;
    if path.as_small_int().is_none() && path.as_bool().is_none() {
        vm.fspath(path)?;
    }
    let path = &match path.as_bool() {
        Some(b) => Value::int(b as i64),
        None => path.clone(),
    };
    let Some(mode_text) = mode_value.as_ref::<Str>().cloned() else {
        let message = format!("open() argument 'mode' must be str, not {}", vm.type_name(mode_value));
        return Err(vm.type_error(message));
    };
    for (name, value) in [("encoding", encoding), ("errors", errors), ("newline", newline)] {
        if !value.is_none() && value.as_ref::<Str>().is_none() {
            let message = format!("open() argument '{name}' must be str or None, not {}", vm.type_name(value));
            return Err(vm.type_error(message));
        }
    }
    let mode = parse_mode(vm, &mode_text.lossy())?;
    if mode.binary {
        for (name, value) in [("an encoding", encoding), ("an errors", errors), ("a newline", newline)] {
            if !value.is_none() {
                return Err(vm.value_error(format!("binary mode doesn't take {name} argument")));
            }
        }
    }
    let buffering = vm.index(buffering)?;
    if buffering < -1 {
        return Err(vm.value_error("invalid buffering size"));
    }
    let close_fd = vm.truth(close_fd)?;
    let raw = file::open(vm, path, &mode.raw, close_fd, opener)?;
    let layers = Layers { mode: &mode, buffering, encoding, errors, newline };
    match layers.over(vm, &raw) {
        Ok(file) => {
            if !mode.binary {
                let name = vm.intern("mode");
                vm.set_attr(&file, &name, mode_value.clone())?;
            }
            Ok(file)
        }
        Err(raised) => {
            let exception = vm.take_pending();
            let _ = vm.call_method(&raw, "close", &[]);
            let _ = vm.restore_pending(exception);
            Err(raised)
        }
    }
}

struct Layers<'a> {
    mode: &'a Mode,
    buffering: i64,
    encoding: &'a Value,
    errors: &'a Value,
    newline: &'a Value,
}

impl Layers<'_> {
    fn over(&self, vm: &mut Vm, raw: &Value) -> Result {
        let terminal = self.buffering == -1 && {
            let answer = vm.call_method(raw, "isatty", &[])?;
            vm.truth(&answer)?
        };
        let lines = self.buffering == 1 && !self.mode.binary || terminal;
        let size = if self.buffering > 1 { self.buffering as usize } else { BUFFER_SIZE };
        if self.buffering == 0 {
            return if self.mode.binary {
                Ok(raw.clone())
            } else {
                Err(vm.value_error("can't have unbuffered text I/O"))
            };
        }
        let buffer = if self.mode.updating {
            let answer = vm.call_method(raw, "seekable", &[])?;
            if !vm.truth(&answer)? {
                return Err(base::unsupported(vm, "File or stream is not seekable."));
            }
            buffered::over::<Random>(vm, raw.clone(), true, true, size)?
        } else if self.mode.reading {
            buffered::over::<Reader>(vm, raw.clone(), true, false, size)?
        } else {
            buffered::over::<Writer>(vm, raw.clone(), false, true, size)?
        };
        if self.mode.binary {
            return Ok(buffer);
        }
        text::over(vm, buffer, self.encoding, self.errors, self.newline, lines)
    }
}

fn open_code(vm: &mut Vm, args: &[Value]) -> Result {
    let io = vm.import_module("_io")?;
    vm.call_method(&io, "open", &[args[0].clone(), Value::from("rb")])
}

fn text_encoding(_: &mut Vm, args: &[Value]) -> Result {
    Ok(if args[0].is_none() { Value::from("locale") } else { args[0].clone() })
}
