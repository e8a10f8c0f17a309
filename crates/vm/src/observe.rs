//! The loop is compiled once for each observer: what `Silent` does not want costs nothing.
//!
//! The tape hears of user frames only: quiet code has no lines, and its frames are passed over here. What it changes in
//! the program's objects belongs to the innermost user frame.

use bytecode::{Instruction, line};
use object::{Cell, Kind, Ref, Value};
use trace::{CodeId, FrameOf, Leaving, Name, Op};

use crate::frame::Frame;
use crate::machine::Vm;

/// Who listens to a run. Called by the loop only; heap verbs tell the tape themselves.
pub trait Observer {
    const RECORDS: bool;
    /// A line begins, where that takes a few instructions to tell. False, and nothing is told, where it takes more.
    fn line_quickly(vm: &mut Vm, which: u16, line: u32) -> bool;
    /// The same of the innermost frame, which returns a value: of quiet code, or on this line.
    fn return_quickly(vm: &mut Vm, quiet: bool, line: u16, value: &Value) -> bool;
    /// The same of a local variable.
    fn bind_quickly(vm: &mut Vm, register: u16, value: &Value) -> bool;
    /// An instruction that computes with variables and numbers binds a local variable to what follows from them. False
    /// where that must be told as any other binding.
    fn follow_quickly(vm: &mut Vm, instruction: Instruction, value: &Value) -> bool;
    /// The same of an instruction that puts a value into a list, an instance or a cell.
    fn follow_change(vm: &mut Vm, instruction: Instruction, object: &Value, value: &Value) -> bool;
    /// The same of an instruction by which so many variables exchange what they hold.
    fn follow_exchange(vm: &mut Vm, instruction: Instruction, count: usize) -> bool;
    /// Something was read in this object: what follows from that follows only if the tape knows the object.
    fn look_into(vm: &mut Vm, object: &Value);
    /// What such an instruction put into a register does not follow: until the next line nothing does.
    fn lose_track(vm: &mut Vm);
    /// A line begins, or a body, as `which` says.
    fn line(vm: &mut Vm, which: u16, line: u32);
    /// The innermost frame is about to be left, with a value where it returns or yields one.
    fn leave(vm: &mut Vm, how: Leaving, value: Option<&Value>);
    /// A local variable of the innermost frame is bound. Quiet frames have none.
    fn bind(vm: &mut Vm, register: u16, value: &Value);
    fn unbind(vm: &mut Vm, register: u16);
    /// The global of a site, which is bound already, is bound anew.
    fn rebind_global(vm: &mut Vm, site: u16, value: &Value);
}

/// Nobody.
pub struct Silent;

impl Observer for Silent {
    const RECORDS: bool = false;
    #[inline(always)]
    fn line_quickly(_: &mut Vm, _: u16, _: u32) -> bool {
        true
    }
    #[inline(always)]
    fn return_quickly(_: &mut Vm, _: bool, _: u16, _: &Value) -> bool {
        true
    }
    #[inline(always)]
    fn bind_quickly(_: &mut Vm, _: u16, _: &Value) -> bool {
        true
    }
    #[inline(always)]
    fn follow_quickly(_: &mut Vm, _: Instruction, _: &Value) -> bool {
        false
    }
    #[inline(always)]
    fn follow_change(_: &mut Vm, _: Instruction, _: &Value, _: &Value) -> bool {
        false
    }
    #[inline(always)]
    fn follow_exchange(_: &mut Vm, _: Instruction, _: usize) -> bool {
        false
    }
    #[inline(always)]
    fn look_into(_: &mut Vm, _: &Value) {}
    #[inline(always)]
    fn lose_track(_: &mut Vm) {}
    #[inline(always)]
    fn line(_: &mut Vm, _: u16, _: u32) {}
    #[inline(always)]
    fn leave(_: &mut Vm, _: Leaving, _: Option<&Value>) {}
    #[inline(always)]
    fn bind(_: &mut Vm, _: u16, _: &Value) {}
    #[inline(always)]
    fn unbind(_: &mut Vm, _: u16) {}
    #[inline(always)]
    fn rebind_global(_: &mut Vm, _: u16, _: &Value) {}
}

