//! Changing the file system.

use host::Change;
use object::Value;
use vm::{Method, Raised, Result, Vm, method};

use super::{Target, answered, no_folder, path, plain, target};

pub(super) const FUNCTIONS: &[Method] = &[
    method("mkdir", mkdir, "(path, mode=511, *, dir_fd=None)", "Create a directory."),
    method("rmdir", rmdir, "(path, *, dir_fd=None)", "Remove a directory."),
    method("remove", remove, "(path, *, dir_fd=None)", "Remove a file."),
    method("unlink", unlink, "(path, *, dir_fd=None)", "Remove a file (same as remove())."),
    method("rename", rename, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", "Rename a file or directory."),
    method(
        "replace",
        rename,
        "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)",
        "Rename, overwriting the destination.",
    ),
    method(
        "link",
        link,
        "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
        "Create a hard link to a file.",
    ),
    method("symlink", symlink, "(src, dst, target_is_directory=False, *, dir_fd=None)", "Create a symbolic link."),
    method("chmod", chmod, "(path, mode, *, dir_fd=None, follow_symlinks=True)", "Change the access permissions."),
    method("chown", chown, "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", "Change owner and group."),
    method("lchown", lchown, "(path, uid, gid)", "Change owner and group, links not followed."),
    method(
        "utime",
        utime,
        "(path, times=None, *, ns=<unset>, dir_fd=None, follow_symlinks=True)",
        "Set the access and modified time of path.",
    ),
    method("truncate", truncate, "(path, length)", "Truncate a file to a length."),
    method("mkfifo", mkfifo, "(path, mode=438, *, dir_fd=None)", "Create a \"fifo\" (a POSIX named pipe)."),
    method("chdir", chdir, "(path)", "Change the current working directory to the specified path."),
];

/// Does it, with the path in the error.
fn act(vm: &mut Vm, change: &Change, named: &Value) -> Result {
    let answer = vm.host.change(change);
    answered(vm, answer, named)?;
    Ok(Value::NONE)
}

fn mkdir(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[2]])?;
    let (path, named) = path(vm, &args[0], "mkdir", false)?;
    let mode = vm.index(&args[1])? as u32;
    act(vm, &Change::MakeFolder { path: &path, mode }, &named)
}

fn rmdir(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[1]])?;
    let (path, named) = path(vm, &args[0], "rmdir", false)?;
    act(vm, &Change::RemoveFolder { path: &path }, &named)
}

fn remove(vm: &mut Vm, args: &[Value]) -> Result {
    remove_as(vm, args, "remove")
}

fn unlink(vm: &mut Vm, args: &[Value]) -> Result {
    remove_as(vm, args, "unlink")
}

fn remove_as(vm: &mut Vm, args: &[Value], who: &str) -> Result {
    no_folder(vm, &[&args[1]])?;
    let (path, named) = path(vm, &args[0], who, false)?;
    act(vm, &Change::Remove { path: &path }, &named)
}

/// Does something with two paths, both in the error.
fn act_on_two(vm: &mut Vm, change: &Change, from: &Value, to: &Value) -> Result {
    match vm.host.change(change) {
        Ok(()) => Ok(Value::NONE),
        Err(error) => Err(two_paths(vm, &error, from, to)),
    }
}

fn two_paths(vm: &mut Vm, error: &std::io::Error, from: &Value, to: &Value) -> Raised {
    let _ = vm.io_error(error, Some(from.clone()));
    let exception = vm.take_pending();
    let name = vm.intern("filename2");
    if vm.set_attr(&exception, &name, to.clone()).is_err() {
        vm.clear_pending();
    }
    vm.restore_pending(exception)
}

fn rename(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[2], &args[3]])?;
    let (from, from_named) = path(vm, &args[0], "rename", false)?;
    let (to, to_named) = path(vm, &args[1], "rename", false)?;
    act_on_two(vm, &Change::Rename { from: &from, to: &to }, &from_named, &to_named)
}

