//! One stream of bytes: an event is a tag and a few small numbers, written as differences.
//!
//! Objects are written by the distance of their addresses; a death tells the reader that an address is free
//! again, so that numbers given by the reader are identities. What the code and earlier events determine
//! (the names behind numbers, unbinding at a frame's end) is not written.

use std::rc::Rc;

use bytecode::Code;

use crate::event::{Leaving, Mutation, Name};
use crate::number::{self, LONGEST, zigzag};

/// The tape of a run: appended to, read by [`crate::Reader`].
#[derive(Default)]
pub struct Tape {
    bytes: Vec<u8>,
    codes: Vec<Rc<Code>>,
    classes: Vec<Rc<str>>,
    /// Each frame that the tape knows, innermost last.
    frames: Vec<Mark>,
    last_object: u64,
    steps: u64,
    mutations: u64,
}

/// Where a frame is.
struct Mark {
    line: u32,
    /// Its first line is a step of its own, whichever it is.
    fresh: bool,
}

/// Tags. From [`SHORT`] on, the tag itself numbers a local variable that is bound.
pub(crate) mod tag {
    /// The next line.
    pub const NEXT: u8 = 0;
    pub const LINE: u8 = 1;
    pub const CALL: u8 = 2;
    pub const RETURN: u8 = 3;
    pub const YIELD: u8 = 4;
    pub const UNWIND: u8 = 5;
    pub const EXCEPTION: u8 = 6;
    pub const BIND_LOCAL: u8 = 7;
    pub const BIND_FREE: u8 = 8;
    pub const BIND_GLOBAL: u8 = 9;
    pub const BIND_OWN: u8 = 10;
    pub const UNBIND_LOCAL: u8 = 11;
    pub const UNBIND_FREE: u8 = 12;
    pub const UNBIND_GLOBAL: u8 = 13;
    pub const UNBIND_OWN: u8 = 14;
    pub const DEATH: u8 = 15;
    pub const RETURN_HERE: u8 = 16;
    pub const EXCEPTION_HERE: u8 = 17;
    pub const GENERATOR: u8 = 18;
    pub const SHORT: u8 = 32;
}

/// What the two low bits of a written value say.
pub(crate) mod form {
    pub const SMALL: u64 = 0;
    pub const OBJECT: u64 = 1;
    /// Specials, whose word follows here; 0 stands for a word of eight bytes behind.
    pub const OTHER: u64 = 2;
    pub const NEW: u64 = 3;
}

