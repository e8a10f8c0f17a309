//! The first byte of each event. From [`SHORT`] on, the tag itself numbers a local variable that is bound.

/// The next line.
pub const NEXT: u8 = 0;
pub const LINE: u8 = 1;
pub const CALL: u8 = 2;
pub const RETURN: u8 = 3;
pub const YIELD: u8 = 4;
pub const UNWIND: u8 = 5;
pub const EXCEPTION: u8 = 6;
pub const BIND_LOCAL: u8 = 7;
pub const BIND_GLOBAL: u8 = 8;
pub const UNBIND_LOCAL: u8 = 9;
pub const UNBIND_GLOBAL: u8 = 10;
pub const DEATH: u8 = 15;
pub const RETURN_HERE: u8 = 16;
pub const RESUME: u8 = 17;
pub const GENERATOR: u8 = 18;
pub const FUNCTION: u8 = 19;
pub const NAMESPACE: u8 = 20;
pub const CELL: u8 = 21;
pub const BIRTH: u8 = 22;
pub const COPY: u8 = 23;
pub const DEEP_COPY: u8 = 24;
pub const OUTPUT: u8 = 25;
pub const ANSWER: u8 = 26;
/// The mutations, in the order of [`crate::Op`].
pub const CHANGE: u8 = 32;
pub const SHORT: u8 = 64;

/// What the two low bits of a written value say.
pub mod form {
    pub const SMALL: u64 = 0;
    /// An object, by the distance of its number.
    pub const OBJECT: u64 = 1;
    /// A special, whose word follows here.
    pub const OTHER: u64 = 2;
    /// A word of so many bytes behind, the highest first.
    pub const WHOLE: u64 = 3;
}
