//! `_collections`: deque, defaultdict, OrderedDict, and what Counter and namedtuple are made of.

mod defaultdict;
mod deque;
mod ordered;
mod sequence;

use object::{ClassIndex, Dict, Module, NativeData, Ref, Tuple, Value};
use vm::{Binary, Method, NativeClass, Result, Vm, method};

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_collections", |vm, module: &Ref<Module>| {
        deque::load(vm, module);
        defaultdict::load(vm, module);
        ordered::load(vm, module);
        load_tuple_getter(vm, module);
        let count =
            method("_count_elements", count_elements, "(mapping, iterable, /)", "Count elements in the iterable.");
        vm.fill_module(module, &[count]);
        Ok(())
    });
}

// ---- Counter ----------------------------------------------------------------------------------

fn count_elements(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    match args[0].as_ref::<Dict>().cloned() {
        Some(dict) if has_own_items_of_dict(vm, &args[0]) => {
            while let Some(item) = vm.next(&iterator)? {
                count_one(vm, &dict, item)?;
            }
        }
        _ => {
            let get = vm.get_attr_str(&args[0], "get")?;
            while let Some(item) = vm.next(&iterator)? {
                let old = vm.call(&get, &[item.clone(), Value::int(0)])?;
                let new = vm.binary(Binary::Add, &old, &Value::int(1))?;
                vm.set_item(&args[0], &item, new)?;
            }
        }
    }
    Ok(Value::NONE)
}

/// Are `get` and `__setitem__` of this mapping those of dict itself?
fn has_own_items_of_dict(vm: &mut Vm, mapping: &Value) -> bool {
    let class = vm.heap.class_index_of(mapping);
    ["get", "__setitem__"].iter().all(|name| {
        let name = vm.intern(name);
        match (vm.class_attr(class, &name), vm.class_attr(ClassIndex::DICT, &name)) {
            (Some(own), Some(dict)) => own.is_same(&dict),
            _ => false,
        }
    })
}

fn count_one(vm: &mut Vm, dict: &Ref<Dict>, item: Value) -> Result<()> {
    let hash = vm.hash(&item)?;
    let Some(entry) = vm.dict_find(dict, hash, &item)? else {
        return vm.dict_set(dict, item, Value::int(1));
    };
    let old = dict.get(&vm.heap).entry(entry).value.clone();
    let new = match Value::both_small_ints(&old, &Value::int(1)).then(|| Value::add_small(&old, &Value::int(1))) {
        Some(Some(sum)) => sum,
        _ => vm.binary(Binary::Add, &old, &Value::int(1))?,
    };
    vm.dict_set(dict, item, new)
}

// ---- namedtuple -------------------------------------------------------------------------------

/// The attribute of a named tuple: an item by its place.
struct TupleGetter {
    index: i64,
    doc: Value,
}

impl NativeData for TupleGetter {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.doc);
    }
}

const TUPLE_GETTER: &[Method] = &[
    method("__new__", new_getter, "(cls, index, doc, /)", "Create and return a new object."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__set__", |vm, _| Err(vm.attribute_error_text("can't set attribute")), "(self, instance, value, /)", ""),
    method("__delete__", |vm, _| Err(vm.attribute_error_text("can't delete attribute")), "(self, instance, /)", ""),
    method("__repr__", getter_repr, "(self, /)", "Return repr(self)."),
    method("__reduce__", getter_reduce, "(self, /)", "Return state information for pickling."),
];

fn load_tuple_getter(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<TupleGetter>(
        module,
        NativeClass {
            name: "_tuplegetter",
            module: "collections",
            methods: TUPLE_GETTER,
            getters: &[vm::getter_setter("__doc__", getter_doc, set_getter_doc, "")],
            ..NativeClass::BASE
        },
    );
}

fn new_getter(vm: &mut Vm, args: &[Value]) -> Result {
    let index = vm.index(&args[1])?;
    vm.new_data(&args[0], TupleGetter { index, doc: args[2].clone() })
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let index = vm.read(&args[0], |g: &TupleGetter| g.index)?;
    let Some(tuple) = args[1].as_ref::<Tuple>() else {
        if args[1].is_none() {
            return Ok(args[0].clone());
        }
        let name = vm.type_name(&args[1]);
        let message = format!("descriptor for index '{index}' for tuple subclasses doesn't apply to '{name}' object");
        return Err(vm.type_error(message));
    };
    match tuple.0.get(index as usize) {
        Some(item) => Ok(item.clone()),
        None => Err(vm.index_error("tuple index out of range")),
    }
}

fn getter_doc(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |g: &TupleGetter| g.doc.clone())
}

fn set_getter_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let new = if args[1].is_unbound() { Value::NONE } else { args[1].clone() };
    let old =
        vm.change(&args[0], vm::Mutation::SetAttribute, |g: &mut TupleGetter| std::mem::replace(&mut g.doc, new))?;
    drop(old);
    Ok(Value::NONE)
}

fn getter_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (index, doc) = vm.read(&args[0], |g: &TupleGetter| (g.index, g.doc.clone()))?;
    let (name, doc) = (vm.short_type_name(&args[0]), vm.repr_text(&doc)?);
    Ok(Value::from(format!("{name}({index}, {doc})")))
}

fn getter_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (index, doc) = vm.read(&args[0], |g: &TupleGetter| (g.index, g.doc.clone()))?;
    Ok(Value::tuple_of([vm.class_of(&args[0]).into(), Value::tuple(vec![Value::int(index), doc])]))
}
