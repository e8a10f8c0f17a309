//! `cargo xtask`: one subcommand for each chore, and its exit status.

use std::process::ExitCode;
use xtask::{bench, conformance, fuzz, pictures, profile, release, steps, tidy};

const USAGE: &str = "\
usage: cargo xtask tidy
       cargo xtask conformance [--only TEXT] [--oracle [PYTHON]] [--check-heap] [--record [--folder PATH]]
       cargo xtask steps [--only TEXT] [--oracle [PYTHON]] [--record]
       cargo xtask bench [--only NAME] [--rounds N] [--instructions | --tape]
       cargo xtask fuzz [--seconds N] [--seed N]
       cargo xtask pictures [--interpreter PATH]
       cargo xtask profile
       cargo xtask release";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (command, rest) = match arguments.split_first() {
        Some((command, rest)) => (command.as_str(), rest),
        None => ("--help", &arguments[..]),
    };
    let outcome = match command {
        "tidy" => tidy::run(),
        "conformance" => conformance::run(rest),
        "bench" => bench::run(rest),
        "steps" => steps::run(rest),
        "fuzz" => fuzz::run(rest),
        "measure" => bench::measure_one(rest),
        "pictures" => pictures::run(rest),
        "profile" => profile::run(),
        "release" => release::run(),
        "--help" | "-h" => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => Err(format!("no chore is called {other}\n{USAGE}")),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
