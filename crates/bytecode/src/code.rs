//! The compiled form of one Python body: module, function, class, lambda or comprehension.

use std::rc::Rc;

use crate::serial::Unread;
use crate::{Instruction, LocationTable};

/// No frame may have more registers than this: 0xffff means "no register".
pub const MAX_REGISTERS: usize = 0xfff0;

/// Compiled code. Plain data: it can be written, read back and shared.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Code {
    pub name: Rc<str>,
    pub qualname: Rc<str>,
    pub filename: Rc<str>,
    pub first_line: u32,
    pub flags: Flags,
    /// Parameters by position, those before `/` included.
    pub positional: u16,
    pub positional_only: u16,
    pub keyword_only: u16,
    /// Names of registers `0..local_names.len()`: parameters by position, keyword-only ones,
    /// `*args`, `**kwargs`, then the other locals (cells included).
    pub local_names: Vec<Rc<str>>,
    /// Registers among the locals that hold cells (their variables are shared with inner functions).
    pub cells: Vec<u16>,
    /// Names of the variables of enclosing functions that this body uses.
    pub free_names: Vec<Rc<str>>,
    /// Registers from here on are temporaries.
    pub first_temporary: u16,
    pub registers: u16,
    pub names: Vec<Rc<str>>,
    /// For each site, its index into `names`.
    pub sites: Vec<u32>,
    pub constants: Vec<Constant>,
    pub instructions: Vec<Instruction>,
    pub locations: LocationTable,
    /// Innermost first where ranges nest: the first that covers an instruction handles its exception.
    pub handlers: Vec<Handler>,
    pub docstring: Option<Constant>,
    /// The rest of a function of the frozen library, until it is called first; its one instruction is `ReadBody`.
    pub unread: Option<Unread>,
}

/// Instructions `start..end` send their exceptions to `target`, the exception in `register`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    pub start: u32,
    pub end: u32,
    pub target: u32,
    pub register: u16,
    /// How many temporaries keep their values: those of an expression around an asynchronous comprehension.
    pub depth: u16,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Constant {
    None,
    True,
    False,
    Ellipsis,
    Int(i64),
    /// A large integer in decimal or with its prefix of 0x, 0o, 0b, without underscores.
    BigInt(Rc<str>),
    Float(f64),
    /// The imaginary part of a literal such as `2j`.
    Imaginary(f64),
    /// WTF-8: UTF-8 that may hold lone surrogates.
    Str(Rc<[u8]>),
    Bytes(Rc<[u8]>),
    Tuple(Vec<Constant>),
    FrozenSet(Vec<Constant>),
    Code(Rc<Code>),
}

/// Facts of a body, as bits; those that CPython has too keep its numbers (`co_flags`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Flags(pub u32);

impl Flags {
    /// Locals are registers (functions), not a namespace (modules, class bodies).
    pub const OPTIMIZED: u32 = 0x1;
    pub const NEW_LOCALS: u32 = 0x2;
    pub const VARARGS: u32 = 0x4;
    pub const VARKEYWORDS: u32 = 0x8;
    pub const NESTED: u32 = 0x10;
    pub const GENERATOR: u32 = 0x20;
    pub const COROUTINE: u32 = 0x80;
    pub const ITERABLE_COROUTINE: u32 = 0x100;
    pub const ASYNC_GENERATOR: u32 = 0x200;
    pub const FUTURE_ANNOTATIONS: u32 = 0x100_0000;
    /// Ours: a class body.
    pub const CLASS_BODY: u32 = 0x1000_0000;
    /// Ours: compiled from the standard library; its frames are quiet.
    pub const QUIET: u32 = 0x2000_0000;
    /// Ours: a module body or an `exec` whose namespace is the globals.
    pub const MODULE: u32 = 0x4000_0000;

    #[inline(always)]
    pub const fn has(self, bit: u32) -> bool {
        self.0 & bit != 0
    }

    pub const fn is_any_generator(self) -> bool {
        self.0 & (Self::GENERATOR | Self::COROUTINE | Self::ASYNC_GENERATOR) != 0
    }
}

impl Code {
    /// How many registers hold arguments after a call is bound.
    #[inline]
    pub fn argument_registers(&self) -> usize {
        self.positional as usize
            + self.keyword_only as usize
            + self.flags.has(Flags::VARARGS) as usize
            + self.flags.has(Flags::VARKEYWORDS) as usize
    }

    /// The handler of an exception at instruction `at`.
    pub fn handler_of(&self, at: u32) -> Option<Handler> {
        self.handlers.iter().copied().find(|h| h.start <= at && at < h.end)
    }
}
