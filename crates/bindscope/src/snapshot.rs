//! The moment of a run as plain data: frames, names, objects. Runs no code of the program, and changes nothing.

pub(crate) mod describe;
pub(crate) mod plain;

use std::collections::HashMap;

use diagram::{Binding, Datum, Frame, Label, Moment, Object};
use object::{Dict, Exception, FrameObject, Function, Ref, Str, Traceback, Value};
use vm::{FrameView, Vm};

use describe::{Described, PartLabel};
pub use history::Extent;

/// Parts of a container that are kept at each end, and objects that are described, where not everything is wanted.
const ENDS: usize = 24;
const OBJECTS: usize = 100_000;

/// The frames on the stack, or the module's names where the program has ended.
pub fn take(vm: &Vm, main: &Ref<Dict>, extent: Extent) -> Moment {
    take_in_run(vm, main, None, extent)
}

/// The same in the middle of a run: the innermost frame may be about to return a value.
pub fn take_in_run(vm: &Vm, main: &Ref<Dict>, returned: Option<&Value>, extent: Extent) -> Moment {
    let mut taker = Taker::new(vm, extent);
    let mut frames = vec![taker.module_frame(main)];
    for depth in 0..vm.frame_count() {
        let Some(view) = vm.view_frame(depth).filter(|view| !view.quiet) else { continue };
        if view.module_level && view.globals.is_same(main) {
            frames[0].line = Some(view.line);
        } else {
            frames.push(taker.frame(&view, frames.len()));
        }
    }
    if let Some(value) = returned
        && frames.len() > 1
        && let Some(last) = frames.last_mut()
    {
        last.returned = Some(taker.datum(value));
    }
    taker.finish(frames)
}

/// The frames that an uncaught exception passed, as it left them.
pub fn take_raised(vm: &Vm, main: &Ref<Dict>, exception: &Value, extent: Extent) -> Moment {
    let mut taker = Taker::new(vm, extent);
    let mut frames = vec![taker.module_frame(main)];
    let mut next = exception.as_ref::<Exception>().map_or(Value::NONE, |e| e.get(&vm.heap).traceback.clone());
    while let Some(entry) = next.clone().as_ref::<Traceback>() {
        let entry = entry.get(&vm.heap);
        if let Some(frame) = entry.frame.as_ref::<FrameObject>()
            && let Some(mut view) = vm.view_frame_object(frame).filter(|view| !view.quiet)
        {
            view.line = entry.line();
            if view.module_level && view.globals.is_same(main) {
                frames[0].line = Some(view.line);
            } else {
                frames.push(taker.frame(&view, frames.len()));
            }
        }
        next = entry.next.clone();
    }
    taker.finish(frames)
}

struct Taker<'a> {
    vm: &'a Vm,
    extent: Extent,
    numbers: HashMap<u64, u32>,
    /// Objects that have a number and are not described yet. Nothing recurses: chains of any length are fine.
    waiting: Vec<Value>,
    objects: Vec<Object>,
    /// For each binding of a variable that stands in a cell: its frame, its place there, and the cell.
    cells: Vec<(usize, usize, Value)>,
}

