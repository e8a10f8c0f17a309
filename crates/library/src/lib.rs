//! The standard library's pure-Python modules, compiled into the binary ahead of time.
//!
//! Knows where the code and the source of each module stand; does not know how they run.
//! `build.rs` makes the tables from the modules that `modules.txt` names.

use vm::{Library, LibraryModule};

include!(concat!(env!("OUT_DIR"), "/table.rs"));

static CODE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/code.bin"));
static SOURCES: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/sources.bin"));

/// A module: start and length of its code and of its compressed source.
struct Entry {
    name: &'static str,
    package: bool,
    code: (usize, usize),
    source: (usize, usize),
}

/// The library in this binary.
pub struct Frozen;

impl Library for Frozen {
    fn module(&self, name: &str) -> Option<LibraryModule> {
        let entry = entry(name)?;
        let code = bytecode::read_module(part(CODE, entry.code)).ok()?;
        Some(LibraryModule { code, package: entry.package })
    }

    fn source(&self, name: &str) -> Option<String> {
        let packed = part(SOURCES, entry(name)?.source);
        let source = miniz_oxide::inflate::decompress_to_vec(packed).ok()?;
        String::from_utf8(source).ok()
    }

    fn is_package(&self, name: &str) -> Option<bool> {
        entry(name).map(|e| e.package)
    }

    fn names(&self) -> Vec<&'static str> {
        MODULES.iter().map(|e| e.name).collect()
    }
}

fn entry(name: &str) -> Option<&'static Entry> {
    MODULES.binary_search_by(|e| e.name.cmp(name)).ok().map(|at| &MODULES[at])
}

fn part(bytes: &'static [u8], (start, length): (usize, usize)) -> &'static [u8] {
    &bytes[start..start + length]
}

#[cfg(test)]
mod tests {
    use super::*;
    use bytecode::{Code, Constant};

    fn read_all(code: &Code) {
        let whole = bytecode::read_body(code).expect("a body can be read");
        for constant in &whole.constants {
            if let Constant::Code(inner) = constant {
                read_all(inner);
            }
        }
    }

    #[test]
    fn every_module_can_be_read_to_its_last_function() {
        for name in Frozen.names() {
            let module = Frozen.module(name).expect("it is in the table");
            read_all(&module.code);
            assert!(Frozen.source(name).is_some(), "{name} has no source");
        }
    }

    #[test]
    fn no_module_is_left_out() {
        assert_eq!(LEFT_OUT, &[]);
    }
}
