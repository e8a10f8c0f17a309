//! Code as bytes and back: how the library is frozen into the binary.
//!
//! ```text
//! module   strings: count, then each; the code of the module
//! code     head: names, counts, flags, locals; the length of the body; body
//! body     names, sites, constants, instructions, locations, handlers
//! ```
//! Texts are numbers into the module's one table. The body of a function is not read with its module:
//! [`Code::unread`] keeps its bytes until somebody calls it ([`read_body`]), as most never are.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::collections::HashMap;
use std::rc::Rc;

use crate::{Code, Constant, Flags, Handler, Instruction, LocationTable, Op};

/// The bytes are not code that this version wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

type Read<T> = Result<T, Malformed>;

/// The rest of a code object that is still bytes.
#[derive(Clone, Debug)]
pub struct Unread {
    body: &'static [u8],
    strings: Rc<Strings>,
}

impl PartialEq for Unread {
    fn eq(&self, other: &Unread) -> bool {
        self.body == other.body
    }
}

/// The texts of a module, each made once, when first wanted.
#[derive(Debug)]
struct Strings {
    bytes: Vec<&'static [u8]>,
    texts: Vec<OnceCell<Rc<str>>>,
}

// ---- writing -----------------------------------------------------------------------------

/// The bytes of a module's code.
pub fn write_module(code: &Code) -> Vec<u8> {
    let mut writer = Writer::default();
    writer.code(code);
    let mut out = Vec::new();
    write_number(writer.strings.len() as u64, &mut out);
    writer.strings.iter().for_each(|text| write_bytes(text, &mut out));
    out.extend_from_slice(&writer.out);
    out
}

#[derive(Default)]
struct Writer {
    strings: Vec<Vec<u8>>,
    numbers: HashMap<Vec<u8>, usize>,
    out: Vec<u8>,
}

impl Writer {
    fn code(&mut self, code: &Code) {
        for text in [&code.name, &code.qualname, &code.filename] {
            self.text(text.as_bytes());
        }
        for number in [code.first_line, code.flags.0] {
            self.number(number as u64);
        }
        for number in [code.positional, code.positional_only, code.keyword_only, code.first_temporary, code.registers] {
            self.number(number as u64);
        }
        self.texts(&code.local_names);
        self.number(code.cells.len() as u64);
        code.cells.iter().for_each(|&cell| self.number(cell as u64));
        self.texts(&code.free_names);
        self.constants(code.docstring.as_slice());
        let outer = std::mem::take(&mut self.out);
        self.body(code);
        let body = std::mem::replace(&mut self.out, outer);
        write_bytes(&body, &mut self.out);
    }

    fn body(&mut self, code: &Code) {
        self.texts(&code.names);
        self.number(code.sites.len() as u64);
        code.sites.iter().for_each(|&site| self.number(site as u64));
        self.constants(&code.constants);
        self.number(code.instructions.len() as u64);
        code.instructions.iter().for_each(|i| self.out.extend_from_slice(&i.0.to_le_bytes()));
        let (locations, checkpoints) = code.locations.parts();
        write_bytes(locations, &mut self.out);
        for &(at, line) in checkpoints {
            self.number(at as u64);
            self.number(line as u64);
        }
        self.number(code.handlers.len() as u64);
        for handler in &code.handlers {
            for number in [handler.start, handler.end, handler.target, handler.register as u32, handler.depth as u32] {
                self.number(number as u64);
            }
        }
    }

    fn constants(&mut self, constants: &[Constant]) {
        self.number(constants.len() as u64);
        constants.iter().for_each(|constant| self.constant(constant));
    }

    fn constant(&mut self, constant: &Constant) {
        match constant {
            Constant::None => self.out.push(0),
            Constant::True => self.out.push(1),
            Constant::False => self.out.push(2),
            Constant::Ellipsis => self.out.push(3),
            Constant::Int(n) => self.tagged(4, &n.to_le_bytes()),
            Constant::BigInt(digits) => self.tagged(5, digits.as_bytes()),
            Constant::Float(x) => self.tagged(6, &x.to_le_bytes()),
            Constant::Imaginary(x) => self.tagged(7, &x.to_le_bytes()),
            Constant::Str(text) => {
                self.out.push(8);
                self.text(text);
            }
            Constant::Bytes(data) => self.tagged(9, data),
            Constant::Tuple(items) => {
                self.out.push(10);
                self.constants(items);
            }
            Constant::FrozenSet(items) => {
                self.out.push(11);
                self.constants(items);
            }
            Constant::Code(code) => {
                self.out.push(12);
                self.code(code);
            }
        }
    }

