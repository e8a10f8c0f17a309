//! The whole history of a run: its steps, its events, and the state at any moment.

use std::ops::Range;
use std::rc::Rc;

use trace::{CodeId, Position, Reader, Tables, Word};

use crate::event::{Event, Fact, Spot};
use crate::state::State;

/// The history of a run.
pub struct Timeline {
    bytes: Rc<[u8]>,
    tables: Rc<Tables>,
    steps: u64,
    events: u64,
    /// States on the way, in order: a moment is reached from the last one before it.
    checkpoints: Vec<Checkpoint>,
}

#[derive(Clone)]
struct Checkpoint {
    state: State,
    position: Position,
    events: u64,
}

/// Events between two checkpoints, at first; more where a recording is long.
const STRIDE: u64 = 1 << 14;
const MOST_CHECKPOINTS: usize = 128;

impl Timeline {
    /// Reads a tape to its end.
    pub fn new(bytes: impl Into<Rc<[u8]>>, tables: Tables) -> Timeline {
        let (bytes, tables) = (bytes.into(), Rc::new(tables));
        let mut timeline = Timeline { bytes, tables, steps: 0, events: 0, checkpoints: Vec::new() };
        let mut replay = Replay {
            reader: Reader::new(&timeline.bytes, &timeline.tables),
            state: State::new(timeline.tables.clone()),
            events: 0,
        };
        let mut checkpoints = vec![replay.checkpoint()];
        let mut stride = STRIDE;
        while replay.advance() {
            if replay.events.is_multiple_of(stride) {
                checkpoints.push(replay.checkpoint());
            }
            if checkpoints.len() > MOST_CHECKPOINTS {
                stride *= 2;
                checkpoints.retain(|checkpoint| checkpoint.events.is_multiple_of(stride));
            }
        }
        let (steps, events) = (replay.state.step, replay.events);
        (timeline.steps, timeline.events, timeline.checkpoints) = (steps, events, checkpoints);
        timeline
    }

    /// How many steps there are.
    pub fn steps(&self) -> u64 {
        self.steps
    }

    /// How many events the tape holds.
    pub fn event_count(&self) -> u64 {
        self.events
    }

    /// How many bytes the events take, before compression.
    pub fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    pub fn tables(&self) -> &Tables {
        &self.tables
    }

    pub(crate) fn shared_tables(&self) -> Rc<Tables> {
        self.tables.clone()
    }

    /// The event with which a step begins, from 1.
    pub fn step(&self, step: u64) -> Option<Event> {
        let mut replay = self.replay_before(step);
        replay.find(|event| event.step == step && event.is_step())
    }

