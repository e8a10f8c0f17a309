//! Reads a tape from its start: the same differences, added up again.
//!
//! Bytes may be damaged: whatever they say, reading ends with None, and nothing larger than they are is made.

use std::rc::Rc;

use crate::content::{ClassId, CodeId, Content, Kind, Label, NameId, Other};
use crate::event::{Change, Event, Leaving, Mutation, Name};
use crate::form::{Op, facts};
use crate::number::{self, unzigzag};
use crate::table::Tables;
use crate::tag;
use crate::word::{ObjectId, Word};

/// Where a reading stands: enough to go on from there.
#[derive(Clone)]
pub struct Position {
    /// Bytes before it.
    pub offset: usize,
    /// Code, line, and the instruction of the last mutation of each frame, innermost last.
    frames: Vec<Mark>,
    last_object: u64,
    next_object: u64,
}

impl Default for Position {
    fn default() -> Position {
        Position { offset: 0, frames: Vec::new(), last_object: 0, next_object: 1 }
    }
}

impl Position {
    /// A place in the bytes, for an event that has nothing to do with those before it: output, an answer.
    pub fn at(offset: usize) -> Position {
        Position { offset, ..Position::default() }
    }
}

#[derive(Clone, Copy)]
struct Mark {
    code: CodeId,
    line: u32,
    at: u32,
}

pub struct Reader<'a> {
    /// What is left of `all`.
    bytes: &'a [u8],
    all: &'a [u8],
    tables: &'a Tables,
    position: Position,
    /// What objects hold is passed over.
    hollow: bool,
    nothing: Rc<str>,
}

/// An event of those that are most frequent.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Small {
    Line(u32),
    /// A local variable, by its register.
    Bind(u32, Word),
    /// On this line.
    Return(u32, Word),
    /// A local variable is bound by this instruction.
    Follow(u32),
}

impl From<Small> for Event {
    fn from(small: Small) -> Event {
        match small {
            Small::Line(line) => Event::Line { line },
            Small::Bind(register, value) => Event::Bind { name: Name::Local(register), value },
            Small::Return(line, value) => Event::Leave { how: Leaving::Return, line, value },
            Small::Follow(at) => Event::Follow { at },
        }
    }
}

