//! str: upper and lower case, and what kind of characters there are.

use object::{Ref, Str, Value};
use text::{unicode, wtf8};
use vm::{Method, Result, Vm, method};

use super::{made, own};

pub(super) const METHODS: &[Method] = &[
    method("upper", upper, "(self, /)", "Return a copy of the string converted to uppercase."),
    method("lower", lower, "(self, /)", "Return a copy of the string converted to lowercase."),
    method("title", title, "(self, /)", "Return a version of the string where each word is titlecased."),
    method("capitalize", capitalize, "(self, /)", "Return a capitalized version of the string."),
    method("swapcase", swap_case, "(self, /)", "Convert uppercase characters to lowercase and back."),
    method("casefold", case_fold, "(self, /)", "Return a version of the string for caseless comparisons."),
    method("isalpha", is_alpha, "(self, /)", "Return True if the string is an alphabetic string."),
    method("isalnum", is_alnum, "(self, /)", "Return True if the string is an alpha-numeric string."),
    method("isascii", is_ascii, "(self, /)", "Return True if all characters in the string are ASCII."),
    method("isdecimal", is_decimal, "(self, /)", "Return True if the string is a decimal string."),
    method("isdigit", is_digit, "(self, /)", "Return True if the string is a digit string."),
    method("isnumeric", is_numeric, "(self, /)", "Return True if the string is a numeric string."),
    method("isidentifier", is_identifier, "(self, /)", "Return True if the string is a valid Python identifier."),
    method("islower", is_lower, "(self, /)", "Return True if the string is a lowercase string."),
    method("isupper", is_upper, "(self, /)", "Return True if the string is an uppercase string."),
    method("istitle", is_title, "(self, /)", "Return True if the string is a title-cased string."),
    method("isprintable", is_printable, "(self, /)", "Return True if all characters in the string are printable."),
    method("isspace", is_space, "(self, /)", "Return True if the string is a whitespace string."),
];

fn upper(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if string.is_ascii() {
        return converted(&string, |b| b.to_ascii_uppercase());
    }
    let mut out = Vec::with_capacity(string.bytes().len());
    string.characters().for_each(|c| unicode::upper(c, &mut out));
    made(out)
}

fn lower(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if string.is_ascii() {
        return converted(&string, |b| b.to_ascii_lowercase());
    }
    let mut out = Vec::with_capacity(string.bytes().len());
    with_offsets(&string, |at, c| unicode::lower(string.bytes(), at, c, &mut out));
    made(out)
}

/// An ASCII string, each of its characters made another one.
#[inline]
fn converted(string: &Str, mut to: impl FnMut(u8) -> u8) -> Result {
    let count = string.len();
    let made = Ref::<Str>::filled(count, count, |out| {
        out.iter_mut().zip(string.bytes()).for_each(|(place, byte)| *place = to(*byte));
    });
    Ok(made.into())
}

/// Calls `visit` with each character and its byte offset.
fn with_offsets(string: &Str, mut visit: impl FnMut(usize, u32)) {
    let mut characters = wtf8::characters(string.bytes());
    loop {
        let at = string.bytes().len() - characters.rest().len();
        match characters.next() {
            Some(c) => visit(at, c),
            None => return,
        }
    }
}

fn title(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if string.is_ascii() {
        let mut in_word = false;
        return converted(&string, |b| {
            let starts = !std::mem::replace(&mut in_word, b.is_ascii_alphabetic());
            if starts { b.to_ascii_uppercase() } else { b.to_ascii_lowercase() }
        });
    }
    let mut out = Vec::with_capacity(string.bytes().len());
    let mut in_word = false;
    with_offsets(&string, |at, c| {
        if in_word {
            unicode::lower(string.bytes(), at, c, &mut out);
        } else {
            unicode::title(c, &mut out);
        }
        in_word = unicode::is_cased(c);
    });
    made(out)
}

