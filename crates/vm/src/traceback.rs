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
        let mut margin = Margin::default();
        self.format_chain(exception, &mut margin);
        margin.text
    }

    fn format_chain(&mut self, exception: &Value, margin: &mut Margin) {
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
        for (place, (exception, _)) in chain.iter().enumerate().rev() {
            self.format_one(exception, margin);
            if place > 0 {
                margin.write(chain[place].1);
            }
        }
    }

    fn format_one(&mut self, exception: &Value, margin: &mut Margin) {
        if self.is_group(exception) {
            return self.format_group(exception, margin);
        }
        if let Some(stack) = self.format_stack(exception) {
            margin.write("Traceback (most recent call last):\n");
            margin.write(&stack);
        }
        margin.write(&self.format_exception_only(exception));
    }

    /// A group: its own report, then each member in a box.
    fn format_group(&mut self, exception: &Value, margin: &mut Margin) {
        const DEEPEST: usize = 10;
        const WIDEST: usize = 15;
        if margin.depth > DEEPEST {
            margin.text.push_str(&format!("... (max_group_depth is {DEEPEST})\n"));
            return;
        }
        let top = margin.depth == 0;
        margin.depth += top as usize;
        if let Some(stack) = self.format_stack(exception) {
            margin.write_with("Exception Group Traceback (most recent call last):\n", if top { '+' } else { '|' });
            margin.write(&stack);
        }
        margin.write(&self.format_exception_only(exception));
        let members = self.group_members(exception);
        let shown = if members.len() <= WIDEST { members.len() } else { WIDEST + 1 };
        margin.open = false;
        for place in 0..shown {
            let last = place + 1 == shown;
            margin.open |= last;
            let title = if place < WIDEST { (place + 1).to_string() } else { "...".to_string() };
            let corner = if place == 0 { "+-" } else { "  " };
            margin.text.push_str(&format!("{}{corner}+---------------- {title} ----------------\n", margin.indent()));
            margin.depth += 1;
            if place < WIDEST {
                self.format_chain(&members[place], margin);
            } else {
                let more = members.len() - WIDEST;
                let plural = if more > 1 { "s" } else { "" };
                margin.write(&format!("and {more} more exception{plural}\n"));
            }
            if last && margin.open {
                margin.text.push_str(&format!("{}+------------------------------------\n", margin.indent()));
                margin.open = false;
            }
            margin.depth -= 1;
        }
        margin.depth -= top as usize;
    }

    /// The frames that an exception passed, outermost first; None where it passed none.
    fn format_stack(&mut self, exception: &Value) -> Option<String> {
        let mut text = String::new();
        let mut at = exception.as_ref::<Exception>()?.get(&self.heap).traceback.clone();
        if at.is_none() {
            return None;
        }
        let mut entries = Vec::new();
        while let Some(traceback) = at.as_ref::<Traceback>().cloned() {
            let data = traceback.get(&self.heap);
            let code = data.code.code.clone();
            let location = code.locations.get(data.instruction as usize);
            entries.push((code.filename.to_string(), data.line(), code.name.to_string(), location));
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
        Some(text)
    }

    /// The lines of a place in a file with its carets; nothing if the source cannot be read.
    fn source_lines(&mut self, file: &str, at: Location) -> String {
        match self.source_text(file) {
            Some(source) => crate::caret::marked(&source, at),
            None => String::new(),
        }
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
        let message = format!("{message}{}", self.suggestion(exception));
        let mut text = place;
        if message.is_empty() {
            text.push_str(&format!("{name}\n"));
        } else {
            text.push_str(&format!("{name}: {message}\n"));
        }
        text.push_str(&self.notes_text(exception));
        text
    }

    fn notes_text(&mut self, exception: &Value) -> String {
        let key = self.heap.dunder(dunder::NOTES).clone();
        let Some(notes) = self.find_attr(exception, &key).ok().flatten().filter(|n| !n.is_none()) else {
            self.clear_pending();
            return String::new();
        };
        let mut text = String::new();
        if !matches!(notes.kind(), Some(Kind::List | Kind::Tuple)) {
            let repr = self.repr_text(&notes).unwrap_or_else(|_| "<__notes__ repr() failed>".to_string());
            self.clear_pending();
            return format!("{repr}\n");
        }
        for note in self.collect(&notes).unwrap_or_default() {
            let note = self.str_text(&note).unwrap_or_else(|_| "<note str() failed>".to_string());
            self.clear_pending();
            for line in note.split('\n') {
                text.push_str(&format!("{line}\n"));
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
        };
        let object = Ref::new(Kind::Frame.class(), object);
        let frame = self.thread.stack.frames.get_mut(depth)?;
        frame.extra.get_or_insert_with(|| Box::new(Extra::default())).object = Some(object.clone());
        Some(object)
    }
}

/// A report as it grows: what stands inside groups has a margin before each line.
#[derive(Default)]
struct Margin {
    text: String,
    /// How many groups deep.
    depth: usize,
    /// The last box still wants its bottom.
    open: bool,
}

impl Margin {
    fn indent(&self) -> String {
        " ".repeat(2 * self.depth)
    }

    fn write(&mut self, text: &str) {
        self.write_with(text, '|');
    }

    fn write_with(&mut self, text: &str, character: char) {
        if self.depth == 0 {
            return self.text.push_str(text);
        }
        let prefix = format!("{}{character} ", self.indent());
        for line in text.split_inclusive('\n') {
            self.text.push_str(&prefix);
            self.text.push_str(line);
        }
    }
}

/// The inputs of a prompt are numbered, so that each has its lines; reports do not show that.
fn shown(file: &str) -> &str {
    if file.starts_with("<stdin>-") { "<stdin>" } else { file }
}
