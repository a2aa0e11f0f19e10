//! Managed policies with their versions, attachments, inline policies and boundaries.

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const CAP: &[(&str, &str)] = &[("PolicyArn", "arn:aws:iam::444455556666:policy/Cap")];
const NEW_CAP: &[(&str, &str)] = &[("PolicyName", "Cap"), ("PolicyDocument", ALLOW_ALL)];
const NONE: &[(&str, &str)] = &[("PolicyArn", "arn:aws:iam::444455556666:policy/None")];
const AWS: &[(&str, &str)] = &[("PolicyArn", READ_ONLY)];
const MARIA: &[(&str, &str)] = &[("UserName", "maria")];

/// Prod with the policy Cap, and maria, Devs and App.
fn with_cap() -> World {
    let mut world = world();
    make(&mut world, "CreatePolicy", NEW_CAP);
    make(&mut world, "CreateUser", MARIA);
    make(&mut world, "CreateGroup", &[("GroupName", "Devs")]);
    make(&mut world, "CreateRole", &[("RoleName", "App"), ("AssumeRolePolicyDocument", TRUST_EC2)]);
    world
}

#[test]
fn s118_a_new_policy_is_version_1_and_used_nowhere() {
    let mut world = world();
    check_shown(
        &mut world,
        "CreatePolicy",
        &[NEW_CAP, &[("Path", "/x/"), ("Description", "A cap."), ("Tags", "a=1")]].concat(),
        "{Policy: {PolicyName: Cap, PolicyId: ANPA, Arn: arn:aws:iam::444455556666:policy/x/Cap, Path: /x/, \
         DefaultVersionId: v1, AttachmentCount: 0, PermissionsBoundaryUsageCount: 0, IsAttachable: true, \
         Description: A cap., Tags: [{Key: a, Value: 1}]}}",
    );
    let long = "d".repeat(1001);
    check(
        &mut world,
        &[
            ("CreatePolicy", NEW_CAP, EXISTS),
            ("CreatePolicy", &[("PolicyName", "B"), ("PolicyDocument", "{}")], MALFORMED),
            ("CreatePolicy", &[("PolicyName", "B"), ("PolicyDocument", "")], INVALID),
            ("CreatePolicy", &[("PolicyName", "B"), ("PolicyDocument", "€")], INVALID),
            (
                "CreatePolicy",
                &[("PolicyName", "B"), ("PolicyDocument", ALLOW_ALL), ("Description", &long)],
                INVALID,
            ),
            (
                "CreatePolicy",
                &[("PolicyName", "B"), ("PolicyDocument", ALLOW_ALL), ("Tags", "a=1,a=2")],
                INPUT,
            ),
            (
                "CreatePolicy",
                &[("PolicyName", "B"), ("PolicyDocument", ALLOW_ALL), ("Tags", "a=1,A=2")],
                None,
            ),
            ("GetPolicy", NONE, MISSING),
        ],
    );
}

/// A policy of so many characters that count, and some white space that does not.
fn document_of(n_characters: usize) -> String {
    let frame = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:","Resource":"*"}}"#;
    let action = "a".repeat(n_characters - frame.len());
    frame.replace("s3:", &format!("s3:{action}")).replace(",\"Resource", ",\n\t \"Resource")
}

// L188
#[test]
fn l166_a_managed_policy_has_6144_characters_without_white_space() {
    let mut world = world();
    let (fits, too_long) = (document_of(6144), document_of(6145));
    check(
        &mut world,
        &[
            ("CreatePolicy", &[("PolicyName", "A"), ("PolicyDocument", &fits)], None),
            ("CreatePolicy", &[("PolicyName", "B"), ("PolicyDocument", &too_long)], FULL),
            (
                "CreatePolicyVersion",
                &[("PolicyArn", "arn:aws:iam::444455556666:policy/A"), ("PolicyDocument", &too_long)],
                FULL,
            ),
        ],
    );
}

