//! What operators and the pure functions do with values of built-in types, as data. `None` where code would run.

use ruff_python_ast::{CmpOp, Operator, UnaryOp};
use trace::{ObjectId, Word};

use crate::expression::{Datum, Fault};
use crate::object::Content;
use crate::state::State;

/// How deep structures are compared.
const DEPTH: u32 = 50;

pub fn is_builtin(type_name: &str) -> bool {
    const NAMES: &[&str] = &[
        "list",
        "tuple",
        "dict",
        "set",
        "frozenset",
        "str",
        "int",
        "float",
        "bool",
        "NoneType",
        "bytes",
        "bytearray",
        "complex",
        "type",
        "function",
        "module",
        "deque",
        "defaultdict",
        "OrderedDict",
        "Counter",
        "range",
        "cell",
        "object",
        "generator",
        "method",
        "builtin_function_or_method",
    ];
    NAMES.contains(&type_name)
}

/// `is`: numbers, strings and the like by value, objects by identity.
pub fn same(a: &Datum, b: &Datum) -> bool {
    match (a, b) {
        (Datum::Object(a), Datum::Object(b)) => a == b,
        (Datum::None, Datum::None) => true,
        (Datum::Bool(a), Datum::Bool(b)) => a == b,
        (Datum::Int(a), Datum::Int(b)) => a == b,
        (Datum::Float(a), Datum::Float(b)) => a.to_bits() == b.to_bits(),
        (Datum::Str(a), Datum::Str(b)) | (Datum::Type(a), Datum::Type(b)) => a == b,
        (Datum::Text(_, a), Datum::Text(_, b)) => a == b,
        _ => false,
    }
}

pub fn truth(state: &State, value: &Datum) -> Option<bool> {
    Some(match value {
        Datum::None => false,
        Datum::Bool(value) => *value,
        Datum::Int(n) => *n != 0,
        Datum::Float(x) => *x != 0.0,
        Datum::Str(text) => !text.is_empty(),
        Datum::Type(_) | Datum::Text(..) => true,
        Datum::Items(_, items) => !items.is_empty(),
        Datum::Object(id) => match length_of(state, *id) {
            Some(length) => length != 0,
            None => match state.object(*id).and_then(|object| state.class_of(object)) {
                Some(class) if ["__bool__", "__len__"].iter().any(|name| state.attribute(class, name).is_some()) => {
                    return None;
                }
                _ => true,
            },
        },
    })
}

fn length_of(state: &State, id: ObjectId) -> Option<usize> {
    match &state.object(id)?.content {
        Content::List(items) | Content::Tuple(items) => Some(items.len()),
        Content::Set(members) => Some(members.len()),
        Content::Dict(entries) => Some(entries.len()),
        Content::Value { length, .. } => Some(*length as usize),
        _ => None,
    }
}

pub fn length(state: &State, value: &Datum) -> Option<usize> {
    match value {
        Datum::Str(text) => Some(text.chars().count()),
        Datum::Items(_, items) => Some(items.len()),
        Datum::Object(id) => length_of(state, *id),
        _ => None,
    }
}

/// What iteration gives: items, members, keys, characters.
pub fn items(state: &State, value: &Datum) -> Option<Vec<Datum>> {
    let data = |words: &mut dyn Iterator<Item = Word>| words.map(|word| state.datum(word)).collect();
    match value {
        Datum::Str(text) => Some(text.chars().map(|c| Datum::Str(c.to_string().into())).collect()),
        Datum::Items(_, items) => Some(items.clone()),
        Datum::Object(id) => match &state.object(*id)?.content {
            Content::List(items) | Content::Tuple(items) => Some(data(&mut items.iter())),
            Content::Set(members) => Some(data(&mut members.iter())),
            Content::Dict(entries) => Some(data(&mut entries.iter().map(|(key, _)| key))),
            _ => None,
        },
        _ => None,
    }
}

/// `base[key]`: None where the type has no items, Some(None) where this one is not there.
pub fn item(state: &State, base: &Datum, key: &Datum) -> Option<Option<Datum>> {
    if let Datum::Object(id) = base
        && let Content::Dict(entries) = &state.object(*id)?.content
    {
        let found = entries.iter().find(|(own, _)| is_key(state, &state.datum(*own), key));
        return Some(found.map(|(_, value)| state.datum(value)));
    }
    let index = match key {
        Datum::Int(n) => *n,
        Datum::Bool(value) => *value as i64,
        _ => return None,
    };
    if let Datum::Object(id) = base
        && let Content::List(items) | Content::Tuple(items) = &state.object(*id)?.content
    {
        let place = if index < 0 { index + items.len() as i64 } else { index };
        return Some(usize::try_from(place).ok().and_then(|place| items.get(place)).map(|word| state.datum(word)));
    }
    let items = indexed(state, base)?;
    let place = if index < 0 { index + items.len() as i64 } else { index };
    Some(usize::try_from(place).ok().and_then(|place| items.get(place).cloned()))
}

