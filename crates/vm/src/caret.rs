//! The marks under a line of a traceback, as CPython 3.13 sets them.

use bytecode::Location;

/// The source lines of a place with its marks, indented as a traceback shows them.
pub(crate) fn marked(source: &str, at: Location) -> String {
    let first = (at.line as usize).wrapping_sub(1);
    let count = (at.end_line.max(at.line) - at.line) as usize + 1;
    let original: Vec<&str> = source.lines().skip(first).take(count).map(str::trim_end).collect();
    let (Some(first_line), Some(last_line)) = (original.first(), original.last()) else {
        return String::new();
    };
    let blank = |line: &&&str| !line.is_empty();
    let margin = original.iter().filter(blank).map(|l| l.len() - l.trim_start().len()).min().unwrap_or(0);
    let lines: Vec<Vec<char>> = original.iter().map(|l| l.get(margin..).unwrap_or("").chars().collect()).collect();
    let plain = format!("    {}\n", first_line.trim());
    let characters = |line: &str, byte: usize| line.get(..byte.min(line.len())).map(|t| t.chars().count());
    let (Some(start), Some(end)) =
        (characters(first_line, at.column as usize), characters(last_line, at.end_column as usize))
    else {
        return plain;
    };
    let (start, end) = (start.saturating_sub(margin), end.saturating_sub(margin));
    if original.len() != count || at.end_column == 0 || count == 1 && start >= end {
        return plain;
    }
    marked_lines(&lines, start, end)
}

/// Line and column, counted from the first line shown.
type Place = (usize, usize);

fn marked_lines(lines: &[Vec<char>], start: usize, end: usize) -> String {
    let last = lines.len() - 1;
    let mut segment: String = lines.iter().map(|l| l.iter().collect::<String>()).collect::<Vec<_>>().join("\n");
    let skip: usize = lines[0].iter().take(start).map(|c| c.len_utf8()).sum();
    let cut: usize = lines[last].iter().skip(end).map(|c| c.len_utf8()).sum();
    segment = segment.get(skip..segment.len() - cut).unwrap_or("").to_string();
    let place = |offset: usize| -> Place {
        let before: Vec<char> = segment.chars().take(offset).collect();
        let line = before.iter().filter(|&&c| c == '\n').count();
        let column = before.iter().rev().take_while(|&&c| c != '\n').count();
        (line, if line == 0 { column + start } else { column })
    };
    let found = anchors(&segment).map(|(from, to)| (place(from), place(to)));
    let before: String = lines[0][..start.min(lines[0].len())].iter().collect();
    let after: String = lines[last][end.min(lines[last].len())..].iter().collect();
    let around = !before.trim().is_empty() || !after.trim().is_empty();
    let call = after.trim().is_empty() && is_plain_call(before.trim_start(), &segment);
    let show = !call && (found.is_some() || around);
    let mut significant = std::collections::BTreeSet::from([0, last]);
    if let Some((from, to)) = found {
        for line in [from.0, to.0] {
            significant.extend(line.saturating_sub(1)..(line + 2).min(lines.len()));
        }
    }
    let mut text = String::new();
    let mut shown: Option<usize> = None;
    for line in significant {
        match shown.map(|s| line - s) {
            Some(2) => text.push_str(&marked_line(lines, line - 1, (start, end), found, show)),
            Some(gap) if gap > 2 => text.push_str(&format!("    ...<{} lines>...\n", gap - 1)),
            _ => {}
        }
        text.push_str(&marked_line(lines, line, (start, end), found, show));
        shown = Some(line);
    }
    text
}

/// One line, and below it the marks if they are shown.
fn marked_line(
    lines: &[Vec<char>],
    line: usize,
    (start, end): (usize, usize),
    found: Option<(Place, Place)>,
    show: bool,
) -> String {
    let text = format!("    {}\n", lines[line].iter().collect::<String>());
    if !show {
        return text;
    }
    let indent = lines[line].iter().take_while(|c| c.is_whitespace()).count();
    let width = if line + 1 == lines.len() { end } else { lines[line].len() };
    let mark = |column: usize| match found {
        _ if column < indent || line == 0 && column < start => ' ',
        Some((from, to)) if (line, column) < from || (line, column) >= to => '~',
        _ => '^',
    };
    format!("{text}    {}\n", (0..width).map(mark).collect::<String>())
}

