//! The loop.
//!
//! One `match` on the instruction; what is frequent and simple is done here, the rest in `slow.rs`.
//! Calls from Python to Python push a frame and go on: the Rust stack does not grow.
#![allow(unsafe_code)]

use std::cell::Cell as Slot;

use bytecode::{Instruction, Op, special};
use object::{
    Builtin, Cell, ClassIndex, CodeObject, Cursor, Function, Generator, Iterator, Kind, List, Ref, Site, Tuple, Value,
    finalizers_pending,
};

use crate::error::Result;
use crate::frame::ResultUse;
use crate::machine::Vm;
use crate::observe::Observer;
use crate::operate::{Binary, Comparison};

impl Vm {
    /// Runs until the stack is `floor` frames deep again; the result of the frame above it.
    pub(crate) fn run<O: Observer>(&mut self, floor: usize) -> Result {
        'frames: loop {
            // The running frame, at hand. Everything here is read again whenever the frame changes.
            let (regs, code): (*mut Value, *const CodeObject) = match self.thread.stack.frames.last() {
                Some(frame) => (frame.base, &raw const **frame.code()),
                None => return Ok(Value::NONE),
            };
            let mut pc = self.frame_position() as usize;
            // SAFETY: the frame counts its function, and the code outlives the frame (`Frame::code`).
            let (instructions, first_temporary, locals, sites, constants) = unsafe {
                let code = &*code;
                let inner = &*code.code;
                (
                    &code.instructions[..],
                    inner.first_temporary,
                    inner.local_names.len() as u16,
                    &code.sites[..],
                    &code.constants[..],
                )
            };

            macro_rules! reg {
                ($number:expr) => {{
                    // SAFETY: the compiler numbers registers below the window's size; windows do not move.
                    unsafe { &mut *regs.add($number as usize) }
                }};
            }
            macro_rules! set {
                ($number:expr, $value:expr) => {{
                    let number: u16 = $number;
                    let value: Value = $value;
                    if O::RECORDS && number < locals {
                        O::bind(self, number, &value);
                    }
                    let old = std::mem::replace(reg!(number), value);
                    if old.is_object() {
                        drop(old);
                        if number < locals && finalizers_pending() {
                            self.sync(pc);
                            self.run_finalizers();
                        }
                    }
                }};
            }
            // Moves a temporary out, clones anything else.
            macro_rules! take {
                ($number:expr) => {{
                    let number: u16 = $number;
                    if number >= first_temporary { std::mem::take(reg!(number)) } else { reg!(number).clone() }
                }};
            }
            macro_rules! attempt {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(_) => match self.unwind(floor) {
                            Ok(()) => continue 'frames,
                            Err(raised) => return Err(raised),
                        },
                    }
                };
            }
            // A slow path: the position is saved, for tracebacks and for frames pushed.
            macro_rules! slow {
                ($result:expr) => {{
                    self.sync(pc);
                    attempt!($result)
                }};
            }
            macro_rules! flow {
                ($result:expr) => {{
                    slow!($result);
                    continue 'frames;
                }};
            }
            macro_rules! jump {
                ($offset:expr) => {{
                    let offset = $offset as isize;
                    pc = (pc as isize + offset) as usize;
                    if offset < 0 {
                        self.thread.budget -= 1;
                        if self.thread.budget == 0 {
                            slow!(self.look_around());
                        }
                    }
                }};
            }
            macro_rules! arithmetic {
                ($ins:expr, $operator:expr, $small:expr, $float:expr) => {{
                    let (a, b) = (&*reg!($ins.b()), &*reg!($ins.c()));
                    if Value::both_small_ints(a, b) {
                        if let Some(result) = $small(a, b) {
                            set!($ins.a(), result);
                            continue;
                        }
                    } else if let (Some(x), Some(y)) = (quick_float(a), quick_float(b)) {
                        set!($ins.a(), Value::float($float(x, y)));
                        continue;
                    }
                    let (a, b) = (take!($ins.b()), take!($ins.c()));
                    let result = slow!(self.arithmetic($operator, $ins.e() != 0, a, b));
                    set!($ins.a(), result);
                }};
            }
            macro_rules! plain_binary {
                ($ins:expr, $operator:expr) => {{
                    let (a, b) = (take!($ins.b()), take!($ins.c()));
                    let result = slow!(self.arithmetic($operator, $ins.e() != 0, a, b));
                    set!($ins.a(), result);
                }};
            }
            macro_rules! compare {
                ($ins:expr, $operator:expr, $test:tt) => {{
                    let (a, b) = (&*reg!($ins.b()), &*reg!($ins.c()));
                    if Value::both_small_ints(a, b) {
                        let result = a.signed_bits() $test b.signed_bits();
                        set!($ins.a(), Value::bool(result));
                        continue;
                    }
                    let (a, b) = (take!($ins.b()), take!($ins.c()));
                    let result = slow!(self.compare($operator, &a, &b));
                    drop((a, b));
                    set!($ins.a(), result);
                }};
            }
            macro_rules! compare_jump {
                ($ins:expr, $operator:expr, $test:tt) => {{
                    let (a, b) = (&*reg!($ins.a()), &*reg!($ins.b()));
                    let holds = if Value::both_small_ints(a, b) {
                        a.signed_bits() $test b.signed_bits()
                    } else if let (Some(x), Some(y)) = (quick_float(a), quick_float(b)) {
                        x $test y
                    } else {
                        let (a, b) = (take!($ins.a()), take!($ins.b()));
                        slow!(self.compare_truth($operator, a, b))
                    };
                    if holds == ($ins.e() != 0) {
                        jump!($ins.c_signed());
                    }
                }};
            }
            macro_rules! compare_int_jump {
                ($ins:expr, $operator:expr, $test:tt) => {{
                    let a = &*reg!($ins.a());
                    let holds = if let Some(n) = a.as_small_int() {
                        n $test ($ins.b_signed() as i64)
                    } else {
                        let a = take!($ins.a());
                        slow!(self.compare_truth($operator, a, Value::int($ins.b_signed() as i64)))
                    };
                    if holds == ($ins.e() != 0) {
                        jump!($ins.c_signed());
                    }
                }};
            }

            loop {
                let ins: Instruction = fetch(instructions, pc);
                pc += 1;
                match ins.op() {
                    Op::Nop => {}
                    Op::Line => {
                        if O::RECORDS {
                            // SAFETY: as above.
                            let line = unsafe { &*code }.code.locations.get(pc - 1).line;
                            self.sync(pc);
                            O::line(self, line);
                        }
                    }
                    Op::Move => {
                        let value = take!(ins.b());
                        set!(ins.a(), value);
                    }
                    Op::LoadConst => {
                        let value = constants[ins.d() as usize].clone();
                        set!(ins.a(), value);
                    }
                    Op::LoadInt => set!(ins.a(), Value::int(ins.d() as i64)),
                    Op::LoadSpecial => set!(ins.a(), special_value(ins.b())),
                    Op::Clear => {
                        let old = std::mem::take(reg!(ins.a()));
                        if old.is_object() {
                            drop(old);
                            if finalizers_pending() {
                                self.sync(pc);
                                self.run_finalizers();
                            }
                        }
                    }
                    Op::CheckLocal => {
                        if reg!(ins.a()).is_unbound() {
                            slow!(Err::<(), _>(self.unbound_local(ins.a())))
                        }
                    }
                    Op::DeleteLocal => {
                        if reg!(ins.a()).is_unbound() {
                            slow!(Err::<(), _>(self.unbound_local(ins.a())))
                        }
                        if O::RECORDS {
                            O::unbind(self, ins.a());
                        }
                        let old = std::mem::take(reg!(ins.a()));
                        drop(old);
                        if finalizers_pending() {
                            self.sync(pc);
                            self.run_finalizers();
                        }
                    }

                    Op::Add => {
                        arithmetic!(ins, Binary::Add, Value::add_small, |x: f64, y: f64| x + y)
                    }
                    Op::Sub => {
                        arithmetic!(ins, Binary::Sub, Value::sub_small, |x: f64, y: f64| x - y)
                    }
                    Op::Mul => {
                        arithmetic!(ins, Binary::Mul, Value::mul_small, |x: f64, y: f64| x * y)
                    }
                    Op::TrueDiv => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (quick_float(a), quick_float(b))
                            && y != 0.0
                        {
                            set!(ins.a(), Value::float(x / y));
                            continue;
                        }
                        plain_binary!(ins, Binary::TrueDiv)
                    }
                    Op::FloorDiv => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
                            && y > 0
                        {
                            set!(ins.a(), Value::int(x.div_euclid(y)));
                            continue;
                        }
                        plain_binary!(ins, Binary::FloorDiv)
                    }
                    Op::Mod => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
                            && y > 0
                        {
                            set!(ins.a(), Value::int(x.rem_euclid(y)));
                            continue;
                        }
                        plain_binary!(ins, Binary::Mod)
                    }
                    Op::Pow => plain_binary!(ins, Binary::Pow),
                    Op::LShift => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
                            && (0..60).contains(&y)
                            && x.unsigned_abs() < 1 << (60 - y)
                        {
                            set!(ins.a(), Value::int(x << y));
                            continue;
                        }
                        plain_binary!(ins, Binary::LShift)
                    }
                    Op::RShift => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int())
                            && y >= 0
                        {
                            set!(ins.a(), Value::int(x >> y.min(63)));
                            continue;
                        }
                        plain_binary!(ins, Binary::RShift)
                    }
                    Op::And => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
                            set!(ins.a(), Value::int(x & y));
                            continue;
                        }
                        plain_binary!(ins, Binary::And)
                    }
                    Op::Or => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
                            set!(ins.a(), Value::int(x | y));
                            continue;
                        }
                        plain_binary!(ins, Binary::Or)
                    }
                    Op::Xor => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        if let (Some(x), Some(y)) = (a.as_small_int(), b.as_small_int()) {
                            set!(ins.a(), Value::int(x ^ y));
                            continue;
                        }
                        plain_binary!(ins, Binary::Xor)
                    }
                    Op::MatMul => plain_binary!(ins, Binary::MatMul),
                    Op::AddInt | Op::SubInt => {
                        let adds = ins.op() == Op::AddInt;
                        let small = ins.c_signed() as i64;
                        let a = &*reg!(ins.b());
                        if let Some(n) = a.as_small_int()
                            && let Some(result) = Value::small_int(if adds { n + small } else { n - small })
                        {
                            set!(ins.a(), result);
                            continue;
                        }
                        let a = take!(ins.b());
                        let operator = if adds { Binary::Add } else { Binary::Sub };
                        let result = slow!(self.arithmetic(operator, ins.e() != 0, a, Value::int(small)));
                        set!(ins.a(), result);
                    }
                    Op::Not => {
                        let value = take!(ins.b());
                        let truth = match value.as_bool() {
                            Some(b) => b,
                            None => slow!(self.truth(&value)),
                        };
                        drop(value);
                        set!(ins.a(), Value::bool(!truth));
                    }

                    Op::Lt => compare!(ins, Comparison::Lt, <),
                    Op::Le => compare!(ins, Comparison::Le, <=),
                    Op::Eq => compare!(ins, Comparison::Eq, ==),
                    Op::Ne => compare!(ins, Comparison::Ne, !=),
                    Op::Gt => compare!(ins, Comparison::Gt, >),
                    Op::Ge => compare!(ins, Comparison::Ge, >=),
                    Op::Is => {
                        let (a, b) = (take!(ins.b()), take!(ins.c()));
                        let same = a.is_same(&b);
                        drop((a, b));
                        set!(ins.a(), Value::bool(same));
                    }
                    Op::IsNot => {
                        let (a, b) = (take!(ins.b()), take!(ins.c()));
                        let same = a.is_same(&b);
                        drop((a, b));
                        set!(ins.a(), Value::bool(!same));
                    }
                    Op::In | Op::NotIn => {
                        let (item, container) = (take!(ins.b()), take!(ins.c()));
                        let found = slow!(self.contains(&container, &item));
                        drop((item, container));
                        set!(ins.a(), Value::bool(found == (ins.op() == Op::In)));
                    }

                    Op::Jump => jump!(ins.d()),
                    Op::JumpIfFalse | Op::JumpIfTrue => {
                        let wanted = ins.op() == Op::JumpIfTrue;
                        let truth = match reg!(ins.a()).as_bool() {
                            Some(b) => b,
                            None => {
                                let value = take!(ins.a());
                                slow!(self.truth(&value))
                            }
                        };
                        if truth == wanted {
                            jump!(ins.d());
                        }
                    }
                    Op::JumpIfFalseKeep | Op::JumpIfTrueKeep => {
                        let wanted = ins.op() == Op::JumpIfTrueKeep;
                        let truth = match reg!(ins.a()).as_bool() {
                            Some(b) => b,
                            None => {
                                let value = reg!(ins.a()).clone();
                                slow!(self.truth(&value))
                            }
                        };
                        if truth == wanted {
                            jump!(ins.d());
                        } else if ins.a() >= first_temporary {
                            drop(std::mem::take(reg!(ins.a())));
                        }
                    }
                    Op::JumpIfNone => {
                        let value = take!(ins.a());
                        if value.is_none() == (ins.e() != 0) {
                            jump!(ins.d());
                        }
                    }
                    Op::JumpLt => compare_jump!(ins, Comparison::Lt, <),
                    Op::JumpLe => compare_jump!(ins, Comparison::Le, <=),
                    Op::JumpEq => compare_jump!(ins, Comparison::Eq, ==),
                    Op::JumpNe => compare_jump!(ins, Comparison::Ne, !=),
                    Op::JumpGt => compare_jump!(ins, Comparison::Gt, >),
                    Op::JumpGe => compare_jump!(ins, Comparison::Ge, >=),
                    Op::JumpLtInt => compare_int_jump!(ins, Comparison::Lt, <),
                    Op::JumpLeInt => compare_int_jump!(ins, Comparison::Le, <=),
                    Op::JumpEqInt => compare_int_jump!(ins, Comparison::Eq, ==),
                    Op::JumpNeInt => compare_int_jump!(ins, Comparison::Ne, !=),
                    Op::JumpGtInt => compare_int_jump!(ins, Comparison::Gt, >),
                    Op::JumpGeInt => compare_int_jump!(ins, Comparison::Ge, >=),

                    Op::LoadGlobal => {
                        let site: &Site = &sites[ins.c() as usize];
                        let value = match self.cached_global(site) {
                            Some(value) => value,
                            None => slow!(self.load_global(site)),
                        };
                        set!(ins.a(), value);
                    }
                    Op::StoreGlobal => {
                        let value = take!(ins.b());
                        if O::RECORDS {
                            O::bind_global(self, ins.c(), &value);
                        }
                        self.sync(pc);
                        self.store_global(&sites[ins.c() as usize], value);
                    }
                    Op::LoadCell => {
                        let content = match reg!(ins.b()).as_ref::<Cell>() {
                            Some(cell) => cell.get(&self.heap).content.clone(),
                            None => Value::UNBOUND,
                        };
                        if content.is_unbound() {
                            slow!(Err::<(), _>(self.unbound_local(ins.b())))
                        }
                        set!(ins.a(), content);
                    }
                    Op::StoreCell => {
                        let value = take!(ins.b());
                        if O::RECORDS {
                            O::bind(self, ins.a(), &value);
                        }
                        if let Some(cell) = reg!(ins.a()).as_ref::<Cell>() {
                            self.cell_set(cell, value);
                        }
                    }
                    Op::LoadFree => {
                        let content = self.free_cell(ins.b()).get(&self.heap).content.clone();
                        if content.is_unbound() {
                            slow!(Err::<(), _>(self.unbound_free(ins.b())))
                        }
                        set!(ins.a(), content);
                    }
                    Op::StoreFree => {
                        let value = take!(ins.b());
                        let cell = self.free_cell(ins.a()).clone();
                        self.cell_set(&cell, value);
                    }

                    Op::LoadAttr => {
                        let site: &Site = &sites[ins.c() as usize];
                        let found = self.cached_attribute(reg!(ins.b()), site);
                        match found {
                            Some(value) => {
                                if ins.b() >= first_temporary {
                                    drop(std::mem::take(reg!(ins.b())));
                                }
                                set!(ins.a(), value);
                            }
                            None => {
                                let object = take!(ins.b());
                                let value = slow!(self.load_attribute(&object, site));
                                drop(object);
                                set!(ins.a(), value);
                            }
                        }
                    }
                    Op::StoreAttr => {
                        let value = take!(ins.b());
                        let site: &Site = &sites[ins.c() as usize];
                        let object = &*reg!(ins.a());
                        match self.store_cached_attribute(object, site, value) {
                            None => {
                                if ins.a() >= first_temporary {
                                    drop(std::mem::take(reg!(ins.a())));
                                }
                            }
                            Some(value) => {
                                let object = take!(ins.a());
                                slow!(self.store_attribute(&object, site, value));
                            }
                        }
                        if finalizers_pending() {
                            self.sync(pc);
                            self.run_finalizers();
                        }
                    }
                    Op::LoadMethod => {
                        let site: &Site = &sites[ins.c() as usize];
                        let object = take!(ins.b());
                        let (callable, receiver) = match self.cached_method(&object, site) {
                            Some(function) => (function, object),
                            None => slow!(self.load_method(object, site)),
                        };
                        *reg!(ins.a()) = callable;
                        *reg!(ins.a() + 1) = receiver;
                    }
                    Op::LoadItem => {
                        let found = self.plain_item(reg!(ins.b()), reg!(ins.c()));
                        let value = match found {
                            Some(value) => {
                                if ins.c() >= first_temporary {
                                    drop(std::mem::take(reg!(ins.c())));
                                }
                                if ins.b() >= first_temporary {
                                    drop(std::mem::take(reg!(ins.b())));
                                }
                                value
                            }
                            None => {
                                let (object, key) = (take!(ins.b()), take!(ins.c()));
                                slow!(self.get_item(&object, &key))
                            }
                        };
                        set!(ins.a(), value);
                    }
                    Op::StoreItem => {
                        let value = take!(ins.c());
                        let (object, key) = (take!(ins.a()), take!(ins.b()));
                        slow!(self.set_item(&object, &key, value));
                        drop((object, key));
                        if finalizers_pending() {
                            self.sync(pc);
                            self.run_finalizers();
                        }
                    }
                    Op::BuildList => {
                        let list = Ref::<List>::list(self.take_many(regs, ins.b(), ins.c()));
                        set!(ins.a(), list.into());
                    }
                    Op::BuildTuple => {
                        let tuple = Ref::<Tuple>::tuple(self.take_many(regs, ins.b(), ins.c()));
                        set!(ins.a(), tuple.into());
                    }
                    Op::ListAppend => {
                        let value = take!(ins.b());
                        if let Some(list) = reg!(ins.a()).as_ref::<List>() {
                            self.list_push(list, value);
                        }
                    }
                    Op::Unpack => {
                        let source = take!(ins.a());
                        let count = ins.c() as usize;
                        let quick = match source.as_ref::<Tuple>() {
                            Some(tuple) if tuple.0.len() == count && tuple.header().class() == ClassIndex::TUPLE => {
                                for (place, item) in tuple.0.iter().enumerate() {
                                    set!(ins.b() + place as u16, item.clone());
                                }
                                true
                            }
                            _ => false,
                        };
                        if !quick {
                            let items = slow!(self.unpack(&source, count));
                            for (place, item) in items.into_iter().enumerate() {
                                set!(ins.b() + place as u16, item);
                            }
                        }
                    }

                    Op::Call => {
                        let base = ins.b();
                        let callee = &*reg!(base);
                        match callee.kind() {
                            Some(Kind::Function) => {
                                self.sync(pc);
                                if self.push_call(regs, base, ins.c(), ins.a()) {
                                    continue 'frames;
                                }
                                flow!(self.call_slow(regs, base, ins.c(), ResultUse::Register(ins.a())))
                            }
                            Some(Kind::Builtin) => {
                                let bound = callee.as_ref::<Builtin>().is_some_and(|b| !b.bound.is_unbound());
                                if bound {
                                    flow!(self.call_slow(regs, base, ins.c(), ResultUse::Register(ins.a())))
                                }
                                let result = slow!(self.call_builtin_at(regs, base, ins.c()));
                                set!(ins.a(), result);
                                if finalizers_pending() {
                                    self.sync(pc);
                                    self.run_finalizers();
                                }
                            }
                            _ => flow!(self.call_slow(regs, base, ins.c(), ResultUse::Register(ins.a()))),
                        }
                    }
                    Op::CallKw => {
                        flow!(self.call_keywords(regs, ins.b(), ins.c(), ResultUse::Register(ins.a())))
                    }
                    Op::CallStar => {
                        flow!(self.call_star(regs, ins.b(), ResultUse::Register(ins.a())))
                    }
                    Op::Return => {
                        let value = take!(ins.a());
                        self.sync(pc);
                        match self.leave_frame::<O>(value, floor) {
                            Ok(Some(value)) => return Ok(value),
                            Ok(None) => continue 'frames,
                            Err(_) => attempt!(Err::<(), _>(crate::Raised)),
                        }
                    }
                    Op::ReturnNone => {
                        self.sync(pc);
                        match self.leave_frame::<O>(Value::NONE, floor) {
                            Ok(Some(value)) => return Ok(value),
                            Ok(None) => continue 'frames,
                            Err(_) => attempt!(Err::<(), _>(crate::Raised)),
                        }
                    }

                    Op::GetIter => {
                        let object = take!(ins.b());
                        let iterator = match self.plain_iterator(&object) {
                            Some(iterator) => iterator,
                            None => slow!(self.iter(&object)),
                        };
                        set!(ins.a(), iterator);
                    }
                    Op::ForNext => {
                        let iterator = &*reg!(ins.b());
                        let value = match quick_next(iterator, &mut self.heap) {
                            Some(value) => Some(value),
                            None => {
                                if let Some(generator) = iterator.as_ref::<Generator>()
                                    && generator.header().class() == ClassIndex::GENERATOR
                                {
                                    self.sync(pc);
                                    let generator = generator.clone();
                                    match attempt!(self.resume_in_loop(&generator, ins.a())) {
                                        true => continue 'frames,
                                        false => None,
                                    }
                                } else {
                                    let iterator = iterator.clone();
                                    slow!(self.next(&iterator))
                                }
                            }
                        };
                        match value {
                            Some(value) => {
                                set!(ins.a(), value);
                                if ins.c() != 0 {
                                    jump!(ins.c_signed());
                                }
                            }
                            None => {
                                drop(std::mem::take(reg!(ins.b())));
                                if ins.c() == 0 {
                                    pc += 1;
                                }
                            }
                        }
                    }
                    Op::Yield => {
                        let value = take!(ins.b());
                        self.sync(pc);
                        match self.yield_value(value, floor) {
                            Some(value) => return Ok(value),
                            None => continue 'frames,
                        }
                    }
                    Op::YieldFrom => {
                        self.sync(pc);
                        match attempt!(self.delegate(regs, ins)) {
                            Delegated::Yields(value) => {
                                self.sync(pc - 1);
                                match self.yield_value(value, floor) {
                                    Some(value) => return Ok(value),
                                    None => continue 'frames,
                                }
                            }
                            Delegated::Ended(value) => {
                                drop(std::mem::take(reg!(ins.b())));
                                set!(ins.a(), value);
                            }
                        }
                    }
                    Op::EnterHandler => {
                        let exception = reg!(ins.b()).clone();
                        let saved = self.exchange_handled(exception);
                        set!(ins.a(), saved);
                    }
                    Op::LeaveHandler => {
                        let saved = std::mem::take(reg!(ins.a()));
                        let saved = if saved.is_unbound() { Value::NONE } else { saved };
                        drop(self.exchange_handled(saved));
                    }
                    Op::ReadBody => flow!(self.read_body()),
                    _ => slow!(self.execute::<O>(regs, ins)),
                }
            }
        }
    }

    #[inline(always)]
    pub(crate) fn sync(&mut self, pc: usize) {
        if let Some(frame) = self.thread.stack.frames.last_mut() {
            frame.position = pc as u32;
        }
    }

    #[inline(always)]
    fn frame_position(&self) -> u32 {
        self.thread.stack.frames.last().map_or(0, |f| f.position)
    }

    #[inline(always)]
    pub(crate) fn free_cell(&self, number: u16) -> &Ref<Cell> {
        let frames = &self.thread.stack.frames;
        let function: &Ref<Function> = &frames[frames.len() - 1].function;
        &function.get(&self.heap).closure[number as usize]
    }

    fn exchange_handled(&mut self, exception: Value) -> Value {
        match self.thread.stack.frames.last_mut() {
            Some(frame) => std::mem::replace(&mut frame.handled, exception),
            None => Value::NONE,
        }
    }

    /// The values of `count` temporaries from `base` on, which are then empty.
    #[inline]
    pub(crate) fn take_many(&mut self, regs: *mut Value, base: u16, count: u16) -> Vec<Value> {
        let mut values = Vec::with_capacity(count as usize);
        for number in base..base + count {
            // SAFETY: the compiler numbers registers below the window's size.
            values.push(std::mem::take(unsafe { &mut *regs.add(number as usize) }));
        }
        values
    }

    /// A native that stands unbound in `base`, called with its arguments in the registers behind it.
    #[inline]
    fn call_builtin_at(&mut self, regs: *mut Value, base: u16, count: u16) -> Result {
        // SAFETY: as `take_many`; the registers stay in place and are emptied only after the call.
        let (callee, with_receiver) =
            unsafe { (std::mem::take(&mut *regs.add(base as usize)), !(*regs.add(base as usize + 1)).is_unbound()) };
        let first = base as usize + if with_receiver { 1 } else { 2 };
        let count = count as usize + with_receiver as usize;
        // SAFETY: as above.
        let arguments = unsafe { std::slice::from_raw_parts(regs.add(first), count) };
        let result = match callee.as_ref::<Builtin>() {
            // A method looked up on its receiver has the right one; a bare descriptor must be asked.
            Some(builtin) if with_receiver => self.call_native(builtin.native, arguments, &[]),
            Some(builtin) => self.call_builtin(builtin, arguments, &[]),
            None => Err(self.system_error("no native here")),
        };
        for number in first..first + count {
            // SAFETY: as above.
            drop(std::mem::take(unsafe { &mut *regs.add(number) }));
        }
        result
    }
}

