//! The questions: `who`, `why`, `when`, `shares`, `facts`, `copies`, `calls`. Each takes a program or a recording, a moment, and most take expressions.

use bindscope::Timeline;
use bindscope::history::{Answer, Asked, Expression, Fault};
use clap::Args;

use crate::look::{chosen_call, chosen_run};
use crate::program::Limits;
use crate::program::Place;
use crate::run;

/// What every question takes behind its expressions.
#[derive(Args)]
struct Moment {
    /// Just before LINE, not just after it; where FUNCTION begins, not where it returns
    #[arg(long)]
    before: bool,
    /// Which run of LINE or call of FUNCTION: 1 is the first, -1 the last
    #[arg(long, value_name = "N", default_value_t = -1, allow_negative_numbers = true)]
    hit: i64,
    /// The moment when this step begins, as `log` numbers them
    #[arg(long, value_name = "N", conflicts_with_all = ["before", "hit"])]
    step: Option<u64>,
    /// The answer as data
    #[arg(long)]
    json: bool,
    /// The program's own arguments
    #[arg(last = true, value_name = "ARGS")]
    arguments: Vec<String>,
    #[command(flatten)]
    limits: Limits,
}

/// Tell which names and elements see an object, and who changed it through which name
#[derive(Args)]
pub struct Who {
    /// The program or recording, and what is meant: a line, just after it ran, in its frame; or a function, as it returns
    #[arg(value_name = "FILE[:LINE|:FUNCTION]")]
    file: String,
    /// The object: a name, `d["x"][0]`, `node.next`
    #[arg(value_name = "EXPR")]
    expression: String,
    #[command(flatten)]
    moment: Moment,
}

/// Tell when a condition began to hold, or when the value of an expression changed
#[derive(Args)]
pub struct When {
    /// The program or recording, and what is meant: a line, just after it ran, in its frame; or a function, as it returns
    #[arg(value_name = "FILE[:LINE|:FUNCTION]")]
    file: String,
    /// The condition: `a is b`, `len(bag) > 3`
    #[arg(value_name = "EXPR")]
    expression: String,
    #[command(flatten)]
    moment: Moment,
}

/// Tell by which binding or change a value came to where it is
#[derive(Args)]
pub struct Why {
    /// The program or recording, and what is meant: a line, just after it ran, in its frame; or a function, as it returns
    #[arg(value_name = "FILE[:LINE|:FUNCTION]")]
    file: String,
    /// A name, an item or an attribute: `total`, `first[0]`, `node.next`
    #[arg(value_name = "EXPR")]
    expression: String,
    #[command(flatten)]
    moment: Moment,
}

