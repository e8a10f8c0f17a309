//! dict and its views.

use object::{ClassIndex, Cursor, Dict, Part, Ref, Value, View, dunder};
use vm::{Method, Result, Vm, class_method, method};

const DICT: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create an empty dict."),
    method("__init__", init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
    method("__contains__", contains, "(self, key, /)", "True if the dictionary has the specified key, else False."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("get", get, "(self, key, default=None, /)", "Return the value for key, else default."),
    method(
        "setdefault",
        set_default,
        "(self, key, default=None, /)",
        "The value for key, bound to default if missing.",
    ),
    method("pop", pop, "(self, key, default=<unset>, /)", "Remove the key and return its value."),
    method("update", update, "(self, /, *args, **kwargs)", "Update from a mapping or pairs."),
    method("clear", clear, "(self, /)", "Remove all items from the dict."),
    method("copy", copy, "(self, /)", "Return a shallow copy of the dict."),
    method("keys", keys, "(self, /)", "A view of the keys."),
    method("values", values, "(self, /)", "A view of the values."),
    method("items", items, "(self, /)", "A view of the items."),
    class_method("fromkeys", from_keys, "(type, iterable, value=None, /)", "A dict with keys from iterable."),
];

const VIEW: &[Method] = &[
    method("__len__", view_len, "(self, /)", "Return len(self)."),
    method("__iter__", view_iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", view_repr, "(self, /)", "Return repr(self)."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::DICT, DICT, &[]);
    for class in [ClassIndex::DICT_KEYS, ClassIndex::DICT_VALUES, ClassIndex::DICT_ITEMS] {
        vm.fill_class(class, VIEW, &[]);
    }
    let class = vm.heap.class(ClassIndex::DICT).to_value();
    vm.set_builtin("dict", class);
}

fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Dict>> {
    match value.as_ref::<Dict>() {
        Some(dict) => Ok(dict.clone()),
        None => Err(vm.type_error("a dict is needed here")),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_object(&args[0], Dict::new())
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    update(vm, args)
}

fn update(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let given = vm.tuple_items(&args[1]).to_vec();
    if given.len() > 1 {
        return Err(vm.type_error(format!("dict expected at most 1 argument, got {}", given.len())));
    }
    for source in given.iter().chain(std::iter::once(&args[2])) {
        let is_mapping = source.as_ref::<Dict>().is_some() || {
            let name = vm.heap.dunder(dunder::KEYS).clone();
            vm.find_attr(source, &name)?.is_some()
        };
        if is_mapping {
            for (key, value) in vm.mapping_entries(source, None)? {
                vm.dict_set(&dict, key, value)?;
            }
            continue;
        }
        for (place, pair) in vm.collect(source)?.into_iter().enumerate() {
            let Ok(pair) = vm.collect(&pair) else {
                drop(vm.take_pending());
                let message = format!("cannot convert dictionary update sequence element #{place} to a sequence");
                return Err(vm.type_error(message));
            };
            let [key, value] = pair.as_slice() else {
                let message =
                    format!("dictionary update sequence element #{place} has length {}; 2 is required", pair.len());
                return Err(vm.value_error(message));
            };
            vm.dict_set(&dict, key.clone(), value.clone())?;
        }
    }
    Ok(Value::NONE)
}

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
    Ok(Value::bool(vm.dict_get(&dict, &args[1])?.is_some()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    cursor(vm, &args[0], Part::Keys)
}

fn cursor(vm: &mut Vm, mapping: &Value, part: Part) -> Result {
    let dict = own(vm, mapping)?;
    let class = match part {
        Part::Keys => ClassIndex::DICT_KEY_ITERATOR,
        Part::Values => ClassIndex::DICT_VALUE_ITERATOR,
        Part::Items => ClassIndex::DICT_ITEM_ITERATOR,
    };
    let cursor = vm.dict_cursor(dict, part, false);
    Ok(Ref::new(class, Cursor(cursor)).into())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from("{...}"));
    }
    let entries: Vec<_> = dict.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
    let texts: Result<Vec<String>> =
        entries.iter().map(|(k, v)| Ok(format!("{}: {}", vm.repr_text(k)?, vm.repr_text(v)?))).collect();
    vm.leave_repr(&args[0]);
    Ok(Value::from(format!("{{{}}}", texts?.join(", "))))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    let (dict, Some(other)) = (own(vm, &args[0])?, args[1].as_ref::<Dict>().cloned()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    if dict.get(&vm.heap).len() != other.get(&vm.heap).len() {
        return Ok(Value::FALSE);
    }
    let entries: Vec<_> = dict.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
    for (key, value) in entries {
        match vm.dict_get(&other, &key)? {
            Some(found) if vm.equal(&value, &found)? => {}
            _ => return Ok(Value::FALSE),
        }
    }
    Ok(Value::TRUE)
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    Ok(vm.dict_get(&dict, &args[1])?.unwrap_or_else(|| args[2].clone()))
}

fn set_default(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    if let Some(value) = vm.dict_get(&dict, &args[1])? {
        return Ok(value);
    }
    vm.dict_set(&dict, args[1].clone(), args[2].clone())?;
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

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    vm.dict_clear(&dict);
    Ok(Value::NONE)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let copy = dict.get(&vm.heap).copy();
    Ok(Ref::new(ClassIndex::DICT, copy).into())
}

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

fn from_keys(vm: &mut Vm, args: &[Value]) -> Result {
    let result = vm.call(&args[0], &[])?;
    for key in vm.collect(&args[1])? {
        vm.set_item(&result, &key, args[2].clone())?;
    }
    Ok(result)
}

fn mapping_of(value: &Value) -> Value {
    value.as_ref::<View>().map_or(Value::NONE, |v| v.mapping.clone())
}

fn view_len(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(vm.len(&mapping_of(&args[0]))?))
}

fn view_iter(vm: &mut Vm, args: &[Value]) -> Result {
    let part = match vm.heap.class_index_of(&args[0]) {
        ClassIndex::DICT_VALUES => Part::Values,
        ClassIndex::DICT_ITEMS => Part::Items,
        _ => Part::Keys,
    };
    cursor(vm, &mapping_of(&args[0]), part)
}

fn view_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let all = Value::list(vm.collect(&args[0])?);
    Ok(Value::from(format!("{}({})", vm.type_name(&args[0]), vm.repr_text(&all)?)))
}
