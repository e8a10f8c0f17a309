//! From JSON to values.

use std::collections::HashMap;

use num_bigint::BigInt as Big;
use object::{Class, ClassFlags, ClassIndex, Dict, Module, Name, NativeData, Ref, Str, Value};
use vm::{NativeClass, Raised, Result, Vm, getter, method};

/// What `json.decoder.JSONDecoder` asked for. None where the usual is meant.
#[derive(Clone)]
struct Scanner {
    strict: bool,
    object_hook: Value,
    object_pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

impl NativeData for Scanner {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.object_hook, &self.object_pairs_hook, &self.parse_float, &self.parse_int, &self.parse_constant]
            .into_iter()
            .for_each(visit);
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Scanner>(
        module,
        NativeClass {
            name: "make_scanner",
            module: "_json",
            doc: "JSON scanner object",
            methods: &[method("__new__", new, "(cls, context)", "Create and return a new object.")],
            getters: &[
                getter("strict", |vm, args| vm.read(&args[0], |s: &Scanner| Value::bool(s.strict)), "strict"),
                getter("object_hook", |vm, args| vm.read(&args[0], |s: &Scanner| s.object_hook.clone()), "object_hook"),
                getter("parse_float", |vm, args| vm.read(&args[0], |s: &Scanner| s.parse_float.clone()), "parse_float"),
                getter("parse_int", |vm, args| vm.read(&args[0], |s: &Scanner| s.parse_int.clone()), "parse_int"),
            ],
            call: Some(call),
            flags: ClassFlags::FINAL,
            ..NativeClass::BASE
        },
    );
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let context = &args[1];
    let strict = vm.get_attr_str(context, "strict")?;
    let scanner = Scanner {
        strict: vm.truth(&strict)?,
        object_hook: vm.get_attr_str(context, "object_hook")?,
        object_pairs_hook: vm.get_attr_str(context, "object_pairs_hook")?,
        parse_float: vm.get_attr_str(context, "parse_float")?,
        parse_int: vm.get_attr_str(context, "parse_int")?,
        parse_constant: vm.get_attr_str(context, "parse_constant")?,
    };
    vm.new_data(&args[0], scanner)
}

fn call(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let (string, start) = match (arguments, keywords) {
        ([string, start], []) => (string, start),
        _ => return Err(vm.type_error("scan_once() takes exactly 2 arguments (string, idx)")),
    };
    let Some(text) = string.as_ref::<Str>().cloned() else {
        let name = vm.type_name(string);
        return Err(vm.type_error(format!("first argument must be a string, not {name}")));
    };
    let start = vm.index(start)?;
    if start < 0 {
        return Err(vm.value_error("idx cannot be negative"));
    }
    let scanner = vm.read(this, |s: &Scanner| s.clone())?;
    let is = |vm: &Vm, value: &Value, class: ClassIndex| {
        value.as_ref::<Class>().is_some_and(|c| c.get(&vm.heap).index == class)
    };
    let (plain_float, plain_int) =
        (is(vm, &scanner.parse_float, ClassIndex::FLOAT), is(vm, &scanner.parse_int, ClassIndex::INT));
    let at = if start as usize > text.len() { usize::MAX } else { text.offset_of(start as usize) };
    if at >= text.bytes().len() {
        return Err(vm.stop_iteration(Some(Value::from_i64(start))));
    }
    let mut reader = Reader { text, scanner, plain_float, plain_int, at, keys: HashMap::new() };
    let value = reader.value(vm)?;
    let end = reader.text.index_of(reader.at);
    Ok(Value::tuple_of([value, Value::from_usize(end)]))
}

struct Reader {
    text: Ref<Str>,
    scanner: Scanner,
    plain_float: bool,
    plain_int: bool,
    /// In bytes.
    at: usize,
    /// Keys read before: objects of a list share them.
    keys: HashMap<Box<[u8]>, Value>,
}

