//! A pure expression asked of a state: names, attributes, items, slices, literals, operators, and a few functions of
//! built-in types. Runs no code: an expression that would is a [`Fault`] that says so.

use std::rc::Rc;

use ruff_python_ast::{BoolOp, CmpOp, Expr, Number, UnaryOp};
use ruff_python_parser::parse_expression;
use ruff_text_size::Ranged;
use trace::{Kind, ObjectId, Word};

use crate::object::{Content, Object};
use crate::operate;
use crate::state::State;

/// An expression, read once.
pub struct Expression {
    pub text: String,
    pub(crate) tree: Expr,
}

/// What an expression comes to.
#[derive(Clone, Debug)]
pub enum Datum {
    /// An object of the program.
    Object(ObjectId),
    None,
    Bool(bool),
    Int(i64),
    Float(f64),
    Str(Rc<str>),
    /// A type, by its name.
    Type(Rc<str>),
    /// Made by the question: a slice, a tuple, what `sorted` gives.
    Items(&'static str, Vec<Datum>),
    /// Any other value as it is written: large integers, bytes, complex numbers.
    Text(&'static str, String),
}

/// Why there is no answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A name that has no value there.
    NoName(String),
    /// Python would raise here: an item or attribute that is not there, types that do not fit.
    Raises(String),
    /// It would run code of the program.
    Runs(String),
    /// The recording does not hold what is asked.
    NotHeld(String),
    NotUnderstood(String),
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        match self {
            Fault::NoName(name) => write!(f, "no such name: {name}"),
            Fault::Raises(why) | Fault::NotUnderstood(why) | Fault::NotHeld(why) => f.write_str(why),
            Fault::Runs(call) => write!(f, "that needs a call (`{call}`), which would run code"),
        }
    }
}

impl Expression {
    pub fn new(text: &str) -> Result<Expression, Fault> {
        let text = text.trim().to_string();
        match parse_expression(&text) {
            Ok(parsed) => Ok(Expression { tree: *parsed.into_syntax().body, text }),
            Err(error) => Err(Fault::NotUnderstood(format!("`{text}` is no expression: {}", error.error))),
        }
    }

    /// Its value in a state, in a frame (by its place in [`State::frames`]) or, without one, among the module's names.
    pub fn value(&self, state: &State, frame: Option<usize>) -> Result<Datum, Fault> {
        evaluate(&self.tree, &self.text, state, frame)
    }

    /// Every name that it uses.
    pub fn names(&self) -> Vec<String> {
        let mut names = Names(Vec::new());
        ruff_python_ast::visitor::Visitor::visit_expr(&mut names, &self.tree);
        names.0
    }
}

struct Names(Vec<String>);

impl<'a> ruff_python_ast::visitor::Visitor<'a> for Names {
    fn visit_expr(&mut self, expr: &'a Expr) {
        if let Expr::Name(name) = expr {
            self.0.push(name.id.to_string());
        }
        ruff_python_ast::visitor::walk_expr(self, expr);
    }
}

/// The value of a part of a source.
pub(crate) fn evaluate(tree: &Expr, source: &str, state: &State, frame: Option<usize>) -> Result<Datum, Fault> {
    Asker { state, frame, source }.value(tree)
}

/// Classes above each other that are looked through; a damaged recording may have loops.
const MOST_BASES: usize = 50;

struct Asker<'a> {
    state: &'a State,
    frame: Option<usize>,
    source: &'a str,
}

const TYPES: &[&str] = &[
    "int",
    "float",
    "complex",
    "bool",
    "str",
    "bytes",
    "bytearray",
    "list",
    "tuple",
    "dict",
    "set",
    "frozenset",
    "type",
    "object",
    "range",
];

