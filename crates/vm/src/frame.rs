//! Frames and their registers.
//!
//! Registers are words in chunks that never move. A callee's window begins at its
//! arguments, which stand at the end of its caller's: nothing is copied for a call.
//! Beyond the window of the innermost frame every register is UNBOUND or a stale
//! immediate, so that nothing need be cleared on entry to locals' disadvantage:
//! a frame that leaves empties its window.
#![allow(unsafe_code)]

use std::cell::Cell;
use std::mem::ManuallyDrop;

use bytecode::Instruction;
use object::{CodeObject, Dict, FrameObject, Function, Generator, Ref, Value};

use crate::machine::Vm;

/// What becomes of a frame's result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResultUse {
    /// Into this register of the caller.
    Register(u16),
    /// It must be None: the new instance waits in one register of the caller and goes into another. (`__init__`)
    Init { instance: u16, dst: u16 },
    /// It is what an operator of the caller comes to, into this register; NotImplemented: the right operand is asked.
    Operator(u16),
    /// Its truth is what the caller's instruction is about.
    Truth,
    /// Nobody wants it: the caller's instruction is done.
    Nothing,
    /// It is a generator's next value for the `ForNext` of the caller, into this register.
    Next(u16),
    /// It is what the generator that the caller's `YieldFrom` delegates to comes to.
    Delegation,
    /// What it yields goes to the innermost sink ([`Vm::each`]) and it goes on; then back to the Rust code that called.
    Sink,
    /// Back to the Rust code that called.
    Native,
}

/// One activation of Python code on the stack.
pub struct Frame {
    pub(crate) base: *mut Value,
    /// The next instruction; that of a call while the callee runs.
    pub(crate) ip: *const Cell<Instruction>,
    pub(crate) function: Ref<Function>,
    /// The function's code, not counted: a function that gets other code lets the old live on.
    pub(crate) code: ManuallyDrop<Ref<CodeObject>>,
    pub(crate) result: ResultUse,
    /// The exception being handled here, or None.
    pub(crate) handled: Value,
    pub(crate) extra: Option<Box<Extra>>,
    /// The generator whose frame it is: its registers are the generator's own.
    pub(crate) generator: Option<Ref<Generator>>,
    /// Where the windows of its callees must end, if they are to begin in its own; null where they cannot.
    pub(crate) limit: *mut Value,
}

const _: () = assert!(size_of::<Frame>() == 72);

/// What few frames have.
#[derive(Default)]
pub(crate) struct Extra {
    /// The namespace of a class body, module or `exec`: a mapping.
    pub namespace: Value,
    /// The frame object, once somebody asked for it.
    pub object: Option<Ref<FrameObject>>,
    /// Which activation of all it is, from 1; 0 until somebody asks ([`Vm::activation`]).
    pub activation: u64,
}

/// Registers in a chunk. Deep recursion links further chunks.
const CHUNK: usize = 1 << 16;

pub struct Stack {
    /// Outermost first. Only `push` and `pop` change how many there are.
    pub(crate) frames: Vec<Frame>,
    /// Only among so many outermost frames there may be one that handles an exception.
    pub(crate) handling: Cell<usize>,
    /// The last place for a frame of a quick call.
    ceiling: *mut Frame,
    /// The innermost frame; one place before the first where there is none.
    last: *mut Frame,
    chunks: Vec<Box<[Value]>>,
    /// The chunk in use, its end and its size in bytes.
    current: usize,
    limit: *mut Value,
    size: usize,
}

impl Stack {
    pub fn new() -> Stack {
        let mut stack = Stack {
            frames: Vec::with_capacity(64),
            handling: Cell::new(0),
            ceiling: std::ptr::null_mut(),
            last: std::ptr::null_mut(),
            chunks: vec![new_chunk(CHUNK)],
            current: 0,
            limit: std::ptr::null_mut(),
            size: 0,
        };
        stack.last = stack.frames.as_mut_ptr().wrapping_sub(1);
        stack.use_chunk(0);
        stack
    }

