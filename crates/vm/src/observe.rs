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
}

/// The tape of the run, and the moment that somebody waits for.
pub struct TapeObserver;

impl Observer for TapeObserver {
    const RECORDS: bool = true;

    fn line(vm: &mut Vm, line: u32) {
        if let Some(tape) = &mut vm.tape {
            tape.line(line);
        }
        if vm.moment.is_some() {
            vm.pass_line(line);
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
}

impl Vm {
    /// A line of a user frame begins: is it the moment?
    fn pass_line(&mut self, line: u32) {
        let depth = self.frame_count();
        let Some(frame) = self.frame() else { return };
        let code = frame.code().clone();
        let Some(moment) = &mut self.moment else {
            return;
        };
        if moment.reached {
            return;
        }
        // The line that was watched is over when its frame comes to its next statement.
        if moment.watched == Some(depth) {
            moment.watched = None;
            moment.reached = true;
            self.freeze_moment();
            return;
        }
        if *code.code.filename != *moment.filename || line != moment.line {
            return;
        }
        moment.hits += 1;
        if moment.hit == Some(moment.hits) {
            if moment.before {
                moment.reached = true;
                self.freeze_moment();
            } else {
                moment.watched = Some(depth);
            }
        }
    }

    /// Ends the run here, with all frames in place for whoever draws them.
    fn freeze_moment(&mut self) {
        if let Some(look) = self.on_moment {
            look(self);
        }
    }
}
