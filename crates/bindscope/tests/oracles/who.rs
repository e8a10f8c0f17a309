//! `who`: the set of places that refer to an object directly, each with a shortest path.

use bindscope::history::{Cell, Expression};

use crate::generate::{NAMES, program, statements};
use crate::run::{on_stack, printed, recorded};

const PROGRAMS: u64 = 60;

#[test]
fn who_tells_each_direct_referrer_by_a_shortest_path() {
    on_stack(|| {
        let mut asked = 0;
        for seed in 1..=PROGRAMS {
            let source = program(&statements(seed, 25));
            let timeline = recorded(&source);
            let end = timeline.asked_at(u64::MAX);
            let mut oracle = format!("{source}{}", include_str!("brute.py"));
            for name in NAMES {
                let expression = Expression::new(name).expect("a name");
                let answer = timeline.who(&expression, &end).expect("an answer");
                let Some(table) = answer.tables.iter().find(|table| table.title == "seen as") else { continue };
                let paths: Vec<String> = table.rows.iter().filter_map(|row| path(&row[0])).collect();
                oracle.push_str(&format!("_who({name:?}, {paths:?})\n"));
                asked += 1;
            }
            assert_eq!(printed(&oracle), "", "seed {seed}:\n{source}");
        }
        assert!(asked > 200, "only {asked} questions");
        println!("who: {asked} questions of {PROGRAMS} programs");
    });
}

fn path(cell: &Cell) -> Option<String> {
    match cell {
        Cell::Text(text) => Some(text.trim_end_matches(" (a loop)").to_string()),
        _ => None,
    }
}
