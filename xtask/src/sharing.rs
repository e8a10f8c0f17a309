//! Sharing expectations: which names and elements of the final moment reach the same object.
//!
//! `# shared: a, b[0]` says that the paths reach one object, `# apart: a, c` that no two of them do.
//! A path is a name of the module followed by any of `[0]`, `['key']` and `.attribute`.
//! They are checked against the data that `bindscope show --json` prints.

use serde_json::Value;

/// One `# shared:` or `# apart:` line.
pub struct Sharing {
    pub shared: bool,
    pub paths: Vec<String>,
}

/// The sharing expectations of a program, in file order.
pub fn read(source: &str) -> Vec<Sharing> {
    let mut found = Vec::new();
    for line in source.lines() {
        let (shared, list) = match (line.strip_prefix("# shared: "), line.strip_prefix("# apart: ")) {
            (Some(list), _) => (true, list),
            (_, Some(list)) => (false, list),
            _ => continue,
        };
        let paths = list.split(", ").map(|path| path.trim().to_owned()).collect();
        found.push(Sharing { shared, paths });
    }
    found
}

/// Checks every expectation against one moment; says what does not hold.
pub fn check(expectations: &[Sharing], moment: &str) -> Result<(), String> {
    let moment: Value = serde_json::from_str(moment).map_err(|error| format!("show --json is not JSON: {error}"))?;
    let mut report = String::new();
    for expectation in expectations {
        if let Err(why) = check_one(expectation, &moment) {
            report.push_str(&why);
            report.push('\n');
        }
    }
    if report.is_empty() { Ok(()) } else { Err(report) }
}

/// The same expectation as Python statements, for an oracle.
pub fn as_asserts(expectation: &Sharing) -> String {
    let mut asserts = String::new();
    for (left, right) in pairs(&expectation.paths) {
        let operator = if expectation.shared { "is" } else { "is not" };
        let claim = format!("{left} {operator} {right}");
        asserts.push_str(&format!("assert ({left}) {operator} ({right}), {claim:?}\n"));
    }
    asserts
}

fn check_one(expectation: &Sharing, moment: &Value) -> Result<(), String> {
    for (left, right) in pairs(&expectation.paths) {
        let one = reference(left, moment)? == reference(right, moment)?;
        if one != expectation.shared {
            let word = if one { "share one object" } else { "reach different objects" };
            return Err(format!("{left} and {right} {word}"));
        }
    }
    Ok(())
}

fn pairs(paths: &[String]) -> impl Iterator<Item = (&str, &str)> {
    let later = |at: usize| paths[at + 1..].iter().map(String::as_str);
    paths.iter().enumerate().flat_map(move |(at, left)| later(at).map(move |right| (left.as_str(), right)))
}

/// The id of the object that `path` reaches.
fn reference(path: &str, moment: &Value) -> Result<String, String> {
    let name_end = path.find(['[', '.']).unwrap_or(path.len());
    let (name, mut rest) = path.split_at(name_end);
    let frame = moment["frames"].get(0).ok_or("show --json has no frame")?;
    let mut value = labelled(&frame["bindings"], name).ok_or(format!("the module has no name {name}"))?;
    while !rest.is_empty() {
        let (label, after) = step(rest).ok_or(format!("{path} is not a path"))?;
        let object = &moment["objects"][id(value, path)?];
        value = labelled(&object["parts"], &label).ok_or(format!("{path}: nothing is labelled {label}"))?;
        rest = after;
    }
    id(value, path)
}

fn id(value: &Value, path: &str) -> Result<String, String> {
    match &value["ref"] {
        Value::String(id) => Ok(id.clone()),
        Value::Number(id) => Ok(id.to_string()),
        _ => Err(format!("{path} meets {value}, which is no object of its own")),
    }
}

/// The first step of a path's tail, as the label of a part, and what follows it.
fn step(tail: &str) -> Option<(String, &str)> {
    if let Some(tail) = tail.strip_prefix('.') {
        let end = tail.find(['[', '.']).unwrap_or(tail.len());
        return Some((tail[..end].to_owned(), &tail[end..]));
    }
    let tail = tail.strip_prefix('[')?;
    let end = tail.find(']')?;
    Some((tail[..end].to_owned(), &tail[end + 1..]))
}

/// The value in `pairs` whose label is `label`: text, or a value written like it.
fn labelled<'a>(pairs: &'a Value, label: &str) -> Option<&'a Value> {
    let same = |found: &Value| match found {
        Value::String(text) => text == label,
        found => found["text"].as_str() == Some(label),
    };
    pairs.as_array()?.iter().find(|pair| same(&pair[0])).map(|pair| &pair[1])
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOMENT: &str = r#"{
        "frames": [{"name": "<module>", "line": 3, "bindings":
            [["a", {"ref": 1}], ["b", {"ref": 1}], ["c", {"ref": 2}], ["d", {"ref": 3}], ["n", {"type": "int", "text": "1"}]]}],
        "objects": {
            "1": {"type": "list", "text": "list", "parts": [["0", {"ref": 4}]]},
            "2": {"type": "list", "text": "list", "parts": [["0", {"ref": 4}]]},
            "3": {"type": "dict", "text": "dict", "parts": [[{"type": "str", "text": "'k'"}, {"ref": 1}]]},
            "4": {"type": "list", "text": "list", "parts": []}},
        "output": ""}"#;

    fn verdict(lines: &str) -> Result<(), String> {
        check(&read(lines), MOMENT)
    }

    #[test]
    fn names_items_and_keys_are_paths() {
        assert_eq!(verdict("# shared: a, b, d['k']\n# shared: a[0], c[0]\n# apart: a, c, d\n"), Ok(()));
    }

    #[test]
    fn what_does_not_hold_is_said() {
        assert_eq!(verdict("# shared: a, c"), Err("a and c reach different objects\n".into()));
        assert_eq!(verdict("# apart: a, b"), Err("a and b share one object\n".into()));
        assert!(verdict("# shared: a, n").is_err_and(|why| why.contains("no object of its own")));
    }
}
