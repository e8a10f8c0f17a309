//! A laid-out memory diagram: groups of shapes with keys that stay the same from one moment to the next.
//!
//! Knows no colours by value (`theme.rs` does) and no format (`svg.rs` and `png.rs` do).

mod arrow;
pub(crate) mod build;
mod fault;
mod measure;
mod paint;

#[cfg(test)]
mod tests;

use crate::moment::Moment;

/// Points, one of which is a CSS pixel.
pub type Length = f64;

#[derive(Clone, Debug, Default)]
pub struct Scene {
    pub width: Length,
    pub height: Length,
    /// Which moment, and the program: for the title of a page and for those who hear the picture.
    pub title: String,
    /// What the picture shows, in a sentence.
    pub description: String,
    pub groups: Vec<Group>,
}

/// What belongs together: one box, one arrow.
#[derive(Clone, Debug)]
pub struct Group {
    /// `frame 0`, `object 7`, `arrow frame 0/a`: the same for the same thing in every picture of a run.
    pub key: String,
    pub role: Role,
    /// Where it is, its texts included. Empty for arrows.
    pub bounds: Rect,
    pub shapes: Vec<Shape>,
    /// Where its names and parts stand, for those who point at them and compare moments.
    pub slots: Vec<Slot>,
}

/// The place of one name of a frame or one part of an object.
#[derive(Clone, PartialEq, Debug)]
pub struct Slot {
    /// The key of the frame or object that has it: a box within a box has slots of its own.
    pub owner: String,
    /// As it is written: a name, an index, a key.
    pub label: String,
    pub value: SlotValue,
    pub rect: Rect,
}

#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SlotValue {
    Text(String),
    /// The object with this key.
    Object(String),
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Role {
    Heading,
    Frame,
    Object,
    Arrow,
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Rect {
    pub x: Length,
    pub y: Length,
    pub width: Length,
    pub height: Length,
}

#[derive(Clone, Debug)]
pub enum Shape {
    Rect {
        rect: Rect,
        radius: Length,
        fill: Option<Paint>,
        line: Option<Stroke>,
    },
    Line {
        from: Point,
        to: Point,
        line: Stroke,
    },
    Dot {
        at: Point,
        radius: Length,
        paint: Paint,
    },
    Text(Text),
    /// A curve with a head at its end.
    Curve {
        start: Point,
        pieces: Vec<Piece>,
        line: Stroke,
    },
    /// A filled triangle that points right, its tip at `tip`.
    Head {
        tip: Point,
        paint: Paint,
    },
}

#[derive(Clone, Copy, PartialEq, Debug, Default)]
pub struct Point {
    pub x: Length,
    pub y: Length,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub enum Piece {
    Line(Point),
    /// Two control points and the end.
    Bend(Point, Point, Point),
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Stroke {
    pub paint: Paint,
    pub thickness: Length,
    pub dashed: bool,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Text {
    /// The left end of the base line.
    pub at: Point,
    pub size: Length,
    pub bold: bool,
    pub paint: Paint,
    pub text: String,
}

/// What a colour means; the theme says what it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Paint {
    Background,
    Card,
    Ink,
    Muted,
    Line,
    Active,
    /// The nth of the colours for shared objects.
    Shared(usize),
    /// What is written on a badge in such a colour.
    OnShared,
}

impl Scene {
    pub fn of(moment: &Moment) -> Scene {
        build::build(&crate::plan::Plan::of(moment))
    }
}

impl Rect {
    pub fn right(&self) -> Length {
        self.x + self.width
    }
    pub fn bottom(&self) -> Length {
        self.y + self.height
    }
    pub fn overlaps(&self, other: &Rect) -> bool {
        self.x < other.right() && other.x < self.right() && self.y < other.bottom() && other.y < self.bottom()
    }
    pub fn contains(&self, at: Point) -> bool {
        self.x < at.x && at.x < self.right() && self.y < at.y && at.y < self.bottom()
    }
}

impl Text {
    /// What it takes: one monospaced face, whose letters are 1233/2048 of its size wide.
    pub fn width(&self) -> Length {
        text_width(&self.text, self.size)
    }

    pub fn bounds(&self) -> Rect {
        Rect { x: self.at.x, y: self.at.y - self.size * 0.76, width: self.width(), height: self.size * 0.98 }
    }
}

/// Hack's letters, and those of most monospaced faces, are 1233/2048 of their size wide.
pub const ADVANCE: Length = 1233.0 / 2048.0;

pub fn text_width(text: &str, size: Length) -> Length {
    crate::text::width(text) as Length * size * ADVANCE
}
