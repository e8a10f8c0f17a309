//! `why`: by which binding or change a value came to where it is, and how each name came to the object that holds it.

use ruff_python_ast::Expr;
use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::event::{Event, Fact, Mutate};
use crate::expression::{Datum, Expression, Fault, evaluate};
use crate::object::{Content, Label};
use crate::operate;
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};
use crate::who::function;

const ROOM: usize = 40;
const WAY: &[&str] = &["name", "object", "line", "in", "how"];
const INPUTS: &[&str] = &["name", "value"];

/// The event that put a value where it is, in words, and what else there is to say of that moment.
struct Cause {
    line: Option<u32>,
    /// The name that the change went through.
    through: Option<String>,
    statement: String,
    function: String,
    inputs: Vec<(String, String)>,
}

impl Timeline {
    /// Why an expression has the value that it has.
    pub fn why(&self, expression: &Expression, asked: &Asked) -> Result<Answer, Fault> {
        let state = &asked.state;
        let value = expression.value(state, asked.frame)?;
        let shown = state.describe_datum(&value, ROOM);
        let part = |tree: &Expr| evaluate(tree, &expression.text, state, asked.frame);
        match &expression.tree {
            Expr::Name(name) => self.why_name(&name.id, &value, shown, asked),
            Expr::Subscript(node) => match part(&node.value)? {
                Datum::Object(holder) => {
                    let key = part(&node.slice)?;
                    let wanted = |label: &Label, state: &State| is_item(label, &key, holder, state);
                    self.why_part(holder, &wanted, &value, shown, expression, asked)
                }
                _ => Err(not_a_place(&expression.text)),
            },
            Expr::Attribute(node) => match part(&node.value)? {
                Datum::Object(holder) => {
                    let wanted = |label: &Label, state: &State| match label {
                        Label::Attribute(name) => **state.name(*name) == *node.attr,
                        Label::Key(key) => state.string(*key).as_deref() == Some(node.attr.as_str()),
                        _ => false,
                    };
                    self.why_part(holder, &wanted, &value, shown, expression, asked)
                }
                _ => Err(not_a_place(&expression.text)),
            },
            _ => Err(not_a_place(&expression.text)),
        }
    }

    fn why_name(&self, name: &str, value: &Datum, shown: String, asked: &Asked) -> Result<Answer, Fault> {
        let activation = asked.frame.map(|place| asked.state.frames[place].activation);
        let local = asked.frame.is_some_and(|place| {
            let frame = &asked.state.frames[place];
            asked.state.locals(frame).iter().any(|local| &*local.name == name)
        });
        let cause = self.last(asked, |event, _| match &event.fact {
            Fact::Bind { name: bound, .. } if &*bound.name == name => {
                !local || event.place.map(|spot| spot.activation) == activation
            }
            Fact::Call { arguments, .. } => {
                event.place.map(|spot| spot.activation) == activation && arguments.iter().any(|(own, _)| &**own == name)
            }
            _ => false,
        });
        let Some(cause) = cause else { return Ok(Answer::new(format!("{shown}: {name} was there from the start."))) };
        let line = cause.line.unwrap_or(0);
        let sentence = format!("{shown}, because line {line} bound {name} to it: {}", cause.statement);
        Ok(self.explained(sentence, cause, value, asked))
    }

