//! Attribute access: <https://docs.python.org/3.13/howto/descriptor.html#technical-tutorial>
//!
//! Look-ups in classes go through one cache for the whole machine, valid as long as the version of the
//! class is.

use object::{
    Builtin, Cell, Class, ClassFlags, ClassIndex, Descriptor, Dict, Function, Kind, Method, Module, Name, Ref, Super,
    Value, dunder,
};

use crate::error::Result;
use crate::machine::Vm;

pub(crate) const CACHE_SIZE: usize = 4096;

/// One line of the method cache.
#[derive(Clone, Default)]
pub(crate) struct CachedLookup {
    version: u32,
    name: u64,
    /// UNBOUND where the class has no such attribute.
    found: Value,
}

impl Vm {
    /// Forgets what lookups found, which holds objects.
    pub fn clear_caches(&mut self) {
        self.method_cache.fill(CachedLookup::default());
        self.lessons.fill(crate::cache::Lesson::default());
    }

    // ---- in classes -----------------------------------------------------------------------

    /// What a class or its bases bind `name` to, no descriptor applied.
    #[inline]
    pub fn class_attr(&mut self, class: ClassIndex, name: &Name) -> Option<Value> {
        let version = self.heap.class_version(class);
        let word = name.value().bits();
        let line = (word as usize >> 4 ^ version as usize) % CACHE_SIZE;
        let cached = &self.method_cache[line];
        if cached.version == version && cached.name == word {
            return if cached.found.is_unbound() { None } else { Some(cached.found.clone()) };
        }
        self.search_class(class, name, version, line)
    }

    #[inline(never)]
    fn search_class(&mut self, class: ClassIndex, name: &Name, version: u32, line: usize) -> Option<Value> {
        let mro = &self.heap.class(class).get(&self.heap).mro;
        let found = mro.iter().find_map(|c| c.get(&self.heap).namespace.get(&self.heap).get_name(name).cloned());
        let entry = CachedLookup { version, name: name.value().bits(), found: found.clone().unwrap_or_default() };
        let old = std::mem::replace(&mut self.method_cache[line], entry);
        drop(old);
        found
    }

    /// What the class of `value` binds a dunder to.
    pub fn class_attr_str(&mut self, value: &Value, name: &str) -> Option<Value> {
        let name = self.intern(name);
        let class = self.heap.class_index_of(value);
        self.class_attr(class, &name)
    }

    #[inline]
    pub fn dunder_of(&mut self, value: &Value, which: usize) -> Option<Value> {
        let name = self.heap.dunder(which).clone();
        let class = self.heap.class_index_of(value);
        self.class_attr(class, &name)
    }

    // ---- descriptors ------------------------------------------------------------------------

    /// `found`, looked up in `class`, as an attribute of `object` (None: of the class itself).
    pub fn bind_descriptor(&mut self, found: &Value, object: Option<&Value>, class: &Ref<Class>) -> Result {
        match found.kind() {
            Some(Kind::Function) => Ok(match object {
                Some(object) => self.bound_method(found.clone(), object.clone()),
                None => found.clone(),
            }),
            Some(Kind::Builtin) => Ok(self.bind_builtin(found, object, class)),
            Some(Kind::Descriptor) => self.bind_builtin_descriptor(found, object, class),
            Some(Kind::Instance | Kind::Native | Kind::Class | Kind::WeakRef | Kind::Dict | Kind::List) | Some(_) => {
                let Some(get) = self.dunder_of(found, dunder::GET) else {
                    return Ok(found.clone());
                };
                self.check_stack()?;
                let object = object.cloned().unwrap_or(Value::NONE);
                self.call_unbound(&get, found, &[object, class.to_value()])
            }
            None => Ok(found.clone()),
        }
    }

    pub fn bound_method(&mut self, function: Value, receiver: Value) -> Value {
        Ref::new(ClassIndex::METHOD, Method { function, receiver }).into()
    }

