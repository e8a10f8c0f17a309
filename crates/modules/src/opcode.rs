//! `_opcode`: what `dis` asks about CPython's instructions. Ours are others, so none of them is valid here.

use object::{Module, Ref, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("stack_effect", stack_effect, "(opcode, oparg=None, /, *, jump=None)", "Raises ValueError."),
    method("is_valid", no, "(opcode)", "Return True if opcode is valid, False otherwise."),
    method("has_arg", no, "(opcode)", "Return True if the opcode uses its oparg, False otherwise."),
    method("has_const", no, "(opcode)", "Return True if the opcode accesses a constant, False otherwise."),
    method("has_name", no, "(opcode)", "Return True if the opcode accesses an attribute by name, False otherwise."),
    method("has_jump", no, "(opcode)", "Return True if the opcode has a jump target, False otherwise."),
    method("has_free", no, "(opcode)", "Return True if the opcode accesses a free variable, False otherwise."),
    method("has_local", no, "(opcode)", "Return True if the opcode accesses a local variable, False otherwise."),
    method("has_exc", no, "(opcode)", "Return True if the opcode sets up an exception handler, False otherwise."),
    method("get_executor", none, "(*, code, offset)", "There are no executors."),
    method("get_specialization_stats", none, "()", "There are no statistics."),
    method("get_intrinsic1_descs", descriptions, "()", "Names of intrinsics of one operand."),
    method("get_intrinsic2_descs", descriptions, "()", "Names of intrinsics of two operands."),
    method("get_special_method_names", descriptions, "()", "Names of special methods."),
    method("get_nb_ops", operators, "()", "Names and signs of the binary operators."),
];

const OPERATORS: &[(&str, &str)] = &[
    ("ADD", "+"),
    ("AND", "&"),
    ("FLOOR_DIVIDE", "//"),
    ("LSHIFT", "<<"),
    ("MATRIX_MULTIPLY", "@"),
    ("MULTIPLY", "*"),
    ("REMAINDER", "%"),
    ("OR", "|"),
    ("POWER", "**"),
    ("RSHIFT", ">>"),
    ("SUBTRACT", "-"),
    ("TRUE_DIVIDE", "/"),
    ("XOR", "^"),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_opcode", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        vm.set_module_attr(module, "ENABLE_SPECIALIZATION", Value::TRUE);
        Ok(())
    });
}

fn stack_effect(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.value_error("invalid opcode or oparg"))
}
fn no(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}
fn none(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn descriptions(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::list(vec![]))
}

fn operators(_: &mut Vm, _: &[Value]) -> Result {
    let pair = |name: String, sign: String| Value::tuple_of([Value::from(name), Value::from(sign)]);
    let plain = OPERATORS.iter().map(|(name, sign)| pair(format!("NB_{name}"), sign.to_string()));
    let inplace = OPERATORS.iter().map(|(name, sign)| pair(format!("NB_INPLACE_{name}"), format!("{sign}=")));
    Ok(Value::list(plain.chain(inplace).collect()))
}
