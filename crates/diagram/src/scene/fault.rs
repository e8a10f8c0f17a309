//! What a layout must never do: boxes that overlap, texts that leave their box, arrows that run through either.
//! Tests hold every scene to it.

use super::{Group, Length, Piece, Point, Rect, Role, Scene, Shape, Text};

/// Points of an arrow that are looked at, for each piece.
const SAMPLES: usize = 24;

impl Scene {
    /// Each fault in a sentence; none in a good layout.
    pub fn faults(&self) -> Vec<String> {
        let boxes: Vec<&Group> = self.groups.iter().filter(|g| matches!(g.role, Role::Frame | Role::Object)).collect();
        let mut faults = Vec::new();
        overlaps(&boxes, &mut faults);
        for group in &self.groups {
            let page = Rect { x: 0.0, y: 0.0, width: self.width, height: self.height };
            let ground = if group.role == Role::Heading { page } else { group.bounds };
            for text in texts(group) {
                if !holds(&ground, &text.bounds()) {
                    faults.push(format!("{:?} leaves {}", text.text, group.key));
                }
            }
            if !holds(&page, &group.bounds) {
                faults.push(format!("{} leaves the page", group.key));
            }
        }
        for arrow in self.groups.iter().filter(|g| g.role == Role::Arrow) {
            self.arrow_faults(arrow, &boxes, &mut faults);
        }
        faults
    }

    fn arrow_faults(&self, arrow: &Group, boxes: &[&Group], faults: &mut Vec<String>) {
        let Some((start, points)) = arrow.shapes.iter().find_map(|shape| match shape {
            Shape::Curve { start, pieces, .. } => Some((*start, sampled(*start, pieces))),
            _ => None,
        }) else {
            faults.push(format!("{} has no line", arrow.key));
            return;
        };
        for group in boxes {
            let own = group.bounds.contains(start);
            if !own && points.iter().any(|point| group.bounds.contains(*point)) {
                faults.push(format!("{} runs through {}", arrow.key, group.key));
            }
            if own && let Some(text) = texts(group).find(|t| points.iter().any(|p| t.bounds().contains(*p))) {
                faults.push(format!("{} runs through {:?} of its own box", arrow.key, text.text));
            }
        }
        let page = Rect { x: 0.0, y: 0.0, width: self.width, height: self.height };
        if points.iter().any(|point| !page.contains(*point)) {
            faults.push(format!("{} leaves the page", arrow.key));
        }
    }
}

fn overlaps(boxes: &[&Group], faults: &mut Vec<String>) {
    for (place, one) in boxes.iter().enumerate() {
        for other in &boxes[place + 1..] {
            if one.bounds.overlaps(&other.bounds) {
                faults.push(format!("{} and {} overlap", one.key, other.key));
            }
        }
    }
}

fn texts(group: &Group) -> impl Iterator<Item = &Text> {
    group.shapes.iter().filter_map(|shape| if let Shape::Text(text) = shape { Some(text) } else { None })
}

/// Is one within the other? Half a point is no fault: sizes are whole numbers.
fn holds(outer: &Rect, inner: &Rect) -> bool {
    const SLACK: Length = 0.5;
    inner.x >= outer.x - SLACK
        && inner.y >= outer.y - SLACK
        && inner.right() <= outer.right() + SLACK
        && inner.bottom() <= outer.bottom() + SLACK
}

fn sampled(start: Point, pieces: &[Piece]) -> Vec<Point> {
    let mut points = vec![start];
    let mut at = start;
    for piece in pieces {
        for step in 1..=SAMPLES {
            let t = step as Length / SAMPLES as Length;
            points.push(match piece {
                Piece::Line(to) => mixed(at, *to, t),
                Piece::Bend(a, b, to) => {
                    let (p, q, r) = (mixed(at, *a, t), mixed(*a, *b, t), mixed(*b, *to, t));
                    mixed(mixed(p, q, t), mixed(q, r, t), t)
                }
            });
        }
        at = match piece {
            Piece::Line(to) | Piece::Bend(_, _, to) => *to,
        };
    }
    points
}

fn mixed(a: Point, b: Point, t: Length) -> Point {
    Point { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scene::{Paint, Stroke};

    fn boxed(key: &str, x: Length, text: &str) -> Group {
        let bounds = Rect { x, y: 10.0, width: 40.0, height: 30.0 };
        let at = Point { x: x + 4.0, y: 30.0 };
        let text = Text { at, size: 10.0, bold: false, paint: Paint::Ink, text: text.to_string() };
        Group { key: key.to_string(), role: Role::Object, bounds, shapes: vec![Shape::Text(text)], slots: vec![] }
    }

    fn arrow(from: Length, to: Length, y: Length) -> Group {
        let line = Stroke { paint: Paint::Line, thickness: 1.0, dashed: false };
        let pieces = vec![Piece::Line(Point { x: to, y })];
        let shapes = vec![Shape::Curve { start: Point { x: from, y }, pieces, line }];
        Group { key: "arrow".to_string(), role: Role::Arrow, bounds: Rect::default(), shapes, slots: vec![] }
    }

    fn faults(groups: Vec<Group>) -> String {
        Scene { width: 400.0, height: 100.0, groups, ..Scene::default() }.faults().join("; ")
    }

    #[test]
    fn what_is_wrong_is_found() {
        let (one, far) = (boxed("one", 10.0, "a"), boxed("far", 200.0, "b"));
        assert_eq!(faults(vec![one.clone(), far.clone(), arrow(45.0, 199.0, 15.0)]), "");
        assert_eq!(faults(vec![one.clone(), boxed("two", 30.0, "b")]), "one and two overlap");
        assert_eq!(faults(vec![boxed("one", 10.0, "far too long")]), "\"far too long\" leaves one");
        assert_eq!(faults(vec![one.clone(), far, arrow(45.0, 300.0, 15.0)]), "arrow runs through far");
        assert_eq!(faults(vec![one, arrow(12.0, 90.0, 27.0)]), "arrow runs through \"a\" of its own box");
        assert_eq!(faults(vec![arrow(12.0, 500.0, 27.0)]), "arrow leaves the page");
    }
}
