//! str: padding, and tabs.

use object::{Ref, Str, Value};
use text::wtf8;
use vm::{Method, Result, Vm, method};

use super::{made, own};

pub(super) const METHODS: &[Method] = &[
    method("center", center, "(self, width, fillchar=' ', /)", "Return a centered string of length width."),
    method("ljust", left, "(self, width, fillchar=' ', /)", "Return a left-justified string of length width."),
    method("rjust", right, "(self, width, fillchar=' ', /)", "Return a right-justified string of length width."),
    method("zfill", zero_fill, "(self, width, /)", "Pad a numeric string with zeros on the left."),
    method("expandtabs", expand_tabs, "(self, /, tabsize=8)", "Return a copy where tabs are spaces."),
];

fn fill(vm: &mut Vm, value: &Value) -> Result<Ref<Str>> {
    let Some(fill) = value.as_ref::<Str>().cloned() else {
        let message = format!("The fill character must be a unicode character, not {}", vm.type_name(value));
        return Err(vm.type_error(message));
    };
    match fill.len() {
        1 => Ok(fill),
        _ => Err(vm.type_error("The fill character must be exactly one character long")),
    }
}

/// Pads with `before` of what is missing in front.
fn padded(vm: &mut Vm, args: &[Value], before: fn(usize, usize) -> usize) -> Result {
    let width = vm.index(&args[1])?;
    let fill = fill(vm, &args[2])?;
    let string = own(&args[0]);
    let width = usize::try_from(width).unwrap_or(0);
    let missing = width.saturating_sub(string.len());
    if missing == 0 {
        return Ok(vm.string_part(&string, string.bytes()));
    }
    if missing > 1 << 31 {
        return Err(vm.memory_error());
    }
    let left = before(missing, width);
    let mut out = Vec::with_capacity(string.bytes().len() + missing * fill.bytes().len());
    (0..left).for_each(|_| out.extend_from_slice(fill.bytes()));
    out.extend_from_slice(string.bytes());
    (left..missing).for_each(|_| out.extend_from_slice(fill.bytes()));
    made(out)
}

/// An odd blank goes to the left where the width is odd.
pub(crate) fn centered(missing: usize, width: usize) -> usize {
    missing / 2 + (missing & width & 1)
}

fn center(vm: &mut Vm, args: &[Value]) -> Result {
    padded(vm, args, centered)
}

fn left(vm: &mut Vm, args: &[Value]) -> Result {
    padded(vm, args, |_, _| 0)
}

fn right(vm: &mut Vm, args: &[Value]) -> Result {
    padded(vm, args, |missing, _| missing)
}

fn zero_fill(vm: &mut Vm, args: &[Value]) -> Result {
    let width = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let string = own(&args[0]);
    let missing = width.saturating_sub(string.len());
    if missing == 0 {
        return Ok(vm.string_part(&string, string.bytes()));
    }
    if missing > 1 << 31 {
        return Err(vm.memory_error());
    }
    made(zero_filled(string.bytes(), missing))
}

/// Zeros between the sign and the digits.
pub(crate) fn zero_filled(bytes: &[u8], missing: usize) -> Vec<u8> {
    let sign = bytes.first().is_some_and(|b| matches!(b, b'+' | b'-')) as usize;
    let mut out = Vec::with_capacity(bytes.len() + missing);
    out.extend_from_slice(&bytes[..sign]);
    out.resize(sign + missing, b'0');
    out.extend_from_slice(&bytes[sign..]);
    out
}

fn expand_tabs(vm: &mut Vm, args: &[Value]) -> Result {
    let size = usize::try_from(vm.index(&args[1])?).unwrap_or(0);
    let string = own(&args[0]);
    match expanded(string.bytes(), size, wtf8::width) {
        Some(bytes) => made(bytes),
        None => Err(vm.overflow_error("new string is too long")),
    }
}

/// Tabs as blanks; None if there would be too many.
pub(crate) fn expanded(bytes: &[u8], size: usize, width: fn(u8) -> usize) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(bytes.len());
    let (mut column, mut rest) = (0, bytes);
    while let Some(first) = rest.first() {
        let length = width(*first).min(rest.len());
        match first {
            b'\t' => {
                let blanks = if size == 0 { 0 } else { size - column % size };
                if out.len() + blanks > 1 << 31 {
                    return None;
                }
                out.resize(out.len() + blanks, b' ');
                column += blanks;
            }
            b'\n' | b'\r' => {
                out.push(*first);
                column = 0;
            }
            _ => {
                out.extend_from_slice(&rest[..length]);
                column += 1;
            }
        }
        rest = &rest[length..];
    }
    Some(out)
}
