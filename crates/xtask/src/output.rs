//! The one place that prints. What tools print goes straight through; what `xtask` says itself starts with `==>`.

#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "telling the user what happens is the job of this module"
)]

use std::fmt::Display;
use std::time::Duration;

use crate::failure::Failure;

/// Plain text, as an answer to a question.
pub(crate) fn text(text: &str) {
    println!("{text}");
}

/// A new step begins, or something worth knowing happened between two steps.
pub(crate) fn headline(text: impl Display) {
    println!("\n==> {text}");
}

/// A detail of the current step.
pub(crate) fn detail(text: impl Display) {
    println!("    {text}");
}

pub(crate) fn failure(failure: &Failure) {
    eprintln!("\nerror: {failure}");
}

/// One line of the summary: how it ended, how long it took, what it was.
pub(crate) fn summary_line(outcome: &str, took: Duration, name: &str) {
    println!("    {outcome:<7} {:>7.1} s  {name}", took.as_secs_f64());
}
