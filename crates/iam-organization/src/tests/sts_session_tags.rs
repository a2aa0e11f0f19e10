//! Session tags and source identities, down a chain of roles (S62–S68).

use super::sts_assume_role::{DENIED, assume};
use super::sts_call::*;
use super::world::*;
use crate::*;

#[test]
fn s62_session_tags_override_tags_of_the_role_in_any_case() {
    let mut world = open_world();
    let role = prod(&mut world).roles.get_mut("R").unwrap();
    role.tags.insert("Department".to_owned(), "sales".to_owned());
    role.tags.insert("site".to_owned(), "berlin".to_owned());
    let session = assumed(&mut world, &maria(), &[("Tags", tags(&[("department", "research")]))]);
    assert_eq!(key_of(&world, &session, "aws:PrincipalTag/Department").as_deref(), Some("research"));
    assert_eq!(key_of(&world, &session, "aws:PrincipalTag/site").as_deref(), Some("berlin"));
}

/// The session that passes `cost` on, transitive.
fn with_cost(world: &mut World) -> Caller {
    assumed(
        world,
        &maria(),
        &[("Tags", tags(&[("Cost", "7")])), ("TransitiveTagKeys", Value::texts(["cost"]))],
    )
}

#[test]
fn s63_an_inherited_tag_cannot_be_passed_again() {
    let mut world = open_world();
    let first = with_cost(&mut world);
    let invalid = Err((ErrorCode::InvalidParameterValue, Check::Operation));
    check(&assume(&mut world, &first, &[("Tags", tags(&[("cost", "7")]))]), invalid);
    check(&assume(&mut world, &first, &[("Tags", tags(&[("other", "7")]))]), Ok(()));
    check(&assume(&mut world, &maria(), &[("TransitiveTagKeys", Value::texts(["cost"]))]), invalid);
}

