//! product, permutations, combinations, combinations_with_replacement.

use object::{Module, Ref, Value};
use vm::{Method, NativeClass, NextFn, Result, Vm, method};

use super::native_data;

struct Product {
    pools: Vec<Vec<Value>>,
    indices: Vec<usize>,
    begun: bool,
    ended: bool,
}

impl object::NativeData for Product {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.pools.iter().flatten().for_each(visit);
    }
    fn clear(&mut self) {
        self.pools.clear();
        self.ended = true;
    }
}

/// What the three others walk through: indices into one pool.
struct Choice {
    pool: Vec<Value>,
    indices: Vec<usize>,
    /// Only permutations: how far each place still has to go round.
    cycles: Vec<usize>,
    length: usize,
    begun: bool,
    ended: bool,
}
native_data!(Choice: ; pool);

struct Permutations(Choice);
struct Combinations(Choice);
struct Replacements(Choice);

macro_rules! choices {
    ($($name:ident $next:ident $advance:ident;)*) => { $(
        impl object::NativeData for $name {
            fn visit(&self, visit: &mut dyn FnMut(&Value)) {
                self.0.visit(visit);
            }
            fn clear(&mut self) {
                self.0.pool.clear();
                self.0.ended = true;
            }
        }
        fn $next(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
            let items = vm.state(it, |s: &mut $name| s.0.next($advance))?;
            Ok(items.map(Value::tuple))
        }
    )* };
}
choices! {
    Permutations next_permutation advance_permutation;
    Combinations next_combination advance_combination;
    Replacements next_replacement advance_replacement;
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let class = |name: &'static str, methods: &'static [Method], next: NextFn, doc: &'static str| NativeClass {
        name,
        module: "itertools",
        methods,
        next: Some(next),
        doc,
        ..NativeClass::BASE
    };
    const PRODUCT: &[Method] =
        &[method("__new__", new_product, "(cls, /, *iterables, repeat=1)", "Create and return a new object.")];
    let doc = "Cartesian product of input iterables. Equivalent to nested for-loops.";
    vm.add_data_class::<Product>(module, class("product", PRODUCT, next_product, doc));
    const PERMUTATIONS: &[Method] =
        &[method("__new__", new_permutations, "(cls, iterable, r=None)", "Create and return a new object.")];
    let doc = "Return successive r-length permutations of elements in the iterable.";
    vm.add_data_class::<Permutations>(module, class("permutations", PERMUTATIONS, next_permutation, doc));
    const COMBINATIONS: &[Method] =
        &[method("__new__", new_combinations, "(cls, iterable, r)", "Create and return a new object.")];
    let doc = "Return successive r-length combinations of elements in the iterable.";
    vm.add_data_class::<Combinations>(module, class("combinations", COMBINATIONS, next_combination, doc));
    const REPLACEMENTS: &[Method] =
        &[method("__new__", new_replacements, "(cls, iterable, r)", "Create and return a new object.")];
    let doc = "Return successive r-length combinations of elements in the iterable allowing individual elements to \
               have successive repeats.";
    let replacements = class("combinations_with_replacement", REPLACEMENTS, next_replacement, doc);
    vm.add_data_class::<Replacements>(module, replacements);
}

fn new_product(vm: &mut Vm, args: &[Value]) -> Result {
    let repeat = vm.index(&args[2])?;
    if repeat < 0 {
        return Err(vm.value_error("repeat argument cannot be negative"));
    }
    let iterables = vm.tuple_items(&args[1]).to_vec();
    let mut once = Vec::with_capacity(iterables.len());
    if repeat > 0 {
        for iterable in &iterables {
            once.push(vm.collect(iterable)?);
        }
    }
    let Some(total) = once.len().checked_mul(repeat as usize).filter(|n| *n < 1 << 32) else {
        return Err(vm.overflow_error("repeat argument too large"));
    };
    let pools: Vec<Vec<Value>> = once.iter().cycle().take(total).cloned().collect();
    let indices = vec![0; total];
    vm.new_data(&args[0], Product { pools, indices, begun: false, ended: false })
}

