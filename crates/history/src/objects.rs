//! The objects that live at a moment, by number: pieces that moments share until one of them changes.

use std::rc::Rc;

use trace::ObjectId;

use crate::object::Object;

/// Objects with neighbouring numbers.
type Piece = [Option<Rc<Object>>; SIZE];

const SIZE: usize = 128;

#[derive(Clone, Default)]
pub(crate) struct Objects(Vec<Option<Rc<Piece>>>);

impl Objects {
    #[inline]
    pub fn get(&self, id: ObjectId) -> Option<&Object> {
        let piece = self.0.get(id.0 as usize / SIZE)?.as_ref()?;
        piece[id.0 as usize % SIZE].as_deref()
    }

    /// The object, to change it here and at no other moment.
    #[inline]
    pub fn get_mut(&mut self, id: ObjectId) -> Option<&mut Object> {
        let piece = self.0.get_mut(id.0 as usize / SIZE)?.as_mut()?;
        Rc::make_mut(piece)[id.0 as usize % SIZE].as_mut().map(Rc::make_mut)
    }

    /// Numbers grow by one: a damaged recording that says otherwise makes no larger table than it has events.
    pub fn insert(&mut self, id: ObjectId, object: Object) {
        let place = id.0 as usize / SIZE;
        if place >= self.0.len() {
            self.0.resize(place + 1, None);
        }
        let piece = self.0[place].get_or_insert_with(|| Rc::new([const { None }; SIZE]));
        Rc::make_mut(piece)[id.0 as usize % SIZE] = Some(Rc::new(object));
    }

    pub fn remove(&mut self, id: ObjectId) {
        let (place, count) = (id.0 as usize / SIZE, self.0.len());
        let Some(Some(piece)) = self.0.get_mut(place) else { return };
        let piece = Rc::make_mut(piece);
        piece[id.0 as usize % SIZE] = None;
        // Most of the numbers that were ever given are those of the dead. The last piece is still being filled.
        if piece.iter().all(Option::is_none) && place + 1 < count {
            self.0[place] = None;
        }
    }

    pub fn values(&self) -> impl Iterator<Item = &Object> {
        self.0.iter().flatten().flat_map(|piece| piece.iter().flatten()).map(|object| &**object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::object::Content;

    fn object(id: u64) -> Object {
        let class = trace::Class { name: "list".into(), fields: vec![], is_enum: false, is_frozen: false };
        let content = Content::List(vec![]);
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