fn link(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[2], &args[3]])?;
    let (target, target_named) = path(vm, &args[0], "link", false)?;
    let (path, named) = path(vm, &args[1], "link", false)?;
    act_on_two(vm, &Change::Link { target: &target, path: &path }, &target_named, &named)
}

fn symlink(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[3]])?;
    let (target, target_named) = path(vm, &args[0], "symlink", false)?;
    let (path, named) = path(vm, &args[1], "symlink", false)?;
    act_on_two(vm, &Change::SymbolicLink { target: &target, path: &path }, &target_named, &named)
}

fn chmod(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[2]])?;
    let (path, named) = path(vm, &args[0], "chmod", false)?;
    let mode = vm.index(&args[1])? as u32;
    act(vm, &Change::Permit { path: &path, mode }, &named)
}

fn own(vm: &mut Vm, args: &[Value], who: &str, follow: bool) -> Result {
    let (path, named) = path(vm, &args[0], who, false)?;
    let (user, group) = (vm.index(&args[1])?, vm.index(&args[2])?);
    let id = |n: i64| u32::try_from(n).ok();
    act(vm, &Change::Own { path: &path, user: id(user), group: id(group), follow }, &named)
}

fn chown(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[3]])?;
    let follow = vm.truth(&args[4])?;
    own(vm, args, "chown", follow)
}

fn lchown(vm: &mut Vm, args: &[Value]) -> Result {
    own(vm, args, "lchown", false)
}

fn utime(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[3]])?;
    let (path, named) = path(vm, &args[0], "utime", false)?;
    let times = match (args[1].is_none(), args[2].is_unbound()) {
        (true, true) => None,
        (false, false) => {
            return Err(vm.value_error("utime: you may specify either 'times' or 'ns' but not both"));
        }
        (true, false) => Some(pair(vm, &args[2], "ns")?),
        (false, true) => Some(pair(vm, &args[1], "times")?),
    };
    act(vm, &Change::SetTimes { path: &path, times }, &named)
}

fn pair(vm: &mut Vm, value: &Value, what: &str) -> Result<(host::Time, host::Time)> {
    let items = if value.kind() == Some(object::Kind::Tuple) { vm.tuple_items(value).to_vec() } else { vec![] };
    let [accessed, modified] = items.as_slice() else {
        let none = if what == "times" { " or None" } else { "" };
        return Err(vm.type_error(format!(
            "utime: '{what}' must be{} a tuple of two ints{none}",
            if none.is_empty() { "" } else { " either" }
        )));
    };
    let mut moment = |value: &Value| match value.as_float() {
        _ if what == "ns" => Ok(vm.index(value)? as host::Time),
        Some(x) => Ok((x * 1e9) as host::Time),
        None => Ok(vm.index(value)? as host::Time * 1_000_000_000),
    };
    Ok((moment(accessed)?, moment(modified)?))
}

fn truncate(vm: &mut Vm, args: &[Value]) -> Result {
    let length = vm.index(&args[1])?;
    if length < 0 {
        return Err(vm.os_error(22, "Invalid argument", None));
    }
    match target(vm, &args[0], "truncate", true)? {
        Target::Path(path, named) => act(vm, &Change::Truncate { path: &path, length: length as u64 }, &named),
        Target::File(fd) => {
            let answer = vm.host.truncate(fd, length as u64);
            plain(vm, answer)?;
            Ok(Value::NONE)
        }
    }
}

fn mkfifo(vm: &mut Vm, args: &[Value]) -> Result {
    no_folder(vm, &[&args[2]])?;
    let (path, named) = path(vm, &args[0], "mkfifo", false)?;
    let mode = vm.index(&args[1])? as u32;
    act(vm, &Change::MakeFifo { path: &path, mode }, &named)
}

fn chdir(vm: &mut Vm, args: &[Value]) -> Result {
    let (path, named) = path(vm, &args[0], "chdir", false)?;
    act(vm, &Change::Enter { path: &path }, &named)
}
