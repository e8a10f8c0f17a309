//! The one door outside: files, clock, entropy, input and output behind one trait.
//!
//! Nothing else in the workspace reads a clock, the environment or a random number, so that a run
//! can be kept and played again.

mod system;

pub use system::System;

use std::io;

/// What a program can have of the outside world.
pub trait Host {
    /// Writes to standard output (1) or standard error (2).
    fn write(&mut self, stream: u8, bytes: &[u8]) -> io::Result<()>;
    fn flush(&mut self, stream: u8) -> io::Result<()>;
    /// One line of standard input with its newline; empty at the end. Ctrl-C is the error `Interrupted`.
    fn read_line(&mut self) -> io::Result<Vec<u8>>;
    /// All of a file.
    fn read_file(&mut self, path: &str) -> io::Result<Vec<u8>>;
    /// The path from the root, links followed; as it is where there is no such file.
    fn real_path(&mut self, path: &str) -> String;
    /// The names in a folder, sorted.
    fn names_in(&mut self, folder: &str) -> Vec<String>;
    fn is_file(&mut self, path: &str) -> bool;
    fn is_dir(&mut self, path: &str) -> bool;
    /// Seconds since the epoch, in nanoseconds.
    fn time(&mut self) -> i128;
    /// A clock that never goes back, in nanoseconds.
    fn monotonic(&mut self) -> u64;
    /// CPU time of the process in nanoseconds.
    fn cpu_time(&mut self) -> u64;
    /// Waits; false if Ctrl-C came first.
    fn sleep(&mut self, nanoseconds: u64) -> bool;
    fn entropy(&mut self, bytes: &mut [u8]);
    fn environment(&mut self) -> Vec<(String, String)>;
    fn working_directory(&mut self) -> String;
    /// Is the stream (0, 1, 2) a terminal?
    fn is_terminal(&mut self, stream: u8) -> bool;
    /// Has Ctrl-C been pressed since the last question?
    fn interrupted(&mut self) -> bool;
}
