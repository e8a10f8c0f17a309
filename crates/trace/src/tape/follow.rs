//! What follows from what the tape told before: one byte says that it happened, and a reader works out the rest.

use super::Tape;
use crate::tag;

impl Tape {
    /// A local variable is bound to what follows from others. False, and nothing is done, where that is not so, or the
    /// pen is full.
    #[inline(always)]
    pub fn follow_quickly(&mut self, number: u8) -> bool {
        !self.here.lost && self.pen.put((tag::FOLLOWS + number) as u64, 1)
    }

    /// The same of so many variables, at most three, that exchange what they hold: each is an event.
    #[inline(always)]
    pub fn follow_exchange(&mut self, number: u8, count: usize) -> bool {
        let tag = (tag::FOLLOWS + number) as u64;
        self.pen.put(tag | tag << 8 | tag << 16, count)
    }

    /// The same of an object that changes.
    #[inline(always)]
    pub fn follow_change(&mut self, number: u8) -> bool {
        let told = self.follow_quickly(number);
        self.mutations += told as u64;
        told
    }

    /// What an instruction put into a register does not follow from variables.
    #[inline(always)]
    pub fn lose_track(&mut self) {
        self.here.lost = true;
    }
}