    fn bind_builtin(&mut self, found: &Value, object: Option<&Value>, class: &Ref<Class>) -> Value {
        let Some(builtin) = found.as_ref::<Builtin>() else {
            return found.clone();
        };
        let kind = match (builtin.header().class(), object) {
            (ClassIndex::METHOD_DESCRIPTOR, Some(_)) => ClassIndex::BUILTIN,
            (ClassIndex::WRAPPER_DESCRIPTOR, Some(_)) => ClassIndex::METHOD_WRAPPER,
            (ClassIndex::CLASS_METHOD_DESCRIPTOR, _) => ClassIndex::BUILTIN,
            _ => return found.clone(),
        };
        let bound = match object {
            Some(object) if builtin.header().class() != ClassIndex::CLASS_METHOD_DESCRIPTOR => object.clone(),
            _ => class.to_value(),
        };
        let bound = Builtin { native: builtin.native, name: builtin.name.clone(), bound, owner: builtin.owner.clone() };
        Ref::new(kind, bound).into()
    }

    fn bind_builtin_descriptor(&mut self, found: &Value, object: Option<&Value>, class: &Ref<Class>) -> Result {
        let Some(descriptor) = found.as_ref::<Descriptor>() else {
            return Ok(found.clone());
        };
        match (descriptor.get(&self.heap), object) {
            (Descriptor::StaticMethod { function, .. }, _) => Ok(function.clone()),
            (Descriptor::ClassMethod { function, .. }, _) => {
                let function = function.clone();
                self.bind_class_method(function, class)
            }
            (_, None) => Ok(found.clone()),
            (Descriptor::Property { get, .. }, Some(object)) => {
                let get = get.clone();
                if get.is_none() {
                    return Err(self.property_error(found, object, "getter"));
                }
                self.call(&get, std::slice::from_ref(object))
            }
            (Descriptor::Member { name, slot, owner }, Some(object)) => {
                let (name, slot, owner) = (name.clone(), *slot as usize, owner.clone());
                self.check_owner(&owner, object, &name)?;
                match self.heap.attributes(object).and_then(|a| a.slots.get(slot)).cloned() {
                    Some(value) if !value.is_unbound() => Ok(value),
                    _ => {
                        let name = self.name_of(&name);
                        Err(self.missing_attribute(object, &name))
                    }
                }
            }
            (Descriptor::GetSet { get, owner, name, .. }, Some(object)) => {
                let (get, owner, name) = (*get, owner.clone(), name.clone());
                self.check_owner(&owner, object, &name)?;
                self.call_native(get, std::slice::from_ref(object), &[])
            }
        }
    }

    fn bind_class_method(&mut self, function: Value, class: &Ref<Class>) -> Result {
        match function.kind() {
            Some(Kind::Function | Kind::Builtin) => Ok(self.bound_method(function, class.to_value())),
            _ => match self.dunder_of(&function, dunder::GET) {
                Some(get) => {
                    let receiver = class.to_value();
                    let metaclass = self.class_of(&receiver).to_value();
                    self.call_unbound(&get, &function, &[receiver, metaclass])
                }
                None => Ok(self.bound_method(function, class.to_value())),
            },
        }
    }

    fn check_owner(&mut self, owner: &Value, object: &Value, name: &Value) -> Result<()> {
        let Some(class) = owner.as_ref::<Class>() else {
            return Ok(());
        };
        let index = class.get(&self.heap).index;
        if self.is_instance(object, index) {
            return Ok(());
        }
        let message = format!(
            "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
            self.name_of(name).as_str(),
            self.class_name(class),
            self.type_name(object)
        );
        Err(self.type_error(message))
    }

    pub(crate) fn name_of(&mut self, value: &Value) -> Name {
        match value.as_ref::<object::Str>() {
            Some(string) => self.heap.intern_str(string),
            None => self.intern("?"),
        }
    }

