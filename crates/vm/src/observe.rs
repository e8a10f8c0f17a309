//! The loop is compiled once for each observer: what `Silent` does not want costs nothing.
//!
//! The tape hears of user frames only: quiet code has no lines, and its frames are passed over here.

use bytecode::{Flags, line};
use object::{ClassIndex, Function, Kind, Module, Str, Value};
use trace::{Leaving, Name};

use crate::frame::Frame;
use crate::machine::Vm;

/// Who listens to a run. Called by the loop only; heap verbs tell the tape themselves.
pub trait Observer {
    const RECORDS: bool;
    /// A line begins, or a body, as `which` says.
    fn line(vm: &mut Vm, which: u16, line: u32);
    /// The innermost frame is about to be left, with a value where it returns or yields one.
    fn leave(vm: &mut Vm, how: Leaving, value: Option<&Value>);
    /// A local variable of the innermost frame is bound. Quiet frames have none.
    fn bind(vm: &mut Vm, register: u16, value: &Value);
    fn bind_name(vm: &mut Vm, name: Name, value: &Value);
    fn unbind_name(vm: &mut Vm, name: Name);
}

/// Nobody.
pub struct Silent;

impl Observer for Silent {
    const RECORDS: bool = false;
    #[inline(always)]
    fn line(_: &mut Vm, _: u16, _: u32) {}
    #[inline(always)]
    fn leave(_: &mut Vm, _: Leaving, _: Option<&Value>) {}
    #[inline(always)]
    fn bind(_: &mut Vm, _: u16, _: &Value) {}
    #[inline(always)]
    fn bind_name(_: &mut Vm, _: Name, _: &Value) {}
    #[inline(always)]
    fn unbind_name(_: &mut Vm, _: Name) {}
}

/// The tape of the run, and the line that somebody waits for.
pub struct TapeObserver;

impl Observer for TapeObserver {
    const RECORDS: bool = true;

    fn line(vm: &mut Vm, which: u16, line: u32) {
        if object::told_deaths_pending() {
            vm.record_deaths();
        }
        if which == line::CALL {
            return vm.record_call(line, false);
        }
        if which == line::STATEMENT {
            return vm.watch_line(line);
        }
        if let Some(tape) = &mut vm.tape {
            tape.line(line, which == line::AGAIN);
        }
    }

    fn leave(vm: &mut Vm, how: Leaving, value: Option<&Value>) {
        if vm.watch.is_some() {
            vm.watch_leave(value);
        }
        if object::told_deaths_pending() {
            vm.record_deaths();
        }
        let Some(line) = vm.recorded_frame().map(current_line) else { return };
        if let Some(tape) = &mut vm.tape {
            // The return at the end of a body is on no line of its own.
            let line = if line == 0 { tape.here() } else { line };
            tape.leave(how, line);
        }
    }

    #[inline]
    fn bind(vm: &mut Vm, register: u16, value: &Value) {
        if object::first_mention(value) {
            return vm.record_new(Name::Local(register as u32), value);
        }
        if let Some(tape) = &mut vm.tape {
            tape.bind_local(register, value.bits());
        }
    }

    fn bind_name(vm: &mut Vm, name: Name, value: &Value) {
        if vm.recorded_frame().is_none() {
            return;
        }
        if object::first_mention(value) {
            return vm.record_new(name, value);
        }
        if let Some(tape) = &mut vm.tape {
            tape.bind(name, value.bits());
        }
    }

    fn unbind_name(vm: &mut Vm, name: Name) {
        if vm.recorded_frame().is_some()
            && let Some(tape) = &mut vm.tape
        {
            tape.unbind(name);
        }
    }
}

/// The longest text that the tape keeps of one value.
const LONGEST_TEXT: usize = 200;

impl Vm {
    /// The innermost frame, if the tape is to hear of it.
    fn recorded_frame(&self) -> Option<&Frame> {
        self.frame().filter(|frame| !frame.code().code.flags.has(Flags::QUIET))
    }

    /// The innermost frame begins, or goes on, at this line.
    fn record_call(&mut self, line: u32, resumed: bool) {
        let Some(code) = self.recorded_frame().map(|frame| frame.code().clone()) else { return };
        let Some(tape) = &mut self.tape else { return };
        if code.recorded.get() == 0 {
            code.recorded.set(tape.add_code(&code.code));
        }
        if resumed {
            tape.resume(code.recorded.get(), line);
        } else {
            tape.call(code.recorded.get(), line);
        }
        if code.code.flags.is_any_generator() {
            self.record_generator();
        }
        if resumed {
            return;
        }
        for register in 0..code.code.argument_registers() {
            let Some(value) = self.frame().map(|frame| frame.register(register).clone()) else { return };
            if !value.is_unbound() {
                TapeObserver::bind(self, register as u16, &value);
            }
        }
    }

