//! dict. Its views are in `view.rs`.

use object::{ClassIndex, Cursor, Dict, Kind, Part, Ref, Set, Tuple, Value, View, dunder};
use vm::{Method, Origins, Result, Vm, class_method, method};

use crate::iterator::dict_iterator_class;
use crate::sequence::{append_repr, class_item};

const DICT: &[Method] = &[
    method(
        "__new__",
        new,
        "(cls, /, *args, **kwargs)",
        "Create and return a new object.  See help(type) for accurate signature.",
    ),
    method(
        "__init__",
        init,
        "(self, /, *args, **kwargs)",
        "Initialize self.  See help(type(self)) for accurate signature.",
    ),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__lt__", unordered, "(self, value, /)", "Return self<value."),
    method("__le__", unordered, "(self, value, /)", "Return self<=value."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__gt__", unordered, "(self, value, /)", "Return self>value."),
    method("__ge__", unordered, "(self, value, /)", "Return self>=value."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__ior__", ior, "(self, value, /)", "Return self|=value."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
    method("__contains__", contains, "(self, key, /)", "True if the dictionary has the specified key, else False."),
    method("__sizeof__", size_of, "(self, /)", "Return the size of the dict in memory."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator over the dict keys."),
    method(
        "get",
        get,
        "(self, key, default=None, /)",
        "Return the value for key if key is in the dictionary, else default.",
    ),
    method(
        "setdefault",
        set_default,
        "(self, key, default=None, /)",
        "Insert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    method(
        "pop",
        pop,
        "(self, key, default=<unrepresentable>, /)",
        "D.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nIf the key is not found, return the default if given; otherwise,\nraise a KeyError.",
    ),
    method(
        "popitem",
        pop_item,
        "(self, /)",
        "Remove and return a (key, value) pair as a 2-tuple.\n\nPairs are returned in LIFO (last-in, first-out) order.\nRaises KeyError if the dict is empty.",
    ),
    method("keys", keys, "(self, /)", "Return a set-like object providing a view on the dict's keys."),
    method("items", items, "(self, /)", "Return a set-like object providing a view on the dict's items."),
    method("values", values, "(self, /)", "Return an object providing a view on the dict's values."),
    method(
        "update",
        update,
        "(self, /, *args, **kwargs)",
        "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nIf E is present and has a .keys() method, then does:  for k in E.keys(): D[k] = E[k]\nIf E is present and lacks a .keys() method, then does:  for k, v in E: D[k] = v\nIn either case, this is followed by: for k in F:  D[k] = F[k]",
    ),
    class_method(
        "fromkeys",
        from_keys,
        "(type, iterable, value=None, /)",
        "Create a new dictionary with keys from iterable and values set to value.",
    ),
    method("clear", clear, "(self, /)", "Remove all items from the dict."),
    method("copy", copy, "(self, /)", "Return a shallow copy of the dict."),
    class_method("__class_getitem__", class_item, "(type, object, /)", "See PEP 585"),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::DICT, DICT, &[]);
    let class = vm.heap.class(ClassIndex::DICT).to_value();
    vm.set_builtin("dict", class);
}

#[inline]
pub(crate) fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Dict>> {
    match value.as_ref::<Dict>() {
        Some(dict) => Ok(dict.clone()),
        None => Err(vm.type_error("a dict is needed here")),
    }
}

// ---- making and filling -----------------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Dict::new())
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let origins = match crate::tuple::items_of(&args[1]) {
        [source] => vm.origins(source),
        _ => Origins::default(),
    };
    update_named(vm, args, "dict")?;
    vm.copied_from(origins, &args[0]);
    Ok(Value::NONE)
}

fn update(vm: &mut Vm, args: &[Value]) -> Result {
    update_named(vm, args, "update")
}

fn update_named(vm: &mut Vm, args: &[Value], name: &str) -> Result {
    let dict = own(vm, &args[0])?;
    match crate::tuple::items_of(&args[1]) {
        [] => {}
        [source] => update_from(vm, &dict, source)?,
        more => return Err(vm.type_error(format!("{name} expected at most 1 argument, got {}", more.len()))),
    }
    let keywords = own(vm, &args[2])?;
    if !keywords.get(&vm.heap).is_empty() {
        merge(vm, &dict, &keywords)?;
    }
    Ok(Value::NONE)
}

/// From a mapping or from pairs.
pub(crate) fn update_from(vm: &mut Vm, dict: &Ref<Dict>, source: &Value) -> Result<()> {
    if let Some(other) = plain_dict(vm, source) {
        return merge(vm, dict, &other);
    }
    let name = vm.heap.dunder(dunder::KEYS).clone();
    if vm.find_attr(source, &name)?.is_some() {
        for (key, value) in vm.mapping_entries(source, None)? {
            vm.dict_set(dict, key, value)?;
        }
        return Ok(());
    }
    let iterator = vm.iter(source)?;
    let mut place = 0;
    vm.each(&iterator, |vm, pair| {
        let (key, value) = pair_of(vm, &pair, place)?;
        vm.dict_set(dict, key, value)?;
        place += 1;
        Ok(true)
    })
}

/// A dict, or a subclass's that gives its keys as a dict does.
fn plain_dict(vm: &mut Vm, source: &Value) -> Option<Ref<Dict>> {
    let dict = source.as_ref::<Dict>()?.clone();
    if dict.header().class() == ClassIndex::DICT {
        return Some(dict);
    }
    let name = vm.heap.dunder(dunder::ITER).clone();
    let (own, plain) = (vm.class_attr(dict.header().class(), &name), vm.class_attr(ClassIndex::DICT, &name));
    match (own, plain) {
        (Some(own), Some(plain)) if own.is_same(&plain) => Some(dict),
        _ => None,
    }
}

fn pair_of(vm: &mut Vm, pair: &Value, place: usize) -> Result<(Value, Value)> {
    if let Some(tuple) = pair.as_ref::<Tuple>()
        && let [key, value] = &*tuple.0
    {
        return Ok((key.clone(), value.clone()));
    }
    let items = match vm.collect(pair) {
        Ok(items) => items,
        Err(_) if vm.swallow("TypeError") => {
            let message = format!("cannot convert dictionary update sequence element #{place} to a sequence");
            return Err(vm.type_error(message));
        }
        Err(raised) => return Err(raised),
    };
    match <[Value; 2]>::try_from(items) {
        Ok([key, value]) => Ok((key, value)),
        Err(items) => {
            let count = items.len();
            let message = format!("dictionary update sequence element #{place} has length {count}; 2 is required");
            Err(vm.value_error(message))
        }
    }
}

/// Copies the entries of another dict, whose hashes are known.
fn merge(vm: &mut Vm, dict: &Ref<Dict>, other: &Ref<Dict>) -> Result<()> {
    if dict.is_same(other) {
        return Ok(());
    }
    let length = other.get(&vm.heap).len();
    let mut number = 0;
    while let Some(entry) = other.get(&vm.heap).slots().get(number) {
        number += 1;
        if entry.key.is_unbound() {
            continue;
        }
        let (hash, key, value) = (entry.hash, entry.key.clone(), entry.value.clone());
        vm.dict_set_hashed(dict, hash, key, value)?;
        if other.get(&vm.heap).len() != length {
            return Err(vm.runtime_error("dict mutated during update"));
        }
    }
    Ok(())
}

fn from_keys(vm: &mut Vm, args: &[Value]) -> Result {
    let result = vm.call(&args[0], &[])?;
    let origins = vm.origins(&args[1]);
    let iterator = vm.iter(&args[1])?;
    let plain = result.as_ref::<Dict>().filter(|d| d.header().class() == ClassIndex::DICT).cloned();
    vm.each(&iterator, |vm, key| {
        match &plain {
            Some(dict) => vm.dict_set(dict, key, args[2].clone())?,
            None => vm.set_item(&result, &key, args[2].clone())?,
        }
        Ok(true)
    })?;
    vm.copied_from(origins, &result);
    Ok(result)
}

fn copy_of(vm: &mut Vm, dict: &Ref<Dict>) -> Ref<Dict> {
    let copy = dict.get(&vm.heap).copy();
    Ref::new(ClassIndex::DICT, copy)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let copy: Value = copy_of(vm, &dict).into();
    vm.copied(&args[0], &copy);
    Ok(copy)
}

fn joined(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let (Some(a), Some(b)) = (a.as_ref::<Dict>().cloned(), b.as_ref::<Dict>().cloned()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let result = copy_of(vm, &a);
    update_from(vm, &result, b.value())?;
    vm.copied(a.value(), result.value());
    vm.copied(b.value(), result.value());
    Ok(result.into())
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    joined(vm, &args[0], &args[1])
}

fn ror(vm: &mut Vm, args: &[Value]) -> Result {
    joined(vm, &args[1], &args[0])
}

fn ior(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    update_from(vm, &dict, &args[1])?;
    Ok(args[0].clone())
}

// ---- items ------------------------------------------------------------------------------------------

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    Ok(Value::from_usize(dict.get(&vm.heap).len()))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    if let Some(value) = vm.dict_get(&dict, &args[1])? {
        return Ok(value);
    }
    if dict.header().class() != ClassIndex::DICT
        && let Some(result) = vm.call_dunder(&args[0], dunder::MISSING, &args[1..])
    {
        return result;
    }
    Err(vm.key_error(args[1].clone()))
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    vm.dict_set(&dict, args[1].clone(), args[2].clone())?;
    Ok(Value::NONE)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    match vm.dict_remove(&dict, &args[1])? {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.key_error(args[1].clone())),
    }
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let hash = vm.hash(&args[1])?;
    Ok(Value::bool(vm.dict_find(&dict, hash, &args[1])?.is_some()))
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    Ok(vm.dict_get(&dict, &args[1])?.unwrap_or_else(|| args[2].clone()))
}

