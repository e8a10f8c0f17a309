//! How far a recording was gone through, and the states that are kept on the way: a moment is reached from the last one
//! before it. Nothing is gone through before somebody asks for it.
//!
//! States share what did not change between them. Where much changes they are dear, and fewer are kept: all that the
//! history holds beside the recording itself is to stay below [`MORE`] and once more the recording.

use trace::{ObjectId, Position, Reader, Tables, Word};

use crate::replay::Replay;
use crate::state::State;
use crate::touched::{Mark, Touched};

#[derive(Clone)]
pub(crate) struct Checkpoint {
    pub state: State,
    pub position: Position,
    pub events: u64,
}

/// What was met on the way, for those who ask for it alone.
#[derive(Default)]
pub(crate) struct Met {
    /// By step, where the tape has what was written.
    pub outputs: Vec<(u64, usize)>,
    pub copies: Vec<MetCopy>,
    pub touched: Touched,
    /// The objects to which names were bound, and that were passed, returned and copied.
    pub bound: Touched,
}

impl Met {
    #[inline]
    pub fn bind(&mut self, event: u64, value: Word) {
        if let Some(object) = value.object() {
            self.bound.mark(event, Mark::object(object));
        }
    }
}

#[derive(Clone, Copy)]
pub(crate) struct MetCopy {
    /// The number of its event.
    pub event: u64,
    pub step: u64,
    pub result: ObjectId,
}

pub(crate) struct Explored {
    checkpoints: Vec<Checkpoint>,
    /// Closer ones, from one checkpoint on, around where somebody looked last.
    near: Vec<Checkpoint>,
    /// Where the way goes on; none at the end.
    frontier: Option<Checkpoint>,
    pub met: Met,
    /// How many steps there are, as the recorder says.
    pub told_steps: Option<u64>,
    /// How many steps and events there are, once that is known.
    pub totals: Option<(u64, u64)>,
    stride: u64,
    /// What was held when the recording was opened, and how much more is allowed.
    held: usize,
    allowed: usize,
    /// What was held when the last state was kept.
    held_last: usize,
}

/// Events between two checkpoints, at first, and between those near where somebody looked.
const STRIDE: u64 = 1 << 17;
const NEAR: u64 = 1 << 12;
const MOST_NEAR: u64 = 32;
const MOST: usize = 256;
const LEAST: usize = 4;
/// What a state may cost, in bytes, before they are kept at greater distances.
const DEAR: usize = 8 << 20;
/// Bytes beside the recording.
const MORE: usize = 32 << 20;

impl Explored {
    pub fn new(length: usize, tables: std::rc::Rc<Tables>) -> Explored {
        let (state, position) = (State::new(tables), Position::default());
        let start = Checkpoint { state, position, events: 0 };
        Explored {
            frontier: Some(start.clone()),
            checkpoints: vec![start],
            near: Vec::new(),
            met: Met::default(),
            told_steps: None,
            totals: None,
            stride: STRIDE,
            held: object::allocated_bytes(),
            allowed: length + MORE,
            held_last: object::allocated_bytes(),
        }
    }

    /// Where the way ends so far: at the end of the run it is none.
    pub fn frontier(&self) -> Option<&Checkpoint> {
        self.frontier.as_ref()
    }

    /// The events at which a state is kept.
    pub fn kept(&self) -> impl Iterator<Item = u64> + '_ {
        self.checkpoints.iter().map(|checkpoint| checkpoint.events)
    }

    /// Goes on for as long as the steps and events so far are before what is wanted.
    pub fn explore(&mut self, bytes: &[u8], tables: &Tables, is_before: impl Fn(u64, u64) -> bool) {
        let Some(frontier) = self.frontier.take() else { return };
        let mut replay = Replay::from(frontier, bytes, tables);
        while is_before(replay.state.step, replay.events) {
            if !replay.advance_noting(&mut self.met) {
                self.totals = Some((replay.state.step, replay.events));
                return self.checkpoints.push(replay.checkpoint());
            }
            if replay.events.is_multiple_of(self.stride) {
                self.keep(replay.checkpoint());
            }
        }
        self.frontier = Some(replay.checkpoint());
    }

    fn keep(&mut self, checkpoint: Checkpoint) {
        self.checkpoints.push(checkpoint);
        let held = object::allocated_bytes();
        // Where each costs much, the next ones are further apart.
        if held.saturating_sub(self.held_last) > DEAR {
            self.stride *= 2;
        }
        self.held_last = held;
        while self.checkpoints.len() > MOST || self.checkpoints.len() > LEAST && self.holds_too_much() {
            self.stride *= 2;
            self.checkpoints.retain(|checkpoint| checkpoint.events.is_multiple_of(self.stride));
        }
    }

    fn holds_too_much(&self) -> bool {
        object::allocated_bytes().saturating_sub(self.held) > self.allowed
    }

    /// The last state that is kept before what is wanted, or the first there is.
    pub fn before(&mut self, bytes: &[u8], tables: &Tables, is_before: impl Fn(u64, u64) -> bool) -> Checkpoint {
        self.explore(bytes, tables, &is_before);
        let of = |checkpoint: &Checkpoint| is_before(checkpoint.state.step, checkpoint.events);
        let place = self.checkpoints.partition_point(of).saturating_sub(1);
        let (base, next) = (&self.checkpoints[place], self.checkpoints.get(place + 1));
        let is_here = |near: &Checkpoint| {
            near.events >= base.events && next.is_none_or(|next| near.events < next.events) && of(near)
        };
        if !self.near.first().is_some_and(is_here) {
            self.near = vec![base.clone()];
        }
        if let Some(last) = self.near.last().filter(|last| of(last)) {
            let mut replay = Replay::from(last.clone(), bytes, tables);
            let mut distance = NEAR.max(self.stride / MOST_NEAR);
            let (mut next, mut held) = (last.events + distance, object::allocated_bytes());
            while replay.advance() && is_before(replay.state.step, replay.events) {
                if replay.events >= next {
                    self.near.push(replay.checkpoint());
                    let now = object::allocated_bytes();
                    // Where each costs much, the next ones are further apart.
                    distance *= if now.saturating_sub(held) > DEAR / 8 { 2 } else { 1 };
                    (next, held) = (next + distance, now);
                }
            }
        }
        let place = self.near.partition_point(of).saturating_sub(1);
        self.near[place].clone()
    }
}

/// What the tape says of one place, however the reading came there.
pub(crate) fn event_at(offset: usize, bytes: &[u8], tables: &Tables) -> Option<trace::Event> {
    Reader::from(bytes, tables, Position::at(offset)).next()
}
