use std::fs;
use std::path::Path;

use iam_aws_data::{AwsData, AwsFile};
use iam_catalog::build::{self, Texts};
use iam_organization::AwsPublished;
use iam_scenario::{Answer, Edit, Event, Link, Scenario, apply, ask, read, run_steps, write_compact};
use serde_json::Value;

use crate::aws::add_aws_file;
use crate::flips::{flips, take_flip};
use crate::link::link;
use crate::missing_keys::{missing_keys, take_missing_key};
use crate::question::api;

/// Every built-in scenario, and those of `tests/scenarios`, which need AWS's own data.
fn scenarios() -> Vec<(String, String)> {
    let folders = ["../../web/examples", "../../tests/scenarios"];
    let folders = folders.iter().map(|it| Path::new(env!("CARGO_MANIFEST_DIR")).join(it));
    let files = folders.flat_map(|it| fs::read_dir(it).unwrap()).map(|it| it.unwrap().path());
    let mut texts: Vec<(String, String)> = files
        .filter(|it| it.extension().is_some_and(|it| it == "json"))
        .map(|it| (it.display().to_string(), fs::read_to_string(it).unwrap()))
        .collect();
    texts.sort();
    assert!(texts.len() > 6);
    texts
}

/// The files as `cargo xtask data` makes them, handed over, and the same data as the app has them.
fn hand_over() -> AwsData {
    let managed = build::managed_policies(&Texts::COMMITTED).unwrap();
    let catalog = build::catalog(&Texts::COMMITTED).unwrap();
    let mut aws = AwsData::default();
    let files = [catalog, managed.top, managed.rest];
    for (file, bytes) in AwsFile::ALL.into_iter().zip(&files) {
        assert!(add_aws_file(file.name(), bytes));
        aws.add(file, bytes).unwrap();
    }
    aws
}

fn changes(list: &str) -> Vec<(String, String)> {
    let list: Value = serde_json::from_str(list).unwrap();
    let changes = list["changes"].as_array().unwrap();
    assert_eq!(changes.is_empty(), list["nothing"].is_string(), "{list}");
    let text = |it: &Value| it.as_str().unwrap().to_owned();
    changes.iter().map(|it| (text(&it["words"]), text(&it["decision"]))).collect()
}

fn decision(scenario: &Scenario, aws: &dyn AwsPublished, question: &str) -> String {
    match ask(scenario, aws, api(scenario), scenario.question(question).unwrap()) {
        Answer::Decided(it) => iam_scenario::decision_name(it.trace.evaluation.decision).to_owned(),
        other => panic!("{other:?}"),
    }
}

/// Over text, with the data handed over, it is the same list and the same changes as beside the scenario.
#[test]
fn flips_over_text_are_those_of_the_analyzer() {
    let aws = hand_over();
    let mut n_flips = 0;
    for (name, text) in scenarios() {
        let scenario = read(&text).unwrap();
        let run = run_steps(&scenario, &aws, api(&scenario));
        for question in &scenario.questions {
            let list = flips(&write_compact(&scenario), &question.id);
            let Some(expected) = iam_analyzer::flips(&scenario, &aws, api(&scenario), &run, question) else {
                assert_eq!(list, None, "{name} {}", question.id);
                continue;
            };
            let list = changes(&list.unwrap());
            let words = expected.flips.iter().map(|it| it.change.to_string());
            assert!(list.iter().map(|it| it.0.clone()).eq(words), "{name} {}: {list:?}", question.id);
            for (idx, (words, after)) in list.iter().enumerate() {
                let taken = read(&take_flip(&text, &question.id, idx).unwrap()).unwrap();
                let mut made = scenario.clone();
                for edit in expected.flips[idx].change.edits(&scenario, question).unwrap() {
                    apply(&mut made, Event::Edit(edit)).unwrap();
                }
                assert!(taken == made, "{name} {}: {words}", question.id);
                assert_eq!(decision(&taken, &aws, &question.id), *after, "{name} {}: {words}", question.id);
                n_flips += 1;
            }
            assert_eq!(take_flip(&text, &question.id, list.len()), None);
        }
    }
    assert!(n_flips > 40, "{n_flips}");
}

#[test]
fn every_missing_key_that_is_taken_gives_the_answer_that_was_said() {
    let aws = hand_over();
    let mut n_keys = 0;
    for (name, text) in scenarios() {
        let scenario = read(&text).unwrap();
        for question in &scenario.questions {
            let list = changes(&missing_keys(&text, &question.id).unwrap_or_else(|| {
                assert!(flips(&text, &question.id).is_none());
                r#"{"changes":[],"nothing":""}"#.to_owned()
            }));
            for (idx, (words, after)) in list.iter().enumerate() {
                let taken = read(&take_missing_key(&text, &question.id, idx).unwrap()).unwrap();
                assert_eq!(decision(&taken, &aws, &question.id), *after, "{name} {}: {words}", question.id);
                n_keys += 1;
            }
        }
    }
    assert!(n_keys > 0);
}

/// What was typed and does not parse is kept beside the last text that did.
#[test]
fn nothing_that_was_typed_is_lost_on_the_way() {
    let (_, text) = scenarios().into_iter().find(|it| it.0.ends_with("no-ec2-in-us-east-1.json")).unwrap();
    let mut scenario = read(&text).unwrap();
    let location = iam_organization::PolicyLocation::Organization("p-denyec2useast1".to_owned());
    let edit = Edit::SetPolicyText { location: location.clone(), text: "{ \"Version".to_owned() };
    apply(&mut scenario, Event::Edit(edit)).unwrap();
    let text = write_compact(&scenario);
    let words = changes(&flips(&text, "member").unwrap()).into_iter().map(|it| it.0);
    let idx = words.into_iter().position(|it| it.starts_with("set the context key")).unwrap();
    let taken = read(&take_flip(&text, "member", idx).unwrap()).unwrap();
    let kept = taken.world.policy_text(&location).unwrap();
    assert_eq!(kept.text(), "{ \"Version");
    assert_eq!(kept.last_valid(), scenario.world.policy_text(&location).unwrap().last_valid());
    assert!(kept.last_valid().is_some());
}

#[test]
fn where_nothing_single_flips_it_what_is_in_the_way_is_named() {
    let (_, text) = scenarios().into_iter().find(|it| it.0.ends_with("no-ec2-in-us-east-1.json")).unwrap();
    let mut scenario = read(&text).unwrap();
    let mut question = scenario.question("member").unwrap().clone();
    question.principal = iam_scenario::Who::Arn("arn:aws:iam::444455556666:user/lea".to_owned());
    apply(&mut scenario, Event::Edit(Edit::SetQuestion(question))).unwrap();
    let list = flips(&write_compact(&scenario), "member").unwrap();
    let expected = "No single change flips this answer. In its way: the SCPs, the identity-based policies.";
    assert_eq!(serde_json::from_str::<Value>(&list).unwrap()["nothing"], expected);
}

#[test]
fn a_link_opens_what_it_was_made_from() {
    for (name, text) in scenarios() {
        let opened = Link::parse(&link(&text).unwrap()).unwrap();
        assert_eq!(opened.scenario, read(&text).ok(), "{name}");
    }
}

#[test]
fn what_makes_no_sense_gives_nothing() {
    assert_eq!(flips("{", "a"), None);
    assert_eq!(link("{}"), None);
    assert!(!add_aws_file("other.bin", b""));
    let (_, text) = scenarios().swap_remove(0);
    assert_eq!(missing_keys(&text, "no such question"), None);
}