/// What a delegation (`yield from`, `await`) came to.
pub(crate) enum Delegated {
    Yields(Value),
    Ended(Value),
}

#[inline(always)]
fn fetch(instructions: &[Slot<Instruction>], pc: usize) -> Instruction {
    debug_assert!(pc < instructions.len());
    // SAFETY: the compiler ends every body with a return and jumps only within it; frozen code is our own.
    unsafe { instructions.get_unchecked(pc).get() }
}

#[inline(always)]
fn quick_float(value: &Value) -> Option<f64> {
    if value.is_object() || value.is_small_int() { None } else { value.as_float() }
}

/// The next value of a range or list iterator.
#[inline(always)]
fn quick_next(iterator: &Value, heap: &mut object::Heap) -> Option<Value> {
    let cursor = iterator.as_ref::<Cursor>()?;
    match &mut cursor.get_mut(heap).0 {
        Iterator::Range { next, step, left } if *left > 0 => {
            *left -= 1;
            let value = *next;
            *next = next.wrapping_add(*step);
            Value::small_int(value)
        }
        Iterator::List { list, index } => {
            let (list, at) = (list.clone(), *index);
            let value = list.get(heap).0.get(at).cloned();
            if value.is_some()
                && let Iterator::List { index, .. } = &mut cursor.get_mut(heap).0
            {
                *index = at + 1;
            }
            value
        }
        _ => None,
    }
}

fn special_value(which: u16) -> Value {
    match which {
        special::NONE => Value::NONE,
        special::TRUE => Value::TRUE,
        special::FALSE => Value::FALSE,
        special::ELLIPSIS => Value::ELLIPSIS,
        special::NOT_IMPLEMENTED => Value::NOT_IMPLEMENTED,
        _ => Value::UNBOUND,
    }
}
