//! Source text, compiled and run under small limits: whatever it is, it ends, and its heap counts are right.

#![no_main]

use std::time::Duration;

use bindscope::{Interpreter, Program, Settings};
use fuzz::Nowhere;
use libfuzzer_sys::{fuzz_mutator, fuzz_target};

#[global_allocator]
static ALLOCATOR: bindscope::Counting = bindscope::Counting;

const MEMORY: usize = 64 << 20;
/// Of the clock of [`Nowhere`]: a hundred looks.
const TIME: Duration = Duration::from_millis(100);
const STACK: usize = 64 << 20;

fuzz_target!(|data: &[u8]| {
    if let Ok(source) = str::from_utf8(data) {
        let source = source.to_owned();
        bindscope::on_stack(STACK, move || run(source), || ()).expect("a program does not make the machine fail");
    }
});

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    match seed % 4 {
        0 => libfuzzer_sys::fuzzer_mutate(data, size, most),
        _ => fuzz::mutate_source(data, size, most, seed),
    }
});

fn run(source: String) {
    let settings = Settings { max_memory: Some(MEMORY), max_time: Some(TIME), ..Settings::default() };
    let mut interpreter = Interpreter::new(Box::new(Nowhere::default()), &settings);
    let baseline = interpreter.heap_baseline();
    interpreter.run(&Program::Source { source, name: "<fuzz>".to_owned() });
    interpreter.finish();
    let mistakes = interpreter.check_heap(&baseline);
    let too_few: Vec<&String> = mistakes.iter().filter(|mistake| mistake.contains("too few")).collect();
    assert!(too_few.is_empty(), "{too_few:?}");
}
