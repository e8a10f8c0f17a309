//! What `facts` says of each augmented assignment in `tests/history/augmented_types.py`, against `is`, as CPython has it.

use std::path::Path;

use bindscope::history::{Cell, Expression};
use bindscope::{Interpreter, Output, Program, STACK_SIZE, Settings, System, Timeline};

#[test]
fn augmented_assignments_rebind_or_mutate_as_is_says() {
    bindscope::on_stack(STACK_SIZE, compare, || ()).expect("a thread");
}

fn compare() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/history/augmented_types.py");
    let source = std::fs::read_to_string(&path).expect("the program can be read");
    let timeline = recorded(&path);
    let lines: Vec<&str> = source.lines().collect();
    let (mut compared, mut faults) = (0, Vec::new());
    for pair in lines.windows(2) {
        let Some((_, same)) = pair[1].split_once("  #> ") else { continue };
        let name = pair[0].split(' ').next().expect("a name");
        let expected = if same == "True" { "mutates and rebinds to the same object" } else { "rebinds" };
        let told = operation(&timeline, name);
        if told != expected {
            faults.push(format!("{}: {told}", pair[0]));
        }
        compared += 1;
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(compared > 60, "only {compared} were compared");
}

fn recorded(path: &Path) -> Timeline {
    let settings = Settings { record: true, ..Settings::default() };
    let host = System::new().with_output(Output::default()).unbuffered();
    let mut interpreter = Interpreter::new(Box::new(host), &settings);
    interpreter.run(&Program::File(path.display().to_string()));
    interpreter.timeline().expect("the run was recorded")
}

fn operation(timeline: &Timeline, name: &str) -> String {
    let expression = Expression::new(name).expect("a name");
    let answer = timeline.facts(&expression, &timeline.asked_at(u64::MAX)).expect("an answer");
    let found = answer.data.into_iter().find(|(key, _)| *key == "operation");
    match found {
        Some((_, Cell::Text(operation))) => operation,
        _ => String::new(),
    }
}
