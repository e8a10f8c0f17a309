//! Frames come and go: pushing a call, leaving a frame, finding the handler of an exception.
#![allow(unsafe_code)]

use std::mem::ManuallyDrop;

use bytecode::Instruction;
use object::{Class, CodeObject, Function, Method, Name, Ref, Str, Value, finalizers_pending};

use crate::error::Result;
use crate::frame::{Extra, Frame, ResultUse};
use crate::machine::Vm;
use crate::observe::{Observer, Silent, TapeObserver};
use trace::Leaving;

impl Vm {
    /// Calls a Python function from Rust; `receiver`, if it is bound, goes before the arguments.
    pub(crate) fn call_function(
        &mut self,
        function: &Ref<Function>,
        receiver: &Value,
        arguments: &[Value],
        keywords: &[(Name, Value)],
    ) -> Result {
        let with_receiver = !receiver.is_unbound() as usize;
        if keywords.is_empty() && function.get(&self.heap).code.arity as usize == arguments.len() + with_receiver {
            return self.call_simple(function, receiver, arguments);
        }
        let mut all = Vec::with_capacity(arguments.len() + 1);
        all.extend(receiver.clone().bound());
        all.extend_from_slice(arguments);
        let bound = self.bind_arguments(function, all, keywords)?;
        self.run_function(function.clone(), bound, Value::UNBOUND)
    }

    /// The same where each argument stands for one parameter: they are written where the new frame has them.
    fn call_simple(&mut self, function: &Ref<Function>, receiver: &Value, arguments: &[Value]) -> Result {
        if self.stack_exhausted() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        self.check_depth()?;
        let floor = self.frame_count();
        let code = &*function.get(&self.heap).code;
        let (registers, locals) = (code.registers as usize, code.first_temporary as usize);
        let top = self.thread.stack.top();
        let base = self.thread.stack.window(top, registers);
        let with_receiver = !receiver.is_unbound() as usize;
        // SAFETY: the window has room for all registers of the code; what was there is no object.
        unsafe {
            if with_receiver != 0 {
                base.write(receiver.clone());
            }
            for (place, value) in arguments.iter().enumerate() {
                base.add(with_receiver + place).write(value.clone());
            }
            for place in with_receiver + arguments.len()..locals {
                base.add(place).write(Value::UNBOUND);
            }
        }
        self.enter(function.clone(), base, ResultUse::Native, None);
        self.run_from_rust(floor)
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

    /// Is there room for one more frame? Asked before each that no quick call pushes.
    #[inline(always)]
    pub(crate) fn check_depth(&mut self) -> Result<()> {
        if self.thread.stack.is_full() || self.thread.budget <= 1 {
            return self.make_room();
        }
        self.thread.budget -= 1;
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn make_room(&mut self) -> Result<()> {
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
        // SAFETY: the arguments stand behind the place of the instance; they stay there while it is made.
        let arguments = unsafe { std::slice::from_raw_parts(start.add(1), count as usize) };
        let instance = self.bare_instance(class, arguments);
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
        if self.call_simple_at(regs, base, count, result)? {
            return Ok(());
        }
        // SAFETY: registers of the running frame.
        let callee = unsafe { std::mem::take(&mut *regs.add(base as usize)) };
        // SAFETY: as above.
        let receiver = unsafe { std::mem::take(&mut *regs.add(base as usize + 1)) };
        let mut arguments = Vec::with_capacity(count as usize + 1);
        arguments.extend(receiver.bound());
        arguments.extend(self.take_many(regs, base + 2, count));
        self.dispatch_call(callee, arguments, Vec::new(), result, regs, base)
    }

    /// Where it is a Python function whose parameters are all by position: makes a generator, or a frame in a window
    /// elsewhere (the registers of a generator have none behind them). False if not; nothing was changed then.
    #[inline(always)]
    fn call_simple_at(&mut self, regs: *mut Value, base: u16, count: u16, result: ResultUse) -> Result<bool> {
        // SAFETY: registers of the running frame, as is what they are counted from below.
        let (callee, receiver) = unsafe { (&mut *regs.add(base as usize), regs.add(base as usize + 1)) };
        let Some(function) = callee.as_ref::<Function>() else { return Ok(false) };
        // SAFETY: as above.
        let with_receiver = !unsafe { &*receiver }.is_unbound() as usize;
        let given = count as usize + with_receiver;
        let data = function.get(&self.heap);
        let code = &*data.code;
        let (parameters, registers, locals) =
            (code.parameters as usize, code.registers as usize, code.first_temporary as usize);
        let missing = parameters.wrapping_sub(given);
        if code.parameters == CodeObject::UNUSUAL || missing > data.defaults.len() {
            return Ok(false);
        }
        let function = function.clone();
        // SAFETY: as above.
        let start = unsafe { receiver.add(1 - with_receiver) };
        // SAFETY: as above.
        let arguments = (0..given).map(|place| std::mem::take(unsafe { &mut *start.add(place) }));
        if code.arity == CodeObject::UNUSUAL {
            let mut bound = Vec::with_capacity(registers);
            bound.extend(arguments);
            bound.extend_from_slice(&data.defaults[data.defaults.len() - missing..]);
            drop(std::mem::take(callee));
            let generator = self.make_generator(function, bound);
            return self.deliver(generator, result).map(|()| true);
        }
        self.check_depth()?;
        let data = function.get(&self.heap);
        let window = self.thread.stack.window(start, registers);
        if window != start {
            for (place, value) in arguments.enumerate() {
                // SAFETY: within the window; what was there is no object.
                unsafe { window.add(place).write(value) };
            }
        }
        let defaults = data.defaults[data.defaults.len() - missing..].iter();
        let rest = defaults.cloned().chain(std::iter::repeat_n(Value::UNBOUND, locals - parameters));
        for (place, value) in rest.enumerate() {
            // SAFETY: as above.
            unsafe { window.add(given + place).write(value) };
        }
        drop(std::mem::take(callee));
        self.enter(function, window, result, None);
        Ok(true)
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
            let instance = self.bare_instance(&class, &arguments);
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
            ResultUse::Native | ResultUse::Delegation => {
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
                // Saved exceptions and the like, behind the variables, are nobody's any more.
                let variables = frame.code.local_names.len();
                data.registers = values.by_ref().take(variables).collect();
                values.for_each(drop);
                data.depth = None;
                data.position = frame.position();
                data.back = back;
            }
            None => values.by_ref().for_each(drop),
        }
        self.thread.stack.reuse_extra(frame.extra.take());
    }
}

/// Can the arguments that `given` ones leave out all be defaults?
fn defaults_complete(function: &Function, given: usize) -> bool {
    let arity = function.code.arity;
    arity != CodeObject::UNUSUAL && given < arity as usize && function.defaults.len() >= arity as usize - given
}
