//! One interpreter: set up once, runs one program, and says how it ended.

use std::time::Duration;

use host::Host;
use object::{Dict, Exception, Ref, Str, Value};
use vm::{Flags, Raised, Stop, Vm};

use crate::entry::{self, NoProgram};
use crate::snapshot::{self, Extent};
use diagram::Moment;

/// What to run.
#[derive(Clone, Debug)]
pub enum Program {
    /// A file, or a folder with a `__main__.py`, by its path.
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
    /// Steps, and bytes of the recording, after which a recorded run ends.
    pub max_steps: Option<u64>,
    pub max_recording: Option<u64>,
    /// Keep a tape.
    pub record: bool,
    pub flags: Flags,
    /// The first line of a file is no Python (`-x`).
    pub skip_first_line: bool,
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
    /// An uncaught KeyboardInterrupt: its report.
    Interrupted(String),
    /// There is no such program: what CPython says.
    NotThere(String),
    /// The limit of time ended the run: where it was.
    TooLong(String),
    /// The limit of memory ended the run: where it was.
    TooLarge(String),
}

pub struct Interpreter {
    pub(crate) vm: Vm,
    pub(crate) main: Ref<Dict>,
    pub(crate) skip_first_line: bool,
    /// The exception that ended the run.
    uncaught: Option<Value>,
}

impl Interpreter {
    /// # Panics
    /// If the thread has another interpreter that was not dropped.
    pub fn new(host: Box<dyn Host>, settings: &Settings) -> Interpreter {
        let kept = settings.record.then(host::Kept::default);
        let host = match &kept {
            Some(kept) => Box::new(host::Keeping::new(host, kept.clone(), object::note_news)),
            None => host,
        };
        let mut vm = Vm::new(host);
        vm.kept_answers = kept;
        vm.flags = settings.flags.clone();
        builtins::install(&mut vm);
        modules::install(&mut vm);
        if settings.flags.optimize > 0 {
            vm.set_builtin("__debug__", Value::FALSE);
        }
        vm.library = Some(&library::Frozen);
        vm.limits.memory = settings.max_memory;
        vm.limits.time = settings.max_time;
        (vm.limits.steps, vm.limits.recording) = (settings.max_steps, settings.max_recording);
        if settings.record {
            vm.tape = Some(Box::new(trace::Tape::new()));
            vm.describe = Some(&crate::recorded::Looks);
        }
        modules::set_arguments(&mut vm, &settings.arguments);
        let main = vm.new_module("__main__");
        let main = main.get(&vm.heap).namespace.clone();
        let package = vm.intern("__package__");
        vm.namespace_set(&main, &package, Value::NONE);
        Interpreter { vm, main, skip_first_line: settings.skip_first_line, uncaught: None }
    }

    /// Runs a program to its end.
    pub fn run(&mut self, program: &Program) -> Ending {
        // The code that made the machine, and then the compiler's, is not needed any more.
        host::let_go_of_code();
        match entry::load(self, program) {
            Ok(code) => {
                host::let_go_of_code();
                let result = self.vm.run_code(&code, &self.main.clone(), Value::UNBOUND);
                let ending = self.ending(result);
                self.vm.settle_news();
                ending
            }
            Err(NoProgram::Missing(message)) => Ending::NotThere(message),
            Err(NoProgram::Unknown(message)) => {
                let _ = self.vm.host.write(2, format!("bindscope: {message}\n").as_bytes());
                Ending::Exited(1)
            }
            Err(NoProgram::Raised) => self.ending(Err(Raised)),
        }
    }

    /// What the frames and objects are now: at the raise of an uncaught exception, else at the end.
    pub fn moment(&self, extent: Extent) -> Moment {
        match &self.uncaught {
            Some(exception) => snapshot::take_raised(&self.vm, &self.main, exception, extent),
            None => snapshot::take(&self.vm, &self.main, extent),
        }
    }

