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
        let (border, style) = match block.outline {
            Outline::Mutable => (2, ""),
            Outline::Dashed => (1, " STYLE=\"DASHED\""),
            Outline::Immutable | Outline::Frame => (1, " STYLE=\"ROUNDED\""),
        };
        let mut out = format!(
            "<TABLE ALIGN=\"LEFT\" BORDER=\"{border}\" COLOR=\"{}\" CELLBORDER=\"1\" CELLSPACING=\"0\" CELLPADDING=\"4\"{style}>",
            colour(block.shared)
        );
        match &block.body {
            Body::Flat(cells) => self.flat(cells, &mut out),
            Body::Table { head, rows, .. } => self.rows(head.as_deref(), rows, &mut out),
            Body::Grid(rows) => {
                for (_, cells) in rows {
                    let cells = cells.iter().map(|text| format!("<TD>{}</TD>", escaped(text)));
                    let _ = write!(out, "<TR>{}</TR>", cells.collect::<String>());
                }
            }
            Body::Bag(cells) => {
                let cells: String = cells.iter().map(|cell| self.cell(cell)).collect();
                let _ = write!(out, "<TR>{cells}</TR>");
            }
            Body::Text(text) | Body::Empty(text) => {
                let text = if text.is_empty() { " " } else { text };
                let _ = write!(out, "<TR><TD BORDER=\"0\">{}</TD></TR>", escaped(text));
            }
        }
        out + "</TABLE>"
    }

    fn flat(&mut self, cells: &[(Option<String>, Cell)], out: &mut String) {
        let indexes = cells.iter().map(|(index, _)| index.as_deref().unwrap_or_default());
        let indexes: String = indexes
            .map(|index| {
                format!("<TD BORDER=\"0\" CELLPADDING=\"0\"><FONT POINT-SIZE=\"8\">{}</FONT></TD>", escaped(index))
            })
            .collect();
        let values: String = cells.iter().map(|(_, cell)| self.cell(cell)).collect();
        let numbered = cells.iter().any(|(index, _)| index.as_ref().is_some_and(|index| !index.is_empty()));
        let _ = write!(out, "<TR>{values}</TR>");
        if numbered {
            let _ = write!(out, "<TR>{indexes}</TR>");
        }
    }

    fn rows(&mut self, head: Option<&str>, rows: &[Row], out: &mut String) {
        let labelled = rows.iter().any(|row| !row.label.is_empty());
        if let Some(head) = head {
            let span = if labelled && !rows.is_empty() { " COLSPAN=\"2\"" } else { "" };
            let _ = write!(out, "<TR><TD{span}>{}</TD></TR>", escaped(head));
        }
        for row in rows {
            let label =
                if labelled { format!("<TD ALIGN=\"LEFT\">{}</TD>", escaped(&row.label)) } else { String::new() };
            let _ = write!(out, "<TR>{label}{}</TR>", self.cell(&row.value));
        }
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
