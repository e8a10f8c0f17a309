//! `bindscope export`: runs a program and writes moments of it for other programs to show.

use std::io::Write;

use bindscope::diagram::{Excerpt, Format, Style};
use clap::Args;
use clap::builder::PossibleValuesParser;

use crate::look::Look;
use crate::run;
use crate::show::Ground;

/// Write moments of a program as pictures, pages or data
#[derive(Args)]
pub struct Export {
    #[command(flatten)]
    pub look: Look,
    /// What is written
    #[arg(long = "to", value_name = "FORMAT", value_parser = PossibleValuesParser::new(Format::ALL.map(Format::name)))]
    format: Option<String>,
    /// The file it goes to, - for standard output; its ending tells the format where --to does not
    #[arg(short, long, value_name = "OUT")]
    output: String,
    /// The ground of a drawing
    #[arg(long, value_name = "THEME", default_value = "light")]
    theme: Ground,
    /// Columns of a drawing in characters
    #[arg(long, value_name = "N", default_value_t = 100)]
    columns: usize,
    /// How long each moment of a gif stays
    #[arg(long, value_name = "SECONDS", default_value_t = 1.5)]
    seconds: f64,
}

pub fn run(command: &Export) -> u8 {
    let looked = command.format().and_then(|format| Ok((format, command.look.run(format.is_data(), true)?)));
    let (format, mut looked) = match looked {
        Ok(found) => found,
        Err(message) => return run::complain(&message),
    };
    let written = looked.moment.take().map_or(Ok(()), |moment| {
        let moments = vec![moment?];
        let excerpt = Excerpt { program: command.look.program_name(), source: command.look.source(), moments };
        command.write(format, &excerpt)
    });
    if let Err(message) = &written {
        eprintln!("bindscope: {message}");
    }
    looked.end(written.is_err())
}

impl Export {
    fn format(&self) -> Result<Format, String> {
        let ending = self.output.rsplit_once('.').map_or("", |(_, ending)| ending);
        let found = match &self.format {
            Some(name) => Format::ALL.into_iter().find(|format| format.name() == name),
            None => Format::ALL.into_iter().find(|format| format.ending() == ending),
        };
        found.ok_or_else(|| format!("'{}' does not tell a format: say --to FORMAT", self.output))
    }

    fn write(&self, format: Format, excerpt: &Excerpt) -> Result<(), String> {
        let stay = (self.seconds * 100.0).clamp(2.0, 60_000.0) as u16;
        let style = Style { theme: self.theme.theme(), columns: self.columns, stay };
        let files = format.write(excerpt, style)?;
        if self.output == "-" {
            // A closed pipe is no error of ours.
            let _ = std::io::stdout().write_all(&files.concat());
            return Ok(());
        }
        let count = files.len();
        for (place, bytes) in files.iter().enumerate() {
            let path = if count == 1 { self.output.clone() } else { numbered(&self.output, place + 1, count) };
            std::fs::write(&path, bytes).map_err(|error| format!("cannot write {path}: {error}"))?;
        }
        Ok(())
    }
}

/// `x.svg` → `x-07.svg`, with as many digits as the last of them needs.
fn numbered(path: &str, number: usize, count: usize) -> String {
    let digits = count.to_string().len();
    let folder = path.rfind('/').map_or(0, |at| at + 1);
    match path[folder..].rfind('.') {
        Some(dot) if dot > 0 => {
            let (stem, ending) = path.split_at(folder + dot);
            format!("{stem}-{number:0digits$}{ending}")
        }
        _ => format!("{path}-{number:0digits$}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_numbered_before_their_ending() {
        assert_eq!(numbered("out/x.svg", 7, 12), "out/x-07.svg");
        assert_eq!(numbered("a.b/x", 2, 3), "a.b/x-2");
        assert_eq!(numbered(".hidden", 1, 2), ".hidden-1");
    }
}
