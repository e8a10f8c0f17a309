//! `_random`: the Mersenne Twister, word for word the sequence of CPython for the same seed.

use num_bigint::BigInt as Big;
use num_traits::ToPrimitive;
use object::{ClassFlags, Module, NativeData, Ref, Tuple, Value};
use vm::{Method, Mutation, NativeClass, Result, Vm, method};

const WORDS: usize = 624;
const SHIFT: usize = 397;

/// MT19937: <https://doi.org/10.1145/272991.272995>
struct Twister {
    words: Box<[u32; WORDS]>,
    next: usize,
}

impl NativeData for Twister {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

impl Twister {
    fn new(seed: u32) -> Twister {
        let mut words = Box::new([0; WORDS]);
        words[0] = seed;
        for i in 1..WORDS {
            let before = words[i - 1];
            words[i] = (before ^ before >> 30).wrapping_mul(1812433253).wrapping_add(i as u32);
        }
        Twister { words, next: WORDS }
    }

    /// Seeded by any number of words.
    fn by_array(key: &[u32]) -> Twister {
        let mut twister = Twister::new(19650218);
        let words = &mut *twister.words;
        let (mut i, mut j) = (1, 0);
        let mix = |words: &[u32; WORDS], i: usize, factor: u32| {
            let before = words[i - 1];
            words[i] ^ (before ^ before >> 30).wrapping_mul(factor)
        };
        for _ in 0..WORDS.max(key.len()) {
            words[i] = mix(words, i, 1664525).wrapping_add(key[j]).wrapping_add(j as u32);
            i += 1;
            j = (j + 1) % key.len();
            if i >= WORDS {
                words[0] = words[WORDS - 1];
                i = 1;
            }
        }
        for _ in 1..WORDS {
            words[i] = mix(words, i, 1566083941).wrapping_sub(i as u32);
            i += 1;
            if i >= WORDS {
                words[0] = words[WORDS - 1];
                i = 1;
            }
        }
        words[0] = 0x8000_0000;
        twister
    }

    fn refill(&mut self) {
        let words = &mut *self.words;
        for i in 0..WORDS {
            let y = words[i] & 0x8000_0000 | words[(i + 1) % WORDS] & 0x7fff_ffff;
            let odd = if y & 1 == 0 { 0 } else { 0x9908_b0df };
            words[i] = words[(i + SHIFT) % WORDS] ^ y >> 1 ^ odd;
        }
        self.next = 0;
    }

    fn word(&mut self) -> u32 {
        if self.next >= WORDS {
            self.refill();
        }
        let mut y = self.words[self.next];
        self.next += 1;
        y ^= y >> 11;
        y ^= y << 7 & 0x9d2c_5680;
        y ^= y << 15 & 0xefc6_0000;
        y ^ y >> 18
    }

    /// 53 bits, in 0 .. 1.
    fn float(&mut self) -> f64 {
        let (a, b) = (self.word() >> 5, self.word() >> 6);
        (a as f64 * 67108864.0 + b as f64) * (1.0 / 9007199254740992.0)
    }
}

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, *args)", "Initialize self."),
    method("random", random, "(self, /)", "random() -> x in the interval [0, 1)."),
    method("seed", seed, "(self, n=None, /)", "seed([n]) -> None."),
    method("getstate", get_state, "(self, /)", "getstate() -> tuple containing the current state."),
    method("setstate", set_state, "(self, state, /)", "setstate(state) -> None.  Restores generator state."),
    method("getrandbits", get_bits, "(self, k, /)", "getrandbits(k) -> x.  Generates an int with k random bits."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_random", |vm, module: &Ref<Module>| {
        vm.add_data_class::<Twister>(
            module,
            NativeClass {
                name: "Random",
                module: "_random",
                doc: "Random() -> create a random number generator with its own internal state.",
                methods: METHODS,
                flags: ClassFlags::HAS_WEAKREF,
                ..NativeClass::BASE
            },
        );
        Ok(())
    });
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Twister::new(5489))
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    match vm.tuple_items(&args[1]).to_vec().as_slice() {
        [] => seed(vm, &[args[0].clone(), Value::NONE]),
        [n] => seed(vm, &[args[0].clone(), n.clone()]),
        _ => Err(vm.type_error("Random() requires 0 or 1 argument")),
    }
}

fn random(vm: &mut Vm, args: &[Value]) -> Result {
    vm.unseen(&args[0], |t: &mut Twister| t.float()).map(Value::float)
}

fn seed(vm: &mut Vm, args: &[Value]) -> Result {
    let key: Vec<u32> = if args[1].is_none() {
        let mut bytes = [0; WORDS * 4];
        vm.host.entropy(&mut bytes);
        bytes.chunks_exact(4).map(|w| u32::from_le_bytes([w[0], w[1], w[2], w[3]])).collect()
    } else {
        let n = match vm.as_big(&args[1]) {
            Some(n) => n,
            None => Big::from(vm.hash(&args[1])? as u64),
        };
        let words = n.magnitude().to_u32_digits();
        if words.is_empty() { vec![0] } else { words }
    };
    vm.change(&args[0], Mutation::Replace, |t: &mut Twister| *t = Twister::by_array(&key))?;
    Ok(Value::NONE)
}

fn get_state(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |t: &Twister| {
        let mut all: Vec<Value> = t.words.iter().map(|&w| Value::int(w as i64)).collect();
        all.push(Value::from_usize(t.next));
        Value::tuple(all)
    })
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(state) = args[1].as_ref::<Tuple>().cloned() else {
        return Err(vm.type_error("state vector must be a tuple"));
    };
    if state.0.len() != WORDS + 1 {
        return Err(vm.value_error("state vector is the wrong size"));
    }
    let mut words = Box::new([0; WORDS]);
    for (word, given) in words.iter_mut().zip(&state.0) {
        *word = vm.index_big(given)?.to_u32().unwrap_or(0);
    }
    let next = vm.index(&state.0[WORDS])?;
    let Some(next) = usize::try_from(next).ok().filter(|n| *n <= WORDS) else {
        return Err(vm.value_error("invalid state"));
    };
    vm.change(&args[0], Mutation::Replace, |t: &mut Twister| *t = Twister { words, next })?;
    Ok(Value::NONE)
}

fn get_bits(vm: &mut Vm, args: &[Value]) -> Result {
    let bits = vm.index(&args[1])?;
    if bits < 0 {
        return Err(vm.value_error("number of bits must be non-negative"));
    }
    if bits == 0 {
        return Ok(Value::int(0));
    }
    if bits <= 32 {
        return vm.unseen(&args[0], |t: &mut Twister| Value::int((t.word() >> (32 - bits)) as i64));
    }
    if bits > 1 << 34 {
        return Err(vm.memory_error());
    }
    let words = vm.unseen(&args[0], |t: &mut Twister| {
        let mut left = bits;
        let mut words = Vec::with_capacity((bits as usize).div_ceil(32));
        while left > 0 {
            let word = t.word();
            words.push(if left < 32 { word >> (32 - left) } else { word });
            left -= 32;
        }
        words
    })?;
    Ok(Value::big_int(Big::from_slice(num_bigint::Sign::Plus, &words)))
}
