//! One stream of bytes: an event is a tag and a few small numbers, written as differences.
//!
//! Objects have numbers, given when the tape first speaks of them; what they hold is written then, before the event
//! that mentions them. A death frees the address, so that the next object there gets a number of its own. What the
//! code and earlier events determine (the names behind numbers, unbinding at a frame's end) is not written.

mod follow;

use std::rc::Rc;
use std::time::Duration;

use bytecode::Code;
use rustc_hash::FxHashMap;

use crate::content::{Class, ClassId, CodeId, Kind, Label, NameId, Text};
use crate::event::{Leaving, Mutation, Name};
use crate::form::{Form, FrameOf, Op, facts};
use crate::identity::Numbers;
use crate::number::{ENCODED, LONG, encode, zigzag};
use crate::pen::{Pen, ROOM_HEAD, Room};
use crate::table::{self, Tables};
use crate::tag;

/// The tape of a run: appended to, read by [`crate::Reader`].
#[derive(Default)]
pub struct Tape {
    pen: Pen,
    /// Where the running frame is; the frames that it was called from stand in `frames`, after one of nobody.
    here: Mark,
    frames: Vec<Mark>,
    steps: u64,
    mutations: u64,
    last_object: u64,
    next_object: u64,
    /// The numbers of the objects alive, by address.
    numbers: Numbers,
    /// Those of strings that have grown: dead, which is yet to be told.
    outgrown: Vec<u64>,
    tables: Tables,
    bodies: Vec<Body>,
    /// The low bits of the numbers of all globals, as a set.
    globals: u64,
    /// The tables as they are written, and how much of that the sink knows.
    table_bytes: Vec<u8>,
    tables_published: usize,
    /// The numbers of names, by the addresses of the machine's interned strings.
    name_words: FxHashMap<u64, NameId>,
    /// Where the tape is kept while it is written; without one its segments stay here.
    sink: Option<Box<dyn Sink>>,
    segments: Vec<Box<[u8]>>,
    /// How many segments were sealed, and their bytes.
    sealed: (u32, u64),
}

/// Keeps a tape outside the process while it is written.
pub trait Sink {
    /// More entries of the tables, before any event needs them.
    fn tables(&mut self, bytes: &[u8]);
    /// Room for the next segment. The one before is full: so many of its bytes are used.
    fn room(&mut self, full: Option<(Room, usize)>) -> Option<Room>;
    /// The tape is at its end, after so many steps. How much CPU time the keeping took on other threads.
    fn finish(&mut self, last: Option<(Room, usize)>, steps: u64) -> std::io::Result<Duration>;
}

/// What a frame that begins needs of its code.
#[derive(Clone, Copy)]
pub struct Body {
    /// The number of the dict that is its globals, and its address, while it lives.
    globals: u64,
    place: u64,
    /// How a call of it begins: a tag and a number.
    head: u64,
    length: u8,
    pub first_line: u32,
    pub arguments: u16,
    /// It uses variables of enclosing functions.
    pub closes: bool,
}

/// A segment is sealed when it has this many bytes, wherever in an event that is.
pub const SEGMENT: usize = 1 << 20;

/// The last register whose binding has a tag of its own.
const SHORTEST: u16 = (tag::FOLLOWS - tag::SHORT) as u16;

/// Where a frame is.
#[derive(Clone, Copy, Default)]
struct Mark {
    line: u32,
    /// The instruction of its last mutation.
    at: u32,
    /// Its first line is a step of its own, whichever it is.
    fresh: bool,
    /// Some temporary holds what does not follow from its variables.
    lost: bool,
}

impl Tape {
    pub fn new() -> Tape {
        Tape { next_object: 1, ..Tape::default() }
    }

    /// All events, where no sink has them.
    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = self.segments.concat();
        bytes.extend_from_slice(self.pen.written());
        bytes
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    #[inline(always)]
    pub fn steps(&self) -> u64 {
        self.steps
    }

