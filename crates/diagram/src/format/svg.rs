//! A scene as SVG: plain shapes, no script, no style sheet, no outside font.

use std::fmt::Write;

use crate::scene::{Group, Length, Piece, Rect, Role, Scene, Shape, Stroke, Text};
use crate::theme::Theme;

const FACES: &str = "Hack, 'DejaVu Sans Mono', Menlo, Consolas, 'Liberation Mono', monospace";

impl Scene {
    pub fn to_svg(&self, theme: Theme) -> String {
        let (width, height) = (number(self.width), number(self.height));
        let mut out = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" font-family=\"{FACES}\">\n\
             <title>{}</title>\n<desc>{}</desc>\n",
            escaped(&self.title.replace('\n', ", ")),
            escaped(&self.description)
        );
        let ground = theme.css(crate::scene::Paint::Background);
        let _ = writeln!(out, "<rect width=\"{width}\" height=\"{height}\" fill=\"{ground}\"/>");
        for group in &self.groups {
            write_group(&mut out, group, theme);
        }
        out.push_str("</svg>\n");
        out
    }
}

fn write_group(out: &mut String, group: &Group, theme: Theme) {
    let class = match group.role {
        Role::Heading => "heading",
        Role::Frame => "frame",
        Role::Object => "object",
        Role::Arrow => "arrow",
    };
    let _ = writeln!(out, "<g class=\"{class}\" data-key=\"{}\">", escaped(&group.key));
    for shape in &group.shapes {
        write_shape(out, shape, theme);
        out.push('\n');
    }
    out.push_str("</g>\n");
}

fn write_shape(out: &mut String, shape: &Shape, theme: Theme) {
    // Writing to a string cannot fail.
    let _ = match shape {
        Shape::Rect { rect, radius, fill, line } => {
            let fill = fill.map_or("none".to_string(), |paint| theme.css(paint));
            let line = line.map_or(String::new(), |line| stroke(&line, theme));
            let radius = if *radius > 0.0 { format!(" rx=\"{}\"", number(*radius)) } else { String::new() };
            write!(out, "<rect {}{radius} fill=\"{fill}\"{line}/>", place(rect))
        }
        Shape::Line { from, to, line } => {
            let (x1, y1, x2, y2) = (number(from.x), number(from.y), number(to.x), number(to.y));
            write!(out, "<line x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"{}/>", stroke(line, theme))
        }
        Shape::Dot { at, radius, paint } => {
            let (x, y, r) = (number(at.x), number(at.y), number(*radius));
            write!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{r}\" fill=\"{}\"/>", theme.css(*paint))
        }
        Shape::Text(text) => {
            write_text(out, text, theme);
            Ok(())
        }
        Shape::Curve { start, pieces, line } => {
            let mut way = format!("M{} {}", number(start.x), number(start.y));
            for piece in pieces {
                let _ = match piece {
                    Piece::Line(to) => write!(way, "L{} {}", number(to.x), number(to.y)),
                    Piece::Bend(a, b, to) => {
                        let [a, b, to] = [a, b, to].map(|p| format!("{} {}", number(p.x), number(p.y)));
                        write!(way, "C{a} {b} {to}")
                    }
                };
            }
            write!(out, "<path d=\"{way}\" fill=\"none\"{}/>", stroke(line, theme))
        }
        Shape::Head { tip, paint } => {
            let (x, y) = (number(tip.x - 9.5), number(tip.y - 5.0));
            write!(out, "<path d=\"M{x} {y}l9.5 5-9.5 5z\" fill=\"{}\"/>", theme.css(*paint))
        }
    };
}

/// The length is given, so that a substitute face cannot spill.
fn write_text(out: &mut String, text: &Text, theme: Theme) {
    let (x, y, size) = (number(text.at.x), number(text.at.y), number(text.size));
    let weight = if text.bold { " font-weight=\"700\"" } else { "" };
    let _ = write!(
        out,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{weight} fill=\"{}\" textLength=\"{}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\">{}</text>",
        theme.css(text.paint),
        number(text.width()),
        escaped(&text.text)
    );
}

fn place(rect: &Rect) -> String {
    let [x, y, width, height] = [rect.x, rect.y, rect.width, rect.height].map(number);
    format!("x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\"")
}

fn stroke(line: &Stroke, theme: Theme) -> String {
    let dashes = if line.dashed { " stroke-dasharray=\"5 4\"" } else { "" };
    format!(" stroke=\"{}\" stroke-width=\"{}\"{dashes}", theme.css(line.paint), number(line.thickness))
}

/// At most one digit after the point.
fn number(length: Length) -> String {
    let tenths = (length * 10.0).round() as i64;
    let sign = if tenths < 0 { "-" } else { "" };
    let (whole, rest) = (tenths.abs() / 10, tenths.abs() % 10);
    if rest == 0 { format!("{sign}{whole}") } else { format!("{sign}{whole}.{rest}") }
}

/// Text for XML: what it does not allow becomes a picture of it.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if (c as u32) < 0x20 && c != '\n' && c != '\t' => out.push('\u{fffd}'),
            '\u{fffe}' | '\u{ffff}' => out.push('\u{fffd}'),
            c => out.push(c),
        }
    }
    out
}
