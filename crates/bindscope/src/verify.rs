//! Is the history true? What the tape says of a moment is compared with the objects and frames of the machine.

use std::collections::{HashMap, HashSet};

use history::{Content, Frame, Label, Object, ObjectId, State, Timeline, Word};
use vm::{Live, Vm};

use crate::interpreter::Interpreter;

impl Interpreter {
    /// What the history says wrongly of this moment; a sentence for each object.
    pub fn faults_of(&self, state: &State) -> Vec<String> {
        compare(&self.vm, state)
    }

    /// Waits for these steps, in order, and compares each with what a history says of it. A step in which no line
    /// begins is passed over. What was found is told in `faults`.
    pub fn compare_at(
        &mut self,
        timeline: std::rc::Rc<Timeline>,
        steps: Vec<u64>,
        faults: std::rc::Rc<std::cell::RefCell<Vec<String>>>,
    ) {
        let mut waiting = steps.into_iter().peekable();
        let Some(&first) = waiting.peek() else { return };
        let act = move |vm: &Vm| {
            let now = vm.tape.as_ref().map_or(0, |tape| tape.steps());
            let found = compare(vm, &timeline.state_at(now));
            faults.borrow_mut().extend(found.into_iter().map(|fault| format!("at step {now}: {fault}")));
            while waiting.peek().is_some_and(|&step| step <= now) {
                waiting.next();
            }
            waiting.peek().copied().unwrap_or(u64::MAX)
        };
        self.vm.at_step = Some(vm::AtStep { step: first, act: Box::new(act) });
    }
}

fn compare(vm: &Vm, state: &State) -> Vec<String> {
    let live = vm.told_objects();
    let mut faults = Vec::new();
    let numbers: HashSet<ObjectId> = live.iter().map(|live| live.object).collect();
    for object in &live {
        if let Some(fault) = object_fault(state, object) {
            faults.push(fault);
        }
    }
    for object in state.objects() {
        // What cannot refer to others is in no list of the machine's.
        let refers = !object.is_value() && !matches!(&object.content, Content::Other(_) | Content::Tuple(_));
        if refers && !numbers.contains(&object.id) {
            faults.push(format!("{} {:?} is in the history and does not live", object.class.name, object.id));
        }
    }
    frame_faults(vm, state, &mut faults);
    faults.sort();
    faults
}

fn object_fault(state: &State, live: &Live) -> Option<String> {
    let what = format!("{} {:?}", live.type_name, live.object);
    let Some(told) = state.object(live.object) else {
        return Some(format!("{what} lives and is not in the history"));
    };
    content_fault(state, told, live).map(|fault| format!("{what}: {fault}"))
}

fn content_fault(state: &State, told: &Object, live: &Live) -> Option<String> {
    if *told.class.name != *live.type_name && !matches!(told.content, Content::Other(_)) {
        return Some(format!("the history has its class as {}", told.class.name));
    }
    let same = match (&told.content, &live.content) {
        (Content::List(a), trace::Content::List(b)) | (Content::Tuple(a), trace::Content::Tuple(b)) => *a == **b,
        (Content::Set(a), trace::Content::Set(b)) => a.len() == b.len() && b.iter().all(|word| a.contains(*word)),
        (Content::Dict(a), trace::Content::Dict(b)) => {
            let a: Vec<(Word, Word)> = a.iter().collect();
            if a != *b {
                let place = a.iter().zip(b).take_while(|(a, b)| a == b).count();
                let (told, has) = (a.get(place).map(|(key, value)| (state.short(*key), *value)), b.get(place));
                return Some(format!("entry {place} of {}: told {told:?}, of {} has {has:?}", a.len(), b.len()));
            }
            true
        }
        (Content::Cell(a), trace::Content::Cell(b)) => a == b,
        (Content::Instance, trace::Content::Instance) => true,
        (Content::Module { namespace: a, .. }, trace::Content::Module { namespace: b, .. }) => a == b,
        (Content::Generator { finished: a, .. }, trace::Content::Generator { finished: b, .. }) => {
            a == b && live.registers.as_ref().is_none_or(|registers| registers_fault(state, told, registers))
        }
        (Content::Other(a), trace::Content::Other(b)) => {
            let mut parts = Vec::new();
            told.each_part(|label, word| parts.push((label_text(state, &label), word)));
            // What a picture shows of itself is made anew for each: only what it says can be compared.
            let same = |(a, b): (&(String, Word), &(String, Word))| {
                let shown = b.1.object() == Some(ObjectId(0)) && state.object_of(a.1).is_none_or(Object::is_value);
                a == b || a.0 == b.0 && shown
            };
            if *a.text == *b.text && parts.len() == live.parts.len() && parts.iter().zip(&live.parts).all(same) {
                return None;
            }
            return Some(format!("told {} {parts:?}, is {} {:?}", a.text, b.text, live.parts));
        }
        _ => false,
    };
    if !same {
        return Some(format!("told {:?}, is {:?} {:?}", told.content, live.content, live.registers));
    }
    let attributes: HashMap<String, Word> =
        told.attributes.iter().map(|(name, word)| (state.name(*name).to_string(), *word)).collect();
    let now: HashMap<String, Word> = live.attributes.iter().cloned().collect();
    (attributes != now).then(|| format!("told attributes {attributes:?}, has {now:?}"))
}

/// Are the variables of a generator that waits what its registers hold?
fn registers_fault(state: &State, told: &Object, registers: &[Word]) -> bool {
    state.suspended.get(&told.id).is_some_and(|frame| same_registers(frame, registers))
}

fn same_registers(frame: &Frame, registers: &[Word]) -> bool {
    registers.iter().enumerate().all(|(number, word)| match frame.cell(number as u32) {
        Some(cell) => *word == Word::of_object(cell),
        None => frame.locals.get(number) == Some(word),
    })
}

fn frame_faults(vm: &Vm, state: &State, faults: &mut Vec<String>) {
    let frames = vm.live_frames();
    let leaving = state.frames.last().is_some_and(|frame| frame.leaving.is_some());
    let told = &state.frames[..state.frames.len() - leaving as usize];
    if frames.len() != told.len() {
        return faults.push(format!("the history has {} frames, the machine {}", told.len(), frames.len()));
    }
    for ((name, _, registers), frame) in frames.iter().zip(told) {
        if !same_registers(frame, registers) {
            let code = state.code(frame.code);
            let names: Vec<_> = code.local_names.iter().zip(&frame.locals).collect();
            faults.push(format!("the frame of {name}: told {names:?}, has {registers:?}"));
        }
    }
}

fn label_text(state: &State, label: &Label) -> String {
    match label {
        Label::Index(place) => place.to_string(),
        Label::Attribute(name)
        | Label::Default(name)
        | Label::Closure(name)
        | Label::Local(name)
        | Label::Text(name) => state.name(*name).to_string(),
        _ => String::new(),
    }
}
