//! `array`: numbers of one type, kept as machine words side by side.

mod item;
mod sequence;

use object::{Buffer, ClassFlags, Export, Exports, List, Module, NativeData, Ref, Str, Value};
use vm::{Edit, Method, Mutation, NativeClass, Result, Vm, class_method, getter, method};

pub(super) struct Array {
    pub code: u8,
    pub bytes: Vec<u8>,
    exports: Exports,
}

impl NativeData for Array {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
    fn buffer(&self) -> Option<Buffer<'_>> {
        Some(Buffer { bytes: &self.bytes, format: item::format(self.code), item_size: item::size(self.code) })
    }
    fn buffer_mut(&mut self) -> Option<&mut [u8]> {
        Some(&mut self.bytes)
    }
    fn export(&mut self) -> Option<Export> {
        Some(self.exports.add())
    }
    fn parts(&self) -> Option<Vec<(String, Value)>> {
        Some((0..self.len()).map(|place| (place.to_string(), self.item(place))).collect())
    }
}

impl Array {
    pub fn new(code: u8, bytes: Vec<u8>) -> Array {
        Array { code, bytes, exports: Exports::default() }
    }
    pub fn len(&self) -> usize {
        self.bytes.len() / item::size(self.code)
    }
    pub fn item(&self, place: usize) -> Value {
        let size = item::size(self.code);
        item::read(self.code, &self.bytes[place * size..(place + 1) * size])
    }
}

/// Walks an array.
struct ArrayIterator {
    /// UNBOUND when done.
    array: Value,
    place: usize,
}

