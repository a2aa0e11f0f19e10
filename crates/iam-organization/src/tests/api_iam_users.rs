//! Users and groups: made, named, joined and deleted.

use super::api_iam_calls::*;
use super::world::*;
use crate::*;

const MARIA: &[(&str, &str)] = &[("UserName", "maria")];
const DEVS: &[(&str, &str)] = &[("GroupName", "Devs")];

// S2, S189
#[test]
fn s110_a_new_user_has_a_path_an_id_an_arn_and_what_came_along() {
    let mut world = world();
    make(&mut world, "CreatePolicy", &[("PolicyName", "Cap"), ("PolicyDocument", ALLOW_ALL)]);
    check_shown(
        &mut world,
        "CreateUser",
        MARIA,
        "{User: {Path: /, UserName: maria, UserId: AIDA, Arn: arn:aws:iam::444455556666:user/maria}}",
    );
    check_shown(
        &mut world,
        "CreateUser",
        &[
            ("UserName", "ana"),
            ("Path", "/team/web/"),
            ("PermissionsBoundary", "arn:aws:iam::444455556666:policy/Cap"),
            ("Tags", "Team=web"),
        ],
        "{User: {Path: /team/web/, UserName: ana, UserId: AIDA, \
         Arn: arn:aws:iam::444455556666:user/team/web/ana, \
         PermissionsBoundary: {PermissionsBoundaryType: Policy, \
         PermissionsBoundaryArn: arn:aws:iam::444455556666:policy/Cap}, \
         Tags: [{Key: Team, Value: web}]}}",
    );
    let ana = &prod(&mut world).users["ana"];
    assert_eq!(ana.permissions_boundary, Some(arn("arn:aws:iam::444455556666:policy/Cap")));
    assert_eq!(ana.tags["Team"], "web");
}

#[test]
fn s110_a_user_that_does_not_fit_is_not_made() {
    let mut world = world();
    check(
        &mut world,
        &[
            ("CreateUser", MARIA, None),
            ("CreateUser", MARIA, EXISTS),
            (
                "CreateUser",
                &[("UserName", "ben"), ("PermissionsBoundary", "arn:aws:iam::444455556666:policy/No")],
                MISSING,
            ),
            (
                "CreateUser",
                &[("UserName", "ben"), ("PermissionsBoundary", "arn:aws:iam::aws:policy/NoSuchPolicy")],
                MISSING,
            ),
            ("CreateUser", &[("UserName", "ben"), ("PermissionsBoundary", "too short")], INVALID),
            ("CreateUser", &[("UserName", "ben"), ("Tags", "a=1,A=2")], INPUT),
            ("CreateUser", &[("UserName", "ben"), ("Tags", "aws:a=1")], INPUT),
            ("CreateUser", &[], INVALID),
            ("CreateUser", &[("UserName", "ben"), ("Colour", "red")], INVALID),
        ],
    );
    assert_eq!(prod(&mut world).users.len(), 1);
}

// L181
#[test]
fn s101_names_have_a_length_and_a_charset() {
    let mut world = world();
    let (fits, too_long) = ("u".repeat(64), "u".repeat(65));
    let (group_fits, group_too_long) = ("g".repeat(128), "g".repeat(129));
    check(
        &mut world,
        &[
            ("CreateUser", &[("UserName", &fits)], None),
            ("CreateUser", &[("UserName", &too_long)], INVALID),
            ("CreateUser", &[("UserName", "")], INVALID),
            ("CreateUser", &[("UserName", "a_b+c=d,e.f@g-h")], None),
            ("CreateUser", &[("UserName", "a b")], INVALID),
            ("CreateUser", &[("UserName", "a/b")], INVALID),
            ("CreateUser", &[("UserName", "maría")], INVALID),
            ("CreateGroup", &[("GroupName", &group_fits)], None),
            ("CreateGroup", &[("GroupName", &group_too_long)], INVALID),
            ("CreateRole", &[("RoleName", &too_long), ("AssumeRolePolicyDocument", TRUST_EC2)], INVALID),
            ("CreatePolicy", &[("PolicyName", &group_fits), ("PolicyDocument", ALLOW_ALL)], None),
            ("CreatePolicy", &[("PolicyName", &group_too_long), ("PolicyDocument", ALLOW_ALL)], INVALID),
            ("CreateInstanceProfile", &[("InstanceProfileName", &group_too_long)], INVALID),
        ],
    );
}

