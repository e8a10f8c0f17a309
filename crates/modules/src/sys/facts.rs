//! What `sys` says about this version and the machine it runs on.

use object::{Class, ClassIndex, Dict, Module, Ref, Set, Value};
use vm::{Result, Vm};

use super::namespace;

const VERSION: &str = concat!("3.13.0 (bindscope ", env!("CARGO_PKG_VERSION"), ", Jan  1 2026, 00:00:00) [Rust]");
const HEX_VERSION: i64 = 0x030d_00f0;
const COPYRIGHT: &str = "Copyright (c) the authors of Bindscope.\nAll Rights Reserved.";

pub(super) fn add(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    add_numbers(vm, module);
    add_version(vm, module)?;
    add_flags(vm, module);
    add_places(vm, module);
    add_names(vm, module)
}

fn add_numbers(vm: &mut Vm, module: &Ref<Module>) {
    for (name, value) in [
        ("maxsize", Value::from_i64(i64::MAX)),
        ("maxunicode", Value::int(0x10ffff)),
        ("byteorder", Value::from("little")),
        ("platform", Value::from("linux")),
        ("float_repr_style", Value::from("short")),
        ("api_version", Value::int(1013)),
        ("copyright", Value::from(COPYRIGHT)),
        ("abiflags", Value::from("")),
        ("platlibdir", Value::from("lib")),
        ("_framework", Value::from("")),
        ("_git", Value::tuple_of([Value::from("Bindscope"), Value::from(""), Value::from("")])),
        ("pycache_prefix", Value::NONE),
        ("_home", Value::NONE),
    ] {
        vm.set_module_attr(module, name, value);
    }
    let text = Value::from;
    let int = Value::from_i64;
    let float: Vec<(&str, Value)> = vec![
        ("max", Value::float(f64::MAX)),
        ("max_exp", int(1024)),
        ("max_10_exp", int(308)),
        ("min", Value::float(f64::MIN_POSITIVE)),
        ("min_exp", int(-1021)),
        ("min_10_exp", int(-307)),
        ("dig", int(15)),
        ("mant_dig", int(53)),
        ("epsilon", Value::float(f64::EPSILON)),
        ("radix", int(2)),
        ("rounds", int(1)),
    ];
    structure(vm, module, "float_info", "The limits of floats.", float);
    let digits = vec![
        ("bits_per_digit", int(30)),
        ("sizeof_digit", int(4)),
        ("default_max_str_digits", int(4300)),
        ("str_digits_check_threshold", int(640)),
    ];
    structure(vm, module, "int_info", "How integers are kept.", digits);
    let hash = vec![
        ("width", int(64)),
        ("modulus", int((1 << 61) - 1)),
        ("inf", int(314159)),
        ("nan", int(0)),
        ("imag", int(1000003)),
        ("algorithm", text("siphash13")),
        ("hash_bits", int(64)),
        ("seed_bits", int(128)),
        ("cutoff", int(0)),
    ];
    structure(vm, module, "hash_info", "How numbers and strings are hashed.", hash);
    let thread = vec![("name", text("pthread")), ("lock", text("semaphore")), ("version", Value::NONE)];
    structure(vm, module, "thread_info", "How threads are made.", thread);
}

/// Binds a tuple with named items.
fn structure(
    vm: &mut Vm,
    module: &Ref<Module>,
    name: &str,
    doc: &str,
    parts: Vec<(&str, Value)>,
) -> (Ref<Class>, Value) {
    let (fields, values): (Vec<&str>, Vec<Value>) = parts.into_iter().unzip();
    let class = vm.add_record_class(module, "sys", name, doc, &fields, fields.len());
    let value = vm.new_record(&class, values, vec![]);
    vm.set_module_attr(module, name, value.clone());
    (class, value)
}

fn add_version(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let int = Value::int;
    let parts = vec![
        ("major", int(3)),
        ("minor", int(13)),
        ("micro", int(0)),
        ("releaselevel", Value::from("final")),
        ("serial", int(0)),
    ];
    let (_, version) = structure(vm, module, "version_info", "Version information as a named tuple.", parts);
    vm.set_module_attr(module, "version", Value::from(VERSION));
    vm.set_module_attr(module, "hexversion", int(HEX_VERSION));
    let class = namespace::class(vm);
    let implementation = namespace::make(
        vm,
        &class,
        vec![
            ("name", Value::from("bindscope")),
            ("cache_tag", Value::from("bindscope-313")),
            ("version", version),
            ("hexversion", int(HEX_VERSION)),
        ],
    );
    vm.set_module_attr(module, "implementation", implementation);
    super::monitoring::add(vm, module, &class);
    Ok(())
}

