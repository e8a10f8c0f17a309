//! Exception groups: splitting them, and what `except*` does with the parts.

use object::{Exception, Ref, Str, Value, dunder};

use crate::error::Result;
use crate::machine::Vm;

/// What a part of a group is chosen by.
pub enum Condition {
    /// An exception class, or a tuple of them.
    Types(Value),
    Function(Value),
    /// The leaves are among these very objects.
    Objects(Vec<Value>),
}

impl Vm {
    pub fn is_group(&mut self, value: &Value) -> bool {
        let class = self.exception_class("BaseExceptionGroup");
        value.as_ref::<Exception>().is_some() && self.is_instance(value, class)
    }

    /// The exceptions of a group.
    pub fn group_members(&self, group: &Value) -> Vec<Value> {
        let fields = group.as_ref::<Exception>().map(|e| &e.get(&self.heap).fields);
        fields.and_then(|f| f.get(1)).map_or(Vec::new(), crate::slow::items_of)
    }

    /// The part of an exception that meets the condition, and the rest; None where there is none.
    pub fn split_exception(&mut self, exception: &Value, condition: &Condition) -> Result<(Value, Value)> {
        if self.stack_exhausted() {
            return Err(self.recursion_error("maximum recursion depth exceeded in exceptiongroup_split_recursive"));
        }
        if self.meets(exception, condition)? {
            return Ok((exception.clone(), Value::NONE));
        }
        if !self.is_group(exception) {
            return Ok((Value::NONE, exception.clone()));
        }
        let (mut matching, mut others) = (Vec::new(), Vec::new());
        for member in self.group_members(exception) {
            let (part, rest) = self.split_exception(&member, condition)?;
            matching.extend((!part.is_none()).then_some(part));
            others.extend((!rest.is_none()).then_some(rest));
        }
        Ok((self.derived_group(exception, matching)?, self.derived_group(exception, others)?))
    }

    fn meets(&mut self, exception: &Value, condition: &Condition) -> Result<bool> {
        match condition {
            Condition::Types(types) => self.exception_matches(exception, types),
            Condition::Function(function) => {
                let result = self.call(function, std::slice::from_ref(exception))?;
                self.truth(&result)
            }
            Condition::Objects(objects) => Ok(objects.iter().any(|o| o.is_same(exception))),
        }
    }

    /// A group like `group` with these members: its `derive`, then traceback, cause, context and notes.
    fn derived_group(&mut self, group: &Value, members: Vec<Value>) -> Result {
        if members.is_empty() {
            return Ok(Value::NONE);
        }
        let derived = self.call_method(group, "derive", &[Value::list(members)])?;
        if !self.is_group(&derived) {
            return Err(self.type_error("derive must return an instance of BaseExceptionGroup"));
        }
        if let (Some(from), Some(to)) = (group.as_ref::<Exception>(), derived.as_ref::<Exception>()) {
            let data = from.get(&self.heap);
            let parts = (data.traceback.clone(), data.context.clone(), data.cause.clone(), data.suppress_context);
            let data = to.get_mut(&mut self.heap);
            let old = (
                std::mem::replace(&mut data.traceback, parts.0),
                std::mem::replace(&mut data.context, parts.1),
                std::mem::replace(&mut data.cause, parts.2),
            );
            data.suppress_context = parts.3;
            drop(old);
        }
        let name = self.heap.dunder(dunder::NOTES).clone();
        if let Some(notes) = self.find_attr(group, &name)?
            && let Ok(notes) = self.collect(&notes)
        {
            self.set_attr(&derived, &name, Value::list(notes))?;
        }
        drop(self.thread.pending.take());
        Ok(derived)
    }

    // ---- except* ------------------------------------------------------------------------------

    /// `except* types`: the part that matches and the rest.
    pub(crate) fn star_match(&mut self, exception: &Value, types: &Value) -> Result<(Value, Value)> {
        let group = self.exception_class("BaseExceptionGroup");
        for class in self.each_class(types) {
            if !self.is_exception_class(&class) {
                let message = "catching classes that do not inherit from BaseException is not allowed";
                return Err(self.type_error(message));
            }
            let is_group =
                class.as_ref::<object::Class>().is_some_and(|c| c.get(&self.heap).is_subclass_of(group, &self.heap));
            if is_group {
                let message = "catching ExceptionGroup with except* is not allowed. Use except instead.";
                return Err(self.type_error(message));
            }
        }
        if exception.is_none() {
            return Ok((Value::NONE, Value::NONE));
        }
        if self.exception_matches(exception, types)? {
            if self.is_group(exception) {
                return Ok((exception.clone(), Value::NONE));
            }
            let wrapped = self.wrap_exceptions(Value::tuple_of([exception.clone()]))?;
            return Ok((wrapped, Value::NONE));
        }
        if !self.is_group(exception) {
            return Ok((Value::NONE, exception.clone()));
        }
        let pair = self.call_method(exception, "split", std::slice::from_ref(types))?;
        match crate::slow::items_of(&pair).as_slice() {
            [part, rest, ..] => Ok((part.clone(), rest.clone())),
            _ => {
                let (class, got) = (self.type_name(exception), self.type_name(&pair));
                Err(self.type_error(format!("{class}.split must return a tuple, not {got}")))
            }
        }
    }

