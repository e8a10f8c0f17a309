//! Tracebacks as text, in CPython 3.13's form, and frames as objects.

use bytecode::Location;
use object::{Exception, FrameObject, Kind, Ref, Str, Traceback, Value, dunder};

use crate::frame::Extra;
use crate::machine::Vm;

const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

impl Vm {
    /// The whole report of an uncaught exception, causes and contexts first.
    pub fn format_traceback(&mut self, exception: &Value) -> String {
        let mut chain: Vec<(Value, &str)> = vec![(exception.clone(), "")];
        while let Some(e) = chain.last().and_then(|(e, _)| e.as_ref::<Exception>().cloned()) {
            let data = e.get(&self.heap);
            let (next, link) = if !data.cause.is_none() {
                (data.cause.clone(), CAUSE)
            } else if !data.context.is_none() && !data.suppress_context {
                (data.context.clone(), CONTEXT)
            } else {
                break;
            };
            if chain.iter().any(|(seen, _)| seen.is_same(&next)) {
                break;
            }
            chain.push((next, link));
        }
        let mut text = String::new();
        for (place, (exception, _)) in chain.iter().enumerate().rev() {
            text.push_str(&self.format_one(exception));
            if place > 0 {
                text.push_str(chain[place].1);
            }
        }
        text
    }

    fn format_one(&mut self, exception: &Value) -> String {
        let mut text = String::new();
        let mut at = match exception.as_ref::<Exception>() {
            Some(e) => e.get(&self.heap).traceback.clone(),
            None => Value::NONE,
        };
        if !at.is_none() {
            text.push_str("Traceback (most recent call last):\n");
        }
        let mut entries = Vec::new();
        while let Some(traceback) = at.as_ref::<Traceback>().cloned() {
            let data = traceback.get(&self.heap);
            let code = data.code.code.clone();
            let location = code.locations.get(data.instruction as usize);
            entries.push((code.filename.to_string(), data.line, code.name.to_string(), location));
            at = data.next.clone();
        }
        let mut place = 0;
        while place < entries.len() {
            let (file, line, name, location) = &entries[place];
            let same = |e: &(String, u32, String, Location)| (&e.0, e.1, &e.2) == (file, *line, name);
            let repeats = entries[place..].iter().take_while(|e| same(e)).count();
            for _ in 0..repeats.min(3) {
                text.push_str(&format!("  File \"{}\", line {line}, in {name}\n", shown(file)));
                text.push_str(&self.source_lines(file, *location));
            }
            if repeats > 3 {
                let more = repeats - 3;
                let plural = if more == 1 { "" } else { "s" };
                text.push_str(&format!("  [Previous line repeated {more} more time{plural}]\n"));
            }
            place += repeats;
        }
        text.push_str(&self.format_exception_only(exception));
        text
    }

    /// The lines of a place in a file with its carets; nothing if the source cannot be read.
    fn source_lines(&mut self, file: &str, at: Location) -> String {
        let Some(source) = self.source_text(file) else {
            return String::new();
        };
        let lines: Vec<&str> = source.lines().collect();
        let Some(line) = lines.get((at.line as usize).wrapping_sub(1)) else {
            return String::new();
        };
        let indent = line.len() - line.trim_start().len();
        let mut text = format!("    {}\n", line.trim());
        if at.end_line != at.line {
            return text;
        }
        let (start, end) = (at.column as usize, (at.end_column as usize).min(line.len()));
        let whole = start <= indent && end >= line.trim_end().len();
        if start >= end || !line.is_char_boundary(start) || !line.is_char_boundary(end) {
            return text;
        }
        let columns = |part: &str| part.chars().count();
        let before = columns(line.get(indent..start).unwrap_or(""));
        let segment = &line[start..end];
        if whole && anchors(segment).is_none()
            || end >= line.trim_end().len() && is_plain_call(&line[indent..start], segment)
        {
            return text;
        }
        text.push_str(&format!("    {}{}\n", " ".repeat(before), carets(segment, columns(segment))));
        text
    }

    /// One line of a file's source.
    pub(crate) fn source_line(&mut self, file: &str, line: u32) -> Option<String> {
        let source = self.source_text(file)?;
        source.lines().nth((line as usize).wrapping_sub(1)).map(str::to_string)
    }

