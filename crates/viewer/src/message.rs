//! A scene as a message: documented in `docs/viewer.md`. Keys hold for the whole run, boxes begin at 0, 0.

use bindscope::diagram::Lasting;
use bindscope::diagram::scene::{Group, Length, Paint, Piece, Point, Role, Scene, Shape, SlotValue, Stroke};
use serde_json::{Value, json};

pub fn scene(scene: &Scene, keys: &Lasting) -> Value {
    let groups: Vec<Value> = scene.groups.iter().filter(|g| g.role != Role::Heading).map(|g| group(g, keys)).collect();
    object([("width", json!(scene.width)), ("height", json!(scene.height)), ("groups", Value::Array(groups))])
}

/// An object of parts that are moved into it: `json!` would copy them, however large.
pub fn object<const N: usize>(parts: [(&str, Value); N]) -> Value {
    Value::Object(parts.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
}

fn group(group: &Group, keys: &Lasting) -> Value {
    let role = match group.role {
        Role::Heading => "heading",
        Role::Frame => "frame",
        Role::Object => "object",
        Role::Arrow => "arrow",
    };
    let corner = Point { x: group.bounds.x, y: group.bounds.y };
    let shapes: Vec<Value> = group.shapes.iter().map(|s| shape(s, corner)).collect();
    let slots: Vec<Value> = group
        .slots
        .iter()
        .map(|slot| {
            let (text, to) = match &slot.value {
                SlotValue::Text(text) => (Some(text.clone()), None),
                SlotValue::Object(key) => (None, Some(keys.named(key))),
            };
            let place = [slot.rect.x - corner.x, slot.rect.y - corner.y, slot.rect.width, slot.rect.height];
            json!({"owner": keys.named(&slot.owner), "label": slot.label, "text": text, "to": to, "at": place.map(tenths)})
        })
        .collect();
    let place = [group.bounds.x, group.bounds.y, group.bounds.width, group.bounds.height].map(tenths);
    object([
        ("key", Value::String(keys.named(&group.key))),
        ("role", json!(role)),
        ("at", json!(place)),
        ("shapes", Value::Array(shapes)),
        ("slots", Value::Array(slots)),
    ])
}

fn shape(shape: &Shape, from: Point) -> Value {
    let x = |x: Length| tenths(x - from.x);
    let y = |y: Length| tenths(y - from.y);
    match shape {
        Shape::Rect { rect, radius, fill, line } => json!([
            "r",
            x(rect.x),
            y(rect.y),
            tenths(rect.width),
            tenths(rect.height),
            radius,
            fill.map(paint),
            line.as_ref().map(stroke)
        ]),
        Shape::Line { from, to, line } => json!(["l", x(from.x), y(from.y), x(to.x), y(to.y), stroke(line)]),
        Shape::Dot { at, radius, paint: colour } => json!(["d", x(at.x), y(at.y), radius, paint(*colour)]),
        Shape::Text(text) => json!([
            "t",
            x(text.at.x),
            y(text.at.y),
            text.size,
            text.bold,
            paint(text.paint),
            text.text,
            tenths(text.width())
        ]),
        Shape::Curve { start, pieces, line } => {
            let mut way = format!("M{} {}", x(start.x), y(start.y));
            for piece in pieces {
                way.push_str(&match piece {
                    Piece::Line(to) => format!("L{} {}", x(to.x), y(to.y)),
                    Piece::Bend(a, b, to) => {
                        format!("C{} {} {} {} {} {}", x(a.x), y(a.y), x(b.x), y(b.y), x(to.x), y(to.y))
                    }
                });
            }
            json!(["c", way, stroke(line)])
        }
        Shape::Head { tip, paint: colour } => json!(["h", x(tip.x), y(tip.y), paint(*colour)]),
    }
}

fn stroke(line: &Stroke) -> Value {
    json!([paint(line.paint), line.thickness, line.dashed])
}

fn paint(paint: Paint) -> String {
    match paint {
        Paint::Background => "ground".to_string(),
        Paint::Card => "card".to_string(),
        Paint::Ink => "ink".to_string(),
        Paint::Muted => "muted".to_string(),
        Paint::Line => "line".to_string(),
        Paint::Active => "active".to_string(),
        Paint::OnShared => "on-shared".to_string(),
        Paint::Shared(number) => format!("shared-{}", number % 4),
    }
}

fn tenths(length: Length) -> f64 {
    (length * 10.0).round() / 10.0
}
