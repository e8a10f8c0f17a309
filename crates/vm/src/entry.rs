//! What the way into a program asks of the machine: where a module's source stands, its spec, and source as text.

use object::{CodeObject, Ref, Str, Value};

use crate::error::Result;
use crate::machine::Vm;

/// Where a module that is to run as `__main__` comes from.
pub struct Place {
    pub file: String,
    pub package: bool,
    /// The module is of the frozen library, and this is its code.
    pub code: Option<Ref<CodeObject>>,
}

impl Vm {
    /// The source of a module whose package, if it has one, was imported.
    pub fn find_source(&mut self, name: &str) -> Result<Option<Place>> {
        let (path, child) = match name.rsplit_once('.') {
            None => (self.path.to_value(), name),
            Some((parent, child)) => match self.module_named(parent) {
                None => return Ok(None),
                Some(package) => (self.get_attr_str(&package, "__path__")?, child),
            },
        };
        for folder in self.collect(&path)? {
            let Some(folder) = folder.as_ref::<Str>().map(|s| s.lossy().into_owned()) else {
                continue;
            };
            let folder = if folder.is_empty() { "." } else { &folder };
            for (file, package) in
                [(format!("{folder}/{child}/__init__.py"), true), (format!("{folder}/{child}.py"), false)]
            {
                if self.host.is_file(&file) {
                    return Ok(Some(Place { file, package, code: None }));
                }
            }
        }
        let Some(found) = self.library.and_then(|library| library.module(name)) else {
            return Ok(None);
        };
        let code = self.link(found.code.into());
        Ok(Some(Place { file: code.code.filename.to_string(), package: found.package, code: Some(code) }))
    }

    /// The `ModuleSpec` of a module in a file; None where the library has no such class.
    pub fn module_spec(&mut self, name: &str, file: &str) -> Option<Value> {
        let spec = self.make_spec(name, file);
        if spec.is_err() {
            drop(self.thread.pending.take());
        }
        spec.ok()
    }

    fn make_spec(&mut self, name: &str, file: &str) -> Result {
        self.import_module("importlib.util")?;
        let module = self.import_module("importlib.util")?;
        let make = self.get_attr_str(&module, "spec_from_file_location")?;
        self.call(&make, &[Value::from(name), Value::from(file)])
    }

    /// `sys.argv[0]`
    pub fn set_argument_zero(&mut self, file: &str) {
        let arguments = self.arguments.clone();
        if !arguments.get(&self.heap).0.is_empty() {
            self.list_set(&arguments, 0, Value::from(file));
        }
    }

    /// Forgets the pending exception, if there is one.
    pub fn clear_pending(&mut self) {
        drop(self.thread.pending.take());
    }
}

/// Source as text: UTF-8 with or without its mark, or Latin-1 where the first lines say so.
pub fn decode_source(bytes: &[u8]) -> String {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_string();
    }
    let mut first_lines = bytes.split(|b| *b == b'\n').take(2).map(String::from_utf8_lossy);
    let latin = first_lines.any(|line| {
        let line = line.to_lowercase();
        line.trim_start().starts_with('#')
            && line.contains("coding")
            && (line.contains("latin") || line.contains("8859"))
    });
    if latin { bytes.iter().map(|&b| b as char).collect() } else { String::from_utf8_lossy(bytes).into_owned() }
}

/// What the operating system says of an error, without Rust's addition.
pub fn error_text(error: &std::io::Error) -> String {
    let text = error.to_string();
    match text.find(" (os error") {
        Some(end) => text[..end].to_string(),
        None => text,
    }
}
