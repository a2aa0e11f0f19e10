//! What people believe about IAM and is not so, numbered M1 to M52: each has a scenario in `tests/corpus/misconceptions`
//! that shows both halves of the contrast, or stands in `missing.toml` there with the reason.

use std::collections::BTreeMap;
use std::path::Path;

use iam_scenario::{CaseResult, Expectation, Scenario};

use super::{files, root, run};

const FOLDER: &str = "tests/corpus/misconceptions";
const N_MISCONCEPTIONS: usize = 52;
const N_CONCEPTS: usize = 47;

/// The scenarios with their paths and what they are called at the front of their names: `m01`.
fn scenarios() -> Vec<(std::path::PathBuf, String, Scenario)> {
    let scenario = |path: std::path::PathBuf| {
        let name = path.file_stem().unwrap().to_str().unwrap();
        let number = name.split('-').next().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let scenario = iam_scenario::read(&text).unwrap_or_else(|it| panic!("{}:\n{it}", path.display()));
        (path, number, scenario)
    };
    files(FOLDER, "json").into_iter().map(scenario).collect()
}

/// Reads `missing.toml`: how many may stand there, and the reasons by number.
fn missing() -> (usize, BTreeMap<String, String>) {
    let text = std::fs::read_to_string(root().join(FOLDER).join("missing.toml")).unwrap();
    let table: toml::Table = text.parse().unwrap();
    let at_most = usize::try_from(table["at_most"].as_integer().unwrap()).unwrap();
    let reasons = table["reasons"].as_table().unwrap().iter();
    (at_most, reasons.map(|(number, it)| (number.clone(), it.as_str().unwrap().to_owned())).collect())
}

#[test]
fn each_misconception_has_one_scenario_or_a_reason_why_not() {
    let (at_most, reasons) = missing();
    let scenarios = scenarios();
    let mut found: Vec<String> = scenarios.iter().map(|(_, number, _)| number.clone()).collect();
    found.extend(reasons.keys().map(|it| it.to_lowercase()));
    found.sort();
    let all: Vec<String> = (1..=N_MISCONCEPTIONS).map(|it| format!("m{it:02}")).collect();
    assert_eq!(found, all);
    assert_eq!(reasons.len(), at_most, "`at_most` falls with each scenario that is written, and never rises");
    assert!(reasons.values().all(|it| it.len() > 20), "{reasons:?}");
}

#[test]
fn each_scenario_says_what_it_shows() {
    for (path, number, scenario) in scenarios() {
        let path = path.display();
        assert!(!scenario.title.is_empty() && !scenario.description.is_empty(), "{path}");
        let known: Vec<String> = (1..=N_CONCEPTS).map(|it| format!("C{it}")).collect();
        assert!(scenario.concepts.iter().all(|it| known.contains(it)), "{path}: {:?}", scenario.concepts);
        assert!(!scenario.concepts.is_empty(), "{path}");
        for part in ["People believe: ", "The fact: ", "Source: https://"] {
            assert!(scenario.notes.contains(part), "{path}: the notes lack `{part}`");
        }
        let steps = scenario.steps.iter().map(|it| (&it.id, &it.title));
        let questions = scenario.questions.iter().map(|it| (&it.id, &it.title));
        for (id, title) in steps.chain(questions) {
            // `check` names failures by id alone.
            assert!(id.starts_with(&format!("{number}-")), "{path}: `{id}` does not begin with {number}");
            assert!(!title.is_empty(), "{path}: `{id}` has no title");
        }
    }
}

#[test]
fn everything_in_them_is_expected_with_what_decides() {
    for (path, _, scenario) in scenarios() {
        let path = path.display();
        assert!(scenario.steps.iter().all(|it| it.expected.is_some()), "{path}: a step expects nothing");
        for question in &scenario.questions {
            let is_judged = match question.expected {
                Some(Expectation::Decision { decided_by, .. }) => decided_by.is_some(),
                Some(Expectation::Error(_)) => true,
                None => false,
            };
            assert!(is_judged, "{path}: `{}` does not expect a decision and what decides", question.id);
        }
    }
}

#[test]
fn each_passes_and_shows_both_halves_of_the_contrast() {
    for (path, _, scenario) in scenarios() {
        let results = run(&path).results;
        let path = path.display();
        let failures: Vec<&CaseResult> = results.iter().filter(|it| !it.passed).collect();
        assert!(failures.is_empty(), "{path}: {failures:#?}");
        assert!(results.iter().all(|it| it.incomplete.is_empty()), "{path} is not final");
        assert_eq!(results.len(), scenario.steps.len() + scenario.questions.len(), "{path}");
        assert!(shows_both_halves(&results), "{path}: something has to be granted, and something refused");
    }
}

/// Whether something is granted and something refused.
fn shows_both_halves(results: &[CaseResult]) -> bool {
    let is_granted = |it: &CaseResult| matches!(it.expected.answer.as_str(), "allowed" | "session" | "done");
    results.iter().any(is_granted) && !results.iter().all(is_granted)
}

/// The examples of the notes that the project began with, as calls.
#[test]
fn the_examples_of_the_notes_run_as_calls() {
    let paths = files("tests/corpus/calls", "json");
    assert!(paths.len() >= 5, "{paths:?}");
    for path in paths {
        let results = run(&path).results;
        let path = path.display();
        let failures: Vec<&CaseResult> = results.iter().filter(|it| !it.passed).collect();
        assert!(failures.is_empty(), "{path}: {failures:#?}");
        assert!(results.iter().all(|it| it.incomplete.is_empty()), "{path} is not final");
        assert!(shows_both_halves(&results), "{path}: something has to be granted, and something refused");
    }
}

#[test]
fn a_scenario_that_only_allows_shows_no_contrast() {
    let path = files(FOLDER, "json").remove(0);
    let results = run(Path::new(&path)).results;
    assert!(shows_both_halves(&results));
    let allowed = results.into_iter().filter(|it| it.expected.answer == "allowed").collect::<Vec<_>>();
    assert!(!shows_both_halves(&allowed));
}
