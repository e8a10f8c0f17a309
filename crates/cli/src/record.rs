//! `bindscope record` runs a program and keeps its whole history; `bindscope replay` runs it again from there.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use bindscope::{Host, Interpreter, Program, Recording, Replaying, Settings, System, Timeline};
use clap::Args;

use crate::program::{Limits, Place};
use crate::run;

/// Run a program and keep its whole history
#[derive(Args, Clone)]
pub struct Record {
    #[command(flatten)]
    pub place: Place,
    /// Keep the history in this file
    #[arg(short, long, value_name = "FILE.bsr")]
    output: Option<String>,
    /// End the run after so many steps; what was recorded until then is whole
    #[arg(long, value_name = "N")]
    max_steps: Option<u64>,
    /// End the run when the recording, before compression, has more than this (512M, 2G)
    #[arg(long, value_name = "BYTES", value_parser = crate::program::bytes)]
    max_recording: Option<usize>,
    /// Say what was recorded
    #[arg(long)]
    stats: bool,
    /// Run twice, and compare the history with the machine at the end and at 20 moments
    #[arg(long)]
    verify: bool,
}

/// The history says something that is not so.
const NOT_SO: u8 = 1;
/// Moments of the second run that are compared.
const MOMENTS: u64 = 20;
/// Faults that are written.
const TOLD: usize = 20;

pub fn run(command: &Record) -> u8 {
    if command.verify {
        return match command.verify() {
            Ok(status) => status,
            Err(message) => run::complain(&message),
        };
    }
    let (mut interpreter, program, arguments) = match command.interpreter(None) {
        Ok(found) => found,
        Err(message) => return run::complain(&message),
    };
    if let Some(path) = &command.output
        && let Err(error) = interpreter.keep(path.as_ref(), &program, &arguments)
    {
        return run::complain(&format!("cannot write {path}: {error}"));
    }
    let ending = interpreter.run(&program);
    let status = run::report(&ending);
    match interpreter.finish_recording() {
        Ok(elsewhere) if command.stats => stats(&interpreter, elsewhere),
        Ok(_) => {}
        Err(error) => return run::complain(&format!("cannot write the recording: {error}")),
    }
    run::finish(interpreter, &ending, status)
}

/// Run the program of a recording again, with the answers that the world gave then
#[derive(Args)]
pub struct Replay {
    /// The recording
    #[arg(value_name = "FILE.bsr")]
    recording: String,
    #[command(flatten)]
    pub limits: Limits,
}

pub fn replay(command: &Replay) -> u8 {
    let opened = match bindscope::open(command.recording.as_ref()) {
        Ok(opened) => opened,
        Err(message) => return run::complain(&message),
    };
    let host = Replaying::new(Box::new(System::new()), opened.timeline.answers());
    let settings = command.limits.settings(opened.arguments);
    let mut interpreter = Interpreter::new(Box::new(host), &settings);
    let ending = interpreter.run(&opened.program);
    let status = run::report(&ending);
    run::finish(interpreter, &ending, status)
}

/// `elsewhere`: the CPU time that compression took on a thread of its own.
fn stats(interpreter: &Interpreter, elsewhere: Duration) {
    let (steps, bytes) = interpreter.tape_size();
    let each = bytes as f64 / steps.max(1) as f64;
    println!("{steps} steps, {bytes} bytes, {each:.2} bytes a step, {:.3} s to compress", elsewhere.as_secs_f64());
}

impl Record {
    /// `again`: the run whose answers the world outside gives.
    fn interpreter(&self, again: Option<&Timeline>) -> Result<(Interpreter, Program, Vec<String>), String> {
        let (program, arguments) = self.place.program()?;
        let host = self.place.limits.host()?;
        let host: Box<dyn Host> = match again {
            Some(timeline) => Box::new(Replaying::new(Box::new(host), timeline.answers())),
            None => Box::new(host),
        };
        let (max_steps, max_recording) = (self.max_steps, self.max_recording.map(|bytes| bytes as u64));
        let limits = self.place.limits.settings(arguments.clone());
        let settings = Settings { record: true, max_steps, max_recording, ..limits };
        Ok((Interpreter::new(host, &settings), program, arguments))
    }

    /// Compares what the tape says at the end with the heap, then at moments of a second run with that.
    fn verify(&self) -> Result<u8, String> {
        let (first, second) = (self.clone(), self.clone());
        let (recording, mut faults) = on_stack(move || first.verify_end())??;
        let kept = recording.clone();
        let (again, found) = on_stack(move || second.verify_moments(kept))??;
        faults.extend(found);
        if again.bytes != recording.bytes || again.tables != recording.tables {
            faults.push("the second run was recorded in other bytes".to_string());
        }
        faults.iter().take(TOLD).for_each(|fault| eprintln!("bindscope: history: {fault}"));
        if faults.len() > TOLD {
            eprintln!("bindscope: history: and {} more", faults.len() - TOLD);
        }
        let program = self.place.file.as_deref().unwrap_or("the program");
        eprintln!("{program}: {} steps, {} differ", recording.steps, faults.len());
        Ok(if faults.is_empty() { 0 } else { NOT_SO })
    }

    fn verify_end(&self) -> Result<(Recording, Vec<String>), String> {
        let (mut interpreter, program, _) = self.interpreter(None)?;
        interpreter.run(&program);
        let timeline = interpreter.timeline().ok_or("nothing was recorded")?;
        let faults = interpreter.faults_of(&timeline.end());
        let recording = interpreter.recording().ok_or("nothing was recorded")?;
        // The thread ends: what is left of the heap goes with the process.
        std::mem::forget(interpreter);
        Ok((recording, faults))
    }

    fn verify_moments(&self, recording: Recording) -> Result<(Recording, Vec<String>), String> {
        let timeline = recording.timeline().ok_or("the recording cannot be read")?;
        let moments = moments(timeline.steps());
        let (mut interpreter, program, _) = self.interpreter(Some(&timeline))?;
        let found = Rc::new(RefCell::new(Vec::new()));
        interpreter.compare_at(Rc::new(timeline), moments, found.clone());
        interpreter.run(&program);
        let again = interpreter.recording().ok_or("nothing was recorded")?;
        std::mem::forget(interpreter);
        Ok((again, found.take()))
    }
}

/// A thread of its own for each run: objects belong to threads.
fn on_stack<R: Send + 'static>(work: impl FnOnce() -> R + Send + 'static) -> Result<R, String> {
    bindscope::on_stack(bindscope::STACK_SIZE, work, || ()).map_err(|error| error.to_string())
}

/// Steps spread over a run without a pattern, the same ones each time.
fn moments(steps: u64) -> Vec<u64> {
    let mut seed = 0x9e37_79b9_7f4a_7c15u64;
    let mut chosen: Vec<u64> = (0..MOMENTS.min(steps))
        .map(|_| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            1 + (seed >> 33) % steps
        })
        .collect();
    chosen.sort_unstable();
    chosen.dedup();
    chosen
}
