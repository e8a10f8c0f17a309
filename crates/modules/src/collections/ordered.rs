//! OrderedDict: a dict whose order is part of what it is. The order is the dict's own.

use object::{ClassFlags, ClassIndex, Dict, Kind, Module, NativeData, Part, Ref, Value, View, dunder};
use vm::{Method, NativeClass, Result, Vm, class_method, method};

use super::defaultdict::dict_method;

const METHODS: &[Method] = &[
    method("__init__", init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("popitem", pop_item, "(self, last=True)", "Remove and return a (key, value) pair from the dictionary."),
    method(
        "move_to_end",
        move_to_end,
        "(self, key, last=True)",
        "Move an existing element to the end (or beginning if last is false).",
    ),
    method(
        "setdefault",
        set_default,
        "(self, key, default=None)",
        "Insert key with a value of default if key is not in the dictionary.",
    ),
    method("pop", pop, "(self, key, default=<unset>)", "Remove the key and return its value."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__eq__", eq, "(self, value, /)", "Return self==value."),
    method("__ne__", ne, "(self, value, /)", "Return self!=value."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__reversed__", reversed, "(self, /)", "od.__reversed__() <==> reversed(od)"),
    method("keys", keys, "(self, /)", "A view of the keys."),
    method("values", values, "(self, /)", "A view of the values."),
    method("items", items, "(self, /)", "A view of the items."),
    method("copy", copy, "(self, /)", "od.copy() -> a shallow copy of od"),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling"),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", reflected_or, "(self, value, /)", "Return value|self."),
    class_method(
        "fromkeys",
        from_keys,
        "(type, iterable, value=None)",
        "Create a new ordered dictionary with keys from iterable and values set to value.",
    ),
];

/// The classes of its views, which derive from dict's.
struct KeysView;
struct ValuesView;
struct ItemsView;

macro_rules! markers {
    ($($name:ident)*) => { $(
        impl NativeData for $name {
            fn visit(&self, _: &mut dyn FnMut(&Value)) {}
        }
    )* };
}
markers!(KeysView ValuesView ItemsView);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let dict = vm.heap.class(ClassIndex::DICT).clone();
    let class = vm.new_native_class(NativeClass {
        name: "OrderedDict",
        module: "collections",
        bases: &[dict],
        kind: Kind::Dict,
        methods: METHODS,
        flags: ClassFlags::MAPPING | ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF,
        doc: "Dictionary that remembers insertion order",
        ..NativeClass::BASE
    });
    vm.set_module_attr(module, "OrderedDict", class.into());
    view_class::<KeysView>(vm, "odict_keys", ClassIndex::DICT_KEYS);
    view_class::<ValuesView>(vm, "odict_values", ClassIndex::DICT_VALUES);
    view_class::<ItemsView>(vm, "odict_items", ClassIndex::DICT_ITEMS);
    vm.register_data_class::<OrderedIterator>(NativeClass {
        name: "odict_iterator",
        flags: ClassFlags::NO_NEW,
        next: Some(next),
        methods: &[method("__reduce__", iterator_reduce, "(self, /)", "Return state information for pickling")],
        ..NativeClass::BASE
    });
}

fn view_class<T: NativeData>(vm: &mut Vm, name: &str, base: ClassIndex) {
    let base = vm.heap.class(base).clone();
    vm.register_data_class::<T>(NativeClass {
        name,
        bases: &[base],
        kind: Kind::View,
        flags: ClassFlags::NO_NEW,
        methods: &[
            method("__iter__", view_iter, "(self, /)", "Implement iter(self)."),
            method("__reversed__", view_reversed, "(self, /)", "Return a reverse iterator."),
        ],
        ..NativeClass::BASE
    });
}

fn own(vm: &mut Vm, value: &Value) -> Result<Ref<Dict>> {
    match value.as_ref::<Dict>() {
        Some(dict) => Ok(dict.clone()),
        None => Err(vm.type_error("an OrderedDict is needed here")),
    }
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    if given.len() > 1 {
        return Err(vm.type_error(format!("expected at most 1 arguments, got {}", given.len())));
    }
    let keywords = vm.keywords_of(&args[2])?;
    // A subclass's own __setitem__ sees what comes in.
    let class = vm.heap.class_index_of(&args[0]);
    let name = vm.heap.dunder(dunder::SETITEM).clone();
    let plain = match (vm.class_attr(class, &name), vm.class_attr(ClassIndex::DICT, &name)) {
        (Some(own), Some(dict)) => own.is_same(&dict),
        _ => true,
    };
    if plain {
        let name = vm.heap.dunder(dunder::INIT).clone();
        return match vm.class_attr(ClassIndex::DICT, &name) {
            Some(init) => vm.call_unbound_kw(&init, &args[0], &given, &keywords),
            None => Ok(Value::NONE),
        };
    }
    let gathered = vm.heap.class(ClassIndex::DICT).to_value();
    let gathered = vm.call_kw(&gathered, &given, &keywords)?;
    for (key, value) in vm.mapping_entries(&gathered, None)? {
        vm.set_item(&args[0], &key, value)?;
    }
    Ok(Value::NONE)
}

fn pop_item(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let last = vm.truth(&args[1])?;
    let data = dict.get(&vm.heap);
    let Some(entry) = (if last { data.last() } else { data.first() }) else {
        return Err(vm.key_error(Value::from("dictionary is empty")));
    };
    let (key, value) = vm.dict_remove_entry(&dict, entry);
    Ok(Value::tuple_of([key, value]))
}

fn move_to_end(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    let last = vm.truth(&args[2])?;
    let hash = vm.hash(&args[1])?;
    match vm.dict_find(&dict, hash, &args[1])? {
        Some(entry) => {
            let data = dict.get(&vm.heap);
            if (if last { data.last() } else { data.first() }) != Some(entry) {
                vm.dict_move(&dict, entry, last);
            }
            Ok(Value::NONE)
        }
        None => Err(vm.key_error(args[1].clone())),
    }
}

fn set_default(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    if let Some(value) = vm.dict_get(&dict, &args[1])? {
        return Ok(value);
    }
    vm.set_item(&args[0], &args[1], args[2].clone())?;
    Ok(args[2].clone())
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    let dict = own(vm, &args[0])?;
    match vm.dict_remove(&dict, &args[1])? {
        Some(value) => Ok(value),
        None if args[2].is_unbound() => {
            let name = vm.intern("__missing__");
            let class = vm.heap.class_index_of(&args[0]);
            match vm.class_attr(class, &name) {
                Some(hook) => vm.call_unbound(&hook, &args[0], std::slice::from_ref(&args[1])),
                None => Err(vm.key_error(args[1].clone())),
            }
        }
        None => Ok(args[2].clone()),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.short_type_name(&args[0]);
    if own(vm, &args[0])?.get(&vm.heap).is_empty() {
        return Ok(Value::from(format!("{name}()")));
    }
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from("..."));
    }
    let text = entries_text(vm, &args[0]);
    vm.leave_repr(&args[0]);
    Ok(Value::from(format!("{name}({{{}}})", text?)))
}

