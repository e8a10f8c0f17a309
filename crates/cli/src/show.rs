//! `bindscope show`: runs a program, then draws what its names are bound to.

use std::io::{IsTerminal, Write};

use bindscope::{Interpreter, diagram};
use clap::Args;

use crate::program::Place;
use crate::run;

/// Draw the names and objects of a program at its end
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    place: Place,
    /// The moment as data
    #[arg(long)]
    json: bool,
}

pub fn run(command: &Show) -> u8 {
    if let Some(line) = command.place.line() {
        return run::complain(&format!("show FILE:LINE (here line {line}) is not there yet; it shows the end"));
    }
    let found = command.place.program().and_then(|found| Ok((found, command.place.limits.host()?)));
    let ((program, arguments), host) = match found {
        Ok(found) => found,
        Err(message) => return run::complain(&message),
    };
    let mut interpreter = Interpreter::new(Box::new(host), &command.place.limits.settings(arguments));
    let ending = interpreter.run(&program);
    let moment = interpreter.moment("at the end");
    let text = if command.json {
        moment.to_json()
    } else {
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok()).unwrap_or(80);
        format!("\n{}", diagram::terminal::draw(&moment, columns, std::io::stdout().is_terminal()))
    };
    // A closed pipe is no error of ours.
    let _ = std::io::stdout().write_all(text.as_bytes());
    let status = run::report(&ending);
    run::finish(interpreter, &ending, status)
}
