//! `marshal`: plain values as bytes, in CPython's format. Code is not written: ours is not CPython's.

use num_bigint::{BigInt as Big, Sign};
use object::{ClassIndex, Complex, Dict, Kind, List, Module, Ref, Set, Str, Tuple, Value};
use vm::{Method, Raised, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("dumps", dumps, "(value, version=4, /, *, allow_code=True)", "Return the bytes object of the value."),
    method("loads", loads, "(bytes, /, *, allow_code=True)", "Convert the bytes-like object to a value."),
    method("dump", dump, "(value, file, version=4, /, *, allow_code=True)", "Write the value on the open file."),
    method("load", load_file, "(file, /, *, allow_code=True)", "Read one value from the open file and return it."),
];

const DEEPEST: usize = 2000;

pub fn install(vm: &mut Vm) {
    vm.add_native_module("marshal", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        vm.set_module_attr(module, "version", Value::int(4));
        Ok(())
    });
}

fn dumps(vm: &mut Vm, args: &[Value]) -> Result {
    let mut out = Vec::new();
    write(vm, &args[0], &mut out, 0)?;
    Ok(Value::bytes_object(out))
}

fn dump(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = dumps(vm, &args[..1])?;
    vm.call_method(&args[1], "write", &[bytes])
}

fn loads(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[0])?;
    read(vm, &mut &bytes[..], 0)
}

fn load_file(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.call_method(&args[0], "read", &[])?;
    loads(vm, &[bytes])
}

// ---- writing -------------------------------------------------------------------------------------------

fn write(vm: &mut Vm, value: &Value, out: &mut Vec<u8>, depth: usize) -> Result<()> {
    if depth > DEEPEST {
        return Err(vm.value_error("object too deeply nested to marshal"));
    }
    if let Some(n) = value.as_small_int() {
        write_int(n, out);
        return Ok(());
    }
    if let Some(x) = value.as_float() {
        out.push(b'g');
        out.extend_from_slice(&x.to_le_bytes());
        return Ok(());
    }
    let single = match value {
        v if v.is_none() => Some(b'N'),
        v if v.as_bool() == Some(true) => Some(b'T'),
        v if v.as_bool() == Some(false) => Some(b'F'),
        v if v.is_same(&Value::ELLIPSIS) => Some(b'.'),
        _ => None,
    };
    if let Some(letter) = single {
        out.push(letter);
        return Ok(());
    }
    match value.kind() {
        Some(Kind::BigInt) => {
            let big = vm.as_big(value).unwrap_or_default();
            write_big(&big, out);
        }
        Some(Kind::Complex) => {
            if let Some(number) = value.as_ref::<Complex>() {
                out.push(b'y');
                out.extend_from_slice(&number.real.to_le_bytes());
                out.extend_from_slice(&number.imaginary.to_le_bytes());
            }
        }
        Some(Kind::Str) => {
            if let Some(text) = value.as_ref::<Str>() {
                write_sized(b'u', text.bytes(), out);
            }
        }
        Some(Kind::Bytes | Kind::ByteArray) => {
            let bytes = vm.bytes_like(value)?;
            write_sized(b's', &bytes, out);
        }
        Some(Kind::Tuple) => {
            let items = value.as_ref::<Tuple>().map(|t| t.0.to_vec()).unwrap_or_default();
            write_items(vm, b'(', &items, out, depth)?;
        }
        Some(Kind::List) => {
            let items = value.as_ref::<List>().map(|l| l.get(&vm.heap).0.clone()).unwrap_or_default();
            write_items(vm, b'[', &items, out, depth)?;
        }
        Some(Kind::Set) => {
            let frozen = vm.heap.class_index_of(value) == ClassIndex::FROZENSET;
            let items = vm.collect(value)?;
            write_items(vm, if frozen { b'>' } else { b'<' }, &items, out, depth)?;
        }
        Some(Kind::Dict) => {
            out.push(b'{');
            for (key, item) in vm.mapping_entries(value, None)? {
                write(vm, &key, out, depth + 1)?;
                write(vm, &item, out, depth + 1)?;
            }
            out.push(b'0');
        }
        _ => return Err(vm.value_error("unmarshallable object")),
    }
    Ok(())
}

fn write_items(vm: &mut Vm, letter: u8, items: &[Value], out: &mut Vec<u8>, depth: usize) -> Result<()> {
    out.push(letter);
    out.extend_from_slice(&(items.len() as u32).to_le_bytes());
    items.iter().try_for_each(|item| write(vm, item, out, depth + 1))
}

