//! "Did you mean": names close to one that was not found.

use object::{Exception, FrameObject, Name, Str, Traceback, Value, dunder};

use crate::machine::Vm;

const MOST_CANDIDATES: usize = 750;
const LONGEST_NAME: usize = 40;
const MOVE: usize = 2;
const CASE: usize = 1;

impl Vm {
    /// What is added to the message of a NameError, AttributeError or ImportError; empty where nothing is near.
    pub(crate) fn suggestion(&mut self, exception: &Value) -> String {
        let text = self.find_suggestion(exception).unwrap_or_default();
        self.clear_pending();
        text
    }

    fn find_suggestion(&mut self, exception: &Value) -> Option<String> {
        let is = |vm: &Vm, name: &str| vm.is_instance(exception, vm.exception_class(name));
        let fields = exception.as_ref::<Exception>()?.get(&self.heap).fields.clone();
        let field = |place: usize| fields.get(place).and_then(|v| v.as_ref::<Str>()).map(|s| s.lossy().into_owned());
        if is(self, "ImportError") {
            let (module, wrong) = (field(1)?, field(3)?);
            let module = self.import_module(&module).ok()?;
            let names = self.names_of(&module, !wrong.starts_with('_'))?;
            return nearest(&wrong, &names).map(|name| format!(". Did you mean: '{name}'?"));
        }
        let wrong = field(0)?;
        if is(self, "AttributeError") {
            let object = fields.get(1)?.clone();
            let hide = !wrong.starts_with('_') && !self.is_own_object(exception, &object);
            let names = self.names_of(&object, hide)?;
            return nearest(&wrong, &names).map(|name| format!(". Did you mean: '{name}'?"));
        }
        if !is(self, "NameError") {
            return None;
        }
        let near = self.near_name(exception, &wrong);
        let module = self.is_library_name(&wrong);
        Some(match (near, module) {
            (Some(name), true) => format!(". Did you mean: '{name}'? Or did you forget to import '{wrong}'?"),
            (Some(name), false) => format!(". Did you mean: '{name}'?"),
            (None, true) => format!(". Did you forget to import '{wrong}'?"),
            (None, false) => return None,
        })
    }

    fn is_library_name(&self, name: &str) -> bool {
        self.native_module_names().contains(&name)
            || self.library.is_some_and(|library| library.is_package(name).is_some())
    }

    /// What `dir(object)` gives, those with an underscore left out if wanted.
    fn names_of(&mut self, object: &Value, hide: bool) -> Option<Vec<String>> {
        let names = self.call_dunder(object, dunder::DIR, &[])?.ok()?;
        let names = self.collect(&names).ok()?;
        let text = |v: &Value| v.as_ref::<Str>().map(|s| s.lossy().into_owned());
        let mut names: Vec<String> = names.iter().filter_map(text).filter(|n| !hide || !n.starts_with('_')).collect();
        names.sort();
        Some(names)
    }

    /// The frame in which the exception was raised.
    fn last_frame(&self, exception: &Value) -> Option<object::Ref<FrameObject>> {
        let mut at = exception.as_ref::<Exception>()?.get(&self.heap).traceback.clone();
        loop {
            let traceback = at.as_ref::<Traceback>()?.get(&self.heap);
            if traceback.next.is_none() {
                return traceback.frame.as_ref::<FrameObject>().cloned();
            }
            at = traceback.next.clone();
        }
    }

    /// Was it raised in a method of the object?
    fn is_own_object(&mut self, exception: &Value, object: &Value) -> bool {
        let own: Name = self.intern("self");
        let frame = self.last_frame(exception);
        frame.and_then(|f| self.frame_variable(&f, &own)).is_some_and(|value| value.is_same(object))
    }

    fn near_name(&mut self, exception: &Value, wrong: &str) -> Option<String> {
        let frame = self.last_frame(exception)?;
        let own = self.intern("self");
        if let Some(object) = self.frame_variable(&frame, &own).filter(|v| !v.is_unbound()) {
            let name = self.intern(wrong);
            if self.find_attr(&object, &name).ok()?.is_some() {
                return Some(format!("self.{wrong}"));
            }
        }
        let mut names = Vec::new();
        for name in self.frame_variable_names(&frame) {
            if self.frame_variable(&frame, &name).is_some_and(|v| !v.is_unbound()) {
                names.push(name.as_str().to_string());
            }
        }
        let data = frame.get(&self.heap);
        let builtins = data.function.as_ref().map(|f| f.get(&self.heap).builtins.clone());
        let spaces = [data.namespace.as_ref::<object::Dict>().cloned(), Some(data.globals.clone()), builtins];
        for space in spaces.into_iter().flatten() {
            let keys = space.get(&self.heap).entries().map(|e| e.key.clone());
            names.extend(keys.filter_map(|k| k.as_ref::<Str>().map(|s| s.lossy().into_owned())));
        }
        nearest(wrong, &names)
    }
}

/// The name that needs the fewest changes to become the wrong one, if few enough.
fn nearest(wrong: &str, names: &[String]) -> Option<String> {
    let length = wrong.chars().count();
    if names.len() > MOST_CANDIDATES || length > LONGEST_NAME {
        return None;
    }
    let mut best: Option<&String> = None;
    let mut best_distance = length;
    for name in names.iter().filter(|n| *n != wrong) {
        let most = ((name.chars().count() + length + 3) * MOVE / 6).min(best_distance.saturating_sub(1));
        let distance = distance(wrong, name);
        if distance <= most && (best.is_none() || distance < best_distance) {
            best = Some(name);
            best_distance = distance;
        }
    }
    best.cloned()
}

/// Levenshtein's distance, a change of case counting half.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut row: Vec<usize> = (0..=b.len()).map(|n| n * MOVE).collect();
    for (place, &x) in a.iter().enumerate() {
        let mut diagonal = row[0];
        row[0] = (place + 1) * MOVE;
        for (column, &y) in b.iter().enumerate() {
            let change = if x == y {
                0
            } else if x.to_lowercase().eq(y.to_lowercase()) {
                CASE
            } else {
                MOVE
            };
            let new = (diagonal + change).min(row[column] + MOVE).min(row[column + 1] + MOVE);
            diagonal = std::mem::replace(&mut row[column + 1], new);
        }
    }
    row[b.len()]
}
