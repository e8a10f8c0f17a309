//! How objects look, for the tape; and the history that a recorded run leaves.

use std::io::Read;
use std::path::Path;
use std::time::Duration;

use diagram::{Kind as Shown, Label};
use history::Timeline;
use object::{Class, ClassIndex, Ref, Str, Value};
use trace::Kind;
use vm::{Describe, Description, Part, Vm};

use crate::interpreter::{Interpreter, Program};
use crate::keep::Keeper;
use crate::snapshot::describe::{self, PartLabel};
use crate::snapshot::plain;

/// What a picture shows, for the tape.
pub struct Looks;

impl Describe for Looks {
    fn other(&self, vm: &Vm, value: &Value) -> Description {
        let described = describe::describe(vm, value, None);
        let part = |label: PartLabel| match label {
            PartLabel::Ready(Label::Member) | PartLabel::Key(_) | PartLabel::Ready(Label::Key(_)) => Part::Member,
            PartLabel::Ready(Label::Index(place)) => Part::Index(place),
            PartLabel::Ready(Label::Attribute(name)) => Part::Attribute(name),
            PartLabel::Ready(Label::Default(name)) => Part::Default(name),
            PartLabel::Ready(Label::Closure(name)) => Part::Closure(name),
            PartLabel::Ready(Label::Local(name)) => Part::Local(name),
            PartLabel::Ready(Label::Text(text)) => Part::Text(text),
        };
        Description {
            kind: kind(described.kind),
            mutable: described.mutable,
            paused: described.paused,
            text: described.text,
            parts: described.parts.into_iter().map(|(label, value)| (part(label), value)).collect(),
        }
    }

    fn class(&self, vm: &Vm, class: &Ref<Class>) -> trace::Class {
        let data = class.get(&vm.heap);
        trace::Class {
            name: vm.class_name(class).into(),
            fields: describe::class_fields(vm, class).into_iter().map(Into::into).collect(),
            is_enum: describe::is_enum(vm, class),
            is_frozen: data.is_subclass_of(ClassIndex::FROZENSET, &vm.heap),
        }
    }

    fn value(&self, value: &Value) -> String {
        let Some(string) = value.as_ref::<Str>() else {
            return plain::text_of(value, true).unwrap_or_default();
        };
        if string.len() <= trace::LONGEST_TEXT {
            return string.lossy().into_owned();
        }
        // The beginning and the end are enough to cut from.
        let piece = |start, end| String::from_utf8_lossy(string.slice(start, end)).into_owned();
        let half = trace::LONGEST_TEXT / 2;
        trace::cut_text(&format!("{}{}", piece(0, half), piece(string.len() - half, string.len())))
    }
}

fn kind(shown: Shown) -> Kind {
    match shown {
        Shown::List => Kind::List,
        Shown::Tuple => Kind::Tuple,
        Shown::Dict => Kind::Dict,
        Shown::Set => Kind::Set,
        Shown::FrozenSet => Kind::FrozenSet,
        Shown::Instance => Kind::Instance,
        Shown::Class => Kind::Class,
        Shown::Function => Kind::Function,
        Shown::Method => Kind::Method,
        Shown::Module => Kind::Module,
        Shown::Generator => Kind::Generator,
        Shown::Iterator => Kind::Iterator,
        Shown::Exception => Kind::Exception,
        Shown::Cell => Kind::Cell,
        Shown::Plain => Kind::Plain,
        Shown::Other => Kind::Other,
    }
}

/// What a recorded run leaves, as bytes.
#[derive(Clone)]
pub struct Recording {
    pub steps: u64,
    pub bytes: Vec<u8>,
    pub tables: Vec<u8>,
}

impl Recording {
    /// The history in it; None where the bytes are none.
    pub fn timeline(&self) -> Option<Timeline> {
        Some(Timeline::new(self.bytes.clone(), trace::Tables::read(&self.tables)?))
    }
}

