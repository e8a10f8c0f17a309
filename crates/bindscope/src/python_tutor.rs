//! A history as the trace that Python Tutor and its players know: one entry for each step of the program itself, with
//! every frame and object in full. `docs/python-tutor.md` says where it differs from Python Tutor's own tracer.

mod bodies;
mod encode;

use std::collections::HashMap;
use std::rc::Rc;

use bytecode::Code;
use diagram::quoted;
use history::{CodeId, Event, Fact, Frame, Label, Leaving, Object, ObjectId, State, Timeline, Word};

use bodies::Bodies;
use encode::Encoder;

/// Steps that Python Tutor itself records at most.
pub const LIMIT: usize = 1000;

/// What Python Tutor keeps of the main module, beside the names that every module has.
const HIDDEN: [&str; 12] = [
    "__builtins__",
    "__cached__",
    "__doc__",
    "__exception__",
    "__file__",
    "__loader__",
    "__name__",
    "__package__",
    "__spec__",
    "__stdin__",
    "__stdout__",
    "__annotations__",
];

/// The trace as JSON: `{"code": …, "trace": […]}`, of at most `limit` steps.
pub fn python_tutor(timeline: &Timeline, source: &str, limit: usize) -> String {
    let mut teller = Teller::new(timeline);
    let mut replay = timeline.replay_before(0);
    let mut entries: Vec<String> = Vec::new();
    while let Some(event) = replay.next() {
        teller.hear(&event, &replay.state);
        if !event.is_step() {
            continue;
        }
        // A frame that was just called is not whole before these.
        while matches!(event.fact, Fact::Call { .. }) && replay.at_detail() {
            let Some(detail) = replay.next() else { break };
            teller.hear(&detail, &replay.state);
        }
        if let Some(entry) = teller.entry(&event, &replay.state) {
            entries.push(entry);
        }
        if entries.len() >= limit {
            let why = format!("Stopped after running {limit} steps.");
            entries.push(format!("{{\"event\":\"instruction_limit_reached\",\"exception_msg\":{}}}", quoted(&why)));
            break;
        }
    }
    format!("{{\"code\":{},\"trace\":[\n{}\n]}}\n", quoted(source), entries.join(",\n"))
}

/// The step that an entry of the trace is about, entries counted from 0; one behind the last for the end.
pub fn python_tutor_step(timeline: &Timeline, entry: usize) -> u64 {
    let mut teller = Teller::new(timeline);
    let mut replay = timeline.replay_before(0);
    let mut entries = 0;
    while let Some(event) = replay.next() {
        if event.is_step() && teller.entry(&event, &replay.state).is_some() {
            if entries == entry {
                return event.step;
            }
            entries += 1;
        }
    }
    timeline.steps() + 1
}

/// Writes the entries, one after the other.
struct Teller {
    bodies: Bodies,
    /// The number of each activation: a generator gets a new one each time it goes on.
    frames: HashMap<u64, u32>,
    calls: u32,
    /// The activation in which a function was made, for functions that were made in one.
    makers: HashMap<ObjectId, u64>,
    /// The same for the code of functions, the last that were made of it.
    bodies_made: Vec<(Rc<Code>, u64)>,
    /// Activations that made functions.
    parents: Vec<u64>,
    /// Those of them that are over, as they were when they ended.
    ended: HashMap<u64, (Frame, State)>,
    output: Vec<u8>,
    /// Globals in the order in which they first had a value.
    globals: Vec<String>,
    /// The number of each object in the trace.
    numbers: HashMap<Word, u32>,
    /// Where each function was reached first.
    lines: HashMap<ObjectId, u32>,
    /// Which code stands in the program's text.
    texts: HashMap<CodeId, bool>,
}

impl Teller {
    fn new(timeline: &Timeline) -> Teller {
        Teller {
            bodies: Bodies::of(timeline.tables()),
            frames: HashMap::new(),
            calls: 0,
            makers: HashMap::new(),
            bodies_made: Vec::new(),
            parents: Vec::new(),
            ended: HashMap::new(),
            output: Vec::new(),
            globals: Vec::new(),
            numbers: HashMap::new(),
            lines: HashMap::new(),
            texts: HashMap::new(),
        }
    }

    /// Takes note of what an event says beside being a step.
    fn hear(&mut self, event: &Event, state: &State) {
        match &event.fact {
            Fact::Output { stream: 1, bytes } => self.output.extend_from_slice(bytes),
            Fact::Birth(object) => self.born(*object, event, state),
            Fact::Bind { new, .. } => {
                if let Some(object) = new.object().filter(|object| !self.lines.contains_key(object)) {
                    self.born(object, event, state);
                }
            }
            _ => {}
        }
    }

