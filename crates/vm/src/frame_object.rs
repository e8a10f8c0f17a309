//! Frames as objects: what Python sees of an activation while it runs and after it.

use bytecode::Flags;
use object::{Cell, FrameObject, Name, Ref, Value};

use crate::frame::Frame;
use crate::machine::Vm;

impl Vm {
    /// The running frame of a frame object, by its place on the stack.
    fn depth_of(&self, object: &Ref<FrameObject>) -> Option<usize> {
        let data = object.get(&self.heap);
        let depth = data.depth?;
        let frame = self.thread.stack.frames.get(depth)?;
        frame.extra.as_ref()?.object.as_ref()?.is_same(object).then_some(depth)
    }

    fn frame_of(&self, object: &Ref<FrameObject>) -> Option<&Frame> {
        self.depth_of(object).and_then(|depth| self.thread.stack.frames.get(depth))
    }

    /// The frame that called, or None.
    pub fn frame_back(&mut self, object: &Ref<FrameObject>) -> Value {
        match self.depth_of(object) {
            Some(0) => Value::NONE,
            Some(depth) => self.frame_object(depth - 1).map_or(Value::NONE, Value::from),
            None => object.get(&self.heap).back.clone(),
        }
    }

    /// Is the frame on the stack?
    pub fn frame_runs(&self, object: &Ref<FrameObject>) -> bool {
        self.depth_of(object).is_some()
    }

    /// The number of the instruction that the frame is at.
    pub fn frame_instruction(&self, object: &Ref<FrameObject>) -> u32 {
        let position = match self.frame_of(object) {
            Some(frame) => frame.position(),
            None => object.get(&self.heap).position,
        };
        position.saturating_sub(1)
    }

    pub fn frame_line(&self, object: &Ref<FrameObject>) -> u32 {
        let instruction = self.frame_instruction(object);
        let code = &object.get(&self.heap).code.code;
        match code.locations.get(instruction as usize).line {
            0 => code.first_line,
            line => line,
        }
    }

    /// Is it a function's frame, whose variables are registers?
    pub fn frame_is_optimized(&self, object: &Ref<FrameObject>) -> bool {
        let data = object.get(&self.heap);
        data.code.code.flags.has(Flags::OPTIMIZED) && data.namespace.is_unbound()
    }

    fn frame_register(&self, object: &Ref<FrameObject>, register: usize) -> Value {
        match self.frame_of(object) {
            Some(frame) => frame.register(register).clone(),
            None => object.get(&self.heap).registers.get(register).cloned().unwrap_or_default(),
        }
    }

    /// The variable `name`: its register, or its cell.
    fn frame_place(&self, object: &Ref<FrameObject>, name: &Name) -> Option<Place> {
        let data = object.get(&self.heap);
        let code = &data.code;
        if let Some(register) = code.local_names.iter().position(|n| n == name) {
            let value = self.frame_register(object, register);
            let shared = code.code.cells.contains(&(register as u16));
            return Some(match value.as_ref::<Cell>() {
                Some(cell) if shared => Place::Cell(cell.clone()),
                _ => Place::Register(register),
            });
        }
        let place = code.code.free_names.iter().position(|n| **n == *name.as_str())?;
        let function = data.function.as_ref()?;
        function.get(&self.heap).closure.get(place).map(|cell| Place::Cell(cell.clone()))
    }

    /// What a variable of the frame is bound to: UNBOUND where to nothing, None where there is no such variable.
    pub fn frame_variable(&self, object: &Ref<FrameObject>, name: &Name) -> Option<Value> {
        Some(match self.frame_place(object, name)? {
            Place::Register(register) => self.frame_register(object, register),
            Place::Cell(cell) => cell.get(&self.heap).content.clone(),
        })
    }

    /// Binds a variable of the frame; false where there is no such variable.
    pub fn set_frame_variable(&mut self, object: &Ref<FrameObject>, name: &Name, value: Value) -> bool {
        match self.frame_place(object, name) {
            Some(Place::Register(register)) => {
                match self.depth_of(object) {
                    Some(depth) => self.set_frame_register(depth, register, value),
                    None => {
                        if let Some(place) = object.get_mut(&mut self.heap).registers.get_mut(register) {
                            let old = std::mem::replace(place, value);
                            drop(old);
                        }
                    }
                }
                true
            }
            Some(Place::Cell(cell)) => {
                self.cell_set(&cell, value);
                true
            }
            None => false,
        }
    }

    /// Names of the variables in the order in which `locals()` gives them.
    pub fn frame_variable_names(&self, object: &Ref<FrameObject>) -> Vec<Name> {
        let code = object.get(&self.heap).code.clone();
        let parameters = code.code.argument_registers();
        let shared = |register: usize| register >= parameters && code.code.cells.contains(&(register as u16));
        let (cells, plain): (Vec<usize>, Vec<usize>) = (0..code.local_names.len()).partition(|&r| shared(r));
        let mut names: Vec<Name> = plain.into_iter().chain(cells).map(|r| code.local_names[r].clone()).collect();
        names.retain(|n| !n.as_str().starts_with('.'));
        let free = code.code.free_names.iter().filter_map(|n| self.heap.find_name(&Ref::from_string(n.to_string())));
        names.extend(free);
        names
    }

    /// `frame.clear()`: what a finished frame still holds is let go.
    pub fn clear_frame(&mut self, object: &Ref<FrameObject>) {
        let registers = std::mem::take(&mut object.get_mut(&mut self.heap).registers);
        drop(registers);
    }
}

enum Place {
    Register(usize),
    Cell(Ref<Cell>),
}
