//! One block in characters: its title, its box, where arrows leave it and where they enter.

use std::collections::{HashMap, HashSet};

use super::canvas::{Canvas, Ink};
use super::letter_of;
use crate::plan::{Block, Body, Cell, LabelStyle, Outline, Plan};
use crate::text::{cut_end, cut_middle, width};

/// Which arrows are letters, and which blocks have one.
#[derive(Clone)]
pub struct Letters {
    of_block: HashMap<usize, usize>,
    /// By block and number of the dot in it.
    replaced: HashSet<(usize, usize)>,
    next: usize,
    shared: HashMap<usize, usize>,
    /// Columns that a title may take.
    title_room: usize,
    frames: usize,
}

impl Letters {
    /// Shared objects have theirs from the start.
    pub fn of(plan: &Plan) -> Letters {
        let shared = plan.blocks.iter().enumerate().filter_map(|(number, block)| Some((number, block.shared?)));
        let of_block: HashMap<usize, usize> = shared.collect();
        let next = of_block.values().max().map_or(0, |last| last + 1);
        Letters {
            shared: of_block.clone(),
            of_block,
            replaced: HashSet::new(),
            next,
            title_room: 48,
            frames: plan.frames,
        }
    }

    /// The same with titles of at most `room` columns.
    pub fn with_titles(&self, room: usize) -> Letters {
        Letters { title_room: room, ..self.clone() }
    }

    /// The colour of arrows to a block.
    fn ink(&self, block: usize) -> Ink {
        self.shared.get(&block).map_or(Ink::Line, |number| Ink::Shared(*number))
    }

    pub fn of_block(&self, block: usize) -> Option<usize> {
        self.of_block.get(&block).copied()
    }

    fn is_replaced(&self, block: usize, dot: usize) -> bool {
        self.replaced.contains(&(block, dot))
    }

    /// Letters for all arrows of these blocks that lead out of the band.
    pub fn cut(&mut self, plan: &Plan, members: &[usize], inside: impl Fn(usize) -> bool) {
        for &block in members {
            for (dot, target) in dots(&plan.blocks[block].body).into_iter().enumerate() {
                if !inside(target) {
                    self.replace_one(block, dot, target);
                }
            }
        }
    }

    /// Letters for these arrows: blocks, and numbers among the dots that are still drawn.
    pub fn replace(&mut self, plan: &Plan, arrows: &[(usize, usize)]) {
        let mut chosen = Vec::new();
        for &(block, port) in arrows {
            let drawn = dots(&plan.blocks[block].body).into_iter().enumerate();
            let drawn = drawn.filter(|(dot, _)| !self.is_replaced(block, *dot)).nth(port);
            chosen.extend(drawn.map(|(dot, target)| (block, dot, target)));
        }
        for (block, dot, target) in chosen {
            self.replace_one(block, dot, target);
        }
    }

    fn replace_one(&mut self, block: usize, dot: usize, target: usize) {
        if self.replaced.insert((block, dot)) {
            let next = self.next;
            if *self.of_block.entry(target).or_insert(next) == next {
                self.next += 1;
            }
        }
    }
}

/// The targets of all dots, in the order of the cells.
fn dots(body: &Body) -> Vec<usize> {
    let mut found = Vec::new();
    let mut look = |cell: &Cell| {
        if let Cell::Dot(target) = cell {
            found.push(*target);
        }
    };
    match body {
        Body::Flat(cells) => cells.iter().for_each(|(_, cell)| look(cell)),
        Body::Table { rows, .. } => rows.iter().for_each(|row| look(&row.value)),
        Body::Bag(cells) => cells.iter().for_each(look),
        Body::Grid(_) | Body::Text(_) | Body::Empty(_) => {}
    }
    found
}

/// A box as rows of cells, borders left to whoever draws it.
struct Sheet {
    head: Option<String>,
    rows: Vec<Vec<Piece>>,
    /// Heavy lines between the first column and the others.
    labelled: bool,
}

struct Piece {
    text: String,
    ink: Ink,
    right: bool,
    /// The number of the dot that it is, and its target.
    dot: Option<(usize, usize)>,
}

impl Piece {
    fn new(text: String, ink: Ink) -> Piece {
        Piece { text, ink, right: false, dot: None }
    }
}

struct Writer<'a> {
    letters: &'a Letters,
    number: usize,
    shared: &'a dyn Fn(usize) -> Ink,
    dots: usize,
    room: usize,
}

