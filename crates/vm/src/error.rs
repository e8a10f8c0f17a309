//! Raising: a pending exception in the thread, and a marker of no size in Rust.

use object::{Attributes, ClassIndex, Exception, ExceptionFields, Ref, Tuple, Value};

use crate::machine::Vm;

/// A Python exception is pending in the thread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Raised;

pub type Result<T = Value> = std::result::Result<T, Raised>;

macro_rules! raisers {
    ($($method:ident $class:literal,)*) => {
        impl Vm { $(
            #[cold]
            pub fn $method(&mut self, message: impl Into<String>) -> Raised {
                self.error($class, message)
            }
        )* }
    };
}

raisers! {
    type_error "TypeError", value_error "ValueError", index_error "IndexError",
    attribute_error_text "AttributeError", overflow_error "OverflowError", runtime_error "RuntimeError",
    name_error_text "NameError", assertion_error "AssertionError", recursion_error "RecursionError",
    buffer_error "BufferError", system_error "SystemError", not_implemented_error "NotImplementedError",
}

impl Vm {
    /// An exception of the class with this name and one message.
    #[cold]
    pub fn error(&mut self, class: &str, message: impl Into<String>) -> Raised {
        self.raise(class, vec![Value::from(message.into())])
    }

    /// An exception of the class with this name and these arguments.
    #[cold]
    pub fn raise(&mut self, class: &str, arguments: Vec<Value>) -> Raised {
        let exception = self.new_exception(class, arguments);
        self.raise_value(exception)
    }

    /// Makes an exception without raising it. Unknown names make a `SystemError`.
    pub fn new_exception(&mut self, class: &str, arguments: Vec<Value>) -> Value {
        let index = self.exception_class(class);
        self.make_exception(index, arguments)
    }

    /// A bare exception object of a class: `__init__` is not called.
    pub fn make_exception(&mut self, class: ClassIndex, arguments: Vec<Value>) -> Value {
        let (root, members) = {
            let class = self.heap.class(class).get(&self.heap);
            (class.root_shape, class.members as usize)
        };
        let fields = crate::exception_tree::initial_fields(self, class, &arguments);
        let arguments = crate::exception_tree::kept_arguments(self, class, arguments);
        let exception = Exception {
            args: Ref::<Tuple>::tuple(arguments),
            traceback: Value::NONE,
            cause: Value::NONE,
            context: Value::NONE,
            suppress_context: false,
            fields,
            attributes: Attributes::new(root, members),
        };
        Ref::new(class, exception).into()
    }

    /// `exception.args = arguments`, and the fields that follow from them.
    pub fn set_exception_arguments(&mut self, exception: &Ref<Exception>, arguments: &Ref<Tuple>) {
        let class = exception.header().class();
        let kind = self.heap.class(class).get(&self.heap).fields;
        // The members of a group are what they were when it was made.
        let fields = match kind {
            ExceptionFields::None | ExceptionFields::Group => Vec::new(),
            _ => crate::exception_tree::initial_fields(self, class, &arguments.0),
        };
        let arguments = match kind {
            ExceptionFields::Os => {
                let kept = crate::exception_tree::kept_arguments(self, class, arguments.0.to_vec());
                Ref::<Tuple>::tuple(kept)
            }
            _ => arguments.clone(),
        };
        self.touched(exception.value(), trace::Mutation::SetAttribute);
        let data = exception.get_mut(&mut self.heap);
        let old_arguments = std::mem::replace(&mut data.args, arguments);
        let old_fields = if fields.is_empty() { Vec::new() } else { std::mem::replace(&mut data.fields, fields) };
        drop((old_arguments, old_fields));
    }

    /// The class of OSError that belongs to an error number.
    pub fn os_error_class(&self, errno: i32) -> ClassIndex {
        self.exception_class(crate::exception_tree::os_error_class(errno))
    }

    /// Makes an exception pending. What is handled now becomes its context.
    #[cold]
    pub fn raise_value(&mut self, exception: Value) -> Raised {
        let context = self.handled_exception();
        if !context.is_none() && !context.is_same(&exception) {
            self.set_context(&exception, context);
        }
        self.thread.pending = Some(exception);
        Raised
    }

    /// Sets `__context__`, cutting a loop that would arise.
    fn set_context(&mut self, exception: &Value, context: Value) {
        let mut at = context.clone();
        while let Some(e) = at.as_ref::<Exception>() {
            let next = e.get(&self.heap).context.clone();
            if next.is_same(exception) {
                let e = e.clone();
                self.touched(e.value(), trace::Mutation::SetAttribute);
                e.get_mut(&mut self.heap).context = Value::NONE;
                break;
            }
            at = next;
        }
        if let Some(e) = exception.as_ref::<Exception>() {
            self.touched(e.value(), trace::Mutation::SetAttribute);
            e.get_mut(&mut self.heap).context = context;
        }
    }