    fn property_error(&mut self, found: &Value, object: &Value, what: &str) -> crate::Raised {
        let (mut name, get) = match found.as_ref::<Descriptor>().map(|d| d.get(&self.heap)) {
            Some(Descriptor::Property { name, get, .. }) => (name.clone(), get.clone()),
            _ => (Value::UNBOUND, Value::NONE),
        };
        if name.is_unbound() && !get.is_none() {
            let key = self.heap.dunder(dunder::NAME).clone();
            name = self.find_attr(&get, &key).ok().flatten().unwrap_or_default();
            drop(self.thread.pending.take());
        }
        let class = self.class_of(object).get(&self.heap).qualname.clone();
        let class = class.as_ref::<object::Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
        let message = if name.is_unbound() || name.is_none() {
            format!("property of '{class}' object has no {what}")
        } else {
            let name = self.name_of(&name);
            format!("property '{}' of '{class}' object has no {what}", name.as_str())
        };
        self.error("AttributeError", message)
    }

    /// Does this class attribute go before the instance's own?
    fn is_data_descriptor(&mut self, found: &Value) -> bool {
        match found.kind() {
            None | Some(Kind::Function | Kind::Builtin | Kind::Str | Kind::Tuple | Kind::Float | Kind::BigInt) => false,
            Some(Kind::Descriptor) => found.as_ref::<Descriptor>().is_some_and(|d| {
                !matches!(d.get(&self.heap), Descriptor::StaticMethod { .. } | Descriptor::ClassMethod { .. })
            }),
            _ => self.dunder_of(found, dunder::SET).is_some() || self.dunder_of(found, dunder::DELETE).is_some(),
        }
    }

    // ---- reading ---------------------------------------------------------------------------

    pub fn get_attr_str(&mut self, object: &Value, name: &str) -> Result {
        let name = self.intern(name);
        self.get_attr(object, &name)
    }

    /// `object.name`
    pub fn get_attr(&mut self, object: &Value, name: &Name) -> Result {
        match self.try_attr(object, name)? {
            Some(value) => Ok(value),
            None => Err(self.missing_attribute(object, name)),
        }
    }

    /// `object.name`, or None where that would be an AttributeError.
    pub fn find_attr(&mut self, object: &Value, name: &Name) -> Result<Option<Value>> {
        match self.try_attr(object, name) {
            Err(raised) if self.swallow("AttributeError") => {
                let _ = raised;
                Ok(None)
            }
            other => other,
        }
    }

    /// `object.name`; None where nothing was found and no hook raised.
    fn try_attr(&mut self, object: &Value, name: &Name) -> Result<Option<Value>> {
        let class = self.heap.class_index_of(object);
        let flags = self.heap.class(class).get(&self.heap).flags;
        if flags.has(ClassFlags::GET_HOOKED) {
            return self.hooked_attr(object, class, name);
        }
        self.plain_attr(object, class, name)
    }

    /// `__getattribute__` and `__getattr__` of user classes.
    fn hooked_attr(&mut self, object: &Value, class: ClassIndex, name: &Name) -> Result<Option<Value>> {
        let getattribute = self.heap.dunder(dunder::GETATTRIBUTE).clone();
        let found = match self.class_attr(class, &getattribute) {
            Some(hook) if hook.kind() != Some(Kind::Builtin) => {
                match self.call_unbound(&hook, object, &[name.to_value()]) {
                    Ok(value) => return Ok(Some(value)),
                    Err(raised) if !self.pending_is("AttributeError") => return Err(raised),
                    Err(_) => None,
                }
            }
            Some(hook) => {
                // A native class of a module may bring its own.
                let default = self.class_attr(ClassIndex::OBJECT, &getattribute);
                let kind = self.heap.class(class).get(&self.heap).kind;
                if default.is_some_and(|d| d.is_same(&hook))
                    || matches!(kind, Kind::Class | Kind::Super | Kind::Module | Kind::Alias)
                {
                    match self.plain_attr(object, class, name) {
                        Ok(value) => value,
                        Err(raised) if !self.pending_is("AttributeError") => return Err(raised),
                        Err(_) => None,
                    }
                } else {
                    match self.call_unbound(&hook, object, &[name.to_value()]) {
                        Ok(value) => return Ok(Some(value)),
                        Err(raised) if !self.pending_is("AttributeError") => return Err(raised),
                        Err(_) => None,
                    }
                }
            }
            None => self.plain_attr(object, class, name)?,
        };
        if found.is_some() {
            return Ok(found);
        }
        let getattr = self.heap.dunder(dunder::GETATTR).clone();
        match self.class_attr(class, &getattr) {
            Some(hook) => {
                drop(self.thread.pending.take());
                self.call_unbound(&hook, object, &[name.to_value()]).map(Some)
            }
            None if self.thread.pending.is_some() => Err(crate::Raised),
            None => Ok(None),
        }
    }

