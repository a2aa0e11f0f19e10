//! Decisions to be counted by a profiler: `instructions COUNT CASE` decides that often and says nothing.
//!
//! The difference between two counts is what the decisions cost, without the reading of their policies. `cargo xtask
//! test` compares it with committed numbers.

mod cases;

use std::hint::black_box;

use cases::Case;
use iam_evaluator::{evaluate, explain};

fn main() {
    let mut arguments = std::env::args().skip(1).filter(|it| it != "--bench");
    let (Some(count), Some(name)) = (arguments.next(), arguments.next()) else { return };
    let count: u32 = count.parse().unwrap_or_default();
    let (name, traced) = match name.strip_suffix(", traced") {
        Some(name) => (name, true),
        None => (name.as_str(), false),
    };
    let case = Case::named(name);
    let policies = case.policies();
    for _ in 0..count {
        if traced {
            black_box(explain(black_box(&policies), black_box(&case.request)));
        } else {
            black_box(evaluate(black_box(&policies), black_box(&case.request)));
        }
    }
}