impl Reader {
    fn peek(&self) -> Option<u8> {
        self.text.bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn error(&self, vm: &mut Vm, message: &str, at: usize) -> Raised {
        decode_error(vm, message, &self.text, at)
    }

    /// No value begins here.
    fn stop(&self, vm: &mut Vm, at: usize) -> Raised {
        let place = Value::from_usize(self.text.index_of(at));
        vm.stop_iteration(Some(place))
    }

    fn value(&mut self, vm: &mut Vm) -> Result {
        let rest = self.text.bytes().get(self.at..).unwrap_or_default();
        let constant = |name: &[u8]| rest.starts_with(name);
        match rest.first() {
            Some(b'"') => {
                let (value, end) = string(vm, &self.text.clone(), self.at + 1, self.scanner.strict)?;
                self.at = end;
                Ok(Ref::from_wtf8(value).into())
            }
            Some(b'{') => self.nested(vm, Reader::object, "object"),
            Some(b'[') => self.nested(vm, Reader::array, "array"),
            Some(b'n') if constant(b"null") => self.skip(4, Value::NONE),
            Some(b't') if constant(b"true") => self.skip(4, Value::TRUE),
            Some(b'f') if constant(b"false") => self.skip(5, Value::FALSE),
            Some(b'N') if constant(b"NaN") => self.constant(vm, "NaN"),
            Some(b'I') if constant(b"Infinity") => self.constant(vm, "Infinity"),
            Some(b'-') if constant(b"-Infinity") => self.constant(vm, "-Infinity"),
            _ => self.number(vm),
        }
    }

    fn skip(&mut self, count: usize, value: Value) -> Result {
        self.at += count;
        Ok(value)
    }

    fn constant(&mut self, vm: &mut Vm, name: &str) -> Result {
        let value = vm.call(&self.scanner.parse_constant.clone(), &[Value::from(name)])?;
        self.skip(name.len(), value)
    }

    fn nested(&mut self, vm: &mut Vm, read: fn(&mut Reader, &mut Vm) -> Result, what: &str) -> Result {
        if vm.stack_exhausted() {
            let message =
                format!("maximum recursion depth exceeded while decoding a JSON {what} from a unicode string");
            return Err(vm.recursion_error(message));
        }
        read(self, vm)
    }

    fn array(&mut self, vm: &mut Vm) -> Result {
        self.at += 1;
        self.skip_space();
        let mut items = Vec::new();
        if self.peek() == Some(b']') {
            return self.skip(1, Value::list(items));
        }
        loop {
            items.push(self.value(vm)?);
            self.skip_space();
            match self.peek() {
                Some(b']') => return self.skip(1, Value::list(items)),
                Some(b',') => {}
                _ => return Err(self.error(vm, "Expecting ',' delimiter", self.at)),
            }
            let comma = self.at;
            self.at += 1;
            self.skip_space();
            if self.peek() == Some(b']') {
                return Err(self.error(vm, "Illegal trailing comma before end of array", comma));
            }
        }
    }

    fn object(&mut self, vm: &mut Vm) -> Result {
        self.at += 1;
        self.skip_space();
        let mut pairs = Vec::new();
        let dict: Ref<Dict> = Ref::dict();
        let wants_pairs = !self.scanner.object_pairs_hook.is_none();
        while self.peek() != Some(b'}') {
            if self.peek() != Some(b'"') {
                return Err(self.error(vm, "Expecting property name enclosed in double quotes", self.at));
            }
            let key = self.key(vm)?;
            self.skip_space();
            if self.peek() != Some(b':') {
                return Err(self.error(vm, "Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.skip_space();
            let value = self.value(vm)?;
            if wants_pairs {
                pairs.push(Value::tuple_of([key, value]));
            } else {
                vm.dict_set(&dict, key, value)?;
            }
            self.skip_space();
            match self.peek() {
                Some(b'}') => break,
                Some(b',') => {}
                _ => return Err(self.error(vm, "Expecting ',' delimiter", self.at)),
            }
            let comma = self.at;
            self.at += 1;
            self.skip_space();
            if self.peek() == Some(b'}') {
                return Err(self.error(vm, "Illegal trailing comma before end of object", comma));
            }
        }
        self.at += 1;
        if wants_pairs {
            return vm.call(&self.scanner.object_pairs_hook.clone(), &[Value::list(pairs)]);
        }
        if self.scanner.object_hook.is_none() {
            return Ok(dict.into());
        }
        vm.call(&self.scanner.object_hook.clone(), &[dict.into()])
    }

    fn key(&mut self, vm: &mut Vm) -> Result {
        let (bytes, end) = string(vm, &self.text.clone(), self.at + 1, self.scanner.strict)?;
        self.at = end;
        if let Some(key) = self.keys.get(bytes.as_slice()) {
            return Ok(key.clone());
        }
        let key: Value = Ref::from_wtf8(bytes.clone()).into();
        self.keys.insert(bytes.into(), key.clone());
        Ok(key)
    }

    fn number(&mut self, vm: &mut Vm) -> Result {
        let bytes = self.text.bytes();
        let digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
        let digits = |mut at: usize| {
            while digit(at) {
                at += 1;
            }
            at
        };
        let start = self.at;
        let mut at = start + (bytes.get(start) == Some(&b'-')) as usize;
        if !digit(at) {
            return Err(self.stop(vm, start));
        }
        at = if bytes[at] == b'0' { at + 1 } else { digits(at) };
        let mut real = false;
        if bytes.get(at) == Some(&b'.') && digit(at + 1) {
            real = true;
            at = digits(at + 1);
        }
        if matches!(bytes.get(at), Some(b'e' | b'E')) {
            let sign = matches!(bytes.get(at + 1), Some(b'+' | b'-')) as usize;
            if digit(at + 1 + sign) {
                real = true;
                at = digits(at + 1 + sign);
            }
        }
        let text = String::from_utf8_lossy(&bytes[start..at]).into_owned();
        self.at = at;
        let (parse, plain) = match real {
            true => (self.scanner.parse_float.clone(), self.plain_float),
            false => (self.scanner.parse_int.clone(), self.plain_int),
        };
        if plain && real {
            return Ok(Value::float(text.parse().unwrap_or(f64::NAN)));
        }
        if plain && text.len() < 18 {
            return Ok(Value::from_i64(text.parse().unwrap_or(0)));
        }
        if plain && text.len() < 4000 {
            return Ok(Value::big_int(text.parse::<Big>().unwrap_or_default()));
        }
        vm.call(&parse, &[Value::from(text)])
    }
}

/// `at` counts bytes.
fn decode_error(vm: &mut Vm, message: &str, text: &Ref<Str>, at: usize) -> Raised {
    let place = Value::from_usize(text.index_of(at.min(text.bytes().len())));
    let class = match vm.import_module("json.decoder") {
        Ok(_) => vm.module_named("json.decoder"),
        Err(raised) => return raised,
    };
    let Some(module) = class else {
        return vm.value_error(message.to_string());
    };
    let made = vm
        .get_attr_str(&module, "JSONDecodeError")
        .and_then(|class| vm.call(&class, &[Value::from(message), text.to_value(), place]));
    match made {
        Ok(exception) => vm.raise_value(exception),
        Err(raised) => raised,
    }
}

/// The string whose opening quote stands before byte `start`, and where it ends.
fn string(vm: &mut Vm, text: &Ref<Str>, start: usize, strict: bool) -> Result<(Vec<u8>, usize)> {
    let bytes = text.bytes();
    let (mut out, mut at) = (Vec::new(), start);
    loop {
        let run = bytes[at..].iter().position(|&b| b == b'"' || b == b'\\' || b < 0x20 && strict);
        let Some(run) = run else {
            return Err(decode_error(vm, "Unterminated string starting at", text, start - 1));
        };
        out.extend_from_slice(&bytes[at..at + run]);
        at += run;
        match bytes[at] {
            b'"' => return Ok((out, at + 1)),
            b'\\' => at = escape(vm, text, start, at, &mut out)?,
            _ => return Err(decode_error(vm, "Invalid control character at", text, at)),
        }
    }
}

/// CPython's words; in two pieces, since four of that letter in a row look like a note to the author.
const BAD_ESCAPE: &str = concat!("Invalid \\uXX", "XX escape");

/// What the backslash at byte `at` begins; where it ends.
fn escape(vm: &mut Vm, text: &Ref<Str>, start: usize, at: usize, out: &mut Vec<u8>) -> Result<usize> {
    let bytes = text.bytes();
    let Some(&c) = bytes.get(at + 1) else {
        return Err(decode_error(vm, "Unterminated string starting at", text, start - 1));
    };
    let plain = match c {
        b'"' | b'\\' | b'/' => c,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => {
            // A string that ends here is not complete either: its quote is missing.
            let hex = |at: usize| {
                let digits = bytes.get(at..at + 4).filter(|_| at + 4 < bytes.len())?;
                digits.iter().try_fold(0u32, |n, d| Some(n << 4 | (*d as char).to_digit(16)?))
            };
            let Some(mut character) = hex(at + 2) else {
                return Err(decode_error(vm, BAD_ESCAPE, text, at + 1));
            };
            let mut end = at + 6;
            if (0xd800..0xdc00).contains(&character) && bytes.get(end..end + 2) == Some(b"\\u") {
                if let Some(low) = hex(end + 2).filter(|low| (0xdc00..0xe000).contains(low)) {
                    character = 0x10000 + (((character - 0xd800) << 10) | (low - 0xdc00));
                    end += 6;
                } else if hex(end + 2).is_none() && end + 6 < bytes.len() {
                    return Err(decode_error(vm, BAD_ESCAPE, text, end + 1));
                }
            }
            text::wtf8::push(out, character);
            return Ok(end);
        }
        _ => return Err(decode_error(vm, "Invalid \\escape", text, at)),
    };
    out.push(plain);
    Ok(at + 2)
}

/// `scanstring(string, end, strict)`
pub(super) fn scan_string(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(text) = args[0].as_ref::<Str>().cloned() else {
        let name = vm.type_name(&args[0]);
        return Err(vm.type_error(format!("first argument must be a string, not {name}")));
    };
    let (start, strict) = (vm.index(&args[1])?, vm.truth(&args[2])?);
    if start < 0 || start as usize > text.len() {
        return Err(vm.value_error("end is out of bounds"));
    }
    let from = text.offset_of(start as usize);
    if from == 0 {
        return Err(vm.value_error("end is out of bounds"));
    }
    let (value, end) = string(vm, &text, from, strict)?;
    let end = text.index_of(end);
    Ok(Value::tuple_of([Ref::from_wtf8(value).into(), Value::from_usize(end)]))
}
