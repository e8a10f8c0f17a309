//! The viewer: a recorded run as messages, the page that draws them, the local server between the two, and a file
//! that holds all of it. Lays out nothing itself (`diagram` does) and tells nothing itself (`narrate` does).

mod asset;
mod layout;
mod message;
mod postings;
mod run;
mod server;
mod session;
mod view;

pub use run::{Make, Ran};
pub use server::{Address, Begin, serve};
pub use session::Session;

/// One file that steps through a recording, from disk and with no network. At most `most` moments are kept.
pub fn page(session: &mut Session, positions: std::ops::RangeInclusive<u64>) -> String {
    asset::file(&session.whole(positions))
}