#[test]
fn l167_inline_policies_share_what_their_owner_has() {
    let mut world = with_cap();
    for (owner, put, max) in [
        (MARIA, "PutUserPolicy", 2048),
        (&[("GroupName", "Devs")], "PutGroupPolicy", 5120),
        (&[("RoleName", "App")], "PutRolePolicy", 10_240),
    ] {
        let (half, more) = (document_of(max / 2), document_of(max / 2 + 1));
        let (fits, too_long) = (document_of(max), document_of(max + 1));
        let row = |name: &'static str, document: &'static str| {
            [owner, &[("PolicyName", name), ("PolicyDocument", document)]].concat()
        };
        let leak = |it: String| -> &'static str { it.leak() };
        let (half, more, fits, too_long) = (leak(half), leak(more), leak(fits), leak(too_long));
        check(
            &mut world,
            &[
                (put, &row("one", too_long), FULL),
                (put, &row("one", half), None),
                (put, &row("two", half), None),
                (put, &row("two", more), FULL),
                (put, &row("three", ALLOW_ALL), FULL),
                (put, &row("two", half), None),
            ],
        );
        let delete = put.replace("Put", "Delete");
        make(&mut world, &delete, &[owner, &[("PolicyName", "two")]].concat());
        check(&mut world, &[(put, &row("one", fits), None)]);
    }
}

#[test]
fn l168_a_trust_policy_has_2048_characters_without_white_space() {
    let mut world = world();
    let frame = r#"{"Version":"2012-10-17","Statement":{"Sid":"","Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}}"#;
    let sized = |n: usize| frame.replace("Sid\":\"", &format!("Sid\": \"{}", "s".repeat(n - frame.len())));
    let (fits, too_long) = (sized(2048), sized(2049));
    check(
        &mut world,
        &[
            ("CreateRole", &[("RoleName", "A"), ("AssumeRolePolicyDocument", &too_long)], FULL),
            ("CreateRole", &[("RoleName", "A"), ("AssumeRolePolicyDocument", &fits)], None),
        ],
    );
}

#[test]
fn l170_a_document_has_so_many_characters_before_anything_is_read() {
    let mut world = world();
    let padded = |n: usize| format!("{ALLOW_ALL}{}", " ".repeat(n - ALLOW_ALL.len()));
    let (fits, too_long) = (padded(131_072), padded(131_073));
    check(
        &mut world,
        &[
            ("CreatePolicy", &[("PolicyName", "A"), ("PolicyDocument", &too_long)], INVALID),
            ("CreatePolicy", &[("PolicyName", "A"), ("PolicyDocument", &fits)], None),
        ],
    );
}

