//! A moment of a run → a memory diagram. Knows no interpreter and runs no code.

mod alias;
mod arrange;
mod chain;
mod format;
mod moment;
mod nest;
mod plan;
pub mod scene;
mod steady;
pub mod terminal;
mod text;
mod theme;

pub use alias::Aliases;
pub use format::{Excerpt, Format, Style, quoted};
pub use moment::{Binding, Datum, Frame, Kind, Label, Moment, Object};
pub use scene::Scene;
pub use steady::{Lasting, Lookout, Names, Outlook, Standing, in_turn};
pub use text::{cut_end, ordinal, wrapped};
pub use theme::Theme;
