//! One stream of bytes: an event is a tag and a few small numbers, written as differences.
//!
//! This version writes lines and bindings of names; mutations are announced by every heap verb and
//! counted here, their bytes come with the history.

use std::collections::HashMap;

/// What a mutation does, by operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Mutation {
    Push,
    Insert,
    SetItem,
    SetAttribute,
    Remove,
    Splice,
    Replace,
    Clear,
    Move,
}

/// An event as it is read back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Event {
    /// A step: the next statement begins at this line.
    Line(u32),
    /// Code number `code` begins.
    Call {
        code: u32,
    },
    Return,
    Exception,
    /// Name number `name` (a register, or a site of the code) is bound to this value word.
    Bind {
        name: u32,
        value: u64,
        global: bool,
    },
    Unbind {
        name: u32,
        global: bool,
    },
}

/// The tape of a run: appended to, read by [`Reader`].
#[derive(Default)]
pub struct Tape {
    bytes: Vec<u8>,
    steps: u64,
    mutations: u64,
    line: u32,
    last_object: u64,
    codes: HashMap<u64, u32>,
}

const LINE_NEXT: u8 = 0;
const LINE: u8 = 1;
const CALL: u8 = 2;
const RETURN: u8 = 3;
const EXCEPTION: u8 = 4;
const BIND: u8 = 5;
const BIND_GLOBAL: u8 = 6;
const UNBIND: u8 = 7;
const UNBIND_GLOBAL: u8 = 8;
/// Tags from here on bind register `tag - SHORT_BIND` directly.
const SHORT_BIND: u8 = 16;

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

    /// The number of a code object, by its address; true where it is new.
    pub fn code_number(&mut self, address: u64) -> (u32, bool) {
        let next = self.codes.len() as u32;
        let number = *self.codes.entry(address).or_insert(next);
        (number, number == next)
    }

    #[inline]
    pub fn line(&mut self, line: u32) {
        self.steps += 1;
        if line == self.line.wrapping_add(1) {
            self.bytes.push(LINE_NEXT);
        } else {
            self.bytes.push(LINE);
            self.number(zigzag(line as i64 - self.line as i64));
        }
        self.line = line;
    }

    pub fn call(&mut self, code: u32) {
        self.steps += 1;
        self.bytes.push(CALL);
        self.number(code as u64);
    }

    pub fn returned(&mut self) {
        self.steps += 1;
        self.bytes.push(RETURN);
    }

    pub fn exception(&mut self) {
        self.steps += 1;
        self.bytes.push(EXCEPTION);
    }

    #[inline]
    pub fn bind(&mut self, register: u32, value: u64) {
        if register < (255 - SHORT_BIND) as u32 {
            self.bytes.push(SHORT_BIND + register as u8);
        } else {
            self.bytes.push(BIND);
            self.number(register as u64);
        }
        self.value(value);
    }

    pub fn bind_global(&mut self, name: u32, value: u64) {
        self.bytes.push(BIND_GLOBAL);
        self.number(name as u64);
        self.value(value);
    }

    pub fn unbind(&mut self, name: u32, global: bool) {
        self.bytes.push(if global { UNBIND_GLOBAL } else { UNBIND });
        self.number(name as u64);
    }

    pub fn mutation(&mut self, _object: u64, _what: Mutation) {
        self.mutations += 1;
    }

    /// Immediates as they are, objects as the distance from the last one.
    #[inline]
    fn value(&mut self, word: u64) {
        if word & 7 == 0 {
            let distance = zigzag((word as i64 - self.last_object as i64) >> 3);
            self.last_object = word;
            self.number(distance << 1 | 1);
        } else if word & 3 == 3 {
            self.number(zigzag(word as i64 >> 2) << 2);
        } else {
            self.number(2);
            self.bytes.extend_from_slice(&word.to_le_bytes());
        }
    }

    #[inline]
    fn number(&mut self, mut n: u64) {
        while n >= 0x80 {
            self.bytes.push(n as u8 | 0x80);
            n >>= 7;
        }
        self.bytes.push(n as u8);
    }
}

/// Reads a tape from its start.
pub struct Reader<'a> {
    bytes: &'a [u8],
    line: u32,
    last_object: u64,
}

impl<'a> Reader<'a> {
    pub fn new(tape: &'a Tape) -> Reader<'a> {
        Reader { bytes: &tape.bytes, line: 0, last_object: 0 }
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes.split_off_first().copied()
    }

    fn number(&mut self) -> Option<u64> {
        let (mut n, mut shift) = (0, 0);
        loop {
            let byte = self.byte()?;
            n |= ((byte & 0x7f) as u64).checked_shl(shift)?;
            shift += 7;
            if byte < 0x80 {
                return Some(n);
            }
        }
    }

    fn value(&mut self) -> Option<u64> {
        let n = self.number()?;
        if n & 1 == 1 {
            self.last_object = (self.last_object as i64 + (unzigzag(n >> 1) << 3)) as u64;
            Some(self.last_object)
        } else if n & 3 == 0 {
            Some((unzigzag(n >> 2) << 2) as u64 | 3)
        } else {
            let word = self.bytes.split_off(..8)?;
            Some(u64::from_le_bytes(word.try_into().ok()?))
        }
    }
}

impl Iterator for Reader<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        Some(match self.byte()? {
            LINE_NEXT => {
                self.line = self.line.wrapping_add(1);
                Event::Line(self.line)
            }
            LINE => {
                self.line = (self.line as i64 + unzigzag(self.number()?)) as u32;
                Event::Line(self.line)
            }
            CALL => Event::Call { code: self.number()? as u32 },
            RETURN => Event::Return,
            EXCEPTION => Event::Exception,
            BIND => Event::Bind { name: self.number()? as u32, value: self.value()?, global: false },
            BIND_GLOBAL => Event::Bind { name: self.number()? as u32, value: self.value()?, global: true },
            UNBIND => Event::Unbind { name: self.number()? as u32, global: false },
            UNBIND_GLOBAL => Event::Unbind { name: self.number()? as u32, global: true },
            short if short >= SHORT_BIND => {
                Event::Bind { name: (short - SHORT_BIND) as u32, value: self.value()?, global: false }
            }
            _ => return None,
        })
    }
}

fn zigzag(n: i64) -> u64 {
    (n << 1 ^ n >> 63) as u64
}

fn unzigzag(n: u64) -> i64 {
    (n >> 1) as i64 ^ -((n & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn events_come_back() {
        let mut tape = Tape::new();
        tape.line(1);
        tape.bind_global(3, 0x7f00_1230);
        tape.call(0);
        tape.line(7);
        tape.bind(0, (5 << 2) | 3);
        tape.bind(300, 0x7f00_1228);
        tape.unbind(300, false);
        tape.returned();
        let events: Vec<Event> = Reader::new(&tape).collect();
        assert_eq!(
            events,
            [
                Event::Line(1),
                Event::Bind { name: 3, value: 0x7f00_1230, global: true },
                Event::Call { code: 0 },
                Event::Line(7),
                Event::Bind { name: 0, value: 23, global: false },
                Event::Bind { name: 300, value: 0x7f00_1228, global: false },
                Event::Unbind { name: 300, global: false },
                Event::Return,
            ]
        );
    }
}
