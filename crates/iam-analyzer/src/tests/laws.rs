//! What holds for every flip: of every caller of every built-in scenario, asking for all that is asked for there.

use iam_evaluator::Decision;
use iam_evaluator::policy;
use iam_organization::NothingPublished;
use iam_scenario::{Answer, Edit, Event, Question, Run, Scenario, Who, apply, ask, read, run_steps, write};
use proptest::prelude::*;

use super::examples::{example, names};
use super::world::{Case, case};
use crate::{Flip, Flips, MAX_DECISIONS, flips};

/// Every caller with every action, resource and context of the scenario's questions.
fn crossed(scenario: &Scenario) -> Vec<Question> {
    let questions = &scenario.questions;
    let crossed = questions.iter().flat_map(|asker| {
        questions.iter().map(|asked| Question { principal: asker.principal.clone(), ..asked.clone() })
    });
    crossed.collect()
}

/// The flips of a question, each made for real and found to be true.
#[track_caller]
fn check(scenario: &Scenario, run: &Run, question: &Question) -> Option<Flips> {
    let found = flips(scenario, &NothingPublished, None, run, question)?;
    assert!(found.n_decisions <= MAX_DECISIONS);
    assert!(found.flips.is_sorted_by_key(|it| it.cost), "not the cheapest first: {found:#?}");
    assert_eq!(found.stopped_by.is_empty(), found.decision == Decision::Allowed);
    for (idx, it) in found.flips.iter().enumerate() {
        check_flip(scenario, question, found.decision, it);
        assert!(!found.flips[..idx].iter().any(|before| before.change == it.change), "twice: {}", it.change);
    }
    Some(found)
}

#[track_caller]
fn check_flip(scenario: &Scenario, question: &Question, before: Decision, flip: &Flip) {
    let words = flip.change.to_string();
    assert!(words.starts_with(|it: char| it.is_ascii_lowercase()) && !words.ends_with('.'), "{words}");
    let mut changed = scenario.clone();
    let mut question = question.clone();
    for edit in flip.change.edits(scenario, &question).unwrap() {
        if let Edit::SetPolicyText { text, .. } = &edit {
            assert!(policy::parse(text).0.is_some(), "IAM would not save {text}");
        }
        if let Edit::SetQuestion(changed) = &edit {
            question = changed.clone();
        }
        apply(&mut changed, Event::Edit(edit)).unwrap();
    }
    assert_eq!(read(&write(&changed)).as_ref(), Ok(&changed), "cannot be kept: {words}");
    let Answer::Decided(after) = ask(&changed, &NothingPublished, None, &question) else {
        panic!("no policy decides after: {words}");
    };
    let after = after.trace.evaluation.decision;
    assert_eq!(after, flip.decision, "{words}");
    assert_ne!(before == Decision::Allowed, after == Decision::Allowed, "{words}");
}

#[test]
fn every_flip_is_true() {
    for name in names() {
        let scenario = example(&name);
        let run = run_steps(&scenario, &NothingPublished, None);
        for question in crossed(&scenario) {
            check(&scenario, &run, &question);
        }
    }
}

#[test]
fn where_one_gate_stops_an_identity_of_the_world_something_flips_it() {
    for name in names() {
        let scenario = example(&name);
        let run = run_steps(&scenario, &NothingPublished, None);
        for question in &scenario.questions {
            let Some(found) = check(&scenario, &run, question) else { continue };
            let is_hopeless = found.stopped_by.len() > 1;
            assert!(is_hopeless || !found.flips.is_empty(), "{name} {}: {found:?}", question.id);
        }
    }
}

