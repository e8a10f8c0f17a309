//! Mutations of Python source, token by token: what both fuzzers feed the interpreter with.

const MOST_MUTATIONS: u64 = 6;
/// Put in the place of other tokens.
const ODD: [&str; 24] = [
    "0",
    "-1",
    "10**20",
    "2**64",
    "1e308",
    "\"\"",
    "'\\udc80'",
    "b''",
    "None",
    "[]",
    "()",
    "{}",
    "*",
    "**",
    "self",
    "yield",
    "await",
    "lambda: 0",
    "super()",
    "del",
    "__class__",
    ":=",
    "nonlocal",
    "type(0)",
];

/// Changes a few tokens; pieces of other sources come from `donor`.
pub fn mutate<'a>(tokens: &mut Vec<String>, random: &mut Random, donor: impl Fn(&mut Random) -> &'a [String]) {
    for _ in 0..1 + random.number() % MOST_MUTATIONS {
        if tokens.is_empty() {
            break;
        }
        let at = random.below(tokens.len());
        match random.below(6) {
            0 => drop(tokens.remove(at)),
            1 => tokens.insert(at, tokens[at].clone()),
            2 => {
                let other = random.below(tokens.len());
                tokens.swap(at, other);
            }
            3 => tokens[at] = ODD[random.below(ODD.len())].to_owned(),
            4 => {
                let donor = donor(random);
                if !donor.is_empty() {
                    tokens[at] = donor[random.below(donor.len())].clone();
                }
            }
            _ => {
                let donor = donor(random);
                let from = random.below(donor.len().max(1));
                let piece = donor.iter().skip(from).take(random.below(20)).cloned();
                drop(tokens.splice(at..at, piece).collect::<Vec<_>>());
            }
        }
    }
}

/// Words, numbers, strings, white space and single marks: their concatenation is the source.
pub fn tokens(source: &str) -> Vec<String> {
    let mut tokens: Vec<String> = Vec::new();
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        let length = match first {
            '"' | '\'' => rest[1..].find([first, '\n']).map_or(rest.len(), |end| end + 2),
            '\n' => 1 + rest[1..].find(|c| c != ' ').unwrap_or(rest.len() - 1),
            c if word(c) => rest.find(|c| !word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let (token, after) = rest.split_at(length);
        tokens.push(token.to_owned());
        rest = after;
    }
    tokens
}

/// Xorshift: the same numbers for the same seed.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        // Zero would stay zero.
        Random(seed | 1)
    }

    pub fn number(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.number() % limit.max(1) as u64) as usize
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_the_whole_source() {
        let source = "def f(a, b=1):\n    return a + 'x'  # é\n\nprint(f(\"y\"))\n";
        assert_eq!(tokens(source).concat(), source);
        assert!(tokens(source).contains(&"'x'".to_owned()));
    }
}
