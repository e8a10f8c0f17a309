//! `TextIOWrapper`: text over a buffer of bytes, with an encoding and a habit about ends of lines.

use object::{ClassFlags, Kind, Module, NativeData, Ref, Str, Value};
use vm::{Getter, Method, NativeClass, Raised, Result, Vm, getter, method};

use super::buffered::{self, Buffered, Random, Reader, Writer};
use super::codec::{self, Codec};
use super::file::{self, FileIO};
use super::newline::{self, Newline, Seen};
use super::{BUFFER_SIZE, Bases, base, closed_file, is_exactly, size_argument};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method(
        "__init__",
        init,
        "(self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)",
        "Character and line based layer over a BufferedIOBase object.",
    ),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("read", read, "(self, size=-1, /)", "Read at most size characters from stream."),
    method("readline", readline, "(self, size=-1, /)", "Read until newline or EOF."),
    method("write", write, "(self, text, /)", "Write string s to stream."),
    method("flush", flush, "(self, /)", "Write what waits."),
    method("close", close, "(self, /)", "Flush and close the stream."),
    method("detach", detach, "(self, /)", "Separate the underlying buffer and return it."),
    method("seek", seek, "(self, cookie, whence=0, /)", "Set the stream position, and return it."),
    method("tell", tell, "(self, /)", "Return the stream position as an opaque number."),
    method("truncate", truncate, "(self, pos=None, /)", "Truncate the file."),
    method(
        "reconfigure",
        reconfigure,
        "(self, /, *, encoding=None, errors=None, newline=<unset>, line_buffering=None, write_through=None)",
        "Reconfigure the text stream with new parameters.",
    ),
    method("fileno", fileno, "(self, /)", "The descriptor of the buffer."),
    method("isatty", isatty, "(self, /)", "Is the buffer a terminal?"),
    method("seekable", seekable, "(self, /)", "Can the buffer seek?"),
    method("readable", readable, "(self, /)", "Can it be read?"),
    method("writable", writable, "(self, /)", "Can it be written?"),
    method("__getstate__", no_state, "(self, /)", "Raises TypeError."),
];
const ITERATION: &[Method] = &[method("__iter__", iter, "(self, /)", "Implement iter(self).")];
const GETTERS: &[Getter] = &[
    getter("buffer", buffer, "The underlying buffer."),
    getter("encoding", encoding, "Encoding of the text stream."),
    getter("errors", errors, "The error handler."),
    getter("newlines", newlines, "Line endings translated so far."),
    getter("line_buffering", line_buffering, "Is it written at each end of a line?"),
    getter("write_through", write_through, "Does nothing wait?"),
    getter("closed", closed, "Is the buffer closed?"),
    getter("name", name, "The name of the buffer."),
];

struct Text {
    /// NONE before `__init__`, UNBOUND once detached.
    buffer: Value,
    codec: Codec,
    newline: Newline,
    seen: Seen,
    line_buffering: bool,
    write_through: bool,
    /// Standard output of a recorded run: its history tells what is written in the step that writes it.
    recorded: bool,
    /// Text read ahead (WTF-8); `at` of it is used up.
    ahead: Vec<u8>,
    at: usize,
    /// The bytes that `ahead` was made from.
    source: Vec<u8>,
    /// A `\r` at the end of what was read: a `\n` may follow.
    held_return: bool,
    /// Bytes not yet given to the buffer.
    waiting: Vec<u8>,
    /// Lines were taken by `next`: no `tell` until the end.
    iterating: bool,
}

impl NativeData for Text {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.buffer);
        self.codec.visit(visit);
    }
    fn clear(&mut self) {
        self.buffer = Value::UNBOUND;
        self.codec.reset();
    }
}

impl Text {
    fn new(buffer: Value, codec: Codec, newline: Newline) -> Text {
        Text {
            buffer,
            codec,
            newline,
            seen: Seen::default(),
            line_buffering: false,
            recorded: false,
            write_through: false,
            ahead: Vec::new(),
            at: 0,
            source: Vec::new(),
            held_return: false,
            waiting: Vec::new(),
            iterating: false,
        }
    }

