//! The moment of a run as plain data: frames, names, objects. Runs no code of the program.

use std::collections::HashMap;

use diagram::{Datum, Frame, Kind as Shown, Label, Moment, Object};
use object::{
    BigInt, Builtin, Bytes, Cell, Class, ClassIndex, Complex, Dict, Exception, Function, Generator, Kind, List, Method,
    Module, Range, Ref, Set, Str, Tuple, Value,
};
use vm::Vm;

/// All frames of the stack, or the module's names where the program has ended.
pub fn take(vm: &Vm, main: &Ref<Dict>, title: &str) -> Moment {
    let mut taker = Taker { vm, numbers: HashMap::new(), waiting: Vec::new(), objects: Vec::new() };
    let mut frames = vec![taker.module_frame(main)];
    for depth in 0..vm.frame_count() {
        if let Some(view) = vm.view_frame(depth)
            && !view.quiet
            && !view.module_level
        {
            let bindings = view.locals.into_iter().map(|(name, value)| (name, taker.datum(&value))).collect();
            frames.push(Frame { name: view.name.to_string(), line: Some(view.line), active: false, bindings });
        }
    }
    if let Some(last) = frames.last_mut() {
        last.active = true;
    }
    taker.follow();
    Moment { title: title.to_string(), frames, objects: taker.objects, output: String::new(), notes: Vec::new() }
}

struct Taker<'a> {
    vm: &'a Vm,
    numbers: HashMap<u64, u32>,
    /// Objects that have a number and are not described yet. Nothing recurses: chains of any length are fine.
    waiting: Vec<Value>,
    objects: Vec<Object>,
}

