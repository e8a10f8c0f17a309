//! `_heapq`: a list as a heap, the smallest (or largest) item first.

use object::{List, Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("heappush", push, "(heap, item, /)", "Push item onto heap, maintaining the heap invariant."),
    method("heappop", pop, "(heap, /)", "Pop the smallest item off the heap, maintaining the heap invariant."),
    method("heapify", heapify, "(heap, /)", "Transform list into a heap, in-place, in O(len(heap)) time."),
    method(
        "heapreplace",
        replace,
        "(heap, item, /)",
        "Pop and return the current smallest value, and add the new item.",
    ),
    method(
        "heappushpop",
        push_pop,
        "(heap, item, /)",
        "Push item on the heap, then pop and return the smallest item from the heap.",
    ),
    method("heappush_max", push_max, "(heap, item, /)", "Push item onto max heap, maintaining the heap invariant."),
    method("heappop_max", pop_max, "(heap, /)", "Maxheap variant of heappop."),
    method("heapify_max", heapify_max, "(heap, /)", "Maxheap variant of heapify."),
    method("heapreplace_max", replace_max, "(heap, item, /)", "Maxheap variant of heapreplace."),
    method("heappushpop_max", push_pop_max, "(heap, item, /)", "Maxheap variant of heappushpop."),
    method("_heappop_max", pop_max, "(heap, /)", "Maxheap variant of heappop."),
    method("_heapify_max", heapify_max, "(heap, /)", "Maxheap variant of heapify."),
    method("_heapreplace_max", replace_max, "(heap, item, /)", "Maxheap variant of heapreplace."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_heapq", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        let about = "Heap queue algorithm (a.k.a. priority queue).";
        vm.set_module_attr(module, "__about__", Value::from(about));
        Ok(())
    });
}

/// A list that must not change its length while items are compared.
struct Heap {
    list: Ref<List>,
    length: usize,
    /// The largest item first.
    max: bool,
}

fn list_of(vm: &mut Vm, value: &Value, function: &str, numbered: bool) -> Result<Ref<List>> {
    match value.as_ref::<List>() {
        Some(list) => Ok(list.clone()),
        None => {
            let name = vm.type_name(value);
            let number = if numbered { " 1" } else { "" };
            Err(vm.type_error(format!("{function}() argument{number} must be list, not {name}")))
        }
    }
}

impl Heap {
    fn new(vm: &Vm, list: Ref<List>, max: bool) -> Heap {
        let length = list.get(&vm.heap).0.len();
        Heap { list, length, max }
    }

    fn item(&self, vm: &Vm, place: usize) -> Value {
        self.list.get(&vm.heap).0.get(place).cloned().unwrap_or(Value::NONE)
    }

    /// Does the item at `a` come before that at `b`?
    fn before(&self, vm: &mut Vm, a: usize, b: usize) -> Result<bool> {
        let (a, b) = if self.max { (b, a) } else { (a, b) };
        let items = &self.list.get(&vm.heap).0;
        if let (Some(a), Some(b)) = (items.get(a), items.get(b))
            && let Some(less) = vm.plain_less(a, b)
        {
            return Ok(less);
        }
        let (a, b) = (self.item(vm, a), self.item(vm, b));
        let less = vm.less(&a, &b)?;
        self.check(vm)?;
        Ok(less)
    }

    /// A comparison in Python must have left all items there.
    fn check(&self, vm: &mut Vm) -> Result<()> {
        match self.list.get(&vm.heap).0.len() == self.length {
            true => Ok(()),
            false => Err(vm.runtime_error("list changed size during iteration")),
        }
    }

    fn set(&self, vm: &mut Vm, place: usize, value: Value) {
        vm.list_set(&self.list, place, value);
    }

    /// Moves the item at `place` towards the top, not above `top`.
    fn rise(&self, vm: &mut Vm, top: usize, mut place: usize) -> Result<()> {
        while place > top {
            let parent = (place - 1) / 2;
            if !self.before(vm, place, parent)? {
                break;
            }
            vm.list_swap(&self.list, place, parent);
            place = parent;
        }
        Ok(())
    }

