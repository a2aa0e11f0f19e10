//! Roles, instance profiles and the roles that are AWS's.

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const APP: &[(&str, &str)] = &[("RoleName", "App")];
const NEW_APP: &[(&str, &str)] = &[("RoleName", "App"), ("AssumeRolePolicyDocument", TRUST_EC2)];
const WEB: &[(&str, &str)] = &[("InstanceProfileName", "Web")];

fn with_app() -> World {
    let mut world = world();
    make(&mut world, "CreateRole", NEW_APP);
    world
}

#[test]
fn s114_a_new_role_shows_its_trust_policy_and_not_its_duration() {
    let mut world = world();
    let parameters =
        [NEW_APP, &[("Path", "/ci/"), ("Description", "Builds."), ("MaxSessionDuration", "7200")]].concat();
    let role = "{Path: /ci/, RoleName: App, RoleId: AROA, Arn: arn:aws:iam::444455556666:role/ci/App, \
                AssumeRolePolicyDocument: TRUST, Description: Builds.";
    let role = role.replace("TRUST", TRUST_EC2);
    check_shown(&mut world, "CreateRole", &parameters, &format!("{{Role: {role}}}}}"));
    check_shown(&mut world, "GetRole", APP, &format!("{{Role: {role}, MaxSessionDuration: 7200}}}}"));
    let listed = format!("{{Roles: [{role}, MaxSessionDuration: 7200}}], IsTruncated: false}}");
    check_shown(&mut world, "ListRoles", &[], &listed);
}

#[test]
fn s114_a_role_that_does_not_fit_is_not_made() {
    let mut world = with_app();
    let new = |more: &[(&'static str, &'static str)]| {
        [&[("RoleName", "B"), ("AssumeRolePolicyDocument", TRUST_EC2)], more].concat()
    };
    let long = "d".repeat(1001);
    check(
        &mut world,
        &[
            ("CreateRole", NEW_APP, EXISTS),
            ("CreateRole", &[("RoleName", "B")], INVALID),
            ("CreateRole", &new(&[("MaxSessionDuration", "3599")]), INVALID),
            ("CreateRole", &new(&[("MaxSessionDuration", "43201")]), INVALID),
            ("CreateRole", &[&*new(&[]), &[("Description", &long)]].concat(), INVALID),
            ("CreateRole", &new(&[("Description", "für €")]), INVALID),
            ("CreateRole", &new(&[("PermissionsBoundary", "arn:aws:iam::444455556666:policy/No")]), MISSING),
            ("CreateRole", &new(&[("Path", "/aws-service-role/ecs.amazonaws.com/")]), INPUT),
            // S98
            ("CreateRole", &new(&[("Path", "/aws-reserved/sso.amazonaws.com/")]), INPUT),
            ("CreateRole", &new(&[("Tags", "a=1,a=2")]), INPUT),
            ("GetRole", &[("RoleName", "B")], MISSING),
        ],
    );
}

