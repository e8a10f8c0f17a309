//! `cargo xtask profile`: measures which ways through our own code programs take, for the optimiser.
//!
//! Builds with counters (`profile/rustc` asks for them), runs the programs of `bench/`, `tests/` and `examples/`, records
//! some of them, and writes `profile/bindscope.profdata`, with which every release build is optimised from then on. To
//! be repeated when much has changed: a function that is another one now is optimised without.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use crate::{process, program, tree};

/// A program that takes longer with counters has shown its ways by then.
const LIMIT: Duration = Duration::from_secs(60);

/// Builds, measures, and writes the profile. The tool that joins the counts is rustup's component `llvm-tools`.
pub fn run() -> Result<(), String> {
    let root = tree::root();
    let join = tool()?;
    let target = root.join("target/profile");
    let counts = target.join("counts");
    if counts.exists() {
        std::fs::remove_dir_all(&counts).map_err(|error| format!("cannot empty {}: {error}", tree::shown(&counts)))?;
    }
    let mut build = Command::new("cargo");
    build.args(["build", "--release", "--locked", "--package", "bindscope-cli"]).current_dir(&root);
    build.env("CARGO_TARGET_DIR", &target).env("BINDSCOPE_COUNTS", &counts);
    finish(build, "the build with counters")?;
    let binary = target.join("release/bindscope");
    let measured = tree::files(&root.join("bench/programs"), "py");
    for path in measured.iter().chain(&program::all(&root)) {
        count(&binary, &[], path)?;
    }
    let recording = target.join("profile.bsr");
    for path in
        tree::files(&root.join("bench/programs/micro"), "py").iter().chain(&tree::files(&root.join("examples"), "py"))
    {
        count(&binary, &["record".as_ref(), "-o".as_ref(), recording.as_path()], path)?;
    }
    let profile = root.join("profile/bindscope.profdata");
    let mut joining = Command::new(join);
    joining.args(["merge", "-sparse", "-o"]).arg(&profile).arg(&counts);
    finish(joining, "joining the counts")?;
    let size = std::fs::metadata(&profile).map_err(|error| format!("no profile: {error}"))?.len();
    println!("{}: {:.1} MB", tree::shown(&profile), size as f64 / 1e6);
    Ok(())
}

/// How the program ends does not matter, nor what it prints.
fn count(binary: &Path, command: &[&Path], program: &Path) -> Result<(), String> {
    let mut run = Command::new(binary);
    run.args(command).arg(program).env("PYTHONHASHSEED", "0");
    run.current_dir(program.parent().unwrap_or(program));
    process::run(run, LIMIT).map(drop)
}

fn finish(mut command: Command, what: &str) -> Result<(), String> {
    let status = command.status().map_err(|error| format!("cannot start {command:?}: {error}"))?;
    if status.success() { Ok(()) } else { Err(format!("{what} failed")) }
}

/// LLVM's own tool, of the version that rustc has.
fn tool() -> Result<PathBuf, String> {
    let output = Command::new("rustc").args(["--print", "target-libdir"]).output();
    let output = output.map_err(|error| format!("cannot start rustc: {error}"))?;
    let libraries = PathBuf::from(String::from_utf8_lossy(&output.stdout).trim());
    let tool = libraries.with_file_name("bin").join("llvm-profdata");
    match tool.exists() {
        true => Ok(tool),
        false => Err("llvm-profdata is not here: rustup component add llvm-tools".into()),
    }
}
