//! `scandir` and its entries.

use host::{Entry, FileKind};
use object::{ClassFlags, Kind, Module, NativeData, Ref, Value};
use vm::{Getter, Method, NativeClass, Result, Vm, class_method, getter, method};

use super::{answered, look, name_like, path};

pub(super) const FUNCTIONS: &[Method] =
    &[method("scandir", scandir, "(path=None)", "Return an iterator of DirEntry objects for given path.")];

const ENTRY: &[Method] = &[
    method("__repr__", repr, "(self, /)", "Return repr(self)."),
    method("__fspath__", full_path, "(self, /)", "Returns the path for the entry."),
    method("is_dir", is_dir, "(self, /, *, follow_symlinks=True)", "Return True if the entry is a directory."),
    method("is_file", is_file, "(self, /, *, follow_symlinks=True)", "Return True if the entry is a file."),
    method("is_symlink", is_symlink, "(self, /)", "Return True if the entry is a symbolic link."),
    method("is_junction", is_junction, "(self, /)", "Always False here."),
    method("stat", stat, "(self, /, *, follow_symlinks=True)", "Return stat_result object for the entry."),
    method("inode", inode, "(self, /)", "Return inode of the entry."),
    class_method("__class_getitem__", class_getitem, "(cls, item, /)", "See PEP 585"),
];
const ENTRY_GETTERS: &[Getter] = &[
    getter("name", name, "the entry's base filename, relative to scandir() \"path\" argument"),
    getter("path", full_path, "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"),
];
const ITERATOR: &[Method] = &[
    method("close", close, "(self, /)", "Ends the iteration."),
    method("__enter__", enter, "(self, /)", "The iterator itself."),
    method("__exit__", exit, "(self, /, *args)", "Ends the iteration."),
];

struct DirEntry {
    name: Value,
    path: Value,
    entry: Entry,
}

impl NativeData for DirEntry {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.name);
        visit(&self.path);
    }
}

struct ScandirIterator {
    /// The last first.
    entries: Vec<Entry>,
    folder: Vec<u8>,
    /// What the path was given as: names are of its type.
    like: Value,
}

impl NativeData for ScandirIterator {
    fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        visit(&self.like);
    }
}

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    vm.add_data_class::<DirEntry>(
        module,
        NativeClass {
            name: "DirEntry",
            module: "posix",
            kind: Kind::Native,
            methods: ENTRY,
            getters: ENTRY_GETTERS,
            flags: ClassFlags::NO_NEW | ClassFlags::IMMUTABLE | ClassFlags::FINAL,
            ..NativeClass::BASE
        },
    );
    vm.add_data_class::<ScandirIterator>(
        module,
        NativeClass {
            name: "ScandirIterator",
            module: "posix",
            kind: Kind::Native,
            methods: ITERATOR,
            flags: ClassFlags::NO_NEW | ClassFlags::IMMUTABLE | ClassFlags::FINAL,
            next: Some(next),
            ..NativeClass::BASE
        },
    );
}

fn scandir(vm: &mut Vm, args: &[Value]) -> Result {
    let given = if args[0].is_none() { Value::from(".") } else { args[0].clone() };
    let (folder, like) = path(vm, &given, "scandir", false)?;
    let answer = vm.host.list(&folder);
    let mut entries = answered(vm, answer, &like)?;
    entries.reverse();
    Ok(vm.make(ScandirIterator { entries, folder, like }))
}

fn next(vm: &mut Vm, iterator: &Value) -> Result<Option<Value>> {
    let found = vm.state(iterator, |scan: &mut ScandirIterator| {
        let entry = scan.entries.pop()?;
        let mut full = scan.folder.clone();
        if !full.ends_with(b"/") {
            full.push(b'/');
        }
        full.extend_from_slice(&entry.name);
        Some((entry, full, scan.like.clone()))
    })?;
    let Some((entry, full, like)) = found else {
        return Ok(None);
    };
    let (name, path) = (name_like(vm, &entry.name, &like), name_like(vm, &full, &like));
    Ok(Some(vm.make(DirEntry { name, path, entry })))
}

fn close(vm: &mut Vm, args: &[Value]) -> Result {
    vm.state(&args[0], |scan: &mut ScandirIterator| scan.entries.clear())?;
    Ok(Value::NONE)
}
fn enter(_: &mut Vm, args: &[Value]) -> Result {
    Ok(args[0].clone())
}
fn exit(vm: &mut Vm, args: &[Value]) -> Result {
    close(vm, args)
}

// ---- an entry -----------------------------------------------------------------------------------------

fn name(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |entry: &DirEntry| entry.name.clone())
}
fn full_path(vm: &mut Vm, args: &[Value]) -> Result {
    vm.read(&args[0], |entry: &DirEntry| entry.path.clone())
}
fn repr(vm: &mut Vm, args: &[Value]) -> Result {
    let name = name(vm, args)?;
    Ok(Value::from(format!("<DirEntry {}>", vm.repr_text(&name)?)))
}

/// The kind of the file, links followed if wanted; None where there is nothing at their end.
fn kind(vm: &mut Vm, args: &[Value]) -> Result<Option<FileKind>> {
    let (kind, path) = vm.read(&args[0], |entry: &DirEntry| (entry.entry.kind, entry.path.clone()))?;
    if kind != FileKind::Link || !vm.truth(&args[1])? {
        return Ok(Some(kind));
    }
    let bytes = vm.path_bytes(&path)?;
    Ok(vm.host.stat(&bytes, true).ok().map(|stat| match stat.mode & 0o170000 {
        0o040000 => FileKind::Folder,
        0o100000 => FileKind::File,
        _ => FileKind::Other,
    }))
}

fn is_dir(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(kind(vm, args)? == Some(FileKind::Folder)))
}
fn is_file(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(kind(vm, args)? == Some(FileKind::File)))
}
fn is_symlink(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::bool(vm.read(&args[0], |entry: &DirEntry| entry.entry.kind == FileKind::Link)?))
}
fn is_junction(_: &mut Vm, _: &[Value]) -> Result {
    Ok(Value::FALSE)
}
fn inode(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(Value::from_usize(vm.read(&args[0], |entry: &DirEntry| entry.entry.inode)? as usize))
}

fn stat(vm: &mut Vm, args: &[Value]) -> Result {
    let follow = vm.truth(&args[1])?;
    let path = full_path(vm, args)?;
    let bytes = vm.path_bytes(&path)?;
    let answer = vm.host.stat(&bytes, follow);
    let stat = answered(vm, answer, &path)?;
    look::stat_value(vm, &stat)
}

fn class_getitem(vm: &mut Vm, args: &[Value]) -> Result {
    Ok(vm.generic_alias(args[0].clone(), &args[1]))
}
