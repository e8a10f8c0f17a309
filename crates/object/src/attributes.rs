//! The attributes of an instance: slots laid out by a shape that all instances of a class with
//! the same attributes share, or, once something unusual was done, an ordinary dict.

use rustc_hash::FxHashMap;

use crate::dict::Dict;
use crate::heap::Heap;
use crate::name::Name;
use crate::object::Ref;
use crate::value::Value;

/// Which names stand in which slots. `ShapeId::DICT` means that they are in a dict.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct ShapeId(pub u32);

impl ShapeId {
    pub const DICT: ShapeId = ShapeId(0);
}

/// Instances with more attributes than this keep them in a dict.
const MAX_SHAPED: usize = 48;

pub struct Attributes {
    pub shape: ShapeId,
    /// First the members of `__slots__`, UNBOUND where not set, then the shape's.
    pub slots: Vec<Value>,
    /// The `__dict__`, once somebody asked for it or the shape did not suffice.
    pub dict: Option<Ref<Dict>>,
}

/// A node in the tree of shapes.
pub(crate) struct Shape {
    /// Names in order of their slots, which begin at `first`.
    names: Vec<Name>,
    first: u32,
    next: FxHashMap<Name, ShapeId>,
}

/// All shapes of a heap.
pub struct Shapes(Vec<Shape>);

impl Shapes {
    pub(crate) fn new() -> Shapes {
        Shapes(vec![Shape { names: Vec::new(), first: 0, next: FxHashMap::default() }])
    }

    /// The empty shape of a class whose instances have `members` slots of `__slots__`.
    pub fn root(&mut self, members: u32) -> ShapeId {
        self.0.push(Shape { names: Vec::new(), first: members, next: FxHashMap::default() });
        ShapeId(self.0.len() as u32 - 1)
    }

    /// The slot of a name in a shape.
    pub fn slot(&self, shape: ShapeId, name: &Name) -> Option<usize> {
        let shape = &self.0[shape.0 as usize];
        let place = shape.names.iter().position(|n| n == name)?;
        Some(place + shape.first as usize)
    }

    /// The names of a shape with their slots, in order of first binding.
    pub fn names(&self, shape: ShapeId) -> impl Iterator<Item = (&Name, usize)> {
        let shape = &self.0[shape.0 as usize];
        shape.names.iter().enumerate().map(|(i, n)| (n, i + shape.first as usize))
    }

    /// The shape with one more name; None if an instance should rather have a dict.
    pub fn extended(&mut self, shape: ShapeId, name: &Name) -> Option<ShapeId> {
        let node = &self.0[shape.0 as usize];
        if let Some(&next) = node.next.get(name) {
            return Some(next);
        }
        if shape == ShapeId::DICT || node.names.len() >= MAX_SHAPED {
            return None;
        }
        let mut names = node.names.clone();
        names.push(name.clone());
        let first = node.first;
        let next = ShapeId(self.0.len() as u32);
        self.0.push(Shape { names, first, next: FxHashMap::default() });
        self.0[shape.0 as usize].next.insert(name.clone(), next);
        Some(next)
    }
}

impl Attributes {
    pub fn new(root: ShapeId, members: usize) -> Attributes {
        Attributes { shape: root, slots: vec![Value::UNBOUND; members], dict: None }
    }

    pub(crate) fn visit(&self, visit: &mut dyn FnMut(&Value)) {
        self.slots.iter().for_each(&mut *visit);
        if let Some(dict) = &self.dict {
            visit(dict.value());
        }
    }

    pub(crate) fn clear(&mut self) {
        self.slots.iter_mut().for_each(|slot| *slot = Value::UNBOUND);
        self.dict = None;
    }
}

impl Heap {
    /// The attribute `name` of an instance's own namespace.
    pub fn own_attribute(&self, object: &Value, name: &Name) -> Option<Value> {
        let attributes = self.attributes(object)?;
        match &attributes.dict {
            Some(dict) => dict.get(self).get_name(name).cloned(),
            None => {
                let slot = self.shapes.slot(attributes.shape, name)?;
                attributes.slots.get(slot).cloned()
            }
        }
    }

    /// Binds `name` in an instance's own namespace; gives back what it was bound to.
    /// False in the second place if the object has no namespace of its own.
    pub fn set_own_attribute(&mut self, object: &Value, name: &Name, value: Value) -> (Option<Value>, bool) {
        let Some(attributes) = self.attributes(object) else {
            return (None, false);
        };
        if let Some(dict) = attributes.dict.clone() {
            return (dict.get_mut(self).set_name(name, value), true);
        }
        let shape = attributes.shape;
        if let Some(slot) = self.shapes.slot(shape, name) {
            let old = self.attributes_mut(object).map(|a| std::mem::replace(&mut a.slots[slot], value));
            return (old, true);
        }
        match self.shapes.extended(shape, name) {
            Some(next) => {
                if let Some(attributes) = self.attributes_mut(object) {
                    attributes.slots.push(value);
                    attributes.shape = next;
                }
                (None, true)
            }
            None => match self.attribute_dict(object) {
                Some(dict) => (dict.get_mut(self).set_name(name, value), true),
                None => (None, false),
            },
        }
    }

    /// Unbinds `name` in an instance's own namespace; what it was bound to.
    pub fn delete_own_attribute(&mut self, object: &Value, name: &Name) -> Option<Value> {
        self.own_attribute(object, name)?;
        let dict = self.attribute_dict(object)?;
        dict.get_mut(self).remove_name(name)
    }

    /// The one `__dict__` of an instance, made when first asked for; from then on it owns the attributes.
    pub fn attribute_dict(&mut self, object: &Value) -> Option<Ref<Dict>> {
        let attributes = self.attributes(object)?;
        if let Some(dict) = &attributes.dict {
            return Some(dict.clone());
        }
        let shape = attributes.shape;
        let mut dict = Dict::new();
        let mut members = attributes.slots.len();
        for (name, slot) in self.shapes.names(shape) {
            members = members.min(slot);
            dict.set_name(name, attributes.slots[slot].clone());
        }
        let dict = Ref::new(crate::ClassIndex::DICT, dict);
        let attributes = self.attributes_mut(object)?;
        let moved = attributes.slots.split_off(members);
        attributes.shape = ShapeId::DICT;
        attributes.dict = Some(dict.clone());
        drop(moved);
        Some(dict)
    }
}
