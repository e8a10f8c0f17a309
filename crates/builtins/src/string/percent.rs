//! `text % values`, for str and for bytes:
//! <https://docs.python.org/3.13/library/stdtypes.html#printf-style-string-formatting>

use object::{ClassIndex, Ref, Str, Tuple, Value, dunder};
use text::float::{self, Notation};
use text::wtf8;
use vm::{Result, Vm};

/// Which of the two is formatted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mode {
    Text,
    Bytes,
}

/// Everything between the sign and the conversion.
#[derive(Default)]
struct Directive {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

struct Formatter<'a> {
    format: &'a [u8],
    at: usize,
    mode: Mode,
    values: Values,
    out: Vec<u8>,
}

/// What stands right of the `%`.
struct Values {
    whole: Value,
    /// The tuple's items, or the whole as the only one.
    items: Vec<Value>,
    next: usize,
    /// A mapping, whose keys may stand in parentheses.
    mapping: bool,
    /// The value that a key in parentheses gave.
    keyed: Option<Value>,
    used_key: bool,
}

/// `format % values` as bytes.
pub(crate) fn percent(vm: &mut Vm, format: &[u8], values: &Value, mode: Mode) -> Result<Vec<u8>> {
    let tuple = values.as_ref::<Tuple>();
    let items = tuple.map_or_else(|| vec![values.clone()], |t| t.0.to_vec());
    let stringlike = [ClassIndex::STR, ClassIndex::BYTES, ClassIndex::BYTEARRAY];
    let texts = if mode == Mode::Text { &stringlike[..1] } else { &stringlike[..] };
    let mapping = tuple.is_none()
        && !texts.iter().any(|c| vm.is_instance(values, *c))
        && vm.dunder_of(values, dunder::GETITEM).is_some();
    let values = Values { whole: values.clone(), items, next: 0, mapping, keyed: None, used_key: false };
    let mut formatter = Formatter { format, at: 0, mode, values, out: Vec::with_capacity(format.len() + 16) };
    formatter.run(vm)?;
    let left = formatter.values.next < formatter.values.items.len();
    if left && !formatter.values.mapping && !formatter.values.used_key {
        let what = if mode == Mode::Text { "string" } else { "bytes" };
        return Err(vm.type_error(format!("not all arguments converted during {what} formatting")));
    }
    Ok(formatter.out)
}

