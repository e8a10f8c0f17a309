//! A way through the events of a run, with the state that they make.

use trace::{Name, Reader, Small, Tables, Word};

use crate::event::{Event, Spot};
use crate::explore::{Checkpoint, Met, MetCopy};
use crate::state::State;
use crate::touched::Mark;

pub struct Replay<'a> {
    reader: Reader<'a>,
    /// The state after the events so far.
    pub state: State,
    pub(crate) events: u64,
}

/// An event that is about to be applied, as the tape has it.
#[derive(Clone, Copy)]
pub enum Glimpse<'a> {
    Small(Small),
    Other(&'a trace::Event),
}

enum Read {
    Small(Small),
    Other(trace::Event),
}

impl<'a> Replay<'a> {
    pub(crate) fn from(checkpoint: Checkpoint, bytes: &'a [u8], tables: &'a Tables) -> Replay<'a> {
        let Checkpoint { state, position, events } = checkpoint;
        Replay { reader: Reader::from(bytes, tables, position), state, events }
    }

    pub(crate) fn checkpoint(&self) -> Checkpoint {
        Checkpoint { state: self.state.clone(), position: self.reader.position(), events: self.events }
    }

    /// The object that dies with the next event, where people know it: in words, and its number.
    pub fn dying(&self) -> Option<(String, u64)> {
        let object = self.state.object(self.reader.next_death()?)?;
        Some((self.state.short(Word::of_object(object.id)), object.number?))
    }

    /// The next event. What the tape leaves to be worked out is told in full.
    #[inline(always)]
    fn read(&mut self) -> Option<Read> {
        match self.reader.next_small() {
            Some(Small::Follow(at)) => match self.state.followed(at).or_else(|| self.reader.end())? {
                trace::Event::Bind { name: Name::Local(register), value } => {
                    Some(Read::Small(Small::Bind(register, value)))
                }
                event => Some(Read::Other(event)),
            },
            Some(small) => Some(Read::Small(small)),
            None => self.reader.next().map(Read::Other),
        }
    }

    /// Applies the next event without a look at it; false at the end.
    #[inline]
    pub fn advance(&mut self) -> bool {
        match self.read() {
            Some(Read::Small(small)) => self.state.apply_small(small),
            Some(Read::Other(event)) => self.state.apply(event),
            None => return false,
        }
        self.events += 1;
        true
    }

    /// The same; what questions ask for is noted.
    #[inline]
    pub(crate) fn advance_noting(&mut self, met: &mut Met) -> bool {
        let offset = self.reader.offset();
        match self.read() {
            Some(Read::Small(small)) => {
                if let Small::Bind(_, value) | Small::Return(_, value) = small {
                    met.bind(self.events, value);
                }
                self.state.apply_small(small);
            }
            Some(Read::Other(event)) => {
                self.note(&event, offset, met);
                self.state.apply(event);
            }
            None => return false,
        }
        self.events += 1;
        true
    }

    fn note(&self, event: &trace::Event, offset: usize, met: &mut Met) {
        match event {
            trace::Event::Output { .. } => met.outputs.push((self.state.step, offset)),
            trace::Event::Copy { result, .. } => {
                met.copies.push(MetCopy { event: self.events, step: self.state.step, result: *result });
                met.bind(self.events, Word::of_object(*result));
            }
            trace::Event::Change { object, change, .. } => {
                met.touched.mark(self.events, Mark::object(*object));
                if let trace::Change::SetKey(_, value) | trace::Change::SetCell(value) = change {
                    met.bind(self.events, *value);
                }
            }
            trace::Event::Call { arguments, .. } => arguments.iter().for_each(|value| met.bind(self.events, *value)),
            trace::Event::Leave { value, .. } | trace::Event::Bind { name: Name::Local(_), value } => {
                met.bind(self.events, *value);
            }
            trace::Event::Birth { object, content: trace::Content::Cell(_), .. } => {
                met.touched.mark(self.events, Mark::object(*object));
            }
            trace::Event::Bind { name: Name::Global(site), .. } | trace::Event::Unbind { name: Name::Global(site) } => {
                if let trace::Event::Bind { value, .. } = event {
                    met.bind(self.events, *value);
                }
                if let Some((code, _)) = self.reader.frame() {
                    met.touched.mark(self.events, Mark::site(code, *site));
                }
            }
            _ => {}
        }
    }

    /// The next event that is wanted, by a look at it and at the state before it. All before it are applied.
    pub fn next_where(&mut self, wanted: impl FnMut(Glimpse, &State) -> bool) -> Option<Event> {
        self.next_before(u64::MAX, wanted)
    }

    /// The same, of those before another event; without one, what comes next is that.
    #[inline]
    pub(crate) fn next_before(&mut self, end: u64, mut wanted: impl FnMut(Glimpse, &State) -> bool) -> Option<Event> {
        while self.events < end {
            match self.read()? {
                Read::Small(small) => {
                    self.state.settle();
                    if wanted(Glimpse::Small(small), &self.state) {
                        return Some(self.give(small.into()));
                    }
                    self.state.apply_small(small);
                }
                Read::Other(event) => {
                    self.state.prepare(&event);
                    if wanted(Glimpse::Other(&event), &self.state) {
                        return Some(self.give(event));
                    }
                    self.state.apply(event);
                }
            }
            self.events += 1;
        }
        None
    }

    /// Applies all before an event; what comes next is that event.
    pub(crate) fn skip_to(&mut self, number: u64) {
        while self.events < number && self.advance() {}
    }

    /// Applies an event, and says what it came to.
    fn give(&mut self, event: trace::Event) -> Event {
        self.state.prepare(&event);
        let fact = self.state.fact(&event);
        let at = match &event {
            trace::Event::Change { at, .. } | trace::Event::Copy { at, .. } => Some(*at),
            _ => None,
        };
        let number = self.events;
        self.events += 1;
        self.state.apply(event);
        let place = self.state.frames.last().map(|frame| Spot {
            activation: frame.activation,
            code: frame.code,
            line: frame.line,
            at,
        });
        Event { number, step: self.state.step, place, fact }
    }

    /// Does the next event begin a frame, or go on in one?
    pub(crate) fn at_call(&self) -> bool {
        self.reader.at_call()
    }

    /// Is the next event one that completes a call? Until it is applied, the new frame is not yet whole.
    pub fn at_detail(&self) -> bool {
        self.reader.at_detail()
    }

    /// Is all of a step behind?
    pub fn is_over(&self, step: u64) -> bool {
        self.state.step >= step && self.reader.at_step()
    }

    /// Applies the next event unless it begins a step beyond this one.
    pub fn advance_within(&mut self, step: u64) -> bool {
        if self.state.step >= step && self.reader.at_step() {
            return false;
        }
        self.advance()
    }
}

impl Iterator for Replay<'_> {
    type Item = Event;

    fn next(&mut self) -> Option<Event> {
        let event = match self.read()? {
            Read::Small(small) => small.into(),
            Read::Other(event) => event,
        };
        Some(self.give(event))
    }
}