// L177
#[test]
fn s119_five_versions_are_kept_and_one_of_them_counts() {
    let mut world = with_cap();
    let version = |action: &str| allow(action).text().to_owned();
    let new = |text: &'static str| [CAP, &[("PolicyDocument", text)]].concat();
    let deny: &'static str = policy("Deny", r#""Action": "*", "Resource": "*""#).text().to_owned().leak();
    check_shown(
        &mut world,
        "CreatePolicyVersion",
        &new(deny),
        "{PolicyVersion: {VersionId: v2, IsDefaultVersion: false}}",
    );
    assert_eq!(prod(&mut world).managed_policies["Cap"].text.text(), ALLOW_ALL);
    let third: &'static str = version("s3:Get*").leak();
    check_shown(
        &mut world,
        "CreatePolicyVersion",
        &[&*new(third), &[("SetAsDefault", "true")]].concat(),
        "{PolicyVersion: {VersionId: v3, IsDefaultVersion: true}}",
    );
    assert_eq!(prod(&mut world).managed_policies["Cap"].text.text(), third);
    let on = |id: &'static str| [CAP, &[("VersionId", id)]].concat();
    check(
        &mut world,
        &[
            ("CreatePolicyVersion", &new(deny), None),
            ("CreatePolicyVersion", &new(deny), None),
            ("CreatePolicyVersion", &new(deny), FULL),
            ("DeletePolicyVersion", &on("v3"), CONFLICT),
            ("DeletePolicyVersion", &on("v2"), None),
            ("DeletePolicyVersion", &on("v2"), MISSING),
            ("GetPolicyVersion", &on("v2"), MISSING),
            ("GetPolicyVersion", &on("v03"), INVALID),
            ("GetPolicyVersion", &on("3"), INVALID),
            ("SetDefaultPolicyVersion", &on("v2"), MISSING),
            ("SetDefaultPolicyVersion", &on("v1"), None),
            ("SetDefaultPolicyVersion", &on("v1"), None),
            ("CreatePolicyVersion", &new("{}"), MALFORMED),
            ("DeletePolicy", CAP, CONFLICT),
        ],
    );
    assert_eq!(prod(&mut world).managed_policies["Cap"].text.text(), ALLOW_ALL);
    // No number comes again.
    let sixth = make(&mut world, "CreatePolicyVersion", &new(deny));
    assert_eq!(text_at(&sixth, "PolicyVersion.VersionId"), "v6");
    check_shown(
        &mut world,
        "ListPolicyVersions",
        CAP,
        "{Versions: [{VersionId: v6, IsDefaultVersion: false}, {VersionId: v5, IsDefaultVersion: false}, \
         {VersionId: v4, IsDefaultVersion: false}, {VersionId: v3, IsDefaultVersion: false}, \
         {VersionId: v1, IsDefaultVersion: true}], IsTruncated: false}",
    );
    let shown = format!("{{PolicyVersion: {{Document: {third}, VersionId: v3, IsDefaultVersion: false}}}}");
    check_shown(&mut world, "GetPolicyVersion", &on("v3"), &shown);
}

#[test]
fn s119_the_policies_of_aws_are_looked_at_and_not_changed() {
    let mut world = with_cap();
    make(&mut world, "AttachUserPolicy", &[MARIA, AWS].concat());
    let shown = "{PolicyName: ReadOnlyAccess, PolicyId: ANPA, Arn: arn:aws:iam::aws:policy/ReadOnlyAccess, Path: /, \
                 DefaultVersionId: v3, AttachmentCount: 1, PermissionsBoundaryUsageCount: 0, IsAttachable: true}";
    check_shown(&mut world, "GetPolicy", AWS, &format!("{{Policy: {shown}}}"));
    let text = allow("s3:Get*");
    check_shown(
        &mut world,
        "GetPolicyVersion",
        &[AWS, &[("VersionId", "v3")]].concat(),
        &format!("{{PolicyVersion: {{Document: {}, VersionId: v3, IsDefaultVersion: true}}}}", text.text()),
    );
    check_shown(
        &mut world,
        "ListPolicyVersions",
        AWS,
        "{Versions: [{VersionId: v3, IsDefaultVersion: true}], IsTruncated: false}",
    );
    check_shown(
        &mut world,
        "ListPolicies",
        &[("OnlyAttached", "true")],
        &format!("{{Policies: [{shown}], IsTruncated: false}}"),
    );
    check_shown(
        &mut world,
        "ListPolicies",
        &[("Scope", "AWS")],
        &format!("{{Policies: [{shown}], IsTruncated: false}}"),
    );
    let listed = make(&mut world, "ListPolicies", &[("Scope", "Local")]);
    assert_eq!(listed.get("Policies").unwrap().items().len(), 1);
    let used = make(&mut world, "ListPolicies", &[("PolicyUsageFilter", "PermissionsBoundary")]);
    assert!(used.get("Policies").unwrap().items().is_empty());
    check(
        &mut world,
        &[
            ("CreatePolicyVersion", &[AWS, &[("PolicyDocument", ALLOW_ALL)]].concat(), DENIED),
            ("SetDefaultPolicyVersion", &[AWS, &[("VersionId", "v1")]].concat(), DENIED),
            ("DeletePolicyVersion", &[AWS, &[("VersionId", "v1")]].concat(), DENIED),
            ("DeletePolicy", AWS, DENIED),
            ("TagPolicy", &[AWS, &[("Tags", "a=1")]].concat(), DENIED),
            ("GetPolicyVersion", &[AWS, &[("VersionId", "v9")]].concat(), MISSING),
            ("GetPolicy", &[("PolicyArn", "arn:aws:iam::aws:policy/NoSuchPolicy")], MISSING),
        ],
    );
}

