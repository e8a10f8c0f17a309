//! Names in namespaces, class statements, context managers, merging and unpacking.

use object::{Class, ClassIndex, Dict, Function, Kind, Name, Ref, Str, Value, dunder};

use crate::cache::is_method;
use crate::error::Result;
use crate::machine::Vm;
use crate::native::{Method, method};

const BUILD_CLASS: Method = method(
    "__build_class__",
    build_class,
    "(func, name, /, *bases, **kwds)",
    "Internal helper function used by the class statement.",
);

impl Vm {
    // ---- names in a body's own namespace -----------------------------------------------------

    pub(crate) fn own_name(&mut self, name: &Name) -> Result<Option<Value>> {
        match self.frame().and_then(|f| f.namespace().cloned()) {
            Some(namespace) => self.name_in(&namespace, name),
            None => {
                let globals = self.current_globals();
                Ok(globals.get(&self.heap).get_name(name).cloned())
            }
        }
    }

    pub(crate) fn name_in(&mut self, mapping: &Value, name: &Name) -> Result<Option<Value>> {
        if let Some(dict) = mapping.as_ref::<Dict>()
            && dict.header().class() == ClassIndex::DICT
        {
            return Ok(dict.get(&self.heap).get_name(name).cloned());
        }
        match self.get_item(mapping, name.value()) {
            Ok(value) => Ok(Some(value)),
            Err(raised) => {
                if self.swallow("KeyError") {
                    Ok(None)
                } else {
                    Err(raised)
                }
            }
        }
    }

    pub(crate) fn lookup_name(&mut self, name: &Name) -> Result<Option<Value>> {
        if let Some(value) = self.own_name(name)? {
            return Ok(Some(value));
        }
        Ok(self.lookup_global(name))
    }

    pub(crate) fn lookup_global(&self, name: &Name) -> Option<Value> {
        let function = self.frame()?.function.get(&self.heap);
        let found = function.globals.get(&self.heap).get_name(name);
        found.or_else(|| function.builtins.get(&self.heap).get_name(name)).cloned()
    }

    pub(crate) fn store_name(&mut self, name: &Name, value: Value) -> Result<()> {
        match self.frame().and_then(|f| f.namespace().cloned()) {
            Some(namespace) => match namespace.as_ref::<Dict>() {
                Some(dict) if dict.header().class() == ClassIndex::DICT => {
                    self.namespace_set(dict, name, value);
                    Ok(())
                }
                _ => self.set_item(&namespace, name.value(), value),
            },
            None => {
                let globals = self.current_globals();
                self.namespace_set(&globals, name, value);
                Ok(())
            }
        }
    }

    pub(crate) fn delete_name(&mut self, name: &Name) -> Result<()> {
        let namespace = self.frame().and_then(|f| f.namespace().cloned());
        let deleted = match namespace {
            Some(namespace) => match namespace.as_ref::<Dict>() {
                Some(dict) => self.namespace_delete(dict, name).is_some(),
                None => match self.del_item(&namespace, name.value()) {
                    Ok(()) => true,
                    Err(_) if self.swallow("KeyError") => false,
                    Err(raised) => return Err(raised),
                },
            },
            None => {
                let globals = self.current_globals();
                self.namespace_delete(&globals, name).is_some()
            }
        };
        if deleted { Ok(()) } else { Err(self.name_error(name)) }
    }

    // ---- classes ------------------------------------------------------------------------------

    /// What `LoadBuildClass` loads: `builtins.__build_class__`.
    pub(crate) fn build_class_function(&mut self) -> Value {
        let name = self.intern("__build_class__");
        let builtins = self.builtins.clone();
        if let Some(found) = builtins.get(&self.heap).get_name(&name) {
            return found.clone();
        }
        let function = self.native_function(&BUILD_CLASS, "builtins");
        self.set_builtin("__build_class__", function.clone());
        function
    }

    // ---- with ---------------------------------------------------------------------------------

