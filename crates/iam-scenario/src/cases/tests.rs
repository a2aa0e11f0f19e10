//! Files of cases: told apart, run, refused.

use iam_evaluator::diagnostic::Diagnostic;
use iam_evaluator::request::Request;
use iam_evaluator::{Decision, Evaluation};
use iam_organization::NothingPublished;
use serde_json::{Value, json};

use super::{FileReport, MalformedFile, Words, run_file};
use crate::tests::sample::SAMPLE;

fn reason(evaluation: &Evaluation, _: &Request) -> Option<String> {
    (evaluation.decision == Decision::ImplicitDeny).then(|| "for want of an allow".to_owned())
}

fn run(text: &str) -> Result<FileReport, MalformedFile> {
    let diagnostic = |it: &Diagnostic| (it.code.as_str().replace('-', " "), "repair it".to_owned());
    run_file(text, &NothingPublished, Words { reason: &reason, diagnostic: &diagnostic })
}

fn golden() -> Value {
    json!({
        "id": "T1", "title": "A user without policies", "rules": [], "source": "none",
        "identityPolicies": [], "boundary": null, "sessionPolicy": null, "resourcePolicy": null,
        "resourcePolicyKind": "generic", "vpcEndpointPolicy": null, "scps": [], "rcps": [], "flags": [],
        "request": {
            "principalType": "User", "principalArn": "arn:aws:iam::111122223333:user/ana",
            "principalAccount": "111122223333", "action": "s3:GetObject",
            "resourceArn": "arn:aws:s3:::bucket/key", "resourceAccount": "111122223333", "context": {}
        },
        "expected": "implicitDeny", "decidingPolicyType": "identity"
    })
}

fn condition() -> Value {
    json!({
        "id": "T2", "operator": "StringEquals", "policyValues": ["a"], "key": "aws:PrincipalTag/x",
        "context": {"aws:PrincipalTag/x": "a"}, "expected": true, "rule": "L83", "source": "none",
        "confidence": "documented"
    })
}

fn block() -> Value {
    json!({
        "id": "T3", "condition": {"StringLike": {"aws:PrincipalTag/x": "a*"}},
        "context": {"aws:PrincipalTag/x": ["b"]}, "expected": false, "rule": "L83", "source": "none",
        "confidence": "documented", "note": "multivalued"
    })
}

fn lint() -> Value {
    json!({
        "id": "T4", "policyType": "identity", "policy": "{}", "expected": [{"check": "x", "kind": "error"}],
        "source": "none", "basis": "none", "needs": "none"
    })
}

fn with(mut case: Value, pointer: &str, field: &str, value: Value) -> String {
    let object = case.pointer_mut(pointer).and_then(Value::as_object_mut).unwrap();
    object.insert(field.to_owned(), value);
    case.to_string()
}

#[track_caller]
fn check(text: &str, expected: &str) {
    let report = run(text).unwrap();
    let result = &report.results[0];
    let verdict = if result.passed { "pass" } else { "FAIL" };
    assert_eq!(format!("{verdict} {}: {result}", result.id), expected);
}

#[test]
fn every_form_is_told_apart_and_run() {
    let lines = [golden(), condition(), block(), lint()].map(|it| it.to_string()).join("\n\n");
    let report = run(&lines).unwrap();
    let ids: Vec<&str> = report.results.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["T1", "T2", "T3"]);
    assert!(report.results.iter().all(|it| it.passed), "{:?}", report.results);
    assert_eq!(report.n_not_covered, 1);
    let marked = format!("\u{feff}{lines}");
    assert_eq!(run(&marked).unwrap().results.len(), 3);
    let compact = finished().to_string();
    let pretty = serde_json::to_string_pretty(&finished()).unwrap();
    for text in [compact, format!("\u{feff}{pretty}"), pretty] {
        assert_eq!(run(&text).unwrap().results.len(), 6);
    }
}

