//! A recording that is looked at: its steps in a table, and the answers to what a page asks.

use std::collections::HashMap;

use bindscope::diagram::Aliases;
use bindscope::history::{Asked, Cell, Datum, Expression, Fact, State, Timeline};
use bindscope::{Ending, Program};
use narrate::{Language, Narrator};
use serde_json::{Value, json};

use crate::layout::Layouts;
use crate::message;
use crate::postings::{self, Postings};
use crate::run::Ran;
use crate::view::View;

mod whole;

/// The text of a file of the program.
#[derive(Clone)]
pub struct Source {
    pub file: String,
    pub text: String,
}

/// One step, as the table has it.
#[derive(Clone, Copy)]
struct Row {
    kind: Kind,
    line: u32,
    file: u32,
    depth: u32,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Line,
    Call,
    Return,
    Raise,
    Unwind,
}

/// What was printed or typed in, and in which step.
struct Said {
    step: u64,
    stream: u8,
    text: String,
}

/// What somebody asks about: a name (`frame 3/x`), a part (`object 5/0`) or an object, as the program would write it.
pub struct Asks<'a> {
    pub key: &'a str,
    pub expression: &'a str,
    /// What leads to the object of the key, in some frame.
    pub path: &'a str,
}

impl Asks<'_> {
    /// The frame whose names are meant.
    fn frame(&self, asked: &Asked) -> Option<usize> {
        let frames = &asked.state.frames;
        let thing = self.key.split_once('/').map_or(self.key, |(thing, _)| thing);
        if let Some(activation) = thing.strip_prefix("frame ") {
            return frames.iter().position(|frame| frame.activation.to_string() == activation && activation != "0");
        }
        let Ok(path) = Expression::new(self.path) else { return asked.frame };
        let places = (0..frames.len()).rev().map(Some).chain([None]);
        let leads = |frame: &Option<usize>| match path.value(&asked.state, *frame) {
            Ok(Datum::Object(id)) => thing.strip_prefix("object ") == Some(id.0.to_string().as_str()),
            _ => false,
        };
        places.into_iter().find(leads).unwrap_or(asked.frame)
    }
}

pub struct Session {
    pub(crate) timeline: Timeline,
    sources: Vec<Source>,
    rows: Vec<Row>,
    said: Vec<Said>,
    ending: String,
    error: Option<String>,
    postings: Postings,
    view: View,
    pub(crate) layouts: Layouts,
}

/// Steps that are walked rather than jumped over.
const NEAR: u64 = 500;
/// Characters of output in one message.
const OUTPUT: usize = 200_000;

impl Session {
    /// None where nothing was recorded.
    pub fn of(ran: Ran) -> Option<Session> {
        Some(Session::new(ran.recording.as_ref()?.timeline()?, ran.ending, ran.sources))
    }

    /// What is in a recording.
    pub fn open(path: &str) -> Result<Session, String> {
        let opened = bindscope::open(path.as_ref())?;
        let sources = match opened.program {
            Program::Source { source, name } => vec![Source { file: name, text: source }],
            Program::File(_) | Program::Module(_) => Vec::new(),
        };
        Ok(Session::new(opened.timeline, Ending::Finished, sources))
    }

    fn new(timeline: Timeline, ending: Ending, sources: Vec<Source>) -> Session {
        let (ending, error) = match ending {
            Ending::Finished => ("finished", None),
            Ending::Exited(_) => ("exited", None),
            Ending::Raised(text) | Ending::Interrupted(text) => ("raised", Some(text)),
            Ending::NotThere(text) | Ending::TooLong(text) | Ending::TooLarge(text) => ("stopped", Some(text)),
        };
        let mut session = Session {
            timeline,
            sources,
            rows: Vec::new(),
            said: Vec::new(),
            ending: ending.to_string(),
            error,
            postings: Postings::default(),
            view: View::default(),
            layouts: Layouts::default(),
        };
        session.read();
        // A recording does not say how the run ended, but its last step does.
        if session.rows.last().is_some_and(|row| row.kind == Kind::Unwind) && session.ending == "finished" {
            session.ending = "raised".to_string();
        }
        session
    }