    pub fn mutations(&self) -> u64 {
        self.mutations
    }

    /// Gives the tape to a sink from now on; it has no event yet.
    pub fn keep(&mut self, sink: Box<dyn Sink>) {
        self.pen.leave();
        self.sink = Some(sink);
    }

    pub fn is_kept(&self) -> bool {
        self.sink.is_some()
    }

    /// How many bytes the tape has come to, tables included.
    pub fn length(&self) -> u64 {
        self.sealed.1 + self.pen.written().len() as u64 + self.table_bytes.len() as u64
    }

    /// The pen is full, or the tables have grown.
    #[cold]
    #[inline(never)]
    fn put_slowly(&mut self, bits: u64, length: usize) {
        self.publish_tables();
        if !self.pen.go_on() {
            self.turn();
        }
        self.pen.put(bits, length);
    }

    /// Goes on with another segment.
    fn turn(&mut self) {
        let full = self.leave_room();
        let room = match (&mut self.sink, full) {
            (Some(sink), full) => sink.room(full),
            (None, Some((room, used))) => {
                self.segments.push(room.bytes(used)[ROOM_HEAD..].into());
                Some(room)
            }
            (None, None) => Room::new(vec![0; SEGMENT]),
        };
        if let Some(mut room) = room {
            self.sealed.0 += 1;
            room.begin(self.sealed.0);
            self.pen.enter(room);
        }
    }

    fn leave_room(&mut self) -> Option<(Room, usize)> {
        let full = self.pen.leave();
        self.sealed.1 += full.as_ref().map_or(0, |(_, used)| (used - ROOM_HEAD) as u64);
        full
    }

    fn publish_tables(&mut self) {
        if let Some(sink) = &mut self.sink
            && self.tables_published < self.table_bytes.len()
        {
            sink.tables(&self.table_bytes[self.tables_published..]);
            self.tables_published = self.table_bytes.len();
        }
    }

    /// The tape is at its end: the sink gets the rest. How much CPU time it took on other threads.
    pub fn finish(&mut self) -> std::io::Result<Duration> {
        self.publish_tables();
        let last = self.leave_room();
        let steps = self.steps;
        self.sink.take().map_or(Ok(Duration::ZERO), |mut sink| sink.finish(last, steps))
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
        self.here.fresh = true;
    }

    /// The line where the running frame is.
    #[inline(always)]
    pub fn here(&self) -> u32 {
        self.here.line
    }

    // ---- tables -----------------------------------------------------------------------------

    /// Gives a body of code its number; `globals` is that of the dict that is its globals.
    pub fn add_code(&mut self, code: &Rc<Code>, globals: u64) -> CodeId {
        table::write_code(code, globals, &mut self.table_bytes);
        self.pen.stop();
        let id = self.tables.add_code(code.clone(), globals);
        let (bits, length) = encode(id.0 as u64);
        self.bodies.push(Body {
            globals,
            place: 0,
            head: tag::CALL as u64 | bits << 8,
            length: length as u8 + 1,
            first_line: code.first_line,
            arguments: code.argument_registers() as u16,
            closes: !code.free_names.is_empty(),
        });
        self.globals |= 1 << (globals % 64);
        id
    }

    /// What the tape knows of a body of code with these globals, by their address.
    #[inline(always)]
    pub fn body(&mut self, code: CodeId, globals: u64) -> Option<Body> {
        let body = *self.bodies.get(code.0 as usize)?;
        if body.place == globals { Some(body) } else { self.find_body(code, globals) }
    }

    #[cold]
    #[inline(never)]
    fn find_body(&mut self, code: CodeId, globals: u64) -> Option<Body> {
        let number = self.number_of(globals)?;
        let body = self.bodies.get_mut(code.0 as usize).filter(|body| body.globals == number)?;
        body.place = globals;
        Some(*body)
    }