    /// The `__enter__` of a context manager with its receiver, which is UNBOUND where it is bound, and the bound
    /// `__exit__`.
    pub(crate) fn context_methods(&mut self, manager: &Value, asynchronous: bool) -> Result<[Value; 3]> {
        let (enter, exit) = if asynchronous { (dunder::AENTER, dunder::AEXIT) } else { (dunder::ENTER, dunder::EXIT) };
        let class = self.class_of(manager);
        let (enter_hook, exit_hook) = (self.dunder_of(manager, enter), self.dunder_of(manager, exit));
        let protocol = if asynchronous { "asynchronous context manager" } else { "context manager" };
        let (Some(enter_hook), Some(exit_hook)) = (enter_hook.clone(), exit_hook) else {
            let missing = if enter_hook.is_none() {
                ""
            } else {
                if asynchronous { " (missed __aexit__ method)" } else { " (missed __exit__ method)" }
            };
            let message =
                format!("'{}' object does not support the {protocol} protocol{missing}", self.class_name(&class));
            return Err(self.type_error(message));
        };
        let (enter, receiver) = match is_method(&enter_hook) {
            true => (enter_hook, manager.clone()),
            false => (self.bind_descriptor(&enter_hook, Some(manager), &class)?, Value::UNBOUND),
        };
        let exit = self.bind_descriptor(&exit_hook, Some(manager), &class)?;
        Ok([enter, receiver, exit])
    }

    // ---- merging and unpacking --------------------------------------------------------------------

    /// `{**mapping}`, or with a callable the keywords of `callable(**mapping)`.
    pub(crate) fn merge(&mut self, dict: &Ref<Dict>, mapping: &Value, callable: Option<&Value>) -> Result<()> {
        let entries = self.mapping_entries(mapping, callable)?;
        for (key, value) in entries {
            if let Some(callable) = callable {
                let Some(name) = key.as_ref::<Str>() else {
                    return Err(self.type_error("keywords must be strings"));
                };
                if self.dict_get(dict, &key)?.is_some() {
                    let called = self.callable_name(callable);
                    let message = format!("{called} got multiple values for keyword argument '{}'", name.lossy());
                    return Err(self.type_error(message));
                }
            }
            self.dict_set(dict, key, value)?;
        }
        Ok(())
    }

    /// What messages call a callable: with its module, if it is not a built-in one.
    pub(crate) fn callable_name(&mut self, callable: &Value) -> String {
        let pending = self.thread.pending.take();
        let qualname = self.get_attr_str(callable, "__qualname__").and_then(|name| self.str_text(&name));
        let module = self.get_attr_str(callable, "__module__").and_then(|name| self.str_text(&name));
        let name = match (module.as_deref(), qualname) {
            (Ok("builtins" | "None") | Err(_), Ok(name)) => format!("{name}()"),
            (Ok(module), Ok(name)) => format!("{module}.{name}()"),
            _ => self.str_text(callable).unwrap_or_default(),
        };
        self.thread.pending = pending;
        name
    }

