//! Decompression step by step, in the three formats of zlib; knows no Python.

use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::stream::{InflateState, inflate};
use miniz_oxide::{DataFormat, MZFlush, MZStatus};

use super::pack::Format;
use crate::binascii::crc_of;

/// What is wrong with the data, in zlib's words.
pub(super) type Fault = &'static str;

pub(super) struct Unpacker {
    format: Format,
    state: Box<InflateState>,
    /// The beginning, until the format's head is whole.
    head: Vec<u8>,
    begun: bool,
    gzip: bool,
    packed_over: bool,
    /// The end of a gzip stream: checksum and size.
    tail: Vec<u8>,
    crc: u32,
    /// The stream has come to its end.
    pub over: bool,
}

const CHUNK: usize = 32 << 10;
const HEADER: Fault = "incorrect header check";
const GZIP_TAIL: usize = 8;

impl Unpacker {
    pub fn new(format: Format) -> Unpacker {
        Unpacker {
            format,
            state: InflateState::new_boxed(DataFormat::Raw),
            head: Vec::new(),
            begun: false,
            gzip: false,
            packed_over: false,
            tail: Vec::new(),
            crc: 0,
            over: false,
        }
    }

    /// Takes input until it is used up, the stream ends, or there are `most` bytes of output; how much it took.
    pub fn add(&mut self, input: &[u8], most: usize, out: &mut Vec<u8>) -> Result<usize, Fault> {
        if self.begun {
            return self.unpack(input, most, out);
        }
        let before = self.head.len();
        self.head.extend_from_slice(input);
        let Some(length) = self.read_head()? else {
            return Ok(input.len());
        };
        self.begun = true;
        let data = self.head.split_off(length);
        let taken = length + self.unpack(&data, most, out)?;
        Ok(taken.saturating_sub(before))
    }

    fn unpack(&mut self, input: &[u8], most: usize, out: &mut Vec<u8>) -> Result<usize, Fault> {
        let mut taken = 0;
        while !self.packed_over && out.len() < most {
            let start = out.len();
            out.resize(start + CHUNK.min(most - start), 0);
            let step = inflate(&mut self.state, &input[taken..], &mut out[start..], MZFlush::None);
            taken += step.bytes_consumed;
            out.truncate(start + step.bytes_written);
            if self.gzip {
                self.crc = crc_of(&out[start..], self.crc);
            }
            match step.status {
                Ok(MZStatus::StreamEnd) => self.packed_over = true,
                Ok(_) if step.bytes_consumed + step.bytes_written > 0 => {}
                Err(miniz_oxide::MZError::Data) => return Err(self.fault()),
                // Nothing moves without more input.
                _ => break,
            }
        }
        if self.packed_over && !self.over {
            taken += self.read_tail(&input[taken..])?;
        }
        Ok(taken)
    }

    fn fault(&self) -> Fault {
        match self.state.last_status() {
            TINFLStatus::Adler32Mismatch => "incorrect data check",
            _ => "invalid block type",
        }
    }

    /// The length of the head, once it is whole; sets up what reads the data behind it.
    fn read_head(&mut self) -> Result<Option<usize>, Fault> {
        let head = &self.head;
        if self.format == Format::Raw {
            return Ok(Some(0));
        }
        if head.len() < 2 {
            return Ok(None);
        }
        let gzip = head[..2] == [0x1f, 0x8b];
        if gzip && self.format != Format::Zlib {
            self.gzip = true;
            return gzip_head(head);
        }
        if self.format == Format::Gzip || !u16::from_be_bytes([head[0], head[1]]).is_multiple_of(31) {
            return Err(HEADER);
        }
        if head[0] & 15 != 8 {
            return Err("unknown compression method");
        }
        // Who reads the data reads this head, too.
        self.state = InflateState::new_boxed(DataFormat::Zlib);
        Ok(Some(0))
    }

    fn read_tail(&mut self, input: &[u8]) -> Result<usize, Fault> {
        if !self.gzip {
            self.over = true;
            return Ok(0);
        }
        let count = input.len().min(GZIP_TAIL - self.tail.len());
        self.tail.extend_from_slice(&input[..count]);
        if self.tail.len() == GZIP_TAIL {
            if self.tail[..4] != self.crc.to_le_bytes() {
                return Err("incorrect data check");
            }
            self.over = true;
        }
        Ok(count)
    }
}

/// The length of a gzip head, once it is whole.
fn gzip_head(head: &[u8]) -> Result<Option<usize>, Fault> {
    const FIXED: usize = 10;
    let (checksum, extra, name, comment) = (2, 4, 8, 16);
    if head.len() < FIXED {
        return Ok(None);
    }
    if head[2] != 8 {
        return Err("unknown compression method");
    }
    let flags = head[3];
    let mut at = FIXED;
    if flags & extra != 0 {
        let Some(length) = head.get(at..at + 2) else { return Ok(None) };
        at += 2 + u16::from_le_bytes([length[0], length[1]]) as usize;
    }
    for text in [name, comment] {
        if flags & text != 0 {
            let Some(length) = head.get(at..).and_then(|rest| rest.iter().position(|&byte| byte == 0)) else {
                return Ok(None);
            };
            at += length + 1;
        }
    }
    if flags & checksum != 0 {
        at += 2;
    }
    Ok((at <= head.len()).then_some(at))
}
