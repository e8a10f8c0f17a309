//! `_contextvars`: contexts, their variables, and the tokens that undo a setting.

use object::{ClassFlags, Dict, Kind, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, class_method, getter, method};

const FUNCTIONS: &[Method] = &[method("copy_context", copy_context, "()", "A copy of the current context.")];

const CONTEXT: &[Method] = &[
    method("__new__", new_context, "(cls, /)", "Create and return a new object."),
    method("run", run, "(self, callable, /, *args, **kwargs)", "Call the function inside the context."),
    method("copy", copy, "(self, /)", "Return a shallow copy of the context object."),
    method("get", get_item_or, "(self, key, default=None, /)", "Return the value for `key`, else `default`."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__contains__", contains, "(self, key, /)", "Return bool(key in self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__eq__", equal, "(self, other, /)", "Return self==value."),
    method("keys", keys, "(self, /)", "Return a list of all variables in the context object."),
    method("values", values, "(self, /)", "Return a list of all variables' values in the context object."),
    method("items", items, "(self, /)", "Return all variables and their values in the context object."),
];

const VARIABLE: &[Method] = &[
    method("__new__", new_variable, "(cls, name, /, *, default=<unset>)", "Create and return a new object."),
    method("get", get, "(self, default=<unset>, /)", "Return a value for the variable for the current context."),
    method("set", set, "(self, value, /)", "Set a new value for the variable in the current context."),
    method("reset", reset, "(self, token, /)", "Reset to the value before the set() that created the token."),
    method("__repr__", variable_repr, "(self, /)", "Return repr(self)."),
    method("__hash__", variable_hash, "(self, /)", "Return hash(self)."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];
const VARIABLE_GETTERS: &[Getter] = &[getter("name", variable_name, "The name of the variable.")];

const TOKEN: &[Method] = &[
    method("__repr__", token_repr, "(self, /)", "Return repr(self)."),
    method("__enter__", token_enter, "(self, /)", "Enter into Token context manager."),
    method("__exit__", token_exit, "(self, type, value, traceback, /)", "Exit from Token, restore the variable."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];
const TOKEN_GETTERS: &[Getter] =
    &[getter("var", token_var, "The variable."), getter("old_value", token_old, "The value before, or MISSING.")];

struct Context {
    /// Variables and their values.
    values: Ref<Dict>,
    entered: bool,
    /// The context to go back to.
    previous: Value,
}

struct Variable {
    name: Value,
    default: Value,
}

struct Token {
    context: Value,
    variable: Value,
    /// UNBOUND where the variable had no value.
    old: Value,
    used: bool,
}

impl NativeData for Context {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.values.value());
        visit(&self.previous);
    }
    fn clear(&mut self) {
        self.previous = Value::NONE;
    }
}
impl NativeData for Variable {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(&self.default);
    }
    fn clear(&mut self) {
        self.default = Value::UNBOUND;
    }
}
impl NativeData for Token {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.context, &self.variable, &self.old].into_iter().for_each(visit);
    }
    fn clear(&mut self) {
        self.context = Value::NONE;
        self.old = Value::UNBOUND;
    }
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_contextvars", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let flags = ClassFlags::IMMUTABLE | ClassFlags::FINAL | ClassFlags::HAS_WEAKREF;
    let base = NativeClass { module: "_contextvars", kind: Kind::Native, flags, ..NativeClass::BASE };
    vm.add_data_class::<Context>(
        module,
        NativeClass { name: "Context", methods: CONTEXT, flags: flags | ClassFlags::MAPPING, ..base },
    );
    let base = NativeClass { module: "_contextvars", kind: Kind::Native, flags, ..NativeClass::BASE };
    vm.add_data_class::<Variable>(
        module,
        NativeClass { name: "ContextVar", methods: VARIABLE, getters: VARIABLE_GETTERS, ..base },
    );
    let base = NativeClass { module: "_contextvars", kind: Kind::Native, flags, ..NativeClass::BASE };
    let token = vm.add_data_class::<Token>(
        module,
        NativeClass {
            name: "Token",
            methods: TOKEN,
            getters: TOKEN_GETTERS,
            flags: flags | ClassFlags::NO_NEW,
            ..base
        },
    );
    let missing = vm.new_native_class(NativeClass {
        name: "Token.MISSING",
        module: "_contextvars",
        methods: &[method("__repr__", missing_repr, "(self, /)", "Return repr(self).")],
        kind: Kind::Instance,
        flags: ClassFlags::IMMUTABLE | ClassFlags::FINAL | ClassFlags::NO_NEW,
        ..NativeClass::BASE
    });
    let missing = vm.new_instance(&missing);
    let (name, namespace) = (vm.intern("MISSING"), token.get(&vm.heap).namespace.clone());
    vm.namespace_set(&namespace, &name, missing);
    Ok(())
}

fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

fn missing_repr(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from("<Token.MISSING>"))
}

// ---- contexts ----------------------------------------------------------------------------------------

fn fresh(vm: &mut Vm, values: Ref<Dict>) -> Value {
    vm.make(Context { values, entered: false, previous: Value::NONE })
}

/// The context of this thread; made when first asked for.
fn current(vm: &mut Vm) -> Value {
    if vm.thread.context.is_none() {
        let context = fresh(vm, Ref::dict());
        vm.thread.context = context;
    }
    vm.thread.context.clone()
}

fn values_of(vm: &mut Vm, context: &Value) -> Result<Ref<Dict>> {
    vm.read(context, |context: &Context| context.values.clone())
}

fn new_context(vm: &mut Vm, _: &[Value]) -> Result {
    Ok(fresh(vm, Ref::dict()))
}

fn copy_context(vm: &mut Vm, _: &[Value]) -> Result {
    let context = current(vm);
    copy(vm, &[context])
}

fn copy(vm: &mut Vm, args: &[Value]) -> Result {
    let values = values_of(vm, &args[0])?;
    let copied = values.get(&vm.heap).copy();
    Ok(fresh(vm, Ref::new(object::ClassIndex::DICT, copied)))
}

fn run(vm: &mut Vm, args: &[Value]) -> Result {
    let [context, callable, arguments, keywords] = args else {
        return Err(vm.type_error("run() missing 1 required positional argument"));
    };
    if vm.state(context, |context: &mut Context| std::mem::replace(&mut context.entered, true))? {
        let message = format!("cannot enter context: {} is already entered", vm.repr_text(context)?);
        return Err(vm.runtime_error(message));
    }
    let previous = std::mem::replace(&mut vm.thread.context, context.clone());
    vm.state(context, |context: &mut Context| context.previous = previous)?;
    let arguments = vm.tuple_items(arguments).to_vec();
    let mut named = Vec::new();
    for (key, value) in vm.mapping_entries(keywords, None)? {
        if let Some(key) = key.as_ref::<object::Str>() {
            named.push((vm.heap.intern_str(key), value));
        }
    }
    let result = vm.call_kw(callable, &arguments, &named);
    let previous = vm.state(context, |context: &mut Context| {
        context.entered = false;
        std::mem::replace(&mut context.previous, Value::NONE)
    })?;
    let left = std::mem::replace(&mut vm.thread.context, previous);
    drop(left);
    result
}

/// A key of a context must be a variable.
fn must_be_variable(vm: &mut Vm, key: &Value) -> Result<()> {
    if vm.data::<Variable>(key).is_some() {
        return Ok(());
    }
    let message = format!("a ContextVar key was expected, got {}", vm.repr_text(key)?);
    Err(vm.type_error(message))
}

