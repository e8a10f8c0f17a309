//! One stream of bytes: an event is a tag and a few small numbers, written as differences.
//!
//! Objects have numbers, given when the tape first speaks of them; what they hold is written then, before the event
//! that mentions them. A death frees the address, so that the next object there gets a number of its own. What the
//! code and earlier events determine (the names behind numbers, unbinding at a frame's end) is not written.

use std::rc::Rc;

use bytecode::Code;
use rustc_hash::FxHashMap;

use crate::content::{Class, ClassId, CodeId, Label, NameId, Other};
use crate::event::{Leaving, Mutation, Name};
use crate::number::{self, LONGEST, zigzag};
use crate::table::{self, Tables};
use crate::tag;

/// The tape of a run: appended to, read by [`crate::Reader`].
#[derive(Default)]
pub struct Tape {
    bytes: Vec<u8>,
    tables: Tables,
    /// The tables as they are written.
    table_bytes: Vec<u8>,
    /// The numbers of names, by the addresses of the machine's interned strings, and by text.
    name_words: FxHashMap<u64, NameId>,
    name_texts: FxHashMap<Rc<str>, NameId>,
    /// The numbers of the objects alive, by address.
    numbers: FxHashMap<u64, u64>,
    next_object: u64,
    last_object: u64,
    /// Each frame that the tape knows, innermost last.
    frames: Vec<Mark>,
    steps: u64,
    mutations: u64,
    /// Where the tape is kept while it is written; without one it grows here.
    sink: Option<Box<dyn Sink>>,
    /// How much of `bytes` and of the tables the sink knows.
    published: usize,
    tables_published: usize,
    /// Bytes of the segments that the sink has got whole.
    sealed: u64,
}

/// Keeps a tape outside the process while it is written.
pub trait Sink {
    /// More entries of the tables, before any event needs them.
    fn tables(&mut self, bytes: &[u8]);
    /// More bytes of the open segment, up to the end of an event. False where it has no room for them: then the
    /// segment is sealed.
    fn publish(&mut self, bytes: &[u8]) -> bool;
    /// The open segment is over: all its bytes.
    fn seal(&mut self, segment: Vec<u8>);
    /// The tape is at its end.
    fn finish(&mut self) -> std::io::Result<()>;
}

/// A segment is sealed when it has this many bytes.
const SEGMENT: usize = 1 << 20;

/// Where a frame is.
struct Mark {
    line: u32,
    /// Its first line is a step of its own, whichever it is.
    fresh: bool,
    /// The instruction of its last mutation.
    at: u32,
}

impl Tape {
    pub fn new() -> Tape {
        Tape { next_object: 1, ..Tape::default() }
    }

    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn mutations(&self) -> u64 {
        self.mutations
    }

    /// Gives the tape to a sink from now on.
    pub fn keep(&mut self, sink: Box<dyn Sink>) {
        self.sink = Some(sink);
    }

    pub fn is_kept(&self) -> bool {
        self.sink.is_some()
    }

    /// How many bytes the tape has come to, tables included.
    pub fn length(&self) -> u64 {
        self.sealed + self.bytes.len() as u64 + self.table_bytes.len() as u64
    }

    /// Lets the sink know what was written since.
    #[inline]
    fn publish(&mut self) {
        if self.sink.is_some() {
            self.publish_now();
        }
    }

    #[inline(never)]
    fn publish_now(&mut self) {
        let Some(sink) = &mut self.sink else { return };
        if self.tables_published < self.table_bytes.len() {
            sink.tables(&self.table_bytes[self.tables_published..]);
            self.tables_published = self.table_bytes.len();
        }
        let room = sink.publish(&self.bytes[self.published..]);
        self.published = self.bytes.len();
        if !room || self.published >= SEGMENT {
            self.sealed += self.published as u64;
            sink.seal(std::mem::replace(&mut self.bytes, Vec::with_capacity(SEGMENT + SEGMENT / 8)));
            self.published = 0;
        }
    }

    /// The tape is at its end: the sink gets the rest.
    pub fn finish(&mut self) -> std::io::Result<()> {
        self.publish();
        let Some(mut sink) = self.sink.take() else { return Ok(()) };
        if self.published > 0 {
            sink.seal(std::mem::take(&mut self.bytes));
        }
        sink.finish()
    }

