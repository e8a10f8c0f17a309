//! The colours: what each [`Paint`] is on light and on dark ground. All are told apart by colour-blind people, and
//! every text has at least 4.5 times the contrast of its ground, every line 3 times.

use crate::scene::Paint;

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Theme {
    #[default]
    Light,
    Dark,
}

pub type Rgb = [u8; 3];

/// Shared objects beyond these begin again, with a double outline.
pub const SHARED: usize = 4;

impl Theme {
    pub fn colour(self, paint: Paint) -> Rgb {
        let (light, dark) = match paint {
            Paint::Background => (0xffffff, 0x14171c),
            Paint::Card => (0xf7f8fa, 0x1d2229),
            Paint::Ink => (0x1b1f24, 0xe6e9ee),
            Paint::Muted => (0x667085, 0x98a2b3),
            Paint::Line => (0x808ca1, 0x6d778c),
            Paint::Active => (0x175cd3, 0x84adff),
            Paint::OnShared => (0xffffff, 0x14171c),
            Paint::Shared(number) => match number % SHARED {
                0 => (0x0072b2, 0x56b4e9),
                1 => (0xbf5200, 0xf5934a),
                2 => (0x008257, 0x3ecf9b),
                _ => (0xa3498f, 0xdd8fcb),
            },
        };
        let colour: u32 = if self == Theme::Light { light } else { dark };
        [(colour >> 16) as u8, (colour >> 8) as u8, colour as u8]
    }

    pub fn css(self, paint: Paint) -> String {
        let [r, g, b] = self.colour(paint);
        format!("#{r:02x}{g:02x}{b:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn luminance(colour: Rgb) -> f64 {
        let linear = colour.map(|c| {
            let c = c as f64 / 255.0;
            if c <= 0.04045 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
        });
        0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    }

    fn contrast(theme: Theme, a: Paint, b: Paint) -> f64 {
        let (a, b) = (luminance(theme.colour(a)), luminance(theme.colour(b)));
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    #[test]
    fn texts_and_lines_stand_out() {
        for theme in [Theme::Light, Theme::Dark] {
            for ground in [Paint::Background, Paint::Card] {
                for text in [Paint::Ink, Paint::Muted, Paint::Active] {
                    assert!(contrast(theme, text, ground) >= 4.5, "{theme:?} {text:?} on {ground:?}");
                }
                assert!(contrast(theme, Paint::Line, ground) >= 3.0, "{theme:?} lines on {ground:?}");
            }
            for number in 0..SHARED {
                assert!(contrast(theme, Paint::Shared(number), Paint::Background) >= 4.5, "{theme:?} {number}");
                assert!(contrast(theme, Paint::Shared(number), Paint::OnShared) >= 4.5, "{theme:?} {number}");
            }
        }
    }
}