#[test]
fn s120_attaching_is_done_once_and_counted() {
    let mut world = with_cap();
    for (owner, kind) in
        [(MARIA, "User"), (&[("GroupName", "Devs")], "Group"), (&[("RoleName", "App")], "Role")]
    {
        let on = |policy: &[(&'static str, &'static str)]| [owner, policy].concat();
        let service: &[(&str, &str)] =
            &[("PolicyArn", "arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy")];
        let (attach, detach) = (format!("Attach{kind}Policy"), format!("Detach{kind}Policy"));
        check(
            &mut world,
            &[
                (&attach, &on(CAP), None),
                (&attach, &on(CAP), None),
                (&attach, &on(AWS), None),
                (&attach, &on(NONE), MISSING),
                (&attach, &on(&[("PolicyArn", "arn:aws:iam::aws:policy/NoSuchPolicy")]), MISSING),
                (&attach, &on(&[("PolicyArn", "arn:aws:iam::777788889999:policy/Theirs")]), MISSING),
                (&attach, &on(&[("PolicyArn", "not even an ARN at all")]), MISSING),
                (&attach, &on(service), Some(ErrorCode::PolicyNotAttachable)),
                (&detach, &on(AWS), None),
                // S121
                (&detach, &on(AWS), MISSING),
                (&detach, &on(NONE), MISSING),
            ],
        );
        let listed = make(&mut world, &format!("ListAttached{kind}Policies"), owner);
        assert_eq!(
            shown(&Value::Map(listed)),
            "{AttachedPolicies: [{PolicyName: Cap, PolicyArn: arn:aws:iam::444455556666:policy/Cap}], \
             IsTruncated: false}"
        );
    }
    let cap = make(&mut world, "GetPolicy", CAP);
    assert_eq!(cap.get("Policy").unwrap().as_map().unwrap().get("AttachmentCount"), Some(&Value::Number(3)));
    let users = make(&mut world, "ListEntitiesForPolicy", CAP);
    assert_eq!(
        shown(&Value::Map(users)),
        "{PolicyGroups: [{GroupName: Devs, GroupId: AGPA}], PolicyUsers: [{UserName: maria, UserId: AIDA}], \
         PolicyRoles: [{RoleName: App, RoleId: AROA}], IsTruncated: false}"
    );
    let roles = make(&mut world, "ListEntitiesForPolicy", &[CAP, &[("EntityFilter", "Role")]].concat());
    assert!(roles.get("PolicyUsers").unwrap().items().is_empty());
    check(&mut world, &[("DeletePolicy", CAP, CONFLICT)]);
    check(
        &mut world,
        &[
            ("AttachUserPolicy", &[&[("UserName", "nobody")], CAP].concat(), MISSING),
            ("DetachUserPolicy", &[&[("UserName", "nobody")], CAP].concat(), MISSING),
            ("ListAttachedUserPolicies", &[("UserName", "nobody")], MISSING),
        ],
    );
}

