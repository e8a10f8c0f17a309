//! What functions, methods, natives, cells and code show of themselves.

use object::{
    Builtin, Cell, Class, ClassIndex, CodeObject, Dict, Function, Kind, Method as BoundMethod, Ref, Str, Value, dunder,
};
use vm::{Getter, Method, Mutation, Result, Vm, getter, getter_setter, method};

use crate::object::address;

const FUNCTION: &[Method] = &[
    method(
        "__new__",
        function_new,
        "(cls, code, globals, name=None, argdefs=None, closure=None, kwdefaults=None)",
        "Create a function object.",
    ),
    method("__repr__", function_repr, "(self, /)", "Return repr(self)."),
    method("__call__", call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
];

const FUNCTION_GETTERS: &[Getter] = &[
    getter("__closure__", closure, ""),
    getter_setter("__doc__", function_doc, set_function_doc, ""),
    getter("__globals__", globals, ""),
    getter_setter("__module__", function_module, set_function_module, ""),
    getter("__builtins__", builtins, ""),
    getter_setter("__code__", code, set_code, ""),
    getter_setter("__defaults__", defaults, set_defaults, ""),
    getter_setter("__kwdefaults__", keyword_defaults, set_keyword_defaults, ""),
    getter_setter("__annotations__", annotations, set_annotations, ""),
    getter_setter("__name__", function_name, set_function_name, ""),
    getter_setter("__qualname__", function_qualname, set_function_qualname, ""),
    getter_setter("__type_params__", type_params, set_type_params, ""),
];

const METHOD: &[Method] = &[
    method("__new__", method_new, "(cls, function, instance, /)", "Create a bound instance method object."),
    method("__repr__", method_repr, "(self, /)", "Return repr(self)."),
    method("__hash__", method_hash, "(self, /)", "Return hash(self)."),
    method("__call__", call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method("__eq__", method_eq, "(self, value, /)", "Return self==value."),
    method("__get__", crate::generator::identity, "(self, instance, owner=None, /)", "Return the method itself."),
    method("__reduce__", method_reduce, "(self, /)", "Helper for pickle."),
];

const METHOD_GETTERS: &[Getter] = &[
    getter("__func__", method_function, "the function (or other callable) implementing a method"),
    getter("__self__", method_self, "the instance to which a method is bound"),
    getter("__doc__", method_doc, ""),
];

const BUILTIN: &[Method] = &[
    method("__repr__", builtin_repr, "(self, /)", "Return repr(self)."),
    method("__hash__", builtin_hash, "(self, /)", "Return hash(self)."),
    method("__call__", call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method("__eq__", builtin_eq, "(self, value, /)", "Return self==value."),
    method("__reduce__", builtin_reduce, "(self, /)", "Helper for pickle."),
];

const DESCRIBED: &[Method] = &[
    method("__repr__", builtin_repr, "(self, /)", "Return repr(self)."),
    method("__call__", call, "(self, /, *args, **kwargs)", "Call self as a function."),
    method(
        "__get__",
        get,
        "(self, instance, owner=None, /)",
        "Return an attribute of instance, which is of type owner.",
    ),
    method("__reduce__", builtin_reduce, "(self, /)", "Helper for pickle."),
];

const BUILTIN_GETTERS: &[Getter] = &[
    getter("__name__", builtin_name, ""),
    getter("__qualname__", builtin_qualname, ""),
    getter("__doc__", builtin_doc, ""),
    getter("__text_signature__", text_signature, ""),
];

const CELL: &[Method] = &[
    method("__new__", cell_new, "(cls, contents=<unset>, /)", "Create a new cell object."),
    method("__repr__", cell_repr, "(self, /)", "Return repr(self)."),
    method("__eq__", cell_eq, "(self, value, /)", "Return self==value."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::FUNCTION, FUNCTION, FUNCTION_GETTERS);
    let class = vm.heap.class(ClassIndex::FUNCTION).clone();
    vm.add_instance_getter(&class, dunder::DICT);
    vm.fill_class(ClassIndex::METHOD, METHOD, METHOD_GETTERS);
    for class in [ClassIndex::BUILTIN, ClassIndex::METHOD_WRAPPER] {
        vm.fill_class(class, BUILTIN, BUILTIN_GETTERS);
        vm.fill_class(class, &[], &[getter("__self__", builtin_self, "")]);
    }
    vm.fill_class(ClassIndex::BUILTIN, &[], &[getter("__module__", builtin_module, "")]);
    for class in [ClassIndex::METHOD_DESCRIPTOR, ClassIndex::WRAPPER_DESCRIPTOR, ClassIndex::CLASS_METHOD_DESCRIPTOR] {
        vm.fill_class(class, DESCRIBED, BUILTIN_GETTERS);
    }
    for class in [
        ClassIndex::METHOD_WRAPPER,
        ClassIndex::METHOD_DESCRIPTOR,
        ClassIndex::WRAPPER_DESCRIPTOR,
        ClassIndex::CLASS_METHOD_DESCRIPTOR,
    ] {
        vm.fill_class(class, &[], &[getter("__objclass__", object_class, "")]);
    }
    let contents = [getter_setter("cell_contents", cell_contents, set_cell_contents, "")];
    vm.fill_class(ClassIndex::CELL, CELL, &contents);
}

/// `f.__call__(…)`
fn call(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.tuple_items(&args[1]).to_vec();
    let keywords = crate::function::keywords(vm, &args[2])?;
    vm.call_kw(&args[0], &items, &keywords)
}

/// `f.__get__(instance, owner)`
pub(crate) fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let object = (!args[1].is_none()).then_some(&args[1]);
    let class = match (args[2].as_ref::<Class>(), object) {
        (Some(class), _) => class.clone(),
        (None, Some(object)) => vm.class_of(object),
        (None, None) => return Err(vm.type_error("__get__(None, None) is invalid")),
    };
    vm.bind_descriptor(&args[0], object, &class)
}

// ---- functions ----------------------------------------------------------------------------------------

fn as_function(vm: &mut Vm, value: &Value) -> Result<Ref<Function>> {
    match value.as_ref::<Function>() {
        Some(function) => Ok(function.clone()),
        None => {
            let message = format!("descriptor requires a 'function' object but received a '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn of_function(vm: &mut Vm, value: &Value, get: impl Fn(&Function) -> Value) -> Result {
    let function = as_function(vm, value)?;
    Ok(get(function.get(&vm.heap)))
}

fn change_function(vm: &mut Vm, value: &Value, new: Value, place: impl Fn(&mut Function) -> &mut Value) -> Result {
    let function = as_function(vm, value)?;
    vm.touched(value, Mutation::SetAttribute);
    let old = std::mem::replace(place(function.get_mut(&mut vm.heap)), new);
    drop(old);
    Ok(Value::NONE)
}

fn function_new(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(code) = args[1].as_ref::<CodeObject>().cloned() else {
        let message = format!("function() argument 'code' must be code, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    let Some(globals) = args[2].as_ref::<Dict>().cloned() else {
        let message = format!("function() argument 'globals' must be dict, not {}", vm.type_name(&args[2]));
        return Err(vm.type_error(message));
    };
    let mut function = vm.function_of(&code, globals);
    if !args[3].is_none() {
        if args[3].kind() != Some(Kind::Str) {
            return Err(vm.type_error("arg 3 (name) must be None or string"));
        }
        function.name = args[3].clone();
        function.qualname = args[3].clone();
    }
    if !args[4].is_none() {
        if args[4].kind() != Some(Kind::Tuple) {
            return Err(vm.type_error("arg 4 (defaults) must be None or tuple"));
        }
        function.defaults = vm.tuple_items(&args[4]).to_vec();
    }
    let wanted = code.code.free_names.len();
    if args[5].kind() != Some(Kind::Tuple) && (wanted > 0 || !args[5].is_none()) {
        let message =
            if wanted > 0 { "arg 5 (closure) must be tuple" } else { "arg 5 (closure) must be None or tuple" };
        return Err(vm.type_error(message));
    }
    let cells = vm.tuple_items(&args[5]).to_vec();
    if cells.len() != wanted {
        let name = code.code.name.clone();
        let message = format!("{name} requires closure of length {wanted}, not {}", cells.len());
        return Err(vm.value_error(message));
    }
    let mut closure = Vec::new();
    for cell in cells {
        match cell.as_ref::<Cell>() {
            Some(cell) => closure.push(cell.clone()),
            None => {
                let message = format!("arg 5 (closure) expected cell, found {}", vm.type_name(&cell));
                return Err(vm.type_error(message));
            }
        }
    }
    function.closure = closure.into();
    function.keyword_defaults = args[6].as_ref::<Dict>().cloned();
    Ok(Ref::new(ClassIndex::FUNCTION, function).into())
}

fn function_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = function_qualname(vm, args)?;
    Ok(Value::from(format!("<function {} at {}>", vm.str_text(&name)?, address(&args[0]))))
}

fn closure(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| {
        if f.closure.is_empty() {
            return Value::NONE;
        }
        Value::tuple(f.closure.iter().map(|c| c.to_value()).collect())
    })
}

fn globals(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.globals.to_value())
}

fn builtins(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.builtins.to_value())
}

fn function_name(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.name.clone())
}

fn string_only(vm: &mut Vm, value: &Value, attribute: &str) -> Result<()> {
    if value.kind() == Some(Kind::Str) {
        return Ok(());
    }
    Err(vm.type_error(format!("{attribute} must be set to a string object")))
}

fn set_function_name(vm: &mut Vm, args: &[Value]) -> Result {
    string_only(vm, &args[1], "__name__")?;
    change_function(vm, &args[0], args[1].clone(), |f| &mut f.name)
}

fn function_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.qualname.clone())
}

