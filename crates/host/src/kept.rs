//! A world whose answers are kept, and one that gives the kept answers again.
//!
//! Each question has a number; answers to one question come back in the order in which they were given, so that a
//! question asked once more or less does not disturb the others.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, VecDeque};
use std::io;
use std::rc::Rc;

use crate::Host;
use crate::answer::Answer;
use crate::file::{Change, Entry, Stat};

/// What went through the standard streams (0: a line that was typed in; 1 and 2: bytes written to standard output and
/// standard error) and what the world outside answered (other numbers), in order, for whoever keeps it.
pub type Kept = Rc<RefCell<VecDeque<(u8, Vec<u8>)>>>;

/// The standard streams, and those of them that a program writes to.
pub const STREAMS: std::ops::RangeInclusive<u8> = TYPED..=2;
const WRITTEN_TO: std::ops::RangeInclusive<u8> = 1..=2;
const TYPED: u8 = 0;
const READ: u8 = 3;
const LINE: u8 = 11;
const ENTROPY: u8 = 4;
/// How often it was asked for Ctrl-C before that came.
const INTERRUPTED: u8 = 5;
const WRITTEN: u8 = 6;
const CLOSED: u8 = 7;
/// Variables of the environment, as the program reads them.
const VARIABLE: u8 = 21;

/// Asks another world, and keeps what it answers.
pub struct Keeping {
    world: Box<dyn Host>,
    kept: Kept,
    /// Called when there is something new.
    tell: fn(),
    asked: u64,
    /// The variables that were read so far; true: their values, too.
    variables: BTreeMap<String, bool>,
}

impl Keeping {
    pub fn new(world: Box<dyn Host>, kept: Kept, tell: fn()) -> Keeping {
        Keeping { world, kept, tell, asked: 0, variables: BTreeMap::new() }
    }

    fn keep(&self, question: u8, answer: &impl Answer) {
        let mut bytes = Vec::new();
        answer.write(&mut bytes);
        self.note(question, bytes);
    }

    fn note(&self, question: u8, bytes: Vec<u8>) {
        self.kept.borrow_mut().push_back((question, bytes));
        (self.tell)();
    }
}

/// Gives kept answers, and needs no world but a place to write to.
pub struct Replaying {
    world: Box<dyn Host>,
    answers: HashMap<u8, VecDeque<Vec<u8>>>,
    asked: u64,
    variables: BTreeMap<String, String>,
}

impl Replaying {
    pub fn new(world: Box<dyn Host>, kept: impl Iterator<Item = (u8, Vec<u8>)>) -> Replaying {
        let mut answers: HashMap<u8, VecDeque<Vec<u8>>> = HashMap::new();
        for (question, answer) in kept {
            answers.entry(question).or_default().push_back(answer);
        }
        Replaying { world, answers, asked: 0, variables: BTreeMap::new() }
    }

    fn answer<T: Answer>(&mut self, question: u8) -> Option<T> {
        let bytes = self.answers.get_mut(&question)?.pop_front()?;
        T::read(&mut &bytes[..])
    }
}

/// What is answered where nothing was kept: the program was never there.
trait Nothing {
    fn nothing() -> Self;
}

impl<T> Nothing for io::Result<T> {
    fn nothing() -> io::Result<T> {
        Err(io::Error::other("the recording has no answer to this"))
    }
}

macro_rules! nothing {
    ($($answer:ty)*) => { $(impl Nothing for $answer {
        fn nothing() -> $answer {
            <$answer>::default()
        }
    })* };
}

nothing!(String Vec<String> bool i128 u64 u32 usize [u32; 4] [String; 5]);