    /// Goes through the run once: the table of steps, and what was said.
    fn read(&mut self) {
        let mut files: HashMap<String, u32> = HashMap::new();
        for (place, source) in self.sources.iter().enumerate() {
            files.insert(source.file.clone(), place as u32);
        }
        let mut replay = self.timeline.replay_before(0);
        while let Some(event) = replay.next() {
            match &event.fact {
                Fact::Output { stream, bytes } => {
                    let text = String::from_utf8_lossy(bytes).into_owned();
                    match self.said.last_mut().filter(|s| s.step == event.step && s.stream == *stream) {
                        Some(last) => last.text.push_str(&text),
                        None => self.said.push(Said { step: event.step, stream: *stream, text }),
                    }
                }
                fact => {
                    self.postings.add(&event, &replay.state);
                    let Some(kind) = kind_of(fact) else { continue };
                    let spot = event.place;
                    let file = spot.map_or(String::new(), |s| replay.state.code(s.code).filename.to_string());
                    let next = files.len() as u32;
                    let file = *files.entry(file.clone()).or_insert_with(|| {
                        let text = std::fs::read(&file).unwrap_or_default();
                        let text = String::from_utf8_lossy(&text).into_owned();
                        self.sources.push(Source { file, text });
                        next
                    });
                    let (line, depth) = (spot.map_or(0, |s| s.line), replay.state.frames.len() as u32);
                    self.rows.push(Row { kind, line, file, depth });
                }
            }
        }
    }

    fn row(&self, position: u64) -> Option<&Row> {
        self.rows.get((position as usize).checked_sub(1)?)
    }

    /// The last moment: everything has run.
    pub(crate) fn last(&self) -> u64 {
        self.rows.len() as u64 + 1
    }

    fn code(&self, row: &Row) -> &str {
        let source = self.sources.get(row.file as usize);
        let code = source.and_then(|s| s.text.lines().nth((row.line as usize).wrapping_sub(1))).unwrap_or("");
        narrate::code_of(code)
    }

    // ---- messages -------------------------------------------------------------------------------

    /// What a page asks first.
    pub fn about(&self) -> Value {
        let sources: Vec<Value> = self
            .sources
            .iter()
            .map(|s| json!({"file": s.file, "name": s.file.rsplit('/').next().unwrap_or(&s.file), "text": s.text}))
            .collect();
        let said: Vec<Value> = self.said.iter().map(|s| json!([s.step, s.stream, s.text])).collect();
        let mut total = 0;
        let said: Vec<Value> = said
            .into_iter()
            .take_while(|s| {
                total += s[2].as_str().map_or(0, str::len);
                total < OUTPUT
            })
            .collect();
        let languages: Vec<Value> = Language::all().iter().map(|(code, name)| json!([code, name])).collect();
        let raised = self.rows.iter().rposition(|row| !matches!(row.kind, Kind::Raise | Kind::Unwind));
        let raised = raised.filter(|_| self.ending == "raised").map(|place| place as u64 + 2);
        let marks: Vec<Vec<u32>> = (0..self.sources.len() as u32).map(|file| self.lines_of(file)).collect();
        json!({"steps": self.rows.len(), "first": 1, "last": self.last(), "sources": sources, "output": said, "ran": marks,
               "ending": self.ending, "error": self.error, "raised": raised, "languages": languages})
    }

    /// The lines of a file that ran.
    fn lines_of(&self, file: u32) -> Vec<u32> {
        let mut lines: Vec<u32> =
            self.rows.iter().filter(|r| r.file == file && r.kind == Kind::Line).map(|r| r.line).collect();
        lines.sort_unstable();
        lines.dedup();
        lines
    }

    /// Neighbouring moments; `at` is the one that is shown.
    pub fn moments(&mut self, from: u64, count: u64, at: u64, language: &str, view: &str) -> Vec<Value> {
        self.look(View::read(view));
        let order = self.layouts.order(from, count, at);
        let mut moments: Vec<(u64, Value)> = order.into_iter().map(|at| (at, self.moment(at, language))).collect();
        moments.sort_by_key(|(position, _)| *position);
        moments.into_iter().map(|(_, moment)| moment).collect()
    }

    /// What is opened grows where it stands; what is left out gives its place to others.
    fn look(&mut self, view: View) {
        if view != self.view {
            if view.leaves_out_the_same(&self.view) {
                self.layouts.forget_outlook();
            } else {
                self.layouts.forget();
            }
            self.view = view;
        }
    }