    /// The events of these steps, in order. Those before the first step belong to step 0.
    pub fn events(&self, steps: Range<u64>) -> impl Iterator<Item = Event> + '_ {
        let mut replay = self.replay_before(steps.start);
        let end = steps.end;
        std::iter::from_fn(move || replay.next())
            .skip_while(move |e| e.step < steps.start)
            .take_while(move |e| e.step < end)
    }

    /// The state when a step begins: its line is about to run; a frame that it calls is there, with its arguments;
    /// one that it leaves is still there, with what it returns. Beyond the last step, what is left at the end.
    pub fn state_at(&self, step: u64) -> State {
        let mut replay = self.replay_before(step);
        let mut called = false;
        while replay.state.step < step {
            called = replay.at_call();
            if !replay.advance() {
                break;
            }
        }
        while called && replay.at_detail() && replay.advance() {}
        if replay.state.step < step {
            replay.state.settle();
        }
        replay.state
    }

    /// The state when a step is over: just before the next one.
    pub fn state_after(&self, step: u64) -> State {
        let mut replay = self.replay_before(step);
        while replay.advance_within(step) {}
        replay.state
    }

    /// The file of the main program.
    pub fn main_file(&self) -> Option<Rc<str>> {
        let event = self.replay_before(0).find(|event| matches!(event.fact, Fact::Call { .. }))?;
        Some(self.tables.codes[event.place?.code.0 as usize].0.filename.clone())
    }

    /// The bodies of code of the main program's functions and classes of this name (`f`, `C.method`).
    pub fn bodies_of(&self, name: &str) -> Vec<CodeId> {
        let Some(file) = self.main_file() else { return Vec::new() };
        let codes = self.tables.codes.iter().enumerate();
        let named =
            codes.filter(|(_, (code, _))| code.filename == file && (*code.name == *name || *code.qualname == *name));
        named.map(|(number, _)| CodeId(number as u32)).collect()
    }

    /// The calls of bodies of code: for each the step of the call, and that in which it is left for good.
    pub fn calls_of(&self, bodies: &[CodeId]) -> Vec<(u64, u64)> {
        let mut calls: Vec<(u64, u64)> = Vec::new();
        let mut open: Vec<(u64, usize)> = Vec::new();
        for event in self.replay_before(0) {
            let Some(spot) = event.place.filter(|spot| bodies.contains(&spot.code)) else { continue };
            match event.fact {
                Fact::Call { resumed: false, .. } => {
                    open.push((spot.activation, calls.len()));
                    calls.push((event.step, u64::MAX));
                }
                Fact::Return(_) | Fact::Unwind => {
                    if let Some(place) = open.iter().position(|(activation, _)| *activation == spot.activation) {
                        calls[open.swap_remove(place).1].1 = event.step;
                    }
                }
                _ => {}
            }
        }
        calls
    }

    /// The runs of a line: for each, its step, and the step in which it was over in its frame.
    pub fn runs_of(&self, file: &str, line: u32) -> Vec<(u64, u64)> {
        let mut runs: Vec<(u64, u64)> = Vec::new();
        let mut open: Vec<(u64, usize)> = Vec::new();
        for event in self.replay_before(0).filter(Event::is_step) {
            let Some(spot) = event.place else { continue };
            while let Some(place) = open.iter().position(|(activation, _)| *activation == spot.activation) {
                let (_, run) = open.swap_remove(place);
                runs[run].1 = event.step;
            }
            let here = spot.line == line && event.fact.is_line();
            if here && self.tables.codes[spot.code.0 as usize].0.filename.as_ref() == file {
                open.push((spot.activation, runs.len()));
                runs.push((event.step, u64::MAX));
            }
        }
        runs
    }

    /// What the world outside answered, by the number of the question, in order.
    pub fn answers(&self) -> impl Iterator<Item = (u8, Vec<u8>)> + '_ {
        Reader::new(&self.bytes, &self.tables).filter_map(|event| match event {
            trace::Event::Answer { question, bytes } => Some((question, bytes.to_vec())),
            _ => None,
        })
    }

    /// What the program wrote to standard output before a step was over.
    pub fn output_until(&self, step: u64) -> String {
        let mut output = Vec::new();
        for event in Reader::new(&self.bytes, &self.tables).scan(0, |steps, event| {
            *steps += crate::state::is_step(&event) as u64;
            (*steps <= step).then_some(event)
        }) {
            if let trace::Event::Output { stream: 1, bytes } = event {
                output.extend_from_slice(&bytes);
            }
        }
        String::from_utf8_lossy(&output).into_owned()
    }

    /// The moment when a step begins, as questions see it: with the names of the innermost frame; beyond the last step,
    /// the end, with those of the module.
    pub fn asked_at(&self, step: u64) -> Asked {
        let mut replay = self.replay_before(step);
        while replay.state.step < step && replay.advance() {}
        if replay.state.step < step {
            replay.state.settle();
        }
        let frame = replay.state.frames.len().checked_sub(1).filter(|_| step <= self.steps);
        Asked { events: replay.events, state: replay.state, frame, bodies: Vec::new() }
    }

    /// The state at the end of the run.
    pub fn end(&self) -> State {
        self.state_at(u64::MAX)
    }

    /// Goes through the run from just before a step: each event, and the state after it.
    pub fn replay_before(&self, step: u64) -> Replay<'_> {
        let number = self.checkpoints.partition_point(|checkpoint| checkpoint.state.step < step);
        self.replay_from(number.saturating_sub(1))
    }

    /// The same from somewhere before an event.
    pub(crate) fn replay_before_event(&self, number: u64) -> Replay<'_> {
        let place = self.checkpoints.partition_point(|checkpoint| checkpoint.events <= number);
        self.replay_from(place.saturating_sub(1))
    }

    fn replay_from(&self, checkpoint: usize) -> Replay<'_> {
        let Checkpoint { state, position, events } = self.checkpoints[checkpoint].clone();
        Replay { reader: Reader::from(&self.bytes, &self.tables, position), state, events }
    }
}

/// The moment that a question is asked of.
pub struct Asked {
    pub state: State,
    /// The frame whose names are meant; none for the module's.
    pub frame: Option<usize>,
    /// How many events there were before it.
    pub events: u64,
    /// The functions whose activations are meant, each for itself; none for the module.
    pub bodies: Vec<CodeId>,
}

impl Asked {
    /// Of every activation of the function whose frame it is.
    pub fn with_own_body(self) -> Asked {
        let frame = self.frame.and_then(|place| self.state.frames.get(place));
        let code = frame.filter(|frame| frame.namespace.is_none()).map(|frame| frame.code);
        Asked { bodies: code.into_iter().collect(), ..self }
    }
}

/// A way through the events of a run, with the state that they make.
pub struct Replay<'a> {
    reader: Reader<'a>,
    /// The state after the events so far.
    pub state: State,
    events: u64,
}

impl Replay<'_> {
    fn checkpoint(&self) -> Checkpoint {
        Checkpoint { state: self.state.clone(), position: self.reader.position(), events: self.events }
    }

    /// The object that dies with the next event, where people know it: in words, and its number.
    pub fn dying(&self) -> Option<(String, u64)> {
        let object = self.state.object(self.reader.next_death()?)?;
        Some((self.state.short(Word::of_object(object.id)), object.number?))
    }

    /// The next event; what the tape leaves to be worked out is told in full.
    fn read(&mut self) -> Option<trace::Event> {
        match self.reader.next()? {
            trace::Event::Follow { at } => self.state.followed(at),
            event => Some(event),
        }
    }

    /// Applies the next event without a look at it; false at the end.
    pub fn advance(&mut self) -> bool {
        let Some(event) = self.read() else { return false };
        self.events += 1;
        self.state.apply(event);
        true
    }

    /// Does the next event begin a frame, or go on in one?
    fn at_call(&self) -> bool {
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
        let event = self.read()?;
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
        Some(Event { number, step: self.state.step, place, fact })
    }
}
