//! Frames come and go: pushing a call, leaving a frame, finding the handler of an exception.
#![allow(unsafe_code)]

use std::mem::ManuallyDrop;

use bytecode::{Flags, Instruction};
use object::{
    Class, ClassIndex, CodeObject, Exception, Function, Generator, GeneratorState, Kind, Method, Name, Ref, Str,
    SuspendedFrame, Traceback, Tuple, Value, finalizers_pending,
};

use crate::error::Result;
use crate::frame::{Extra, Frame, ResultUse};
use crate::machine::Vm;
use crate::observe::{Observer, Silent, TapeObserver};
use trace::Leaving;

impl Vm {
    /// Calls a Python function from Rust.
    pub(crate) fn call_function(
        &mut self,
        function: &Ref<Function>,
        arguments: Vec<Value>,
        keywords: &[(Name, Value)],
    ) -> Result {
        let bound = self.bind_arguments(function, arguments, keywords)?;
        self.run_function(function.clone(), bound, Value::UNBOUND)
    }

    /// Runs a function whose argument registers are known, with a namespace of its own if it has one.
    pub(crate) fn run_function(&mut self, function: Ref<Function>, bound: Vec<Value>, namespace: Value) -> Result {
        let flags = function.get(&self.heap).code.code.flags;
        if flags.is_any_generator() {
            return Ok(self.make_generator(function, bound));
        }
        if self.stack_exhausted() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        let floor = self.frame_count();
        let top = self.thread.stack.top();
        self.push_frame(function, bound, top, ResultUse::Native, namespace)?;
        self.run_from_rust(floor)
    }

    /// Enters the loop from Rust: silent or recording.
    pub(crate) fn run_from_rust(&mut self, floor: usize) -> Result {
        self.thread.native_depth += 1;
        let result = if self.records() { self.run::<TapeObserver>(floor) } else { self.run::<Silent>(floor) };
        self.thread.native_depth -= 1;
        result
    }

    /// Puts a frame on the stack, its arguments into its first registers.
    pub(crate) fn push_frame(
        &mut self,
        function: Ref<Function>,
        bound: Vec<Value>,
        wanted: *mut Value,
        result: ResultUse,
        namespace: Value,
    ) -> Result<()> {
        self.check_depth()?;
        let code = function.get(&self.heap).code.clone();
        let base = self.thread.stack.window(wanted, code.code.registers as usize);
        let given = bound.len();
        for (place, value) in bound.into_iter().enumerate() {
            // SAFETY: the window has room for all registers of the code; what was there is no object.
            unsafe { base.add(place).write(value) };
        }
        for place in given..code.code.first_temporary as usize {
            // SAFETY: as above.
            unsafe { base.add(place).write(Value::UNBOUND) };
        }
        let extra = (!namespace.is_unbound()).then(|| Box::new(Extra { namespace, ..Extra::default() }));
        self.enter(function, base, result, extra);
        Ok(())
    }

    #[inline(always)]
    fn enter(&mut self, function: Ref<Function>, base: *mut Value, result: ResultUse, extra: Option<Box<Extra>>) {
        let code = &function.get(&self.heap).code;
        // SAFETY: the copy is not counted; the function keeps its code (`Vm::set_code` retires, never frees).
        let code = ManuallyDrop::new(unsafe { std::ptr::read(code) });
        let activation = self.thread.next_activation;
        self.thread.next_activation += 1;
        self.thread.stack.push(function, code, base, result, extra, activation);
    }

    /// The running frame stands at the first instruction of a function whose body is unread: it begins again
    /// with the whole code. The function keeps that, so the frame need not.
    #[cold]
    #[inline(never)]
    pub(crate) fn read_body(&mut self) -> Result<()> {
        let Some(function) = self.frame().map(|f| f.function.clone()) else {
            return Err(self.system_error("no frame"));
        };
        let whole = self.code_of(&function)?;
        if let Some(frame) = self.thread.stack.frames.last_mut() {
            // SAFETY: as in `enter`; the whole code has the registers of its head.
            frame.code = ManuallyDrop::new(unsafe { std::ptr::read(&whole) });
            frame.set_position(0);
        }
        Ok(())
    }

