//! Views of the built-in scenarios.

mod ask;

use iam_aws_data::AwsData;
use iam_scenario::{Scenario, read};
use sorted::SortedSet;

use super::ask::{ask_view, expected_count, question_rows};
use super::entity::entity_view;
use super::entity_key::entity_of_key;
use super::gallery::EXAMPLES;
use super::hop::hop_views;
use super::hue::Hues;
use super::policy::MarkKind;
use super::policy_panel::policy_views;
use super::tone::Tone;
use super::trace::trace_view;
use super::tree::{TreeMove, TreeState, organization_tree};
use super::verdict::verdict_view;
use crate::workspace::{Evaluated, Subject};

fn file(id: &str) -> String {
    let path = format!("{}/examples/{id}.json", env!("CARGO_MANIFEST_DIR"));
    std::fs::read_to_string(path).expect("the file")
}

fn scenario(id: &str) -> Scenario {
    read(&file(id)).expect("a scenario")
}

const SCP: &str = "no-ec2-in-us-east-1";

#[test]
fn the_gallery_is_what_the_files_say() {
    let folder = std::fs::read_dir(format!("{}/examples", env!("CARGO_MANIFEST_DIR"))).expect("the folder");
    let files: SortedSet<String> =
        folder.map(|it| it.expect("an entry").file_name().to_string_lossy().replace(".json", "")).collect();
    assert_eq!(files, EXAMPLES.iter().map(|it| it.id.to_owned()).collect());
    for example in &EXAMPLES {
        let scenario = scenario(example.id);
        assert_eq!(
            (example.title, example.summary),
            (scenario.title.as_str(), scenario.description.as_str())
        );
    }
}

#[test]
fn every_answer_of_the_built_in_scenarios_is_as_expected() {
    for example in &EXAMPLES {
        let scenario = scenario(example.id);
        let rows = question_rows(&scenario, &Evaluated::of(&scenario, &AwsData::default()));
        let count = expected_count(&rows).expect("expectations");
        assert!(count.met, "{}: {}", example.id, count.words);
        let evaluated = Evaluated::of(&scenario, &AwsData::default());
        for hop in hop_views(&scenario, &evaluated.run, &Hues::of(&scenario.world)) {
            assert!(hop.expected.is_none_or(|it| it.met), "{}: {}", example.id, hop.id);
        }
    }
}

#[test]
fn the_blank_organization_opens() {
    let scenario = read(include_str!("../blank.json")).expect("a scenario");
    assert_eq!(scenario.questions.len(), 1);
}

#[test]
fn folded_rows_hide_what_is_under_them_and_show_that_it_decided() {
    let world = scenario(SCP).world;
    let deciding = [entity_of_key("organization-policy/p-denyec2useast1").expect("a key")];
    let folded = SortedSet::from(["root#organization-policies".to_owned()]);
    let state = TreeState { folded: &folded, filter: "", deciding: &deciding, tone: Tone::Denied };
    let tree = organization_tree(&world, state);
    assert!(!tree.order.iter().any(|it| it.starts_with("organization-policy/")));
    assert_eq!(tree.rows["root#organization-policies"].deciding, Some(Tone::Denied));
}

#[test]
fn a_filter_keeps_the_way_to_what_it_finds() {
    let world = scenario(SCP).world;
    let state = TreeState { folded: &SortedSet::new(), filter: "MARIA", deciding: &[], tone: Tone::Neutral };
    let tree = organization_tree(&world, state);
    let names: Vec<_> = tree.order.iter().map(|it| tree.rows[it].name.as_str()).collect();
    assert_eq!(names, ["Root", "Workloads", "prod", "Users", "maria"]);
}

#[test]
fn arrows_walk_the_tree() {
    let world = scenario(SCP).world;
    let state = TreeState { folded: &SortedSet::new(), filter: "maria", deciding: &[], tone: Tone::Neutral };
    let tree = organization_tree(&world, state);
    let [root, .., users, maria] = tree.order.as_slice() else { panic!("five rows") };
    assert_eq!(tree.moved(users, TreeMove::Open).as_ref(), Some(maria));
    assert_eq!(tree.moved(maria, TreeMove::Fold).as_ref(), Some(users));
    assert_eq!(tree.moved(maria, TreeMove::Down), None);
    assert_eq!(tree.moved(maria, TreeMove::First).as_ref(), Some(root));
    assert!(tree.toggles(users, TreeMove::Fold));
}