impl Writer<'_> {
    fn cell(&mut self, cell: &Cell) -> Piece {
        match cell {
            Cell::Text(text) => Piece::new(cut_middle(text, self.room), Ink::Plain),
            Cell::Gap(text) | Cell::Away(text) => Piece::new(cut_middle(text, self.room), Ink::Muted),
            Cell::Nested(block) => Piece::new(cut_middle(&in_words(block), self.room), Ink::Plain),
            Cell::Dot(target) => {
                let dot = self.dots;
                self.dots += 1;
                let ink = (self.shared)(*target);
                if self.letters.is_replaced(self.number, dot) {
                    return Piece::new(format!("→ {}", letter_of(self.letters.of_block(*target))), ink);
                }
                Piece { text: "●".to_string(), ink, right: true, dot: Some((dot, *target)) }
            }
        }
    }

    fn sheet(&mut self, body: &Body) -> Sheet {
        let plain = |rows| Sheet { head: None, rows, labelled: false };
        match body {
            Body::Flat(cells) => plain(vec![cells.iter().map(|(_, cell)| self.cell(cell)).collect()]),
            Body::Bag(cells) => {
                let mut pieces: Vec<Piece> = cells.iter().map(|cell| self.cell(cell)).collect();
                let texts: Vec<String> = pieces.drain(..).map(|piece| piece.text).collect();
                plain(vec![vec![Piece::new(texts.join("  "), Ink::Plain)]])
            }
            Body::Text(text) => plain(vec![vec![Piece::new(cut_middle(text, 2 * self.room), Ink::Plain)]]),
            Body::Empty(text) => plain(vec![vec![Piece::new(text.clone(), Ink::Muted)]]),
            Body::Table { head, rows, labels } => {
                let ink = if matches!(labels, LabelStyle::Index | LabelStyle::Role) { Ink::Muted } else { Ink::Plain };
                let labelled = rows.iter().any(|row| !row.label.is_empty());
                let rows = rows.iter().map(|row| {
                    let value = self.cell(&row.value);
                    let label = Piece::new(cut_end(&row.label, self.room), ink);
                    if labelled { vec![label, value] } else { vec![value] }
                });
                let rows = rows.collect();
                let head = head.as_ref().map(|head| cut_middle(head, 2 * self.room));
                Sheet { head, rows, labelled: labelled && *labels != LabelStyle::Frame }
            }
            Body::Grid(rows) => {
                let count = rows.iter().filter(|(i, _)| i.is_some()).map(|(_, row)| row.len()).max().unwrap_or(0);
                let rows = rows.iter().map(|(index, row)| {
                    let label = Piece::new(index.map_or("…".to_string(), |i| i.to_string()), Ink::Muted);
                    let cells = (0..count).map(|place| match (index, row.get(place)) {
                        (Some(_), Some(text)) => Piece::new(cut_middle(text, self.room), Ink::Plain),
                        _ => Piece::new("…".to_string(), Ink::Muted),
                    });
                    std::iter::once(label).chain(cells).collect()
                });
                Sheet { head: None, rows: rows.collect(), labelled: true }
            }
        }
    }
}

/// The characters across that a text may take in a terminal of this width.
fn room(width: usize) -> usize {
    (width.saturating_sub(8) / 2).clamp(4, 40)
}

fn sheet(block: &Block, letters: &Letters, number: usize, terminal: usize) -> Sheet {
    let mut writer = Writer { letters, number, shared: &|_| Ink::Line, dots: 0, room: room(terminal) };
    writer.sheet(&block.body)
}

fn column_widths(sheet: &Sheet) -> Vec<usize> {
    let count = sheet.rows.iter().map(Vec::len).max().unwrap_or(0);
    let widest = |column: usize| sheet.rows.iter().filter_map(|row| row.get(column)).map(|p| width(&p.text)).max();
    (0..count).map(|column| widest(column).unwrap_or(0) + 2).collect()
}

fn inner_width(sheet: &Sheet, frame: bool) -> usize {
    let widths = column_widths(sheet);
    let lines = if frame { 0 } else { widths.len().saturating_sub(1) };
    let own = widths.iter().sum::<usize>() + lines;
    own.max(sheet.head.as_ref().filter(|_| !frame).map_or(0, |head| width(head) + 2)).max(3)
}

/// How large a block is.
pub struct Size {
    /// Title included.
    pub width: usize,
    pub height: usize,
    /// The box alone.
    pub body: usize,
}

pub fn measure(block: &Block, letters: &Letters, number: usize, terminal: usize) -> Size {
    let sheet = sheet(block, letters, number, terminal);
    let frame = block.outline == Outline::Frame;
    let head = if sheet.head.is_some() && !frame { if sheet.rows.is_empty() { 1 } else { 2 } } else { 0 };
    let title = width(&title(block, letters, number, terminal).0);
    let body = inner_width(&sheet, frame) + 2;
    let rows = if sheet.rows.is_empty() && head == 0 { 1 } else { sheet.rows.len() };
    Size { width: body.max(title).min(terminal), height: 1 + head + rows + 2, body: body.min(terminal) }
}

