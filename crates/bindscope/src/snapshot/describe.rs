//! What an object of each kind is and refers to, as a picture shows it.

use diagram::{Kind as Shown, Label};
use object::{
    Alias, Builtin, ByteArray, Cell, Class, ClassIndex, CodeObject, Cursor, Descriptor, Dict, Exception, FrameObject,
    Function, Generator, GeneratorState, Iterator as Iter, Kind, List, Memory, Method, Module, Native, Part, Range,
    Ref, Set, Slice, Str, Super, Traceback, Tuple, Value, View, WeakRef,
};
use vm::Vm;

use super::{is_dunder, named_entries, plain};

pub struct Described {
    pub type_name: String,
    pub kind: Shown,
    pub mutable: bool,
    pub paused: bool,
    pub text: String,
    pub parts: Parts,
    /// Where parts were left out, and how many.
    pub gap: Option<(usize, usize)>,
}

pub enum PartLabel {
    Ready(Label),
    /// A dict's key.
    Key(Value),
}

type Parts = Vec<(PartLabel, Value)>;

/// `ends` is how many items are kept at each end of a long container, None for all.
pub fn describe(vm: &Vm, value: &Value, ends: Option<usize>) -> Described {
    let type_name = vm.type_name(value);
    let mut it = Described {
        text: type_name.clone(),
        type_name,
        kind: Shown::Other,
        mutable: true,
        paused: false,
        parts: Vec::new(),
        gap: None,
    };
    match value.kind() {
        None => it.plain(value),
        Some(Kind::Float | Kind::BigInt | Kind::Complex | Kind::Str | Kind::Bytes) => it.plain_object(vm, value),
        Some(Kind::List | Kind::Tuple | Kind::Set | Kind::Dict) => it.container(vm, value, ends),
        Some(Kind::Function) => it.function(vm, value),
        Some(Kind::Class) => it.class(vm, value),
        Some(Kind::Instance) => it.instance(vm, value),
        Some(Kind::Exception) => it.exception(vm, value),
        Some(Kind::Generator) => it.generator(vm, value),
        Some(Kind::Iterator) => it.iterator(vm, value),
        Some(Kind::Descriptor) => it.descriptor(vm, value),
        Some(_) => it.other(vm, value),
    }
    // Instances of subclasses of built-in types carry attributes, too.
    if value.header().is_some_and(|h| h.is_extended()) && value.kind() != Some(Kind::Exception) {
        it.parts.extend(attributes(vm, value));
    }
    it
}

impl Described {
    fn plain(&mut self, value: &Value) {
        (self.kind, self.mutable) = (Shown::Plain, false);
        if let Some((_, text)) = plain::written(value, false) {
            self.text = text;
        }
    }

    /// A number, a string or bytes: on its own, or the value of an instance of a subclass.
    fn plain_object(&mut self, vm: &Vm, value: &Value) {
        let text = plain::text_of(value, false).unwrap_or_default();
        if value.header().is_some_and(|h| h.is_extended()) {
            let bare = attributes(vm, value).is_empty();
            (self.kind, self.mutable) = if bare { (Shown::Plain, false) } else { (Shown::Instance, true) };
            if !bare {
                // The bare value, as an element of its own.
                self.parts.push((text_label("value"), bare_value(value)));
            }
        } else {
            (self.kind, self.mutable) = (Shown::Plain, false);
        }
        self.text = text;
    }

