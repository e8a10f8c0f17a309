//! `copies`: the ledger of what was copied, and what original and copy had in common then.

use trace::ObjectId;

use crate::answer::{Answer, Cell, Table};
use crate::describe::{capital, counted};
use crate::event::Fact;
use crate::explore::MetCopy;
use crate::replay::Replay;
use crate::sharing::Sharing;
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};

/// Events between two copies that are gone through rather than jumped over.
const JUMP: u64 = 1 << 14;
const COPIES: &[&str] = &["line", "in", "copy", "objects", "shares"];

/// What was made from what, by which expression. Where parts of several objects went into one, there are several.
#[derive(Clone, Debug)]
pub struct Copied {
    /// The number of its event.
    pub event: u64,
    pub line: Option<u32>,
    pub function: String,
    /// `a.copy()`
    pub text: String,
    pub source: ObjectId,
    pub result: ObjectId,
}

/// A row of the ledger.
struct Entry {
    copied: Copied,
    sources: Vec<String>,
    result: String,
    shared: Sharing,
    words: String,
}

impl Timeline {
    /// What was copied until a moment.
    pub fn copies(&self, asked: &Asked) -> Answer {
        let mut entries: Vec<Entry> = Vec::new();
        self.each_copy(asked, |copied, state| {
            let shared = Sharing::between(state, copied.source, copied.result);
            let (words, source) = (shared.words(state), state.number_of(copied.source));
            match entries.last_mut() {
                Some(last) if last.copied.result == copied.result && last.copied.event + 1 == copied.event => {
                    last.sources.push(source);
                    if last.shared.independent() {
                        (last.shared, last.words) = (shared, words);
                    }
                    last.copied = copied;
                }
                _ => {
                    let result = state.number_of(copied.result);
                    entries.push(Entry { copied, sources: vec![source], result, shared, words });
                }
            }
        });
        let sentence = match entries.len() {
            0 => "Nothing was copied: names that were bound share their objects.".to_string(),
            1 => "One copy was made.".to_string(),
            count => format!("{} were made.", capital(&counted(count, "copie"))),
        };
        let mut table = Table::new("", COPIES);
        table.rows = entries.into_iter().map(|entry| entry.row()).collect();
        Answer::new(sentence).with(table)
    }

    /// Calls `visit` for each copy until a moment, with the state just after it.
    pub fn each_copy(&self, asked: &Asked, visit: impl FnMut(Copied, &State)) {
        self.each_copy_where(asked, |_| true, visit);
    }

    /// The same for those that are wanted.
    pub(crate) fn each_copy_where(
        &self,
        asked: &Asked,
        wanted: impl Fn(&MetCopy) -> bool,
        mut visit: impl FnMut(Copied, &State),
    ) {
        let sources = Sources::new(asked.state.tables.clone());
        let mut way: Option<Replay> = None;
        for met in self.copies_until(asked.events).into_iter().filter(wanted) {
            let near = way.take().filter(|replay| met.event < replay.events + JUMP);
            let mut replay = near.unwrap_or_else(|| self.replay_before_event(met.event));
            replay.skip_to(met.event);
            let Some(event) = replay.next() else { return };
            if let Fact::Copy { source, result, .. } = event.fact {
                let seen = sources.visible(&event, &replay.state);
                let copied = Copied {
                    event: event.number,
                    line: seen.place.map(|spot| spot.line),
                    function: crate::who::function(&seen, &replay.state),
                    text: sources.expression(&seen, &replay.state),
                    source,
                    result,
                };
                visit(copied, &replay.state);
            }
            way = Some(replay);
        }
    }
}

impl Entry {
    fn row(self) -> Vec<Cell> {
        let result = if self.shared.same { "itself".to_string() } else { self.result };
        vec![
            Cell::Line(self.copied.line),
            Cell::Text(self.copied.function),
            Cell::Text(self.copied.text),
            Cell::Text(format!("{} → {result}", self.sources.join(", "))),
            Cell::Text(self.words),
        ]
    }
}
