//! The loop.
//!
//! One `match` on the instruction; what is frequent and simple is done here, the rest in `slow.rs`.
//! Calls from Python to Python push a frame and go on: the Rust stack does not grow.
#![allow(unsafe_code)]

use bytecode::{Instruction, Op, special};
use object::{Cell, ClassFlags, Cursor, Dead, Items, Iterator, Kind, List, Ref, Value};
use trace::Leaving;

use crate::error::Result;
use crate::fallback::Next;
use crate::frame::{Frame, ResultUse};
use crate::handle::Pushed;
use crate::machine::Vm;
use crate::observe::Observer;
use crate::operate::Comparison;
use crate::quick::{fits_shift, floor_divide, floor_modulo};
use crate::slow::Delegated;

impl Vm {
    /// Runs until the stack is `floor` frames deep again; the result of the frame above it.
    pub(crate) fn run<O: Observer>(&mut self, floor: usize) -> Result {
        'frames: loop {
            // The running frame, at hand: read again whenever the frame changes.
            let frame = self.thread.stack.last();
            // SAFETY: the loop is entered with a frame on the stack, and left before the last one is. It counts its function, and the code outlives the frame (`Frame::code`).
            let (mut regs, mut code, mut ip) = unsafe { ((*frame).base, &raw const **(*frame).code, (*frame).ip) };

            macro_rules! reg {
                ($number:expr) => {{
                    // SAFETY: the compiler numbers registers below the window's size; windows do not move.
                    unsafe { &mut *regs.add($number as usize) }
                }};
            }
            macro_rules! code {
                ($field:ident) => {{
                    // SAFETY: as above.
                    unsafe { &(*code).$field }
                }};
            }
            macro_rules! site {
                ($number:expr) => {{
                    // SAFETY: the compiler numbers sites below their count.
                    unsafe { (&(*code).sites).get_unchecked($number as usize) }
                }};
            }
            // The position is saved: for tracebacks, and for frames pushed.
            macro_rules! sync {
                () => {{
                    // SAFETY: the running frame is on the stack.
                    unsafe { (*self.thread.stack.last()).ip = ip }
                }};
            }
            // After whatever may run for long nothing is held in registers meanwhile: the running frame has it all.
            macro_rules! resume {
                () => {{
                    // SAFETY: the running frame is on the stack again.
                    let frame = unsafe { &*self.thread.stack.last() };
                    (regs, code, ip) = (frame.base, &raw const **frame.code, frame.ip);
                }};
            }
            macro_rules! release {
                ($old:expr) => {{
                    let old: Value = $old;
                    if let Some(dead) = old.give_up() {
                        sync!();
                        self.bury(dead);
                        resume!();
                    }
                }};
            }
            macro_rules! set {
                ($number:expr, $value:expr) => {{
                    let number: u16 = $number;
                    let value: Value = $value;
                    if O::RECORDS && number < *code!(locals) && !O::bind_quickly(self, number, &value) {
                        sync!();
                        O::bind(self, number, &value);
                        resume!();
                    }
                    release!(std::mem::replace(reg!(number), value));
                }};
            }
            // Sets what follows from variables and numbers.
            macro_rules! follow {
                ($ins:expr, $value:expr) => {{
                    let value: Value = $value;
                    if O::RECORDS && O::follow_quickly(self, $ins, &value) {
                        release!(std::mem::replace(reg!($ins.a()), value));
                    } else {
                        set!($ins.a(), value);
                    }
                }};
            }
            // Moves a temporary out, clones anything else.
            macro_rules! take {
                ($number:expr) => {{
                    let number: u16 = $number;
                    if number >= *code!(first_temporary) { std::mem::take(reg!(number)) } else { reg!(number).clone() }
                }};
            }
            // Empties a temporary that was read in place.
            macro_rules! used {
                ($number:expr) => {{
                    let number: u16 = $number;
                    if number >= *code!(first_temporary) {
                        release!(std::mem::take(reg!(number)));
                    }
                }};
            }
            macro_rules! attempt {
                ($result:expr) => {
                    match $result {
                        Ok(value) => value,
                        Err(_) => break,
                    }
                };
            }
            // A slow path.
            macro_rules! slow {
                ($result:expr) => {{
                    sync!();
                    let value = attempt!($result);
                    resume!();
                    value
                }};
            }
            // None: the frame of a method runs now, and will do what the instruction asks for.
            macro_rules! told {
                ($truth:expr) => {
                    match $truth {
                        Some(truth) => truth,
                        None => continue,
                    }
                };
            }
            // One that may change the running frame.
            macro_rules! flow {
                ($result:expr) => {{
                    sync!();
                    attempt!($result);
                    continue 'frames;
                }};
            }
            // Where it is a plain call of a Python function, that runs on from here.
            macro_rules! call_quickly {
                ($ins:expr, $start:expr, $given:expr) => {{
                    let start: u16 = $start;
                    self.thread.budget -= 1;
                    if self.thread.budget == 0 {
                        attempt!(self.look_around_and_repeat());
                        continue 'frames;
                    }
                    match self.push_function(reg!($ins.b()), reg!(start), $given as usize, $ins.a()) {
                        Pushed::Frame(base, callee, first) => {
                            (regs, code, ip) = (base, callee, first);
                            continue;
                        }
                        Pushed::No => {}
                    }
                }};
            }
            // What is called is no Python function, or the call is not a plain one.
            macro_rules! call_other {
                ($ins:expr) => {{
                    let kind = reg!($ins.b()).kind();
                    if kind == Some(Kind::Class) {
                        if self.begin_range(regs, $ins) {
                            resume!();
                            continue;
                        }
                        if self.push_constructor(regs, $ins) {
                            continue 'frames;
                        }
                    }
                    let result = match kind {
                        Some(Kind::Builtin) => self.call_builtin_at(regs, $ins.b(), $ins.c()),
                        Some(Kind::Class) => self.construct_at(regs, $ins.b(), $ins.c()),
                        _ => None,
                    };
                    let Some(result) = result else {
                        flow!(self.call_slow(regs, $ins.b(), $ins.c(), ResultUse::Register($ins.a())))
                    };
                    let value = attempt!(result);
                    resume!();
                    set!($ins.a(), value);
                }};
            }
            macro_rules! store_item {
                ($ins:expr, $key:expr) => {{
                    let value = take!($ins.c());
                    if O::RECORDS {
                        sync!();
                    }
                    match self.store_list_item::<O>(reg!($ins.a()), $key, value, $ins) {
                        Ok(old) => {
                            used!($ins.a());
                            release!(old);
                        }
                        Err(value) => slow!(self.store_item_at(regs, $ins, value)),
                    }
                }};
            }
            macro_rules! jump {
                ($offset:expr) => {{
                    let offset = $offset as isize;
                    // SAFETY: the compiler jumps only within the body.
                    ip = unsafe { ip.offset(offset) };
                    if offset < 0 {
                        self.thread.budget -= 1;
                        if self.thread.budget == 0 {
                            slow!(self.look_around());
                        }
                    }
                }};
            }
            macro_rules! arithmetic {
                ($ins:expr, $small:expr, $float:expr) => {{
                    let (a, b) = (&*reg!($ins.b()), &*reg!($ins.c()));
                    if Value::both_small_ints(a, b) {
                        if let Some(result) = $small(a, b) {
                            follow!($ins, result);
                            continue;
                        }
                    } else if Value::both_own_floats(a, b) {
                        follow!($ins, Value::float($float(a.own_float(), b.own_float())));
                        continue;
                    }
                    slow!(self.arithmetic_at::<O>(regs, $ins))
                }};
            }
            macro_rules! integers {
                ($ins:expr, |$x:ident, $y:ident| $when:expr => $result:expr) => {{
                    let (a, b) = (&*reg!($ins.b()), &*reg!($ins.c()));
                    if Value::both_small_ints(a, b) {
                        let ($x, $y) = (a.small(), b.small());
                        if $when {
                            follow!($ins, Value::int($result));
                            continue;
                        }
                    }
                    slow!(self.arithmetic_at::<O>(regs, $ins))
                }};
            }
            macro_rules! integer {
                ($ins:expr, |$x:ident, $y:ident| $when:expr => $result:expr) => {{
                    let a = &*reg!($ins.b());
                    if a.is_small_int() {
                        let ($x, $y) = (a.small(), $ins.c_signed() as i64);
                        if $when {
                            follow!($ins, Value::int($result));
                            continue;
                        }
                    }
                    slow!(self.arithmetic_at::<O>(regs, $ins))
                }};
            }
            macro_rules! compare {
                ($ins:expr, $test:tt) => {{
                    let (a, b) = (&*reg!($ins.b()), &*reg!($ins.c()));
                    if Value::both_small_ints(a, b) {
                        let result = a.signed_bits() $test b.signed_bits();
                        set!($ins.a(), Value::bool(result));
                        continue;
                    }
                    slow!(self.compare_at::<O>(regs, $ins))
                }};
            }
            macro_rules! compare_jump {
                ($ins:expr, $operator:expr, $test:tt) => {{
                    let (a, b) = (&*reg!($ins.a()), &*reg!($ins.b()));
                    let holds = if Value::both_small_ints(a, b) {
                        a.signed_bits() $test b.signed_bits()
                    } else if Value::both_own_floats(a, b) {
                        a.own_float() $test b.own_float()
                    } else {
                        told!(slow!(self.compare_truth_at($operator, regs, $ins)))
                    };
                    if holds as u8 == $ins.e() {
                        jump!($ins.c_signed());
                    }
                }};
            }
            macro_rules! compare_int_jump {
                ($ins:expr, $operator:expr, $test:tt) => {{
                    let a = &*reg!($ins.a());
                    let holds = if a.is_small_int() {
                        a.small() $test ($ins.b_signed() as i64)
                    } else {
                        told!(slow!(self.compare_int_at($operator, regs, $ins)))
                    };
                    if holds as u8 == $ins.e() {
                        jump!($ins.c_signed());
                    }
                }};
            }

            loop {
                // SAFETY: the compiler ends every body with a return and jumps only within it; frozen code is our own.
                let ins: Instruction = unsafe { (*ip).get() };
                // SAFETY: as above.
                ip = unsafe { ip.add(1) };
                match ins.op() {
                    Op::Nop => {}
                    Op::Line => {
                        if O::RECORDS && !O::line_quickly(self, ins.a(), ins.d() as u32) {
                            sync!();
                            O::line(self, ins.a(), ins.d() as u32);
                            resume!();
                        }
                    }
                    Op::Move => {
                        let value = take!(ins.b());
                        follow!(ins, value);
                    }
                    Op::Swap => {
                        std::mem::swap(reg!(ins.a()), reg!(ins.b()));
                        self.tell_exchange::<O>(regs, ins, &[ins.a(), ins.b()]);
                    }
                    Op::Rotate => {
                        std::mem::swap(reg!(ins.a()), reg!(ins.b()));
                        std::mem::swap(reg!(ins.b()), reg!(ins.c()));
                        self.tell_exchange::<O>(regs, ins, &[ins.a(), ins.b(), ins.c()]);
                    }
                    Op::LoadConst => {
                        let constants = code!(constants);
                        // SAFETY: the compiler numbers constants below their count.
                        let value = unsafe { constants.get_unchecked(ins.d() as usize) }.clone();
                        follow!(ins, value);
                    }
                    Op::LoadInt => follow!(ins, Value::int(ins.d() as i64)),
                    Op::LoadSpecial => set!(ins.a(), special_value(ins.b())),
                    Op::Clear => {
                        if O::RECORDS && ins.a() < *code!(locals) {
                            O::unbind(self, ins.a());
                        }
                        release!(std::mem::take(reg!(ins.a())))
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
                        release!(std::mem::take(reg!(ins.a())));
                    }

                    Op::Add => arithmetic!(ins, Value::add_small, |x: f64, y: f64| x + y),
                    Op::Sub => arithmetic!(ins, Value::sub_small, |x: f64, y: f64| x - y),
                    Op::Mul => arithmetic!(ins, Value::mul_small, |x: f64, y: f64| x * y),
                    Op::TrueDiv => {
                        let (a, b) = (&*reg!(ins.b()), &*reg!(ins.c()));
                        // Zero has a word of its own.
                        if Value::both_own_floats(a, b) {
                            follow!(ins, Value::float(a.own_float() / b.own_float()));
                            continue;
                        }
                        slow!(self.arithmetic_at::<O>(regs, ins))
                    }
                    Op::FloorDiv => integers!(ins, |x, y| y > 0 => floor_divide(x, y)),
                    Op::Mod => integers!(ins, |x, y| y > 0 => floor_modulo(x, y)),
                    Op::LShift => integers!(ins, |x, y| fits_shift(x, y) => x << y),
                    Op::RShift => integers!(ins, |x, y| y >= 0 => x >> y.min(63)),
                    Op::And => integers!(ins, |x, y| true => x & y),
                    Op::Or => integers!(ins, |x, y| true => x | y),
                    Op::Xor => integers!(ins, |x, y| true => x ^ y),
                    Op::AddInt => {
                        let a = &*reg!(ins.b());
                        if a.is_small_int()
                            && let Some(result) = a.plus(ins.c_signed())
                        {
                            follow!(ins, result);
                            continue;
                        }
                        slow!(self.arithmetic_at::<O>(regs, ins))
                    }
                    Op::SubInt => {
                        let a = &*reg!(ins.b());
                        if a.is_small_int()
                            && let Some(result) = a.minus(ins.c_signed())
                        {
                            follow!(ins, result);
                            continue;
                        }
                        slow!(self.arithmetic_at::<O>(regs, ins))
                    }
                    Op::MulInt => {
                        let a = &*reg!(ins.b());
                        if a.is_small_int()
                            && let Some(result) = a.times(ins.c_signed())
                        {
                            follow!(ins, result);
                            continue;
                        }
                        slow!(self.arithmetic_at::<O>(regs, ins))
                    }
                    Op::Pow | Op::MatMul => slow!(self.arithmetic_at::<O>(regs, ins)),
                    Op::FloorDivInt => integer!(ins, |x, y| y > 0 => floor_divide(x, y)),
                    Op::ModInt => integer!(ins, |x, y| y > 0 => floor_modulo(x, y)),
                    Op::LShiftInt => integer!(ins, |x, y| fits_shift(x, y) => x << y),
                    Op::RShiftInt => integer!(ins, |x, y| y >= 0 => x >> y.min(63)),
                    Op::AndInt => integer!(ins, |x, y| true => x & y),
                    Op::Not => {
                        let truth = match reg!(ins.b()).as_bool() {
                            Some(b) => b,
                            None => told!(slow!(self.truth_at(regs, ins.b()))),
                        };
                        set!(ins.a(), Value::bool(!truth));
                    }

                    Op::Lt => compare!(ins, <),
                    Op::Le => compare!(ins, <=),
                    Op::Eq => compare!(ins, ==),
                    Op::Ne => compare!(ins, !=),
                    Op::Gt => compare!(ins, >),
                    Op::Ge => compare!(ins, >=),
                    Op::Is | Op::IsNot => {
                        let same = reg!(ins.b()).is_same(reg!(ins.c()));
                        used!(ins.b());
                        used!(ins.c());
                        set!(ins.a(), Value::bool(same == (ins.op() == Op::Is)));
                    }
                    Op::In | Op::NotIn => {
                        let found = told!(slow!(self.contains_at(regs, ins)));
                        set!(ins.a(), Value::bool(found == (ins.op() == Op::In)));
                    }

                    Op::Jump => jump!(ins.d()),
                    Op::JumpIfFalse | Op::JumpIfTrue => {
                        let truth = match reg!(ins.a()).as_bool() {
                            Some(b) => b,
                            None => told!(slow!(self.truth_at(regs, ins.a()))),
                        };
                        if truth == (ins.op() == Op::JumpIfTrue) {
                            jump!(ins.d());
                        }
                    }
                    Op::JumpIfFalseKeep | Op::JumpIfTrueKeep => {
                        let truth = match reg!(ins.a()).as_bool() {
                            Some(b) => b,
                            None => slow!(self.truth_of_kept(regs, ins.a())),
                        };
                        if truth == (ins.op() == Op::JumpIfTrueKeep) {
                            jump!(ins.d());
                        } else {
                            used!(ins.a());
                        }
                    }
                    Op::JumpIfNone => {
                        let none = reg!(ins.a()).is_none();
                        used!(ins.a());
                        if none == (ins.e() != 0) {
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
                        let value = match self.cached_global(site!(ins.c())) {
                            Some(value) => value,
                            None => slow!(self.load_global(site!(ins.c()))),
                        };
                        set!(ins.a(), value);
                    }
                    Op::StoreGlobal => {
                        let value = take!(ins.b());
                        if O::RECORDS && self.knows_global(site!(ins.c())) {
                            sync!();
                            O::rebind_global(self, ins.c(), &value);
                        }
                        match self.store_cached_global(site!(ins.c()), value) {
                            Ok(old) => release!(old),
                            Err(value) => slow!(self.store_global(ins, value)),
                        }
                    }
                    Op::LoadCell => {
                        let content = match reg!(ins.b()).as_ref::<Cell>() {
                            Some(cell) => cell.get(&self.heap).content.clone(),
                            None => Value::UNBOUND,
                        };
                        if content.is_unbound() {
                            slow!(Err::<(), _>(self.unbound_local(ins.b())))
                        }
                        O::look_into(self, reg!(ins.b()));
                        follow!(ins, content);
                    }
                    Op::StoreCell => {
                        let value = take!(ins.b());
                        if O::RECORDS {
                            sync!();
                        }
                        if let Some(cell) = reg!(ins.a()).as_ref::<Cell>() {
                            release!(self.store_cell::<O>(cell, value, ins));
                        }
                    }
                    Op::LoadFree => {
                        let content = self.free_cell(ins.b()).get(&self.heap).content.clone();
                        if content.is_unbound() {
                            slow!(Err::<(), _>(self.unbound_free(ins.b())))
                        }
                        self.look_into_cell::<O>(ins.b());
                        follow!(ins, content);
                    }
                    Op::StoreFree => {
                        let value = take!(ins.b());
                        if O::RECORDS {
                            sync!();
                        }
                        // SAFETY: the running function keeps its cells while it runs.
                        let cell = unsafe { &*std::ptr::from_ref(self.free_cell(ins.a())) };
                        release!(self.store_cell::<O>(cell, value, ins));
                    }

                    Op::LoadAttr => match self.cached_attribute(reg!(ins.b()), site!(ins.c())) {
                        Some(value) => {
                            O::look_into(self, reg!(ins.b()));
                            used!(ins.b());
                            follow!(ins, value);
                        }
                        None => slow!(self.load_attribute_at::<O>(regs, ins)),
                    },
                    Op::StoreAttr => {
                        let value = take!(ins.b());
                        if O::RECORDS {
                            sync!();
                        }
                        match self.store_cached_attribute::<O>(reg!(ins.a()), site!(ins.c()), value, ins) {
                            Ok(old) => {
                                used!(ins.a());
                                release!(old);
                            }
                            Err(value) => slow!(self.store_attribute_at::<O>(regs, ins, value)),
                        }
                    }
                    Op::LoadMethod => {
                        let function = self.cached_method(reg!(ins.b()), site!(ins.c()));
                        if function.is_unbound() {
                            slow!(self.load_method_at(regs, ins));
                        } else {
                            let receiver = take!(ins.b());
                            *reg!(ins.a()) = function;
                            *reg!(ins.a() + 1) = receiver;
                        }
                    }
                    Op::LoadItem => match self.sequence_item(reg!(ins.b()), reg!(ins.c())) {
                        Some(value) => {
                            O::look_into(self, reg!(ins.b()));
                            used!(ins.b());
                            follow!(ins, value);
                        }
                        None => slow!(self.load_item_at::<O>(regs, ins)),
                    },
                    Op::LoadItemInt => match self.item_at_index(reg!(ins.b()), ins.c_signed() as i64) {
                        Some(value) => {
                            O::look_into(self, reg!(ins.b()));
                            used!(ins.b());
                            follow!(ins, value);
                        }
                        None => slow!(self.load_item_at::<O>(regs, ins)),
                    },
                    Op::StoreItem => store_item!(ins, reg!(ins.b())),
                    Op::StoreItemInt => store_item!(ins, &Value::int(ins.b_signed() as i64)),
                    Op::BuildList => {
                        let list = Ref::<List>::list(self.take_many(regs, ins.b(), ins.c()));
                        set!(ins.a(), list.into());
                    }
                    Op::BuildTuple => {
                        let tuple = self.tuple_at(regs, ins.b(), ins.c());
                        set!(ins.a(), tuple);
                    }
                    Op::ListAppend => {
                        let value = take!(ins.b());
                        if O::RECORDS {
                            sync!();
                        }
                        if let Some(list) = reg!(ins.a()).as_ref::<List>() {
                            self.list_push(list, value);
                        }
                    }
                    Op::Unpack => slow!(self.unpack_at::<O>(regs, ins)),

                    Op::Call => {
                        sync!();
                        let with_receiver = !reg!(ins.b() + 1).is_unbound() as u16;
                        call_quickly!(ins, ins.b() + 2 - with_receiver, ins.c() + with_receiver);
                        call_other!(ins)
                    }
                    Op::CallFunction => {
                        sync!();
                        call_quickly!(ins, ins.b() + 2, ins.c());
                        *reg!(ins.b() + 1) = Value::UNBOUND;
                        call_other!(ins)
                    }
                    Op::CallKw => {
                        flow!(self.call_keywords(regs, ins.b(), ins.c(), ResultUse::Register(ins.a())))
                    }
                    Op::CallStar => {
                        flow!(self.call_star(regs, ins.b(), ResultUse::Register(ins.a())))
                    }
                    Op::Return | Op::ReturnNone => {
                        if let Some(dst) = self.plain_result() {
                            // Of a local, too, the value moves: the window is emptied.
                            let value =
                                if ins.op() == Op::Return { std::mem::take(reg!(ins.a())) } else { Value::NONE };
                            if O::RECORDS && !O::return_quickly(self, *code!(quiet), ins.c(), &value) {
                                sync!();
                                O::leave(self, Leaving::Return, Some(&value));
                                (regs, code) = (self.running().base, &raw const **self.running().code);
                            }
                            for local in 0..*code!(first_temporary) {
                                // A stale immediate may stay.
                                if reg!(local).is_object()
                                    && let Some(dead) = std::mem::take(reg!(local)).give_up()
                                {
                                    self.return_after_death::<O>(dead, local + 1, value, dst);
                                    continue 'frames;
                                }
                            }
                            if let Some(dead) = self.thread.stack.drop_plain().give_up() {
                                dead.bury();
                                self.hand_over::<O>(value, dst);
                                continue 'frames;
                            }
                            resume!();
                            set!(dst, value);
                            continue;
                        }
                        let value = if ins.op() == Op::Return { take!(ins.a()) } else { Value::NONE };
                        sync!();
                        match attempt!(self.leave_frame::<O>(value)) {
                            Some(value) => return Ok(value),
                            None => continue 'frames,
                        }
                    }

                    Op::GetIter => slow!(self.iterator_at(regs, ins)),
                    Op::ForNext => {
                        let value = match self.quick_next(reg!(ins.b())) {
                            Some(value) => {
                                if O::RECORDS && object::is_told(reg!(ins.b())) {
                                    sync!();
                                    self.tell_next(reg!(ins.b()));
                                }
                                Some(value)
                            }
                            None if self.has_ended(reg!(ins.b())) => None,
                            None if self.is_generator(reg!(ins.b())) => {
                                sync!();
                                if attempt!(self.resume_in_loop(reg!(ins.b()), ins.a())) {
                                    continue 'frames;
                                }
                                None
                            }
                            None => match slow!(self.next_at::<O>(regs, ins)) {
                                Next::Value(value) => Some(value),
                                Next::Ended => None,
                                Next::Unpacked => continue,
                            },
                        };
                        match value {
                            Some(value) => {
                                set!(ins.a(), value);
                                if ins.c() != 0 {
                                    jump!(ins.c_signed());
                                }
                            }
                            None => {
                                release!(std::mem::take(reg!(ins.b())));
                                if ins.c() == 0 {
                                    // SAFETY: the jump that follows is passed over.
                                    ip = unsafe { ip.add(1) };
                                }
                            }
                        }
                    }
                    Op::Yield => {
                        let value = take!(ins.b());
                        sync!();
                        match self.yield_value::<O>(value) {
                            Some(value) => return Ok(value),
                            None => continue 'frames,
                        }
                    }
                    Op::YieldFrom => match slow!(self.delegate(regs, ins)) {
                        None => continue 'frames,
                        Some(Delegated::Yields(value)) => {
                            self.stay_at_delegation();
                            let handed_on = self.yield_value::<O>(value);
                            self.thread.async_yielded = false;
                            match handed_on {
                                Some(value) => return Ok(value),
                                None => continue 'frames,
                            }
                        }
                        Some(Delegated::Ended(value)) => {
                            release!(std::mem::take(reg!(ins.b())));
                            set!(ins.a(), value);
                        }
                    },
                    Op::EnterHandler => {
                        let exception = reg!(ins.b()).clone();
                        set!(ins.a(), self.exchange_handled(exception));
                    }
                    Op::LeaveHandler => {
                        let saved = std::mem::take(reg!(ins.a())).bound().unwrap_or(Value::NONE);
                        release!(self.exchange_handled(saved));
                    }
                    Op::MatchSequence => {
                        set!(ins.a(), Value::bool(self.class_flag(reg!(ins.b()), ClassFlags::SEQUENCE)));
                    }
                    Op::MatchMapping => {
                        set!(ins.a(), Value::bool(self.class_flag(reg!(ins.b()), ClassFlags::MAPPING)));
                    }
                    Op::GetLen => {
                        let length = match self.plain_length(reg!(ins.b())) {
                            Some(length) => length,
                            None => slow!(self.len_at(regs, ins.b())),
                        };
                        set!(ins.a(), Value::from_usize(length));
                    }
                    Op::ReadBody => flow!(self.read_body()),
                    // All the others, named: so the jump by instruction needs no test.
                    Op::Neg
                    | Op::Pos
                    | Op::Invert
                    | Op::DeleteGlobal
                    | Op::LoadName
                    | Op::StoreName
                    | Op::DeleteName
                    | Op::MakeCell
                    | Op::DeleteCell
                    | Op::DeleteFree
                    | Op::LoadFreeCell
                    | Op::LoadNameOrFree
                    | Op::LoadNameFrom
                    | Op::DeleteAttr
                    | Op::LoadSuperAttr
                    | Op::LoadSuperMethod
                    | Op::DeleteItem
                    | Op::BuildSlice
                    | Op::BuildSet
                    | Op::BuildDict
                    | Op::BuildString
                    | Op::FormatValue
                    | Op::ListExtend
                    | Op::ListToTuple
                    | Op::SetAdd
                    | Op::SetUpdate
                    | Op::DictSet
                    | Op::DictUpdate
                    | Op::DictMerge
                    | Op::UnpackStar
                    | Op::Copied
                    | Op::MakeFunction
                    | Op::LoadBuildClass
                    | Op::LoadLocals
                    | Op::GetAiter
                    | Op::GetAnext
                    | Op::EndAsyncFor
                    | Op::GetYieldFromIter
                    | Op::GetAwaitable
                    | Op::Raise
                    | Op::Reraise
                    | Op::ExceptMatch
                    | Op::ExceptStarMatch
                    | Op::ExceptStarResult
                    | Op::LoadAssertionError
                    | Op::BeforeWith
                    | Op::WithExit
                    | Op::ImportName
                    | Op::ImportFrom
                    | Op::ImportStar
                    | Op::MatchKeys
                    | Op::MatchClass
                    | Op::MatchRest
                    | Op::SetupAnnotations
                    | Op::Intrinsic => slow!(self.execute::<O>(regs, ins)),
                }
            }
            // An exception is pending.
            self.unwind(floor)?;
        }
    }