    fn tagged(&mut self, tag: u8, data: &[u8]) {
        self.out.push(tag);
        write_bytes(data, &mut self.out);
    }

    fn texts(&mut self, texts: &[Rc<str>]) {
        self.number(texts.len() as u64);
        texts.iter().for_each(|text| self.text(text.as_bytes()));
    }

    fn text(&mut self, text: &[u8]) {
        let next = self.strings.len();
        let number = *self.numbers.entry(text.to_vec()).or_insert(next);
        if number == next {
            self.strings.push(text.to_vec());
        }
        self.number(number as u64);
    }

    fn number(&mut self, value: u64) {
        write_number(value, &mut self.out);
    }
}

fn write_bytes(data: &[u8], out: &mut Vec<u8>) {
    write_number(data.len() as u64, out);
    out.extend_from_slice(data);
}

fn write_number(mut value: u64, out: &mut Vec<u8>) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}

// ---- reading -----------------------------------------------------------------------------

/// The code of a module; the bodies of its functions stay unread.
///
/// Errors: [`Malformed`] where the bytes end early or hold what no [`write_module`] wrote.
pub fn read_module(mut bytes: &'static [u8]) -> Read<Code> {
    let count = read_number(&mut bytes)? as usize;
    // Each string takes a byte at least.
    if count > bytes.len() {
        return Err(Malformed);
    }
    let mut strings = Strings { bytes: Vec::with_capacity(count), texts: vec![OnceCell::new(); count] };
    for _ in 0..count {
        strings.bytes.push(read_bytes(&mut bytes)?);
    }
    Reader { bytes, strings: Rc::new(strings) }.code()
}

/// The whole of a code object of which only the head was read.
pub fn read_body(code: &Code) -> Read<Code> {
    let mut whole = code.clone();
    if let Some(unread) = whole.unread.take() {
        let mut reader = Reader { bytes: unread.body, strings: unread.strings };
        reader.body(&mut whole)?;
    }
    Ok(whole)
}

struct Reader {
    bytes: &'static [u8],
    strings: Rc<Strings>,
}

impl Reader {
    fn code(&mut self) -> Read<Code> {
        let mut code = Code {
            name: self.text()?,
            qualname: self.text()?,
            filename: self.text()?,
            first_line: self.number()? as u32,
            flags: Flags(self.number()? as u32),
            positional: self.number()? as u16,
            positional_only: self.number()? as u16,
            keyword_only: self.number()? as u16,
            first_temporary: self.number()? as u16,
            registers: self.number()? as u16,
            ..Code::default()
        };
        code.local_names = self.list(Reader::text)?;
        code.cells = self.list(|r| Ok(r.number()? as u16))?;
        code.free_names = self.list(Reader::text)?;
        code.docstring = self.list(Reader::constant)?.pop();
        let body = read_bytes(&mut self.bytes)?;
        if code.flags.has(Flags::MODULE | Flags::CLASS_BODY) {
            Reader { bytes: body, strings: self.strings.clone() }.body(&mut code)?;
        } else {
            code.instructions = vec![Instruction::new(Op::ReadBody, 0, 0, 0, 0)];
            code.unread = Some(Unread { body, strings: self.strings.clone() });
        }
        Ok(code)
    }

    fn body(&mut self, code: &mut Code) -> Read<()> {
        code.names = self.list(Reader::text)?;
        code.sites = self.list(|r| Ok(r.number()? as u32))?;
        code.constants = self.list(Reader::constant)?;
        code.instructions = self.instructions()?;
        let locations = Cow::Borrowed(read_bytes(&mut self.bytes)?);
        let count = code.instructions.len();
        let checkpoints = (0..LocationTable::checkpoint_count(count))
            .map(|_| Ok((self.number()? as u32, self.number()? as u32)))
            .collect::<Read<Vec<_>>>()?;
        code.locations = LocationTable::from_parts(locations, checkpoints, count);
        code.handlers = self.list(|r| {
            let (start, end) = (r.number()? as u32, r.number()? as u32);
            let target = r.number()? as u32;
            Ok(Handler { start, end, target, register: r.number()? as u16, depth: r.number()? as u16 })
        })?;
        Ok(())
    }

