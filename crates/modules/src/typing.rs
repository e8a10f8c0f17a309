//! `_typing`: type parameters, type aliases and `Generic`. The compiler's instructions for `[T]` and `type`
//! statements make them here, too. What needs the rules of substitution asks the library's `typing`.

use object::{ClassFlags, Module, NativeData, Ref, Value};
use vm::intrinsic;
use vm::{Getter, Method, NativeClass, Result, Vm, class_method, getter, method};

const PARAMETER_FLAGS: u32 = ClassFlags::FINAL | ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF;

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_typing", load);
    vm.type_intrinsic = Some(compiled);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    let class = |name, methods, getters, flags, doc| NativeClass {
        name,
        module: "typing",
        methods,
        getters,
        flags,
        doc,
        ..NativeClass::BASE
    };
    vm.add_data_class::<TypeVar>(
        module,
        class("TypeVar", TYPE_VAR, TYPE_VAR_GETTERS, PARAMETER_FLAGS, "Type variable."),
    );
    let doc = "Parameter specification variable.";
    vm.add_data_class::<ParamSpec>(module, class("ParamSpec", PARAM_SPEC, PARAM_SPEC_GETTERS, PARAMETER_FLAGS, doc));
    let doc = "Type variable tuple.";
    let getters = TYPE_VAR_TUPLE_GETTERS;
    vm.add_data_class::<TypeVarTuple>(module, class("TypeVarTuple", TYPE_VAR_TUPLE, getters, PARAMETER_FLAGS, doc));
    let part = ClassFlags::FINAL | ClassFlags::HAS_WEAKREF;
    let doc = "The args for a ParamSpec object.";
    vm.add_data_class::<Positional>(module, class("ParamSpecArgs", POSITIONAL, POSITIONAL_GETTERS, part, doc));
    let doc = "The kwargs for a ParamSpec object.";
    vm.add_data_class::<Named>(module, class("ParamSpecKwargs", NAMED, NAMED_GETTERS, part, doc));
    vm.add_data_class::<TypeAlias>(module, class("TypeAliasType", ALIAS, ALIAS_GETTERS, part, "Type alias."));
    let flags = ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF;
    let generic = vm.new_native_class(NativeClass {
        kind: object::Kind::Instance,
        ..class("Generic", GENERIC, &[], flags, "Abstract base class for generic types.")
    });
    vm.set_module_attr(module, "Generic", generic.to_value());
    vm.register_data_class::<NoDefault>(class("NoDefaultType", NO_DEFAULT, &[], ClassFlags::FINAL, ""));
    let nothing = vm.make(NoDefault);
    vm.set_module_attr(module, "NoDefault", nothing);
    let union = vm.heap.class(object::ClassIndex::UNION).to_value();
    vm.set_module_attr(module, "Union", union);
    let identity = vm.native_function(&method("_idfunc", first, "(x, /)", ""), "_typing");
    vm.set_module_attr(module, "_idfunc", identity);
    Ok(())
}

/// A value of this module by its name.
fn of_module(vm: &mut Vm, name: &str) -> Result {
    let module = vm.import_module("_typing")?;
    let name = vm.intern(name);
    vm.get_attr(&module, &name)
}

/// A function of the library's `typing`, called.
fn ask_typing(vm: &mut Vm, name: &str, arguments: &[Value]) -> Result {
    let module = vm.import_module("typing")?;
    vm.call_method(&module, name, arguments)
}

// ---- what the compiler makes -------------------------------------------------------------------------

