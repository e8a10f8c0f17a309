//! str: taking text apart at separators, white space and line ends.

use object::{Ref, Str, Value};
use text::{find, unicode, wtf8};
use vm::{Method, Result, Vm, method};

use super::{own, short};

pub(super) const METHODS: &[Method] = &[
    method("split", split, "(self, /, sep=None, maxsplit=-1)", "Return a list of the substrings, split from the left."),
    method("rsplit", split_right, "(self, /, sep=None, maxsplit=-1)", "The substrings, split from the right."),
    method("splitlines", split_lines, "(self, /, keepends=False)", "Return a list of the lines in the string."),
    method("strip", strip, "(self, chars=None, /)", "Return a copy without leading and trailing white space."),
    method("lstrip", strip_left, "(self, chars=None, /)", "Return a copy without leading white space."),
    method("rstrip", strip_right, "(self, chars=None, /)", "Return a copy without trailing white space."),
];

fn separator(vm: &mut Vm, value: &Value) -> Result<Option<Ref<Str>>> {
    if value.is_none() {
        return Ok(None);
    }
    let Some(separator) = value.as_ref::<Str>().cloned() else {
        let message = format!("must be str or None, not {}", vm.type_name(value));
        return Err(vm.type_error(message));
    };
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(Some(separator)) }
}

fn most(vm: &mut Vm, value: &Value) -> Result<usize> {
    let n = vm.index(value)?;
    Ok(usize::try_from(n).unwrap_or(usize::MAX))
}

fn split(vm: &mut Vm, args: &[Value]) -> Result {
    let (separator, most) = (separator(vm, &args[1])?, most(vm, &args[2])?);
    let string = own(&args[0]);
    let bytes = string.bytes();
    let mut parts = vec![];
    match separator {
        Some(separator) => {
            let mut from = 0;
            for place in find::all(bytes, separator.bytes()).take(most) {
                parts.push(short(vm, &bytes[from..place]));
                from = place + separator.bytes().len();
            }
            let rest = &bytes[from..];
            parts.push(if from == 0 { vm.string_part(&string, rest) } else { short(vm, rest) });
        }
        None => {
            let mut rest = trim_start(bytes, unicode::is_space);
            if string.is_ascii() {
                rest = split_ascii(vm, &string, most, &mut parts);
            }
            while !rest.is_empty() {
                if parts.len() == most {
                    parts.push(vm.string_part(&string, rest));
                    break;
                }
                let word = rest.len() - trim_start(rest, |c| !unicode::is_space(c)).len();
                parts.push(vm.string_part(&string, &rest[..word]));
                rest = trim_start(&rest[word..], unicode::is_space);
            }
        }
    }
    Ok(Value::list(parts))
}

/// The words of an ASCII string, as many as are wanted; the rest.
fn split_ascii<'a>(vm: &Vm, string: &'a Ref<Str>, most: usize, parts: &mut Vec<Value>) -> &'a [u8] {
    let space = |b: &u8| unicode::is_space(*b as u32);
    let mut rest = string.bytes();
    while let Some(start) = rest.iter().position(|b| !space(b)) {
        rest = &rest[start..];
        if parts.len() == most {
            return rest;
        }
        let end = rest.iter().position(space).unwrap_or(rest.len());
        parts.push(vm.string_part(string, &rest[..end]));
        rest = &rest[end..];
    }
    &[]
}

fn split_right(vm: &mut Vm, args: &[Value]) -> Result {
    let (separator, most) = (separator(vm, &args[1])?, most(vm, &args[2])?);
    let string = own(&args[0]);
    let mut rest = string.bytes();
    let mut parts = vec![];
    match separator {
        Some(separator) => {
            while parts.len() < most
                && let Some(place) = find::rfind(rest, separator.bytes())
            {
                parts.push(short(vm, &rest[place + separator.bytes().len()..]));
                rest = &rest[..place];
            }
            parts.push(vm.string_part(&string, rest));
        }
        None => {
            rest = trim_end(rest, unicode::is_space);
            while !rest.is_empty() {
                if parts.len() == most {
                    parts.push(vm.string_part(&string, rest));
                    break;
                }
                let start = trim_end(rest, |c| !unicode::is_space(c)).len();
                parts.push(vm.string_part(&string, &rest[start..]));
                rest = trim_end(&rest[..start], unicode::is_space);
            }
        }
    }
    parts.reverse();
    Ok(Value::list(parts))
}

