//! What numbers on the tape stand for, and how that is written: entry after entry, as they are first needed.

use std::rc::Rc;

use bytecode::{Code, read_body, read_module, write_module};
use rustc_hash::FxHashMap;

use crate::content::{Class, CodeId, NameId};
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
    /// The numbers of the names, and those of the names of each body of code.
    ids: FxHashMap<Rc<str>, NameId>,
    code_names: Vec<Vec<NameId>>,
    /// The instructions of each body that bind a variable to what follows from others.
    following: Vec<Vec<u32>>,
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

    /// The number of a text, if it has one.
    pub(crate) fn name_id(&self, text: &str) -> Option<NameId> {
        self.ids.get(text).copied()
    }

    pub(crate) fn add_name(&mut self, text: &str) -> NameId {
        let text: Rc<str> = text.into();
        let name = NameId(self.names.len() as u32);
        self.names.push(text.clone());
        self.ids.insert(text, name);
        name
    }

    /// The names that a body of code uses get numbers with it.
    pub(crate) fn add_code(&mut self, code: Rc<Code>, globals: u64) -> CodeId {
        let names = code.names.iter().map(|name| self.name_id(name).unwrap_or_else(|| self.add_name(name)));
        let names = names.collect();
        self.code_names.push(names);
        self.following.push(code.following().map(|at| at as u32).collect());
        self.codes.push((code, globals));
        CodeId(self.codes.len() as u32 - 1)
    }

    /// The attribute that an instruction of a body of code names.
    pub fn attribute_name(&self, code: CodeId, at: u32) -> Option<NameId> {
        let body = &self.codes.get(code.0 as usize)?.0;
        let instruction = body.instructions.get(at as usize)?;
        let name = *body.sites.get(instruction.c() as usize)?;
        self.code_names.get(code.0 as usize)?.get(name as usize).copied()
    }

    /// The instruction of this number, from 1, that binds a variable to what follows from others.
    pub(crate) fn following(&self, code: CodeId, number: u8) -> Option<u32> {
        self.following.get(code.0 as usize)?.get(number as usize - 1).copied()
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
            NAME => {
                self.add_name(&text(rest)?);
            }
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
                self.add_code(Rc::new(read_body(&head).ok()?), globals);
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
