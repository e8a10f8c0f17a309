//! Pieces of files mapped into memory, where what is written stays, even if the process is killed at once; and the
//! program's own code.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::{Deref, DerefMut};

use memmap2::{MmapMut, MmapOptions};

/// Some bytes of a file.
pub struct Mapping(MmapMut);

impl Mapping {
    /// Maps `size` bytes of a file from `start` on; it becomes as long as that if it is shorter.
    pub fn new(file: &File, start: usize, size: usize) -> io::Result<Mapping> {
        let end = (start + size) as u64;
        if file.metadata()?.len() < end {
            file.set_len(end)?;
        }
        // SAFETY: the file was just made by this process for this purpose, and nobody shortens it meanwhile.
        let map = unsafe { MmapOptions::new().offset(start as u64).len(size).map_mut(file)? };
        Ok(Mapping(map))
    }
}

impl Deref for Mapping {
    type Target = [u8];
    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl DerefMut for Mapping {
    fn deref_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

impl AsMut<[u8]> for Mapping {
    fn as_mut(&mut self) -> &mut [u8] {
        &mut self.0
    }
}

/// Lets go of the pages of the program's own code that are in memory for this process: what is still needed comes back
/// at its next use, from the system's cache. The start of a program needs much code once, and the system maps the
/// neighbours of what is used, too: of 5 megabytes 1 was looked at.
pub fn let_go_of_code() {
    #[cfg(all(target_os = "linux", target_env = "gnu"))]
    {
        use nix::sys::mman::{MmapAdvise, madvise};
        use std::ffi::c_void;
        use std::ptr::NonNull;

        const PAGE: usize = 4096;
        unsafe extern "C" {
            static __executable_start: u8;
            static etext: u8;
        }
        let start = (&raw const __executable_start as usize).next_multiple_of(PAGE);
        let end = &raw const etext as usize & !(PAGE - 1);
        if let Some(place) = NonNull::new(start as *mut c_void)
            && start < end
        {
            // SAFETY: from the start of the program to the end of its code there are only pages of its file that
            // nobody may write, so none of them differs from the file. If the system refuses, nothing has changed.
            let _ = unsafe { madvise(place, end - start, MmapAdvise::MADV_DONTNEED) };
        }
    }
}
