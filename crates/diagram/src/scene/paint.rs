//! Draws a block: its shapes, and where arrows leave it.

use super::measure::*;
use super::{Length, Paint, Point, Rect, Shape, Slot, SlotValue, Stroke, Text, text_width};
use crate::plan::{Block, Body, Cell, LabelStyle, Outline};

/// The shapes of one block, with its upper left corner at 0, 0.
#[derive(Default)]
pub struct Painted {
    pub shapes: Vec<Shape>,
    /// Where arrows leave, in the order of the cells, and to which block.
    pub ports: Vec<(Point, usize)>,
    /// The box without its title.
    pub body: Rect,
    pub slots: Vec<Slot>,
}

/// What a dot needs to know of the block it points at: its place among the shared, and its key.
pub type Colours<'a> = &'a dyn Fn(usize) -> (Option<usize>, &'a str);

pub fn block(block: &Block, frame_width: Length, colours: Colours) -> Painted {
    let mut painter = Painter { out: Painted::default(), colours };
    let size = body(&block.body);
    if block.outline == Outline::Frame {
        let rect = Rect { x: 0.0, y: 0.0, width: size.width.max(frame_width), height: size.height };
        painter.frame(block, rect);
        painter.out.body = rect;
        return painter.out;
    }
    painter.title(block);
    let rect = Rect { x: 0.0, y: OVER, width: size.width, height: size.height };
    painter.body(block, rect, 0);
    painter.out.body = rect;
    painter.out
}

pub fn shared_paint(shared: Option<usize>) -> Paint {
    shared.map_or(Paint::Line, Paint::Shared)
}

struct Painter<'a> {
    out: Painted,
    colours: Colours<'a>,
}

