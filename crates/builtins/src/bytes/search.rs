//! bytes and bytearray: where parts are, how often, and what stands in their place.

use object::{Tuple, Value};
use text::find;
use vm::{Method, Result, Vm, method};

use super::{like, own, require, unchanged};

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
    method("replace", replace, "(self, old, new, count=-1, /)", "Return a copy with old replaced by new."),
    method("partition", partition, "(self, sep, /)", "Partition at the first occurrence of sep."),
    method("rpartition", last_partition, "(self, sep, /)", "Partition at the last occurrence of sep."),
    method("removeprefix", remove_prefix, "(self, prefix, /)", "Return it without the prefix, if it is there."),
    method("removesuffix", remove_suffix, "(self, suffix, /)", "Return it without the suffix, if it is there."),
    method(
        "translate",
        translate,
        "(self, table, /, delete=<unrepresentable>)",
        "Return a copy with each character mapped.",
    ),
    vm::static_method("maketrans", make_table, "(frm, to, /)", "Return a translation table."),
];

/// What is looked for: bytes, or an int for one byte.
fn needle(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if let Some(bytes) = vm.buffer(value) {
        return Ok(bytes.into_owned());
    }
    if vm.has_index(value) {
        return Ok(vec![super::byte(vm, value)?]);
    }
    let message = format!("argument should be integer or bytes-like object, not '{}'", vm.type_name(value));
    Err(vm.type_error(message))
}

/// The part of the receiver that is searched; None where it starts beyond its end.
fn span(vm: &mut Vm, args: &[Value]) -> Result<Option<(usize, usize)>> {
    let length = own(vm, &args[0]).len();
    let (start, end) = crate::string::bounds(vm, &args[2], &args[3], length)?;
    // Asking for the bounds may have run Python, which may have shortened a bytearray.
    let end = end.min(own(vm, &args[0]).len());
    Ok((start <= end).then_some((start, end)))
}

fn search(vm: &mut Vm, args: &[Value], how: fn(&[u8], &[u8]) -> Option<usize>) -> Result<Option<usize>> {
    let needle = needle(vm, &args[1])?;
    let Some((start, end)) = span(vm, args)? else {
        return Ok(None);
    };
    Ok(how(&own(vm, &args[0])[start..end], &needle).map(|at| start + at))
}

fn or_minus_one(found: Option<usize>) -> Result {
    Ok(found.map_or(Value::int(-1), Value::from_usize))
}

fn or_error(vm: &mut Vm, found: Option<usize>) -> Result {
    match found {
        Some(place) => Ok(Value::from_usize(place)),
        None => Err(vm.value_error("subsection not found")),
    }
}

fn first(vm: &mut Vm, args: &[Value]) -> Result {
    or_minus_one(search(vm, args, find::find)?)
}

fn last(vm: &mut Vm, args: &[Value]) -> Result {
    or_minus_one(search(vm, args, find::rfind)?)
}

fn index(vm: &mut Vm, args: &[Value]) -> Result {
    let found = search(vm, args, find::find)?;
    or_error(vm, found)
}

fn last_index(vm: &mut Vm, args: &[Value]) -> Result {
    let found = search(vm, args, find::rfind)?;
    or_error(vm, found)
}

fn count(vm: &mut Vm, args: &[Value]) -> Result {
    let needle = needle(vm, &args[1])?;
    let Some((start, end)) = span(vm, args)? else {
        return Ok(Value::int(0));
    };
    let bytes = &own(vm, &args[0])[start..end];
    Ok(Value::from_usize(if needle.is_empty() { bytes.len() + 1 } else { find::count(bytes, &needle) }))
}

pub(super) fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.buffer(&args[1]).is_none() && vm.has_index(&args[1]) {
        let byte = super::byte(vm, &args[1])?;
        return Ok(Value::bool(own(vm, &args[0]).contains(&byte)));
    }
    require(vm, &args[1])?;
    let part = vm.buffer(&args[1]).unwrap_or_default();
    Ok(Value::bool(find::find(own(vm, &args[0]), &part).is_some()))
}

