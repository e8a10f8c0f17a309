//! The wrapper that `lru_cache` puts around a function: a dict from arguments to entries, and the
//! entries in a ring, the least recently used one first.

use object::{ClassFlags, ClassIndex, Dict, Module, Name, NativeData, Ref, Tuple, Value};
use vm::{Method, NativeClass, Result, Vm, method};

struct Cache {
    function: Value,
    /// The class of what `cache_info` gives.
    info: Value,
    /// None: no limit.
    most: Option<usize>,
    typed: bool,
    hits: i64,
    misses: i64,
    /// Without a limit key to result; with one, key to the number of its entry.
    table: Ref<Dict>,
    /// Entry 0 is no entry but the ring's start and end.
    ring: Vec<Entry>,
    free: Vec<usize>,
    /// Marks in a key where its keywords begin.
    mark: Value,
}

struct Entry {
    key: Value,
    result: Value,
    before: usize,
    after: usize,
}

impl NativeData for Cache {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.function, &self.info, self.table.value(), &self.mark].into_iter().for_each(&mut *visit);
        for entry in &self.ring {
            visit(&entry.key);
            visit(&entry.result);
        }
    }
    fn clear(&mut self) {
        self.function = Value::NONE;
        drop(self.empty());
    }
}

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, user_function, maxsize, typed, cache_info_type)", "Create and return a new object."),
    method("cache_info", info, "(self, /)", "Report cache statistics"),
    method("cache_clear", clear, "(self, /)", "Clear the cache and cache statistics"),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__copy__", |_, args| Ok(args[0].clone()), "(self, /)", "The wrapper itself."),
    method("__deepcopy__", |_, args| Ok(args[0].clone()), "(self, memo, /)", "The wrapper itself."),
    method("__reduce__", reduce, "(self, /)", "Pickled by name."),
];

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Cache>(
        module,
        NativeClass {
            name: "_lru_cache_wrapper",
            module: "functools",
            doc: "Create a cached callable that wraps another function.",
            methods: METHODS,
            call: Some(call),
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF,
            ..NativeClass::BASE
        },
    );
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let most = if args[2].is_none() {
        None
    } else {
        if vm.as_big(&args[2]).is_none() {
            return Err(vm.type_error("maxsize should be integer or None"));
        }
        Some(vm.index(&args[2])?.max(0) as usize)
    };
    let typed = vm.truth(&args[3])?;
    let mark = Value::tuple_of([Value::from("keywords")]);
    let cache = Cache {
        function: args[1].clone(),
        info: args[4].clone(),
        most,
        typed,
        hits: 0,
        misses: 0,
        table: Ref::dict(),
        ring: vec![Entry::root()],
        free: Vec::new(),
        mark,
    };
    vm.new_data(&args[0], cache)
}

impl Entry {
    fn root() -> Entry {
        Entry { key: Value::UNBOUND, result: Value::UNBOUND, before: 0, after: 0 }
    }
}

impl Cache {
    fn unlink(&mut self, number: usize) {
        let (before, after) = (self.ring[number].before, self.ring[number].after);
        self.ring[before].after = after;
        self.ring[after].before = before;
    }

    /// Puts an entry where the most recently used stands.
    fn link_last(&mut self, number: usize) {
        let last = self.ring[0].before;
        self.ring[number].before = last;
        self.ring[number].after = 0;
        self.ring[last].after = number;
        self.ring[0].before = number;
    }

    fn add(&mut self, key: Value, result: Value) -> usize {
        let entry = Entry { key, result, before: 0, after: 0 };
        let number = match self.free.pop() {
            Some(number) => {
                self.ring[number] = entry;
                number
            }
            None => {
                self.ring.push(entry);
                self.ring.len() - 1
            }
        };
        self.link_last(number);
        number
    }

    /// Takes the least recently used entry out of the ring.
    fn take_oldest(&mut self) -> Option<(Value, Value)> {
        let oldest = self.ring[0].after;
        if oldest == 0 {
            return None;
        }
        self.unlink(oldest);
        self.free.push(oldest);
        let entry = &mut self.ring[oldest];
        Some((std::mem::take(&mut entry.key), std::mem::take(&mut entry.result)))
    }

