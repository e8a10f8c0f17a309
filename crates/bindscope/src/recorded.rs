//! How objects look, for the tape; and the history that a recorded run leaves.

use diagram::{Kind as Shown, Label};
use history::Timeline;
use object::{Class, ClassIndex, Ref, Str, Value};
use trace::Kind;
use vm::{Describe, Description, Part, Vm};

use crate::interpreter::Interpreter;
use crate::snapshot::describe::{self, PartLabel};
use crate::snapshot::plain;

/// What a picture shows, for the tape.
pub struct Looks;

/// Characters of a string that the tape keeps: all of them up to here, else the first half and the last few.
const LONGEST: usize = 4096;
const TAIL: usize = 100;

impl Describe for Looks {
    fn other(&self, vm: &Vm, value: &Value) -> Description {
        let described = describe::describe(vm, value, None);
        let part = |label: PartLabel| match label {
            PartLabel::Ready(Label::Member) | PartLabel::Key(_) | PartLabel::Ready(Label::Key(_)) => Part::Member,
            PartLabel::Ready(Label::Index(place)) => Part::Index(place),
            PartLabel::Ready(Label::Attribute(name)) => Part::Attribute(name),
            PartLabel::Ready(Label::Default(name)) => Part::Default(name),
            PartLabel::Ready(Label::Closure(name)) => Part::Closure(name),
            PartLabel::Ready(Label::Local(name)) => Part::Local(name),
            PartLabel::Ready(Label::Text(text)) => Part::Text(text),
        };
        Description {
            kind: kind(described.kind),
            mutable: described.mutable,
            paused: described.paused,
            text: described.text,
            parts: described.parts.into_iter().map(|(label, value)| (part(label), value)).collect(),
        }
    }

    fn class(&self, vm: &Vm, class: &Ref<Class>) -> trace::Class {
        let data = class.get(&vm.heap);
        trace::Class {
            name: vm.class_name(class).into(),
            fields: describe::class_fields(vm, class).into_iter().map(Into::into).collect(),
            is_enum: describe::is_enum(vm, class),
            is_frozen: data.is_subclass_of(ClassIndex::FROZENSET, &vm.heap),
        }
    }

    fn value(&self, value: &Value) -> String {
        let Some(string) = value.as_ref::<Str>() else {
            return plain::text_of(value, true).unwrap_or_default();
        };
        if string.len() <= LONGEST {
            return string.lossy().into_owned();
        }
        let piece = |start, end| String::from_utf8_lossy(string.slice(start, end)).into_owned();
        format!("{}{}", piece(0, LONGEST / 2), piece(string.len() - TAIL, string.len()))
    }
}

fn kind(shown: Shown) -> Kind {
    match shown {
        Shown::List => Kind::List,
        Shown::Tuple => Kind::Tuple,
        Shown::Dict => Kind::Dict,
        Shown::Set => Kind::Set,
        Shown::FrozenSet => Kind::FrozenSet,
        Shown::Instance => Kind::Instance,
        Shown::Class => Kind::Class,
        Shown::Function => Kind::Function,
        Shown::Method => Kind::Method,
        Shown::Module => Kind::Module,
        Shown::Generator => Kind::Generator,
        Shown::Iterator => Kind::Iterator,
        Shown::Exception => Kind::Exception,
        Shown::Cell => Kind::Cell,
        Shown::Plain => Kind::Plain,
        Shown::Other => Kind::Other,
    }
}

/// What a recorded run leaves, as bytes.
#[derive(Clone)]
pub struct Recording {
    pub steps: u64,
    pub bytes: Vec<u8>,
    pub tables: Vec<u8>,
}

impl Recording {
    /// The history in it; None where the bytes are none.
    pub fn timeline(&self) -> Option<Timeline> {
        Some(Timeline::new(&*self.bytes, trace::Tables::read(&self.tables)?))
    }
}

impl Interpreter {
    /// The history of a recorded run, so far.
    pub fn timeline(&self) -> Option<Timeline> {
        let tape = self.vm.tape.as_ref()?;
        Some(Timeline::new(tape.bytes(), tape.tables().clone()))
    }

    /// The same as bytes.
    pub fn recording(&self) -> Option<Recording> {
        let tape = self.vm.tape.as_ref()?;
        let (bytes, tables) = (tape.bytes().to_vec(), tape.table_bytes().to_vec());
        Some(Recording { steps: tape.steps(), bytes, tables })
    }
}
