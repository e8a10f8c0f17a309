//! `pwd` and `grp`: the accounts of the system, from its two files.

use object::{Class, Module, Ref, Value};
use vm::{Method, Raised, Result, Vm, method};

const USERS: &[Method] = &[
    method("getpwuid", getpwuid, "(uidobj, /)", "Return the password database entry for the given numeric user ID."),
    method("getpwnam", getpwnam, "(name, /)", "Return the password database entry for the given user name."),
    method("getpwall", getpwall, "()", "Return a list of all available password database entries, in arbitrary order."),
];
const GROUPS: &[Method] = &[
    method("getgrgid", getgrgid, "(id)", "Return the group database entry for the given numeric group ID."),
    method("getgrnam", getgrnam, "(name)", "Return the group database entry for the given group name."),
    method("getgrall", getgrall, "()", "Return a list of all available group entries, in arbitrary order."),
];

pub fn install(vm: &mut Vm) {
    vm.add_native_module("pwd", |vm, module: &Ref<Module>| {
        vm.fill_module(module, USERS);
        let fields = ["pw_name", "pw_passwd", "pw_uid", "pw_gid", "pw_gecos", "pw_dir", "pw_shell"];
        vm.add_record_class(module, "pwd", "struct_passwd", "Results from getpw*() routines.", &fields, 7);
        Ok(())
    });
    vm.add_native_module("grp", |vm, module: &Ref<Module>| {
        vm.fill_module(module, GROUPS);
        let fields = ["gr_name", "gr_passwd", "gr_gid", "gr_mem"];
        vm.add_record_class(module, "grp", "struct_group", "Results from getgr*() routines.", &fields, 4);
        Ok(())
    });
}

/// The lines of a database, each as its fields.
fn lines(vm: &mut Vm, file: &str, fields: usize) -> Vec<Vec<String>> {
    let bytes = vm.host.read_file(file).unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let lines = text.lines().map(|line| line.split(':').map(str::to_string).collect::<Vec<_>>());
    lines.filter(|line| line.len() == fields).collect()
}

fn class(vm: &mut Vm, module: &str, name: &str) -> Result<Ref<Class>> {
    let module = vm.import_module(module)?;
    let class = vm.get_attr_str(&module, name)?;
    match class.as_ref::<Class>() {
        Some(class) => Ok(class.clone()),
        None => Err(vm.type_error(format!("{name} is no class any more"))),
    }
}

fn number(text: &str) -> Value {
    Value::from_i64(text.parse().unwrap_or(0))
}

fn user(vm: &mut Vm, line: &[String]) -> Result {
    let class = class(vm, "pwd", "struct_passwd")?;
    let items = line.iter().enumerate().map(|(place, text)| match place {
        2 | 3 => number(text),
        _ => Value::from(text.as_str()),
    });
    let items = items.collect();
    Ok(vm.new_record(&class, items, vec![]))
}

fn group(vm: &mut Vm, line: &[String]) -> Result {
    let class = class(vm, "grp", "struct_group")?;
    let members = line[3].split(',').filter(|name| !name.is_empty()).map(Value::from).collect();
    let items =
        vec![Value::from(line[0].as_str()), Value::from(line[1].as_str()), number(&line[2]), Value::list(members)];
    Ok(vm.new_record(&class, items, vec![]))
}

const USER_FILE: &str = "/etc/passwd";
const GROUP_FILE: &str = "/etc/group";

fn unknown(vm: &mut Vm, message: String) -> Raised {
    vm.key_error(Value::from(message))
}

fn getpwuid(vm: &mut Vm, args: &[Value]) -> Result {
    let id = vm.index(&args[0])?;
    match lines(vm, USER_FILE, 7).into_iter().find(|line| line[2] == id.to_string()) {
        Some(line) => user(vm, &line),
        None => Err(unknown(vm, format!("getpwuid(): uid not found: {id}"))),
    }
}

fn getpwnam(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.str_arg(&args[0], "getpwnam() argument")?.lossy().into_owned();
    match lines(vm, USER_FILE, 7).into_iter().find(|line| line[0] == name) {
        Some(line) => user(vm, &line),
        None => Err(unknown(vm, format!("getpwnam(): name not found: '{name}'"))),
    }
}

fn getpwall(vm: &mut Vm, _: &[Value]) -> Result {
    let users: Result<Vec<Value>> = lines(vm, USER_FILE, 7).iter().map(|line| user(vm, line)).collect();
    Ok(Value::list(users?))
}

fn getgrgid(vm: &mut Vm, args: &[Value]) -> Result {
    let id = vm.index(&args[0])?;
    match lines(vm, GROUP_FILE, 4).into_iter().find(|line| line[2] == id.to_string()) {
        Some(line) => group(vm, &line),
        None => Err(unknown(vm, format!("getgrgid(): gid not found: {id}"))),
    }
}

fn getgrnam(vm: &mut Vm, args: &[Value]) -> Result {
    let name = vm.str_arg(&args[0], "getgrnam() argument 'name'")?.lossy().into_owned();
    match lines(vm, GROUP_FILE, 4).into_iter().find(|line| line[0] == name) {
        Some(line) => group(vm, &line),
        None => Err(unknown(vm, format!("getgrnam(): name not found: '{name}'"))),
    }
}

fn getgrall(vm: &mut Vm, _: &[Value]) -> Result {
    let groups: Result<Vec<Value>> = lines(vm, GROUP_FILE, 4).iter().map(|line| group(vm, line)).collect();
    Ok(Value::list(groups?))
}
