//! The events of a run and their bytes. Does not know the machine that makes them.
//!
//! A [`Tape`] is written while a program runs; a [`Reader`] gives back its [`Event`]s in order. What those come to,
//! the state of the program at any moment, is the history's.

mod content;
mod event;
pub mod file;
mod number;
mod reader;
mod table;
mod tag;
mod tape;
mod word;

#[cfg(test)]
mod tests;

pub use content::{Class, ClassId, CodeId, Content, Kind, Label, NameId, Other};
pub use event::{Change, Event, Leaving, Mutation, Name};
pub use reader::{Position, Reader};
pub use table::Tables;
pub use tape::{Form, FrameOf, Op, Sink, Tape};
pub use word::{ObjectId, Word};
