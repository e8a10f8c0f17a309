//! A recording as a file.
//!
//! ```text
//! head     "BINDSCOPE RECORDING\n", version, size of a region, and for each of two regions: the number of the
//!          segment in it, and how many of its bytes are published
//! regions  while the program runs: the open segment, and the one before it, which is being sealed
//! chunks   kind, length, length before compression, checksum, then the bytes: entries of the tables, sealed segments
//!          (their number first), facts of the run
//! ```
//! Numbers have four bytes, the lowest first. A finished recording has no regions, its tables before its segments, and
//! the same bytes for the same run. One whose process was killed is read up to its last published event.

use std::fmt;

/// A recording begins with this.
pub const MAGIC: &[u8; 20] = b"BINDSCOPE RECORDING\n";
/// Readers know this version and those before it.
pub const VERSION: u32 = 1;
pub const HEAD: usize = 64;
/// Where the head has the size of a region, and what it says of the two regions.
const REGION_SIZE: usize = 24;
const REGIONS: usize = 28;
const CHUNK_HEAD: usize = 16;

/// What a chunk holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub enum Kind {
    Segment = 1,
    Tables = 2,
    Facts = 3,
}

/// What a file holds.
#[derive(Default)]
pub struct Contents {
    pub events: Vec<u8>,
    pub tables: Vec<u8>,
    /// What was run, and how: words, each with its length.
    pub facts: Vec<u8>,
    /// The program was not at its end when the recording was.
    pub cut: bool,
}

/// Why a file is no recording that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    Foreign,
    Newer(u32),
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

/// Says in the head that region `number` holds so many published bytes of a segment.
#[inline]
pub fn set_region(head: &mut [u8], number: usize, segment: u32, published: u32) {
    put(head, REGIONS + number * 8, segment);
    put(head, REGIONS + number * 8 + 4, published);
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

/// A recording at its end, without regions and in one order, of one that was written as the program ran.
pub fn finished(bytes: &[u8]) -> Result<Vec<u8>, Fault> {
    let (region, _) = read_head(bytes)?;
    let chunks: Vec<(u32, &[u8])> = Chunks(bytes.get(HEAD + 2 * region..).unwrap_or_default()).collect();
    let mut out = head(0).to_vec();
    let mut tables = Vec::new();
    for (kind, chunk) in &chunks {
        if *kind == Kind::Tables as u32 {
            tables.extend_from_slice(&unpacked(chunk)?);
        }
    }
    out.extend_from_slice(&self::chunk(Kind::Tables, &tables));
    for wanted in [Kind::Facts as u32, Kind::Segment as u32] {
        for (_, chunk) in chunks.iter().filter(|(kind, _)| *kind == wanted) {
            out.extend_from_slice(chunk);
        }
    }
    Ok(out)
}

fn put(bytes: &mut [u8], place: usize, number: u32) {
    bytes[place..place + 4].copy_from_slice(&number.to_le_bytes());
}

// ---- reading ---------------------------------------------------------------------------------------

/// What a file holds. Segments must follow each other without a gap; what comes behind a gap is damage.
pub fn read(bytes: &[u8]) -> Result<Contents, Fault> {
    let (region, published) = read_head(bytes)?;
    let mut contents = Contents { cut: region > 0, ..Contents::default() };
    let mut segments = 0;
    for (kind, chunk) in Chunks(bytes.get(HEAD + 2 * region..).unwrap_or_default()) {
        let unpacked = unpacked(chunk)?;
        if kind == Kind::Tables as u32 {
            contents.tables.extend_from_slice(&unpacked);
        } else if kind == Kind::Facts as u32 {
            contents.facts = unpacked;
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
    let mut open = [(published[0], 0), (published[1], 1)];
    open.sort_unstable();
    for ((segment, length), number) in open {
        if segment == segments + 1 && length > 0 {
            let start = HEAD + number * region;
            let open = bytes.get(start..start + (length as usize).min(region)).ok_or(Fault::Damaged)?;
            contents.events.extend_from_slice(open);
            segments += 1;
        }
    }
    Ok(contents)
}

type Published = [(u32, u32); 2];

fn read_head(bytes: &[u8]) -> Result<(usize, Published), Fault> {
    if !is_recording(bytes) {
        return Err(Fault::Foreign);
    }
    let number = |place| get(bytes, place).ok_or(Fault::Damaged);
    let version = number(MAGIC.len())?;
    if version > VERSION {
        return Err(Fault::Newer(version));
    }
    let region = number(REGION_SIZE)? as usize;
    let published = |n: usize| Ok((number(REGIONS + n * 8)?, number(REGIONS + n * 8 + 4)?));
    let published = [published(0)?, published(1)?];
    if bytes.len() < HEAD + 2 * region {
        return Err(Fault::Damaged);
    }
    Ok((region, published))
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

fn unpacked(chunk: &[u8]) -> Result<Vec<u8>, Fault> {
    let number = |place| get(chunk, place).ok_or(Fault::Damaged);
    let (length, sum, packed) = (number(8)? as usize, number(12)?, &chunk[CHUNK_HEAD..]);
    // LZ4 makes at most 255 bytes of one.
    if checksum(packed) != sum || length > packed.len().saturating_mul(255).saturating_add(64) {
        return Err(Fault::Damaged);
    }
    lz4_flex::block::decompress(packed, length).map_err(|_| Fault::Damaged)
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
        let mut file = vec![0; HEAD + 2 * region];
        file[..HEAD].copy_from_slice(&head(region));
        file.extend_from_slice(&chunk(Kind::Tables, b"tables"));
        file.extend_from_slice(&segment(1, &[7; 100]));
        file[HEAD + region..HEAD + region + 3].copy_from_slice(b"abc");
        set_region(&mut file, 0, 1, 100);
        set_region(&mut file, 1, 2, 2);
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
    fn a_finished_file_has_the_same_sealed_segments() {
        let finished = finished(&running()).unwrap_or_default();
        let contents = read(&finished).unwrap_or_default();
        assert_eq!((contents.events.len(), contents.cut), (100, false));
    }

    #[test]
    fn damage_is_an_error_or_an_earlier_end() {
        let file = running();
        for cut in 0..file.len() {
            assert!(
                read(&file[..cut]).is_ok_and(|contents| contents.events.len() <= 102) || read(&file[..cut]).is_err()
            );
        }
        for place in 0..file.len() {
            let mut file = file.clone();
            file[place] ^= 0x55;
            let _ = read(&file);
        }
        assert_eq!(read(b"something else").err(), Some(Fault::Foreign));
        let mut newer = file.clone();
        newer[20] = 9;
        assert_eq!(read(&newer).err(), Some(Fault::Newer(9)));
    }
}
