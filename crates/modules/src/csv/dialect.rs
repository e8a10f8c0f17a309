//! Dialects: which characters mean what.

use object::{ClassFlags, Module, NativeData, Ref, Str, Value};
use vm::{NativeClass, Result, Vm, getter, method};

#[derive(Clone)]
pub struct Dialect {
    pub delimiter: u32,
    pub quote: Option<u32>,
    pub escape: Option<u32>,
    pub double_quote: bool,
    pub skip_initial_space: bool,
    pub line_terminator: Vec<u8>,
    pub quoting: i64,
    pub strict: bool,
}

impl NativeData for Dialect {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

pub const MINIMAL: i64 = 0;
pub const ALL: i64 = 1;
pub const NONNUMERIC: i64 = 2;
pub const NONE: i64 = 3;
pub const STRINGS: i64 = 4;
pub const NOTNULL: i64 = 5;

const NAMES: [&str; 8] =
    ["delimiter", "doublequote", "escapechar", "lineterminator", "quotechar", "quoting", "skipinitialspace", "strict"];

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Dialect>(
        module,
        NativeClass {
            name: "Dialect",
            module: "_csv",
            doc: "CSV dialect",
            methods: &[method("__new__", new, "(cls, /, dialect='', **fmtparams)", "Create and return a new object.")],
            getters: &[
                getter("delimiter", |vm, a| vm.read(&a[0], |d: &Dialect| letter(Some(d.delimiter))), ""),
                getter("doublequote", |vm, a| vm.read(&a[0], |d: &Dialect| Value::bool(d.double_quote)), ""),
                getter("escapechar", |vm, a| vm.read(&a[0], |d: &Dialect| letter(d.escape)), ""),
                getter("lineterminator", terminator, ""),
                getter("quotechar", |vm, a| vm.read(&a[0], |d: &Dialect| letter(d.quote)), ""),
                getter("quoting", |vm, a| vm.read(&a[0], |d: &Dialect| Value::int(d.quoting)), ""),
                getter("skipinitialspace", |vm, a| vm.read(&a[0], |d: &Dialect| Value::bool(d.skip_initial_space)), ""),
                getter("strict", |vm, a| vm.read(&a[0], |d: &Dialect| Value::bool(d.strict)), ""),
            ],
            flags: ClassFlags::HAS_DICT,
            ..NativeClass::BASE
        },
    );
}

fn letter(c: Option<u32>) -> Value {
    match c {
        Some(c) => {
            let mut text = Vec::new();
            text::wtf8::push(&mut text, c);
            Ref::from_wtf8(text).into()
        }
        None => Value::NONE,
    }
}

fn terminator(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |d: &Dialect| Ref::from_wtf8(d.line_terminator.clone()).into())
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let dialect = parse(vm, &args[1], &args[2])?;
    vm.new_data(&args[0], dialect)
}

/// A dialect of a name, an object with attributes, and what the keywords say otherwise.
pub(super) fn make(vm: &mut Vm, given: &Value, keywords: &Value) -> Result {
    let dialect = parse(vm, given, keywords)?;
    Ok(vm.make(dialect))
}

pub(super) fn parse(vm: &mut Vm, given: &Value, keywords: &Value) -> Result<Dialect> {
    let mut base = given.clone();
    if let Some(name) = given.as_ref::<Str>() {
        base = if name.is_empty() { Value::NONE } else { super::get(vm, std::slice::from_ref(given))? };
    }
    let mut values: [Value; 8] = Default::default();
    if !base.is_none() {
        for (slot, name) in values.iter_mut().zip(NAMES) {
            let name = vm.intern(name);
            if let Some(value) = vm.find_attr(&base, &name)? {
                *slot = value;
            }
        }
    }
    for (name, value) in vm.keywords_of(keywords)? {
        match NAMES.iter().position(|n| *n == name.as_str()) {
            Some(place) => values[place] = value,
            None => {
                let message = format!("this function got an unexpected keyword argument '{}'", name.as_str());
                return Err(vm.type_error(message));
            }
        }
    }
    let [delimiter, double_quote, escape, terminator, quote, quoting, skip, strict] = values;
    let truth = |vm: &mut Vm, value: &Value, default: bool| match value.is_unbound() {
        true => Ok(default),
        false => vm.truth(value),
    };
    let quoting_given = !quoting.is_unbound();
    let mut dialect = Dialect {
        delimiter: one(vm, &delimiter, "delimiter", Some(','), false)?.unwrap_or(',' as u32),
        double_quote: truth(vm, &double_quote, true)?,
        escape: one(vm, &escape, "escapechar", None, true)?,
        line_terminator: match (terminator.is_unbound(), terminator.as_ref::<Str>()) {
            (true, _) => b"\r\n".to_vec(),
            (_, Some(text)) => text.bytes().to_vec(),
            _ if terminator.is_none() => return Err(vm.type_error("lineterminator must be set")),
            _ => return Err(vm.type_error("\"lineterminator\" must be a string")),
        },
        quote: one(vm, &quote, "quotechar", Some('"'), true)?,
        quoting: match quoting_given {
            true if vm.as_big(&quoting).is_none() => return Err(vm.type_error("\"quoting\" must be an integer")),
            true => vm.index(&quoting)?,
            false => MINIMAL,
        },
        skip_initial_space: truth(vm, &skip, false)?,
        strict: truth(vm, &strict, false)?,
    };
    if !(MINIMAL..=NOTNULL).contains(&dialect.quoting) {
        return Err(vm.type_error("bad \"quoting\" value"));
    }
    if quote.is_none() && !quoting_given {
        dialect.quoting = NONE;
    }
    if dialect.quoting != NONE && dialect.quote.is_none() {
        return Err(vm.type_error("quotechar must be set if quoting enabled"));
    }
    check(vm, &dialect)?;
    Ok(dialect)
}

/// One character, or None where that is allowed.
fn one(vm: &mut Vm, value: &Value, name: &str, default: Option<char>, optional: bool) -> Result<Option<u32>> {
    if value.is_unbound() {
        return Ok(default.map(|c| c as u32));
    }
    if value.is_none() && optional {
        return Ok(None);
    }
    let or_none = if optional { " or None" } else { "" };
    match value.as_ref::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.characters().next()),
        Some(_) => Err(vm.type_error(format!("\"{name}\" must be a 1-character string"))),
        None => {
            let kind = vm.type_name(value);
            Err(vm.type_error(format!("\"{name}\" must be string{or_none}, not {kind}")))
        }
    }
}

fn check(vm: &mut Vm, d: &Dialect) -> Result<()> {
    let line_end = |c: u32| c == 10 || c == 13;
    for (name, c) in [("delimiter", Some(d.delimiter)), ("escapechar", d.escape), ("quotechar", d.quote)] {
        if c.is_some_and(line_end) {
            return Err(vm.value_error(format!("bad {name} value")));
        }
    }
    let pairs = [
        ("delimiter", Some(d.delimiter), "escapechar", d.escape),
        ("delimiter", Some(d.delimiter), "quotechar", d.quote),
        ("escapechar", d.escape, "quotechar", d.quote),
    ];
    for (first, a, second, b) in pairs {
        if a.is_some() && a == b {
            return Err(vm.value_error(format!("bad {first} or {second} value")));
        }
    }
    Ok(())
}