fn add_flags(vm: &mut Vm, module: &Ref<Module>) {
    let flags = vm.flags.clone();
    let number = |n: u8| Value::int(n as i64);
    let digits = Value::from_usize(vm.limits.int_digits);
    let parts = vec![
        ("debug", number(flags.debug)),
        ("inspect", number(flags.inspect)),
        ("interactive", number(flags.inspect)),
        ("optimize", number(flags.optimize)),
        ("dont_write_bytecode", number(flags.dont_write_bytecode)),
        ("no_user_site", number(flags.no_user_site)),
        ("no_site", number(flags.no_site)),
        ("ignore_environment", number(flags.ignore_environment)),
        ("verbose", number(flags.verbose)),
        ("bytes_warning", number(flags.bytes_warning)),
        ("quiet", number(flags.quiet)),
        ("hash_randomization", number(0)),
        ("isolated", number(flags.isolated)),
        ("dev_mode", Value::bool(flags.dev_mode)),
        ("utf8_mode", number(flags.utf8_mode)),
        ("warn_default_encoding", number(0)),
        ("safe_path", Value::bool(flags.safe_path)),
        ("int_max_str_digits", digits),
    ];
    let doc = "Flags provided through command line arguments or environment vars.";
    let (class, _) = structure(vm, module, "flags", doc, parts);
    // The library asks for these two; they are flags of 3.14, and not items of the tuple.
    for name in ["context_aware_warnings", "thread_inherit_context"] {
        let (name, namespace) = (vm.intern(name), class.get(&vm.heap).namespace.clone());
        vm.namespace_set(&namespace, &name, Value::int(0));
    }
    // Nothing is ever written beside a source.
    vm.set_module_attr(module, "dont_write_bytecode", Value::TRUE);
    let texts = |items: &[String]| Value::list(items.iter().map(|w| Value::from(w.as_str())).collect());
    vm.set_module_attr(module, "warnoptions", texts(&flags.warnings));
    let options = Ref::<Dict>::dict();
    for option in &flags.implementation {
        let (name, value) = match option.split_once('=') {
            Some((name, value)) => (name, Value::from(value)),
            None => (option.as_str(), Value::TRUE),
        };
        let name = vm.intern(name);
        vm.namespace_set(&options, &name, value);
    }
    vm.set_module_attr(module, "_xoptions", options.into());
}

fn add_places(vm: &mut Vm, module: &Ref<Module>) {
    let executable = vm.host.executable();
    let active = vm.host.variable("VIRTUAL_ENV");
    let parent = |path: &str| path.rsplit_once('/').map_or(String::new(), |(parent, _)| parent.to_string());
    let base = parent(&parent(&executable));
    let prefix = active.filter(|p| !p.is_empty()).unwrap_or_else(|| base.clone());
    for (name, value) in [
        ("executable", &executable),
        ("_base_executable", &executable),
        ("prefix", &prefix),
        ("exec_prefix", &prefix),
        ("base_prefix", &base),
        ("base_exec_prefix", &base),
    ] {
        vm.set_module_attr(module, name, Value::from(value.as_str()));
    }
    vm.set_module_attr(module, "_stdlib_dir", Value::NONE);
    let arguments = vm.arguments.get(&vm.heap).0.clone();
    let original = std::iter::once(Value::from(executable)).chain(arguments).collect();
    vm.set_module_attr(module, "orig_argv", Value::list(original));
}

fn add_names(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let native = vm.native_module_names();
    let builtin = native.iter().copied().chain(["builtins"]).map(Value::from).collect();
    vm.set_module_attr(module, "builtin_module_names", Value::tuple(builtin));
    let names = Ref::new(ClassIndex::FROZENSET, Set::new());
    let library = vm.library.map(|l| l.names()).unwrap_or_default();
    for name in library.into_iter().chain(native).filter(|name| !name.contains('.')) {
        let name = vm.intern(name).to_value();
        vm.set_add(&names, name)?;
    }
    vm.set_module_attr(module, "stdlib_module_names", names.into());
    Ok(())
}