macro_rules! questions {
    ($($number:literal $name:ident($($parameter:ident: $kind:ty),*) -> $answer:ty = ($($argument:ident),*);)*) => {
        impl Host for Keeping {
            $(fn $name(&mut self, $($parameter: $kind),*) -> $answer {
                let answer = self.world.$name($($argument),*);
                self.keep($number, &answer);
                answer
            })*

            /// Kept as an answer for a replay, and as what was typed for those who look.
            fn read_line(&mut self) -> io::Result<Vec<u8>> {
                let answer = self.world.read_line();
                self.keep(LINE, &answer);
                if let Ok(line) = &answer
                    && !line.is_empty()
                {
                    self.note(TYPED, line.clone());
                }
                answer
            }
            fn write(&mut self, stream: u8, bytes: &[u8]) -> io::Result<()> {
                self.note(stream, bytes.to_vec());
                self.world.write(stream, bytes)
            }
            fn flush(&mut self, stream: u8) -> io::Result<()> {
                self.world.flush(stream)
            }
            fn write_some(&mut self, file: i32, bytes: &[u8]) -> io::Result<usize> {
                let written = self.world.write_some(file, bytes);
                match (u8::try_from(file), &written) {
                    (Ok(stream), Ok(count)) if WRITTEN_TO.contains(&stream) => self.note(stream, bytes[..*count].to_vec()),
                    _ => self.keep(WRITTEN, &written),
                }
                written
            }
            fn close(&mut self, file: i32) -> io::Result<()> {
                let closed = self.world.close(file);
                self.keep(CLOSED, &closed);
                closed
            }
            fn read(&mut self, file: i32, into: &mut [u8]) -> io::Result<usize> {
                let read = self.world.read(file, into);
                let answer = match &read {
                    Ok(count) => Ok(into[..*count].to_vec()),
                    Err(error) => Err(copy_of(error)),
                };
                self.keep(READ, &answer);
                read
            }
            fn entropy(&mut self, bytes: &mut [u8]) {
                self.world.entropy(bytes);
                self.keep(ENTROPY, &bytes.to_vec());
            }
            fn interrupted(&mut self) -> bool {
                self.asked += 1;
                let interrupted = self.world.interrupted();
                if interrupted {
                    self.keep(INTERRUPTED, &self.asked);
                }
                interrupted
            }
            fn environment(&mut self) -> Vec<(String, String)> {
                // What the program does not read is none of the recording's business. Sorted, as a replay has them.
                let mut variables = self.world.environment();
                variables.sort();
                variables
            }
            fn variable_read(&mut self, name: &str, value: Option<&str>) {
                let known = self.variables.get(name);
                if known.is_none_or(|known| !known && value.is_some()) {
                    self.variables.insert(name.to_string(), value.is_some());
                    self.keep(VARIABLE, &vec![(name.to_string(), value.unwrap_or_default().to_string())]);
                }
            }
            fn set_environment(&mut self, name: &str, value: Option<&str>) {
                // What the program put there itself is no answer of the world.
                self.variables.insert(name.to_string(), true);
                self.world.set_environment(name, value);
            }
            fn exit(&mut self, status: i32) {
                self.world.exit(status);
            }
        }

        impl Host for Replaying {
            $(#[allow(unused_variables, reason = "a replay asks nobody: what was asked matters only when it is kept")]
            fn $name(&mut self, $($parameter: $kind),*) -> $answer {
                self.answer($number).unwrap_or_else(<$answer>::nothing)
            })*

            fn write(&mut self, stream: u8, bytes: &[u8]) -> io::Result<()> {
                self.world.write(stream, bytes)
            }
            fn flush(&mut self, stream: u8) -> io::Result<()> {
                self.world.flush(stream)
            }
            fn write_some(&mut self, file: i32, bytes: &[u8]) -> io::Result<usize> {
                match u8::try_from(file) {
                    Ok(stream) if WRITTEN_TO.contains(&stream) => self.world.write_some(file, bytes),
                    // What is written when the program has ended was not kept.
                    _ => self.answer(WRITTEN).unwrap_or(Ok(bytes.len())),
                }
            }
            fn close(&mut self, _: i32) -> io::Result<()> {
                self.answer(CLOSED).unwrap_or(Ok(()))
            }
            fn read_line(&mut self) -> io::Result<Vec<u8>> {
                self.answer(LINE).unwrap_or_else(Nothing::nothing)
            }
            fn read(&mut self, _: i32, into: &mut [u8]) -> io::Result<usize> {
                let answer: io::Result<Vec<u8>> = self.answer(READ).unwrap_or_else(Nothing::nothing);
                let bytes = answer?;
                let count = bytes.len().min(into.len());
                into[..count].copy_from_slice(&bytes[..count]);
                Ok(count)
            }
            fn entropy(&mut self, bytes: &mut [u8]) {
                let kept: Vec<u8> = self.answer(ENTROPY).unwrap_or_default();
                let count = kept.len().min(bytes.len());
                bytes[..count].copy_from_slice(&kept[..count]);
            }
            fn interrupted(&mut self) -> bool {
                self.asked += 1;
                let next = self.answers.get(&INTERRUPTED).and_then(|kept| kept.front());
                let now = next.and_then(|bytes| u64::read(&mut &bytes[..])) == Some(self.asked);
                if now {
                    let _: Option<u64> = self.answer(INTERRUPTED);
                }
                now
            }
            fn environment(&mut self) -> Vec<(String, String)> {
                while let Some(read) = self.answer::<Vec<(String, String)>>(VARIABLE) {
                    self.variables.extend(read);
                }
                self.variables.clone().into_iter().collect()
            }
            fn set_environment(&mut self, _: &str, _: Option<&str>) {}
            fn exit(&mut self, status: i32) {
                self.world.exit(status);
            }
        }
    };
}

