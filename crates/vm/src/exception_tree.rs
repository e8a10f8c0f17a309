//! The built-in exceptions: <https://docs.python.org/3.13/library/exceptions.html#exception-hierarchy>

use object::{Class, ClassIndex, Exception, ExceptionFields, Kind, Ref, Tuple, Value};

use crate::machine::Vm;

macro_rules! exceptions {
    ($($name:literal: $($base:literal)+,)*) => {
        /// Name and bases of each, bases before what derives from them.
        pub const EXCEPTIONS: &[(&str, &[&str])] = &[$(($name, &[$($base),+]),)*];
    };
}

exceptions! {
    "SystemExit": "BaseException",
    "KeyboardInterrupt": "BaseException",
    "GeneratorExit": "BaseException",
    "BaseExceptionGroup": "BaseException",
    "Exception": "BaseException",
    "ExceptionGroup": "BaseExceptionGroup" "Exception",
    "StopIteration": "Exception",
    "StopAsyncIteration": "Exception",
    "ArithmeticError": "Exception",
    "FloatingPointError": "ArithmeticError",
    "OverflowError": "ArithmeticError",
    "ZeroDivisionError": "ArithmeticError",
    "AssertionError": "Exception",
    "AttributeError": "Exception",
    "BufferError": "Exception",
    "EOFError": "Exception",
    "ImportError": "Exception",
    "ModuleNotFoundError": "ImportError",
    "LookupError": "Exception",
    "IndexError": "LookupError",
    "KeyError": "LookupError",
    "MemoryError": "Exception",
    "NameError": "Exception",
    "UnboundLocalError": "NameError",
    "OSError": "Exception",
    "BlockingIOError": "OSError",
    "ChildProcessError": "OSError",
    "ConnectionError": "OSError",
    "BrokenPipeError": "ConnectionError",
    "ConnectionAbortedError": "ConnectionError",
    "ConnectionRefusedError": "ConnectionError",
    "ConnectionResetError": "ConnectionError",
    "FileExistsError": "OSError",
    "FileNotFoundError": "OSError",
    "InterruptedError": "OSError",
    "IsADirectoryError": "OSError",
    "NotADirectoryError": "OSError",
    "PermissionError": "OSError",
    "ProcessLookupError": "OSError",
    "TimeoutError": "OSError",
    "ReferenceError": "Exception",
    "RuntimeError": "Exception",
    "NotImplementedError": "RuntimeError",
    "PythonFinalizationError": "RuntimeError",
    "RecursionError": "RuntimeError",
    "SyntaxError": "Exception",
    "IndentationError": "SyntaxError",
    "TabError": "IndentationError",
    "_IncompleteInputError": "SyntaxError",
    "SystemError": "Exception",
    "TypeError": "Exception",
    "ValueError": "Exception",
    "UnicodeError": "ValueError",
    "UnicodeDecodeError": "UnicodeError",
    "UnicodeEncodeError": "UnicodeError",
    "UnicodeTranslateError": "UnicodeError",
    "Warning": "Exception",
    "BytesWarning": "Warning",
    "DeprecationWarning": "Warning",
    "EncodingWarning": "Warning",
    "FutureWarning": "Warning",
    "ImportWarning": "Warning",
    "PendingDeprecationWarning": "Warning",
    "ResourceWarning": "Warning",
    "RuntimeWarning": "Warning",
    "SyntaxWarning": "Warning",
    "UnicodeWarning": "Warning",
    "UserWarning": "Warning",
}

impl Vm {
    pub(crate) fn make_exception_tree(&mut self) {
        self.exception_classes.insert("BaseException", ClassIndex::BASE_EXCEPTION);
        let base = self.heap.class(ClassIndex::BASE_EXCEPTION).to_value();
        self.set_builtin("BaseException", base);
        for (name, bases) in EXCEPTIONS {
            let index = self.heap.new_class_index();
            let bases: Vec<Ref<Class>> = bases
                .iter()
                .filter_map(|base| self.exception_classes.get(base))
                .map(|&base| self.heap.class(base).clone())
                .collect();
            self.add_exception_class(index, name, bases);
            self.exception_classes.insert(name, index);
            let class = self.heap.class(index).to_value();
            self.set_builtin(name, class);
        }
        for alias in ["EnvironmentError", "IOError"] {
            let class = self.exception_class("OSError");
            let class = self.heap.class(class).to_value();
            self.set_builtin(alias, class);
        }
    }

    /// The class of a built-in exception; that of SystemError for a name that is none.
    pub fn exception_class(&self, name: &str) -> ClassIndex {
        let known = self.exception_classes.get(name).or_else(|| self.exception_classes.get("SystemError"));
        known.copied().unwrap_or(ClassIndex::BASE_EXCEPTION)
    }

    /// Does the exception match what stands behind `except`?
    pub(crate) fn exception_matches(&mut self, exception: &Value, classes: &Value) -> crate::Result<bool> {
        let Some(tuple) = classes.as_ref::<Tuple>() else {
            return self.exception_is(exception, classes);
        };
        let mut matches = false;
        for class in &tuple.0 {
            matches |= self.exception_is(exception, class)?;
        }
        Ok(matches)
    }

    fn exception_is(&mut self, exception: &Value, class: &Value) -> crate::Result<bool> {
        match class.as_ref::<Class>() {
            Some(class) if class.get(&self.heap).kind == Kind::Exception => {
                let own = self.heap.class_of(exception);
                Ok(own.is_same(class) || own.get(&self.heap).mro.iter().any(|base| base.is_same(class)))
            }
            _ => Err(self.type_error("catching classes that do not inherit from BaseException is not allowed")),
        }
    }

