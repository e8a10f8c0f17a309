//! str: making, comparing, indexing, joining. The methods stand in a file for each topic.

mod case;
mod format;
mod layout;
mod percent;
mod search;
mod split;
mod translate;

use object::{ClassIndex, Ref, Slice, Str, Value, dunder};
use text::wtf8;
use vm::{Comparison, Method, Result, Vm, method};

pub(crate) use layout::{centered, expanded, zero_filled};
pub(crate) use percent::{Mode, percent};
pub(crate) use search::bounds;

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, object=<unset>, encoding=<unset>, errors=<unset>)", "The text of an object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__str__", str, "(self, /)", "Return str(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__mod__", modulo, "(self, value, /)", "Return self%value."),
    method("__rmod__", reflected_modulo, "(self, value, /)", "Return value%self."),
    method("__rmul__", mul, "(self, value, /)", "Return value*self."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("__getnewargs__", new_arguments, "(self, /)", ""),
    method("__sizeof__", size, "(self, /)", "Return the size of the string in memory, in bytes."),
    method("join", join, "(self, iterable, /)", "Concatenate any number of strings."),
    method(
        "encode",
        encode,
        "(self, /, encoding='utf-8', errors='strict')",
        "Encode the string using the codec registered for encoding.",
    ),
];

pub fn install(vm: &mut Vm) {
    for table in
        [METHODS, case::METHODS, search::METHODS, split::METHODS, layout::METHODS, translate::METHODS, format::METHODS]
    {
        vm.fill_class(ClassIndex::STR, table, &[]);
    }
    let class = vm.heap.class(ClassIndex::STR).to_value();
    vm.set_builtin("str", class);
}

/// The receiver of a method.
pub(crate) fn own(value: &Value) -> Ref<Str> {
    match value.as_ref::<Str>() {
        Some(string) => string.clone(),
        None => Ref::from_text(""),
    }
}

/// A plain string of these bytes.
pub(crate) fn made(bytes: Vec<u8>) -> Result {
    Ok(Ref::from_wtf8(bytes).into())
}

/// A new string; one of a single character is shared.
pub(crate) fn short(vm: &Vm, bytes: &[u8]) -> Value {
    match bytes.first() {
        Some(first) if wtf8::width(*first) == bytes.len() => vm.character(bytes),
        _ => Ref::from_bytes(bytes).into(),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let decodes = !args[2].is_unbound() || !args[3].is_unbound();
    let string = match (args[1].is_unbound(), decodes) {
        (true, _) => Ref::from_text(""),
        (false, true) => decoded(vm, args)?,
        (false, false) => vm.str(&args[1])?,
    };
    if args[0].is_same(vm.heap.class(ClassIndex::STR).value()) {
        return Ok(string.into());
    }
    vm.new_object(&args[0], string.copy())
}

fn decoded(vm: &mut Vm, args: &[Value]) -> Result<Ref<Str>> {
    if args[1].as_ref::<Str>().is_some() {
        return Err(vm.type_error("decoding str is not supported"));
    }
    if vm.buffer(&args[1]).is_none() {
        let message = format!("decoding to str: need a bytes-like object, {} found", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let result = vm.decode_arguments(&args[1], &args[2], &args[3], "str")?;
    Ok(own(&result))
}

fn repr(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(text::str::repr(own(&args[0]).bytes())))
}

fn str(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if string.header().class() == ClassIndex::STR {
        return Ok(string.into());
    }
    made(string.bytes().to_vec())
}

fn hash(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(own(&args[0]).hash()))
}

fn len(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(own(&args[0]).len()))
}

fn new_arguments(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::tuple_of([made(own(&args[0]).bytes().to_vec())?]))
}

