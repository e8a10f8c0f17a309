//! The bytes behind objects: bytes, bytearray, memoryview, and what native modules give a buffer.

use std::borrow::Cow;

use object::{ByteArray, Bytes, Export, Memory, Native, Value};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// The bytes of a bytes-like object, copied only where they do not stand together.
    pub fn buffer<'a>(&'a self, value: &'a Value) -> Option<Cow<'a, [u8]>> {
        if let Some(memory) = value.as_ref::<Memory>() {
            return self.memory_bytes(memory.get(&self.heap));
        }
        self.plain_buffer(value).map(Cow::Borrowed)
    }

    /// The bytes of an object that is no view of another.
    pub fn plain_buffer<'a>(&'a self, value: &'a Value) -> Option<&'a [u8]> {
        if let Some(bytes) = value.as_ref::<Bytes>() {
            return Some(&bytes.0);
        }
        if let Some(array) = value.as_ref::<ByteArray>() {
            return Some(&array.get(&self.heap).bytes);
        }
        value.as_ref::<Native>()?.get(&self.heap).0.buffer().map(|b| b.bytes)
    }

    fn memory_bytes<'a>(&'a self, memory: &'a Memory) -> Option<Cow<'a, [u8]>> {
        let bytes = self.plain_buffer(&memory.base)?;
        if memory.is_contiguous() {
            return bytes.get(memory.start..memory.start + memory.byte_length()).map(Cow::Borrowed);
        }
        let mut out = Vec::with_capacity(memory.byte_length());
        for offset in memory.offsets() {
            out.extend_from_slice(bytes.get(offset..offset + memory.item_size)?);
        }
        Some(Cow::Owned(out))
    }

    /// A copy of the bytes of a bytes-like object, or the TypeError that says it is none.
    pub fn bytes_like(&mut self, value: &Value) -> Result<Vec<u8>> {
        match self.buffer(value) {
            Some(bytes) => Ok(bytes.into_owned()),
            None => {
                if value.as_ref::<Memory>().is_some() {
                    return Err(self.value_error("operation forbidden on released memoryview object"));
                }
                let message = format!("a bytes-like object is required, not '{}'", self.type_name(value));
                Err(self.type_error(message))
            }
        }
    }

    /// A token that keeps the buffer of an object where it is; None for what never moves.
    pub fn export_buffer(&mut self, value: &Value) -> Option<Export> {
        if let Some(array) = value.as_ref::<ByteArray>() {
            return Some(array.get_mut(&mut self.heap).export());
        }
        value.as_ref::<Native>()?.get_mut(&mut self.heap).0.export()
    }
}
