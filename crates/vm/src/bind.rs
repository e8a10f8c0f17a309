//! Arguments to parameters: <https://docs.python.org/3.13/reference/expressions.html#calls>

use bytecode::{Code, Flags};
use object::{Dict, Function, Name, Ref, Str, Value};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// The argument registers of a call, in their order.
    pub(crate) fn bind_arguments(
        &mut self,
        function: &Ref<Function>,
        arguments: Vec<Value>,
        keywords: &[(Name, Value)],
    ) -> Result<Vec<Value>> {
        let code_object = function.get(&self.heap).code.clone();
        let code = &*code_object.code;
        let positional = code.positional as usize;
        let named = positional + code.keyword_only as usize;
        let given = arguments.len();
        let mut bound = arguments;
        let excess = if given > positional { bound.split_off(positional) } else { Vec::new() };
        bound.resize(code.argument_registers(), Value::UNBOUND);
        if code.flags.has(Flags::VARARGS) {
            bound[named] = Value::tuple(excess);
        }
        let rest = code.flags.has(Flags::VARKEYWORDS).then(Ref::<Dict>::dict);
        if let Some(rest) = &rest {
            let place = bound.len() - 1;
            bound[place] = rest.to_value();
        }
        for (name, value) in keywords {
            let parameters = &code_object.local_names[..named];
            let place = parameters.iter().skip(code.positional_only as usize).position(|p| p == name);
            match place.map(|p| p + code.positional_only as usize) {
                Some(place) if bound[place].is_unbound() => bound[place] = value.clone(),
                Some(_) => {
                    let message =
                        format!("{}() got multiple values for argument '{}'", self.called(function), name.as_str());
                    return Err(self.type_error(message));
                }
                None => match &rest {
                    Some(rest) => {
                        rest.get_mut(&mut self.heap).set_name(name, value.clone());
                    }
                    None => return Err(self.unexpected_keyword(function, code, keywords, name)),
                },
            }
        }
        if given > positional && !code.flags.has(Flags::VARARGS) {
            return Err(self.too_many(function, code, given, keywords));
        }
        self.fill_defaults(function, code, &mut bound, positional, named)?;
        Ok(bound)
    }

    fn fill_defaults(
        &mut self,
        function: &Ref<Function>,
        code: &Code,
        bound: &mut [Value],
        positional: usize,
        named: usize,
    ) -> Result<()> {
        let data = function.get(&self.heap);
        let first_default = positional.saturating_sub(data.defaults.len());
        let offset = data.defaults.len().saturating_sub(positional);
        let mut missing = Vec::new();
        for (place, slot) in bound.iter_mut().enumerate().take(positional) {
            if slot.is_unbound() {
                match place.checked_sub(first_default).and_then(|d| data.defaults.get(d + offset)) {
                    Some(default) => *slot = default.clone(),
                    None => missing.push(place),
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(function, code, &missing, "positional"));
        }
        let defaults = data.keyword_defaults.clone();
        for (place, slot) in bound.iter_mut().enumerate().take(named).skip(positional) {
            if slot.is_unbound() {
                let name = &function.get(&self.heap).code.local_names[place];
                let default = defaults.as_ref().and_then(|d| d.get(&self.heap).get_name(name).cloned());
                match default {
                    Some(default) => *slot = default,
                    None => missing.push(place),
                }
            }
        }
        if missing.is_empty() { Ok(()) } else { Err(self.missing_arguments(function, code, &missing, "keyword-only")) }
    }

    /// What messages call a function: its `__qualname__` of now.
    fn called(&self, function: &Ref<Function>) -> String {
        let qualname = &function.get(&self.heap).qualname;
        qualname.as_ref::<object::Str>().map(|s| s.lossy().into_owned()).unwrap_or_default()
    }

    #[cold]
    fn missing_arguments(
        &mut self,
        function: &Ref<Function>,
        code: &Code,
        missing: &[usize],
        kind: &str,
    ) -> crate::Raised {
        let names: Vec<String> = missing.iter().map(|&p| format!("'{}'", code.local_names[p])).collect();
        let list = match names.as_slice() {
            [one] => one.clone(),
            [a, b] => format!("{a} and {b}"),
            [most @ .., last] => format!("{}, and {last}", most.join(", ")),
            [] => String::new(),
        };
        let plural = if missing.len() == 1 { "" } else { "s" };
        self.type_error(format!(
            "{}() missing {} required {kind} argument{plural}: {list}",
            self.called(function),
            missing.len()
        ))
    }

    #[cold]
    fn too_many(
        &mut self,
        function: &Ref<Function>,
        code: &Code,
        given: usize,
        keywords: &[(Name, Value)],
    ) -> crate::Raised {
        let most = code.positional as usize;
        let least = most.saturating_sub(function.get(&self.heap).defaults.len());
        let takes = if least < most { format!("from {least} to {most}") } else { most.to_string() };
        let plural = if takes == "1" { "" } else { "s" };
        let only: usize = keywords
            .iter()
            .filter(|(n, _)| {
                code.local_names[most..most + code.keyword_only as usize].iter().any(|p| **p == *n.as_str())
            })
            .count();
        let was = if given == 1 && only == 0 { "was" } else { "were" };
        let given_text = if only > 0 {
            let plural_given = if given == 1 { "" } else { "s" };
            let plural_only = if only == 1 { "" } else { "s" };
            format!(
                "{given} positional argument{plural_given} (and {only} keyword-only argument{plural_only}) {was} given"
            )
        } else {
            format!("{given} {was} given")
        };
        self.type_error(format!(
            "{}() takes {takes} positional argument{plural} but {given_text}",
            self.called(function)
        ))
    }

    #[cold]
    fn unexpected_keyword(
        &mut self,
        function: &Ref<Function>,
        code: &Code,
        keywords: &[(Name, Value)],
        name: &Name,
    ) -> crate::Raised {
        let only = &code.local_names[..code.positional_only as usize];
        let misplaced: Vec<&str> =
            only.iter().filter(|p| keywords.iter().any(|(n, _)| n.as_str() == &***p)).map(|p| &**p).collect();
        if !misplaced.is_empty() {
            return self.type_error(format!(
                "{}() got some positional-only arguments passed as keyword arguments: '{}'",
                self.called(function),
                misplaced.join(", ")
            ));
        }
        self.type_error(format!("{}() got an unexpected keyword argument '{}'", self.called(function), name.as_str()))
    }

    /// Keyword arguments out of a mapping of `f(**mapping)`.
    pub fn keywords_of(&mut self, mapping: &Value) -> Result<Vec<(Name, Value)>> {
        let Some(dict) = mapping.as_ref::<Dict>() else {
            return Ok(Vec::new());
        };
        let entries: Vec<_> = dict.get(&self.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
        let mut keywords = Vec::with_capacity(entries.len());
        for (key, value) in entries {
            match key.as_ref::<Str>() {
                Some(name) => keywords.push((self.heap.intern_str(name), value)),
                None => return Err(self.type_error("keywords must be strings")),
            }
        }
        Ok(keywords)
    }
}
