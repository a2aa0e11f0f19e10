//! Calls of scenarios: who makes them, and what they leave behind.

use iam_organization::{NothingPublished, Value};

use super::sample::sample;
use crate::*;

/// A world with the user `admin`, who may do everything, and the role `R`, which trusts the account.
fn scenario(steps: &str, questions: &str) -> Scenario {
    let text = format!(
        r#"{{
        "scenarioVersion": 0, "title": "Calls",
        "world": {{
            "clock": "2026-01-15T10:00:00Z",
            "accounts": [{{
                "id": "111122223333", "name": "prod",
                "users": [{{
                    "name": "admin",
                    "inlinePolicies": [{{ "name": "all", "policy": "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}]}}" }}]
                }}],
                "roles": [{{
                    "name": "R",
                    "trustPolicy": "{{\"Version\": \"2012-10-17\", \"Statement\": [{{\"Effect\": \"Allow\", \"Principal\": {{\"AWS\": \"111122223333\"}}, \"Action\": \"sts:AssumeRole\"}}]}}"
                }}]
            }}]
        }},
        "steps": [{steps}],
        "questions": [{questions}]
    }}"#
    );
    read(&text).unwrap_or_else(|it| panic!("{it}"))
}

const ADMIN: &str = r#"{ "arn": "arn:aws:iam::111122223333:user/admin" }"#;

