//! Who holds an object: names of running frames, then elements of what those names reach directly.

use std::rc::Rc;

use history::{Label, State, Word};

/// Paths that are looked for; a sentence names a few.
const MOST: usize = 6;
/// Elements of one container that are looked through.
const LOOKED: usize = 200;

/// The shortest paths to an object, names first.
pub fn holders(state: &State, word: Word) -> Vec<String> {
    let names = names(state);
    let mut found: Vec<String> = Vec::new();
    for (name, value) in &names {
        if *value == word && !found.iter().any(|other| **other == **name) {
            found.push(name.to_string());
        }
    }
    for (name, value) in &names {
        let Some(object) = state.object_of(*value) else { continue };
        let mut seen = 0;
        object.each_part(|label, part| {
            seen += 1;
            if part == word && seen < LOOKED && found.len() < MOST && *value != word {
                let path = path(name, &label, state);
                found.extend(path.filter(|path| !found.contains(path)));
            }
        });
    }
    found.truncate(MOST);
    found
}

/// What the names of the module and of all running frames refer to, innermost last.
fn names(state: &State) -> Vec<(Rc<str>, Word)> {
    let mut names = state.globals();
    for frame in state.frames.iter().filter(|frame| frame.namespace.is_none() || frame.namespace != state.main) {
        names.extend(state.locals(frame).into_iter().map(|local| (local.name, local.value)));
    }
    names.retain(|(name, _)| !name.starts_with("__"));
    names
}

fn path(base: &str, label: &Label, state: &State) -> Option<String> {
    match label {
        Label::Index(place) => Some(format!("{base}[{place}]")),
        Label::Key(key) => state.plain(*key).map(|(_, key)| format!("{base}[{key}]")),
        Label::Attribute(name) => Some(format!("{base}.{}", state.name(*name))),
        Label::Default(name) => Some(format!("{base}({}=…)", state.name(*name))),
        _ => None,
    }
}
