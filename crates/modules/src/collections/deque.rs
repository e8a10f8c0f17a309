//! deque: its data, what it does at both ends, its iterators. (`sequence` has what lists do, too.)

use std::collections::VecDeque;

use object::{ClassFlags, Module, NativeData, Ref, Value};
use vm::{Edit, Method, Mutation, NativeClass, Result, Vm, class_method, getter, method};

use super::sequence;

pub(super) struct Deque {
    pub items: VecDeque<Value>,
    pub most: Option<usize>,
    /// Changes whenever an item comes or goes, so that iterators notice.
    pub version: u64,
}

impl NativeData for Deque {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.items.iter().for_each(visit);
    }
    fn clear(&mut self) {
        drop(std::mem::take(&mut self.items));
    }
    fn parts(&self) -> Option<Vec<(String, Value)>> {
        Some(self.items.iter().enumerate().map(|(place, item)| (place.to_string(), item.clone())).collect())
    }
}

impl Deque {
    pub fn new(most: Option<usize>) -> Deque {
        Deque { items: VecDeque::new(), most, version: 0 }
    }

    /// Adds at the right; what fell out at the left.
    pub fn push(&mut self, value: Value) -> Option<Value> {
        self.version += 1;
        self.items.push_back(value);
        if self.most.is_some_and(|most| self.items.len() > most) { self.items.pop_front() } else { None }
    }

