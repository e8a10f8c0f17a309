//! accumulate, compress, dropwhile, filterfalse, islice, starmap, takewhile: one iterable in, some of it out.

use object::{Module, Ref, Value};
use vm::{Binary, Method, NativeClass, NextFn, Result, Vm, method};

use super::{call_with, native_data};

struct Accumulate {
    iterator: Value,
    function: Value,
    /// UNBOUND before the first.
    total: Value,
    /// The value to give before any other, or UNBOUND.
    initial: Value,
}
native_data!(Accumulate: iterator function total initial);

struct Compress {
    data: Value,
    selectors: Value,
}
native_data!(Compress: data selectors);

/// dropwhile, filterfalse, takewhile and starmap: a function and an iterator.
struct Filtered {
    function: Value,
    iterator: Value,
    /// dropwhile: has it begun to give? takewhile: has it stopped?
    turned: bool,
}
native_data!(Filtered: function iterator);

struct DropWhile(Filtered);
struct FilterFalse(Filtered);
struct TakeWhile(Filtered);
struct StarMap(Filtered);

macro_rules! filtered {
    ($($name:ident)*) => { $(
        impl object::NativeData for $name {
            fn visit(&self, visit: &mut dyn FnMut(&Value)) {
                self.0.visit(visit);
            }
            fn clear(&mut self) {
                self.0.clear();
            }
        }
    )* };
}
filtered!(DropWhile FilterFalse TakeWhile StarMap);

struct Slice {
    iterator: Value,
    next: usize,
    stop: Option<usize>,
    step: usize,
    count: usize,
}
native_data!(Slice: iterator);

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let class = |name: &'static str, methods: &'static [Method], next: NextFn, doc: &'static str| NativeClass {
        name,
        module: "itertools",
        methods,
        next: Some(next),
        doc,
        ..NativeClass::BASE
    };
    const ACCUMULATE: &[Method] = &[method(
        "__new__",
        new_accumulate,
        "(cls, iterable, func=None, *, initial=None)",
        "Create and return a new object.",
    )];
    let doc = "Return series of accumulated sums.";
    vm.add_data_class::<Accumulate>(module, class("accumulate", ACCUMULATE, next_accumulate, doc));
    const COMPRESS: &[Method] =
        &[method("__new__", new_compress, "(cls, data, selectors)", "Create and return a new object.")];
    let doc = "Return data elements corresponding to true selector elements.";
    vm.add_data_class::<Compress>(module, class("compress", COMPRESS, next_compress, doc));
    const DROP: &[Method] = &[method("__new__", new_drop, "(cls, predicate, iterable, /)", "Create a new object.")];
    let doc = "Drop items from the iterable while predicate(item) is true.";
    vm.add_data_class::<DropWhile>(module, class("dropwhile", DROP, next_drop, doc));
    const TAKE: &[Method] = &[method("__new__", new_take, "(cls, predicate, iterable, /)", "Create a new object.")];
    let doc = "Return successive entries from an iterable as long as the predicate evaluates to true for each entry.";
    vm.add_data_class::<TakeWhile>(module, class("takewhile", TAKE, next_take, doc));
    const FALSE: &[Method] = &[method("__new__", new_false, "(cls, function, iterable, /)", "Create a new object.")];
    let doc = "Return those items of iterable for which function(item) is false.";
    vm.add_data_class::<FilterFalse>(module, class("filterfalse", FALSE, next_false, doc));
    const STAR: &[Method] = &[method("__new__", new_star, "(cls, function, iterable, /)", "Create a new object.")];
    let doc = "Return an iterator whose values are returned from the function evaluated with an argument tuple taken \
               from the given sequence.";
    vm.add_data_class::<StarMap>(module, class("starmap", STAR, next_star, doc));
    const SLICE: &[Method] =
        &[method("__new__", new_slice, "(cls, iterable, start, stop=<unset>, step=<unset>, /)", "Create an object.")];
    let doc = "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object";
    vm.add_data_class::<Slice>(module, class("islice", SLICE, next_slice, doc));
}

// ---- accumulate ------------------------------------------------------------------------------

fn new_accumulate(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    let initial = if args[3].is_none() { Value::UNBOUND } else { args[3].clone() };
    vm.new_data(&args[0], Accumulate { iterator, function: args[2].clone(), total: Value::UNBOUND, initial })
}

fn next_accumulate(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (iterator, function, total, initial) = vm.state(it, |s: &mut Accumulate| {
        (s.iterator.clone(), s.function.clone(), s.total.clone(), std::mem::take(&mut s.initial))
    })?;
    let value = if !initial.is_unbound() {
        initial
    } else {
        let Some(item) = vm.next(&iterator)? else {
            return Ok(None);
        };
        if total.is_unbound() {
            item
        } else if function.is_none() {
            vm.binary(Binary::Add, &total, &item)?
        } else {
            vm.call(&function, &[total, item])?
        }
    };
    let old = vm.state(it, |s: &mut Accumulate| std::mem::replace(&mut s.total, value.clone()))?;
    drop(old);
    Ok(Some(value))
}

// ---- compress --------------------------------------------------------------------------------

fn new_compress(vm: &mut Vm, args: &[Value]) -> Result {
    let (data, selectors) = (vm.iter(&args[1])?, vm.iter(&args[2])?);
    vm.new_data(&args[0], Compress { data, selectors })
}

