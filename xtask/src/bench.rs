//! `cargo xtask bench`: the programs of `bench/programs` under Bindscope and under CPython, in turn.
//!
//! CPU time and peak memory are the kernel's own (`getrusage` of the one child of a fresh process).

use crate::{conformance, process, tree};
use nix::sys::resource::{UsageWho, getrusage};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

const LIMIT: Duration = Duration::from_secs(300);
const GROUPS: [&str; 3] = ["micro", "whole", "start"];
/// What CI counts with callgrind, and how much of it: one each of calls, integers, items, attributes, globals.
const COUNTED: [(&str, &str); 5] = [
    ("fib", "22"),
    ("int_loop", "100000"),
    ("list_get_set", "50000"),
    ("attribute_loop", "100000"),
    ("global_rebind", "100000"),
];

struct Settings {
    only: Option<String>,
    rounds: usize,
    instructions: bool,
    tape: bool,
    interpreter: PathBuf,
}

struct Runner {
    title: String,
    path: PathBuf,
}

/// The best of several runs of one program under one interpreter.
#[derive(Clone, Default)]
struct Measure {
    seconds: f64,
    megabytes: f64,
    output: String,
}

/// Reads the arguments and prints the table, or the instruction counts.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let settings = read_settings(arguments)?;
    let bindscope = settings.interpreter.clone();
    if !bindscope.exists() {
        return Err(format!("{} is not there: cargo build --release", bindscope.display()));
    }
    if settings.tape {
        return print_tape(&settings, &bindscope);
    }
    if settings.instructions {
        return count_instructions(&settings, &bindscope);
    }
    let mut runners = vec![Runner { title: "bindscope".into(), path: bindscope }];
    for python in [Some(PathBuf::from("/usr/bin/python3")), conformance::cpython_313()].into_iter().flatten() {
        runners.extend(version(&python).map(|title| Runner { title, path: python.clone() }));
    }
    for group in GROUPS {
        print_group(group, &settings, &runners)?;
    }
    Ok(())
}

/// `xtask measure COMMAND…`: runs one child and writes its CPU microseconds and peak kilobytes to stderr.
pub fn measure_one(arguments: &[String]) -> Result<(), String> {
    let (program, rest) = arguments.split_first().ok_or("measure needs a command")?;
    let status = Command::new(program).args(rest).status().map_err(|error| format!("{program}: {error}"))?;
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).map_err(|error| format!("getrusage: {error}"))?;
    let micros = |time: nix::sys::time::TimeVal| time.tv_sec() * 1_000_000 + time.tv_usec();
    eprintln!("\n{} {}", micros(usage.user_time()) + micros(usage.system_time()), usage.max_rss());
    if status.success() { Ok(()) } else { Err(format!("ended with {status}")) }
}

fn read_settings(arguments: &[String]) -> Result<Settings, String> {
    let interpreter = tree::root().join("target/release/bindscope");
    let mut settings = Settings { only: None, rounds: 5, instructions: false, tape: false, interpreter };
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--only" => settings.only = Some(rest.next().cloned().ok_or("--only needs a name")?),
            "--rounds" => {
                let rounds = rest.next().and_then(|text| text.parse().ok());
                settings.rounds = rounds.filter(|rounds| *rounds > 0).ok_or("--rounds needs a number")?;
            }
            "--instructions" => settings.instructions = true,
            "--tape" => settings.tape = true,
            "--interpreter" => {
                settings.interpreter = rest.next().map(PathBuf::from).ok_or("--interpreter needs a path")?
            }
            other => return Err(format!("bench does not know {other}")),
        }
    }
    Ok(settings)
}

fn programs(group: &str, only: Option<&str>) -> Vec<PathBuf> {
    let mut found = tree::files(&tree::root().join("bench/programs").join(group), "py");
    found.retain(|path| only.is_none_or(|only| name(path) == only));
    found
}