fn affix(vm: &mut Vm, args: &[Value], what: &str, test: fn(&[u8], &[u8]) -> bool) -> Result {
    let span = span(vm, args)?;
    let holds = |vm: &Vm, part: &Value| {
        let part = vm.buffer(part).unwrap_or_default();
        span.is_some_and(|(start, end)| test(&own(vm, &args[0])[start..end], &part))
    };
    if vm.buffer(&args[1]).is_some() {
        return Ok(Value::bool(holds(vm, &args[1])));
    }
    let Some(tuple) = args[1].as_ref::<Tuple>() else {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("{what} first arg must be bytes or a tuple of bytes, not {name}")));
    };
    for candidate in tuple.0.iter() {
        require(vm, candidate)?;
        if holds(vm, candidate) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn starts(vm: &mut Vm, args: &[Value]) -> Result {
    affix(vm, args, "startswith", |bytes, part| bytes.starts_with(part))
}

fn ends(vm: &mut Vm, args: &[Value]) -> Result {
    affix(vm, args, "endswith", |bytes, part| bytes.ends_with(part))
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    require(vm, &args[1])?;
    require(vm, &args[2])?;
    let most = usize::try_from(vm.index(&args[3])?).unwrap_or(usize::MAX);
    let (old, new) = (vm.buffer(&args[1]).unwrap_or_default(), vm.buffer(&args[2]).unwrap_or_default());
    match find::replace(own(vm, &args[0]), &old, &new, most, |_| 1) {
        Some(bytes) => Ok(like(&args[0], bytes)),
        None => Ok(unchanged(vm, &args[0])),
    }
}

fn parted(vm: &mut Vm, args: &[Value], how: fn(&[u8], &[u8]) -> Option<usize>, missing_first: bool) -> Result {
    require(vm, &args[1])?;
    let separator = vm.buffer(&args[1]).unwrap_or_default();
    if separator.is_empty() {
        drop(separator);
        return Err(vm.value_error("empty separator"));
    }
    let bytes = own(vm, &args[0]);
    let piece = |part: &[u8]| like(&args[0], part.to_vec());
    let three = match how(bytes, &separator) {
        Some(at) => vec![piece(&bytes[..at]), piece(&separator), piece(&bytes[at + separator.len()..])],
        None if missing_first => vec![piece(b""), piece(b""), unchanged(vm, &args[0])],
        None => vec![unchanged(vm, &args[0]), piece(b""), piece(b"")],
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
    require(vm, &args[1])?;
    let prefix = vm.buffer(&args[1]).unwrap_or_default();
    match own(vm, &args[0]).strip_prefix(&*prefix) {
        Some(rest) if !prefix.is_empty() => Ok(like(&args[0], rest.to_vec())),
        _ => Ok(unchanged(vm, &args[0])),
    }
}

fn remove_suffix(vm: &mut Vm, args: &[Value]) -> Result {
    require(vm, &args[1])?;
    let suffix = vm.buffer(&args[1]).unwrap_or_default();
    match own(vm, &args[0]).strip_suffix(&*suffix) {
        Some(rest) if !suffix.is_empty() => Ok(like(&args[0], rest.to_vec())),
        _ => Ok(unchanged(vm, &args[0])),
    }
}

fn translate(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[1].is_none() {
        require(vm, &args[1])?;
    }
    if !args[2].is_unbound() {
        require(vm, &args[2])?;
    }
    let table = if args[1].is_none() { None } else { vm.buffer(&args[1]).map(|t| t.into_owned()) };
    if table.as_ref().is_some_and(|t| t.len() != 256) {
        return Err(vm.value_error("translation table must be 256 characters long"));
    }
    let mut dropped = [false; 256];
    if let Some(delete) = vm.buffer(&args[2]) {
        delete.iter().for_each(|b| dropped[*b as usize] = true);
    }
    let kept = own(vm, &args[0]).iter().filter(|b| !dropped[**b as usize]);
    let mapped = kept.map(|b| table.as_ref().map_or(*b, |t| t[*b as usize])).collect();
    Ok(like(&args[0], mapped))
}

fn make_table(vm: &mut Vm, args: &[Value]) -> Result {
    let (from, to) = (vm.bytes_like(&args[0])?, vm.bytes_like(&args[1])?);
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    from.iter().zip(&to).for_each(|(a, b)| table[*a as usize] = *b);
    Ok(Value::bytes_object(table))
}
