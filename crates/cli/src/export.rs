//! `bindscope export`: runs a program and writes moments of it for other programs to show.

use std::collections::BTreeSet;
use std::io::Write;

use bindscope::diagram::{Excerpt, Format, Lasting, Moment, Style};
use bindscope::{Ending, Passage};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::look::Look;
use crate::run;
use crate::show::Ground;

/// Write moments of a program as pictures, pages or data
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    pub look: Look,
    /// What is written
    #[arg(long = "to", value_name = "FORMAT", value_parser = PossibleValuesParser::new(names()))]
    format: Option<String>,
    /// The file it goes to, - for standard output; its ending tells the format where --to does not
    #[arg(short, long, value_name = "OUT")]
    output: String,
    /// The moments when these steps begin: 5, 1-20,30 or all
    #[arg(long, value_name = "STEPS", value_parser = Steps::parse, conflicts_with_all = ["before", "hit", "step"])]
    steps: Option<Steps>,
    /// Each run of LINE, not only the last
    #[arg(long, conflicts_with_all = ["before", "hit", "step", "steps"])]
    every: bool,
    /// The ground of a drawing
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: Ground,
    /// Columns of a drawing in characters
    #[arg(long, value_name = "N", default_value_t = 100)]
    columns: usize,
    /// How long each moment of a gif stays
    #[arg(long, value_name = "SECONDS", default_value_t = 1.5)]
    seconds: f64,
}

/// What a run is written as.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    Moments(Format),
    /// The steps of the whole run, for the players of Python Tutor.
    PythonTutor,
    /// One page that steps by itself.
    Html,
}

const PYTHON_TUTOR: &str = "python-tutor";
const HTML: &str = "html";
/// Moments of a page, where no steps are named.
const MOMENTS: u64 = 1000;

fn names() -> Vec<&'static str> {
    Format::ALL.iter().map(|format| format.name()).chain([PYTHON_TUTOR, HTML]).collect()
}

pub fn run(command: &Export) -> u8 {
    let written = command.target().and_then(|target| match target {
        Target::PythonTutor => command.trace(),
        Target::Html => command.page(),
        Target::Moments(format) if command.wants_several(format) => command.several(format),
        Target::Moments(format) => command.one(format),
    });
    written.unwrap_or_else(|message| run::complain(&message))
}

impl Export {
    fn target(&self) -> Result<Target, String> {
        if self.every && self.look.place.line().is_none() {
            return Err("--every needs a line: FILE:LINE".to_string());
        }
        let ending = self.output.rsplit_once('.').map_or("", |(_, ending)| ending);
        let found = match self.format.as_deref() {
            Some(PYTHON_TUTOR) => return Ok(Target::PythonTutor),
            Some(HTML) => return Ok(Target::Html),
            None if ending == HTML => return Ok(Target::Html),
            Some(name) => Format::ALL.into_iter().find(|format| format.name() == name),
            None => Format::ALL.into_iter().find(|format| format.ending() == ending),
        };
        let found = found.map(Target::Moments);
        found.ok_or_else(|| format!("'{}' does not tell a format: say --to FORMAT", self.output))
    }

    /// A picture that moves shows the whole run where nothing else is said.
    fn wants_several(&self, format: Format) -> bool {
        let chosen = self.steps.is_some() || self.every;
        chosen || (format == Format::Gif && !self.look.names_a_moment())
    }

    /// The moment that `show` would draw.
    fn one(&self, format: Format) -> Result<u8, String> {
        let mut looked = self.look.run(format.is_data(), true)?;
        let written = looked
            .moment
            .take()
            .map_or(Ok(()), |moment| self.write_moments(format, vec![(moment?, Lasting::default())]));
        Ok(looked.end(told(written)))
    }

    /// Moments of a recorded run.
    fn several(&self, format: Format) -> Result<u8, String> {
        let (timeline, ending) = self.look.place.timeline_quietly()?;
        let (program, source) = self.look.place.name_and_source();
        let extent = self.look.extent(format.is_data());
        let passage = Passage { timeline: &timeline, program: &program, source: &source, extent };
        let steps = if timeline.steps() > 0 { self.chosen(&passage).map(Some) } else { Ok(None) };
        let written = steps.and_then(|steps| steps.map_or(Ok(()), |s| self.write_moments(format, passage.at(&s))));
        Ok(status(ending.as_ref(), told(written)))
    }

    fn chosen(&self, passage: &Passage) -> Result<BTreeSet<u64>, String> {
        let total = passage.timeline.steps();
        if self.every {
            let line = self.look.place.line().unwrap_or(0);
            let steps = passage.after_line(line);
            return if steps.is_empty() { Err(format!("line {line} never ran")) } else { Ok(steps) };
        }
        let steps = self.steps.as_ref().map_or_else(|| (1..=total).collect(), |steps| steps.within(total));
        match steps.len() {
            0 => Err(format!("there are {total} steps, none of these")),
            MANY.. if self.steps.is_none() => {
                Err(format!("{total} steps are too many for one picture: say which with --steps"))
            }
            _ => Ok(steps),
        }
    }

