//! Frames and tracebacks as Python sees them, and the live view `f_locals` of a function's variables.

use object::{ClassFlags, ClassIndex, Dict, FrameObject, Name, NativeData, Ref, Str, Traceback, Value};
use vm::{Comparison, Getter, Method, NativeClass, Result, Vm, getter, getter_setter, method};

use crate::object::address;

const FRAME: &[Method] = &[
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("clear", clear, "(self, /)", "Clear all references held by the frame."),
];

const FRAME_GETTERS: &[Getter] = &[
    getter("f_back", back, ""),
    getter("f_locals", locals, "Return the mapping used by the frame to look up local variables."),
    getter("f_lineno", line, ""),
    getter("f_lasti", last_instruction, ""),
    getter("f_globals", globals, ""),
    getter("f_builtins", builtins, ""),
    getter("f_code", code, ""),
    getter_setter("f_trace", none, ignore, ""),
    getter_setter("f_trace_lines", yes, ignore, ""),
    getter_setter("f_trace_opcodes", no, ignore, ""),
];

const TRACEBACK: &[Method] = &[method(
    "__new__",
    traceback_new,
    "(cls, tb_next, tb_frame, tb_lasti, tb_lineno)",
    "Create a new traceback object.",
)];

const TRACEBACK_GETTERS: &[Getter] = &[
    getter_setter("tb_next", traceback_next, set_traceback_next, ""),
    getter("tb_frame", traceback_frame, ""),
    getter("tb_lasti", traceback_instruction, ""),
    getter("tb_lineno", traceback_line, ""),
];

const LOCALS: &[Method] = &[
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__setitem__", set_item, "(self, key, value, /)", "Set self[key] to value."),
    method("__delitem__", delete_item, "(self, key, /)", "Delete self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method("__len__", length, "(self, /)", "Return len(self)."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__reversed__", reversed, "(self, /)", "Return a reverse iterator over the keys."),
    method("__repr__", locals_repr, "(self, /)", "Return repr(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ior__", update_in_place, "(self, value, /)", "Return self|=value."),
    method("get", get, "(self, key, default=None, /)", "The value for key, else default."),
    method("keys", keys, "(self, /)", "The names."),
    method("values", values, "(self, /)", "The values."),
    method("items", items, "(self, /)", "Names and values."),
    method("copy", copy, "(self, /)", "A dict of the variables."),
    method("update", update, "(self, other, /)", "Binds the variables that other names."),
    method(
        "setdefault",
        set_default,
        "(self, key, default=None, /)",
        "The value for key, bound to default if missing.",
    ),
    method("pop", cannot_pop, "(self, key, default=None, /)", "Always an error: variables cannot be removed."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::FRAME, FRAME, FRAME_GETTERS);
    vm.fill_class(ClassIndex::TRACEBACK, TRACEBACK, TRACEBACK_GETTERS);
    vm.register_data_class::<Locals>(NativeClass {
        name: "FrameLocalsProxy",
        module: "builtins",
        methods: LOCALS,
        flags: ClassFlags::MAPPING | ClassFlags::IMMUTABLE | ClassFlags::FINAL,
        ..NativeClass::BASE
    });
}

fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn yes(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::TRUE)
}
fn no(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}
fn ignore(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

// ---- frames ----------------------------------------------------------------------------------------------

fn as_frame(vm: &mut Vm, value: &Value) -> Result<Ref<FrameObject>> {
    match value.as_ref::<FrameObject>() {
        Some(frame) => Ok(frame.clone()),
        None => {
            let message = format!("descriptor requires a 'frame' object but received a '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    let line = vm.frame_line(&frame);
    let code = frame.get(&vm.heap).code.code.clone();
    let place = format!("file '{}', line {line}, code {}", code.filename, code.name);
    Ok(Value::from(format!("<frame at {}, {place}>", address(&args[0]))))
}

fn clear(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    if vm.frame_runs(&frame) {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    vm.clear_frame(&frame);
    Ok(Value::NONE)
}

fn back(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    Ok(vm.frame_back(&frame))
}

fn locals(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    let data = frame.get(&vm.heap);
    if !data.namespace.is_unbound() {
        return Ok(data.namespace.clone());
    }
    if !vm.frame_is_optimized(&frame) {
        return Ok(frame.get(&vm.heap).globals.to_value());
    }
    Ok(vm.make(Locals { frame, extra: None }))
}

fn line(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    Ok(Value::int(vm.frame_line(&frame) as i64))
}

fn last_instruction(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    Ok(Value::int(vm.frame_instruction(&frame) as i64 * 2))
}

fn globals(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    Ok(frame.get(&vm.heap).globals.to_value())
}

fn builtins(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    Ok(match frame.get(&vm.heap).function.clone() {
        Some(function) => function.get(&vm.heap).builtins.to_value(),
        None => vm.builtins.to_value(),
    })
}

fn code(vm: &mut Vm, args: &[Value]) -> Result {
    let frame = as_frame(vm, &args[0])?;
    Ok(frame.get(&vm.heap).code.to_value())
}

// ---- tracebacks --------------------------------------------------------------------------------------------

fn as_traceback(vm: &mut Vm, value: &Value) -> Result<Ref<Traceback>> {
    match value.as_ref::<Traceback>() {
        Some(traceback) => Ok(traceback.clone()),
        None => {
            let message = format!("expected traceback object, got '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn traceback_new(vm: &mut Vm, args: &[Value]) -> Result {
    let next = args[1].clone();
    if !next.is_none() {
        as_traceback(vm, &next)?;
    }
    let Some(frame) = args[2].as_ref::<FrameObject>().cloned() else {
        let message = format!("TracebackType() argument 'tb_frame' must be frame, not {}", vm.type_name(&args[2]));
        return Err(vm.type_error(message));
    };
    let (instruction, line) = (vm.index(&args[3])?, vm.index(&args[4])?);
    let code = frame.get(&vm.heap).code.clone();
    let instruction = if instruction < 0 { u32::MAX } else { (instruction / 2) as u32 };
    let traceback = Traceback { next, code, frame: frame.into(), instruction, given_line: Some(line.max(0) as u32) };
    Ok(Ref::new(ClassIndex::TRACEBACK, traceback).into())
}

fn traceback_next(vm: &mut Vm, args: &[Value]) -> Result {
    let traceback = as_traceback(vm, &args[0])?;
    Ok(traceback.get(&vm.heap).next.clone())
}

fn set_traceback_next(vm: &mut Vm, args: &[Value]) -> Result {
    let traceback = as_traceback(vm, &args[0])?;
    if args[1].is_unbound() {
        return Err(vm.type_error("can't delete tb_next attribute"));
    }
    let mut at = args[1].clone();
    while !at.is_none() {
        let next = as_traceback(vm, &at)?;
        if next.is_same(&traceback) {
            return Err(vm.value_error("traceback loop detected"));
        }
        at = next.get(&vm.heap).next.clone();
    }
    let old = std::mem::replace(&mut traceback.get_mut(&mut vm.heap).next, args[1].clone());
    drop(old);
    Ok(Value::NONE)
}

fn traceback_frame(vm: &mut Vm, args: &[Value]) -> Result {
    let traceback = as_traceback(vm, &args[0])?;
    Ok(traceback.get(&vm.heap).frame.clone())
}

fn traceback_instruction(vm: &mut Vm, args: &[Value]) -> Result {
    let traceback = as_traceback(vm, &args[0])?;
    let instruction = traceback.get(&vm.heap).instruction;
    Ok(Value::int(if instruction == u32::MAX { -1 } else { instruction as i64 * 2 }))
}

fn traceback_line(vm: &mut Vm, args: &[Value]) -> Result {
    let traceback = as_traceback(vm, &args[0])?;
    Ok(Value::int(traceback.get(&vm.heap).line() as i64))
}

// ---- f_locals -----------------------------------------------------------------------------------------------

/// A function's variables as a mapping that reads and writes them where they are.
struct Locals {
    frame: Ref<FrameObject>,
    /// Keys that are no variables of the function.
    extra: Option<Ref<Dict>>,
}

impl NativeData for Locals {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.frame.value());
        if let Some(extra) = &self.extra {
            visit(extra.value());
        }
    }
}

fn parts(vm: &mut Vm, value: &Value) -> Result<(Ref<FrameObject>, Option<Ref<Dict>>)> {
    match vm.data::<Locals>(value) {
        Some(locals) => Ok((locals.frame.clone(), locals.extra.clone())),
        None => Err(vm.type_error("descriptor requires a 'FrameLocalsProxy' object")),
    }
}

fn name_of(vm: &mut Vm, key: &Value) -> Option<Name> {
    let text: Ref<Str> = key.as_ref::<Str>()?.clone();
    Some(vm.heap.intern_str(&text))
}

fn find(vm: &mut Vm, object: &Value, key: &Value) -> Result<Option<Value>> {
    let (frame, extra) = parts(vm, object)?;
    if let Some(name) = name_of(vm, key)
        && let Some(value) = vm.frame_variable(&frame, &name)
        && !value.is_unbound()
    {
        return Ok(Some(value));
    }
    match extra {
        Some(extra) => vm.dict_get(&extra, key),
        None => vm.hash(key).map(|_| None),
    }
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    match find(vm, &args[0], &args[1])? {
        Some(value) => Ok(value),
        None if args[1].as_ref::<Str>().is_some() => {
            let text = vm.repr_text(&args[1])?;
            Err(vm.key_error(Value::from(format!("local variable '{text}' is not defined"))))
        }
        None => Err(vm.key_error(args[1].clone())),
    }
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(find(vm, &args[0], &args[1])?.unwrap_or_else(|| args[2].clone()))
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(find(vm, &args[0], &args[1])?.is_some()))
}

fn set_item(vm: &mut Vm, args: &[Value]) -> Result {
    let (frame, extra) = parts(vm, &args[0])?;
    if let Some(name) = name_of(vm, &args[1])
        && vm.set_frame_variable(&frame, &name, args[2].clone())
    {
        return Ok(Value::NONE);
    }
    let extra = match extra {
        Some(extra) => extra,
        None => {
            let made = Ref::<Dict>::dict();
            let kept = made.clone();
            vm.state(&args[0], |locals: &mut Locals| locals.extra = Some(kept))?;
            made
        }
    };
    vm.dict_set(&extra, args[1].clone(), args[2].clone())?;
    Ok(Value::NONE)
}

fn delete_item(vm: &mut Vm, args: &[Value]) -> Result {
    let (frame, extra) = parts(vm, &args[0])?;
    if let Some(name) = name_of(vm, &args[1])
        && vm.frame_variable(&frame, &name).is_some()
    {
        return Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"));
    }
    let removed = match extra {
        Some(extra) => vm.dict_remove(&extra, &args[1])?,
        None => None,
    };
    match removed {
        Some(_) => Ok(Value::NONE),
        None => Err(vm.key_error(args[1].clone())),
    }
}

fn cannot_pop(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.value_error("cannot remove local variables from FrameLocalsProxy"))
}

/// The variables that are bound now, as a dict.
fn snapshot(vm: &mut Vm, object: &Value) -> Result<Ref<Dict>> {
    let (frame, extra) = parts(vm, object)?;
    let all = Ref::<Dict>::dict();
    for name in vm.frame_variable_names(&frame) {
        if let Some(value) = vm.frame_variable(&frame, &name)
            && !value.is_unbound()
        {
            all.get_mut(&mut vm.heap).set_name(&name, value);
        }
    }
    if let Some(extra) = extra {
        let entries: Vec<_> = extra.get(&vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
        for (key, value) in entries {
            vm.dict_set(&all, key, value)?;
        }
    }
    Ok(all)
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(snapshot(vm, &args[0])?.into())
}

fn of_snapshot(vm: &mut Vm, object: &Value, name: &str) -> Result {
    let all = snapshot(vm, object)?;
    let view = vm.call_method(all.value(), name, &[])?;
    Ok(Value::list(vm.collect(&view)?))
}

fn keys(vm: &mut Vm, args: &[Value]) -> Result {
    of_snapshot(vm, &args[0], "keys")
}
fn values(vm: &mut Vm, args: &[Value]) -> Result {
    of_snapshot(vm, &args[0], "values")
}
fn items(vm: &mut Vm, args: &[Value]) -> Result {
    of_snapshot(vm, &args[0], "items")
}

fn length(vm: &mut Vm, args: &[Value]) -> Result {
    let all = snapshot(vm, &args[0])?;
    Ok(Value::from_usize(all.get(&vm.heap).len()))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let names = keys(vm, args)?;
    vm.iter(&names)
}

fn reversed(vm: &mut Vm, args: &[Value]) -> Result {
    let names = keys(vm, args)?;
    let mut names = vm.collect(&names)?;
    names.reverse();
    vm.iter(&Value::list(names))
}

fn locals_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let all = snapshot(vm, &args[0])?;
    Ok(vm.repr(all.value())?.into())
}

fn comparable(vm: &mut Vm, value: &Value) -> Result<Option<Value>> {
    if vm.data::<Locals>(value).is_some() {
        return Ok(Some(snapshot(vm, value)?.into()));
    }
    Ok((value.as_ref::<Dict>().is_some()).then(|| value.clone()))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    let own = snapshot(vm, &args[0])?;
    match comparable(vm, &args[1])? {
        Some(other) => vm.compare(Comparison::Eq, own.value(), &other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn or(vm: &mut Vm, args: &[Value]) -> Result {
    let own = snapshot(vm, &args[0])?;
    match comparable(vm, &args[1])? {
        Some(other) => vm.binary(vm::Binary::Or, own.value(), &other),
        None => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn update(vm: &mut Vm, args: &[Value]) -> Result {
    for (key, value) in vm.mapping_entries(&args[1], None)? {
        set_item(vm, &[args[0].clone(), key, value])?;
    }
    Ok(Value::NONE)
}

fn update_in_place(vm: &mut Vm, args: &[Value]) -> Result {
    update(vm, args)?;
    Ok(args[0].clone())
}

fn set_default(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(value) = find(vm, &args[0], &args[1])? {
        return Ok(value);
    }
    set_item(vm, args)?;
    Ok(args[2].clone())
}
