//! The moments that a command is about: which they are, and the run in which they are seen.

use std::rc::Rc;

use bindscope::diagram::{Moment, ordinal};
use bindscope::history::{CodeId, State};
use bindscope::{Ending, Extent, Interpreter, Output, Program, Seen, Timeline};
use clap::{Args, ValueEnum};

use crate::program::Place;
use crate::run;

/// The moment at the end of a program, or just after (or before) a line ran.
#[derive(Args)]
pub struct Look {
    #[command(flatten)]
    pub place: Place,
    /// Just before LINE, not just after it
    #[arg(long)]
    before: bool,
    /// Which run of LINE: 1 is the first, -1 the last
    #[arg(long, value_name = "N", default_value_t = -1, allow_negative_numbers = true, value_parser = hit)]
    hit: i64,
    /// The moment when this step begins, as `log` numbers them; steps behind the last one mean the end
    #[arg(long, value_name = "N", conflicts_with_all = ["before", "hit"])]
    step: Option<u64>,
    /// Draw numbers, strings and other plain values as objects, too
    #[arg(long, value_name = "WHICH", default_value = "boxes")]
    objects: Objects,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Objects {
    /// Plain values stand where they are referred to
    Boxes,
    /// Each is an object of its own
    All,
}

/// A run that is over, and what was seen in it.
pub struct Looked {
    /// None where a recording was looked at.
    run: Option<(Interpreter, Ending)>,
    /// How a recorded run ended, where it ran just now.
    recorded: Option<Ending>,
    /// None where there was no program to run.
    pub moment: Option<Result<Moment, String>>,
}

impl Look {
    /// Is another moment meant than the end?
    pub fn names_a_moment(&self) -> bool {
        self.step.is_some() || self.place.line().is_some()
    }

    pub fn extent(&self, whole: bool) -> Extent {
        Extent { whole, values_as_objects: self.objects == Objects::All }
    }

    /// Runs the program and keeps the moment. `keep_output`: what it prints is told in the moment, not shown.
    pub fn run(&self, whole: bool, keep_output: bool) -> Result<Looked, String> {
        if self.place.line().is_none() && self.before {
            return Err("--before needs a line: FILE:LINE".to_string());
        }
        if self.step.is_some() || self.place.is_recording() {
            return self.run_recorded(whole);
        }
        let output = Output::default();
        let (program, arguments) = self.place.program()?;
        let mut host = self.place.limits.host()?;
        if keep_output {
            host = host.with_output(Rc::clone(&output));
        }
        let mut interpreter = Interpreter::new(Box::new(host), &self.place.limits.settings(arguments));
        let extent = self.extent(whole);
        let line = self.place.line().map(|line| bindscope::Place { line, before: self.before, hit: self.hit });
        let kept = keep_output.then(|| Rc::clone(&output));
        let waiting = line.and_then(|line| interpreter.wait_for(&program, line, extent, kept));
        let ending = interpreter.run(&program);
        if let Ending::NotThere(_) = &ending {
            return Ok(Looked { run: Some((interpreter, ending)), recorded: None, moment: None });
        }
        let moment = match waiting {
            Some(waiting) => self.seen(&mut interpreter, waiting),
            None => Ok(at_end(&interpreter, &program, &ending, extent, &output)),
        };
        let moment = moment.map(|moment| self.named(moment));
        Ok(Looked { run: Some((interpreter, ending)), recorded: None, moment: Some(moment) })
    }

    /// A moment with the program's name in its title.
    fn named(&self, mut moment: Moment) -> Moment {
        let name = self.program_name();
        let colon = if name.is_empty() { "" } else { ": " };
        moment.title = format!("{name}{colon}{}", moment.title);
        moment
    }

    /// A moment of a recorded run.
    fn run_recorded(&self, whole: bool) -> Result<Looked, String> {
        let (timeline, ending) = self.place.timeline()?;
        let moment = self.recorded_moment(&timeline, self.extent(whole));
        // It goes with the process.
        std::mem::forget(timeline);
        Ok(Looked { run: None, recorded: ending, moment: Some(moment.map(|moment| self.named(moment))) })
    }

    fn recorded_moment(&self, timeline: &Timeline, extent: Extent) -> Result<Moment, String> {
        let (state, title) = match (self.step, self.place.line()) {
            (Some(step), _) if step <= timeline.steps() => (timeline.state_at(step), step_title(step, timeline)),
            (None, Some(line)) => self.after_line(timeline, line)?,
            _ => (timeline.end(), "at the end".to_string()),
        };
        let mut moment = state.moment(extent);
        moment.output = timeline.output_until(state.step);
        moment.title = title;
        Ok(moment)
    }

    fn after_line(&self, timeline: &Timeline, line: u32) -> Result<(State, String), String> {
        let run = chosen_run(timeline, line, self.hit, self.before)?;
        Ok((timeline.state_at(run.step), format!("{}{} line {line}", run.often, run.side)))
    }

    /// The program's name, for titles.
    pub fn program_name(&self) -> String {
        self.place.name_and_source().0
    }