fn compiled(vm: &mut Vm, which: u8, first: Value, second: Value) -> Result {
    vm.import_module("_typing")?;
    match which {
        intrinsic::TYPE_VAR => Ok(vm.make(TypeVar { infer: true, ..TypeVar::named(first) })),
        intrinsic::TYPE_VAR_BOUND => {
            Ok(vm.make(TypeVar { infer: true, bound: Lazy::Function(second), ..TypeVar::named(first) }))
        }
        intrinsic::TYPE_VAR_CONSTRAINTS => {
            Ok(vm.make(TypeVar { infer: true, constraints: Lazy::Function(second), ..TypeVar::named(first) }))
        }
        intrinsic::PARAM_SPEC => Ok(vm.make(ParamSpec { infer: true, ..ParamSpec::named(first) })),
        intrinsic::TYPE_VAR_TUPLE => Ok(vm.make(TypeVarTuple { name: first, default: Lazy::Nothing })),
        intrinsic::TYPE_PARAM_DEFAULT => {
            set_default(vm, &first, Lazy::Function(second))?;
            Ok(first)
        }
        intrinsic::TYPE_ALIAS => {
            let parts = vm.tuple_items(&first).to_vec();
            let [name, parameters, function] = parts.as_slice() else {
                return Err(vm.system_error("a type alias has three parts"));
            };
            let parameters = if parameters.is_none() { Value::tuple_of([]) } else { parameters.clone() };
            let value = Lazy::Function(function.clone());
            let module = vm.caller_module_name();
            Ok(vm.make(TypeAlias { name: name.clone(), parameters, value, module }))
        }
        intrinsic::SUBSCRIPT_GENERIC => {
            let mut items = Vec::new();
            for parameter in vm.tuple_items(&first).to_vec() {
                if vm.data::<TypeVarTuple>(&parameter).is_some() {
                    items.extend(vm.collect(&parameter)?);
                } else {
                    items.push(parameter);
                }
            }
            let generic = of_module(vm, "Generic")?;
            ask_typing(vm, "_GenericAlias", &[generic, Value::tuple(items)])
        }
        _ => Err(vm.system_error("no such intrinsic")),
    }
}

/// A part that is computed when it is first asked for.
#[derive(Clone)]
enum Lazy {
    Nothing,
    Function(Value),
    Value(Value),
}

impl Lazy {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        match self {
            Lazy::Nothing => {}
            Lazy::Function(value) | Lazy::Value(value) => visit(value),
        }
    }

    fn given(value: &Value) -> Lazy {
        if value.is_unbound() { Lazy::Nothing } else { Lazy::Value(value.clone()) }
    }

    /// The value, or what stands for none; whether it was computed now.
    fn evaluate(self, vm: &mut Vm) -> Result<Option<(Value, bool)>> {
        Ok(match self {
            Lazy::Nothing => None,
            Lazy::Value(value) => Some((value, false)),
            Lazy::Function(function) => Some((vm.call(&function, &[])?, true)),
        })
    }
}

/// Reads a lazy part of some data and keeps what it gave.
macro_rules! evaluated {
    ($vm:ident, $this:expr, $data:ty, $field:ident) => {{
        let lazy = $vm.read($this, |d: &$data| d.$field.clone())?;
        match lazy.evaluate($vm)? {
            None => None,
            Some((value, new)) => {
                if new {
                    let kept = Lazy::Value(value.clone());
                    $vm.state($this, |d: &mut $data| d.$field = kept)?;
                }
                Some(value)
            }
        }
    }};
}

fn no_default(vm: &mut Vm) -> Result {
    of_module(vm, "NoDefault")
}

fn set_default(vm: &mut Vm, parameter: &Value, default: Lazy) -> Result<()> {
    if vm.data::<TypeVar>(parameter).is_some() {
        return vm.state(parameter, |p: &mut TypeVar| p.default = default);
    }
    if vm.data::<ParamSpec>(parameter).is_some() {
        return vm.state(parameter, |p: &mut ParamSpec| p.default = default);
    }
    vm.state(parameter, |p: &mut TypeVarTuple| p.default = default)
}

/// Remembers in which module a parameter was made by a call.
fn note_module(vm: &mut Vm, made: Value) -> Result {
    let module = vm.caller_module_name();
    let name = vm.intern("__module__");
    vm.set_attr(&made, &name, module)?;
    Ok(made)
}

fn first(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].clone())
}

/// `T | int`
fn or(vm: &mut Vm, args: &[Value]) -> Result {
    union(vm, &args[0], &args[1])
}

fn ror(vm: &mut Vm, args: &[Value]) -> Result {
    union(vm, &args[1], &args[0])
}

