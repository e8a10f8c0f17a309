//! Statements and assignment targets.

use bytecode::{Constant, Op, raise, special};
use ruff_python_ast::{self as ast, ExceptHandler, Expr, Stmt};

use crate::body::{Block, Body, Result};
use crate::emit::Label;
use crate::expression::{binary_op, immediate_op, small_int};
use crate::names::Kind;

impl<'a> Body<'a, '_> {
    pub fn statements(&mut self, body: &'a [Stmt]) -> Result<()> {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    pub fn statement(&mut self, statement: &'a Stmt) -> Result<()> {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.statement_here(statement))
    }

    fn statement_here(&mut self, statement: &'a Stmt) -> Result<()> {
        let mark = self.emitter.mark();
        if !matches!(
            statement,
            Stmt::While(_)
                | Stmt::For(_)
                | Stmt::Global(_)
                | Stmt::Nonlocal(_)
                | Stmt::FunctionDef(_)
                | Stmt::ClassDef(_)
        ) {
            self.step(statement);
        }
        match statement {
            Stmt::Expr(expression) if self.is_interactive() => self.print_value(&expression.value)?,
            Stmt::Expr(expression) => {
                if !matches!(
                    &*expression.value,
                    Expr::StringLiteral(_) | Expr::NumberLiteral(_) | Expr::EllipsisLiteral(_)
                ) {
                    let value = self.pushed(&expression.value)?;
                    self.emitter.emit(Op::Clear, value, 0, 0);
                }
            }
            Stmt::Assign(assign) => self.assign(assign)?,
            Stmt::AugAssign(assign) => self.augmented(assign)?,
            Stmt::AnnAssign(assign) => self.annotated(assign)?,
            Stmt::Return(returns) => {
                if !self.is_function {
                    return self.unit.error(statement, "'return' outside function");
                }
                self.return_statement(returns)?;
            }
            Stmt::Delete(delete) => delete.targets.iter().try_for_each(|target| self.delete(target))?,
            Stmt::If(conditional) => self.if_statement(conditional)?,
            Stmt::While(repeat) => self.while_statement(repeat)?,
            Stmt::For(each) => self.for_statement(each)?,
            Stmt::Break(_) => self.jump_out(statement, true)?,
            Stmt::Continue(_) => self.jump_out(statement, false)?,
            Stmt::Pass(_) => self.emitter.emit(Op::Nop, 0, 0, 0),
            Stmt::Raise(raises) => self.raise(raises)?,
            Stmt::Assert(_) if self.unit.options.optimize > 0 => {}
            Stmt::Assert(assert) => {
                let past = self.emitter.label();
                self.jump_if(&assert.test, past)?;
                let error = self.emitter.temporary();
                self.at(assert);
                self.emitter.emit(Op::LoadAssertionError, error, 0, 0);
                if let Some(message) = &assert.msg {
                    let receiver = self.emitter.temporary();
                    self.emitter.emit(Op::LoadSpecial, receiver, special::UNBOUND, 0);
                    self.pushed(message)?;
                    self.at(&*assert.test);
                    self.emitter.emit(Op::Call, error, error, 1);
                }
                self.at(&*assert.test);
                self.emitter.emit_e(Op::Raise, raise::EXCEPTION, error, 0, 0);
                self.emitter.place(past);
            }
            Stmt::Global(global) => self.check_declaration(statement, &global.names, false)?,
            Stmt::Nonlocal(nonlocal) => self.check_declaration(statement, &nonlocal.names, true)?,
            Stmt::Import(import) => self.import(import)?,
            Stmt::ImportFrom(import) => self.import_from(import)?,
            Stmt::FunctionDef(def) => self.function(def)?,
            Stmt::ClassDef(def) => self.class_statement(def)?,
            Stmt::Try(tries) => self.try_statement(tries)?,
            Stmt::With(with) => self.with_items(with, &with.items)?,
            Stmt::Match(matches) => self.match_statement(matches)?,
            Stmt::TypeAlias(_) => {
                return self.unit.error(statement, "bindscope does not compile type statements yet");
            }
            Stmt::IpyEscapeCommand(_) => return self.unit.error(statement, "invalid syntax"),
        }
        self.emitter.release(mark);
        Ok(())
    }

    fn check_declaration(&mut self, statement: &Stmt, names: &[ast::Identifier], nonlocal: bool) -> Result<()> {
        if !nonlocal {
            return Ok(());
        }
        if !self.is_function && self.unit.scopes.all[self.scope].kind == Kind::Module {
            return self.unit.error(statement, "nonlocal declaration not allowed at module level");
        }
        for name in names {
            if !self.free.iter().any(|f| *f == **name) {
                return self.unit.error(statement, format!("no binding for nonlocal '{name}' found"));
            }
        }
        Ok(())
    }

    // ---- assignment --------------------------------------------------------------------------

    fn assign(&mut self, assign: &'a ast::StmtAssign) -> Result<()> {
        if let [target] = assign.targets.as_slice() {
            if let (Some(register), Expr::Name(name)) = (self.direct_target(target), target) {
                self.expression(&assign.value, register)?;
                self.mark_bound(&name.id);
                return Ok(());
            }
            if let Some(targets) = side_by_side(target, &assign.value) {
                return self.assign_each(targets, &assign.value);
            }
            let value = self.operand(&assign.value)?;
            return self.store(target, value);
        }
        let kept = self.emitter.keep();
        self.expression(&assign.value, kept)?;
        for target in &assign.targets {
            let mark = self.emitter.mark();
            let value = self.emitter.temporary();
            self.emitter.emit(Op::Move, value, kept, 0);
            self.store(target, value)?;
            self.emitter.release(mark);
        }
        self.emitter.drop_kept(kept);
        Ok(())
    }

    /// `a, b = b, a`: all values first, then the targets from left to right; no tuple is made.
    fn assign_each(&mut self, targets: &'a [Expr], value: &'a Expr) -> Result<()> {
        let Expr::Tuple(values) = value else { return Ok(()) };
        let mark = self.emitter.mark();
        let mut registers = vec![];
        for value in &values.elts {
            registers.push(self.pushed(value)?);
        }
        for (target, register) in targets.iter().zip(registers) {
            self.store(target, register)?;
        }
        self.emitter.release(mark);
        Ok(())
    }

    /// Binds a target to the value in a register.
    pub fn store(&mut self, target: &'a Expr, value: u16) -> Result<()> {
        let mark = self.emitter.mark();
        match target {
            Expr::Name(name) => {
                self.at(target);
                self.store_name(&name.id, value);
            }
            Expr::Attribute(attribute) => {
                let object = self.operand(&attribute.value)?;
                self.at(target);
                let site = self.site(&attribute.attr);
                self.emitter.emit(Op::StoreAttr, object, value, site);
            }
            Expr::Subscript(subscript) => {
                let object = self.operand(&subscript.value)?;
                let key = self.operand(&subscript.slice)?;
                self.at(target);
                self.emitter.emit(Op::StoreItem, object, key, value);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                self.unpack(target, elts, value)?;
            }
            Expr::Starred(_) => {
                return self.unit.error(target, "starred assignment target must be in a list or tuple");
            }
            _ => return self.unit.error(target, "cannot assign to expression"),
        }
        self.emitter.release(mark);
        Ok(())
    }

    fn unpack(&mut self, target: &Expr, elements: &'a [Expr], value: u16) -> Result<()> {
        self.at(target);
        let star = elements.iter().position(|e| e.is_starred_expr());
        let mut registers = vec![];
        for _ in elements {
            registers.push(self.emitter.temporary());
        }
        let base = registers.first().copied().unwrap_or(0);
        match star {
            None => self.emitter.emit(Op::Unpack, value, base, elements.len() as u16),
            Some(place) => {
                if elements.iter().filter(|e| e.is_starred_expr()).count() > 1 {
                    return self.unit.error(target, "multiple starred expressions in assignment");
                }
                let after = elements.len() - place - 1;
                self.emitter.emit_e(Op::UnpackStar, after as u8, value, base, place as u16);
            }
        }
        for (element, register) in elements.iter().zip(registers) {
            let element = match element {
                Expr::Starred(starred) => &starred.value,
                other => other,
            };
            self.store(element, register)?;
        }
        Ok(())
    }

    fn augmented(&mut self, assign: &'a ast::StmtAugAssign) -> Result<()> {
        match &*assign.target {
            Expr::Name(name) => {
                let held = match self.direct_target(&assign.target) {
                    Some(register) => {
                        self.at(&*assign.target);
                        self.local_operand(&name.id).unwrap_or(register)
                    }
                    None => {
                        let held = self.emitter.temporary();
                        self.at(&*assign.target);
                        self.load_name(&name.id, held);
                        held
                    }
                };
                self.operate_in_place(assign, held)?;
                if self.emitter.is_temporary(held) {
                    self.store_name(&name.id, held);
                }
            }
            Expr::Attribute(attribute) => {
                let object = self.held_operand(&attribute.value)?;
                let held = self.emitter.temporary();
                self.at(&*assign.target);
                let site = self.site(&attribute.attr);
                self.emitter.emit(Op::LoadAttr, held, object, site);
                self.operate_in_place(assign, held)?;
                self.at(&*assign.target);
                let site = self.site(&attribute.attr);
                self.emitter.emit(Op::StoreAttr, object, held, site);
                self.drop_held(object);
            }
            Expr::Subscript(subscript) => {
                let object = self.held_operand(&subscript.value)?;
                let key = self.held_operand(&subscript.slice)?;
                let held = self.emitter.temporary();
                self.at(&*assign.target);
                self.emitter.emit(Op::LoadItem, held, object, key);
                self.operate_in_place(assign, held)?;
                self.at(&*assign.target);
                self.emitter.emit(Op::StoreItem, object, key, held);
                self.drop_held(key);
                self.drop_held(object);
            }
            other => {
                return self.unit.error(other, "illegal expression for augmented assignment");
            }
        }
        Ok(())
    }

    /// R[held] op= the right side of an augmented assignment.
    fn operate_in_place(&mut self, assign: &'a ast::StmtAugAssign, held: u16) -> Result<()> {
        if let Some(small) = small_int(&assign.value)
            && let Some(op) = immediate_op(assign.op)
        {
            self.at(assign);
            self.emitter.emit_e(op, 1, held, held, small as u16);
            return Ok(());
        }
        let value = self.operand(&assign.value)?;
        self.at(assign);
        self.emitter.emit_e(binary_op(assign.op), 1, held, held, value);
        Ok(())
    }

    /// An operand that is read more than once: a local's own register, or a kept one.
    fn held_operand(&mut self, expression: &'a Expr) -> Result<u16> {
        let local = self.operand_in_place(expression);
        match local {
            Some(register) => Ok(register),
            None => {
                let register = self.emitter.keep();
                self.expression(expression, register)?;
                Ok(register)
            }
        }
    }

    /// Empties the register of a held operand, unless it is a local's own.
    fn drop_held(&mut self, register: u16) {
        if self.emitter.is_kept(register) {
            self.emitter.drop_kept(register);
        }
    }

    fn annotated(&mut self, assign: &'a ast::StmtAnnAssign) -> Result<()> {
        if let Some(value) = &assign.value {
            let value = self.operand(value)?;
            self.store(&assign.target, value)?;
        }
        if self.is_function || !assign.simple {
            return Ok(());
        }
        let Expr::Name(name) = &*assign.target else {
            return Ok(());
        };
        self.emitter.emit(Op::SetupAnnotations, 0, 0, 0);
        let annotation = self.annotation(&assign.annotation)?;
        let names = self.emitter.temporary();
        self.load_name("__annotations__", names);
        let key = self.emitter.temporary();
        let mangled = self.mangle(&name.id);
        self.load_text(&mangled, key);
        self.emitter.emit(Op::StoreItem, names, key, annotation);
        Ok(())
    }

    fn delete(&mut self, target: &'a Expr) -> Result<()> {
        let mark = self.emitter.mark();
        match target {
            Expr::Name(name) => {
                self.at(target);
                self.delete_name(&name.id);
            }
            Expr::Attribute(attribute) => {
                let object = self.operand(&attribute.value)?;
                self.at(target);
                let site = self.site(&attribute.attr);
                self.emitter.emit(Op::DeleteAttr, object, 0, site);
            }
            Expr::Subscript(subscript) => {
                let object = self.operand(&subscript.value)?;
                let key = self.operand(&subscript.slice)?;
                self.at(target);
                self.emitter.emit(Op::DeleteItem, object, key, 0);
            }
            Expr::Tuple(ast::ExprTuple { elts, .. }) | Expr::List(ast::ExprList { elts, .. }) => {
                elts.iter().try_for_each(|element| self.delete(element))?;
            }
            _ => return self.unit.error(target, "cannot delete expression"),
        }
        self.emitter.release(mark);
        Ok(())
    }

    // ---- flow --------------------------------------------------------------------------------

    fn return_statement(&mut self, returns: &'a ast::StmtReturn) -> Result<()> {
        let Some(value) = &returns.value else {
            self.leave_blocks(0, true)?;
            self.at(returns);
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
        self.at(returns);
        self.emitter.emit(Op::Move, result, kept, 0);
        self.emitter.emit(Op::Clear, kept, 0, 0);
        self.emitter.emit(Op::Return, result, 0, 0);
        self.emitter.free_kept(kept);
        Ok(())
    }

    fn jump_out(&mut self, statement: &'a Stmt, breaks: bool) -> Result<()> {
        let found = self.blocks.iter().rposition(|b| matches!(b, Block::Loop { .. }));
        let Some(place) = found else {
            let message = if breaks { "'break' outside loop" } else { "'continue' not properly in loop" };
            return self.unit.error(statement, message);
        };
        let Block::Loop { end, next, iterator } = self.blocks[place].clone() else {
            return Ok(());
        };
        self.leave_blocks(place + 1, false)?;
        self.at(statement);
        if breaks && let Some(iterator) = iterator {
            self.emitter.emit(Op::Clear, iterator, 0, 0);
        }
        self.emitter.jump(Op::Jump, 0, 0, if breaks { end } else { next });
        Ok(())
    }

    fn if_statement(&mut self, conditional: &'a ast::StmtIf) -> Result<()> {
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

    fn while_statement(&mut self, repeat: &'a ast::StmtWhile) -> Result<()> {
        let (top, test, end) = (self.emitter.label(), self.emitter.label(), self.emitter.label());
        let before = self.bound.clone();
        self.at(repeat);
        self.emitter.jump(Op::Jump, 0, 0, test);
        self.emitter.place(top);
        self.blocks.push(Block::Loop { end, next: test, iterator: None });
        self.statements(&repeat.body)?;
        self.blocks.pop();
        self.bound = before;
        self.emitter.place(test);
        self.step(&*repeat.test);
        self.jump_if(&repeat.test, top)?;
        self.statements(&repeat.orelse)?;
        self.emitter.place(end);
        Ok(())
    }

    fn for_statement(&mut self, each: &'a ast::StmtFor) -> Result<()> {
        if each.is_async {
            return self.unit.error(each, "bindscope does not compile 'async for' yet");
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
        let value = match &direct {
            Some(name) => self.local(name).unwrap_or(0),
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
        self.step(&*each.target);
        self.emitter.place(first);
        self.emitter.place(advance);
        self.at(&*each.iter);
        self.for_next(value, iterator, top);
        self.emitter.free_kept(iterator);
        self.statements(&each.orelse)?;
        self.emitter.place(end);
        Ok(())
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

    fn raise(&mut self, raises: &'a ast::StmtRaise) -> Result<()> {
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

    fn try_statement(&mut self, tries: &'a ast::StmtTry) -> Result<()> {
        if tries.is_star {
            return self.unit.error(tries, "bindscope does not compile 'except*' yet");
        }
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

    /// Jumps to `next` where the exception does not match. The types are looked up with it handled.
    fn except_test(&mut self, types: &'a Expr, exception: u16, next: Label) -> Result<()> {
        let mark = self.emitter.mark();
        let types_register = self.operand(types)?;
        self.at(types);
        let matched = self.emitter.temporary();
        self.emitter.emit(Op::ExceptMatch, matched, exception, types_register);
        self.emitter.jump(Op::JumpIfFalse, 0, matched, next);
        self.emitter.release(mark);
        Ok(())
    }

    fn with_items(&mut self, with: &'a ast::StmtWith, items: &'a [ast::WithItem]) -> Result<()> {
        let Some((item, rest)) = items.split_first() else {
            return self.statements(&with.body);
        };
        let is_async = with.is_async;
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
        self.blocks.push(Block::With { exit: kept, is_async });
        self.with_items(with, rest)?;
        self.blocks.pop();
        self.emitter.place(stop);
        self.at(&item.context_expr);
        self.call_exit(kept, is_async)?;
        self.emitter.jump(Op::Jump, 0, 0, end);
        self.emitter.place(handler);
        self.bound = before;
        let exception = self.emitter.keep();
        self.emitter.handler(start, stop, handler, exception);
        let again = self.emitter.label();
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

    // ---- imports ------------------------------------------------------------------------------

    fn import(&mut self, import: &'a ast::StmtImport) -> Result<()> {
        for alias in &import.names {
            let mark = self.emitter.mark();
            let module = self.import_name(&alias.name, 0, None);
            match &alias.asname {
                None => {
                    let top = alias.name.split('.').next().unwrap_or(&alias.name);
                    self.store_name(top, module);
                }
                Some(bound) => {
                    for part in alias.name.split('.').skip(1) {
                        let kept = self.emitter.keep();
                        self.emitter.emit(Op::Move, kept, module, 0);
                        let site = self.emitter.site(part);
                        self.emitter.emit(Op::ImportFrom, module, kept, site);
                        self.emitter.drop_kept(kept);
                    }
                    self.store_name(bound, module);
                }
            }
            self.emitter.release(mark);
        }
        Ok(())
    }

    fn import_name(&mut self, name: &str, level: u32, names: Option<Constant>) -> u16 {
        let base = self.emitter.temporary();
        self.load_constant(Constant::Int(level as i64), base);
        let list = self.emitter.temporary();
        self.load_constant(names.unwrap_or(Constant::None), list);
        let site = self.emitter.site(name);
        self.emitter.emit(Op::ImportName, base, base, site);
        base
    }

    fn import_from(&mut self, import: &'a ast::StmtImportFrom) -> Result<()> {
        let name = import.module.as_ref().map_or("", |m| m.as_str());
        if name == "__future__" && import.level == 0 {
            // Features that are not standard yet are read before the body is compiled.
        }
        let names = import.names.iter().map(|a| Constant::Str(a.name.as_bytes().into())).collect();
        let module = self.import_name(name, import.level, Some(Constant::Tuple(names)));
        if import.names.first().is_some_and(|a| a.name.as_str() == "*") {
            if self.is_function {
                return self.unit.error(import, "import * only allowed at module level");
            }
            self.emitter.emit(Op::ImportStar, module, 0, 0);
            return Ok(());
        }
        let kept = self.emitter.keep();
        self.emitter.emit(Op::Move, kept, module, 0);
        for alias in &import.names {
            let mark = self.emitter.mark();
            let value = self.emitter.temporary();
            let site = self.emitter.site(&alias.name);
            self.emitter.emit(Op::ImportFrom, value, kept, site);
            self.store_name(alias.asname.as_ref().unwrap_or(&alias.name), value);
            self.emitter.release(mark);
        }
        self.emitter.drop_kept(kept);
        Ok(())
    }
}

/// The targets of an assignment of as many values, none of them starred.
fn side_by_side<'a>(target: &'a Expr, value: &Expr) -> Option<&'a [Expr]> {
    let (Expr::Tuple(targets), Expr::Tuple(values)) = (target, value) else { return None };
    let plain = |elements: &[Expr]| !elements.iter().any(|e| e.is_starred_expr());
    let few = targets.elts.len() == values.elts.len() && targets.elts.len() <= 8;
    (few && plain(&targets.elts) && plain(&values.elts)).then_some(targets.elts.as_slice())
}