fn entries_text(vm: &mut Vm, dict: &Value) -> Result<String> {
    let mut texts = Vec::new();
    for (key, value) in vm.mapping_entries(dict, None)? {
        texts.push(format!("{}: {}", vm.repr_text(&key)?, vm.repr_text(&value)?));
    }
    Ok(texts.join(", "))
}

/// Is it an OrderedDict?
fn is_ordered(vm: &mut Vm, value: &Value) -> bool {
    let name = vm.intern("move_to_end");
    let class = vm.heap.class_index_of(value);
    value.as_ref::<Dict>().is_some() && vm.class_attr(class, &name).is_some_and(|m| m.kind() == Some(Kind::Builtin))
}

fn eq(vm: &mut Vm, args: &[Value]) -> Result {
    let same = dict_method(vm, "__eq__", &args[0], &args[1..2])?;
    if !same.is_same(&Value::TRUE) || !is_ordered(vm, &args[1]) {
        return Ok(same);
    }
    let keys = |vm: &Vm, dict: &Value| -> Vec<Value> {
        dict.as_ref::<Dict>().map_or(vec![], |d| d.get(&vm.heap).entries().map(|e| e.key.clone()).collect())
    };
    let (a, b) = (keys(vm, &args[0]), keys(vm, &args[1]));
    for (a, b) in a.iter().zip(&b) {
        if !vm.equal(a, b)? {
            return Ok(Value::FALSE);
        }
    }
    Ok(Value::TRUE)
}

fn ne(vm: &mut Vm, args: &[Value]) -> Result {
    let same = eq(vm, args)?;
    Ok(same.as_bool().map_or(same, |same| Value::bool(!same)))
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let class: Value = vm.class_of(&args[0]).into();
    let new = vm.call(&class, &[])?;
    for (key, value) in vm.mapping_entries(&args[0], None)? {
        vm.set_item(&new, &key, value)?;
    }
    vm.copied(&args[0], &new);
    Ok(new)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let state = match vm.attribute_dict(&args[0]) {
        Some(dict) if !dict.get(&vm.heap).is_empty() => dict.into(),
        _ => Value::NONE,
    };
    let items = vm.call_method(&args[0], "items", &[])?;
    let items = vm.iter(&items)?;
    let class = vm.class_of(&args[0]).into();
    Ok(Value::tuple_of([class, Value::tuple(vec![]), state, Value::NONE, items]))
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    merged(vm, &args[0], &args[0], &args[1])
}

