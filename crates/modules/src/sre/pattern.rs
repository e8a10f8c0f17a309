//! Pattern objects.

use std::rc::Rc;

use object::{Bytes, ClassFlags, Dict, NativeData, Ref, Str, Tuple, Value};
use vm::{Method, NativeClass, Result, Vm, class_method, getter, method};

use super::engine::NONE;
use super::found::match_object;
use super::program::Program;
use super::subject::{Mode, Spans, Subject, find};
use super::{replace, scan};

#[derive(Clone)]
pub struct Pattern {
    /// The source: str or bytes; None if it was made of something else.
    pub source: Value,
    pub flags: i64,
    pub program: Rc<Program>,
    /// Names of groups to their numbers.
    pub names: Value,
    /// The name of each group by number, or None.
    pub by_number: Value,
}

impl NativeData for Pattern {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.source, &self.names, &self.by_number].into_iter().for_each(visit);
    }
}

const WHERE: &str = "(self, /, string, pos=0, endpos=9223372036854775807)";

const METHODS: &[Method] = &[
    method("match", match_method, WHERE, "Matches zero or more characters at the beginning of the string."),
    method("fullmatch", full_match, WHERE, "Matches against all of the string."),
    method(
        "search",
        search,
        WHERE,
        "Scan through string looking for a match, and return a corresponding match object instance.",
    ),
    method("findall", find_all, WHERE, "Return a list of all non-overlapping matches of pattern in string."),
    method(
        "finditer",
        scan::find_iter,
        WHERE,
        "Return an iterator over all non-overlapping matches for the RE pattern in string.",
    ),
    method("scanner", scan::scanner, WHERE, ""),
    method("split", split, "(self, /, string, maxsplit=0)", "Split string by the occurrences of pattern."),
    method(
        "sub",
        replace::sub,
        "(self, /, repl, string, count=0)",
        "Return the string obtained by replacing the leftmost non-overlapping occurrences of pattern in string by the replacement repl.",
    ),
    method(
        "subn",
        replace::subn,
        "(self, /, repl, string, count=0)",
        "Return the tuple (new_string, number_of_subs_made) found by replacing the leftmost non-overlapping occurrences of pattern with the replacement repl.",
    ),
    method("__copy__", |_, args| Ok(args[0].clone()), "(self, /)", ""),
    method("__deepcopy__", |_, args| Ok(args[0].clone()), "(self, memo, /)", ""),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];

pub(super) fn load(vm: &mut Vm) {
    vm.register_data_class::<Pattern>(NativeClass {
        name: "Pattern",
        module: "re",
        doc: "Compiled regular expression object.",
        methods: METHODS,
        getters: &[
            getter("pattern", source, "The pattern string from which the RE object was compiled."),
            getter("flags", flags, "The regex matching flags."),
            getter("groups", groups, "The number of capturing groups in the pattern."),
            getter("groupindex", group_index, "A dictionary mapping group names to group numbers."),
        ],
        flags: ClassFlags::FINAL | ClassFlags::NO_NEW | ClassFlags::HAS_WEAKREF,
        ..NativeClass::BASE
    });
}

pub(super) fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

pub(super) fn compile(vm: &mut Vm, args: &[Value]) -> Result {
    let flags = vm.index(&args[1])?;
    let mut code = Vec::new();
    for word in vm.collect(&args[2])? {
        match u32::try_from(vm.index(&word)?) {
            Ok(word) => code.push(word),
            Err(_) => return Err(vm.overflow_error("regular expression code size limit exceeded")),
        }
    }
    let groups = match usize::try_from(vm.index(&args[3])?) {
        Ok(groups) if groups <= i32::MAX as usize / 2 => groups,
        _ => return Err(vm.runtime_error("invalid SRE code")),
    };
    if args[4].as_ref::<Dict>().is_none() || args[5].as_ref::<Tuple>().is_none() {
        return Err(vm.type_error("groupindex must be a dict and indexgroup a tuple"));
    }
    let program = Rc::new(Program::new(code, groups));
    let source = args[0].clone();
    Ok(vm.make(Pattern { source, flags, program, names: args[4].clone(), by_number: args[5].clone() }))
}

pub(super) fn data(vm: &mut Vm, pattern: &Value) -> Result<Pattern> {
    vm.read(pattern, |p: &Pattern| p.clone())
}

/// The program and the subject, checked against each other.
pub(super) fn both(vm: &mut Vm, pattern: &Value, string: &Value) -> Result<(Rc<Program>, Subject)> {
    let (program, source) = vm.read(pattern, |p: &Pattern| (p.program.clone(), p.source.clone()))?;
    let subject = Subject::new(vm, string)?;
    if !source.is_none() {
        let textual = source.as_ref::<Str>().is_some();
        if textual && !subject.is_text {
            return Err(vm.type_error("cannot use a string pattern on a bytes-like object"));
        }
        if !textual && subject.is_text {
            return Err(vm.type_error("cannot use a bytes pattern on a string-like object"));
        }
    }
    Ok((program, subject))
}

/// `pos` and `endpos` within the subject.
pub(super) fn range(vm: &mut Vm, args: &[Value], length: usize) -> Result<(usize, usize)> {
    let clamp = |n: i64| n.clamp(0, length as i64) as usize;
    let (start, end) = (vm.index_clamped(&args[2])?, vm.index_clamped(&args[3])?);
    Ok((clamp(start), clamp(end)))
}

