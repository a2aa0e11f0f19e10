//! What nearly changed the answer: statements, and keys that the request lacks.

use iam_evaluator::{Policies, PolicySet, PolicyType, explain, missing_keys, policy};

use super::denied::session_request;
use crate::{missing_key, near_miss, near_misses};

fn set(policy_type: PolicyType, statements: &str) -> PolicySet {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    PolicySet::compile(policy_type, &policy::read(&text).0)
}

/// The near misses of a request to read `data/k`, as `statement: why not`.
#[track_caller]
fn check(statements: &str, expected: &[&str]) {
    let identity = set(PolicyType::IdentityBased, statements);
    let trace = explain(&Policies::of_identity(&identity), &session_request());
    let line = |it: &crate::NearMiss<'_>| format!("{}: {}", it.statement.statement.statement, near_miss(it));
    let found: Vec<_> = near_misses(&trace).iter().map(line).collect();
    assert_eq!(found, expected, "{statements}");
}

const ALLOW: &str = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
const DENY_IF: &str =
    r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*", "Condition": {"Bool": {"x:k": "true"}}}"#;

// E236
#[test]
fn the_nearest_statement_comes_first_with_the_element_that_failed() {
    check(
        &[
            r#"{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::other/*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:Put*", "Resource": "*"}"#,
            r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::data/${aws:username}"}"#,
            r#"{"Effect": "Allow", "Action": "s3:Get*", "Resource": "*", "Condition": {"StringEquals": {"x:a": "1"}, "Null": {"x:b": "false"}}}"#,
            r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#,
        ]
        .join(", "),
        &[
            "1: It is about other actions.",
            "2: It is about other resources: a variable in it has no value in this request.",
            "3: x:a is not in the request, and StringEquals needs it. x:b is not in the request, and Null needs it.",
            "0: It is about other actions. It is about other resources.",
        ],
    );
}

#[test]
fn denies_are_near_misses_of_an_allowed_request_and_allows_of_a_denied_one() {
    check(&format!("{ALLOW}, {DENY_IF}"), &["1: x:k is not in the request, and Bool needs it."]);
    check(DENY_IF, &[]);
    check(&format!("{ALLOW}, {}", DENY_IF.replace("true", "false").replace("Bool", "BoolIfExists")), &[]);
}

#[test]
fn a_statement_that_its_policy_cannot_have_is_no_mystery() {
    let with_principal = ALLOW.replace(r#""Action""#, r#""Principal": "*", "Action""#);
    check(&with_principal, &["0: This kind of policy cannot have such a statement."]);
}

/// What is missing for the same request.
#[track_caller]
fn check_missing(statements: &str, expected: &[&str]) {
    let identity = set(PolicyType::IdentityBased, statements);
    let missing = missing_keys(&Policies::of_identity(&identity), &session_request());
    assert_eq!(missing.keys.iter().map(missing_key).collect::<Vec<_>>(), expected, "{statements}");
}

#[test]
fn a_missing_key_says_what_it_would_change() {
    check_missing(
        &format!("{ALLOW}, {DENY_IF}"),
        &["x:k is not in the request. With x:k = true, a statement would deny the request."],
    );
    let both = ALLOW.replace(
        "}",
        r#", "Condition": {"ForAnyValue:StringEquals": {"x:a": "1"}, "Bool": {"x:b": "true"}}}"#,
    );
    check_missing(
        &both,
        &[
            "x:a is not in the request. With x:a = [1] and x:b = true, the request would be allowed.",
            "x:b is not in the request. With x:b = true and x:a = [1], the request would be allowed.",
        ],
    );
}
