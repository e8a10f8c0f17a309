//! The text of string literals. The parser keeps it as UTF-8, where lone surrogates have no place: what has some
//! is read from the source again.

use std::borrow::Cow;

use ruff_python_ast as ast;
use ruff_text_size::Ranged;

/// The text of a whole string expression.
pub(crate) fn string<'a>(string: &'a ast::ExprStringLiteral, source: &str) -> Cow<'a, [u8]> {
    let text = string.value.to_str();
    if !text.contains(char::REPLACEMENT_CHARACTER) {
        return text.as_bytes().into();
    }
    string.value.iter().flat_map(|part| literal(part, source).into_owned()).collect::<Vec<u8>>().into()
}

/// The text of one of the literals that a string expression is made of.
pub(crate) fn literal<'a>(part: &'a ast::StringLiteral, source: &str) -> Cow<'a, [u8]> {
    if part.flags.prefix().is_raw() {
        return part.value.as_bytes().into();
    }
    let whole = &source[part.range()];
    let quoted = whole.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let quote = if quoted.starts_with("\"\"\"") || quoted.starts_with("'''") { 3 } else { 1 };
    reread(&part.value, quoted.get(quote..quoted.len().saturating_sub(quote)).unwrap_or_default())
}

/// The literal text between the fields of an f-string.
pub(crate) fn between_fields<'a>(part: &'a ast::InterpolatedStringLiteralElement, source: &str) -> Cow<'a, [u8]> {
    let braces = source[part.range()].replace("{{", "{").replace("}}", "}");
    reread(&part.value, &braces)
}

fn reread<'a>(value: &'a str, inside: &str) -> Cow<'a, [u8]> {
    if !value.contains(char::REPLACEMENT_CHARACTER) || !inside.contains('\\') {
        return value.as_bytes().into();
    }
    text::codec::unescape(inside).map_or(value.as_bytes().into(), Cow::Owned)
}
