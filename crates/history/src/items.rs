//! The items of a sequence: those of a long one in pieces, which moments share until one of them changes.

use std::rc::Rc;

use trace::Word;

#[derive(Clone, Debug)]
pub struct Items(Form);

#[derive(Clone, Debug)]
enum Form {
    Few(Vec<Word>),
    Many(Many),
}

#[derive(Clone, Debug)]
struct Many {
    pieces: Vec<Rc<Vec<Word>>>,
    length: usize,
    /// All pieces but the last have the same length: a place is found by division.
    even: bool,
}

/// Items of a piece, as long as nothing is put between them or taken out.
const PIECE: usize = 128;
/// So many are cheaper to copy than to keep in pieces.
const FEW: usize = 256;

impl Items {
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Few(items) => items.len(),
            Form::Many(many) => many.length,
        }
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    #[inline]
    pub fn get(&self, place: usize) -> Option<Word> {
        match &self.0 {
            Form::Few(items) => items.get(place).copied(),
            Form::Many(many) if place < many.length => {
                let (piece, offset) = many.find(place);
                many.pieces[piece].get(offset).copied()
            }
            Form::Many(_) => None,
        }
    }

    pub fn iter(&self) -> impl DoubleEndedIterator<Item = Word> + '_ {
        let (few, pieces): (&[Word], &[Rc<Vec<Word>>]) = match &self.0 {
            Form::Few(items) => (items, &[]),
            Form::Many(many) => (&[], &many.pieces),
        };
        few.iter().chain(pieces.iter().flat_map(|piece| piece.iter())).copied()
    }

    // ---- changing: places beyond the end, of a damaged recording, change nothing --------------------

    #[inline]
    pub(crate) fn push(&mut self, word: Word) {
        match &mut self.0 {
            Form::Few(items) if items.len() < FEW => items.push(word),
            Form::Few(items) => {
                let mut many = Many::of(items);
                many.push(word);
                self.0 = Form::Many(many);
            }
            Form::Many(many) => many.push(word),
        }
    }

    #[inline]
    pub(crate) fn set(&mut self, place: usize, word: Word) {
        let item = match &mut self.0 {
            Form::Few(items) => items.get_mut(place),
            Form::Many(many) if place < many.length => {
                let (piece, offset) = many.find(place);
                Rc::make_mut(&mut many.pieces[piece]).get_mut(offset)
            }
            Form::Many(_) => None,
        };
        if let Some(item) = item {
            *item = word;
        }
    }

    pub(crate) fn insert(&mut self, place: usize, word: Word) {
        let place = place.min(self.len());
        match &mut self.0 {
            Form::Few(items) => {
                items.insert(place, word);
                if items.len() > FEW {
                    self.0 = Form::Many(Many::of(items));
                }
            }
            Form::Many(many) => many.insert(place, word),
        }
    }

    pub(crate) fn remove(&mut self, place: usize) {
        match &mut self.0 {
            Form::Few(items) if place < items.len() => drop(items.remove(place)),
            Form::Many(many) if place < many.length => many.remove(place),
            _ => {}
        }
    }

    /// So many items from a place on make room for others.
    pub(crate) fn splice(&mut self, start: usize, removed: usize, new: Vec<Word>) {
        let start = start.min(self.len());
        let removed = removed.min(self.len() - start);
        let at_end = removed == 0 && start == self.len();
        match &mut self.0 {
            Form::Few(items) if items.len() + new.len() <= FEW => drop(items.splice(start..start + removed, new)),
            _ if removed + new.len() <= PIECE / 16 || at_end => {
                (0..removed).for_each(|_| self.remove(start));
                if start == self.len() {
                    new.into_iter().for_each(|word| self.push(word));
                } else {
                    new.into_iter().rev().for_each(|word| self.insert(start, word));
                }
            }
            _ => {
                let mut items: Vec<Word> = self.iter().collect();
                items.splice(start..start + removed, new);
                *self = items.into();
            }
        }
    }

    pub(crate) fn reverse(&mut self) {
        match &mut self.0 {
            Form::Few(items) => items.reverse(),
            Form::Many(_) => *self = self.iter().rev().collect(),
        }
    }
}

impl Many {
    fn of(items: &[Word]) -> Many {
        let pieces = items.chunks(PIECE).map(|piece| Rc::new(piece.to_vec())).collect();
        Many { pieces, length: items.len(), even: true }
    }

