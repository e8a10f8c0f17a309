//! Moments as JSON: documented in `docs/json.md`.

use super::Excerpt;
use crate::moment::{Datum, Label, Moment};

impl Moment {
    /// Nothing is cut.
    pub fn to_json(&self) -> String {
        let frames = self.frames.iter().map(|frame| {
            let bindings = frame.bindings.iter().filter(|b| b.value != Datum::Unbound);
            let bindings = bindings.map(|b| format!("[{}, {}]", quoted(&b.name), datum(&b.value)));
            let line = frame.line.map_or("null".to_string(), |n| n.to_string());
            let returned = frame.returned.as_ref().map_or(String::new(), |v| format!(", \"returns\": {}", datum(v)));
            let (name, bindings) = (quoted(&frame.name), list(bindings));
            format!("{{\"name\": {name}, \"line\": {line}, \"bindings\": [{bindings}]{returned}}}")
        });
        let objects = self.objects.iter().map(|object| {
            let parts = object.parts.iter().map(|(label, value)| format!("[{}, {}]", written(label), datum(value)));
            format!(
                "\"{}\": {{\"type\": {}, \"text\": {}, \"parts\": [{}]}}",
                object.id,
                quoted(&object.type_name),
                quoted(&object.text),
                list(parts)
            )
        });
        format!(
            "{{\"title\": {}, \"frames\": [{}], \"objects\": {{{}}}, \"output\": {}}}\n",
            quoted(&self.title),
            list(frames),
            list(objects),
            quoted(&self.output)
        )
    }
}

/// The moments, and the program with its text.
pub fn excerpt(excerpt: &Excerpt) -> String {
    let moments: Vec<String> = excerpt.moments.iter().map(|moment| moment.to_json().trim_end().to_string()).collect();
    format!(
        "{{\"schema\": \"bindscope-moments-1\", \"program\": {}, \"source\": {}, \"moments\": [\n{}\n]}}\n",
        quoted(&excerpt.program),
        quoted(&excerpt.source),
        moments.join(",\n")
    )
}

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
}

fn written(label: &Label) -> String {
    match label {
        Label::Member => quoted(""),
        Label::Index(index) => quoted(&index.to_string()),
        Label::Attribute(name) | Label::Local(name) | Label::Text(name) => quoted(name),
        Label::Default(name) => quoted(&format!("default {name}")),
        Label::Closure(name) => quoted(&format!("closure {name}")),
        Label::Key(key) => datum(key),
    }
}

fn datum(value: &Datum) -> String {
    match value {
        Datum::Ref(id) => format!("{{\"ref\": {id}}}"),
        Datum::Plain { type_name, text } => {
            format!("{{\"type\": {}, \"text\": {}}}", quoted(type_name), quoted(text))
        }
        Datum::Unbound => "null".to_string(),
    }
}

/// A string of JSON.
pub fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
