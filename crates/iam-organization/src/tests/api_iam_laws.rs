//! What holds for every sequence of calls and edits.

use iam_evaluator::request::RequestContext;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

use super::api_iam_calls::*;
use super::api_iam_invariants::broken;
use super::world::*;
use crate::*;

/// Something that happens, as numbers: what they pick depends on the world in which it happens.
#[derive(Clone, Debug)]
struct Step {
    is_edit: bool,
    what: usize,
    who: usize,
    picks: Vec<usize>,
}

fn step() -> impl Strategy<Value = Step> {
    let picks = prop::collection::vec(0..1000_usize, 8);
    (prop::bool::weighted(0.25), 0..10_000_usize, 0..100_usize, picks)
        .prop_map(|(is_edit, what, who, picks)| Step { is_edit, what, who, picks })
}

/// Prod with a few that calls can be about and that can make them.
fn start() -> World {
    let mut world = world();
    world.n_ids = 0;
    let own = [("PolicyName", "Own"), ("PolicyDocument", ALLOW_ALL)];
    let cap = [("PolicyArn", "arn:aws:iam::444455556666:policy/Cap")];
    let (ana, ben, app, devs) =
        (("UserName", "ana"), ("UserName", "ben"), ("RoleName", "App"), ("GroupName", "Devs"));
    let web = ("InstanceProfileName", "Web");
    let trust = trust(r#"{"AWS": ["444455556666", "arn:aws:iam::444455556666:user/ana"]}"#, "sts:AssumeRole");
    let metadata = "m".repeat(1000);
    let device = "arn:aws:iam::444455556666:mfa/phone";
    let codes =
        [("SerialNumber", device), ("AuthenticationCode1", "111111"), ("AuthenticationCode2", "222222")];
    for (operation, parameters) in [
        ("CreatePolicy", vec![("PolicyName", "Cap"), ("PolicyDocument", ALLOW_ALL)]),
        ("CreatePolicyVersion", [&cap[..], &[("PolicyDocument", ALLOW_ALL)]].concat()),
        ("CreateUser", vec![ana]),
        ("CreateUser", vec![ben, ("PermissionsBoundary", cap[0].1)]),
        ("CreateGroup", vec![devs]),
        (
            "CreateRole",
            vec![app, ("AssumeRolePolicyDocument", trust.text()), ("PermissionsBoundary", cap[0].1)],
        ),
        ("CreateRole", vec![("RoleName", "Far"), ("AssumeRolePolicyDocument", TRUST_EC2)]),
        ("AddUserToGroup", vec![ana, devs]),
        ("PutUserPolicy", [&[ana], &own[..]].concat()),
        ("PutGroupPolicy", [&[devs], &own[..]].concat()),
        ("PutRolePolicy", [&[app], &own[..]].concat()),
        ("AttachUserPolicy", [&[ana], &cap[..]].concat()),
        ("AttachGroupPolicy", [&[devs], &cap[..]].concat()),
        ("AttachRolePolicy", [&[app], &cap[..]].concat()),
        ("CreateInstanceProfile", vec![web]),
        ("CreateInstanceProfile", vec![("InstanceProfileName", "Db")]),
        ("AddRoleToInstanceProfile", vec![web, app]),
        ("CreateVirtualMFADevice", vec![("VirtualMFADeviceName", "phone")]),
        ("EnableMFADevice", [&[ana], &codes[..]].concat()),
        ("CreateAccessKey", vec![ana]),
        ("CreateAccessKey", vec![]),
        ("CreateOpenIDConnectProvider", vec![("Url", "https://login.example.com")]),
        ("CreateSAMLProvider", vec![("Name", "Corp"), ("SAMLMetadataDocument", &metadata)]),
        ("CreateServiceLinkedRole", vec![("AWSServiceName", "ecs.amazonaws.com")]),
    ] {
        make(&mut world, operation, &parameters);
    }
    world
}

fn pick<T: Clone>(pool: &[T], pick: usize) -> T {
    pool[pick % pool.len()].clone()
}

const USERS: [&str; 4] = ["ana", "ANA", "ben", "no name"];
const GROUPS: [&str; 3] = ["Devs", "devs", "Ops"];
const ROLES: [&str; 4] = ["App", "app", "Far", "AWSServiceRoleForECS"];
const POLICIES: [&str; 3] = ["Cap", "cap", "Own"];
const PATHS: [&str; 4] = ["/", "/x/", "/x/y/", "bad"];
const ARNS: [&str; 6] = [
    "arn:aws:iam::444455556666:policy/Cap",
    "arn:aws:iam::444455556666:policy/x/Cap",
    "arn:aws:iam::444455556666:policy/Own",
    READ_ONLY,
    "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy",
    "arn:aws:iam::777788889999:policy/Theirs",
];
const TAGS: [&str; 7] = ["a=1", "A=2", "b=1,c=2", "d=1,D=2", "aws:x=1", "a=1,a=2", ""];
const DOCUMENTS: [&str; 4] = [
    ALLOW_ALL,
    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}}"#,
    r#"{"Version": "2012-10-17"}"#,
    TRUST_EC2,
];
const TRUSTS: [&str; 4] = [
    TRUST_EC2,
    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::444455556666:user/ana"}, "Action": "sts:AssumeRole"}}"#,
    r#"{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Principal": {"AWS": "444455556666"}, "Action": "sts:AssumeRole"}}"#,
    ALLOW_ALL,
];

