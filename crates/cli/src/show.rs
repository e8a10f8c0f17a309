//! `bindscope show`: runs a program, then draws what its names are bound to.

use std::io::{IsTerminal, Write};

use bindscope::diagram::{self, Moment, Scene, Theme};
use clap::{Args, ValueEnum};

use crate::look::Look;
use crate::{columns, run};

/// Draw the names and objects of a program: at its end, or just after a line ran
#[derive(Args)]
pub struct Show {
    #[command(flatten)]
    pub look: Look,
    /// Write the drawing to FILE.svg or FILE.png (`export` knows more formats)
    #[arg(short, long, value_name = "FILE")]
    output: Option<String>,
    /// The ground of a drawing in a file
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: Ground,
    /// The moment as data, nothing cut
    #[arg(long, conflicts_with = "output")]
    json: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Ground {
    Light,
    Dark,
}

impl Ground {
    pub fn theme(self) -> Theme {
        match self {
            Ground::Light => Theme::Light,
            Ground::Dark => Theme::Dark,
        }
    }
}

pub fn run(command: &Show) -> u8 {
    let looked = command.check().and_then(|()| command.look.run(command.json, command.json));
    let mut looked = match looked {
        Ok(looked) => looked,
        Err(message) => return run::complain(&message),
    };
    let shown = looked.moment.take().map_or(Ok(()), |moment| command.write(&moment?));
    if let Err(message) = &shown {
        eprintln!("bindscope: {message}");
    }
    looked.end(shown.is_err())
}

impl Show {
    fn check(&self) -> Result<(), String> {
        match &self.output {
            Some(path) if !path.ends_with(".svg") && !path.ends_with(".png") => {
                Err(format!("-o takes a name that ends in .svg or .png, not '{path}'"))
            }
            _ => Ok(()),
        }
    }

    fn write(&self, moment: &Moment) -> Result<(), String> {
        let theme = self.theme.theme();
        if let Some(path) = &self.output {
            let scene = Scene::of(moment);
            let bytes = if path.ends_with(".png") { scene.to_png(theme)? } else { scene.to_svg(theme).into_bytes() };
            return std::fs::write(path, bytes).map_err(|error| format!("cannot write {path}: {error}"));
        }
        let text = if self.json {
            moment.to_json()
        } else if moment.frames.iter().all(|frame| frame.bindings.is_empty() && frame.returned.is_none()) {
            // There is nothing to draw, most often because the program did not begin.
            String::new()
        } else {
            let terminal = std::io::stdout().is_terminal();
            let colour = terminal && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            format!("\n{}", diagram::terminal::draw(moment, columns::columns(), colour))
        };
        // A closed pipe is no error of ours.
        let _ = std::io::stdout().write_all(text.as_bytes());
        Ok(())
    }
}