#[test]
fn the_deciding_statement_is_marked_in_its_policy() {
    let scenario = scenario(SCP);
    let evaluated = Evaluated::of(&scenario, &AwsData::default());
    let current = evaluated.current(&Subject::Question("member".to_owned()));
    let entity = entity_of_key("organization-policy/p-denyec2useast1").expect("a key");
    let view =
        entity_view(&scenario, &evaluated.run, &Hues::of(&scenario.world), &entity).expect("an entity");
    let policies = policy_views(&scenario, &AwsData::default(), &view.policies, current.authorization(), &[]);
    let marks: Vec<_> = policies[0].marks.iter().map(|it| (it.kind, it.from_line, it.to_line)).collect();
    assert_eq!(marks, [(MarkKind::Deciding, 4, 12)]);
    assert_eq!(policies[0].deciding, Some(Tone::Denied));
}

/// The line and the words of the statement that is shown as nearest to matching, in the first policy of an entity.
#[track_caller]
fn check_nearest(example: &str, question: &str, entity: &str, expected: Option<(usize, &str)>) {
    let scenario = scenario(example);
    let evaluated = Evaluated::of(&scenario, &AwsData::default());
    let current = evaluated.current(&Subject::Question(question.to_owned()));
    let entity = entity_of_key(entity).expect("a key");
    let view =
        entity_view(&scenario, &evaluated.run, &Hues::of(&scenario.world), &entity).expect("an entity");
    let policies = policy_views(&scenario, &AwsData::default(), &view.policies, current.authorization(), &[]);
    let nearest = policies[0].nearest.as_ref().map(|it| (it.line, it.words.as_str()));
    assert_eq!(nearest, expected, "{question}");
    let marked = policies[0].marks.iter().find(|it| it.kind == MarkKind::Nearest);
    assert_eq!(marked.map(|it| it.from_line), expected.map(|it| it.0));
}

#[test]
fn where_nothing_allows_the_statement_nearest_to_matching_is_marked() {
    let nina = "user/111122223333/nina";
    let tags = "developer-limited-by-tag";
    let by_tag = "aws:ResourceTag/Environment = Production does not satisfy StringEquals.";
    check_nearest(tags, "stop-production", nina, Some((4, by_tag)));
    check_nearest(tags, "read-production", nina, Some((23, "It is about other resources.")));
    check_nearest(tags, "retag", nina, Some((13, "It is about other actions.")));
}

#[test]
fn nothing_is_nearest_where_a_statement_decided_or_none_is_near() {
    let policy = "policy/111122223333/DeveloperAccess";
    check_nearest("developer-limited-by-tag", "describe", policy, None);
    check_nearest(SCP, "member", "organization-policy/p-denyec2useast1", None);
    check_nearest("permissions-boundary", "capped", "policy/111122223333/DeveloperBoundary", None);
}

/// Whether the verdict offers to look for context keys that are absent.
#[track_caller]
fn check_lacks_keys(example: &str, question: &str, expected: bool) {
    let scenario = scenario(example);
    let evaluated = Evaluated::of(&scenario, &AwsData::default());
    let subject = Subject::Question(question.to_owned());
    let verdict = verdict_view(&scenario, &evaluated.run, &subject, evaluated.current(&subject));
    assert_eq!(verdict.lacks_keys, expected, "{question}");
}

#[test]
fn absent_keys_are_asked_about_where_a_statement_lacks_one() {
    check_lacks_keys("developer-limited-by-tag", "stop-untagged", true);
    // The key is there, with another value.
    check_lacks_keys("developer-limited-by-tag", "stop-production", false);
    // Only a statement about other actions asks for it.
    check_lacks_keys("developer-limited-by-tag", "describe", false);
    check_lacks_keys("developer-limited-by-tag", "not-in-the-group", false);
}