    /// Takes up to byte `end` of what was read ahead.
    fn take(&mut self, end: usize) -> Vec<u8> {
        let taken = self.ahead[self.at..end].to_vec();
        self.at = end;
        taken
    }

    /// Adds what was read.
    fn add(&mut self, text: Vec<u8>, source: &[u8], last: bool) {
        self.compact();
        let mut text = text;
        if self.newline.is_universal() {
            if std::mem::take(&mut self.held_return) {
                text.insert(0, b'\r');
            }
            if !last && text.last() == Some(&b'\r') {
                text.pop();
                self.held_return = true;
            }
            self.seen.note(&text);
            if self.newline == Newline::Translate {
                text = newline::translated(text);
            }
        }
        self.source.extend_from_slice(source);
        if self.ahead.is_empty() {
            self.ahead = text;
        } else {
            self.ahead.extend_from_slice(&text);
        }
    }

    /// Forgets what is used up.
    fn compact(&mut self) {
        if self.at == self.ahead.len() && !self.held_return && self.codec.undecoded.is_empty() {
            self.source.clear();
        } else {
            let used = self.source_of(self.at);
            self.source.drain(..used);
        }
        self.ahead.drain(..self.at);
        self.at = 0;
    }

    /// How many bytes of the source the first `end` bytes of the text were made from.
    fn source_of(&self, end: usize) -> usize {
        if self.source.len() == self.ahead.len() {
            return end;
        }
        let latin = !self.codec.is_other() && std::str::from_utf8(&self.source).is_err();
        let (mut at, mut made) = (0, 0);
        while made < end && at < self.source.len() {
            let byte = self.source[at];
            at += 1;
            if byte == b'\r' && self.newline == Newline::Translate && self.source.get(at) == Some(&b'\n') {
                at += 1;
            }
            made += if latin && byte >= 0x80 { 2 } else { 1 };
        }
        at
    }

    fn forget_ahead(&mut self) {
        self.ahead.clear();
        self.source.clear();
        self.at = 0;
        self.held_return = false;
        self.codec.reset();
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>, bases: &Bases) {
    let class = vm.add_data_class::<Text>(
        module,
        NativeClass {
            name: "TextIOWrapper",
            module: "_io",
            bases: std::slice::from_ref(&bases.text),
            kind: Kind::Native,
            methods: METHODS,
            getters: GETTERS,
            doc: "Character and line based layer over a BufferedIOBase object, buffer.",
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF | ClassFlags::IMMUTABLE | ClassFlags::FINALIZER,
            next: Some(next_line),
            ..NativeClass::BASE
        },
    );
    vm.heap.set_finalizer(&class, true);
    let index = class.get(&vm.heap).index;
    vm.fill_class(index, ITERATION, &[]);
    vm.text_writer = Some(write_directly);
}

/// Standard input, output and error as `sys` has them.
pub(super) fn add_streams(vm: &mut Vm, sys: &Ref<Module>) -> Result<()> {
    vm.import_module("_io")?;
    for (fd, name, errors) in
        [(0, "stdin", "surrogateescape"), (1, "stdout", "surrogateescape"), (2, "stderr", "backslashreplace")]
    {
        let raw = file::standard(vm, fd);
        let label = vm.intern("name");
        vm.set_attr(&raw, &label, Value::from(format!("<{name}>")))?;
        let buffer = if fd == 0 {
            buffered::over::<Reader>(vm, raw, true, false, BUFFER_SIZE)?
        } else {
            buffered::over::<Writer>(vm, raw, false, true, BUFFER_SIZE)?
        };
        let newline = if fd == 0 { Newline::Translate } else { Newline::Line };
        let mut text = Text::new(buffer, Codec::new("utf-8", errors), newline);
        text.line_buffering = fd == 2 || vm.host.is_terminal(fd as u8);
        text.recorded = fd == 1 && vm.tape.is_some();
        let stream = vm.make(text);
        let label = vm.intern("mode");
        vm.set_attr(&stream, &label, Value::from(if fd == 0 { "r" } else { "w" }))?;
        if fd != 0 {
            vm.flush_at_exit(&stream);
        }
        vm.set_module_attr(sys, name, stream.clone());
        vm.set_module_attr(sys, &format!("__{name}__"), stream);
    }
    Ok(())
}

/// A text file over a buffer of ours, for `open`.
pub(super) fn over(
    vm: &mut Vm,
    buffer: Value,
    encoding: &Value,
    errors: &Value,
    newline: &Value,
    line_buffering: bool,
) -> Result {
    let class = vm.class_for::<Text>().to_value();
    let object = new(vm, &[class])?;
    start(vm, &object, buffer, encoding, errors, newline)?;
    vm.state(&object, |data: &mut Text| data.line_buffering = line_buffering)?;
    Ok(object)
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Text::new(Value::NONE, Codec::new("utf-8", "strict"), Newline::Translate))
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    start(vm, &args[0], args[1].clone(), &args[2], &args[3], &args[4])?;
    let (line_buffering, write_through) = (vm.truth(&args[5])?, vm.truth(&args[6])?);
    vm.state(&args[0], |data: &mut Text| {
        data.line_buffering = line_buffering;
        data.write_through = write_through;
    })?;
    Ok(Value::NONE)
}

