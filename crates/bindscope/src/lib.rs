//! Bindscope as a library: an [`Interpreter`] that runs Python programs, and the [`Moment`]s of a run.
//!
//! Everything below is reached through here; this crate knows no terminal.

mod check;
mod entry;
mod interactive;
mod interpreter;
mod keep;
mod log;
mod look;
mod passage;
mod python_tutor;
mod recorded;
mod snapshot;
mod verify;

pub use diagram::{self, Moment};
pub use history::{self, Extent, Timeline};
pub use host::{Asked, Host, Replaying, System};

pub use interpreter::{Ending, Interpreter, Program, Settings};
pub use log::{Row, Step, StepKind, What, log, log_of, steps};
pub use look::{Output, Place, Seen, Waiting};
pub use object::{Counting, set_memory_limit};
pub use passage::Passage;
pub use python_tutor::{LIMIT, python_tutor, python_tutor_step};
pub use recorded::{Opened, Recording, is_recording, open, program_of};
pub use vm::{Flags, STACK_SIZE, on_stack};
