//! Code as bytes: what was written is read back as it was; damaged bytes are an error or some code, and that code can
//! be disassembled.
//!
//! The input is source text, and behind a zero byte the damage: places (two bytes) and what to put there (one). Two
//! bytes that are left over say where to cut.

#![no_main]

use bytecode::{Code, Constant, disassemble, read_body, read_module, write_module};
use libfuzzer_sys::{Corpus, fuzz_mutator, fuzz_target};

/// The parser's own limits hold for the main thread's stack, not for one under a sanitizer.
const STACK: usize = 256 << 20;

fuzz_target!(|data: &[u8]| -> Corpus {
    let end = data.iter().position(|&byte| byte == 0);
    let (source, damage) = data.split_at(end.unwrap_or(data.len()));
    let Ok(source) = str::from_utf8(source) else {
        return Corpus::Reject;
    };
    let (source, damage) = (source.to_owned(), damage.get(1..).unwrap_or_default().to_vec());
    let work = std::thread::Builder::new().stack_size(STACK).spawn(move || check(&source, &damage));
    work.expect("a thread can be started").join().expect("no bytes make the reader fail");
    Corpus::Keep
});

fuzz_mutator!(|data: &mut [u8], size: usize, most: usize, seed: u32| {
    let end = data[..size].iter().position(|&byte| byte == 0);
    match end {
        None if seed % 2 == 0 => fuzz::mutate_source(data, size, most, seed),
        None if size < most.min(data.len()) => {
            data[size] = 0;
            libfuzzer_sys::fuzzer_mutate(data, size + 1, most)
        }
        Some(end) => {
            let damaged = libfuzzer_sys::fuzzer_mutate(&mut data[end + 1..], size - end - 1, most - end - 1);
            end + 1 + damaged
        }
        None => libfuzzer_sys::fuzzer_mutate(data, size, most),
    }
});

fn check(source: &str, damage: &[u8]) {
    let options = compile::Options { filename: "<fuzz>", ..compile::Options::default() };
    let Ok(code) = compile::compile(source, &options) else {
        return;
    };
    let text = disassemble(&code);
    let mut bytes = write_module(&code);
    with_read(&bytes, |read| {
        let read = read.expect("what was written can be read");
        assert_eq!(disassemble(&read), text);
        assert_eq!(write_module(&read), bytes);
    });
    if bytes.is_empty() || damage.is_empty() {
        return;
    }
    let at = |place: &[u8]| u16::from_le_bytes([place[0], place[1]]) as usize % bytes.len();
    let places: Vec<(usize, u8)> = damage.chunks_exact(3).map(|piece| (at(piece), piece[2])).collect();
    let cut = match damage.chunks_exact(3).remainder() {
        rest @ [_, _] => at(rest),
        _ => bytes.len(),
    };
    places.iter().for_each(|&(place, byte)| bytes[place] = byte);
    with_read(&bytes[..cut], |read| {
        if let Some(read) = read {
            disassemble(&read);
        }
    });
}

/// Reads bytes to the last function; None where they are no code. Code borrows its bytes for ever: so they are leaked,
/// and taken back when all code is gone.
fn with_read(bytes: &[u8], look: impl FnOnce(Option<Code>)) {
    let leaked: *mut [u8] = Box::into_raw(Box::from(bytes));
    // SAFETY: the bytes live until the end of this function, and nothing that was read outlives `look`.
    look(read_module(unsafe { &*leaked }).ok().as_ref().and_then(read_all));
    // SAFETY: it came out of a box.
    drop(unsafe { Box::from_raw(leaked) });
}

fn read_all(code: &Code) -> Option<Code> {
    let mut whole = read_body(code).ok()?;
    for constant in &mut whole.constants {
        if let Constant::Code(inner) = constant {
            *inner = read_all(inner)?.into();
        }
    }
    Some(whole)
}
