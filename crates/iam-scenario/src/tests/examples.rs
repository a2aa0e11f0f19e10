//! The built-in scenarios.

use std::fs;

use iam_aws_data::AwsData;

use crate::*;

/// Every file of `web/examples`, by name.
pub(crate) fn all() -> Vec<(String, Scenario)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../web/examples");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.sort();
    let read_file = |path: &std::path::PathBuf| {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let scenario = read(&fs::read_to_string(path).unwrap()).unwrap_or_else(|it| panic!("{name}: {it}"));
        (name, scenario)
    };
    paths.iter().map(read_file).collect()
}

#[test]
fn there_are_six_and_each_teaches_by_contrast() {
    let all = all();
    assert_eq!(all.len(), 6);
    for (name, scenario) in all {
        assert!(!scenario.title.is_empty() && !scenario.concepts.is_empty(), "{name}");
        assert!(!scenario.description.contains('\n') && !scenario.notes.is_empty(), "{name}");
        let expects = |it: fn(ExpectedDecision) -> bool| {
            scenario.questions.iter().any(|question| {
                matches!(question.expected, Some(Expectation::Decision { decision, .. }) if it(decision))
            })
        };
        assert!(expects(|it| it == ExpectedDecision::Allowed), "{name}");
        assert!(expects(|it| it != ExpectedDecision::Allowed), "{name}");
        assert!(scenario.questions.iter().all(|it| it.expected.is_some()), "{name}");
    }
}

#[test]
fn each_passes_completely_and_has_no_problems() {
    // None of AWS's data is loaded for them.
    let nothing_loaded = AwsData::default();
    for (name, scenario) in all() {
        assert_eq!(problems(&scenario, &nothing_loaded, None), [], "{name}");
        for result in check(&scenario, &nothing_loaded, &|_, _| None) {
            assert!(result.passed, "{name}: {}: {result}", result.id);
        }
        for question in &scenario.questions {
            if let Answer::Decided(answer) = ask(&scenario, &nothing_loaded, None, question) {
                assert_eq!(answer.incomplete, [], "{name}: {}", question.id);
            }
        }
    }
}

#[test]
fn each_survives_being_written() {
    for (name, scenario) in all() {
        assert_eq!(read(&write(&scenario)).as_ref(), Ok(&scenario), "{name}");
        assert_eq!(read(&write_compact(&scenario)).as_ref(), Ok(&scenario), "{name}");
    }
}
