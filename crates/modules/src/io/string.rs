//! `StringIO`: a text file in memory.

use object::{ClassFlags, Dict, Kind, Module, NativeData, Ref, Str, Value};
use vm::{Getter, Method, NativeClass, Raised, Result, Vm, getter, getter_setter, method};

use super::newline::{self, Newline, Seen};
use super::{Bases, size_argument};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, initial_value='', newline='\n')", "Text I/O implementation using memory."),
    method("read", read, "(self, size=None, /)", "Read at most size characters, returned as a string."),
    method("readline", readline, "(self, size=None, /)", "Read until newline or EOF."),
    method("write", write, "(self, s, /)", "Write string to file."),
    method("getvalue", getvalue, "(self, /)", "Retrieve the entire contents of the object."),
    method("seek", seek, "(self, pos, whence=0, /)", "Change stream position."),
    method("tell", tell, "(self, /)", "Tell the current file position."),
    method("truncate", truncate, "(self, pos=None, /)", "Truncate size to pos."),
    method("close", close, "(self, /)", "Close the IO object."),
    method("seekable", yes, "(self, /)", "Returns True if the IO object can be seeked."),
    method("readable", yes, "(self, /)", "Returns True if the IO object can be read."),
    method("writable", yes, "(self, /)", "Returns True if the IO object can be written."),
    method("__next__", next, "(self, /)", "Implement next(self)."),
    method("__getstate__", getstate, "(self, /)", "Contents, newline, position and attributes."),
    method("__setstate__", setstate, "(self, state, /)", "Takes what __getstate__ gave."),
];
const GETTERS: &[Getter] = &[
    getter("closed", closed, "Is the file closed?"),
    getter("line_buffering", line_buffering, "Always False."),
    getter_setter("newlines", newlines, read_only, "Line endings translated so far."),
];

pub(super) struct StringIO {
    open: bool,
    /// WTF-8.
    text: Vec<u8>,
    /// The position in bytes; in characters beyond the end.
    at: usize,
    beyond: usize,
    ascii: bool,
    newline: Newline,
    seen: Seen,
}

impl NativeData for StringIO {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
    fn parts(&self) -> Option<Vec<(String, Value)>> {
        let text = Ref::<Str>::from_wtf8(self.text.clone()).into();
        Some(vec![("text".to_string(), text), ("position".to_string(), Value::from_usize(self.position()))])
    }
}

impl StringIO {
    /// The position in characters.
    fn position(&self) -> usize {
        self.beyond + if self.ascii { self.at } else { characters(&self.text[..self.at]) }
    }

    /// Goes to a character, beyond the end, too.
    fn go(&mut self, character: usize) {
        let length = if self.ascii { self.text.len() } else { characters(&self.text) };
        self.beyond = character.saturating_sub(length);
        self.at = self.offset(character.min(length), 0);
    }

    /// Where `count` characters after byte `from` are over.
    fn offset(&self, count: usize, from: usize) -> usize {
        if self.ascii {
            return (from + count).min(self.text.len());
        }
        let starts = self.text[from..].iter().enumerate().filter(|(_, b)| **b & 0xc0 != 0x80);
        starts.map(|(at, _)| from + at).nth(count).unwrap_or(self.text.len())
    }

    fn write(&mut self, new: &[u8]) {
        let new = match self.newline {
            Newline::Translate => newline::translated(new.to_vec()),
            other => match other.written() {
                Some(end) => newline::written(new, end),
                None => new.to_vec(),
            },
        };
        if self.newline.is_universal() {
            self.seen.note(&new);
        }
        self.text.extend(std::iter::repeat_n(0, self.beyond));
        self.at += std::mem::take(&mut self.beyond);
        if self.at == self.text.len() {
            self.ascii &= new.is_ascii();
            self.text.extend_from_slice(&new);
            self.at = self.text.len();
            return;
        }
        let end = self.offset(characters(&new), self.at);
        self.ascii &= new.is_ascii();
        self.text.splice(self.at..end, new.iter().copied());
        self.at += new.len();
    }

