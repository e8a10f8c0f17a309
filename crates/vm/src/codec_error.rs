//! What to do about text that cannot be converted: the handlers `strict`, `replace` and their kin, and those
//! that programs register. <https://docs.python.org/3.13/library/codecs.html#error-handlers>

use object::{Bytes, Exception, Ref, Str, Tuple, Value};
use text::codec::{Encoding, Fault, Order};
use text::wtf8;

use crate::Raised;
use crate::error::Result;
use crate::machine::Vm;
use crate::native::{Method, method};

/// What stands in the place of characters that could not be encoded.
pub enum Mended {
    Bytes(Vec<u8>),
    /// To be encoded in turn.
    Text(Ref<Str>),
}

const HANDLERS: &[(&str, Method)] = &[
    ("strict", method("strict_errors", strict, "(exc, /)", "Raises the exception.")),
    ("ignore", method("ignore_errors", ignore, "(exc, /)", "Leaves out what cannot be converted.")),
    ("replace", method("replace_errors", replace, "(exc, /)", "Puts a replacement mark in its place.")),
    ("xmlcharrefreplace", method("xmlcharrefreplace_errors", xml, "(exc, /)", "Puts an XML reference in its place.")),
    ("backslashreplace", method("backslashreplace_errors", backslash, "(exc, /)", "Puts an escape in its place.")),
    ("namereplace", method("namereplace_errors", named, "(exc, /)", "Puts the character's name in its place.")),
    ("surrogatepass", method("surrogatepass", surrogate_pass, "(exc, /)", "Lets surrogates pass.")),
    ("surrogateescape", method("surrogateescape", surrogate_escape, "(exc, /)", "Keeps bytes as surrogates.")),
];

impl Vm {
    /// `codecs.lookup_error(name)`
    pub fn error_handler(&mut self, name: &str) -> Result {
        if let Some(found) = self.codecs.handlers.get(name) {
            return Ok(found.clone());
        }
        let Some((_, native)) = HANDLERS.iter().find(|(known, _)| *known == name) else {
            return Err(self.error("LookupError", format!("unknown error handler name '{name}'")));
        };
        let function = self.native_function(native, "builtins");
        self.codecs.handlers.insert(name.to_string(), function.clone());
        Ok(function)
    }

    /// Was another function registered for a name that is built in?
    fn is_overridden(&self, name: &str) -> bool {
        let native = |value: &Value| value.kind() == Some(object::Kind::Builtin);
        self.codecs.handlers.get(name).is_some_and(|handler| !native(handler))
    }

    pub fn encode_error(&mut self, encoding: &str, text: &Ref<Str>, fault: Fault) -> Raised {
        let (start, end) = (text.index_of(fault.start), text.index_of(fault.end));
        let arguments = vec![
            Value::from(encoding),
            text.to_value(),
            Value::from_usize(start),
            Value::from_usize(end),
            Value::from(fault.reason),
        ];
        self.raise("UnicodeEncodeError", arguments)
    }

    pub fn decode_error(&mut self, encoding: &str, object: &Value, fault: Fault) -> Raised {
        let object = match object.as_ref::<Bytes>() {
            Some(_) => object.clone(),
            None => Value::bytes_object(self.buffer(object).map(|b| b.into_owned()).unwrap_or_default()),
        };
        let (start, end) = (Value::from_usize(fault.start), Value::from_usize(fault.end));
        let arguments = vec![Value::from(encoding), object, start, end, Value::from(fault.reason)];
        self.raise("UnicodeDecodeError", arguments)
    }

    /// What stands in for a fault of `text`, and the byte offset after it. Some goes to `out` at once.
    pub(crate) fn mend_encoding(
        &mut self,
        name: &str,
        native: Option<Encoding>,
        text: &Ref<Str>,
        mut fault: Fault,
        errors: &str,
        out: &mut Vec<u8>,
    ) -> Result<(Mended, usize)> {
        let bytes = &text.bytes()[fault.start..fault.end];
        let plain = |text: String| Ok((Mended::Text(Ref::from_string(text)), fault.end));
        if self.is_overridden(errors) {
            return self.call_encode_handler(name, text, fault, errors);
        }
        match errors {
            "strict" => Err(self.encode_error(name, text, fault)),
            "ignore" => plain(String::new()),
            "replace" => plain("?".repeat(wtf8::count(bytes))),
            "backslashreplace" => plain(wtf8::characters(bytes).map(text::str::escape).collect()),
            "xmlcharrefreplace" => plain(wtf8::characters(bytes).map(|c| format!("&#{c};")).collect()),
            "namereplace" => plain(wtf8::characters(bytes).map(name_escape).collect()),
            "surrogateescape" => {
                while fault.start < fault.end {
                    let c = wtf8::characters(&text.bytes()[fault.start..]).next().unwrap_or(0);
                    if !(0xdc80..0xdd00).contains(&c) {
                        return Err(self.encode_error(name, text, fault));
                    }
                    out.push((c - 0xdc00) as u8);
                    fault.start += 3;
                }
                Ok((Mended::Bytes(vec![]), fault.end))
            }
            "surrogatepass" => match wtf8::characters(bytes).map(|c| passed(native, c)).collect::<Option<Vec<_>>>() {
                Some(parts) => Ok((Mended::Bytes(parts.concat()), fault.end)),
                None => Err(self.encode_error(name, text, fault)),
            },
            _ => self.call_encode_handler(name, text, fault, errors),
        }
    }

