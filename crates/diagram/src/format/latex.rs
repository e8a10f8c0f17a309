//! Scenes as LaTeX: a page of TikZ each, in a document that stands alone. A `tikzpicture` can be taken out of it; it
//! needs the macros and colours of the preamble.

use std::fmt::Write;

use super::outline::{self, Outline};
use crate::scene::{Length, Paint, Piece, Point, Scene, Shape, Stroke, Text, text_width};
use crate::theme::Theme;

const PREAMBLE: &str = r"% Drawn by Bindscope. pdflatex, xelatex and lualatex set it.
\documentclass[tikz,border=0pt]{standalone}
\usepackage[T1]{fontenc}
\usepackage{textcomp,graphicx}
\IfFileExists{lmodern.sty}{\usepackage{lmodern}}{}
% \bindtext{width}{size}{text}: a text in the typewriter face, exactly as wide as the picture has room for.
\newcommand\bindtext[3]{\resizebox{#1}{\height}{\fontsize{#2}{#2}\ttfamily#3}}
% \bindchar{number}{letter}: a letter that pdflatex may not have; it shows the number.
\ifdefined\Umathchar\newcommand\bindchar[2]{#2}\else\newcommand\bindchar[2]{{\tiny U+#1}}\fi
";

/// TeX's points for each of ours: 0.75 of PDF's.
const POINTS: Length = 0.75 * 72.27 / 72.0;
/// The typewriter face is narrower than Hack at the same size.
const TYPEWRITER: Length = 0.602 / 0.525;

pub fn latex(scenes: &[Scene], theme: Theme) -> String {
    let mut out = PREAMBLE.to_string();
    let mut paints: Vec<Paint> = Vec::new();
    let mut body = String::new();
    for scene in scenes {
        picture(scene, &mut body, &mut paints);
    }
    for paint in paints {
        let [r, g, b] = theme.colour(paint);
        let _ = writeln!(out, "\\definecolor{{{}}}{{RGB}}{{{r},{g},{b}}}", name(paint));
    }
    out.push_str("\\begin{document}\n");
    out.push_str(&body);
    out.push_str("\\end{document}\n");
    out
}

fn name(paint: Paint) -> String {
    match paint {
        Paint::Shared(number) => format!("bindshared{}", number % crate::theme::SHARED),
        other => format!("bind{}", format!("{other:?}").to_lowercase()),
    }
}

fn picture(scene: &Scene, out: &mut String, paints: &mut Vec<Paint>) {
    let title = scene.title.replace('\n', ": ");
    // Writing to a string cannot fail.
    let _ = writeln!(out, "% {}", title.replace(|c: char| c.is_control(), " "));
    let _ = writeln!(out, "\\begin{{tikzpicture}}[x={POINTS:.4}pt,y=-{POINTS:.4}pt,line cap=round,line join=round]");
    let mut writer = Writer { out, paints };
    let ground = writer.paint(Paint::Background);
    let (width, height) = (number(scene.width), number(scene.height));
    let _ = writeln!(writer.out, "\\fill[{ground}] (0,0) rectangle ({width},{height});");
    scene.groups.iter().flat_map(|group| &group.shapes).for_each(|shape| writer.shape(shape));
    out.push_str("\\end{tikzpicture}\n");
}

struct Writer<'a> {
    out: &'a mut String,
    paints: &'a mut Vec<Paint>,
}

impl Writer<'_> {
    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Rect { rect, radius, fill, line } => {
                let outline = outline::rounded(rect, *radius);
                if let Some(paint) = fill {
                    self.filled(&outline, *paint);
                }
                if let Some(line) = line {
                    let pen = self.pen(line);
                    self.add(format!("\\draw[{pen}] {} -- cycle;", way(outline.0, &outline.1)));
                }
            }
            Shape::Line { from, to, line } => {
                let pen = self.pen(line);
                self.add(format!("\\draw[{pen}] {};", way(*from, &[Piece::Line(*to)])));
            }
            Shape::Dot { at, radius, paint } => self.filled(&outline::circle(*at, *radius), *paint),
            Shape::Text(text) => self.text(text),
            Shape::Curve { start, pieces, line } => {
                let pen = self.pen(line);
                self.add(format!("\\draw[{pen}] {};", way(*start, pieces)));
            }
            Shape::Head { tip, paint } => self.filled(&outline::head(*tip), *paint),
        }
    }

    fn add(&mut self, line: String) {
        self.out.push_str(&line);
        self.out.push('\n');
    }

    fn paint(&mut self, paint: Paint) -> String {
        let paint =
            if let Paint::Shared(number) = paint { Paint::Shared(number % crate::theme::SHARED) } else { paint };
        if !self.paints.contains(&paint) {
            self.paints.push(paint);
        }
        name(paint)
    }

    fn filled(&mut self, outline: &Outline, paint: Paint) {
        let paint = self.paint(paint);
        self.add(format!("\\fill[{paint}] {} -- cycle;", way(outline.0, &outline.1)));
    }

    fn pen(&mut self, line: &Stroke) -> String {
        let dashes = if line.dashed { ",dash pattern=on 3.8pt off 3pt" } else { "" };
        format!("{},line width={}pt{dashes}", self.paint(line.paint), number(line.thickness * POINTS))
    }

    fn text(&mut self, text: &Text) {
        let written = escaped(text.text.trim());
        if written.is_empty() {
            return;
        }
        // Spaces at the ends are not drawn, but what is between keeps its place.
        let before = text.text.chars().take_while(|c| c.is_whitespace()).collect::<String>();
        let x = text.at.x + text_width(&before, text.size);
        let width = number(text_width(text.text.trim(), text.size) * POINTS);
        let size = number(text.size * POINTS * TYPEWRITER);
        let weight = if text.bold { "\\bfseries " } else { "" };
        let paint = self.paint(text.paint);
        let at = at(Point { x, y: text.at.y });
        self.add(format!(
            "\\node[{paint},anchor=base west,inner sep=0pt] at {at} {{\\bindtext{{{width}pt}}{{{size}}}{{{weight}{written}}}}};"
        ));
    }
}

fn way(start: Point, pieces: &[Piece]) -> String {
    let mut way = at(start);
    for piece in pieces {
        let _ = match piece {
            Piece::Line(to) => write!(way, " -- {}", at(*to)),
            Piece::Bend(a, b, to) => write!(way, " .. controls {} and {} .. {}", at(*a), at(*b), at(*to)),
        };
    }
    way
}

fn at(point: Point) -> String {
    format!("({},{})", number(point.x), number(point.y))
}

fn number(length: Length) -> String {
    let text = format!("{length:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_string()
}

/// Text for TeX: what means something to it is named, and no two letters join.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '\'' => out.push_str("\\textquotesingle{}"),
            '"' => out.push_str("\\textquotedbl{}"),
            '`' => out.push_str("\\textasciigrave{}"),
            '…' => out.push_str("\\ldots{}"),
            '●' => out.push_str("\\textbullet{}"),
            '{' | '}' | '#' | '$' | '%' | '&' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '<' | '>' | ',' | '-' | '!' | '?' => {
                out.push(c);
                out.push_str("{}");
            }
            ' ' => out.push_str("\\ "),
            c if c.is_ascii_graphic() => out.push(c),
            // Letters of Western Europe, which the T1 encoding has.
            '\u{c0}'..='\u{ff}' if c != '×' && c != '÷' => out.push(c),
            c if c.is_control() => out.push('?'),
            c => {
                let _ = write!(out, "\\bindchar{{{:X}}}{{{c}}}", c as u32);
            }
        }
    }
    out
}
