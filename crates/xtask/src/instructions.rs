//! Instruction counts: what a decision may cost, against the numbers in `crates/xtask/instructions.toml`.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

use crate::failure::{Failure, while_doing};
use crate::output;
use crate::process;
use crate::project::Project;

const NUMBERS: &str = "crates/xtask/instructions.toml";

/// Enough decisions to make the last digits steady, few enough to be quick under the profiler.
const N_DECISIONS: u64 = 100;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Numbers {
    tolerance_percent: u64,
    decision: Vec<Decision>,
    ratio: Vec<Ratio>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Decision {
    name: String,
    max: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Ratio {
    of: String,
    to: String,
    max: f64,
}

/// Counts every decision, then fails if any is exceeded. `cargo` is the command to build with.
pub(crate) fn check(project: &Project, cargo: Command) -> Result<(), Failure> {
    let path = project.path(NUMBERS);
    let text = while_doing(path.display(), fs::read_to_string(&path))?;
    let numbers: Numbers =
        toml::from_str(&text).map_err(|error| Failure::new(format!("{}: {error}", path.display())))?;
    let program = build(cargo)?;
    let mut counts = BTreeMap::new();
    for Decision { name, .. } in &numbers.decision {
        counts.insert(name.as_str(), per_decision(&program, name)?);
    }
    for Decision { name, max } in &numbers.decision {
        let count = counts.get(name.as_str()).copied().unwrap_or_default();
        output::detail(format_args!("{name}: {count} of {max} instructions"));
    }
    let exceeded = exceeded(&numbers, &counts);
    match exceeded.is_empty() {
        true => Ok(()),
        false => {
            Err(Failure::new(exceeded.join("\n"))
                .help(format!("make it cheaper; the numbers are in {NUMBERS}")))
        }
    }
}

fn exceeded(numbers: &Numbers, counts: &BTreeMap<&str, u64>) -> Vec<String> {
    let count_of = |name: &str| counts.get(name).copied().unwrap_or(u64::MAX);
    let tolerance = numbers.tolerance_percent;
    let decisions = numbers.decision.iter().filter_map(|Decision { name, max }| {
        let count = count_of(name);
        let most = max + max * tolerance / 100;
        (count > most).then(|| {
            format!("{name}: {count} instructions, more than {max} and {tolerance} % for differences between machines")
        })
    });
    let ratios = numbers.ratio.iter().filter_map(|Ratio { of, to, max }| {
        let ratio = as_float(count_of(of)) / as_float(count_of(to));
        (ratio > *max).then(|| format!("{of} takes {ratio:.2} times what {to} takes, more than {max}"))
    });
    decisions.chain(ratios).collect()
}

/// Counts are far below the numbers that a float holds exactly.
fn as_float(count: u64) -> f64 {
    u32::try_from(count).map_or(f64::INFINITY, f64::from)
}

/// The program that decides, built for release.
fn build(mut cargo: Command) -> Result<PathBuf, Failure> {
    #[derive(Deserialize)]
    struct Message {
        target: Option<Target>,
        executable: Option<PathBuf>,
    }
    #[derive(Deserialize)]
    struct Target {
        name: String,
    }
    cargo.args(["bench", "--package", "iam-evaluator", "--bench", "instructions", "--no-run"]);
    let failed = || Failure::new("cannot build the bench `instructions` of iam-evaluator");
    let messages =
        process::capture(cargo.arg("--message-format=json-render-diagnostics")).ok_or_else(failed)?;
    let messages = messages.lines().filter_map(|it| serde_json::from_str::<Message>(it).ok());
    let mut programs = messages.filter(|it| it.target.as_ref().is_some_and(|it| it.name == "instructions"));
    programs.find_map(|it| it.executable).ok_or_else(failed)
}

/// What one decision takes, without the reading of its policies.
fn per_decision(program: &Path, name: &str) -> Result<u64, Failure> {
    let (none, many) = (count(program, 0, name)?, count(program, N_DECISIONS, name)?);
    Ok(many.saturating_sub(none) / N_DECISIONS)
}

fn count(program: &Path, n_decisions: u64, name: &str) -> Result<u64, Failure> {
    let mut valgrind = Command::new("valgrind");
    valgrind.args(["--tool=callgrind", "--callgrind-out-file=/dev/null", "--log-fd=1"]);
    let printed = process::capture(valgrind.arg(program).arg(n_decisions.to_string()).arg(name));
    let counted = printed.as_deref().and_then(collected);
    counted.ok_or_else(|| Failure::new(format!("callgrind counted nothing for the decision `{name}`")))
}

/// The number of instructions in what callgrind prints at its end.
pub(crate) fn collected(printed: &str) -> Option<u64> {
    let line = printed.lines().find(|it| it.contains("Collected :"))?;
    line.rsplit(':').next()?.trim().parse().ok()
}
