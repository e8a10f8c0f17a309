//! A recording is kept in a file while the program runs.
//!
//! The open segment stands in a region of the file that is mapped into memory, with the count of its published bytes:
//! it survives whatever ends the process. Sealed segments are compressed on a thread of their own and appended; until
//! that is done their region stays as it is, and the next segment has the other one.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use host::Mapping;
use trace::{Sink, file};

/// Bytes of a region: more than a segment has when it is sealed.
const REGION: usize = 2 << 20;

pub struct Keeper {
    path: PathBuf,
    mapping: Mapping,
    /// Chunks are appended here, by one thread at a time.
    chunks: Arc<Mutex<File>>,
    /// The number of the open segment, from 1.
    segment: u32,
    published: usize,
    sealer: Option<Sealer>,
    /// The first thing that went wrong.
    fault: Option<io::Error>,
}

struct Sealer {
    segments: SyncSender<(u32, Vec<u8>)>,
    done: Receiver<io::Result<()>>,
    /// A segment is being sealed.
    busy: bool,
    thread: JoinHandle<()>,
}

impl Keeper {
    /// Begins a recording. `facts` says what is run.
    pub fn new(path: &Path, facts: &[u8]) -> io::Result<Keeper> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
        let mut mapping = Mapping::new(&file, file::HEAD + 2 * REGION)?;
        mapping[..file::HEAD].copy_from_slice(&file::head(REGION));
        let mut chunks = OpenOptions::new().append(true).open(path)?;
        chunks.write_all(&file::chunk(file::Kind::Facts, facts))?;
        let chunks = Arc::new(Mutex::new(chunks));
        let sealer = Some(Sealer::new(chunks.clone())?);
        Ok(Keeper { path: path.to_path_buf(), mapping, chunks, segment: 1, published: 0, sealer, fault: None })
    }

    fn note(&mut self, result: io::Result<()>) {
        if let Err(error) = result {
            self.fault.get_or_insert(error);
        }
    }

    /// The recording without its regions, under the same name.
    fn compact(&self) -> io::Result<()> {
        let mut bytes = Vec::new();
        File::open(&self.path)?.read_to_end(&mut bytes)?;
        let finished = file::finished(&bytes).map_err(|fault| io::Error::other(fault.to_string()))?;
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        std::fs::write(&beside, finished)?;
        std::fs::rename(&beside, &self.path)
    }
}

impl Sink for Keeper {
    fn tables(&mut self, bytes: &[u8]) {
        let chunk = file::chunk(file::Kind::Tables, bytes);
        let written = append(&self.chunks, &chunk);
        self.note(written);
    }

    #[inline]
    fn publish(&mut self, bytes: &[u8]) -> bool {
        let end = self.published + bytes.len();
        if end > REGION {
            return false;
        }
        let number = self.segment as usize % 2;
        let start = file::HEAD + number * REGION;
        self.mapping[start + self.published..start + end].copy_from_slice(bytes);
        self.published = end;
        file::set_region(&mut self.mapping, number, self.segment, end as u32);
        true
    }

    fn seal(&mut self, segment: Vec<u8>) {
        let Some(sealer) = &mut self.sealer else { return };
        let sealed = sealer.seal(self.segment, segment);
        self.note(sealed);
        self.segment += 1;
        self.published = 0;
    }

    fn finish(&mut self) -> io::Result<()> {
        if let Some(sealer) = self.sealer.take() {
            let finished = sealer.finish();
            self.note(finished);
        }
        match self.fault.take() {
            Some(error) => Err(error),
            None => self.compact(),
        }
    }
}

impl Sealer {
    fn new(chunks: Arc<Mutex<File>>) -> io::Result<Sealer> {
        let (segments, waiting) = sync_channel::<(u32, Vec<u8>)>(1);
        let (tell, done) = sync_channel(1);
        let work = move || {
            for (number, bytes) in waiting {
                let written = append(&chunks, &file::segment(number, &bytes));
                if tell.send(written).is_err() {
                    return;
                }
            }
        };
        let thread = std::thread::Builder::new().name("bindscope recording".to_string()).spawn(work)?;
        Ok(Sealer { segments, done, busy: false, thread })
    }

    /// Hands a segment over, once the one before it is written: its region may then be used again.
    fn seal(&mut self, number: u32, bytes: Vec<u8>) -> io::Result<()> {
        let before = self.wait();
        self.busy = self.segments.send((number, bytes)).is_ok();
        before
    }

    fn wait(&mut self) -> io::Result<()> {
        if !std::mem::take(&mut self.busy) {
            return Ok(());
        }
        self.done.recv().unwrap_or_else(|_| Err(io::Error::other("the recording's thread ended")))
    }

    fn finish(mut self) -> io::Result<()> {
        let last = self.wait();
        drop(self.segments);
        let ended = self.thread.join().map_err(|_| io::Error::other("the recording's thread failed"));
        last.and(ended)
    }
}

fn append(chunks: &Mutex<File>, chunk: &[u8]) -> io::Result<()> {
    match chunks.lock() {
        Ok(mut file) => file.write_all(chunk),
        Err(_) => Err(io::Error::other("the recording's thread failed")),
    }
}
