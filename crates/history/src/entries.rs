//! The entries of a dict and the members of a set, in order; those of a large one in pieces, which moments share until
//! one of them changes. Keys are found by identity: the tape names each as it stands there.

use std::hash::{Hash, Hasher};
use std::rc::Rc;

use rustc_hash::FxHasher;
use trace::{ObjectId, Word};

/// The entries of a dict, in order.
#[derive(Clone, Debug, Default)]
pub struct Entries(Table<(Word, Word)>);

/// The members of a set, in the order in which they came.
#[derive(Clone, Debug, Default)]
pub struct Members(Table<Word>);

impl Entries {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Keys and values.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (Word, Word)> + '_ {
        self.0.iter()
    }

    /// The value of a key.
    #[inline]
    pub fn get(&self, key: Word) -> Option<Word> {
        self.0.get(key).map(|(_, value)| value)
    }

    #[inline]
    pub(crate) fn set(&mut self, key: Word, value: Word) {
        if !self.0.replace((key, value)) {
            self.0.add((key, value));
        }
    }

    pub(crate) fn remove(&mut self, key: Word) -> Option<(Word, Word)> {
        self.0.remove(key)
    }

    pub(crate) fn move_to(&mut self, key: Word, end: bool) {
        let Some(entry) = self.0.remove(key) else { return };
        if end {
            self.0.add(entry);
        } else {
            self.0 = std::iter::once(entry).chain(self.0.iter()).collect();
        }
    }
}

impl FromIterator<(Word, Word)> for Entries {
    fn from_iter<I: IntoIterator<Item = (Word, Word)>>(pairs: I) -> Entries {
        let mut entries = Entries::default();
        pairs.into_iter().for_each(|(key, value)| entries.set(key, value));
        entries
    }
}

impl Members {
    pub fn len(&self) -> usize {
        self.0.len()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Word> + '_ {
        self.0.iter()
    }

    pub fn contains(&self, word: Word) -> bool {
        self.0.get(word).is_some()
    }

    pub(crate) fn add(&mut self, word: Word) {
        if !self.contains(word) {
            self.0.add(word);
        }
    }

    pub(crate) fn remove(&mut self, word: Word) {
        self.0.remove(word);
    }
}

impl FromIterator<Word> for Members {
    fn from_iter<I: IntoIterator<Item = Word>>(words: I) -> Members {
        let mut members = Members::default();
        words.into_iter().for_each(|word| members.add(word));
        members
    }
}

// ---- the table -------------------------------------------------------------------------------------

trait Entry: Copy {
    /// What stands where an entry was taken out.
    const GONE: Self;
    fn key(self) -> Word;
}

/// No object has this number.
const NOBODY: Word = Word::of_object(ObjectId(0));

impl Entry for Word {
    const GONE: Word = NOBODY;
    #[inline]
    fn key(self) -> Word {
        self
    }
}

impl Entry for (Word, Word) {
    const GONE: (Word, Word) = (NOBODY, NOBODY);
    #[inline]
    fn key(self) -> Word {
        self.0
    }
}

#[derive(Clone, Debug)]
enum Table<E> {
    Few(Vec<E>),
    Many(Many<E>),
}

#[derive(Clone, Debug)]
struct Many<E> {
    order: Vec<Rc<Vec<E>>>,
    /// By the hash of its key where an entry stands in the order, plus one; in pieces, too.
    index: Vec<Rc<[u32]>>,
    /// The places of the index, minus one: all ones.
    mask: usize,
    length: usize,
    /// Places in the order that are used, of entries that are gone, too.
    used: usize,
}

/// So many are looked through one after the other.
const FEW: usize = 8;
const PIECE: usize = 64;
const INDEX_PIECE: usize = 256;

impl<E> Default for Table<E> {
    fn default() -> Table<E> {
        Table::Few(Vec::new())
    }
}

impl<E: Entry> Table<E> {
    fn len(&self) -> usize {
        match self {
            Table::Few(entries) => entries.len(),
            Table::Many(many) => many.length,
        }
    }

    fn iter(&self) -> impl DoubleEndedIterator<Item = E> + '_ {
        let (few, pieces): (&[E], &[Rc<Vec<E>>]) = match self {
            Table::Few(entries) => (entries, &[]),
            Table::Many(many) => (&[], &many.order),
        };
        let many = pieces.iter().flat_map(|piece| piece.iter()).filter(|entry| entry.key() != NOBODY);
        few.iter().chain(many).copied()
    }

    #[inline]
    fn get(&self, key: Word) -> Option<E> {
        match self {
            Table::Few(entries) => entries.iter().find(|entry| entry.key() == key).copied(),
            Table::Many(many) => many.find(key).map(|place| many.order[place / PIECE][place % PIECE]),
        }
    }

    #[inline]
    fn replace(&mut self, new: E) -> bool {
        let place = match self {
            Table::Few(entries) => entries.iter_mut().find(|entry| entry.key() == new.key()),
            Table::Many(many) => many.find(new.key()).map(|place| many.at_mut(place)),
        };
        place.map(|place| *place = new).is_some()
    }

    /// An entry whose key is not there comes last.
    fn add(&mut self, entry: E) {
        match self {
            Table::Few(entries) if entries.len() < FEW => entries.push(entry),
            Table::Few(entries) => {
                let mut many = Many::of(entries.iter().copied(), entries.len());
                many.add(entry);
                *self = Table::Many(many);
            }
            Table::Many(many) => many.add(entry),
        }
    }

    fn remove(&mut self, key: Word) -> Option<E> {
        match self {
            Table::Few(entries) => {
                let place = entries.iter().position(|entry| entry.key() == key)?;
                Some(entries.remove(place))
            }
            Table::Many(many) => {
                let place = many.find(key)?;
                many.length -= 1;
                Some(std::mem::replace(many.at_mut(place), E::GONE))
            }
        }
    }
}

