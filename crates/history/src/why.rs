//! `why`: by which binding or change a value came to where it is, from which inputs, and how each name came to the
//! object that holds it.

use std::rc::Rc;

use ruff_python_ast::Stmt;
use rustc_hash::FxHashMap;
use trace::{CodeId, Leaving, ObjectId, Small, Word};

use crate::answer::{Answer, Cell, Table};
use crate::copies::Copied;
use crate::event::{Event, Fact, Operation, Spot};
use crate::explore::MetCopy;
use crate::expression::{Datum, Expression, Fault};
use crate::object::{Content, Label};
use crate::place::{Key, Place, Put, base_of};
use crate::replay::Glimpse;
use crate::source::{Source, Sources, reads};
use crate::state::State;
use crate::timeline::{Asked, Timeline};
use crate::who::function;

const ROOM: usize = 40;
const WAY: &[&str] = &["name", "object", "line", "in", "how"];
const INPUTS: &[&str] = &["name", "value", "in", "step"];

/// What an expression of the statement was then, and where to ask on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    pub text: String,
    pub value: String,
    pub function: String,
    /// The moment before the statement: `--step` asks there.
    pub step: u64,
}

/// The event that put a value where it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cause {
    pub line: Option<u32>,
    /// The name that a change went through.
    pub through: Option<String>,
    pub statement: String,
    pub function: String,
    pub inputs: Vec<Input>,
}

impl Timeline {
    /// Why an expression has the value that it has.
    pub fn why(&self, expression: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let state = &asked.state;
        let value = expression.value(state, asked.frame)?;
        let shown = state.describe_datum(&value, ROOM);
        let place = Place::of(expression, asked)?;
        let cause = self.cause(&place, asked);
        let (sentence, followed) = match (&place, &cause) {
            (Place::Variable { name, .. }, None) => (format!("{shown}: {name} was there from the start."), value),
            (Place::Variable { name, .. }, Some(cause)) => {
                let line = cause.line.unwrap_or(0);
                let since = self.changed_since(&place, &value, asked);
                (format!("{shown}, because line {line} bound {name} to it: {}{since}", cause.statement), value)
            }
            (Place::Part { holder, .. }, cause) => {
                let put = cause.as_ref().filter(|_| self.last_put(&place, asked).is_some());
                (self.of_part(*holder, put, shown, expression, asked), Datum::Object(*holder))
            }
        };
        let mut inputs = Table::new("its inputs then", INPUTS);
        inputs.rows = cause.into_iter().flat_map(|cause| cause.inputs).map(Input::row).collect();
        let answer = Answer::new(sentence).with(inputs);
        let Datum::Object(id) = followed else { return Ok(answer) };
        let mut way = Table::new("how each name came to it, newest first", WAY);
        way.rows = self.way_of(id, asked);
        Ok(answer.with(way))
    }

    /// An object may have changed since a name was bound to it.
    fn changed_since(&self, place: &Place, value: &Datum, asked: &Asked) -> String {
        let (Datum::Object(id), Some(number)) = (value, self.last_put(place, asked)) else { return String::new() };
        let then = self.replay_to(number).and_then(|(_, replay)| replay.state.looks(*id, ROOM));
        if then.is_none() || then == asked.state.looks(*id, ROOM) {
            return String::new();
        }
        let changes = self.changes_of(*id, "", asked);
        let Some([line, function, statement, ..]) = changes.own.last().or(changes.inside.last()).map(Vec::as_slice)
        else {
            return String::new();
        };
        format!(" — and was changed since, last in {line} ({function}): {statement}")
    }

    fn of_part(
        &self,
        holder: ObjectId,
        cause: Option<&Cause>,
        shown: String,
        expression: &Expression,
        asked: &Asked,
    ) -> String {
        let state = &asked.state;
        let kind = state.object(holder).map_or("object".to_string(), |object| state.kind_and_name(object));
        let base = base_of(expression);
        let Some(cause) = cause else {
            let (number, born) = (state.number_of(holder), self.born(holder, state));
            let copied = self
                .copy_that_made(holder, asked)
                .map_or(String::new(), |copied| format!(" as a copy, by `{}`", copied.text));
            return format!("{shown}, because {base} has had it since it was made: {number}, {born}{copied}.");
        };
        let through = match &cause.through {
            Some(through) if *through != base => format!(" through {through}, which is the same {kind} as {base}"),
            Some(through) => format!(" through {through}"),
            None => String::new(),
        };
        let line = cause.line.unwrap_or(0);
        format!("{shown}, because line {line} ({}) put it there{through}: {}", cause.function, cause.statement)
    }

    /// The last copy of another object that went into this one.
    fn copy_that_made(&self, result: ObjectId, asked: &Asked) -> Option<Copied> {
        let mut last = None;
        let wanted = |copy: &MetCopy| copy.result == result;
        self.each_copy_where(asked, wanted, |copied, _| {
            if copied.source != result {
                last = Some(copied);
            }
        });
        last
    }

