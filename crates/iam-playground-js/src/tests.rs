use serde_json::{Value, json};

use crate::span::{Utf16Span, Utf16Text};
use crate::{check_text, decide};

const ALLOW: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}]}"#;
const DENY: &str =
    r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}]}"#;

fn input(policies: Value) -> Value {
    json!({
        "policies": policies,
        "request": {
            "principal": {"user": "arn:aws:iam::111122223333:user/ana"},
            "action": "s3:GetObject",
            "resource": "arn:aws:s3:::notes/todo.txt",
            "resourceAccount": "111122223333",
        },
        "trace": true,
    })
}

fn evaluate(input: Value) -> Result<Value, String> {
    let input = serde_json::from_value(input).map_err(|it| it.to_string())?;
    match decide(input) {
        Ok(output) => Ok(serde_json::to_value(output).unwrap()),
        Err(error) => Err(format!("{} {error} {:?}", error.code, error.span)),
    }
}

/// The decision, what decided, and the sentence.
#[track_caller]
fn check(input: Value, decision: &str, decided_by: &str, reason: &str) {
    let output = evaluate(input).unwrap();
    assert_eq!(
        (&output["decision"], &output["decidedBy"], &output["reason"]),
        (&decision.into(), &decided_by.into(), &reason.into())
    );
}

#[track_caller]
fn check_refused(input: Value, expected: &str) {
    assert_eq!(evaluate(input).unwrap_err(), expected);
}

#[test]
fn policies_are_told_apart_by_kind() {
    let what = "s3:GetObject on arn:aws:s3:::notes/todo.txt";
    check(
        input(json!({"identity": [ALLOW]})),
        "allowed",
        "identity",
        &format!("Statement 1 of an identity-based policy allows {what}, and nothing denies it."),
    );
    check(
        input(json!({"identity": [ALLOW], "scps": [[ALLOW], [ALLOW, DENY]]})),
        "explicitDeny",
        "scp",
        &format!("Statement 1 of a service control policy denies {what}."),
    );
    check(
        input(json!({"identity": [ALLOW], "boundary": r#"{"Version": "2012-10-17", "Statement": []}"#})),
        "implicitDeny",
        "boundary",
        &format!("Nothing denies {what}, but the caller's permissions boundary does not allow it."),
    );
}

// A2
#[test]
fn what_the_boundary_of_a_trusted_user_does_can_be_chosen() {
    let trust = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "sts:AssumeRole"}]}"#;
    let nothing = r#"{"Version": "2012-10-17", "Statement": []}"#;
    for (reading, decision, words) in [
        (None, "implicitDeny", "the boundary must allow"),
        (Some("limits"), "implicitDeny", "the boundary must allow"),
        (Some("isBypassed"), "allowed", "the page on boundaries"),
    ] {
        let output = evaluate(json!({
            "policies": {"boundary": nothing, "resource": trust, "resourceKind": "role", "boundaryOfTrustedUser": reading},
            "request": {
                "principal": {"user": "arn:aws:iam::111122223333:user/ana"},
                "action": "sts:AssumeRole",
                "resource": "arn:aws:iam::111122223333:role/app",
            },
        }));
        let output = output.unwrap();
        assert_eq!(output["decision"], decision, "{reading:?}");
        assert!(output["caveats"][0].as_str().unwrap().contains(words), "{output}");
    }
}

#[test]
fn a_statement_is_found_by_its_policy() {
    let output =
        evaluate(input(json!({"identity": [ALLOW], "rcps": [[ALLOW]], "scps": [[ALLOW], [ALLOW, DENY]]})));
    assert_eq!(
        output.unwrap()["decidingStatement"],
        json!({"policy": "policies.scps[1][1]", "statement": 0})
    );
}

#[test]
fn every_principal_can_ask() {
    let session = json!({"roleSession": {"session": "arn:aws:sts::111122223333:assumed-role/R/s", "role": "arn:aws:iam::111122223333:role/R"}});
    let federated =
        json!({"federatedUser": {"session": "arn:aws:sts::111122223333:federated-user/f", "user": null}});
    for (principal, decision) in [
        (json!({"user": "arn:aws:iam::111122223333:user/ana"}), "allowed"),
        (session, "allowed"),
        (federated, "implicitDeny"),
        (json!({"root": "111122223333"}), "allowed"),
        (json!({"service": "ec2.amazonaws.com"}), "implicitDeny"),
        (json!({"federated": "accounts.google.com"}), "implicitDeny"),
        (json!("anonymous"), "implicitDeny"),
    ] {
        let mut input = input(json!({"identity": [ALLOW]}));
        input["request"]["principal"] = principal.clone();
        assert_eq!(evaluate(input).unwrap()["decision"], decision, "{principal}");
    }
}

