//! Frames come and go: pushing a call, leaving a frame, finding the handler of an exception.
#![allow(unsafe_code)]

use std::cell::Cell;
use std::mem::ManuallyDrop;

use bytecode::Instruction;
use object::{
    Class, ClassIndex, CodeObject, Dead, Function, Kind, Method, Name, Ref, Str, Value, dunder, finalizers_pending,
};

use crate::bind::Keywords;
use crate::error::Result;
use crate::frame::{Extra, Frame, ResultUse};
use crate::machine::Vm;
use crate::observe::{Observer, Silent, TapeObserver};
use crate::slow::reg;
use trace::Leaving;

/// What became of a quick call.
pub(crate) enum Pushed {
    /// The new frame's window, code and first instruction.
    Frame(*mut Value, *const CodeObject, *const Cell<Instruction>),
    /// It needs the slow way; nothing was changed.
    No,
}

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
        self.check_stack()?;
        let floor = self.frame_count();
        let (given, keywords) = (arguments.len() + with_receiver, keywords.to_vec());
        let positional = receiver.clone().bound().into_iter().chain(arguments.iter().cloned());
        match self.begin_call(function.clone(), given, positional, keywords, ResultUse::Native)? {
            Some(generator) => Ok(generator),
            None => self.run_from_rust(floor),
        }
    }

    /// Begins a call of a Python function, with `given` arguments by position: its frame is on the stack then. A
    /// generator function gives its generator at once.
    fn begin_call(
        &mut self,
        function: Ref<Function>,
        given: usize,
        positional: impl Iterator<Item = Value>,
        keywords: Keywords,
        result: ResultUse,
    ) -> Result<Option<Value>> {
        let code = &*function.get(&self.heap).code;
        let (registers, locals) = (code.registers as usize, code.first_temporary as usize);
        let arguments = code.code.argument_registers();
        if code.code.flags.is_any_generator() {
            let mut window = vec![Value::UNBOUND; registers];
            self.bind_arguments(&function, &mut window[..arguments], given, positional, keywords)?;
            return Ok(Some(self.make_generator(function, window)));
        }
        self.check_depth()?;
        let top = self.thread.stack.top();
        let window = self.thread.stack.window(top, registers);
        // SAFETY: the window has room for all registers of the code; what was there is no object.
        let slots = unsafe {
            (0..locals).for_each(|place| window.add(place).write(Value::UNBOUND));
            std::slice::from_raw_parts_mut(window, arguments)
        };
        self.bind_arguments(&function, slots, given, positional, keywords)?;
        self.enter(function, window, self.thread.stack.limit(), result, None);
        Ok(None)
    }

    /// The same where each argument stands for one parameter: they are written where the new frame has them.
    fn call_simple(&mut self, function: &Ref<Function>, receiver: &Value, arguments: &[Value]) -> Result {
        self.check_stack()?;
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
        self.enter(function.clone(), base, self.thread.stack.limit(), ResultUse::Native, None);
        self.run_from_rust(floor)
    }

    /// Runs the function of a body without parameters, with a namespace of its own if it has one.
    pub(crate) fn run_body(&mut self, function: Ref<Function>, namespace: Value) -> Result {
        self.check_stack()?;
        let floor = self.frame_count();
        if let Some(generator) = self.begin_call(function, 0, std::iter::empty(), Vec::new(), ResultUse::Native)? {
            return Ok(generator);
        }
        if !namespace.is_unbound()
            && let Some(frame) = self.thread.stack.frames.last_mut()
        {
            frame.extra = Some(Box::new(Extra { namespace, ..Extra::default() }));
        }
        self.run_from_rust(floor)
    }

    /// Enters the loop from Rust: silent or recording.
    pub(crate) fn run_from_rust(&mut self, floor: usize) -> Result {
        self.thread.native_depth += 1;
        let result = if self.records() { self.run::<TapeObserver>(floor) } else { self.run::<Silent>(floor) };
        self.thread.native_depth -= 1;
        result
    }

    #[inline(always)]
    pub(crate) fn enter(
        &mut self,
        function: Ref<Function>,
        base: *mut Value,
        limit: *mut Value,
        result: ResultUse,
        extra: Option<Box<Extra>>,
    ) {
        let code = &function.get(&self.heap).code;
        // SAFETY: the copy is not counted; the function keeps its code (`Vm::set_code` retires, never frees).
        let code = ManuallyDrop::new(unsafe { std::ptr::read(code) });
        self.thread.stack.push(function, code, base, limit, result, extra);
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

    /// The quick way to call a Python function: `given` arguments by position from `start` on, defaults for the rest.
    #[inline(always)]
    pub(crate) fn push_function(&mut self, callee: &mut Value, start: *mut Value, given: usize, dst: u16) -> Pushed {
        let Some(function) = callee.as_ref::<Function>() else {
            return Pushed::No;
        };
        let Some(window) = self.open_window(function, start, given) else {
            return Pushed::No;
        };
        // The reference moves: the frame counts the function now.
        let Ok(function) = Ref::<Function>::from_value(std::mem::take(callee)) else {
            return Pushed::No;
        };
        let code = &function.get(&self.heap).code;
        let (whole, first) = (&raw const **code, code.instructions.as_ptr());
        self.enter_window(function, window, start, ResultUse::Register(dst));
        Pushed::Frame(window, whole, first)
    }

    /// The quick way to make an instance: of a class with a plain `__new__` and an `__init__` in Python.
    #[inline(never)]
    pub(crate) fn push_constructor(&mut self, regs: *mut Value, call: Instruction) -> bool {
        let (dst, base, count) = (call.a(), call.b(), call.c());
        // SAFETY: registers of the running frame; the arguments stand behind the callee.
        let (callee, start) = unsafe { (&mut *regs.add(base as usize), regs.add(base as usize + 1)) };
        let Some(class) = callee.as_ref::<Class>() else {
            return false;
        };
        let Some(init) = self.construction_of(class).frame.clone() else {
            return false;
        };
        if self.thread.budget <= 1 {
            return false;
        }
        let Some(window) = self.open_window(&init, start, count as usize + 1) else {
            return false;
        };
        self.thread.budget -= 1;
        // SAFETY: the arguments stand in the window behind the place of the instance.
        let arguments = unsafe { std::slice::from_raw_parts(window.add(1), count as usize) };
        let instance = self.bare_instance(class, arguments);
        // SAFETY: the first register of the window, for `self`. The instance keeps its class alive.
        unsafe { *window = instance.clone() };
        drop(std::mem::replace(callee, instance));
        self.enter_window(init, window, start, ResultUse::Init { instance: base, dst });
        true
    }

    /// Calls a property's getter for `LoadAttr` of the innermost frame, which goes on when that returns. False if the
    /// call is not a plain one; nothing was changed then.
    pub(crate) fn push_getter(&mut self, getter: &Value, object: &Value, dst: u16) -> bool {
        match getter.as_ref::<Function>() {
            Some(function) => self.push_method(function, [object], ResultUse::Register(dst)),
            None => false,
        }
    }

    /// Calls a function in Python with these arguments for the innermost frame, where each stands for one parameter.
    /// False if the call is not so plain; nothing was changed then.
    #[inline(always)]
    pub(crate) fn push_method<const N: usize>(
        &mut self,
        function: &Ref<Function>,
        arguments: [&Value; N],
        result: ResultUse,
    ) -> bool {
        let code = &*function.get(&self.heap).code;
        if code.arity as usize != N || self.thread.budget <= 1 || self.thread.stack.is_full() {
            return false;
        }
        self.thread.budget -= 1;
        let top = self.thread.stack.top();
        let window = self.thread.stack.window(top, code.registers as usize);
        for (place, &argument) in arguments.iter().enumerate() {
            // SAFETY: the window has room for all registers of the code; what was there is no object.
            unsafe { window.add(place).write(argument.clone()) };
        }
        for place in N..code.first_temporary as usize {
            // SAFETY: as above.
            unsafe { window.add(place).write(Value::UNBOUND) };
        }
        self.enter(function.clone(), window, self.thread.stack.limit(), result, None);
        true
    }

    /// Pushes a frame whose window was opened for arguments at `start`: where it stands elsewhere, its chunk is the
    /// one in use now, and not the caller's.
    #[inline(always)]
    fn enter_window(&mut self, function: Ref<Function>, window: *mut Value, start: *mut Value, result: ResultUse) {
        // SAFETY: the innermost frame, which calls.
        let limit =
            if window == start { unsafe { (*self.thread.stack.last()).limit } } else { self.thread.stack.limit() };
        self.enter(function, window, limit, result, None);
    }

    /// Makes the `given` values at `start` the first registers of a window for `function`, and fills in its defaults:
    /// the window. None if the call is not that simple.
    #[inline(always)]
    fn open_window(&mut self, function: &Ref<Function>, start: *mut Value, given: usize) -> Option<*mut Value> {
        let code = &*function.get(&self.heap).code;
        let stack = &self.thread.stack;
        if code.arity as usize != given || stack.is_full() || !stack.reaches(start, code.window) {
            return self.open_other_window(function, start, given);
        }
        for place in given..code.first_temporary as usize {
            // SAFETY: within the window; beyond the arguments it holds no objects.
            unsafe { start.add(place).write(Value::UNBOUND) };
        }
        Some(start)
    }

    /// The same where arguments are missing, or the window must stand elsewhere: a generator calls, or the chunk ends.
    #[inline(never)]
    fn open_other_window(&mut self, function: &Ref<Function>, start: *mut Value, given: usize) -> Option<*mut Value> {
        let data = function.get(&self.heap);
        let code = &*data.code;
        let arity = code.arity as usize;
        let complete = arity == given || defaults_complete(data, given);
        if !complete || self.thread.stack.is_full() {
            return None;
        }
        let window = if self.thread.stack.reaches(start, code.window) {
            start
        } else {
            let top = self.thread.stack.top();
            let window = self.thread.stack.window(top, code.registers as usize);
            for place in 0..given {
                // SAFETY: arguments move into a window of free registers.
                unsafe { window.add(place).write(std::mem::take(&mut *start.add(place))) };
            }
            window
        };
        let defaults = &data.defaults[data.defaults.len() - (arity - given)..];
        for (place, value) in defaults.iter().enumerate() {
            // SAFETY: within the window; beyond the arguments it holds no objects.
            unsafe { window.add(given + place).write(value.clone()) };
        }
        for place in arity..code.first_temporary as usize {
            // SAFETY: as above.
            unsafe { window.add(place).write(Value::UNBOUND) };
        }
        Some(window)
    }

    /// Any call of `R[base]` with `count` arguments by position.
    #[inline(never)]
    pub(crate) fn call_slow(&mut self, regs: *mut Value, base: u16, count: u16, result: ResultUse) -> Result<()> {
        self.part_callee(regs, base);
        let given = count + !reg(regs, base + 1).is_unbound() as u16;
        if let ResultUse::Register(dst) = result
            && let Pushed::Frame(..) =
                self.push_function(reg(regs, base), reg(regs, base + 2 + count - given), given as usize, dst)
        {
            return Ok(());
        }
        if let Some(generator) = self.generator_at(regs, base, count) {
            return self.deliver(generator, result);
        }
        self.call_any(regs, base, count, Vec::new(), result)
    }

    /// Calls `R[base]`: with `count` arguments by position from `R[base + 2]` on, and `keywords`.
    fn call_any(
        &mut self,
        regs: *mut Value,
        base: u16,
        count: u16,
        keywords: Keywords,
        result: ResultUse,
    ) -> Result<()> {
        let with_receiver = !reg(regs, base + 1).is_unbound() as u16;
        let (start, end) = (base + 2 - with_receiver, base + 2 + count);
        let taken = (start..end).map(|number| std::mem::take(reg(regs, number)));
        let given = (count + with_receiver) as usize;
        let callee = std::mem::take(reg(regs, base));
        let callee = match Ref::<Function>::from_value(callee) {
            Ok(function) => return self.call_python(function, given, taken, keywords, result),
            Err(callee) => callee,
        };
        // SAFETY: the arguments stand in temporaries.
        let arguments = unsafe { std::slice::from_raw_parts(regs.add(base as usize + 2), count as usize) };
        if with_receiver == 0
            && let Some((init, instance)) = self.begin_instance(&callee, arguments, regs, base)
        {
            *reg(regs, base + 1) = instance;
            let taken = (base + 1..end).map(|number| std::mem::take(reg(regs, number)));
            return self.call_python(init, count as usize + 1, taken, keywords, init_result(result, base));
        }
        self.call_object_at(&callee, taken.collect(), &keywords, result)
    }

    /// The new instance of a class with a plain `__new__` and an `__init__` in Python, and that. The instance also waits
    /// in `R[base]`, the temporary that held the class.
    fn begin_instance(
        &mut self,
        callee: &Value,
        arguments: &[Value],
        regs: *mut Value,
        base: u16,
    ) -> Option<(Ref<Function>, Value)> {
        let class = callee.as_ref::<Class>()?;
        let init = self.construction_of(class).frame.clone()?;
        let instance = self.bare_instance(class, arguments);
        *reg(regs, base) = instance.clone();
        Some((init, instance))
    }

    /// Calls a Python function for the running frame, which goes on when that returns.
    fn call_python(
        &mut self,
        function: Ref<Function>,
        given: usize,
        positional: impl Iterator<Item = Value>,
        keywords: Keywords,
        result: ResultUse,
    ) -> Result<()> {
        match self.begin_call(function, given, positional, keywords, result)? {
            Some(generator) => self.deliver(generator, result),
            None => Ok(()),
        }
    }

    /// Calls what is no Python function, and delivers what comes of it.
    fn call_object_at(
        &mut self,
        callee: &Value,
        arguments: Vec<Value>,
        keywords: &[(Name, Value)],
        result: ResultUse,
    ) -> Result<()> {
        let value = self.call_kw(callee, &arguments, keywords)?;
        drop(arguments);
        if finalizers_pending() {
            self.run_finalizers();
        }
        self.deliver(value, result)
    }

    /// A bound method, or an instance with a `__call__` in Python, becomes the function and its first argument.
    fn part_callee(&mut self, regs: *mut Value, base: u16) {
        let (callee, receiver) = (reg(regs, base), reg(regs, base + 1));
        if !receiver.is_unbound() {
            return;
        }
        if let Some(method) = callee.as_ref::<Method>() {
            let (function, first) = (method.function.clone(), method.receiver.clone());
            *receiver = first;
            *callee = function;
        } else if callee.kind() == Some(Kind::Instance)
            && let Some(function) = self.dunder_of(callee, dunder::CALL).filter(|f| f.kind() == Some(Kind::Function))
        {
            *receiver = std::mem::replace(callee, function);
        }
    }

    /// Where it is a generator function whose parameters are all by position: the generator. Else nothing was changed.
    #[inline(always)]
    fn generator_at(&mut self, regs: *mut Value, base: u16, count: u16) -> Option<Value> {
        let callee = reg(regs, base);
        let data = callee.as_ref::<Function>()?.get(&self.heap);
        let with_receiver = !reg(regs, base + 1).is_unbound() as u16;
        let given = (count + with_receiver) as usize;
        let missing = (data.code.parameters as usize).wrapping_sub(given);
        let simple = data.code.parameters != CodeObject::UNUSUAL && data.code.arity == CodeObject::UNUSUAL;
        if !simple || missing > data.defaults.len() {
            return None;
        }
        let mut bound = Vec::with_capacity(data.code.registers as usize);
        let start = base + 2 - with_receiver;
        bound.extend((start..start + given as u16).map(|place| std::mem::take(reg(regs, place))));
        bound.extend_from_slice(&data.defaults[data.defaults.len() - missing..]);
        let function = Ref::<Function>::from_value(std::mem::take(callee)).ok()?;
        Some(self.make_generator(function, bound))
    }

    /// A call of `R[base]` with `count` arguments, the last of them by the keywords in the tuple behind them.
    #[inline(never)]
    pub(crate) fn call_keywords(&mut self, regs: *mut Value, base: u16, count: u16, result: ResultUse) -> Result<()> {
        self.part_callee(regs, base);
        let names = std::mem::take(reg(regs, base + 2 + count));
        let names = self.tuple_items(&names);
        let positional = count - names.len() as u16;
        let mut keywords = Keywords::with_capacity(names.len());
        for (name, number) in names.iter().zip(base + 2 + positional..) {
            if let Some(name) = name.as_ref::<Str>() {
                keywords.push((self.heap.intern_str(name), std::mem::take(reg(regs, number))));
            }
        }
        self.call_any(regs, base, positional, keywords, result)
    }

    /// A call of `R[base]` with the items of the sequence in `R[base + 2]` and of the mapping behind it.
    #[inline(never)]
    pub(crate) fn call_star(&mut self, regs: *mut Value, base: u16, result: ResultUse) -> Result<()> {
        self.part_callee(regs, base);
        let take = |number: u16| std::mem::take(reg(regs, number));
        let (callee, receiver, positional, keywords) = (take(base), take(base + 1), take(base + 2), take(base + 3));
        let positional = match self.heap.class_index_of(&positional) {
            ClassIndex::TUPLE => positional,
            _ => match self.collect(&positional) {
                Ok(items) => Value::tuple(items),
                Err(raised) => return Err(self.star_error(Some(&callee), &positional, raised)),
            },
        };
        let items = self.tuple_items(&positional);
        let given = items.len() + !receiver.is_unbound() as usize;
        let keywords = self.keywords_of(&keywords)?;
        if receiver.is_unbound()
            && let Some((init, instance)) = self.begin_instance(&callee, items, regs, base)
        {
            let given = std::iter::once(instance).chain(items.iter().cloned());
            return self.call_python(init, items.len() + 1, given, keywords, init_result(result, base));
        }
        let all = receiver.bound().into_iter().chain(items.iter().cloned());
        match Ref::<Function>::from_value(callee) {
            Ok(function) => self.call_python(function, given, all, keywords, result),
            Err(callee) => self.call_object_at(&callee, all.collect(), &keywords, result),
        }
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

    /// The register of the caller that waits for the innermost frame's result, if leaving it asks for no more.
    #[inline(always)]
    pub(crate) fn plain_result(&self) -> Option<u16> {
        let frame = self.running();
        match frame.result {
            ResultUse::Register(dst) if frame.extra.is_none() && frame.handled.is_none() => Some(dst),
            _ => None,
        }
    }

    /// Takes off the innermost frame, of a plain call: it returns `value` into register `dst` of its caller. Registers
    /// from `next` on hold its other locals; `dead` died of being let go.
    #[cold]
    #[inline(never)]
    pub(crate) fn return_after_death<O: Observer>(&mut self, dead: Dead, next: u16, value: Value, dst: u16) {
        dead.bury();
        let frame = self.running();
        let (window, locals) = (frame.base, next..frame.code.first_temporary);
        locals.for_each(|place| drop(std::mem::take(reg(window, place))));
        drop(self.thread.stack.drop_plain());
        self.hand_over::<O>(value, dst);
    }

    /// The innermost frame returns: Some where Rust waits for the value, None where the loop goes on below.
    #[inline(never)]
    pub(crate) fn leave_frame<O: Observer>(&mut self, value: Value) -> Result<Option<Value>> {
        O::leave(self, Leaving::Return, Some(&value));
        // SAFETY: the frame that leaves is on the stack; nothing is pushed before it is dropped.
        let frame = unsafe { &mut *self.thread.stack.last() };
        let result = frame.result;
        let simple = match result {
            ResultUse::Init { .. } => value.is_none(),
            ResultUse::Operator(_) | ResultUse::Truth | ResultUse::Nothing | ResultUse::Native => true,
            _ => false,
        };
        if !simple || frame.extra.is_some() || frame.generator.is_some() || !frame.handled.is_none() {
            return self.leave_other(value);
        }
        let (window, locals) = (frame.base, 0..frame.code.first_temporary);
        locals.for_each(|place| drop(std::mem::take(reg(window, place))));
        drop(self.thread.stack.drop_plain());
        match result {
            // The new instance is the result, which waits in a register of the caller.
            ResultUse::Init { instance, dst } => {
                let instance = std::mem::take(reg(self.running().base, instance));
                self.hand_over::<O>(instance, dst);
            }
            ResultUse::Native => {
                if finalizers_pending() {
                    self.run_finalizers();
                }
                return Ok(Some(value));
            }
            _ => self.operator_returned(value, result)?,
        }
        Ok(None)
    }

    /// Puts a result into a register of the frame that waits for it.
    #[inline(always)]
    pub(crate) fn hand_over<O: Observer>(&mut self, value: Value, dst: u16) {
        // SAFETY: the caller is on the stack, and `dst` is a register of it.
        let slot = unsafe { &mut *(*self.thread.stack.last()).base.add(dst as usize) };
        drop(std::mem::replace(slot, value));
        if O::RECORDS && dst < self.running().code.locals && !O::bind_quickly(self, dst, slot) {
            self.record_bind(dst);
        }
        if finalizers_pending() {
            self.run_finalizers();
        }
    }

    #[inline(never)]
    fn leave_other(&mut self, value: Value) -> Result<Option<Value>> {
        // SAFETY: the frame that leaves is on the stack.
        let frame = unsafe { &mut *self.thread.stack.last() };
        if frame.generator.is_some() && frame.extra.is_none() {
            let result = frame.result;
            drop(std::mem::replace(&mut frame.handled, Value::NONE));
            if let Some(generator) = self.thread.stack.drop_suspended() {
                self.finish_generator(&generator);
            }
            return self.generator_returned(value, result);
        }
        let Some(mut frame) = self.thread.stack.pop() else {
            return Ok(Some(value));
        };
        let result = frame.result;
        let generator = frame.generator.take();
        if let Some(generator) = generator {
            // Its registers go with it, unless a frame object is to have them.
            if frame.extra.as_ref().is_some_and(|extra| extra.object.is_some()) {
                self.retire(frame);
            }
            self.finish_generator(&generator);
            return self.generator_returned(value, result);
        }
        self.retire(frame);
        let delivered = match result {
            ResultUse::Native | ResultUse::Sink | ResultUse::Delegation => {
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
            ResultUse::Operator(_) | ResultUse::Truth | ResultUse::Nothing => {
                return self.operator_returned(value, result).map(|()| None);
            }
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
    }
}

/// Can the arguments that `given` ones leave out all be defaults?
fn defaults_complete(function: &Function, given: usize) -> bool {
    let arity = function.code.arity;
    arity != CodeObject::UNUSUAL && given < arity as usize && function.defaults.len() >= arity as usize - given
}

/// What becomes of the None of an `__init__`: the instance in `R[instance]` is the result.
fn init_result(result: ResultUse, instance: u16) -> ResultUse {
    match result {
        ResultUse::Register(dst) => ResultUse::Init { instance, dst },
        other => other,
    }
}
