//! What the tape leaves to be worked out: a variable is bound to what an instruction computes from variables and
//! numbers alone (`bytecode::Code::number_following`). Here it is computed again.

use bytecode::{Code, Constant, Instruction, Op};
use object::Value;
use trace::{Event, Name, Word};

use crate::state::{Frame, State};

impl State {
    /// The binding that an instruction of the running frame makes. None where the recording is damaged.
    pub(crate) fn followed(&mut self, at: u32) -> Option<Event> {
        self.settle();
        let frame = self.frames.last()?;
        let code = self.code(frame.code);
        let number = code.instructions.get(at as usize)?.a() as u32;
        let value = computed(code, frame, at as usize)?;
        Some(Event::Bind { name: Name::Local(number), value })
    }
}

fn computed(code: &Code, frame: &Frame, at: usize) -> Option<Word> {
    let instruction = *code.instructions.get(at)?;
    let operand = |register: u16| match code.definition(at, register) {
        Some(before) if register >= code.first_temporary => computed(code, frame, before),
        _ => frame.locals.get(register as usize).copied(),
    };
    match instruction.op() {
        Op::Move => operand(instruction.b()),
        Op::LoadInt => Some(Word::int(instruction.d() as i64)),
        Op::LoadConst => match code.constants.get(instruction.d() as usize)? {
            Constant::Int(n) => word_of(Value::small_int(*n)?),
            Constant::Float(x) => word_of(Value::float(*x)),
            _ => None,
        },
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
