//! bytes and bytearray: case, kinds of characters, stripping, splitting and padding. All of it is about ASCII.

use object::{Bytes, Value};
use text::find;
use vm::{Method, Result, Vm, method};

use super::{like, own, require, unchanged};
use crate::string::{centered, expanded, zero_filled};

pub(super) const METHODS: &[Method] = &[
    method("upper", upper, "(self, /)", "Return a copy with all ASCII characters in uppercase."),
    method("lower", lower, "(self, /)", "Return a copy with all ASCII characters in lowercase."),
    method("swapcase", swap_case, "(self, /)", "Return a copy with uppercase in lowercase and back."),
    method("title", title, "(self, /)", "Return a titlecased version."),
    method("capitalize", capitalize, "(self, /)", "Return a copy with only its first character in uppercase."),
    method("isalpha", is_alpha, "(self, /)", "Return True if all characters are alphabetic and there is one."),
    method("isalnum", is_alnum, "(self, /)", "Return True if all characters are alphanumeric and there is one."),
    method("isascii", is_ascii, "(self, /)", "Return True if it is empty or all characters are ASCII."),
    method("isdigit", is_digit, "(self, /)", "Return True if all characters are digits and there is one."),
    method("isspace", all_space, "(self, /)", "Return True if all characters are whitespace and there is one."),
    method("islower", is_lower, "(self, /)", "Return True if all cased characters are lowercase."),
    method("isupper", is_upper, "(self, /)", "Return True if all cased characters are uppercase."),
    method("istitle", is_title, "(self, /)", "Return True if it is titlecased."),
    method("strip", strip, "(self, bytes=None, /)", "Strip leading and trailing bytes contained in the argument."),
    method("lstrip", strip_left, "(self, bytes=None, /)", "Strip leading bytes contained in the argument."),
    method("rstrip", strip_right, "(self, bytes=None, /)", "Strip trailing bytes contained in the argument."),
    method("split", split, "(self, /, sep=None, maxsplit=-1)", "Return a list of the sections, using sep."),
    method("rsplit", split_right, "(self, /, sep=None, maxsplit=-1)", "The sections, split from the right."),
    method("splitlines", split_lines, "(self, /, keepends=False)", "Return a list of the lines."),
    method("center", center, "(self, width, fillchar=<unrepresentable>, /)", "Return a centered copy of length width."),
    method(
        "ljust",
        left,
        "(self, width, fillchar=<unrepresentable>, /)",
        "Return a left-justified copy of length width.",
    ),
    method(
        "rjust",
        right,
        "(self, width, fillchar=<unrepresentable>, /)",
        "Return a right-justified copy of length width.",
    ),
    method("zfill", zero_fill, "(self, width, /)", "Pad a numeric string with zeros on the left."),
    method("expandtabs", expand_tabs, "(self, /, tabsize=8)", "Return a copy where tabs are spaces."),
];

fn mapped(vm: &Vm, args: &[Value], change: impl FnMut(&u8) -> u8) -> Result {
    Ok(like(&args[0], own(vm, &args[0]).iter().map(change).collect()))
}

fn upper(vm: &mut Vm, args: &[Value]) -> Result {
    mapped(vm, args, u8::to_ascii_uppercase)
}

fn lower(vm: &mut Vm, args: &[Value]) -> Result {
    mapped(vm, args, u8::to_ascii_lowercase)
}

fn swap_case(vm: &mut Vm, args: &[Value]) -> Result {
    mapped(vm, args, |b| if b.is_ascii_uppercase() { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() })
}

fn title(vm: &mut Vm, args: &[Value]) -> Result {
    let mut in_word = false;
    mapped(vm, args, |b| {
        let changed = if in_word { b.to_ascii_lowercase() } else { b.to_ascii_uppercase() };
        in_word = b.is_ascii_alphabetic();
        changed
    })
}

fn capitalize(vm: &mut Vm, args: &[Value]) -> Result {
    let mut first = true;
    mapped(vm, args, |b| if std::mem::take(&mut first) { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() })
}

fn every(vm: &Vm, args: &[Value], test: fn(&u8) -> bool) -> Result {
    let bytes = own(vm, &args[0]);
    Ok(Value::bool(!bytes.is_empty() && bytes.iter().all(test)))
}