fn indexed(state: &State, base: &Datum) -> Option<Vec<Datum>> {
    let has_order = match base {
        Datum::Str(_) | Datum::Items(..) => true,
        Datum::Object(id) => matches!(state.object(*id)?.content, Content::List(_) | Content::Tuple(_)),
        _ => false,
    };
    if has_order { items(state, base) } else { None }
}

pub fn slice(state: &State, base: &Datum, lower: Option<i64>, upper: Option<i64>, step: Option<i64>) -> Option<Datum> {
    let items = indexed(state, base)?;
    let (length, step) = (items.len() as i64, step.unwrap_or(1));
    if step == 0 {
        return None;
    }
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let at = |bound: Option<i64>, missing: i64| {
        let place = bound.map(|n| if n < 0 { n.saturating_add(length) } else { n });
        place.map_or(missing, |n| n.clamp(lowest, highest))
    };
    let (mut place, end) =
        if step < 0 { (at(lower, length - 1), at(upper, -1)) } else { (at(lower, 0), at(upper, length)) };
    let mut taken = Vec::new();
    while if step < 0 { place > end } else { place < end } {
        taken.push(items[place as usize].clone());
        place = place.saturating_add(step);
    }
    Some(match base {
        Datum::Str(_) => {
            Datum::Str(taken.iter().map(|c| if let Datum::Str(c) = c { c } else { "" }).collect::<String>().into())
        }
        _ => Datum::Items(if state.type_of(base) == "tuple" { "tuple" } else { "list" }, taken),
    })
}

pub fn compare(state: &State, op: CmpOp, a: &Datum, b: &Datum) -> Option<bool> {
    match op {
        CmpOp::Eq => equal(state, a, b, DEPTH),
        CmpOp::NotEq => equal(state, a, b, DEPTH).map(|equal| !equal),
        CmpOp::In | CmpOp::NotIn => contains(state, b, a).map(|found| found == (op == CmpOp::In)),
        CmpOp::Lt => order(state, a, b).map(|order| order.is_some_and(|order| order.is_lt())),
        CmpOp::LtE => order(state, a, b).map(|order| order.is_some_and(|order| order.is_le())),
        CmpOp::Gt => order(state, a, b).map(|order| order.is_some_and(|order| order.is_gt())),
        CmpOp::GtE => order(state, a, b).map(|order| order.is_some_and(|order| order.is_ge())),
        CmpOp::Is => Some(same(a, b)),
        CmpOp::IsNot => Some(!same(a, b)),
    }
}

fn contains(state: &State, container: &Datum, value: &Datum) -> Option<bool> {
    if let (Datum::Str(text), Datum::Str(part)) = (container, value) {
        return Some(text.contains(&**part));
    }
    for item in items(state, container)? {
        if alike(state, &item, value, DEPTH)? {
            return Some(true);
        }
    }
    Some(false)
}

fn number(value: &Datum) -> Option<f64> {
    match value {
        Datum::Bool(value) => Some(*value as i64 as f64),
        Datum::Int(n) => Some(*n as f64),
        Datum::Float(x) => Some(*x),
        _ => None,
    }
}

fn integer(value: &Datum) -> Option<i64> {
    match value {
        Datum::Bool(value) => Some(*value as i64),
        Datum::Int(n) => Some(*n),
        _ => None,
    }
}

/// The outer option: can it be said at all? The inner: are they ordered (NaN is not)?
fn order(state: &State, a: &Datum, b: &Datum) -> Option<Option<std::cmp::Ordering>> {
    if let (Some(a), Some(b)) = (integer(a), integer(b)) {
        return Some(Some(a.cmp(&b)));
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Some(a.partial_cmp(&b));
    }
    if let (Datum::Str(a), Datum::Str(b)) = (a, b) {
        return Some(Some(a.cmp(b)));
    }
    let (left, right) = (indexed(state, a)?, indexed(state, b)?);
    if state.type_of(a) != state.type_of(b) {
        return None;
    }
    for (a, b) in left.iter().zip(&right) {
        if !alike(state, a, b, DEPTH)? {
            return order(state, a, b);
        }
    }
    Some(Some(left.len().cmp(&right.len())))
}

