//! The host of ordinary runs: the operating system.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::os::fd::AsFd;
use std::rc::Rc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use nix::poll::{PollFd, PollFlags, PollTimeout, poll};
use nix::time::{ClockId, clock_gettime};

use crate::Host;
use crate::file::{self, Change, Entry, Files, Stat};

static INTERRUPTED: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

thread_local! {
    /// What waits to be written to standard output: the process has one, and writes the rest even in disorder.
    static OUTPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
}

/// Files, clocks and streams of this process.
pub struct System {
    started: Instant,
    buffering: Buffering,
    /// What answers `read_line` instead of standard input.
    answers: Option<io::Cursor<Vec<u8>>>,
    /// Who answers `read_line` instead, one line at a time.
    asked: Option<Asked>,
    /// Where standard output goes instead.
    captured: Option<Rc<RefCell<Vec<u8>>>>,
    files: Files,
    /// What the program changed of the environment.
    environment: BTreeMap<String, Option<String>>,
}

/// Gives one line with its newline, or nothing at the end; the error `Interrupted` is Ctrl-C.
pub type Asked = Box<dyn FnMut() -> io::Result<Vec<u8>>>;

/// When output is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Buffering {
    Full,
    Lines,
    None,
}

/// Output waits until there is this much, or a newline on a terminal.
const BUFFER: usize = 1 << 16;
/// The longest of one wait: whoever waits looks around this often at least.
const LONGEST_WAIT: Duration = Duration::from_secs(3600);

impl System {
    pub fn new() -> System {
        let buffering = if io::stdout().is_terminal() { Buffering::Lines } else { Buffering::Full };
        System {
            started: Instant::now(),
            buffering,
            answers: None,
            asked: None,
            captured: None,
            files: Files::default(),
            environment: BTreeMap::new(),
        }
    }

    /// Lets these lines answer `input()`.
    pub fn with_input(self, answers: Vec<u8>) -> System {
        System { answers: Some(io::Cursor::new(answers)), ..self }
    }

    /// Asks for each line when `input()` wants one.
    pub fn with_asked(self, asked: Asked) -> System {
        System { asked: Some(asked), ..self }
    }

    /// Keeps what goes to standard output instead of writing it.
    pub fn with_output(self, output: Rc<RefCell<Vec<u8>>>) -> System {
        System { captured: Some(output), ..self }
    }

    /// Writes everything at once.
    pub fn unbuffered(self) -> System {
        System { buffering: Buffering::None, ..self }
    }

    /// From now on Ctrl-C sets a flag that the machine reads, instead of ending the process. A second one before
    /// the machine has read it ends the process after all.
    pub fn catch_interrupts() {
        let _ = signal_hook::flag::register_conditional_default(signal_hook::consts::SIGINT, INTERRUPTED.clone());
        // Without the handler Ctrl-C ends the process, as it did before.
        let _ = signal_hook::flag::register(signal_hook::consts::SIGINT, INTERRUPTED.clone());
    }

    /// Lets other threads take the signals, so that the calls they wait in end.
    pub fn leave_interrupts_to_others() {
        let mut signals = nix::sys::signal::SigSet::empty();
        signals.add(nix::sys::signal::Signal::SIGINT);
        // If it fails, Ctrl-C is noticed a little later.
        let _ = signals.thread_block();
    }

    /// Writes what this thread's output still holds; for an end in disorder.
    pub fn rescue_output() {
        let written = OUTPUT.try_with(|output| {
            output.try_borrow_mut().map(|mut bytes| {
                // There is nobody left to tell.
                let _ = io::stdout().write_all(&std::mem::take(&mut *bytes));
            })
        });
        drop(written);
    }

    /// CPU time of the process.
    pub fn process_time() -> Option<Duration> {
        let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID).ok()?;
        Some(Duration::new(time.tv_sec() as u64, time.tv_nsec() as u32))
    }

    /// Ends the process as Ctrl-C does where nobody catches it, so that a shell sees why.
    pub fn die_of_interrupt() {
        let _ = signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGINT);
    }

    /// Waits until standard input has something; Ctrl-C ends the wait.
    fn wait_for_input() -> io::Result<()> {
        let stdin = io::stdin();
        let mut wanted = [PollFd::new(stdin.as_fd(), PollFlags::POLLIN)];
        match poll(&mut wanted, PollTimeout::NONE) {
            Err(nix::Error::EINTR) if INTERRUPTED.load(Ordering::Relaxed) => Err(io::ErrorKind::Interrupted.into()),
            _ => Ok(()),
        }
    }
}

impl Default for System {
    fn default() -> System {
        System::new()
    }
}

