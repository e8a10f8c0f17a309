//! A moment as a flowchart for Mermaid, which pages of GitHub and many editors draw: a box for each name in the box of
//! its frame, a box for each object, and an arrow from every name and element to what it refers to.

use std::fmt::Write;

use crate::moment::Moment;
use crate::plan::{Block, Body, Cell, Outline, Plan};
use crate::scene::Paint;
use crate::theme::{SHARED, Theme};

pub fn mermaid(moment: &Moment) -> String {
    let plan = Plan::of(moment);
    let mut chart = Chart { plan: &plan, out: String::new(), arrows: Vec::new() };
    chart.out.push_str("---\n");
    let _ = writeln!(chart.out, "title: {}", yaml(&plan.title.replace('\n', ", ")));
    chart.out.push_str("---\nflowchart LR\n");
    for (number, block) in plan.blocks.iter().enumerate() {
        if block.outline == Outline::Frame { chart.frame(number, block) } else { chart.object(number, block) }
    }
    chart.finish()
}

struct Chart<'a> {
    plan: &'a Plan,
    out: String,
    /// From where, what is written on it, and to which block.
    arrows: Vec<(String, String, usize)>,
}

impl Chart<'_> {
    fn frame(&mut self, number: usize, block: &Block) {
        let Body::Table { head, rows, .. } = &block.body else { return };
        let title = head.as_deref().unwrap_or_default();
        // Writing to a string cannot fail.
        let _ = writeln!(self.out, "  subgraph f{number}[\"{}\"]", escaped(title));
        if rows.is_empty() {
            let _ = writeln!(self.out, "    f{number}_none[\" \"]");
        }
        for (place, row) in rows.iter().enumerate() {
            let name = format!("f{number}_{place}");
            let text = match &row.value {
                Cell::Dot(target) => {
                    self.arrows.push((name.clone(), String::new(), *target));
                    escaped(&row.label)
                }
                Cell::Text(text) | Cell::Gap(text) | Cell::Away(text) => {
                    format!("{} = {}", escaped(&row.label), escaped(text))
                }
                Cell::Nested(inner) => format!("{} = {}", escaped(&row.label), self.written(inner)),
            };
            let _ = writeln!(self.out, "    {name}[\"{text}\"]");
        }
        self.out.push_str("  end\n");
    }

    fn object(&mut self, number: usize, block: &Block) {
        let name = format!("o{number}");
        let badge = block.shared.map_or(String::new(), |n| format!("{} ", crate::text::letter(n)));
        let mut lines = vec![format!("<b>{badge}{}</b>", escaped(&block.type_name))];
        if !block.known_as.is_empty() {
            lines[0].push_str(&format!("  {}", escaped(&block.known_as)));
        }
        lines.extend(self.lines(&name, &block.body));
        let text = lines.join("<br/>");
        let _ = match block.outline {
            Outline::Mutable => writeln!(self.out, "  {name}[\"{text}\"]"),
            Outline::Immutable | Outline::Dashed | Outline::Frame => writeln!(self.out, "  {name}(\"{text}\")"),
        };
    }

    /// What a box says, a line each; what has an arrow is left to it.
    fn lines(&mut self, from: &str, body: &Body) -> Vec<String> {
        let mut lines = Vec::new();
        match body {
            Body::Flat(cells) => {
                let mut plain = Vec::new();
                for (index, cell) in cells {
                    match cell {
                        Cell::Dot(target) => {
                            self.arrows.push((from.to_string(), index.clone().unwrap_or_default(), *target));
                            plain.push("●".to_string());
                        }
                        other => plain.push(self.cell(other)),
                    }
                }
                lines.push(plain.join(" │ "));
            }
            Body::Table { head, rows, .. } => {
                lines.extend(head.as_deref().map(escaped));
                for row in rows {
                    match &row.value {
                        Cell::Dot(target) => self.arrows.push((from.to_string(), row.label.clone(), *target)),
                        other => {
                            let value = self.cell(other);
                            let colon = if row.label.is_empty() { "" } else { ": " };
                            lines.push(format!("{}{colon}{value}", escaped(&row.label)));
                        }
                    }
                }
            }
            Body::Grid(rows) => {
                let row = |cells: &Vec<String>| cells.iter().map(|text| escaped(text)).collect::<Vec<_>>().join(" │ ");
                lines.extend(rows.iter().map(|(_, cells)| row(cells)));
            }
            Body::Bag(cells) => {
                for cell in cells {
                    if let Cell::Dot(target) = cell {
                        self.arrows.push((from.to_string(), String::new(), *target));
                    }
                }
                let plain = cells.iter().filter(|cell| !matches!(cell, Cell::Dot(_)));
                lines.push(plain.map(|cell| self.cell(cell)).collect::<Vec<_>>().join("  "));
            }
            Body::Text(text) | Body::Empty(text) => lines.push(escaped(text)),
        }
        lines.retain(|line| !line.is_empty());
        lines
    }

    fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) | Cell::Gap(text) | Cell::Away(text) => escaped(text),
            Cell::Nested(block) => self.written(block),
            Cell::Dot(_) => "●".to_string(),
        }
    }

    /// A nested box in a line of text.
    fn written(&self, block: &Block) -> String {
        let joined = |cells: &[&Cell]| cells.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(", ");
        let (open, close) = match block.type_name.as_str() {
            "list" => ("[", "]"),
            "tuple" => ("(", ")"),
            _ => ("{", "}"),
        };
        match &block.body {
            Body::Flat(cells) => {
                format!("{open}{}{close}", joined(&cells.iter().map(|(_, cell)| cell).collect::<Vec<_>>()))
            }
            Body::Bag(cells) => format!("{open}{}{close}", joined(&cells.iter().collect::<Vec<_>>())),
            Body::Table { rows, .. } => {
                format!("{open}{}{close}", joined(&rows.iter().map(|r| &r.value).collect::<Vec<_>>()))
            }
            Body::Grid(rows) => {
                let rows = rows.iter().map(|(_, cells)| format!("[{}]", escaped(&cells.join(", "))));
                format!("[{}]", rows.collect::<Vec<_>>().join(", "))
            }
            Body::Text(text) => escaped(text),
            Body::Empty(_) => format!("{open}{close}"),
        }
    }

    fn finish(mut self) -> String {
        for (from, label, target) in &self.arrows {
            let to = if *target < self.plan.frames { format!("f{target}") } else { format!("o{target}") };
            let label = if label.is_empty() { String::new() } else { format!("|\"{}\"| ", escaped(label)) };
            let _ = writeln!(self.out, "  {from} -->{label}{to}");
        }
        self.colours();
        self.out
    }

    /// Frames, boxes and arrows look as they do in a picture: what is shared has a colour.
    fn colours(&mut self) {
        let colour = |paint: Paint| Theme::Light.css(paint);
        for number in 0..self.plan.frames {
            let (fill, line, ink) = (colour(Paint::Card), colour(Paint::Line), colour(Paint::Active));
            let _ = writeln!(self.out, "  style f{number} fill:{fill},stroke:{line},color:{ink}");
        }
        self.arrow_colours();
        let _ = writeln!(
            self.out,
            "  classDef default fill:{},stroke:{},color:{}",
            colour(Paint::Background),
            colour(Paint::Line),
            colour(Paint::Ink)
        );
        for place in 0..SHARED {
            let members =
                self.plan.blocks.iter().enumerate().filter(|(_, b)| b.shared.is_some_and(|n| n % SHARED == place));
            let members: Vec<String> = members.map(|(number, _)| format!("o{number}")).collect();
            if !members.is_empty() {
                let paint = colour(Paint::Shared(place));
                let _ = writeln!(self.out, "  classDef shared{place} stroke:{paint},stroke-width:2px");
                let _ = writeln!(self.out, "  class {} shared{place}", members.join(","));
            }
        }
    }

    fn arrow_colours(&mut self) {
        let shared = |target: usize| self.plan.blocks[target].shared.map(|n| n % SHARED);
        let paints = (0..SHARED).map(|place| (Some(place), Paint::Shared(place)));
        for (place, paint) in paints.chain([(None, Paint::Line)]) {
            let arrows = self.arrows.iter().enumerate().filter(|(_, (_, _, target))| shared(*target) == place);
            let arrows: Vec<String> = arrows.map(|(number, _)| number.to_string()).collect();
            if !arrows.is_empty() {
                let _ = writeln!(
                    self.out,
                    "  linkStyle {} stroke:{},stroke-width:1.5px",
                    arrows.join(","),
                    Theme::Light.css(paint)
                );
            }
        }
    }
}

fn yaml(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace(|c: char| c.is_control(), " "))
}

/// Mermaid has entities of its own: a number sign, a name or a number, a semicolon.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if c.is_alphanumeric() || " .,:=()+*/'…●│?!-".contains(c) => out.push(c),
            c if c.is_control() => out.push(' '),
            c => {
                let _ = write!(out, "#{};", c as u32);
            }
        }
    }
    // A line that begins like a list would be read as one.
    match out.split_once(' ') {
        Some((first, rest)) if first.ends_with('.') || first == "-" || first == "*" || first == "+" => {
            format!("{first}#160;{rest}")
        }
        _ => out,
    }
}
