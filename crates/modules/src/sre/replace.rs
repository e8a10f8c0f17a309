//! Replacement: `sub`, `subn`, `expand`, and the templates they use.

use object::{Bytes, ClassFlags, List, NativeData, Str, Value, dunder};
use vm::{NativeClass, Result, Vm};

use super::found::{Found, match_object};
use super::pattern::{Pattern, Walk, both};
use super::subject::{Mode, Spans, Subject};

/// Literal text and groups in turn: `literals` has one more.
struct Template {
    literals: Vec<Vec<u8>>,
    groups: Vec<usize>,
}

impl NativeData for Template {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub(super) fn load(vm: &mut Vm) {
    vm.register_data_class::<Template>(NativeClass {
        name: "SRE_Template",
        module: "_sre",
        flags: ClassFlags::FINAL | ClassFlags::NO_NEW,
        ..NativeClass::BASE
    });
}

pub(super) fn template(vm: &mut Vm, args: &[Value]) -> Result {
    let groups = vm.read(&args[0], |p: &Pattern| p.program.groups)?;
    let parts = args[1].as_ref::<List>().map(|l| l.get(&vm.heap).0.clone());
    let Some(parts) = parts.filter(|p| p.len() % 2 == 1) else {
        return Err(vm.type_error("invalid template"));
    };
    let mut template = Template { literals: Vec::new(), groups: Vec::new() };
    for (place, part) in parts.iter().enumerate() {
        if place % 2 == 0 {
            match plain_bytes(part) {
                Some(bytes) => template.literals.push(bytes),
                None => return Err(vm.type_error("an integer is required")),
            }
            continue;
        }
        match usize::try_from(vm.index(part)?) {
            Ok(number) if number <= groups => template.groups.push(number),
            _ => return Err(vm.index_error("invalid group reference")),
        }
    }
    Ok(vm.make(template))
}

/// What a str or bytes object consists of.
fn plain_bytes(value: &Value) -> Option<Vec<u8>> {
    match value.as_ref::<Str>() {
        Some(string) => Some(string.bytes().to_vec()),
        None => value.as_ref::<Bytes>().map(|b| b.0.to_vec()),
    }
}

impl Template {
    fn write(&self, subject: &Subject, spans: &Spans, out: &mut Vec<u8>) {
        out.extend_from_slice(&self.literals[0]);
        for (group, literal) in self.groups.iter().zip(&self.literals[1..]) {
            if let Some((start, end)) = spans.group(*group) {
                subject.append(start, end, out);
            }
            out.extend_from_slice(literal);
        }
    }
}

/// `re._compile_template(pattern, template)`
fn compiled(vm: &mut Vm, pattern: &Value, template: &Value) -> Result {
    let re = vm.import_module("re")?;
    let compile = vm.get_attr_str(&re, "_compile_template")?;
    vm.call(&compile, &[pattern.clone(), template.clone()])
}

pub(super) fn expand(vm: &mut Vm, args: &[Value]) -> Result {
    let pattern = vm.read(&args[0], |f: &Found| f.pattern.clone())?;
    let template = compiled(vm, &pattern, &args[1])?;
    let (Some(found), Some(template)) = (vm.data::<Found>(&args[0]), vm.data::<Template>(&template)) else {
        return Err(vm.type_error("not a template"));
    };
    let mut out = Vec::new();
    template.write(&found.subject, &found.spans, &mut out);
    let subject = found.subject.clone();
    Ok(subject.assembled(out))
}

/// What takes the place of a match.
enum Replacement {
    Text(Vec<u8>),
    Template(Value),
    Function(Value),
}

pub(super) fn sub(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(replaced(vm, args)?.0)
}

pub(super) fn subn(vm: &mut Vm, args: &[Value]) -> Result {
    let (text, count) = replaced(vm, args)?;
    Ok(Value::tuple_of([text, Value::from_usize(count)]))
}

fn replacement(vm: &mut Vm, pattern: &Value, given: &Value, subject: &Subject) -> Result<Replacement> {
    let bytes = match given.as_ref::<Str>() {
        Some(string) => Some((string.bytes().to_vec(), true)),
        None => vm.buffer(given).map(std::borrow::Cow::into_owned).map(|bytes| (bytes, false)),
    };
    match bytes {
        Some((bytes, is_text)) if !bytes.contains(&b'\\') => {
            if is_text != subject.is_text {
                let (wanted, other) = if subject.is_text { ("str", "bytes") } else { ("a bytes-like object", "str") };
                let message = match subject.is_text {
                    true => format!("sequence item 0: expected {wanted} instance, {other} found"),
                    false => format!("sequence item 0: expected {wanted}, {other} found"),
                };
                // CPython notices when it joins the parts; without a match it never does.
                return Ok(Replacement::Function(Value::from(message)));
            }
            Ok(Replacement::Text(bytes))
        }
        None if vm.dunder_of(given, dunder::CALL).is_some() || callable(given) => {
            Ok(Replacement::Function(given.clone()))
        }
        _ => compiled(vm, pattern, given).map(Replacement::Template),
    }
}

fn callable(value: &Value) -> bool {
    use object::Kind;
    matches!(value.kind(), Some(Kind::Function | Kind::Builtin | Kind::Method | Kind::Class))
}

fn replaced(vm: &mut Vm, args: &[Value]) -> Result<(Value, usize)> {
    let pattern = &args[0];
    let (program, subject) = both(vm, pattern, &args[2])?;
    let most = vm.index_clamped(&args[3])?;
    let replacement = replacement(vm, pattern, &args[1], &subject)?;
    let length = subject.len();
    let mut walk = Walk::new(program, subject, (0, length));
    let (mut out, mut last, mut count) = (Vec::new(), 0, 0);
    while most == 0 || (count as i64) < most {
        let Some(spans) = walk.next(vm, Mode::Search)? else {
            break;
        };
        walk.subject.append(last, spans.start(), &mut out);
        last = spans.end();
        count += 1;
        match &replacement {
            Replacement::Text(text) => out.extend_from_slice(text),
            Replacement::Template(template) => match vm.data::<Template>(template) {
                Some(template) => template.write(&walk.subject, &spans, &mut out),
                None => return Err(vm.type_error("not a template")),
            },
            Replacement::Function(function) => {
                if let Some(message) = function.as_ref::<Str>() {
                    let message = message.lossy().into_owned();
                    return Err(vm.type_error(message));
                }
                let found = match_object(vm, pattern, &walk.subject, walk.range, spans);
                let text = vm.call(function, &[found])?;
                append_result(vm, &walk.subject, &text, count, &mut out)?;
            }
        }
    }
    if count == 0 {
        return Ok((walk.subject.part(0, length), 0));
    }
    walk.subject.append(last, length, &mut out);
    Ok((walk.subject.assembled(out), count))
}

/// What a replacement function gave; None counts as nothing.
fn append_result(vm: &mut Vm, subject: &Subject, text: &Value, count: usize, out: &mut Vec<u8>) -> Result<()> {
    if text.is_none() {
        return Ok(());
    }
    if subject.is_text {
        if let Some(string) = text.as_ref::<Str>() {
            out.extend_from_slice(string.bytes());
            return Ok(());
        }
        let name = vm.type_name(text);
        let place = 2 * count - 1;
        return Err(vm.type_error(format!("sequence item {place}: expected str instance, {name} found")));
    }
    match vm.buffer(text).map(std::borrow::Cow::into_owned) {
        Some(bytes) if text.as_ref::<Str>().is_none() => {
            out.extend_from_slice(&bytes);
            Ok(())
        }
        _ => {
            let (name, place) = (vm.type_name(text), 2 * count - 1);
            Err(vm.type_error(format!("sequence item {place}: expected a bytes-like object, {name} found")))
        }
    }
}