    /// Pushes a frame that begins. Its fields are written where they stay: a frame built first and moved
    /// then made every call wait for its own stores (a fifth of fib's time).
    #[inline(always)]
    pub(crate) fn push(
        &mut self,
        function: Ref<Function>,
        code: ManuallyDrop<Ref<CodeObject>>,
        base: *mut Value,
        limit: *mut Value,
        result: ResultUse,
        extra: Option<Box<Extra>>,
    ) {
        debug_assert!(self.frames.len() < self.frames.capacity());
        // SAFETY: there is room for one more, and every field of it is written.
        unsafe {
            let frame = self.last.wrapping_add(1);
            (&raw mut (*frame).base).write(base);
            (&raw mut (*frame).ip).write(code.instructions.as_ptr());
            (&raw mut (*frame).function).write(function);
            (&raw mut (*frame).code).write(code);
            (&raw mut (*frame).result).write(result);
            (&raw mut (*frame).handled).write(Value::NONE);
            (&raw mut (*frame).extra).write(extra);
            (&raw mut (*frame).generator).write(None);
            (&raw mut (*frame).limit).write(limit);
            self.frames.set_len(self.frames.len() + 1);
            self.last = frame;
        }
    }

    /// The next call asks again how many frames there may be.
    pub(crate) fn ask_again(&mut self) {
        self.ceiling = std::ptr::null_mut();
    }

    /// Must [`Stack::make_room`] be asked before the next frame?
    #[inline(always)]
    pub(crate) fn is_full(&self) -> bool {
        self.last >= self.ceiling
    }

    /// Makes room for one more frame; quick calls go on until `most` are there or the room is used up.
    pub(crate) fn make_room(&mut self, most: usize) {
        if self.frames.len() == self.frames.capacity() {
            self.frames.reserve(64);
            self.last = self.frames.as_mut_ptr().wrapping_add(self.frames.len()).wrapping_sub(1);
        }
        let places = self.frames.capacity().min(most);
        self.ceiling = self.frames.as_mut_ptr().wrapping_add(places).wrapping_sub(1);
    }

    /// Takes the innermost frame off, which has no extra and handles nothing. Its function.
    #[inline(always)]
    pub(crate) fn drop_plain(&mut self) -> Ref<Function> {
        let frame = self.last;
        // SAFETY: the frame is there, and no longer counts as such when its one counted part is handed out.
        unsafe {
            debug_assert!((*frame).extra.is_none() && (*frame).generator.is_none() && (*frame).handled.is_none());
            self.frames.set_len(self.frames.len() - 1);
            self.last = frame.wrapping_sub(1);
            (&raw mut (*frame).function).read()
        }
    }

    /// Drops the innermost frame, a generator's that is suspended: its registers stay where they are. The generator.
    #[inline(always)]
    pub(crate) fn drop_suspended(&mut self) -> Option<Ref<Generator>> {
        let frame = self.last;
        // SAFETY: as above. What is handled in the frame has gone to the generator.
        unsafe {
            self.frames.set_len(self.frames.len() - 1);
            self.last = frame.wrapping_sub(1);
            drop((&raw mut (*frame).function).read());
            drop((&raw mut (*frame).extra).read());
            (&raw mut (*frame).generator).read()
        }
    }

    #[inline(always)]
    pub(crate) fn pop(&mut self) -> Option<Frame> {
        let frame = self.frames.pop();
        if frame.is_some() {
            self.last = self.last.wrapping_sub(1);
        }
        frame
    }

    /// The innermost frame: valid where there is one.
    #[inline(always)]
    pub(crate) fn last(&self) -> *mut Frame {
        self.last
    }

    /// May a window of that many bytes begin at `start`, in the window of the innermost frame?
    #[inline(always)]
    pub(crate) fn reaches(&self, start: *mut Value, bytes: u32) -> bool {
        // SAFETY: instructions ask, which run in a frame.
        start as usize + bytes as usize <= unsafe { (*self.last).limit } as usize
    }

    /// Where the chunk in use ends.
    pub(crate) fn limit(&self) -> *mut Value {
        self.limit
    }

    /// Is there room for `count` registers from `start` on in the chunk in use?
    #[inline(always)]
    pub(crate) fn has_room(&self, start: *mut Value, count: usize) -> bool {
        let room = (self.limit as usize).wrapping_sub(start as usize);
        room >= count * size_of::<Value>() && room <= self.size
    }

    fn use_chunk(&mut self, number: usize) {
        let range = self.chunks[number].as_mut_ptr_range();
        self.current = number;
        self.limit = range.end;
        self.size = range.end as usize - range.start as usize;
    }

    /// Room for `count` registers that are free now: at `wanted` if they fit there, else in the next chunk.
    #[inline(always)]
    pub(crate) fn window(&mut self, wanted: *mut Value, count: usize) -> *mut Value {
        if self.has_room(wanted, count) { wanted } else { self.window_elsewhere(wanted, count) }
    }

