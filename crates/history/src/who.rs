//! `who`: which names and elements see an object now, who changed it, and through which name.

use rustc_hash::FxHashSet;
use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::describe::counted;
use crate::event::{Event, Fact, Mutate, Operation};
use crate::expression::{Datum, Expression, Fault};
use crate::object::Label;
use crate::path::Paths;
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};

/// Characters of a value that is shown.
const ROOM: usize = 40;
/// Changes inside that are shown.
const SHOWN: usize = 10;
/// Changes inside that are looked for: each is searched for its path.
const MOST_INSIDE: usize = 10_000;
const CHANGES: &[&str] = &["line", "in", "statement", "through", "change"];

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
        let (changed, inside) = self.changes_of(id, &expression.text, asked);
        let sentence = sentence(&expression.text, id, state, &places);
        let mut now = Table::new("now", &["now"]);
        now.rows.extend(state.looks(id, ROOM).map(|text| vec![Cell::Text(text)]));
        now.rows.push(vec![Cell::text(format!("{}, {}", state.number_of(id), self.born(id, state)))]);
        let mut seen = Table::new("seen as", &["path"]);
        seen.rows = places.into_iter().map(|path| vec![Cell::Text(path)]).collect();
        let answer = Answer::new(sentence).with(now).with(seen);
        if changed.is_empty() && inside.is_empty() {
            let mut never = Table::new("changed", &["change"]);
            never.rows.push(vec![Cell::text("never, neither it nor anything inside")]);
            return Ok(answer.with(never));
        }
        let table = |title: &str, rows| Table { rows, ..Table::new(title, CHANGES) };
        let inside = Table { shown: SHOWN, ..table("changed inside", inside) };
        Ok(answer.with(table("changed", changed)).with(inside))
    }

    /// The changes of an object until a moment, and those of what it reached then; `text` is how it is called.
    fn changes_of(&self, id: ObjectId, text: &str, asked: &Asked) -> (Vec<Vec<Cell>>, Vec<Vec<Cell>>) {
        let sources = Sources::new(asked.state.tables.clone());
        let (mut changed, mut inside) = (Vec::new(), Vec::new());
        let mut replay = self.replay_before(asked.state.object(id).map_or(0, |object| object.born));
        let mut reached: Option<FxHashSet<ObjectId>> = None;
        let mut before = String::new();
        // Parts are written down behind what holds them: the object is whole when something else comes.
        let mut being_written = false;
        while let Some(event) = replay.next().filter(|event| event.number < asked.events) {
            let state = &replay.state;
            let mutate = match &event.fact {
                Fact::Mutate(mutate) if mutate.operation != Operation::Advance && state.object(id).is_some() => mutate,
                Fact::Birth(born) if *born == id || being_written => {
                    being_written = true;
                    before = state.describe(Word::of_object(id), ROOM);
                    continue;
                }
                _ => {
                    being_written = false;
                    continue;
                }
            };
            // What it has ever reached; what it reaches now is asked only where that matters.
            let reached = reached.get_or_insert_with(|| reach(state, Word::of_object(id)).collect());
            if !reached.contains(&mutate.object) {
                continue;
            }
            reached.extend(mutate.new.iter().chain(&mutate.items).flat_map(|word| reach(state, *word)));
            if mutate.object == id {
                changed.push(change(&event, mutate, state, &sources, &before, ""));
            } else if inside.len() < MOST_INSIDE {
                let paths = Paths::from(state, text, Word::of_object(id));
                let Some(path) = paths.path(mutate.object) else { continue };
                inside.push(change(&event, mutate, state, &sources, "", path));
            }
            before = state.describe(Word::of_object(id), ROOM);
        }
        (changed, inside)
    }

    /// `born at line 1 as the default of add_item's bag`
    pub(crate) fn born(&self, id: ObjectId, state: &State) -> String {
        let Some(born) = state.object(id).map(|object| object.born) else { return String::new() };
        let Some(line) = self.step(born).and_then(|event| event.place).map(|spot| spot.line) else {
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

fn reach(state: &State, word: Word) -> impl Iterator<Item = ObjectId> {
    Paths::from(state, "", word).objects().to_vec().into_iter()
}

fn sentence(text: &str, id: ObjectId, state: &State, places: &[String]) -> String {
    let kind = state.object(id).map_or("object".to_string(), |object| state.kind_and_name(object));
    let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" };
    match places.len() {
        0 => format!("{text} is {article} {kind} that no name reaches."),
        1 => format!("{text} is {article} {kind} that one place holds: nobody else sees it."),
        count => format!("{text} is {article} {kind} that {} hold: it is one object.", counted(count, "place")),
    }
}

/// A row of the table of changes.
fn change(event: &Event, mutate: &Mutate, state: &State, sources: &Sources, before: &str, path: &str) -> Vec<Cell> {
    let through = sources.through(event, state, mutate.object);
    vec![
        Cell::Line(event.place.map(|spot| spot.line)),
        Cell::Text(function(event, state)),
        Cell::Text(sources.statement(event, state)),
        Cell::Text(through.map_or(String::new(), |through| format!("through {through}"))),
        Cell::Text(difference(mutate, state, before, path)),
    ]
}

pub(crate) fn function(event: &Event, state: &State) -> String {
    match event.place.map(|spot| state.code(spot.code)) {
        Some(code) if code.flags.has(bytecode::Flags::MODULE) => "module".to_string(),
        Some(code) => code.name.to_string(),
        None => String::new(),
    }
}

/// `[0]: 'fig' → 'FIG'`, or the whole before and after.
fn difference(mutate: &Mutate, state: &State, before: &str, path: &str) -> String {
    let part = match &mutate.part {
        Some(Label::Index(place)) => format!("[{place}]"),
        Some(Label::Key(key)) => format!("[{}]", state.describe(*key, ROOM)),
        Some(Label::Attribute(name)) => format!(".{}", state.name(*name)),
        _ => String::new(),
    };
    let show = |word: Word| state.describe(word, ROOM);
    match (mutate.old, mutate.new) {
        (Some(old), Some(new)) => format!("{path}{part}: {} → {}", show(old), show(new)),
        (None, Some(new)) if matches!(mutate.part, Some(Label::Key(_) | Label::Attribute(_))) => {
            format!("{path}{part} = {}", show(new))
        }
        (Some(old), None) if matches!(mutate.part, Some(Label::Key(_) | Label::Attribute(_))) => {
            format!("{path}{part}: {} taken away", show(old))
        }
        _ => {
            let after = state.describe(Word::of_object(mutate.object), ROOM);
            match (before.is_empty(), path.is_empty()) {
                (true, true) => format!("→ {after}"),
                (true, false) => format!("{path} → {after}"),
                (false, _) => format!("{before} → {after}"),
            }
        }
    }
}
