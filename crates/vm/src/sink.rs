//! Natives that go through all that an iterator gives. A generator stays in the loop meanwhile: what it yields is
//! poured into the native, and it goes on at once.
#![allow(unsafe_code)]

use bytecode::Op;
use object::{ClassIndex, Generator, Ref, Value};

use crate::error::Result;
use crate::frame::ResultUse;
use crate::machine::Vm;

/// Takes a value; false where it wants no more.
type Sink<'a> = dyn FnMut(&mut Vm, Value) -> Result<bool> + 'a;

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
            if self.stack_exhausted() {
                return Err(self.recursion_error("maximum recursion depth exceeded"));
            }
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