    /// An object died.
    #[cold]
    #[inline(never)]
    fn bury(&mut self, dead: Dead) {
        dead.bury();
        self.settle();
    }

    /// The innermost frame.
    #[inline(always)]
    pub(crate) fn running(&self) -> &Frame {
        debug_assert!(!self.thread.stack.last().is_null());
        // SAFETY: only instructions ask, and they run in a frame.
        unsafe { &*self.thread.stack.last() }
    }

    #[inline(always)]
    pub(crate) fn free_cell(&self, number: u16) -> &Ref<Cell> {
        &self.running().function.get(&self.heap).closure[number as usize]
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

    /// The tuple of `count` temporaries from `base` on, which are then empty.
    #[inline]
    fn tuple_at(&mut self, regs: *mut Value, base: u16, count: u16) -> Value {
        // SAFETY: the compiler numbers registers below the window's size.
        let places = unsafe { std::slice::from_raw_parts_mut(regs.add(base as usize), count as usize) };
        Value::tuple_of(Items::taken(places))
    }

    /// The next value of an iterator of a range, list or tuple.
    #[inline(always)]
    pub(crate) fn quick_next(&mut self, iterator: &Value) -> Option<Value> {
        let cursor = iterator.as_ref::<Cursor>()?;
        match &mut cursor.get_mut(&mut self.heap).0 {
            Iterator::Range { next, step, left } if *left > 0 => {
                *left -= 1;
                let value = *next;
                *next = next.wrapping_add(*step);
                Value::small_int(value)
            }
            Iterator::List { list, index } => {
                // SAFETY: the iterator keeps its list; a list is not its own iterator.
                let (list, at) = (unsafe { &*std::ptr::from_ref::<Ref<List>>(list) }, *index);
                *index = at + 1;
                let value = list.get(&self.heap).0.get(at).cloned();
                if value.is_none()
                    && let Iterator::List { index, .. } = &mut cursor.get_mut(&mut self.heap).0
                {
                    *index = at;
                }
                value
            }
            Iterator::Tuple { tuple, index } => {
                let value = tuple.0.get(*index).cloned();
                *index += value.is_some() as usize;
                value
            }
            _ => None,
        }
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
