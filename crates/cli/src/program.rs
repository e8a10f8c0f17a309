//! Which program is meant, and under which limits: what all commands ask in the same words.

use std::io::Read;
use std::time::Duration;

use bindscope::{Ending, Interpreter, Output, Program, Settings, System, Timeline};
use clap::Args;

/// `FILE[:LINE]`, `-c CODE` or `-m MODULE`, and behind `--` the program's own arguments.
#[derive(Args, Clone)]
pub struct Place {
    /// The program, and the line that is meant
    #[arg(value_name = "FILE[:LINE]", required_unless_present_any = ["code", "module"])]
    pub file: Option<String>,
    /// Code given here instead of a file
    #[arg(short = 'c', value_name = "CODE", conflicts_with_all = ["module"])]
    pub code: Option<String>,
    /// A module or package to run
    #[arg(short = 'm', value_name = "MODULE")]
    pub module: Option<String>,
    /// The program's own arguments
    #[arg(last = true, value_name = "ARGS")]
    pub arguments: Vec<String>,
    #[command(flatten)]
    pub limits: Limits,
}

/// The part of a file that is meant.
enum Part<'a> {
    Whole,
    Line(u32),
    Function(&'a str),
}

impl Place {
    /// The program and its `sys.argv`.
    pub fn program(&self) -> Result<(Program, Vec<String>), String> {
        let mut words = self.arguments.clone();
        if self.code.is_some() || self.module.is_some() {
            words.splice(0..0, self.file.clone());
        } else {
            words.insert(0, self.file_and_line().0.to_string());
        }
        chosen(self.code.as_deref(), self.module.as_deref(), &words)
    }

    /// Is the file a recording, not a program?
    pub fn is_recording(&self) -> bool {
        self.code.is_none() && self.module.is_none() && bindscope::is_recording(self.file_and_line().0.as_ref())
    }

    /// The history that is meant: that in a recording, or that of the program, which is run now; and how the run
    /// ended.
    pub fn timeline(&self) -> Result<(Timeline, Option<Ending>), String> {
        self.timeline_in(self.limits.host()?)
    }

    /// The same; what the program prints is in its history only.
    pub fn timeline_quietly(&self) -> Result<(Timeline, Option<Ending>), String> {
        self.timeline_in(self.limits.host()?.with_output(Output::default()).unbuffered())
    }

    fn timeline_in(&self, host: System) -> Result<(Timeline, Option<Ending>), String> {
        if self.is_recording() {
            return Ok((bindscope::open(self.file_and_line().0.as_ref())?.timeline, None));
        }
        let (program, arguments) = self.program()?;
        let settings = Settings { record: true, ..self.limits.settings(arguments) };
        let mut interpreter = Interpreter::new(Box::new(host), &settings);
        let ending = interpreter.run(&program);
        if let Ending::NotThere(message) = &ending {
            return Err(message.clone());
        }
        let timeline = interpreter.timeline().ok_or("nothing was recorded")?;
        // What is left of the program goes with the process.
        std::mem::forget(interpreter);
        Ok((timeline, Some(ending)))
    }

    /// The program's name for titles, and its text, as far as they can be had.
    pub fn name_and_source(&self) -> (String, String) {
        let program = match self.is_recording() {
            true => bindscope::program_of(self.file_and_line().0.as_ref()),
            false => self.program().ok().map(|(program, _)| program),
        };
        match program {
            Some(Program::File(path)) => {
                let source = String::from_utf8_lossy(&std::fs::read(&path).unwrap_or_default()).into_owned();
                (path.rsplit('/').next().unwrap_or(&path).to_string(), source)
            }
            Some(Program::Source { source, .. }) => (String::new(), source),
            Some(Program::Module(name)) => (name, String::new()),
            None => Default::default(),
        }
    }

    /// The line that is meant, if one was named.
    pub fn line(&self) -> Option<u32> {
        if self.code.is_some() || self.module.is_some() { None } else { self.file_and_line().1 }
    }

    /// The text of a line of the file, or nothing.
    pub fn source_line(&self, line: u32) -> String {
        let source = std::fs::read(self.file_and_line().0).unwrap_or_default();
        let source = String::from_utf8_lossy(&source);
        source.lines().nth((line as usize).saturating_sub(1)).unwrap_or_default().to_string()
    }

    /// The function that is meant, if one was named: `FILE:FUNCTION`, `FILE:CLASS.METHOD`.
    pub fn function(&self) -> Option<&str> {
        match self.parts() {
            (_, Part::Function(name)) => Some(name),
            _ => None,
        }
    }

    fn file_and_line(&self) -> (&str, Option<u32>) {
        match self.parts() {
            (file, Part::Line(line)) => (file, Some(line)),
            (file, _) => (file, None),
        }
    }

