//! One run of the program on a thread of its own, recorded; its questions go to whoever looks.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use bindscope::{Ending, Interpreter, Output, Program, Recording, Settings, System};

use crate::session::Source;

/// What is run, again after each change of the file.
pub struct Make {
    pub program: Program,
    pub settings: Settings,
    /// What answers `input()`, where a file does.
    pub answers: Option<Vec<u8>>,
    pub stack: usize,
    /// A recording to look at; nothing is run.
    pub recording: Option<String>,
}

/// What a run left.
pub struct Ran {
    pub recording: Option<Recording>,
    pub ending: Ending,
    pub sources: Vec<Source>,
}

/// What a run tells while it goes on.
pub enum Told {
    /// The program asks: what was printed and typed so far, with the prompt at its end.
    Asks {
        output: String,
        prompt: String,
        answer: Sender<String>,
    },
    Ended(Box<Ran>),
}

impl Make {
    /// The path of the program, where it is a file.
    pub fn file(&self) -> Option<&str> {
        if let Program::File(path) = &self.program { Some(path) } else { None }
    }

    /// Begins a run. Answers that were given before are given again.
    pub fn start(self: &Arc<Make>, given: Vec<String>) -> Receiver<Told> {
        let (tell, told) = channel();
        let make = self.clone();
        std::thread::spawn(move || {
            let stack = make.stack;
            let asking = tell.clone();
            let ran = bindscope::on_stack(stack, move || make.run(given, asking), || ());
            let ran = ran.unwrap_or_else(|error| Ran {
                recording: None,
                ending: Ending::NotThere(format!("the run broke off: {error}")),
                sources: Vec::new(),
            });
            // Nobody looks any more.
            let _ = tell.send(Told::Ended(Box::new(ran)));
        });
        told
    }

    /// Runs to the end, where nobody answers.
    pub fn to_end(self: &Arc<Make>) -> Option<Ran> {
        self.start(Vec::new()).iter().find_map(|told| match told {
            Told::Ended(ran) => Some(*ran),
            Told::Asks { .. } => None,
        })
    }

    fn run(&self, given: Vec<String>, tell: Sender<Told>) -> Ran {
        let output = Output::default();
        let printed = output.clone();
        let mut given = given.into_iter();
        let (mut said, mut heard) = (String::new(), 0);
        let ask = move || {
            let since = String::from_utf8_lossy(&printed.borrow()[heard..]).into_owned();
            heard = printed.borrow().len();
            said.push_str(&since);
            let line = given.next().or_else(|| {
                let (answer, answers) = channel();
                let prompt = since.lines().last().unwrap_or_default().to_string();
                tell.send(Told::Asks { output: said.clone(), prompt, answer }).ok()?;
                answers.recv().ok()
            });
            let line = line.map_or(String::new(), |line| line + "\n");
            said.push_str(&line);
            Ok(line.into_bytes())
        };
        let host = System::new().with_output(output);
        let host = match &self.answers {
            Some(answers) => host.with_input(answers.clone()),
            None => host.with_asked(Box::new(ask)),
        };
        let settings = Settings { record: true, ..self.settings.clone() };
        let mut interpreter = Interpreter::new(Box::new(host), &settings);
        let ending = interpreter.run(&self.program);
        let recording = interpreter.recording();
        let mut sources = Vec::new();
        if let Program::Source { source, name } = &self.program {
            sources.push(Source { file: name.clone(), text: source.clone() });
        }
        // The heap goes with the thread's memory when the process ends; freeing it would make people wait.
        std::mem::forget(interpreter);
        Ran { recording, ending, sources }
    }
}
