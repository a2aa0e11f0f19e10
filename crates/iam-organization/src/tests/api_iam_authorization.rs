//! Who may call IAM: actions, resources and keys of each call (S109, S134, S135).

use iam_evaluator::request::{ContextValue, RequestContext};

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

/// Prod with ben, who has this policy, maria and Devs and App in the path `/x/`, each with a boundary where it can have
/// one, and the policy Cap.
fn with_ben(policy: &PolicyText) -> World {
    let mut world = world();
    let cap = ("PermissionsBoundary", "arn:aws:iam::444455556666:policy/x/Cap");
    let path = ("Path", "/x/");
    make(&mut world, "CreatePolicy", &[("PolicyName", "Cap"), path, ("PolicyDocument", ALLOW_ALL)]);
    make(&mut world, "CreateUser", &[("UserName", "maria"), path, cap]);
    make(&mut world, "CreateGroup", &[("GroupName", "Devs"), path]);
    let trust = ("AssumeRolePolicyDocument", TRUST_EC2);
    make(&mut world, "CreateRole", &[("RoleName", "App"), path, cap, trust]);
    make(&mut world, "CreateInstanceProfile", &[("InstanceProfileName", "Web"), path]);
    prod(&mut world).users.insert("ben".to_owned(), user_with("p", policy.clone()));
    world
}

/// The requests of a call: action, resource, and the keys that the call brings along.
#[track_caller]
fn check_requests(operation: &str, parameters: &[(&str, &str)], expected: &[&str]) {
    let mut world = with_ben(&allow("*"));
    let called = make_as(&mut world, &user_caller("ben"), operation, parameters);
    let of_call = [
        "iam:PolicyARN",
        "iam:PermissionsBoundary",
        "iam:AWSServiceName",
        "iam:PassedToService",
        "aws:TagKeys",
    ];
    let requests = called.authorizations.iter().map(|it| {
        let request = &it.request;
        let keys = request
            .context
            .iter()
            .map(|(key, value)| (key.as_str(), value))
            .filter(|(key, _)| of_call.contains(key) || key.starts_with("aws:RequestTag/"));
        let keys: Vec<String> =
            keys.map(|(key, value)| format!(" {key}={}", value.values().join("+"))).collect();
        format!("{} {}{}", request.action, request.resource.as_str(), keys.concat())
    });
    assert_eq!(requests.collect::<Vec<_>>(), expected, "{operation}");
}

const CAP: &str = "arn:aws:iam::444455556666:policy/x/Cap";

