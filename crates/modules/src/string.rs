//! `_string`: the parser of format strings, for `string.Formatter`.

use object::{Module, Ref, Str, Value};
use text::template::{self, First, Step};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("formatter_parser", parse, "(string, /)", "Parse the argument as a format string."),
    method("formatter_field_name_split", split, "(string, /)", "Split the argument as a field name."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_string", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        Ok(())
    });
}

fn argument(vm: &mut Vm, value: &Value) -> Result<Ref<Str>> {
    match value.as_ref::<Str>() {
        Some(string) => Ok(string.clone()),
        None => {
            let message = format!("expected str, got {}", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn string(bytes: &[u8]) -> Value {
    Ref::from_bytes(bytes).into()
}

/// An iterator of literal text, field name, specification and conversion.
fn parse(vm: &mut Vm, args: &[Value]) -> Result {
    let source = argument(vm, &args[0])?;
    let mut pieces = vec![];
    for piece in template::pieces(source.bytes()) {
        let piece = match piece {
            Ok(piece) => piece,
            Err(wrong) => return Err(vm.value_error(wrong)),
        };
        let (name, spec, conversion) = match piece.field {
            None => (Value::NONE, Value::NONE, Value::NONE),
            Some(field) => {
                let conversion = field.conversion.map(|c| string(&text::wtf8::from_characters([c])));
                (string(field.name), string(field.spec), conversion.unwrap_or(Value::NONE))
            }
        };
        pieces.push(Value::tuple_of([string(piece.literal), name, spec, conversion]));
    }
    vm.iter(&Value::list(pieces))
}

/// The first part of a field's name, and an iterator of the others: is it an attribute, and which.
fn split(vm: &mut Vm, args: &[Value]) -> Result {
    let source = argument(vm, &args[0])?;
    let (first, steps) = match template::split_name(source.bytes()) {
        Ok(split) => split,
        Err(wrong) => return Err(vm.value_error(wrong)),
    };
    let first = match first {
        First::Next => string(b""),
        First::Place(place) => Value::from_usize(place),
        First::Name(name) => string(name),
    };
    let mut rest = vec![];
    for step in steps {
        rest.push(match step {
            Ok(Step::Attribute(name)) => Value::tuple_of([Value::TRUE, string(name)]),
            Ok(Step::Place(place)) => Value::tuple_of([Value::FALSE, Value::from_usize(place)]),
            Ok(Step::Key(key)) => Value::tuple_of([Value::FALSE, string(key)]),
            Err(wrong) => return Err(vm.value_error(wrong)),
        });
    }
    let rest = vm.iter(&Value::list(rest))?;
    Ok(Value::tuple_of([first, rest]))
}
