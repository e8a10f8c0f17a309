//! One interpreter: set up once, runs one program, and says how it ended.

use std::time::Duration;

use host::Host;
use object::{Dict, Exception, Ref, Str, Value};
use vm::{Raised, Vm};

use crate::snapshot;
use diagram::Moment;

/// What to run.
#[derive(Clone, Debug)]
pub enum Program {
    /// A file, by its path.
    File(String),
    /// Source text and the name that tracebacks give it.
    Source { source: String, name: String },
    /// A module or package with `__main__`, by its name.
    Module(String),
}

/// How to run it.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// `sys.argv`
    pub arguments: Vec<String>,
    /// Bytes of heap that the run may hold.
    pub max_memory: Option<usize>,
    pub max_time: Option<Duration>,
    /// Keep a tape.
    pub record: bool,
}

/// How a run ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The program came to its end.
    Finished,
    /// `sys.exit` or SystemExit with this status; a message was written to standard error.
    Exited(i32),
    /// An uncaught exception: its report as CPython prints it.
    Raised(String),
}

pub struct Interpreter {
    vm: Vm,
    main: Ref<Dict>,
}

impl Interpreter {
    pub fn new(host: Box<dyn Host>, settings: &Settings) -> Interpreter {
        let mut vm = Vm::new(host);
        builtins::install(&mut vm);
        modules::install(&mut vm);
        vm.library = Some(&library::Frozen);
        vm.limits.memory = settings.max_memory;
        vm.limits.time = settings.max_time;
        if settings.record {
            vm.tape = Some(trace::Tape::new());
        }
        modules::set_arguments(&mut vm, &settings.arguments);
        let main = vm.new_module("__main__");
        let main = main.get(&vm.heap).namespace.clone();
        Interpreter { vm, main }
    }

    /// Runs a program to its end.
    pub fn run(&mut self, program: &Program) -> Ending {
        let result = self.run_program(program);
        self.ending(result)
    }

    /// What the frames and objects are now: at the raise of an uncaught exception, else at the end.
    pub fn moment(&self, title: &str) -> Moment {
        snapshot::take(&self.vm, &self.main, title)
    }

    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    fn run_program(&mut self, program: &Program) -> vm::Result {
        let (source, name) = match program {
            Program::Source { source, name } => (source.clone(), name.clone()),
            Program::File(path) => {
                let folder = path.rsplit_once('/').map_or(".", |(folder, _)| folder);
                let mut path_list = vec![folder.to_string()];
                path_list.extend(self.python_path());
                self.vm.set_path(path_list);
                let file = self.vm.intern("__file__");
                self.vm.namespace_set(&self.main.clone(), &file, Value::from(path.as_str()));
                match self.vm.host.read_file(path) {
                    Ok(bytes) => (String::from_utf8_lossy(&bytes).into_owned(), path.clone()),
                    Err(error) => {
                        let errno = error.raw_os_error().unwrap_or(2);
                        let message = match errno {
                            2 => "No such file or directory".to_string(),
                            21 => "Is a directory".to_string(),
                            _ => error.to_string(),
                        };
                        return Err(self.vm.os_error(errno, &message, Some(Value::from(path.as_str()))));
                    }
                }
            }
            Program::Module(name) => {
                let folders = std::iter::once(String::new()).chain(self.python_path()).collect();
                self.vm.set_path(folders);
                let message = format!("bindscope cannot run modules by name yet: {name}");
                return Err(self.vm.error("ImportError", message));
            }
        };
        let options = compile::Options { filename: &name, record: self.vm.tape.is_some(), ..Default::default() };
        let code = self.vm.compile_source(&source, &options)?;
        self.vm.run_code(&code, &self.main.clone(), Value::UNBOUND)
    }

    fn python_path(&mut self) -> Vec<String> {
        let environment = self.vm.host.environment();
        let value = environment.into_iter().find(|(name, _)| name == "PYTHONPATH").map(|(_, value)| value);
        value.map_or(Vec::new(), |v| v.split(':').filter(|f| !f.is_empty()).map(str::to_string).collect())
    }

    fn ending(&mut self, result: Result<Value, Raised>) -> Ending {
        let ending = match result {
            Ok(_) => Ending::Finished,
            Err(_) => {
                let exception = self.vm.take_pending();
                let exit = self.vm.exception_class("SystemExit");
                if self.vm.is_instance(&exception, exit) {
                    self.exit_status(&exception)
                } else {
                    Ending::Raised(self.vm.format_traceback(&exception))
                }
            }
        };
        // Standard output may be closed: there is nobody left to tell.
        let _ = self.vm.host.flush(1);
        ending
    }

    fn exit_status(&mut self, exception: &Value) -> Ending {
        let code = match exception.as_ref::<Exception>() {
            Some(e) => e.get(&self.vm.heap).fields.first().cloned().unwrap_or(Value::NONE),
            None => Value::NONE,
        };
        if code.is_none() {
            return Ending::Exited(0);
        }
        if let Some(n) = code.as_small_int() {
            return Ending::Exited(n as i32);
        }
        if let Some(b) = code.as_bool() {
            return Ending::Exited(b as i32);
        }
        let text = match code.as_ref::<Str>() {
            Some(text) => text.lossy().into_owned(),
            None => self.vm.str_text(&code).unwrap_or_default(),
        };
        let _ = self.vm.host.write(2, format!("{text}\n").as_bytes());
        Ending::Exited(1)
    }
}
