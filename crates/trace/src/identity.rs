//! The numbers of the objects alive, by address: a table of each stretch of memory, found without hashing where it was
//! used lately. Objects stand at least 16 bytes apart.

use rustc_hash::FxHashMap;

/// Bytes of memory that a table covers, as a power of two.
const STRETCH: u32 = 16;
const PLACES: usize = 1 << (STRETCH - 4);
const RECENT: usize = 256;

#[derive(Default)]
pub(crate) struct Numbers {
    tables: Vec<Box<[u32]>>,
    /// Which table is that of a stretch.
    stretches: FxHashMap<u64, u32>,
    /// The same for those used lately: stretch and table.
    recent: Vec<(u64, u32)>,
    /// Numbers that are too large for a table, which has [`LARGE`] there.
    large: FxHashMap<u64, u64>,
}

const LARGE: u32 = u32::MAX;

impl Numbers {
    /// The number of the object at this address, where it is at hand.
    #[inline(always)]
    pub fn at_hand(&self, word: u64) -> Option<u64> {
        let stretch = word >> STRETCH;
        let &(known, table) = self.recent.get(stretch as usize % RECENT)?;
        if known != stretch {
            return None;
        }
        let number = *self.tables.get(table as usize)?.get((word >> 4) as usize % PLACES)?;
        (number != LARGE).then_some(number as u64)
    }

    /// The number of the object at this address; 0 where it has none.
    #[inline(always)]
    pub fn get(&self, word: u64) -> u64 {
        self.at_hand(word).unwrap_or_else(|| self.search(word))
    }

    #[cold]
    #[inline(never)]
    fn search(&self, word: u64) -> u64 {
        let Some(&table) = self.stretches.get(&(word >> STRETCH)) else { return 0 };
        match self.tables[table as usize][(word >> 4) as usize % PLACES] {
            LARGE => self.large(word),
            number => number as u64,
        }
    }

    #[cold]
    fn large(&self, word: u64) -> u64 {
        self.large.get(&word).copied().unwrap_or(0)
    }

    #[inline]
    pub fn set(&mut self, word: u64, number: u64) {
        let place = (word >> 4) as usize % PLACES;
        let table = self.table(word >> STRETCH);
        table[place] = u32::try_from(number).unwrap_or(LARGE);
        if number >= LARGE as u64 {
            self.large.insert(word, number);
        }
    }

    /// Forgets the number of an object: what it was.
    #[inline]
    pub fn take(&mut self, word: u64) -> u64 {
        let number = self.get(word);
        if number != 0 {
            self.table(word >> STRETCH)[(word >> 4) as usize % PLACES] = 0;
            if number >= LARGE as u64 {
                self.large.remove(&word);
            }
        }
        number
    }

    /// The table of a stretch, which is remembered.
    #[inline]
    fn table(&mut self, stretch: u64) -> &mut [u32] {
        let recent = stretch as usize % RECENT;
        let table = match self.recent.get(recent) {
            Some(&(known, table)) if known == stretch => table,
            _ => self.remember(stretch, recent),
        };
        &mut self.tables[table as usize]
    }

    #[cold]
    #[inline(never)]
    fn remember(&mut self, stretch: u64, recent: usize) -> u32 {
        let table = *self.stretches.entry(stretch).or_insert_with(|| {
            self.tables.push(vec![0; PLACES].into_boxed_slice());
            self.tables.len() as u32 - 1
        });
        // No stretch has this number: addresses have fewer bits.
        self.recent.resize(RECENT, (u64::MAX, 0));
        self.recent[recent] = (stretch, table);
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_their_addresses() {
        let mut numbers = Numbers::default();
        let address = |n: u64| 0x7f12_3456_0000 + n * 48 + ((n % 7) << 24);
        for n in 1..5000 {
            numbers.set(address(n), n);
        }
        numbers.set(16, 1 << 40);
        assert!((1..5000).all(|n| numbers.get(address(n)) == n));
        assert_eq!((numbers.take(16), numbers.get(16)), (1 << 40, 0));
        assert_eq!((numbers.take(address(7)), numbers.get(address(7)), numbers.get(address(8))), (7, 0, 8));
        assert_eq!(numbers.get(0x1000), 0);
    }
}