    fn call_encode_handler(
        &mut self,
        name: &str,
        text: &Ref<Str>,
        fault: Fault,
        errors: &str,
    ) -> Result<(Mended, usize)> {
        let handler = self.error_handler(errors)?;
        let _: Raised = self.encode_error(name, text, fault);
        let exception = self.take_pending();
        let result = self.call(&handler, &[exception])?;
        let parts = result.as_ref::<Tuple>().map(|t| t.0.to_vec()).unwrap_or_default();
        let ([made, place], true) = (parts.as_slice(), parts.len() == 2) else {
            return Err(self.type_error("encoding error handler must return (str/bytes, int) tuple"));
        };
        let mended = match (made.as_ref::<Str>(), made.as_ref::<Bytes>()) {
            (Some(text), _) => Mended::Text(text.clone()),
            (_, Some(bytes)) => Mended::Bytes(bytes.0.to_vec()),
            _ => return Err(self.type_error("encoding error handler must return (str/bytes, int) tuple")),
        };
        if self.as_big(place).is_none() {
            return Err(self.type_error("encoding error handler must return (str/bytes, int) tuple"));
        }
        let place = self.handler_place(place, text.len())?;
        Ok((mended, text.offset_of(place)))
    }

    fn handler_place(&mut self, place: &Value, length: usize) -> Result<usize> {
        let given = self.index(place)?;
        let place = if given < 0 { given + length as i64 } else { given };
        match usize::try_from(place) {
            Ok(place) if place <= length => Ok(place),
            _ => Err(self.index_error(format!("position {given} from error handler out of bounds"))),
        }
    }

    /// What stands in for a fault of `bytes`, the place after it, and other bytes to go on with, if any.
    pub(crate) fn mend_decoding(
        &mut self,
        name: &str,
        native: Option<Encoding>,
        object: &Value,
        bytes: &[u8],
        fault: Fault,
        errors: &str,
    ) -> Result<(Vec<u8>, usize, Option<Vec<u8>>)> {
        let wrong = &bytes[fault.start..fault.end.min(bytes.len())];
        if self.is_overridden(errors) {
            return self.call_decode_handler(name, object, bytes, fault, errors);
        }
        match errors {
            "strict" => Err(self.decode_error(name, object, fault)),
            "ignore" => Ok((vec![], fault.end, None)),
            "replace" => Ok(("\u{fffd}".as_bytes().to_vec(), fault.end, None)),
            "backslashreplace" => {
                let escapes: String = wrong.iter().map(|b| format!("\\x{b:02x}")).collect();
                Ok((escapes.into_bytes(), fault.end, None))
            }
            "surrogateescape" => {
                let kept: Vec<u8> = wrong.iter().copied().take_while(|b| *b >= 0x80).collect();
                if kept.is_empty() {
                    return Err(self.decode_error(name, object, fault));
                }
                let text = wtf8::from_characters(kept.iter().map(|b| 0xdc00 + *b as u32));
                Ok((text, fault.start + kept.len(), None))
            }
            "surrogatepass" => match passing(native, &bytes[fault.start..]) {
                Some((c, length)) => Ok((wtf8::from_characters([c]), fault.start + length, None)),
                None => Err(self.decode_error(name, object, fault)),
            },
            _ => self.call_decode_handler(name, object, bytes, fault, errors),
        }
    }

