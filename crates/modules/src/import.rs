//! `_imp`, and the two modules of `importlib` that CPython has frozen: the library's own sources run under
//! their other names, over the modules that were imported natively before.

use object::{Module, Ref, Str, Value};
use vm::{Method, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("lock_held", no, "()", "Return True if the import lock is currently held, else False."),
    method("acquire_lock", nothing, "()", "Acquires the interpreter's import lock for the current thread."),
    method("release_lock", nothing, "()", "Release the interpreter's import lock."),
    method("is_builtin", is_builtin, "(name, /)", "Returns 1 for a built-in module, 0 else."),
    method("is_frozen", is_frozen, "(name, /)", "Returns True if the module name corresponds to a frozen module."),
    method("is_frozen_package", is_frozen_package, "(name, /)", "Is the frozen module a package?"),
    method("find_frozen", find_frozen, "(name, /, *, withdata=False)", "Return info about the frozen module."),
    method("get_frozen_object", get_frozen_object, "(name, data=None, /)", "Create a code object for a frozen module."),
    method("init_frozen", init_frozen, "(name, /)", "Initializes a frozen module."),
    method("create_builtin", create_builtin, "(spec, /)", "Create an extension module."),
    method("exec_builtin", zero, "(mod, /)", "Initialize a built-in module."),
    method("create_dynamic", create_dynamic, "(spec, file=None, /)", "Create an extension module."),
    method("exec_dynamic", zero, "(mod, /)", "Initialize an extension module."),
    method("extension_suffixes", extension_suffixes, "()", "Returns the list of file suffixes of extension modules."),
    method("source_hash", source_hash, "(key, source)", "The hash of a source for its cache."),
    method("_fix_co_filename", fix_filename, "(code, path, /)", "Changes code.co_filename."),
    method("_frozen_module_names", frozen_names, "()", "Returns the list of available frozen modules."),
    method("_override_frozen_modules_for_tests", one_nothing, "(override, /)", "Does nothing."),
    method("_override_multi_interp_extensions_check", one_nothing, "(override, /)", "Does nothing."),
];

/// Marks compiled files: ours would be no CPython's.
const MAGIC: i64 = 0x0a0d_ffff;

/// What takes the place of functions of `importlib._bootstrap`: the machine imports by itself.
const FIND_AND_LOAD: Method =
    method("_find_and_load", find_and_load, "(name, import_=None, /)", "Find and load the module.");
const GET_SOURCE: Method = method("get_source", get_source, "(fullname, /)", "The source of a frozen module.");

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_imp", |vm, module| {
        vm.fill_module(module, FUNCTIONS);
        vm.set_module_attr(module, "check_hash_based_pycs", Value::from("default"));
        vm.set_module_attr(module, "pyc_magic_number_token", Value::int(MAGIC));
        Ok(())
    });
    vm.add_native_module("_frozen_importlib", load_bootstrap);
    vm.add_native_module("_frozen_importlib_external", load_external);
}

/// Runs a module of the library in a namespace that has another name.
fn run_library(vm: &mut Vm, library_name: &str, module: &Ref<Module>) -> Result<()> {
    let Some(found) = vm.library.and_then(|library| library.module(library_name)) else {
        return Err(vm.error("ImportError", format!("the library has no {library_name}")));
    };
    let code = vm.link(found.code.into());
    let globals = module.get(&vm.heap).namespace.clone();
    vm.run_code(&code, &globals, Value::UNBOUND).map(drop)
}

fn load_bootstrap(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    run_library(vm, "importlib._bootstrap", module)?;
    note_origins(vm)?;
    let (sys, imp) = (vm.import_module("sys")?, vm.import_module("_imp")?);
    vm.call_method(module.value(), "_install", &[sys, imp])?;
    let function = vm.native_function(&FIND_AND_LOAD, "_frozen_importlib");
    vm.set_module_attr(module, "_find_and_load", function);
    let frozen = vm.get_attr_str(module.value(), "FrozenImporter")?;
    let (name, function) = (vm.intern("get_source"), vm.native_function(&GET_SOURCE, "_frozen_importlib"));
    vm.set_attr(&frozen, &name, function)?;
    // The machine itself goes on importing; from now on what it imports gets specs and loaders.
    vm.spec_maker = Some(module.to_value());
    Ok(())
}

