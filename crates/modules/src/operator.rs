//! `_operator`: the operators as functions, itemgetter, attrgetter, methodcaller.

use object::{ClassFlags, Module, Name, NativeData, Ref, Str, Value};
use vm::{Binary, Comparison, Method, NativeClass, Result, Unary, Vm, method};

macro_rules! functions {
    ($($function:ident |$vm:ident, $args:ident| $body:expr;)*) => {
        $(fn $function($vm: &mut Vm, $args: &[Value]) -> Result { $body })*
    };
}

functions! {
    abs |vm, args| absolute(vm, &args[0]);
    neg |vm, args| vm.unary(Unary::Neg, &args[0]);
    pos |vm, args| vm.unary(Unary::Pos, &args[0]);
    invert |vm, args| vm.unary(Unary::Invert, &args[0]);
    index |vm, args| vm.index_value(&args[0]);
    truth |vm, args| vm.truth(&args[0]).map(Value::bool);
    not |vm, args| vm.truth(&args[0]).map(|t| Value::bool(!t));
    is |_vm, args| Ok(Value::bool(args[0].is_same(&args[1])));
    is_not |_vm, args| Ok(Value::bool(!args[0].is_same(&args[1])));
    is_none |_vm, args| Ok(Value::bool(args[0].is_none()));
    is_not_none |_vm, args| Ok(Value::bool(!args[0].is_none()));
    lt |vm, args| vm.compare(Comparison::Lt, &args[0], &args[1]);
    le |vm, args| vm.compare(Comparison::Le, &args[0], &args[1]);
    eq |vm, args| vm.compare(Comparison::Eq, &args[0], &args[1]);
    ne |vm, args| vm.compare(Comparison::Ne, &args[0], &args[1]);
    ge |vm, args| vm.compare(Comparison::Ge, &args[0], &args[1]);
    gt |vm, args| vm.compare(Comparison::Gt, &args[0], &args[1]);
    add |vm, args| vm.binary(Binary::Add, &args[0], &args[1]);
    sub |vm, args| vm.binary(Binary::Sub, &args[0], &args[1]);
    mul |vm, args| vm.binary(Binary::Mul, &args[0], &args[1]);
    matmul |vm, args| vm.binary(Binary::MatMul, &args[0], &args[1]);
    floordiv |vm, args| vm.binary(Binary::FloorDiv, &args[0], &args[1]);
    truediv |vm, args| vm.binary(Binary::TrueDiv, &args[0], &args[1]);
    modulo |vm, args| vm.binary(Binary::Mod, &args[0], &args[1]);
    pow |vm, args| vm.binary(Binary::Pow, &args[0], &args[1]);
    lshift |vm, args| vm.binary(Binary::LShift, &args[0], &args[1]);
    rshift |vm, args| vm.binary(Binary::RShift, &args[0], &args[1]);
    and |vm, args| vm.binary(Binary::And, &args[0], &args[1]);
    or |vm, args| vm.binary(Binary::Or, &args[0], &args[1]);
    xor |vm, args| vm.binary(Binary::Xor, &args[0], &args[1]);
    iadd |vm, args| vm.inplace(Binary::Add, &args[0], &args[1]);
    isub |vm, args| vm.inplace(Binary::Sub, &args[0], &args[1]);
    imul |vm, args| vm.inplace(Binary::Mul, &args[0], &args[1]);
    imatmul |vm, args| vm.inplace(Binary::MatMul, &args[0], &args[1]);
    ifloordiv |vm, args| vm.inplace(Binary::FloorDiv, &args[0], &args[1]);
    itruediv |vm, args| vm.inplace(Binary::TrueDiv, &args[0], &args[1]);
    imod |vm, args| vm.inplace(Binary::Mod, &args[0], &args[1]);
    ipow |vm, args| vm.inplace(Binary::Pow, &args[0], &args[1]);
    ilshift |vm, args| vm.inplace(Binary::LShift, &args[0], &args[1]);
    irshift |vm, args| vm.inplace(Binary::RShift, &args[0], &args[1]);
    iand |vm, args| vm.inplace(Binary::And, &args[0], &args[1]);
    ior |vm, args| vm.inplace(Binary::Or, &args[0], &args[1]);
    ixor |vm, args| vm.inplace(Binary::Xor, &args[0], &args[1]);
    contains |vm, args| vm.contains(&args[0], &args[1]).map(Value::bool);
    getitem |vm, args| vm.get_item(&args[0], &args[1]);
    setitem |vm, args| vm.set_item(&args[0], &args[1], args[2].clone()).map(|()| Value::NONE);
    delitem |vm, args| vm.del_item(&args[0], &args[1]).map(|()| Value::NONE);
    concat |vm, args| concatenated(vm, &args[0], &args[1], false);
    iconcat |vm, args| concatenated(vm, &args[0], &args[1], true);
}