/// The tape of the run, and the line that somebody waits for.
pub struct TapeObserver;

impl Observer for TapeObserver {
    const RECORDS: bool = true;

    #[inline(always)]
    fn line_quickly(vm: &mut Vm, which: u16, line: u32) -> bool {
        if which > line::AGAIN || object::news_pending() || vm.at_step.is_some() {
            return false;
        }
        vm.tape.as_mut().is_some_and(|tape| tape.line_quickly(line))
    }

    #[inline(always)]
    fn return_quickly(vm: &mut Vm, quiet: bool, line: u16, value: &Value) -> bool {
        if quiet || vm.watch.is_some() || object::news_pending() || line == u16::MAX {
            return false;
        }
        let known = !value.is_object() || object::is_told(value);
        known && vm.tape.as_mut().is_some_and(|tape| tape.return_quickly(line as u32, value.bits()))
    }

    #[inline(always)]
    fn bind_quickly(vm: &mut Vm, register: u16, value: &Value) -> bool {
        if value.is_object() && !object::is_told(value) {
            return false;
        }
        let Some(tape) = &mut vm.tape else { return false };
        tape.bind_quickly(register, value.bits())
    }

    #[inline(always)]
    fn follow_quickly(vm: &mut Vm, instruction: Instruction, value: &Value) -> bool {
        let number = instruction.following();
        if number == 0 || value.is_object() && !object::is_told(value) {
            return false;
        }
        let Some(tape) = &mut vm.tape else { return false };
        tape.follow_quickly(number)
    }

    #[inline(always)]
    fn follow_change(vm: &mut Vm, instruction: Instruction, object: &Value, value: &Value) -> bool {
        let number = instruction.following();
        if number == 0 || !object::is_as_told(object) || value.is_object() && !object::is_told(value) {
            return false;
        }
        let Some(tape) = &mut vm.tape else { return false };
        tape.follow_change(number)
    }

    #[inline(always)]
    fn follow_exchange(vm: &mut Vm, instruction: Instruction, count: usize) -> bool {
        let number = instruction.following();
        let Some(tape) = vm.tape.as_mut().filter(|_| number != 0) else { return false };
        tape.follow_exchange(number, count)
    }

    #[inline(always)]
    fn look_into(vm: &mut Vm, object: &Value) {
        if !object::is_as_told(object) {
            Self::lose_track(vm);
        }
    }

    #[inline(always)]
    fn lose_track(vm: &mut Vm) {
        if let Some(tape) = &mut vm.tape {
            tape.lose_track();
        }
    }

    #[inline(never)]
    fn line(vm: &mut Vm, which: u16, line: u32) {
        if which != line::CALL || object::news_pending() || !vm.record_plain_call(line) {
            vm.record_line(which, line);
        }
    }

    #[inline(never)]
    fn leave(vm: &mut Vm, how: Leaving, value: Option<&Value>) {
        if vm.watch.is_some() {
            vm.watch_leave(value);
        }
        if object::news_pending() {
            vm.settle_news();
        }
        let Some(line) = vm.recorded_frame().map(current_line) else { return vm.record_library_copy(how, value) };
        if let Some(value) = value {
            vm.tell(value);
        }
        if let Some(tape) = &mut vm.tape {
            // The return at the end of a body is on no line of its own.
            let line = if line == 0 { tape.here() } else { line };
            tape.leave(how, line, value.map_or(Value::NONE.bits(), Value::bits));
        }
    }

    #[inline(never)]
    fn bind(vm: &mut Vm, register: u16, value: &Value) {
        vm.tell(value);
        if let Some(tape) = &mut vm.tape {
            tape.bind_local(register, value.bits());
        }
    }

    fn unbind(vm: &mut Vm, register: u16) {
        if vm.recorded_frame().is_some()
            && let Some(tape) = &mut vm.tape
        {
            tape.unbind(Name::Local(register as u32));
        }
    }