    pub fn add_class(&mut self, class: Class) -> ClassId {
        table::write_class(&class, &mut self.table_bytes);
        self.pen.stop();
        self.tables.classes.push(Rc::new(class));
        ClassId(self.tables.classes.len() as u32 - 1)
    }

    /// Keeps the text of a source file.
    pub fn add_source(&mut self, file: &Rc<str>, source: &str) {
        table::write_source(file, source, &mut self.table_bytes);
        self.pen.stop();
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
        if let Some(name) = self.tables.name_id(text) {
            return name;
        }
        table::write_name(text, &mut self.table_bytes);
        self.pen.stop();
        self.tables.add_name(text)
    }

    // ---- objects ------------------------------------------------------------------------------

    /// The number of the object at this address, if the tape has spoken of it.
    #[inline(always)]
    pub fn number_of(&self, word: u64) -> Option<u64> {
        Some(self.numbers.get(word)).filter(|number| *number != 0)
    }

    /// Gives the object at this address its number. Its birth is to be written before anything that mentions it,
    /// births in the order of their numbers.
    #[inline]
    pub fn adopt(&mut self, word: u64) -> u64 {
        let number = self.next_object;
        self.next_object += 1;
        self.numbers.set(word, number);
        number
    }

    /// The object at this address is no more.
    #[inline]
    pub fn death(&mut self, word: u64) {
        let number = self.numbers.take(word);
        if number != 0 {
            if self.globals >> (number % 64) & 1 != 0 {
                self.bodies.iter_mut().filter(|body| body.globals == number).for_each(|body| body.place = 0);
            }
            let distance = self.distance_to(number);
            self.tagged(tag::DEATH, distance);
        }
    }

    /// The string at this address has grown by the one at `right`: it is another object now. The one that it was dies
    /// when the next deaths are told.
    pub fn grown(&mut self, word: u64, class: ClassId, right: u64) {
        let before = self.numbers.take(word);
        self.adopt(word);
        self.birth(class);
        self.content(Form::Joined, 0);
        let left = self.distance_to(before) << 2 | tag::form::OBJECT;
        self.number(left);
        self.word(right);
        self.attributes(0);
        self.outgrown.push(before);
    }

    /// The new string at this address is the one at `left` and behind it the one at `right`.
    pub fn joined(&mut self, word: u64, class: ClassId, left: u64, right: u64) {
        self.adopt(word);
        self.birth(class);
        self.content(Form::Joined, 0);
        self.word(left);
        self.word(right);
        self.attributes(0);
    }

    /// Tells the deaths of strings that have grown.
    pub fn late_deaths(&mut self) {
        while let Some(number) = self.outgrown.pop() {
            let distance = self.distance_to(number);
            self.tagged(tag::DEATH, distance);
        }
    }

    /// Begins what is written of an object for the first time: then its content, then its attributes.
    pub fn birth(&mut self, class: ClassId) {
        self.tagged(tag::BIRTH, class.0 as u64);
    }

    /// Begins a content of so many words, to be written with [`Tape::word`].
    pub fn content(&mut self, form: Form, count: usize) {
        self.tagged(form as u8, count as u64);
    }

    /// A content that is a value, as it is written.
    pub fn content_value(&mut self, text: &str, length: usize) {
        self.content(Form::Value, length);
        self.text(text);
    }

    /// A float that is no immediate, or the two of a complex number.
    pub fn content_floats(&mut self, form: Form, floats: &[f64]) {
        self.content(form, 0);
        floats.iter().for_each(|float| self.put(float.to_bits(), 8));
    }

    /// A whole number of so many bits: the bytes of its magnitude, the lowest first, or none where they are too many.
    pub fn content_int(&mut self, negative: bool, bits: u64, bytes: &[u8]) {
        self.content(Form::Int, (bits << 1 | negative as u64) as usize);
        self.number(bytes.len() as u64);
        self.raw(bytes);
    }

