//! From a plan to a scene: measures the blocks, has them arranged, and draws them where they stand.

use super::measure;
use super::paint::{self, Painted, shared_paint};
use super::{Group, Length, Paint, Point, Rect, Role, Scene, Shape, Slot, Stroke, Text, arrow};
use crate::arrange::{self, Arrangement, Known, Node, Port, Spacing};
use crate::plan::{Block, Outline, Plan};

pub(crate) const MARGIN: Length = 24.0;
/// The title's and a note's line.
const HEADING: Length = 15.0;
const NOTE: Length = 13.0;
const NOTE_COLUMNS: usize = 84;

pub(crate) const SPACING: Spacing =
    Spacing { blocks: 18, lane: 12, channel: 68, channel_arrow: 4, channel_most: 150, entries: 12, heads: 7 };

pub fn build(plan: &Plan) -> Scene {
    near(plan, &Known::default(), Least::default(), &[]).0
}

/// How wide frames are at least, and how high the heading is, so that neighbouring moments are alike.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Least {
    pub frame_width: Length,
    pub heading: Length,
}

impl Least {
    pub fn of(plan: &Plan) -> Least {
        Least { frame_width: frame_width(plan), heading: heading(plan).1 }
    }

    pub fn max(self, other: Least) -> Least {
        Least { frame_width: self.frame_width.max(other.frame_width), heading: self.heading.max(other.heading) }
    }
}

/// The same, with what is known of the places, and the room that each block keeps.
pub(crate) fn near(plan: &Plan, known: &Known, least: Least, room: &[i32]) -> (Scene, Arrangement) {
    let Least { frame_width, heading: high } = Least::of(plan).max(least);
    let painted = painted(plan, frame_width);
    let nodes = nodes(plan, &painted, frame_width);
    let heights: Vec<i32> = nodes.iter().map(|node| node.height).collect();
    let mut roomy = nodes;
    roomy.iter_mut().zip(room).for_each(|(node, room)| node.height = node.height.max(*room));
    let arrangement = arrange::arrange(&roomy, &SPACING, known);
    let mut nodes = roomy;
    nodes.iter_mut().zip(heights).for_each(|(node, height)| node.height = height);
    let mut scene = Scene { title: plan.title.clone(), description: describe(plan), ..Scene::default() };
    scene.groups.push(heading(plan).0);
    let offset = Point { x: MARGIN, y: MARGIN + high };
    for (number, block) in plan.blocks.iter().enumerate() {
        let (x, y) = arrangement.places[number];
        let corner = Point { x: x as f64 + offset.x, y: y as f64 + offset.y };
        let bounds =
            Rect { x: corner.x, y: corner.y, width: nodes[number].width as f64, height: nodes[number].height as f64 };
        let role = if block.outline == Outline::Frame { Role::Frame } else { Role::Object };
        let shapes = painted[number].shapes.iter().map(|shape| moved(shape, corner)).collect();
        let slots = painted[number].slots.iter().cloned().map(|slot| {
            let rect = Rect { x: slot.rect.x + corner.x, y: slot.rect.y + corner.y, ..slot.rect };
            Slot { rect, ..slot }
        });
        scene.groups.push(Group { key: block.key.clone(), role, bounds, shapes, slots: slots.collect() });
    }
    arrows(plan, &nodes, &arrangement, offset, &mut scene);
    let right = scene.groups.iter().map(|g| g.bounds.right()).fold(0.0, Length::max);
    scene.width = (arrangement.width as f64 + offset.x).max(right) + MARGIN;
    scene.height = arrangement.height as f64 + offset.y + MARGIN;
    scene.width = scene.width.ceil();
    scene.height = scene.height.ceil();
    (scene, arrangement)
}

/// All frames are as wide as the widest.
fn frame_width(plan: &Plan) -> Length {
    plan.blocks[..plan.frames].iter().map(|b| measure::block(b).width).fold(0.0, Length::max)
}

pub(crate) fn painted(plan: &Plan, frame_width: Length) -> Vec<Painted> {
    let shared = |block: usize| (plan.blocks[block].shared, plan.blocks[block].key.as_str());
    plan.blocks.iter().map(|b| paint::block(b, frame_width, &shared)).collect()
}

pub(crate) fn nodes(plan: &Plan, painted: &[Painted], frame_width: Length) -> Vec<Node> {
    let node = |(block, painted): (&Block, &Painted)| {
        let size = measure::block(block);
        let frame = block.outline == Outline::Frame;
        node(if frame { frame_width } else { size.width }, size.height, frame, painted)
    };
    plan.blocks.iter().zip(painted).map(node).collect()
}

fn node(width: Length, height: Length, frame: bool, painted: &Painted) -> Node {
    let box_ = painted.body;
    // A tall box is entered near its top, where its title is.
    let middle = if box_.height <= 64.0 { box_.height / 2.0 } else { 28.0 };
    Node {
        width: width.ceil() as i32,
        height: height.ceil() as i32,
        frame,
        ports: painted
            .ports
            .iter()
            .map(|(at, target)| Port { x: at.x as i32, y: at.y.round() as i32, target: *target })
            .collect(),
        entry: (box_.y + middle) as i32,
        entries: ((box_.y + 5.0) as i32, (box_.bottom() - 5.0) as i32),
    }
}

