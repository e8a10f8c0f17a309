//! `shares`: what two values have in common that can change, and the copies by which the one was made from the other.

use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::copies::Copied;
use crate::describe::capital;
use crate::expression::{Datum, Expression, Fault};
use crate::path::Paths;
use crate::sharing::{kinds, outermost};
use crate::timeline::{Asked, Timeline};

const COMMON: &[&str] = &["one", "other", "object"];
const MADE: &[&str] = &["line", "copy", "objects"];
const ROOM: usize = 40;

impl Timeline {
    /// What two expressions have in common, with both paths.
    pub fn shares(&self, one: &Expression, other: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let state = &asked.state;
        let (a, b) = (one.value(state, asked.frame)?, other.value(state, asked.frame)?);
        let (Datum::Object(a), Datum::Object(b)) = (&a, &b) else {
            let is_value = |value: &Datum| !matches!(value, Datum::Object(_));
            let text = if is_value(&a) { &one.text } else { &other.text };
            return Ok(Answer::new(format!("Nothing is shared: {text} is a value, and values never change.")));
        };
        if a == b {
            return Ok(Answer::new(format!("The same object: {}.", state.number_of(*a))));
        }
        let left = Paths::from(state, &one.text, Word::of_object(*a));
        let right = Paths::from(state, &other.text, Word::of_object(*b));
        let common: Vec<ObjectId> =
            left.objects().iter().copied().filter(|id| state.can_change(*id) && right.path(*id).is_some()).collect();
        let made = self.made(*a, *b, asked);
        if common.is_empty() {
            return Ok(Answer::new("Fully independent: nothing that can change is in both.").with(made));
        }
        let outermost = outermost(state, &common);
        let mut table = Table::new("", COMMON);
        table.rows = outermost
            .iter()
            .filter_map(|id| {
                let (one, other) = (left.path(*id)?, right.path(*id)?);
                let object = match state.looks(*id, ROOM) {
                    Some(looks) => format!("{} {looks}", state.kind_and_name(state.object(*id)?)),
                    None => state.number_of(*id),
                };
                Some(vec![Cell::text(one), Cell::text(format!("and {other}")), Cell::Text(object)])
            })
            .collect();
        let sentence = format!(
            "{} with {} in common. A change made inside {} shows in both.",
            capital(&kinds(state, &[*a, *b])),
            kinds(state, &outermost),
            if outermost.len() == 1 { "it" } else { "these" }
        );
        Ok(Answer::new(sentence).with(table).with(made))
    }

    /// The copies by which one of two objects was made from the other, the first one first.
    fn made(&self, a: ObjectId, b: ObjectId, asked: &Asked) -> Table {
        let mut copies: Vec<(Copied, String)> = Vec::new();
        self.each_copy(asked, |copied, state| {
            if copied.source != copied.result {
                let objects = format!("{} → {}", state.number_of(copied.source), state.number_of(copied.result));
                copies.push((copied, objects));
            }
        });
        let chain = chain(&copies, a, b).or_else(|| chain(&copies, b, a)).unwrap_or_default();
        let mut table = Table::new("made by", MADE);
        table.rows = chain
            .into_iter()
            .map(|(copied, objects)| vec![Cell::Line(copied.line), Cell::text(&*copied.text), Cell::text(objects)])
            .collect();
        table
    }
}

/// The way from an object to one that was made from it, by copies that follow each other.
fn chain(copies: &[(Copied, String)], from: ObjectId, to: ObjectId) -> Option<Vec<(&Copied, &String)>> {
    let mut reached: Vec<(ObjectId, Option<usize>)> = vec![(from, None)];
    for (place, (copied, _)) in copies.iter().enumerate() {
        let known = |id: ObjectId| reached.iter().any(|(other, _)| *other == id);
        if known(copied.source) && !known(copied.result) {
            reached.push((copied.result, Some(place)));
        }
    }
    let mut way = Vec::new();
    let mut at = to;
    while let Some((_, Some(place))) = reached.iter().find(|(id, _)| *id == at) {
        let (copied, objects) = &copies[*place];
        way.push((copied, objects));
        at = copied.source;
    }
    way.reverse();
    (!way.is_empty()).then_some(way)
}
