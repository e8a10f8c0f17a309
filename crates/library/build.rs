//! Freezes the pure-Python standard library: compiles the modules of `modules.txt` and writes one file of
//! their code and one of their compressed sources, with a table of where each module stands in them.

use std::fmt::Write;
use std::path::{Path, PathBuf};

/// Deep expressions in the library need more stack than a main thread may have in an unoptimised build.
const STACK: usize = 256 << 20;
/// The best that still takes under a second for the whole library.
const COMPRESSION: u8 = 7;

/// What the library of 3.14 says that 3.13 cannot: module, text, and what stands there instead.
const REPLACED: &[(&str, &str, &str)] = &[
    // Template strings came with 3.14; no object is one here.
    // Frozen sources are asked of the loader: there is no file of them.
    (
        "linecache",
        "        fullname = module_globals.get('__file__')\n        if fullname is None:\n            return []\n    else:",
        "        fullname = filename\n    else:",
    ),
    (
        "linecache",
        "    if not filename or (filename.startswith('<') and filename.endswith('>')):\n        return None\n    # Try",
        "    if _source_unavailable(filename):\n        return None\n    # Try",
    ),
    // Annotations are made at once here, not by an `__annotate__` when they are asked for.
    ("functools", "'__annotate__', '__type_params__'", "'__annotations__', '__type_params__'"),
    ("functools", "getattr(cls, '__annotate__', None)", "getattr(cls, '__annotations__', None)"),
    ("dataclasses", "fn.__annotate__ = annotate_fn", "fn.__annotations__ = annotate_fn(1)"),
    (
        "dataclasses",
        "        Format = annotationlib.Format\n        match format:\n            case Format.VALUE | Format.FORWARDREF | Format.STRING:",
        "        match format:\n            case 1:",
    ),
    ("dataclasses", "annotationlib.get_annotations(base, format=format)", "base.__dict__.get('__annotations__', {})"),
    (
        "dataclasses",
        "                    if format == Format.STRING:\n                        new_annotations[\"return\"] = annotationlib.type_repr(return_type)\n                    else:\n                        new_annotations",
        "                    new_annotations",
    ),
    (
        "dataclasses",
        "annotationlib.get_annotations(\n        cls, format=annotationlib.Format.FORWARDREF)",
        "cls.__dict__.get('__annotations__', {})",
    ),
    (
        "dataclasses",
        "annotationlib.get_annotations(\n        newcls, format=annotationlib.Format.FORWARDREF)",
        "newcls.__dict__.get('__annotations__', {})",
    ),
    ("dataclasses", "annotation_format=annotationlib.Format.FORWARDREF,", ""),
    // These two pull in thirty modules that few programs need: they are imported where they are wanted.
    ("dataclasses", "import inspect\n", ""),
    ("dataclasses", "import annotationlib\n", ""),
    ("dataclasses", "            text_sig = str(", "            import inspect\n            text_sig = str("),
    ("dataclasses", "    for member in newcls.__dict__", "    import inspect\n    for member in newcls.__dict__"),
    ("dataclasses", "    value_blocked = True\n", "    value_blocked = True\n    import annotationlib\n"),
    ("dataclasses", "cls.__annotate__ = annotate_method", "cls.__annotations__ = annotate_method(3)"),
    (
        "typing",
        "nm_tpl.__annotate__ = nm_tpl.__new__.__annotate__ = annotate_func",
        "nm_tpl.__annotations__ = nm_tpl.__new__.__annotations__ = annotate_func(1)",
    ),
    ("typing", "base_annotate = base.__annotate__", "base_annotate = lambda _, base=base: base.__annotations__"),
    ("typing", "tp_dict.__annotate__ = __annotate__", "tp_dict.__annotations__ = __annotate__(1)"),
    ("annotationlib", "_Template = type(t\"\")", "_Template = type(\"Template\", (), {})"),
];

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=modules.txt");
    let freezing = std::thread::Builder::new().stack_size(STACK).spawn(freeze);
    freezing.expect("a thread can be started").join().expect("freezing the library does not panic");
}