fn is_space(byte: &u8) -> bool {
    matches!(byte, 9..=13 | 32)
}

fn is_alpha(vm: &mut Vm, args: &[Value]) -> Result {
    every(vm, args, u8::is_ascii_alphabetic)
}
fn is_alnum(vm: &mut Vm, args: &[Value]) -> Result {
    every(vm, args, u8::is_ascii_alphanumeric)
}
fn is_digit(vm: &mut Vm, args: &[Value]) -> Result {
    every(vm, args, u8::is_ascii_digit)
}
fn all_space(vm: &mut Vm, args: &[Value]) -> Result {
    every(vm, args, is_space)
}
fn is_ascii(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(own(vm, &args[0]).is_ascii()))
}

fn is_lower(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = own(vm, &args[0]);
    Ok(Value::bool(bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)))
}

fn is_upper(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = own(vm, &args[0]);
    Ok(Value::bool(bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)))
}

fn is_title(vm: &mut Vm, args: &[Value]) -> Result {
    let (mut found, mut in_word) = (false, false);
    for byte in own(vm, &args[0]) {
        if byte.is_ascii_uppercase() && in_word || byte.is_ascii_lowercase() && !in_word {
            return Ok(Value::FALSE);
        }
        in_word = byte.is_ascii_alphabetic();
        found |= in_word;
    }
    Ok(Value::bool(found))
}

fn stripped(vm: &mut Vm, args: &[Value], start: bool, end: bool) -> Result {
    if !args[1].is_none() {
        require(vm, &args[1])?;
    }
    let set = if args[1].is_none() { None } else { vm.buffer(&args[1]) };
    let drop = |b: &u8| set.as_ref().map_or(is_space(b), |set| set.contains(b));
    let bytes = own(vm, &args[0]);
    let first = if start { bytes.iter().take_while(|b| drop(b)).count() } else { 0 };
    let rest = &bytes[first..];
    let kept = if end { rest.iter().rposition(|b| !drop(b)).map_or(0, |at| at + 1) } else { rest.len() };
    if kept == bytes.len() {
        return Ok(unchanged(vm, &args[0]));
    }
    Ok(like(&args[0], rest[..kept].to_vec()))
}

fn strip(vm: &mut Vm, args: &[Value]) -> Result {
    stripped(vm, args, true, true)
}

fn strip_left(vm: &mut Vm, args: &[Value]) -> Result {
    stripped(vm, args, true, false)
}

fn strip_right(vm: &mut Vm, args: &[Value]) -> Result {
    stripped(vm, args, false, true)
}

/// Separator (None for white space) and how often to split.
fn split_arguments(vm: &mut Vm, args: &[Value]) -> Result<(Option<Vec<u8>>, usize)> {
    let most = usize::try_from(vm.index(&args[2])?).unwrap_or(usize::MAX);
    if args[1].is_none() {
        return Ok((None, most));
    }
    let separator = vm.bytes_like(&args[1])?;
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok((Some(separator), most)) }
}

fn split(vm: &mut Vm, args: &[Value]) -> Result {
    let (separator, most) = split_arguments(vm, args)?;
    let bytes = own(vm, &args[0]);
    let mut parts = vec![];
    let mut add = |part: &[u8]| parts.push(like(&args[0], part.to_vec()));
    match separator {
        Some(separator) => {
            let mut from = 0;
            for place in find::all(bytes, &separator).take(most) {
                add(&bytes[from..place]);
                from = place + separator.len();
            }
            add(&bytes[from..]);
        }
        None => {
            let (mut rest, mut left) = (bytes.trim_ascii_start_of_space(), most);
            while !rest.is_empty() {
                if left == 0 {
                    add(rest);
                    break;
                }
                let word = rest.iter().position(is_space).unwrap_or(rest.len());
                add(&rest[..word]);
                rest = rest[word..].trim_ascii_start_of_space();
                left -= 1;
            }
        }
    }
    Ok(Value::list(parts))
}

