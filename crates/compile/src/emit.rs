//! One body under construction: registers, labels, constants, and the final numbering.

use std::collections::HashMap;
use std::rc::Rc;

use bytecode::{Code, Constant, Flags, Handler, Instruction, Location, MAX_REGISTERS, Op};

/// Registers while a body is being made: locals as they will be, the others marked.
const KEPT: u16 = 0x4000;
const TEMPORARY: u16 = 0x8000;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Label(usize);

/// Why a body could not be finished.
#[derive(Debug)]
pub enum Unfinished {
    /// A short jump does not reach: compile again with wide ones.
    TooFar,
    TooLarge,
}

pub struct Emitter {
    instructions: Vec<(Instruction, Location)>,
    /// Jumps by instruction number.
    jumps: Vec<(usize, Label)>,
    labels: Vec<Option<usize>>,
    handlers: Vec<(Label, Label, Label, u16, u16)>,
    pub names: Vec<Rc<str>>,
    name_numbers: HashMap<Rc<str>, u32>,
    sites: Vec<u32>,
    pub constants: Vec<Constant>,
    pub locals: Vec<Rc<str>>,
    temporaries: u16,
    most_temporaries: u16,
    kept_free: Vec<u16>,
    kept: u16,
    pub location: Location,
    /// Are changes of line marked for the recorder?
    pub follows: bool,
    /// The line of the last mark.
    marked: u32,
    /// Ways from elsewhere meet here: what runs first may be on the marked line and yet come from another.
    met: bool,
}

impl Emitter {
    pub fn new(locals: Vec<Rc<str>>, follows: bool) -> Emitter {
        Emitter {
            instructions: vec![],
            jumps: vec![],
            labels: vec![],
            handlers: vec![],
            names: vec![],
            name_numbers: HashMap::new(),
            sites: vec![],
            constants: vec![],
            locals,
            temporaries: 0,
            most_temporaries: 0,
            kept_free: vec![],
            kept: 0,
            location: Location::default(),
            follows,
            marked: 0,
            met: false,
        }
    }

    // ---- registers --------------------------------------------------------------------------

    /// A new temporary on top of those in use.
    pub fn temporary(&mut self) -> u16 {
        self.temporaries += 1;
        self.most_temporaries = self.most_temporaries.max(self.temporaries);
        TEMPORARY + self.temporaries - 1
    }

    pub fn mark(&self) -> u16 {
        self.temporaries
    }

    /// Temporaries above the mark are free again.
    pub fn release(&mut self, mark: u16) {
        self.temporaries = mark;
    }

    pub fn is_temporary(&self, register: u16) -> bool {
        register & TEMPORARY != 0 && register != u16::MAX
    }

    pub fn keep(&mut self) -> u16 {
        self.kept_free.pop().unwrap_or_else(|| {
            self.kept += 1;
            KEPT + self.kept - 1
        })
    }

    pub fn is_kept(&self, register: u16) -> bool {
        register & (TEMPORARY | KEPT) == KEPT
    }

    /// Empties a kept register and gives it back.
    pub fn drop_kept(&mut self, register: u16) {
        self.emit(Op::Clear, register, 0, 0);
        self.free_kept(register);
    }

    /// Gives back a kept register that is empty already.
    pub fn free_kept(&mut self, register: u16) {
        self.kept_free.push(register);
    }

    // ---- code -------------------------------------------------------------------------------

    pub fn emit(&mut self, op: Op, a: u16, b: u16, c: u16) {
        self.emit_e(op, 0, a, b, c);
    }

    pub fn emit_e(&mut self, op: Op, e: u8, a: u16, b: u16, mut c: u16) {
        self.follow_line(false);
        if matches!(op, Op::Return | Op::ReturnNone) {
            // For the recorder: its line, or more than any line that fits.
            c = u16::try_from(self.location.line).unwrap_or(u16::MAX);
        }
        self.instructions.push((Instruction::new(op, e, a, b, c), self.location));
    }

    pub fn emit_wide(&mut self, op: Op, a: u16, d: i32) {
        if op != Op::Line {
            self.follow_line(false);
        }
        self.instructions.push((Instruction::wide(op, 0, a, d), self.location));
    }

    /// Marks the line where the location is.
    pub fn mark_line(&mut self, which: u16) {
        (self.marked, self.met) = (self.location.line, false);
        self.emit_wide(Op::Line, which, self.location.line as i32);
    }

    /// What follows belongs to no line: a return is on the line that ran last.
    pub fn nowhere(&mut self) {
        self.location = Location::default();
    }

    /// What is read first marks its line, whichever it is; what is done before does not.
    pub fn expect_line(&mut self) {
        (self.marked, self.met) = (self.location.line, true);
    }

    /// Marks the line where the location is, if it is another; `leaf`: also where ways have met.
    pub fn follow_line(&mut self, leaf: bool) {
        let line = self.location.line;
        if self.follows && line != 0 && (line != self.marked || leaf && self.met) {
            self.mark_line(bytecode::line::HERE);
        }
    }

    pub fn label(&mut self) -> Label {
        self.labels.push(None);
        Label(self.labels.len() - 1)
    }

