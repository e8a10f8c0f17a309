//! The `match` statement and its patterns.
//!
//! A pattern binds nothing until it has matched as a whole: what it captures waits in kept registers.

use bytecode::{Constant, Op, special};
use ruff_python_ast::{self as ast, Expr, Number, Pattern, Singleton};
use ruff_text_size::Ranged;

use crate::body::{Body, Result};
use crate::emit::Label;

/// One pattern of a `case` (or one alternative of it) being tried.
struct Attempt {
    fail: Label,
    /// Names to bind when all has matched, with the registers of their values.
    captures: Vec<(String, u16)>,
    /// Registers of parts that sub-patterns look at.
    parts: Vec<u16>,
}

impl Attempt {
    fn new(fail: Label) -> Attempt {
        Attempt { fail, captures: vec![], parts: vec![] }
    }
}

impl<'a> Body<'a, '_> {
    pub fn match_statement(&mut self, statement: &'a ast::StmtMatch) -> Result<()> {
        let subject = self.emitter.keep();
        self.expression(&statement.subject, subject)?;
        let end = self.emitter.label();
        let before = self.bound.clone();
        let mut after: Option<crate::access::Bound> = None;
        let mut exhausted = false;
        for (place, case) in statement.cases.iter().enumerate() {
            let last = place + 1 == statement.cases.len();
            if case.guard.is_none() && !last {
                self.check_reachable(&case.pattern)?;
            }
            exhausted |= case.guard.is_none() && irrefutable(&case.pattern).is_some();
            self.case(case, subject, end)?;
            let branch = std::mem::replace(&mut self.bound, before.clone());
            match &mut after {
                Some(bound) => bound.intersect(&branch),
                None => after = Some(branch),
            }
        }
        self.emitter.emit(Op::Clear, subject, 0, 0);
        self.emitter.place(end);
        self.emitter.free_kept(subject);
        if exhausted && let Some(bound) = after {
            self.bound = bound;
        }
        Ok(())
    }

    fn case(&mut self, case: &'a ast::MatchCase, subject: u16, end: Label) -> Result<()> {
        let (fail, next) = (self.emitter.label(), self.emitter.label());
        self.step(&case.pattern);
        let mut attempt = Attempt::new(fail);
        self.pattern(&case.pattern, subject, &mut attempt)?;
        self.at(&case.pattern);
        for (name, register) in &attempt.captures {
            let mark = self.emitter.mark();
            let value = self.emitter.temporary();
            self.emitter.emit(Op::Move, value, *register, 0);
            self.store_name(name, value);
            self.emitter.release(mark);
        }
        self.forget(&attempt);
        if let Some(guard) = &case.guard {
            self.step(&**guard);
            self.jump_unless(guard, next)?;
        }
        self.emitter.emit(Op::Clear, subject, 0, 0);
        self.statements(&case.body)?;
        self.emitter.jump(Op::Jump, 0, 0, end);
        self.emitter.place(fail);
        self.at(&case.pattern);
        self.forget(&attempt);
        self.emitter.place(next);
        self.release_attempt(attempt);
        Ok(())
    }

    /// Empties the registers of an attempt.
    fn forget(&mut self, attempt: &Attempt) {
        for register in attempt.parts.iter().chain(attempt.captures.iter().map(|(_, r)| r)) {
            self.emitter.emit(Op::Clear, *register, 0, 0);
        }
    }

    fn release_attempt(&mut self, attempt: Attempt) {
        for register in attempt.parts.into_iter().chain(attempt.captures.into_iter().map(|(_, r)| r)) {
            self.emitter.free_kept(register);
        }
    }

    fn check_reachable(&self, pattern: &Pattern) -> Result<()> {
        match irrefutable(pattern) {
            Some(Some(name)) => {
                self.unit.error(pattern, format!("name capture '{name}' makes remaining patterns unreachable"))
            }
            Some(None) => self.unit.error(pattern, "wildcard makes remaining patterns unreachable"),
            None => Ok(()),
        }
    }

    /// Goes on where the pattern matches the subject (kept), jumps to the attempt's `fail` where not.
    fn pattern(&mut self, pattern: &'a Pattern, subject: u16, attempt: &mut Attempt) -> Result<()> {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.pattern_here(pattern, subject, attempt))
    }

    fn pattern_here(&mut self, pattern: &'a Pattern, subject: u16, attempt: &mut Attempt) -> Result<()> {
        self.at(pattern);
        let mark = self.emitter.mark();
        match pattern {
            Pattern::MatchValue(value) => {
                self.check_value(&value.value)?;
                let value = self.operand(&value.value)?;
                self.at(pattern);
                self.fail_unless(Op::Eq, subject, value, attempt.fail);
            }
            Pattern::MatchSingleton(single) => match single.value {
                Singleton::None => self.emitter.jump(Op::JumpIfNone, 0, subject, attempt.fail),
                value => {
                    let wanted = if value == Singleton::True { special::TRUE } else { special::FALSE };
                    let constant = self.emitter.temporary();
                    self.emitter.emit(Op::LoadSpecial, constant, wanted, 0);
                    self.fail_unless(Op::Is, subject, constant, attempt.fail);
                }
            },
            Pattern::MatchSequence(sequence) => self.sequence_pattern(sequence, subject, attempt)?,
            Pattern::MatchMapping(mapping) => self.mapping_pattern(mapping, subject, attempt)?,
            Pattern::MatchClass(class) => self.class_pattern(class, subject, attempt)?,
            Pattern::MatchStar(star) => {
                if let Some(name) = &star.name {
                    self.capture(pattern, name, subject, attempt)?;
                }
            }
            Pattern::MatchAs(binding) => {
                if let Some(inner) = &binding.pattern {
                    if let (Some(None), Some(_)) = (irrefutable(inner), &binding.name)
                        && inner.is_match_as()
                    {
                        return self.unit.error(pattern, "wildcard makes remaining patterns unreachable");
                    }
                    self.pattern(inner, subject, attempt)?;
                }
                if let Some(name) = &binding.name {
                    self.capture(pattern, name, subject, attempt)?;
                }
            }
            Pattern::MatchOr(alternatives) => self.or_pattern(alternatives, subject, attempt)?,
        }
        self.emitter.release(mark);
        Ok(())
    }

    /// Only literals, dotted names and f-string-free text may be compared with.
    fn check_value(&self, value: &Expr) -> Result<()> {
        match value {
            Expr::Attribute(_) | Expr::StringLiteral(_) | Expr::BytesLiteral(_) | Expr::NumberLiteral(_) => Ok(()),
            Expr::UnaryOp(minus) if minus.operand.is_number_literal_expr() => Ok(()),
            Expr::BinOp(sum) => {
                let real = match &*sum.left {
                    Expr::UnaryOp(minus) => &minus.operand,
                    _ => &sum.left,
                };
                if is_imaginary(real) {
                    return self.unit.error(&**real, "real number required in complex literal");
                }
                if !is_imaginary(&sum.right) {
                    return self.unit.error(&*sum.right, "imaginary number required in complex literal");
                }
                Ok(())
            }
            _ => self.unit.error(value, "patterns may only match literals and attribute lookups"),
        }
    }

    fn fail_unless(&mut self, op: Op, subject: u16, value: u16, fail: Label) {
        let result = self.emitter.temporary();
        self.emitter.emit(op, result, subject, value);
        self.emitter.jump(Op::JumpIfFalse, 0, result, fail);
    }

    /// Tests the subject by an instruction that gives a bool.
    fn fail_unless_is(&mut self, op: Op, subject: u16, fail: Label) {
        let result = self.emitter.temporary();
        self.emitter.emit(op, result, subject, 0);
        self.emitter.jump(Op::JumpIfFalse, 0, result, fail);
    }

    fn fail_unless_length(&mut self, op: Op, subject: u16, length: usize, fail: Label) {
        let (count, wanted) = (self.emitter.temporary(), self.emitter.temporary());
        self.emitter.emit(Op::GetLen, count, subject, 0);
        self.load_constant(Constant::Int(length as i64), wanted);
        self.emitter.emit(op, count, count, wanted);
        self.emitter.jump(Op::JumpIfFalse, 0, count, fail);
    }

    fn capture(&mut self, pattern: &Pattern, name: &str, value: u16, attempt: &mut Attempt) -> Result<()> {
        if attempt.captures.iter().any(|(n, _)| n == name) {
            return self.unit.error(pattern, format!("multiple assignments to name '{name}' in pattern"));
        }
        let kept = self.emitter.keep();
        self.emitter.emit(Op::Move, kept, value, 0);
        attempt.captures.push((name.to_string(), kept));
        Ok(())
    }

    fn sequence_pattern(
        &mut self,
        sequence: &'a ast::PatternMatchSequence,
        subject: u16,
        attempt: &mut Attempt,
    ) -> Result<()> {
        let patterns = &sequence.patterns;
        let star = patterns.iter().position(Pattern::is_match_star);
        if patterns.iter().filter(|p| p.is_match_star()).count() > 1 {
            return self.unit.error(sequence, "multiple starred names in sequence pattern");
        }
        self.fail_unless_is(Op::MatchSequence, subject, attempt.fail);
        match star {
            None => self.fail_unless_length(Op::Eq, subject, patterns.len(), attempt.fail),
            Some(_) if patterns.len() > 1 => {
                self.fail_unless_length(Op::Ge, subject, patterns.len() - 1, attempt.fail);
            }
            Some(_) => {}
        }
        if patterns.iter().all(is_wildcard) {
            return Ok(());
        }
        if let Some(star) = star
            && is_wildcard(&patterns[star])
        {
            return self.items_by_number(patterns, star, subject, attempt);
        }
        let mark = self.emitter.mark();
        let registers: Vec<u16> = patterns.iter().map(|_| self.emitter.temporary()).collect();
        match star {
            None => self.emitter.emit(Op::Unpack, subject, registers[0], patterns.len() as u16),
            Some(star) => {
                let after = (patterns.len() - star - 1) as u8;
                self.emitter.emit_e(Op::UnpackStar, after, subject, registers[0], star as u16);
            }
        }
        let parts = self.keep_parts(&registers, attempt);
        self.emitter.release(mark);
        for (pattern, part) in patterns.iter().zip(parts) {
            self.pattern(pattern, part, attempt)?;
        }
        Ok(())
    }

    /// Moves temporaries into kept registers of the attempt.
    fn keep_parts(&mut self, registers: &[u16], attempt: &mut Attempt) -> Vec<u16> {
        let mut parts = vec![];
        for register in registers {
            let part = self.emitter.keep();
            self.emitter.emit(Op::Move, part, *register, 0);
            attempt.parts.push(part);
            parts.push(part);
        }
        parts
    }

    /// `[a, *_, b]`: the items are looked up by their numbers, the middle is left alone.
    fn items_by_number(
        &mut self,
        patterns: &'a [Pattern],
        star: usize,
        subject: u16,
        attempt: &mut Attempt,
    ) -> Result<()> {
        for (place, pattern) in patterns.iter().enumerate() {
            if is_wildcard(pattern) {
                continue;
            }
            let mark = self.emitter.mark();
            let number = self.emitter.temporary();
            if place < star {
                self.load_constant(Constant::Int(place as i64), number);
            } else {
                self.emitter.emit(Op::GetLen, number, subject, 0);
                self.emitter.emit(Op::SubInt, number, number, (patterns.len() - place) as u16);
            }
            let part = self.emitter.keep();
            attempt.parts.push(part);
            self.emitter.emit(Op::LoadItem, part, subject, number);
            self.emitter.release(mark);
            self.pattern(pattern, part, attempt)?;
        }
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        mapping: &'a ast::PatternMatchMapping,
        subject: u16,
        attempt: &mut Attempt,
    ) -> Result<()> {
        self.fail_unless_is(Op::MatchMapping, subject, attempt.fail);
        let count = mapping.keys.len();
        if count > 0 {
            self.fail_unless_length(Op::Ge, subject, count, attempt.fail);
        } else if mapping.rest.is_none() {
            return Ok(());
        }
        self.check_keys(mapping)?;
        let mark = self.emitter.mark();
        let keys = self.push_all(&mapping.keys)?;
        let keys = if count == 0 { self.emitter.temporary() } else { keys };
        self.at(mapping);
        let kept_keys = self.emitter.keep();
        attempt.parts.push(kept_keys);
        self.emitter.emit(Op::BuildTuple, kept_keys, keys, count as u16);
        let values = self.emitter.keep();
        attempt.parts.push(values);
        self.emitter.emit(Op::MatchKeys, values, subject, kept_keys);
        self.emitter.jump(Op::JumpIfNone, 1, values, attempt.fail);
        self.emitter.release(mark);
        self.unpack_values(values, &mapping.patterns.iter().collect::<Vec<_>>(), attempt)?;
        if let Some(rest) = &mapping.rest {
            self.at(mapping);
            let value = self.emitter.keep();
            attempt.parts.push(value);
            self.emitter.emit(Op::MatchRest, value, subject, kept_keys);
            self.capture_rest(mapping, rest, value, attempt)?;
        }
        Ok(())
    }

    fn capture_rest(
        &mut self,
        mapping: &ast::PatternMatchMapping,
        name: &str,
        value: u16,
        attempt: &mut Attempt,
    ) -> Result<()> {
        if attempt.captures.iter().any(|(n, _)| n == name) {
            return self.unit.error(mapping, format!("multiple assignments to name '{name}' in pattern"));
        }
        let kept = self.emitter.keep();
        self.emitter.emit(Op::Move, kept, value, 0);
        attempt.captures.push((name.to_string(), kept));
        Ok(())
    }

    fn check_keys(&self, mapping: &ast::PatternMatchMapping) -> Result<()> {
        for (place, key) in mapping.keys.iter().enumerate() {
            if key.is_attribute_expr() {
                continue;
            }
            if !key.is_literal_expr() && !key.is_unary_op_expr() && !key.is_bin_op_expr() {
                return self.unit.error(mapping, "mapping pattern keys may only match literals and attribute lookups");
            }
            let text = &self.unit.source[key.range()];
            let same = |other: &Expr| {
                ast::comparable::ComparableExpr::from(other) == ast::comparable::ComparableExpr::from(key)
            };
            if mapping.keys[..place].iter().any(same) {
                return self.unit.error(mapping, format!("mapping pattern checks duplicate key ({text})"));
            }
        }
        Ok(())
    }

    /// Matches the items of a tuple that `MatchKeys` or `MatchClass` gave.
    fn unpack_values(&mut self, values: u16, patterns: &[&'a Pattern], attempt: &mut Attempt) -> Result<()> {
        if patterns.is_empty() {
            return Ok(());
        }
        let mark = self.emitter.mark();
        let registers: Vec<u16> = patterns.iter().map(|_| self.emitter.temporary()).collect();
        self.emitter.emit(Op::Unpack, values, registers[0], patterns.len() as u16);
        let parts = self.keep_parts(&registers, attempt);
        self.emitter.release(mark);
        for (pattern, part) in patterns.iter().zip(parts) {
            if !is_wildcard(pattern) {
                self.pattern(pattern, part, attempt)?;
            }
        }
        Ok(())
    }

    fn class_pattern(&mut self, class: &'a ast::PatternMatchClass, subject: u16, attempt: &mut Attempt) -> Result<()> {
        let arguments = &class.arguments;
        for (place, keyword) in arguments.keywords.iter().enumerate() {
            if arguments.keywords[..place].iter().any(|k| k.attr.id == keyword.attr.id) {
                let message = format!("attribute name repeated in class pattern: {}", keyword.attr.id);
                return self.unit.error(&keyword.pattern, message);
            }
        }
        let mark = self.emitter.mark();
        let base = self.emitter.temporary();
        self.emitter.emit(Op::Move, base, subject, 0);
        self.pushed(&class.cls)?;
        let names = self.emitter.temporary();
        let texts = arguments.keywords.iter().map(|k| Constant::Str(k.attr.as_bytes().into())).collect();
        self.load_constant(Constant::Tuple(texts), names);
        self.at(class);
        let values = self.emitter.keep();
        attempt.parts.push(values);
        self.emitter.emit(Op::MatchClass, values, base, arguments.patterns.len() as u16);
        self.emitter.jump(Op::JumpIfNone, 1, values, attempt.fail);
        self.emitter.release(mark);
        let patterns: Vec<&'a Pattern> =
            arguments.patterns.iter().chain(arguments.keywords.iter().map(|k| &k.pattern)).collect();
        self.unpack_values(values, &patterns, attempt)
    }

    fn or_pattern(&mut self, or: &'a ast::PatternMatchOr, subject: u16, attempt: &mut Attempt) -> Result<()> {
        let end = self.emitter.label();
        let mut captures: Vec<(String, u16)> = vec![];
        for (place, alternative) in or.patterns.iter().enumerate() {
            if place + 1 < or.patterns.len() {
                self.check_reachable(alternative)?;
            }
            let next = self.emitter.label();
            let mut one = Attempt::new(next);
            self.pattern(alternative, subject, &mut one)?;
            if place == 0 {
                for (name, _) in &one.captures {
                    captures.push((name.clone(), self.emitter.keep()));
                }
            }
            let same = |(name, _): &(String, u16)| captures.iter().any(|(n, _)| n == name);
            if one.captures.len() != captures.len() || !one.captures.iter().all(same) {
                return self.unit.error(or, "alternative patterns bind different names");
            }
            for (name, register) in &captures {
                if let Some((_, from)) = one.captures.iter().find(|(n, _)| n == name) {
                    self.emitter.emit(Op::Move, *register, *from, 0);
                }
            }
            self.forget(&one);
            self.emitter.jump(Op::Jump, 0, 0, end);
            self.emitter.place(next);
            self.forget(&one);
            self.release_attempt(one);
        }
        self.emitter.jump(Op::Jump, 0, 0, attempt.fail);
        self.emitter.place(end);
        for (name, register) in captures {
            if attempt.captures.iter().any(|(n, _)| *n == name) {
                return self.unit.error(or, format!("multiple assignments to name '{name}' in pattern"));
            }
            attempt.captures.push((name, register));
        }
        Ok(())
    }
}

fn is_imaginary(expression: &Expr) -> bool {
    matches!(expression, Expr::NumberLiteral(n) if matches!(n.value, Number::Complex { .. }))
}

fn is_wildcard(pattern: &Pattern) -> bool {
    match pattern {
        Pattern::MatchAs(binding) => binding.pattern.is_none() && binding.name.is_none(),
        Pattern::MatchStar(star) => star.name.is_none(),
        _ => false,
    }
}

/// A pattern that always matches, with the name that it binds.
fn irrefutable(pattern: &Pattern) -> Option<Option<&str>> {
    match pattern {
        Pattern::MatchAs(binding) => match &binding.pattern {
            None => Some(binding.name.as_ref().map(|n| n.as_str())),
            Some(inner) => irrefutable(inner),
        },
        Pattern::MatchOr(or) => or.patterns.last().and_then(irrefutable),
        _ => None,
    }
}
