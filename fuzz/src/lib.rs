//! What the fuzz targets share: a world without an outside, and mutations of source text.

mod nowhere;

pub use nowhere::Nowhere;

use xtask::mutate::{self, Random};

/// Changes the source at the start of `data` token by token; its new size.
pub fn mutate_source(data: &mut [u8], size: usize, most: usize, seed: u32) -> usize {
    let Ok(source) = str::from_utf8(&data[..size]) else {
        return libfuzzer_sys::fuzzer_mutate(data, size, most);
    };
    let mut random = Random::new(seed.into());
    let mut tokens = mutate::tokens(source);
    let own = tokens.clone();
    mutate::mutate(&mut tokens, &mut random, |_| &own);
    let changed = tokens.concat();
    let size = changed.len().min(most).min(data.len());
    data[..size].copy_from_slice(&changed.as_bytes()[..size]);
    size
}

/// The machine measures its stack by the addresses of locals: they must stand there.
#[unsafe(no_mangle)]
pub extern "C" fn __asan_default_options() -> *const std::ffi::c_char {
    c"detect_stack_use_after_return=0".as_ptr()
}
