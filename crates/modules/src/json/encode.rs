//! From values to JSON.

use object::{BigInt, ClassFlags, ClassIndex, Dict, List, Module, Name, NativeData, Ref, Str, Tuple, Value};
use vm::{NativeClass, Raised, Result, Vm, method};

/// What `json.encoder.JSONEncoder` asked for.
#[derive(Clone)]
struct Encoder {
    circular: bool,
    default: Value,
    encoder: Value,
    /// None: all on one line.
    indent: Option<Vec<u8>>,
    key_separator: Vec<u8>,
    item_separator: Vec<u8>,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
}

impl NativeData for Encoder {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.default);
        visit(&self.encoder);
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Encoder>(
        module,
        NativeClass {
            name: "make_encoder",
            module: "_json",
            doc: "Encoder(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
            methods: &[method(
                "__new__",
                new,
                "(cls, markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)",
                "Create and return a new object.",
            )],
            call: Some(call),
            flags: ClassFlags::FINAL,
            ..NativeClass::BASE
        },
    );
}

fn text_of(vm: &mut Vm, value: &Value, what: &str) -> Result<Vec<u8>> {
    match value.as_ref::<Str>() {
        Some(text) => Ok(text.bytes().to_vec()),
        None => {
            let name = vm.type_name(value);
            Err(vm.type_error(format!("make_encoder() argument {what} must be str, not {name}")))
        }
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[1].is_none() && args[1].as_ref::<Dict>().is_none() {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("make_encoder() argument 1 must be dict or None, not {name}")));
    }
    let encoder = Encoder {
        circular: !args[1].is_none(),
        default: args[2].clone(),
        encoder: args[3].clone(),
        indent: if args[4].is_none() { None } else { Some(text_of(vm, &args[4], "4")?) },
        key_separator: text_of(vm, &args[5], "5")?,
        item_separator: text_of(vm, &args[6], "6")?,
        sort_keys: vm.truth(&args[7])?,
        skip_keys: vm.truth(&args[8])?,
        allow_nan: vm.truth(&args[9])?,
    };
    vm.new_data(&args[0], encoder)
}

/// How strings are written.
#[derive(Clone, Copy, PartialEq)]
enum Strings {
    Ascii,
    Plain,
    Called,
}

struct Writer {
    encoder: Encoder,
    strings: Strings,
    out: Vec<u8>,
    /// Containers being written, by their words.
    within: Vec<u64>,
    level: usize,
}

fn call(vm: &mut Vm, this: &Value, arguments: &[Value], _: &[(Name, Value)]) -> Result {
    let [object, level] = arguments else {
        return Err(vm.type_error("_iterencode() takes exactly 2 arguments (obj, _current_indent_level)"));
    };
    let level = vm.index(level)?.max(0) as usize;
    let encoder = vm.read(this, |e: &Encoder| e.clone())?;
    let module = vm.module_named("_json");
    let is = |vm: &mut Vm, name: &str| match &module {
        Some(module) => vm.get_attr_str(module, name).is_ok_and(|f| f.is_same(&encoder.encoder)),
        None => false,
    };
    let strings = if is(vm, "encode_basestring_ascii") {
        Strings::Ascii
    } else if is(vm, "encode_basestring") {
        Strings::Plain
    } else {
        Strings::Called
    };
    let mut writer = Writer { encoder, strings, out: Vec::new(), within: Vec::new(), level };
    writer.value(vm, object)?;
    Ok(Value::tuple_of([Ref::from_wtf8(writer.out).into()]))
}

impl Writer {
    fn value(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        if self.atom(vm, value)? {
            return Ok(());
        }
        if vm.stack_exhausted() {
            return Err(vm.recursion_error("maximum recursion depth exceeded while encoding a JSON object"));
        }
        if value.as_ref::<List>().is_some() || value.as_ref::<Tuple>().is_some() {
            self.enter(vm, value)?;
            self.array(vm, value)?;
        } else if value.as_ref::<Dict>().is_some() {
            self.enter(vm, value)?;
            self.object(vm, value)?;
        } else {
            self.enter(vm, value)?;
            let other = vm.call(&self.encoder.default.clone(), std::slice::from_ref(value))?;
            self.value(vm, &other)?;
        }
        self.within.pop();
        Ok(())
    }