/// The sample without the policies that IAM would refuse.
fn finished() -> Value {
    let mut file: Value = serde_json::from_str(SAMPLE).unwrap();
    let policies = &mut file["world"]["accounts"][1]["users"][0]["inlinePolicies"];
    policies.as_array_mut().unwrap().retain(|it| it["name"] != "broken");
    file["world"]["accounts"][1]["groups"][0]["inlinePolicies"] = json!([]);
    file
}

#[test]
fn every_policy_text_that_iam_would_refuse_is_named_with_its_line() {
    check_malformed(
        SAMPLE,
        "line 161: world.accounts[1].users[0].inlinePolicies[1].policy.text: IAM would refuse this policy, for its \
         line 1: unexpected end (help: repair it)\n\
         line 201: world.accounts[1].groups[0].inlinePolicies[0].policy: IAM would refuse this policy, for its line 1: \
         missing statement (help: repair it)",
    );
    let mut file = finished();
    let account = &mut file["world"]["accounts"][1];
    account["managedPolicies"][0]["policy"] = json!([
        "{\"Statement\": {\"Effect\": \"Allow\", \"Resource\": \"*\",",
        "\"Action\": \"s3GetObject\"}}"
    ]);
    file["steps"][0]["call"]["assumeRole"]["policy"] = json!("{\n}");
    let text = serde_json::to_string_pretty(&file).unwrap();
    let line = |part: &str| 1 + text.lines().position(|it| it.contains(part)).unwrap();
    check_malformed(
        &text,
        &format!(
            "line {}: steps[0].call.assumeRole.policy: IAM would refuse this policy, for its line 1: missing statement \
             (help: repair it)\n\
             line {}: world.accounts[1].managedPolicies[0].policy: IAM would refuse this policy, for its line 2: \
             invalid action (help: repair it)",
            line("\"policy\": \"{\\n}\""),
            line("s3GetObject"),
        ),
    );
}