    fn rebind_global(vm: &mut Vm, site: u16, value: &Value) {
        let Some(frame) = vm.recorded_frame() else {
            // The library's own names are nobody's; its names that are a program's namespace, too, are told as such.
            let globals = vm.current_globals();
            let key = vm.site(site).to_value();
            return vm.tell_change(globals.value(), Op::SetKey, &[&key, value]);
        };
        debug_assert!((site as usize) < frame.code().sites.len());
        vm.tell(value);
        if let Some(tape) = &mut vm.tape {
            tape.bind(Name::Global(site as u32), value.bits());
        }
    }
}

impl Vm {
    /// The innermost frame, if the tape is to hear of it.
    #[inline]
    pub(crate) fn recorded_frame(&self) -> Option<&Frame> {
        self.frame().filter(|frame| !frame.code().quiet)
    }

    /// The instruction of the innermost user frame that runs, or called what runs.
    pub(crate) fn recorded_position(&self) -> u32 {
        let mut frames = self.thread.stack.frames.iter().rev();
        let frame = frames.find(|frame| !frame.code().quiet);
        frame.map_or(0, |frame| frame.position().saturating_sub(1))
    }

    #[inline(never)]
    fn record_line(&mut self, which: u16, line: u32) {
        if object::news_pending() {
            self.settle_news();
        }
        if which == line::STATEMENT {
            return self.watch_line(line);
        }
        if which == line::CALL {
            return self.record_new_call(line);
        }
        if let Some(tape) = &mut self.tape
            && tape.line(line, which == line::AGAIN)
            && self.at_step.as_ref().is_some_and(|at| tape.steps() >= at.step)
        {
            self.reach_step();
        }
    }

    /// The innermost frame begins: of code that the tape knows, with arguments that it knows, and with nothing else of
    /// its own. False where it is another.
    #[inline(always)]
    fn record_plain_call(&mut self, line: u32) -> bool {
        let (Some(tape), Some(frame)) = (&mut self.tape, self.thread.stack.frames.last()) else { return false };
        let known = CodeId(frame.code.recorded.get().wrapping_sub(1));
        let (function, globals) = (frame.function.value(), frame.function.get(&self.heap).globals.value().bits());
        let Some(body) = tape.body(known, globals).filter(|body| body.first_line == line && frame.extra.is_none())
        else {
            return false;
        };
        let arguments = frame.first_registers(body.arguments as usize);
        for argument in arguments {
            if argument.is_object() && !object::is_told(argument) {
                return false;
            }
        }
        if body.closes && !object::is_told(function) || !tape.call_quickly(body) {
            return false;
        }
        for argument in arguments {
            tape.word_quickly(argument.bits());
        }
        if body.closes {
            tape.frame_of(FrameOf::Function, function.bits());
        }
        true
    }

    /// The same where some argument is new to the tape, or it is no plain call.
    fn record_new_call(&mut self, line: u32) {
        let Some(frame) = self.recorded_frame() else { return };
        for place in 0..frame.code.code.argument_registers() {
            let argument = self.running().register(place).clone();
            self.tell(&argument);
        }
        if !self.record_plain_call(line) {
            self.record_call(line);
        }
    }

    /// The innermost frame begins at this line.
    fn record_call(&mut self, line: u32) {
        let Some(frame) = self.recorded_frame() else { return };
        let (code, function) = (frame.code().clone(), frame.function.clone());
        let namespace = frame.namespace().cloned();
        let globals = function.get(&self.heap).globals.clone();
        self.tell(globals.value());
        let count = code.code.argument_registers();
        let arguments = self.frame().map_or(Vec::new(), |frame| frame.first_registers(count).to_vec());
        arguments.iter().for_each(|argument| self.tell(argument));
        let closes = !code.code.free_names.is_empty();
        if closes {
            self.tell(function.value());
        }
        let namespace = namespace.filter(|namespace| !namespace.is_same(globals.value()));
        if let Some(namespace) = &namespace {
            self.tell(namespace);
        }
        let Some(mut tape) = self.tape.take() else { return };
        let number = tape.number_of(globals.value().bits()).unwrap_or(0);
        let number = self.code_number(&mut tape, &code, number);
        tape.call(number, line);
        arguments.iter().for_each(|argument| tape.word(argument.bits()));
        if closes {
            tape.frame_of(FrameOf::Function, function.value().bits());
        }
        if let Some(namespace) = namespace {
            tape.frame_of(FrameOf::Namespace, namespace.bits());
        }
        self.tape = Some(tape);
    }

