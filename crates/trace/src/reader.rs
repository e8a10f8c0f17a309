//! Reads a tape from its start: the same differences, added up again.

use std::collections::HashMap;

use crate::event::{Event, Leaving, Name, New, Word};
use crate::number::{self, unzigzag};
use crate::tape::{Tape, form, tag};

pub struct Reader<'a> {
    bytes: &'a [u8],
    /// Code and line of each frame, innermost last.
    frames: Vec<(u32, u32)>,
    last_object: u64,
    /// The numbers of the objects alive, by address.
    objects: HashMap<u64, u64>,
    next_object: u64,
}

impl<'a> Reader<'a> {
    pub fn new(tape: &'a Tape) -> Reader<'a> {
        Reader { bytes: tape.bytes(), frames: vec![], last_object: 0, objects: HashMap::new(), next_object: 1 }
    }

    /// The number of the running frame's code, and the line it is at.
    pub fn frame(&self) -> Option<(u32, u32)> {
        self.frames.last().copied()
    }

    pub fn depth(&self) -> usize {
        self.frames.len()
    }

    fn number(&mut self) -> Option<u64> {
        number::read(&mut self.bytes)
    }

    fn line_from_here(&mut self) -> Option<u32> {
        let distance = unzigzag(self.number()?);
        Some((self.frames.last()?.1 as i64 + distance) as u32)
    }

    fn line(&mut self, line: u32) -> Option<Event> {
        self.frames.last_mut()?.1 = line;
        Some(Event::Line { line })
    }

    fn call(&mut self) -> Option<Event> {
        let (code, line) = (self.number()? as u32, self.number()? as u32);
        self.frames.push((code, line));
        Some(Event::Call { code, line })
    }

    fn leave(&mut self, how: Leaving, here: bool) -> Option<Event> {
        let line = if here { self.frames.last()?.1 } else { self.line_from_here()? };
        self.frames.pop();
        Some(Event::Leave { how, line })
    }

    fn object(&mut self, distance: u64) -> u64 {
        self.last_object = (self.last_object as i64 + (unzigzag(distance) << 3)) as u64;
        self.last_object
    }

    fn value(&mut self) -> Option<Word> {
        let n = self.number()?;
        Some(match n & 3 {
            form::SMALL => Word::Immediate((unzigzag(n >> 2) << 2) as u64 | 3),
            form::OTHER if n >> 2 == 0 => {
                let word = self.bytes.split_off(..8)?;
                Word::Immediate(u64::from_le_bytes(word.try_into().ok()?))
            }
            form::OTHER => Word::Immediate(n >> 2),
            form::OBJECT => {
                let address = self.object(n >> 2);
                Word::Object { number: *self.objects.get(&address)?, new: None }
            }
            _ => {
                let address = self.object(n >> 2);
                let class = self.number()? as u32;
                let length = self.number()? as usize;
                let text = std::str::from_utf8(self.bytes.split_off(..length)?).ok()?.into();
                let number = self.next_object;
                self.next_object += 1;
                self.objects.insert(address, number);
                Word::Object { number, new: Some(New { class, text }) }
            }
        })
    }

    fn bind(&mut self, name: Name) -> Option<Event> {
        Some(Event::Bind { name, value: self.value()? })
    }

    fn name(&mut self, tag: u8) -> Option<Name> {
        let n = self.number()? as u32;
        Some(match tag {
            tag::BIND_LOCAL | tag::UNBIND_LOCAL => Name::Local(n),
            tag::BIND_FREE | tag::UNBIND_FREE => Name::Free(n),
            tag::BIND_GLOBAL | tag::UNBIND_GLOBAL => Name::Global(n),
            _ => Name::Own(n),
        })
    }
}

impl Iterator for Reader<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let tag = *self.bytes.split_off_first()?;
        match tag {
            tag::NEXT => {
                let line = self.frames.last()?.1 + 1;
                self.line(line)
            }
            tag::LINE => {
                let line = self.line_from_here()?;
                self.line(line)
            }
            tag::CALL => self.call(),
            tag::RETURN_HERE => self.leave(Leaving::Return, true),
            tag::RETURN => self.leave(Leaving::Return, false),
            tag::YIELD => self.leave(Leaving::Yield, false),
            tag::UNWIND => self.leave(Leaving::Unwind, false),
            tag::EXCEPTION_HERE => Some(Event::Exception { line: self.frames.last()?.1 }),
            tag::EXCEPTION => Some(Event::Exception { line: self.line_from_here()? }),
            tag::BIND_LOCAL..=tag::BIND_OWN => {
                let name = self.name(tag)?;
                self.bind(name)
            }
            tag::UNBIND_LOCAL..=tag::UNBIND_OWN => Some(Event::Unbind { name: self.name(tag)? }),
            tag::DEATH => {
                let distance = self.number()?;
                let address = self.object(distance);
                Some(Event::Death { object: self.objects.remove(&address)? })
            }
            tag::GENERATOR => Some(Event::Generator { object: self.value()? }),
            short if short >= tag::SHORT => self.bind(Name::Local((short - tag::SHORT) as u32)),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: u64 = 0x7f00_1230;
    const SMALL: u64 = (5 << 2) | 3;

    fn new(number: u64) -> Word {
        Word::Object { number, new: Some(New { class: 0, text: "".into() }) }
    }

    #[test]
    fn steps_come_back_with_their_lines() {
        let mut tape = Tape::new();
        tape.call(1, 0);
        assert!(tape.line(1, false));
        assert!(!tape.line(1, false));
        assert!(tape.line(1, true));
        tape.call(2, 7);
        tape.line(8, false);
        tape.leave(Leaving::Yield, 8);
        tape.line(2, false);
        tape.resume(2, 8);
        tape.line(10, false);
        tape.exception(10);
        tape.leave(Leaving::Unwind, 10);
        tape.exception(2);
        tape.leave(Leaving::Return, 1);
        let events: Vec<Event> = Reader::new(&tape).collect();
        assert_eq!(tape.steps(), 13);
        assert_eq!(
            events,
            [
                Event::Call { code: 1, line: 0 },
                Event::Line { line: 1 },
                Event::Line { line: 1 },
                Event::Call { code: 2, line: 7 },
                Event::Line { line: 8 },
                Event::Leave { how: Leaving::Yield, line: 8 },
                Event::Line { line: 2 },
                Event::Call { code: 2, line: 8 },
                Event::Line { line: 10 },
                Event::Exception { line: 10 },
                Event::Leave { how: Leaving::Unwind, line: 10 },
                Event::Exception { line: 2 },
                Event::Leave { how: Leaving::Return, line: 1 },
            ]
        );
    }

    #[test]
    fn names_and_identities_come_back() {
        let mut tape = Tape::new();
        tape.call(1, 0);
        tape.bind_new(Name::Global(3), LIST, 0, "");
        tape.bind(Name::Local(0), LIST);
        tape.bind(Name::Local(300), SMALL);
        tape.bind(Name::Own(1), 12);
        tape.bind(Name::Free(1), 0x4001_0203_0405_0602);
        tape.unbind(Name::Local(300));
        tape.death(LIST);
        // Another object in the same place is another object.
        tape.bind_new(Name::Global(3), LIST, 0, "");
        let events: Vec<Event> = Reader::new(&tape).skip(1).collect();
        assert_eq!(
            events,
            [
                Event::Bind { name: Name::Global(3), value: new(1) },
                Event::Bind { name: Name::Local(0), value: Word::Object { number: 1, new: None } },
                Event::Bind { name: Name::Local(300), value: Word::Immediate(SMALL) },
                Event::Bind { name: Name::Own(1), value: Word::Immediate(12) },
                Event::Bind { name: Name::Free(1), value: Word::Immediate(0x4001_0203_0405_0602) },
                Event::Unbind { name: Name::Local(300) },
                Event::Death { object: 1 },
                Event::Bind { name: Name::Global(3), value: new(2) },
            ]
        );
    }

    #[test]
    fn damaged_bytes_end_the_reading() {
        let mut tape = Tape::new();
        tape.call(1, 0);
        tape.bind_new(Name::Local(0), LIST, 0, "text");
        for cut in 0..tape.bytes().len() {
            let mut reader = Reader::new(&tape);
            reader.bytes = &reader.bytes[..cut];
            assert!(reader.count() <= 2);
        }
    }
}