    /// A generator; so many arguments follow.
    pub fn content_generator(&mut self, name: NameId, code: CodeId, finished: bool, arguments: usize) {
        self.content(Form::Generator, name.0 as usize);
        self.number(code.0 as u64);
        self.put(finished as u64, 1);
        self.number(arguments as u64);
    }

    /// A content of any other kind; so many parts follow, with [`Tape::part`].
    pub fn content_other(&mut self, kind: Kind, mutable: bool, paused: bool, text: &Text, parts: usize) {
        self.content(Form::Other, parts);
        let form = match text {
            Text::OfClass => facts::CLASS_NAME,
            Text::Name(_) => facts::NAME,
            Text::Own(_) => 0,
        };
        let flag = |is: bool, flag| if is { flag } else { 0 };
        let kind = kind as u8 | flag(mutable, facts::MUTABLE) | flag(paused, facts::PAUSED);
        self.put((kind | form) as u64, 1);
        match text {
            Text::OfClass => {}
            Text::Name(name) => self.number(name.0 as u64),
            Text::Own(text) => self.text(text),
        }
    }

    /// A part of such a content, by its place.
    pub fn part(&mut self, place: usize, label: Label, word: u64) {
        self.label(label, place);
        self.word(word);
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
        self.attribute_name(name);
        self.word(word);
    }

    /// The name of an attribute, whose word follows.
    pub fn attribute_name(&mut self, name: NameId) {
        self.number(name.0 as u64);
    }

    /// Is the tape in a frame that it knows?
    #[inline(always)]
    fn inside(&self) -> bool {
        !self.frames.is_empty()
    }

    // ---- steps ------------------------------------------------------------------------------

    /// A line begins, if the frame is not on it already; `again` where a loop comes back to it.
    #[inline(always)]
    pub fn line(&mut self, line: u32, again: bool) -> bool {
        let before = self.here.line;
        if before == line && !again && !self.here.fresh || !self.inside() {
            return false;
        }
        (self.here.fresh, self.here.lost) = (false, false);
        self.here.line = line;
        self.steps += 1;
        let near = line.wrapping_sub(before).wrapping_add(tag::NEAR_BEFORE);
        if near < tag::NEAR_COUNT {
            self.put((tag::NEAR as u32 + near) as u64, 1);
        } else {
            self.tagged(tag::LINE, zigzag(line as i64 - before as i64));
        }
        true
    }

    /// A line begins that is near the one before and not the same, as most are. False, and nothing is done, where it
    /// is another, or the pen is full.
    #[inline(always)]
    pub fn line_quickly(&mut self, line: u32) -> bool {
        let near = line.wrapping_sub(self.here.line).wrapping_add(tag::NEAR_BEFORE);
        if near >= tag::NEAR_COUNT || near == tag::NEAR_BEFORE || !self.pen.put((tag::NEAR as u32 + near) as u64, 1) {
            return false;
        }
        debug_assert!(self.inside());
        (self.here.fresh, self.here.lost) = (false, false);
        self.here.line = line;
        self.steps += 1;
        true
    }

    /// A frame of a code begins. Its arguments follow, as many as the code says, with [`Tape::word`].
    #[inline]
    pub fn call(&mut self, code: CodeId, line: u32) {
        let first = self.first_line(code);
        self.steps += 1;
        if line == first {
            self.tagged(tag::CALL, code.0 as u64);
        } else {
            self.tagged(tag::CALL_AT, code.0 as u64);
            self.number(zigzag(line as i64 - first as i64));
        }
        self.enter(Mark { line, fresh: true, lost: false, at: 0 });
    }

    fn first_line(&self, code: CodeId) -> u32 {
        self.bodies.get(code.0 as usize).map_or(0, |body| body.first_line)
    }