impl Why {
    pub fn run(&self) -> u8 {
        self.moment.ask(&self.file, "why", |timeline, asked| timeline.why(&Expression::new(&self.expression)?, asked))
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

/// Tell whether an assignment or a copy made a new object, what it cost, and what it still shares
#[derive(Args)]
pub struct Facts {
    /// The program or recording, and what is meant: a line, just after it ran, in its frame; or a function, as it returns
    #[arg(value_name = "FILE[:LINE|:FUNCTION]")]
    file: String,
    /// A name, an item or an attribute: `b`, `orders["ada"]`, `node.next`
    #[arg(value_name = "EXPR")]
    expression: String,
    #[command(flatten)]
    moment: Moment,
}

impl Facts {
    pub fn run(&self) -> u8 {
        self.moment
            .ask(&self.file, "facts", |timeline, asked| timeline.facts(&Expression::new(&self.expression)?, asked))
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

/// Tell for each call which arguments it changed, put where they stay, or returned
#[derive(Args)]
pub struct Calls {
    /// The program or recording; with a line, the calls until then
    #[arg(value_name = "FILE[:LINE]")]
    file: String,
    #[command(flatten)]
    moment: Moment,
}

impl Calls {
    pub fn run(&self) -> u8 {
        self.moment.ask(&self.file, "calls", |timeline, asked| Ok(timeline.calls(asked)))
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

/// Tell what was copied, and what original and copy still shared
#[derive(Args)]
pub struct Copies {
    /// The program or recording; with a line, the copies until then
    #[arg(value_name = "FILE[:LINE]")]
    file: String,
    #[command(flatten)]
    moment: Moment,
}

impl Copies {
    pub fn run(&self) -> u8 {
        self.moment.ask(&self.file, "copies", |timeline, asked| Ok(timeline.copies(asked)))
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

/// Tell what two values have in common
#[derive(Args)]
pub struct Shares {
    /// The program or recording, and what is meant: a line, just after it ran, in its frame; or a function, as it returns
    #[arg(value_name = "FILE[:LINE|:FUNCTION]")]
    file: String,
    #[arg(value_name = "A")]
    one: String,
    #[arg(value_name = "B")]
    other: String,
    #[command(flatten)]
    moment: Moment,
}

impl Who {
    pub fn run(&self) -> u8 {
        self.moment.ask(&self.file, "who", |timeline, asked| timeline.who(&Expression::new(&self.expression)?, asked))
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

impl When {
    pub fn run(&self) -> u8 {
        self.moment.ask(&self.file, "when", |timeline, asked| timeline.when(&Expression::new(&self.expression)?, asked))
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

impl Shares {
    pub fn run(&self) -> u8 {
        self.moment.ask(&self.file, "shares", |timeline, asked| {
            timeline.shares(&Expression::new(&self.one)?, &Expression::new(&self.other)?, asked)
        })
    }

    pub fn limits(&self) -> &Limits {
        &self.moment.limits
    }
}

impl Moment {
    fn ask(&self, file: &str, name: &str, answer: impl Fn(&Timeline, &Asked) -> Result<Answer, Fault>) -> u8 {
        let place = Place {
            file: Some(file.to_string()),
            code: None,
            module: None,
            arguments: self.arguments.clone(),
            limits: self.limits.clone(),
        };
        let (timeline, ending) = match place.timeline() {
            Ok(found) => found,
            Err(message) => return run::complain(&message),
        };
        let status = ending.as_ref().map_or(0, run::report);
        let found = self.find(&timeline, &place);
        let found = found.and_then(|(asked, title)| {
            let answer = answer(&timeline, &asked).map_err(|fault| explain(file, &fault, &asked, &timeline))?;
            Ok((answer, title))
        });
        // It goes with the process.
        std::mem::forget(timeline);
        match found {
            Ok((mut answer, title)) => {
                // `when` looks at every run.
                if !title.is_empty() && name != "when" {
                    answer.sentence = format!("{title}: {}", answer.sentence);
                }
                let text = if self.json { answer.to_json(name) } else { format!("\n{answer}") };
                // A closed pipe is no error of ours.
                let _ = std::io::Write::write_all(&mut std::io::stdout(), text.as_bytes());
                status
            }
            Err(message) => run::complain(&message),
        }
    }

    /// The moment, and what to say of it.
    fn find(&self, timeline: &Timeline, place: &Place) -> Result<(Asked, String), String> {
        if let Some(step) = self.step {
            let title = if step > timeline.steps() { String::new() } else { format!("Step {step}") };
            return Ok((timeline.asked_at(step), title));
        }
        if let Some(function) = place.function() {
            let (call, bodies) = chosen_call(timeline, function, self.hit, self.before)?;
            let title =
                if call.often.is_empty() { String::new() } else { format!("{}{} {function}", call.often, call.side) };
            return Ok((Asked { bodies, ..timeline.asked_at(call.step) }, title));
        }
        let Some(line) = place.line() else { return Ok((timeline.asked_at(u64::MAX), String::new())) };
        let run = chosen_run(timeline, line, self.hit, self.before)?;
        // Of a line that ran once there is nothing to tell.
        let title = if run.often.is_empty() { String::new() } else { format!("{}{} line {line}", run.often, run.side) };
        Ok((timeline.asked_at(run.step).with_own_body(), title))
    }
}

/// A name that has no value there may have one later, or in a function.
fn explain(file: &str, fault: &Fault, asked: &Asked, timeline: &Timeline) -> String {
    let Fault::NoName(name) = fault else { return fault.to_string() };
    let later = timeline.first_binding(name);
    match later {
        Some((line, step)) if step >= asked.state.step => {
            format!("no such name here: {name} is bound first at line {line}")
        }
        Some((line, _)) => {
            let file = file.split(':').next().unwrap_or_default();
            format!("no such name here: {name} was bound at line {line}; to ask there, say {file}:{line}")
        }
        None => format!("no such name: {name} is never bound"),
    }
}
