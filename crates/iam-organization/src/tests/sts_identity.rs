//! Who a caller is, and the context keys that follow from it (S1–S7, S12–S17).

use super::sts_call::*;
use super::world::*;
use crate::*;

const FEDERATED: &str = "arn:aws:sts::444455556666:federated-user/fed";

/// A world with a session of each kind.
fn callers() -> (World, Vec<(&'static str, Caller)>) {
    let mut world = open_world();
    let mut deployer = role(trust(r#""*""#, "sts:*"));
    deployer.path = "/ci/".to_owned();
    deployer.unique_id = "AROADEPLOYEREXAMPLE".to_owned();
    prod(&mut world).roles.insert("Deployer".to_owned(), deployer);
    let name = [("Name", t("fed"))];
    let by_user = make_as(&mut world, &maria(), "sts:GetSessionToken", &[]);
    let by_root = make_as(&mut world, &root(), "sts:GetSessionToken", &[]);
    let federated = make_as(&mut world, &admin(), "sts:GetFederationToken", &name);
    let session =
        assumed(&mut world, &maria(), &[("RoleArn", t("arn:aws:iam::444455556666:role/ci/Deployer"))]);
    let callers = vec![
        ("root", root()),
        ("user", maria()),
        ("session token", caller_of(&world, &by_user)),
        ("session token of root", caller_of(&world, &by_root)),
        ("role session", session),
        ("federated user", caller_of(&world, &federated)),
        ("anonymous", Caller::Anonymous),
        ("service", Caller::Service { name: "ec2.amazonaws.com".to_owned() }),
    ];
    (world, callers)
}

/// The ARN that is shown, `aws:PrincipalArn`, `aws:userid`, `aws:username`, `aws:PrincipalType`.
#[test]
fn s6_what_a_caller_is_called() {
    const ROOT: &str = "arn:aws:iam::444455556666:root";
    const MARIA: &str = "arn:aws:iam::444455556666:user/maria";
    const SESSION: &str = "arn:aws:sts::444455556666:assumed-role/Deployer/test";
    const DEPLOYER: &str = "arn:aws:iam::444455556666:role/ci/Deployer";
    let root = [ROOT, ROOT, PROD, "-", "Account"];
    let maria = [MARIA, MARIA, "AIDAMARIAEXAMPLE", "maria", "User"];
    let expected = [
        root,
        maria,
        maria,
        root,
        [SESSION, DEPLOYER, "AROADEPLOYEREXAMPLE:test", "-", "AssumedRole"],
        [FEDERATED, FEDERATED, "444455556666:fed", "-", "FederatedUser"],
        ["anonymous", "-", "anonymous", "-", "Anonymous"],
        ["ec2.amazonaws.com", "-", "-", "-", "-"],
    ];
    let (world, callers) = callers();
    for ((kind, caller), expected) in callers.iter().zip(expected) {
        let answer = ask(&world, caller, "s3:ListAllMyBuckets", "*");
        let value = |name: &str| key(&answer, name).unwrap_or_else(|| "-".to_owned());
        let found = [
            answer.request.principal.display_arn(),
            value("aws:PrincipalArn"),
            value("aws:userid"),
            value("aws:username"),
            value("aws:PrincipalType"),
        ];
        assert_eq!(found, expected, "{kind}");
    }
}

#[test]
fn s6_get_caller_identity_says_the_same() {
    let (mut world, callers) = callers();
    for (kind, caller) in callers.iter().filter(|(_, it)| it.account().is_some()) {
        let answer = ask(&world, caller, "s3:ListAllMyBuckets", "*");
        let called = make_as(&mut world, caller, "sts:GetCallerIdentity", &[]);
        assert_eq!(field(&called, "Arn"), answer.request.principal.display_arn(), "{kind}");
        assert_eq!(Some(field(&called, "UserId")), key(&answer, "aws:userid"), "{kind}");
    }
}

/// S3: what the ids begin with, and what the key of each kind of credentials does.
#[test]
fn s3_ids_say_what_they_are_of() {
    let mut world = open_world();
    let long_term = make_as(&mut world, &admin(), "iam:CreateAccessKey", &[]);
    assert!(field(&long_term, "AccessKey.AccessKeyId").starts_with("AKIA"));
    let role = [("RoleArn", t(ROLE)), ("RoleSessionName", t("test"))];
    let name = [("Name", t("fed"))];
    let mut ids = Vec::new();
    for (operation, parameters) in [
        ("sts:AssumeRole", &role[..]),
        ("sts:AssumeRole", &role[..]),
        ("sts:GetSessionToken", &[]),
        ("sts:GetFederationToken", &name[..]),
    ] {
        let called = make_as(&mut world, &admin(), operation, parameters);
        let id = field(&called, "Credentials.AccessKeyId");
        assert!(id.starts_with("ASIA"), "{id}");
        ids.push(id);
    }
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), 4);
}

/// S1, S2: sessions are of STS, without region, path and, for roles, unique id.
#[test]
fn s2_arns_of_sessions() {
    let (mut world, callers) = callers();
    for (kind, expected) in [
        ("role session", "arn:aws:sts::444455556666:assumed-role/Deployer/test"),
        ("federated user", FEDERATED),
    ] {
        let (_, caller) = callers.iter().find(|(it, _)| *it == kind).unwrap();
        let called = make_as(&mut world, caller, "sts:GetCallerIdentity", &[]);
        assert_eq!(field(&called, "Arn"), expected);
    }
}

/// S4, S5: the organization's ids, and paths that end with a slash.
#[test]
fn s5_organization_paths_have_no_account() {
    let (world, _) = callers();
    let path = "o-exampleorgid/r-exam/ou-exam-workload/";
    assert_eq!(key_of(&world, &maria(), "aws:PrincipalOrgID").as_deref(), Some("o-exampleorgid"));
    assert_eq!(key_of(&world, &maria(), "aws:PrincipalOrgPaths").as_deref(), Some(path));
}

#[test]
fn s7_only_users_have_a_user_name() {
    let (world, callers) = callers();
    for (kind, caller) in &callers {
        let has_name = key_of(&world, caller, "aws:username").is_some();
        assert_eq!(has_name, matches!(*kind, "user" | "session token"), "{kind}");
    }
}

#[test]
fn s12_a_session_of_root_does_what_root_does() {
    let (world, callers) = callers();
    let (_, session) = callers.iter().find(|(it, _)| *it == "session token of root").unwrap();
    for caller in [&root(), session] {
        let answer = ask(&world, caller, "sqs:ListQueues", "*").trace.evaluation;
        assert_eq!(answer.decision, iam_evaluator::Decision::Allowed);
    }
    let mut limited = world.clone();
    limit_prod(&mut limited);
    for caller in [&root(), session] {
        let answer = ask(&limited, caller, "sqs:ListQueues", "*").trace.evaluation;
        assert_eq!(answer.decided_by, iam_evaluator::DecidedBy::ServiceControl);
    }
}

/// An SCP on prod that denies SQS.
fn limit_prod(world: &mut World) {
    let organization = world.organization.as_mut().unwrap();
    let text = policy("Deny", r#""Action": "sqs:*", "Resource": "*""#);
    let policy_type = OrganizationPolicyType::ServiceControl;
    let scp =
        OrganizationPolicy { policy_type, name: "no queues".to_owned(), description: String::new(), text };
    organization.policies.insert("p-noqueues".to_owned(), scp);
    let prod = organization.accounts.get_mut(&account(PROD)).unwrap();
    prod.attached.service_control.insert("p-noqueues".to_owned());
}

/// `aws:TokenIssueTime`, `aws:MultiFactorAuthPresent`, `aws:MultiFactorAuthAge`, `aws:SourceIdentity`.
#[test]
fn s13_keys_of_sessions_only() {
    let (mut world, callers) = callers();
    let named = assumed(&mut world, &maria(), &[("SourceIdentity", t("ana"))]);
    let code = [("SerialNumber", t("arn:aws:iam::444455556666:mfa/maria")), ("TokenCode", t("123456"))];
    let with_mfa = make_as(&mut world, &maria(), "sts:GetSessionToken", &code);
    let with_mfa = caller_of(&world, &with_mfa);
    let issued = Some("2026-01-15T10:00:00Z");
    world.clock = world.clock.plus_seconds(90);
    let of = |name: &str| callers.iter().find(|(it, _)| *it == name).unwrap().1.clone();
    for (caller, expected) in [
        (of("user"), [None, None, None, None]),
        (of("root"), [None, None, None, None]),
        (of("session token"), [issued, Some("false"), None, None]),
        (with_mfa, [issued, Some("true"), Some("90"), None]),
        (of("role session"), [issued, Some("false"), None, None]),
        (named, [issued, Some("false"), None, Some("ana")]),
        (of("federated user"), [issued, None, None, None]),
        (of("service"), [None, None, None, None]),
    ] {
        let keys = [
            "aws:TokenIssueTime",
            "aws:MultiFactorAuthPresent",
            "aws:MultiFactorAuthAge",
            "aws:SourceIdentity",
        ];
        let found = keys.map(|it| key_of(&world, &caller, it));
        assert_eq!(found.each_ref().map(Option::as_deref), expected, "{caller:?}");
    }
}

#[test]
fn s15_keys_that_every_signed_request_has() {
    let (world, callers) = callers();
    for (kind, caller) in callers.iter().filter(|(_, it)| it.account().is_some()) {
        for name in [
            "aws:CurrentTime",
            "aws:EpochTime",
            "aws:SecureTransport",
            "aws:RequestedRegion",
            "aws:PrincipalType",
            "aws:userid",
            "aws:ViaAWSService",
            "aws:PrincipalAccount",
            "aws:PrincipalArn",
            "aws:PrincipalIsAWSService",
        ] {
            assert!(key_of(&world, caller, name).is_some(), "{kind}: {name}");
        }
    }
}

#[test]
fn s16_keys_of_an_organization_are_there_only_in_one() {
    let mut world = open_world();
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.users.insert("eve".to_owned(), user());
    let eve = Caller::User { arn: user_arn(PARTNER, "eve") };
    assert_eq!(key_of(&world, &eve, "aws:PrincipalOrgID"), None);
    let answer = ask(&world, &eve, "sts:AssumeRole", ROLE);
    assert_eq!(key(&answer, "aws:ResourceOrgID").as_deref(), Some("o-exampleorgid"));
    assert_eq!(key(&answer, "aws:ResourceAccount").as_deref(), Some(PROD));
    for absent in ["aws:SourceArn", "aws:SourceAccount", "aws:CalledVia", "aws:SourceVpce"] {
        assert_eq!(key(&answer, absent), None, "{absent}");
    }
}

#[test]
fn s17_iam_and_sts_are_asked_in_one_region() {
    let world = open_world();
    for (action, resource) in
        [("iam:GetRole", ROLE), ("sts:AssumeRole", ROLE), ("sts:GetCallerIdentity", "*")]
    {
        let answer = ask(&world, &maria(), action, resource);
        assert_eq!(key(&answer, "aws:RequestedRegion").as_deref(), Some("us-east-1"), "{action}");
    }
}
