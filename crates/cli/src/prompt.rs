//! The prompt: `bindscope` alone on a terminal, or after a program with `-i`.
//!
//! A line editor with history and completion; what the lines mean is the interpreter's.

use std::cell::RefCell;
use std::path::PathBuf;
use std::rc::Rc;

use bindscope::{Ending, Interpreter};
use rustyline::completion::{Completer, Pair};
use rustyline::error::ReadlineError;
use rustyline::highlight::Highlighter;
use rustyline::hint::Hinter;
use rustyline::history::DefaultHistory;
use rustyline::validate::Validator;
use rustyline::{CompletionType, Config, Context, Editor, Helper};

const BANNER: &str = concat!(
    "Bindscope ",
    env!("CARGO_PKG_VERSION"),
    " (Python 3.13)\nType \"help\", \"copyright\", \"credits\" or \"license\" for more information."
);
const HISTORY: &str = ".bindscope_history";
const HISTORY_LINES: usize = 2000;

type Shared = Rc<RefCell<Interpreter>>;

/// Reads and runs until the end of input, or `exit()`: the ending of that, and the interpreter for its end.
pub fn interact(interpreter: Interpreter, quiet: bool) -> (Interpreter, Ending) {
    if !quiet {
        println!("{BANNER}");
    }
    let shared = Rc::new(RefCell::new(interpreter));
    let ending = match editor(&shared) {
        Ok(mut editor) => converse(&shared, &mut editor),
        Err(error) => {
            eprintln!("bindscope: no prompt on this terminal: {error}");
            Ending::Exited(1)
        }
    };
    match Rc::try_unwrap(shared) {
        Ok(interpreter) => (interpreter.into_inner(), ending),
        // The editor that shared it is gone.
        Err(_) => unreachable!("the interpreter has one owner again"),
    }
}

fn converse(shared: &Shared, editor: &mut Editor<Completion, DefaultHistory>) -> Ending {
    let mut source = String::new();
    let mut number = 0;
    loop {
        let (which, usual) = if source.is_empty() { ("ps1", ">>> ") } else { ("ps2", "... ") };
        let prompt = shared.borrow_mut().prompt_text(which).unwrap_or(usual.to_string());
        match editor.readline(&prompt) {
            Ok(line) => {
                if !line.trim().is_empty() {
                    // Without a history nothing else is lost.
                    let _ = editor.add_history_entry(line.as_str());
                }
                source.push_str(&line);
                source.push('\n');
                if Interpreter::is_incomplete(&source) {
                    continue;
                }
                let ending = shared.borrow_mut().interact(&source, number);
                number += 1;
                source.clear();
                if let Some(ending) = ending {
                    remember(editor);
                    return ending;
                }
            }
            Err(ReadlineError::Interrupted) => {
                source.clear();
                println!("KeyboardInterrupt");
            }
            Err(_) => {
                println!();
                remember(editor);
                return Ending::Finished;
            }
        }
    }
}

fn editor(shared: &Shared) -> rustyline::Result<Editor<Completion, DefaultHistory>> {
    let config = Config::builder().completion_type(CompletionType::List).max_history_size(HISTORY_LINES)?.build();
    let mut editor = Editor::with_config(config)?;
    editor.set_helper(Some(Completion { interpreter: shared.clone() }));
    if let Some(file) = history_file() {
        // The first time there is none.
        let _ = editor.load_history(&file);
    }
    Ok(editor)
}

fn remember(editor: &mut Editor<Completion, DefaultHistory>) {
    if let Some(file) = history_file() {
        // A folder that cannot be written is no reason to trouble anybody.
        let _ = editor.save_history(&file);
    }
}

/// As `PYTHON_HISTORY` says, else in the home folder.
fn history_file() -> Option<PathBuf> {
    let named = std::env::var_os("PYTHON_HISTORY").map(PathBuf::from);
    named.or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(HISTORY)))
}

/// Names and attributes, read from the interpreter's data.
struct Completion {
    interpreter: Shared,
}

impl Completer for Completion {
    type Candidate = Pair;

    fn complete(&self, line: &str, position: usize, _: &Context) -> rustyline::Result<(usize, Vec<Pair>)> {
        let before = &line[..position];
        let is_path = |c: char| c.is_alphanumeric() || c == '_' || c == '.';
        let start = before
            .rfind(|c: char| !is_path(c))
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let path = &before[start..];
        if path.is_empty() {
            // A tab where nothing begins indents.
            return Ok((position, vec![Pair { display: String::new(), replacement: "    ".to_string() }]));
        }
        let names = self.interpreter.try_borrow().map_or(vec![], |interpreter| interpreter.completions(path));
        let shown = |name: &str| name.rsplit('.').next().unwrap_or(name).to_string();
        Ok((start, names.into_iter().map(|name| Pair { display: shown(&name), replacement: name }).collect()))
    }
}

impl Hinter for Completion {
    type Hint = String;
}
impl Highlighter for Completion {}
impl Validator for Completion {}
impl Helper for Completion {}
