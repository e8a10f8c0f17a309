//! The command line: runs programs as `python` does, and shows what their names are bound to.
//!
//! Each command is a file; this one only finds which is meant, and sets the limits that hold whatever happens.

mod ask;
mod columns;
mod command_line;
mod export;
mod limit;
mod log;
mod look;
mod open;
mod program;
mod prompt;
mod record;
mod run;
mod show;
mod step;
mod view;

use std::process::ExitCode;

use clap::Parser;
use command_line::{Command, CommandLine};

#[global_allocator]
static ALLOCATOR: bindscope::Counting = bindscope::Counting;

/// The exit status of a mistake in the machine itself.
const INTERNAL: u8 = 70;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args_os().skip(1).map(|w| w.to_string_lossy().into_owned()).collect();
    let read = || CommandLine::try_parse_from(command_line::complete(&words)).map(|line| line.command);
    let command = match Command::plain(&words).map_or_else(read, Ok) {
        Ok(command) => command,
        Err(error) => {
            // What was asked for (help, version) goes to standard output; a closed pipe is no error of ours.
            let _ = error.print();
            return ExitCode::from(error.exit_code() as u8);
        }
    };
    let limits = command.limits();
    let stack = limit::stack(limits);
    limit::watch_time(limits);
    bindscope::System::catch_interrupts();
    let max_memory = limits.max_memory;
    let work = move || {
        limit::hold_memory(max_memory);
        match command {
            Command::Run(run) => run::run(&run),
            Command::Log(log) => log::run(&log),
            Command::Show(show) => show::run(&show),
            Command::View(view) => view::run(&view),
            Command::Record(record) => record::run(&record),
            Command::Step(step) => step::run(&step),
            Command::Open(open) => open::run(&open),
            Command::Export(export) => export::run(&export),
            Command::Replay(replay) => record::replay(&replay),
            Command::Who(who) => who.run(),
            Command::Why(why) => why.run(),
            Command::When(when) => when.run(),
            Command::Copies(copies) => copies.run(),
            Command::Calls(calls) => calls.run(),
            Command::Shares(shares) => shares.run(),
            Command::Facts(facts) => facts.run(),
        }
    };
    let status = bindscope::on_stack(stack, work, bindscope::System::leave_interrupts_to_others);
    ExitCode::from(status.unwrap_or(INTERNAL))
}
