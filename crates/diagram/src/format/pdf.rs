//! Scenes as PDF, a page each: `pdf-writer` writes it, `subsetter` cuts the face down to the letters that occur.
//!
//! Letters stay text, so that they can be searched and copied.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, TextRenderingMode, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Ref, Str, TextStr};
use subsetter::GlyphRemapper;
use ttf_parser::Face;

use super::outline::{self, Outline};
use crate::scene::{ADVANCE, Length, Paint, Piece, Point, Rect, Scene, Shape, Stroke, Text};
use crate::theme::Theme;

/// PDF's points for each of ours, which are pixels of CSS.
const POINTS: f32 = 0.75;
const FONT: Name = Name(b"F");
const FONT_NAME: Name = Name(b"BNDSCP+Hack");
const SYSTEM: SystemInfo = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

pub fn pdf(scenes: &[Scene], theme: Theme) -> Result<Vec<u8>, String> {
    let mut font = Font::new()?;
    let contents: Vec<Vec<u8>> = scenes.iter().map(|scene| page(scene, theme, &mut font)).collect();
    let mut pdf = Pdf::new();
    let mut last = 0;
    let mut next = || {
        last += 1;
        Ref::new(last)
    };
    let (catalog, tree, info, font_ref) = (next(), next(), next(), next());
    pdf.catalog(catalog).pages(tree).lang(TextStr("en"));
    let title = scenes.first().map_or(String::new(), |scene| scene.title.replace('\n', ", "));
    pdf.document_info(info).title(TextStr(&title)).creator(TextStr("Bindscope"));
    let pages: Vec<Ref> = contents.iter().map(|_| next()).collect();
    pdf.pages(tree).kids(pages.iter().copied()).count(pages.len() as i32);
    for ((scene, content), page_ref) in scenes.iter().zip(contents).zip(pages) {
        let content_ref = next();
        let mut page = pdf.page(page_ref);
        let (width, height) = (scene.width as f32 * POINTS, scene.height as f32 * POINTS);
        page.media_box(pdf_writer::Rect::new(0.0, 0.0, width, height)).parent(tree).contents(content_ref);
        page.resources().fonts().pair(FONT, font_ref);
        page.finish();
        pdf.stream(content_ref, &deflated(&content)).filter(Filter::FlateDecode);
    }
    font.write(&mut pdf, font_ref, [next(), next(), next(), next()])?;
    Ok(pdf.finish())
}

fn deflated(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 6)
}

fn page(scene: &Scene, theme: Theme, font: &mut Font) -> Vec<u8> {
    let mut page = Page { content: Content::new(), theme, font };
    // Our y grows downwards, PDF's upwards.
    page.content.transform([POINTS, 0.0, 0.0, -POINTS, 0.0, scene.height as f32 * POINTS]);
    page.fill(Paint::Background);
    page.content.rect(0.0, 0.0, scene.width as f32, scene.height as f32).fill_nonzero();
    scene.groups.iter().flat_map(|group| &group.shapes).for_each(|shape| page.shape(shape));
    page.content.finish().into_vec()
}

struct Page<'a> {
    content: Content,
    theme: Theme,
    font: &'a mut Font,
}

