//! Where each instruction stands in the source, packed.

use std::borrow::Cow;

/// A span of source text. Lines count from 1, columns from 0 in UTF-8 bytes. `line` 0 is "nowhere".
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Location {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

/// One location for each instruction, delta-coded; a checkpoint every 16 instructions keeps look-ups short.
#[derive(Clone, Default, PartialEq, Debug)]
pub struct LocationTable {
    /// Borrowed where they stand in the frozen library.
    bytes: Cow<'static, [u8]>,
    checkpoints: Vec<(u32, u32)>,
    count: u32,
    last: Location,
}

const STRIDE: u32 = 16;

impl LocationTable {
    pub fn push(&mut self, at: Location) {
        if self.count.is_multiple_of(STRIDE) {
            self.checkpoints.push((self.bytes.len() as u32, self.last.line));
        }
        self.count += 1;
        let line_change = at.line as i64 - self.last.line as i64;
        let bytes = self.bytes.to_mut();
        push_varint(bytes, zigzag(line_change));
        push_varint(bytes, zigzag(at.end_line as i64 - at.line as i64));
        push_varint(bytes, at.column as u64);
        push_varint(bytes, zigzag(at.end_column as i64 - at.column as i64));
        self.last = at;
    }

    /// What a table is made of, to write it down.
    pub(crate) fn parts(&self) -> (&[u8], &[(u32, u32)]) {
        (&self.bytes, &self.checkpoints)
    }

    pub(crate) fn checkpoint_count(instructions: usize) -> usize {
        instructions.div_ceil(STRIDE as usize)
    }

    /// A table for reading: the location after which a further one would come is the last.
    pub(crate) fn from_parts(bytes: Cow<'static, [u8]>, checkpoints: Vec<(u32, u32)>, count: usize) -> LocationTable {
        let mut table = LocationTable { bytes, checkpoints, count: count as u32, last: Location::default() };
        table.last = table.get(count.wrapping_sub(1));
        table
    }

    pub fn len(&self) -> usize {
        self.count as usize
    }

    pub fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// The location of instruction `index`; nowhere if there is no such instruction.
    pub fn get(&self, index: usize) -> Location {
        let Some(&(start, line)) = self.checkpoints.get(index / STRIDE as usize) else {
            return Location::default();
        };
        if index >= self.count as usize {
            return Location::default();
        }
        let mut reader = Reader { bytes: &self.bytes, at: start as usize, line };
        for _ in 0..index % STRIDE as usize {
            reader.next();
        }
        reader.next()
    }

    /// All locations in order.
    pub fn iter(&self) -> impl Iterator<Item = Location> + '_ {
        let mut reader = Reader { bytes: &self.bytes, at: 0, line: 0 };
        (0..self.count).map(move |_| reader.next())
    }
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    line: u32,
}

impl Reader<'_> {
    fn next(&mut self) -> Location {
        let line = (self.line as i64 + unzigzag(self.varint())) as u32;
        let end_line = (line as i64 + unzigzag(self.varint())) as u32;
        let column = self.varint() as u32;
        let end_column = (column as i64 + unzigzag(self.varint())) as u32;
        self.line = line;
        Location { line, end_line, column, end_column }
    }

    fn varint(&mut self) -> u64 {
        let (mut value, mut shift) = (0, 0);
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            value |= ((byte & 0x7f) as u64) << shift;
            shift += 7;
            if byte < 0x80 || shift > 56 {
                break;
            }
        }
        value
    }
}

fn push_varint(bytes: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
}

fn zigzag(value: i64) -> u64 {
    (value << 1 ^ value >> 63) as u64
}

fn unzigzag(value: u64) -> i64 {
    (value >> 1) as i64 ^ -((value & 1) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn locations_come_back() {
        let mut table = LocationTable::default();
        let made: Vec<_> = (0..200u32)
            .map(|i| Location { line: 300 - i, end_line: 301 - i % 7, column: i * 3, end_column: i * 2 })
            .collect();
        made.iter().for_each(|&at| table.push(at));
        assert_eq!(table.iter().collect::<Vec<_>>(), made);
        assert!((0..200).all(|i| table.get(i) == made[i]));
        assert_eq!(table.get(200), Location::default());
    }
}
