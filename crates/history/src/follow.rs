//! What the tape leaves to be worked out: a variable is bound to what an instruction computes from variables, numbers
//! and what it finds in objects, or an object changes so (`bytecode::Code::number_following`). Here it is computed again.

use bytecode::{Code, Constant, Instruction, Op};
use object::Value;
use trace::{Change, Event, Name, ObjectId, Word};

use crate::items::Items;
use crate::object::Content;
use crate::state::{Frame, State};

impl State {
    /// What an instruction of the running frame does: a binding, or the change of an object. None where the recording is
    /// damaged.
    pub(crate) fn followed(&mut self, at: u32) -> Option<Event> {
        self.settle();
        let frame = self.frames.last()?;
        let here = Here { state: self, code: self.code(frame.code), frame };
        let instruction = *here.code.instructions.get(at as usize)?;
        let operand = |register: u16| here.operand(at as usize, register);
        let (object, change) = match instruction.op() {
            Op::Swap => return self.exchanged(&[instruction.a(), instruction.b()]),
            Op::Rotate => return self.exchanged(&[instruction.a(), instruction.b(), instruction.c()]),
            Op::StoreItem => {
                let (list, place) = (operand(instruction.a())?.object()?, operand(instruction.b())?.as_int()?);
                (list, Change::Set(self.place(list, place)?, operand(instruction.c())?))
            }
            Op::StoreItemInt => {
                let (list, place) = (operand(instruction.a())?.object()?, instruction.b_signed() as i64);
                (list, Change::Set(self.place(list, place)?, operand(instruction.c())?))
            }
            Op::StoreAttr => {
                let name = self.tables.attribute_name(frame.code, at)?;
                (operand(instruction.a())?.object()?, Change::SetAttribute(name, operand(instruction.b())?))
            }
            Op::StoreCell => (frame.cell(instruction.a() as u32)?, Change::SetCell(operand(instruction.b())?)),
            Op::StoreFree => (here.free(instruction.a())?, Change::SetCell(operand(instruction.b())?)),
            _ => {
                let value = here.computed(at as usize)?;
                return Some(Event::Bind { name: Name::Local(instruction.a() as u32), value });
            }
        };
        Some(Event::Change { object, at, change })
    }

    /// The next of these variables gets what the one behind it held, the last what the first held.
    fn exchanged(&mut self, registers: &[u16]) -> Option<Event> {
        if self.exchanged.is_empty() {
            let locals = &self.frames.last()?.locals;
            let held = registers.iter().map(|register| locals.get(*register as usize).copied());
            self.exchanged = held.collect::<Option<_>>()?;
            self.exchanged.rotate_left(1);
            self.exchanged.reverse();
        }
        let value = self.exchanged.pop()?;
        let register = *registers.get(registers.len().checked_sub(self.exchanged.len() + 1)?)?;
        Some(Event::Bind { name: Name::Local(register as u32), value })
    }

    /// The place of an item, counted from the start.
    fn place(&self, list: ObjectId, index: i64) -> Option<u64> {
        let length = self.items(list)?.len();
        let place = if index < 0 { index + length as i64 } else { index };
        u64::try_from(place).ok().filter(|place| *place < length as u64)
    }

    fn items(&self, object: ObjectId) -> Option<&Items> {
        match &self.object(object)?.content {
            Content::List(items) | Content::Tuple(items) => Some(items),
            _ => None,
        }
    }
}

/// The running frame.
struct Here<'a> {
    state: &'a State,
    code: &'a Code,
    frame: &'a Frame,
}

