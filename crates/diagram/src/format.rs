//! Moments as files: what formats there are, and which of them hold several moments.

mod dot;
mod gif;
mod json;
mod latex;
mod markdown;
mod mermaid;
mod outline;
mod pdf;
mod png;
mod svg;

pub use json::quoted;

use crate::moment::Moment;
use crate::scene::Scene;
use crate::steady::{Lasting, in_turn};
use crate::terminal;
use crate::theme::Theme;

/// Moments of one run, and the program that ran.
#[derive(Clone, Debug, Default)]
pub struct Excerpt {
    /// Its name, for titles.
    pub program: String,
    /// Its text, where there is one.
    pub source: String,
    /// In the order of the run.
    pub moments: Vec<Moment>,
    /// What is what from one moment to the next; empty for a moment that stands alone.
    pub lasting: Vec<Lasting>,
}

impl Excerpt {
    fn scenes(&self) -> Vec<Scene> {
        match self.lasting.len() == self.moments.len() && self.moments.len() > 1 {
            true => in_turn(&self.moments, &self.lasting),
            false => self.moments.iter().map(Scene::of).collect(),
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    Svg,
    Png,
    Pdf,
    Gif,
    Markdown,
    Latex,
    Dot,
    Mermaid,
    Text,
    Json,
}

/// How it is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Style {
    pub theme: Theme,
    /// Columns of what is drawn in characters.
    pub columns: usize,
    /// How long each moment of a moving picture stays, in hundredths of a second.
    pub stay: u16,
}

impl Default for Style {
    fn default() -> Style {
        Style { theme: Theme::default(), columns: 100, stay: 150 }
    }
}

impl Format {
    pub const ALL: [Format; 10] = [
        Format::Svg,
        Format::Png,
        Format::Pdf,
        Format::Gif,
        Format::Markdown,
        Format::Latex,
        Format::Dot,
        Format::Mermaid,
        Format::Text,
        Format::Json,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Format::Svg => "svg",
            Format::Png => "png",
            Format::Pdf => "pdf",
            Format::Gif => "gif",
            Format::Markdown => "markdown",
            Format::Latex => "latex",
            Format::Dot => "dot",
            Format::Mermaid => "mermaid",
            Format::Text => "text",
            Format::Json => "json",
        }
    }

    /// How the names of such files end, without the point.
    pub fn ending(self) -> &'static str {
        match self {
            Format::Markdown => "md",
            Format::Latex => "tex",
            Format::Mermaid => "mmd",
            Format::Text => "txt",
            other => other.name(),
        }
    }

    /// Has a file of this format room for one moment only?
    pub fn holds_one(self) -> bool {
        matches!(self, Format::Svg | Format::Png | Format::Mermaid)
    }

    /// Does it tell everything, with nothing cut?
    pub fn is_data(self) -> bool {
        self == Format::Json
    }

    /// The bytes of each file: one for each moment where a file has room for one only, else one.
    pub fn write(self, excerpt: &Excerpt, style: Style) -> Result<Vec<Vec<u8>>, String> {
        let scenes = || excerpt.scenes();
        match self {
            Format::Svg => Ok(scenes().iter().map(|scene| scene.to_svg(style.theme).into_bytes()).collect()),
            Format::Png => scenes().iter().map(|scene| scene.to_png(style.theme)).collect(),
            Format::Mermaid => Ok(excerpt.moments.iter().map(|m| mermaid::mermaid(m).into_bytes()).collect()),
            Format::Pdf => Ok(vec![pdf::pdf(&scenes(), style.theme)?]),
            Format::Gif => Ok(vec![gif::gif(&scenes(), style)?]),
            Format::Markdown => Ok(vec![markdown::markdown(excerpt, style).into_bytes()]),
            Format::Latex => Ok(vec![latex::latex(&scenes(), style.theme).into_bytes()]),
            Format::Dot => Ok(vec![excerpt.moments.iter().map(dot::dot).collect::<Vec<_>>().join("\n").into_bytes()]),
            Format::Text => {
                let drawn = excerpt.moments.iter().map(|moment| terminal::draw(moment, style.columns, false));
                Ok(vec![drawn.collect::<Vec<_>>().join("\n").into_bytes()])
            }
            Format::Json => Ok(vec![json::excerpt(excerpt).into_bytes()]),
        }
    }
}

#[cfg(test)]
mod tests;
