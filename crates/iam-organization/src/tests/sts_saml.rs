//! `sts:AssumeRoleWithSAML` (S58–S61).

use super::sts_call::*;
use super::world::*;
use crate::*;

const PROVIDER: &str = "arn:aws:iam::444455556666:saml-provider/Idp";
const ACTION: &str = "sts:AssumeRoleWithSAML";
const OF_AWS: &str = "https://aws.amazon.com/SAML/Attributes/";
const DENIED: Result<(), (ErrorCode, Check)> = Err((ErrorCode::AccessDenied, Check::Policies));
const REFUSED: Result<(), (ErrorCode, Check)> = Err((ErrorCode::AccessDenied, Check::Operation));
const INVALID: Result<(), (ErrorCode, Check)> = Err((ErrorCode::InvalidIdentityToken, Check::Credentials));

/// An assertion about ana, who is staff, with five minutes to go; `more` are further attributes.
fn assertion(more: &str) -> String {
    format!(
        r#"{{"Issuer": "https://idp.example.com/metadata",
            "Subject": {{"NameID": "ana", "Format": "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent"}},
            "Recipient": "https://signin.aws.amazon.com/saml",
            "Audience": "urn:amazon:webservices",
            "NotOnOrAfter": "2026-01-15T10:05:00Z",
            "Attributes": {{
                "{OF_AWS}Role": ["{ROLE},{PROVIDER}"],
                "{OF_AWS}RoleSessionName": "ana",
                "eduPersonAffiliation": ["staff", "faculty"],
                "eduPersonPrincipalName": "ana@example.com"{more}}}}}"#
    )
}

/// Prod with the provider, and R for those who sign in to the console or the like.
fn world_with_provider(actions: &str) -> World {
    let mut world = open_world();
    prod(&mut world).saml_providers.insert("Idp".to_owned(), SamlProvider::default());
    let text = policy(
        "Allow",
        &format!(
            r#""Principal": {{"Federated": "{PROVIDER}"}}, "Action": {actions},
               "Condition": {{"StringEquals": {{"saml:aud": "https://signin.aws.amazon.com/saml"}}}}"#
        ),
    );
    set_trust(&mut world, text);
    world
}

fn sign_in_with(world: &mut World, assertion: &str, parameters: Parameters<'_>) -> Called {
    let mut all = vec![("RoleArn", t(ROLE)), ("PrincipalArn", t(PROVIDER)), ("SAMLAssertion", t(assertion))];
    all.retain(|(name, _)| parameters.iter().all(|(it, _)| it != name));
    all.extend(parameters.iter().cloned());
    make_as(world, &Caller::Anonymous, ACTION, &all)
}

fn sign_in(world: &mut World, assertion: &str) -> Called {
    sign_in_with(world, assertion, &[])
}