impl Host for System {
    fn write(&mut self, stream: u8, bytes: &[u8]) -> io::Result<()> {
        if stream != 1 {
            self.flush(1)?;
            return io::stderr().write_all(bytes);
        }
        if let Some(captured) = &self.captured {
            captured.borrow_mut().extend_from_slice(bytes);
            return Ok(());
        }
        let waiting = OUTPUT.with_borrow_mut(|output| {
            output.extend_from_slice(bytes);
            output.len()
        });
        let now = match self.buffering {
            Buffering::Full => waiting > BUFFER,
            Buffering::Lines => bytes.contains(&b'\n'),
            Buffering::None => true,
        };
        if now { self.flush(1) } else { Ok(()) }
    }

    fn flush(&mut self, _stream: u8) -> io::Result<()> {
        let bytes = OUTPUT.take();
        let mut stdout = io::stdout().lock();
        stdout.write_all(&bytes)?;
        stdout.flush()
    }

    fn read_line(&mut self) -> io::Result<Vec<u8>> {
        // A prompt that nobody can read any more does not keep the answer away.
        let _ = self.flush(1);
        if let Some(asked) = &mut self.asked {
            return asked();
        }
        let mut line = Vec::new();
        match &mut self.answers {
            Some(answers) => {
                answers.read_until(b'\n', &mut line)?;
            }
            None => {
                if io::stdin().is_terminal() {
                    System::wait_for_input()?;
                }
                io::stdin().lock().read_until(b'\n', &mut line)?;
            }
        }
        Ok(line)
    }

