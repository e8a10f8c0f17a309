//! The signatures of natives, in Python's syntax: their parameters, and what they say in numbers.

use object::{Name, Value};

use crate::machine::Vm;

pub(crate) struct Parameter {
    pub name: Name,
    pub kind: ParameterKind,
    /// UNBOUND where there is none to give.
    pub default: Value,
    pub required: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum ParameterKind {
    PositionalOnly,
    Either,
    Star,
    KeywordOnly,
    DoubleStar,
}

/// What a signature says in numbers: counted when the tables of natives are compiled.
#[derive(Clone, Copy)]
pub(crate) struct Shape {
    pub count: u8,
    /// Parameters by position, `self` included.
    pub positional: u8,
    /// How many of them must be given.
    pub required: u8,
    /// So many arguments by position are handed over as they stand; more than any call has where there are others.
    pub exact: u8,
    pub star: bool,
    pub double_star: bool,
    /// Only parameters by position or with defaults: most calls bind without looking at their kinds.
    pub simple: bool,
    pub required_keywords: bool,
    /// Is the first one `self` or another name of a receiver?
    pub begins_with_receiver: bool,
}

/// Calls have fewer arguments, or are bound one by one.
const NEVER: u8 = u8::MAX;
const RECEIVERS: &[&str] = &["self", "cls", "type", "metacls", "module"];

impl Shape {
    pub const fn of(signature: &str) -> Shape {
        let text = signature.as_bytes();
        assert!(text[0] == b'(' && text[text.len() - 1] == b')', "a signature stands in brackets");
        let mut shape = Shape {
            count: 0,
            positional: 0,
            required: 0,
            exact: NEVER,
            star: false,
            double_star: false,
            simple: true,
            required_keywords: false,
            begins_with_receiver: false,
        };
        let (mut at, mut keyword_only) = (1, false);
        while at < text.len() - 1 {
            while text[at] == b' ' {
                at += 1;
            }
            let (start, mut has_default, mut quoted) = (at, false, false);
            while at < text.len() - 1 && (quoted || text[at] != b',') {
                quoted ^= text[at] == b'\'';
                has_default |= text[at] == b'=' && !quoted;
                at += 1;
            }
            shape.add(text, start, at, has_default, &mut keyword_only);
            at += 1;
        }
        if shape.count == shape.positional {
            shape.exact = shape.count;
        }
        shape
    }

    /// Counts the parameter that stands at `start` and ends before `end`.
    const fn add(&mut self, text: &[u8], start: usize, end: usize, has_default: bool, keyword_only: &mut bool) {
        if start == end || text[start] == b'/' {
            return;
        }
        if text[start] == b'*' {
            *keyword_only = true;
            let double = start + 1 < end && text[start + 1] == b'*';
            if start + 1 < end {
                self.count += 1;
                self.simple = false;
                self.star |= !double;
                self.double_star |= double;
            }
            return;
        }
        if *keyword_only {
            self.simple &= has_default;
            self.required_keywords |= !has_default;
        } else {
            self.begins_with_receiver |= self.count == 0 && is_receiver(text, start, end);
            self.positional += 1;
            self.required += !has_default as u8;
        }
        self.count += 1;
    }

    /// Do so many arguments, all by position, need nothing but their surplus gathered?
    #[inline]
    pub(crate) fn gathers(&self, count: usize) -> bool {
        self.star && !self.double_star && !self.required_keywords && count >= self.required as usize
    }

    /// Are so many arguments, all by position, enough and not too many?
    #[inline(always)]
    pub fn takes(&self, count: usize) -> bool {
        count >= self.required as usize && (count <= self.positional as usize || self.star) && !self.required_keywords
    }

    /// How many arguments by position must and may be given, without the `hidden` first one.
    pub fn bounds(&self, hidden: usize) -> (usize, usize) {
        ((self.required as usize).saturating_sub(hidden), (self.positional as usize).saturating_sub(hidden))
    }
}

const fn is_receiver(text: &[u8], start: usize, end: usize) -> bool {
    let mut known = 0;
    while known < RECEIVERS.len() {
        let name = RECEIVERS[known].as_bytes();
        let mut same = 0;
        while same < name.len() && start + same < end && text[start + same] == name[same] {
            same += 1;
        }
        if same == name.len() && start + same == end {
            return true;
        }
        known += 1;
    }
    false
}

/// The parameters of a signature in Python's syntax.
pub(crate) fn parse(vm: &mut Vm, signature: &str) -> Vec<Parameter> {
    let inside = signature.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).unwrap_or_default();
    let mut parameters: Vec<Parameter> = Vec::new();
    let mut kind = ParameterKind::Either;
    for part in split_parameters(inside) {
        match part.as_str() {
            "" => {}
            "/" => parameters.iter_mut().for_each(|p| p.kind = ParameterKind::PositionalOnly),
            "*" => kind = ParameterKind::KeywordOnly,
            _ => {
                let (name, default) = match part.split_once('=') {
                    Some((name, default)) => (name.trim(), Some(default.trim())),
                    None => (part.as_str(), None),
                };
                let (name, kind_here) = if let Some(name) = name.strip_prefix("**") {
                    (name, ParameterKind::DoubleStar)
                } else if let Some(name) = name.strip_prefix('*') {
                    kind = ParameterKind::KeywordOnly;
                    (name, ParameterKind::Star)
                } else {
                    (name, kind)
                };
                let required =
                    default.is_none() && !matches!(kind_here, ParameterKind::Star | ParameterKind::DoubleStar);
                let default = default.map_or(Value::UNBOUND, |text| default_value(vm, text));
                parameters.push(Parameter { name: vm.intern(name), kind: kind_here, default, required });
            }
        }
    }
    parameters
}

fn split_parameters(text: &str) -> Vec<String> {
    let (mut parts, mut quoted) = (vec![String::new()], false);
    for character in text.chars() {
        quoted ^= character == '\'';
        match character {
            ',' if !quoted => parts.push(String::new()),
            _ => {
                if let Some(part) = parts.last_mut() {
                    part.push(character);
                }
            }
        }
    }
    parts.iter().map(|part| part.trim().to_string()).collect()
}

fn default_value(vm: &mut Vm, text: &str) -> Value {
    match text {
        "None" => Value::NONE,
        "True" => Value::TRUE,
        "False" => Value::FALSE,
        "()" => Value::tuple(vec![]),
        _ => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(n), _) => Value::from_i64(n),
            (_, Ok(x)) => Value::float(x),
            _ => match text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
                Some(string) => vm.intern(&string.replace("\\n", "\n")).to_value(),
                None => Value::UNBOUND,
            },
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shapes_count_what_a_signature_says() {
        let shape = Shape::of("(self, a, b=',', /, *, key=None, reverse=False)");
        assert_eq!((shape.count, shape.positional, shape.required, shape.exact), (5, 3, 2, NEVER));
        assert!(shape.simple && shape.begins_with_receiver && !shape.star);
        let shape = Shape::of("(selfish, *args, needed, **rest)");
        assert_eq!((shape.count, shape.positional, shape.required), (4, 1, 1));
        assert!(!shape.simple && !shape.begins_with_receiver && shape.star && shape.double_star);
        assert_eq!(Shape::of("()").exact, 0);
        assert_eq!(Shape::of("(cls, /)").exact, 1);
    }
}