impl NativeData for ArrayIterator {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.array);
    }
}

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args)", "Create and return a new object."),
    method("append", append, "(self, v, /)", "Append new value v to the end of the array."),
    method("extend", extend, "(self, bb, /)", "Append items to the end of the array."),
    method("fromlist", from_list, "(self, list, /)", "Append items to array from list."),
    method(
        "frombytes",
        from_bytes,
        "(self, buffer, /)",
        "Appends items from the string, interpreting it as an array of machine values.",
    ),
    method(
        "fromunicode",
        from_unicode,
        "(self, ustr, /)",
        "Extends this array with data from the unicode string ustr.",
    ),
    method(
        "fromfile",
        from_file,
        "(self, f, n, /)",
        "Read n objects from the file object f and append them to the end of the array.",
    ),
    method("tolist", to_list, "(self, /)", "Convert array to an ordinary list with the same items."),
    method(
        "tobytes",
        to_bytes,
        "(self, /)",
        "Convert the array to an array of machine values and return the bytes representation.",
    ),
    method("tounicode", to_unicode, "(self, /)", "Convert array into a unicode string."),
    method("tofile", to_file, "(self, f, /)", "Write all items (as machine values) to the file object f."),
    method("byteswap", byte_swap, "(self, /)", "Byteswap all items of the array."),
    method(
        "buffer_info",
        buffer_info,
        "(self, /)",
        "Return a tuple (address, length) giving the current memory address and the length in items.",
    ),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__reduce_ex__", reduce, "(self, protocol, /)", "Return state information for pickling."),
    method("__copy__", copy, "(self, /)", "Return a copy of the array."),
    method("__deepcopy__", copy, "(self, memo, /)", "Return a copy of the array."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("array", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let methods: Vec<Method> = METHODS.iter().chain(sequence::METHODS).copied().collect();
    let class = vm.add_data_class::<Array>(
        module,
        NativeClass {
            name: "array",
            module: "array",
            doc: "array(typecode [, initializer]) -> array",
            methods: &methods,
            getters: &[
                getter("typecode", type_code, "the typecode character used to create the array"),
                getter("itemsize", item_size, "the size, in bytes, of one array item"),
            ],
            flags: ClassFlags::SEQUENCE | ClassFlags::HAS_WEAKREF,
            ..NativeClass::BASE
        },
    );
    vm.set_module_attr(module, "ArrayType", class.into());
    vm.set_module_attr(module, "typecodes", Value::from(item::CODES));
    vm.register_data_class::<ArrayIterator>(NativeClass {
        name: "arrayiterator",
        module: "array",
        flags: ClassFlags::NO_NEW,
        next: Some(next),
        ..NativeClass::BASE
    });
    let again = method(
        "_array_reconstructor",
        reconstruct,
        "(arraytype, typecode, mformat_code, items, /)",
        "Internal. Used for pickling support.",
    );
    vm.fill_module(module, &[again]);
    Ok(())
}

/// Bytes come and go: no view may look at them meanwhile.
pub(super) fn resizable(vm: &mut Vm, array: &Value) -> Result<()> {
    if vm.read(array, |a: &Array| a.exports.any())? {
        return Err(vm.buffer_error("cannot resize an array that is exporting buffers"));
    }
    Ok(())
}

pub(super) fn code_of(vm: &mut Vm, array: &Value) -> Result<u8> {
    vm.read(array, |a: &Array| a.code)
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    let (code, initial) = match given.as_slice() {
        [] => return Err(vm.type_error("array() takes at least 1 argument (0 given)")),
        [code] => (code, None),
        [code, initial] => (code, Some(initial)),
        more => return Err(vm.type_error(format!("array() takes at most 2 arguments ({} given)", more.len()))),
    };
    let code = match code.as_ref::<Str>() {
        Some(text) if text.len() == 1 => text.bytes()[0],
        _ => {
            let name = vm.type_name(code);
            return Err(vm.type_error(format!("array() argument 1 must be a unicode character, not {name}")));
        }
    };
    if !item::CODES.as_bytes().contains(&code) && code != b'w' {
        return Err(vm.value_error("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)"));
    }
    let array = vm.new_data(&args[0], Array::new(code, Vec::new()))?;
    let Some(initial) = initial else {
        return Ok(array);
    };
    fill(vm, &array, code, initial)?;
    Ok(array)
}

fn fill(vm: &mut Vm, array: &Value, code: u8, initial: &Value) -> Result<()> {
    let textual = item::is_text(code);
    if initial.as_ref::<Str>().is_some() {
        if !textual {
            let code = code as char;
            return Err(vm.type_error(format!("cannot use a str to initialize an array with typecode '{code}'")));
        }
        return from_unicode(vm, &[array.clone(), initial.clone()]).map(drop);
    }
    if let Some((other, bytes)) = vm.data::<Array>(initial).map(|a| (a.code, a.bytes.clone())) {
        if other == code {
            vm.change(array, Mutation::Splice, |a: &mut Array| a.bytes = bytes)?;
            return Ok(());
        }
        if item::is_text(other) && !textual {
            let code = code as char;
            let message = format!("cannot use a unicode array to initialize an array with typecode '{code}'");
            return Err(vm.type_error(message));
        }
    } else if initial.as_ref::<object::Bytes>().is_some() || initial.as_ref::<object::ByteArray>().is_some() {
        return from_bytes(vm, &[array.clone(), initial.clone()]).map(drop);
    }
    let iterator = vm.iter(initial)?;
    while let Some(value) = vm.next(&iterator)? {
        append(vm, &[array.clone(), value])?;
    }
    Ok(())
}

fn type_code(vm: &mut Vm, args: &[Value]) -> Result {
    let code = code_of(vm, &args[0])?;
    Ok(Value::from((code as char).to_string()))
}

fn item_size(vm: &mut Vm, args: &[Value]) -> Result {
    let code = code_of(vm, &args[0])?;
    Ok(Value::from_usize(item::size(code)))
}

fn append(vm: &mut Vm, args: &[Value]) -> Result {
    let code = code_of(vm, &args[0])?;
    let (word, size) = item::write(vm, code, &args[1])?;
    resizable(vm, &args[0])?;
    let item = item::read(code, &word[..size]);
    vm.edit(&args[0], Edit::Push(&item), |a: &mut Array| a.bytes.extend_from_slice(&word[..size]))?;
    Ok(Value::NONE)
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result {
    let code = code_of(vm, &args[0])?;
    if let Some((other, bytes)) = vm.data::<Array>(&args[1]).map(|a| (a.code, a.bytes.clone())) {
        if other != code {
            return Err(vm.type_error("can only extend with array of same kind"));
        }
        resizable(vm, &args[0])?;
        vm.change(&args[0], Mutation::Splice, |a: &mut Array| a.bytes.extend(bytes))?;
        return Ok(Value::NONE);
    }
    let iterator = vm.iter(&args[1])?;
    while let Some(value) = vm.next(&iterator)? {
        append(vm, &[args[0].clone(), value])?;
    }
    Ok(Value::NONE)
}

fn from_list(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(items) = args[1].as_ref::<List>().map(|l| l.get(&vm.heap).0.clone()) else {
        return Err(vm.type_error("arg must be list"));
    };
    let code = code_of(vm, &args[0])?;
    let mut bytes = Vec::new();
    for value in &items {
        let (word, size) = item::write(vm, code, value)?;
        bytes.extend_from_slice(&word[..size]);
    }
    resizable(vm, &args[0])?;
    vm.change(&args[0], Mutation::Splice, |a: &mut Array| a.bytes.extend(bytes))?;
    Ok(Value::NONE)
}

fn from_bytes(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[1])?;
    let code = code_of(vm, &args[0])?;
    if bytes.len() % item::size(code) != 0 {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    resizable(vm, &args[0])?;
    vm.change(&args[0], Mutation::Splice, |a: &mut Array| a.bytes.extend(bytes))?;
    Ok(Value::NONE)
}

fn from_unicode(vm: &mut Vm, args: &[Value]) -> Result {
    let code = code_of(vm, &args[0])?;
    let Some(text) = args[1].as_ref::<Str>().cloned() else {
        let name = vm.type_name(&args[1]);
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {name}")));
    };
    if !item::is_text(code) {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    resizable(vm, &args[0])?;
    vm.change(&args[0], Mutation::Splice, |a: &mut Array| {
        text.characters().for_each(|c| a.bytes.extend_from_slice(&c.to_le_bytes()));
    })?;
    Ok(Value::NONE)
}

fn from_file(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.index(&args[2])?;
    let size = item::size(code_of(vm, &args[0])?) as i64;
    if count < 0 {
        return Err(vm.value_error("negative count"));
    }
    let wanted = count * size;
    let bytes = vm.call_method(&args[1], "read", &[Value::from_i64(wanted)])?;
    let Some(length) = bytes.as_ref::<object::Bytes>().map(|b| b.0.len()) else {
        return Err(vm.type_error("read() didn't return bytes"));
    };
    from_bytes(vm, &[args[0].clone(), bytes])?;
    if (length as i64) < wanted {
        return Err(vm.error("EOFError", "read() didn't return enough bytes"));
    }
    Ok(Value::NONE)
}

fn to_list(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |a: &Array| Value::list((0..a.len()).map(|place| a.item(place)).collect()))
}

fn to_bytes(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |a: &Array| Value::bytes_object(a.bytes.clone()))
}

fn to_unicode(vm: &mut Vm, args: &[Value]) -> Result {
    if !item::is_text(code_of(vm, &args[0])?) {
        return Err(vm.value_error("tounicode() may only be called on unicode type arrays ('u' or 'w')"));
    }
    let mut bytes = Vec::new();
    vm.read(&args[0], |a: &Array| {
        for word in a.bytes.chunks_exact(4) {
            text::wtf8::push(&mut bytes, u32::from_le_bytes([word[0], word[1], word[2], word[3]]));
        }
    })?;
    Ok(Ref::from_wtf8(bytes).into())
}

fn to_file(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = to_bytes(vm, args)?;
    vm.call_method(&args[1], "write", &[bytes])?;
    Ok(Value::NONE)
}

fn byte_swap(vm: &mut Vm, args: &[Value]) -> Result {
    vm.change(&args[0], Mutation::Replace, |a: &mut Array| {
        a.bytes.chunks_exact_mut(item::size(a.code)).for_each(<[u8]>::reverse);
    })?;
    Ok(Value::NONE)
}

/// There are no addresses to give: the number is that of the object.
fn buffer_info(vm: &mut Vm, args: &[Value]) -> Result {
    let length = vm.read(&args[0], Array::len)?;
    let number = object::identity_number(&args[0]);
    Ok(Value::tuple_of([Value::from_usize(number as usize), Value::from_usize(length)]))
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let (code, bytes) = vm.read(&args[0], |a: &Array| (a.code, a.bytes.clone()))?;
    let copy = vm.make(Array::new(code, bytes));
    vm.copied(&args[0], &copy);
    Ok(copy)
}

fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (code, length) = vm.read(&args[0], |a: &Array| (a.code, a.len()))?;
    let (name, shown) = (vm.short_type_name(&args[0]), code as char);
    if length == 0 {
        return Ok(Value::from(format!("{name}('{shown}')")));
    }
    let items = if item::is_text(code) { to_unicode(vm, args)? } else { to_list(vm, args)? };
    let items = vm.repr(&items)?;
    let mut bytes = format!("{name}('{shown}', ").into_bytes();
    bytes.extend_from_slice(items.bytes());
    bytes.push(b')');
    Ok(Ref::from_wtf8(bytes).into())
}