/// The title's text, and how many columns of it are the letter and the type.
fn title(block: &Block, letters: &Letters, number: usize, terminal: usize) -> (String, usize, usize) {
    let room = letters.title_room.min(terminal);
    if block.outline == Outline::Frame {
        let name = match &block.body {
            Body::Table { head: Some(head), .. } => head.clone(),
            _ => String::new(),
        };
        let mark = if block.active && letters.frames > 1 { "▸" } else { " " };
        let line = if block.known_as.is_empty() { String::new() } else { format!("  {}", block.known_as) };
        return (cut_end(&format!("{mark}{name}{line}"), room), 0, 0);
    }
    let letter = letter_of(letters.of_block(number));
    let badge = if letter.is_empty() { String::new() } else { format!("{letter} ") };
    let kind = format!("{badge}{}", block.type_name);
    let known = if block.known_as.is_empty() { String::new() } else { format!("  {}", block.known_as) };
    (cut_end(&format!("{kind}{known}"), room), width(&badge), width(&kind))
}

/// The row of each dot that is drawn, its number, and its target.
pub fn ports(block: &Block, letters: &Letters, number: usize) -> Vec<(usize, usize, usize)> {
    let sheet = sheet(block, letters, number, 80);
    let first = first_row(block, &sheet);
    let rows = sheet.rows.iter().enumerate();
    let dots =
        rows.flat_map(|(row, pieces)| pieces.iter().filter_map(move |p| p.dot.map(|(dot, to)| (first + row, dot, to))));
    dots.collect()
}

fn first_row(block: &Block, sheet: &Sheet) -> usize {
    2 + if sheet.head.is_some() && block.outline != Outline::Frame { 2 } else { 0 }
}

/// The row in which arrows enter: that of its first cell.
pub fn entry(_block: &Block) -> usize {
    2
}

/// Draws the block; the box is as wide as its content, the title may be wider.
pub fn draw(canvas: &mut Canvas, block: &Block, letters: &Letters, number: usize, at: (usize, usize), outer: usize) {
    let (x, y) = at;
    let ink = block.shared.map_or(Ink::Line, Ink::Shared);
    let frame = block.outline == Outline::Frame;
    draw_title(canvas, block, letters, number, at, ink);
    let shared = |target: usize| letters.ink(target);
    let mut writer = Writer { letters, number, shared: &shared, dots: 0, room: room(canvas.width()) };
    let sheet = writer.sheet(&block.body);
    let lines = Lines::of(block.outline);
    let mut widths = column_widths(&sheet);
    let inner = if frame { outer - 2 } else { inner_width(&sheet, frame).min(outer.saturating_sub(2)) };
    let gaps = if frame { 0 } else { widths.len().saturating_sub(1) };
    let spare = inner.saturating_sub(widths.iter().sum::<usize>() + gaps);
    if let Some(last) = widths.last_mut() {
        *last += spare;
    }
    let cells_begin = !sheet.rows.is_empty() && sheet.head.is_none();
    let join = |kind: usize, heavy: char| -> String {
        let mut line = String::new();
        for (place, width) in widths.iter().enumerate() {
            if place > 0 && !frame {
                line.push(lines.joint(kind, place == 1 && sheet.labelled));
            }
            line.push_str(&heavy.to_string().repeat(*width));
        }
        if widths.is_empty() { heavy.to_string().repeat(inner) } else { line }
    };
    let flat = lines.horizontal.to_string().repeat(inner);
    let top = if cells_begin { join(0, lines.horizontal) } else { flat.clone() };
    let mut row_y = y + 1;
    canvas.text(x, row_y, &format!("{}{top}{}", lines.corners[0], lines.corners[1]), ink);
    row_y += 1;
    if let Some(head) = sheet.head.as_ref().filter(|_| !frame) {
        canvas.text(x, row_y, &lines.vertical.to_string(), ink);
        canvas.text(x + 1 + (inner.saturating_sub(width(head))) / 2, row_y, head, Ink::Strong);
        canvas.text(x + inner + 1, row_y, &lines.vertical.to_string(), ink);
        row_y += 1;
        if !sheet.rows.is_empty() {
            let middle = join(2, '─');
            canvas.text(x, row_y, &format!("{}{middle}{}", lines.tees[0], lines.tees[1]), ink);
            row_y += 1;
        }
    } else if sheet.rows.is_empty() {
        canvas.text(x, row_y, &format!("{}{}{}", lines.vertical, " ".repeat(inner), lines.vertical), ink);
        row_y += 1;
    }
    for pieces in &sheet.rows {
        let mut cell_x = x;
        for (place, width_here) in widths.iter().enumerate() {
            let between = match place {
                0 => lines.vertical,
                1 if sheet.labelled => lines.inner_heavy(),
                _ => '│',
            };
            if place == 0 || !frame {
                canvas.text(cell_x, row_y, &between.to_string(), ink);
                cell_x += 1;
            }
            if let Some(piece) = pieces.get(place) {
                let text = cut_middle(&piece.text, width_here.saturating_sub(2));
                let right = piece.right || (frame && place == 1);
                let shift = if right { width_here.saturating_sub(1 + width(&text)) } else { 1 };
                canvas.text(cell_x + shift, row_y, &text, piece.ink);
            }
            cell_x += width_here;
        }
        canvas.text(x + inner + 1, row_y, &lines.vertical.to_string(), ink);
        row_y += 1;
    }
    let bottom = if sheet.rows.is_empty() { flat } else { join(1, lines.horizontal) };
    canvas.text(x, row_y, &format!("{}{bottom}{}", lines.corners[2], lines.corners[3]), ink);
}

