//! `sys.monitoring`: its names, for those who only look at them. No event is ever reported.

use object::{Class, Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("use_tool_id", unsupported, "(tool_id, name, /)", "Raises NotImplementedError."),
    method("clear_tool_id", unsupported, "(tool_id, /)", "Raises NotImplementedError."),
    method("free_tool_id", unsupported, "(tool_id, /)", "Raises NotImplementedError."),
    method("get_tool", get_tool, "(tool_id, /)", "No tool is registered."),
    method("register_callback", unsupported, "(tool_id, event, func, /)", "Raises NotImplementedError."),
    method("get_events", no_events, "(tool_id, /)", "No event is wanted."),
    method("set_events", unsupported, "(tool_id, event_set, /)", "Raises NotImplementedError."),
    method("get_local_events", no_events, "(tool_id, code, /)", "No event is wanted."),
    method("set_local_events", unsupported, "(tool_id, code, event_set, /)", "Raises NotImplementedError."),
    method("restart_events", unsupported, "()", "Raises NotImplementedError."),
];

const EVENTS: &[&str] = &[
    "PY_START",
    "PY_RESUME",
    "PY_RETURN",
    "PY_YIELD",
    "CALL",
    "LINE",
    "INSTRUCTION",
    "JUMP",
    "BRANCH",
    "STOP_ITERATION",
    "RAISE",
    "EXCEPTION_HANDLED",
    "PY_UNWIND",
    "PY_THROW",
    "RERAISE",
    "C_RETURN",
    "C_RAISE",
];

pub(super) fn add(vm: &mut Vm, sys: &Ref<Module>, namespace: &Ref<Class>) {
    let module = vm.new_module("sys.monitoring");
    vm.fill_module(&module, FUNCTIONS);
    let events = EVENTS.iter().enumerate().map(|(bit, name)| (*name, Value::int(1 << bit)));
    let events = events.chain([("NO_EVENTS", Value::int(0))]).collect();
    let events = super::namespace::make(vm, namespace, events);
    vm.set_module_attr(&module, "events", events);
    for (name, number) in [("DEBUGGER_ID", 0), ("COVERAGE_ID", 1), ("PROFILER_ID", 2), ("OPTIMIZER_ID", 5)] {
        vm.set_module_attr(&module, name, Value::int(number));
    }
    let object = vm.heap.class(object::ClassIndex::OBJECT).clone();
    for name in ["DISABLE", "MISSING"] {
        let mark = vm.new_instance(&object);
        vm.set_module_attr(&module, name, mark);
    }
    vm.set_module_attr(sys, "monitoring", module.into());
}

fn unsupported(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.not_implemented_error("sys.monitoring reports no events here"))
}

fn get_tool(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

fn no_events(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(0))
}
