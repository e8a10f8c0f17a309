//! Scanners, and the iterator of `finditer`.

use object::{ClassFlags, NativeData, Value};
use vm::{NativeClass, Result, Vm, getter, method};

use super::found::match_object;
use super::pattern::{Walk, both, range};
use super::subject::Mode;

struct Scanner {
    pattern: Value,
    /// Taken out while a match is looked for.
    walk: Option<Walk>,
}

/// What `finditer` gives.
struct Matches(Scanner);

impl NativeData for Scanner {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.pattern);
        if let Some(walk) = &self.walk {
            visit(&walk.subject.value);
            walk.subject.visit(visit);
        }
    }
}

impl NativeData for Matches {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.visit(visit);
    }
}

pub(super) fn load(vm: &mut Vm) {
    vm.register_data_class::<Scanner>(NativeClass {
        name: "SRE_Scanner",
        module: "_sre",
        methods: &[
            method("match", |vm, args| step(vm, args, Mode::Match), "(self, /)", ""),
            method("search", |vm, args| step(vm, args, Mode::Search), "(self, /)", ""),
        ],
        getters: &[getter("pattern", |vm, args| vm.read(&args[0], |s: &Scanner| s.pattern.clone()), "")],
        flags: ClassFlags::FINAL | ClassFlags::NO_NEW,
        ..NativeClass::BASE
    });
    vm.register_data_class::<Matches>(NativeClass {
        name: "callable_iterator",
        flags: ClassFlags::FINAL | ClassFlags::NO_NEW,
        next: Some(next),
        ..NativeClass::BASE
    });
}

fn new(vm: &mut Vm, args: &[Value]) -> Result<Scanner> {
    let (program, subject) = both(vm, &args[0], &args[1])?;
    let range = range(vm, args, subject.len())?;
    Ok(Scanner { pattern: args[0].clone(), walk: Some(Walk::new(program, subject, range)) })
}

pub(super) fn scanner(vm: &mut Vm, args: &[Value]) -> Result {
    let scanner = new(vm, args)?;
    Ok(vm.make(scanner))
}

pub(super) fn find_iter(vm: &mut Vm, args: &[Value]) -> Result {
    let scanner = new(vm, args)?;
    Ok(vm.make(Matches(scanner)))
}

fn advance(vm: &mut Vm, pattern: &Value, walk: &mut Walk, mode: Mode) -> Result<Option<Value>> {
    let found = walk.next(vm, mode)?;
    Ok(found.map(|spans| match_object(vm, pattern, &walk.subject, walk.range, spans)))
}

fn step(vm: &mut Vm, args: &[Value], mode: Mode) -> Result {
    let (pattern, walk) = vm.state(&args[0], |s: &mut Scanner| (s.pattern.clone(), s.walk.take()))?;
    let Some(mut walk) = walk else {
        return Err(vm.value_error("regular expression scanner already executing"));
    };
    let result = advance(vm, &pattern, &mut walk, mode);
    vm.state(&args[0], |s: &mut Scanner| s.walk = Some(walk))?;
    Ok(result?.unwrap_or(Value::NONE))
}

fn next(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (pattern, walk) = vm.state(it, |m: &mut Matches| (m.0.pattern.clone(), m.0.walk.take()))?;
    let Some(mut walk) = walk else {
        return Err(vm.value_error("regular expression scanner already executing"));
    };
    let result = advance(vm, &pattern, &mut walk, Mode::Search);
    vm.state(it, |m: &mut Matches| m.0.walk = Some(walk))?;
    result
}
