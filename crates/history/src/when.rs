//! `when`: since when a condition holds, and each change of an expression; among the names of the module, or of each
//! activation of a function.

use rustc_hash::{FxHashMap, FxHashSet};
use trace::{CodeId, ObjectId, Small};

use crate::answer::{Answer, Cell, Table};
use crate::describe::{capital, counted};
use crate::event::{Event, Fact};
use crate::expression::{Datum, Expression, Fault};
use crate::replay::Glimpse;
use crate::source::Sources;
use crate::state::{Frame, State, site_name};
use crate::timeline::{Asked, Timeline};
use crate::touched::Mark;
use crate::who::function;

const ROOM: usize = 40;
const CHANGES: &[&str] = &["line", "step", "in", "statement", "value"];
const CALLS: &[&str] = &["call", "line", "step", "statement", "value"];
/// Changes that people see; JSON has all.
const SHOWN: usize = 20;

/// What the expression came to from an event on.
struct Change {
    line: u32,
    step: u64,
    function: String,
    statement: String,
    /// None where it had no value, with the reason.
    value: Result<String, String>,
    holds: Option<bool>,
}

/// An activation, or the module.
struct Scope {
    /// The step in which it was called.
    called: u64,
    changes: Vec<Change>,
}

impl Timeline {
    /// The changes of an expression over names of the module, until a moment; or over those of every activation of the
    /// functions that are meant.
    pub fn when(&self, expression: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let bodies = &asked.bodies;
        let mut scopes = self.values_of(expression, asked, bodies)?;
        let had_value = |scope: &Scope| scope.changes.iter().any(|change| change.value.is_ok());
        if bodies.is_empty() || scopes.len() == 1 {
            let Some(scope) = scopes.pop().filter(|scope| !scope.changes.is_empty()) else {
                let none = || Fault::Raises("it never had a value".to_string());
                return Err(expression.value(&asked.state, asked.frame).err().unwrap_or_else(none));
            };
            return Ok(of_one(scope));
        }
        if !scopes.iter().any(had_value) {
            let why = scopes.into_iter().flat_map(|scope| scope.changes).find_map(|change| change.value.err());
            return Err(Fault::Raises(why.unwrap_or_else(|| "it never had a value".to_string())));
        }
        Ok(of_several(scopes))
    }

    fn values_of(&self, expression: &Expression, asked: &Asked, bodies: &[CodeId]) -> Result<Vec<Scope>, Fault> {
        let sources = Sources::new(asked.state.tables.clone());
        let names = expression.names();
        let mut scopes: Vec<Scope> = Vec::new();
        let mut places: FxHashMap<u64, usize> = FxHashMap::default();
        // The objects that were looked at in order to find the values so far: only their changes matter.
        let mut seen: FxHashSet<ObjectId> = FxHashSet::default();
        let end = if bodies.is_empty() { asked.events } else { self.event_count() };
        let sites = Mark::sites(&asked.state.tables, |name| names.iter().any(|own| own == name));
        let mut way = None;
        for stretch in self.stretches(0, end) {
            let marks: Vec<Mark> = seen.iter().copied().map(Mark::object).chain(sites.iter().copied()).collect();
            if bodies.is_empty() && !seen.is_empty() && !self.touches(&stretch, &marks) {
                continue;
            }
            let mut replay = self.way_through(&stretch, way.take());
            loop {
                let wanted = |glimpse: Glimpse, state: &State| {
                    may_matter(glimpse, state, &names, &seen)
                        || !bodies.is_empty() && begins(&glimpse) && is_new(state, bodies, &places)
                };
                let Some(event) = replay.next_before(stretch.end, wanted) else { break };
                let state = &replay.state;
                let (may_change, begins) = (may_change(&event, &names), event.fact.is_line() && !bodies.is_empty());
                if !may_change && !begins {
                    continue;
                }
                for (frame, called, activation) in frames(state, bodies) {
                    // A frame is whole when its first line begins: then it is asked first.
                    if !begins && frame.is_some() && !places.contains_key(&activation)
                        || begins && !may_change && places.contains_key(&activation)
                    {
                        continue;
                    }
                    let place = *places.entry(activation).or_insert_with(|| {
                        scopes.push(Scope { called, changes: Vec::new() });
                        scopes.len() - 1
                    });
                    let (found, looked) = state.watched(|state| value(expression, state, frame));
                    let (value, holds) = found?;
                    seen.extend(looked);
                    let changes = &mut scopes[place].changes;
                    if changes.last().is_none_or(|last| last.value != value) {
                        changes.push(change(&event, state, &sources, value, holds));
                    }
                }
            }
            way = Some(replay);
        }
        Ok(scopes)
    }

