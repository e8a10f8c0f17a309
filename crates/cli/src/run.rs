//! `bindscope FILE`: runs a program as `python` does, with `python`'s own options.

use std::io::IsTerminal;

use bindscope::{Ending, Flags, Interpreter};
use clap::{ArgAction, Args};

use crate::program::{self, Limits};
use crate::prompt;

/// Run a program (the command that is meant when none is named)
#[derive(Args, Default, Debug)]
#[command(disable_version_flag = true)]
pub struct Run {
    /// Count every reference again when the program has ended, and tell what is wrong
    #[arg(long)]
    check_heap: bool,
    /// The program (- is standard input) and its arguments
    #[arg(value_name = "FILE [ARGS]", trailing_var_arg = true)]
    words: Vec<String>,
    /// Run this code; ends the options
    #[arg(short = 'c', value_name = "CODE")]
    code: Option<String>,
    /// Run this module or package; ends the options
    #[arg(short = 'm', value_name = "MODULE", conflicts_with = "code")]
    module: Option<String>,
    #[command(flatten)]
    pub limits: Limits,
    #[command(flatten)]
    habits: Habits,
}

/// The options of `python`.
#[derive(Args, Default, Debug)]
struct Habits {
    /// Warn where bytes meet str (-bb: raise)
    #[arg(short = 'b', action = ArgAction::Count)]
    bytes_warning: u8,
    /// Write no .pyc files; Bindscope never does
    #[arg(short = 'B', action = ArgAction::Count)]
    dont_write_bytecode: u8,
    /// Turn on the parser's debugging output; there is none
    #[arg(short = 'd', action = ArgAction::Count)]
    debug: u8,
    /// Ignore PYTHON* variables of the environment
    #[arg(short = 'E', action = ArgAction::Count)]
    ignore_environment: u8,
    /// Go on with a prompt when the program has ended
    #[arg(short = 'i', action = ArgAction::Count)]
    inspect: u8,
    /// Isolate the run from the user's environment (-E, -P and -s)
    #[arg(short = 'I', action = ArgAction::Count)]
    isolated: u8,
    /// Leave out assert statements (-OO: and docstrings)
    #[arg(short = 'O', action = ArgAction::Count)]
    optimize: u8,
    /// Do not put the program's folder on sys.path
    #[arg(short = 'P', action = ArgAction::Count)]
    safe_path: u8,
    /// No banner at the prompt
    #[arg(short = 'q', action = ArgAction::Count)]
    quiet: u8,
    /// Leave the user's site-packages out
    #[arg(short = 's', action = ArgAction::Count)]
    no_user_site: u8,
    /// Leave all site-packages out
    #[arg(short = 'S', action = ArgAction::Count)]
    no_site: u8,
    /// Write output at once, line by line or less
    #[arg(short = 'u', action = ArgAction::Count)]
    unbuffered: u8,
    /// Say what is imported
    #[arg(short = 'v', action = ArgAction::Count)]
    verbose: u8,
    /// Print the version (also --version)
    #[arg(short = 'V', long, action = ArgAction::Count)]
    version: u8,
    /// What to do with a warning: action:message:category:module:line
    #[arg(short = 'W', value_name = "FILTER")]
    warnings: Vec<String>,
    /// Skip the first line of the source
    #[arg(short = 'x', action = ArgAction::Count)]
    skip_first_line: u8,
    /// An option of the implementation: dev, utf8, int_max_str_digits=N
    #[arg(short = 'X', value_name = "OPTION")]
    implementation: Vec<String>,
    /// Accepted as CPython does; there are no .pyc files
    #[arg(long, value_name = "WHEN", value_parser = ["always", "default", "never"])]
    check_hash_based_pycs: Option<String>,
}