    fn container(&mut self, vm: &Vm, value: &Value, ends: Option<usize>) {
        let heap = &vm.heap;
        if let Some(list) = value.as_ref::<List>() {
            self.kind = Shown::List;
            self.items(&list.get(heap).0, ends);
        } else if let Some(tuple) = value.as_ref::<Tuple>() {
            (self.kind, self.mutable) = (Shown::Tuple, false);
            match field_names(vm, value) {
                Some(names) if names.len() == tuple.0.len() => {
                    self.parts = names.into_iter().zip(tuple.0.iter().cloned()).map(attribute).collect();
                }
                _ => self.items(&tuple.0, ends),
            }
        } else if let Some(set) = value.as_ref::<Set>() {
            let class = heap.class_of(value).get(heap);
            let frozen = class.is_subclass_of(ClassIndex::FROZENSET, heap);
            (self.kind, self.mutable) = if frozen { (Shown::FrozenSet, false) } else { (Shown::Set, true) };
            let set = set.get(heap);
            let (head, tail) = self.cut(set.len(), ends);
            let members = set.entries().take(head).chain(set.entries().skip(set.len() - tail));
            self.parts = members.map(|e| (PartLabel::Ready(Label::Member), e.key.clone())).collect();
        } else if let Some(dict) = value.as_ref::<Dict>() {
            self.kind = Shown::Dict;
            let dict = dict.get(heap);
            let (head, tail) = self.cut(dict.len(), ends);
            let last: Vec<_> = dict.entries().rev().take(tail).collect();
            let entries = dict.entries().take(head).chain(last.into_iter().rev());
            self.parts = entries.map(|e| (PartLabel::Key(e.key.clone()), e.value.clone())).collect();
        }
    }

    fn items(&mut self, items: &[Value], ends: Option<usize>) {
        let (head, tail) = self.cut(items.len(), ends);
        let kept = (0..head).chain(items.len() - tail..items.len());
        self.parts = kept.map(|place| (PartLabel::Ready(Label::Index(place)), items[place].clone())).collect();
    }

    /// How many of `length` items are kept at each end.
    fn cut(&mut self, length: usize, ends: Option<usize>) -> (usize, usize) {
        match ends {
            Some(ends) if length > 2 * ends => {
                self.gap = Some((ends, length - 2 * ends));
                (ends, ends)
            }
            _ => (length, 0),
        }
    }

    fn function(&mut self, vm: &Vm, value: &Value) {
        // It has attributes, but what people pass around is its code: it is drawn as what does not change.
        (self.kind, self.mutable) = (Shown::Function, false);
        let Some(function) = value.as_ref::<Function>() else { return };
        let data = function.get(&vm.heap);
        let code = &data.code.code;
        self.text = format!("{}{}", name_text(&data.name).unwrap_or_default(), vm.parameters(value, default_text));
        if code.flags.has(bytecode::Flags::QUIET) {
            // What a function of the library keeps for itself is not the program's.
            self.text = format!("{}(…)", name_text(&data.name).unwrap_or_default());
            return;
        }
        let name_of = |place: usize| code.local_names.get(place).map_or(String::new(), |n| n.to_string());
        let first = (code.positional as usize).saturating_sub(data.defaults.len());
        let by_position =
            data.defaults.iter().enumerate().map(|(place, value)| (name_of(first + place), value.clone()));
        let by_keyword = data.keyword_defaults.iter().flat_map(|dict| named_entries(vm, dict));
        for (name, default) in by_position.chain(by_keyword) {
            // Plain defaults stand in the signature.
            if plain::written(&default, false).is_none() {
                self.parts.push((PartLabel::Ready(Label::Default(name)), default));
            }
        }
        for (name, cell) in code.free_names.iter().zip(&data.closure) {
            if &**name != "__class__" {
                self.parts.push((PartLabel::Ready(Label::Closure(name.to_string())), cell.to_value()));
            }
        }
        if let Some(dict) = &data.dict {
            self.parts.extend(named_entries(vm, dict).map(attribute));
        }
    }