/// What a parameter of that name may be.
fn pool(world: &World, name: &str) -> Vec<String> {
    let texts = |it: &[&str]| it.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
    match name {
        "UserName" | "NewUserName" => texts(&USERS),
        "GroupName" | "NewGroupName" => texts(&GROUPS),
        "RoleName" => texts(&ROLES),
        "PolicyName" => texts(&POLICIES),
        "Path" | "NewPath" | "PathPrefix" => texts(&PATHS),
        "PolicyArn" | "PermissionsBoundary" => texts(&ARNS),
        "Tags" => texts(&TAGS),
        "TagKeys" => texts(&["a", "A,b", "none"]),
        "PolicyDocument" => DOCUMENTS.iter().chain(&TRUSTS).map(|it| (*it).to_owned()).collect(),
        "AssumeRolePolicyDocument" => texts(&TRUSTS),
        "AccessKeyId" => {
            let keys = world.accounts[&account(PROD)].users.values().flat_map(|it| it.access_keys.keys());
            let root = world.accounts[&account(PROD)].root_access_keys.keys();
            keys.chain(root).cloned().chain(["AKIANOSUCHKEYEXAMPLE".to_owned()]).collect()
        }
        "Status" => texts(&["Active", "Inactive", "Expired"]),
        "SerialNumber" => texts(&[
            "arn:aws:iam::444455556666:mfa/phone",
            "arn:aws:iam::444455556666:mfa/x/phone",
            "GAHT12345678",
        ]),
        "VirtualMFADeviceName" => texts(&["phone", "tablet"]),
        "AuthenticationCode1" => texts(&["111111", "222222"]),
        "AuthenticationCode2" => texts(&["222222", "333333"]),
        "VersionId" => texts(&["v1", "v2", "v3", "v0"]),
        "ThumbprintList" => vec!["a".repeat(40)],
        "RoleSessionName" | "SourceIdentity" => texts(&["test"]),
        "DeletionTaskId" => texts(&["task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/1"]),
        "InstanceProfileName" => texts(&["Web", "WEB", "Db", "New"]),
        "Url" => texts(&["https://login.example.com", "https://b.example", "http://b.example"]),
        "OpenIDConnectProviderArn" => texts(&["arn:aws:iam::444455556666:oidc-provider/login.example.com"]),
        "SAMLProviderArn" => texts(&["arn:aws:iam::444455556666:saml-provider/Corp"]),
        "Name" => texts(&["Corp", "Other"]),
        "SAMLMetadataDocument" => vec!["m".repeat(1000)],
        "AWSServiceName" => texts(&["ecs.amazonaws.com", "autoscaling.amazonaws.com"]),
        "MaxSessionDuration" | "DurationSeconds" => texts(&["3600", "7200", "10"]),
        "MaxItems" | "Marker" => texts(&["1", "2"]),
        "SetAsDefault" | "OnlyAttached" => texts(&["true", "false"]),
        "RoleArn" => texts(&["arn:aws:iam::444455556666:role/App", "arn:aws:iam::444455556666:role/x/App"]),
        _ => texts(&["text", "1"]),
    }
}

fn calls() -> Vec<&'static Operation> {
    operations().filter(|it| it.service == "iam" || it.name == "AssumeRole").collect()
}

fn call_of(world: &World, step: &Step) -> ApiCall {
    let operation = pick(&calls(), step.what);
    let mut parameters = Vec::new();
    for (idx, parameter) in operation.parameters.iter().enumerate() {
        let number = step.picks[idx % step.picks.len()] + idx;
        // Required ones are there but rarely not, and the others now and then.
        let is_given = if parameter.required { number % 50 != 49 } else { number.is_multiple_of(5) };
        let text = pick(&pool(world, parameter.name), number / 5);
        let fits = match parameter.kind {
            ParameterKind::Number { .. } => text.parse::<i64>().is_ok(),
            _ => true,
        };
        if is_given && fits {
            parameters.push((parameter.name, text));
        }
    }
    let parameters: Vec<(&str, &str)> =
        parameters.iter().map(|(name, text)| (*name, text.as_str())).collect();
    let parameters = &parameters[..];
    match parameters.iter().any(|(name, text)| *name == "Tags" && !text.split(',').all(|it| it.contains('=')))
    {
        true => api_call(&format!("{}:{}", operation.service, operation.name), &[]),
        false => api_call(&format!("{}:{}", operation.service, operation.name), parameters),
    }
}

