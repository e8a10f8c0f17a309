//! A line that somebody waits for: counts its runs, and shows the machine to whoever wants to look when one is over
//! (or begins), all frames in place.
//!
//! A run of a line is over when its frame comes to another statement, or leaves the stack.

use std::collections::BTreeSet;

use object::Value;

use crate::machine::Vm;

/// Gets the machine, the number of the run (from 1), and what the frame is about to return.
pub type Look = Box<dyn FnMut(&Vm, u64, Option<&Value>)>;

pub struct Watch {
    filename: String,
    line: u32,
    before: bool,
    look: Look,
    /// Runs of the line so far.
    pub hits: u64,
    /// Lines of the file that ran.
    pub lines: BTreeSet<u32>,
    /// Runs under way, innermost last: the line may call its own function.
    open: Vec<Open>,
}

#[derive(Clone, Copy)]
struct Open {
    activation: u64,
    /// The instruction at which its last statement began.
    position: u32,
    hit: u64,
}

impl Watch {
    /// `before`: look when a run begins.
    pub fn new(filename: String, line: u32, before: bool, look: Look) -> Watch {
        Watch { filename, line, before, look, hits: 0, lines: BTreeSet::new(), open: Vec::new() }
    }
}

impl Vm {
    /// Must the loop tell of lines and bindings?
    pub fn records(&self) -> bool {
        self.tape.is_some() || self.watch.is_some()
    }

    /// A statement of the innermost frame begins.
    pub(crate) fn watch_line(&mut self, line: u32) {
        let Some(mut watch) = self.watch.take() else { return };
        let activation = self.activation();
        if let Some(frame) = self.frame() {
            let position = frame.position();
            let here = *frame.code().code.filename == *watch.filename;
            self.watch_statement(&mut watch, activation, position, here.then_some(line));
        }
        self.watch = Some(watch);
    }

    fn watch_statement(&mut self, watch: &mut Watch, activation: u64, position: u32, line: Option<u32>) {
        if let Some(line) = line {
            watch.lines.insert(line);
        }
        if let Some(place) = watch.open.iter().rposition(|open| open.activation == activation) {
            let open = &mut watch.open[place];
            // Another statement on the same line, not the same one again.
            if line == Some(watch.line) && position > open.position {
                open.position = position;
                return;
            }
            let hit = open.hit;
            watch.open.truncate(place);
            (watch.look)(self, hit, None);
        }
        if line == Some(watch.line) {
            watch.hits += 1;
            if watch.before {
                (watch.look)(self, watch.hits, None);
            } else {
                watch.open.push(Open { activation, position, hit: watch.hits });
            }
        }
    }

    /// The innermost frame is about to leave the stack: with what it returns or yields, or by an exception.
    pub(crate) fn watch_leave(&mut self, value: Option<&Value>) {
        let Some(mut watch) = self.watch.take() else { return };
        // A frame that has no number yet watches nothing, and its return may have been found to be plain already.
        let known = self.frame().and_then(|frame| frame.extra.as_ref()).map(|extra| extra.activation);
        if let Some(place) = watch.open.iter().rposition(|open| Some(open.activation) == known) {
            let hit = watch.open[place].hit;
            watch.open.truncate(place);
            (watch.look)(self, hit, value);
        }
        self.watch = Some(watch);
    }
}
