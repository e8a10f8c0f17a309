//! A scene as PNG: `tiny-skia` fills the shapes, `ttf-parser` reads the letters of Hack. Nobody else knows either.

use tiny_skia::{
    Color, FillRule, LineCap, LineJoin, Paint as Ground, Path, PathBuilder, Pixmap, Shader, Stroke as Pen, StrokeDash,
    Transform,
};
use ttf_parser::{Face, GlyphId, OutlineBuilder};

use super::outline::{self, Outline};
use crate::scene::{ADVANCE, Paint, Piece, Point, Scene, Shape, Stroke, Text};
use crate::theme::Theme;

/// Pixels for each point: sharp on the screens of today.
const SCALE: f32 = 2.0;
/// A picture has no more pixels than this in either direction.
const LARGEST: f64 = 32_000.0;

impl Scene {
    pub fn to_png(&self, theme: Theme) -> Result<Vec<u8>, String> {
        let scale = (SCALE as f64).min(LARGEST / self.width.max(self.height).max(1.0)) as f32;
        self.pixels(theme, scale)?.encode_png().map_err(|error| error.to_string())
    }

    /// The picture in `scale` pixels for each point.
    pub(super) fn pixels(&self, theme: Theme, scale: f32) -> Result<Pixmap, String> {
        let pixels = |length: f64| (length as f32 * scale).ceil() as u32;
        let pixmap = Pixmap::new(pixels(self.width), pixels(self.height)).ok_or("the picture has no size")?;
        let face = Face::parse(epaint_default_fonts::HACK_REGULAR, 0).map_err(|error| error.to_string())?;
        let mut page = Page { pixmap, face, theme, scale: Transform::from_scale(scale, scale) };
        page.pixmap.fill(colour(theme, Paint::Background));
        self.groups.iter().flat_map(|group| &group.shapes).for_each(|shape| page.shape(shape));
        Ok(page.pixmap)
    }
}

fn colour(theme: Theme, paint: Paint) -> Color {
    let [r, g, b] = theme.colour(paint);
    Color::from_rgba8(r, g, b, 255)
}

struct Page {
    pixmap: Pixmap,
    face: Face<'static>,
    theme: Theme,
    scale: Transform,
}

impl Page {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { rect, radius, fill, line } => {
                let path = closed(outline::rounded(rect, *radius));
                if let Some(paint) = fill {
                    self.fill(path.clone(), *paint);
                }
                if let Some(line) = line {
                    self.stroke(path, line);
                }
            }
            Shape::Line { from, to, line } => {
                let mut path = PathBuilder::new();
                move_to(&mut path, *from);
                line_to(&mut path, *to);
                self.stroke(path.finish(), line);
            }
            Shape::Dot { at, radius, paint } => {
                let path = PathBuilder::from_circle(at.x as f32, at.y as f32, *radius as f32);
                self.fill(path, *paint);
            }
            Shape::Text(text) => self.text(text),
            Shape::Curve { start, pieces, line } => self.stroke(curve(*start, pieces), line),
            Shape::Head { tip, paint } => self.fill(closed(outline::head(*tip)), *paint),
        }
    }

    fn fill(&mut self, path: Option<Path>, paint: Paint) {
        if let Some(path) = path {
            let ground = self.ground(paint);
            self.pixmap.fill_path(&path, &ground, FillRule::Winding, self.scale, None);
        }
    }

    fn stroke(&mut self, path: Option<Path>, line: &Stroke) {
        if let Some(path) = path {
            let ground = self.ground(line.paint);
            let dash = if line.dashed { StrokeDash::new(vec![5.0, 4.0], 0.0) } else { None };
            let pen = Pen { width: line.thickness as f32, dash, line_join: LineJoin::Round, ..Pen::default() };
            self.pixmap.stroke_path(&path, &ground, &pen, self.scale, None);
        }
    }

    fn ground(&self, paint: Paint) -> Ground<'static> {
        Ground { shader: Shader::SolidColor(colour(self.theme, paint)), anti_alias: true, ..Ground::default() }
    }

    /// Hack comes in one weight: bold letters are the same ones with a line around them.
    fn text(&mut self, text: &Text) {
        let unit = text.size / self.face.units_per_em() as f64;
        let mut letters = Letters { path: PathBuilder::new(), unit, x: text.at.x, y: text.at.y };
        for c in text.text.chars() {
            match self.face.glyph_index(c) {
                Some(glyph) => letters.add(&self.face, glyph),
                None if c.is_whitespace() => {}
                None => letters.missing(crate::text::columns(c) as f64 * ADVANCE * text.size, text.size),
            }
            letters.x += crate::text::columns(c) as f64 * ADVANCE * text.size;
        }
        let path = letters.path.finish();
        self.fill(path.clone(), text.paint);
        if text.bold
            && let Some(path) = path
        {
            let ground = self.ground(text.paint);
            let pen = Pen {
                width: text.size as f32 * 0.055,
                line_join: LineJoin::Round,
                line_cap: LineCap::Round,
                ..Pen::default()
            };
            self.pixmap.stroke_path(&path, &ground, &pen, self.scale, None);
        }
    }
}