    fn enter(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        if self.encoder.circular && self.within.contains(&value.bits()) {
            return Err(vm.value_error("Circular reference detected"));
        }
        self.within.push(value.bits());
        Ok(())
    }

    /// Writes what has no parts; false if it has.
    fn atom(&mut self, vm: &mut Vm, value: &Value) -> Result<bool> {
        if let Some(string) = value.as_ref::<Str>() {
            self.string(vm, value, &string.clone())?;
        } else if value.is_none() {
            self.out.extend_from_slice(b"null");
        } else if let Some(b) = value.as_bool() {
            self.out.extend_from_slice(if b { b"true" } else { b"false" });
        } else if let Some(n) = value.as_small_int() {
            self.out.extend_from_slice(n.to_string().as_bytes());
        } else if let Some(x) = value.as_float() {
            let text = self.float(vm, x)?;
            self.out.extend_from_slice(text.as_bytes());
        } else if let Some(n) = value.as_ref::<BigInt>() {
            let text = long_text(vm, n)?;
            self.out.extend_from_slice(text.as_bytes());
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn string(&mut self, vm: &mut Vm, value: &Value, string: &Ref<Str>) -> Result<()> {
        match self.strings {
            Strings::Ascii => quote(string, true, &mut self.out),
            Strings::Plain => quote(string, false, &mut self.out),
            Strings::Called => {
                let text = vm.call(&self.encoder.encoder.clone(), std::slice::from_ref(value))?;
                let Some(text) = text.as_ref::<Str>() else {
                    let name = vm.type_name(&text);
                    return Err(vm.type_error(format!("encoder() must return a string, not {name}")));
                };
                self.out.extend_from_slice(text.bytes());
            }
        }
        Ok(())
    }

    fn float(&self, vm: &mut Vm, x: f64) -> Result<String> {
        if x.is_finite() {
            return Ok(text::float::repr_float(x));
        }
        if !self.encoder.allow_nan {
            let shown = text::float::repr_float(x);
            return Err(vm.value_error(format!("Out of range float values are not JSON compliant: {shown}")));
        }
        let name = if x.is_nan() {
            "NaN"
        } else if x > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        };
        Ok(name.to_string())
    }

    fn new_line(&mut self) {
        if let Some(indent) = &self.encoder.indent {
            self.out.push(b'\n');
            for _ in 0..self.level {
                self.out.extend_from_slice(indent);
            }
        }
    }

    fn array(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        let items = vm.collect(value)?;
        if items.is_empty() {
            self.out.extend_from_slice(b"[]");
            return Ok(());
        }
        self.out.push(b'[');
        self.level += 1;
        for (place, item) in items.iter().enumerate() {
            if place > 0 {
                self.out.extend_from_slice(&self.encoder.item_separator);
            }
            self.new_line();
            self.value(vm, item)?;
        }
        self.level -= 1;
        self.new_line();
        self.out.push(b']');
        Ok(())
    }

    fn object(&mut self, vm: &mut Vm, value: &Value) -> Result<()> {
        let pairs = self.pairs(vm, value)?;
        self.out.push(b'{');
        self.level += 1;
        let mut first = true;
        for (key, item) in &pairs {
            let Some(text) = self.key(vm, key)? else {
                continue;
            };
            if !std::mem::take(&mut first) {
                self.out.extend_from_slice(&self.encoder.item_separator);
            }
            self.new_line();
            self.string(vm, &text, &text_ref(&text))?;
            self.out.extend_from_slice(&self.encoder.key_separator);
            self.value(vm, item)?;
        }
        self.level -= 1;
        if !first {
            self.new_line();
        }
        self.out.push(b'}');
        Ok(())
    }

    fn pairs(&self, vm: &mut Vm, value: &Value) -> Result<Vec<(Value, Value)>> {
        let plain = vm.heap.class_index_of(value) == ClassIndex::DICT;
        if plain && !self.encoder.sort_keys {
            return vm.mapping_entries(value, None);
        }
        let items = vm.call_method(value, "items", &[])?;
        let mut items = vm.collect(&items)?;
        if self.encoder.sort_keys {
            let list = Value::list(items);
            vm.call_method(&list, "sort", &[])?;
            items = vm.collect(&list)?;
        }
        let mut pairs = Vec::with_capacity(items.len());
        for item in &items {
            match vm.tuple_items(item) {
                [key, value] => pairs.push((key.clone(), value.clone())),
                _ => return Err(vm.value_error("items must return 2-tuples")),
            }
        }
        Ok(pairs)
    }

    /// A key as a string; None where it is to be left out.
    fn key(&mut self, vm: &mut Vm, key: &Value) -> Result<Option<Value>> {
        if key.as_ref::<Str>().is_some() {
            return Ok(Some(key.clone()));
        }
        let text = if key.is_none() {
            "null".to_string()
        } else if let Some(b) = key.as_bool() {
            b.to_string()
        } else if let Some(n) = key.as_small_int() {
            n.to_string()
        } else if let Some(x) = key.as_float() {
            self.float(vm, x)?
        } else if let Some(n) = key.as_ref::<BigInt>() {
            long_text(vm, n)?
        } else if self.encoder.skip_keys {
            return Ok(None);
        } else {
            return Err(wrong_key(vm, key));
        };
        Ok(Some(Value::from(text)))
    }
}

fn text_ref(value: &Value) -> Ref<Str> {
    value.as_ref::<Str>().cloned().unwrap_or_else(|| Ref::from_text(""))
}

fn wrong_key(vm: &mut Vm, key: &Value) -> Raised {
    let name = vm.type_name(key);
    vm.type_error(format!("keys must be str, int, float, bool or None, not {name}"))
}

fn long_text(vm: &mut Vm, n: &Ref<BigInt>) -> Result<String> {
    if n.0.bits() < 10_000 {
        return Ok(n.0.to_string());
    }
    // The limit on digits is int's own.
    let text = vm.repr(&Value::big_int(n.0.clone()))?;
    Ok(text.lossy().into_owned())
}

/// A string in quotes, with escapes.
fn quote(string: &Ref<Str>, ascii: bool, out: &mut Vec<u8>) {
    out.push(b'"');
    let bytes = string.bytes();
    let plain = |b: u8| b >= 0x20 && b != b'"' && b != b'\\' && !(ascii && (b >= 0x7f));
    if bytes.iter().all(|b| plain(*b)) {
        out.extend_from_slice(bytes);
        out.push(b'"');
        return;
    }
    for c in string.characters() {
        match c {
            0x22 => out.extend_from_slice(b"\\\""),
            0x5c => out.extend_from_slice(b"\\\\"),
            0x0a => out.extend_from_slice(b"\\n"),
            0x0d => out.extend_from_slice(b"\\r"),
            0x09 => out.extend_from_slice(b"\\t"),
            0x0c => out.extend_from_slice(b"\\f"),
            0x08 => out.extend_from_slice(b"\\b"),
            0..0x20 => out.extend_from_slice(format!("\\u{c:04x}").as_bytes()),
            0x20..0x7f => out.push(c as u8),
            0x7f if !ascii => out.push(0x7f),
            _ if !ascii => text::wtf8::push(out, c),
            0x7f..0x10000 => out.extend_from_slice(format!("\\u{c:04x}").as_bytes()),
            _ => {
                let (high, low) = (0xd800 + ((c - 0x10000) >> 10), 0xdc00 + ((c - 0x10000) & 0x3ff));
                out.extend_from_slice(format!("\\u{high:04x}\\u{low:04x}").as_bytes());
            }
        }
    }
    out.push(b'"');
}

fn quoted(vm: &mut Vm, value: &Value, ascii: bool) -> Result {
    let Some(string) = value.as_ref::<Str>() else {
        let name = vm.type_name(value);
        return Err(vm.type_error(format!("first argument must be a string, not {name}")));
    };
    let mut out = Vec::new();
    quote(string, ascii, &mut out);
    Ok(Ref::from_wtf8(out).into())
}

pub(super) fn basestring(vm: &mut Vm, args: &[Value]) -> Result {
    quoted(vm, &args[0], false)
}

pub(super) fn basestring_ascii(vm: &mut Vm, args: &[Value]) -> Result {
    quoted(vm, &args[0], true)
}
