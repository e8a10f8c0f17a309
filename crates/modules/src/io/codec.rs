//! Between text and bytes for text files: UTF-8, ASCII and Latin-1 here, all others by Python's codecs.

use object::{Bytes, Ref, Str, Value};
use vm::{Result, Vm};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Known {
    Utf8,
    Ascii,
    Latin1,
    Other,
}

/// An encoding with its error handler and what it still holds.
pub(super) struct Codec {
    known: Known,
    pub encoding: String,
    pub errors: String,
    /// Bytes that do not make a character yet.
    pub undecoded: Vec<u8>,
    /// The incremental coders of Python's codec; UNBOUND until needed.
    encoder: Value,
    decoder: Value,
}

impl Codec {
    pub fn new(encoding: &str, errors: &str) -> Codec {
        let known = match encoding.to_ascii_lowercase().replace(['-', ' '], "_").as_str() {
            "utf_8" | "utf8" | "u8" | "utf" | "cp65001" => Known::Utf8,
            "ascii" | "us_ascii" | "646" | "ansi_x3.4_1968" => Known::Ascii,
            "latin_1" | "latin1" | "iso_8859_1" | "iso8859_1" | "8859" | "cp819" | "latin" | "l1" => Known::Latin1,
            _ => Known::Other,
        };
        Codec {
            known,
            encoding: encoding.to_string(),
            errors: errors.to_string(),
            undecoded: Vec::new(),
            encoder: Value::UNBOUND,
            decoder: Value::UNBOUND,
        }
    }

    pub fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.encoder);
        visit(&self.decoder);
    }

    /// A second codec for the same coding, which shares the coders made so far.
    pub fn again(&self) -> Codec {
        Codec {
            encoding: self.encoding.clone(),
            errors: self.errors.clone(),
            undecoded: self.undecoded.clone(),
            encoder: self.encoder.clone(),
            decoder: self.decoder.clone(),
            known: self.known,
        }
    }

    pub fn is_other(&self) -> bool {
        self.known == Known::Other
    }

    /// Forgets what was read or written so far.
    pub fn reset(&mut self) {
        self.undecoded.clear();
        self.decoder = Value::UNBOUND;
    }

    /// Text as bytes, with neither a call nor an error; None where that cannot be.
    pub fn encode_plainly(&self, text: &[u8], ascii: bool) -> Option<Vec<u8>> {
        match self.known {
            _ if ascii && self.known != Known::Other => Some(text.to_vec()),
            Known::Utf8 => std::str::from_utf8(text).is_ok().then(|| text.to_vec()),
            Known::Latin1 => {
                let text = std::str::from_utf8(text).ok()?;
                text.chars().map(|c| u8::try_from(c as u32).ok()).collect()
            }
            _ => None,
        }
    }

    pub fn encode(&mut self, vm: &mut Vm, text: &Ref<Str>) -> Result<Vec<u8>> {
        if let Some(bytes) = self.encode_plainly(text.bytes(), text.is_ascii()) {
            return Ok(bytes);
        }
        let encoded = if self.known == Known::Other {
            if self.encoder.is_unbound() {
                self.encoder = coder(vm, "getincrementalencoder", &self.encoding, &self.errors)?;
            }
            vm.call_method(&self.encoder, "encode", &[text.to_value()])?
        } else {
            let how = [Value::from(self.encoding.as_str()), Value::from(self.errors.as_str())];
            vm.call_method(text.value(), "encode", &how)?
        };
        vm.bytes_like(&encoded)
    }

    /// Bytes as text (WTF-8). What does not make a character yet waits, unless these are the last.
    pub fn decode(&mut self, vm: &mut Vm, bytes: &[u8], last: bool) -> Result<Vec<u8>> {
        if self.known == Known::Other {
            return self.decode_by_python(vm, bytes, last);
        }
        let mut all = std::mem::take(&mut self.undecoded);
        if all.is_empty() {
            all = bytes.to_vec();
        } else {
            all.extend_from_slice(bytes);
        }
        match self.known {
            Known::Latin1 if !all.is_ascii() => {
                return Ok(all.iter().map(|b| *b as char).collect::<String>().into_bytes());
            }
            Known::Ascii if !all.is_ascii() => return self.decode_damaged(vm, &all),
            Known::Utf8 => {
                if let Err(error) = std::str::from_utf8(&all) {
                    if error.error_len().is_some() || last {
                        return self.decode_damaged(vm, &all);
                    }
                    self.undecoded = all.split_off(error.valid_up_to());
                }
            }
            _ => {}
        }
        Ok(all)
    }

    /// Bytes with mistakes in them: by the handler.
    fn decode_damaged(&mut self, vm: &mut Vm, bytes: &[u8]) -> Result<Vec<u8>> {
        let how = [Value::from(self.encoding.as_str()), Value::from(self.errors.as_str())];
        let text = vm.call_method(&Value::bytes_object(bytes.to_vec()), "decode", &how)?;
        Ok(text.as_ref::<Str>().map(|t| t.bytes().to_vec()).unwrap_or_default())
    }

    fn decode_by_python(&mut self, vm: &mut Vm, bytes: &[u8], last: bool) -> Result<Vec<u8>> {
        if self.decoder.is_unbound() {
            self.decoder = coder(vm, "getincrementaldecoder", &self.encoding, &self.errors)?;
        }
        let bytes = Value::bytes_object(bytes.to_vec());
        let text = vm.call_method(&self.decoder.clone(), "decode", &[bytes, Value::bool(last)])?;
        match text.as_ref::<Str>() {
            Some(text) => Ok(text.bytes().to_vec()),
            None => {
                let message = format!("decoder should return a string result, not '{}'", vm.type_name(&text));
                Err(vm.type_error(message))
            }
        }
    }

    /// How many bytes the coder still holds.
    pub fn held(&mut self, vm: &mut Vm) -> Result<usize> {
        if self.decoder.is_unbound() {
            return Ok(self.undecoded.len());
        }
        let state = vm.call_method(&self.decoder.clone(), "getstate", &[])?;
        let held = vm.tuple_items(&state).first().cloned().unwrap_or(Value::NONE);
        Ok(held.as_ref::<Bytes>().map_or(0, |b| b.0.len()))
    }
}

fn coder(vm: &mut Vm, which: &str, encoding: &str, errors: &str) -> Result {
    let codecs = vm.import_module("codecs")?;
    let factory = vm.call_method(&codecs, which, &[Value::from(encoding)])?;
    vm.call(&factory, &[Value::from(errors)])
}

/// Does Python know the encoding? Raises the LookupError if not.
pub(super) fn must_exist(vm: &mut Vm, encoding: &str) -> Result<()> {
    if Codec::new(encoding, "strict").known != Known::Other {
        return Ok(());
    }
    let codecs = vm.import_module("codecs")?;
    vm.call_method(&codecs, "lookup", &[Value::from(encoding)]).map(drop)
}