impl Taker<'_> {
    fn module_frame(&mut self, main: &Ref<Dict>) -> Frame {
        let entries: Vec<_> = main.get(&self.vm.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
        let mut bindings = Vec::new();
        for (key, value) in entries {
            let name = key.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
            if !(name.starts_with("__") && name.ends_with("__")) {
                bindings.push((name, self.datum(&value)));
            }
        }
        Frame { name: "module".to_string(), line: None, active: false, bindings }
    }

    /// A value in place, or a reference to the object's box.
    fn datum(&mut self, value: &Value) -> Datum {
        if value.is_unbound() {
            return Datum::Unbound;
        }
        if let Some(text) = self.plain_text(value) {
            return Datum::Plain { type_name: self.vm.type_name(value), text };
        }
        let next = self.numbers.len() as u32 + 1;
        let number = *self.numbers.entry(value.bits()).or_insert(next);
        if number == next {
            self.waiting.push(value.clone());
        }
        Datum::Ref(number)
    }

    /// The text of values that have no identity worth a box.
    fn plain_text(&self, value: &Value) -> Option<String> {
        if let Some(n) = value.as_small_int() {
            return Some(n.to_string());
        }
        if let Some(b) = value.as_bool() {
            return Some(if b { "True" } else { "False" }.to_string());
        }
        if value.is_none() {
            return Some("None".to_string());
        }
        if value.is_same(&Value::ELLIPSIS) {
            return Some("Ellipsis".to_string());
        }
        if value.is_not_implemented() {
            return Some("NotImplemented".to_string());
        }
        if value.header().is_some_and(|h| h.is_extended()) {
            return None;
        }
        if let Some(x) = value.as_float() {
            return Some(text::float::repr_float(x));
        }
        if let Some(n) = value.as_ref::<BigInt>() {
            return Some(n.0.to_string());
        }
        if let Some(c) = value.as_ref::<Complex>() {
            return Some(format!("({}+{}j)", c.real, c.imaginary));
        }
        if let Some(string) = value.as_ref::<Str>() {
            return Some(text::str::repr_str(&string.lossy()));
        }
        if let Some(bytes) = value.as_ref::<Bytes>() {
            return Some(text::str::repr_bytes(&bytes.0));
        }
        None
    }

    fn follow(&mut self) {
        let mut at = 0;
        while at < self.waiting.len() {
            let value = self.waiting[at].clone();
            at += 1;
            let object = self.describe(at as u32, &value);
            self.objects.push(object);
        }
    }

    fn describe(&mut self, id: u32, value: &Value) -> Object {
        let heap = &self.vm.heap;
        let indexed = |items: &[Value]| -> Vec<(String, Value)> {
            items.iter().enumerate().map(|(i, v)| (i.to_string(), v.clone())).collect()
        };
        let mut keyed: Vec<(Value, Value)> = Vec::new();
        let mut text = String::new();
        let (kind, mutable, named): (Shown, bool, Vec<(String, Value)>) = match value.kind() {
            Some(Kind::List) => {
                let items = value.as_ref::<List>().map_or(Vec::new(), |l| l.get(heap).0.clone());
                (Shown::List, true, indexed(&items))
            }
            Some(Kind::Tuple) => (Shown::Tuple, false, value.as_ref::<Tuple>().map_or(Vec::new(), |t| indexed(&t.0))),
            Some(Kind::Dict) => {
                if let Some(dict) = value.as_ref::<Dict>() {
                    keyed = dict.get(heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
                }
                (Shown::Dict, true, vec![])
            }
            Some(Kind::Set) => {
                let frozen = heap.class_index_of(value) == ClassIndex::FROZENSET;
                let items = value
                    .as_ref::<Set>()
                    .map_or(Vec::new(), |s| s.get(heap).entries().map(|e| (String::new(), e.key.clone())).collect());
                (if frozen { Shown::FrozenSet } else { Shown::Set }, !frozen, items)
            }
            Some(Kind::Function) => {
                let mut parts = Vec::new();
                if let Some(function) = value.as_ref::<Function>() {
                    let data = function.get(heap);
                    text = data.code.code.name.to_string();
                    let code = &data.code.code;
                    let first = (code.positional as usize).saturating_sub(data.defaults.len());
                    for (place, default) in data.defaults.iter().enumerate() {
                        let name = code.local_names.get(first + place).map_or("?", |n| n);
                        parts.push((format!("{name}="), default.clone()));
                    }
                    for (name, cell) in code.free_names.iter().zip(&data.closure) {
                        parts.push((name.to_string(), cell.get(heap).content.clone()));
                    }
                }
                (Shown::Function, true, parts)
            }
            Some(Kind::Class) => {
                let mut parts = Vec::new();
                if let Some(class) = value.as_ref::<Class>() {
                    let data = class.get(heap);
                    text = data.name.as_str().to_string();
                    for entry in data.namespace.get(heap).entries() {
                        let name = entry.key.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
                        if !(name.starts_with("__") && name.ends_with("__")) {
                            parts.push((name, entry.value.clone()));
                        }
                    }
                }
                (Shown::Class, true, parts)
            }
            Some(Kind::Module) => {
                if let Some(module) = value.as_ref::<Module>() {
                    text = module.get(heap).name.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
                }
                (Shown::Module, true, vec![])
            }
            Some(Kind::Method) => {
                let parts = value.as_ref::<Method>().map_or(vec![], |m| {
                    vec![("__self__".to_string(), m.receiver.clone()), ("__func__".to_string(), m.function.clone())]
                });
                (Shown::Method, false, parts)
            }
            Some(Kind::Builtin) => {
                let mut parts = vec![];
                if let Some(builtin) = value.as_ref::<Builtin>() {
                    text = builtin.name.as_str().to_string();
                    if !builtin.bound.is_unbound() {
                        parts.push(("__self__".to_string(), builtin.bound.clone()));
                    }
                }
                (Shown::Function, false, parts)
            }
            Some(Kind::Cell) => {
                let content = value.as_ref::<Cell>().map(|c| c.get(heap).content.clone());
                (Shown::Cell, true, content.into_iter().map(|v| ("content".to_string(), v)).collect())
            }
            Some(Kind::Generator) => {
                let mut parts = vec![];
                if let Some(generator) = value.as_ref::<Generator>() {
                    let data = generator.get(heap);
                    text = data.code.code.name.to_string();
                    if let Some(frame) = &data.frame {
                        for (name, value) in data.code.code.local_names.iter().zip(&frame.registers) {
                            if !value.is_unbound() {
                                parts.push((name.to_string(), value.clone()));
                            }
                        }
                    }
                }
                (Shown::Generator, true, parts)
            }
            Some(Kind::Exception) => {
                let mut parts = self.attributes(value);
                if let Some(exception) = value.as_ref::<Exception>() {
                    parts.insert(0, ("args".to_string(), exception.get(heap).args.to_value()));
                }
                (Shown::Exception, true, parts)
            }
            Some(Kind::Range) => {
                let parts = value.as_ref::<Range>().map_or(vec![], |r| {
                    vec![
                        ("start".to_string(), r.start.clone()),
                        ("stop".to_string(), r.stop.clone()),
                        ("step".to_string(), r.step.clone()),
                    ]
                });
                (Shown::Other, false, parts)
            }
            Some(Kind::Instance) => (Shown::Instance, true, self.attributes(value)),
            Some(Kind::Iterator) => (Shown::Iterator, true, self.referred(value)),
            Some(Kind::Native) => {
                let labelled = value.as_ref::<object::Native>().and_then(|n| n.get(heap).0.parts());
                (Shown::Other, true, labelled.unwrap_or_else(|| self.referred(value)))
            }
            _ => (Shown::Other, true, self.referred(value)),
        };
        let mut parts: Vec<(Label, Datum)> = Vec::with_capacity(named.len() + keyed.len());
        for (label, value) in named {
            let datum = self.datum(&value);
            parts.push((Label::Text(label), datum));
        }
        for (key, value) in keyed {
            let key = self.datum(&key);
            let value = self.datum(&value);
            parts.push((Label::Key(key), value));
        }
        let type_name = self.vm.type_name(value);
        if text.is_empty() {
            text = type_name.clone();
        }
        let paused = value.kind() == Some(Kind::Generator);
        Object { id, type_name, kind, mutable, paused, text, parts, hidden: None }
    }

    /// The attributes of an instance, those of `__slots__` first.
    fn attributes(&self, value: &Value) -> Vec<(String, Value)> {
        let heap = &self.vm.heap;
        let Some(attributes) = heap.attributes(value) else {
            return vec![];
        };
        let mut parts = Vec::new();
        for class in heap.class_of(value).get(heap).mro.iter().rev() {
            for entry in class.get(heap).namespace.get(heap).entries() {
                if let Some(descriptor) = entry.value.as_ref::<object::Descriptor>()
                    && let object::Descriptor::Member { name, slot, .. } = descriptor.get(heap)
                    && let Some(value) = attributes.slots.get(*slot as usize)
                    && !value.is_unbound()
                {
                    let name = name.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
                    parts.push((name, value.clone()));
                }
            }
        }
        match &attributes.dict {
            Some(dict) => {
                for entry in dict.get(heap).entries() {
                    let name = entry.key.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
                    parts.push((name, entry.value.clone()));
                }
            }
            None => {
                for (name, slot) in heap.shapes.names(attributes.shape) {
                    if let Some(value) = attributes.slots.get(slot) {
                        parts.push((name.as_str().to_string(), value.clone()));
                    }
                }
            }
        }
        parts
    }

    /// What an object of a rarer kind refers to.
    fn referred(&self, value: &Value) -> Vec<(String, Value)> {
        let mut parts = Vec::new();
        object::visit(value, &mut |referred| {
            if !referred.is_unbound() && !referred.is_none() {
                parts.push((String::new(), referred.clone()));
            }
        });
        parts
    }
}
