//! Sizes and counts of references.

use object::{Kind, Value, dunder};
use vm::{Method, Result, Vm, method};

pub(super) const FUNCTIONS: &[Method] = &[
    method("getsizeof", size_of, "(object, default=<unset>)", "Return the size of object in bytes."),
    method("getrefcount", reference_count, "(object, /)", "Return the reference count of object."),
    method("getallocatedblocks", blocks, "()", "Return the number of memory blocks currently allocated."),
    method("getunicodeinternedsize", interned, "(*, _only_immortal=False)", "The number of interned strings."),
    method("_debugmallocstats", none, "()", "Prints nothing: there is no allocator of our own."),
];

/// What CPython's collector keeps before an object that it knows.
const COLLECTOR_HEADER: i64 = 16;
/// What CPython keeps before an instance with a namespace.
const NAMESPACE_HEADER: i64 = 16;

fn size_of(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(result) = vm.call_dunder(&args[0], dunder::SIZEOF, &[]) else {
        return no_size(vm, args);
    };
    let result = match result {
        Ok(result) => result,
        Err(_) if !args[1].is_unbound() && vm.swallow("TypeError") => return Ok(args[1].clone()),
        Err(raised) => return Err(raised),
    };
    let Some(size) = result.as_small_int() else {
        return no_size(vm, args);
    };
    if size < 0 {
        return Err(vm.value_error("__sizeof__() should return >= 0"));
    }
    let class = vm.class_of(&args[0]);
    let facts = class.get(&vm.heap);
    let user = !facts.flags.has(object::ClassFlags::IMMUTABLE);
    let collected = match args[0].kind() {
        None | Some(Kind::Float | Kind::BigInt | Kind::Complex | Kind::Str | Kind::Bytes | Kind::ByteArray) => user,
        Some(Kind::Code | Kind::Range) => false,
        _ => facts.index != object::ClassIndex::OBJECT,
    };
    let mut total = size;
    if collected {
        total += COLLECTOR_HEADER;
    }
    if user && facts.flags.has(object::ClassFlags::HAS_DICT) {
        total += NAMESPACE_HEADER;
    }
    Ok(Value::from_i64(total))
}

fn no_size(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[1].is_unbound() {
        return Ok(args[1].clone());
    }
    let message = format!("Type {} doesn't define __sizeof__", vm.type_name(&args[0]));
    Err(vm.type_error(message))
}

/// The argument itself counts, as in CPython. What lives in a word counts as immortal.
fn reference_count(_: &mut Vm, args: &[Value]) -> Result {
    const IMMORTAL: i64 = u32::MAX as i64;
    Ok(Value::from_i64(args[0].header().map_or(IMMORTAL, |header| header.count() as i64)))
}

fn blocks(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_usize(object::allocated_bytes() / 16))
}

fn interned(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(0))
}

fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