    /// A frame of this code begins at its first line. False, and nothing is done, where the pen is full.
    #[inline(always)]
    pub fn call_quickly(&mut self, body: Body) -> bool {
        if !self.pen.put(body.head, body.length as usize) {
            return false;
        }
        self.steps += 1;
        self.enter(Mark { line: body.first_line, fresh: true, lost: false, at: 0 });
        true
    }

    /// The frame of a generator goes on at the line where it was left.
    #[inline]
    pub fn resume(&mut self, code: CodeId, line: u32, generator: u64) {
        let first = self.first_line(code);
        self.steps += 1;
        self.tagged(tag::RESUME, code.0 as u64);
        self.number(zigzag(line as i64 - first as i64));
        self.enter(Mark { line, fresh: false, lost: false, at: 0 });
        self.frame_of(FrameOf::Generator, generator);
    }

    #[inline(always)]
    fn enter(&mut self, mark: Mark) {
        self.frames.push(std::mem::replace(&mut self.here, mark));
    }

    /// The frame that was just called is that of this function, generator or namespace.
    #[inline]
    pub fn frame_of(&mut self, what: FrameOf, word: u64) {
        let tag = match what {
            FrameOf::Generator => tag::GENERATOR,
            FrameOf::Function => tag::FUNCTION,
            FrameOf::Namespace => tag::NAMESPACE,
        };
        let distance = self.distance_to(self.numbers.get(word));
        self.tagged(tag, distance);
    }

    /// A local variable of the running frame stands in a cell.
    pub fn cell(&mut self, register: u16, word: u64) {
        if self.inside() {
            self.tagged(tag::CELL, register as u64);
            self.object(word);
        }
    }

    /// The running frame is left, with a value where it returns or yields one.
    #[inline]
    pub fn leave(&mut self, how: Leaving, line: u32, value: u64) {
        let distance = zigzag(line as i64 - self.here.line as i64);
        let Some(outer) = self.frames.pop() else {
            return;
        };
        self.here = outer;
        self.steps += 1;
        if how == Leaving::Return && distance == 0 {
            self.valued(tag::RETURN_HERE, value);
        } else {
            let tag = match how {
                Leaving::Return => tag::RETURN,
                Leaving::Yield => tag::YIELD,
                Leaving::Unwind => tag::UNWIND,
            };
            self.tagged(tag, distance);
            if how != Leaving::Unwind {
                self.word(value);
            }
        }
    }

    /// The running frame returns a value on the line where it is. False, and nothing is done, where it is another line,
    /// or that takes more.
    #[inline(always)]
    pub fn return_quickly(&mut self, line: u32, value: u64) -> bool {
        if line != 0 && line != self.here.line {
            return false;
        }
        let told = match value & 3 {
            1 | 2 => self.float_quickly(tag::RETURN_HERE, value),
            _ => self.valued_quickly(tag::RETURN_HERE, value),
        };
        if !told {
            return false;
        }
        self.here = self.frames.pop().unwrap_or_default();
        self.steps += 1;
        true
    }

    pub fn exception(&mut self, line: u32, value: u64) {
        if self.inside() {
            self.steps += 1;
            self.tagged(tag::EXCEPTION, zigzag(line as i64 - self.here.line as i64));
            self.word(value);
        }
    }

    // ---- names --------------------------------------------------------------------------------

    /// A local variable is bound.
    #[inline(always)]
    pub fn bind_local(&mut self, register: u16, word: u64) {
        if !self.inside() {
            return;
        }
        if register <= SHORTEST {
            self.valued(tag::SHORT + register as u8, word);
        } else {
            self.tagged(tag::BIND_LOCAL, register as u64);
            self.word(word);
        }
    }

    /// The same; false, and nothing is done, where that takes more than a few instructions.
    #[inline(always)]
    pub fn bind_quickly(&mut self, register: u16, word: u64) -> bool {
        debug_assert!(self.inside());
        if register > SHORTEST {
            return false;
        }
        let tag = tag::SHORT + register as u8;
        // What is neither an integer nor an object nor a special is a float.
        if word & 3 == 1 || word & 3 == 2 {
            return self.float_quickly(tag, word);
        }
        self.valued_quickly(tag, word)
    }