    /// `ExceptionGroup('', exceptions)`
    fn wrap_exceptions(&mut self, exceptions: Value) -> Result {
        let class = self.exception_class("BaseExceptionGroup");
        let class = self.heap.class(class).to_value();
        self.call(&class, &[Value::from(""), exceptions])
    }

    /// What is raised after all `except*` bodies: what they raised, and what nobody caught, as a group.
    pub(crate) fn star_result(&mut self, original: &Value, raised: Vec<Value>) -> Result {
        let raised: Vec<Value> = raised.into_iter().filter(|e| !e.is_none()).collect();
        if !self.is_group(original) {
            return Ok(raised.into_iter().next().unwrap_or(Value::NONE));
        }
        let (mut again, mut new) = (Vec::new(), Vec::new());
        for exception in raised {
            if self.same_origin(&exception, original) {
                self.leaves(&exception, &mut again);
            } else {
                new.push(exception);
            }
        }
        let left =
            if again.is_empty() { Value::NONE } else { self.split_exception(original, &Condition::Objects(again))?.0 };
        if new.is_empty() {
            return Ok(left);
        }
        if !left.is_none() {
            new.push(left);
        }
        match new.len() {
            1 => Ok(new.remove(0)),
            _ => self.wrap_exceptions(Value::list(new)),
        }
    }

    /// Is it a part of the original group, raised again?
    fn same_origin(&mut self, exception: &Value, original: &Value) -> bool {
        if !self.is_group(exception) {
            return false;
        }
        let (Some(a), Some(b)) = (exception.as_ref::<Exception>(), original.as_ref::<Exception>()) else {
            return false;
        };
        let (a, b) = (a.get(&self.heap), b.get(&self.heap));
        a.traceback.is_same(&b.traceback) && a.cause.is_same(&b.cause) && a.context.is_same(&b.context)
    }

    fn leaves(&mut self, exception: &Value, found: &mut Vec<Value>) {
        if !self.is_group(exception) {
            found.push(exception.clone());
            return;
        }
        for member in self.group_members(exception) {
            self.leaves(&member, found);
        }
    }

    /// Makes a group as `BaseExceptionGroup.__new__` does: one of Exceptions only is an ExceptionGroup.
    pub fn new_group(&mut self, class: &Ref<object::Class>, message: &Value, members: &Value) -> Result {
        if message.as_ref::<Str>().is_none() {
            let got = self.type_name(message);
            return Err(self.type_error(format!("BaseExceptionGroup.__new__() argument 1 must be str, not {got}")));
        }
        let sequence = matches!(members.kind(), Some(object::Kind::List | object::Kind::Tuple))
            || self.dunder_of(members, dunder::GETITEM).is_some() && members.kind() != Some(object::Kind::Dict);
        if !sequence {
            return Err(self.type_error("second argument (exceptions) must be a sequence"));
        }
        let items = self.collect(members)?;
        if items.is_empty() {
            return Err(self.value_error("second argument (exceptions) must be a non-empty sequence"));
        }
        for (place, item) in items.iter().enumerate() {
            if item.as_ref::<Exception>().is_none() {
                let message = format!("Item {place} of second argument (exceptions) is not an exception");
                return Err(self.value_error(message));
            }
        }
        let exception = self.exception_class("Exception");
        let plain = items.iter().all(|e| self.is_instance(e, exception));
        let (base, narrow) = (self.exception_class("BaseExceptionGroup"), self.exception_class("ExceptionGroup"));
        let index = class.get(&self.heap).index;
        let made = if index == base && plain { narrow } else { index };
        if !plain && index != base && class.get(&self.heap).is_subclass_of(exception, &self.heap) {
            let message = if index == narrow {
                "Cannot nest BaseExceptions in an ExceptionGroup".to_string()
            } else {
                format!("Cannot nest BaseExceptions in '{}'", self.class_name(class))
            };
            return Err(self.type_error(message));
        }
        let group = self.make_exception(made, vec![message.clone(), members.clone()]);
        self.set_exception_fields(&group, &[message.clone(), Value::tuple(items)]);
        Ok(group)
    }
}
