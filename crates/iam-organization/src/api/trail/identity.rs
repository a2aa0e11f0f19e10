//! Who called, as CloudTrail says it (S167).

use iam_evaluator::arn::Arn;
use iam_evaluator::request::{ContextValue, Principal, RequestContext};

use super::event::Event;
use crate::api::credentials::Credentials;
use crate::api::value::{Fields, Value};
use crate::caller::{Caller, FederatedSession, Session, TokenOwner};
use crate::world::World;

/// The access key that signed, if it is known: given with the call, or that of the session that made it.
pub(in crate::api) fn access_key_id(world: &World, credentials: &Credentials) -> Option<String> {
    match credentials {
        Credentials::Keys(keys) => Some(keys.access_key_id.clone()),
        Credentials::Of(caller) => {
            let mut sessions = world.sessions.iter();
            sessions.find(|(_, session)| *session == caller).map(|(id, _)| id.clone())
        }
    }
}

/// The identity of who signed a call.
pub(in crate::api) fn signer(world: &World, caller: &Caller, access_key_id: Option<&str>) -> Fields {
    let key = access_key_id.map(Value::text);
    let principal = |kind: &str, arn: &str| {
        let mut identity = Fields::of([
            ("type", Value::text(kind)),
            ("principalId", Value::text(principal_id(world, caller))),
            ("arn", Value::text(arn)),
        ]);
        identity.set_some("accountId", caller.account().map(|it| Value::text(it.to_string())));
        identity.set_some("accessKeyId", key.clone());
        identity
    };
    let mut identity = match caller {
        Caller::User { .. } | Caller::SessionToken(_) | Caller::Root { .. } => {
            let arn = caller.principal(world).display_arn();
            let name = arn.rsplit_once('/').map(|(_, name)| Value::text(name));
            let kind = if name.is_some() { "IAMUser" } else { "Root" };
            let mut identity = principal(kind, &arn);
            identity.set_some("userName", name);
            identity
        }
        Caller::RoleSession(session) => principal("AssumedRole", session.arn.as_str()),
        Caller::FederatedUser(session) => principal("FederatedUser", session.arn.as_str()),
        Caller::Service { name } => {
            Fields::of([("type", Value::text("AWSService")), ("invokedBy", Value::text(name))])
        }
        Caller::Federated { provider } => outsider(provider, &RequestContext::new()),
        Caller::Anonymous => Fields::of([
            ("type", Value::text("AWSAccount")),
            ("principalId", Value::text("anonymous")),
            ("accountId", Value::text("ANONYMOUS_PRINCIPAL")),
        ]),
    };
    identity.set_some("sessionContext", session_context(world, caller).map(Value::Map));
    identity
}

/// Who comes with a token of an identity provider is who the token says.
pub(super) fn with_claims(signer: Fields, event: &Event<'_>) -> Fields {
    let request = event.called.authorizations.first().map(|it| &it.request);
    match request.map(|it| (&it.principal, &it.context)) {
        Some((Principal::Federated { provider }, context)) => outsider(provider, context),
        Some(_) | None => signer,
    }
}

/// What another account gets to see of who called: whose it is (S168).
pub(super) fn seen_from_outside(signer: &Fields) -> Fields {
    let mut identity = Fields::of([("type", Value::text("AWSAccount"))]);
    for name in ["principalId", "accountId"] {
        identity.set_some(name, signer.get(name).cloned());
    }
    identity
}

/// Somebody with a token of an identity provider: `issuer:audience:subject`, or what a SAML assertion says.
fn outsider(provider: &str, context: &RequestContext) -> Fields {
    let claim = |key: &str| match context.get(key).map(ContextValue::values) {
        Some([value, ..]) => Some(value.clone()),
        Some([]) | None => None,
    };
    let is_saml = provider.contains(":saml-provider/");
    let issuer = provider.split_once(":oidc-provider/").map_or(provider, |(_, issuer)| issuer);
    let (kind, subject, parts) = match is_saml {
        true => ("SAMLUser", claim("saml:sub"), vec![claim("saml:namequalifier"), claim("saml:sub")]),
        false => {
            let subject = claim(&format!("{issuer}:sub"));
            let audience = claim(&format!("{issuer}:aud"));
            ("WebIdentityUser", subject.clone(), vec![Some(issuer.to_owned()), audience, subject])
        }
    };
    let parts: Vec<String> = parts.into_iter().map(Option::unwrap_or_default).collect();
    let mut identity = Fields::of([("type", Value::text(kind))]);
    if let Some(subject) = subject {
        identity.set("principalId", Value::text(parts.join(":")));
        identity.set("userName", Value::text(subject));
    }
    identity.set("identityProvider", Value::text(provider));
    identity
}

