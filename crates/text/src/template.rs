//! The replacement fields of `str.format`: <https://docs.python.org/3.13/library/string.html#format-string-syntax>

use crate::{unicode, wtf8};

/// Literal text, and the field after it.
#[derive(Debug)]
pub struct Piece<'a> {
    pub literal: &'a [u8],
    pub field: Option<Field<'a>>,
}

#[derive(Debug)]
pub struct Field<'a> {
    pub name: &'a [u8],
    pub spec: &'a [u8],
    /// The character after `!`.
    pub conversion: Option<u32>,
    /// The specification has fields itself.
    pub nested: bool,
}

/// The message of a ValueError.
pub type Wrong = &'static str;

/// The pieces of a format string, in order; nothing follows an error.
pub struct Pieces<'a> {
    rest: &'a [u8],
}

pub fn pieces(text: &[u8]) -> Pieces<'_> {
    Pieces { rest: text }
}

impl<'a> Iterator for Pieces<'a> {
    type Item = Result<Piece<'a>, Wrong>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let piece = self.piece();
        if piece.is_err() {
            self.rest = &[];
        }
        Some(piece)
    }
}

impl<'a> Pieces<'a> {
    fn piece(&mut self) -> Result<Piece<'a>, Wrong> {
        let Some(place) = memchr::memchr2(b'{', b'}', self.rest) else {
            let literal = std::mem::take(&mut self.rest);
            return Ok(Piece { literal, field: None });
        };
        let (brace, following) = (self.rest[place], self.rest.get(place + 1).copied());
        if following == Some(brace) {
            let literal = &self.rest[..=place];
            self.rest = &self.rest[place + 2..];
            return Ok(Piece { literal, field: None });
        }
        if brace == b'}' {
            return Err("Single '}' encountered in format string");
        }
        if following.is_none() {
            return Err("Single '{' encountered in format string");
        }
        let literal = &self.rest[..place];
        self.rest = &self.rest[place + 1..];
        Ok(Piece { literal, field: Some(self.field()?) })
    }

    fn take(&mut self) -> Option<u8> {
        let (first, rest) = self.rest.split_first()?;
        self.rest = rest;
        Some(*first)
    }

    fn field(&mut self) -> Result<Field<'a>, Wrong> {
        let whole = self.rest;
        let mut end = None;
        while let Some(byte) = self.take() {
            match byte {
                b'{' => return Err("unexpected '{' in field name"),
                b'[' => {
                    let close = self.rest.iter().position(|b| *b == b']').unwrap_or(self.rest.len());
                    self.rest = &self.rest[close..];
                }
                b'}' | b':' | b'!' => {
                    end = Some(byte);
                    break;
                }
                _ => {}
            }
        }
        let Some(end) = end else {
            return Err("expected '}' before end of string");
        };
        let name = &whole[..whole.len() - self.rest.len() - 1];
        let mut field = Field { name, spec: &[], conversion: None, nested: false };
        if end == b'}' {
            return Ok(field);
        }
        if end == b'!' {
            let mut characters = wtf8::characters(self.rest);
            field.conversion = characters.next();
            if field.conversion.is_none() {
                return Err("end of string while looking for conversion specifier");
            }
            self.rest = &self.rest[self.rest.len() - characters.rest().len()..];
            match self.take() {
                Some(b'}') => return Ok(field),
                Some(b':') | None => {}
                Some(_) => return Err("expected ':' after conversion specifier"),
            }
        }
        self.specification(&mut field)?;
        Ok(field)
    }

    /// All up to the brace that closes the field.
    fn specification(&mut self, field: &mut Field<'a>) -> Result<(), Wrong> {
        let whole = self.rest;
        let mut open = 1;
        while let Some(byte) = self.take() {
            match byte {
                b'{' => {
                    field.nested = true;
                    open += 1;
                }
                b'}' => open -= 1,
                _ => {}
            }
            if open == 0 {
                field.spec = &whole[..whole.len() - self.rest.len() - 1];
                return Ok(());
            }
        }
        Err("unmatched '{' in format spec")
    }
}

/// The first part of a field's name.
#[derive(Debug, PartialEq, Eq)]
pub enum First<'a> {
    /// No name: the next argument.
    Next,
    Place(usize),
    Name(&'a [u8]),
}

/// A way on from there.
#[derive(Debug, PartialEq, Eq)]
pub enum Step<'a> {
    Attribute(&'a [u8]),
    Place(usize),
    Key(&'a [u8]),
}

/// Splits `0.name[key]` into its first part and the steps after it.
pub fn split_name(name: &[u8]) -> Result<(First<'_>, Steps<'_>), Wrong> {
    let end = name.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(name.len());
    let (first, rest) = name.split_at(end);
    let first = match (number(first)?, first.is_empty()) {
        (_, true) => First::Next,
        (Some(place), _) => First::Place(place),
        (None, _) => First::Name(first),
    };
    Ok((first, Steps { rest }))
}

pub struct Steps<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Steps<'a> {
    type Item = Result<Step<'a>, Wrong>;

    fn next(&mut self) -> Option<Self::Item> {
        let (mark, rest) = self.rest.split_first()?;
        let step = self.step(*mark, rest);
        if step.is_err() {
            self.rest = &[];
        }
        Some(step)
    }
}

impl<'a> Steps<'a> {
    fn step(&mut self, mark: u8, rest: &'a [u8]) -> Result<Step<'a>, Wrong> {
        let step = match mark {
            b'.' => {
                let end = rest.iter().position(|b| matches!(b, b'.' | b'[')).unwrap_or(rest.len());
                self.rest = &rest[end..];
                Step::Attribute(&rest[..end])
            }
            b'[' => {
                let Some(end) = rest.iter().position(|b| *b == b']') else {
                    return Err("Missing ']' in format string");
                };
                self.rest = &rest[end + 1..];
                match number(&rest[..end])? {
                    Some(place) => Step::Place(place),
                    None => Step::Key(&rest[..end]),
                }
            }
            _ => return Err("Only '.' or '[' may follow ']' in format field specifier"),
        };
        match step {
            Step::Attribute([]) | Step::Key([]) => Err("Empty attribute in format string"),
            _ => Ok(step),
        }
    }
}

/// A text that is nothing but digits.
fn number(text: &[u8]) -> Result<Option<usize>, Wrong> {
    let mut value: Option<usize> = None;
    for c in wtf8::characters(text) {
        let Some(digit) = unicode::decimal(c) else {
            return Ok(None);
        };
        let next = value.unwrap_or(0).checked_mul(10).and_then(|n| n.checked_add(digit as usize));
        match next {
            Some(next) if next <= isize::MAX as usize => value = Some(next),
            _ => return Err("Too many decimal digits in format string"),
        }
    }
    Ok(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found() {
        let found: Vec<_> = pieces(b"a{{b{0.x[k]!r:>{w}}c").flatten().collect();
        assert_eq!(found.len(), 3);
        let field = found[1].field.as_ref();
        assert_eq!(field.map(|f| (f.name, f.spec, f.nested)), Some((&b"0.x[k]"[..], &b">{w}"[..], true)));
        let (first, steps) = split_name(b"0.x[k][3]").unwrap_or((First::Next, Steps { rest: &[] }));
        assert_eq!(first, First::Place(0));
        let steps: Vec<_> = steps.flatten().collect();
        assert_eq!(steps, [Step::Attribute(b"x"), Step::Key(b"k"), Step::Place(3)]);
    }
}