    fn class(&mut self, vm: &Vm, value: &Value) {
        self.kind = Shown::Class;
        let Some(class) = value.as_ref::<Class>() else { return };
        let data = class.get(&vm.heap);
        self.text = data.name.as_str().to_string();
        let counted = |class: &Class| !class.flags.has(object::ClassFlags::IMMUTABLE);
        if !counted(data) {
            self.mutable = false;
            return;
        }
        // Bases that the program made are objects of the picture; the others are words of the title.
        let built_in: Vec<&str> = data
            .bases
            .iter()
            .filter(|base| !is_own_class(vm, base))
            .map(|base| base.get(&vm.heap).name.as_str())
            .filter(|name| *name != "object")
            .collect();
        if !is_own_class(vm, class) {
            return;
        }
        if !built_in.is_empty() {
            self.text = format!("{}({})", self.text, built_in.join(", "));
        }
        for base in data.bases.iter().filter(|base| is_own_class(vm, base)) {
            self.parts.push((text_label("base"), base.to_value()));
        }
        let dataclass = class_attribute(vm, class, b"__dataclass_fields__").is_some();
        let named_tuple =
            class_attribute(vm, class, b"_fields").is_some_and(|fields| fields.as_ref::<Tuple>().is_some());
        for entry in data.namespace.get(&vm.heap).entries() {
            let name = name_text(&entry.key).unwrap_or_default();
            // The fields of a named tuple are what its instances show.
            let added = named_tuple && (name.starts_with('_') || entry.value.kind() == Some(Kind::Native))
                || dataclass && is_made_from_text(vm, &entry.value);
            if !added && !is_hidden_in_class(vm, &name, &entry.value) {
                self.parts.push(attribute((name, entry.value.clone())));
            }
        }
    }

    fn instance(&mut self, vm: &Vm, value: &Value) {
        self.kind = Shown::Instance;
        self.parts = attributes(vm, value);
        if is_enum_member(vm, value) {
            self.mutable = false;
            let hidden = |label: &PartLabel| matches!(label, PartLabel::Ready(Label::Attribute(name)) if name.starts_with("__") || name == "_sort_order_");
            self.parts.retain(|(label, _)| !hidden(label));
            for (label, _) in &mut self.parts {
                if let PartLabel::Ready(Label::Attribute(name)) = label {
                    *name = name.trim_matches('_').to_string();
                }
            }
        }
    }

    fn exception(&mut self, vm: &Vm, value: &Value) {
        self.kind = Shown::Exception;
        let Some(exception) = value.as_ref::<Exception>() else { return };
        let data = exception.get(&vm.heap);
        self.parts.push(attribute(("args".to_string(), data.args.to_value())));
        if !data.cause.is_none() {
            self.parts.push(attribute(("__cause__".to_string(), data.cause.clone())));
        }
        if !data.context.is_none() && !data.context.is_same(&data.cause) {
            self.parts.push(attribute(("__context__".to_string(), data.context.clone())));
        }
        self.parts.extend(attributes(vm, value));
    }

    fn generator(&mut self, vm: &Vm, value: &Value) {
        self.kind = Shown::Generator;
        let Some(generator) = value.as_ref::<Generator>() else { return };
        let data = generator.get(&vm.heap);
        let name = name_text(&data.name).unwrap_or_default();
        let Some(frame) = &data.frame else {
            self.text = match data.state {
                GeneratorState::Finished => format!("{name}, finished"),
                _ => format!("{name}, running"),
            };
            return;
        };
        self.paused = true;
        self.text = match data.state {
            GeneratorState::Created => format!("{name}, not started"),
            _ => format!("{name}, paused at line {}", line_at(&data.code, frame.position)),
        };
        let code = &data.code.code;
        for (register, (name, value)) in code.local_names.iter().zip(&frame.registers).enumerate() {
            if !value.is_unbound() && !name.starts_with('.') {
                let content = match value.as_ref::<Cell>() {
                    Some(cell) if code.cells.contains(&(register as u16)) => cell.get(&vm.heap).content.clone(),
                    _ => value.clone(),
                };
                self.parts.push((PartLabel::Ready(Label::Local(name.to_string())), content));
            } else if !value.is_unbound() {
                self.parts.push((text_label("over"), value.clone()));
            }
        }
        let closure = &frame.function.get(&vm.heap).closure;
        for (name, cell) in code.free_names.iter().zip(closure) {
            self.parts.push((PartLabel::Ready(Label::Closure(name.to_string())), cell.to_value()));
        }
    }