impl Asker<'_> {
    fn value(&self, tree: &Expr) -> Result<Datum, Fault> {
        match tree {
            Expr::Name(name) => self.name(&name.id),
            Expr::Attribute(node) => self.attribute(&self.value(&node.value)?, &node.attr, tree),
            Expr::Subscript(node) => self.item(&node.value, &node.slice, tree),
            Expr::Compare(node) => self.compare(&node.left, &node.ops, &node.comparators, tree),
            Expr::BoolOp(node) => {
                let mut last = Datum::None;
                for value in &node.values {
                    last = self.value(value)?;
                    if self.truth(&last, value)? != (node.op == BoolOp::And) {
                        break;
                    }
                }
                Ok(last)
            }
            Expr::UnaryOp(node) => {
                let operand = self.value(&node.operand)?;
                match node.op {
                    UnaryOp::Not => Ok(Datum::Bool(!self.truth(&operand, tree)?)),
                    op => operate::unary(op, &operand).ok_or_else(|| self.unfit(&operand, tree)),
                }
            }
            Expr::BinOp(node) => {
                let (left, right) = (self.value(&node.left)?, self.value(&node.right)?);
                let result = operate::binary(self.state, node.op, &left, &right);
                result.map_err(|why| why.unwrap_or_else(|| self.unfit(&left, tree)))
            }
            Expr::If(node) => {
                let taken = if self.truth(&self.value(&node.test)?, tree)? { &node.body } else { &node.orelse };
                self.value(taken)
            }
            Expr::List(node) => Ok(Datum::Items("list", self.all(&node.elts)?)),
            Expr::Tuple(node) => Ok(Datum::Items("tuple", self.all(&node.elts)?)),
            Expr::Set(node) => Ok(Datum::Items("set", self.all(&node.elts)?)),
            Expr::StringLiteral(node) => Ok(Datum::Str(node.value.to_str().into())),
            Expr::BooleanLiteral(node) => Ok(Datum::Bool(node.value)),
            Expr::NoneLiteral(_) => Ok(Datum::None),
            Expr::NumberLiteral(node) => Ok(match &node.value {
                Number::Int(n) => n.as_i64().map_or_else(|| Datum::Text("int", n.to_string()), Datum::Int),
                Number::Float(x) => Datum::Float(*x),
                Number::Complex { .. } => return Err(self.not_understood(tree)),
            }),
            Expr::Call(node) => self.call(node, tree),
            Expr::Await(_) | Expr::Yield(_) | Expr::YieldFrom(_) => Err(Fault::Runs(self.text(tree))),
            _ => Err(self.not_understood(tree)),
        }
    }

    fn all(&self, trees: &[Expr]) -> Result<Vec<Datum>, Fault> {
        trees.iter().map(|tree| self.value(tree)).collect()
    }

    fn text(&self, tree: &Expr) -> String {
        self.source.get(tree.range().to_std_range()).unwrap_or_default().to_string()
    }

    fn not_understood(&self, tree: &Expr) -> Fault {
        let can = "names, attributes, items, slices, literals, operators, and len, type, isinstance, min, max, sum, \
                   sorted, any, all";
        Fault::NotUnderstood(format!("`{}` cannot be asked of the past; what can: {can}", self.text(tree)))
    }

    /// An operator that the types do not have: code of the program might stand behind it.
    fn unfit(&self, operand: &Datum, tree: &Expr) -> Fault {
        match self.state.type_of(operand) {
            name if operate::is_builtin(&name) => {
                Fault::Raises(format!("`{}` is not possible with these types ({name})", self.text(tree)))
            }
            _ => Fault::Runs(self.text(tree)),
        }
    }

    fn truth(&self, value: &Datum, tree: &Expr) -> Result<bool, Fault> {
        operate::truth(self.state, value).ok_or_else(|| Fault::Runs(format!("bool({})", self.text(tree))))
    }

    // ---- names, attributes, items -----------------------------------------------------------------

    fn name(&self, name: &str) -> Result<Datum, Fault> {
        if let Some(word) = self.state.look_up(name, self.frame) {
            return Ok(self.state.datum(word));
        }
        match name {
            _ if TYPES.contains(&name) => Ok(Datum::Type(name.into())),
            _ => Err(Fault::NoName(name.to_string())),
        }
    }

    fn attribute(&self, base: &Datum, name: &str, tree: &Expr) -> Result<Datum, Fault> {
        let none = || Fault::Raises(format!("`{}` is not there: no attribute '{name}'", self.text(tree)));
        let Datum::Object(id) = base else { return Err(none()) };
        let Some(object) = self.state.object(*id) else { return Err(none()) };
        if self.runs(base, "__getattribute__") {
            return Err(Fault::Runs(self.text(tree)));
        }
        if let Some(word) = self.state.attribute(object, name) {
            return Ok(self.state.datum(word));
        }
        let class = self.state.class_with(object, name).and_then(|id| self.state.object(id));
        match class.and_then(|class| self.state.attribute(class, name)) {
            None if self.state.special(object, name).is_some() => {
                Ok(self.state.special(object, name).unwrap_or(Datum::None))
            }
            None if name == "__defaults__" => Ok(Datum::Items("tuple", self.state.defaults(object))),
            None if self.runs(base, "__getattr__") => Err(Fault::Runs(self.text(tree))),
            None => Err(none()),
            Some(word) => match self.state.object_of(word) {
                Some(found) if runs_when_fetched(found) => Err(Fault::Runs(self.text(tree))),
                _ => Ok(self.state.datum(word)),
            },
        }
    }

    fn item(&self, base: &Expr, key: &Expr, tree: &Expr) -> Result<Datum, Fault> {
        let base = self.value(base)?;
        if self.runs(&base, "__getitem__") {
            return Err(Fault::Runs(self.text(tree)));
        }
        if let Expr::Slice(slice) = key {
            let bound = |tree: &Option<Box<Expr>>| match tree.as_ref().map(|tree| self.value(tree)).transpose()? {
                None | Some(Datum::None) => Ok(None),
                Some(Datum::Int(n)) => Ok(Some(n)),
                Some(_) => Err(Fault::Raises(format!("`{}`: slices are of integers", self.text(key)))),
            };
            let (lower, upper, step) = (bound(&slice.lower)?, bound(&slice.upper)?, bound(&slice.step)?);
            return operate::slice(self.state, &base, lower, upper, step).ok_or_else(|| self.unfit(&base, tree));
        }
        let key = self.value(key)?;
        match operate::item(self.state, &base, &key) {
            Some(Some(value)) => Ok(value),
            Some(None) => Err(Fault::Raises(format!("`{}` is not there", self.text(tree)))),
            None => Err(self.unfit(&base, tree)),
        }
    }

    /// Does the program's own class define this method?
    fn runs(&self, value: &Datum, method: &str) -> bool {
        let Datum::Object(id) = value else { return false };
        let object = self.state.object(*id).filter(|object| self.state.class_of(object).is_some());
        object.is_some_and(|object| self.state.class_with(object, method).is_some())
    }

    // ---- comparisons and calls --------------------------------------------------------------------

    fn compare(&self, left: &Expr, ops: &[CmpOp], rest: &[Expr], tree: &Expr) -> Result<Datum, Fault> {
        let mut left = self.value(left)?;
        for (op, right) in ops.iter().zip(rest) {
            let right = self.value(right)?;
            let holds = match op {
                CmpOp::Is => operate::same(&left, &right),
                CmpOp::IsNot => !operate::same(&left, &right),
                op => operate::compare(self.state, *op, &left, &right).ok_or_else(|| self.unfit(&left, tree))?,
            };
            if !holds {
                return Ok(Datum::Bool(false));
            }
            left = right;
        }
        Ok(Datum::Bool(true))
    }

    fn call(&self, call: &ruff_python_ast::ExprCall, tree: &Expr) -> Result<Datum, Fault> {
        let name = match &*call.func {
            Expr::Name(name)
                if operate::FUNCTIONS.contains(&name.id.as_str())
                    && self.state.look_up(&name.id, self.frame).is_none() =>
            {
                name.id.as_str()
            }
            _ => return Err(Fault::Runs(self.text(tree))),
        };
        if !call.arguments.keywords.is_empty() {
            return Err(Fault::Runs(self.text(tree)));
        }
        let arguments = self.all(&call.arguments.args)?;
        if arguments.first().is_some_and(|first| self.runs(first, "__len__") || self.runs(first, "__iter__")) {
            return Err(Fault::Runs(self.text(tree)));
        }
        match operate::call(self.state, name, &arguments) {
            Some(Some(value)) => Ok(value),
            Some(None) => Err(arguments.first().map_or(Fault::Runs(self.text(tree)), |first| self.unfit(first, tree))),
            None => Err(Fault::Runs(self.text(tree))),
        }
    }
}

