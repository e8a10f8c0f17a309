//! Functions written in Rust: how they are declared and how their arguments are bound.
//!
//! The signature in Python's syntax is the one declaration: it gives parameters, defaults,
//! `__text_signature__` and the words of the TypeErrors.

use object::{Dict, Name, Ref, Value};

use crate::class::{is_plain_method, is_slot};
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
    /// Only parameters by position or with defaults: most calls bind without looking at their kinds.
    simple: bool,
    no_required_keywords: bool,
    /// The method of an operator, whose complaints do not say its name.
    slot: bool,
    /// CPython unpacks its one argument from a tuple, which other words tell.
    loose: bool,
}

/// Functions of one argument that CPython unpacks.
const LOOSE: &[&str] = &["sorted", "reversed"];

/// Natives with so many parameters find their arguments on the stack.
const ON_STACK: usize = 6;

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
            simple: parameters.iter().all(|p| {
                matches!(p.kind, ParameterKind::PositionalOnly | ParameterKind::Either)
                    || p.kind == ParameterKind::KeywordOnly && !p.required
            }),
            no_required_keywords: !parameters.iter().any(|p| p.kind == ParameterKind::KeywordOnly && p.required),
            slot: receiver && is_slot(method.name) && !is_plain_method(owner, method.name),
            loose: owner.is_none() && LOOSE.contains(&method.name),
            parameters,
        }
    }

    /// Are so many arguments, all by position, enough and not too many?
    fn takes(&self, count: usize) -> bool {
        self.no_required_keywords && count >= self.required && (self.star || count <= self.positional)
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
                Some(string) => vm.intern(&string.replace("\\n", "\n")).to_value(),
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
        let entry = &self.natives[native as usize];
        let (function, count) = (entry.function, entry.parameters.len());
        if count > ON_STACK {
            let mut bound = vec![Value::UNBOUND; count];
            self.bind_native(native, arguments, keywords, &mut bound)?;
            return function(self, &bound);
        }
        let mut bound = [const { Value::UNBOUND }; ON_STACK];
        let enough = keywords.is_empty() && (entry.required..=entry.positional).contains(&arguments.len());
        if enough && entry.simple {
            let (given, rest) = bound.split_at_mut(arguments.len());
            given.clone_from_slice(arguments);
            for (slot, parameter) in rest.iter_mut().zip(&entry.parameters[arguments.len()..]) {
                *slot = parameter.default.clone();
            }
        } else {
            self.bind_native(native, arguments, keywords, &mut bound[..count])?;
        }
        function(self, &bound[..count])
    }

    /// Puts the arguments into `bound`, in the order of the parameters.
    fn bind_native(
        &mut self,
        native: u32,
        arguments: &[Value],
        keywords: &[(Name, Value)],
        bound: &mut [Value],
    ) -> Result<()> {
        let entry = &self.natives[native as usize];
        let mut rest: Option<Ref<Dict>> = None;
        for (place, parameter) in entry.parameters.iter().enumerate() {
            bound[place] = match parameter.kind {
                ParameterKind::PositionalOnly | ParameterKind::Either => {
                    arguments.get(place).cloned().unwrap_or_default()
                }
                ParameterKind::Star => Value::tuple(arguments.get(entry.positional..).unwrap_or_default().to_vec()),
                ParameterKind::KeywordOnly => Value::UNBOUND,
                ParameterKind::DoubleStar => {
                    let dict = Ref::dict();
                    rest = Some(dict.clone());
                    dict.into()
                }
            };
        }
        let (mut unknown, mut twice) = (None, None);
        for (name, value) in keywords {
            let place = entry
                .parameters
                .iter()
                .position(|p| p.name == *name && matches!(p.kind, ParameterKind::Either | ParameterKind::KeywordOnly));
            match (place, &rest) {
                (Some(place), _) if bound[place].is_unbound() => bound[place] = value.clone(),
                (Some(place), _) => twice = twice.or(Some((name.clone(), place + 1 - entry.receiver as usize))),
                (None, Some(rest)) => {
                    rest.get_mut(&mut self.heap).set_name(name, value.clone());
                }
                (None, None) => unknown = unknown.or(Some(name.clone())),
            }
        }
        let fits = keywords.is_empty() && entry.takes(arguments.len());
        if !fits && let Some(mut message) = entry.complaint(arguments.len(), keywords.len(), bound, twice, unknown) {
            if entry.name == "__init_subclass__"
                && let Some(class) = arguments.first().and_then(|a| a.as_ref::<object::Class>())
            {
                message = message.replacen("object.", &format!("{}.", self.class_name(class)), 1);
            }
            return Err(self.type_error(message));
        }
        for (slot, parameter) in bound.iter_mut().zip(&self.natives[native as usize].parameters) {
            if slot.is_unbound() {
                *slot = parameter.default.clone();
            }
        }
        Ok(())
    }
}

