//! The operations as the builder does them.

use super::world::*;
use crate::*;

fn call(operation: &str, user: &str) -> ApiCall {
    ApiCall::new(operation, Fields::of([("UserName", Value::text(user))]))
}

#[track_caller]
fn check(world: &mut World, call: &ApiCall, expected: Result<(), ErrorCode>) {
    let before = world.clone();
    let result = build(world, &NothingPublished, account(PROD), call).map(drop).map_err(|it| it.code);
    assert_eq!(result, expected);
    if expected.is_err() {
        assert_eq!(*world, before);
    }
}

/// Nobody has to be allowed: even where an SCP denies everything.
#[test]
fn s110_s126_what_fits_is_done_without_credentials_or_a_record() {
    let mut world = world();
    let organization = world.organization.as_mut().unwrap();
    let denial = policy("Deny", r#""Action": "*", "Resource": "*""#);
    let policy_type = OrganizationPolicyType::ServiceControl;
    let policy =
        OrganizationPolicy { policy_type, name: "none".to_owned(), description: String::new(), text: denial };
    organization.policies.insert("p-none".to_owned(), policy);
    organization.root.attached.service_control.insert("p-none".to_owned());
    check(&mut world, &call("iam:CreateUser", "ana"), Ok(()));
    check(&mut world, &call("iam:CreateAccessKey", "ana"), Ok(()));
    assert_eq!(prod(&mut world).users["ana"].access_keys.len(), 1);
    assert_eq!(world.trail, []);
}

#[test]
fn s103_s107_aws_rules_about_what_fits_hold() {
    let mut world = world();
    for (operation, user, expected) in [
        ("iam:CreateUser", "ana", Ok(())),
        ("iam:CreateUser", "Ana", Err(ErrorCode::EntityAlreadyExists)),
        ("iam:CreateUser", "an a", Err(ErrorCode::ValidationError)),
        ("iam:CreateAccessKey", "ana", Ok(())),
        ("iam:CreateAccessKey", "ana", Ok(())),
        ("iam:CreateAccessKey", "ana", Err(ErrorCode::LimitExceeded)),
        ("iam:CreateAccessKey", "bob", Err(ErrorCode::NoSuchEntity)),
        ("iam:DeleteUser", "ana", Err(ErrorCode::DeleteConflict)),
        ("iam:NoSuchOperation", "ana", Err(ErrorCode::InvalidAction)),
        ("sts:AssumeRole", "ana", Err(ErrorCode::ValidationError)),
    ] {
        check(&mut world, &call(operation, user), expected);
    }
}
