//! Loading, storing and deleting names: which instruction, which register.

use std::collections::HashMap;

use bytecode::Op;
use ruff_python_ast::Expr;

use crate::body::Body;
use crate::names::usage::{DELETED, GLOBAL};
use crate::names::{Kind, Place, Scopes};

/// Where the code at hand finds a name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Home {
    Local(u16),
    /// A local whose register holds a cell.
    Cell(u16),
    Free(u16),
    Global,
    Namespace,
    NamespaceOrFree(u16),
    ClassOrGlobal,
    ClassOrFree(u16),
}

/// A comprehension whose code is part of this body: its variables have registers of their own.
pub struct Inlined {
    pub scope: usize,
    pub registers: HashMap<String, u16>,
}

/// A named register for variables of comprehensions, which one after the other may use.
pub struct Shared {
    name: String,
    cell: bool,
    register: u16,
    busy: bool,
}

/// Locals that certainly have a value at one place of the code, by register.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct Bound(Vec<u64>);

impl Bound {
    pub fn insert(&mut self, register: u16) {
        let place = register as usize / 64;
        if self.0.len() <= place {
            self.0.resize(place + 1, 0);
        }
        self.0[place] |= 1 << (register % 64);
    }

    pub fn remove(&mut self, register: u16) {
        if let Some(word) = self.0.get_mut(register as usize / 64) {
            *word &= !(1 << (register % 64));
        }
    }

    pub fn contains(&self, register: u16) -> bool {
        self.0.get(register as usize / 64).is_some_and(|word| word >> (register % 64) & 1 != 0)
    }

    /// Keeps what the other has too.
    pub fn intersect(&mut self, other: &Bound) {
        for (place, word) in self.0.iter_mut().enumerate() {
            *word &= other.0.get(place).copied().unwrap_or(0);
        }
    }
}

impl Body<'_, '_> {
    pub fn mangle(&self, name: &str) -> String {
        Scopes::mangled(self.class.as_deref(), name).unwrap_or_else(|| name.to_string())
    }

    pub fn local(&self, name: &str) -> Option<u16> {
        self.emitter.locals.iter().position(|l| **l == *name).map(|p| p as u16)
    }

    fn free_number(&self, name: &str) -> Option<u16> {
        self.free.iter().position(|f| f == name).map(|p| p as u16)
    }

    /// Where the code at hand finds a name (mangled).
    pub fn home(&self, name: &str) -> Home {
        let scopes = &self.unit.scopes;
        for inlined in self.inlined.iter().rev() {
            let register = inlined.registers.get(name).copied().unwrap_or(0);
            match scopes.place(inlined.scope, name) {
                Place::Local => return Home::Local(register),
                Place::Cell => return Home::Cell(register),
                Place::Outer => {}
                _ if scopes.all[inlined.scope].usage(name) & GLOBAL != 0 => return Home::Global,
                _ if scopes.all[self.scope].kind == Kind::Namespace => return Home::Namespace,
                _ => return Home::Global,
            }
        }
        let register = || self.local(name).unwrap_or(0);
        let free = || self.free_number(name).unwrap_or(0);
        match scopes.place(self.scope, name) {
            Place::Local => Home::Local(register()),
            Place::Cell => Home::Cell(register()),
            Place::Free => Home::Free(free()),
            Place::NamespaceOrFree | Place::Namespace
                if !self.inlined.is_empty() && self.free_number(name).is_some() =>
            {
                Home::Free(free())
            }
            Place::NamespaceOrFree => Home::NamespaceOrFree(free()),
            Place::Namespace => Home::Namespace,
            Place::ClassOrGlobal => Home::ClassOrGlobal,
            Place::ClassOrFree => Home::ClassOrFree(free()),
            Place::Global | Place::Outer => Home::Global,
        }
    }

    /// The register of a plain local, after asking whether it has a value unless that is certain.
    pub fn local_operand(&mut self, name: &str) -> Option<u16> {
        let Home::Local(register) = self.home(&self.mangle(name)) else {
            return None;
        };
        self.check_bound(register);
        Some(register)
    }

    fn check_bound(&mut self, register: u16) {
        if !self.bound.contains(register) {
            self.emitter.emit(Op::CheckLocal, register, 0, 0);
        }
    }

