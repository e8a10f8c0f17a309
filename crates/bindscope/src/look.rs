//! Looks at a moment in the middle of a run: just after (or before) a line ran.

use std::cell::RefCell;
use std::rc::Rc;

use diagram::{Datum, Moment, ordinal};
use vm::Watch;

use crate::interpreter::{Interpreter, Program};
use crate::snapshot::{self, Extent};

/// Which run of which line.
#[derive(Clone, Copy, Debug)]
pub struct Place {
    pub line: u32,
    /// Just before it, not just after.
    pub before: bool,
    /// The run of the line: the first is 1, the last -1.
    pub hit: i64,
}

/// What was found when the run had ended.
pub enum Seen {
    At(Box<Moment>),
    /// The line ran, but not that often.
    NotSoOften(u64),
    /// The line never ran; these did.
    Never(Vec<u32>),
}

/// Output of the program so far, where it is kept.
pub type Output = Rc<RefCell<Vec<u8>>>;

/// A look that waits for its moment.
pub struct Waiting {
    place: Place,
    kept: Rc<RefCell<Vec<(u64, Moment)>>>,
}

impl Interpreter {
    /// Waits for a place in a file; to be called before the program runs. None where the program is not a file.
    pub fn wait_for(
        &mut self,
        program: &Program,
        place: Place,
        extent: Extent,
        output: Option<Output>,
    ) -> Option<Waiting> {
        let Program::File(path) = program else { return None };
        let kept: Rc<RefCell<Vec<(u64, Moment)>>> = Rc::default();
        let filename = self.absolute(path);
        let (main, keeping) = (self.main.clone(), kept.clone());
        let look = move |vm: &vm::Vm, hit: u64, returned: Option<&object::Value>| {
            let mut kept = keeping.borrow_mut();
            if !is_wanted(place.hit, hit, &kept) {
                return;
            }
            let mut moment = snapshot::take_in_run(vm, &main, returned, extent);
            if let Some(active) = moment.frames.last_mut().filter(|_| !place.before) {
                active.line = Some(place.line);
            }
            if let Some(output) = &output {
                moment.output = String::from_utf8_lossy(&output.borrow()).into_owned();
            }
            kept.push((hit, moment));
            // From the end: as many as may still be the one.
            kept.sort_by_key(|(hit, _)| *hit);
            let surplus = if place.hit < 0 { kept.len().saturating_sub(place.hit.unsigned_abs() as usize) } else { 0 };
            kept.drain(..surplus);
        };
        self.vm.watch = Some(Box::new(Watch::new(filename, place.line, place.before, Box::new(look))));
        Some(Waiting { place, kept })
    }

    /// What was seen, once the run has ended.
    pub fn seen(&mut self, waiting: Waiting) -> Seen {
        let Some(watch) = self.vm.watch.take() else { return Seen::Never(Vec::new()) };
        let Waiting { place, kept } = waiting;
        let total = watch.hits;
        let wanted = if place.hit < 0 { total as i64 + 1 + place.hit } else { place.hit };
        let mut kept = std::mem::take(&mut *kept.borrow_mut());
        match kept.iter().position(|(hit, _)| *hit as i64 == wanted) {
            Some(found) => {
                let (hit, mut moment) = kept.swap_remove(found);
                let side = if place.before { "before" } else { "after" };
                let often = if total > 1 { format!("{} of {total} times, ", ordinal(hit)) } else { String::new() };
                moment.title = format!("{often}{side} line {}", place.line);
                Seen::At(Box::new(moment))
            }
            None if total == 0 => Seen::Never(watch.lines.into_iter().collect()),
            None => Seen::NotSoOften(total),
        }
    }
}

fn is_wanted(wanted: i64, hit: u64, kept: &[(u64, Moment)]) -> bool {
    if wanted >= 0 {
        return wanted as u64 == hit;
    }
    let room = kept.len() < wanted.unsigned_abs() as usize;
    room || kept.first().is_some_and(|(first, _)| hit > *first)
}

impl Interpreter {
    /// What to tell people of a moment at the end whose module holds only functions, classes and modules.
    pub fn lines_to_ask_for(&self, moment: &Moment) -> Vec<u32> {
        let [module] = moment.frames.as_slice() else { return Vec::new() };
        let is_definition = |value: &Datum| {
            let object = value.reference().and_then(|id| moment.object(id));
            object.is_some_and(|o| {
                matches!(o.kind, diagram::Kind::Function | diagram::Kind::Class | diagram::Kind::Module)
            })
        };
        if module.bindings.is_empty() || !module.bindings.iter().all(|b| is_definition(&b.value)) {
            return Vec::new();
        }
        snapshot::last_lines(&self.vm, &self.main)
    }
}