fn union(vm: &mut Vm, a: &Value, b: &Value) -> Result {
    let class = vm.heap.class(object::ClassIndex::UNION).to_value();
    vm.call_method(&class, "__class_getitem__", &[Value::tuple_of([a.clone(), b.clone()])])
}

fn no_subclass(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.type_name(&args[0]);
    Err(vm.type_error(format!("Cannot subclass an instance of {name}")))
}

fn no_bare_unpack(vm: &mut Vm, _: &[Value]) -> Result {
    Err(vm.type_error("Substitution of bare TypeVarTuple is not supported"))
}

fn plain_name(vm: &mut Vm, value: &Value, what: &str) -> Result {
    if value.as_ref::<object::Str>().is_none() {
        let got = vm.type_name(value);
        return Err(vm.type_error(format!("{what}() argument 'name' must be str, not {got}")));
    }
    Ok(value.clone())
}

// ---- TypeVar ------------------------------------------------------------------------------------------------

struct TypeVar {
    name: Value,
    bound: Lazy,
    constraints: Lazy,
    default: Lazy,
    covariant: bool,
    contravariant: bool,
    infer: bool,
}

impl TypeVar {
    fn named(name: Value) -> TypeVar {
        TypeVar {
            name,
            bound: Lazy::Nothing,
            constraints: Lazy::Nothing,
            default: Lazy::Nothing,
            covariant: false,
            contravariant: false,
            infer: false,
        }
    }
}

impl NativeData for TypeVar {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        [&self.bound, &self.constraints, &self.default].into_iter().for_each(|l| l.visit(visit));
    }
}

const TYPE_VAR: &[Method] = &[
    method(
        "__new__",
        new_type_var,
        "(cls, name, *constraints, bound=None, default=<unset>, covariant=False, contravariant=False, \
         infer_variance=False)",
        "Create a type variable.",
    ),
    method("__repr__", type_var_repr, "(self, /)", "Return repr(self)."),
    method("__typing_subst__", type_var_subst, "(self, arg, /)", ""),
    method("__typing_prepare_subst__", type_var_prepare, "(self, alias, args, /)", ""),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__mro_entries__", no_subclass, "(self, bases, /)", ""),
    method("__reduce__", parameter_name, "(self, /)", ""),
    method("has_default", type_var_has_default, "(self, /)", "Whether it has a default."),
];

const TYPE_VAR_GETTERS: &[Getter] = &[
    getter("__name__", parameter_name, ""),
    getter("__bound__", type_var_bound, ""),
    getter("__constraints__", type_var_constraints, ""),
    getter("__default__", type_var_default, ""),
    getter("__covariant__", |vm, a| vm.read(&a[0], |t: &TypeVar| Value::bool(t.covariant)), ""),
    getter("__contravariant__", |vm, a| vm.read(&a[0], |t: &TypeVar| Value::bool(t.contravariant)), ""),
    getter("__infer_variance__", |vm, a| vm.read(&a[0], |t: &TypeVar| Value::bool(t.infer)), ""),
];

