//! The tape read as a story: which name was bound to which object, step by step.
//!
//! Objects get their numbers in the order in which the tape first speaks of them. Numbers, text, bytes, None and
//! bools are values: they are written in place and have no number.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use bytecode::Code;
use object::{ClassIndex, Value};
use trace::{Event, Leaving, Name, Reader, Tape, Word};

/// One change of a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The number of the step in which it happened, from 1.
    pub step: u64,
    pub line: u32,
    pub file: Rc<str>,
    /// The function whose name it is; None for names of a module.
    pub function: Option<Rc<str>>,
    pub name: Rc<str>,
    pub what: What,
    /// The value, or the kind and number of the object; empty where the name is unbound.
    pub object: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    Bound,
    Rebound,
    Unbound,
}

impl What {
    pub fn word(self) -> &'static str {
        match self {
            What::Bound => "bound",
            What::Rebound => "rebound",
            What::Unbound => "unbound",
        }
    }
}

/// A step, as `sys.settrace` would report it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub kind: StepKind,
    pub line: u32,
    pub file: Rc<str>,
    pub function: Rc<str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepKind {
    Line,
    Call,
    Return,
    Exception,
}

impl StepKind {
    pub fn word(self) -> &'static str {
        match self {
            StepKind::Line => "line",
            StepKind::Call => "call",
            StepKind::Return => "return",
            StepKind::Exception => "exception",
        }
    }
}

/// Reads a tape from its start.
pub struct Log<'a> {
    tape: &'a Tape,
    reader: Reader<'a>,
    step: u64,
    /// The names that each running frame has bound, innermost last.
    frames: Vec<Frame>,
    /// Those of generators that wait.
    waiting: HashMap<u64, HashSet<u32>>,
    globals: HashSet<(Rc<str>, Rc<str>)>,
    objects: HashMap<u64, Shown>,
    numbered: u64,
}

struct Frame {
    code: Rc<Code>,
    generator: Option<u64>,
    bound: HashSet<u32>,
    own: HashSet<Rc<str>>,
}

/// How an object is written.
struct Shown {
    text: Rc<str>,
    is_value: bool,
    /// Given when a name of the program first reaches it.
    number: Option<u64>,
}

/// The classes whose objects are values.
const VALUES: &[&str] = &["str", "int", "float", "complex", "bytes"];
/// The classes whose objects are known by a name.
const NAMED: &[&str] = &["function", "type", "module"];

impl<'a> Log<'a> {
    pub(crate) fn new(tape: &'a Tape) -> Log<'a> {
        Log {
            tape,
            reader: Reader::new(tape),
            step: 0,
            frames: vec![],
            waiting: HashMap::new(),
            globals: HashSet::new(),
            objects: HashMap::new(),
            numbered: 0,
        }
    }

    /// The steps alone.
    pub fn steps(self) -> impl Iterator<Item = Step> + 'a {
        let (tape, mut frames) = (self.tape, Vec::<Rc<Code>>::new());
        self.reader.filter_map(move |event| {
            let (kind, line) = match event {
                Event::Call { code, line } => {
                    frames.push(tape.codes()[code as usize - 1].clone());
                    (StepKind::Call, line)
                }
                Event::Line { line } => (StepKind::Line, line),
                Event::Leave { line, .. } => (StepKind::Return, line),
                Event::Exception { line } => (StepKind::Exception, line),
                _ => return None,
            };
            let code = frames.last()?.clone();
            if kind == StepKind::Return {
                frames.pop();
            }
            Some(Step { kind, line, file: code.filename.clone(), function: code.name.clone() })
        })
    }

    fn row(&mut self, event: Event) -> Option<Row> {
        match event {
            Event::Line { .. } | Event::Exception { .. } => self.step += 1,
            Event::Call { code, .. } => {
                self.step += 1;
                let code = self.tape.codes()[code as usize - 1].clone();
                self.frames.push(Frame { code, generator: None, bound: HashSet::new(), own: HashSet::new() });
            }
            Event::Generator { object } => {
                let Word::Object { number, .. } = object else { return None };
                self.note(&object);
                let bound = self.waiting.remove(&number).unwrap_or_default();
                let frame = self.frames.last_mut()?;
                (frame.generator, frame.bound) = (Some(number), bound);
            }
            Event::Leave { how, .. } => {
                self.step += 1;
                let frame = self.frames.pop()?;
                if let (Leaving::Yield, Some(generator)) = (how, frame.generator) {
                    self.waiting.insert(generator, frame.bound);
                }
            }
            Event::Bind { name, value } => {
                let (text, was_bound) = self.bind(name)?;
                self.note(&value);
                // Names that begin and end with two underscores are the machine's: they give no numbers.
                let object = self.shown(&value, !(text.starts_with("__") && text.ends_with("__")));
                let what = if was_bound { What::Rebound } else { What::Bound };
                return Some(self.told(name, text, what, object));
            }
            Event::Unbind { name } => {
                let text = self.unbind(name)?;
                return Some(self.told(name, text, What::Unbound, String::new()));
            }
            Event::Death { object } => {
                self.objects.remove(&object);
                self.waiting.remove(&object);
            }
        }
        None
    }

