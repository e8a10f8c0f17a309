//! memoryview: other objects' buffers, read as items of a format, sliced and cast without copying.

mod item;

use object::{ByteArray, Bytes, ClassIndex, Memory, Native, Ref, Slice, Str, Tuple, Value};
use vm::{Getter, Method, Result, Vm, getter, method};

use item::{pack, size_of, unpack};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, object)", "Create a new memoryview object which references the given object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__enter__", enter, "(self, /)", ""),
    method("__exit__", exit, "(self, /, *args)", ""),
    method("release", release, "(self, /)", "Release the underlying buffer exposed by the memoryview object."),
    method("tobytes", to_bytes, "(self, /, order='C')", "Return the data in the buffer as a byte string."),
    method("tolist", to_list, "(self, /)", "Return the data in the buffer as a list of elements."),
    method("cast", cast, "(self, /, format, shape=<unset>)", "Cast a memoryview to a new format or shape."),
    method("toreadonly", to_readonly, "(self, /)", "Return a readonly version of the memoryview."),
    method("hex", hex, "(self, /, sep=<unset>, bytes_per_sep=1)", "Return the data as hexadecimal numbers."),
];

const GETTERS: &[Getter] = &[
    getter("obj", base, "The underlying object of the memoryview."),
    getter("nbytes", byte_length, "The amount of space in bytes that the array would use in a contiguous form."),
    getter("readonly", readonly, "A bool indicating whether the memory is read only."),
    getter("itemsize", item_size, "The size in bytes of each element of the memoryview."),
    getter("format", format, "A string containing the format for each element in the view."),
    getter("ndim", dimensions, "An integer indicating how many dimensions the memory represents."),
    getter("shape", shape, "A tuple of ndim integers giving the shape of the memory."),
    getter("strides", strides, "A tuple of ndim integers giving the bytes between elements."),
    getter("suboffsets", suboffsets, "A tuple of integers used internally for PIL-style arrays."),
    getter("c_contiguous", contiguous, "A bool indicating whether the memory is C contiguous."),
    getter("f_contiguous", fortran_contiguous, "A bool indicating whether the memory is Fortran contiguous."),
    getter("contiguous", contiguous, "A bool indicating whether the memory is contiguous."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::MEMORYVIEW, METHODS, GETTERS);
    let class = vm.heap.class(ClassIndex::MEMORYVIEW).to_value();
    vm.set_builtin("memoryview", class);
}

const RELEASED: &str = "operation forbidden on released memoryview object";

/// The view, if it was not released.
fn view<'a>(vm: &mut Vm, value: &'a Value) -> Result<&'a Ref<Memory>> {
    match value.as_ref::<Memory>() {
        Some(memory) if !memory.get(&vm.heap).base.is_none() => Ok(memory),
        Some(_) => Err(vm.value_error(RELEASED)),
        None => Err(vm.type_error("a memoryview is needed here")),
    }
}

fn bytes<'a>(vm: &'a Vm, memory: &'a Ref<Memory>) -> &'a [u8] {
    vm.plain_buffer(&memory.get(&vm.heap).base).unwrap_or_default()
}

fn made(memory: Memory) -> Value {
    Ref::new(ClassIndex::MEMORYVIEW, memory).into()
}