    /// The moment just after a line, or why there is none.
    fn seen(&self, interpreter: &mut Interpreter, waiting: bindscope::Waiting) -> Result<Moment, String> {
        let line = self.place.line().unwrap_or(0);
        match interpreter.seen(waiting) {
            Seen::At(mut moment) => {
                let source = self.place.source_line(line);
                moment.title = format!("{}\n{}", moment.title, source.trim());
                Ok(*moment)
            }
            Seen::NotSoOften(total) => {
                let times = if total == 1 { "once".to_string() } else { format!("{total} times") };
                Err(format!("line {line} ran {times}, so there is no run {} of it", self.hit))
            }
            Seen::Never(lines) if lines.is_empty() => Err(format!("line {line} never ran, and neither did any other")),
            Seen::Never(lines) => Err(format!("line {line} never ran; the lines that did: {}", ranges(&lines))),
        }
    }
}

impl Looked {
    pub fn end(self, failed: bool) -> u8 {
        let status = self.run.as_ref().map(|(_, ending)| ending).or(self.recorded.as_ref()).map_or(0, run::report);
        let status = if failed && status == 0 { 1 } else { status };
        match self.run {
            Some((interpreter, ending)) => run::finish(interpreter, &ending, status),
            None => status,
        }
    }
}

fn step_title(step: u64, timeline: &Timeline) -> String {
    let place = timeline.step(step).and_then(|event| event.place);
    let line = place.map_or(String::new(), |spot| format!(", at line {}", spot.line));
    format!("step {step} of {}{line}", timeline.steps())
}

fn hit(text: &str) -> Result<i64, String> {
    let number = text.parse().map_err(|_| "a run is a number: 1 is the first, -1 the last".to_string())?;
    if number == 0 { Err("the first run is 1, the last -1".to_string()) } else { Ok(number) }
}

/// The end: the module's names, or the frames that an uncaught exception passed.
fn at_end(interpreter: &Interpreter, program: &Program, ending: &Ending, extent: Extent, output: &Output) -> Moment {
    let mut moment = interpreter.moment(extent);
    moment.title = match ending {
        Ending::Raised(report) => {
            let last = report.trim_end().lines().rev().find(|line| !line.starts_with(' ')).unwrap_or_default();
            let name = last.split(':').next().unwrap_or_default();
            format!("where {name} was raised\n{last}")
        }
        Ending::Interrupted(_) => "where Ctrl-C ended it".to_string(),
        Ending::TooLong(_) | Ending::TooLarge(_) => "where a limit ended it".to_string(),
        _ => "at the end".to_string(),
    };
    moment.output = String::from_utf8_lossy(&output.borrow()).into_owned();
    let lines = interpreter.lines_to_ask_for(&moment);
    if let (Program::File(path), false) = (program, lines.is_empty()) {
        let asked: Vec<String> = lines.iter().take(3).map(|line| format!("bindscope show {path}:{line}")).collect();
        let only = "Only functions, classes and modules are left at the end. To look inside a call, ask for a line:";
        moment.notes.push(format!("{only} {}", asked.join(", ")));
    }
    moment
}

/// `1, 3-5, 9`
fn ranges(lines: &[u32]) -> String {
    let mut texts: Vec<String> = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let mut end = at;
        while end + 1 < lines.len() && lines[end + 1] == lines[end] + 1 {
            end += 1;
        }
        texts.push(if end > at { format!("{}-{}", lines[at], lines[end]) } else { lines[at].to_string() });
        at = end + 1;
    }
    texts.join(", ")
}

/// One run of a line, as `--hit` and `--before` choose it.
pub(crate) struct ChosenRun {
    pub step: u64,
    /// "3rd of 120 times, "; empty where it ran once.
    pub often: String,
    /// "before" or "after"
    pub side: &'static str,
}

/// `hit`: from 1, or from the end where negative.
pub(crate) fn chosen_run(timeline: &Timeline, line: u32, hit: i64, before: bool) -> Result<ChosenRun, String> {
    let runs = timeline.runs_of(&timeline.main_file().unwrap_or_else(|| "".into()), line);
    let wanted = if hit < 0 { runs.len() as i64 + hit } else { hit - 1 };
    let Some(&(begins, over)) = usize::try_from(wanted).ok().and_then(|wanted| runs.get(wanted)) else {
        return Err(match runs.len() {
            0 => format!("line {line} never ran"),
            times => format!("line {line} ran {times} times, so there is no run {hit} of it"),
        });
    };
    let (step, side) = if before { (begins, "before") } else { (over, "after") };
    let often = match runs.len() {
        1 => String::new(),
        total => format!("{} of {total} times, ", ordinal(wanted as u64 + 1)),
    };
    Ok(ChosenRun { step, often, side })
}

/// One call of a function, by its name: as it returns, or where it begins; and the function's bodies of code.
pub(crate) fn chosen_call(
    timeline: &Timeline,
    function: &str,
    hit: i64,
    before: bool,
) -> Result<(ChosenRun, Vec<CodeId>), String> {
    let bodies = timeline.bodies_of(function);
    let calls = timeline.calls_of(&bodies);
    let wanted = if hit < 0 { calls.len() as i64 + hit } else { hit - 1 };
    let Some(&(begins, over)) = usize::try_from(wanted).ok().and_then(|wanted| calls.get(wanted)) else {
        return Err(match calls.len() {
            0 => format!("{function} was never called"),
            times => format!("{function} was called {times} times, so there is no call {hit} of it"),
        });
    };
    // The frame is whole when its first line begins.
    let (step, side) = if before { (begins + 1, "calls, at the beginning of") } else { (over, "calls of") };
    let often = match calls.len() {
        1 => String::new(),
        total => format!("{} of {total} ", ordinal(wanted as u64 + 1)),
    };
    Ok((ChosenRun { step, often, side }, bodies))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_listed_in_ranges() {
        assert_eq!(ranges(&[1, 2, 3, 5, 7, 8]), "1-3, 5, 7-8");
        assert_eq!(ranges(&[4]), "4");
    }

    #[test]
    fn runs_count_from_either_end() {
        assert_eq!(hit("3"), Ok(3));
        assert_eq!(hit("-1"), Ok(-1));
        assert!(hit("0").is_err() && hit("last").is_err());
    }
}
