//! chain and zip_longest.

use object::{Module, Ref, Value};
use vm::{NativeClass, Result, Vm, class_method, method};

use super::native_data;

struct Chain {
    /// Gives the iterables; UNBOUND when done.
    source: Value,
    /// The iterator being read, or UNBOUND.
    active: Value,
}
native_data!(Chain: source active);

struct ZipLongest {
    /// UNBOUND where one has ended.
    iterators: Vec<Value>,
    left: usize,
    fill: Value,
}
native_data!(ZipLongest: fill; iterators);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Chain>(
        module,
        NativeClass {
            name: "chain",
            module: "itertools",
            doc: "Return a chain object whose .__next__() method returns elements from the first iterable until it \
                  is exhausted, then elements from the next iterable, until all of the iterables are exhausted.",
            methods: &[
                method("__new__", new_chain, "(cls, /, *iterables)", "Create and return a new object."),
                class_method(
                    "from_iterable",
                    from_iterable,
                    "(type, iterable, /)",
                    "Alternative chain() constructor taking a single iterable argument that evaluates lazily.",
                ),
                class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
            ],
            next: Some(next_chain),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<ZipLongest>(
        module,
        NativeClass {
            name: "zip_longest",
            module: "itertools",
            doc: "Return a zip_longest object whose .__next__() method returns a tuple where the i-th element comes \
                  from the i-th iterable argument, shorter ones filled up.",
            methods: &[method(
                "__new__",
                new_longest,
                "(cls, /, *iterables, fillvalue=None)",
                "Create and return a new object.",
            )],
            next: Some(next_longest),
            ..NativeClass::BASE
        },
    );
}

fn new_chain(vm: &mut Vm, args: &[Value]) -> Result {
    let source = vm.iter(&args[1])?;
    vm.new_data(&args[0], Chain { source, active: Value::UNBOUND })
}

fn from_iterable(vm: &mut Vm, args: &[Value]) -> Result {
    new_chain(vm, args)
}

fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

fn next_chain(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    loop {
        let mut active = vm.read(it, |s: &Chain| s.active.clone())?;
        if active.is_unbound() {
            let source = vm.read(it, |s: &Chain| s.source.clone())?;
            if source.is_unbound() {
                return Ok(None);
            }
            let opened = match vm.next(&source) {
                Ok(Some(iterable)) => vm.iter(&iterable).map(Some),
                Ok(None) => Ok(None),
                Err(raised) => Err(raised),
            };
            match opened {
                Ok(Some(iterator)) => {
                    active = iterator.clone();
                    vm.state(it, |s: &mut Chain| s.active = iterator)?;
                }
                ended => {
                    let source = vm.state(it, |s: &mut Chain| std::mem::take(&mut s.source))?;
                    drop(source);
                    return ended;
                }
            }
        }
        if let Some(value) = vm.next(&active)? {
            return Ok(Some(value));
        }
        let ended = vm.state(it, |s: &mut Chain| std::mem::take(&mut s.active))?;
        drop(ended);
    }
}

fn new_longest(vm: &mut Vm, args: &[Value]) -> Result {
    let iterables = vm.tuple_items(&args[1]).to_vec();
    let mut iterators = Vec::with_capacity(iterables.len());
    for iterable in &iterables {
        iterators.push(vm.iter(iterable)?);
    }
    let left = iterators.len();
    vm.new_data(&args[0], ZipLongest { iterators, left, fill: args[2].clone() })
}

fn next_longest(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (count, left) = vm.read(it, |s: &ZipLongest| (s.iterators.len(), s.left))?;
    if left == 0 {
        return Ok(None);
    }
    let mut items = Vec::with_capacity(count);
    for place in 0..count {
        let iterator = vm.read(it, |s: &ZipLongest| s.iterators.get(place).cloned().unwrap_or_default())?;
        let found = if iterator.is_unbound() { None } else { next_or_stop(vm, it, &iterator)? };
        if let Some(value) = found {
            items.push(value);
            continue;
        }
        if !iterator.is_unbound() {
            let left = vm.state(it, |s: &mut ZipLongest| {
                s.left -= 1;
                std::mem::take(&mut s.iterators[place]);
                s.left
            })?;
            if left == 0 {
                return Ok(None);
            }
        }
        items.push(vm.read(it, |s: &ZipLongest| s.fill.clone())?);
    }
    Ok(Some(Value::tuple(items)))
}

/// An iterator that raises ends the whole.
fn next_or_stop(vm: &mut Vm, it: &Value, iterator: &Value) -> Result<Option<Value>> {
    let result = vm.next(iterator);
    if result.is_err() {
        vm.state(it, |s: &mut ZipLongest| s.left = 0)?;
    }
    result
}
