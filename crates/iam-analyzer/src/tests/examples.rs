//! What would flip the answers of the built-in scenarios, row by row.

use std::fs;
use std::path::Path;

use iam_organization::NothingPublished;
use iam_scenario::{Scenario, read, run_steps};

use crate::flips;

pub(super) fn example(name: &str) -> Scenario {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/examples").join(name);
    read(&fs::read_to_string(path).unwrap()).unwrap()
}

pub(super) fn names() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/examples");
    let files = fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = files.collect();
    names.sort();
    names
}

/// Every question with its decision, and below it what would flip it.
fn rows(scenario: &Scenario) -> String {
    let run = run_steps(scenario, &NothingPublished, None);
    let mut rows = String::new();
    for question in &scenario.questions {
        let Some(found) = flips(scenario, &NothingPublished, None, &run, question) else {
            rows.push_str(&format!("{}: no policy decides\n", question.id));
            continue;
        };
        rows.push_str(&format!("{}: {:?} {:?}\n", question.id, found.decision, found.stopped_by));
        for it in &found.flips {
            rows.push_str(&format!("  {:?}: {}\n", it.decision, it.change));
        }
    }
    rows
}

/// The rows of one scenario in `examples.txt`, below a line with its file name.
fn expected(name: &str) -> &'static str {
    let all = include_str!("examples.txt");
    let after = all.split_once(&format!("== {name}\n")).map(|(_, it)| it).unwrap_or_default();
    after.split_once("\n== ").map_or(after, |(it, _)| it).trim_end()
}

#[test]
fn the_built_in_scenarios_give_the_flips_of_examples_txt() {
    let headings = include_str!("examples.txt").lines().filter_map(|it| it.strip_prefix("== "));
    for name in headings {
        let rows = rows(&example(name));
        assert!(rows.trim_end() == expected(name), "{name} gives other flips now:\n{rows}");
    }
}
