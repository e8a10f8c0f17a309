//! Functions, methods, cells, compiled code at run time, and suspended frames.

use std::cell::Cell as Slot;
use std::rc::Rc;

use bytecode::{Code, Flags, Instruction};

use crate::dict::Dict;
use crate::kind::Kind;
use crate::name::Name;
use crate::object::{Data, Ref};
use crate::site::Site;
use crate::value::Value;

/// Compiled code with its constants as values and the caches of its sites.
pub struct CodeObject {
    pub code: Rc<Code>,
    pub constants: Box<[Value]>,
    pub names: Box<[Name]>,
    pub local_names: Box<[Name]>,
    /// The running copy of the instructions: the loop specialises them in place.
    pub instructions: Box<[Slot<Instruction>]>,
    pub sites: Box<[Site]>,
    /// The whole code, once read, where this is only the head of a function of the frozen library.
    pub whole: std::cell::OnceCell<Ref<CodeObject>>,
    /// What a call needs of `code`, close at hand.
    pub registers: u16,
    /// The registers in bytes.
    pub window: u32,
    pub first_temporary: u16,
    /// How many locals the recorder hears of: none of quiet code.
    pub locals: u16,
    /// Does the recorder pass over its frames?
    pub quiet: bool,
    /// The line of each instruction, once a recorder asks: the table of locations is packed.
    lines: std::cell::OnceCell<Box<[u32]>>,
    /// The number that the tape of the run gave it.
    pub recorded: Slot<u32>,
    /// `__name__`, `__qualname__` and `__doc__` of the functions of this code, once one was made.
    pub given_names: std::cell::OnceCell<[Value; 3]>,
    /// How many arguments a plain call gives, exactly and by position; [`CodeObject::UNUSUAL`] for bodies
    /// that take others too, or are generators or coroutines.
    pub arity: u16,
    /// How many parameters there are where all are by position, of generators too; [`CodeObject::UNUSUAL`] elsewhere.
    pub parameters: u16,
}

impl CodeObject {
    pub const UNUSUAL: u16 = u16::MAX;

    pub fn new(code: Rc<Code>, constants: Box<[Value]>, names: Box<[Name]>, local_names: Box<[Name]>) -> CodeObject {
        let sites = code.sites.iter().map(|&name| Site::new(names[name as usize].clone())).collect();
        let instructions = code.instructions.iter().map(|&i| Slot::new(i)).collect();
        let unusual = code.flags.has(Flags::VARARGS | Flags::VARKEYWORDS) || code.keyword_only != 0;
        let parameters = if unusual { CodeObject::UNUSUAL } else { code.positional };
        CodeObject {
            registers: code.registers,
            window: code.registers as u32 * size_of::<Value>() as u32,
            first_temporary: code.first_temporary,
            quiet: code.flags.has(Flags::QUIET),
            locals: if code.flags.has(Flags::QUIET) { 0 } else { code.local_names.len() as u16 },
            lines: std::cell::OnceCell::new(),
            recorded: Slot::new(0),
            given_names: std::cell::OnceCell::new(),
            arity: if code.flags.is_any_generator() { CodeObject::UNUSUAL } else { parameters },
            parameters,
            code,
            constants,
            names,
            local_names,
            instructions,
            sites,
            whole: std::cell::OnceCell::new(),
        }
    }
}

impl CodeObject {
    /// The line of an instruction; 0 where it is on none.
    #[inline]
    pub fn line_of(&self, instruction: u32) -> u32 {
        let lines = self.lines.get_or_init(|| self.code.locations.iter().map(|location| location.line).collect());
        lines.get(instruction as usize).copied().unwrap_or(0)
    }
}

impl Data for CodeObject {
    const KIND: Kind = Kind::Code;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.constants.iter().for_each(&mut *visit);
        self.given_names.get().into_iter().flatten().for_each(&mut *visit);
        if let Some(whole) = self.whole.get() {
            visit(whole.value());
        }
        self.sites.iter().for_each(|site| site.visit(visit));
    }
    fn clear(&mut self) {
        self.sites.iter().for_each(|site| {
            site.version.set(Site::NEVER);
            drop(site.set_found(Value::UNBOUND));
        });
    }
}
impl crate::object::Frozen for CodeObject {}

pub struct Function {
    pub code: Ref<CodeObject>,
    pub globals: Ref<Dict>,
    pub builtins: Ref<Dict>,
    pub name: Value,
    pub qualname: Value,
    pub module: Value,
    pub doc: Value,
    /// Defaults of parameters by position, for the last of them.
    pub defaults: Vec<Value>,
    pub keyword_defaults: Option<Ref<Dict>>,
    pub closure: Box<[Ref<Cell>]>,
    pub annotations: Value,
    pub type_params: Value,
    pub dict: Option<Ref<Dict>>,
}

impl Data for Function {
    const KIND: Kind = Kind::Function;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.code.value());
        visit(self.globals.value());
        visit(self.builtins.value());
        for value in [&self.name, &self.qualname, &self.module, &self.doc, &self.annotations, &self.type_params] {
            visit(value);
        }
        self.defaults.iter().for_each(&mut *visit);
        self.closure.iter().for_each(|c| visit(c.value()));
        for dict in [&self.keyword_defaults, &self.dict].into_iter().flatten() {
            visit(dict.value());
        }
    }
    fn clear(&mut self) {
        self.defaults.clear();
        self.keyword_defaults = None;
        self.dict = None;
        self.annotations = Value::NONE;
        self.type_params = Value::NONE;
        self.doc = Value::NONE;
    }
}

/// A function written in Rust. `native` is its number in the machine's table.
pub struct Builtin {
    pub native: u32,
    pub name: Name,
    /// The object it is bound to, or UNBOUND.
    pub bound: Value,
    /// The class whose method it is, or UNBOUND, or the name of its module.
    pub owner: Value,
}

impl Data for Builtin {
    const KIND: Kind = Kind::Builtin;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.bound);
        visit(&self.owner);
    }
}
impl crate::object::Frozen for Builtin {}

/// A function bound to an object.
pub struct Method {
    pub function: Value,
    pub receiver: Value,
}

impl Data for Method {
    const KIND: Kind = Kind::Method;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        visit(&self.receiver);
    }
}
impl crate::object::Frozen for Method {}

/// A variable shared by closures; UNBOUND while it has no value.
pub struct Cell {
    pub content: Value,
}

impl Data for Cell {
    const KIND: Kind = Kind::Cell;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.content);
    }
    fn clear(&mut self) {
        self.content = Value::UNBOUND;
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum GeneratorState {
    Created,
    Suspended,
    Running,
    Finished,
}

/// A frame that is not on the stack: its registers and where it goes on.
pub struct SuspendedFrame {
    pub function: Ref<Function>,
    pub registers: Vec<Value>,
    pub position: u32,
    /// The exception that the frame was handling, or None.
    pub handled: Value,
}

pub struct Generator {
    pub frame: Option<SuspendedFrame>,
    pub state: GeneratorState,
    pub name: Value,
    pub qualname: Value,
    pub code: Ref<CodeObject>,
    /// For async generators: the hooks have run; it is closed; an `asend` is under way.
    pub hooked: bool,
    pub closed: bool,
    pub running_async: bool,
}

impl Data for Generator {
    const KIND: Kind = Kind::Generator;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(&self.qualname);
        visit(self.code.value());
        if let Some(frame) = &self.frame {
            visit(frame.function.value());
            visit(&frame.handled);
            frame.registers.iter().for_each(visit);
        }
    }
    fn clear(&mut self) {
        self.frame = None;
        self.state = GeneratorState::Finished;
    }
}
