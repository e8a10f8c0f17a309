//! Generators' frames: made by a call, put on the stack to go on, taken off again by `yield`.
//!
//! The registers stay in the generator, which its frame keeps alive: nothing is copied.
#![allow(unsafe_code)]

use std::mem::ManuallyDrop;

use bytecode::{Flags, Op};
use object::{ClassIndex, Function, Generator, GeneratorState, Ref, SuspendedFrame, Value};
use trace::Leaving;

use crate::error::Result;
use crate::frame::ResultUse;
use crate::machine::Vm;
use crate::observe::Observer;

impl Vm {
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

    /// Puts a generator's frame on the stack; false if it has none any more. The value sent goes into the register
    /// of its `yield`.
    #[inline]
    pub(crate) fn push_generator(
        &mut self,
        generator: &Ref<Generator>,
        sent: Value,
        result: ResultUse,
    ) -> Result<bool> {
        self.check_depth()?;
        let data = generator.get_mut(&mut self.heap);
        let Some(frame) = &mut data.frame else {
            return Ok(false);
        };
        let started = data.state == GeneratorState::Suspended;
        data.state = GeneratorState::Running;
        let (base, position) = (frame.registers.as_mut_ptr(), frame.position as usize);
        let function = frame.function.clone();
        let handled =
            if frame.handled.is_none() { None } else { Some(std::mem::replace(&mut frame.handled, Value::NONE)) };
        // SAFETY: the copy is not counted; the generator keeps its code, and the frame the generator.
        let code = ManuallyDrop::new(unsafe { std::ptr::read(&data.code) });
        // SAFETY: a suspended generator stands at an instruction of its code.
        let here = unsafe { code.instructions.as_ptr().add(position) };
        let mut sent_to = None;
        if started {
            // A `yield` has been passed; a delegation stays where it is and is asked again.
            // SAFETY: as above; before a generator that has started there is an instruction.
            let (at, passed) = unsafe { ((*here).get(), (*here.sub(1)).get()) };
            let waits = if at.op() == Op::YieldFrom { at } else { passed };
            // SAFETY: a register of the generator's window.
            drop(std::mem::replace(unsafe { &mut *base.add(waits.a() as usize) }, sent));
            sent_to = Some(waits.a());
        }
        // The windows of its callees are on the stack.
        let limit = std::ptr::null_mut();
        self.thread.stack.push(function, code, base, limit, result, None);
        // SAFETY: the frame was just pushed.
        let frame = unsafe { &mut *self.thread.stack.last() };
        frame.ip = here;
        frame.generator = Some(generator.clone());
        if let Some(handled) = handled {
            drop(self.exchange_handled(handled));
        }
        if self.tape.is_some() {
            self.record_resume(started, sent_to);
        }
        Ok(true)
    }

    /// The running generator yields: Some where Rust resumed it, None where the loop goes on below. Generators that
    /// delegate to it yield with it.
    #[inline(never)]
    pub(crate) fn yield_value<O: Observer>(&mut self, mut value: Value) -> Option<Value> {
        loop {
            O::leave(self, Leaving::Yield, Some(&value));
            // SAFETY: the generator's frame is on the stack.
            let frame = unsafe { &mut *self.thread.stack.last() };
            let (result, position) = (frame.result, frame.position());
            let poured = result == ResultUse::Sink && !O::RECORDS && frame.handled.is_none();
            if poured && self.pour(std::mem::take(&mut value)) {
                return None;
            }
            // SAFETY: as above.
            let frame = unsafe { &mut *self.thread.stack.last() };
            let handled = std::mem::replace(&mut frame.handled, Value::NONE);
            self.thread.async_yielded = frame.code.code.flags.has(Flags::ASYNC_GENERATOR);
            let generator = self.thread.stack.drop_suspended();
            if let Some(generator) = &generator {
                let data = generator.get_mut(&mut self.heap);
                data.state = GeneratorState::Suspended;
                if let Some(suspended) = &mut data.frame {
                    suspended.position = position;
                    suspended.handled = handled;
                }
            }
            drop(generator);
            match result {
                ResultUse::Next(dst) => {
                    self.give_to_loop(value, dst);
                    return None;
                }
                ResultUse::Delegation => self.stay_at_delegation(),
                _ => return Some(value),
            }
        }
    }

    /// A generator yielded into the `for` loop of the innermost frame.
    #[inline(always)]
    fn give_to_loop(&mut self, value: Value, dst: u16) {
        // SAFETY: the frame of the loop is on the stack.
        let caller = unsafe { &mut *self.thread.stack.last() };
        // The `ForNext` just before the saved position jumps to the body of its loop.
        let next = caller.passed();
        if next.c() != 0 {
            caller.move_by(next.c_signed() as isize);
        }
        // SAFETY: a register of the caller.
        drop(std::mem::replace(unsafe { &mut *caller.base.add(dst as usize) }, value));
        self.record_bind(dst);
    }

    /// The innermost frame is suspended at its `YieldFrom`, which is to run again.
    #[inline(always)]
    pub(crate) fn stay_at_delegation(&mut self) {
        self.move_on(-1);
    }

    /// The innermost frame goes on so many instructions further.
    #[inline(always)]
    pub(crate) fn move_on(&mut self, offset: isize) {
        // SAFETY: instructions ask, which run in a frame.
        unsafe { (*self.thread.stack.last()).move_by(offset) }
    }

