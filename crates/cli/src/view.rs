//! `bindscope view`: steps through a program in the browser; or writes the page as one file.

use std::process::{Command as Process, Stdio};

use bindscope::Program;
use clap::Args;
use viewer::{Make, Session};

use crate::program::Place;
use crate::run;

/// Step through a program in the browser, both ways
#[derive(Args)]
pub struct View {
    #[command(flatten)]
    pub place: Place,
    /// Print the address only, and open no browser
    #[arg(long)]
    no_open: bool,
    /// Write one HTML file that steps by itself, instead of serving
    #[arg(short, long, value_name = "FILE.html")]
    output: Option<String>,
    /// How many moments that file keeps
    #[arg(long, value_name = "N", default_value_t = 1000)]
    most: usize,
}

pub fn run(command: &View) -> u8 {
    match command.run() {
        Ok(()) => 0,
        Err(message) => run::complain(&message),
    }
}

impl View {
    fn run(&self) -> Result<(), String> {
        let make = self.make()?;
        match &self.output {
            Some(path) => self.write(make, path),
            None => viewer::serve(make, self.place.line(), |address| {
                println!("{}", address.0);
                if !self.no_open {
                    open(&address.0);
                }
            }),
        }
    }

    fn make(&self) -> Result<Make, String> {
        let (program, arguments) = self.place.program()?;
        let recording = self.place.file.clone().filter(|_| self.place.is_recording());
        if let Program::File(path) = &program
            && !std::path::Path::new(path).exists()
        {
            return Err(format!("can't open file '{path}': there is none"));
        }
        let answers = match &self.place.limits.input {
            Some(path) => Some(std::fs::read(path).map_err(|error| format!("can't open file '{path}': {error}"))?),
            None => None,
        };
        Ok(Make {
            program,
            settings: self.place.limits.settings(arguments),
            answers,
            stack: bindscope::STACK_SIZE,
            recording,
        })
    }

    fn write(&self, make: Make, path: &str) -> Result<(), String> {
        if let Some(recording) = &make.recording {
            let page = viewer::page(&mut Session::open(recording)?, self.most);
            return std::fs::write(path, page).map_err(|error| format!("cannot write {path}: {error}"));
        }
        let make = Make { answers: Some(make.answers.unwrap_or_default()), ..make };
        let ran = std::sync::Arc::new(make).to_end().ok_or("the run broke off")?;
        let mut session = Session::of(ran).ok_or("nothing was recorded")?;
        let page = viewer::page(&mut session, self.most);
        std::fs::write(path, page).map_err(|error| format!("cannot write {path}: {error}"))
    }
}

/// Opens the page; where there is no browser to be had, the printed address is enough.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut opening = Process::new(opener);
    opening.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(opening.spawn());
}
