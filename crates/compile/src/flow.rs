//! Control flow: `if`, loops, and ways out of them.

use bytecode::{Flags, Op, special};
use ruff_python_ast::{self as ast, Expr, Stmt};
use ruff_text_size::Ranged;

use crate::body::{Block, Body, Result};
use crate::emit::Label;

const STAR_JUMP: &str = "'break', 'continue' and 'return' cannot appear in an except* block";

impl<'a> Body<'a, '_> {
    pub fn return_statement(&mut self, returns: &'a ast::StmtReturn) -> Result<()> {
        if self.blocks.iter().any(|b| matches!(b, Block::StarHandler)) {
            return self.unit.error(returns, STAR_JUMP);
        }
        if self.flags & Flags::ASYNC_GENERATOR != 0 && returns.value.is_some() {
            return self.unit.error(returns, "'return' with value in async generator");
        }
        let Some(value) = &returns.value else {
            self.leave_blocks(0, true)?;
            match self.blocks.is_empty() {
                true => self.at(returns),
                false => self.emitter.nowhere(),
            }
            self.emitter.emit(Op::ReturnNone, 0, 0, 0);
            return Ok(());
        };
        if self.blocks.is_empty() {
            let value = self.operand(value)?;
            self.at(returns);
            self.emitter.emit(Op::Return, value, 0, 0);
            return Ok(());
        }
        // Cleaning up must not disturb the value, nor a value in a temporary be lost to a handler.
        let kept = self.emitter.keep();
        self.expression(value, kept)?;
        self.leave_blocks(0, true)?;
        let result = self.emitter.temporary();
        self.emitter.nowhere();
        self.emitter.emit(Op::Move, result, kept, 0);
        self.emitter.emit(Op::Clear, kept, 0, 0);
        self.emitter.emit(Op::Return, result, 0, 0);
        self.emitter.free_kept(kept);
        Ok(())
    }

    pub fn jump_out(&mut self, statement: &'a Stmt, breaks: bool) -> Result<()> {
        let found = self.blocks.iter().rposition(|b| matches!(b, Block::Loop { .. }));
        if self.blocks.iter().rposition(|b| matches!(b, Block::StarHandler)) > found {
            return self.unit.error(statement, STAR_JUMP);
        }
        let Some(place) = found else {
            let message = if breaks { "'break' outside loop" } else { "'continue' not properly in loop" };
            return self.unit.error(statement, message);
        };
        let Block::Loop { end, next, iterator } = self.blocks[place].clone() else {
            return Ok(());
        };
        self.leave_blocks(place + 1, false)?;
        match self.blocks.len() > place + 1 {
            true => self.emitter.nowhere(),
            false => self.at(statement),
        }
        if breaks && let Some(iterator) = iterator {
            self.emitter.emit(Op::Clear, iterator, 0, 0);
        }
        self.emitter.jump(Op::Jump, 0, 0, if breaks { end } else { next });
        Ok(())
    }

    pub fn if_statement(&mut self, conditional: &'a ast::StmtIf) -> Result<()> {
        let end = self.emitter.label();
        let mut otherwise = self.emitter.label();
        let before = self.bound.clone();
        self.jump_unless(&conditional.test, otherwise)?;
        self.statements(&conditional.body)?;
        let mut after = std::mem::replace(&mut self.bound, before.clone());
        let mut has_else = false;
        for clause in &conditional.elif_else_clauses {
            self.emitter.jump(Op::Jump, 0, 0, end);
            self.emitter.place(otherwise);
            otherwise = self.emitter.label();
            match &clause.test {
                Some(test) => {
                    self.step(test);
                    self.jump_unless(test, otherwise)?;
                }
                None => has_else = true,
            }
            self.statements(&clause.body)?;
            let branch = std::mem::replace(&mut self.bound, before.clone());
            after.intersect(&branch);
        }
        self.emitter.place(otherwise);
        self.emitter.place(end);
        self.bound = if has_else { after } else { before };
        Ok(())
    }

    pub fn while_statement(&mut self, repeat: &'a ast::StmtWhile) -> Result<()> {
        let (top, test, end) = (self.emitter.label(), self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.at(repeat);
        self.unmarked(|body| body.emitter.jump(Op::Jump, 0, 0, test));
        self.emitter.place(top);
        self.blocks.push(Block::Loop { end, next: test, iterator: None });
        self.statements(&repeat.body)?;
        self.blocks.pop();
        self.bound = before;
        self.emitter.place(test);
        self.step_again(&*repeat.test);
        self.jump_if(&repeat.test, top)?;
        self.statements(&repeat.orelse)?;
        self.emitter.place(end);
        Ok(())
    }

    pub fn for_statement(&mut self, each: &'a ast::StmtFor) -> Result<()> {
        if each.is_async {
            return self.async_for(each);
        }
        let (top, next, end) = (self.emitter.label(), self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.step(&*each.target);
        let mark = self.emitter.mark();
        let iterable = self.operand(&each.iter)?;
        let iterator = self.emitter.keep();
        self.at(&*each.iter);
        self.emitter.emit(Op::GetIter, iterator, iterable, 0);
        self.emitter.release(mark);
        let direct = match &*each.target {
            Expr::Name(name) if self.direct_target(&each.target).is_some() => Some(name.id.clone()),
            _ => None,
        };
        let value = match self.direct_target(&each.target) {
            Some(register) => register,
            None => self.emitter.temporary(),
        };
        let (first, advance) = (self.emitter.label(), self.emitter.label());
        self.emitter.jump(Op::Jump, 0, 0, first);
        self.emitter.place(top);
        match &direct {
            Some(name) => self.mark_bound(name),
            None => self.store(&each.target, value)?,
        }
        self.emitter.release(mark);
        self.blocks.push(Block::Loop { end, next, iterator: Some(iterator) });
        self.statements(&each.body)?;
        self.blocks.pop();
        self.bound = before;
        self.emitter.place(next);
        self.step_again(&*each.target);
        self.emitter.place(first);
        self.emitter.place(advance);
        self.at(&*each.iter);
        self.for_next(value, iterator, top);
        self.emitter.free_kept(iterator);
        self.statements(&each.orelse)?;
        self.emitter.place(end);
        Ok(())
    }

    fn async_for(&mut self, each: &'a ast::StmtFor) -> Result<()> {
        if !self.is_async {
            return self.unit.error(each, "'async for' outside async function");
        }
        let (next, end) = (self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.step(each);
        let mark = self.emitter.mark();
        let iterable = self.operand(&each.iter)?;
        let iterator = self.emitter.keep();
        self.at(&*each.iter);
        self.emitter.emit(Op::GetAiter, iterator, iterable, 0);
        self.emitter.release(mark);
        self.emitter.place(next);
        let value = self.emitter.temporary();
        let exhausted = self.async_next(&*each.iter, iterator, value);
        self.store(&each.target, value)?;
        self.emitter.release(mark);
        self.blocks.push(Block::Loop { end, next, iterator: Some(iterator) });
        self.statements(&each.body)?;
        self.blocks.pop();
        self.bound = before;
        self.step(each);
        self.emitter.jump(Op::Jump, 0, 0, next);
        self.end_async_for(exhausted, iterator);
        self.emitter.free_kept(iterator);
        self.statements(&each.orelse)?;
        self.emitter.place(end);
        Ok(())
    }

    /// Awaits the next value of an asynchronous iterator; the instructions that StopAsyncIteration may leave.
    pub fn async_next(&mut self, at: &impl Ranged, iterator: u16, value: u16) -> (Label, Label) {
        self.at(at);
        let awaitable = self.emitter.keep();
        let (start, stop) = (self.emitter.here(), self.emitter.label());
        let sent = self.emitter.temporary();
        self.emitter.emit(Op::GetAnext, awaitable, iterator, 0);
        self.emitter.emit(Op::LoadSpecial, sent, special::NONE, 0);
        self.emitter.emit_e(Op::YieldFrom, 1, sent, awaitable, 0);
        self.emitter.place(stop);
        if sent != value {
            self.emitter.emit(Op::Move, value, sent, 0);
        }
        self.emitter.free_kept(awaitable);
        (start, stop)
    }

    /// Where the asynchronous iterator has ended.
    pub fn end_async_for(&mut self, range: (Label, Label), iterator: u16) {
        let mark = self.emitter.mark();
        let target = self.emitter.here();
        let exception = self.emitter.keep();
        self.emitter.handler_within(range.0, range.1, target, exception, mark);
        self.emitter.emit(Op::EndAsyncFor, exception, 0, 0);
        self.emitter.emit(Op::Clear, exception, 0, 0);
        self.emitter.emit(Op::Clear, iterator, 0, 0);
        self.emitter.free_kept(exception);
    }

    /// Takes the next value and jumps back to the body.
    pub fn for_next(&mut self, value: u16, iterator: u16, top: Label) {
        if self.unit.wide {
            self.emitter.emit(Op::ForNext, value, iterator, 0);
            self.emitter.jump(Op::Jump, 0, 0, top);
        } else {
            self.emitter.short_jump(Op::ForNext, 0, value, iterator, top);
        }
    }
}
