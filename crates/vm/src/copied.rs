//! Copies, told to the tape: which object was made from the parts of which. What the two share, the history sees by
//! comparing identities.
//!
//! Natives tell of them when they have made one; a silent run tests one flag there. Told is what the program's own
//! code had copied, of objects that it had reached: the library's own copies are nobody's.

use bytecode::Flags;
use object::{Kind, Tuple, Value};
use trace::Leaving;

use crate::frame::Frame;
use crate::machine::Vm;

/// What an iterable takes its items from. Empty in a silent run.
#[derive(Default)]
pub struct Origins(Vec<Value>);

/// Iterators within iterators that are looked through.
const DEPTH: u32 = 6;

impl Vm {
    /// `result` was made from the parts of `source`; or is it, where that never changes.
    #[inline]
    pub fn copied(&mut self, source: &Value, result: &Value) {
        if self.tape.is_some() {
            self.tell_copy(source, result);
        }
    }

    /// What the items of an iterable come from, asked before they are taken.
    #[inline]
    pub fn origins(&self, iterable: &Value) -> Origins {
        if self.tape.is_some() { self.find_origins(iterable) } else { Origins::default() }
    }

    /// `result` was made from what an iterable gave.
    #[inline]
    pub fn copied_from(&mut self, origins: Origins, result: &Value) {
        for source in origins.0 {
            self.tell_copy(&source, result);
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_copy(&mut self, source: &Value, result: &Value) {
        if self.recorded_frame().is_some() {
            self.write_copy(source, result, false);
        }
    }

    fn write_copy(&mut self, source: &Value, result: &Value, deep: bool) {
        // The empty tuple is what `list()` has for an argument.
        let nothing = source.as_ref::<Tuple>().is_some_and(|tuple| tuple.0.is_empty());
        if !object::is_told(source) || !result.is_object() || nothing {
            return;
        }
        self.tell(result);
        let at = self.recorded_position();
        if let Some(tape) = &mut self.tape {
            tape.copy(source.bits(), result.bits(), deep, at);
        }
    }

    #[cold]
    #[inline(never)]
    fn find_origins(&self, iterable: &Value) -> Origins {
        let mut origins = Origins::default();
        if self.recorded_frame().is_some() {
            origins.add(self, iterable, DEPTH);
        }
        origins
    }

    /// A frame of the library is left: one that the program called in order to copy something has done so.
    #[cold]
    #[inline(never)]
    pub(crate) fn record_library_copy(&mut self, how: Leaving, result: Option<&Value>) {
        let (Some(result), true) = (result, how == Leaving::Return) else { return };
        let [.., caller, frame] = &*self.thread.stack.frames else { return };
        if frame_is_quiet(caller) {
            return;
        }
        let Some(copier) = copier(frame) else { return };
        // A function that returns its argument has moved it out.
        let argument = frame.register(0);
        let source = if argument.is_unbound() { result.clone() } else { argument.clone() };
        let alike = self.heap.class_index_of(&source) == self.heap.class_index_of(result);
        if alike || copier.of_anything {
            self.write_copy(&source, result, copier.deep);
        }
    }
}

impl Origins {
    fn add(&mut self, vm: &Vm, iterable: &Value, depth: u32) {
        match iterable.kind() {
            Some(Kind::List | Kind::Tuple | Kind::Dict | Kind::Set | Kind::ByteArray) => self.push(iterable),
            Some(Kind::Iterator | Kind::View) if depth > 0 => {
                object::visit(iterable, &mut |part| self.add(vm, part, depth - 1));
            }
            Some(Kind::Native) if depth > 0 => {
                // A deque, or an iterator over one, or one of `itertools`.
                if vm.next_function(vm.heap.class_index_of(iterable)).is_some() {
                    object::visit(iterable, &mut |part| self.add(vm, part, depth - 1));
                } else {
                    self.push(iterable);
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, source: &Value) {
        if object::is_told(source) && !self.0.iter().any(|other| other.is_same(source)) {
            self.0.push(source.clone());
        }
    }
}

/// A function of the library that copies its first argument.
#[derive(Clone, Copy)]
struct Copier {
    deep: bool,
    /// Also what has another class than its copy, and values.
    of_anything: bool,
}

/// Is it the frame of a function that copies? Those of the module `copy`, and methods of that name.
fn copier(frame: &Frame) -> Option<Copier> {
    let code = &frame.code().code;
    let of_anything = &*code.filename == "<frozen copy>";
    match &*code.name {
        "deepcopy" | "__deepcopy__" => Some(Copier { deep: true, of_anything }),
        "copy" | "__copy__" => Some(Copier { deep: false, of_anything }),
        "replace" | "_replace" | "__replace__" => Some(Copier { deep: false, of_anything }),
        _ => None,
    }
}

fn frame_is_quiet(frame: &Frame) -> bool {
    frame.code().code.flags.has(Flags::QUIET)
}
