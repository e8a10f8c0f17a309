//! print and input.

use object::{ClassFlags, Kind, Ref, Str, Value};
use vm::{Method, Result, Vm, method};

use crate::tuple::items_of;

pub(crate) const FUNCTIONS: &[Method] = &[
    method(
        "input",
        input,
        "(prompt='', /)",
        "Read a string from standard input.  The trailing newline is stripped.\n\nThe prompt string, if given, is printed to standard output without a\ntrailing newline before reading input.\n\nIf the user hits EOF (*nix: Ctrl-D, Windows: Ctrl-Z+Return), raise EOFError.\nOn *nix systems, readline is used if available.",
    ),
    method(
        "print",
        print,
        "(*args, sep=' ', end='\\n', file=None, flush=False)",
        "Prints the values to a stream, or to sys.stdout by default.\n\nsep\n  string inserted between values, default a space.\nend\n  string appended after the last value, default a newline.\nfile\n  a file-like object (stream); defaults to the current sys.stdout.\nflush\n  whether to forcibly flush the stream.",
    ),
];

fn print(vm: &mut Vm, args: &[Value]) -> Result {
    let separator = text_or(vm, &args[1], "sep", " ")?;
    let end = text_or(vm, &args[2], "end", "\n")?;
    let stream = match args[3].is_none() {
        true => vm.sys_attr("stdout"),
        false => Some(args[3].clone()),
    };
    if stream.as_ref().is_some_and(Value::is_none) {
        return Ok(Value::NONE);
    }
    match &stream {
        Some(stream) if sees_each_write(vm, stream) => {
            for (place, item) in items_of(&args[0]).iter().enumerate() {
                if place > 0 {
                    vm.call_method(stream, "write", std::slice::from_ref(&separator))?;
                }
                let text = vm.str(item)?;
                vm.call_method(stream, "write", &[text.into()])?;
            }
            vm.call_method(stream, "write", std::slice::from_ref(&end))?;
        }
        _ => print_at_once(vm, &args[0], &separator, &end, &args[3])?,
    }
    if !args[4].is_same(&Value::FALSE) && vm.truth(&args[4])? {
        match &stream {
            Some(stream) => drop(vm.call_method(stream, "flush", &[])?),
            None => vm.flush_stdout()?,
        }
    }
    Ok(Value::NONE)
}

/// One write for the whole line. What was printed before an item that raises is written, too.
fn print_at_once(vm: &mut Vm, items: &Value, separator: &Value, end: &Value, file: &Value) -> Result<()> {
    let bytes = |text: &Value| text.as_ref::<Str>().map(|s| s.bytes().to_vec()).unwrap_or_default();
    let (separator, end) = (bytes(separator), bytes(end));
    let mut out = Vec::new();
    let mut failed = None;
    for (place, item) in items_of(items).iter().enumerate() {
        if place > 0 {
            out.extend_from_slice(&separator);
        }
        if let Some(n) = item.as_small_int() {
            out.extend_from_slice(n.to_string().as_bytes());
            continue;
        }
        match vm.str(item) {
            Ok(text) => out.extend_from_slice(text.bytes()),
            Err(_) => {
                failed = Some(vm.take_pending());
                break;
            }
        }
    }
    if failed.is_none() {
        out.extend_from_slice(&end);
    }
    if !out.is_empty() {
        let text = std::str::from_utf8(&out);
        match (text, file.is_none(), vm.sys_attr("stdout")) {
            (Ok(text), true, _) => vm.write_stdout(text)?,
            (_, true, Some(stdout)) => drop(vm.call_method(&stdout, "write", &[Ref::from_wtf8(out).into()])?),
            (_, true, None) => vm.write_stdout(&String::from_utf8_lossy(&out))?,
            (..) => drop(vm.call_method(file, "write", &[Ref::from_wtf8(out).into()])?),
        }
    }
    match failed {
        Some(exception) => Err(vm.restore_pending(exception)),
        None => Ok(()),
    }
}

/// Could the program tell one write from many? Streams of its own classes get each piece, as in CPython.
fn sees_each_write(vm: &Vm, stream: &Value) -> bool {
    let class = vm.heap.class_of(stream).get(&vm.heap);
    !class.flags.has(ClassFlags::IMMUTABLE) && class.kind != Kind::Native
}

fn text_or(vm: &mut Vm, value: &Value, name: &str, default: &str) -> Result {
    if value.is_none() {
        return Ok(vm.intern(default).to_value());
    }
    if value.as_ref::<Str>().is_none() {
        let message = format!("{name} must be None or a string, not {}", vm.type_name(value));
        return Err(vm.type_error(message));
    }
    Ok(value.clone())
}

fn input(vm: &mut Vm, args: &[Value]) -> Result {
    let prompt = vm.str(&args[0])?;
    if !prompt.is_empty() {
        let text = prompt.lossy().into_owned();
        vm.write_stdout(&text)?;
    }
    vm.flush_stdout()?;
    if let Some(stream) = vm.sys_attr("stdin") {
        return line_of(vm, &stream);
    }
    let line = match vm.host.read_line() {
        Ok(line) => line,
        Err(error) => return Err(vm.io_error(&error, None)),
    };
    if line.is_empty() {
        return Err(vm.error("EOFError", "EOF when reading a line"));
    }
    let text = String::from_utf8_lossy(&line);
    Ok(Value::from(text.strip_suffix('\n').unwrap_or(&text)))
}

/// A line of `sys.stdin`, whatever the program has put there.
fn line_of(vm: &mut Vm, stream: &Value) -> Result {
    if stream.is_none() {
        return Err(vm.runtime_error("input(): lost sys.stdin"));
    }
    let line = vm.call_method(stream, "readline", &[])?;
    let Some(text) = line.as_ref::<Str>() else {
        return Err(vm.type_error("object.readline() returned non-string"));
    };
    if text.is_empty() {
        return Err(vm.error("EOFError", "EOF when reading a line"));
    }
    let bytes = text.bytes();
    Ok(Ref::from_wtf8(bytes.strip_suffix(b"\n").unwrap_or(bytes).to_vec()).into())
}
