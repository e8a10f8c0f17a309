//! The events of a run and their bytes. Does not know the machine that makes them.

mod tape;

pub use tape::{Event, Mutation, Reader, Tape};