    /// Keys and values of a mapping, by its `keys()`.
    pub fn mapping_entries(&mut self, mapping: &Value, callable: Option<&Value>) -> Result<Vec<(Value, Value)>> {
        if let Some(dict) = mapping.as_ref::<Dict>()
            && dict.header().class() == ClassIndex::DICT
        {
            return Ok(dict.get(&self.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect());
        }
        let keys_name = self.heap.dunder(dunder::KEYS).clone();
        let Some(keys) = self.find_attr(mapping, &keys_name)? else {
            let name = self.type_name(mapping);
            return Err(match callable {
                Some(callable) => {
                    let called = self.callable_name(callable);
                    self.type_error(format!("{called} argument after ** must be a mapping, not {name}"))
                }
                None => self.type_error(format!("'{name}' object is not a mapping")),
            });
        };
        let keys = self.call(&keys, &[])?;
        let mut entries = Vec::new();
        for key in self.collect(&keys)? {
            let value = self.get_item(mapping, &key)?;
            entries.push((key, value));
        }
        Ok(entries)
    }

    /// Items for `a, *b, c = source`: those before the star, a list, those after.
    pub(crate) fn unpack_star(&mut self, source: &Value, before: usize, after: usize) -> Result<Vec<Value>> {
        if self.dunder_of(source, dunder::ITER).is_none()
            && self.dunder_of(source, dunder::GETITEM).is_none()
            && !matches!(source.kind(), Some(Kind::Iterator | Kind::Generator))
        {
            let message = format!("cannot unpack non-iterable {} object", self.type_name(source));
            return Err(self.type_error(message));
        }
        let mut items = self.collect(source)?;
        if items.len() < before + after {
            let message =
                format!("not enough values to unpack (expected at least {}, got {})", before + after, items.len());
            return Err(self.value_error(message));
        }
        let tail = items.split_off(items.len() - after);
        let middle = items.split_off(before);
        items.push(Value::list(middle));
        items.extend(tail);
        Ok(items)
    }
}

/// `__build_class__(function, name, *bases, **keywords)`
fn build_class(vm: &mut Vm, arguments: &[Value]) -> Result {
    let [function, name, bases, keywords] = arguments else {
        return Err(vm.type_error("__build_class__: not enough arguments"));
    };
    let Some(function) = function.as_ref::<Function>().cloned() else {
        return Err(vm.type_error("__build_class__: func must be a function"));
    };
    let original = crate::slow::items_of(bases);
    let resolved = resolve_bases(vm, &original)?;
    let mut keywords = vm.keywords_of(keywords)?;
    let type_class = vm.heap.class(ClassIndex::TYPE).to_value();
    let explicit = keywords.iter().position(|(n, _)| n.as_str() == "metaclass").map(|p| keywords.remove(p).1);
    let metaclass = match explicit {
        Some(metaclass) => metaclass,
        None => resolved.first().map_or(type_class, |base| vm.class_of(base).to_value()),
    };
    let metaclass =
        if metaclass.as_ref::<Class>().is_some() { vm.winning_metaclass(metaclass, &resolved)? } else { metaclass };
    let bases = Value::tuple(resolved.clone());
    let namespace = prepare(vm, &metaclass, name, &bases, &keywords)?;
    let cell = vm.run_body(function, namespace.clone())?;
    if resolved.len() != original.len() || resolved.iter().zip(&original).any(|(a, b)| !a.is_same(b)) {
        let key = vm.heap.dunder(dunder::ORIG_BASES).to_value();
        vm.set_item(&namespace, &key, Value::tuple(original))?;
    }
    let class = vm.call_kw(&metaclass, &[name.clone(), bases, namespace], &keywords)?;
    if let Some(cell) = cell.as_ref::<object::Cell>()
        && class.as_ref::<Class>().is_some()
        && cell.get(&vm.heap).content.is_unbound()
    {
        vm.cell_set(cell, class.clone());
    }
    Ok(class)
}

/// `__mro_entries__` of bases that are no classes.
fn resolve_bases(vm: &mut Vm, bases: &[Value]) -> Result<Vec<Value>> {
    let mut resolved = Vec::with_capacity(bases.len());
    for base in bases {
        if base.as_ref::<Class>().is_some() {
            resolved.push(base.clone());
            continue;
        }
        let name = vm.heap.dunder(dunder::MRO_ENTRIES).clone();
        match vm.find_attr(base, &name)? {
            Some(hook) => {
                let entries = vm.call(&hook, &[Value::tuple(bases.to_vec())])?;
                if entries.kind() != Some(Kind::Tuple) {
                    return Err(vm.type_error("__mro_entries__ must return a tuple"));
                }
                resolved.extend(crate::slow::items_of(&entries));
            }
            None => resolved.push(base.clone()),
        }
    }
    Ok(resolved)
}

fn prepare(vm: &mut Vm, metaclass: &Value, name: &Value, bases: &Value, keywords: &[(Name, Value)]) -> Result {
    let is_type = metaclass.is_same(vm.heap.class(ClassIndex::TYPE).value());
    if is_type {
        return Ok(Ref::<Dict>::dict().into());
    }
    let hook = vm.heap.dunder(dunder::PREPARE).clone();
    match vm.find_attr(metaclass, &hook)? {
        Some(hook) => {
            let namespace = vm.call_kw(&hook, &[name.clone(), bases.clone()], keywords)?;
            if namespace.kind() != Some(Kind::Dict) && vm.dunder_of(&namespace, dunder::GETITEM).is_none() {
                let who = metaclass.as_ref::<Class>().map(|c| vm.class_name(c)).unwrap_or_default();
                let message = format!("{who}.__prepare__() must return a mapping, not {}", vm.type_name(&namespace));
                return Err(vm.type_error(message));
            }
            Ok(namespace)
        }
        None => Ok(Ref::<Dict>::dict().into()),
    }
}