fn write_sized(letter: u8, bytes: &[u8], out: &mut Vec<u8>) {
    out.push(letter);
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

fn write_int(n: i64, out: &mut Vec<u8>) {
    match i32::try_from(n) {
        Ok(n) => {
            out.push(b'i');
            out.extend_from_slice(&n.to_le_bytes());
        }
        Err(_) => write_big(&n.into(), out),
    }
}

/// Digits of 15 bits, their count negative for negative numbers.
fn write_big(n: &Big, out: &mut Vec<u8>) {
    let digits = n.magnitude().to_radix_le(1 << 8);
    let (mut words, mut held, mut bits) = (Vec::new(), 0u32, 0);
    for byte in digits {
        held |= (byte as u32) << bits;
        bits += 8;
        if bits >= 15 {
            words.push((held & 0x7fff) as u16);
            held >>= 15;
            bits -= 15;
        }
    }
    if held != 0 {
        words.push(held as u16);
    }
    let count = words.len() as i32 * if n.sign() == Sign::Minus { -1 } else { 1 };
    out.push(b'l');
    out.extend_from_slice(&count.to_le_bytes());
    words.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
}

// ---- reading -------------------------------------------------------------------------------------------

#[cold]
fn short(vm: &mut Vm) -> Raised {
    vm.error("EOFError", "marshal data too short")
}

fn take<'a>(vm: &mut Vm, bytes: &mut &'a [u8], count: usize) -> Result<&'a [u8]> {
    match bytes.split_off(..count) {
        Some(taken) => Ok(taken),
        None => Err(short(vm)),
    }
}

fn number(vm: &mut Vm, bytes: &mut &[u8]) -> Result<i32> {
    let four = take(vm, bytes, 4)?;
    Ok(i32::from_le_bytes([four[0], four[1], four[2], four[3]]))
}

fn float(vm: &mut Vm, bytes: &mut &[u8]) -> Result<f64> {
    let eight = take(vm, bytes, 8)?;
    Ok(f64::from_le_bytes(eight.try_into().unwrap_or_default()))
}

fn items(vm: &mut Vm, bytes: &mut &[u8], count: i32, depth: usize) -> Result<Vec<Value>> {
    if count < 0 || count as usize > bytes.len() {
        return Err(vm.value_error("bad marshal data (size out of range)"));
    }
    (0..count).map(|_| read(vm, bytes, depth + 1)).collect()
}

fn read(vm: &mut Vm, bytes: &mut &[u8], depth: usize) -> Result {
    if depth > DEEPEST {
        return Err(vm.value_error("recursion limit exceeded"));
    }
    let Some(letter) = bytes.split_off_first() else {
        return Err(vm.error("EOFError", "EOF read where object expected"));
    };
    // The high bit marks what later parts may refer to.
    match letter & 0x7f {
        b'N' => Ok(Value::NONE),
        b'T' => Ok(Value::TRUE),
        b'F' => Ok(Value::FALSE),
        b'.' => Ok(Value::ELLIPSIS),
        b'i' => Ok(Value::int(number(vm, bytes)? as i64)),
        b'g' => Ok(Value::float(float(vm, bytes)?)),
        b'y' => Ok(Value::complex(float(vm, bytes)?, float(vm, bytes)?)),
        b'l' => {
            let count = number(vm, bytes)?;
            let words = take(vm, bytes, count.unsigned_abs() as usize * 2)?;
            let mut n = Big::default();
            for word in words.chunks_exact(2).rev() {
                n = (n << 15) + u16::from_le_bytes([word[0], word[1]]);
            }
            Ok(Value::big_int(if count < 0 { -n } else { n }))
        }
        b'u' | b'a' | b'A' | b't' => {
            let count = number(vm, bytes)?.max(0) as usize;
            Ok(Ref::<Str>::from_bytes(take(vm, bytes, count)?).into())
        }
        b'z' | b'Z' => {
            let count = take(vm, bytes, 1)?[0] as usize;
            Ok(Ref::<Str>::from_bytes(take(vm, bytes, count)?).into())
        }
        b's' => {
            let count = number(vm, bytes)?.max(0) as usize;
            Ok(Value::bytes_object(take(vm, bytes, count)?.to_vec()))
        }
        b'(' => {
            let count = number(vm, bytes)?;
            Ok(Value::tuple(items(vm, bytes, count, depth)?))
        }
        b')' => {
            let count = take(vm, bytes, 1)?[0] as i32;
            Ok(Value::tuple(items(vm, bytes, count, depth)?))
        }
        b'[' => {
            let count = number(vm, bytes)?;
            Ok(Value::list(items(vm, bytes, count, depth)?))
        }
        letter @ (b'<' | b'>') => {
            let count = number(vm, bytes)?;
            let class = if letter == b'<' { ClassIndex::SET } else { ClassIndex::FROZENSET };
            let set = Ref::new(class, Set::new());
            for item in items(vm, bytes, count, depth)? {
                vm.set_add(&set, item)?;
            }
            Ok(set.into())
        }
        b'{' => {
            let dict = Ref::<Dict>::dict();
            while bytes.first().is_some_and(|letter| *letter != b'0') {
                let (key, value) = (read(vm, bytes, depth + 1)?, read(vm, bytes, depth + 1)?);
                vm.dict_set(&dict, key, value)?;
            }
            take(vm, bytes, 1)?;
            Ok(dict.into())
        }
        _ => Err(vm.value_error("bad marshal data (unknown type code)")),
    }
}
