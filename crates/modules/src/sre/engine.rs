//! The matcher: walks a program over a text and goes back to the last choice where it fails.
//!
//! Nothing recurses. Choices, the repeats under way and the old values of marks are kept on stacks, so a
//! pattern of any depth needs no Rust stack, and what a choice changed is undone exactly when it is left.
//! Look-around, atomic groups and possessive repeats run as a match inside the match (`Inner`).

use super::category;
use super::program::{First, MAXREPEAT, Program, op};

/// One character of a text: a byte, or a code point.
pub trait Unit: Copy {
    fn code(self) -> u32;
}

impl Unit for u8 {
    #[inline(always)]
    fn code(self) -> u32 {
        self as u32
    }
}

impl Unit for u32 {
    #[inline(always)]
    fn code(self) -> u32 {
        self
    }
}

/// No mark, or no repeat.
pub const NONE: usize = usize::MAX;

/// The stacks, kept from one search to the next.
#[derive(Default)]
pub struct Scratch {
    /// Start and end of each group after group 0.
    pub marks: Vec<usize>,
    /// The group that closed last, 0 for none.
    pub last_group: usize,
    choices: Vec<Choice>,
    /// Marks as they were before they were set.
    trail: Vec<(usize, usize)>,
    repeats: Vec<Repeat>,
    inner: Vec<Inner>,
    /// Choices left since somebody looked at the limits.
    pub work: usize,
}

/// What is undone when a choice is left.
#[derive(Clone, Copy)]
struct Before {
    trail: usize,
    repeats: usize,
    last_group: usize,
}

#[derive(Clone, Copy)]
struct Choice {
    kind: Kind,
    at: usize,
    position: usize,
    repeat: usize,
    /// Repetitions of a single character so far.
    count: usize,
    before: Before,
}

#[derive(Clone, Copy)]
enum Kind {
    /// `at` is the skip word of the next alternative.
    Branch,
    /// `position` is where the repetitions began.
    Fewer,
    More,
    /// The tail of a greedy repeat.
    Tail,
    /// One more round of a lazy repeat, whose context is `repeat`.
    Round,
}

/// A repeat under way. A round makes a new one, so that going back finds the old.
#[derive(Clone, Copy)]
struct Repeat {
    at: usize,
    /// Rounds so far.
    count: u32,
    /// Where the last round began; NONE before.
    last: usize,
    outer: usize,
}

#[derive(Clone, Copy)]
struct Inner {
    kind: InnerKind,
    /// The instruction that began it.
    at: usize,
    position: usize,
    repeat: usize,
    /// How many choices there were.
    choices: usize,
    before: Before,
}

#[derive(Clone, Copy)]
enum InnerKind {
    Assert,
    AssertNot,
    Atomic,
    /// Rounds done.
    Possessive(u32),
}

pub enum Outcome {
    /// The end of the match; its marks are in the scratch.
    Found(usize, usize),
    Missing,
    /// The limits were asked and said no.
    Stopped,
}

pub struct Matcher<'a, U> {
    pub text: &'a [U],
    /// Where the text ends for this match, at most its length.
    pub end: usize,
    pub program: &'a Program,
    pub scratch: &'a mut Scratch,
    /// The match must reach `end`.
    pub whole: bool,
    /// Where an empty match does not count.
    pub not_empty_at: usize,
    /// Asked now and then whether to go on.
    pub go_on: &'a mut dyn FnMut(usize) -> bool,
}

/// Where the machine stands.
#[derive(Clone, Copy)]
struct Place {
    at: usize,
    position: usize,
    repeat: usize,
}

const BETWEEN_LOOKS: usize = 2048;

