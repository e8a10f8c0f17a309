//! Attributes that some exceptions have beyond `args`: `StopIteration.value`, `OSError.errno` and the like.
//! They stand in the exception's fields, in the order of these tables.

use object::{Kind, Str, Value};
use vm::{Getter, Method, Result, Vm, getter_setter, method};

use crate::exception::{as_exception, str, take_arguments};

macro_rules! fields {
    ($($name:literal $place:literal,)*) => {
        &[$(getter_setter($name, |vm, args| field(vm, args, $place), |vm, args| set_field(vm, args, $place), ""),)*]
    };
}

const STOP_ITERATION: &[Getter] = fields! { "value" 0, };
const SYSTEM_EXIT: &[Getter] = fields! { "code" 0, };
const ATTRIBUTE: &[Getter] = fields! { "name" 0, "obj" 1, };
const NAME: &[Getter] = fields! { "name" 0, };
const IMPORT: &[Getter] = fields! { "msg" 0, "name" 1, "path" 2, "name_from" 3, };
const OS: &[Getter] = fields! { "errno" 0, "strerror" 1, "filename" 2, "filename2" 3, };
const SYNTAX: &[Getter] = fields! {
    "msg" 0, "filename" 1, "lineno" 2, "offset" 3, "text" 4, "end_lineno" 5, "end_offset" 6, "print_file_and_line" 7,
};

pub(crate) fn install(vm: &mut Vm) {
    let init = |function| method("__init__", function, "(self, /, *args, **kwargs)", "Initialize self.");
    let text = |function| method("__str__", function, "(self, /)", "Return str(self).");
    let tables: [(&str, Vec<Method>, &[Getter]); 7] = [
        ("StopIteration", vec![], STOP_ITERATION),
        ("SystemExit", vec![], SYSTEM_EXIT),
        ("AttributeError", vec![init(init_attribute)], ATTRIBUTE),
        ("NameError", vec![init(init_name)], NAME),
        ("ImportError", vec![init(init_import), text(import_str)], IMPORT),
        (
            "OSError",
            vec![
                method("__new__", os_new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
                text(os_str),
            ],
            OS,
        ),
        ("SyntaxError", vec![init(init_syntax), text(syntax_str)], SYNTAX),
    ];
    for (name, methods, getters) in tables {
        let class = vm.exception_class(name);
        vm.fill_class(class, &methods, getters);
    }
    let class = vm.exception_class("OSError");
    let written = [getter_setter("characters_written", characters_written, set_characters_written, "")];
    vm.fill_class(class, &[], &written);
}

/// The exception's field, None where it was never set.
fn field(vm: &mut Vm, args: &[Value], place: usize) -> Result {
    let exception = as_exception(vm, &args[0])?;
    Ok(exception.get(&vm.heap).fields.get(place).cloned().unwrap_or(Value::NONE))
}

fn set_field(vm: &mut Vm, args: &[Value], place: usize) -> Result {
    let exception = as_exception(vm, &args[0])?;
    let new = if args[1].is_unbound() { Value::NONE } else { args[1].clone() };
    let fields = &mut exception.get_mut(&mut vm.heap).fields;
    if fields.len() <= place {
        fields.resize(place + 1, Value::NONE);
    }
    let old = std::mem::replace(&mut fields[place], new);
    drop(old);
    Ok(Value::NONE)
}

/// Takes the arguments by position as `args` and those named in `names` as fields from `first` on.
fn init_named(vm: &mut Vm, args: &[Value], what: &str, names: &[&str], first: usize) -> Result {
    take_arguments(vm, &args[0], &args[1])?;
    for (name, value) in crate::function::keywords(vm, &args[2])? {
        match names.iter().position(|n| *n == name.as_str()) {
            Some(place) => set_field(vm, &[args[0].clone(), value], first + place)?,
            None => {
                let message = format!("{what}() got an unexpected keyword argument '{}'", name.as_str());
                return Err(vm.type_error(message));
            }
        };
    }
    Ok(Value::NONE)
}

fn init_attribute(vm: &mut Vm, args: &[Value]) -> Result {
    init_named(vm, args, "AttributeError", &["name", "obj"], 0)
}

fn init_name(vm: &mut Vm, args: &[Value]) -> Result {
    init_named(vm, args, "NameError", &["name"], 0)
}

fn init_import(vm: &mut Vm, args: &[Value]) -> Result {
    init_named(vm, args, "ImportError", &["name", "path", "name_from"], 1)
}

fn import_str(vm: &mut Vm, args: &[Value]) -> Result {
    let message = field(vm, args, 0)?;
    if message.kind() == Some(Kind::Str) { Ok(message) } else { str(vm, args) }
}

// ---- OSError ------------------------------------------------------------------------------------------------

/// `OSError(errno, …)` makes the subclass that belongs to the number.
fn os_new(vm: &mut Vm, args: &[Value]) -> Result {
    let mut index = vm.class_index(&args[0]);
    let given = vm.tuple_items(&args[1]).to_vec();
    if index == vm.exception_class("OSError")
        && given.len() >= 2
        && let Some(number) = given[0].as_small_int()
    {
        index = vm.os_error_class(number as i32);
    }
    Ok(vm.make_exception(index, given))
}

fn os_str(vm: &mut Vm, args: &[Value]) -> Result {
    let (number, message) = (field(vm, args, 0)?, field(vm, args, 1)?);
    let (file, second) = (field(vm, args, 2)?, field(vm, args, 3)?);
    if file.is_none() && (number.is_none() || message.is_none()) {
        return str(vm, args);
    }
    let mut text = format!("[Errno {}] {}", vm.str_text(&number)?, vm.str_text(&message)?);
    if !file.is_none() {
        text.push_str(&format!(": {}", vm.repr_text(&file)?));
        if !second.is_none() {
            text.push_str(&format!(" -> {}", vm.repr_text(&second)?));
        }
    }
    Ok(Value::from(text))
}

const WRITTEN: usize = 4;

fn characters_written(vm: &mut Vm, args: &[Value]) -> Result {
    let written = field(vm, args, WRITTEN)?;
    if written.is_none() {
        let name = vm.intern("characters_written");
        return Err(vm.attribute_error("characters_written", &name, &args[0]));
    }
    Ok(written)
}

fn set_characters_written(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].is_unbound() {
        characters_written(vm, args)?;
        return set_field(vm, args, WRITTEN);
    }
    let number = vm.index_value(&args[1])?;
    set_field(vm, &[args[0].clone(), number], WRITTEN)
}

