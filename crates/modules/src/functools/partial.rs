//! partial, and the placeholder that the library's own code asks for.

use object::{Class, ClassFlags, Dict, Module, Name, NativeData, Ref, Str, Tuple, Value, dunder};
use vm::{Method, Mutation, NativeClass, Result, Vm, class_method, getter, method};

/// A function and the first of its arguments.
struct Partial {
    function: Value,
    arguments: Ref<Tuple>,
    keywords: Ref<Dict>,
    /// How many of the arguments are placeholders, to be filled by a call's own.
    holes: usize,
}

impl NativeData for Partial {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.function);
        visit(self.arguments.value());
        visit(self.keywords.value());
    }
    fn clear(&mut self) {
        self.function = Value::NONE;
        self.arguments = Ref::<Tuple>::tuple(vec![]);
        self.keywords = Ref::dict();
    }
    fn parts(&self) -> Option<Vec<(String, Value)>> {
        let arguments = self.arguments.to_value();
        Some(vec![
            ("func".to_string(), self.function.clone()),
            ("args".to_string(), arguments),
            ("keywords".to_string(), self.keywords.to_value()),
        ])
    }
}

/// The one `Placeholder`.
struct Placeholder;

impl NativeData for Placeholder {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__reduce__", reduce, "(self, /)", "Return state information for pickling."),
    method("__setstate__", set_state, "(self, state, /)", "Take over a pickled state."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<Partial>(
        module,
        NativeClass {
            name: "partial",
            module: "functools",
            doc: "Create a new function with partial application of the given arguments and keywords.",
            methods: METHODS,
            getters: &[
                getter("func", function, "function object to use in future partial calls"),
                getter("args", arguments, "tuple of arguments to future partial calls"),
                getter("keywords", keywords, "dictionary of keyword arguments to future partial calls"),
            ],
            call: Some(call),
            flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF,
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<Placeholder>(
        module,
        NativeClass {
            name: "_PlaceholderType",
            module: "functools",
            doc: "The type of the Placeholder singleton.",
            methods: &[
                method("__repr__", |_, _| Ok(Value::from("Placeholder")), "(self, /)", "Return repr(self)."),
                method("__reduce__", |_, _| Ok(Value::from("Placeholder")), "(self, /)", "Pickled by name."),
            ],
            flags: ClassFlags::FINAL | ClassFlags::NO_NEW,
            ..NativeClass::BASE
        },
    );
    let placeholder = vm.make(Placeholder);
    vm.set_module_attr(module, "Placeholder", placeholder);
}

fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    let Some((function, mut given)) = given.split_first().map(|(f, rest)| (f.clone(), rest.to_vec())) else {
        return Err(vm.type_error("type 'partial' takes at least one argument"));
    };
    if !is_callable(vm, &function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    if given.last().is_some_and(|last| vm.data::<Placeholder>(last).is_some()) {
        return Err(vm.type_error("trailing Placeholders are not allowed"));
    }
    let keywords: Ref<Dict> = Ref::dict();
    let mut target = function.clone();
    // A partial of a partial is one with the arguments of both, unless it has a namespace of its own.
    if let Some((inner, arguments, inner_keywords)) =
        vm.data::<Partial>(&function).map(|p| (p.function.clone(), p.arguments.clone(), p.keywords.clone()))
        && vm.heap.attributes(&function).is_none_or(|a| a.dict.is_none() && a.slots.is_empty())
    {
        given = fill(vm, &arguments.0, given);
        target = inner;
        let entries = vm.mapping_entries(inner_keywords.value(), None)?;
        for (key, value) in entries {
            vm.dict_set(&keywords, key, value)?;
        }
    }
    for (key, value) in vm.mapping_entries(&args[2], None)? {
        vm.dict_set(&keywords, key, value)?;
    }
    let holes = given.iter().filter(|a| vm.data::<Placeholder>(a).is_some()).count();
    vm.new_data(&args[0], Partial { function: target, arguments: Ref::<Tuple>::tuple(given), keywords, holes })
}

fn is_callable(vm: &mut Vm, value: &Value) -> bool {
    use object::Kind;
    matches!(value.kind(), Some(Kind::Function | Kind::Builtin | Kind::Method | Kind::Class))
        || vm.dunder_of(value, dunder::CALL).is_some()
}

/// `first` with its placeholders taken from `then`, and the rest of `then` behind it.
fn fill(vm: &Vm, first: &[Value], then: Vec<Value>) -> Vec<Value> {
    let mut then = then.into_iter();
    let mut all: Vec<Value> = first
        .iter()
        .map(|a| if vm.data::<Placeholder>(a).is_some() { then.next().unwrap_or_else(|| a.clone()) } else { a.clone() })
        .collect();
    all.extend(then);
    all
}

fn call(vm: &mut Vm, this: &Value, given: &[Value], named: &[(Name, Value)]) -> Result {
    let (function, arguments, keywords, holes) =
        vm.read(this, |p: &Partial| (p.function.clone(), p.arguments.clone(), p.keywords.clone(), p.holes))?;
    if given.len() < holes {
        let message =
            format!("missing positional arguments in 'partial' call; expected at least {holes}, got {}", given.len());
        return Err(vm.type_error(message));
    }
    let all = if holes > 0 {
        fill(vm, &arguments.0, given.to_vec())
    } else {
        let mut all = Vec::with_capacity(arguments.0.len() + given.len());
        all.extend_from_slice(&arguments.0);
        all.extend_from_slice(given);
        all
    };
    if keywords.get(&vm.heap).is_empty() {
        return vm.call_kw(&function, &all, named);
    }
    let mut both = vm.keywords_of(keywords.value())?;
    for (name, value) in named {
        match both.iter_mut().find(|(known, _)| known == name) {
            Some((_, place)) => *place = value.clone(),
            None => both.push((name.clone(), value.clone())),
        }
    }
    vm.call_kw(&function, &all, &both)
}

fn function(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |p: &Partial| p.function.clone())
}
fn arguments(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |p: &Partial| p.arguments.to_value())
}
fn keywords(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |p: &Partial| p.keywords.to_value())
}

fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let name = class_path(vm, &class);
    if !vm.enter_repr(&args[0]) {
        return Ok(Value::from("..."));
    }
    let text = inside(vm, &args[0]);
    vm.leave_repr(&args[0]);
    Ok(Value::from(format!("{name}({})", text?)))
}

/// `functools.partial`, or what a subclass is called.
fn class_path(vm: &mut Vm, class: &Ref<Class>) -> String {
    let module = vm.get_attr_str(class.value(), "__module__").ok();
    let module = module.and_then(|m| m.as_ref::<Str>().map(|m| m.lossy().into_owned())).unwrap_or_default();
    let qualname = class.get(&vm.heap).qualname.clone();
    let qualname = qualname.as_ref::<Str>().map(|q| q.lossy().into_owned()).unwrap_or_default();
    if module == "builtins" || module.is_empty() { qualname } else { format!("{module}.{qualname}") }
}

fn inside(vm: &mut Vm, this: &Value) -> Result<String> {
    let (function, arguments, keywords) =
        vm.read(this, |p: &Partial| (p.function.clone(), p.arguments.clone(), p.keywords.clone()))?;
    let mut texts = vec![vm.repr_text(&function)?];
    for argument in arguments.0.iter() {
        texts.push(vm.repr_text(argument)?);
    }
    for (name, value) in vm.mapping_entries(keywords.value(), None)? {
        texts.push(format!("{}={}", vm.str_text(&name)?, vm.repr_text(&value)?));
    }
    Ok(texts.join(", "))
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (function, arguments, keywords) =
        vm.read(&args[0], |p: &Partial| (p.function.clone(), p.arguments.to_value(), p.keywords.to_value()))?;
    let namespace = match vm.heap.attributes(&args[0]) {
        Some(attributes) if attributes.dict.is_some() || !attributes.slots.is_empty() => {
            vm.attribute_dict(&args[0]).map_or(Value::NONE, |d| d.to_value())
        }
        _ => Value::NONE,
    };
    let state = Value::tuple_of([function.clone(), arguments, keywords, namespace]);
    Ok(Value::tuple_of([vm.class_of(&args[0]).into(), Value::tuple(vec![function]), state]))
}

fn set_state(vm: &mut Vm, args: &[Value]) -> Result {
    let parts = args[1].as_ref::<Tuple>().map(|t| t.0.to_vec()).unwrap_or_default();
    let [function, arguments, keywords, namespace] = parts.as_slice() else {
        return Err(vm.type_error("invalid partial state"));
    };
    let valid = is_callable(vm, function) && (keywords.is_none() || keywords.as_ref::<Dict>().is_some());
    let Some(arguments) = arguments.as_ref::<Tuple>().filter(|_| valid).cloned() else {
        return Err(vm.type_error("invalid partial state"));
    };
    let kept: Ref<Dict> = Ref::dict();
    if !keywords.is_none() {
        for (key, value) in vm.mapping_entries(keywords, None)? {
            vm.dict_set(&kept, key, value)?;
        }
    }
    let holes = arguments.0.iter().filter(|a| vm.data::<Placeholder>(a).is_some()).count();
    let new = Partial { function: function.clone(), arguments, keywords: kept, holes };
    let old = vm.change(&args[0], Mutation::Replace, |p: &mut Partial| std::mem::replace(p, new))?;
    drop(old);
    if !namespace.is_none() {
        for (key, value) in vm.mapping_entries(namespace, None)? {
            if let Some(name) = key.as_ref::<Str>() {
                let name = vm.heap.intern_str(name);
                vm.set_slot(&args[0], &name, value);
            }
        }
    }
    Ok(Value::NONE)
}
