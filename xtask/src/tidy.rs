//! `cargo xtask tidy`: the house rules that a machine can check.
//!
//! Each check appends sentences to one report; an empty report is a tidy house.

use crate::tree;
use serde_json::Value;
use std::path::Path;
use std::process::Command;

/// Which crates a crate may know. Arrows point down only; docs/ARCHITECTURE.md draws them.
const ARROWS: &[(&str, &[&str])] = &[
    ("bindscope-text", &[]),
    ("bindscope-bytecode", &["bindscope-text"]),
    ("bindscope-host", &[]),
    ("bindscope-trace", &["bindscope-bytecode"]),
    ("bindscope-object", &["bindscope-bytecode", "bindscope-text"]),
    ("bindscope-compile", &["bindscope-bytecode", "bindscope-text"]),
    ("bindscope-library", &["bindscope-bytecode", "bindscope-compile", "bindscope-vm"]),
    (
        "bindscope-vm",
        &[
            "bindscope-bytecode",
            "bindscope-compile",
            "bindscope-object",
            "bindscope-trace",
            "bindscope-host",
            "bindscope-text",
        ],
    ),
    ("bindscope-builtins", &["bindscope-vm", "bindscope-object", "bindscope-text", "bindscope-bytecode"]),
    (
        "bindscope-modules",
        &[
            "bindscope-vm",
            "bindscope-object",
            "bindscope-text",
            "bindscope-bytecode",
            "bindscope-host",
            "bindscope-library",
        ],
    ),
    ("bindscope-diagram", &["bindscope-text"]),
    (
        "bindscope-history",
        &["bindscope-trace", "bindscope-bytecode", "bindscope-object", "bindscope-diagram", "bindscope-text"],
    ),
    (
        "bindscope",
        &[
            "bindscope-vm",
            "bindscope-builtins",
            "bindscope-modules",
            "bindscope-library",
            "bindscope-history",
            "bindscope-diagram",
            "bindscope-compile",
            "bindscope-bytecode",
            "bindscope-host",
            "bindscope-trace",
            "bindscope-object",
            "bindscope-text",
        ],
    ),
    ("bindscope-narrate", &["bindscope-history"]),
    ("bindscope-viewer", &["bindscope", "bindscope-narrate"]),
    ("bindscope-cli", &["bindscope", "bindscope-narrate", "bindscope-viewer"]),
    ("xtask", &[]),
];

const LONGEST: usize = 900;

/// Files that are tables, and may be longer.
const TABLES: &[&str] =
    &["crates/bytecode/src/opcode.rs", "crates/object/src/name.rs", "crates/text/src/unicode/table.rs"];

/// The files that may allow `unsafe`: the value word, the heap, the registers and what stands directly on them; the
/// mapped file, and the pen that writes there.
const UNSAFE_FOLDERS: &[&str] =
    &["crates/object/src/", "crates/vm/src/", "crates/host/src/mapping.rs", "crates/trace/src/pen.rs"];
const MOST_UNSAFE_FILES: usize = 18;

/// Runs every check; fails with the report.
pub fn run() -> Result<(), String> {
    let mut report = Vec::new();
    check_arrows(&mut report)?;
    check_rust(&mut report);
    check_text(&mut report);
    if report.is_empty() {
        println!("tidy");
        return Ok(());
    }
    report.push(format!("{} things are not tidy", report.len()));
    Err(report.join("\n"))
}

fn check_arrows(report: &mut Vec<String>) -> Result<(), String> {
    let mut command = Command::new("cargo");
    command.args(["metadata", "--no-deps", "--offline", "--format-version", "1"]).current_dir(tree::root());
    let output = command.output().map_err(|error| format!("cannot start cargo: {error}"))?;
    let metadata: Value = serde_json::from_slice(&output.stdout).map_err(|error| format!("cargo metadata: {error}"))?;
    let packages = metadata["packages"].as_array().ok_or("cargo metadata lists no packages")?;
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ARROWS.iter().find(|(known, _)| *known == name) else {
            report.push(format!("{name} is not in tidy's table of arrows"));
            continue;
        };
        for dependency in package["dependencies"].as_array().into_iter().flatten() {
            let target = dependency["name"].as_str().unwrap_or_default();
            let ours = dependency["path"].is_string();
            if ours && dependency["kind"] != "dev" && !allowed.contains(&target) {
                report.push(format!("{name} must not know {target}"));
            }
        }
    }
    Ok(())
}