#[test]
fn s109_each_call_is_authorized_on_the_entity_with_its_path() {
    let document = ("PolicyDocument", ALLOW_ALL);
    let (maria, devs, app) = (("UserName", "maria"), ("GroupName", "Devs"), ("RoleName", "App"));
    let m = "arn:aws:iam::444455556666:user/x/maria";
    let d = "arn:aws:iam::444455556666:group/x/Devs";
    let a = "arn:aws:iam::444455556666:role/x/App";
    let cap = format!("iam:PermissionsBoundary={CAP}");
    for (operation, parameters, expected) in [
        ("GetUser", vec![maria], format!("iam:GetUser {m}")),
        ("GetUser", vec![], "iam:GetUser arn:aws:iam::444455556666:user/ben".to_owned()),
        ("DeleteUser", vec![maria], format!("iam:DeleteUser {m}")),
        ("ListUsers", vec![], "iam:ListUsers *".to_owned()),
        ("ListRoles", vec![], "iam:ListRoles *".to_owned()),
        ("CreateGroup", vec![("GroupName", "Ops"), ("Path", "/y/")], "iam:CreateGroup arn:aws:iam::444455556666:group/y/Ops".to_owned()),
        ("AddUserToGroup", vec![maria, devs], format!("iam:AddUserToGroup {d}")),
        ("GetGroup", vec![devs], format!("iam:GetGroup {d}")),
        ("GetRole", vec![app], format!("iam:GetRole {a} {cap}")),
        ("UpdateRole", vec![app], format!("iam:UpdateRole {a} {cap}")),
        ("DeleteRole", vec![app], format!("iam:DeleteRole {a} {cap}")),
        ("UpdateAssumeRolePolicy", vec![app, ("PolicyDocument", TRUST_EC2)], format!("iam:UpdateAssumeRolePolicy {a} {cap}")),
        ("AttachUserPolicy", vec![maria, ("PolicyArn", READ_ONLY)], format!("iam:AttachUserPolicy {m} {cap} iam:PolicyARN={READ_ONLY}")),
        ("AttachGroupPolicy", vec![devs, ("PolicyArn", READ_ONLY)], format!("iam:AttachGroupPolicy {d} iam:PolicyARN={READ_ONLY}")),
        ("DetachRolePolicy", vec![app, ("PolicyArn", READ_ONLY)], format!("iam:DetachRolePolicy {a} {cap} iam:PolicyARN={READ_ONLY}")),
        ("PutUserPolicy", vec![maria, ("PolicyName", "p"), document], format!("iam:PutUserPolicy {m} {cap}")),
        ("DeleteUserPolicy", vec![maria, ("PolicyName", "p")], format!("iam:DeleteUserPolicy {m} {cap}")),
        ("PutGroupPolicy", vec![devs, ("PolicyName", "p"), document], format!("iam:PutGroupPolicy {d}")),
        // The boundary that is asked for, and the one that goes.
        ("PutUserPermissionsBoundary", vec![maria, ("PermissionsBoundary", READ_ONLY)], format!("iam:PutUserPermissionsBoundary {m} iam:PermissionsBoundary={READ_ONLY}")),
        ("DeleteRolePermissionsBoundary", vec![app], format!("iam:DeleteRolePermissionsBoundary {a} {cap}")),
        ("TagUser", vec![maria, ("Tags", "Team=web")], format!("iam:TagUser {m} aws:RequestTag/Team=web aws:TagKeys=Team")),
        ("UntagUser", vec![maria, ("TagKeys", "Team,cost")], format!("iam:UntagUser {m} aws:TagKeys=Team+cost")),
        ("CreateAccessKey", vec![], "iam:CreateAccessKey arn:aws:iam::444455556666:user/ben".to_owned()),
        ("CreatePolicyVersion", vec![("PolicyArn", CAP), document], format!("iam:CreatePolicyVersion {CAP}")),
        ("CreateServiceLinkedRole", vec![("AWSServiceName", "ecs.amazonaws.com")], "iam:CreateServiceLinkedRole arn:aws:iam::444455556666:role/aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS iam:AWSServiceName=ecs.amazonaws.com".to_owned()),
        ("CreateVirtualMFADevice", vec![("VirtualMFADeviceName", "m")], "iam:CreateVirtualMFADevice arn:aws:iam::444455556666:mfa/m".to_owned()),
        ("GetInstanceProfile", vec![("InstanceProfileName", "Web")], "iam:GetInstanceProfile arn:aws:iam::444455556666:instance-profile/x/Web".to_owned()),
    ] {
        check_requests(operation, &parameters, &[&expected]);
    }
}

