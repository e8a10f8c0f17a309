//! Match objects.

use object::{ClassFlags, NativeData, Ref, Tuple, Value};
use vm::{Method, NativeClass, Result, Vm, class_method, getter, method};

use super::pattern::{Pattern, class_getitem};
use super::replace;
use super::subject::{Spans, Subject};

pub struct Found {
    pub pattern: Value,
    pub subject: Subject,
    range: (usize, usize),
    pub spans: Spans,
}

impl NativeData for Found {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pattern);
        visit(&self.subject.value);
        self.subject.visit(visit);
    }
}

const METHODS: &[Method] = &[
    method("group", group, "(self, /, *groups)", "Return subgroup(s) of the match by indices or names."),
    method(
        "groups",
        groups,
        "(self, /, default=None)",
        "Return a tuple containing all the subgroups of the match, from 1.",
    ),
    method(
        "groupdict",
        group_dict,
        "(self, /, default=None)",
        "Return a dictionary containing all the named subgroups of the match, keyed by the subgroup name.",
    ),
    method("start", start, "(self, group=0, /)", "Return index of the start of the substring matched by group."),
    method("end", end, "(self, group=0, /)", "Return index of the end of the substring matched by group."),
    method(
        "span",
        span,
        "(self, group=0, /)",
        "For match object m, return the 2-tuple (m.start(group), m.end(group)).",
    ),
    method(
        "expand",
        replace::expand,
        "(self, /, template)",
        "Return the string obtained by doing backslash substitution on the string template, as done by the sub() method.",
    ),
    method("__getitem__", item, "(self, key, /)", "Return self[key]."),
    method("__copy__", |_, args| Ok(args[0].clone()), "(self, /)", ""),
    method("__deepcopy__", |_, args| Ok(args[0].clone()), "(self, memo, /)", ""),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];

pub(super) fn load(vm: &mut Vm) {
    vm.register_data_class::<Found>(NativeClass {
        name: "Match",
        module: "re",
        doc: "The result of re.match() and re.search().",
        methods: METHODS,
        getters: &[
            getter("string", string, "The string passed to match() or search()."),
            getter("re", re, "The regular expression object."),
            getter("pos", position, "The index into the string at which the RE engine started looking for a match."),
            getter("endpos", end_position, "The index into the string beyond which the RE engine will not go."),
            getter("lastindex", last_index, "The integer index of the last matched capturing group."),
            getter("lastgroup", last_group, "The name of the last matched capturing group."),
            getter("regs", regs, ""),
        ],
        flags: ClassFlags::FINAL | ClassFlags::NO_NEW,
        ..NativeClass::BASE
    });
}

pub(super) fn match_object(
    vm: &mut Vm,
    pattern: &Value,
    subject: &Subject,
    range: (usize, usize),
    spans: Spans,
) -> Value {
    vm.make(Found { pattern: pattern.clone(), subject: subject.clone(), range, spans })
}

/// The number of a group given by number or name.
fn number(vm: &mut Vm, found: &Value, key: &Value) -> Result<usize> {
    let count = vm.read(found, |f: &Found| f.spans.marks.len() / 2)?;
    let number = match key.as_small_int() {
        Some(n) => Some(n),
        None if vm.as_big(key).is_some() || vm.class_attr_str(key, "__index__").is_some() => {
            vm.index(key).ok().or_else(|| {
                vm.swallow("Exception");
                None
            })
        }
        None => {
            let pattern = vm.read(found, |f: &Found| f.pattern.clone())?;
            let names = vm.read(&pattern, |p: &Pattern| p.names.clone())?;
            match names.as_ref::<object::Dict>().cloned() {
                Some(names) => match vm.dict_get(&names, key) {
                    Ok(found) => found.and_then(|n| n.as_small_int()),
                    Err(_) => {
                        vm.swallow("Exception");
                        None
                    }
                },
                None => None,
            }
        }
    };
    match number.and_then(|n| usize::try_from(n).ok()) {
        Some(number) if number < count => Ok(number),
        _ => Err(vm.index_error("no such group")),
    }
}

fn text(vm: &mut Vm, found: &Value, number: usize, default: &Value) -> Result {
    vm.read(found, |f: &Found| match f.spans.group(number) {
        Some((start, end)) => f.subject.part(start, end),
        None => default.clone(),
    })
}

