//! The whole history of a run: its steps, its events, and the state at any moment.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use trace::{CodeId, ObjectId, Reader, Tables};

use crate::event::Event;
use crate::explore::{Explored, MetCopy, event_at};
use crate::place::{Place, Put};
use crate::replay::Replay;
use crate::skim::Skim;
use crate::state::State;
use crate::touched::Mark;

/// The history of a run.
pub struct Timeline {
    bytes: Vec<u8>,
    tables: Rc<Tables>,
    explored: RefCell<Explored>,
    /// How values came to their places until some event, of those that were asked.
    pub(crate) puts: RefCell<Vec<(Place, u64, Put)>>,
}

impl Timeline {
    /// The history on a tape. It is gone through as far as somebody asks.
    pub fn new(bytes: Vec<u8>, tables: Tables) -> Timeline {
        let tables = Rc::new(tables);
        let explored = RefCell::new(Explored::new(bytes.len(), tables.clone()));
        Timeline { bytes, tables, explored, puts: RefCell::default() }
    }

    /// The recorder says how many steps there are: that need not be found out.
    pub fn has_steps(&self, steps: u64) {
        self.explored.borrow_mut().told_steps = Some(steps);
    }

    /// How many steps there are.
    pub fn steps(&self) -> u64 {
        let told = self.explored.borrow().told_steps;
        told.unwrap_or_else(|| self.totals().0)
    }

    /// How many events the tape holds.
    pub fn event_count(&self) -> u64 {
        self.totals().1
    }

    fn totals(&self) -> (u64, u64) {
        let mut explored = self.explored.borrow_mut();
        if let Some(totals) = explored.totals {
            return totals;
        }
        let rest = explored.frontier().map(|frontier| {
            let reader = Reader::from(&self.bytes, &self.tables, frontier.position.clone());
            Skim::new(reader, frontier.state.step, frontier.events)
        });
        *explored.totals.insert(rest.map_or((0, 0), Timeline::count))
    }

    /// The steps from the first on.
    pub(crate) fn skim(&self) -> Skim<'_> {
        Skim::new(Reader::new(&self.bytes, &self.tables), 0, 0)
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
        let code = Reader::new(&self.bytes, &self.tables).find_map(|event| match event {
            trace::Event::Call { code, .. } => Some(code),
            _ => None,
        })?;
        Some(self.tables.codes[code.0 as usize].0.filename.clone())
    }

    /// The bodies of code of the main program's functions and classes of this name (`f`, `C.method`).
    pub fn bodies_of(&self, name: &str) -> Vec<CodeId> {
        let Some(file) = self.main_file() else { return Vec::new() };
        let codes = self.tables.codes.iter().enumerate();
        let named =
            codes.filter(|(_, (code, _))| code.filename == file && (*code.name == *name || *code.qualname == *name));
        named.map(|(number, _)| CodeId(number as u32)).collect()
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
        let mut explored = self.explored.borrow_mut();
        explored.explore(&self.bytes, &self.tables, |now, _| now <= step);
        let until = explored.met.outputs.partition_point(|(other, _)| *other <= step);
        let mut output = Vec::new();
        for (_, offset) in &explored.met.outputs[..until] {
            if let Some(trace::Event::Output { stream: 1, bytes }) = event_at(*offset, &self.bytes, &self.tables) {
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
        let is_there = replay.state.step >= step;
        if !is_there {
            replay.state.settle();
        }
        let frame = replay.state.frames.len().checked_sub(1).filter(|_| is_there);
        Asked { events: replay.events, state: replay.state, frame, bodies: Vec::new() }
    }

    /// The state at the end of the run.
    pub fn end(&self) -> State {
        self.state_at(u64::MAX)
    }

    /// Goes through the run from just before a step: each event, and the state after it.
    pub fn replay_before(&self, step: u64) -> Replay<'_> {
        self.replay_where(|now, _| now < step)
    }

    /// The same from somewhere before an event.
    pub(crate) fn replay_before_event(&self, number: u64) -> Replay<'_> {
        self.replay_where(|_, events| events <= number)
    }

    fn replay_where(&self, is_before: impl Fn(u64, u64) -> bool) -> Replay<'_> {
        let checkpoint = self.explored.borrow_mut().before(&self.bytes, &self.tables, is_before);
        Replay::from(checkpoint, &self.bytes, &self.tables)
    }

    /// The stretches between two events, from each state that is kept to the next one.
    pub(crate) fn stretches(&self, first: u64, end: u64) -> Vec<Range<u64>> {
        let mut explored = self.explored.borrow_mut();
        explored.explore(&self.bytes, &self.tables, |_, events| events < end);
        let kept = explored.kept().filter(|events| *events > first && *events < end);
        let starts: Vec<u64> = std::iter::once(first).chain(kept).collect();
        let ends = starts.iter().skip(1).copied().chain([end]);
        starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
    }

    /// May one of the marks be in a stretch?
    pub(crate) fn touches(&self, stretch: &Range<u64>, marks: &[Mark]) -> bool {
        self.explored.borrow().met.touched.has(stretch.clone(), marks)
    }

    /// May the object be bound, passed, returned or copied in a stretch?
    pub(crate) fn binds(&self, stretch: &Range<u64>, object: ObjectId) -> bool {
        self.explored.borrow().met.bound.has(stretch.clone(), &[Mark::object(object)])
    }

    /// A way through a stretch; `way`: one that may stand at its beginning.
    pub(crate) fn way_through<'a>(&'a self, stretch: &Range<u64>, way: Option<Replay<'a>>) -> Replay<'a> {
        way.filter(|replay| replay.events == stretch.start).unwrap_or_else(|| {
            let mut replay = self.replay_before_event(stretch.start);
            replay.skip_to(stretch.start);
            replay
        })
    }

    /// The copies that were made before an event.
    pub(crate) fn copies_until(&self, event: u64) -> Vec<MetCopy> {
        let mut explored = self.explored.borrow_mut();
        explored.explore(&self.bytes, &self.tables, |_, events| events < event);
        let until = explored.met.copies.partition_point(|copy| copy.event < event);
        explored.met.copies[..until].to_vec()
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
