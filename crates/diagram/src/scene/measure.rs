//! How large each block is.

use super::{Length, text_width};
use crate::plan::{Block, Body, Cell, LabelStyle, Outline, Row};

/// Sizes of text: values, titles, indexes.
pub const VALUE: Length = 14.0;
pub const TITLE: Length = 12.5;
pub const INDEX: Length = 10.5;

/// A cell of a list that lies flat, a row of a table, a row of a frame.
pub const CELL: Length = 30.0;
pub const ROW: Length = 28.0;
pub const FRAME_ROW: Length = 26.0;
pub const FRAME_HEAD: Length = 32.0;
/// Beside a text in its cell, and around a nested box.
pub const PAD: Length = 9.0;
pub const NEST: Length = 5.0;
/// Over a box: its title. Beneath a list: its indexes.
pub const OVER: Length = 24.0;
pub const BENEATH: Length = 17.0;
/// Between the rows of a grid, between the members of a set.
pub const GRID_GAP: Length = 5.0;
pub const MEMBER_GAP: Length = 6.0;
pub const MEMBER: Length = 24.0;
/// The column of a dot.
pub const DOT: Length = 30.0;
pub const DOT_RADIUS: Length = 3.2;
pub const BADGE: Length = 9.0;

#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Size {
    pub width: Length,
    pub height: Length,
}

/// The whole block: title, body, indexes beneath.
pub fn block(block: &Block) -> Size {
    let body = body(&block.body);
    if block.outline == Outline::Frame {
        return body;
    }
    Size { width: body.width.max(title_width(block)), height: body.height + OVER + beneath(&block.body) }
}

pub fn title_width(block: &Block) -> Length {
    let badge = if block.shared.is_some() { 2.0 * BADGE + 6.0 } else { 0.0 };
    let known = if block.known_as.is_empty() { 0.0 } else { TITLE * 0.6 + text_width(&block.known_as, TITLE) };
    badge + text_width(&block.type_name, TITLE) + known
}

/// Space for indexes beneath a list that lies flat.
pub fn beneath(body: &Body) -> Length {
    let indexed =
        |cells: &[(Option<String>, Cell)]| cells.iter().any(|(index, _)| index.as_ref().is_some_and(|i| !i.is_empty()));
    match body {
        Body::Flat(cells) if indexed(cells) => BENEATH,
        Body::Grid(_) => BENEATH,
        _ => 0.0,
    }
}

/// The box itself.
pub fn body(body: &Body) -> Size {
    match body {
        Body::Flat(cells) => {
            let sizes = cells.iter().map(|(index, cell)| flat_cell(index.as_deref(), cell));
            sizes.fold(Size { width: 0.0, height: CELL }, |all, one| Size {
                width: all.width + one.width,
                height: all.height.max(one.height),
            })
        }
        Body::Table { head, rows, labels } => table(head.as_deref(), rows, *labels),
        Body::Grid(rows) => {
            let widths = grid_columns(rows);
            let width = grid_label(rows) + widths.iter().sum::<Length>() + NEST;
            let count = rows.len() as Length;
            Size { width, height: 2.0 * NEST + count * CELL + (count - 1.0) * GRID_GAP }
        }
        Body::Bag(cells) => {
            let width = cells.iter().map(|cell| member_width(cell) + MEMBER_GAP).sum::<Length>();
            Size { width: width + 2.0 * 8.0 - MEMBER_GAP, height: 34.0 }
        }
        Body::Text(text) => Size { width: (text_width(text, VALUE) + 28.0).max(44.0), height: CELL },
        Body::Empty(text) => Size { width: (text_width(text, INDEX) + 20.0).max(CELL), height: CELL },
    }
}

pub fn member_width(member: &Cell) -> Length {
    (cell(member).width + 4.0).max(MEMBER + 6.0)
}

pub fn flat_cell(index: Option<&str>, value: &Cell) -> Size {
    let own = cell(value);
    let index = index.map_or(0.0, |text| text_width(text, INDEX) + 6.0);
    Size { width: own.width.max(index).max(30.0), height: own.height.max(CELL) }
}

/// One cell with the space around its content.
pub fn cell(cell: &Cell) -> Size {
    match cell {
        Cell::Text(text) | Cell::Gap(text) | Cell::Away(text) => {
            Size { width: text_width(text, VALUE) + 2.0 * PAD, height: 0.0 }
        }
        Cell::Dot(_) => Size { width: DOT, height: 0.0 },
        Cell::Nested(block) => {
            let inner = body(&block.body);
            let under = beneath(&block.body);
            Size { width: inner.width + 2.0 * NEST + 4.0, height: inner.height + under + 2.0 * NEST }
        }
    }
}

/// The widths of a table's two columns, and the height of each row.
pub struct Columns {
    pub label: Length,
    pub value: Length,
    pub rows: Vec<Length>,
    pub head: Length,
}

pub fn columns(head: Option<&str>, rows: &[Row], labels: LabelStyle) -> Columns {
    let frame = labels == LabelStyle::Frame;
    let label_size = if labels == LabelStyle::Index {
        INDEX
    } else if labels == LabelStyle::Role {
        TITLE
    } else {
        VALUE
    };
    let label = rows.iter().map(|row| text_width(&row.label, label_size)).fold(0.0, Length::max);
    let mut value = rows.iter().map(|row| cell(&row.value).width).fold(0.0, Length::max);
    let mut label = match labels {
        LabelStyle::Frame => label + 16.0 + 8.0,
        LabelStyle::Index => label + 14.0,
        _ if label == 0.0 => 0.0,
        _ => label + 2.0 * PAD + 1.0,
    };
    if rows.iter().all(|row| row.label.is_empty()) && labels != LabelStyle::Frame {
        label = 0.0;
    }
    value = value.max(if frame { 24.0 } else { DOT });
    let head_width = head.map_or(0.0, |text| text_width(text, if frame { TITLE } else { VALUE }) + 28.0);
    let least = if frame { 130.0_f64.max(head_width) } else { head_width };
    if label + value < least {
        value = least - label;
    }
    let least = if frame { FRAME_ROW } else { ROW };
    let heights = rows.iter().map(|row| cell(&row.value).height.max(least)).collect();
    let head = match head {
        Some(_) if frame => FRAME_HEAD,
        Some(_) => CELL,
        None => 0.0,
    };
    Columns { label, value, rows: heights, head }
}

fn table(head: Option<&str>, rows: &[Row], labels: LabelStyle) -> Size {
    let columns = columns(head, rows, labels);
    let foot = if labels == LabelStyle::Frame { 10.0 } else { 0.0 };
    Size { width: columns.label + columns.value, height: columns.head + columns.rows.iter().sum::<Length>() + foot }
}

pub fn grid_columns(rows: &[(Option<usize>, Vec<String>)]) -> Vec<Length> {
    let count = rows.iter().filter(|(index, _)| index.is_some()).map(|(_, row)| row.len()).max().unwrap_or(0);
    let mut widths = vec![30.0; count];
    for (_, row) in rows.iter().filter(|(index, _)| index.is_some()) {
        for (width, text) in widths.iter_mut().zip(row) {
            *width = f64::max(*width, text_width(text, VALUE) + 2.0 * PAD);
        }
    }
    widths
}

pub fn grid_label(rows: &[(Option<usize>, Vec<String>)]) -> Length {
    let digits = rows.iter().filter_map(|(index, _)| *index).max().map_or(1, |n| n.to_string().len());
    digits as Length * INDEX * super::ADVANCE + 14.0
}
