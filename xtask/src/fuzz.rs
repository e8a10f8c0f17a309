//! `cargo xtask fuzz`: test programs, mutated token by token, run under small limits.
//!
//! Whatever a program does, it must end by itself or by its limits: a panic, a signal, a hang past the limit and a
//! heap whose references are counted too low are mistakes of the interpreter. What is found is kept in a file.

use crate::mutate::{Random, mutate, tokens};
use crate::{process, program, tree};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::{Duration, Instant};

/// More than the limits of the run and their grace.
const HANG: Duration = Duration::from_secs(20);
const LIMITS: [&str; 5] = ["--max-time", "2s", "--max-memory", "256M", "--check-heap"];
/// The exit statuses of a panic and of a bad heap.
const BAD: [i32; 3] = [70, 71, 101];
/// Reads the arguments (`--seconds N`, `--seed N`, `--interpreter PATH`) and runs until the time is over.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let (mut seconds, mut seed) = (300, 1);
    let mut interpreter = tree::root().join("target/release/bindscope");
    let mut rest = arguments.iter();
    while let Some(argument) = rest.next() {
        let mut number = || rest.next().and_then(|text| text.parse().ok()).ok_or(format!("{argument} needs a number"));
        match argument.as_str() {
            "--seconds" => seconds = number()?,
            "--seed" => seed = number()?,
            "--interpreter" => interpreter = rest.next().map(PathBuf::from).ok_or("--interpreter needs a path")?,
            other => return Err(format!("fuzz does not know {other}")),
        }
    }
    let interpreter = std::path::absolute(&interpreter).map_err(|error| error.to_string())?;
    let sources: Vec<Vec<String>> = program::all(&tree::root())
        .iter()
        .filter_map(|path| std::fs::read_to_string(path).ok())
        .map(|source| tokens(&source))
        .collect();
    let folder = tree::root().join("target/fuzz");
    std::fs::create_dir_all(&folder).map_err(|error| format!("cannot make {}: {error}", folder.display()))?;
    let (mut random, mut runs, mut found) = (Random::new(seed), 0, 0);
    let until = Instant::now() + Duration::from_secs(seconds);
    while Instant::now() < until {
        let source = mutated(&sources, &mut random);
        let file = folder.join("now.py");
        std::fs::write(&file, &source).map_err(|error| error.to_string())?;
        runs += 1;
        if let Some(why) = trial(&interpreter, &file)? {
            found += 1;
            let kept = folder.join(format!("found-{seed}-{runs}.py"));
            std::fs::write(&kept, &source).map_err(|error| error.to_string())?;
            println!("{}: {why}", tree::shown(&kept));
        }
    }
    println!("{runs} programs, {found} mistakes");
    if found == 0 { Ok(()) } else { Err("the interpreter fails on some programs".into()) }
}

/// What is wrong with a run, if anything.
fn trial(interpreter: &Path, file: &Path) -> Result<Option<String>, String> {
    let mut command = Command::new(interpreter);
    command.args(LIMITS).arg(file).env("PYTHONHASHSEED", "0");
    if let Some(folder) = file.parent() {
        command.current_dir(folder);
    }
    let finished = process::run(command, HANG)?;
    if finished.timed_out {
        return Ok(Some("runs past its limits".into()));
    }
    let last = |marker: &str| finished.stderr.lines().find(|line| line.contains(marker)).unwrap_or_default().to_owned();
    Ok(match finished.status {
        None => Some("ended by a signal".into()),
        Some(71) if !finished.stderr.contains("too few") => None,
        Some(71) => Some(last("too few")),
        Some(status) if BAD.contains(&status) && finished.stderr.contains("panicked") => Some(last("panicked")),
        Some(_) => None,
    })
}

fn mutated(sources: &[Vec<String>], random: &mut Random) -> String {
    let mut tokens = sources[random.below(sources.len())].clone();
    mutate(&mut tokens, random, |random| &sources[random.below(sources.len())]);
    tokens.concat()
}