/// Another view of the same buffer.
fn again(vm: &Vm, memory: &Ref<Memory>) -> Memory {
    let data = memory.get(&vm.heap);
    Memory {
        base: data.base.clone(),
        export: data.export.clone(),
        start: data.start,
        format: data.format.clone(),
        item_size: data.item_size,
        shape: data.shape.clone(),
        strides: data.strides.clone(),
        readonly: data.readonly,
        hash: Default::default(),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let object = &args[1];
    if object.as_ref::<Memory>().is_some() {
        let memory = view(vm, object)?;
        return Ok(made(again(vm, memory)));
    }
    let (format, item_size) = match object.as_ref::<Native>().and_then(|n| n.get(&vm.heap).0.buffer()) {
        Some(buffer) => (buffer.format.to_string(), buffer.item_size),
        None => ("B".to_string(), 1),
    };
    let Some(length) = vm.plain_buffer(object).map(|b| b.len() / item_size.max(1)) else {
        let message = format!("memoryview: a bytes-like object is required, not '{}'", vm.type_name(object));
        return Err(vm.type_error(message));
    };
    let writable = match object.as_ref::<Native>() {
        Some(native) => native.get_mut(&mut vm.heap).0.buffer_mut().is_some(),
        None => object.as_ref::<Bytes>().is_none(),
    };
    Ok(made(Memory {
        base: object.clone(),
        export: vm.export_buffer(object),
        start: 0,
        format,
        item_size,
        shape: vec![length],
        strides: vec![item_size as isize],
        readonly: !writable,
        hash: Default::default(),
    }))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let released = args[0].as_ref::<Memory>().is_some_and(|m| m.get(&vm.heap).base.is_none());
    let what = if released { "released memory" } else { "memory" };
    Ok(Value::from(format!("<{what} at {:#x}>", object::identity_number(&args[0]))))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let known = args[0].as_ref::<Memory>().and_then(|m| m.get(&vm.heap).hash.get());
    if let Some(hash) = known {
        return Ok(Value::from_i64(hash));
    }
    let memory = view(vm, &args[0])?;
    let data = memory.get(&vm.heap);
    if !data.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !matches!(data.format.as_str(), "B" | "b" | "c") {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    let hash = object::hash_bytes(&vm.buffer(&args[0]).unwrap_or_default());
    data.hash.set(Some(hash));
    Ok(Value::from_i64(hash))
}

fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    match memory.get(&vm.heap).shape.first() {
        Some(length) => Ok(Value::from_usize(*length)),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
}

/// All items in order, and the shape they stand in.
fn items(vm: &mut Vm, value: &Value) -> Result<(Vec<Value>, Vec<usize>)> {
    let memory = view(vm, value)?;
    let data = memory.get(&vm.heap);
    let (kind, size) = (item::kind_of(&data.format), data.item_size);
    let Some(kind) = kind else {
        let message = format!("memoryview: format {} not supported", data.format);
        return Err(vm.not_implemented_error(message));
    };
    let base = bytes(vm, memory);
    let values = data.offsets().into_iter().map(|at| base.get(at..at + size).map_or(Value::NONE, |b| unpack(kind, b)));
    Ok((values.collect(), data.shape.clone()))
}

fn compare(vm: &mut Vm, args: &[Value]) -> Result<Option<bool>> {
    if args[0].is_same(&args[1]) {
        return Ok(Some(true));
    }
    let dead = |vm: &Vm, v: &Value| v.as_ref::<Memory>().is_some_and(|m| m.get(&vm.heap).base.is_none());
    if dead(vm, &args[0]) || dead(vm, &args[1]) {
        return Ok(Some(false));
    }
    if vm.buffer(&args[1]).is_none() {
        return Ok(None);
    }
    let other = new(vm, &[Value::NONE, args[1].clone()])?;
    let ((a, shape), (b, other_shape)) = (items(vm, &args[0])?, items(vm, &other)?);
    if shape != other_shape {
        return Ok(Some(false));
    }
    for (a, b) in a.iter().zip(&b) {
        let same = vm.compare(vm::Comparison::Eq, a, b)?;
        if !vm.truth(&same)? {
            return Ok(Some(false));
        }
    }
    Ok(Some(true))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(compare(vm, args)?.map_or(Value::NOT_IMPLEMENTED, Value::bool))
}

fn not_equal(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(compare(vm, args)?.map_or(Value::NOT_IMPLEMENTED, |same| Value::bool(!same)))
}

// ---- items ------------------------------------------------------------------------------------------

/// What a key asks for.
enum Key {
    Item(usize),
    Part(Memory),
    Whole,
}

fn key(vm: &mut Vm, value: &Value, key: &Value) -> Result<Key> {
    let memory = view(vm, value)?;
    let dimensions = memory.get(&vm.heap).shape.len();
    if dimensions == 0 {
        let empty = key.as_ref::<Tuple>().is_some_and(|t| t.0.is_empty());
        return match empty {
            true => Ok(Key::Item(memory.get(&vm.heap).start)),
            false if key.is_same(&Value::ELLIPSIS) => Ok(Key::Whole),
            false => Err(vm.type_error("invalid indexing of 0-dim memory")),
        };
    }
    if let Some(slice) = key.as_ref::<Slice>() {
        let bounds = vm.slice_bounds(slice)?;
        let memory = view(vm, value)?;
        let mut part = again(vm, memory);
        let (start, step, count) = bounds.within(part.shape[0]);
        if count > 0 {
            part.start = (part.start as isize + start as isize * part.strides[0]) as usize;
        }
        part.shape[0] = count;
        part.strides[0] = part.strides[0].saturating_mul(step as isize);
        return Ok(Key::Part(part));
    }
    let indices = match key.as_ref::<Tuple>() {
        Some(tuple) => tuple.0.to_vec(),
        None => vec![key.clone()],
    };
    if let Some(odd) = indices.iter().find(|i| !vm.has_index(i)) {
        let message = match odd.as_ref::<Slice>() {
            Some(_) if dimensions > 1 => {
                return Err(vm.not_implemented_error("multi-dimensional slicing is not implemented"));
            }
            _ => "memoryview: invalid slice key",
        };
        return Err(vm.type_error(message));
    }
    if indices.len() < dimensions {
        return Err(vm.not_implemented_error(match key.as_ref::<Tuple>() {
            Some(_) => "sub-views are not implemented",
            None => "multi-dimensional sub-views are not implemented",
        }));
    }
    if indices.len() > dimensions {
        let message = format!("cannot index {dimensions}-dimension view with {}-element tuple", indices.len());
        return Err(vm.type_error(message));
    }
    let mut places = Vec::with_capacity(dimensions);
    for index in &indices {
        places.push(vm.index(index)?);
    }
    let memory = view(vm, value)?;
    let data = memory.get(&vm.heap);
    let mut offset = data.start as isize;
    for (dimension, place) in places.into_iter().enumerate() {
        let length = data.shape[dimension] as i64;
        let at = if place < 0 { place + length } else { place };
        if !(0..length).contains(&at) {
            return Err(vm.index_error(format!("index out of bounds on dimension {}", dimension + 1)));
        }
        offset += at as isize * data.strides[dimension];
    }
    Ok(Key::Item(offset as usize))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let offset = match key(vm, &args[0], &args[1])? {
        Key::Whole => return Ok(args[0].clone()),
        Key::Part(part) => return Ok(made(part)),
        Key::Item(offset) => offset,
    };
    let memory = view(vm, &args[0])?;
    let data = memory.get(&vm.heap);
    let item = bytes(vm, memory).get(offset..offset + data.item_size);
    match (item, item::kind_of(&data.format)) {
        (Some(item), Some(kind)) => Ok(unpack(kind, item)),
        _ => {
            let message = format!("memoryview: unsupported format {}", data.format);
            Err(vm.not_implemented_error(message))
        }
    }
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    if view(vm, &args[0])?.get(&vm.heap).readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    match key(vm, &args[0], &args[1])? {
        Key::Item(offset) => {
            let format = view(vm, &args[0])?.get(&vm.heap).format.clone();
            let packed = pack(vm, &format, &args[2])?;
            write(vm, &args[0], &[(offset, packed)])?;
        }
        Key::Part(part) => set_part(vm, &args[0], part, &args[2])?,
        Key::Whole => return Err(vm.not_implemented_error("memoryview: unsupported assignment")),
    }
    Ok(Value::NONE)
}

fn set_part(vm: &mut Vm, whole: &Value, part: Memory, value: &Value) -> Result<()> {
    if vm.buffer(value).is_none() {
        vm.bytes_like(value)?;
    }
    let source = new(vm, &[Value::NONE, value.clone()])?;
    let source = view(vm, &source)?.clone();
    let data = source.get(&vm.heap);
    if data.shape != part.shape || item::bare(&data.format) != item::bare(&part.format) {
        let message = "memoryview assignment: lvalue and rvalue have different structures";
        return Err(vm.value_error(message));
    }
    let base = bytes(vm, &source);
    let items = data.offsets().into_iter().map(|at| base.get(at..at + data.item_size).unwrap_or_default().to_vec());
    let writes: Vec<_> = part.offsets().into_iter().zip(items).collect();
    write(vm, whole, &writes)
}

/// Puts bytes at offsets of the view's base.
fn write(vm: &mut Vm, value: &Value, writes: &[(usize, Vec<u8>)]) -> Result<()> {
    let base = view(vm, value)?.get(&vm.heap).base.clone();
    let put = |own: &mut [u8]| {
        for (offset, bytes) in writes {
            if let Some(place) = own.get_mut(*offset..offset + bytes.len()) {
                place.copy_from_slice(bytes);
            }
        }
    };
    if let Some(array) = base.as_ref::<ByteArray>() {
        vm.bytearray_mut(array, vm::Edit::All(vm::Mutation::Splice), |own| put(own));
    } else {
        vm.native_bytes_mut(&base, put);
    }
    Ok(())
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Result {
    let readonly = view(vm, &args[0])?.get(&vm.heap).readonly;
    Err(vm.type_error(if readonly { "cannot modify read-only memory" } else { "cannot delete memory" }))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    match memory.get(&vm.heap).shape.len() {
        0 => return Err(vm.type_error("invalid indexing of 0-dim memory")),
        1 => {}
        _ => return Err(vm.not_implemented_error("multi-dimensional sub-views are not implemented")),
    }
    let cursor = object::Iterator::Bytes { bytes: args[0].clone(), index: 0 };
    Ok(Ref::new(ClassIndex::MEMORY_ITERATOR, object::Cursor(cursor)).into())
}

// ---- the whole ----------------------------------------------------------------------------------------

fn enter(vm: &mut Vm, args: &[Value]) -> Result {
    view(vm, &args[0])?;
    Ok(args[0].clone())
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result {
    release(vm, &args[..1])
}

fn release(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(memory) = args[0].as_ref::<Memory>() {
        vm.touched(&args[0], vm::Mutation::Clear);
        let data = memory.get_mut(&mut vm.heap);
        let old = (std::mem::replace(&mut data.base, Value::NONE), data.export.take());
        drop(old);
    }
    Ok(Value::NONE)
}

fn to_bytes(vm: &mut Vm, args: &[Value]) -> Result {
    view(vm, &args[0])?;
    if !args[1].is_none() {
        let order = vm.str_arg(&args[1], "tobytes() argument 'order'")?;
        if !matches!(order.bytes(), b"C" | b"F" | b"A") {
            return Err(vm.value_error("order must be 'C', 'F' or 'A'"));
        }
        if order.bytes() == b"F" {
            return fortran_bytes(vm, &args[0]);
        }
    }
    Ok(Value::bytes_object(vm.bytes_like(&args[0])?))
}

/// The items with the first index running fastest.
fn fortran_bytes(vm: &mut Vm, value: &Value) -> Result {
    let memory = view(vm, value)?;
    let mut turned = again(vm, memory);
    turned.shape.reverse();
    turned.strides.reverse();
    let turned = made(turned);
    Ok(Value::bytes_object(vm.bytes_like(&turned)?))
}

fn to_list(vm: &mut Vm, args: &[Value]) -> Result {
    let (items, shape) = items(vm, &args[0])?;
    let mut items = items.into_iter();
    Ok(nested(&mut items, &shape))
}

fn nested(items: &mut impl Iterator<Item = Value>, shape: &[usize]) -> Value {
    match shape.split_first() {
        None => items.next().unwrap_or(Value::NONE),
        Some((length, rest)) => Value::list((0..*length).map(|_| nested(items, rest)).collect()),
    }
}

fn to_readonly(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(made(Memory { readonly: true, ..again(vm, memory) }))
}

fn hex(vm: &mut Vm, args: &[Value]) -> Result {
    view(vm, &args[0])?;
    crate::bytes::hex(vm, args)
}

fn cast(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(format) = args[1].as_ref::<Str>().map(|s| s.lossy().into_owned()) else {
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {}", vm.type_name(&args[1]))));
    };
    let shape = if args[2].is_unbound() { None } else { Some(shape_of(vm, &args[2])?) };
    let memory = view(vm, &args[0])?;
    let mut made_of = again(vm, memory);
    if !made_of.is_contiguous() {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    let dimensions = shape.as_ref().map_or(1, Vec::len);
    if shape.is_some() && made_of.shape.len() != 1 && dimensions != 1 {
        return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
    }
    let Some(size) = size_of(&format) else {
        let message = "memoryview: destination format must be a native single character format prefixed with an \
                       optional '@'";
        return Err(vm.value_error(message));
    };
    let bytewise = |format: &str| matches!(item::bare(format), "B" | "b" | "c");
    if !bytewise(&format) && !bytewise(&made_of.format) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let length = made_of.byte_length();
    if !length.is_multiple_of(size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = shape.unwrap_or_else(|| vec![length / size]);
    let product = shape.iter().try_fold(size, |n, l| n.checked_mul(*l));
    if product != Some(length) {
        return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
    }
    let mut stride = size as isize;
    made_of.strides = vec![0; shape.len()];
    for (place, length) in made_of.strides.iter_mut().zip(&shape).rev() {
        *place = stride;
        stride *= *length as isize;
    }
    (made_of.format, made_of.item_size, made_of.shape) = (format, size, shape);
    Ok(made(made_of))
}

fn shape_of(vm: &mut Vm, value: &Value) -> Result<Vec<usize>> {
    if value.as_ref::<Tuple>().is_none() && value.as_ref::<object::List>().is_none() {
        return Err(vm.type_error("shape must be a list or a tuple"));
    }
    let mut shape = vec![];
    for item in vm.collect(value)? {
        if vm.as_big(&item).is_none() {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(vm.index_clamped(&item)?) {
            Ok(length) if length > 0 => shape.push(length),
            _ => return Err(vm.value_error("memoryview.cast(): elements of shape must be integers > 0")),
        }
    }
    if shape.len() > 64 {
        return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
    }
    Ok(shape)
}

// ---- what it says of itself -------------------------------------------------------------------------------

fn base(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(memory.get(&vm.heap).base.clone())
}

fn byte_length(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::from_usize(memory.get(&vm.heap).byte_length()))
}

fn readonly(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::bool(memory.get(&vm.heap).readonly))
}

fn item_size(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::from_usize(memory.get(&vm.heap).item_size))
}

fn format(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::from(memory.get(&vm.heap).format.as_str()))
}

fn dimensions(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::from_usize(memory.get(&vm.heap).shape.len()))
}

fn shape(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::tuple(memory.get(&vm.heap).shape.iter().map(|n| Value::from_usize(*n)).collect()))
}

fn strides(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::tuple(memory.get(&vm.heap).strides.iter().map(|n| Value::from_i64(*n as i64)).collect()))
}

fn suboffsets(vm: &mut Vm, args: &[Value]) -> Result {
    view(vm, &args[0])?;
    Ok(Value::tuple_of([]))
}

fn contiguous(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    Ok(Value::bool(memory.get(&vm.heap).is_contiguous()))
}

fn fortran_contiguous(vm: &mut Vm, args: &[Value]) -> Result {
    let memory = view(vm, &args[0])?;
    let data = memory.get(&vm.heap);
    Ok(Value::bool(data.is_contiguous() && data.shape.len() < 2))
}
