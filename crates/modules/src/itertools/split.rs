//! batched, pairwise, tee.

use object::{Class, Module, Ref, Value};
use vm::{NativeClass, Result, Vm, method};

use super::native_data;

struct Batched {
    iterator: Value,
    size: usize,
    strict: bool,
}
native_data!(Batched: iterator);

struct Pairwise {
    iterator: Value,
    /// UNBOUND before the first.
    old: Value,
}
native_data!(Pairwise: iterator old);

/// How many values stand in one link.
const LINK: usize = 57;

/// What the iterators of one `tee` share: a list of links, kept alive by the slowest of them.
struct Link {
    iterator: Value,
    values: Vec<Value>,
    next: Value,
    running: bool,
}
native_data!(Link: iterator next; values);

struct Tee {
    link: Value,
    index: usize,
}
native_data!(Tee: link);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Batched>(
        module,
        NativeClass {
            name: "batched",
            module: "itertools",
            doc: "Batch data into tuples of length n. The last batch may be shorter than n.",
            methods: &[method("__new__", new_batched, "(cls, iterable, n, *, strict=False)", "Create a new object.")],
            next: Some(next_batched),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Pairwise>(
        module,
        NativeClass {
            name: "pairwise",
            module: "itertools",
            doc: "Return an iterator of overlapping pairs taken from the input iterator.",
            methods: &[method("__new__", new_pairwise, "(cls, iterable, /)", "Create and return a new object.")],
            next: Some(next_pairwise),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Link>(
        module,
        NativeClass {
            name: "_tee_dataobject",
            module: "itertools",
            doc: "teedataobject(iterable, values, next, /)",
            flags: object::ClassFlags::NO_NEW,
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Tee>(
        module,
        NativeClass {
            name: "_tee",
            module: "itertools",
            doc: "Iterator wrapped to make it copyable.",
            methods: &[
                method("__new__", new_tee, "(cls, iterable, /)", "Create and return a new object."),
                method("__copy__", copy_tee, "(self, /)", "Returns an independent iterator."),
            ],
            next: Some(next_tee),
            ..NativeClass::BASE
        },
    );
    let tee = method("tee", tee, "(iterable, n=2, /)", "Returns a tuple of n independent iterators.");
    vm.fill_module(module, &[tee]);
}

fn new_batched(vm: &mut Vm, args: &[Value]) -> Result {
    let size = vm.index(&args[2])?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let strict = vm.truth(&args[3])?;
    let iterator = vm.iter(&args[1])?;
    vm.new_data(&args[0], Batched { iterator, size: size as usize, strict })
}

fn next_batched(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (iterator, size, strict) = vm.read(it, |s: &Batched| (s.iterator.clone(), s.size, s.strict))?;
    if iterator.is_unbound() {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(size.min(1024));
    while items.len() < size {
        match vm.next(&iterator)? {
            Some(item) => items.push(item),
            None => {
                let ended = vm.state(it, |s: &mut Batched| std::mem::take(&mut s.iterator))?;
                drop(ended);
                if strict && !items.is_empty() {
                    return Err(vm.value_error("batched(): incomplete batch"));
                }
                break;
            }
        }
    }
    Ok(if items.is_empty() { None } else { Some(Value::tuple(items)) })
}

fn new_pairwise(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    vm.new_data(&args[0], Pairwise { iterator, old: Value::UNBOUND })
}

fn next_pairwise(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (iterator, mut old) = vm.read(it, |s: &Pairwise| (s.iterator.clone(), s.old.clone()))?;
    if iterator.is_unbound() {
        return Ok(None);
    }
    if old.is_unbound() {
        match vm.next(&iterator)? {
            Some(first) => {
                vm.state(it, |s: &mut Pairwise| s.old = first.clone())?;
                old = first;
            }
            None => return end_pairwise(vm, it),
        }
    }
    let Some(new) = vm.next(&iterator)? else {
        return end_pairwise(vm, it);
    };
    let before = vm.state(it, |s: &mut Pairwise| std::mem::replace(&mut s.old, new.clone()))?;
    drop(before);
    Ok(Some(Value::tuple_of([old, new])))
}

fn end_pairwise(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let let_go = vm.state(it, |s: &mut Pairwise| (std::mem::take(&mut s.iterator), std::mem::take(&mut s.old)))?;
    drop(let_go);
    Ok(None)
}

// ---- tee -----------------------------------------------------------------------------------------

fn new_link(vm: &mut Vm, iterator: Value) -> Value {
    vm.make(Link { iterator, values: Vec::new(), next: Value::UNBOUND, running: false })
}

/// The iterator of an iterable as one that can be copied.
fn copyable(vm: &mut Vm, class: &Ref<Class>, iterable: &Value) -> Result {
    let iterator = vm.iter(iterable)?;
    if let Some((link, index)) = vm.data::<Tee>(&iterator).map(|t| (t.link.clone(), t.index)) {
        return vm.new_data(class.value(), Tee { link, index });
    }
    let link = new_link(vm, iterator);
    vm.new_data(class.value(), Tee { link, index: 0 })
}

fn new_tee(vm: &mut Vm, args: &[Value]) -> Result {
    match args[0].as_ref::<Class>() {
        Some(class) => copyable(vm, &class.clone(), &args[1]),
        None => Err(vm.type_error("_tee.__new__(X): X is not a type object")),
    }
}

fn copy_tee(vm: &mut Vm, args: &[Value]) -> Result {
    let (link, index) = vm.read(&args[0], |s: &Tee| (s.link.clone(), s.index))?;
    let class = vm.class_of(&args[0]);
    vm.new_data(class.value(), Tee { link, index })
}

fn tee(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.index(&args[1])?;
    if count < 0 {
        return Err(vm.value_error("n must be >= 0"));
    }
    if count == 0 {
        return Ok(Value::tuple_of([]));
    }
    let iterator = vm.iter(&args[0])?;
    let class = vm.class_for::<Tee>();
    let copies = vm.intern("__copy__");
    let first = match vm.find_attr(&iterator, &copies)? {
        Some(_) => iterator,
        None => copyable(vm, &class, &iterator)?,
    };
    let mut all = Vec::with_capacity(count as usize);
    all.push(first.clone());
    for _ in 1..count {
        all.push(vm.call_method(&first, "__copy__", &[])?);
    }
    Ok(Value::tuple(all))
}

fn next_tee(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (mut link, mut index) = vm.read(it, |s: &Tee| (s.link.clone(), s.index))?;
    if index >= LINK {
        link = next_link(vm, &link)?;
        index = 0;
        let left = vm.state(it, |s: &mut Tee| {
            s.index = 0;
            std::mem::replace(&mut s.link, link.clone())
        })?;
        drop(left);
    }
    let value = match vm.read(&link, |l: &Link| l.values.get(index).cloned())? {
        Some(value) => value,
        None => match advance_link(vm, &link)? {
            Some(value) => value,
            None => return Ok(None),
        },
    };
    vm.state(it, |s: &mut Tee| s.index = index + 1)?;
    Ok(Some(value))
}

fn next_link(vm: &mut Vm, link: &Value) -> Result {
    let (next, iterator) = vm.read(link, |l: &Link| (l.next.clone(), l.iterator.clone()))?;
    if !next.is_unbound() {
        return Ok(next);
    }
    let next = new_link(vm, iterator);
    vm.state(link, |l: &mut Link| l.next = next.clone())?;
    Ok(next)
}

fn advance_link(vm: &mut Vm, link: &Value) -> Result<Option<Value>> {
    let (iterator, running) = vm.read(link, |l: &Link| (l.iterator.clone(), l.running))?;
    if running {
        return Err(vm.runtime_error("cannot re-enter the tee iterator"));
    }
    vm.state(link, |l: &mut Link| l.running = true)?;
    let result = vm.next(&iterator);
    vm.state(link, |l: &mut Link| l.running = false)?;
    if let Ok(Some(value)) = &result {
        let value = value.clone();
        vm.state(link, |l: &mut Link| l.values.push(value))?;
    }
    result
}
