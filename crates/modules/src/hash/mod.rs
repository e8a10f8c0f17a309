//! `_md5`, `_sha1`, `_sha2`, `_sha3`, `_blake2`: digests.

mod blake2;
mod keccak;
mod md;
mod sha;

use object::{Module, NativeData, Ref, Str, Value};
use vm::{Method, Mutation, NativeClass, Result, Vm, getter, method};

/// A digest under way: one of the algorithms, with what does not fill a block yet.
#[derive(Clone)]
struct Hash {
    name: &'static str,
    algorithm: Algorithm,
    block: usize,
    waiting: Vec<u8>,
    length: u128,
}

#[derive(Clone)]
enum Algorithm {
    Md5([u32; 4]),
    Sha1([u32; 5]),
    /// The state, and how many bytes of it are given.
    Sha256([u32; 8], usize),
    Sha512([u64; 8], usize),
    Keccak(keccak::Sponge),
    Blake2b(blake2::Blake2<u64>),
    Blake2s(blake2::Blake2<u32>),
}

impl Hash {
    fn update(&mut self, bytes: &[u8]) {
        self.length += bytes.len() as u128;
        self.waiting.extend_from_slice(bytes);
        // BLAKE2 must know its last block, so a full one waits for what follows.
        let keep = matches!(self.algorithm, Algorithm::Blake2b(_) | Algorithm::Blake2s(_)) as usize;
        let whole = self.waiting.len().saturating_sub(keep) / self.block * self.block;
        let rest = self.waiting.split_off(whole);
        for block in self.waiting.chunks_exact(self.block) {
            self.algorithm.block(block);
        }
        self.waiting = rest;
    }

    /// `length` counts only for SHAKE.
    fn digest(&self, length: usize) -> Vec<u8> {
        let mut end = self.clone();
        match &mut end.algorithm {
            Algorithm::Md5(state) => md::pad(&self.waiting, 64, (self.length as u64 * 8).to_le_bytes().to_vec())
                .chunks_exact(64)
                .fold(state, |s, b| {
                    md::md5(s, b);
                    s
                })
                .iter()
                .flat_map(|w| w.to_le_bytes())
                .collect(),
            Algorithm::Sha1(state) => md::pad(&self.waiting, 64, (self.length as u64 * 8).to_be_bytes().to_vec())
                .chunks_exact(64)
                .fold(state, |s, b| {
                    md::sha1(s, b);
                    s
                })
                .iter()
                .flat_map(|w| w.to_be_bytes())
                .collect(),
            Algorithm::Sha256(state, size) => {
                let size = *size;
                let padded = md::pad(&self.waiting, 64, (self.length as u64 * 8).to_be_bytes().to_vec());
                padded.chunks_exact(64).for_each(|b| sha::sha256(state, b));
                state.iter().flat_map(|w| w.to_be_bytes()).take(size).collect()
            }
            Algorithm::Sha512(state, size) => {
                let size = *size;
                let padded = md::pad(&self.waiting, 128, (self.length * 8).to_be_bytes().to_vec());
                padded.chunks_exact(128).for_each(|b| sha::sha512(state, b));
                state.iter().flat_map(|w| w.to_be_bytes()).take(size).collect()
            }
            Algorithm::Keccak(sponge) => sponge.finish(&self.waiting, length),
            Algorithm::Blake2b(state) => state.finish(&self.waiting),
            Algorithm::Blake2s(state) => state.finish(&self.waiting),
        }
    }

    fn size(&self) -> usize {
        match &self.algorithm {
            Algorithm::Md5(_) => 16,
            Algorithm::Sha1(_) => 20,
            Algorithm::Sha256(_, size) | Algorithm::Sha512(_, size) => *size,
            Algorithm::Keccak(sponge) => sponge.size,
            Algorithm::Blake2b(state) => state.size,
            Algorithm::Blake2s(state) => state.size,
        }
    }
}

