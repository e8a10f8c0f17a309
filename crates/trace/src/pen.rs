//! Writes bytes one after the other, as quickly as can be: a word is stored whole and the place moves on by as many of
//! its bytes as count.
//!
//! Behind what is written there are zeros, with which no event begins: where the room is a mapped file, that says to
//! whoever reads it later how far the run came, whatever ended the process.
#![allow(unsafe_code)]

use std::ptr::{NonNull, null_mut};

/// Where a room's events begin: behind the number of its segment, and how many bytes are used once it is full.
pub const ROOM_HEAD: usize = 8;
/// The least that a room has.
const LEAST: usize = 64;

/// Bytes to be written, which their owner keeps in one place.
pub struct Room {
    start: NonNull<u8>,
    length: usize,
    /// Never touched, only dropped.
    _owner: Box<dyn AsMut<[u8]> + Send>,
}

// SAFETY: the bytes belong to the owner, who may be sent.
unsafe impl Send for Room {}

impl Room {
    /// None where the bytes are too few to be a room.
    pub fn new(owner: impl AsMut<[u8]> + Send + 'static) -> Option<Room> {
        let mut owner: Box<dyn AsMut<[u8]> + Send> = Box::new(owner);
        let bytes = (*owner).as_mut();
        let (start, length) = (NonNull::from(&mut *bytes).cast(), bytes.len());
        (length >= LEAST).then_some(Room { start, length, _owner: owner })
    }

    /// The first `length` bytes.
    pub fn bytes(&self, length: usize) -> &[u8] {
        // SAFETY: the owner lent so many bytes, and cannot be reached while the room is there.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), length.min(self.length)) }
    }

    /// Begins the segment of this number: all zeros.
    pub fn begin(&mut self, segment: u32) {
        // SAFETY: the owner lent so many bytes, and a room has at least its head.
        unsafe {
            self.start.write_bytes(0, self.length);
            self.start.cast::<[u8; 4]>().write_unaligned(segment.to_le_bytes());
        }
    }

    /// No more is written in it.
    fn close(&mut self, used: usize) {
        // SAFETY: as above.
        unsafe { self.start.add(4).cast::<[u8; 4]>().write_unaligned((used as u32).to_le_bytes()) };
    }
}

/// Writes in one room after the other.
pub(crate) struct Pen {
    at: *mut u8,
    /// From here on nothing is written before somebody looks: eight bytes fit before the end.
    full: *mut u8,
    start: *mut u8,
    room: Option<Room>,
}

impl Default for Pen {
    fn default() -> Pen {
        Pen { at: null_mut(), full: null_mut(), start: null_mut(), room: None }
    }
}

impl Pen {
    /// Writes the `length` low bytes of `bits`, at most eight. False, and nothing is written, where the pen is full.
    #[inline(always)]
    pub fn put(&mut self, bits: u64, length: usize) -> bool {
        if self.at >= self.full {
            return false;
        }
        debug_assert!(length <= 8);
        // SAFETY: before `full` there are eight bytes left in the room, which nobody else reaches.
        unsafe {
            self.at.cast::<[u8; 8]>().write_unaligned(bits.to_le_bytes());
            self.at = self.at.add(length);
        }
        true
    }

    /// Goes on in another room.
    pub fn enter(&mut self, room: Room) {
        self.start = room.start.as_ptr();
        self.at = self.start.wrapping_add(ROOM_HEAD);
        self.room = Some(room);
        self.go_on();
    }

    /// Gives up the room, and says how many of its bytes are used.
    pub fn leave(&mut self) -> Option<(Room, usize)> {
        let used = self.used();
        (self.at, self.full, self.start) = (null_mut(), null_mut(), null_mut());
        let mut room = self.room.take()?;
        room.close(used);
        Some((room, used))
    }

    /// Nothing is written from here on before somebody looks.
    pub fn stop(&mut self) {
        self.full = self.start;
    }

    /// Takes back [`Pen::stop`]. False where the room is used up.
    pub fn go_on(&mut self) -> bool {
        self.full = self.room.as_ref().map_or(self.start, |room| self.start.wrapping_add(room.length - 8));
        self.at < self.full
    }

    /// The bytes of the room that are used, its head included.
    pub fn used(&self) -> usize {
        self.at as usize - self.start as usize
    }

    /// The events in the room.
    pub fn written(&self) -> &[u8] {
        self.room.as_ref().map_or(&[], |room| &room.bytes(self.used())[ROOM_HEAD..])
    }
}
