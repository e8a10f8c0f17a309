//! `copies`: what was copied by an assignment, and what original and copy still have in common.
//!
//! The tape has no event of a copy: an assignment whose right side is written as one (`x.copy()`, `x[:]`, `list(x)`,
//! `copy.copy(x)`, `copy.deepcopy(x)`) is looked at when it binds, and compared by identity.

use ruff_python_ast::{Expr, Stmt};
use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::describe::{capital, counted};
use crate::event::{Event, Fact};
use crate::expression::{Datum, evaluate};
use crate::path::Paths;
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};

const COPIES: &[&str] = &["line", "copy", "objects", "shares"];

impl Timeline {
    /// The copies that assignments made.
    pub fn copies(&self, asked: &Asked) -> Answer {
        let sources = Sources::new(asked.state.tables.clone());
        let mut replay = self.replay_before(0);
        let mut table = Table::new("", COPIES);
        while let Some(event) = replay.next() {
            if event.number >= asked.events {
                break;
            }
            let new = match &event.fact {
                Fact::Bind { new, .. } => new.object(),
                Fact::Mutate(mutate) => mutate.new.and_then(Word::object),
                _ => None,
            };
            table.rows.extend(new.and_then(|result| copied(&event, result, &replay.state, &sources)));
        }
        let sentence = match table.rows.len() {
            0 => "No assignment copied anything: names that were bound share their objects.".to_string(),
            1 => "One copy was made by an assignment.".to_string(),
            count => format!("{} were made by assignments.", capital(&counted(count, "copie"))),
        };
        Answer::new(sentence).with(table)
    }
}

fn copied(event: &Event, result: ObjectId, state: &State, sources: &Sources) -> Option<Vec<Cell>> {
    let (source, spot) = (sources.of(event)?, event.place?);
    let tree = match source.statement_of(spot.line)? {
        Stmt::Assign(node) => &node.value,
        Stmt::AnnAssign(node) => node.value.as_ref()?,
        _ => return None,
    };
    let original = original(tree)?;
    let Ok(Datum::Object(original)) = evaluate(original, &source.text, state, state.frames.len().checked_sub(1)) else {
        return None;
    };
    let shares = match original == result {
        true if state.can_change(result) => return None,
        true => "the same object: it never changes, so there is no need of a copy".to_string(),
        false if state.object(result)?.born != event.step => return None,
        false => shared(original, result, state),
    };
    let objects = format!("{} → {}", state.number_of(original), state.number_of(result));
    Some(vec![Cell::Line(Some(spot.line)), Cell::text(source.slice(&**tree)), Cell::Text(objects), Cell::Text(shares)])
}

/// What a right side copies, where it is written as a copy.
fn original(tree: &Expr) -> Option<&Expr> {
    const TYPES: [&str; 5] = ["list", "dict", "set", "tuple", "frozenset"];
    match tree {
        Expr::Subscript(node) if matches!(&*node.slice, Expr::Slice(_)) => Some(&node.value),
        Expr::Call(call) => match (&*call.func, &*call.arguments.args) {
            (Expr::Attribute(method), []) if &*method.attr == "copy" => Some(&method.value),
            (Expr::Attribute(function), [only]) if matches!(&*function.attr, "copy" | "deepcopy") => Some(only),
            (Expr::Name(name), [only]) if TYPES.contains(&&*name.id) => Some(only),
            (Expr::Name(name), [only]) if matches!(&*name.id, "copy" | "deepcopy") => Some(only),
            _ => None,
        },
        _ => None,
    }
}

fn shared(original: ObjectId, result: ObjectId, state: &State) -> String {
    let one = Paths::from(state, "", Word::of_object(original));
    let other = Paths::from(state, "", Word::of_object(result));
    let common = one.objects().iter().filter(|id| state.can_change(**id) && other.path(**id).is_some()).count();
    let has_more = one.objects().iter().any(|id| *id != original && state.can_change(*id));
    match (common, has_more) {
        (0, true) => "all levels; shares nothing that can change".to_string(),
        (0, false) => "shares nothing that can change".to_string(),
        (count, _) => format!("still shares {} that can change", counted(count, "object")),
    }
}
