//! The command line from the outside: arguments in, output and exit status out.

use std::path::PathBuf;

use crate::arguments::{Command, Format, parse};
use crate::{Exit, run};

/// Runs the program; gives its exit status, standard output and standard error.
fn iam_playground(arguments: &[&str]) -> (Exit, String, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let arguments = ["iam-playground"].iter().chain(arguments).map(Into::into);
    let exit = run(parse(arguments), &mut out, &mut err).unwrap();
    (exit, String::from_utf8(out).unwrap(), String::from_utf8(err).unwrap())
}

/// A file in a folder of its own, which the test's name makes unique.
fn file(test: &str, name: &str, text: &str) -> String {
    let folder = std::env::temp_dir().join(format!("iam-playground-cli-{}-{test}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path.to_string_lossy().into_owned()
}

const PASSES: &str = r#"{"id": "T1", "operator": "StringEquals", "policyValues": "a", "key": "k", "context": {"k": "a"}, "expected": true, "rule": "L83", "source": "none", "confidence": "documented"}"#;
const FAILS: &str = r#"{"id": "T2", "operator": "StringEquals", "policyValues": "a", "key": "k", "context": {"k": "b"}, "expected": true, "rule": "L83", "source": "none", "confidence": "documented"}"#;

fn example(name: &str) -> String {
    format!("{}/../../web/examples/{name}.json", env!("CARGO_MANIFEST_DIR"))
}

#[track_caller]
fn check_parse(arguments: &[&str], expected: Result<Command, &str>) {
    let arguments = ["iam-playground"].iter().chain(arguments).map(Into::into);
    let actual = parse(arguments).map_err(|it| it.to_string());
    assert_eq!(format!("{actual:?}"), format!("{:?}", expected.map_err(str::to_owned)));
}

#[test]
fn arguments_are_read() {
    let check = |format| Command::Check { format, files: vec![PathBuf::from("a"), PathBuf::from("-")] };
    check_parse(&["check", "a", "-"], Ok(check(Format::Text)));
    check_parse(&["check", "a", "--format", "json", "-"], Ok(check(Format::Json)));
    check_parse(&["check", "--format=text", "a", "-"], Ok(check(Format::Text)));
    check_parse(&["--help"], Ok(Command::Help));
    check_parse(&["check", "-h"], Ok(Command::Help));
    check_parse(&["--version"], Ok(Command::Version));
    check_parse(&[], Err("no command given"));
    check_parse(&["check"], Err("no file given"));
    check_parse(&["simulate"], Err("unknown command `simulate`"));
    check_parse(&["check", "--format", "xml", "a"], Err("unknown format `xml`"));
    check_parse(&["check", "--fast", "a"], Err("invalid option '--fast'"));
}

#[test]
fn what_passes_is_counted() {
    let path = file("passes", "cases.jsonl", PASSES);
    assert_eq!(
        iam_playground(&["check", &path]),
        (Exit::Passed, "1 passed, 0 failed\n".to_owned(), String::new())
    );
}

#[test]
fn what_fails_is_named() {
    let path = file("fails", "cases.jsonl", &format!("{PASSES}\n{FAILS}\n"));
    let (exit, out, err) = iam_playground(&["check", &path]);
    assert_eq!((exit, err.as_str()), (Exit::Failed, ""));
    assert_eq!(out, "FAIL T2: expected true, got false\n1 passed, 1 failed\n");
}

#[test]
fn what_fails_says_what_a_reader_must_know_beside_the_answer() {
    let case = |id: &str, expected: &str| {
        format!(
            r#"{{"id": "{id}", "identityPolicies": [{{"Version": "2012-10-17", "Statement": {{"Effect": "Deny", "Action": 5}}}}], "resourcePolicyKind": "generic", "scps": [], "rcps": [], "request": {{"principalType": "User", "principalArn": "arn:aws:iam::111122223333:user/dana", "action": "s3:PutObject", "resourceArn": "*"}}, "expected": "{expected}"}}"#
        )
    };
    let cases = [case("T1", "denied"), case("T2", "explicitDeny")].join("\n");
    let path = file("caveats", "cases.jsonl", &cases);
    let (exit, out, err) = iam_playground(&["check", &path]);
    assert_eq!(exit, Exit::Failed);
    assert_eq!(out, "FAIL T2: expected explicitDeny, got implicitDeny/identity\n1 passed, 1 failed\n");
    let note = "A policy has a statement that AWS would not accept. It was left out of this answer.";
    assert_eq!(err, format!("{path}: T2: note: {note}\n"));
}

#[test]
fn a_malformed_file_is_named_with_its_line_and_the_others_are_run() {
    let bad = file("malformed", "bad.jsonl", &format!("{PASSES}\n{{\"id\": \"T3\"}}\n"));
    let good = file("malformed", "good.jsonl", FAILS);
    let (exit, out, err) = iam_playground(&["check", &bad, &good, "no-such-file"]);
    assert_eq!(exit, Exit::Malformed);
    assert_eq!(out, "FAIL T2: expected true, got false\n0 passed, 1 failed\n");
    let mut lines = err.lines();
    let first = lines.next().unwrap();
    assert!(first.starts_with(&format!("{bad}:2: unknown kind of case")), "{first}");
    assert!(lines.next().unwrap().starts_with("no-such-file: "), "{err}");
}

#[test]
fn json_is_one_object_for_each_case_and_nothing_else() {
    let path = file("json", "cases.jsonl", &format!("{PASSES}\n{FAILS}\n"));
    let (exit, out, _) = iam_playground(&["check", "--format", "json", &path]);
    assert_eq!(exit, Exit::Failed);
    assert_eq!(
        out,
        "{\"id\":\"T1\",\"passed\":true,\"expected\":true,\"actual\":true,\
         \"decidingPolicyType\":null,\"reason\":null}\n\
         {\"id\":\"T2\",\"passed\":false,\"expected\":true,\"actual\":false,\
         \"decidingPolicyType\":null,\"reason\":null}\n"
    );
}

#[test]
fn a_denial_says_its_reason_in_awss_words() {
    let (exit, out, _) = iam_playground(&["check", "--format", "json", &example("no-ec2-in-us-east-1")]);
    assert_eq!(exit, Exit::Passed);
    assert_eq!(
        out.lines().next().unwrap(),
        "{\"id\":\"member\",\"passed\":true,\"expected\":\"explicitDeny\",\"actual\":\"explicitDeny\",\
         \"decidingPolicyType\":\"scp\",\"reason\":\"with an explicit deny in a service control policy\"}"
    );
}

/// A scenario in which a user with the policy attached may list queues.
fn listing_queues(policy: &str, versions: &str) -> String {
    format!(
        r#"{{"scenarioVersion": 0, "title": "T",
        "world": {{"clock": "2026-01-15T10:00:00Z", "accounts": [{{"id": "111122223333", "name": "a", "users": [
            {{"name": "u", "attachedPolicies": ["{policy}"]}}]}}], "awsManagedPolicyVersions": {versions}}},
        "questions": [{{"id": "q", "principal": {{"arn": "arn:aws:iam::111122223333:user/u"}},
            "action": "sqs:ListQueues", "resource": "*", "expected": {{"decision": "allowed"}}}}]}}"#
    )
}

