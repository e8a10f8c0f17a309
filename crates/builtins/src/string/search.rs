//! str: where parts are, how often, and what stands in their place.

use object::{Ref, Str, Tuple, Value};
use text::{find, wtf8};
use vm::{Method, Result, Vm, method};

use super::{made, own, short};

pub(super) const METHODS: &[Method] = &[
    method("find", first, "(self, sub, start=None, end=None, /)", "Return the lowest index where sub is found, or -1."),
    method(
        "rfind",
        last,
        "(self, sub, start=None, end=None, /)",
        "Return the highest index where sub is found, or -1.",
    ),
    method("index", index, "(self, sub, start=None, end=None, /)", "Return the lowest index where sub is found."),
    method("rindex", last_index, "(self, sub, start=None, end=None, /)", "Return the highest index of sub."),
    method("count", count, "(self, sub, start=None, end=None, /)", "Return the number of non-overlapping occurrences."),
    method("startswith", starts, "(self, prefix, start=None, end=None, /)", "Return True if it starts with prefix."),
    method("endswith", ends, "(self, suffix, start=None, end=None, /)", "Return True if it ends with suffix."),
    method("replace", replace, "(self, old, new, /, count=-1)", "Return a copy with old replaced by new."),
    method("partition", partition, "(self, sep, /)", "Partition at the first occurrence of sep."),
    method("rpartition", last_partition, "(self, sep, /)", "Partition at the last occurrence of sep."),
    method("removeprefix", remove_prefix, "(self, prefix, /)", "Return a str without the prefix, if it is there."),
    method("removesuffix", remove_suffix, "(self, suffix, /)", "Return a str without the suffix, if it is there."),
];

/// Start and end as slices take them; a start beyond the length stays there.
pub(crate) fn bounds(vm: &mut Vm, start: &Value, end: &Value, length: usize) -> Result<(usize, usize)> {
    let length = length as i64;
    let place = |vm: &mut Vm, value: &Value, default: i64| -> Result<i64> {
        if value.is_none() {
            return Ok(default);
        }
        let n = vm.slice_index(value)?;
        Ok(if n < 0 { n.saturating_add(length).max(0) } else { n })
    };
    let first = place(vm, start, 0)?;
    let last = place(vm, end, length)?.min(length);
    Ok((first as usize, last as usize))
}

/// The byte offsets of a part of a string; None where it starts beyond its end.
pub(crate) fn offsets(vm: &mut Vm, string: &Str, args: &[Value]) -> Result<Option<(usize, usize)>> {
    if args[0].is_none() && args[1].is_none() {
        return Ok(Some((0, string.bytes().len())));
    }
    let (start, end) = bounds(vm, &args[0], &args[1], string.len())?;
    Ok((start <= end).then(|| (string.offset_of(start), string.offset_of(end))))
}

/// How to look for something.
pub(crate) type Found = fn(&[u8], &[u8]) -> Option<usize>;

fn argument(vm: &mut Vm, value: &Value, name: &str, number: usize) -> Result<Ref<Str>> {
    match value.as_ref::<Str>() {
        Some(string) => Ok(string.clone()),
        None => {
            let given = if value.is_none() { "None".to_string() } else { vm.type_name(value) };
            let message = format!("{name}() argument {number} must be str, not {given}");
            Err(vm.type_error(message))
        }
    }
}

fn search(vm: &mut Vm, args: &[Value], name: &str, how: Found) -> Result<Option<usize>> {
    let sub = argument(vm, &args[1], name, 1)?;
    let string = own(&args[0]);
    let Some((start, end)) = offsets(vm, &string, &args[2..])? else {
        return Ok(None);
    };
    let found = how(&string.bytes()[start..end], sub.bytes());
    Ok(found.map(|at| string.index_of(start + at)))
}

fn or_minus_one(found: Option<usize>) -> Result {
    Ok(found.map_or(Value::int(-1), Value::from_usize))
}

