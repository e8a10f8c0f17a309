//! Files of this process by their descriptors, and what can be asked of and done to the file system.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{File, FileTimes, Metadata, OpenOptions, Permissions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::os::fd::{AsFd, AsRawFd, OwnedFd};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::fs::{DirBuilderExt, DirEntryExt, FileTypeExt, MetadataExt, OpenOptionsExt, PermissionsExt};
use std::path::Path;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Nanoseconds since the epoch.
pub type Time = i128;

/// What `stat(2)` says of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stat {
    pub mode: u32,
    pub inode: u64,
    pub device: u64,
    pub links: u64,
    pub user: u32,
    pub group: u32,
    pub size: u64,
    pub accessed: Time,
    pub modified: Time,
    pub changed: Time,
    pub block_size: u64,
    pub blocks: u64,
    pub special_device: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    File,
    Folder,
    Link,
    Other,
}

/// One entry of a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: Vec<u8>,
    pub inode: u64,
    pub kind: FileKind,
}

/// A change of the file system.
#[derive(Clone, Copy, Debug)]
pub enum Change<'a> {
    MakeFolder {
        path: &'a [u8],
        mode: u32,
    },
    RemoveFolder {
        path: &'a [u8],
    },
    Remove {
        path: &'a [u8],
    },
    Rename {
        from: &'a [u8],
        to: &'a [u8],
    },
    Link {
        target: &'a [u8],
        path: &'a [u8],
    },
    SymbolicLink {
        target: &'a [u8],
        path: &'a [u8],
    },
    Permit {
        path: &'a [u8],
        mode: u32,
    },
    Own {
        path: &'a [u8],
        user: Option<u32>,
        group: Option<u32>,
        follow: bool,
    },
    /// None means now.
    SetTimes {
        path: &'a [u8],
        times: Option<(Time, Time)>,
    },
    Truncate {
        path: &'a [u8],
        length: u64,
    },
    MakeFifo {
        path: &'a [u8],
        mode: u32,
    },
    /// The working directory.
    Enter {
        path: &'a [u8],
    },
}

/// The files that this process opened, by descriptor.
#[derive(Default)]
pub(crate) struct Files {
    open: HashMap<i32, File>,
}

/// The bits of `open(2)`'s flags that say how the file is accessed.
const ACCESS_MODE: i32 = 3;
const WRITE_ONLY: i32 = 1;
const BAD_DESCRIPTOR: i32 = 9;

impl Files {
    pub fn open(&mut self, path: &[u8], flags: i32, mode: u32) -> io::Result<i32> {
        let access = flags & ACCESS_MODE;
        let file = OpenOptions::new()
            .read(access != WRITE_ONLY)
            .write(access != 0)
            .custom_flags(flags & !ACCESS_MODE)
            .mode(mode)
            .open(as_path(path))?;
        Ok(self.keep(file))
    }

    fn keep(&mut self, file: File) -> i32 {
        let number = file.as_raw_fd();
        self.open.insert(number, file);
        number
    }

    pub fn get(&mut self, file: i32) -> io::Result<&mut File> {
        self.open.get_mut(&file).ok_or_else(|| io::Error::from_raw_os_error(BAD_DESCRIPTOR))
    }

    pub fn close(&mut self, file: i32) -> io::Result<()> {
        match self.open.remove(&file) {
            Some(_) => Ok(()),
            None => Err(io::Error::from_raw_os_error(BAD_DESCRIPTOR)),
        }
    }

    pub fn read(&mut self, file: i32, into: &mut [u8]) -> io::Result<usize> {
        self.get(file)?.read(into)
    }

    pub fn write(&mut self, file: i32, bytes: &[u8]) -> io::Result<usize> {
        self.get(file)?.write(bytes)
    }

    pub fn seek(&mut self, file: i32, to: SeekFrom) -> io::Result<u64> {
        self.get(file)?.seek(to)
    }

    pub fn duplicate(&mut self, file: i32) -> io::Result<i32> {
        let copy = match file {
            0 => File::from(io::stdin().as_fd().try_clone_to_owned()?),
            1 => File::from(io::stdout().as_fd().try_clone_to_owned()?),
            2 => File::from(io::stderr().as_fd().try_clone_to_owned()?),
            _ => self.get(file)?.try_clone()?,
        };
        Ok(self.keep(copy))
    }