    fn line(&mut self, limit: Option<usize>) -> Vec<u8> {
        if self.beyond > 0 {
            return Vec::new();
        }
        let rest = &self.text[self.at..];
        let mut end = self.at + self.newline.line_end(rest).unwrap_or(rest.len());
        if let Some(limit) = limit {
            end = end.min(self.offset(limit, self.at));
        }
        let line = self.text[self.at..end].to_vec();
        self.at = end;
        line
    }
}

fn characters(text: &[u8]) -> usize {
    text.iter().filter(|b| **b & 0xc0 != 0x80).count()
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>, bases: &Bases) {
    vm.add_data_class::<StringIO>(
        module,
        NativeClass {
            name: "StringIO",
            module: "_io",
            bases: std::slice::from_ref(&bases.text),
            kind: Kind::Native,
            methods: METHODS,
            getters: GETTERS,
            doc: "Text I/O implementation using an in-memory buffer.",
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE,
            ..NativeClass::BASE
        },
    );
}

#[cold]
fn closed_file(vm: &mut Vm) -> Raised {
    vm.value_error("I/O operation on closed file")
}

fn empty(newline: Newline) -> StringIO {
    let seen = Seen::default();
    StringIO { open: true, text: Vec::new(), at: 0, beyond: 0, ascii: true, newline, seen }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], empty(Newline::Line))
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let newline = Newline::parse(vm, &args[2])?;
    let mut data = empty(newline);
    if !args[1].is_none() {
        let Some(text) = args[1].as_ref::<Str>() else {
            let message = format!("initial_value must be str or None, not {}", vm.type_name(&args[1]));
            return Err(vm.type_error(message));
        };
        data.write(text.bytes());
        data.at = 0;
    }
    vm.state(&args[0], |own: &mut StringIO| *own = data)?;
    Ok(Value::NONE)
}

/// Acts on the file if it is open.
fn act<R>(vm: &mut Vm, object: &Value, act: impl FnOnce(&mut StringIO) -> R) -> Result<R> {
    match vm.state(object, |data: &mut StringIO| data.open.then(|| act(data)))? {
        Some(result) => Ok(result),
        None => Err(closed_file(vm)),
    }
}

fn text(bytes: Vec<u8>) -> Value {
    Ref::<Str>::from_wtf8(bytes).into()
}

fn read(vm: &mut Vm, args: &[Value]) -> Result {
    let size = size_argument(vm, &args[1])?;
    let taken = act(vm, &args[0], |data| {
        if data.beyond > 0 {
            return Vec::new();
        }
        let end = size.map_or(data.text.len(), |size| data.offset(size, data.at));
        let taken = data.text[data.at..end].to_vec();
        data.at = end;
        taken
    })?;
    Ok(text(taken))
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = size_argument(vm, &args[1])?;
    Ok(text(act(vm, &args[0], |data| data.line(limit))?))
}

fn next(vm: &mut Vm, args: &[Value]) -> Result {
    let line = act(vm, &args[0], |data| data.line(None))?;
    if line.is_empty() { Err(vm.stop_iteration(None)) } else { Ok(text(line)) }
}