impl Native {
    /// What CPython would say of a call with these arguments, if anything.
    fn complaint(
        &self,
        given: usize,
        keywords: usize,
        bound: &[Value],
        twice: Option<(Name, usize)>,
        unknown: Option<Name>,
    ) -> Option<String> {
        let hidden = self.receiver as usize;
        let display = if self.called == self.name { &self.display } else { &self.called };
        if given < hidden {
            return Some(match self.name {
                "__new__" => format!("{}(): not enough arguments", self.display),
                _ => format!("unbound method {display}() needs an argument"),
            });
        }
        let takes_keywords = self
            .parameters
            .iter()
            .skip(hidden)
            .any(|p| matches!(p.kind, ParameterKind::Either | ParameterKind::KeywordOnly));
        if !takes_keywords && !self.double_star {
            if keywords > 0 {
                return Some(match self.slot && self.called == self.name {
                    true => format!("wrapper {}() takes no keyword arguments", self.name),
                    false => format!("{display}() takes no keyword arguments"),
                });
            }
            return self.complaint_of_count(given - hidden);
        }
        self.complaint_of_keywords(given - hidden, keywords, bound, twice, unknown)
    }

    /// For functions whose parameters have no names that a caller could use.
    fn complaint_of_count(&self, counted: usize) -> Option<String> {
        let hidden = self.receiver as usize;
        let (least, most) = (self.required.saturating_sub(hidden), self.positional - hidden.min(self.positional));
        if counted >= least && (self.star || counted <= most) {
            return None;
        }
        let (name, display) = (&self.called, if self.called == self.name { &self.display } else { &self.called });
        let exact = least == most && !self.star;
        let limit = if counted < least { least } else { most };
        let s = plural(limit);
        if self.slot && self.called == self.name {
            let name = if least > 1 || !exact { " " } else { "" };
            let bound = if exact {
                ""
            } else if counted < least {
                "at least "
            } else {
                "at most "
            };
            return Some(format!("{name}expected {bound}{limit} argument{s}, got {counted}"));
        }
        Some(match (exact, limit) {
            (true, 0) => format!("{display}() takes no arguments ({counted} given)"),
            (true, 1) if self.called == self.name && !self.loose => {
                format!("{display}() takes exactly one argument ({counted} given)")
            }
            (true, _) => format!("{name} expected {limit} argument{s}, got {counted}"),
            (false, _) if counted < least => format!("{name} expected at least {least} argument{s}, got {counted}"),
            (false, _) => format!("{name} expected at most {most} argument{s}, got {counted}"),
        })
    }

    fn complaint_of_keywords(
        &self,
        counted: usize,
        keywords: usize,
        bound: &[Value],
        twice: Option<(Name, usize)>,
        unknown: Option<Name>,
    ) -> Option<String> {
        let hidden = self.receiver as usize;
        let (least, most) = (self.required.saturating_sub(hidden), self.positional - hidden.min(self.positional));
        let all = self.parameters.len() - hidden;
        if self.loose && counted != most {
            return Some(format!("{} expected {most} argument{}, got {counted}", self.name, plural(most)));
        }
        if self.name == "__new__" && matches!(self.called.as_str(), "int" | "str") && keywords == 0 && counted > most {
            return Some(format!("{} expected at most {most} arguments, got {counted}", self.called));
        }
        let name = if self.name == "sorted" { "sort" } else { &self.called };
        if !self.star && !self.double_star {
            if counted + keywords > all {
                let bound = if least == all { "exactly" } else { "at most" };
                let kind = if counted == 0 { "keyword " } else { "" };
                let total = counted + keywords;
                return Some(format!("{name}() takes {bound} {all} {kind}argument{} ({total} given)", plural(all)));
            }
            if counted > most {
                let bound = if least == most { "exactly" } else { "at most" };
                return Some(match most {
                    0 => format!("{name}() takes no positional arguments"),
                    _ => format!("{name}() takes {bound} {most} positional argument{} ({counted} given)", plural(most)),
                });
            }
        }
        let nameless = self
            .parameters
            .iter()
            .skip(hidden)
            .filter(|p| p.required && p.kind == ParameterKind::PositionalOnly)
            .count();
        if counted < nameless {
            let bound = if nameless < most { "at least" } else { "exactly" };
            return Some(format!(
                "{name}() takes {bound} {nameless} positional argument{} ({counted} given)",
                plural(nameless)
            ));
        }
        if let Some(missing) = self.parameters.iter().zip(bound).position(|(p, v)| p.required && v.is_unbound()) {
            let parameter = &self.parameters[missing];
            return Some(if parameter.kind == ParameterKind::KeywordOnly {
                format!("{name}() missing required keyword-only argument: '{}'", parameter.name.as_str())
            } else {
                let place = missing + 1 - hidden;
                format!("{name}() missing required argument '{}' (pos {place})", parameter.name.as_str())
            });
        }
        if let Some((argument, place)) = twice {
            let argument = argument.as_str();
            return Some(format!("argument for {name}() given by name ('{argument}') and position ({place})"));
        }
        unknown.map(|unknown| format!("{name}() got an unexpected keyword argument '{}'", unknown.as_str()))
    }
}

fn plural(n: usize) -> &'static str {
    if n == 1 { "" } else { "s" }
}