const ONE: &str = "(a, /)";
const TWO: &str = "(a, b, /)";

const FUNCTIONS: &[Method] = &[
    method("abs", abs, ONE, "Return the absolute value of the argument."),
    method("neg", neg, ONE, "Same as -a."),
    method("pos", pos, ONE, "Same as +a."),
    method("inv", invert, ONE, "Same as ~a."),
    method("invert", invert, ONE, "Same as ~a."),
    method("index", index, ONE, "Same as a.__index__()"),
    method("truth", truth, ONE, "Return True if a is true, False otherwise."),
    method("not_", not, ONE, "Same as not a."),
    method("is_", is, TWO, "Same as a is b."),
    method("is_not", is_not, TWO, "Same as a is not b."),
    method("is_none", is_none, ONE, "Same as a is None."),
    method("is_not_none", is_not_none, ONE, "Same as a is not None."),
    method("lt", lt, TWO, "Same as a < b."),
    method("le", le, TWO, "Same as a <= b."),
    method("eq", eq, TWO, "Same as a == b."),
    method("ne", ne, TWO, "Same as a != b."),
    method("ge", ge, TWO, "Same as a >= b."),
    method("gt", gt, TWO, "Same as a > b."),
    method("add", add, TWO, "Same as a + b."),
    method("sub", sub, TWO, "Same as a - b."),
    method("mul", mul, TWO, "Same as a * b."),
    method("matmul", matmul, TWO, "Same as a @ b."),
    method("floordiv", floordiv, TWO, "Same as a // b."),
    method("truediv", truediv, TWO, "Same as a / b."),
    method("mod", modulo, TWO, "Same as a % b."),
    method("pow", pow, TWO, "Same as a ** b."),
    method("lshift", lshift, TWO, "Same as a << b."),
    method("rshift", rshift, TWO, "Same as a >> b."),
    method("and_", and, TWO, "Same as a & b."),
    method("or_", or, TWO, "Same as a | b."),
    method("xor", xor, TWO, "Same as a ^ b."),
    method("iadd", iadd, TWO, "Same as a += b."),
    method("isub", isub, TWO, "Same as a -= b."),
    method("imul", imul, TWO, "Same as a *= b."),
    method("imatmul", imatmul, TWO, "Same as a @= b."),
    method("ifloordiv", ifloordiv, TWO, "Same as a //= b."),
    method("itruediv", itruediv, TWO, "Same as a /= b."),
    method("imod", imod, TWO, "Same as a %= b."),
    method("ipow", ipow, TWO, "Same as a **= b."),
    method("ilshift", ilshift, TWO, "Same as a <<= b."),
    method("irshift", irshift, TWO, "Same as a >>= b."),
    method("iand", iand, TWO, "Same as a &= b."),
    method("ior", ior, TWO, "Same as a |= b."),
    method("ixor", ixor, TWO, "Same as a ^= b."),
    method("concat", concat, TWO, "Same as a + b, for a and b sequences."),
    method("iconcat", iconcat, TWO, "Same as a += b, for a and b sequences."),
    method("contains", contains, TWO, "Same as b in a (note reversed operands)."),
    method("countOf", count_of, TWO, "Return the number of items in a which are, or which equal, b."),
    method("indexOf", index_of, TWO, "Return the first index of b in a."),
    method("getitem", getitem, TWO, "Same as a[b]."),
    method("setitem", setitem, "(a, b, c, /)", "Same as a[b] = c."),
    method("delitem", delitem, TWO, "Same as del a[b]."),
    method("length_hint", length_hint, "(obj, default=0, /)", "Return an estimate of the number of items in obj."),
    method("call", call, "(obj, /, *args, **kwargs)", "Same as obj(*args, **kwargs)."),
    method(
        "_compare_digest",
        compare_digest,
        TWO,
        "Return 'a == b', in a time that does not depend on where they differ.",
    ),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_operator", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    let class = |name, methods, call: vm::CallFn, doc| NativeClass {
        name,
        module: "operator",
        methods,
        call: Some(call),
        flags: ClassFlags::FINAL | ClassFlags::HAS_WEAKREF,
        doc,
        ..NativeClass::BASE
    };
    const ITEM: &[Method] = &[
        method("__new__", new_item_getter, "(cls, /, *items)", "Create and return a new object."),
        method("__repr__", item_getter_repr, "(self, /)", "Return repr(self)."),
        method("__reduce__", item_getter_reduce, "(self, /)", "Return state information for pickling"),
    ];
    let doc = "Return a callable object that fetches the given item(s) from its operand.";
    vm.add_data_class::<ItemGetter>(module, class("itemgetter", ITEM, call_item_getter, doc));
    const ATTRIBUTE: &[Method] = &[
        method("__new__", new_attr_getter, "(cls, /, *names)", "Create and return a new object."),
        method("__repr__", attr_getter_repr, "(self, /)", "Return repr(self)."),
        method("__reduce__", attr_getter_reduce, "(self, /)", "Return state information for pickling"),
    ];
    let doc = "Return a callable object that fetches the given attribute(s) from its operand.";
    vm.add_data_class::<AttrGetter>(module, class("attrgetter", ATTRIBUTE, call_attr_getter, doc));
    const CALLER: &[Method] = &[
        method("__new__", new_method_caller, "(cls, /, *args, **kwargs)", "Create and return a new object."),
        method("__repr__", method_caller_repr, "(self, /)", "Return repr(self)."),
        method("__reduce__", method_caller_reduce, "(self, /)", "Return state information for pickling"),
    ];
    let doc = "Return a callable object that calls the given method on its operand.";
    vm.add_data_class::<MethodCaller>(module, class("methodcaller", CALLER, call_method_caller, doc));
    Ok(())
}

