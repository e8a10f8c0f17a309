//! What the loop's instructions do where their quick way does not hold.
//!
//! Each of these reads its operands out of the registers, as the instruction says, and puts its result there.
#![allow(unsafe_code)]

use bytecode::{Instruction, Op};
use object::{Builtin, Cell, Class, ClassIndex, Cursor, Kind, List, Ref, Slice, Tuple, Value, dunder};

use crate::error::Result;
use crate::frame::ResultUse;
use crate::item::plain_bounds;
use crate::long;
use crate::machine::Vm;
use crate::observe::Observer;
use crate::operate::{Binary, Comparison};
use crate::quick;
use crate::slow::reg;

/// What asking an iterator in the loop came to.
pub(crate) enum Next {
    Value(Value),
    Ended,
    /// The loop's body goes on behind its first instruction: what that unpacks is in its registers.
    Unpacked,
}

impl Vm {
    /// Moves a temporary out, clones anything else.
    #[inline(always)]
    fn operand(&self, regs: *mut Value, number: u16) -> Value {
        let slot = reg(regs, number);
        if self.is_temporary(number) { std::mem::take(slot) } else { slot.clone() }
    }

    #[inline(always)]
    pub(crate) fn is_temporary(&self, number: u16) -> bool {
        number >= self.running().code.first_temporary
    }

    /// Empties a temporary that was read in place.
    #[inline(always)]
    pub(crate) fn used(&self, regs: *mut Value, number: u16) {
        if self.is_temporary(number) {
            drop(std::mem::take(reg(regs, number)));
        }
    }

    /// Puts a result into its register.
    #[inline(always)]
    pub(crate) fn result<O: Observer>(&mut self, regs: *mut Value, number: u16, value: Value) {
        if O::RECORDS && number < self.running().code.locals && !O::bind_quickly(self, number, &value) {
            O::bind(self, number, &value);
        }
        drop(std::mem::replace(reg(regs, number), value));
        self.settle();
    }

    // ---- operators ------------------------------------------------------------------------

