//! A moment as a graph for Graphviz: the blocks of the picture as tables, their dots as ports. Graphviz finds the
//! places itself.

use std::fmt::Write;

use crate::moment::Moment;
use crate::plan::{Block, Body, Cell, Outline, Plan, Row};
use crate::scene::Paint;
use crate::theme::Theme;

const FACE: &str = "Hack,DejaVu Sans Mono,Menlo,Consolas,monospace";

/// Columns right of a box that take up the slack beneath its title.
const SLACK: usize = 12;

pub fn dot(moment: &Moment) -> String {
    let plan = Plan::of(moment);
    let ink = Theme::Light.css(Paint::Ink);
    let mut out = format!(
        "digraph {} {{\n\
         \x20 graph [rankdir=LR, ranksep=0.6, nodesep=0.3, labelloc=t, labeljust=l, fontname=\"{FACE}\", label={}];\n\
         \x20 node [shape=plain, fontname=\"{FACE}\", fontsize=11, fontcolor=\"{ink}\"];\n\
         \x20 edge [arrowsize=0.7, tailclip=false];\n",
        quoted(plan.title.lines().next().unwrap_or("moment")),
        // A line that ends in \l stands at the left.
        quoted(&plan.title).replace("\\n", "\\l").replace("\"\"", "\" \"").trim_end_matches('"').to_string() + "\\l\"",
    );
    let mut arrows = String::new();
    for (number, block) in plan.blocks.iter().enumerate() {
        let mut table = Table { plan: &plan, number, ports: 0, arrows: &mut arrows };
        let label = table.block(block);
        // Writing to a string cannot fail.
        let _ = writeln!(out, "  n{number} [label=<{label}>];");
    }
    let frames: Vec<String> = (0..plan.frames).map(|number| format!("n{number}")).collect();
    if frames.len() > 1 {
        let _ = writeln!(out, "  {{ rank=same; {} [style=invis]; }}", frames.join(" -> "));
    }
    out.push_str(&arrows);
    out.push_str("}\n");
    out
}

/// A row of a table.
struct Line {
    cells: Vec<String>,
    /// It has no rules around it: indexes beneath their cells.
    bare: bool,
}

impl Line {
    fn of(cells: Vec<String>) -> Line {
        Line { cells, bare: false }
    }
}

/// The table of one block, and the arrows that leave it.
struct Table<'a> {
    plan: &'a Plan,
    number: usize,
    ports: usize,
    arrows: &'a mut String,
}