fn next_compress(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (data, selectors) = vm.read(it, |s: &Compress| (s.data.clone(), s.selectors.clone()))?;
    while let Some(item) = vm.next(&data)? {
        let Some(selector) = vm.next(&selectors)? else {
            return Ok(None);
        };
        if vm.truth(&selector)? {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

// ---- a function and an iterator -----------------------------------------------------------------

fn filtered(vm: &mut Vm, args: &[Value]) -> Result<Filtered> {
    Ok(Filtered { function: args[1].clone(), iterator: vm.iter(&args[2])?, turned: false })
}

fn new_drop(vm: &mut Vm, args: &[Value]) -> Result {
    let data = filtered(vm, args)?;
    vm.new_data(&args[0], DropWhile(data))
}
fn new_take(vm: &mut Vm, args: &[Value]) -> Result {
    let data = filtered(vm, args)?;
    vm.new_data(&args[0], TakeWhile(data))
}
fn new_false(vm: &mut Vm, args: &[Value]) -> Result {
    let data = filtered(vm, args)?;
    vm.new_data(&args[0], FilterFalse(data))
}
fn new_star(vm: &mut Vm, args: &[Value]) -> Result {
    let data = filtered(vm, args)?;
    vm.new_data(&args[0], StarMap(data))
}

fn next_drop(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (function, iterator, begun) =
        vm.read(it, |s: &DropWhile| (s.0.function.clone(), s.0.iterator.clone(), s.0.turned))?;
    while let Some(item) = vm.next(&iterator)? {
        if begun {
            return Ok(Some(item));
        }
        let result = vm.call(&function, std::slice::from_ref(&item))?;
        if !vm.truth(&result)? {
            vm.state(it, |s: &mut DropWhile| s.0.turned = true)?;
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn next_take(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (function, iterator, stopped) =
        vm.read(it, |s: &TakeWhile| (s.0.function.clone(), s.0.iterator.clone(), s.0.turned))?;
    if stopped {
        return Ok(None);
    }
    let Some(item) = vm.next(&iterator)? else {
        return Ok(None);
    };
    let result = vm.call(&function, std::slice::from_ref(&item))?;
    if vm.truth(&result)? {
        return Ok(Some(item));
    }
    vm.state(it, |s: &mut TakeWhile| s.0.turned = true)?;
    Ok(None)
}

fn next_false(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (function, iterator) = vm.read(it, |s: &FilterFalse| (s.0.function.clone(), s.0.iterator.clone()))?;
    let bool_class = vm.heap.class(object::ClassIndex::BOOL).to_value();
    let plain = function.is_none() || function.is_same(&bool_class);
    while let Some(item) = vm.next(&iterator)? {
        let good = if plain {
            vm.truth(&item)?
        } else {
            let result = vm.call(&function, std::slice::from_ref(&item))?;
            vm.truth(&result)?
        };
        if !good {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn next_star(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (function, iterator) = vm.read(it, |s: &StarMap| (s.0.function.clone(), s.0.iterator.clone()))?;
    match vm.next(&iterator)? {
        Some(arguments) => call_with(vm, &function, &arguments).map(Some),
        None => Ok(None),
    }
}

// ---- islice ------------------------------------------------------------------------------------

fn new_slice(vm: &mut Vm, args: &[Value]) -> Result {
    let stop_only = args[3].is_unbound();
    let (start, stop) = if stop_only { (&Value::NONE, &args[2]) } else { (&args[2], &args[3]) };
    let stop = match bound(vm, stop)? {
        Some(stop) => stop,
        None => {
            let message = "Stop argument for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
            return Err(vm.value_error(message));
        }
    };
    let Some(start) = bound(vm, start)? else {
        let message = "Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.";
        return Err(vm.value_error(message));
    };
    let step = if args[4].is_unbound() { Some(None) } else { bound(vm, &args[4])? };
    let step = match step {
        Some(None) => 1,
        Some(Some(step)) if step > 0 => step,
        _ => return Err(vm.value_error("Step for islice() must be a positive integer or None.")),
    };
    let iterator = vm.iter(&args[1])?;
    vm.new_data(&args[0], Slice { iterator, next: start.unwrap_or(0), stop, step, count: 0 })
}

/// An index or None; nothing where it is neither.
fn bound(vm: &mut Vm, value: &Value) -> Result<Option<Option<usize>>> {
    if value.is_none() {
        return Ok(Some(None));
    }
    if vm.class_attr_str(value, "__index__").is_none() && value.as_small_int().is_none() {
        return Ok(None);
    }
    match vm.index(value) {
        Ok(n) => Ok(usize::try_from(n).ok().map(Some)),
        Err(_) if vm.swallow("Exception") => Ok(None),
        Err(raised) => Err(raised),
    }
}

fn next_slice(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (iterator, next, stop, mut count) = vm.read(it, |s: &Slice| (s.iterator.clone(), s.next, s.stop, s.count))?;
    if iterator.is_unbound() {
        return Ok(None);
    }
    while count < next {
        if stop.is_some_and(|stop| count >= stop) {
            break;
        }
        if vm.next(&iterator)?.is_none() {
            return finish_slice(vm, it);
        }
        count += 1;
        vm.state(it, |s: &mut Slice| s.count = count)?;
    }
    if stop.is_some_and(|stop| count >= stop) {
        return finish_slice(vm, it);
    }
    let Some(item) = vm.next(&iterator)? else {
        return finish_slice(vm, it);
    };
    vm.state(it, |s: &mut Slice| {
        s.count = count + 1;
        s.next = s.next.saturating_add(s.step).min(s.stop.unwrap_or(usize::MAX));
    })?;
    Ok(Some(item))
}

fn finish_slice(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let iterator = vm.state(it, |s: &mut Slice| std::mem::take(&mut s.iterator))?;
    drop(iterator);
    Ok(None)
}
