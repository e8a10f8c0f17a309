//! Arguments to parameters: <https://docs.python.org/3.13/reference/expressions.html#calls>

use bytecode::{Code, Flags};
use object::{CodeObject, Dict, Function, Items, Name, Ref, Str, Value};

use crate::error::Result;
use crate::machine::Vm;

/// The keyword arguments of a call, in their order.
pub(crate) type Keywords = Vec<(Name, Value)>;

impl Vm {
    /// Puts the arguments of a call into the argument registers of its function, which are empty: `given` ones by
    /// position, then those by keyword. On an error they are empty again.
    pub(crate) fn bind_arguments(
        &mut self,
        function: &Ref<Function>,
        slots: &mut [Value],
        given: usize,
        positional: impl Iterator<Item = Value>,
        keywords: Keywords,
    ) -> Result<()> {
        let code = function.get(&self.heap).code.clone();
        let bound = self.bind_given(function, &code, slots, given, positional, keywords);
        if bound.is_err() {
            slots.iter_mut().for_each(|slot| drop(std::mem::take(slot)));
        }
        bound
    }

    fn bind_given(
        &mut self,
        function: &Ref<Function>,
        code_object: &Ref<CodeObject>,
        slots: &mut [Value],
        given: usize,
        mut positional: impl Iterator<Item = Value>,
        mut keywords: Keywords,
    ) -> Result<()> {
        let code = &*code_object.code;
        let most = code.positional as usize;
        let named = most + code.keyword_only as usize;
        for (slot, value) in slots[..most].iter_mut().zip(&mut positional) {
            *slot = value;
        }
        if code.flags.has(Flags::VARARGS) {
            slots[named] = Value::tuple_of(Items::gather(given.saturating_sub(most), positional));
        } else {
            positional.for_each(drop);
        }
        let rest = code.flags.has(Flags::VARKEYWORDS).then(Ref::<Dict>::dict);
        if let (Some(rest), Some(last)) = (&rest, slots.last_mut()) {
            *last = rest.to_value();
        }
        let first_named = code.positional_only as usize;
        for number in 0..keywords.len() {
            let value = std::mem::take(&mut keywords[number].1);
            let name = &keywords[number].0;
            let place = code_object.local_names[first_named..named].iter().position(|p| p == name);
            match place.map(|p| &mut slots[p + first_named]) {
                Some(slot) if slot.is_unbound() => *slot = value,
                Some(_) => {
                    let message =
                        format!("{}() got multiple values for argument '{}'", self.called(function), name.as_str());
                    return Err(self.type_error(message));
                }
                None => match &rest {
                    Some(rest) => {
                        rest.get_mut(&mut self.heap).set_name(name, value);
                    }
                    None => return Err(self.unexpected_keyword(function, code, &keywords, name)),
                },
            }
        }
        if given > most && !code.flags.has(Flags::VARARGS) {
            return Err(self.too_many(function, code, given, &keywords));
        }
        self.fill_defaults(function, code_object, slots, most, named)
    }

    fn fill_defaults(
        &mut self,
        function: &Ref<Function>,
        code: &Ref<CodeObject>,
        slots: &mut [Value],
        positional: usize,
        named: usize,
    ) -> Result<()> {
        let data = function.get(&self.heap);
        let mut missing = Vec::new();
        if slots[..positional].iter().any(Value::is_unbound) {
            let first_default = positional.saturating_sub(data.defaults.len());
            let offset = data.defaults.len().saturating_sub(positional);
            for (place, slot) in slots[..positional].iter_mut().enumerate() {
                if slot.is_unbound() {
                    match place.checked_sub(first_default).and_then(|d| data.defaults.get(d + offset)) {
                        Some(default) => *slot = default.clone(),
                        None => missing.push(place),
                    }
                }
            }
        }
        if !missing.is_empty() {
            return Err(self.missing_arguments(function, &code.code, &missing, "positional"));
        }
        let defaults = data.keyword_defaults.as_ref().map(|defaults| defaults.get(&self.heap));
        for (place, slot) in slots[..named].iter_mut().enumerate().skip(positional) {
            if slot.is_unbound() {
                match defaults.and_then(|defaults| defaults.get_name(&code.local_names[place])) {
                    Some(default) => *slot = default.clone(),
                    None => missing.push(place),
                }
            }
        }
        match missing.is_empty() {
            true => Ok(()),
            false => Err(self.missing_arguments(function, &code.code, &missing, "keyword-only")),
        }
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
        // Names that are keys are interned as a rule.
        let entries = dict.get(&self.heap).entries();
        let interned = |key: &Value| key.as_ref::<Str>().and_then(|name| self.heap.find_name(name));
        if let Some(keywords) = entries.map(|e| Some((interned(&e.key)?, e.value.clone()))).collect() {
            return Ok(keywords);
        }
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
