//! str: the methods that this version has.

use object::{ClassIndex, Ref, Slice, Str, Value};
use vm::{Comparison, Method, Result, Vm, method};

const METHODS: &[Method] = &[
    method("__new__", new, "(cls, object=<unset>, /)", "The text of an object."),
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__str__", crate::class::identity, "(self, /)", "Return str(self)."),
    method("__hash__", hash, "(self, /)", "Return hash(self)."),
    method("__len__", len, "(self, /)", "Return len(self)."),
    method("__add__", add, "(self, value, /)", "Return self+value."),
    method("__mul__", mul, "(self, value, /)", "Return self*value."),
    method("__rmul__", mul, "(self, value, /)", "Return value*self."),
    method("__contains__", contains, "(self, key, /)", "Return key in self."),
    method("__getitem__", get_item, "(self, key, /)", "Return self[key]."),
    method("__iter__", iter, "(self, /)", "Implement iter(self)."),
    method("__eq__", equal, "(self, value, /)", "Return self==value."),
    method("__ne__", not_equal, "(self, value, /)", "Return self!=value."),
    method("__lt__", less, "(self, value, /)", "Return self<value."),
    method("__le__", less_equal, "(self, value, /)", "Return self<=value."),
    method("__gt__", greater, "(self, value, /)", "Return self>value."),
    method("__ge__", greater_equal, "(self, value, /)", "Return self>=value."),
    method("upper", upper, "(self, /)", "Return a copy of the string converted to uppercase."),
    method("lower", lower, "(self, /)", "Return a copy of the string converted to lowercase."),
    method("strip", strip, "(self, chars=None, /)", "Return a copy without leading and trailing whitespace."),
    method("split", split, "(self, /, sep=None, maxsplit=-1)", "Return a list of the substrings."),
    method("join", join, "(self, iterable, /)", "Concatenate any number of strings."),
    method("replace", replace, "(self, old, new, /, count=-1)", "Return a copy with old replaced by new."),
    method("startswith", starts_with, "(self, prefix, /)", "Return True if the string starts with the prefix."),
    method("endswith", ends_with, "(self, suffix, /)", "Return True if the string ends with the suffix."),
];

pub fn install(vm: &mut Vm) {
    vm.fill_class(ClassIndex::STR, METHODS, &[]);
    let class = vm.heap.class(ClassIndex::STR).to_value();
    vm.set_builtin("str", class);
}

fn own(value: &Value) -> Ref<Str> {
    match value.as_ref::<Str>() {
        Some(string) => string.clone(),
        None => Ref::from_text(""),
    }
}

fn new(vm: &mut Vm, args: &[Value]) -> Result {
    let string = if args[1].is_unbound() { Ref::from_text("") } else { vm.str(&args[1])? };
    if args[0].is_same(vm.heap.class(ClassIndex::STR).value()) {
        return Ok(string.into());
    }
    vm.new_object(&args[0], Str::from_wtf8(string.bytes().to_vec()))
}

fn repr(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(text::str::repr_str(&own(&args[0]).lossy())))
}

fn hash(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_i64(own(&args[0]).hash()))
}

fn len(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(own(&args[0]).len()))
}

fn add(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(other) = args[1].as_ref::<Str>() else {
        let message = format!("can only concatenate str (not \"{}\") to str", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    Ok(Ref::from_wtf8([own(&args[0]).bytes(), other.bytes()].concat()).into())
}

fn mul(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(count) = crate::container::repeat_count(vm, &args[1])? else {
        return Ok(Value::NOT_IMPLEMENTED);
    };
    Ok(Ref::from_wtf8(own(&args[0]).bytes().repeat(count)).into())
}

fn contains(vm: &mut Vm, args: &[Value]) -> Result {
    let Some(part) = args[1].as_ref::<Str>() else {
        let message = format!("'in <string>' requires string as left operand, not {}", vm.type_name(&args[1]));
        return Err(vm.type_error(message));
    };
    Ok(Value::bool(own(&args[0]).lossy().contains(&*part.lossy())))
}

fn get_item(vm: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    if let Some(slice) = args[1].as_ref::<Slice>() {
        let (start, step, count) = vm.slice_range(slice, string.len())?;
        if step == 1 {
            return Ok(Ref::from_wtf8(string.slice(start as usize, start as usize + count).to_vec()).into());
        }
        let mut bytes = vec![];
        for n in 0..count as i64 {
            let at = (start + n * step) as usize;
            bytes.extend_from_slice(string.slice(at, at + 1));
        }
        return Ok(Ref::from_wtf8(bytes).into());
    }
    let at = crate::container::index_of(vm, &args[1], string.len(), "string")?;
    Ok(vm.character(string.slice(at, at + 1)))
}

fn iter(vm: &mut Vm, args: &[Value]) -> Result {
    let string = Ref::from_wtf8(own(&args[0]).bytes().to_vec());
    vm.iter(string.value())
}

fn compare(args: &[Value], operator: Comparison) -> Result {
    match (args[0].as_ref::<Str>(), args[1].as_ref::<Str>()) {
        (Some(a), Some(b)) => Ok(Value::bool(operator.holds(a.bytes().cmp(b.bytes())))),
        _ => Ok(Value::NOT_IMPLEMENTED),
    }
}

fn equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Eq)
}
fn not_equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Ne)
}
fn less(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Lt)
}
fn less_equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Le)
}
fn greater(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Gt)
}
fn greater_equal(_: &mut Vm, args: &[Value]) -> Result {
    compare(args, Comparison::Ge)
}

