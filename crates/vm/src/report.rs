//! Reports that nobody catches: on standard error, through the hooks of `sys` where a program has put its own there.

use object::{Builtin, Exception, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// A hook of `sys`, if the program has put another in the place of ours.
    pub(crate) fn hook(&mut self, name: &str) -> Option<Value> {
        let hook = self.sys_attr(name)?;
        let ours = hook.as_ref::<Builtin>().is_some_and(|b| b.name.as_str() == name);
        (!ours).then_some(hook)
    }

    /// Text through `sys.stderr`, or straight out where there is none.
    pub fn write_stderr(&mut self, text: &str) -> Result<()> {
        match self.sys_attr("stderr") {
            Some(stream) if stream.is_none() => Ok(()),
            Some(stream) => {
                self.call_method(&stream, "write", &[Value::from(text)])?;
                self.call_method(&stream, "flush", &[]).map(drop)
            }
            None => {
                // What was printed before comes first, and nobody is left to tell of a closed stream.
                let _ = self.host.write(2, text.as_bytes());
                Ok(())
            }
        }
    }

    /// An exception ended the program: its report, by `sys.excepthook` if the program has one of its own.
    /// Some text where it is still to be written.
    pub fn report_uncaught(&mut self, exception: &Value) -> Option<String> {
        let Some(hook) = self.hook("excepthook") else {
            let text = self.format_traceback(exception);
            if self.sys_attr("stderr").is_none() {
                return Some(text);
            }
            let written = self.write_stderr(&text);
            self.clear_pending();
            return written.is_err().then_some(text);
        };
        let class = self.class_of(exception).to_value();
        let traceback = exception.as_ref::<Exception>().map_or(Value::NONE, |e| e.get(&self.heap).traceback.clone());
        if hook.is_none() || self.call(&hook, &[class, exception.clone(), traceback]).is_ok() {
            return None;
        }
        let raised = self.take_pending();
        let exit = self.exception_class("SystemExit");
        if self.is_instance(&raised, exit) {
            return None;
        }
        let (second, first) = (self.format_traceback(&raised), self.format_traceback(exception));
        let text = format!("Error in sys.excepthook:\n{second}\nOriginal exception was:\n{first}");
        let written = self.write_stderr(&text);
        self.clear_pending();
        written.is_err().then_some(text)
    }

    /// Calls what `atexit` was told to call, the last first.
    pub fn run_exit_functions(&mut self) {
        while let Some([function, arguments, keywords]) = self.exit_functions.pop() {
            let arguments = self.tuple_items(&arguments).to_vec();
            let result = match self.keywords_of(&keywords) {
                Ok(keywords) => self.call_kw(&function, &arguments, &keywords),
                Err(raised) => Err(raised),
            };
            if result.is_err() {
                let exception = self.take_pending();
                self.report_ignored(&exception, Some("Exception ignored in atexit callback"), &function);
            }
        }
    }

    /// An exception that has nowhere to go (from `__del__`, a callback): by `sys.unraisablehook`.
    pub(crate) fn report_unraisable(&mut self, what: &Value) {
        if self.thread.uncatchable {
            return self.clear_pending();
        }
        let exception = self.take_pending();
        let finalizer = self.dunder_of(what, dunder::DEL).unwrap_or_else(|| what.clone());
        self.report_ignored(&exception, None, &finalizer);
    }

    /// The same with a message of its own in the place of "Exception ignored in".
    pub fn report_ignored(&mut self, exception: &Value, message: Option<&str>, object: &Value) {
        if let Some(hook) = self.hook("unraisablehook") {
            if !hook.is_none() && self.call_unraisable_hook(&hook, exception, message, object).is_err() {
                let raised = self.take_pending();
                let text = self.unraisable_text(&raised, Some("Exception ignored in sys.unraisablehook"), &hook);
                let _ = self.write_stderr(&text);
            }
            self.clear_pending();
            return;
        }
        let text = self.unraisable_text(exception, message, object);
        let _ = self.write_stderr(&text);
        self.clear_pending();
    }

    fn call_unraisable_hook(
        &mut self,
        hook: &Value,
        exception: &Value,
        message: Option<&str>,
        object: &Value,
    ) -> Result<()> {
        let fields = ["exc_type", "exc_value", "exc_traceback", "err_msg", "object"];
        let Some(sys) = self.sys.clone() else {
            return Ok(());
        };
        let doc = "What unraisablehook gets.";
        let class = self.add_record_class(&sys, "sys", "UnraisableHookArgs", doc, &fields, 5);
        let traceback = exception.as_ref::<Exception>().map_or(Value::NONE, |e| e.get(&self.heap).traceback.clone());
        let kind = self.class_of(exception).to_value();
        let message = message.map_or(Value::NONE, Value::from);
        let arguments =
            self.new_record(&class, vec![kind, exception.clone(), traceback, message, object.clone()], vec![]);
        self.call(hook, &[arguments]).map(drop)
    }

    /// CPython's "Exception ignored in", then the traceback.
    pub fn unraisable_text(&mut self, exception: &Value, message: Option<&str>, object: &Value) -> String {
        let message = message.unwrap_or("Exception ignored in");
        let head = if object.is_none() {
            format!("{message}:\n")
        } else {
            let named = self.repr_text(object).unwrap_or_else(|_| "<object repr() failed>".to_string());
            self.clear_pending();
            format!("{message}: {named}\n")
        };
        format!("{head}{}", self.format_traceback(exception))
    }
}