    /// What put the value of an expression where it is; None where it has been there from the start.
    pub fn cause_of(&self, expression: &Expression, asked: &Asked) -> Result<Option<Cause>, Fault> {
        Ok(self.cause(&Place::of(expression, asked)?, asked))
    }

    fn cause(&self, place: &Place, asked: &Asked) -> Option<Cause> {
        let sources = Sources::new(asked.state.tables.clone());
        let number = match (self.put(place, asked), place) {
            (Put::By(number), _) => number,
            (Put::Born(Some(key)), Place::Part { holder, .. }) => {
                return self.cause_of_birth(*holder, &key, asked, &sources);
            }
            (Put::Born(_), _) => return None,
        };
        let (event, replay) = self.replay_to(number)?;
        let state = &replay.state;
        let event = sources.visible(&event, state);
        let mut cause = Cause {
            line: event.place.map(|spot| spot.line),
            through: None,
            statement: sources.statement(&event, state),
            function: function(&event, state),
            inputs: Vec::new(),
        };
        match (&event.fact, place) {
            (Fact::Call { .. } | Fact::Birth(_), Place::Variable { name, .. }) => {
                self.passed(name, &event, state, cause)
            }
            (Fact::Mutate(mutate), _) => {
                cause.through = sources.through(&event, state, mutate.object);
                let replaces = matches!(mutate.part, Some(Label::Key(_) | Label::Attribute(_)))
                    || mutate.operation == Operation::SetItem;
                cause.inputs = self.inputs(&event, &sources, |source, line| source.put_on(line, replaces));
                Some(cause)
            }
            _ => {
                cause.inputs = self.inputs(&event, &sources, |source, line| source.inputs_on(line));
                Some(cause)
            }
        }
    }

    /// A parameter has what its caller passed, or its default.
    fn passed(&self, parameter: &str, event: &Event, state: &State, cause: Cause) -> Option<Cause> {
        let sources = Sources::new(state.tables.clone());
        let Some(caller) = state.frames.len().checked_sub(2).and_then(|place| state.frames.get(place)) else {
            return Some(cause);
        };
        let code = event.place.map(|spot| state.code(spot.code).clone())?;
        let (Some(source), position) = (
            sources.file(&state.code(caller.code).filename),
            code.local_names.iter().position(|own| **own == *parameter),
        ) else {
            return Some(cause);
        };
        let spot = Spot { activation: caller.activation, code: caller.code, line: caller.line, at: None };
        let call = Event { place: Some(spot), ..event.clone() };
        let argument = position.and_then(|position| source.argument(caller.line, &code.name, position, parameter));
        let pick = |source: &Source, line: u32| match &argument {
            Some(argument) => reads(argument),
            None => source.inputs_on(line),
        };
        Some(Cause {
            line: Some(caller.line),
            through: None,
            statement: source.statement_on(caller.line),
            function: state.code(caller.code).name.trim_matches(['<', '>']).to_string(),
            inputs: self.inputs(&call, &sources, pick),
        })
    }

    /// What was there from the start was written where its holder was made, or copied with that.
    fn cause_of_birth(&self, holder: ObjectId, key: &Key, asked: &Asked, sources: &Sources) -> Option<Cause> {
        let (event, replay) = self.birth_of(holder, &asked.state)?;
        let event = sources.visible(&event, &replay.state);
        event.place?;
        let key = asked.state.key_text(key);
        let pick = |source: &Source, line: u32| source.part_on(line, &key);
        let mut inputs = self.inputs(&event, sources, pick);
        if let Some(Copied { source: original, .. }) = self.copy_that_made(holder, asked) {
            inputs = self.inputs(&event, sources, |source, line| source.inputs_on(line));
            let step = inputs.first().map_or(event.step, |input| input.step);
            let then = self.asked_at(step);
            for input in &mut inputs {
                let found = Expression::new(&input.text).and_then(|tree| tree.value(&then.state, then.frame));
                let part = format!("{}{key}", input.text);
                let value = Expression::new(&part).and_then(|tree| tree.value(&then.state, then.frame));
                if let (Ok(Datum::Object(id)), Ok(value)) = (found, value)
                    && id == original
                {
                    (input.value, input.text) = (then.state.describe_datum(&value, ROOM), part);
                }
            }
        }
        let state = &replay.state;
        Some(Cause {
            line: event.place.map(|spot| spot.line),
            through: None,
            statement: sources.statement(&event, state),
            function: function(&event, state),
            inputs,
        })
    }