fn load_external(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let bootstrap = vm.import_module("_frozen_importlib")?;
    run_library(vm, "importlib._bootstrap_external", module)?;
    vm.call_method(module.value(), "_install", std::slice::from_ref(&bootstrap))?;
    let name = vm.intern("_bootstrap_external");
    vm.set_attr(&bootstrap, &name, module.to_value())?;
    vm.specify_sources()
}

/// What `importlib` wants to know of frozen modules that are there already: the name that they were frozen under.
fn note_origins(vm: &mut Vm) -> Result<()> {
    let modules: Vec<(Value, Value)> = {
        let entries = vm.modules.get(&vm.heap).entries();
        entries.map(|e| (e.key.clone(), e.value.clone())).collect()
    };
    for (name, module) in modules {
        let (Some(text), Some(module)) = (name.as_ref::<Str>().and_then(|n| n.as_str()), module.as_ref::<Module>())
        else {
            continue;
        };
        if vm.library.is_some_and(|library| library.is_package(text).is_some()) {
            vm.set_module_attr(&module.clone(), "__origname__", name.clone());
        }
    }
    Ok(())
}

fn find_and_load(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    vm.import_module(&name)
}

fn get_source(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    let Some(library) = vm.library else {
        return Ok(Value::NONE);
    };
    Ok(library.source(&name).map_or(Value::NONE, Value::from))
}

fn no(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}
fn nothing(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn one_nothing(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}
fn zero(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::int(0))
}

fn name(vm: &mut Vm, value: &Value) -> Result<String> {
    Ok(vm.str_arg(value, "argument 1")?.lossy().into_owned())
}

fn is_builtin(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    let native = name == "builtins" || vm.native_module_names().contains(&name.as_str());
    Ok(Value::int(native as i64))
}

fn package(vm: &mut Vm, name: &str) -> Option<bool> {
    vm.library.and_then(|library| library.is_package(name))
}

fn is_frozen(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    Ok(Value::bool(package(vm, &name).is_some()))
}

fn is_frozen_package(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    // `_collections_abc` calls itself collections.abc, which is no frozen name.
    Ok(Value::bool(package(vm, &name).unwrap_or(false)))
}

fn not_frozen(vm: &mut Vm, name: &str) -> vm::Raised {
    vm.error("ImportError", format!("No such frozen object named {name}"))
}

fn find_frozen(vm: &mut Vm, args: &[Value]) -> Result {
    let text = name(vm, &args[0])?;
    Ok(match package(vm, &text) {
        Some(package) => Value::tuple_of([Value::NONE, Value::bool(package), args[0].clone()]),
        None => Value::NONE,
    })
}

fn get_frozen_object(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    match vm.library.and_then(|library| library.module(&name)) {
        Some(found) => Ok(vm.link(found.code.into()).into()),
        None => Err(not_frozen(vm, &name)),
    }
}

fn init_frozen(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, &args[0])?;
    vm.import_module(&name)
}

fn create_builtin(vm: &mut Vm, args: &[Value]) -> Result {
    let name_value = vm.get_attr_str(&args[0], "name")?;
    let name = name(vm, &name_value)?;
    vm.import_module(&name)
}

fn create_dynamic(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.get_attr_str(&args[0], "name")?;
    let message = format!("{} is an extension module of CPython, which cannot be loaded here", vm.str_text(&name)?);
    Err(vm.error("ImportError", message))
}

fn extension_suffixes(_: &mut Vm, _: &[Value]) -> Result {
    let suffixes = [".cpython-313-x86_64-linux-gnu.so", ".abi3.so", ".so"];
    Ok(Value::list(suffixes.into_iter().map(Value::from).collect()))
}

fn source_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let bytes = vm.bytes_like(&args[1])?;
    Ok(Value::bytes_object(object::hash_bytes(&bytes).to_le_bytes()))
}

fn fix_filename(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::NONE)
}

fn frozen_names(vm: &mut Vm, _: &[Value]) -> Result {
    let names = vm.library.map(|library| library.names()).unwrap_or_default();
    Ok(Value::list(names.into_iter().map(Value::from).collect()))
}
