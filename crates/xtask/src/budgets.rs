//! Size budgets: what the release build may weigh, against the numbers in `crates/xtask/budgets.toml`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::failure::{Failure, while_doing};
use crate::output;
use crate::process;
use crate::project::Project;

const BUDGETS: &str = "crates/xtask/budgets.toml";

/// Brotli is in Node's standard library, which is here anyway.
const MEASURE: &str = "crates/xtask/src/brotli.mjs";

struct Budget {
    name: String,
    files: Vec<String>,
    max: u64,
    goal: u64,
}

/// Measures every budget, then fails if any is exceeded.
pub(crate) fn check(project: &Project, dist: &Path) -> Result<(), Failure> {
    let built = files_below(dist)?;
    let mut exceeded = Vec::new();
    for budget in read_budgets(project)? {
        let size = measure(project, dist, &budget, &built)?;
        let Budget { name, max, goal, .. } = budget;
        output::detail(format_args!("{name}: {size} of {max} bytes"));
        if max > goal {
            output::detail(format_args!(
                "{name}: the design promises {goal} bytes, {} less than allowed now",
                max - goal
            ));
        }
        if size > max {
            exceeded.push(format!("{name}: {size} bytes, {} more than the {max} allowed", size - max));
        }
    }
    match exceeded.is_empty() {
        true => Ok(()),
        false => {
            Err(Failure::new(exceeded.join("\n"))
                .help(format!("make it smaller; the numbers are in {BUDGETS}")))
        }
    }
}

fn measure(project: &Project, dist: &Path, budget: &Budget, built: &[String]) -> Result<u64, Failure> {
    let name = &budget.name;
    let counted: Vec<PathBuf> = built
        .iter()
        .filter(|file| budget.files.iter().any(|pattern| matches(pattern, file)))
        .map(|it| dist.join(it))
        .collect();
    if counted.is_empty() {
        return Err(Failure::new(format!(
            "no file in dist/ counts for the budget `{name}`: {}",
            budget.files.join(", ")
        )));
    }
    let printed = process::capture(Command::new("node").arg(project.path(MEASURE)).args(&counted));
    let sizes = printed.iter().flat_map(|it| it.lines()).map(str::parse::<u64>);
    let total = sizes.sum::<Result<u64, _>>().ok().filter(|it| *it > 0);
    total.ok_or_else(|| Failure::new(format!("cannot measure the budget `{name}` with Node's brotli")))
}

fn read_budgets(project: &Project) -> Result<Vec<Budget>, Failure> {
    let table = project.read_toml(BUDGETS)?;
    let entries = table.get("budget").and_then(toml::Value::as_array).into_iter().flatten();
    let budgets: Option<Vec<Budget>> = entries.map(read_budget).collect();
    budgets
        .filter(|it| !it.is_empty())
        .ok_or_else(|| Failure::new(format!("{BUDGETS}: a budget needs `name`, `files`, `max` and `goal`")))
}

fn read_budget(entry: &toml::Value) -> Option<Budget> {
    let number = |key: &str| u64::try_from(entry.get(key)?.as_integer()?).ok();
    let files = entry.get("files")?.as_array()?.iter().map(|it| Some(it.as_str()?.to_owned()));
    Some(Budget {
        name: entry.get("name")?.as_str()?.to_owned(),
        files: files.collect::<Option<_>>()?,
        max: number("max")?,
        goal: number("goal")?,
    })
}

/// All files below `folder`, as paths relative to it with `/`, sorted.
fn files_below(folder: &Path) -> Result<Vec<String>, Failure> {
    let mut files = Vec::new();
    let mut waiting = vec![(folder.to_path_buf(), String::new())];
    while let Some((path, prefix)) = waiting.pop() {
        for entry in while_doing(path.display(), fs::read_dir(&path))?.flatten() {
            let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
            match entry.path().is_dir() {
                true => waiting.push((entry.path(), format!("{name}/"))),
                false => files.push(name),
            }
        }
    }
    files.sort();
    Ok(files)
}

/// Whether the path fits the pattern, segment by segment; a segment has at most one `*`.
pub(crate) fn matches(pattern: &str, path: &str) -> bool {
    let (patterns, segments) = (pattern.split('/'), path.split('/'));
    patterns.clone().count() == segments.clone().count()
        && patterns.zip(segments).all(|(pattern, segment)| match pattern.split_once('*') {
            Some((start, end)) => segment.strip_prefix(start).is_some_and(|rest| rest.ends_with(end)),
            None => pattern == segment,
        })
}
