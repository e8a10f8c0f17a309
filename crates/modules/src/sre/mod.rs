//! `_sre`: the machine behind `re`.
//!
//! `program` holds compiled patterns, `engine` runs them over a text, `pattern`, `found`, `scan` and
//! `replace` are the objects that Python sees.

mod category;
mod engine;
mod found;
mod pattern;
mod program;
mod replace;
mod scan;
mod subject;

use object::{Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("compile", pattern::compile, "(pattern, flags, code, groups, groupindex, indexgroup)", "Make a pattern."),
    method(
        "template",
        replace::template,
        "(pattern, template, /)",
        "template\\n  A list containing interleaved literal strings (str or bytes) and group\\n  indices (int)",
    ),
    method("getcodesize", |_, _| Ok(Value::int(4)), "()", "The size of a code word in bytes."),
    method("ascii_iscased", ascii_iscased, "(character, /)", "Has the ASCII character two cases?"),
    method("unicode_iscased", unicode_iscased, "(character, /)", "Has the character two cases?"),
    method("ascii_tolower", ascii_tolower, "(character, /)", "The lower case of an ASCII character."),
    method("unicode_tolower", unicode_tolower, "(character, /)", "The lower case of a character."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_sre", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        pattern::load(vm);
        found::load(vm);
        scan::load(vm);
        replace::load(vm);
        for (name, value) in
            [("MAGIC", 20230612), ("CODESIZE", 4), ("MAXREPEAT", u32::MAX as i64), ("MAXGROUPS", i32::MAX as i64 / 2)]
        {
            vm.set_module_attr(module, name, Value::int(value));
        }
        Ok(())
    });
}

fn character(vm: &mut Vm, value: &Value) -> Result<u32> {
    Ok(vm.index(value)?.clamp(0, u32::MAX as i64) as u32)
}

fn ascii_iscased(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0])?;
    Ok(Value::bool(u8::try_from(c).is_ok_and(|b| b.is_ascii_alphabetic())))
}

fn unicode_iscased(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0])?;
    Ok(Value::bool(category::lower(c) != c || category::upper(c) != c))
}

fn ascii_tolower(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0])?;
    Ok(Value::int(category::lower_ascii(c) as i64))
}

fn unicode_tolower(vm: &mut Vm, args: &[Value]) -> Result {
    let c = character(vm, &args[0])?;
    Ok(Value::int(category::lower(c) as i64))
}
