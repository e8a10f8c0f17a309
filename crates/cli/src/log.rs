//! `bindscope log`: what the names of a program were bound to, and what changed, line by line.

use std::io::{self, BufWriter, Write};

use bindscope::{Row, Step, Timeline, What};
use clap::Args;

use crate::program::Place;
use crate::run;

/// List what was bound, rebound, unbound and changed, line by line
#[derive(Args)]
#[command(name = "log")]
pub struct Command {
    #[command(flatten)]
    pub place: Place,
    /// Only this name; may be given again
    #[arg(long, value_name = "NAME")]
    name: Vec<String>,
    /// Only names of this function; may be given again
    #[arg(long, value_name = "FUNCTION")]
    function: Vec<String>,
    /// Only what happened to the object of this number (#3); may be given again
    #[arg(long, value_name = "NUMBER", value_parser = number)]
    object: Vec<u64>,
    /// Only this kind: bound, rebound, unbound, changed, copied, died; may be given again
    #[arg(long, value_name = "KIND", value_parser = ["bound", "rebound", "unbound", "changed", "copied", "died"])]
    kind: Vec<String>,
    /// List the steps instead: line, call, return and exception, as sys.settrace has them
    #[arg(long)]
    steps: bool,
    /// Write the list to this file
    #[arg(short = 'o', long, value_name = "FILE")]
    output: Option<String>,
    /// Count what the tape holds instead of listing it
    #[arg(long)]
    stats: bool,
}

pub fn run(command: &Command) -> u8 {
    let (timeline, ending) = match command.place.timeline() {
        Ok(found) => found,
        Err(message) => return run::complain(&message),
    };
    let status = ending.as_ref().map_or(0, run::report);
    if let Err(error) = command.write(&timeline)
        && error.kind() != io::ErrorKind::BrokenPipe
    {
        return run::complain(&format!("cannot write the log: {error}"));
    }
    status
}

const HEADING: &str = "  step  line  in            name            what           object";
/// Where the object's column begins, and where the line ends.
const BEFORE_OBJECT: usize = 61;
const WIDTH: usize = 100;

impl Command {
    fn write(&self, timeline: &Timeline) -> io::Result<()> {
        let mut out: BufWriter<Box<dyn Write>> = BufWriter::new(match &self.output {
            Some(path) => Box::new(std::fs::File::create(path)?),
            None => Box::new(io::stdout().lock()),
        });
        if self.stats {
            let (steps, bytes) = (timeline.steps(), timeline.length());
            let each = bytes as f64 / steps.max(1) as f64;
            return writeln!(out, "{steps} steps, {bytes} bytes, {each:.2} bytes a step");
        }
        if self.steps {
            return self.write_steps(timeline, &mut out);
        }
        if self.output.is_none() {
            writeln!(out)?;
        }
        writeln!(out, "{HEADING}")?;
        for row in bindscope::log(timeline).filter(|row| self.wants(row)) {
            let object: String = cut(&row.object, WIDTH - BEFORE_OBJECT);
            let function = cut(row.function.as_deref().unwrap_or(""), 12);
            let name = cut(&row.name, 14);
            let line =
                format!("{:>6} {:>5}  {function:<13} {name:<15} {:<14} {object}", row.step, row.line, row.what.word());
            writeln!(out, "{}", line.trim_end())?;
        }
        out.flush()
    }

    fn write_steps(&self, timeline: &Timeline, out: &mut impl Write) -> io::Result<()> {
        for Step { kind, line, file, function } in bindscope::steps(timeline) {
            let file = file.rsplit('/').next().unwrap_or_default();
            writeln!(out, "{} {line} {function} {file}", kind.word())?;
        }
        out.flush()
    }

    fn wants(&self, row: &Row) -> bool {
        let named = self.name.is_empty() || self.name.iter().any(|name| **name == *row.name);
        let of = |function: &str| self.function.iter().any(|name| name == function);
        let inside = self.function.is_empty() || of(row.function.as_deref().unwrap_or("<module>"));
        // Names that begin and end with two underscores are the machine's.
        let hidden = self.name.is_empty() && row.name.starts_with("__") && row.name.ends_with("__");
        let concerns = self.object.is_empty() || self.object.iter().any(|number| row.numbers.contains(number));
        let what = if let What::Changed(_) = row.what { "changed" } else { row.what.word() };
        let of_kind = self.kind.is_empty() || self.kind.iter().any(|kind| kind == what);
        named && inside && !hidden && concerns && of_kind && self.place.line().is_none_or(|line| line == row.line)
    }
}

/// `3` or `#3`
fn number(text: &str) -> Result<u64, String> {
    text.trim_start_matches('#').parse().map_err(|_| "an object is a number as in #3".to_string())
}

fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width {
        return text.to_string();
    }
    text.chars().take(width - 1).chain(['…']).collect()
}