    /// A function is made by the innermost frame whose code holds its code.
    fn born(&mut self, object: ObjectId, event: &Event, state: &State) {
        let Some(function) = state.object(object) else { return };
        if !encode::is_function(function) {
            return;
        }
        let line = event.place.map_or(0, |place| place.line);
        self.lines.entry(object).or_insert(line);
        let Some(body) = self.bodies.of_function(function, line) else { return };
        let maker = state.frames.iter().rev().find(|frame| self.bodies.holds(state.code(frame.code), body));
        if let Some(maker) = maker.filter(|frame| frame.namespace.is_none()) {
            let (activation, body) = (maker.activation, body.clone());
            self.makers.insert(object, activation);
            self.bodies_made.retain(|(other, _)| !Rc::ptr_eq(other, &body));
            self.bodies_made.push((body, activation));
            self.add_parent(activation);
        }
    }

    fn add_parent(&mut self, activation: u64) {
        if !self.parents.contains(&activation) {
            self.parents.push(activation);
        }
    }

    fn entry(&mut self, event: &Event, state: &State) -> Option<String> {
        let top = state.frames.last()?;
        let module = is_module(top, state);
        let kind = match &event.fact {
            Fact::Line => "step_line",
            Fact::Call { .. } if module => return None,
            Fact::Call { .. } => "call",
            Fact::Return(_) | Fact::Yield(_) | Fact::Unwind => "return",
            Fact::Raise(_) => "exception",
            _ => return None,
        };
        let body = state.code(top.code);
        let own = state.globals_of(top.code) == state.main && self.is_written(top, state);
        // Python Tutor steps through no class body, nor through what one calls.
        let is_class = |frame: &Frame| !state.code(frame.code).flags.has(bytecode::Flags::OPTIMIZED);
        let in_class = state.frames.iter().any(|frame| is_class(frame) && !is_module(frame, state));
        if !own || in_class || matches!(&*body.name, "__new__" | "__repr__") {
            return None;
        }
        if kind == "call" {
            self.calls += 1;
            self.frames.insert(top.activation, self.calls);
            if self.bodies.has_lambda(body) {
                self.add_parent(top.activation);
            }
        }
        let entry = self.written(event, kind, state, top);
        if matches!(event.fact, Fact::Return(_) | Fact::Unwind) && self.parents.contains(&top.activation) {
            self.ended.insert(top.activation, (top.clone(), state.clone()));
        }
        Some(entry)
    }

    /// Does the frame's code stand in the program's text? What `exec` runs does not, nor what a dataclass generates.
    fn is_written(&mut self, frame: &Frame, state: &State) -> bool {
        let Some(module) = state.frames.iter().find(|frame| is_module(frame, state)) else { return false };
        let (outer, code) = (state.code(module.code), state.code(frame.code));
        *self.texts.entry(frame.code).or_insert_with(|| bodies::is_within(outer, code))
    }

    fn written(&mut self, event: &Event, kind: &str, state: &State, top: &Frame) -> String {
        let mut live: Vec<Frame> =
            state.frames.iter().filter(|f| self.frames.contains_key(&f.activation)).cloned().collect();
        live.retain(|frame| frame.namespace.is_none());
        let mut numbers = std::mem::take(&mut self.numbers);
        let mut encoder = Encoder::new(self, state, &mut numbers);
        let mut frames: Vec<(u32, String)> = Vec::new();
        for (place, frame) in live.iter().enumerate().rev() {
            let highlighted = place + 1 == live.len();
            frames.push((self.frames[&frame.activation], self.frame(frame, state, &mut encoder, highlighted, false)));
        }
        for activation in &self.parents {
            if let Some((frame, then)) = self.ended.get(activation) {
                encoder.then = Some(then);
                frames.push((self.frames[activation], self.frame(frame, state, &mut encoder, false, true)));
                encoder.then = None;
            }
        }
        frames.sort_by_key(|(number, _)| *number);
        let globals = state.globals().into_iter().filter(|(name, _)| !HIDDEN.contains(&&**name));
        let globals: Vec<(String, String)> =
            globals.map(|(name, word)| (name.to_string(), encoder.value(word))).collect();
        let heap = encoder.heap();
        drop(encoder);
        self.numbers = numbers;
        for (name, _) in &globals {
            if !self.globals.contains(name) {
                self.globals.push(name.clone());
            }
        }
        let order = self.globals.iter().filter(|name| globals.iter().any(|(other, _)| other == *name));
        let order: Vec<String> = order.map(|name| quoted(name)).collect();
        let message = match &event.fact {
            Fact::Raise(exception) => format!(",\"exception_msg\":{}", quoted(&raised(state, *exception))),
            _ => String::new(),
        };
        let frames: Vec<String> = frames.into_iter().map(|(_, text)| text).collect();
        format!(
            "{{\"line\":{},\"event\":\"{kind}\",\"func_name\":{},\"globals\":{},\"ordered_globals\":[{}],\
             \"stack_to_render\":[{}],\"heap\":{heap},\"stdout\":{}{message}}}",
            top.line,
            quoted(&state.code(top.code).name),
            object(&globals),
            order.join(","),
            frames.join(","),
            quoted(&String::from_utf8_lossy(&self.output)),
        )
    }