fn split_right(vm: &mut Vm, args: &[Value]) -> Result {
    let (separator, most) = split_arguments(vm, args)?;
    let mut rest = own(vm, &args[0]);
    let mut parts = vec![];
    let mut add = |part: &[u8]| parts.push(like(&args[0], part.to_vec()));
    let mut left = most;
    match separator {
        Some(separator) => {
            while left > 0
                && let Some(place) = find::rfind(rest, &separator)
            {
                add(&rest[place + separator.len()..]);
                rest = &rest[..place];
                left -= 1;
            }
            add(rest);
        }
        None => {
            rest = rest.trim_ascii_end_of_space();
            while !rest.is_empty() {
                if left == 0 {
                    add(rest);
                    break;
                }
                let start = rest.iter().rposition(is_space).map_or(0, |at| at + 1);
                add(&rest[start..]);
                rest = rest[..start].trim_ascii_end_of_space();
                left -= 1;
            }
        }
    }
    parts.reverse();
    Ok(Value::list(parts))
}

/// Trimming of what `bytes.strip` calls white space: the vertical tab too.
trait Trim {
    fn trim_ascii_start_of_space(&self) -> &Self;
    fn trim_ascii_end_of_space(&self) -> &Self;
}

impl Trim for [u8] {
    fn trim_ascii_start_of_space(&self) -> &[u8] {
        &self[self.iter().take_while(|b| is_space(b)).count()..]
    }
    fn trim_ascii_end_of_space(&self) -> &[u8] {
        &self[..self.iter().rposition(|b| !is_space(b)).map_or(0, |at| at + 1)]
    }
}

fn split_lines(vm: &mut Vm, args: &[Value]) -> Result {
    let keep = vm.truth(&args[1])?;
    let mut rest = own(vm, &args[0]);
    let mut lines = vec![];
    while !rest.is_empty() {
        let line = rest.iter().position(|b| matches!(b, b'\n' | b'\r')).unwrap_or(rest.len());
        let end = match &rest[line..] {
            [b'\r', b'\n', ..] => line + 2,
            [_, ..] => line + 1,
            [] => line,
        };
        lines.push(like(&args[0], rest[..if keep { end } else { line }].to_vec()));
        rest = &rest[end..];
    }
    Ok(Value::list(lines))
}

fn padded(vm: &mut Vm, args: &[Value], name: &str, before: fn(usize, usize) -> usize) -> Result {
    let width = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let text = args[2].as_ref::<Bytes>().is_some() || args[2].as_ref::<object::ByteArray>().is_some();
    let fill = match vm.buffer(&args[2]).as_deref() {
        _ if args[2].is_unbound() => b' ',
        Some([byte]) if text => *byte,
        _ => {
            let message =
                format!("{name}() argument 2 must be a byte string of length 1, not {}", vm.type_name(&args[2]));
            return Err(vm.type_error(message));
        }
    };
    let missing = width.saturating_sub(own(vm, &args[0]).len());
    if missing == 0 {
        return Ok(unchanged(vm, &args[0]));
    }
    vm.check_room(width)?;
    let left = before(missing, width);
    let mut out = vec![fill; left];
    out.extend_from_slice(own(vm, &args[0]));
    out.resize(width, fill);
    Ok(like(&args[0], out))
}

fn center(vm: &mut Vm, args: &[Value]) -> Result {
    padded(vm, args, "center", centered)
}

fn left(vm: &mut Vm, args: &[Value]) -> Result {
    padded(vm, args, "ljust", |_, _| 0)
}

fn right(vm: &mut Vm, args: &[Value]) -> Result {
    padded(vm, args, "rjust", |missing, _| missing)
}

fn zero_fill(vm: &mut Vm, args: &[Value]) -> Result {
    let width = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let bytes = own(vm, &args[0]);
    let missing = width.saturating_sub(bytes.len());
    if missing == 0 {
        return Ok(unchanged(vm, &args[0]));
    }
    vm.check_room(width)?;
    Ok(like(&args[0], zero_filled(own(vm, &args[0]), missing)))
}

fn expand_tabs(vm: &mut Vm, args: &[Value]) -> Result {
    let size = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    match expanded(own(vm, &args[0]), size, |_| 1) {
        Some(bytes) => Ok(like(&args[0], bytes)),
        None => Err(vm.overflow_error("result too long")),
    }
}
