//! The words of the command line, as clap reads them.

use clap::{Parser, Subcommand};

use crate::program::Limits;
use crate::{ask, export, log, open, record, run, show, step, view};

const USAGE: &str = "\
bindscope [OPTIONS] FILE [ARGS]...
       bindscope [OPTIONS] -c CODE [ARGS]...
       bindscope [OPTIONS] -m MODULE [ARGS]...
       bindscope [OPTIONS] - [ARGS]...
       bindscope COMMAND ...";

const AFTER: &str = "\
`bindscope` alone is a prompt. `bindscope run --help` lists the options of a run.
A program whose name is a command is run as `bindscope ./show`.";

/// Runs Python programs, and shows which objects their names are bound to.
#[derive(Parser)]
#[command(name = "bindscope", version = VERSION, override_usage = USAGE, after_help = AFTER)]
#[command(disable_help_subcommand = true, subcommand_required = true)]
pub struct CommandLine {
    #[command(subcommand)]
    pub command: Command,
}

const VERSION: &str = concat!(env!("CARGO_PKG_VERSION"), " (Python 3.13)");

#[derive(Subcommand)]
pub enum Command {
    Run(run::Run),
    Show(show::Show),
    View(view::View),
    Log(log::Command),
    Record(record::Record),
    Step(step::Step),
    Open(open::Open),
    Export(export::Export),
    Replay(record::Replay),
    Who(ask::Who),
    Why(ask::Why),
    When(ask::When),
    Shares(ask::Shares),
    Facts(ask::Facts),
    Copies(ask::Copies),
    Calls(ask::Calls),
}

impl Command {
    /// `bindscope FILE [ARGS]`: where no word can be an option or a command, nobody need read the tables of those,
    /// which take half a megabyte.
    pub fn plain(words: &[String]) -> Option<Command> {
        let file = words.first().filter(|word| !word.starts_with('-') && word.contains(['.', '/']))?;
        debug_assert!(!CommandLine::has_command(file));
        Some(Command::Run(run::Run::of(words)))
    }

    pub fn limits(&self) -> &Limits {
        match self {
            Command::Run(run) => &run.limits,
            Command::Show(show) => &show.look.place.limits,
            Command::View(view) => &view.place.limits,
            Command::Log(log) => &log.place.limits,
            Command::Record(record) => &record.place.limits,
            Command::Open(open) => &open.limits,
            Command::Step(step) => &step.place.limits,
            Command::Export(export) => &export.look.place.limits,
            Command::Replay(replay) => &replay.limits,
            Command::Who(who) => who.limits(),
            Command::Why(why) => why.limits(),
            Command::When(when) => when.limits(),
            Command::Copies(copies) => copies.limits(),
            Command::Calls(calls) => calls.limits(),
            Command::Shares(shares) => shares.limits(),
            Command::Facts(facts) => facts.limits(),
        }
    }
}

/// The words with what people leave out: `run`, and the `--` that ends the options after the program.
pub fn complete(words: &[String]) -> Vec<String> {
    let named = |word: &str| CommandLine::has_command(word);
    let whole = |word: &str| matches!(word, "-h" | "--help" | "-V" | "--version");
    let mut complete = vec!["bindscope".to_string()];
    match words.split_first() {
        Some((first, rest)) if first == "run" => {
            complete.push("run".to_string());
            complete.extend(ended(rest));
        }
        Some((first, _)) if named(first) || whole(first) => complete.extend_from_slice(words),
        _ => {
            complete.push("run".to_string());
            complete.extend(ended(words));
        }
    }
    complete
}

/// Puts `--` behind the option that ends the options (`-c CODE`, `-m MODULE`), which clap has no word for.
fn ended(words: &[String]) -> Vec<String> {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let ends = match options_of(word) {
            Options::None => return [&words[..at], &["--".to_string()], &words[at..]].concat(),
            Options::WithValue { ends, attached } => {
                at += !attached as usize;
                ends
            }
            Options::Plain => false,
        };
        at += 1;
        if ends && at <= words.len() {
            return [&words[..at], &["--".to_string()], &words[at..]].concat();
        }
    }
    words.to_vec()
}

enum Options {
    /// The word is the program, or an argument.
    None,
    Plain,
    WithValue {
        ends: bool,
        attached: bool,
    },
}

fn options_of(word: &str) -> Options {
    if let Some(long) = word.strip_prefix("--") {
        return match long {
            "" => Options::None,
            "max-memory" | "max-time" | "input" | "check-hash-based-pycs" => {
                Options::WithValue { ends: false, attached: false }
            }
            _ => Options::Plain,
        };
    }
    let Some(letters) = word.strip_prefix('-').filter(|letters| !letters.is_empty()) else {
        return Options::None;
    };
    let Some(place) = letters.find(['c', 'm', 'W', 'X']) else {
        return Options::Plain;
    };
    let ends = letters[place..].starts_with(['c', 'm']);
    Options::WithValue { ends, attached: place + 1 < letters.len() }
}

impl CommandLine {
    fn has_command(word: &str) -> bool {
        use clap::CommandFactory;
        CommandLine::command().get_subcommands().any(|c| c.get_name() == word)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn completed(words: &str) -> String {
        let words: Vec<String> = words.split(' ').map(str::to_string).collect();
        complete(&words)[1..].join(" ")
    }

    #[test]
    fn the_program_ends_the_options() {
        assert_eq!(completed("-u a.py -x"), "run -u -- a.py -x");
        assert_eq!(completed("-uc code -x"), "run -uc code -- -x");
        assert_eq!(completed("-ccode -x"), "run -ccode -- -x");
        assert_eq!(completed("-W ignore -m this"), "run -W ignore -m this --");
        assert_eq!(completed("--max-time 5s - a"), "run --max-time 5s -- - a");
        assert_eq!(completed("./show a"), "run -- ./show a");
        assert_eq!(completed("show a.py"), "show a.py");
        assert_eq!(completed("run show"), "run -- show");
    }

    #[test]
    fn a_plain_run_is_what_clap_would_read() {
        let words: Vec<String> = ["a.py", "-x", "--", "show"].map(str::to_string).to_vec();
        let read = CommandLine::try_parse_from(complete(&words)).map(|line| line.command);
        let (Ok(Command::Run(read)), Some(Command::Run(plain))) = (read, Command::plain(&words)) else {
            panic!("both run a program");
        };
        assert_eq!(format!("{read:?}"), format!("{plain:?}"));
        assert!(Command::plain(&["show".to_string()]).is_none() && Command::plain(&["-c".to_string()]).is_none());
    }

    #[test]
    fn the_definitions_are_consistent() {
        use clap::CommandFactory;
        CommandLine::command().debug_assert();
    }
}
