//! Finalisers, weak-reference callbacks and the cycle pass: what the death of objects makes the machine do,
//! and the look around at the outside that happens at counted moments.

use object::{Finalizer, Value, dunder, next_finalizer};

use crate::error::Result;
use crate::machine::{BUDGET, Vm};

impl Vm {
    /// Runs what objects that died left to be run. Their exceptions are reported, never raised.
    #[cold]
    #[inline(never)]
    pub fn run_finalizers(&mut self) {
        let pending = self.thread.pending.take();
        while let Some(finalizer) = next_finalizer() {
            let (result, what) = match finalizer {
                Finalizer::Del(object) => {
                    let result = self.call_dunder(&object, dunder::DEL, &[]).unwrap_or(Ok(Value::NONE));
                    (result, object)
                }
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

    /// CPython's "Exception ignored in", then the traceback.
    fn report_unraisable(&mut self, what: &Value) {
        let exception = self.take_pending();
        let method = self.dunder_of(what, dunder::DEL);
        let named = self.repr_text(method.as_ref().unwrap_or(what));
        let named = named.unwrap_or_else(|_| "<object repr() failed>".to_string());
        drop(self.thread.pending.take());
        let text = self.format_traceback(&exception);
        let report = format!("Exception ignored in: {named}\n{text}");
        // Nobody is left to tell if standard error is closed.
        let _ = self.host.write(2, report.as_bytes());
    }

    /// The run's budget is spent: signals, limits, the cycle pass.
    #[cold]
    #[inline(never)]
    pub(crate) fn look_around(&mut self) -> Result<()> {
        self.thread.budget = BUDGET;
        if self.host.interrupted() {
            return Err(self.raise("KeyboardInterrupt", vec![]));
        }
        if let Some(limit) = self.limits.time
            && self.host.cpu_time() as u128 > limit.as_nanos()
        {
            self.thread.uncatchable = true;
            return Err(self.error("TimeoutError", format!("the run took longer than --max-time {limit:?}")));
        }
        if self.collector_enabled && self.heap.tracked_count() > self.heap.collect_at {
            self.collect_cycles();
        }
        Ok(())
    }

    /// One cycle pass; how many objects it found unreachable.
    pub fn collect_cycles(&mut self) -> usize {
        if std::mem::replace(&mut self.collecting, true) {
            return 0;
        }
        let mut unreachable = self.heap.unreachable();
        let with_finalizers: Vec<Value> = unreachable.iter().filter(|o| self.heap.take_finalizer(o)).cloned().collect();
        if !with_finalizers.is_empty() {
            drop(unreachable);
            for object in with_finalizers {
                if let Some(Err(_)) = self.call_dunder(&object, dunder::DEL, &[]) {
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
