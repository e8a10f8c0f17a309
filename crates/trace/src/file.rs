//! A recording as a file.
//!
//! ```text
//! head     "BINDSCOPE RECORDING\n", version, size of a region (0 where there are none)
//! regions  while the program runs, from byte 4096 on: two rooms to write in, for the open segment and for the one
//!          before it, which is being sealed. Each begins with the number of its segment and, once it is full, how many
//!          of its bytes are used (these two numbers included); behind what was written there are zeros
//! chunks   kind, length, length before compression, checksum, then the bytes: entries of the tables, sealed segments
//!          (their number first), facts of the run, and at the end how many steps it had
//! ```
//! Numbers have four bytes, the lowest first. A finished recording has no regions, and the same bytes for the same run.
//! One whose process was killed is read up to its last event.

use std::fmt;

use crate::pen::ROOM_HEAD;

/// A recording begins with this.
pub const MAGIC: &[u8; 20] = b"BINDSCOPE RECORDING\n";
/// Readers know this version only.
pub const VERSION: u32 = 4;
pub const HEAD: usize = 64;
/// Where the regions begin, if there are any.
pub const REGIONS: usize = 4096;
/// Where the head has the size of a region.
const REGION_SIZE: usize = 24;
const CHUNK_HEAD: usize = 16;

/// What a chunk holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Kind {
    Segment = 1,
    Tables = 2,
    Facts = 3,
    /// How many steps there are.
    End = 4,
}

/// What a file holds.
#[derive(Default)]
pub struct Contents {
    pub events: Vec<u8>,
    pub tables: Vec<u8>,
    /// What was run, and how: words, each with its length.
    pub facts: Vec<u8>,
    /// How many steps there are, where the recording came to its end.
    pub steps: Option<u64>,
    /// The program was not at its end when the recording was.
    pub cut: bool,
}

/// Why a file is no recording that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Foreign,
    Newer(u32),
    Older(u32),
    Damaged,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        match self {
            Fault::Foreign => write!(f, "this is no recording"),
            Fault::Newer(version) => {
                write!(
                    f,
                    "this recording was made by a newer version (its format is {version}, this one reads {VERSION})"
                )
            }
            Fault::Older(version) => {
                write!(
                    f,
                    "this recording was made by an older version (its format is {version}, this one reads {VERSION})"
                )
            }
            Fault::Damaged => write!(f, "this recording is damaged"),
        }
    }
}

/// Does the file begin as a recording does?
pub fn is_recording(bytes: &[u8]) -> bool {
    bytes.starts_with(MAGIC)
}

// ---- writing ---------------------------------------------------------------------------------------

/// The head of a file whose regions have this size.
pub fn head(region: usize) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..MAGIC.len()].copy_from_slice(MAGIC);
    put(&mut head, MAGIC.len(), VERSION);
    put(&mut head, REGION_SIZE, region as u32);
    head
}

pub fn chunk(kind: Kind, bytes: &[u8]) -> Vec<u8> {
    let packed = lz4_flex::block::compress(bytes);
    let mut chunk = Vec::with_capacity(CHUNK_HEAD + packed.len());
    for number in [kind as u32, packed.len() as u32, bytes.len() as u32, checksum(&packed)] {
        chunk.extend_from_slice(&number.to_le_bytes());
    }
    chunk.extend_from_slice(&packed);
    chunk
}

/// The chunk of a sealed segment.
pub fn segment(number: u32, bytes: &[u8]) -> Vec<u8> {
    let mut numbered = Vec::with_capacity(bytes.len() + 4);
    numbered.extend_from_slice(&number.to_le_bytes());
    numbered.extend_from_slice(bytes);
    chunk(Kind::Segment, &numbered)
}

fn put(bytes: &mut [u8], place: usize, number: u32) {
    bytes[place..place + 4].copy_from_slice(&number.to_le_bytes());
}

// ---- reading ---------------------------------------------------------------------------------------

/// What a file holds. Segments must follow each other without a gap; what comes behind a gap is damage.
pub fn read(bytes: &[u8]) -> Result<Contents, Fault> {
    let (start, region) = read_head(bytes)?;
    let mut contents = Contents { cut: region > 0, ..Contents::default() };
    contents.events.reserve_exact(room_for_events(&bytes[start..]) + 2 * region);
    let mut segments = 0;
    let mut unpacked = Vec::new();
    for (kind, chunk) in Chunks(&bytes[start..]) {
        unpack(chunk, &mut unpacked)?;
        if kind == Kind::Tables as u32 {
            contents.tables.extend_from_slice(&unpacked);
        } else if kind == Kind::Facts as u32 {
            contents.facts = unpacked.clone();
        } else if kind == Kind::End as u32 {
            let steps = unpacked.get(..8).and_then(|steps| steps.try_into().ok()).ok_or(Fault::Damaged)?;
            contents.steps = Some(u64::from_le_bytes(steps));
        } else if kind == Kind::Segment as u32 {
            segments += 1;
            if get(&unpacked, 0) != Some(segments) {
                return Err(Fault::Damaged);
            }
            contents.events.extend_from_slice(&unpacked[4..]);
        } else {
            return Err(Fault::Damaged);
        }
    }
    let mut open: Vec<&[u8]> = (0..2).filter_map(|n| bytes.get(REGIONS + n * region..)?.get(..region)).collect();
    open.sort_unstable_by_key(|room| get(room, 0));
    for room in open {
        if get(room, 0) == Some(segments + 1) {
            let used = match get(room, 4).unwrap_or(0) as usize {
                0 => room.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1),
                used => used,
            };
            contents.events.extend_from_slice(room.get(ROOM_HEAD..used.max(ROOM_HEAD)).ok_or(Fault::Damaged)?);
            segments += 1;
        }
    }
    Ok(contents)
}