    pub fn load_name(&mut self, name: &str, dst: u16) {
        let name = self.mangle(name);
        match self.home(&name) {
            Home::Local(register) => {
                self.check_bound(register);
                self.emitter.emit(Op::Move, dst, register, 0);
            }
            Home::Cell(register) => self.emitter.emit(Op::LoadCell, dst, register, 0),
            Home::Free(free) => self.emitter.emit(Op::LoadFree, dst, free, 0),
            Home::NamespaceOrFree(free) => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::LoadNameOrFree, dst, free, site);
            }
            Home::Global => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::LoadGlobal, dst, 0, site);
            }
            Home::Namespace => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::LoadName, dst, 0, site);
            }
            home @ (Home::ClassOrGlobal | Home::ClassOrFree(_)) => {
                let mark = self.emitter.mark();
                let mapping = self.emitter.temporary();
                self.load_name("__classdict__", mapping);
                let site = self.emitter.site(&name);
                let e = match home {
                    Home::ClassOrFree(free) => {
                        self.emitter.emit(Op::LoadFreeCell, dst, free, 0);
                        1
                    }
                    _ => 0,
                };
                self.emitter.emit_e(Op::LoadNameFrom, e, dst, mapping, site);
                self.emitter.release(mark);
            }
        }
    }

    pub fn store_name(&mut self, name: &str, src: u16) {
        let name = self.mangle(name);
        match self.home(&name) {
            Home::Local(register) => {
                if register != src {
                    self.emitter.emit(Op::Move, register, src, 0);
                }
                self.mark_bound(&name);
            }
            Home::Cell(register) => self.emitter.emit(Op::StoreCell, register, src, 0),
            Home::Free(free) => self.emitter.emit(Op::StoreFree, free, src, 0),
            Home::Namespace | Home::NamespaceOrFree(_) => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::StoreName, 0, src, site);
            }
            Home::Global | Home::ClassOrGlobal | Home::ClassOrFree(_) => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::StoreGlobal, 0, src, site);
            }
        }
    }

    /// The local with this name has a value from here on, unless a `del` may take it away.
    pub fn mark_bound(&mut self, name: &str) {
        let name = self.mangle(name);
        let Home::Local(register) = self.home(&name) else {
            return;
        };
        if self.unit.scopes.all[self.scope].usage(&name) & DELETED == 0 {
            self.bound.insert(register);
        }
    }

    pub fn delete_name(&mut self, name: &str) {
        let name = self.mangle(name);
        match self.home(&name) {
            Home::Local(register) => self.emitter.emit(Op::DeleteLocal, register, 0, 0),
            Home::Cell(register) => self.emitter.emit(Op::DeleteCell, register, 0, 0),
            Home::Free(free) => self.emitter.emit(Op::DeleteFree, free, 0, 0),
            Home::Namespace | Home::NamespaceOrFree(_) => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::DeleteName, 0, 0, site);
            }
            Home::Global | Home::ClassOrGlobal | Home::ClassOrFree(_) => {
                let site = self.emitter.site(&name);
                self.emitter.emit(Op::DeleteGlobal, 0, 0, site);
            }
        }
    }

    pub fn site(&mut self, name: &str) -> u16 {
        let name = self.mangle(name);
        self.emitter.site(&name)
    }

    /// The register that a simple assignment to this target may be computed into.
    pub fn direct_target(&self, target: &Expr) -> Option<u16> {
        let Expr::Name(name) = target else { return None };
        match self.home(&self.mangle(&name.id)) {
            Home::Local(register) => Some(register),
            _ => None,
        }
    }

    /// The cell of a variable that an inner function shares.
    pub fn load_cell_itself(&mut self, name: &str, dst: u16) {
        for inlined in self.inlined.iter().rev() {
            if self.unit.scopes.place(inlined.scope, name) == Place::Cell {
                let register = inlined.registers.get(name).copied().unwrap_or(0);
                self.emitter.emit(Op::Move, dst, register, 0);
                return;
            }
        }
        let own = self.unit.scopes.all[self.scope].cells.contains(name);
        match (self.local(name), self.free_number(name)) {
            (Some(register), _) if own => self.emitter.emit(Op::Move, dst, register, 0),
            (_, Some(free)) => self.emitter.emit(Op::LoadFreeCell, dst, free, 0),
            (register, None) => self.emitter.emit(Op::Move, dst, register.unwrap_or(0), 0),
        }
    }

    // ---- comprehensions without a body of their own --------------------------------------------

    /// Gives the variables of a comprehension registers; its names are looked up there first from now on.
    pub fn enter_comprehension(&mut self, scope: usize) {
        let data = &self.unit.scopes.all[scope];
        let mut registers = HashMap::new();
        for name in data.own_names().filter(|n| *n != ".0") {
            let cell = data.cells.contains(name);
            let found = self.shared.iter_mut().find(|s| !s.busy && s.cell == cell && s.name == *name);
            let register = match found {
                Some(shared) => {
                    shared.busy = true;
                    shared.register
                }
                None => {
                    self.emitter.locals.push(name.as_str().into());
                    let register = self.emitter.locals.len() as u16 - 1;
                    self.shared.push(Shared { name: name.clone(), cell, register, busy: true });
                    if cell {
                        self.cells.insert(register);
                    }
                    register
                }
            };
            if cell {
                self.emitter.emit(Op::MakeCell, register, 0, 0);
            }
            registers.insert(name.clone(), register);
        }
        self.inlined.push(Inlined { scope, registers });
    }

    /// The comprehension is over: its names mean again what they mean outside.
    pub fn leave_comprehension(&mut self) -> Vec<u16> {
        let Some(inlined) = self.inlined.pop() else { return vec![] };
        let mut registers: Vec<u16> = inlined.registers.into_values().collect();
        registers.sort_unstable();
        for shared in &mut self.shared {
            if registers.contains(&shared.register) {
                shared.busy = false;
            }
        }
        registers.iter().for_each(|r| self.bound.remove(*r));
        registers
    }
}
