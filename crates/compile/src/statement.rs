//! Statements and assignment targets.

use bytecode::{Op, raise, special};
use ruff_python_ast::{self as ast, Expr, Stmt};

use crate::access::Home;
use crate::body::{Body, Result};
use crate::expression::{binary_op, immediate_op, small_index, small_int};

impl<'a> Body<'a, '_> {
    pub fn statements(&mut self, body: &'a [Stmt]) -> Result<()> {
        body.iter().try_for_each(|statement| self.statement(statement))
    }

    pub fn statement(&mut self, statement: &'a Stmt) -> Result<()> {
        stacker::maybe_grow(128 * 1024, 2 * 1024 * 1024, || self.statement_here(statement))
    }

    fn statement_here(&mut self, statement: &'a Stmt) -> Result<()> {
        let mark = self.emitter.mark();
        self.begin_statement(statement);
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
            Stmt::Global(_) | Stmt::Nonlocal(_) => {}
            Stmt::Import(import) => self.import(import)?,
            Stmt::ImportFrom(import) => self.import_from(import)?,
            Stmt::FunctionDef(def) => self.function(def)?,
            Stmt::ClassDef(def) => self.class_statement(def)?,
            Stmt::Try(tries) => self.try_statement(tries)?,
            Stmt::With(with) => self.with_items(with, &with.items)?,
            Stmt::Match(matches) => self.match_statement(matches)?,
            Stmt::TypeAlias(alias) => self.type_alias(alias)?,
            Stmt::IpyEscapeCommand(_) => return self.unit.error(statement, "invalid syntax"),
        }
        self.emitter.release(mark);
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
        if self.rotate(targets, &values.elts) {
            return Ok(());
        }
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

    /// `a, b = b, a` and `a, b, c = b, c, a` of local variables: their values change places. False if it is not that.
    fn rotate(&mut self, targets: &'a [Expr], values: &'a [Expr]) -> bool {
        let local = |name: &Expr| match name {
            Expr::Name(name) => match self.home(&self.mangle(&name.id)) {
                Home::Local(register) => Some(register),
                _ => None,
            },
            _ => None,
        };
        let registers = |names: &[Expr]| names.iter().map(local).collect::<Option<Vec<u16>>>();
        let (Some(to), Some(from)) = (registers(targets), registers(values)) else { return false };
        let [first, .., last] = *to.as_slice() else { return false };
        let distinct = to.iter().all(|register| to.iter().filter(|other| *other == register).count() == 1);
        if to.len() > 3 || !distinct || from[..from.len() - 1] != to[1..] || from[from.len() - 1] != first {
            return false;
        }
        for value in values {
            self.at(value);
            if let Expr::Name(name) = value {
                self.local_operand(&name.id);
            }
        }
        self.at(&targets[0]);
        match to.len() {
            2 => self.emitter.emit(Op::Swap, first, last, 0),
            _ => self.emitter.emit(Op::Rotate, first, to[1], last),
        }
        true
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
                if let Some(index) = small_index(&subscript.slice) {
                    self.touch(&*subscript.slice);
                    self.at(target);
                    self.emitter.emit(Op::StoreItemInt, object, index as u16, value);
                } else {
                    let key = self.operand(&subscript.slice)?;
                    self.at(target);
                    self.emitter.emit(Op::StoreItem, object, key, value);
                }
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
        if let Some(first) = self.locals_in_a_row(target, elements) {
            self.emitter.emit(Op::Unpack, value, first, elements.len() as u16);
            for element in elements {
                if let Expr::Name(name) = element {
                    self.mark_bound(&name.id);
                }
            }
            return Ok(());
        }
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

    /// The first register of targets that are all locals, one behind the other and on one line: they are unpacked
    /// where they stay.
    fn locals_in_a_row(&self, target: &Expr, elements: &[Expr]) -> Option<u16> {
        let first = self.direct_target(elements.first()?)?;
        let line = self.unit.location(target).line;
        let in_a_row = (first..).zip(elements).all(|(register, element)| {
            self.direct_target(element) == Some(register) && self.unit.location(element).line == line
        });
        in_a_row.then_some(first)
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
                if let Some(index) = small_index(&subscript.slice) {
                    let held = self.emitter.temporary();
                    self.touch(&*subscript.slice);
                    self.at(&*assign.target);
                    self.emitter.emit(Op::LoadItemInt, held, object, index as u16);
                    self.operate_in_place(assign, held)?;
                    self.at(&*assign.target);
                    self.emitter.emit(Op::StoreItemInt, object, index as u16, held);
                    self.drop_held(object);
                    return Ok(());
                }
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

    /// A module or class with annotations has `__annotations__` from its beginning.
    pub fn setup_annotations(&mut self) {
        if self.unit.scopes.all[self.scope].annotated {
            self.emitter.emit(Op::SetupAnnotations, 0, 0, 0);
        }
    }

    fn annotated(&mut self, assign: &'a ast::StmtAnnAssign) -> Result<()> {
        if let Some(value) = &assign.value {
            let value = self.operand(value)?;
            self.store(&assign.target, value)?;
        }
        if assign.value.is_none() {
            self.target_parts(&assign.target)?;
        }
        if self.is_function {
            return Ok(());
        }
        if !assign.simple {
            if !self.unit.options.future_annotations && !self.unit.options.library {
                let value = self.pushed(&assign.annotation)?;
                self.emitter.emit(Op::Clear, value, 0, 0);
            }
            return Ok(());
        }
        let Expr::Name(name) = &*assign.target else {
            return Ok(());
        };
        let annotation = self.annotation(&assign.annotation)?;
        let names = self.emitter.temporary();
        self.load_name("__annotations__", names);
        let key = self.emitter.temporary();
        let mangled = self.mangle(&name.id);
        self.load_text(&mangled, key);
        self.emitter.emit(Op::StoreItem, names, key, annotation);
        Ok(())
    }

    /// The parts of a target that is annotated but not assigned to are evaluated all the same.
    fn target_parts(&mut self, target: &'a Expr) -> Result<()> {
        let parts: Vec<&'a Expr> = match target {
            Expr::Attribute(attribute) => vec![&*attribute.value],
            Expr::Subscript(subscript) => vec![&*subscript.value, &*subscript.slice],
            _ => vec![],
        };
        for part in parts {
            let mark = self.emitter.mark();
            let value = self.pushed(part)?;
            self.emitter.emit(Op::Clear, value, 0, 0);
            self.emitter.release(mark);
        }
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
}

/// The targets of an assignment of as many values, none of them starred.
fn side_by_side<'a>(target: &'a Expr, value: &Expr) -> Option<&'a [Expr]> {
    let (Expr::Tuple(targets), Expr::Tuple(values)) = (target, value) else { return None };
    let plain = |elements: &[Expr]| !elements.iter().any(|e| e.is_starred_expr());
    let few = targets.elts.len() == values.elts.len() && targets.elts.len() <= 8;
    (few && plain(&targets.elts) && plain(&values.elts)).then_some(targets.elts.as_slice())
}
