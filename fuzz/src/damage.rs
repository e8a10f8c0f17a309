//! Recordings with damaged bytes: they open with a clear error, or as some history, and every moment of that can be
//! looked at.
//!
//! The first byte says what is damaged: the file, the events, or the tables. Then come places (three bytes) and what to
//! put there (one). Bytes that are left over say where to cut.

use bindscope::{Host, Interpreter, Program, Recording, Settings};
use history::Timeline;

/// Something of everything that the tape knows.
const PROGRAM: &str = include_str!("recorded.py");

/// The recording that is to be damaged.
pub fn record(host: Box<dyn Host>) -> Recording {
    let settings = Settings { record: true, ..Settings::default() };
    let mut interpreter = Interpreter::new(host, &settings);
    interpreter.run(&Program::Source { source: PROGRAM.to_owned(), name: "fuzz.py".to_owned() });
    let recording = interpreter.recording().expect("it was recorded");
    // What is left of its heap goes with the process.
    std::mem::forget(interpreter);
    recording
}

pub fn check(recording: &Recording, data: &[u8]) {
    let Some((&what, damage)) = data.split_first() else { return };
    let mut recording = recording.clone();
    match what % 3 {
        0 => {
            let mut file = trace::file::head(0).to_vec();
            file.extend(trace::file::chunk(trace::file::Kind::Facts, b"file\0fuzz.py\0"));
            file.extend(trace::file::chunk(trace::file::Kind::Tables, &recording.tables));
            file.extend(trace::file::segment(1, &recording.bytes));
            let Ok(contents) = trace::file::read(&hurt(file, damage)) else { return };
            (recording.bytes, recording.tables) = (contents.events, contents.tables);
        }
        1 => recording.bytes = hurt(recording.bytes, damage),
        _ => recording.tables = hurt(recording.tables, damage),
    }
    if let Some(timeline) = recording.timeline() {
        look_at(&timeline);
    }
}

fn hurt(mut bytes: Vec<u8>, damage: &[u8]) -> Vec<u8> {
    let length = bytes.len();
    for piece in damage.chunks_exact(4) {
        bytes[u32::from_le_bytes([piece[0], piece[1], piece[2], 0]) as usize % length] = piece[3];
    }
    if let &[low, high, ..] = damage.chunks_exact(4).remainder() {
        bytes.truncate(u16::from_le_bytes([low, high]) as usize % length);
    }
    bytes
}

fn look_at(timeline: &Timeline) {
    for event in timeline.events(0..u64::MAX) {
        std::hint::black_box(&event);
    }
    for step in (0..8).map(|part| timeline.steps() * part / 7) {
        let state = timeline.state_at(step);
        state.frames.iter().for_each(|frame| drop(state.locals(frame)));
        state.objects().for_each(|object| drop(state.short(trace::Word::of_object(object.id))));
        drop(timeline.state_after(step));
    }
}
