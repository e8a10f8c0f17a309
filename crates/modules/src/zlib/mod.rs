//! `zlib`: compression and checksums. What is packed here is not byte for byte what the C library packs; each reads
//! the other's.

mod pack;
mod unpack;

use miniz_oxide::deflate::core::TDEFLFlush;
use object::{ClassIndex, Module, NativeData, Ref, Value};
use vm::{Getter, Method, Mutation, NativeClass, Raised, Result, Vm, getter, method};

use crate::binascii::crc_of;
use pack::{Format, Packer};
use unpack::Unpacker;

const FUNCTIONS: &[Method] = &[
    method("compress", compress, "(data, /, level=-1, wbits=15)", "Returns a bytes object containing compressed data."),
    method(
        "decompress",
        decompress,
        "(data, /, wbits=15, bufsize=16384)",
        "Returns a bytes object containing the uncompressed data.",
    ),
    method(
        "compressobj",
        compress_object,
        "(level=-1, method=8, wbits=15, memLevel=8, strategy=0, zdict=None)",
        "Return a compressor object.",
    ),
    method("decompressobj", decompress_object, "(wbits=15, zdict=b'')", "Return a decompressor object."),
    method("crc32", crc32, "(data, value=0, /)", "Compute a CRC-32 checksum of data."),
    method("adler32", adler32, "(data, value=1, /)", "Compute an Adler-32 checksum of data."),
];
const PACKER: &[Method] = &[
    method("compress", pack, "(self, data, /)", "Returns a bytes object containing compressed data."),
    method("flush", flush, "(self, mode=4, /)", "Return a bytes object containing any remaining compressed data."),
];
const UNPACKER: &[Method] = &[
    method(
        "decompress",
        unpack,
        "(self, data, /, max_length=0)",
        "Return a bytes object containing the decompressed version of the data.",
    ),
    method(
        "flush",
        unpack_rest,
        "(self, length=16384, /)",
        "Return a bytes object containing any remaining decompressed data.",
    ),
];
const UNPACKER_GETTERS: &[Getter] = &[
    getter("unused_data", |vm, a| vm.read(&a[0], |s: &Stream| s.unused.clone()), "Data found after the end."),
    getter("unconsumed_tail", |vm, a| vm.read(&a[0], |s: &Stream| s.tail.clone()), "Data not yet decompressed."),
    getter("eof", |vm, a| vm.read(&a[0], |s: &Stream| Value::bool(s.unpacker.over)), "Has the end been seen?"),
];
const KEEPER: &[Method] = &[
    method("__new__", new_keeper, "(cls, wbits=15, zdict=b'')", "Create a decompressor object."),
    method(
        "decompress",
        keep_unpacking,
        "(self, /, data, max_length=-1)",
        "Decompress data, returning uncompressed data as bytes.",
    ),
];
const KEEPER_GETTERS: &[Getter] = &[
    getter("unused_data", |vm, a| vm.read(&a[0], |s: &Keeper| s.unused.clone()), "Data found after the end."),
    getter("eof", |vm, a| vm.read(&a[0], |s: &Keeper| Value::bool(s.unpacker.over)), "Has the end been seen?"),
    getter("needs_input", |vm, a| vm.read(&a[0], |s: &Keeper| Value::bool(s.needs_input)), "Is more input needed?"),
];
const NUMBERS: &[(&str, i64)] = &[
    ("MAX_WBITS", 15),
    ("DEFLATED", 8),
    ("DEF_MEM_LEVEL", 8),
    ("DEF_BUF_SIZE", 16384),
    ("Z_BEST_COMPRESSION", 9),
    ("Z_BEST_SPEED", 1),
    ("Z_DEFAULT_COMPRESSION", -1),
    ("Z_DEFAULT_STRATEGY", 0),
    ("Z_FILTERED", 1),
    ("Z_HUFFMAN_ONLY", 2),
    ("Z_RLE", 3),
    ("Z_FIXED", 4),
    ("Z_NO_COMPRESSION", 0),
    ("Z_NO_FLUSH", 0),
    ("Z_PARTIAL_FLUSH", 1),
    ("Z_SYNC_FLUSH", 2),
    ("Z_FULL_FLUSH", 3),
    ("Z_FINISH", 4),
    ("Z_BLOCK", 5),
    ("Z_TREES", 6),
];

