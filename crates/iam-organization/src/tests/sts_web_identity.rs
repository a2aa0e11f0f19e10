//! `sts:AssumeRoleWithWebIdentity` (S48–S57).

use super::sts_call::*;
use super::world::*;
use crate::*;

const GITHUB: &str = "arn:aws:iam::444455556666:oidc-provider/token.actions.githubusercontent.com";
const ACTION: &str = "sts:AssumeRoleWithWebIdentity";

/// What a workflow of `org/app` on `main` says, with an hour to go. `more` are further members.
fn github(more: &str) -> String {
    format!(
        r#"{{"iss": "https://token.actions.githubusercontent.com", "aud": "sts.amazonaws.com", "exp": 1768474800,
            "sub": "repo:org/app:ref:refs/heads/main", "ref": "refs/heads/main", "repository": "org/app",
            "run_id": "42"{more}}}"#
    )
}

/// The same as `header.claims.signature` with claims in base64url.
const JWT: &str = "header.eyJpc3MiOiAiaHR0cHM6Ly90b2tlbi5hY3Rpb25zLmdpdGh1YnVzZXJjb250ZW50LmNvbSIsICJhdWQiOiAic3RzLmFtYXpvbmF3cy5jb20iLCAiZXhwIjogMTc2ODQ3NDgwMCwgInN1YiI6ICJyZXBvOm9yZy9hcHA6cmVmOnJlZnMvaGVhZHMvbWFpbiJ9.signature";

/// Prod with GitHub as a provider and the role R for `main` of `org/app`.
fn world_with_github(actions: &str) -> World {
    let mut world = open_world();
    let mut provider = OidcProvider::default();
    provider.client_ids.insert("sts.amazonaws.com".to_owned());
    let providers = &mut prod(&mut world).oidc_providers;
    providers.insert("token.actions.githubusercontent.com".to_owned(), provider);
    let text = policy(
        "Allow",
        &format!(
            r#""Principal": {{"Federated": "{GITHUB}"}}, "Action": {actions}, "Condition": {{"StringEquals": {{
                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                "token.actions.githubusercontent.com:sub": "repo:org/app:ref:refs/heads/main"}}}}"#
        ),
    );
    set_trust(&mut world, text);
    world
}

fn sign_in_with(world: &mut World, token: &str, parameters: Parameters<'_>) -> Called {
    let mut all = vec![("RoleArn", t(ROLE)), ("RoleSessionName", t("ci")), ("WebIdentityToken", t(token))];
    all.extend(parameters.iter().cloned());
    make_as(world, &Caller::Anonymous, ACTION, &all)
}

fn sign_in(world: &mut World, token: &str) -> Called {
    sign_in_with(world, token, &[])
}

/// Everybody with a token of this provider may assume R.
fn trust_provider(world: &mut World, provider: &str) {
    let principal = format!(r#"{{"Federated": "{provider}"}}"#);
    set_trust(world, trust(&principal, "sts:*"));
}

fn authorized(called: &Called, name: &str) -> Option<String> {
    key(&called.authorizations[0], name)
}

const INVALID: Result<(), (ErrorCode, Check)> = Err((ErrorCode::InvalidIdentityToken, Check::Credentials));
const DENIED: Result<(), (ErrorCode, Check)> = Err((ErrorCode::AccessDenied, Check::Policies));

#[test]
fn s48_what_a_call_gives() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    for token in [&github("") as &str, JWT] {
        let called = sign_in(&mut world, token);
        assert_eq!(field(&called, "AssumedRoleUser.Arn"), "arn:aws:sts::444455556666:assumed-role/R/ci");
        assert_eq!(field(&called, "SubjectFromWebIdentityToken"), "repo:org/app:ref:refs/heads/main");
        assert_eq!(field(&called, "Provider"), "https://token.actions.githubusercontent.com");
        assert_eq!(field(&called, "Audience"), "sts.amazonaws.com");
        assert_eq!(called.caller, Some(Caller::Federated { provider: GITHUB.to_owned() }));
        assert!(matches!(caller_of(&world, &called), Caller::RoleSession(_)));
    }
}

