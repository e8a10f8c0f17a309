//! `bindscope show`: runs a program, then draws what its names are bound to.

use std::io::{IsTerminal, Write};
use std::rc::Rc;

use bindscope::diagram::{self, Moment, Scene, Theme};
use bindscope::{Ending, Extent, Interpreter, Output, Program, Seen};
use clap::{Args, ValueEnum};

use crate::program::Place;
use crate::{columns, run};

/// Draw the names and objects of a program: at its end, or just after a line ran
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    pub place: Place,
    /// Just before LINE, not just after it
    #[arg(long)]
    before: bool,
    /// Which run of LINE: 1 is the first, -1 the last
    #[arg(long, value_name = "N", default_value_t = -1, allow_negative_numbers = true, value_parser = hit)]
    hit: i64,
    /// Write the drawing to FILE.svg or FILE.png
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// The ground of a drawing in a file
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: Ground,
    /// The moment as data, nothing cut
    #[arg(long, conflicts_with = "output")]
    json: bool,
    /// Draw numbers, strings and other plain values as objects, too
    #[arg(long, value_name = "WHICH", default_value = "boxes")]
    objects: Objects,
}

#[derive(Clone, Copy, ValueEnum)]
enum Ground {
    Light,
    Dark,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Objects {
    /// Plain values stand where they are referred to
    Boxes,
    /// Each is an object of its own
    All,
}

fn hit(text: &str) -> Result<i64, String> {
    let number = text.parse().map_err(|_| "a run is a number: 1 is the first, -1 the last".to_string())?;
    if number == 0 { Err("the first run is 1, the last -1".to_string()) } else { Ok(number) }
}

pub fn run(command: &Show) -> u8 {
    if let Err(message) = command.check() {
        return run::complain(&message);
    }
    let output = Output::default();
    let found = command.place.program().and_then(|found| Ok((found, command.place.limits.host()?)));
    let ((program, arguments), mut host) = match found {
        Ok(found) => found,
        Err(message) => return run::complain(&message),
    };
    if command.json {
        host = host.with_output(Rc::clone(&output));
    }
    let mut interpreter = Interpreter::new(Box::new(host), &command.place.limits.settings(arguments));
    let extent = Extent { whole: command.json, values_as_objects: command.objects == Objects::All };
    let line = command.place.line().map(|line| bindscope::Place { line, before: command.before, hit: command.hit });
    let kept = command.json.then(|| Rc::clone(&output));
    let waiting = line.and_then(|line| interpreter.wait_for(&program, line, extent, kept));
    let ending = interpreter.run(&program);
    if let Ending::NotThere(_) = &ending {
        let status = run::report(&ending);
        return run::finish(interpreter, &ending, status);
    }
    let moment = match waiting {
        Some(waiting) => seen(&mut interpreter, waiting, command),
        None => Ok(at_end(&interpreter, &program, &ending, extent, &output)),
    };
    let mut failed = false;
    let shown = moment.and_then(|mut moment| {
        moment.title = format!("{}{}", name_of(&program, command), moment.title);
        command.write(&moment)
    });
    if let Err(message) = shown {
        eprintln!("bindscope: {message}");
        failed = true;
    }
    let status = run::report(&ending);
    run::finish(interpreter, &ending, if failed && status == 0 { 1 } else { status })
}

/// The moment just after a line, or why there is none.
fn seen(interpreter: &mut Interpreter, waiting: bindscope::Waiting, command: &Show) -> Result<Moment, String> {
    let line = command.place.line().unwrap_or(0);
    match interpreter.seen(waiting) {
        Seen::At(mut moment) => {
            let source = command.place.source_line(line);
            moment.title = format!("{}\n{}", moment.title, source.trim());
            Ok(*moment)
        }
        Seen::NotSoOften(total) => {
            let times = if total == 1 { "once".to_string() } else { format!("{total} times") };
            Err(format!("line {line} ran {times}, so there is no run {} of it", command.hit))
        }
        Seen::Never(lines) if lines.is_empty() => Err(format!("line {line} never ran, and neither did any other")),
        Seen::Never(lines) => Err(format!("line {line} never ran; the lines that did: {}", ranges(&lines))),
    }
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

/// The program's name, for a title.
fn name_of(program: &Program, command: &Show) -> String {
    match program {
        Program::File(path) => format!("{}: ", path.rsplit('/').next().unwrap_or(path)),
        Program::Module(name) => format!("{name}: "),
        Program::Source { .. } if command.place.code.is_some() => String::new(),
        Program::Source { name, .. } => format!("{name}: "),
    }
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

impl Show {
    fn check(&self) -> Result<(), String> {
        if self.place.line().is_none() && self.before {
            return Err("--before needs a line: FILE:LINE".to_string());
        }
        match &self.output {
            Some(path) if !path.ends_with(".svg") && !path.ends_with(".png") => {
                Err(format!("-o takes a name that ends in .svg or .png, not '{path}'"))
            }
            _ => Ok(()),
        }
    }

    fn write(&self, moment: &Moment) -> Result<(), String> {
        let theme = match self.theme {
            Ground::Light => Theme::Light,
            Ground::Dark => Theme::Dark,
        };
        if let Some(path) = &self.output {
            let scene = Scene::of(moment);
            let bytes = if path.ends_with(".png") { scene.to_png(theme)? } else { scene.to_svg(theme).into_bytes() };
            return std::fs::write(path, bytes).map_err(|error| format!("cannot write {path}: {error}"));
        }
        let text = if self.json {
            moment.to_json()
        } else if moment.frames.iter().all(|frame| frame.bindings.is_empty() && frame.returned.is_none()) {
            // There is nothing to draw, most often because the program did not begin.
            String::new()
        } else {
            let terminal = std::io::stdout().is_terminal();
            let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            format!("\n{}", diagram::terminal::draw(moment, columns::columns(), colour))
        };
        // A closed pipe is no error of ours.
        let _ = std::io::stdout().write_all(text.as_bytes());
        Ok(())
    }
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