    fn call_decode_handler(
        &mut self,
        name: &str,
        object: &Value,
        bytes: &[u8],
        fault: Fault,
        errors: &str,
    ) -> Result<(Vec<u8>, usize, Option<Vec<u8>>)> {
        let handler = self.error_handler(errors)?;
        let _: Raised = self.decode_error(name, object, fault);
        let exception = self.take_pending();
        let result = self.call(&handler, std::slice::from_ref(&exception))?;
        let parts = result.as_ref::<Tuple>().map(|t| t.0.to_vec()).unwrap_or_default();
        let text = parts.first().and_then(|made| made.as_ref::<Str>()).cloned();
        let (Some(text), [_, place]) = (text, parts.as_slice()) else {
            return Err(self.type_error("decoding error handler must return (str, int) tuple"));
        };
        if self.as_big(place).is_none() {
            return Err(self.type_error("decoding error handler must return (str, int) tuple"));
        }
        // A handler may put other bytes into the exception.
        let fields = exception.as_ref::<Exception>().map(|e| e.get(&self.heap).fields.clone()).unwrap_or_default();
        let now = fields.get(1).and_then(|o| self.buffer(o)).map(|b| b.into_owned());
        let exchanged = now.filter(|now| now != bytes);
        let length = exchanged.as_ref().map_or(bytes.len(), Vec::len);
        let place = self.handler_place(place, length)?;
        Ok((text.bytes().to_vec(), place, exchanged))
    }
}

fn name_escape(c: u32) -> String {
    match text::name::name(c) {
        Some(name) => format!("\\N{{{name}}}"),
        None => text::str::escape(c),
    }
}

/// A surrogate as the encoding would write it, were it a character.
fn passed(native: Option<Encoding>, c: u32) -> Option<Vec<u8>> {
    if !wtf8::is_surrogate(c) {
        return None;
    }
    Some(match native? {
        Encoding::Utf8 => wtf8::from_characters([c]),
        Encoding::Utf16(Order::Big) => (c as u16).to_be_bytes().to_vec(),
        Encoding::Utf16(_) => (c as u16).to_le_bytes().to_vec(),
        Encoding::Utf32(Order::Big) => c.to_be_bytes().to_vec(),
        Encoding::Utf32(_) => c.to_le_bytes().to_vec(),
        _ => return None,
    })
}

/// A surrogate among bytes, and its length.
fn passing(native: Option<Encoding>, bytes: &[u8]) -> Option<(u32, usize)> {
    let found = match (native?, bytes) {
        (Encoding::Utf8, [0xed, b @ 0xa0..=0xbf, c @ 0x80..=0xbf, ..]) => {
            (0xd000 | (*b as u32 & 0x3f) << 6 | (*c as u32 & 0x3f), 3)
        }
        (Encoding::Utf16(Order::Big), [a, b, ..]) => (u16::from_be_bytes([*a, *b]) as u32, 2),
        (Encoding::Utf16(_), [a, b, ..]) => (u16::from_le_bytes([*a, *b]) as u32, 2),
        (Encoding::Utf32(Order::Big), [a, b, c, d, ..]) => (u32::from_be_bytes([*a, *b, *c, *d]), 4),
        (Encoding::Utf32(_), [a, b, c, d, ..]) => (u32::from_le_bytes([*a, *b, *c, *d]), 4),
        _ => return None,
    };
    wtf8::is_surrogate(found.0).then_some(found)
}

// ---- the handlers as functions ------------------------------------------------------------------------

/// Which exception a handler was given, and its fields.
enum Given {
    Encode { text: Ref<Str>, start: usize, end: usize, encoding: String },
    Decode { bytes: Vec<u8>, start: usize, end: usize, encoding: String },
    Translate { text: Ref<Str>, start: usize, end: usize },
}

fn given(vm: &mut Vm, exception: &Value) -> Result<Given> {
    let fields = exception.as_ref::<Exception>().map(|e| e.get(&vm.heap).fields.clone()).unwrap_or_default();
    let is = |vm: &Vm, name: &str| vm.is_instance(exception, vm.exception_class(name));
    let number = |v: Option<&Value>| v.and_then(|v| v.as_small_int()).unwrap_or(0);
    let span = |length: usize, at: usize| {
        let last = length.saturating_sub(1) as i64;
        let start = number(fields.get(at)).clamp(0, last.max(0)) as usize;
        let end = number(fields.get(at + 1)).clamp(1.min(length as i64), length as i64) as usize;
        (start, end.max(start))
    };
    let string = |v: Option<&Value>| v.and_then(|v| v.as_ref::<Str>()).cloned().unwrap_or(Ref::from_text(""));
    let encoding = string(fields.first()).lossy().into_owned();
    if is(vm, "UnicodeEncodeError") {
        let text = string(fields.get(1));
        let (start, end) = span(text.len(), 2);
        return Ok(Given::Encode { text, start, end, encoding });
    }
    if is(vm, "UnicodeDecodeError") {
        let bytes = fields.get(1).and_then(|o| vm.buffer(o)).map(|b| b.into_owned()).unwrap_or_default();
        let (start, end) = span(bytes.len(), 2);
        return Ok(Given::Decode { bytes, start, end, encoding });
    }
    if is(vm, "UnicodeTranslateError") {
        let text = string(fields.first());
        let (start, end) = span(text.len(), 1);
        return Ok(Given::Translate { text, start, end });
    }
    Err(unhandled(vm, exception))
}