fn set_function_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    string_only(vm, &args[1], "__qualname__")?;
    change_function(vm, &args[0], args[1].clone(), |f| &mut f.qualname)
}

/// What an attribute is set to, None where it is deleted.
fn or_none(value: &Value) -> Value {
    if value.is_unbound() { Value::NONE } else { value.clone() }
}

fn function_module(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.module.clone())
}

fn set_function_module(vm: &mut Vm, args: &[Value]) -> Result {
    change_function(vm, &args[0], or_none(&args[1]), |f| &mut f.module)
}

fn function_doc(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.doc.clone())
}

fn set_function_doc(vm: &mut Vm, args: &[Value]) -> Result {
    change_function(vm, &args[0], or_none(&args[1]), |f| &mut f.doc)
}

fn code(vm: &mut Vm, args: &[Value]) -> Result {
    let function = as_function(vm, &args[0])?;
    Ok(vm.code_of(&function)?.into())
}

fn set_code(vm: &mut Vm, args: &[Value]) -> Result {
    let function = as_function(vm, &args[0])?;
    let Some(code) = args[1].as_ref::<CodeObject>().cloned() else {
        return Err(vm.type_error("__code__ must be set to a code object"));
    };
    let (cells, free) = (function.get(&vm.heap).closure.len(), code.code.free_names.len());
    if cells != free {
        let name = function.get(&vm.heap).name.clone();
        let name = vm.str_text(&name)?;
        let message = format!("{name}() requires a code object with {cells} free vars, not {free}");
        return Err(vm.value_error(message));
    }
    vm.set_function_code(&function, code);
    Ok(Value::NONE)
}