    fn told(&self, name: Name, text: Rc<str>, what: What, object: String) -> Row {
        let (file, function) = match self.frames.last() {
            Some(frame) => {
                let code = &frame.code;
                let of_module = matches!(name, Name::Global(_)) || &*code.name == "<module>";
                (code.filename.clone(), (!of_module).then(|| code.name.clone()))
            }
            None => ("".into(), None),
        };
        let line = self.reader.frame().map_or(0, |(_, line)| line);
        Row { step: self.step, line, file, function, name: text, what, object }
    }

    /// A name is bound: its text, and was it bound before?
    fn bind(&mut self, name: Name) -> Option<(Rc<str>, bool)> {
        let frame = self.frames.last_mut()?;
        let text = text_of(&frame.code, name)?;
        let new = match name {
            Name::Local(register) => frame.bound.insert(register),
            // Whoever assigns to an outer function's variable mostly finds it bound.
            Name::Free(_) => false,
            Name::Own(_) if &*frame.code.name != "<module>" => frame.own.insert(text.clone()),
            Name::Own(_) | Name::Global(_) => self.globals.insert((frame.code.filename.clone(), text.clone())),
        };
        Some((text, !new))
    }

    fn unbind(&mut self, name: Name) -> Option<Rc<str>> {
        let frame = self.frames.last_mut()?;
        let text = text_of(&frame.code, name)?;
        match name {
            Name::Local(register) => frame.bound.remove(&register),
            Name::Free(_) => false,
            Name::Own(_) if &*frame.code.name != "<module>" => frame.own.remove(&text),
            Name::Own(_) | Name::Global(_) => self.globals.remove(&(frame.code.filename.clone(), text.clone())),
        };
        Some(text)
    }

    /// Keeps what the tape says of an object when it first speaks of it.
    fn note(&mut self, word: &Word) {
        let Word::Object { number, new: Some(new) } = word else {
            return;
        };
        let class = self.tape.classes().get(new.class as usize).map_or("object", |name| name);
        let is_value = VALUES.contains(&class) && !new.text.is_empty();
        let text = match NAMED.contains(&class) {
            _ if is_value => new.text.clone(),
            true if class == "type" => format!("class {}", new.text).into(),
            true => format!("{class} {}", new.text).into(),
            false => class.into(),
        };
        self.objects.insert(*number, Shown { text, is_value, number: None });
    }

    fn shown(&mut self, word: &Word, numbers: bool) -> String {
        let found = match word {
            Word::Immediate(word) => return immediate_text(*word),
            Word::Object { number, .. } => self.objects.get_mut(number),
        };
        let Some(shown) = found else {
            return "?".to_string();
        };
        if shown.number.is_none() && !shown.is_value && numbers {
            self.numbered += 1;
            shown.number = Some(self.numbered);
        }
        match shown.number {
            Some(number) => format!("{} #{number}", shown.text),
            None => shown.text.to_string(),
        }
    }
}

impl Iterator for Log<'_> {
    type Item = Row;

    fn next(&mut self) -> Option<Row> {
        loop {
            let event = self.reader.next()?;
            if let Some(row) = self.row(event) {
                return Some(row);
            }
        }
    }
}

fn text_of(code: &Code, name: Name) -> Option<Rc<str>> {
    match name {
        Name::Local(register) => code.local_names.get(register as usize).cloned(),
        Name::Free(number) => code.free_names.get(number as usize).cloned(),
        Name::Global(site) | Name::Own(site) => {
            let number = *code.sites.get(site as usize)?;
            code.names.get(number as usize).cloned()
        }
    }
}

/// Values that need no heap: numbers, bools, None and their like.
fn immediate_text(word: u64) -> String {
    let Some(value) = Value::immediate(word) else {
        return "?".to_string();
    };
    if let Some(n) = value.as_small_int() {
        return n.to_string();
    }
    if let Some(x) = value.as_float() {
        return text::float::repr_float(x);
    }
    let specials = [
        (Value::NONE, "None"),
        (Value::TRUE, "True"),
        (Value::FALSE, "False"),
        (Value::ELLIPSIS, "Ellipsis"),
        (Value::NOT_IMPLEMENTED, "NotImplemented"),
    ];
    let found = specials.iter().find(|(special, _)| special.is_same(&value));
    found.map_or(format!("{:?}", ClassIndex::OBJECT), |(_, text)| text.to_string())
}
