//! What every call of STS goes through: order of checks, credentials, kinds of session (S20–S24, S71–S79).

use super::sts_call::*;
use super::world::*;
use crate::*;

const DENIED: ErrorCode = ErrorCode::AccessDenied;

#[test]
fn s20_checks_come_in_order_and_say_where_a_call_failed() {
    let mut world = open_world();
    let nobody = Credentials::Keys(AccessKeyPair::long_term(&world, "AKIANOBODYEXAMPLE"));
    let assume: Vec<(&str, Value)> = vec![("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    let too_long = [&assume[..], &[("DurationSeconds", n(7200))]].concat();
    let bad = [&assume[..1], &[("RoleSessionName", t("x"))]].concat();
    let no_arn = [("RoleArn", t("twenty-characters-no-arn")), ("RoleSessionName", t("test"))];
    let other = [("RoleArn", t("arn:aws:iam::444455556666:role/None")), ("RoleSessionName", t("test"))];
    let maria = signed_by(&maria());
    for (credentials, parameters, expected) in [
        (&nobody, &bad[..], Err((ErrorCode::ValidationError, Check::Parameters))),
        (&nobody, &assume[..], Err((ErrorCode::InvalidClientTokenId, Check::Credentials))),
        (&signed_by(&root()), &bad[..], Err((ErrorCode::ValidationError, Check::Parameters))),
        (&signed_by(&root()), &assume[..], Err((DENIED, Check::SessionKind))),
        (&maria, &no_arn[..], Err((ErrorCode::ValidationError, Check::Parameters))),
        (&maria, &other[..], Err((DENIED, Check::Policies))),
        (&maria, &too_long[..], Err((ErrorCode::ValidationError, Check::Operation))),
        (&maria, &assume[..], Ok(())),
    ] {
        check(&make(&mut world, credentials, "sts:AssumeRole", parameters), expected);
    }
}

#[test]
fn s20_all_checks_before_the_one_that_failed_have_passed() {
    let mut world = open_world();
    let too_long = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test")), ("DurationSeconds", n(7200))];
    let called = make_as(&mut world, &maria(), "sts:AssumeRole", &too_long);
    let passed = CheckOutcome::Passed;
    assert_eq!(
        called.checks,
        [
            (Check::Parameters, passed),
            (Check::Credentials, passed),
            (Check::SessionKind, passed),
            (Check::Policies, passed),
            (Check::Operation, CheckOutcome::Failed),
        ]
    );
}

#[test]
fn s21_all_that_is_wrong_with_parameters_is_said_at_once() {
    let mut world = open_world();
    let called = make_as(
        &mut world,
        &maria(),
        "sts:AssumeRole",
        &[("RoleArn", t("x")), ("RoleSessionName", t("y")), ("DurationSeconds", n(1)), ("Foo", t("z"))],
    );
    check(&called, Err((ErrorCode::ValidationError, Check::Parameters)));
    let message = called.result.unwrap_err().message;
    for name in ["roleArn", "roleSessionName", "durationSeconds", "Foo"] {
        assert!(message.contains(name), "{message}");
    }
}

#[test]
fn s22_long_term_keys_must_be_there_active_and_have_their_secret() {
    let mut world = open_world();
    let created = make_as(&mut world, &admin(), "iam:CreateAccessKey", &[]);
    let id = field(&created, "AccessKey.AccessKeyId");
    let pair = AccessKeyPair::long_term(&world, &id);
    let wrong = AccessKeyPair { secret_access_key: "wrong".to_owned(), ..pair.clone() };
    let with_token = AccessKeyPair { session_token: Some("token".to_owned()), ..pair.clone() };
    let good = Credentials::Keys(pair);
    let identity = |world: &mut World, it: &Credentials| code(&make(world, it, "sts:GetCallerIdentity", &[]));
    assert_eq!(identity(&mut world, &good), Ok(()));
    assert_eq!(identity(&mut world, &Credentials::Keys(wrong)), Err(ErrorCode::SignatureDoesNotMatch));
    assert_eq!(identity(&mut world, &Credentials::Keys(with_token)), Err(ErrorCode::InvalidClientTokenId));
    let inactive = [("AccessKeyId", t(&id)), ("Status", t("Inactive"))];
    assert_eq!(code(&make_as(&mut world, &admin(), "iam:UpdateAccessKey", &inactive)), Ok(()));
    assert_eq!(identity(&mut world, &good), Err(ErrorCode::InvalidClientTokenId));
    assert_eq!(
        code(&make_as(&mut world, &admin(), "iam:DeleteAccessKey", &[("AccessKeyId", t(&id))])),
        Ok(())
    );
    assert_eq!(identity(&mut world, &good), Err(ErrorCode::InvalidClientTokenId));
}

#[test]
fn s22_temporary_keys_need_their_token_and_expire() {
    let mut world = open_world();
    let parameters = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    let keys = keys_of(&make_as(&mut world, &maria(), "sts:AssumeRole", &parameters));
    let Credentials::Keys(pair) = &keys else { panic!() };
    let without_token = Credentials::Keys(AccessKeyPair { session_token: None, ..pair.clone() });
    let identity = |world: &mut World, it: &Credentials| make(world, it, "sts:GetCallerIdentity", &[]);
    check(&identity(&mut world, &keys), Ok(()));
    let invalid = Err((ErrorCode::InvalidClientTokenId, Check::Credentials));
    check(&identity(&mut world, &without_token), invalid);
    world.clock = world.clock.plus_seconds(3600);
    check(&identity(&mut world, &keys), Err((ErrorCode::ExpiredToken, Check::Credentials)));
}

#[test]
fn s22_an_unsigned_call_lacks_its_token() {
    let mut world = open_world();
    let missing = Err((ErrorCode::MissingAuthenticationToken, Check::Credentials));
    for operation in ["sts:GetCallerIdentity", "sts:GetSessionToken", "iam:ListUsers"] {
        check(&make_as(&mut world, &Caller::Anonymous, operation, &[]), missing);
    }
    let parameters = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    check(&make_as(&mut world, &Caller::Anonymous, "sts:AssumeRole", &parameters), missing);
    // Other services decide for themselves whom they answer: policies are read.
    let called = make_as(&mut world, &Caller::Anonymous, "s3:GetObject", &[]);
    check(&called, Err((DENIED, Check::Policies)));
}

/// The law: credentials are of one world.
#[test]
fn s22_a_session_of_one_world_is_nothing_in_another() {
    let other = open_world();
    let mut world = open_world();
    let mut given = Vec::new();
    let role = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    given.push(make_as(&mut world, &admin(), "sts:AssumeRole", &role));
    given.push(make_as(&mut world, &admin(), "sts:GetSessionToken", &[]));
    given.push(make_as(&mut world, &admin(), "sts:GetFederationToken", &[("Name", t("fed"))]));
    for called in &given {
        let keys = keys_of(called);
        assert!(keys.authenticate(&world).is_ok());
        assert_eq!(keys.authenticate(&other).unwrap_err().code, ErrorCode::InvalidClientTokenId);
        let mut seeded = World { seed: 8, ..open_world() };
        make_as(&mut seeded, &admin(), "sts:AssumeRole", &role);
        assert_eq!(keys.authenticate(&seeded).unwrap_err().code, ErrorCode::InvalidClientTokenId);
    }
}

#[test]
fn s23_a_call_that_failed_leaves_no_session() {
    let mut world = open_world();
    set_trust(&mut world, trust(r#"{"AWS": "777788889999"}"#, "sts:AssumeRole"));
    let before = World { trail: Vec::new(), ..world.clone() };
    let role = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    check(&make_as(&mut world, &admin(), "sts:AssumeRole", &role), Err((DENIED, Check::Policies)));
    let after = World { trail: Vec::new(), n_ids: before.n_ids, ..world };
    assert_eq!(after, before);
}

#[test]
fn s71_anybody_with_good_credentials_learns_who_they_are() {
    let mut world = open_world();
    let denied = policy("Deny", r#""Action": "*", "Resource": "*""#);
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.insert("no".to_owned(), denied.clone());
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("no".to_owned(), denied);
    let session = assumed(&mut world, &admin(), &[]);
    for (caller, arn, id) in [
        (maria(), "arn:aws:iam::444455556666:user/maria", "AIDAMARIAEXAMPLE"),
        (root(), "arn:aws:iam::444455556666:root", "444455556666"),
        (session, "arn:aws:sts::444455556666:assumed-role/R/test", "AROATESTEXAMPLE:test"),
    ] {
        let called = make_as(&mut world, &caller, "sts:GetCallerIdentity", &[]);
        assert_eq!(field(&called, "Arn"), arn);
        assert_eq!(field(&called, "UserId"), id);
        assert_eq!(field(&called, "Account"), PROD);
    }
}

#[test]
fn s72_a_key_says_whose_account_it_is_of() {
    let mut world = open_world();
    let created = make_as(&mut world, &admin(), "iam:CreateAccessKey", &[]);
    let session = make_as(&mut world, &admin(), "sts:GetSessionToken", &[]);
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.users.insert("eve".to_owned(), user_with("all", allow("*")));
    let eve = Caller::User { arn: user_arn(PARTNER, "eve") };
    for id in [field(&created, "AccessKey.AccessKeyId"), field(&session, "Credentials.AccessKeyId")] {
        let called = make_as(&mut world, &eve, "sts:GetAccessKeyInfo", &[("AccessKeyId", t(&id))]);
        assert_eq!(field(&called, "Account"), PROD);
    }
    let unknown =
        make_as(&mut world, &eve, "sts:GetAccessKeyInfo", &[("AccessKeyId", t("AKIANOBODYEXAMPLE"))]);
    check(&unknown, Err((ErrorCode::ValidationError, Check::Operation)));
}

/// Each kind of credentials, and what it may call whatever the policies say.
#[test]
fn s78_what_each_kind_of_credentials_may_not_call() {
    let mut world = open_world();
    let all = allow("*");
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), all.clone());
    let device = MfaDevice {
        kind: MfaKind::Virtual,
        owner: Some(MfaOwner::User("admin".to_owned())),
        tags: Tags::new(),
    };
    prod(&mut world).mfa_devices.insert("arn:aws:iam::444455556666:mfa/admin".to_owned(), device);
    let role_session = assumed(&mut world, &admin(), &[]);
    let plain = make_as(&mut world, &admin(), "sts:GetSessionToken", &[]);
    let with_code = [("SerialNumber", t("arn:aws:iam::444455556666:mfa/admin")), ("TokenCode", t("123456"))];
    let with_mfa = make_as(&mut world, &admin(), "sts:GetSessionToken", &with_code);
    let by_root = make_as(&mut world, &root(), "sts:GetSessionToken", &[]);
    let federated = make_as(
        &mut world,
        &admin(),
        "sts:GetFederationToken",
        &[("Name", t("fed")), ("Policy", t(all.text()))],
    );
    let [plain, with_mfa, by_root, federated] =
        [plain, with_mfa, by_root, federated].map(|it| caller_of(&world, &it));
    let service = Caller::Service { name: "ec2.amazonaws.com".to_owned() };

    let role = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    let name = [("Name", t("fed"))];
    let key = [("AccessKeyId", t("AKIANOBODYEXAMPLE"))];
    let calls: [(&str, Parameters<'_>); 6] = [
        ("sts:AssumeRole", &role),
        ("sts:GetSessionToken", &[]),
        ("sts:GetFederationToken", &name),
        ("sts:GetAccessKeyInfo", &key),
        ("sts:GetCallerIdentity", &[]),
        ("iam:ListUsers", &[]),
    ];
    for (kind, caller, expected) in [
        ("user", admin(), [true; 6]),
        ("root", root(), [false, true, true, true, true, true]),
        ("role session", role_session, [true, false, false, true, true, true]),
        ("session token", plain, [true, false, false, false, true, false]),
        ("session token with MFA", with_mfa, [true, false, false, false, true, true]),
        ("session token of root", by_root, [false, false, false, false, true, false]),
        ("federated user", federated, [false, false, false, false, true, false]),
        ("service", service, [true, false, false, false, false, true]),
    ] {
        let may = calls.map(|(operation, parameters)| {
            failed_at(&make_as(&mut world, &caller, operation, parameters)) != Some(Check::SessionKind)
        });
        assert_eq!(may, expected, "{kind}");
    }
}

/// Actions with resources.
type Asked<'a> = &'a [(&'a str, &'a str)];

#[test]
fn s79_what_each_call_is_authorized_on() {
    let mut world = open_world();
    let role = [
        ("RoleArn", t(ROLE)),
        ("RoleSessionName", t("test")),
        ("Tags", tags(&[("team", "web")])),
        ("SourceIdentity", t("ana")),
    ];
    let name = [("Name", t("fed")), ("Tags", tags(&[("team", "web")]))];
    let key = [("AccessKeyId", t("AKIANOBODYEXAMPLE"))];
    let federated = "arn:aws:sts::444455556666:federated-user/fed";
    let calls: [(&str, Parameters<'_>, Asked<'_>); 5] = [
        (
            "sts:AssumeRole",
            &role,
            &[("sts:AssumeRole", ROLE), ("sts:TagSession", ROLE), ("sts:SetSourceIdentity", ROLE)],
        ),
        (
            "sts:GetFederationToken",
            &name,
            &[("sts:GetFederationToken", federated), ("sts:TagSession", federated)],
        ),
        ("sts:GetSessionToken", &[], &[("sts:GetSessionToken", "*")]),
        ("sts:GetCallerIdentity", &[], &[("sts:GetCallerIdentity", "*")]),
        ("sts:GetAccessKeyInfo", &key, &[("sts:GetAccessKeyInfo", "*")]),
    ];
    for (operation, parameters, expected) in calls {
        let called = make_as(&mut world, &admin(), operation, parameters);
        let asked: Vec<_> = called
            .authorizations
            .iter()
            .map(|it| (it.request.action.as_str(), it.request.resource.as_str()))
            .collect();
        assert_eq!(asked, expected, "{operation}");
    }
}
