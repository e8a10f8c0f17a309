//! `cargo xtask conformance`: every test program and example, under Bindscope or under the oracle.

use crate::program::{self, check};
use crate::{process, sharing, tree};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// No test program needs a tenth of this; a busy machine may.
pub const LIMIT: Duration = Duration::from_secs(20);
const WORKERS: usize = 2;

/// Reads the arguments, runs the programs, and fails if one fails.
pub fn run(arguments: &[String]) -> Result<(), String> {
    let mut only = String::new();
    let mut oracle = None;
    let (mut heap, mut record, mut folder) = (false, false, None);
    let mut interpreter = tree::root().join("target/release/bindscope");
    let mut rest = arguments.iter().peekable();
    while let Some(argument) = rest.next() {
        match argument.as_str() {
            "--only" => only = rest.next().cloned().ok_or("--only needs a piece of a path")?,
            "--interpreter" => {
                let path = rest.next().ok_or("--interpreter needs a path")?;
                interpreter = std::path::absolute(path).map_err(|e| e.to_string())?;
            }
            "--oracle" => {
                let named = rest.next_if(|next| !next.starts_with("--")).map(PathBuf::from);
                oracle = Some(named.or_else(cpython_313).ok_or("no CPython 3.13 found: name one after --oracle")?);
            }
            "--check-heap" => heap = true,
            "--record" => record = true,
            "--folder" => folder = Some(rest.next().map(PathBuf::from).ok_or("--folder needs a path")?),
            other => return Err(format!("conformance does not know {other}")),
        }
    }
    let root = tree::root();
    // Pages of divergences are where CPython does not do the same.
    let asked = |path: &PathBuf| oracle.is_none() || !tree::shown(path).contains("/divergences/");
    let all = match &folder {
        Some(folder) => tree::files(&std::path::absolute(folder).map_err(|e| e.to_string())?, "py"),
        None => program::all(&root),
    };
    let programs: Vec<PathBuf> =
        all.into_iter().filter(|path| tree::shown(path).contains(&only)).filter(asked).collect();
    if oracle.is_none() {
        // Programs run in their own folders.
        interpreter = std::path::absolute(&interpreter).map_err(|e| e.to_string())?;
        if !interpreter.exists() {
            return Err(format!("{} is not there: cargo build --release", interpreter.display()));
        }
    }
    let failures = failures(&programs, |program| match &oracle {
        Some(python) => check(python, program, LIMIT).and_then(|()| check_sharing_in_oracle(python, program)),
        None if heap => program::check_heap(&interpreter, program, LIMIT),
        None if record => program::verify(&interpreter, program, 3 * LIMIT),
        None => check(&interpreter, program, LIMIT).and_then(|()| check_sharing(&interpreter, program)),
    });
    for (program, why) in &failures {
        println!("FAILED {}\n{why}", tree::shown(program));
    }
    println!("{} passed, {} failed", programs.len() - failures.len(), failures.len());
    if failures.is_empty() { Ok(()) } else { Err("some programs do not meet their expectations".into()) }
}

/// Checks `programs` on a few threads; the failures, in the order of the programs.
pub fn failures(programs: &[PathBuf], check: impl Fn(&Path) -> Result<(), String> + Sync) -> Vec<(PathBuf, String)> {
    let next = AtomicUsize::new(0);
    let found = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..WORKERS {
            scope.spawn(|| {
                while let Some(program) = programs.get(next.fetch_add(1, Ordering::Relaxed)) {
                    if let Err(why) = check(program) {
                        let mut found = found.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
                        found.push((program.clone(), why));
                    }
                }
            });
        }
    });
    let mut found = found.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    found.sort();
    found
}

/// Checks a program's `# shared:` and `# apart:` lines against the diagram's data.
pub fn check_sharing(bindscope: &Path, program: &Path) -> Result<(), String> {
    let expectations = sharing_of(program)?;
    if expectations.is_empty() {
        return Ok(());
    }
    let mut command = Command::new(bindscope);
    command.arg("show").arg(program).arg("--json").env("PYTHONHASHSEED", "0");
    let finished = process::run(command, LIMIT)?;
    if finished.status != Some(0) {
        return Err(format!("show --json failed: {}", finished.stderr));
    }
    sharing::check(&expectations, json_of(&finished.stdout))
}

/// CPython must agree with the same lines, read as `is` and `is not`.
fn check_sharing_in_oracle(python: &Path, program: &Path) -> Result<(), String> {
    let expectations = sharing_of(program)?;
    if expectations.is_empty() {
        return Ok(());
    }
    let mut script = format!("exec(compile(open({:?}).read(), 'program', 'exec'))\n", program.display().to_string());
    for expectation in &expectations {
        script.push_str(&sharing::as_asserts(expectation));
    }
    let mut command = Command::new(python);
    command.arg("-c").arg(script).env("PYTHONDONTWRITEBYTECODE", "1");
    let finished = process::run(command, LIMIT)?;
    if finished.status == Some(0) { Ok(()) } else { Err(finished.stderr) }
}

fn sharing_of(program: &Path) -> Result<Vec<sharing::Sharing>, String> {
    let source = std::fs::read_to_string(program).map_err(|error| format!("cannot read it: {error}"))?;
    Ok(sharing::read(&source))
}

/// What the program printed may stand before the JSON, which starts on a line of its own.
fn json_of(stdout: &str) -> &str {
    let start = if stdout.starts_with('{') { Some(0) } else { stdout.find("\n{").map(|at| at + 1) };
    start.map_or(stdout, |at| &stdout[at..])
}

/// A CPython 3.13: on the search path, else what pyenv has.
pub fn cpython_313() -> Option<PathBuf> {
    let version = |python: &Path| {
        let output = Command::new(python).arg("--version").output().ok()?;
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        text.starts_with("Python 3.13").then_some(())
    };
    let pyenv = Command::new("pyenv").args(["prefix", "3.13.0"]).output().ok();
    let prefix = pyenv.filter(|output| output.status.success());
    let from_pyenv =
        prefix.map(|output| Path::new(String::from_utf8_lossy(&output.stdout).trim()).join("bin/python3.13"));
    [Some(PathBuf::from("python3.13")), from_pyenv].into_iter().flatten().find(|python| version(python).is_some())
}
