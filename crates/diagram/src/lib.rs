//! A moment of a run → a memory diagram. Knows no interpreter and runs no code.

mod json;
mod moment;
pub mod terminal;

pub use moment::{Datum, Frame, Kind, Label, Moment, Object};