    /// How many objects the tape has spoken of.
    pub fn objects(&self) -> u64 {
        self.next_object - 1
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

    // ---- tables -----------------------------------------------------------------------------

    /// Gives a body of code its number; `globals` is that of the dict that is its globals.
    pub fn add_code(&mut self, code: &Rc<Code>, globals: u64) -> CodeId {
        table::write_code(code, globals, &mut self.table_bytes);
        self.tables.codes.push((code.clone(), globals));
        CodeId(self.tables.codes.len() as u32 - 1)
    }

    pub fn add_class(&mut self, class: Class) -> ClassId {
        table::write_class(&class, &mut self.table_bytes);
        self.tables.classes.push(Rc::new(class));
        ClassId(self.tables.classes.len() as u32 - 1)
    }

    /// Keeps the text of a source file.
    pub fn add_source(&mut self, file: &Rc<str>, source: &str) {
        table::write_source(file, source, &mut self.table_bytes);
        self.tables.sources.push((file.clone(), source.into()));
    }

    /// The tables as bytes, for [`Tables::read`].
    pub fn table_bytes(&self) -> &[u8] {
        &self.table_bytes
    }

    /// The number of an interned string of the machine, by its address.
    #[inline]
    pub fn name(&mut self, word: u64, text: impl FnOnce() -> String) -> NameId {
        if let Some(&name) = self.name_words.get(&word) {
            return name;
        }
        let name = self.name_text(&text());
        self.name_words.insert(word, name);
        name
    }

    /// The number of any text.
    pub fn name_text(&mut self, text: &str) -> NameId {
        if let Some(&name) = self.name_texts.get(text) {
            return name;
        }
        table::write_name(text, &mut self.table_bytes);
        let text: Rc<str> = text.into();
        let name = NameId(self.tables.names.len() as u32);
        self.tables.names.push(text.clone());
        self.name_texts.insert(text, name);
        name
    }

    // ---- objects ------------------------------------------------------------------------------

    /// The number of the object at this address, if the tape has spoken of it.
    #[inline]
    pub fn number_of(&self, word: u64) -> Option<u64> {
        self.numbers.get(&word).copied()
    }

    /// Gives the object at this address its number. Its birth is to be written before anything that mentions it,
    /// births in the order of their numbers.
    pub fn adopt(&mut self, word: u64) -> u64 {
        let number = self.next_object;
        self.next_object += 1;
        self.numbers.insert(word, number);
        number
    }

    /// The object at this address is no more.
    pub fn death(&mut self, word: u64) {
        if let Some(number) = self.numbers.remove(&word) {
            self.bytes.push(tag::DEATH);
            self.distance(number);
        }
    }

    /// Begins what is written of an object for the first time: then its content, then its attributes.
    pub fn birth(&mut self, class: ClassId) {
        self.tagged(tag::BIRTH, class.0 as u64);
    }

    /// Begins a content of so many words, to be written with [`Tape::word`].
    pub fn content(&mut self, form: Form, count: usize) {
        self.bytes.push(form as u8);
        self.number(count as u64);
    }

    /// A content that is a value, as it is written.
    pub fn content_value(&mut self, text: &str, length: usize) {
        self.content(Form::Value, length);
        self.text(text);
    }

    /// A generator; so many arguments follow.
    pub fn content_generator(&mut self, name: NameId, code: CodeId, finished: bool, arguments: usize) {
        self.content(Form::Generator, name.0 as usize);
        self.number(code.0 as u64);
        self.bytes.push(finished as u8);
        self.number(arguments as u64);
    }

    /// A content of any other kind; its words are the machine's.
    pub fn content_other(&mut self, other: &Other, words: &[u64]) {
        self.content(Form::Other, other.parts.len());
        self.bytes.push(other.kind as u8 | (other.mutable as u8) << 5 | (other.paused as u8) << 6);
        self.text(&other.text);
        for (place, ((label, _), &word)) in other.parts.iter().zip(words).enumerate() {
            self.label(*label, place);
            self.word(word);
        }
    }

    fn label(&mut self, label: Label, place: usize) {
        let (form, number) = match label {
            Label::Member => (0, 0),
            Label::Index(index) => (1, zigzag(index as i64 - place as i64)),
            Label::Attribute(name) => (2, name.0 as u64),
            Label::Default(name) => (3, name.0 as u64),
            Label::Closure(name) => (4, name.0 as u64),
            Label::Local(name) => (5, name.0 as u64),
            Label::Text(name) => (6, name.0 as u64),
        };
        self.number(number << 3 | form);
    }

    /// Begins the attributes of an object: so many names with their words.
    pub fn attributes(&mut self, count: usize) {
        self.number(count as u64);
    }

    pub fn attribute(&mut self, name: NameId, word: u64) {
        self.number(name.0 as u64);
        self.word(word);
    }

    /// Is the tape in a frame that it knows?
    fn inside(&self) -> bool {
        !self.frames.is_empty()
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
        self.publish();
        true
    }

    /// A frame of a code begins, with so many arguments, to be written with [`Tape::word`].
    pub fn call(&mut self, code: CodeId, line: u32, arguments: usize) {
        self.enter(tag::CALL, code, Mark { line, fresh: true, at: 0 });
        self.number(arguments as u64);
    }

    /// A frame goes on at the line where it was left.
    pub fn resume(&mut self, code: CodeId, line: u32) {
        self.enter(tag::RESUME, code, Mark { line, fresh: false, at: 0 });
    }

    fn enter(&mut self, tag: u8, code: CodeId, mark: Mark) {
        self.steps += 1;
        self.tagged(tag, code.0 as u64);
        let first = self.tables.codes.get(code.0 as usize).map_or(0, |(code, _)| code.first_line);
        self.number(zigzag(mark.line as i64 - first as i64));
        self.frames.push(mark);
    }

    /// The frame that was just called is that of this function, generator or namespace.
    pub fn frame_of(&mut self, what: FrameOf, word: u64) {
        self.bytes.push(match what {
            FrameOf::Generator => tag::GENERATOR,
            FrameOf::Function => tag::FUNCTION,
            FrameOf::Namespace => tag::NAMESPACE,
        });
        self.object(word);
    }

    /// A local variable of the running frame stands in a cell.
    pub fn cell(&mut self, register: u16, word: u64) {
        if self.inside() {
            self.tagged(tag::CELL, register as u64);
            self.object(word);
        }
    }

    /// The running frame is left, with a value where it returns or yields one.
    pub fn leave(&mut self, how: Leaving, line: u32, value: u64) {
        self.publish();
        let Some(last) = self.frames.pop() else {
            return;
        };
        self.steps += 1;
        let distance = zigzag(line as i64 - last.line as i64);
        match how {
            Leaving::Return if distance == 0 => self.bytes.push(tag::RETURN_HERE),
            Leaving::Return => self.tagged(tag::RETURN, distance),
            Leaving::Yield => self.tagged(tag::YIELD, distance),
            Leaving::Unwind => return self.tagged(tag::UNWIND, distance),
        }
        self.word(value);
    }

    pub fn exception(&mut self, line: u32, value: u64) {
        let Some(last) = self.frames.last() else {
            return;
        };
        self.steps += 1;
        self.tagged(tag::EXCEPTION, zigzag(line as i64 - last.line as i64));
        self.word(value);
    }

    // ---- names --------------------------------------------------------------------------------

    /// A local variable is bound.
    #[inline]
    pub fn bind_local(&mut self, register: u16, word: u64) {
        if !self.inside() {
            return;
        }
        if register < (256 - tag::SHORT as usize) as u16 {
            self.bytes.push(tag::SHORT + register as u8);
        } else {
            self.tagged(tag::BIND_LOCAL, register as u64);
        }
        self.word(word);
    }

    pub fn bind(&mut self, name: Name, word: u64) {
        if let Name::Local(register) = name {
            return self.bind_local(register as u16, word);
        }
        if self.named(name, 0) {
            self.word(word);
        }
    }

    pub fn unbind(&mut self, name: Name) {
        self.named(name, tag::UNBIND_LOCAL - tag::BIND_LOCAL);
    }

    /// The tag and number of a name; false outside any frame of the tape.
    fn named(&mut self, name: Name, offset: u8) -> bool {
        if !self.inside() {
            return false;
        }
        let (tag, number) = match name {
            Name::Local(n) => (tag::BIND_LOCAL, n),
            Name::Global(n) => (tag::BIND_GLOBAL, n),
        };
        self.tagged(tag + offset, number as u64);
        true
    }

    // ---- mutations ----------------------------------------------------------------------------

    /// Begins a mutation of the object at an address by the instruction `at` of the running frame. What it needs
    /// follows: words with [`Tape::word`], numbers with [`Tape::place`].
    #[inline]
    pub fn change(&mut self, op: Op, object: u64, at: u32) {
        self.mutations += 1;
        self.bytes.push(tag::CHANGE + op as u8);
        self.object(object);
        self.at(at);
    }

    pub fn place(&mut self, place: usize) {
        self.number(place as u64);
    }

    /// The operation of a mutation that writes its object anew, and its class: then its content and attributes.
    pub fn anew(&mut self, what: Mutation, class: ClassId) {
        self.bytes.push(what as u8);
        self.number(class.0 as u64);
    }

    /// An object was made from another, whose parts it has.
    pub fn copy(&mut self, source: u64, result: u64, deep: bool, at: u32) {
        self.bytes.push(if deep { tag::DEEP_COPY } else { tag::COPY });
        self.object(source);
        self.object(result);
        self.at(at);
    }

    fn at(&mut self, at: u32) {
        if let Some(mark) = self.frames.last_mut() {
            let distance = zigzag(at as i64 - mark.at as i64);
            mark.at = at;
            self.number(distance);
        }
    }

    // ---- the world outside ------------------------------------------------------------------------

    pub fn output(&mut self, stream: u8, bytes: &[u8]) {
        self.bytes.push(tag::OUTPUT);
        self.bytes.push(stream);
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    pub fn answer(&mut self, question: u8, bytes: &[u8]) {
        self.bytes.push(tag::ANSWER);
        self.bytes.push(question);
        self.number(bytes.len() as u64);
        self.bytes.extend_from_slice(bytes);
    }

    // ---- bytes ----------------------------------------------------------------------------------

    /// A value, by the machine's word: an object that has a number, or an immediate. Small integers end in 11: the
    /// tape knows that much of the machine's words.
    #[inline]
    pub fn word(&mut self, word: u64) {
        if word & 3 == 3 {
            // 62 bits: they fit.
            self.number(zigzag(word as i64 >> 2) << 2 | tag::form::SMALL)
        } else if word & 7 == 0 {
            match self.number_of(word) {
                Some(number) => {
                    let distance = zigzag(number as i64 - self.last_object as i64);
                    self.last_object = number;
                    self.number(distance << 2 | tag::form::OBJECT);
                }
                // Nobody adopted it: there is nothing that could be said of it.
                None => self.number(4 << 2 | tag::form::OTHER),
            }
        } else if word < 1 << 10 {
            self.number(word << 2 | tag::form::OTHER)
        } else {
            self.whole(word)
        }
    }

    /// A float: the bytes of its word, turned so that the zeros at its end come last and can be left out.
    fn whole(&mut self, word: u64) {
        let turned = word.rotate_right(3);
        let kept = 8 - (turned.trailing_zeros().min(56) / 8) as usize;
        self.bytes.push((kept as u8) << 2 | tag::form::WHOLE as u8);
        self.bytes.extend_from_slice(&turned.to_be_bytes()[..kept]);
    }

    /// An object that has a number.
    #[inline]
    fn object(&mut self, word: u64) {
        let number = self.number_of(word).unwrap_or(0);
        self.distance(number);
    }

    #[inline]
    fn distance(&mut self, number: u64) {
        let distance = zigzag(number as i64 - self.last_object as i64);
        self.last_object = number;
        self.number(distance);
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.bytes.extend_from_slice(text.as_bytes());
    }

    #[inline]
    fn tagged(&mut self, tag: u8, n: u64) {
        let mut piece = [0; 1 + LONGEST];
        piece[0] = tag;
        let length = 1 + number::write(&mut piece[1..], n);
        self.bytes.extend_from_slice(&piece[..length]);
    }

    #[inline]
    fn number(&mut self, n: u64) {
        if n < 0x80 {
            return self.bytes.push(n as u8);
        }
        let mut piece = [0; LONGEST];
        let length = number::write(&mut piece, n);
        self.bytes.extend_from_slice(&piece[..length]);
    }
}

/// What a frame belongs to.
#[derive(Clone, Copy)]
pub enum FrameOf {
    Generator,
    Function,
    Namespace,
}

/// How a content is written.
#[derive(Clone, Copy)]
#[repr(u8)]
pub enum Form {
    Value,
    List,
    Tuple,
    Set,
    Dict,
    Cell,
    Instance,
    Generator,
    Other,
    Module,
}

/// The mutations that the tape knows, in the order of their tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u8)]
pub enum Op {
    Push,
    Set,
    Insert,
    Remove,
    Splice,
    Replace,
    Reverse,
    Clear,
    SetKey,
    DeleteKey,
    KeyFirst,
    KeyLast,
    Add,
    Discard,
    SetAttribute,
    DeleteAttribute,
    SetCell,
    Anew,
}

impl Op {
    pub(crate) const ALL: [Op; 18] = [
        Op::Push,
        Op::Set,
        Op::Insert,
        Op::Remove,
        Op::Splice,
        Op::Replace,
        Op::Reverse,
        Op::Clear,
        Op::SetKey,
        Op::DeleteKey,
        Op::KeyFirst,
        Op::KeyLast,
        Op::Add,
        Op::Discard,
        Op::SetAttribute,
        Op::DeleteAttribute,
        Op::SetCell,
        Op::Anew,
    ];
}
