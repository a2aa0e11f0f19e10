use super::missing_keys;
use crate::evaluation::{Policies, PolicySet, PolicyType};
use crate::policy;
use crate::request::Request;

use crate::evaluation::tests::user_request;

fn set(policy_type: PolicyType, statements: &str) -> PolicySet {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    PolicySet::compile(policy_type, &policy::read(&text).0)
}

/// The missing keys, each as `key = value & other = value: decision`.
fn lines(policies: &Policies<'_>, request: &Request) -> Vec<String> {
    let line = |it: &crate::MissingKey| {
        let mut line = format!("{:?} = {}", it.key, it.value.values().join(","));
        for (key, value) in &it.together_with {
            line.push_str(&format!(" & {key:?} = {}", value.values().join(",")));
        }
        format!("{line}: {:?}", it.decision)
    };
    missing_keys(policies, request).keys.iter().map(line).collect()
}

/// What is missing for ana, who wants to read `b/ana/k` and has these statements and this context.
#[track_caller]
fn check(statements: &str, context: &[(&str, &str)], expected: &[&str]) {
    let mut request = user_request("s3:GetObject", "arn:aws:s3:::b/ana/k");
    for (key, value) in context {
        request.context.set_single(key, *value);
    }
    let identity = set(PolicyType::IdentityBased, statements);
    assert_eq!(lines(&Policies::of_identity(&identity), &request), expected, "{statements}");
}

const ALLOW: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;