impl Page<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { rect, radius, fill, line } => {
                let outline = outline::rounded(rect, *radius);
                if let Some(paint) = fill {
                    self.filled(outline.clone(), *paint);
                }
                if let Some(line) = line {
                    self.pen(line);
                    self.closed(outline);
                    self.content.stroke();
                }
            }
            Shape::Line { from, to, line } => self.stroked(*from, &[Piece::Line(*to)], line),
            Shape::Dot { at, radius, paint } => self.filled(outline::circle(*at, *radius), *paint),
            Shape::Text(text) => self.text(text),
            Shape::Curve { start, pieces, line } => self.stroked(*start, pieces, line),
            Shape::Head { tip, paint } => self.filled(outline::head(*tip), *paint),
        }
    }

    fn filled(&mut self, outline: Outline, paint: Paint) {
        self.fill(paint);
        self.closed(outline);
        self.content.fill_nonzero();
    }

    fn stroked(&mut self, start: Point, pieces: &[Piece], line: &Stroke) {
        self.pen(line);
        self.way(start, pieces);
        self.content.stroke();
    }

    fn fill(&mut self, paint: Paint) {
        let [r, g, b] = self.rgb(paint);
        self.content.set_fill_rgb(r, g, b);
    }

    fn pen(&mut self, line: &Stroke) {
        let [r, g, b] = self.rgb(line.paint);
        self.content.set_stroke_rgb(r, g, b).set_line_width(line.thickness as f32);
        let dashes: &[f32] = if line.dashed { &[5.0, 4.0] } else { &[] };
        self.content.set_dash_pattern(dashes.iter().copied(), 0.0);
    }

    fn rgb(&self, paint: Paint) -> [f32; 3] {
        self.theme.colour(paint).map(|part| part as f32 / 255.0)
    }

    fn closed(&mut self, (start, pieces): Outline) {
        self.way(start, &pieces);
        self.content.close_path();
    }

    fn way(&mut self, start: Point, pieces: &[Piece]) {
        self.content.move_to(start.x as f32, start.y as f32);
        for piece in pieces {
            match piece {
                Piece::Line(to) => self.content.line_to(to.x as f32, to.y as f32),
                Piece::Bend(a, b, to) => {
                    let [ax, ay, bx, by, x, y] = [a.x, a.y, b.x, b.y, to.x, to.y].map(|length| length as f32);
                    self.content.cubic_to(ax, ay, bx, by, x, y)
                }
            };
        }
    }

    /// Hack comes in one weight: bold letters are the same ones with a line around them.
    fn text(&mut self, text: &Text) {
        let mut x = text.at.x;
        let mut run = (x, Vec::new());
        for c in text.text.chars() {
            let columns = crate::text::columns(c);
            match self.font.glyph(c) {
                Some(glyph) if columns == 1 => run.1.extend(glyph.to_be_bytes()),
                _ => {
                    self.run(text, &run);
                    if columns > 0 && !c.is_whitespace() {
                        self.missing(text, x, columns);
                    }
                    run = (x + columns as Length * ADVANCE * text.size, Vec::new());
                }
            }
            x += columns as Length * ADVANCE * text.size;
        }
        self.run(text, &run);
    }

    fn run(&mut self, text: &Text, (x, glyphs): &(Length, Vec<u8>)) {
        if glyphs.is_empty() {
            return;
        }
        self.fill(text.paint);
        let mode = if text.bold {
            let thickness = text.size * 0.055;
            self.pen(&Stroke { paint: text.paint, thickness, dashed: false });
            TextRenderingMode::FillStroke
        } else {
            TextRenderingMode::Fill
        };
        self.content.begin_text().set_font(FONT, text.size as f32).set_text_rendering_mode(mode);
        // Upright again in a page that hangs upside down.
        self.content.set_text_matrix([1.0, 0.0, 0.0, -1.0, *x as f32, text.at.y as f32]).show(Str(glyphs)).end_text();
    }

    /// A letter that the face does not have: an empty box.
    fn missing(&mut self, text: &Text, x: Length, columns: usize) {
        self.pen(&Stroke { paint: text.paint, thickness: 1.0, dashed: false });
        let width = columns as Length * ADVANCE * text.size - 3.0;
        let height = text.size * 0.7;
        self.closed(outline::rounded(&Rect { x: x + 1.5, y: text.at.y - height, width, height }, 0.0));
        self.content.stroke();
    }
}

/// The face, and which of its letters occur.
struct Font {
    face: Face<'static>,
    used: GlyphRemapper,
    letters: BTreeMap<u16, char>,
}

impl Font {
    fn new() -> Result<Font, String> {
        let face = Face::parse(epaint_default_fonts::HACK_REGULAR, 0).map_err(|error| error.to_string())?;
        Ok(Font { face, used: GlyphRemapper::new(), letters: BTreeMap::new() })
    }

    /// The number of a letter's glyph in the file.
    fn glyph(&mut self, c: char) -> Option<u16> {
        let glyph = self.used.remap(self.face.glyph_index(c)?.0);
        self.letters.insert(glyph, c);
        Some(glyph)
    }

    fn write(&self, pdf: &mut Pdf, font: Ref, [cid, descriptor, file, map]: [Ref; 4]) -> Result<(), String> {
        let small = subsetter::subset(epaint_default_fonts::HACK_REGULAR, 0, &self.used);
        let small = small.map_err(|error| format!("the face cannot be cut down: {error}"))?;
        let unit = 1000.0 / self.face.units_per_em() as f32;
        pdf.type0_font(font)
            .base_font(FONT_NAME)
            .encoding_predefined(Name(b"Identity-H"))
            .descendant_font(cid)
            .to_unicode(map);
        let mut cid_font = pdf.cid_font(cid);
        cid_font.subtype(CidFontType::Type2).base_font(FONT_NAME).system_info(SYSTEM);
        cid_font.font_descriptor(descriptor).default_width((ADVANCE * 1000.0).round() as f32);
        cid_font.cid_to_gid_map_predefined(Name(b"Identity"));
        cid_font.finish();
        let bounds = self.face.global_bounding_box();
        let [x1, y1, x2, y2] = [bounds.x_min, bounds.y_min, bounds.x_max, bounds.y_max].map(|n| n as f32 * unit);
        pdf.font_descriptor(descriptor)
            .name(FONT_NAME)
            .flags(FontFlags::SYMBOLIC | FontFlags::FIXED_PITCH)
            .bbox(pdf_writer::Rect::new(x1, y1, x2, y2))
            .italic_angle(0.0)
            .ascent(self.face.ascender() as f32 * unit)
            .descent(self.face.descender() as f32 * unit)
            .cap_height(self.face.capital_height().unwrap_or_default() as f32 * unit)
            .stem_v(90.0)
            .font_file2(file);
        pdf.stream(file, &deflated(&small)).filter(Filter::FlateDecode);
        let mut cmap = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
        self.letters.iter().for_each(|(glyph, c)| cmap.pair(*glyph, *c));
        pdf.cmap(map, &cmap.finish().into_vec());
        Ok(())
    }
}