fn find(vm: &mut Vm, args: &[Value]) -> Result<Option<Value>> {
    must_be_variable(vm, &args[1])?;
    let values = values_of(vm, &args[0])?;
    vm.dict_get(&values, &args[1])
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    match find(vm, args)? {
        Some(value) => Ok(value),
        None => Err(vm.key_error(args[1].clone())),
    }
}
fn get_item_or(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(find(vm, args)?.unwrap_or_else(|| args[2].clone()))
}
fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(find(vm, args)?.is_some()))
}
fn len(vm: &mut Vm, args: &[Value]) -> Result {
    let values = values_of(vm, &args[0])?;
    Ok(Value::from_usize(values.get(&vm.heap).len()))
}
fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let values = values_of(vm, &args[0])?;
    vm.iter(values.value())
}
fn keys(vm: &mut Vm, args: &[Value]) -> Result {
    let values = values_of(vm, &args[0])?;
    vm.call_method(values.value(), "keys", &[])
}
fn values(vm: &mut Vm, args: &[Value]) -> Result {
    let values = values_of(vm, &args[0])?;
    vm.call_method(values.value(), "values", &[])
}
fn items(vm: &mut Vm, args: &[Value]) -> Result {
    let values = values_of(vm, &args[0])?;
    vm.call_method(values.value(), "items", &[])
}
fn equal(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.data::<Context>(&args[1]).is_none() {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (own, other) = (values_of(vm, &args[0])?, values_of(vm, &args[1])?);
    Ok(Value::bool(vm.equal(own.value(), other.value())?))
}

// ---- variables ---------------------------------------------------------------------------------------

fn new_variable(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].kind() != Some(Kind::Str) {
        return Err(vm.type_error("context variable name must be a str"));
    }
    vm.new_data(&args[0], Variable { name: args[1].clone(), default: args[2].clone() })
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let context = current(vm);
    let values = values_of(vm, &context)?;
    if let Some(value) = vm.dict_get(&values, &args[0])? {
        return Ok(value);
    }
    if !args[1].is_unbound() {
        return Ok(args[1].clone());
    }
    let default = vm.read(&args[0], |variable: &Variable| variable.default.clone())?;
    if default.is_unbound() { Err(vm.raise("LookupError", vec![args[0].clone()])) } else { Ok(default) }
}

fn set(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |_: &Variable| ())?;
    let context = current(vm);
    let values = values_of(vm, &context)?;
    let old = vm.dict_get(&values, &args[0])?.unwrap_or(Value::UNBOUND);
    vm.dict_set(&values, args[0].clone(), args[1].clone())?;
    Ok(vm.make(Token { context, variable: args[0].clone(), old, used: false }))
}

fn reset(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.data::<Token>(&args[1]).is_none() {
        let message = format!("expected an instance of Token, got {}", vm.repr_text(&args[1])?);
        return Err(vm.type_error(message));
    }
    let (context, variable, old, used) = vm.read(&args[1], |token: &Token| {
        (token.context.clone(), token.variable.clone(), token.old.clone(), token.used)
    })?;
    let token = vm.repr_text(&args[1])?;
    if used {
        return Err(vm.runtime_error(format!("{token} has already been used once")));
    }
    if !variable.is_same(&args[0]) {
        return Err(vm.value_error(format!("{token} was created by a different ContextVar")));
    }
    if !context.is_same(&current(vm)) {
        return Err(vm.value_error(format!("{token} was created in a different Context")));
    }
    vm.state(&args[1], |token: &mut Token| token.used = true)?;
    let values = values_of(vm, &context)?;
    if old.is_unbound() {
        vm.dict_remove(&values, &args[0])?;
    } else {
        vm.dict_set(&values, args[0].clone(), old)?;
    }
    Ok(Value::NONE)
}

fn variable_name(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |variable: &Variable| variable.name.clone())
}

fn variable_hash(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(vm.identity_hash(&args[0])))
}

fn address(value: &Value) -> String {
    format!("{:#x}", object::identity_number(value))
}

fn variable_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (name, default) = vm.read(&args[0], |variable: &Variable| (variable.name.clone(), variable.default.clone()))?;
    let name = vm.repr_text(&name)?;
    let default = if default.is_unbound() { String::new() } else { format!(" default={}", vm.repr_text(&default)?) };
    Ok(Value::from(format!("<ContextVar name={name}{default} at {}>", address(&args[0]))))
}

// ---- tokens ------------------------------------------------------------------------------------------

fn token_var(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |token: &Token| token.variable.clone())
}

fn token_old(vm: &mut Vm, args: &[Value]) -> Result {
    let old = vm.read(&args[0], |token: &Token| token.old.clone())?;
    if !old.is_unbound() {
        return Ok(old);
    }
    let class = vm.class_of(&args[0]).to_value();
    vm.get_attr_str(&class, "MISSING")
}

fn token_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (variable, used) = vm.read(&args[0], |token: &Token| (token.variable.clone(), token.used))?;
    let used = if used { " used" } else { "" };
    Ok(Value::from(format!("<Token{used} var={} at {}>", vm.repr_text(&variable)?, address(&args[0]))))
}

fn token_enter(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].clone())
}

fn token_exit(vm: &mut Vm, args: &[Value]) -> Result {
    let variable = token_var(vm, args)?;
    reset(vm, &[variable, args[0].clone()])
}
