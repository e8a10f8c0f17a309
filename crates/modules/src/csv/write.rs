//! Writers.

use object::{ClassFlags, Module, NativeData, Ref, Str, Value};
use vm::{NativeClass, Result, Vm, getter, method};

use super::dialect::{ALL, Dialect, NONE, NONNUMERIC, NOTNULL, STRINGS, make};
use super::error;

struct Writer {
    write: Value,
    dialect: Value,
}

impl NativeData for Writer {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.write);
        visit(&self.dialect);
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    let class = vm.register_data_class::<Writer>(NativeClass {
        name: "writer",
        module: "_csv",
        doc: "CSV writer",
        methods: &[
            method(
                "writerow",
                write_row,
                "(self, row, /)",
                "Construct and write a CSV record from an iterable of fields.",
            ),
            method(
                "writerows",
                write_rows,
                "(self, rows, /)",
                "Construct and write a series of iterables to a csv file.",
            ),
        ],
        getters: &[getter("dialect", |vm, a| vm.read(&a[0], |w: &Writer| w.dialect.clone()), "")],
        flags: ClassFlags::NO_NEW,
        ..NativeClass::BASE
    });
    vm.set_module_attr(module, "Writer", class.into());
}

pub(super) fn writer(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.intern("write");
    let Some(write) = vm.find_attr(&args[0], &name)? else {
        return Err(vm.type_error("argument 1 must have a \"write\" method"));
    };
    let dialect = make(vm, &args[1], &args[2])?;
    Ok(vm.make(Writer { write, dialect }))
}

fn write_row(vm: &mut Vm, args: &[Value]) -> Result {
    let (write, dialect) = vm.read(&args[0], |w: &Writer| (w.write.clone(), w.dialect.clone()))?;
    let d = vm.read(&dialect, |d: &Dialect| d.clone())?;
    let iterator = match vm.iter(&args[1]) {
        Ok(iterator) => iterator,
        Err(_) if vm.swallow("TypeError") => {
            let name = vm.type_name(&args[1]);
            return Err(error(vm, format!("iterable expected, not {name}")));
        }
        Err(raised) => return Err(raised),
    };
    let (mut out, mut count, mut empty) = (Vec::new(), 0, false);
    while let Some(field) = vm.next(&iterator)? {
        if count > 0 {
            text::wtf8::push(&mut out, d.delimiter);
        }
        count += 1;
        let number = vm.as_big(&field).is_some() || field.as_float().is_some();
        let quote = match d.quoting {
            ALL => true,
            NONNUMERIC => !number,
            STRINGS => field.as_ref::<Str>().is_some(),
            NOTNULL => !field.is_none(),
            _ => false,
        };
        let text = if field.is_none() { Ref::from_text("") } else { vm.str(&field)? };
        empty = text.is_empty();
        if field.is_none() && (d.quoting == STRINGS || d.quoting == NOTNULL) {
            continue;
        }
        append(vm, &d, &text, quote, &mut out)?;
    }
    if count == 1 && empty {
        if d.quoting == NONE {
            return Err(error(vm, "single empty field record must be quoted"));
        }
        out.clear();
        append(vm, &d, &Ref::from_text(""), true, &mut out)?;
    }
    out.extend_from_slice(&d.line_terminator);
    vm.call(&write, &[Ref::from_wtf8(out).into()])
}

fn append(vm: &mut Vm, d: &Dialect, text: &Ref<Str>, mut quote: bool, out: &mut Vec<u8>) -> Result<()> {
    let terminator: Vec<u32> = text::wtf8::characters(&d.line_terminator).collect();
    let special = |c: u32| {
        c == d.delimiter || Some(c) == d.escape || Some(c) == d.quote || c == 10 || c == 13 || terminator.contains(&c)
    };
    let mut body = Vec::with_capacity(text.bytes().len());
    for c in text.characters() {
        if special(c) {
            let mut escape = false;
            if d.quoting == NONE {
                escape = true;
            } else {
                if Some(c) == d.quote {
                    if d.double_quote {
                        text::wtf8::push(&mut body, c);
                    } else {
                        escape = true;
                    }
                } else if Some(c) == d.escape {
                    escape = true;
                }
                quote |= !escape;
            }
            if escape {
                match d.escape {
                    Some(mark) => text::wtf8::push(&mut body, mark),
                    None => return Err(error(vm, "need to escape, but no escapechar set")),
                }
            }
        }
        text::wtf8::push(&mut body, c);
    }
    let mark = d.quote.filter(|_| quote);
    if let Some(mark) = mark {
        text::wtf8::push(out, mark);
    }
    out.extend_from_slice(&body);
    if let Some(mark) = mark {
        text::wtf8::push(out, mark);
    }
    Ok(())
}

fn write_rows(vm: &mut Vm, args: &[Value]) -> Result {
    let iterator = vm.iter(&args[1])?;
    while let Some(row) = vm.next(&iterator)? {
        write_row(vm, &[args[0].clone(), row])?;
    }
    Ok(Value::NONE)
}
