//! The first byte of each event. From [`SHORT`] on, the tag itself numbers a local variable that is bound.

/// Nothing is written with a zero.
pub const LINE: u8 = 1;
/// A call at the first line of its code.
pub const CALL: u8 = 2;
pub const RETURN: u8 = 3;
pub const YIELD: u8 = 4;
pub const UNWIND: u8 = 5;
pub const EXCEPTION: u8 = 6;
pub const BIND_LOCAL: u8 = 7;
pub const BIND_GLOBAL: u8 = 8;
pub const UNBIND_LOCAL: u8 = 9;
pub const UNBIND_GLOBAL: u8 = 10;
/// An iterator goes on by one.
pub const NEXT: u8 = 11;
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
/// A call at another line: of a module, which has none.
pub const CALL_AT: u8 = 27;
/// The mutations, in the order of [`crate::Op`].
pub const CHANGE: u8 = 32;
/// A line so near that the tag says how far it is: from [`NEAR_BEFORE`] lines before on.
pub const NEAR: u8 = 52;
pub const NEAR_BEFORE: u32 = 5;
pub const NEAR_COUNT: u32 = 12;
pub const SHORT: u8 = 64;
/// A variable is bound to what follows from others, by the number of the instruction in its body, from 1.
pub const FOLLOWS: u8 = 159;
const _: () = assert!(u8::MAX - FOLLOWS >= bytecode::MOST_FOLLOWING);

/// What the low bits of a written value say. Those of an integer end in a zero.
pub mod form {
    /// An object, by the distance of its number: two bits.
    pub const OBJECT: u64 = 1;
    /// A special, by the number in its word: three bits.
    pub const SPECIAL: u64 = 3;
    /// A word of so many bytes behind, the highest first: three bits.
    pub const FLOAT: u64 = 7;
    /// The number of the special that is no value.
    pub const NOTHING: u64 = 0;
}
