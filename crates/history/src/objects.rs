//! The objects that live at a moment, by number: pieces that moments share until one of them changes.

use std::rc::Rc;

use trace::ObjectId;

use crate::object::{Content, Object};

/// Objects with neighbouring numbers.
#[derive(Clone)]
struct Piece {
    /// Those that live; those that people have not met and might; those that are cells. That is what each binding of a
    /// name asks.
    live: u64,
    unmet: u64,
    cells: u64,
    slots: [Option<Rc<Object>>; SIZE],
}

const SIZE: usize = u64::BITS as usize;
const EMPTY: Piece = Piece { live: 0, unmet: 0, cells: 0, slots: [const { None }; SIZE] };

#[derive(Clone, Default)]
pub(crate) struct Objects(Vec<Option<Rc<Piece>>>);

#[inline]
fn bit(id: ObjectId) -> u64 {
    1 << (id.0 as usize % SIZE)
}

impl Objects {
    #[inline]
    fn piece(&self, id: ObjectId) -> Option<&Piece> {
        self.0.get(id.0 as usize / SIZE)?.as_deref()
    }

    #[inline]
    fn piece_mut(&mut self, id: ObjectId) -> Option<&mut Piece> {
        self.0.get_mut(id.0 as usize / SIZE)?.as_mut().map(Rc::make_mut)
    }

    #[inline]
    pub fn get(&self, id: ObjectId) -> Option<&Object> {
        self.piece(id)?.slots[id.0 as usize % SIZE].as_deref()
    }

    /// The object, to change it here and at no other moment.
    #[inline]
    pub fn get_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        self.piece_mut(id)?.slots[id.0 as usize % SIZE].as_mut().map(Rc::make_mut)
    }

    /// Is it an object that people would number and have not met yet?
    #[inline]
    pub fn is_unmet(&self, id: ObjectId) -> bool {
        self.piece(id).is_some_and(|piece| piece.unmet & bit(id) != 0)
    }

    #[inline]
    pub fn is_cell(&self, id: ObjectId) -> bool {
        self.piece(id).is_some_and(|piece| piece.cells & bit(id) != 0)
    }

    /// Numbers grow by one: a damaged recording that says otherwise makes no larger table than it has events.
    pub fn insert(&mut self, id: ObjectId, object: Object) {
        let place = id.0 as usize / SIZE;
        if place >= self.0.len() {
            self.0.resize(place + 1, None);
        }
        let piece = Rc::make_mut(self.0[place].get_or_insert_with(|| Rc::new(EMPTY)));
        piece.slots[id.0 as usize % SIZE] = Some(Rc::new(object));
        piece.note(id);
    }

    /// An object that is written down anew, or has another number than before.
    pub fn change(&mut self, id: ObjectId, act: impl FnOnce(&mut Object)) {
        let Some(piece) = self.piece_mut(id) else { return };
        if let Some(object) = &mut piece.slots[id.0 as usize % SIZE] {
            act(Rc::make_mut(object));
        }
        piece.note(id);
    }

    pub fn remove(&mut self, id: ObjectId) {
        let (place, count) = (id.0 as usize / SIZE, self.0.len());
        let Some(piece) = self.piece_mut(id) else { return };
        piece.slots[id.0 as usize % SIZE] = None;
        piece.note(id);
        // Most of the numbers that were ever given are those of the dead. The last piece is still being filled.
        if piece.live == 0 && place + 1 < count {
            self.0[place] = None;
        }
    }

    pub fn values(&self) -> impl Iterator<Item = &Object> {
        self.0.iter().flatten().flat_map(|piece| piece.slots.iter().flatten()).map(|object| &**object)
    }
}

impl Piece {
    #[inline]
    fn note(&mut self, id: ObjectId) {
        let object = self.slots[id.0 as usize % SIZE].as_deref();
        let unmet = object.is_some_and(|object| object.number.is_none() && !object.is_value());
        let is_cell = object.is_some_and(|object| matches!(object.content, Content::Cell(_)));
        let set = |bits: u64, is: bool| bits & !bit(id) | if is { bit(id) } else { 0 };
        (self.live, self.unmet) = (set(self.live, object.is_some()), set(self.unmet, unmet));
        self.cells = set(self.cells, is_cell);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Content;

    fn object(id: u64) -> Object {
        let class = trace::Class { name: "list".into(), fields: vec![], is_enum: false, is_frozen: false };
        let content = Content::List(crate::items::Items::default());
        Object { id: ObjectId(id), number: None, born: 0, class: Rc::new(class), content, attributes: vec![] }
    }

    #[test]
    fn moments_do_not_see_each_others_changes() {
        let mut now = Objects::default();
        (1..1000).for_each(|id| now.insert(ObjectId(id), object(id)));
        let before = now.clone();
        (1..500).for_each(|id| now.remove(ObjectId(id)));
        now.get_mut(ObjectId(700)).expect("it lives").born = 7;
        assert_eq!((before.values().count(), now.values().count()), (999, 500));
        assert_eq!(
            (before.get(ObjectId(700)).map(|o| o.born), now.get(ObjectId(700)).map(|o| o.born)),
            (Some(0), Some(7))
        );
        assert!(now.get(ObjectId(3)).is_none() && now.get(ObjectId(u64::MAX)).is_none());
        now.insert(ObjectId(2000), object(2000));
        assert_eq!(now.values().count(), 501);
    }
}