/// Does a dict find its own key by this one?
pub fn is_key(state: &State, own: &Datum, key: &Datum) -> bool {
    alike(state, own, key, DEPTH) == Some(true)
}

/// Are items of containers equal? As in Python, what is identical is not asked.
fn alike(state: &State, a: &Datum, b: &Datum, depth: u32) -> Option<bool> {
    if same(a, b) { Some(true) } else { equal(state, a, b, depth) }
}

fn equal(state: &State, a: &Datum, b: &Datum, depth: u32) -> Option<bool> {
    if let (Some(a), Some(b)) = (integer(a), integer(b)) {
        return Some(a == b);
    }
    if let (Some(a), Some(b)) = (number(a), number(b)) {
        return Some(a == b);
    }
    let depth = depth.checked_sub(1)?;
    if let (Some(one), Some(other)) = (entries(state, a), entries(state, b)) {
        if one.len() != other.len() {
            return Some(false);
        }
        for (key, value) in one {
            match item(state, b, &key)?? {
                found if alike(state, &value, &found, depth)? => {}
                _ => return Some(false),
            }
        }
        return Some(true);
    }
    if let (Some(one), Some(other)) = (indexed(state, a), indexed(state, b)) {
        if matches!(a, Datum::Str(_)) || matches!(b, Datum::Str(_)) || state.type_of(a) != state.type_of(b) {
            return own_equality(state, a, b);
        }
        for (a, b) in one.iter().zip(&other) {
            if !alike(state, a, b, depth)? {
                return Some(false);
            }
        }
        return Some(one.len() == other.len());
    }
    if let (Some(one), Some(other)) = (members(state, a), members(state, b)) {
        return Some(one.len() == other.len() && one.iter().all(|item| contains(state, b, item) == Some(true)));
    }
    own_equality(state, a, b)
}

/// Things of different kinds, or without parts, are equal if they are one thing, unless a class has its own mind.
fn own_equality(state: &State, a: &Datum, b: &Datum) -> Option<bool> {
    for value in [a, b] {
        if let Datum::Object(id) = value
            && let Some(object) = state.object(*id).filter(|object| state.class_of(object).is_some())
            && state.class_with(object, "__eq__").is_some()
        {
            return None;
        }
    }
    Some(same(a, b))
}

fn entries(state: &State, value: &Datum) -> Option<Vec<(Datum, Datum)>> {
    let Datum::Object(id) = value else { return None };
    let Content::Dict(entries) = &state.object(*id)?.content else { return None };
    Some(entries.iter().map(|(key, value)| (state.datum(key), state.datum(value))).collect())
}

fn members(state: &State, value: &Datum) -> Option<Vec<Datum>> {
    let is_set = match value {
        Datum::Items(name, _) => *name == "set",
        Datum::Object(id) => matches!(state.object(*id)?.content, Content::Set(_)),
        _ => false,
    };
    if is_set { items(state, value) } else { None }
}

pub fn unary(op: UnaryOp, operand: &Datum) -> Option<Datum> {
    match (op, operand) {
        (UnaryOp::USub, Datum::Float(x)) => Some(Datum::Float(-x)),
        (UnaryOp::UAdd, Datum::Float(x)) => Some(Datum::Float(*x)),
        (UnaryOp::USub, value) => integer(value)?.checked_neg().map(Datum::Int),
        (UnaryOp::UAdd, value) => integer(value).map(Datum::Int),
        (UnaryOp::Invert, value) => integer(value).map(|n| Datum::Int(!n)),
        (UnaryOp::Not, _) => None,
    }
}