    /// The line and the step at which a name is bound first, wherever.
    pub fn first_binding(&self, wanted: &str) -> Option<(u32, u64)> {
        let binds = |event: &Event| match &event.fact {
            Fact::Bind { name, .. } => &*name.name == wanted,
            Fact::Call { arguments, .. } => arguments.iter().any(|(name, _)| &**name == wanted),
            _ => false,
        };
        let mut replay = self.replay_before(0);
        let of_code =
            |code: CodeId| self.tables().codes[code.0 as usize].0.local_names.iter().any(|own| **own == *wanted);
        let may_bind = |glimpse: Glimpse, state: &State| match glimpse {
            Glimpse::Small(Small::Bind(..)) => state.frames.last().is_some_and(|frame| of_code(frame.code)),
            Glimpse::Small(_) => false,
            Glimpse::Other(trace::Event::Call { code, .. }) => of_code(*code),
            Glimpse::Other(other) => matches!(other, trace::Event::Bind { .. } | trace::Event::Change { .. }),
        };
        let event = loop {
            let event = replay.next_where(may_bind)?;
            if binds(&event) {
                break event;
            }
        };
        // A parameter is seen from the first line of the body on, not at `def`.
        let event = match event.fact {
            Fact::Call { .. } => replay.find(|event| event.fact.is_line())?,
            _ => event,
        };
        Some((event.place?.line, event.step))
    }
}

/// The frames in which the expression is asked: their places, the steps of their calls, and their activations.
fn frames(state: &State, bodies: &[CodeId]) -> Vec<(Option<usize>, u64, u64)> {
    if bodies.is_empty() {
        return vec![(None, 0, 0)];
    }
    let all = state.frames.iter().enumerate().filter(|(_, frame)| bodies.contains(&frame.code));
    all.map(|(place, frame)| (Some(place), frame.called, frame.activation)).collect()
}

type Value = (Result<String, String>, Option<bool>);

fn value(expression: &Expression, state: &State, frame: Option<usize>) -> Result<Value, Fault> {
    match expression.value(state, frame) {
        Ok(value) => {
            let holds = match value {
                Datum::Bool(holds) => Some(holds),
                _ => None,
            };
            let text = state.describe_datum(&value, ROOM);
            let text = match value {
                Datum::Object(id) if state.number_of(id) != text => format!("{text} ({})", state.number_of(id)),
                _ => text,
            };
            Ok((Ok(text), holds))
        }
        Err(Fault::NoName(name)) => Ok((Err(format!("{name} had no value")), None)),
        Err(Fault::Raises(why)) => Ok((Err(why), None)),
        Err(fault) => Err(fault),
    }
}

fn change(
    event: &Event,
    state: &State,
    sources: &Sources,
    value: Result<String, String>,
    holds: Option<bool>,
) -> Change {
    let event = &sources.visible(event, state);
    let statement = sources.statement(event, state);
    let line = event.place.map_or(0, |spot| spot.line);
    Change { line, step: event.step, function: function(event, state), statement, value, holds }
}

