//! The conformance corpus: every file gives the numbers that `ARCHITECTURE.md` says, and every built-in scenario passes.
//! The scenarios of the misconceptions are held to more, in `misconceptions`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

mod misconceptions;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use iam_aws_data::Committed;
use iam_explain::Message;
use iam_scenario::cases::{FileReport, MalformedFile, Words, run_file};

/// Passed, failed, not covered.
type Counts = [usize; 3];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &str, extension: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join(folder)).unwrap().map(|it| it.unwrap().path());
    let mut files: Vec<_> = entries.filter(|it| it.extension().is_some_and(|it| it == extension)).collect();
    files.sort();
    files
}

fn run(path: &Path) -> FileReport {
    let text = fs::read_to_string(path).unwrap();
    run_text(&text).unwrap_or_else(|it| panic!("{}:\n{it}", path.display()))
}

fn run_text(text: &str) -> Result<FileReport, MalformedFile> {
    let words = Words {
        reason: &iam_explain::access_denied_reason,
        diagnostic: &|it| {
            let Message { text, help } = iam_explain::diagnostic(it);
            (text, help.unwrap_or_default())
        },
    };
    run_file(text, &Committed::default(), words)
}

fn counts(report: &FileReport) -> Counts {
    let n_passed = report.results.iter().filter(|it| it.passed).count();
    [n_passed, report.results.len() - n_passed, report.n_not_covered]
}

/// The rows of the table in the section Conformance.
fn published() -> BTreeMap<String, Counts> {
    let text = fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let section = text.split("## Conformance").nth(1).unwrap().split("\n## ").next().unwrap();
    let rows = section.lines().filter(|it| it.starts_with("| ") && it.contains(".jsonl"));
    rows.map(|row| {
        let cells: Vec<_> = row.trim_matches('|').split('|').map(str::trim).collect();
        let number = |idx: usize| cells[idx].parse().unwrap();
        (cells[0].to_owned(), [number(1), number(2), number(3)])
    })
    .collect()
}

#[test]
fn the_corpus_gives_the_published_numbers() {
    let mut found = BTreeMap::new();
    for path in files("tests/corpus", "jsonl") {
        let report = run(&path);
        for failure in report.results.iter().filter(|it| !it.passed) {
            println!("FAIL {}: expected {:?}, got {:?}", failure.id, failure.expected, failure.actual);
        }
        found.insert(path.file_name().unwrap().to_str().unwrap().to_owned(), counts(&report));
    }
    assert_eq!(found, published(), "the table in ARCHITECTURE.md differs: passed, failed, not covered");
}

#[test]
fn every_built_in_scenario_passes() {
    check_scenarios("web/examples", 6);
}

/// Scenarios for what needs AWS's own data, which the cases of the corpus do without.
#[test]
fn every_scenario_over_awss_data_passes() {
    check_scenarios("tests/scenarios", 2);
}

#[track_caller]
fn check_scenarios(folder: &str, n_at_least: usize) {
    let files = files(folder, "json");
    assert!(files.len() >= n_at_least, "{files:?}");
    for path in files {
        let report = run(&path);
        let failures: Vec<_> = report.results.iter().filter(|it| !it.passed).collect();
        assert!(failures.is_empty(), "{}: {failures:#?}", path.display());
        assert!(report.results.len() > 2, "{} tests too little", path.display());
        assert!(report.results.iter().all(|it| it.incomplete.is_empty()), "{} is not final", path.display());
    }
}

#[test]
fn a_wrong_expectation_is_a_failure() {
    let first = fs::read_to_string(root().join("tests/corpus/conditions.jsonl")).unwrap();
    let case = first.lines().next().unwrap();
    let wrong = match case.contains("\"expected\": true") {
        true => case.replace("\"expected\": true", "\"expected\": false"),
        false => case.replace("\"expected\": false", "\"expected\": true"),
    };
    let report = run_text(&wrong).unwrap();
    assert_eq!(counts(&report), [0, 1, 0]);
}
