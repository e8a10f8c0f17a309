//! Text to bytes and back: the registry of codecs, and the way from a fault to its handler.
//! How each encoding works is in the crate `text`; what the handlers do is in `codec_error.rs`.

use std::collections::HashMap;

use object::{Ref, Str, Tuple, Value};
use text::codec::{self, Encoding, Fault};

use crate::codec_error::Mended;
use crate::error::Result;
use crate::machine::Vm;

/// What was registered, and what was found before.
#[derive(Default)]
pub struct Codecs {
    pub search: Vec<Value>,
    pub found: HashMap<String, Value>,
    pub handlers: HashMap<String, Value>,
    started: bool,
}

/// Converts one run of text: from a byte offset on, up to the first fault.
pub type Encoder<'a> = &'a dyn Fn(&mut Vm, &[u8], usize, &mut Vec<u8>) -> Result<Option<Fault>>;

/// Converts one run of bytes: from a place on, to the end or to the first fault.
pub type Decoder<'a> = &'a dyn Fn(&mut Vm, &[u8], usize, &mut Vec<u8>) -> Result<std::result::Result<usize, Fault>>;

impl Vm {
    /// The name of an encoding or of an error handler that was given as an argument.
    pub fn codec_name(&mut self, value: &Value, what: &str) -> Result<String> {
        match value.as_ref::<Str>() {
            Some(name) if name.bytes().contains(&0) => Err(self.value_error("embedded null character")),
            Some(name) => Ok(name.lossy().into_owned()),
            None => {
                let given = if value.is_none() { "None".to_string() } else { self.type_name(value) };
                Err(self.type_error(format!("{what} must be str, not {given}")))
            }
        }
    }

    /// `text.encode(encoding, errors)`
    pub fn encode(&mut self, text: &Ref<Str>, encoding: &str, errors: &str) -> Result {
        if let Some(native) = Encoding::named(encoding) {
            return Ok(Value::bytes_object(self.encode_native(native, text, errors)?));
        }
        let result = self.text_codec(encoding, true)?;
        let result = self.call_codec(&result, text.value(), errors)?;
        if result.as_ref::<object::Bytes>().is_some() {
            return Ok(result);
        }
        if let Some(array) = result.as_ref::<object::ByteArray>() {
            return Ok(Value::bytes_object(array.get(&self.heap).bytes.clone()));
        }
        let message = format!(
            "'{encoding}' encoder returned '{}' instead of 'bytes'; use codecs.encode() to encode to arbitrary types",
            self.type_name(&result)
        );
        Err(self.type_error(message))
    }

    /// `object.decode(encoding, errors)` of a bytes-like object.
    pub fn decode(&mut self, object: &Value, encoding: &str, errors: &str) -> Result {
        if let Some(native) = Encoding::named(encoding) {
            let bytes = self.bytes_like(object)?;
            let (text, _) = self.decode_native(native, object, &bytes, errors, true)?;
            return Ok(text.into());
        }
        if self.buffer(object).is_some_and(|bytes| bytes.is_empty()) {
            return Ok(Value::from(""));
        }
        let codec = self.text_codec(encoding, false)?;
        let result = self.call_codec(&codec, object, errors)?;
        if result.as_ref::<Str>().is_some() {
            return Ok(result);
        }
        let message = format!(
            "'{encoding}' decoder returned '{}' instead of 'str'; use codecs.decode() to decode to arbitrary types",
            self.type_name(&result)
        );
        Err(self.type_error(message))
    }

    /// Decodes as `str(object, encoding, errors)` and its kin take them; UNBOUND for the defaults.
    pub fn decode_arguments(&mut self, object: &Value, encoding: &Value, errors: &Value, what: &str) -> Result {
        let encoding = match encoding.is_unbound() {
            true => "utf-8".to_string(),
            false => self.codec_name(encoding, &format!("{what}() argument 'encoding'"))?,
        };
        let errors = match errors.is_unbound() {
            true => "strict".to_string(),
            false => self.codec_name(errors, &format!("{what}() argument 'errors'"))?,
        };
        self.decode(object, &encoding, &errors)
    }

    // ---- built-in encodings --------------------------------------------------------------------

    pub fn encode_native(&mut self, encoding: Encoding, text: &Ref<Str>, errors: &str) -> Result<Vec<u8>> {
        let mut out = Vec::with_capacity(text.bytes().len());
        match encoding {
            Encoding::Utf16(codec::Order::Marked) => out.extend_from_slice(b"\xff\xfe"),
            Encoding::Utf32(codec::Order::Marked) => out.extend_from_slice(b"\xff\xfe\0\0"),
            _ => {}
        }
        let step: Encoder = &|_, text, from, out| Ok(codec::encode(encoding, text, from, out));
        self.encode_with(step, encoding.name(), Some(encoding), text, errors, &mut out)?;
        Ok(out)
    }