    #[inline(always)]
    fn float_quickly(&mut self, tag: u8, word: u64) -> bool {
        let turned = word.rotate_right(3);
        let kept = 8 - (turned.trailing_zeros().min(56) / 8) as usize;
        let (bits, length) = encode((kept as u64) << 3 | tag::form::FLOAT);
        let put = self.pen.put(tag as u64 | bits << 8, length + 1);
        if put {
            self.put(turned.swap_bytes(), kept);
        }
        put
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
        self.change_tagged(tag::CHANGE + op as u8, object, at);
    }

    /// The iterator at an address goes on by one.
    pub fn next(&mut self, iterator: u64, at: u32) {
        self.change_tagged(tag::NEXT, iterator, at);
    }

    #[inline]
    fn change_tagged(&mut self, tag: u8, object: u64, at: u32) {
        self.mutations += 1;
        let distance = self.distance_to(self.numbers.get(object));
        let moved = zigzag(at as i64 - self.here.at as i64);
        if !self.inside() {
            return self.tagged(tag, distance);
        }
        self.here.at = at;
        // Three bytes each, and the tag.
        if distance | moved < 1 << 21 {
            let (first, length) = encode(distance);
            let (second, more) = encode(moved);
            return self.put(tag as u64 | (first | second << (8 * length)) << 8, 1 + length + more);
        }
        self.tagged(tag, distance);
        self.number(moved);
    }

    pub fn place(&mut self, place: usize) {
        self.number(place as u64);
    }

    /// The operation of a mutation that writes its object anew, and its class: then its content and attributes.
    pub fn anew(&mut self, what: Mutation, class: ClassId) {
        self.tagged(what as u8, class.0 as u64);
    }

    /// An object was made from another, whose parts it has.
    pub fn copy(&mut self, source: u64, result: u64, deep: bool, at: u32) {
        self.put(if deep { tag::DEEP_COPY } else { tag::COPY } as u64, 1);
        self.object(source);
        self.object(result);
        if self.inside() {
            let moved = zigzag(at as i64 - self.here.at as i64);
            self.here.at = at;
            self.number(moved);
        }
    }

    // ---- the world outside ------------------------------------------------------------------------

    pub fn output(&mut self, stream: u8, bytes: &[u8]) {
        self.told(tag::OUTPUT, stream, bytes);
    }

    pub fn answer(&mut self, question: u8, bytes: &[u8]) {
        self.told(tag::ANSWER, question, bytes);
    }

    fn told(&mut self, tag: u8, which: u8, bytes: &[u8]) {
        self.put(tag as u64 | (which as u64) << 8, 2);
        self.number(bytes.len() as u64);
        self.raw(bytes);
    }

    // ---- bytes ----------------------------------------------------------------------------------

    /// A value, quickly where it is a small integer, or an object whose number is at hand.
    #[inline(always)]
    pub fn word_quickly(&mut self, word: u64) {
        let n = zigzag(word as i64 >> 2) << 1;
        if word & 3 == 3 && n < ENCODED {
            let (bits, length) = encode(n);
            return self.put(bits, length);
        }
        if word & 7 == 0
            && let Some(number) = self.numbers.at_hand(word).filter(|number| *number != 0)
        {
            let (bits, length) = encode(self.distance_to(number) << 2 | tag::form::OBJECT);
            return self.put(bits, length);
        }
        self.word(word);
    }

    /// A value, by the machine's word: an object that has a number, or an immediate.
    #[inline(never)]
    pub fn word(&mut self, word: u64) {
        match self.word_number(word) {
            Some(n) => self.number(n),
            None => self.float(word),
        }
    }

