//! `sts:AssumeRole`, rule by rule.

use iam_evaluator::DecidedBy;
use iam_evaluator::request::{ContextValue, RequestContext};
use sorted::SortedSet;

use super::world::*;
use crate::*;

const ROLE: &str = "arn:aws:iam::444455556666:role/R";

fn call(role_arn: &str) -> AssumeRole {
    AssumeRole {
        role_arn: role_arn.to_owned(),
        role_session_name: "test".to_owned(),
        ..AssumeRole::default()
    }
}

/// Prod with the role R that trusts `principal`, and the users maria (no policy) and admin (`*`).
fn world_with(principal: &str) -> World {
    let mut world = world();
    let it = prod(&mut world);
    it.users.insert("maria".to_owned(), user());
    it.users.insert("admin".to_owned(), user_with("all", allow("*")));
    it.roles.insert("R".to_owned(), role(trust(principal, "sts:AssumeRole")));
    world
}

fn maria() -> Caller {
    Caller::User { arn: user_arn(PROD, "maria") }
}

fn admin() -> Caller {
    Caller::User { arn: user_arn(PROD, "admin") }
}

fn assume(world: &World, caller: &Caller, call: &AssumeRole) -> Hop {
    assume_role(world, &NothingPublished, caller, call, &RequestContext::new())
}

#[track_caller]
fn check(world: &World, caller: &Caller, call: &AssumeRole, expected: Result<(), ErrorCode>) {
    let hop = assume(world, caller, call);
    assert_eq!(hop.result.map(drop).map_err(|it| it.code), expected);
}

#[track_caller]
fn session(world: &World, caller: &Caller, call: &AssumeRole) -> Session {
    assume(world, caller, call).result.unwrap()
}

const DENIED: Result<(), ErrorCode> = Err(ErrorCode::AccessDenied);
const INVALID: Result<(), ErrorCode> = Err(ErrorCode::ValidationError);