    /// A generator returned into a `for` loop, to whoever delegates to it, or to whoever resumed it from Rust.
    pub(crate) fn generator_returned(&mut self, value: Value, result: ResultUse) -> Result<Option<Value>> {
        let delegated = match result {
            ResultUse::Next(_) => false,
            ResultUse::Delegation => true,
            _ => {
                self.thread.generator_result = Some(value);
                return Ok(Some(Value::UNBOUND));
            }
        };
        // SAFETY: the frame of the loop or the delegation is on the stack.
        let caller = unsafe { &mut *self.thread.stack.last() };
        let next = caller.passed();
        if !delegated && next.c() == 0 {
            caller.move_by(1);
        }
        // SAFETY: the register of the iterator that ended.
        drop(std::mem::take(unsafe { &mut *caller.base.add(next.b() as usize) }));
        if delegated {
            // SAFETY: the register that waits for the value.
            drop(std::mem::replace(unsafe { &mut *caller.base.add(next.a() as usize) }, value));
            self.record_bind(next.a());
        }
        self.settle();
        Ok(None)
    }

    pub(crate) fn finish_generator(&mut self, generator: &Ref<Generator>) {
        object::set_finalizer(generator.value(), false);
        let data = generator.get(&self.heap);
        // That its frame is left says it.
        if data.state != GeneratorState::Running || data.code.quiet {
            self.touched(generator.value(), trace::Mutation::Clear);
        }
        let data = generator.get_mut(&mut self.heap);
        data.state = GeneratorState::Finished;
        let frame = data.frame.take();
        drop(frame);
    }

    /// A `for` loop wants the next value of a generator: true if its frame is on the stack now.
    #[inline(never)]
    pub(crate) fn resume_in_loop(&mut self, generator: &Value, dst: u16) -> Result<bool> {
        let Some(generator) = generator.as_ref::<Generator>() else { return Ok(false) };
        match generator.get(&self.heap).state {
            GeneratorState::Running => Err(self.value_error("generator already executing")),
            GeneratorState::Finished => Ok(false),
            _ => self.push_generator(generator, Value::NONE, ResultUse::Next(dst)),
        }
    }
}

// ---- natives that go through all that a generator yields, which stays in the loop meanwhile ------------------

/// Takes a value; false where it wants no more.
pub(crate) type Sink<'a> = dyn FnMut(&mut Vm, Value) -> Result<bool> + 'a;

/// A sink that [`Vm::each`] waits for, and whether it stopped the generator: false, or an exception is pending.
pub(crate) struct Place {
    sink: *mut Sink<'static>,
    stopped: Option<Result<()>>,
}

impl Vm {
    /// Calls `sink` with each value that an iterator gives, until it says false.
    pub fn each(&mut self, iterator: &Value, mut sink: impl FnMut(&mut Vm, Value) -> Result<bool>) -> Result<()> {
        if let Some(generator) = iterator.as_ref::<Generator>()
            && generator.header().class() == ClassIndex::GENERATOR
            && !self.records()
        {
            let generator = generator.clone();
            return self.each_of_generator(&generator, &mut sink);
        }
        while let Some(value) = self.next(iterator)? {
            if !sink(self, value)? {
                break;
            }
        }
        Ok(())
    }

    fn each_of_generator(&mut self, generator: &Ref<Generator>, sink: &mut Sink) -> Result<()> {
        while self.can_resume(generator, &Value::NONE)? {
            self.check_stack()?;
            let floor = self.frame_count();
            self.push_generator(generator, Value::NONE, ResultUse::Sink)?;
            // SAFETY: only the lifetime is widened; the place is gone before the sink is.
            let place = unsafe { std::mem::transmute::<*mut Sink, *mut Sink<'static>>(&raw mut *sink) };
            self.thread.sinks.push(Place { sink: place, stopped: None });
            let last = self.run_from_rust(floor);
            let stopped = self.thread.sinks.pop().and_then(|place| place.stopped);
            if let Some(stopped) = stopped {
                return stopped;
            }
            match last?.bound() {
                // It handles an exception, which is not the sink's.
                Some(value) => {
                    if !sink(self, value)? {
                        return Ok(());
                    }
                }
                None => {
                    drop(self.thread.generator_result.take());
                    return Ok(());
                }
            }
        }
        Ok(())
    }

    /// The innermost frame, of a generator for [`Vm::each`], yields: true where it goes on.
    pub(crate) fn pour(&mut self, value: Value) -> bool {
        let Some(place) = self.thread.sinks.last() else { return false };
        // SAFETY: `each_of_generator` waits on the Rust stack, and its sink with it; a sink that is asked within itself
        // would need this very generator, which runs.
        let more = unsafe { (*place.sink)(self, value) };
        if let Ok(true) = more {
            let frame = self.running();
            let at = frame.instruction_at(0);
            let waits = if at.op() == Op::YieldFrom { at } else { frame.passed() };
            // SAFETY: a register of the generator's window.
            drop(std::mem::replace(unsafe { &mut *frame.base.add(waits.a() as usize) }, Value::NONE));
            return true;
        }
        if let Some(place) = self.thread.sinks.last_mut() {
            place.stopped = Some(more.map(|_| ()));
        }
        false
    }
}
