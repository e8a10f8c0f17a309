//! The ledger of copies against comparisons of identity that an instrumented twin of the program makes when it copies.

use bindscope::history::{Sharing, Shows};

use crate::generate::{PRELUDE, Statement, program, statements};
use crate::run::{on_stack, printed, recorded};

const PROGRAMS: u64 = 60;

#[test]
fn the_ledger_of_copies_tells_what_is_still_shared() {
    on_stack(|| {
        let mut copies = 0;
        for seed in 2001..=2000 + PROGRAMS {
            let all = statements(seed, 30);
            let timeline = recorded(&program(&all));
            let mut ledger = String::new();
            timeline.each_copy(&timeline.asked_at(u64::MAX), |copied, state| {
                let sharing = Sharing::between(state, copied.source, copied.result);
                ledger.push_str(&line(&sharing));
                copies += 1;
            });
            assert_eq!(ledger, printed(&instrumented(&all)), "seed {seed}:\n{}", program(&all));
        }
        assert!(copies > 200, "only {copies} copies");
        println!("copies: {copies} in {PROGRAMS} programs");
    });
}

fn line(sharing: &Sharing) -> String {
    let letter = |shows: &Shows| match shows {
        Shows::Yes => 'y',
        Shows::No => 'n',
        Shows::Partly => 's',
        Shows::Never => '-',
    };
    let levels: String = sharing.levels.iter().map(letter).collect();
    format!("{} {levels}\n", if sharing.same { "same" } else { "new" })
}

/// The same program, which says of each copy what it shares.
fn instrumented(statements: &[Statement]) -> String {
    let mut text = format!("{PRELUDE}{}", include_str!("brute.py"));
    for Statement { text: statement, copied } in statements {
        let (before, after) = match copied {
            None => (String::new(), String::new()),
            Some(copied) => {
                let once = if copied.once { "True" } else { "False" };
                let sources = copied.sources.join(", ");
                (format!("_s = [{sources}]; "), format!("; _ledger(_s, {}, {once})", copied.result))
            }
        };
        text.push_str(&format!("try:\n    {before}{statement}{after}\nexcept Exception:\n    pass\n"));
    }
    text
}
