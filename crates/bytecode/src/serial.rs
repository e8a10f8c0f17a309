//! Code as bytes and back: how the library is frozen into the binary.

use std::rc::Rc;

use crate::{Code, Constant, Flags, Handler, Instruction, Location, LocationTable, Op};

/// The bytes are not code that this version wrote.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Malformed;

pub fn write_code(code: &Code, out: &mut Vec<u8>) {
    for text in [&code.name, &code.qualname, &code.filename] {
        write_bytes(text.as_bytes(), out);
    }
    for number in [code.first_line, code.flags.0] {
        write_number(number as u64, out);
    }
    for number in [code.positional, code.positional_only, code.keyword_only, code.first_temporary, code.registers] {
        write_number(number as u64, out);
    }
    write_texts(&code.local_names, out);
    write_number(code.cells.len() as u64, out);
    code.cells.iter().for_each(|&cell| write_number(cell as u64, out));
    write_texts(&code.free_names, out);
    write_texts(&code.names, out);
    write_number(code.sites.len() as u64, out);
    code.sites.iter().for_each(|&site| write_number(site as u64, out));
    write_constants(&code.constants, out);
    write_number(code.instructions.len() as u64, out);
    code.instructions.iter().for_each(|i| out.extend_from_slice(&i.0.to_le_bytes()));
    for at in code.locations.iter() {
        for number in [at.line, at.end_line.wrapping_sub(at.line), at.column, at.end_column] {
            write_number(number as u64, out);
        }
    }
    write_number(code.handlers.len() as u64, out);
    for handler in &code.handlers {
        for number in [handler.start, handler.end, handler.target, handler.register as u32] {
            write_number(number as u64, out);
        }
    }
    write_constants(code.docstring.as_slice(), out);
}

/// Errors: [`Malformed`] where the bytes end early or hold what no `write_code` wrote.
pub fn read_code(bytes: &mut &[u8]) -> Result<Code, Malformed> {
    let mut code = Code {
        name: read_text(bytes)?,
        qualname: read_text(bytes)?,
        filename: read_text(bytes)?,
        first_line: read_number(bytes)? as u32,
        flags: Flags(read_number(bytes)? as u32),
        positional: read_number(bytes)? as u16,
        positional_only: read_number(bytes)? as u16,
        keyword_only: read_number(bytes)? as u16,
        first_temporary: read_number(bytes)? as u16,
        registers: read_number(bytes)? as u16,
        ..Code::default()
    };
    code.local_names = read_list(bytes, read_text)?;
    code.cells = read_list(bytes, |b| Ok(read_number(b)? as u16))?;
    code.free_names = read_list(bytes, read_text)?;
    code.names = read_list(bytes, read_text)?;
    code.sites = read_list(bytes, |b| Ok(read_number(b)? as u32))?;
    code.constants = read_list(bytes, read_constant)?;
    code.instructions = read_list(bytes, read_instruction)?;
    code.locations = read_locations(bytes, code.instructions.len())?;
    code.handlers = read_list(bytes, |b| {
        Ok(Handler {
            start: read_number(b)? as u32,
            end: read_number(b)? as u32,
            target: read_number(b)? as u32,
            register: read_number(b)? as u16,
        })
    })?;
    code.docstring = read_list(bytes, read_constant)?.pop();
    Ok(code)
}

fn read_locations(bytes: &mut &[u8], count: usize) -> Result<LocationTable, Malformed> {
    let mut table = LocationTable::default();
    for _ in 0..count {
        let line = read_number(bytes)? as u32;
        let end_line = line.wrapping_add(read_number(bytes)? as u32);
        let column = read_number(bytes)? as u32;
        table.push(Location { line, end_line, column, end_column: read_number(bytes)? as u32 });
    }
    Ok(table)
}

fn read_instruction(bytes: &mut &[u8]) -> Result<Instruction, Malformed> {
    let word = bytes.split_off(..8).ok_or(Malformed)?;
    let word = u64::from_le_bytes(word.try_into().map_err(|_| Malformed)?);
    if (word as u8 as usize) < Op::ALL.len() { Ok(Instruction(word)) } else { Err(Malformed) }
}

fn write_constants(constants: &[Constant], out: &mut Vec<u8>) {
    write_number(constants.len() as u64, out);
    constants.iter().for_each(|constant| write_constant(constant, out));
}

fn write_constant(constant: &Constant, out: &mut Vec<u8>) {
    match constant {
        Constant::None => out.push(0),
        Constant::True => out.push(1),
        Constant::False => out.push(2),
        Constant::Ellipsis => out.push(3),
        Constant::Int(n) => write_tagged(4, &n.to_le_bytes(), out),
        Constant::BigInt(digits) => write_tagged(5, digits.as_bytes(), out),
        Constant::Float(x) => write_tagged(6, &x.to_le_bytes(), out),
        Constant::Imaginary(x) => write_tagged(7, &x.to_le_bytes(), out),
        Constant::Str(text) => write_tagged(8, text, out),
        Constant::Bytes(data) => write_tagged(9, data, out),
        Constant::Tuple(items) => {
            out.push(10);
            write_constants(items, out);
        }
        Constant::FrozenSet(items) => {
            out.push(11);
            write_constants(items, out);
        }
        Constant::Code(code) => {
            out.push(12);
            write_code(code, out);
        }
    }
}

fn read_constant(bytes: &mut &[u8]) -> Result<Constant, Malformed> {
    let eight = |b: &[u8]| <[u8; 8]>::try_from(b).map_err(|_| Malformed);
    Ok(match bytes.split_off_first().ok_or(Malformed)? {
        0 => Constant::None,
        1 => Constant::True,
        2 => Constant::False,
        3 => Constant::Ellipsis,
        4 => Constant::Int(i64::from_le_bytes(eight(read_bytes(bytes)?)?)),
        5 => Constant::BigInt(read_text(bytes)?),
        6 => Constant::Float(f64::from_le_bytes(eight(read_bytes(bytes)?)?)),
        7 => Constant::Imaginary(f64::from_le_bytes(eight(read_bytes(bytes)?)?)),
        8 => Constant::Str(read_bytes(bytes)?.into()),
        9 => Constant::Bytes(read_bytes(bytes)?.into()),
        10 => Constant::Tuple(read_list(bytes, read_constant)?),
        11 => Constant::FrozenSet(read_list(bytes, read_constant)?),
        12 => Constant::Code(Rc::new(read_code(bytes)?)),
        _ => return Err(Malformed),
    })
}

fn write_tagged(tag: u8, data: &[u8], out: &mut Vec<u8>) {
    out.push(tag);
    write_bytes(data, out);
}

fn write_texts(texts: &[Rc<str>], out: &mut Vec<u8>) {
    write_number(texts.len() as u64, out);
    texts.iter().for_each(|text| write_bytes(text.as_bytes(), out));
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

fn read_list<'a, T>(
    bytes: &mut &'a [u8],
    read: impl Fn(&mut &'a [u8]) -> Result<T, Malformed>,
) -> Result<Vec<T>, Malformed> {
    let count = read_number(bytes)?;
    (0..count).map(|_| read(bytes)).collect()
}

fn read_text(bytes: &mut &[u8]) -> Result<Rc<str>, Malformed> {
    std::str::from_utf8(read_bytes(bytes)?).map(Rc::from).map_err(|_| Malformed)
}

fn read_bytes<'a>(bytes: &mut &'a [u8]) -> Result<&'a [u8], Malformed> {
    let count = read_number(bytes)? as usize;
    bytes.split_off(..count).ok_or(Malformed)
}

fn read_number(bytes: &mut &[u8]) -> Result<u64, Malformed> {
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