    fn record_generator(&mut self) {
        let generator = self.frame().and_then(|f| f.extra.as_ref()).and_then(|e| e.generator.clone());
        let Some(generator) = generator else { return };
        if object::told_deaths_pending() {
            self.record_deaths();
        }
        let class = object::first_mention(generator.value()).then(|| self.recorded_class(generator.header().class()));
        if let Some(tape) = &mut self.tape {
            tape.generator(generator.value().bits(), class);
        }
    }

    /// The frame of a generator was put on the stack.
    #[cold]
    pub(crate) fn record_resume(&mut self, started: bool) {
        let Some(frame) = self.recorded_frame() else { return };
        let line = if started { current_line(frame) } else { frame.code().code.first_line };
        self.record_call(line, started);
    }

    /// An exception is pending in the innermost frame.
    #[cold]
    pub(crate) fn record_exception(&mut self) {
        let Some(line) = self.recorded_frame().map(current_line) else { return };
        if let Some(tape) = &mut self.tape {
            tape.exception(line);
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

    #[cold]
    fn record_deaths(&mut self) {
        let deaths = object::take_told_deaths();
        if let Some(tape) = &mut self.tape {
            deaths.into_iter().for_each(|word| tape.death(word));
        }
    }

    /// A name is bound to an object of which the tape has not spoken: its class goes with it, and its text or name.
    #[cold]
    #[inline(never)]
    fn record_new(&mut self, name: Name, value: &Value) {
        if object::told_deaths_pending() {
            self.record_deaths();
        }
        let index = self.heap.class_index_of(value);
        let class = self.recorded_class(index);
        let text = self.recorded_text(index, value);
        if let Some(tape) = &mut self.tape {
            tape.bind_new(name, value.bits(), class, &text);
        }
    }

    /// The number of a class on the tape.
    fn recorded_class(&mut self, index: ClassIndex) -> u32 {
        let name = self.heap.class(index).get(&self.heap).name.clone();
        match (self.recorded_classes.get(&index), &mut self.tape) {
            (Some(class), Some(tape)) if *tape.classes()[*class as usize] == *name.as_str() => *class,
            (_, Some(tape)) => {
                let class = tape.add_class(name.as_str());
                self.recorded_classes.insert(index, class);
                class
            }
            (_, None) => 0,
        }
    }

    /// How a value is written, or the name of a function, class or module; empty for other objects.
    fn recorded_text(&mut self, class: ClassIndex, value: &Value) -> String {
        match value.kind() {
            Some(Kind::Function) => value.as_ref::<Function>().map(|f| f.get(&self.heap).name.clone()).map(text_of),
            Some(Kind::Module) => value.as_ref::<Module>().map(|m| m.get(&self.heap).name.clone()).map(text_of),
            Some(Kind::Class) => value.as_ref::<object::Class>().map(|c| c.get(&self.heap).name.as_str().to_string()),
            Some(Kind::Str) if class == ClassIndex::STR => value.as_ref::<Str>().map(|s| {
                let text = s.lossy();
                let cut: String = text.chars().take(LONGEST_TEXT).collect();
                format!("{}{}", text::str::repr_str(&cut), if cut.len() < text.len() { "…" } else { "" })
            }),
            Some(Kind::BigInt) if class == ClassIndex::INT => Some(match self.repr_text(value) {
                Ok(text) if text.len() <= LONGEST_TEXT => text,
                _ => {
                    self.clear_pending();
                    "a large int".to_string()
                }
            }),
            Some(Kind::Float | Kind::Complex) if class == ClassIndex::FLOAT || class == ClassIndex::COMPLEX => {
                self.repr_text(value).ok()
            }
            Some(Kind::Bytes) if class == ClassIndex::BYTES => self.repr_text(value).ok().map(|mut text| {
                // Only ASCII stands in it.
                text.truncate(LONGEST_TEXT);
                text
            }),
            _ => None,
        }
        .unwrap_or_default()
    }
}

fn text_of(name: Value) -> String {
    name.as_ref::<Str>().map(|s| s.lossy().into_owned()).unwrap_or_default()
}

fn current_line(frame: &Frame) -> u32 {
    frame.code().code.locations.get(frame.position().saturating_sub(1) as usize).line
}