    /// Lets the item at `top` sink to a leaf along the first children, then rise to its place.
    fn sink(&self, vm: &mut Vm, top: usize) -> Result<()> {
        let mut place = top;
        while place * 2 + 1 < self.length {
            let mut child = place * 2 + 1;
            if child + 1 < self.length && !self.before(vm, child, child + 1)? {
                child += 1;
            }
            vm.list_swap(&self.list, place, child);
            place = child;
        }
        self.rise(vm, top, place)
    }
}

fn pushed(vm: &mut Vm, args: &[Value], name: &str, max: bool) -> Result {
    let list = list_of(vm, &args[0], name, true)?;
    vm.list_push(&list, args[1].clone());
    let heap = Heap::new(vm, list, max);
    heap.rise(vm, 0, heap.length - 1)?;
    Ok(Value::NONE)
}

fn popped(vm: &mut Vm, args: &[Value], name: &str, max: bool) -> Result {
    let list = list_of(vm, &args[0], name, false)?;
    let length = list.get(&vm.heap).0.len();
    if length == 0 {
        return Err(vm.index_error("index out of range"));
    }
    let last = vm.list_remove(&list, length - 1);
    if length == 1 {
        return Ok(last);
    }
    let heap = Heap::new(vm, list, max);
    let first = heap.item(vm, 0);
    heap.set(vm, 0, last);
    heap.sink(vm, 0)?;
    Ok(first)
}

fn replaced(vm: &mut Vm, args: &[Value], name: &str, max: bool) -> Result {
    let list = list_of(vm, &args[0], name, true)?;
    let heap = Heap::new(vm, list, max);
    if heap.length == 0 {
        return Err(vm.index_error("index out of range"));
    }
    let first = heap.item(vm, 0);
    heap.set(vm, 0, args[1].clone());
    heap.sink(vm, 0)?;
    Ok(first)
}

fn pushed_popped(vm: &mut Vm, args: &[Value], name: &str, max: bool) -> Result {
    let list = list_of(vm, &args[0], name, true)?;
    let heap = Heap::new(vm, list, max);
    if heap.length == 0 {
        return Ok(args[1].clone());
    }
    let first = heap.item(vm, 0);
    let before = if heap.max { vm.less(&args[1], &first)? } else { vm.less(&first, &args[1])? };
    heap.check(vm)?;
    if !before {
        return Ok(args[1].clone());
    }
    heap.set(vm, 0, args[1].clone());
    heap.sink(vm, 0)?;
    Ok(first)
}

fn heapified(vm: &mut Vm, args: &[Value], name: &str, max: bool) -> Result {
    let list = list_of(vm, &args[0], name, false)?;
    let heap = Heap::new(vm, list, max);
    for place in (0..heap.length / 2).rev() {
        heap.sink(vm, place)?;
    }
    Ok(Value::NONE)
}

fn push(vm: &mut Vm, args: &[Value]) -> Result {
    pushed(vm, args, "heappush", false)
}
fn pop(vm: &mut Vm, args: &[Value]) -> Result {
    popped(vm, args, "heappop", false)
}
fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    replaced(vm, args, "heapreplace", false)
}
fn push_pop(vm: &mut Vm, args: &[Value]) -> Result {
    pushed_popped(vm, args, "heappushpop", false)
}
fn heapify(vm: &mut Vm, args: &[Value]) -> Result {
    heapified(vm, args, "heapify", false)
}
fn push_max(vm: &mut Vm, args: &[Value]) -> Result {
    pushed(vm, args, "heappush_max", true)
}
fn pop_max(vm: &mut Vm, args: &[Value]) -> Result {
    popped(vm, args, "heappop_max", true)
}
fn replace_max(vm: &mut Vm, args: &[Value]) -> Result {
    replaced(vm, args, "heapreplace_max", true)
}
fn push_pop_max(vm: &mut Vm, args: &[Value]) -> Result {
    pushed_popped(vm, args, "heappushpop_max", true)
}
fn heapify_max(vm: &mut Vm, args: &[Value]) -> Result {
    heapified(vm, args, "heapify_max", true)
}
