//! Warnings that the machine itself gives.

use object::Value;

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// What `warnings.warn(message, category)` does in the running frame.
    pub fn warn(&mut self, category: &str, message: &str) -> Result<()> {
        let class = self.exception_class(category);
        let class = self.heap.class(class).to_value();
        let warnings = self.import_module("warnings")?;
        self.call_method(&warnings, "warn", &[Value::from(message), class]).map(drop)
    }

    /// What `warnings.warn_explicit` does for a line of a file. Before anybody has imported `warnings` there are
    /// no filters but those of the start, so it is shown at once.
    pub fn warn_at(&mut self, category: &str, message: &str, file: &str, line: u32) -> Result<()> {
        let Some(warnings) = self.module_named("warnings") else {
            let source = self.source_line(file, line).map(|s| format!("  {}\n", s.trim()));
            let text = format!("{file}:{line}: {category}: {message}\n{}", source.unwrap_or_default());
            // Nobody is left to tell if standard error is closed.
            let _ = self.host.write(2, text.as_bytes());
            return Ok(());
        };
        let class = self.exception_class(category);
        let class = self.heap.class(class).to_value();
        let arguments = [Value::from(message), class, Value::from(file), Value::int(line as i64)];
        self.call_method(&warnings, "warn_explicit", &arguments).map(drop)
    }

    /// The file and line that run now.
    pub(crate) fn running_place(&self) -> (String, u32) {
        match self.frame() {
            Some(frame) => {
                let code = &frame.code().code;
                let position = frame.position().saturating_sub(1) as usize;
                (code.filename.to_string(), code.locations.get(position).line)
            }
            None => ("sys".to_string(), 0),
        }
    }
}