    fn why_part(
        &self,
        holder: ObjectId,
        wanted: &dyn Fn(&Label, &State) -> bool,
        value: &Datum,
        shown: String,
        expression: &Expression,
        asked: &Asked,
    ) -> Result<Answer, Fault> {
        let state = &asked.state;
        let kind = state.object(holder).map_or("object".to_string(), |object| state.kind_and_name(object));
        let base = match &expression.tree {
            Expr::Subscript(node) => &node.value,
            Expr::Attribute(node) => &node.value,
            _ => return Err(not_a_place(&expression.text)),
        };
        let base = expression.text[ruff_text_size::Ranged::range(&**base).to_std_range()].to_string();
        let put = |event: &Event, state: &State| match &event.fact {
            Fact::Mutate(mutate) if mutate.object == holder => puts(mutate, value, wanted, state),
            _ => false,
        };
        let holder_value = Datum::Object(holder);
        let Some(cause) = self.last(asked, put) else {
            let born = self.born(holder, state);
            let sentence =
                format!("{shown}, because {base} has had it since it was made: {}, {born}.", state.number_of(holder));
            let cause =
                Cause { line: None, through: None, statement: String::new(), function: String::new(), inputs: vec![] };
            return Ok(self.explained(sentence, cause, &holder_value, asked));
        };
        let line = cause.line.unwrap_or(0);
        let through = match &cause.through {
            Some(through) if *through != base => format!(" through {through}, which is the same {kind} as {base}"),
            Some(through) => format!(" through {through}"),
            None => String::new(),
        };
        let sentence =
            format!("{shown}, because line {line} ({}) put it there{through}: {}", cause.function, cause.statement);
        Ok(self.explained(sentence, cause, &holder_value, asked))
    }

    /// The answer with the values that the statement used, and the way of an object through names.
    fn explained(&self, sentence: String, cause: Cause, value: &Datum, asked: &Asked) -> Answer {
        let mut inputs = Table::new("its inputs then", INPUTS);
        inputs.rows = cause.inputs.into_iter().map(|(name, value)| vec![Cell::Text(name), Cell::Text(value)]).collect();
        let answer = Answer::new(sentence).with(inputs);
        let Datum::Object(id) = value else { return answer };
        let mut way = Table::new("how each name came to it, newest first", WAY);
        way.rows = self.way_of(*id, asked);
        answer.with(way)
    }

    fn last(&self, asked: &Asked, is_it: impl Fn(&Event, &State) -> bool) -> Option<Cause> {
        let sources = Sources::new(asked.state.tables.clone());
        let mut replay = self.replay_before(0);
        let mut cause = None;
        while let Some(event) = replay.next() {
            if event.number >= asked.events {
                break;
            }
            if is_it(&event, &replay.state) {
                cause = Some(describe(&event, &replay.state, &sources));
            }
        }
        cause
    }

    /// Every name that was bound to an object: its last binding, the newest first.
    fn way_of(&self, id: ObjectId, asked: &Asked) -> Vec<Vec<Cell>> {
        let sources = Sources::new(asked.state.tables.clone());
        let word = Word::of_object(id);
        let object = asked.state.number_of(id);
        let mut replay = self.replay_before(0);
        let mut rows: Vec<(String, Vec<Cell>)> = Vec::new();
        let mut returned: Option<String> = None;
        while let Some(event) = replay.next() {
            if event.number >= asked.events {
                break;
            }
            let state = &replay.state;
            let line = event.place.map(|spot| spot.line);
            let place = function(&event, state);
            let mut add = |name: &str, line: Option<u32>, place: String, how: String| {
                let key = format!("{name} {place}");
                rows.retain(|(other, _)| *other != key);
                let cells = [Cell::text(name), Cell::text(format!("→ {object}")), Cell::Line(line)];
                rows.push((key, cells.into_iter().chain([Cell::Text(place), Cell::Text(how)]).collect()));
            };
            match &event.fact {
                Fact::Return(value) if *value == word => {
                    let from = sources.statement(&event, state);
                    returned = Some(format!("returned by {place} (line {}, {from})", line.unwrap_or(0)));
                }
                Fact::Bind { name, new, .. } if *new == word => {
                    let how = returned.take().unwrap_or_else(|| sources.statement(&event, state));
                    add(&name.name, line, place, how);
                }
                Fact::Call { arguments, resumed: false } => {
                    for (name, _) in arguments.iter().filter(|(_, value)| *value == word) {
                        let (line, how) = argument(id, name, line, state, &sources);
                        add(name, line, place.clone(), how);
                    }
                }
                fact if fact.is_line() => returned = None,
                _ => {}
            }
        }
        rows.into_iter().rev().map(|(_, cells)| cells).collect()
    }
}