    /// A tag and a value in one piece: an integer, a special, or an object whose number is at hand. False, and nothing
    /// is done, where it is another, or the pen is full.
    #[inline(always)]
    fn valued_quickly(&mut self, tag: u8, word: u64) -> bool {
        let (n, object) = if word & 3 == 3 {
            (zigzag(word as i64 >> 2) << 1, None)
        } else if word & 7 == 0 {
            let Some(number) = self.numbers.at_hand(word).filter(|number| *number != 0) else { return false };
            (zigzag(number as i64 - self.last_object as i64) << 2 | tag::form::OBJECT, Some(number))
        } else if word < 1 << 10 && word & 7 == 4 {
            (word >> 3 << 3 | tag::form::SPECIAL, None)
        } else {
            return false;
        };
        if n >= 1 << 49 {
            return false;
        }
        let (bits, length) = encode(n);
        let put = self.pen.put(tag as u64 | bits << 8, length + 1);
        if let Some(number) = object
            && put
        {
            self.last_object = number;
        }
        put
    }

    /// A tag and a value.
    #[inline(always)]
    fn valued(&mut self, tag: u8, word: u64) {
        match self.word_number(word) {
            Some(n) => self.tagged(tag, n),
            None => {
                self.put(tag as u64, 1);
                self.float(word);
            }
        }
    }

    /// How a value is written as a number; None where it is a float. Small integers end in 11: the tape knows that much
    /// of the machine's words.
    #[inline(always)]
    fn word_number(&mut self, word: u64) -> Option<u64> {
        if word & 3 == 3 {
            // 62 bits: they fit.
            return Some(zigzag(word as i64 >> 2) << 1);
        }
        if word & 7 == 0 {
            return Some(match self.numbers.get(word) {
                // Nobody adopted it: there is nothing that could be said of it.
                0 => tag::form::NOTHING << 3 | tag::form::SPECIAL,
                number => self.distance_to(number) << 2 | tag::form::OBJECT,
            });
        }
        (word < 1 << 10 && word & 7 == 4).then_some(word >> 3 << 3 | tag::form::SPECIAL)
    }

    /// A float: the bytes of its word, turned so that the zeros at its end come last and can be left out.
    #[inline]
    fn float(&mut self, word: u64) {
        let turned = word.rotate_right(3);
        let kept = 8 - (turned.trailing_zeros().min(56) / 8) as usize;
        self.number((kept as u64) << 3 | tag::form::FLOAT);
        self.put(turned.swap_bytes(), kept);
    }

    /// An object that has a number.
    #[inline]
    fn object(&mut self, word: u64) {
        let distance = self.distance_to(self.numbers.get(word));
        self.number(distance);
    }

    #[inline(always)]
    fn distance_to(&mut self, number: u64) -> u64 {
        zigzag(number as i64 - std::mem::replace(&mut self.last_object, number) as i64)
    }

    fn text(&mut self, text: &str) {
        self.number(text.len() as u64);
        self.raw(text.as_bytes());
    }

    fn raw(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        words.iter().for_each(|word| self.put(u64::from_le_bytes(*word), 8));
        rest.iter().for_each(|byte| self.put(*byte as u64, 1));
    }

    #[inline(always)]
    fn tagged(&mut self, tag: u8, n: u64) {
        // Seven bytes beside the tag.
        if n < 1 << 49 {
            let (bits, length) = encode(n);
            self.put(tag as u64 | bits << 8, length + 1);
        } else {
            self.put(tag as u64, 1);
            self.number(n);
        }
    }

    #[inline(always)]
    fn number(&mut self, n: u64) {
        if n < ENCODED {
            let (bits, length) = encode(n);
            self.put(bits, length);
        } else {
            self.put(LONG, 8);
            self.put(n, 8);
        }
    }

    #[inline(always)]
    fn put(&mut self, bits: u64, length: usize) {
        if !self.pen.put(bits, length) {
            self.put_slowly(bits, length);
        }
    }
}