/// Built-in issuers need no provider, and go by their bare name; GitHub is none of them (S54).
#[test]
fn s49_issuers() {
    let mut world = open_world();
    let token =
        |issuer: &str| format!(r#"{{"iss": "{issuer}", "aud": "app", "sub": "ana", "exp": 1768474800}}"#);
    for issuer in
        ["accounts.google.com", "www.amazon.com", "graph.facebook.com", "cognito-identity.amazonaws.com"]
    {
        trust_provider(&mut world, issuer);
        for written in [issuer.to_owned(), format!("https://{issuer}")] {
            let called = sign_in(&mut world, &token(&written));
            check(&called, Ok(()));
            assert_eq!(called.caller, Some(Caller::Federated { provider: issuer.to_owned() }));
        }
    }
    check(&sign_in(&mut world, &github("")), INVALID);
    check(&sign_in(&mut world, &token("https://idp.example.com")), INVALID);
    // The provider must be in the role's account, wherever else it is.
    let partner = world.accounts.get_mut(&account(PARTNER)).unwrap();
    partner.oidc_providers.insert("idp.example.com".to_owned(), OidcProvider::default());
    check(&sign_in(&mut world, &token("https://idp.example.com")), INVALID);
    let mut provider = OidcProvider::default();
    provider.client_ids.insert("app".to_owned());
    prod(&mut world).oidc_providers.insert("idp.example.com".to_owned(), provider);
    trust_provider(&mut world, "arn:aws:iam::444455556666:oidc-provider/idp.example.com");
    for written in ["https://idp.example.com", "https://idp.example.com/"] {
        check(&sign_in(&mut world, &token(written)), Ok(()));
    }
}

#[test]
fn s50_what_makes_a_token_bad() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    let with = |change: (&str, &str)| github("").replace(change.0, change.1);
    for token in [
        "text".to_owned(),
        "a.b.c".to_owned(),
        r#"{"iss": "#.to_owned(),
        "[1, 2]".to_owned(),
        with((r#""exp": 1768474800,"#, "")),
        with(("1768474800", r#""later""#)),
        with((r#""aud": "sts.amazonaws.com","#, "")),
        with((r#""aud": "sts.amazonaws.com""#, r#""aud": "other""#)),
        with((r#""iss": "https://token.actions.githubusercontent.com","#, "")),
        with((r#""sub": "repo:org/app:ref:refs/heads/main","#, "")),
    ] {
        check(&sign_in(&mut world, &token), INVALID);
    }
    check(&sign_in(&mut world, "{}"), Err((ErrorCode::ValidationError, Check::Parameters)));
    let expired = Err((ErrorCode::ExpiredTokenException, Check::Credentials));
    world.clock = world.clock.plus_seconds(3599);
    check(&sign_in(&mut world, &github("")), Ok(()));
    world.clock = world.clock.plus_seconds(1);
    check(&sign_in(&mut world, &github("")), expired);
}

#[test]
fn s50_only_the_trust_policy_decides_and_names_nobody() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    let other_branch = github("").replace("heads/main\", \"ref", "heads/dev\", \"ref");
    let refused = sign_in(&mut world, &other_branch);
    check(&refused, DENIED);
    let missing = [
        ("RoleArn", t("arn:aws:iam::444455556666:role/None")),
        ("RoleSessionName", t("ci")),
        ("WebIdentityToken", t(&github(""))),
    ];
    let missing = make_as(&mut world, &Caller::Anonymous, ACTION, &missing);
    check(&missing, DENIED);
    assert_eq!(missing.result.unwrap_err().message, refused.result.unwrap_err().message);
    set_trust(&mut world, trust(&format!(r#"{{"Federated": "{GITHUB}"}}"#), "sts:AssumeRole"));
    check(&sign_in(&mut world, &github("")), DENIED);
    set_trust(&mut world, trust(r#"{"AWS": "444455556666"}"#, "sts:*"));
    check(&sign_in(&mut world, &github("")), DENIED);
}

#[test]
fn s50_an_rcp_of_the_roles_account_limits_it_and_an_scp_does_not() {
    for (policy_type, expected) in
        [(OrganizationPolicyType::ServiceControl, Ok(())), (OrganizationPolicyType::ResourceControl, DENIED)]
    {
        let mut world = world_with_github(&format!(r#""{ACTION}""#));
        let organization = world.organization.as_mut().unwrap();
        let principal = match policy_type {
            OrganizationPolicyType::ServiceControl => "",
            OrganizationPolicyType::ResourceControl => r#""Principal": "*","#,
        };
        let text = policy("Deny", &format!(r#"{principal} "Action": "sts:*", "Resource": "*""#));
        let it =
            OrganizationPolicy { policy_type, name: "no sts".to_owned(), description: String::new(), text };
        organization.policies.insert("p-nosts000".to_owned(), it);
        let attached = &mut organization.accounts.get_mut(&account(PROD)).unwrap().attached;
        match policy_type {
            OrganizationPolicyType::ServiceControl => {
                attached.service_control.insert("p-nosts000".to_owned())
            }
            OrganizationPolicyType::ResourceControl => {
                attached.resource_control.insert("p-nosts000".to_owned())
            }
        };
        check(&sign_in(&mut world, &github("")), expected);
    }
}

#[test]
fn s36_the_duration_is_within_what_the_role_allows() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    let two_hours = [("DurationSeconds", n(7200))];
    let called = sign_in_with(&mut world, &github(""), &two_hours);
    check(&called, Err((ErrorCode::ValidationError, Check::Operation)));
    prod(&mut world).roles.get_mut("R").unwrap().max_session_duration = 7200;
    let called = sign_in_with(&mut world, &github(""), &two_hours);
    assert_eq!(field(&called, "Credentials.Expiration"), "2026-01-15T12:00:00Z");
}

/// `azp` takes the place of `aud`, which becomes `oaud`; `amr` is multivalued.
#[test]
fn s51_claims_are_keys() {
    let mut world = open_world();
    trust_provider(&mut world, "accounts.google.com");
    let token = |more: &str| {
        format!(r#"{{"iss": "accounts.google.com", "aud": "web", "sub": "7", "exp": 1768474800{more}}}"#)
    };
    let plain = sign_in(&mut world, &token(""));
    assert_eq!(authorized(&plain, "accounts.google.com:aud").as_deref(), Some("web"));
    assert_eq!(authorized(&plain, "accounts.google.com:oaud"), None);
    let hybrid = sign_in(
        &mut world,
        &token(r#", "azp": "phone", "email": "a@b", "google": {"organization_number": 12}"#),
    );
    for (name, expected) in [
        ("accounts.google.com:aud", Some("phone")),
        ("accounts.google.com:oaud", Some("web")),
        ("accounts.google.com:sub", Some("7")),
        ("accounts.google.com:email", Some("a@b")),
        ("accounts.google.com:google/organization_number", Some("12")),
        ("aws:FederatedProvider", Some("accounts.google.com")),
        ("aws:PrincipalArn", None),
        ("aws:PrincipalAccount", None),
        ("aws:userid", None),
        ("aws:MultiFactorAuthPresent", None),
    ] {
        assert_eq!(authorized(&hybrid, name).as_deref(), expected, "{name}");
    }
}

#[test]
fn s51_an_azp_must_be_a_client_id() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    trust_provider(&mut world, GITHUB);
    check(&sign_in(&mut world, &github(r#", "azp": "other""#)), INVALID);
    let many =
        github("").replace(r#""aud": "sts.amazonaws.com""#, r#""aud": ["other", "sts.amazonaws.com"]"#);
    let called = sign_in(&mut world, &many);
    assert_eq!(field(&called, "Audience"), "sts.amazonaws.com");
}

#[test]
fn s51_facebook_and_amazon_have_claims_of_their_own() {
    let mut world = open_world();
    for (issuer, claims, user) in [
        ("graph.facebook.com", r#"{"app_id": "9", "id": "7"}"#, "id"),
        ("www.amazon.com", r#"{"app_id": "9", "user_id": "7"}"#, "user_id"),
    ] {
        trust_provider(&mut world, issuer);
        let called = sign_in_with(&mut world, claims, &[("ProviderId", t(issuer))]);
        check(&called, Ok(()));
        assert_eq!(authorized(&called, &format!("{issuer}:app_id")).as_deref(), Some("9"));
        assert_eq!(authorized(&called, &format!("{issuer}:{user}")).as_deref(), Some("7"));
        let session = caller_of(&world, &called);
        assert_eq!(key_of(&world, &session, &format!("{issuer}:app_id")).as_deref(), Some("9"));
    }
}

/// Of the claims `sub`, `aud`, `amr` and `id` stay; the session says nothing about MFA (A9).
#[test]
fn s51_what_stays_with_the_session() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    trust_provider(&mut world, GITHUB);
    let called = sign_in(&mut world, &github(r#", "amr": ["a", "b"]"#));
    let session = caller_of(&world, &called);
    let prefix = "token.actions.githubusercontent.com";
    for (name, expected) in [
        (format!("{prefix}:sub"), Some("repo:org/app:ref:refs/heads/main")),
        (format!("{prefix}:aud"), Some("sts.amazonaws.com")),
        (format!("{prefix}:amr"), Some("a,b")),
        (format!("{prefix}:ref"), None),
        (format!("{prefix}:repository"), None),
        ("aws:FederatedProvider".to_owned(), Some(GITHUB)),
        ("aws:PrincipalArn".to_owned(), Some(ROLE)),
        ("aws:TokenIssueTime".to_owned(), Some("2026-01-15T10:00:00Z")),
        ("aws:MultiFactorAuthPresent".to_owned(), None),
        ("sts:RoleSessionName".to_owned(), None),
    ] {
        assert_eq!(key_of(&world, &session, &name).as_deref(), expected, "{name}");
    }
    // S47: a later AssumeRole sees them, and the session that it gives does not.
    set_trust(&mut world, trust(r#""*""#, "sts:*"));
    let role = [("RoleArn", t(ROLE)), ("RoleSessionName", t("next"))];
    let next = make_as(&mut world, &session, "sts:AssumeRole", &role);
    assert!(authorized(&next, &format!("{prefix}:sub")).is_some());
    let next = caller_of(&world, &next);
    assert_eq!(key_of(&world, &next, &format!("{prefix}:sub")), None);
    assert_eq!(key_of(&world, &next, "aws:FederatedProvider"), None);
}

#[test]
fn s52_only_listed_claims_are_keys() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    let called = sign_in(&mut world, &github(""));
    let claim = |name: &str| authorized(&called, &format!("token.actions.githubusercontent.com:{name}"));
    assert_eq!(claim("ref").as_deref(), Some("refs/heads/main"));
    assert_eq!(claim("repository").as_deref(), Some("org/app"));
    assert_eq!(claim("run_id"), None);
    assert_eq!(claim("environment"), None);
    let roles = github(&format!(r#", "roles": ["{ROLE}"]"#));
    for (token, expected) in
        [(github(""), None), (roles, Some("true")), (github(r#", "roles": []"#), Some("false"))]
    {
        let called = sign_in(&mut world, &token);
        assert_eq!(authorized(&called, "sts:RoleAuthorizedByIdp").as_deref(), expected);
    }
}

/// Tags and a source identity in the token need their own permission in the trust policy.
#[test]
fn s53_tags_and_source_identity_of_the_token() {
    let tagged = github(
        r#", "https://aws.amazon.com/tags": {"principal_tags": {"team": ["web"], "cost": ["7"]},
             "transitive_tag_keys": ["team"]}"#,
    );
    let flat = github(
        r#", "https://aws.amazon.com/tags/principal_tags/team": ["web"],
             "https://aws.amazon.com/tags/principal_tags/cost": ["7"],
             "https://aws.amazon.com/tags/transitive_tag_keys": ["team"]"#,
    );
    let named = github(r#", "https://aws.amazon.com/source_identity": "ana""#);
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    for (token, action) in
        [(&tagged, "sts:TagSession"), (&flat, "sts:TagSession"), (&named, "sts:SetSourceIdentity")]
    {
        let called = sign_in(&mut world, token);
        check(&called, DENIED);
        assert_eq!(called.authorizations.last().unwrap().request.action.as_str(), action);
    }
    let mut world = world_with_github(&format!(r#"["{ACTION}", "sts:TagSession", "sts:SetSourceIdentity"]"#));
    for token in [&tagged, &flat] {
        let called = sign_in(&mut world, token);
        let tagging = called.authorizations.last().unwrap();
        assert_eq!(key(tagging, "aws:RequestTag/team").as_deref(), Some("web"));
        assert_eq!(key(tagging, "sts:TransitiveTagKeys").as_deref(), Some("team"));
        assert!(called.result.as_ref().unwrap().fields.get("PackedPolicySize").is_some());
        let Caller::RoleSession(session) = caller_of(&world, &called) else { panic!() };
        assert_eq!(session.tags.get("cost").map(String::as_str), Some("7"));
        assert!(session.transitive_tag_keys.contains("team"));
    }
    let called = sign_in(&mut world, &named);
    assert_eq!(field(&called, "SourceIdentity"), "ana");
    let session = caller_of(&world, &called);
    assert_eq!(key_of(&world, &session, "aws:SourceIdentity").as_deref(), Some("ana"));
}

#[test]
fn s53_a_tag_has_one_value_and_a_source_identity_its_form() {
    let mut world = world_with_github(r#""sts:*""#);
    for more in [
        r#", "https://aws.amazon.com/tags": {"principal_tags": {"team": ["web", "ops"]}}"#,
        r#", "https://aws.amazon.com/tags": {"principal_tags": {"team": []}}"#,
        r#", "https://aws.amazon.com/tags": {"principal_tags": {"aws:team": ["web"]}}"#,
        r#", "https://aws.amazon.com/source_identity": "x""#,
        r#", "https://aws.amazon.com/source_identity": "aws:ana""#,
    ] {
        check(&sign_in(&mut world, &github(more)), INVALID);
    }
}

/// S54: any branch, tag, pull request or environment is in `sub`.
#[test]
fn s54_what_a_workflow_runs_for_is_in_the_subject() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    let trusts = |sub: &str| {
        policy(
            "Allow",
            &format!(
                r#""Principal": {{"Federated": "{GITHUB}"}}, "Action": "{ACTION}", "Condition": {{"StringLike": {{
                    "token.actions.githubusercontent.com:sub": "{sub}"}}}}"#
            ),
        )
    };
    for (pattern, allowed) in [
        ("repo:org/app:ref:refs/heads/main", [true, false, false, false]),
        ("repo:org/app:environment:prod", [false, false, true, false]),
        ("repo:org/app:*", [true, true, true, false]),
        ("repo:org/*", [true, true, true, true]),
    ] {
        set_trust(&mut world, trusts(pattern));
        let subjects = [
            "repo:org/app:ref:refs/heads/main",
            "repo:org/app:pull_request",
            "repo:org/app:environment:prod",
            "repo:org/other:ref:refs/heads/main",
        ];
        let found = subjects.map(|it| {
            let token = github("")
                .replace(r#""sub": "repo:org/app:ref:refs/heads/main""#, &format!(r#""sub": "{it}""#));
            code(&sign_in(&mut world, &token)).is_ok()
        });
        assert_eq!(found, allowed, "{pattern}");
    }
}

#[test]
fn s57_cognito_tells_guests_from_users_by_amr() {
    let mut world = open_world();
    let text = policy(
        "Allow",
        r#""Principal": {"Federated": "cognito-identity.amazonaws.com"},
           "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
           "Condition": {"StringEquals": {"cognito-identity.amazonaws.com:aud": "us-east-1:pool"},
                         "ForAnyValue:StringLike": {"cognito-identity.amazonaws.com:amr": "authenticated"}}"#,
    );
    set_trust(&mut world, text);
    let token = |pool: &str, amr: &str, more: &str| {
        format!(
            r#"{{"iss": "https://cognito-identity.amazonaws.com", "aud": "us-east-1:{pool}", "sub": "7",
                "amr": [{amr}], "exp": 1768474800{more}}}"#
        )
    };
    let user = r#""authenticated", "accounts.google.com""#;
    check(&sign_in(&mut world, &token("pool", user, "")), Ok(()));
    check(&sign_in(&mut world, &token("pool", r#""unauthenticated""#, "")), DENIED);
    check(&sign_in(&mut world, &token("other", user, "")), DENIED);
    // The claims are there for `sts:TagSession` too.
    let tags = r#", "https://aws.amazon.com/tags": {"principal_tags": {"team": ["web"]}}"#;
    check(&sign_in(&mut world, &token("pool", user, tags)), Ok(()));
}

/// S167: the record stands in the role's account and says whose token it was.
#[test]
fn s167_a_sign_in_is_recorded_in_the_roles_account() {
    let mut world = world_with_github(&format!(r#""{ACTION}""#));
    sign_in(&mut world, &github(""));
    let event = world.trail.last().unwrap();
    assert_eq!(event.recipient, account(PROD));
    let identity = event.record.get("userIdentity").unwrap().as_map().unwrap();
    assert_eq!(identity.text("type"), Some("WebIdentityUser"));
    assert_eq!(identity.text("identityProvider"), Some(GITHUB));
    let parameters = event.record.get("requestParameters").unwrap().as_map().unwrap();
    assert!(parameters.get("webIdentityToken").is_none());
}
