//! Specs and loaders of modules, and the finders that a program puts into `sys.meta_path`.
//!
//! The machine imports without `importlib`. Once a program has loaded that, modules get the specs and loaders
//! of its classes, those that were imported before, too.

use object::{List, Module, Ref, Str, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;

/// Where a module comes from.
#[derive(Clone, Copy)]
pub(crate) enum Origin<'a> {
    Native,
    Library,
    /// The file of its source.
    Source(&'a str),
}

/// The finders of `sys.meta_path` that are none of importlib's own: before and after those.
#[derive(Default)]
pub(crate) struct Finders {
    pub before: Vec<Value>,
    pub after: Vec<Value>,
}

impl Vm {
    /// Gives a module its spec and its loader, if `importlib` is there to make them.
    pub(crate) fn specify(&mut self, module: &Ref<Module>, origin: Origin) -> Result<()> {
        let Some(bootstrap) = self.spec_maker.clone() else {
            return Ok(());
        };
        let name = self.get_attr_str(module.value(), "__name__")?;
        let spec = match origin {
            Origin::Source(file) => {
                let Some(external) = self.module_named("_frozen_importlib_external") else {
                    return Ok(());
                };
                let Ok(make) = self.get_attr_str(&external, "spec_from_file_location") else {
                    self.clear_pending();
                    return Ok(());
                };
                let path = self.heap.dunder(dunder::PATH).clone();
                let path = self.find_attr(module.value(), &path)?.unwrap_or(Value::NONE);
                let locations = self.intern("submodule_search_locations");
                self.call_kw(&make, &[name, Value::from(file)], &[(locations, path)])?
            }
            Origin::Native => {
                let loader = self.get_attr_str(&bootstrap, "BuiltinImporter")?;
                self.call_method(&bootstrap, "_spec_from_module", &[module.to_value(), loader])?
            }
            Origin::Library => {
                self.set_module_attr(module, "__origname__", name);
                let loader = self.get_attr_str(&bootstrap, "FrozenImporter")?;
                self.call_method(&bootstrap, "_spec_from_module", &[module.to_value(), loader])?
            }
        };
        self.call_method(&bootstrap, "_init_module_attrs", &[spec, module.to_value()])?;
        if let Origin::Library = origin {
            let loader = self.get_attr_str(&bootstrap, "FrozenImporter")?;
            self.call_method(&loader, "_fix_up_module", &[module.to_value()])?;
        }
        Ok(())
    }

    /// Gives modules of source files that were imported before `importlib` their specs.
    pub fn specify_sources(&mut self) -> Result<()> {
        let modules: Vec<Value> = self.modules.get(&self.heap).entries().map(|e| e.value.clone()).collect();
        for module in modules {
            let Some(module) = module.as_ref::<Module>().cloned() else {
                continue;
            };
            let namespace = module.get(&self.heap).namespace.clone();
            let attribute = |which: usize| {
                let key = self.heap.dunder(which).clone();
                namespace.get(&self.heap).get_name(&key).cloned()
            };
            let (file, spec, name) = (attribute(dunder::FILE), attribute(dunder::SPEC), attribute(dunder::NAME));
            let main = name.and_then(|n| n.as_ref::<Str>().map(|n| n.bytes() == b"__main__")).unwrap_or(true);
            if let Some(file) = file.as_ref().and_then(|f| f.as_ref::<Str>())
                && spec.is_none_or(|spec| spec.is_none())
                && !main
            {
                self.specify(&module, Origin::Source(&file.lossy()))?;
            }
        }
        Ok(())
    }

    pub(crate) fn foreign_finders(&mut self) -> Finders {
        let mut finders = Finders::default();
        let Some(sys) = self.sys.clone() else {
            return finders;
        };
        let (key, namespace) = (self.intern("meta_path"), sys.get(&self.heap).namespace.clone());
        let all = namespace.get(&self.heap).get_name(&key).and_then(|path| path.as_ref::<List>().cloned());
        let Some(all) = all else {
            return finders;
        };
        let mut passed_own = false;
        for finder in all.get(&self.heap).0.clone() {
            let own = finder.as_ref::<object::Class>().is_some_and(|class| {
                let name = class.get(&self.heap).name.clone();
                matches!(name.as_str(), "BuiltinImporter" | "FrozenImporter" | "PathFinder")
            });
            if own {
                passed_own = true;
            } else if passed_own {
                finders.after.push(finder);
            } else {
                finders.before.push(finder);
            }
        }
        finders
    }

    /// Asks a finder for a module, and loads what it finds.
    pub(crate) fn ask_finder(&mut self, finder: &Value, name: &str, path: &Value) -> Result<Option<Value>> {
        let key = self.intern("find_spec");
        let Some(find) = self.find_attr(finder, &key)? else {
            return Ok(None);
        };
        let path = if name.contains('.') { path.clone() } else { Value::NONE };
        let spec = self.call(&find, &[Value::from(name), path, Value::NONE])?;
        if spec.is_none() {
            return Ok(None);
        }
        let bootstrap = self.import_module("_frozen_importlib")?;
        self.import_module("_frozen_importlib_external")?;
        self.call_method(&bootstrap, "_load_unlocked", &[spec]).map(Some)
    }

    /// Ends a pending ModuleNotFoundError that is about this very module: true if there was one.
    pub(crate) fn swallow_missing(&mut self, name: &str) -> bool {
        if !self.pending_is("ModuleNotFoundError") {
            return false;
        }
        let exception = self.take_pending();
        let missing = self.get_attr_str(&exception, "name");
        let same = missing.is_ok_and(|missing| missing.as_ref::<Str>().is_some_and(|n| n.bytes() == name.as_bytes()));
        if !same {
            let _ = self.restore_pending(exception);
        }
        same
    }
}
