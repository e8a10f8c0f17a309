//! What Python says about text and numbers, as pure functions over Rust data.

pub mod float;
pub mod str;