/// Does this file begin as a recording does?
pub fn is_recording(path: &Path) -> bool {
    let mut start = [0; trace::file::MAGIC.len()];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut start));
    read.is_ok() && trace::file::is_recording(&start)
}

/// A recording in a file: its history, the program, and its arguments.
pub struct Opened {
    pub timeline: Timeline,
    pub program: Program,
    pub arguments: Vec<String>,
    /// The process ended before the recording did.
    pub cut: bool,
}

/// The history in a file.
pub fn open(path: &Path) -> Result<Opened, String> {
    let told = |why: &dyn std::fmt::Display| format!("{}: {why}", path.display());
    let bytes = std::fs::read(path).map_err(|error| told(&error))?;
    let contents = trace::file::read(&bytes).map_err(|fault| told(&fault))?;
    let damaged = || told(&trace::file::Fault::Damaged);
    let tables = trace::Tables::read(&contents.tables).ok_or_else(damaged)?;
    let (program, arguments) = read_facts(&contents.facts).ok_or_else(damaged)?;
    // Each step takes a byte at least.
    let steps = contents.steps.filter(|steps| *steps <= contents.events.len() as u64);
    let timeline = Timeline::new(contents.events, tables);
    steps.into_iter().for_each(|steps| timeline.has_steps(steps));
    Ok(Opened { timeline, program, arguments, cut: contents.cut })
}

/// What a recording in a file is of, without its history.
pub fn program_of(path: &Path) -> Option<Program> {
    let facts = trace::file::facts(&std::fs::read(path).ok()?).ok()?;
    read_facts(&facts).map(|(program, _)| program)
}

/// What is run: words, each ended by a zero.
fn facts(program: &Program, arguments: &[String]) -> Vec<u8> {
    let words: Vec<&str> = match program {
        Program::File(path) => vec!["file", path],
        Program::Source { source, name } => vec!["source", source, name],
        Program::Module(name) => vec!["module", name],
    };
    let words = words.into_iter().chain(arguments.iter().map(String::as_str));
    words.flat_map(|word| word.bytes().filter(|byte| *byte != 0).chain([0])).collect()
}

fn read_facts(facts: &[u8]) -> Option<(Program, Vec<String>)> {
    let text = std::str::from_utf8(facts).ok()?;
    let mut words = text.split_terminator('\0').map(str::to_string);
    let program = match &*words.next()? {
        "file" => Program::File(words.next()?),
        "source" => Program::Source { source: words.next()?, name: words.next()? },
        "module" => Program::Module(words.next()?),
        _ => return None,
    };
    Some((program, words.collect()))
}

impl Interpreter {
    /// Keeps the recording in a file from now on; to be called before the program runs.
    pub fn keep(&mut self, path: &Path, program: &Program, arguments: &[String]) -> std::io::Result<()> {
        let keeper = Keeper::new(path, &facts(program, arguments))?;
        if let Some(tape) = &mut self.vm.tape {
            tape.keep(Box::new(keeper));
        }
        Ok(())
    }

    /// The recording is at its end: writes what is left of it. How much CPU time its compression took.
    pub fn finish_recording(&mut self) -> std::io::Result<Duration> {
        self.vm.settle_news();
        self.vm.tape.as_mut().map_or(Ok(Duration::ZERO), |tape| tape.finish())
    }

    /// The history of a recorded run, so far; None where it is kept in a file.
    pub fn timeline(&self) -> Option<Timeline> {
        let tape = self.vm.tape.as_ref().filter(|tape| !tape.is_kept())?;
        let timeline = Timeline::new(tape.bytes(), tape.tables().clone());
        timeline.has_steps(tape.steps());
        Some(timeline)
    }

    /// The same as bytes.
    pub fn recording(&self) -> Option<Recording> {
        let tape = self.vm.tape.as_ref()?;
        let (bytes, tables) = (tape.bytes(), tape.table_bytes().to_vec());
        Some(Recording { steps: tape.steps(), bytes, tables })
    }
}
