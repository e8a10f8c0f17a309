//! The machine's state: what is shared (`Vm`) and what belongs to one thread of execution (`Thread`).

use std::collections::HashMap;

use host::Host;
use object::{ClassIndex, Dict, Heap, Module, Name, Ref, Value};
use rustc_hash::FxHashMap;
use trace::Tape;

use crate::error::Result;
use crate::frame::Stack;
use crate::native::Native;

/// Fills a native module when it is first imported.
pub type LoadModule = fn(&mut Vm, &Ref<Module>) -> Result<()>;

/// Makes what an intrinsic of type parameters and aliases asks for, by its number and two operands.
pub type TypeIntrinsic = fn(&mut Vm, u8, Value, Value) -> Result;

/// Writes text to a stream object that is native; false where it is another.
pub type WriteText = fn(&mut Vm, &Value, &str) -> Result<bool>;

/// Somebody who waits for a step of the recorded run.
pub struct AtStep {
    pub step: u64,
    /// Gets the machine; the next step that is waited for.
    pub act: Box<dyn FnMut(&Vm) -> u64>,
}

/// Everything of one interpreter.
pub struct Vm {
    pub thread: Thread,
    pub natives: Vec<Native>,
    pub builtins: Ref<Dict>,
    /// `sys.modules`
    pub modules: Ref<Dict>,
    pub host: Box<dyn Host>,
    /// Loaders of native modules that were not imported yet, by name.
    pub(crate) native_modules: HashMap<&'static str, LoadModule>,
    /// The frozen library, if there is one.
    pub library: Option<&'static dyn Library>,
    /// How iterators of native modules advance, by the number of their class.
    pub(crate) next_functions: Vec<Option<crate::class::NextFn>>,
    /// How callables of native modules are called, likewise.
    pub(crate) call_functions: Vec<Option<crate::class::CallFn>>,
    /// What native modules keep from one call to the next, by its Rust type.
    pub(crate) module_states: HashMap<std::any::TypeId, Box<dyn std::any::Any>>,
    pub(crate) data_classes: crate::data::DataClasses,
    /// Makes type parameters and aliases for the compiler's instructions (`_typing`).
    pub type_intrinsic: Option<TypeIntrinsic>,
    pub(crate) exception_classes: FxHashMap<&'static str, ClassIndex>,
    pub(crate) method_cache: Vec<crate::attribute::CachedLookup>,
    pub(crate) lessons: Vec<crate::cache::Lesson>,
    /// `importlib._bootstrap`, once it is loaded: modules get specs then.
    pub spec_maker: Option<Value>,
    /// What the program wants called at Ctrl-C, instead of a KeyboardInterrupt.
    pub interrupt_handler: Option<Value>,
    /// Writes text to a plain text file without a call; false for any other stream.
    pub text_writer: Option<WriteText>,
    /// Weak references to files that may hold something to write when the program ends.
    pub(crate) open_files: Vec<Ref<object::WeakRef>>,
    /// The tape of the run, if it is recorded.
    pub tape: Option<Box<Tape>>,
    /// The numbers that the tape gave to classes.
    pub(crate) recorded_classes: Vec<Option<trace::ClassId>>,
    /// To the names of the attributes of each shape, with their slots.
    pub(crate) recorded_shapes: Vec<Option<crate::tell::ShapeNames>>,
    /// And of the members of each class, for a version of it.
    pub(crate) recorded_members: FxHashMap<ClassIndex, (u32, crate::tell::ShapeNames)>,
    /// And to bodies of code, by their addresses and their globals.
    pub(crate) recorded_codes: FxHashMap<(u64, u64), trace::CodeId>,
    /// And to the texts of functions, by the addresses of their code, with their names.
    pub(crate) recorded_texts: FxHashMap<u64, (Ref<object::CodeObject>, Value, trace::NameId)>,
    /// What touched the objects that are to be written anew: their words, the operation, and the instruction.
    pub(crate) touched_by: Vec<(u64, trace::Mutation, u32)>,
    /// Memory for lists of what the tape is to be told.
    pub(crate) deaths: Vec<u64>,
    pub(crate) births: crate::tell::Queue,
    /// What the world outside was told and answered, for the tape.
    pub kept_answers: Option<host::Kept>,
    /// Called at the beginning of a step, by its number.
    pub at_step: Option<AtStep>,
    /// Knows how objects look, for the tape.
    pub describe: Option<&'static dyn crate::tell::Describe>,
    pub limits: Limits,
    /// The limit that ended the run.
    pub stop: Option<Stop>,
    /// What the command line said: `sys.flags` and its kin.
    pub flags: Flags,
    /// Source that stands in no file, by the name that tracebacks give it.
    pub sources: HashMap<String, String>,
    pub(crate) instance_getters: crate::layout::InstanceGetters,
    /// Code that functions had before they were given other: frames may run it still.
    pub(crate) retired_code: Vec<Ref<object::CodeObject>>,
    /// The line that somebody waits for.
    pub watch: Option<Box<crate::watch::Watch>>,
    /// Names of the modules whose bodies run now.
    pub(crate) initializing: Vec<String>,
    /// What `atexit` is to call: function, arguments by position, arguments by name.
    pub exit_functions: Vec<[Value; 3]>,
    /// Objects whose `repr` is under way.
    pub(crate) in_repr: Vec<u64>,
    /// The strings of one Latin-1 character.
    pub(crate) characters: Vec<Value>,
    /// The registry of codecs and of their error handlers.
    pub codecs: crate::codec::Codecs,
    pub(crate) collecting: bool,
    pub collector_enabled: bool,
    pub collections: u64,
    /// `sys.argv[0]`'s folder and the others, as strings: kept in the list `sys.path`.
    pub path: Ref<object::List>,
    /// `sys.argv`
    pub arguments: Ref<object::List>,
    /// `sys.path_importer_cache` and the like live in the module; this is only what natives need at hand.
    pub sys: Option<Ref<Module>>,
    /// The last to go: it frees what nobody else holds.
    pub heap: Heap,
}