fn step(id: &str, caller: &str, call: &str, at: &str) -> String {
    format!(r#"{{ "id": "{id}", "title": "", "caller": {caller}, "call": {call}, "at": {at} }}"#)
}

fn api(operation: &str, parameters: &str) -> String {
    format!(r#"{{ "api": {{ "operation": "{operation}", "parameters": {parameters} }} }}"#)
}

fn assume(id: &str, at: &str) -> String {
    let call =
        r#"{ "assumeRole": { "roleArn": "arn:aws:iam::111122223333:role/R", "roleSessionName": "s1" } }"#;
    step(id, ADMIN, call, at)
}

fn assume_by_api(id: &str, at: &str) -> String {
    let parameters = r#"{ "RoleArn": "arn:aws:iam::111122223333:role/R", "RoleSessionName": "s1" }"#;
    step(id, ADMIN, &api("sts:AssumeRole", parameters), at)
}

fn question(id: &str, principal: &str, rest: &str) -> String {
    format!(
        r#"{{ "id": "{id}", "title": "", "principal": {principal}, "action": "sqs:ListQueues", "resource": "*"{rest} }}"#
    )
}

fn made(scenario: &Scenario) -> Run {
    run_steps(scenario, &NothingPublished, Some(&iam_organization::call))
}

/// What comes of the one question: the messages of its problems, or how it was answered.
#[track_caller]
fn check_question(steps: &str, question: &str, expected: &str) {
    let scenario = scenario(steps, question);
    let run = made(&scenario);
    let question = scenario.questions.first().unwrap();
    let answer = match ask_after(&scenario, &NothingPublished, &run, question) {
        Answer::Unreadable(problems) => {
            let messages: Vec<String> = problems.into_iter().map(|it| it.message).collect();
            messages.join("; ")
        }
        Answer::Refused(error) => error.code.to_string(),
        Answer::Decided(_) => "decided".to_owned(),
        Answer::NoSession { .. } => "no session".to_owned(),
    };
    assert_eq!(answer, expected);
}

const ASSUMED: &str = r#"{ "step": "assume" }"#;

#[test]
fn a_question_before_the_step_of_its_session_makes_no_sense() {
    let first = step("first", ADMIN, &api("iam:CreateUser", r#"{ "UserName": "ana" }"#), "null");
    for assume in [assume("assume", "null"), assume_by_api("assume", "null")] {
        let steps = format!("{first}, {assume}");
        let message = "the session is made by the step `assume`, which comes after `first`";
        check_question(&steps, &question("q", ASSUMED, r#", "after": "first""#), message);
        check_question(&steps, &question("q", ASSUMED, r#", "after": "assume""#), "decided");
        check_question(&steps, &question("q", ASSUMED, ""), "decided");
    }
}

// S22
#[test]
fn a_session_is_not_good_before_it_was_made() {
    for assume in
        [assume("assume", "\"2026-01-15T10:30:00Z\""), assume_by_api("assume", "\"2026-01-15T10:30:00Z\"")]
    {
        for (at, expected) in [
            ("10:29:59", "InvalidClientTokenId"),
            ("10:30:00", "decided"),
            ("11:29:59", "decided"),
            ("11:30:00", "ExpiredToken"),
        ] {
            let at = format!(r#", "at": "2026-01-15T{at}Z""#);
            check_question(&assume, &question("q", ASSUMED, &at), expected);
        }
    }
}

/// Who calls must be somebody of the world; a question can be about anybody.
#[track_caller]
fn check_caller(arn: &str, call: Option<&str>, asked: &str) {
    let caller = format!(r#"{{ "arn": "{arn}" }}"#);
    let list = step("list", &caller, &api("iam:ListUsers", "{}"), "null");
    let assumes = assume("assume", "null").replace(ADMIN, &caller);
    let scenario = scenario(&format!("{list}, {assumes}"), "");
    for with_api in [true, false] {
        let api: &dyn Api = &iam_organization::call;
        let run = run_steps(&scenario, &NothingPublished, with_api.then_some(api));
        for id in ["list", "assume"] {
            let message = match &run.steps[id] {
                StepOutcome::Unreadable(problems) => problems.first().map(|it| it.message.clone()),
                _ => None,
            };
            assert_eq!(message.as_deref(), call, "{arn} {id}");
        }
    }
    check_question("", &question("q", &caller, ""), asked);
}

// S1
#[test]
fn callers_are_of_accounts_and_of_the_partition_of_the_world() {
    check_caller("arn:aws:iam::111122223333:root", None, "decided");
    for arn in ["arn:aws:iam::444455556666:root", "arn:aws:iam::444455556666:user/zoe"] {
        check_caller(arn, Some("the account 444455556666 is not in this world"), "decided");
    }
    for rest in
        ["iam::111122223333:root", "iam::111122223333:user/admin", "sts::111122223333:assumed-role/R/s"]
    {
        let arn = format!("arn:aws-cn:{rest}");
        let message = format!("`{arn}` is of another partition: everybody here is of `aws`");
        check_caller(&arn, Some(&message), &message);
    }
}

// S167
#[test]
fn records_name_the_access_key_of_the_session_of_a_step() {
    for assume in [assume("assume", "null"), assume_by_api("assume", "null")] {
        let who = step("who", ASSUMED, &api("sts:GetCallerIdentity", "{}"), "null");
        let scenario = scenario(&format!("{assume}, {who}"), "");
        let run = made(&scenario);
        let world = run.world_after(&scenario.world, None).unwrap();
        let key = world.sessions.iter().next().map(|(id, _)| id.clone());
        let record = &world.trail.last().unwrap().record;
        let identity = record.get("userIdentity").and_then(Value::as_map).unwrap();
        assert_eq!(identity.text("accessKeyId").map(str::to_owned), key);
        let issuer = iam_organization::issuer_of(&world.trail, world.trail.last().unwrap());
        assert_eq!(issuer.and_then(|it| it.record.text("eventName")), Some("AssumeRole"));
    }
}

// S3
#[test]
fn more_ids_than_anybody_counts_are_refused() {
    let text = write(&scenario("", ""));
    for (number, is_read) in
        [("9007199254740992", true), ("9007199254740993", false), ("18446744073709551615", false)]
    {
        let with = text.replacen("\"clock\"", &format!("\"generatedIds\": {number}, \"clock\""), 1);
        assert_eq!(read(&with).is_ok(), is_read, "{number}");
    }
    let full = text.replacen("\"clock\"", "\"generatedIds\": 9007199254740992, \"clock\"", 1);
    let mut full = read(&full).unwrap();
    full.steps = scenario(&step("key", ADMIN, &api("iam:CreateAccessKey", "{}"), "null"), "").steps;
    assert!(matches!(&made(&full).steps["key"], StepOutcome::Api(it) if it.result.is_ok()));
}

#[test]
fn a_step_that_there_is_no_code_for_is_not_final() {
    for (operation, note) in [
        ("iam:ListUsers", None),
        (
            "iam:GetCredentialReport",
            Some(
                "the playground has no code for `iam:GetCredentialReport`: it was authorized, and changed nothing",
            ),
        ),
    ] {
        let step = step("call", ADMIN, &api(operation, "{}"), "null");
        let mut scenario = scenario(&step, "");
        scenario.steps[0].expected = Some(StepExpectation::Succeeds);
        let [result] = check(&scenario, &NothingPublished, &|_, _| None).try_into().unwrap();
        assert!(result.passed, "{operation}: {result}");
        let notes: Vec<String> = result.incomplete.iter().map(ToString::to_string).collect();
        assert_eq!(notes.first().map(String::as_str), note, "{operation}");
    }
}

/// Calls of every kind: that make accounts other ones, the organization another one, a session, nothing.
#[test]
fn recorded_calls_change_what_the_calls_changed() {
    let unit = r#"{ "ParentId": "r-exam", "Name": "Workloads" }"#;
    let calls = [
        ("iam:CreateUser", r#"{ "UserName": "ana" }"#),
        ("iam:ListUsers", "{}"),
        ("iam:CreateUser", r#"{ "UserName": "ana" }"#),
        ("s3:CreateBucket", r#"{ "Bucket": "amzn-s3-demo-bucket" }"#),
        ("organizations:CreateOrganization", "{}"),
        ("organizations:CreateOrganizationalUnit", unit),
        ("sts:GetSessionToken", "{}"),
        ("iam:DeleteUser", r#"{ "UserName": "ana" }"#),
    ];
    let mut steps: Vec<String> = Vec::new();
    for (idx, (operation, parameters)) in calls.iter().enumerate() {
        steps.push(step(&format!("s{idx}"), ADMIN, &api(operation, parameters), "null"));
    }
    steps.push(assume("assume", "null"));
    let questions: Vec<String> = (0..calls.len())
        .map(|idx| question(&format!("q{idx}"), ADMIN, &format!(r#", "after": "s{idx}""#)))
        .collect();
    let scenario = scenario(&steps.join(","), &questions.join(","));
    let api = RecordingApi::new(iam_organization::call);
    let made = run_steps(&scenario, &NothingPublished, Some(&api));
    assert_eq!(made.steps.values().filter(|it| matches!(it.result(), Some(Ok(())))).count(), calls.len());
    let recorded = RecordedCalls::read(&api.into_text()).unwrap();
    let replayed = run_steps(&scenario, &NothingPublished, Some(&recorded.replay()));
    let text = |run: &Run, after: Option<&str>| {
        let world = run.world_after(&scenario.world, after).unwrap().clone();
        let world = iam_organization::World { trail: Vec::new(), ..world };
        write(&Scenario { world, ..Scenario::default() })
    };
    for after in (0..calls.len()).map(|idx| Some(format!("s{idx}"))).chain([None]) {
        assert_eq!(text(&replayed, after.as_deref()), text(&made, after.as_deref()), "{after:?}");
    }
}

#[test]
fn a_question_is_asked_in_the_world_after_its_step() {
    let steps = ["ana", "ben", "eve"]
        .map(|it| step(it, ADMIN, &api("iam:CreateUser", &format!(r#"{{ "UserName": "{it}" }}"#)), "null"));
    let after = |step: &str| question(step, ADMIN, &format!(r#", "after": "{step}""#));
    let scenario = scenario(&steps.join(","), &after("ana"));
    let run = made(&scenario);
    let n_users = |run: &Run, step: Option<&str>| {
        let account = iam_evaluator::arn::AccountId::parse("111122223333").unwrap();
        run.world_after(&scenario.world, step).map(|it| it.accounts[&account].users.len())
    };
    assert_eq!(n_users(&run, Some("ana")), Some(2));
    assert_eq!(n_users(&run, Some("eve")), Some(4));
    assert_eq!(n_users(&run, None), Some(4));
    // Nobody asks after this one, so its world is not kept.
    assert_eq!(n_users(&run, Some("ben")), None);
    let mut other = scenario.questions[0].clone();
    other.after = Some("ben".to_owned());
    assert!(matches!(ask_after(&scenario, &NothingPublished, &run, &other), Answer::Unreadable(_)));
    let api: Option<&dyn Api> = Some(&iam_organization::call);
    assert!(matches!(ask(&scenario, &NothingPublished, api, &other), Answer::Decided(_)));
}

#[test]
fn a_step_alone_is_read_as_it_was_written() {
    for step in sample().steps {
        assert_eq!(read_step(&write_step(&step)), Ok(step));
    }
    let missing = read_step(r#"{"id": "a", "caller": "anonymous"}"#).unwrap_err();
    assert_eq!(
        missing.errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["call: the field `call` is missing (help: write it: what is called)"]
    );
}