fn one(vm: &mut Vm, args: &[Value], mode: Mode) -> Result {
    let (program, subject) = both(vm, &args[0], &args[1])?;
    let range = range(vm, args, subject.len())?;
    match find(vm, &program, &subject, mode, range, NONE)? {
        Some(spans) => Ok(match_object(vm, &args[0], &subject, range, spans)),
        None => Ok(Value::NONE),
    }
}

fn match_method(vm: &mut Vm, args: &[Value]) -> Result {
    one(vm, args, Mode::Match)
}
fn full_match(vm: &mut Vm, args: &[Value]) -> Result {
    one(vm, args, Mode::Full)
}
fn search(vm: &mut Vm, args: &[Value]) -> Result {
    one(vm, args, Mode::Search)
}

/// All matches one after the other, none overlapping.
pub(super) struct Walk {
    program: Rc<Program>,
    pub subject: Subject,
    pub range: (usize, usize),
    at: usize,
    not_empty_at: usize,
}

impl Walk {
    pub fn new(program: Rc<Program>, subject: Subject, range: (usize, usize)) -> Walk {
        Walk { program, subject, range, at: range.0, not_empty_at: NONE }
    }

    pub fn next(&mut self, vm: &mut Vm, mode: Mode) -> Result<Option<Spans>> {
        if self.at > self.range.1 {
            return Ok(None);
        }
        let found = find(vm, &self.program, &self.subject, mode, (self.at, self.range.1), self.not_empty_at)?;
        match &found {
            Some(spans) => {
                self.at = spans.end();
                self.not_empty_at = if spans.start() == spans.end() { spans.end() } else { NONE };
            }
            None => self.at = usize::MAX,
        }
        Ok(found)
    }
}

fn find_all(vm: &mut Vm, args: &[Value]) -> Result {
    let (program, subject) = both(vm, &args[0], &args[1])?;
    let range = range(vm, args, subject.len())?;
    let groups = program.groups;
    let mut walk = Walk::new(program, subject, range);
    let mut all = Vec::new();
    while let Some(spans) = walk.next(vm, Mode::Search)? {
        let group = |number: usize| match spans.group(number) {
            Some((start, end)) => walk.subject.part(start, end),
            None => walk.subject.part(0, 0),
        };
        all.push(match groups {
            0 => group(0),
            1 => group(1),
            _ => Value::tuple((1..=groups).map(group).collect()),
        });
    }
    Ok(Value::list(all))
}

fn split(vm: &mut Vm, args: &[Value]) -> Result {
    let (program, subject) = both(vm, &args[0], &args[1])?;
    let most = vm.index_clamped(&args[2])?;
    let groups = program.groups;
    let range = (0, subject.len());
    let mut walk = Walk::new(program, subject, range);
    let (mut parts, mut last, mut count) = (Vec::new(), 0, 0);
    while most == 0 || count < most {
        let Some(spans) = walk.next(vm, Mode::Search)? else {
            break;
        };
        parts.push(walk.subject.part(last, spans.start()));
        for number in 1..=groups {
            parts.push(spans.group(number).map_or(Value::NONE, |(start, end)| walk.subject.part(start, end)));
        }
        last = spans.end();
        count += 1;
    }
    parts.push(walk.subject.part(last, range.1));
    Ok(Value::list(parts))
}

// ---- what a pattern says of itself ----------------------------------------------------------------

fn source(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |p: &Pattern| p.source.clone())
}
fn flags(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |p: &Pattern| Value::from_i64(p.flags))
}
fn groups(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |p: &Pattern| Value::from_usize(p.program.groups))
}
fn group_index(vm: &mut Vm, args: &[Value]) -> Result {
    let names = vm.read(&args[0], |p: &Pattern| p.names.clone())?;
    Ok(Ref::new(object::ClassIndex::MAPPING_PROXY, object::View { mapping: names }).into())
}

const UNICODE: i64 = 32;
const FLAG_NAMES: &[(i64, &str)] = &[
    (2, "re.IGNORECASE"),
    (8, "re.MULTILINE"),
    (16, "re.DOTALL"),
    (64, "re.VERBOSE"),
    (128, "re.DEBUG"),
    (256, "re.ASCII"),
    (4, "re.LOCALE"),
    (UNICODE, "re.UNICODE"),
];

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let data = data(vm, &args[0])?;
    let source = vm.repr_text(&data.source)?;
    let shown: String = source.chars().take(200).collect();
    let mut flags = data.flags;
    // A string pattern is a Unicode one unless it says otherwise.
    if data.source.as_ref::<Str>().is_some() && flags & (4 | 256 | UNICODE) == UNICODE {
        flags &= !UNICODE;
    }
    let mut names = Vec::new();
    for (bit, name) in FLAG_NAMES {
        if flags & bit != 0 {
            names.push(name.to_string());
            flags &= !bit;
        }
    }
    if flags != 0 {
        names.push(format!("{flags:#x}"));
    }
    let separator = if names.is_empty() { "" } else { ", " };
    Ok(Value::from(format!("re.compile({shown}{separator}{})", names.join("|"))))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    let a = data(vm, &args[0])?;
    let Some(b) = vm.data::<Pattern>(&args[1]).cloned() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let alike = a.flags == b.flags
        && a.source.as_ref::<Bytes>().is_some() == b.source.as_ref::<Bytes>().is_some()
        && a.program.code == b.program.code;
    Ok(Value::bool(alike && vm.equal(&a.source, &b.source)?))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let data = data(vm, &args[0])?;
    let source = vm.hash(&data.source)?;
    let code = data.program.code.iter().fold(0i64, |h, w| h.wrapping_mul(1000003) ^ *w as i64);
    let hash = source ^ code ^ data.flags ^ data.program.groups as i64;
    Ok(Value::from_i64(hash >> 3))
}
