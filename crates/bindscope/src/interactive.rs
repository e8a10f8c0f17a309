//! The prompt, without its terminal: runs one statement after the other, and says how a name may go on.
//!
//! Completion reads data only: no property and no `__getattr__` of the program runs.

use compile::{Completeness, Mode};
use object::{Class, Kind, Module, Name, Ref, Str, Value};

use crate::interpreter::{Ending, Interpreter};

const KEYWORDS: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is", "lambda", "nonlocal",
    "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

impl Interpreter {
    /// Does the prompt wait for another line of this source?
    pub fn is_incomplete(source: &str) -> bool {
        compile::completeness(source) == Completeness::Incomplete
    }

    /// Sets up `sys.path` for a prompt without a program.
    pub fn prepare_prompt(&mut self) -> Ending {
        self.set_path("");
        Ending::Finished
    }

    /// Runs one input of a prompt; `number` counts them. What went wrong is written to standard error.
    /// An ending only where the prompt is to end, too.
    pub fn interact(&mut self, source: &str, number: usize) -> Option<Ending> {
        let name = format!("<stdin>-{number}");
        if compile::completeness(source) == Completeness::Empty {
            return None;
        }
        self.vm.sources.insert(name.clone(), source.to_string());
        let options = compile::Options { filename: &name, mode: Mode::Interactive, ..Default::default() };
        let code = self.vm.compile_source(source, &options);
        let result = code.and_then(|code| self.vm.run_code(&code, &self.main.clone(), Value::UNBOUND));
        match self.ending(result) {
            Ending::Finished => None,
            Ending::Raised(report) | Ending::Interrupted(report) => {
                let _ = self.vm.host.write(2, report.as_bytes());
                None
            }
            other => Some(other),
        }
    }

    /// `sys.ps1` or `sys.ps2`, if the program has set it to a string.
    pub fn prompt_text(&mut self, name: &str) -> Option<String> {
        let sys = self.vm.sys.clone()?;
        let name = self.vm.intern(name);
        let text = sys.get(&self.vm.heap).namespace.get(&self.vm.heap).get_name(&name)?.clone();
        text.as_ref::<Str>().map(|s| s.lossy().into_owned())
    }

    /// The names that begin like `path` (`len`, `math.sq`, `a.b.c`), whole.
    pub fn completions(&self, path: &str) -> Vec<String> {
        let (owner, start) = match path.rsplit_once('.') {
            Some((owner, start)) => (Some(owner), start),
            None => (None, path),
        };
        let mut names = match owner {
            None => self.global_names(),
            Some(owner) => self.value_at(owner).map_or(vec![], |value| self.attribute_names(&value)),
        };
        names.retain(|name| name.starts_with(start) && (start.starts_with('_') || !name.starts_with('_')));
        names.sort();
        names.dedup();
        let before = owner.map_or(String::new(), |owner| format!("{owner}."));
        names.into_iter().map(|name| format!("{before}{name}")).collect()
    }

    fn global_names(&self) -> Vec<String> {
        let mut names: Vec<String> = KEYWORDS.iter().map(|k| k.to_string()).collect();
        names.extend(self.names_in(&self.main));
        names.extend(self.names_in(&self.vm.builtins));
        names
    }

    fn names_in(&self, namespace: &Ref<object::Dict>) -> Vec<String> {
        let keys = namespace.get(&self.vm.heap).entries();
        keys.filter_map(|e| e.key.as_ref::<Str>()).map(|s| s.lossy().into_owned()).collect()
    }

    /// What a dotted path is bound to, found in data alone.
    fn value_at(&self, path: &str) -> Option<Value> {
        let mut parts = path.split('.');
        let first = parts.next()?;
        let found = |namespace: &Ref<object::Dict>, name: &str| {
            let entries = namespace.get(&self.vm.heap).entries();
            let mut entries = entries.filter(|e| e.key.as_ref::<Str>().is_some_and(|s| s.bytes() == name.as_bytes()));
            entries.next().map(|e| e.value.clone())
        };
        let mut value = found(&self.main, first).or_else(|| found(&self.vm.builtins, first))?;
        for part in parts {
            let next = self.own_values(&value).into_iter().find(|(name, _)| name.as_bytes() == part.as_bytes());
            value = match next {
                Some((_, value)) => value,
                None => self.class_value(&value, part)?,
            };
        }
        Some(value)
    }

    /// A plain value in the class of an object; what computes its value (a property) is not asked.
    fn class_value(&self, object: &Value, name: &str) -> Option<Value> {
        let class = self.vm.heap.class_of(object);
        for class in &class.get(&self.vm.heap).mro {
            let namespace = &class.get(&self.vm.heap).namespace;
            let mut entries = namespace.get(&self.vm.heap).entries();
            let found = entries.find(|e| e.key.as_ref::<Str>().is_some_and(|s| s.bytes() == name.as_bytes()));
            if let Some(found) = found {
                let plain = matches!(
                    found.value.kind(),
                    None | Some(Kind::Instance | Kind::List | Kind::Dict | Kind::Str | Kind::Tuple | Kind::Set)
                );
                return plain.then(|| found.value.clone());
            }
        }
        None
    }

    fn attribute_names(&self, value: &Value) -> Vec<String> {
        let mut names: Vec<String> = self.own_values(value).into_iter().map(|(name, _)| name).collect();
        let heap = &self.vm.heap;
        let class = value.as_ref::<Class>().unwrap_or_else(|| heap.class_of(value));
        class.get(heap).mro.iter().for_each(|class| names.extend(self.names_in(&class.get(heap).namespace)));
        names
    }

    /// The attributes that an object carries itself.
    fn own_values(&self, value: &Value) -> Vec<(String, Value)> {
        let heap = &self.vm.heap;
        let of_dict = |dict: &Ref<object::Dict>| {
            let entries = dict.get(heap).entries();
            entries.filter_map(|e| Some((e.key.as_ref::<Str>()?.lossy().into_owned(), e.value.clone()))).collect()
        };
        if let Some(module) = value.as_ref::<Module>() {
            return of_dict(&module.get(heap).namespace);
        }
        if let Some(class) = value.as_ref::<Class>() {
            return of_dict(&class.get(heap).namespace);
        }
        let Some(attributes) = heap.attributes(value) else {
            return vec![];
        };
        if let Some(dict) = &attributes.dict {
            return of_dict(dict);
        }
        let names = heap.shapes.names(attributes.shape);
        let text = |name: &Name| name.as_str().to_string();
        names.filter_map(|(name, slot)| Some((text(name), attributes.slots.get(slot)?.clone()))).collect()
    }
}
