//! Frames and their registers.
//!
//! Registers are words in chunks that never move. A callee's window begins at its
//! arguments, which stand at the end of its caller's: nothing is copied for a call.
//! Beyond the window of the innermost frame every register is UNBOUND or a stale
//! immediate, so that nothing need be cleared on entry to locals' disadvantage:
//! a frame that leaves empties its window.
#![allow(unsafe_code)]

use std::mem::ManuallyDrop;

use object::{CodeObject, Dict, FrameObject, Function, Generator, Ref, Value};

use crate::machine::Vm;

/// What becomes of a frame's result.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ResultUse {
    /// Into this register of the caller.
    Register(u16),
    /// It must be None: the new instance is in this register already. (`__init__`)
    Init(u16),
    /// It is a generator's next value for the `ForNext` of the caller, into this register.
    Next(u16),
    /// Back to the Rust code that called.
    Native,
}

/// One activation of Python code on the stack.
pub struct Frame {
    pub(crate) base: *mut Value,
    pub(crate) function: Ref<Function>,
    /// The function's code, not counted: a function that gets other code lets the old live on.
    pub(crate) code: ManuallyDrop<Ref<CodeObject>>,
    /// The next instruction; that of a call while the callee runs.
    pub(crate) position: u32,
    pub(crate) result: ResultUse,
    /// The exception being handled here, or None.
    pub(crate) handled: Value,
    pub(crate) extra: Option<Box<Extra>>,
    pub(crate) activation: u64,
}

/// What few frames have.
#[derive(Default)]
pub(crate) struct Extra {
    /// The namespace of a class body, module or `exec`: a mapping.
    pub namespace: Value,
    pub generator: Option<Ref<Generator>>,
    /// The frame object, once somebody asked for it.
    pub object: Option<Ref<FrameObject>>,
    /// For `__init__`: where the new instance waits in the caller.
    pub init_register: u16,
    /// The registers of a generator, while it runs.
    pub window: Option<Box<[Value]>>,
}

/// Registers in a chunk. Deep recursion links further chunks.
const CHUNK: usize = 1 << 16;

pub struct Stack {
    pub(crate) frames: Vec<Frame>,
    chunks: Vec<Box<[Value]>>,
    /// The chunk in use.
    current: usize,
}

impl Stack {
    pub fn new() -> Stack {
        Stack { frames: Vec::with_capacity(64), chunks: vec![new_chunk(CHUNK)], current: 0 }
    }

    /// Room for `count` registers that are free now: at `wanted` if they fit there, else in the next chunk.
    #[inline(always)]
    pub(crate) fn window(&mut self, wanted: *mut Value, count: usize) -> *mut Value {
        let chunk = &mut self.chunks[self.current];
        let end = chunk.as_mut_ptr_range().end;
        let room = (end as usize).wrapping_sub(wanted as usize) / size_of::<Value>();
        if room >= count && room <= chunk.len() { wanted } else { self.window_elsewhere(wanted, count) }
    }

    #[cold]
    fn window_elsewhere(&mut self, wanted: *mut Value, count: usize) -> *mut Value {
        for (number, chunk) in self.chunks.iter_mut().enumerate() {
            let range = chunk.as_mut_ptr_range();
            if range.contains(&wanted) && (range.end as usize - wanted as usize) / size_of::<Value>() >= count {
                self.current = number;
                return wanted;
            }
        }
        // From a generator's own window, or the chunk is full: go on where the stack ends.
        let top = self.top();
        let range = self.chunks[self.current].as_mut_ptr_range();
        if range.contains(&top) && (range.end as usize - top as usize) / size_of::<Value>() >= count {
            return top;
        }
        self.current += 1;
        if self.current == self.chunks.len() {
            self.chunks.push(new_chunk(CHUNK.max(count * 2)));
        } else if self.chunks[self.current].len() < count {
            self.chunks[self.current] = new_chunk(count * 2);
        }
        self.chunks[self.current].as_mut_ptr()
    }

