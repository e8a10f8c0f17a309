//! What a pattern is matched against: a string or bytes, as characters that can be counted.

use std::rc::Rc;

use object::{Bytes, Ref, Str, Value};
use vm::{Result, Vm};

use super::engine::{Matcher, NONE, Outcome, Scratch};
use super::program::Program;

/// Longer strings that are not ASCII are decoded once and kept until another one comes.
const KEPT_LENGTH: usize = 64;

/// What this module keeps in the machine.
#[derive(Default)]
pub struct Kept {
    scratch: Scratch,
    decoded: Option<(Value, Rc<[u32]>)>,
}

#[derive(Clone)]
pub struct Subject {
    /// As it was given.
    pub value: Value,
    data: Data,
    /// A string, not bytes.
    pub is_text: bool,
}

#[derive(Clone)]
enum Data {
    /// The bytes are the characters.
    Ascii(Ref<Str>),
    Wide(Ref<Str>, Rc<[u32]>),
    Bytes(Ref<Bytes>),
    /// A copy of what may change.
    Copied(Rc<[u8]>),
}

impl Subject {
    pub fn new(vm: &mut Vm, value: &Value) -> Result<Subject> {
        let data = if let Some(string) = value.as_ref::<Str>() {
            if string.is_ascii() {
                Data::Ascii(string.clone())
            } else {
                Data::Wide(string.clone(), decoded(vm, string))
            }
        } else if let Some(bytes) = value.as_ref::<Bytes>() {
            Data::Bytes(bytes.clone())
        } else {
            match vm.buffer(value).map(std::borrow::Cow::into_owned) {
                Some(bytes) => Data::Copied(bytes.into()),
                None => {
                    let name = vm.type_name(value);
                    return Err(vm.type_error(format!("expected string or bytes-like object, got '{name}'")));
                }
            }
        };
        let is_text = matches!(data, Data::Ascii(_) | Data::Wide(..));
        Ok(Subject { value: value.clone(), data, is_text })
    }

    /// Visits what the data holds beside the value itself.
    pub fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        match &self.data {
            Data::Ascii(string) | Data::Wide(string, _) => visit(string.value()),
            Data::Bytes(bytes) => visit(bytes.value()),
            Data::Copied(_) => {}
        }
    }

    pub fn len(&self) -> usize {
        match &self.data {
            Data::Ascii(string) | Data::Wide(string, _) => string.len(),
            Data::Bytes(bytes) => bytes.0.len(),
            Data::Copied(bytes) => bytes.len(),
        }
    }

    /// The part from `start` to `end`; all of it is the thing itself.
    pub fn part(&self, start: usize, end: usize) -> Value {
        let whole = start == 0 && end >= self.len() && !self.value.header().is_some_and(|h| h.is_extended());
        match &self.data {
            Data::Ascii(_) | Data::Wide(..) | Data::Bytes(_) if whole => self.value.clone(),
            Data::Ascii(string) | Data::Wide(string, _) => {
                Ref::from_wtf8(string.slice(start, end.max(start)).to_vec()).into()
            }
            Data::Bytes(bytes) => Value::bytes_object(&bytes.0[start..end.max(start)]),
            Data::Copied(bytes) => Value::bytes_object(&bytes[start..end.max(start)]),
        }
    }

    /// Appends the part to UTF-8 or bytes under construction.
    pub fn append(&self, start: usize, end: usize, out: &mut Vec<u8>) {
        out.extend_from_slice(match &self.data {
            Data::Ascii(string) | Data::Wide(string, _) => string.slice(start, end),
            Data::Bytes(bytes) => &bytes.0[start..end.max(start)],
            Data::Copied(bytes) => &bytes[start..end.max(start)],
        });
    }

    /// What was put together of parts of it.
    pub fn assembled(&self, bytes: Vec<u8>) -> Value {
        if self.is_text { Ref::from_wtf8(bytes).into() } else { Value::bytes_object(bytes) }
    }
}

fn decoded(vm: &mut Vm, string: &Ref<Str>) -> Rc<[u32]> {
    if string.len() < KEPT_LENGTH {
        return string.characters().collect();
    }
    let kept = vm.module_state::<Kept>();
    if let Some((known, characters)) = &kept.decoded
        && known.is_same(string.value())
    {
        return characters.clone();
    }
    let characters: Rc<[u32]> = string.characters().collect();
    let old = kept.decoded.replace((string.to_value(), characters.clone()));
    drop(old);
    characters
}

/// How to look for a match.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    Search,
    Match,
    Full,
}

/// Where everything matched: start and end of the match, then of each group, NONE where it took no part.
pub struct Spans {
    pub marks: Vec<usize>,
    pub last_group: usize,
}

impl Spans {
    pub fn start(&self) -> usize {
        self.marks[0]
    }
    pub fn end(&self) -> usize {
        self.marks[1]
    }
    pub fn group(&self, number: usize) -> Option<(usize, usize)> {
        match self.marks.get(number * 2..number * 2 + 2) {
            Some(&[start, end]) if start != NONE && end != NONE => Some((start, end)),
            _ => None,
        }
    }
}

/// Looks for a match from `start` on; an empty one at `not_empty_at` does not count.
pub fn find(
    vm: &mut Vm,
    program: &Program,
    subject: &Subject,
    mode: Mode,
    range: (usize, usize),
    not_empty_at: usize,
) -> Result<Option<Spans>> {
    let mut scratch = std::mem::take(&mut vm.module_state::<Kept>().scratch);
    let mut raised = None;
    let mut go_on = |amount: usize| match vm.work(amount) {
        Ok(()) => true,
        Err(error) => {
            raised = Some(error);
            false
        }
    };
    macro_rules! run {
        ($text:expr) => {{
            let text = $text;
            let end = range.1.min(text.len());
            let whole = mode == Mode::Full;
            let scratch = &mut scratch;
            let mut matcher = Matcher { text, end, program, scratch, whole, not_empty_at, go_on: &mut go_on };
            if mode == Mode::Search { matcher.search(range.0) } else { matcher.match_at(range.0) }
        }};
    }
    let outcome = match &subject.data {
        Data::Ascii(string) => run!(string.bytes()),
        Data::Wide(_, characters) => run!(&**characters),
        Data::Bytes(bytes) => run!(&*bytes.0),
        Data::Copied(bytes) => run!(&**bytes),
    };
    let found = match outcome {
        Outcome::Found(start, end) => {
            let mut marks = Vec::with_capacity(scratch.marks.len() + 2);
            marks.extend([start, end]);
            marks.extend_from_slice(&scratch.marks);
            Some(Spans { marks, last_group: scratch.last_group })
        }
        Outcome::Missing | Outcome::Stopped => None,
    };
    vm.module_state::<Kept>().scratch = scratch;
    match raised {
        Some(error) => Err(error),
        None => Ok(found),
    }
}