fn runs_when_fetched(found: &Object) -> bool {
    let is_function = matches!(&found.content, Content::Other(other) if matches!(other.kind, Kind::Function));
    is_function || matches!(&*found.class.name, "property" | "cached_property" | "classmethod" | "staticmethod")
}

impl State {
    /// The value of a name as a frame sees it, or the module.
    pub fn look_up(&self, name: &str, frame: Option<usize>) -> Option<Word> {
        if let Some(frame) = frame.and_then(|place| self.frames.get(place)) {
            if let Some(local) = self.locals(frame).into_iter().find(|local| &*local.name == name) {
                return Some(local.value);
            }
            if let Some(word) = self.globals_of(frame.code).and_then(|globals| self.named(globals, name)) {
                return Some(word).filter(|word| !word.is_unbound());
            }
        }
        self.named(self.main?, name).filter(|word| !word.is_unbound())
    }

    /// A value in terms that can be computed with.
    pub fn datum(&self, word: Word) -> Datum {
        if let Some(n) = word.as_int() {
            return Datum::Int(n);
        }
        match self.plain(word) {
            Some(("NoneType", _)) => Datum::None,
            Some(("bool", text)) => Datum::Bool(text == "True"),
            Some(("float", text)) => Datum::Float(text.parse().unwrap_or(f64::NAN)),
            Some(("str", text)) => self.string(word).map_or(Datum::Text("str", text), Datum::Str),
            Some((name, text)) => Datum::Text(name, text),
            None => word.object().map_or(Datum::None, Datum::Object),
        }
    }

