//! The way into a program: finds its source as `python` does, and sets up `__main__` and `sys.path` for it.

use object::{CodeObject, Ref, Value};

use crate::interpreter::{Interpreter, Program};

/// Why there is nothing to run.
pub(crate) enum NoProgram {
    /// No such file.
    Missing(String),
    /// No such module, or nothing in it that runs.
    Unknown(String),
    /// An exception is pending.
    Raised,
}

type Found = Result<Ref<CodeObject>, NoProgram>;

pub(crate) fn load(interpreter: &mut Interpreter, program: &Program) -> Found {
    match program {
        Program::Source { source, name } => {
            interpreter.set_path("");
            // CPython shows the lines of `-c` in tracebacks, those of standard input it has not.
            if name == "<string>" {
                interpreter.vm.sources.insert(name.clone(), source.clone());
            }
            interpreter.compile(source, name)
        }
        Program::File(path) if interpreter.vm.host.is_dir(path) => interpreter.load_folder(path),
        Program::File(path) => interpreter.load_file(path),
        Program::Module(name) => interpreter.load_module(name),
    }
}

impl Interpreter {
    fn load_file(&mut self, path: &str) -> Found {
        let full = self.absolute(path);
        let real = self.vm.host.real_path(path);
        self.set_path(folder_of(&real));
        self.set_main("__file__", Value::from(full.as_str()));
        self.set_main("__cached__", Value::NONE);
        match self.vm.host.read_file(path) {
            Ok(bytes) => self.compile_bytes(&bytes, &full),
            Err(error) => {
                let errno = error.raw_os_error().unwrap_or(2);
                let why = vm::error_text(&error);
                Err(NoProgram::Missing(format!("can't open file '{full}': [Errno {errno}] {why}")))
            }
        }
    }

    /// A folder runs its `__main__.py`.
    fn load_folder(&mut self, path: &str) -> Found {
        let full = self.absolute(path.trim_end_matches('/'));
        let file = format!("{full}/__main__.py");
        if !self.vm.host.is_file(&file) {
            return Err(NoProgram::Unknown(format!("can't find '__main__' module in '{full}'")));
        }
        self.set_path(&full);
        self.set_main("__package__", Value::from(""));
        self.run_as_module("__main__", &file)
    }

    /// `-m`: packages are imported, the module itself runs as `__main__`.
    fn load_module(&mut self, name: &str) -> Found {
        let here = self.vm.host.working_directory();
        self.set_path(&here);
        let raised = |_| NoProgram::Raised;
        if let Some((parent, _)) = name.rsplit_once('.')
            && self.vm.import_module(parent).is_err()
        {
            return Err(self.no_module(name, parent));
        }
        let Some(place) = self.vm.find_source(name).map_err(raised)? else {
            return Err(NoProgram::Unknown(format!("No module named {name}")));
        };
        let (package, name, file, code) = if place.package {
            self.vm.import_module(name).map_err(raised)?;
            let main = format!("{name}.__main__");
            match self.vm.find_source(&main).map_err(raised)? {
                Some(found) if !found.package => (name.to_string(), main, found.file, found.code),
                _ => {
                    let why = format!("'{name}' is a package and cannot be directly executed");
                    return Err(NoProgram::Unknown(format!("No module named {main}; {why}")));
                }
            }
        } else {
            let package = name.rsplit_once('.').map_or("", |(package, _)| package);
            (package.to_string(), name.to_string(), place.file, place.code)
        };
        self.set_main("__package__", Value::from(package));
        if let Some(code) = code {
            self.vm.set_argument_zero(&file);
            return Ok(code);
        }
        let file = self.absolute(&file);
        self.vm.set_argument_zero(&file);
        self.run_as_module(&name, &file)
    }

    /// The package around a module could not be imported.
    fn no_module(&mut self, name: &str, parent: &str) -> NoProgram {
        if !self.vm.swallow("ModuleNotFoundError") {
            return NoProgram::Raised;
        }
        let why = format!("Error while finding module specification for '{name}'");
        NoProgram::Unknown(format!("{why} (ModuleNotFoundError: No module named '{parent}')"))
    }

    fn run_as_module(&mut self, name: &str, file: &str) -> Found {
        self.set_main("__file__", Value::from(file));
        self.set_main("__cached__", Value::NONE);
        if let Some(spec) = self.vm.module_spec(name, file) {
            self.set_main("__spec__", spec);
        }
        let bytes = match self.vm.host.read_file(file) {
            Ok(bytes) => bytes,
            Err(error) => return Err(NoProgram::Unknown(format!("cannot read {file}: {}", vm::error_text(&error)))),
        };
        self.compile_bytes(&bytes, file)
    }

    fn compile_bytes(&mut self, bytes: &[u8], name: &str) -> Found {
        let source = vm::decode_source(bytes);
        if self.skip_first_line {
            let rest = source.find('\n').map_or("", |at| &source[at..]);
            return self.compile(rest, name);
        }
        self.compile(&source, name)
    }

    fn compile(&mut self, source: &str, name: &str) -> Found {
        let options = compile::Options { filename: name, ..Default::default() };
        self.vm.compile_source(source, &options).map_err(|_| NoProgram::Raised)
    }

    /// `sys.path`: the program's folder, PYTHONPATH, the active environment's site-packages.
    pub(crate) fn set_path(&mut self, first: &str) {
        let mut folders = Vec::new();
        if !self.vm.flags.safe_path {
            folders.push(first.to_string());
        }
        if self.vm.flags.ignore_environment == 0 {
            let listed = self.vm.host.variable("PYTHONPATH").unwrap_or_default();
            folders.extend(listed.split(':').filter(|f| !f.is_empty()).map(str::to_string));
        }
        if self.vm.flags.no_site == 0
            && let Some(active) = self.vm.host.variable("VIRTUAL_ENV").filter(|active| !active.is_empty())
        {
            folders.extend(self.site_packages(&active));
        }
        self.vm.set_path(folders);
    }

    /// Where a virtual environment keeps its packages: those for 3.13 if it has them.
    fn site_packages(&mut self, environment: &str) -> Option<String> {
        let library = format!("{environment}/lib");
        let mut versions = self.vm.host.names_in(&library);
        versions.retain(|name| name.starts_with("python3"));
        let version = versions.iter().find(|name| *name == "python3.13").or(versions.last())?;
        let packages = format!("{library}/{version}/site-packages");
        self.vm.host.is_dir(&packages).then_some(packages)
    }

    pub(crate) fn absolute(&mut self, path: &str) -> String {
        if path.starts_with('/') { path.to_string() } else { format!("{}/{path}", self.vm.host.working_directory()) }
    }

    fn set_main(&mut self, name: &str, value: Value) {
        let name = self.vm.intern(name);
        self.vm.namespace_set(&self.main.clone(), &name, value);
    }
}

fn folder_of(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) => "/",
        Some((folder, _)) => folder,
        None => ".",
    }
}
