//! Outlines of shapes that formats without round corners or arrow heads draw as lines and bends.

use crate::scene::{Length, Piece, Point, Rect};

/// Control points of a quarter of a circle lie this share of its radius away from its ends.
const QUARTER: Length = 0.5523;

/// Where the outline begins, and its pieces back to there.
pub type Outline = (Point, Vec<Piece>);

/// A rectangle with round corners, each as near to a quarter of a circle as a bend comes.
pub fn rounded(rect: &Rect, radius: Length) -> Outline {
    let r = radius.min(rect.width / 2.0).min(rect.height / 2.0);
    let (left, top, right, bottom) = (rect.x, rect.y, rect.right(), rect.bottom());
    let p = |x: Length, y: Length| Point { x, y };
    if r <= 0.0 {
        let corners = [p(right, top), p(right, bottom), p(left, bottom), p(left, top)];
        return (p(left, top), corners.map(Piece::Line).to_vec());
    }
    let k = r * (1.0 - QUARTER);
    let pieces = vec![
        Piece::Line(p(right - r, top)),
        Piece::Bend(p(right - k, top), p(right, top + k), p(right, top + r)),
        Piece::Line(p(right, bottom - r)),
        Piece::Bend(p(right, bottom - k), p(right - k, bottom), p(right - r, bottom)),
        Piece::Line(p(left + r, bottom)),
        Piece::Bend(p(left + k, bottom), p(left, bottom - k), p(left, bottom - r)),
        Piece::Line(p(left, top + r)),
        Piece::Bend(p(left, top + k), p(left + k, top), p(left + r, top)),
    ];
    (p(left + r, top), pieces)
}

pub fn circle(at: Point, radius: Length) -> Outline {
    let size = 2.0 * radius;
    rounded(&Rect { x: at.x - radius, y: at.y - radius, width: size, height: size }, radius)
}

/// The head of an arrow, which points right.
pub fn head(tip: Point) -> Outline {
    let back = |y: Length| Piece::Line(Point { x: tip.x - 9.5, y });
    (tip, vec![back(tip.y - 5.0), back(tip.y + 5.0), Piece::Line(tip)])
}