/// How many bytes the sealed segments say that they come to; of a damaged recording, no more than there can be.
fn room_for_events(chunks: &[u8]) -> usize {
    let is_segment = |(kind, _): &(u32, &[u8])| *kind == Kind::Segment as u32;
    let lengths = Chunks(chunks).filter(is_segment).filter_map(|(_, chunk)| get(chunk, 8));
    lengths.map(|length| length as usize).sum::<usize>().min(chunks.len().saturating_mul(255))
}

/// What was run, and how, without the events.
pub fn facts(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let (start, _) = read_head(bytes)?;
    let facts = Chunks(&bytes[start..]).find(|(kind, _)| *kind == Kind::Facts as u32);
    let mut unpacked = Vec::new();
    facts.map_or(Ok(()), |(_, chunk)| unpack(chunk, &mut unpacked))?;
    Ok(unpacked)
}

/// Where the chunks begin, and the size of a region.
fn read_head(bytes: &[u8]) -> Result<(usize, usize), Fault> {
    if !is_recording(bytes) {
        return Err(Fault::Foreign);
    }
    let number = |place| get(bytes, place).ok_or(Fault::Damaged);
    match number(MAGIC.len())? {
        VERSION => {}
        version if version > VERSION => return Err(Fault::Newer(version)),
        version => return Err(Fault::Older(version)),
    }
    let region = number(REGION_SIZE)? as usize;
    let start = if region == 0 { HEAD } else { REGIONS + 2 * region };
    if bytes.len() < start { Err(Fault::Damaged) } else { Ok((start, region)) }
}

fn get(bytes: &[u8], place: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(place..place + 4)?.try_into().ok()?))
}

/// The chunks of a file, each with its kind; the last one may have been cut.
struct Chunks<'a>(&'a [u8]);

impl<'a> Iterator for Chunks<'a> {
    type Item = (u32, &'a [u8]);

    fn next(&mut self) -> Option<(u32, &'a [u8])> {
        let kind = get(self.0, 0)?;
        let length = get(self.0, 4)? as usize;
        Some((kind, self.0.split_off(..CHUNK_HEAD.checked_add(length)?)?))
    }
}

/// Unpacks a chunk into a buffer, which is used again and again.
fn unpack(chunk: &[u8], unpacked: &mut Vec<u8>) -> Result<(), Fault> {
    let number = |place| get(chunk, place).ok_or(Fault::Damaged);
    let (length, sum, packed) = (number(8)? as usize, number(12)?, &chunk[CHUNK_HEAD..]);
    // LZ4 makes at most 255 bytes of one.
    if checksum(packed) != sum || length > packed.len().saturating_mul(255).saturating_add(64) {
        return Err(Fault::Damaged);
    }
    unpacked.resize(length, 0);
    match lz4_flex::block::decompress_into(packed, unpacked) {
        Ok(found) if found == length => Ok(()),
        _ => Err(Fault::Damaged),
    }
}

/// The last chunk of a run that came to its end: how many steps there were.
pub fn end(steps: u64) -> Vec<u8> {
    chunk(Kind::End, &steps.to_le_bytes())
}

/// FNV-1a over words of eight bytes.
fn checksum(bytes: &[u8]) -> u32 {
    let mut sum = 0xcbf2_9ce4_8422_2325u64;
    let (words, rest) = bytes.as_chunks::<8>();
    for word in words {
        sum = (sum ^ u64::from_le_bytes(*word)).wrapping_mul(0x100_0000_01b3);
    }
    for byte in rest {
        sum = (sum ^ *byte as u64).wrapping_mul(0x100_0000_01b3);
    }
    (sum ^ sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As a running program leaves it: a sealed segment, and an open one.
    fn running() -> Vec<u8> {
        let region = 128;
        let mut file = vec![0; REGIONS + 2 * region];
        file[..HEAD].copy_from_slice(&head(region));
        file.extend_from_slice(&chunk(Kind::Tables, b"tables"));
        file.extend_from_slice(&segment(1, &[7; 100]));
        let mut room = |number: usize, segment, published, bytes: &[u8]| {
            let start = REGIONS + number * region;
            put(&mut file, start, segment);
            put(&mut file, start + 4, published);
            file[start + ROOM_HEAD..][..bytes.len()].copy_from_slice(bytes);
        };
        room(0, 1, 108, &[7; 100]);
        room(1, 2, 0, b"ab");
        file
    }

    #[test]
    fn what_was_published_is_read() {
        let contents = read(&running()).unwrap_or_default();
        assert_eq!(contents.events, [&[7; 100][..], b"ab"].concat());
        assert_eq!(contents.tables, b"tables");
        assert!(contents.cut);
    }

    #[test]
    fn damage_is_an_error_or_an_earlier_end() {
        let file = running();
        for cut in (0..HEAD).chain(REGIONS..file.len()) {
            assert!(
                read(&file[..cut]).is_ok_and(|contents| contents.events.len() <= 102) || read(&file[..cut]).is_err()
            );
        }
        for place in (0..HEAD).chain(REGIONS..file.len()) {
            let mut file = file.clone();
            file[place] ^= 0x55;
            let _ = read(&file);
        }
        assert_eq!(read(b"something else").err(), Some(Fault::Foreign));
        let mut newer = file.clone();
        newer[20] = 9;
        assert_eq!(read(&newer).err(), Some(Fault::Newer(9)));
        newer[20] = 1;
        assert_eq!(read(&newer).err(), Some(Fault::Older(1)));
    }
}
