//! How sessions end (S85–S88).

use super::sts_call::*;
use super::world::*;
use crate::*;

const GONE: Result<(), (ErrorCode, Check)> = Err((ErrorCode::InvalidClientTokenId, Check::Credentials));
const DENIED: Result<(), (ErrorCode, Check)> = Err((ErrorCode::AccessDenied, Check::Policies));

/// Prod with R, which may do anything.
fn world_with_power() -> World {
    let mut world = open_world();
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    world
}

fn acts(world: &mut World, caller: &Caller) -> Called {
    make_as(world, caller, "sqs:ListQueues", &[])
}

#[test]
fn s85_a_session_is_good_until_it_expires() {
    let mut world = world_with_power();
    let session = assumed(&mut world, &maria(), &[]);
    world.clock = world.clock.plus_seconds(3599);
    check(&acts(&mut world, &session), Ok(()));
    world.clock = world.clock.plus_seconds(1);
    check(&acts(&mut world, &session), Err((ErrorCode::ExpiredToken, Check::Credentials)));
}

/// A role of the same name is another one (S9): it does not revive what was made with the first.
#[test]
fn s85_sessions_end_with_their_role_and_do_not_come_back() {
    let mut world = world_with_power();
    let open = policy("Allow", r#""Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::open""#);
    let bucket = Resource { policy: Some(open), ..Resource::default() };
    prod(&mut world).resources.insert(arn("arn:aws:s3:::open"), bucket);
    let called = make_as(
        &mut world,
        &maria(),
        "sts:AssumeRole",
        &[("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))],
    );
    let keys = keys_of(&called);
    let session = caller_of(&world, &called);
    let name = [("RoleName", t("R"))];
    let inline = [("RoleName", t("R")), ("PolicyName", t("all"))];
    check(&make_as(&mut world, &admin(), "iam:DeleteRolePolicy", &inline), Ok(()));
    check(&make_as(&mut world, &admin(), "iam:DeleteRole", &name), Ok(()));
    let calls = ["sqs:ListQueues", "sts:GetCallerIdentity"];
    for operation in calls {
        check(&make(&mut world, &keys, operation, &[]), GONE);
        check(&make_as(&mut world, &session, operation, &[]), GONE);
    }
    let open = [("Resource", t("arn:aws:s3:::open"))];
    check(&make_as(&mut world, &session, "s3:ListBucket", &open), GONE);

    let document = trust(r#""*""#, "sts:*");
    let again = [("RoleName", t("R")), ("AssumeRolePolicyDocument", t(document.text()))];
    check(&make_as(&mut world, &admin(), "iam:CreateRole", &again), Ok(()));
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    check(&make(&mut world, &keys, "sqs:ListQueues", &[]), GONE);
    let new = assumed(&mut world, &maria(), &[]);
    check(&acts(&mut world, &new), Ok(()));
}

#[test]
fn s85_sessions_of_a_user_end_with_the_user() {
    let mut world = world_with_power();
    let create = [("UserName", t("temp"))];
    check(&make_as(&mut world, &admin(), "iam:CreateUser", &create), Ok(()));
    prod(&mut world).users.get_mut("temp").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    let temp = Caller::User { arn: user_arn(PROD, "temp") };
    let all = allow("*");
    let token = make_as(&mut world, &temp, "sts:GetSessionToken", &[]);
    let federated = make_as(
        &mut world,
        &temp,
        "sts:GetFederationToken",
        &[("Name", t("fed")), ("Policy", t(all.text()))],
    );
    let keys = [keys_of(&token), keys_of(&federated)];
    for it in &keys {
        check(&make(&mut world, it, "sqs:ListQueues", &[]), Ok(()));
    }
    // A user that is renamed is the same (S8).
    let rename = [("UserName", t("temp")), ("NewUserName", t("kept"))];
    check(&make_as(&mut world, &admin(), "iam:UpdateUser", &rename), Ok(()));
    for it in &keys {
        check(&make(&mut world, it, "sqs:ListQueues", &[]), Ok(()));
    }
    let inline = [("UserName", t("kept")), ("PolicyName", t("all"))];
    check(&make_as(&mut world, &admin(), "iam:DeleteUserPolicy", &inline), Ok(()));
    for it in &keys {
        check(&make(&mut world, it, "sqs:ListQueues", &[]), DENIED);
    }
    check(&make_as(&mut world, &admin(), "iam:DeleteUser", &[("UserName", t("kept"))]), Ok(()));
    for name in ["kept", "temp"] {
        check(&make_as(&mut world, &admin(), "iam:CreateUser", &[("UserName", t(name))]), Ok(()));
    }
    for it in &keys {
        check(&make(&mut world, it, "sqs:ListQueues", &[]), GONE);
    }
}

/// The key that made a session may go: the session stays.
#[test]
fn s85_a_session_outlives_the_key_that_made_it() {
    let mut world = world_with_power();
    let created = make_as(&mut world, &admin(), "iam:CreateAccessKey", &[]);
    let id = field(&created, "AccessKey.AccessKeyId");
    let pair = Credentials::Keys(AccessKeyPair::long_term(&world, &id));
    let token = make(&mut world, &pair, "sts:GetSessionToken", &[]);
    let keys = keys_of(&token);
    check(&make_as(&mut world, &admin(), "iam:DeleteAccessKey", &[("AccessKeyId", t(&id))]), Ok(()));
    check(&make(&mut world, &keys, "sqs:ListQueues", &[]), Ok(()));
}

/// Three ways to cut live sessions: the role's policies, a deny that names the session, a deny by issue time (S87).
#[test]
fn s86_a_session_is_cut_by_denies() {
    let bucket = "arn:aws:s3:::shared";
    let deny_named = policy(
        "Deny",
        r#""Principal": {"AWS": "arn:aws:sts::444455556666:assumed-role/R/test"}, "Action": "s3:*", "Resource": "arn:aws:s3:::shared""#,
    );
    let mut world = world_with_power();
    prod(&mut world).resources.insert(arn(bucket), Resource::default());
    let session = assumed(&mut world, &maria(), &[]);
    let other = assumed(&mut world, &maria(), &[("RoleSessionName", t("other"))]);
    let list = |world: &mut World, caller: &Caller| {
        make_as(world, caller, "s3:ListBucket", &[("Resource", t(bucket))])
    };
    check(&list(&mut world, &session), Ok(()));
    let named = Resource { policy: Some(deny_named), ..Resource::default() };
    prod(&mut world).resources.insert(arn(bucket), named);
    check(&list(&mut world, &session), DENIED);
    check(&list(&mut world, &other), Ok(()));
    prod(&mut world).roles.get_mut("R").unwrap().policies = IdentityPolicies::default();
    check(&list(&mut world, &other), DENIED);
}

/// What the console's button does: every session that was made before is denied, and none that is made later.
#[test]
fn s87_sessions_are_revoked_by_their_issue_time() {
    let mut world = world_with_power();
    let old = assumed(&mut world, &maria(), &[]);
    world.clock = world.clock.plus_seconds(60);
    let document = format!(
        r#"{{"Version": "2012-10-17", "Statement": [{{"Effect": "Deny", "Action": ["*"], "Resource": ["*"],
            "Condition": {{"DateLessThan": {{"aws:TokenIssueTime": "{}"}}}}}}]}}"#,
        world.clock
    );
    let revoke =
        [("RoleName", t("R")), ("PolicyName", t("AWSRevokeOlderSessions")), ("PolicyDocument", t(&document))];
    check(&make_as(&mut world, &maria(), "iam:PutRolePolicy", &revoke), DENIED);
    check(&acts(&mut world, &old), Ok(()));
    check(&make_as(&mut world, &admin(), "iam:PutRolePolicy", &revoke), Ok(()));
    check(&acts(&mut world, &old), DENIED);
    let new = assumed(&mut world, &maria(), &[]);
    check(&acts(&mut world, &new), Ok(()));
    check(&make_as(&mut world, &old, "sts:GetCallerIdentity", &[]), Ok(()));
}

#[test]
fn s88_a_user_is_revoked_in_its_temporary_credentials_only() {
    let mut world = world_with_power();
    let token = make_as(&mut world, &admin(), "sts:GetSessionToken", &[]);
    let token = caller_of(&world, &token);
    let text = policy(
        "Deny",
        r#""Action": "*", "Resource": "*", "Condition": {"DateLessThan": {"aws:TokenIssueTime": "2026-01-15T10:00:01Z"}}"#,
    );
    prod(&mut world).users.get_mut("admin").unwrap().policies.inline.insert("revoke".to_owned(), text);
    check(&acts(&mut world, &token), DENIED);
    check(&acts(&mut world, &admin()), Ok(()));
}