#[test]
fn s109_who_creates_with_tags_must_be_allowed_to_tag() {
    let metadata = "m".repeat(1000);
    let keys = "aws:RequestTag/Team=web aws:TagKeys=Team";
    let tags = ("Tags", "Team=web");
    for (operation, parameters, tagging, resource) in [
        ("CreateUser", vec![("UserName", "new"), tags], "TagUser", "user/new"),
        (
            "CreateRole",
            vec![("RoleName", "New"), ("AssumeRolePolicyDocument", TRUST_EC2), tags],
            "TagRole",
            "role/New",
        ),
        (
            "CreatePolicy",
            vec![("PolicyName", "New"), ("PolicyDocument", ALLOW_ALL), tags],
            "TagPolicy",
            "policy/New",
        ),
        (
            "CreateInstanceProfile",
            vec![("InstanceProfileName", "New"), tags],
            "TagInstanceProfile",
            "instance-profile/New",
        ),
        ("CreateVirtualMFADevice", vec![("VirtualMFADeviceName", "new"), tags], "TagMFADevice", "mfa/new"),
        (
            "CreateOpenIDConnectProvider",
            vec![("Url", "https://a.example"), tags],
            "TagOpenIDConnectProvider",
            "oidc-provider/a.example",
        ),
        (
            "CreateSAMLProvider",
            vec![("Name", "New"), ("SAMLMetadataDocument", &*metadata), tags],
            "TagSAMLProvider",
            "saml-provider/New",
        ),
    ] {
        let on = format!("arn:aws:iam::444455556666:{resource} {keys}");
        check_requests(
            operation,
            &parameters,
            &[&format!("iam:{operation} {on}"), &format!("iam:{tagging} {on}")],
        );
        let mut world =
            with_ben(&policy("Allow", &format!(r#""Action": "iam:{operation}", "Resource": "*""#)));
        check_as(&mut world, &user_caller("ben"), &[(operation, &parameters, DENIED)]);
        let untagged: Vec<_> = parameters.iter().copied().filter(|it| *it != tags).collect();
        check_as(&mut world, &user_caller("ben"), &[(operation, &untagged, None)]);
    }
}

// S8
#[test]
fn s109_a_new_name_needs_permission_on_both_arns() {
    let rename: &[(&str, &str)] = &[("UserName", "maria"), ("NewUserName", "ana"), ("NewPath", "/y/")];
    let (old, new) = ("arn:aws:iam::444455556666:user/x/maria", "arn:aws:iam::444455556666:user/y/ana");
    check_requests(
        "UpdateUser",
        rename,
        &[&format!("iam:UpdateUser {old}"), &format!("iam:UpdateUser {new}")],
    );
    check_requests(
        "UpdateGroup",
        &[("GroupName", "Devs"), ("NewPath", "/y/")],
        &[
            "iam:UpdateGroup arn:aws:iam::444455556666:group/x/Devs",
            "iam:UpdateGroup arn:aws:iam::444455556666:group/y/Devs",
        ],
    );
    for (resources, expected) in [
        (format!(r#""{old}""#), DENIED),
        (format!(r#""{new}""#), DENIED),
        (format!(r#"["{old}", "{new}"]"#), None),
    ] {
        let mut world =
            with_ben(&policy("Allow", &format!(r#""Action": "iam:UpdateUser", "Resource": {resources}"#)));
        check_as(&mut world, &user_caller("ben"), &[("UpdateUser", rename, expected)]);
    }
}

// S100
#[test]
fn s109_who_may_not_is_told_and_nothing_happens() {
    let mut world = with_ben(&allow("s3:*"));
    let called = make_as(&mut world, &user_caller("ben"), "CreateUser", &[("UserName", "new")]);
    let error = called.result.unwrap_err();
    assert_eq!(error.code, ErrorCode::AccessDenied);
    assert!(error.message.starts_with(
        "User: arn:aws:iam::444455556666:user/ben is not authorized to perform: iam:CreateUser \
         on resource: arn:aws:iam::444455556666:user/new"
    ));
    assert_eq!(called.checks.last(), Some(&(Check::Policies, CheckOutcome::Failed)));
    // Permissions come before what is there: nobody learns who exists.
    check_as(&mut world, &user_caller("ben"), &[("GetUser", &[("UserName", "nobody")], DENIED)]);
    // Somebody else's policy is in another account.
    let theirs = [("PolicyArn", "arn:aws:iam::777788889999:policy/Theirs")];
    let mut world = with_ben(&allow("*"));
    check_as(&mut world, &user_caller("ben"), &[("GetPolicy", &theirs, DENIED)]);
}

#[test]
fn s109_what_a_call_says_of_itself_no_surroundings_change() {
    let condition = format!(
        r#""Action": "iam:CreateUser", "Resource": "*", "Condition": {{"StringEquals": {{"iam:PermissionsBoundary": "{CAP}"}}}}"#
    );
    let mut world = with_ben(&policy("Allow", &condition));
    let mut context = RequestContext::new();
    context.set("iam:PermissionsBoundary", ContextValue::Single(CAP.to_owned()));
    let create = api_call("CreateUser", &[("UserName", "new"), ("PermissionsBoundary", READ_ONLY)]);
    let called = call(&mut world, &Published, &Credentials::Of(user_caller("ben")), &create, &context);
    assert_eq!(called.result.map(drop).map_err(|it| it.code), Err(ErrorCode::AccessDenied));
}

// S116
#[test]
fn s134_a_role_is_passed_by_who_may_pass_it_to_that_service() {
    let add: &[(&str, &str)] = &[("InstanceProfileName", "Web"), ("RoleName", "App")];
    let app = "arn:aws:iam::444455556666:role/x/App";
    check_requests(
        "AddRoleToInstanceProfile",
        add,
        &[
            "iam:AddRoleToInstanceProfile arn:aws:iam::444455556666:instance-profile/x/Web",
            &format!("iam:PassRole {app} iam:PassedToService=ec2.amazonaws.com"),
        ],
    );
    let add_role = r#"{"Effect": "Allow", "Action": "iam:AddRoleToInstanceProfile", "Resource": "*"}"#;
    let pass = |resource: &str, service: &str| {
        format!(
            r#"{{"Effect": "Allow", "Action": "iam:PassRole", "Resource": "{resource}",
                "Condition": {{"StringEquals": {{"iam:PassedToService": "{service}"}}}}}}"#
        )
    };
    for (statements, expected) in [
        (add_role.to_owned(), DENIED),
        (pass(app, "ec2.amazonaws.com"), DENIED),
        (format!("{add_role}, {}", pass(app, "ec2.amazonaws.com")), None),
        (format!("{add_role}, {}", pass(app, "lambda.amazonaws.com")), DENIED),
        (
            format!("{add_role}, {}", pass("arn:aws:iam::444455556666:role/Other", "ec2.amazonaws.com")),
            DENIED,
        ),
        (format!("{add_role}, {}", pass("arn:aws:iam::444455556666:role/App", "ec2.amazonaws.com")), DENIED),
    ] {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
        let mut world = with_ben(&PolicyText::new(text));
        check_as(&mut world, &user_caller("ben"), &[("AddRoleToInstanceProfile", add, expected)]);
    }
}

/// Ben may manage users and roles that have the boundary Cap, and nobody else; Cap is his own too.
fn delegated() -> World {
    let delegation = format!(
        r#"{{"Version": "2012-10-17", "Statement": [
            {{"Effect": "Allow", "Resource": "*",
              "Action": ["iam:CreateUser", "iam:CreateRole", "iam:AttachUserPolicy", "iam:AttachRolePolicy",
                         "iam:DetachUserPolicy", "iam:PutUserPolicy", "iam:PutRolePolicy",
                         "iam:PutUserPermissionsBoundary", "iam:PutRolePermissionsBoundary"],
              "Condition": {{"StringEquals": {{"iam:PermissionsBoundary": "{CAP}"}}}}}},
            {{"Effect": "Allow", "Action": ["iam:Get*", "iam:List*", "iam:CreatePolicy", "iam:DeleteUser"], "Resource": "*"}},
            {{"Effect": "Deny", "Action": ["iam:DeleteUserPermissionsBoundary", "iam:DeleteRolePermissionsBoundary"], "Resource": "*"}},
            {{"Effect": "Deny", "Resource": "{CAP}",
              "Action": ["iam:CreatePolicyVersion", "iam:DeletePolicy", "iam:DeletePolicyVersion", "iam:SetDefaultPolicyVersion"]}},
            {{"Effect": "Deny", "Resource": "arn:aws:iam::444455556666:user/ben",
              "Action": ["iam:PutUserPolicy", "iam:AttachUserPolicy", "iam:DeleteUserPolicy", "iam:DetachUserPolicy",
                         "iam:PutUserPermissionsBoundary"]}}
        ]}}"#
    );
    let mut world = with_ben(&PolicyText::new(delegation));
    prod(&mut world).users.get_mut("ben").unwrap().permissions_boundary = Some(arn(CAP));
    // Somebody without the boundary.
    make(&mut world, "CreateUser", &[("UserName", "boss")]);
    world
}

#[test]
fn s135_a_delegate_makes_and_fills_whom_the_boundary_caps_and_nobody_else() {
    let mut world = delegated();
    let bound = ("PermissionsBoundary", CAP);
    let trust = ("AssumeRolePolicyDocument", TRUST_EC2);
    let inline = [("PolicyName", "p"), ("PolicyDocument", ALLOW_ALL)];
    let ben = user_caller("ben");
    check_as(
        &mut world,
        &ben,
        &[
            ("CreateUser", &[("UserName", "new"), bound], None),
            ("CreateUser", &[("UserName", "free")], DENIED),
            ("CreateUser", &[("UserName", "free"), ("PermissionsBoundary", READ_ONLY)], DENIED),
            ("CreateRole", &[("RoleName", "New"), trust, bound], None),
            ("CreateRole", &[("RoleName", "Free"), trust], DENIED),
            ("AttachUserPolicy", &[("UserName", "new"), ("PolicyArn", READ_ONLY)], None),
            ("AttachUserPolicy", &[("UserName", "boss"), ("PolicyArn", READ_ONLY)], DENIED),
            ("PutUserPolicy", &[&[("UserName", "new")], &inline[..]].concat(), None),
            ("PutUserPolicy", &[&[("UserName", "boss")], &inline[..]].concat(), DENIED),
            ("PutRolePolicy", &[&[("RoleName", "New")], &inline[..]].concat(), None),
            ("DetachUserPolicy", &[("UserName", "new"), ("PolicyArn", READ_ONLY)], None),
            // The boundary may be put on anybody, never another one, and never taken away.
            ("PutUserPermissionsBoundary", &[("UserName", "boss"), bound], None),
            (
                "PutUserPermissionsBoundary",
                &[("UserName", "new"), ("PermissionsBoundary", READ_ONLY)],
                DENIED,
            ),
            ("DeleteUserPermissionsBoundary", &[("UserName", "new")], DENIED),
            ("DeleteRolePermissionsBoundary", &[("RoleName", "New")], DENIED),
            // The boundary's policy stays as it is.
            ("CreatePolicyVersion", &[("PolicyArn", CAP), ("PolicyDocument", ALLOW_ALL)], DENIED),
            ("DeletePolicyVersion", &[("PolicyArn", CAP), ("VersionId", "v1")], DENIED),
            ("SetDefaultPolicyVersion", &[("PolicyArn", CAP), ("VersionId", "v1")], DENIED),
            ("DeletePolicy", &[("PolicyArn", CAP)], DENIED),
            // So does the delegate.
            ("PutUserPolicy", &[&[("UserName", "ben")], &inline[..]].concat(), DENIED),
            ("AttachUserPolicy", &[("UserName", "ben"), ("PolicyArn", READ_ONLY)], DENIED),
            ("DeleteUserPermissionsBoundary", &[("UserName", "ben")], DENIED),
            ("CreatePolicy", &[("PolicyName", "New"), ("PolicyDocument", ALLOW_ALL)], None),
        ],
    );
    // Whom the delegate made is capped.
    make(
        &mut world,
        "CreatePolicyVersion",
        &[("PolicyArn", CAP), ("SetAsDefault", "true"), ("PolicyDocument", allow("s3:*").text())],
    );
    check_as(&mut world, &user_caller("new"), &[("ListUsers", &[], DENIED)]);
}
