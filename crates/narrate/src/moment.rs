//! What happened between two moments that follow each other.

use history::{Event, Fact, State, Timeline};

use crate::Narrator;

/// Sentences of one moment.
const SENTENCES: usize = 12;

impl Narrator {
    /// What happened in the step before a position, and the state at it; one position behind the last step is the end.
    /// `code` is the text of a step's line.
    pub fn told(&self, timeline: &Timeline, position: u64, code: &dyn Fn(u64) -> String) -> (Vec<String>, State) {
        let is_end = position > timeline.steps();
        let mut telling = Telling { narrator: self, sentences: vec![], printed: vec![], telling_of_it: None };
        let mut replay = timeline.replay_before(position.saturating_sub(1));
        while replay.state.step + 1 < position && replay.advance() {}
        while replay.state.step < position {
            let death = replay.dying();
            let Some(event) = replay.next() else { break };
            let death = death.filter(|_| matches!(event.fact, Fact::Death(_)));
            telling.add(event, &replay.state, death.map(|(object, _)| object), code);
        }
        // A frame that was just called is not whole before these.
        while replay.at_detail() && replay.advance() {}
        let mut sentences = telling.sentences;
        if position == 1 {
            sentences = vec![self.plainly("start")];
        }
        if sentences.is_empty() {
            sentences.push(self.plainly(if is_end { "end" } else { "nothing" }));
        }
        (sentences, if is_end { timeline.end() } else { replay.state })
    }
}

struct Telling<'a> {
    narrator: &'a Narrator,
    sentences: Vec<String>,
    /// What was printed so far, and which sentence tells of it.
    printed: Vec<u8>,
    telling_of_it: Option<usize>,
}

impl Telling<'_> {
    fn add(&mut self, event: Event, state: &State, death: Option<String>, code: &dyn Fn(u64) -> String) {
        if let Some(object) = death {
            return self.say(self.narrator.death(&object));
        }
        let Fact::Output { stream: 1, bytes } = &event.fact else {
            let said = self.narrator.sentence(&event, state, &code(event.step));
            return said.into_iter().for_each(|said| self.say(said));
        };
        // Output in pieces is told once.
        self.printed.extend_from_slice(bytes);
        let whole = Event { fact: Fact::Output { stream: 1, bytes: self.printed.as_slice().into() }, ..event };
        let Some(said) = self.narrator.sentence(&whole, state, &code(whole.step)) else { return };
        match self.telling_of_it.and_then(|place| self.sentences.get_mut(place)) {
            Some(before) => *before = said,
            None => {
                let place = self.sentences.len();
                self.say(said);
                self.telling_of_it = Some(place).filter(|place| *place < self.sentences.len());
            }
        }
    }

    fn say(&mut self, said: String) {
        if self.sentences.len() < SENTENCES && !self.sentences.contains(&said) {
            self.sentences.push(said);
        }
    }
}

/// A line without its indentation and its comment: a `#` outside quotes.
pub fn code_of(line: &str) -> &str {
    let mut quote = None;
    let mut before = ' ';
    for (place, letter) in line.char_indices() {
        match quote {
            Some(mark) if letter == mark && before != '\\' => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter == '#' => return line[..place].trim(),
            None => {}
        }
        before = letter;
    }
    line.trim()
}