fn new_type_var(vm: &mut Vm, args: &[Value]) -> Result {
    let name = plain_name(vm, &args[1], "typevar")?;
    let constraints = vm.tuple_items(&args[2]).to_vec();
    let (covariant, contravariant, infer) = (vm.truth(&args[5])?, vm.truth(&args[6])?, vm.truth(&args[7])?);
    if covariant && contravariant {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if infer && (covariant || contravariant) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    if constraints.len() == 1 {
        return Err(vm.type_error("A single constraint is not allowed"));
    }
    if !constraints.is_empty() && !args[3].is_none() {
        return Err(vm.type_error("Constraints cannot be combined with bound=..."));
    }
    let bound = if args[3].is_none() {
        Lazy::Nothing
    } else {
        let message = Value::from("Bound must be a type.");
        Lazy::Value(ask_typing(vm, "_type_check", &[args[3].clone(), message])?)
    };
    let constraints = if constraints.is_empty() { Lazy::Nothing } else { Lazy::Value(Value::tuple(constraints)) };
    let default = Lazy::given(&args[4]);
    let made = vm.new_data(&args[0], TypeVar { name, bound, constraints, default, covariant, contravariant, infer })?;
    note_module(vm, made)
}

/// `__name__` of any type parameter.
fn parameter_name(vm: &mut Vm, args: &[Value]) -> Result {
    if let Some(p) = vm.data::<TypeVar>(&args[0]) {
        return Ok(p.name.clone());
    }
    if let Some(p) = vm.data::<ParamSpec>(&args[0]) {
        return Ok(p.name.clone());
    }
    vm.read(&args[0], |p: &TypeVarTuple| p.name.clone())
}

fn with_variance(vm: &mut Vm, this: &Value, covariant: bool, contravariant: bool, infer: bool) -> Result {
    let name = parameter_name(vm, std::slice::from_ref(this))?;
    let name = vm.str_text(&name)?;
    let sign = match (infer, covariant, contravariant) {
        (true, ..) => "",
        (_, true, _) => "+",
        (_, _, true) => "-",
        _ => "~",
    };
    Ok(Value::from(format!("{sign}{name}")))
}

fn type_var_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (a, b, c) = vm.read(&args[0], |t: &TypeVar| (t.covariant, t.contravariant, t.infer))?;
    with_variance(vm, &args[0], a, b, c)
}

fn type_var_bound(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(evaluated!(vm, &args[0], TypeVar, bound).unwrap_or(Value::NONE))
}

fn type_var_constraints(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(evaluated!(vm, &args[0], TypeVar, constraints).unwrap_or_else(|| Value::tuple_of([])))
}

fn type_var_default(vm: &mut Vm, args: &[Value]) -> Result {
    match evaluated!(vm, &args[0], TypeVar, default) {
        Some(value) => Ok(value),
        None => no_default(vm),
    }
}

fn type_var_has_default(vm: &mut Vm, args: &[Value]) -> Result {
    let nothing = no_default(vm)?;
    let default = type_var_default(vm, args)?;
    Ok(Value::bool(!default.is_same(&nothing)))
}

fn type_var_subst(vm: &mut Vm, args: &[Value]) -> Result {
    ask_typing(vm, "_typevar_subst", args)
}

fn type_var_prepare(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.intern("__parameters__");
    let parameters = vm.get_attr(&args[1], &name)?;
    let parameters = vm.tuple_items(&parameters).to_vec();
    let given = vm.collect(&args[2])?;
    let place = parameters.iter().position(|p| p.is_same(&args[0])).unwrap_or(0);
    if place < given.len() {
        return Ok(args[2].clone());
    }
    if place == given.len() {
        let nothing = no_default(vm)?;
        let default = type_var_default(vm, &args[..1])?;
        if !default.is_same(&nothing) {
            let mut all = given;
            all.push(default);
            return Ok(Value::tuple(all));
        }
    }
    let text = vm.repr_text(&args[1])?;
    Err(vm.type_error(format!("Too few arguments for {text}")))
}

// ---- ParamSpec ------------------------------------------------------------------------------------------------

struct ParamSpec {
    name: Value,
    bound: Value,
    default: Lazy,
    covariant: bool,
    contravariant: bool,
    infer: bool,
}

impl ParamSpec {
    fn named(name: Value) -> ParamSpec {
        ParamSpec {
            name,
            bound: Value::NONE,
            default: Lazy::Nothing,
            covariant: false,
            contravariant: false,
            infer: false,
        }
    }
}

impl NativeData for ParamSpec {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(&self.bound);
        self.default.visit(visit);
    }
}

const PARAM_SPEC: &[Method] = &[
    method(
        "__new__",
        new_param_spec,
        "(cls, name, *, bound=None, default=<unset>, covariant=False, contravariant=False, infer_variance=False)",
        "Create a parameter specification.",
    ),
    method("__repr__", param_spec_repr, "(self, /)", "Return repr(self)."),
    method("__typing_subst__", |vm, a| ask_typing(vm, "_paramspec_subst", a), "(self, arg, /)", ""),
    method(
        "__typing_prepare_subst__",
        |vm, a| ask_typing(vm, "_paramspec_prepare_subst", a),
        "(self, alias, args, /)",
        "",
    ),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__mro_entries__", no_subclass, "(self, bases, /)", ""),
    method("__reduce__", parameter_name, "(self, /)", ""),
    method("has_default", param_spec_has_default, "(self, /)", "Whether it has a default."),
];

