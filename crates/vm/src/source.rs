//! From source or compiled code to something that runs.

use std::rc::Rc;

use bytecode::{Code, Constant};
use compile::Marks;
use num_bigint::BigInt as Big;
use object::{ClassIndex, CodeObject, Dict, Function, Name, Ref, Set, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// Compiled code as an object: its constants become values, its sites get empty caches.
    pub fn link(&mut self, code: Rc<Code>) -> Ref<CodeObject> {
        let constants = code.constants.iter().map(|c| self.constant(c)).collect();
        let names: Box<[Name]> = code.names.iter().map(|n| self.intern(n)).collect();
        let local_names = code.local_names.iter().map(|n| self.intern(n)).collect();
        Ref::new(ClassIndex::CODE, CodeObject::new(code, constants, names, local_names))
    }

    /// The code itself, for one of which only the head was read.
    pub fn whole_code(&mut self, code: &Ref<CodeObject>) -> Result<Ref<CodeObject>> {
        if code.code.unread.is_none() {
            return Ok(code.clone());
        }
        if let Some(whole) = code.whole.get() {
            return Ok(whole.clone());
        }
        match bytecode::read_body(&code.code) {
            Ok(whole) => {
                let whole = self.link(Rc::new(whole));
                Ok(code.whole.get_or_init(|| whole).clone())
            }
            Err(bytecode::Malformed) => Err(self.system_error("the frozen library is damaged")),
        }
    }

    /// The code of a function as Python sees it: always whole.
    pub fn code_of(&mut self, function: &Ref<Function>) -> Result<Ref<CodeObject>> {
        let code = function.get(&self.heap).code.clone();
        let whole = self.whole_code(&code)?;
        if !whole.is_same(&code) {
            function.get_mut(&mut self.heap).code = whole.clone();
        }
        Ok(whole)
    }

    pub fn constant(&mut self, constant: &Constant) -> Value {
        match constant {
            Constant::None => Value::NONE,
            Constant::True => Value::TRUE,
            Constant::False => Value::FALSE,
            Constant::Ellipsis => Value::ELLIPSIS,
            Constant::Int(n) => Value::from_i64(*n),
            Constant::BigInt(digits) => Value::big_int(parse_digits(digits)),
            Constant::Float(x) => Value::float(*x),
            Constant::Imaginary(x) => Value::complex(0.0, *x),
            Constant::Str(bytes) => self.heap.intern_wtf8(bytes).to_value(),
            Constant::Bytes(bytes) => Value::bytes_object(bytes.to_vec()),
            Constant::Tuple(items) => {
                let items = items.iter().map(|c| self.constant(c)).collect();
                Value::tuple(items)
            }
            Constant::FrozenSet(items) => {
                let set = Ref::new(ClassIndex::FROZENSET, Set::new());
                for item in items {
                    let item = self.constant(item);
                    // Constants hash without Python.
                    let _ = self.set_add(&set, item);
                }
                set.into()
            }
            Constant::Code(code) => self.link(code.clone()).into(),
        }
    }

    /// Runs a code object as a module body or for `exec`.
    pub fn run_code(&mut self, code: &Ref<CodeObject>, globals: &Ref<Dict>, namespace: Value) -> Result {
        self.run_code_with(code, globals, namespace, &[])
    }

    /// `__builtins__` is in every namespace that code runs in.
    fn ensure_builtins(&mut self, globals: &Ref<Dict>) {
        let key = self.heap.dunder(dunder::BUILTINS).clone();
        if globals.get(&self.heap).get_name(&key).is_none() {
            let main = self.module_named("__main__");
            let main = main.as_ref().and_then(|m| m.as_ref::<object::Module>()).map(|m| m.get(&self.heap));
            let is_main = main.is_some_and(|m| m.namespace.is_same(globals));
            let builtins = match self.module_named("builtins") {
                Some(module) if is_main => module,
                _ => self.builtins.to_value(),
            };
            self.namespace_set(globals, &key, builtins);
        }
    }

    /// As `run_code`, for code with free variables: `cells` hold them.
    pub fn run_code_with(
        &mut self,
        code: &Ref<CodeObject>,
        globals: &Ref<Dict>,
        namespace: Value,
        cells: &[Value],
    ) -> Result {
        self.ensure_builtins(globals);
        let mut function = self.function_of(code, globals.clone());
        function.closure = cells.iter().filter_map(|c| c.as_ref::<object::Cell>().cloned()).collect();
        let function = Ref::new(ClassIndex::FUNCTION, function);
        let own = !namespace.is_unbound() && !namespace.is_same(globals.value());
        self.run_body(function, if own { namespace } else { Value::UNBOUND })
    }

    fn wanted_marks(&self, options: &compile::Options) -> Marks {
        match (&self.tape, &self.watch) {
            _ if options.library => Marks::None,
            (Some(_), _) => Marks::Steps,
            (None, Some(_)) => Marks::Statements,
            (None, None) => Marks::None,
        }
    }

    /// Compiles source; a SyntaxError is raised as Python's.
    pub fn compile_source(&mut self, source: &str, options: &compile::Options) -> Result<Ref<CodeObject>> {
        let options = &compile::Options {
            optimize: options.optimize.max(self.flags.optimize),
            marks: self.wanted_marks(options),
            ..*options
        };
        match compile::compile_and_doubt(source, options) {
            Ok((code, warnings)) => {
                for warning in warnings {
                    self.syntax_warning(&warning, options.filename, source)?;
                }
                self.keep_source(source, options);
                Ok(self.link(code))
            }
            Err(error) => Err(self.syntax_error(&error, options.filename)),
        }
    }

    /// A recording has the text of each file of the program, so that its questions can be answered in its words.
    fn keep_source(&mut self, source: &str, options: &compile::Options) {
        if let Some(tape) = self.tape.as_mut().filter(|_| !options.library)
            && tape.tables().source(options.filename).is_none()
        {
            tape.add_source(&options.filename.into(), source);
        }
    }

    /// Warns; where the filters make an error of it, a SyntaxError is raised.
    fn syntax_warning(&mut self, warning: &compile::Warning, filename: &str, source: &str) -> Result<()> {
        if self.warn_at("SyntaxWarning", &warning.message, filename, warning.line).is_ok() {
            return Ok(());
        }
        if !self.swallow("SyntaxWarning") {
            return Err(crate::Raised);
        }
        let text = source.split_inclusive('\n').nth(warning.line as usize - 1).map(str::to_string);
        let (line, message) = (warning.line, warning.message.clone());
        let kind = compile::ErrorKind::Syntax;
        let error = compile::SyntaxError { kind, message, line, column: 1, end_line: line, end_column: 0, text };
        Err(self.syntax_error(&error, filename))
    }

    pub fn syntax_error(&mut self, error: &compile::SyntaxError, filename: &str) -> crate::Raised {
        let class = match error.kind {
            compile::ErrorKind::Syntax => "SyntaxError",
            compile::ErrorKind::Indentation => "IndentationError",
            compile::ErrorKind::Tab => "TabError",
        };
        let number = |n: u32| Value::int(n as i64);
        let text = error.text.as_deref().map_or(Value::NONE, Value::from);
        let details = vec![
            Value::from(filename),
            number(error.line),
            number(error.column),
            text,
            number(error.end_line),
            Value::int(error.end_column as i64),
        ];
        let message = Value::from(error.message.as_str());
        let exception = self.new_exception(class, vec![message.clone(), Value::tuple(details.clone())]);
        let mut fields = vec![message];
        fields.extend(details);
        self.set_exception_fields(&exception, &fields);
        self.raise_value(exception)
    }

    /// What `sys.modules` has under a name.
    pub fn module_named(&mut self, name: &str) -> Option<Value> {
        let name = self.intern(name);
        self.modules.get(&self.heap).get_name(&name).cloned()
    }
}

fn parse_digits(digits: &str) -> Big {
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ => (10, digits),
    };
    Big::parse_bytes(digits.as_bytes(), radix).unwrap_or_default()
}
