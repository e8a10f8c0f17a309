//! Code objects as Python sees them.

use bytecode::Flags;
use object::{ClassIndex, CodeObject, Ref, Str, Value};
use vm::{Getter, Method, Result, Vm, getter, method};

use crate::object::address;

const CODE: &[Method] = &[
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("co_lines", lines, "(self, /)", "An iterator of (start, end, line) for the instructions."),
    method("co_positions", positions, "(self, /)", "An iterator of the source spans of the instructions."),
    method("replace", replace, "(self, /, **changes)", "Return a copy of the code object with new values."),
    method("__replace__", replace, "(self, /, **changes)", "The same as replace()."),
];

const GETTERS: &[Getter] = &[
    getter("co_argcount", argument_count, ""),
    getter("co_posonlyargcount", positional_only, ""),
    getter("co_kwonlyargcount", keyword_only, ""),
    getter("co_stacksize", stack_size, ""),
    getter("co_flags", flags, ""),
    getter("co_nlocals", local_count, ""),
    getter("co_consts", constants, ""),
    getter("co_names", names, ""),
    getter("co_filename", file_name, ""),
    getter("co_name", name, ""),
    getter("co_qualname", qualname, ""),
    getter("co_firstlineno", first_line, ""),
    getter("co_linetable", empty_bytes, ""),
    getter("co_exceptiontable", empty_bytes, ""),
    getter("co_lnotab", empty_bytes, ""),
    getter("co_varnames", variable_names, ""),
    getter("co_cellvars", cell_names, ""),
    getter("co_freevars", free_names, ""),
    getter("co_code", bytes, ""),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::CODE, CODE, GETTERS);
}

fn as_code(vm: &mut Vm, value: &Value) -> Result<Ref<CodeObject>> {
    match value.as_ref::<CodeObject>() {
        Some(code) => Ok(code.clone()),
        None => Err(vm.type_error("descriptor requires a 'code' object")),
    }
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let code = &as_code(vm, &args[0])?.code;
    let place = format!("file \"{}\", line {}", code.filename, code.first_line);
    Ok(Value::from(format!("<code object {} at {}, {place}>", code.name, address(&args[0]))))
}

fn hash(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let name = Value::from(&*code.code.qualname);
    Ok(Value::from_i64(vm.hash(&name)? ^ code.code.first_line as i64))
}

fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    Ok(match args[1].as_ref::<CodeObject>() {
        Some(other) => Value::bool(code.is_same(other) || code.code == other.code),
        None => Value::NOT_IMPLEMENTED,
    })
}

fn argument_count(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(as_code(vm, &args[0])?.code.positional as i64))
}
fn positional_only(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(as_code(vm, &args[0])?.code.positional_only as i64))
}
fn keyword_only(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(as_code(vm, &args[0])?.code.keyword_only as i64))
}
fn stack_size(vm: &mut Vm, args: &[Value]) -> Result {
    let code = &as_code(vm, &args[0])?.code;
    Ok(Value::int(code.registers as i64 - code.first_temporary as i64))
}
fn flags(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int((as_code(vm, &args[0])?.code.flags.0 & 0x0fff_ffff) as i64))
}
fn constants(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let mut constants = code.constants.to_vec();
    if let Some(bytecode::Constant::Str(doc)) = &code.code.docstring {
        constants.insert(0, Ref::from_bytes(doc).into());
    } else if code.code.flags.has(Flags::OPTIMIZED) && constants.first().is_none_or(|c| !c.is_none()) {
        constants.insert(0, Value::NONE);
    }
    Ok(Value::tuple(constants))
}
fn names(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    Ok(Value::tuple(code.names.iter().map(|n| n.to_value()).collect()))
}
fn file_name(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(&*as_code(vm, &args[0])?.code.filename))
}
fn name(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(&*as_code(vm, &args[0])?.code.name))
}
fn qualname(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(&*as_code(vm, &args[0])?.code.qualname))
}
fn first_line(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::int(as_code(vm, &args[0])?.code.first_line as i64))
}
fn empty_bytes(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::bytes_object(Vec::new()))
}

/// Parameters, then the locals that no inner function shares.
fn variables(code: &Ref<CodeObject>) -> Vec<Value> {
    let parameters = code.code.argument_registers();
    let shared = |register: usize| code.code.cells.contains(&(register as u16));
    let kept = code.local_names.iter().enumerate().filter(|(register, _)| *register < parameters || !shared(*register));
    kept.map(|(_, name)| name.to_value()).collect()
}

fn local_count(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    Ok(Value::from_usize(variables(&code).len()))
}
fn variable_names(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    Ok(Value::tuple(variables(&code)))
}
fn cell_names(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let names = code.code.cells.iter().filter_map(|&register| code.local_names.get(register as usize));
    Ok(Value::tuple(names.map(|n| n.to_value()).collect()))
}
fn free_names(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    Ok(Value::tuple(code.code.free_names.iter().map(|n| Value::from(&**n)).collect()))
}

/// The instructions as bytes: ours, not CPython's.
fn bytes(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let mut bytes = Vec::with_capacity(code.code.instructions.len() * 8);
    for instruction in &code.code.instructions {
        bytes.extend_from_slice(&[instruction.op() as u8, instruction.e()]);
        for operand in [instruction.a(), instruction.b(), instruction.c()] {
            bytes.extend_from_slice(&operand.to_le_bytes());
        }
    }
    Ok(Value::bytes_object(bytes))
}

fn lines(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let mut ranges: Vec<(usize, usize, u32)> = Vec::new();
    for (place, location) in code.code.locations.iter().enumerate() {
        match ranges.last_mut() {
            Some(last) if last.2 == location.line => last.1 = place + 1,
            _ => ranges.push((place, place + 1, location.line)),
        }
    }
    let number = |line: u32| if line == 0 { Value::NONE } else { Value::int(line as i64) };
    let rows = ranges.into_iter().map(|(start, end, line)| {
        Value::tuple_of([Value::from_usize(start * 8), Value::from_usize(end * 8), number(line)])
    });
    let rows = Value::list(rows.collect());
    vm.iter(&rows)
}

fn positions(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let rows = code.code.locations.iter().map(|at| {
        if at.line == 0 {
            return Value::tuple(vec![Value::NONE; 4]);
        }
        let parts = [at.line, at.end_line, at.column, at.end_column];
        Value::tuple(parts.into_iter().map(|n| Value::int(n as i64)).collect())
    });
    let rows = Value::list(rows.collect());
    vm.iter(&rows)
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let code = as_code(vm, &args[0])?;
    let mut new = (*code.code).clone();
    for (name, value) in crate::function::keywords(vm, &args[1])? {
        let text = value.as_ref::<Str>().map(|s| s.lossy().into_owned());
        let number = value.as_small_int();
        match (name.as_str(), text, number) {
            ("co_name", Some(text), _) => new.name = text.into(),
            ("co_qualname", Some(text), _) => new.qualname = text.into(),
            ("co_filename", Some(text), _) => new.filename = text.into(),
            ("co_firstlineno", _, Some(line)) => new.first_line = line.clamp(0, u32::MAX as i64) as u32,
            ("co_flags", _, Some(flags)) => {
                new.flags = Flags(new.flags.0 & 0xf000_0000 | flags as u32 & 0x0fff_ffff);
            }
            (other, ..) => {
                let message = format!("replace() cannot change '{other}' of code that Bindscope compiled");
                return Err(vm.value_error(message));
            }
        }
    }
    Ok(vm.link(new.into()).into())
}