    fn read_file(&mut self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(path)
    }
    fn real_path(&mut self, path: &str) -> String {
        let real = std::fs::canonicalize(path).ok().and_then(|p| p.into_os_string().into_string().ok());
        real.unwrap_or_else(|| path.to_string())
    }
    fn names_in(&mut self, folder: &str) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir(folder) else {
            return Vec::new();
        };
        let mut names: Vec<String> = entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect();
        names.sort();
        names
    }
    fn is_file(&mut self, path: &str) -> bool {
        std::path::Path::new(path).is_file()
    }
    fn is_dir(&mut self, path: &str) -> bool {
        std::path::Path::new(path).is_dir()
    }

    fn time(&mut self) -> i128 {
        SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |d| d.as_nanos() as i128)
    }
    fn monotonic(&mut self) -> u64 {
        self.started.elapsed().as_nanos() as u64
    }
    fn cpu_time(&mut self) -> u64 {
        let time = clock_gettime(ClockId::CLOCK_PROCESS_CPUTIME_ID);
        time.map_or_else(|_| self.monotonic(), |t| t.tv_sec() as u64 * 1_000_000_000 + t.tv_nsec() as u64)
    }

    fn sleep(&mut self, nanoseconds: u64) -> bool {
        let until = Instant::now() + Duration::from_nanos(nanoseconds);
        loop {
            let left = until.saturating_duration_since(Instant::now());
            if INTERRUPTED.load(Ordering::Relaxed) {
                return false;
            }
            if left.is_zero() {
                return true;
            }
            // A poll of nothing sleeps, and unlike `std::thread::sleep` a signal ends it. It counts milliseconds.
            if left < Duration::from_millis(1) {
                std::thread::sleep(left);
            } else {
                let wait = PollTimeout::try_from(left.min(LONGEST_WAIT)).unwrap_or(PollTimeout::MAX);
                let _ = poll(&mut [], wait);
            }
        }
    }

    fn entropy(&mut self, bytes: &mut [u8]) {
        let read = std::fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(bytes));
        if read.is_err() {
            let seed = self.time() as u64;
            for (place, byte) in bytes.iter_mut().enumerate() {
                *byte = (seed >> (place % 8 * 8)) as u8;
            }
        }
    }

    fn environment(&mut self) -> Vec<(String, String)> {
        let own = std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?)));
        let mut all: Vec<_> = own.filter(|(name, _)| !self.environment.contains_key(name)).collect();
        all.extend(self.environment.iter().filter_map(|(name, value)| Some((name.clone(), value.clone()?))));
        all
    }
    fn working_directory(&mut self) -> String {
        std::env::current_dir().ok().and_then(|p| p.into_os_string().into_string().ok()).unwrap_or_default()
    }
    fn executable(&mut self) -> String {
        std::env::current_exe().ok().and_then(|p| p.into_os_string().into_string().ok()).unwrap_or_default()
    }
    fn is_terminal(&mut self, stream: u8) -> bool {
        match stream {
            0 => io::stdin().is_terminal(),
            1 => io::stdout().is_terminal(),
            _ => io::stderr().is_terminal(),
        }
    }
    fn interrupted(&mut self) -> bool {
        INTERRUPTED.swap(false, Ordering::Relaxed)
    }
    fn open(&mut self, path: &[u8], flags: i32, mode: u32) -> io::Result<i32> {
        self.files.open(path, flags, mode)
    }
    fn close(&mut self, file: i32) -> io::Result<()> {
        match file {
            0..=2 => self.flush(1),
            _ => self.files.close(file),
        }
    }
    fn read(&mut self, file: i32, into: &mut [u8]) -> io::Result<usize> {
        if file == 0 {
            let _ = self.flush(1);
            if let Some(answers) = &mut self.answers {
                return answers.read(into);
            }
            if io::stdin().is_terminal() {
                System::wait_for_input()?;
            }
            return io::stdin().lock().read(into);
        }
        self.files.read(file, into)
    }
    fn write_some(&mut self, file: i32, bytes: &[u8]) -> io::Result<usize> {
        match file {
            1 | 2 => self.write(file as u8, bytes).map(|()| bytes.len()),
            _ => self.files.write(file, bytes),
        }
    }
    fn seek(&mut self, file: i32, to: io::SeekFrom) -> io::Result<u64> {
        const CANNOT_SEEK: i32 = 29;
        match file {
            0..=2 => Err(io::Error::from_raw_os_error(CANNOT_SEEK)),
            _ => self.files.seek(file, to),
        }
    }
    fn truncate(&mut self, file: i32, length: u64) -> io::Result<()> {
        self.files.get(file)?.set_len(length)
    }
    fn synchronize(&mut self, file: i32) -> io::Result<()> {
        self.files.get(file)?.sync_all()
    }
    fn duplicate(&mut self, file: i32) -> io::Result<i32> {
        self.files.duplicate(file)
    }
    fn pipe(&mut self) -> io::Result<(i32, i32)> {
        self.files.pipe()
    }
    fn is_terminal_file(&mut self, file: i32) -> bool {
        match file {
            0..=2 => self.is_terminal(file as u8),
            _ => self.files.get(file).is_ok_and(|f| f.is_terminal()),
        }
    }

    fn stat(&mut self, path: &[u8], follow: bool) -> io::Result<Stat> {
        let path = file::as_path(path);
        let facts = if follow { std::fs::metadata(path) } else { std::fs::symlink_metadata(path) };
        facts.map(|f| file::stat(&f))
    }
    fn stat_file(&mut self, file: i32) -> io::Result<Stat> {
        match file {
            0..=2 => file::stat_stream(file),
            _ => self.files.get(file)?.metadata().map(|f| file::stat(&f)),
        }
    }
    fn list(&mut self, path: &[u8]) -> io::Result<Vec<Entry>> {
        file::list(path)
    }
    fn read_link(&mut self, path: &[u8]) -> io::Result<Vec<u8>> {
        use std::os::unix::ffi::OsStringExt;
        Ok(std::fs::read_link(file::as_path(path))?.into_os_string().into_vec())
    }
    fn may_access(&mut self, path: &[u8], mode: u32) -> bool {
        let mode = nix::unistd::AccessFlags::from_bits_truncate(mode as i32);
        nix::unistd::access(file::as_path(path), mode).is_ok()
    }
    fn change(&mut self, change: &Change) -> io::Result<()> {
        file::change(change)
    }

    fn process_id(&mut self) -> u32 {
        std::process::id()
    }
    fn parent_id(&mut self) -> u32 {
        std::os::unix::process::parent_id()
    }
    fn user_ids(&mut self) -> [u32; 4] {
        use nix::unistd::{getegid, geteuid, getgid, getuid};
        [getuid().as_raw(), geteuid().as_raw(), getgid().as_raw(), getegid().as_raw()]
    }
    fn system_names(&mut self) -> [String; 5] {
        match nix::sys::utsname::uname() {
            Ok(names) => [names.sysname(), names.nodename(), names.release(), names.version(), names.machine()]
                .map(|name| name.to_string_lossy().into_owned()),
            Err(_) => Default::default(),
        }
    }
    fn set_environment(&mut self, name: &str, value: Option<&str>) {
        self.environment.insert(name.to_string(), value.map(str::to_string));
    }
    fn set_umask(&mut self, mask: u32) -> u32 {
        nix::sys::stat::umask(nix::sys::stat::Mode::from_bits_truncate(mask)).bits()
    }
    fn processors(&mut self) -> usize {
        std::thread::available_parallelism().map_or(1, |n| n.get())
    }
    fn kill(&mut self, process: i32, signal: i32) -> io::Result<()> {
        let signal = if signal == 0 { None } else { Some(nix::sys::signal::Signal::try_from(signal)?) };
        Ok(nix::sys::signal::kill(nix::unistd::Pid::from_raw(process), signal)?)
    }
    fn exit(&mut self, status: i32) {
        std::process::exit(status)
    }
    fn shell(&mut self, command: &str) -> io::Result<i32> {
        use std::os::unix::process::ExitStatusExt;
        self.flush(1)?;
        let environment = self.environment();
        let mut shell = std::process::Command::new("/bin/sh");
        shell.arg("-c").arg(command).env_clear().envs(environment);
        Ok(shell.status()?.into_raw())
    }
}

/// The CPU time of the running thread, where the system tells it.
pub fn thread_time() -> std::time::Duration {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    let nanoseconds = told.split(' ').next().and_then(|word| word.parse().ok());
    std::time::Duration::from_nanos(nanoseconds.unwrap_or(0))
}