    /// What the statement of an event reads, as it was when the statement began; and what the functions that it called
    /// read in order to give back what they did.
    fn inputs(&self, event: &Event, sources: &Sources, pick: impl Fn(&Source, u32) -> Vec<String>) -> Vec<Input> {
        let (Some(source), Some(spot)) = (sources.of(event), event.place) else { return Vec::new() };
        let began = self.began(event);
        let Some(step) = began.step else { return Vec::new() };
        let mut inputs = Vec::new();
        self.read(pick(&source, spot.line), step, spot.activation, &mut inputs);
        for (line, step, activation) in began.returned {
            let code = self.asked_at(step).state.frames.last().map(|frame| frame.code);
            let Some(source) = code.and_then(|code| sources.file(&self.tables().codes[code.0 as usize].0.filename))
            else {
                continue;
            };
            // Only what is given back is an input: constructors give back nothing.
            if source.statement_of(line).is_some_and(Stmt::is_return_stmt) {
                self.read(source.inputs_on(line), step, activation, &mut inputs);
            }
        }
        inputs
    }

    /// The values of expressions in a frame when a step begins.
    fn read(&self, texts: Vec<String>, step: u64, activation: u64, inputs: &mut Vec<Input>) {
        let asked = self.asked_at(step);
        let state = &asked.state;
        let Some(frame) = state.frames.iter().position(|frame| frame.activation == activation) else { return };
        let function = state.code(state.frames[frame].code).name.trim_matches(['<', '>']).to_string();
        for text in texts {
            let value = Expression::new(&text).and_then(|expression| expression.value(state, Some(frame)));
            let Ok(value) = value else { continue };
            let is_module = |id: ObjectId| {
                state.object(id).is_some_and(|object| state.kind_and_name(object).starts_with("module "))
            };
            if matches!(value, Datum::Type(_)) || matches!(value, Datum::Object(id) if is_module(id)) {
                continue;
            }
            if inputs.iter().all(|other| other.text != text || other.step != step) {
                let value = state.describe_datum(&value, ROOM);
                inputs.push(Input { text, value, function: function.clone(), step });
            }
        }
    }

    /// When the line that is under way in the frame of an event began, and what returned to that frame since.
    pub(crate) fn began(&self, event: &Event) -> Began {
        let Some(spot) = event.place else { return Began::default() };
        let place_in = |state: &State| state.frames.iter().rposition(|frame| frame.activation == spot.activation);
        let mut replay = self.replay_before_event(event.number);
        replay.skip_to(event.number);
        let Some(step) = place_in(&replay.state).map(|place| replay.state.frames[place].began) else {
            return Began::default();
        };
        let mut began = Began { step: Some(step), returned: Vec::new() };
        let mut replay = self.replay_before(step);
        let returns_to_it = |glimpse: Glimpse, state: &State| {
            let returns = match glimpse {
                Glimpse::Small(small) => matches!(small, Small::Return(..)),
                Glimpse::Other(other) => matches!(other, trace::Event::Leave { how: Leaving::Return, .. }),
            };
            let caller = state.frames.len().checked_sub(2).map(|place| state.frames[place].activation);
            returns && state.step >= step && caller == Some(spot.activation)
        };
        while let Some(returned) = replay.next_before(event.number, returns_to_it) {
            if let (Some(here), Some(frame)) = (returned.place, replay.state.frames.last()) {
                began.returned.push((here.line, frame.began, here.activation));
            }
        }
        began
    }

    /// Every name that was bound to an object: its last binding, the newest first.
    fn way_of(&self, id: ObjectId, asked: &Asked) -> Vec<Vec<Cell>> {
        let sources = Sources::new(asked.state.tables.clone());
        let object = asked.state.number_of(id);
        let mut rows: Vec<(String, Vec<Cell>)> = Vec::new();
        for (number, returned) in self.last_bindings(id, asked) {
            let Some((event, replay)) = self.replay_to(number) else { continue };
            let state = &replay.state;
            let line = event.place.map(|spot| spot.line);
            let place = function(&event, state);
            let mut add = |name: &str, line: Option<u32>, place: String, how: String| {
                let key = format!("{name} {place}");
                rows.retain(|(other, _)| *other != key);
                let cells = [Cell::text(name), Cell::text(format!("→ {object}")), Cell::Line(line)];
                rows.push((key, cells.into_iter().chain([Cell::Text(place), Cell::Text(how)]).collect()));
            };
            match &event.fact {
                Fact::Bind { name, .. } => {
                    let how = returned.and_then(|number| self.returned_by(number, &sources));
                    add(&name.name, line, place, how.unwrap_or_else(|| sources.statement(&event, state)));
                }
                Fact::Call { arguments, .. } => {
                    let is_it = |value: &Word| *value == Word::of_object(id);
                    for (name, _) in arguments.iter().filter(|(_, value)| is_it(value)) {
                        let (line, how) = argument(id, name, line, state, &sources);
                        add(name, line, place.clone(), how);
                    }
                }
                Fact::Copy { source, .. } => {
                    let text = sources.expression(&event, state);
                    add(&text, line, place, format!("made as a copy of {}", state.number_of(*source)));
                }
                _ => {}
            }
        }
        rows.into_iter().rev().map(|(_, cells)| cells).collect()
    }