fn or_error(vm: &mut Vm, found: Option<usize>) -> Result {
    match found {
        Some(place) => Ok(Value::from_usize(place)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn first(vm: &mut Vm, args: &[Value]) -> Result {
    or_minus_one(search(vm, args, "find", find::find)?)
}

fn last(vm: &mut Vm, args: &[Value]) -> Result {
    or_minus_one(search(vm, args, "rfind", find::rfind)?)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let found = search(vm, args, "index", find::find)?;
    or_error(vm, found)
}

fn last_index(vm: &mut Vm, args: &[Value]) -> Result {
    let found = search(vm, args, "rindex", find::rfind)?;
    or_error(vm, found)
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let sub = argument(vm, &args[1], "count", 1)?;
    let string = own(&args[0]);
    let Some((start, end)) = offsets(vm, &string, &args[2..])? else {
        return Ok(Value::int(0));
    };
    let text = &string.bytes()[start..end];
    Ok(Value::from_usize(if sub.is_empty() { wtf8::count(text) + 1 } else { find::count(text, sub.bytes()) }))
}

fn affix(vm: &mut Vm, args: &[Value], what: &str, test: fn(&[u8], &[u8]) -> bool) -> Result {
    let string = own(&args[0]);
    let span = offsets(vm, &string, &args[2..])?;
    let holds = |part: &Ref<Str>| span.is_some_and(|(start, end)| test(&string.bytes()[start..end], part.bytes()));
    if let Some(part) = args[1].as_ref::<Str>() {
        return Ok(Value::bool(holds(part)));
    }
    let Some(tuple) = args[1].as_ref::<Tuple>() else {
        let message = format!("{what} first arg must be str or a tuple of str, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    for candidate in tuple.0.iter() {
        match candidate.as_ref::<Str>() {
            Some(part) if holds(part) => return Ok(Value::TRUE),
            Some(_) => {}
            None => {
                let message = format!("tuple for {what} must only contain str, not {}", vm.type_name(candidate));
                return Err(vm.type_error(message));
            }
        }
    }
    Ok(Value::FALSE)
}

fn starts(vm: &mut Vm, args: &[Value]) -> Result {
    affix(vm, args, "startswith", |text, part| text.starts_with(part))
}

fn ends(vm: &mut Vm, args: &[Value]) -> Result {
    affix(vm, args, "endswith", |text, part| text.ends_with(part))
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let old = argument(vm, &args[1], "replace", 1)?;
    let new = argument(vm, &args[2], "replace", 2)?;
    let count = vm.index(&args[3])?;
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let string = own(&args[0]);
    if let [byte] = old.bytes() {
        return Ok(replace_byte(vm, &string, *byte, &new, most));
    }
    match find::replace(string.bytes(), old.bytes(), new.bytes(), most, wtf8::width) {
        Some(bytes) => made(bytes),
        None => Ok(vm.string_part(&string, string.bytes())),
    }
}

/// One ASCII character replaced: the result's size is known before.
fn replace_byte(vm: &Vm, string: &Ref<Str>, old: u8, new: &Str, most: usize) -> Value {
    let found = find::count(string.bytes(), &[old]).min(most);
    if found == 0 {
        return vm.string_part(string, string.bytes());
    }
    let size = |whole: usize, new: usize| whole - found + found * new;
    let (count, characters) = (size(string.bytes().len(), new.bytes().len()), size(string.len(), new.len()));
    let made = Ref::<Str>::filled(count, characters, |out| {
        let (mut rest, mut to, mut left) = (string.bytes(), 0, found);
        while left > 0 {
            let place = find::find(rest, &[old]).unwrap_or(0);
            for part in [&rest[..place], new.bytes()] {
                out[to..to + part.len()].copy_from_slice(part);
                to += part.len();
            }
            rest = &rest[place + 1..];
            left -= 1;
        }
        out[to..].copy_from_slice(rest);
    });
    made.into()
}

fn separator(vm: &mut Vm, value: &Value) -> Result<Ref<Str>> {
    let Some(separator) = value.as_ref::<Str>().cloned() else {
        let message = format!("must be str, not {}", vm.type_name(value));
        return Err(vm.type_error(message));
    };
    if separator.is_empty() { Err(vm.value_error("empty separator")) } else { Ok(separator) }
}

fn parted(vm: &mut Vm, args: &[Value], how: Found, missing_first: bool) -> Result {
    let separator = separator(vm, &args[1])?;
    let string = own(&args[0]);
    let bytes = string.bytes();
    let three = match how(bytes, separator.bytes()) {
        Some(at) => vec![
            short(vm, &bytes[..at]),
            vm.string_part(&separator, separator.bytes()),
            short(vm, &bytes[at + separator.bytes().len()..]),
        ],
        None => {
            let (whole, empty) = (vm.string_part(&string, bytes), short(vm, b""));
            if missing_first { vec![empty.clone(), empty, whole] } else { vec![whole, empty.clone(), empty] }
        }
    };
    Ok(Value::tuple(three))
}

fn partition(vm: &mut Vm, args: &[Value]) -> Result {
    parted(vm, args, find::find, false)
}

fn last_partition(vm: &mut Vm, args: &[Value]) -> Result {
    parted(vm, args, find::rfind, true)
}

fn remove_prefix(vm: &mut Vm, args: &[Value]) -> Result {
    let prefix = vm.str_arg(&args[1], "removeprefix() argument")?;
    let string = own(&args[0]);
    let rest = string.bytes().strip_prefix(prefix.bytes()).unwrap_or(string.bytes());
    Ok(vm.string_part(&string, rest))
}

fn remove_suffix(vm: &mut Vm, args: &[Value]) -> Result {
    let suffix = vm.str_arg(&args[1], "removesuffix() argument")?;
    let string = own(&args[0]);
    let rest = string.bytes().strip_suffix(suffix.bytes()).unwrap_or(string.bytes());
    Ok(vm.string_part(&string, rest))
}
