//! Functions written in Rust: how they are declared and how their arguments are bound.
//!
//! The signature in Python's syntax is the one declaration: it gives parameters, defaults,
//! `__text_signature__` and the words of the TypeErrors.

use object::{Dict, Name, Ref, Value};

use crate::error::Result;
use crate::machine::Vm;

/// Gets its arguments in the order of the signature; UNBOUND where an optional one was left out.
pub type NativeFn = fn(&mut Vm, &[Value]) -> Result;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Method,
    Static,
    Class,
}

/// One line in a table of methods or functions.
#[derive(Clone, Copy)]
pub struct Method {
    pub name: &'static str,
    pub function: NativeFn,
    pub signature: &'static str,
    pub doc: &'static str,
    pub place: Place,
}

/// A method, or a module's function.
pub const fn method(name: &'static str, function: NativeFn, signature: &'static str, doc: &'static str) -> Method {
    Method { name, function, signature, doc, place: Place::Method }
}

pub const fn static_method(
    name: &'static str,
    function: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> Method {
    Method { name, function, signature, doc, place: Place::Static }
}

/// Its first argument is the class.
pub const fn class_method(
    name: &'static str,
    function: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> Method {
    Method { name, function, signature, doc, place: Place::Class }
}

/// An attribute of built-in objects that is computed.
#[derive(Clone, Copy)]
pub struct Getter {
    pub name: &'static str,
    pub get: NativeFn,
    /// Gets the object and the value, UNBOUND to delete.
    pub set: Option<NativeFn>,
    pub doc: &'static str,
}

pub const fn getter(name: &'static str, get: NativeFn, doc: &'static str) -> Getter {
    Getter { name, get, set: None, doc }
}

pub const fn getter_setter(name: &'static str, get: NativeFn, set: NativeFn, doc: &'static str) -> Getter {
    Getter { name, get, set: Some(set), doc }
}

/// A native as the machine keeps it.
pub struct Native {
    pub function: NativeFn,
    pub name: &'static str,
    /// For messages: `list.append` or `sorted`.
    pub display: String,
    /// The name by which it is called: the class's for `__new__`.
    pub called: String,
    pub signature: &'static str,
    pub doc: &'static str,
    pub parameters: Vec<Parameter>,
    /// Parameters by position, `self` included.
    pub positional: usize,
    /// How many of them must be given.
    pub required: usize,
    /// Is the first one the receiver (or class), which messages do not count?
    pub receiver: bool,
    pub star: bool,
    pub double_star: bool,
}

pub struct Parameter {
    pub name: Name,
    pub kind: ParameterKind,
    /// UNBOUND where there is none to give.
    pub default: Value,
    pub required: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ParameterKind {
    PositionalOnly,
    Either,
    Star,
    KeywordOnly,
    DoubleStar,
}

impl Native {
    pub fn new(vm: &mut Vm, method: &Method, owner: Option<&str>) -> Native {
        let parameters = parse_signature(vm, method.signature);
        let by_position = |p: &&Parameter| matches!(p.kind, ParameterKind::PositionalOnly | ParameterKind::Either);
        let receiver = parameters
            .first()
            .is_some_and(|p| matches!(p.name.as_str(), "self" | "cls" | "type" | "metacls" | "module"))
            && owner.is_some();
        let called = match (method.name, owner) {
            ("__new__" | "__init__", Some(owner)) => owner,
            (name, _) => name,
        };
        Native {
            function: method.function,
            name: method.name,
            called: called.to_string(),
            display: owner.map_or(method.name.to_string(), |owner| format!("{owner}.{}", method.name)),
            signature: method.signature,
            doc: method.doc,
            positional: parameters.iter().filter(by_position).count(),
            required: parameters.iter().filter(by_position).filter(|p| p.required).count(),
            receiver,
            star: parameters.iter().any(|p| p.kind == ParameterKind::Star),
            double_star: parameters.iter().any(|p| p.kind == ParameterKind::DoubleStar),
            parameters,
        }
    }

    /// May the arguments be handed over as they stand?
    #[inline(always)]
    fn fits(&self, count: usize) -> bool {
        count == self.parameters.len() && count == self.positional
    }
}

fn parse_signature(vm: &mut Vm, signature: &str) -> Vec<Parameter> {
    let inside = signature.trim().trim_start_matches('(').trim_end_matches(')');
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
        _ => match (text.parse::<i64>(), text.parse::<f64>()) {
            (Ok(n), _) => Value::from_i64(n),
            (_, Ok(x)) => Value::float(x),
            _ => match text.strip_prefix('\'').and_then(|t| t.strip_suffix('\'')) {
                Some(string) => vm.intern(string).to_value(),
                None => Value::UNBOUND,
            },
        },
    }
}

impl Vm {
    /// Calls native number `native` with positional arguments `arguments` (the receiver first) and `keywords`.
    #[inline]
    pub(crate) fn call_native(&mut self, native: u32, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
        let entry = &self.natives[native as usize];
        if keywords.is_empty() && entry.fits(arguments.len()) {
            return (entry.function)(self, arguments);
        }
        self.call_native_bound(native, arguments, keywords)
    }

    #[inline(never)]
    fn call_native_bound(&mut self, native: u32, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
        let bound = self.bind_native(native, arguments, keywords)?;
        let function = self.natives[native as usize].function;
        function(self, &bound)
    }

    fn bind_native(&mut self, native: u32, arguments: &[Value], keywords: &[(Name, Value)]) -> Result<Vec<Value>> {
        let entry = &self.natives[native as usize];
        let mut bound = Vec::with_capacity(entry.parameters.len());
        let mut rest: Option<Ref<Dict>> = None;
        for parameter in &entry.parameters {
            bound.push(match parameter.kind {
                ParameterKind::PositionalOnly | ParameterKind::Either => {
                    arguments.get(bound.len()).cloned().unwrap_or_default()
                }
                ParameterKind::Star => Value::tuple(arguments.get(entry.positional..).unwrap_or_default().to_vec()),
                ParameterKind::KeywordOnly => Value::UNBOUND,
                ParameterKind::DoubleStar => {
                    let dict = Ref::dict();
                    rest = Some(dict.clone());
                    dict.into()
                }
            });
        }
        let mut unknown = None;
        for (name, value) in keywords {
            let place = entry
                .parameters
                .iter()
                .position(|p| p.name == *name && matches!(p.kind, ParameterKind::Either | ParameterKind::KeywordOnly));
            match (place, &rest) {
                (Some(place), _) if bound[place].is_unbound() => bound[place] = value.clone(),
                (Some(place), _) => {
                    let (what, name) = (entry.display_call(), name.as_str().to_string());
                    let message = format!(
                        "argument for {what} given by name ('{name}') and position ({})",
                        place + 1 - entry.receiver as usize
                    );
                    return Err(self.type_error(message));
                }
                (None, Some(rest)) => {
                    rest.get_mut(&mut self.heap).set_name(name, value.clone());
                }
                (None, None) => unknown = unknown.or(Some(name.clone())),
            }
        }
        if let Some(message) = entry.complaint(arguments.len(), keywords.len(), unknown.as_ref(), &bound) {
            return Err(self.type_error(message));
        }
        for (slot, parameter) in bound.iter_mut().zip(&self.natives[native as usize].parameters) {
            if slot.is_unbound() {
                *slot = parameter.default.clone();
            }
        }
        Ok(bound)
    }
}

impl Native {
    fn display_call(&self) -> String {
        format!("{}()", self.called)
    }

    /// What CPython would say of a call with these arguments, if anything.
    fn complaint(&self, given: usize, keywords: usize, unknown: Option<&Name>, bound: &[Value]) -> Option<String> {
        let hidden = self.receiver as usize;
        let counted = given.saturating_sub(hidden);
        let (least, most) = (self.required.saturating_sub(hidden), self.positional - hidden.min(self.positional));
        let takes_keywords = self
            .parameters
            .iter()
            .skip(hidden)
            .any(|p| matches!(p.kind, ParameterKind::Either | ParameterKind::KeywordOnly));
        let display = if self.called == self.name { &self.display } else { &self.called };
        if given < hidden {
            return Some(format!("unbound method {display}() needs an argument"));
        }
        if !takes_keywords && !self.double_star && keywords > 0 {
            return Some(format!("{display}() takes no keyword arguments"));
        }
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let name = &self.called;
        if !self.star && counted > most {
            return Some(if takes_keywords {
                let all = self.parameters.len() - hidden;
                if all == most && least == most {
                    format!("{name}() takes exactly {most} argument{} ({} given)", plural(most), counted + keywords)
                } else if all == most {
                    format!("{name}() takes at most {most} argument{} ({} given)", plural(most), counted + keywords)
                } else if most == 0 {
                    format!("{name}() takes no positional arguments")
                } else if least == most {
                    format!("{name}() takes exactly {most} positional argument{} ({counted} given)", plural(most))
                } else {
                    format!("{name}() takes at most {most} positional argument{} ({counted} given)", plural(most))
                }
            } else {
                match (least, most) {
                    (0, 0) => format!("{display}() takes no arguments ({counted} given)"),
                    (1, 1) if !is_dunder(self.name) => {
                        format!("{display}() takes exactly one argument ({counted} given)")
                    }
                    _ if least == most => {
                        format!("{} expected {most} argument{}, got {counted}", self.short(), plural(most))
                    }
                    _ => format!("{} expected at most {most} argument{}, got {counted}", self.short(), plural(most)),
                }
            });
        }
        if !takes_keywords && counted < least {
            return Some(match (least, most) {
                (1, 1) if !self.star && !is_dunder(self.name) => {
                    format!("{display}() takes exactly one argument ({counted} given)")
                }
                _ if least == most && !self.star => {
                    format!("{} expected {least} argument{}, got {counted}", self.short(), plural(least))
                }
                _ => format!("{} expected at least {least} argument{}, got {counted}", self.short(), plural(least)),
            });
        }
        if let Some(unknown) = unknown {
            return Some(format!("{name}() got an unexpected keyword argument '{}'", unknown.as_str()));
        }
        let missing = self.parameters.iter().zip(bound).position(|(p, v)| p.required && v.is_unbound())?;
        let parameter = &self.parameters[missing];
        Some(if parameter.kind == ParameterKind::KeywordOnly {
            format!("{name}() missing required keyword-only argument: '{}'", parameter.name.as_str())
        } else {
            format!("{name}() missing required argument '{}' (pos {})", parameter.name.as_str(), missing + 1 - hidden)
        })
    }

    /// The name as `PyArg_ParseTuple`-like messages print it.
    fn short(&self) -> &str {
        &self.called
    }
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}