#[test]
fn aws_managed_policies_are_there() {
    let path = file("managed", "scenario.json", &listing_queues("AmazonSQSReadOnlyAccess", "{}"));
    let expected = (Exit::Passed, "1 passed, 0 failed\n".to_owned(), String::new());
    assert_eq!(iam_playground(&["check", &path]), expected);
    // Its path is `/job-function/`.
    let path = file("managed", "by-name.json", &listing_queues("SupportUser", "{}"));
    assert_eq!(iam_playground(&["check", &path]), expected);
}

#[test]
fn an_answer_that_is_not_final_says_why() {
    let versions = r#"{"AmazonSQSReadOnlyAccess": "v4000"}"#;
    let path = file("incomplete", "scenario.json", &listing_queues("AmazonSQSReadOnlyAccess", versions));
    let (exit, out, err) = iam_playground(&["check", &path]);
    assert_eq!((exit, out.as_str()), (Exit::Passed, "1 passed, 0 failed\n"));
    let why = "AWS has changed `arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess`: the scenario was written with v4000";
    assert!(err.starts_with(&format!("{path}: q: not final: {why}, and v")), "{err}");
}

#[test]
fn a_policy_that_aws_does_not_have_is_named() {
    let path =
        file("unknown", "scenario.json", &listing_queues("job-function/AWSLambdaBasicExecutionRole", "{}"));
    let (exit, _, err) = iam_playground(&["check", &path]);
    assert_eq!(exit, Exit::Malformed);
    assert_eq!(
        err,
        format!(
            "{path}: world: AWS has no managed policy \
             `arn:aws:iam::aws:policy/job-function/AWSLambdaBasicExecutionRole`, and the user `u` in account 111122223333 has it (help: did you mean \
             `arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole`?)\n"
        )
    );
}

