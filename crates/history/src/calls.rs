//! `calls`: what each call of the program's functions did with the objects that it was given.

use std::rc::Rc;

use rustc_hash::FxHashSet;
use trace::{ObjectId, Word};

use crate::answer::{Answer, Cell, Table};
use crate::describe::{capital, counted};
use crate::event::{Event, Fact, Operation, Scope};
use crate::path::Paths;
use crate::source::Sources;
use crate::state::State;
use crate::timeline::{Asked, Timeline};

const CALLS: &[&str] = &["line", "statement", "function", "arguments"];

/// A call that is under way.
struct Call {
    activation: u64,
    line: Option<u32>,
    statement: String,
    function: String,
    arguments: Vec<Argument>,
}

struct Argument {
    name: Rc<str>,
    object: ObjectId,
    /// What it reaches when the call begins.
    inside: FxHashSet<ObjectId>,
    mutations: usize,
    mutations_inside: usize,
    kept: bool,
    returned: bool,
}

impl Timeline {
    /// Each call that was given something that can change.
    pub fn calls(&self, asked: &Asked) -> Answer {
        let sources = Sources::new(asked.state.tables.clone());
        let mut replay = self.replay_before(0);
        let mut open: Vec<Call> = Vec::new();
        let mut table = Table::new("", CALLS);
        while let Some(event) = replay.next() {
            if event.number >= asked.events {
                break;
            }
            let state = &replay.state;
            match &event.fact {
                Fact::Call { resumed: false, arguments } => open.extend(call(&event, arguments, state, &sources)),
                Fact::Return(value) => {
                    let here = event.place.map(|spot| spot.activation);
                    if let Some(place) = open.iter().position(|call| Some(call.activation) == here) {
                        let mut call = open.remove(place);
                        let is_it = |argument: &Argument| *value == Word::of_object(argument.object);
                        call.arguments.iter_mut().for_each(|argument| argument.returned = is_it(argument));
                        table.rows.push(call.row());
                    }
                }
                Fact::Unwind => {
                    let here = event.place.map(|spot| spot.activation);
                    if let Some(place) = open.iter().position(|call| Some(call.activation) == here) {
                        table.rows.push(open.remove(place).row());
                    }
                }
                fact => open.iter_mut().flat_map(|call| &mut call.arguments).for_each(|a| a.note(fact)),
            }
        }
        table.rows.extend(open.iter().map(Call::row));
        let sentence = match table.rows.len() {
            0 => "No call was given an object that can change.".to_string(),
            1 => "One call was given objects that can change.".to_string(),
            count => format!("{} were given objects that can change.", capital(&counted(count, "call"))),
        };
        Answer::new(sentence).with(table)
    }
}

fn call(event: &Event, arguments: &[(Rc<str>, Word)], state: &State, sources: &Sources) -> Option<Call> {
    let spot = event.place?;
    let caller = state.frames.len().checked_sub(2).and_then(|place| state.frames.get(place))?;
    // What the library generates in order to make a class is none of the program's calls.
    if &*state.code(spot.code).name == "__create_fn__" {
        return None;
    }
    let told = arguments.iter().filter(|(name, _)| !name.starts_with('.'));
    let changing = told.filter_map(|(name, word)| {
        let object = word.object().filter(|id| state.can_change(*id))?;
        let inside = Paths::from(state, "", *word).objects().iter().copied().collect();
        let name = name.clone();
        Some(Argument { name, object, inside, mutations: 0, mutations_inside: 0, kept: false, returned: false })
    });
    let arguments: Vec<Argument> = changing.collect();
    let source = sources.file(&state.code(caller.code).filename);
    (!arguments.is_empty()).then(|| Call {
        activation: spot.activation,
        line: Some(caller.line),
        statement: source.map_or(String::new(), |source| source.statement_on(caller.line)),
        function: state.code(spot.code).name.to_string(),
        arguments,
    })
}

impl Call {
    fn row(&self) -> Vec<Cell> {
        let arguments: Vec<String> = self.arguments.iter().map(Argument::words).collect();
        vec![
            Cell::Line(self.line),
            Cell::text(&*self.statement),
            Cell::text(&*self.function),
            Cell::Text(arguments.join(" · ")),
        ]
    }
}

impl Argument {
    /// What an event that happens during the call means for it.
    fn note(&mut self, fact: &Fact) {
        let word = Word::of_object(self.object);
        match fact {
            Fact::Mutate(mutate) if mutate.operation != Operation::Advance => {
                if mutate.object == self.object {
                    self.mutations += 1;
                } else if self.inside.contains(&mutate.object) {
                    self.mutations_inside += 1;
                }
                self.kept |= mutate.new == Some(word) || mutate.items.contains(&word);
            }
            Fact::Bind { name, new, .. } if *new == word => self.kept |= name.scope != Scope::Local,
            _ => {}
        }
    }

    fn words(&self) -> String {
        let times = |count: usize| if count == 1 { String::new() } else { format!(" {count} times") };
        let mut words = Vec::new();
        if self.mutations > 0 {
            words.push(format!("changed{}", times(self.mutations)));
        }
        if self.mutations_inside > 0 {
            words.push(format!("changed inside{}", times(self.mutations_inside)));
        }
        if self.kept {
            words.push("put where it stays".to_string());
        }
        if self.returned {
            words.push("returned".to_string());
        }
        if words.is_empty() {
            words.push("only read".to_string());
        }
        format!("{}: {}", self.name, words.join(", "))
    }
}