// L155
#[test]
fn s101_paths_begin_and_end_with_a_slash() {
    let mut world = world();
    let longest = format!("/{}/", "p".repeat(510));
    let too_long = format!("/{}/", "p".repeat(511));
    for (idx, (path, expected)) in [
        ("/", None),
        ("/team/", None),
        ("/team/web/", None),
        ("/!~#$/", None),
        (&*longest, None),
        (&*too_long, INVALID),
        ("", INVALID),
        ("//", INVALID),
        ("team/", INVALID),
        ("/team", INVALID),
        ("/my team/", INVALID),
        ("/équipe/", INVALID),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("n{idx}");
        check(
            &mut world,
            &[
                ("CreateUser", &[("UserName", &name), ("Path", path)], expected),
                ("CreateGroup", &[("GroupName", &name), ("Path", path)], expected),
                ("CreateInstanceProfile", &[("InstanceProfileName", &name), ("Path", path)], expected),
                (
                    "CreateRole",
                    &[("RoleName", &name), ("Path", path), ("AssumeRolePolicyDocument", TRUST_EC2)],
                    expected,
                ),
            ],
        );
    }
    for (idx, (path, expected)) in [
        ("/", None),
        ("/a.b,c+d@e=f_g-h/i/", None),
        ("/!~/", INVALID),
        ("/a//b/", INVALID),
        ("//", INVALID),
        ("/a", INVALID),
    ]
    .into_iter()
    .enumerate()
    {
        let name = format!("p{idx}");
        let row = (
            "CreatePolicy",
            &*vec![("PolicyName", &*name), ("Path", path), ("PolicyDocument", ALLOW_ALL)],
            expected,
        );
        check(&mut world, &[row]);
    }
    for (path, expected) in
        [("/", None), ("/a1/b/", None), ("/a-b/", INVALID), ("//", INVALID), ("/a", INVALID)]
    {
        check(
            &mut world,
            &[("CreateVirtualMFADevice", &[("VirtualMFADeviceName", "m"), ("Path", path)], expected)],
        );
    }
}

#[test]
fn s102_names_are_unique_whatever_their_case_and_path() {
    let mut world = world();
    check(
        &mut world,
        &[
            ("CreateUser", MARIA, None),
            ("CreateUser", &[("UserName", "Maria"), ("Path", "/other/")], EXISTS),
            ("CreateGroup", DEVS, None),
            ("CreateGroup", &[("GroupName", "DEVS"), ("Path", "/other/")], EXISTS),
            ("CreateGroup", &[("GroupName", "maria")], None),
            ("CreateRole", &[("RoleName", "App"), ("AssumeRolePolicyDocument", TRUST_EC2)], None),
            ("CreateRole", &[("RoleName", "app"), ("AssumeRolePolicyDocument", TRUST_EC2)], EXISTS),
            ("CreatePolicy", &[("PolicyName", "Cap"), ("PolicyDocument", ALLOW_ALL)], None),
            (
                "CreatePolicy",
                &[("PolicyName", "cap"), ("Path", "/x/"), ("PolicyDocument", ALLOW_ALL)],
                EXISTS,
            ),
            ("CreateInstanceProfile", &[("InstanceProfileName", "Web")], None),
            ("CreateInstanceProfile", &[("InstanceProfileName", "wEB"), ("Path", "/x/")], EXISTS),
            ("CreateUser", &[("UserName", "ana")], None),
            ("UpdateUser", &[("UserName", "ana"), ("NewUserName", "MARIA")], EXISTS),
            ("UpdateUser", &[("UserName", "ana"), ("NewUserName", "Ana")], None),
        ],
    );
}

