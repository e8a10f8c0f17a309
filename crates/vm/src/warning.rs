//! Warnings that the machine itself gives.

use object::Value;

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// What `warnings.warn(message, category)` does in the running frame.
    pub fn warn(&mut self, category: &str, message: &str) -> Result<()> {
        let class = self.exception_class(category);
        let class = self.heap.class(class).to_value();
        let warnings = match self.module_named("warnings") {
            Some(module) => module,
            None => self.import_module("_warnings")?,
        };
        self.call_method(&warnings, "warn", &[Value::from(message), class]).map(drop)
    }
}
