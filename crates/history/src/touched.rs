//! Which stretches of a run touch an object or a global name: those that do not are passed over by questions. It may
//! say yes too often, never no.

use std::ops::Range;

use trace::{CodeId, ObjectId, Tables};

/// An object that changes, or a site of a body of code that binds a global.
#[derive(Clone, Copy)]
pub(crate) struct Mark(u64);

/// For each stretch, a bit for every mark, by its hash.
#[derive(Default)]
pub(crate) struct Touched(Vec<Box<[u64; WORDS]>>);

/// Events of a stretch. Eight kilobytes of bits are half empty as a rule, and small beside the stretch.
const STRETCH: u64 = 1 << 16;
const WORDS: usize = 1024;

impl Mark {
    pub fn object(object: ObjectId) -> Mark {
        Mark(object.0 << 1)
    }

    pub fn site(code: CodeId, site: u32) -> Mark {
        Mark(((code.0 as u64) << 32 | site as u64) << 1 | 1)
    }

    /// All sites that name one of these.
    pub fn sites(tables: &Tables, named: impl Fn(&str) -> bool) -> Vec<Mark> {
        let mut marks = Vec::new();
        for (code, (body, _)) in tables.codes.iter().enumerate() {
            for (site, name) in body.sites.iter().enumerate() {
                if body.names.get(*name as usize).is_some_and(|name| named(name)) {
                    marks.push(Mark::site(CodeId(code as u32), site as u32));
                }
            }
        }
        marks
    }

    #[inline]
    fn bit(self) -> usize {
        (self.0.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 48) as usize % (WORDS * 64)
    }
}

impl Touched {
    #[inline]
    pub fn mark(&mut self, event: u64, mark: Mark) {
        let stretch = (event / STRETCH) as usize;
        if stretch >= self.0.len() {
            self.0.resize_with(stretch + 1, || Box::new([0; WORDS]));
        }
        let bit = mark.bit();
        self.0[stretch][bit / 64] |= 1 << (bit % 64);
    }

    /// May one of the marks be in these events, all of which were gone through?
    pub fn has(&self, events: Range<u64>, marks: &[Mark]) -> bool {
        let first = (events.start / STRETCH) as usize;
        let end = (events.end.div_ceil(STRETCH) as usize).min(self.0.len());
        let stretches = self.0.get(first..end).unwrap_or_default();
        let has = |bits: &[u64; WORDS], mark: &Mark| bits[mark.bit() / 64] >> (mark.bit() % 64) & 1 != 0;
        stretches.iter().any(|bits| marks.iter().any(|mark| has(bits, mark)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_marked_is_found_where_it_was() {
        let mut touched = Touched::default();
        let marks: Vec<Mark> = (1..2000).map(|id| Mark::object(ObjectId(id * 7))).collect();
        for (place, mark) in marks.iter().enumerate() {
            touched.mark(place as u64 * 500, *mark);
        }
        for (place, mark) in marks.iter().enumerate() {
            let event = place as u64 * 500;
            assert!(touched.has(event..event + 1, &[*mark]) && touched.has(0..u64::MAX, &[*mark]));
        }
        let strangers = (0..1000).filter(|site| touched.has(0..STRETCH, &[Mark::site(CodeId(3), *site)])).count();
        assert!(strangers < 100, "{strangers}");
        assert!(!touched.has(0..u64::MAX, &[]) && !touched.has(1 << 40..u64::MAX, &marks));
    }
}
