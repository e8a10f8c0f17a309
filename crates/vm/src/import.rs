//! The import system: native modules, the frozen library, source files on the path.

use object::{ClassIndex, Dict, List, Module, Name, Ref, Str, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;
use crate::spec::Origin;

impl Vm {
    /// Declares a native module; `load` fills it when it is first imported.
    pub fn add_native_module(&mut self, name: &'static str, load: fn(&mut Vm, &Ref<Module>) -> Result<()>) {
        self.native_modules.insert(name, load);
    }

    pub fn is_native_module(&self, name: &str) -> bool {
        self.native_modules.contains_key(name)
    }

    /// Names of all native modules.
    pub fn native_module_names(&self) -> Vec<&'static str> {
        let mut names: Vec<_> = self.native_modules.keys().copied().collect();
        names.sort_unstable();
        names
    }

    /// A new module with its ordinary names, in `sys.modules`.
    pub fn new_module(&mut self, name: &str) -> Ref<Module> {
        let namespace = Ref::<Dict>::dict();
        let name_value = Value::from(name);
        let package = name.rpartition_dot();
        for (which, value) in [
            (dunder::NAME, name_value.clone()),
            (dunder::DOC, Value::NONE),
            (dunder::PACKAGE, Value::from(package)),
            (dunder::LOADER, Value::NONE),
            (dunder::SPEC, Value::NONE),
        ] {
            let key = self.heap.dunder(which).clone();
            self.namespace_set(&namespace, &key, value);
        }
        let module = Ref::new(ClassIndex::MODULE, Module { name: name_value, namespace });
        let key = self.intern(name);
        let modules = self.modules.clone();
        self.namespace_set(&modules, &key, module.to_value());
        module
    }

    pub(crate) fn import_statement(&mut self, name: &Name, level: &Value, names: &Value) -> Result {
        let level = level.as_small_int().unwrap_or(0) as usize;
        let absolute = self.absolute_name(name.as_str(), level)?;
        let module = self.import_module(&absolute)?;
        if !names.is_none() {
            self.import_submodules(&module, &absolute, names)?;
            return Ok(module);
        }
        if level > 0 {
            return Ok(module);
        }
        match absolute.split_once('.') {
            Some((top, _)) => self.import_module(top),
            None => Ok(module),
        }
    }

    /// What `__import__` does: the top package, or the module itself where names are wanted from it.
    pub fn import_by_name(&mut self, name: &str, level: usize, globals: Option<Ref<Dict>>, names: &[Value]) -> Result {
        let globals = globals.unwrap_or_else(Ref::dict);
        let absolute = self.absolute_name_in(name, level, &globals)?;
        let module = self.import_module(&absolute)?;
        if !names.is_empty() {
            self.import_submodules(&module, &absolute, &Value::tuple(names.to_vec()))?;
            return Ok(module);
        }
        // Of a relative name, the first part that was asked for.
        let beyond =
            if level == 0 { absolute.find('.') } else { name.find('.').map(|p| absolute.len() - name.len() + p) };
        match beyond {
            Some(end) if !name.is_empty() => self.import_module(&absolute[..end]),
            _ => Ok(module),
        }
    }

    fn absolute_name(&mut self, name: &str, level: usize) -> Result<String> {
        if level == 0 {
            return Ok(name.to_string());
        }
        let globals = self.current_globals();
        self.absolute_name_in(name, level, &globals)
    }

    fn absolute_name_in(&mut self, name: &str, level: usize, globals: &Ref<Dict>) -> Result<String> {
        if level == 0 {
            return Ok(name.to_string());
        }
        let key = self.heap.dunder(dunder::PACKAGE).clone();
        let package = globals.get(&self.heap).get_name(&key).cloned();
        let package = package.as_ref().and_then(|p| p.as_ref::<Str>()).map(|s| s.lossy().into_owned());
        let Some(package) = package.filter(|p| !p.is_empty()) else {
            return Err(self.error("ImportError", "attempted relative import with no known parent package"));
        };
        let mut base = package.as_str();
        for _ in 1..level {
            match base.rsplit_once('.') {
                Some((parent, _)) => base = parent,
                None => {
                    return Err(self.error("ImportError", "attempted relative import beyond top-level package"));
                }
            }
        }
        Ok(if name.is_empty() { base.to_string() } else { format!("{base}.{name}") })
    }

    /// Imports a module by its absolute name, its packages first.
    pub fn import_module(&mut self, name: &str) -> Result {
        if let Some(module) = self.module_named(name) {
            if module.is_none() {
                return Err(self.module_not_found(name, &format!("import of {name} halted; None in sys.modules")));
            }
            return Ok(module);
        }
        let parent = name.rsplit_once('.');
        let path = match parent {
            Some((parent, _)) => {
                let package = self.import_module(parent)?;
                if let Some(module) = self.module_named(name) {
                    return Ok(module);
                }
                let key = self.heap.dunder(dunder::PATH).clone();
                match self.find_attr(&package, &key)? {
                    Some(path) => path,
                    None => {
                        let message = format!("No module named '{name}'; '{parent}' is not a package");
                        return Err(self.module_not_found(name, &message));
                    }
                }
            }
            None => self.path.to_value(),
        };
        let module = self.find_and_load(name, &path)?;
        if let Some((parent, child)) = parent
            && let Some(package) = self.module_named(parent)
        {
            let child = self.intern(child);
            self.set_attr(&package, &child, module.clone())?;
        }
        Ok(module)
    }

    fn find_and_load(&mut self, name: &str, path: &Value) -> Result {
        let finders = self.foreign_finders();
        for finder in &finders.before {
            if let Some(module) = self.ask_finder(finder, name, path)? {
                return Ok(module);
            }
        }
        if let Some(load) = self.native_modules.get(name).copied() {
            let module = self.new_module(name);
            return match load(self, &module).and_then(|()| self.specify(&module, Origin::Native)) {
                Ok(()) => Ok(module.into()),
                Err(raised) => {
                    self.forget_module(name);
                    Err(raised)
                }
            };
        }
        let child = name.rsplit_once('.').map_or(name, |(_, child)| child);
        for folder in self.collect(path)? {
            let Some(folder) = folder.as_ref::<Str>().map(|s| s.lossy().into_owned()) else {
                continue;
            };
            let folder = if folder.is_empty() { ".".to_string() } else { folder };
            let package = format!("{folder}/{child}/__init__.py");
            if self.host.is_file(&package) {
                return self.load_source(name, &package, Some(format!("{folder}/{child}")));
            }
            let file = format!("{folder}/{child}.py");
            if self.host.is_file(&file) {
                return self.load_source(name, &file, None);
            }
        }
        if let Some(found) = self.library.and_then(|library| library.module(name)) {
            let code = self.link(found.code.into());
            let path = found.package.then(|| Value::list(vec![]));
            return self.run_module(name, &code, Origin::Library, path);
        }
        for finder in &finders.after {
            if let Some(module) = self.ask_finder(finder, name, path)? {
                return Ok(module);
            }
        }
        if let Some(module) = self.load_folders(name, child, path)? {
            return Ok(module);
        }
        Err(self.module_not_found(name, &format!("No module named '{name}'")))
    }

    /// Folders without an `__init__.py` make one namespace package; a file that only CPython can load says so.
    fn load_folders(&mut self, name: &str, child: &str, path: &Value) -> Result<Option<Value>> {
        let mut folders = Vec::new();
        for folder in self.collect(path)? {
            let Some(folder) = folder.as_ref::<Str>().map(|s| s.lossy().into_owned()) else {
                continue;
            };
            let folder = if folder.is_empty() { ".".to_string() } else { folder };
            let extension = format!("{child}.");
            let compiled = |n: &String| n.starts_with(&extension) && (n.ends_with(".so") || n.ends_with(".pyd"));
            if let Some(file) = self.host.names_in(&folder).into_iter().find(compiled) {
                let message = format!(
                    "No module named '{name}' that Bindscope can load: {folder}/{file} is compiled for CPython"
                );
                let exception = self.new_exception("ImportError", vec![Value::from(message.as_str())]);
                let fields = [Value::from(message), Value::from(name), Value::from(format!("{folder}/{file}"))];
                self.set_exception_fields(&exception, &fields);
                return Err(self.raise_value(exception));
            }
            let inner = format!("{folder}/{child}");
            if self.host.is_dir(&inner) {
                folders.push(Value::from(inner));
            }
        }
        if folders.is_empty() {
            return Ok(None);
        }
        let module = self.new_module(name);
        self.set_module_attr(&module, "__file__", Value::NONE);
        self.set_module_attr(&module, "__package__", Value::from(name));
        self.set_module_attr(&module, "__path__", Value::list(folders));
        Ok(Some(module.into()))
    }

    fn load_source(&mut self, name: &str, file: &str, package: Option<String>) -> Result {
        let bytes = match self.host.read_file(file) {
            Ok(bytes) => bytes,
            Err(error) => {
                return Err(self.error("ImportError", format!("cannot read {file}: {error}")));
            }
        };
        let source = crate::entry::decode_source(&bytes);
        let options = compile::Options { filename: file, ..compile::Options::default() };
        let code = self.compile_source(&source, &options)?;
        let path = package.map(|folder| Value::list(vec![Value::from(folder)]));
        self.run_module(name, &code, Origin::Source(file), path)
    }

    fn run_module(
        &mut self,
        name: &str,
        code: &Ref<object::CodeObject>,
        origin: Origin,
        path: Option<Value>,
    ) -> Result {
        let module = self.new_module(name);
        if let Origin::Source(file) = origin {
            self.set_module_attr(&module, "__file__", Value::from(file));
        }
        if let Some(path) = path {
            self.set_module_attr(&module, "__package__", Value::from(name));
            self.set_module_attr(&module, "__path__", path);
        }
        let globals = module.get(&self.heap).namespace.clone();
        self.initializing.push(name.to_string());
        let result = self.specify(&module, origin).and_then(|()| self.run_code(code, &globals, Value::UNBOUND));
        self.initializing.retain(|m| m != name);
        match result {
            // A module may have put something else in its place.
            Ok(_) => Ok(self.module_named(name).unwrap_or(module.into())),
            Err(raised) => {
                self.forget_module(name);
                Err(raised)
            }
        }
    }

    pub(crate) fn forget_module(&mut self, name: &str) {
        let key = self.intern(name);
        let modules = self.modules.clone();
        drop(self.namespace_delete(&modules, &key));
    }

    fn module_not_found(&mut self, name: &str, message: &str) -> crate::Raised {
        let exception = self.new_exception("ModuleNotFoundError", vec![Value::from(message)]);
        self.set_exception_fields(&exception, &[Value::from(message), Value::from(name)]);
        self.raise_value(exception)
    }

    /// `from package import name`: a submodule is imported where the package has no such attribute.
    fn import_submodules(&mut self, module: &Value, absolute: &str, names: &Value) -> Result<()> {
        let path = self.heap.dunder(dunder::PATH).clone();
        if self.find_attr(module, &path)?.is_none() {
            return Ok(());
        }
        for name in crate::slow::items_of(names) {
            let Some(name) = name.as_ref::<Str>() else {
                continue;
            };
            let name = self.heap.intern_str(name);
            if name.as_str() == "*" || self.find_attr(module, &name)?.is_some() {
                continue;
            }
            let full = format!("{absolute}.{}", name.as_str());
            if self.import_module(&full).is_err() && !self.swallow_missing(&full) {
                return Err(crate::Raised);
            }
        }
        Ok(())
    }

    pub(crate) fn import_from(&mut self, module: &Value, name: &Name) -> Result {
        if let Some(value) = self.find_attr(module, name)? {
            return Ok(value);
        }
        let own = self.get_attr_str(module, "__name__");
        let own = own.ok().and_then(|n| n.as_ref::<Str>().map(|s| s.lossy().into_owned()));
        drop(self.thread.pending.take());
        let module_name = own.unwrap_or_else(|| "<unknown module name>".to_string());
        if let Some(submodule) = self.module_named(&format!("{module_name}.{}", name.as_str())) {
            return Ok(submodule);
        }
        let file = self.intern("__file__");
        let place = self.find_attr(module, &file)?.filter(|f| f.kind() == Some(object::Kind::Str));
        let shown = place.as_ref().and_then(|f| f.as_ref::<Str>()).map(|f| f.lossy().into_owned());
        let shown = shown.unwrap_or_else(|| "unknown location".to_string());
        let wanted = name.as_str();
        let message = if self.initializing.contains(&module_name) {
            format!(
                "cannot import name '{wanted}' from partially initialized module '{module_name}' (most likely due to a \
                 circular import) ({shown})"
            )
        } else {
            format!("cannot import name '{wanted}' from '{module_name}' ({shown})")
        };
        let exception = self.new_exception("ImportError", vec![Value::from(message.as_str())]);
        let fields = [Value::from(message), Value::from(module_name), place.unwrap_or(Value::NONE), name.to_value()];
        self.set_exception_fields(&exception, &fields);
        Err(self.raise_value(exception))
    }

    pub(crate) fn import_star(&mut self, module: &Value) -> Result<()> {
        let all = self.heap.dunder(dunder::ALL_NAMES).clone();
        let names: Vec<Value> = match self.find_attr(module, &all)? {
            Some(all) => self.collect(&all)?,
            None => {
                let Some(module) = module.as_ref::<Module>() else {
                    return Ok(());
                };
                let namespace = module.get(&self.heap).namespace.clone();
                let keys = namespace.get(&self.heap).entries().map(|e| e.key.clone());
                keys.filter(|k| k.as_ref::<Str>().is_some_and(|s| !s.bytes().starts_with(b"_"))).collect()
            }
        };
        for name in names {
            let Some(name) = name.as_ref::<Str>() else {
                continue;
            };
            let name = self.heap.intern_str(name);
            let value = self.get_attr(module, &name)?;
            self.store_name(&name, value)?;
        }
        Ok(())
    }

    /// `sys.path` as the machine keeps it.
    pub fn set_path(&mut self, folders: Vec<String>) {
        let path: Ref<List> = self.path.clone();
        let items = folders.into_iter().map(Value::from).collect();
        drop(self.list_replace_all(&path, items));
    }
}

trait Dotted {
    fn rpartition_dot(&self) -> &str;
}

impl Dotted for str {
    /// What stands before the last dot.
    fn rpartition_dot(&self) -> &str {
        self.rsplit_once('.').map_or("", |(before, _)| before)
    }
}