#[test]
fn context_values_are_texts_numbers_booleans_and_lists() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {
        "NumericEquals": {"s3:max-keys": "10"}, "Bool": {"aws:SecureTransport": "true"},
        "StringEquals": {"aws:RequestedRegion": "eu-west-1"}, "ForAllValues:StringEquals": {"aws:TagKeys": ["a", "1"]}}}]}"#;
    let mut input = input(json!({"identity": [policy]}));
    input["request"]["context"] = json!({
        "s3:max-keys": 10, "aws:SecureTransport": true, "aws:RequestedRegion": "eu-west-1", "aws:TagKeys": ["a", 1]
    });
    assert_eq!(evaluate(input.clone()).unwrap()["decision"], "allowed");
    input["request"]["context"]["aws:TagKeys"] = json!(["a", ["b"]]);
    assert_eq!(
        evaluate(input).unwrap_err(),
        "invalid type: sequence, expected a string, a number or a boolean"
    );
}

#[test]
fn findings_say_which_policy_and_where() {
    let policy = r#"{"Version": "2012-10-17", "Statement": [{"Sid": "é😀", "Effect": "Allow", "Action": "s3GetObject", "Resource": "*"}]}"#;
    let output = evaluate(input(json!({"identity": [ALLOW, policy]}))).unwrap();
    let finding = &output["diagnostics"][0];
    assert_eq!(
        (&finding["policy"], &finding["code"]),
        (&json!("policies.identity[1]"), &json!("invalid-action"))
    );
    let units: Vec<u16> = policy.encode_utf16().collect();
    let place = |end: &str| usize::try_from(finding["span"][end].as_u64().unwrap()).unwrap();
    assert_eq!(String::from_utf16(&units[place("start")..place("end")]).unwrap(), "\"s3GetObject\"");
}

#[test]
fn what_cannot_be_read_is_refused_with_its_place() {
    check_refused(
        input(json!({"identity": [ALLOW, "{"]})),
        "unexpected-end policies.identity[1]: a bracket is not closed Some(Utf16Span { start: 1, end: 1 })",
    );
    let change = |member: &str, value: &str| {
        let mut input = input(json!({}));
        input["request"][member] = json!(value);
        input
    };
    check_refused(
        change("action", "s3GetObject"),
        "invalid-action request.action: `s3GetObject` is not an action: write `service:Name`, such as `s3:GetObject` None",
    );
    check_refused(
        change("resource", "notes"),
        "invalid-arn request.resource: `notes` is not an ARN: write `arn:partition:service:region:account:resource` None",
    );
    check_refused(
        change("resourceAccount", "1"),
        "invalid-account-id request.resourceAccount: an account id is twelve digits, such as `111122223333` None",
    );
    check_refused(
        change("principal", "somebody"),
        "unknown variant `somebody`, expected one of `user`, `roleSession`, `federatedUser`, `root`, `service`, `federated`, `anonymous`",
    );
}

#[test]
fn gates_come_if_they_are_asked_for() {
    let mut input = input(json!({"identity": [ALLOW]}));
    let output = evaluate(input.clone()).unwrap();
    let gates: Vec<_> =
        output["gates"].as_array().unwrap().iter().map(|it| it["gate"].as_str().unwrap()).collect();
    assert_eq!(
        gates,
        [
            "explicitDeny",
            "resourceControl",
            "serviceControl",
            "vpcEndpoint",
            "resourceBased",
            "identityBased",
            "permissionsBoundary",
            "session"
        ]
    );
    input["trace"] = json!(false);
    assert_eq!(evaluate(input).unwrap().get("gates"), None);
}