impl Formatter<'_> {
    fn run(&mut self, vm: &mut Vm) -> Result<()> {
        while let Some(place) = text::find::find(&self.format[self.at..], b"%") {
            self.out.extend_from_slice(&self.format[self.at..self.at + place]);
            self.at += place + 1;
            if self.format.get(self.at) == Some(&b'%') {
                self.at += 1;
                self.out.push(b'%');
            } else {
                self.directive(vm)?;
            }
        }
        self.out.extend_from_slice(&self.format[self.at..]);
        Ok(())
    }

    fn peek(&self) -> Option<u8> {
        self.format.get(self.at).copied()
    }

    fn accept(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += found as usize;
        found
    }

    fn directive(&mut self, vm: &mut Vm) -> Result<()> {
        let mut directive = Directive::default();
        self.values.keyed = None;
        if self.accept(b'(') {
            self.key(vm)?;
        }
        while let Some(flag) = self.peek() {
            match flag {
                b'-' => directive.left = true,
                b'+' => directive.plus = true,
                b' ' => directive.blank = true,
                b'#' => directive.alternate = true,
                b'0' => directive.zero = true,
                _ => break,
            }
            self.at += 1;
        }
        if self.accept(b'*') {
            let width = self.star(vm)?;
            directive.left |= width < 0;
            directive.width = width.unsigned_abs() as usize;
        } else {
            directive.width = self.number(vm, "width too big")?;
        }
        if self.accept(b'.') {
            directive.precision = Some(if self.accept(b'*') {
                self.star(vm)?.max(0) as usize
            } else {
                self.number(vm, "precision too big")?
            });
        }
        if matches!(self.peek(), Some(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        self.convert(vm, &directive)
    }

    /// The key in parentheses, which may nest.
    fn key(&mut self, vm: &mut Vm) -> Result<()> {
        if !self.values.mapping {
            return Err(vm.type_error("format requires a mapping"));
        }
        let (start, mut open) = (self.at, 1);
        while open > 0 {
            match self.peek() {
                Some(b'(') => open += 1,
                Some(b')') => open -= 1,
                Some(_) => {}
                None => return Err(vm.value_error("incomplete format key")),
            }
            self.at += 1;
        }
        let key = self.format[start..self.at - 1].to_vec();
        let key: Value = match self.mode {
            Mode::Text => Ref::from_wtf8(key).into(),
            Mode::Bytes => Value::bytes_object(key),
        };
        self.values.keyed = Some(vm.get_item(&self.values.whole, &key)?);
        self.values.used_key = true;
        Ok(())
    }

    fn next_value(&mut self, vm: &mut Vm) -> Result {
        if let Some(value) = self.values.keyed.take() {
            return Ok(value);
        }
        let exhausted = self.values.used_key && self.values.next == 0 && !self.values.mapping;
        match self.values.items.get(self.values.next).cloned() {
            Some(value) if !exhausted && !self.values.used_key => {
                self.values.next += 1;
                Ok(value)
            }
            _ => Err(vm.type_error("not enough arguments for format string")),
        }
    }

    /// A width or precision among the values.
    fn star(&mut self, vm: &mut Vm) -> Result<i64> {
        let value = self.next_value(vm)?;
        if vm.as_big(&value).is_none() {
            return Err(vm.type_error("* wants int"));
        }
        let wide = vm.index(&value)?;
        match i32::try_from(wide) {
            Ok(_) => Ok(wide),
            Err(_) => Err(vm.overflow_error("Python int too large to convert to C int")),
        }
    }

    fn number(&mut self, vm: &mut Vm, complaint: &str) -> Result<usize> {
        let mut value = 0usize;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            let next = value.checked_mul(10).and_then(|v| v.checked_add((digit - b'0') as usize));
            match next {
                Some(next) if next <= isize::MAX as usize => value = next,
                _ => return Err(vm.value_error(complaint)),
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn convert(&mut self, vm: &mut Vm, directive: &Directive) -> Result<()> {
        let Some(kind) = wtf8_at(self.format, self.at, self.mode) else {
            return Err(vm.value_error("incomplete format"));
        };
        let index = if self.mode == Mode::Text { wtf8::count(&self.format[..self.at]) } else { self.at };
        self.at += if self.mode == Mode::Text { wtf8::width(self.format[self.at]) } else { 1 };
        let value = self.next_value(vm)?;
        let character = char::from_u32(kind).unwrap_or('?');
        let (sign, digits) = match character {
            's' | 'r' | 'a' | 'b' | 'c' if character != 'b' || self.mode == Mode::Bytes => {
                let text = self.text(vm, character, &value)?;
                let cut = if character == 'c' { None } else { directive.precision };
                return self.pad(vm, directive, &text, cut);
            }
            'd' | 'i' | 'u' => self.decimal(vm, character, &value)?,
            'x' | 'X' | 'o' => self.radix(vm, character, &value)?,
            'e' | 'E' | 'f' | 'F' | 'g' | 'G' => return self.real(vm, directive, character, &value),
            _ => {
                let shown = if (0x20..0x7f).contains(&kind) { character } else { '?' };
                let message = format!("unsupported format character '{shown}' (0x{kind:x}) at index {index}");
                return Err(vm.value_error(message));
            }
        };
        let prefix = match character {
            'x' if directive.alternate => "0x",
            'X' if directive.alternate => "0X",
            'o' if directive.alternate => "0o",
            _ => "",
        };
        let zeros = directive.precision.unwrap_or(0).saturating_sub(digits.len());
        let digits = format!("{}{digits}", "0".repeat(zeros.min(1 << 30)));
        self.numeric(vm, directive, sign, prefix, &digits)
    }

    /// The text of `%s` and its kin.
    fn text(&mut self, vm: &mut Vm, kind: char, value: &Value) -> Result<Vec<u8>> {
        match (kind, self.mode) {
            ('c', Mode::Text) => one_character(vm, value),
            ('c', Mode::Bytes) => one_byte(vm, value),
            ('s', Mode::Text) => Ok(vm.str(value)?.bytes().to_vec()),
            ('r', Mode::Text) => Ok(vm.repr(value)?.bytes().to_vec()),
            ('s' | 'b', _) => as_bytes(vm, value),
            _ => {
                let shown = vm.ascii(value)?;
                Ok(super::own(&shown).bytes().to_vec())
            }
        }
    }

    fn pad(&mut self, vm: &mut Vm, directive: &Directive, text: &[u8], cut: Option<usize>) -> Result<()> {
        let text = match (cut, self.mode) {
            (Some(most), Mode::Bytes) => &text[..most.min(text.len())],
            (Some(most), Mode::Text) if most < text.len() => {
                let mut rest = wtf8::characters(text);
                (0..most).for_each(|_| _ = rest.next());
                &text[..text.len() - rest.rest().len()]
            }
            _ => text,
        };
        let length = if self.mode == Mode::Text { wtf8::count(text) } else { text.len() };
        let missing = self.room(vm, directive.width.saturating_sub(length))?;
        if !directive.left {
            self.out.resize(self.out.len() + missing, b' ');
        }
        self.out.extend_from_slice(text);
        if directive.left {
            self.out.resize(self.out.len() + missing, b' ');
        }
        Ok(())
    }

    fn room(&mut self, vm: &mut Vm, missing: usize) -> Result<usize> {
        if missing > 1 << 34 { Err(vm.memory_error()) } else { Ok(missing) }
    }

    /// Sign, prefix and digits in the width.
    fn numeric(&mut self, vm: &mut Vm, d: &Directive, negative: bool, prefix: &str, digits: &str) -> Result<()> {
        let sign = match (negative, d.plus, d.blank) {
            (true, ..) => "-",
            (_, true, _) => "+",
            (_, _, true) => " ",
            _ => "",
        };
        let missing = self.room(vm, d.width.saturating_sub(sign.len() + prefix.len() + digits.len()))?;
        let (blanks, zeros) = if d.zero && !d.left { (0, missing) } else { (missing, 0) };
        if !d.left {
            self.out.resize(self.out.len() + blanks, b' ');
        }
        self.out.extend_from_slice(sign.as_bytes());
        self.out.extend_from_slice(prefix.as_bytes());
        self.out.resize(self.out.len() + zeros, b'0');
        self.out.extend_from_slice(digits.as_bytes());
        if d.left {
            self.out.resize(self.out.len() + blanks, b' ');
        }
        Ok(())
    }

    /// Sign and digits of `%d`.
    fn decimal(&mut self, vm: &mut Vm, kind: char, value: &Value) -> Result<(bool, String)> {
        let is_number = vm.as_big(value).is_some()
            || value.as_float().is_some()
            || vm.dunder_of(value, dunder::INT).is_some()
            || vm.dunder_of(value, dunder::INDEX).is_some();
        if !is_number || value.as_ref::<Str>().is_some() {
            let message = format!("%{kind} format: a real number is required, not {}", vm.type_name(value));
            return Err(vm.type_error(message));
        }
        let whole = if vm.as_big(value).is_some() {
            value.clone()
        } else {
            let class = vm.heap.class(ClassIndex::INT).to_value();
            vm.call(&class, std::slice::from_ref(value))?
        };
        crate::format::magnitude(vm, &whole, 10)
    }

    fn radix(&mut self, vm: &mut Vm, kind: char, value: &Value) -> Result<(bool, String)> {
        if vm.as_big(value).is_none() && vm.dunder_of(value, dunder::INDEX).is_none() {
            let message = format!("%{kind} format: an integer is required, not {}", vm.type_name(value));
            return Err(vm.type_error(message));
        }
        let whole = vm.index_value(value)?;
        let (negative, digits) = crate::format::magnitude(vm, &whole, if kind == 'o' { 8 } else { 16 })?;
        Ok((negative, if kind == 'X' { digits.to_ascii_uppercase() } else { digits }))
    }

    fn real(&mut self, vm: &mut Vm, directive: &Directive, kind: char, value: &Value) -> Result<()> {
        let x = match vm.to_float(value) {
            Ok(x) => x,
            Err(_) if self.mode == Mode::Bytes && vm.swallow("TypeError") => {
                let message = format!("float argument required, not {}", vm.type_name(value));
                return Err(vm.type_error(message));
            }
            Err(raised) => return Err(raised),
        };
        let notation = match kind.to_ascii_lowercase() {
            'e' => Notation::Exponent,
            'f' => Notation::Fixed,
            _ => Notation::General,
        };
        let precision = self.room(vm, directive.precision.unwrap_or(6))?;
        let digits = float::digits(x, notation, precision, directive.alternate);
        let digits = if kind.is_ascii_uppercase() { digits.to_ascii_uppercase() } else { digits };
        self.numeric(vm, directive, x.is_sign_negative() && !x.is_nan(), "", &digits)
    }
}

/// The character (or byte) that begins at a place.
fn wtf8_at(format: &[u8], at: usize, mode: Mode) -> Option<u32> {
    let rest = format.get(at..)?;
    match mode {
        Mode::Text => wtf8::characters(rest).next(),
        Mode::Bytes => rest.first().map(|b| *b as u32),
    }
}

/// `%c` of a str.
fn one_character(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(string) = value.as_ref::<Str>() {
        return match string.len() {
            1 => Ok(string.bytes().to_vec()),
            _ => Err(vm.type_error("%c requires int or char")),
        };
    }
    if vm.as_big(value).is_none() && vm.dunder_of(value, dunder::INDEX).is_none() {
        return Err(vm.type_error("%c requires int or char"));
    }
    let code = vm.index_clamped(value)?;
    match u32::try_from(code).ok().filter(|c| *c < 0x110000) {
        Some(code) => Ok(wtf8::from_characters([code])),
        None => Err(vm.overflow_error("%c arg not in range(0x110000)")),
    }
}

/// `%c` of bytes.
fn one_byte(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    let text = [ClassIndex::BYTES, ClassIndex::BYTEARRAY].iter().any(|c| vm.is_instance(value, *c));
    if text {
        return match vm.buffer(value).as_deref() {
            Some([byte]) => Ok(vec![*byte]),
            _ => Err(vm.type_error("%c requires an integer in range(256) or a single byte")),
        };
    }
    if vm.as_big(value).is_none() && vm.dunder_of(value, dunder::INDEX).is_none() {
        return Err(vm.type_error("%c requires an integer in range(256) or a single byte"));
    }
    let code = vm.index_clamped(value)?;
    match u8::try_from(code) {
        Ok(byte) => Ok(vec![byte]),
        Err(_) => Err(vm.overflow_error("%c arg not in range(256)")),
    }
}

/// `%b`: a bytes-like object, or what its `__bytes__` gives.
fn as_bytes(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = vm.buffer(value) {
        return Ok(bytes.into_owned());
    }
    if let Some(result) = vm.call_dunder(value, dunder::BYTES, &[]) {
        let result = result?;
        if let Some(bytes) = result.as_ref::<object::Bytes>() {
            return Ok(bytes.0.to_vec());
        }
        let message = format!("__bytes__ returned non-bytes (type {})", vm.type_name(&result));
        return Err(vm.type_error(message));
    }
    let message = format!(
        "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
        vm.type_name(value)
    );
    Err(vm.type_error(message))
}
