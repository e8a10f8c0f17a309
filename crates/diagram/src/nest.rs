//! Which objects are drawn inside the cell that refers to them, which lists lie flat, and which are grids.

use crate::alias::Aliases;
use crate::moment::{Datum, Kind, Label, Moment, Object};
use crate::text::{cut_middle, letter, width};

/// How many boxes deep.
pub const DEPTH: usize = 2;
/// A nested container has at most so many parts, and so many characters across.
const PARTS: usize = 8;
const WIDTH: usize = 30;
/// Characters of a function or the like that stands in a cell.
pub const WORDS: usize = 26;
/// Columns of a grid.
const GRID: usize = 16;

/// Is the object drawn inside the cell of `holder` that refers to it? Only what nothing else reaches, and what
/// refers to nothing that stands alone.
pub fn fits(moment: &Moment, aliases: &Aliases, holder: &Object, id: u32) -> bool {
    fits_at(moment, aliases, holder, id, DEPTH)
}

fn fits_at(moment: &Moment, aliases: &Aliases, holder: &Object, id: u32, depth: usize) -> bool {
    if depth == 0 || aliases.count(id) != 1 || matches!(holder.kind, Kind::Set | Kind::FrozenSet) {
        return false;
    }
    let Some(object) = moment.object(id) else { return false };
    if is_value(object) {
        return false;
    }
    if in_words(moment, object).is_some() {
        return true;
    }
    // All that a container holds is drawn alike: either inside it or beside it.
    let inside = |value: &Datum| {
        let other = value.reference().filter(|other| *other != id).and_then(|other| moment.object(other));
        other.is_none_or(|other| may_nest(moment, aliases, other, depth) || in_words(moment, other).is_some())
    };
    may_nest(moment, aliases, object, depth) && holder.parts.iter().all(|(_, value)| inside(value))
}

/// Could the object stand inside the cell that refers to it, whatever its neighbours are?
fn may_nest(moment: &Moment, aliases: &Aliases, object: &Object, depth: usize) -> bool {
    let kind = matches!(object.kind, Kind::List | Kind::Tuple | Kind::Set | Kind::FrozenSet | Kind::Plain);
    let small = object.length() <= PARTS && flat_width(object) <= WIDTH;
    let inner = |value: &Datum| value.reference().is_none_or(|id| fits_at(moment, aliases, object, id, depth - 1));
    let alone = aliases.count(object.id) == 1;
    alone && kind && small && is_bare_type(object) && object.parts.iter().all(|(_, value)| inner(value))
}

/// A number, a string or the like that is an object here because all values are.
fn is_value(object: &Object) -> bool {
    let names = ["int", "float", "complex", "bool", "str", "bytes", "NoneType", "ellipsis", "NotImplementedType"];
    object.kind == Kind::Plain && names.contains(&object.type_name.as_str())
}

/// A nested box has no room for the name of its type, so only types that its form tells are nested.
fn is_bare_type(object: &Object) -> bool {
    matches!(object.type_name.as_str(), "list" | "tuple" | "set") || object.kind == Kind::Plain
}

/// What one line of text says in full: a function that refers to nothing, a cell with a plain value.
pub fn in_words(moment: &Moment, object: &Object) -> Option<String> {
    match object.kind {
        Kind::Plain => Some(object.text.clone()),
        Kind::Function if object.parts.is_empty() => Some(object.text.clone()),
        Kind::Cell => match object.parts.first() {
            Some((_, Datum::Plain { text, .. })) => Some(text.clone()),
            Some((_, Datum::Ref(_))) => None,
            _ => Some("no value".to_string()),
        },
        Kind::Other => match object.parts.as_slice() {
            // property, staticmethod, classmethod
            [(Label::Text(_), Datum::Ref(id))] if is_descriptor(object) => {
                let inner = moment.object(*id)?;
                let text = in_words(moment, inner)?;
                Some(format!("{} {text}", object.type_name))
            }
            _ => None,
        },
        _ => None,
    }
}

fn is_descriptor(object: &Object) -> bool {
    matches!(object.type_name.as_str(), "property" | "staticmethod" | "classmethod")
}

/// Do the values of a list lie side by side? Those that hold references stand upright, so that no arrow crosses a
/// cell; a tuple whose only reference is its last element may lie.
pub fn lies_flat(object: &Object) -> bool {
    if !matches!(object.kind, Kind::List | Kind::Tuple | Kind::Set | Kind::FrozenSet) {
        return false;
    }
    let labelled = |label: &Label| matches!(label, Label::Index(_) | Label::Member);
    let plain = |value: &Datum| value.reference().is_none();
    let Some((last, others)) = object.parts.split_last() else { return true };
    let last_is_free = object.kind == Kind::Tuple && object.parts.len() > 1 && object.gap.is_none();
    object.parts.iter().all(|(label, _)| labelled(label))
        && others.iter().all(|(_, value)| plain(value))
        && (plain(&last.1) || last_is_free)
}

/// Characters across, if it lies flat.
pub fn flat_width(object: &Object) -> usize {
    let cell = |value: &Datum| match value {
        Datum::Plain { text, .. } => width(text).min(crate::plan::LONGEST) + 2,
        _ => 4,
    };
    object.parts.iter().map(|(_, value)| cell(value)).sum()
}

/// A list of equal-length lists of plain values, each reached only through it.
pub fn is_grid(moment: &Moment, aliases: &Aliases, object: &Object) -> bool {
    if object.kind != Kind::List || object.parts.len() < 2 || object.gap.is_some() {
        return false;
    }
    let mut length = None;
    object.parts.iter().all(|(label, value)| {
        let Some(row) = value.reference().and_then(|id| moment.object(id)) else { return false };
        let fits = matches!(label, Label::Index(_))
            && aliases.count(row.id) == 1
            && row.kind == Kind::List
            && row.type_name == "list"
            && lies_flat(row)
            && row.gap.is_none()
            && (1..=GRID).contains(&row.parts.len());
        fits && *length.get_or_insert(row.parts.len()) == row.parts.len()
    })
}

/// The text of a dict's key that is an object.
pub fn key_text(moment: &Moment, aliases: &Aliases, key: &Object) -> String {
    let text = match key.kind {
        Kind::Tuple => tuple_text(moment, key, DEPTH),
        Kind::FrozenSet | Kind::Plain | Kind::Class | Kind::Function | Kind::Module => key.text.clone(),
        _ => key.type_name.clone(),
    };
    match aliases.shared(key.id) {
        Some(number) => format!("{} {}", cut_middle(&text, 20), letter(number)),
        None => cut_middle(&text, crate::plan::LONGEST),
    }
}

fn tuple_text(moment: &Moment, tuple: &Object, depth: usize) -> String {
    let items = tuple.parts.iter().map(|(_, value)| match value {
        Datum::Plain { text, .. } => text.clone(),
        Datum::Ref(id) => match moment.object(*id) {
            Some(inner) if inner.kind == Kind::Tuple && depth > 0 => tuple_text(moment, inner, depth - 1),
            Some(inner) => inner.text.clone(),
            None => "…".to_string(),
        },
        Datum::Unbound => String::new(),
    });
    let items: Vec<String> = items.take(8).collect();
    let comma = if items.len() == 1 { "," } else { "" };
    format!("({}{comma})", items.join(", "))
}
