//! `facts`: what the textbook table says of assignment and copy, measured: which operation made a value be where it
//! is, whether that made a new object, what it cost, and how deep a change made through one shows through the other.

use trace::{ObjectId, Small, Word};

use crate::answer::{Answer, Cell, Table};
use crate::copies::Copied;
use crate::describe::with_article;
use crate::event::{Event, Fact};
use crate::explore::MetCopy;
use crate::expression::{Datum, Expression, Fault};
use crate::path::Paths;
use crate::place::Place;
use crate::replay::Glimpse;
use crate::sharing::{Sharing, kinds};
use crate::source::{Sources, reads};
use crate::state::State;
use crate::timeline::{Asked, Timeline};

const FACTS: &[&str] = &["fact", "is"];
const ROOM: usize = 40;
/// Other names of an object that are told.
const MOST_OTHERS: usize = 4;

/// What made a value be at a place.
struct Making {
    line: Option<u32>,
    statement: String,
    /// What an augmented assignment did.
    operation: Option<&'static str>,
    how: How,
}

enum How {
    /// A name or part was bound to an object that others held already.
    Bound,
    /// By a copy: the last one, where several followed each other, with what it cost.
    Copied { copied: Copied, own: String, slots: usize, bytes: usize },
    /// The object was made for this place.
    Made,
}

impl Timeline {
    /// The facts of the assignment or copy that made the value of an expression be there.
    pub fn facts(&self, expression: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let (state, text) = (&asked.state, &expression.text);
        let id = match expression.value(state, asked.frame)? {
            Datum::Object(id) => id,
            value => return Ok(self.of_value(text, &value, expression, asked)),
        };
        let place = Place::of(expression, asked)?;
        let making = self.making(id, &place, asked);
        let original = original(&making, id, &place, asked);
        let other = original.as_ref().map(|(_, path)| path.as_str());
        let sharing = original.as_ref().map(|(original, _)| Sharing::between(state, *original, id));
        let levels = sharing.as_ref().map_or(&[][..], |sharing| &sharing.levels);
        // Of one object, what holds at the second level holds below.
        let deepest = if sharing.as_ref().is_some_and(|sharing| sharing.same) { 2 } else { levels.len() };
        let levels = &levels[..levels.len().min(deepest)];
        let mut answer = Answer::new(making.sentence(text, id, other, state));
        let mut table = Table::new("facts", FACTS);
        let mut add = |fact: &str, is: String| table.rows.push(vec![Cell::text(fact), Cell::Text(is)]);
        let line = making.line.map_or(String::new(), |line| format!("line {line}  "));
        add("made by", format!("{line}{}", making.statement));
        if let Some(operation) = making.operation {
            add("operation", operation.to_string());
        }
        add("object", making.object(id, other, state));
        let also: Vec<String> = others(id, &place, asked).into_iter().filter(|path| other != Some(path)).collect();
        if !also.is_empty() {
            let more = if also.len() > MOST_OTHERS { ", …" } else { "" };
            add("also seen as", format!("{}{more}", also[..also.len().min(MOST_OTHERS)].join(", ")));
        }
        add("copied", making.copied());
        add("memory", format!("{} bytes", making.cost().1));
        for (place, shows) in levels.iter().enumerate() {
            add(&format!("a change at depth {}", place + 1), shows.words(other.unwrap_or_default()));
        }
        answer.data = vec![
            ("object", Cell::text(state.number_of(id))),
            ("made_by", Cell::text(&*making.statement)),
            ("line", Cell::Line(making.line)),
            ("operation", Cell::text(making.operation())),
            ("original", other.map_or(Cell::Line(None), Cell::text)),
            ("same", Cell::Flag(sharing.as_ref().is_some_and(|sharing| sharing.same))),
            ("copied", Cell::text(making.copied())),
            ("slots", Cell::Number(making.cost().0 as u64)),
            ("bytes", Cell::Number(making.cost().1 as u64)),
            ("shows", Cell::List(levels.iter().map(|shows| Cell::text(shows.word())).collect())),
        ];
        Ok(answer.with(table))
    }

    fn of_value(&self, text: &str, value: &Datum, expression: &Expression, asked: &Asked) -> Answer {
        let state = &asked.state;
        let (shown, kind) = (state.describe_datum(value, ROOM), state.type_of(value));
        let mut answer = Answer::new(format!(
            "{text} is {shown}, a value ({kind}): it never changes, so whether it was copied cannot be seen."
        ));
        let put = Place::of(expression, asked).ok().and_then(|place| self.last_put(&place, asked));
        let event = put.and_then(|number| self.replay_to(number));
        let operation = event
            .and_then(|(event, replay)| augmented(&event, &replay.state, &Sources::new(asked.state.tables.clone())));
        let operation = Cell::text(operation.unwrap_or("value"));
        answer.data = vec![("operation", operation), ("same", Cell::Flag(true)), ("bytes", Cell::Number(0))];
        answer
    }