/// Is the segment the call of `name = call(…)` or `return name(…)`? CPython has no marks for these.
fn is_plain_call(before: &str, segment: &str) -> bool {
    let Some((open, _)) = anchors(segment).filter(|_| segment.ends_with(')')) else {
        return false;
    };
    let callee: String = segment.chars().take(open).collect();
    if before.trim() == "return" {
        return callee.trim().chars().all(|c| c.is_alphanumeric() || c == '_');
    }
    let targets = before.trim_end().strip_suffix('=');
    targets.is_some_and(|t| !t.ends_with(['=', '!', '<', '>', '+', '-', '*', '/', '%', '&', '|', '^', '@', ':']))
        && segment.chars().nth(open) == Some('(')
        && !before.contains(':')
}

/// Where the operator of a binary operation, or the brackets of a call or an item, stand (in characters).
fn anchors(segment: &str) -> Option<(usize, usize)> {
    const STATEMENTS: &[&str] =
        &["raise", "return", "assert", "del", "import", "from", "with", "for", "while", "yield"];
    let word: String = segment.chars().take_while(|c| c.is_alphabetic()).collect();
    if STATEMENTS.contains(&word.as_str()) {
        return None;
    }
    let characters: Vec<char> = segment.chars().collect();
    let last = *characters.last()?;
    if last != ')' && last != ']' {
        return top_level_operator(segment);
    }
    let place = opening_of_last(&characters)?;
    let prefix: String = characters[..place].iter().collect();
    let primary = !prefix.is_empty() && top_level_operator(&prefix).is_none();
    let fits = characters[place] == if last == ')' { '(' } else { '[' };
    if fits && primary { Some((place, characters.len())) } else { top_level_operator(segment) }
}

/// Where the bracket opens that the last character closes; brackets within quotes are none.
fn opening_of_last(characters: &[char]) -> Option<usize> {
    let (mut open, mut quote, mut at) = (Vec::new(), None, 0);
    while at < characters.len() {
        let c = characters[at];
        match quote {
            Some(_) if c == '\\' => at += 1,
            Some(q) if c == q => quote = None,
            Some(_) => {}
            None => match c {
                '\'' | '"' => quote = Some(c),
                '(' | '[' | '{' => open.push(at),
                ')' | ']' | '}' => {
                    let place = open.pop()?;
                    if at + 1 == characters.len() {
                        return Some(place);
                    }
                }
                _ => {}
            },
        }
        at += 1;
    }
    None
}

/// The last operator outside brackets and quotes.
fn top_level_operator(segment: &str) -> Option<(usize, usize)> {
    let characters: Vec<char> = segment.chars().collect();
    let (mut depth, mut quote, mut found, mut place) = (0, None, None, 0);
    while place < characters.len() {
        let c = characters[place];
        match quote {
            Some(q) => {
                if c == q {
                    quote = None;
                }
            }
            None => match c {
                '\'' | '"' => quote = Some(c),
                '(' | '[' | '{' => depth += 1,
                ')' | ']' | '}' => depth -= 1,
                '+' | '-' | '*' | '/' | '%' | '@' | '&' | '|' | '^' | '<' | '>' if depth == 0 && place > 0 => {
                    let double = characters.get(place + 1) == Some(&c) && matches!(c, '*' | '/' | '<' | '>');
                    let before = characters[..place].iter().rev().find(|c| !c.is_whitespace());
                    let unary = before.is_none_or(|b| "+-*/%@&|^<>(,=".contains(*b));
                    let width = 1 + double as usize;
                    if !unary {
                        found = Some((place, place + width));
                    }
                    place += width - 1;
                }
                _ => {}
            },
        }
        place += 1;
    }
    found
}
