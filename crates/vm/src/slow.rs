//! What the loop does not do itself: the rarer instructions.
#![allow(unsafe_code)]

use bytecode::{Instruction, Op, gather, make_function, raise};
use object::{
    Cell, Class, ClassIndex, Cursor, Dict, Exception, Function, Generator, Kind, List, Ref, Set, Tuple, Value, dunder,
};

use crate::cache::is_method;
use crate::error::{Raised, Result};
use crate::frame::ResultUse;
use crate::machine::Vm;
use crate::observe::Observer;
use crate::operate::{Binary, Comparison, Unary};
use crate::quick;

/// What a delegation (`yield from`, `await`) came to.
pub(crate) enum Delegated {
    Yields(Value),
    Ended(Value),
}

impl Vm {
    // ---- arithmetic ------------------------------------------------------------------------------

    #[inline(never)]
    pub(crate) fn arithmetic(&mut self, operator: Binary, inplace: bool, a: Value, b: Value) -> Result {
        if let Some(result) = quick::arithmetic(operator, &a, &b) {
            return Ok(result);
        }
        if operator == Binary::Add
            && (!inplace || a.kind() == Some(Kind::Tuple))
            && let Some(sum) = quick::concatenation(&a, &b, &self.heap)
        {
            self.copied(&a, &sum);
            self.copied(&b, &sum);
            return Ok(sum);
        }
        if inplace { self.inplace(operator, &a, &b) } else { self.binary(operator, &a, &b) }
    }

    #[inline(never)]
    pub(crate) fn compare_truth(&mut self, operator: Comparison, a: Value, b: Value) -> Result<bool> {
        self.compare_holds(operator, &a, &b)
    }

    // ---- unbound names ----------------------------------------------------------------------------

    #[cold]
    pub(crate) fn unbound_local(&mut self, register: u16) -> crate::Raised {
        let name = self.frame().and_then(|f| f.code().code.local_names.get(register as usize).cloned());
        self.unbound_local_error(&name.unwrap_or_else(|| "?".into()))
    }

    #[cold]
    pub(crate) fn unbound_free(&mut self, number: u16) -> crate::Raised {
        let name = self.frame().and_then(|f| f.code().code.free_names.get(number as usize).cloned());
        self.unbound_free_error(&name.unwrap_or_else(|| "?".into()))
    }

    /// All items of an iterable that must have `count`.
    #[inline(never)]
    pub(crate) fn unpack(&mut self, source: &Value, count: usize) -> Result<Vec<Value>> {
        if let Some(list) = source.as_ref::<List>()
            && list.get(&self.heap).0.len() == count
            && list.header().class() == ClassIndex::LIST
        {
            return Ok(list.get(&self.heap).0.clone());
        }
        let iterator = match self.iter(source) {
            Ok(iterator) => iterator,
            Err(raised) => {
                if self.pending_is("TypeError") && self.dunder_of(source, dunder::ITER).is_none() {
                    drop(self.take_pending());
                    let message = format!("cannot unpack non-iterable {} object", self.type_name(source));
                    return Err(self.type_error(message));
                }
                return Err(raised);
            }
        };
        let mut items = Vec::with_capacity(count);
        while items.len() < count {
            match self.next(&iterator)? {
                Some(item) => items.push(item),
                None => {
                    let message = format!("not enough values to unpack (expected {count}, got {})", items.len());
                    return Err(self.value_error(message));
                }
            }
        }
        if self.next(&iterator)?.is_some() {
            let sized = matches!(source.kind(), Some(Kind::List | Kind::Tuple | Kind::Dict));
            let message = match self.len(source) {
                Ok(got) if sized => {
                    format!("too many values to unpack (expected {count}, got {got})")
                }
                _ => {
                    drop(self.thread.pending.take());
                    format!("too many values to unpack (expected {count})")
                }
            };
            let message = if sized { format!("too many values to unpack (expected {count})") } else { message };
            return Err(self.value_error(message));
        }
        Ok(items)
    }

    // ---- the rarer instructions --------------------------------------------------------------------