fn upper(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(own(&args[0]).lossy().to_uppercase()))
}

fn lower(_: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from(own(&args[0]).lossy().to_lowercase()))
}

fn strip(vm: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let text = string.lossy();
    if args[1].is_none() {
        return Ok(Value::from(text.trim()));
    }
    let set = vm.str_arg(&args[1], "strip arg")?;
    let set: Vec<char> = set.lossy().chars().collect();
    Ok(Value::from(text.trim_matches(|c| set.contains(&c))))
}

fn split(vm: &mut Vm, args: &[Value]) -> Result {
    let string = own(&args[0]);
    let text = string.lossy();
    let most = vm.index(&args[2])?;
    let limit = if most < 0 { usize::MAX } else { most as usize + 1 };
    let parts: Vec<Value> = if args[1].is_none() {
        let mut rest = text.trim_start();
        let mut parts = vec![];
        while !rest.is_empty() {
            if parts.len() + 1 >= limit {
                parts.push(Value::from(rest.trim_end()));
                break;
            }
            let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
            parts.push(Value::from(&rest[..end]));
            rest = rest[end..].trim_start();
        }
        parts
    } else {
        let separator = vm.str_arg(&args[1], "separator")?;
        if separator.is_empty() {
            return Err(vm.value_error("empty separator"));
        }
        text.splitn(limit, &*separator.lossy()).map(Value::from).collect()
    };
    Ok(Value::list(parts))
}

fn join(vm: &mut Vm, args: &[Value]) -> Result {
    let separator = own(&args[0]);
    let mut bytes = vec![];
    for (place, item) in vm.collect(&args[1])?.iter().enumerate() {
        if place > 0 {
            bytes.extend_from_slice(separator.bytes());
        }
        match item.as_ref::<Str>() {
            Some(string) => bytes.extend_from_slice(string.bytes()),
            None => {
                let message = format!("sequence item {place}: expected str instance, {} found", vm.type_name(item));
                return Err(vm.type_error(message));
            }
        }
    }
    Ok(Ref::from_wtf8(bytes).into())
}

fn replace(vm: &mut Vm, args: &[Value]) -> Result {
    let (old, new) = (vm.str_arg(&args[1], "replace() argument 1")?, vm.str_arg(&args[2], "replace() argument 2")?);
    let count = vm.index(&args[3])?;
    let string = own(&args[0]);
    let (text, old, new) = (string.lossy(), old.lossy(), new.lossy());
    Ok(Value::from(if count < 0 { text.replace(&*old, &new) } else { text.replacen(&*old, &new, count as usize) }))
}

fn affix(vm: &mut Vm, args: &[Value], what: &str, test: impl Fn(&[u8], &[u8]) -> bool) -> Result {
    let string = own(&args[0]);
    let tuple = vm.tuple_items(&args[1]).to_vec();
    let candidates = if tuple.is_empty() { vec![args[1].clone()] } else { tuple };
    for candidate in candidates {
        let Some(part) = candidate.as_ref::<Str>() else {
            let message = format!("{what} first arg must be str or a tuple of str, not {}", vm.type_name(&candidate));
            return Err(vm.type_error(message));
        };
        if test(string.bytes(), part.bytes()) {
            return Ok(Value::TRUE);
        }
    }
    Ok(Value::FALSE)
}

fn starts_with(vm: &mut Vm, args: &[Value]) -> Result {
    affix(vm, args, "startswith", |s, p| s.starts_with(p))
}

fn ends_with(vm: &mut Vm, args: &[Value]) -> Result {
    affix(vm, args, "endswith", |s, p| s.ends_with(p))
}
