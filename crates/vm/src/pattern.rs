//! Patterns of `match`, `except*`, and the intrinsics.
#![allow(unsafe_code)]

use bytecode::{Instruction, Op, intrinsic};
use object::{Class, ClassIndex, Dict, Function, Ref, Str, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;
use crate::slow::{items_of, reg};

impl Vm {
    pub(crate) fn execute_rare(&mut self, regs: *mut Value, ins: Instruction, first_temporary: u16) -> Result<()> {
        let keep = |number: u16| reg(regs, number).clone();
        let read = |number: u16| {
            if number >= first_temporary { std::mem::take(reg(regs, number)) } else { reg(regs, number).clone() }
        };
        let result = match ins.op() {
            Op::MatchKeys => {
                let (subject, keys) = (keep(ins.b()), read(ins.c()));
                self.match_keys(&subject, &items_of(&keys))?
            }
            Op::MatchClass => {
                let base = ins.b();
                let (subject, class, names) = (read(base), read(base + 1), read(base + 2));
                self.match_class(&subject, &class, &items_of(&names), ins.c() as usize)?
            }
            Op::MatchRest => {
                let (subject, keys) = (keep(ins.b()), read(ins.c()));
                let rest = Ref::<Dict>::dict();
                for (key, value) in self.mapping_entries(&subject, None)? {
                    self.dict_set(&rest, key, value)?;
                }
                for key in items_of(&keys) {
                    self.dict_remove(&rest, &key)?;
                }
                rest.into()
            }
            Op::Intrinsic => {
                let second = keep(ins.c());
                let first = read(ins.b());
                if ins.c() != ins.b() {
                    drop(read(ins.c()));
                }
                self.intrinsic(ins.e(), first, second)?
            }
            Op::ExceptStarMatch => {
                let (types, exception) = (read(ins.c()), keep(ins.b()));
                let (part, rest) = self.star_match(&exception, &types)?;
                drop(std::mem::replace(reg(regs, ins.b()), rest));
                part
            }
            Op::ExceptStarResult => {
                let (raised, original) = (read(ins.c()), keep(ins.b()));
                let raised = self.collect(&raised)?;
                self.star_result(&original, raised)?
            }
            other => {
                return Err(self.not_implemented_error(format!("bindscope does not run {} yet", other.name())));
            }
        };
        let old = std::mem::replace(reg(regs, ins.a()), result);
        drop(old);
        Ok(())
    }

    #[inline]
    pub(crate) fn class_flag(&self, value: &Value, flag: u32) -> bool {
        self.heap.class_of(value).get(&self.heap).flags.has(flag)
    }

    fn match_keys(&mut self, subject: &Value, keys: &[Value]) -> Result {
        let mut values = Vec::with_capacity(keys.len());
        for (place, key) in keys.iter().enumerate() {
            for earlier in &keys[..place] {
                if self.equal(earlier, key)? {
                    let message = format!("mapping pattern checks duplicate key ({})", self.repr_text(key)?);
                    return Err(self.value_error(message));
                }
            }
            let found = match subject.as_ref::<Dict>() {
                Some(dict) => self.dict_get(dict, key)?,
                None => {
                    let missing = self.new_instance(&self.heap.class(ClassIndex::OBJECT).clone());
                    let value = self.call_method(subject, "get", &[key.clone(), missing.clone()])?;
                    if value.is_same(&missing) { None } else { Some(value) }
                }
            };
            match found {
                Some(value) => values.push(value),
                None => return Ok(Value::NONE),
            }
        }
        Ok(Value::tuple(values))
    }

    fn match_class(&mut self, subject: &Value, class: &Value, names: &[Value], positional: usize) -> Result {
        let Some(class_ref) = class.as_ref::<Class>().cloned() else {
            return Err(self.type_error("called match pattern must be a class"));
        };
        if !self.isinstance(subject, class)? {
            return Ok(Value::NONE);
        }
        let mut values = Vec::new();
        let mut seen: Vec<String> = Vec::new();
        if positional > 0 {
            let key = self.heap.dunder(dunder::MATCH_ARGS).clone();
            let class_name = self.class_name(&class_ref);
            match self.find_attr(class, &key)? {
                Some(arguments) => {
                    let arguments = items_of(&arguments);
                    if arguments.len() < positional {
                        let plural = if arguments.len() == 1 { "" } else { "s" };
                        let message = format!(
                            "{class_name}() accepts {} positional sub-pattern{plural} ({positional} given)",
                            arguments.len()
                        );
                        return Err(self.type_error(message));
                    }
                    for argument in &arguments[..positional] {
                        let Some(name) = argument.as_ref::<Str>() else {
                            let message =
                                format!("__match_args__ elements must be strings (got {})", self.type_name(argument));
                            return Err(self.type_error(message));
                        };
                        let name = self.heap.intern_str(name);
                        seen.push(name.as_str().to_string());
                        match self.find_attr(subject, &name)? {
                            Some(value) => values.push(value),
                            None => return Ok(Value::NONE),
                        }
                    }
                }
                None if matches_itself(
                    &class_ref.get(&self.heap).mro.iter().map(|c| c.get(&self.heap).index).collect::<Vec<_>>(),
                ) =>
                {
                    if positional > 1 {
                        let message = format!("{class_name}() accepts 1 positional sub-pattern ({positional} given)");
                        return Err(self.type_error(message));
                    }
                    values.push(subject.clone());
                }
                None => {
                    let message = format!("{class_name}() accepts 0 positional sub-patterns ({positional} given)");
                    return Err(self.type_error(message));
                }
            }
        }
        for name in names {
            let Some(name) = name.as_ref::<Str>() else {
                continue;
            };
            let name = self.heap.intern_str(name);
            if seen.iter().any(|s| s == name.as_str()) {
                let message = format!(
                    "{}() got multiple sub-patterns for attribute '{}'",
                    self.class_name(&class_ref),
                    name.as_str()
                );
                return Err(self.type_error(message));
            }
            match self.find_attr(subject, &name)? {
                Some(value) => values.push(value),
                None => return Ok(Value::NONE),
            }
        }
        Ok(Value::tuple(values))
    }

    fn intrinsic(&mut self, which: u8, first: Value, second: Value) -> Result {
        match which {
            intrinsic::PRINT => {
                if let Some(hook) = self.hook("displayhook") {
                    return self.call(&hook, &[first]);
                }
                if !first.is_none() {
                    let text = self.repr_text(&first)?;
                    self.write_stdout(&format!("{text}\n"))?;
                    self.set_builtin("_", first);
                }
                Ok(Value::NONE)
            }
            intrinsic::SET_TYPE_PARAMS => {
                if let Some(function) = first.as_ref::<Function>() {
                    function.get_mut(&mut self.heap).type_params = second;
                }
                Ok(first)
            }
            intrinsic::TEMPLATE | intrinsic::INTERPOLATION => {
                Err(self.not_implemented_error("template strings are not part of Python 3.13"))
            }
            _ => match self.type_intrinsic {
                Some(intrinsic) => intrinsic(self, which, first, second),
                None => Err(self.system_error("this machine has no type parameters")),
            },
        }
    }
}

/// Classes whose single positional sub-pattern matches the subject itself.
fn matches_itself(mro: &[ClassIndex]) -> bool {
    use ClassIndex as C;
    let themselves =
        [C::BOOL, C::BYTEARRAY, C::BYTES, C::DICT, C::FLOAT, C::FROZENSET, C::INT, C::LIST, C::SET, C::STR, C::TUPLE];
    mro.iter().any(|class| themselves.contains(class))
}