    #[inline(never)]
    pub(crate) fn execute<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let first_temporary = self.frame().map_or(0, |f| f.code().code.first_temporary);
        let keep = |number: u16| reg(regs, number).clone();
        let read = |number: u16| {
            if number >= first_temporary { std::mem::take(reg(regs, number)) } else { keep(number) }
        };
        let result: Value = match ins.op() {
            Op::Neg => {
                let value = read(ins.b());
                match (value.as_small_int(), value.is_object()) {
                    (Some(n), _) => Value::from_i64(-n),
                    (None, false) if value.as_float().is_some() => Value::float(-value.as_float().unwrap_or(0.0)),
                    _ => self.unary(Unary::Neg, &value)?,
                }
            }
            Op::Pos => self.unary(Unary::Pos, &read(ins.b()))?,
            Op::Invert => self.unary(Unary::Invert, &read(ins.b()))?,
            Op::DeleteGlobal => {
                let site = self.site(ins.c());
                let globals = self.current_globals();
                if self.namespace_delete(&globals, &site).is_none() {
                    return Err(self.name_error(&site));
                }
                self.settle();
                return Ok(());
            }
            Op::LoadName => {
                let name = self.site(ins.c());
                match self.lookup_name(&name)? {
                    Some(value) => value,
                    None => return Err(self.name_error(&name)),
                }
            }
            Op::StoreName => {
                let (name, value) = (self.site(ins.c()), read(ins.b()));
                self.store_name(&name, value)?;
                self.settle();
                return Ok(());
            }
            Op::DeleteName => {
                let name = self.site(ins.c());
                self.delete_name(&name)?;
                self.settle();
                return Ok(());
            }
            Op::MakeCell => {
                let content = std::mem::take(reg(regs, ins.a()));
                let cell = self.new_cell(content);
                if O::RECORDS && self.tape.is_some() {
                    self.record_cell(ins.a(), &cell);
                }
                *reg(regs, ins.a()) = cell.into();
                return Ok(());
            }
            Op::DeleteCell | Op::DeleteFree => {
                let local = ins.op() == Op::DeleteCell;
                let cell =
                    if local { keep(ins.a()).as_ref::<Cell>().cloned() } else { Some(self.free_cell(ins.a()).clone()) };
                let Some(cell) = cell else {
                    return Err(self.system_error("no cell here"));
                };
                if cell.get(&self.heap).content.is_unbound() {
                    return Err(if local { self.unbound_local(ins.a()) } else { self.unbound_free(ins.a()) });
                }
                self.cell_set(&cell, Value::UNBOUND);
                self.settle();
                return Ok(());
            }
            Op::LoadFreeCell => self.free_cell(ins.b()).to_value(),
            Op::LoadNameOrFree => {
                let name = self.site(ins.c());
                match self.own_name(&name)? {
                    Some(value) => value,
                    None => {
                        let content = self.free_cell(ins.b()).get(&self.heap).content.clone();
                        if content.is_unbound() {
                            return Err(self.unbound_free(ins.b()));
                        }
                        content
                    }
                }
            }
            Op::LoadNameFrom => {
                let (name, mapping) = (self.site(ins.c()), read(ins.b()));
                let cell = if ins.e() == 1 { std::mem::take(reg(regs, ins.a())) } else { Value::UNBOUND };
                match self.name_in(&mapping, &name)? {
                    Some(value) => value,
                    None if ins.e() == 1 => {
                        let content = cell.as_ref::<Cell>().map(|c| c.get(&self.heap).content.clone());
                        match content.filter(|c| !c.is_unbound()) {
                            Some(value) => value,
                            None => return Err(self.unbound_free_error(name.as_str())),
                        }
                    }
                    None => match self.lookup_global(&name) {
                        Some(value) => value,
                        None => return Err(self.name_error(&name)),
                    },
                }
            }
            Op::LoadLocals => match self.frame().and_then(|f| f.namespace().cloned()) {
                Some(namespace) => namespace,
                None => self.current_globals().into(),
            },
            Op::DeleteAttr => {
                let (object, name) = (read(ins.a()), self.site(ins.c()));
                self.del_attr(&object, &name)?;
                drop(object);
                self.settle();
                return Ok(());
            }
            Op::LoadSuperAttr => {
                let (found, receiver, start) = self.load_super(regs, ins)?;
                match receiver.is_unbound() {
                    true => found,
                    false => {
                        let of_class = receiver.is_same(start.value());
                        self.bind_descriptor(&found, if of_class { None } else { Some(&receiver) }, &start)?
                    }
                }
            }
            Op::LoadSuperMethod => {
                let (found, receiver, start) = self.load_super(regs, ins)?;
                let of_class = receiver.is_same(start.value());
                let (callable, first) = if receiver.is_unbound() {
                    (found, Value::UNBOUND)
                } else if is_method(&found) && !of_class {
                    (found, receiver)
                } else {
                    let object = if of_class { None } else { Some(&receiver) };
                    (self.bind_descriptor(&found, object, &start)?, Value::UNBOUND)
                };
                *reg(regs, ins.a() + 1) = first;
                callable
            }
            Op::DeleteItem => {
                let (object, key) = (read(ins.a()), read(ins.b()));
                self.del_item(&object, &key)?;
                drop((object, key));
                self.settle();
                return Ok(());
            }
            Op::BuildSlice => return self.slice_at::<O>(regs, ins),
            Op::BuildSet => {
                let set = Ref::new(ClassIndex::SET, Set::new());
                for item in self.take_many(regs, ins.b(), ins.c()) {
                    self.set_add(&set, item)?;
                }
                if ins.e() != 0 {
                    let folded = set.get(&self.heap).folded();
                    self.set_replace(&set, folded);
                }
                set.into()
            }
            Op::BuildDict => {
                let dict = Ref::<Dict>::dict();
                for place in 0..ins.c() {
                    let key = std::mem::take(reg(regs, ins.b() + 2 * place));
                    let value = std::mem::take(reg(regs, ins.b() + 2 * place + 1));
                    if let Some(value) = self.set_plain_item(dict.value(), &key, value) {
                        self.dict_set(&dict, key, value)?;
                    }
                }
                dict.into()
            }
            Op::BuildString => self.put_together(regs, ins.b(), ins.c()),
            Op::FormatValue => {
                let value = read(ins.b());
                let value = match ins.e() {
                    b'r' => self.repr(&value)?.into(),
                    b's' => self.str(&value)?.into(),
                    b'a' => self.ascii(&value)?,
                    _ => value,
                };
                let plain = if ins.c() == u16::MAX { crate::convert::plain_text(&value) } else { None };
                match plain {
                    Some(text) => text.into(),
                    None => {
                        let spec = if ins.c() == u16::MAX { Value::from("") } else { read(ins.c()) };
                        self.format_value(&value, &spec)?.into()
                    }
                }
            }
            Op::ListExtend => {
                let items = if ins.e() & gather::KEEP != 0 { keep(ins.b()) } else { read(ins.b()) };
                let gathered = match self.collect(&items) {
                    Ok(gathered) => gathered,
                    Err(raised) => return Err(self.star_error(None, &items, raised)),
                };
                if let Some(list) = keep(ins.a()).as_ref::<List>() {
                    let end = list.get(&self.heap).0.len();
                    self.list_splice(list, end..end, gathered);
                }
                return Ok(());
            }
            Op::ListToTuple => {
                let list = read(ins.b());
                Value::tuple(self.collect(&list)?)
            }
            Op::SetAdd => {
                let value = read(ins.b());
                if let Some(set) = keep(ins.a()).as_ref::<Set>() {
                    self.set_add(set, value)?;
                }
                return Ok(());
            }
            Op::SetUpdate => {
                let items = if ins.e() & gather::KEEP != 0 { keep(ins.b()) } else { read(ins.b()) };
                let gathered = self.collect(&items)?;
                if let Some(set) = keep(ins.a()).as_ref::<Set>() {
                    for item in gathered {
                        self.set_add(set, item)?;
                    }
                }
                return Ok(());
            }
            Op::DictSet => {
                let (key, value) = (read(ins.b()), read(ins.c()));
                if let Some(dict) = keep(ins.a()).as_ref::<Dict>() {
                    self.dict_set(dict, key, value)?;
                }
                return Ok(());
            }
            Op::DictUpdate | Op::DictMerge => {
                let mapping = if ins.e() & gather::KEEP != 0 { keep(ins.b()) } else { read(ins.b()) };
                let callable = (ins.op() == Op::DictMerge).then(|| keep(ins.c()));
                if let Some(dict) = keep(ins.a()).as_ref::<Dict>() {
                    self.merge(dict, &mapping, callable.as_ref())?;
                }
                return Ok(());
            }
            Op::Copied => {
                let source = read(ins.a());
                let origins = self.origins(&source);
                self.copied_from(origins, &keep(ins.b()));
                return Ok(());
            }
            Op::UnpackStar => {
                let source = read(ins.a());
                let origins = self.origins(&source);
                let items = self.unpack_star(&source, ins.c() as usize, ins.e() as usize)?;
                self.copied_from(origins, &items[ins.c() as usize]);
                for (place, item) in items.into_iter().enumerate() {
                    let register = ins.b() + place as u16;
                    *reg(regs, register) = item;
                }
                return Ok(());
            }
            Op::MakeFunction => self.make_function(regs, ins)?,
            Op::LoadBuildClass => self.build_class_function(),
            Op::GetYieldFromIter => {
                let object = read(ins.b());
                self.delegation_iterator(&object)?
            }
            Op::GetAwaitable => {
                let object = read(ins.b());
                self.awaitable_iterator(&object, ins.e())?
            }
            Op::GetAiter => {
                let object = read(ins.b());
                self.async_iterator(&object)?
            }
            Op::GetAnext => {
                let object = keep(ins.b());
                self.async_next(&object)?
            }
            Op::EndAsyncFor => {
                let exception = keep(ins.a());
                let class = self.exception_class("StopAsyncIteration");
                if self.is_instance(&exception, class) {
                    return Ok(());
                }
                self.thread.reraised = true;
                return Err(self.restore_pending(exception));
            }
            Op::Raise => {
                return Err(match ins.e() {
                    raise::AGAIN => self.raise_again(),
                    raise::EXCEPTION => self.raise_statement(read(ins.a()), None),
                    _ => {
                        let cause = read(ins.b());
                        self.raise_statement(read(ins.a()), Some(cause))
                    }
                });
            }
            Op::Reraise => {
                let exception = keep(ins.a());
                self.thread.reraised = true;
                return Err(self.restore_pending(exception));
            }
            Op::ExceptMatch => {
                let classes = read(ins.c());
                let exception = keep(ins.b());
                Value::bool(self.exception_matches(&exception, &classes)?)
            }
            Op::LoadAssertionError => {
                let class = self.exception_class("AssertionError");
                self.heap.class(class).to_value()
            }
            Op::BeforeWith => {
                let manager = read(ins.b());
                let [enter, receiver, exit] = self.context_methods(&manager, ins.e() != 0)?;
                *reg(regs, ins.a()) = exit;
                *reg(regs, ins.a() + 1) = enter;
                *reg(regs, ins.a() + 2) = receiver;
                return Ok(());
            }
            Op::WithExit => {
                let (exit, exception) = (keep(ins.b()), keep(ins.c()));
                let class = self.class_of(&exception).to_value();
                let traceback = match exception.as_ref::<Exception>() {
                    Some(e) => e.get(&self.heap).traceback.clone(),
                    None => Value::NONE,
                };
                self.call(&exit, &[class, exception, traceback])?
            }
            Op::ImportName => {
                let (level, names) = (read(ins.b()), read(ins.b() + 1));
                let name = self.site(ins.c());
                self.import_statement(&name, &level, &names)?
            }
            Op::ImportFrom => {
                let module = keep(ins.b());
                let name = self.site(ins.c());
                self.import_from(&module, &name)?
            }
            Op::ImportStar => {
                let module = read(ins.a());
                self.import_star(&module)?;
                return Ok(());
            }
            Op::SetupAnnotations => {
                let name = self.heap.dunder(dunder::ANNOTATIONS).clone();
                if self.own_name(&name)?.is_none() {
                    self.store_name(&name, Ref::<Dict>::dict().into())?;
                }
                return Ok(());
            }
            Op::ExceptStarMatch
            | Op::ExceptStarResult
            | Op::MatchKeys
            | Op::MatchClass
            | Op::MatchRest
            | Op::Intrinsic => {
                return self.execute_rare(regs, ins, first_temporary);
            }
            other => {
                return Err(self.system_error(format!("instruction {} in the wrong place", other.name())));
            }
        };
        let old = std::mem::replace(reg(regs, ins.a()), result);
        drop(old);
        if O::RECORDS {
            let locals = self.frame().map_or(0, |f| f.code().locals);
            if ins.a() < locals {
                let value = keep(ins.a());
                O::bind(self, ins.a(), &value);
            }
        }
        Ok(())
    }

    pub(crate) fn settle(&mut self) {
        if object::finalizers_pending() {
            self.run_finalizers();
        }
    }

    pub(crate) fn site(&self, number: u16) -> object::Name {
        match self.frame() {
            Some(frame) => frame.code().sites[number as usize].name.clone(),
            None => self.heap.dunder(dunder::NAME).clone(),
        }
    }

    fn make_function(&mut self, regs: *mut Value, ins: Instruction) -> Result {
        let Some(frame) = self.frame() else {
            return Err(self.system_error("no frame"));
        };
        let code = frame.code().constants[ins.b() as usize].clone();
        let Some(code) = code.as_ref::<object::CodeObject>().cloned() else {
            return Err(self.system_error("no code in this constant"));
        };
        let globals = self.current_globals();
        let mut function = self.function_of(&code, globals);
        let mut place = ins.c();
        let mut part = |flag: u8| {
            (ins.e() & flag != 0).then(|| {
                place += 1;
                std::mem::take(reg(regs, place - 1))
            })
        };
        let (defaults, keyword_defaults) = (part(make_function::DEFAULTS), part(make_function::KEYWORD_DEFAULTS));
        let (annotations, closure) = (part(make_function::ANNOTATIONS), part(make_function::CLOSURE));
        if let Some(defaults) = defaults {
            function.defaults = self.tuple_items(&defaults).to_vec();
        }
        function.keyword_defaults = keyword_defaults.and_then(|d| d.as_ref::<Dict>().cloned());
        function.annotations = annotations.unwrap_or(Value::UNBOUND);
        if let Some(closure) = closure {
            let cells = self.tuple_items(&closure).iter().filter_map(|c| c.as_ref::<Cell>().cloned());
            function.closure = cells.collect();
        }
        Ok(Ref::new(ClassIndex::FUNCTION, function).into())
    }

    /// A function of a code without defaults or closure.
    pub fn function_of(&mut self, code: &Ref<object::CodeObject>, globals: Ref<Dict>) -> Function {
        let name_key = self.heap.dunder(dunder::NAME).clone();
        let module = globals.get(&self.heap).get_name(&name_key).cloned().unwrap_or(Value::NONE);
        let [name, qualname, doc] = code
            .given_names
            .get_or_init(|| {
                let doc = match &code.code.docstring {
                    Some(bytecode::Constant::Str(bytes)) => Ref::from_bytes(bytes).into(),
                    _ => Value::NONE,
                };
                [self.intern(&code.code.name).to_value(), self.intern(&code.code.qualname).to_value(), doc]
            })
            .clone();
        let builtins_key = self.heap.dunder(dunder::BUILTINS).clone();
        let builtins = match globals.get(&self.heap).get_name(&builtins_key) {
            Some(value) => match (value.as_ref::<Dict>(), value.as_ref::<object::Module>()) {
                (Some(dict), _) => dict.clone(),
                (_, Some(module)) => module.get(&self.heap).namespace.clone(),
                _ => self.builtins.clone(),
            },
            None => self.builtins.clone(),
        };
        Function {
            code: code.clone(),
            globals,
            builtins,
            name,
            qualname,
            module,
            doc,
            defaults: Vec::new(),
            keyword_defaults: None,
            closure: Box::new([]),
            annotations: Value::UNBOUND,
            type_params: Value::UNBOUND,
            dict: None,
        }
    }

    /// `yield from` and `await`: sends on what was sent here. None where the frame of a generator runs now.
    pub(crate) fn delegate(&mut self, regs: *mut Value, ins: Instruction) -> Result<Option<Delegated>> {
        let sent = std::mem::take(reg(regs, ins.a()));
        let iterator = reg(regs, ins.b()).clone();
        if let Some(generator) = iterator.as_ref::<Generator>()
            && generator.header().class() != ClassIndex::ASYNC_GENERATOR
        {
            if !self.can_resume(generator, &sent)? {
                return Ok(Some(Delegated::Ended(Value::NONE)));
            }
            self.push_generator(generator, sent, ResultUse::Delegation)?;
            return Ok(None);
        }
        if let Some(cursor) = iterator.as_ref::<Cursor>() {
            if let Some(outcome) = self.delegate_to_step(cursor, sent.clone()) {
                return outcome.map(Some);
            }
            if sent.is_none() {
                return match self.advance(cursor) {
                    Ok(Some(value)) => Ok(Some(Delegated::Yields(value))),
                    Ok(None) => Ok(Some(Delegated::Ended(Value::NONE))),
                    Err(raised) => self.ended_or_yields(Err(raised)).map(Some),
                };
            }
        }
        let result = if sent.is_none() || sent.is_unbound() {
            match self.dunder_of(&iterator, dunder::NEXT) {
                Some(hook) => self.call_unbound(&hook, &iterator, &[]),
                None => Err(self.type_error("object is not an iterator")),
            }
        } else {
            self.call_method(&iterator, "send", &[sent])
        };
        self.ended_or_yields(result).map(Some)
    }

    /// The `value` of a StopIteration.
    pub fn stop_value(&self, exception: &Value) -> Value {
        let fields = exception.as_ref::<Exception>().map(|e| &e.get(&self.heap).fields);
        fields.and_then(|f| f.first().cloned()).unwrap_or(Value::NONE)
    }

    /// What `super()` finds for `LoadSuperAttr` and `LoadSuperMethod`: the value in a class, no descriptor applied,
    /// the object it is to be an attribute of, and the class where the search began. The object is UNBOUND where the
    /// value is the attribute itself.
    fn load_super(&mut self, regs: *mut Value, ins: Instruction) -> Result<(Value, Value, Ref<Class>)> {
        let base = ins.b();
        let (proxy, class) = (std::mem::take(reg(regs, base)), std::mem::take(reg(regs, base + 1)));
        let receiver = std::mem::take(reg(regs, base + 2));
        let code = self.running().code().clone();
        let site = &code.sites[ins.c() as usize];
        let genuine = proxy.is_same(self.heap.class(ClassIndex::SUPER).value());
        if genuine && let Some(after) = class.as_ref::<Class>() {
            let start = match receiver.as_ref::<Class>() {
                Some(own) if self.is_subclass(own, after) => own.clone(),
                _ => self.class_of(&receiver),
            };
            let version = self.heap.class_version(start.get(&self.heap).index);
            let after_index = after.get(&self.heap).index.0;
            if site.version.get() == version && site.shape.get() == after_index {
                return Ok((site.found(), receiver, start));
            }
            if !self.is_subclass(&start, after) {
                return Err(self.type_error("super(type, obj): obj must be an instance or subtype of type"));
            }
            if let Some(found) = self.search_after(&start, after, &site.name) {
                site.version.set(version);
                site.shape.set(after_index);
                drop(site.set_found(found.clone()));
                return Ok((found, receiver, start));
            }
        }
        let given = if genuine { vec![class, receiver] } else { vec![] };
        let proxy = self.call(&proxy, &given)?;
        let found = self.get_attr(&proxy, &site.name)?;
        Ok((found, Value::UNBOUND, self.class_of(&proxy)))
    }

    /// What is said of `*items` in a call of `callable`, or in a display or among several arguments.
    #[cold]
    pub(crate) fn star_error(&mut self, callable: Option<&Value>, items: &Value, raised: Raised) -> Raised {
        if self.pending_is("TypeError") && self.dunder_of(items, dunder::ITER).is_none() {
            drop(self.take_pending());
            let what = match callable {
                Some(callable) => format!("{} argument", self.callable_name(callable)),
                None => "Value".to_string(),
            };
            let name = self.type_name(items);
            return self.type_error(format!("{what} after * must be an iterable, not {name}"));
        }
        raised
    }

    /// `ascii(value)`
    pub fn ascii(&mut self, value: &Value) -> Result {
        let text = self.repr(value)?;
        if text.is_ascii() {
            return Ok(text.into());
        }
        let shown = |c: u32| if c < 0x80 { (c as u8 as char).to_string() } else { text::str::escape(c) };
        let out: String = text.characters().map(shown).collect();
        Ok(Value::from(out))
    }
}

#[inline(always)]
pub(crate) fn reg<'a>(regs: *mut Value, number: u16) -> &'a mut Value {
    // SAFETY: `regs` is the window of the running frame, the compiler numbers registers below its size, and
    // every caller uses the reference before anything else touches the window.
    unsafe { &mut *regs.add(number as usize) }
}

/// The items of a tuple, for callers that hold only the value.
pub(crate) fn items_of(value: &Value) -> Vec<Value> {
    value.as_ref::<Tuple>().map_or(Vec::new(), |t| t.0.to_vec())
}
