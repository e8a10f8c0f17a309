//! Expressions.

use bytecode::{Constant, Op, gather, intrinsic, special};
use ruff_python_ast::{
    self as ast, BoolOp, CmpOp, ConversionFlag, Expr, InterpolatedStringElement, Number, Operator, UnaryOp,
};
use ruff_text_size::Ranged;

use crate::Marks;
use crate::body::{Body, Result, is_constant};
use crate::comprehension::Makes;
use crate::emit::Label;

/// Deeper nesting than this takes a new piece of stack.
const RED_ZONE: usize = 128 * 1024;
const STACK_PIECE: usize = 2 * 1024 * 1024;

impl<'a> Body<'a, '_> {
    /// Computes an expression; the register that has it: a local's own, or a new temporary.
    pub fn operand(&mut self, expression: &'a Expr) -> Result<u16> {
        if let Some(register) = self.operand_in_place(expression) {
            return Ok(register);
        }
        self.pushed(expression)
    }

    /// The register of a local variable that an expression names, where nothing can rebind it meanwhile.
    pub fn operand_in_place(&mut self, expression: &'a Expr) -> Option<u16> {
        let Expr::Name(name) = expression else {
            return None;
        };
        if self.unit.scopes.all[self.scope].walrus {
            return None;
        }
        self.touch(expression);
        self.local_operand(&name.id)
    }

    /// Computes an expression into a new temporary.
    pub fn pushed(&mut self, expression: &'a Expr) -> Result<u16> {
        let dst = self.emitter.temporary();
        self.expression(expression, dst)?;
        Ok(dst)
    }

    /// Computes an expression into `dst`, which keeps its old value until the end.
    pub fn expression(&mut self, expression: &'a Expr, dst: u16) -> Result<()> {
        stacker::maybe_grow(RED_ZONE, STACK_PIECE, || self.expression_here(expression, dst))
    }

    fn expression_here(&mut self, expression: &'a Expr, dst: u16) -> Result<()> {
        let mark = self.emitter.mark();
        self.at(expression);
        if is_leaf(expression) {
            self.emitter.follow_line(true);
        }
        match expression {
            Expr::Name(name) => self.load_name(&name.id.clone(), dst),
            Expr::NumberLiteral(number) => {
                let constant = match &number.value {
                    Number::Int(n) => match n.as_i64() {
                        Some(n) => Constant::Int(n),
                        None => Constant::BigInt(n.to_string().replace('_', "").as_str().into()),
                    },
                    Number::Float(x) => Constant::Float(*x),
                    Number::Complex { imag, .. } => Constant::Imaginary(*imag),
                };
                self.load_constant(constant, dst);
            }
            Expr::StringLiteral(string) => {
                let text = crate::literal::string(string, self.unit.source);
                self.load_constant(Constant::Str((*text).into()), dst);
            }
            Expr::BytesLiteral(bytes) => {
                let data: Vec<u8> = bytes.value.bytes().collect();
                self.load_constant(Constant::Bytes(data.into()), dst);
            }
            Expr::BooleanLiteral(b) => self.load_constant(if b.value { Constant::True } else { Constant::False }, dst),
            Expr::NoneLiteral(_) => self.load_constant(Constant::None, dst),
            Expr::EllipsisLiteral(_) => self.load_constant(Constant::Ellipsis, dst),
            Expr::BinOp(operation) => self.binary(operation, dst)?,
            Expr::UnaryOp(operation) => self.unary(operation, dst)?,
            Expr::BoolOp(operation) => {
                let end = self.emitter.label();
                let result = if self.emitter.is_temporary(dst) { dst } else { self.emitter.temporary() };
                let op = if operation.op == BoolOp::And { Op::JumpIfFalseKeep } else { Op::JumpIfTrueKeep };
                let (last, others) = match operation.values.split_last() {
                    Some(split) => split,
                    None => return Ok(()),
                };
                for value in others {
                    self.expression(value, result)?;
                    self.emitter.jump(op, 0, result, end);
                }
                self.expression(last, result)?;
                self.emitter.place(end);
                if result != dst {
                    self.emitter.emit(Op::Move, dst, result, 0);
                }
            }
            Expr::Compare(compare) => self.comparison(compare, dst)?,
            Expr::If(conditional) => {
                let (otherwise, end) = (self.emitter.label(), self.emitter.label());
                self.jump_unless(&conditional.test, otherwise)?;
                self.expression(&conditional.body, dst)?;
                self.emitter.jump(Op::Jump, 0, 0, end);
                self.emitter.place(otherwise);
                self.expression(&conditional.orelse, dst)?;
                self.emitter.place(end);
            }
            Expr::Named(named) => {
                let value = if self.emitter.is_temporary(dst) { dst } else { self.emitter.temporary() };
                self.expression(&named.value, value)?;
                if let Expr::Name(name) = &*named.target {
                    let kept = self.emitter.keep();
                    self.emitter.emit(Op::Move, kept, value, 0);
                    self.at(expression);
                    self.store_name(&name.id, kept);
                    self.emitter.emit(Op::Move, dst, kept, 0);
                    self.emitter.drop_kept(kept);
                }
            }
            Expr::Lambda(lambda) => self.lambda(lambda, dst)?,
            Expr::Attribute(attribute) if self.is_bare_super(&attribute.value) => {
                let base = self.super_operands();
                self.at(attribute);
                let site = self.site(&attribute.attr);
                self.emitter.emit(Op::LoadSuperAttr, dst, base, site);
            }
            Expr::Attribute(attribute) => {
                let object = self.operand(&attribute.value)?;
                self.at(expression);
                let site = self.site(&attribute.attr);
                self.emitter.emit(Op::LoadAttr, dst, object, site);
            }
            Expr::Subscript(subscript) => {
                let object = self.operand(&subscript.value)?;
                if let Some(index) = small_index(&subscript.slice) {
                    self.touch(&*subscript.slice);
                    self.at(expression);
                    self.emitter.emit(Op::LoadItemInt, dst, object, index as u16);
                } else {
                    let key = self.operand(&subscript.slice)?;
                    self.at(expression);
                    self.emitter.emit(Op::LoadItem, dst, object, key);
                }
            }
            Expr::Slice(slice) => {
                let base = self.emitter.mark();
                let mut first = None;
                for part in [&slice.lower, &slice.upper, &slice.step] {
                    let register = self.emitter.temporary();
                    first = first.or(Some(register));
                    match part {
                        Some(part) => self.expression(part, register)?,
                        None => self.load_constant(Constant::None, register),
                    }
                }
                self.emitter.release(base);
                self.at(expression);
                self.emitter.emit(Op::BuildSlice, dst, first.unwrap_or(0), 0);
            }
            Expr::Tuple(tuple) => self.sequence(&tuple.elts, dst, Op::BuildTuple)?,
            Expr::List(list) => self.sequence(&list.elts, dst, Op::BuildList)?,
            Expr::Set(set) => self.sequence(&set.elts, dst, Op::BuildSet)?,
            Expr::Dict(dict) => self.dict(dict, dst)?,
            Expr::Call(call) => self.call(call, dst)?,
            Expr::FString(string) => {
                let base = self.emitter.mark();
                let mut parts = 0;
                let mut first = None;
                for part in string.value.iter() {
                    match part {
                        ast::FStringPart::Literal(literal) => {
                            let register = self.emitter.temporary();
                            first = first.or(Some(register));
                            let text = crate::literal::literal(literal, self.unit.source);
                            self.load_constant(Constant::Str((*text).into()), register);
                            parts += 1;
                        }
                        ast::FStringPart::FString(string) => {
                            for element in &string.elements {
                                let register = self.element(element)?;
                                first = first.or(Some(register));
                                parts += 1;
                                parts += self.debug_extra;
                                self.debug_extra = 0;
                            }
                        }
                    }
                }
                self.emitter.release(base);
                self.at(expression);
                self.emitter.emit(Op::BuildString, dst, first.unwrap_or(0), parts);
            }
            Expr::TString(_) => return self.unit.error(expression, "invalid syntax"),
            Expr::ListComp(c) => self.comprehension(c, &c.generators, None, &c.elt, dst, Makes::List)?,
            Expr::SetComp(c) => self.comprehension(c, &c.generators, None, &c.elt, dst, Makes::Set)?,
            Expr::DictComp(c) => {
                let Some(key) = &c.key else {
                    return self.unit.error(expression, "invalid syntax");
                };
                self.comprehension(c, &c.generators, Some(key), &c.value, dst, Makes::Dict)?;
            }
            Expr::Generator(c) => self.comprehension(c, &c.generators, None, &c.elt, dst, Makes::Generator)?,
            Expr::Yield(yields) => {
                if !self.is_function {
                    return self.unit.error(expression, "'yield' outside function");
                }
                let value = self.emitter.temporary();
                match &yields.value {
                    Some(inner) => self.expression(inner, value)?,
                    None => self.load_constant(Constant::None, value),
                }
                self.at(expression);
                self.emitter.emit(Op::Yield, dst, value, 0);
            }
            Expr::YieldFrom(yields) => {
                if !self.is_function {
                    return self.unit.error(expression, "'yield from' outside function");
                }
                if self.is_async {
                    return self.unit.error(expression, "'yield from' inside async function");
                }
                let value = self.pushed(&yields.value)?;
                self.at(expression);
                let iterator = self.emitter.keep();
                self.emitter.emit(Op::GetYieldFromIter, iterator, value, 0);
                self.emitter.emit(Op::LoadSpecial, value, special::NONE, 0);
                self.emitter.emit(Op::YieldFrom, value, iterator, 0);
                self.emitter.free_kept(iterator);
                self.emitter.emit(Op::Move, dst, value, 0);
            }
            Expr::Await(awaits) => {
                if !self.is_function {
                    return self.unit.error(expression, "'await' outside function");
                }
                if !self.is_async && !self.in_async_generator_expression {
                    return self.unit.error(expression, "'await' outside async function");
                }
                let value = self.pushed(&awaits.value)?;
                self.at(expression);
                self.await_value(value, 0);
                self.emitter.emit(Op::Move, dst, value, 0);
            }
            Expr::Starred(_) => {
                return self.unit.error(expression, "can't use starred expression here");
            }
            Expr::IpyEscapeCommand(_) => return self.unit.error(expression, "invalid syntax"),
        }
        self.emitter.release(mark);
        Ok(())
    }

    // ---- operators ---------------------------------------------------------------------------

    fn binary(&mut self, operation: &'a ast::ExprBinOp, dst: u16) -> Result<()> {
        let left = self.operand(&operation.left)?;
        if let Some(small) = small_int(&operation.right)
            && let Some(op) = immediate_op(operation.op)
        {
            self.at(operation);
            self.emitter.emit(op, dst, left, small as u16);
            return Ok(());
        }
        let right = self.operand(&operation.right)?;
        self.at(operation);
        self.emitter.emit(binary_op(operation.op), dst, left, right);
        Ok(())
    }

    fn unary(&mut self, operation: &'a ast::ExprUnaryOp, dst: u16) -> Result<()> {
        if operation.op == UnaryOp::USub
            && let Expr::NumberLiteral(number) = &*operation.operand
        {
            match &number.value {
                Number::Int(n) if n.as_i64().is_some() => {
                    self.load_constant(Constant::Int(-n.as_i64().unwrap_or(0)), dst);
                    return Ok(());
                }
                Number::Float(x) => {
                    self.load_constant(Constant::Float(-x), dst);
                    return Ok(());
                }
                _ => {}
            }
        }
        let value = self.operand(&operation.operand)?;
        self.at(operation);
        let op = match operation.op {
            UnaryOp::USub => Op::Neg,
            UnaryOp::UAdd => Op::Pos,
            UnaryOp::Invert => Op::Invert,
            UnaryOp::Not => Op::Not,
        };
        self.emitter.emit(op, dst, value, 0);
        Ok(())
    }

    fn comparison(&mut self, compare: &'a ast::ExprCompare, dst: u16) -> Result<()> {
        if let ([op], [right]) = (&*compare.ops, &*compare.comparators) {
            let left = self.operand(&compare.left)?;
            let right = self.operand(right)?;
            self.at(compare);
            self.emitter.emit(compare_op(*op), dst, left, right);
            return Ok(());
        }
        let end = self.emitter.label();
        let result = if self.emitter.is_temporary(dst) { dst } else { self.emitter.temporary() };
        let (middle, held) = (self.emitter.keep(), self.emitter.keep());
        self.expression(&compare.left, held)?;
        for (place, (op, right)) in compare.ops.iter().zip(&compare.comparators).enumerate() {
            self.expression(right, middle)?;
            self.at(compare);
            self.emitter.emit(compare_op(*op), result, held, middle);
            if place + 1 < compare.ops.len() {
                self.emitter.jump(Op::JumpIfFalseKeep, 0, result, end);
                self.emitter.emit(Op::Move, held, middle, 0);
            }
        }
        self.emitter.place(end);
        self.emitter.drop_kept(middle);
        self.emitter.drop_kept(held);
        if result != dst {
            self.emitter.emit(Op::Move, dst, result, 0);
        }
        Ok(())
    }

    // ---- conditions --------------------------------------------------------------------------

    pub fn jump_unless(&mut self, test: &'a Expr, to: Label) -> Result<()> {
        self.jump_on(test, false, to)
    }

    pub fn jump_if(&mut self, test: &'a Expr, to: Label) -> Result<()> {
        self.jump_on(test, true, to)
    }

    /// Jumps where the truth of `test` is `wanted`.
    fn jump_on(&mut self, test: &'a Expr, wanted: bool, to: Label) -> Result<()> {
        let mark = self.emitter.mark();
        match test {
            Expr::UnaryOp(operation) if operation.op == UnaryOp::Not => {
                self.jump_on(&operation.operand, !wanted, to)?;
            }
            Expr::BoolOp(operation) => {
                let all = (operation.op == BoolOp::And) != wanted;
                // `and` that jumps when false, or `or` that jumps when true: each part may jump.
                let (last, others) = match operation.values.split_last() {
                    Some(split) => split,
                    None => return Ok(()),
                };
                let past = self.emitter.label();
                for value in others {
                    if all { self.jump_on(value, wanted, to)? } else { self.jump_on(value, !wanted, past)? }
                }
                self.jump_on(last, wanted, to)?;
                self.emitter.place(past);
            }
            Expr::BooleanLiteral(b) => {
                if b.value == wanted {
                    self.emitter.jump(Op::Jump, 0, 0, to);
                }
            }
            Expr::Compare(compare) if compare.ops.len() == 1 && !self.unit.wide => {
                let (op, right) = (compare.ops[0], &compare.comparators[0]);
                if let (CmpOp::Is | CmpOp::IsNot, Expr::NoneLiteral(_)) = (op, right) {
                    let left = self.operand(&compare.left)?;
                    self.at(test);
                    let sense = (op == CmpOp::Is) == wanted;
                    self.emitter.jump(Op::JumpIfNone, sense as u8, left, to);
                } else if let Some((with_int, plain)) = jump_ops(op) {
                    let left = self.operand(&compare.left)?;
                    if let Some(small) = small_int(right) {
                        self.at(test);
                        self.emitter.short_jump(with_int, wanted as u8, left, small as u16, to);
                    } else {
                        let right = self.operand(right)?;
                        self.at(test);
                        self.emitter.short_jump(plain, wanted as u8, left, right, to);
                    }
                } else {
                    self.jump_on_value(test, wanted, to)?;
                }
            }
            _ => self.jump_on_value(test, wanted, to)?,
        }
        self.emitter.release(mark);
        Ok(())
    }

    fn jump_on_value(&mut self, test: &'a Expr, wanted: bool, to: Label) -> Result<()> {
        let value = self.operand(test)?;
        self.at(test);
        let op = if wanted { Op::JumpIfTrue } else { Op::JumpIfFalse };
        self.emitter.jump(op, 0, value, to);
        Ok(())
    }

    // ---- displays ----------------------------------------------------------------------------

    fn sequence(&mut self, elements: &'a [Expr], dst: u16, build: Op) -> Result<()> {
        // CPython loads a constant tuple at once.
        let least = if build == Op::BuildTuple { 1 } else { 3 };
        if self.emitter.follows && elements.len() >= least && elements.iter().all(folds) {
            self.emitter.follow_line(true);
            return self.unmarked(|body| body.sequence(elements, dst, build));
        }
        const BATCH: usize = 64;
        let starred = elements.iter().any(|e| e.is_starred_expr());
        if !starred && elements.len() <= BATCH {
            let base = self.emitter.mark();
            let first = self.push_all(elements)?;
            self.emitter.release(base);
            let folded = build == Op::BuildSet && elements.len() > 2 && elements.iter().all(folds);
            self.emitter.emit_e(build, folded as u8, dst, first, elements.len() as u16);
            return Ok(());
        }
        let whole = self.emitter.temporary();
        let (start, add, extend) = match build {
            Op::BuildSet => (Op::BuildSet, Op::SetAdd, Op::SetUpdate),
            _ => (Op::BuildList, Op::ListAppend, Op::ListExtend),
        };
        let location = self.emitter.location;
        self.emitter.emit(start, whole, 0, 0);
        let mut sources = Vec::new();
        for element in elements {
            let (mark, told) = (self.emitter.mark(), sources.len());
            match element {
                Expr::Starred(inner) => {
                    let (value, keep) = self.gathered(&inner.value, &mut sources)?;
                    self.at(element);
                    self.emitter.emit_e(extend, keep, whole, value, 0);
                }
                _ => {
                    let value = self.operand(element)?;
                    self.emitter.emit(add, whole, value, 0);
                }
            }
            // A source stays in the lowest of its temporaries.
            self.emitter.release(mark + (sources.len() - told) as u16);
        }
        if sources.is_empty() {
            let finish = if build == Op::BuildTuple { Op::ListToTuple } else { Op::Move };
            self.emitter.emit(finish, dst, whole, 0);
            return Ok(());
        }
        if build == Op::BuildTuple {
            self.emitter.emit(Op::ListToTuple, whole, whole, 0);
        }
        self.emitter.location = location;
        self.tell_copies(sources, whole);
        self.emitter.emit(Op::Move, dst, whole, 0);
        Ok(())
    }

    /// Are copies told to a recorder?
    pub fn tells_copies(&self) -> bool {
        self.unit.options.marks == Marks::Steps
    }

    /// What a display gathers the parts of. For a recorder it stays until the display is complete.
    fn gathered(&mut self, source: &'a Expr, sources: &mut Vec<u16>) -> Result<(u16, u8)> {
        if !self.tells_copies() {
            return Ok((self.operand(source)?, 0));
        }
        let register = self.pushed(source)?;
        sources.push(register);
        Ok((register, gather::KEEP))
    }

    /// Tells the recorder what a display was made from.
    fn tell_copies(&mut self, sources: Vec<u16>, result: u16) {
        self.unmarked(|body| sources.into_iter().for_each(|source| body.emitter.emit(Op::Copied, source, result, 0)));
    }

    /// Computes expressions into consecutive temporaries; the first of them.
    pub fn push_all(&mut self, elements: &'a [Expr]) -> Result<u16> {
        let mut first = None;
        let location = self.emitter.location;
        for element in elements {
            let register = self.pushed(element)?;
            first = first.or(Some(register));
        }
        self.emitter.location = location;
        Ok(first.unwrap_or(0))
    }

    fn dict(&mut self, dict: &'a ast::ExprDict, dst: u16) -> Result<()> {
        let whole = self.emitter.temporary();
        // For the recorder, as in CPython: constant keys are loaded at once, and the dict is made at the end.
        let keys_at_once = dict.items.len() > 1 && dict.items.iter().all(|i| i.key.as_ref().is_some_and(is_constant));
        let nothing_first = !dict.items.is_empty();
        let mut sources = Vec::new();
        let follows = self.emitter.follows;
        self.emitter.follows &= !nothing_first;
        self.emitter.emit(Op::BuildDict, whole, 0, 0);
        self.emitter.follows = follows;
        for item in &dict.items {
            let (mark, told) = (self.emitter.mark(), sources.len());
            match &item.key {
                Some(key) => {
                    let key = match keys_at_once {
                        true => self.unmarked(|body| body.operand(key))?,
                        false => self.operand(key)?,
                    };
                    let value = self.operand(&item.value)?;
                    self.at(dict);
                    self.unmarked(|body| body.emitter.emit(Op::DictSet, whole, key, value));
                }
                None => {
                    let (mapping, keep) = self.gathered(&item.value, &mut sources)?;
                    self.at(dict);
                    self.emitter.emit_e(Op::DictUpdate, keep, whole, mapping, 0);
                }
            }
            self.emitter.release(mark + (sources.len() - told) as u16);
        }
        self.tell_copies(sources, whole);
        self.emitter.emit(Op::Move, dst, whole, 0);
        Ok(())
    }

    /// One part of an f-string into a new temporary (with `=`, two of them: the text, then the value).
    fn element(&mut self, element: &'a InterpolatedStringElement) -> Result<u16> {
        let field = match element {
            InterpolatedStringElement::Literal(literal) => {
                let dst = self.emitter.temporary();
                let text = crate::literal::between_fields(literal, self.unit.source);
                self.load_constant(Constant::Str((*text).into()), dst);
                return Ok(dst);
            }
            InterpolatedStringElement::Interpolation(field) => field,
        };
        let mut first = None;
        if let Some(debug) = &field.debug_text {
            let text = self.emitter.temporary();
            first = Some(text);
            let source = &self.unit.source[field.expression.range()];
            let shown = format!("{}{source}{}", debug.leading(), debug.trailing());
            self.load_text(&shown, text);
            self.debug_extra += 1;
        }
        let dst = self.emitter.temporary();
        let mark = self.emitter.mark();
        self.expression(&field.expression, dst)?;
        let spec = match &field.format_spec {
            None => u16::MAX,
            Some(spec) => {
                let outer = std::mem::take(&mut self.debug_extra);
                let base = self.emitter.mark();
                let (mut start, mut parts) = (None, 0);
                for element in &spec.elements {
                    let register = self.element(element)?;
                    start = start.or(Some(register));
                    parts += 1 + std::mem::take(&mut self.debug_extra);
                }
                self.debug_extra = outer;
                self.emitter.release(base);
                let register = self.emitter.temporary();
                self.emitter.emit(Op::BuildString, register, start.unwrap_or(register), parts);
                register
            }
        };
        let conversion = match field.conversion {
            ConversionFlag::None if field.debug_text.is_some() && field.format_spec.is_none() => b'r',
            ConversionFlag::None => 0,
            ConversionFlag::Str => b's',
            ConversionFlag::Repr => b'r',
            ConversionFlag::Ascii => b'a',
        };
        self.at(field);
        self.emitter.emit_e(Op::FormatValue, conversion, dst, dst, spec);
        self.emitter.release(mark);
        Ok(first.unwrap_or(dst))
    }

    // ---- calls -------------------------------------------------------------------------------

    fn call(&mut self, call: &'a ast::ExprCall, dst: u16) -> Result<()> {
        let base = self.emitter.temporary();
        let receiver = self.emitter.temporary();
        match &*call.func {
            Expr::Attribute(attribute) => {
                let mark = self.emitter.mark();
                let is_super = self.is_bare_super(&attribute.value);
                let object = if is_super { self.super_operands() } else { self.operand(&attribute.value)? };
                self.emitter.release(mark);
                self.at(&*call.func);
                let site = self.site(&attribute.attr);
                let load = if is_super { Op::LoadSuperMethod } else { Op::LoadMethod };
                self.emitter.emit(load, base, object, site);
            }
            Expr::Name(_) if self.is_bare_super_call(call) => {
                self.load_name("super", base);
                self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
                self.super_arguments();
                self.at(call);
                self.emitter.emit(Op::Call, dst, base, 2);
                return Ok(());
            }
            function => {
                self.expression(function, base)?;
                if call.arguments.keywords.is_empty() && !needs_star(&call.arguments) {
                    let count = call.arguments.args.len() as u16;
                    self.push_all(&call.arguments.args)?;
                    self.at(call);
                    self.emitter.emit(Op::CallFunction, dst, base, count);
                    return Ok(());
                }
                self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
            }
        }
        self.arguments(&call.arguments, base)?;
        self.at(call);
        self.finish_call(&call.arguments, dst, base);
        Ok(())
    }

    /// Is it `super()`, in a method?
    fn is_bare_super(&self, expression: &Expr) -> bool {
        matches!(expression, Expr::Call(call) if self.is_bare_super_call(call))
    }

    fn is_bare_super_call(&self, call: &ast::ExprCall) -> bool {
        matches!(&*call.func, Expr::Name(name) if name.id == "super")
            && call.arguments.is_empty()
            && self.has_class_cell()
            && self.first_parameter.is_some()
    }

    /// What the name `super` gives, and behind it what `super()` takes: the first of these temporaries.
    fn super_operands(&mut self) -> u16 {
        let base = self.emitter.temporary();
        self.load_name("super", base);
        self.super_arguments();
        base
    }

    fn has_class_cell(&self) -> bool {
        self.free.iter().any(|f| f == "__class__")
    }

    /// `__class__` and the first parameter, for `super()`.
    fn super_arguments(&mut self) {
        // Comprehensions hide neither.
        let inlined = std::mem::take(&mut self.inlined);
        let class = self.emitter.temporary();
        self.load_name("__class__", class);
        let object = self.emitter.temporary();
        match self.first_parameter.clone() {
            Some(first) => self.load_name(&first, object),
            None => self.load_constant(Constant::None, object),
        }
        self.inlined = inlined;
    }

    /// Arguments into the temporaries behind `base`.
    pub fn arguments(&mut self, arguments: &'a ast::Arguments, base: u16) -> Result<()> {
        if !needs_star(arguments) {
            self.push_all(&arguments.args)?;
            return self.named_arguments(&arguments.keywords);
        }
        match &*arguments.args {
            [] => {
                let nothing = self.emitter.temporary();
                self.load_constant(Constant::Tuple(vec![]), nothing);
            }
            // The call itself takes the items.
            [Expr::Starred(all)] => {
                self.pushed(&all.value)?;
            }
            several => {
                let list = self.emitter.temporary();
                self.emitter.emit(Op::BuildList, list, 0, 0);
                self.gather_positional(several, list)?;
            }
        }
        self.gather_keywords(&arguments.keywords, base)
    }

    /// The values of named arguments, then the tuple of their names.
    pub fn named_arguments(&mut self, keywords: &'a [ast::Keyword]) -> Result<()> {
        let mut names = vec![];
        for keyword in keywords {
            self.pushed(&keyword.value)?;
            let name = keyword.arg.as_ref().map(|a| a.to_string()).unwrap_or_default();
            names.push(Constant::Str(name.as_bytes().into()));
        }
        if !names.is_empty() {
            let register = self.emitter.temporary();
            self.load_constant(Constant::Tuple(names), register);
        }
        Ok(())
    }

    /// Arguments by position, some of them starred, onto a list.
    pub fn gather_positional(&mut self, arguments: &'a [Expr], list: u16) -> Result<()> {
        for argument in arguments {
            let mark = self.emitter.mark();
            match argument {
                Expr::Starred(inner) => {
                    let value = self.operand(&inner.value)?;
                    self.emitter.emit_e(Op::ListExtend, gather::CALL, list, value, 0);
                }
                _ => {
                    let value = self.operand(argument)?;
                    self.emitter.emit(Op::ListAppend, list, value, 0);
                }
            }
            self.emitter.release(mark);
        }
        Ok(())
    }

    /// Named arguments, some of them `**`, into a dict in the next temporary; UNBOUND where there are none.
    pub fn gather_keywords(&mut self, arguments: &'a [ast::Keyword], base: u16) -> Result<()> {
        let keywords = self.emitter.temporary();
        if arguments.is_empty() {
            self.emitter.emit(Op::LoadSpecial, keywords, special::UNBOUND, 0);
            return Ok(());
        }
        // Only a name before any `**` cannot be there already.
        let first_names = arguments.iter().take_while(|keyword| keyword.arg.is_some()).count();
        self.emitter.emit(Op::BuildDict, keywords, 0, 0);
        self.gather_names(&arguments[..first_names], keywords)?;
        for run in arguments[first_names..].chunk_by(|a, b| a.arg.is_some() && b.arg.is_some()) {
            let mark = self.emitter.mark();
            let mapping = match run {
                [ast::Keyword { arg: None, value, .. }] => self.operand(value)?,
                names => {
                    let more = self.emitter.temporary();
                    self.emitter.emit(Op::BuildDict, more, 0, 0);
                    self.gather_names(names, more)?;
                    more
                }
            };
            self.emitter.emit(Op::DictMerge, keywords, mapping, base);
            self.emitter.release(mark);
        }
        Ok(())
    }

    /// Named arguments into a dict.
    fn gather_names(&mut self, arguments: &'a [ast::Keyword], dict: u16) -> Result<()> {
        for keyword in arguments {
            let mark = self.emitter.mark();
            let key = self.emitter.temporary();
            self.load_text(keyword.arg.as_deref().unwrap_or_default(), key);
            let value = self.operand(&keyword.value)?;
            self.emitter.emit(Op::DictSet, dict, key, value);
            self.emitter.release(mark);
        }
        Ok(())
    }

    /// The call itself, arguments in place.
    pub fn finish_call(&mut self, arguments: &ast::Arguments, dst: u16, base: u16) {
        if needs_star(arguments) {
            self.emitter.emit(Op::CallStar, dst, base, 0);
        } else {
            let count = (arguments.args.len() + arguments.keywords.len()) as u16;
            let op = if arguments.keywords.is_empty() { Op::Call } else { Op::CallKw };
            self.emitter.emit(op, dst, base, count);
        }
    }

    /// Prints a value as the prompt does.
    pub fn print_value(&mut self, expression: &'a Expr) -> Result<()> {
        let mark = self.emitter.mark();
        let value = self.pushed(expression)?;
        self.emitter.emit_e(Op::Intrinsic, intrinsic::PRINT, value, value, value);
        self.emitter.emit(Op::Clear, value, 0, 0);
        self.emitter.release(mark);
        Ok(())
    }
}

