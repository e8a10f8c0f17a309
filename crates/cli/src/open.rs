//! `bindscope open`: takes a link of Python Tutor, and shows its program at its step.

use std::io::IsTerminal;

use bindscope::{Interpreter, Output, Passage, Program, Settings, System};
use clap::Args;
use viewer::{Begin, Make};

use crate::program::Limits;
use crate::step::{self, Walk};
use crate::{columns, run, view};

/// Show the program of a Python Tutor link, at its step
#[derive(Args)]
pub struct Open {
    /// The link: https://pythontutor.com/…#code=…
    url: String,
    /// Write the program to FILE instead of running it
    #[arg(long, value_name = "FILE")]
    save: Option<String>,
    /// Step through it in the browser
    #[arg(long)]
    view: bool,
    /// The same, but print the address only
    #[arg(long)]
    no_open: bool,
    #[command(flatten)]
    pub limits: Limits,
}

pub fn run(command: &Open) -> u8 {
    let link = match Link::of(&command.url) {
        Ok(link) => link,
        Err(message) => return run::complain(&message),
    };
    if let Some(path) = &command.save {
        return match std::fs::write(path, &link.code) {
            Ok(()) => 0,
            Err(error) => run::complain(&format!("cannot write {path}: {error}")),
        };
    }
    if command.view || command.no_open {
        return command.serve(&link).map_or_else(|message| run::complain(&message), |()| 0);
    }
    command.show(&link)
}

const NAME: &str = "<string>";

impl Open {
    /// The answers in the link come first; what the program asks beyond them is asked in the page.
    fn serve(&self, link: &Link) -> Result<(), String> {
        let answers = match &self.limits.input {
            Some(path) => Some(std::fs::read(path).map_err(|error| format!("can't open file '{path}': {error}"))?),
            None => None,
        };
        let make = Make {
            program: Program::Source { source: link.code.clone(), name: NAME.to_string() },
            settings: self.limits.settings(vec![String::new()]),
            answers,
            stack: bindscope::STACK_SIZE,
            recording: None,
        };
        let given = link.input.iter().flat_map(|lines| lines.lines()).map(str::to_string).collect();
        view::serve(make, link.entry.map_or(Begin::First, Begin::Entry), given, !self.no_open)
    }

    fn show(&self, link: &Link) -> u8 {
        let program = Program::Source { source: link.code.clone(), name: NAME.to_string() };
        let host = match (&self.limits.input, &link.input) {
            (None, Some(lines)) => Ok(System::new().with_input(lines.clone().into_bytes())),
            _ => self.limits.host(),
        };
        let host = match host {
            Ok(host) => host.with_output(Output::default()).unbuffered(),
            Err(message) => return run::complain(&message),
        };
        let settings = Settings { record: true, ..self.limits.settings(vec![String::new()]) };
        let mut interpreter = Interpreter::new(Box::new(host), &settings);
        let ending = interpreter.run(&program);
        let status = run::report(&ending);
        if let Some(timeline) = interpreter.timeline().filter(|timeline| timeline.steps() > 0) {
            let step = link.entry.map_or(timeline.steps() + 1, |entry| bindscope::python_tutor_step(&timeline, entry));
            if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
                step::show(Walk::new(timeline, NAME.to_string(), link.code.clone(), step));
            } else {
                let extent = bindscope::Extent { whole: false, values_as_objects: link.objects };
                let passage = Passage { timeline: &timeline, program: "", source: &link.code, extent };
                let moment = passage.when(step).unwrap_or_else(|| timeline.end().moment(extent));
                print!("{}", timeline.output_until(step.saturating_sub(1)));
                print!("{}", bindscope::diagram::terminal::draw(&moment, columns::columns(), false));
            }
        }
        run::finish(interpreter, &ending, status)
    }
}

/// What a link says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Link {
    code: String,
    /// The entry of the trace that is shown.
    entry: Option<usize>,
    /// The answers to `input()`, a line each.
    input: Option<String>,
    /// Plain values are drawn as objects.
    objects: bool,
}

impl Link {
    fn of(url: &str) -> Result<Link, String> {
        let facts = url.split_once('#').or_else(|| url.split_once('?')).map_or("", |(_, facts)| facts);
        let mut link = Link::default();
        let mut found = false;
        for (name, value) in facts.split('&').filter_map(|fact| fact.split_once('=')) {
            let value = decoded(value);
            match name {
                "code" => (link.code, found) = (value, true),
                "curInstr" => link.entry = value.parse().ok(),
                "rawInputLstJSON" => link.input = Some(strings(&value)?),
                "heapPrimitives" => link.objects = value == "true",
                "py" if !(value.is_empty() || value.starts_with(['2', '3']) || value.starts_with("py")) => {
                    return Err(format!("the program of this link is not Python: it is {value}"));
                }
                _ => {}
            }
        }
        if found { Ok(link) } else { Err("there is no program in this link: it has no `code=`".to_string()) }
    }
}

/// `%20` and `+` are spaces, `%0A` is a new line. What is no such mark stays as it is.
fn decoded(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let digits = bytes.get(at + 1..at + 3).and_then(|digits| std::str::from_utf8(digits).ok());
        let mark = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| byte == b'%');
        out.push(mark.unwrap_or(if byte == b'+' { b' ' } else { byte }));
        at += if mark.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// A list of strings in JSON, a line for each.
fn strings(json: &str) -> Result<String, String> {
    let wrong = || format!("the answers in this link cannot be read: {json}");
    let mut rest = json.trim().strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).ok_or_else(wrong)?.trim();
    let mut lines = String::new();
    while let Some(inside) = rest.strip_prefix('"') {
        let mut chars = inside.char_indices();
        loop {
            let (at, c) = chars.next().ok_or_else(wrong)?;
            match c {
                '"' => {
                    rest = inside[at + 1..].trim_start().trim_start_matches(',').trim_start();
                    break;
                }
                '\\' => lines.push(match chars.next().ok_or_else(wrong)?.1 {
                    'n' => '\n',
                    't' => '\t',
                    'r' => '\r',
                    'u' => {
                        let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                        u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
                    }
                    other => other,
                }),
                c => lines.push(c),
            }
        }
        lines.push('\n');
    }
    if rest.is_empty() { Ok(lines) } else { Err(wrong()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_tells_code_step_and_answers() {
        let url = "https://pythontutor.com/visualize.html#code=a%20%3D%20input%28%29%0Ab+%3D+a&curInstr=2&py=3\
                   &rawInputLstJSON=%5B%22one%22%2C%20%22t%5C%22wo%22%5D&heapPrimitives=true";
        let link = Link { code: "a = input()\nb = a".to_string(), entry: Some(2), ..Link::default() };
        let link = Link { input: Some("one\nt\"wo\n".to_string()), objects: true, ..link };
        assert_eq!(Link::of(url), Ok(link));
    }

    #[test]
    fn what_is_no_such_link_is_told() {
        assert!(Link::of("https://pythontutor.com/").is_err_and(|why| why.contains("no program")));
        assert!(Link::of("#code=x&py=java").is_err_and(|why| why.ends_with("it is java")));
        assert!(Link::of("#code=x&rawInputLstJSON=7").is_err());
        assert_eq!(decoded("100%25%zz%"), "100%%zz%");
    }
}
