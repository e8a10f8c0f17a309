//! What the tape says of steps alone: how many there are, the runs of a line, the calls of a function. No state is made.

use rustc_hash::FxHashMap;
use trace::{CodeId, Event, Leaving, ObjectId, Reader, Small};

use crate::timeline::Timeline;

/// A step, and how deep in frames it happens.
enum Step {
    Line(u32),
    Call {
        code: CodeId,
        resumed: bool,
    },
    /// The frame is left; it will go on where it yields.
    Leave {
        yields: bool,
    },
    Raise,
    /// No step: the frame that was just called is that of a generator.
    Generator(ObjectId),
}

/// A way through a tape that makes nothing of what is not a step.
pub(crate) struct Skim<'a> {
    reader: Reader<'a>,
    pub steps: u64,
    pub events: u64,
}

impl<'a> Skim<'a> {
    pub fn new(reader: Reader<'a>, steps: u64, events: u64) -> Skim<'a> {
        Skim { reader: reader.hollow(), steps, events }
    }

    /// The next step, how deep it happens, and the code of its frame.
    fn next(&mut self) -> Option<(Step, usize, Option<CodeId>)> {
        loop {
            let (depth, code) = (self.reader.depth(), self.reader.frame().map(|(code, _)| code));
            let step = match self.reader.next_small() {
                Some(Small::Line(line)) => Step::Line(line),
                Some(Small::Return(..)) => Step::Leave { yields: false },
                Some(Small::Bind(..) | Small::Follow(_)) => {
                    self.events += 1;
                    continue;
                }
                None => {
                    let event = self.reader.next()?;
                    match event {
                        Event::Line { line } => Step::Line(line),
                        Event::Call { code, resumed, .. } => {
                            self.count();
                            return Some((Step::Call { code, resumed }, depth + 1, Some(code)));
                        }
                        Event::Leave { how, .. } => Step::Leave { yields: how == Leaving::Yield },
                        Event::Exception { .. } => Step::Raise,
                        Event::Generator { object } => {
                            self.events += 1;
                            return Some((Step::Generator(object), depth, code));
                        }
                        _ => {
                            self.events += 1;
                            continue;
                        }
                    }
                }
            };
            self.count();
            return Some((step, depth, code));
        }
    }

    fn count(&mut self) {
        self.events += 1;
        self.steps += 1;
    }
}

impl Timeline {
    /// How many steps and events a tape has from some place on, with those before it.
    pub(crate) fn count(mut skim: Skim) -> (u64, u64) {
        while skim.next().is_some() {}
        (skim.steps, skim.events)
    }

    /// The runs of a line: for each, its step, and the step in which it was over in its frame.
    pub fn runs_of(&self, file: &str, line: u32) -> Vec<(u64, u64)> {
        let in_file: Vec<bool> = self.tables().codes.iter().map(|(code, _)| *code.filename == *file).collect();
        let mut runs: Vec<(u64, u64)> = Vec::new();
        // How deep each run is that is under way. A frame that is left is not on its line any more.
        let mut open: Vec<(usize, usize)> = Vec::new();
        let mut skim = self.skim();
        while let Some((step, depth, code)) = skim.next() {
            if matches!(step, Step::Call { .. } | Step::Generator(_)) {
                continue;
            }
            while let Some((_, run)) = open.pop_if(|(own, _)| *own >= depth) {
                runs[run].1 = skim.steps;
            }
            let here = code.is_some_and(|code| in_file.get(code.0 as usize) == Some(&true));
            if here && matches!(step, Step::Line(own) if own == line) {
                open.push((depth, runs.len()));
                runs.push((skim.steps, u64::MAX));
            }
        }
        runs
    }

    /// The calls of bodies of code: for each the step of the call, and that in which it is left for good.
    pub fn calls_of(&self, bodies: &[CodeId]) -> Vec<(u64, u64)> {
        let mut calls: Vec<(u64, u64)> = Vec::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        // The generators of the frames, and the calls whose generators wait.
        let mut generators: Vec<(usize, ObjectId)> = Vec::new();
        let mut waiting: FxHashMap<ObjectId, usize> = FxHashMap::default();
        let mut skim = self.skim();
        while let Some((step, depth, _)) = skim.next() {
            match step {
                Step::Call { code, resumed } => {
                    generators.retain(|(own, _)| *own < depth);
                    if !resumed && bodies.contains(&code) {
                        open.push((depth, calls.len()));
                        calls.push((skim.steps, u64::MAX));
                    }
                }
                Step::Generator(object) => {
                    generators.push((depth, object));
                    open.extend(waiting.remove(&object).map(|call| (depth, call)));
                }
                Step::Leave { yields } => {
                    let Some((_, call)) = open.pop_if(|(own, _)| *own >= depth) else { continue };
                    match generators.last().filter(|(own, _)| yields && *own == depth) {
                        Some((_, generator)) => drop(waiting.insert(*generator, call)),
                        None => calls[call].1 = skim.steps,
                    }
                }
                Step::Line(_) | Step::Raise => {}
            }
        }
        calls
    }
}