/// Errors: what Python would raise, or None where the types have no such operator.
pub fn binary(state: &State, op: Operator, a: &Datum, b: &Datum) -> Result<Datum, Option<Fault>> {
    let raises = |why: &str| Some(Fault::Raises(why.to_string()));
    if let (Some(x), Some(y)) = (integer(a), integer(b))
        && op != Operator::Div
    {
        let result = match op {
            Operator::Add => x.checked_add(y),
            Operator::Sub => x.checked_sub(y),
            Operator::Mult => x.checked_mul(y),
            Operator::FloorDiv | Operator::Mod if y == 0 => return Err(raises("division by zero")),
            Operator::FloorDiv => {
                x.checked_div_euclid(y).map(|q| if y < 0 && x.rem_euclid(y) != 0 { q - 1 } else { q })
            }
            Operator::Mod => x.checked_rem_euclid(y).map(|rest| if y < 0 && rest != 0 { rest + y } else { rest }),
            Operator::Pow => u32::try_from(y).ok().and_then(|y| x.checked_pow(y)),
            Operator::LShift => u32::try_from(y).ok().and_then(|y| x.checked_mul(1i64.checked_shl(y)?)),
            Operator::RShift => u32::try_from(y).ok().map(|y| x.checked_shr(y).unwrap_or(-((x < 0) as i64))),
            Operator::BitOr => Some(x | y),
            Operator::BitXor => Some(x ^ y),
            Operator::BitAnd => Some(x & y),
            Operator::Div | Operator::MatMult => None,
        };
        return result.map(Datum::Int).ok_or_else(|| raises("the number is too large to be asked for"));
    }
    if let (Some(x), Some(y)) = (number(a), number(b)) {
        return Ok(Datum::Float(match op {
            Operator::Add => x + y,
            Operator::Sub => x - y,
            Operator::Mult => x * y,
            Operator::Div | Operator::FloorDiv | Operator::Mod if y == 0.0 => return Err(raises("division by zero")),
            Operator::Div => x / y,
            Operator::FloorDiv => (x / y).floor(),
            Operator::Mod => x - y * (x / y).floor(),
            Operator::Pow => x.powf(y),
            _ => return Err(None),
        }));
    }
    match (op, a, b) {
        (Operator::Add, Datum::Str(a), Datum::Str(b)) => Ok(Datum::Str(format!("{a}{b}").into())),
        (Operator::Add, a, b) if state.type_of(a) == state.type_of(b) => {
            let (Some(mut one), Some(other)) = (indexed(state, a), indexed(state, b)) else { return Err(None) };
            one.extend(other);
            Ok(Datum::Items(if state.type_of(a) == "tuple" { "tuple" } else { "list" }, one))
        }
        _ => Err(None),
    }
}

/// The functions that may be called.
pub const FUNCTIONS: &[&str] = &["len", "type", "isinstance", "min", "max", "sum", "any", "all", "sorted"];

/// A pure function: None where there is none of this name, Some(None) where the arguments do not fit.
pub fn call(state: &State, name: &str, arguments: &[Datum]) -> Option<Option<Datum>> {
    let one = || arguments.first().filter(|_| arguments.len() == 1);
    let several = || match arguments {
        [only] => items(state, only),
        more => Some(more.to_vec()),
    };
    Some(match name {
        "len" => one().and_then(|value| length(state, value)).map(|length| Datum::Int(length as i64)),
        "type" => one().map(|value| match class_of(state, value) {
            Some(class) => Datum::Object(class),
            None => Datum::Type(state.type_of(value).into()),
        }),
        "isinstance" => match arguments {
            [value, Datum::Type(class)] => {
                let own = state.type_of(value);
                Some(Datum::Bool(own == **class || **class == *"object" || (own == "bool" && **class == *"int")))
            }
            [value, Datum::Object(class)] if class_of(state, value) == Some(*class) => Some(Datum::Bool(true)),
            _ => None,
        },
        "min" => several().and_then(|items| extreme(state, items, CmpOp::Lt)),
        "max" => several().and_then(|items| extreme(state, items, CmpOp::Gt)),
        "sum" => one().and_then(|value| items(state, value)).and_then(|items| {
            items.iter().try_fold(Datum::Int(0), |sum, item| binary(state, Operator::Add, &sum, item).ok())
        }),
        "any" | "all" => one().and_then(|value| items(state, value)).and_then(|items| {
            let truths = items.iter().map(|item| truth(state, item)).collect::<Option<Vec<bool>>>()?;
            Some(Datum::Bool(if name == "any" { truths.contains(&true) } else { !truths.contains(&false) }))
        }),
        "sorted" => one().and_then(|value| items(state, value)).and_then(|items| sorted(state, items)),
        _ => return None,
    })
}

/// The class of an instance, where it is one of the program's own.
fn class_of(state: &State, value: &Datum) -> Option<ObjectId> {
    let Datum::Object(id) = value else { return None };
    state.class_of(state.object(*id)?).map(|class| class.id)
}

fn extreme(state: &State, items: Vec<Datum>, op: CmpOp) -> Option<Datum> {
    let mut items = items.into_iter();
    let mut best = items.next()?;
    for item in items {
        if compare(state, op, &item, &best)? {
            best = item;
        }
    }
    Some(best)
}

fn sorted(state: &State, mut items: Vec<Datum>) -> Option<Datum> {
    for (place, item) in items.iter().enumerate().skip(1) {
        order(state, &items[place - 1], item)?;
    }
    items.sort_by(|a, b| order(state, a, b).flatten().unwrap_or(std::cmp::Ordering::Equal));
    Some(Datum::Items("list", items))
}
