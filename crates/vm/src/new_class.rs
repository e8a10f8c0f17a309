//! Making a class, as `type.__new__` does: layout, order of resolution, slots, hooks.

use object::{Attributes, Class, ClassFlags, ClassIndex, Descriptor, Dict, Kind, Name, Ref, Str, Value, dunder};

use crate::class::INHERITED;
use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    // ---- making a class --------------------------------------------------------------

    /// What `type.__new__` does: layout, order of resolution, slots, `__set_name__`, `__init_subclass__`.
    pub fn make_class(
        &mut self,
        metaclass: &Value,
        name: &Ref<Str>,
        bases: &[Value],
        namespace: &Ref<Dict>,
        keywords: &[(Name, Value)],
    ) -> Result {
        let object = self.heap.class(ClassIndex::OBJECT).clone();
        let mut base_classes = Vec::new();
        for base in bases {
            match base.as_ref::<Class>() {
                Some(class) => base_classes.push(class.clone()),
                None => {
                    let message = if self.class_attr_str(base, "__mro_entries__").is_some() {
                        "type() doesn't support MRO entry resolution; use types.new_class()".to_string()
                    } else {
                        "bases must be types".to_string()
                    };
                    return Err(self.type_error(message));
                }
            }
        }
        if base_classes.is_empty() {
            base_classes.push(object);
        }
        let best = self.best_base(&base_classes)?;
        let dict = namespace.get(&self.heap).copy();
        let namespace = Ref::new(ClassIndex::DICT, dict);
        let class = self.lay_out_class(metaclass, name, base_classes, &best, &namespace)?;
        self.finish_class(&class, &namespace)?;
        self.set_names(&class, &namespace)?;
        self.init_subclass(&class, keywords)?;
        Ok(class.into())
    }

    /// The base whose layout the new class takes.
    pub fn best_base(&mut self, bases: &[Ref<Class>]) -> Result<Ref<Class>> {
        let mut best: Option<(Ref<Class>, Ref<Class>)> = None;
        for base in bases {
            if base.get(&self.heap).flags.has(ClassFlags::FINAL) {
                let message = format!("type '{}' is not an acceptable base type", self.class_name(base));
                return Err(self.type_error(message));
            }
            let candidate = self.solid_base(base);
            best = match best {
                None => Some((base.clone(), candidate)),
                Some((held, solid)) if self.is_subclass(&solid, &candidate) => Some((held, solid)),
                Some((_, solid)) if self.is_subclass(&candidate, &solid) => Some((base.clone(), candidate)),
                Some(_) => return Err(self.type_error("multiple bases have instance lay-out conflict")),
            };
        }
        Ok(best.map_or_else(|| self.heap.class(ClassIndex::OBJECT).clone(), |(base, _)| base))
    }

    /// The class from which on nothing was added to the layout of instances.
    fn solid_base(&self, class: &Ref<Class>) -> Ref<Class> {
        let data = class.get(&self.heap);
        let solid = data.bases.iter().map(|base| self.solid_base(base));
        let Some(base) = solid.reduce(|held, other| if self.is_subclass(&other, &held) { other } else { held }) else {
            return class.clone();
        };
        let inherited = base.get(&self.heap);
        let native = data.kind == Kind::Native && data.flags.has(ClassFlags::IMMUTABLE);
        if native || inherited.kind != data.kind || inherited.members != data.members { class.clone() } else { base }
    }

    fn lay_out_class(
        &mut self,
        metaclass: &Value,
        name: &Ref<Str>,
        bases: Vec<Ref<Class>>,
        best: &Ref<Class>,
        namespace: &Ref<Dict>,
    ) -> Result<Ref<Class>> {
        let slots = self.take_slots(namespace)?;
        let inherited = bases.iter().fold(0, |all, b| all | b.get(&self.heap).flags.0 & INHERITED);
        let (kind, base_members) = {
            let best = best.get(&self.heap);
            (best.kind, best.members)
        };
        let mut flags = ClassFlags(inherited);
        let added = self.check_slots(&slots, best, flags)?;
        flags.set(ClassFlags::HAS_DICT, added.namespace || flags.has(ClassFlags::HAS_DICT));
        flags.set(ClassFlags::HAS_WEAKREF, added.weak || flags.has(ClassFlags::HAS_WEAKREF));
        let mut own: Vec<Name> = slots
            .unwrap_or_default()
            .into_iter()
            .filter(|n| !matches!(n.as_str(), "__dict__" | "__weakref__"))
            .collect();
        own.sort_by(|a, b| a.as_str().cmp(b.as_str()));
        let members = base_members + own.len() as u32;
        let index = self.heap.new_class_index();
        let root_shape = self.heap.shapes.root(members);
        let name = self.heap.intern_str(name);
        let metaclass_index = metaclass.as_ref::<Class>().map_or(ClassIndex::TYPE, |m| m.get(&self.heap).index);
        let data = Class {
            index,
            qualname: name.to_value(),
            name: name.clone(),
            bases: bases.clone(),
            mro: Vec::new(),
            namespace: namespace.clone(),
            kind,
            flags,
            root_shape,
            members,
            subclasses: Vec::new(),
            fields: crate::exception_tree::fields_of(kind, "", &bases, &self.heap),
            construction: object::Construction::default(),
            doc: Value::NONE,
        };
        let metaclass = metaclass.clone();
        let class = match self.instance_of_metaclass(&metaclass, metaclass_index, data) {
            Some(class) => class,
            None => return Err(self.type_error("metaclass is not a subclass of type")),
        };
        class.get_mut(&mut self.heap).mro = vec![class.clone()];
        self.heap.register_class(&class, true, false);
        let mro = self.resolution_order(&class)?;
        class.get_mut(&mut self.heap).mro = mro;
        for (place, slot) in own.iter().enumerate() {
            let slot_name = mangle(slot.as_str(), name.as_str());
            let slot_name = self.intern(&slot_name);
            let implied = matches!(slot_name.as_str(), "__qualname__" | "__classcell__");
            if namespace.get(&self.heap).get_name(&slot_name).is_some_and(|v| v.kind() != Some(Kind::Descriptor))
                && !implied
            {
                let message = format!("'{}' in __slots__ conflicts with class variable", slot_name.as_str());
                return Err(self.value_error(message));
            }
            let member = Descriptor::Member {
                name: slot_name.to_value(),
                owner: class.to_value(),
                slot: base_members + place as u32,
            };
            let member = Ref::new(ClassIndex::MEMBER, member);
            self.namespace_set(namespace, &slot_name, member.into());
        }
        if added.namespace {
            self.add_instance_getter(&class, dunder::DICT);
        }
        if added.weak {
            self.add_instance_getter(&class, dunder::WEAKREF);
        }
        for base in bases {
            base.get_mut(&mut self.heap).subclasses.push(index);
        }
        Ok(class)
    }

    /// What `__slots__` (None where there is none) and the bases let a class add to its instances.
    fn check_slots(&mut self, slots: &Option<Vec<Name>>, best: &Ref<Class>, inherited: ClassFlags) -> Result<Added> {
        let best = best.get(&self.heap);
        let (kind, name) = (best.kind, best.name.clone());
        let sized = matches!(kind, Kind::BigInt | Kind::Tuple | Kind::Bytes);
        // Classes, the instances of a metaclass, have both already.
        let class = kind == Kind::Class;
        let has_dict = class || inherited.has(ClassFlags::HAS_DICT);
        let has_weak = class || inherited.has(ClassFlags::HAS_WEAKREF);
        let Some(slots) = slots else {
            return Ok(Added { namespace: !has_dict, weak: !has_weak && !sized });
        };
        if sized && !slots.is_empty() {
            let message = format!("nonempty __slots__ not supported for subtype of '{}'", name.as_str());
            return Err(self.type_error(message));
        }
        let mut added = Added { namespace: false, weak: false };
        for slot in slots {
            let (here, already) = match slot.as_str() {
                "__dict__" => (&mut added.namespace, has_dict),
                "__weakref__" => (&mut added.weak, has_weak),
                _ => continue,
            };
            if already || std::mem::replace(here, true) {
                let message = format!("{} slot disallowed: we already got one", slot.as_str());
                return Err(self.type_error(message));
            }
        }
        Ok(added)
    }

    fn instance_of_metaclass(&mut self, metaclass: &Value, index: ClassIndex, data: Class) -> Option<Ref<Class>> {
        let class = metaclass.as_ref::<Class>()?;
        let facts = class.get(&self.heap);
        let (root, members) = (facts.root_shape, facts.members as usize);
        Some(if index == ClassIndex::TYPE {
            Ref::new(index, data)
        } else {
            Ref::new_extended(index, data, Attributes::new(root, members))
        })
    }

    /// `__slots__` as names; None without one.
    fn take_slots(&mut self, namespace: &Ref<Dict>) -> Result<Option<Vec<Name>>> {
        let key = self.heap.dunder(dunder::SLOTS).clone();
        let Some(slots) = namespace.get(&self.heap).get_name(&key).cloned() else {
            return Ok(None);
        };
        let items = if slots.as_ref::<Str>().is_some() { vec![slots] } else { self.collect(&slots)? };
        let mut names = Vec::new();
        for item in items {
            let Some(text) = item.as_ref::<Str>() else {
                let message = format!("__slots__ items must be strings, not '{}'", self.type_name(&item));
                return Err(self.type_error(message));
            };
            if !text.as_str().is_some_and(is_identifier) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            names.push(self.heap.intern_str(text));
        }
        Ok(Some(names))
    }

    /// C3: <https://docs.python.org/3.13/glossary.html#term-method-resolution-order>
    pub fn compute_mro(&mut self, class: &Ref<Class>) -> Result<Vec<Ref<Class>>> {
        let bases = class.get(&self.heap).bases.clone();
        let mut lists: Vec<Vec<Ref<Class>>> = bases.iter().map(|b| b.get(&self.heap).mro.clone()).collect();
        lists.push(bases.clone());
        for (place, base) in bases.iter().enumerate() {
            if bases[..place].iter().any(|b| b.is_same(base)) {
                let message = format!("duplicate base class {}", self.class_name(base));
                return Err(self.type_error(message));
            }
        }
        let mut order = vec![class.clone()];
        loop {
            lists.retain(|list| !list.is_empty());
            if lists.is_empty() {
                return Ok(order);
            }
            let head = lists
                .iter()
                .map(|list| &list[0])
                .find(|head| !lists.iter().any(|list| list[1..].iter().any(|c| c.is_same(head))));
            let Some(head) = head.cloned() else {
                let mut heads: Vec<String> = Vec::new();
                for list in &lists {
                    let name = list[0].get(&self.heap).name.as_str().to_string();
                    if !heads.contains(&name) {
                        heads.push(name);
                    }
                }
                let message =
                    format!("Cannot create a consistent method resolution order (MRO) for bases {}", heads.join(", "));
                return Err(self.type_error(message));
            };
            lists.iter_mut().filter(|list| list[0].is_same(&head)).for_each(|list| {
                list.remove(0);
            });
            order.push(head);
        }
    }

    /// Names, hooks and flags that follow from the namespace.
    fn finish_class(&mut self, class: &Ref<Class>, namespace: &Ref<Dict>) -> Result<()> {
        let index = class.get(&self.heap).index;
        let qualname = self.heap.dunder(dunder::QUALNAME).clone();
        let is_slot = |value: &Value| value.kind() == Some(Kind::Descriptor);
        if namespace.get(&self.heap).get_name(&qualname).is_some_and(|v| !is_slot(v))
            && let Some(value) = self.namespace_delete(namespace, &qualname)
        {
            if value.as_ref::<Str>().is_none() {
                let message = format!("type __qualname__ must be a str, not {}", self.type_name(&value));
                return Err(self.type_error(message));
            }
            class.get_mut(&mut self.heap).qualname = value;
        }
        let module = self.heap.dunder(dunder::MODULE).clone();
        if namespace.get(&self.heap).get_name(&module).is_none() {
            let name = self.heap.dunder(dunder::NAME).clone();
            let globals = self.current_globals();
            if let Some(value) = globals.get(&self.heap).get_name(&name).cloned() {
                self.namespace_set(namespace, &module, value);
            }
        }
        let doc = self.heap.dunder(dunder::DOC).clone();
        let value = namespace.get(&self.heap).get_name(&doc).cloned();
        if value.is_none() {
            self.namespace_set(namespace, &doc, Value::NONE);
        }
        class.get_mut(&mut self.heap).doc = value.unwrap_or(Value::NONE);
        {
            let hook = dunder::NEW;
            let name = self.heap.dunder(hook).clone();
            self.wrap_hook(
                namespace,
                &name,
                |function| Descriptor::StaticMethod { function, attributes: None },
                ClassIndex::STATIC_METHOD,
            );
        }
        for hook in [dunder::INIT_SUBCLASS, dunder::CLASS_GETITEM] {
            let name = self.heap.dunder(hook).clone();
            self.wrap_hook(
                namespace,
                &name,
                |function| Descriptor::ClassMethod { function, attributes: None },
                ClassIndex::CLASS_METHOD,
            );
        }
        let (eq, hash) = (self.heap.dunder(dunder::EQ).clone(), self.heap.dunder(dunder::HASH).clone());
        let has = |vm: &Vm, name: &Name| namespace.get(&vm.heap).get_name(name).is_some();
        if has(self, &eq) && !has(self, &hash) {
            self.namespace_set(namespace, &hash, Value::NONE);
        }
        let cell_name = self.heap.dunder(dunder::CLASSCELL).clone();
        if let Some(cell) = self.namespace_delete(namespace, &cell_name)
            && let Some(cell) = cell.as_ref::<object::Cell>()
        {
            self.cell_set(cell, class.to_value());
        }
        self.heap.touch_class(index);
        self.refresh_flags(class);
        Ok(())
    }

    fn wrap_hook(&mut self, namespace: &Ref<Dict>, name: &Name, wrap: impl Fn(Value) -> Descriptor, class: ClassIndex) {
        let Some(value) = namespace.get(&self.heap).get_name(name).cloned() else {
            return;
        };
        if value.kind() == Some(Kind::Function) {
            let wrapped = Ref::new(class, wrap(value));
            self.namespace_set(namespace, name, wrapped.into());
        }
    }

    /// Recomputes the flags that depend on hooks in the class or its bases.
    pub(crate) fn refresh_flags(&mut self, class: &Ref<Class>) {
        let index = class.get(&self.heap).index;
        let own = |vm: &mut Vm, which: usize, default: ClassIndex| {
            let name = vm.heap.dunder(which).clone();
            let found = vm.class_attr(index, &name);
            let base = vm.class_attr(default, &name);
            match (found, base) {
                (Some(found), Some(base)) => !found.is_same(&base),
                (found, _) => found.is_some(),
            }
        };
        let default = if self.is_instance_of_type(class) { ClassIndex::TYPE } else { ClassIndex::OBJECT };
        let get = own(self, dunder::GETATTRIBUTE, default) || own(self, dunder::GETATTR, default);
        let set = own(self, dunder::SETATTR, default) || own(self, dunder::DELATTR, default);
        let finalizer = own(self, dunder::DEL, default);
        let compared = own(self, dunder::EQ, default) || own(self, dunder::HASH, default);
        let flags = &mut class.get_mut(&mut self.heap).flags;
        flags.set(ClassFlags::GET_HOOKED, get);
        flags.set(ClassFlags::SET_HOOKED, set);
        flags.set(ClassFlags::FINALIZER, finalizer);
        flags.set(ClassFlags::USER_COMPARED, compared);
        self.heap.set_finalizer(class, finalizer);
        let subclasses = class.get(&self.heap).subclasses.clone();
        for subclass in subclasses {
            let subclass = self.heap.class(subclass).clone();
            self.refresh_flags(&subclass);
        }
    }

    fn is_instance_of_type(&self, class: &Ref<Class>) -> bool {
        class.get(&self.heap).flags.has(ClassFlags::METACLASS)
    }

    fn set_names(&mut self, class: &Ref<Class>, namespace: &Ref<Dict>) -> Result<()> {
        let entries: Vec<_> = namespace.get(&self.heap).entries().map(|e| (e.key.clone(), e.value.clone())).collect();
        let hook = self.heap.dunder(dunder::SET_NAME).clone();
        for (key, value) in entries {
            let index = self.heap.class_index_of(&value);
            if self.class_attr(index, &hook).is_some()
                && let Some(result) = self.call_dunder(&value, dunder::SET_NAME, &[class.to_value(), key.clone()])
                && result.is_err()
            {
                let exception = self.take_pending();
                let note = format!(
                    "Error calling __set_name__ on '{}' instance {} in '{}'",
                    self.type_name(&value),
                    self.repr_text(&key)?,
                    class.get(&self.heap).name.as_str()
                );
                self.add_note(&exception, note)?;
                return Err(self.restore_pending(exception));
            }
        }
        Ok(())
    }

    fn add_note(&mut self, exception: &Value, note: String) -> Result<()> {
        let note = Value::from(note);
        self.call_method(exception, "add_note", &[note]).map(drop)
    }

    fn init_subclass(&mut self, class: &Ref<Class>, keywords: &[(Name, Value)]) -> Result<()> {
        let name = self.heap.dunder(dunder::INIT_SUBCLASS).clone();
        let after: Vec<Ref<Class>> = class.get(&self.heap).mro[1..].to_vec();
        for base in after {
            let namespace = base.get(&self.heap).namespace.clone();
            if let Some(found) = namespace.get(&self.heap).get_name(&name).cloned() {
                let bound = self.bind_descriptor(&found, None, class)?;
                return self.call_kw(&bound, &[], keywords).map(drop);
            }
        }
        Ok(())
    }

    /// What a class statement does before its body: the metaclass that suits all bases.
    pub fn winning_metaclass(&mut self, metaclass: Value, bases: &[Value]) -> Result {
        let mut winner = metaclass;
        for base in bases {
            let other = self.class_of(base);
            let held = winner.as_ref::<Class>().cloned();
            let Some(held) = held else { return Ok(winner) };
            let (a, b) = (held.get(&self.heap), other.get(&self.heap));
            if a.is_subclass_of(b.index, &self.heap) {
                continue;
            }
            if b.is_subclass_of(a.index, &self.heap) {
                winner = other.into();
                continue;
            }
            return Err(self.type_error(
                "metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the \
                 metaclasses of all its bases",
            ));
        }
        Ok(winner)
    }
}

/// What the instances of a new class have that those of its bases lack.
struct Added {
    namespace: bool,
    weak: bool,
}

fn mangle(name: &str, class: &str) -> String {
    let class = class.trim_start_matches('_');
    if name.starts_with("__") && !name.ends_with("__") && !class.is_empty() {
        format!("_{class}{name}")
    } else {
        name.to_string()
    }
}

fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters.next().is_some_and(|c| c == '_' || c.is_alphabetic())
        && characters.all(|c| c == '_' || c.is_alphanumeric())
}
