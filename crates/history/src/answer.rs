//! An answer: a sentence, then its evidence in tables; for people as text, for programs as JSON.

use std::fmt;

/// What a question comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// One sentence, and the moment that it speaks of, where that needs saying.
    pub sentence: String,
    pub tables: Vec<Table>,
    /// The same facts for programs, where the tables are for people.
    pub data: Vec<(&'static str, Cell)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    pub title: String,
    pub columns: &'static [&'static str],
    pub rows: Vec<Vec<Cell>>,
    /// Rows that are left out for people; JSON has all.
    pub shown: usize,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    Text(String),
    /// `line 5`; nothing where there is none.
    Line(Option<u32>),
    Number(u64),
    Flag(bool),
    List(Vec<Cell>),
}

impl Answer {
    pub fn new(sentence: impl Into<String>) -> Answer {
        Answer { sentence: sentence.into(), tables: Vec::new(), data: Vec::new() }
    }

    pub fn with(mut self, table: Table) -> Answer {
        if !table.rows.is_empty() {
            self.tables.push(table);
        }
        self
    }

    /// `{"question": …, "answer": …, "tables": {title: [{column: cell}]}}`: documented in `docs/json.md`.
    pub fn to_json(&self, question: &str) -> String {
        let tables: Vec<String> = self.tables.iter().map(Table::to_json).collect();
        let (question, sentence) = (quoted(question), quoted(&self.sentence));
        let data = self.data.iter().map(|(name, cell)| format!("\"{name}\": {}", cell.to_json()));
        let data: Vec<String> = data.collect();
        let data = if data.is_empty() { String::new() } else { format!(", \"data\": {{{}}}", data.join(", ")) };
        let tables = tables.join(", ");
        format!("{{\"question\": {question}, \"answer\": {sentence}, \"tables\": {{{tables}}}{data}}}\n")
    }
}

impl Table {
    pub fn new(title: impl Into<String>, columns: &'static [&'static str]) -> Table {
        Table { title: title.into(), columns, rows: Vec::new(), shown: 40 }
    }

    fn to_json(&self) -> String {
        let row = |row: &Vec<Cell>| {
            let cells = self.columns.iter().zip(row).map(|(column, cell)| format!("\"{column}\": {}", cell.to_json()));
            format!("{{{}}}", cells.collect::<Vec<_>>().join(", "))
        };
        let rows: Vec<String> = self.rows.iter().map(row).collect();
        format!("{}: [{}]", quoted(&self.title), rows.join(", "))
    }

    fn widths(&self, rows: &[Vec<Cell>]) -> Vec<usize> {
        let width = |place: usize| rows.iter().map(|row| row.get(place).map_or(0, |c| wide(&c.to_string()))).max();
        (0..self.columns.len()).map(|place| width(place).unwrap_or(0).min(WIDEST)).collect()
    }
}

const WIDEST: usize = 36;

fn wide(text: &str) -> usize {
    text.chars().count()
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Cell {
        Cell::Text(text.into())
    }

    fn to_json(&self) -> String {
        match self {
            Cell::Text(text) => quoted(text),
            Cell::Line(line) => line.map_or("null".to_string(), |line| line.to_string()),
            Cell::Number(number) => number.to_string(),
            Cell::Flag(flag) => flag.to_string(),
            Cell::List(cells) => format!("[{}]", cells.iter().map(Cell::to_json).collect::<Vec<_>>().join(", ")),
        }
    }
}

impl fmt::Display for Cell {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Cell::Text(text) => f.write_str(text),
            Cell::Line(Some(line)) => write!(f, "line {line}"),
            Cell::Line(None) => Ok(()),
            Cell::Number(number) => write!(f, "{number}"),
            Cell::Flag(flag) => write!(f, "{flag}"),
            Cell::List(cells) => {
                let texts: Vec<String> = cells.iter().map(Cell::to_string).collect();
                f.write_str(&texts.join(", "))
            }
        }
    }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        writeln!(f, "{}", self.sentence)?;
        for table in &self.tables {
            table.fmt(f)?;
        }
        Ok(())
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let rows = &self.rows[..self.rows.len().min(self.shown)];
        let left_out = self.rows.len() - rows.len();
        if self.columns.len() == 1 {
            let texts: Vec<String> = rows.iter().flatten().map(Cell::to_string).collect();
            let more = if left_out > 0 { format!(" · and {left_out} more") } else { String::new() };
            return writeln!(f, "  {:<9} {}{more}", self.title, texts.join(" · "));
        }
        if !self.title.is_empty() {
            writeln!(f, "  {}", self.title)?;
        }
        let widths = self.widths(rows);
        for row in rows {
            let mut line = String::from("   ");
            for (cell, width) in row.iter().zip(&widths).filter(|(_, width)| **width > 0) {
                line.push_str(&format!(" {:<width$} ", cell.to_string()));
            }
            writeln!(f, "{}", line.trim_end())?;
        }
        if left_out > 0 {
            writeln!(f, "    and {left_out} more")?;
        }
        Ok(())
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            c if (c as u32) < 0x20 => out.push_str(&format!("\\u{:04x}", c as u32)),
            c => out.push(c),
        }
    }
    out + "\""
}
