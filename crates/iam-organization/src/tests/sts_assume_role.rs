//! `sts:AssumeRole` as a call (S30–S47, S62–S68). Rows about its typed form are in `assume_role.rs`.

use iam_evaluator::{DecidedBy, Decision, Gate, Side};

use super::sts_call::*;
use super::world::*;
use crate::*;

pub(super) const DENIED: Result<(), (ErrorCode, Check)> = Err((ErrorCode::AccessDenied, Check::Policies));

pub(super) fn assume(world: &mut World, caller: &Caller, parameters: Parameters<'_>) -> Called {
    let mut all = vec![("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    all.extend(parameters.iter().cloned());
    make_as(world, caller, "sts:AssumeRole", &all)
}

/// S30: each parameter out of its range, by itself.
// L182
#[test]
fn s30_parameters_have_limits() {
    let mut world = open_world();
    let many: Vec<String> = (0..51).map(|it| format!("k{it}")).collect();
    let many_tags: Vec<(&str, &str)> = many.iter().map(|it| (it.as_str(), "")).collect();
    let arns: Vec<String> = (0..11).map(|it| format!("arn:aws:iam::aws:policy/P{it}")).collect();
    for (name, value) in [
        ("RoleArn", t("short")),
        ("RoleSessionName", t("with space")),
        ("PolicyArns", Value::texts(arns)),
        ("PolicyArns", Value::texts(["arn:aws:iam::777788889999:policy/Other"])),
        ("Policy", t("")),
        ("DurationSeconds", n(899)),
        ("DurationSeconds", n(43_201)),
        ("Tags", tags(&many_tags)),
        ("TransitiveTagKeys", Value::texts(&many)),
        ("ExternalId", t("x")),
        ("ExternalId", t("white space")),
        ("SerialNumber", t("short")),
        ("TokenCode", t("12345")),
        ("SourceIdentity", t("x")),
        ("SourceIdentity", t("aws:admin")),
    ] {
        let called = assume(&mut world, &maria(), &[(name, value)]);
        assert_eq!(code(&called), Err(ErrorCode::ValidationError), "{name}");
        assert_eq!(failed_at(&called), Some(Check::Parameters), "{name}");
    }
}

#[test]
fn s31_root_assumes_no_role() {
    let mut world = open_world();
    check(&assume(&mut world, &root(), &[]), Err((ErrorCode::AccessDenied, Check::SessionKind)));
}

#[test]
fn s32_a_federated_user_assumes_no_role() {
    let mut world = open_world();
    let given = make_as(&mut world, &admin(), "sts:GetFederationToken", &[("Name", t("fed"))]);
    let federated = caller_of(&world, &given);
    check(&assume(&mut world, &federated, &[]), Err((ErrorCode::AccessDenied, Check::SessionKind)));
}

/// The device must be the caller's own and have codes (S80), and both parameters go together.
#[test]
fn s33_an_mfa_device_needs_its_code() {
    let mut world = open_world();
    let device = |kind: MfaKind, owner: &str| MfaDevice {
        kind,
        owner: Some(MfaOwner::User(owner.to_owned())),
        tags: Tags::new(),
    };
    let devices = &mut prod(&mut world).mfa_devices;
    devices.insert("arn:aws:iam::444455556666:mfa/maria".to_owned(), device(MfaKind::Virtual, "maria"));
    devices.insert("GAHT12345678".to_owned(), device(MfaKind::Hardware, "maria"));
    devices
        .insert("arn:aws:iam::444455556666:u2f/user/maria/k".to_owned(), device(MfaKind::Passkey, "maria"));
    devices.insert("arn:aws:iam::444455556666:mfa/admin".to_owned(), device(MfaKind::Virtual, "admin"));
    let must_have_mfa = policy(
        "Allow",
        r#""Principal": "*", "Action": "sts:AssumeRole",
           "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}, "NumericLessThan": {"aws:MultiFactorAuthAge": "1"}}"#,
    );
    set_trust(&mut world, must_have_mfa);
    let refused = Err((ErrorCode::AccessDenied, Check::Credentials));
    let invalid = Err((ErrorCode::ValidationError, Check::Parameters));
    for (serial, code, expected) in [
        (None, None, DENIED),
        (Some("arn:aws:iam::444455556666:mfa/maria"), Some("123456"), Ok(())),
        (Some("GAHT12345678"), Some("123456"), Ok(())),
        (Some("arn:aws:iam::444455556666:u2f/user/maria/k"), Some("123456"), refused),
        (Some("arn:aws:iam::444455556666:mfa/admin"), Some("123456"), refused),
        (Some("arn:aws:iam::444455556666:mfa/nobody"), Some("123456"), refused),
        (Some("arn:aws:iam::444455556666:mfa/maria"), None, refused),
        (None, Some("123456"), refused),
        (Some("arn:aws:iam::444455556666:mfa/maria"), Some("abcdef"), invalid),
        // S81: one code is wrong, so that a wrong one can be shown.
        (Some("arn:aws:iam::444455556666:mfa/maria"), Some("000000"), refused),
        (Some("arn:aws:iam::444455556666:mfa/maria"), Some("000001"), Ok(())),
    ] {
        let serial = serial.map(|it| ("SerialNumber", t(it)));
        let code = code.map(|it| ("TokenCode", t(it)));
        let parameters: Vec<_> = serial.into_iter().chain(code).collect();
        check(&assume(&mut world, &maria(), &parameters), expected);
    }
}

/// S33, S82: the session of the call says that there was none.
#[test]
fn s33_a_role_session_forgets_the_second_factor() {
    let mut world = open_world();
    let code = [("SerialNumber", t("arn:aws:iam::444455556666:mfa/maria")), ("TokenCode", t("123456"))];
    let session = assumed(&mut world, &maria(), &code);
    assert_eq!(key_of(&world, &session, "aws:MultiFactorAuthPresent").as_deref(), Some("false"));
    check(&assume(&mut world, &session, &code), Err((ErrorCode::AccessDenied, Check::Credentials)));
}

#[test]
fn s34_a_role_that_is_not_there_is_not_told_from_one_that_is_refused() {
    let mut world = open_world();
    set_trust(&mut world, trust(r#"{"AWS": "777788889999"}"#, "sts:AssumeRole"));
    let refused = assume(&mut world, &admin(), &[]).result.unwrap_err();
    let missing = "arn:aws:iam::444455556666:role/r";
    let called = make_as(
        &mut world,
        &admin(),
        "sts:AssumeRole",
        &[("RoleArn", t(missing)), ("RoleSessionName", t("test"))],
    );
    check(&called, DENIED);
    assert_eq!(called.result.unwrap_err().message, refused.message.replace(ROLE, missing));
}

/// Both sides of a hop between accounts are in the trace, each with what it says.
#[test]
fn s35_both_sides_of_a_hop_are_seen() {
    let mut world = open_world();
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.users.insert("eve".to_owned(), user());
    let eve = Caller::User { arn: user_arn(PARTNER, "eve") };
    let allow_role = allow("sts:AssumeRole");
    for (trusts_eve, eve_may, expected) in [
        (true, true, Decision::Allowed),
        (true, false, Decision::ImplicitDeny),
        (false, true, Decision::ImplicitDeny),
        (false, false, Decision::ImplicitDeny),
    ] {
        let principal = if trusts_eve { PARTNER } else { MANAGEMENT };
        set_trust(&mut world, trust(&format!(r#"{{"AWS": "{principal}"}}"#), "sts:AssumeRole"));
        let inline = &mut world
            .accounts
            .get_mut(&account(PARTNER))
            .unwrap()
            .users
            .get_mut("eve")
            .unwrap()
            .policies
            .inline;
        *inline = Default::default();
        if eve_may {
            inline.insert("own".to_owned(), allow_role.clone());
        }
        let called = assume(&mut world, &eve, &[]);
        let [authorization] = &called.authorizations[..] else { panic!() };
        assert_eq!(authorization.trace.evaluation.decision, expected);
        let gates = &authorization.trace.gates;
        let stops = |gate: Gate| {
            let gate = gates.iter().find(|it| it.gate == gate).unwrap();
            matches!(gate.outcome, iam_evaluator::GateOutcome::NotAllowed)
        };
        assert_eq!((!stops(Gate::ResourceBased), !stops(Gate::IdentityBased)), (trusts_eve, eve_may));
        let sides: Vec<Side> = gates.iter().map(|it| it.side).collect();
        assert!(sides.contains(&Side::Caller) && sides.contains(&Side::Resource), "{sides:?}");
    }
}

/// The caller's SCPs and the role's RCPs count; the SCPs of the role's account do not bind a foreign caller.
#[test]
fn s35_scps_of_the_caller_and_rcps_of_the_role() {
    let mut world = open_world();
    let management = world.accounts.get_mut(&account(MANAGEMENT)).unwrap();
    management.users.insert("boss".to_owned(), user_with("all", allow("*")));
    let boss = Caller::User { arn: user_arn(MANAGEMENT, "boss") };
    let deny = |policy_type: OrganizationPolicyType| {
        let principal = match policy_type {
            OrganizationPolicyType::ServiceControl => "",
            OrganizationPolicyType::ResourceControl => r#""Principal": "*","#,
        };
        let text = policy("Deny", &format!(r#"{principal} "Action": "sts:AssumeRole", "Resource": "*""#));
        OrganizationPolicy { policy_type, name: "no hops".to_owned(), description: String::new(), text }
    };
    let attach = |world: &mut World, policy_type: OrganizationPolicyType| {
        let organization = world.organization.as_mut().unwrap();
        organization.policies.insert("p-nohops0".to_owned(), deny(policy_type));
        let attached = &mut organization.accounts.get_mut(&account(PROD)).unwrap().attached;
        match policy_type {
            OrganizationPolicyType::ServiceControl => attached.service_control.insert("p-nohops0".to_owned()),
            OrganizationPolicyType::ResourceControl => {
                attached.resource_control.insert("p-nohops0".to_owned())
            }
        };
    };
    let mut limited = world.clone();
    attach(&mut limited, OrganizationPolicyType::ServiceControl);
    check(&assume(&mut limited, &admin(), &[]), DENIED);
    check(&assume(&mut limited, &boss, &[]), Ok(()));
    let mut limited = world;
    attach(&mut limited, OrganizationPolicyType::ResourceControl);
    let called = assume(&mut limited, &boss, &[]);
    check(&called, DENIED);
    assert_eq!(called.authorizations[0].trace.evaluation.decided_by, DecidedBy::ResourceControl);
}

// L184
#[test]
fn s36_a_session_of_a_session_lasts_an_hour() {
    let mut world = open_world();
    prod(&mut world).roles.get_mut("R").unwrap().max_session_duration = 43_200;
    let hours = |it: i64| [("DurationSeconds", n(it * 3600))];
    check(&assume(&mut world, &maria(), &hours(12)), Ok(()));
    let first = assumed(&mut world, &maria(), &[]);
    let invalid = Err((ErrorCode::ValidationError, Check::Operation));
    check(&assume(&mut world, &first, &hours(1)), Ok(()));
    check(&assume(&mut world, &first, &hours(2)), invalid);
    // A session token is the user itself: no chain.
    let token = make_as(&mut world, &maria(), "sts:GetSessionToken", &[]);
    let token = caller_of(&world, &token);
    check(&assume(&mut world, &token, &hours(2)), Ok(()));
}

#[test]
fn s37_no_key_says_how_long_a_session_was_asked_for() {
    let mut world = open_world();
    let called = assume(&mut world, &maria(), &[("DurationSeconds", n(1800))]);
    assert_eq!(key(&called.authorizations[0], "sts:DurationSeconds"), None);
}

// L169
#[test]
fn s38_session_policies_and_tags_must_fit_together() {
    let mut world = open_world();
    let operation = |code: ErrorCode| Err((code, Check::Operation));
    let long = "x".repeat(200);
    let some: Vec<String> = (0..11).map(|it| format!("k{it}")).collect();
    let long_tags: Vec<(&str, &str)> = some.iter().map(|it| (it.as_str(), long.as_str())).collect();
    let arns = |count: usize| {
        Value::texts((0..count).map(|it| format!("arn:aws:iam::aws:policy/{}{it}", "P".repeat(170))))
    };
    let with_principal = policy("Allow", r#""Principal": "*", "Action": "*", "Resource": "*""#);
    let without_resource = policy("Allow", r#""Action": "*""#);
    let malformed = |statements: &str| {
        let text = format!(r#"{{"Version": "2012-10-17", "Statement": [{statements}]}}"#);
        (vec![("Policy", t(&text))], operation(ErrorCode::MalformedPolicyDocument))
    };
    let twice = r#"{"Sid": "A", "Effect": "Allow", "Action": "s3:*", "Resource": "*"}"#;
    let padded = format!("{}{}", allow("s3:*").text(), " ".repeat(2048));
    for (parameters, expected) in [
        (vec![("Policy", t(allow("s3:*").text()))], Ok(())),
        (vec![("Policy", t("{"))], operation(ErrorCode::MalformedPolicyDocument)),
        (vec![("Policy", t("{}"))], operation(ErrorCode::MalformedPolicyDocument)),
        (vec![("Policy", t(with_principal.text()))], operation(ErrorCode::MalformedPolicyDocument)),
        (vec![("Policy", t(without_resource.text()))], operation(ErrorCode::MalformedPolicyDocument)),
        malformed(""),
        malformed(&format!("{twice}, {twice}")),
        malformed(r#"{"Effect": "Allow", "Action": "GetObject", "Resource": "*"}"#),
        malformed(r#"{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "bucket"}"#),
        malformed(r#"{"Effect": "Allow", "Action": [], "Resource": "*"}"#),
        (vec![("Policy", t(&padded))], operation(ErrorCode::PackedPolicyTooLarge)),
        (vec![("Tags", tags(&long_tags))], operation(ErrorCode::PackedPolicyTooLarge)),
        (vec![("Tags", tags(&long_tags[..9]))], Ok(())),
        (vec![("PolicyArns", arns(10))], Ok(())),
        (
            vec![("PolicyArns", arns(10)), ("Tags", tags(&long_tags[..2]))],
            operation(ErrorCode::PackedPolicyTooLarge),
        ),
    ] {
        check(&assume(&mut world, &maria(), &parameters), expected);
    }
}

#[test]
fn s38_a_refused_caller_is_not_told_what_else_is_wrong() {
    let mut world = open_world();
    set_trust(&mut world, trust(r#"{"AWS": "777788889999"}"#, "sts:AssumeRole"));
    check(&assume(&mut world, &maria(), &[("Policy", t("{"))]), DENIED);
}

#[test]
fn s39_an_external_id_is_there_only_if_it_was_passed() {
    let mut world = open_world();
    let condition = |operator: &str| {
        policy(
            "Allow",
            &format!(
                r#""Principal": "*", "Action": "sts:AssumeRole", "Condition": {{"{operator}": {{"sts:ExternalId": "acme"}}}}"#
            ),
        )
    };
    for (operator, without, with_other) in [
        ("StringEquals", DENIED, DENIED),
        ("StringNotEquals", Ok(()), Ok(())),
        ("StringEqualsIfExists", Ok(()), DENIED),
    ] {
        set_trust(&mut world, condition(operator));
        check(&assume(&mut world, &maria(), &[]), without);
        check(&assume(&mut world, &maria(), &[("ExternalId", t("other"))]), with_other);
    }
}

#[test]
fn s41_what_a_call_gives() {
    let mut world = open_world();
    let called =
        assume(&mut world, &maria(), &[("SourceIdentity", t("ana")), ("Tags", tags(&[("team", "web")]))]);
    assert!(field(&called, "Credentials.AccessKeyId").starts_with("ASIA"));
    assert_eq!(field(&called, "Credentials.SecretAccessKey").len(), 40);
    assert_eq!(field(&called, "Credentials.Expiration"), "2026-01-15T11:00:00Z");
    assert_eq!(field(&called, "AssumedRoleUser.Arn"), "arn:aws:sts::444455556666:assumed-role/R/test");
    assert_eq!(field(&called, "AssumedRoleUser.AssumedRoleId"), "AROATESTEXAMPLE:test");
    assert_eq!(field(&called, "PackedPolicySize"), "1");
    assert_eq!(field(&called, "SourceIdentity"), "ana");
    let plain = assume(&mut world, &maria(), &[]).result.unwrap().fields;
    assert_eq!((plain.get("PackedPolicySize"), plain.get("SourceIdentity")), (None, None));
}

/// S42: identity policies ∩ boundary ∩ session policies, as they are when a request is made.
#[test]
fn s42_a_session_may_what_its_role_may_now() {
    let mut world = open_world();
    let session = assumed(&mut world, &maria(), &[("Policy", t(allow("sqs:*").text()))]);
    let answer = |world: &World| ask(world, &session, "sqs:ListQueues", "*").trace.evaluation;
    let decided_by = |world: &World| answer(world).decided_by;
    assert_eq!(answer(&world).decision, Decision::ImplicitDeny);
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    assert_eq!(decided_by(&world), DecidedBy::Identity);
    let narrow = ManagedPolicy::new("/", allow("s3:*"));
    prod(&mut world).managed_policies.insert("narrow".to_owned(), narrow);
    let boundary = arn("arn:aws:iam::444455556666:policy/narrow");
    prod(&mut world).roles.get_mut("R").unwrap().permissions_boundary = Some(boundary);
    assert_eq!(decided_by(&world), DecidedBy::Boundary);
    let other = ask(&world, &session, "s3:ListAllMyBuckets", "*").trace.evaluation;
    assert_eq!(other.decided_by, DecidedBy::Session);
}

#[test]
fn s42_who_is_trusted_later_does_not_end_a_session() {
    let mut world = open_world();
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    let session = assumed(&mut world, &maria(), &[]);
    set_trust(&mut world, trust(r#"{"AWS": "777788889999"}"#, "sts:AssumeRole"));
    check(&make_as(&mut world, &session, "sqs:ListQueues", &[]), Ok(()));
    check(&assume(&mut world, &maria(), &[]), DENIED);
}

#[test]
fn s43_a_role_does_not_trust_itself_by_itself() {
    let mut world = open_world();
    prod(&mut world).roles.get_mut("R").unwrap().policies.inline.insert("all".to_owned(), allow("*"));
    set_trust(&mut world, trust(r#"{"AWS": "arn:aws:iam::444455556666:user/maria"}"#, "sts:AssumeRole"));
    let session = assumed(&mut world, &maria(), &[]);
    check(&assume(&mut world, &session, &[]), DENIED);
    let itself = format!(r#"{{"AWS": ["arn:aws:iam::444455556666:user/maria", "{ROLE}"]}}"#);
    set_trust(&mut world, trust(&itself, "sts:AssumeRole"));
    check(&assume(&mut world, &session, &[]), Ok(()));
}

/// Which keys are there for which action of one call of AssumeRole.
#[test]
fn s47_keys_by_action() {
    let mut world = open_world();
    let role = prod(&mut world).roles.get_mut("R").unwrap();
    role.tags.insert("env".to_owned(), "prod".to_owned());
    prod(&mut world).users.get_mut("maria").unwrap().tags.insert("team".to_owned(), "web".to_owned());
    let called = assume(
        &mut world,
        &maria(),
        &[
            ("ExternalId", t("acme")),
            ("SourceIdentity", t("ana")),
            ("Tags", tags(&[("cost", "7")])),
            ("TransitiveTagKeys", Value::texts(["cost"])),
            ("SerialNumber", t("arn:aws:iam::444455556666:mfa/maria")),
            ("TokenCode", t("123456")),
        ],
    );
    let [own, tagging, naming] = &called.authorizations[..] else { panic!() };
    for (name, expected) in [
        ("sts:ExternalId", [Some("acme"), None, None]),
        ("sts:RoleSessionName", [Some("test"), None, None]),
        ("sts:SourceIdentity", [Some("ana"), None, Some("ana")]),
        ("sts:TransitiveTagKeys", [Some("cost"), Some("cost"), None]),
        ("aws:RequestTag/cost", [Some("7"), Some("7"), None]),
        ("aws:TagKeys", [Some("cost"), Some("cost"), None]),
        ("aws:ResourceTag/env", [Some("prod"); 3]),
        ("iam:ResourceTag/env", [Some("prod"); 3]),
        ("aws:PrincipalTag/team", [Some("web"); 3]),
        ("aws:PrincipalArn", [Some("arn:aws:iam::444455556666:user/maria"); 3]),
        ("aws:PrincipalOrgID", [Some("o-exampleorgid"); 3]),
        ("aws:MultiFactorAuthPresent", [Some("true"); 3]),
        ("aws:username", [Some("maria"); 3]),
        ("aws:SourceIdentity", [None; 3]),
        ("sts:DurationSeconds", [None; 3]),
        ("sts:TaskPolicyArn", [None; 3]),
    ] {
        let found = [own, tagging, naming].map(|it| key(it, name));
        assert_eq!(found.each_ref().map(Option::as_deref), expected, "{name}");
    }
}
