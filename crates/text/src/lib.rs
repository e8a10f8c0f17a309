//! What Python says about text and numbers, as pure functions over Rust data.

pub mod codec;
pub mod find;
pub mod float;
pub mod name;
pub mod number;
pub mod spec;
pub mod str;
pub mod template;
pub mod unicode;
pub mod wtf8;