fn unhandled(vm: &mut Vm, exception: &Value) -> Raised {
    let message = format!("don't know how to handle {} in error callback", vm.type_name(exception));
    vm.type_error(message)
}

fn answer(text: Vec<u8>, next: usize) -> Result {
    Ok(Value::tuple_of([Ref::from_wtf8(text).into(), Value::from_usize(next)]))
}

fn strict(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].as_ref::<Exception>().is_none() {
        return Err(vm.type_error("codec must pass exception instance"));
    }
    Err(vm.raise_value(args[0].clone()))
}

fn ignore(vm: &mut Vm, args: &[Value]) -> Result {
    match given(vm, &args[0])? {
        Given::Encode { end, .. } | Given::Decode { end, .. } | Given::Translate { end, .. } => answer(vec![], end),
    }
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let mark = "\u{fffd}";
    match given(vm, &args[0])? {
        Given::Encode { start, end, .. } => answer("?".repeat(end - start).into_bytes(), end),
        Given::Decode { end, .. } => answer(mark.as_bytes().to_vec(), end),
        Given::Translate { start, end, .. } => answer(mark.repeat(end - start).into_bytes(), end),
    }
}

/// For handlers that only encode: each character on its own.
fn each(vm: &mut Vm, args: &[Value], escape: impl Fn(u32) -> String) -> Result {
    match given(vm, &args[0])? {
        Given::Encode { text, start, end, .. } => {
            let escapes: String = wtf8::characters(text.slice(start, end)).map(escape).collect();
            answer(escapes.into_bytes(), end)
        }
        _ => Err(unhandled(vm, &args[0])),
    }
}

fn xml(vm: &mut Vm, args: &[Value]) -> Result {
    each(vm, args, |c| format!("&#{c};"))
}

fn named(vm: &mut Vm, args: &[Value]) -> Result {
    each(vm, args, name_escape)
}

fn backslash(vm: &mut Vm, args: &[Value]) -> Result {
    let (escapes, end): (String, usize) = match given(vm, &args[0])? {
        Given::Encode { text, start, end, .. } | Given::Translate { text, start, end } => {
            (wtf8::characters(text.slice(start, end)).map(text::str::escape).collect(), end)
        }
        Given::Decode { bytes, start, end, .. } => {
            (bytes[start..end].iter().map(|b| format!("\\x{b:02x}")).collect(), end)
        }
    };
    answer(escapes.into_bytes(), end)
}

fn surrogate_pass(vm: &mut Vm, args: &[Value]) -> Result {
    match given(vm, &args[0])? {
        Given::Encode { text, start, end, encoding } => {
            let native = Encoding::named(&encoding);
            let parts: Option<Vec<_>> = wtf8::characters(text.slice(start, end)).map(|c| passed(native, c)).collect();
            match parts {
                Some(parts) => Ok(Value::tuple_of([Value::bytes_object(parts.concat()), Value::from_usize(end)])),
                None => Err(vm.raise_value(args[0].clone())),
            }
        }
        Given::Decode { bytes, start, encoding, .. } => match passing(Encoding::named(&encoding), &bytes[start..]) {
            Some((c, length)) => answer(wtf8::from_characters([c]), start + length),
            None => Err(vm.raise_value(args[0].clone())),
        },
        Given::Translate { .. } => Err(unhandled(vm, &args[0])),
    }
}

fn surrogate_escape(vm: &mut Vm, args: &[Value]) -> Result {
    match given(vm, &args[0])? {
        Given::Encode { text, start, end, .. } => {
            let byte = |c: u32| (0xdc80..0xdd00).contains(&c).then(|| (c - 0xdc00) as u8);
            match wtf8::characters(text.slice(start, end)).map(byte).collect::<Option<Vec<u8>>>() {
                Some(bytes) => Ok(Value::tuple_of([Value::bytes_object(bytes), Value::from_usize(end)])),
                None => Err(vm.raise_value(args[0].clone())),
            }
        }
        Given::Decode { bytes, start, end, .. } => {
            let kept: Vec<u8> = bytes[start..end].iter().copied().take(4).take_while(|b| *b >= 0x80).collect();
            if kept.is_empty() {
                return Err(vm.raise_value(args[0].clone()));
            }
            let text = wtf8::from_characters(kept.iter().map(|b| 0xdc00 + *b as u32));
            answer(text, start + kept.len())
        }
        Given::Translate { .. } => Err(unhandled(vm, &args[0])),
    }
}