    fn making(&self, id: ObjectId, place: &Place, asked: &Asked) -> Making {
        let put = self.last_put(place, asked);
        let copy = self.copy_of(id, asked);
        let found = put.and_then(|number| self.replay_to(number));
        let Some((event, replay)) = found else { return self.made_with_holder(id, place, copy, asked) };
        let sources = Sources::new(asked.state.tables.clone());
        let state = &replay.state;
        let event = sources.visible(&event, state);
        let (site, statement) = match event.fact {
            Fact::Call { .. } | Fact::Birth(_) => caller(&event, state, &sources),
            _ => (event.place.map(|spot| (spot.activation, spot.line)), sources.statement(&event, state)),
        };
        let began = self.began(&event).step;
        let first = state.object(id).is_some_and(|object| {
            began.is_some_and(|began| object.born >= began) || self.is_first(object.born, id, event.number)
        });
        // Who was bound to a copy in another statement shares it; unless all who had it before are gone.
        let here = |copied: &Copied| {
            if copied.event > event.number {
                return false;
            }
            let copy = self.replay_to(copied.event).and_then(|(copy, _)| copy.place);
            first || copy.map(|spot| (spot.activation, spot.line)) == site || self.is_alone(id, place, asked)
        };
        let how = match copy {
            Some(How::Copied { ref copied, .. }) if here(copied) => copy.unwrap_or(How::Made),
            _ if first || self.is_alone(id, place, asked) => How::Made,
            _ => How::Bound,
        };
        Making { line: site.map(|(_, line)| line), statement, operation: augmented(&event, state, &sources), how }
    }

    /// Of what no event put where it is: it came with its holder, or with what that was copied from.
    fn made_with_holder(&self, id: ObjectId, place: &Place, copy: Option<How>, asked: &Asked) -> Making {
        let statement = self.born(id, &asked.state);
        let mut making = Making { line: None, statement, operation: None, how: How::Made };
        if let Place::Part { holder, .. } = place {
            self.each_copy_where(
                asked,
                |copy| copy.result == *holder,
                |copied, _| {
                    if copied.source != *holder {
                        (making.line, making.statement) = (copied.line, copied.text);
                    }
                },
            );
        }
        let alone = self.is_alone(id, place, asked);
        making.how = copy.unwrap_or(if alone { How::Made } else { How::Bound });
        making
    }

    /// The last copy that made an object, by itself or as a part of another.
    fn copy_of(&self, id: ObjectId, asked: &Asked) -> Option<How> {
        let mut copy = None;
        let born = asked.state.object(id).map(|object| object.born);
        let wanted = |copy: &MetCopy| copy.result == id || Some(copy.step) == born;
        self.each_copy_where(asked, wanted, |copied, state| {
            let copied = if copied.result == id { Some(copied) } else { of_part(copied, id, state) };
            if let Some(copied) = copied {
                let (own, slots, bytes) = cost(&copied, state);
                copy = Some(How::Copied { copied, own, slots, bytes });
            }
        });
        copy
    }

    /// Does nothing else hold the object now?
    fn is_alone(&self, id: ObjectId, place: &Place, asked: &Asked) -> bool {
        others(id, place, asked).is_empty()
    }

    /// Did nothing hold the object before this event?
    fn is_first(&self, born: u64, id: ObjectId, event: u64) -> bool {
        let mut replay = self.replay_before(born);
        let word = Word::of_object(id);
        let may_hold = |glimpse: Glimpse, _: &State| match glimpse {
            Glimpse::Small(Small::Bind(_, value)) => value == word,
            Glimpse::Small(_) => false,
            Glimpse::Other(other) => matches!(
                other,
                trace::Event::Bind { .. }
                    | trace::Event::Change { .. }
                    | trace::Event::Call { .. }
                    | trace::Event::Birth { .. }
            ),
        };
        while let Some(other) = replay.next_before(event, may_hold) {
            let holds = match &other.fact {
                Fact::Bind { new, .. } => *new == word,
                Fact::Mutate(mutate) => mutate.new == Some(word) || mutate.items.contains(&word),
                Fact::Call { arguments, .. } => arguments.iter().any(|(_, value)| *value == word),
                Fact::Birth(holder) if *holder != id => {
                    let holder = replay.state.object(*holder);
                    holder.is_some_and(|holder| holder.parts().iter().any(|(_, part)| *part == word))
                }
                _ => false,
            };
            if holds {
                return false;
            }
        }
        true
    }
}

impl Making {
    fn sentence(&self, text: &str, id: ObjectId, other: Option<&str>, state: &State) -> String {
        let kind = state.object(id).map_or(String::new(), |object| state.kind_and_name(object));
        match (&self.how, other) {
            (How::Copied { copied, .. }, _) if copied.source == id => {
                let by = &copied.text;
                format!("{text} is the object that was to be copied: it never changes, so `{by}` gives it itself.")
            }
            (How::Copied { copied, .. }, Some(other)) => {
                format!("{text} is a new {kind}, made from {other} by `{}`.", copied.text)
            }
            (How::Copied { copied, .. }, None) => {
                format!("{text} is a new {kind}, made by `{}` from what is gone.", copied.text)
            }
            (How::Bound, Some(other)) => format!("{text} and {other} are one object; nothing was copied."),
            (How::Bound, None) => format!("{text} alone holds this object now; nothing was copied."),
            (How::Made, _) if kind.contains(' ') => {
                format!("{text} is the {kind}, which was made here; nothing was copied.")
            }
            (How::Made, _) => format!("{text} is {} that was made here; nothing was copied.", with_article(&kind)),
        }
    }

