//! `bindscope step`: goes through a run in the terminal, both ways.

mod ask;
mod inside;
mod screen;
mod walk;

use std::io::{IsTerminal, Write};

use clap::Args;
use crossterm::event::{self, Event, KeyCode, KeyEventKind, KeyModifiers};
use crossterm::{cursor, execute, terminal};

use crate::program::Place;
use crate::run;
use screen::Screen;
pub use walk::Walk;

/// Step through a program in the terminal, both ways
#[derive(Args)]
pub struct Step {
    #[command(flatten)]
    pub place: Place,
    /// Begin at this step
    #[arg(long, value_name = "N", default_value_t = 1)]
    step: u64,
}

pub fn run(command: &Step) -> u8 {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return run::complain("step needs a terminal; `bindscope export` writes steps to files");
    }
    let (timeline, ending) = match command.place.timeline() {
        Ok(found) => found,
        Err(message) => return run::complain(&message),
    };
    let status = ending.as_ref().map_or(0, run::report);
    if timeline.steps() > 0 {
        let (name, source) = command.place.name_and_source();
        let mut walk = Walk::new(timeline, name, source, command.step);
        if let Some(line) = command.place.line() {
            walk.go_to_line(line);
        }
        show(walk);
    }
    status
}

/// Goes through a run until somebody says to end.
pub fn show(walk: Walk) {
    if let Err(error) = run_screen(walk) {
        eprintln!("bindscope: the terminal cannot be used: {error}");
    }
}

fn run_screen(mut walk: Walk) -> std::io::Result<()> {
    let mut out = std::io::stdout();
    terminal::enable_raw_mode()?;
    execute!(out, terminal::EnterAlternateScreen, cursor::Hide)?;
    let result = go(&mut walk, &mut out);
    // The terminal is given back whatever happened.
    let _ = execute!(out, cursor::Show, terminal::LeaveAlternateScreen);
    let _ = terminal::disable_raw_mode();
    result
}

/// Draws, waits for a key, and does what it says, until one says to end.
fn go(walk: &mut Walk, out: &mut impl Write) -> std::io::Result<()> {
    let colour = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
    let mut screen = Screen::new(colour);
    loop {
        screen.draw(walk, out)?;
        let Event::Key(key) = event::read()? else { continue };
        if key.kind == KeyEventKind::Release {
            continue;
        }
        let control = key.modifiers.contains(KeyModifiers::CONTROL);
        if control && matches!(key.code, KeyCode::Char('c' | 'd')) {
            return Ok(());
        }
        if screen.is_asking() {
            screen.typed(key.code, walk);
            continue;
        }
        match key.code {
            KeyCode::Char('q') | KeyCode::Esc if !screen.has_answer() => return Ok(()),
            KeyCode::Char('i') => screen.enter(walk, true),
            KeyCode::Char('l' | ' ') | KeyCode::Right if screen.is_inside() => screen.enter(walk, true),
            KeyCode::Char('h') | KeyCode::Left if screen.is_inside() => screen.enter(walk, false),
            KeyCode::Char('l' | ' ') | KeyCode::Right | KeyCode::Enter => walk.forward(),
            KeyCode::Char('h') | KeyCode::Left | KeyCode::Backspace => walk.back(),
            KeyCode::Char('j') | KeyCode::Down => walk.over(),
            KeyCode::Char('k') | KeyCode::Up => walk.over_back(),
            KeyCode::Char('o') => walk.out(),
            KeyCode::Char('g') | KeyCode::Home => walk.go(1),
            KeyCode::Char('G') | KeyCode::End => walk.go(u64::MAX),
            KeyCode::Char('n') => screen.again(walk, true),
            KeyCode::Char('N') => screen.again(walk, false),
            KeyCode::Char('/') => screen.ask('/'),
            KeyCode::Char(':') => screen.ask(':'),
            KeyCode::Char('w') => screen.ask('w'),
            KeyCode::Char('y') => screen.ask('y'),
            KeyCode::PageDown => screen.scroll(true),
            KeyCode::PageUp => screen.scroll(false),
            KeyCode::Char('?') => screen.help(),
            _ => {}
        }
        screen.moved(walk);
    }
}
