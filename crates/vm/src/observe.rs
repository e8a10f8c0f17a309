//! The loop is compiled once for each observer: what `Silent` does not want costs nothing.

use object::Value;

use crate::machine::Vm;

/// Who listens to a run. Called by the loop only; heap verbs tell the tape themselves.
pub trait Observer {
    const RECORDS: bool;
    /// A statement begins.
    fn line(vm: &mut Vm, line: u32);
    /// A local variable of the innermost frame is bound.
    fn bind(vm: &mut Vm, register: u16, value: &Value);
    fn unbind(vm: &mut Vm, register: u16);
    fn bind_global(vm: &mut Vm, site: u16, value: &Value);
    /// The innermost frame is about to return or yield a value.
    fn leave(vm: &mut Vm, value: &Value);
}

/// Nobody.
pub struct Silent;

impl Observer for Silent {
    const RECORDS: bool = false;
    #[inline(always)]
    fn line(_: &mut Vm, _: u32) {}
    #[inline(always)]
    fn bind(_: &mut Vm, _: u16, _: &Value) {}
    #[inline(always)]
    fn unbind(_: &mut Vm, _: u16) {}
    #[inline(always)]
    fn bind_global(_: &mut Vm, _: u16, _: &Value) {}
    #[inline(always)]
    fn leave(_: &mut Vm, _: &Value) {}
}

/// The tape of the run, and the moment that somebody waits for.
pub struct TapeObserver;

impl Observer for TapeObserver {
    const RECORDS: bool = true;

    fn line(vm: &mut Vm, line: u32) {
        if let Some(tape) = &mut vm.tape {
            tape.line(line);
        }
        if vm.watch.is_some() {
            vm.watch_line(line);
        }
    }

    #[inline]
    fn bind(vm: &mut Vm, register: u16, value: &Value) {
        if let Some(tape) = &mut vm.tape {
            tape.bind(register as u32, value.bits());
        }
    }

    fn unbind(vm: &mut Vm, register: u16) {
        if let Some(tape) = &mut vm.tape {
            tape.unbind(register as u32, false);
        }
    }

    fn bind_global(vm: &mut Vm, site: u16, value: &Value) {
        if let Some(tape) = &mut vm.tape {
            tape.bind_global(site as u32, value.bits());
        }
    }

    fn leave(vm: &mut Vm, value: &Value) {
        if vm.watch.is_some() {
            vm.watch_leave(Some(value));
        }
    }
}