    fn iterator(&mut self, vm: &Vm, value: &Value) {
        self.kind = Shown::Iterator;
        let Some(cursor) = value.as_ref::<Cursor>() else { return };
        let index = |n: usize| Value::from_usize(n);
        let over = |value: &Value| (text_label("over"), value.clone());
        let next = |value: Value| (text_label("next index"), value);
        self.parts = match &cursor.get(&vm.heap).0 {
            Iter::Spent => {
                self.text = "used up".to_string();
                Vec::new()
            }
            Iter::List { list, index: at } => vec![over(list.value()), next(index(*at))],
            Iter::ListReverse { list, index: at } => vec![over(list.value()), (text_label("items left"), index(*at))],
            Iter::Tuple { tuple, index: at } => vec![over(tuple.value()), next(index(*at))],
            Iter::Str { string, offset } => vec![over(string.value()), next(index(string.index_of(*offset)))],
            Iter::Bytes { bytes, index: at } => vec![over(bytes), next(index(*at))],
            Iter::Range { next: at, step, left } => vec![
                (text_label("next"), Value::from_i64(*at)),
                (text_label("step"), Value::from_i64(*step)),
                (text_label("left"), index(*left as usize)),
            ],
            Iter::LongRange { range, index: at } => vec![over(range.value()), next(Value::big_int(at.clone()))],
            Iter::Dict { dict, part, left, .. } => {
                let of = match part {
                    Part::Keys => "keys of",
                    Part::Values => "values of",
                    Part::Items => "items of",
                };
                vec![(text_label(of), dict.to_value()), (text_label("left"), index(*left))]
            }
            Iter::Set { set, left, .. } => vec![over(set.value()), (text_label("left"), index(*left))],
            Iter::Sequence { sequence, index: at } => vec![over(sequence), next(Value::from_i64(*at))],
            Iter::Reversed { sequence, index: at } => vec![over(sequence), next(Value::from_i64(*at))],
            Iter::Callable { callable, sentinel } => {
                vec![(text_label("calls"), callable.clone()), (text_label("until"), sentinel.clone())]
            }
            Iter::Enumerate { iterator, count } => vec![over(iterator), (text_label("next number"), count.clone())],
            Iter::Zip { iterators, .. } => iterators.iter().map(over).collect(),
            Iter::Map { function, iterators } => {
                std::iter::once((text_label("function"), function.clone())).chain(iterators.iter().map(over)).collect()
            }
            Iter::Filter { function, iterator } => vec![(text_label("function"), function.clone()), over(iterator)],
            _ => referred(value),
        };
    }

    fn descriptor(&mut self, vm: &Vm, value: &Value) {
        let Some(descriptor) = value.as_ref::<Descriptor>() else { return };
        self.mutable = false;
        match descriptor.get(&vm.heap) {
            Descriptor::Property { get, set, delete, .. } => {
                for (role, function) in [("get", get), ("set", set), ("delete", delete)] {
                    if !function.is_none() && !function.is_unbound() {
                        self.parts.push((text_label(role), function.clone()));
                    }
                }
            }
            Descriptor::StaticMethod { function, .. } | Descriptor::ClassMethod { function, .. } => {
                self.parts.push((text_label("function"), function.clone()));
            }
            Descriptor::Member { name, .. } | Descriptor::GetSet { name, .. } => {
                self.kind = Shown::Plain;
                self.text = name_text(name).unwrap_or_default();
            }
        }
    }