#[derive(Default)]
struct Frozen {
    code: Vec<u8>,
    sources: Vec<u8>,
    table: String,
    left_out: String,
}

fn freeze() {
    let lib = Path::new(rustpython_pylib::LIB_PATH);
    let out = PathBuf::from(std::env::var_os("OUT_DIR").expect("cargo sets OUT_DIR"));
    let mut found = Vec::new();
    for line in include_str!("modules.txt").lines().map(str::trim).filter(|l| !l.is_empty() && !l.starts_with('#')) {
        match line.strip_suffix(".*") {
            Some(package) => whole_package(lib, package, &mut found),
            None => found.push(line.to_string()),
        }
    }
    found.sort();
    found.dedup();
    let mut frozen = Frozen::default();
    for name in &found {
        freeze_module(lib, name, &mut frozen);
    }
    let Frozen { code, sources, table, left_out } = frozen;
    let count = table.lines().count();
    let text = format!(
        "static MODULES: [Entry; {count}] = [\n{table}];\n\
         /// Modules that did not compile, and why.\npub const LEFT_OUT: &[(&str, &str)] = &[{left_out}];\n"
    );
    for (name, bytes) in [("code.bin", &code[..]), ("sources.bin", &sources), ("table.rs", text.as_bytes())] {
        std::fs::write(out.join(name), bytes).expect("OUT_DIR can be written");
    }
}

/// The modules of a package and of the packages in it.
fn whole_package(lib: &Path, package: &str, found: &mut Vec<String>) {
    found.push(package.to_string());
    let folder = lib.join(package.replace('.', "/"));
    for entry in std::fs::read_dir(&folder).expect("a package of modules.txt is a folder").flatten() {
        let file = entry.file_name().into_string().unwrap_or_default();
        if entry.path().join("__init__.py").is_file() {
            whole_package(lib, &format!("{package}.{file}"), found);
        } else if let Some(module) = file.strip_suffix(".py").filter(|m| *m != "__init__") {
            found.push(format!("{package}.{module}"));
        }
    }
}

fn freeze_module(lib: &Path, name: &str, frozen: &mut Frozen) {
    let path = name.replace('.', "/");
    let package_file = lib.join(&path).join("__init__.py");
    let package = package_file.is_file();
    let file = if package { package_file } else { lib.join(format!("{path}.py")) };
    let mut source = match std::fs::read_to_string(&file) {
        Ok(source) => source,
        Err(error) => panic!("modules.txt names {name}, but {error}"),
    };
    for (_, old, new) in REPLACED.iter().filter(|(module, ..)| *module == name) {
        assert!(source.contains(old), "{name} has no {old} any more");
        source = source.replace(old, new);
    }
    let filename = format!("<frozen {name}>");
    let options = compile::Options { filename: &filename, library: true, ..compile::Options::default() };
    let code = match compile::compile(&source, &options) {
        Ok(code) => bytecode::write_module(&code),
        Err(error) => {
            let why = format!("line {}: {}", error.line, error.message);
            println!("cargo::warning=the library goes without {name}: {why}");
            write!(frozen.left_out, "({name:?}, {why:?}), ").expect("strings can be written");
            return;
        }
    };
    let packed = miniz_oxide::deflate::compress_to_vec(source.as_bytes(), COMPRESSION);
    let (at, source_at) = (frozen.code.len(), frozen.sources.len());
    writeln!(
        frozen.table,
        "    Entry {{ name: {name:?}, package: {package}, code: ({at}, {}), source: ({source_at}, {}) }},",
        code.len(),
        packed.len()
    )
    .expect("strings can be written");
    frozen.code.extend_from_slice(&code);
    frozen.sources.extend_from_slice(&packed);
}
