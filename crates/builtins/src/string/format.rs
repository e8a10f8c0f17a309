//! str: `format`, `format_map` and `__format__`.

use object::{Dict, Name, Ref, Str, Tuple, Value};
use text::template::{self, First, Step};
use vm::{Method, Result, Vm, method};

use super::{made, own};

pub(super) const METHODS: &[Method] = &[
    method("format", format, "(self, /, *args, **kwargs)", "Return a formatted version of the string."),
    method("format_map", format_map, "(self, mapping, /)", "Return a formatted version, using a mapping."),
    method("__format__", format_self, "(self, format_spec, /)", "Return a formatted version of the string."),
];

fn format_self(vm: &mut Vm, args: &[Value]) -> Result {
    let spec = vm.str_arg(&args[1], "__format__() argument")?;
    let string = own(&args[0]);
    if spec.is_empty() {
        return Ok(vm.str(&args[0])?.into());
    }
    let spec = text::spec::Spec::parse(spec.bytes(), || vm.type_name(&args[0]), 's' as u32, b'<');
    match spec.and_then(|spec| text::spec::format_str(string.bytes(), &spec)) {
        Ok(bytes) => made(bytes),
        Err(wrong) => Err(vm.value_error(wrong)),
    }
}

fn format(vm: &mut Vm, args: &[Value]) -> Result {
    let mut source = Source { places: Some(args[1].clone()), names: args[2].clone(), numbering: Numbering::Unknown };
    let mut out = Vec::new();
    render(vm, own(&args[0]).bytes(), &mut source, 2, &mut out)?;
    made(out)
}

fn format_map(vm: &mut Vm, args: &[Value]) -> Result {
    let mut source = Source { places: None, names: args[1].clone(), numbering: Numbering::Unknown };
    let mut out = Vec::new();
    render(vm, own(&args[0]).bytes(), &mut source, 2, &mut out)?;
    made(out)
}

/// Where the fields find their values.
struct Source {
    /// A tuple; None for `format_map`.
    places: Option<Value>,
    names: Value,
    numbering: Numbering,
}

/// Fields are numbered by hand or by themselves, never both.
#[derive(PartialEq)]
enum Numbering {
    Unknown,
    Manual,
    Automatic(usize),
}

fn render(vm: &mut Vm, template: &[u8], source: &mut Source, depth: usize, out: &mut Vec<u8>) -> Result<()> {
    if depth == 0 {
        return Err(vm.value_error("Max string recursion exceeded"));
    }
    for piece in template::pieces(template) {
        let piece = match piece {
            Ok(piece) => piece,
            Err(wrong) => return Err(vm.value_error(wrong)),
        };
        out.extend_from_slice(piece.literal);
        let Some(field) = piece.field else {
            continue;
        };
        let value = look_up(vm, field.name, source)?;
        let value = match field.conversion {
            None => value,
            Some(conversion) => convert(vm, value, conversion)?,
        };
        let spec = if field.nested {
            let mut spec = Vec::new();
            render(vm, field.spec, source, depth - 1, &mut spec)?;
            spec
        } else {
            field.spec.to_vec()
        };
        let spec: Value = Ref::from_wtf8(spec).into();
        let shown = vm.format_value(&value, &spec)?;
        out.extend_from_slice(shown.bytes());
    }
    Ok(())
}

fn convert(vm: &mut Vm, value: Value, conversion: u32) -> Result {
    match char::from_u32(conversion).unwrap_or('\0') {
        'r' => Ok(vm.repr(&value)?.into()),
        's' => Ok(vm.str(&value)?.into()),
        'a' => vm.ascii(&value),
        shown @ '!'..='~' => Err(vm.value_error(format!("Unknown conversion specifier {shown}"))),
        _ => Err(vm.value_error(format!("Unknown conversion specifier \\x{conversion:x}"))),
    }
}

fn look_up(vm: &mut Vm, name: &[u8], source: &mut Source) -> Result {
    let (first, steps) = match template::split_name(name) {
        Ok(split) => split,
        Err(wrong) => return Err(vm.value_error(wrong)),
    };
    let mut value = match first {
        First::Next => {
            let place = match source.numbering {
                Numbering::Manual => {
                    let message = "cannot switch from manual field specification to automatic field numbering";
                    return Err(vm.value_error(message));
                }
                Numbering::Automatic(next) => next,
                Numbering::Unknown => 0,
            };
            source.numbering = Numbering::Automatic(place + 1);
            positional(vm, place, source)?
        }
        First::Place(place) => {
            if matches!(source.numbering, Numbering::Automatic(_)) {
                let message = "cannot switch from automatic field numbering to manual field specification";
                return Err(vm.value_error(message));
            }
            source.numbering = Numbering::Manual;
            positional(vm, place, source)?
        }
        First::Name(name) => named(vm, name, source)?,
    };
    for step in steps {
        value = match step {
            Ok(Step::Attribute(name)) => {
                let name = vm.heap.intern_wtf8(name);
                vm.get_attr(&value, &name)?
            }
            Ok(Step::Place(place)) => vm.get_item(&value, &Value::from_usize(place))?,
            Ok(Step::Key(key)) => vm.get_item(&value, &Ref::from_bytes(key).into())?,
            Err(wrong) => return Err(vm.value_error(wrong)),
        };
    }
    Ok(value)
}

fn positional(vm: &mut Vm, place: usize, source: &Source) -> Result {
    let Some(places) = &source.places else {
        return Err(vm.value_error("Format string contains positional fields"));
    };
    match places.as_ref::<Tuple>().and_then(|t| t.0.get(place)) {
        Some(value) => Ok(value.clone()),
        None => {
            let message = format!("Replacement index {place} out of range for positional args tuple");
            Err(vm.index_error(message))
        }
    }
}

fn named(vm: &mut Vm, name: &[u8], source: &Source) -> Result {
    if source.places.is_some()
        && let Some(dict) = source.names.as_ref::<Dict>()
    {
        let name: Name = vm.heap.intern_wtf8(name);
        return match dict.get(&vm.heap).get_name(&name).cloned() {
            Some(value) => Ok(value),
            None => Err(vm.key_error(name.to_value())),
        };
    }
    let key: Ref<Str> = Ref::from_bytes(name);
    vm.get_item(&source.names, key.value())
}