    fn source_text(&mut self, file: &str) -> Option<String> {
        if let Some(name) = file.strip_prefix("<frozen ").and_then(|f| f.strip_suffix('>')) {
            return self.library.and_then(|library| library.source(name));
        }
        if let Some(source) = self.sources.get(file) {
            return Some(source.clone());
        }
        if file.starts_with('<') {
            return None;
        }
        let bytes = self.host.read_file(file).ok()?;
        Some(String::from_utf8_lossy(&bytes).into_owned())
    }

    /// The last lines of a report: the exception's class, message and notes.
    pub fn format_exception_only(&mut self, exception: &Value) -> String {
        let class = self.class_of(exception);
        let name = self.qualified_name(&class);
        let name = name.strip_prefix("__main__.").unwrap_or(&name).to_string();
        let syntax = self.exception_class("SyntaxError");
        let place = self.syntax_error_place(exception);
        // Its text names the file and the line, which stand above it here.
        let own = match exception.as_ref::<Exception>() {
            Some(e) if !place.is_empty() && self.is_instance(exception, syntax) => {
                e.get(&self.heap).fields.first().cloned().unwrap_or(Value::NONE)
            }
            _ => exception.clone(),
        };
        let message = match self.str(&own) {
            Ok(message) => message.lossy().into_owned(),
            Err(_) => {
                drop(self.thread.pending.take());
                "<exception str() failed>".to_string()
            }
        };
        let mut text = place;
        if message.is_empty() {
            text.push_str(&format!("{name}\n"));
        } else {
            text.push_str(&format!("{name}: {message}\n"));
        }
        let notes = self.heap.dunder(dunder::NOTES).clone();
        if let Some(notes) = self.heap.own_attribute(exception, &notes)
            && let Ok(notes) = self.collect(&notes)
        {
            for note in notes {
                if let Some(note) = note.as_ref::<Str>() {
                    text.push_str(&format!("{}\n", note.lossy()));
                }
            }
        }
        text
    }

    fn syntax_error_place(&mut self, exception: &Value) -> String {
        let class = self.exception_class("SyntaxError");
        if !self.is_instance(exception, class) {
            return String::new();
        }
        let Some(e) = exception.as_ref::<Exception>() else {
            return String::new();
        };
        let fields = e.get(&self.heap).fields.clone();
        let number = |place: usize| fields.get(place).and_then(|v| v.as_small_int()).unwrap_or(0);
        let string = |place: usize| fields.get(place).and_then(|v| v.as_ref::<Str>()).map(|s| s.lossy().into_owned());
        let Some(file) = string(1) else {
            return String::new();
        };
        let mut text = format!("  File \"{}\", line {}\n", shown(&file), number(2));
        if let Some(line) = string(4) {
            let stripped = line.trim_end_matches('\n').trim_start();
            let indent = (line.chars().count() - line.trim_start().chars().count()) as i64;
            text.push_str(&format!("    {stripped}\n"));
            let (start, end) = (number(3) - 1 - indent, number(6) - 1 - indent);
            if start >= 0 {
                let width =
                    if number(5) != number(2) { stripped.chars().count() as i64 - start } else { (end - start).max(1) };
                text.push_str(&format!("    {}{}\n", " ".repeat(start as usize), "^".repeat(width.max(1) as usize)));
            }
        }
        text
    }

    /// The frame at `depth` as an object: the same one each time.
    pub fn frame_object(&mut self, depth: usize) -> Option<Ref<FrameObject>> {
        let frame = self.thread.stack.frames.get(depth)?;
        if let Some(object) = frame.extra.as_ref().and_then(|e| e.object.clone()) {
            return Some(object);
        }
        let object = FrameObject {
            code: frame.code().clone(),
            function: Some(frame.function.clone()),
            globals: frame.function.get(&self.heap).globals.clone(),
            namespace: frame.namespace().cloned().unwrap_or(Value::UNBOUND),
            back: Value::NONE,
            depth: Some(depth),
            registers: Vec::new(),
            position: frame.position(),
            activation: frame.activation,
        };
        let object = Ref::new(Kind::Frame.class(), object);
        let frame = self.thread.stack.frames.get_mut(depth)?;
        frame.extra.get_or_insert_with(|| Box::new(Extra::default())).object = Some(object.clone());
        Some(object)
    }
}