fn plain_world() -> World {
    world_with_provider(&format!(r#""{ACTION}""#))
}

#[test]
fn s58_what_a_call_gives() {
    let mut world = plain_world();
    let called = sign_in(&mut world, &assertion(""));
    for (name, expected) in [
        ("AssumedRoleUser.Arn", "arn:aws:sts::444455556666:assumed-role/R/ana"),
        ("Subject", "ana"),
        ("SubjectType", "persistent"),
        ("Issuer", "https://idp.example.com/metadata"),
        ("Audience", "https://signin.aws.amazon.com/saml"),
        ("NameQualifier", "3qWMCJD8VdDEGZTEkIQPG/9J5fA="),
        ("Credentials.Expiration", "2026-01-15T11:00:00Z"),
    ] {
        assert_eq!(field(&called, name), expected, "{name}");
    }
    assert_eq!(called.caller, Some(Caller::Federated { provider: PROVIDER.to_owned() }));
}

#[test]
fn s58_the_session_ends_with_the_one_of_the_provider() {
    let mut world = plain_world();
    let until = |time: &str| {
        assertion("").replace("\"Attributes\"", &format!(r#""SessionNotOnOrAfter": "{time}", "Attributes""#))
    };
    for (time, expected) in
        [("2026-01-15T10:30:00Z", "2026-01-15T10:30:00Z"), ("2026-01-15T18:00:00Z", "2026-01-15T11:00:00Z")]
    {
        assert_eq!(field(&sign_in(&mut world, &until(time)), "Credentials.Expiration"), expected);
    }
}

#[test]
fn s58_roles_of_identity_center_are_not_for_it() {
    let mut world = plain_world();
    let reserved =
        "arn:aws:iam::444455556666:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_0123456789abcdef";
    let path = "/aws-reserved/sso.amazonaws.com/".to_owned();
    let mut it = role(trust(&format!(r#"{{"Federated": "{PROVIDER}"}}"#), ACTION));
    it.path = path;
    prod(&mut world).roles.insert("AWSReservedSSO_Admin_0123456789abcdef".to_owned(), it);
    let listed = assertion("").replace(ROLE, reserved);
    check(&sign_in_with(&mut world, &listed, &[("RoleArn", t(reserved))]), REFUSED);
}

#[test]
fn s59_the_assertion_lists_the_role_with_the_provider() {
    let mut world = plain_world();
    let pair = format!("{ROLE},{PROVIDER}");
    for (attribute, expected) in [
        (format!("{PROVIDER},{ROLE}"), Ok(())),
        (format!("{ROLE}, {PROVIDER}"), Ok(())),
        (ROLE.to_owned(), REFUSED),
        (format!("{ROLE},arn:aws:iam::444455556666:saml-provider/Other"), REFUSED),
        (format!("arn:aws:iam::444455556666:role/Other,{PROVIDER}"), REFUSED),
    ] {
        check(&sign_in(&mut world, &assertion("").replace(&pair, &attribute)), expected);
    }
}

#[test]
fn s59_tags_and_source_identity_of_the_assertion() {
    let tagged = assertion(&format!(
        r#", "{OF_AWS}PrincipalTag:team": "web", "{OF_AWS}PrincipalTag:cost": ["7"], "{OF_AWS}TransitiveTagKeys": ["team"]"#
    ));
    let named = assertion(&format!(r#", "{OF_AWS}SourceIdentity": "ana""#));
    let mut world = plain_world();
    for (it, action) in [(&tagged, "sts:TagSession"), (&named, "sts:SetSourceIdentity")] {
        let called = sign_in(&mut world, it);
        check(&called, DENIED);
        assert_eq!(called.authorizations.last().unwrap().request.action.as_str(), action);
    }
    let mut world =
        world_with_provider(&format!(r#"["{ACTION}", "sts:TagSession", "sts:SetSourceIdentity"]"#));
    let called = sign_in(&mut world, &tagged);
    let Caller::RoleSession(session) = caller_of(&world, &called) else { panic!() };
    assert_eq!(session.tags.len(), 2);
    assert!(session.transitive_tag_keys.contains("team"));
    assert_eq!(field(&sign_in(&mut world, &named), "SourceIdentity"), "ana");
}

#[test]
fn s60_what_makes_an_assertion_bad() {
    let mut world = plain_world();
    let with = |from: &str, to: &str| assertion("").replace(from, to);
    let name = format!(r#""{OF_AWS}RoleSessionName": "ana","#);
    for it in [
        "<Response/>".to_owned(),
        r#"{"Issuer": "x"}"#.to_owned(),
        with(&name, ""),
        with(&name, &format!(r#""{OF_AWS}RoleSessionName": "a b","#)),
        with(&name, &format!(r#""{OF_AWS}RoleSessionName": "a","#)),
        with("urn:amazon:webservices", "urn:other"),
        with(r#""Audience": "urn:amazon:webservices","#, ""),
        with("2026-01-15T10:05:00Z", "soon"),
        assertion(&format!(r#", "{OF_AWS}SourceIdentity": "aws:ana""#)),
        assertion(&format!(r#", "{OF_AWS}PrincipalTag:team": ["web", "ops"]"#)),
    ] {
        check(&sign_in(&mut world, &it), INVALID);
    }
    let other = ("PrincipalArn", t("arn:aws:iam::444455556666:saml-provider/Other"));
    check(&sign_in_with(&mut world, &assertion(""), &[other]), INVALID);
    world.clock = world.clock.plus_seconds(300);
    check(&sign_in(&mut world, &assertion("")), Err((ErrorCode::ExpiredTokenException, Check::Credentials)));
}

#[test]
fn s60_who_may_not_is_refused_without_a_reason() {
    let mut world = plain_world();
    check(&sign_in(&mut world, &assertion("")), Ok(()));
    let elsewhere = assertion("").replace("https://signin.aws.amazon.com/saml", "https://example.com/saml");
    check(&sign_in(&mut world, &elsewhere), DENIED);
    let nobody = assertion("").replace(r#""NameID": "ana", "#, "");
    check(&sign_in(&mut world, &nobody), REFUSED);
    set_trust(&mut world, trust(&format!(r#"{{"Federated": "{PROVIDER}"}}"#), "sts:AssumeRole"));
    check(&sign_in(&mut world, &assertion("")), DENIED);
    set_trust(&mut world, trust(&format!(r#"{{"Federated": "{PROVIDER}"}}"#), ACTION));
    let two_hours = [("DurationSeconds", n(7200))];
    let called = sign_in_with(&mut world, &assertion(""), &two_hours);
    check(&called, Err((ErrorCode::ValidationError, Check::Operation)));
}

#[test]
fn s61_what_the_assertion_says_is_in_keys() {
    let mut world = world_with_provider(&format!(r#"["{ACTION}", "sts:TagSession"]"#));
    let called = sign_in(&mut world, &assertion(&format!(r#", "{OF_AWS}PrincipalTag:team": "web""#)));
    let [own, tagging] = &called.authorizations[..] else { panic!() };
    let session = caller_of(&world, &called);
    let (aud, iss) = ("https://signin.aws.amazon.com/saml", "https://idp.example.com/metadata");
    let qualifier = "3qWMCJD8VdDEGZTEkIQPG/9J5fA=";
    // In the call, in the request for tagging beside it (S47), and later.
    for (name, expected) in [
        ("saml:aud", [Some(aud), Some(aud), None]),
        ("saml:iss", [Some(iss), None, None]),
        ("saml:sub", [Some("ana"), None, Some("ana")]),
        ("saml:sub_type", [Some("persistent"), None, Some("persistent")]),
        ("saml:namequalifier", [Some(qualifier), None, Some(qualifier)]),
        ("saml:doc", [Some("444455556666/Idp"), None, None]),
        ("saml:edupersonaffiliation", [Some("staff,faculty"), None, None]),
        ("saml:edupersonprincipalname", [Some("ana@example.com"), None, None]),
        ("sts:RoleSessionName", [Some("ana"), None, None]),
        ("aws:RequestTag/team", [Some("web"), Some("web"), None]),
        ("aws:PrincipalTag/team", [None, None, Some("web")]),
        ("aws:MultiFactorAuthPresent", [None, None, None]),
        ("aws:FederatedProvider", [None, None, None]),
    ] {
        let found = [key(own, name), key(tagging, name), key_of(&world, &session, name)];
        assert_eq!(found.each_ref().map(Option::as_deref), expected, "{name}");
    }
}

#[test]
fn s61_subject_types() {
    let mut world = plain_world();
    for (format, expected) in [
        ("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", "persistent"),
        ("urn:oasis:names:tc:SAML:2.0:nameid-format:transient", "transient"),
        (
            "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
            "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        ),
    ] {
        let it = assertion("").replace("urn:oasis:names:tc:SAML:2.0:nameid-format:persistent", format);
        assert_eq!(field(&sign_in(&mut world, &it), "SubjectType"), expected);
    }
}
