//! Generators and coroutines driven from Rust: `send`, `throw`, `close`.

use bytecode::Flags;
use object::{ClassIndex, Exception, Generator, GeneratorState, Kind, Ref, Value, dunder};

use crate::error::Result;
use crate::frame::ResultUse;
use crate::machine::Vm;

impl Vm {
    /// Resumes a generator for `next`: None where it returned.
    pub(crate) fn resume_for_next(&mut self, generator: &Ref<Generator>) -> Result<Option<Value>> {
        let value = self.generator_send(generator, Value::NONE)?;
        drop(self.thread.generator_result.take());
        Ok(value)
    }

    /// Sends a value in: what it yields, or None where it returned (the value is in `generator_result`).
    pub fn generator_send(&mut self, generator: &Ref<Generator>, sent: Value) -> Result<Option<Value>> {
        if !self.can_resume(generator, &sent)? {
            self.thread.generator_result = Some(Value::NONE);
            return Ok(None);
        }
        self.check_stack()?;
        let floor = self.frame_count();
        self.push_generator(generator, sent, ResultUse::Native)?;
        let value = self.run_from_rust(floor)?;
        Ok(value.bound())
    }

    /// Can a value be sent in? False where it has ended.
    #[inline]
    pub(crate) fn can_resume(&mut self, generator: &Ref<Generator>, sent: &Value) -> Result<bool> {
        match generator.get(&self.heap).state {
            GeneratorState::Suspended => Ok(true),
            GeneratorState::Created if sent.is_none() || sent.is_unbound() => Ok(true),
            GeneratorState::Finished if generator.header().class() != ClassIndex::COROUTINE => Ok(false),
            state => Err(self.cannot_resume(generator, state)),
        }
    }

    #[cold]
    fn cannot_resume(&mut self, generator: &Ref<Generator>, state: GeneratorState) -> crate::Raised {
        let what = generator_word(generator);
        match state {
            GeneratorState::Running => self.value_error(format!("{what} already executing")),
            GeneratorState::Finished => self.runtime_error("cannot reuse already awaited coroutine"),
            _ => self.type_error(format!("can't send non-None value to a just-started {what}")),
        }
    }

    /// Raises an exception where the generator waits.
    pub fn generator_throw(&mut self, generator: &Ref<Generator>, exception: Value) -> Result<Option<Value>> {
        self.generator_throw_parts(generator, &[exception])
    }

