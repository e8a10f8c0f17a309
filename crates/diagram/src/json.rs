//! A moment as JSON: documented in `docs/json.md`.

use crate::moment::{Datum, Label, Moment};

impl Moment {
    /// Nothing is cut.
    pub fn to_json(&self) -> String {
        let frames = self.frames.iter().map(|frame| {
            let bindings = frame.bindings.iter().filter(|(_, d)| *d != Datum::Unbound);
            let bindings = bindings.map(|(name, value)| format!("[{}, {}]", quoted(name), datum(value)));
            let line = frame.line.map_or("null".to_string(), |n| n.to_string());
            format!("{{\"name\": {}, \"line\": {line}, \"bindings\": [{}]}}", quoted(&frame.name), list(bindings))
        });
        let objects = self.objects.iter().map(|object| {
            let parts = object.parts.iter().map(|(label, value)| {
                let label = match label {
                    Label::Text(text) => quoted(text),
                    Label::Key(key) => datum(key),
                };
                format!("[{label}, {}]", datum(value))
            });
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

fn list(items: impl Iterator<Item = String>) -> String {
    items.collect::<Vec<_>>().join(", ")
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

fn quoted(text: &str) -> String {
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
