//! The cycle pass: finds objects that only each other keep alive.
//!
//! As CPython's: subtract from each tracked object's count the references that come from
//! tracked objects; what is still counted is held from outside, and so is all it reaches.
#![allow(unsafe_code)]

use std::ptr::NonNull;

use crate::object::{Header, UNTRACKED, flag};
use crate::reclaim;
use crate::value::Value;

/// An object that something other than tracked objects holds.
pub struct Held {
    pub object: Value,
    /// How often; below zero where other objects refer to it more often than it is counted.
    pub times: i64,
}

/// Every tracked object whose count is not that of the references from tracked objects: a check of the heap.
pub fn held_from_outside() -> Vec<Held> {
    let objects = reclaim::tracked_objects();
    let outside = outside_counts(&objects);
    let held = objects.iter().zip(outside).filter(|(_, times)| *times != 0);
    held.map(|(&object, times)| Held { object: Value::again(object), times }).collect()
}

/// For each object, its count less the references from tracked objects.
fn outside_counts(objects: &[NonNull<Header>]) -> Vec<i64> {
    // SAFETY: tracked objects are alive, and this function frees nothing.
    let header = |object: NonNull<Header>| unsafe { object.as_ref() };
    let mut outside: Vec<i64> = objects.iter().map(|&o| header(o).count() as i64).collect();
    for &object in objects {
        reclaim::visit_object(object, &mut |value| {
            if let Some(place) = place(value) {
                outside[place] -= 1;
            }
        });
        if header(object).has(flag::COUNTS_CLASS)
            && let Some(class) = reclaim::class_object(header(object).class()).as_ref().and_then(place)
        {
            outside[class] -= 1;
        }
    }
    outside
}

/// The place of a tracked object in the collector's list.
fn place(value: &Value) -> Option<usize> {
    value.header().map(Header::tracked).filter(|&place| place != UNTRACKED).map(|place| place as usize)
}

/// The objects of unreachable cycles, finalisers not yet run. Of each of `uncounted` one reference holds nothing.
pub(crate) fn unreachable<'a>(uncounted: impl Iterator<Item = &'a Value>) -> Vec<Value> {
    let objects = reclaim::tracked_objects();
    // SAFETY: tracked objects are alive, and this function frees nothing.
    let header = |object: NonNull<Header>| unsafe { object.as_ref() };
    let mut outside = outside_counts(&objects);
    uncounted.filter_map(place).for_each(|place| outside[place] -= 1);
    let mut reached: Vec<bool> = outside.iter().map(|&count| count > 0).collect();
    let mut waiting: Vec<usize> = (0..objects.len()).filter(|&i| reached[i]).collect();
    while let Some(index) = waiting.pop() {
        let mut reach = |value: &Value| {
            if let Some(place) = place(value)
                && !std::mem::replace(&mut reached[place], true)
            {
                waiting.push(place);
            }
        };
        reclaim::visit_object(objects[index], &mut reach);
        if header(objects[index]).has(flag::COUNTS_CLASS)
            && let Some(class) = reclaim::class_object(header(objects[index]).class())
        {
            reach(&class);
        }
    }
    let unreached = (0..objects.len()).filter(|&i| !reached[i] && header(objects[i]).count() > 0);
    unreached.map(|i| Value::again(objects[i])).collect()
}
