//! Where each name of a body lives.
//! <https://docs.python.org/3.13/reference/executionmodel.html#resolution-of-names>
//!
//! `gather.rs` says what each scope does with its names; here the variables of enclosing functions are found.
//! List, set and dict comprehensions are scopes without a body of their own: their variables live in the
//! registers of the body around them (PEP 709).

use std::collections::{BTreeSet, HashMap};

use ruff_text_size::{Ranged, TextRange};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Module,
    /// `exec` with a namespace that may differ from the globals.
    Namespace,
    Class,
    Function,
    /// Type parameters, the value of a `type` statement, bounds and defaults: evaluated in functions of their own.
    Annotation,
}

/// Where a name lives, seen from one scope.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    Local,
    /// A local that inner functions share.
    Cell,
    Free,
    /// In a comprehension: where the scope around it has the name.
    Outer,
    Global,
    /// In the body's own namespace: class bodies, `exec`.
    Namespace,
    /// In the class body's namespace, else the variable of an enclosing function.
    NamespaceOrFree,
    /// Seen from an annotation scope in a class: in the class's namespace, else global.
    ClassOrGlobal,
    /// Seen from an annotation scope in a class: in the class's namespace, else the variable of a function.
    ClassOrFree,
}

/// What a scope does with a name, as bits.
pub mod usage {
    pub const USED: u16 = 1;
    pub const BOUND: u16 = 2;
    pub const GLOBAL: u16 = 4;
    pub const NONLOCAL: u16 = 8;
    pub const PARAMETER: u16 = 16;
    pub const ANNOTATED: u16 = 32;
    /// The target of a comprehension's `for`.
    pub const ITERATION: u16 = 64;
    /// Deleted somewhere, so never certainly bound.
    pub const DELETED: u16 = 128;
    pub const TYPE_PARAMETER: u16 = 256;
}
use usage::*;

#[derive(Debug)]
pub struct Scope {
    pub kind: Kind,
    pub parent: Option<usize>,
    /// All names, in order of first appearance.
    names: Vec<String>,
    usage: HashMap<String, u16>,
    pub parameters: Vec<String>,
    /// Variables of enclosing functions that this body uses or hands on.
    pub free: Vec<String>,
    /// In an inlined comprehension: names that the scope around it has.
    outer: BTreeSet<String>,
    pub cells: BTreeSet<String>,
    pub generator: bool,
    /// `async def`, or a comprehension that awaits.
    pub coroutine: bool,
    pub walrus: bool,
    /// It has annotated assignments.
    pub annotated: bool,
    /// Functions within use `super` or `__class__`.
    pub class_cell: bool,
    /// An annotation scope directly in a class: its names are looked up in the class's namespace first.
    pub sees_class: bool,
    /// A comprehension without a body of its own.
    pub inlined: bool,
    pub comprehension: bool,
    /// Which comprehension it is, for messages.
    pub(crate) word: &'static str,
    /// `global` and `nonlocal` statements, for errors that are found later.
    pub(crate) declarations: HashMap<String, TextRange>,
}

#[derive(Default)]
pub struct Scopes {
    pub all: Vec<Scope>,
    pub(crate) by_node: HashMap<(TextRange, u8), usize>,
    pub(crate) stack: Vec<usize>,
    /// The innermost class, for mangling.
    pub(crate) class: Option<String>,
    /// The first error found: where, and what.
    pub error: Option<(TextRange, String)>,
    pub(crate) future_annotations: bool,
    /// How deep in the iterables of comprehensions.
    pub(crate) in_iterable: u32,
    /// The target of a comprehension's `for` is being visited.
    pub(crate) in_target: bool,
    /// What the annotation scope at hand is, for messages.
    pub(crate) annotation_name: &'static str,
}

/// What kind of node opened a scope: nodes of different kinds may cover the same text.
pub mod node {
    pub const MODULE: u8 = 0;
    pub const FUNCTION: u8 = 1;
    pub const CLASS: u8 = 2;
    pub const LAMBDA: u8 = 3;
    pub const COMPREHENSION: u8 = 4;
    pub const TYPE_PARAMETERS: u8 = 5;
    pub const BOUND: u8 = 6;
    pub const DEFAULT: u8 = 7;
    pub const ALIAS: u8 = 8;
}

impl Scope {
    pub fn new(kind: Kind, parent: Option<usize>) -> Scope {
        Scope {
            kind,
            parent,
            names: vec![],
            usage: HashMap::new(),
            parameters: vec![],
            free: vec![],
            outer: BTreeSet::new(),
            cells: BTreeSet::new(),
            generator: false,
            coroutine: false,
            walrus: false,
            annotated: false,
            class_cell: false,
            sees_class: false,
            inlined: false,
            comprehension: false,
            word: "",
            declarations: HashMap::new(),
        }
    }

    pub fn usage(&self, name: &str) -> u16 {
        self.usage.get(name).copied().unwrap_or(0)
    }

    pub(crate) fn note(&mut self, name: &str, bits: u16) {
        match self.usage.get_mut(name) {
            Some(all) => *all |= bits,
            None => {
                self.names.push(name.to_string());
                self.usage.insert(name.to_string(), bits);
            }
        }
    }

    /// Bound here and not declared elsewhere.
    pub fn owns(&self, name: &str) -> bool {
        let usage = self.usage(name);
        usage & (BOUND | PARAMETER) != 0 && usage & (GLOBAL | NONLOCAL) == 0
    }

    /// The variables that are this scope's own, in order of first appearance.
    pub fn own_names(&self) -> impl Iterator<Item = &String> {
        self.names.iter().filter(|n| self.owns(n))
    }