    fn frame(&self, frame: &Frame, state: &State, encoder: &mut Encoder, highlighted: bool, zombie: bool) -> String {
        let code = state.code(frame.code);
        let number = self.frames[&frame.activation];
        let parents = self.parents_of(frame, state);
        let is_parent = self.parents.contains(&frame.activation);
        let mut name = code.name.to_string();
        if name == "<lambda>" {
            name = format!("<lambda> <line {}>", code.first_line);
        }
        let locals = encoder.locals(frame);
        // What an outer frame shows already is not shown again.
        let own =
            locals.into_iter().filter(|(name, _)| parents.is_empty() || code.local_names.iter().any(|n| **n == **name));
        let mut shown: Vec<(String, String)> = own.map(|(name, word)| (name, encoder.value(word))).collect();
        // As in `co_varnames`: variables that stand in cells are not among them, parameters are.
        let parameters = bodies::parameter_count(code);
        let is_listed = |register: usize| register < parameters || !code.cells.contains(&(register as u16));
        let place = |name: &str| {
            let register = code.local_names.iter().position(|other| **other == *name);
            register.filter(|register| is_listed(*register)).unwrap_or(usize::MAX)
        };
        shown.sort_by(|(a, _), (b, _)| place(a).cmp(&place(b)).then(a.cmp(b)));
        if let Some((how, value)) = frame.leaving {
            let value = if how == Leaving::Unwind { "null".to_string() } else { encoder.value(value) };
            shown.push(("__return__".to_string(), value));
        }
        let names: Vec<String> = shown.iter().map(|(name, _)| quoted(name)).collect();
        let ids: Vec<String> = parents.iter().map(u32::to_string).collect();
        let hash = format!("{name}_f{number}{}{}", if is_parent { "_p" } else { "" }, if zombie { "_z" } else { "" });
        format!(
            "{{\"func_name\":{},\"frame_id\":{number},\"unique_hash\":{},\"is_parent\":{is_parent},\
             \"is_zombie\":{zombie},\"is_highlighted\":{highlighted},\"parent_frame_id_list\":[{}],\
             \"encoded_locals\":{},\"ordered_varnames\":[{}]}}",
            quoted(&name),
            quoted(&hash),
            ids.join(","),
            object(&shown),
            names.join(",")
        )
    }

    /// The frames in which a frame's function, and the functions of those, were made: innermost first.
    fn parents_of(&self, frame: &Frame, state: &State) -> Vec<u32> {
        let mut parents = Vec::new();
        let mut maker = self.maker_of(frame, state);
        while let Some(activation) = maker {
            parents.extend(self.frames.get(&activation));
            let live = state.frames.iter().find(|frame| frame.activation == activation);
            let outer = live.or_else(|| self.ended.get(&activation).map(|(frame, _)| frame));
            maker = outer.and_then(|frame| self.maker_of(frame, state)).filter(|outer| *outer != activation);
        }
        parents
    }

    /// The activation in which the function of a frame was made. Frames know their function only where it closes over
    /// variables.
    fn maker_of(&self, frame: &Frame, state: &State) -> Option<u64> {
        if let Some(function) = frame.function {
            return self.makers.get(&function).copied();
        }
        let code = state.code(frame.code);
        let made = self.bodies_made.iter().find(|(body, _)| bodies::is_same(body, code));
        made.map(|(_, activation)| *activation).filter(|activation| *activation < frame.activation)
    }

    /// The number of the frame in which a function was made.
    fn parent_of(&self, function: ObjectId) -> Option<u32> {
        self.frames.get(self.makers.get(&function)?).copied()
    }
}

fn is_module(frame: &Frame, state: &State) -> bool {
    frame.namespace.is_some() && frame.namespace == state.main
}

/// `ValueError: text`
fn raised(state: &State, exception: Word) -> String {
    match state.object_of(exception) {
        Some(object) => format!("{}: {}", object.class.name, message(state, object)),
        None => state.short(exception),
    }
}

/// What an exception says, without running its own `__str__`.
fn message(state: &State, exception: &Object) -> String {
    let is_args = |label: &Label| matches!(label, Label::Attribute(id) if &**state.name(*id) == "args");
    let arguments = exception.parts().into_iter().find(|(label, _)| is_args(label));
    let arguments = arguments.and_then(|(_, word)| state.object_of(word)).map_or(Vec::new(), |tuple| tuple.parts());
    match arguments.as_slice() {
        [] => String::new(),
        [(_, only)] if &*exception.class.name == "KeyError" => state.short(*only),
        [(_, only)] => state.string(*only).map_or_else(|| state.short(*only), |text| text.to_string()),
        several => format!("({})", several.iter().map(|(_, word)| state.short(*word)).collect::<Vec<_>>().join(", ")),
    }
}

fn object(entries: &[(String, String)]) -> String {
    let entries: Vec<String> = entries.iter().map(|(name, value)| format!("{}:{value}", quoted(name))).collect();
    format!("{{{}}}", entries.join(","))
}
