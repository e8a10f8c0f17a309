//! The numbers of the module (Linux).

use object::{Module, Ref, Value};
use vm::Vm;

const NUMBERS: &[(&str, i64)] = &[
    ("F_OK", 0),
    ("R_OK", 4),
    ("W_OK", 2),
    ("X_OK", 1),
    ("NGROUPS_MAX", 65536),
    ("TMP_MAX", 238328),
    ("WNOHANG", 1),
    ("WUNTRACED", 2),
    ("WCONTINUED", 8),
    ("O_RDONLY", 0),
    ("O_WRONLY", 1),
    ("O_RDWR", 2),
    ("O_NDELAY", 2048),
    ("O_NONBLOCK", 2048),
    ("O_APPEND", 1024),
    ("O_DSYNC", 4096),
    ("O_RSYNC", 1052672),
    ("O_SYNC", 1052672),
    ("O_NOCTTY", 256),
    ("O_CREAT", 64),
    ("O_EXCL", 128),
    ("O_TRUNC", 512),
    ("O_LARGEFILE", 0),
    ("O_PATH", 2097152),
    ("O_TMPFILE", 4259840),
    ("O_CLOEXEC", 524288),
    ("O_ACCMODE", 3),
    ("O_ASYNC", 8192),
    ("O_DIRECT", 16384),
    ("O_DIRECTORY", 65536),
    ("O_NOFOLLOW", 131072),
    ("O_NOATIME", 262144),
    ("SEEK_DATA", 3),
    ("SEEK_HOLE", 4),
    ("EX_OK", 0),
    ("EX_USAGE", 64),
    ("EX_DATAERR", 65),
    ("EX_NOINPUT", 66),
    ("EX_NOUSER", 67),
    ("EX_NOHOST", 68),
    ("EX_UNAVAILABLE", 69),
    ("EX_SOFTWARE", 70),
    ("EX_OSERR", 71),
    ("EX_OSFILE", 72),
    ("EX_CANTCREAT", 73),
    ("EX_IOERR", 74),
    ("EX_TEMPFAIL", 75),
    ("EX_PROTOCOL", 76),
    ("EX_NOPERM", 77),
    ("EX_CONFIG", 78),
    ("P_PID", 1),
    ("P_PGID", 2),
    ("P_ALL", 0),
    ("PRIO_PROCESS", 0),
    ("PRIO_PGRP", 1),
    ("PRIO_USER", 2),
    ("F_LOCK", 1),
    ("F_TLOCK", 2),
    ("F_ULOCK", 0),
    ("F_TEST", 3),
    ("GRND_NONBLOCK", 1),
    ("GRND_RANDOM", 2),
    ("RTLD_LAZY", 1),
    ("RTLD_NOW", 2),
    ("RTLD_GLOBAL", 256),
    ("RTLD_LOCAL", 0),
    ("ST_RDONLY", 1),
    ("ST_NOSUID", 2),
];

/// What `os` reads to say which arguments its functions take.
const HAVE: &[&str] = &["HAVE_LSTAT", "HAVE_LCHOWN", "HAVE_FTRUNCATE"];

pub(super) fn load(vm: &mut Vm, module: &Ref<Module>) {
    for (name, number) in NUMBERS {
        vm.set_module_attr(module, name, Value::int(*number));
    }
    let have = HAVE.iter().map(|name| Value::from(*name)).collect();
    vm.set_module_attr(module, "_have_functions", Value::list(have));
}
