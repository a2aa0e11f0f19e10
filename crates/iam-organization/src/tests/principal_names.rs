//! Ids behind names: renamed, deleted, made again (S3, S8–S10).

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const MARIA: &[(&str, &str)] = &[("UserName", "maria")];

fn trust_maria(world: &mut World) {
    let maria = r#"{"AWS": "arn:aws:iam::444455556666:user/maria"}"#;
    prod(world).roles.insert("App".to_owned(), role(trust(maria, "sts:AssumeRole")));
}

fn trust_text(world: &mut World) -> String {
    prod(world).roles["App"].trust_policy.text().to_owned()
}

fn may_assume(world: &mut World, user: &str) -> bool {
    let parameters = [("RoleArn", "arn:aws:iam::444455556666:role/App"), ("RoleSessionName", "test")];
    make_as(world, &user_caller(user), "sts:AssumeRole", &parameters).result.is_ok()
}

#[test]
fn s8_a_renamed_user_keeps_its_id_groups_and_policies_and_principals_follow() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    make(&mut world, "CreateGroup", &[("GroupName", "Devs")]);
    make(&mut world, "AddUserToGroup", &[("GroupName", "Devs"), ("UserName", "maria")]);
    make(&mut world, "AttachUserPolicy", &[("UserName", "maria"), ("PolicyArn", READ_ONLY)]);
    trust_maria(&mut world);
    let by_name = policy("Allow", r#""Action": "s3:*", "Resource": "arn:aws:iam::444455556666:user/maria""#);
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.insert("p".to_owned(), by_name.clone());
    let before = prod(&mut world).users["maria"].clone();

    make(&mut world, "UpdateUser", &[("UserName", "maria"), ("NewUserName", "ana"), ("NewPath", "/x/")]);
    let after = prod(&mut world).users["ana"].clone();
    assert_eq!(after, User { path: "/x/".to_owned(), ..before });
    assert!(trust_text(&mut world).contains("user/x/ana"));
    assert!(may_assume(&mut world, "x/ana"));
    // An ARN as a resource is text.
    assert_eq!(after.policies.inline["p"], by_name);
}

#[test]
fn s8_a_renamed_group_keeps_its_members() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    make(&mut world, "CreateGroup", &[("GroupName", "Devs")]);
    make(&mut world, "AddUserToGroup", &[("GroupName", "Devs"), ("UserName", "maria")]);
    let id = prod(&mut world).groups["Devs"].unique_id.clone();
    make(&mut world, "UpdateGroup", &[("GroupName", "Devs"), ("NewGroupName", "Ops"), ("NewPath", "/x/")]);
    assert_eq!(prod(&mut world).groups["Ops"].unique_id, id);
    assert!(prod(&mut world).users["maria"].groups.contains("Ops"));
    check(&mut world, &[("UpdateGroup", &[("GroupName", "Devs"), ("NewGroupName", "New")], MISSING)]);
}

#[test]
fn s9_who_gets_a_name_again_is_somebody_else() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    trust_maria(&mut world);
    let id = prod(&mut world).users["maria"].unique_id.clone();
    assert!(may_assume(&mut world, "maria"));
    make(&mut world, "DeleteUser", MARIA);
    assert!(trust_text(&mut world).contains(&id), "{}", trust_text(&mut world));
    make(&mut world, "CreateUser", MARIA);
    assert_ne!(prod(&mut world).users["maria"].unique_id, id);
    assert!(!may_assume(&mut world, "maria"));
    // Whose id nobody has cannot be saved again; the ARN of the new user can.
    let (gone, there) = (
        trust_text(&mut world),
        trust(r#"{"AWS": "arn:aws:iam::444455556666:user/maria"}"#, "sts:AssumeRole"),
    );
    check(
        &mut world,
        &[
            ("UpdateAssumeRolePolicy", &[("RoleName", "App"), ("PolicyDocument", &gone)], MALFORMED),
            ("UpdateAssumeRolePolicy", &[("RoleName", "App"), ("PolicyDocument", there.text())], None),
        ],
    );
    assert!(may_assume(&mut world, "maria"));
}

// S10
#[test]
fn s9_a_name_written_with_escapes_is_the_same_name() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    let escaped = r#"{"AWS": "arn:aws:iam::444455556666:user\/maria"}"#;
    prod(&mut world).roles.insert("App".to_owned(), role(trust(escaped, "sts:AssumeRole")));
    make(&mut world, "UpdateUser", &[("UserName", "maria"), ("NewUserName", "ana")]);
    assert!(trust_text(&mut world).contains("user/ana"));
}