#[test]
fn a_check_counts_and_tells_what_failed() {
    let case = |id: &str, expected: bool| {
        format!(
            r#"{{"id": "{id}", "operator": "StringEquals", "policyValues": ["a"], "key": "k", "context": {{"k": "a"}}, "expected": {expected}, "rule": "L83", "source": "", "confidence": "high"}}"#
        )
    };
    let report = check_text(&format!("{}\n{}\n", case("one", true), case("two", false))).unwrap();
    assert_eq!((report.passed, report.failed, report.not_covered), (1, 1, 0));
    assert_eq!(crate::check::as_text(&report), "FAIL two: expected false, got true\n1 passed, 1 failed\n");
    assert_eq!(check_text("{}").unwrap_err().code, "malformed-file");
}

#[test]
fn spans_count_utf_16_units() {
    let text = "é😀x";
    let span = iam_evaluator::span::Span::new("é😀".len(), text.len());
    assert_eq!(Utf16Text::new(text).span(span), Utf16Span { start: 3, end: 4 });
}

#[test]
fn places_in_long_texts_are_counted_like_any() {
    let text = "aé€😀".repeat(400);
    let places = Utf16Text::new(&text);
    for (at, _) in text.char_indices().chain([(text.len(), ' ')]) {
        let units = text.get(..at).unwrap().encode_utf16().count();
        let span = iam_evaluator::span::Span::new(at, text.len());
        assert_eq!(places.span(span), Utf16Span { start: units, end: 5 * 400 }, "byte {at}");
    }
    assert_eq!(Utf16Text::new("").span(iam_evaluator::span::Span::new(0, 0)), Utf16Span { start: 0, end: 0 });
}

/// Every name that comes out stands in the hand-written types.
#[track_caller]
fn check_typed(output: &Value) {
    let types = include_str!("../types.d.ts");
    match output {
        Value::Object(members) => members.iter().for_each(|(name, value)| {
            let declared = [format!(" {name}: "), format!(" {name}?: "), format!(" {name}:\n")];
            assert!(declared.iter().any(|it| types.contains(it)), "`{name}` is not in types.d.ts");
            check_typed(value);
        }),
        Value::Array(values) => values.iter().for_each(check_typed),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn what_comes_out_is_in_the_types() {
    let odd = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3GetObject", "Resource": "*"}]}"#;
    let policies = json!({"identity": [ALLOW, odd], "scps": [[DENY]]});
    check_typed(&evaluate(input(policies)).unwrap());
    let golden = include_str!("../../../tests/corpus/golden.jsonl");
    check_typed(&serde_json::to_value(check_text(golden).unwrap()).unwrap());
}

#[test]
fn the_words_for_codes_are_in_the_types() {
    let types = include_str!("../types.d.ts");
    let golden = check_text(include_str!("../../../tests/corpus/golden.jsonl")).unwrap();
    let decided_by = golden.results.iter().filter_map(|it| it.deciding_policy_type);
    let output = evaluate(input(json!({"identity": [ALLOW]}))).unwrap();
    let gates = output["gates"].as_array().unwrap().iter();
    let words = gates.flat_map(|it| ["gate", "side", "outcome"].map(|name| it[name].as_str().unwrap()));
    for word in decided_by.chain(words) {
        assert!(types.contains(&format!("\"{word}\"")), "`{word}` is not in types.d.ts");
    }
}

#[test]
fn an_owner_that_nobody_knows_is_a_caveat_where_it_matters() {
    let everyone = r#"{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}]}"#;
    let owner = "The ARN of the resource does not say whose it is.";
    for (policies, resource, has_caveat) in [
        (json!({"identity": [ALLOW]}), "arn:aws:s3:::notes/todo.txt", true),
        (json!({"identity": [ALLOW], "resource": everyone}), "arn:aws:s3:::notes/todo.txt", false),
        (json!({"identity": []}), "arn:aws:s3:::notes/todo.txt", false),
        (json!({"identity": [ALLOW]}), "*", false),
        (json!({"identity": [ALLOW]}), "arn:aws:s3:us-east-1:111122223333:accesspoint/a", false),
    ] {
        let mut input = input(policies);
        input["request"]["resource"] = resource.into();
        input["request"]["resourceAccount"] = Value::Null;
        let output = evaluate(input.clone()).unwrap();
        let caveats = output["caveats"].as_array().unwrap();
        assert_eq!(caveats.iter().any(|it| it.as_str().unwrap().starts_with(owner)), has_caveat, "{input}");
        input["request"]["resourceAccount"] = "111122223333".into();
        assert_eq!(evaluate(input).unwrap()["caveats"], json!([]));
    }
}
