//! Warnings that the machine itself gives.

use object::Value;

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// What `warnings.warn(message, category)` does in the running frame.
    pub fn warn(&mut self, category: &str, message: &str) -> Result<()> {
        let class = self.exception_class(category);
        let class = self.heap.class(class).to_value();
        let warnings = self.warnings_module()?;
        self.call_method(&warnings, "warn", &[Value::from(message), class]).map(drop)
    }

    /// What `warnings.warn_explicit` does for a line of a file that is not running.
    pub fn warn_at(&mut self, category: &str, message: &str, file: &str, line: u32) -> Result<()> {
        let class = self.exception_class(category);
        let class = self.heap.class(class).to_value();
        let warnings = self.warnings_module()?;
        let arguments = [Value::from(message), class, Value::from(file), Value::int(line as i64)];
        self.call_method(&warnings, "warn_explicit", &arguments).map(drop)
    }

    fn warnings_module(&mut self) -> Result {
        self.import_module("warnings")
    }
}
