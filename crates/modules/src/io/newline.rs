//! Ends of lines: which there are, how they are translated, and `IncrementalNewlineDecoder`.

use object::{ClassFlags, Kind, Module, NativeData, Ref, Str, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, getter, method};

/// What a text file does with the ends of lines.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Newline {
    /// `newline=None`: all become `\n`.
    Translate,
    /// `newline=''`: all end lines, and stay.
    Universal,
    Line,
    Return,
    Both,
}

impl Newline {
    pub fn parse(vm: &mut Vm, value: &Value) -> Result<Newline> {
        if value.is_none() || value.is_unbound() {
            return Ok(Newline::Translate);
        }
        let Some(text) = value.as_ref::<Str>() else {
            let message = format!("newline must be str or None, not {}", vm.type_name(value));
            return Err(vm.type_error(message));
        };
        match text.bytes() {
            b"" => Ok(Newline::Universal),
            b"\n" => Ok(Newline::Line),
            b"\r" => Ok(Newline::Return),
            b"\r\n" => Ok(Newline::Both),
            _ => {
                let message = format!("illegal newline value: {}", text.lossy());
                Err(vm.value_error(message))
            }
        }
    }

    /// What `\n` is written as.
    pub fn written(self) -> Option<&'static [u8]> {
        match self {
            Newline::Return => Some(b"\r"),
            Newline::Both => Some(b"\r\n"),
            _ => None,
        }
    }

    pub fn is_universal(self) -> bool {
        matches!(self, Newline::Translate | Newline::Universal)
    }

    /// Where the first line ends, its end included; None if no end is there.
    pub fn line_end(self, text: &[u8]) -> Option<usize> {
        match self {
            Newline::Translate | Newline::Line => text.iter().position(|b| *b == b'\n').map(|at| at + 1),
            Newline::Return => text.iter().position(|b| *b == b'\r').map(|at| at + 1),
            Newline::Both => text.windows(2).position(|pair| pair == b"\r\n").map(|at| at + 2),
            Newline::Universal => {
                let at = text.iter().position(|b| matches!(b, b'\n' | b'\r'))?;
                if text[at..].starts_with(b"\r\n") { Some(at + 2) } else { Some(at + 1) }
            }
        }
    }
}

/// Which ends were seen: `\r` 1, `\n` 2, `\r\n` 4.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Seen(u8);

impl Seen {
    pub fn note(&mut self, text: &[u8]) {
        if self.0 == 7 {
            return;
        }
        let mut at = 0;
        while let Some(found) = text[at..].iter().position(|b| matches!(b, b'\n' | b'\r')) {
            at += found;
            if text[at..].starts_with(b"\r\n") {
                self.0 |= 4;
                at += 2;
            } else {
                self.0 |= if text[at] == b'\r' { 1 } else { 2 };
                at += 1;
            }
            if self.0 == 2 && !text.contains(&b'\r') {
                return;
            }
        }
    }

    /// As the attribute `newlines` tells it.
    pub fn to_value(self) -> Value {
        let all = [(1, "\r"), (2, "\n"), (4, "\r\n")];
        let mut seen: Vec<Value> =
            all.iter().filter(|(bit, _)| self.0 & bit != 0).map(|(_, text)| Value::from(*text)).collect();
        match seen.len() {
            0 => Value::NONE,
            1 => seen.pop().unwrap_or(Value::NONE),
            _ => Value::tuple(seen),
        }
    }
}

/// All ends of lines become `\n`.
pub(super) fn translated(text: Vec<u8>) -> Vec<u8> {
    if !text.contains(&b'\r') {
        return text;
    }
    let mut out = Vec::with_capacity(text.len());
    for (at, byte) in text.iter().enumerate() {
        match byte {
            b'\r' if text.get(at + 1) == Some(&b'\n') => {}
            b'\r' => out.push(b'\n'),
            _ => out.push(*byte),
        }
    }
    out
}

/// `\n` becomes `end`.
pub(super) fn written(text: &[u8], end: &[u8]) -> Vec<u8> {
    text.split(|b| *b == b'\n').collect::<Vec<_>>().join(end)
}

