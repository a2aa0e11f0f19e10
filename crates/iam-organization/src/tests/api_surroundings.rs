//! What was set by hand beside a call, and what the call itself says (S39, S47, S109, S134).

use iam_evaluator::Decision::{Allowed, ImplicitDeny};
use iam_evaluator::request::{ContextValue, RequestContext};

use super::api_calls::*;
use super::world::*;
use crate::*;

const ROLE: &str = "arn:aws:iam::444455556666:role/R";

fn context(keys: &[(&str, &str)]) -> RequestContext {
    let mut context = RequestContext::new();
    for (key, value) in keys {
        context.set(key, ContextValue::Single((*value).to_owned()));
    }
    context
}

/// A call of maria's, who may do everything under the condition, with a key set by hand; and the same question.
#[track_caller]
fn check_key(operation: &str, parameters: &Fields, key: (&str, &str), expected: Result<(), ErrorCode>) {
    let condition = format!(r#""Condition": {{"StringEquals": {{"{}": "{}"}}}}"#, key.0, key.1);
    let mut world = world();
    let when = policy("Allow", &format!(r#""Action": "*", "Resource": "*", {condition}"#));
    let maria = with_user(&mut world, PROD, "maria", when);
    let trusting = policy("Allow", &format!(r#""Principal": "*", "Action": "sts:*", {condition}"#));
    prod(&mut world).roles.insert("R".to_owned(), role(trusting));
    let made = ApiCall::new(operation, parameters.clone());
    let credentials = Credentials::Of(maria.clone());
    let by_hand = context(&[key]);
    let called = call(&mut world.clone(), &ActionsWithResources, &credentials, &made, &by_hand);
    assert_eq!(called.result.map(drop).map_err(|it| it.code), expected, "{operation} {key:?}");
    let asked = ask_with(&world, &maria, operation, ROLE, by_hand);
    assert_eq!(asked.trace.evaluation.decision, Allowed, "the question about {operation} {key:?}");
}

fn assume(more: &[(&str, &str)]) -> Fields {
    let mut parameters = fields(&[("RoleArn", ROLE), ("RoleSessionName", "session")]);
    more.iter().for_each(|(name, value)| parameters.set(name, Value::text(*value)));
    parameters
}

#[test]
fn s39_keys_of_parameters_come_from_the_parameters_of_a_call() {
    let denied = Err(ErrorCode::AccessDenied);
    let external_id = ("sts:ExternalId", "123456");
    check_key("sts:AssumeRole", &assume(&[]), external_id, denied);
    check_key("sts:AssumeRole", &assume(&[("ExternalId", "654321")]), external_id, denied);
    check_key("sts:AssumeRole", &assume(&[("ExternalId", "123456")]), external_id, Ok(()));
    check_key("sts:AssumeRole", &assume(&[]), ("STS:externalid", "123456"), denied);
    check_key("sts:AssumeRole", &assume(&[]), ("sts:RoleSessionName", "other"), denied);
    check_key("sts:AssumeRole", &assume(&[]), ("sts:RoleSessionName", "session"), Ok(()));
    check_key("sts:AssumeRole", &assume(&[]), ("sts:SourceIdentity", "ana"), denied);
    check_key("sts:AssumeRole", &assume(&[("SourceIdentity", "ben")]), ("sts:SourceIdentity", "ana"), denied);
    check_key("sts:AssumeRole", &assume(&[]), ("aws:RequestTag/Team", "blue"), denied);
    check_key("sts:AssumeRole", &assume(&[]), ("aws:TagKeys", "Team"), denied);
    check_key("sts:AssumeRole", &assume(&[]), ("sts:TransitiveTagKeys", "Team"), denied);
}

// S62
#[test]
fn s109_tags_boundaries_and_services_are_those_that_the_call_names() {
    let denied = Err(ErrorCode::AccessDenied);
    let ana = fields(&[("UserName", "ana")]);
    let mut tagged = ana.clone();
    tagged.set("Tags", Value::Map(fields(&[("Team", "blue")])));
    let team = ("aws:RequestTag/Team", "blue");
    check_key("iam:CreateUser", &ana, team, denied);
    check_key("iam:CreateUser", &tagged, team, Ok(()));
    check_key("iam:CreateUser", &tagged, ("aws:RequestTag/Team", "red"), denied);
    let cap = "arn:aws:iam::444455556666:policy/Cap";
    check_key("iam:CreateUser", &ana, ("iam:PermissionsBoundary", cap), denied);
    check_key("iam:CreateUser", &ana, ("aws:SourceIp", "192.0.2.7"), Ok(()));
    let attach = fields(&[("UserName", "maria"), ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess")]);
    let admin = ("iam:PolicyARN", "arn:aws:iam::aws:policy/AdministratorAccess");
    check_key("iam:AttachUserPolicy", &attach, admin, denied);
    // What an operation without code takes is not known: its keys are set by hand.
    check_key("s3:PutObject", &fields(&[("Resource", "arn:aws:s3:::b/k")]), team, Ok(()));
}

// A claim of a token is in the token.
#[test]
fn s51_claims_set_by_hand_are_none() {
    let mut world = world();
    let trusting = policy(
        "Allow",
        r#""Principal": {"Federated": "accounts.google.com"}, "Action": "sts:AssumeRoleWithWebIdentity",
           "Condition": {"StringEquals": {"accounts.google.com:email": "ana@example.com"}}"#,
    );
    prod(&mut world).roles.insert("R".to_owned(), role(trusting));
    let by_hand = context(&[("accounts.google.com:email", "ana@example.com")]);
    for (email, expected) in [
        ("", Err(ErrorCode::AccessDenied)),
        (r#","email":"eve@example.com""#, Err(ErrorCode::AccessDenied)),
        (r#","email":"ana@example.com""#, Ok(())),
    ] {
        let token =
            format!(r#"{{"iss":"accounts.google.com","sub":"1","aud":"app","exp":1768475000{email}}}"#);
        let made =
            ApiCall::new("sts:AssumeRoleWithWebIdentity", assume(&[("WebIdentityToken", token.as_str())]));
        let anonymous = Credentials::Of(Caller::Anonymous);
        let called = call(&mut world, &ActionsWithResources, &anonymous, &made, &by_hand);
        assert_eq!(called.result.map(drop).map_err(|it| it.code), expected, "{email}");
    }
}

#[test]
fn s134_the_tags_of_a_role_say_nothing_about_passing_it() {
    let mut world = world();
    let mut worker = role(trust(r#"{"Service": "lambda.amazonaws.com"}"#, "sts:AssumeRole"));
    worker.tags.insert("Team".to_owned(), "blue".to_owned());
    prod(&mut world).roles.insert("R".to_owned(), worker);
    for (action, decision) in [("iam:PassRole", ImplicitDeny), ("iam:GetRole", Allowed)] {
        for key in ["aws:ResourceTag/Team", "iam:ResourceTag/Team"] {
            let condition = format!(r#"{{"StringEquals": {{"{key}": "blue"}}}}"#);
            let text = format!(
                r#""Action": ["iam:PassRole", "iam:GetRole", "lambda:*"], "Resource": "*", "Condition": {condition}"#
            );
            let passer = with_user(&mut world, PROD, "passer", policy("Allow", &text));
            let asked = ask(&world, &passer, action, ROLE);
            assert_eq!(asked.trace.evaluation.decision, decision, "{action} {key}");
        }
    }
}