/// The library that is frozen into the binary.
pub trait Library {
    /// The code of a module by its full name, and whether it is a package.
    fn module(&self, name: &str) -> Option<LibraryModule>;
    /// The source of a module.
    fn source(&self, name: &str) -> Option<String>;
    /// Is the module there, and is it a package? Asked without reading it.
    fn is_package(&self, name: &str) -> Option<bool>;
    /// The names of all modules, in order.
    fn names(&self) -> Vec<&'static str>;
}

/// A module of the frozen library.
pub struct LibraryModule {
    pub code: bytecode::Code,
    pub package: bool,
}

/// What ends a run from outside.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Bytes that the run may hold.
    pub memory: Option<usize>,
    /// CPU time that it may take.
    pub time: Option<std::time::Duration>,
    /// Steps and bytes of its recording.
    pub steps: Option<u64>,
    pub recording: Option<u64>,
    /// Python frames on the stack: `sys.setrecursionlimit`.
    pub recursion: usize,
    /// Decimal digits that `int` and `str` convert.
    pub int_digits: usize,
}

/// The limit that ended a run, and where the run was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    Time(String),
    Memory(String),
}

impl Default for Limits {
    fn default() -> Limits {
        Limits { memory: None, time: None, steps: None, recording: None, recursion: 1000, int_digits: 4300 }
    }
}

/// What the options of `python` set: `sys.flags`, `sys.warnoptions` and `sys._xoptions`.
#[derive(Clone, Debug, Default)]
pub struct Flags {
    pub debug: u8,
    pub inspect: u8,
    pub optimize: u8,
    pub dont_write_bytecode: u8,
    pub no_user_site: u8,
    pub no_site: u8,
    pub ignore_environment: u8,
    pub verbose: u8,
    pub bytes_warning: u8,
    pub quiet: u8,
    pub isolated: u8,
    pub dev_mode: bool,
    pub utf8_mode: u8,
    pub safe_path: bool,
    pub warnings: Vec<String>,
    pub implementation: Vec<String>,
}

/// One thread of execution.
pub struct Thread {
    pub(crate) stack: Stack,
    pub(crate) pending: Option<Value>,
    /// The context of `contextvars`, or None.
    pub context: Value,
    /// Calls of Rust into the loop under way.
    pub(crate) native_depth: usize,
    /// Counts down at calls and backward jumps; at zero the machine looks around.
    pub(crate) budget: u32,
    pub(crate) next_activation: u64,
    /// The pending exception was raised again by `Reraise`: the frame stands in its traceback already.
    pub(crate) reraised: bool,
    pub(crate) traceback_noted: Option<u64>,
    /// The pending exception ends the run, whatever handlers there are (limits, `show FILE:LINE`).
    pub uncatchable: bool,
    /// What a generator that finished under a call from Rust returned.
    pub(crate) generator_result: Option<Value>,
    /// Where generators that natives go through pour what they yield, innermost last.
    pub(crate) sinks: Vec<crate::resume::Place>,
    /// The value that an async generator handed on last comes from its `yield`, not from an `await`.
    pub(crate) async_yielded: bool,
    /// `sys.set_asyncgen_hooks`: firstiter and finalizer, or None.
    pub async_generator_hooks: (Value, Value),
    /// The StopIteration with a value by which an iterator ended last.
    pub(crate) stopped_with: Option<Value>,
    /// The lowest address that the Rust stack may reach.
    pub(crate) stack_limit: usize,
}

