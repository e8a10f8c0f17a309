//! `_json`: the scanner and the encoder behind `json`.

mod encode;
mod scan;

use object::{Module, Ref};
use vm::{Method, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("encode_basestring", encode::basestring, "(string, /)", "Return a JSON representation of a Python string"),
    method(
        "encode_basestring_ascii",
        encode::basestring_ascii,
        "(string, /)",
        "Return an ASCII-only JSON representation of a Python string",
    ),
    method("scanstring", scan::scan_string, "(string, end, strict=True, /)", "Scan the string s for a JSON string."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_json", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        scan::load(vm, module);
        encode::load(vm, module);
        Ok(())
    });
}