impl Table<'_> {
    fn block(&mut self, block: &Block) -> String {
        if block.outline == Outline::Frame {
            return self.frame(block);
        }
        let badge = block.shared.map_or(String::new(), |n| format!("<B>{}</B>  ", crate::text::letter(n)));
        let title = format!("{badge}{}  <B>{}</B>", escaped(&block.type_name), escaped(&block.known_as));
        let paint = colour(block.shared);
        // A title wider than its box would stretch it: empty columns take up the slack.
        let slack = "<TD CELLPADDING=\"0\"></TD>".repeat(SLACK);
        format!(
            "<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"2\">\
             <TR><TD COLSPAN=\"{}\" ALIGN=\"LEFT\"><FONT COLOR=\"{paint}\">{title}</FONT></TD></TR>\
             <TR><TD PORT=\"box\" ALIGN=\"LEFT\" CELLPADDING=\"0\">{}</TD>{slack}</TR></TABLE>",
            SLACK + 1,
            self.body(block)
        )
    }

    fn frame(&mut self, block: &Block) -> String {
        let Body::Table { head, rows, .. } = &block.body else { return String::new() };
        let paint = Theme::Light.css(if block.active { Paint::Active } else { Paint::Muted });
        let mut out = format!(
            "<TABLE BORDER=\"1\" COLOR=\"{}\" BGCOLOR=\"{}\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"4\" STYLE=\"ROUNDED\">\
             <TR><TD COLSPAN=\"2\" ALIGN=\"LEFT\"><FONT COLOR=\"{paint}\"><B>{}</B></FONT></TD></TR>",
            Theme::Light.css(Paint::Line),
            Theme::Light.css(Paint::Card),
            escaped(head.as_deref().unwrap_or_default()),
        );
        for row in rows {
            let _ = write!(out, "<TR><TD ALIGN=\"LEFT\">{}</TD>{}</TR>", escaped(&row.label), self.cell(&row.value));
        }
        out + "</TABLE>"
    }

    fn body(&mut self, block: &Block) -> String {
        // Rounded corners are the table's own: cells with borders would stick out of them, so they have rules between.
        let (border, bordered, style) = match block.outline {
            Outline::Mutable => (2, true, ""),
            Outline::Dashed => (1, false, " STYLE=\"DASHED\""),
            Outline::Immutable | Outline::Frame => (1, false, " STYLE=\"ROUNDED\""),
        };
        let lines = match &block.body {
            Body::Flat(cells) => self.flat(cells),
            Body::Table { head, rows, .. } => self.rows(head.as_deref(), rows),
            Body::Grid(rows) => {
                let cells =
                    |texts: &Vec<String>| texts.iter().map(|text| format!("<TD>{}</TD>", escaped(text))).collect();
                rows.iter().map(|(_, texts)| Line::of(cells(texts))).collect()
            }
            Body::Bag(cells) => vec![Line::of(cells.iter().map(|cell| self.cell(cell)).collect())],
            Body::Text(text) | Body::Empty(text) => {
                let text = if text.is_empty() { " " } else { text };
                vec![Line::of(vec![format!("<TD BORDER=\"0\">{}</TD>", escaped(text))])]
            }
        };
        let mut out = format!(
            "<TABLE ALIGN=\"LEFT\" BORDER=\"{border}\" COLOR=\"{}\" CELLBORDER=\"{}\" CELLSPACING=\"0\" CELLPADDING=\"4\"{style}>",
            colour(block.shared),
            bordered as u8
        );
        for (place, line) in lines.iter().enumerate() {
            let (above, between) = if bordered { ("", "") } else { ("<HR/>", "<VR/>") };
            let (above, between) = if line.bare { ("", "") } else { (if place == 0 { "" } else { above }, between) };
            let _ = write!(out, "{above}<TR>{}</TR>", line.cells.join(between));
        }
        out + "</TABLE>"
    }

    fn flat(&mut self, cells: &[(Option<String>, Cell)]) -> Vec<Line> {
        let indexes = cells.iter().map(|(index, _)| index.as_deref().unwrap_or_default());
        let indexes = indexes.map(|index| {
            format!("<TD BORDER=\"0\" CELLPADDING=\"0\"><FONT POINT-SIZE=\"8\">{}</FONT></TD>", escaped(index))
        });
        let numbered = cells.iter().any(|(index, _)| index.as_ref().is_some_and(|index| !index.is_empty()));
        let indexes = numbered.then(|| Line { cells: indexes.collect(), bare: true });
        let values = Line::of(cells.iter().map(|(_, cell)| self.cell(cell)).collect());
        std::iter::once(values).chain(indexes).collect()
    }

    fn rows(&mut self, head: Option<&str>, rows: &[Row]) -> Vec<Line> {
        let labelled = rows.iter().any(|row| !row.label.is_empty());
        let span = if labelled && !rows.is_empty() { " COLSPAN=\"2\"" } else { "" };
        let head = head.map(|head| Line::of(vec![format!("<TD{span}>{}</TD>", escaped(head))]));
        let mut lines: Vec<Line> = head.into_iter().collect();
        for row in rows {
            let label = labelled.then(|| format!("<TD ALIGN=\"LEFT\">{}</TD>", escaped(&row.label)));
            lines.push(Line::of(label.into_iter().chain([self.cell(&row.value)]).collect()));
        }
        lines
    }

    fn cell(&mut self, cell: &Cell) -> String {
        match cell {
            Cell::Text(text) => format!("<TD>{}</TD>", escaped(text)),
            Cell::Gap(text) | Cell::Away(text) => {
                format!("<TD><FONT COLOR=\"{}\">{}</FONT></TD>", Theme::Light.css(Paint::Muted), escaped(text))
            }
            Cell::Nested(block) => format!("<TD CELLPADDING=\"3\">{}</TD>", self.body(block)),
            Cell::Dot(target) => {
                let port = self.ports;
                self.ports += 1;
                let paint = colour(self.plan.blocks[*target].shared);
                let box_ = if *target < self.plan.frames { "" } else { ":box:w" };
                let from = self.number;
                let _ = writeln!(self.arrows, "  n{from}:p{port}:c -> n{target}{box_} [color=\"{paint}\"];");
                format!("<TD PORT=\"p{port}\"><FONT COLOR=\"{paint}\">●</FONT></TD>")
            }
        }
    }
}

fn colour(shared: Option<usize>) -> String {
    Theme::Light.css(shared.map_or(Paint::Line, Paint::Shared))
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n"))
}

/// Graphviz reads labels in angle brackets as XML, and drops an empty one.
fn escaped(text: &str) -> String {
    if text.is_empty() { " ".to_string() } else { super::svg::escaped(text).replace('\n', " ") }
}
