//! From source to [`bytecode::Code`]: parse, resolve names, allocate registers, emit.
//!
//! Knows the language and the instruction set; knows no values and no heap.

mod access;
mod body;
mod class;
mod complete;
mod comprehension;
mod emit;
mod expression;
mod flow;
mod function;
mod gather;
mod generic;
mod import;
mod literal;
mod names;
mod pattern;
mod statement;
mod trying;
mod unparse;

use std::rc::Rc;

use bytecode::{Code, Flags, Location, Op};
use ruff_python_ast::{Expr, Stmt};
use ruff_text_size::Ranged;

use body::{Body, Unit};
pub use complete::{Completeness, completeness};
use names::Scopes;

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
    pub end_column: u32,
    pub text: Option<String>,
}

pub(crate) const TOO_FAR: &str = "a jump is too long for its instruction";

/// Compiles source text.
pub fn compile(source: &str, options: &Options) -> Result<Rc<Code>, SyntaxError> {
    match compile_with(source, options, false) {
        Err(error) if error.message == TOO_FAR => compile_with(source, options, true),
        other => other,
    }
}

fn compile_with(source: &str, options: &Options, wide: bool) -> Result<Rc<Code>, SyntaxError> {
    let mut line_starts = vec![0];
    line_starts.extend(source.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(at, _)| at + 1));
    if options.mode == Mode::Eval {
        let source = source.trim_start();
        let tree = ruff_python_parser::parse_expression(source).map_err(|e| parse_error(source, &line_starts, &e))?;
        let expression = &tree.syntax().body;
        let scopes = Scopes::of_expression(expression, options.names);
        let unit = Unit { source, line_starts, options, scopes, wide };
        unit.check_names()?;
        return eval_code(&unit, expression);
    }
    let tree = ruff_python_parser::parse_module(source).map_err(|e| parse_error(source, &line_starts, &e))?;
    let body = &tree.syntax().body;
    let future = body.iter().any(|s| match s {
        Stmt::ImportFrom(i) => {
            i.module.as_deref() == Some("__future__") && i.names.iter().any(|n| n.name.as_str() == "annotations")
        }
        _ => false,
    });
    let options = Options { future_annotations: options.future_annotations || future, ..*options };
    let scopes = Scopes::of_module(body, options.names, options.future_annotations || options.library);
    let unit = Unit { source, line_starts, options: &options, scopes, wide };
    unit.check_names()?;
    module_code(&unit, body)
}

fn module_code(unit: &Unit, statements: &[Stmt]) -> Result<Rc<Code>, SyntaxError> {
    let mut body = Body::new(unit, 0, "<module>".to_string(), None);
    body.flags |= Flags::MODULE;
    body.begin_frame(0);
    if let Some(doc) = function::docstring(statements, unit.options.optimize) {
        let register = body.emitter.temporary();
        body.load_constant(doc, register);
        body.store_name("__doc__", register);
        body.emitter.release(0);
    }
    body.statements(statements)?;
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

fn parse_error(source: &str, line_starts: &[usize], error: &ruff_python_parser::ParseError) -> SyntaxError {
    let start = error.location.start().to_usize().min(source.len());
    let end = error.location.end().to_usize().min(source.len());
    let place = |offset: usize| {
        let line = line_starts.partition_point(|&s| s <= offset).max(1);
        let from = line_starts[line - 1].min(source.len());
        let column = source.get(from..offset).map_or(0, |t| t.chars().count());
        (line as u32, column as u32 + 1)
    };
    let ((line, column), (end_line, end_column)) = (place(start), place(end));
    let from = line_starts[line as usize - 1].min(source.len());
    let text = source[from..].lines().next().unwrap_or("").to_string();
    let message = error.error.to_string();
    let (kind, message) = in_cpythons_words(&message);
    SyntaxError { kind, message, line, column, end_line, end_column, text: Some(text) }
}

/// The parser's message, as CPython says it where the two are known to agree in meaning.
fn in_cpythons_words(message: &str) -> (ErrorKind, String) {
    let lower = message.to_lowercase();
    if lower.contains("unindent does not match") {
        return (ErrorKind::Indentation, "unindent does not match any outer indentation level".to_string());
    }
    if lower.contains("unexpected indentation") {
        return (ErrorKind::Indentation, "unexpected indent".to_string());
    }
    if lower.contains("expected an indented block") {
        let mut text = message.to_string();
        if let Some(first) = text.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        return (ErrorKind::Indentation, text);
    }
    (ErrorKind::Syntax, "invalid syntax".to_string())
}