    /// While nobody asks. False where nothing is left to be done.
    pub fn look_ahead(&mut self) -> bool {
        let last = self.last();
        self.layouts.look_ahead(&self.timeline, last, &self.view)
    }

    /// The moment just before a step: what is drawn, and what has happened since the one before.
    pub fn moment(&mut self, position: u64, language: &str) -> Value {
        let position = position.clamp(1, self.last());
        let (sentences, state) = self.told(position, language);
        let mut message = self.drawing(position, &state);
        let at = |row: Option<&Row>| {
            row.map(|r| json!({"file": r.file, "line": r.line, "kind": word(r.kind), "depth": r.depth}))
        };
        message["position"] = json!(position);
        message["next"] = json!(at(self.row(position)));
        message["ran"] = json!(at(self.row(position - 1)));
        message["sentences"] = json!(sentences);
        message
    }

    /// What happened since the moment before, and the state now.
    pub(crate) fn told(&self, position: u64, language: &str) -> (Vec<String>, State) {
        let code = |step| self.row(step).map_or(String::new(), |row| self.code(row).to_string());
        Narrator::new(Language::named(language)).told(&self.timeline, position, &code)
    }

    fn drawing(&mut self, position: u64, state: &State) -> Value {
        let drawn = self.view.drawn(state);
        let last = self.last();
        let scene = self.layouts.scene(&self.timeline, last, position, &drawn, &self.view);
        let keys = drawn.lasting();
        let aliases = Aliases::of(&drawn.moment);
        let objects: serde_json::Map<String, Value> = drawn
            .moment
            .objects
            .iter()
            .map(|object| {
                let (paths, more) = aliases.paths(object.id);
                let word = drawn.objects.get(object.id as usize - 1).copied();
                let number = word.and_then(|word| state.object_of(word)).and_then(|object| object.number);
                let type_name = if is_plain_class(object) { "class" } else { &object.type_name };
                let about = json!({"type": type_name, "paths": paths, "more": more, "number": number,
                                   "mutable": object.mutable, "dotted": is_dotted(object.kind)});
                (keys.objects[object.id as usize - 1].clone(), about)
            })
            .collect();
        let frames: Vec<Value> = drawn
            .moment
            .frames
            .iter()
            .enumerate()
            .map(|(place, frame)| json!({"key": keys.frames[place], "name": frame.name, "line": frame.line}))
            .collect();
        let scene = message::scene(&scene, &keys);
        message::object([("scene", scene), ("objects", Value::Object(objects)), ("frames", Value::Array(frames))])
    }

    // ---- ways -----------------------------------------------------------------------------------

    /// Where a way leads from a position: `into`, `over`, `out`, `line N` or `change KEY`, on or back.
    pub fn go(&self, from: u64, how: &str, back: bool) -> u64 {
        let last = self.last();
        let depth = self.row(from).map_or(0, |row| row.depth);
        let (word, rest) = how.split_once(' ').unwrap_or((how, ""));
        let line: u32 = rest.parse().unwrap_or(0);
        let wanted = |at: u64, session: &Session| {
            let Some(row) = session.row(at) else { return true };
            match word {
                "over" => row.depth <= depth || depth == 0,
                "out" => row.depth < depth,
                "line" => row.line == line && row.kind == Kind::Line,
                _ => true,
            }
        };
        if word == "change" {
            // The moment after a step in which it changed.
            let steps = self.postings.of(rest);
            let place = steps.partition_point(|step| u64::from(*step) + 1 < from + u64::from(!back));
            let found = if back { place.checked_sub(1) } else { Some(place) };
            return found.and_then(|place| steps.get(place)).map_or(from, |step| u64::from(*step) + 1);
        }
        let mut at = from;
        loop {
            if (back && at <= 1) || (!back && at >= last) {
                return match word {
                    "line" => (1..last).find(|at| wanted(*at, self)).unwrap_or(from),
                    _ => at,
                };
            }
            at = if back { at - 1 } else { at + 1 };
            if wanted(at, self) {
                return if word == "line" && at == last { self.go(1, how, false) } else { at };
            }
        }
    }