/// The inputs of a prompt are numbered, so that each has its lines; reports do not show that.
fn shown(file: &str) -> &str {
    if file.starts_with("<stdin>-") { "<stdin>" } else { file }
}

/// Is the segment the call of `name = call(…)` or `return name(…)`? CPython has no marks for these.
fn is_plain_call(before: &str, segment: &str) -> bool {
    let Some((open, _)) = anchors(segment).filter(|_| segment.ends_with(')')) else {
        return false;
    };
    let callee: String = segment.chars().take(open).collect();
    if before.trim() == "return" {
        return callee.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
    }
    let targets = before.trim_end().strip_suffix('=');
    targets.is_some_and(|t| !t.ends_with(['=', '!', '<', '>', '+', '-', '*', '/', '%', '&', '|', '^', '@', ':']))
        && segment.chars().nth(open) == Some('(')
        && !before.contains(':')
}

/// The marks under a segment: its operator or call brackets stand out, as in CPython.
fn carets(segment: &str, width: usize) -> String {
    match anchors(segment) {
        Some((start, end)) => {
            format!("{}{}{}", "~".repeat(start), "^".repeat(end - start), "~".repeat(width.saturating_sub(end)))
        }
        None => "^".repeat(width),
    }
}

/// Where the operator of a binary operation, or the brackets of a call or an item, stand (in characters).
fn anchors(segment: &str) -> Option<(usize, usize)> {
    // Statements have none: only what is an expression by itself.
    const STATEMENTS: &[&str] =
        &["raise", "assert", "del", "import", "from", "return", "yield", "await", "class", "def"];
    if STATEMENTS.contains(&segment.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default()) {
        return None;
    }
    let characters: Vec<char> = segment.chars().collect();
    let last = *characters.last()?;
    if last != ')' && last != ']' {
        return top_level_operator(segment);
    }
    let place = opening_of_last(&characters)?;
    let prefix: String = characters[..place].iter().collect();
    let primary = !prefix.is_empty() && top_level_operator(&prefix).is_none();
    let fits = characters[place] == if last == ')' { '(' } else { '[' };
    if fits && primary { Some((place, characters.len())) } else { top_level_operator(segment) }
}

/// Where the bracket opens that the last character closes; brackets within quotes are none.
fn opening_of_last(characters: &[char]) -> Option<usize> {
    let (mut open, mut quote, mut at) = (Vec::new(), None, 0);
    while at < characters.len() {
        let c = characters[at];
        match quote {
            Some(_) if c == '\\' => at += 1,
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None => match c {
                '\'' | '"' => quote = Some(c),
                '(' | '[' | '{' => open.push(at),
                ')' | ']' | '}' => {
                    let place = open.pop()?;
                    if at + 1 == characters.len() {
                        return Some(place);
                    }
                }
                _ => {}
            },
        }
        at += 1;
    }
    None
}

/// The last operator outside brackets and quotes.
fn top_level_operator(segment: &str) -> Option<(usize, usize)> {
    let characters: Vec<char> = segment.chars().collect();
    let (mut depth, mut quote, mut found, mut place) = (0, None, None, 0);
    while place < characters.len() {
        let c = characters[place];
        match quote {
            Some(q) => {
                if c == q {
                    quote = None;
                }
            }
            None => match c {
                '\'' | '"' => quote = Some(c),
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                '+' | '-' | '*' | '/' | '%' | '@' | '&' | '|' | '^' | '<' | '>' if depth == 0 && place > 0 => {
                    let double = characters.get(place + 1) == Some(&c) && matches!(c, '*' | '/' | '<' | '>');
                    let before = characters[..place].iter().rev().find(|c| !c.is_whitespace());
                    let unary = before.is_none_or(|b| "+-*/%@&|^<>(,=".contains(*b));
                    let width = 1 + double as usize;
                    if !unary {
                        found = Some((place, place + width));
                    }
                    place += width - 1;
                }
                _ => {}
            },
        }
        place += 1;
    }
    found
}
