//! `_locale`: the C locale, which is the only one.

use object::{ClassFlags, Dict, Kind, Module, Ref, Str, Value};
use vm::{Method, NativeClass, Result, Vm, method};

const FUNCTIONS: &[Method] = &[
    method("setlocale", setlocale, "(category, locale=None, /)", "Activates/queries locale processing."),
    method("localeconv", localeconv, "()", "Returns numeric and monetary locale-specific parameters."),
    method("strcoll", strcoll, "(os1, os2, /)", "Compares two strings according to the locale."),
    method(
        "strxfrm",
        strxfrm,
        "(string, /)",
        "Return a string that can be used as a key for locale-aware comparisons.",
    ),
    method("nl_langinfo", nl_langinfo, "(key, /)", "Return the value for the locale information associated with key."),
    method("getencoding", getencoding, "()", "Get the current locale encoding."),
];

const CATEGORIES: &[(&str, i64)] = &[
    ("LC_CTYPE", 0),
    ("LC_NUMERIC", 1),
    ("LC_TIME", 2),
    ("LC_COLLATE", 3),
    ("LC_MONETARY", 4),
    ("LC_MESSAGES", 5),
    ("LC_ALL", 6),
    ("CHAR_MAX", 127),
];

/// Keys of `nl_langinfo` with their answers.
const FACTS: &[(&str, i64, &str)] = &[
    ("CODESET", 14, "UTF-8"),
    ("D_T_FMT", 131_112, "%a %b %e %H:%M:%S %Y"),
    ("D_FMT", 131_113, "%m/%d/%y"),
    ("T_FMT", 131_114, "%H:%M:%S"),
    ("T_FMT_AMPM", 131_115, "%I:%M:%S %p"),
    ("AM_STR", 131_110, "AM"),
    ("PM_STR", 131_111, "PM"),
    ("RADIXCHAR", 65_536, "."),
    ("THOUSEP", 65_537, ""),
    ("YESEXPR", 327_680, "^[yY]"),
    ("NOEXPR", 327_681, "^[nN]"),
    ("CRNCYSTR", 262_159, "-"),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("_locale", load);
}

fn load(vm: &mut Vm, module: &Ref<Module>) -> Result<()> {
    vm.fill_module(module, FUNCTIONS);
    for (name, number) in CATEGORIES {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    for (name, number, _) in FACTS {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    let base = vm.heap.class(vm.exception_class("Exception")).clone();
    let error = vm.new_native_class(NativeClass {
        name: "Error",
        module: "locale",
        bases: &[base],
        kind: Kind::Exception,
        flags: ClassFlags::EXCEPTION | ClassFlags::HAS_DICT,
        ..NativeClass::BASE
    });
    vm.set_module_attr(module, "Error", error.to_value());
    Ok(())
}

fn setlocale(vm: &mut Vm, args: &[Value]) -> Result {
    let category = vm.index(&args[0])?;
    let known = (0..=6).contains(&category);
    let wanted = match args[1].as_ref::<Str>() {
        Some(text) => text.lossy().into_owned(),
        None if args[1].is_none() => "C".to_string(),
        None => {
            return Err(
                vm.type_error(format!("setlocale() argument 2 must be str or None, not {}", vm.type_name(&args[1])))
            );
        }
    };
    match wanted.as_str() {
        "" | "C" | "POSIX" if known => Ok(Value::from("C")),
        "C.UTF-8" | "C.utf8" if known => Ok(Value::from(wanted)),
        _ => {
            let module = vm.import_module("_locale")?;
            let class = vm.get_attr_str(&module, "Error")?;
            let error = vm.call(&class, &[Value::from("unsupported locale setting")])?;
            Err(vm.raise_value(error))
        }
    }
}

fn localeconv(vm: &mut Vm, _: &[Value]) -> Result {
    let facts = Ref::<Dict>::dict();
    let texts = [
        ("decimal_point", "."),
        ("thousands_sep", ""),
        ("int_curr_symbol", ""),
        ("currency_symbol", ""),
        ("mon_decimal_point", ""),
        ("mon_thousands_sep", ""),
        ("positive_sign", ""),
        ("negative_sign", ""),
    ];
    for (name, text) in texts {
        vm.dict_set(&facts, Value::from(name), Value::from(text))?;
    }
    for name in ["grouping", "mon_grouping"] {
        vm.dict_set(&facts, Value::from(name), Value::list(vec![]))?;
    }
    let unknown = [
        "int_frac_digits",
        "frac_digits",
        "p_cs_precedes",
        "p_sep_by_space",
        "n_cs_precedes",
        "n_sep_by_space",
        "p_sign_posn",
        "n_sign_posn",
    ];
    for name in unknown {
        vm.dict_set(&facts, Value::from(name), Value::int(127))?;
    }
    Ok(facts.into())
}

fn strcoll(vm: &mut Vm, args: &[Value]) -> Result {
    let (a, b) = (vm.str_arg(&args[0], "strcoll() argument 1")?, vm.str_arg(&args[1], "strcoll() argument 2")?);
    Ok(Value::int(a.bytes().cmp(b.bytes()) as i64))
}

fn strxfrm(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.str_arg(&args[0], "strxfrm() argument")?.into())
}

fn nl_langinfo(vm: &mut Vm, args: &[Value]) -> Result {
    let key = vm.index(&args[0])?;
    match FACTS.iter().find(|(_, number, _)| *number == key) {
        Some((_, _, text)) => Ok(Value::from(*text)),
        None => Err(vm.value_error("unsupported langinfo constant")),
    }
}

fn getencoding(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::from("utf-8"))
}