fn capitalize(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if string.is_ascii() {
        let mut first = true;
        return converted(&string, |b| match std::mem::take(&mut first) {
            true => b.to_ascii_uppercase(),
            false => b.to_ascii_lowercase(),
        });
    }
    let mut out = Vec::with_capacity(string.bytes().len());
    with_offsets(&string, |at, c| match at {
        0 => unicode::title(c, &mut out),
        _ => unicode::lower(string.bytes(), at, c, &mut out),
    });
    made(out)
}

fn swap_case(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if string.is_ascii() {
        return converted(&string, |b| if b.is_ascii_alphabetic() { b ^ 0x20 } else { b });
    }
    let mut out = Vec::with_capacity(string.bytes().len());
    with_offsets(&string, |at, c| {
        if unicode::is_upper(c) {
            unicode::lower(string.bytes(), at, c, &mut out);
        } else if unicode::is_lower(c) {
            unicode::upper(c, &mut out);
        } else {
            wtf8::push(&mut out, c);
        }
    });
    made(out)
}

fn case_fold(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let mut out = Vec::with_capacity(string.bytes().len());
    string.characters().for_each(|c| unicode::fold(c, &mut out));
    made(out)
}

/// Not empty, and every character passes.
#[inline]
fn every(args: &[Value], ascii: impl Fn(&u8) -> bool, test: fn(u32) -> bool) -> Result {
    let Some(string) = args[0].as_ref::<Str>() else { return Ok(Value::FALSE) };
    let all = if string.is_ascii() { string.bytes().iter().all(ascii) } else { string.characters().all(test) };
    Ok(Value::bool(all && !string.is_empty()))
}

fn is_alpha(_: &mut Vm, args: &[Value]) -> Result {
    every(args, u8::is_ascii_alphabetic, unicode::is_alpha)
}
fn is_alnum(_: &mut Vm, args: &[Value]) -> Result {
    every(args, u8::is_ascii_alphanumeric, unicode::is_alnum)
}
fn is_decimal(_: &mut Vm, args: &[Value]) -> Result {
    every(args, u8::is_ascii_digit, unicode::is_decimal)
}
fn is_digit(_: &mut Vm, args: &[Value]) -> Result {
    every(args, u8::is_ascii_digit, unicode::is_digit)
}
fn is_numeric(_: &mut Vm, args: &[Value]) -> Result {
    every(args, u8::is_ascii_digit, unicode::is_numeric)
}
fn is_space(_: &mut Vm, args: &[Value]) -> Result {
    every(args, |b| unicode::is_space(*b as u32), unicode::is_space)
}

fn is_ascii(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(own(&args[0]).is_ascii()))
}

fn is_printable(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(own(&args[0]).characters().all(unicode::is_printable)))
}

fn is_identifier(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let mut characters = string.characters();
    let first = characters.next().is_some_and(unicode::starts_identifier);
    Ok(Value::bool(first && characters.all(unicode::continues_identifier)))
}

/// At least one cased character, and none of the other case.
fn all_of_one_case(args: &[Value], wanted: fn(u32) -> bool, other: fn(u32) -> bool) -> Result {
    let string = own(&args[0]);
    let mut found = false;
    for c in string.characters() {
        if other(c) || unicode::is_title(c) && !wanted(c) {
            return Ok(Value::FALSE);
        }
        found = found || wanted(c);
    }
    Ok(Value::bool(found))
}

fn is_lower(_: &mut Vm, args: &[Value]) -> Result {
    all_of_one_case(args, unicode::is_lower, unicode::is_upper)
}

fn is_upper(_: &mut Vm, args: &[Value]) -> Result {
    all_of_one_case(args, unicode::is_upper, unicode::is_lower)
}

fn is_title(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let (mut found, mut in_word) = (false, false);
    for c in string.characters() {
        let starts = unicode::is_title(c) || unicode::is_upper(c);
        if starts && in_word || unicode::is_lower(c) && !in_word {
            return Ok(Value::FALSE);
        }
        in_word = starts || unicode::is_lower(c);
        found |= in_word;
    }
    Ok(Value::bool(found))
}