fn credentials_of(world: &World, who: usize) -> Credentials {
    let sessions: Vec<&str> = world.sessions.keys().map(String::as_str).collect();
    let keys = pool(world, "AccessKeyId");
    match who % 10 {
        0..=3 => Credentials::Of(root()),
        4 | 5 => Credentials::Of(user_caller("ana")),
        6 => Credentials::Of(user_caller("ben")),
        7 if !sessions.is_empty() => Credentials::Keys(AccessKeyPair::temporary(world, pick(&sessions, who))),
        8 => Credentials::Keys(AccessKeyPair::long_term(world, &pick(&keys, who))),
        _ => Credentials::Of(Caller::Anonymous),
    }
}

fn edit_of(step: &Step) -> WorldEdit {
    let account = account(PROD);
    let number = |idx: usize| step.picks[idx % step.picks.len()];
    let text = |pool: &[&str], idx: usize| pick(pool, number(idx)).to_owned();
    let entity = match number(0) % 3 {
        0 => IamEntity::User(text(&USERS, 1)),
        1 => IamEntity::Group(text(&GROUPS, 1)),
        _ => IamEntity::Role(text(&ROLES, 1)),
    };
    let place = EntityRef::Iam { account, entity: entity.clone() };
    let policy = arn(&text(&ARNS, 2));
    let (user, group, name, path) = (text(&USERS, 3), text(&GROUPS, 4), text(&POLICIES, 5), text(&PATHS, 6));
    match step.what % 15 {
        0 => WorldEdit::CreateIamEntity { account, entity, path },
        1 => WorldEdit::DeleteIamEntity { account, entity },
        2 => WorldEdit::AttachManagedPolicy { account, entity, policy, version: None },
        3 => WorldEdit::DetachManagedPolicy { account, entity, policy },
        4 => WorldEdit::SetPermissionsBoundary { account, entity, policy, version: None },
        5 => WorldEdit::ClearPermissionsBoundary { account, entity },
        6 => WorldEdit::AddUserToGroup { account, user, group },
        7 => WorldEdit::RemoveUserFromGroup { account, user, group },
        8 => WorldEdit::CreateManagedPolicy { account, name, path },
        9 => WorldEdit::DeleteManagedPolicy { account, name },
        10 => WorldEdit::CreateInlinePolicy { account, entity, name },
        11 => WorldEdit::DeleteInlinePolicy { account, entity, name },
        12 => WorldEdit::Rename { entity: place, name: user },
        13 => {
            let tags = text(&TAGS, 7);
            let tags = tags.split(',').filter_map(|it| it.split_once('='));
            let tags = tags.map(|(key, value)| (key.to_owned(), value.to_owned())).collect();
            WorldEdit::SetTags { entity: place, tags }
        }
        _ => WorldEdit::SetMaxSessionDuration { account, role: text(&ROLES, 1), seconds: 7200 },
    }
}

/// Lets a step happen; `false` if it was refused.
fn happen(world: &mut World, step: &Step) -> bool {
    if step.is_edit {
        return world.edit(edit_of(step)).is_ok();
    }
    let (credentials, api_call) = (credentials_of(world, step.who), call_of(world, step));
    call(world, &Published, &credentials, &api_call, &RequestContext::new()).result.is_ok()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn nothing_breaks_the_constraints_and_what_is_refused_or_only_reads_changes_nothing(
        steps in prop::collection::vec(step(), 1..80)
    ) {
        let mut world = start();
        for step in &steps {
            let before = world.clone();
            let is_done = happen(&mut world, step);
            prop_assert_eq!(broken(&world), Vec::<String>::new(), "{:?}", step);
            if is_done && !step.is_edit && pick(&calls(), step.what).read_only {
                let (trail, sessions) = (world.trail.clone(), world.sessions.clone());
                let same = World { trail, sessions, n_ids: world.n_ids, ..before.clone() };
                prop_assert_eq!(&world, &same, "{:?}", step);
            }
            if !is_done {
                let (trail, n_ids) = match step.is_edit {
                    true => (before.trail.clone(), before.n_ids),
                    false => (world.trail.clone(), world.n_ids),
                };
                prop_assert_eq!(&world, &World { trail, n_ids, ..before }, "{:?}", step);
            }
        }
    }

    #[test]
    fn the_same_steps_from_the_same_world_lead_to_the_same_world(
        steps in prop::collection::vec(step(), 1..60)
    ) {
        let run = || {
            let mut world = start();
            let done: Vec<bool> = steps.iter().map(|it| happen(&mut world, it)).collect();
            (done, format!("{world:?}"))
        };
        prop_assert_eq!(run(), run());
    }
}

/// The laws would be empty if hardly any step came about, or if some call never did.
#[test]
fn the_steps_of_the_laws_reach_every_call() {
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let mut done = std::collections::BTreeSet::new();
    for _ in 0..300 {
        let steps = prop::collection::vec(step(), 60).new_tree(&mut runner).unwrap().current();
        let mut world = start();
        for step in steps {
            let is_done = happen(&mut world, &step);
            if is_done && !step.is_edit {
                done.insert(pick(&calls(), step.what).name);
            }
        }
    }
    let never: Vec<&str> = calls().iter().map(|it| it.name).filter(|it| !done.contains(it)).collect();
    assert_eq!(never, Vec::<&str>::new());
}
