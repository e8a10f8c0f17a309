//! Characters at places, and lines that join where they meet.

use crate::text::columns;

/// What a colour means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Ink {
    #[default]
    Plain,
    Strong,
    Muted,
    Line,
    Active,
    Shared(usize),
}

const UP: u8 = 1;
const DOWN: u8 = 2;
const LEFT: u8 = 4;
const RIGHT: u8 = 8;

#[derive(Clone, Copy, Default)]
struct Place {
    /// What stands here; None where nothing does, or where the wide character before reaches.
    character: Option<char>,
    covered: bool,
    /// The arms of the lines that meet here.
    arms: u8,
    ink: Ink,
}

pub struct Canvas {
    width: usize,
    rows: Vec<Vec<Place>>,
}

impl Canvas {
    pub fn new(width: usize) -> Canvas {
        Canvas { width, rows: Vec::new() }
    }

    fn at(&mut self, x: usize, y: usize) -> &mut Place {
        while self.rows.len() <= y {
            self.rows.push(Vec::new());
        }
        let row = &mut self.rows[y];
        while row.len() <= x {
            row.push(Place::default());
        }
        &mut row[x]
    }

    pub fn text(&mut self, x: usize, y: usize, text: &str, ink: Ink) {
        let mut x = x;
        for c in text.chars() {
            let wide = columns(c);
            if wide == 0 {
                continue;
            }
            *self.at(x, y) = Place { character: Some(c), ink, ..Place::default() };
            for covered in 1..wide {
                *self.at(x + covered, y) = Place { covered: true, ..Place::default() };
            }
            x += wide;
        }
    }

    /// From a dot at `x` through the border of its box.
    pub fn leave(&mut self, x: usize, border: usize, y: usize, ink: Ink) {
        *self.at(x, y) = Place { character: Some('─'), ink, ..Place::default() };
        let place = self.at(border, y);
        place.character = Some(match place.character {
            Some('┃') => '╂',
            _ => '┼',
        });
    }

    /// A line from `from` to before `to`; both ends are open.
    pub fn horizontal(&mut self, from: usize, to: usize, y: usize, ink: Ink) {
        for x in from..to {
            let place = self.at(x, y);
            if place.character.is_none() {
                place.arms |= LEFT | RIGHT;
                place.ink = ink;
            }
        }
    }

    /// A line in column `x` from row `top` to row `bottom`; it ends in the middle of both.
    pub fn vertical(&mut self, x: usize, top: usize, bottom: usize, ink: Ink) {
        for y in top..=bottom {
            let up = if y > top { UP } else { 0 };
            let down = if y < bottom { DOWN } else { 0 };
            let place = self.at(x, y);
            place.arms |= up | down;
            place.ink = ink;
        }
    }

    /// An arm to the left or to the right where a line begins or ends.
    pub fn arm(&mut self, x: usize, y: usize, right: bool, ink: Ink) {
        let place = self.at(x, y);
        place.arms |= if right { RIGHT } else { LEFT };
        place.ink = ink;
    }

    pub fn width(&self) -> usize {
        self.width
    }

    /// All rows, none wider than the canvas.
    pub fn written(&self, colour: bool) -> String {
        let mut out = String::new();
        for row in &self.rows {
            let end = row.len().min(self.width);
            out.push_str(&row_text(&row[..end], colour));
            out.push('\n');
        }
        out
    }
}

fn row_text(row: &[Place], colour: bool) -> String {
    let mut out = String::new();
    let mut ink = Ink::Plain;
    let end = row.iter().rposition(|p| p.character.is_some_and(|c| c != ' ') || p.arms != 0).map_or(0, |last| last + 1);
    for place in row[..end].iter().filter(|p| !p.covered) {
        let c = place.character.unwrap_or_else(|| joined(place.arms));
        if colour && place.ink != ink && c != ' ' {
            if ink != Ink::Plain {
                out.push_str("\x1b[0m");
            }
            out.push_str(&code(place.ink));
            ink = place.ink;
        }
        out.push(c);
    }
    if colour && ink != Ink::Plain {
        out.push_str("\x1b[0m");
    }
    out
}

/// The character of lines that meet.
fn joined(arms: u8) -> char {
    const JOINED: [char; 16] = [' ', '╵', '╷', '│', '╴', '┘', '┐', '┤', '╶', '└', '┌', '├', '─', '┴', '┬', '┼'];
    JOINED[arms as usize & 15]
}

fn code(ink: Ink) -> String {
    match ink {
        Ink::Plain => String::new(),
        Ink::Strong => "\x1b[1m".to_string(),
        Ink::Muted => "\x1b[38;5;245m".to_string(),
        Ink::Line => "\x1b[38;5;247m".to_string(),
        Ink::Active => "\x1b[1;38;5;33m".to_string(),
        Ink::Shared(number) => {
            let colour = [32, 172, 36, 170][number % 4];
            format!("\x1b[38;5;{colour}m")
        }
    }
}

/// A text on its own.
pub fn painted(text: &str, ink: Ink, colour: bool) -> String {
    if colour && ink != Ink::Plain { format!("{}{text}\x1b[0m", code(ink)) } else { text.to_string() }
}