#[test]
fn s35_a_trust_policy_that_names_the_user_is_enough_and_the_account_is_not() {
    let named = world_with(r#"{"AWS": "arn:aws:iam::444455556666:user/maria"}"#);
    check(&named, &maria(), &call(ROLE), Ok(()));
    check(&named, &admin(), &call(ROLE), DENIED);
    let delegated = world_with(r#"{"AWS": "444455556666"}"#);
    check(&delegated, &maria(), &call(ROLE), DENIED);
    check(&delegated, &admin(), &call(ROLE), Ok(()));
}

#[test]
fn s35_another_account_needs_both_sides() {
    let mut world = world_with(r#"{"AWS": "arn:aws:iam::777788889999:user/eve"}"#);
    let eve = Caller::User { arn: user_arn(PARTNER, "eve") };
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.users.insert("eve".to_owned(), user());
    check(&world, &eve, &call(ROLE), DENIED);
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.users.insert("eve".to_owned(), user_with("own", allow("sts:AssumeRole")));
    check(&world, &eve, &call(ROLE), Ok(()));
}

#[test]
fn s35_a_service_needs_only_the_trust_policy() {
    let world = world_with(r#"{"Service": "ec2.amazonaws.com"}"#);
    check(&world, &Caller::Service { name: "ec2.amazonaws.com".to_owned() }, &call(ROLE), Ok(()));
    check(&world, &Caller::Service { name: "lambda.amazonaws.com".to_owned() }, &call(ROLE), DENIED);
}

#[test]
fn s31_root_federated_and_unsigned_callers_are_refused_before_policies() {
    let world = world_with(r#""*""#);
    let federated = FederatedSession::named(arn("arn:aws:sts::444455556666:federated-user/f"));
    let federated = Caller::FederatedUser(Box::new(federated));
    for (caller, code) in [
        (Caller::Root { account: account(PROD) }, ErrorCode::AccessDenied),
        (federated, ErrorCode::AccessDenied),
        (Caller::Anonymous, ErrorCode::MissingAuthenticationToken),
    ] {
        let hop = assume(&world, &caller, &call(ROLE));
        assert_eq!(hop.result.map_err(|it| it.code), Err(code));
        assert!(hop.authorizations.is_empty());
    }
}

#[test]
fn s34_a_missing_role_looks_like_a_denied_one() {
    let world = world_with(r#""*""#);
    let missing = call("arn:aws:iam::444455556666:role/r");
    let error = assume(&world, &admin(), &missing).result.unwrap_err();
    assert_eq!(error.code, ErrorCode::AccessDenied);
    let closed = world_with(r#"{"Service": "ec2.amazonaws.com"}"#);
    let denied = assume(&closed, &admin(), &call(ROLE)).result.unwrap_err();
    assert_eq!(error.message, denied.message.replace(ROLE, "arn:aws:iam::444455556666:role/r"));
}

// E208
#[test]
fn s30_parameters_are_checked_first() {
    let world = world_with(r#""*""#);
    let base = call(ROLE);
    let root = Caller::Root { account: account(PROD) };
    for invalid in [
        AssumeRole { role_arn: "R".to_owned(), ..base.clone() },
        AssumeRole { role_session_name: "x".to_owned(), ..base.clone() },
        AssumeRole { role_session_name: "with space".to_owned(), ..base.clone() },
        AssumeRole { external_id: Some("x".to_owned()), ..base.clone() },
        AssumeRole { source_identity: Some("aws:x".to_owned()), ..base.clone() },
        AssumeRole { duration_seconds: Some(899), ..base.clone() },
        AssumeRole { duration_seconds: Some(43_201), ..base.clone() },
        AssumeRole { policy_arns: vec!["x".to_owned()], ..base.clone() },
    ] {
        check(&world, &admin(), &invalid, INVALID);
    }
    check(&world, &root, &AssumeRole { role_session_name: String::new(), ..base }, INVALID);
}

// E207
#[test]
fn s36_the_duration_is_capped_by_the_role_and_by_chaining() {
    let mut world = world_with(r#""*""#);
    let two_hours = AssumeRole { duration_seconds: Some(7200), ..call(ROLE) };
    check(&world, &admin(), &two_hours, INVALID);
    prod(&mut world).roles.get_mut("R").unwrap().max_session_duration = 7200;
    let long = session(&world, &admin(), &two_hours);
    assert_eq!(long.expires.unwrap().to_string(), "2026-01-15T12:00:00Z");
    let default = session(&world, &admin(), &call(ROLE));
    assert_eq!(default.expires.unwrap().to_string(), "2026-01-15T11:00:00Z");

    let chained = Caller::RoleSession(Box::new(default));
    check(&world, &chained, &two_hours, INVALID);
    assert!(session(&world, &chained, &call(ROLE)).chained);
}

#[test]
fn s36_the_duration_is_judged_after_the_policies() {
    let world = world_with(r#"{"AWS": "777788889999"}"#);
    check(&world, &admin(), &AssumeRole { duration_seconds: Some(7200), ..call(ROLE) }, DENIED);
}

#[test]
fn s39_the_external_id_must_be_the_one_of_the_trust_policy() {
    let mut world = world_with(r#""*""#);
    let text = policy(
        "Allow",
        r#""Principal": "*", "Action": "sts:AssumeRole", "Condition": {"StringEquals": {"sts:ExternalId": "acme"}}"#,
    );
    prod(&mut world).roles.get_mut("R").unwrap().trust_policy = text;
    let with = |id: &str| AssumeRole { external_id: Some(id.to_owned()), ..call(ROLE) };
    check(&world, &admin(), &with("acme"), Ok(()));
    check(&world, &admin(), &with("Acme"), DENIED);
    check(&world, &admin(), &call(ROLE), DENIED);
}

#[test]
fn s33_mfa_is_judged_in_the_call_and_forgotten_by_the_session() {
    let mut world = world_with(r#""*""#);
    let text = policy(
        "Allow",
        r#""Principal": "*", "Action": "sts:AssumeRole", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#,
    );
    prod(&mut world).roles.get_mut("R").unwrap().trust_policy = text;
    check(&world, &admin(), &call(ROLE), DENIED);
    let serial_number = Some("arn:aws:iam::444455556666:mfa/admin".to_owned());
    let session = session(&world, &admin(), &AssumeRole { serial_number, ..call(ROLE) });
    let answer = ask(&world, &Caller::RoleSession(Box::new(session)), "sqs:ListQueues", "*");
    let present = answer.request.context.get("aws:MultiFactorAuthPresent").unwrap();
    assert_eq!(present, &ContextValue::Single("false".to_owned()));
}

#[test]
fn s66_tags_and_source_identity_need_permissions_of_their_own() {
    let mut world = world_with(r#""*""#);
    let tags = Tags::from([("team".to_owned(), "web".to_owned())]);
    let tagged = AssumeRole { tags, ..call(ROLE) };
    let named = AssumeRole { source_identity: Some("ana".to_owned()), ..call(ROLE) };
    for (call, action) in [(&tagged, "sts:TagSession"), (&named, "sts:SetSourceIdentity")] {
        let hop = assume(&world, &admin(), call);
        let denied = hop.authorizations.last().unwrap();
        assert_eq!(denied.request.action.as_str(), action);
        assert_eq!(denied.trace.evaluation.decided_by, DecidedBy::Trust);
        let error = hop.result.unwrap_err();
        assert_eq!(error.code, ErrorCode::AccessDenied);
        assert!(error.message.contains(action), "{}", error.message);
    }
    prod(&mut world).roles.get_mut("R").unwrap().trust_policy = trust(r#""*""#, "sts:*");
    check(&world, &admin(), &tagged, Ok(()));
    check(&world, &admin(), &named, Ok(()));
}

// E223
#[test]
fn s66_tags_are_few_and_short() {
    let world = world_with(r#""*""#);
    let many = (0..51).map(|it| (it.to_string(), String::new())).collect();
    for tags in [many, tags(&[(&"k".repeat(129), "")]), tags(&[("k", &"v".repeat(257))]), tags(&[("", "v")])]
    {
        check(&world, &admin(), &AssumeRole { tags, ..call(ROLE) }, INVALID);
    }
}

fn tags(entries: &[(&str, &str)]) -> Tags {
    entries.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
}

// E221
/// The worked chain of the session tags page (S67).
#[test]
fn s67_transitive_tags_go_down_the_chain_and_override_role_tags() {
    let mut world = world_with(r#""*""#);
    for (name, role_tags) in [
        ("Role1", tags(&[("Heart", "1")])),
        ("Role2", tags(&[("Sun", "2")])),
        ("Role3", tags(&[("Star", "3"), ("Lightning", "3")])),
    ] {
        let role = Role { tags: role_tags, ..role(trust(r#""*""#, "sts:*")) };
        prod(&mut world).roles.insert(name.to_owned(), role);
    }
    let role = |name: &str| call(&format!("arn:aws:iam::444455556666:role/{name}"));
    let principal_tags = |session: &Session| {
        let answer = ask(&world, &Caller::RoleSession(Box::new(session.clone())), "sqs:ListQueues", "*");
        let context = answer.request.context;
        let tags = context.iter().filter_map(|(key, value)| {
            Some(format!("{}={}", key.as_str().strip_prefix("aws:PrincipalTag/")?, value.values()[0]))
        });
        tags.collect::<Vec<_>>()
    };

    let passed = AssumeRole {
        tags: tags(&[("Star", "1"), ("Heart", "1")]),
        transitive_tag_keys: SortedSet::from(["Star".to_owned(), "Heart".to_owned()]),
        ..role("Role1")
    };
    let first = session(&world, &admin(), &passed);
    assert_eq!(principal_tags(&first), ["Heart=1", "Star=1"]);
    let first = Caller::RoleSession(Box::new(first));
    let second = session(&world, &first, &role("Role2"));
    assert_eq!(principal_tags(&second), ["Heart=1", "Star=1", "Sun=2"]);
    let second = Caller::RoleSession(Box::new(second));
    let third = session(&world, &second, &role("Role3"));
    assert_eq!(principal_tags(&third), ["Heart=1", "Lightning=3", "Star=1"]);
    let again = AssumeRole { tags: tags(&[("star", "9")]), ..role("Role3") };
    check(&world, &second, &again, Err(ErrorCode::InvalidParameterValue));
}

#[test]
fn s68_a_source_identity_sticks_to_the_chain() {
    let mut world = world_with(r#""*""#);
    prod(&mut world).roles.get_mut("R").unwrap().trust_policy = trust(r#""*""#, "sts:*");
    let with = |name: &str| AssumeRole { source_identity: Some(name.to_owned()), ..call(ROLE) };
    let first = Caller::RoleSession(Box::new(session(&world, &admin(), &with("ana"))));
    assert_eq!(session(&world, &first, &call(ROLE)).source_identity.as_deref(), Some("ana"));
    check(&world, &first, &with("bob"), DENIED);
}

#[test]
fn s38_a_session_policy_must_parse_and_fit() {
    let world = world_with(r#""*""#);
    let with = |text: &str| AssumeRole { policy: Some(text.to_owned()), ..call(ROLE) };
    check(&world, &admin(), &with("{"), Err(ErrorCode::MalformedPolicyDocument));
    let long = format!("{}{}", allow("s3:*").text(), " ".repeat(2048));
    check(&world, &admin(), &with(&long), Err(ErrorCode::PackedPolicyTooLarge));
    check(&world, &admin(), &with(allow("s3:*").text()), Ok(()));
}

#[test]
fn e202_a_session_policy_limits_the_session() {
    let mut world = world_with(r#""*""#);
    let all = allow("*");
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), all);
    let limited = AssumeRole { policy: Some(allow("s3:*").text().to_owned()), ..call(ROLE) };
    let caller = Caller::RoleSession(Box::new(session(&world, &admin(), &limited)));
    let denied = ask(&world, &caller, "sqs:ListQueues", "*").trace.evaluation;
    assert_eq!(denied.decided_by, DecidedBy::Session);
    let allowed = ask(&world, &caller, "s3:ListAllMyBuckets", "*");
    assert_eq!(allowed.trace.evaluation.decided_by, DecidedBy::Identity);
}

#[test]
fn s22_an_expired_session_cannot_act() {
    let mut world = world_with(r#""*""#);
    let caller = Caller::RoleSession(Box::new(session(&world, &admin(), &call(ROLE))));
    world.clock = world.clock.plus_seconds(3599);
    check(&world, &caller, &call(ROLE), Ok(()));
    world.clock = world.clock.plus_seconds(1);
    check(&world, &caller, &call(ROLE), Err(ErrorCode::ExpiredToken));
    assert_eq!(authenticate(&world, &caller).unwrap_err().code, ErrorCode::ExpiredToken);
}

#[test]
fn s41_the_session_arn_leaves_the_path_of_the_role_out() {
    let mut world = world_with(r#""*""#);
    let deployer = Role { path: "/ci/".to_owned(), ..role(trust(r#""*""#, "sts:AssumeRole")) };
    prod(&mut world).roles.insert("Deployer".to_owned(), deployer);
    let session = session(&world, &admin(), &call("arn:aws:iam::444455556666:role/ci/Deployer"));
    assert_eq!(session.arn.as_str(), "arn:aws:sts::444455556666:assumed-role/Deployer/test");
    let answer = ask(&world, &Caller::RoleSession(Box::new(session)), "sqs:ListQueues", "*");
    let userid = answer.request.context.get("aws:userid").unwrap();
    assert_eq!(userid, &ContextValue::Single("AROATESTEXAMPLE:test".to_owned()));
}
