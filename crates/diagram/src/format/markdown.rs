//! Moments as a page of Markdown: for each its title, the lines around the one that ran, the diagram in characters,
//! and the output so far.

use std::fmt::Write;

use super::{Excerpt, Style};
use crate::moment::Moment;
use crate::terminal;

/// Lines that are shown before and after the one that ran.
const AROUND: usize = 4;
/// A program of so many lines is shown whole.
const WHOLE: usize = 24;

pub fn markdown(excerpt: &Excerpt, style: Style) -> String {
    let mut out = format!("# {}\n", escaped(&excerpt.program));
    let several = excerpt.moments.len() > 1;
    for (place, moment) in excerpt.moments.iter().enumerate() {
        let title = moment.title.lines().next().unwrap_or_default();
        let title = title.strip_prefix(&format!("{}: ", excerpt.program)).unwrap_or(title);
        let number = if several { format!("{}. ", place + 1) } else { String::new() };
        // Writing to a string cannot fail.
        let _ = writeln!(out, "\n## {number}{}\n", escaped(title));
        code(&excerpt.source, moment, &mut out);
        let mut bare = moment.clone();
        bare.title = String::new();
        fenced(&terminal::draw(&bare, style.columns, false), &mut out);
        if !moment.output.is_empty() {
            out.push_str("\nOutput:\n\n");
            fenced(&moment.output, &mut out);
        }
    }
    out
}

/// The lines around the one that ran, which is marked.
fn code(source: &str, moment: &Moment, out: &mut String) {
    let active = moment.frames.iter().rev().find(|frame| frame.active).and_then(|frame| frame.line);
    let lines: Vec<&str> = source.lines().collect();
    let here = active.map_or(0, |line| line as usize);
    let (first, last) = if lines.len() <= WHOLE {
        (1, lines.len())
    } else if here > 0 {
        (here.saturating_sub(AROUND).max(1), (here + AROUND).min(lines.len()))
    } else {
        return;
    };
    let width = last.to_string().len();
    let mut text = String::new();
    for number in first..=last {
        let mark = if number == here { "▸" } else { " " };
        let _ = writeln!(text, "{}", format!("{mark} {number:>width$}  {}", lines[number - 1]).trim_end());
    }
    if !text.is_empty() {
        fenced(&text, out);
        out.push('\n');
    }
}

/// A block of text, between more backticks than it holds.
fn fenced(text: &str, out: &mut String) {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    let _ = write!(out, "{fence}text\n{}\n{fence}\n", text.trim_end());
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if "\\`*_{}[]<>#|&~".contains(c) {
            out.push('\\');
        }
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}