fn group(vm: &mut Vm, args: &[Value]) -> Result {
    let keys = vm.tuple_items(&args[1]).to_vec();
    match keys.as_slice() {
        [] => text(vm, &args[0], 0, &Value::NONE),
        [key] => item(vm, &[args[0].clone(), key.clone()]),
        keys => {
            let mut all = Vec::with_capacity(keys.len());
            for key in keys {
                all.push(item(vm, &[args[0].clone(), key.clone()])?);
            }
            Ok(Value::tuple(all))
        }
    }
}

fn item(vm: &mut Vm, args: &[Value]) -> Result {
    let number = number(vm, &args[0], &args[1])?;
    text(vm, &args[0], number, &Value::NONE)
}

fn groups(vm: &mut Vm, args: &[Value]) -> Result {
    let count = vm.read(&args[0], |f: &Found| f.spans.marks.len() / 2)?;
    let mut all = Vec::with_capacity(count);
    for number in 1..count {
        all.push(text(vm, &args[0], number, &args[1])?);
    }
    Ok(Value::tuple(all))
}

fn group_dict(vm: &mut Vm, args: &[Value]) -> Result {
    let pattern = vm.read(&args[0], |f: &Found| f.pattern.clone())?;
    let names = vm.read(&pattern, |p: &Pattern| p.names.clone())?;
    let all: Ref<object::Dict> = Ref::dict();
    for (name, number) in vm.mapping_entries(&names, None)? {
        let number = number.as_small_int().unwrap_or(0) as usize;
        let value = text(vm, &args[0], number, &args[1])?;
        vm.dict_set(&all, name, value)?;
    }
    Ok(all.into())
}

fn pair_of(vm: &mut Vm, args: &[Value]) -> Result<(i64, i64)> {
    let number = number(vm, &args[0], &args[1])?;
    let span = vm.read(&args[0], |f: &Found| f.spans.group(number))?;
    Ok(span.map_or((-1, -1), |(start, end)| (start as i64, end as i64)))
}

fn start(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(pair_of(vm, args)?.0))
}
fn end(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(pair_of(vm, args)?.1))
}
fn span(vm: &mut Vm, args: &[Value]) -> Result {
    let (start, end) = pair_of(vm, args)?;
    Ok(Value::tuple_of([Value::int(start), Value::int(end)]))
}

fn regs(vm: &mut Vm, args: &[Value]) -> Result {
    let pairs = vm.read(&args[0], |f: &Found| {
        let count = f.spans.marks.len() / 2;
        (0..count).map(|n| f.spans.group(n).map_or((-1, -1), |(a, b)| (a as i64, b as i64))).collect::<Vec<_>>()
    })?;
    let pairs = pairs.into_iter().map(|(a, b)| Value::tuple_of([Value::int(a), Value::int(b)]));
    Ok(Value::tuple(pairs.collect()))
}

fn string(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |f: &Found| f.subject.value.clone())
}
fn re(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |f: &Found| f.pattern.clone())
}
fn position(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |f: &Found| Value::from_usize(f.range.0))
}
fn end_position(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |f: &Found| Value::from_usize(f.range.1))
}

fn last_index(vm: &mut Vm, args: &[Value]) -> Result {
    let last = vm.read(&args[0], |f: &Found| f.spans.last_group)?;
    Ok(if last == 0 { Value::NONE } else { Value::from_usize(last) })
}

fn last_group(vm: &mut Vm, args: &[Value]) -> Result {
    let (last, pattern) = vm.read(&args[0], |f: &Found| (f.spans.last_group, f.pattern.clone()))?;
    let names = vm.read(&pattern, |p: &Pattern| p.by_number.clone())?;
    let name = names.as_ref::<Tuple>().filter(|_| last > 0).and_then(|t| t.0.get(last).cloned());
    Ok(name.unwrap_or(Value::NONE))
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (whole, start, end) = (
        text(vm, &args[0], 0, &Value::NONE)?,
        vm.read(&args[0], |f: &Found| f.spans.start())?,
        vm.read(&args[0], |f: &Found| f.spans.end())?,
    );
    let shown: String = vm.repr_text(&whole)?.chars().take(50).collect();
    Ok(Value::from(format!("<re.Match object; span=({start}, {end}), match={shown}>")))
}
