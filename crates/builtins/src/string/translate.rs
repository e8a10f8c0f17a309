//! str: `translate` and its tables.

use num_traits::ToPrimitive;
use object::{Dict, Ref, Str, Value};
use text::wtf8;
use vm::{Method, Result, Vm, method, static_method};

use super::{made, own};

pub(super) const METHODS: &[Method] = &[
    method("translate", translate, "(self, table, /)", "Replace each character using the given translation table."),
    static_method("maketrans", make_table, "(x, y=<unset>, z=<unset>, /)", "Return a translation table."),
];

/// What becomes of a character.
enum Replacement {
    Same,
    Nothing,
    Character(u32),
    Text(Ref<Str>),
}

fn translate(vm: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let mut known: std::collections::HashMap<u32, Replacement> = std::collections::HashMap::new();
    let mut out = Vec::with_capacity(string.bytes().len());
    let mut changed = false;
    for c in string.characters() {
        let replacement = match known.entry(c) {
            std::collections::hash_map::Entry::Occupied(found) => found.into_mut(),
            std::collections::hash_map::Entry::Vacant(place) => {
                let found = look_up(vm, &args[1], c)?;
                place.insert(found)
            }
        };
        changed |= !matches!(replacement, Replacement::Same);
        match replacement {
            Replacement::Same => wtf8::push(&mut out, c),
            Replacement::Nothing => {}
            Replacement::Character(c) => wtf8::push(&mut out, *c),
            Replacement::Text(text) => out.extend_from_slice(text.bytes()),
        }
    }
    if changed { made(out) } else { Ok(vm.string_part(&string, string.bytes())) }
}

fn look_up(vm: &mut Vm, table: &Value, c: u32) -> Result<Replacement> {
    let found = match vm.get_item(table, &Value::int(c as i64)) {
        Ok(found) => found,
        Err(_) if vm.swallow("LookupError") => return Ok(Replacement::Same),
        Err(raised) => return Err(raised),
    };
    if found.is_none() {
        return Ok(Replacement::Nothing);
    }
    if let Some(text) = found.as_ref::<Str>() {
        return Ok(Replacement::Text(text.clone()));
    }
    match vm.as_big(&found) {
        Some(n) => match n.to_u32().filter(|c| *c < 0x110000) {
            Some(c) => Ok(Replacement::Character(c)),
            None => Err(vm.value_error("character mapping must be in range(0x110000)")),
        },
        None => Err(vm.type_error("character mapping must return integer, None or str")),
    }
}

fn make_table(vm: &mut Vm, args: &[Value]) -> Result {
    let table = Ref::<Dict>::dict();
    if args[1].is_unbound() {
        table_of_dict(vm, &args[0], &table)?;
        return Ok(table.into());
    }
    let Some(from) = args[0].as_ref::<Str>().cloned() else {
        return Err(vm.type_error("first maketrans argument must be a string if there is a second argument"));
    };
    let to = vm.str_arg(&args[1], "maketrans() argument 2")?;
    let dropped = if args[2].is_unbound() { None } else { Some(vm.str_arg(&args[2], "maketrans() argument 3")?) };
    if from.len() != to.len() {
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (a, b) in from.characters().zip(to.characters()) {
        vm.dict_set(&table, Value::int(a as i64), Value::int(b as i64))?;
    }
    for c in dropped.iter().flat_map(|d| d.characters()) {
        vm.dict_set(&table, Value::int(c as i64), Value::NONE)?;
    }
    Ok(table.into())
}

fn table_of_dict(vm: &mut Vm, source: &Value, table: &Ref<Dict>) -> Result<()> {
    let Some(dict) = source.as_ref::<Dict>() else {
        return Err(vm.type_error("if you give only one argument to maketrans it must be a dict"));
    };
    let entries: Vec<_> = dict.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
    for (key, value) in entries {
        let key = match key.as_ref::<Str>() {
            Some(text) => match (text.characters().next(), text.len()) {
                (Some(c), 1) => Value::int(c as i64),
                _ => return Err(vm.value_error("string keys in translate table must be of length 1")),
            },
            None if vm.as_big(&key).is_some() => key,
            None => return Err(vm.type_error("keys in translate table must be strings or integers")),
        };
        vm.dict_set(table, key, value)?;
    }
    Ok(())
}
