mod caveats;
mod disputes;

use super::{Decision, Gate, Policies, PolicySet, PolicyType, evaluate, explain};
use crate::arn::{AccountId, Arn};
use crate::policy;
use crate::request::{Action, Facts, Principal, Request, RequestContext, Resource, derive_context};

pub(super) fn user_request(action: &str, resource: &str) -> Request {
    let mut request = Request {
        principal: Principal::User {
            arn: Arn::parse("arn:aws:iam::111122223333:user/ana").unwrap(),
            unique_id: None,
        },
        action: Action::parse(action).unwrap(),
        resource: Arn::parse(resource).map_or(Resource::Any, Resource::Arn),
        resource_account: AccountId::parse("111122223333").ok(),
        context: RequestContext::new(),
        facts: Facts::default(),
    };
    derive_context(&mut request);
    request
}

/// Decides for a user with one identity-based policy of these statements.
#[track_caller]
fn check(statements: &str, action: &str, resource: &str, decision: &str) {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    let (policy, diagnostics) = policy::read(&text);
    let policy = policy.unwrap_or_else(|| panic!("{diagnostics:?}"));
    let identity = PolicySet::compile(PolicyType::IdentityBased, [&policy]);
    let policies = Policies::of_identity(&identity);
    let request = user_request(action, resource);
    let evaluation = evaluate(&policies, &request);
    assert_eq!(format!("{:?}", evaluation.decision), decision, "{statements}");
    assert_eq!(
        explain(&policies, &request).evaluation,
        evaluation,
        "silent and recorded differ: {statements}"
    );
}

const ALLOW_ALL: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;

// E11: how many keys there are changes nothing, nor how many statements ask for one.
#[test]
fn a_key_that_several_statements_ask_for_among_hundreds() {
    let allow = |it: u32| {
        format!(
            r#"{{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {{"StringEquals": {{"x:Key": "{it}"}}}}}}"#
        )
    };
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{}, {}]}}"#, allow(1), allow(2));
    let identity = PolicySet::compile(PolicyType::IdentityBased, policy::read(&text).0.as_ref());
    for (value, decision) in [("2", Decision::Allowed), ("3", Decision::ImplicitDeny)] {
        let mut request = user_request("s3:GetObject", "arn:aws:s3:::b/k");
        (0..300).for_each(|it| request.context.set_single(&format!("a:Key{it}"), it.to_string()));
        request.context.set_single("x:Key", value);
        assert_eq!(evaluate(&Policies::of_identity(&identity), &request).decision, decision, "{value}");
    }
}

#[test]
fn order_within_a_policy_does_not_matter() {
    let deny = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    check(&format!("{ALLOW_ALL}, {deny}"), "s3:GetObject", "*", "ExplicitDeny");
    check(&format!("{deny}, {ALLOW_ALL}"), "s3:GetObject", "*", "ExplicitDeny");
}

#[test]
fn actions_ignore_case_and_may_have_wildcards_anywhere() {
    for (action, decision) in [
        ("S3:getobject", "Allowed"),
        ("s3:*Object", "Allowed"),
        ("s?:GetObj?ct", "Allowed"),
        ("*:GetObject", "Allowed"),
        ("s3:Get", "ImplicitDeny"),
        ("s3:Get,s3:Put", "ImplicitDeny"),
        ("s3: GetObject", "ImplicitDeny"),
        ("s3GetObject", "ImplicitDeny"),
    ] {
        let statement = format!(r#"{{"Effect": "Allow", "Action": "{action}", "Resource": "*"}}"#);
        check(&statement, "s3:GetObject", "arn:aws:s3:::b/k", decision);
    }
}

#[test]
fn empty_lists_match_nothing() {
    check(r#"{"Effect": "Allow", "NotAction": [], "Resource": "*"}"#, "s3:GetObject", "*", "ImplicitDeny");
    check(r#"{"Effect": "Allow", "Action": "*", "NotResource": []}"#, "s3:GetObject", "*", "ImplicitDeny");
}

#[test]
fn statements_that_cannot_stand_in_an_identity_policy_never_match() {
    check(
        r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#,
        "s3:GetObject",
        "*",
        "ImplicitDeny",
    );
    check(r#"{"Effect": "Allow", "Action": "*"}"#, "s3:GetObject", "*", "ImplicitDeny");
}

// E236
#[test]
fn the_trace_shows_the_gates_in_the_order_of_aws() {
    use Gate::*;
    let none = PolicySet::default();
    let trace = explain(&Policies::of_identity(&none), &user_request("s3:GetObject", "arn:aws:s3:::b/k"));
    let gates: Vec<_> = trace.gates.iter().map(|it| it.gate).collect();
    let expected = [
        ExplicitDeny,
        ResourceControl,
        ServiceControl,
        VpcEndpoint,
        ResourceBased,
        IdentityBased,
        PermissionsBoundary,
        Session,
    ];
    assert_eq!(gates, expected);
}

#[test]
fn unresolved_variables() {
    let unresolved = "arn:aws:s3:::${aws:PrincipalTag/x}";
    let statement = |effect: &str, element: &str| {
        format!(r#"{{"Effect": "{effect}", "Action": "s3:*", "{element}": "{unresolved}"}}"#)
    };
    let resource = "arn:aws:s3:::b";
    check(&statement("Allow", "Resource"), "s3:ListBucket", resource, "ImplicitDeny");
    check(&format!("{}, {ALLOW_ALL}", statement("Deny", "Resource")), "s3:ListBucket", resource, "Allowed");
    check(
        &format!("{}, {ALLOW_ALL}", statement("Deny", "NotResource")),
        "s3:ListBucket",
        resource,
        "ExplicitDeny",
    );
    check(&statement("Allow", "NotResource"), "s3:ListBucket", resource, "Allowed");
}

#[test]
fn a_condition_that_cannot_be_read_never_widens_a_statement() {
    check(
        r#"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"StringEqual": {"aws:username": "ana"}}}"#,
        "s3:GetObject",
        "*",
        "ImplicitDeny",
    );
}
