//! What asynchronous generators hand out (`asend`, `athrow`, `aclose`), the wrapper that `await` drives for
//! `coroutine.__await__()`, and `anext` with a default: things one sends into, as one does into a generator.

use object::{ClassIndex, Cursor, Generator, GeneratorState, Iterator, Ref, Step, StepState, Value};

use crate::error::Result;
use crate::machine::Vm;
use crate::slow::Delegated;

/// What is done to the thing that is driven.
enum Drive {
    Send(Value),
    Throw(Value),
}

impl Vm {
    /// `agen.asend(value)` and the others: nothing runs yet, but the hooks of a first use.
    pub fn async_step(&mut self, generator: &Ref<Generator>, step: Step, argument: Value) -> Result {
        if !std::mem::replace(&mut generator.get_mut(&mut self.heap).hooked, true) {
            let first = self.thread.async_generator_hooks.0.clone();
            if !first.is_none() {
                self.call(&first, &[generator.to_value()])?;
            }
        }
        let class = match step {
            Step::Send => ClassIndex::ASYNC_GENERATOR_STEP,
            Step::Throw | Step::Close => ClassIndex::ASYNC_GENERATOR_THROW,
        };
        let generator = generator.clone();
        let cursor = Iterator::AsyncStep { generator, step, argument, state: StepState::New };
        Ok(Ref::new(class, Cursor(cursor)).into())
    }

    /// `send` into one of this file's objects.
    pub fn step_send(&mut self, cursor: &Ref<Cursor>, sent: Value) -> Result {
        let outcome = self.drive(cursor, Drive::Send(sent))?;
        self.as_python(outcome)
    }

    pub fn step_throw(&mut self, cursor: &Ref<Cursor>, exception: Value) -> Result {
        let outcome = self.drive(cursor, Drive::Throw(exception))?;
        self.as_python(outcome)
    }

    pub fn step_close(&mut self, cursor: &Ref<Cursor>) -> Result {
        if let Iterator::CoroutineWrapper { coroutine } = &cursor.get(&self.heap).0 {
            let coroutine = coroutine.clone();
            return match coroutine.as_ref::<Generator>() {
                Some(coroutine) => self.generator_close(coroutine),
                None => Ok(Value::NONE),
            };
        }
        if let Iterator::AsyncStep { state: StepState::Closed, .. } = &cursor.get(&self.heap).0 {
            return Ok(Value::NONE);
        }
        let exit = self.new_exception("GeneratorExit", vec![]);
        match self.drive(cursor, Drive::Throw(exit)) {
            Ok(Delegated::Yields(_)) => Err(self.runtime_error("coroutine ignored GeneratorExit")),
            Ok(Delegated::Ended(_)) => Ok(Value::NONE),
            Err(_) if self.swallow("StopAsyncIteration") || self.swallow("GeneratorExit") => Ok(Value::NONE),
            Err(raised) => Err(raised),
        }
    }

    /// What a delegation to one of this file's objects comes to. None where the cursor is something else.
    pub(crate) fn delegate_to_step(&mut self, cursor: &Ref<Cursor>, sent: Value) -> Option<Result<Delegated>> {
        match &cursor.get(&self.heap).0 {
            Iterator::AsyncStep { .. } | Iterator::CoroutineWrapper { .. } | Iterator::NextAwaitable { .. } => {
                Some(self.drive(cursor, Drive::Send(sent)))
            }
            _ => None,
        }
    }

    fn as_python(&mut self, outcome: Delegated) -> Result {
        match outcome {
            Delegated::Yields(value) => Ok(value),
            Delegated::Ended(value) => Err(self.stop_iteration(Some(value))),
        }
    }

    fn drive(&mut self, cursor: &Ref<Cursor>, drive: Drive) -> Result<Delegated> {
        let (generator, step, argument, state) = match &cursor.get(&self.heap).0 {
            Iterator::AsyncStep { generator, step, argument, state } => {
                (generator.clone(), *step, argument.clone(), *state)
            }
            Iterator::CoroutineWrapper { coroutine } => {
                let coroutine = coroutine.clone();
                return self.drive_awaitable(&coroutine, drive);
            }
            Iterator::NextAwaitable { awaitable, default } => {
                let (awaitable, default) = (awaitable.clone(), default.clone());
                let iterator = self.awaitable_iterator(&awaitable, 0)?;
                return match self.drive_awaitable(&iterator, drive) {
                    Err(_) if self.swallow("StopAsyncIteration") => Ok(Delegated::Ended(default)),
                    other => other,
                };
            }
            _ => return Err(self.type_error("this object cannot be sent to")),
        };
        match step {
            Step::Send => self.drive_send(cursor, &generator, argument, state, drive),
            Step::Throw | Step::Close => self.drive_throw(cursor, &generator, step, argument, state, drive),
        }
    }

