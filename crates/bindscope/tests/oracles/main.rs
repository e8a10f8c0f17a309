//! The questions against oracles, on generated programs: `who` and `shares` against a search by brute force that is
//! written in Python and sees the objects themselves; the ledger of copies against comparisons of identity made while the
//! program runs; `why` against taint that is tracked while the program is generated. Seeds are fixed.

mod copies;
mod generate;
mod random;
mod run;
mod shares;
mod who;
mod why;