const PARAM_SPEC_GETTERS: &[Getter] = &[
    getter("__name__", parameter_name, ""),
    getter("__bound__", |vm, a| vm.read(&a[0], |p: &ParamSpec| p.bound.clone()), ""),
    getter("__default__", param_spec_default, ""),
    getter("__covariant__", |vm, a| vm.read(&a[0], |p: &ParamSpec| Value::bool(p.covariant)), ""),
    getter("__contravariant__", |vm, a| vm.read(&a[0], |p: &ParamSpec| Value::bool(p.contravariant)), ""),
    getter("__infer_variance__", |vm, a| vm.read(&a[0], |p: &ParamSpec| Value::bool(p.infer)), ""),
    getter("args", |vm, a| Ok(vm.make(Positional(a[0].clone()))), "Represents positional arguments."),
    getter("kwargs", |vm, a| Ok(vm.make(Named(a[0].clone()))), "Represents keyword arguments."),
];

fn new_param_spec(vm: &mut Vm, args: &[Value]) -> Result {
    let name = plain_name(vm, &args[1], "paramspec")?;
    let (covariant, contravariant, infer) = (vm.truth(&args[4])?, vm.truth(&args[5])?, vm.truth(&args[6])?);
    if covariant && contravariant {
        return Err(vm.value_error("Bivariant types are not supported."));
    }
    if infer && (covariant || contravariant) {
        return Err(vm.value_error("Variance cannot be specified with infer_variance."));
    }
    let bound = match args[2].is_none() {
        true => Value::NONE,
        false => ask_typing(vm, "_type_check", &[args[2].clone(), Value::from("Bound must be a type.")])?,
    };
    let default = Lazy::given(&args[3]);
    let made = vm.new_data(&args[0], ParamSpec { name, bound, default, covariant, contravariant, infer })?;
    note_module(vm, made)
}

fn param_spec_repr(vm: &mut Vm, args: &[Value]) -> Result {
    let (a, b, c) = vm.read(&args[0], |p: &ParamSpec| (p.covariant, p.contravariant, p.infer))?;
    with_variance(vm, &args[0], a, b, c)
}

fn param_spec_default(vm: &mut Vm, args: &[Value]) -> Result {
    match evaluated!(vm, &args[0], ParamSpec, default) {
        Some(value) => Ok(value),
        None => no_default(vm),
    }
}

fn param_spec_has_default(vm: &mut Vm, args: &[Value]) -> Result {
    let nothing = no_default(vm)?;
    let default = param_spec_default(vm, args)?;
    Ok(Value::bool(!default.is_same(&nothing)))
}

/// `P.args`
struct Positional(Value);
/// `P.kwargs`
struct Named(Value);

impl NativeData for Positional {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.0);
    }
}

impl NativeData for Named {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.0);
    }
}

const POSITIONAL: &[Method] = &[
    method("__new__", |vm, a| vm.new_data(&a[0], Positional(a[1].clone())), "(cls, origin)", ""),
    method("__repr__", |vm, a| part_repr(vm, &a[0], "args"), "(self, /)", "Return repr(self)."),
    method("__eq__", part_eq, "(self, value, /)", "Return self==value."),
    method("__mro_entries__", no_subclass, "(self, bases, /)", ""),
];
const NAMED: &[Method] = &[
    method("__new__", |vm, a| vm.new_data(&a[0], Named(a[1].clone())), "(cls, origin)", ""),
    method("__repr__", |vm, a| part_repr(vm, &a[0], "kwargs"), "(self, /)", "Return repr(self)."),
    method("__eq__", part_eq, "(self, value, /)", "Return self==value."),
    method("__mro_entries__", no_subclass, "(self, bases, /)", ""),
];
const POSITIONAL_GETTERS: &[Getter] = &[getter("__origin__", |vm, a| part_origin(vm, &a[0]), "")];
const NAMED_GETTERS: &[Getter] = &[getter("__origin__", |vm, a| part_origin(vm, &a[0]), "")];