fn set_default(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let hash = vm.hash(&args[1])?;
    if let Some(entry) = vm.dict_find(&dict, hash, &args[1])? {
        return Ok(dict.get(&vm.heap).entry(entry).value.clone());
    }
    vm.dict_set_hashed(&dict, hash, args[1].clone(), args[2].clone())?;
    Ok(args[2].clone())
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    match vm.dict_remove(&dict, &args[1])? {
        Some(value) => Ok(value),
        None if args[2].is_unbound() => Err(vm.key_error(args[1].clone())),
        None => Ok(args[2].clone()),
    }
}

fn pop_item(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    match vm.dict_pop_last(&dict) {
        Some((key, value)) => Ok(Value::tuple_of([key, value])),
        None => Err(vm.key_error(Value::from("popitem(): dictionary is empty"))),
    }
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    vm.dict_clear(&dict);
    Ok(Value::NONE)
}

// ---- the whole dict ---------------------------------------------------------------------------------

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    cursor(vm, &args[0], Part::Keys, false)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    cursor(vm, &args[0], Part::Keys, true)
}

/// An iterator over one part of a dict's entries.
pub(crate) fn cursor(vm: &mut Vm, mapping: &Value, part: Part, reverse: bool) -> Result {
    let dict = own(vm, mapping)?;
    let cursor = vm.dict_cursor(dict, part, reverse);
    Ok(Ref::new(dict_iterator_class(part, reverse), Cursor(cursor)).into())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from("{...}"));
    }
    let mut out = vec![b'{'];
    let result = repr_entries(vm, &dict, &mut out);
    vm.leave_repr(&args[0]);
    result?;
    out.push(b'}');
    Ok(Ref::from_wtf8(out).into())
}

