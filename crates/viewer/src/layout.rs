//! Where the boxes of each moment stand: beside a neighbour that was drawn before, so that what stays does not move.

use std::collections::BTreeMap;
use std::ops::Range;

use bindscope::diagram::{Lookout, Outlook, Scene, Standing};
use bindscope::history::{Drawing, Timeline};

use crate::view::View;

#[cfg(test)]
mod tests;

/// Boxes and moments that are looked at beforehand.
const BOXES: usize = 6_000;
const MOMENTS: u64 = 400;
/// Moments that are looked at together while nobody asks, and the most that one outlook has.
const IDLE: u64 = 16;
const FAR: u64 = 2_000;
/// Moments whose places are remembered.
const KEPT: usize = 5_000;

#[derive(Default)]
pub struct Layouts {
    standings: BTreeMap<u64, Standing>,
    lookout: Lookout,
    outlook: Outlook,
    covers: Range<u64>,
    /// The position that was drawn last.
    here: u64,
}

impl Layouts {
    /// The positions of a range in an order in which each lies beside one that is drawn, where there is one.
    pub fn order(&self, from: u64, count: u64, at: u64) -> Vec<u64> {
        let end = from + count;
        let known = (from..end).find(|position| self.standings.contains_key(position));
        let start = known.unwrap_or_else(|| {
            let has = |position| self.standings.contains_key(&position);
            if from > 0 && has(from - 1) {
                from
            } else if has(end) {
                end - 1
            } else {
                at.clamp(from, end - 1)
            }
        });
        (start..end).chain((from..start).rev()).collect()
    }

    pub fn scene(&mut self, timeline: &Timeline, last: u64, position: u64, drawn: &Drawing, view: &View) -> Scene {
        let before = self.standings.contains_key(&position.wrapping_sub(1));
        if !self.covers.contains(&position) {
            let boxes = drawn.moment.objects.len() + drawn.moment.frames.len();
            // Going back, moments have fewer boxes as a rule.
            let most = MOMENTS.min((2 * BOXES / boxes.max(1)) as u64);
            let back = if before { 0 } else { most };
            self.look_out(timeline, last, position.saturating_sub(back).max(1), position, view);
        }
        let near = [position, position.wrapping_sub(1), position + 1];
        let near = near.iter().find_map(|position| self.standings.get(position));
        let keys = drawn.lasting();
        let (scene, standing) = Scene::beside(&drawn.moment, &|key| keys.named(key), &self.outlook, near);
        if self.standings.len() >= KEPT {
            self.forget_far_from(position);
        }
        self.standings.insert(position, standing);
        self.here = position;
        scene
    }

    /// While nobody asks: looks at some more moments, so that stepping on meets no wait. False where that is enough.
    pub fn look_ahead(&mut self, timeline: &Timeline, last: u64, view: &View) -> bool {
        let Range { start, end } = self.covers;
        if !self.covers.contains(&self.here) || end > last || end > self.here + MOMENTS || end - start > FAR {
            return false;
        }
        self.add(timeline, last, end, view, |_, position| position < end + IDLE);
        true
    }

    /// Other things are drawn from now on; those that stand may stay where they are.
    pub fn forget_outlook(&mut self) {
        self.covers = 0..0;
    }

    /// Everything is laid out anew.
    pub fn forget(&mut self) {
        *self = Layouts::default();
    }

    fn look_out(&mut self, timeline: &Timeline, last: u64, from: u64, over: u64, view: &View) {
        self.lookout = Lookout::default();
        self.covers = from..from;
        self.add(timeline, last, from, view, |lookout, position| {
            position <= over || (lookout.seen() < BOXES && position < from + MOMENTS)
        });
    }

    /// Looks at the moments from one on, as long as that is wanted.
    fn add(&mut self, timeline: &Timeline, last: u64, from: u64, view: &View, wanted: impl Fn(&Lookout, u64) -> bool) {
        let mut replay = timeline.replay_before(from);
        let mut position = from;
        while position <= last && wanted(&self.lookout, position) {
            let end = (position == last).then(|| timeline.end());
            while replay.state.step < position && replay.advance() {}
            while replay.at_detail() && replay.advance() {}
            let drawn = view.drawn(end.as_ref().unwrap_or(&replay.state));
            let keys = drawn.lasting();
            self.lookout.add(&drawn.moment, &|key| keys.named(key));
            position += 1;
        }
        self.covers.end = position;
        self.outlook = self.lookout.outlook();
    }

    fn forget_far_from(&mut self, position: u64) {
        let near = KEPT as u64 / 4;
        self.standings.retain(|other, _| other.abs_diff(position) < near);
    }
}