    #[cold]
    #[inline(never)]
    fn window_elsewhere(&mut self, wanted: *mut Value, count: usize) -> *mut Value {
        // From a generator's own window: go on where the stack ends.
        if self.frames.last().is_some_and(|frame| frame.is_generator()) {
            let top = self.top();
            if self.has_room(top, count) {
                return top;
            }
        }
        let fits = |chunk: &mut Box<[Value]>| {
            let range = chunk.as_mut_ptr_range();
            range.contains(&wanted) && (range.end as usize - wanted as usize) / size_of::<Value>() >= count
        };
        if let Some(number) = self.chunks.iter_mut().position(fits) {
            self.use_chunk(number);
            return wanted;
        }
        // The chunk is full: go on where the stack ends.
        let top = self.top();
        let range = self.chunks[self.current].as_mut_ptr_range();
        if range.contains(&top) && (range.end as usize - top as usize) / size_of::<Value>() >= count {
            return top;
        }
        let next = self.current + 1;
        if next == self.chunks.len() {
            self.chunks.push(new_chunk(CHUNK.max(count * 2)));
        } else if self.chunks[next].len() < count {
            self.chunks[next] = new_chunk(count * 2);
        }
        self.use_chunk(next);
        self.chunks[next].as_mut_ptr()
    }

    /// The first register that no frame on the stack owns.
    pub(crate) fn top(&mut self) -> *mut Value {
        for frame in self.frames.iter().rev() {
            if !frame.is_generator() {
                // SAFETY: the window was given out with that many registers in one chunk.
                let top = unsafe { frame.base.add(frame.code.registers as usize) };
                if !self.has_room(frame.base, 0) {
                    let chunk = self.chunk_of(frame.base);
                    self.use_chunk(chunk);
                }
                return top;
            }
        }
        self.use_chunk(0);
        self.chunks[0].as_mut_ptr()
    }

    fn chunk_of(&mut self, place: *mut Value) -> usize {
        let holds = |chunk: &mut Box<[Value]>| chunk.as_mut_ptr_range().contains(&place);
        self.chunks.iter_mut().position(holds).unwrap_or(0)
    }
}

impl Default for Stack {
    fn default() -> Stack {
        Stack::new()
    }
}

fn new_chunk(count: usize) -> Box<[Value]> {
    vec![Value::UNBOUND; count].into_boxed_slice()
}

impl Frame {
    /// Is it a generator's, whose registers are not on the stack?
    #[inline(always)]
    pub(crate) fn is_generator(&self) -> bool {
        self.generator.is_some()
    }

    /// The instruction before the position: that of a call while the callee runs.
    #[inline(always)]
    pub(crate) fn passed(&self) -> Instruction {
        // SAFETY: the instruction has been run, so there is one.
        unsafe { (*self.ip.sub(1)).get() }
    }

    /// The instruction at a distance from the position, within the body.
    #[inline(always)]
    pub(crate) fn instruction_at(&self, offset: isize) -> Instruction {
        // SAFETY: callers stay within the body, as the compiler's jumps do.
        unsafe { (*self.ip.offset(offset)).get() }
    }

    #[inline(always)]
    pub(crate) fn move_by(&mut self, offset: isize) {
        // SAFETY: callers stay within the body, as the compiler's jumps do.
        self.ip = unsafe { self.ip.offset(offset) };
    }

    /// The number of the next instruction; after that of a call while the callee runs.
    #[inline(always)]
    pub(crate) fn position(&self) -> u32 {
        // SAFETY: `ip` points into the instructions of this frame's code.
        (unsafe { self.ip.offset_from(self.code.instructions.as_ptr()) }) as u32
    }

    pub(crate) fn set_position(&mut self, position: u32) {
        self.ip = &raw const self.code.instructions[position as usize];
    }

    #[inline(always)]
    pub(crate) fn code(&self) -> &Ref<CodeObject> {
        &self.code
    }

    pub(crate) fn namespace(&self) -> Option<&Value> {
        self.extra.as_ref().map(|e| &e.namespace).filter(|n| !n.is_unbound())
    }

    /// Puts a value into register `number`: what was there.
    pub(crate) fn replace(&mut self, number: u16, value: Value) -> Value {
        // SAFETY: callers pass numbers below the code's count of registers.
        std::mem::replace(unsafe { &mut *self.base.add(number as usize) }, value)
    }

    /// Empties the registers from `first` on.
    pub(crate) fn empty_from(&mut self, first: u16) {
        for number in first..self.code.registers {
            drop(self.replace(number, Value::UNBOUND));
        }
    }

