//! Functions written in Rust: how they are declared and how their arguments are bound.
//!
//! The signature in Python's syntax is the one declaration: it gives parameters, defaults,
//! `__text_signature__` and the words of the TypeErrors.

use std::rc::Rc;

use object::{Dict, Lent, Name, Ref, Value};

use crate::class::{is_plain_method, is_slot};
use crate::error::Result;
use crate::machine::Vm;
use crate::signature::{self, Parameter, ParameterKind, Shape};

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
    pub(crate) shape: Shape,
}

impl Method {
    const fn new(name: &'static str, function: NativeFn, signature: &'static str, doc: &'static str) -> Method {
        Method { name, function, signature, doc, place: Place::Method, shape: Shape::of(signature) }
    }
}

/// A method, or a module's function.
pub const fn method(name: &'static str, function: NativeFn, signature: &'static str, doc: &'static str) -> Method {
    Method::new(name, function, signature, doc)
}

pub const fn static_method(
    name: &'static str,
    function: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> Method {
    Method { place: Place::Static, ..Method::new(name, function, signature, doc) }
}

/// Its first argument is the class.
pub const fn class_method(
    name: &'static str,
    function: NativeFn,
    signature: &'static str,
    doc: &'static str,
) -> Method {
    Method { place: Place::Class, ..Method::new(name, function, signature, doc) }
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
    pub(crate) shape: Shape,
    pub name: &'static str,
    pub signature: &'static str,
    pub doc: &'static str,
    /// The class or module that it belongs to.
    owner: Option<Name>,
    in_class: bool,
    /// Read from the signature when a call first needs them.
    parameters: Option<Rc<[Parameter]>>,
}

/// Functions of one argument that CPython unpacks.
const LOOSE: &[&str] = &["sorted", "reversed"];

/// Natives with so many parameters find their arguments on the stack.
const ON_STACK: usize = 6;

impl Native {
    /// `owner` is a class where `in_class`, else a module.
    pub fn new(method: &Method, owner: Option<Name>, in_class: bool) -> Native {
        Native {
            function: method.function,
            shape: method.shape,
            name: method.name,
            signature: method.signature,
            doc: method.doc,
            owner,
            in_class,
            parameters: None,
        }
    }

    fn class(&self) -> Option<&str> {
        self.owner.as_ref().filter(|_| self.in_class).map(Name::as_str)
    }

    /// The name by which it is called: the class's for `__new__`.
    fn called(&self) -> &str {
        match (self.name, self.class()) {
            ("__new__" | "__init__", Some(class)) => class,
            (name, _) => name,
        }
    }

    /// For messages: `list.append` or `sorted`.
    fn display(&self) -> String {
        match &self.owner {
            Some(owner) if self.in_class || owner.as_str() != "builtins" => format!("{}.{}", owner.as_str(), self.name),
            _ => self.name.to_string(),
        }
    }

    /// Is the first parameter the receiver (or class), which messages do not count?
    fn has_receiver(&self) -> bool {
        self.shape.begins_with_receiver && self.in_class
    }

    /// The method of an operator, whose complaints do not say its name.
    fn is_slot(&self) -> bool {
        self.has_receiver() && is_slot(self.name) && !is_plain_method(self.class(), self.name)
    }

    /// CPython unpacks its one argument from a tuple, which other words tell.
    fn is_loose(&self) -> bool {
        !self.in_class && LOOSE.contains(&self.name)
    }

    /// Empty before they were read.
    fn parameters(&self) -> &[Parameter] {
        self.parameters.as_deref().unwrap_or_default()
    }

    /// May the arguments be handed over as they stand?
    #[inline(always)]
    fn fits(&self, count: usize) -> bool {
        count == self.shape.exact as usize
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
        self.read_parameters(native);
        let entry = &self.natives[native as usize];
        let (function, shape) = (entry.function, entry.shape);
        let count = shape.count as usize;
        if count > ON_STACK {
            let mut bound = vec![Value::UNBOUND; count];
            self.bind_native(native, arguments, keywords, &mut bound)?;
            return function(self, &bound);
        }
        if keywords.is_empty()
            && shape.simple
            && shape.takes(arguments.len())
            && let Some(parameters) = entry.parameters.clone()
        {
            // They are the caller's and the signature's: nothing is counted.
            let mut bound = [const { Lent::UNBOUND }; ON_STACK];
            let (given, rest) = bound.split_at_mut(arguments.len());
            given.iter_mut().zip(arguments).for_each(|(slot, argument)| *slot = Lent::of(argument));
            let defaults = parameters[arguments.len()..].iter().map(|parameter| Lent::of(&parameter.default));
            rest.iter_mut().zip(defaults).for_each(|(slot, default)| *slot = default);
            return function(self, Lent::values(&bound[..count]));
        }
        if keywords.is_empty()
            && shape.gathers(arguments.len())
            && let Some(parameters) = entry.parameters.clone()
        {
            let star = Value::tuple_of(arguments.get(shape.positional as usize..).unwrap_or_default());
            let mut bound = [const { Lent::UNBOUND }; ON_STACK];
            for (place, parameter) in parameters.iter().enumerate() {
                bound[place] = Lent::of(match parameter.kind {
                    ParameterKind::Star => &star,
                    ParameterKind::KeywordOnly => &parameter.default,
                    _ => arguments.get(place).unwrap_or(&parameter.default),
                });
            }
            return function(self, Lent::values(&bound[..count]));
        }
        let mut bound = [const { Value::UNBOUND }; ON_STACK];
        self.bind_native(native, arguments, keywords, &mut bound[..count])?;
        function(self, &bound[..count])
    }

    fn read_parameters(&mut self, native: u32) {
        let entry = &self.natives[native as usize];
        if entry.parameters.is_none() {
            let parameters = signature::parse(self, entry.signature);
            self.natives[native as usize].parameters = Some(parameters.into());
        }
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
        for (place, parameter) in entry.parameters().iter().enumerate() {
            bound[place] = match parameter.kind {
                ParameterKind::PositionalOnly | ParameterKind::Either => {
                    arguments.get(place).cloned().unwrap_or_default()
                }
                ParameterKind::Star => {
                    Value::tuple(arguments.get(entry.shape.positional as usize..).unwrap_or_default().to_vec())
                }
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
                .parameters()
                .iter()
                .position(|p| p.name == *name && matches!(p.kind, ParameterKind::Either | ParameterKind::KeywordOnly));
            match (place, &rest) {
                (Some(place), _) if bound[place].is_unbound() => bound[place] = value.clone(),
                (Some(place), _) => twice = twice.or(Some((name.clone(), place + 1 - entry.has_receiver() as usize))),
                (None, Some(rest)) => {
                    rest.get_mut(&mut self.heap).set_name(name, value.clone());
                }
                (None, None) => unknown = unknown.or(Some(name.clone())),
            }
        }
        let fits = keywords.is_empty() && entry.shape.takes(arguments.len());
        if !fits && let Some(mut message) = entry.complaint(arguments.len(), keywords.len(), bound, twice, unknown) {
            if entry.name == "__init_subclass__"
                && let Some(class) = arguments.first().and_then(|a| a.as_ref::<object::Class>())
            {
                message = message.replacen("object.", &format!("{}.", self.class_name(class)), 1);
            }
            return Err(self.type_error(message));
        }
        for (slot, parameter) in bound.iter_mut().zip(self.natives[native as usize].parameters()) {
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
        let hidden = self.has_receiver() as usize;
        let display = if self.called() == self.name { self.display() } else { self.called().to_string() };
        if given < hidden {
            return Some(match self.name {
                "__new__" => format!("{}(): not enough arguments", self.display()),
                _ => format!("unbound method {display}() needs an argument"),
            });
        }
        let takes_keywords = self
            .parameters()
            .iter()
            .skip(hidden)
            .any(|p| matches!(p.kind, ParameterKind::Either | ParameterKind::KeywordOnly));
        if !takes_keywords && !self.shape.double_star {
            if keywords > 0 {
                return Some(match self.is_slot() && self.called() == self.name {
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
        let hidden = self.has_receiver() as usize;
        let (least, most) = self.shape.bounds(hidden);
        if counted >= least && (self.shape.star || counted <= most) {
            return None;
        }
        let name = self.called();
        let display = if name == self.name { self.display() } else { name.to_string() };
        let exact = least == most && !self.shape.star;
        let limit = if counted < least { least } else { most };
        let s = plural(limit);
        if self.is_slot() && self.called() == self.name {
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
            (true, 1) if name == self.name && !self.is_loose() => {
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
        let hidden = self.has_receiver() as usize;
        let (least, most) = self.shape.bounds(hidden);
        let all = self.shape.count as usize - hidden;
        if self.is_loose() && counted != most {
            return Some(format!("{} expected {most} argument{}, got {counted}", self.name, plural(most)));
        }
        if self.name == "__new__" && matches!(self.called(), "int" | "str") && keywords == 0 && counted > most {
            return Some(format!("{} expected at most {most} arguments, got {counted}", self.called()));
        }
        let name = if self.name == "sorted" { "sort" } else { self.called() };
        if !self.shape.star && !self.shape.double_star {
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
            .parameters()
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
        if let Some(missing) = self.parameters().iter().zip(bound).position(|(p, v)| p.required && v.is_unbound()) {
            let parameter = &self.parameters()[missing];
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