#[test]
fn what_is_neither_a_scenario_nor_cases_is_refused_in_words() {
    for text in ["", " \n", "\u{feff}"] {
        check_malformed(text, "the file is empty: write a scenario, or a case on each line");
    }
    let form = "(help: a scenario of the IAM Playground, draft format)";
    for text in ["[]", "[\n]"] {
        let error = run(text).unwrap_err().to_string();
        assert!(error.ends_with(&format!("expected an object, found an array {form}")), "{error}");
    }
    check_malformed("null", &format!("expected an object, found `null` {form}"));
    let version = "(help: write `\"scenarioVersion\": 0` at its top)";
    check_malformed(
        "{}",
        &format!(
            "scenarioVersion: the file does not say which version of the scenario form it has {version}"
        ),
    );
    check_malformed(
        r#"{"scenarioVersion": "0"}"#,
        &format!("scenarioVersion: the scenario version must be a whole number, without quotes {version}"),
    );
    let twice = run(r#"{"scenarioVersion": 0, "scenarioVersion": 0}"#).unwrap_err().to_string();
    assert!(twice.contains("scenarioVersion: the field `scenarioVersion` is there twice"), "{twice}");
    check_malformed(
        "hello",
        "line 1: this is not valid JSON: look at column 1, and write a case on one line",
    );
    check_malformed("[]\n[]", "line 1: a case is a JSON object: write one on each line");
}

#[test]
fn what_is_expected_is_compared() {
    let golden = |field: &str, value: Value| with(golden(), "", field, value);
    check(
        &golden("expected", json!("denied")),
        "pass T1: expected denied/identity, got implicitDeny/identity",
    );
    check(
        &golden("decidingPolicyType", json!(null)),
        "pass T1: expected implicitDeny, got implicitDeny/identity",
    );
    check(
        &golden("decidingPolicyType", json!("scp")),
        "FAIL T1: expected implicitDeny/scp, got implicitDeny/identity",
    );
    check(
        &golden("expected", json!("allowed")),
        "FAIL T1: expected allowed/identity, got implicitDeny/identity",
    );
    check(
        &golden("reason", json!("for want of an allow")),
        "pass T1: expected implicitDeny/identity, got implicitDeny/identity",
    );
    check(
        &golden("reason", json!("because")),
        "FAIL T1: expected implicitDeny/identity, got implicitDeny/identity (expected reason `because`, got \
         `for want of an allow`)",
    );
    check(&with(condition(), "", "expected", json!(false)), "FAIL T2: expected false, got true");
    check(&with(condition(), "", "version", json!("2008-10-17")), "pass T2: expected true, got true");
}

#[test]
fn every_kind_of_principal_is_read() {
    for (kind, arn, account, more) in [
        ("Root", "arn:aws:iam::111122223333:root", json!("111122223333"), None),
        ("Service", "ec2.amazonaws.com", json!(null), None),
        ("Anonymous", "anonymous", json!("anonymous"), None),
        ("WebIdentity", "accounts.google.com", json!(null), None),
        (
            "AssumedRole",
            "arn:aws:sts::111122223333:assumed-role/R/s",
            json!("111122223333"),
            Some(("roleArn", "arn:aws:iam::111122223333:role/R")),
        ),
        (
            "FederatedUser",
            "arn:aws:sts::111122223333:federated-user/f",
            json!("111122223333"),
            Some(("federatingUserArn", "arn:aws:iam::111122223333:user/u")),
        ),
    ] {
        let mut case = golden();
        let request = case["request"].as_object_mut().unwrap();
        request.insert("principalType".to_owned(), json!(kind));
        request.insert("principalArn".to_owned(), json!(arn));
        request.insert("principalAccount".to_owned(), account);
        if let Some((field, arn)) = more {
            request.insert(field.to_owned(), json!(arn));
        }
        assert_eq!(run(&case.to_string()).unwrap().results.len(), 1, "{kind}");
    }
}

#[track_caller]
fn check_malformed(text: &str, expected: &str) {
    assert_eq!(run(text).unwrap_err().to_string(), expected);
}

#[test]
fn a_malformed_line_is_named_by_its_number() {
    let after = |line: String| format!("{}\n{line}", condition());
    let unknown = "line 2: unknown field `extra`, expected one of ";
    for case in [golden(), condition(), block(), lint()] {
        let error = run(&after(with(case, "", "extra", json!(1)))).unwrap_err().to_string();
        assert!(error.starts_with(unknown), "{error}");
    }
    let error = run(&after(with(golden(), "/request", "extra", json!(1)))).unwrap_err().to_string();
    assert!(error.starts_with(unknown), "{error}");
    check_malformed(
        &after("{".to_owned()),
        "line 2: the line ends before its last bracket is closed: write a case on one line",
    );
    check_malformed(
        &after("{}".to_owned()),
        "line 2: unknown kind of case: it has none of the fields `request`, `operator`, `condition` and \
         `policyType`",
    );
    check_malformed(
        &after(with(golden(), "/request", "action", json!("s3GetObject"))),
        "line 2: `s3GetObject` is not an action: write `service:Name`, such as `s3:GetObject`",
    );
    check_malformed(
        &after(with(golden(), "/request", "principalType", json!("AssumedRole"))),
        "line 2: `AssumedRole` needs `roleArn`",
    );
    check_malformed(
        &after(with(condition(), "", "version", json!("1999"))),
        "line 2: unknown policy language version `1999`",
    );
}

#[test]
fn a_scenario_that_cannot_be_read_names_every_path() {
    let mut file = finished();
    file["questions"][0]["action"] = json!("s3GetObject");
    file["questions"][1]["principal"] = json!({"step": "gone"});
    check_malformed(
        &file.to_string(),
        "questions[0].action: `s3GetObject` is not an action: write `service:Name`, such as `s3:GetObject` \
         (help: write `service:Name`, with one colon)\n\
         questions[1].principal: no step before this has the id `gone` (help: name a step that comes \
         earlier)",
    );
    let broken = run(SAMPLE.get(..SAMPLE.len() / 2).unwrap()).unwrap_err();
    assert!(broken.problems[0].line.is_some(), "{broken}");
}
