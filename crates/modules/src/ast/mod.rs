//! `_ast`: the classes of syntax nodes, made from one table, and trees of them out of source text.

mod table;

use object::{Class, ClassFlags, Dict, Kind, Module, Ref, Str, Value};
use vm::syntax::{Mode, Node, Options, Tree, parse_tree};
use vm::{Method, NativeClass, Result, Vm, method};

const FUNCTIONS: &[Method] = &[method(
    "_parse",
    parse,
    "(source, filename='<unknown>', mode='exec', /)",
    "The tree of a source; `compile` with PyCF_ONLY_AST comes here.",
)];

const NODE: &[Method] = &[
    method("__new__", new, "(cls, /, *args, **kwargs)", "Create and return a new object."),
    method("__init__", init, "(self, /, *args, **kwargs)", "Initialize self."),
    method("__reduce__", reduce, "(self, /)", "Helper for pickle."),
    method("__replace__", replace, "(self, /, **fields)", "Return a copy of the AST node with new values."),
];

/// Attributes of nodes that have a place.
const PLACE: [&str; 4] = ["lineno", "col_offset", "end_lineno", "end_col_offset"];
/// The attribute of a class that says which fields are lists, may be None, or are contexts.
const MARKS: &str = "_marks";

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_ast", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    for (name, number) in [
        ("PyCF_ONLY_AST", 0x400),
        ("PyCF_TYPE_COMMENTS", 0x1000),
        ("PyCF_ALLOW_TOP_LEVEL_AWAIT", 0x2000),
        ("PyCF_OPTIMIZED_AST", 0x8400),
    ] {
        vm.set_module_attr(module, name, Value::int(number));
    }
    add_class(vm, module, "AST", None, "", false);
    for line in table::CLASSES.lines() {
        let placed = line.starts_with('@');
        let (head, fields) = line.trim_start_matches('@').split_once(':').unwrap_or((line.trim_start_matches('@'), ""));
        let (name, base) = head.trim_end_matches(')').split_once('(').unwrap_or((head, "AST"));
        add_class(vm, module, name, Some(base), fields.trim(), placed);
    }
    Ok(())
}

fn add_class(vm: &mut Vm, module: &Ref<Module>, name: &str, base: Option<&str>, fields: &str, placed: bool) {
    let base = base.and_then(|base| vm.get_attr_str(module.value(), base).ok());
    let base = base.and_then(|base| base.as_ref::<Class>().cloned());
    let class = vm.new_native_class(NativeClass {
        name,
        module: "ast",
        bases: base.as_slice(),
        kind: Kind::Instance,
        methods: if base.is_none() { NODE } else { &[] },
        flags: ClassFlags::HAS_DICT | ClassFlags::HAS_WEAKREF,
        ..NativeClass::BASE
    });
    class.get_mut(&mut vm.heap).flags.set(ClassFlags::IMMUTABLE, false);
    let namespace = class.get(&vm.heap).namespace.clone();
    let names: Vec<Value> =
        fields.split_whitespace().map(|f| Value::from(f.trim_end_matches(['*', '?', '=']))).collect();
    let marks: String =
        fields.split_whitespace().map(|f| f.chars().last().filter(|c| "*?=".contains(*c)).unwrap_or('.')).collect();
    let mut set = |attribute: &str, value: Value| {
        let attribute = vm.intern(attribute);
        vm.namespace_set(&namespace, &attribute, value);
    };
    for (text, mark) in fields.split_whitespace().map(|f| f.trim_end_matches(['*', '?', '='])).zip(marks.chars()) {
        if mark == '?' {
            set(text, Value::NONE);
        }
    }
    let list = vm.heap.class(object::ClassIndex::LIST).to_value();
    let types = Ref::<Dict>::dict();
    for (text, mark) in fields.split_whitespace().map(|f| f.trim_end_matches(['*', '?', '='])).zip(marks.chars()) {
        let kind = vm.heap.class(object::ClassIndex::OBJECT).to_value();
        let kind = if mark == '*' { vm.generic_alias(list.clone(), &kind) } else { kind };
        let text = vm.intern(text);
        vm.namespace_set(&types, &text, kind);
    }
    let mut set = |attribute: &str, value: Value| {
        let attribute = vm.intern(attribute);
        vm.namespace_set(&namespace, &attribute, value);
    };
    set("_field_types", types.into());
    set("_fields", Value::tuple(names.clone()));
    set("__match_args__", Value::tuple(names));
    set(MARKS, Value::from(marks));
    if placed {
        set("_attributes", Value::tuple(PLACE.iter().map(|name| Value::from(*name)).collect()));
        set("end_lineno", Value::NONE);
        set("end_col_offset", Value::NONE);
    } else if base.is_none() {
        set("_attributes", Value::tuple_of([]));
    }
    vm.set_module_attr(module, name, class.to_value());
}

// ---- making nodes --------------------------------------------------------------------------------------

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    match args[0].as_ref::<Class>() {
        Some(class) => Ok(vm.new_instance(&class.clone())),
        None => Err(vm.type_error("object.__new__(X): X is not a type object")),
    }
}

fn field_names(vm: &mut Vm, node: &Value) -> Result<Vec<Value>> {
    let fields = vm.get_attr_str(node, "_fields")?;
    vm.collect(&fields)
}