    /// The first registers.
    #[inline(always)]
    pub(crate) fn first_registers(&self, count: usize) -> &[Value] {
        debug_assert!(count <= self.code.registers as usize);
        // SAFETY: callers pass a number of arguments, which have registers.
        unsafe { std::slice::from_raw_parts(self.base, count) }
    }

    /// Register `number`.
    pub(crate) fn register(&self, number: usize) -> &Value {
        // SAFETY: callers pass numbers below the code's count of registers.
        unsafe { &*self.base.add(number) }
    }
}

impl Vm {
    /// The number of the innermost frame's activation, which no other has.
    pub(crate) fn activation(&mut self) -> u64 {
        let Some(frame) = self.thread.stack.frames.last_mut() else { return 0 };
        let extra = frame.extra.get_or_insert_default();
        if extra.activation == 0 {
            extra.activation = self.thread.next_activation;
            self.thread.next_activation += 1;
        }
        extra.activation
    }

    pub fn frame_count(&self) -> usize {
        self.thread.stack.frames.len()
    }

    pub(crate) fn frame(&self) -> Option<&Frame> {
        self.thread.stack.frames.last()
    }

    /// Binds a register of a frame on the stack, as `f_locals` does.
    pub(crate) fn set_frame_register(&mut self, depth: usize, register: usize, value: Value) {
        let Some(frame) = self.thread.stack.frames.get(depth) else {
            return;
        };
        // SAFETY: callers pass numbers below the code's count of registers.
        let old = std::mem::replace(unsafe { &mut *frame.base.add(register) }, value);
        drop(old);
        if depth + 1 == self.frame_count() {
            self.record_bind(register as u16);
        }
    }

    /// The innermost frame handles another exception now: the one it handled before.
    #[inline]
    pub(crate) fn exchange_handled(&mut self, exception: Value) -> Value {
        let stack = &mut self.thread.stack;
        let depth = stack.frames.len();
        if !exception.is_none() && stack.handling.get() < depth {
            stack.handling.set(depth);
        }
        // SAFETY: instructions ask, which run in a frame.
        std::mem::replace(unsafe { &mut (*stack.last()).handled }, exception)
    }

    /// The exception being handled by the innermost frame that handles one, or None.
    pub(crate) fn handled_exception(&self) -> Value {
        let stack = &self.thread.stack;
        let candidates = &stack.frames[..stack.handling.get().min(stack.frames.len())];
        let found = candidates.iter().rposition(|frame| !frame.handled.is_none());
        stack.handling.set(found.map_or(0, |place| place + 1));
        found.map_or(Value::NONE, |place| candidates[place].handled.clone())
    }

    pub fn current_exception(&self) -> Value {
        self.handled_exception()
    }

    pub(crate) fn current_globals(&self) -> Ref<Dict> {
        match self.frame() {
            Some(frame) => frame.function.get(&self.heap).globals.clone(),
            None => self.builtins.clone(),
        }
    }

    /// What `locals()` gives in the Python frame that called the running native: its namespace, or, of a
    /// function's variables, a snapshot.
    pub fn caller_locals(&mut self) -> Value {
        let Some(frame) = self.frame() else {
            return Ref::<Dict>::dict().into();
        };
        if let Some(namespace) = frame.namespace() {
            return namespace.clone();
        }
        if frame.code().code.flags.has(bytecode::Flags::MODULE) {
            return self.current_globals().into();
        }
        let locals = self.view_frame(self.frame_count() - 1).map_or(Vec::new(), |view| view.locals);
        let snapshot = Ref::<Dict>::dict();
        for local in locals {
            let name = self.intern(&local.name);
            snapshot.get_mut(&mut self.heap).set_name(&name, local.value);
        }
        snapshot.into()
    }

    pub fn caller_has_future_annotations(&self) -> bool {
        self.frame().is_some_and(|f| f.code().code.flags.has(bytecode::Flags::FUTURE_ANNOTATIONS))
    }

    /// The globals of the Python frame that called the running native.
    /// The `__name__` of the running code's globals.
    pub fn caller_module_name(&self) -> Value {
        let name = self.heap.dunder(object::dunder::NAME);
        self.current_globals().get(&self.heap).get_name(name).cloned().unwrap_or(Value::NONE)
    }

    pub fn caller_globals(&self) -> Ref<Dict> {
        self.current_globals()
    }

    /// Is it the library that calls? What it runs from a text is its own: the methods of a dataclass.
    pub fn library_calls(&self) -> bool {
        self.frame().is_some_and(|frame| frame.code().code.flags.has(bytecode::Flags::QUIET))
    }
}