impl Algorithm {
    fn block(&mut self, block: &[u8]) {
        match self {
            Algorithm::Md5(state) => md::md5(state, block),
            Algorithm::Sha1(state) => md::sha1(state, block),
            Algorithm::Sha256(state, _) => sha::sha256(state, block),
            Algorithm::Sha512(state, _) => sha::sha512(state, block),
            Algorithm::Keccak(sponge) => sponge.block(block),
            Algorithm::Blake2b(state) => state.block(block, false),
            Algorithm::Blake2s(state) => state.block(block, false),
        }
    }
}

/// A class for each family of names, as CPython has them.
struct Plain(Hash);
struct Shake(Hash);
struct Blake2b(Hash);
struct Blake2s(Hash);

trait Holder: NativeData {
    fn hash(&self) -> &Hash;
    fn hash_mut(&mut self) -> &mut Hash;
    fn holding(hash: Hash) -> Self;
}

macro_rules! holders {
    ($($name:ident)*) => { $(
        impl NativeData for $name {
            fn visit(&self, _: &mut dyn FnMut(&Value)) {}
        }
        impl Holder for $name {
            fn hash(&self) -> &Hash {
                &self.0
            }
            fn hash_mut(&mut self) -> &mut Hash {
                &mut self.0
            }
            fn holding(hash: Hash) -> Self {
                $name(hash)
            }
        }
    )* };
}
holders!(Plain Shake Blake2b Blake2s);

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_md5", |vm, module| {
        plain(vm, module, &[method("md5", |vm, a| start(vm, a, "md5"), NEW, "")])
    });
    vm.add_native_module("_sha1", |vm, module| {
        plain(vm, module, &[method("sha1", |vm, a| start(vm, a, "sha1"), NEW, "")])
    });
    vm.add_native_module("_sha2", |vm, module| {
        plain(
            vm,
            module,
            &[
                method("sha224", |vm, a| start(vm, a, "sha224"), NEW, ""),
                method("sha256", |vm, a| start(vm, a, "sha256"), NEW, ""),
                method("sha384", |vm, a| start(vm, a, "sha384"), NEW, ""),
                method("sha512", |vm, a| start(vm, a, "sha512"), NEW, ""),
            ],
        )
    });
    vm.add_native_module("_sha3", |vm, module| {
        plain(
            vm,
            module,
            &[
                method("sha3_224", |vm, a| start(vm, a, "sha3_224"), NEW, ""),
                method("sha3_256", |vm, a| start(vm, a, "sha3_256"), NEW, ""),
                method("sha3_384", |vm, a| start(vm, a, "sha3_384"), NEW, ""),
                method("sha3_512", |vm, a| start(vm, a, "sha3_512"), NEW, ""),
                method("shake_128", |vm, a| start(vm, a, "shake_128"), NEW, ""),
                method("shake_256", |vm, a| start(vm, a, "shake_256"), NEW, ""),
            ],
        )
    });
    vm.add_native_module("_blake2", load_blake2);
}

/// Are the classes that these modules share there?
#[derive(Default)]
struct Registered(bool);

const NEW: &str = "(data=<unset>, *, usedforsecurity=True, string=<unset>)";

fn plain(vm: &mut Vm, module: &Ref<Module>, functions: &[Method]) -> Result<()> {
    if !std::mem::replace(&mut vm.module_state::<Registered>().0, true) {
        register::<Plain>(vm, "HASH", &[], "_hashlib");
        let shake = [
            method(
                "digest",
                |vm, args| shaken(vm, args, false),
                "(self, length, /)",
                "Return the digest value as a bytes object.",
            ),
            method(
                "hexdigest",
                |vm, args| shaken(vm, args, true),
                "(self, length, /)",
                "Return the digest value as a string of hexadecimal digits.",
            ),
        ];
        register::<Shake>(vm, "HASHXOF", &shake, "_hashlib");
    }
    vm.fill_module(module, functions);
    Ok(())
}

