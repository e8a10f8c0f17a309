//! Readers.

use object::{ClassFlags, Module, NativeData, Ref, Str, Value};
use vm::{NativeClass, Result, Vm, getter};

use super::dialect::{Dialect, NONE, NONNUMERIC, NOTNULL, STRINGS, make};
use super::{State, error};

struct Reader {
    iterator: Value,
    dialect: Value,
    line: i64,
}

impl NativeData for Reader {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.iterator);
        visit(&self.dialect);
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let class = vm.register_data_class::<Reader>(NativeClass {
        name: "reader",
        module: "_csv",
        doc: "CSV reader",
        getters: &[
            getter("dialect", |vm, a| vm.read(&a[0], |r: &Reader| r.dialect.clone()), ""),
            getter("line_num", |vm, a| vm.read(&a[0], |r: &Reader| Value::int(r.line)), ""),
        ],
        flags: ClassFlags::NO_NEW,
        next: Some(next),
        ..NativeClass::BASE
    });
    vm.set_module_attr(module, "Reader", class.into());
}

pub(super) fn reader(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[0])?;
    let dialect = make(vm, &args[1], &args[2])?;
    Ok(vm.make(Reader { iterator, dialect, line: 0 }))
}

#[derive(Clone, Copy, PartialEq)]
enum Mode {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    QuoteInQuoted,
    EatNewline,
    AfterEscapedNewline,
}

struct Row {
    fields: Vec<Value>,
    field: Vec<u8>,
    length: usize,
    /// The field is a number unless it was quoted.
    numeric: bool,
    quoted: bool,
    mode: Mode,
}

fn next(vm: &mut Vm, it: &Value) -> Result<Option<Value>> {
    let (iterator, dialect) = vm.read(it, |r: &Reader| (r.iterator.clone(), r.dialect.clone()))?;
    let dialect = vm.read(&dialect, |d: &Dialect| d.clone())?;
    let limit = vm.module_state::<State>().limit;
    let mut row = Row {
        fields: Vec::new(),
        field: Vec::new(),
        length: 0,
        numeric: false,
        quoted: false,
        mode: Mode::StartRecord,
    };
    loop {
        let Some(line) = vm.next(&iterator)? else {
            if !row.field.is_empty() || row.mode == Mode::InQuoted {
                if dialect.strict {
                    return Err(error(vm, "unexpected end of data"));
                }
                save(vm, &mut row, &dialect)?;
                return Ok(Some(Value::list(row.fields)));
            }
            return Ok(None);
        };
        let Some(text) = line.as_ref::<Str>().cloned() else {
            let name = vm.type_name(&line);
            let message =
                format!("iterator should return strings, not {name} (the file should be opened in text mode)");
            return Err(error(vm, message));
        };
        vm.state(it, |r: &mut Reader| r.line += 1)?;
        for c in text.characters() {
            step(vm, &mut row, &dialect, Some(c), limit)?;
        }
        step(vm, &mut row, &dialect, None, limit)?;
        if row.mode == Mode::StartRecord {
            return Ok(Some(Value::list(row.fields)));
        }
    }
}

