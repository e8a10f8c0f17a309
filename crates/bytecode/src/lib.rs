//! The instruction set and the compiled form of a Python body.
//!
//! Knows the shape of [`Code`]: instructions, constants, names, where each
//! instruction came from in the source and who handles its exceptions.
//! Does not know how anything runs, nor what a value is at run time.

mod code;
mod disassemble;
mod follow;
mod instruction;
mod location;
mod opcode;
mod serial;

pub use code::{Code, Constant, Flags, Handler, MAX_REGISTERS};
pub use disassemble::disassemble;
pub use follow::MOST_FOLLOWING;
pub use instruction::Instruction;
pub use location::{Location, LocationTable};
pub use opcode::{Op, gather, intrinsic, line, make_function, raise, special};
pub use serial::{Malformed, Unread, read_body, read_module, write_module};
