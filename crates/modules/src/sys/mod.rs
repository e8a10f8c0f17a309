//! `sys`: the interpreter about itself.

mod facts;
mod frames;
mod hooks;
mod monitoring;
mod namespace;
mod size;

use object::{Dict, Module, Ref, Str, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method(
        "exit",
        exit,
        "(status=None, /)",
        "Exit the interpreter by raising SystemExit(status).\n\nIf the status is omitted or None, it defaults to zero \
         (i.e., success).\nIf the status is an integer, it will be used as the system exit status.\nIf it is another \
         kind of object, it will be printed and the system\nexit status will be one (i.e., failure).",
    ),
    method("getrecursionlimit", recursion_limit, "()", "Return the current value of the recursion limit."),
    method("setrecursionlimit", set_recursion_limit, "(limit, /)", "Set the maximum depth of the call stack."),
    method("intern", intern, "(string, /)", "Enter a string in the table of interned strings."),
    method("_is_interned", is_interned, "(string, /)", "Return True if the given string is interned."),
    method("getdefaultencoding", encoding, "()", "Return the current default encoding."),
    method("getfilesystemencoding", encoding, "()", "Return the encoding used to convert filenames."),
    method("getfilesystemencodeerrors", encode_errors, "()", "Return the error mode used for filenames."),
    method("getswitchinterval", switch_interval, "()", "Return the current thread switch interval."),
    method("setswitchinterval", set_switch_interval, "(interval, /)", "Set the ideal thread switching delay."),
    method("get_int_max_str_digits", int_digits, "()", "Return the maximum string digits limit."),
    method("set_int_max_str_digits", set_int_digits, "(maxdigits)", "Set the maximum string digits limit."),
    method("is_finalizing", no, "()", "Return True if Python is exiting."),
    method("_is_gil_enabled", yes, "()", "Return True if the GIL is enabled."),
    method("audit", none_of_all, "(event, /, *args)", "Passes the event to any hooks that are attached."),
    method("addaudithook", none_of_one, "(hook)", "Adds a new audit hook callback."),
    method("_clear_type_cache", none_of_all, "()", "Clear the internal type lookup cache."),
    method("_clear_type_descriptors", clear_descriptors, "(type, /)", "Take __dict__ and __weakref__ out of a class."),
    method("_clear_internal_caches", none_of_all, "()", "Clear all internal performance-related caches."),
    method("getdlopenflags", two, "()", "Return the flags used for dlopen calls."),
    method("is_stack_trampoline_active", no, "()", "Return *True* if a stack profiler trampoline is active."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("sys", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    for functions in [FUNCTIONS, frames::FUNCTIONS, hooks::FUNCTIONS, size::FUNCTIONS] {
        vm.fill_module(module, functions);
    }
    let lists = [("path", vm.path.to_value()), ("modules", vm.modules.to_value()), ("argv", vm.arguments.to_value())];
    for (name, value) in lists {
        vm.set_module_attr(module, name, value);
    }
    for name in ["meta_path", "path_hooks"] {
        vm.set_module_attr(module, name, Value::list(vec![]));
    }
    vm.set_module_attr(module, "path_importer_cache", Ref::<Dict>::dict().into());
    facts::add(vm, module)?;
    hooks::remember(vm, module);
    crate::io::add_streams(vm, module)?;
    vm.sys = Some(module.clone());
    Ok(())
}

fn clear_descriptors(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(class) = args[0].as_ref::<object::Class>().cloned() else {
        return Err(vm.type_error("argument must be a type"));
    };
    let (index, namespace) = (class.get(&vm.heap).index, class.get(&vm.heap).namespace.clone());
    for name in ["__dict__", "__weakref__"] {
        let name = vm.intern(name);
        drop(vm.namespace_delete(&namespace, &name));
    }
    vm.heap.touch_class(index);
    Ok(Value::NONE)
}

pub(crate) fn set_arguments(vm: &mut Vm, arguments: &[String]) {
    let list = vm.arguments.clone();
    let items = arguments.iter().map(|a| Value::from(a.as_str())).collect();
    drop(vm.list_replace_all(&list, items));
}

fn none_of_all(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn none_of_one(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn no(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}
fn yes(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::TRUE)
}
fn two(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(2))
}

fn exit(vm: &mut Vm, args: &[Value]) -> Result {
    let arguments = match args[0].as_ref::<object::Tuple>() {
        Some(tuple) => tuple.0.to_vec(),
        None if args[0].is_none() => vec![],
        None => vec![args[0].clone()],
    };
    Err(vm.raise("SystemExit", arguments))
}

fn recursion_limit(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_usize(vm.limits.recursion))
}

fn set_recursion_limit(vm: &mut Vm, args: &[Value]) -> Result {
    let limit = vm.index(&args[0])?;
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    if limit > i32::MAX as i64 {
        return Err(vm.overflow_error("Python int too large to convert to C int"));
    }
    let depth = vm.frame_count();
    if depth as i64 >= limit {
        let message =
            format!("cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low");
        return Err(vm.recursion_error(message));
    }
    vm.set_recursion_limit(limit as usize);
    Ok(Value::NONE)
}

fn string(vm: &mut Vm, value: &Value, what: &str) -> Result<Ref<Str>> {
    match value.as_ref::<Str>() {
        Some(string) => Ok(string.clone()),
        None => {
            let message = format!("{what}() argument must be str, not {}", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn intern(vm: &mut Vm, args: &[Value]) -> Result {
    let text = string(vm, &args[0], "intern")?;
    if text.header().is_extended() {
        let message = format!("can't intern {}", vm.type_name(&args[0]));
        return Err(vm.type_error(message));
    }
    Ok(vm.heap.intern_str(&text).to_value())
}

fn is_interned(vm: &mut Vm, args: &[Value]) -> Result {
    let text = string(vm, &args[0], "_is_interned")?;
    Ok(Value::bool(text.header().is_interned()))
}

fn encoding(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from("utf-8"))
}

fn encode_errors(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from("surrogateescape"))
}

fn switch_interval(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::float(0.005))
}

fn set_switch_interval(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.to_float(&args[0])? <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    Ok(Value::NONE)
}

fn int_digits(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from_usize(vm.limits.int_digits))
}

fn set_int_digits(vm: &mut Vm, args: &[Value]) -> Result {
    const LEAST: i64 = 640;
    let digits = vm.index(&args[0])?;
    if digits != 0 && digits < LEAST {
        return Err(vm.value_error("maxdigits must be 0 or larger than 640"));
    }
    vm.limits.int_digits = digits as usize;
    Ok(Value::NONE)
}