    fn parts(&self) -> (&str, Part<'_>) {
        let file = self.file.as_deref().unwrap_or_default();
        let is_name = |text: &str| {
            text.split('.').all(|word| {
                word.starts_with(|c: char| c.is_alphabetic() || c == '_')
                    && word.chars().all(|c| c.is_alphanumeric() || c == '_')
            })
        };
        match file.rsplit_once(':') {
            Some((name, part)) if !std::path::Path::new(file).exists() => match part.parse() {
                Ok(line) => (name, Part::Line(line)),
                Err(_) if is_name(part) && self.code.is_none() => (name, Part::Function(part)),
                Err(_) => (file, Part::Whole),
            },
            _ => (file, Part::Whole),
        }
    }
}

/// The program that these words name, and its `sys.argv`.
pub fn chosen(code: Option<&str>, module: Option<&str>, words: &[String]) -> Result<(Program, Vec<String>), String> {
    let argv = |first: &str| std::iter::once(first.to_string()).chain(words.iter().cloned()).collect();
    if let Some(code) = code {
        let program = Program::Source { source: format!("{code}\n"), name: "<string>".to_string() };
        return Ok((program, argv("-c")));
    }
    if let Some(module) = module {
        return Ok((Program::Module(module.to_string()), argv("-m")));
    }
    match words.first().map(String::as_str) {
        None => Ok((from_standard_input()?, vec![String::new()])),
        Some("-") => Ok((from_standard_input()?, words.to_vec())),
        Some(file) => Ok((Program::File(file.to_string()), words.to_vec())),
    }
}

fn from_standard_input() -> Result<Program, String> {
    let mut source = Vec::new();
    std::io::stdin().read_to_end(&mut source).map_err(|error| format!("cannot read standard input: {error}"))?;
    let source = String::from_utf8_lossy(&source).into_owned();
    Ok(Program::Source { source, name: "<stdin>".to_string() })
}

/// What ends a run from outside, and what answers it.
#[derive(Args, Clone, Default, Debug)]
pub struct Limits {
    /// End the run when its objects hold more than this (512M, 2G)
    #[arg(long, value_name = "BYTES", value_parser = bytes)]
    pub max_memory: Option<usize>,
    /// End the run when it took more CPU time than this (5s, 200ms, 2m)
    #[arg(long, value_name = "TIME", value_parser = duration)]
    pub max_time: Option<Duration>,
    /// Answer input() with the lines of this file
    #[arg(long, value_name = "FILE")]
    pub input: Option<String>,
}

impl Limits {
    /// The settings of a run, and the world it runs in.
    pub fn settings(&self, arguments: Vec<String>) -> Settings {
        Settings { arguments, max_memory: self.max_memory, max_time: self.max_time, ..Settings::default() }
    }

    pub fn host(&self) -> Result<System, String> {
        match &self.input {
            None => Ok(System::new()),
            Some(path) => {
                let answers = std::fs::read(path).map_err(|error| format!("can't open file '{path}': {error}"))?;
                Ok(System::new().with_input(answers))
            }
        }
    }
}

pub fn bytes(text: &str) -> Result<usize, String> {
    let digits = text.trim_end_matches(|c: char| !c.is_ascii_digit());
    let shift = match text[digits.len()..].to_ascii_uppercase().trim_end_matches("IB").trim_end_matches('B') {
        "" => 0,
        "K" => 10,
        "M" => 20,
        "G" => 30,
        "T" => 40,
        _ => return Err("a size is a number with K, M, G or T".to_string()),
    };
    let number = digits.parse::<usize>().ok().and_then(|n| n.checked_mul(1 << shift));
    number.filter(|n| *n > 0).ok_or("a size is a number with K, M, G or T".to_string())
}

fn duration(text: &str) -> Result<Duration, String> {
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "ms" => 1e-3,
        "" | "s" => 1.0,
        "m" | "min" => 60.0,
        "h" => 3600.0,
        _ => return Err("a time is a number with ms, s, m or h".to_string()),
    };
    let seconds = digits.parse::<f64>().ok().map(|n| n * unit).filter(|n| *n > 0.0);
    let seconds = seconds.ok_or("a time is a number with ms, s, m or h".to_string())?;
    Duration::try_from_secs_f64(seconds).map_err(|error| error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_and_times_have_units() {
        assert_eq!(bytes("512M"), Ok(512 << 20));
        assert_eq!(bytes("1KiB"), Ok(1024));
        assert_eq!(bytes("77"), Ok(77));
        assert!(bytes("many").is_err() && bytes("0").is_err() && bytes("5X").is_err());
        assert_eq!(duration("5s"), Ok(Duration::from_secs(5)));
        assert_eq!(duration("1.5"), Ok(Duration::from_millis(1500)));
        assert_eq!(duration("200ms"), Ok(Duration::from_millis(200)));
        assert!(duration("soon").is_err() && duration("-1s").is_err());
    }
}
