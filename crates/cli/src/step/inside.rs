//! Steps inside the expression of a line: the part whose turn it is, marked beneath its line, with its value.

use bindscope::history::Inside;

use super::walk::Walk;

pub struct Parts {
    parts: Vec<Inside>,
    place: usize,
}

impl Parts {
    /// The parts of the line that runs next, from its first or its last; none where it has no expression.
    pub fn of(walk: &Walk, first: bool) -> Option<Parts> {
        let parts = walk.timeline.inside(walk.step);
        let place = if first { 0 } else { parts.len().checked_sub(1)? };
        (!parts.is_empty()).then_some(Parts { parts, place })
    }

    /// To the next part, or the one before; false beyond the ends.
    pub fn go(&mut self, forward: bool) -> bool {
        let to = if forward { Some(self.place + 1) } else { self.place.checked_sub(1) };
        let to = to.filter(|to| *to < self.parts.len());
        to.inspect(|to| self.place = *to).is_some()
    }

    /// The line, a mark beneath the part, and what it is.
    pub fn lines(&self, source: &str) -> Vec<String> {
        let part = &self.parts[self.place];
        let line = source.lines().nth((part.from.0 as usize).wrapping_sub(1)).unwrap_or_default();
        let indent = line.chars().take_while(|letter| letter.is_whitespace()).count();
        let shown: String = line.chars().skip(indent).map(|letter| if letter == '\t' { ' ' } else { letter }).collect();
        let start = (part.from.1 as usize).saturating_sub(indent);
        let end =
            if part.to.0 == part.from.0 { (part.to.1 as usize).saturating_sub(indent) } else { shown.chars().count() };
        let text = part.text.lines().map(str::trim).collect::<Vec<_>>().join(" ");
        let told = match &part.value {
            Some(value) => format!("{text} → {value}"),
            None => format!("{text}: the recording does not tell its value"),
        };
        vec![
            shown,
            format!("{}{}", " ".repeat(start), "^".repeat(end.saturating_sub(start).max(1))),
            format!("{}/{}  {told}", self.place + 1, self.parts.len()),
        ]
    }
}