    fn drive_awaitable(&mut self, iterator: &Value, drive: Drive) -> Result<Delegated> {
        if let Some(generator) = iterator.as_ref::<Generator>() {
            let result = match drive {
                Drive::Send(value) => self.generator_send(generator, value),
                Drive::Throw(exception) => self.generator_throw(generator, exception),
            };
            return match result? {
                Some(value) => Ok(Delegated::Yields(value)),
                None => Ok(Delegated::Ended(self.take_generator_result())),
            };
        }
        if let Some(cursor) = iterator.as_ref::<Cursor>()
            && !matches!(cursor.get(&self.heap).0, Iterator::NextAwaitable { .. })
        {
            return self.drive(cursor, drive);
        }
        let result = match drive {
            Drive::Send(value) if value.is_none() => {
                return Ok(match self.next_or_stop(iterator)? {
                    Ok(value) => Delegated::Yields(value),
                    Err(result) => Delegated::Ended(result),
                });
            }
            Drive::Send(value) => self.call_method(iterator, "send", &[value]),
            Drive::Throw(exception) => self.call_method(iterator, "throw", &[exception]),
        };
        self.ended_or_yields(result)
    }

    /// A call of `send` or `__next__` has ended a delegation if it raised StopIteration.
    pub(crate) fn ended_or_yields(&mut self, result: Result) -> Result<Delegated> {
        match result {
            Ok(value) => Ok(Delegated::Yields(value)),
            Err(_) if self.pending_is("StopIteration") => {
                let exception = self.take_pending();
                Ok(Delegated::Ended(self.stop_value(&exception)))
            }
            Err(raised) => Err(raised),
        }
    }

    fn next_or_stop(&mut self, iterator: &Value) -> Result<std::result::Result<Value, Value>> {
        let result = match self.dunder_of(iterator, object::dunder::NEXT) {
            Some(hook) => self.call_unbound(&hook, iterator, &[]),
            None => Err(self.type_error("object is not an iterator")),
        };
        Ok(match self.ended_or_yields(result)? {
            Delegated::Yields(value) => Ok(value),
            Delegated::Ended(value) => Err(value),
        })
    }

    fn set_step_state(&mut self, cursor: &Ref<Cursor>, new: StepState) {
        self.touched(cursor.value(), trace::Mutation::Advance);
        if let Iterator::AsyncStep { state, .. } = &mut cursor.get_mut(&mut self.heap).0 {
            *state = new;
        }
    }

    fn drive_send(
        &mut self,
        cursor: &Ref<Cursor>,
        generator: &Ref<Generator>,
        argument: Value,
        state: StepState,
        drive: Drive,
    ) -> Result<Delegated> {
        if state == StepState::Closed {
            return Err(self.runtime_error("cannot reuse already awaited __anext__()/asend()"));
        }
        let mut drive = drive;
        if state == StepState::New {
            if generator.get(&self.heap).running_async {
                self.set_step_state(cursor, StepState::Closed);
                return Err(self.runtime_error("anext(): asynchronous generator is already running"));
            }
            if let Drive::Send(value) = &drive
                && value.is_none()
            {
                drive = Drive::Send(argument);
            }
            self.set_step_state(cursor, StepState::Running);
        }
        generator.get_mut(&mut self.heap).running_async = true;
        let result = match drive {
            Drive::Send(value) => self.async_send(generator, value),
            Drive::Throw(exception) => self.async_throw(generator, exception),
        };
        let outcome = self.unwrap_async(generator, result);
        if !matches!(outcome, Ok(Delegated::Yields(_))) {
            self.set_step_state(cursor, StepState::Closed);
        }
        outcome
    }

    /// Resumes an async generator; its end is a StopAsyncIteration.
    fn async_send(&mut self, generator: &Ref<Generator>, value: Value) -> Result {
        self.thread.async_yielded = false;
        match self.generator_send(generator, value)? {
            Some(value) => Ok(value),
            None => {
                drop(self.take_generator_result());
                Err(self.raise("StopAsyncIteration", vec![]))
            }
        }
    }

    fn async_throw(&mut self, generator: &Ref<Generator>, exception: Value) -> Result {
        self.thread.async_yielded = false;
        match self.generator_throw(generator, exception)? {
            Some(value) => Ok(value),
            None => {
                drop(self.take_generator_result());
                Err(self.raise("StopAsyncIteration", vec![]))
            }
        }
    }

    /// What the generator yields ends the step; what it awaits is handed on.
    fn unwrap_async(&mut self, generator: &Ref<Generator>, result: Result) -> Result<Delegated> {
        match result {
            Ok(value) if std::mem::take(&mut self.thread.async_yielded) => {
                generator.get_mut(&mut self.heap).running_async = false;
                Ok(Delegated::Ended(value))
            }
            Ok(value) => Ok(Delegated::Yields(value)),
            Err(raised) => {
                let ends = self.pending_is("StopAsyncIteration") || self.pending_is("GeneratorExit");
                let data = generator.get_mut(&mut self.heap);
                data.closed |= ends;
                data.running_async = false;
                Err(raised)
            }
        }
    }

