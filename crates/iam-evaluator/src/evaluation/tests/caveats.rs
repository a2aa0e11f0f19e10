//! The reservations that an answer carries, and the readings that can be chosen.

use super::user_request;
use crate::arn::Arn;
use crate::evaluation::{
    Caveat, Caveats, Decision, NamedInTrustPolicy, Policies, PolicySet, PolicyType, Readings, ResourcePolicy,
    ResourcePolicyKind, evaluate, evaluate_by, explain,
};
use crate::policy;
use crate::request::{ContextValue, Facts, Principal, Request, RequestContext, derive_context};

pub(super) const ALLOW_ALL: &str = r#"{"Effect": "Allow", "Action": "*", "Resource": "*"}"#;
pub(super) const ALLOW_EC2: &str = r#"{"Effect": "Allow", "Action": "ec2:*", "Resource": "*"}"#;

/// Statements of each kind of policy; empty: there is no such policy.
#[derive(Clone, Copy, Default)]
pub(super) struct Texts<'t> {
    pub(super) identity: &'t str,
    pub(super) boundary: &'t str,
    pub(super) session: &'t str,
    pub(super) resource: &'t str,
    pub(super) trust: &'t str,
    pub(super) service_control: &'t str,
    pub(super) resource_control: &'t str,
}

fn set(policy_type: PolicyType, statements: &str) -> Option<PolicySet> {
    let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
    let policy = policy::read(&text).0.unwrap();
    (!statements.is_empty()).then(|| PolicySet::compile(policy_type, [&policy]))
}

/// Hands out the policies of the texts.
fn with_policies<T>(texts: Texts<'_>, use_them: impl FnOnce(&Policies<'_>) -> T) -> T {
    let identity = set(PolicyType::IdentityBased, texts.identity).unwrap_or_default();
    let boundary = set(PolicyType::PermissionsBoundary, texts.boundary);
    let session = set(PolicyType::Session, texts.session);
    let (kind, resource) = match texts.trust {
        "" => (ResourcePolicyKind::Generic, texts.resource),
        trust => (ResourcePolicyKind::RoleTrust, trust),
    };
    let resource = set(PolicyType::ResourceBased, resource);
    let service_control = set(PolicyType::ServiceControl, texts.service_control);
    let resource_control = set(PolicyType::ResourceControl, texts.resource_control);
    use_them(&Policies {
        boundary: boundary.as_ref(),
        session: session.as_ref(),
        resource: resource.as_ref().map(|policies| ResourcePolicy { kind, policies }),
        service_control: service_control.as_slice(),
        resource_control: resource_control.as_slice(),
        ..Policies::of_identity(&identity)
    })
}

#[track_caller]
pub(super) fn check(texts: Texts<'_>, request: &Request, decision: Decision, caveats: &[Caveat]) {
    with_policies(texts, |policies| {
        let evaluation = evaluate(policies, request);
        assert_eq!(evaluation.decision, decision);
        assert_eq!(evaluation.caveats.iter().collect::<Vec<_>>(), caveats);
        assert_eq!(explain(policies, request).evaluation, evaluation, "silent and recorded differ");
    });
}

pub(super) fn get_object() -> Request {
    user_request("s3:GetObject", "arn:aws:s3:::b/k")
}

pub(super) fn by(principal: Principal) -> Request {
    let mut request = Request { principal, context: RequestContext::new(), ..get_object() };
    derive_context(&mut request);
    request
}

#[test]
fn a1_an_scp_that_allows_only_by_naming_resources() {
    let named = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*"}"#;
    let caveats = [Caveat::ServiceControlAllowsResource];
    let texts = Texts { identity: ALLOW_ALL, service_control: named, ..Texts::default() };
    check(texts, &get_object(), Decision::Allowed, &caveats);
    let beside = format!("{named}, {ALLOW_ALL}");
    check(Texts { service_control: &beside, ..texts }, &get_object(), Decision::Allowed, &[]);
}

#[test]
fn a2_the_boundary_of_a_user_that_a_trust_policy_names() {
    let trust = r#"{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:user/ana"}, "Action": "sts:AssumeRole"}"#;
    let request = user_request("sts:AssumeRole", "arn:aws:iam::111122223333:role/app");
    let texts = Texts { trust, boundary: ALLOW_EC2, ..Texts::default() };
    let caveats = [Caveat::TrustPolicyAndBoundary];
    check(texts, &request, Decision::ImplicitDeny, &caveats);
    check(Texts { boundary: ALLOW_ALL, ..texts }, &request, Decision::Allowed, &[]);

    let readings = Readings { named_in_trust_policy: NamedInTrustPolicy::BoundaryIsBypassed };
    let other = with_policies(texts, |it| evaluate_by(it, &request, readings));
    assert_eq!(other.decision, Decision::Allowed);
    assert_eq!(other.caveats.iter().collect::<Vec<_>>(), [Caveat::TrustPolicyBypassesBoundary]);
}