// L176
#[test]
fn s103_so_many_managed_policies_are_attached() {
    let mut world = with_cap();
    for idx in 0..21 {
        make(
            &mut world,
            "CreatePolicy",
            &[("PolicyName", &format!("p{idx}")), ("PolicyDocument", ALLOW_ALL)],
        );
    }
    for (owner, attach, max, entity) in [
        (MARIA, "AttachUserPolicy", 10, IamEntity::User("maria".to_owned())),
        (&[("GroupName", "Devs")], "AttachGroupPolicy", 10, IamEntity::Group("Devs".to_owned())),
        (&[("RoleName", "App")], "AttachRolePolicy", 20, IamEntity::Role("App".to_owned())),
    ] {
        for idx in 0..=max {
            let policy = format!("arn:aws:iam::444455556666:policy/p{idx}");
            let expected = if idx == max { FULL } else { None };
            check(&mut world, &[(attach, &[owner, &[("PolicyArn", &*policy)]].concat(), expected)]);
        }
        // What is attached may be attached again, and the builder has the same quota.
        check(
            &mut world,
            &[(attach, &[owner, &[("PolicyArn", "arn:aws:iam::444455556666:policy/p0")]].concat(), None)],
        );
        let policy = arn("arn:aws:iam::444455556666:policy/Cap");
        let edit = WorldEdit::AttachManagedPolicy { account: account(PROD), entity, policy, version: None };
        assert!(matches!(world.edit(edit), Err(WorldEditError::QuotaExceeded(_))));
    }
}

#[test]
fn s122_an_inline_policy_is_put_over_the_one_of_its_name() {
    let mut world = with_cap();
    let read = allow("s3:Get*");
    for (owner, kind) in
        [(MARIA, "User"), (&[("GroupName", "Devs")], "Group"), (&[("RoleName", "App")], "Role")]
    {
        let on = |text: &'static str| [owner, &[("PolicyName", "p"), ("PolicyDocument", text)]].concat();
        let named = [owner, &[("PolicyName", "p")]].concat();
        let operation = |verb: &str| format!("{verb}{kind}Policy");
        let text: &'static str = read.text().to_owned().leak();
        check(
            &mut world,
            &[
                (&operation("Put"), &on(ALLOW_ALL), None),
                (&operation("Put"), &on(text), None),
                (&operation("Put"), &on(r#"{"Version": "2012-10-17", "Statement": []}"#), MALFORMED),
                (
                    &operation("Put"),
                    &[&[(&*format!("{kind}Name"), "nobody")], &on(text)[1..]].concat(),
                    MISSING,
                ),
            ],
        );
        let (owner_name, name) = owner[0];
        check_shown(
            &mut world,
            &operation("Get"),
            &named,
            &format!("{{{owner_name}: {name}, PolicyName: p, PolicyDocument: {text}}}"),
        );
        let list = format!("List{kind}Policies");
        check_shown(&mut world, &list, owner, "{PolicyNames: [p], IsTruncated: false}");
        check(
            &mut world,
            &[
                (&operation("Delete"), &named, None),
                (&operation("Delete"), &named, MISSING),
                (&operation("Get"), &named, MISSING),
            ],
        );
    }
}

// S125
#[test]
fn s124_a_user_or_role_has_one_boundary() {
    let mut world = with_cap();
    for (owner, kind) in [(MARIA, "User"), (&[("RoleName", "App")], "Role")] {
        let (put, delete) =
            (format!("Put{kind}PermissionsBoundary"), format!("Delete{kind}PermissionsBoundary"));
        let on = |policy: &'static str| [owner, &[("PermissionsBoundary", policy)]].concat();
        check(
            &mut world,
            &[
                (&put, &on("arn:aws:iam::444455556666:policy/Cap"), None),
                ("DeletePolicy", CAP, CONFLICT),
                (&put, &on(READ_ONLY), None),
                (&put, &on("arn:aws:iam::444455556666:policy/None"), MISSING),
                (
                    &put,
                    &on("arn:aws:iam::aws:policy/aws-service-role/AmazonECSServiceRolePolicy"),
                    Some(ErrorCode::PolicyNotAttachable),
                ),
                (&delete, owner, None),
                (&delete, owner, MISSING),
                (&put, &[(&*format!("{kind}Name"), "nobody"), ("PermissionsBoundary", READ_ONLY)], MISSING),
                (&delete, &[(&*format!("{kind}Name"), "nobody")], MISSING),
            ],
        );
    }
    check(&mut world, &[("DeletePolicy", CAP, None), ("DeletePolicy", CAP, MISSING)]);
    let boundary = api_call("PutGroupPermissionsBoundary", &[]).operation;
    assert!(find_operation(&boundary).is_none(), "groups have no boundary");
}
