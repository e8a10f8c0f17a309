//! The tokens of a source text, named as Python's `tokenize` names them.

use ruff_python_ast::token::TokenKind;
use ruff_python_parser::{Mode, ParseOptions, parse_unchecked};
use ruff_text_size::Ranged;

/// One token: its kind by the name that `token` has for it, and where it stands in the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lexeme {
    pub kind: &'static str,
    pub start: usize,
    pub end: usize,
}

/// All tokens of a source, also where it is not well formed.
pub fn lexemes(source: &str) -> Vec<Lexeme> {
    let parsed = parse_unchecked(source, ParseOptions::from(Mode::Module));
    let mut found = Vec::new();
    for token in parsed.tokens() {
        let (start, end) = (token.start().to_usize(), token.end().to_usize());
        let kind = match token.kind() {
            TokenKind::Int | TokenKind::Float | TokenKind::Complex => "NUMBER",
            TokenKind::String => "STRING",
            TokenKind::FStringStart => "FSTRING_START",
            TokenKind::FStringMiddle => "FSTRING_MIDDLE",
            TokenKind::FStringEnd => "FSTRING_END",
            TokenKind::TStringStart => "TSTRING_START",
            TokenKind::TStringMiddle => "TSTRING_MIDDLE",
            TokenKind::TStringEnd => "TSTRING_END",
            TokenKind::Comment => "COMMENT",
            TokenKind::Newline => "NEWLINE",
            TokenKind::NonLogicalNewline => "NL",
            TokenKind::Indent => "INDENT",
            TokenKind::Dedent => "DEDENT",
            TokenKind::EndOfFile => continue,
            TokenKind::Name => "NAME",
            TokenKind::Unknown => "ERRORTOKEN",
            _ if source[start..end].starts_with(|c: char| c.is_alphabetic() || c == '_') => "NAME",
            _ => "OP",
        };
        found.push(Lexeme { kind, start, end });
    }
    found
}
