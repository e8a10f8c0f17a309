//! Which bindings of local variables follow from what the frame's variables and the objects behind them hold, and which
//! changes of lists, instances and cells: of those a recorder writes only that they happened, and a reader of the
//! recording works out the rest.
//!
//! They have numbers in their body, in the instruction's `e`, above the bit that says that an operator is in place.

use crate::{Code, Constant, Instruction, Op};

/// So many are numbered, from 1.
pub const MOST_FOLLOWING: u8 = 96;
/// Instructions within each other that are looked through.
const DEPTH: u32 = 24;

impl Instruction {
    /// Is it an operator of an augmented assignment?
    #[inline(always)]
    pub const fn is_in_place(self) -> bool {
        self.e() & 1 != 0
    }

    /// Its number among those that follow; 0 if it has none. Of no meaning elsewhere.
    #[inline(always)]
    pub const fn following(self) -> u8 {
        self.e() >> 1
    }
}

impl Code {
    /// Numbers the instructions that bind a variable, or change an object, to what follows.
    pub fn number_following(&mut self) {
        let targets = self.targets();
        let mut last = 0;
        for at in 0..self.instructions.len() {
            let instruction = self.instructions[at];
            let may = match instruction.op() {
                Op::Swap | Op::Rotate => self.is_exchange(instruction),
                _ if self.is_plain(instruction) => self.is_variable(instruction.a()),
                _ => self.is_store(instruction),
            };
            if last < MOST_FOLLOWING && may && self.follows(&targets, at, DEPTH) {
                last += 1;
                self.instructions[at] = instruction.with_e(instruction.e() & 1 | last << 1);
            }
        }
    }

    /// Where the numbered instructions are, in order.
    pub fn following(&self) -> impl Iterator<Item = usize> {
        let numbered = |instruction: &Instruction| {
            instruction.following() != 0
                && (self.is_plain(*instruction) || self.is_store(*instruction) || self.is_exchange(*instruction))
        };
        self.instructions.iter().enumerate().filter(move |(_, ins)| numbered(ins)).map(|(at, _)| at)
    }

    /// The instruction that put into a temporary what instruction `at` reads there, among those just before.
    pub fn definition(&self, at: usize, register: u16) -> Option<usize> {
        for before in (0..at).rev() {
            let instruction = self.instructions[before];
            if instruction.a() < self.first_temporary || !self.is_plain(instruction) {
                return None;
            }
            if instruction.a() == register {
                return Some(before);
            }
        }
        None
    }

    fn follows(&self, targets: &[bool], at: usize, depth: u32) -> bool {
        let instruction = self.instructions[at];
        let follows = |source: u16| {
            self.is_variable(source)
                || source >= self.first_temporary
                    && depth > 0
                    && self.definition(at, source).is_some_and(|before| {
                        !targets[before + 1..=at].contains(&true) && self.follows(targets, before, depth - 1)
                    })
        };
        sources(instruction).into_iter().flatten().all(follows)
    }

    /// Does it change an object that the tape can know?
    fn is_store(&self, instruction: Instruction) -> bool {
        match instruction.op() {
            Op::StoreItem | Op::StoreItemInt | Op::StoreAttr | Op::StoreCell => true,
            Op::StoreFree => self.is_known_free(instruction.a()),
            _ => false,
        }
    }

    /// Do variables exchange what they hold?
    fn is_exchange(&self, instruction: Instruction) -> bool {
        let exchanges = matches!(instruction.op(), Op::Swap | Op::Rotate);
        exchanges && sources(instruction).into_iter().flatten().all(|register| self.is_variable(register))
    }

    /// The cell of its own class is nothing that a function shows.
    fn is_known_free(&self, number: u16) -> bool {
        self.free_names.get(number as usize).is_some_and(|name| &**name != "__class__")
    }

    /// Does it only compute with registers and numbers, if these are numbers, or look into objects?
    fn is_plain(&self, instruction: Instruction) -> bool {
        use Op::*;
        match instruction.op() {
            LoadConst => {
                matches!(self.constants.get(instruction.d() as usize), Some(Constant::Int(_) | Constant::Float(_)))
            }
            LoadInt | Move | LoadItem | LoadItemInt | LoadAttr | LoadCell => true,
            LoadFree => self.is_known_free(instruction.b()),
            Add | Sub | Mul | TrueDiv | FloorDiv | Mod | LShift | RShift | And | Or | Xor => true,
            AddInt | SubInt | MulInt | FloorDivInt | ModInt | LShiftInt | RShiftInt | AndInt => true,
            _ => false,
        }
    }

    /// Is it the register of a local variable that never stands in a cell?
    fn is_variable(&self, register: u16) -> bool {
        (register as usize) < self.local_names.len() && !self.cells.contains(&register)
    }

    /// The instructions to which others jump.
    fn targets(&self) -> Vec<bool> {
        let mut targets = vec![false; self.instructions.len() + 1];
        let mut mark = |at: i64| {
            if let Some(target) = usize::try_from(at).ok().and_then(|at| targets.get_mut(at)) {
                *target = true;
            }
        };
        for (at, instruction) in self.instructions.iter().enumerate() {
            let next = at as i64 + 1;
            let operands = instruction.op().operands();
            if operands.contains(&"offset_wide") {
                mark(next + instruction.d() as i64);
            } else if operands.contains(&"offset") {
                mark(next + instruction.c_signed() as i64);
                // `ForNext` may pass over the jump behind it.
                mark(next + 1);
            }
        }
        self.handlers.iter().for_each(|handler| mark(handler.target as i64));
        targets
    }
}

/// The registers that such an instruction reads, but for cells.
fn sources(instruction: Instruction) -> [Option<u16>; 3] {
    use Op::*;
    let (a, b, c) = (Some(instruction.a()), Some(instruction.b()), Some(instruction.c()));
    match instruction.op() {
        LoadConst | LoadInt | LoadCell | LoadFree => [None, None, None],
        StoreItem | Rotate => [a, b, c],
        Swap => [a, b, None],
        StoreItemInt => [a, None, c],
        StoreAttr => [a, b, None],
        StoreCell | StoreFree => [None, b, None],
        Move | LoadItemInt | LoadAttr | AddInt | SubInt | MulInt | FloorDivInt | ModInt | LShiftInt | RShiftInt
        | AndInt => [None, b, None],
        _ => [None, b, c],
    }
}