fn name(program: &Path) -> String {
    program.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

fn version(python: &Path) -> Option<String> {
    let output = Command::new(python).arg("--version").output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().replace("Python", "CPython");
    (!text.is_empty()).then_some(text)
}

fn print_group(group: &str, settings: &Settings, runners: &[Runner]) -> Result<(), String> {
    let programs = programs(group, settings.only.as_deref());
    if programs.is_empty() {
        return Ok(());
    }
    print_heading(group, runners);
    let mut ratios = vec![Vec::new(); runners.len()];
    for program in &programs {
        let measures = in_turn(program, settings.rounds, runners);
        print_row(program, &measures);
        for (at, measure) in measures.iter().enumerate().skip(1) {
            if let (Ok(ours), Ok(theirs)) = (&measures[0], measure) {
                ratios[at].push(theirs.seconds / ours.seconds);
            }
        }
    }
    print!("{:<20}{:>12}{:>8}", "geometric mean", "", "");
    for ratios in &ratios[1..] {
        print!("{:>16}{:>8.2}{:>8}", "", geometric_mean(ratios), "");
    }
    println!("\n");
    Ok(())
}

fn print_heading(group: &str, runners: &[Runner]) {
    print!("{group:<20}");
    for (at, runner) in runners.iter().enumerate() {
        let width = if at == 0 { 12 } else { 16 };
        print!("{:>width$}", runner.title);
        if at > 0 {
            print!("{:>8}", "ratio");
        }
        print!("{:>8}", "MB");
    }
    println!();
}

fn print_row(program: &Path, measures: &[Result<Measure, String>]) {
    print!("{:<20}", name(program));
    let ours = measures[0].as_ref().ok();
    for (at, measure) in measures.iter().enumerate() {
        let width = if at == 0 { 12 } else { 16 };
        match measure {
            Ok(measure) => {
                print!("{:>width$}", format!("{:.1} ms", measure.seconds * 1e3));
                if at > 0 {
                    let ratio = ours.map_or("-".into(), |ours| format!("{:.2}", measure.seconds / ours.seconds));
                    print!("{ratio:>8}");
                }
                print!("{:>8.1}", measure.megabytes);
            }
            Err(_) => print!("{:>width$}{:>8}{:>8}", "failed", "", if at > 0 { "-" } else { "" }),
        }
    }
    println!();
    for why in measures.iter().filter_map(|measure| measure.as_ref().err()) {
        println!("    {why}");
    }
    let outputs: Vec<&str> = measures.iter().flatten().map(|measure| measure.output.as_str()).collect();
    if outputs.windows(2).any(|pair| pair[0] != pair[1]) {
        println!("    the outputs differ");
    }
}

/// Runs the program under each interpreter in turn, several times, so that a noisy minute hits all alike.
fn in_turn(program: &Path, rounds: usize, runners: &[Runner]) -> Vec<Result<Measure, String>> {
    let mut best: Vec<Option<Result<Measure, String>>> = vec![None; runners.len()];
    for _ in 0..rounds {
        for (runner, best) in runners.iter().zip(&mut best) {
            let now = measure(&runner.path, program);
            *best = Some(match (best.take(), now) {
                (None, now) => now,
                (Some(Ok(before)), Ok(now)) => Ok(if now.seconds < before.seconds { now } else { before }),
                (Some(Err(why)), _) | (_, Err(why)) => Err(why),
            });
        }
    }
    best.into_iter().flatten().collect()
}

/// What a recording that is kept in a file costs: CPU time against that of a silent run and of CPython, without what
/// the thread takes that compresses, and bytes for each step.
fn print_tape(settings: &Settings, bindscope: &Path) -> Result<(), String> {
    let file = tree::root().join("target/bench.bsr");
    let file_name = file.to_string_lossy().into_owned();
    println!(
        "{:<20}{:>10}{:>10}{:>7}{:>10}{:>10}{:>12}{:>14}{:>9}",
        "tape", "silent", "recorded", "ratio", "compress", "CPython", "steps", "bytes a step", "on disk"
    );
    let (mut ratios, mut against) = (Vec::new(), Vec::new());
    for program in ["micro", "whole"].iter().flat_map(|group| programs(group, settings.only.as_deref())) {
        let silent = measure_with(bindscope, &[], &program);
        let taped = measure_with(bindscope, &["record", "--stats", "-o", &file_name], &program);
        let (silent, taped) = match (silent, taped) {
            (Ok(silent), Ok(taped)) => (silent, taped),
            (Err(why), _) | (_, Err(why)) => {
                println!("{:<20}failed: {why}", name(&program));
                continue;
            }
        };
        // "N steps, M bytes, B bytes a step, S s to compress"
        let stats: Vec<&str> = taped.output.lines().last().unwrap_or_default().split(' ').collect();
        let number = |place: usize| stats.get(place).and_then(|word| word.parse::<f64>().ok()).unwrap_or(f64::NAN);
        let (steps, each, compress) = (number(0), number(4), number(8));
        let disk = std::fs::metadata(&file).map_or(f64::NAN, |file| file.len() as f64 / steps);
        let recorded = taped.seconds - compress;
        let ratio = recorded / silent.seconds;
        let cpython = measure(Path::new("/usr/bin/python3"), &program).map_or(f64::NAN, |run| run.seconds / recorded);
        ratios.push(ratio);
        against.extend(Some(cpython).filter(|ratio| !ratio.is_nan()));
        let time = |seconds: f64| format!("{:.0} ms", seconds * 1e3);
        let (silent, recorded, compress) = (time(silent.seconds), time(recorded), time(compress));
        println!(
            "{:<20}{silent:>10}{recorded:>10}{ratio:>7.2}{compress:>10}{cpython:>10.2}{steps:>12}{each:>14.2}{disk:>9.2}",
            name(&program)
        );
    }
    let (mean, cpython) = (geometric_mean(&ratios), geometric_mean(&against));
    println!("{:<20}{:>10}{:>10}{mean:>7.2}{:>10}{cpython:>10.2}", "geometric mean", "", "", "");
    drop(std::fs::remove_file(file));
    Ok(())
}

fn measure(interpreter: &Path, program: &Path) -> Result<Measure, String> {
    measure_with(interpreter, &[], program)
}

fn measure_with(interpreter: &Path, options: &[&str], program: &Path) -> Result<Measure, String> {
    let ourselves = std::env::current_exe().map_err(|error| format!("no path of our own: {error}"))?;
    let mut command = Command::new(ourselves);
    command.arg("measure").arg(interpreter).args(options).arg(program).env("PYTHONHASHSEED", "0");
    let finished = process::run(command, LIMIT)?;
    if finished.timed_out || finished.status != Some(0) {
        let last = finished.stderr.lines().rev().find(|line| line.contains("Error")).unwrap_or("no error line");
        return Err(format!("{}: {last}", interpreter.display()));
    }
    let usage = finished.stderr.lines().last().unwrap_or_default();
    let mut numbers = usage.split(' ').map(|number| number.parse::<f64>().unwrap_or(f64::NAN));
    let (micros, kilobytes) = (numbers.next().unwrap_or(f64::NAN), numbers.next().unwrap_or(f64::NAN));
    Ok(Measure { seconds: micros / 1e6, megabytes: kilobytes / 1024.0, output: finished.stdout })
}

fn geometric_mean(ratios: &[f64]) -> f64 {
    let logarithms: f64 = ratios.iter().map(|ratio| ratio.ln()).sum();
    (logarithms / ratios.len() as f64).exp()
}

fn count_instructions(settings: &Settings, bindscope: &Path) -> Result<(), String> {
    let all = ["micro", "whole", "start"].iter().flat_map(|group| programs(group, settings.only.as_deref()));
    for program in all {
        let size = COUNTED.iter().find(|(counted, _)| *counted == name(&program)).map(|(_, size)| size);
        if size.is_none() && settings.only.is_none() {
            continue;
        }
        let mut command = Command::new("valgrind");
        command.args(["--tool=callgrind", "--callgrind-out-file=/dev/null"]).arg(bindscope).arg(&program).args(size);
        let finished = process::run(command, LIMIT)?;
        let line = finished.stderr.lines().find_map(|line| line.split_once("Collected :"));
        let count = line.and_then(|(_, count)| count.trim().parse::<u64>().ok());
        match count.filter(|_| finished.status == Some(0)) {
            Some(count) => println!("{:<20}{:>16} instructions", name(&program), grouped(count)),
            None => return Err(format!("{}: no count; {}", name(&program), finished.stderr)),
        }
    }
    Ok(())
}

/// `1234567` as `1,234,567`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_are_grouped_by_thousands() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn a_geometric_mean_is_neutral_to_direction() {
        assert!((geometric_mean(&[2.0, 0.5]) - 1.0).abs() < 1e-12);
    }
}