    pub fn type_of(&self, value: &Datum) -> String {
        match value {
            Datum::Object(id) => self.object(*id).map_or("object".to_string(), |object| object.class.name.to_string()),
            Datum::None => "NoneType".to_string(),
            Datum::Bool(_) => "bool".to_string(),
            Datum::Int(_) => "int".to_string(),
            Datum::Float(_) => "float".to_string(),
            Datum::Str(_) => "str".to_string(),
            Datum::Type(_) => "type".to_string(),
            Datum::Items(name, _) | Datum::Text(name, _) => name.to_string(),
        }
    }

    /// An attribute that an object has itself, without its class.
    pub fn attribute(&self, object: &Object, name: &str) -> Option<Word> {
        for &(id, word) in &object.attributes {
            match &**self.name(id) {
                own if own == name => return Some(word),
                "__dict__" => {
                    if let Some(word) = word.object().and_then(|dict| self.named(dict, name)) {
                        return Some(word);
                    }
                }
                _ => {}
            }
        }
        match &object.content {
            Content::Module { namespace, .. } => self.named(namespace.object()?, name),
            Content::Tuple(items) => {
                let place = object.class.fields.iter().position(|field| &**field == name)?;
                items.get(place)
            }
            Content::Other(other) => {
                let is_it = |label: &trace::Label| match label {
                    trace::Label::Attribute(id) => &**self.name(*id) == name,
                    _ => false,
                };
                other.parts.iter().find(|(label, _)| is_it(label)).map(|(_, word)| *word)
            }
            _ => None,
        }
    }

