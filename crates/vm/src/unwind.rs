//! An exception is pending: its traceback grows, frames are left, a handler is found.

use bytecode::Flags;
use object::{Class, ClassIndex, Exception, Kind, Ref, Traceback, Tuple, Value};
use trace::Leaving;

use crate::error::Result;
use crate::frame::ResultUse;
use crate::machine::Vm;
use crate::observe::{Observer, TapeObserver};

impl Vm {
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
                frame.empty_from(frame.code.first_temporary + handler.depth);
                drop(frame.replace(handler.register, exception));
                return Ok(());
            }
            if self.records() {
                TapeObserver::leave(self, Leaving::Unwind, None);
            }
            let Some(mut frame) = self.thread.stack.pop() else {
                return Err(crate::Raised);
            };
            let result = frame.result;
            let generator = frame.generator.take();
            let is_coroutine_like = frame.code().code.flags;
            self.retire(frame);
            if let Some(generator) = generator {
                self.finish_generator(&generator);
                self.convert_stop_iteration(is_coroutine_like);
            }
            if matches!(result, ResultUse::Native | ResultUse::Sink) {
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

    /// The tuple's items, where it is one: for `except (A, B)`.
    pub(crate) fn each_class(&self, classes: &Value) -> Vec<Value> {
        match classes.as_ref::<Tuple>() {
            Some(tuple) => tuple.0.to_vec(),
            None => vec![classes.clone()],
        }
    }

    pub(crate) fn is_exception_class(&self, value: &Value) -> bool {
        value.as_ref::<Class>().is_some_and(|class| class.get(&self.heap).kind == Kind::Exception)
    }
}
