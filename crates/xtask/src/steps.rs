//! A list of steps: each announced before it runs, timed, and summed up at the end. The first failure stops the list.

#![expect(clippy::disallowed_methods, reason = "measuring how long a step takes needs a clock")]

use std::time::{Duration, Instant};

use crate::failure::Failure;
use crate::output;

/// One step of a longer command.
pub(crate) struct Step<'a> {
    pub(crate) name: &'static str,
    pub(crate) run: Box<dyn FnOnce() -> Result<(), Failure> + 'a>,
}

impl<'a> Step<'a> {
    pub(crate) fn new(name: &'static str, run: impl FnOnce() -> Result<(), Failure> + 'a) -> Step<'a> {
        Step { name, run: Box::new(run) }
    }
}

/// Runs the steps in order, and prints the summary also when one of them fails. Its first line is what came before: `prepared`.
pub(crate) fn run_in_order(prepared: Duration, steps: Vec<Step<'_>>) -> Result<(), Failure> {
    let n_steps = steps.len();
    let mut done = vec![("tools", true, prepared)];
    let mut result = Ok(());
    for (idx, step) in steps.into_iter().enumerate() {
        output::headline(format_args!("[{}/{n_steps}] {}", idx + 1, step.name));
        let (outcome, took) = timed(step.run);
        done.push((step.name, outcome.is_ok(), took));
        if let Err(failure) = outcome {
            result = Err(failure);
            break;
        }
    }
    summarize(&done, n_steps);
    result
}

/// Runs `work` and says how long it took.
pub(crate) fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let value = work();
    (value, start.elapsed())
}

fn summarize(done: &[(&str, bool, Duration)], n_steps: usize) {
    output::headline("summary");
    for (name, passed, took) in done {
        output::summary_line(if *passed { "passed" } else { "FAILED" }, *took, name);
    }
    let n_skipped = n_steps + 1 - done.len();
    let all = if n_skipped == 0 { "all".to_owned() } else { format!("all; {n_skipped} not run") };
    output::summary_line("", done.iter().map(|(_, _, took)| *took).sum(), &all);
}