fn absolute(vm: &mut Vm, value: &Value) -> Result {
    match vm.call_dunder(value, object::dunder::ABS, &[]) {
        Some(result) => result,
        None => {
            let message = format!("bad operand type for abs(): '{}'", vm.type_name(value));
            Err(vm.type_error(message))
        }
    }
}

fn concatenated(vm: &mut Vm, a: &Value, b: &Value, inplace: bool) -> Result {
    let number = vm.as_big(a).is_some() || a.as_float().is_some();
    if number || vm.class_attr_str(a, "__getitem__").is_none() {
        let message = format!("'{}' object can't be concatenated", vm.type_name(a));
        return Err(vm.type_error(message));
    }
    if inplace { vm.inplace(Binary::Add, a, b) } else { vm.binary(Binary::Add, a, b) }
}

fn count_of(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[0])?;
    let mut count = 0;
    while let Some(item) = vm.next(&iterator)? {
        count += vm.equal(&item, &args[1])? as i64;
    }
    Ok(Value::int(count))
}

fn index_of(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[0])?;
    let mut place = 0;
    while let Some(item) = vm.next(&iterator)? {
        if vm.equal(&item, &args[1])? {
            return Ok(Value::int(place));
        }
        place += 1;
    }
    Err(vm.value_error("sequence.index(x): x not in sequence"))
}