    /// What `object.__getattribute__` (or that of type, module, super) finds.
    pub fn plain_attr(&mut self, object: &Value, class: ClassIndex, name: &Name) -> Result<Option<Value>> {
        match object.kind() {
            Some(Kind::Class) => return self.attr_of_class(object, class, name),
            Some(Kind::Module) => return self.attr_of_module(object, class, name),
            Some(Kind::Super) => {
                if let Some(found) = self.attr_of_super(object, name)? {
                    return Ok(Some(found));
                }
            }
            Some(Kind::Alias) => {
                if let Some(origin) = self.alias_origin(object, name) {
                    return self.get_attr(&origin, name).map(Some);
                }
            }
            _ => {}
        }
        let found = self.class_attr(class, name);
        if let Some(found) = &found
            && self.is_data_descriptor(found)
        {
            let class = self.heap.class(class).clone();
            return self.bind_descriptor(found, Some(object), &class).map(Some);
        }
        if let Some(own) = self.own_attr(object, name) {
            return Ok(Some(own));
        }
        match found {
            Some(found) => {
                let class = self.heap.class(class).clone();
                self.bind_descriptor(&found, Some(object), &class).map(Some)
            }
            None => match object.as_ref::<Method>() {
                // A bound method shows what its function has.
                Some(method) => {
                    let function = method.function.clone();
                    self.get_attr(&function, name).map(Some)
                }
                None => Ok(None),
            },
        }
    }

    /// Where `list[int].name` looks: in `list`, but for what the alias itself has.
    fn alias_origin(&self, object: &Value, name: &Name) -> Option<Value> {
        let alias = object.as_ref::<object::Alias>()?;
        if alias.header().class() == ClassIndex::UNION {
            return None;
        }
        let own = matches!(
            name.as_str(),
            "__class__"
                | "__origin__"
                | "__args__"
                | "__unpacked__"
                | "__parameters__"
                | "__typing_unpacked_tuple_args__"
                | "__mro_entries__"
                | "__reduce_ex__"
                | "__reduce__"
                | "__copy__"
                | "__deepcopy__"
                | "__bases__"
                | "__orig_class__"
        );
        (!own).then(|| alias.get(&self.heap).origin.clone())
    }

    /// An attribute in the object's own namespace.
    pub fn own_attr(&mut self, object: &Value, name: &Name) -> Option<Value> {
        if let Some(function) = object.as_ref::<Function>() {
            let dict = function.get(&self.heap).dict.as_ref()?;
            return dict.get(&self.heap).get_name(name).cloned();
        }
        if let Some(module) = object.as_ref::<Module>() {
            return module.get(&self.heap).namespace.get(&self.heap).get_name(name).cloned();
        }
        if let Some(descriptor) = object.as_ref::<Descriptor>() {
            let (Descriptor::StaticMethod { attributes, .. } | Descriptor::ClassMethod { attributes, .. }) =
                descriptor.get(&self.heap)
            else {
                return self.heap.own_attribute(object, name);
            };
            return attributes.as_ref()?.get(&self.heap).get_name(name).cloned();
        }
        self.heap.own_attribute(object, name)
    }