    /// What happened to an object or a name around a position: `[step, line, sentence]` each; how many steps were
    /// before, and how many there are.
    pub fn history(&self, key: &str, around: u64, count: usize, language: &str) -> Value {
        let steps = self.postings.of(key);
        let here = steps.partition_point(|step| u64::from(*step) < around);
        let first = here.saturating_sub(count * 3 / 4).min(steps.len().saturating_sub(count));
        let shown = &steps[first..steps.len().min(first + count)];
        json!({"entries": self.entries(key, shown, language), "before": first, "all": steps.len()})
    }

    fn entries(&self, key: &str, steps: &[u32], language: &str) -> Vec<Value> {
        let narrator = Narrator::new(Language::named(language));
        let mut entries: Vec<Value> = Vec::new();
        let mut replay = self.timeline.replay_before(0);
        for step in steps.iter().map(|step| u64::from(*step)) {
            if step < replay.state.step || step > replay.state.step + NEAR {
                replay = self.timeline.replay_before(step);
            }
            while step > 0 && replay.advance_within(step - 1) {}
            while !replay.is_over(step) {
                let Some(event) = replay.next() else { break };
                let row = self.row(event.step);
                let code = row.map_or("", |row| self.code(row));
                if postings::concerns(&event, key, &replay.state)
                    && let Some(said) = narrator.sentence(&event, &replay.state, code)
                    && entries.last().is_none_or(|last| last[2] != said)
                {
                    entries.push(json!([step, row.map_or(0, |row| row.line), said]));
                }
            }
        }
        entries
    }

    /// Why an expression has the value that it has at a position. Its names are those of the frame of `key`, or of the
    /// innermost one where `path` leads to the object that has the part.
    pub fn why(&self, asks: &Asks, position: u64) -> Value {
        let mut asked = self.timeline.asked_at(position);
        asked.frame = asks.frame(&asked);
        self.answer(asks, &asked)
    }

    fn answer(&self, asks: &Asks, asked: &Asked) -> Value {
        let answer = Expression::new(asks.expression).and_then(|expression| self.timeline.why(&expression, asked));
        match answer {
            Ok(answer) => {
                let texts = |row: &Vec<Cell>| row.iter().map(Cell::to_string).collect::<Vec<_>>().join("  ");
                let tables = answer.tables.iter();
                let tables = tables.map(|table| json!([table.title, table.rows.iter().map(texts).collect::<Vec<_>>()]));
                json!({"answer": answer.sentence, "tables": tables.collect::<Vec<_>>()})
            }
            Err(fault) => json!({"answer": fault.to_string(), "tables": []}),
        }
    }

    /// The sub-expressions of the line that runs at a position: `[[line, column], [line, column], text, value]`.
    pub fn inside(&self, position: u64) -> Value {
        let found = self.timeline.inside(position);
        found.into_iter().map(|one| json!([one.from, one.to, one.text, one.value])).collect()
    }

    /// The position of another run's session that is nearest to one of this: the same run of the same line.
    pub fn nearest(&self, other: &Session, position: u64) -> u64 {
        if position == other.last() {
            return self.last();
        }
        let Some(wanted) = other.row(position) else { return 1 };
        let text = other.code(wanted);
        let same = |session: &Session, row: &Row| row.kind == wanted.kind && session.code(row) == text;
        let often = other.rows[..position as usize].iter().filter(|row| same(other, row)).count();
        let found = self.rows.iter().enumerate().filter(|(_, row)| same(self, row)).nth(often.saturating_sub(1));
        found.map_or(position.min(self.last()), |(place, _)| place as u64 + 1)
    }
}

/// A class, which people do not call a `type`.
fn is_plain_class(object: &bindscope::diagram::Object) -> bool {
    object.kind == bindscope::diagram::Kind::Class && object.type_name == "type"
}

/// Are its parts attributes?
fn is_dotted(kind: bindscope::diagram::Kind) -> bool {
    use bindscope::diagram::Kind;
    matches!(kind, Kind::Instance | Kind::Class | Kind::Module | Kind::Exception)
}

fn kind_of(fact: &Fact) -> Option<Kind> {
    Some(match fact {
        Fact::Line => Kind::Line,
        Fact::Call { .. } => Kind::Call,
        Fact::Return(_) | Fact::Yield(_) => Kind::Return,
        Fact::Raise(_) => Kind::Raise,
        Fact::Unwind => Kind::Unwind,
        _ => return None,
    })
}

fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Line => "line",
        Kind::Call => "call",
        Kind::Return => "return",
        Kind::Raise | Kind::Unwind => "exception",
    }
}