impl<E: Entry> FromIterator<E> for Table<E> {
    fn from_iter<I: IntoIterator<Item = E>>(entries: I) -> Table<E> {
        let mut table = Table::default();
        entries.into_iter().for_each(|entry| table.add(entry));
        table
    }
}

impl<E: Entry> Many<E> {
    /// With room for as many more.
    fn of(entries: impl Iterator<Item = E>, count: usize) -> Many<E> {
        let places = (count * 8 / 3).max(2 * FEW).next_power_of_two();
        let piece: Rc<[u32]> = vec![0; places.min(INDEX_PIECE)].into();
        let index = (0..places.div_ceil(INDEX_PIECE)).map(|_| piece.clone()).collect();
        let mut many = Many { order: Vec::new(), index, mask: places - 1, length: 0, used: 0 };
        entries.for_each(|entry| many.put(entry));
        many
    }

    fn add(&mut self, entry: E) {
        // Entries that are gone are left out where the index must grow.
        if self.used * 4 >= (self.mask + 1) * 3 {
            let entries = self.order.iter().flat_map(|piece| piece.iter().copied());
            *self = Many::of(entries.filter(|entry| entry.key() != NOBODY), self.length);
        }
        self.put(entry);
    }

    fn put(&mut self, entry: E) {
        let mut at = hash(entry.key()) & self.mask;
        while self.index_at(at) != 0 {
            at = (at + 1) & self.mask;
        }
        Rc::make_mut(&mut self.index[at / INDEX_PIECE])[at % INDEX_PIECE] = self.used as u32 + 1;
        match self.order.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => Rc::make_mut(piece).push(entry),
            None => self.order.push(Rc::new(vec![entry])),
        }
        self.used += 1;
        self.length += 1;
    }

    #[inline]
    fn index_at(&self, at: usize) -> u32 {
        self.index[at / INDEX_PIECE][at % INDEX_PIECE]
    }

    #[inline]
    fn find(&self, key: Word) -> Option<usize> {
        let mut at = hash(key) & self.mask;
        loop {
            let place = (self.index_at(at) as usize).checked_sub(1)?;
            if self.order[place / PIECE][place % PIECE].key() == key && key != NOBODY {
                return Some(place);
            }
            at = (at + 1) & self.mask;
        }
    }

    #[inline]
    fn at_mut(&mut self, place: usize) -> &mut E {
        &mut Rc::make_mut(&mut self.order[place / PIECE])[place % PIECE]
    }
}

#[inline]
fn hash(key: Word) -> usize {
    let mut hasher = FxHasher::default();
    key.hash(&mut hasher);
    hasher.finish() as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_keep_their_order_and_are_found() {
        let mut seed = 3u64;
        let mut next = move |below: u64| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) % below
        };
        for keys in [6, 40, 3000] {
            let mut plain: Vec<(Word, Word)> = Vec::new();
            let mut entries = Entries::default();
            for round in 0..6000 {
                let (key, value) = (Word::int(next(keys) as i64), Word::int(round));
                let found = plain.iter().position(|(own, _)| *own == key);
                assert_eq!(entries.get(key), found.map(|place| plain[place].1));
                match (next(8), found) {
                    (0..4, Some(place)) => plain[place].1 = value,
                    (0..4, None) => plain.push((key, value)),
                    (4..7, found) => {
                        assert_eq!(entries.remove(key), found.map(|place| plain.remove(place)));
                        continue;
                    }
                    (_, found) => {
                        entries.move_to(key, round % 2 == 0);
                        if let Some(entry) = found.map(|place| plain.remove(place)) {
                            plain.insert(if round % 2 == 0 { plain.len() } else { 0 }, entry);
                        }
                        continue;
                    }
                }
                let before = (round % 500 == 0).then(|| (entries.clone(), entries.iter().collect::<Vec<_>>()));
                entries.set(key, value);
                if let Some((before, was)) = before {
                    assert!(before.iter().eq(was) && entries.iter().eq(plain.iter().copied()));
                }
                assert_eq!(entries.len(), plain.len());
            }
            assert!(entries.iter().rev().eq(plain.iter().rev().copied()));
        }
    }
}
