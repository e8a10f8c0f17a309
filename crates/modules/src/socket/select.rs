//! `select.select` over the ends of pairs: who can read, who can write, and else waiting for the time.

use object::Value;
use vm::{Method, Result, Vm, method};

use super::{missing, pair};

pub(super) const FUNCTIONS: &[Method] = &[method(
    "select",
    select,
    "(rlist, wlist, xlist, timeout=None, /)",
    "Wait until one or more file descriptors are ready.",
)];

/// The longest of one wait, where there is no end of it.
const LONGEST: f64 = 3600.0;

fn select(vm: &mut Vm, args: &[Value]) -> Result {
    let seconds = match args[3].is_none() {
        true => None,
        false => Some(vm.to_float(&args[3])?),
    };
    if seconds.is_some_and(|seconds| seconds < 0.0) {
        return Err(vm.value_error("timeout must be non-negative"));
    }
    let mut ready = [Vec::new(), Vec::new(), Vec::new()];
    for (place, list) in args[..3].iter().enumerate() {
        for item in vm.collect(list)? {
            let file = pair::number_of(vm, &item)?;
            let Some(readable) = pair::is_readable(vm, file) else {
                return Err(missing(vm, "bindscope cannot wait for files"));
            };
            if [readable, true, false][place] {
                ready[place].push(item);
            }
        }
    }
    if ready.iter().all(Vec::is_empty) {
        wait(vm, seconds)?;
    }
    Ok(Value::tuple_of(ready.map(Value::list)))
}

/// Nobody writes meanwhile: only time passes, or Ctrl-C comes.
fn wait(vm: &mut Vm, seconds: Option<f64>) -> Result<()> {
    loop {
        let nanoseconds = seconds.unwrap_or(LONGEST).min(LONGEST) * 1e9;
        if !vm.host.sleep(nanoseconds.ceil() as u64) {
            // The machine looks, calls the program's handler or raises KeyboardInterrupt.
            return vm.work(usize::MAX);
        }
        if seconds.is_some() {
            return Ok(());
        }
        vm.work(usize::MAX)?;
    }
}