fn defaults(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| if f.defaults.is_empty() { Value::NONE } else { Value::tuple(f.defaults.clone()) })
}

fn set_defaults(vm: &mut Vm, args: &[Value]) -> Result {
    let function = as_function(vm, &args[0])?;
    let new = or_none(&args[1]);
    if !new.is_none() && new.kind() != Some(Kind::Tuple) {
        return Err(vm.type_error("__defaults__ must be set to a tuple object"));
    }
    let items = vm.tuple_items(&new).to_vec();
    vm.touched(&args[0], Mutation::SetAttribute);
    let old = std::mem::replace(&mut function.get_mut(&mut vm.heap).defaults, items);
    drop(old);
    Ok(Value::NONE)
}

fn keyword_defaults(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| f.keyword_defaults.as_ref().map_or(Value::NONE, |d| d.to_value()))
}

fn set_keyword_defaults(vm: &mut Vm, args: &[Value]) -> Result {
    let function = as_function(vm, &args[0])?;
    let new = or_none(&args[1]);
    if !new.is_none() && new.kind() != Some(Kind::Dict) {
        return Err(vm.type_error("__kwdefaults__ must be set to a dict object"));
    }
    let dict = new.as_ref::<Dict>().cloned();
    vm.touched(&args[0], Mutation::SetAttribute);
    let old = std::mem::replace(&mut function.get_mut(&mut vm.heap).keyword_defaults, dict);
    drop(old);
    Ok(Value::NONE)
}

