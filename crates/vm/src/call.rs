//! Calls from Rust: everything that can be called, and what calling a class does.

use object::{
    Builtin, Class, ClassFlags, ClassIndex, Construction, Function, Instance, Kind, Method, Name, Ref, Value, dunder,
};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    pub fn call(&mut self, callable: &Value, arguments: &[Value]) -> Result {
        self.call_kw(callable, arguments, &[])
    }

    pub fn call_kw(&mut self, callable: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
        match callable.kind() {
            Some(Kind::Function) => {
                if let Some(function) = callable.as_ref::<Function>() {
                    return self.call_function(function, &Value::UNBOUND, arguments, keywords);
                }
            }
            Some(Kind::Builtin) => {
                if let Some(builtin) = callable.as_ref::<Builtin>() {
                    return self.call_builtin(builtin, arguments, keywords);
                }
            }
            Some(Kind::Method) => {
                if let Some(method) = callable.as_ref::<Method>() {
                    if let Some(function) = method.function.as_ref::<Function>() {
                        return self.call_function(function, &method.receiver, arguments, keywords);
                    }
                    let mut all = Vec::with_capacity(arguments.len() + 1);
                    all.push(method.receiver.clone());
                    all.extend_from_slice(arguments);
                    let function = method.function.clone();
                    return self.call_kw(&function, &all, keywords);
                }
            }
            Some(Kind::Class) => {
                if let Some(class) = callable.as_ref::<Class>() {
                    return self.call_class(class, arguments, keywords);
                }
            }
            _ => {}
        }
        self.call_object(callable, arguments, keywords)
    }

    fn call_object(&mut self, callable: &Value, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
        self.check_stack()?;
        if let Some(header) = callable.header()
            && header.kind() == Kind::Native
            && let Some(call) = self.call_function_of(header.class())
        {
            return call(self, callable, arguments, keywords);
        }
        let Some(hook) = self.dunder_of(callable, dunder::CALL) else {
            let message = format!("'{}' object is not callable", self.type_name(callable));
            return Err(self.type_error(message));
        };
        self.call_unbound_kw(&hook, callable, arguments, keywords)
    }

    pub(crate) fn call_builtin(
        &mut self,
        builtin: &Ref<Builtin>,
        arguments: &[Value],
        keywords: &[(Name, Value)],
    ) -> Result {
        self.check_stack()?;
        if builtin.bound.is_unbound() || builtin.name.as_str() == "__new__" {
            if builtin.bound.is_unbound() {
                self.check_receiver(builtin, arguments)?;
            } else {
                self.check_new(builtin, arguments)?;
            }
            return self.call_native(builtin.native, arguments, keywords);
        }
        let mut all = Vec::with_capacity(arguments.len() + 1);
        all.push(builtin.bound.clone());
        all.extend_from_slice(arguments);
        self.call_native(builtin.native, &all, keywords)
    }

    /// `list.append(3, 4)`: the receiver must be a list.
    fn check_receiver(&mut self, builtin: &Ref<Builtin>, arguments: &[Value]) -> Result<()> {
        let class = builtin.header().class();
        if class != ClassIndex::METHOD_DESCRIPTOR && class != ClassIndex::WRAPPER_DESCRIPTOR {
            return Ok(());
        }
        let Some(owner) = builtin.owner.as_ref::<Class>() else {
            return Ok(());
        };
        let index = owner.get(&self.heap).index;
        let (owner, name) = (self.class_name(owner), builtin.name.as_str());
        match arguments.first() {
            Some(receiver) if self.is_instance(receiver, index) => Ok(()),
            Some(receiver) => {
                let message = if class == ClassIndex::WRAPPER_DESCRIPTOR {
                    format!(
                        "descriptor '{name}' requires a '{owner}' object but received a '{}'",
                        self.type_name(receiver)
                    )
                } else {
                    format!(
                        "descriptor '{name}' for '{owner}' objects doesn't apply to a '{}' object",
                        self.type_name(receiver)
                    )
                };
                Err(self.type_error(message))
            }
            None if class == ClassIndex::WRAPPER_DESCRIPTOR => {
                Err(self.type_error(format!("descriptor '{name}' of '{owner}' object needs an argument")))
            }
            None => Err(self.type_error(format!("unbound method {owner}.{name}() needs an argument"))),
        }
    }

    /// `int.__new__(cls, …)`: the class must derive from int, and be laid out by nobody in between.
    fn check_new(&mut self, builtin: &Ref<Builtin>, arguments: &[Value]) -> Result<()> {
        let Some(owner) = builtin.bound.as_ref::<Class>() else {
            return Ok(());
        };
        let Some(first) = arguments.first() else {
            let message = format!("{}.__new__(): not enough arguments", self.class_name(owner));
            return Err(self.type_error(message));
        };
        let Some(class) = first.as_ref::<Class>() else {
            let message =
                format!("{}.__new__(X): X is not a type object ({})", self.class_name(owner), self.type_name(first));
            return Err(self.type_error(message));
        };
        if class.is_same(owner) {
            return Ok(());
        }
        let (owner_name, name) = (self.class_name(owner), self.class_name(class));
        if !self.is_subclass(class, owner) {
            let message = format!("{owner_name}.__new__({name}): {name} is not a subtype of {owner_name}");
            return Err(self.type_error(message));
        }
        let (kind, wanted) = (class.get(&self.heap).kind, owner.get(&self.heap).kind);
        let unsafe_class = kind != wanted && owner.get(&self.heap).index == ClassIndex::OBJECT
            || class.get(&self.heap).index == ClassIndex::BOOL;
        if unsafe_class {
            let safe = class.get(&self.heap).mro.iter().find(|c| c.get(&self.heap).flags.has(ClassFlags::IMMUTABLE));
            let safe = safe.map(|c| self.class_name(c)).unwrap_or_default();
            let message = format!("{owner_name}.__new__({name}) is not safe, use {safe}.__new__()");
            return Err(self.type_error(message));
        }
        Ok(())
    }

    // ---- methods ----------------------------------------------------------------------------

    /// Calls `hook`, found in the class of `receiver`, as a method of it.
    #[inline]
    pub fn call_unbound(&mut self, hook: &Value, receiver: &Value, arguments: &[Value]) -> Result {
        self.call_unbound_kw(hook, receiver, arguments, &[])
    }

    pub fn call_unbound_kw(
        &mut self,
        hook: &Value,
        receiver: &Value,
        arguments: &[Value],
        keywords: &[(Name, Value)],
    ) -> Result {
        match hook.kind() {
            // A function of a module binds no receiver.
            Some(Kind::Builtin) if self.heap.class_index_of(hook) != ClassIndex::BUILTIN => {
                if let Some(builtin) = hook.as_ref::<Builtin>()
                    && builtin.bound.is_unbound()
                {
                    self.check_stack()?;
                    if arguments.len() == 1 && keywords.is_empty() {
                        let both = [receiver.clone(), arguments[0].clone()];
                        return self.call_native(builtin.native, &both, &[]);
                    }
                    let mut all = Vec::with_capacity(arguments.len() + 1);
                    all.push(receiver.clone());
                    all.extend_from_slice(arguments);
                    return self.call_native(builtin.native, &all, keywords);
                }
            }
            Some(Kind::Function) => {
                if let Some(function) = hook.as_ref::<Function>() {
                    return self.call_function(function, receiver, arguments, keywords);
                }
            }
            _ => {}
        }
        let class = self.class_of(receiver);
        let bound = self.bind_descriptor(hook, Some(receiver), &class)?;
        self.call_kw(&bound, arguments, keywords)
    }

    /// A dunder of the class of `receiver`, called; None if there is none.
    pub fn call_dunder(&mut self, receiver: &Value, which: usize, arguments: &[Value]) -> Option<Result> {
        let hook = self.dunder_of(receiver, which)?;
        Some(self.call_unbound(&hook, receiver, arguments))
    }

    /// `receiver.name(*arguments)`
    pub fn call_method(&mut self, receiver: &Value, name: &str, arguments: &[Value]) -> Result {
        let method = self.get_attr_str(receiver, name)?;
        self.call(&method, arguments)
    }

    // ---- classes ------------------------------------------------------------------------------

    pub fn call_class(&mut self, class: &Ref<Class>, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
        let metaclass = class.header().class();
        if metaclass != ClassIndex::TYPE {
            let name = self.heap.dunder(dunder::CALL).clone();
            if let Some(hook) = self.class_attr(metaclass, &name)
                && hook.kind() != Some(Kind::Builtin)
            {
                return self.call_unbound_kw(&hook, class.value(), arguments, keywords);
            }
        }
        if let ([argument], []) = (arguments, keywords)
            && let Some(made) = self.convert_plainly(class.get(&self.heap).index, argument)
        {
            return made;
        }
        self.instantiate(class, arguments, keywords)
    }

    /// What `type.__call__` does: `__new__`, then `__init__` if an instance came of it.
    pub fn instantiate(&mut self, class: &Ref<Class>, arguments: &[Value], keywords: &[(Name, Value)]) -> Result {
        let index = class.get(&self.heap).index;
        if index == ClassIndex::TYPE && arguments.len() == 1 && keywords.is_empty() {
            return Ok(self.class_of(&arguments[0]).into());
        }
        let Construction { new, init, .. } = self.construction_of(class).clone();
        let instance = if new.is_unbound() {
            if init.is_unbound() && (!arguments.is_empty() || !keywords.is_empty()) {
                let message = format!("{}() takes no arguments", self.class_name(class));
                return Err(self.type_error(message));
            }
            self.allocate(class)?
        } else {
            let new = self.bind_descriptor(&new, None, class)?;
            let mut all = Vec::with_capacity(arguments.len() + 1);
            all.push(class.to_value());
            all.extend_from_slice(arguments);
            self.call_kw(&new, &all, keywords)?
        };
        self.initialize(instance, index, &init, arguments, keywords)
    }

    /// Calls `__init__` of a new instance, if it is one of the class and `__init__` is not object's own.
    pub(crate) fn initialize(
        &mut self,
        instance: Value,
        index: ClassIndex,
        init: &Value,
        arguments: &[Value],
        keywords: &[(Name, Value)],
    ) -> Result {
        if init.is_unbound() || !self.is_instance(&instance, index) {
            return Ok(instance);
        }
        let own = self.heap.class_index_of(&instance);
        let found;
        let init = if own == index {
            init
        } else {
            let name = self.heap.dunder(dunder::INIT).clone();
            found = self.class_attr(own, &name).unwrap_or_default();
            &found
        };
        let result = self.call_unbound_kw(init, &instance, arguments, keywords)?;
        if !result.is_none() {
            let message = format!("__init__() should return None, not '{}'", self.type_name(&result));
            return Err(self.type_error(message));
        }
        Ok(instance)
    }

    /// How calling a class makes an instance; the class remembers it.
    #[inline]
    pub(crate) fn construction_of(&mut self, class: &Ref<Class>) -> &Construction {
        let data = class.get(&self.heap);
        if data.construction.version != self.heap.class_version(data.index) {
            self.find_construction(class);
        }
        &self.heap.class(class.get(&self.heap).index).get(&self.heap).construction
    }

    #[inline(never)]
    fn find_construction(&mut self, class: &Ref<Class>) {
        let index = class.get(&self.heap).index;
        let mut hook = |which: usize| {
            let name = self.heap.dunder(which).clone();
            let (own, default) = (self.class_attr(index, &name), self.class_attr(ClassIndex::OBJECT, &name));
            match (own, default) {
                (Some(own), Some(default)) if own.is_same(&default) => Value::UNBOUND,
                (own, _) => own.unwrap_or_default(),
            }
        };
        let (new, init) = (hook(dunder::NEW), hook(dunder::INIT));
        let of_base = |vm: &mut Vm, which: usize, own: &Value| {
            let name = vm.heap.dunder(which).clone();
            vm.class_attr(ClassIndex::BASE_EXCEPTION, &name).is_some_and(|base| base.is_same(own))
        };
        let exception = class.get(&self.heap).kind == Kind::Exception
            && class.header().class() == ClassIndex::TYPE
            && of_base(self, dunder::NEW, &new);
        let bare_exception = exception && of_base(self, dunder::INIT, &init);
        let plain = new.is_unbound() && self.is_plain_class(class) || exception;
        let frame =
            init.as_ref::<Function>().filter(|init| plain && !init.get(&self.heap).code.code.flags.is_any_generator());
        let version = self.heap.class_version(index);
        let construction = Construction { version, frame: frame.cloned(), exception, bare_exception, new, init };
        let old = std::mem::replace(&mut class.get_mut(&mut self.heap).construction, construction);
        drop(old);
    }

    /// `object.__new__(class)`
    pub fn allocate(&mut self, class: &Ref<Class>) -> Result {
        let facts = class.get(&self.heap);
        let (kind, flags) = (facts.kind, facts.flags);
        if flags.has(ClassFlags::ABSTRACT) {
            return Err(self.abstract_error(class));
        }
        if kind == Kind::Instance && !flags.has(ClassFlags::NO_NEW) {
            return Ok(self.new_instance(class));
        }
        if kind == Kind::Exception {
            let index = facts.index;
            return Ok(self.make_exception(index, vec![]));
        }
        let message = format!("cannot create '{}' instances", self.class_name(class));
        Err(self.type_error(message))
    }

    fn abstract_error(&mut self, class: &Ref<Class>) -> crate::Raised {
        let key = self.heap.dunder(dunder::ABSTRACT_METHODS).clone();
        let index = class.get(&self.heap).index;
        let methods = self.class_attr(index, &key).unwrap_or(Value::NONE);
        let mut names: Vec<String> = Vec::new();
        for name in self.collect(&methods).unwrap_or_default() {
            names.push(format!("'{}'", self.str_text(&name).unwrap_or_default()));
        }
        names.sort();
        let plural = if names.len() == 1 { "" } else { "s" };
        let class_name = self.class_name(class);
        self.type_error(format!(
            "Can't instantiate abstract class {class_name} without an implementation for abstract method{plural} {}",
            names.join(", ")
        ))
    }

    /// May a class be instantiated by nothing but a new `Instance`? (The loop asks.)
    pub(crate) fn is_plain_class(&self, class: &Ref<Class>) -> bool {
        let facts = class.get(&self.heap);
        facts.kind == <Instance as object::Data>::KIND
            && class.header().class() == ClassIndex::TYPE
            && !facts.flags.has(ClassFlags::ABSTRACT | ClassFlags::NO_NEW)
    }
}