impl<U: Unit> Matcher<'_, U> {
    /// A match that begins at `start`.
    pub fn match_at(&mut self, start: usize) -> Outcome {
        if start > self.end {
            return Outcome::Missing;
        }
        let s = &mut *self.scratch;
        s.marks.clear();
        s.marks.resize(self.program.groups * 2, NONE);
        s.last_group = 0;
        s.choices.clear();
        s.trail.clear();
        s.repeats.clear();
        s.inner.clear();
        let mut place = Place { at: self.program.start, position: start, repeat: NONE };
        loop {
            match self.advance(place) {
                Some(end) => return Outcome::Found(start, end),
                None => match self.go_back() {
                    Ok(Some(next)) => place = next,
                    Ok(None) => return Outcome::Missing,
                    Err(()) => return Outcome::Stopped,
                },
            }
        }
    }

    /// The first match that begins at or after `start`.
    pub fn search(&mut self, start: usize) -> Outcome {
        let program = self.program;
        if start > self.end || self.end - start < program.least {
            return Outcome::Missing;
        }
        let last = self.end - program.least;
        if let Some(literal) = &program.literal {
            return self.search_literal(literal, start, last);
        }
        let mut at = start;
        while at <= last {
            at = match program.first {
                First::Anything => at,
                First::Beginning if at > start => return Outcome::Missing,
                First::Beginning => at,
                First::Character(c) => match self.text[at..self.end].iter().position(|u| u.code() == c) {
                    Some(skipped) => at + skipped,
                    None => return Outcome::Missing,
                },
                First::Set(set) => {
                    let bitmap = program.bitmap(set);
                    let found = self.text[at..self.end].iter().position(|u| {
                        let c = u.code();
                        if c < 256 { bitmap[c as usize / 64] >> (c % 64) & 1 != 0 } else { program.set_has(set + 2, c) }
                    });
                    match found {
                        Some(skipped) => at + skipped,
                        None => return Outcome::Missing,
                    }
                }
            };
            match self.match_at(at) {
                Outcome::Missing => at += 1,
                outcome => return outcome,
            }
            // A long search that fails at once everywhere is work, too.
            if at.is_multiple_of(4096) && !(self.go_on)(64) {
                return Outcome::Stopped;
            }
        }
        Outcome::Missing
    }

    fn search_literal(&mut self, literal: &[u32], start: usize, last: usize) -> Outcome {
        self.scratch.marks.clear();
        self.scratch.marks.resize(self.program.groups * 2, NONE);
        self.scratch.last_group = 0;
        let Some((&first, rest)) = literal.split_first() else {
            return Outcome::Missing;
        };
        let mut at = start;
        while at <= last {
            let Some(skipped) =
                self.text[at..=last.min(self.end.saturating_sub(1))].iter().position(|u| u.code() == first)
            else {
                return Outcome::Missing;
            };
            at += skipped;
            let end = at + literal.len();
            if end <= self.end && self.text[at + 1..end].iter().zip(rest).all(|(u, &c)| u.code() == c) {
                return Outcome::Found(at, end);
            }
            at += 1;
        }
        Outcome::Missing
    }

    // ---- going on -----------------------------------------------------------------------------

    /// Runs until the match is found (its end) or fails (None).
    fn advance(&mut self, mut place: Place) -> Option<usize> {
        let program = self.program;
        loop {
            let at = place.at;
            let word = program.word(at);
            match word {
                op::LITERAL => {
                    if self.character(place.position)? != program.word(at + 1) {
                        return None;
                    }
                    place.position += 1;
                    place.at += 2;
                }
                op::IN => {
                    if !program.in_set(at, self.character(place.position)?) {
                        return None;
                    }
                    place.position += 1;
                    place.at += 1 + program.word(at + 1) as usize;
                }
                op::MARK => {
                    self.mark(program.word(at + 1) as usize, place.position);
                    place.at += 2;
                }
                op::REPEAT_ONE => place = self.repeat_one(place)?,
                op::MIN_REPEAT_ONE => place = self.repeat_one_lazily(place)?,
                op::POSSESSIVE_REPEAT_ONE => {
                    let (least, most) = (program.word(at + 2) as usize, program.word(at + 3));
                    let count = self.count(at + 4, place.position, most);
                    if count < least {
                        return None;
                    }
                    place.position += count;
                    place.at += 1 + program.word(at + 1) as usize;
                }
                op::BRANCH => place = self.branch(at + 1, place.position, place.repeat)?,
                op::JUMP => place.at += 1 + program.word(at + 1) as usize,
                op::REPEAT => {
                    let context = Repeat { at, count: 0, last: NONE, outer: place.repeat };
                    place.repeat = self.scratch.repeats.len();
                    self.scratch.repeats.push(context);
                    place.at += 1 + program.word(at + 1) as usize;
                }
                op::MAX_UNTIL => place = self.until_greedy(place)?,
                op::MIN_UNTIL => place = self.until_lazy(place)?,
                op::AT => {
                    if !self.holds(program.word(at + 1), place.position) {
                        return None;
                    }
                    place.at += 2;
                }
                op::SUCCESS => match self.scratch.inner.pop() {
                    Some(inner) => place = self.inner_succeeded(inner, place)?,
                    None => {
                        let wanted = !(self.whole && place.position != self.end);
                        return (wanted && place.position != self.not_empty_at).then_some(place.position);
                    }
                },
                op::ASSERT | op::ASSERT_NOT => {
                    let back = program.word(at + 2) as usize;
                    let kind = if word == op::ASSERT { InnerKind::Assert } else { InnerKind::AssertNot };
                    match place.position.checked_sub(back) {
                        Some(position) => {
                            self.begin_inner(kind, place);
                            place.position = position;
                            place.at += 3;
                        }
                        None if word == op::ASSERT => return None,
                        None => place.at += 1 + program.word(at + 1) as usize,
                    }
                }
                op::ATOMIC_GROUP => {
                    self.begin_inner(InnerKind::Atomic, place);
                    place.at += 2;
                }
                op::POSSESSIVE_REPEAT => {
                    self.begin_inner(InnerKind::Possessive(0), place);
                    place.at += 4;
                }
                op::GROUPREF | op::GROUPREF_IGNORE | op::GROUPREF_LOC_IGNORE | op::GROUPREF_UNI_IGNORE => {
                    place.position = self.group_again(word, program.word(at + 1) as usize, place.position)?;
                    place.at += 2;
                }
                op::GROUPREF_EXISTS => match self.group(program.word(at + 1) as usize) {
                    Some(_) => place.at += 3,
                    None => place.at += 1 + program.word(at + 2) as usize,
                },
                op::INFO => place.at += 1 + program.word(at + 1) as usize,
                op::IN_IGNORE | op::IN_UNI_IGNORE | op::IN_LOC_IGNORE => {
                    if !self.one(at, self.character(place.position)?) {
                        return None;
                    }
                    place.position += 1;
                    place.at += 1 + program.word(at + 1) as usize;
                }
                op::ANY | op::ANY_ALL => {
                    if !self.one(at, self.character(place.position)?) {
                        return None;
                    }
                    place.position += 1;
                    place.at += 1;
                }
                _ => {
                    if !self.one(at, self.character(place.position)?) {
                        return None;
                    }
                    place.position += 1;
                    place.at += 2;
                }
            }
        }
    }

    #[inline(always)]
    fn character(&self, position: usize) -> Option<u32> {
        if position < self.end { self.text.get(position).map(|u| u.code()) } else { None }
    }

    /// Does the instruction at this place, which stands for one character, match this one?
    fn one(&self, at: usize, c: u32) -> bool {
        let wanted = self.program.word(at + 1);
        match self.program.word(at) {
            op::LITERAL => c == wanted,
            op::NOT_LITERAL => c != wanted,
            op::IN => self.program.in_set(at, c),
            op::ANY => c != 10,
            op::ANY_ALL => true,
            op::CATEGORY => category::is(wanted, c),
            op::LITERAL_IGNORE => category::lower_ascii(c) == wanted,
            op::NOT_LITERAL_IGNORE => category::lower_ascii(c) != wanted,
            op::LITERAL_UNI_IGNORE => category::lower(c) == wanted,
            op::NOT_LITERAL_UNI_IGNORE => category::lower(c) != wanted,
            op::LITERAL_LOC_IGNORE => self.same_in_locale(c, wanted),
            op::NOT_LITERAL_LOC_IGNORE => !self.same_in_locale(c, wanted),
            op::IN_IGNORE => self.program.set_has(at + 2, category::lower_ascii(c)),
            op::IN_UNI_IGNORE => self.program.set_has(at + 2, category::lower(c)),
            op::IN_LOC_IGNORE => {
                let (lower, upper) = (category::lower_ascii(c), category::upper_ascii(c));
                self.program.set_has(at + 2, lower) || lower != upper && self.program.set_has(at + 2, upper)
            }
            _ => false,
        }
    }

    /// The locale is always C.
    fn same_in_locale(&self, c: u32, wanted: u32) -> bool {
        c == wanted || category::lower_ascii(c) == wanted || category::upper_ascii(c) == wanted
    }

    fn mark(&mut self, number: usize, position: usize) {
        let s = &mut *self.scratch;
        let Some(slot) = s.marks.get_mut(number) else {
            return;
        };
        let old = std::mem::replace(slot, position);
        if !(s.choices.is_empty() && s.inner.is_empty()) {
            s.trail.push((number, old));
        }
        if number % 2 == 1 {
            s.last_group = number / 2 + 1;
        }
    }

    /// Where a group matched.
    fn group(&self, number: usize) -> Option<(usize, usize)> {
        match self.scratch.marks.get(number * 2..number * 2 + 2) {
            Some(&[start, end]) if start != NONE && end != NONE && start <= end => Some((start, end)),
            _ => None,
        }
    }

    /// The text of a group once more: where it ends.
    fn group_again(&self, word: u32, number: usize, position: usize) -> Option<usize> {
        let (start, end) = self.group(number)?;
        let fold = match word {
            op::GROUPREF_IGNORE | op::GROUPREF_LOC_IGNORE => category::lower_ascii,
            op::GROUPREF_UNI_IGNORE => category::lower,
            _ => |c| c,
        };
        for offset in 0..end - start {
            if fold(self.character(position + offset)?) != fold(self.text.get(start + offset)?.code()) {
                return None;
            }
        }
        Some(position + end - start)
    }

    fn holds(&self, code: u32, position: usize) -> bool {
        let is_newline = |p: usize| self.text.get(p).is_some_and(|u| u.code() == 10);
        match code {
            0 | 2 => position == 0,
            1 => position == 0 || is_newline(position - 1),
            3 | 8 => self.boundary(position, category::is_word) == Some(true),
            4 | 9 => self.boundary(position, category::is_word) == Some(false),
            5 => position == self.end || position + 1 == self.end && is_newline(position),
            6 => position == self.end || is_newline(position),
            7 => position == self.end,
            10 => self.boundary(position, category::is_unicode_word) == Some(true),
            11 => self.boundary(position, category::is_unicode_word) == Some(false),
            _ => false,
        }
    }

    /// Is here the edge of a word? (In an empty text there is no answer: neither `\b` nor `\B` matches.)
    fn boundary(&self, position: usize, is_word: fn(u32) -> bool) -> Option<bool> {
        if self.end == 0 {
            return None;
        }
        let word_at = |p: Option<usize>| p.and_then(|p| self.character(p)).is_some_and(is_word);
        Some(word_at(position.checked_sub(1)) != word_at(Some(position)))
    }

    /// How many characters from `position` on, at most `most`, the one-character instruction at `at` matches.
    fn count(&self, at: usize, position: usize, most: u32) -> usize {
        let room = self.end.saturating_sub(position);
        let most = if most == MAXREPEAT { room } else { room.min(most as usize) };
        let text = &self.text[position..position + most];
        let run = |matches: &dyn Fn(u32) -> bool| text.iter().position(|u| !matches(u.code())).unwrap_or(most);
        match self.program.word(at) {
            op::ANY_ALL => most,
            op::ANY => text.iter().position(|u| u.code() == 10).unwrap_or(most),
            op::LITERAL => {
                let c = self.program.word(at + 1);
                text.iter().position(|u| u.code() != c).unwrap_or(most)
            }
            op::NOT_LITERAL => {
                let c = self.program.word(at + 1);
                text.iter().position(|u| u.code() == c).unwrap_or(most)
            }
            op::IN => {
                let bitmap = self.program.bitmap(at);
                let outside = text.iter().position(|u| {
                    let c = u.code();
                    let inside = if c < 256 {
                        bitmap[c as usize / 64] >> (c % 64) & 1 != 0
                    } else {
                        self.program.set_has(at + 2, c)
                    };
                    !inside
                });
                outside.unwrap_or(most)
            }
            _ => run(&|c| self.one(at, c)),
        }
    }

    // ---- choices --------------------------------------------------------------------------------

    fn before(&self) -> Before {
        let s = &self.scratch;
        Before { trail: s.trail.len(), repeats: s.repeats.len(), last_group: s.last_group }
    }

    fn choose(&mut self, kind: Kind, at: usize, position: usize, repeat: usize, count: usize) {
        let before = self.before();
        self.scratch.choices.push(Choice { kind, at, position, repeat, count, before });
    }

    /// The first alternative from the skip word at `at` on that can begin here, the others left as a choice.
    fn branch(&mut self, mut at: usize, position: usize, repeat: usize) -> Option<Place> {
        let here = self.character(position);
        let can_begin = |body: usize| match self.program.word(body) {
            op::LITERAL => here == Some(self.program.word(body + 1)),
            op::IN => here.is_some_and(|c| self.program.in_set(body, c)),
            _ => true,
        };
        let next_of = |mut at: usize| {
            loop {
                let skip = self.program.word(at) as usize;
                if skip == 0 {
                    return None;
                }
                if can_begin(at + 1) {
                    return Some((at + 1, at + skip));
                }
                at += skip;
            }
        };
        let (body, after) = next_of(at)?;
        at = after;
        // The last alternative that can begin leaves no choice.
        let more = next_of(at).is_some();
        if more {
            self.choose(Kind::Branch, at, position, repeat, 0);
        }
        Some(Place { at: body, position, repeat })
    }

    fn repeat_one(&mut self, place: Place) -> Option<Place> {
        let Place { at, position, repeat } = place;
        let least = self.program.word(at + 2) as usize;
        let count = self.count(at + 4, position, self.program.word(at + 3));
        let count = self.fewer(at, position, count)?;
        if count > least {
            self.choose(Kind::Fewer, at, position, repeat, count);
        }
        Some(Place { at: at + 1 + self.program.word(at + 1) as usize, position: position + count, repeat })
    }

    /// The most repetitions, at most `count`, behind which the tail can begin.
    fn fewer(&self, at: usize, position: usize, count: usize) -> Option<usize> {
        let least = self.program.word(at + 2) as usize;
        if count < least {
            return None;
        }
        let tail = at + 1 + self.program.word(at + 1) as usize;
        if self.program.word(tail) != op::LITERAL {
            return Some(count);
        }
        let wanted = self.program.word(tail + 1);
        (least..=count).rev().find(|&n| self.character(position + n) == Some(wanted))
    }

    fn repeat_one_lazily(&mut self, place: Place) -> Option<Place> {
        let Place { at, position, repeat } = place;
        let least = self.program.word(at + 2);
        if least > 0 && self.count(at + 4, position, least) < least as usize {
            return None;
        }
        self.lazily(at, position, repeat, least as usize)
    }

    /// The tail after `count` repetitions; one more is a choice.
    fn lazily(&mut self, at: usize, position: usize, repeat: usize, mut count: usize) -> Option<Place> {
        let most = self.program.word(at + 3);
        let tail = at + 1 + self.program.word(at + 1) as usize;
        if self.program.word(tail) == op::LITERAL {
            let wanted = self.program.word(tail + 1);
            loop {
                let c = self.character(position + count)?;
                if c == wanted {
                    break;
                }
                if most != MAXREPEAT && count >= most as usize || !self.one(at + 4, c) {
                    return None;
                }
                count += 1;
            }
        }
        if most == MAXREPEAT || count < most as usize {
            self.choose(Kind::More, at, position, repeat, count);
        }
        Some(Place { at: tail, position: position + count, repeat })
    }

    fn round(&mut self, context: Repeat, count: u32, last: usize, position: usize) -> Place {
        let s = &mut *self.scratch;
        s.repeats.push(Repeat { count, last, ..context });
        Place { at: context.at + 4, position, repeat: s.repeats.len() - 1 }
    }

    fn until_greedy(&mut self, place: Place) -> Option<Place> {
        let context = *self.scratch.repeats.get(place.repeat)?;
        let (least, most) = (self.program.word(context.at + 2), self.program.word(context.at + 3));
        if context.count < least {
            return Some(self.round(context, context.count + 1, context.last, place.position));
        }
        if (context.count < most || most == MAXREPEAT) && place.position != context.last {
            self.choose(Kind::Tail, place.at + 1, place.position, context.outer, 0);
            return Some(self.round(context, context.count + 1, place.position, place.position));
        }
        Some(Place { at: place.at + 1, position: place.position, repeat: context.outer })
    }

    fn until_lazy(&mut self, place: Place) -> Option<Place> {
        let context = *self.scratch.repeats.get(place.repeat)?;
        let least = self.program.word(context.at + 2);
        if context.count < least {
            return Some(self.round(context, context.count + 1, context.last, place.position));
        }
        self.choose(Kind::Round, place.at, place.position, place.repeat, 0);
        Some(Place { at: place.at + 1, position: place.position, repeat: context.outer })
    }

    // ---- a match inside the match -----------------------------------------------------------------

    fn begin_inner(&mut self, kind: InnerKind, place: Place) {
        let before = self.before();
        let Place { at, position, repeat } = place;
        let choices = self.scratch.choices.len();
        self.scratch.inner.push(Inner { kind, at, position, repeat, choices, before });
    }

    fn behind(&self, inner: &Inner, position: usize) -> Place {
        // Behind a possessive repeat stands one word more, where others have their UNTIL.
        let more = matches!(inner.kind, InnerKind::Possessive(_)) as usize;
        Place { at: inner.at + 1 + self.program.word(inner.at + 1) as usize + more, position, repeat: inner.repeat }
    }

    fn inner_succeeded(&mut self, inner: Inner, place: Place) -> Option<Place> {
        self.scratch.choices.truncate(inner.choices);
        match inner.kind {
            InnerKind::Assert => Some(self.behind(&inner, inner.position)),
            InnerKind::AssertNot => {
                self.undo(inner.before);
                None
            }
            InnerKind::Atomic => Some(self.behind(&inner, place.position)),
            InnerKind::Possessive(rounds) => {
                let (least, most) = (self.program.word(inner.at + 2), self.program.word(inner.at + 3));
                let rounds = rounds + 1;
                let again = rounds < least || (rounds < most || most == MAXREPEAT) && place.position != inner.position;
                if !again {
                    return Some(self.behind(&inner, place.position));
                }
                let from = Place { at: inner.at, position: place.position, repeat: inner.repeat };
                self.begin_inner(InnerKind::Possessive(rounds), from);
                Some(Place { at: inner.at + 4, position: place.position, repeat: inner.repeat })
            }
        }
    }

    /// What follows when the inner match has no choice left.
    fn inner_failed(&mut self, inner: Inner) -> Option<Place> {
        self.undo(inner.before);
        match inner.kind {
            InnerKind::AssertNot => Some(self.behind(&inner, inner.position)),
            InnerKind::Possessive(rounds) if rounds >= self.program.word(inner.at + 2) => {
                Some(self.behind(&inner, inner.position))
            }
            _ => None,
        }
    }

    // ---- going back --------------------------------------------------------------------------------

    fn undo(&mut self, before: Before) {
        let s = &mut *self.scratch;
        while s.trail.len() > before.trail {
            if let Some((number, old)) = s.trail.pop() {
                s.marks[number] = old;
            }
        }
        s.repeats.truncate(before.repeats);
        s.last_group = before.last_group;
    }

    /// The place from which to go on after a failure; None where no choice is left.
    fn go_back(&mut self) -> Result<Option<Place>, ()> {
        loop {
            self.scratch.work += 1;
            if self.scratch.work >= BETWEEN_LOOKS {
                self.scratch.work = 0;
                if !(self.go_on)(BETWEEN_LOOKS) {
                    return Err(());
                }
            }
            let floor = self.scratch.inner.last().map_or(0, |inner| inner.choices);
            if self.scratch.choices.len() <= floor {
                match self.scratch.inner.pop() {
                    None => return Ok(None),
                    Some(inner) => match self.inner_failed(inner) {
                        Some(place) => return Ok(Some(place)),
                        None => continue,
                    },
                }
            }
            let Some(choice) = self.scratch.choices.pop() else {
                return Ok(None);
            };
            self.undo(choice.before);
            if let Some(place) = self.choose_again(choice) {
                return Ok(Some(place));
            }
        }
    }

    fn choose_again(&mut self, choice: Choice) -> Option<Place> {
        let Choice { at, position, repeat, count, .. } = choice;
        match choice.kind {
            Kind::Branch => self.branch(at, position, repeat),
            Kind::Tail => Some(Place { at, position, repeat }),
            Kind::Fewer => {
                let count = self.fewer(at, position, count - 1)?;
                if count > self.program.word(at + 2) as usize {
                    self.choose(Kind::Fewer, at, position, repeat, count);
                }
                Some(Place { at: at + 1 + self.program.word(at + 1) as usize, position: position + count, repeat })
            }
            Kind::More => {
                let c = self.character(position + count)?;
                if !self.one(at + 4, c) {
                    return None;
                }
                self.lazily(at, position, repeat, count + 1)
            }
            Kind::Round => {
                let context = *self.scratch.repeats.get(repeat)?;
                let most = self.program.word(context.at + 3);
                if context.count >= most && most != MAXREPEAT || position == context.last {
                    return None;
                }
                Some(self.round(context, context.count + 1, position, position))
            }
        }
    }
}