/// What CPython says, for its storage of one, two or four bytes a character.
fn size(_: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let (header, width) = match string.characters().max().unwrap_or(0) {
        0..0x80 => (40, 1),
        0x80..0x100 => (56, 1),
        0x100..0x10000 => (56, 2),
        _ => (56, 4),
    };
    Ok(Value::from_usize(header + (string.len() + 1) * width))
}

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(other) = args[1].as_ref::<Str>() else {
        let message = format!("can only concatenate str (not \"{}\") to str", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    let own = own(&args[0]);
    match (own.is_empty(), other.is_empty()) {
        (true, _) if other.header().class() == ClassIndex::STR => Ok(args[1].clone()),
        (_, true) if own.header().class() == ClassIndex::STR => Ok(args[0].clone()),
        _ => made([own.bytes(), other.bytes()].concat()),
    }
}

fn modulo(vm: &mut Vm, args: &[Value]) -> Result {
    made(percent(vm, own(&args[0]).bytes(), &args[1], Mode::Text)?)
}

fn reflected_modulo(vm: &mut Vm, args: &[Value]) -> Result {
    match args[1].as_ref::<Str>().cloned() {
        Some(format) => made(percent(vm, format.bytes(), &args[0], Mode::Text)?),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn mul(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(count) = crate::sequence::repeat_count(vm, &args[1])? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let string = own(&args[0]);
    if count == 1 && string.header().class() == ClassIndex::STR {
        return Ok(string.into());
    }
    made(repeated(vm, string.bytes(), count, "string")?)
}

/// The bytes `count` times over, if there is room for so many.
pub(crate) fn repeated(vm: &mut Vm, bytes: &[u8], count: usize, what: &str) -> Result<Vec<u8>> {
    const MOST: usize = u32::MAX as usize;
    match bytes.len().checked_mul(count) {
        Some(length) if length <= MOST => {
            let mut out = Vec::new();
            if out.try_reserve_exact(length).is_err() {
                return Err(vm.memory_error());
            }
            match bytes {
                [byte] => out.resize(length, *byte),
                _ => (0..count).for_each(|_| out.extend_from_slice(bytes)),
            }
            Ok(out)
        }
        Some(length) if length <= isize::MAX as usize => Err(vm.memory_error()),
        _ if what == "string" => Err(vm.overflow_error("repeated string is too long")),
        _ => Err(vm.overflow_error(format!("repeated {what} are too long"))),
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(part) = args[1].as_ref::<Str>() else {
        let message = format!("'in <string>' requires string as left operand, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    let string = own(&args[0]);
    Ok(Value::bool(text::find::find(string.bytes(), part.bytes()).is_some()))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if let Some(slice) = args[1].as_ref::<Slice>() {
        let (start, step, count) = vm.slice_range(slice, string.len())?;
        return Ok(vm.string_slice(&string, start, step, count));
    }
    let at = crate::sequence::index_of(vm, &args[1], string.len(), "string")?;
    Ok(vm.character(string.slice(at, at + 1)))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let string = Ref::from_wtf8(own(&args[0]).bytes().to_vec());
    vm.iter(string.value())
}

fn compare(args: &[Value], operator: Comparison) -> Result {
    match (args[0].as_ref::<Str>(), args[1].as_ref::<Str>()) {
        (Some(a), Some(b)) => Ok(Value::bool(operator.holds(a.bytes().cmp(b.bytes())))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Eq)
}
fn not_equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Ne)
}
fn less(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Lt)
}
fn less_equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Le)
}
fn greater(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Gt)
}
fn greater_equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Ge)
}

fn join(vm: &mut Vm, args: &[Value]) -> Result {
    let separator = own(&args[0]);
    if let Some(joined) = vm.plain_sequence(&args[1]).and_then(|parts| joined(&separator, parts)) {
        return Ok(joined);
    }
    let parts = match vm.collect(&args[1]) {
        Ok(parts) => parts,
        Err(raised) => {
            if vm.pending_is("TypeError") && not_iterable(vm, &args[1]) {
                drop(vm.take_pending());
                return Err(vm.type_error("can only join an iterable"));
            }
            return Err(raised);
        }
    };
    if let Some(joined) = joined(&separator, &parts) {
        return Ok(joined);
    }
    let Some(place) = parts.iter().position(|part| part.as_ref::<Str>().is_none()) else {
        return Err(vm.overflow_error("join() result is too long for a Python string"));
    };
    let name = vm.type_name(&parts[place]);
    Err(vm.type_error(format!("sequence item {place}: expected str instance, {name} found")))
}

/// The parts with the separator between them; None if one is no string, or the whole would be too long.
fn joined(separator: &Str, parts: &[Value]) -> Option<Value> {
    if let [only] = parts
        && only.as_ref::<Str>().is_some_and(|s| s.header().class() == ClassIndex::STR)
    {
        return Some(only.clone());
    }
    let between = parts.len().saturating_sub(1);
    let (mut bytes, mut characters) = (separator.bytes().len() * between, separator.len() * between);
    for part in parts {
        let part = part.as_ref::<Str>()?;
        bytes += part.bytes().len();
        characters += part.len();
    }
    if bytes > u32::MAX as usize {
        return None;
    }
    let whole = Ref::<Str>::filled(bytes, characters, |out| {
        let mut place = 0;
        let mut put = |text: &[u8]| {
            match text {
                [byte] => out[place] = *byte,
                _ => out[place..place + text.len()].copy_from_slice(text),
            }
            place += text.len();
        };
        for (number, part) in parts.iter().enumerate() {
            if number > 0 {
                put(separator.bytes());
            }
            put(part.as_ref::<Str>().map_or(&[], |s| s.bytes()));
        }
    });
    Some(whole.into())
}

pub(crate) fn not_iterable(vm: &mut Vm, value: &Value) -> bool {
    vm.dunder_of(value, dunder::ITER).is_none() && vm.dunder_of(value, dunder::GETITEM).is_none()
}

fn encode(vm: &mut Vm, args: &[Value]) -> Result {
    let encoding = vm.codec_name(&args[1], "encode() argument 'encoding'")?;
    let errors = vm.codec_name(&args[2], "encode() argument 'errors'")?;
    vm.encode(&own(&args[0]), &encoding, &errors)
}
