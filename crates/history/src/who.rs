//! `who`: which names and elements see an object now, who changed it, and through which name.

use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::changes::{CHANGES, Changes};
use crate::describe::{counted, with_article};
use crate::event::Event;
use crate::expression::{Datum, Expression, Fault};
use crate::object::Label;
use crate::path::Paths;
use crate::replay::{Glimpse, Replay};
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};

/// Characters of a value that is shown.
const ROOM: usize = 40;
/// Changes inside that are shown.
const SHOWN: usize = 10;
impl Timeline {
    /// Who sees the object that an expression is, and who changed it.
    pub fn who(&self, expression: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let state = &asked.state;
        let id = match expression.value(state, asked.frame)? {
            Datum::Object(id) => id,
            value => {
                let text = state.describe_datum(&value, ROOM);
                let kind = state.type_of(&value);
                return Ok(Answer::new(format!(
                    "{} is {text}, a value ({kind}): it cannot change, so it does not matter who sees it.",
                    expression.text
                )));
            }
        };
        let places = Paths::new(state, asked.frame).referrers(id);
        let Changes { own, inside } = self.changes_of(id, &expression.text, asked);
        let sentence = sentence(&expression.text, id, state, &places);
        let mut now = Table::new("now", &["now"]);
        now.rows.extend(state.looks(id, ROOM).map(|text| vec![Cell::Text(text)]));
        now.rows.push(vec![Cell::text(format!("{}, {}", state.number_of(id), self.born(id, state)))]);
        let mut seen = Table::new("seen as", &["path"]);
        seen.rows = places.into_iter().map(|path| vec![Cell::Text(path)]).collect();
        let answer = Answer::new(sentence).with(now).with(seen);
        if own.is_empty() && inside.is_empty() {
            let mut never = Table::new("changed", &["change"]);
            never.rows.push(vec![Cell::text("never, neither it nor anything inside")]);
            return Ok(answer.with(never));
        }
        let table = |title: &str, rows| Table { rows, ..Table::new(title, CHANGES) };
        let inside = Table { shown: SHOWN, ..table("changed inside", inside) };
        Ok(answer.with(table("changed", own)).with(inside))
    }

    /// The event in which the tape first speaks of an object that lives in a state.
    pub(crate) fn birth_of(&self, id: ObjectId, state: &State) -> Option<(Event, Replay<'_>)> {
        let mut replay = self.replay_before(state.object(id)?.born);
        let is_it = |glimpse: Glimpse, _: &State| matches!(glimpse, Glimpse::Other(trace::Event::Birth { object, .. }) if *object == id);
        replay.next_where(is_it).map(|event| (event, replay))
    }

    /// `born at line 1 as the default of add_item's bag`
    pub(crate) fn born(&self, id: ObjectId, state: &State) -> String {
        if state.object(id).is_none() {
            return String::new();
        }
        let sources = Sources::new(state.tables.clone());
        let seen = self.birth_of(id, state).map(|(event, replay)| sources.visible(&event, &replay.state));
        let Some(line) = seen.and_then(|event| event.place).map(|spot| spot.line) else {
            return "born before the first line".to_string();
        };
        let default = state.objects().find_map(|object| {
            let parts = object.parts();
            let (label, _) = parts
                .iter()
                .find(|(label, word)| matches!(label, Label::Default(_)) && *word == Word::of_object(id))?;
            let Label::Default(name) = label else { return None };
            let function = state.kind_and_name(object);
            let function = function.rsplit(' ').next().unwrap_or_default().to_string();
            Some(format!(" as the default of {function}'s {}", state.name(*name)))
        });
        format!("born at line {line}{}", default.unwrap_or_default())
    }
}

fn sentence(text: &str, id: ObjectId, state: &State, places: &[String]) -> String {
    let kind = state.object(id).map_or("object".to_string(), |object| state.kind_and_name(object));
    if kind.contains(' ') {
        return match places.len() {
            0 => format!("{text} is the {kind}, which no name reaches."),
            1 => format!("{text} is the {kind}, which one place holds."),
            count => format!("{text} is the {kind}, which {} hold: it is one object.", counted(count, "place")),
        };
    }
    let kind = with_article(&kind);
    match places.len() {
        0 => format!("{text} is {kind} that no name reaches."),
        1 => format!("{text} is {kind} that one place holds: nobody else sees it."),
        count => format!("{text} is {kind} that {} hold: it is one object.", counted(count, "place")),
    }
}

pub(crate) fn function(event: &Event, state: &State) -> String {
    let Some(code) = event.place.map(|spot| state.code(spot.code)) else { return String::new() };
    let name = if code.flags.has(bytecode::Flags::MODULE) { "module" } else { &code.name };
    match state.frames.first().map(|frame| &state.code(frame.code).filename) {
        Some(main) if *main != code.filename => {
            format!("{name} ({})", code.filename.rsplit('/').next().unwrap_or_default())
        }
        _ => name.to_string(),
    }
}
