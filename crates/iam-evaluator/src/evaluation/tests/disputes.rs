//! What AWS's pages disagree on in conditions, ARNs and SCPs (A5, A9, A15, A19, A22, A23): the reading, and where it is told.

use super::caveats::{ALLOW_ALL, ALLOW_EC2, Texts, by, check, get_object};
use super::user_request;
use crate::arn::{AccountId, Arn};
use crate::evaluation::{Caveat, Decision, Policies, PolicySet, PolicyType, evaluate, explain};
use crate::policy;
use crate::request::{ContextValue, Principal, Request};

/// An identity-based policy of one statement on everything, with a condition.
#[track_caller]
fn check_condition(effect: &str, condition: &str, request: &Request, decision: Decision, caveats: &[Caveat]) {
    let statement =
        format!(r#"{{"Effect": "{effect}", "Action": "*", "Resource": "*", "Condition": {{{condition}}}}}"#);
    let identity = match effect {
        "Deny" => format!("{ALLOW_ALL}, {statement}"),
        _ => statement,
    };
    check(Texts { identity: &identity, ..Texts::default() }, request, decision, caveats);
}

fn several(values: &[&str]) -> ContextValue {
    ContextValue::Multi(values.iter().map(|&it| it.to_owned()).collect())
}

#[test]
fn a5_for_all_values_string_not_like() {
    let condition = r#""ForAllValues:StringNotLike": {"aws:ResourceOrgPaths": "o-1/r-1/ou-1/*"}"#;
    let mut listed = get_object();
    listed.context.set("aws:ResourceOrgPaths", several(&["o-1/r-1/ou-1/ou-2/"]));
    let mut other = get_object();
    other.context.set("aws:ResourceOrgPaths", several(&["o-1/r-1/ou-3/"]));
    let caveats = [Caveat::ForAllValuesStringNotLike];
    check_condition("Allow", condition, &listed, Decision::ImplicitDeny, &caveats);
    check_condition("Allow", condition, &other, Decision::Allowed, &caveats);
    check_condition("Allow", condition, &get_object(), Decision::Allowed, &caveats);
    for undisputed in [
        condition.replace("ForAllValues", "ForAnyValue"),
        condition.replace("NotLike", "Like"),
        condition.replace("NotLike", "NotEquals"),
    ] {
        let decision = match undisputed.contains("NotEquals") {
            true => Decision::Allowed,
            false => Decision::ImplicitDeny,
        };
        let request = if undisputed.contains("ForAnyValue") { &listed } else { &other };
        check_condition("Allow", &undisputed, request, decision, &[]);
    }
}

fn session(mfa: Option<ContextValue>) -> Request {
    let mut request = by(Principal::RoleSession {
        session_arn: Arn::parse("arn:aws:sts::111122223333:assumed-role/app/s").unwrap(),
        role_arn: Arn::parse("arn:aws:iam::111122223333:role/app").unwrap(),
        unique_id: None,
    });
    if let Some(it) = mfa {
        request.context.set("aws:MultiFactorAuthPresent", it);
    }
    request
}

#[test]
fn a9_mfa_in_a_role_session() {
    let deny = r#""BoolIfExists": {"aws:multifactorAuthPresent": "false"}"#;
    let one = |it: &str| ContextValue::Single(it.to_owned());
    let caveats = [Caveat::MfaInRoleSession];
    check_condition("Deny", deny, &session(Some(one("false"))), Decision::ExplicitDeny, &caveats);
    check_condition("Deny", deny, &session(Some(one("true"))), Decision::Allowed, &caveats);
    // The third state: an empty list is an absent key.
    let bool_alone = deny.replace("IfExists", "");
    check_condition("Deny", &bool_alone, &session(Some(several(&[]))), Decision::Allowed, &caveats);
    let age = r#""NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}"#;
    check_condition("Allow", age, &session(Some(one("false"))), Decision::ImplicitDeny, &caveats);
    // A variable under Bool is disputed too (A6).
    let variable = r#""Bool": {"aws:MultiFactorAuthPresent": "${x:y, 'false'}"}"#;
    let both = [Caveat::VariableInBool, Caveat::MfaInRoleSession];
    check_condition("Deny", variable, &session(Some(one("false"))), Decision::ExplicitDeny, &both);
    // A session of an identity provider says nothing, on all pages.
    check_condition("Deny", &bool_alone, &session(None), Decision::Allowed, &[]);
    let mut user = get_object();
    user.context.set_single("aws:MultiFactorAuthPresent", "false");
    check_condition("Deny", deny, &user, Decision::ExplicitDeny, &[]);
}

#[test]
fn a15_a_wildcard_in_partition_or_service() {
    let caveats = [Caveat::WildcardInArnHead];
    for (resource, caveats) in [
        ("arn:*:s3:::b/*", &caveats[..]),
        ("arn:aws*:s3:::b/*", &caveats),
        ("arn:aws:s?:::b/*", &caveats),
        ("arn:aws:*:*:*:*", &caveats),
        ("a*:aws:s3:::b/*", &caveats),
        ("arn:*", &caveats),
        ("arn:aws:*", &caveats),
        ("arn:aws:s3:::*/*", &[]),
        ("arn:aws:s3:*:*:b/*", &[]),
        ("*", &[]),
    ] {
        let allow =
            |resource: &str| format!(r#"{{"Effect": "Allow", "Action": "s3:*", "Resource": "{resource}"}}"#);
        let identity = allow(resource);
        check(Texts { identity: &identity, ..Texts::default() }, &get_object(), Decision::Allowed, caveats);
        // Elsewhere nothing hangs on it.
        let elsewhere = allow(&resource.replace("b/", "elsewhere/"));
        if elsewhere != identity {
            let texts = Texts { identity: &elsewhere, ..Texts::default() };
            check(texts, &get_object(), Decision::ImplicitDeny, &[]);
        }
    }
}

#[test]
fn a15_a_wildcard_in_the_type() {
    let request = user_request("ec2:StartInstances", "arn:aws:ec2:eu-west-1:111122223333:instance/i-1");
    for (resource, caveats) in [
        ("arn:aws:ec2:*:*:inst*/i-1", &[Caveat::WildcardInArnHead][..]),
        ("arn:aws:ec2:*:*:*/i-1", &[Caveat::WildcardInArnHead]),
        ("arn:aws:ec2:*:*:instance/*", &[]),
        ("arn:aws:ec2:*:*:inst*", &[]),
        ("arn:aws:ec2:*:*:*", &[]),
    ] {
        let identity = format!(r#"{{"Effect": "Allow", "Action": "ec2:*", "Resource": "{resource}"}}"#);
        check(Texts { identity: &identity, ..Texts::default() }, &request, Decision::Allowed, caveats);
    }
}

/// A dispute (A15) counts where the answer hangs on it: rows of identity policy, SCP, resource's policy and boundary.
#[test]
fn a_dispute_on_which_nothing_hangs_is_not_told() {
    let (allow, deny) = (
        r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:*:s3:::b/*"}"#,
        r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "arn:*:s3:::b/*"}"#,
    );
    let sure_deny = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    let failing = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:*:s3:::b/*", "Condition": {"StringEquals": {"aws:username": "eve"}}}"#;
    let of_other = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/eve"}, "Action": "s3:*", "Resource": "arn:*:s3:::b/*"}"#;
    let of_ana = of_other.replace("eve", "ana");
    let sure_of_ana = of_ana.replace("arn:*", "arn:aws");
    let of_account = sure_of_ana.replace("user/ana", "root");
    let (with, none) = ([Caveat::WildcardInArnHead], Texts::default());
    let beside = |one: &str, other: &str| format!("{one}, {other}");
    for (texts, decision, caveats) in [
        (Texts { identity: allow, ..none }, Decision::Allowed, &with[..]),
        (Texts { identity: &beside(allow, ALLOW_ALL), ..none }, Decision::Allowed, &[]),
        (Texts { identity: &beside(deny, ALLOW_ALL), ..none }, Decision::ExplicitDeny, &with),
        (Texts { identity: &beside(deny, sure_deny), ..none }, Decision::ExplicitDeny, &[]),
        (Texts { identity: allow, boundary: sure_deny, ..none }, Decision::ExplicitDeny, &[]),
        (Texts { identity: allow, boundary: ALLOW_EC2, ..none }, Decision::ImplicitDeny, &[]),
        (Texts { identity: allow, service_control: ALLOW_EC2, ..none }, Decision::ImplicitDeny, &[]),
        (Texts { identity: failing, ..none }, Decision::ImplicitDeny, &[]),
        (Texts { resource: of_other, ..none }, Decision::ImplicitDeny, &[]),
        (Texts { resource: &of_ana, ..none }, Decision::Allowed, &with),
        (Texts { identity: ALLOW_ALL, resource: of_other, ..none }, Decision::Allowed, &[]),
        (
            Texts { identity: ALLOW_ALL, service_control: allow, ..none },
            Decision::Allowed,
            &[Caveat::ServiceControlAllowsResource, Caveat::WildcardInArnHead],
        ),
        (Texts { service_control: allow, ..none }, Decision::ImplicitDeny, &[]),
        (Texts { identity: allow, resource: &sure_of_ana, ..none }, Decision::Allowed, &[]),
        (
            Texts { identity: allow, resource: &beside(&of_ana, &of_account), ..none },
            Decision::Allowed,
            &with,
        ),
        (Texts { resource: &beside(&of_ana, &of_account), ..none }, Decision::Allowed, &with),
        (Texts { service_control: ALLOW_EC2, resource: &of_ana, ..none }, Decision::ImplicitDeny, &[]),
    ] {
        check(texts, &get_object(), decision, caveats);
    }
}

#[test]
fn a19_an_scp_without_version() {
    let policy = |version: &str, statement: &str| {
        let text = format!(r#"{{{version} "Statement": [{statement}]}}"#);
        policy::read(&text).0.unwrap()
    };
    let identity = policy(r#""Version": "2012-10-17","#, ALLOW_ALL);
    let identity = PolicySet::compile(PolicyType::IdentityBased, [&identity]);
    let deny = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    let deny_ec2 = r#"{"Effect": "Deny", "Action": "ec2:*", "Resource": "*"}"#;
    let caveats = [Caveat::ServiceControlWithoutVersion];
    let allows = policy(r#""Version": "2012-10-17","#, ALLOW_ALL);
    for (version, statement, decision, caveats) in [
        ("", deny, Decision::ExplicitDeny, &caveats[..]),
        ("", deny_ec2, Decision::Allowed, &[]),
        (r#""Version": "2012-10-17","#, deny, Decision::ExplicitDeny, &[]),
        (r#""Version": "2008-10-17","#, deny, Decision::ExplicitDeny, &[]),
    ] {
        let set = PolicySet::compile(PolicyType::ServiceControl, [&allows, &policy(version, statement)]);
        let policies =
            Policies { service_control: std::slice::from_ref(&set), ..Policies::of_identity(&identity) };
        let evaluation = evaluate(&policies, &get_object());
        assert_eq!(evaluation.decision, decision, "{version} {statement}");
        assert_eq!(evaluation.caveats.iter().collect::<Vec<_>>(), caveats, "{version} {statement}");
        assert_eq!(explain(&policies, &get_object()).evaluation, evaluation);
    }
}

#[test]
fn e30_an_arn_of_fewer_than_six_fields_outside_identity_policies() {
    let caveats = [Caveat::ShortArn];
    for (resource, decision, caveats) in [
        // Filled up, it would deny.
        (r#""Resource": "arn:aws:s3""#, Decision::Allowed, &caveats[..]),
        (r#""Resource": ["arn:aws:s3", "arn:aws:s3:::b/*"]"#, Decision::ExplicitDeny, &[]),
        (r#""Resource": ["arn:aws:s3", "*"]"#, Decision::ExplicitDeny, &[]),
        (r#""Resource": "arn:aws:sqs""#, Decision::Allowed, &[]),
        // As it is written, its star takes the rest.
        (r#""Resource": "arn:aws:s3*""#, Decision::ExplicitDeny, &caveats),
        (r#""NotResource": "arn:aws:s3""#, Decision::ExplicitDeny, &caveats),
        (r#""NotResource": "arn:aws:sqs""#, Decision::ExplicitDeny, &[]),
    ] {
        let deny = format!(r#"{{"Effect": "Deny", "Action": "s3:*", {resource}}}"#);
        let for_everyone = format!(r#"{{"Effect": "Deny", "Principal": "*", "Action": "s3:*", {resource}}}"#);
        let allowing = format!("{ALLOW_ALL}, {deny}");
        let texts = Texts { identity: ALLOW_ALL, ..Texts::default() };
        check(Texts { service_control: &allowing, ..texts }, &get_object(), decision, caveats);
        check(Texts { resource: &for_everyone, ..texts }, &get_object(), decision, caveats);
        if decision == Decision::ExplicitDeny && !resource.contains("NotResource") {
            // In an identity-based policy it is filled up; its service has a wildcard then (A15).
            let caveats: &[_] = if resource.contains("s3*") { &[Caveat::WildcardInArnHead] } else { &[] };
            check(Texts { identity: &allowing, ..texts }, &get_object(), decision, caveats);
        }
    }
}

#[test]
fn a22_the_root_user_of_the_management_account() {
    let account = AccountId::parse("111122223333").unwrap();
    let mut root = by(Principal::Root { account, partition: "aws".into() });
    root.facts.principal_account_is_management = true;
    let deny = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    let denied = format!("{ALLOW_ALL}, {deny}");
    let mut user = get_object();
    user.facts.principal_account_is_management = true;
    let caveats = [Caveat::ExemptRootOfManagementAccount];
    for (service_control, request, caveats) in [
        (&*denied, &root, &caveats[..]),
        (r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#, &root, &caveats),
        (ALLOW_ALL, &root, &[]),
        (&*denied, &user, &[]),
    ] {
        let texts = Texts { identity: ALLOW_ALL, service_control, ..Texts::default() };
        check(texts, request, Decision::Allowed, caveats);
    }
    let resource = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:Get*", "Resource": "*"}"#;
    let texts = Texts { identity: ALLOW_ALL, service_control: &denied, resource, ..Texts::default() };
    check(texts, &root, Decision::ExplicitDeny, &[]);
}

#[test]
fn a23_a_deny_for_services_that_are_not_listed() {
    let condition = r#""StringNotEqualsIfExists": {"aws:PrincipalServiceName": "logs.amazonaws.com"}"#;
    let caveats = [Caveat::ServiceNameOfCallerThatIsNone];
    check_condition("Deny", condition, &get_object(), Decision::ExplicitDeny, &caveats);
    check_condition("Allow", condition, &get_object(), Decision::Allowed, &[]);
    let narrowed = format!(r#"{condition}, "Bool": {{"aws:PrincipalIsAWSService": "true"}}"#);
    let not_applying = format!(r#""Bool": {{"aws:PrincipalIsAWSService": "true"}}, {condition}"#);
    check_condition("Deny", &not_applying, &get_object(), Decision::Allowed, &[]);
    check_condition("Deny", &narrowed, &get_object(), Decision::Allowed, &[]);
    let strict = condition.replace("IfExists", "");
    check_condition("Deny", &strict, &get_object(), Decision::ExplicitDeny, &[]);
}