    /// The rarer kinds.
    fn other(&mut self, vm: &Vm, value: &Value) {
        let heap = &vm.heap;
        if let Some(module) = value.as_ref::<Module>() {
            let data = module.get(heap);
            (self.kind, self.text) = (Shown::Module, name_text(&data.name).unwrap_or_default());
            self.mutable = !vm.is_library_module(&self.text);
            if self.mutable {
                self.parts = named_entries(vm, &data.namespace).map(attribute).collect();
            }
        } else if let Some(method) = value.as_ref::<Method>() {
            (self.kind, self.mutable) = (Shown::Method, false);
            self.text = callable_name(vm, &method.function);
            self.parts = vec![
                attribute(("__self__".to_string(), method.receiver.clone())),
                attribute(("__func__".to_string(), method.function.clone())),
            ];
        } else if let Some(builtin) = value.as_ref::<Builtin>() {
            (self.kind, self.mutable) = (Shown::Function, false);
            self.text = builtin.name.as_str().to_string();
            if !builtin.bound.is_unbound() && builtin.bound.kind() != Some(Kind::Module) {
                self.parts = vec![attribute(("__self__".to_string(), builtin.bound.clone()))];
            }
        } else if let Some(cell) = value.as_ref::<Cell>() {
            self.kind = Shown::Cell;
            self.parts = vec![attribute(("cell_contents".to_string(), cell.get(heap).content.clone()))];
        } else if let Some(range) = value.as_ref::<Range>() {
            let shown = |v: &Value| plain::text_of(v, false).unwrap_or_default();
            (self.kind, self.mutable) = (Shown::Plain, false);
            let step = shown(&range.step);
            let step = if step == "1" { String::new() } else { format!(", {step}") };
            self.text = format!("range({}, {}{step})", shown(&range.start), shown(&range.stop));
            let parts = [("start", &range.start), ("stop", &range.stop), ("step", &range.step)];
            self.parts = parts.map(|(name, value)| attribute((name.to_string(), value.clone()))).into();
        } else if let Some(slice) = value.as_ref::<Slice>() {
            self.mutable = false;
            let parts = [("start", &slice.start), ("stop", &slice.stop), ("step", &slice.step)];
            self.parts = parts.map(|(name, value)| attribute((name.to_string(), value.clone()))).into();
        } else if let Some(bytes) = value.as_ref::<ByteArray>() {
            let data = bytes.get(heap);
            self.kind = Shown::List;
            let items: Vec<Value> = data.bytes.iter().map(|b| Value::int(*b as i64)).collect();
            self.items(&items, Some(24));
        } else if let Some(view) = value.as_ref::<View>() {
            self.mutable = false;
            self.parts = vec![(text_label("of"), view.mapping.clone())];
        } else if let Some(memory) = value.as_ref::<Memory>() {
            let data = memory.get(heap);
            self.parts = vec![
                (text_label("of"), data.base.clone()),
                (text_label("start"), Value::from_usize(data.start)),
                (text_label("format"), Value::from(data.format.as_str())),
            ];
        } else if let Some(weak) = value.as_ref::<WeakRef>() {
            // A weak reference does not keep its object, so it is no arrow.
            let target = weak.target();
            self.text = match &target {
                Some(target) => format!("weak, to a {}", vm.type_name(target)),
                None => "weak, its object is gone".to_string(),
            };
            (self.kind, self.mutable) = (Shown::Plain, false);
        } else if let Some(bound) = value.as_ref::<Super>() {
            self.parts = vec![(text_label("after"), bound.get(heap).class.clone())];
            if !bound.get(heap).object.is_unbound() {
                self.parts.push((text_label("object"), bound.get(heap).object.clone()));
            }
        } else if let Some(alias) = value.as_ref::<Alias>() {
            self.mutable = false;
            let data = alias.get(heap);
            self.parts = vec![attribute(("__origin__".to_string(), data.origin.clone()))];
            self.parts.push(attribute(("__args__".to_string(), data.arguments.to_value())));
        } else if let Some(code) = value.as_ref::<CodeObject>() {
            (self.kind, self.mutable) = (Shown::Plain, false);
            self.text = format!("{}, line {}", code.code.name, code.code.first_line);
        } else if let Some(frame) = value.as_ref::<FrameObject>() {
            // What it holds changes with every step, and is drawn where it runs.
            (self.kind, self.mutable) = (Shown::Plain, false);
            self.text = format!("frame of {}", frame.get(heap).code.code.name);
        } else if let Some(traceback) = value.as_ref::<Traceback>() {
            let data = traceback.get(heap);
            self.kind = Shown::Plain;
            self.text = format!("{}, line {}", data.code.code.name, data.line());
        } else if let Some(native) = value.as_ref::<Native>() {
            self.native(vm, value, native);
        } else {
            self.parts = referred(value);
        }
    }