#[test]
fn s64_tags_go_down_the_whole_chain_and_tags_of_roles_do_not() {
    let mut world = open_world();
    prod(&mut world).roles.get_mut("R").unwrap().tags.insert("env".to_owned(), "prod".to_owned());
    let last = role(trust(r#""*""#, "sts:*"));
    prod(&mut world).roles.insert("Last".to_owned(), last);
    let first = with_cost(&mut world);
    let second = assumed(&mut world, &first, &[]);
    let third = assumed(&mut world, &second, &[("RoleArn", t("arn:aws:iam::444455556666:role/Last"))]);
    assert_eq!(key_of(&world, &third, "aws:PrincipalTag/Cost").as_deref(), Some("7"));
    assert_eq!(key_of(&world, &third, "aws:PrincipalTag/env"), None);
    for (bad, code) in [
        (tags(&[("aws:x", "1")]), ErrorCode::ValidationError),
        (tags(&[("a", "1"), ("A", "2")]), ErrorCode::ValidationError),
        (tags(&[("a", "1<2")]), ErrorCode::ValidationError),
    ] {
        check(&assume(&mut world, &maria(), &[("Tags", bad)]), Err((code, Check::Parameters)));
    }
}

/// S65 says the opposite of E221 about the same page. E221 is followed: a trust policy sees the tags that the role has.
#[test]
fn s65_e221_a_trust_policy_sees_the_tag_of_the_role_and_not_the_inherited_one() {
    let mut world = open_world();
    let first = with_cost(&mut world);
    prod(&mut world).roles.get_mut("R").unwrap().tags.insert("cost".to_owned(), "9".to_owned());
    let same_cost = policy(
        "Allow",
        r#""Principal": "*", "Action": ["sts:AssumeRole", "sts:TagSession"],
           "Condition": {"StringEquals": {"aws:ResourceTag/cost": "${aws:PrincipalTag/cost}"}}"#,
    );
    set_trust(&mut world, same_cost);
    let called = assume(&mut world, &first, &[]);
    check(&called, DENIED);
    assert_eq!(key(&called.authorizations[0], "aws:ResourceTag/cost").as_deref(), Some("9"));
    prod(&mut world).roles.get_mut("R").unwrap().tags.insert("cost".to_owned(), "7".to_owned());
    check(&assume(&mut world, &first, &[]), Ok(()));
}

#[test]
fn s66_tags_need_their_own_permission_even_inherited_ones() {
    let mut world = open_world();
    let first = with_cost(&mut world);
    set_trust(&mut world, trust(r#""*""#, "sts:AssumeRole"));
    for (caller, parameters) in [(maria(), vec![("Tags", tags(&[("a", "1")]))]), (first, Vec::new())] {
        let called = assume(&mut world, &caller, &parameters);
        check(&called, DENIED);
        assert_eq!(called.authorizations.last().unwrap().request.action.as_str(), "sts:TagSession");
        assert!(called.result.unwrap_err().message.contains("sts:TagSession"));
    }
}

/// The worked chain, by its three calls.
#[test]
fn s67_the_worked_chain() {
    let mut world = open_world();
    for (name, role_tags) in [
        ("Role1", vec![("Heart", "1")]),
        ("Role2", vec![("Sun", "2")]),
        ("Role3", vec![("Star", "3"), ("Lightning", "3")]),
    ] {
        let tags = role_tags.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
        prod(&mut world).roles.insert(name.to_owned(), Role { tags, ..role(trust(r#""*""#, "sts:*")) });
    }
    let arn_of = |name: &str| ("RoleArn", t(&format!("arn:aws:iam::444455556666:role/{name}")));
    let principal_tags = |world: &World, caller: &Caller| {
        let context = ask(world, caller, "sqs:ListQueues", "*").request.context;
        let tag =
            |(key, value): (&iam_evaluator::request::ContextKey, &iam_evaluator::request::ContextValue)| {
                let key = key.as_str().strip_prefix("aws:PrincipalTag/")?.to_owned();
                Some(format!("{key}={}", value.values()[0]))
            };
        context.iter().filter_map(tag).collect::<Vec<_>>()
    };
    let first = assumed(
        &mut world,
        &maria(),
        &[
            arn_of("Role1"),
            ("Tags", tags(&[("Star", "1"), ("Heart", "1")])),
            ("TransitiveTagKeys", Value::texts(["Star", "Heart"])),
        ],
    );
    assert_eq!(principal_tags(&world, &first), ["Heart=1", "Star=1"]);
    let second = assumed(&mut world, &first, &[arn_of("Role2")]);
    assert_eq!(principal_tags(&world, &second), ["Heart=1", "Star=1", "Sun=2"]);
    let third = assumed(&mut world, &second, &[arn_of("Role3")]);
    assert_eq!(principal_tags(&world, &third), ["Heart=1", "Lightning=3", "Star=1"]);
    let again = [arn_of("Role3"), ("RoleSessionName", t("test")), ("Tags", tags(&[("Star", "3")]))];
    let called = make_as(&mut world, &second, "sts:AssumeRole", &again);
    check(&called, Err((ErrorCode::InvalidParameterValue, Check::Operation)));
}

#[test]
fn s68_a_source_identity_is_set_once_and_needs_both_sides() {
    let mut world = open_world();
    let first = assumed(&mut world, &maria(), &[("SourceIdentity", t("ana"))]);
    let called = assume(&mut world, &first, &[]);
    check(&called, Ok(()));
    let naming = called.authorizations.last().unwrap();
    assert_eq!(naming.request.action.as_str(), "sts:SetSourceIdentity");
    assert_eq!(key(naming, "sts:SourceIdentity").as_deref(), Some("ana"));
    assert_eq!(key(naming, "aws:SourceIdentity").as_deref(), Some("ana"));
    assert_eq!(field(&called, "SourceIdentity"), "ana");
    check(&assume(&mut world, &first, &[("SourceIdentity", t("ana"))]), Ok(()));
    let other = assume(&mut world, &first, &[("SourceIdentity", t("bob"))]);
    check(&other, Err((ErrorCode::AccessDenied, Check::Operation)));
    set_trust(&mut world, trust(r#""*""#, "sts:AssumeRole"));
    check(&assume(&mut world, &first, &[]), DENIED);

    // In another account the caller's own policies must allow it too.
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.roles.insert("Far".to_owned(), role(trust(r#""*""#, "sts:*")));
    let far = ("RoleArn", t("arn:aws:iam::777788889999:role/Far"));
    let own = |world: &mut World, text: PolicyText| {
        prod(world).roles.get_mut("R").unwrap().policies.inline.insert("own".to_owned(), text);
    };
    let all = [far, ("RoleSessionName", t("test"))];
    own(&mut world, allow("sts:AssumeRole"));
    check(&make_as(&mut world, &first, "sts:AssumeRole", &all), DENIED);
    own(&mut world, allow("sts:*"));
    check(&make_as(&mut world, &first, "sts:AssumeRole", &all), Ok(()));
}