// L178
#[test]
fn s103_an_account_has_so_many_users_groups_and_roles() {
    let mut world = world();
    let account = prod(&mut world);
    account.users.extend((0..4999).map(|it| (format!("u{it}"), user())));
    account.roles.extend((0..999).map(|it| (format!("r{it}"), role(allow("*")))));
    let group =
        Group { path: "/".to_owned(), unique_id: String::new(), policies: IdentityPolicies::default() };
    account.groups.extend((0..299).map(|it| (format!("g{it}"), group.clone())));
    let policy = |it| (format!("p{it}"), ManagedPolicy::new("/", allow("*")));
    account.managed_policies.extend((0..1499).map(policy));
    let profile =
        InstanceProfile { path: "/".to_owned(), unique_id: String::new(), role: None, tags: Tags::new() };
    account.instance_profiles.extend((0..999).map(|it| (format!("i{it}"), profile.clone())));
    account.saml_providers.extend((0..99).map(|it| (format!("s{it}"), SamlProvider::default())));
    account.oidc_providers.extend((0..99).map(|it| (format!("o{it}.example"), OidcProvider::default())));
    let metadata = "m".repeat(1000);
    for (name, expected) in [("last", None), ("more", FULL)] {
        let url = format!("https://{name}.example");
        check(
            &mut world,
            &[
                ("CreateUser", &[("UserName", name)], expected),
                ("CreateGroup", &[("GroupName", name)], expected),
                ("CreateRole", &[("RoleName", name), ("AssumeRolePolicyDocument", TRUST_EC2)], expected),
                ("CreatePolicy", &[("PolicyName", name), ("PolicyDocument", ALLOW_ALL)], expected),
                ("CreateInstanceProfile", &[("InstanceProfileName", name)], expected),
                ("CreateSAMLProvider", &[("Name", name), ("SAMLMetadataDocument", &metadata)], expected),
                ("CreateOpenIDConnectProvider", &[("Url", &url)], expected),
            ],
        );
    }
}

#[test]
fn s111_get_user_without_a_name_is_about_the_caller() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    make(
        &mut world,
        "PutUserPolicy",
        &[("UserName", "maria"), ("PolicyName", "all"), ("PolicyDocument", ALLOW_ALL)],
    );
    check_shown(
        &mut world,
        "GetUser",
        &[],
        "{User: {UserId: 444455556666, Arn: arn:aws:iam::444455556666:root}}",
    );
    let token = |owner, mfa| {
        let (issued, expires) = (world.clock, world.clock.plus_seconds(900));
        Caller::SessionToken(Box::new(SessionToken { owner, owner_id: None, issued, expires, mfa }))
    };
    let of_maria = token(TokenOwner::User(user_arn(PROD, "maria")), true);
    let of_root = token(TokenOwner::Root(account(PROD)), true);
    for (caller, expected) in [(user_caller("maria"), "maria"), (of_maria, "maria"), (of_root, "root")] {
        let called = make_as(&mut world, &caller, "GetUser", &[]);
        let arn = text_at(&called.result.unwrap().fields, "User.Arn");
        assert!(arn.ends_with(expected), "{arn}");
    }
    check(&mut world, &[("GetUser", MARIA, None), ("GetUser", &[("UserName", "nobody")], MISSING)]);
    prod(&mut world).roles.insert("App".to_owned(), role(allow("*")));
    let session = Session::named(&world, &arn("arn:aws:sts::444455556666:assumed-role/App/s")).unwrap();
    check_as(&mut world, &Caller::RoleSession(Box::new(session)), &[("GetUser", &[], INVALID)]);
}

// L180
#[test]
fn s112_membership_is_made_once_and_of_users_alone() {
    let mut world = world();
    let both: &[(&str, &str)] = &[("GroupName", "Devs"), ("UserName", "maria")];
    check(
        &mut world,
        &[
            ("CreateUser", MARIA, None),
            ("CreateGroup", DEVS, None),
            ("CreateGroup", DEVS, EXISTS),
            ("CreateGroup", &[("GroupName", "Ops"), ("Tags", "a=b")], INVALID),
            ("CreateGroup", &[("GroupName", "Ops"), ("PermissionsBoundary", READ_ONLY)], INVALID),
            ("AddUserToGroup", both, None),
            ("AddUserToGroup", both, None),
            ("AddUserToGroup", &[("GroupName", "Ops"), ("UserName", "maria")], MISSING),
            ("AddUserToGroup", &[("GroupName", "Devs"), ("UserName", "Devs")], MISSING),
            ("RemoveUserFromGroup", both, None),
            ("RemoveUserFromGroup", both, MISSING),
            ("RemoveUserFromGroup", &[("GroupName", "Ops"), ("UserName", "maria")], MISSING),
            ("RemoveUserFromGroup", &[("GroupName", "Devs"), ("UserName", "nobody")], MISSING),
        ],
    );
}

