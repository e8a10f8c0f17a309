//! The project's own chores: what `cargo xtask …` runs, and what the test programs are checked with.
//!
//! Knows the repository's folders and the binary's command line; knows nothing of the interpreter's insides.

pub mod bench;
pub mod conformance;
pub mod fuzz;
pub mod mutate;
pub mod pictures;
pub mod process;
pub mod profile;
pub mod program;
pub mod release;
pub mod sharing;
pub mod steps;
pub mod tidy;
pub mod tree;