    #[cold]
    pub fn key_error(&mut self, key: Value) -> Raised {
        self.raise("KeyError", vec![key])
    }

    #[cold]
    pub fn zero_division(&mut self, message: &str) -> Raised {
        self.error("ZeroDivisionError", message)
    }

    #[cold]
    pub fn memory_error(&mut self) -> Raised {
        self.raise("MemoryError", vec![])
    }

    #[cold]
    pub fn stop_iteration(&mut self, value: Option<Value>) -> Raised {
        let arguments = value.into_iter().filter(|v| !v.is_none()).collect();
        self.raise("StopIteration", arguments)
    }

    /// AttributeError with `name` and `obj` set.
    #[cold]
    pub fn attribute_error(&mut self, message: impl Into<String>, name: &object::Name, object: &Value) -> Raised {
        let exception = self.new_exception("AttributeError", vec![Value::from(message.into())]);
        self.set_exception_fields(&exception, &[name.to_value(), object.clone()]);
        self.raise_value(exception)
    }

    /// NameError with `name` set.
    #[cold]
    pub fn name_error(&mut self, name: &object::Name) -> Raised {
        let message = format!("name '{}' is not defined", name.as_str());
        let exception = self.new_exception("NameError", vec![Value::from(message)]);
        self.set_exception_fields(&exception, &[name.to_value()]);
        self.raise_value(exception)
    }

    #[cold]
    pub fn unbound_local_error(&mut self, name: &str) -> Raised {
        let message = format!("cannot access local variable '{name}' where it is not associated with a value");
        let exception = self.new_exception("UnboundLocalError", vec![Value::from(message)]);
        self.raise_value(exception)
    }

    #[cold]
    pub fn unbound_free_error(&mut self, name: &str) -> Raised {
        let message =
            format!("cannot access free variable '{name}' where it is not associated with a value in enclosing scope");
        let exception = self.new_exception("NameError", vec![Value::from(message)]);
        self.set_exception_fields(&exception, &[Value::from(name)]);
        self.raise_value(exception)
    }

    /// OSError of the subclass that belongs to `errno`.
    #[cold]
    pub fn os_error(&mut self, errno: i32, message: &str, filename: Option<Value>) -> Raised {
        let class = crate::exception_tree::os_error_class(errno);
        let mut arguments = vec![Value::int(errno as i64), Value::from(message)];
        arguments.extend(filename);
        self.raise(class, arguments)
    }

    /// The exception for what the outside answered: Ctrl-C while it waited, or an OSError.
    #[cold]
    pub fn io_error(&mut self, error: &std::io::Error, filename: Option<Value>) -> Raised {
        if error.kind() == std::io::ErrorKind::Interrupted && self.host.interrupted() {
            return self.raise("KeyboardInterrupt", vec![]);
        }
        self.os_error(error.raw_os_error().unwrap_or(5), &crate::error_text(error), filename)
    }

    /// Sets the first fields of an exception, in its class's order.
    pub fn set_exception_fields(&mut self, exception: &Value, values: &[Value]) {
        if let Some(e) = exception.as_ref::<Exception>() {
            let fields = &mut e.get_mut(&mut self.heap).fields;
            for (place, value) in values.iter().enumerate() {
                if place < fields.len() {
                    fields[place] = value.clone();
                } else {
                    fields.push(value.clone());
                }
            }
        }
    }

    // ---- the pending exception ---------------------------------------------------------

    /// The pending exception, which is then no longer pending.
    pub fn take_pending(&mut self) -> Value {
        match self.thread.pending.take() {
            Some(exception) => exception,
            None => self.new_exception("SystemError", vec![Value::from("error return without exception set")]),
        }
    }

    /// Makes an exception pending again, as it is.
    pub fn restore_pending(&mut self, exception: Value) -> Raised {
        self.thread.pending = Some(exception);
        Raised
    }

    /// Is the pending exception of the class with this name (or a subclass)?
    pub fn pending_is(&mut self, class: &str) -> bool {
        let index = self.exception_class(class);
        match &self.thread.pending {
            Some(exception) => self.is_instance(exception, index),
            None => false,
        }
    }

    /// Ends a pending exception of that class: true if there was one.
    pub fn swallow(&mut self, class: &str) -> bool {
        let is = !self.thread.uncatchable && self.pending_is(class);
        if is {
            drop(self.take_pending());
        }
        is
    }

    pub fn is_instance(&self, value: &Value, class: ClassIndex) -> bool {
        let own = self.heap.class_index_of(value);
        own == class || self.heap.class(own).get(&self.heap).is_subclass_of(class, &self.heap)
    }
}