fn length_hint(vm: &mut Vm, args: &[Value]) -> Result {
    if vm.as_big(&args[1]).is_none() {
        let message = format!("'{}' object cannot be interpreted as an integer", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    }
    let object = &args[0];
    if vm.class_attr_str(object, "__len__").is_some() {
        return vm.len(object).map(Value::from_usize);
    }
    match vm.class_attr_str(object, "__length_hint__") {
        Some(hook) => {
            let hint = vm.call_unbound(&hook, object, &[])?;
            if hint.is_not_implemented() {
                return Ok(args[1].clone());
            }
            match vm.as_big(&hint) {
                Some(n) if n.sign() == num_bigint::Sign::Minus => {
                    Err(vm.value_error("__length_hint__() should return >= 0"))
                }
                Some(_) => Ok(hint),
                None => {
                    let name = vm.type_name(&hint);
                    Err(vm.type_error(format!("__length_hint__ must be an integer, not {name}")))
                }
            }
        }
        None => Ok(args[1].clone()),
    }
}

fn call(vm: &mut Vm, args: &[Value]) -> Result {
    let arguments = vm.tuple_items(&args[1]).to_vec();
    let keywords = vm.keywords_of(&args[2])?;
    vm.call_kw(&args[0], &arguments, &keywords)
}

fn compare_digest(vm: &mut Vm, args: &[Value]) -> Result {
    let equal = match (args[0].as_ref::<Str>(), args[1].as_ref::<Str>()) {
        (Some(a), Some(b)) => {
            if !a.is_ascii() || !b.is_ascii() {
                return Err(vm.type_error("comparing strings with non-ASCII characters is not supported"));
            }
            same_bytes(a.bytes(), b.bytes())
        }
        _ => {
            let bytes = |v: &Value| {
                v.as_ref::<object::Bytes>()
                    .map(|b| b.0.to_vec())
                    .or_else(|| v.as_ref::<object::ByteArray>().map(|b| b.get(&vm.heap).bytes.clone()))
            };
            match (bytes(&args[0]), bytes(&args[1])) {
                (Some(a), Some(b)) => same_bytes(&a, &b),
                _ => {
                    let (a, b) = (vm.type_name(&args[0]), vm.type_name(&args[1]));
                    let message = format!("unsupported operand types(s) or combination of types: '{a}' and '{b}'");
                    return Err(vm.type_error(message));
                }
            }
        }
    };
    Ok(Value::bool(equal))
}

/// Looks at every byte, wherever the first difference is.
fn same_bytes(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

// ---- itemgetter ------------------------------------------------------------------------------

struct ItemGetter(Vec<Value>);

impl NativeData for ItemGetter {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.0.iter().for_each(visit);
    }
}

fn new_item_getter(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.tuple_items(&args[1]).to_vec();
    if items.is_empty() {
        return Err(vm.type_error("itemgetter expected 1 argument, got 0"));
    }
    vm.new_data(&args[0], ItemGetter(items))
}

/// The one argument of a getter.
fn operand<'a>(vm: &mut Vm, name: &str, arguments: &'a [Value], keywords: &[(Name, Value)]) -> Result<&'a Value> {
    if !keywords.is_empty() {
        return Err(vm.type_error(format!("{name}() takes no keyword arguments")));
    }
    match arguments {
        [one] => Ok(one),
        _ => Err(vm.type_error(format!("{name} expected 1 argument, got {}", arguments.len()))),
    }
}

fn call_item_getter(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let object = operand(vm, "itemgetter", arguments, keywords)?;
    let (first, count) = vm.read(this, |g: &ItemGetter| (g.0[0].clone(), g.0.len()))?;
    let found = vm.get_item(object, &first)?;
    if count == 1 {
        return Ok(found);
    }
    let mut all = Vec::with_capacity(count);
    all.push(found);
    for place in 1..count {
        let key = vm.read(this, |g: &ItemGetter| g.0[place].clone())?;
        all.push(vm.get_item(object, &key)?);
    }
    Ok(Value::tuple(all))
}

/// `operator.itemgetter(1, 'a')`
fn call_text(vm: &mut Vm, name: &str, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let mut texts = Vec::new();
    for argument in arguments {
        texts.push(vm.repr_text(argument)?);
    }
    for (name, value) in keywords {
        texts.push(format!("{}={}", name.as_str(), vm.repr_text(value)?));
    }
    Ok(Value::from(format!("operator.{name}({})", texts.join(", "))))
}

fn repr_in(vm: &mut Vm, this: &Value, name: &str, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    if !vm.enter_repr(this) {
        return Ok(Value::from(format!("operator.{name}(...)")));
    }
    let text = call_text(vm, name, arguments, keywords);
    vm.leave_repr(this);
    text
}

fn item_getter_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.read(&args[0], |g: &ItemGetter| g.0.clone())?;
    repr_in(vm, &args[0], "itemgetter", &items, &[])
}

fn item_getter_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let items = vm.read(&args[0], |g: &ItemGetter| g.0.clone())?;
    Ok(Value::tuple_of([vm.class_of(&args[0]).into(), Value::tuple(items)]))
}

// ---- attrgetter ---------------------------------------------------------------------------------

/// Each name as it was given, and the names between its dots.
struct AttrGetter(Vec<(Value, Vec<Name>)>);