    /// The frame of a generator was put on the stack.
    #[inline(never)]
    pub(crate) fn record_resume(&mut self, started: bool, sent_to: Option<u16>) {
        if object::news_pending() {
            self.settle_news();
        }
        let Some(frame) = self.recorded_frame() else { return };
        if started {
            self.record_going_on();
        } else {
            let line = frame.code().code.first_line;
            if !self.record_plain_call(line) {
                self.record_call(line);
            }
            self.record_generator();
        }
        if let Some(register) = sent_to {
            self.record_bind(register);
        }
    }

    /// The innermost frame, which begins, is that of a generator.
    fn record_generator(&mut self) {
        let Some(generator) = self.running().generator.clone() else { return };
        self.tell(generator.value());
        if let Some(tape) = &mut self.tape {
            tape.frame_of(FrameOf::Generator, generator.value().bits());
        }
    }

    /// The innermost frame, of a generator that waited, goes on.
    fn record_going_on(&mut self) {
        let frame = self.running();
        let Some(generator) = frame.generator.clone() else { return };
        let line = current_line(frame);
        let known = frame.code().recorded.get();
        let code = frame.code().clone();
        let globals = frame.function.get(&self.heap).globals.value().bits();
        self.tell(generator.value());
        let Some(mut tape) = self.tape.take() else { return };
        let known = CodeId(known.wrapping_sub(1));
        let code = match tape.body(known, globals) {
            Some(_) => known,
            None => {
                let globals = tape.number_of(globals).unwrap_or(0);
                self.code_number(&mut tape, &code, globals)
            }
        };
        tape.resume(code, line, generator.value().bits());
        self.tape = Some(tape);
    }

    /// A variable of the innermost frame stands in this cell from now on.
    pub(crate) fn record_cell(&mut self, register: u16, cell: &Ref<Cell>) {
        if self.recorded_frame().is_some() {
            self.tell(cell.value());
            if let Some(tape) = &mut self.tape {
                tape.cell(register, cell.value().bits());
            }
        }
    }

    /// An exception is pending in the innermost frame.
    #[cold]
    pub(crate) fn record_exception(&mut self) {
        let Some(line) = self.recorded_frame().map(current_line) else { return };
        let exception = self.thread.pending.clone().unwrap_or(Value::NONE);
        if object::news_pending() {
            self.settle_news();
        }
        self.tell(&exception);
        if let Some(tape) = &mut self.tape {
            tape.exception(line, exception.bits());
        }
    }

    /// The exception goes to a handler in the innermost frame.
    #[cold]
    pub(crate) fn record_handler(&mut self) {
        if self.recorded_frame().is_some()
            && let Some(tape) = &mut self.tape
        {
            tape.handled();
        }
    }

    /// Tells the tape that a local of the innermost frame got what it holds.
    pub(crate) fn record_bind(&mut self, register: u16) {
        if self.tape.is_none() {
            return;
        }
        let Some(frame) = self.frame().filter(|frame| register < frame.code().locals) else { return };
        let value = frame.register(register as usize).clone();
        TapeObserver::bind(self, register, &value);
    }

    /// The step for which somebody waits has begun.
    #[cold]
    fn reach_step(&mut self) {
        if let Some(mut at) = self.at_step.take() {
            at.step = (at.act)(self);
            self.at_step = Some(at);
        }
    }

    // ---- what heap verbs tell ---------------------------------------------------------------------