fn annotations(vm: &mut Vm, args: &[Value]) -> Result {
    let function = as_function(vm, &args[0])?;
    let annotations = &mut function.get_mut(&mut vm.heap).annotations;
    if annotations.is_unbound() || annotations.is_none() {
        *annotations = Ref::<Dict>::dict().into();
    }
    Ok(annotations.clone())
}

fn set_annotations(vm: &mut Vm, args: &[Value]) -> Result {
    let new = or_none(&args[1]);
    if !new.is_none() && new.kind() != Some(Kind::Dict) {
        return Err(vm.type_error("__annotations__ must be set to a dict object"));
    }
    change_function(vm, &args[0], new, |f| &mut f.annotations)
}

fn type_params(vm: &mut Vm, args: &[Value]) -> Result {
    of_function(vm, &args[0], |f| match f.type_params.kind() {
        Some(Kind::Tuple) => f.type_params.clone(),
        _ => Value::tuple_of([]),
    })
}

fn set_type_params(vm: &mut Vm, args: &[Value]) -> Result {
    if args[1].kind() != Some(Kind::Tuple) {
        return Err(vm.type_error("__type_params__ must be set to a tuple"));
    }
    change_function(vm, &args[0], args[1].clone(), |f| &mut f.type_params)
}

// ---- bound methods -------------------------------------------------------------------------------------

fn method_new(vm: &mut Vm, args: &[Value]) -> Result {
    let plain = matches!(args[1].kind(), Some(Kind::Function | Kind::Builtin | Kind::Method | Kind::Class));
    if !plain && vm.dunder_of(&args[1], dunder::CALL).is_none() {
        return Err(vm.type_error("first argument must be callable"));
    }
    if args[2].is_none() {
        return Err(vm.type_error("instance must not be None"));
    }
    Ok(vm.bound_method(args[1].clone(), args[2].clone()))
}

fn method_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (function, receiver) = (method_function(vm, args)?, method_self(vm, args)?);
    let mut name = None;
    for which in [dunder::QUALNAME, dunder::NAME] {
        let key = vm.heap.dunder(which).clone();
        if let Some(found) = vm.find_attr(&function, &key)?
            && let Some(text) = found.as_ref::<Str>()
        {
            name = Some(text.lossy().into_owned());
            break;
        }
    }
    let name = name.unwrap_or_else(|| "?".to_string());
    Ok(Value::from(format!("<bound method {name} of {}>", vm.repr_text(&receiver)?)))
}