    /// The class of an instance, where the program made it: the recording knows it by its name.
    pub(crate) fn class_of(&self, instance: &Object) -> Option<&Object> {
        if operate::is_builtin(&instance.class.name) {
            return None;
        }
        self.objects().find(|object| match &object.content {
            Content::Other(other) => {
                other.kind == Kind::Class && other.text.split('(').next() == Some(&*instance.class.name)
            }
            _ => false,
        })
    }

    /// The class that gives an instance, or a class itself, an attribute which that has not: its own or a base of it.
    pub(crate) fn class_with(&self, object: &Object, name: &str) -> Option<ObjectId> {
        let is_class = matches!(&object.content, Content::Other(other) if other.kind == Kind::Class);
        let class = if is_class { Some(object) } else { self.class_of(object) };
        let order = self.resolution_order(class?, MOST_BASES);
        order.into_iter().find(|id| self.object(*id).is_some_and(|class| self.attribute(class, name).is_some()))
    }

    /// A class and its bases, as far as the program made them, in the order in which attributes are looked for.
    fn resolution_order(&self, class: &Object, depth: usize) -> Vec<ObjectId> {
        let mut bases = Vec::new();
        if let Content::Other(other) = &class.content
            && depth > 0
        {
            let is_base = |label: &trace::Label| matches!(label, trace::Label::Text(id) if &**self.name(*id) == "base");
            bases = other.parts.iter().filter(|(label, _)| is_base(label)).filter_map(|(_, w)| w.object()).collect();
        }
        let own = |id: &ObjectId| self.object(*id).map_or(Vec::new(), |base| self.resolution_order(base, depth - 1));
        let mut waiting: Vec<Vec<ObjectId>> = bases.iter().map(own).collect();
        waiting.push(bases);
        // C3: the first that stands in no other list but at its front.
        let mut order = vec![class.id];
        loop {
            waiting.retain(|list| !list.is_empty());
            let is_free = |id: &ObjectId| waiting.iter().all(|list| !list[1..].contains(id));
            let Some(next) = waiting.iter().map(|list| list[0]).find(|id| is_free(id)) else { return order };
            order.push(next);
            waiting.iter_mut().for_each(|list| list.retain(|id| *id != next));
        }
    }

    /// Attributes that stand in no namespace: what paths go through.
    fn special(&self, object: &Object, name: &str) -> Option<Datum> {
        match (name, &object.content) {
            ("cell_contents", Content::Cell(word)) => Some(self.datum(*word)),
            ("__closure__", Content::Other(other)) => {
                let is_cell = |label: &trace::Label| matches!(label, trace::Label::Closure(_));
                let cells = other.parts.iter().filter(|(label, _)| is_cell(label));
                let cells: Vec<Datum> = cells.map(|(_, word)| self.datum(*word)).collect();
                (!cells.is_empty()).then_some(Datum::Items("tuple", cells))
            }
            _ => None,
        }
    }

    /// What `__defaults__` of a function is.
    fn defaults(&self, function: &Object) -> Vec<Datum> {
        let Content::Other(other) = &function.content else { return Vec::new() };
        let object = |name: &str| {
            let is_it = |label: &trace::Label| matches!(label, trace::Label::Default(id) if &**self.name(*id) == name);
            other.parts.iter().find(|(label, _)| is_it(label)).map(|(_, word)| self.datum(*word))
        };
        let value = |text: &str| Expression::new(text).and_then(|literal| literal.value(self, None));
        let defaults = crate::signature::defaults_by_position(&other.text).into_iter();
        defaults.map(|(name, text)| object(&name).unwrap_or_else(|| value(&text).unwrap_or(Datum::None))).collect()
    }
}