    /// The first register that no frame on the stack owns.
    pub(crate) fn top(&mut self) -> *mut Value {
        for frame in self.frames.iter().rev() {
            let in_heap = frame.extra.as_ref().is_some_and(|e| e.window.is_some());
            if !in_heap {
                let registers = frame.function_registers();
                // SAFETY: the window was given out with that many registers in one chunk.
                let top = unsafe { frame.base.add(registers) };
                self.current = self.chunk_of(frame.base);
                return top;
            }
        }
        self.current = 0;
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
    fn function_registers(&self) -> usize {
        self.code.code.registers as usize
    }

    #[inline(always)]
    pub(crate) fn code(&self) -> &Ref<CodeObject> {
        &self.code
    }

    pub(crate) fn namespace(&self) -> Option<&Value> {
        self.extra.as_ref().map(|e| &e.namespace).filter(|n| !n.is_unbound())
    }

    /// Register `number`.
    pub(crate) fn register(&self, number: usize) -> &Value {
        // SAFETY: callers pass numbers below the code's count of registers.
        unsafe { &*self.base.add(number) }
    }
}

/// What others may see of a frame on the stack.
pub struct FrameView<'a> {
    pub name: &'a str,
    pub qualname: &'a str,
    pub filename: &'a str,
    pub line: u32,
    pub quiet: bool,
    /// Locals of a function, cells looked through.
    pub locals: Vec<(String, Value)>,
    pub globals: Ref<Dict>,
    pub namespace: Option<Value>,
    pub module_level: bool,
    pub activation: u64,
}

impl Vm {
    pub fn frame_count(&self) -> usize {
        self.thread.stack.frames.len()
    }

    pub(crate) fn frame(&self) -> Option<&Frame> {
        self.thread.stack.frames.last()
    }

    /// A frame by its depth, outermost 0.
    pub fn view_frame(&self, depth: usize) -> Option<FrameView<'_>> {
        let frame = self.thread.stack.frames.get(depth)?;
        let code = &frame.code().code;
        let position = frame.position.saturating_sub(1) as usize;
        Some(FrameView {
            name: &code.name,
            qualname: &code.qualname,
            filename: &code.filename,
            line: code.locations.get(position).line,
            quiet: code.flags.has(bytecode::Flags::QUIET),
            locals: self.frame_locals(frame),
            globals: frame.function.get(&self.heap).globals.clone(),
            namespace: frame.namespace().cloned(),
            module_level: code.flags.has(bytecode::Flags::MODULE),
            activation: frame.activation,
        })
    }

    /// Names and values of a frame's local and free variables, those without a value left out.
    pub(crate) fn frame_locals(&self, frame: &Frame) -> Vec<(String, Value)> {
        let code = frame.code();
        let content = |value: &Value| match value.as_ref::<object::Cell>() {
            Some(cell) => cell.get(&self.heap).content.clone(),
            None => value.clone(),
        };
        let mut locals = Vec::new();
        for (register, name) in code.code.local_names.iter().enumerate() {
            let value = frame.register(register);
            let is_cell = code.code.cells.contains(&(register as u16));
            let value = if is_cell { content(value) } else { value.clone() };
            if !value.is_unbound() && !name.starts_with('.') {
                locals.push((name.to_string(), value));
            }
        }
        let closure = &frame.function.get(&self.heap).closure;
        for (name, cell) in code.code.free_names.iter().zip(closure) {
            let value = cell.get(&self.heap).content.clone();
            if !value.is_unbound() {
                locals.push((name.to_string(), value));
            }
        }
        locals
    }

    /// The exception being handled by the innermost frame that handles one, or None.
    pub(crate) fn handled_exception(&self) -> Value {
        let frames = self.thread.stack.frames.iter().rev();
        frames.map(|f| &f.handled).find(|h| !h.is_none()).cloned().unwrap_or(Value::NONE)
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

    /// The globals of the Python frame that called the running native.
    pub fn caller_globals(&self) -> Ref<Dict> {
        self.current_globals()
    }
}