    fn attr_of_class(&mut self, object: &Value, metaclass: ClassIndex, name: &Name) -> Result<Option<Value>> {
        let Some(class) = object.as_ref::<Class>() else {
            return Ok(None);
        };
        let meta_found = self.class_attr(metaclass, name);
        if let Some(found) = &meta_found
            && self.is_data_descriptor(found)
        {
            let metaclass = self.heap.class(metaclass).clone();
            return self.bind_descriptor(found, Some(object), &metaclass).map(Some);
        }
        let index = class.get(&self.heap).index;
        if let Some(found) = self.class_attr(index, name) {
            return self.bind_descriptor(&found, None, class).map(Some);
        }
        if let Some(own) = self.heap.own_attribute(object, name) {
            return Ok(Some(own));
        }
        match meta_found {
            Some(found) => {
                let metaclass = self.heap.class(metaclass).clone();
                self.bind_descriptor(&found, Some(object), &metaclass).map(Some)
            }
            None => Ok(None),
        }
    }

    fn attr_of_module(&mut self, object: &Value, class: ClassIndex, name: &Name) -> Result<Option<Value>> {
        let Some(module) = object.as_ref::<Module>() else {
            return Ok(None);
        };
        let namespace = module.get(&self.heap).namespace.clone();
        let found = self.class_attr(class, name);
        if let Some(found) = &found
            && self.is_data_descriptor(found)
        {
            let class = self.heap.class(class).clone();
            return self.bind_descriptor(found, Some(object), &class).map(Some);
        }
        if let Some(value) = namespace.get(&self.heap).get_name(name).cloned() {
            return Ok(Some(value));
        }
        if let Some(found) = found {
            let class = self.heap.class(class).clone();
            return self.bind_descriptor(&found, Some(object), &class).map(Some);
        }
        let hook = self.heap.dunder(dunder::GETATTR).clone();
        match namespace.get(&self.heap).get_name(&hook).cloned() {
            Some(hook) => self.call(&hook, &[name.to_value()]).map(Some),
            None => Ok(None),
        }
    }

    fn attr_of_super(&mut self, object: &Value, name: &Name) -> Result<Option<Value>> {
        let Some(proxy) = object.as_ref::<Super>() else {
            return Ok(None);
        };
        let (after, bound, start) = {
            let data = proxy.get(&self.heap);
            (data.class.clone(), data.object.clone(), data.start.clone())
        };
        if bound.is_unbound() || name.as_str() == "__class__" {
            return Ok(None);
        }
        let (Some(after), Some(start)) = (after.as_ref::<Class>(), start.as_ref::<Class>()) else {
            return Ok(None);
        };
        let Some(found) = self.search_after(start, after, name) else {
            return Ok(None);
        };
        let of_class = bound.is_same(start.value());
        self.bind_descriptor(&found, if of_class { None } else { Some(&bound) }, start).map(Some)
    }

    /// What the classes after `after` in the resolution order of `start` bind `name` to.
    pub(crate) fn search_after(&self, start: &Ref<Class>, after: &Ref<Class>, name: &Name) -> Option<Value> {
        let mro = &start.get(&self.heap).mro;
        let place = mro.iter().position(|c| c.is_same(after))?;
        mro[place + 1..].iter().find_map(|c| c.get(&self.heap).namespace.get(&self.heap).get_name(name).cloned())
    }

    #[cold]
    pub fn missing_attribute(&mut self, object: &Value, name: &Name) -> crate::Raised {
        let message = match object.kind() {
            Some(Kind::Class) => {
                let class = object.as_ref::<Class>().map(|c| c.get(&self.heap).name.as_str().to_string());
                format!("type object '{}' has no attribute '{}'", class.unwrap_or_default(), name.as_str())
            }
            Some(Kind::Module) => {
                let module = object.as_ref::<Module>().map(|m| m.get(&self.heap).name.clone()).unwrap_or_default();
                let module = module.as_ref::<object::Str>().map(|s| s.lossy().into_owned()).unwrap_or_default();
                format!("module '{module}' has no attribute '{}'", name.as_str())
            }
            _ => format!("'{}' object has no attribute '{}'", self.type_name(object), name.as_str()),
        };
        self.attribute_error(message, name, object)
    }

