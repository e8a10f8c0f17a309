//! Functions that a program may put others in the place of.

use object::{Exception, Module, Ref, Value};
use vm::{Method, Result, Vm, method};

pub(super) const FUNCTIONS: &[Method] = &[
    method("displayhook", display, "(object, /)", "Print an object to sys.stdout and also save it in builtins._"),
    method(
        "excepthook",
        except,
        "(exctype, value, traceback, /)",
        "Handle an exception by displaying it with a traceback on sys.stderr.",
    ),
    method("unraisablehook", unraisable, "(unraisable, /)", "Handle an unraisable exception."),
    method("breakpointhook", breakpoint, "(*args, **kwargs)", "This hook function is called by built-in breakpoint()."),
    method("settrace", set_trace, "(function, /)", "Set the global debug tracing function."),
    method("gettrace", get_trace, "()", "Return the global debug tracing function set with sys.settrace."),
    method("setprofile", set_profile, "(function, /)", "Set the profiling function."),
    method("getprofile", get_profile, "()", "Return the profiling function set with sys.setprofile."),
    method("get_asyncgen_hooks", asyncgen_hooks, "()", "Return the installed asynchronous generators hooks."),
    method(
        "set_asyncgen_hooks",
        set_asyncgen_hooks,
        "(firstiter=<unset>, finalizer=<unset>)",
        "Set a finalizer for async generators objects.",
    ),
    method("get_coroutine_origin_tracking_depth", origin_depth, "()", "The depth of origin tracking for coroutines."),
    method(
        "set_coroutine_origin_tracking_depth",
        set_origin_depth,
        "(depth)",
        "Sets how deep origins of coroutines are kept.",
    ),
];

/// `sys.__excepthook__` and its kin: the hooks as they were.
pub(super) fn remember(vm: &mut Vm, module: &Ref<Module>) {
    for name in ["displayhook", "excepthook", "unraisablehook", "breakpointhook"] {
        let key = vm.intern(name);
        let namespace = module.get(&vm.heap).namespace.clone();
        if let Some(hook) = namespace.get(&vm.heap).get_name(&key).cloned() {
            vm.set_module_attr(module, &format!("__{name}__"), hook);
        }
    }
    let fields = ["firstiter", "finalizer"];
    let class = vm.add_record_class(module, "sys", "asyncgen_hooks", "Hooks of asynchronous generators.", &fields, 2);
    vm.set_module_attr(module, "_asyncgen_hooks", class.into());
}

fn display(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].is_none() {
        return Ok(Value::NONE);
    }
    vm.set_builtin("_", Value::NONE);
    let text = vm.repr_text(&args[0])?;
    vm.write_stdout(&format!("{text}\n"))?;
    vm.set_builtin("_", args[0].clone());
    Ok(Value::NONE)
}

fn except(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(exception) = args[1].as_ref::<Exception>()
        && exception.get(&vm.heap).traceback.is_none()
        && !args[2].is_none()
    {
        exception.get_mut(&mut vm.heap).traceback = args[2].clone();
    }
    if args[1].as_ref::<Exception>().is_none() {
        let message =
            format!("TypeError: print_exception(): Exception expected for value, {} found\n", vm.type_name(&args[1]));
        vm.write_stderr(&message)?;
        return Ok(Value::NONE);
    }
    let text = vm.format_traceback(&args[1]);
    vm.write_stderr(&text)?;
    Ok(Value::NONE)
}

fn unraisable(vm: &mut Vm, args: &[Value]) -> Result {
    let value = vm.get_attr_str(&args[0], "exc_value")?;
    let message = vm.get_attr_str(&args[0], "err_msg")?;
    let object = vm.get_attr_str(&args[0], "object")?;
    let message = if message.is_none() { None } else { Some(vm.str_text(&message)?) };
    let text = vm.unraisable_text(&value, message.as_deref(), &object);
    vm.write_stderr(&text)?;
    Ok(Value::NONE)
}

fn breakpoint(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.runtime_error("there is no debugger to break into"))
}

// ---- tracing: kept and given back -------------------------------------------------------------------------

fn kept(vm: &mut Vm, name: &str) -> Value {
    let key = vm.intern(name);
    let namespace = vm.sys.as_ref().map(|sys| sys.get(&vm.heap).namespace.clone());
    namespace.and_then(|n| n.get(&vm.heap).get_name(&key).cloned()).unwrap_or(Value::NONE)
}

fn keep(vm: &mut Vm, name: &str, value: Value) {
    if let Some(sys) = vm.sys.clone() {
        vm.set_module_attr(&sys, name, value);
    }
}

fn set_trace(vm: &mut Vm, args: &[Value]) -> Result {
    keep(vm, "_trace_function", args[0].clone());
    Ok(Value::NONE)
}
fn get_trace(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(kept(vm, "_trace_function"))
}
fn set_profile(vm: &mut Vm, args: &[Value]) -> Result {
    keep(vm, "_profile_function", args[0].clone());
    Ok(Value::NONE)
}
fn get_profile(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(kept(vm, "_profile_function"))
}

fn asyncgen_hooks(vm: &mut Vm, _: &[Value]) -> Result {
    let hooks = [kept(vm, "_first_iteration"), kept(vm, "_finalizer")];
    let class = kept(vm, "_asyncgen_hooks");
    match class.as_ref::<object::Class>().cloned() {
        Some(class) => Ok(vm.new_record(&class, hooks.to_vec(), vec![])),
        None => Ok(Value::tuple(hooks.to_vec())),
    }
}

fn set_asyncgen_hooks(vm: &mut Vm, args: &[Value]) -> Result {
    for (value, name) in args.iter().zip(["_first_iteration", "_finalizer"]) {
        if !value.is_unbound() {
            keep(vm, name, value.clone());
        }
    }
    Ok(Value::NONE)
}

fn origin_depth(vm: &mut Vm, _: &[Value]) -> Result {
    let depth = kept(vm, "_origin_depth");
    Ok(if depth.is_none() { Value::int(0) } else { depth })
}

fn set_origin_depth(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.index(&args[0])? < 0 {
        return Err(vm.value_error("depth must be >= 0"));
    }
    keep(vm, "_origin_depth", args[0].clone());
    Ok(Value::NONE)
}
