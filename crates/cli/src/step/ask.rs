//! Answers at a step: who refers to an object and what changed it, and why a name is what it is.

use bindscope::history::{Label, State, Word};
use bindscope::{Row, What};

use super::walk::Walk;

/// Lines of an answer.
const LONGEST: usize = 14;

/// Who refers to the object that a path reaches, and what changed it so far.
pub fn who(walk: &Walk, path: &str) -> Vec<String> {
    let state = walk.state();
    let Some(word) = find(&state, path) else { return vec![unknown(path)] };
    let Some(number) = state.object_of(word).and_then(|object| object.number) else {
        return vec![format!("{path} is {}: a value, which nothing can change.", state.short(word))];
    };
    let mut lines = vec![format!("{path} is {}. Seen as {}", state.short(word), seen_as(&state, word).join(", "))];
    let rows = rows_until(walk).filter(|row| row.numbers.contains(&number));
    let changes: Vec<String> = rows.filter(|row| !matches!(row.what, What::Unbound)).map(|row| told(&row)).collect();
    let left_out = changes.len().saturating_sub(LONGEST);
    if left_out > 0 {
        lines.push(format!("  … {left_out} earlier"));
    }
    lines.extend(changes.into_iter().skip(left_out));
    lines
}

/// The event that gave a name its value.
pub fn why(walk: &Walk, path: &str) -> Vec<String> {
    let state = walk.state();
    let Some(word) = find(&state, path) else { return vec![unknown(path)] };
    let mut lines = vec![format!("{path} is {}", state.short(word))];
    let (holder, part) = split(path);
    let function = state.frames.last().map(|frame| state.code(frame.code).name.clone());
    let made: Vec<Row> = match part {
        // A name: the last time it was bound, in this frame or in the module.
        None => {
            let bound = |row: &Row| row.name == path && matches!(row.what, What::Bound | What::Rebound);
            let here = |row: &Row| row.function.is_none() || row.function == function;
            rows_until(walk).filter(|row| bound(row) && here(row)).collect()
        }
        // A part: the last change of it.
        Some(part) => {
            let object = find(&state, holder).and_then(|word| state.object_of(word)).and_then(|object| object.number);
            let own = |row: &Row| object.is_some_and(|number| row.numbers.first() == Some(&number));
            rows_until(walk).filter(|row| own(row) && (row.object.starts_with(part) || row.object.is_empty())).collect()
        }
    };
    match made.last() {
        Some(row) => lines.push(told(row)),
        None => lines.push("  since its object was made".to_string()),
    }
    lines
}

fn rows_until(walk: &Walk) -> impl Iterator<Item = Row> + '_ {
    walk.since(0)
}

fn told(row: &Row) -> String {
    format!("  step {}, line {}: {}", row.step, row.line, sentence(row))
}

/// One change in a sentence.
pub fn sentence(row: &Row) -> String {
    let (name, object) = (&row.name, &row.object);
    match row.what {
        What::Bound => format!("{name} is bound to {object}."),
        What::Rebound => format!("{name} is bound anew, to {object}."),
        What::Unbound => format!("{name} is not bound any more."),
        What::Copied => format!("{name} is copied {object}."),
        What::Died => format!("{name} is gone: nothing refers to it any more."),
        What::Changed(operation) => format!("{name} changes: {} {object}.", operation.word()),
    }
}

fn unknown(path: &str) -> String {
    format!("There is no {path} here. A name, or a path from one: basket, d['x'], node.next.value")
}

/// Names and elements that refer to the object.
fn seen_as(state: &State, word: Word) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    let mut add = |text: String| {
        if !seen.contains(&text) {
            seen.push(text);
        }
    };
    for frame in state.frames.iter().rev().filter(|frame| frame.namespace.is_none()) {
        let name = &state.code(frame.code).name;
        let named = state.locals(frame).into_iter().filter(|local| local.value == word);
        named.for_each(|local| add(format!("{} (in {name})", local.name)));
    }
    state.globals().into_iter().filter(|(_, value)| *value == word).for_each(|(name, _)| add(name.to_string()));
    let mut holders: Vec<_> = state.objects().filter(|object| object.number.is_some()).collect();
    holders.sort_by_key(|object| object.number);
    for holder in holders {
        for (label, _) in holder.parts().into_iter().filter(|(_, part)| *part == word) {
            add(format!("{}{}", state.short(Word::of_object(holder.id)), written(state, &label)));
        }
    }
    if seen.len() > LONGEST {
        let more = seen.len() - LONGEST;
        seen.truncate(LONGEST);
        seen.push(format!("{more} more"));
    }
    seen
}

fn written(state: &State, label: &Label) -> String {
    match label {
        Label::Index(place) => format!("[{place}]"),
        Label::Key(key) | Label::KeyOf(key) => format!("[{}]", state.short(*key)),
        Label::Attribute(id) => format!(".{}", state.name(*id)),
        Label::Default(id) => format!("({}=…)", state.name(*id)),
        Label::Closure(id) | Label::Local(id) | Label::Text(id) => format!(" ({})", state.name(*id)),
        Label::Member => "{…}".to_string(),
        Label::Contents => String::new(),
    }
}

/// What a path reaches: a name of the innermost frame or of the module, then attributes and items.
fn find(state: &State, path: &str) -> Option<Word> {
    let (holder, part) = split(path);
    let Some(part) = part else {
        let local = state.frames.last().into_iter().flat_map(|frame| state.locals(frame));
        let local = local.filter(|local| &*local.name == path).map(|local| local.value).next();
        return local.or_else(|| state.globals().into_iter().find(|(name, _)| &**name == path).map(|(_, word)| word));
    };
    let object = state.object_of(find(state, holder)?)?;
    let mut parts = object.parts();
    // Attributes may stand in a dict of their own.
    let own = object.attributes.iter().find(|(name, _)| &**state.name(*name) == "__dict__");
    if let Some(dict) = own.and_then(|(_, word)| word.object()) {
        let named = state.namespace(dict).into_iter().find(|(name, _)| part == format!(".{name}"));
        if let Some((_, word)) = named {
            return Some(word);
        }
    }
    let counted = part.strip_prefix("[-").and_then(|rest| rest.strip_suffix(']')?.parse::<usize>().ok());
    if let Some(back) = counted {
        parts.retain(|(label, _)| matches!(label, Label::Index(_)));
        return parts.len().checked_sub(back).map(|place| parts[place].1);
    }
    let same = |label: &Label| written(state, label).replace('"', "'") == part.replace('"', "'");
    parts.into_iter().find(|(label, _)| !matches!(label, Label::KeyOf(_)) && same(label)).map(|(_, word)| word)
}

/// `a.b['c']` → `a.b` and `['c']`; a name has no part.
fn split(path: &str) -> (&str, Option<&str>) {
    let path = path.trim();
    let at = match path.ends_with(']') {
        true => path.rfind('['),
        false => path.rfind('.'),
    };
    match at.filter(|at| *at > 0) {
        Some(at) => (&path[..at], Some(&path[at..])),
        None => (path, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_split_at_their_last_part() {
        assert_eq!(split("a"), ("a", None));
        assert_eq!(split("a.b"), ("a", Some(".b")));
        assert_eq!(split("a.b['c.d']"), ("a.b", Some("['c.d']")));
        assert_eq!(split("[0]"), ("[0]", None));
    }
}