/// `f(*a)`, `f(**k)`, or more arguments than registers should hold.
fn needs_star(arguments: &ast::Arguments) -> bool {
    arguments.args.iter().any(|a| a.is_starred_expr())
        || arguments.keywords.iter().any(|k| k.arg.is_none())
        || arguments.args.len() + arguments.keywords.len() > 200
}

/// The instruction whose right operand stands in it.
pub(crate) fn immediate_op(operator: Operator) -> Option<Op> {
    Some(match operator {
        Operator::Add => Op::AddInt,
        Operator::Sub => Op::SubInt,
        Operator::Mult => Op::MulInt,
        Operator::FloorDiv => Op::FloorDivInt,
        Operator::Mod => Op::ModInt,
        Operator::LShift => Op::LShiftInt,
        Operator::RShift => Op::RShiftInt,
        Operator::BitAnd => Op::AndInt,
        _ => return None,
    })
}

/// Does nothing come before its own instruction?
fn is_leaf(expression: &Expr) -> bool {
    match expression {
        Expr::Name(_) | Expr::Lambda(_) => true,
        Expr::List(list) => list.elts.is_empty(),
        Expr::Tuple(tuple) => tuple.elts.is_empty(),
        Expr::Dict(dict) => dict.items.is_empty(),
        Expr::Yield(yields) => yields.value.is_none(),
        other => is_constant(other),
    }
}