fn draw_title(canvas: &mut Canvas, block: &Block, letters: &Letters, number: usize, at: (usize, usize), ink: Ink) {
    let (x, y) = at;
    let (text, badge, kind) = title(block, letters, number, canvas.width());
    if block.outline == Outline::Frame {
        let ink = if block.active { Ink::Active } else { Ink::Muted };
        canvas.text(x, y, &text, ink);
        return;
    }
    let characters: Vec<char> = text.chars().collect();
    let piece = |from: usize, to: usize| {
        characters[from.min(characters.len())..to.min(characters.len())].iter().collect::<String>()
    };
    let strong = if block.shared.is_some() { ink } else { Ink::Plain };
    canvas.text(x, y, &piece(0, badge), strong);
    canvas.text(x + badge, y, &piece(badge, kind), Ink::Muted);
    canvas.text(x + kind, y, &piece(kind, characters.len()), strong);
}

/// The characters of an outline.
struct Lines {
    corners: [char; 4],
    horizontal: char,
    vertical: char,
    /// The ends of the line under a head.
    tees: [char; 2],
    heavy: bool,
}

impl Lines {
    fn of(outline: Outline) -> Lines {
        let (corners, horizontal, vertical, tees, heavy) = match outline {
            Outline::Mutable => (['┏', '┓', '┗', '┛'], '━', '┃', ['┠', '┨'], true),
            Outline::Immutable => (['╭', '╮', '╰', '╯'], '─', '│', ['├', '┤'], false),
            Outline::Dashed => (['╭', '╮', '╰', '╯'], '┄', '┆', ['├', '┤'], false),
            Outline::Frame => (['┌', '┐', '└', '┘'], '─', '│', ['├', '┤'], false),
        };
        Lines { corners, horizontal, vertical, tees, heavy }
    }

    fn inner_heavy(&self) -> char {
        if self.heavy { '┃' } else { '│' }
    }

    /// Where a line between columns meets the top (0), the bottom (1) or the line under a head (2).
    fn joint(&self, kind: usize, heavy: bool) -> char {
        match (kind, self.heavy, heavy) {
            (0, true, true) => '┳',
            (0, true, false) => '┯',
            (1, true, true) => '┻',
            (1, true, false) => '┷',
            (2, true, true) => '┰',
            (0, ..) | (2, ..) => '┬',
            _ => '┴',
        }
    }
}

/// A nested box as Python would write it.
fn in_words(block: &Block) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Gap(text) | Cell::Away(text) => text.clone(),
        Cell::Nested(block) => in_words(block),
        Cell::Dot(_) => "●".to_string(),
    };
    let items: Vec<String> = match &block.body {
        Body::Flat(cells) => cells.iter().map(|(_, c)| cell(c)).collect(),
        Body::Bag(cells) => cells.iter().map(cell).collect(),
        Body::Table { rows, .. } => rows.iter().map(|row| cell(&row.value)).collect(),
        Body::Grid(rows) => rows.iter().map(|(_, row)| format!("[{}]", row.join(", "))).collect(),
        Body::Text(text) => return text.clone(),
        Body::Empty(_) if block.type_name == "set" => return "set()".to_string(),
        Body::Empty(_) => vec![],
    };
    let (open, close) = match block.type_name.as_str() {
        "tuple" => ("(", if items.len() == 1 { ",)" } else { ")" }),
        "set" => ("{", "}"),
        _ => ("[", "]"),
    };
    format!("{open}{}{close}", items.join(", "))
}
