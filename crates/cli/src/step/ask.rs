//! Answers at a step, as `bindscope who` and `bindscope why` give them.

use bindscope::history::{Answer, Asked, Expression, Fault, Timeline};

use super::walk::Walk;

/// Lines of an answer.
const LONGEST: usize = 14;

/// Who refers to the object of an expression, and who changed it so far.
pub fn who(walk: &Walk, text: &str) -> Vec<String> {
    answered(walk, text, Timeline::who)
}

/// Why an expression is what it is.
pub fn why(walk: &Walk, text: &str) -> Vec<String> {
    answered(walk, text, Timeline::why)
}

fn answered(
    walk: &Walk,
    text: &str,
    question: fn(&Timeline, &Expression, &Asked) -> Result<Answer, Fault>,
) -> Vec<String> {
    let expression = Expression::new(text.trim());
    let answer =
        expression.and_then(|expression| question(&walk.timeline, &expression, &walk.timeline.asked_at(walk.step)));
    let told = answer.map_or_else(|fault| fault.to_string(), |answer| answer.to_string());
    let mut lines: Vec<String> = told.trim_end().lines().map(str::to_string).collect();
    if lines.len() > LONGEST {
        let more = lines.len() - LONGEST + 1;
        lines.truncate(LONGEST - 1);
        lines.push(format!("  … {more} more lines: bindscope who and why tell them"));
    }
    lines
}