fn reflected_or(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].as_ref::<Dict>().is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    merged(vm, &args[0], &args[1], &args[0])
}

/// A new one, of the class of `model`, of the entries of both.
fn merged(vm: &mut Vm, model: &Value, first: &Value, second: &Value) -> Result {
    let class: Value = vm.class_of(model).into();
    let new = vm.call(&class, std::slice::from_ref(first))?;
    dict_method(vm, "update", &new, std::slice::from_ref(second))?;
    Ok(new)
}

fn from_keys(vm: &mut Vm, args: &[Value]) -> Result {
    let new = vm.call(&args[0], &[])?;
    let iterator = vm.iter(&args[1])?;
    while let Some(key) = vm.next(&iterator)? {
        vm.set_item(&new, &key, args[2].clone())?;
    }
    Ok(new)
}

// ---- views and iterators ------------------------------------------------------------------------

fn view<T: NativeData>(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_for::<T>();
    let index = class.get(&vm.heap).index;
    Ok(Ref::new(index, View { mapping: args[0].clone() }).into())
}

fn keys(vm: &mut Vm, args: &[Value]) -> Result {
    view::<KeysView>(vm, args)
}
fn values(vm: &mut Vm, args: &[Value]) -> Result {
    view::<ValuesView>(vm, args)
}
fn items(vm: &mut Vm, args: &[Value]) -> Result {
    view::<ItemsView>(vm, args)
}

struct OrderedIterator {
    /// UNBOUND when done.
    dict: Value,
    entry: usize,
    version: u32,
    part: Part,
    reverse: bool,
}

impl NativeData for OrderedIterator {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.dict);
    }
}

fn walk(vm: &mut Vm, mapping: &Value, part: Part, reverse: bool) -> Result {
    let dict = own(vm, mapping)?;
    let data = dict.get(&vm.heap);
    let entry = if reverse { data.slots().len() } else { data.first().unwrap_or(0) };
    let version = data.version();
    Ok(vm.make(OrderedIterator { dict: mapping.clone(), entry, version, part, reverse }))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    walk(vm, &args[0], Part::Keys, false)
}
fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    walk(vm, &args[0], Part::Keys, true)
}
fn view_iter(vm: &mut Vm, args: &[Value]) -> Result {
    walk_view(vm, &args[0], false)
}
fn view_reversed(vm: &mut Vm, args: &[Value]) -> Result {
    walk_view(vm, &args[0], true)
}

fn walk_view(vm: &mut Vm, view: &Value, reverse: bool) -> Result {
    let class = vm.class_of(view);
    let part = if class.is_same(&vm.class_for::<ValuesView>()) {
        Part::Values
    } else if class.is_same(&vm.class_for::<ItemsView>()) {
        Part::Items
    } else {
        Part::Keys
    };
    let mapping = view.as_ref::<View>().map_or(Value::NONE, |v| v.mapping.clone());
    walk(vm, &mapping, part, reverse)
}

fn next(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (mapping, entry, version, part, reverse) =
        vm.read(it, |i: &OrderedIterator| (i.dict.clone(), i.entry, i.version, i.part, i.reverse))?;
    let Some(dict) = mapping.as_ref::<Dict>() else {
        return Ok(None);
    };
    let data = dict.get(&vm.heap);
    if data.version() != version {
        vm.state(it, |i: &mut OrderedIterator| std::mem::take(&mut i.dict)).map(drop)?;
        return Err(vm.runtime_error("OrderedDict mutated during iteration"));
    }
    let slots = data.slots();
    let found = if reverse {
        (0..entry).rev().find(|&i| !slots[i].key.is_unbound())
    } else {
        (entry..slots.len()).find(|&i| !slots[i].key.is_unbound())
    };
    let Some(number) = found else {
        vm.state(it, |i: &mut OrderedIterator| std::mem::take(&mut i.dict)).map(drop)?;
        return Ok(None);
    };
    let at = &slots[number];
    let value = match part {
        Part::Keys => at.key.clone(),
        Part::Values => at.value.clone(),
        Part::Items => Value::tuple_of([at.key.clone(), at.value.clone()]),
    };
    vm.state(it, |i: &mut OrderedIterator| i.entry = if reverse { number } else { number + 1 })?;
    Ok(Some(value))
}

fn iterator_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let rest = vm.collect(&args[0])?;
    let iter = vm.intern("iter");
    let iter = vm.builtins.get(&vm.heap).get_name(&iter).cloned().unwrap_or(Value::NONE);
    Ok(Value::tuple_of([iter, Value::tuple(vec![Value::list(rest)])]))
}
