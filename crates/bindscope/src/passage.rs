//! Moments of a recorded run, by the numbers of their steps.

use std::collections::BTreeSet;

use diagram::{Lasting, Moment};
use history::{Event, Extent, Fact, State, Timeline};

/// A recorded run, and what its moments are called by.
pub struct Passage<'a> {
    pub timeline: &'a Timeline,
    /// The program's name, for titles.
    pub program: &'a str,
    /// The program's text.
    pub source: &'a str,
    pub extent: Extent,
}

impl Passage<'_> {
    /// The moments when these steps begin, in order, and what is what from one to the next. Steps that there are not
    /// are left out.
    pub fn at(&self, steps: &BTreeSet<u64>) -> Vec<(Moment, Lasting)> {
        let mut moments = Vec::new();
        let Some(last) = steps.last() else { return moments };
        let mut replay = self.timeline.replay_before(0);
        let mut output = Vec::new();
        while let Some(event) = replay.next() {
            if let Fact::Output { stream: 1, bytes } = &event.fact {
                output.extend_from_slice(bytes);
            }
            if event.step > *last {
                break;
            }
            if event.is_step() && steps.contains(&event.step) {
                // A frame that was just called is not whole before these.
                while matches!(event.fact, Fact::Call { .. }) && replay.at_detail() && replay.advance() {}
                let drawing = replay.state.drawn(self.extent);
                let lasting = drawing.lasting();
                let title = self.title(&event, &replay.state);
                let output = String::from_utf8_lossy(&output).into_owned();
                moments.push((Moment { title, output, ..drawing.moment }, lasting));
            }
        }
        moments
    }

    /// The moment when a step begins.
    pub fn when(&self, step: u64) -> Option<Moment> {
        let event = self.timeline.step(step)?;
        let state = self.timeline.state_at(step);
        let mut moment = state.moment(self.extent);
        moment.title = self.title(&event, &state);
        Some(moment)
    }

    /// The steps that follow each run of a line of the main program: the moments just after it.
    pub fn after_line(&self, line: u32) -> BTreeSet<u64> {
        let mut after = BTreeSet::new();
        // Activations in which a run of the line is under way.
        let mut open: Vec<u64> = Vec::new();
        let mut replay = self.timeline.replay_before(0);
        while let Some(event) = replay.next() {
            let Some(spot) = event.place.filter(|_| event.is_step()) else { continue };
            if let Some(place) = open.iter().position(|activation| *activation == spot.activation) {
                open.remove(place);
                after.insert(event.step);
            }
            let main = replay.state.globals_of(spot.code) == replay.state.main;
            if main && spot.line == line && matches!(event.fact, Fact::Line) {
                open.push(spot.activation);
            }
        }
        after
    }

    /// `step 5 of 40, before line 3` and the line, or what else the step is.
    fn title(&self, event: &Event, state: &State) -> String {
        let Some(spot) = event.place else { return String::new() };
        let code = state.code(spot.code);
        let main = state.globals_of(spot.code) == state.main;
        let name = match &*code.name {
            "<module>" => "the module",
            name => name,
        };
        let what = match &event.fact {
            Fact::Line => format!(", before line {}", spot.line),
            Fact::Call { resumed: true, .. } => format!(": {name} goes on"),
            Fact::Call { .. } => format!(": {name} begins"),
            Fact::Return(_) => format!(": {name} returns"),
            Fact::Yield(_) => format!(": {name} yields"),
            Fact::Unwind => format!(": an exception leaves {name}"),
            Fact::Raise(exception) => {
                let class = state.object_of(*exception).map_or("an exception", |object| &*object.class.name);
                format!(": {class} in line {}", spot.line)
            }
            _ => String::new(),
        };
        let program = if self.program.is_empty() { String::new() } else { format!("{}: ", self.program) };
        let source = self.source.lines().nth((spot.line as usize).wrapping_sub(1)).filter(|_| main);
        let source = source.map_or(String::new(), |line| format!("\n{}", line.trim()));
        format!("{program}step {} of {}{what}{source}", event.step, self.timeline.steps())
    }
}