/// How many calls and backward jumps between two looks at the outside.
pub(crate) const BUDGET: u32 = 4096;

impl Vm {
    pub fn new(host: Box<dyn Host>) -> Vm {
        let mut heap = Heap::new();
        let latin = (0..0x100u32).filter_map(char::from_u32);
        let characters = latin.map(|c| heap.intern(c.encode_utf8(&mut [0; 4])).to_value()).collect();
        let mut vm = Vm {
            heap,
            thread: Thread {
                stack: Stack::new(),
                pending: None,
                context: Value::NONE,
                native_depth: 0,
                budget: BUDGET,
                next_activation: 1,
                reraised: false,
                traceback_noted: None,
                uncatchable: false,
                generator_result: None,
                sinks: Vec::new(),
                async_yielded: false,
                async_generator_hooks: (Value::NONE, Value::NONE),
                stopped_with: None,
                stack_limit: 0,
            },
            natives: Vec::new(),
            builtins: Ref::dict(),
            modules: Ref::dict(),
            host,
            native_modules: HashMap::new(),
            library: None,
            next_functions: Vec::new(),
            module_states: HashMap::new(),
            call_functions: Vec::new(),
            data_classes: Default::default(),
            type_intrinsic: None,
            exception_classes: FxHashMap::default(),
            method_cache: vec![crate::attribute::CachedLookup::default(); crate::attribute::CACHE_SIZE],
            lessons: vec![crate::cache::Lesson::default(); crate::cache::LESSONS],
            spec_maker: None,
            interrupt_handler: None,
            text_writer: None,
            open_files: Vec::new(),
            tape: None,
            recorded_classes: Vec::new(),
            recorded_shapes: Vec::new(),
            recorded_members: FxHashMap::default(),
            recorded_codes: FxHashMap::default(),
            recorded_texts: FxHashMap::default(),
            touched_by: Vec::new(),
            deaths: Vec::new(),
            births: crate::tell::Queue::default(),
            kept_answers: None,
            at_step: None,
            describe: None,
            limits: Limits::default(),
            stop: None,
            flags: Flags::default(),
            sources: HashMap::new(),
            instance_getters: Default::default(),
            retired_code: Vec::new(),
            watch: None,
            initializing: Vec::new(),
            exit_functions: Vec::new(),
            in_repr: Vec::new(),
            characters,
            codecs: crate::codec::Codecs::default(),
            collecting: false,
            collector_enabled: true,
            collections: 0,
            path: Ref::list(Vec::new()),
            arguments: Ref::list(Vec::new()),
            sys: None,
        };
        vm.thread.stack_limit = stack_limit();
        vm.make_builtin_classes();
        vm.make_exception_tree();
        vm
    }

    pub fn intern(&mut self, text: &str) -> Name {
        self.heap.intern(text)
    }

    /// `sys.setrecursionlimit`
    pub fn set_recursion_limit(&mut self, frames: usize) {
        self.limits.recursion = frames;
        self.thread.stack.ask_again();
    }

    /// RecursionError where the Rust stack is nearly used up.
    #[inline]
    pub fn check_stack(&mut self) -> Result<()> {
        if self.stack_exhausted() {
            return Err(self.recursion_error("maximum recursion depth exceeded"));
        }
        Ok(())
    }

    /// Is the Rust stack nearly used up?
    #[inline]
    pub fn stack_exhausted(&self) -> bool {
        let here = 0u8;
        (&raw const here as usize) < self.thread.stack_limit
    }
}

/// The stack that a run has unless somebody says otherwise.
pub const STACK_SIZE: usize = 256 << 20;
/// What natives may need beyond a check.
const STACK_RESERVE: usize = 1 << 20;

fn stack_limit() -> usize {
    let here = 0u8;
    let used = &raw const here as usize;
    used.saturating_sub(stack_size() - STACK_RESERVE)
}

thread_local! {
    /// The size of this thread's stack; the usual 2 MiB of Rust's threads where nobody knows.
    static STACK: std::cell::Cell<usize> = const { std::cell::Cell::new(2 << 20) };
}

/// Runs `work` on a thread of its own with a stack of `size` bytes, which the machine then knows; `meanwhile` runs
/// here, before this thread waits.
pub fn on_stack<R: Send + 'static>(
    size: usize,
    work: impl FnOnce() -> R + Send + 'static,
    meanwhile: impl FnOnce(),
) -> std::io::Result<R> {
    let run = move || {
        STACK.set(size);
        work()
    };
    let thread = std::thread::Builder::new().name("bindscope".to_string()).stack_size(size).spawn(run)?;
    meanwhile();
    thread.join().map_err(|_| std::io::Error::other("the machine failed"))
}

fn stack_size() -> usize {
    STACK.get()
}
