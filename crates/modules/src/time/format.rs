//! `strftime` in the C locale, with the flags and widths of the GNU C library.

use super::calendar::{Moment, iso_week, seconds};

const DAYS: [&str; 7] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What local time is called at the moment.
pub(super) struct Local<'a> {
    pub zone: &'a str,
    pub offset: i64,
}

pub(super) fn day_name(weekday: i64) -> &'static str {
    DAYS[weekday.rem_euclid(7) as usize]
}

pub(super) fn month_name(month: i64) -> &'static str {
    MONTHS[(month - 1).rem_euclid(12) as usize]
}

pub(super) fn format(pattern: &str, at: &Moment, local: &Local) -> String {
    let mut out = String::new();
    let mut rest = pattern;
    while let Some(start) = rest.find('%') {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let after = one(rest, at, local, &mut out);
        match after {
            Some(after) => rest = after,
            None => {
                out.push('%');
                rest = &rest[1..];
            }
        }
    }
    out.push_str(rest);
    out
}

/// Appends what the directive at the start of `text` stands for; what follows it, or None if it is none.
fn one<'a>(text: &'a str, at: &Moment, local: &Local, out: &mut String) -> Option<&'a str> {
    let mut rest = &text[1..];
    let (mut pad, mut upper, mut swap) = (None, false, false);
    while let Some(flag) = rest.chars().next().filter(|c| "-_0^#".contains(*c)) {
        match flag {
            '^' => upper = true,
            '#' => swap = true,
            other => pad = Some(other),
        }
        rest = &rest[1..];
    }
    let digits = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
    let width: usize = rest[..digits].parse().unwrap_or(0).min(1024);
    rest = rest[digits..].trim_start_matches(['E', 'O']);
    let letter = rest.chars().next()?;
    let (mut value, numeric) = directive(letter, pad, at, local)?;
    if upper || swap && letter != 'Z' && letter != 'p' {
        value = value.to_uppercase();
    } else if swap {
        value = value.to_lowercase();
    }
    if value.len() < width {
        let fill = if pad == Some('_') || pad.is_none() && !numeric { " " } else { "0" };
        out.push_str(&fill.repeat(width - value.len()));
    }
    out.push_str(&value);
    Some(&rest[letter.len_utf8()..])
}

/// The text of a directive, and whether it is a number.
fn directive(letter: char, pad: Option<char>, at: &Moment, local: &Local) -> Option<(String, bool)> {
    let number = |n: i64, width: usize, usual: char| {
        let text = match pad.unwrap_or(usual) {
            '-' => n.to_string(),
            '_' => format!("{n:width$}"),
            _ => format!("{n:0width$}"),
        };
        Some((text, true))
    };
    let words = |text: &str| Some((text.to_string(), false));
    let whole = |pattern: &str| Some((format(pattern, at, local), false));
    let twelve = (at.hour + 11).rem_euclid(12) + 1;
    let sunday = (at.weekday + 1).rem_euclid(7);
    match letter {
        'a' => words(&day_name(at.weekday)[..3]),
        'A' => words(day_name(at.weekday)),
        'b' | 'h' => words(&month_name(at.month)[..3]),
        'B' => words(month_name(at.month)),
        'c' => whole("%a %b %e %H:%M:%S %Y"),
        'C' => number(at.year.div_euclid(100), 2, '0'),
        'd' => number(at.day, 2, '0'),
        'D' | 'x' => whole("%m/%d/%y"),
        'e' => number(at.day, 2, '_'),
        'F' => whole("%Y-%m-%d"),
        'g' => number(iso_week(at).0.rem_euclid(100), 2, '0'),
        'G' => number(iso_week(at).0, 1, '0'),
        'H' => number(at.hour, 2, '0'),
        'I' => number(twelve, 2, '0'),
        'j' => number(at.year_day, 3, '0'),
        'k' => number(at.hour, 2, '_'),
        'l' => number(twelve, 2, '_'),
        'm' => number(at.month, 2, '0'),
        'M' => number(at.minute, 2, '0'),
        'n' => words("\n"),
        'p' => words(if at.hour < 12 { "AM" } else { "PM" }),
        'P' => words(if at.hour < 12 { "am" } else { "pm" }),
        'r' => whole("%I:%M:%S %p"),
        'R' => whole("%H:%M"),
        's' => number(seconds(at) - local.offset, 1, '0'),
        'S' => number(at.second, 2, '0'),
        't' => words("\t"),
        'T' | 'X' => whole("%H:%M:%S"),
        'u' => number(at.weekday + 1, 1, '0'),
        'U' => number((at.year_day - 1 + 7 - sunday) / 7, 2, '0'),
        'V' => number(iso_week(at).1, 2, '0'),
        'w' => number(sunday, 1, '0'),
        'W' => number((at.year_day - 1 + 7 - at.weekday) / 7, 2, '0'),
        'y' => number(at.year.rem_euclid(100), 2, '0'),
        'Y' => number(at.year, 1, '0'),
        'z' => {
            let (sign, minutes) = (if local.offset < 0 { '-' } else { '+' }, local.offset.abs() / 60);
            Some((format!("{sign}{:02}{:02}", minutes / 60, minutes % 60), false))
        }
        'Z' => words(local.zone),
        '%' => words("%"),
        _ => None,
    }
}
