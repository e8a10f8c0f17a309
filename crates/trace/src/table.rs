//! What numbers on the tape stand for, and how that is written: entry after entry, as they are first needed.

use std::rc::Rc;

use bytecode::{Code, read_body, read_module, write_module};

use crate::content::Class;
use crate::number;

/// What numbers on the tape stand for.
#[derive(Default, Clone)]
pub struct Tables {
    pub names: Vec<Rc<str>>,
    pub classes: Vec<Rc<Class>>,
    /// Bodies of code, each with the number of the dict that is its globals.
    pub codes: Vec<(Rc<Code>, u64)>,
    /// The text of each source file, by its name.
    pub sources: Vec<(Rc<str>, Rc<str>)>,
}

const NAME: u8 = 1;
const CLASS: u8 = 2;
const CODE: u8 = 3;
const SOURCE: u8 = 4;

impl Tables {
    /// The source of a file.
    pub fn source(&self, file: &str) -> Option<&Rc<str>> {
        self.sources.iter().find(|(name, _)| **name == *file).map(|(_, text)| text)
    }

    /// Reads entries until they end; None where they are no entries. Code keeps its bytes for as long as the process
    /// lives.
    pub fn read(bytes: &[u8]) -> Option<Tables> {
        let mut tables = Tables::default();
        let mut rest = bytes;
        while let Some(&kind) = rest.split_off_first() {
            tables.entry(kind, &mut rest)?;
        }
        Some(tables)
    }

    fn entry(&mut self, kind: u8, rest: &mut &[u8]) -> Option<()> {
        match kind {
            NAME => self.names.push(text(rest)?),
            CLASS => {
                let name = text(rest)?;
                let facts = *rest.split_off_first()?;
                let count = number::read(rest)? as usize;
                let fields = (0..count.min(rest.len())).map(|_| text(rest)).collect::<Option<Vec<_>>>()?;
                let class = Class { name, fields, is_enum: facts & 1 != 0, is_frozen: facts & 2 != 0 };
                self.classes.push(Rc::new(class));
            }
            CODE => {
                let globals = number::read(rest)?;
                let bytes: &'static [u8] = Box::leak(piece(rest)?.to_vec().into_boxed_slice());
                let head = read_module(bytes).ok()?;
                self.codes.push((Rc::new(read_body(&head).ok()?), globals));
            }
            SOURCE => self.sources.push((text(rest)?, text(rest)?)),
            _ => return None,
        }
        Some(())
    }
}

fn piece<'a>(rest: &mut &'a [u8]) -> Option<&'a [u8]> {
    let length = number::read(rest)? as usize;
    rest.split_off(..length)
}

fn text(rest: &mut &[u8]) -> Option<Rc<str>> {
    Some(std::str::from_utf8(piece(rest)?).ok()?.into())
}

fn write_piece(bytes: &[u8], out: &mut Vec<u8>) {
    number::push(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

pub(crate) fn write_name(name: &str, out: &mut Vec<u8>) {
    out.push(NAME);
    write_piece(name.as_bytes(), out);
}

pub(crate) fn write_class(class: &Class, out: &mut Vec<u8>) {
    out.push(CLASS);
    write_piece(class.name.as_bytes(), out);
    out.push(class.is_enum as u8 | (class.is_frozen as u8) << 1);
    number::push(out, class.fields.len() as u64);
    class.fields.iter().for_each(|field| write_piece(field.as_bytes(), out));
}

pub(crate) fn write_code(code: &Code, globals: u64, out: &mut Vec<u8>) {
    out.push(CODE);
    number::push(out, globals);
    write_piece(&write_module(code), out);
}

pub(crate) fn write_source(file: &str, source: &str, out: &mut Vec<u8>) {
    out.push(SOURCE);
    write_piece(file.as_bytes(), out);
    write_piece(source.as_bytes(), out);
}