    pub(crate) fn raise_again(&mut self) -> crate::Raised {
        let exception = self.handled_exception();
        if exception.is_none() {
            return self.runtime_error("No active exception to reraise");
        }
        self.thread.reraised = true;
        self.restore_pending(exception)
    }

    /// `raise exception from cause`
    pub(crate) fn raise_statement(&mut self, exception: Value, cause: Option<Value>) -> crate::Raised {
        let exception = match self.as_exception(exception, "exceptions must derive from BaseException") {
            Ok(exception) => exception,
            Err(raised) => return raised,
        };
        if let Some(cause) = cause {
            let cause = if cause.is_none() {
                cause
            } else {
                match self.as_exception(cause, "exception causes must derive from BaseException") {
                    Ok(cause) => cause,
                    Err(raised) => return raised,
                }
            };
            if let Some(e) = exception.as_ref::<Exception>() {
                self.touched(e.value(), trace::Mutation::SetAttribute);
                let data = e.get_mut(&mut self.heap);
                data.cause = cause;
                data.suppress_context = true;
            }
        }
        self.raise_value(exception)
    }

    fn as_exception(&mut self, value: Value, complaint: &str) -> crate::Result {
        if value.as_ref::<Exception>().is_some() {
            return Ok(value);
        }
        if self.is_exception_class(&value) {
            let made = self.call(&value, &[])?;
            if made.as_ref::<Exception>().is_some() {
                return Ok(made);
            }
            let message = format!(
                "calling {} should have returned an instance of BaseException, not {}",
                self.repr_text(&value)?,
                self.repr_text(&self.class_of(&made).to_value())?
            );
            return Err(self.type_error(message));
        }
        Err(self.type_error(complaint))
    }
}

/// The fields of exceptions of a new class: of a built-in one by its name, else those of a base.
pub(crate) fn fields_of(kind: Kind, name: &str, bases: &[Ref<Class>], heap: &object::Heap) -> ExceptionFields {
    if kind != Kind::Exception {
        return ExceptionFields::None;
    }
    match name {
        "StopIteration" => ExceptionFields::Value,
        "SystemExit" => ExceptionFields::Code,
        "OSError" => ExceptionFields::Os,
        "AttributeError" => ExceptionFields::Attribute,
        "NameError" => ExceptionFields::Name,
        "ImportError" => ExceptionFields::Import,
        "UnicodeError" => ExceptionFields::Unicode,
        "SyntaxError" => ExceptionFields::Syntax,
        "BaseExceptionGroup" => ExceptionFields::Group,
        _ => {
            let mut inherited = bases.iter().map(|base| base.get(heap).fields);
            inherited.find(|fields| *fields != ExceptionFields::None).unwrap_or_default()
        }
    }
}

/// Fields that follow from the arguments alone (`StopIteration.value`, `SystemExit.code`).
pub(crate) fn initial_fields(vm: &Vm, class: ClassIndex, arguments: &[Value]) -> Vec<Value> {
    let first = || arguments.first().cloned().unwrap_or(Value::NONE);
    match vm.heap.class(class).get(&vm.heap).fields {
        ExceptionFields::None => Vec::new(),
        ExceptionFields::Value => vec![first()],
        ExceptionFields::Code if arguments.len() > 1 => vec![Value::tuple(arguments.to_vec())],
        ExceptionFields::Code => vec![first()],
        ExceptionFields::Os => os_fields(vm, class, arguments),
        ExceptionFields::Attribute => vec![Value::NONE; 2],
        ExceptionFields::Name => vec![Value::NONE],
        ExceptionFields::Import => {
            let message = if arguments.len() == 1 { first() } else { Value::NONE };
            vec![message, Value::NONE, Value::NONE, Value::NONE]
        }
        ExceptionFields::Unicode | ExceptionFields::Group => arguments.to_vec(),
        ExceptionFields::Syntax => {
            let mut fields = vec![Value::NONE; 8];
            fields[0] = first();
            fields
        }
    }
}

fn os_fields(vm: &Vm, class: ClassIndex, arguments: &[Value]) -> Vec<Value> {
    let mut fields = vec![Value::NONE; 5];
    if (2..=5).contains(&arguments.len()) {
        fields[..2].clone_from_slice(&arguments[..2]);
        let blocking = vm.exception_class("BlockingIOError");
        let blocking = vm.heap.class(class).get(&vm.heap).is_subclass_of(blocking, &vm.heap);
        match arguments.get(2) {
            Some(written) if blocking && written.is_small_int() => fields[4] = written.clone(),
            Some(file) => fields[2] = file.clone(),
            None => {}
        }
        if let Some(second) = arguments.get(4) {
            fields[3] = second.clone();
        }
    }
    fields
}

/// What stays in `args`: OSError keeps the names of files in fields.
pub(crate) fn kept_arguments(vm: &Vm, class: ClassIndex, mut arguments: Vec<Value>) -> Vec<Value> {
    if (3..=5).contains(&arguments.len())
        && vm.heap.class(class).get(&vm.heap).fields == ExceptionFields::Os
        && !arguments[2].is_none()
    {
        arguments.truncate(2);
    }
    arguments
}

/// The subclass of OSError that an error number has.
pub(crate) fn os_error_class(errno: i32) -> &'static str {
    match errno {
        1 | 13 => "PermissionError",
        2 => "FileNotFoundError",
        3 => "ProcessLookupError",
        4 => "InterruptedError",
        10 => "ChildProcessError",
        11 | 114 | 115 => "BlockingIOError",
        17 => "FileExistsError",
        20 => "NotADirectoryError",
        21 => "IsADirectoryError",
        32 | 108 => "BrokenPipeError",
        103 => "ConnectionAbortedError",
        104 => "ConnectionResetError",
        110 => "TimeoutError",
        111 => "ConnectionRefusedError",
        _ => "OSError",
    }
}