/// A condition of any operator on a few keys and values.
fn arbitrary_condition() -> impl Strategy<Value = String> {
    let operator = prop::sample::select(vec![
        "StringEquals",
        "StringNotEqualsIfExists",
        "StringLike",
        "NumericLessThan",
        "NumericGreaterThanEquals",
        "DateGreaterThan",
        "Bool",
        "Null",
        "IpAddress",
        "NotIpAddress",
        "ArnLike",
        "ForAnyValue:StringEquals",
        "ForAllValues:StringLike",
        "StringEqual",
    ]);
    let key = prop::sample::select(vec![
        "aws:SourceIp",
        "aws:CurrentTime",
        "aws:SecureTransport",
        "s3:max-keys",
        "aws:TagKeys",
        "aws:username",
        "aws:RequestedRegion",
        "aws:PrincipalArn",
    ]);
    let value = prop::sample::select(vec![
        "203.0.113.0/24",
        "10",
        "true",
        "false",
        "2026-06-01T00:00:00Z",
        "ben",
        "arn:aws:iam::*:user/*",
        "*",
        "eu-west-?",
        "${aws:username}",
    ]);
    (operator, key, value)
        .prop_map(|(operator, key, value)| format!(r#""{operator}": {{"{key}": "{value}"}}"#))
}

fn arbitrary_statement() -> impl Strategy<Value = String> {
    let effect = prop::sample::select(vec!["Allow", "Allow", "Deny"]);
    let action = prop::sample::select(vec!["s3:GetObject", "s3:*", "*", "s3:PutObject"]);
    let conditions = prop::collection::vec(arbitrary_condition(), 0..3);
    (effect, action, conditions).prop_map(|(effect, action, conditions)| {
        let conditions = conditions.join(", ");
        format!(
            r#""Effect": "{effect}", "Action": "{action}", "Resource": "*", "Condition": {{{conditions}}}"#
        )
    })
}

/// A policy, whose statements begin with one of these elements.
fn arbitrary_policy(first: &'static [&'static str]) -> impl Strategy<Value = String> {
    let statement = (prop::sample::select(first), arbitrary_statement());
    let statements = prop::collection::vec(statement, 1..4);
    statements.prop_map(move |statements| {
        let statements = statements.iter().map(|(first, elements)| format!("{{{first}{elements}}}"));
        let statements: Vec<String> = statements.collect();
        format!(r#"{{"Version": "2012-10-17", "Statement": [{}]}}"#, statements.join(", "))
    })
}

fn arbitrary_case() -> impl Strategy<Value = Case> {
    const PRINCIPALS: &[&str] = &[
        r#""Principal": {"AWS": "111122223333"}, "#,
        r#""Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "#,
        r#""Principal": {"AWS": "arn:aws:iam::111122223333:role/Reader"}, "#,
        r#""NotPrincipal": {"AWS": ["444455556666"]}, "#,
        r#""Principal": "*", "#,
    ];
    let one = |policy| prop_oneof![1 => Just(String::new()), 2 => policy];
    let who = prop::sample::select(vec![
        Who::Arn("arn:aws:iam::111122223333:user/ana".to_owned()),
        Who::Arn("arn:aws:iam::444455556666:user/eve".to_owned()),
        Who::Arn("arn:aws:iam::111122223333:root".to_owned()),
        Who::Step("assume".to_owned()),
        Who::Service("ec2.amazonaws.com".to_owned()),
        Who::Anonymous,
    ]);
    let scps = prop::sample::select(vec![
        r#"["p-FullAWSAccess"]"#,
        r#"["p-FullAWSAccess", "p-limits"]"#,
        r#"["p-limits"]"#,
    ]);
    let policies = [(); 3].map(|()| one(arbitrary_policy(&[""]).boxed()));
    let resource = [(); 3].map(|()| one(arbitrary_policy(PRINCIPALS).boxed()));
    (policies, resource, arbitrary_policy(&[""]), who, scps).prop_map(
        |([identity, boundary, session], [bucket, rcp, vpce], scp, who, scps)| Case {
            identity,
            boundary,
            session,
            bucket,
            rcp,
            vpce,
            scp,
            who,
            scps,
            ..case()
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn flips_are_true_whatever_the_policies_say(case in arbitrary_case()) {
        let text = case.scenario();
        let scenario = read(&text).unwrap_or_else(|it| panic!("{it:?}\n{text}"));
        let run = run_steps(&scenario, &NothingPublished, None);
        check(&scenario, &run, &scenario.questions[0]);
    }
}
