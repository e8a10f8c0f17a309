//! Where in a run one is, and the ways to other steps.

use bindscope::history::{Extent, Fact, Timeline};
use bindscope::{Moment, Passage};
use narrate::{Language, Narrator};

pub struct Walk {
    pub timeline: Timeline,
    pub program: String,
    pub source: String,
    /// The step one is at, from 1; one more than there are is the end.
    pub step: u64,
    places: Vec<Spot>,
}

/// A step: where it is, and how deep in calls.
#[derive(Clone, Copy)]
struct Spot {
    line: u32,
    depth: u32,
    /// It is in the main program, whose text is shown.
    main: bool,
    is_line: bool,
}

impl Walk {
    /// A way through a run of at least one step, from one of them.
    pub fn new(timeline: Timeline, program: String, source: String, step: u64) -> Walk {
        let places = places(&timeline);
        let mut walk = Walk { timeline, program, source, step: 1, places };
        walk.go(step);
        walk
    }

    /// To the last run of a line, if there is one.
    pub fn go_to_line(&mut self, line: u32) {
        let runs = |place: &Spot| place.main && place.is_line && place.line == line;
        if let Some(place) = self.places.iter().rposition(runs) {
            self.go(place as u64 + 1);
        }
    }

    pub fn total(&self) -> u64 {
        self.timeline.steps()
    }

    pub fn is_at_end(&self) -> bool {
        self.step > self.total()
    }

    pub fn moment(&self) -> Moment {
        let extent = Extent::default();
        if self.is_at_end() {
            let mut moment = self.timeline.end().moment(extent);
            moment.title = format!("{}: at the end", self.program);
            return moment;
        }
        let passage = Passage { timeline: &self.timeline, program: &self.program, source: &self.source, extent };
        passage.when(self.step).unwrap_or_default()
    }

    /// What happened in the step before this one, in sentences.
    pub fn happened(&self) -> Vec<String> {
        let code = |step| {
            let line = self.place(step).filter(|place| place.main).map_or(0, |place| place.line as usize);
            let text = self.source.lines().nth(line.wrapping_sub(1)).unwrap_or_default();
            narrate::code_of(text).to_string()
        };
        Narrator::new(Language::named("en")).told(&self.timeline, self.step, &code).0
    }

    /// The line of the main program that runs next, or that is under way in the innermost frame of it.
    pub fn line(&self) -> Option<u32> {
        self.place(self.step).filter(|place| place.main).map(|place| place.line)
    }

    fn place(&self, step: u64) -> Option<Spot> {
        self.places.get(usize::try_from(step.checked_sub(1)?).ok()?).copied()
    }

    // ---- going ----------------------------------------------------------------------------------

    pub fn go(&mut self, step: u64) {
        self.step = step.clamp(1, self.total() + 1);
    }

    pub fn forward(&mut self) {
        self.go(self.step + 1);
    }

    pub fn back(&mut self) {
        self.go(self.step.saturating_sub(1));
    }

    /// To the next step that is no deeper: past the calls of this line.
    pub fn over(&mut self) {
        let depth = self.place(self.step).map_or(0, |place| place.depth);
        let next = (self.step + 1..=self.total()).find(|step| self.place(*step).is_some_and(|p| p.depth <= depth));
        self.go(next.unwrap_or(u64::MAX));
    }

    pub fn over_back(&mut self) {
        let depth = self.place(self.step).map_or(1, |place| place.depth);
        let before = (1..self.step).rev().find(|step| self.place(*step).is_some_and(|p| p.depth <= depth));
        self.go(before.unwrap_or(1));
    }

    /// To the first step after this frame is left.
    pub fn out(&mut self) {
        let depth = self.place(self.step).map_or(0, |place| place.depth);
        let next = (self.step + 1..=self.total()).find(|step| self.place(*step).is_some_and(|p| p.depth < depth));
        self.go(next.unwrap_or(u64::MAX));
    }

    /// To the next (or last) step whose line has this text in it; false if there is none.
    pub fn search(&mut self, text: &str, forward: bool) -> bool {
        let lines: Vec<bool> = self.source.lines().map(|line| line.contains(text)).collect();
        let fits = |step: &u64| {
            let place = self.place(*step).filter(|place| place.main && place.is_line);
            place.is_some_and(|p| lines.get((p.line as usize).wrapping_sub(1)) == Some(&true))
        };
        let found = match forward {
            true => (self.step + 1..=self.total()).find(fits),
            false => (1..self.step).rev().find(fits),
        };
        found.inspect(|step| self.step = *step).is_some()
    }
}

fn places(timeline: &Timeline) -> Vec<Spot> {
    let mut replay = timeline.replay_before(0);
    let mut places = Vec::new();
    while let Some(event) = replay.next() {
        if !event.is_step() {
            continue;
        }
        let spot = event.place;
        places.push(Spot {
            line: spot.map_or(0, |spot| spot.line),
            depth: replay.state.frames.len() as u32,
            main: spot.is_some_and(|spot| replay.state.globals_of(spot.code) == replay.state.main),
            is_line: matches!(event.fact, Fact::Line),
        });
    }
    places
}