fn part_origin(vm: &mut Vm, this: &Value) -> Result {
    if let Some(part) = vm.data::<Positional>(this) {
        return Ok(part.0.clone());
    }
    vm.read(this, |p: &Named| p.0.clone())
}

fn part_repr(vm: &mut Vm, this: &Value, what: &str) -> Result {
    let origin = part_origin(vm, this)?;
    let name = match vm.data::<ParamSpec>(&origin) {
        Some(parameter) => parameter.name.clone(),
        None => return Ok(Value::from(format!("{}.{what}", vm.repr_text(&origin)?))),
    };
    Ok(Value::from(format!("{}.{what}", vm.str_text(&name)?)))
}

fn part_eq(vm: &mut Vm, args: &[Value]) -> Result {
    if !vm.class_of(&args[0]).is_same(&vm.class_of(&args[1])) {
        return Ok(Value::NOT_IMPLEMENTED);
    }
    let (a, b) = (part_origin(vm, &args[0])?, part_origin(vm, &args[1])?);
    Ok(Value::bool(vm.equal(&a, &b)?))
}

// ---- TypeVarTuple -------------------------------------------------------------------------------------------

struct TypeVarTuple {
    name: Value,
    default: Lazy,
}

impl NativeData for TypeVarTuple {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        self.default.visit(visit);
    }
}

const TYPE_VAR_TUPLE: &[Method] = &[
    method("__new__", new_type_var_tuple, "(cls, name, *, default=<unset>)", "Create a type variable tuple."),
    method("__iter__", type_var_tuple_iter, "(self, /)", "Implement iter(self)."),
    method("__repr__", parameter_name, "(self, /)", "Return repr(self)."),
    method("__typing_subst__", no_bare_unpack, "(self, arg, /)", ""),
    method(
        "__typing_prepare_subst__",
        |vm, a| ask_typing(vm, "_typevartuple_prepare_subst", a),
        "(self, alias, args, /)",
        "",
    ),
    method("__mro_entries__", no_subclass, "(self, bases, /)", ""),
    method("__reduce__", parameter_name, "(self, /)", ""),
    method("has_default", type_var_tuple_has_default, "(self, /)", "Whether it has a default."),
];

const TYPE_VAR_TUPLE_GETTERS: &[Getter] =
    &[getter("__name__", parameter_name, ""), getter("__default__", type_var_tuple_default, "")];

fn new_type_var_tuple(vm: &mut Vm, args: &[Value]) -> Result {
    let name = plain_name(vm, &args[1], "typevartuple")?;
    let made = vm.new_data(&args[0], TypeVarTuple { name, default: Lazy::given(&args[2]) })?;
    note_module(vm, made)
}

/// `*Ts` gives one item, `Unpack[Ts]`.
fn type_var_tuple_iter(vm: &mut Vm, args: &[Value]) -> Result {
    let typing = vm.import_module("typing")?;
    let name = vm.intern("Unpack");
    let unpack = vm.get_attr(&typing, &name)?;
    let unpacked = vm.get_item(&unpack, &args[0])?;
    vm.iter(&Value::tuple_of([unpacked]))
}

fn type_var_tuple_default(vm: &mut Vm, args: &[Value]) -> Result {
    match evaluated!(vm, &args[0], TypeVarTuple, default) {
        Some(value) => Ok(value),
        None => no_default(vm),
    }
}

fn type_var_tuple_has_default(vm: &mut Vm, args: &[Value]) -> Result {
    let nothing = no_default(vm)?;
    let default = type_var_tuple_default(vm, args)?;
    Ok(Value::bool(!default.is_same(&nothing)))
}

// ---- TypeAliasType --------------------------------------------------------------------------------------------

struct TypeAlias {
    name: Value,
    parameters: Value,
    value: Lazy,
    module: Value,
}

impl NativeData for TypeAlias {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        [&self.name, &self.parameters, &self.module].into_iter().for_each(&mut *visit);
        self.value.visit(visit);
    }
}