/// CPython's numbers of machine formats: little-endian here.
fn machine_format(code: u8) -> i64 {
    match code {
        b'B' => 0,
        b'b' => 1,
        b'H' => 2,
        b'h' => 4,
        b'I' => 6,
        b'i' => 8,
        b'L' | b'Q' => 10,
        b'l' | b'q' => 12,
        b'f' => 14,
        b'd' => 16,
        _ => 20,
    }
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (code, bytes) = vm.read(&args[0], |a: &Array| (a.code, a.bytes.clone()))?;
    let array = vm.import_module("array")?;
    let again = vm.get_attr_str(&array, "_array_reconstructor")?;
    let class = vm.class_of(&args[0]).into();
    let code_text = Value::from((code as char).to_string());
    let arguments = vec![class, code_text, Value::int(machine_format(code)), Value::bytes_object(bytes)];
    let state = match vm.attribute_dict(&args[0]) {
        Some(dict) => dict.into(),
        None => Value::NONE,
    };
    Ok(Value::tuple_of([again, Value::tuple(arguments), state]))
}

fn reconstruct(vm: &mut Vm, args: &[Value]) -> Result {
    let format = vm.index(&args[2])?;
    let code = args[1].as_ref::<Str>().and_then(|t| t.bytes().first().copied()).unwrap_or(b'b');
    let mut bytes = vm.bytes_like(&args[3])?;
    if !(0..=21).contains(&format) {
        return Err(vm.value_error("third argument must be a valid machine format code."));
    }
    // The odd ones of the larger formats are big-endian.
    if format >= 2 && format % 2 == 1 {
        bytes.chunks_exact_mut(item::size(code)).for_each(<[u8]>::reverse);
    }
    let array = vm.call(&args[0], &[args[1].clone()])?;
    from_bytes(vm, &[array.clone(), Value::bytes_object(bytes)])?;
    Ok(array)
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.make(ArrayIterator { array: args[0].clone(), place: 0 }))
}

fn next(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (array, place) = vm.read(it, |i: &ArrayIterator| (i.array.clone(), i.place))?;
    if array.is_unbound() {
        return Ok(None);
    }
    let value = vm.read(&array, |a: &Array| if place < a.len() { Some(a.item(place)) } else { None })?;
    let let_go = vm.state(it, |i: &mut ArrayIterator| {
        i.place += 1;
        if value.is_none() { std::mem::take(&mut i.array) } else { Value::UNBOUND }
    })?;
    drop(let_go);
    Ok(value)
}
