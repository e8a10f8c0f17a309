//! Scenes as one GIF that moves: `tiny-skia` draws each, `gif` writes what changed since the one before.

use std::borrow::Cow;
use std::collections::HashMap;

use gif::{DisposalMethod, Encoder, Frame, Repeat};

use super::Style;
use crate::scene::{Paint, Scene};
use crate::theme::{Rgb, Theme};

/// Pixels for each point, and the most that a picture has in either direction.
const SCALE: f64 = 1.5;
const LARGEST: f64 = 4_000.0;
/// Colours of a GIF.
const COLOURS: usize = 256;
/// The last moment stays so much longer.
const LAST: u16 = 2;

pub fn gif(scenes: &[Scene], style: Style) -> Result<Vec<u8>, String> {
    let width = scenes.iter().map(|scene| scene.width).fold(1.0, f64::max);
    let height = scenes.iter().map(|scene| scene.height).fold(1.0, f64::max);
    let scale = SCALE.min(LARGEST / width.max(height));
    let size = [width, height].map(|length| (length * scale).ceil() as usize);
    let pages: Result<Vec<Page>, String> =
        scenes.iter().map(|scene| Page::of(scene, style.theme, scale, size)).collect();
    let pages = pages?;
    let mut palette = Palette::of(&pages);
    let mut bytes = Vec::new();
    let failed = |error: gif::EncodingError| error.to_string();
    let mut encoder =
        Encoder::new(&mut bytes, size[0] as u16, size[1] as u16, &palette.colours.concat()).map_err(failed)?;
    if pages.len() > 1 {
        encoder.set_repeat(Repeat::Infinite).map_err(failed)?;
    }
    for (place, page) in pages.iter().enumerate() {
        let [left, top, right, bottom] = page.changed_since(place.checked_sub(1).and_then(|before| pages.get(before)));
        let rows = (top..bottom).flat_map(|y| &page.pixels[y * size[0] + left..y * size[0] + right]);
        let frame = Frame {
            delay: if place + 1 == pages.len() { style.stay.saturating_mul(LAST) } else { style.stay },
            dispose: DisposalMethod::Keep,
            left: left as u16,
            top: top as u16,
            width: (right - left) as u16,
            height: (bottom - top) as u16,
            buffer: Cow::Owned(palette.numbers(rows)),
            ..Frame::default()
        };
        encoder.write_frame(&frame).map_err(failed)?;
    }
    drop(encoder);
    Ok(bytes)
}

/// One picture, filled up to the common size.
struct Page {
    width: usize,
    pixels: Vec<Rgb>,
}

impl Page {
    fn of(scene: &Scene, theme: Theme, scale: f64, [width, height]: [usize; 2]) -> Result<Page, String> {
        let drawn = scene.pixels(theme, scale as f32)?;
        let mut pixels = vec![theme.colour(Paint::Background); width * height];
        let columns = (drawn.width() as usize).min(width);
        let rows = drawn.pixels().chunks(drawn.width() as usize).zip(pixels.chunks_mut(width));
        for (drawn, row) in rows {
            for (from, to) in drawn[..columns].iter().zip(row) {
                *to = [from.red(), from.green(), from.blue()];
            }
        }
        Ok(Page { width, pixels })
    }

    /// Left, top, right and bottom of what is not as in the page before: one pixel at least.
    fn changed_since(&self, before: Option<&Page>) -> [usize; 4] {
        let height = self.pixels.len() / self.width;
        let Some(before) = before else { return [0, 0, self.width, height] };
        let [mut left, mut top, mut right, mut bottom] = [self.width, height, 0, 0];
        let rows = self.pixels.chunks(self.width).zip(before.pixels.chunks(self.width)).enumerate();
        for (y, (now, then)) in rows.filter(|(_, (now, then))| now != then) {
            let differ = |x: &usize| now[*x] != then[*x];
            let first = (0..left).find(differ).unwrap_or(left);
            let last = (right..self.width).rev().find(differ).map_or(right, |x| x + 1);
            (left, right) = (first, last);
            [top, bottom] = [top.min(y), bottom.max(y + 1)];
        }
        if right == 0 { [0, 0, 1, 1] } else { [left, top, right, bottom] }
    }
}

/// The most frequent colours of all pages: flat pictures have few, and the shades at their edges.
struct Palette {
    colours: Vec<Rgb>,
    known: HashMap<Rgb, u8>,
}

impl Palette {
    fn of(pages: &[Page]) -> Palette {
        let mut counts: HashMap<Rgb, usize> = HashMap::new();
        let mut last: Option<(Rgb, usize)> = None;
        for &pixel in pages.iter().flat_map(|page| &page.pixels) {
            match &mut last {
                Some((colour, count)) if *colour == pixel => *count += 1,
                _ => {
                    if let Some((colour, count)) = last.replace((pixel, 1)) {
                        *counts.entry(colour).or_default() += count;
                    }
                }
            }
        }
        if let Some((colour, count)) = last {
            *counts.entry(colour).or_default() += count;
        }
        let mut counted: Vec<(Rgb, usize)> = counts.into_iter().collect();
        counted.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        counted.truncate(COLOURS);
        let colours: Vec<Rgb> = counted.into_iter().map(|(colour, _)| colour).collect();
        let known = colours.iter().enumerate().map(|(place, colour)| (*colour, place as u8)).collect();
        Palette { colours, known }
    }

    /// Neighbours are mostly equal: one look-up for each run of them.
    fn numbers<'a>(&mut self, pixels: impl Iterator<Item = &'a Rgb>) -> Vec<u8> {
        let mut last = None;
        let number = |pixel: &Rgb| match last {
            Some((colour, number)) if colour == *pixel => number,
            _ => {
                let number = self.nearest(*pixel);
                last = Some((*pixel, number));
                number
            }
        };
        pixels.map(number).collect()
    }

    fn nearest(&mut self, colour: Rgb) -> u8 {
        let colours = &self.colours;
        *self.known.entry(colour).or_insert_with(|| {
            let away =
                |other: &Rgb| -> i32 { colour.iter().zip(other).map(|(a, b)| (*a as i32 - *b as i32).pow(2)).sum() };
            (0..colours.len()).min_by_key(|place| away(&colours[*place])).unwrap_or(0) as u8
        })
    }
}