/// The title, and the notes beneath it, with the height that they take.
fn heading(plan: &Plan) -> (Group, Length) {
    let mut shapes = Vec::new();
    let mut y = 0.0;
    let mut add = |text: &str, size: Length, bold: bool, paint: Paint, y: Length| {
        let at = Point { x: MARGIN, y: MARGIN + y };
        shapes.push(Shape::Text(Text { at, size, bold, paint, text: text.to_string() }));
    };
    for (place, line) in plan.title.lines().enumerate() {
        y += if place == 0 { 10.0 } else { 21.0 };
        let (size, paint) = if place == 0 { (HEADING, Paint::Ink) } else { (NOTE, Paint::Muted) };
        add(line, size, place == 0, paint, y);
    }
    for line in plan.notes.iter().flat_map(|note| crate::text::wrapped(note, NOTE_COLUMNS)) {
        y += 21.0;
        add(&line, NOTE, false, Paint::Muted, y);
    }
    let texts = shapes.iter().filter_map(|s| if let Shape::Text(text) = s { Some(text.width()) } else { None });
    let width = texts.fold(0.0, Length::max);
    let height = if y > 0.0 { y + 22.0 } else { 0.0 };
    let bounds = Rect { x: MARGIN, y: MARGIN, width, height };
    (Group { key: "heading".to_string(), role: Role::Heading, bounds, shapes, slots: vec![] }, height)
}

fn arrows(plan: &Plan, nodes: &[Node], arrangement: &Arrangement, offset: Point, scene: &mut Scene) {
    // How far right something in a column, or before it, reaches between two heights: an arrow stays straight until then.
    let mut by_column: Vec<Vec<usize>> = vec![Vec::new(); arrangement.columns.len()];
    for (number, (x, _)) in arrangement.places.iter().enumerate() {
        let right = x + nodes[number].width;
        let reached = arrangement.columns.iter().enumerate().skip(arrangement.layers[number]);
        for (column, _) in reached.take_while(|(_, column)| column.left < right || column.left == *x) {
            by_column[column].push(number);
        }
    }
    let clear = |column: usize, a: Length, b: Length| -> Length {
        let (low, high) = (a.min(b) - 8.0, a.max(b) + 8.0);
        let reach = by_column[column].iter().filter_map(|&number| {
            let (x, y) = arrangement.places[number];
            let node = &nodes[number];
            let meets = (y as f64) < high && ((y + node.height) as f64) > low;
            meets.then_some((x + node.width) as f64)
        });
        reach.fold(arrangement.columns[column].left as f64, Length::max)
    };
    let mut groups = Vec::new();
    let mut counts = std::collections::HashMap::new();
    for route in &arrangement.routes {
        let paint = shared_paint(plan.blocks[route.to].shared);
        let line = Stroke { paint, thickness: 1.8, dashed: false };
        let shift = |p: Point| Point { x: p.x + offset.x, y: p.y + offset.y };
        let start = shift(Point { x: route.start.0 as f64, y: route.start.1 as f64 });
        let pieces = arrow::pieces(route, arrangement, &clear).into_iter().map(|piece| match piece {
            super::Piece::Line(a) => super::Piece::Line(shift(a)),
            super::Piece::Bend(a, b, c) => super::Piece::Bend(shift(a), shift(b), shift(c)),
        });
        let tip = shift(Point { x: route.end.0 as f64 - 1.0, y: route.end.1 as f64 });
        let shapes = vec![Shape::Curve { start, pieces: pieces.collect(), line }, Shape::Head { tip, paint }];
        let number = counts.entry(route.from).or_insert(0usize);
        let key = format!("arrow {} {}", plan.blocks[route.from].key, number);
        *number += 1;
        groups.push(Group { key, role: Role::Arrow, bounds: Rect::default(), shapes, slots: vec![] });
    }
    scene.groups.extend(groups);
}

fn moved(shape: &Shape, by: Point) -> Shape {
    let shift = |p: &Point| Point { x: p.x + by.x, y: p.y + by.y };
    let mut shape = shape.clone();
    match &mut shape {
        Shape::Rect { rect, .. } => {
            rect.x += by.x;
            rect.y += by.y;
        }
        Shape::Line { from, to, .. } => {
            *from = shift(from);
            *to = shift(to);
        }
        Shape::Dot { at, .. } => *at = shift(at),
        Shape::Text(text) => text.at = shift(&text.at),
        Shape::Curve { .. } | Shape::Head { .. } => {}
    }
    shape
}

/// For those who hear the picture: the shared objects, by their paths.
fn describe(plan: &Plan) -> String {
    let shared = plan.blocks.iter().filter(|b| b.shared.is_some() && !b.known_as.is_empty());
    let shared: Vec<String> = shared.take(8).map(|b| format!("one {}: {}", b.type_name, b.known_as)).collect();
    if shared.is_empty() { "Nothing is shared.".to_string() } else { format!("Shared: {}.", shared.join("; ")) }
}
