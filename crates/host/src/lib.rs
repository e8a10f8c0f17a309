//! The one door outside: files, clock, entropy, input and output behind one trait.
//!
//! Nothing else in the workspace reads a clock, the environment or a random number, so that a run
//! can be kept and played again.

mod answer;
mod file;
mod kept;
mod mapping;
mod system;

pub use file::{Change, Entry, FileKind, Stat, Time};
pub use kept::{Keeping, Kept, Replaying, STREAMS};
pub use mapping::{Mapping, let_go_of_code};
pub use system::thread_time;

pub use system::{Asked, System};

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
    /// A variable of the environment, which is read by this.
    fn variable(&mut self, name: &str) -> Option<String> {
        let (_, value) = self.environment().into_iter().find(|(other, _)| other == name)?;
        self.variable_read(name, Some(&value));
        Some(value)
    }
    /// The program reads a variable of it: its value, or only that it is there.
    fn variable_read(&mut self, name: &str, value: Option<&str>) {
        let _ = (name, value);
    }
    fn working_directory(&mut self) -> String;
    /// The path of the program that interprets.
    fn executable(&mut self) -> String;
    /// Is the stream (0, 1, 2) a terminal?
    fn is_terminal(&mut self, stream: u8) -> bool;
    /// Has Ctrl-C been pressed since the last question?
    fn interrupted(&mut self) -> bool;

    // ---- open files, by descriptor; 0, 1 and 2 are the streams ------------------------------

    /// Opens a file with the flags of `open(2)` on Linux.
    fn open(&mut self, path: &[u8], flags: i32, mode: u32) -> io::Result<i32>;
    fn close(&mut self, file: i32) -> io::Result<()>;
    /// Reads at most as much as there is room for; 0 at the end.
    fn read(&mut self, file: i32, into: &mut [u8]) -> io::Result<usize>;
    /// Writes some of the bytes; how many.
    fn write_some(&mut self, file: i32, bytes: &[u8]) -> io::Result<usize>;
    fn seek(&mut self, file: i32, to: io::SeekFrom) -> io::Result<u64>;
    fn truncate(&mut self, file: i32, length: u64) -> io::Result<()>;
    fn synchronize(&mut self, file: i32) -> io::Result<()>;
    fn duplicate(&mut self, file: i32) -> io::Result<i32>;
    /// The two ends of a new pipe: to read from, to write to.
    fn pipe(&mut self) -> io::Result<(i32, i32)>;
    fn is_terminal_file(&mut self, file: i32) -> bool;

    // ---- the file system ---------------------------------------------------------------------

    fn stat(&mut self, path: &[u8], follow: bool) -> io::Result<Stat>;
    fn stat_file(&mut self, file: i32) -> io::Result<Stat>;
    /// What a folder holds, without `.` and `..`, in no order.
    fn list(&mut self, path: &[u8]) -> io::Result<Vec<Entry>>;
    fn read_link(&mut self, path: &[u8]) -> io::Result<Vec<u8>>;
    /// May the process do this (bits of `access(2)`)?
    fn may_access(&mut self, path: &[u8], mode: u32) -> bool;
    fn change(&mut self, change: &Change) -> io::Result<()>;

    // ---- the process -------------------------------------------------------------------------

    fn process_id(&mut self) -> u32;
    fn parent_id(&mut self) -> u32;
    /// User, effective user, group, effective group.
    fn user_ids(&mut self) -> [u32; 4];
    /// System, node, release, version, machine.
    fn system_names(&mut self) -> [String; 5];
    fn set_environment(&mut self, name: &str, value: Option<&str>);
    /// Sets the mask of permissions of new files; what it was.
    fn set_umask(&mut self, mask: u32) -> u32;
    /// How many processors there are.
    fn processors(&mut self) -> usize;
    /// Sends a signal to a process.
    fn kill(&mut self, process: i32, signal: i32) -> io::Result<()>;
    /// Ends this process at once.
    fn exit(&mut self, status: i32);
    /// Runs a shell command to its end: its status as `wait(2)` gives it.
    fn shell(&mut self, command: &str) -> io::Result<i32>;
}
