//! A moment in the characters of a terminal: frames, then one box for each object. Letters stand for
//! arrows, so that two names of one object show the same letter.

use std::collections::HashMap;

use crate::moment::{Datum, Label, Moment, Object};

/// Parts of one box that are shown: the first, a count, the last two.
const SHOWN: usize = 12;
/// Boxes that are drawn.
const BOXES: usize = 60;

/// The diagram within `width` columns, in colour if wanted.
pub fn draw(moment: &Moment, width: usize, colour: bool) -> String {
    let width = width.max(24);
    let paths = paths(moment);
    let mut out = format!("{}\n", moment.title);
    for frame in &moment.frames {
        let rows: Vec<(String, String)> = frame
            .bindings
            .iter()
            .filter(|(_, d)| *d != Datum::Unbound)
            .map(|(name, value)| (name.clone(), shown(value)))
            .collect();
        let line = frame.line.map_or(String::new(), |n| format!("  line {n}"));
        let mark = if frame.active { "▌" } else { " " };
        out.push_str(&boxed(&format!("{mark}{}{line}", frame.name), &rows, false, width, None));
    }
    for object in moment.objects.iter().take(BOXES) {
        let empty = vec![];
        let reached = paths.get(&object.id).unwrap_or(&empty);
        out.push_str(&draw_object(object, reached, width, colour));
    }
    if moment.objects.len() > BOXES {
        out.push_str(&format!("+ {} more objects\n", moment.objects.len() - BOXES));
    }
    for note in &moment.notes {
        out.push_str(&format!("{note}\n"));
    }
    out
}

fn draw_object(object: &Object, reached: &[String], width: usize, colour: bool) -> String {
    let known = match reached {
        [] => String::new(),
        few if few.len() <= 3 => few.join(" "),
        many => format!("{} + {} more", many[..3].join(" "), many.len() - 3),
    };
    let text = if object.text == object.type_name { String::new() } else { format!(" {}", object.text) };
    let title = format!(" {}  {}{text}  {known}", letter(object.id), object.type_name);
    let count = object.parts.len();
    let row = |(label, value): &(Label, Datum)| {
        let label = match label {
            Label::Text(text) => text.clone(),
            Label::Key(key) => shown(key),
        };
        (label, shown(value))
    };
    let mut rows: Vec<(String, String)> = object.parts.iter().take(SHOWN).map(row).collect();
    if count > SHOWN {
        rows.truncate(SHOWN - 3);
        rows.push(("…".to_string(), format!("{} more", count - rows.len() - 2)));
        rows.extend(object.parts[count - 2..].iter().map(row));
    }
    let shared = if colour && reached.len() > 1 { Some(object.id) } else { None };
    boxed(&title, &rows, object.mutable, width, shared)
}

/// A box of rows: thick where the object can change.
fn boxed(title: &str, rows: &[(String, String)], thick: bool, width: usize, shared: Option<u32>) -> String {
    let [tl, h, tm, tr, v, bl, bm, br] = if thick {
        ['┏', '━', '┳', '┓', '┃', '┗', '┻', '┛']
    } else {
        ['╭', '─', '┬', '╮', '│', '╰', '┴', '╯']
    };
    let room = width.saturating_sub(7) / 2;
    let cut = |text: &str| cut_middle(text, room.max(6));
    let rows: Vec<(String, String)> = rows.iter().map(|(a, b)| (cut(a), cut(b))).collect();
    let widest =
        |part: fn(&(String, String)) -> &String| rows.iter().map(|row| part(row).chars().count()).max().unwrap_or(1);
    let (left, right) = (widest(|r| &r.0), widest(|r| &r.1));
    let bar = |n: usize| h.to_string().repeat(n + 2);
    let (on, off) = match shared {
        Some(id) => (format!("\x1b[{}m", 31 + id % 6), "\x1b[0m"),
        None => (String::new(), ""),
    };
    let mut out = format!("{on}{}{off}\n", cut_middle(title, width));
    if rows.is_empty() {
        out.push_str(&format!("{on}{tl}{}{tr}{off}\n{on}{bl}{}{br}{off}\n", bar(3), bar(3)));
        return out;
    }
    out.push_str(&format!("{on}{tl}{}{tm}{}{tr}{off}\n", bar(left), bar(right)));
    for (label, value) in &rows {
        let pad = |text: &str, to: usize| " ".repeat(to - text.chars().count());
        out.push_str(&format!(
            "{on}{v}{off} {label}{} {on}{v}{off} {value}{} {on}{v}{off}\n",
            pad(label, left),
            pad(value, right)
        ));
    }
    out.push_str(&format!("{on}{bl}{}{bm}{}{br}{off}\n", bar(left), bar(right)));
    out
}

