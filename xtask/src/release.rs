//! `cargo xtask release`: builds the binary that is shipped, and prints what is still to do by hand.

use crate::tree;
use std::process::Command;

const CHECKLIST: &str = "\
before a release:
  1. CHANGELOG.md names the version and the day
  2. version in the root Cargo.toml is the same
  3. .ci/run ends with no failure
  4. cargo xtask conformance --oracle holds under CPython 3.13
  5. cargo xtask bench: the ratios are in the release notes
  6. README's two commands work in a fresh clone
  7. git tag vX.Y.Z";

/// Builds in the release profile, says how large the binary is, then prints the checklist.
pub fn run() -> Result<(), String> {
    let root = tree::root();
    let mut build = Command::new("cargo");
    build.args(["build", "--release", "--locked", "--package", "bindscope-cli"]).current_dir(&root);
    let status = build.status().map_err(|error| format!("cannot start cargo: {error}"))?;
    if !status.success() {
        return Err("the release build failed".into());
    }
    let binary = root.join("target/release/bindscope");
    let size = std::fs::metadata(&binary).map_err(|error| format!("no binary: {error}"))?.len();
    println!("target/release/bindscope: {:.1} MB\n{CHECKLIST}", size as f64 / 1e6);
    Ok(())
}