questions! {
    12 read_file(path: &str) -> io::Result<Vec<u8>> = (path);
    13 real_path(path: &str) -> String = (path);
    14 names_in(folder: &str) -> Vec<String> = (folder);
    15 is_file(path: &str) -> bool = (path);
    16 is_dir(path: &str) -> bool = (path);
    17 time() -> i128 = ();
    18 monotonic() -> u64 = ();
    19 cpu_time() -> u64 = ();
    20 sleep(nanoseconds: u64) -> bool = (nanoseconds);
    22 working_directory() -> String = ();
    23 executable() -> String = ();
    24 is_terminal(stream: u8) -> bool = (stream);
    25 open(path: &[u8], flags: i32, mode: u32) -> io::Result<i32> = (path, flags, mode);
    28 seek(file: i32, to: io::SeekFrom) -> io::Result<u64> = (file, to);
    29 truncate(file: i32, length: u64) -> io::Result<()> = (file, length);
    30 synchronize(file: i32) -> io::Result<()> = (file);
    31 duplicate(file: i32) -> io::Result<i32> = (file);
    32 pipe() -> io::Result<(i32, i32)> = ();
    33 is_terminal_file(file: i32) -> bool = (file);
    34 stat(path: &[u8], follow: bool) -> io::Result<Stat> = (path, follow);
    35 stat_file(file: i32) -> io::Result<Stat> = (file);
    36 list(path: &[u8]) -> io::Result<Vec<Entry>> = (path);
    37 read_link(path: &[u8]) -> io::Result<Vec<u8>> = (path);
    38 may_access(path: &[u8], mode: u32) -> bool = (path, mode);
    39 change(change: &Change) -> io::Result<()> = (change);
    40 process_id() -> u32 = ();
    41 parent_id() -> u32 = ();
    42 user_ids() -> [u32; 4] = ();
    43 system_names() -> [String; 5] = ();
    44 set_umask(mask: u32) -> u32 = (mask);
    45 processors() -> usize = ();
    46 kill(process: i32, signal: i32) -> io::Result<()> = (process, signal);
    47 shell(command: &str) -> io::Result<i32> = (command);
}

fn copy_of(error: &io::Error) -> io::Error {
    match error.raw_os_error() {
        Some(number) => io::Error::from_raw_os_error(number),
        None => io::Error::new(error.kind(), error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::System;

    #[test]
    fn a_replay_knows_the_variables_that_were_read_and_no_others() {
        let kept = Kept::default();
        let mut keeping = Keeping::new(Box::new(System::new()), kept.clone(), || ());
        keeping.environment();
        assert!(kept.borrow().is_empty());
        keeping.variable_read("FRUIT", None);
        keeping.variable_read("FRUIT", Some("fig"));
        keeping.variable_read("FRUIT", Some("fig"));
        let answers: Vec<(u8, Vec<u8>)> = kept.borrow_mut().drain(..).collect();
        assert_eq!(answers.len(), 2);
        let mut replaying = Replaying::new(Box::new(System::new()), answers.into_iter());
        for _ in 0..2 {
            assert_eq!(replaying.environment(), [("FRUIT".to_string(), "fig".to_string())]);
        }
    }
}