#[test]
fn across_accounts_both_sides_stand_beside_each_other() {
    let scenario = scenario("cross-account-bucket");
    let evaluated = Evaluated::of(&scenario, &AwsData::default());
    let current = evaluated.current(&Subject::Question("only-the-caller".to_owned()));
    let authorization = current.authorization().expect("a decision");
    let view = trace_view(&scenario.world, &Hues::of(&scenario.world), authorization);
    let sides: Vec<_> = view.sides.iter().map(|it| (it.title, it.tone)).collect();
    assert_eq!(sides, [("Caller", Tone::Allowed), ("Resource", Tone::Missing)]);
}

#[test]
fn the_nearest_miss_comes_first() {
    let scenario = scenario("developer-limited-by-tag");
    let evaluated = Evaluated::of(&scenario, &AwsData::default());
    let current = evaluated.current(&Subject::Question("stop-production".to_owned()));
    let authorization = current.authorization().expect("a decision");
    let view = trace_view(&scenario.world, &Hues::of(&scenario.world), authorization);
    let gate = view.shared.iter().find(|it| it.deciding).expect("a gate");
    let nearest = &gate.levels[0].statements[0];
    let marks: String = nearest.elements.iter().map(|it| it.letter).collect();
    assert_eq!((nearest.name.as_str(), marks.as_str()), ("StartAndStopDevelopmentInstances", "ARC"));
    assert_eq!(nearest.conditions[0].request_values, "Production");
    assert!(view.steps[gate.step].place.is_some());
}

#[test]
fn a_question_that_makes_no_sense_says_which_field_and_what_to_do() {
    let mut scenario = scenario(SCP);
    scenario.questions[0].action = "s3GetObject".to_owned();
    let evaluated = Evaluated::of(&scenario, &AwsData::default());
    let subject = Subject::Question("member".to_owned());
    let verdict = verdict_view(&scenario, &evaluated.run, &subject, evaluated.current(&subject));
    assert_eq!(verdict.problems[0].field, "action");
    assert!(verdict.problems[0].message.contains("`s3GetObject`"));
}

#[test]
fn who_asks_is_always_among_the_choices_or_typed() {
    for example in &EXAMPLES {
        let scenario = scenario(example.id);
        let evaluated = Evaluated::of(&scenario, &AwsData::default());
        for question in &scenario.questions {
            let ask = ask_view(
                &scenario,
                &AwsData::default(),
                &evaluated.run,
                &Hues::of(&scenario.world),
                question,
            );
            let listed = ask.who_groups.iter().flat_map(|it| &it.choices).any(|(key, _)| *key == ask.who);
            assert!(listed || ask.who_text.is_some(), "{} {}", example.id, question.id);
        }
    }
}

// E232
#[test]
fn an_rcp_is_named_to_callers_of_its_organization_only() {
    let text = include_str!("../../../tests/corpus/misconceptions/m08-an-scp-does-not-guard-buckets.json");
    let inside = text
        .replace("777788889999:user/xena", "111122223333:user/ann")
        .replace(r#""p-FullAWSAccess", "p-denys3all""#, r#""p-FullAWSAccess""#)
        .replace(r#"\"aws:PrincipalOrgID\": \"o-exampleorgid\""#, r#"\"aws:PrincipalOrgID\": \"o-another\""#);
    for (text, is_named) in [(text, false), (&inside, true)] {
        let scenario = read(text).expect("a scenario");
        let evaluated = Evaluated::of(&scenario, &AwsData::default());
        let subject = Subject::Question("m08-outsider-and-rcp".to_owned());
        let verdict = verdict_view(&scenario, &evaluated.run, &subject, evaluated.current(&subject));
        let message = verdict.aws_text.expect("a denial");
        assert!(message.contains("with an explicit deny in a resource control policy"), "{message}");
        assert_eq!(
            message.ends_with("policy/o-exampleorgid/resource_control_policy/p-onlyourorg"),
            is_named,
            "{message}"
        );
    }
}
