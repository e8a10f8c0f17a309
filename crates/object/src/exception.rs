//! Exceptions and tracebacks.

use crate::attributes::Attributes;
use crate::function::CodeObject;
use crate::kind::Kind;
use crate::object::{Data, Ref};
use crate::types::Tuple;
use crate::value::Value;

pub struct Exception {
    pub args: Ref<Tuple>,
    /// A traceback or None.
    pub traceback: Value,
    pub cause: Value,
    pub context: Value,
    pub suppress_context: bool,
    /// Fields that some classes have beyond `args` (`value`, `code`, `errno` …), in their class's order.
    pub fields: Vec<Value>,
    pub attributes: Attributes,
}

/// What exceptions of a class have beyond `args`: that of the built-in class it derives from.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum ExceptionFields {
    #[default]
    None,
    /// `StopIteration.value`
    Value,
    /// `SystemExit.code`
    Code,
    Os,
    Attribute,
    Name,
    Import,
    Unicode,
    Syntax,
    Group,
}

impl Data for Exception {
    const KIND: Kind = Kind::Exception;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.args.value());
        [&self.traceback, &self.cause, &self.context].into_iter().for_each(&mut *visit);
        self.fields.iter().for_each(&mut *visit);
        self.attributes.visit(visit);
    }
    fn clear(&mut self) {
        self.traceback = Value::NONE;
        self.cause = Value::NONE;
        self.context = Value::NONE;
        self.fields.clear();
        self.attributes.clear();
    }
}

/// One frame that an exception passed, and those within it.
pub struct Traceback {
    pub next: Value,
    pub code: Ref<CodeObject>,
    /// The frame object, if somebody asked for it or the frame lives on, else None.
    pub frame: Value,
    pub instruction: u32,
    /// The line, where whoever made the entry said so.
    pub given_line: Option<u32>,
}

impl Traceback {
    pub fn line(&self) -> u32 {
        self.given_line.unwrap_or_else(|| self.code.code.locations.get(self.instruction as usize).line)
    }
}

impl Data for Traceback {
    const KIND: Kind = Kind::Traceback;
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.next);
        visit(self.code.value());
        visit(&self.frame);
    }
    fn clear(&mut self) {
        self.next = Value::NONE;
        self.frame = Value::NONE;
    }
}
