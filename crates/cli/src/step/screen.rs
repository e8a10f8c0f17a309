//! What the terminal shows of a step: the code, what happened, the diagram, an answer, and the keys.

use std::io::Write;

use bindscope::diagram::terminal as drawing;
use crossterm::event::KeyCode;
use crossterm::style::{Attribute, SetAttribute};
use crossterm::{cursor, queue, terminal};

use super::ask;
use super::inside::Parts;
use super::walk::Walk;

/// From so many columns on the code stands beside the diagram.
const WIDE: usize = 116;
/// Columns of the code there; its lines above the diagram elsewhere.
const CODE: usize = 44;
const LINES: usize = 7;

const KEYS: &str = "→ ← step  ↓ ↑ over  o out  i inside  g G ends  / search  w who  y why  ?  q quit";
const HELP: [&str; 10] = [
    "→ l space   the next step                ← h   the step before",
    "↓ j         the next, past calls         ↑ k   the one before, past calls",
    "o           out of this function",
    "i           into the expression of this line, part by part; Esc leaves it",
    "g, G        the first step, the end      :     to a step by its number",
    "/           to a line with a text        n, N  the next and the last such line",
    "w           who refers to an object, and what changed it: basket, d['x'], node.next",
    "y           why a name or an element is what it is",
    "PgUp, PgDn  the diagram up and down",
    "q, Ctrl-C   quit",
];

pub struct Screen {
    colour: bool,
    /// What is being typed, and for what: `/`, `:`, `w`, `y`.
    asking: Option<(char, String)>,
    answer: Vec<String>,
    /// The parts of an expression that is gone through.
    parts: Option<Parts>,
    searched: String,
    /// Lines of the diagram that are above the screen.
    above: usize,
    /// The step that the answer and the lines above belong to.
    at: u64,
}

impl Screen {
    pub fn new(colour: bool) -> Screen {
        Screen { colour, asking: None, answer: Vec::new(), parts: None, searched: String::new(), above: 0, at: 0 }
    }

    pub fn is_asking(&self) -> bool {
        self.asking.is_some()
    }

    /// An answer stands on the screen; it goes with this.
    pub fn has_answer(&mut self) -> bool {
        self.parts.take().is_some() || !std::mem::take(&mut self.answer).is_empty()
    }

    pub fn is_inside(&self) -> bool {
        self.parts.is_some()
    }

    /// To the next part of the expression or the one before; beyond its ends to that of the next step, or the one before.
    pub fn enter(&mut self, walk: &mut Walk, forward: bool) {
        if self.parts.as_mut().is_some_and(|parts| parts.go(forward)) {
            return;
        }
        let mut leaves = self.parts.is_some();
        loop {
            if leaves {
                let before = walk.step;
                if forward {
                    walk.forward()
                } else {
                    walk.back()
                }
                if walk.step == before {
                    return;
                }
            }
            self.moved(walk);
            self.answer.clear();
            self.parts = Parts::of(walk, forward);
            if self.parts.is_some() {
                return;
            }
            leaves = true;
        }
    }

    pub fn ask(&mut self, what: char) {
        self.asking = Some((what, String::new()));
    }

    pub fn help(&mut self) {
        self.answer = HELP.map(str::to_string).to_vec();
    }

    pub fn scroll(&mut self, down: bool) {
        self.above = if down { self.above + 10 } else { self.above.saturating_sub(10) };
    }

    /// Another step begins at the top, without the answer of this one.
    pub fn moved(&mut self, walk: &Walk) {
        if std::mem::replace(&mut self.at, walk.step) != walk.step {
            self.above = 0;
            self.answer.clear();
            self.parts = None;
        }
    }

    pub fn again(&mut self, walk: &mut Walk, forward: bool) {
        if self.searched.is_empty() || !walk.search(&self.searched, forward) {
            self.at = walk.step;
            self.answer = vec![format!("No other line with {:?} runs there.", self.searched)];
        }
    }

    /// A key while something is asked.
    pub fn typed(&mut self, key: KeyCode, walk: &mut Walk) {
        let Some((what, mut text)) = self.asking.take() else { return };
        match key {
            KeyCode::Esc => return,
            KeyCode::Backspace => {
                text.pop();
            }
            KeyCode::Char(c) => text.push(c),
            KeyCode::Enter => {
                let text = text.trim().to_string();
                self.asked(what, text, walk);
                return;
            }
            _ => {}
        }
        self.asking = Some((what, text));
    }

    fn asked(&mut self, what: char, text: String, walk: &mut Walk) {
        if text.is_empty() {
            return;
        }
        self.at = walk.step;
        match what {
            'w' => self.answer = ask::who(walk, &text),
            'y' => self.answer = ask::why(walk, &text),
            ':' => match text.parse() {
                Ok(step) => {
                    walk.go(step);
                    self.moved(walk);
                }
                Err(_) => self.answer = vec![format!("A step is a number from 1 to {}.", walk.total())],
            },
            _ => {
                self.searched = text;
                self.again(walk, true);
                self.moved(walk);
            }
        }
    }