    /// The piece of a place, and the place in it; of the place behind the last item, behind the last one there.
    #[inline]
    fn find(&self, place: usize) -> (usize, usize) {
        let last = self.pieces.len().saturating_sub(1);
        if self.even {
            let piece = (place / PIECE).min(last);
            return (piece, place - piece * PIECE);
        }
        let mut offset = place;
        for (number, piece) in self.pieces.iter().enumerate() {
            if offset < piece.len() || number == last {
                return (number, offset);
            }
            offset -= piece.len();
        }
        (last, offset)
    }

    #[inline]
    fn push(&mut self, word: Word) {
        match self.pieces.last_mut().filter(|piece| piece.len() < PIECE) {
            Some(piece) => Rc::make_mut(piece).push(word),
            None => {
                let mut piece = Vec::with_capacity(PIECE);
                piece.push(word);
                self.even &= self.pieces.last().is_none_or(|last| last.len() == PIECE);
                self.pieces.push(Rc::new(piece));
            }
        }
        self.length += 1;
    }

    fn insert(&mut self, place: usize, word: Word) {
        if self.pieces.is_empty() {
            return self.push(word);
        }
        let (number, offset) = self.find(place);
        self.even &= number + 1 == self.pieces.len();
        let piece = Rc::make_mut(&mut self.pieces[number]);
        piece.insert(offset.min(piece.len()), word);
        if piece.len() >= 2 * PIECE {
            let tail = piece.split_off(PIECE);
            self.pieces.insert(number + 1, Rc::new(tail));
        }
        self.length += 1;
    }

    fn remove(&mut self, place: usize) {
        let (number, offset) = self.find(place);
        self.even &= number + 1 == self.pieces.len();
        let piece = Rc::make_mut(&mut self.pieces[number]);
        piece.remove(offset);
        if piece.is_empty() {
            self.pieces.remove(number);
        }
        self.length -= 1;
    }
}

impl From<Vec<Word>> for Items {
    fn from(items: Vec<Word>) -> Items {
        Items(if items.len() <= FEW { Form::Few(items) } else { Form::Many(Many::of(&items)) })
    }
}

impl FromIterator<Word> for Items {
    fn from_iter<I: IntoIterator<Item = Word>>(words: I) -> Items {
        words.into_iter().collect::<Vec<Word>>().into()
    }
}

impl Default for Items {
    fn default() -> Items {
        Vec::new().into()
    }
}

impl PartialEq<[Word]> for Items {
    fn eq(&self, other: &[Word]) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter().copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same changes, by chance, of pieces and of a vector.
    #[test]
    fn long_sequences_change_as_vectors_do() {
        let mut seed = 7u64;
        let mut next = move |below: usize| {
            seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (seed >> 33) as usize % below.max(1)
        };
        let mut plain: Vec<Word> = (0..5000).map(Word::int).collect();
        let mut items: Items = plain.clone().into();
        for round in 0..4000 {
            let (place, word) = (next(plain.len()), Word::int(round));
            let before = items.clone();
            let was = plain.clone();
            match next(9) {
                0 | 1 => {
                    plain.insert(place, word);
                    items.insert(place, word);
                }
                2 | 3 => {
                    plain.remove(place);
                    items.remove(place);
                }
                4 => {
                    plain[place] = word;
                    items.set(place, word);
                }
                5 => {
                    plain.push(word);
                    items.push(word);
                }
                6 if round % 50 == 0 => {
                    plain.reverse();
                    items.reverse();
                }
                7 => {
                    let removed = next(40).min(plain.len() - place);
                    let new: Vec<Word> = (0..next(60)).map(|n| Word::int(n as i64)).collect();
                    plain.splice(place..place + removed, new.clone());
                    items.splice(place, removed, new);
                }
                _ => {
                    let end = plain.len();
                    plain.extend([word, word]);
                    items.splice(end, 0, vec![word, word]);
                }
            }
            assert_eq!(items.get(place), plain.get(place).copied());
            if round % 97 == 0 {
                assert!(items == *plain && before == *was, "round {round}");
            }
        }
        assert!(items == *plain && items.iter().rev().eq(plain.iter().rev().copied()));
    }
}