/// `zlib.Compress`
struct Sink {
    packer: Packer,
    over: bool,
}

impl NativeData for Sink {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

/// `zlib.Decompress`
struct Stream {
    unpacker: Unpacker,
    unused: Value,
    tail: Value,
}

impl NativeData for Stream {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.unused);
        visit(&self.tail);
    }
}

/// `zlib._ZlibDecompressor`, which keeps what it has not unpacked: gzip reads through it.
struct Keeper {
    unpacker: Unpacker,
    pending: Vec<u8>,
    unused: Value,
    needs_input: bool,
}

impl NativeData for Keeper {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.unused);
    }
}

/// The class `zlib.error`.
#[derive(Default)]
struct Errors {
    error: Option<ClassIndex>,
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("zlib", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    for (name, number) in NUMBERS {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    for name in ["ZLIB_VERSION", "ZLIB_RUNTIME_VERSION"] {
        vm.set_module_attr(module, name, Value::from("1.2.13"));
    }
    let base = vm.exception_class("Exception");
    let error = vm.new_exception_class("error", "zlib", base);
    vm.module_state::<Errors>().error = Some(error.get(&vm.heap).index);
    vm.set_module_attr(module, "error", error.into());
    let (packer, unpacker) = ("Compress", "Decompress");
    let class = NativeClass { name: packer, module: "zlib", methods: PACKER, ..NativeClass::BASE };
    vm.register_data_class::<Sink>(class);
    let class = NativeClass {
        name: unpacker,
        module: "zlib",
        methods: UNPACKER,
        getters: UNPACKER_GETTERS,
        ..NativeClass::BASE
    };
    vm.register_data_class::<Stream>(class);
    let class = NativeClass {
        name: "_ZlibDecompressor",
        module: "zlib",
        methods: KEEPER,
        getters: KEEPER_GETTERS,
        ..NativeClass::BASE
    };
    vm.add_data_class::<Keeper>(module, class);
    Ok(())
}

#[cold]
fn failed(vm: &mut Vm, message: String) -> Raised {
    let class = vm.module_state::<Errors>().error.unwrap_or(ClassIndex::BASE_EXCEPTION);
    let exception = vm.make_exception(class, vec![Value::from(message)]);
    vm.raise_value(exception)
}

fn format_of(vm: &mut Vm, bits: &Value) -> Result<Format> {
    let bits = vm.index(bits)?;
    Format::of(bits).ok_or_else(|| vm.value_error("Invalid initialization option"))
}

/// A packer for a level and `wbits`.
fn packer(vm: &mut Vm, level: &Value, bits: &Value, strategy: i32) -> Result<Packer> {
    let (level, format) = (vm.index(level)?, format_of(vm, bits)?);
    match i32::try_from(level).ok().filter(|level| (-1..=9).contains(level)) {
        Some(level) if format != Format::Either => Ok(Packer::new(level, format, strategy)),
        Some(_) => Err(vm.value_error("Invalid initialization option")),
        None => Err(failed(vm, "Bad compression level".to_string())),
    }
}

fn compress(vm: &mut Vm, args: &[Value]) -> Result {
    let data = vm.bytes_like(&args[0])?;
    let mut packer = packer(vm, &args[1], &args[2], 0)?;
    vm.work(data.len() / 16)?;
    Ok(Value::bytes_object(packer.add(&data, TDEFLFlush::Finish)))
}

fn decompress(vm: &mut Vm, args: &[Value]) -> Result {
    let data = vm.bytes_like(&args[0])?;
    let mut unpacker = Unpacker::new(format_of(vm, &args[1])?);
    let (out, _) = run(vm, &mut unpacker, &data, usize::MAX)?;
    if !unpacker.over {
        return Err(failed(vm, "Error -5 while decompressing data: incomplete or truncated stream".to_string()));
    }
    Ok(Value::bytes_object(out))
}

/// Unpacks up to `most` bytes, piece by piece so that limits are seen; what came out, and how much went in.
fn run(vm: &mut Vm, unpacker: &mut Unpacker, data: &[u8], most: usize) -> Result<(Vec<u8>, usize)> {
    const PIECE: usize = 1 << 20;
    let (mut out, mut taken) = (Vec::new(), 0);
    loop {
        let start = out.len();
        let wanted = most.min(start.saturating_add(PIECE));
        match unpacker.add(&data[taken..], wanted, &mut out) {
            Ok(count) => taken += count,
            Err(fault) => return Err(failed(vm, format!("Error -3 while decompressing data: {fault}"))),
        }
        if unpacker.over || out.len() < wanted || wanted == most {
            return Ok((out, taken));
        }
        vm.work(PIECE / 16)?;
        vm.check_memory(out.len())?;
    }
}

fn compress_object(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[5].is_none() {
        return Err(vm.error("NotImplementedError", "bindscope compresses without a dictionary"));
    }
    let strategy = i32::try_from(vm.index(&args[4])?).unwrap_or_default();
    let packer = packer(vm, &args[0], &args[2], strategy)?;
    Ok(vm.make(Sink { packer, over: false }))
}

fn pack(vm: &mut Vm, args: &[Value]) -> Result {
    let data = vm.bytes_like(&args[1])?;
    put(vm, &args[0], &data, TDEFLFlush::None, "compressing data")
}

fn flush(vm: &mut Vm, args: &[Value]) -> Result {
    let mode = match vm.index(&args[1])? {
        0 => return Ok(Value::bytes_object(Vec::new())),
        4 => TDEFLFlush::Finish,
        3 => TDEFLFlush::Full,
        1 | 2 | 5 | 6 => TDEFLFlush::Sync,
        _ => return Err(failed(vm, "Error -2 while flushing: inconsistent stream state".to_string())),
    };
    put(vm, &args[0], &[], mode, "flushing")
}

fn put(vm: &mut Vm, sink: &Value, data: &[u8], flush: TDEFLFlush, doing: &str) -> Result {
    vm.work(data.len() / 16)?;
    let out = vm.change(sink, Mutation::Replace, |s: &mut Sink| {
        let over = s.over;
        s.over |= flush == TDEFLFlush::Finish;
        (!over).then(|| s.packer.add(data, flush))
    })?;
    match out {
        Some(out) => Ok(Value::bytes_object(out)),
        None => Err(failed(vm, format!("Error -2 while {doing}: inconsistent stream state"))),
    }
}

fn decompress_object(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[1].is_unbound() {
        return Err(vm.error("NotImplementedError", "bindscope decompresses without a dictionary"));
    }
    let unpacker = Unpacker::new(format_of(vm, &args[0])?);
    let empty = Value::bytes_object(Vec::new());
    Ok(vm.make(Stream { unpacker, unused: empty.clone(), tail: empty }))
}

fn unpack(vm: &mut Vm, args: &[Value]) -> Result {
    let data = vm.bytes_like(&args[1])?;
    let most = match vm.index(&args[2])? {
        0 => usize::MAX,
        most => usize::try_from(most).map_err(|_| vm.value_error("max_length must be non-negative"))?,
    };
    continue_stream(vm, &args[0], &data, most)
}

fn unpack_rest(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.index(&args[1])? <= 0 {
        return Err(vm.value_error("length must be greater than zero"));
    }
    let tail = vm.read(&args[0], |s: &Stream| s.tail.clone())?;
    let tail = vm.bytes_like(&tail)?;
    continue_stream(vm, &args[0], &tail, usize::MAX)
}

fn continue_stream(vm: &mut Vm, stream: &Value, data: &[u8], most: usize) -> Result {
    // The stream is out of its object meanwhile: no borrow lasts while the machine looks around.
    let fresh = Unpacker::new(Format::Raw);
    let mut unpacker = vm.state(stream, |s: &mut Stream| std::mem::replace(&mut s.unpacker, fresh))?;
    let mut out = Vec::new();
    let mut taken = 0;
    let result = match unpacker.over {
        true => Ok(()),
        false => run(vm, &mut unpacker, data, most).map(|(made, count)| (out, taken) = (made, count)),
    };
    let tail = Value::bytes_object(data[taken..].to_vec());
    let over = unpacker.over;
    let unused = vm.read(stream, |s: &Stream| s.unused.clone())?;
    let unused = vm.bytes_like(&unused)?;
    let unused = Value::bytes_object([&unused[..], if over { &data[taken..] } else { &[] }].concat());
    let old = vm.change(stream, Mutation::Replace, |s: &mut Stream| {
        s.unpacker = unpacker;
        (std::mem::replace(&mut s.unused, unused), std::mem::replace(&mut s.tail, tail))
    })?;
    drop(old);
    result.map(|()| Value::bytes_object(out))
}

fn new_keeper(vm: &mut Vm, args: &[Value]) -> Result {
    if !args[2].is_unbound() {
        return Err(vm.error("NotImplementedError", "bindscope decompresses without a dictionary"));
    }
    let unpacker = Unpacker::new(format_of(vm, &args[1])?);
    let unused = Value::bytes_object(Vec::new());
    vm.new_data(&args[0], Keeper { unpacker, pending: Vec::new(), unused, needs_input: true })
}

fn keep_unpacking(vm: &mut Vm, args: &[Value]) -> Result {
    let data = vm.bytes_like(&args[1])?;
    let most = usize::try_from(vm.index(&args[2])?).unwrap_or(usize::MAX);
    if vm.read(&args[0], |s: &Keeper| s.unpacker.over)? {
        return Err(vm.error("EOFError", "End of stream already reached"));
    }
    let fresh = Unpacker::new(Format::Raw);
    let (mut unpacker, mut input) = vm.state(&args[0], |s: &mut Keeper| {
        (std::mem::replace(&mut s.unpacker, fresh), std::mem::take(&mut s.pending))
    })?;
    input.extend_from_slice(&data);
    let result = run(vm, &mut unpacker, &input, most);
    let (out, rest) = match result {
        Ok((out, taken)) => (Ok(out), input.split_off(taken)),
        Err(raised) => (Err(raised), Vec::new()),
    };
    let over = unpacker.over;
    let full = out.as_ref().is_ok_and(|out| out.len() >= most);
    let (unused, pending) = if over { (rest, Vec::new()) } else { (Vec::new(), rest) };
    let unused = Value::bytes_object(unused);
    let old = vm.change(&args[0], Mutation::Replace, |s: &mut Keeper| {
        (s.unpacker, s.pending, s.needs_input) = (unpacker, pending, !over && !full);
        std::mem::replace(&mut s.unused, unused)
    })?;
    drop(old);
    out.map(Value::bytes_object)
}

fn start_of(vm: &mut Vm, value: &Value) -> Result<u32> {
    let value = vm.index_big(value)? & num_bigint::BigInt::from(u32::MAX);
    Ok(value.iter_u32_digits().next().unwrap_or(0))
}

fn crc32(vm: &mut Vm, args: &[Value]) -> Result {
    let start = start_of(vm, &args[1])?;
    let data = vm.bytes_like(&args[0])?;
    Ok(Value::int(crc_of(&data, start).into()))
}

fn adler32(vm: &mut Vm, args: &[Value]) -> Result {
    const MODULUS: u32 = 65521;
    /// So many bytes add up to less than 2**32.
    const RUN: usize = 5552;
    let start = start_of(vm, &args[1])?;
    let data = vm.bytes_like(&args[0])?;
    let (mut a, mut b) = (start & 0xffff, start >> 16);
    for run in data.chunks(RUN) {
        for &byte in run {
            a += byte as u32;
            b += a;
        }
        (a, b) = (a % MODULUS, b % MODULUS);
    }
    Ok(Value::int((b << 16 | a).into()))
}