#[test]
fn a3_a_federated_user_without_a_session_policy() {
    let arn = Arn::parse("arn:aws:sts::111122223333:federated-user/fay").unwrap();
    let request = by(Principal::FederatedUser { arn, user_arn: None });
    let caveats = [Caveat::FederatedSessionWithoutPolicy];
    let texts = Texts { identity: ALLOW_ALL, ..Texts::default() };
    check(texts, &request, Decision::ImplicitDeny, &caveats);
    check(Texts { session: ALLOW_ALL, ..texts }, &request, Decision::Allowed, &[]);
    check(Texts { identity: ALLOW_EC2, ..texts }, &request, Decision::ImplicitDeny, &[]);
}

#[test]
fn a4_listing_buckets_by_an_arn() {
    let named = r#"{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::*"}"#;
    let request = user_request("s3:ListAllMyBuckets", "*");
    let caveats = [Caveat::ListBucketsOnResource];
    check(Texts { identity: named, ..Texts::default() }, &request, Decision::Allowed, &caveats);
    check(Texts { identity: ALLOW_ALL, ..Texts::default() }, &request, Decision::Allowed, &[]);
}

#[test]
fn a6_a_variable_under_bool() {
    let allow = r#"{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {"Bool": {"aws:PrincipalIsAWSService": "${x:y, 'false'}"}}}"#;
    let texts = Texts { identity: allow, ..Texts::default() };
    check(texts, &get_object(), Decision::Allowed, &[Caveat::VariableInBool]);
}

// L79
#[test]
fn several_values_without_a_set_operator_beside_a_condition_that_fails() {
    let two = r#""StringEquals": {"aws:TagKeys": "a"}"#;
    let fails = r#""Null": {"aws:username": "true"}"#;
    let mut request = get_object();
    request.context.set("aws:TagKeys", ContextValue::Multi(vec!["a".to_owned(), "b".to_owned()]));
    for (conditions, caveats) in [
        (two.to_owned(), &[Caveat::MultivaluedWithoutSetOperator][..]),
        (format!("{two}, {fails}"), &[]),
        (format!("{fails}, {two}"), &[]),
    ] {
        let allow = format!(
            r#"{{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {{{conditions}}}}}"#
        );
        check(Texts { identity: &allow, ..Texts::default() }, &request, Decision::ImplicitDeny, caveats);
    }
}