    /// `generator.throw(type, value, traceback)`: an iterator that is delegated to gets what was given as it is.
    pub fn generator_throw_parts(&mut self, generator: &Ref<Generator>, parts: &[Value]) -> Result<Option<Value>> {
        let raised = |vm: &mut Vm| {
            let value = parts.get(1).cloned().unwrap_or(Value::NONE);
            vm.thrown_exception(&parts[0], &value)
        };
        match generator.get(&self.heap).state {
            GeneratorState::Running => {
                let message = format!("{} already executing", generator_word(generator));
                return Err(self.value_error(message));
            }
            GeneratorState::Finished if generator.header().class() == ClassIndex::COROUTINE => {
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            GeneratorState::Finished => {
                let exception = raised(self)?;
                return Err(self.restore_pending(exception));
            }
            GeneratorState::Created | GeneratorState::Suspended => {}
        }
        self.check_stack()?;
        if let Some(inner) = self.delegate_of(generator) {
            return self.throw_into_delegate(generator, &inner, parts);
        }
        let exception = raised(self)?;
        let floor = self.frame_count();
        self.push_generator(generator, Value::NONE, ResultUse::Native)?;
        self.throw_here(exception, floor)
    }

    /// The pushed generator goes on with an exception.
    fn throw_here(&mut self, exception: Value, floor: usize) -> Result<Option<Value>> {
        let _ = self.raise_value(exception);
        self.unwind(floor)?;
        let value = self.run_from_rust(floor)?;
        Ok(value.bound())
    }

    /// The iterator that a suspended generator delegates to.
    pub fn delegate_of(&self, generator: &Ref<Generator>) -> Option<Value> {
        let data = generator.get(&self.heap);
        let frame = data.frame.as_ref()?;
        let at = data.code.instructions.get(frame.position as usize)?.get();
        (at.op() == bytecode::Op::YieldFrom).then(|| frame.registers[at.b() as usize].clone())
    }

    fn throw_into_delegate(
        &mut self,
        generator: &Ref<Generator>,
        inner: &Value,
        parts: &[Value],
    ) -> Result<Option<Value>> {
        let closes = self.exception_class("GeneratorExit");
        let is_exit = match parts[0].as_ref::<object::Class>() {
            Some(class) => class.get(&self.heap).is_subclass_of(closes, &self.heap),
            None => self.is_instance(&parts[0], closes),
        };
        let result = if is_exit {
            let state = std::mem::replace(&mut generator.get_mut(&mut self.heap).state, GeneratorState::Running);
            let closed = self.close_iterator(inner);
            generator.get_mut(&mut self.heap).state = state;
            match closed {
                Ok(()) => self.thrown(parts),
                Err(raised) => Err(raised),
            }
        } else if let Some(inner) = inner.as_ref::<Generator>() {
            let state = std::mem::replace(&mut generator.get_mut(&mut self.heap).state, GeneratorState::Running);
            let result = self.generator_throw_parts(inner, parts);
            generator.get_mut(&mut self.heap).state = state;
            result
        } else {
            let throw = self.heap.dunder(dunder::THROW).clone();
            match self.find_attr(inner, &throw)? {
                Some(method) => {
                    let state =
                        std::mem::replace(&mut generator.get_mut(&mut self.heap).state, GeneratorState::Running);
                    let result = self.call(&method, parts).map(Some);
                    generator.get_mut(&mut self.heap).state = state;
                    result
                }
                None => self.thrown(parts),
            }
        };
        match result {
            Ok(Some(value)) => Ok(Some(value)),
            other => {
                // The delegation is over: its value or its exception goes into the outer generator.
                let ended = match other {
                    Ok(_) => Some(self.thread.generator_result.take().unwrap_or(Value::NONE)),
                    Err(_) if self.pending_is("StopIteration") => {
                        let exception = self.take_pending();
                        Some(self.stop_value(&exception))
                    }
                    Err(_) => None,
                };
                let data = generator.get_mut(&mut self.heap);
                if let Some(frame) = &mut data.frame {
                    let at = data.code.instructions[frame.position as usize].get();
                    let old = std::mem::take(&mut frame.registers[at.b() as usize]);
                    frame.position += 1;
                    drop(old);
                }
                match ended {
                    Some(value) => self.generator_send_result(generator, value),
                    None => {
                        let exception = self.take_pending();
                        let floor = self.frame_count();
                        self.push_generator(generator, Value::NONE, ResultUse::Native)?;
                        let _ = self.restore_pending(exception);
                        self.unwind(floor)?;
                        let value = self.run_from_rust(floor)?;
                        Ok(value.bound())
                    }
                }
            }
        }
    }

    fn thrown(&mut self, parts: &[Value]) -> Result<Option<Value>> {
        let value = parts.get(1).cloned().unwrap_or(Value::NONE);
        let exception = self.thrown_exception(&parts[0], &value)?;
        Err(self.restore_pending(exception))
    }

    /// Goes on after a delegation that ended with `value`.
    fn generator_send_result(&mut self, generator: &Ref<Generator>, value: Value) -> Result<Option<Value>> {
        let floor = self.frame_count();
        self.push_generator(generator, value, ResultUse::Native)?;
        let value = self.run_from_rust(floor)?;
        Ok(value.bound())
    }

    /// `generator.close()`: the value it returned, or None.
    pub fn generator_close(&mut self, generator: &Ref<Generator>) -> Result {
        match generator.get(&self.heap).state {
            GeneratorState::Finished => return Ok(Value::NONE),
            GeneratorState::Created => {
                self.finish_generator(generator);
                return Ok(Value::NONE);
            }
            _ => {}
        }
        let exit = self.new_exception("GeneratorExit", vec![]);
        match self.generator_throw(generator, exit) {
            Ok(None) => Ok(self.thread.generator_result.take().unwrap_or(Value::NONE)),
            Ok(Some(_)) => {
                let message = format!("{} ignored GeneratorExit", generator_word(generator));
                Err(self.runtime_error(message))
            }
            Err(_) if self.swallow("GeneratorExit") || self.swallow("StopIteration") => Ok(Value::NONE),
            Err(raised) => Err(raised),
        }
    }

    fn close_iterator(&mut self, iterator: &Value) -> Result<()> {
        if let Some(generator) = iterator.as_ref::<Generator>() {
            return self.generator_close(generator).map(drop);
        }
        let close = self.heap.dunder(dunder::CLOSE).clone();
        match self.find_attr(iterator, &close) {
            Ok(Some(method)) => self.call(&method, &[]).map(drop),
            Ok(None) => Ok(()),
            Err(_) => {
                self.report_unraisable(iterator);
                Ok(())
            }
        }
    }

    // ---- what `yield from` and `await` drive --------------------------------------------------

    pub(crate) fn delegation_iterator(&mut self, object: &Value) -> Result {
        let class = object.header().map(|h| h.class());
        if class == Some(ClassIndex::GENERATOR) {
            return Ok(object.clone());
        }
        if class == Some(ClassIndex::COROUTINE) {
            let flags = self.frame().map(|f| f.code().code.flags);
            if flags.is_some_and(|f| f.has(Flags::COROUTINE | Flags::ITERABLE_COROUTINE)) {
                return Ok(object.clone());
            }
            let message = "cannot 'yield from' a coroutine object in a non-coroutine generator";
            return Err(self.type_error(message));
        }
        self.iter(object)
    }

    /// What `await` drives. `context` says where it stands: 0 an `await`, 1 and 2 the two of `async with`,
    /// 3 an `async for`.
    pub(crate) fn awaitable_iterator(&mut self, object: &Value, context: u8) -> Result {
        if let Some(generator) = object.as_ref::<Generator>() {
            let iterable = generator.get(&self.heap).code.code.flags.has(Flags::ITERABLE_COROUTINE);
            if generator.header().class() == ClassIndex::COROUTINE || iterable {
                if !iterable && self.delegate_of(generator).is_some() {
                    return Err(self.runtime_error("coroutine is being awaited already"));
                }
                return Ok(object.clone());
            }
        }
        match self.call_dunder(object, dunder::AWAIT, &[]) {
            Some(result) => {
                let iterator = result?;
                if iterator.header().map(|h| h.class()) == Some(ClassIndex::COROUTINE) {
                    return Err(self.type_error("__await__() returned a coroutine"));
                }
                if self.dunder_of(&iterator, dunder::NEXT).is_none() && iterator.kind() != Some(Kind::Iterator) {
                    let message = format!("__await__() returned non-iterator of type '{}'", self.type_name(&iterator));
                    return Err(self.type_error(message));
                }
                Ok(iterator)
            }
            None => {
                let name = self.type_name(object);
                let from = |method: &str| {
                    format!("'async with' received an object from {method} that does not implement __await__: {name}")
                };
                Err(self.type_error(match context {
                    1 => from("__aenter__"),
                    2 => from("__aexit__"),
                    3 => format!("'async for' received an invalid object from __anext__: {name}"),
                    _ => format!("object {name} can't be used in 'await' expression"),
                }))
            }
        }
    }

    pub(crate) fn async_iterator(&mut self, object: &Value) -> Result {
        let Some(result) = self.call_dunder(object, dunder::AITER, &[]) else {
            let message =
                format!("'async for' requires an object with __aiter__ method, got {}", self.type_name(object));
            return Err(self.type_error(message));
        };
        let iterator = result?;
        if self.dunder_of(&iterator, dunder::ANEXT).is_none() {
            let message = format!(
                "'async for' received an object from __aiter__ that does not implement __anext__: {}",
                self.type_name(&iterator)
            );
            return Err(self.type_error(message));
        }
        Ok(iterator)
    }

    pub(crate) fn async_next(&mut self, object: &Value) -> Result {
        match self.call_dunder(object, dunder::ANEXT, &[]) {
            Some(result) => {
                let awaitable = result?;
                let iterator = self.awaitable_iterator(&awaitable, 3);
                if iterator.is_err() && self.dunder_of(&awaitable, dunder::AWAIT).is_some() {
                    // What `__await__` raised is the cause.
                    let cause = self.take_pending();
                    let name = self.type_name(&awaitable);
                    let message = format!("'async for' received an invalid object from __anext__: {name}");
                    let exception = self.new_exception("TypeError", vec![Value::from(message)]);
                    if let Some(e) = exception.as_ref::<Exception>() {
                        let data = e.get_mut(&mut self.heap);
                        data.cause = cause.clone();
                        data.context = cause;
                        data.suppress_context = true;
                    }
                    return Err(self.restore_pending(exception));
                }
                iterator
            }
            None => {
                let message =
                    format!("'async for' requires an iterator with __anext__ method, got {}", self.type_name(object));
                Err(self.type_error(message))
            }
        }
    }

    /// The exception that `throw(type, value, traceback)` means.
    pub fn thrown_exception(&mut self, kind: &Value, value: &Value) -> Result {
        if kind.as_ref::<Exception>().is_some() {
            return Ok(kind.clone());
        }
        if self.is_exception_class(kind) {
            if value.as_ref::<Exception>().is_some() {
                return Ok(value.clone());
            }
            let arguments: Vec<Value> = match value {
                v if v.is_none() || v.is_unbound() => vec![],
                v if v.kind() == Some(Kind::Tuple) => crate::slow::items_of(v),
                v => vec![v.clone()],
            };
            let made = self.call(kind, &arguments)?;
            if made.as_ref::<Exception>().is_none() {
                let (class, got) = (self.repr_text(kind)?, self.type_name(&made));
                let message = format!("calling {class} should have returned an instance of BaseException, not {got}");
                return Err(self.type_error(message));
            }
            return Ok(made);
        }
        let message = format!(
            "exceptions must be classes or instances deriving from BaseException, not {}",
            self.type_name(kind)
        );
        Err(self.type_error(message))
    }
}

impl Vm {
    /// What the generator that ended last returned.
    pub fn take_generator_result(&mut self) -> Value {
        self.thread.generator_result.take().unwrap_or(Value::NONE)
    }
}

/// What kind of generator it is, for messages.
fn generator_word(generator: &Ref<Generator>) -> &'static str {
    match generator.header().class() {
        ClassIndex::COROUTINE => "coroutine",
        ClassIndex::ASYNC_GENERATOR => "async generator",
        _ => "generator",
    }
}