    // ---- writing -----------------------------------------------------------------------------

    /// `object.name = value`
    pub fn set_attr(&mut self, object: &Value, name: &Name, value: Value) -> Result<()> {
        let class = self.heap.class_index_of(object);
        if self.heap.class(class).get(&self.heap).flags.has(ClassFlags::SET_HOOKED)
            && let Some(hook) = self.dunder_of(object, dunder::SETATTR)
        {
            return self.call_unbound(&hook, object, &[name.to_value(), value]).map(drop);
        }
        self.plain_set_attr(object, name, Some(value))
    }

    /// `del object.name`
    pub fn del_attr(&mut self, object: &Value, name: &Name) -> Result<()> {
        let class = self.heap.class_index_of(object);
        if self.heap.class(class).get(&self.heap).flags.has(ClassFlags::SET_HOOKED)
            && let Some(hook) = self.dunder_of(object, dunder::DELATTR)
        {
            return self.call_unbound(&hook, object, &[name.to_value()]).map(drop);
        }
        self.plain_set_attr(object, name, None)
    }

    /// What `object.__setattr__` and `__delattr__` do; None deletes.
    pub fn plain_set_attr(&mut self, object: &Value, name: &Name, value: Option<Value>) -> Result<()> {
        if object.kind() == Some(Kind::Class) {
            return self.set_class_attr(object, name, value);
        }
        let class = self.heap.class_index_of(object);
        let found = self.class_attr(class, name);
        if let Some(found) = &found
            && self.is_data_descriptor(found)
        {
            return self.set_through_descriptor(found, object, name, value);
        }
        if let Some(module) = object.as_ref::<Module>() {
            let namespace = module.get(&self.heap).namespace.clone();
            return self.set_in_namespace(&namespace, object, name, value);
        }
        if matches!(object.kind(), Some(Kind::Function | Kind::Descriptor))
            && let Some(dict) = self.attribute_dict(object)
        {
            return self.set_in_namespace(&dict, object, name, value);
        }
        let has_dict = self.heap.class(class).get(&self.heap).flags.has(ClassFlags::HAS_DICT);
        if !has_dict {
            return Err(self.cannot_set(object, class, name, found.is_some(), value.is_some()));
        }
        match value {
            Some(value) => {
                self.set_slot(object, name, value);
                Ok(())
            }
            None => match self.delete_slot(object, name) {
                true => Ok(()),
                false => Err(self.missing_attribute(object, name)),
            },
        }
    }

    fn cannot_set(
        &mut self,
        object: &Value,
        class: ClassIndex,
        name: &Name,
        exists: bool,
        _set: bool,
    ) -> crate::Raised {
        let type_name = self.class_name(&self.heap.class(class).clone());
        let name_text = name.as_str();
        let message = if exists {
            format!("'{type_name}' object attribute '{name_text}' is read-only")
        } else {
            format!("'{type_name}' object has no attribute '{name_text}' and no __dict__ for setting new attributes")
        };
        self.attribute_error(message, name, object)
    }

    fn set_in_namespace(&mut self, dict: &Ref<Dict>, object: &Value, name: &Name, value: Option<Value>) -> Result<()> {
        match value {
            Some(value) => self.namespace_set(dict, name, value),
            None => {
                if self.namespace_delete(dict, name).is_none() {
                    if object.kind() == Some(Kind::Module) {
                        let message =
                            format!("'{}' object has no attribute '{}'", self.type_name(object), name.as_str());
                        return Err(self.attribute_error(message, name, object));
                    }
                    return Err(self.missing_attribute(object, name));
                }
            }
        }
        Ok(())
    }

