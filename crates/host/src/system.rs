//! The host of ordinary runs: the operating system.

use std::io::{self, BufRead, IsTerminal, Read, Write};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::Host;

static INTERRUPTED: AtomicBool = AtomicBool::new(false);

/// Files, clocks and streams of this process.
pub struct System {
    started: Instant,
    output: Vec<u8>,
    terminal: bool,
}

/// Output waits until there is this much, or a newline on a terminal.
const BUFFER: usize = 1 << 16;

impl System {
    pub fn new() -> System {
        System { started: Instant::now(), output: Vec::new(), terminal: io::stdout().is_terminal() }
    }

    /// Notes that Ctrl-C was pressed; safe to call from a signal handler.
    pub fn interrupt() {
        INTERRUPTED.store(true, Ordering::Relaxed);
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
        self.output.extend_from_slice(bytes);
        if self.output.len() > BUFFER || self.terminal && bytes.contains(&b'\n') { self.flush(1) } else { Ok(()) }
    }

    fn flush(&mut self, _stream: u8) -> io::Result<()> {
        let bytes = std::mem::take(&mut self.output);
        let mut stdout = io::stdout().lock();
        stdout.write_all(&bytes)?;
        stdout.flush()
    }

    fn read_line(&mut self) -> io::Result<Vec<u8>> {
        self.flush(1)?;
        let mut line = Vec::new();
        io::stdin().lock().read_until(b'\n', &mut line)?;
        Ok(line)
    }

    fn read_file(&mut self, path: &str) -> io::Result<Vec<u8>> {
        std::fs::read(path)
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
        self.monotonic()
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
        std::env::vars_os().filter_map(|(k, v)| Some((k.into_string().ok()?, v.into_string().ok()?))).collect()
    }
    fn working_directory(&mut self) -> String {
        std::env::current_dir().ok().and_then(|p| p.into_os_string().into_string().ok()).unwrap_or_default()
    }
    fn is_terminal(&mut self, stream: u8) -> bool {
        match stream {
            0 => io::stdin().is_terminal(),
            1 => self.terminal,
            _ => io::stderr().is_terminal(),
        }
    }
    fn interrupted(&mut self) -> bool {
        INTERRUPTED.swap(false, Ordering::Relaxed)
    }
}