    pub fn push_left(&mut self, value: Value) -> Option<Value> {
        self.version += 1;
        self.items.push_front(value);
        if self.most.is_some_and(|most| self.items.len() > most) { self.items.pop_back() } else { None }
    }
}

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, iterable=<unset>, maxlen=None)", "Initialize self."),
    method("append", append, "(self, item, /)", "Add an element to the right side of the deque."),
    method("appendleft", append_left, "(self, item, /)", "Add an element to the left side of the deque."),
    method("pop", pop, "(self, /)", "Remove and return the rightmost element."),
    method("popleft", pop_left, "(self, /)", "Remove and return the leftmost element."),
    method(
        "extend",
        extend,
        "(self, iterable, /)",
        "Extend the right side of the deque with elements from the iterable.",
    ),
    method(
        "extendleft",
        extend_left,
        "(self, iterable, /)",
        "Extend the left side of the deque with elements from the iterable.",
    ),
    method("clear", clear, "(self, /)", "Remove all elements from the deque."),
    method(
        "rotate",
        rotate,
        "(self, n=1, /)",
        "Rotate the deque n steps to the right. If n is negative, rotates left.",
    ),
    method("copy", copy, "(self, /)", "Return a shallow copy of a deque."),
    method("__copy__", copy, "(self, /)", "Return a shallow copy of a deque."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator over the deque."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let methods: Vec<Method> = METHODS.iter().chain(sequence::METHODS).copied().collect();
    vm.add_data_class::<Deque>(
        module,
        NativeClass {
            name: "deque",
            module: "collections",
            doc: "A list-like sequence optimized for data accesses near its endpoints.",
            methods: &methods,
            getters: &[getter("maxlen", maxlen, "maximum size of a deque or None if unbounded")],
            flags: ClassFlags::SEQUENCE | ClassFlags::HAS_WEAKREF,
            ..NativeClass::BASE
        },
    );
    let hint = &[method("__length_hint__", length_hint, "(self, /)", "How many are left.")];
    vm.add_data_class::<DequeIterator>(
        module,
        NativeClass {
            name: "_deque_iterator",
            module: "collections",
            methods: &[hint[0], method("__new__", new_iterator, "(cls, deque, index=0, /)", "Create an iterator.")],
            next: Some(next::<DequeIterator>),
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<ReverseIterator>(
        module,
        NativeClass {
            name: "_deque_reverse_iterator",
            module: "collections",
            methods: &[hint[0], method("__new__", new_reverse, "(cls, deque, index=0, /)", "Create an iterator.")],
            next: Some(next::<ReverseIterator>),
            ..NativeClass::BASE
        },
    );
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    vm.new_data(&args[0], Deque::new(None))
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let most = if args[2].is_none() {
        None
    } else {
        if vm.as_big(&args[2]).is_none() {
            return Err(vm.type_error("an integer is required"));
        }
        match usize::try_from(vm.index(&args[2])?) {
            Ok(most) => Some(most),
            Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
        }
    };
    let old = vm.change(&args[0], Mutation::Clear, |d: &mut Deque| {
        d.most = most;
        d.version += 1;
        std::mem::take(&mut d.items)
    })?;
    drop(old);
    if args[1].is_unbound() {
        return Ok(Value::NONE);
    }
    let origins = vm.origins(&args[1]);
    extend(vm, &args[..2])?;
    vm.copied_from(origins, &args[0]);
    Ok(Value::NONE)
}

fn maxlen(vm: &mut Vm, args: &[Value]) -> Result {
    let most = vm.read(&args[0], |d: &Deque| d.most)?;
    Ok(most.map_or(Value::NONE, Value::from_usize))
}

/// An item is about to be added at one end: tells of the one that falls out at the other, at `place`, if the deque is
/// full. False where it has no room for any.
fn tell_fall(vm: &mut Vm, deque: &Value, place: usize) -> bool {
    let (most, length) = vm.data::<Deque>(deque).map_or((None, 0), |d| (d.most, d.items.len()));
    if most.is_some_and(|most| length >= most && length > 0) {
        vm.tell_edit(deque, Edit::Remove(place));
    }
    most != Some(0)
}

/// The place of the last item.
fn last(vm: &Vm, deque: &Value) -> usize {
    vm.data::<Deque>(deque).map_or(0, |d| d.items.len().saturating_sub(1))
}

fn append(vm: &mut Vm, args: &[Value]) -> Result {
    let value = args[1].clone();
    let edit = if tell_fall(vm, &args[0], 0) { Edit::Push(&args[1]) } else { Edit::All(Mutation::Push) };
    let fallen = vm.edit(&args[0], edit, |d: &mut Deque| d.push(value))?;
    drop(fallen);
    Ok(Value::NONE)
}

fn append_left(vm: &mut Vm, args: &[Value]) -> Result {
    let value = args[1].clone();
    let last = last(vm, &args[0]);
    let edit = if tell_fall(vm, &args[0], last) { Edit::Insert(0, &args[1]) } else { Edit::All(Mutation::Insert) };
    let fallen = vm.edit(&args[0], edit, |d: &mut Deque| d.push_left(value))?;
    drop(fallen);
    Ok(Value::NONE)
}

fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.read(&args[0], |d: &Deque| d.items.is_empty())? {
        return Err(vm.index_error("pop from an empty deque"));
    }
    let last = last(vm, &args[0]);
    let popped = vm.edit(&args[0], Edit::Remove(last), |d: &mut Deque| {
        d.version += 1;
        d.items.pop_back()
    })?;
    popped.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn pop_left(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.read(&args[0], |d: &Deque| d.items.is_empty())? {
        return Err(vm.index_error("pop from an empty deque"));
    }
    let popped = vm.edit(&args[0], Edit::Remove(0), |d: &mut Deque| {
        d.version += 1;
        d.items.pop_front()
    })?;
    popped.ok_or_else(|| vm.index_error("pop from an empty deque"))
}

fn extend(vm: &mut Vm, args: &[Value]) -> Result {
    each(vm, args, append)
}

fn extend_left(vm: &mut Vm, args: &[Value]) -> Result {
    each(vm, args, append_left)
}

/// Adds all items of an iterable; those of the deque itself as they are now.
fn each(vm: &mut Vm, args: &[Value], add: vm::NativeFn) -> Result {
    if args[0].is_same(&args[1]) {
        let items = vm.read(&args[0], |d: &Deque| d.items.clone())?;
        for item in items {
            add(vm, &[args[0].clone(), item])?;
        }
        return Ok(Value::NONE);
    }
    let iterator = vm.iter(&args[1])?;
    while let Some(item) = vm.next(&iterator)? {
        add(vm, &[args[0].clone(), item])?;
    }
    Ok(Value::NONE)
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let old = vm.edit(&args[0], Edit::Clear, |d: &mut Deque| {
        d.version += 1;
        std::mem::take(&mut d.items)
    })?;
    drop(old);
    Ok(Value::NONE)
}

fn rotate(vm: &mut Vm, args: &[Value]) -> Result {
    let steps = vm.index(&args[1])?;
    let count = vm.read(&args[0], |d: &Deque| d.items.len())?;
    if count < 2 {
        return Ok(Value::NONE);
    }
    let steps = steps.rem_euclid(count as i64) as usize;
    // To the tape the fewer of them move.
    let moved = if steps <= count / 2 { count - steps..count } else { 0..count - steps };
    let items = vm.read(&args[0], |d: &Deque| d.items.range(moved.clone()).cloned().collect::<Vec<_>>())?;
    let target = if moved.start == 0 { count - items.len() } else { 0 };
    vm.tell_edit(&args[0], Edit::Splice(moved.start, items.len(), &[]));
    vm.edit(&args[0], Edit::Splice(target, 0, &items), |d: &mut Deque| {
        d.version += 1;
        d.items.rotate_right(steps);
    })?;
    Ok(Value::NONE)
}

pub(super) fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let (items, most) = vm.read(&args[0], |d: &Deque| (d.items.clone(), d.most))?;
    if class.is_same(&vm.class_for::<Deque>()) {
        let copy = vm.make(Deque { items, most, version: 0 });
        vm.copied(&args[0], &copy);
        return Ok(copy);
    }
    match most {
        Some(most) => vm.call(class.value(), &[args[0].clone(), Value::from_usize(most)]),
        None => vm.call(class.value(), &[args[0].clone()]),
    }
}

fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from("[...]"));
    }
    let (items, most) = vm.read(&args[0], |d: &Deque| (Vec::from(d.items.clone()), d.most))?;
    let text = vm.repr_text(&Value::list(items));
    vm.leave_repr(&args[0]);
    let (name, text) = (vm.short_type_name(&args[0]), text?);
    Ok(Value::from(match most {
        Some(most) => format!("{name}({text}, maxlen={most})"),
        None => format!("{name}({text})"),
    }))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let most = vm.read(&args[0], |d: &Deque| d.most)?;
    let arguments = match most {
        Some(most) => vec![Value::tuple_of([]), Value::from_usize(most)],
        None => vec![],
    };
    let state = match vm.heap.attributes(&args[0]) {
        Some(a) if a.dict.is_some() || !a.slots.is_empty() => {
            vm.attribute_dict(&args[0]).map_or(Value::NONE, |d| d.to_value())
        }
        _ => Value::NONE,
    };
    let items = vm.iter(&args[0])?;
    let class = vm.class_of(&args[0]).into();
    Ok(Value::tuple_of([class, Value::tuple(arguments), state, items]))
}