    fn empty(&mut self) -> (Vec<Entry>, Ref<Dict>) {
        self.free.clear();
        self.hits = 0;
        self.misses = 0;
        (std::mem::replace(&mut self.ring, vec![Entry::root()]), std::mem::replace(&mut self.table, Ref::dict()))
    }
}

fn call(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let (function, most, typed, table) =
        vm.read(this, |c: &Cache| (c.function.clone(), c.most, c.typed, c.table.clone()))?;
    if most == Some(0) {
        vm.state(this, |c: &mut Cache| c.misses += 1)?;
        return vm.call_kw(&function, arguments, keywords);
    }
    let key = make_key(vm, this, arguments, keywords, typed)?;
    let hash = vm.hash(&key)?;
    if let Some(found) = vm.dict_find(&table, hash, &key)? {
        let found = table.get(&vm.heap).entry(found).value.clone();
        return vm.state(this, |c: &mut Cache| {
            c.hits += 1;
            match (most, found.as_small_int()) {
                (Some(_), Some(number)) => {
                    let number = number as usize;
                    c.unlink(number);
                    c.link_last(number);
                    c.ring[number].result.clone()
                }
                _ => found,
            }
        });
    }
    vm.state(this, |c: &mut Cache| c.misses += 1)?;
    let result = vm.call_kw(&function, arguments, keywords)?;
    remember(vm, this, most, hash, key, &result)?;
    Ok(result)
}

/// Keeps a result, unless the function's own calls have kept one meanwhile.
fn remember(vm: &mut Vm, this: &Value, most: Option<usize>, hash: i64, key: Value, result: &Value) -> Result<()> {
    let table = vm.read(this, |c: &Cache| c.table.clone())?;
    let known = vm.dict_find(&table, hash, &key)?;
    let Some(most) = most else {
        vm.dict_set_entry(&table, known, hash, &key, result.clone());
        return Ok(());
    };
    if known.is_some() {
        return Ok(());
    }
    if table.get(&vm.heap).len() >= most {
        let Some((old_key, old_result)) = vm.state(this, |c: &mut Cache| c.take_oldest())? else {
            return Ok(());
        };
        let removed = vm.dict_remove(&table, &old_key)?;
        drop((removed, old_key, old_result));
    }
    let number = vm.state(this, |c: &mut Cache| c.add(key.clone(), result.clone()))?;
    // What was removed may have run Python that cached this very key.
    if vm.dict_find(&table, hash, &key)?.is_none() {
        vm.dict_set_entry(&table, None, hash, &key, Value::int(number as i64));
    }
    Ok(())
}

/// One plain argument is its own key; else a tuple of all, with their types where these count.
fn make_key(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)], typed: bool) -> Result {
    if let ([only], [], false) = (arguments, keywords, typed) {
        let class = vm.heap.class_index_of(only);
        if class == ClassIndex::INT || class == ClassIndex::STR {
            return Ok(only.clone());
        }
    }
    if keywords.is_empty() && !typed {
        return Ok(Ref::<Tuple>::tuple(arguments.to_vec()).into());
    }
    let mut key = arguments.to_vec();
    if !keywords.is_empty() {
        key.push(vm.read(this, |c: &Cache| c.mark.clone())?);
        for (name, value) in keywords {
            key.push(name.to_value());
            key.push(value.clone());
        }
    }
    if typed {
        let values = arguments.iter().chain(keywords.iter().map(|(_, value)| value));
        let classes: Vec<Value> = values.map(|value| vm.class_of(value).into()).collect();
        key.extend(classes);
    }
    Ok(Value::tuple(key))
}

fn info(vm: &mut Vm, args: &[Value]) -> Result {
    let (class, hits, misses, most, table) =
        vm.read(&args[0], |c: &Cache| (c.info.clone(), c.hits, c.misses, c.most, c.table.clone()))?;
    let most = most.map_or(Value::NONE, Value::from_usize);
    let size = Value::from_usize(table.get(&vm.heap).len());
    vm.call(&class, &[Value::from_i64(hits), Value::from_i64(misses), most, size])
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let old = vm.state(&args[0], |c: &mut Cache| c.empty())?;
    drop(old);
    Ok(Value::NONE)
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_none() {
        return Ok(args[0].clone());
    }
    Ok(vm.bound_method(args[0].clone(), args[1].clone()))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    vm.get_attr_str(&args[0], "__qualname__")
}
