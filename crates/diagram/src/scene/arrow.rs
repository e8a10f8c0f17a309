//! The curves of arrows: straight through columns, bent in the channels between them.

use super::{Length, Piece, Point};
use crate::arrange::{Arrangement, Route};

/// Before its tip an arrow is straight, so that its head points where it goes.
pub const HEAD: Length = 9.0;

/// The pieces of an arrow after its start, up to the root of its head.
pub fn pieces(route: &Route, arrangement: &Arrangement, clear: &dyn Fn(usize, Length, Length) -> Length) -> Vec<Piece> {
    let mut at = Point { x: route.start.0 as f64, y: route.start.1 as f64 };
    let end = Point { x: route.end.0 as f64 - HEAD - 1.0, y: route.end.1 as f64 };
    let mut pieces = Vec::new();
    let column = |number: usize| arrangement.columns[number];
    if !route.back {
        let mut from = route.from_column;
        for &(number, y) in &route.lanes {
            let y = y as f64;
            let x = clear(from, at.y, y);
            leave(&mut pieces, &mut at, x);
            bend(&mut pieces, &mut at, Point { x: column(number).left as f64, y });
            from = number;
        }
        let x = clear(from, at.y, end.y);
        leave(&mut pieces, &mut at, x);
        bend(&mut pieces, &mut at, end);
        return pieces;
    }
    // Round the right of its own column, back through the lanes, round the left of the target.
    let first = route.lanes.first().map_or(at.y, |(_, y)| *y as f64);
    let x = clear(route.from_column, at.y, first);
    leave(&mut pieces, &mut at, x);
    for (place, &(number, y)) in route.lanes.iter().enumerate() {
        let y = y as f64;
        let right = Point { x: if place == 0 { x } else { clear(number, at.y, y) }, y };
        if place == 0 {
            turn(&mut pieces, &mut at, right, 1.0);
        } else {
            bend(&mut pieces, &mut at, right);
        }
        leave(&mut pieces, &mut at, column(number).left as f64);
    }
    turn(&mut pieces, &mut at, end, -1.0);
    pieces
}

fn leave(pieces: &mut Vec<Piece>, at: &mut Point, x: Length) {
    if (x - at.x).abs() > 0.5 {
        at.x = x;
        pieces.push(Piece::Line(*at));
    }
}

/// An S from one side of a channel to the other.
fn bend(pieces: &mut Vec<Piece>, at: &mut Point, to: Point) {
    if (at.y - to.y).abs() < 0.5 {
        pieces.push(Piece::Line(to));
    } else {
        let middle = (at.x + to.x) / 2.0;
        pieces.push(Piece::Bend(Point { x: middle, y: at.y }, Point { x: middle, y: to.y }, to));
    }
    *at = to;
}

/// A U: out to the right (1) or left (-1) and back.
fn turn(pieces: &mut Vec<Piece>, at: &mut Point, to: Point, side: Length) {
    let out = 18.0 + ((to.y - at.y).abs() / 8.0).min(14.0);
    let x = if side > 0.0 { at.x.max(to.x) + out } else { at.x.min(to.x) - out };
    pieces.push(Piece::Bend(Point { x, y: at.y }, Point { x, y: to.y }, to));
    *at = to;
}
