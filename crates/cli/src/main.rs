//! The command line: runs programs as `python` does, and shows what their names are bound to.
//!
//! Each command is a file; this one only finds which is meant.

mod columns;
mod command_line;
mod log;
mod program;
mod prompt;
mod run;
mod show;

use std::process::ExitCode;

use clap::Parser;
use command_line::{Command, CommandLine};

/// The machine asks how much stack it has by this name.
const THREAD: &str = "bindscope";
const STACK: usize = 256 << 20;
/// The exit status of a mistake in the machine itself.
const INTERNAL: u8 = 70;

fn main() -> ExitCode {
    bindscope::System::catch_interrupts();
    let work = std::thread::Builder::new().name(THREAD.to_string()).stack_size(STACK).spawn(command);
    bindscope::System::leave_interrupts_to_others();
    match work.map(|thread| thread.join()) {
        Ok(Ok(status)) => ExitCode::from(status),
        _ => ExitCode::from(INTERNAL),
    }
}

fn command() -> u8 {
    let words: Vec<String> = std::env::args_os().skip(1).map(|w| w.to_string_lossy().into_owned()).collect();
    match CommandLine::try_parse_from(command_line::complete(&words)) {
        Ok(CommandLine { command: Command::Run(run) }) => run::run(&run),
        Ok(CommandLine { command: Command::Log(log) }) => log::run(&log),
        Ok(CommandLine { command: Command::Show(show) }) => show::run(&show),
        Err(error) => {
            // What was asked for (help, version) goes to standard output; a closed pipe is no error of ours.
            let _ = error.print();
            error.exit_code() as u8
        }
    }
}
