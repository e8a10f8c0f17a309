//! One instruction: eight bytes.
//!
//! ```text
//! bits  0..8   op      what to do
//! bits  8..16  e       a small operand: flag, kind or count
//! bits 16..32  a       usually the destination register
//! bits 32..48  b       usually the first source register
//! bits 48..64  c       usually the second source register
//! ```
//! Instructions that need a wide operand read `b` and `c` together as a signed
//! 32-bit `d`. Jump offsets count instructions from the one that follows.

use crate::Op;

#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(transparent)]
pub struct Instruction(pub u64);

impl std::fmt::Debug for Instruction {
    fn fmt(&self, f: &mut std::fmt::Formatter) -> std::fmt::Result {
        write!(f, "{} {} {} {} {}", self.op().name(), self.a(), self.b(), self.c(), self.e())
    }
}

const _: () = assert!(size_of::<Instruction>() == 8);

impl Instruction {
    pub const fn new(op: Op, e: u8, a: u16, b: u16, c: u16) -> Self {
        Self(op as u64 | (e as u64) << 8 | (a as u64) << 16 | (b as u64) << 32 | (c as u64) << 48)
    }

    pub const fn wide(op: Op, e: u8, a: u16, d: i32) -> Self {
        Self(op as u64 | (e as u64) << 8 | (a as u64) << 16 | (d as u32 as u64) << 32)
    }

    #[inline(always)]
    pub const fn op(self) -> Op {
        Op::from_byte(self.0 as u8)
    }
    #[inline(always)]
    pub const fn e(self) -> u8 {
        (self.0 >> 8) as u8
    }
    #[inline(always)]
    pub const fn a(self) -> u16 {
        (self.0 >> 16) as u16
    }
    #[inline(always)]
    pub const fn b(self) -> u16 {
        (self.0 >> 32) as u16
    }
    #[inline(always)]
    pub const fn c(self) -> u16 {
        (self.0 >> 48) as u16
    }
    /// `c` as a signed number: a short jump offset or a small integer.
    #[inline(always)]
    pub const fn c_signed(self) -> i16 {
        self.c() as i16
    }
    /// `b` as a signed number: a small integer.
    #[inline(always)]
    pub const fn b_signed(self) -> i16 {
        self.b() as i16
    }
    /// `b` and `c` together, signed.
    #[inline(always)]
    pub const fn d(self) -> i32 {
        (self.0 >> 32) as i32
    }

    pub const fn with_op(self, op: Op) -> Self {
        Self(self.0 & !0xff | op as u64)
    }
    pub const fn with_a(self, a: u16) -> Self {
        Self(self.0 & !(0xffff << 16) | (a as u64) << 16)
    }
    pub const fn with_e(self, e: u8) -> Self {
        Self(self.0 & !(0xff << 8) | (e as u64) << 8)
    }
    pub const fn with_c(self, c: u16) -> Self {
        Self(self.0 & !(0xffff << 48) | (c as u64) << 48)
    }
    pub const fn with_d(self, d: i32) -> Self {
        Self(self.0 & 0xffff_ffff | (d as u32 as u64) << 32)
    }
}