    /// Data of a native module's own class, by the labels that the module gives it.
    fn native(&mut self, vm: &Vm, value: &Value, native: &Ref<Native>) {
        let Some(parts) = native.get(&vm.heap).0.parts() else {
            self.parts = referred(value);
            return;
        };
        let numbered =
            !parts.is_empty() && parts.iter().enumerate().all(|(place, (label, _))| *label == place.to_string());
        if numbered {
            self.kind = Shown::List;
            let items: Vec<Value> = parts.into_iter().map(|(_, value)| value).collect();
            self.items(&items, Some(24));
        } else {
            self.parts = parts.into_iter().map(|(label, value)| (text_label(&label), value)).collect();
        }
    }
}

/// A default in a signature: the value where it is plain, else a mark for the part that says what it is.
fn default_text(value: &Value) -> String {
    plain::written(value, false).map_or("●".to_string(), |(_, text)| text)
}

fn text_label(text: &str) -> PartLabel {
    PartLabel::Ready(Label::Text(text.to_string()))
}

fn attribute((name, value): (String, Value)) -> (PartLabel, Value) {
    (PartLabel::Ready(Label::Attribute(name)), value)
}

fn name_text(name: &Value) -> Option<String> {
    name.as_ref::<Str>().map(|s| s.lossy().into_owned())
}

/// The same number, string or bytes without a class of its own.
fn bare_value(value: &Value) -> Value {
    if let Some(string) = value.as_ref::<Str>() {
        return Ref::from_bytes(string.bytes()).into();
    }
    if let Some(n) = value.as_ref::<object::BigInt>() {
        return Value::big_int(n.0.clone());
    }
    match value.as_float() {
        Some(x) => Value::from(x),
        None => Value::NONE,
    }
}

fn callable_name(vm: &Vm, callable: &Value) -> String {
    match callable.as_ref::<Function>() {
        Some(function) => name_text(&function.get(&vm.heap).name).unwrap_or_default(),
        None => vm.type_name(callable),
    }
}

fn line_at(code: &Ref<CodeObject>, position: u32) -> u32 {
    code.code.locations.get(position.saturating_sub(1) as usize).line
}

/// Did the program itself make the class? Those of the library are shown by name only.
fn is_own_class(vm: &Vm, class: &Ref<Class>) -> bool {
    let data = class.get(&vm.heap);
    if data.flags.has(object::ClassFlags::IMMUTABLE) {
        return false;
    }
    match class_attribute(vm, class, b"__module__").and_then(|module| name_text(&module)) {
        Some(module) => !vm.is_library_module(&module),
        None => true,
    }
}

/// What every class has, or what Python keeps there for itself.
fn is_hidden_in_class(vm: &Vm, name: &str, value: &Value) -> bool {
    if let Some(descriptor) = value.as_ref::<Descriptor>()
        && matches!(descriptor.get(&vm.heap), Descriptor::Member { .. } | Descriptor::GetSet { .. })
    {
        return true;
    }
    if is_library_function(vm, value) || vm.type_name(value).ends_with("_tuplegetter") {
        return true;
    }
    let method = matches!(value.kind(), Some(Kind::Function | Kind::Descriptor));
    if is_dunder(name) {
        return !method || matches!(name, "__init_subclass__" | "__class_getitem__");
    }
    // What `abc` and `enum` keep: `_abc_impl`, `_member_map_`.
    name.starts_with("_abc_") || (name.len() > 2 && name.starts_with('_') && name.ends_with('_'))
}

