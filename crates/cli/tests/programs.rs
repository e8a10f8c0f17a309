//! Every program below `tests/` and `examples/`, run by the built binary and held to its own expectation.

use std::path::Path;
use xtask::{conformance, pictures, program, steps, tree};

const BINDSCOPE: &str = env!("CARGO_BIN_EXE_bindscope");

#[test]
fn programs_do_what_they_say() {
    let programs = program::all(&tree::root());
    assert!(programs.len() > 80, "only {} programs were found", programs.len());
    report(&programs, |program| program::check(Path::new(BINDSCOPE), program, conformance::LIMIT));
}

#[test]
fn diagrams_share_what_the_programs_share() {
    let programs = program::all(&tree::root());
    report(&programs, |program| conformance::check_sharing(Path::new(BINDSCOPE), program));
}

#[test]
fn pictures_in_the_docs_are_what_is_drawn() {
    let stale = pictures::stale(Path::new(BINDSCOPE), Path::new(env!("CARGO_TARGET_TMPDIR")));
    assert_eq!(stale, Ok(vec![]), "cargo xtask pictures draws them anew");
}

#[test]
fn steps_are_those_of_cpython() {
    let programs: Vec<_> = steps::recorded().into_iter().map(|(program, _)| program).collect();
    assert!(programs.len() >= 15, "only {} programs have recorded events", programs.len());
    report(&programs, |program| steps::check(Path::new(BINDSCOPE), program));
}

#[test]
fn every_reference_is_counted() {
    let programs = program::all(&tree::root());
    report(&programs, |program| program::check_heap(Path::new(BINDSCOPE), program, conformance::LIMIT));
}

/// Prints every failure, then fails with their number. What `tests/pending.txt` names is not there yet in the
/// interpreter: it is run and counted apart; take a name out when it passes.
fn report(programs: &[std::path::PathBuf], check: impl Fn(&Path) -> Result<(), String> + Sync) {
    let failures = conformance::failures(programs, check);
    let list = std::fs::read_to_string(tree::root().join("tests/pending.txt")).unwrap_or_default();
    let is_pending = |program: &Path| list.lines().any(|line| line == tree::shown(program));
    let (pending, failures): (Vec<_>, Vec<_>) = failures.into_iter().partition(|(program, _)| is_pending(program));
    for (program, why) in &failures {
        println!("FAILED {}\n{why}", tree::shown(program));
    }
    println!("{} programs, {} of them pending", programs.len(), pending.len());
    assert!(failures.is_empty(), "{} of {} programs failed", failures.len(), programs.len());
}
