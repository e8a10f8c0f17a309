//! The events of a run and their bytes. Does not know the machine that makes them.
//!
//! A [`Tape`] is written while a program runs; a [`Reader`] gives back its [`Event`]s in order. What those come to,
//! the state of the program at any moment, is the history's.

mod content;
mod event;
pub mod file;
mod form;
mod identity;
mod number;
mod pen;
mod reader;
mod table;
mod tag;
mod tape;
mod word;

#[cfg(test)]
mod tests;

pub use content::{Class, ClassId, CodeId, Content, Kind, LONGEST_TEXT, Label, NameId, Other, Text, cut_text};
pub use event::{Change, Event, Leaving, Mutation, Name};
pub use form::{Form, FrameOf, Op};
pub use pen::{ROOM_HEAD, Room};
pub use reader::{Position, Reader, Small};
pub use table::Tables;
pub use tape::{Body, SEGMENT, Sink, Tape};
pub use word::{ObjectId, Word};