fn method_self(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].as_ref::<BoundMethod>().map_or(Value::NONE, |m| m.receiver.clone()))
}

fn method_function(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].as_ref::<BoundMethod>().map_or(Value::NONE, |m| m.function.clone()))
}

fn method_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let function = method_function(vm, args)?;
    vm.get_attr_str(&function, "__doc__")
}

fn method_eq(vm: &mut Vm, args: &[Value]) -> Result {
    let (Some(a), Some(b)) = (args[0].as_ref::<BoundMethod>(), args[1].as_ref::<BoundMethod>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Value::bool(a.receiver.is_same(&b.receiver) && vm.equal(&a.function, &b.function)?))
}

fn method_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let (function, receiver) = (method_function(vm, args)?, method_self(vm, args)?);
    let hash = vm.identity_hash(&receiver) ^ vm.hash(&function)?;
    Ok(Value::from_i64(if hash == -1 { -2 } else { hash }))
}

fn method_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (function, receiver) = (method_function(vm, args)?, method_self(vm, args)?);
    let name = vm.get_attr_str(&function, "__name__")?;
    let key = vm.intern("getattr");
    let builtins = vm.builtins.clone();
    let getattr = builtins.get(&vm.heap).get_name(&key).cloned().unwrap_or(Value::NONE);
    Ok(Value::tuple_of([getattr, Value::tuple(vec![receiver, name])]))
}

// ---- natives ----------------------------------------------------------------------------------------------

fn as_builtin(vm: &mut Vm, value: &Value) -> Result<Ref<Builtin>> {
    match value.as_ref::<Builtin>() {
        Some(builtin) => Ok(builtin.clone()),
        None => Err(vm.type_error("descriptor requires a built-in function or method")),
    }
}

fn builtin_name(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(as_builtin(vm, &args[0])?.name.to_value())
}

fn builtin_qualname(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    let owner = match (builtin.owner.as_ref::<Class>(), builtin.bound.as_ref::<Class>()) {
        (Some(_), Some(bound)) if builtin.name.as_str() != "__new__" => bound.clone(),
        (Some(owner), _) => owner.clone(),
        (None, _) => return Ok(builtin.name.to_value()),
    };
    let qualname = owner.get(&vm.heap).qualname.clone();
    Ok(Value::from(format!("{}.{}", vm.str_text(&qualname)?, builtin.name.as_str())))
}

fn builtin_module(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    Ok(if builtin.owner.kind() == Some(Kind::Str) { builtin.owner.clone() } else { Value::NONE })
}

fn builtin_doc(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    let doc = vm.natives[builtin.native as usize].doc;
    Ok(if doc.is_empty() { Value::NONE } else { Value::from(doc) })
}

fn text_signature(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    let signature = vm.natives[builtin.native as usize].signature;
    let inside = signature.trim_start_matches('(').trim_end_matches(')');
    let text = match builtin.owner.as_ref::<Class>() {
        Some(_) => format!("(${})", inside.trim_start_matches('$')),
        None if inside.is_empty() => "($module, /)".to_string(),
        None if inside.contains('/') => format!("($module, {inside})"),
        None => format!("($module, /, {inside})"),
    };
    Ok(Value::from(text.replace("<unset>", "<unrepresentable>")))
}

fn builtin_self(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    if !builtin.bound.is_unbound() {
        return Ok(builtin.bound.clone());
    }
    let Some(name) = builtin.owner.as_ref::<Str>().map(|s| s.lossy().into_owned()) else {
        return Ok(Value::NONE);
    };
    Ok(vm.module_named(&name).unwrap_or(Value::NONE))
}

fn object_class(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(as_builtin(vm, &args[0])?.owner.clone())
}