    pub fn pipe(&mut self) -> io::Result<(i32, i32)> {
        let (from, to) = io::pipe()?;
        Ok((self.keep(OwnedFd::from(from).into()), self.keep(OwnedFd::from(to).into())))
    }
}

pub(crate) fn as_path(path: &[u8]) -> &Path {
    Path::new(OsStr::from_bytes(path))
}

pub(crate) fn stat(facts: &Metadata) -> Stat {
    let time = |seconds: i64, nanoseconds: i64| seconds as Time * 1_000_000_000 + nanoseconds as Time;
    Stat {
        mode: facts.mode(),
        inode: facts.ino(),
        device: facts.dev(),
        links: facts.nlink(),
        user: facts.uid(),
        group: facts.gid(),
        size: facts.size(),
        accessed: time(facts.atime(), facts.atime_nsec()),
        modified: time(facts.mtime(), facts.mtime_nsec()),
        changed: time(facts.ctime(), facts.ctime_nsec()),
        block_size: facts.blksize(),
        blocks: facts.blocks(),
        special_device: facts.rdev(),
    }
}

/// The file that stands behind one of the three streams.
pub(crate) fn stat_stream(stream: i32) -> io::Result<Stat> {
    let file = match stream {
        0 => io::stdin().as_fd().try_clone_to_owned()?,
        1 => io::stdout().as_fd().try_clone_to_owned()?,
        _ => io::stderr().as_fd().try_clone_to_owned()?,
    };
    Ok(stat(&File::from(file).metadata()?))
}

pub(crate) fn list(path: &[u8]) -> io::Result<Vec<Entry>> {
    let entries = std::fs::read_dir(as_path(path))?;
    entries
        .map(|entry| {
            let entry = entry?;
            let kind = entry.file_type()?;
            let kind = if kind.is_dir() {
                FileKind::Folder
            } else if kind.is_symlink() {
                FileKind::Link
            } else if kind.is_fifo() || kind.is_socket() || kind.is_char_device() || kind.is_block_device() {
                FileKind::Other
            } else {
                FileKind::File
            };
            Ok(Entry { name: entry.file_name().into_vec(), inode: entry.ino(), kind })
        })
        .collect()
}

pub(crate) fn change(change: &Change) -> io::Result<()> {
    match *change {
        Change::MakeFolder { path, mode } => std::fs::DirBuilder::new().mode(mode).create(as_path(path)),
        Change::RemoveFolder { path } => std::fs::remove_dir(as_path(path)),
        Change::Remove { path } => std::fs::remove_file(as_path(path)),
        Change::Rename { from, to } => std::fs::rename(as_path(from), as_path(to)),
        Change::Link { target, path } => std::fs::hard_link(as_path(target), as_path(path)),
        Change::SymbolicLink { target, path } => std::os::unix::fs::symlink(as_path(target), as_path(path)),
        Change::Permit { path, mode } => std::fs::set_permissions(as_path(path), Permissions::from_mode(mode)),
        Change::Own { path, user, group, follow: true } => std::os::unix::fs::chown(as_path(path), user, group),
        Change::Own { path, user, group, .. } => std::os::unix::fs::lchown(as_path(path), user, group),
        Change::SetTimes { path, times } => set_times(path, times),
        Change::Truncate { path, length } => OpenOptions::new().write(true).open(as_path(path))?.set_len(length),
        Change::MakeFifo { path, mode } => {
            nix::unistd::mkfifo(as_path(path), nix::sys::stat::Mode::from_bits_truncate(mode)).map_err(io::Error::from)
        }
        Change::Enter { path } => std::env::set_current_dir(as_path(path)),
    }
}

fn set_times(path: &[u8], times: Option<(Time, Time)>) -> io::Result<()> {
    let (accessed, modified) = match times {
        Some((accessed, modified)) => (moment(accessed), moment(modified)),
        None => (SystemTime::now(), SystemTime::now()),
    };
    File::open(as_path(path))?.set_times(FileTimes::new().set_accessed(accessed).set_modified(modified))
}

fn moment(time: Time) -> SystemTime {
    let distance = Duration::from_nanos(time.unsigned_abs() as u64);
    if time < 0 { UNIX_EPOCH - distance } else { UNIX_EPOCH + distance }
}