impl<'a> Taker<'a> {
    fn new(vm: &'a Vm, extent: Extent) -> Taker<'a> {
        let (numbers, waiting, objects, cells) = (HashMap::new(), Vec::new(), Vec::new(), Vec::new());
        Taker { vm, extent, numbers, waiting, objects, cells }
    }

    fn finish(mut self, mut frames: Vec<Frame>) -> Moment {
        if let Some(last) = frames.last_mut() {
            last.active = true;
        }
        self.follow();
        for (frame, binding, cell) in &self.cells {
            frames[*frame].bindings[*binding].cell = self.numbers.get(&cell.bits()).copied();
        }
        let left_out = self.waiting.len() - self.objects.len();
        Moment { frames, objects: self.objects, left_out, ..Moment::default() }
    }

    // ---- frames -----------------------------------------------------------------------------

    fn module_frame(&mut self, main: &Ref<Dict>) -> Frame {
        Frame { name: "module".to_string(), bindings: self.namespace(main), ..Frame::default() }
    }

    /// The names of a module or a class body that the program bound itself.
    fn namespace(&mut self, namespace: &Ref<Dict>) -> Vec<Binding> {
        let entries: Vec<_> = named_entries(self.vm, namespace).collect();
        let bindings = entries.into_iter().map(|(name, value)| Binding { name, value: self.datum(&value), cell: None });
        bindings.collect()
    }

    /// `number` is its place among the frames.
    fn frame(&mut self, view: &FrameView, number: usize) -> Frame {
        if let Some(namespace) = view.namespace.as_ref().and_then(|n| n.as_ref::<Dict>()) {
            let kind = if view.module_level { "module" } else { "class" };
            let name = if view.module_level { module_name(self.vm, namespace) } else { view.name.to_string() };
            let name = format!("{kind} {name}");
            return Frame { name, line: Some(view.line), bindings: self.namespace(namespace), ..Frame::default() };
        }
        let mut bindings = Vec::with_capacity(view.locals.len());
        for (place, local) in view.locals.iter().enumerate() {
            if let Some(cell) = &local.cell {
                self.cells.push((number, place, cell.clone()));
            }
            bindings.push(Binding { name: local.name.clone(), value: self.datum(&local.value), cell: None });
        }
        let signature = format!("{}{}", view.name, view.parameters);
        Frame { name: view.name.clone(), signature, line: Some(view.line), bindings, ..Frame::default() }
    }

    // ---- objects ----------------------------------------------------------------------------

    /// A value in place, or a reference to the object's box.
    fn datum(&mut self, value: &Value) -> Datum {
        if value.is_unbound() {
            return Datum::Unbound;
        }
        if !self.extent.values_as_objects
            && let Some((type_name, text)) = plain::written(value, self.extent.whole)
        {
            return Datum::Plain { type_name, text };
        }
        let next = self.numbers.len() as u32 + 1;
        let number = *self.numbers.entry(value.bits()).or_insert(next);
        if number == next {
            self.waiting.push(value.clone());
        }
        Datum::Ref(number)
    }

    fn follow(&mut self) {
        let most = if self.extent.whole { usize::MAX } else { OBJECTS };
        while self.objects.len() < self.waiting.len().min(most) {
            let value = self.waiting[self.objects.len()].clone();
            let described = describe::describe(self.vm, &value, if self.extent.whole { None } else { Some(ENDS) });
            let object = self.object(described);
            self.objects.push(object);
        }
    }

    fn object(&mut self, described: Described) -> Object {
        let parts = described.parts.into_iter().map(|(label, value)| {
            let label = match label {
                PartLabel::Ready(label) => label,
                PartLabel::Key(key) => Label::Key(self.datum(&key)),
            };
            (label, self.datum(&value))
        });
        let parts = parts.collect();
        Object {
            id: self.objects.len() as u32 + 1,
            type_name: described.type_name,
            kind: described.kind,
            mutable: described.mutable,
            paused: described.paused,
            text: described.text,
            parts,
            gap: described.gap,
        }
    }
}

/// What a namespace binds, without the names that every module has (`__name__` and its kin).
fn named_entries<'a>(vm: &'a Vm, namespace: &'a Ref<Dict>) -> impl Iterator<Item = (String, Value)> + use<'a> {
    namespace.get(&vm.heap).entries().filter_map(|entry| {
        let name = entry.key.as_ref::<Str>()?.lossy().into_owned();
        (!is_dunder(&name)).then(|| (name, entry.value.clone()))
    })
}

fn is_dunder(name: &str) -> bool {
    name.starts_with("__") && name.ends_with("__")
}

fn module_name(vm: &Vm, namespace: &Ref<Dict>) -> String {
    let mut entries = namespace.get(&vm.heap).entries();
    let name = entries.find(|e| e.key.as_ref::<Str>().is_some_and(|s| s.bytes() == b"__name__"));
    name.and_then(|e| e.value.as_ref::<Str>().map(|s| s.lossy().into_owned())).unwrap_or_default()
}

/// The last line of each function of the module, in order.
pub fn last_lines(vm: &Vm, main: &Ref<Dict>) -> Vec<u32> {
    let mut lines: Vec<u32> = main
        .get(&vm.heap)
        .entries()
        .filter_map(|entry| {
            let function = entry.value.as_ref::<Function>()?;
            let code = &function.get(&vm.heap).code.code;
            let own = function.get(&vm.heap).globals.is_same(main);
            let count = code.instructions.len();
            let last = (0..count).map(|place| code.locations.get(place).line).max().unwrap_or(0);
            (own && last > code.first_line).then_some(last)
        })
        .collect();
    lines.sort_unstable();
    lines.dedup();
    lines
}