fn register<H: Holder>(vm: &mut Vm, name: &str, more: &[Method], module: &str) -> Ref<object::Class> {
    let mut methods = vec![
        method("update", update::<H>, "(self, obj, /)", "Update this hash object's state with the provided string."),
        method("digest", digest::<H>, "(self, /)", "Return the digest value as a bytes object."),
        method("hexdigest", hex_digest::<H>, "(self, /)", "Return the digest value as a string of hexadecimal digits."),
        method("copy", copy::<H>, "(self, /)", "Return a copy of the hash object."),
        method("__repr__", repr::<H>, "(self, /)", "Return repr(self)."),
    ];
    methods.extend_from_slice(more);
    vm.register_data_class::<H>(NativeClass {
        name,
        module,
        methods: &methods,
        getters: &[
            getter("name", |vm, args| vm.read(&args[0], |h: &H| Value::from(h.hash().name)), ""),
            getter("digest_size", |vm, args| vm.read(&args[0], |h: &H| Value::from_usize(h.hash().size())), ""),
            getter("block_size", |vm, args| vm.read(&args[0], |h: &H| Value::from_usize(h.hash().block)), ""),
        ],
        ..NativeClass::BASE
    })
}

fn begin(name: &'static str) -> Hash {
    let (algorithm, block) = match name {
        "md5" => (Algorithm::Md5(md::MD5), 64),
        "sha1" => (Algorithm::Sha1(md::SHA1), 64),
        "sha224" => (Algorithm::Sha256(sha::start_224(), 28), 64),
        "sha256" => (Algorithm::Sha256(sha::start_256(), 32), 64),
        "sha384" => (Algorithm::Sha512(sha::start_384(), 48), 128),
        "sha512" => (Algorithm::Sha512(sha::start_512(), 64), 128),
        _ => {
            let (size, suffix, rate) = match name {
                "sha3_224" => (28, 6, 144),
                "sha3_256" => (32, 6, 136),
                "sha3_384" => (48, 6, 104),
                "sha3_512" => (64, 6, 72),
                "shake_128" => (0, 0x1f, 168),
                _ => (0, 0x1f, 136),
            };
            (Algorithm::Keccak(keccak::Sponge::new(size, suffix, rate)), rate)
        }
    };
    Hash { name, algorithm, block, waiting: Vec::new(), length: 0 }
}

/// What is to be hashed; text must be encoded first.
fn bytes_of(vm: &mut Vm, value: &Value) -> Result<Vec<u8>> {
    if value.as_ref::<Str>().is_some() {
        return Err(vm.type_error("Strings must be encoded before hashing"));
    }
    match vm.buffer(value) {
        Some(bytes) => Ok(bytes.into_owned()),
        None => Err(vm.type_error("object supporting the buffer API required")),
    }
}

fn start(vm: &mut Vm, args: &[Value], name: &'static str) -> Result {
    let mut hash = begin(name);
    for data in [&args[0], &args[2]] {
        if !data.is_unbound() {
            let bytes = bytes_of(vm, data)?;
            hash.update(&bytes);
        }
    }
    Ok(if name.starts_with("shake") { vm.make(Shake(hash)) } else { vm.make(Plain(hash)) })
}

fn update<H: Holder>(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = bytes_of(vm, &args[1])?;
    vm.change(&args[0], Mutation::Push, |h: &mut H| h.hash_mut().update(&bytes))?;
    Ok(Value::NONE)
}

fn hex(bytes: &[u8]) -> Value {
    Value::from(bytes.iter().map(|b| format!("{b:02x}")).collect::<String>())
}

fn digest<H: Holder>(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |h: &H| Value::bytes_object(h.hash().digest(0)))
}

fn hex_digest<H: Holder>(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |h: &H| hex(&h.hash().digest(0)))
}

fn shaken(vm: &mut Vm, args: &[Value], as_text: bool) -> Result {
    let length = vm.index(&args[1])?;
    if length < 0 {
        return Err(vm.value_error("value must be positive"));
    }
    if length > 1 << 29 {
        return Err(vm.value_error("length is too large"));
    }
    let bytes = vm.read(&args[0], |h: &Shake| h.0.digest(length as usize))?;
    Ok(if as_text { hex(&bytes) } else { Value::bytes_object(bytes) })
}

