//! A test program: a Python file that carries its expectation, and the verdict on one run of it.
//!
//! `print(1 + 1)  #> 2` expects a line of stdout; lines that hold nothing but `#> text` add more, in file order.
//! `#2> text` expects a line of stderr, `# exit: 1` an exit status other than 0. CONTRIBUTING.md has the whole format.

use crate::process::{self, Finished};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

/// What a test program must print and exit with.
#[derive(Debug, Default, PartialEq)]
pub struct Expectation {
    pub stdout: String,
    pub stderr: String,
    pub status: i32,
}

impl Expectation {
    /// Reads the expectation out of a program's comments.
    pub fn read(source: &str) -> Self {
        let mut expectation = Self::default();
        for line in source.lines() {
            if let Some(text) = after_marker(line, "#> ", "#>") {
                push_line(&mut expectation.stdout, text);
            } else if let Some(text) = after_marker(line, "#2> ", "#2>") {
                push_line(&mut expectation.stderr, text);
            } else if let Some(status) = line.strip_prefix("# exit: ") {
                expectation.status = status.trim().parse().unwrap_or(i32::MIN);
            }
        }
        expectation
    }
}

/// The test programs below `tests/` and `examples/`; folders called `data` hold what programs import or read.
pub fn all(root: &Path) -> Vec<PathBuf> {
    let mut programs = crate::tree::files(&root.join("tests"), "py");
    programs.extend(crate::tree::files(&root.join("examples"), "py"));
    programs.retain(|path| {
        let below = path.strip_prefix(root).unwrap_or(path);
        !below.components().any(|part| part.as_os_str() == "data")
    });
    programs
}

/// Runs `program` under `interpreter`, from the program's own folder; says what differs, or nothing.
pub fn check(interpreter: &Path, program: &Path, limit: Duration) -> Result<(), String> {
    let source = std::fs::read_to_string(program).map_err(|error| format!("cannot read it: {error}"))?;
    let expected = Expectation::read(&source);
    let finished = process::run(command(interpreter, program), limit)?;
    if finished.timed_out {
        return Err(format!("still running after {} s", limit.as_secs()));
    }
    let report = differences(&expected, &finished, program);
    if report.is_empty() { Ok(()) } else { Err(report) }
}

/// Runs `program` and lets the interpreter count all references again; says what is wrong with the heap, or nothing.
pub fn check_heap(interpreter: &Path, program: &Path, limit: Duration) -> Result<(), String> {
    let mut command = Command::new(interpreter);
    command.arg("--check-heap");
    let finished = process::run(prepared(command, program), limit)?;
    let mistakes: Vec<&str> = finished.stderr.lines().filter(|line| line.starts_with("bindscope: heap: ")).collect();
    if mistakes.is_empty() { Ok(()) } else { Err(mistakes.join("\n")) }
}

/// Records `program` twice and lets the interpreter compare its history with the machine; says what is not so, or nothing.
pub fn verify(interpreter: &Path, program: &Path, limit: Duration) -> Result<(), String> {
    let mut command = Command::new(interpreter);
    command.args(["record", "--verify"]);
    let finished = process::run(prepared(command, program), limit)?;
    let faults: Vec<&str> = finished.stderr.lines().filter(|line| line.starts_with("bindscope: history: ")).collect();
    match finished.status {
        _ if !faults.is_empty() => Err(faults.join("\n")),
        Some(0) => Ok(()),
        _ if finished.timed_out => Err("it took too long".to_string()),
        _ => Err(finished.stderr),
    }
}

fn command(interpreter: &Path, program: &Path) -> Command {
    prepared(Command::new(interpreter), program)
}

fn prepared(mut command: Command, program: &Path) -> Command {
    command.arg(program);
    if let Some(folder) = program.parent() {
        command.current_dir(folder);
    }
    command.env("PYTHONHASHSEED", "0").env("PYTHONDONTWRITEBYTECODE", "1").env("TZ", "UTC").env("LC_ALL", "C.UTF-8");
    command.env_remove("PYTHONPATH").env_remove("PYTHONSTARTUP").env_remove("VIRTUAL_ENV");
    command
}

fn differences(expected: &Expectation, finished: &Finished, program: &Path) -> String {
    let mut report = String::new();
    if finished.status != Some(expected.status) {
        let status = finished.status.map_or("a signal".to_owned(), |status| status.to_string());
        report.push_str(&format!("exit: expected {}, got {status}\n", expected.status));
    }
    if finished.stdout != expected.stdout {
        report.push_str(&difference("stdout", &expected.stdout, &finished.stdout));
    }
    let stderr = without_folder(&finished.stderr, program);
    if stderr != expected.stderr {
        report.push_str(&difference("stderr", &expected.stderr, &stderr));
    }
    report
}

/// A traceback names the program by its absolute path; expectations name it by file name.
fn without_folder(stderr: &str, program: &Path) -> String {
    match program.parent() {
        Some(folder) => stderr.replace(&format!("{}/", folder.display()), ""),
        None => stderr.to_owned(),
    }
}

/// The first lines that differ, with two lines before them.
pub fn difference(title: &str, expected: &str, found: &str) -> String {
    const BEFORE: usize = 2;
    const SHOWN: usize = 8;
    let expected: Vec<&str> = expected.lines().collect();
    let found: Vec<&str> = found.lines().collect();
    let first = expected.iter().zip(&found).take_while(|(left, right)| left == right).count();
    let mut report = format!("{title}, from line {}:\n", first + 1);
    for line in &expected[first.saturating_sub(BEFORE)..first] {
        report.push_str(&format!("    {line}\n"));
    }
    for line in expected.iter().skip(first).take(SHOWN) {
        report.push_str(&format!("  - {line}\n"));
    }
    for line in found.iter().skip(first).take(SHOWN) {
        report.push_str(&format!("  + {line}\n"));
    }
    report
}

fn after_marker<'a>(line: &'a str, marker: &str, bare: &str) -> Option<&'a str> {
    if line.ends_with(bare) {
        return Some("");
    }
    line.find(marker).map(|at| &line[at + marker.len()..])
}

fn push_line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_expectation_is_read_in_file_order() {
        let source = "print(1)  #> 1\nprint()  #>\n#> 2\n#2> Oops\n# exit: 3\n";
        let expected = Expectation { stdout: "1\n\n2\n".into(), stderr: "Oops\n".into(), status: 3 };
        assert_eq!(Expectation::read(source), expected);
    }

    #[test]
    fn a_difference_shows_both_sides() {
        let report = difference("stdout", "a\nb\nc\n", "a\nx\nc\n");
        assert_eq!(report, "stdout, from line 2:\n    a\n  - b\n  - c\n  + x\n  + c\n");
    }
}
