//! What others may see of frames and functions: data only, nothing runs.

use object::{Cell, CodeObject, Dict, FrameObject, Function, Ref, Value};

use crate::machine::Vm;

/// A frame on the stack, or one that left it with its registers.
pub struct FrameView {
    pub name: String,
    pub filename: String,
    pub line: u32,
    /// Of the standard library.
    pub quiet: bool,
    /// Its parameters in parentheses.
    pub parameters: String,
    /// Variables that have a value, in the order of their registers: parameters first.
    pub locals: Vec<Local>,
    pub globals: Ref<Dict>,
    /// The namespace of a class body, module or `exec`.
    pub namespace: Option<Value>,
    pub module_level: bool,
}

/// A variable of a function's frame.
pub struct Local {
    pub name: String,
    pub value: Value,
    /// The cell that it stands in, if inner functions share it.
    pub cell: Option<Value>,
}

impl Vm {
    /// A frame by its depth, outermost 0.
    pub fn view_frame(&self, depth: usize) -> Option<FrameView> {
        let frame = self.thread.stack.frames.get(depth)?;
        let registers = frame.code().code.local_names.len();
        let locals = (0..registers).map(|number| frame.register(number).clone());
        Some(self.view(frame.code(), &frame.function, frame.namespace(), locals, frame.position()))
    }

    /// A frame that has left the stack, or None while it runs.
    pub fn view_frame_object(&self, frame: &Ref<FrameObject>) -> Option<FrameView> {
        let data = frame.get(&self.heap);
        if let Some(depth) = data.depth {
            return self.view_frame(depth);
        }
        let function = data.function.as_ref()?;
        let namespace = Some(&data.namespace).filter(|n| !n.is_unbound());
        let registers = data.registers.iter().cloned();
        Some(self.view(&data.code, function, namespace, registers, data.position))
    }

    /// The parameters of a function as its `def` writes them, in parentheses, plain defaults included.
    pub fn parameters(&self, function: &Value, default: impl Fn(&Value) -> String) -> String {
        let Some(function) = function.as_ref::<Function>() else { return "(…)".to_string() };
        let data = function.get(&self.heap);
        let code = &data.code.code;
        let mut defaults: Vec<Option<String>> = vec![None; code.positional as usize];
        let without = defaults.len().saturating_sub(data.defaults.len());
        for (place, value) in data.defaults.iter().enumerate() {
            if let Some(slot) = defaults.get_mut(without + place) {
                *slot = Some(default(value));
            }
        }
        for name in code.local_names.iter().skip(defaults.len()).take(code.keyword_only as usize) {
            let entry = data.keyword_defaults.as_ref().and_then(|dict| {
                let mut entries = dict.get(&self.heap).entries();
                entries.find(|e| e.key.as_ref::<object::Str>().is_some_and(|s| s.bytes() == name.as_bytes()))
            });
            defaults.push(entry.map(|entry| default(&entry.value)));
        }
        parameter_list(&data.code, &defaults)
    }

    /// Is the module part of Python itself: built in, or of the library?
    pub fn is_library_module(&self, name: &str) -> bool {
        let root = name.split('.').next().unwrap_or(name);
        root == "builtins"
            || root == "sys"
            || self.is_native_module(root)
            || self.is_native_module(name)
            || self.library.is_some_and(|library| library.is_package(root).is_some())
    }

    fn view(
        &self,
        code: &Ref<CodeObject>,
        function: &Ref<Function>,
        namespace: Option<&Value>,
        registers: impl Iterator<Item = Value>,
        position: u32,
    ) -> FrameView {
        let function = function.get(&self.heap);
        let facts = &code.code;
        let mut locals = Vec::new();
        for (register, (name, value)) in facts.local_names.iter().zip(registers).enumerate() {
            if !name.starts_with('.') {
                let is_cell = facts.cells.contains(&(register as u16));
                self.add_local(&mut locals, name, value, is_cell);
            }
        }
        for (name, cell) in facts.free_names.iter().zip(&function.closure) {
            self.add_local(&mut locals, name, cell.to_value(), true);
        }
        FrameView {
            name: facts.name.to_string(),
            filename: facts.filename.to_string(),
            line: facts.locations.get(position.saturating_sub(1) as usize).line,
            quiet: facts.flags.has(bytecode::Flags::QUIET),
            parameters: parameter_list(code, &[]),
            locals,
            globals: function.globals.clone(),
            namespace: namespace.cloned(),
            module_level: facts.flags.has(bytecode::Flags::MODULE),
        }
    }

    fn add_local(&self, locals: &mut Vec<Local>, name: &str, value: Value, is_cell: bool) {
        let content = match value.as_ref::<Cell>() {
            Some(cell) if is_cell => cell.get(&self.heap).content.clone(),
            _ => value.clone(),
        };
        if !content.is_unbound() {
            locals.push(Local { name: name.to_string(), value: content, cell: is_cell.then_some(value) });
        }
    }
}

/// `(a, /, b, *rest, c, **more)`, with the texts of defaults by the number of the parameter.
fn parameter_list(code: &Ref<CodeObject>, defaults: &[Option<String>]) -> String {
    let facts = &code.code;
    let flags = facts.flags;
    let (by_position, by_keyword) = (facts.positional as usize, facts.keyword_only as usize);
    let name = |place: usize| facts.local_names.get(place).map_or("", |name| name);
    let with_default = |place: usize| match defaults.get(place) {
        Some(Some(text)) => format!("{}={text}", name(place)),
        _ => name(place).to_string(),
    };
    let varargs = flags.has(bytecode::Flags::VARARGS);
    let mut list = Vec::new();
    for place in 0..by_position {
        list.push(with_default(place));
        if place + 1 == facts.positional_only as usize {
            list.push("/".to_string());
        }
    }
    if varargs {
        list.push(format!("*{}", name(by_position + by_keyword)));
    } else if by_keyword > 0 {
        list.push("*".to_string());
    }
    list.extend((by_position..by_position + by_keyword).map(with_default));
    if flags.has(bytecode::Flags::VARKEYWORDS) {
        list.push(format!("**{}", name(by_position + by_keyword + varargs as usize)));
    }
    format!("({})", list.join(", "))
}