fn repr_entries(vm: &mut Vm, dict: &Ref<Dict>, out: &mut Vec<u8>) -> Result<()> {
    let mut number = 0;
    while let Some(entry) = dict.get(&vm.heap).slots().get(number) {
        number += 1;
        if entry.key.is_unbound() {
            continue;
        }
        let (key, value) = (entry.key.clone(), entry.value.clone());
        if out.len() > 1 {
            out.extend_from_slice(b", ");
        }
        append_repr(vm, &key, out)?;
        out.extend_from_slice(b": ");
        append_repr(vm, &value, out)?;
    }
    Ok(())
}

fn same(vm: &mut Vm, args: &[Value]) -> Result<Option<bool>> {
    let (dict, Some(other)) = (own(vm, &args[0])?, args[1].as_ref::<Dict>().cloned()) else {
        return Ok(None);
    };
    if dict.get(&vm.heap).len() != other.get(&vm.heap).len() {
        return Ok(Some(false));
    }
    let mut number = 0;
    while let Some(entry) = dict.get(&vm.heap).slots().get(number) {
        number += 1;
        if entry.key.is_unbound() {
            continue;
        }
        let (hash, key, value) = (entry.hash, entry.key.clone(), entry.value.clone());
        let Some(found) = vm.dict_find(&other, hash, &key)? else {
            return Ok(Some(false));
        };
        let found = other.get(&vm.heap).entry(found).value.clone();
        if !vm.equal(&value, &found)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(same(vm, args)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(same(vm, args)?.map_or(Value::NOT_IMPLEMENTED, |same| Value::bool(!same)))
}

fn unordered(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NOT_IMPLEMENTED)
}

/// What CPython's table and entries for as many keys would take.
fn size_of(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let data = dict.get(&vm.heap);
    if data.is_empty() {
        return Ok(Value::int(48));
    }
    let places = (data.len() * 3 / 2 + 1).next_power_of_two().max(8);
    let text = data.entries().all(|entry| entry.key.kind() == Some(Kind::Str));
    let index = if places <= 256 {
        places
    } else if places <= 65536 {
        2 * places
    } else {
        4 * places
    };
    Ok(Value::from_usize(48 + 32 + index + places * 2 / 3 * if text { 16 } else { 24 }))
}

// ---- views --------------------------------------------------------------------------------------------

fn view(class: ClassIndex, args: &[Value]) -> Result {
    Ok(Ref::new(class, View { mapping: args[0].clone() }).into())
}

fn keys(_: &mut Vm, args: &[Value]) -> Result {
    view(ClassIndex::DICT_KEYS, args)
}
fn values(_: &mut Vm, args: &[Value]) -> Result {
    view(ClassIndex::DICT_VALUES, args)
}
fn items(_: &mut Vm, args: &[Value]) -> Result {
    view(ClassIndex::DICT_ITEMS, args)
}

/// The keys of a dict as a set laid out as CPython's `set(d)` is.
pub(crate) fn key_set(vm: &Vm, dict: &Ref<Dict>) -> Set {
    let data = dict.get(&vm.heap);
    let mut set = Set::new();
    set.reserve_for_merge(data.len());
    data.entries().for_each(|entry| set.insert_new(entry.hash, entry.key.clone()));
    set
}
