//! Random programs of lists, tuples, dicts, instances and functions that refer to each other, and copies of them.

use crate::random::Random;

pub const NAMES: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

pub const PRELUDE: &str = "\
import copy
class Node:
    pass
def make(v):
    return lambda: v
a = []
b = [a]
c = {'k': b}
d = (a, [])
e = Node()
f = lambda p=a: p
";

/// A statement; one that copies says what was copied, and whether each source counts once.
pub struct Statement {
    pub text: String,
    pub copied: Option<Copied>,
}

pub struct Copied {
    pub sources: Vec<&'static str>,
    pub result: &'static str,
    pub once: bool,
}

/// `x`, `y` and `z` stand for names.
const CHANGES: [&str; 24] = [
    "x = [y, z]",
    "x = [y]",
    "x = []",
    "x = (y, z)",
    "x = {'k': y, 'm': z}",
    "x = {1: y}",
    "x = Node()",
    "x = y",
    "x = y",
    "x.append(y)",
    "x.append(y)",
    "x.insert(0, y)",
    "x[0] = y",
    "x['k'] = y",
    "x.p = y",
    "x.q = y",
    "x.pop()",
    "del x['k']",
    "x.clear()",
    "x.reverse()",
    "x += [y]",
    "x = lambda p=y, *, r=z: p",
    "x = make(y)",
    "x = y.p",
];

const COPIES: [&str; 16] = [
    "x = y[:]",
    "x = y.copy()",
    "x = list(y)",
    "x = tuple(y)",
    "x = dict(y)",
    "x = copy.copy(y)",
    "x = copy.deepcopy(y)",
    "x = [*y]",
    "x = {**y}",
    "x = y[1:]",
    "first, *x = y",
    "x = sorted(y, key=id)",
    "x = list(reversed(y))",
    "x = [v for v in y]",
    "x = y + z",
    "x = list(zip(y, z))",
];

pub fn statements(seed: u64, count: usize) -> Vec<Statement> {
    let mut random = Random::new(seed);
    (0..count).map(|_| statement(&mut random)).collect()
}

fn statement(random: &mut Random) -> Statement {
    let [x, y, z] = [(); 3].map(|_| *random.pick(&NAMES));
    let copies = random.below(3) == 0;
    let pattern = if copies { *random.pick(&COPIES) } else { *random.pick(&CHANGES) };
    let copied = copies.then(|| Copied {
        sources: if has(pattern, "z") { vec![y, z] } else { vec![y] },
        result: x,
        once: pattern.contains("zip("),
    });
    let name = |word: &str| match word {
        "x" => x.to_string(),
        "y" => y.to_string(),
        "z" => z.to_string(),
        other => other.to_string(),
    };
    Statement { text: words(pattern).into_iter().map(name).collect(), copied }
}

/// A pattern in words and what is between them.
fn words(pattern: &'static str) -> Vec<&'static str> {
    let mut pieces = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let is_word = first.is_alphanumeric();
        let end = rest.find(|c: char| c.is_alphanumeric() != is_word).unwrap_or(rest.len());
        pieces.push(&rest[..end]);
        rest = &rest[end..];
    }
    pieces
}

fn has(pattern: &'static str, word: &str) -> bool {
    words(pattern).contains(&word)
}

/// The program; statements that do not fit what the names are bound to do nothing.
pub fn program(statements: &[Statement]) -> String {
    let mut text = PRELUDE.to_string();
    for statement in statements {
        text.push_str(&format!("try:\n    {}\nexcept Exception:\n    pass\n", statement.text));
    }
    text
}