    #[inline(never)]
    pub(crate) fn arithmetic_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let (operator, small) = operator_of(ins.op()).unwrap_or((Binary::MatMul, false));
        let constant = Value::int(ins.c_signed() as i64);
        let right = if small { &constant } else { &*reg(regs, ins.c()) };
        let kind = reg(regs, ins.b()).kind();
        if kind.is_none()
            && let Some(result) = quick::arithmetic(operator, reg(regs, ins.b()), right)
        {
            let elementary = matches!(operator, Binary::Add | Binary::Sub | Binary::Mul | Binary::TrueDiv);
            if !elementary {
                O::lose_track(self);
            }
            if O::RECORDS && O::follow_quickly(self, ins, &result) {
                *reg(regs, ins.a()) = result;
                return Ok(());
            }
            self.result::<O>(regs, ins.a(), result);
            return Ok(());
        }
        O::lose_track(self);
        if kind == Some(Kind::Instance) {
            if self.push_arithmetic(regs, ins, operator, right) {
                return Ok(());
            }
        } else if operator == Binary::Add {
            if kind == Some(Kind::Str) && ins.op() == Op::Add && self.concatenate_at::<O>(regs, ins) {
                return Ok(());
            }
            // An augmented sum of lists is none: the left one grows.
            if ins.op() == Op::Add
                && (!ins.is_in_place() || kind == Some(Kind::Tuple))
                && let Some(sum) = quick::concatenation(reg(regs, ins.b()), right, &self.heap)
            {
                self.copied(reg(regs, ins.b()), &sum);
                self.copied(right, &sum);
                self.used(regs, ins.b());
                self.used(regs, ins.c());
                self.result::<O>(regs, ins.a(), sum);
                return Ok(());
            }
        } else if operator == Binary::Mul
            && !ins.is_in_place()
            && let Some(product) = quick::repetition(reg(regs, ins.b()), right, &self.heap)
        {
            if product.kind() == Some(Kind::List) {
                self.copied(reg(regs, ins.b()), &product);
            }
            self.used(regs, ins.b());
            if !small {
                self.used(regs, ins.c());
            }
            self.result::<O>(regs, ins.a(), product);
            return Ok(());
        }
        let (a, both) = (reg(regs, ins.b()), [kind, right.kind()]);
        let result = if both.contains(&Some(Kind::Complex)) {
            quick::complex(operator, a, right)
        } else {
            long::arithmetic(operator, a, right)
        };
        if let Some(result) = result {
            self.used(regs, ins.b());
            if !small {
                self.used(regs, ins.c());
            }
            self.result::<O>(regs, ins.a(), result);
            return Ok(());
        }
        let a = self.operand(regs, ins.b());
        let b = if small { Value::int(ins.c_signed() as i64) } else { self.operand(regs, ins.c()) };
        let result = self.arithmetic(operator, ins.is_in_place(), a, b)?;
        self.result::<O>(regs, ins.a(), result);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn compare_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let (operator, _) = comparison_of(ins.op()).unwrap_or((Comparison::Ge, false));
        if let Some(result) = quick::compare(operator, reg(regs, ins.b()), reg(regs, ins.c()), &self.heap) {
            self.used(regs, ins.b());
            self.used(regs, ins.c());
            self.result::<O>(regs, ins.a(), Value::bool(result));
            return Ok(());
        }
        if self.push_comparison(operator, reg(regs, ins.b()), reg(regs, ins.c()), ResultUse::Operator(ins.a())) {
            return Ok(());
        }
        let (a, b) = (self.operand(regs, ins.b()), self.operand(regs, ins.c()));
        let result = self.compare(operator, &a, &b)?;
        drop((a, b));
        self.result::<O>(regs, ins.a(), result);
        Ok(())
    }

    /// Is a comparison true? None where the frame of a method runs now, which will tell; so the next ones.
    #[inline(never)]
    pub(crate) fn compare_truth_at(
        &mut self,
        operator: Comparison,
        regs: *mut Value,
        ins: Instruction,
    ) -> Result<Option<bool>> {
        if let Some(result) = quick::compare(operator, reg(regs, ins.a()), reg(regs, ins.b()), &self.heap) {
            self.used(regs, ins.a());
            self.used(regs, ins.b());
            self.settle();
            return Ok(Some(result));
        }
        if self.push_comparison(operator, reg(regs, ins.a()), reg(regs, ins.b()), ResultUse::Truth) {
            return Ok(None);
        }
        let (a, b) = (self.operand(regs, ins.a()), self.operand(regs, ins.b()));
        self.compare_truth(operator, a, b).map(Some)
    }

    #[inline(never)]
    pub(crate) fn compare_int_at(
        &mut self,
        operator: Comparison,
        regs: *mut Value,
        ins: Instruction,
    ) -> Result<Option<bool>> {
        let right = Value::int(ins.b_signed() as i64);
        if self.push_comparison(operator, reg(regs, ins.a()), &right, ResultUse::Truth) {
            return Ok(None);
        }
        let a = self.operand(regs, ins.a());
        self.compare_truth(operator, a, right).map(Some)
    }

    #[inline(never)]
    pub(crate) fn truth_at(&mut self, regs: *mut Value, number: u16) -> Result<Option<bool>> {
        if self.push_truth(reg(regs, number)) {
            return Ok(None);
        }
        let value = self.operand(regs, number);
        let truth = self.truth(&value)?;
        drop(value);
        self.settle();
        Ok(Some(truth))
    }

    #[inline(never)]
    pub(crate) fn len_at(&mut self, regs: *mut Value, number: u16) -> Result<usize> {
        let value = reg(regs, number).clone();
        self.len(&value)
    }

    #[inline(never)]
    pub(crate) fn truth_of_kept(&mut self, regs: *mut Value, number: u16) -> Result<bool> {
        let value = reg(regs, number).clone();
        self.truth(&value)
    }

    #[inline(never)]
    pub(crate) fn contains_at(&mut self, regs: *mut Value, ins: Instruction) -> Result<Option<bool>> {
        if let Some(found) = self.plain_contains(reg(regs, ins.c()), reg(regs, ins.b())) {
            self.used(regs, ins.b());
            self.used(regs, ins.c());
            self.settle();
            return Ok(Some(found));
        }
        if self.push_contains(reg(regs, ins.c()), reg(regs, ins.b())) {
            return Ok(None);
        }
        let (item, container) = (self.operand(regs, ins.b()), self.operand(regs, ins.c()));
        let found = self.contains(&container, &item)?;
        drop((item, container));
        self.settle();
        Ok(Some(found))
    }

    // ---- attributes and items -----------------------------------------------------------------

    #[inline(never)]
    pub(crate) fn load_attribute_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        O::lose_track(self);
        let object = self.operand(regs, ins.b());
        let code = self.running().code().clone();
        let site = &code.sites[ins.c() as usize];
        if let Some(getter) = self.cached_getter(&object, site)
            && self.push_getter(&getter, &object, ins.a())
        {
            return Ok(());
        }
        let value = self.load_attribute(&object, site)?;
        drop(object);
        self.result::<O>(regs, ins.a(), value);
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn store_attribute_at<O: Observer>(
        &mut self,
        regs: *mut Value,
        ins: Instruction,
        value: Value,
    ) -> Result<()> {
        let object = self.operand(regs, ins.a());
        let code = self.running().code().clone();
        self.store_attribute::<O>(&object, &code.sites[ins.c() as usize], value)?;
        drop(object);
        self.settle();
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn load_method_at(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let object = self.operand(regs, ins.b());
        let code = self.running().code().clone();
        let (callable, receiver) = self.load_method(object, &code.sites[ins.c() as usize])?;
        *reg(regs, ins.a()) = callable;
        *reg(regs, ins.a() + 1) = receiver;
        Ok(())
    }

    /// An item of a plain list or tuple by a small index.
    #[inline(always)]
    pub(crate) fn sequence_item(&self, object: &Value, key: &Value) -> Option<Value> {
        if key.is_small_int() { self.item_at_index(object, key.small()) } else { None }
    }

    #[inline(always)]
    pub(crate) fn item_at_index(&self, object: &Value, index: i64) -> Option<Value> {
        let class = object.header()?.class();
        let items: &[Value] = if class == ClassIndex::LIST {
            // SAFETY: the instances of `list` itself are of its kind, as are those of `tuple` below.
            &unsafe { Ref::<List>::known(object) }.get(&self.heap).0
        } else if class == ClassIndex::TUPLE {
            // SAFETY: as above.
            &unsafe { Ref::<Tuple>::known(object) }.0
        } else {
            return None;
        };
        let place = if index < 0 { index + items.len() as i64 } else { index };
        items.get(place as usize).cloned()
    }

    #[inline(never)]
    pub(crate) fn load_item_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        O::lose_track(self);
        let small = ins.op() == Op::LoadItemInt;
        let constant = Value::int(ins.c_signed() as i64);
        let key = if small { &constant } else { &*reg(regs, ins.c()) };
        if let Some(value) = self.plain_item(reg(regs, ins.b()), key) {
            self.used(regs, ins.b());
            if !small {
                self.used(regs, ins.c());
            }
            self.result::<O>(regs, ins.a(), value);
            return Ok(());
        }
        if self.push_item(reg(regs, ins.b()), key, ins.a()) {
            return Ok(());
        }
        let key = if small { constant } else { self.operand(regs, ins.c()) };
        let object = self.operand(regs, ins.b());
        let value = self.get_other_item(&object, &key)?;
        drop((object, key));
        self.result::<O>(regs, ins.a(), value);
        Ok(())
    }

    /// Builds a slice; none where the next instruction takes a part of a plain sequence by it, or puts items there.
    #[inline(never)]
    pub(crate) fn slice_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let base = ins.b();
        let next = self.running().instruction_at(0);
        let bounds = plain_bounds(reg(regs, base), reg(regs, base + 1), reg(regs, base + 2));
        match (next.op(), bounds) {
            (Op::LoadItem, Some(bounds)) if next.c() == ins.a() => {
                if let Some(part) = self.plain_part(reg(regs, next.b()), bounds) {
                    empty(regs, base, 3);
                    drop(self.operand(regs, next.b()));
                    self.move_on(1);
                    self.result::<O>(regs, next.a(), part);
                    return Ok(());
                }
            }
            (Op::StoreItem, Some(bounds))
                if next.b() == ins.a() && self.set_plain_part(reg(regs, next.a()), bounds, reg(regs, next.c())) =>
            {
                empty(regs, base, 3);
                drop((self.operand(regs, next.a()), self.operand(regs, next.c())));
                self.move_on(1);
                self.settle();
                return Ok(());
            }
            _ => {}
        }
        let take = |number: u16| std::mem::take(reg(regs, number));
        let slice = Slice { start: take(base), stop: take(base + 1), step: take(base + 2) };
        let slice = Ref::new(ClassIndex::SLICE, slice);
        self.result::<O>(regs, ins.a(), slice.into());
        Ok(())
    }

    /// Local variables have exchanged what they hold. Of quiet code nobody hears.
    #[inline(always)]
    pub(crate) fn tell_exchange<O: Observer>(&mut self, regs: *mut Value, ins: Instruction, registers: &[u16]) {
        if O::RECORDS && self.running().code.locals != 0 && !O::follow_exchange(self, ins, registers.len()) {
            for &number in registers {
                O::bind(self, number, reg(regs, number));
            }
        }
    }

    /// What a free variable holds is read.
    #[inline(always)]
    pub(crate) fn look_into_cell<O: Observer>(&mut self, number: u16) {
        if O::RECORDS && !object::is_as_told(self.free_cell(number).value()) {
            O::lose_track(self);
        }
    }

    /// A cell gets another content: what was there.
    #[inline(always)]
    pub(crate) fn store_cell<O: Observer>(&mut self, cell: &Ref<Cell>, value: Value, ins: Instruction) -> Value {
        if O::RECORDS && O::follow_change(self, ins, cell.value(), &value) {
            return std::mem::replace(&mut cell.get_mut(&mut self.heap).content, value);
        }
        self.cell_set(cell, value)
    }

    /// Stores an item of a plain list by a small index: what was there. Gives the value back where it is not that.
    #[inline(always)]
    pub(crate) fn store_list_item<O: Observer>(
        &mut self,
        object: &Value,
        key: &Value,
        value: Value,
        ins: Instruction,
    ) -> std::result::Result<Value, Value> {
        if object.header().is_none_or(|header| header.class() != ClassIndex::LIST) || !key.is_small_int() {
            return Err(value);
        }
        // SAFETY: the instances of `list` itself are of its kind.
        let list = unsafe { Ref::<List>::known(object) };
        let items = &mut list.get_mut(&mut self.heap).0;
        let index = key.small();
        let place = if index < 0 { index + items.len() as i64 } else { index } as usize;
        if place >= items.len() {
            return Err(value);
        }
        if O::RECORDS && !O::follow_change(self, ins, object, &value) {
            return Ok(self.list_set(list, place, value));
        }
        let items = &mut list.get_mut(&mut self.heap).0;
        // The verb without its question: a silent run has no tape.
        Ok(std::mem::replace(&mut items[place], value))
    }

    #[inline(never)]
    pub(crate) fn store_item_at(&mut self, regs: *mut Value, ins: Instruction, value: Value) -> Result<()> {
        let mut value = value;
        if ins.op() == Op::StoreItem {
            match self.set_plain_item(reg(regs, ins.a()), reg(regs, ins.b()), value) {
                None => {
                    self.used(regs, ins.b());
                    self.used(regs, ins.a());
                    self.settle();
                    return Ok(());
                }
                Some(back) => value = back,
            }
        }
        let index = Value::int(ins.b_signed() as i64);
        let small = ins.op() == Op::StoreItemInt;
        if self.push_set_item(reg(regs, ins.a()), if small { &index } else { reg(regs, ins.b()) }, &value) {
            return Ok(());
        }
        let key = if small { index } else { self.operand(regs, ins.b()) };
        let object = self.operand(regs, ins.a());
        self.set_item(&object, &key, value)?;
        drop((object, key));
        self.settle();
        Ok(())
    }

    #[inline(never)]
    pub(crate) fn unpack_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let source = self.operand(regs, ins.a());
        let count = ins.c() as usize;
        if let Some(tuple) = source.as_ref::<Tuple>()
            && tuple.0.len() == count
            && tuple.header().class() == ClassIndex::TUPLE
        {
            for (place, item) in tuple.0.iter().enumerate() {
                self.result::<O>(regs, ins.b() + place as u16, item.clone());
            }
            return Ok(());
        }
        for (place, item) in self.unpack(&source, count)?.into_iter().enumerate() {
            self.result::<O>(regs, ins.b() + place as u16, item);
        }
        Ok(())
    }

    // ---- iteration ------------------------------------------------------------------------------

    #[inline(never)]
    pub(crate) fn iterator_at(&mut self, regs: *mut Value, ins: Instruction) -> Result<()> {
        let object = self.operand(regs, ins.b());
        let iterator = match self.plain_iterator(&object) {
            Some(iterator) => iterator,
            None => self.iter(&object)?,
        };
        drop(object);
        drop(std::mem::replace(reg(regs, ins.a()), iterator));
        self.settle();
        Ok(())
    }

    /// Calls `range` with small numbers for a loop: its iterator stands where the `GetIter` behind would put it, and no
    /// range is made. False if it is not that; nothing was changed then.
    #[inline(never)]
    pub(crate) fn begin_range(&mut self, regs: *mut Value, call: Instruction) -> bool {
        let base = call.b();
        let frame = self.running();
        let get = frame.instruction_at(0);
        let follows = get.op() == Op::GetIter && get.b() == call.a() && call.a() >= frame.code.first_temporary;
        if !follows || !reg(regs, base).is_same(self.heap.class(ClassIndex::RANGE).value()) {
            return false;
        }
        let argument = |number: u16| reg(regs, base + 2 + number).as_small_int();
        let bounds = match call.c() {
            1 => (Some(0), argument(0), Some(1)),
            2 => (argument(0), argument(1), Some(1)),
            3 => (argument(0), argument(1), argument(2)),
            _ => return false,
        };
        let (Some(start), Some(stop), Some(step)) = bounds else { return false };
        if step == 0 {
            return false;
        }
        let distance = if step > 0 { stop - start } else { start - stop };
        let left = if distance <= 0 { 0 } else { (distance as u64 - 1) / step.unsigned_abs() + 1 };
        let cursor = Cursor(object::Iterator::Range { next: start, step, left });
        empty(regs, base, 2 + call.c() as usize);
        drop(std::mem::replace(reg(regs, get.a()), Ref::new(ClassIndex::RANGE_ITERATOR, cursor).into()));
        self.move_on(1);
        true
    }

    /// The next value of any iterator that is no generator.
    #[inline(never)]
    pub(crate) fn next_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> Result<Next> {
        let iterator = reg(regs, ins.b());
        let Some(cursor) =
            iterator.as_ref::<Cursor>().filter(|c| c.header().class().0 <= ClassIndex::MEMORY_ITERATOR.0)
        else {
            let iterator = iterator.clone();
            return Ok(self.next(&iterator)?.map_or(Next::Ended, Next::Value));
        };
        if let Some(unpack) = self.unpacked_next(ins) {
            let pair = if O::RECORDS { None } else { self.plain_pair(cursor) };
            // The register keeps the iterator meanwhile.
            if let Some(pair) = pair.map(|pair| Ok(Some(pair))).or_else(|| self.advance_pair(cursor)) {
                let pair = match pair {
                    Err(raised) => self.ended_by(raised)?.map(|_| (Value::NONE, Value::NONE)),
                    Ok(pair) => pair,
                };
                let Some((first, second)) = pair else { return Ok(Next::Ended) };
                self.result::<O>(regs, unpack.b(), first);
                self.result::<O>(regs, unpack.b() + 1, second);
                self.move_on(ins.c_signed() as isize + 1);
                return self.work(1).map(|()| Next::Unpacked);
            }
        }
        if let Some(value) = self.plain_next(cursor) {
            return Ok(Next::Value(value));
        }
        let value = match self.advance(cursor) {
            Err(raised) => self.ended_by(raised)?,
            Ok(value) => value,
        };
        Ok(value.map_or(Next::Ended, Next::Value))
    }

    /// The instruction with which the loop of a `ForNext` takes apart into two what it gets, if its body begins so.
    #[inline(always)]
    fn unpacked_next(&self, next: Instruction) -> Option<Instruction> {
        let first = self.running().instruction_at(next.c_signed() as isize);
        (next.c() != 0 && first.op() == Op::Unpack && first.a() == next.a() && first.c() == 2).then_some(first)
    }

    // ---- calls --------------------------------------------------------------------------------------

    /// Calls a native that stands in `base` with its arguments in the registers behind it. None where another way
    /// must be taken.
    #[inline(never)]
    pub(crate) fn call_builtin_at(&mut self, regs: *mut Value, base: u16, count: u16) -> Option<Result> {
        let builtin = reg(regs, base).as_ref::<Builtin>()?;
        if !builtin.bound.is_unbound() {
            if builtin.name == *self.heap.dunder(dunder::NEW) {
                return None;
            }
            *reg(regs, base + 1) = builtin.bound.clone();
        }
        let with_receiver = !reg(regs, base + 1).is_unbound();
        let first = base as usize + 2 - with_receiver as usize;
        let count = count as usize + with_receiver as usize;
        // SAFETY: the arguments stand in temporaries, which stay in place and are emptied only after the call.
        let arguments = unsafe { std::slice::from_raw_parts(regs.add(first), count) };
        // A method looked up on its receiver has the right one; a bare descriptor must be asked.
        let class = builtin.header().class();
        let asked = matches!(class, ClassIndex::METHOD_DESCRIPTOR | ClassIndex::WRAPPER_DESCRIPTOR);
        let result = if with_receiver || !asked {
            self.call_native(builtin.native, arguments, &[])
        } else {
            let builtin = builtin.clone();
            self.call_builtin(&builtin, arguments, &[])
        };
        empty(regs, base, first - base as usize + count);
        self.settle();
        Some(result)
    }

    /// Calls a class of class `type` whose `__new__` is native, its arguments in the registers behind it. None
    /// where it is another: another way must be taken.
    #[inline(never)]
    pub(crate) fn construct_at(&mut self, regs: *mut Value, base: u16, count: u16) -> Option<Result> {
        let class = reg(regs, base).as_ref::<Class>()?.clone();
        if class.header().class() != ClassIndex::TYPE {
            return None;
        }
        let index = class.get(&self.heap).index;
        if index == ClassIndex::TYPE {
            return (count == 1).then(|| {
                let argument = std::mem::take(reg(regs, base + 2));
                drop(std::mem::take(reg(regs, base)));
                Ok(self.class_of(&argument).into())
            });
        }
        if count == 1
            && let Some(made) = self.convert_plainly(index, reg(regs, base + 2))
        {
            empty(regs, base, 3);
            self.settle();
            return Some(made);
        }
        let construction = self.construction_of(&class);
        if construction.bare_exception {
            let arguments = self.take_many(regs, base + 2, count);
            drop(std::mem::take(reg(regs, base)));
            return Some(Ok(self.make_exception(index, arguments)));
        }
        let (native, init) = (construction.new.as_ref::<Builtin>()?.native, construction.init.clone());
        *reg(regs, base + 1) = class.into();
        let count = count as usize + 1;
        // SAFETY: the arguments stand in temporaries, which stay in place and are emptied only after the call.
        let arguments = unsafe { std::slice::from_raw_parts(regs.add(base as usize + 1), count) };
        let made = self.call_native(native, arguments, &[]);
        let result = made.and_then(|instance| self.initialize(instance, index, &init, &arguments[1..], &[]));
        empty(regs, base, count + 1);
        self.settle();
        Some(result)
    }
}

