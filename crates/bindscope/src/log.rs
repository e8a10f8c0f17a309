//! The history as a story: what was bound and what changed, step by step.

use std::ops::Range;
use std::rc::Rc;

use history::{Event, Fact, Label, Mutate, Operation, Scope, State, Timeline, Word};

/// One change of a name or of an object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of the step in which it happened, from 1.
    pub step: u64,
    pub line: u32,
    pub file: Rc<str>,
    /// The function in which it happened; None in a module.
    pub function: Option<Rc<str>>,
    /// The name that is bound, or the object that changes.
    pub name: String,
    pub what: What,
    /// The value, or the kind and number of the object; empty where the name is unbound.
    pub object: String,
    /// The numbers of the objects that take part.
    pub numbers: Vec<u64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Bound,
    Rebound,
    Unbound,
    Changed(Operation),
    Copied,
    Died,
}

impl What {
    pub fn word(self) -> &'static str {
        match self {
            What::Bound => "bound",
            What::Rebound => "rebound",
            What::Unbound => "unbound",
            What::Changed(operation) => operation.word(),
            What::Copied => "copied",
            What::Died => "died",
        }
    }
}

/// A step, as `sys.settrace` would report it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: StepKind,
    pub line: u32,
    pub file: Rc<str>,
    pub function: Rc<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Line,
    Call,
    Return,
    Exception,
}

impl StepKind {
    pub fn word(self) -> &'static str {
        match self {
            StepKind::Line => "line",
            StepKind::Call => "call",
            StepKind::Return => "return",
            StepKind::Exception => "exception",
        }
    }
}

/// The steps alone.
pub fn steps(timeline: &Timeline) -> impl Iterator<Item = Step> + '_ {
    timeline.events(0..u64::MAX).filter_map(|event| {
        let kind = match event.fact {
            Fact::Call { .. } => StepKind::Call,
            Fact::Line => StepKind::Line,
            Fact::Return(_) | Fact::Yield(_) | Fact::Unwind => StepKind::Return,
            Fact::Raise(_) => StepKind::Exception,
            _ => return None,
        };
        let spot = event.place?;
        let code = &timeline.tables().codes[spot.code.0 as usize].0;
        Some(Step { kind, line: spot.line, file: code.filename.clone(), function: code.name.clone() })
    })
}

/// What was bound and what changed, in order.
pub fn log(timeline: &Timeline) -> impl Iterator<Item = Row> + '_ {
    log_of(timeline, 0..u64::MAX)
}

/// The same in some of the steps.
pub fn log_of(timeline: &Timeline, steps: Range<u64>) -> impl Iterator<Item = Row> + '_ {
    let mut replay = timeline.replay_before(steps.start);
    let mut waiting: std::collections::VecDeque<Row> = std::collections::VecDeque::new();
    std::iter::from_fn(move || {
        loop {
            if let Some(row) = waiting.pop_front() {
                return Some(row);
            }
            let death = replay.dying();
            let event = replay.next().filter(|event| event.step < steps.end)?;
            if event.step < steps.start {
                continue;
            }
            waiting.extend(rows(&event, &replay.state, death));
        }
    })
}

fn rows(event: &Event, state: &State, death: Option<(String, u64)>) -> Vec<Row> {
    let row = |name: String, what: What, object: String, numbers: Vec<u64>| {
        let code = event.place.map(|spot| state.code(spot.code).clone());
        let in_function = code.as_ref().filter(|code| !code.flags.has(bytecode::Flags::MODULE));
        Row {
            step: event.step,
            line: event.place.map_or(0, |spot| spot.line),
            file: code.as_ref().map_or("".into(), |code| code.filename.clone()),
            function: in_function.map(|code| code.name.clone()),
            name,
            what,
            object,
            numbers,
        }
    };
    let number = |word: Word| state.object_of(word).and_then(|object| object.number);
    match &event.fact {
        Fact::Call { arguments, .. } => {
            let bound = arguments.iter().filter(|(name, _)| !name.starts_with('.'));
            let rows = bound.map(|(name, word)| {
                row(name.to_string(), What::Bound, state.short(*word), number(*word).into_iter().collect())
            });
            rows.collect()
        }
        Fact::Bind { name, old, new } => {
            let what = if old.is_some() { What::Rebound } else { What::Bound };
            let mut made = row(name.name.to_string(), what, state.short(*new), number(*new).into_iter().collect());
            if let Scope::Namespace(dict) = name.scope
                && event.place.is_some_and(|spot| state.globals_of(spot.code) == Some(dict))
            {
                made.function = None;
            }
            vec![made]
        }
        Fact::Unbind { name, .. } => vec![row(name.name.to_string(), What::Unbound, String::new(), vec![])],
        Fact::Mutate(mutate) => {
            let word = Word::of_object(mutate.object);
            let numbers = [Some(word), mutate.new, mutate.old].into_iter().flatten().filter_map(number).collect();
            vec![row(state.short(word), What::Changed(mutate.operation), change(mutate, state), numbers)]
        }
        Fact::Copy { source, result, .. } => {
            let (source, result) = (Word::of_object(*source), Word::of_object(*result));
            let numbers = [source, result].into_iter().filter_map(number).collect();
            let to = if source == result { "to itself".to_string() } else { format!("to {}", state.short(result)) };
            vec![row(state.short(source), What::Copied, to, numbers)]
        }
        Fact::Death(_) => match death {
            Some((name, number)) => vec![row(name, What::Died, String::new(), vec![number])],
            None => vec![],
        },
        _ => vec![],
    }
}

/// What a mutation does to a part: `[0] = 5`, `.x = list #3`.
fn change(mutate: &Mutate, state: &State) -> String {
    let part = match &mutate.part {
        Some(Label::Index(place)) => format!("[{place}]"),
        Some(Label::Key(key)) => format!("[{}]", state.short(*key)),
        Some(Label::Attribute(name)) => format!(".{}", state.name(*name)),
        _ => String::new(),
    };
    if !mutate.items.is_empty() {
        let items: Vec<String> = mutate.items.iter().take(8).map(|item| state.short(*item)).collect();
        let more = if mutate.items.len() > 8 { ", …" } else { "" };
        return format!("{part} = {}{more}", items.join(", ")).trim_start_matches(" = ").to_string();
    }
    let value = match (mutate.new, mutate.old) {
        (Some(new), _) if mutate.operation != Operation::MoveKey => state.short(new),
        (_, Some(old)) if mutate.operation == Operation::Discard => state.short(old),
        _ => String::new(),
    };
    let old = mutate.old.filter(|_| mutate.new.is_some()).map_or(String::new(), |old| state.short(old));
    match (part.is_empty(), value.is_empty(), old.is_empty()) {
        (false, false, false) => format!("{part} = {value}, was {old}"),
        (false, false, true) => format!("{part} = {value}"),
        (false, true, _) => part,
        _ => value,
    }
}