/// Outlines of letters, one after the other.
struct Letters {
    path: PathBuilder,
    unit: f64,
    x: f64,
    y: f64,
}

impl Letters {
    fn add(&mut self, face: &Face, glyph: GlyphId) {
        // A letter without an outline (a space) draws nothing.
        let _ = face.outline_glyph(glyph, self);
    }

    /// A letter that the face does not have: an empty box.
    fn missing(&mut self, width: f64, size: f64) {
        let rect = tiny_skia::Rect::from_xywh(
            (self.x + 1.0) as f32,
            (self.y - size * 0.7) as f32,
            (width - 2.0) as f32,
            (size * 0.7) as f32,
        );
        if let Some(rect) = rect {
            self.path.push_rect(rect);
            let inner = rect.inset(1.0, 1.0);
            if let Some(inner) = inner {
                // The other way round, so that the inside stays empty.
                self.path.move_to(inner.left(), inner.top());
                self.path.line_to(inner.left(), inner.bottom());
                self.path.line_to(inner.right(), inner.bottom());
                self.path.line_to(inner.right(), inner.top());
                self.path.close();
            }
        }
    }

    fn at(&self, x: f32, y: f32) -> (f32, f32) {
        ((self.x + x as f64 * self.unit) as f32, (self.y - y as f64 * self.unit) as f32)
    }
}

impl OutlineBuilder for Letters {
    fn move_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.move_to(x, y);
    }
    fn line_to(&mut self, x: f32, y: f32) {
        let (x, y) = self.at(x, y);
        self.path.line_to(x, y);
    }
    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let ((x1, y1), (x, y)) = (self.at(x1, y1), self.at(x, y));
        self.path.quad_to(x1, y1, x, y);
    }
    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let ((x1, y1), (x2, y2), (x, y)) = (self.at(x1, y1), self.at(x2, y2), self.at(x, y));
        self.path.cubic_to(x1, y1, x2, y2, x, y);
    }
    fn close(&mut self) {
        self.path.close();
    }
}

fn move_to(path: &mut PathBuilder, to: Point) {
    path.move_to(to.x as f32, to.y as f32);
}

fn line_to(path: &mut PathBuilder, to: Point) {
    path.line_to(to.x as f32, to.y as f32);
}

fn cubic_to(path: &mut PathBuilder, a: (f64, f64), b: (f64, f64), to: (f64, f64)) {
    path.cubic_to(a.0 as f32, a.1 as f32, b.0 as f32, b.1 as f32, to.0 as f32, to.1 as f32);
}

fn closed((start, pieces): Outline) -> Option<Path> {
    curve(start, &pieces)
}

fn curve(start: Point, pieces: &[Piece]) -> Option<Path> {
    let mut path = PathBuilder::new();
    move_to(&mut path, start);
    for piece in pieces {
        match piece {
            Piece::Line(to) => line_to(&mut path, *to),
            Piece::Bend(a, b, to) => cubic_to(&mut path, (a.x, a.y), (b.x, b.y), (to.x, to.y)),
        }
    }
    path.finish()
}
