//! Methods in Python that operators and truth tests come to, run by the loop itself: their frame is pushed, and its
//! result goes where the instruction of the caller says. Until then the operands stay in their registers.

use bytecode::{Instruction, Op};
use object::{Function, Kind, Ref, Value, dunder};

use crate::error::Result;
use crate::fallback::{comparison_of, operator_of};
use crate::frame::ResultUse;
use crate::machine::Vm;
use crate::operate::{Binary, Comparison};
use crate::slow::reg;

impl Vm {
    /// Calls the method `which` of the class of the first operand with all of them, if it is one in Python with so
    /// many parameters.
    fn push_dunder<const N: usize>(&mut self, which: usize, operands: [&Value; N], result: ResultUse) -> bool {
        if operands[0].kind() != Some(Kind::Instance) {
            return false;
        }
        let Some(Ok(function)) = self.dunder_of(operands[0], which).map(Ref::<Function>::from_value) else {
            return false;
        };
        self.push_method(&function, operands, result)
    }

    /// Must the method of the right operand not be asked first?
    fn left_goes_first(&self, left: &Value, right: &Value) -> bool {
        let (left, right) = (self.heap.class_index_of(left), self.heap.class_index_of(right));
        left == right || right.is_builtin() || !self.heap.class(right).get(&self.heap).is_subclass_of(left, &self.heap)
    }

    /// An arithmetic instruction on an instance.
    pub(crate) fn push_arithmetic(
        &mut self,
        regs: *mut Value,
        ins: Instruction,
        operator: Binary,
        right: &Value,
    ) -> bool {
        let left = &*reg(regs, ins.b());
        if left.kind() != Some(Kind::Instance) || !self.left_goes_first(left, right) {
            return false;
        }
        let in_place = ins.is_in_place() && self.dunder_of(left, operator.inplace()).is_some();
        let which = if in_place { operator.inplace() } else { operator.forward() };
        self.push_dunder(which, [left, right], ResultUse::Operator(ins.a()))
    }

    /// A comparison of an instance.
    pub(crate) fn push_comparison(
        &mut self,
        operator: Comparison,
        left: &Value,
        right: &Value,
        result: ResultUse,
    ) -> bool {
        left.kind() == Some(Kind::Instance)
            && self.left_goes_first(left, right)
            && self.push_dunder(operator.method(), [left, right], result)
    }

    /// `item in container`
    pub(crate) fn push_contains(&mut self, container: &Value, item: &Value) -> bool {
        self.push_dunder(dunder::CONTAINS, [container, item], ResultUse::Truth)
    }

    /// `bool(value)`
    pub(crate) fn push_truth(&mut self, value: &Value) -> bool {
        self.push_dunder(dunder::BOOL, [value], ResultUse::Truth)
    }

    /// `object[key]`
    pub(crate) fn push_item(&mut self, object: &Value, key: &Value, dst: u16) -> bool {
        self.push_dunder(dunder::GETITEM, [object, key], ResultUse::Operator(dst))
    }

    /// `object[key] = value`
    pub(crate) fn push_set_item(&mut self, object: &Value, key: &Value, value: &Value) -> bool {
        self.push_dunder(dunder::SETITEM, [object, key, value], ResultUse::Nothing)
    }

    /// The method that the passed instruction of the innermost frame came to has returned.
    pub(crate) fn operator_returned(&mut self, value: Value, result: ResultUse) -> Result<()> {
        let frame = self.running();
        let (regs, ins, temporaries) = (frame.base, frame.passed(), frame.code.first_temporary);
        let value = if value.is_not_implemented() { self.without_left(regs, ins, value)? } else { value };
        for number in operands_of(ins).into_iter().flatten().filter(|&number| number >= temporaries) {
            drop(std::mem::take(reg(regs, number)));
        }
        match result {
            ResultUse::Operator(dst) => {
                drop(std::mem::replace(reg(regs, dst), value));
                self.record_bind(dst);
            }
            ResultUse::Truth => self.truth_returned(regs, ins, value)?,
            _ => drop(value),
        }
        self.settle();
        Ok(())
    }

    /// The left operand gave NotImplemented for an operator.
    #[cold]
    fn without_left(&mut self, regs: *mut Value, ins: Instruction, value: Value) -> Result {
        let [left, right] = operands_of(ins).map(|number| number.map(|number| reg(regs, number).clone()));
        if let Some((operator, small)) = operator_of(ins.op()) {
            let a = left.unwrap_or_default();
            let b = if small { Value::int(ins.c_signed() as i64) } else { right.unwrap_or_default() };
            return self.binary_without_left(operator, ins.is_in_place(), &a, &b);
        }
        if let Some((operator, small)) = comparison_of(ins.op()) {
            let a = left.unwrap_or_default();
            let b = if small { Value::int(ins.b_signed() as i64) } else { right.unwrap_or_default() };
            return self.compare_without_left(operator, &a, &b);
        }
        Ok(value)
    }

    /// The result of a method that was called for its truth.
    fn truth_returned(&mut self, regs: *mut Value, ins: Instruction, value: Value) -> Result<()> {
        let asked = matches!(ins.op(), Op::Not | Op::JumpIfFalse | Op::JumpIfTrue);
        let truth = match value.as_bool() {
            Some(truth) => truth,
            None if asked => return Err(self.no_bool(&value)),
            None => self.truth(&value)?,
        };
        let (dst, offset) = match ins.op() {
            Op::Not => (Some((ins.a(), !truth)), None),
            Op::In | Op::NotIn => (Some((ins.a(), truth == (ins.op() == Op::In))), None),
            Op::JumpIfFalse | Op::JumpIfTrue => {
                (None, (truth == (ins.op() == Op::JumpIfTrue)).then(|| ins.d() as isize))
            }
            _ => (None, (truth as u8 == ins.e()).then(|| ins.c_signed() as isize)),
        };
        if let Some((dst, truth)) = dst {
            drop(std::mem::replace(reg(regs, dst), Value::bool(truth)));
            self.record_bind(dst);
        }
        if let Some(offset) = offset {
            self.move_on(offset);
            if offset < 0 {
                self.work(1)?;
            }
        }
        Ok(())
    }
}

/// The registers of the operands for which an instruction calls a method.
fn operands_of(ins: Instruction) -> [Option<u16>; 2] {
    let small_sum = operator_of(ins.op()).map(|(_, small)| small);
    match (ins.op(), small_sum) {
        (_, Some(small)) => [Some(ins.b()), (!small).then(|| ins.c())],
        (Op::Lt | Op::Le | Op::Eq | Op::Ne | Op::Gt | Op::Ge | Op::In | Op::NotIn | Op::LoadItem, _) => {
            [Some(ins.b()), Some(ins.c())]
        }
        (Op::Not | Op::LoadItemInt, _) => [Some(ins.b()), None],
        (Op::JumpIfFalse | Op::JumpIfTrue, _) => [Some(ins.a()), None],
        (Op::StoreItem, _) => [Some(ins.a()), Some(ins.b())],
        (Op::StoreItemInt, _) => [Some(ins.a()), None],
        (op, _) => match comparison_of(op) {
            Some((_, true)) => [Some(ins.a()), None],
            Some((_, false)) => [Some(ins.a()), Some(ins.b())],
            None => [None, None],
        },
    }
}
