//! A check of the heap: every reference is counted again.
//!
//! Objects must be counted at least as often as other objects refer to them. When a program is over and its names are
//! unbound, what something else still holds must have been held before it began: anything more is a leak.

use std::collections::HashSet;

use object::{Kind, Value};

use crate::interpreter::Interpreter;

/// What the heap looked like before a program ran.
pub struct Baseline {
    held: HashSet<u64>,
    modules: usize,
}

/// What the program's own data consists of. The machine keeps functions in its caches, and classes by number.
const CHECKED: &[Kind] = &[
    Kind::Instance,
    Kind::List,
    Kind::Dict,
    Kind::Set,
    Kind::Tuple,
    Kind::Generator,
    Kind::Cell,
    Kind::Exception,
    Kind::Traceback,
    Kind::Iterator,
];

impl Interpreter {
    /// Notes what is held before the program runs.
    pub fn heap_baseline(&mut self) -> Baseline {
        // The one empty tuple is made when it is first wanted, and stays.
        drop(Value::tuple_of([]));
        let held = object::held_from_outside().into_iter().map(|held| held.object.bits()).collect();
        Baseline { held, modules: self.module_count() }
    }

    /// What is wrong with the heap; a sentence for each object. The program's names must be unbound.
    /// Modules that the program imported keep data of their own: then only counts that are too low are told.
    pub fn check_heap(&mut self, baseline: &Baseline) -> Vec<String> {
        self.vm().clear_caches();
        self.vm().collect_cycles();
        let imported = self.module_count() > baseline.modules;
        let mut report = Vec::new();
        for held in object::held_from_outside() {
            if held.times < 0 {
                report.push(format!("{} is counted {} times too few", self.described(&held.object), -held.times));
            } else if !imported
                && held.object.kind().is_some_and(|kind| CHECKED.contains(&kind))
                && !baseline.held.contains(&held.object.bits())
            {
                report.push(format!("{} is held {} times by nobody", self.described(&held.object), held.times));
            }
        }
        report.sort();
        report
    }

    fn module_count(&mut self) -> usize {
        let vm = self.vm();
        vm.modules.get(&vm.heap).len()
    }

    fn described(&mut self, object: &Value) -> String {
        let name = self.vm().type_name(object);
        let text = self.vm().repr_text(object).unwrap_or_default();
        self.vm().clear_pending();
        format!("the {name} {}", text.chars().take(100).collect::<String>())
    }
}