fn start(vm: &mut Vm, object: &Value, buffer: Value, encoding: &Value, errors: &Value, newline: &Value) -> Result<()> {
    let newline = Newline::parse(vm, newline)?;
    let encoding = encoding_argument(vm, encoding, "UTF-8")?;
    let errors = if errors.is_none() {
        "strict".to_string()
    } else {
        base::text_argument(vm, errors, "TextIOWrapper() argument 'errors'")?.lossy().into_owned()
    };
    codec::must_exist(vm, &encoding)?;
    let writable = if is_ours(vm, &buffer) {
        vm.heap.class_of(&buffer).is_same(&vm.class_for::<Writer>())
            || vm.heap.class_of(&buffer).is_same(&vm.class_for::<Random>())
    } else {
        vm.call_method(&buffer, "readable", &[])?;
        let answer = vm.call_method(&buffer, "writable", &[])?;
        vm.call_method(&buffer, "seekable", &[])?;
        vm.truth(&answer)?
    };
    let text = Text::new(buffer, Codec::new(&encoding, &errors), newline);
    vm.state(object, |data: &mut Text| *data = text)?;
    if writable {
        vm.flush_at_exit(object);
    }
    Ok(())
}

fn encoding_argument(vm: &mut Vm, value: &Value, default: &str) -> Result<String> {
    if value.is_none() || value.is_unbound() {
        return Ok(default.to_string());
    }
    let text = base::text_argument(vm, value, "TextIOWrapper() argument 'encoding'")?.lossy().into_owned();
    Ok(if text == "locale" { "UTF-8".to_string() } else { text })
}

/// Is it a buffer of this module, of exactly its class?
fn is_ours(vm: &Vm, buffer: &Value) -> bool {
    is_exactly::<Reader>(vm, buffer) || is_exactly::<Writer>(vm, buffer) || is_exactly::<Random>(vm, buffer)
}

fn buffer_of(vm: &mut Vm, object: &Value) -> Result {
    let buffer = vm.read(object, |data: &Text| data.buffer.clone())?;
    if buffer.is_unbound() {
        return Err(vm.value_error("underlying buffer has been detached"));
    }
    if buffer.is_none() {
        return Err(vm.value_error("I/O operation on uninitialized object"));
    }
    Ok(buffer)
}

/// The buffer of a stream that is open.
fn open_buffer(vm: &mut Vm, object: &Value) -> Result {
    let buffer = buffer_of(vm, object)?;
    if is_closed(vm, &buffer)? { Err(closed_file(vm)) } else { Ok(buffer) }
}

fn is_closed(vm: &mut Vm, buffer: &Value) -> Result<bool> {
    if is_ours(vm, buffer) {
        let raw = vm.read(buffer, |data: &Buffered| data.raw.clone())?;
        if is_exactly::<FileIO>(vm, &raw) {
            return vm.read(&raw, |data: &FileIO| data.fd < 0);
        }
    }
    let closed = vm.get_attr_str(buffer, "closed")?;
    vm.truth(&closed)
}

// ---- reading ----------------------------------------------------------------------------------------

