//! `_csv`: rows of text with separators and quotes.

mod dialect;
mod read;
mod write;

use object::{ClassIndex, Dict, Module, Ref, Value};
use vm::{Method, Raised, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method(
        "reader",
        read::reader,
        "(iterable, /, dialect='', **fmtparams)",
        "Return a reader object that will process lines from the given iterable.",
    ),
    method(
        "writer",
        write::writer,
        "(fileobj, /, dialect='', **fmtparams)",
        "Return a writer object that will write user data on the given file object.",
    ),
    method("list_dialects", list, "()", "Return a list of all known dialect names."),
    method(
        "register_dialect",
        register,
        "(name, /, dialect='', **fmtparams)",
        "Create a mapping from a string name to a CVS dialect.",
    ),
    method(
        "unregister_dialect",
        unregister,
        "(name)",
        "Delete the name/dialect mapping associated with a string name.",
    ),
    method("get_dialect", get, "(name)", "Return the dialect instance associated with name."),
    method("field_size_limit", field_size_limit, "(new_limit=<unset>)", "Sets an upper limit on parsed fields."),
];

struct State {
    error: Option<ClassIndex>,
    dialects: Option<Ref<Dict>>,
    limit: usize,
}

impl Default for State {
    fn default() -> State {
        State { error: None, dialects: None, limit: 131072 }
    }
}

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_csv", |vm, module: &Ref<Module>| {
        vm.fill_module(module, FUNCTIONS);
        dialect::load(vm, module);
        read::load(vm, module);
        write::load(vm, module);
        let base = vm.exception_class("Exception");
        let error = vm.new_exception_class("Error", "_csv", base);
        let dialects: Ref<Dict> = Ref::dict();
        let state = vm.module_state::<State>();
        state.dialects = Some(dialects.clone());
        let index = error.get(&vm.heap).index;
        vm.module_state::<State>().error = Some(index);
        vm.set_module_attr(module, "Error", error.into());
        vm.set_module_attr(module, "_dialects", dialects.into());
        vm.set_module_attr(module, "__version__", Value::from("1.0"));
        for (number, name) in
            ["QUOTE_MINIMAL", "QUOTE_ALL", "QUOTE_NONNUMERIC", "QUOTE_NONE", "QUOTE_STRINGS", "QUOTE_NOTNULL"]
                .iter()
                .enumerate()
        {
            vm.set_module_attr(module, name, Value::int(number as i64));
        }
        Ok(())
    });
}

fn error(vm: &mut Vm, message: impl Into<String>) -> Raised {
    let class = vm.module_state::<State>().error.unwrap_or(ClassIndex::BASE_EXCEPTION);
    let exception = vm.make_exception(class, vec![Value::from(message.into())]);
    vm.raise_value(exception)
}

fn dialects(vm: &mut Vm) -> Ref<Dict> {
    vm.module_state::<State>().dialects.get_or_insert_with(Ref::dict).clone()
}

fn list(vm: &mut Vm, _: &[Value]) -> Result {
    let known = dialects(vm).to_value();
    Ok(Value::list(vm.collect(&known)?))
}

fn register(vm: &mut Vm, args: &[Value]) -> Result {
    if args[0].as_ref::<object::Str>().is_none() {
        return Err(vm.type_error("dialect name must be a string"));
    }
    let dialect = dialect::make(vm, &args[1], &args[2])?;
    let known = dialects(vm);
    vm.dict_set(&known, args[0].clone(), dialect)?;
    Ok(Value::NONE)
}

fn unregister(vm: &mut Vm, args: &[Value]) -> Result {
    let known = dialects(vm);
    match vm.dict_remove(&known, &args[0])? {
        Some(_) => Ok(Value::NONE),
        None => Err(error(vm, "unknown dialect")),
    }
}

fn get(vm: &mut Vm, args: &[Value]) -> Result {
    let known = dialects(vm);
    match vm.dict_get(&known, &args[0])? {
        Some(dialect) => Ok(dialect),
        None => Err(error(vm, "unknown dialect")),
    }
}

fn field_size_limit(vm: &mut Vm, args: &[Value]) -> Result {
    let old = vm.module_state::<State>().limit;
    if !args[0].is_unbound() {
        if vm.as_big(&args[0]).is_none() {
            return Err(vm.type_error("limit must be an integer"));
        }
        let new = vm.index(&args[0])?;
        vm.module_state::<State>().limit = new.max(0) as usize;
    }
    Ok(Value::from_usize(old))
}
