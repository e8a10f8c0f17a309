//! The strings that instructions make: sums, parts put together, and formatted values.

use bytecode::Instruction;
use object::{ClassIndex, Ref, Str, Value};
use text::spec::{self, Spec};

use crate::machine::Vm;
use crate::observe::Observer;
use crate::slow::reg;

/// A plain string; None where it is another object.
#[inline(always)]
pub(crate) fn plain(value: &Value) -> Option<&Ref<Str>> {
    value.as_ref::<Str>().filter(|string| string.header().class() == ClassIndex::STR)
}

/// Characters of a string that the tape is told of by what it was made from.
const LONG_ENOUGH: usize = 64;

impl Vm {
    /// Adds two plain strings. The left one grows in place where nobody else refers to it, so that a loop of
    /// `s += t` copies nothing; false if they are no plain strings.
    #[inline]
    pub(crate) fn concatenate_at<O: Observer>(&mut self, regs: *mut Value, ins: Instruction) -> bool {
        let (Some(x), Some(y)) = (plain(reg(regs, ins.b())), plain(reg(regs, ins.c()))) else {
            return false;
        };
        // A local that gets the result lets go of its string, as a temporary does.
        let gives_up = ins.a() == ins.b() || self.is_temporary(ins.b());
        let alone = gives_up && x.header().count() == 1 && !x.header().is_interned();
        let told = O::RECORDS && object::is_told(x.value());
        if alone && !y.is_empty() && x.bytes().len() + y.bytes().len() < u32::MAX as usize {
            x.get_mut(&mut self.heap).push(y);
            if told {
                self.tell_grown(&x.to_value(), &y.to_value());
            }
            self.used(regs, ins.c());
            if ins.a() != ins.b() || O::RECORDS {
                let sum = std::mem::take(reg(regs, ins.b()));
                self.result::<O>(regs, ins.a(), sum);
            }
            return true;
        }
        let sum = if y.is_empty() {
            x.to_value()
        } else if x.is_empty() {
            y.to_value()
        } else {
            let sum: Value = Ref::<Str>::joined(x, y).into();
            if told && x.len() > LONG_ENOUGH {
                self.tell_joined(&sum, &x.to_value(), &y.to_value());
            }
            sum
        };
        self.used(regs, ins.b());
        self.used(regs, ins.c());
        self.result::<O>(regs, ins.a(), sum);
        true
    }

    /// The string of all those in `count` temporaries from `first` on, which are then empty.
    pub(crate) fn put_together(&mut self, regs: *mut Value, first: u16, count: u16) -> Value {
        // A string of one field is what the field gave.
        if count == 1 {
            return std::mem::take(reg(regs, first));
        }
        let parts = || (first..first + count).filter_map(|number| reg(regs, number).as_ref::<Str>());
        let (bytes, characters) = parts().fold((0, 0), |(bytes, all), s| (bytes + s.bytes().len(), all + s.len()));
        let whole = Ref::<Str>::filled(bytes, characters, |out| {
            let mut rest = out;
            for part in parts() {
                let (place, behind) = std::mem::take(&mut rest).split_at_mut(part.bytes().len());
                place.copy_from_slice(part.bytes());
                rest = behind;
            }
        });
        for number in first..first + count {
            drop(std::mem::take(reg(regs, number)));
        }
        whole.into()
    }
}

/// `format(value, spec)` of a plain number or string, where the specification is an ordinary one; None where
/// `__format__` must be asked.
pub(crate) fn plain_format(value: &Value, spec: &Value) -> Option<Ref<Str>> {
    let spec = plain(spec)?.bytes();
    let bytes = if let Some(n) = value.as_small_int() {
        let spec = Spec::parse(spec, || "int".to_string(), 'd' as u32, b'>').ok().filter(is_modest)?;
        match spec.kind() {
            'd' | 'x' if spec::check_integer(&spec).is_ok() => {
                let n_abs = n.unsigned_abs();
                let digits = |radix| if radix == 16 { format!("{n_abs:x}") } else { n_abs.to_string() };
                spec::format_integer(n < 0, &spec, |radix| Ok::<_, ()>(digits(radix))).ok()?
            }
            _ => return None,
        }
    } else if let Some(text) = plain(value) {
        let spec = Spec::parse(spec, || "str".to_string(), 's' as u32, b'<').ok().filter(is_modest)?;
        spec::format_str(text.bytes(), &spec).ok()?
    } else if !value.is_object()
        && let Some(x) = value.as_float()
    {
        let spec = Spec::parse(spec, || "float".to_string(), 0, b'>').ok().filter(is_modest)?;
        if !matches!(spec.kind(), 'e' | 'f' | 'g' | '%' | '\0') {
            return None;
        }
        spec::format_float(x, &spec).ok()?
    } else {
        return None;
    };
    Some(Ref::from_wtf8(bytes))
}

/// Does it ask for no more than a line of text?
fn is_modest(spec: &Spec) -> bool {
    spec.width < 200 && spec.precision.is_none_or(|precision| precision < 200)
}