/// Reads ahead once; false at the end.
fn fill(vm: &mut Vm, object: &Value, buffer: &Value) -> Result<bool> {
    let bytes = if is_ours(vm, buffer) {
        buffered::read_once(vm, buffer, Some(BUFFER_SIZE))?
    } else {
        let name = vm.intern("read1");
        let read = match vm.find_attr(buffer, &name)? {
            Some(read1) => read1,
            None => vm.get_attr_str(buffer, "read")?,
        };
        let part = vm.call(&read, &[Value::from_usize(BUFFER_SIZE)])?;
        must_be_bytes(vm, &part, "read1")?
    };
    decode(vm, object, &bytes, bytes.is_empty())?;
    Ok(!bytes.is_empty())
}

fn must_be_bytes(vm: &mut Vm, value: &Value, what: &str) -> Result<Vec<u8>> {
    match vm.buffer(value).map(|bytes| bytes.into_owned()) {
        Some(bytes) => Ok(bytes),
        None => {
            let message =
                format!("underlying {what}() should have returned a bytes-like object, not '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn decode(vm: &mut Vm, object: &Value, bytes: &[u8], last: bool) -> Result<()> {
    let spare = Codec::new("utf-8", "strict");
    let mut codec = vm.state(object, |data: &mut Text| std::mem::replace(&mut data.codec, spare))?;
    let text = codec.decode(vm, bytes, last);
    vm.state(object, |data: &mut Text| data.codec = codec)?;
    let text = text?;
    vm.state(object, |data: &mut Text| data.add(text, bytes, last))
}

fn for_reading(vm: &mut Vm, object: &Value) -> Result {
    let buffer = open_buffer(vm, object)?;
    if vm.read(object, |data: &Text| !data.waiting.is_empty())? {
        write_waiting(vm, object, &buffer)?;
    }
    if is_exactly::<Writer>(vm, &buffer) {
        return Err(base::unsupported(vm, "not readable"));
    }
    Ok(buffer)
}

fn read(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = for_reading(vm, &args[0])?;
    let Some(size) = size_argument(vm, &args[1])? else {
        let rest = if is_ours(vm, &buffer) {
            buffered::read_bytes(vm, &buffer, None)?.unwrap_or_default()
        } else {
            let rest = vm.call_method(&buffer, "read", &[])?;
            must_be_bytes(vm, &rest, "read")?
        };
        decode(vm, &args[0], &rest, true)?;
        let all = vm.state(&args[0], |data: &mut Text| {
            data.iterating = false;
            let all = data.ahead.split_off(data.at);
            data.forget_ahead();
            all
        })?;
        return Ok(Ref::from_wtf8(all).into());
    };
    let mut taken: Vec<u8> = Vec::new();
    let mut missing = size;
    loop {
        missing -= vm.state(&args[0], |data: &mut Text| {
            let rest = &data.ahead[data.at..];
            let starts = rest.iter().enumerate().filter(|(_, b)| **b & 0xc0 != 0x80);
            let end = starts.map(|(at, _)| at).nth(missing).unwrap_or(rest.len());
            let part = data.take(data.at + end);
            let count = part.iter().filter(|b| **b & 0xc0 != 0x80).count();
            taken.extend(part);
            count
        })?;
        if missing == 0 || !fill(vm, &args[0], &buffer)? {
            break;
        }
    }
    if missing > 0 {
        // What a decoder held back came at the end.
        let rest = vm.state(&args[0], |data: &mut Text| data.take(data.ahead.len()))?;
        taken.extend(rest);
    }
    Ok(Ref::from_wtf8(taken).into())
}

/// A line with its end; empty at the end of the file.
fn line(vm: &mut Vm, object: &Value, limit: Option<usize>) -> Result<Vec<u8>> {
    let buffer = for_reading(vm, object)?;
    let mut searched = 0usize;
    let mut more = true;
    loop {
        let found = vm.state(object, |data: &mut Text| {
            let rest = &data.ahead[data.at..];
            // The end may begin with the last character that was looked at.
            let from = searched.saturating_sub(1).min(rest.len());
            let mut end = data.newline.line_end(&rest[from..]).map(|end| from + end);
            searched = rest.len();
            if let Some(limit) = limit {
                let starts = rest.iter().enumerate().filter(|(_, b)| **b & 0xc0 != 0x80);
                let most = starts.map(|(at, _)| at).nth(limit);
                end = match (end, most) {
                    (Some(end), Some(most)) => Some(end.min(most)),
                    (end, most) => end.or(most),
                };
            }
            let end = end.or((!more).then_some(rest.len()))?;
            Some(data.take(data.at + end))
        })?;
        match found {
            Some(line) => return Ok(line),
            None => more = fill(vm, object, &buffer)?,
        }
    }
}

fn readline(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = size_argument(vm, &args[1])?;
    Ok(Ref::from_wtf8(line(vm, &args[0], limit)?).into())
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    open_buffer(vm, &args[0])?;
    Ok(args[0].clone())
}

fn next_line(vm: &mut Vm, object: &Value) -> Result<Option<Value>> {
    let line = if is_exactly::<Text>(vm, object) {
        Ref::from_wtf8(line(vm, object, None)?).into()
    } else {
        vm.call_method(object, "readline", &[])?
    };
    let ended = vm.len(&line)? == 0;
    vm.state(object, |data: &mut Text| data.iterating = !ended)?;
    Ok((!ended).then_some(line))
}

// ---- writing ----------------------------------------------------------------------------------------

fn write(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(text) = args[1].as_ref::<Str>().cloned() else {
        let message = format!("write() argument must be str, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    let buffer = open_buffer(vm, &args[0])?;
    if is_exactly::<Reader>(vm, &buffer) {
        return Err(base::unsupported(vm, "not writable"));
    }
    if !keep_plainly(vm, &args[0], text.bytes(), text.is_ascii())? {
        let spare = Codec::new("utf-8", "strict");
        let (mut codec, end) =
            vm.state(&args[0], |data: &mut Text| (std::mem::replace(&mut data.codec, spare), data.newline.written()))?;
        let to_write = match end {
            Some(end) => Ref::from_wtf8(newline::written(text.bytes(), end)),
            None => text.clone(),
        };
        let bytes = codec.encode(vm, &to_write);
        vm.state(&args[0], |data: &mut Text| data.codec = codec)?;
        let bytes = bytes?;
        vm.state(&args[0], |data: &mut Text| data.waiting.extend(bytes))?;
    }
    after_write(vm, &args[0], &buffer, text.bytes())?;
    Ok(Value::from_usize(text.len()))
}

/// Keeps the text to be written if that needs neither Python nor an error.
fn keep_plainly(vm: &mut Vm, object: &Value, text: &[u8], ascii: bool) -> Result<bool> {
    vm.state(object, |data: &mut Text| {
        let Some(bytes) = data.codec.encode_plainly(text, ascii) else {
            return false;
        };
        match data.newline.written() {
            Some(end) if text.contains(&b'\n') => data.waiting.extend(newline::written(&bytes, end)),
            _ => data.waiting.extend_from_slice(&bytes),
        }
        true
    })
}

fn after_write(vm: &mut Vm, object: &Value, buffer: &Value, text: &[u8]) -> Result<()> {
    let (flush, write) = vm.state(object, |data: &mut Text| {
        if !data.ahead.is_empty() || data.held_return {
            data.forget_ahead();
        }
        let flush = data.recorded || data.line_buffering && text.iter().any(|b| matches!(b, b'\n' | b'\r'));
        (flush, flush || data.write_through || data.waiting.len() > BUFFER_SIZE)
    })?;
    if write {
        write_waiting(vm, object, buffer)?;
    }
    if flush {
        vm.call_method(buffer, "flush", &[])?;
    }
    Ok(())
}

fn write_waiting(vm: &mut Vm, object: &Value, buffer: &Value) -> Result<()> {
    let waiting = vm.state(object, |data: &mut Text| std::mem::take(&mut data.waiting))?;
    if waiting.is_empty() {
        return Ok(());
    }
    if is_ours(vm, buffer) {
        return buffered::write_bytes(vm, buffer, &waiting);
    }
    vm.call_method(buffer, "write", &[Value::bytes_object(waiting)]).map(drop)
}

/// The short way of `print`: false where the stream is not plainly ours.
fn write_directly(vm: &mut Vm, stream: &Value, text: &str) -> Result<bool> {
    if !is_exactly::<Text>(vm, stream) {
        return Ok(false);
    }
    let buffer = open_buffer(vm, stream)?;
    if is_exactly::<Reader>(vm, &buffer) || !keep_plainly(vm, stream, text.as_bytes(), text.is_ascii())? {
        return Ok(false);
    }
    after_write(vm, stream, &buffer, text.as_bytes())?;
    Ok(true)
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = open_buffer(vm, &args[0])?;
    write_waiting(vm, &args[0], &buffer)?;
    vm.call_method(&buffer, "flush", &[])
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = buffer_of(vm, &args[0])?;
    if is_closed(vm, &buffer)? {
        return Ok(Value::NONE);
    }
    let flushed = vm.call_method(&args[0], "flush", &[]);
    let failure = flushed.err().map(|_| vm.take_pending());
    let closed = vm.call_method(&buffer, "close", &[]);
    match failure {
        Some(exception) => Err(vm.restore_pending(exception)),
        None => closed,
    }
}

fn detach(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = buffer_of(vm, &args[0])?;
    vm.call_method(&args[0], "flush", &[])?;
    let old = vm.state(&args[0], |data: &mut Text| std::mem::replace(&mut data.buffer, Value::UNBOUND))?;
    drop(old);
    Ok(buffer)
}

// ---- the position ------------------------------------------------------------------------------------

fn must_be_seekable(vm: &mut Vm, buffer: &Value) -> Result<()> {
    let answer = vm.call_method(buffer, "seekable", &[])?;
    if vm.truth(&answer)? { Ok(()) } else { Err(base::unsupported(vm, "underlying stream is not seekable")) }
}

fn seek(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = open_buffer(vm, &args[0])?;
    let (cookie, whence) = (args[1].clone(), vm.index(&args[2])?);
    must_be_seekable(vm, &buffer)?;
    let offset = vm.index(&cookie)?;
    match whence {
        0 if offset < 0 => return Err(vm.value_error(format!("negative seek position {offset}"))),
        0 => {}
        1 if offset != 0 => return Err(base::unsupported(vm, "can't do nonzero cur-relative seeks")),
        2 if offset != 0 => return Err(base::unsupported(vm, "can't do nonzero end-relative seeks")),
        1 | 2 => {}
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    }
    let target = if whence == 1 { tell(vm, args)? } else { cookie };
    vm.call_method(&args[0], "flush", &[])?;
    vm.state(&args[0], |data: &mut Text| {
        data.forget_ahead();
        data.iterating = false;
    })?;
    vm.call_method(&buffer, "seek", &[target, Value::int(if whence == 2 { 2 } else { 0 })])
}

fn tell(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = open_buffer(vm, &args[0])?;
    must_be_seekable(vm, &buffer)?;
    if vm.read(&args[0], |data: &Text| data.iterating)? {
        return Err(vm.error("OSError", "telling position disabled by next() call"));
    }
    write_waiting(vm, &args[0], &buffer)?;
    let position = if is_ours(vm, &buffer) {
        buffered::position(vm, &buffer)?
    } else {
        let position = vm.call_method(&buffer, "tell", &[])?;
        vm.index(&position)?
    };
    let (other, unread) = vm.read(&args[0], |data: &Text| {
        if data.codec.is_other() {
            (true, data.ahead[data.at..].to_vec())
        } else {
            let left = data.source.len() - data.source_of(data.at).min(data.source.len());
            (false, vec![0; left])
        }
    })?;
    if !other {
        return Ok(Value::from_i64(position - unread.len() as i64));
    }
    let mut codec = vm.read(&args[0], |data: &Text| data.codec.again())?;
    let held = codec.held(vm)?;
    let again = if unread.is_empty() { Vec::new() } else { codec.encode(vm, &Ref::from_wtf8(unread))? };
    Ok(Value::from_i64(position - (held + again.len()) as i64))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = open_buffer(vm, &args[0])?;
    vm.call_method(&args[0], "flush", &[])?;
    vm.call_method(&buffer, "truncate", std::slice::from_ref(&args[1]))
}

// ---- what it is ----------------------------------------------------------------------------------------

fn reconfigure(vm: &mut Vm, args: &[Value]) -> Result {
    let [stream, encoding, errors, newline, line_buffering, write_through] = args else {
        return Ok(Value::NONE);
    };
    vm.call_method(stream, "flush", &[])?;
    let (held_encoding, held_errors) =
        vm.read(stream, |data: &Text| (data.codec.encoding.clone(), data.codec.errors.clone()))?;
    let new_errors = match errors.as_ref::<Str>() {
        Some(text) => text.lossy().into_owned(),
        None if encoding.is_none() => held_errors,
        None => "strict".to_string(),
    };
    let new_encoding = encoding_argument(vm, encoding, &held_encoding)?;
    codec::must_exist(vm, &new_encoding)?;
    let read_ahead = vm.read(stream, |data: &Text| !data.ahead.is_empty())?;
    if read_ahead && (!encoding.is_none() || !newline.is_unbound()) {
        let message = "It is not possible to set the encoding or newline of stream after the first read";
        return Err(base::unsupported(vm, message));
    }
    let newline = if newline.is_unbound() { None } else { Some(Newline::parse(vm, newline)?) };
    let mut flags = [None, None];
    for (flag, value) in flags.iter_mut().zip([line_buffering, write_through]) {
        if !value.is_none() {
            *flag = Some(vm.truth(value)?);
        }
    }
    vm.state(stream, |data: &mut Text| {
        data.codec = Codec::new(&new_encoding, &new_errors);
        data.newline = newline.unwrap_or(data.newline);
        data.line_buffering = flags[0].unwrap_or(data.line_buffering);
        data.write_through = flags[1].unwrap_or(data.write_through);
    })?;
    Ok(Value::NONE)
}

fn ask(vm: &mut Vm, args: &[Value], question: &str) -> Result {
    let buffer = buffer_of(vm, &args[0])?;
    vm.call_method(&buffer, question, &[])
}
fn fileno(vm: &mut Vm, args: &[Value]) -> Result {
    ask(vm, args, "fileno")
}
fn isatty(vm: &mut Vm, args: &[Value]) -> Result {
    ask(vm, args, "isatty")
}
fn seekable(vm: &mut Vm, args: &[Value]) -> Result {
    ask(vm, args, "seekable")
}
fn readable(vm: &mut Vm, args: &[Value]) -> Result {
    ask(vm, args, "readable")
}
fn writable(vm: &mut Vm, args: &[Value]) -> Result {
    ask(vm, args, "writable")
}
fn no_state(vm: &mut Vm, args: &[Value]) -> Result {
    let message = format!("cannot pickle '{}' instances", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}
fn buffer(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = vm.read(&args[0], |data: &Text| data.buffer.clone())?;
    Ok(if buffer.is_unbound() { Value::NONE } else { buffer })
}
fn encoding(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(vm.read(&args[0], |data: &Text| data.codec.encoding.clone())?))
}
fn errors(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(vm.read(&args[0], |data: &Text| data.codec.errors.clone())?))
}
fn newlines(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.read(&args[0], |data: &Text| data.seen)?.to_value())
}
fn line_buffering(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.read(&args[0], |data: &Text| data.line_buffering)?))
}
fn write_through(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.read(&args[0], |data: &Text| data.write_through)?))
}
fn closed(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = buffer_of(vm, &args[0])?;
    Ok(Value::bool(is_closed(vm, &buffer)?))
}
fn name(vm: &mut Vm, args: &[Value]) -> Result {
    let buffer = buffer_of(vm, &args[0])?;
    vm.get_attr_str(&buffer, "name")
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let mut text = "<_io.TextIOWrapper".to_string();
    for attribute in ["name", "mode"] {
        let key = vm.intern(attribute);
        match vm.find_attr(&args[0], &key) {
            Ok(Some(value)) => text.push_str(&format!(" {attribute}={}", vm.repr_text(&value)?)),
            Ok(None) => {}
            Err(Raised) => vm.clear_pending(),
        }
    }
    let encoding = vm.read(&args[0], |data: &Text| data.codec.encoding.clone())?;
    Ok(Value::from(format!("{text} encoding='{encoding}'>")))
}