impl<'a> Reader<'a> {
    pub fn new(bytes: &'a [u8], tables: &'a Tables) -> Reader<'a> {
        Reader::from(bytes, tables, Position::default())
    }

    /// From here on nothing is made of what objects hold and calls are given: for those who want to know of steps.
    pub fn hollow(self) -> Reader<'a> {
        Reader { hollow: true, ..self }
    }

    /// The next event, if it is one of the most frequent; any other is still to come.
    #[inline(always)]
    pub fn next_small(&mut self) -> Option<Small> {
        let (&tag, rest) = self.bytes.split_first()?;
        match tag {
            tag::NEAR..tag::SHORT => {
                let mark = self.position.frames.last_mut()?;
                mark.line = mark.line.wrapping_add((tag - tag::NEAR) as u32).wrapping_sub(tag::NEAR_BEFORE);
                self.bytes = rest;
                Some(Small::Line(mark.line))
            }
            tag if tag > tag::FOLLOWS => {
                self.bytes = rest;
                let code = self.position.frames.last().map(|mark| mark.code);
                let at = code.and_then(|code| self.tables.following(code, tag - tag::FOLLOWS));
                at.or_else(|| self.end()).map(Small::Follow)
            }
            tag::SHORT.. => {
                self.bytes = rest;
                let value = self.word().or_else(|| self.end())?;
                Some(Small::Bind((tag - tag::SHORT) as u32, value))
            }
            tag::RETURN_HERE => {
                self.bytes = rest;
                let value = self.word().or_else(|| self.end())?;
                let mark = self.position.frames.pop().or_else(|| self.end())?;
                Some(Small::Return(mark.line, value))
            }
            _ => None,
        }
    }

    /// What comes next is damaged: nothing of it is read.
    #[cold]
    pub fn end<T>(&mut self) -> Option<T> {
        self.bytes = &[];
        None
    }

    pub fn offset(&self) -> usize {
        self.all.len() - self.bytes.len()
    }

    /// Goes on where another reading of the same bytes stood.
    pub fn from(bytes: &'a [u8], tables: &'a Tables, position: Position) -> Reader<'a> {
        let rest = bytes.get(position.offset..).unwrap_or_default();
        Reader { bytes: rest, all: bytes, tables, position, hollow: false, nothing: "".into() }
    }

    pub fn position(&self) -> Position {
        Position { offset: self.offset(), ..self.position.clone() }
    }

    /// Is the next event a step?
    pub fn at_step(&self) -> bool {
        matches!(
            self.bytes.first(),
            Some(&(tag::NEAR..tag::SHORT | tag::LINE | tag::CALL | tag::CALL_AT | tag::RESUME | tag::RETURN))
                | Some(&(tag::RETURN_HERE | tag::YIELD | tag::UNWIND | tag::EXCEPTION))
        )
    }

    /// Does the next event begin a frame, or go on in one?
    pub fn at_call(&self) -> bool {
        matches!(self.bytes.first(), Some(&(tag::CALL | tag::CALL_AT | tag::RESUME)))
    }

    /// Is the next event one that completes a call: its function, generator, namespace, cells, or what is new there?
    pub fn at_detail(&self) -> bool {
        matches!(self.bytes.first(), Some(&(tag::GENERATOR | tag::FUNCTION | tag::NAMESPACE | tag::CELL | tag::BIRTH)))
    }

    /// The object whose death comes next.
    pub fn next_death(&self) -> Option<ObjectId> {
        let mut rest = self.bytes.strip_prefix(&[tag::DEATH])?;
        let distance = unzigzag(number::read(&mut rest)?);
        Some(ObjectId(self.position.last_object.wrapping_add(distance as u64)))
    }

    /// The running frame's code, and the line it is at.
    pub fn frame(&self) -> Option<(CodeId, u32)> {
        self.position.frames.last().map(|mark| (mark.code, mark.line))
    }

    pub fn depth(&self) -> usize {
        self.position.frames.len()
    }

    fn byte(&mut self) -> Option<u8> {
        self.bytes.split_off_first().copied()
    }

    #[inline]
    fn number(&mut self) -> Option<u64> {
        number::read(&mut self.bytes)
    }

    /// How many of something follow, each of at least a byte.
    fn count(&mut self) -> Option<usize> {
        let count = self.number()? as usize;
        (count <= self.bytes.len()).then_some(count)
    }

    fn text(&mut self) -> Option<Rc<str>> {
        let length = self.count()?;
        let text = std::str::from_utf8(self.bytes.split_off(..length)?).ok()?;
        Some(if self.hollow { self.nothing.clone() } else { text.into() })
    }

    fn name_id(&mut self) -> Option<NameId> {
        let number = self.number()?;
        ((number as usize) < self.tables.names.len()).then_some(NameId(number as u32))
    }

    fn object(&mut self) -> Option<ObjectId> {
        let distance = self.number()?;
        self.object_at(distance)
    }

    #[inline]
    fn object_at(&mut self, distance: u64) -> Option<ObjectId> {
        let number = self.position.last_object.wrapping_add(unzigzag(distance) as u64);
        self.position.last_object = number;
        (number < 1 << 60).then_some(ObjectId(number))
    }

    #[inline]
    fn word(&mut self) -> Option<Word> {
        let n = self.number()?;
        if n & 1 == 0 {
            return Some(Word::int(unzigzag(n >> 1)));
        }
        if n & 3 == tag::form::OBJECT {
            return Some(Word::of_object(self.object_at(n >> 2)?));
        }
        if n & 7 == tag::form::SPECIAL {
            return Some(Word::immediate(n >> 3 << 3 | 4));
        }
        let kept = (n >> 3) as usize;
        let mut word = [0; 8];
        word.get_mut(..kept)?.copy_from_slice(self.bytes.split_off(..kept)?);
        let word = u64::from_be_bytes(word).rotate_left(3);
        (word & 7 != 0).then(|| Word::immediate(word))
    }

    fn words(&mut self) -> Option<Vec<Word>> {
        let count = self.count()?;
        self.so_many(count, Reader::word)
    }

    /// So many of something, one after the other.
    fn so_many<T>(&mut self, count: usize, mut read: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut all = Vec::with_capacity(if self.hollow { 0 } else { count });
        for _ in 0..count {
            let one = read(self)?;
            if !self.hollow {
                all.push(one);
            }
        }
        Some(all)
    }

    fn at(&mut self) -> Option<u32> {
        if self.position.frames.is_empty() {
            return Some(0);
        }
        let distance = unzigzag(self.number()?);
        let mark = self.position.frames.last_mut()?;
        mark.at = mark.at.wrapping_add(distance as u32);
        Some(mark.at)
    }

    // ---- steps --------------------------------------------------------------------------------

    fn line_from_here(&mut self) -> Option<u32> {
        let distance = unzigzag(self.number()?);
        Some(self.position.frames.last()?.line.wrapping_add(distance as u32))
    }

    fn line(&mut self, line: u32) -> Option<Event> {
        self.position.frames.last_mut()?.line = line;
        Some(Event::Line { line })
    }

    fn call(&mut self, resumed: bool, first_line: bool) -> Option<Event> {
        let code = CodeId(self.number()? as u32);
        let facts = &self.tables.codes.get(code.0 as usize)?.0;
        let line =
            if first_line { facts.first_line } else { facts.first_line.wrapping_add(unzigzag(self.number()?) as u32) };
        self.position.frames.push(Mark { code, line, at: 0 });
        let count = if resumed { 0 } else { facts.argument_registers() };
        // All locals will stand where the arguments do.
        let room = if self.hollow || resumed { 0 } else { facts.local_names.len().max(count) };
        let mut arguments = Vec::with_capacity(room);
        for _ in 0..count {
            let word = self.word()?;
            if !self.hollow {
                arguments.push(word);
            }
        }
        Some(Event::Call { code, line, resumed, arguments })
    }

    fn leave(&mut self, how: Leaving, here: bool) -> Option<Event> {
        let line = if here { self.position.frames.last()?.line } else { self.line_from_here()? };
        let value = if how == Leaving::Unwind { Word::UNBOUND } else { self.word()? };
        self.position.frames.pop();
        Some(Event::Leave { how, line, value })
    }

    fn name(&mut self, tag: u8) -> Option<Name> {
        let n = self.number()? as u32;
        Some(match tag {
            tag::BIND_LOCAL | tag::UNBIND_LOCAL => Name::Local(n),
            _ => Name::Global(n),
        })
    }

    // ---- objects --------------------------------------------------------------------------------

    fn birth(&mut self) -> Option<Event> {
        let class = ClassId(self.number()? as u32);
        let object = ObjectId(self.position.next_object);
        self.position.next_object += 1;
        let (content, attributes) = self.content(class)?;
        Some(Event::Birth { object, class, content, attributes })
    }

    fn content(&mut self, class: ClassId) -> Option<(Content, Vec<(NameId, Word)>)> {
        let tables = self.tables;
        let class = tables.classes.get(class.0 as usize)?;
        let content = match self.byte()? {
            0 => Content::Value { length: self.number()?, text: self.text()? },
            1 => Content::List(self.words()?),
            2 => Content::Tuple(self.words()?),
            3 => Content::Set(self.words()?),
            4 => {
                let count = self.count()?;
                Content::Dict(self.so_many(count, |reader| Some((reader.word()?, reader.word()?)))?)
            }
            5 => {
                self.count()?;
                Content::Cell(self.word()?)
            }
            6 => {
                self.number()?;
                Content::Instance
            }
            7 => {
                let (name, code) = (self.name_id()?, CodeId(self.number()? as u32));
                self.tables.codes.get(code.0 as usize)?;
                Content::Generator { name, code, finished: self.byte()? != 0, arguments: self.words()? }
            }
            8 => Content::Other(Box::new(self.other(&class.name)?)),
            13 => {
                self.count()?;
                Content::Joined { left: self.word()?, right: self.word()? }
            }
            10 => {
                self.count()?;
                Content::Float(self.raw_float()?)
            }
            11 => {
                self.count()?;
                Content::Complex(self.raw_float()?, self.raw_float()?)
            }
            12 => {
                let n = self.number()?;
                Content::Int { negative: n & 1 != 0, bits: n >> 1, bytes: self.bytes_of()? }
            }
            9 => Content::Module { name: self.name_id()?, namespace: self.word()? },
            _ => return None,
        };
        let count = self.count()?;
        Some((content, self.so_many(count, |reader| Some((reader.name_id()?, reader.word()?)))?))
    }

    fn raw_float(&mut self) -> Option<f64> {
        Some(f64::from_le_bytes(self.bytes.split_off(..8)?.try_into().ok()?))
    }

    fn other(&mut self, class: &Rc<str>) -> Option<Other> {
        let count = self.count()?;
        let given = self.byte()?;
        let kind = *Kind::ALL.get((given & facts::KIND) as usize)?;
        let text = match given & facts::TEXT {
            facts::CLASS_NAME => class.clone(),
            facts::NAME => self.tables.names[self.name_id()?.0 as usize].clone(),
            facts::TEXT => return None,
            _ => self.text()?,
        };
        let parts = (0..count).map(|place| Some((self.label(place)?, self.word()?)));
        let parts = parts.collect::<Option<Vec<_>>>()?;
        Some(Other { kind, mutable: given & facts::MUTABLE != 0, paused: given & facts::PAUSED != 0, text, parts })
    }

    fn label(&mut self, place: usize) -> Option<Label> {
        let n = self.number()?;
        let name = |n: u64| ((n as usize) < self.tables.names.len()).then_some(NameId(n as u32));
        Some(match n & 7 {
            0 => Label::Member,
            1 => Label::Index((place as u64).wrapping_add(unzigzag(n >> 3) as u64)),
            2 => Label::Attribute(name(n >> 3)?),
            3 => Label::Default(name(n >> 3)?),
            4 => Label::Closure(name(n >> 3)?),
            5 => Label::Local(name(n >> 3)?),
            6 => Label::Text(name(n >> 3)?),
            _ => return None,
        })
    }

    fn change(&mut self, tag: u8) -> Option<Event> {
        let op = *Op::ALL.get((tag - tag::CHANGE) as usize)?;
        let object = self.object()?;
        let at = self.at()?;
        let change = match op {
            Op::Push => Change::Push(self.word()?),
            Op::Set => Change::Set(self.number()?, self.word()?),
            Op::Insert => Change::Insert(self.number()?, self.word()?),
            Op::Remove => Change::Remove(self.number()?),
            Op::Splice => Change::Splice { start: self.number()?, removed: self.number()?, items: self.words()? },
            Op::Replace => Change::Replace(self.words()?),
            Op::Reverse => Change::Reverse,
            Op::Clear => Change::Clear,
            Op::SetKey => Change::SetKey(self.word()?, self.word()?),
            Op::DeleteKey => Change::DeleteKey(self.word()?),
            Op::KeyFirst => Change::MoveKey { key: self.word()?, to_end: false },
            Op::KeyLast => Change::MoveKey { key: self.word()?, to_end: true },
            Op::Add => Change::Add(self.word()?),
            Op::Discard => Change::Discard(self.word()?),
            Op::SetAttribute => Change::SetAttribute(self.name_id()?, self.word()?),
            Op::DeleteAttribute => Change::DeleteAttribute(self.name_id()?),
            Op::SetNamed => {
                let code = self.position.frames.last()?.code;
                Change::SetAttribute(self.tables.attribute_name(code, at)?, self.word()?)
            }
            Op::Advance => {
                let count = self.count()?;
                let parts = (0..count).map(|_| Some((self.number()?, self.word()?)));
                Change::Advance(parts.collect::<Option<Vec<_>>>()?)
            }
            Op::SetCell => Change::SetCell(self.word()?),
            Op::Anew => {
                let what = *Mutation::ALL.get(self.byte()? as usize)?;
                let class = ClassId(self.number()? as u32);
                let (content, attributes) = self.content(class)?;
                Change::Anew { what, class, content, attributes }
            }
        };
        Some(Event::Change { object, at, change })
    }

    fn copy(&mut self, deep: bool) -> Option<Event> {
        Some(Event::Copy { source: self.object()?, result: self.object()?, deep, at: self.at()? })
    }

    fn bytes_of(&mut self) -> Option<Rc<[u8]>> {
        let length = self.count()?;
        Some(self.bytes.split_off(..length)?.into())
    }
}