fn check_rust(report: &mut Vec<String>) {
    let root = tree::root();
    let mut unsafe_files = 0;
    for path in tree::files(&root, "rs") {
        let Ok(source) = std::fs::read_to_string(&path) else {
            continue;
        };
        let shown = tree::shown(&path);
        check_length(&shown, &source, report);
        if !source.starts_with("//!") && !source.starts_with("#![allow(unsafe_code)]") {
            report.push(format!("{shown} does not open with //!"));
        }
        if source.lines().any(|line| line.trim() == "#![allow(unsafe_code)]") {
            unsafe_files += 1;
            if !UNSAFE_FOLDERS.iter().any(|folder| shown.starts_with(folder)) {
                report.push(format!("{shown} may not allow unsafe"));
            }
            check_safety_comments(&shown, &source, report);
        }
        check_stubs(&shown, &source, report);
    }
    if unsafe_files > MOST_UNSAFE_FILES {
        report.push(format!("{unsafe_files} files allow unsafe; {MOST_UNSAFE_FILES} is the most"));
    }
}

fn check_length(shown: &str, source: &str, report: &mut Vec<String>) {
    let lines = source.lines().count();
    if lines > LONGEST && !TABLES.contains(&shown) {
        report.push(format!("{shown} has {lines} lines; {LONGEST} is the most"));
    }
}

/// Every `unsafe` has a `// SAFETY:` line shortly above it, or `# Safety` in its documentation.
fn check_safety_comments(shown: &str, source: &str, report: &mut Vec<String>) {
    const NEAR: usize = 8;
    let lines: Vec<&str> = source.lines().collect();
    for (at, line) in lines.iter().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        if !(code.contains("unsafe {") || code.contains("unsafe fn") || code.contains("unsafe impl")) {
            continue;
        }
        let above = &lines[at.saturating_sub(NEAR)..=at];
        if !above.iter().any(|line| line.contains("SAFETY:") || line.contains("# Safety")) {
            report.push(format!("{shown}:{} is unsafe without a // SAFETY: line", at + 1));
        }
    }
}

/// Spelled in two pieces, so that this file does not find itself.
const STUBS: &[(&str, &str)] = &[("todo", "!("), ("unimplemented", "!("), ("dbg", "!("), ("FIX", "ME"), ("X", "XX")];

fn check_stubs(shown: &str, source: &str, report: &mut Vec<String>) {
    for (first, second) in STUBS {
        let stub = format!("{first}{second}");
        for (at, line) in source.lines().enumerate().filter(|(_, line)| line.contains(&stub)) {
            report.push(format!("{shown}:{} has {}", at + 1, line.trim()));
        }
    }
}

/// Spelled in two pieces for the same reason.
const MACHINE_PATHS: &[(&str, &str)] = &[("/wo", "rk/"), ("/ro", "ot/"), ("/ho", "me/"), (".py", "env/")];

fn check_text(report: &mut Vec<String>) {
    for path in tracked_files() {
        let Ok(text) = std::fs::read_to_string(tree::root().join(&path)) else {
            continue;
        };
        for (at, line) in text.lines().enumerate() {
            if line.ends_with([' ', '\t']) {
                report.push(format!("{path}:{} ends in white space", at + 1));
            }
            if MACHINE_PATHS.iter().any(|(first, second)| line.contains(&format!("{first}{second}"))) {
                report.push(format!("{path}:{} names a path of one machine", at + 1));
            }
        }
        if path.ends_with(".py") {
            check_length(&path, &text, report);
        }
    }
}

fn tracked_files() -> Vec<String> {
    let mut command = Command::new("git");
    command.args(["ls-files"]).current_dir(tree::root());
    let Ok(output) = command.output() else {
        return Vec::new();
    };
    let text = |path: &&str| {
        let kind = Path::new(path).extension().and_then(|kind| kind.to_str()).unwrap_or_default();
        ["rs", "py", "md", "toml", "js", "css", "html", "txt", ""].contains(&kind)
    };
    String::from_utf8_lossy(&output.stdout).lines().filter(text).map(str::to_owned).collect()
}
