//! `unicodedata`: what Unicode 15.1 says of characters.

use object::{Module, Ref, Str, Value};
use text::unicode::{self, Form};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("bidirectional", bidirectional, "(chr, /)", "Returns the bidirectional class assigned to the character."),
    method("category", category, "(chr, /)", "Returns the general category assigned to the character as string."),
    method("combining", combining, "(chr, /)", "Returns the canonical combining class assigned to the character."),
    method("decimal", decimal, "(chr, default=<unset>, /)", "Converts a character into its decimal value."),
    method("decomposition", decomposition, "(chr, /)", "Returns the decomposition mapping of the character."),
    method("digit", digit, "(chr, default=<unset>, /)", "Converts a character into its digit value."),
    method("east_asian_width", width, "(chr, /)", "Returns the east asian width assigned to the character."),
    method("is_normalized", is_normalized, "(form, unistr, /)", "Return whether the string is in the normal form."),
    method("lookup", lookup, "(name, /)", "Look up character by name."),
    method("mirrored", mirrored, "(chr, /)", "Returns the mirrored property assigned to the character."),
    method("name", name, "(chr, default=<unset>, /)", "Returns the name assigned to the character as a string."),
    method("normalize", normalize, "(form, unistr, /)", "Return the normal form of the string."),
    method("numeric", numeric, "(chr, default=<unset>, /)", "Converts a character into its numeric value."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("unicodedata", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        vm.set_module_attr(module, "unidata_version", Value::from(unicode::VERSION));
        Ok(())
    });
}

/// The one character of an argument; `what` is how errors call it.
fn character(vm: &mut Vm, value: &Value, what: &str) -> Result<u32> {
    let string = value.as_ref::<Str>().filter(|s| s.len() == 1);
    match string.and_then(|s| s.characters().next()) {
        Some(c) => Ok(c),
        None => {
            let message = format!("{what} must be a unicode character, not {}", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn bidirectional(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "bidirectional() argument")?;
    Ok(Value::from(unicode::bidirectional(c)))
}

fn category(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "category() argument")?;
    Ok(Value::from(unicode::category(c)))
}

fn combining(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "combining() argument")?;
    Ok(Value::int(unicode::combining(c) as i64))
}

fn mirrored(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "mirrored() argument")?;
    Ok(Value::int(unicode::is_mirrored(c) as i64))
}

fn width(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "east_asian_width() argument")?;
    Ok(Value::from(unicode::east_asian_width(c)))
}

fn decomposition(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "decomposition() argument")?;
    Ok(Value::from(unicode::decomposition(c)))
}

/// The value found, else the default, else a ValueError.
fn or_default(vm: &mut Vm, found: Option<Value>, default: &Value, complaint: &str) -> Result {
    match found {
        Some(value) => Ok(value),
        None if !default.is_unbound() => Ok(default.clone()),
        None => Err(vm.value_error(complaint)),
    }
}

fn decimal(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "decimal() argument 1")?;
    or_default(vm, unicode::decimal(c).map(|d| Value::int(d as i64)), &args[1], "not a decimal")
}

fn digit(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "digit() argument 1")?;
    or_default(vm, unicode::digit(c).map(|d| Value::int(d as i64)), &args[1], "not a digit")
}

fn numeric(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "numeric() argument 1")?;
    or_default(vm, unicode::numeric(c).map(Value::float), &args[1], "not a numeric character")
}

fn name(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0], "name() argument 1")?;
    or_default(vm, text::name::name(c).map(Value::from), &args[1], "no such name")
}

fn lookup(vm: &mut Vm, args: &[Value]) -> Result {
    let name = match args[0].as_ref::<Str>() {
        Some(name) => name.lossy().into_owned(),
        None => String::from_utf8_lossy(&vm.bytes_like(&args[0])?).into_owned(),
    };
    match text::name::lookup(&name) {
        Some(c) => Ok(vm.character(&text::wtf8::from_characters([c]))),
        None => Err(vm.key_error(Value::from(format!("undefined character name '{name}'")))),
    }
}

fn form(vm: &mut Vm, args: &[Value], what: &str) -> Result<(Form, Ref<Str>)> {
    let name = vm.str_arg(&args[0], &format!("{what}() argument 1"))?;
    let string = vm.str_arg(&args[1], &format!("{what}() argument 2"))?;
    match Form::named(&name.lossy()) {
        Some(form) => Ok((form, string)),
        None => Err(vm.value_error("invalid normalization form")),
    }
}

fn normalize(vm: &mut Vm, args: &[Value]) -> Result {
    let (form, string) = form(vm, args, "normalize")?;
    if string.is_ascii() {
        return Ok(args[1].clone());
    }
    Ok(Ref::from_wtf8(unicode::normalize(string.bytes(), form)).into())
}

fn is_normalized(vm: &mut Vm, args: &[Value]) -> Result {
    let (form, string) = form(vm, args, "is_normalized")?;
    Ok(Value::bool(unicode::is_normalized(string.bytes(), form)))
}