fn builtin_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    let name = builtin.name.as_str();
    let owner = builtin.owner.as_ref::<Class>().map(|c| vm.class_name(c)).unwrap_or_default();
    Ok(Value::from(match builtin.header().class() {
        ClassIndex::METHOD_DESCRIPTOR | ClassIndex::CLASS_METHOD_DESCRIPTOR => {
            format!("<method '{name}' of '{owner}' objects>")
        }
        ClassIndex::WRAPPER_DESCRIPTOR => format!("<slot wrapper '{name}' of '{owner}' objects>"),
        ClassIndex::METHOD_WRAPPER => {
            let receiver = vm.type_name(&builtin.bound);
            format!("<method-wrapper '{name}' of {receiver} object at {}>", address(&builtin.bound))
        }
        _ if builtin.bound.is_unbound() => format!("<built-in function {name}>"),
        _ => {
            let receiver = vm.type_name(&builtin.bound);
            format!("<built-in method {name} of {receiver} object at {}>", address(&builtin.bound))
        }
    }))
}

fn builtin_eq(vm: &mut Vm, args: &[Value]) -> Result {
    let a = as_builtin(vm, &args[0])?;
    let Some(b) = args[1].as_ref::<Builtin>() else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let same = a.native == b.native && a.header().class() == b.header().class() && a.bound.is_same(&b.bound);
    Ok(Value::bool(same))
}

fn builtin_hash(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    let bound = if builtin.bound.is_unbound() { 0 } else { vm.identity_hash(&builtin.bound) };
    Ok(Value::from_i64(bound ^ ((builtin.native as i64 + 1) << 20)))
}

fn builtin_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let builtin = as_builtin(vm, &args[0])?;
    let receiver = match (builtin.bound.is_unbound(), builtin.owner.as_ref::<Class>()) {
        (false, _) => builtin.bound.clone(),
        (true, Some(owner)) => owner.to_value(),
        _ => return Ok(builtin.name.to_value()),
    };
    let key = vm.intern("getattr");
    let builtins = vm.builtins.clone();
    let getattr = builtins.get(&vm.heap).get_name(&key).cloned().unwrap_or(Value::NONE);
    Ok(Value::tuple_of([getattr, Value::tuple(vec![receiver, builtin.name.to_value()])]))
}

// ---- cells -------------------------------------------------------------------------------------------------

fn as_cell(vm: &mut Vm, value: &Value) -> Result<Ref<Cell>> {
    match value.as_ref::<Cell>() {
        Some(cell) => Ok(cell.clone()),
        None => Err(vm.type_error("descriptor requires a 'cell' object")),
    }
}

fn cell_new(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.new_cell(args[1].clone()).into())
}

fn cell_contents(vm: &mut Vm, args: &[Value]) -> Result {
    let cell = as_cell(vm, &args[0])?;
    let content = cell.get(&vm.heap).content.clone();
    if content.is_unbound() {
        return Err(vm.value_error("cell is empty"));
    }
    Ok(content)
}

fn set_cell_contents(vm: &mut Vm, args: &[Value]) -> Result {
    let cell = as_cell(vm, &args[0])?;
    vm.cell_set(&cell, args[1].clone());
    Ok(Value::NONE)
}

fn cell_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let cell = as_cell(vm, &args[0])?;
    let content = cell.get(&vm.heap).content.clone();
    let own = address(&args[0]);
    Ok(Value::from(if content.is_unbound() {
        format!("<cell at {own}: empty>")
    } else {
        format!("<cell at {own}: {} object at {}>", vm.type_name(&content), address(&content))
    }))
}

fn cell_eq(vm: &mut Vm, args: &[Value]) -> Result {
    let (Some(a), Some(b)) = (args[0].as_ref::<Cell>(), args[1].as_ref::<Cell>()) else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    let (a, b) = (a.get(&vm.heap).content.clone(), b.get(&vm.heap).content.clone());
    if a.is_unbound() || b.is_unbound() {
        return Ok(Value::bool(a.is_unbound() == b.is_unbound()));
    }
    Ok(Value::bool(vm.equal(&a, &b)?))
}
