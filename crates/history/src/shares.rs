//! `shares`: what two values have in common that can change.

use rustc_hash::FxHashSet;
use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::describe::{capital, counted};
use crate::expression::{Datum, Expression, Fault};
use crate::path::Paths;
use crate::timeline::Asked;

const COMMON: &[&str] = &["one", "other", "object"];
const ROOM: usize = 40;

impl Asked {
    /// What two expressions have in common, with both paths.
    pub fn shares(&self, one: &Expression, other: &Expression) -> Result<Answer, Fault> {
        let state = &self.state;
        let (a, b) = (one.value(state, self.frame)?, other.value(state, self.frame)?);
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
        if common.is_empty() {
            return Ok(Answer::new("Fully independent: nothing that can change is in both."));
        }
        let outermost = self.outermost(&common);
        let mut table = Table::new("", COMMON);
        table.rows = outermost
            .iter()
            .filter_map(|id| {
                let (one, other) = (left.path(*id)?, right.path(*id)?);
                let kind = state.kind_and_name(state.object(*id)?);
                let object = format!("{kind} {}", state.describe(Word::of_object(*id), ROOM));
                Some(vec![Cell::text(one), Cell::text(format!("and {other}")), Cell::Text(object)])
            })
            .collect();
        let sentence = format!(
            "{} in common. A change made inside {} shows in both.",
            capital(&counted(outermost.len(), "object")),
            if outermost.len() == 1 { "it" } else { "these" }
        );
        Ok(Answer::new(sentence).with(table))
    }

    /// Those that are not inside others; where all are, in loops, all.
    fn outermost(&self, common: &[ObjectId]) -> Vec<ObjectId> {
        let mut inside: FxHashSet<ObjectId> = FxHashSet::default();
        for &id in common {
            if inside.contains(&id) {
                continue;
            }
            let reached = Paths::from(&self.state, "", Word::of_object(id));
            inside.extend(reached.objects().iter().filter(|other| **other != id));
        }
        let outer: Vec<ObjectId> = common.iter().copied().filter(|id| !inside.contains(id)).collect();
        if outer.is_empty() { common.to_vec() } else { outer }
    }
}