// L179
#[test]
fn s112_a_user_is_in_ten_groups_at_most() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    for idx in 0..11 {
        make(&mut world, "CreateGroup", &[("GroupName", &format!("g{idx}"))]);
    }
    for idx in 0..10 {
        make(&mut world, "AddUserToGroup", &[("GroupName", &format!("g{idx}")), ("UserName", "maria")]);
    }
    check(
        &mut world,
        &[
            ("AddUserToGroup", &[("GroupName", "g10"), ("UserName", "maria")], FULL),
            ("AddUserToGroup", &[("GroupName", "g3"), ("UserName", "maria")], None),
        ],
    );
    let join = WorldEdit::AddUserToGroup {
        account: account(PROD),
        user: "maria".to_owned(),
        group: "g10".to_owned(),
    };
    assert!(matches!(world.edit(join), Err(WorldEditError::QuotaExceeded(_))));
}

#[test]
fn s113_a_group_shows_its_members_and_a_user_its_groups() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    make(&mut world, "CreateGroup", DEVS);
    make(&mut world, "AddUserToGroup", &[("GroupName", "Devs"), ("UserName", "maria")]);
    let group = "{Path: /, GroupName: Devs, GroupId: AGPA, Arn: arn:aws:iam::444455556666:group/Devs}";
    let user = "{Path: /, UserName: maria, UserId: AIDA, Arn: arn:aws:iam::444455556666:user/maria}";
    check_shown(
        &mut world,
        "GetGroup",
        DEVS,
        &format!("{{Group: {group}, Users: [{user}], IsTruncated: false}}"),
    );
    check_shown(
        &mut world,
        "ListGroupsForUser",
        MARIA,
        &format!("{{Groups: [{group}], IsTruncated: false}}"),
    );
    check(
        &mut world,
        &[
            ("GetGroup", &[("GroupName", "Ops")], MISSING),
            ("ListGroupsForUser", &[("UserName", "x")], MISSING),
        ],
    );
}

// S108
#[test]
fn s136_a_user_goes_after_all_that_hangs_on_it() {
    let mut world = world();
    let key = "iam:CreateAccessKey";
    make(&mut world, "CreateUser", MARIA);
    make(&mut world, "CreateGroup", DEVS);
    make(&mut world, "AddUserToGroup", &[("GroupName", "Devs"), ("UserName", "maria")]);
    make(
        &mut world,
        "PutUserPolicy",
        &[("UserName", "maria"), ("PolicyName", "p"), ("PolicyDocument", ALLOW_ALL)],
    );
    make(&mut world, "AttachUserPolicy", &[("UserName", "maria"), ("PolicyArn", READ_ONLY)]);
    make(
        &mut world,
        "PutUserPermissionsBoundary",
        &[("UserName", "maria"), ("PermissionsBoundary", READ_ONLY)],
    );
    let key = text_at(&make(&mut world, key, MARIA), "AccessKey.AccessKeyId");
    let device = text_at(
        &make(&mut world, "CreateVirtualMFADevice", &[("VirtualMFADeviceName", "maria")]),
        "VirtualMFADevice.SerialNumber",
    );
    let codes = [
        ("UserName", "maria"),
        ("SerialNumber", &device),
        ("AuthenticationCode1", "111111"),
        ("AuthenticationCode2", "222222"),
    ];
    make(&mut world, "EnableMFADevice", &codes);
    for (operation, parameters) in [
        ("RemoveUserFromGroup", vec![("GroupName", "Devs")]),
        ("DeleteUserPolicy", vec![("PolicyName", "p")]),
        ("DetachUserPolicy", vec![("PolicyArn", READ_ONLY)]),
        ("DeleteAccessKey", vec![("AccessKeyId", &*key)]),
        ("DeactivateMFADevice", vec![("SerialNumber", &*device)]),
    ] {
        check(&mut world, &[("DeleteUser", MARIA, CONFLICT)]);
        make(&mut world, operation, &[MARIA, &parameters].concat());
    }
    // The boundary may stay, and so may the device without its owner.
    check(&mut world, &[("DeleteUser", MARIA, None), ("DeleteUser", MARIA, MISSING)]);
    assert_eq!(prod(&mut world).mfa_devices[&device].owner, None);
}

