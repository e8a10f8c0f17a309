//! `when`: since when a condition holds, and each change of an expression.

use crate::answer::{Answer, Cell, Table};
use crate::event::{Event, Fact};
use crate::expression::{Datum, Expression, Fault};
use crate::source::Sources;
use crate::timeline::{Asked, Timeline};
use crate::who::function;

const ROOM: usize = 40;
const CHANGES: &[&str] = &["line", "step", "in", "statement", "value"];
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

impl Timeline {
    /// The changes of an expression over names of the module, until a moment.
    pub fn when(&self, expression: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let changes = self.values_of(expression, asked)?;
        let Some(last) = changes.last() else {
            return Err(expression.value(&asked.state, None).err().unwrap_or(Fault::Raises("nothing ran".to_string())));
        };
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
        Ok(Answer::new(sentence).with(table))
    }

    fn values_of(&self, expression: &Expression, asked: &Asked) -> Result<Vec<Change>, Fault> {
        let sources = Sources::new(asked.state.tables.clone());
        let names = expression.names();
        let mut replay = self.replay_before(0);
        let mut changes: Vec<Change> = Vec::new();
        while let Some(event) = replay.next() {
            if event.number >= asked.events {
                break;
            }
            if !may_change(&event, &names) {
                continue;
            }
            let state = &replay.state;
            let (value, holds) = match expression.value(state, None) {
                Ok(value) => {
                    let holds = crate::operate::truth(state, &value);
                    let number = if let Datum::Object(id) = value {
                        format!(" ({})", state.number_of(id))
                    } else {
                        String::new()
                    };
                    (Ok(format!("{}{number}", state.describe_datum(&value, ROOM))), holds)
                }
                Err(Fault::NoName(name)) => (Err(format!("{name} had no value")), None),
                Err(Fault::Raises(why)) => (Err(why), None),
                Err(fault) => return Err(fault),
            };
            if changes.last().is_some_and(|last| last.value == value) {
                continue;
            }
            changes.push(Change {
                line: event.place.map_or(0, |spot| spot.line),
                step: event.step,
                function: function(&event, state),
                statement: sources.statement(&event, state),
                value,
                holds,
            });
        }
        Ok(changes)
    }

    /// The line and the step at which a name is bound first, wherever.
    pub fn first_binding(&self, wanted: &str) -> Option<(u32, u64)> {
        let binds = |event: &Event| match &event.fact {
            Fact::Bind { name, .. } => &*name.name == wanted,
            Fact::Call { arguments, .. } => arguments.iter().any(|(name, _)| &**name == wanted),
            _ => false,
        };
        let mut replay = self.replay_before(0);
        let event = replay.find(binds)?;
        // A parameter is seen from the first line of the body on, not at `def`.
        let event = match event.fact {
            Fact::Call { .. } => replay.find(|event| event.fact.is_line())?,
            _ => event,
        };
        Some((event.place?.line, event.step))
    }
}

fn may_change(event: &Event, names: &[String]) -> bool {
    match &event.fact {
        Fact::Bind { name, .. } | Fact::Unbind { name, .. } => names.iter().any(|own| **own == *name.name),
        Fact::Mutate(_) => true,
        _ => false,
    }
}