const ALIAS: &[Method] = &[
    method("__new__", new_alias, "(cls, name, value, *, type_params=())", "Create a TypeAliasType."),
    method("__repr__", alias_name, "(self, /)", "Return repr(self)."),
    method("__getitem__", alias_item, "(self, key, /)", "Return self[key]."),
    method("__or__", or, "(self, value, /)", "Return self|value."),
    method("__ror__", ror, "(self, value, /)", "Return value|self."),
    method("__reduce__", alias_name, "(self, /)", ""),
];

const ALIAS_GETTERS: &[Getter] = &[
    getter("__name__", alias_name, ""),
    getter("__value__", alias_value, ""),
    getter("__type_params__", |vm, a| vm.read(&a[0], |t: &TypeAlias| t.parameters.clone()), ""),
    getter("__parameters__", alias_parameters, ""),
    getter("__module__", |vm, a| vm.read(&a[0], |t: &TypeAlias| t.module.clone()), ""),
];

fn new_alias(vm: &mut Vm, args: &[Value]) -> Result {
    let name = plain_name(vm, &args[1], "typealias")?;
    if args[3].kind() != Some(object::Kind::Tuple) {
        return Err(vm.type_error("type_params must be a tuple"));
    }
    let module = vm.caller_module_name();
    let value = Lazy::Value(args[2].clone());
    vm.new_data(&args[0], TypeAlias { name, parameters: args[3].clone(), value, module })
}

fn alias_name(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |t: &TypeAlias| t.name.clone())
}

fn alias_value(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(evaluated!(vm, &args[0], TypeAlias, value).unwrap_or(Value::NONE))
}

/// The type parameters, each type variable tuple unpacked.
fn alias_parameters(vm: &mut Vm, args: &[Value]) -> Result {
    let parameters = vm.read(&args[0], |t: &TypeAlias| t.parameters.clone())?;
    let mut items = Vec::new();
    for parameter in vm.tuple_items(&parameters).to_vec() {
        if vm.data::<TypeVarTuple>(&parameter).is_some() {
            items.extend(vm.collect(&parameter)?);
        } else {
            items.push(parameter);
        }
    }
    Ok(Value::tuple(items))
}

fn alias_item(vm: &mut Vm, args: &[Value]) -> Result {
    let parameters = vm.read(&args[0], |t: &TypeAlias| t.parameters.clone())?;
    if vm.tuple_items(&parameters).is_empty() {
        return Err(vm.type_error("Only generic type aliases are subscriptable"));
    }
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}

// ---- Generic, NoDefault ------------------------------------------------------------------------------------

const GENERIC: &[Method] = &[
    class_method("__class_getitem__", generic_item, "(cls, /, *args, **kwargs)", "Parameterizes a generic class."),
    class_method(
        "__init_subclass__",
        generic_subclass,
        "(cls, /, *args, **kwargs)",
        "Function to initialize subclasses.",
    ),
];

fn generic_item(vm: &mut Vm, args: &[Value]) -> Result {
    let mut all = vec![args[0].clone()];
    all.extend(vm.tuple_items(&args[1]).to_vec());
    ask_typing(vm, "_generic_class_getitem", &all)
}

fn generic_subclass(vm: &mut Vm, args: &[Value]) -> Result {
    let typing = vm.import_module("typing")?;
    let name = vm.intern("_generic_init_subclass");
    let function = vm.get_attr(&typing, &name)?;
    let mut all = vec![args[0].clone()];
    all.extend(vm.tuple_items(&args[1]).to_vec());
    let keywords = vm.keywords_of(&args[2])?;
    vm.call_kw(&function, &all, &keywords)
}

struct NoDefault;

impl NativeData for NoDefault {
    fn visit(&self, _: &mut dyn FnMut(&Value)) {}
}

const NO_DEFAULT: &[Method] = &[
    method("__repr__", |_, _| Ok(Value::from("typing.NoDefault")), "(self, /)", "Return repr(self)."),
    method("__reduce__", |_, _| Ok(Value::from("NoDefault")), "(self, /)", ""),
    method("__new__", |vm, _| no_default(vm), "(cls, /)", ""),
];
