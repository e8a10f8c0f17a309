//! Runs a program's source: recorded, or for what it prints.

use bindscope::{Interpreter, Output, Program, STACK_SIZE, Settings, System, Timeline};

pub fn recorded(source: &str) -> Timeline {
    let (interpreter, _) = run(source, true);
    interpreter.timeline().expect("the run was recorded")
}

pub fn printed(source: &str) -> String {
    let (interpreter, output) = run(source, false);
    drop(interpreter);
    let bytes = output.borrow().clone();
    String::from_utf8(bytes).expect("text")
}

fn run(source: &str, record: bool) -> (Interpreter, Output) {
    let output = Output::default();
    let settings = Settings { record, ..Settings::default() };
    let mut interpreter = Interpreter::new(Box::new(System::new().with_output(output.clone()).unbuffered()), &settings);
    let ending = interpreter.run(&Program::Source { source: source.to_string(), name: "<generated>".to_string() });
    let told = String::from_utf8_lossy(&output.borrow()).into_owned();
    assert_eq!(ending, bindscope::Ending::Finished, "{told}");
    (interpreter, output)
}

/// On a thread with the stack that the machine wants.
pub fn on_stack(work: impl FnOnce() + Send + 'static) {
    bindscope::on_stack(STACK_SIZE, work, || ()).expect("a thread");
}