    // ---- drawing --------------------------------------------------------------------------------

    pub fn draw(&mut self, walk: &Walk, out: &mut impl Write) -> std::io::Result<()> {
        let (width, height) = terminal::size()?;
        let (width, height) = ((width as usize).max(20), (height as usize).max(8));
        let lines = self.lines(walk, width, height);
        queue!(out, cursor::MoveTo(0, 0))?;
        for (row, line) in lines.iter().take(height).enumerate() {
            queue!(out, cursor::MoveTo(0, row as u16), terminal::Clear(terminal::ClearType::CurrentLine))?;
            let strong = line.starts_with('▸') || row == 0;
            if strong {
                queue!(out, SetAttribute(Attribute::Bold))?;
            }
            out.write_all(line.as_bytes())?;
            queue!(out, SetAttribute(Attribute::Reset))?;
        }
        queue!(out, terminal::Clear(terminal::ClearType::FromCursorDown))?;
        out.flush()
    }

    /// All lines of the screen, from the top to the keys.
    fn lines(&mut self, walk: &Walk, width: usize, height: usize) -> Vec<String> {
        let moment = walk.moment();
        let (title, output) = (moment.title.lines().next().unwrap_or_default().to_string(), moment.output.clone());
        let mut bare = moment;
        bare.title = String::new();
        let mut top = vec![cut(&title, width)];
        top.extend(fitted(&walk.happened().join(" "), width, 3));
        top.push(String::new());
        let mut bottom: Vec<String> = Vec::new();
        if let Some(last) = output.lines().last() {
            bottom.push(cut(&format!("output: {last}"), width));
        }
        if let Some(parts) = &self.parts {
            bottom.extend(parts.lines(&walk.source).iter().map(|line| cut(line, width)));
        }
        for line in &self.answer {
            // Sentences may be long; tables keep their columns.
            let table = line.starts_with(' ');
            bottom.extend(if table { vec![cut(line, width)] } else { fitted(line, width, 3) });
        }
        bottom.push(match &self.asking {
            Some((what, text)) => cut(&format!("{}{text}▏", question(*what)), width),
            None => cut(KEYS, width),
        });
        let room = height.saturating_sub(top.len() + bottom.len());
        let wide = width >= WIDE;
        let code = code(walk, if wide { room } else { LINES.min(room / 2) }, if wide { CODE } else { width });
        let (across, down) = if wide { (width - CODE - 3, room) } else { (width, room.saturating_sub(code.len() + 1)) };
        let drawn = drawing::draw(&bare, across, self.colour);
        let drawn: Vec<&str> = drawn.trim_end().lines().collect();
        self.above = self.above.min(drawn.len().saturating_sub(down));
        let shown = drawn.iter().skip(self.above).take(down);
        let mut lines = top;
        if wide {
            let mut shown = shown;
            for row in 0..room {
                let left = code.get(row).map_or("", String::as_str);
                let pad = " ".repeat(CODE.saturating_sub(left.chars().count()));
                lines.push(format!("{left}{pad} │ {}", shown.next().copied().unwrap_or_default()));
            }
        } else {
            lines.extend(code);
            lines.push("─".repeat(width));
            lines.extend(shown.map(|line| line.to_string()));
        }
        lines.resize(height.saturating_sub(bottom.len()), String::new());
        lines.extend(bottom);
        lines
    }
}

fn question(what: char) -> &'static str {
    match what {
        'w' => "who refers to: ",
        'y' => "why is: ",
        ':' => "to step: ",
        _ => "a line with: ",
    }
}

/// The lines around the one that runs next, which is marked.
fn code(walk: &Walk, room: usize, width: usize) -> Vec<String> {
    let lines: Vec<&str> = walk.source.lines().collect();
    let here = walk.line().map_or(0, |line| line as usize);
    let first = here.saturating_sub(room / 2).min(lines.len().saturating_sub(room)).max(1);
    let digits = lines.len().to_string().len();
    let numbered = (first..=lines.len()).take(room).map(|number| {
        let mark = if number == here { '▸' } else { ' ' };
        cut(&format!("{mark}{number:>digits$}  {}", lines[number - 1].replace('\t', "    ")), width)
    });
    numbered.collect()
}

fn cut(line: &str, width: usize) -> String {
    bindscope::diagram::cut_end(line, width)
}

/// A sentence in at most so many lines.
fn fitted(text: &str, width: usize, most: usize) -> Vec<String> {
    let mut lines = bindscope::diagram::wrapped(text, width);
    if lines.len() > most {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = cut(&format!("{last} …"), width);
        }
    }
    lines
}
