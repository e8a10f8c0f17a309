//! From source to [`bytecode::Code`]: parse, resolve names, allocate registers, emit.
//!
//! Knows the language and the instruction set; knows no values and no heap.

mod access;
mod body;
mod check;
mod class;
mod complete;
mod comprehension;
mod diagnose;
mod emit;
mod expression;
mod flow;
mod function;
mod gather;
mod generic;
mod import;
mod lexeme;
mod literal;
mod names;
mod parse;
mod pattern;
mod statement;
mod token;
mod tree;
mod trying;
mod unparse;

use std::rc::Rc;

use bytecode::{Code, Flags, Location, Op};
use ruff_python_ast::{Expr, Mod, Stmt};
use ruff_text_size::Ranged;

use body::{Body, Unit};
pub use complete::{Completeness, completeness};
use names::Scopes;

pub use lexeme::{Lexeme, lexemes};
pub use tree::{Node, Place, Tree, parse_tree};

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode {
    /// A file, or `exec`.
    #[default]
    Module,
    /// One expression, for `eval`: the code returns its value.
    Eval,
    /// One statement of the prompt: expression statements print.
    Interactive,
}

/// What the code tells a recorder, with the instruction `Line`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Marks {
    #[default]
    None,
    /// Where statements begin.
    Statements,
    /// Calls and lines, as CPython's tracing has them.
    Steps,
}

#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> {
    pub filename: &'a str,
    pub mode: Mode,
    pub marks: Marks,
    /// The source belongs to the standard library.
    pub library: bool,
    pub future_annotations: bool,
    /// 1 leaves `assert` out, 2 docstrings, too (`-O`, `-OO`).
    pub optimize: u8,
    /// Names at the top live in a namespace that may differ from the globals (`exec` with two of them).
    pub names: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
}

/// A SyntaxError, in CPython's words where they are known. Lines and columns count from 1.
#[derive(Clone, Debug)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    /// As in CPython, 0 or -1 where there is none.
    pub end_column: i32,
    pub text: Option<String>,
}

pub(crate) const TOO_FAR: &str = "a jump is too long for its instruction";

/// Compiles source text.
pub fn compile(source: &str, options: &Options) -> Result<Rc<Code>, SyntaxError> {
    compile_and_doubt(source, options).map(|(code, _)| code)
}

/// A SyntaxWarning.
#[derive(Clone, Debug)]
pub struct Warning {
    pub message: String,
    pub line: u32,
}

/// Compiles source text; besides, what CPython warns of.
pub fn compile_and_doubt(source: &str, options: &Options) -> Result<(Rc<Code>, Vec<Warning>), SyntaxError> {
    let unified;
    let source = if source.contains('\r') {
        unified = source.replace("\r\n", "\n").replace('\r', "\n");
        unified.as_str()
    } else {
        source
    };
    match compile_with(source, options, false) {
        Err(error) if error.message == TOO_FAR => compile_with(source, options, true),
        other => other,
    }
}

fn compile_with(source: &str, options: &Options, wide: bool) -> Result<(Rc<Code>, Vec<Warning>), SyntaxError> {
    let source = if options.mode == Mode::Eval { source.trim_start_matches([' ', '\t']) } else { source };
    let mut line_starts = vec![0];
    line_starts.extend(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1));
    let parsed = parse::parse(source, &line_starts, options)?;
    match parsed.syntax() {
        Mod::Expression(tree) => {
            let scopes = Scopes::of_expression(&tree.body, options.names);
            let unit = Unit { source, line_starts, options, scopes, wide };
            unit.check_names()?;
            let warnings = unit.check(check::check_expression(source, &tree.body))?;
            Ok((eval_code(&unit, &tree.body)?, warnings))
        }
        Mod::Module(tree) => {
            let body = &tree.body;
            let future = parse::future_annotations(source, &line_starts, body)?;
            let options = Options { future_annotations: options.future_annotations || future, ..*options };
            let scopes = Scopes::of_module(body, options.names, options.future_annotations || options.library);
            let unit = Unit { source, line_starts, options: &options, scopes, wide };
            unit.check_names()?;
            if options.library {
                return Ok((module_code(&unit, body)?, vec![]));
            }
            let warnings = unit.check(check::check_module(source, body))?;
            Ok((module_code(&unit, body)?, warnings))
        }
    }
}

fn module_code(unit: &Unit, statements: &[Stmt]) -> Result<Rc<Code>, SyntaxError> {
    let mut body = Body::new(unit, 0, "<module>".to_string(), None);
    body.flags |= Flags::MODULE;
    body.begin_frame(0);
    body.setup_annotations();
    if let Some(doc) = function::docstring(statements, unit.options.optimize) {
        let register = body.emitter.temporary();
        body.load_constant(doc, register);
        body.store_name("__doc__", register);
        body.emitter.release(0);
    }
    body.statements(statements)?;
    body.emitter.nowhere();
    body.emitter.emit(Op::ReturnNone, 0, 0, 0);
    body.finish("<module>", 1, Code::default()).map(Rc::new)
}

fn eval_code(unit: &Unit, expression: &Expr) -> Result<Rc<Code>, SyntaxError> {
    let mut body = Body::new(unit, 0, "<module>".to_string(), None);
    body.flags |= Flags::MODULE;
    body.begin_frame(0);
    let value = body.operand(expression)?;
    body.emitter.location = Location { line: 1, end_line: 1, column: 0, end_column: expression.end().to_u32() };
    body.emitter.emit(Op::Return, value, 0, 0);
    body.finish("<module>", 1, Code::default()).map(Rc::new)
}
