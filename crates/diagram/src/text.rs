//! Text as a picture needs it: how wide it is, how to shorten it, how to count in words.

/// Columns that a text takes in a monospaced face.
pub fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Columns of one character: wide for East Asian letters and pictures, none for marks that join the letter before.
pub fn columns(c: char) -> usize {
    match c as u32 {
        0x20..0x300 => 1,
        0x300..0x370 | 0x200b..0x2010 | 0xfe00..0xfe10 | 0x20d0..0x2100 => 0,
        0x1100..0x1160
        | 0x2e80..0x303f
        | 0x3041..0xa4d0
        | 0xac00..0xd7a4
        | 0xf900..0xfb00
        | 0xfe30..0xfe70
        | 0xff00..0xff61
        | 0xffe0..0xffe7
        | 0x1f300..0x1f650
        | 0x1f680..0x1fb00
        | 0x20000..0x40000 => 2,
        _ => 1,
    }
}

/// The first and last characters of a text that is wider than `room` columns.
pub fn cut_middle(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let (head, tail) = (room.saturating_sub(1).div_ceil(2), room.saturating_sub(1) / 2);
    let mut used = 0;
    let fits = |limit: usize, used: &mut usize, c: char| {
        *used += columns(c);
        *used <= limit
    };
    let start: String = text.chars().take_while(|c| fits(head, &mut used, *c)).collect();
    used = 0;
    let end: Vec<char> = text.chars().rev().take_while(|c| fits(tail, &mut used, *c)).collect();
    format!("{start}…{}", end.into_iter().rev().collect::<String>())
}

/// The first characters of a text that is wider than `room` columns.
pub fn cut_end(text: &str, room: usize) -> String {
    if width(text) <= room {
        return text.to_string();
    }
    let mut used = 0;
    let kept = text.chars().take_while(|c| {
        used += columns(*c);
        used < room
    });
    format!("{}…", kept.collect::<String>())
}

/// Words of a sentence in lines of at most `width` columns.
pub fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let Some(line) = lines.last_mut() else { break };
        if !line.is_empty() && self::width(line) + 1 + self::width(word) > width {
            lines.push(word.to_string());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.iter().map(|line| cut_end(line, width)).collect()
}

/// `1 000 000`
pub fn grouped(n: usize) -> String {
    let digits = n.to_string();
    let mut out = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(' ');
        }
        out.push(digit);
    }
    out
}

/// `1st`, `2nd`, `13th`
pub fn ordinal(n: u64) -> String {
    let ending = match (n % 100, n % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// A, B, … Z, AA, AB, … for 0, 1, …
pub fn letter(number: usize) -> String {
    let mut rest = number + 1;
    let mut letters = vec![];
    while rest > 0 {
        letters.push((b'A' + ((rest - 1) % 26) as u8) as char);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_in_the_middle() {
        assert_eq!(cut_middle("abcdefghij", 10), "abcdefghij");
        assert_eq!(cut_middle("abcdefghijk", 10), "abcde…hijk");
        assert_eq!(width(&cut_middle("漢字漢字漢字", 6)), 5);
        assert_eq!(cut_end("abcdef", 4), "abc…");
    }

    #[test]
    fn counts_are_words() {
        assert_eq!(grouped(1_000_000), "1 000 000");
        assert_eq!(grouped(999), "999");
        assert_eq!([1, 2, 3, 11, 12, 22, 113].map(ordinal), ["1st", "2nd", "3rd", "11th", "12th", "22nd", "113th"]);
        assert_eq!([0, 25, 26, 52].map(letter), ["A", "Z", "AA", "BA"]);
    }
}