// ---- the class -----------------------------------------------------------------------------------

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, decoder, translate, errors='strict')", "Codec for universal newlines."),
    method("decode", decode, "(self, /, input, final=False)", "Decode, newlines translated."),
    method("getstate", getstate, "(self, /)", "The decoder's state."),
    method("setstate", setstate, "(self, state, /)", "Take a state."),
    method("reset", reset, "(self, /)", "Start anew."),
];
const GETTERS: &[Getter] = &[getter("newlines", newlines, "The ends seen so far.")];

struct Decoder {
    decoder: Value,
    translate: bool,
    pending_return: bool,
    seen: Seen,
}

impl NativeData for Decoder {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.decoder);
    }
    fn clear(&mut self) {
        self.decoder = Value::NONE;
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Decoder>(
        module,
        NativeClass {
            name: "IncrementalNewlineDecoder",
            module: "_io",
            bases: &[],
            kind: Kind::Native,
            methods: METHODS,
            getters: GETTERS,
            doc: "Codec used when reading a file in universal newlines mode.",
            flags: ClassFlags::HAS_DICT | ClassFlags::IMMUTABLE,
            ..NativeClass::BASE
        },
    );
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let data = Decoder { decoder: Value::NONE, translate: false, pending_return: false, seen: Seen::default() };
    vm.new_data(&args[0], data)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let (decoder, translate) = (args[1].clone(), vm.truth(&args[2])?);
    vm.state(&args[0], |data: &mut Decoder| {
        data.decoder = decoder;
        data.translate = translate;
    })?;
    Ok(Value::NONE)
}

fn decode(vm: &mut Vm, args: &[Value]) -> Result {
    let last = vm.truth(&args[2])?;
    let decoder = vm.read(&args[0], |data: &Decoder| data.decoder.clone())?;
    let text = if decoder.is_none() {
        args[1].clone()
    } else {
        vm.call_method(&decoder, "decode", &[args[1].clone(), Value::bool(last)])?
    };
    let text = super::base::text_argument(vm, &text, "decoder result")?;
    let text = vm.state(&args[0], |data: &mut Decoder| {
        let mut out = Vec::new();
        if data.pending_return && (!text.is_empty() || last) {
            out.push(b'\r');
            data.pending_return = false;
        }
        out.extend_from_slice(text.bytes());
        if !last && out.last() == Some(&b'\r') {
            out.pop();
            data.pending_return = true;
        }
        data.seen.note(&out);
        if data.translate { translated(out) } else { out }
    })?;
    Ok(Ref::from_wtf8(text).into())
}

fn getstate(vm: &mut Vm, args: &[Value]) -> Result {
    let (decoder, pending) = vm.read(&args[0], |data: &Decoder| (data.decoder.clone(), data.pending_return))?;
    let (held, flag) = if decoder.is_none() {
        (Value::bytes_object([]), 0)
    } else {
        let state = vm.call_method(&decoder, "getstate", &[])?;
        match vm.tuple_items(&state) {
            [held, flag] => (held.clone(), flag.as_small_int().unwrap_or(0)),
            _ => return Err(vm.type_error("illegal decoder state")),
        }
    };
    Ok(Value::tuple_of([held, Value::from_i64(flag << 1 | pending as i64)]))
}

fn setstate(vm: &mut Vm, args: &[Value]) -> Result {
    let [held, flag] = vm.tuple_items(&args[1]) else {
        return Err(vm.type_error("state argument must be a tuple"));
    };
    let (held, flag) = (held.clone(), vm.index(flag)?);
    let decoder = vm.state(&args[0], |data: &mut Decoder| {
        data.pending_return = flag & 1 != 0;
        data.decoder.clone()
    })?;
    if !decoder.is_none() {
        vm.call_method(&decoder, "setstate", &[Value::tuple_of([held, Value::from_i64(flag >> 1)])])?;
    }
    Ok(Value::NONE)
}

fn reset(vm: &mut Vm, args: &[Value]) -> Result {
    let decoder = vm.state(&args[0], |data: &mut Decoder| {
        data.pending_return = false;
        data.seen = Seen::default();
        data.decoder.clone()
    })?;
    if !decoder.is_none() {
        vm.call_method(&decoder, "reset", &[])?;
    }
    Ok(Value::NONE)
}

fn newlines(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.read(&args[0], |data: &Decoder| data.seen)?.to_value())
}
