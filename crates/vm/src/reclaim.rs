//! Finalisers, weak-reference callbacks and the cycle pass: what the death of objects makes the machine do,
//! and the look around at the outside that happens at counted moments.

use object::{Finalizer, Generator, Value, dunder, next_finalizer};

use crate::error::{Raised, Result};
use crate::machine::{BUDGET, Stop, Vm};

/// More than this in one piece is refused at once, as a machine with less memory would.
const MOST_AT_ONCE: usize = 1 << 40;

impl Vm {
    /// Runs what objects that died left to be run. Their exceptions are reported, never raised.
    #[cold]
    #[inline(never)]
    pub fn run_finalizers(&mut self) {
        // A run that a limit has ended runs nothing more.
        if self.thread.uncatchable {
            return;
        }
        let pending = self.thread.pending.take();
        while let Some(finalizer) = next_finalizer() {
            let (result, what) = match finalizer {
                Finalizer::Del(object) => (self.finalize(&object), object),
                Finalizer::Callback(reference) => {
                    let callback = reference.take_callback();
                    (self.call(&callback, &[reference.to_value()]), callback)
                }
            };
            if result.is_err() {
                self.report_unraisable(&what);
            }
        }
        self.thread.pending = pending;
    }

    fn finalize(&mut self, object: &Value) -> Result {
        match object.as_ref::<Generator>() {
            Some(generator) => self.finalize_generator(generator),
            None => self.call_dunder(object, dunder::DEL, &[]).unwrap_or(Ok(Value::NONE)),
        }
    }

    /// The run's budget is spent: signals, limits, the cycle pass.
    #[cold]
    #[inline(never)]
    pub(crate) fn look_around(&mut self) -> Result<()> {
        self.thread.budget = BUDGET;
        if self.stop.is_some() {
            return Err(self.raise("SystemExit", vec![]));
        }
        if self.host.interrupted() {
            let Some(handler) = self.interrupt_handler.clone() else {
                return Err(self.raise("KeyboardInterrupt", vec![]));
            };
            const INTERRUPT: i64 = 2;
            let frame = self.frame_object(self.frame_count().saturating_sub(1)).map_or(Value::NONE, Value::from);
            self.call(&handler, &[Value::int(INTERRUPT), frame])?;
        }
        self.check_limits()?;
        if self.collector_enabled && self.heap.tracked_count() > self.heap.collect_at {
            self.collect_cycles();
        }
        Ok(())
    }

    /// The same before a call, which is then begun again.
    #[cold]
    #[inline(never)]
    pub(crate) fn look_around_and_repeat(&mut self) -> Result<()> {
        self.look_around()?;
        if let Some(frame) = self.thread.stack.frames.last_mut() {
            frame.move_by(-1);
        }
        Ok(())
    }

    /// Ends the run, past all handlers, where a limit is passed.
    fn check_limits(&mut self) -> Result<()> {
        if let Some(limit) = self.limits.time
            && self.host.cpu_time() as u128 > limit.as_nanos()
        {
            let why = format!("the run took more than {limit:?} of CPU time (--max-time){}", self.current_place());
            return Err(self.stop_run(Stop::Time(why)));
        }
        if let Some(tape) = &self.tape {
            let (steps, bytes) = (tape.steps(), tape.length());
            if let Some(limit) = self.limits.steps.filter(|limit| steps >= *limit) {
                let why = format!("the run took more than {limit} steps (--max-steps){}", self.current_place());
                return Err(self.stop_run(Stop::Time(why)));
            }
            if let Some(limit) = self.limits.recording.filter(|limit| bytes >= *limit) {
                let place = self.current_place();
                let why = format!("the recording came to more than {limit} bytes (--max-recording){place}");
                return Err(self.stop_run(Stop::Memory(why)));
            }
        }
        self.check_memory(0)
    }

    /// Is there room for that many bytes more? Asked at budget checks, and before large pieces are made: the end
    /// comes a little below the limit, so that the allocator need not enforce it.
    pub fn check_memory(&mut self, more: usize) -> Result<()> {
        if let Some(limit) = self.limits.memory
            && object::allocated_bytes().saturating_add(more) > limit - limit / 16
        {
            let why =
                format!("the run needed more than {limit} bytes of memory (--max-memory){}", self.current_place());
            return Err(self.stop_run(Stop::Memory(why)));
        }
        if more > MOST_AT_ONCE {
            return Err(self.memory_error());
        }
        Ok(())
    }

    fn stop_run(&mut self, stop: Stop) -> Raised {
        self.stop.get_or_insert(stop);
        self.thread.uncatchable = true;
        // Whoever swallows this hears it again at once.
        self.thread.budget = 1;
        self.raise("SystemExit", vec![])
    }

    /// Where the innermost frame is, for a sentence.
    fn current_place(&self) -> String {
        let Some(frame) = self.frame() else {
            return String::new();
        };
        let code = &frame.code().code;
        let line = code.locations.get(frame.position().saturating_sub(1) as usize).line;
        format!(": it was at line {line} of {}", code.filename)
    }

    /// Natives in long loops count their work here, so that Ctrl-C and the limits reach them.
    #[inline]
    pub fn work(&mut self, amount: usize) -> Result<()> {
        if amount < self.thread.budget as usize {
            self.thread.budget -= amount as u32;
            return Ok(());
        }
        self.look_around()
    }

    /// One cycle pass; how many objects it found unreachable.
    pub fn collect_cycles(&mut self) -> usize {
        if std::mem::replace(&mut self.collecting, true) {
            return 0;
        }
        // What was looked up last would keep its class alive.
        self.clear_caches();
        let mut unreachable = self.heap.unreachable();
        let with_finalizers: Vec<Value> = unreachable.iter().filter(|o| self.heap.take_finalizer(o)).cloned().collect();
        if !with_finalizers.is_empty() {
            drop(unreachable);
            for object in with_finalizers {
                if self.finalize(&object).is_err() {
                    self.report_unraisable(&object);
                }
            }
            unreachable = self.heap.unreachable();
        }
        let count = unreachable.len();
        for object in &unreachable {
            self.heap.clear_weak_references(object);
        }
        self.heap.break_cycles(unreachable);
        self.collecting = false;
        self.collections += 1;
        self.heap.collect_at = (self.heap.tracked_count() * 2).max(20_000);
        self.run_finalizers();
        count
    }
}