    #[inline]
    fn check_depth(&mut self) -> Result<()> {
        if self.frame_count() >= self.limits.recursion {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        if self.thread.budget <= 1 {
            self.look_around()?;
        }
        self.thread.budget -= 1;
        self.thread.stack.make_room(self.limits.recursion);
        Ok(())
    }

    /// The quick way to call a Python function by `CallFunction`: arguments by position, defaults for the rest.
    /// False if the call needs the slow way; nothing was changed then.
    #[inline(never)]
    pub(crate) fn push_function(&mut self, regs: *mut Value, call: Instruction) -> bool {
        // SAFETY: registers of the running frame; arguments stand from `base + 2` on.
        let (callee, start) = unsafe { (&mut *regs.add(call.b() as usize), regs.add(call.b() as usize + 2)) };
        self.push_plain(callee, start, call.c() as usize, call.a())
    }

    /// The same by `Call`: the first argument may stand in `base + 1`.
    #[inline(never)]
    pub(crate) fn push_method(&mut self, regs: *mut Value, call: Instruction) -> bool {
        // SAFETY: as above.
        let (callee, receiver) = unsafe { (&mut *regs.add(call.b() as usize), regs.add(call.b() as usize + 1)) };
        // SAFETY: as above.
        let with_receiver = !unsafe { &*receiver }.is_unbound() as usize;
        // SAFETY: as above.
        let start = unsafe { receiver.add(1 - with_receiver) };
        self.push_plain(callee, start, call.c() as usize + with_receiver, call.a())
    }

    #[inline(always)]
    fn push_plain(&mut self, callee: &mut Value, start: *mut Value, given: usize, dst: u16) -> bool {
        let Some(function) = callee.as_ref::<Function>() else {
            return false;
        };
        if !self.open_window(function, start, given) {
            return false;
        }
        // The frame counts the function now.
        let function = function.clone();
        drop(std::mem::take(callee));
        self.enter(function, start, ResultUse::Register(dst), None);
        true
    }

    /// The quick way to make an instance: of a class with a plain `__new__` and an `__init__` in Python.
    #[inline(never)]
    pub(crate) fn push_constructor(&mut self, regs: *mut Value, call: Instruction) -> bool {
        let (dst, base, count) = (call.a(), call.b(), call.c());
        // SAFETY: as `push_call`.
        let (callee, start) = unsafe { (&mut *regs.add(base as usize), regs.add(base as usize + 1)) };
        let Some(class) = callee.as_ref::<Class>() else {
            return false;
        };
        let Some(init) = self.construction_of(class).frame.clone() else {
            return false;
        };
        if !self.open_window(&init, start, count as usize + 1) {
            return false;
        }
        let instance = self.new_instance(class);
        // SAFETY: as above. The instance keeps its class alive.
        unsafe { *start = instance.clone() };
        drop(std::mem::replace(callee, instance));
        self.enter(init, start, ResultUse::Init { instance: base, dst }, None);
        true
    }

    /// Makes the `given` values at `start` the first registers of a window for `function`, and fills in its defaults.
    /// False if the call is not that simple, or it is time to look around.
    #[inline(always)]
    fn open_window(&mut self, function: &Ref<Function>, start: *mut Value, given: usize) -> bool {
        let code = &*function.get(&self.heap).code;
        if code.arity as usize != given {
            return self.open_window_with_defaults(function, start, given);
        }
        if !self.has_room_for(code, start) {
            return false;
        }
        self.thread.budget -= 1;
        for place in given..code.first_temporary as usize {
            // SAFETY: within the window; beyond the arguments it holds no objects.
            unsafe { start.add(place).write(Value::UNBOUND) };
        }
        true
    }

    #[inline(always)]
    fn has_room_for(&self, code: &CodeObject, start: *mut Value) -> bool {
        let stack = &self.thread.stack;
        !stack.is_full() && stack.has_room(start, code.registers as usize) && self.thread.budget > 1
    }

    #[inline(never)]
    fn open_window_with_defaults(&mut self, function: &Ref<Function>, start: *mut Value, given: usize) -> bool {
        let data = function.get(&self.heap);
        let code = &*data.code;
        let arity = code.arity as usize;
        if !defaults_complete(data, given) || !self.has_room_for(code, start) {
            return false;
        }
        let defaults = &data.defaults[data.defaults.len() - (arity - given)..];
        for (place, value) in defaults.iter().enumerate() {
            // SAFETY: within the window; beyond the arguments it holds no objects.
            unsafe { start.add(given + place).write(value.clone()) };
        }
        for place in arity..code.first_temporary as usize {
            // SAFETY: as above.
            unsafe { start.add(place).write(Value::UNBOUND) };
        }
        self.thread.budget -= 1;
        true
    }

    /// Any call of `R[base]` with `count` arguments by position.
    #[inline(never)]
    pub(crate) fn call_slow(&mut self, regs: *mut Value, base: u16, count: u16, result: ResultUse) -> Result<()> {
        // SAFETY: registers of the running frame.
        let callee = unsafe { std::mem::take(&mut *regs.add(base as usize)) };
        // SAFETY: as above.
        let receiver = unsafe { std::mem::take(&mut *regs.add(base as usize + 1)) };
        let mut arguments = Vec::with_capacity(count as usize + 1);
        arguments.extend(receiver.bound());
        arguments.extend(self.take_many(regs, base + 2, count));
        self.dispatch_call(callee, arguments, Vec::new(), result, regs, base)
    }

    #[inline(never)]
    pub(crate) fn call_keywords(&mut self, regs: *mut Value, base: u16, count: u16, result: ResultUse) -> Result<()> {
        // SAFETY: registers of the running frame.
        let take = |number: u16| unsafe { std::mem::take(&mut *regs.add(number as usize)) };
        let (callee, receiver, names) = (take(base), take(base + 1), take(base + 2 + count));
        let mut arguments: Vec<Value> = receiver.bound().into_iter().collect();
        arguments.extend(self.take_many(regs, base + 2, count));
        let names: Vec<Name> = self
            .tuple_items(&names)
            .iter()
            .filter_map(|n| n.as_ref::<Str>().cloned())
            .collect::<Vec<_>>()
            .iter()
            .map(|n| self.heap.intern_str(n))
            .collect();
        let values = arguments.split_off(arguments.len() - names.len());
        self.dispatch_call(callee, arguments, names.into_iter().zip(values).collect(), result, regs, base)
    }

    #[inline(never)]
    pub(crate) fn call_star(&mut self, regs: *mut Value, base: u16, result: ResultUse) -> Result<()> {
        // SAFETY: registers of the running frame.
        let take = |number: u16| unsafe { std::mem::take(&mut *regs.add(number as usize)) };
        let (callee, receiver, positional, keywords) = (take(base), take(base + 1), take(base + 2), take(base + 3));
        let mut arguments: Vec<Value> = receiver.bound().into_iter().collect();
        arguments.extend(self.collect(&positional)?);
        let keywords = self.keywords_of(&keywords)?;
        self.dispatch_call(callee, arguments, keywords, result, regs, base)
    }

    /// Pushes a frame for a Python function, calls anything else.
    fn dispatch_call(
        &mut self,
        callee: Value,
        mut arguments: Vec<Value>,
        keywords: Vec<(Name, Value)>,
        result: ResultUse,
        regs: *mut Value,
        base: u16,
    ) -> Result<()> {
        let mut callee = callee;
        while let Some(method) = callee.as_ref::<Method>() {
            arguments.insert(0, method.receiver.clone());
            let function = method.function.clone();
            callee = function;
        }
        // SAFETY: the callee's window may begin where its arguments stood.
        let wanted = unsafe { regs.add(base as usize + 2) };
        if let Some(function) = callee.as_ref::<Function>() {
            let bound = self.bind_arguments(function, arguments, &keywords)?;
            let function = function.clone();
            if function.get(&self.heap).code.code.flags.is_any_generator() {
                let generator = self.make_generator(function, bound);
                return self.deliver(generator, result);
            }
            self.push_frame(function, bound, wanted, result, Value::UNBOUND)?;
            self.thread.budget = self.thread.budget.saturating_sub(1).max(1);
            return Ok(());
        }
        if let Some(class) = callee.as_ref::<Class>()
            && let Some(init) = self.construction_of(class).frame.clone()
        {
            let class = class.clone();
            let ResultUse::Register(dst) = result else {
                return Err(self.system_error("a call without a place"));
            };
            let instance = self.new_instance(&class);
            arguments.insert(0, instance.clone());
            let bound = self.bind_arguments(&init, arguments, &keywords)?;
            // The instance waits in the temporary that held the callee.
            // SAFETY: a register of the running frame.
            unsafe { *regs.add(base as usize) = instance };
            return self.push_frame(init, bound, wanted, ResultUse::Init { instance: base, dst }, Value::UNBOUND);
        }
        let value = self.call_kw(&callee, &arguments, &keywords)?;
        drop(arguments);
        if finalizers_pending() {
            self.run_finalizers();
        }
        self.deliver(value, result)
    }

    /// Puts a result where the running frame wants it.
    fn deliver(&mut self, value: Value, result: ResultUse) -> Result<()> {
        if let (ResultUse::Register(dst), Some(frame)) = (result, self.thread.stack.frames.last()) {
            // SAFETY: a register of that frame.
            let old = std::mem::replace(unsafe { &mut *frame.base.add(dst as usize) }, value);
            drop(old);
            self.record_bind(dst);
        }
        Ok(())
    }

    // ---- leaving --------------------------------------------------------------------------

    /// The innermost frame returns: Some where Rust waits for the value, None where the loop goes on below.
    #[inline(never)]
    pub(crate) fn leave_frame<O: Observer>(&mut self, value: Value) -> Result<Option<Value>> {
        O::leave(self, Leaving::Return, Some(&value));
        // SAFETY: the frame that leaves is on the stack; nothing is pushed before it is dropped.
        let frame = unsafe { &mut *self.thread.stack.last() };
        let ResultUse::Register(dst) = frame.result else {
            return self.leave_constructor::<O>(value);
        };
        if frame.extra.is_some() {
            return self.leave_other(value);
        }
        self.empty_locals(frame);
        self.thread.stack.drop_plain();
        self.hand_over::<O>(value, dst);
        Ok(None)
    }

    /// `__init__` returns: the new instance is the result.
    #[inline(never)]
    fn leave_constructor<O: Observer>(&mut self, value: Value) -> Result<Option<Value>> {
        // SAFETY: as above.
        let frame = unsafe { &mut *self.thread.stack.last() };
        let ResultUse::Init { instance, dst } = frame.result else {
            return self.leave_other(value);
        };
        if frame.extra.is_some() || !value.is_none() {
            return self.leave_other(value);
        }
        self.empty_locals(frame);
        self.thread.stack.drop_plain();
        // SAFETY: the register of the caller in which the new instance waits.
        let instance = std::mem::take(unsafe { &mut *(*self.thread.stack.last()).base.add(instance as usize) });
        self.hand_over::<O>(instance, dst);
        Ok(None)
    }

    /// Empties the locals of a frame that returns; its temporaries are empty.
    #[inline(always)]
    fn empty_locals(&mut self, frame: &Frame) {
        for place in 0..frame.code.first_temporary as usize {
            // SAFETY: the window of the frame that leaves.
            drop(std::mem::take(unsafe { &mut *frame.base.add(place) }));
        }
    }

    /// Puts a result into a register of the frame that waits for it.
    #[inline(always)]
    fn hand_over<O: Observer>(&mut self, value: Value, dst: u16) {
        // SAFETY: the caller is on the stack, and `dst` is a register of it.
        let slot = unsafe { &mut *(*self.thread.stack.last()).base.add(dst as usize) };
        drop(std::mem::replace(slot, value));
        if O::RECORDS {
            self.record_bind(dst);
        }
        if finalizers_pending() {
            self.run_finalizers();
        }
    }

    #[inline(never)]
    fn leave_other(&mut self, value: Value) -> Result<Option<Value>> {
        let Some(mut frame) = self.thread.stack.pop() else {
            return Ok(Some(value));
        };
        let result = frame.result;
        let generator = frame.extra.as_mut().and_then(|e| e.generator.take());
        self.retire(frame);
        if let Some(generator) = generator {
            self.finish_generator(&generator);
            return self.generator_returned(value, result);
        }
        let delivered = match result {
            ResultUse::Native => {
                if finalizers_pending() {
                    self.run_finalizers();
                }
                return Ok(Some(value));
            }
            ResultUse::Register(dst) => (dst, value),
            ResultUse::Init { instance, dst } => {
                if !value.is_none() {
                    let message = format!("__init__() should return None, not '{}'", self.type_name(&value));
                    return Err(self.type_error(message));
                }
                let Some(caller) = self.thread.stack.frames.last() else {
                    return Ok(Some(value));
                };
                // SAFETY: the temporary where `dispatch_call` left the instance.
                let instance = std::mem::take(unsafe { &mut *caller.base.add(instance as usize) });
                (dst, instance)
            }
            ResultUse::Next(dst) => (dst, value),
        };
        self.deliver(delivered.1, ResultUse::Register(delivered.0))?;
        if finalizers_pending() {
            self.run_finalizers();
        }
        Ok(None)
    }

    /// Empties the window of a frame that is off the stack; a frame object keeps what was in it.
    pub(crate) fn retire(&mut self, mut frame: Frame) {
        let registers = 0..frame.code.registers as usize;
        // SAFETY: the window of the frame that leaves.
        let mut values = registers.map(|place| std::mem::take(unsafe { &mut *frame.base.add(place) }));
        match frame.extra.as_mut().and_then(|e| e.object.take()) {
            Some(object) => {
                // The caller, which is the innermost frame now, is `f_back` from here on.
                let back = match self.thread.stack.frames.len() {
                    0 => Value::NONE,
                    count => self.frame_object(count - 1).map_or(Value::NONE, Value::from),
                };
                let data = object.get_mut(&mut self.heap);
                data.registers = values.collect();
                data.depth = None;
                data.position = frame.position();
                data.back = back;
            }
            None => values.by_ref().for_each(drop),
        }
        self.thread.stack.reuse_extra(frame.extra.take());
    }

    // ---- exceptions -------------------------------------------------------------------------

    /// An exception is pending: goes to its handler, leaving frames on the way. Err where Rust must handle it.
    #[cold]
    #[inline(never)]
    pub(crate) fn unwind(&mut self, floor: usize) -> Result<()> {
        loop {
            if self.frame_count() <= floor {
                return Err(crate::Raised);
            }
            if self.tape.is_some() && !self.thread.reraised {
                self.record_exception();
            }
            self.note_traceback();
            let Some(frame) = self.thread.stack.frames.last_mut() else {
                return Err(crate::Raised);
            };
            let at = frame.position().saturating_sub(1);
            if let Some(handler) = frame.code().code.handler_of(at)
                && !self.thread.uncatchable
            {
                if self.tape.is_some() {
                    self.record_handler();
                }
                let exception = self.thread.pending.take().unwrap_or(Value::NONE);
                let Some(frame) = self.thread.stack.frames.last_mut() else {
                    return Err(crate::Raised);
                };
                self.thread.traceback_noted = None;
                frame.set_position(handler.target);
                let first_temporary = (frame.code().code.first_temporary + handler.depth) as usize;
                let registers = frame.code().code.registers as usize;
                let base = frame.base;
                for place in first_temporary..registers {
                    // SAFETY: registers of this frame; temporaries do not live across a handler.
                    drop(std::mem::take(unsafe { &mut *base.add(place) }));
                }
                // SAFETY: as above.
                let old = std::mem::replace(unsafe { &mut *base.add(handler.register as usize) }, exception);
                drop(old);
                return Ok(());
            }
            if self.records() {
                TapeObserver::leave(self, Leaving::Unwind, None);
            }
            let Some(mut frame) = self.thread.stack.pop() else {
                return Err(crate::Raised);
            };
            let result = frame.result;
            let generator = frame.extra.as_mut().and_then(|e| e.generator.take());
            let is_coroutine_like = frame.code().code.flags;
            self.retire(frame);
            if let Some(generator) = generator {
                self.finish_generator(&generator);
                self.convert_stop_iteration(is_coroutine_like);
            }
            if result == ResultUse::Native {
                return Err(crate::Raised);
            }
        }
    }

    /// Adds the innermost frame to the traceback of the pending exception.
    fn note_traceback(&mut self) {
        let Some(frame) = self.thread.stack.frames.last() else {
            return;
        };
        let Some(exception) = self.thread.pending.clone() else {
            return;
        };
        if self.thread.reraised {
            self.thread.reraised = false;
            return;
        }
        let code = frame.code().clone();
        let instruction = frame.position().saturating_sub(1);
        if let Some(exception) = exception.as_ref::<Exception>() {
            let next = exception.get(&self.heap).traceback.clone();
            let depth = self.frame_count() - 1;
            let frame = self.frame_object(depth).map_or(Value::NONE, Value::from);
            let entry = Traceback { next, code, frame, instruction, given_line: None };
            let entry = Ref::new(ClassIndex::TRACEBACK, entry);
            exception.get_mut(&mut self.heap).traceback = entry.into();
        }
    }

    /// PEP 479: StopIteration must not leave a generator by itself.
    fn convert_stop_iteration(&mut self, flags: Flags) {
        let (name, stops) = if flags.has(Flags::ASYNC_GENERATOR) {
            let which = if self.pending_is("StopAsyncIteration") { "StopAsyncIteration" } else { "StopIteration" };
            ("async generator", which)
        } else if flags.has(Flags::COROUTINE) {
            ("coroutine", "StopIteration")
        } else {
            ("generator", "StopIteration")
        };
        if !self.pending_is(stops) {
            return;
        }
        let cause = self.take_pending();
        let exception = self.new_exception("RuntimeError", vec![Value::from(format!("{name} raised {stops}"))]);
        if let Some(e) = exception.as_ref::<Exception>() {
            let data = e.get_mut(&mut self.heap);
            data.cause = cause.clone();
            data.context = cause;
            data.suppress_context = true;
        }
        self.thread.pending = Some(exception);
    }

    // ---- generators' frames ------------------------------------------------------------------

    pub(crate) fn make_generator(&mut self, function: Ref<Function>, mut bound: Vec<Value>) -> Value {
        // A generator looks at its instructions between two steps, so its code is read now.
        if self.code_of(&function).is_err() {
            drop(self.take_pending());
        }
        let data = function.get(&self.heap);
        let code = data.code.clone();
        let (name, qualname) = (data.name.clone(), data.qualname.clone());
        bound.resize(code.code.registers as usize, Value::UNBOUND);
        let class = if code.code.flags.has(Flags::COROUTINE) {
            ClassIndex::COROUTINE
        } else if code.code.flags.has(Flags::ASYNC_GENERATOR) {
            ClassIndex::ASYNC_GENERATOR
        } else {
            ClassIndex::GENERATOR
        };
        let frame = SuspendedFrame { function, registers: bound, position: 0, handled: Value::NONE };
        let generator = Generator {
            frame: Some(frame),
            state: GeneratorState::Created,
            name,
            qualname,
            code,
            hooked: false,
            closed: false,
            running_async: false,
        };
        let guarded = class == ClassIndex::COROUTINE || !generator.code.code.handlers.is_empty();
        let generator: Value = Ref::new(class, generator).into();
        // Its death may have to be told (a coroutine never awaited) or run a `finally`.
        object::set_finalizer(&generator, guarded || class == ClassIndex::ASYNC_GENERATOR);
        generator
    }

    /// Puts a generator's frame on the stack. The value sent goes into the register of its `yield`.
    pub(crate) fn push_generator(
        &mut self,
        generator: &Ref<Generator>,
        sent: Value,
        result: ResultUse,
    ) -> Result<bool> {
        self.check_depth()?;
        let data = generator.get_mut(&mut self.heap);
        let started = data.state == GeneratorState::Suspended;
        // The registers stay in the generator, which the frame keeps alive.
        let Some(frame) = &mut data.frame else {
            return Ok(false);
        };
        data.state = GeneratorState::Running;
        let base = frame.registers.as_mut_ptr();
        let (function, position) = (frame.function.clone(), frame.position);
        let handled = std::mem::replace(&mut frame.handled, Value::NONE);
        let mut extra = self.thread.stack.new_extra();
        extra.generator = Some(generator.clone());
        self.enter(function, base, result, Some(extra));
        if let Some(top) = self.thread.stack.frames.last_mut() {
            top.set_position(position);
            top.handled = handled;
            if started {
                let at = position as usize;
                let instructions = &top.code().instructions;
                // A `yield` has been passed; a delegation stays where it is and is asked again.
                let here = instructions[at].get();
                let register =
                    if here.op() == bytecode::Op::YieldFrom { here.a() } else { instructions[at - 1].get().a() };
                // SAFETY: a register of the generator's window.
                let old = std::mem::replace(unsafe { &mut *base.add(register as usize) }, sent);
                drop(old);
            }
        }
        if self.tape.is_some() {
            self.record_resume(started);
        }
        Ok(true)
    }

    /// The running generator yields: Some where Rust resumed it, None where the loop goes on below.
    pub(crate) fn yield_value(&mut self, value: Value) -> Option<Value> {
        let Some(mut frame) = self.thread.stack.pop() else {
            return Some(value);
        };
        let result = frame.result;
        let async_generator = frame.code().code.flags.has(Flags::ASYNC_GENERATOR);
        if let Some(generator) = frame.extra.as_mut().and_then(|e| e.generator.take()) {
            let data = generator.get_mut(&mut self.heap);
            data.state = GeneratorState::Suspended;
            if let Some(suspended) = &mut data.frame {
                suspended.position = frame.position();
                suspended.handled = std::mem::take(&mut frame.handled);
            }
        }
        self.thread.stack.reuse_extra(frame.extra.take());
        self.thread.async_yielded = async_generator;
        match result {
            ResultUse::Next(dst) => {
                let Some(caller) = self.thread.stack.frames.last_mut() else {
                    return Some(value);
                };
                // The `ForNext` just before the saved position jumps to the body of its loop.
                let at = caller.position() as usize;
                let next = caller.code().instructions[at - 1].get();
                if next.c() != 0 {
                    caller.set_position((at as isize + next.c_signed() as isize) as u32);
                }
                // SAFETY: a register of the caller.
                let old = std::mem::replace(unsafe { &mut *caller.base.add(dst as usize) }, value);
                drop(old);
                self.record_bind(dst);
                None
            }
            _ => Some(value),
        }
    }

    /// A generator returned into a `for` loop, or to whoever resumed it from Rust.
    fn generator_returned(&mut self, value: Value, result: ResultUse) -> Result<Option<Value>> {
        match result {
            ResultUse::Next(_) => {
                let Some(caller) = self.thread.stack.frames.last_mut() else {
                    return Ok(Some(value));
                };
                let at = caller.position() as usize;
                let next = caller.code().instructions[at - 1].get();
                if next.c() == 0 {
                    caller.set_position(at as u32 + 1);
                }
                // SAFETY: the register of the iterator that ended.
                let old = std::mem::take(unsafe { &mut *caller.base.add(next.b() as usize) });
                drop(old);
                Ok(None)
            }
            _ => {
                self.thread.generator_result = Some(value);
                Ok(Some(Value::UNBOUND))
            }
        }
    }

    pub(crate) fn finish_generator(&mut self, generator: &Ref<Generator>) {
        object::set_finalizer(generator.value(), false);
        let data = generator.get_mut(&mut self.heap);
        data.state = GeneratorState::Finished;
        let frame = data.frame.take();
        drop(frame);
    }

    /// A `for` loop wants the next value of a generator: true if its frame is on the stack now.
    pub(crate) fn resume_in_loop(&mut self, generator: &Ref<Generator>, dst: u16) -> Result<bool> {
        match generator.get(&self.heap).state {
            GeneratorState::Running => Err(self.value_error("generator already executing")),
            GeneratorState::Finished => Ok(false),
            _ => self.push_generator(generator, Value::NONE, ResultUse::Next(dst)),
        }
    }

    /// The tuple's items, where it is one: for `except (A, B)`.
    pub(crate) fn each_class(&self, classes: &Value) -> Vec<Value> {
        match classes.as_ref::<Tuple>() {
            Some(tuple) => tuple.0.to_vec(),
            None => vec![classes.clone()],
        }
    }

    pub(crate) fn is_exception_class(&self, value: &Value) -> bool {
        value.kind() == Some(Kind::Class)
            && value
                .as_ref::<Class>()
                .is_some_and(|c| c.get(&self.heap).is_subclass_of(ClassIndex::BASE_EXCEPTION, &self.heap))
    }
}

/// Can the arguments that `given` ones leave out all be defaults?
fn defaults_complete(function: &Function, given: usize) -> bool {
    let arity = function.code.arity;
    arity != CodeObject::UNUSUAL && given < arity as usize && function.defaults.len() >= arity as usize - given
}