/// The fields of a named tuple.
fn field_names(vm: &Vm, value: &Value) -> Option<Vec<String>> {
    if !value.header()?.is_extended() && vm.heap.class_index_of(value) == ClassIndex::TUPLE {
        return None;
    }
    Some(class_fields(vm, vm.heap.class_of(value))).filter(|fields| !fields.is_empty())
}

/// The fields that a class of named tuples has.
pub fn class_fields(vm: &Vm, class: &Ref<Class>) -> Vec<String> {
    let fields = class_attribute(vm, class, b"_fields");
    let names = fields
        .as_ref()
        .and_then(|fields| fields.as_ref::<Tuple>())
        .map(|names| names.0.iter().map(name_text).collect::<Option<Vec<String>>>());
    names.flatten().unwrap_or_default()
}

/// What a class's own namespace binds a name to.
fn class_attribute(vm: &Vm, class: &Ref<Class>, name: &[u8]) -> Option<Value> {
    let mut entries = class.get(&vm.heap).namespace.get(&vm.heap).entries();
    entries.find(|e| e.key.as_ref::<Str>().is_some_and(|s| s.bytes() == name)).map(|e| e.value.clone())
}

/// Is the function written in the library: a method that `namedtuple` or `dataclass` adds?
fn is_library_function(vm: &Vm, value: &Value) -> bool {
    let function = match value.as_ref::<Descriptor>().map(|d| d.get(&vm.heap)) {
        Some(Descriptor::StaticMethod { function, .. } | Descriptor::ClassMethod { function, .. }) => function,
        _ => value,
    };
    let function = function.as_ref::<Function>();
    function.is_some_and(|f| f.get(&vm.heap).code.code.flags.has(bytecode::Flags::QUIET))
}

/// Was the function compiled from text that stands in no file, as `dataclass` makes its methods?
fn is_made_from_text(vm: &Vm, value: &Value) -> bool {
    let function = value.as_ref::<Function>();
    function.is_some_and(|f| &*f.get(&vm.heap).code.code.filename == "<string>")
}

fn is_enum_member(vm: &Vm, value: &Value) -> bool {
    is_enum(vm, vm.heap.class_of(value))
}

/// Are the instances of a class the members of an enumeration?
pub fn is_enum(vm: &Vm, class: &Ref<Class>) -> bool {
    let metaclass = vm.type_name(class.value());
    metaclass == "EnumType" || metaclass == "EnumMeta"
}

/// The attributes of an instance, those of `__slots__` first.
fn attributes(vm: &Vm, value: &Value) -> Parts {
    let heap = &vm.heap;
    let Some(attributes) = heap.attributes(value) else {
        return vec![];
    };
    let mut parts = Vec::new();
    for class in heap.class_of(value).get(heap).mro.iter().rev() {
        for entry in class.get(heap).namespace.get(heap).entries() {
            if let Some(descriptor) = entry.value.as_ref::<Descriptor>()
                && let Descriptor::Member { name, slot, .. } = descriptor.get(heap)
                && let Some(value) = attributes.slots.get(*slot as usize)
                && !value.is_unbound()
            {
                parts.push(attribute((name_text(name).unwrap_or_default(), value.clone())));
            }
        }
    }
    match &attributes.dict {
        Some(dict) => {
            for entry in dict.get(heap).entries() {
                parts.push(attribute((name_text(&entry.key).unwrap_or_default(), entry.value.clone())));
            }
        }
        None => {
            for (name, slot) in heap.shapes.names(attributes.shape) {
                if let Some(value) = attributes.slots.get(slot) {
                    parts.push(attribute((name.as_str().to_string(), value.clone())));
                }
            }
        }
    }
    parts
}

/// What an object of a rarer kind refers to.
fn referred(value: &Value) -> Parts {
    let mut parts = Vec::new();
    object::visit(value, &mut |referred| {
        if !referred.is_unbound() && !referred.is_none() {
            parts.push((text_label(""), referred.clone()));
        }
    });
    parts
}