    pub fn is_function_like(&self) -> bool {
        matches!(self.kind, Kind::Function | Kind::Annotation)
    }

    /// Variables that a class body keeps in cells for the functions in it.
    fn owns_cell(&self, name: &str) -> bool {
        self.kind == Kind::Class && (name == "__class__" || name == "__classdict__")
    }
}

impl Scopes {
    pub fn find(&self, range: TextRange, node: u8) -> usize {
        self.by_node.get(&(range, node)).copied().unwrap_or(0)
    }

    /// Where `scope` has the (mangled) name.
    pub fn place(&self, number: usize, name: &str) -> Place {
        let scope = &self.all[number];
        let usage = scope.usage(name);
        if usage & GLOBAL != 0 {
            return Place::Global;
        }
        match scope.kind {
            Kind::Function | Kind::Annotation => {
                if scope.owns(name) {
                    return if scope.cells.contains(name) { Place::Cell } else { Place::Local };
                }
                if scope.inlined && scope.outer.contains(name) {
                    return Place::Outer;
                }
                match (scope.free.iter().any(|f| f == name), scope.sees_class && name != "__classdict__") {
                    (true, true) => Place::ClassOrFree,
                    (true, false) => Place::Free,
                    (false, true) => Place::ClassOrGlobal,
                    (false, false) => Place::Global,
                }
            }
            Kind::Class => {
                if scope.cells.contains(name) && scope.owns_cell(name) && usage & BOUND == 0 {
                    return Place::Cell;
                }
                let free = scope.free.iter().any(|f| f == name);
                match (free, usage) {
                    (true, usage) if usage & NONLOCAL != 0 => Place::Free,
                    (true, usage) if usage & BOUND == 0 => Place::NamespaceOrFree,
                    _ => Place::Namespace,
                }
            }
            Kind::Namespace => Place::Namespace,
            Kind::Module => Place::Global,
        }
    }

    /// Finds free variables and cells, from the innermost bodies outwards.
    pub(crate) fn resolve(&mut self) {
        for number in (0..self.all.len()).rev() {
            let scope = &self.all[number];
            if matches!(scope.kind, Kind::Module | Kind::Namespace) {
                self.check_module_declarations(number);
                continue;
            }
            let wanted: Vec<String> = scope
                .names
                .iter()
                .filter(|n| {
                    let usage = scope.usage(n);
                    usage & GLOBAL == 0 && (usage & NONLOCAL != 0 || usage & USED != 0 && !scope.owns(n))
                })
                .cloned()
                .collect();
            for name in wanted {
                let nonlocal = self.all[number].usage(&name) & NONLOCAL != 0;
                match self.owner(number, &name) {
                    Some(owner) => {
                        let declared = self.all[number].declarations.get(&name).copied();
                        if let (true, Some(range)) = (nonlocal, declared)
                            && self.all[owner].usage(&name) & TYPE_PARAMETER != 0
                        {
                            let message = format!("nonlocal binding not allowed for type parameter '{name}'");
                            self.error = self.error.take().or(Some((range, message)));
                        }
                        self.make_free(number, owner, &name);
                    }
                    None if nonlocal => {
                        if let Some(range) = self.all[number].declarations.get(&name) {
                            let message = format!("no binding for nonlocal '{name}' found");
                            self.error = self.error.take().or(Some((*range, message)));
                        }
                    }
                    None => {}
                }
            }
        }
    }

    fn check_module_declarations(&mut self, number: usize) {
        let scope = &self.all[number];
        let found = scope.names.iter().find(|n| scope.usage(n) & NONLOCAL != 0);
        if let Some(range) = found.and_then(|n| scope.declarations.get(n)) {
            let message = "nonlocal declaration not allowed at module level".to_string();
            self.error = self.error.take().or(Some((*range, message)));
        }
    }

    /// The enclosing function (or class, for `__class__`) that has the variable.
    fn owner(&self, number: usize, name: &str) -> Option<usize> {
        let mut at = self.all[number].parent;
        while let Some(outer) = at {
            let scope = &self.all[outer];
            if scope.is_function_like() {
                if scope.usage(name) & GLOBAL != 0 {
                    return None;
                }
                if scope.owns(name) {
                    return Some(outer);
                }
            } else if scope.owns_cell(name) {
                return Some(outer);
            }
            at = scope.parent;
        }
        None
    }

    fn make_free(&mut self, number: usize, owner: usize, name: &str) {
        let mut at = number;
        let mut crossed = false;
        while at != owner {
            let scope = &mut self.all[at];
            if scope.inlined {
                scope.outer.insert(name.to_string());
            } else {
                crossed = true;
                if !scope.free.iter().any(|f| f == name) {
                    scope.free.push(name.to_string());
                    scope.free.sort();
                }
            }
            let Some(parent) = scope.parent else { return };
            at = parent;
        }
        let scope = &mut self.all[owner];
        if crossed || scope.kind == Kind::Class {
            scope.cells.insert(name.to_string());
        }
    }

    /// Private names of a class: <https://docs.python.org/3.13/reference/expressions.html#private-name-mangling>
    pub fn mangled(class: Option<&str>, name: &str) -> Option<String> {
        let class = class?;
        if !name.starts_with("__") || name.ends_with("__") || name.contains('.') {
            return None;
        }
        let class = class.trim_start_matches('_');
        (!class.is_empty()).then(|| format!("_{class}{name}"))
    }
}

/// The range of a node, for looking its scope up.
pub fn range_of(node: &impl Ranged) -> TextRange {
    node.range()
}