/// How an argument came to its parameter.
fn argument(id: ObjectId, name: &str, line: Option<u32>, state: &State, sources: &Sources) -> (Option<u32>, String) {
    let is_default = state.objects().any(|object| match &object.content {
        Content::Other(other) => other.parts.iter().any(|(label, word)| {
            matches!(label, trace::Label::Default(own) if &**state.name(*own) == name) && *word == Word::of_object(id)
        }),
        _ => false,
    });
    let caller = state.frames.len().checked_sub(2).and_then(|place| state.frames.get(place));
    let Some(caller) = caller else { return (line, "passed by the caller".to_string()) };
    if is_default {
        return (line, "default argument, made once when def ran".to_string());
    }
    let source = sources.file(&state.code(caller.code).filename);
    let statement = source.map_or(String::new(), |source| source.statement_on(caller.line));
    (Some(caller.line), format!("passed by {statement}"))
}

fn describe(event: &Event, state: &State, sources: &Sources) -> Cause {
    let through = match &event.fact {
        Fact::Mutate(mutate) => sources.through(event, state, mutate.object),
        _ => None,
    };
    let inputs = if matches!(event.fact, Fact::Call { .. }) { Vec::new() } else { inputs(event, state, sources) };
    Cause {
        line: event.place.map(|spot| spot.line),
        through,
        statement: sources.statement(event, state),
        function: function(event, state),
        inputs,
    }
}

/// The values of the names that an assignment reads; the name that it binds as it was before.
fn inputs(event: &Event, state: &State, sources: &Sources) -> Vec<(String, String)> {
    let (Some(source), Some(spot)) = (sources.of(event), event.place) else { return Vec::new() };
    let frame = state.frames.len().checked_sub(1);
    let mut inputs: Vec<(String, String)> = Vec::new();
    for tree in source.inputs_on(spot.line) {
        let text = source.slice(tree).to_string();
        let before = match &event.fact {
            Fact::Bind { name, old: Some(old), .. } if *name.name == *text => Some(state.datum(*old)),
            _ => evaluate(tree, &source.text, state, frame).ok(),
        };
        let Some(value) = before else { continue };
        if inputs.iter().all(|(other, _)| *other != text) {
            inputs.push((text, state.describe_datum(&value, ROOM)));
        }
    }
    inputs
}

/// Did this change put the value at the part that is meant?
fn puts(mutate: &Mutate, value: &Datum, wanted: &dyn Fn(&Label, &State) -> bool, state: &State) -> bool {
    let same = |word: &Word| operate::same(&state.datum(*word), value);
    match (&mutate.part, &mutate.new) {
        (Some(label @ (Label::Key(_) | Label::Attribute(_))), Some(new)) => wanted(label, state) && same(new),
        // Items move when others come and go before them, so it is the value that tells.
        (_, Some(new)) => same(new),
        (_, None) => mutate.items.iter().any(same),
    }
}

fn is_item(label: &Label, key: &Datum, holder: ObjectId, state: &State) -> bool {
    match (label, key) {
        (Label::Key(own), key) => {
            operate::compare(state, ruff_python_ast::CmpOp::Eq, &state.datum(*own), key) == Some(true)
        }
        (Label::Index(place), Datum::Int(index)) => {
            let length = operate::length(state, &Datum::Object(holder)).unwrap_or(0) as i64;
            *place as i64 == *index || *place as i64 == *index + length
        }
        _ => false,
    }
}

fn not_a_place(text: &str) -> Fault {
    Fault::NotUnderstood(format!(
        "why asks for a name, an item or an attribute; `{text}` is computed from such: ask for those"
    ))
}