    pub fn set_through_descriptor(
        &mut self,
        found: &Value,
        object: &Value,
        name: &Name,
        value: Option<Value>,
    ) -> Result<()> {
        let Some(descriptor) = found.as_ref::<Descriptor>() else {
            let (which, missing) = match value {
                Some(_) => (dunder::SET, "__set__"),
                None => (dunder::DELETE, "__delete__"),
            };
            let Some(hook) = self.dunder_of(found, which) else {
                return Err(self.error("AttributeError", missing));
            };
            let mut arguments = vec![object.clone()];
            arguments.extend(value);
            return self.call_unbound(&hook, found, &arguments).map(drop);
        };
        match descriptor.get(&self.heap) {
            Descriptor::Property { set, delete, .. } => {
                let (hook, what) = match value {
                    Some(_) => (set.clone(), "setter"),
                    None => (delete.clone(), "deleter"),
                };
                if hook.is_none() {
                    return Err(self.property_error(found, object, what));
                }
                let mut arguments = vec![object.clone()];
                arguments.extend(value);
                self.call(&hook, &arguments).map(drop)
            }
            Descriptor::Member { slot, owner, name: member, .. } => {
                let (slot, owner, member) = (*slot as usize, owner.clone(), member.clone());
                self.check_owner(&owner, object, &member)?;
                if object.kind() == Some(Kind::Tuple) {
                    return Err(self.error("AttributeError", "readonly attribute"));
                }
                let deleting = value.is_none();
                let old = self.set_member(object, slot, value.unwrap_or_default());
                if deleting && old.is_unbound() {
                    return Err(self.attribute_error(name.as_str(), name, object));
                }
                Ok(())
            }
            Descriptor::GetSet { set, name: attribute, owner, .. } => {
                let (set, attribute, owner) = (*set, attribute.clone(), owner.clone());
                if set == u32::MAX {
                    let index = owner.as_ref::<Class>().map(|c| c.get(&self.heap).index);
                    if matches!(index, Some(ClassIndex::RANGE | ClassIndex::SLICE | ClassIndex::COMPLEX)) {
                        return Err(self.error("AttributeError", "readonly attribute"));
                    }
                    let message = format!(
                        "attribute '{}' of '{}' objects is not writable",
                        self.name_of(&attribute).as_str(),
                        owner.as_ref::<Class>().map(|c| self.class_name(c)).unwrap_or_default()
                    );
                    return Err(self.error("AttributeError", message));
                }
                self.check_owner(&owner, object, &attribute)?;
                self.call_native(set, &[object.clone(), value.unwrap_or_default()], &[]).map(drop)
            }
            Descriptor::StaticMethod { .. } | Descriptor::ClassMethod { .. } => Ok(()),
        }
    }

    /// What `type.__setattr__` does.
    fn set_class_attr(&mut self, object: &Value, name: &Name, value: Option<Value>) -> Result<()> {
        let Some(class) = object.as_ref::<Class>() else {
            return Ok(());
        };
        let metaclass = self.heap.class_index_of(object);
        if class.get(&self.heap).flags.has(ClassFlags::IMMUTABLE) {
            let message =
                format!("cannot set '{}' attribute of immutable type '{}'", name.as_str(), self.class_name(class));
            return Err(self.type_error(message));
        }
        if let Some(found) = self.class_attr(metaclass, name)
            && self.is_data_descriptor(&found)
        {
            return self.set_through_descriptor(&found, object, name, value);
        }
        let namespace = class.get(&self.heap).namespace.clone();
        let index = class.get(&self.heap).index;
        // Sites and the method cache may hold what goes: they ask for the version first.
        self.heap.touch_class(index);
        let result = self.set_in_namespace(&namespace, object, name, value);
        self.touched(object, trace::Mutation::SetAttribute);
        if name.as_str().starts_with("__") {
            self.refresh_flags(&class.clone());
        }
        result
    }

    // ---- functions ---------------------------------------------------------------------------

    /// A free variable's cell.
    pub fn new_cell(&mut self, content: Value) -> Ref<Cell> {
        Ref::new(ClassIndex::CELL, Cell { content })
    }
}
