//! Every program below `tests/` and `examples/`, run by the built binary and held to its own expectation.

use std::path::Path;
use xtask::{conformance, program, tree};

const BINDSCOPE: &str = env!("CARGO_BIN_EXE_bindscope");

#[test]
fn programs_do_what_they_say() {
    let programs = program::all(&tree::root());
    assert!(
        programs.len() > 100,
        "only {} programs were found",
        programs.len()
    );
    report(&programs, |program| {
        program::check(Path::new(BINDSCOPE), program, conformance::LIMIT)
    });
}

#[test]
fn diagrams_share_what_the_programs_share() {
    let programs = program::all(&tree::root());
    report(&programs, |program| {
        conformance::check_sharing(Path::new(BINDSCOPE), program)
    });
}

/// Prints every failure, then fails with their number.
fn report(programs: &[std::path::PathBuf], check: impl Fn(&Path) -> Result<(), String> + Sync) {
    let failures = conformance::failures(programs, check);
    for (program, why) in &failures {
        println!("FAILED {}\n{why}", tree::shown(program));
    }
    assert!(
        failures.is_empty(),
        "{} of {} programs failed",
        failures.len(),
        programs.len()
    );
}