    fn trace(&self) -> Result<u8, String> {
        let (timeline, ending) = self.look.place.timeline_quietly()?;
        let steps = self.steps.as_ref().map_or(bindscope::LIMIT as u64, Steps::last);
        let trace = bindscope::python_tutor(&timeline, &self.look.place.name_and_source().1, steps as usize);
        Ok(status(ending.as_ref(), told(self.write(vec![trace.into_bytes()]))))
    }

    /// The program prints into the page, so nothing of it goes to the terminal.
    fn page(&self) -> Result<u8, String> {
        let range = self.steps.as_ref().map_or(1..=MOMENTS, |steps| steps.first()..=steps.last());
        let page = crate::view::page(&self.look.place, range)?;
        Ok(told(self.write(vec![page.into_bytes()])) as u8)
    }

    fn write_moments(&self, format: Format, moments: Vec<(Moment, Lasting)>) -> Result<(), String> {
        let (program, source) = self.look.place.name_and_source();
        let (moments, lasting) = moments.into_iter().unzip();
        let excerpt = Excerpt { program, source, moments, lasting };
        let stay = (self.seconds * 100.0).clamp(2.0, 60_000.0) as u16;
        let style = Style { theme: self.theme.theme(), columns: self.columns, stay };
        self.write(format.write(&excerpt, style)?)
    }

    fn write(&self, files: Vec<Vec<u8>>) -> Result<(), String> {
        if self.output == "-" {
            // A closed pipe is no error of ours.
            let _ = std::io::stdout().write_all(&files.concat());
            return Ok(());
        }
        let count = files.len();
        for (place, bytes) in files.iter().enumerate() {
            let path = if count == 1 { self.output.clone() } else { numbered(&self.output, place + 1, count) };
            std::fs::write(&path, bytes).map_err(|error| format!("cannot write {path}: {error}"))?;
        }
        Ok(())
    }
}

/// Steps that no picture can hold without being asked to.
const MANY: usize = 501;

/// Tells why nothing was written; whether that was so.
fn told(written: Result<(), String>) -> bool {
    if let Err(message) = &written {
        eprintln!("bindscope: {message}");
    }
    written.is_err()
}

/// The exit status of a run that was recorded, where one was.
fn status(ending: Option<&Ending>, failed: bool) -> u8 {
    let status = ending.map_or(0, run::report);
    if failed && status == 0 { 1 } else { status }
}

/// Numbers of steps: ranges from the first to the last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Steps(Vec<(u64, u64)>);

impl Steps {
    fn parse(text: &str) -> Result<Steps, String> {
        if text == "all" {
            return Ok(Steps(vec![(1, u64::MAX)]));
        }
        let number = |text: &str| text.trim().parse::<u64>().ok().filter(|number| *number > 0);
        let range = |part: &str| match part.split_once('-') {
            Some((first, "")) => Some((number(first)?, u64::MAX)),
            Some((first, last)) => Some((number(first)?, number(last)?)).filter(|(first, last)| first <= last),
            None => number(part).map(|step| (step, step)),
        };
        let ranges: Option<Vec<(u64, u64)>> = text.split(',').map(range).collect();
        ranges.map(Steps).ok_or_else(|| "steps are numbers and ranges from 1: 5, 1-20,30, 40- or all".to_string())
    }

    fn within(&self, total: u64) -> BTreeSet<u64> {
        self.0.iter().flat_map(|(first, last)| *first..=(*last).min(total)).collect()
    }

    fn first(&self) -> u64 {
        self.0.iter().map(|(first, _)| *first).min().unwrap_or(1)
    }

    fn last(&self) -> u64 {
        self.0.iter().map(|(_, last)| *last).max().unwrap_or(0)
    }
}

/// `x.svg` → `x-07.svg`, with as many digits as the last of them needs.
fn numbered(path: &str, number: usize, count: usize) -> String {
    let digits = count.to_string().len();
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    match path[folder..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, ending) = path.split_at(folder + dot);
            format!("{stem}-{number:0digits$}{ending}")
        }
        _ => format!("{path}-{number:0digits$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_numbered_before_their_ending() {
        assert_eq!(numbered("out/x.svg", 7, 12), "out/x-07.svg");
        assert_eq!(numbered("a.b/x", 2, 3), "a.b/x-2");
        assert_eq!(numbered(".hidden", 1, 2), ".hidden-1");
    }

    #[test]
    fn steps_are_numbers_and_ranges() {
        let within = |text: &str| Steps::parse(text).map(|steps| steps.within(9).into_iter().collect::<Vec<u64>>());
        assert_eq!(within("5"), Ok(vec![5]));
        assert_eq!(within("2-4,3,8-"), Ok(vec![2, 3, 4, 8, 9]));
        assert_eq!(within("all").map(|steps| steps.len()), Ok(9));
        assert!(["", "0", "4-2", "x", "1,,2"].iter().all(|text| Steps::parse(text).is_err()));
    }
}
