//! `bindscope view`: steps through a program in the browser; or writes the page as one file.

use std::ops::RangeInclusive;
use std::process::{Command as Process, Stdio};

use bindscope::Program;
use clap::Args;
use viewer::{Begin, Make, Session};

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
        if let Some(path) = &self.output {
            let page = page(&self.place, 1..=self.most as u64)?;
            return std::fs::write(path, page).map_err(|error| format!("cannot write {path}: {error}"));
        }
        let begin = self.place.line().map_or(Begin::First, Begin::Line);
        serve(make(&self.place)?, begin, Vec::new(), !self.no_open)
    }
}

/// Serves the page, prints its address, and opens it.
pub fn serve(make: Make, begin: Begin, given: Vec<String>, opens: bool) -> Result<(), String> {
    viewer::serve(make, begin, given, |address| {
        println!("{}", address.0);
        if opens {
            open(&address.0);
        }
    })
}

/// The page that steps by itself through these moments.
pub fn page(place: &Place, moments: RangeInclusive<u64>) -> Result<String, String> {
    let make = make(place)?;
    let mut session = match &make.recording {
        Some(recording) => Session::open(recording)?,
        None => {
            let make = Make { answers: Some(make.answers.unwrap_or_default()), ..make };
            let ran = std::sync::Arc::new(make).to_end().ok_or("the run broke off")?;
            Session::of(ran).ok_or("nothing was recorded")?
        }
    };
    Ok(viewer::page(&mut session, moments))
}

fn make(place: &Place) -> Result<Make, String> {
    let (program, arguments) = place.program()?;
    let recording = place.file.clone().filter(|_| place.is_recording());
    if let Program::File(path) = &program
        && !std::path::Path::new(path).exists()
    {
        return Err(format!("can't open file '{path}': there is none"));
    }
    let answers = match &place.limits.input {
        Some(path) => Some(std::fs::read(path).map_err(|error| format!("can't open file '{path}': {error}"))?),
        None => None,
    };
    let (settings, stack) = (place.limits.settings(arguments), bindscope::STACK_SIZE);
    Ok(Make { program, settings, answers, stack, recording })
}

/// Opens the page; where there is no browser to be had, the printed address is enough.
fn open(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    let mut opening = Process::new(opener);
    opening.arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    drop(opening.spawn());
}