fn next_product(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let items = vm.state(it, |s: &mut Product| {
        if s.ended || !s.advance() {
            s.ended = true;
            return None;
        }
        Some(s.pools.iter().zip(&s.indices).map(|(pool, &i)| pool[i].clone()).collect())
    })?;
    Ok(items.map(Value::tuple))
}

impl Product {
    fn advance(&mut self) -> bool {
        if !std::mem::replace(&mut self.begun, true) {
            return self.pools.iter().all(|pool| !pool.is_empty());
        }
        for (index, pool) in self.indices.iter_mut().zip(&self.pools).rev() {
            *index += 1;
            if *index < pool.len() {
                return true;
            }
            *index = 0;
        }
        false
    }
}

// ---- one pool ------------------------------------------------------------------------------------

impl Choice {
    fn next(&mut self, advance: fn(&mut Choice) -> bool) -> Option<Vec<Value>> {
        if self.ended || std::mem::replace(&mut self.begun, true) && !advance(self) {
            self.ended = true;
            return None;
        }
        Some(self.indices[..self.length].iter().map(|&i| self.pool[i].clone()).collect())
    }
}

fn length_of(vm: &mut Vm, value: &Value) -> Result<usize> {
    let length = vm.index(value)?;
    usize::try_from(length).map_err(|_| vm.value_error("r must be non-negative"))
}

fn new_permutations(vm: &mut Vm, args: &[Value]) -> Result {
    let pool = vm.collect(&args[1])?;
    let length = if args[2].is_none() {
        pool.len()
    } else {
        if vm.as_big(&args[2]).is_none() {
            return Err(vm.type_error("Expected int as r"));
        }
        length_of(vm, &args[2])?
    };
    let ended = length > pool.len();
    let indices = (0..pool.len()).collect();
    let cycles = if ended { vec![] } else { (0..length).map(|i| pool.len() - i).collect() };
    vm.new_data(&args[0], Permutations(Choice { pool, indices, cycles, length, begun: false, ended }))
}

fn advance_permutation(s: &mut Choice) -> bool {
    let count = s.pool.len();
    for place in (0..s.length).rev() {
        s.cycles[place] -= 1;
        if s.cycles[place] == 0 {
            s.indices[place..].rotate_left(1);
            s.cycles[place] = count - place;
        } else {
            let other = count - s.cycles[place];
            s.indices.swap(place, other);
            return true;
        }
    }
    false
}

fn new_combinations(vm: &mut Vm, args: &[Value]) -> Result {
    let pool = vm.collect(&args[1])?;
    let length = length_of(vm, &args[2])?;
    let ended = length > pool.len();
    let indices = if ended { vec![] } else { (0..length).collect() };
    vm.new_data(&args[0], Combinations(Choice { pool, indices, cycles: vec![], length, begun: false, ended }))
}

fn advance_combination(s: &mut Choice) -> bool {
    let (count, length) = (s.pool.len(), s.length);
    let Some(place) = (0..length).rev().find(|&i| s.indices[i] != i + count - length) else {
        return false;
    };
    let first = s.indices[place] + 1;
    s.indices[place..].iter_mut().enumerate().for_each(|(i, index)| *index = first + i);
    true
}

fn new_replacements(vm: &mut Vm, args: &[Value]) -> Result {
    let pool = vm.collect(&args[1])?;
    let length = length_of(vm, &args[2])?;
    let ended = pool.is_empty() && length > 0;
    let indices = if ended { vec![] } else { vec![0; length] };
    vm.new_data(&args[0], Replacements(Choice { pool, indices, cycles: vec![], length, begun: false, ended }))
}

fn advance_replacement(s: &mut Choice) -> bool {
    let last = s.pool.len().wrapping_sub(1);
    let Some(place) = (0..s.length).rev().find(|&i| s.indices[i] != last) else {
        return false;
    };
    let next = s.indices[place] + 1;
    s.indices[place..].fill(next);
    true
}