impl Here<'_> {
    /// What instruction `at` reads in a register.
    fn operand(&self, at: usize, register: u16) -> Option<Word> {
        match self.code.definition(at, register) {
            Some(before) if register >= self.code.first_temporary => self.computed(before),
            _ => self.frame.locals.get(register as usize).copied(),
        }
    }

    /// The cell of a free variable.
    fn free(&self, number: u16) -> Option<ObjectId> {
        self.state.free_cell(self.frame, self.code.free_names.get(number as usize)?)
    }

    fn item(&self, list: Word, index: i64) -> Option<Word> {
        let list = list.object()?;
        let place = self.state.place(list, index)?;
        self.state.items(list)?.get(place as usize)
    }

    /// What instruction `at` puts into its register.
    fn computed(&self, at: usize) -> Option<Word> {
        let instruction = *self.code.instructions.get(at)?;
        let operand = |register: u16| self.operand(at, register);
        match instruction.op() {
            Op::Move => operand(instruction.b()),
            Op::LoadInt => Some(Word::int(instruction.d() as i64)),
            Op::LoadConst => match self.code.constants.get(instruction.d() as usize)? {
                Constant::Int(n) => word_of(Value::small_int(*n)?),
                Constant::Float(x) => word_of(Value::float(*x)),
                _ => None,
            },
            Op::LoadItem => self.item(operand(instruction.b())?, operand(instruction.c())?.as_int()?),
            Op::LoadItemInt => self.item(operand(instruction.b())?, instruction.c_signed() as i64),
            Op::LoadAttr => {
                let name = self.state.tables.attribute_name(self.frame.code, at as u32)?;
                let object = self.state.object_of(operand(instruction.b())?)?;
                object.attributes.iter().find(|(other, _)| *other == name).map(|(_, word)| *word)
            }
            Op::LoadCell => Some(self.state.cell_content(self.frame.cell(instruction.b() as u32)?)),
            Op::LoadFree => Some(self.state.cell_content(self.free(instruction.b())?)),
            _ => {
                let (operator, small) = operator(instruction);
                let left = operand(instruction.b())?;
                let right = if small { Word::int(instruction.c_signed() as i64) } else { operand(instruction.c())? };
                match (left.as_int(), right.as_int()) {
                    (Some(x), Some(y)) if operator != Op::TrueDiv => integers(operator, x, y),
                    _ => floats(operator, real(left)?, real(right)?),
                }
            }
        }
    }
}

/// What an instruction does, and whether its second operand stands in it.
fn operator(instruction: Instruction) -> (Op, bool) {
    match instruction.op() {
        Op::AddInt => (Op::Add, true),
        Op::SubInt => (Op::Sub, true),
        Op::MulInt => (Op::Mul, true),
        Op::FloorDivInt => (Op::FloorDiv, true),
        Op::ModInt => (Op::Mod, true),
        Op::LShiftInt => (Op::LShift, true),
        Op::RShiftInt => (Op::RShift, true),
        Op::AndInt => (Op::And, true),
        op => (op, false),
    }
}

/// As the machine computes with them where it takes few instructions: what does not fit is told.
fn integers(operator: Op, x: i64, y: i64) -> Option<Word> {
    let n = match operator {
        Op::Add => x.checked_add(y)?,
        Op::Sub => x.checked_sub(y)?,
        Op::Mul => x.checked_mul(y)?,
        Op::FloorDiv if y > 0 => x.div_euclid(y),
        Op::Mod if y > 0 => x.rem_euclid(y),
        Op::LShift if (0..=60).contains(&y) => x << y,
        Op::RShift if y >= 0 => x >> y.min(63),
        Op::And => x & y,
        Op::Or => x | y,
        Op::Xor => x ^ y,
        _ => return None,
    };
    word_of(Value::small_int(n)?)
}

fn floats(operator: Op, x: f64, y: f64) -> Option<Word> {
    word_of(Value::float(match operator {
        Op::Add => x + y,
        Op::Sub => x - y,
        Op::Mul => x * y,
        Op::TrueDiv => x / y,
        _ => return None,
    }))
}

fn real(word: Word) -> Option<f64> {
    match word.as_int() {
        Some(n) => Some(n as f64),
        None => Value::immediate(word.as_immediate()?)?.as_float(),
    }
}

/// None where it is an object.
fn word_of(value: Value) -> Option<Word> {
    (!value.is_object()).then(|| Word::immediate(value.bits()))
}