impl Painter<'_> {
    fn add(&mut self, shape: Shape) {
        self.out.shapes.push(shape);
    }

    fn text(&mut self, x: Length, y: Length, size: Length, bold: bool, paint: Paint, text: &str) {
        if !text.is_empty() {
            self.add(Shape::Text(Text { at: Point { x, y }, size, bold, paint, text: text.to_string() }));
        }
    }

    fn text_in(&mut self, rect: Rect, size: Length, paint: Paint, text: &str) {
        let x = rect.x + (rect.width - text_width(text, size)) / 2.0;
        self.text(x, rect.y + rect.height / 2.0 + size * 0.35, size, false, paint, text);
    }

    fn rect(&mut self, rect: Rect, radius: Length, fill: Option<Paint>, line: Option<Stroke>) {
        self.add(Shape::Rect { rect, radius, fill, line });
    }

    fn line(&mut self, from: (Length, Length), to: (Length, Length), paint: Paint) {
        let line = Stroke { paint, thickness: 1.0, dashed: false };
        self.add(Shape::Line { from: Point { x: from.0, y: from.1 }, to: Point { x: to.0, y: to.1 }, line });
    }

    /// Badge, type, and the paths that reach it.
    fn title(&mut self, block: &Block) {
        let mut x = 0.0;
        let base = OVER - 9.0;
        if let Some(shared) = block.shared {
            let at = Point { x: BADGE, y: base - 4.0 };
            self.add(Shape::Dot { at, radius: BADGE, paint: Paint::Shared(shared) });
            let letter = crate::text::letter(shared);
            let size = if letter.len() > 1 { 10.0 } else { 12.0 };
            let x_letter = BADGE - text_width(&letter, size) / 2.0;
            self.text(x_letter, base - 4.0 + size * 0.36, size, true, Paint::OnShared, &letter);
            x += 2.0 * BADGE + 6.0;
        }
        self.text(x, base, TITLE, false, Paint::Muted, &block.type_name);
        x += text_width(&block.type_name, TITLE) + TITLE * 0.6;
        let paint = block.shared.map_or(Paint::Muted, Paint::Shared);
        self.text(x, base, TITLE, true, paint, &block.known_as);
    }

    fn frame(&mut self, block: &Block, rect: Rect) {
        let Body::Table { head, rows, labels } = &block.body else { return };
        let line = Stroke { paint: Paint::Line, thickness: 1.0, dashed: false };
        self.rect(rect, 6.0, Some(Paint::Card), Some(line));
        if block.active {
            self.rect(Rect { width: 4.0, ..rect }, 2.0, Some(Paint::Active), None);
        }
        let paint = if block.active { Paint::Active } else { Paint::Muted };
        self.text(14.0, 20.0, TITLE, true, paint, head.as_deref().unwrap_or_default());
        let columns = columns(head.as_deref(), rows, *labels);
        let mut y = FRAME_HEAD;
        for (row, height) in rows.iter().zip(&columns.rows) {
            let base = y + height / 2.0 + VALUE * 0.35;
            self.text(16.0, base, VALUE, false, Paint::Ink, &row.label);
            let own = Rect { x: rect.x + 6.0, y, width: rect.width - 8.0, height: *height };
            self.slot(block, &row.label, &row.value, own);
            match &row.value {
                Cell::Dot(target) => self.dot(rect.right() - 18.0, y + height / 2.0, *target),
                Cell::Text(text) | Cell::Gap(text) | Cell::Away(text) => {
                    let paint = if matches!(row.value, Cell::Text(_)) { Paint::Ink } else { Paint::Muted };
                    self.text(rect.right() - 14.0 - text_width(text, VALUE), base, VALUE, false, paint, text);
                }
                Cell::Nested(_) => {}
            }
            y += height;
        }
    }

    fn slot(&mut self, owner: &Block, label: &str, value: &Cell, rect: Rect) {
        let value = match value {
            // What is left out can be pointed at, to be opened.
            Cell::Text(text) | Cell::Gap(text) => SlotValue::Text(text.clone()),
            Cell::Dot(target) => SlotValue::Object((self.colours)(*target).1.to_string()),
            Cell::Nested(block) => SlotValue::Object(block.key.clone()),
            Cell::Away(_) => return,
        };
        self.out.slots.push(Slot { owner: owner.key.clone(), label: label.to_string(), value, rect });
    }

    fn dot(&mut self, x: Length, y: Length, target: usize) {
        let at = Point { x, y };
        let paint = shared_paint((self.colours)(target).0);
        self.add(Shape::Dot { at, radius: DOT_RADIUS, paint });
        self.out.ports.push((at, target));
    }

    /// The box, at any depth.
    fn body(&mut self, block: &Block, rect: Rect, depth: usize) {
        let paint = shared_paint(block.shared);
        let (radius, thickness) = match block.outline {
            Outline::Mutable => (2.0, if depth == 0 { 2.2 } else { 1.8 }),
            Outline::Immutable => (14.0_f64.min(rect.height / 2.0), 1.2),
            Outline::Dashed | Outline::Frame => (5.0, 1.2),
        };
        let fill =
            if matches!(block.outline, Outline::Immutable | Outline::Dashed) { Paint::Card } else { Paint::Background };
        self.rect(rect, radius, Some(fill), None);
        match &block.body {
            Body::Flat(cells) => self.flat(block, cells, rect, paint, depth),
            Body::Table { head, rows, labels } => {
                self.table(block, head.as_deref(), rows, *labels, rect, paint, depth, radius)
            }
            Body::Grid(rows) => self.grid(block, rows, rect),
            Body::Bag(cells) => self.bag(block, cells, rect, depth),
            Body::Text(text) => self.text_in(rect, VALUE, Paint::Ink, text),
            Body::Empty(text) => self.text_in(rect, INDEX, Paint::Muted, text),
        }
        let line = Stroke { paint, thickness, dashed: block.outline == Outline::Dashed };
        self.rect(rect, radius, None, Some(line));
        if block.shared.is_some_and(|number| number >= 4) {
            let around = Rect { x: rect.x - 4.0, y: rect.y - 4.0, width: rect.width + 8.0, height: rect.height + 8.0 };
            self.rect(around, radius + 3.0, None, Some(Stroke { thickness: 1.0, ..line }));
        }
    }

    fn flat(&mut self, block: &Block, cells: &[(Option<String>, Cell)], rect: Rect, paint: Paint, depth: usize) {
        let mut x = rect.x;
        for (place, (index, cell)) in cells.iter().enumerate() {
            let size = flat_cell(index.as_deref(), cell);
            let own = Rect { x, width: size.width, ..rect };
            if matches!(cell, Cell::Gap(_)) {
                self.rect(own, 0.0, Some(Paint::Card), None);
            }
            if place > 0 {
                self.line((x, rect.y), (x, rect.bottom()), paint);
            }
            let label = match cell {
                Cell::Gap(_) => "…".to_string(),
                _ => index.clone().unwrap_or_else(|| place.to_string()),
            };
            self.slot(block, &label, cell, own);
            self.cell(cell, own, depth, true);
            if let Some(index) = index {
                let below = x + (size.width - text_width(index, INDEX)) / 2.0;
                self.text(below, rect.bottom() + 13.0, INDEX, false, Paint::Muted, index);
            }
            x += size.width;
        }
    }

    #[allow(clippy::too_many_arguments, reason = "a table's own parts, and where it is drawn")]
    fn table(
        &mut self,
        block: &Block,
        head: Option<&str>,
        rows: &[crate::plan::Row],
        labels: LabelStyle,
        rect: Rect,
        paint: Paint,
        depth: usize,
        radius: Length,
    ) {
        let columns = columns(head, rows, labels);
        let mut y = rect.y;
        if let Some(head) = head {
            let own = Rect { height: columns.head, ..rect };
            self.text_in(own, VALUE, Paint::Ink, head);
            y += columns.head;
        }
        let label_width = columns.label;
        let shaded = matches!(labels, LabelStyle::Key | LabelStyle::Name) && label_width > 0.0;
        if shaded && !rows.is_empty() {
            let height = rect.bottom() - y;
            let corner = if head.is_none() { radius } else { 0.0 };
            self.rect(Rect { x: rect.x, y, width: label_width, height }, corner.min(2.0), Some(Paint::Card), None);
        }
        let (size, base) = match labels {
            LabelStyle::Index => (INDEX, 8.0),
            LabelStyle::Role => (TITLE, PAD),
            _ => (VALUE, PAD),
        };
        let top = y;
        for (place, (row, height)) in rows.iter().zip(&columns.rows).enumerate() {
            if place > 0 || head.is_some() {
                self.line((rect.x, y), (rect.right(), y), paint);
            }
            let paint = if matches!(labels, LabelStyle::Index | LabelStyle::Role) { Paint::Muted } else { Paint::Ink };
            let x = if labels == LabelStyle::Key {
                rect.x + label_width - PAD - text_width(&row.label, size)
            } else {
                rect.x + base
            };
            self.text(x, y + height / 2.0 + size * 0.35, size, false, paint, &row.label);
            let own = Rect { x: rect.x + label_width, y, width: rect.width - label_width, height: *height };
            self.slot(block, &row.label, &row.value, own);
            self.cell(&row.value, own, depth, labels == LabelStyle::Index);
            y += height;
        }
        if shaded {
            self.line((rect.x + label_width, top), (rect.x + label_width, rect.bottom()), paint);
        }
    }

    fn cell(&mut self, cell: &Cell, rect: Rect, depth: usize, centred: bool) {
        match cell {
            Cell::Text(text) if centred => self.text_in(rect, VALUE, Paint::Ink, text),
            Cell::Text(text) => {
                let base = rect.y + rect.height / 2.0 + VALUE * 0.35;
                self.text(rect.x + PAD, base, VALUE, false, Paint::Ink, text);
            }
            Cell::Gap(text) | Cell::Away(text) => self.text_in(rect, VALUE, Paint::Muted, text),
            Cell::Dot(target) => {
                self.dot(rect.right() - DOT / 2.0, rect.y + rect.height / 2.0, *target);
            }
            Cell::Nested(block) => {
                let size = body(&block.body);
                let height = size.height + beneath(&block.body);
                let x = if centred { rect.x + (rect.width - size.width) / 2.0 } else { rect.x + NEST + 2.0 };
                let y = rect.y + (rect.height - height) / 2.0;
                self.body(block, Rect { x, y, width: size.width, height: size.height }, depth + 1);
            }
        }
    }

    fn grid(&mut self, block: &Block, rows: &[(Option<usize>, Vec<String>)], rect: Rect) {
        let widths = grid_columns(rows);
        let label = grid_label(rows);
        let inner: Length = widths.iter().sum();
        let mut y = rect.y + NEST;
        for (index, row) in rows {
            let own = Rect { x: rect.x + label, y, width: inner, height: CELL };
            let Some(index) = index else {
                self.text_in(own, VALUE, Paint::Muted, &row.concat());
                self.slot(block, "…", &Cell::Gap(row.concat()), own);
                y += CELL + GRID_GAP;
                continue;
            };
            let text = index.to_string();
            self.text(rect.x + 7.0, y + CELL / 2.0 + INDEX * 0.35, INDEX, false, Paint::Muted, &text);
            let mut x = own.x;
            for (place, (text, width)) in row.iter().zip(&widths).enumerate() {
                if place > 0 {
                    self.line((x, y), (x, y + CELL), Paint::Line);
                }
                let cell = Rect { x, y, width: *width, height: CELL };
                self.slot(block, &format!("{index}][{place}"), &Cell::Text(text.clone()), cell);
                self.text_in(cell, VALUE, Paint::Ink, text);
                x += width;
            }
            let line = Stroke { paint: Paint::Line, thickness: 1.8, dashed: false };
            self.rect(own, 2.0, None, Some(line));
            y += CELL + GRID_GAP;
        }
        let mut x = rect.x + label;
        for (place, width) in widths.iter().enumerate() {
            let text = place.to_string();
            let below = x + (width - text_width(&text, INDEX)) / 2.0;
            self.text(below, rect.bottom() + 13.0, INDEX, false, Paint::Muted, &text);
            x += width;
        }
    }

    fn bag(&mut self, block: &Block, cells: &[Cell], rect: Rect, depth: usize) {
        let mut x = rect.x + 8.0;
        for cell in cells {
            let label = match cell {
                Cell::Text(text) => text.as_str(),
                Cell::Gap(_) => "…",
                _ => "",
            };
            let width = member_width(cell);
            let own = Rect { x, y: rect.y + (rect.height - MEMBER) / 2.0, width, height: MEMBER };
            let line = Stroke { paint: Paint::Line, thickness: 1.0, dashed: false };
            if !matches!(cell, Cell::Gap(_)) {
                self.rect(own, MEMBER / 2.0, Some(Paint::Card), Some(line));
            }
            self.slot(block, label, cell, own);
            self.cell(cell, own, depth, true);
            x += width + MEMBER_GAP;
        }
    }
}
