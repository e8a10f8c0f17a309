//! Looking at the file system: nothing here changes it.

use host::Stat;
use object::{Kind, Value};
use vm::{Method, Result, Vm, method};

use super::{Target, answered, name_like, no_folder, path, plain, record_class, target};

pub(super) const FUNCTIONS: &[Method] = &[
    method(
        "stat",
        stat,
        "(path, *, dir_fd=None, follow_symlinks=True)",
        "Perform a stat system call on the given path.",
    ),
    method("lstat", lstat, "(path, *, dir_fd=None)", "Perform a stat system call, symbolic links not followed."),
    method("fstat", fstat, "(fd)", "Perform a stat system call on the given file descriptor."),
    method("listdir", listdir, "(path=None)", "Return a list containing the names of the files in the directory."),
    method(
        "access",
        access,
        "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
        "Use the real uid/gid to test for access to a path.",
    ),
    method("readlink", readlink, "(path, *, dir_fd=None)", "Return the path to which the symbolic link points."),
    method("getcwd", getcwd, "()", "Return a unicode string representing the current working directory."),
    method("getcwdb", getcwdb, "()", "Return a bytes string representing the current working directory."),
    method("fspath", fspath, "(path)", "Return the file system path representation of the object."),
    method("_path_normpath", normpath, "(path)", "Normalize path, eliminating double slashes, etc."),
];

const NANOSECONDS: i128 = 1_000_000_000;

pub(super) fn stat_value(vm: &mut Vm, stat: &Stat) -> Result {
    let class = record_class(vm, |records| &records.stat)?;
    let number = |n: u64| Value::from_usize(n as usize);
    let times = [stat.accessed, stat.modified, stat.changed];
    let plain = [
        number(stat.mode as u64),
        number(stat.inode),
        number(stat.device),
        number(stat.links),
        number(stat.user as u64),
        number(stat.group as u64),
        number(stat.size),
    ];
    let whole = times.iter().map(|t| Value::from_i64(t.div_euclid(NANOSECONDS) as i64));
    let items: Vec<Value> = plain.iter().cloned().chain(whole).collect();
    // As CPython computes it: the seconds, and the nanoseconds added to them.
    let float = |t: &i128| t.div_euclid(NANOSECONDS) as f64 + t.rem_euclid(NANOSECONDS) as f64 * 1e-9;
    let mut fields = plain.to_vec();
    fields.extend(times.iter().map(|t| Value::float(float(t))));
    fields.extend(times.iter().map(|t| Value::from_i64(*t as i64)));
    fields.extend([number(stat.block_size), number(stat.blocks), number(stat.special_device)]);
    Ok(vm.new_record_with(&class, items, fields))
}

fn stat(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[1]])?;
    let follow = vm.truth(&args[2])?;
    let found = match target(vm, &args[0], "stat", true)? {
        Target::Path(bytes, named) => {
            let answer = vm.host.stat(&bytes, follow);
            answered(vm, answer, &named)?
        }
        Target::File(fd) => {
            let answer = vm.host.stat_file(fd);
            plain(vm, answer)?
        }
    };
    stat_value(vm, &found)
}

fn lstat(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[1]])?;
    let (bytes, named) = path(vm, &args[0], "lstat", false)?;
    let answer = vm.host.stat(&bytes, false);
    let found = answered(vm, answer, &named)?;
    stat_value(vm, &found)
}

fn fstat(vm: &mut Vm, args: &[Value]) -> Result {
    let fd = vm.index(&args[0])?;
    let answer = vm.host.stat_file(fd as i32);
    let found = plain(vm, answer)?;
    stat_value(vm, &found)
}

fn listdir(vm: &mut Vm, args: &[Value]) -> Result {
    let folder = if args[0].is_none() { Value::from(".") } else { args[0].clone() };
    let (bytes, named) = path(vm, &folder, "listdir", false)?;
    let answer = vm.host.list(&bytes);
    let entries = answered(vm, answer, &named)?;
    Ok(Value::list(entries.iter().map(|entry| name_like(vm, &entry.name, &named)).collect()))
}

fn access(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[2]])?;
    let (bytes, _) = path(vm, &args[0], "access", false)?;
    let mode = vm.index(&args[1])?;
    Ok(Value::bool(vm.host.may_access(&bytes, mode as u32)))
}

fn readlink(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[1]])?;
    let (bytes, named) = path(vm, &args[0], "readlink", false)?;
    let answer = vm.host.read_link(&bytes);
    let link = answered(vm, answer, &named)?;
    Ok(name_like(vm, &link, &named))
}

fn getcwd(vm: &mut Vm, _: &[Value]) -> Result {
    let folder = vm.host.working_directory();
    if folder.is_empty() {
        return Err(vm.os_error(2, "No such file or directory", None));
    }
    Ok(Value::from(folder))
}

fn getcwdb(vm: &mut Vm, args: &[Value]) -> Result {
    let folder = getcwd(vm, args)?;
    Ok(Value::bytes_object(vm.path_bytes(&folder)?))
}

fn fspath(vm: &mut Vm, args: &[Value]) -> Result {
    vm.fspath(&args[0])
}

fn normpath(vm: &mut Vm, args: &[Value]) -> Result {
    let named = vm.fspath(&args[0])?;
    let bytes = match (named.as_ref::<object::Str>(), named.kind()) {
        (Some(text), _) => text.bytes().to_vec(),
        (_, Some(Kind::Bytes)) => vm.bytes_like(&named)?,
        _ => Vec::new(),
    };
    let slashes = bytes.iter().take_while(|b| **b == b'/').count();
    let root: &[u8] = match slashes {
        0 => b"",
        2 => b"//",
        _ => b"/",
    };
    let mut parts: Vec<&[u8]> = Vec::new();
    for part in bytes.split(|b| *b == b'/') {
        match part {
            b"" | b"." => {}
            b".." if root.is_empty() && parts.last().is_none_or(|last| *last == b"..") => parts.push(part),
            b".." => drop(parts.pop()),
            _ => parts.push(part),
        }
    }
    let mut whole = root.to_vec();
    whole.extend(parts.join(&b'/'));
    if whole.is_empty() {
        whole.push(b'.');
    }
    Ok(match named.kind() {
        Some(Kind::Bytes) => Value::bytes_object(whole),
        _ => object::Ref::<object::Str>::from_wtf8(whole).into(),
    })
}