// S3
#[test]
fn s3_no_id_comes_twice() {
    let mut world = world();
    world.n_ids = 0;
    let user = |name: &str| WorldEdit::CreateIamEntity {
        account: account(PROD),
        entity: IamEntity::User(name.to_owned()),
        path: "/".to_owned(),
    };
    let place =
        |name: &str| EntityRef::Iam { account: account(PROD), entity: IamEntity::User(name.to_owned()) };
    world.edit(user("maria")).unwrap();
    world.edit(WorldEdit::Rename { entity: place("maria"), name: "ana".to_owned() }).unwrap();
    world.edit(user("maria")).unwrap();
    let users = &prod(&mut world).users;
    assert_ne!(users["maria"].unique_id, users["ana"].unique_id);

    let policy = [("PolicyName", "Cap"), ("PolicyDocument", ALLOW_ALL)];
    let first = text_at(&make(&mut world, "CreatePolicy", &policy), "Policy.PolicyId");
    make(&mut world, "DeletePolicy", &[("PolicyArn", "arn:aws:iam::444455556666:policy/Cap")]);
    let second = text_at(&make(&mut world, "CreatePolicy", &policy), "Policy.PolicyId");
    assert!(first.starts_with("ANPA") && second.starts_with("ANPA"));
    assert_ne!(first, second);
    let mut ids = Vec::new();
    for _ in 0..3 {
        let profile = make(&mut world, "CreateInstanceProfile", &[("InstanceProfileName", "Web")]);
        ids.push(text_at(&profile, "InstanceProfile.InstanceProfileId"));
        make(&mut world, "DeleteInstanceProfile", &[("InstanceProfileName", "Web")]);
    }
    ids.dedup();
    assert!(ids.len() == 3 && ids.iter().all(|it| it.starts_with("AIPA")));
}

// S9, S85
#[test]
fn s9_the_sessions_of_who_is_gone_are_not_those_of_who_comes_next() {
    let mut world = world();
    let parameters = [
        ("RoleName", "App"),
        (
            "AssumeRolePolicyDocument",
            r#"{"Version": "2012-10-17", "Statement": {
        "Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}}"#,
        ),
    ];
    let inline = [("RoleName", "App"), ("PolicyName", "all"), ("PolicyDocument", ALLOW_ALL)];
    make(&mut world, "CreateUser", MARIA);
    make(
        &mut world,
        "PutUserPolicy",
        &[("UserName", "maria"), ("PolicyName", "all"), ("PolicyDocument", ALLOW_ALL)],
    );
    make(&mut world, "CreateRole", &parameters);
    make(&mut world, "PutRolePolicy", &inline);
    let assumed = make_as(
        &mut world,
        &user_caller("maria"),
        "sts:AssumeRole",
        &[("RoleArn", "arn:aws:iam::444455556666:role/App"), ("RoleSessionName", "test")],
    );
    let key = text_at(&assumed.result.unwrap().fields, "Credentials.AccessKeyId");
    let keys = Credentials::Keys(AccessKeyPair::temporary(&world, &key));
    let list = api_call("ListUsers", &[]);
    let listed = |world: &mut World| {
        let context = iam_evaluator::request::RequestContext::new();
        call(world, &Published, &keys, &list, &context).result.map(drop).map_err(|it| it.code)
    };
    assert_eq!(listed(&mut world), Ok(()));
    make(&mut world, "DeleteRolePolicy", &[("RoleName", "App"), ("PolicyName", "all")]);
    assert_eq!(listed(&mut world), Err(ErrorCode::AccessDenied));
    make(&mut world, "DeleteRole", &[("RoleName", "App")]);
    make(&mut world, "CreateRole", &parameters);
    make(&mut world, "PutRolePolicy", &inline);
    assert_eq!(listed(&mut world), Err(ErrorCode::InvalidClientTokenId));
}

// S3
#[test]
fn s9_the_users_and_roles_of_an_account_that_comes_again_are_others() {
    let mut world = world();
    let partner = account(PARTNER);
    let maria = IamEntity::User("maria".to_owned());
    let bot = IamEntity::Role("bot".to_owned());
    let create = |world: &mut World| {
        for entity in [&maria, &bot] {
            let edit = WorldEdit::CreateIamEntity {
                account: partner,
                entity: entity.clone(),
                path: "/x/".to_owned(),
            };
            world.edit(edit).unwrap();
        }
        let account = &world.accounts[&partner];
        (account.users["maria"].unique_id.clone(), account.roles["bot"].unique_id.clone())
    };
    let (user_id, role_id) = create(&mut world);
    let user = r#"{"AWS": "arn:aws:iam::777788889999:user/x/maria"}"#;
    let both = r#"{"AWS": ["arn:aws:iam::777788889999:role/x/bot", "777788889999"]}"#;
    prod(&mut world).roles.insert("A".to_owned(), role(trust(user, "sts:AssumeRole")));
    prod(&mut world).roles.insert("B".to_owned(), role(trust(both, "sts:AssumeRole")));
    world.edit(WorldEdit::DeleteAccount { id: partner }).unwrap();
    world.edit(WorldEdit::CreateAccount { id: partner, name: "partner".to_owned() }).unwrap();
    let (new_user_id, new_role_id) = create(&mut world);
    assert_ne!((&new_user_id, &new_role_id), (&user_id, &role_id));
    let text = |name: &str| world.accounts[&account(PROD)].roles[name].trust_policy.text().to_owned();
    assert!(text("A").contains(&user_id) && !text("A").contains("user/x/maria"), "{}", text("A"));
    assert!(text("B").contains(&role_id) && text("B").contains("\"777788889999\""), "{}", text("B"));
}
