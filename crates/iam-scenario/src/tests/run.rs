//! Asking and calling.

use iam_evaluator::{DecidedBy, Decision};
use iam_organization::{ErrorCode, NothingPublished};

use super::sample::sample;
use crate::*;

fn ask_as(principal: Who, action: &str, resource: &str) -> Answer {
    let mut question = sample().question("open").unwrap().clone();
    question.principal = principal;
    action.clone_into(&mut question.action);
    resource.clone_into(&mut question.resource);
    ask(&sample(), &NothingPublished, Some(&iam_organization::call), &question)
}

fn by_arn(text: &str) -> Who {
    Who::Arn(text.to_owned())
}

#[track_caller]
fn check_problem(principal: Who, action: &str, resource: &str, expected: &[(&str, &str)]) {
    match ask_as(principal, action, resource) {
        Answer::Unreadable(problems) => {
            let problems: Vec<(&str, &str)> =
                problems.iter().map(|it| (it.field, it.message.as_str())).collect();
            assert_eq!(problems, expected);
        }
        other => panic!("{other:?}"),
    }
}

const ROOT: &str = "arn:aws:iam::444455556666:root";

#[test]
fn every_kind_of_arn_that_makes_requests_can_ask() {
    for (principal, expected) in [
        (ROOT, "arn:aws:iam::444455556666:root"),
        ("arn:aws:iam::444455556666:user/team/ana", "arn:aws:iam::444455556666:user/team/ana"),
        (
            "arn:aws:sts::444455556666:assumed-role/Deployer/run-1",
            "arn:aws:sts::444455556666:assumed-role/Deployer/run-1",
        ),
        ("arn:aws:sts::999999999999:assumed-role/X/s", "arn:aws:sts::999999999999:assumed-role/X/s"),
        ("arn:aws:sts::444455556666:federated-user/f", "arn:aws:sts::444455556666:federated-user/f"),
    ] {
        match ask_as(by_arn(principal), "sqs:ListQueues", "*") {
            Answer::Decided(it) => assert_eq!(it.request.principal.display_arn(), expected),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_policies_of_a_question_decide_its_request_as_the_answer_does() {
    let scenario = sample();
    let run = run_steps(&scenario, &NothingPublished, Some(&iam_organization::call));
    for question in &scenario.questions {
        let answer = ask_after(&scenario, &NothingPublished, &run, question);
        let applicable = applicable_after(&scenario, &NothingPublished, &run, question);
        match (answer, applicable) {
            (Answer::Decided(answer), Some((request, applicable))) => {
                let evaluation = iam_evaluator::evaluate(&applicable.policies(), &request);
                assert_eq!(evaluation, answer.trace.evaluation, "{}", question.id);
            }
            (Answer::Decided(_), None) | (_, Some(_)) => panic!("{}", question.id),
            (_, None) => {}
        }
    }
}

#[test]
fn white_space_around_what_is_typed_means_nothing() {
    match ask_as(by_arn(ROOT), " sqs:ListQueues\t", " * ") {
        Answer::Decided(it) => assert_eq!(it.request.action.as_str(), "sqs:ListQueues"),
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_makes_no_sense_is_said_field_by_field() {
    check_problem(
        by_arn("maria"),
        "s3GetObject",
        "bucket",
        &[
            ("action", "`s3GetObject` is not an action: write `service:Name`, such as `s3:GetObject`"),
            ("resource", "`bucket` is not an ARN: write `arn:partition:service:region:account:resource`"),
            ("principal", "`maria` is not an ARN: write `arn:partition:service:region:account:resource`"),
        ],
    );
    check_problem(
        by_arn("arn:aws:iam::444455556666:role/ci/Deployer"),
        "s3:GetObject",
        "*",
        &[(
            "principal",
            "`arn:aws:iam::444455556666:role/ci/Deployer` is a role: only its sessions make requests",
        )],
    );
    check_problem(
        by_arn("arn:aws:iam::444455556666:group/g/Devs"),
        "s3:GetObject",
        "*",
        &[(
            "principal",
            "`arn:aws:iam::444455556666:group/g/Devs` is a user group: groups are never principals",
        )],
    );
    check_problem(
        Who::Step("gone".to_owned()),
        "s3:GetObject",
        "*",
        &[("principal", "no step before this has the id `gone`")],
    );
}

#[test]
fn the_session_of_a_step_asks_with_what_the_step_passed() {
    let scenario = sample();
    let answer =
        ask(&scenario, &NothingPublished, Some(&iam_organization::call), scenario.question("read").unwrap());
    let Answer::Decided(answer) = answer else { panic!("{answer:?}") };
    let evaluation = answer.trace.evaluation;
    assert_eq!((evaluation.decision, evaluation.decided_by), (Decision::Allowed, DecidedBy::Resource));
    let value = |key: &str| answer.request.context.get(key).map(|it| it.values().to_vec());
    assert_eq!(value("aws:PrincipalTag/job"), Some(vec!["42".to_owned()]));
    assert_eq!(value("aws:PrincipalTag/team"), Some(vec!["ci".to_owned()]));
    assert_eq!(value("aws:SourceIdentity"), Some(vec!["ana".to_owned()]));
    assert_eq!(value("aws:TokenIssueTime"), Some(vec!["2026-01-15T10:05:00Z".to_owned()]));
    assert_eq!(value("aws:CurrentTime"), Some(vec!["2026-01-15T10:30:00Z".to_owned()]));
}

#[test]
fn a_failed_step_gives_no_session_to_those_after_it() {
    let mut scenario = sample();
    let Some(Step { call: Call::AssumeRole(call), .. }) = scenario.steps.first_mut() else { panic!() };
    call.duration_seconds = Some(43_200);
    let mut chained = scenario.steps[0].clone();
    chained.id = "chained".to_owned();
    chained.caller = Who::Step("assume".to_owned());
    scenario.steps.push(chained);
    let run = run_steps(&scenario, &NothingPublished, Some(&iam_organization::call));
    assert!(run.session("assume").is_none());
    assert!(matches!(&run.steps["chained"], StepOutcome::NoSession { step, .. } if step == "assume"));
    match ask(&scenario, &NothingPublished, Some(&iam_organization::call), scenario.question("read").unwrap())
    {
        Answer::NoSession { step, error } => {
            assert_eq!((step.as_str(), error.code), ("assume", ErrorCode::ValidationError));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_scenario_is_its_own_test() {
    let results = check(&sample(), &NothingPublished, &|_, _| None);
    let ids: Vec<&str> = results.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["assume", "service", "read", "late", "nobody", "root"]);
    let failed: Vec<String> =
        results.iter().filter(|it| !it.passed).map(|it| format!("{}: {it}", it.id)).collect();
    assert_eq!(failed, Vec::<String>::new());
}

#[track_caller]
fn check_failure(change: fn(&mut Question), expected: &str) {
    let mut scenario = sample();
    let question = scenario.questions.iter_mut().find(|it| it.id == "root").unwrap();
    change(question);
    let results = check(&scenario, &NothingPublished, &|_, _| None);
    let result = results.iter().find(|it| it.id == "root").unwrap();
    assert!(!result.passed);
    assert_eq!(result.to_string(), expected);
}

#[test]
fn a_wrong_expectation_fails() {
    check_failure(
        |it| {
            let decision = ExpectedDecision::Allowed;
            it.expected = Some(Expectation::Decision { decision, decided_by: None });
        },
        "expected allowed, got explicitDeny/scp",
    );
    check_failure(
        |it| {
            let decision = ExpectedDecision::Denied;
            it.expected = Some(Expectation::Decision { decision, decided_by: Some(DecidedBy::Identity) });
        },
        "expected denied/identity, got explicitDeny/scp",
    );
    check_failure(
        |it| it.expected = Some(Expectation::Error(ErrorCode::ExpiredToken)),
        "expected ExpiredToken, got explicitDeny/scp",
    );
    check_failure(
        |it| it.action = "ec2DescribeInstances".to_owned(),
        "expected explicitDeny/scp, got action: `ec2DescribeInstances` is not an action: \
         write `service:Name`, such as `s3:GetObject`",
    );
}

/// Without anything that makes calls, whatever comes after one waits: a verdict on the world before would be wrong.
#[test]
fn a_question_after_a_call_that_was_not_made_waits_for_it() {
    let scenario = sample();
    let mut question = scenario.question("root").unwrap().clone();
    for (after, waits) in [(None, true), (Some("create"), true), (Some("assume"), false)] {
        question.after = after.map(str::to_owned);
        let answer = ask(&scenario, &NothingPublished, None, &question);
        assert_eq!(matches!(answer, Answer::Unreadable(_)), waits, "{after:?}: {answer:?}");
    }
}