pub(crate) fn small_int(expression: &Expr) -> Option<i16> {
    match expression {
        Expr::NumberLiteral(number) => match &number.value {
            Number::Int(n) => i16::try_from(n.as_i64()?).ok(),
            _ => None,
        },
        _ => None,
    }
}

/// The same, or such a number with a minus.
pub(crate) fn small_index(expression: &Expr) -> Option<i16> {
    match expression {
        Expr::UnaryOp(operation) if operation.op == UnaryOp::USub => small_int(&operation.operand).map(|n| -n),
        _ => small_int(expression),
    }
}

pub fn binary_op(operator: Operator) -> Op {
    match operator {
        Operator::Add => Op::Add,
        Operator::Sub => Op::Sub,
        Operator::Mult => Op::Mul,
        Operator::MatMult => Op::MatMul,
        Operator::Div => Op::TrueDiv,
        Operator::Mod => Op::Mod,
        Operator::Pow => Op::Pow,
        Operator::LShift => Op::LShift,
        Operator::RShift => Op::RShift,
        Operator::BitOr => Op::Or,
        Operator::BitXor => Op::Xor,
        Operator::BitAnd => Op::And,
        Operator::FloorDiv => Op::FloorDiv,
    }
}

fn compare_op(op: CmpOp) -> Op {
    match op {
        CmpOp::Eq => Op::Eq,
        CmpOp::NotEq => Op::Ne,
        CmpOp::Lt => Op::Lt,
        CmpOp::LtE => Op::Le,
        CmpOp::Gt => Op::Gt,
        CmpOp::GtE => Op::Ge,
        CmpOp::Is => Op::Is,
        CmpOp::IsNot => Op::IsNot,
        CmpOp::In => Op::In,
        CmpOp::NotIn => Op::NotIn,
    }
}

fn jump_ops(op: CmpOp) -> Option<(Op, Op)> {
    Some(match op {
        CmpOp::Eq => (Op::JumpEqInt, Op::JumpEq),
        CmpOp::NotEq => (Op::JumpNeInt, Op::JumpNe),
        CmpOp::Lt => (Op::JumpLtInt, Op::JumpLt),
        CmpOp::LtE => (Op::JumpLeInt, Op::JumpLe),
        CmpOp::Gt => (Op::JumpGtInt, Op::JumpGt),
        CmpOp::GtE => (Op::JumpGeInt, Op::JumpGe),
        _ => return None,
    })
}

/// Does CPython compute this at compile time?
fn folds(expression: &Expr) -> bool {
    match expression {
        Expr::UnaryOp(unary) => unary.op != ast::UnaryOp::Not && unary.operand.is_number_literal_expr(),
        Expr::BinOp(binary) => folds(&binary.left) && folds(&binary.right),
        Expr::Tuple(tuple) => tuple.elts.iter().all(folds),
        _ => expression.is_literal_expr(),
    }
}