// ---- iterators ----------------------------------------------------------------------------------

struct DequeIterator(Walk);
struct ReverseIterator(Walk);

struct Walk {
    deque: Value,
    /// Items given so far.
    given: usize,
    length: usize,
    version: u64,
}

trait Walker: NativeData {
    fn walk(&mut self) -> &mut Walk;
    fn place(given: usize, length: usize) -> usize;
}

impl Walker for DequeIterator {
    fn walk(&mut self) -> &mut Walk {
        &mut self.0
    }
    fn place(given: usize, _: usize) -> usize {
        given
    }
}

impl Walker for ReverseIterator {
    fn walk(&mut self) -> &mut Walk {
        &mut self.0
    }
    fn place(given: usize, length: usize) -> usize {
        length - 1 - given
    }
}

impl NativeData for DequeIterator {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.0.deque);
    }
}
impl NativeData for ReverseIterator {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.0.deque);
    }
}

fn walk(vm: &mut Vm, deque: &Value, given: usize) -> Result<Walk> {
    let (length, version) = vm.read(deque, |d: &Deque| (d.items.len(), d.version))?;
    Ok(Walk { deque: deque.clone(), given, length, version })
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let walk = walk(vm, &args[0], 0)?;
    Ok(vm.make(DequeIterator(walk)))
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    let walk = walk(vm, &args[0], 0)?;
    Ok(vm.make(ReverseIterator(walk)))
}

fn new_iterator(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.index(&args[2])?.max(0) as usize;
    let walk = walk(vm, &args[1], given)?;
    vm.new_data(&args[0], DequeIterator(walk))
}

fn new_reverse(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.index(&args[2])?.max(0) as usize;
    let walk = walk(vm, &args[1], given)?;
    vm.new_data(&args[0], ReverseIterator(walk))
}

fn next<W: Walker>(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (deque, given, length, version) = vm.state(it, |w: &mut W| {
        let w = w.walk();
        (w.deque.clone(), w.given, w.length, w.version)
    })?;
    let found = vm.read(&deque, |d: &Deque| {
        if d.version != version {
            return Err(());
        }
        Ok(if given < length { d.items.get(W::place(given, length)).cloned() } else { None })
    })?;
    match found {
        Ok(value) => {
            if value.is_some() {
                vm.state(it, |w: &mut W| w.walk().given += 1)?;
            }
            Ok(value)
        }
        Err(()) => {
            vm.state(it, |w: &mut W| w.walk().length = 0)?;
            Err(vm.runtime_error("deque mutated during iteration"))
        }
    }
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result {
    let left = |w: &Walk| w.length.saturating_sub(w.given);
    let left = match vm.data::<DequeIterator>(&args[0]) {
        Some(forward) => left(&forward.0),
        None => vm.read(&args[0], |w: &ReverseIterator| left(&w.0))?,
    };
    Ok(Value::from_usize(left))
}