impl Iterator for Reader<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let tag = self.byte()?;
        match tag {
            tag::NEAR..tag::SHORT => {
                let line = self.position.frames.last()?.line;
                self.line(line.wrapping_add((tag - tag::NEAR) as u32).wrapping_sub(tag::NEAR_BEFORE))
            }
            tag::LINE => {
                let line = self.line_from_here()?;
                self.line(line)
            }
            tag::CALL => self.call(false, true),
            tag::CALL_AT => self.call(false, false),
            tag::RESUME => self.call(true, false),
            tag::RETURN_HERE => self.leave(Leaving::Return, true),
            tag::RETURN => self.leave(Leaving::Return, false),
            tag::YIELD => self.leave(Leaving::Yield, false),
            tag::UNWIND => self.leave(Leaving::Unwind, false),
            tag::EXCEPTION => Some(Event::Exception { line: self.line_from_here()?, value: self.word()? }),
            tag::BIND_LOCAL | tag::BIND_GLOBAL => Some(Event::Bind { name: self.name(tag)?, value: self.word()? }),
            tag::UNBIND_LOCAL | tag::UNBIND_GLOBAL => Some(Event::Unbind { name: self.name(tag)? }),
            tag::NEXT => Some(Event::Change { object: self.object()?, at: self.at()?, change: Change::Next }),
            tag::DEATH => Some(Event::Death { object: self.object()? }),
            tag::GENERATOR => Some(Event::Generator { object: self.object()? }),
            tag::FUNCTION => Some(Event::Function { object: self.object()? }),
            tag::NAMESPACE => Some(Event::Namespace { object: self.object()? }),
            tag::CELL => Some(Event::Cell { register: self.number()? as u32, cell: self.object()? }),
            tag::BIRTH => self.birth(),
            tag::COPY => self.copy(false),
            tag::DEEP_COPY => self.copy(true),
            tag::OUTPUT => Some(Event::Output { stream: self.byte()?, bytes: self.bytes_of()? }),
            tag::ANSWER => Some(Event::Answer { question: self.byte()?, bytes: self.bytes_of()? }),
            follows if follows > tag::FOLLOWS => {
                let code = self.position.frames.last()?.code;
                Some(Event::Follow { at: self.tables.following(code, follows - tag::FOLLOWS)? })
            }
            short if short >= tag::SHORT => {
                Some(Event::Bind { name: Name::Local((short - tag::SHORT) as u32), value: self.word()? })
            }
            change if change >= tag::CHANGE => self.change(change),
            _ => None,
        }
    }
}