#[test]
fn s136_a_group_goes_after_its_members_and_policies() {
    let mut world = world();
    make(&mut world, "CreateUser", MARIA);
    make(&mut world, "CreateGroup", DEVS);
    make(&mut world, "AddUserToGroup", &[("GroupName", "Devs"), ("UserName", "maria")]);
    make(
        &mut world,
        "PutGroupPolicy",
        &[("GroupName", "Devs"), ("PolicyName", "p"), ("PolicyDocument", ALLOW_ALL)],
    );
    make(&mut world, "AttachGroupPolicy", &[("GroupName", "Devs"), ("PolicyArn", READ_ONLY)]);
    for (operation, parameter) in [
        ("RemoveUserFromGroup", ("UserName", "maria")),
        ("DeleteGroupPolicy", ("PolicyName", "p")),
        ("DetachGroupPolicy", ("PolicyArn", READ_ONLY)),
    ] {
        check(&mut world, &[("DeleteGroup", DEVS, CONFLICT)]);
        make(&mut world, operation, &[DEVS, &[parameter]].concat());
    }
    check(&mut world, &[("DeleteGroup", DEVS, None), ("DeleteGroup", DEVS, MISSING)]);
}

#[test]
fn s138_lists_come_in_pages_and_by_path() {
    let mut world = world();
    for idx in 0..105 {
        let path = if idx < 3 { "/first/" } else { "/" };
        make(&mut world, "CreateUser", &[("UserName", &format!("u{idx:03}")), ("Path", path)]);
    }
    let mut page = |parameters: &[(&str, &str)]| {
        let fields = make(&mut world, "ListUsers", parameters);
        let users = fields.get("Users").unwrap().items().iter();
        let names: Vec<String> = users.map(|it| text_at(it.as_map().unwrap(), "UserName")).collect();
        let marker = fields.text("Marker").map(str::to_owned);
        assert_eq!(fields.get("IsTruncated"), Some(&Value::Bool(marker.is_some())));
        (names, marker)
    };
    let (names, marker) = page(&[]);
    assert_eq!((names.len(), names[0].as_str()), (100, "u000"));
    let (names, marker) = page(&[("Marker", &marker.unwrap())]);
    assert_eq!((names.len(), names[0].as_str(), marker), (5, "u100", None));
    assert_eq!(page(&[("PathPrefix", "/first/")]).0, ["u000", "u001", "u002"]);
    assert_eq!(page(&[("PathPrefix", "/f"), ("MaxItems", "2")]).0, ["u000", "u001"]);
    check(
        &mut world,
        &[
            ("ListUsers", &[("MaxItems", "0")], INVALID),
            ("ListUsers", &[("MaxItems", "1001")], INVALID),
            ("ListUsers", &[("Marker", "no page")], INVALID),
            ("ListUsers", &[("PathPrefix", "first")], INVALID),
        ],
    );
}

/// The builder needs no credentials, and has the same constraints.
#[test]
fn s101_the_builder_takes_the_same_names_paths_and_tags() {
    let mut world = world();
    let user = |path: &str| WorldEdit::CreateIamEntity {
        account: account(PROD),
        entity: IamEntity::User("maria".to_owned()),
        path: path.to_owned(),
    };
    let policy = |path: &str| WorldEdit::CreateManagedPolicy {
        account: account(PROD),
        name: "Cap".to_owned(),
        path: path.to_owned(),
    };
    for path in ["", "//", "/a", "/a b/", "/é/"] {
        assert_eq!(world.edit(user(path)), Err(WorldEditError::InvalidPath(path.to_owned())));
    }
    for path in ["", "//", "/a", "/a b/", "/a//b/", "/!/"] {
        assert_eq!(world.edit(policy(path)), Err(WorldEditError::InvalidPath(path.to_owned())));
    }
    assert_eq!(world.edit(user("/!/")), Ok(()));
    assert_eq!(world.edit(policy("/a.b/c/")), Ok(()));
    let place = EntityRef::Iam { account: account(PROD), entity: IamEntity::User("maria".to_owned()) };
    let tags = (0..51).map(|it| (format!("t{it}"), String::new())).collect();
    let too_many = world.edit(WorldEdit::SetTags { entity: place, tags });
    assert!(matches!(too_many, Err(WorldEditError::QuotaExceeded(Quota { max: 50, .. }))));
}