// ---- SyntaxError ----------------------------------------------------------------------------------------------

fn init_syntax(vm: &mut Vm, args: &[Value]) -> Result {
    if !crate::function::keywords(vm, &args[2])?.is_empty() {
        let message = format!("{}() takes no keyword arguments", vm.short_type_name(&args[0]));
        return Err(vm.type_error(message));
    }
    take_arguments(vm, &args[0], &args[1])?;
    let given = vm.tuple_items(&args[1]).to_vec();
    if given.len() != 2 {
        return Ok(Value::NONE);
    }
    let details = vm.collect(&given[1])?;
    if !(4..=6).contains(&details.len()) {
        let plural = if details.len() < 4 { "at least 4" } else { "at most 6" };
        let message = format!("function takes {plural} arguments ({} given)", details.len());
        return Err(vm.type_error(message));
    }
    if details.len() == 5 {
        return Err(vm.type_error("end_offset must be provided when end_lineno is provided"));
    }
    for (place, value) in details.into_iter().enumerate() {
        set_field(vm, &[args[0].clone(), value], place + 1)?;
    }
    Ok(Value::NONE)
}

fn syntax_str(vm: &mut Vm, args: &[Value]) -> Result {
    let message = field(vm, args, 0)?;
    let text = vm.str_text(&message)?;
    let (file, line) = (field(vm, args, 1)?, field(vm, args, 2)?);
    let file = file.as_ref::<Str>().map(|f| f.lossy().into_owned());
    let file = file.map(|f| f.rsplit('/').next().unwrap_or("").to_string());
    let line = line.as_small_int();
    Ok(Value::from(match (file, line) {
        (Some(file), Some(line)) => format!("{text} ({file}, line {line})"),
        (Some(file), None) => format!("{text} ({file})"),
        (None, Some(line)) => format!("{text} (line {line})"),
        (None, None) => return vm.str(&message).map(Value::from),
    }))
}