fn of_one(scope: Scope) -> Answer {
    let changes = scope.changes;
    let Some(last) = changes.last() else { return Answer::default() };
    let before = changes.len().checked_sub(2).and_then(|place| changes.get(place));
    let not_before = match before {
        Some(Change { value: Err(why), .. }) => format!(" Not before: {why}."),
        None => String::new(),
        Some(Change { value: Ok(value), .. }) => format!(" Before that it was {value}."),
    };
    let value = match &last.value {
        Ok(value) => value.clone(),
        Err(why) => format!("It has no value ({why})"),
    };
    let sentence = format!("{value} since line {} (step {}).{not_before}", last.line, last.step);
    let first_true = changes.iter().find(|change| change.holds == Some(true));
    let sentence = match (first_true, last.holds) {
        (Some(first), Some(false)) => {
            format!("{sentence} It held first from line {} (step {}).", first.line, first.step)
        }
        (None, Some(false)) => format!("It never held. {sentence}"),
        _ => sentence,
    };
    let mut table = Table { shown: SHOWN, ..Table::new("changes", CHANGES) };
    table.rows = changes
        .into_iter()
        .filter_map(|change| {
            let value = change.value.ok()?;
            let (line, step) = (Cell::Line(Some(change.line)), Cell::Number(change.step));
            Some(vec![line, step, Cell::Text(change.function), Cell::Text(change.statement), Cell::Text(value)])
        })
        .collect();
    Answer::new(sentence).with(table)
}

fn of_several(scopes: Vec<Scope>) -> Answer {
    let total = scopes.len();
    let is_condition =
        scopes.iter().flat_map(|scope| &scope.changes).all(|change| change.value.is_err() || change.holds.is_some());
    let held = |scope: &&Scope| scope.changes.iter().any(|change| change.holds == Some(true));
    let sentence = if is_condition {
        let first = scopes.iter().flat_map(|scope| &scope.changes).filter(|change| change.holds == Some(true));
        match (scopes.iter().filter(held).count(), first.min_by_key(|change| change.step)) {
            (count, Some(first)) => {
                let (line, step) = (first.line, first.step);
                format!("It held in {count} of {total} calls, first from line {line} (step {step}).")
            }
            _ => format!("It never held in {total} calls."),
        }
    } else {
        format!("{} have values of their own.", capital(&counted(total, "call")))
    };
    let mut table = Table { shown: SHOWN, ..Table::new("in each call", CALLS) };
    for (number, scope) in scopes.into_iter().enumerate() {
        let call = format!("call {} (step {})", number + 1, scope.called);
        table.rows.extend(scope.changes.into_iter().filter_map(|change| {
            let value = change.value.ok()?;
            let (line, step) = (Cell::Line(Some(change.line)), Cell::Number(change.step));
            Some(vec![Cell::text(&*call), line, step, Cell::Text(change.statement), Cell::Text(value)])
        }));
    }
    Answer::new(sentence).with(table)
}

/// The same by a glimpse, where only the changes of these objects matter.
fn may_matter(glimpse: Glimpse, state: &State, names: &[String], objects: &FxHashSet<ObjectId>) -> bool {
    let Some(frame) = state.frames.last() else { return matches!(glimpse, Glimpse::Other(_)) };
    let is_named = |name: Option<&str>| name.is_some_and(|name| names.iter().any(|own| *own == *name));
    let named = |name: trace::Name| match name {
        trace::Name::Local(register) => {
            is_named(state.code(frame.code).local_names.get(register as usize).map(|name| &**name))
        }
        trace::Name::Global(site) => is_named(site_name(state.code(frame.code), site).as_deref()),
    };
    match glimpse {
        Glimpse::Small(Small::Bind(register, _)) => named(trace::Name::Local(register)),
        Glimpse::Small(_) => false,
        Glimpse::Other(event) => match event {
            trace::Event::Bind { name, .. } | trace::Event::Unbind { name } => named(*name),
            // Nothing was looked at yet, or it is a dict of names.
            trace::Event::Change { object, .. } => {
                objects.is_empty() || objects.contains(object) || state.is_scope(*object)
            }
            _ => false,
        },
    }
}

fn begins(glimpse: &Glimpse) -> bool {
    matches!(glimpse, Glimpse::Small(Small::Line(_)) | Glimpse::Other(trace::Event::Line { .. }))
}

/// Is the innermost frame one that was not asked yet?
fn is_new(state: &State, bodies: &[CodeId], places: &FxHashMap<u64, usize>) -> bool {
    let is_it = |frame: &Frame| bodies.contains(&frame.code) && !places.contains_key(&frame.activation);
    state.frames.last().is_some_and(is_it)
}

fn may_change(event: &Event, names: &[String]) -> bool {
    match &event.fact {
        Fact::Bind { name, .. } | Fact::Unbind { name, .. } => names.iter().any(|own| **own == *name.name),
        Fact::Mutate(_) => true,
        _ => false,
    }
}