impl NativeData for AttrGetter {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        for (given, names) in &self.0 {
            visit(given);
            names.iter().for_each(|n| visit(n.value()));
        }
    }
}

fn new_attr_getter(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    if given.is_empty() {
        return Err(vm.type_error("attrgetter expected 1 argument, got 0"));
    }
    let mut all = Vec::new();
    for name in given {
        let Some(text) = name.as_ref::<Str>() else {
            return Err(vm.type_error("attribute name must be a string"));
        };
        let parts = text.bytes().split(|b| *b == b'.').map(|part| vm.heap.intern_wtf8(part)).collect();
        all.push((name, parts));
    }
    vm.new_data(&args[0], AttrGetter(all))
}

fn call_attr_getter(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let object = operand(vm, "attrgetter", arguments, keywords)?;
    let count = vm.read(this, |g: &AttrGetter| g.0.len())?;
    let mut all = Vec::with_capacity(count);
    for place in 0..count {
        let (mut found, mut part) = (object.clone(), 0);
        while let Some(name) = vm.read(this, |g: &AttrGetter| g.0[place].1.get(part).cloned())? {
            found = vm.get_attr(&found, &name)?;
            part += 1;
        }
        if count == 1 {
            return Ok(found);
        }
        all.push(found);
    }
    Ok(Value::tuple(all))
}

fn attr_getter_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let names: Vec<Value> = vm.read(&args[0], |g: &AttrGetter| g.0.iter().map(|(n, _)| n.clone()).collect())?;
    repr_in(vm, &args[0], "attrgetter", &names, &[])
}

fn attr_getter_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let names = vm.read(&args[0], |g: &AttrGetter| g.0.iter().map(|(n, _)| n.clone()).collect())?;
    Ok(Value::tuple_of([vm.class_of(&args[0]).into(), Value::tuple(names)]))
}

// ---- methodcaller -------------------------------------------------------------------------------

struct MethodCaller {
    name: Name,
    arguments: Vec<Value>,
    keywords: Vec<(Name, Value)>,
}

impl NativeData for MethodCaller {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(self.name.value());
        self.arguments.iter().for_each(&mut *visit);
        for (name, value) in &self.keywords {
            visit(name.value());
            visit(value);
        }
    }
}

fn new_method_caller(vm: &mut Vm, args: &[Value]) -> Result {
    let given = vm.tuple_items(&args[1]).to_vec();
    let Some((name, arguments)) = given.split_first() else {
        return Err(vm.type_error("methodcaller needs at least one argument, the method name"));
    };
    let Some(name) = name.as_ref::<Str>() else {
        return Err(vm.type_error("method name must be a string"));
    };
    let name = vm.heap.intern_str(name);
    let keywords = vm.keywords_of(&args[2])?;
    vm.new_data(&args[0], MethodCaller { name, arguments: arguments.to_vec(), keywords })
}

fn call_method_caller(vm: &mut Vm, this: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
    let object = operand(vm, "methodcaller", arguments, keywords)?;
    let (name, arguments, keywords) =
        vm.read(this, |m: &MethodCaller| (m.name.clone(), m.arguments.clone(), m.keywords.clone()))?;
    let method = vm.get_attr(object, &name)?;
    vm.call_kw(&method, &arguments, &keywords)
}

fn method_caller_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (name, mut arguments, keywords) =
        vm.read(&args[0], |m: &MethodCaller| (m.name.to_value(), m.arguments.clone(), m.keywords.clone()))?;
    arguments.insert(0, name);
    repr_in(vm, &args[0], "methodcaller", &arguments, &keywords)
}

fn method_caller_reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let (name, mut arguments, keywords) =
        vm.read(&args[0], |m: &MethodCaller| (m.name.to_value(), m.arguments.clone(), m.keywords.clone()))?;
    let class: Value = vm.class_of(&args[0]).into();
    if keywords.is_empty() {
        arguments.insert(0, name);
        return Ok(Value::tuple_of([class, Value::tuple(arguments)]));
    }
    let functools = vm.import_module("functools")?;
    let partial = vm.get_attr_str(&functools, "partial")?;
    let maker = vm.call_kw(&partial, &[class, name], &keywords)?;
    Ok(Value::tuple_of([maker, Value::tuple(arguments)]))
}