    pub fn place(&mut self, label: Label) {
        self.met = true;
        self.labels[label.0] = Some(self.instructions.len());
    }

    /// A label here.
    pub fn here(&mut self) -> Label {
        let label = self.label();
        self.place(label);
        label
    }

    /// A jump with a wide offset.
    pub fn jump(&mut self, op: Op, e: u8, a: u16, to: Label) {
        self.follow_line(false);
        self.jumps.push((self.instructions.len(), to));
        self.instructions.push((Instruction::wide(op, e, a, 0), self.location));
    }

    /// A jump with a short offset.
    pub fn short_jump(&mut self, op: Op, e: u8, a: u16, b: u16, to: Label) {
        self.follow_line(false);
        self.jumps.push((self.instructions.len(), to));
        self.instructions.push((Instruction::new(op, e, a, b, 0), self.location));
    }

    pub fn handler(&mut self, start: Label, end: Label, target: Label, register: u16) {
        self.handlers.push((start, end, target, register, 0));
    }

    /// A handler within an expression: the temporaries below the mark keep their values.
    pub fn handler_within(&mut self, start: Label, end: Label, target: Label, register: u16, mark: u16) {
        self.handlers.push((start, end, target, register, mark));
    }

    pub fn name(&mut self, name: &str) -> u32 {
        if let Some(&number) = self.name_numbers.get(name) {
            return number;
        }
        let name: Rc<str> = name.into();
        self.names.push(name.clone());
        self.name_numbers.insert(name, self.names.len() as u32 - 1);
        self.names.len() as u32 - 1
    }

    /// A site of its own for a use of a name; very large bodies share them.
    pub fn site(&mut self, name: &str) -> u16 {
        let number = self.name(name);
        if self.sites.len() > 60_000
            && let Some(shared) = self.sites.iter().position(|&s| s == number)
        {
            return shared as u16;
        }
        self.sites.push(number);
        self.sites.len() as u16 - 1
    }

    pub fn constant(&mut self, constant: Constant) -> usize {
        let same = |k: &Constant| match (k, &constant) {
            (Constant::Float(a), Constant::Float(b)) => a.to_bits() == b.to_bits(),
            (Constant::Int(_) | Constant::Str(_), _) => *k == constant,
            _ => false,
        };
        if let Some(place) = self.constants.iter().take(512).position(same) {
            return place;
        }
        self.constants.push(constant);
        self.constants.len() - 1
    }

    // ---- the end -----------------------------------------------------------------------------

    /// Numbers registers and resolves jumps.
    pub fn finish(self, mut code: Code) -> Result<Code, Unfinished> {
        let locals = self.locals.len();
        let first_temporary = locals + self.kept as usize;
        let registers = first_temporary + self.most_temporaries as usize + 1;
        if registers >= MAX_REGISTERS || locals >= KEPT as usize || self.sites.len() > 65_000 {
            return Err(Unfinished::TooLarge);
        }
        let number = |register: u16| match register {
            u16::MAX => register,
            r if r & TEMPORARY != 0 => r - TEMPORARY + first_temporary as u16,
            r if r & KEPT != 0 => r - KEPT + locals as u16,
            r => r,
        };
        let position = |label: Label| self.labels[label.0].unwrap_or(0);
        let mut instructions: Vec<Instruction> = self.instructions.iter().map(|(i, _)| renumber(*i, &number)).collect();
        for (at, label) in &self.jumps {
            let offset = position(*label) as i64 - *at as i64 - 1;
            let instruction = &mut instructions[*at];
            let wide = instruction.op().operands().contains(&"offset_wide");
            *instruction = if wide {
                instruction.with_d(offset as i32)
            } else {
                instruction.with_c(i16::try_from(offset).map_err(|_| Unfinished::TooFar)? as u16)
            };
        }
        code.instructions = instructions;
        self.instructions.iter().for_each(|(_, at)| code.locations.push(*at));
        code.handlers = self
            .handlers
            .iter()
            .map(|&(start, end, target, register, depth)| Handler {
                depth,
                start: position(start) as u32,
                end: position(end) as u32,
                target: position(target) as u32,
                register: number(register),
            })
            .filter(|h| h.start < h.end)
            .collect();
        code.local_names = self.locals;
        code.names = self.names;
        code.sites = self.sites;
        code.constants = self.constants;
        code.first_temporary = first_temporary as u16;
        code.registers = registers as u16;
        code.flags = Flags(code.flags.0);
        if self.follows {
            code.number_following();
        }
        Ok(code)
    }
}

fn renumber(instruction: Instruction, number: &impl Fn(u16) -> u16) -> Instruction {
    let values = [instruction.a(), instruction.b(), instruction.c()];
    let mut numbered = values;
    for (place, operand) in instruction.op().operands().iter().enumerate() {
        let is_register = !matches!(
            *operand,
            "none"
                | "site"
                | "offset"
                | "int"
                | "which"
                | "count"
                | "pairs"
                | "free"
                | "before"
                | "positional"
                | "code"
        ) && !operand.ends_with("_wide");
        if is_register {
            numbered[place] = number(values[place]);
        }
    }
    Instruction::new(instruction.op(), instruction.e(), numbered[0], numbered[1], numbered[2])
}