fn copy<H: Holder>(vm: &mut Vm, args: &[Value]) -> Result {
    let hash = vm.read(&args[0], |h: &H| h.hash().clone())?;
    Ok(vm.make(H::holding(hash)))
}

fn repr<H: Holder>(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.read(&args[0], |h: &H| h.hash().name)?;
    let (class, number) = (vm.type_name(&args[0]), object::identity_number(&args[0]));
    Ok(Value::from(format!("<{name} {class} object @ {number:#x}>")))
}

// ---- BLAKE2 --------------------------------------------------------------------------------------

const BLAKE2: &str = "(cls, data=<unset>, /, *, digest_size=0, key=<unset>, salt=<unset>, person=<unset>, fanout=1, depth=1, leaf_size=0, \
                      node_offset=0, node_depth=0, inner_size=0, last_node=False, usedforsecurity=True, string=<unset>)";

fn load_blake2(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let b = register::<Blake2b>(
        vm,
        "blake2b",
        &[method("__new__", |vm, a| new_blake2(vm, a, true), BLAKE2, "")],
        "_blake2",
    );
    let s = register::<Blake2s>(
        vm,
        "blake2s",
        &[method("__new__", |vm, a| new_blake2(vm, a, false), BLAKE2, "")],
        "_blake2",
    );
    for (name, class, sizes) in [("blake2b", b, [16, 16, 64, 64]), ("blake2s", s, [8, 8, 32, 32])] {
        let namespace = class.get(&vm.heap).namespace.clone();
        for (constant, size) in ["SALT_SIZE", "PERSON_SIZE", "MAX_KEY_SIZE", "MAX_DIGEST_SIZE"].iter().zip(sizes) {
            let constant = vm.intern(constant);
            namespace.get_mut(&mut vm.heap).set_name(&constant, Value::int(size));
        }
        vm.set_module_attr(module, name, class.into());
    }
    Ok(())
}

fn new_blake2(vm: &mut Vm, args: &[Value], large: bool) -> Result {
    let (most, small) = if large { (64, 16) } else { (32, 8) };
    let size = match vm.index(&args[2])? {
        0 => most,
        n if (1..=most as i64).contains(&n) => n as usize,
        n => {
            let name = if large { "Blake2b" } else { "Blake2s" };
            return Err(
                vm.value_error(format!("digest_size for {name} must be between 1 and {most} bytes, here it is {n}"))
            );
        }
    };
    let part = |vm: &mut Vm, place: usize, name: &str, most: usize| -> Result<Vec<u8>> {
        if args[place].is_unbound() {
            return Ok(Vec::new());
        }
        let bytes = vm.bytes_like(&args[place])?;
        if bytes.len() > most {
            return Err(vm.value_error(format!("maximum {name} length is {most} bytes")));
        }
        Ok(bytes)
    };
    let key = part(vm, 3, "key", most)?;
    let salt = part(vm, 4, "salt", small)?;
    let person = part(vm, 5, "person", small)?;
    let mut tree = [0i64; 6];
    for (place, number) in tree.iter_mut().enumerate() {
        *number = vm.index(&args[6 + place])?;
    }
    let last = vm.truth(&args[12])?;
    let block = if large { 128 } else { 64 };
    let name = if large { "blake2b" } else { "blake2s" };
    let parameters = blake2::Parameters { size, key: key.len(), salt, person, tree, last };
    let algorithm = match large {
        true => Algorithm::Blake2b(blake2::Blake2::new(&parameters)),
        false => Algorithm::Blake2s(blake2::Blake2::new(&parameters)),
    };
    let mut hash = Hash { name, algorithm, block, waiting: Vec::new(), length: 0 };
    if !key.is_empty() {
        let mut padded = key;
        padded.resize(block, 0);
        hash.update(&padded);
    }
    for data in [&args[1], &args[14]] {
        if !data.is_unbound() {
            let bytes = bytes_of(vm, data)?;
            hash.update(&bytes);
        }
    }
    if large { vm.new_data(&args[0], Blake2b(hash)) } else { vm.new_data(&args[0], Blake2s(hash)) }
}