#[test]
fn s115_a_role_is_updated() {
    let mut world = with_app();
    let trust = trust(r#"{"AWS": "444455556666"}"#, "sts:AssumeRole");
    check(
        &mut world,
        &[
            ("UpdateRole", &[APP, &[("Description", "New."), ("MaxSessionDuration", "7200")]].concat(), None),
            ("UpdateAssumeRolePolicy", &[APP, &[("PolicyDocument", trust.text())]].concat(), None),
            ("UpdateAssumeRolePolicy", &[APP, &[("PolicyDocument", ALLOW_ALL)]].concat(), MALFORMED),
            ("UpdateAssumeRolePolicy", &[("RoleName", "No"), ("PolicyDocument", trust.text())], MISSING),
            ("UpdateRole", &[("RoleName", "No"), ("Description", "x")], MISSING),
            ("UpdateRoleDescription", &[("RoleName", "No"), ("Description", "x")], MISSING),
            ("UpdateRoleDescription", APP, INVALID),
        ],
    );
    let role = prod(&mut world).roles["App"].clone();
    assert_eq!((role.description.as_str(), role.max_session_duration), ("New.", 7200));
    assert_eq!(role.trust_policy, trust);
    // A duration that is not given is the default again; a description stays.
    let described = make(&mut world, "UpdateRoleDescription", &[APP, &[("Description", "Newer.")]].concat());
    assert_eq!(text_at(&described, "Role.Description"), "Newer.");
    assert_eq!(prod(&mut world).roles["App"].max_session_duration, 7200);
    make(&mut world, "UpdateRole", APP);
    let role = prod(&mut world).roles["App"].clone();
    assert_eq!((role.description.as_str(), role.max_session_duration), ("Newer.", 3600));
}

// S98, S117
#[test]
fn s115_nobody_changes_the_roles_of_aws() {
    let mut world = world();
    let mut service_linked = role(PolicyText::new(TRUST_EC2));
    service_linked.path = "/aws-service-role/ecs.amazonaws.com/".to_owned();
    service_linked.policies.attached.insert(arn(READ_ONLY));
    let mut reserved = role(PolicyText::new(TRUST_EC2));
    reserved.path = "/aws-reserved/sso.amazonaws.com/".to_owned();
    let account = prod(&mut world);
    account.roles.insert("AWSServiceRoleForECS".to_owned(), service_linked);
    account.roles.insert("AWSReservedSSO_Admin_0123456789abcdef".to_owned(), reserved);
    make(&mut world, "CreateInstanceProfile", WEB);
    for (name, takes_description) in
        [("AWSServiceRoleForECS", None), ("AWSReservedSSO_Admin_0123456789abcdef", PROTECTED)]
    {
        let on = |more: &[(&'static str, &'static str)]| [&[("RoleName", name)], more].concat();
        check(
            &mut world,
            &[
                ("UpdateAssumeRolePolicy", &on(&[("PolicyDocument", TRUST_EC2)]), PROTECTED),
                ("UpdateRole", &on(&[("MaxSessionDuration", "7200")]), PROTECTED),
                ("UpdateRole", &on(&[("Description", "x")]), takes_description),
                ("UpdateRoleDescription", &on(&[("Description", "x")]), takes_description),
                ("AttachRolePolicy", &on(&[("PolicyArn", READ_ONLY)]), PROTECTED),
                ("DetachRolePolicy", &on(&[("PolicyArn", READ_ONLY)]), PROTECTED),
                ("PutRolePolicy", &on(&[("PolicyName", "p"), ("PolicyDocument", ALLOW_ALL)]), PROTECTED),
                ("DeleteRolePolicy", &on(&[("PolicyName", "p")]), PROTECTED),
                ("PutRolePermissionsBoundary", &on(&[("PermissionsBoundary", READ_ONLY)]), PROTECTED),
                ("DeleteRolePermissionsBoundary", &on(&[]), PROTECTED),
                ("DeleteRole", &on(&[]), PROTECTED),
                ("AddRoleToInstanceProfile", &[WEB, &on(&[])].concat(), PROTECTED),
                ("TagRole", &on(&[("Tags", "a=1")]), takes_description),
                ("GetRole", &on(&[]), None),
                ("ListRoleTags", &on(&[]), None),
            ],
        );
    }
}

#[test]
fn s116_a_profile_has_one_role() {
    let mut world = with_app();
    make(&mut world, "CreateRole", &[("RoleName", "Other"), ("AssumeRolePolicyDocument", TRUST_EC2)]);
    let profile = "{Path: /, InstanceProfileName: Web, InstanceProfileId: AIPA, \
                   Arn: arn:aws:iam::444455556666:instance-profile/Web, Roles: [ROLES]}";
    let empty = profile.replace("ROLES", "");
    check_shown(&mut world, "CreateInstanceProfile", WEB, &format!("{{InstanceProfile: {empty}}}"));
    check(
        &mut world,
        &[
            ("CreateInstanceProfile", WEB, EXISTS),
            ("AddRoleToInstanceProfile", &[WEB, &[("RoleName", "No")]].concat(), MISSING),
            ("AddRoleToInstanceProfile", &[&[("InstanceProfileName", "No")], APP].concat(), MISSING),
            ("AddRoleToInstanceProfile", &[WEB, APP].concat(), None),
            ("AddRoleToInstanceProfile", &[WEB, &[("RoleName", "Other")]].concat(), FULL),
            ("DeleteRole", APP, CONFLICT),
            ("DeleteInstanceProfile", WEB, CONFLICT),
            ("RemoveRoleFromInstanceProfile", &[WEB, &[("RoleName", "Other")]].concat(), MISSING),
        ],
    );
    let role = "{Path: /, RoleName: App, RoleId: AROA, Arn: arn:aws:iam::444455556666:role/App, \
                AssumeRolePolicyDocument: TRUST}";
    let full = profile.replace("ROLES", &role.replace("TRUST", TRUST_EC2));
    check_shown(&mut world, "GetInstanceProfile", WEB, &format!("{{InstanceProfile: {full}}}"));
    let list = format!("{{InstanceProfiles: [{full}], IsTruncated: false}}");
    check_shown(&mut world, "ListInstanceProfiles", &[], &list);
    check_shown(&mut world, "ListInstanceProfilesForRole", APP, &list);
    check(
        &mut world,
        &[
            ("RemoveRoleFromInstanceProfile", &[WEB, APP].concat(), None),
            ("DeleteInstanceProfile", WEB, None),
            ("DeleteInstanceProfile", WEB, MISSING),
            ("GetInstanceProfile", WEB, MISSING),
            ("ListInstanceProfilesForRole", &[("RoleName", "No")], MISSING),
            ("DeleteRole", APP, None),
        ],
    );
}

#[test]
fn s117_a_service_linked_role_is_made_for_a_service_and_deleted_by_it() {
    let mut world = world();
    let ecs: &[(&str, &str)] = &[("AWSServiceName", "ecs.amazonaws.com")];
    let made = make(&mut world, "CreateServiceLinkedRole", &[ecs, &[("Description", "For ECS.")]].concat());
    assert_eq!(
        text_at(&made, "Role.Arn"),
        "arn:aws:iam::444455556666:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS"
    );
    assert_eq!(prod(&mut world).roles["AWSServiceRoleForECS"].description, "For ECS.");
    check(
        &mut world,
        &[
            ("CreateServiceLinkedRole", ecs, INPUT),
            ("CreateServiceLinkedRole", &[ecs, &[("CustomSuffix", "two")]].concat(), None),
            ("CreateServiceLinkedRole", &[("AWSServiceName", "not a name")], INVALID),
            ("GetRole", &[("RoleName", "AWSServiceRoleForECS_two")], None),
            ("DeleteServiceLinkedRole", &[("RoleName", "No")], MISSING),
        ],
    );
    let deleted = make(&mut world, "DeleteServiceLinkedRole", &[("RoleName", "AWSServiceRoleForECS")]);
    let task = text_at(&deleted, "DeletionTaskId");
    assert!(task.starts_with("task/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS/"), "{task}");
    check_shown(
        &mut world,
        "GetServiceLinkedRoleDeletionStatus",
        &[("DeletionTaskId", &task)],
        "{Status: SUCCEEDED}",
    );
    check(
        &mut world,
        &[
            ("GetServiceLinkedRoleDeletionStatus", &[("DeletionTaskId", "task/other")], MISSING),
            ("GetRole", &[("RoleName", "AWSServiceRoleForECS")], MISSING),
            ("CreateRole", NEW_APP, None),
            ("DeleteServiceLinkedRole", APP, INPUT),
        ],
    );
}

#[test]
fn s136_a_role_goes_after_its_policies_and_profiles() {
    let mut world = with_app();
    make(&mut world, "PutRolePolicy", &[APP, &[("PolicyName", "p"), ("PolicyDocument", ALLOW_ALL)]].concat());
    make(&mut world, "AttachRolePolicy", &[APP, &[("PolicyArn", READ_ONLY)]].concat());
    make(&mut world, "PutRolePermissionsBoundary", &[APP, &[("PermissionsBoundary", READ_ONLY)]].concat());
    make(&mut world, "CreateInstanceProfile", WEB);
    make(&mut world, "AddRoleToInstanceProfile", &[WEB, APP].concat());
    for (operation, parameters) in [
        ("DeleteRolePolicy", [APP, &[("PolicyName", "p")]].concat()),
        ("DetachRolePolicy", [APP, &[("PolicyArn", READ_ONLY)]].concat()),
        ("RemoveRoleFromInstanceProfile", [APP, WEB].concat()),
    ] {
        check(&mut world, &[("DeleteRole", APP, CONFLICT)]);
        make(&mut world, operation, &parameters);
    }
    check(&mut world, &[("DeleteRole", APP, None), ("DeleteRole", APP, MISSING)]);
}
