use std::rc::Rc;
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Mode { #[default] Module, Eval, Interactive }
#[derive(Clone, Copy, Debug, Default)]
pub struct Options<'a> { pub filename: &'a str, pub mode: Mode, pub record: bool, pub library: bool, pub future_annotations: bool, pub names: bool }
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ErrorKind { Syntax, Indentation, Tab }
pub struct SyntaxError { pub kind: ErrorKind, pub message: String, pub line: u32, pub column: u32, pub end_line: u32, pub end_column: u32, pub text: Option<String> }
pub fn compile(_s: &str, _o: &Options) -> Result<Rc<bytecode::Code>, SyntaxError> { Err(SyntaxError { kind: ErrorKind::Syntax, message: String::new(), line: 1, column: 1, end_line: 1, end_column: 1, text: None }) }