    fn instructions(&mut self) -> Read<Vec<Instruction>> {
        let count = self.number()? as usize;
        let bytes = self.bytes.split_off(..count.saturating_mul(8)).ok_or(Malformed)?;
        let words = bytes.as_chunks::<8>().0.iter().map(|word| u64::from_le_bytes(*word));
        let known =
            |word: u64| if (word as u8 as usize) < Op::ALL.len() { Ok(Instruction(word)) } else { Err(Malformed) };
        words.map(known).collect()
    }

    fn constant(&mut self) -> Read<Constant> {
        let eight = |b: &[u8]| <[u8; 8]>::try_from(b).map_err(|_| Malformed);
        Ok(match *self.bytes.split_off_first().ok_or(Malformed)? {
            0 => Constant::None,
            1 => Constant::True,
            2 => Constant::False,
            3 => Constant::Ellipsis,
            4 => Constant::Int(i64::from_le_bytes(eight(read_bytes(&mut self.bytes)?)?)),
            5 => Constant::BigInt(std::str::from_utf8(read_bytes(&mut self.bytes)?).map_err(|_| Malformed)?.into()),
            6 => Constant::Float(f64::from_le_bytes(eight(read_bytes(&mut self.bytes)?)?)),
            7 => Constant::Imaginary(f64::from_le_bytes(eight(read_bytes(&mut self.bytes)?)?)),
            8 => {
                let number = self.number()? as usize;
                Constant::Str((*self.strings.bytes.get(number).ok_or(Malformed)?).into())
            }
            9 => Constant::Bytes(read_bytes(&mut self.bytes)?.into()),
            10 => Constant::Tuple(self.list(Reader::constant)?),
            11 => Constant::FrozenSet(self.list(Reader::constant)?),
            12 => Constant::Code(Rc::new(self.code()?)),
            _ => return Err(Malformed),
        })
    }

    fn text(&mut self) -> Read<Rc<str>> {
        let number = self.number()? as usize;
        let text = self.strings.texts.get(number).ok_or(Malformed)?;
        if let Some(made) = text.get() {
            return Ok(made.clone());
        }
        let made: Rc<str> = std::str::from_utf8(self.strings.bytes[number]).map_err(|_| Malformed)?.into();
        Ok(text.get_or_init(|| made).clone())
    }

    fn list<T>(&mut self, read: impl Fn(&mut Reader) -> Read<T>) -> Read<Vec<T>> {
        let count = self.number()?;
        (0..count).map(|_| read(self)).collect()
    }

    fn number(&mut self) -> Read<u64> {
        read_number(&mut self.bytes)
    }
}

fn read_bytes<'a>(bytes: &mut &'a [u8]) -> Read<&'a [u8]> {
    let count = read_number(bytes)? as usize;
    bytes.split_off(..count).ok_or(Malformed)
}

fn read_number(bytes: &mut &[u8]) -> Read<u64> {
    let (mut value, mut shift) = (0, 0);
    loop {
        let byte = *bytes.split_off_first().ok_or(Malformed)?;
        value |= ((byte & 0x7f) as u64) << shift;
        shift += 7;
        if byte < 0x80 {
            return Ok(value);
        }
        if shift > 63 {
            return Err(Malformed);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Location;

    fn function() -> Code {
        let mut code = Code { name: "f".into(), qualname: "C.f".into(), registers: 3, ..Code::default() };
        code.names = vec!["x".into(), "f".into()];
        code.constants = vec![Constant::Str("x".as_bytes().into()), Constant::Tuple(vec![Constant::Float(1.5)])];
        for line in 0..100 {
            code.instructions.push(Instruction::new(Op::Nop, 0, line, 0, 0));
            code.locations.push(Location { line: line as u32, end_line: line as u32, column: 1, end_column: 9 });
        }
        code
    }

    #[test]
    fn functions_are_read_when_asked_for() {
        let function = function();
        let mut module = Code { flags: Flags(Flags::MODULE), ..Code::default() };
        module.constants = vec![Constant::Code(Rc::new(function.clone()))];
        let read = read_module(write_module(&module).leak()).unwrap();
        let [Constant::Code(head)] = &read.constants[..] else { panic!("the code is not there") };
        assert!(head.unread.is_some() && head.constants.is_empty());
        assert_eq!(read_body(head).unwrap(), function);
    }

    #[test]
    fn broken_bytes_are_an_error() {
        let bytes: &'static [u8] = write_module(&function()).leak();
        for end in 0..bytes.len() {
            // Any answer but a panic will do.
            let _ = read_module(&bytes[..end]).and_then(|code| read_body(&code));
        }
    }
}
