//! Between Python's values and the outside: paths and bytes.

use object::{ByteArray, Bytes, ClassIndex, Kind, Memory, Ref, Str, Value, WeakRef, dunder};

use crate::error::Result;
use crate::machine::Vm;

impl Vm {
    /// `os.fspath(value)`: a str or bytes.
    pub fn fspath(&mut self, value: &Value) -> Result {
        if matches!(value.kind(), Some(Kind::Str | Kind::Bytes)) {
            return Ok(value.clone());
        }
        let Some(hook) = self.dunder_of(value, dunder::FSPATH) else {
            let message = format!("expected str, bytes or os.PathLike object, not {}", self.type_name(value));
            return Err(self.type_error(message));
        };
        let path = self.call_unbound(&hook, value, &[])?;
        if matches!(path.kind(), Some(Kind::Str | Kind::Bytes)) {
            return Ok(path);
        }
        let (of, is) = (self.type_name(value), self.type_name(&path));
        Err(self.type_error(format!("expected {of}.__fspath__() to return str or bytes, not {is}")))
    }

    /// A path as the operating system wants it: bytes without a zero.
    pub fn path_bytes(&mut self, value: &Value) -> Result<Vec<u8>> {
        let path = self.fspath(value)?;
        let bytes = match (path.as_ref::<Str>(), path.as_ref::<Bytes>()) {
            (Some(text), _) => to_filesystem(text.bytes()),
            (_, Some(bytes)) => bytes.0.to_vec(),
            _ => Vec::new(),
        };
        if bytes.contains(&0) {
            let what = if path.kind() == Some(Kind::Str) { "embedded null character" } else { "embedded null byte" };
            return Err(self.value_error(what));
        }
        Ok(bytes)
    }

    /// What the operating system calls something, as a str; bytes that are no UTF-8 become lone surrogates.
    pub fn path_text(&mut self, bytes: &[u8]) -> Value {
        Ref::from_wtf8(from_filesystem(bytes)).into()
    }

    // ---- open files ---------------------------------------------------------------------------

    /// Notes a file whose `flush` is to be called at the end of the program.
    pub fn flush_at_exit(&mut self, file: &Value) {
        // Now and then those that died are forgotten.
        if self.open_files.len().is_power_of_two() {
            self.open_files.retain(|reference| reference.get(&self.heap).target().is_some());
        }
        let reference = Ref::new(ClassIndex::WEAKREF, WeakRef::new(file, Value::NONE));
        object::register_weak(file, &reference);
        self.open_files.push(reference);
    }

    /// Lets all open files write what they hold. Errors have nobody left to be told.
    pub fn flush_files(&mut self) {
        let pending = self.thread.pending.take();
        let files: Vec<Value> = self.open_files.iter().filter_map(|r| r.get(&self.heap).target()).collect();
        // Text first: its bytes go into the buffers, which were opened before it.
        for file in files.iter().rev() {
            if self.call_method(file, "flush", &[]).is_err() {
                drop(self.thread.pending.take());
            }
        }
        self.thread.pending = pending;
    }

    // ---- bytes ---------------------------------------------------------------------------------

    /// How many bytes `readinto` may fill.
    pub fn writable_length(&mut self, value: &Value) -> Result<usize> {
        if let Some(array) = value.as_ref::<ByteArray>() {
            return Ok(array.get(&self.heap).bytes.len());
        }
        let writable = match value.as_ref::<Memory>() {
            Some(memory) => !memory.get(&self.heap).readonly,
            None => value.kind() == Some(Kind::Native),
        };
        let length = self.buffer(value).map(|bytes| bytes.len());
        match length.filter(|_| writable) {
            Some(length) => Ok(length),
            None => {
                let message =
                    format!("readinto() argument must be read-write bytes-like object, not {}", self.type_name(value));
                Err(self.type_error(message))
            }
        }
    }

    /// Puts bytes at the start of a bytearray or of another writable buffer.
    pub fn fill_buffer(&mut self, target: &Value, bytes: &[u8]) -> Result<()> {
        if let Some(array) = target.as_ref::<ByteArray>() {
            self.bytearray_mut(array, crate::verb::Edit::All(trace::Mutation::Splice), |own| {
                let count = bytes.len().min(own.len());
                own[..count].copy_from_slice(&bytes[..count]);
            });
            return Ok(());
        }
        let class = self.heap.class(ClassIndex::MEMORYVIEW).to_value();
        let view = self.call(&class, std::slice::from_ref(target))?;
        let view = self.call_method(&view, "cast", &[Value::from("B")])?;
        let slice = object::Slice { start: Value::NONE, stop: Value::from_usize(bytes.len()), step: Value::NONE };
        let key: Value = Ref::new(ClassIndex::SLICE, slice).into();
        self.set_item(&view, &key, Value::bytes_object(bytes.to_vec()))
    }
}

/// WTF-8 to bytes: lone surrogates that stand for bytes become those again.
fn to_filesystem(text: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut at = 0;
    while at < text.len() {
        match text[at..] {
            // U+DC80 to U+DCFF are ED B2 80 to ED B3 BF.
            [0xed, second @ 0xb2..=0xb3, third, ..] => {
                bytes.push((second & 1) << 6 | third & 0x3f | 0x80);
                at += 3;
            }
            _ => {
                bytes.push(text[at]);
                at += 1;
            }
        }
    }
    bytes
}

fn from_filesystem(bytes: &[u8]) -> Vec<u8> {
    let mut text = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.extend_from_slice(chunk.valid().as_bytes());
        for byte in chunk.invalid() {
            text.extend_from_slice(&[0xed, 0xb2 | byte >> 6 & 1, 0x80 | byte & 0x3f]);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_no_text_come_back() {
        for name in [&b"plain"[..], b"caf\xc3\xa9", b"\xff\x80\xbf end", b"\xe4"] {
            assert_eq!(to_filesystem(&from_filesystem(name)), name);
        }
    }
}
