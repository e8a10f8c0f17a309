//! Recordings with damaged bytes: they open with a clear error, or as some history, and every moment of that can be
//! looked at.

#![no_main]

use std::sync::OnceLock;

use bindscope::Recording;
use fuzz::Nowhere;
use libfuzzer_sys::fuzz_target;

mod damage;

#[global_allocator]
static ALLOCATOR: bindscope::Counting = bindscope::Counting;

const STACK: usize = 64 << 20;

fuzz_target!(|data: &[u8]| {
    let data = data.to_vec();
    bindscope::on_stack(STACK, move || check(&data), || ()).expect("no bytes make the reader fail");
});

fn check(data: &[u8]) {
    static RECORDING: OnceLock<Recording> = OnceLock::new();
    damage::check(RECORDING.get_or_init(|| damage::record(Box::new(Nowhere::default()))), data);
}
