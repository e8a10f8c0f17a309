//! Compression step by step, in the three formats of zlib; knows no Python.

use miniz_oxide::deflate::core::{CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params};

use crate::binascii::crc_of;

/// What stands around the compressed data.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Format {
    Raw,
    Zlib,
    Gzip,
    /// To read: zlib's or gzip's, as the data begins.
    Either,
}

impl Format {
    /// What `wbits` means; None where zlib knows no such number.
    pub fn of(bits: i64) -> Option<Format> {
        match bits {
            -15..=-8 => Some(Format::Raw),
            0 | 8..=15 => Some(Format::Zlib),
            24..=31 => Some(Format::Gzip),
            32 | 40..=47 => Some(Format::Either),
            _ => None,
        }
    }
}

pub(super) struct Packer {
    format: Format,
    compressor: Box<CompressorOxide>,
    started: bool,
    crc: u32,
    size: u32,
}

/// A gzip file with no name, made at no time, on Unix.
const GZIP_HEAD: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3];

impl Packer {
    /// `level` is -1 to 9.
    pub fn new(level: i32, format: Format, strategy: i32) -> Packer {
        let zlib_head = (format == Format::Zlib) as i32;
        let flags = create_comp_flags_from_zip_params(level, zlib_head, strategy);
        Packer { format, compressor: Box::new(CompressorOxide::new(flags)), started: false, crc: 0, size: 0 }
    }

    /// The next piece of output.
    pub fn add(&mut self, data: &[u8], flush: TDEFLFlush) -> Vec<u8> {
        let mut out = Vec::new();
        if self.format == Format::Gzip && !std::mem::replace(&mut self.started, true) {
            out.extend_from_slice(&GZIP_HEAD);
        }
        let push = |bytes: &[u8]| {
            out.extend_from_slice(bytes);
            true
        };
        compress_to_output(&mut self.compressor, data, flush, push);
        if self.format == Format::Gzip {
            self.crc = crc_of(data, self.crc);
            self.size = self.size.wrapping_add(data.len() as u32);
            if flush == TDEFLFlush::Finish {
                out.extend_from_slice(&self.crc.to_le_bytes());
                out.extend_from_slice(&self.size.to_le_bytes());
            }
        }
        out
    }
}
