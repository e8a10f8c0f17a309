//! UnicodeEncodeError, UnicodeDecodeError and UnicodeTranslateError: their fields and what they say.

use object::{Bytes, Exception, Str, Tuple, Value};
use vm::{Getter, Method, Result, Vm, getter_setter, method};

const ENCODE: &[Method] = &[
    method("__init__", encode_init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__str__", encode_str, "(self, /)", "Return str(self)."),
];
const DECODE: &[Method] = &[
    method("__init__", decode_init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__str__", decode_str, "(self, /)", "Return str(self)."),
];
const TRANSLATE: &[Method] = &[
    method("__init__", translate_init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__str__", translate_str, "(self, /)", "Return str(self)."),
];

macro_rules! fields {
    ($($get:ident $set:ident $place:literal,)*) => { $(
        fn $get(vm: &mut Vm, args: &[Value]) -> Result {
            field(vm, &args[0], $place)
        }
        fn $set(vm: &mut Vm, args: &[Value]) -> Result {
            set_field(vm, &args[0], $place, &args[1])
        }
    )* };
}

fields! {
    first set_first 0,
    second set_second 1,
    third set_third 2,
    fourth set_fourth 3,
    fifth set_fifth 4,
}

const FIVE: &[Getter] = &[
    getter_setter("encoding", first, set_first, "exception encoding"),
    getter_setter("object", second, set_second, "exception object"),
    getter_setter("start", third, set_third, "exception start"),
    getter_setter("end", fourth, set_fourth, "exception end"),
    getter_setter("reason", fifth, set_fifth, "exception reason"),
];
const FOUR: &[Getter] = &[
    getter_setter("object", first, set_first, "exception object"),
    getter_setter("start", second, set_second, "exception start"),
    getter_setter("end", third, set_third, "exception end"),
    getter_setter("reason", fourth, set_fourth, "exception reason"),
];

pub fn install(vm: &mut Vm) {
    for (name, methods, getters) in [
        ("UnicodeEncodeError", ENCODE, FIVE),
        ("UnicodeDecodeError", DECODE, FIVE),
        ("UnicodeTranslateError", TRANSLATE, FOUR),
    ] {
        let class = vm.exception_class(name);
        vm.fill_class(class, methods, getters);
    }
}

fn fields(vm: &Vm, exception: &Value) -> Vec<Value> {
    exception.as_ref::<Exception>().map(|e| e.get(&vm.heap).fields.clone()).unwrap_or_default()
}

fn field(vm: &mut Vm, exception: &Value, place: usize) -> Result {
    Ok(fields(vm, exception).get(place).cloned().unwrap_or(Value::NONE))
}

fn set_field(vm: &mut Vm, exception: &Value, place: usize, value: &Value) -> Result {
    let mut all = fields(vm, exception);
    if value.is_unbound() || all.len() <= place {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    }
    if all[place].is_small_int() {
        vm.index(value)?;
    }
    all[place] = value.clone();
    vm.set_exception_fields(exception, &all);
    Ok(Value::NONE)
}

/// Sets arguments and fields; `kinds` says of each whether it is a str (`s`), bytes (`b`) or an int (`n`).
fn init(vm: &mut Vm, args: &[Value], kinds: &str) -> Result {
    let items = vm.tuple_items(&args[1]).to_vec();
    if items.len() != kinds.len() {
        let message = format!("function takes exactly {} arguments ({} given)", kinds.len(), items.len());
        return Err(vm.type_error(message));
    }
    let mut values = Vec::with_capacity(items.len());
    for (place, (item, kind)) in items.iter().zip(kinds.chars()).enumerate() {
        values.push(match kind {
            's' if item.as_ref::<Str>().is_some() => item.clone(),
            's' => {
                let message = format!("argument {} must be str, not {}", place + 1, vm.type_name(item));
                return Err(vm.type_error(message));
            }
            'b' if item.as_ref::<Bytes>().is_some() => item.clone(),
            'b' => Value::bytes_object(vm.bytes_like(item)?),
            _ => Value::from_i64(vm.index(item)?),
        });
    }
    if let (Some(exception), Some(arguments)) = (args[0].as_ref::<Exception>(), args[1].as_ref::<Tuple>()) {
        let old = std::mem::replace(&mut exception.get_mut(&mut vm.heap).args, arguments.clone());
        drop(old);
    }
    vm.set_exception_fields(&args[0], &values);
    Ok(Value::NONE)
}

fn encode_init(vm: &mut Vm, args: &[Value]) -> Result {
    init(vm, args, "ssnns")
}

fn decode_init(vm: &mut Vm, args: &[Value]) -> Result {
    init(vm, args, "sbnns")
}

fn translate_init(vm: &mut Vm, args: &[Value]) -> Result {
    init(vm, args, "snns")
}

/// Start, end, and the character or byte there if it is only one.
fn span(vm: &Vm, object: &Value, start: &Value, end: &Value) -> (i64, i64, Option<u32>) {
    let (start, end) = (start.as_small_int().unwrap_or(0), end.as_small_int().unwrap_or(0));
    let place = usize::try_from(start).ok().filter(|_| end == start + 1);
    let one = place.and_then(|place| match object.as_ref::<Str>() {
        Some(text) => text::wtf8::characters(text.slice(place, place + 1)).next(),
        None => vm.buffer(object)?.get(place).map(|b| *b as u32),
    });
    (start, end, one)
}

fn encode_str(vm: &mut Vm, args: &[Value]) -> Result {
    let all = fields(vm, &args[0]);
    let [encoding, object, start, end, reason] = all.as_slice() else {
        return Ok(Value::from(""));
    };
    let (encoding, reason) = (vm.str_text(encoding)?, vm.str_text(reason)?);
    Ok(Value::from(match span(vm, object, start, end) {
        (start, _, Some(c)) => {
            let c = text::str::escape(c);
            format!("'{encoding}' codec can't encode character '{c}' in position {start}: {reason}")
        }
        (start, end, None) => {
            format!("'{encoding}' codec can't encode characters in position {start}-{}: {reason}", end - 1)
        }
    }))
}

fn decode_str(vm: &mut Vm, args: &[Value]) -> Result {
    let all = fields(vm, &args[0]);
    let [encoding, object, start, end, reason] = all.as_slice() else {
        return Ok(Value::from(""));
    };
    let (encoding, reason) = (vm.str_text(encoding)?, vm.str_text(reason)?);
    Ok(Value::from(match span(vm, object, start, end) {
        (start, _, Some(byte)) => {
            format!("'{encoding}' codec can't decode byte 0x{byte:02x} in position {start}: {reason}")
        }
        (start, end, None) => {
            format!("'{encoding}' codec can't decode bytes in position {start}-{}: {reason}", end - 1)
        }
    }))
}

fn translate_str(vm: &mut Vm, args: &[Value]) -> Result {
    let all = fields(vm, &args[0]);
    let [object, start, end, reason] = all.as_slice() else {
        return Ok(Value::from(""));
    };
    let reason = vm.str_text(reason)?;
    Ok(Value::from(match span(vm, object, start, end) {
        (start, _, Some(c)) => {
            format!("can't translate character '{}' in position {start}: {reason}", text::str::escape(c))
        }
        (start, end, None) => format!("can't translate characters in position {start}-{}: {reason}", end - 1),
    }))
}
