//! Source text to a syntax tree: line ends, the language's version, errors in CPython's words.

use ruff_python_ast::{Mod, PythonVersion, Stmt};
use ruff_python_parser::{Mode as Grammar, ParseOptions, Parsed, parse_unchecked};
use ruff_text_size::Ranged;

use crate::diagnose::diagnose;
use crate::{ErrorKind, Mode, Options, SyntaxError};

/// Parses a source. Errors: the first that CPython would report.
pub fn parse(source: &str, line_starts: &[usize], options: &Options) -> Result<Parsed<Mod>, SyntaxError> {
    let grammar = if options.mode == Mode::Eval { Grammar::Expression } else { Grammar::Module };
    let version = if options.library { PythonVersion::PY314 } else { PythonVersion::PY313 };
    let parsed = parse_unchecked(source, ParseOptions::from(grammar).with_target_version(version));
    if let Some(error) = diagnose(source, line_starts, parsed.syntax(), parsed.errors()) {
        return Err(error);
    }
    if !options.library
        && let Some(unsupported) = parsed.unsupported_syntax_errors().iter().min_by_key(|e| e.range.start())
    {
        let text = unsupported.to_string();
        let message = match () {
            _ if text.contains("exception types") => "multiple exception types must be parenthesized",
            _ if text.contains("npack") && source[unsupported.range].starts_with("**") => {
                "dict unpacking cannot be used in dict comprehension"
            }
            _ if text.contains("npack") => "iterable unpacking cannot be used in comprehension",
            _ => "invalid syntax",
        };
        return Err(place(source, line_starts, unsupported, message));
    }
    Ok(parsed)
}

/// An error that covers a node.
pub fn place(source: &str, line_starts: &[usize], node: &impl Ranged, message: &str) -> SyntaxError {
    let at = |offset: usize| {
        let line = line_starts.partition_point(|&s| s <= offset).max(1);
        let column = source.get(line_starts[line - 1]..offset).map_or(0, |t| t.chars().count());
        (line as u32, column as u32 + 1)
    };
    let ((line, column), (end_line, end_column)) = (at(node.start().to_usize()), at(node.end().to_usize()));
    let text = source[line_starts[line as usize - 1]..].split_inclusive('\n').next().unwrap_or("").to_string();
    let message = message.to_string();
    SyntaxError {
        kind: ErrorKind::Syntax,
        message,
        line,
        column,
        end_line,
        end_column: end_column as i32,
        text: Some(text),
    }
}

/// Features that `from __future__ import` may name.
const FEATURES: &[&str] = &[
    "nested_scopes",
    "generators",
    "division",
    "absolute_import",
    "with_statement",
    "print_function",
    "unicode_literals",
    "barry_as_FLUFL",
    "generator_stop",
    "annotations",
];

/// Checks the `__future__` imports; does the source import `annotations` from there?
pub fn future_annotations(source: &str, line_starts: &[usize], body: &[Stmt]) -> Result<bool, SyntaxError> {
    let mut annotations = false;
    let mut beginning = true;
    for (number, statement) in body.iter().enumerate() {
        let from_future = match statement {
            Stmt::ImportFrom(import) if import.module.as_deref() == Some("__future__") && import.level == 0 => {
                Some(import)
            }
            _ => None,
        };
        let docstring = number == 0 && matches!(statement, Stmt::Expr(e) if e.value.is_string_literal_expr());
        let Some(import) = from_future else {
            beginning &= docstring;
            continue;
        };
        if !beginning {
            let message = "from __future__ imports must occur at the beginning of the file";
            return Err(place(source, line_starts, import, message));
        }
        for alias in &import.names {
            let name = alias.name.as_str();
            if name == "braces" {
                return Err(place(source, line_starts, import, "not a chance"));
            }
            if !FEATURES.contains(&name) {
                let message = format!("future feature {name} is not defined");
                return Err(place(source, line_starts, import, &message));
            }
            annotations |= name == "annotations";
        }
    }
    Ok(annotations)
}