#[test]
fn a_policy_text_that_iam_would_refuse_is_malformed_though_no_question_needs_it() {
    let scenario = listing_queues("AmazonSQSReadOnlyAccess", "{}").replace(
        r#""name": "a","#,
        r#""name": "a", "managedPolicies": [{"name": "P", "policy": [
            "{\"Version\": \"2012-10-17\", \"Statement\": {",
            "\"Effect\": \"Allow\", \"Action\": \"s3GetObject\", \"Resource\": \"*\"}}"]}],"#,
    );
    let path = file("refused", "scenario.json", &scenario);
    let (exit, _, err) = iam_playground(&["check", &path]);
    assert_eq!(exit, Exit::Malformed);
    assert_eq!(
        err,
        format!(
            "{path}:4: world.accounts[0].managedPolicies[0].policy: IAM would refuse this policy, for its line 2: \
             `s3GetObject` is not an action (help: did you mean `s3:GetObject`?)\n"
        )
    );
}

#[test]
fn an_empty_file_passes_nothing() {
    let path = file("empty", "scenario.json", "");
    let (exit, _, err) = iam_playground(&["check", &path]);
    assert_eq!(exit, Exit::Malformed);
    assert_eq!(err, format!("{path}: the file is empty: write a scenario, or a case on each line\n"));
}

#[test]
fn a_folder_stands_for_its_scenarios_sorted_by_name() {
    let scenario = listing_queues("AmazonSQSReadOnlyAccess", "{}");
    let wrong = scenario.replace("\"allowed\"", "\"implicitDeny\"");
    let second = file("folder", "b.json", &wrong.replace("\"q\"", "\"second\""));
    file("folder", "a.json", &wrong.replace("\"q\"", "\"first\""));
    file("folder", "c.json", &scenario);
    file("folder", "d.jsonl", "no case");
    let folder = std::path::Path::new(&second).parent().unwrap().to_string_lossy().into_owned();
    let (exit, out, err) = iam_playground(&["check", &folder]);
    assert_eq!((exit, err.as_str()), (Exit::Failed, ""));
    let ids: Vec<&str> = out.lines().map(|it| it.split(':').next().unwrap()).collect();
    assert_eq!(ids, ["FAIL first", "FAIL second", "1 passed, 2 failed"]);
}

#[test]
fn a_folder_without_scenarios_passes_nothing() {
    let cases = file("no-scenarios", "cases.jsonl", PASSES);
    let folder = std::path::Path::new(&cases).parent().unwrap().to_string_lossy().into_owned();
    let (exit, out, err) = iam_playground(&["check", &folder, &cases]);
    assert_eq!((exit, out.as_str()), (Exit::Malformed, "1 passed, 0 failed\n"));
    assert_eq!(err, format!("{folder}: no scenario, `*.json`, is in this folder: name the files\n"));
}

#[test]
fn cases_of_policy_validation_are_not_passed_in_silence() {
    let lint = r#"{"id": "T4", "policyType": "identity", "policy": "{}", "expected": [], "source": "", "basis": "", "needs": ""}"#;
    let path = file("lint", "lint.jsonl", lint);
    let (exit, out, _) = iam_playground(&["check", &path]);
    assert_eq!(exit, Exit::Passed);
    assert_eq!(
        out,
        format!("{path}: 1 cases of policy validation, which is not covered yet\n0 passed, 0 failed\n")
    );
}

#[test]
fn a_wrong_command_line_shows_how_it_is_used() {
    let (exit, out, err) = iam_playground(&["simulate"]);
    assert_eq!((exit, out.as_str()), (Exit::Malformed, ""));
    assert!(err.starts_with("unknown command `simulate`\n\niam-playground: "), "{err}");
    let (exit, out, _) = iam_playground(&["--help"]);
    assert_eq!(exit, Exit::Passed);
    assert!(out.contains("iam-playground check [--format text|json] FILE..."));
}
