//! Exceptions: `raise`, `try` in its three forms, `with`.

use bytecode::{Op, raise};
use ruff_python_ast::{self as ast, ExceptHandler, Expr};

use crate::body::{Block, Body, Result};
use crate::emit::Label;

impl<'a> Body<'a, '_> {
    pub fn raise(&mut self, raises: &'a ast::StmtRaise) -> Result<()> {
        let Some(exception) = &raises.exc else {
            self.emitter.emit_e(Op::Raise, raise::AGAIN, 0, 0, 0);
            return Ok(());
        };
        let exception = self.operand(exception)?;
        match &raises.cause {
            Some(cause) => {
                let cause = self.operand(cause)?;
                self.at(raises);
                self.emitter.emit_e(Op::Raise, raise::FROM, exception, cause, 0);
            }
            None => {
                self.at(raises);
                self.emitter.emit_e(Op::Raise, raise::EXCEPTION, exception, 0, 0);
            }
        }
        Ok(())
    }

    // ---- exceptions --------------------------------------------------------------------------

    pub fn try_statement(&mut self, tries: &'a ast::StmtTry) -> Result<()> {
        if tries.finalbody.is_empty() {
            return self.try_except(tries);
        }
        let (start, stop, handler, end) =
            (self.emitter.here(), self.emitter.label(), self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.blocks.push(Block::Finally { body: &tries.finalbody });
        if tries.handlers.is_empty() {
            self.statements(&tries.body)?;
        } else {
            self.try_except(tries)?;
        }
        self.blocks.pop();
        self.emitter.place(stop);
        self.bound = before;
        self.statements(&tries.finalbody)?;
        self.emitter.jump(Op::Jump, 0, 0, end);
        self.emitter.place(handler);
        let exception = self.emitter.keep();
        self.emitter.handler(start, stop, handler, exception);
        self.handling(exception, None, |body| body.statements(&tries.finalbody))?;
        self.emitter.emit(Op::Reraise, exception, 0, 0);
        self.emitter.free_kept(exception);
        self.emitter.place(end);
        Ok(())
    }

    /// Runs a body with an exception handled; restores the one handled before, on every way out.
    fn handling(
        &mut self,
        exception: u16,
        name: Option<String>,
        body: impl FnOnce(&mut Self) -> Result<()>,
    ) -> Result<()> {
        let saved = self.emitter.keep();
        self.emitter.emit(Op::EnterHandler, saved, exception, 0);
        let (start, stop, failed, past) =
            (self.emitter.here(), self.emitter.label(), self.emitter.label(), self.emitter.label());
        self.blocks.push(Block::Handler { saved, exception, name: name.clone() });
        body(self)?;
        self.blocks.pop();
        self.emitter.place(stop);
        self.emitter.emit(Op::LeaveHandler, saved, 0, 0);
        self.emitter.jump(Op::Jump, 0, 0, past);
        self.emitter.place(failed);
        let second = self.emitter.keep();
        self.emitter.handler(start, stop, failed, second);
        self.emitter.emit(Op::LeaveHandler, saved, 0, 0);
        self.emitter.emit(Op::Clear, exception, 0, 0);
        if let Some(name) = &name {
            self.unbind_caught(name);
        }
        self.emitter.emit(Op::Reraise, second, 0, 0);
        self.emitter.place(past);
        self.emitter.free_kept(second);
        self.emitter.free_kept(saved);
        Ok(())
    }

    fn try_except(&mut self, tries: &'a ast::StmtTry) -> Result<()> {
        if tries.is_star {
            return self.try_except_star(tries);
        }
        let (start, stop, handler, end) =
            (self.emitter.here(), self.emitter.label(), self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.statements(&tries.body)?;
        self.emitter.place(stop);
        self.statements(&tries.orelse)?;
        self.emitter.jump(Op::Jump, 0, 0, end);
        self.emitter.place(handler);
        self.bound = before.clone();
        let exception = self.emitter.keep();
        self.emitter.handler(start, stop, handler, exception);
        let mut caught_all = false;
        for handler in &tries.handlers {
            let ExceptHandler::ExceptHandler(except) = handler;
            let next = self.emitter.label();
            if let Some(types) = &except.type_ {
                self.step(&**types);
                self.except_test(types, exception, next)?;
            } else {
                self.step(except);
                caught_all = true;
            }
            let name = except.name.as_ref().map(|n| n.to_string());
            self.handling(exception, name.clone(), |body| {
                if let Some(name) = &name {
                    let mark = body.emitter.mark();
                    let value = body.emitter.temporary();
                    body.emitter.emit(Op::Move, value, exception, 0);
                    body.store_name(name, value);
                    body.emitter.release(mark);
                }
                body.statements(&except.body)
            })?;
            self.emitter.emit(Op::Clear, exception, 0, 0);
            if let Some(name) = &name {
                self.unbind_caught(name);
            }
            self.emitter.jump(Op::Jump, 0, 0, end);
            self.emitter.place(next);
            self.bound = before.clone();
        }
        if !caught_all {
            self.emitter.emit(Op::Reraise, exception, 0, 0);
        }
        self.emitter.free_kept(exception);
        self.emitter.place(end);
        self.bound = before;
        Ok(())
    }

    /// `except*`: each handler gets the part of the group that matches it, the rest goes on.
    fn try_except_star(&mut self, tries: &'a ast::StmtTry) -> Result<()> {
        let (start, stop, handler, end) =
            (self.emitter.here(), self.emitter.label(), self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.statements(&tries.body)?;
        self.emitter.place(stop);
        self.statements(&tries.orelse)?;
        self.emitter.jump(Op::Jump, 0, 0, end);
        self.emitter.place(handler);
        self.bound = before.clone();
        let exception = self.emitter.keep();
        self.emitter.handler(start, stop, handler, exception);
        let (raised, rest) = (self.emitter.keep(), self.emitter.keep());
        self.handling(exception, None, |body| {
            body.emitter.emit(Op::BuildList, raised, 0, 0);
            body.emitter.emit(Op::Move, rest, exception, 0);
            for handler in &tries.handlers {
                body.star_handler(handler, rest, raised)?;
                body.bound = before.clone();
            }
            body.at(tries);
            let mark = body.emitter.mark();
            let left = body.emitter.temporary();
            body.emitter.emit(Op::Move, left, rest, 0);
            body.emitter.emit(Op::Clear, rest, 0, 0);
            body.emitter.emit(Op::ListAppend, raised, left, 0);
            let done = body.emitter.label();
            body.emitter.emit(Op::Move, left, raised, 0);
            body.emitter.emit(Op::Clear, raised, 0, 0);
            body.emitter.emit(Op::ExceptStarResult, rest, exception, left);
            body.emitter.jump(Op::JumpIfNone, 1, rest, done);
            body.emitter.emit(Op::Reraise, rest, 0, 0);
            body.emitter.place(done);
            body.emitter.release(mark);
            Ok(())
        })?;
        self.emitter.emit(Op::Clear, exception, 0, 0);
        for register in [raised, rest, exception] {
            self.emitter.free_kept(register);
        }
        self.emitter.place(end);
        self.bound = before;
        Ok(())
    }

    /// One `except*`. What its body raises is put into the list `raised`.
    fn star_handler(&mut self, handler: &'a ExceptHandler, rest: u16, raised: u16) -> Result<()> {
        let ExceptHandler::ExceptHandler(except) = handler;
        let Some(types) = &except.type_ else {
            return self.unit.error(except, "expected one or more exception types");
        };
        let next = self.emitter.label();
        let matched = self.emitter.keep();
        self.step(&**types);
        let mark = self.emitter.mark();
        let types_register = self.operand(types)?;
        self.at(&**types);
        self.emitter.emit(Op::ExceptStarMatch, matched, rest, types_register);
        self.emitter.release(mark);
        self.emitter.jump(Op::JumpIfNone, 1, matched, next);
        let name = except.name.as_ref().map(|n| n.to_string());
        let saved = self.emitter.keep();
        self.emitter.emit(Op::EnterHandler, saved, matched, 0);
        let (start, stop, failed) = (self.emitter.here(), self.emitter.label(), self.emitter.label());
        if let Some(name) = &name {
            let value = self.emitter.temporary();
            self.emitter.emit(Op::Move, value, matched, 0);
            self.store_name(name, value);
            self.emitter.release(mark);
        }
        self.blocks.push(Block::StarHandler);
        self.statements(&except.body)?;
        self.blocks.pop();
        self.emitter.place(stop);
        self.leave_star_handler(saved, matched, name.as_deref());
        self.emitter.jump(Op::Jump, 0, 0, next);
        self.emitter.place(failed);
        let second = self.emitter.keep();
        self.emitter.handler(start, stop, failed, second);
        self.leave_star_handler(saved, matched, name.as_deref());
        let value = self.emitter.temporary();
        self.emitter.emit(Op::Move, value, second, 0);
        self.emitter.emit(Op::Clear, second, 0, 0);
        self.emitter.emit(Op::ListAppend, raised, value, 0);
        self.emitter.release(mark);
        self.emitter.place(next);
        for register in [second, saved, matched] {
            self.emitter.free_kept(register);
        }
        Ok(())
    }

    fn leave_star_handler(&mut self, saved: u16, matched: u16, name: Option<&str>) {
        self.emitter.emit(Op::LeaveHandler, saved, 0, 0);
        self.emitter.emit(Op::Clear, matched, 0, 0);
        if let Some(name) = name {
            self.unbind_caught(name);
        }
    }

    /// Jumps to `next` where the exception does not match. The types are looked up with it handled.
    pub fn except_test(&mut self, types: &'a Expr, exception: u16, next: Label) -> Result<()> {
        let mark = self.emitter.mark();
        let types_register = self.operand(types)?;
        self.at(types);
        let matched = self.emitter.temporary();
        self.emitter.emit(Op::ExceptMatch, matched, exception, types_register);
        self.emitter.jump(Op::JumpIfFalse, 0, matched, next);
        self.emitter.release(mark);
        Ok(())
    }

    pub fn with_items(&mut self, with: &'a ast::StmtWith, items: &'a [ast::WithItem]) -> Result<()> {
        let Some((item, rest)) = items.split_first() else {
            return self.statements(&with.body);
        };
        let is_async = with.is_async;
        if is_async && !self.is_async {
            return self.unit.error(with, "'async with' outside async function");
        }
        let mark = self.emitter.mark();
        let manager = self.operand(&item.context_expr)?;
        self.at(&item.context_expr);
        self.emitter.release(mark);
        let exit = self.emitter.temporary();
        let enter = self.emitter.temporary();
        let _receiver = self.emitter.temporary();
        self.emitter.emit_e(Op::BeforeWith, is_async as u8, exit, manager, 0);
        let kept = self.emitter.keep();
        self.emitter.emit(Op::Move, kept, exit, 0);
        self.emitter.emit(Op::Call, enter, enter, 0);
        if is_async {
            self.await_value(enter, 1);
        }
        let (start, stop, handler, end) =
            (self.emitter.here(), self.emitter.label(), self.emitter.label(), self.emitter.label());
        match &item.optional_vars {
            Some(target) => self.store(target, enter)?,
            None => self.emitter.emit(Op::Clear, enter, 0, 0),
        }
        self.emitter.release(mark);
        let before = self.bound.clone();
        let at = self.unit.location(&item.context_expr);
        self.blocks.push(Block::With { exit: kept, is_async, at });
        self.with_items(with, rest)?;
        self.blocks.pop();
        self.emitter.place(stop);
        self.touch(&item.context_expr);
        self.call_exit(kept, is_async)?;
        self.emitter.jump(Op::Jump, 0, 0, end);
        self.emitter.place(handler);
        self.bound = before;
        let exception = self.emitter.keep();
        self.emitter.handler(start, stop, handler, exception);
        let again = self.emitter.label();
        self.touch(&item.context_expr);
        self.handling(exception, None, |body| {
            let mark = body.emitter.mark();
            let result = body.emitter.temporary();
            body.emitter.emit(Op::WithExit, result, kept, exception);
            if is_async {
                body.await_value(result, 2);
            }
            body.emitter.emit(Op::Clear, kept, 0, 0);
            body.emitter.jump(Op::JumpIfTrue, 0, result, again);
            body.emitter.emit(Op::Reraise, exception, 0, 0);
            body.emitter.place(again);
            body.emitter.release(mark);
            Ok(())
        })?;
        self.emitter.emit(Op::Clear, exception, 0, 0);
        self.emitter.free_kept(exception);
        self.emitter.free_kept(kept);
        self.emitter.place(end);
        Ok(())
    }
}