    /// Writes a mutation of an object that the tape knows, with its place if it has one and a value: as [`tell_change`],
    /// for those that are most frequent.
    ///
    /// [`tell_change`]: Vm::tell_change
    #[inline(never)]
    pub(crate) fn tell_value(&mut self, object: &Value, op: Op, place: Option<usize>, value: &Value) {
        if !object::is_told(object) {
            return;
        }
        self.tell(value);
        let at = self.recorded_position();
        let Some(tape) = &mut self.tape else { return };
        tape.change(op, object.bits(), at);
        if let Some(place) = place {
            tape.place(place);
        }
        tape.word_quickly(value.bits());
    }

    /// Writes a mutation of an object that the tape knows, with the words that the operation needs.
    #[inline]
    pub(crate) fn tell_change(&mut self, object: &Value, op: Op, words: &[&Value]) {
        self.tell_change_at(object, op, None, words);
    }

    /// The same with a place before the words.
    #[inline(never)]
    pub(crate) fn tell_change_at(&mut self, object: &Value, op: Op, place: Option<usize>, words: &[&Value]) {
        if !object::is_told(object) {
            return;
        }
        words.iter().for_each(|word| self.tell(word));
        let at = self.recorded_position();
        let Some(tape) = &mut self.tape else { return };
        tape.change(op, object.bits(), at);
        if let Some(place) = place {
            tape.place(place);
        }
        words.iter().for_each(|word| tape.word(word.bits()));
    }

    /// The same with any number of words, counted.
    #[cold]
    #[inline(never)]
    pub(crate) fn tell_change_all(&mut self, object: &Value, op: Op, places: &[usize], words: &[Value]) {
        if !object::is_told(object) {
            return;
        }
        words.iter().for_each(|word| self.tell(word));
        let at = self.recorded_position();
        let Some(tape) = &mut self.tape else { return };
        tape.change(op, object.bits(), at);
        places.iter().for_each(|&place| tape.place(place));
        tape.place(words.len());
        words.iter().for_each(|word| tape.word(word.bits()));
    }

    /// An object changes in a way for which the tape has no operation: it will be written anew at the next step.
    #[inline]
    pub fn touched(&mut self, object: &Value, what: trace::Mutation) {
        if self.tape.is_some() && object::is_told(object) {
            self.note_touched(object, what);
        }
    }

    #[cold]
    #[inline(never)]
    fn note_touched(&mut self, object: &Value, what: trace::Mutation) {
        // Where a generator is, its frame says.
        let frames_tell = what == trace::Mutation::Advance && object.kind() == Some(Kind::Generator);
        if !frames_tell && object::touch(object) {
            let at = self.recorded_position();
            self.touched_by.push((object.bits(), what, at));
        }
    }

    /// Writes the deaths of objects, and those that were touched.
    #[cold]
    #[inline(never)]
    pub fn settle_news(&mut self) {
        if self.tape.is_none() {
            return;
        }
        let touched = object::take_news(&mut self.deaths);
        if let Some(tape) = &mut self.tape {
            self.deaths.iter().for_each(|word| tape.death(*word));
            tape.late_deaths();
            let kept = self.kept_answers.as_ref().filter(|kept| !kept.borrow().is_empty());
            for (question, bytes) in kept.map(|kept| std::mem::take(&mut *kept.borrow_mut())).unwrap_or_default() {
                match host::STREAMS.contains(&question) {
                    true => tape.output(question, &bytes),
                    false => tape.answer(question, &bytes),
                }
            }
        }
        if touched.is_empty() {
            return;
        }
        let by = std::mem::take(&mut self.touched_by);
        for object in touched {
            let cause = by.iter().rev().find(|(word, ..)| *word == object.bits());
            let (what, at) = cause.map_or((trace::Mutation::Replace, 0), |&(_, what, at)| (what, at));
            if what != trace::Mutation::Advance || !self.tell_advance(&object, at) {
                self.tell_again(&object, what, at);
            }
        }
    }
}

fn current_line(frame: &Frame) -> u32 {
    frame.code().line_of(frame.position().saturating_sub(1))
}
