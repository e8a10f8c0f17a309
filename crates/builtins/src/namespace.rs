//! Built-in functions about names: running and compiling source, namespaces, imports by call.

use object::{CodeObject, Dict, Module, Ref, Str, Value, dunder};
use vm::{CompileOptions, Method, Result, SourceMode, Vm, method};

const FUNCTIONS: &[Method] = &[
    method(
        "compile",
        compile_source,
        "(source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
        "Compile source into a code object that can be executed by exec() or eval().",
    ),
    method(
        "exec",
        exec,
        "(source, /, globals=None, locals=None, *, closure=None)",
        "Execute the given source in the context of globals and locals.",
    ),
    method(
        "eval",
        eval,
        "(source, /, globals=None, locals=None)",
        "Evaluate the given source in the context of globals and locals.",
    ),
    method("locals", locals, "()", "Return a dictionary containing the current scope's local variables."),
    method("vars", vars, "(object=<unset>, /)", "Return the namespace of an object, or the local one."),
    method("dir", dir, "(object=<unset>, /)", "Return the names of an object's attributes, or the local names."),
    method(
        "__import__",
        import,
        "(name, globals=None, locals=None, fromlist=(), level=0)",
        "Import a module: what the import statement calls.",
    ),
];

pub fn install(vm: &mut Vm) {
    for function in FUNCTIONS {
        let value = vm.native_function(function, "builtins");
        vm.set_builtin(function.name, value);
    }
}

// ---- source ---------------------------------------------------------------------------------------

const ONLY_AST: i64 = 0x400;
const FUTURE_ANNOTATIONS: i64 = 0x100_0000;

fn compile_source(vm: &mut Vm, args: &[Value]) -> Result {
    let filename = file_name(vm, &args[1])?;
    let mode = vm.str_arg(&args[2], "compile() argument 'mode'")?.lossy().into_owned();
    let flags = vm.index(&args[3])?;
    let mode = match mode.as_str() {
        "exec" => SourceMode::Module,
        "eval" => SourceMode::Eval,
        "single" => SourceMode::Interactive,
        _ => return Err(vm.value_error("compile() mode must be 'exec', 'eval' or 'single'")),
    };
    if args[0].as_ref::<CodeObject>().is_some() {
        return Ok(args[0].clone());
    }
    let given_tree = is_tree(vm, &args[0])?;
    if flags & ONLY_AST != 0 {
        if given_tree {
            return Ok(args[0].clone());
        }
        let trees = vm.import_module("_ast")?;
        return vm.call_method(&trees, "_parse", &[args[0].clone(), Value::from(filename), args[2].clone()]);
    }
    if given_tree {
        // A tree is compiled as the source that it stands for; its own line numbers are lost.
        let library = vm.import_module("ast")?;
        let source = vm.call_method(&library, "unparse", std::slice::from_ref(&args[0]))?;
        let mut again = args.to_vec();
        again[0] = source;
        return compile_source(vm, &again);
    }
    let source = source_text(vm, &args[0], "compile() arg 1 must be a string, bytes or AST object")?;
    let inherited = !vm.truth(&args[4])? && vm.caller_has_future_annotations();
    let options = CompileOptions {
        filename: &filename,
        mode,
        names: true,
        future_annotations: inherited || flags & FUTURE_ANNOTATIONS != 0,
        // A text with a name of its own may be the program's: a test of `doctest`, a script that `runpy` runs.
        library: filename == "<string>" && vm.library_calls(),
        ..CompileOptions::default()
    };
    Ok(vm.compile_source(&source, &options)?.into())
}

/// Is it a node of `ast`? Without that module there are none.
fn is_tree(vm: &mut Vm, value: &Value) -> Result<bool> {
    let Some(trees) = vm.module_named("_ast") else {
        return Ok(false);
    };
    let class = vm.get_attr_str(&trees, "AST")?;
    vm.isinstance(value, &class)
}

