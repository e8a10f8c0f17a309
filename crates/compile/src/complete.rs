//! Does the prompt need another line? Answered as CPython's prompt does, from the source so far.

use ruff_python_ast::Stmt;
use ruff_text_size::Ranged;

/// What the source of a prompt is so far.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Completeness {
    /// Nothing but white space and comments.
    Empty,
    /// A statement, or an error that more lines do not mend.
    Complete,
    Incomplete,
}

/// `source` is all lines so far, each with its newline.
pub fn completeness(source: &str) -> Completeness {
    let body = source.trim_end_matches('\n');
    let last = body.rsplit('\n').next().unwrap_or_default();
    let blank_end = source.ends_with("\n\n") || source.trim().is_empty();
    if body.ends_with('\\') && !source.ends_with("\n\n") {
        return Completeness::Incomplete;
    }
    match ruff_python_parser::parse_module(body) {
        Ok(tree) => match tree.syntax().body.last() {
            None => Completeness::Empty,
            // The block ends with an empty line, or with a line that belongs to it no more.
            Some(statement) if is_compound(statement) && !blank_end => {
                let own_line = statement.start().to_usize() >= body.len() - last.len();
                let one_line = own_line && tree.syntax().body.len() > 1;
                if one_line { Completeness::Complete } else { Completeness::Incomplete }
            }
            Some(_) => Completeness::Complete,
        },
        Err(error) => {
            let message = error.error.to_string();
            let (start, end) = (error.location.start().to_usize(), error.location.end().to_usize());
            let quoted = body.get(start..).unwrap_or_default().trim_start_matches(|c: char| c.is_alphabetic());
            let in_string = message.contains("missing closing quote") || message.contains("unterminated string");
            let in_long_string = in_string && (quoted.starts_with("\"\"\"") || quoted.starts_with("'''"));
            let waits = message.contains("unexpected EOF")
                || in_long_string
                || message.contains("after decorator")
                || !blank_end && BLOCK_BEGINS.iter().any(|begin| message.contains(begin));
            if waits && (end >= body.len() || in_long_string) {
                Completeness::Incomplete
            } else {
                Completeness::Complete
            }
        }
    }
}

/// What the parser says where the lines of a block are still to come.
const BLOCK_BEGINS: &[&str] = &["Expected an indented block", "Expected `except` or `finally`"];

fn is_compound(statement: &Stmt) -> bool {
    matches!(
        statement,
        Stmt::FunctionDef(_)
            | Stmt::ClassDef(_)
            | Stmt::For(_)
            | Stmt::While(_)
            | Stmt::If(_)
            | Stmt::With(_)
            | Stmt::Match(_)
            | Stmt::Try(_)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_wait_for_an_empty_line() {
        for waits in [
            "if x:\n",
            "if x: y\n",
            "def f():\n    return 1\n",
            "x = (\n",
            "x = [1,\n",
            "\"\"\"abc\n",
            "@d\n",
            "x = 1 + \\\n",
            "class A:\n",
            "try:\n    x\n",
            "try:\n    x\nexcept E:\n",
            "def f(\n\n",
            "while 1:\n    if 2:\n",
            "if x:\n    y\nelse:\n",
            "@d\ndef f(): pass\n",
            "match x:\n",
            "match x:\n    case 1:\n",
        ] {
            assert_eq!(completeness(waits), Completeness::Incomplete, "{waits:?}");
        }
        for complete in [
            "for x in y:\n\n",
            "x\n",
            "x = 1\n",
            "if x:\n    y\n\n",
            "def f(:\n",
            "x = )\n",
            "1 +\n",
            "if x: y\n\n",
            "'abc\n",
            "x = (1)\n",
            "a; b\n",
            "try:\n    x\n\n",
            "if x:\n    y\nz\n",
            "  x\n",
            "match = 1\n",
            "print(\n1)\n",
        ] {
            assert_eq!(completeness(complete), Completeness::Complete, "{complete:?}");
        }
        for empty in ["\n", "# only a comment\n", "   \n"] {
            assert_eq!(completeness(empty), Completeness::Empty, "{empty:?}");
        }
    }
}