pub fn run(command: &Run) -> u8 {
    if command.habits.version > 0 {
        println!("bindscope {} (Python 3.13)", env!("CARGO_PKG_VERSION"));
        return 0;
    }
    let prompts = command.is_bare() && std::io::stdin().is_terminal();
    let chosen = match prompts {
        true => Ok((None, vec![String::new()])),
        false => program::chosen(command.code.as_deref(), command.module.as_deref(), &command.words)
            .map(|(program, arguments)| (Some(program), arguments)),
    };
    let (program, arguments) = match chosen {
        Ok(found) => found,
        Err(message) => return complain(&message),
    };
    let mut settings = command.limits.settings(arguments);
    settings.flags = command.habits.flags();
    settings.flags.inspect |= prompts as u8;
    settings.skip_first_line = command.habits.skip_first_line > 0;
    let host = match command.limits.host() {
        Ok(host) if command.habits.unbuffered > 0 => host.unbuffered(),
        Ok(host) => host,
        Err(message) => return complain(&message),
    };
    let mut interpreter = Interpreter::new(Box::new(host), &settings);
    let baseline = command.check_heap.then(|| interpreter.heap_baseline());
    let mut ending = match &program {
        Some(program) => interpreter.run(program),
        None => interpreter.prepare_prompt(),
    };
    let mut status = report(&ending);
    if settings.flags.inspect > 0 && !matches!(ending, Ending::TooLong(_) | Ending::TooLarge(_)) {
        (interpreter, ending) = prompt::interact(interpreter, program.is_some() || settings.flags.quiet > 0);
        status = report(&ending);
    }
    if let Some(baseline) = baseline {
        interpreter.finish();
        drop(program);
        let mistakes = interpreter.check_heap(&baseline);
        mistakes.iter().for_each(|mistake| eprintln!("bindscope: heap: {mistake}"));
        return if mistakes.is_empty() { status } else { BAD_HEAP };
    }
    finish(interpreter, &ending, status)
}

/// The check of the heap found something.
const BAD_HEAP: u8 = 71;

/// Says on standard error how a run ended; the exit status.
pub fn report(ending: &Ending) -> u8 {
    match ending {
        Ending::Finished => 0,
        Ending::Exited(status) => *status as u8,
        Ending::Raised(text) => {
            eprint!("{text}");
            1
        }
        Ending::Interrupted(text) => {
            eprint!("{text}");
            INTERRUPTED
        }
        Ending::NotThere(message) => {
            eprintln!("bindscope: {message}");
            2
        }
        Ending::TooLong(message) => {
            eprintln!("bindscope: {message}");
            TOO_LONG
        }
        Ending::TooLarge(message) => {
            eprintln!("bindscope: {message}");
            TOO_LARGE
        }
    }
}

/// What a shell makes of SIGINT.
const INTERRUPTED: u8 = 130;
/// As `timeout` says it.
pub const TOO_LONG: u8 = 124;
pub const TOO_LARGE: u8 = 125;

/// Runs what a program leaves to be run at its end, then leaves at once: the operating system takes the
/// memory back faster than we could.
pub fn finish(mut interpreter: Interpreter, ending: &Ending, status: u8) -> u8 {
    let flushed = interpreter.finish();
    if matches!(ending, Ending::Interrupted(_)) {
        bindscope::System::die_of_interrupt();
    }
    std::process::exit(if flushed { status as i32 } else { UNFLUSHED })
}

/// Standard output could not be written at the end.
const UNFLUSHED: i32 = 120;

pub fn complain(message: &str) -> u8 {
    eprintln!("bindscope: {message}");
    2
}

impl Run {
    /// A program and its arguments, with no option set.
    pub fn of(words: &[String]) -> Run {
        Run { words: words.to_vec(), ..Run::default() }
    }

    /// No program is named.
    fn is_bare(&self) -> bool {
        self.words.is_empty() && self.code.is_none() && self.module.is_none()
    }
}

impl Habits {
    fn flags(&self) -> Flags {
        let isolated = self.isolated > 0;
        let implementation = |name: &str| self.implementation.iter().any(|option| option == name);
        Flags {
            debug: self.debug,
            inspect: self.inspect,
            optimize: self.optimize,
            dont_write_bytecode: self.dont_write_bytecode,
            no_user_site: self.no_user_site | isolated as u8,
            no_site: self.no_site,
            ignore_environment: self.ignore_environment | isolated as u8,
            verbose: self.verbose,
            bytes_warning: self.bytes_warning,
            quiet: self.quiet,
            isolated: isolated as u8,
            dev_mode: implementation("dev"),
            utf8_mode: implementation("utf8") as u8,
            safe_path: isolated || self.safe_path > 0,
            warnings: self.warnings.clone(),
            implementation: self.implementation.clone(),
        }
    }
}