fn is_line_end(c: u32) -> bool {
    matches!(c, 0x0a..=0x0d | 0x1c..=0x1e | 0x85 | 0x2028 | 0x2029)
}

fn split_lines(vm: &mut Vm, args: &[Value]) -> Result {
    let keep = vm.truth(&args[1])?;
    let string = own(&args[0]);
    let mut rest = string.bytes();
    let mut lines = vec![];
    let ascii = string.is_ascii();
    while !rest.is_empty() {
        let line = if ascii {
            rest.iter().position(|b| *b < 0x20 && is_line_end(*b as u32)).unwrap_or(rest.len())
        } else {
            rest.len() - trim_start(rest, |c| !is_line_end(c)).len()
        };
        let end = match &rest[line..] {
            [b'\r', b'\n', ..] => line + 2,
            [first, ..] => line + wtf8::width(*first),
            [] => line,
        };
        lines.push(vm.string_part(&string, &rest[..if keep { end } else { line }]));
        rest = &rest[end..];
    }
    Ok(Value::list(lines))
}

fn trim_start(bytes: &[u8], drop: impl Fn(u32) -> bool) -> &[u8] {
    let mut characters = wtf8::characters(bytes);
    loop {
        let rest = characters.rest().len();
        match characters.next() {
            Some(c) if drop(c) => {}
            _ => return &bytes[bytes.len() - rest..],
        }
    }
}

fn trim_end(bytes: &[u8], drop: impl Fn(u32) -> bool) -> &[u8] {
    let mut characters = wtf8::characters(bytes);
    loop {
        let length = characters.rest().len();
        match characters.next_back() {
            Some(c) if drop(c) => {}
            _ => return &bytes[..length],
        }
    }
}

/// What is left between dropped characters at the start, at the end, or both.
fn trim(bytes: &[u8], start: bool, end: bool, drop: impl Fn(u32) -> bool) -> (usize, usize) {
    let first = if start { bytes.len() - trim_start(bytes, &drop).len() } else { 0 };
    let rest = &bytes[first..];
    (first, first + if end { trim_end(rest, drop).len() } else { rest.len() })
}

#[inline]
fn trim_bytes(bytes: &[u8], start: bool, end: bool, drop: impl Fn(u8) -> bool) -> (usize, usize) {
    let (mut first, mut last) = (0, bytes.len());
    while start && first < last && drop(bytes[first]) {
        first += 1;
    }
    while end && first < last && drop(bytes[last - 1]) {
        last -= 1;
    }
    (first, last)
}

fn stripped(vm: &mut Vm, args: &[Value], name: &str, start: bool, end: bool) -> Result {
    let string = own(&args[0]);
    let bytes = string.bytes();
    let (first, last) = match args[1].as_ref::<Str>() {
        _ if args[1].is_none() && string.is_ascii() => trim_bytes(bytes, start, end, |b| unicode::is_space(b as u32)),
        _ if args[1].is_none() => trim(bytes, start, end, unicode::is_space),
        Some(set) if set.is_ascii() => {
            // No byte of another character is one of these.
            let set = set.bytes().iter().fold(0u128, |set, byte| set | 1 << byte);
            trim_bytes(bytes, start, end, |b| b < 0x80 && set >> b & 1 != 0)
        }
        Some(set) => {
            let set: Vec<u32> = set.characters().collect();
            trim(bytes, start, end, |c| set.contains(&c))
        }
        None => return Err(vm.type_error(format!("{name} arg must be None or str"))),
    };
    Ok(vm.string_part(&string, &string.bytes()[first..last]))
}

fn strip(vm: &mut Vm, args: &[Value]) -> Result {
    stripped(vm, args, "strip", true, true)
}

fn strip_left(vm: &mut Vm, args: &[Value]) -> Result {
    stripped(vm, args, "lstrip", true, false)
}

fn strip_right(vm: &mut Vm, args: &[Value]) -> Result {
    stripped(vm, args, "rstrip", false, true)
}
