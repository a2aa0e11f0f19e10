//! `sts:GetSessionToken`, `sts:GetFederationToken` and second factors (S69, S70, S80–S83).

use iam_evaluator::{DecidedBy, Decision};

use super::sts_call::*;
use super::world::*;
use crate::*;

const SERIAL: &str = "arn:aws:iam::444455556666:mfa/admin";
const DENIED: Result<(), (ErrorCode, Check)> = Err((ErrorCode::AccessDenied, Check::Policies));

fn with_code(serial: &str) -> [(&'static str, Value); 2] {
    [("SerialNumber", t(serial)), ("TokenCode", t("123456"))]
}

fn session_token(world: &mut World, caller: &Caller, parameters: Parameters<'_>) -> Called {
    make_as(world, caller, "sts:GetSessionToken", parameters)
}

fn federation_token(world: &mut World, caller: &Caller, parameters: Parameters<'_>) -> Called {
    let mut all = vec![("Name", t("fed"))];
    all.retain(|(name, _)| parameters.iter().all(|(it, _)| it != name));
    all.extend(parameters.iter().cloned());
    make_as(world, caller, "sts:GetFederationToken", &all)
}

/// Who has no device in the world may have one, but none that cannot be its own or is somebody else's.
#[test]
fn s33_a_device_that_is_not_in_the_world_can_be_the_callers() {
    let mut world = open_world();
    let device = |name: &str| MfaDevice {
        kind: MfaKind::Hardware,
        owner: Some(MfaOwner::User(name.to_owned())),
        tags: Tags::new(),
    };
    prod(&mut world).mfa_devices.insert("GAHTOFADMIN".to_owned(), device("admin"));
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.mfa_devices.insert("GAHTOFPARTNER".to_owned(), device("eve"));
    let refused = Err((ErrorCode::AccessDenied, Check::Credentials));
    for (serial, expected) in [
        ("arn:aws:iam::444455556666:mfa/anything", Ok(())),
        ("GAHT12345678", Ok(())),
        ("GAHTOFADMIN", refused),
        ("GAHTOFPARTNER", refused),
        ("arn:aws:iam::777788889999:mfa/maria", refused),
        ("arn:aws-cn:iam::444455556666:mfa/maria", refused),
        ("arn:aws:iam::444455556666:u2f/user/maria/key", refused),
        ("arn:aws:iam::444455556666:user/maria", refused),
        ("arn:aws:sts::444455556666:mfa/maria", refused),
        ("no-such-thing", refused),
        ("lowercase1234", refused),
    ] {
        let called = session_token(&mut world, &maria(), &with_code(serial));
        let found = code(&called).map_err(|it| (it, failed_at(&called).unwrap()));
        assert_eq!(found, expected, "{serial}");
    }
    let wrong = [("SerialNumber", t("GAHT12345678")), ("TokenCode", t("000000"))];
    check(&session_token(&mut world, &maria(), &wrong), refused);
}

fn decision(world: &World, caller: &Caller, action: &str) -> Decision {
    ask(world, caller, action, "*").trace.evaluation.decision
}

#[test]
fn s69_no_permission_is_needed_and_no_deny_keeps_from_it() {
    let mut world = open_world();
    check(&session_token(&mut world, &maria(), &[]), Ok(()));
    let denied = policy("Deny", r#""Action": "*", "Resource": "*""#);
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.insert("no".to_owned(), denied);
    let called = session_token(&mut world, &maria(), &[]);
    check(&called, Ok(()));
    assert_eq!(called.authorizations[0].trace.evaluation.decided_by, DecidedBy::Service);
}

#[test]
fn s69_a_session_gets_none() {
    let mut world = open_world();
    let refused = Err((ErrorCode::AccessDenied, Check::SessionKind));
    let token = session_token(&mut world, &admin(), &[]);
    let token = caller_of(&world, &token);
    let role_session = assumed(&mut world, &admin(), &[]);
    for caller in [token, role_session] {
        check(&session_token(&mut world, &caller, &[]), refused);
        check(&federation_token(&mut world, &caller, &[]), refused);
    }
}

/// Root users get an hour at most, whatever they ask for (S12).
#[test]
fn s69_how_long_the_sessions_last() {
    let mut world = open_world();
    let seconds = |it: i64| vec![("DurationSeconds", n(it))];
    for (caller, parameters, expires) in [
        (maria(), Vec::new(), "2026-01-15T22:00:00Z"),
        (maria(), seconds(900), "2026-01-15T10:15:00Z"),
        (maria(), seconds(129_600), "2026-01-16T22:00:00Z"),
        (root(), Vec::new(), "2026-01-15T11:00:00Z"),
        (root(), seconds(129_600), "2026-01-15T11:00:00Z"),
        (root(), seconds(900), "2026-01-15T10:15:00Z"),
    ] {
        let called = session_token(&mut world, &caller, &parameters);
        assert_eq!(field(&called, "Credentials.Expiration"), expires);
    }
    for (caller, expires) in [(admin(), "2026-01-15T22:00:00Z"), (root(), "2026-01-15T11:00:00Z")] {
        let called = federation_token(&mut world, &caller, &[]);
        assert_eq!(field(&called, "Credentials.Expiration"), expires);
    }
    let invalid = Err((ErrorCode::ValidationError, Check::Parameters));
    for it in [899, 129_601] {
        check(&session_token(&mut world, &maria(), &seconds(it)), invalid);
    }
}

/// The user itself, with temporary credentials: it may do what the user may do, MFA or not.
#[test]
fn s69_a_session_token_is_the_user() {
    let mut world = open_world();
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.insert("own".to_owned(), allow("sqs:*"));
    let token = session_token(&mut world, &maria(), &[]);
    let token = caller_of(&world, &token);
    assert_eq!(decision(&world, &token, "sqs:ListQueues"), Decision::Allowed);
    assert_eq!(decision(&world, &token, "sns:ListTopics"), Decision::ImplicitDeny);
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.remove("own");
    assert_eq!(decision(&world, &token, "sqs:ListQueues"), Decision::ImplicitDeny);
}

#[test]
fn s70_the_caller_must_be_allowed_on_the_federated_user() {
    let mut world = open_world();
    check(&federation_token(&mut world, &maria(), &[]), DENIED);
    let own = policy(
        "Allow",
        r#""Action": "sts:GetFederationToken", "Resource": "arn:aws:sts::444455556666:federated-user/fed""#,
    );
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.insert("own".to_owned(), own);
    check(&federation_token(&mut world, &maria(), &[]), Ok(()));
    check(&federation_token(&mut world, &maria(), &[("Name", t("other"))]), DENIED);
    check(&federation_token(&mut world, &maria(), &[("Tags", tags(&[("a", "1")]))]), DENIED);
    check(&federation_token(&mut world, &admin(), &[("Tags", tags(&[("a", "1")]))]), Ok(()));
}

#[test]
fn s70_parameters_have_limits() {
    let mut world = open_world();
    let invalid = Err((ErrorCode::ValidationError, Check::Parameters));
    let long_name = "n".repeat(33);
    for (name, value) in [
        ("Name", t("x")),
        ("Name", t(&long_name)),
        ("Name", t("with space")),
        ("Policy", t(&format!("{}{}", allow("s3:*").text(), " ".repeat(2048)))),
        ("PolicyArns", Value::texts((0..11).map(|it| format!("arn:aws:iam::aws:policy/P{it}")))),
        ("PolicyArns", Value::texts(["arn:aws:iam::777788889999:policy/Other"])),
        ("Tags", tags(&[("a", "1"), ("A", "2")])),
        ("TransitiveTagKeys", Value::texts(["a"])),
    ] {
        check(&federation_token(&mut world, &admin(), &[(name, value)]), invalid);
    }
    let malformed = Err((ErrorCode::MalformedPolicyDocument, Check::Operation));
    check(&federation_token(&mut world, &admin(), &[("Policy", t("{"))]), malformed);
}

#[test]
fn s70_what_a_call_gives() {
    let mut world = open_world();
    let called = federation_token(&mut world, &admin(), &[("Policy", t(allow("s3:*").text()))]);
    assert_eq!(field(&called, "FederatedUser.Arn"), "arn:aws:sts::444455556666:federated-user/fed");
    assert_eq!(field(&called, "FederatedUser.FederatedUserId"), "444455556666:fed");
    assert_eq!(field(&called, "PackedPolicySize"), "5");
    assert!(field(&called, "Credentials.AccessKeyId").starts_with("ASIA"));
    let plain = federation_token(&mut world, &admin(), &[]);
    assert!(plain.result.unwrap().fields.get("PackedPolicySize").is_none());
}

/// What the user may do and the session policy allows; nothing without one. The user's policies count as they are now.
#[test]
fn s70_a_federated_user_may_what_both_allow() {
    let mut world = open_world();
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.insert("own".to_owned(), allow("sqs:*"));
    prod(&mut world)
        .users
        .get_mut("maria")
        .unwrap()
        .policies
        .inline
        .insert("sts".to_owned(), allow("sts:GetFederationToken"));
    let bare = federation_token(&mut world, &maria(), &[]);
    let wide = federation_token(&mut world, &maria(), &[("Policy", t(allow("*").text()))]);
    let [bare, wide] = [bare, wide].map(|it| caller_of(&world, &it));
    assert_eq!(decision(&world, &bare, "sqs:ListQueues"), Decision::ImplicitDeny);
    assert_eq!(decision(&world, &wide, "sqs:ListQueues"), Decision::Allowed);
    assert_eq!(decision(&world, &wide, "sns:ListTopics"), Decision::ImplicitDeny);
    prod(&mut world).users.get_mut("maria").unwrap().policies.inline.remove("own");
    assert_eq!(decision(&world, &wide, "sqs:ListQueues"), Decision::ImplicitDeny);

    // A resource that names the federated user lets it in, whatever else there is.
    let bucket = "arn:aws:s3:::shared";
    let text = policy(
        "Allow",
        r#""Principal": {"AWS": "arn:aws:sts::444455556666:federated-user/fed"}, "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::shared""#,
    );
    prod(&mut world).resources.insert(arn(bucket), Resource { policy: Some(text), ..Resource::default() });
    let answer = ask(&world, &bare, "s3:ListBucket", bucket).trace.evaluation;
    assert_eq!(answer.decision, Decision::Allowed);
}

#[test]
fn s70_a_federated_user_of_root_may_what_its_session_policy_allows() {
    let mut world = open_world();
    let given = federation_token(&mut world, &root(), &[("Policy", t(allow("sqs:*").text()))]);
    let bare = federation_token(&mut world, &root(), &[]);
    let [given, bare] = [given, bare].map(|it| caller_of(&world, &it));
    assert_eq!(decision(&world, &given, "sqs:ListQueues"), Decision::Allowed);
    assert_eq!(decision(&world, &given, "sns:ListTopics"), Decision::ImplicitDeny);
    assert_eq!(decision(&world, &bare, "sqs:ListQueues"), Decision::ImplicitDeny);
}

#[test]
fn s70_tags_of_the_session_override_those_of_the_user() {
    let mut world = open_world();
    let user = prod(&mut world).users.get_mut("admin").unwrap();
    user.tags.insert("Team".to_owned(), "ops".to_owned());
    user.tags.insert("site".to_owned(), "berlin".to_owned());
    let given = federation_token(&mut world, &admin(), &[("Tags", tags(&[("team", "web")]))]);
    let federated = caller_of(&world, &given);
    assert_eq!(key_of(&world, &federated, "aws:PrincipalTag/team").as_deref(), Some("web"));
    assert_eq!(key_of(&world, &federated, "aws:PrincipalTag/site").as_deref(), Some("berlin"));
}

/// Devices with codes, of the caller; others do not help STS calls (S81: a serial number is an ARN, or the hardware's own).
#[test]
fn s80_which_devices_make_a_session_with_mfa() {
    let mut world = open_world();
    let passkey = "arn:aws:iam::444455556666:u2f/user/admin/k";
    let roots = "arn:aws:iam::444455556666:mfa/root";
    let user = |kind: MfaKind| MfaDevice {
        kind,
        owner: Some(MfaOwner::User("admin".to_owned())),
        tags: Tags::new(),
    };
    let devices = &mut prod(&mut world).mfa_devices;
    devices.insert(SERIAL.to_owned(), user(MfaKind::Virtual));
    devices.insert("GAHT12345678".to_owned(), user(MfaKind::Hardware));
    devices.insert(passkey.to_owned(), user(MfaKind::Passkey));
    devices.insert(
        roots.to_owned(),
        MfaDevice { kind: MfaKind::Virtual, owner: Some(MfaOwner::Root), tags: Tags::new() },
    );
    let refused = Err((ErrorCode::AccessDenied, Check::Credentials));
    for (caller, serial, expected) in [
        (admin(), SERIAL, Ok(())),
        (admin(), "GAHT12345678", Ok(())),
        (admin(), passkey, refused),
        (admin(), roots, refused),
        (maria(), SERIAL, refused),
        (root(), roots, Ok(())),
        (root(), SERIAL, refused),
    ] {
        check(&session_token(&mut world, &caller, &with_code(serial)), expected);
    }
}

/// A deny of what comes without MFA: long-term keys have no such key, so that `Bool` alone misses them.
#[test]
fn s82_a_deny_without_mfa_needs_if_exists() {
    let mut world = open_world();
    let plain = session_token(&mut world, &admin(), &[]);
    let with_mfa = session_token(&mut world, &admin(), &with_code(SERIAL));
    let [plain, with_mfa] = [plain, with_mfa].map(|it| caller_of(&world, &it));
    let callers = [admin(), plain, with_mfa];
    for (operator, allowed) in [("Bool", [true, false, true]), ("BoolIfExists", [false, false, true])] {
        let text = policy(
            "Deny",
            &format!(
                r#""Action": "*", "Resource": "*", "Condition": {{"{operator}": {{"aws:MultiFactorAuthPresent": "false"}}}}"#
            ),
        );
        prod(&mut world).users.get_mut("admin").unwrap().policies.inline.insert("mfa".to_owned(), text);
        let found = callers.each_ref().map(|it| decision(&world, it, "sqs:ListQueues") == Decision::Allowed);
        assert_eq!(found, allowed, "{operator}");
    }
}

/// Who cannot have used a second factor: long-term keys and federated users.
#[test]
fn s83_an_allow_with_mfa_is_for_session_tokens_only() {
    let mut world = open_world();
    let text = policy(
        "Allow",
        r#""Action": "sqs:*", "Resource": "*", "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}}"#,
    );
    let user = prod(&mut world).users.get_mut("maria").unwrap();
    user.policies.inline.insert("mfa".to_owned(), text);
    user.policies.inline.insert("sts".to_owned(), allow("sts:GetFederationToken"));
    let with_mfa = session_token(&mut world, &maria(), &with_code("arn:aws:iam::444455556666:mfa/maria"));
    let federated = federation_token(&mut world, &maria(), &[("Policy", t(allow("*").text()))]);
    let [with_mfa, federated] = [with_mfa, federated].map(|it| caller_of(&world, &it));
    for (caller, expected) in [
        (maria(), Decision::ImplicitDeny),
        (federated, Decision::ImplicitDeny),
        (with_mfa, Decision::Allowed),
    ] {
        assert_eq!(decision(&world, &caller, "sqs:ListQueues"), expected, "{caller:?}");
    }
}