    fn object(&self, id: ObjectId, other: Option<&str>, state: &State) -> String {
        let number = state.number_of(id);
        match (&self.how, other) {
            (How::Copied { copied, .. }, _) if copied.source == id => format!("the same ({number})"),
            (How::Copied { .. }, Some(other)) => format!("new ({number}), made from {other}"),
            (How::Bound, Some(other)) => format!("the same as {other} ({number})"),
            (How::Bound, None) => number,
            (How::Copied { .. } | How::Made, _) => format!("new ({number})"),
        }
    }

    /// `one list, 2 slots`
    fn copied(&self) -> String {
        match &self.how {
            How::Copied { own, slots: 1, bytes: 1.., .. } => format!("{own}, 1 slot"),
            How::Copied { own, slots, bytes: 1.., .. } => format!("{own}, {slots} slots"),
            _ => "nothing".to_string(),
        }
    }

    /// Slots and bytes.
    fn cost(&self) -> (usize, usize) {
        if let How::Copied { slots, bytes, .. } = self.how { (slots, bytes) } else { (0, 0) }
    }

    fn operation(&self) -> &'static str {
        match (self.operation, &self.how) {
            (Some(operation), _) => operation,
            (_, How::Bound) => "binding",
            (_, How::Copied { .. }) => "copy",
            (_, How::Made) => "making",
        }
    }
}

/// The object that the value was made from, or is, and how to call it now.
fn original(making: &Making, id: ObjectId, place: &Place, asked: &Asked) -> Option<(ObjectId, String)> {
    let object = match &making.how {
        How::Copied { copied, .. } => copied.source,
        How::Bound => id,
        How::Made => return None,
    };
    let others = others(object, place, asked);
    // The name that the statement itself writes is the one that people know.
    let written = reads(&making.statement);
    let named = others.iter().find(|path| written.iter().any(|text| text == *path));
    named.or(others.first()).map(|path| (object, path.clone()))
}

/// The copy of a part that came with the copy of the whole: what is at the same place in the original.
fn of_part(copied: Copied, id: ObjectId, state: &State) -> Option<Copied> {
    if state.object(id)?.born != state.step || copied.source == copied.result {
        return None;
    }
    let of_copy = Paths::from(state, "", Word::of_object(copied.result));
    let of_original = Paths::from(state, "", Word::of_object(copied.source));
    let path = of_copy.path(id).filter(|_| of_original.path(id).is_none())?;
    let source = of_original.objects().iter().find(|other| of_original.path(**other) == Some(path))?;
    Some(Copied { source: *source, result: id, ..copied })
}

fn cost(copied: &Copied, state: &State) -> (String, usize, usize) {
    let sharing = Sharing::between(state, copied.source, copied.result);
    if sharing.same {
        return ("nothing".to_string(), 0, 0);
    }
    let (slots, bytes) = sharing.cost(state);
    (kinds(state, &sharing.own), slots, bytes)
}

/// The paths to an object but that of a place.
fn others(object: ObjectId, place: &Place, asked: &Asked) -> Vec<String> {
    let mut others = Paths::new(&asked.state, asked.frame).referrers(object);
    others.retain(|path| {
        let other = Expression::new(path).and_then(|expression| Place::of(&expression, asked));
        other.is_err() || other.is_ok_and(|other| other != *place)
    });
    others
}

/// The call that began a frame: its frame and line, and its statement.
fn caller(event: &Event, state: &State, sources: &Sources) -> (Option<(u64, u32)>, String) {
    let caller = state.frames.len().checked_sub(2).and_then(|place| state.frames.get(place));
    let Some(caller) = caller else {
        return (event.place.map(|spot| (spot.activation, spot.line)), String::new());
    };
    let source = sources.file(&state.code(caller.code).filename);
    let statement = source.map_or(String::new(), |source| source.statement_on(caller.line));
    (Some((caller.activation, caller.line)), statement)
}

/// What `+=` and its sisters did, in the statement of an event.
fn augmented(event: &Event, state: &State, sources: &Sources) -> Option<&'static str> {
    let source = sources.of(event)?;
    if !source.statement_of(event.place?.line)?.is_aug_assign_stmt() {
        return None;
    }
    let (old, new) = match &event.fact {
        Fact::Bind { old, new, .. } => ((*old)?, *new),
        Fact::Mutate(mutate) => (mutate.old?, mutate.new?),
        _ => return None,
    };
    let in_place = old == new && new.object().is_some_and(|id| state.can_change(id));
    Some(if in_place { "mutates and rebinds to the same object" } else { "rebinds" })
}