/// The first and last characters of a long text.
fn cut_middle(text: &str, room: usize) -> String {
    let characters: Vec<char> = text.chars().collect();
    if characters.len() <= room {
        return text.to_string();
    }
    let head = (room - 1) / 2;
    let tail = room - 1 - head;
    let start: String = characters[..head].iter().collect();
    let end: String = characters[characters.len() - tail..].iter().collect();
    format!("{start}…{end}")
}

fn shown(value: &Datum) -> String {
    match value {
        Datum::Ref(id) => format!("●─▶ {}", letter(*id)),
        Datum::Plain { text, .. } => text.clone(),
        Datum::Unbound => String::new(),
    }
}

/// A, B, … Z, AA, AB, …
fn letter(id: u32) -> String {
    let mut n = id;
    let mut letters = vec![];
    while n > 0 {
        letters.push((b'A' + ((n - 1) % 26) as u8) as char);
        n = (n - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// For each object, the names and elements that refer to it directly, as a person would type them.
fn paths(moment: &Moment) -> HashMap<u32, Vec<String>> {
    let mut paths: HashMap<u32, Vec<String>> = HashMap::new();
    for frame in &moment.frames {
        for (name, value) in &frame.bindings {
            if let Datum::Ref(id) = value {
                paths.entry(*id).or_default().push(name.clone());
            }
        }
    }
    for object in &moment.objects {
        let base = paths.get(&object.id).and_then(|p| p.first().cloned()).unwrap_or_else(|| letter(object.id));
        for (label, value) in &object.parts {
            if let Datum::Ref(id) = value {
                let step = match label {
                    Label::Key(Datum::Plain { text, .. }) => format!("[{text}]"),
                    Label::Key(_) => "[…]".to_string(),
                    Label::Text(text) if text.chars().all(|c| c.is_ascii_digit()) => {
                        format!("[{text}]")
                    }
                    Label::Text(text) => format!(".{text}"),
                };
                let known = paths.entry(*id).or_default();
                if known.len() < 64 {
                    known.push(format!("{base}{step}"));
                }
            }
        }
    }
    paths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::moment::{Frame, Kind};

    fn plain(text: &str) -> Datum {
        Datum::Plain { type_name: "int".to_string(), text: text.to_string() }
    }

    fn two_names() -> Moment {
        let bindings = vec![("a".to_string(), Datum::Ref(1)), ("b".to_string(), Datum::Ref(1))];
        let object = Object {
            id: 1,
            type_name: "list".to_string(),
            kind: Kind::List,
            mutable: true,
            paused: false,
            text: "list".to_string(),
            parts: vec![(Label::Text("0".to_string()), plain("7"))],
            hidden: None,
        };
        Moment {
            title: "at the end".to_string(),
            frames: vec![Frame { name: "module".to_string(), line: None, active: true, bindings }],
            objects: vec![object],
            ..Moment::default()
        }
    }

    #[test]
    fn two_names_show_one_box() {
        let picture = draw(&two_names(), 80, false);
        assert_eq!(picture.matches("A  list").count(), 1, "{picture}");
        assert_eq!(picture.matches("●─▶ A").count(), 2, "{picture}");
        assert!(picture.contains("a b"), "{picture}");
    }

    #[test]
    fn the_width_is_respected() {
        let mut moment = two_names();
        moment.frames[0].bindings.push(("name".repeat(40), plain(&"9".repeat(200))));
        let widest = draw(&moment, 50, false).lines().map(|l| l.chars().count()).max();
        assert!(widest <= Some(50), "{widest:?}");
    }

    #[test]
    fn json_keeps_identity() {
        let json = two_names().to_json();
        assert_eq!(json.matches("{\"ref\": 1}").count(), 2, "{json}");
    }
}