    fn returned_by(&self, number: u64, sources: &Sources) -> Option<String> {
        let (event, replay) = self.replay_to(number)?;
        let (place, from) = (function(&event, &replay.state), sources.statement(&event, &replay.state));
        Some(format!("returned by {place} (line {}, {from})", event.place.map_or(0, |spot| spot.line)))
    }

    /// The last event by which each name, each call and each copy came to an object, in order; and the event that
    /// returned it to a name in the same line.
    fn last_bindings(&self, id: ObjectId, asked: &Asked) -> Vec<(u64, Option<u64>)> {
        let word = Word::of_object(id);
        let mut way = Some(self.replay_before(asked.state.object(id).map_or(0, |object| object.born)));
        let first = way.as_ref().map_or(0, |replay| replay.events);
        let mut last: FxHashMap<(Option<CodeId>, Way), (u64, Option<u64>)> = FxHashMap::default();
        let mut returned: Option<u64> = None;
        for stretch in self.stretches(first, asked.events) {
            if !self.binds(&stretch, id) {
                returned = None;
                continue;
            }
            let mut replay = self.way_through(&stretch, way.take());
            loop {
                let in_return = returned.is_some();
                let wanted = |glimpse: Glimpse, _: &State| match glimpse {
                    Glimpse::Small(Small::Line(_)) => in_return,
                    Glimpse::Small(Small::Follow(_)) => false,
                    Glimpse::Small(Small::Bind(_, value) | Small::Return(_, value)) => value == word,
                    Glimpse::Other(event) => match event {
                        trace::Event::Line { .. } => in_return,
                        trace::Event::Bind { value, .. } | trace::Event::Leave { value, .. } => *value == word,
                        trace::Event::Call { arguments, .. } => arguments.contains(&word),
                        trace::Event::Copy { source, result, .. } => *result == id && source != result,
                        trace::Event::Change {
                            change: trace::Change::SetKey(_, value) | trace::Change::SetCell(value),
                            ..
                        } => *value == word,
                        _ => false,
                    },
                };
                let Some(event) = replay.next_before(stretch.end, wanted) else { break };
                let how = match &event.fact {
                    Fact::Return(_) => {
                        returned = Some(event.number);
                        continue;
                    }
                    fact if fact.is_line() => {
                        returned = None;
                        continue;
                    }
                    Fact::Bind { name, .. } => Way::Name(name.name.clone()),
                    Fact::Call { resumed: false, .. } => Way::Call,
                    Fact::Copy { .. } => Way::Copy(event.place.and_then(|spot| spot.at)),
                    _ => continue,
                };
                let by = if let Way::Name(_) = how { returned.take() } else { None };
                last.insert((event.place.map(|spot| spot.code), how), (event.number, by));
            }
            way = Some(replay);
        }
        let mut last: Vec<(u64, Option<u64>)> = last.into_values().collect();
        last.sort_unstable();
        last
    }
}

/// How an object came to be where a name is.
#[derive(PartialEq, Eq, Hash)]
enum Way {
    Name(Rc<str>),
    Call,
    /// By the instruction.
    Copy(Option<u32>),
}

/// The step in which a line began, and what was returned to it.
#[derive(Default)]
pub(crate) struct Began {
    pub step: Option<u64>,
    /// By the line, the step in which it began, and the activation.
    returned: Vec<(u32, u64, u64)>,
}

impl Input {
    fn row(self) -> Vec<Cell> {
        vec![Cell::Text(self.text), Cell::Text(self.value), Cell::Text(self.function), Cell::Number(self.step)]
    }
}

/// How an argument came to its parameter.
fn argument(id: ObjectId, name: &str, line: Option<u32>, state: &State, sources: &Sources) -> (Option<u32>, String) {
    let is_default = state.objects().any(|object| match &object.content {
        Content::Other(other) => other.parts.iter().any(|(label, word)| {
            matches!(label, trace::Label::Default(own) if &**state.name(*own) == name) && *word == Word::of_object(id)
        }),
        _ => false,
    });
    let caller = state.frames.len().checked_sub(2).and_then(|place| state.frames.get(place));
    let Some(caller) = caller else { return (line, "passed by the caller".to_string()) };
    if is_default {
        return (line, "default argument, made once when def ran".to_string());
    }
    let source = sources.file(&state.code(caller.code).filename);
    let statement = source.map_or(String::new(), |source| source.statement_on(caller.line));
    (Some(caller.line), format!("passed by {statement}"))
}
