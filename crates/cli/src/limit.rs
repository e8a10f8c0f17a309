//! Limits that hold whatever the program does.
//!
//! The machine ends a run in good order when it looks around and a limit is passed. What it cannot see in time (a
//! number of a billion digits, one huge list) is ended here: by the allocator, and by a thread that watches the time.

use std::time::Duration;

use bindscope::System;

use crate::program::Limits;
use crate::run::{TOO_LARGE, TOO_LONG};

/// How long the machine gets to end a run by itself.
const GRACE: Duration = Duration::from_millis(500);
const PAUSE: Duration = Duration::from_millis(50);
const SMALLEST_STACK: usize = 4 << 20;

/// The stack of a run: a quarter of its memory at most, where that is limited.
pub fn stack(limits: &Limits) -> usize {
    let usual = bindscope::STACK_SIZE;
    limits.max_memory.map_or(usual, |bytes| (bytes / 4).clamp(SMALLEST_STACK, usual))
}

/// Ends the process when it used more CPU time than it may, and some grace.
pub fn watch_time(limits: &Limits) {
    let Some(limit) = limits.max_time else {
        return;
    };
    let watch = move || {
        System::leave_interrupts_to_others();
        while System::process_time().is_none_or(|time| time < limit + GRACE) {
            std::thread::sleep(PAUSE);
        }
        eprintln!("bindscope: the run took more than {limit:?} of CPU time (--max-time)");
        std::process::exit(TOO_LONG as i32)
    };
    // Without the thread the machine's own look at the time remains.
    let _ = std::thread::Builder::new().name("time".to_string()).stack_size(64 << 10).spawn(watch);
}

/// Ends the process when this thread would hold more memory than it may.
pub fn hold_memory(limit: Option<usize>) {
    if let Some(bytes) = limit {
        bindscope::set_memory_limit(bytes, end);
    }
}

fn end() -> ! {
    System::rescue_output();
    eprintln!("bindscope: the run needed more memory than it may have (--max-memory)");
    std::process::exit(TOO_LARGE as i32)
}
