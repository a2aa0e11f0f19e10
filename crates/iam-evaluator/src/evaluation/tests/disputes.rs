//! What AWS's pages disagree on in conditions, ARNs and SCPs (A5, A9, A15, A19, A22, A23): the reading, and where it is told.

use super::caveats::{ALLOW_ALL, Texts, by, check, get_object};
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
    check_condition("Deny", &bool_alone, &session(Some(several(&[]))), Decision::Allowed, &[]);
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
            // In an identity-based policy it is filled up.
            check(Texts { identity: &allowing, ..texts }, &get_object(), decision, &[]);
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