/// When temporary credentials were made, by whom, and whether with a second factor.
fn session_context(world: &World, caller: &Caller) -> Option<Fields> {
    let attributes = |issued: String, mfa: bool| {
        Value::Map(Fields::of([
            ("creationDate", Value::text(issued)),
            ("mfaAuthenticated", Value::text(mfa.to_string())),
        ]))
    };
    match caller {
        Caller::RoleSession(session) => {
            let key = |name: &str| session.keys.iter().find(|(key, _)| key.eq_ignore_ascii_case(name));
            let text = |name: &str| key(name).and_then(|(_, value)| value.values().first());
            let provider = text("aws:FederatedProvider");
            let federation =
                provider.map(|it| Value::Map(Fields::of([("federatedProvider", Value::text(it))])));
            let mut context = Fields::of([("sessionIssuer", Value::Map(role_issuer(world, session)))]);
            context.set_some("webIdFederationData", federation);
            context.set("attributes", attributes(session.issued.to_string(), false));
            context.set_some("sourceIdentity", session.source_identity.as_ref().map(Value::text));
            context.set_some("ec2RoleDelivery", text("ec2:RoleDelivery").map(Value::text));
            Some(context)
        }
        Caller::SessionToken(session) => {
            Some(Fields::of([("attributes", attributes(session.issued.to_string(), session.mfa))]))
        }
        Caller::FederatedUser(session) => {
            let mut context = Fields::new();
            context.set_some("sessionIssuer", user_issuer(world, session).map(Value::Map));
            let issued = session.issued.map(|it| attributes(it.to_string(), false));
            context.set_some("attributes", issued);
            (!context.is_empty()).then_some(context)
        }
        Caller::User { .. }
        | Caller::Root { .. }
        | Caller::Service { .. }
        | Caller::Federated { .. }
        | Caller::Anonymous => None,
    }
}

fn role_issuer(world: &World, session: &Session) -> Fields {
    let unique_id = world.role(&session.role_arn).map(|it| it.it.unique_id.clone());
    issuer("Role", unique_id, &session.role_arn)
}

fn user_issuer(world: &World, session: &FederatedSession) -> Option<Fields> {
    let arn = session.user_arn.as_ref()?;
    Some(issuer("IAMUser", Some(user_id(world, arn)), arn))
}

fn issuer(kind: &str, unique_id: Option<String>, arn: &Arn) -> Fields {
    Fields::of([
        ("type", Value::text(kind)),
        ("principalId", Value::text(unique_id.unwrap_or_default())),
        ("arn", Value::text(arn.as_str())),
        ("accountId", Value::text(arn.account())),
        ("userName", Value::text(arn.resource().rsplit('/').next().unwrap_or_default())),
    ])
}

/// The value of `aws:userid` (S6).
pub(in crate::api) fn principal_id(world: &World, caller: &Caller) -> String {
    match caller {
        Caller::User { arn } => user_id(world, arn),
        Caller::SessionToken(session) => match &session.owner {
            TokenOwner::User(arn) => user_id(world, arn),
            TokenOwner::Root(account) => account.to_string(),
        },
        Caller::Root { account } => account.to_string(),
        Caller::RoleSession(session) => {
            let role = world.role(&session.role_arn);
            format!("{}:{}", role.map(|it| it.it.unique_id.as_str()).unwrap_or_default(), session.name)
        }
        Caller::FederatedUser(session) => {
            let name = session.arn.resource().rsplit('/').next().unwrap_or_default();
            format!("{}:{name}", session.arn.account())
        }
        Caller::Service { name } => name.clone(),
        Caller::Federated { provider } => provider.clone(),
        Caller::Anonymous => "anonymous".to_owned(),
    }
}

fn user_id(world: &World, arn: &Arn) -> String {
    world.user(arn).map(|it| it.it.unique_id.clone()).unwrap_or_default()
}
