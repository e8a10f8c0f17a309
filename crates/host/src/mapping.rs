//! A file of fixed size mapped into memory: what is written there stays, even if the process is killed at once.
#![allow(unsafe_code)]

use std::fs::File;
use std::io;
use std::ops::{Deref, DerefMut};

use memmap2::{MmapMut, MmapOptions};

/// The first bytes of a file.
pub struct Mapping(MmapMut);

impl Mapping {
    /// Maps the first `size` bytes of a file, which gets that size if it is shorter.
    pub fn new(file: &File, size: usize) -> io::Result<Mapping> {
        if file.metadata()?.len() < size as u64 {
            file.set_len(size as u64)?;
        }
        // SAFETY: the file was just made by this process for this purpose, and nobody shortens it meanwhile.
        let map = unsafe { MmapOptions::new().len(size).map_mut(file)? };
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
