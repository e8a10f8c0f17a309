//! A recording is kept in a file while the program runs.
//!
//! The events are written where the file is mapped into memory, so that they outlive whatever ends the process. A full
//! room is compressed on a thread of its own and appended as a segment; meanwhile the tape goes on in the other room.

use std::fs::{File, OpenOptions};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use host::Mapping;
use trace::{ROOM_HEAD, Room, SEGMENT, Sink, file};

pub struct Keeper {
    work: Sender<Work>,
    done: Receiver<Done>,
    free: Vec<Room>,
    /// The first thing that went wrong.
    fault: Option<io::Error>,
}

/// What the thread is to append, in order.
enum Work {
    Tables(Vec<u8>),
    Segment(Room, usize),
    Finish { steps: u64 },
}

struct Done {
    /// The room that the tape may use again; none where it was no segment.
    room: Option<Room>,
    result: io::Result<()>,
    /// CPU time of the thread so far.
    time: Duration,
}

impl Keeper {
    /// Begins a recording. `facts` says what is run.
    pub fn new(path: &Path, facts: &[u8]) -> io::Result<Keeper> {
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(true).open(path)?;
        let room = |number: usize| {
            let mapping = Mapping::new(&file, file::REGIONS + number * SEGMENT, SEGMENT)?;
            Room::new(mapping).ok_or_else(|| io::Error::other("a room is too small"))
        };
        let free = vec![room(1)?, room(0)?];
        let mut writer = Writer { path: path.to_path_buf(), file, segments: 0 };
        writer.file.write_all(&file::head(SEGMENT))?;
        writer.file.seek(SeekFrom::End(0))?;
        writer.file.write_all(&file::chunk(file::Kind::Facts, facts))?;
        let (work, waiting) = channel();
        let (tell, done) = channel();
        let body = move || waiting.into_iter().map(|work| writer.act(work)).all(|done| tell.send(done).is_ok());
        std::thread::Builder::new().name("bindscope recording".to_string()).spawn(body)?;
        Ok(Keeper { work, done, free, fault: None })
    }

    /// Waits for the thread until a room is free or, where none is asked for, until it has no segment left to do
    /// before what was sent last. How long the thread worked.
    fn wait(&mut self, for_room: bool) -> Duration {
        loop {
            let Ok(done) = self.done.recv() else {
                self.fault.get_or_insert_with(|| io::Error::other("the recording's thread ended"));
                return Duration::ZERO;
            };
            let is_room = done.room.is_some();
            self.free.extend(done.room);
            if let Err(error) = done.result {
                self.fault.get_or_insert(error);
            }
            if is_room == for_room {
                return done.time;
            }
        }
    }
}

impl Sink for Keeper {
    /// They are in the file before an event that needs them is.
    fn tables(&mut self, bytes: &[u8]) {
        if self.work.send(Work::Tables(bytes.to_vec())).is_ok() {
            self.wait(false);
        }
    }

    fn room(&mut self, full: Option<(Room, usize)>) -> Option<Room> {
        if let Some((room, used)) = full
            && self.work.send(Work::Segment(room, used)).is_ok()
            && self.free.is_empty()
        {
            self.wait(true);
        }
        self.free.pop()
    }

    fn finish(&mut self, last: Option<(Room, usize)>, steps: u64) -> io::Result<Duration> {
        if let Some((room, used)) = last {
            drop(self.work.send(Work::Segment(room, used)));
        }
        drop(self.work.send(Work::Finish { steps }));
        let time = self.wait(false);
        self.fault.take().map_or(Ok(time), Err)
    }
}

/// Appends to the file.
struct Writer {
    path: PathBuf,
    file: File,
    segments: u32,
}

impl Writer {
    fn act(&mut self, work: Work) -> Done {
        let (result, room) = match work {
            Work::Tables(bytes) => (self.file.write_all(&file::chunk(file::Kind::Tables, &bytes)), None),
            Work::Segment(room, used) => {
                self.segments += 1;
                let segment = file::segment(self.segments, &room.bytes(used)[ROOM_HEAD..]);
                (self.file.write_all(&segment), Some(room))
            }
            Work::Finish { steps } => (self.compact(steps), None),
        };
        Done { room, result, time: host::thread_time() }
    }

    /// The recording without its regions, under the same name.
    fn compact(&mut self, steps: u64) -> io::Result<()> {
        let mut beside = self.path.clone().into_os_string();
        beside.push(".new");
        let mut finished = File::create(&beside)?;
        finished.write_all(&file::head(0))?;
        self.file.seek(SeekFrom::Start((file::REGIONS + 2 * SEGMENT) as u64))?;
        io::copy(&mut self.file, &mut finished)?;
        finished.write_all(&file::end(steps))?;
        std::fs::rename(&beside, &self.path)
    }
}
