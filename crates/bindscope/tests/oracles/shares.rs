//! `shares`: what two values have in common, against reachability by identity.

use bindscope::history::{Answer, Expression};

use crate::generate::{NAMES, program, statements};
use crate::run::{on_stack, printed, recorded};

const PROGRAMS: u64 = 60;

#[test]
fn shares_tells_what_both_reach() {
    on_stack(|| {
        let mut asked = 0;
        for seed in 1001..=1000 + PROGRAMS {
            let source = program(&statements(seed, 25));
            let timeline = recorded(&source);
            let end = timeline.asked_at(u64::MAX);
            let mut oracle = format!("{source}{}", include_str!("brute.py"));
            for (place, one) in NAMES.iter().enumerate() {
                for other in &NAMES[place..] {
                    let ask = |name| Expression::new(name).expect("a name");
                    let answer = timeline.shares(&ask(one), &ask(other), &end).expect("an answer");
                    let Some((sentence, pairs)) = read(&answer) else { continue };
                    oracle.push_str(&format!("_shares({one:?}, {other:?}, {sentence:?}, {pairs:?})\n"));
                    asked += 1;
                }
            }
            assert_eq!(printed(&oracle), "", "seed {seed}:\n{source}");
        }
        assert!(asked > 800, "only {asked} questions");
        println!("shares: {asked} questions of {PROGRAMS} programs");
    });
}

/// In a word, and the pairs of paths; None where one is a value.
fn read(answer: &Answer) -> Option<(&'static str, Vec<(String, String)>)> {
    let word = match &answer.sentence {
        text if text.starts_with("Nothing is shared") => return None,
        text if text.starts_with("The same") => "same",
        text if text.starts_with("Fully independent") => "none",
        _ => "some",
    };
    let table = answer.tables.iter().find(|table| table.title.is_empty());
    let pairs = table.map_or(Vec::new(), |table| {
        let pair = |row: &Vec<_>| (format!("{}", row[0]), format!("{}", row[1]).trim_start_matches("and ").to_string());
        table.rows.iter().map(pair).collect()
    });
    Some((word, pairs))
}