/// Empties `count` registers from `first` on.
#[inline(always)]
fn empty(regs: *mut Value, first: u16, count: usize) {
    for place in 0..count {
        // SAFETY: the compiler numbers registers below the window's size.
        drop(std::mem::take(unsafe { &mut *regs.add(first as usize + place) }));
    }
}

/// The operator of an arithmetic instruction; does its right operand stand in it?
pub(crate) fn operator_of(op: Op) -> Option<(Binary, bool)> {
    Some(match op {
        Op::Add => (Binary::Add, false),
        Op::AddInt => (Binary::Add, true),
        Op::Sub => (Binary::Sub, false),
        Op::SubInt => (Binary::Sub, true),
        Op::Mul => (Binary::Mul, false),
        Op::MulInt => (Binary::Mul, true),
        Op::TrueDiv => (Binary::TrueDiv, false),
        Op::FloorDiv => (Binary::FloorDiv, false),
        Op::FloorDivInt => (Binary::FloorDiv, true),
        Op::Mod => (Binary::Mod, false),
        Op::ModInt => (Binary::Mod, true),
        Op::Pow => (Binary::Pow, false),
        Op::LShift => (Binary::LShift, false),
        Op::LShiftInt => (Binary::LShift, true),
        Op::RShift => (Binary::RShift, false),
        Op::RShiftInt => (Binary::RShift, true),
        Op::And => (Binary::And, false),
        Op::AndInt => (Binary::And, true),
        Op::Or => (Binary::Or, false),
        Op::Xor => (Binary::Xor, false),
        Op::MatMul => (Binary::MatMul, false),
        _ => return None,
    })
}

/// The operator of a comparing instruction; does its right operand stand in it?
pub(crate) fn comparison_of(op: Op) -> Option<(Comparison, bool)> {
    Some(match op {
        Op::Lt | Op::JumpLt => (Comparison::Lt, false),
        Op::Le | Op::JumpLe => (Comparison::Le, false),
        Op::Eq | Op::JumpEq => (Comparison::Eq, false),
        Op::Ne | Op::JumpNe => (Comparison::Ne, false),
        Op::Gt | Op::JumpGt => (Comparison::Gt, false),
        Op::Ge | Op::JumpGe => (Comparison::Ge, false),
        Op::JumpLtInt => (Comparison::Lt, true),
        Op::JumpLeInt => (Comparison::Le, true),
        Op::JumpEqInt => (Comparison::Eq, true),
        Op::JumpNeInt => (Comparison::Ne, true),
        Op::JumpGtInt => (Comparison::Gt, true),
        Op::JumpGeInt => (Comparison::Ge, true),
        _ => return None,
    })
}