impl Tape {
    pub fn new() -> Tape {
        Tape::default()
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn mutations(&self) -> u64 {
        self.mutations
    }

    pub fn codes(&self) -> &[Rc<Code>] {
        &self.codes
    }

    pub fn classes(&self) -> &[Rc<str>] {
        &self.classes
    }

    /// How many frames the tape is in.
    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    /// An exception goes to a handler in the running frame: what runs there is a step, also on the same line.
    pub fn handled(&mut self) {
        if let Some(mark) = self.frames.last_mut() {
            mark.fresh = true;
        }
    }

    /// The line where the running frame is.
    pub fn here(&self) -> u32 {
        self.frames.last().map_or(0, |mark| mark.line)
    }

    /// Gives a code object its number, from 1.
    pub fn add_code(&mut self, code: &Rc<Code>) -> u32 {
        self.codes.push(code.clone());
        self.codes.len() as u32
    }

    pub fn add_class(&mut self, name: &str) -> u32 {
        self.classes.push(name.into());
        self.classes.len() as u32 - 1
    }

    // ---- steps ------------------------------------------------------------------------------

    /// A line begins, if the frame is not on it already; `again` where a loop comes back to it.
    #[inline]
    pub fn line(&mut self, line: u32, again: bool) -> bool {
        let Some(mark) = self.frames.last_mut() else {
            return false;
        };
        if mark.line == line && !again && !mark.fresh {
            return false;
        }
        mark.fresh = false;
        let before = std::mem::replace(&mut mark.line, line);
        self.steps += 1;
        if line == before.wrapping_add(1) {
            self.bytes.push(tag::NEXT);
        } else {
            self.tagged(tag::LINE, zigzag(line as i64 - before as i64));
        }
        true
    }

    /// A frame of a code begins.
    pub fn call(&mut self, code: u32, line: u32) {
        self.enter(code, Mark { line, fresh: true });
    }

    /// A frame goes on at the line where it was left.
    pub fn resume(&mut self, code: u32, line: u32) {
        self.enter(code, Mark { line, fresh: false });
    }

    fn enter(&mut self, code: u32, mark: Mark) {
        self.steps += 1;
        self.tagged(tag::CALL, code as u64);
        self.number(mark.line as u64);
        self.frames.push(mark);
    }

    pub fn leave(&mut self, how: Leaving, line: u32) {
        let Some(last) = self.frames.pop() else {
            return;
        };
        self.steps += 1;
        let distance = zigzag(line as i64 - last.line as i64);
        match how {
            Leaving::Return if distance == 0 => self.bytes.push(tag::RETURN_HERE),
            Leaving::Return => self.tagged(tag::RETURN, distance),
            Leaving::Yield => self.tagged(tag::YIELD, distance),
            Leaving::Unwind => self.tagged(tag::UNWIND, distance),
        }
    }

    pub fn exception(&mut self, line: u32) {
        let Some(last) = self.frames.last() else {
            return;
        };
        self.steps += 1;
        match zigzag(line as i64 - last.line as i64) {
            0 => self.bytes.push(tag::EXCEPTION_HERE),
            distance => self.tagged(tag::EXCEPTION, distance),
        }
    }

    // ---- names --------------------------------------------------------------------------------

    /// A local variable is bound to an immediate, or to an object that the tape knows.
    #[inline]
    pub fn bind_local(&mut self, register: u16, word: u64) {
        if self.frames.is_empty() {
            return;
        }
        let mut piece = [0; 1 + 2 * LONGEST];
        let mut at = 1;
        if register < (256 - tag::SHORT as usize) as u16 {
            piece[0] = tag::SHORT + register as u8;
        } else {
            piece[0] = tag::BIND_LOCAL;
            at += number::write(&mut piece[1..], register as u64);
        }
        at += self.value(&mut piece[at..], word);
        self.bytes.extend_from_slice(&piece[..at]);
    }

    pub fn bind(&mut self, name: Name, word: u64) {
        if let Name::Local(register) = name {
            return self.bind_local(register as u16, word);
        }
        if self.name(name, 0) {
            let mut piece = [0; LONGEST];
            let length = self.value(&mut piece, word);
            self.bytes.extend_from_slice(&piece[..length]);
        }
    }

    /// A name is bound to an object of which the tape has not spoken yet.
    pub fn bind_new(&mut self, name: Name, word: u64, class: u32, text: &str) {
        if self.name(name, 0) {
            self.new_object(word, class, text);
        }
    }

    /// The frame that was just called or resumed is that of this generator. `new`: its class, if the tape has
    /// not spoken of it.
    pub fn generator(&mut self, word: u64, new: Option<u32>) {
        self.bytes.push(tag::GENERATOR);
        match new {
            Some(class) => self.new_object(word, class, ""),
            None => {
                let mut piece = [0; LONGEST];
                let length = self.value(&mut piece, word);
                self.bytes.extend_from_slice(&piece[..length]);
            }
        }
    }

    fn new_object(&mut self, word: u64, class: u32, text: &str) {
        let distance = self.distance(word);
        self.number(distance << 2 | form::NEW);
        self.number(class as u64);
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    pub fn unbind(&mut self, name: Name) {
        self.name(name, tag::UNBIND_LOCAL - tag::BIND_LOCAL);
    }

    // ---- objects ------------------------------------------------------------------------------

    /// The object at this address is no more.
    pub fn death(&mut self, word: u64) {
        let distance = self.distance(word);
        self.tagged(tag::DEATH, distance);
    }

    /// Every heap verb tells of its object and its operation. Counted; the history writes them.
    #[inline]
    pub fn mutation(&mut self, _object: u64, _what: Mutation) {
        self.mutations += 1;
    }

    // ---- bytes ----------------------------------------------------------------------------------

    /// The tag and number of a name; false outside any frame of the tape.
    fn name(&mut self, name: Name, offset: u8) -> bool {
        if self.frames.is_empty() {
            return false;
        }
        let (tag, number) = match name {
            Name::Local(n) => (tag::BIND_LOCAL, n),
            Name::Free(n) => (tag::BIND_FREE, n),
            Name::Global(n) => (tag::BIND_GLOBAL, n),
            Name::Own(n) => (tag::BIND_OWN, n),
        };
        self.tagged(tag + offset, number as u64);
        true
    }

    /// Objects are addresses, small integers end in 11: the tape knows that much of the machine's words.
    #[inline]
    fn value(&mut self, into: &mut [u8], word: u64) -> usize {
        if word & 7 == 0 {
            let distance = self.distance(word);
            number::write(into, distance << 2 | form::OBJECT)
        } else if word & 3 == 3 {
            let n = zigzag(word as i64 >> 2);
            if n < 1 << 61 {
                return number::write(into, n << 2 | form::SMALL);
            }
            self.whole(into, word)
        } else if word < 1 << 10 {
            number::write(into, word << 2 | form::OTHER)
        } else {
            self.whole(into, word)
        }
    }

    fn whole(&self, into: &mut [u8], word: u64) -> usize {
        into[0] = form::OTHER as u8;
        into[1..9].copy_from_slice(&word.to_le_bytes());
        9
    }

    #[inline]
    fn distance(&mut self, word: u64) -> u64 {
        let distance = zigzag((word as i64 - self.last_object as i64) >> 3);
        self.last_object = word;
        distance
    }

    #[inline]
    fn tagged(&mut self, tag: u8, n: u64) {
        let mut piece = [0; 1 + LONGEST];
        piece[0] = tag;
        let length = 1 + number::write(&mut piece[1..], n);
        self.bytes.extend_from_slice(&piece[..length]);
    }

    fn number(&mut self, n: u64) {
        let mut piece = [0; LONGEST];
        let length = number::write(&mut piece, n);
        self.bytes.extend_from_slice(&piece[..length]);
    }
}