fn when(effect: &str, condition: &str) -> String {
    format!(r#"{{"Effect": "{effect}", "Action": "s3:*", "Resource": "*", "Condition": {{{condition}}}}}"#)
}

#[test]
fn a_key_that_an_allow_needs() {
    let vpc = when("Allow", r#""StringEquals": {"aws:SourceVpc": "vpc-1"}"#);
    check(&vpc, &[], &["aws:SourceVpc = vpc-1: Allowed"]);
    check(&vpc, &[("aws:sourcevpc", "vpc-2")], &[]);
    check(&format!("{vpc}, {ALLOW}"), &[], &[]);
}

#[test]
fn a_key_that_a_deny_hangs_on() {
    let elsewhere = when("Deny", r#""StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}"#);
    let allowed = format!("{ALLOW}, {elsewhere}");
    check(&allowed, &[], &["aws:RequestedRegion = eu-west-1: Allowed"]);
    check(&elsewhere, &[], &["aws:RequestedRegion = eu-west-1: ImplicitDeny"]);
    let without_mfa = when("Deny", r#""Bool": {"aws:MultiFactorAuthPresent": "false"}"#);
    check(&format!("{ALLOW}, {without_mfa}"), &[], &["aws:MultiFactorAuthPresent = false: ExplicitDeny"]);
}

const ELSEWHERE: &str = r#""StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}"#;

#[test]
fn a_key_of_an_allow_behind_a_deny_that_hangs_on_another_key() {
    let elsewhere = when("Deny", ELSEWHERE);
    let from_vpc = when("Allow", r#""StringEquals": {"aws:SourceVpc": "vpc-1"}"#);
    let both = [
        "aws:RequestedRegion = eu-west-1: ImplicitDeny",
        "aws:SourceVpc = vpc-1 & aws:RequestedRegion = eu-west-1: Allowed",
    ];
    check(&format!("{elsewhere}, {from_vpc}"), &[], &both);
    check(&format!("{from_vpc}, {elsewhere}"), &[], &[both[1], both[0]]);
    check(
        &format!("{from_vpc}, {elsewhere}"),
        &[("aws:RequestedRegion", "eu-west-1")],
        &["aws:SourceVpc = vpc-1: Allowed"],
    );
    check(&format!("{from_vpc}, {elsewhere}"), &[("aws:RequestedRegion", "us-east-1")], &[]);
    check(&format!("{from_vpc}, {elsewhere}"), &[("aws:SourceVpc", "vpc-2")], &both[..1]);
    let without_mfa = when("Deny", r#""BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}"#);
    check(
        &format!("{elsewhere}, {without_mfa}, {from_vpc}"),
        &[],
        &[
            "aws:RequestedRegion = eu-west-1 & aws:MultiFactorAuthPresent = true: ImplicitDeny",
            "aws:MultiFactorAuthPresent = true & aws:RequestedRegion = eu-west-1: ImplicitDeny",
            "aws:SourceVpc = vpc-1 & aws:RequestedRegion = eu-west-1 & aws:MultiFactorAuthPresent = true: Allowed",
        ],
    );
}

#[test]
fn a_deny_that_no_missing_key_lifts_leaves_nothing_to_name() {
    let from_vpc = when("Allow", r#""StringEquals": {"aws:SourceVpc": "vpc-1"}"#);
    let deny = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    check(&format!("{deny}, {from_vpc}, {}", when("Deny", ELSEWHERE)), &[], &[]);
}

#[test]
fn a_key_that_makes_one_denial_out_of_another_does_not_count() {
    let unless = when("Allow", r#""StringNotEquals": {"x:a": "1"}"#);
    let further = when("Deny", r#""StringEquals": {"x:a": "1", "x:d": "1"}"#);
    check(&format!("{unless}, {further}"), &[], &["x:a = 1: ImplicitDeny"]);
}

#[test]
fn every_type_of_value() {
    for (condition, expected) in [
        (r#""StringLike": {"x:k": "a*c?"}"#, "axcx"),
        (r#""StringNotLike": {"x:k": "*"}, "Null": {"x:k": false}"#, ""),
        (r#""NumericGreaterThan": {"x:k": "10"}"#, "123456789"),
        (r#""NumericLessThan": {"x:k": "0.5"}"#, "-1000000000"),
        (r#""DateLessThan": {"x:k": "2000-01-01"}"#, "1970-01-01T00:00:00Z"),
        (r#""IpAddress": {"x:k": "203.0.113.0/24"}"#, "203.0.113.0"),
        (r#""ArnLike": {"x:k": "arn:aws:s3:::b*"}"#, "arn:aws:s3:::bx"),
        (r#""BinaryEquals": {"x:k": "YWI="}"#, "YWI="),
        (r#""Null": {"x:k": "false"}"#, "another-value"),
        (r#""ForAnyValue:StringEquals": {"x:k": ["a", "b"]}"#, "a"),
    ] {
        let expected = (!expected.is_empty()).then(|| format!("x:k = {expected}: Allowed"));
        let expected: Vec<&str> = expected.iter().map(String::as_str).collect();
        check(&when("Allow", condition), &[], &expected);
    }
}

#[test]
fn a_value_that_must_satisfy_several_tests_at_once() {
    for (condition, expected) in [
        (
            r#""DateGreaterThan": {"x:k": "2026-01-01T00:00:00Z"}, "DateLessThan": {"x:k": "2026-06-30T00:00:00Z"}"#,
            "2026-04-01T00:00:00Z",
        ),
        (r#""NumericGreaterThan": {"x:k": "10"}, "NumericLessThan": {"x:k": "20"}"#, "11"),
        (r#""NumericGreaterThan": {"x:k": "0.1"}, "NumericLessThan": {"x:k": "0.2"}"#, "0.15000000000000002"),
        (r#""IpAddress": {"x:k": "10.0.0.0/8"}, "NotIpAddress": {"x:k": "10.0.0.0/16"}"#, "10.1.0.0"),
        (r#""IpAddress": {"x:k": "10.0.0.0/8"}, "NotIpAddress": {"x:k": "10.0.0.0/9"}"#, "10.128.0.0"),
        (r#""StringLike": {"x:k": "a*"}, "StringLikeIfExists": {"x:k": "*b"}"#, "ab"),
        (
            r#""ArnLike": {"x:k": "arn:aws:iam::*:role/b*"}, "ArnNotLike": {"x:k": ["arn:aws:iam::*:role/bx*", "arn:aws:iam::*:role/b"]}"#,
            "arn:aws:iam:::role/bw",
        ),
        (r#""ForAnyValue:StringEquals": {"x:k": "a"}, "ForAnyValue:StringLike": {"x:k": "b*"}"#, "a,bx"),
        (
            r#""ForAllValues:StringEquals": {"x:k": ["c", "a", "b"]}, "ForAnyValue:StringEquals": {"x:k": "b"}"#,
            "b",
        ),
        (
            r#""StringEquals": {"x:k": ["a", "b", "c", "d", "e", "f"]}, "StringNotEquals": {"x:k": ["a", "b", "c", "d", "e"]}"#,
            "f",
        ),
    ] {
        check(&when("Allow", condition), &[], &[&format!("x:k = {expected}: Allowed")]);
    }
    let never = r#""StringLike": {"x:k": "a*"}, "StringNotLike": {"x:k": ["a", "a?*"]}"#;
    check(&when("Allow", never), &[], &[]);
}

#[test]
fn a_search_that_left_something_out_says_so() {
    let request = user_request("s3:GetObject", "arn:aws:s3:::b/ana/k");
    let is_complete = |statements: &str| {
        let identity = set(PolicyType::IdentityBased, statements);
        missing_keys(&Policies::of_identity(&identity), &request).is_complete
    };
    let keys = |n: usize| {
        let keys: Vec<String> = (0..n).map(|it| format!(r#""x:a{it}": "1""#)).collect();
        when("Allow", &format!(r#""StringEquals": {{{}}}"#, keys.join(",")))
    };
    let values = |n: usize| {
        let values: Vec<String> = (0..n).map(|it| format!(r#""v{it}""#)).collect();
        when("Allow", &format!(r#""StringEquals": {{"x:k": [{}]}}"#, values.join(",")))
    };
    let beside = when("Allow", r#""StringLike": {"x:k": "x*"}"#);
    for (statements, expected) in [
        (ALLOW.to_owned(), true),
        (keys(3), true),
        (keys(20), false),
        (values(70), true),
        (format!("{}, {beside}", values(70)), false),
        (format!("{}, {beside}", values(10)), true),
    ] {
        assert_eq!(is_complete(&statements), expected, "{statements}");
    }
}

#[test]
fn keys_that_only_together_are_enough() {
    let both = when("Allow", r#""StringEquals": {"x:a": "1", "x:b": "2", "aws:username": "ana"}"#);
    check(&both, &[], &["x:a = 1 & x:b = 2: Allowed", "x:b = 2 & x:a = 1: Allowed"]);
    check(&both, &[("x:b", "2")], &["x:a = 1: Allowed"]);
    check(&both, &[("x:b", "3")], &[]);
    let bob = when("Allow", r#""StringEquals": {"x:a": "1", "aws:username": "bob"}"#);
    check(&bob, &[], &[]);
}

#[test]
fn keys_of_statements_about_something_else_do_not_count() {
    for statement in [
        r#"{"Effect": "Allow", "Action": "s3:PutObject", "Resource": "*", "Condition": {"Bool": {"x:k": "true"}}}"#,
        r#"{"Effect": "Allow", "Action": "*", "Resource": "arn:aws:s3:::c/*", "Condition": {"Bool": {"x:k": "true"}}}"#,
        r#"{"Effect": "Deny", "Action": "*", "Resource": "*", "Condition": {"Bool": {"x:k": "true"}, "Null": {"x:k": "true"}}}"#,
    ] {
        check(
            &format!("{statement}, {}", when("Allow", r#""Bool": {"x:b": "true"}"#)),
            &[],
            &["x:b = true: Allowed"],
        );
    }
}

#[test]
fn variables_are_keys_too() {
    let home =
        r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${aws:PrincipalTag/home}/*"}"#;
    check(home, &[], &["aws:PrincipalTag/home = ana: Allowed"]);
    let same_team = when("Allow", r#""StringEquals": {"aws:ResourceTag/team": "${aws:PrincipalTag/team}"}"#);
    check(&same_team, &[("aws:ResourceTag/team", "red")], &["aws:PrincipalTag/team = red: Allowed"]);
    check(&same_team, &[("aws:PrincipalTag/team", "red")], &["aws:ResourceTag/team = red: Allowed"]);
    check(
        &same_team,
        &[],
        &[
            "aws:ResourceTag/team = another-value & aws:PrincipalTag/team = another-value: Allowed",
            "aws:PrincipalTag/team = another-value & aws:ResourceTag/team = another-value: Allowed",
        ],
    );
}

// E14, E15, E16, E18
#[test]
fn a_key_that_the_caller_can_never_have_does_not_count() {
    for key in [
        "aws:PrincipalServiceName",
        "aws:SourceArn",
        "aws:AssumedRoot",
        "aws:SourceIdentity",
        "aws:FederatedProvider",
        "ec2:SourceInstanceArn",
        "",
    ] {
        check(&when("Allow", &format!(r#""StringLike": {{"{key}": "*"}}"#)), &[], &[]);
    }
    check(r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/${}/*"}"#, &[], &[]);
    let from_vpc = when("Allow", r#""StringEquals": {"aws:SourceVpc": "vpc-1"}"#);
    check(&from_vpc, &[("aws:SourceIp", "203.0.113.1")], &[]);
    let from_both = when(
        "Allow",
        r#""StringEquals": {"aws:SourceVpc": "vpc-1"}, "IpAddress": {"aws:SourceIp": "203.0.113.1"}"#,
    );
    check(&from_both, &[], &[]);
}

#[test]
fn every_kind_of_policy_counts() {
    let (identity, boundary) =
        (set(PolicyType::IdentityBased, ALLOW), when("Allow", r#""Bool": {"x:b": "true"}"#));
    let boundary = set(PolicyType::PermissionsBoundary, &boundary);
    let levels = [
        set(PolicyType::ServiceControl, &when("Allow", r#""Bool": {"x:s": "true"}"#)),
        set(PolicyType::ServiceControl, &format!("{ALLOW}, {}", when("Deny", r#""Bool": {"x:d": "true"}"#))),
    ];
    let policies =
        Policies { boundary: Some(&boundary), service_control: &levels, ..Policies::of_identity(&identity) };
    let request = user_request("s3:GetObject", "arn:aws:s3:::b/ana/k");
    assert_eq!(
        lines(&policies, &request),
        ["x:b = true & x:s = true: Allowed", "x:s = true & x:b = true: Allowed", "x:d = true: ExplicitDeny",]
    );
}

#[test]
fn many_missing_keys_are_tried_statement_by_statement() {
    let statements: Vec<_> = (0..40)
        .map(|it| when("Allow", &format!(r#""StringEquals": {{"x:a{it}": "1", "x:b{it}": "2"}}"#)))
        .collect();
    let request = user_request("s3:GetObject", "arn:aws:s3:::b/ana/k");
    let identity = set(PolicyType::IdentityBased, &statements.join(","));
    let found = lines(&Policies::of_identity(&identity), &request);
    assert_eq!(found.len(), 80);
    assert_eq!(found.first().map(String::as_str), Some("x:a0 = 1 & x:b0 = 2: Allowed"));
}

#[test]
fn of_many_missing_keys_those_of_the_denying_statements_are_tried_with_each_other_statement() {
    let allow = |it| when("Allow", &format!(r#""StringEquals": {{"x:a{it}": "1", "x:b{it}": "2"}}"#));
    let statements: Vec<_> = (0..40).map(allow).chain([when("Deny", ELSEWHERE)]).collect();
    let request = user_request("s3:GetObject", "arn:aws:s3:::b/ana/k");
    let identity = set(PolicyType::IdentityBased, &statements.join(","));
    let found = lines(&Policies::of_identity(&identity), &request);
    assert_eq!(found.len(), 81);
    let last = "x:a39 = 1 & x:b39 = 2 & aws:RequestedRegion = eu-west-1: Allowed";
    assert!(found.iter().any(|it| it == last), "{found:#?}");
}
