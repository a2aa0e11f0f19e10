//! The conformance corpus: every file gives the numbers that `ARCHITECTURE.md` says, the cases that fail are those of
//! `corpus/disputed.toml`, and every built-in scenario passes. The scenarios of the misconceptions are held to more, in
//! `misconceptions`.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

mod misconceptions;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use iam_aws_data::Committed;
use iam_explain::Message;
use iam_scenario::cases::{FileReport, MalformedFile, Words, run_file};
use serde::Deserialize;

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

/// The cases that AWS's page contradicts.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Disputed {
    case: Vec<DisputedCase>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisputedCase {
    id: String,
    page: String,
    why: String,
}

/// What is wrong with the list of disputed cases, given all cases, each with whether it passes.
fn disputes(list: &str, passed: &BTreeMap<String, bool>) -> Vec<String> {
    let list = match toml::from_str::<Disputed>(list) {
        Ok(list) => list.case,
        Err(error) => return vec![error.message().to_owned()],
    };
    let mut problems = Vec::new();
    for DisputedCase { id, page, why } in &list {
        match passed.get(id) {
            None => problems.push(format!("{id}: there is no such case")),
            Some(true) => problems.push(format!("{id}: passes, so take it out of the list")),
            Some(false) => {}
        }
        if !page.starts_with("https://docs.aws.amazon.com/") && !page.starts_with("https://aws.amazon.com/") {
            problems.push(format!("{id}: `{page}` is no page of AWS"));
        }
        if why.len() < 20 {
            problems.push(format!("{id}: needs a reason"));
        }
    }
    let ids: BTreeSet<_> = list.iter().map(|it| &it.id).collect();
    if ids.len() < list.len() {
        problems.push("a case is listed twice".to_owned());
    }
    let failed = passed.iter().filter(|(id, passed)| !**passed && !ids.contains(id));
    problems.extend(failed.map(|(id, _)| format!("{id}: fails, and is not disputed")));
    problems
}

#[test]
fn the_cases_that_fail_are_the_disputed_ones() {
    let results = files("tests/corpus", "jsonl").iter().flat_map(|it| run(it).results).collect::<Vec<_>>();
    let passed: BTreeMap<_, _> = results.iter().map(|it| (it.id.clone(), it.passed)).collect();
    assert_eq!(passed.len(), results.len(), "two cases have one id");
    let list = fs::read_to_string(root().join("tests/corpus/disputed.toml")).unwrap();
    assert_eq!(disputes(&list, &passed), [""; 0]);
}

#[test]
fn the_list_of_disputed_cases_is_held() {
    let passed = BTreeMap::from([("A".to_owned(), true), ("B".to_owned(), false)]);
    let case = |id: &str| {
        format!(
            "[[case]]\nid = \"{id}\"\npage = \"https://docs.aws.amazon.com/x\"\nwhy = \"the page says otherwise\"\n"
        )
    };
    let check = |list: &str, expected: &[&str]| assert_eq!(disputes(list, &passed), expected, "{list}");
    check(&case("B"), &[]);
    check("case = []", &["B: fails, and is not disputed"]);
    check(&(case("A") + &case("B")), &["A: passes, so take it out of the list"]);
    check(&(case("B") + &case("C")), &["C: there is no such case"]);
    check(&case("B").repeat(2), &["a case is listed twice"]);
    check(&case("B").replace("docs.aws.amazon.com", "x.com"), &["B: `https://x.com/x` is no page of AWS"]);
    check(&case("B").replace("the page says otherwise", "wrong"), &["B: needs a reason"]);
    check(&case("B").replace("why", "note"), &["unknown field `note`, expected one of `id`, `page`, `why`"]);
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