    /// How many steps the tape holds, and in how many bytes.
    pub fn tape_size(&self) -> (u64, u64) {
        self.vm.tape.as_ref().map_or((0, 0), |tape| (tape.steps(), tape.length()))
    }

    /// What a program leaves to be run at its end: `atexit`, then the death of what its names still hold.
    /// False if standard output could not be written.
    pub fn finish(&mut self) -> bool {
        self.uncaught = None;
        if !self.vm.thread.uncatchable {
            self.vm.run_exit_functions();
            self.unbind_names();
            self.vm.flush_files();
        }
        self.vm.host.flush(1).is_ok()
    }

    pub fn vm(&mut self) -> &mut Vm {
        &mut self.vm
    }

    /// The names of the main module lose their objects: private ones first, then the others in order.
    fn unbind_names(&mut self) {
        let names: Vec<_> = {
            let keys = self.main.get(&self.vm.heap).entries().map(|e| e.key.clone());
            keys.filter_map(|k| k.as_ref::<Str>().cloned()).collect()
        };
        let private = |name: &Str| name.bytes().starts_with(b"_") && !name.bytes().starts_with(b"__");
        let (first, rest): (Vec<_>, Vec<_>) = names.into_iter().partition(|name| private(name));
        for name in first.into_iter().chain(rest).filter(|name| name.bytes() != b"__builtins__") {
            let name = self.vm.heap.intern_str(&name);
            self.vm.namespace_set(&self.main.clone(), &name, Value::NONE);
            self.vm.run_finalizers();
        }
        self.vm.collect_cycles();
    }

    pub(crate) fn ending(&mut self, result: Result<Value, Raised>) -> Ending {
        let ending = match result {
            Ok(_) if self.vm.stop.is_some() => self.raised(&Value::NONE),
            Ok(_) => Ending::Finished,
            Err(_) => {
                let exception = self.vm.take_pending();
                self.raised(&exception)
            }
        };
        self.vm.flush_files();
        // Standard output may be closed: there is nobody left to tell.
        let _ = self.vm.host.flush(1);
        ending
    }

    fn raised(&mut self, exception: &Value) -> Ending {
        if let Some(stop) = self.vm.stop.take() {
            return match stop {
                Stop::Time(place) => Ending::TooLong(place),
                Stop::Memory(place) => Ending::TooLarge(place),
            };
        }
        let is = |interpreter: &mut Interpreter, name| {
            let class = interpreter.vm.exception_class(name);
            interpreter.vm.is_instance(exception, class)
        };
        if is(self, "SystemExit") {
            return self.exit_status(exception);
        }
        self.uncaught = Some(exception.clone());
        let text = self.vm.report_uncaught(exception).unwrap_or_default();
        if is(self, "KeyboardInterrupt") { Ending::Interrupted(text) } else { Ending::Raised(text) }
    }

    fn exit_status(&mut self, exception: &Value) -> Ending {
        let fields = exception.as_ref::<Exception>().map(|e| e.get(&self.vm.heap).fields.clone());
        let code = fields.and_then(|fields| fields.into_iter().next()).unwrap_or(Value::NONE);
        if code.is_none() {
            return Ending::Exited(0);
        }
        if let Some(b) = code.as_bool() {
            return Ending::Exited(b as i32);
        }
        if self.vm.class_of(&code).get(&self.vm.heap).is_subclass_of(object::ClassIndex::INT, &self.vm.heap) {
            // As the operating system cuts it; what does not fit a machine integer is -1.
            let status = self.vm.index(&code).unwrap_or(-1);
            self.vm.clear_pending();
            return Ending::Exited(status as i32);
        }
        let text = match code.as_ref::<Str>() {
            Some(text) => text.lossy().into_owned(),
            None => self.vm.str_text(&code).unwrap_or_default(),
        };
        let _ = self.vm.host.write(2, format!("{text}\n").as_bytes());
        Ending::Exited(1)
    }
}