fn write(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(new) = args[1].as_ref::<Str>() else {
        let message = format!("string argument expected, got '{}'", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    if !vm.read(&args[0], |data: &StringIO| data.open)? {
        return Err(closed_file(vm));
    }
    vm.change(&args[0], vm::Mutation::Splice, |data: &mut StringIO| data.write(new.bytes()))?;
    Ok(Value::from_usize(new.len()))
}

fn getvalue(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(text(act(vm, &args[0], |data| data.text.clone())?))
}

fn seek(vm: &mut Vm, args: &[Value]) -> Result {
    act(vm, &args[0], |_| ())?;
    let (offset, whence) = (vm.index(&args[1])?, vm.index(&args[2])?);
    match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("Negative seek position {offset}"))),
        0 => {}
        1 | 2 if offset != 0 => return Err(vm.error("OSError", "Can't do nonzero cur-relative seeks")),
        1 | 2 => {}
        _ => return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
    let position = act(vm, &args[0], |data| {
        match whence {
            0 => data.go(offset as usize),
            2 => (data.at, data.beyond) = (data.text.len(), 0),
            _ => {}
        }
        data.position()
    })?;
    Ok(Value::from_usize(position))
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(act(vm, &args[0], |data| data.position())?))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    let position = act(vm, &args[0], |data| data.position())?;
    let size = if args[1].is_none() { position as i64 } else { vm.index(&args[1])? };
    if size < 0 {
        return Err(vm.value_error(format!("Negative size value {size}")));
    }
    act(vm, &args[0], |data| {
        let end = data.offset(size as usize, 0);
        data.text.truncate(end);
        data.go(position);
    })?;
    Ok(Value::from_i64(size))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    vm.state(&args[0], |data: &mut StringIO| {
        data.open = false;
        data.text = Vec::new();
        data.at = 0;
    })?;
    Ok(Value::NONE)
}

fn yes(vm: &mut Vm, args: &[Value]) -> Result {
    act(vm, &args[0], |_| Value::TRUE)
}

fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(!vm.read(&args[0], |data: &StringIO| data.open)?))
}

fn line_buffering(vm: &mut Vm, args: &[Value]) -> Result {
    act(vm, &args[0], |_| Value::FALSE)
}

fn newlines(vm: &mut Vm, args: &[Value]) -> Result {
    let (newline, seen) = act(vm, &args[0], |data| (data.newline, data.seen))?;
    Ok(if newline.is_universal() { seen.to_value() } else { Value::NONE })
}

fn read_only(vm: &mut Vm, args: &[Value]) -> Result {
    let message = format!("attribute 'newlines' of '{}' objects is not writable", vm.type_name(&args[0]));
    Err(vm.attribute_error_text(message))
}

fn getstate(vm: &mut Vm, args: &[Value]) -> Result {
    let (value, position) = (getvalue(vm, args)?, tell(vm, args)?);
    let newline = match vm.read(&args[0], |data: &StringIO| data.newline)? {
        Newline::Translate => Value::NONE,
        Newline::Universal => Value::from(""),
        Newline::Line => Value::from("\n"),
        Newline::Return => Value::from("\r"),
        Newline::Both => Value::from("\r\n"),
    };
    let dict = vm.attribute_dict(&args[0]).map_or(Value::NONE, Value::from);
    Ok(Value::tuple_of([value, newline, position, dict]))
}

fn setstate(vm: &mut Vm, args: &[Value]) -> Result {
    let [value, newline, position, dict] = vm.tuple_items(&args[1]) else {
        return Err(state_error(vm, args));
    };
    let (value, dict) = (value.clone(), dict.clone());
    let (newline, position) = (Newline::parse(vm, newline)?, vm.index(position)?.max(0) as usize);
    let mut data = empty(newline);
    if let Some(text) = value.as_ref::<Str>() {
        data.text = text.bytes().to_vec();
        data.ascii = text.is_ascii();
    }
    data.go(position);
    vm.state(&args[0], |own: &mut StringIO| *own = data)?;
    if let Some(dict) = dict.as_ref::<Dict>() {
        for (key, value) in vm.mapping_entries(&dict.to_value(), None)? {
            if let Some(name) = key.as_ref::<Str>() {
                let name = vm.heap.intern_str(name);
                vm.set_attr(&args[0], &name, value)?;
            }
        }
    }
    Ok(Value::NONE)
}

#[cold]
fn state_error(vm: &mut Vm, args: &[Value]) -> Raised {
    let (own, given) = (vm.type_name(&args[0]), vm.type_name(&args[1]));
    vm.type_error(format!("{own}.__setstate__ argument should be 4-tuple, got {given}"))
}