// L60, L79: a condition that several statements share is worth a word in each.
#[test]
fn a_condition_that_several_statements_share() {
    let unknown = r#""StringEqual": {"aws:username": "ana"}"#;
    let two = r#""StringEquals": {"aws:TagKeys": "a"}"#;
    let (fails, holds) = (r#""Null": {"aws:username": "true"}"#, r#""Null": {"aws:username": "false"}"#);
    let mut request = get_object();
    request.context.set("aws:TagKeys", ContextValue::Multi(vec!["a".to_owned(), "b".to_owned()]));
    for (first, second, caveats) in [
        (format!("{unknown}, {fails}"), format!("{unknown}, {holds}"), &[Caveat::UnreadableStatement][..]),
        (format!("{unknown}, {fails}"), format!("{fails}, {unknown}"), &[]),
        (format!("{fails}, {two}"), two.to_owned(), &[Caveat::MultivaluedWithoutSetOperator]),
    ] {
        let allow =
            |it| format!(r#"{{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {{{it}}}}}"#);
        let both = format!("{}, {}", allow(first), allow(second));
        check(Texts { identity: &both, ..Texts::default() }, &request, Decision::ImplicitDeny, caveats);
    }
}

#[test]
fn a8_a_grant_to_everyone_bypasses_a_boundary() {
    let resource = r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    let caveats = [Caveat::EveryoneBypassesLimits];
    let texts = Texts { resource, boundary: ALLOW_EC2, ..Texts::default() };
    check(texts, &get_object(), Decision::Allowed, &caveats);
    check(Texts { boundary: ALLOW_ALL, ..texts }, &get_object(), Decision::Allowed, &[]);
    let deny = r#"{"Effect": "Deny", "Action": "s3:*", "Resource": "*"}"#;
    check(Texts { identity: deny, ..texts }, &get_object(), Decision::ExplicitDeny, &[]);
    // What AWS documents: everyone, with a condition on the principal (E65).
    let named = resource.replace(
        '}',
        r#", "Condition": {"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:user/ana"}}}"#,
    );
    check(Texts { resource: &named, ..texts }, &get_object(), Decision::Allowed, &[]);
}

#[test]
fn a10_an_action_without_resource_under_rcps() {
    let resource_control = r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    let texts = Texts { identity: ALLOW_ALL, resource_control, ..Texts::default() };
    let request = user_request("s3:ListAllMyBuckets", "*");
    check(texts, &request, Decision::Allowed, &[]);
    let deny = r#"{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#;
    let denying = format!("{resource_control}, {deny}");
    let caveats = [Caveat::ResourceControlWithoutResource];
    check(Texts { resource_control: &denying, ..texts }, &request, Decision::ExplicitDeny, &caveats);
}

#[test]
fn a12_an_unresolved_variable_in_not_resource() {
    let deny = r#"{"Effect": "Deny", "Action": "*", "NotResource": "arn:aws:s3:::${aws:PrincipalTag/t}/*"}"#;
    let texts = Texts { identity: deny, ..Texts::default() };
    check(texts, &get_object(), Decision::ExplicitDeny, &[Caveat::UnresolvedNotResource]);
}

// E33
#[test]
fn a_misplaced_variable_in_not_resource() {
    let deny = r#"{"Effect": "Deny", "Action": "*", "NotResource": ["arn:aws:s3:${aws:username}::b", "arn:aws:s3:::c"]}"#;
    let texts = Texts { identity: deny, ..Texts::default() };
    check(texts, &get_object(), Decision::ExplicitDeny, &[Caveat::UnresolvedNotResource]);
    check(texts, &user_request("s3:GetObject", "arn:aws:s3:::c"), Decision::ImplicitDeny, &[]);
}

#[test]
fn a16_a_grant_to_everyone_includes_services() {
    let everyone = r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    let service = r#"{"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "*", "Resource": "*"}"#;
    let request = by(Principal::Service { name: "ec2.amazonaws.com".to_owned() });
    let texts = Texts { resource: everyone, ..Texts::default() };
    check(texts, &request, Decision::Allowed, &[Caveat::EveryoneIncludesServices]);
    let both = format!("{everyone}, {service}");
    check(Texts { resource: &both, ..texts }, &request, Decision::Allowed, &[]);
    let denied = format!("{everyone}, {}", service.replace("Allow", "Deny"));
    check(Texts { resource: &denied, ..texts }, &request, Decision::ExplicitDeny, &[]);
}

// E36
#[test]
fn a_wildcard_in_a_variable_whether_or_not_the_resource_matches() {
    let at = |key: &str, value: &str| {
        let mut request = get_object();
        request.context.set_single(key, value);
        request
    };
    for folder in ["b", "elsewhere"] {
        let home = format!(
            r#"{{"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::{folder}/${{aws:PrincipalTag/home}}"}}"#
        );
        let texts = Texts { identity: &home, ..Texts::default() };
        let caveats = [Caveat::WildcardInVariable];
        check(texts, &at("aws:PrincipalTag/home", "*"), Decision::ImplicitDeny, &caveats);
        check(texts, &at("aws:PrincipalTag/home", "j"), Decision::ImplicitDeny, &[]);
        check(texts, &at("aws:UserAgent", "Mozilla/5.0 (*)"), Decision::ImplicitDeny, &[]);
    }
}

// E11, L77
#[test]
fn two_tags_whose_keys_differ_only_in_case() {
    let with_tags = |tags: &[(&str, &str)]| {
        let mut request = get_object();
        for (key, value) in tags {
            request.context.add(&format!("aws:ResourceTag/{key}"), ContextValue::Single((*value).to_owned()));
        }
        request
    };
    let statement = |resource: &str, condition: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "s3:Get*", "Resource": "arn:aws:s3:::{resource}", "Condition": {{{condition}}}}}"#
        )
    };
    let red = r#""StringEquals": {"aws:ResourceTag/tEAM": "red"}"#;
    let two = with_tags(&[("Team", "red"), ("team", "blue")]);
    for (text, decision, is_ambiguous) in [
        (statement("b/*", red), Decision::Allowed, true),
        (statement("b/*", &red.replace("red", "blue")), Decision::ImplicitDeny, true),
        (
            statement("b/*", r#""StringEquals": {"x:a": "${aws:ResourceTag/team}"}"#),
            Decision::ImplicitDeny,
            true,
        ),
        (statement("b/${aws:ResourceTag/team}", ""), Decision::ImplicitDeny, true),
        (statement("elsewhere/${aws:ResourceTag/team}", ""), Decision::ImplicitDeny, true),
        (statement("b/*", r#""Null": {"aws:ResourceTag/team": "false"}"#), Decision::Allowed, false),
        (
            statement("b/*", r#""StringEquals": {"aws:ResourceTag/other": "red"}"#),
            Decision::ImplicitDeny,
            false,
        ),
        (statement("elsewhere/*", red), Decision::ImplicitDeny, false),
        (statement("b/*", ""), Decision::Allowed, false),
    ] {
        let caveats: &[Caveat] = if is_ambiguous { &[Caveat::AmbiguousTagKey] } else { &[] };
        check(Texts { identity: &text, ..Texts::default() }, &two, decision, caveats);
    }
    let text = statement("b/*", red);
    let texts = Texts { identity: &text, ..Texts::default() };
    check(texts, &with_tags(&[("Team", "red"), ("team", "red")]), Decision::Allowed, &[]);
    let mut chosen = two.clone();
    chosen.context.set_single("aws:ResourceTag/TEAM", "red");
    check(texts, &chosen, Decision::Allowed, &[]);
}

#[test]
fn l35_a_canonical_user_id_may_be_anybodys() {
    let named = r#"{"Effect": "Allow", "Principal": {"CanonicalUser": "79a5"}, "Action": "s3:GetObject", "Resource": "arn:aws:s3:::b/*"}"#;
    let caveats = [Caveat::UnknownCanonicalUser];
    let texts = Texts { resource: named, ..Texts::default() };
    check(texts, &get_object(), Decision::ImplicitDeny, &caveats);
    check(texts, &user_request("s3:PutObject", "arn:aws:s3:::b/k"), Decision::ImplicitDeny, &[]);
    check(texts, &user_request("s3:GetObject", "arn:aws:s3:::c/k"), Decision::ImplicitDeny, &[]);
}

/// The same statements in a place where they can stand bring no caveat, so that it is the place that does.
#[track_caller]
fn check_misplaced(misplaced: Texts<'_>, elsewhere: Texts<'_>, request: &Request) {
    with_policies(misplaced, |it| {
        let evaluation = evaluate(it, request);
        assert_eq!(evaluation.caveats.iter().collect::<Vec<_>>(), [Caveat::UnreadableStatement]);
        assert_eq!(explain(it, request).evaluation, evaluation, "silent and recorded differ");
    });
    with_policies(elsewhere, |it| assert_eq!(evaluate(it, request).caveats, Caveats::default()));
}

// E45, E54, E172, L49, L139, L142, L144
#[test]
fn a_statement_with_an_element_that_its_policy_cannot_have() {
    let (trust, other) = (user_request("sts:AssumeRole", "arn:aws:iam::111122223333:role/app"), get_object());
    let named = r#"{"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    let nameless = r#"{"Effect": "Deny", "Principal": "*", "Action": "*"}"#;
    let but = r#"{"Effect": "Deny", "NotPrincipal": {"AWS": "111122223333"}, "NotAction": "ec2:*", "NotResource": "c"}"#;
    let but_everybody = but.replace(r#""AWS": "111122223333""#, r#""AWS": "*""#);
    let but_actions = named.replace(r#""Action": "*""#, r#""NotAction": "ec2:*""#);
    let none = Texts::default();
    let resource = |resource| Texts { resource, ..none };
    check_misplaced(Texts { trust: named, ..none }, resource(named), &trust);
    check_misplaced(resource(nameless), Texts { trust: nameless, ..none }, &trust);
    check_misplaced(Texts { trust: &but_everybody, ..none }, resource(&but_everybody), &trust);
    for misplaced in [but, &but_everybody, &but_actions] {
        check_misplaced(Texts { resource_control: misplaced, ..none }, resource(&but_everybody), &other);
    }
    for misplaced in [named, but] {
        check_misplaced(Texts { identity: misplaced, ..none }, resource(named), &other);
        check_misplaced(Texts { service_control: misplaced, ..none }, resource(named), &other);
    }
}

// L5, L9, L10, L25, L27, L60: a deny that is lost for a mistake in it is never lost in silence.
#[test]
fn a_deny_that_cannot_be_read() {
    let unreadable = [Caveat::UnreadableStatement];
    for (elements, caveats) in [
        (r#""Principal": "*", "Action": "*", "Resource": ["*", 5]"#, &unreadable[..]),
        (r#""Principal": "*", "Action": "*", "NotResource": ["arn:aws:s3:::c", 5]"#, &unreadable),
        (r#""Principal": "*", "Action": ["*", 5], "Resource": "*""#, &unreadable),
        (r#""Principal": "arn:aws:iam::111122223333:user/ana", "Action": "*", "Resource": "*""#, &unreadable),
        (r#""Principal": {"AWS": ["*", 5]}, "Action": "*", "Resource": "*""#, &unreadable),
        (r#""Principal": {"AWS": "*", "User": "ana"}, "Action": "*", "Resource": "*""#, &unreadable),
        (r#""NotPrincipal": 5, "Action": "*", "Resource": "*""#, &unreadable),
        (r#""Principal": "*", "Principal": "*", "Action": "*", "Resource": "*""#, &unreadable),
        (r#""Principal": "*", "NotAction": "s3:*", "NotAction": "ec2:*", "Resource": "*""#, &unreadable),
        (
            r#""Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEqual": {"aws:username": "ana"}}"#,
            &unreadable,
        ),
        (
            r#""Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEqual": {}}"#,
            &unreadable,
        ),
        (
            r#""Principal": "*", "Action": "*", "Resource": "*", "Condition": {"StringEqual": {"aws:username": "ana"}, "Bool": {"aws:SecureTransport": "false"}}"#,
            &[],
        ),
        (
            r#""Principal": "*", "Action": "ec2:*", "Resource": "*", "Condition": {"StringEqual": {"aws:username": "ana"}}"#,
            &[],
        ),
        (r#""Principal": {"AWS": []}, "Action": "*", "Resource": "*""#, &[]),
        (r#""NotPrincipal": {"AWS": []}, "Action": "*", "Resource": "*""#, &[]),
    ] {
        let resource = format!(r#"{{"Effect": "Deny", {elements}}}"#);
        let texts = Texts { identity: ALLOW_ALL, resource: &resource, ..Texts::default() };
        check(texts, &get_object(), Decision::Allowed, caveats);
    }
}

// E30, E172, L55
#[test]
fn a_statement_of_a_form_that_its_policy_cannot_have() {
    let caveats = [Caveat::UnreadableStatement];
    let texts = Texts { identity: ALLOW_ALL, ..Texts::default() };
    let full = r#"{"Effect": "Allow", "Principal": "*", "Action": "*", "Resource": "*"}"#;
    for deny in [
        r#"{"Effect": "Deny", "Principal": {"AWS": ["*", "111122223333"]}, "Action": "s3:*", "Resource": "*"}"#,
        r#"{"Effect": "Deny", "Principal": "*", "Action": ["s3:*", "*"], "Resource": "*"}"#,
        r#"{"Effect": "Allow", "Principal": "*", "Action": "s3:*", "Resource": "*"}"#,
    ] {
        let rcp = format!("{full}, {deny}");
        check(Texts { resource_control: &rcp, ..texts }, &get_object(), Decision::Allowed, &caveats);
    }
    let session_arn = Arn::parse("arn:aws:sts::111122223333:assumed-role/app/s").unwrap();
    let role_arn = Arn::parse("arn:aws:iam::111122223333:role/app").unwrap();
    let request = by(Principal::RoleSession { session_arn, role_arn, unique_id: None });
    for (resource, decision, caveats) in [
        ("arn:aws:s3:*", Decision::ImplicitDeny, &caveats[..]),
        ("arn:aws:s3", Decision::ImplicitDeny, &caveats),
        ("arn:aws:s3:::*", Decision::Allowed, &[]),
        ("**", Decision::Allowed, &[]),
    ] {
        let session = format!(r#"{{"Effect": "Allow", "Action": "*", "Resource": "{resource}"}}"#);
        check(Texts { session: &session, ..texts }, &request, decision, caveats);
    }
}

// E155, E173
#[test]
fn what_does_not_bind_is_not_read() {
    let odd = r#"{"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::${aws:PrincipalTag/t}/*"}, {"Effect": "Deny", "Action": 5}"#;
    let odd_for_all = odd.replace(r#""Action""#, r#""Principal": "*", "Action""#);
    let texts = Texts {
        identity: ALLOW_ALL,
        service_control: odd,
        resource_control: &odd_for_all,
        ..Texts::default()
    };
    let facts = Facts {
        principal_account_is_management: true,
        resource_account_is_management: true,
        ..Facts::default()
    };
    check(texts, &Request { facts, ..get_object() }, Decision::Allowed, &[]);
    let caveats = [Caveat::UnresolvedNotResource, Caveat::UnreadableStatement];
    check(texts, &get_object(), Decision::ExplicitDeny, &caveats);
}