    /// Encodes run by run; what `step` cannot encode goes to the handler.
    pub fn encode_with(
        &mut self,
        step: Encoder,
        name: &str,
        native: Option<Encoding>,
        text: &Ref<Str>,
        errors: &str,
        out: &mut Vec<u8>,
    ) -> Result<()> {
        let mut from = 0;
        while let Some(fault) = step(self, text.bytes(), from, out)? {
            let (mended, next) = self.mend_encoding(name, native, text, fault, errors, out)?;
            match mended {
                Mended::Bytes(bytes) => out.extend_from_slice(&bytes),
                Mended::Text(replacement) => {
                    if step(self, replacement.bytes(), 0, out)?.is_some() {
                        return Err(self.encode_error(name, text, fault));
                    }
                }
            }
            from = next;
        }
        Ok(())
    }

    /// The text, and how many bytes were used: all of them if `last`.
    pub fn decode_native(
        &mut self,
        encoding: Encoding,
        object: &Value,
        bytes: &[u8],
        errors: &str,
        last: bool,
    ) -> Result<(Ref<Str>, usize)> {
        let (encoding, mark) = codec::resolve_mark(encoding, bytes);
        let step: Decoder = &|_, bytes, from, out| Ok(codec::decode(encoding, bytes, from, last, out));
        self.decode_with(step, (encoding.name(), Some(encoding)), object, (bytes, mark), errors)
    }

    /// Decodes run by run, from a place on; what `step` cannot decode goes to the handler.
    pub fn decode_with(
        &mut self,
        step: Decoder,
        (name, native): (&str, Option<Encoding>),
        object: &Value,
        (bytes, start): (&[u8], usize),
        errors: &str,
    ) -> Result<(Ref<Str>, usize)> {
        let mut out = Vec::with_capacity(bytes.len());
        let mut from = start;
        let mut replaced: Option<Vec<u8>> = None;
        loop {
            let input = replaced.as_deref().unwrap_or(bytes);
            if from > input.len() {
                return Ok((Ref::from_wtf8(out), input.len()));
            }
            let fault = match step(self, input, from, &mut out)? {
                Ok(end) => return Ok((Ref::from_wtf8(out), end)),
                Err(fault) => fault,
            };
            let input = input.to_vec();
            let (text, next, exchanged) = self.mend_decoding(name, native, object, &input, fault, errors)?;
            out.extend_from_slice(&text);
            from = next;
            if exchanged.is_some() {
                replaced = exchanged;
            }
        }
    }

    // ---- the registry ----------------------------------------------------------------------------

    /// The tuple that describes a codec.
    pub fn find_codec(&mut self, encoding: &str) -> Result {
        let name = normalized(encoding);
        if let Some(found) = self.codecs.found.get(&name) {
            return Ok(found.clone());
        }
        if !self.codecs.started {
            self.codecs.started = true;
            self.import_module("encodings")?;
        }
        let key = Value::from(name.as_str());
        for search in self.codecs.search.clone() {
            let found = self.call(&search, std::slice::from_ref(&key))?;
            if found.is_none() {
                continue;
            }
            if found.as_ref::<Tuple>().is_none_or(|t| t.0.len() != 4) {
                return Err(self.type_error("codec search functions must return 4-tuples"));
            }
            self.codecs.found.insert(name, found.clone());
            return Ok(found);
        }
        Err(self.error("LookupError", format!("unknown encoding: {encoding}")))
    }

    /// Encoder or decoder of a codec between text and bytes.
    fn text_codec(&mut self, encoding: &str, encodes: bool) -> Result {
        let found = self.find_codec(encoding)?;
        let name = self.intern("_is_text_encoding");
        if let Some(flag) = self.find_attr(&found, &name)?
            && !self.truth(&flag)?
        {
            let way = if encodes { "encode" } else { "decode" };
            let message = format!("'{encoding}' is not a text encoding; use codecs.{way}() to handle arbitrary codecs");
            return Err(self.error("LookupError", message));
        }
        Ok(self.tuple_items(&found)[!encodes as usize].clone())
    }

    /// What an encoder or decoder makes of an object.
    pub fn call_codec(&mut self, codec: &Value, object: &Value, errors: &str) -> Result {
        let errors = Value::from(errors);
        let result = self.call(codec, &[object.clone(), errors])?;
        match result.as_ref::<Tuple>().map(|t| &t.0[..]) {
            Some([made, _]) => Ok(made.clone()),
            _ => Err(self.type_error("encoder must return a tuple (object, integer)")),
        }
    }
}

/// Letters and digits in lower case; everything between them as one underscore.
pub fn normalized(encoding: &str) -> String {
    let mut out = String::with_capacity(encoding.len());
    for c in encoding.chars() {
        if c.is_ascii_alphanumeric() || c == '.' {
            out.push(c.to_ascii_lowercase());
        } else if c.is_ascii() && !out.ends_with('_') && !out.is_empty() {
            out.push('_');
        }
    }
    out.trim_end_matches('_').to_string()
}