fn init(vm: &mut Vm, args: &[Value]) -> Result {
    let [node, positional, keywords] = args else {
        return Ok(Value::NONE);
    };
    let fields = field_names(vm, node)?;
    let given = vm.tuple_items(positional).to_vec();
    if given.len() > fields.len() {
        let plural = if fields.len() == 1 { "" } else { "s" };
        let name = vm.type_name(node);
        let message = format!("{name} constructor takes at most {} positional argument{plural}", fields.len());
        return Err(vm.type_error(message));
    }
    let mut set = vec![false; fields.len()];
    for (place, (field, value)) in fields.iter().zip(given).enumerate() {
        set_field(vm, node, field, value)?;
        set[place] = true;
    }
    for (key, value) in vm.mapping_entries(keywords, None)? {
        let mut found = None;
        for (place, field) in fields.iter().enumerate() {
            if vm.equal(field, &key)? {
                found = Some(place);
            }
        }
        match found {
            Some(place) if set[place] => {
                let message =
                    format!("{} got multiple values for argument {}", vm.type_name(node), vm.repr_text(&key)?);
                return Err(vm.type_error(message));
            }
            Some(place) => set[place] = true,
            None => {}
        }
        set_field(vm, node, &key, value)?;
    }
    let marks = vm.get_attr_str(node, MARKS)?;
    let marks = vm.str_text(&marks)?;
    for ((field, set), mark) in fields.iter().zip(set).zip(marks.chars()) {
        match mark {
            '*' if !set => set_field(vm, node, field, Value::list(vec![]))?,
            '=' if !set => {
                let load = singleton(vm, "Load")?;
                set_field(vm, node, field, load)?;
            }
            _ => {}
        }
    }
    Ok(Value::NONE)
}

fn set_field(vm: &mut Vm, node: &Value, field: &Value, value: Value) -> Result<()> {
    match field.as_ref::<Str>() {
        Some(text) => {
            let name = vm.heap.intern_str(text);
            vm.set_attr(node, &name, value)
        }
        None => Err(vm.type_error("field names must be strings")),
    }
}

/// A node without fields: the same object each time, as in CPython.
fn singleton(vm: &mut Vm, name: &str) -> Result {
    let module = vm.import_module("_ast")?;
    let class = vm.get_attr_str(&module, name)?;
    let Some(class) = class.as_ref::<Class>().cloned() else {
        return Err(vm.type_error(format!("_ast.{name} is no class any more")));
    };
    let (key, namespace) = (vm.intern("_singleton"), class.get(&vm.heap).namespace.clone());
    if let Some(made) = namespace.get(&vm.heap).get_name(&key).cloned() {
        return Ok(made);
    }
    let made = vm.new_instance(&class);
    vm.namespace_set(&namespace, &key, made.clone());
    Ok(made)
}

fn reduce(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]).to_value();
    let dict = vm.attribute_dict(&args[0]).map_or(Value::NONE, Value::from);
    Ok(Value::tuple_of([class, Value::tuple(vec![]), dict]))
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let class = vm.class_of(&args[0]);
    let copy = vm.new_instance(&class);
    let own = vm.attribute_dict(&args[0]).map_or(Value::NONE, Value::from);
    for source in [own, args[1].clone()] {
        if source.is_none() {
            continue;
        }
        for (key, value) in vm.mapping_entries(&source, None)? {
            set_field(vm, &copy, &key, value)?;
        }
    }
    Ok(copy)
}

// ---- from source ----------------------------------------------------------------------------------------

fn parse(vm: &mut Vm, args: &[Value]) -> Result {
    let source = match args[0].as_ref::<Str>() {
        Some(text) => text.lossy().into_owned(),
        None => {
            let bytes = vm.bytes_like(&args[0])?;
            vm::decode_source(&bytes)
        }
    };
    let filename = vm.str_text(&args[1])?;
    let mode = match vm.str_text(&args[2])?.as_str() {
        "eval" => Mode::Eval,
        "single" => Mode::Interactive,
        _ => Mode::Module,
    };
    let options = Options { filename: &filename, mode, ..Options::default() };
    match parse_tree(&source, &options) {
        Ok(tree) => Grown { module: vm.import_module("_ast")? }.value(vm, tree),
        Err(error) => Err(vm.syntax_error(&error, &filename)),
    }
}

struct Grown {
    module: Value,
}

impl Grown {
    fn value(&self, vm: &mut Vm, tree: Tree) -> Result {
        Ok(match tree {
            Tree::None => Value::NONE,
            Tree::Text(text) => vm.intern(&text).to_value(),
            Tree::Number(n) => Value::from_i64(n),
            Tree::Constant(constant) => vm.constant(&constant),
            Tree::List(items) => {
                let items: Result<Vec<Value>> = items.into_iter().map(|item| self.value(vm, item)).collect();
                Value::list(items?)
            }
            Tree::Node(node) => return self.node(vm, node),
        })
    }

    fn node(&self, vm: &mut Vm, tree: Node) -> Result {
        if tree.fields.is_empty() && tree.place.is_none() {
            return singleton(vm, tree.name);
        }
        if vm.stack_exhausted() {
            return Err(vm.recursion_error("maximum recursion depth exceeded during ast construction"));
        }
        let class = vm.get_attr_str(&self.module, tree.name)?;
        let Some(class) = class.as_ref::<Class>().cloned() else {
            return Err(vm.type_error(format!("_ast.{} is no class any more", tree.name)));
        };
        let node = vm.new_instance(&class);
        for (field, value) in tree.fields {
            let value = self.value(vm, value)?;
            let name = vm.intern(field);
            vm.set_slot(&node, &name, value);
        }
        if let Some(place) = tree.place {
            for (name, number) in PLACE.iter().zip([place.line, place.column, place.end_line, place.end_column]) {
                let name = vm.intern(name);
                vm.set_slot(&node, &name, Value::int(number as i64));
            }
        }
        Ok(node)
    }
}
