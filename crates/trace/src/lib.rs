//! The events of a run and their bytes. Does not know the machine that makes them.

mod event;
mod number;
mod reader;
mod tape;

pub use event::{Event, Leaving, Mutation, Name, New, Word};
pub use reader::Reader;
pub use tape::Tape;