/// One character, or None for the end of the line.
fn step(vm: &mut Vm, row: &mut Row, d: &Dialect, c: Option<u32>, limit: usize) -> Result<()> {
    let is_end = c.is_none_or(|c| c == 10 || c == 13);
    let after_end = |c: Option<u32>| if c.is_none() { Mode::StartRecord } else { Mode::EatNewline };
    match row.mode {
        Mode::StartRecord if c.is_none() => {}
        Mode::StartRecord if is_end => row.mode = Mode::EatNewline,
        Mode::StartRecord | Mode::StartField => {
            row.mode = Mode::StartField;
            if is_end {
                save(vm, row, d)?;
                row.mode = after_end(c);
            } else if c == d.quote && d.quoting != NONE {
                row.quoted = true;
                row.mode = Mode::InQuoted;
            } else if c == d.escape {
                row.mode = Mode::Escaped;
            } else if c == Some(' ' as u32) && d.skip_initial_space {
            } else if c == Some(d.delimiter) {
                save(vm, row, d)?;
            } else {
                row.numeric = d.quoting == NONNUMERIC || d.quoting == STRINGS;
                add(vm, row, c, limit)?;
                row.mode = Mode::InField;
            }
        }
        Mode::Escaped => {
            if c == Some(10) || c == Some(13) {
                add(vm, row, c, limit)?;
                row.mode = Mode::AfterEscapedNewline;
            } else {
                add(vm, row, c.or(Some(10)), limit)?;
                row.mode = Mode::InField;
            }
        }
        Mode::AfterEscapedNewline if c.is_none() => {}
        Mode::AfterEscapedNewline | Mode::InField => {
            row.mode = Mode::InField;
            if is_end {
                save(vm, row, d)?;
                row.mode = after_end(c);
            } else if c == d.escape {
                row.mode = Mode::Escaped;
            } else if c == Some(d.delimiter) {
                save(vm, row, d)?;
                row.mode = Mode::StartField;
            } else {
                add(vm, row, c, limit)?;
            }
        }
        Mode::InQuoted => {
            if c.is_none() {
            } else if c == d.escape {
                row.mode = Mode::EscapedInQuoted;
            } else if c == d.quote && d.quoting != NONE {
                row.mode = if d.double_quote { Mode::QuoteInQuoted } else { Mode::InField };
            } else {
                add(vm, row, c, limit)?;
            }
        }
        Mode::EscapedInQuoted => {
            add(vm, row, c.or(Some(10)), limit)?;
            row.mode = Mode::InQuoted;
        }
        Mode::QuoteInQuoted => {
            if d.quoting != NONE && c == d.quote && c.is_some() {
                add(vm, row, c, limit)?;
                row.mode = Mode::InQuoted;
            } else if c == Some(d.delimiter) {
                save(vm, row, d)?;
                row.mode = Mode::StartField;
            } else if is_end {
                save(vm, row, d)?;
                row.mode = after_end(c);
            } else if !d.strict {
                add(vm, row, c, limit)?;
                row.mode = Mode::InField;
            } else {
                let shown = |c: Option<u32>| c.and_then(char::from_u32).unwrap_or('?');
                let message = format!("'{}' expected after '{}'", shown(Some(d.delimiter)), shown(d.quote));
                return Err(error(vm, message));
            }
        }
        Mode::EatNewline => {
            if c.is_none() {
                row.mode = Mode::StartRecord;
            } else if !is_end {
                let message =
                    "new-line character seen in unquoted field - do you need to open the file with newline=''?";
                return Err(error(vm, message));
            }
        }
    }
    Ok(())
}

fn add(vm: &mut Vm, row: &mut Row, c: Option<u32>, limit: usize) -> Result<()> {
    if row.length >= limit {
        return Err(error(vm, format!("field larger than field limit ({limit})")));
    }
    if let Some(c) = c {
        row.length += 1;
        text::wtf8::push(&mut row.field, c);
    }
    Ok(())
}

fn save(vm: &mut Vm, row: &mut Row, d: &Dialect) -> Result<()> {
    let quoted = std::mem::take(&mut row.quoted);
    row.length = 0;
    let text = std::mem::take(&mut row.field);
    if !quoted && text.is_empty() && (d.quoting == NOTNULL || d.quoting == STRINGS) {
        row.fields.push(Value::NONE);
        row.numeric = false;
        return Ok(());
    }
    let value: Value = Ref::from_wtf8(text).into();
    if std::mem::take(&mut row.numeric) {
        let class = vm.heap.class(object::ClassIndex::FLOAT).to_value();
        row.fields.push(vm.call(&class, &[value])?);
    } else {
        row.fields.push(value);
    }
    Ok(())
}