    fn drive_throw(
        &mut self,
        cursor: &Ref<Cursor>,
        generator: &Ref<Generator>,
        step: Step,
        argument: Value,
        state: StepState,
        drive: Drive,
    ) -> Result<Delegated> {
        if state == StepState::Closed {
            return Err(self.runtime_error("cannot reuse already awaited aclose()/athrow()"));
        }
        if generator.get(&self.heap).state == GeneratorState::Finished {
            self.set_step_state(cursor, StepState::Closed);
            return match drive {
                Drive::Throw(exception) if state == StepState::New => Err(self.restore_pending(exception)),
                _ => Ok(Delegated::Ended(Value::NONE)),
            };
        }
        let result = if state == StepState::New {
            if generator.get(&self.heap).running_async {
                self.set_step_state(cursor, StepState::Closed);
                let what = if step == Step::Close { "aclose()" } else { "athrow()" };
                return Err(self.runtime_error(format!("{what}: asynchronous generator is already running")));
            }
            if generator.get(&self.heap).closed {
                self.set_step_state(cursor, StepState::Closed);
                return Err(self.raise("StopAsyncIteration", vec![]));
            }
            let exception = match drive {
                Drive::Send(value) if !value.is_none() => {
                    return Err(self.runtime_error("can't send non-None value to a just-started coroutine"));
                }
                Drive::Send(_) if step == Step::Close => self.new_exception("GeneratorExit", vec![]),
                Drive::Send(_) => argument,
                Drive::Throw(exception) => exception,
            };
            self.set_step_state(cursor, StepState::Running);
            let data = generator.get_mut(&mut self.heap);
            data.running_async = true;
            data.closed |= step == Step::Close;
            self.async_throw(generator, exception)
        } else {
            match drive {
                Drive::Send(value) => self.async_send(generator, value),
                Drive::Throw(exception) => self.async_throw(generator, exception),
            }
        };
        self.after_throw(cursor, generator, step, result)
    }

    fn after_throw(
        &mut self,
        cursor: &Ref<Cursor>,
        generator: &Ref<Generator>,
        step: Step,
        result: Result,
    ) -> Result<Delegated> {
        if step == Step::Close && result.is_ok() && std::mem::take(&mut self.thread.async_yielded) {
            generator.get_mut(&mut self.heap).running_async = false;
            self.set_step_state(cursor, StepState::Closed);
            return Err(self.runtime_error("async generator ignored GeneratorExit"));
        }
        let outcome = self.unwrap_async(generator, result);
        match outcome {
            Ok(Delegated::Yields(value)) => Ok(Delegated::Yields(value)),
            Ok(ended) => {
                self.set_step_state(cursor, StepState::Closed);
                Ok(ended)
            }
            Err(raised) => {
                self.set_step_state(cursor, StepState::Closed);
                if step == Step::Close && (self.swallow("StopAsyncIteration") || self.swallow("GeneratorExit")) {
                    return Ok(Delegated::Ended(Value::NONE));
                }
                Err(raised)
            }
        }
    }

    // ---- the end of those that nobody waits for -----------------------------------------------

    /// A generator, coroutine or async generator dies before it has finished.
    pub(crate) fn finalize_generator(&mut self, generator: &Ref<Generator>) -> Result {
        let (state, class) = (generator.get(&self.heap).state, generator.header().class());
        if state == GeneratorState::Finished {
            return Ok(Value::NONE);
        }
        if class == ClassIndex::ASYNC_GENERATOR && !generator.get(&self.heap).closed {
            let finalizer = self.thread.async_generator_hooks.1.clone();
            if !finalizer.is_none() && generator.get(&self.heap).hooked {
                return self.call(&finalizer, &[generator.to_value()]);
            }
        }
        if class == ClassIndex::COROUTINE && state == GeneratorState::Created {
            self.never_awaited(generator);
            return Ok(Value::NONE);
        }
        self.generator_close(generator)
    }

    /// `RuntimeWarning: coroutine 'f' was never awaited`, by the warnings module where it is loaded.
    fn never_awaited(&mut self, coroutine: &Ref<Generator>) {
        let qualname = coroutine.get(&self.heap).qualname.clone();
        let name = self.str_text(&qualname).unwrap_or_default();
        let message = format!("coroutine '{name}' was never awaited");
        let (file, line) = self.running_place();
        let loaded = self.module_named("warnings").is_some();
        if self.warn_at("RuntimeWarning", &message, &file, line).is_err() {
            self.report_unraisable(coroutine.value());
        } else if !loaded {
            let hint = "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n";
            // Nobody is left to tell if standard error is closed.
            let _ = self.host.write(2, hint.as_bytes());
        }
    }
}