fn file_name(vm: &mut Vm, value: &Value) -> Result<String> {
    if let Some(bytes) = value.as_ref::<object::Bytes>() {
        return Ok(String::from_utf8_lossy(&bytes.0).into_owned());
    }
    if value.as_ref::<Str>().is_none()
        && let Some(path) = vm.call_dunder(value, dunder::FSPATH, &[])
    {
        let path = path?;
        return vm.str_text(&path);
    }
    match value.as_ref::<Str>() {
        Some(text) => Ok(text.lossy().into_owned()),
        None => {
            let message = format!("expected str, bytes or os.PathLike object, not {}", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn source_text(vm: &mut Vm, value: &Value, complaint: &str) -> Result<String> {
    let bytes = if let Some(text) = value.as_ref::<Str>() {
        text.bytes().to_vec()
    } else if let Some(bytes) = value.as_ref::<object::Bytes>() {
        bytes.0.to_vec()
    } else if let Some(bytes) = value.as_ref::<object::ByteArray>() {
        bytes.get(&vm.heap).bytes.clone()
    } else {
        return Err(vm.type_error(complaint));
    };
    if bytes.contains(&0) {
        return Err(vm.error("SyntaxError", "source code string cannot contain null bytes"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").map(<[u8]>::to_vec).unwrap_or(bytes);
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) => Ok(String::from_utf8_lossy(error.as_bytes()).into_owned()),
    }
}

fn exec(vm: &mut Vm, args: &[Value]) -> Result {
    let (globals, locals) = scopes(vm, "exec", &args[1], &args[2])?;
    run(vm, &args[0], globals, locals, SourceMode::Module, &args[3])?;
    Ok(Value::NONE)
}

fn eval(vm: &mut Vm, args: &[Value]) -> Result {
    let (globals, locals) = scopes(vm, "eval", &args[1], &args[2])?;
    run(vm, &args[0], globals, locals, SourceMode::Eval, &Value::NONE)
}

/// The namespaces that `exec` and `eval` run in: those given, else those of the caller.
fn scopes(vm: &mut Vm, what: &str, globals: &Value, locals: &Value) -> Result<(Ref<Dict>, Value)> {
    if !locals.is_none() && vm.dunder_of(locals, dunder::GETITEM).is_none() {
        let message = if what == "eval" {
            "locals must be a mapping".to_string()
        } else {
            format!("locals must be a mapping or None, not {}", vm.type_name(locals))
        };
        return Err(vm.type_error(message));
    }
    if !globals.is_none() {
        let Some(dict) = globals.as_ref::<Dict>().cloned() else {
            let mapping = vm.dunder_of(globals, dunder::GETITEM).is_some();
            let message = match (what, mapping) {
                ("eval", true) => "globals must be a real dict; try eval(code, {}, mapping)".to_string(),
                ("eval", false) => "globals must be a dict".to_string(),
                _ => format!("{what}() globals must be a dict, not {}", vm.type_name(globals)),
            };
            return Err(vm.type_error(message));
        };
        let locals = if locals.is_none() { dict.to_value() } else { locals.clone() };
        return Ok((dict, locals));
    }
    let globals = vm.caller_globals();
    let locals = if locals.is_none() { vm.caller_locals() } else { locals.clone() };
    Ok((globals, locals))
}

fn run(vm: &mut Vm, source: &Value, globals: Ref<Dict>, locals: Value, mode: SourceMode, closure: &Value) -> Result {
    let code = match source.as_ref::<CodeObject>() {
        Some(code) => code.clone(),
        None => {
            let what = if mode == SourceMode::Eval { "eval" } else { "exec" };
            let complaint = format!("{what}() arg 1 must be a string, bytes or code object");
            let source = source_text(vm, source, &complaint)?;
            let options = CompileOptions {
                filename: "<string>",
                mode,
                names: !locals.is_same(globals.value()),
                future_annotations: vm.caller_has_future_annotations(),
                library: vm.library_calls(),
                ..CompileOptions::default()
            };
            let source = if mode == SourceMode::Eval { source.trim_start_matches([' ', '\t']) } else { &source };
            vm.compile_source(source, &options)?
        }
    };
    let free = code.code.free_names.len();
    let cells = vm.tuple_items(closure).to_vec();
    if mode == SourceMode::Eval && free > 0 {
        return Err(vm.type_error("code object passed to eval() may not contain free variables"));
    }
    if free > 0 && closure.is_none() {
        let message = format!("code object requires a closure of exactly length {free}");
        return Err(vm.type_error(message));
    }
    if free == 0 && !closure.is_none() {
        return Err(vm.type_error("cannot use a closure with this code object"));
    }
    if cells.len() != free || cells.iter().any(|c| c.as_ref::<object::Cell>().is_none()) {
        let message = format!("code object requires a closure of exactly length {free}");
        return Err(vm.type_error(message));
    }
    vm.run_code_with(&code, &globals, locals, &cells)
}

// ---- namespaces -------------------------------------------------------------------------------------

fn locals(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(vm.caller_locals())
}

fn vars(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].is_unbound() {
        return Ok(vm.caller_locals());
    }
    let name = vm.heap.dunder(dunder::DICT).clone();
    match vm.find_attr(&args[0], &name)? {
        Some(namespace) => Ok(namespace),
        None => Err(vm.type_error("vars() argument must have __dict__ attribute")),
    }
}

fn dir(vm: &mut Vm, args: &[Value]) -> Result {
    let names = if args[0].is_unbound() {
        let locals = vm.caller_locals();
        vm.call_method(&locals, "keys", &[])?
    } else {
        match vm.call_dunder(&args[0], dunder::DIR, &[]) {
            Some(names) => names?,
            None => return Err(vm.type_error("object does not provide __dir__")),
        }
    };
    let mut names = vm.collect(&names)?;
    crate::sort::sort_values(vm, &mut names, &Value::NONE, false)?;
    Ok(Value::list(names))
}

// ---- imports ------------------------------------------------------------------------------------------

fn import(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(name) = args[0].as_ref::<Str>().map(|s| s.lossy().into_owned()) else {
        return Err(vm.type_error("module name must be a string"));
    };
    let level = vm.index(&args[4])?;
    if level < 0 {
        return Err(vm.value_error("level must be >= 0"));
    }
    if name.is_empty() && level == 0 {
        return Err(vm.value_error("Empty module name"));
    }
    let globals = match args[1].as_ref::<Dict>() {
        Some(globals) => Some(globals.clone()),
        None => args[1].as_ref::<Module>().map(|m| m.get(&vm.heap).namespace.clone()),
    };
    let names = if args[3].is_unbound() || args[3].is_none() { vec![] } else { vm.collect(&args[3])? };
    vm.import_by_name(&name, level as usize, globals, &names)
}
