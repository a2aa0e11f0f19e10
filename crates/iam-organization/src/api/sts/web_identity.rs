//! `sts:AssumeRoleWithWebIdentity`: a token of an OpenID Connect provider for a role session (S48–S57).

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::ContextValue;
use sorted::SortedSet;

use super::assume_role_call::{POLICY, POLICY_ARNS, ROLE_ARN, ROLE_DURATION, SESSION_NAME, passed, shown};
use super::assume_role_parameters::validate;
use super::base64;
use super::inherited::Inherited;
use super::issuer::Issuer;
use super::members::Members;
use super::role_session::{Asked, Duration, Keys, Token, role_session};
use super::session_tags;
use crate::account::Tags;
use crate::api::call::Check;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, ParameterKind, optional, required, text};
use crate::api::refused::{Refused, at};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::caller::Caller;
use crate::time::Timestamp;
use crate::world::World;

const ACTION: &str = "sts:AssumeRoleWithWebIdentity";
/// The claim with the session tags (S53).
const TAGS: &str = "https://aws.amazon.com/tags";
const SOURCE_IDENTITY: &str = "https://aws.amazon.com/source_identity";
/// What stays with the session after sign-in (S51): `id` is `app_id` and `user_id` too.
const KEPT_CLAIMS: [&str; 6] = ["amr", "aud", "sub", "id", "app_id", "user_id"];

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    service: "sts",
    name: "AssumeRoleWithWebIdentity",
    parameters: &[
        ROLE_ARN,
        required("RoleSessionName", SESSION_NAME),
        required("WebIdentityToken", text(4, 20_000)),
        optional("ProviderId", ParameterKind::Word(&["www.amazon.com", "graph.facebook.com"])),
        POLICY_ARNS,
        POLICY,
        ROLE_DURATION,
    ],
    read_only: true,
    body: Body::Session(run),
}];

/// The steps are those of S50. Keys are not fetched and signatures not checked: a token is its claims. It may be their JSON
/// text, or a JSON Web Token whose middle part is read.
fn run(world: &mut World, call: &mut Incoming<'_>) -> Result<Fields, Refused> {
    let mut typed = passed(call);
    call.text("RoleSessionName").clone_into(&mut typed.role_session_name);
    let (role_arn, policy_arns) = validate(&typed).map_err(at(Check::Parameters))?;
    let account = role_arn.account_id();
    let identity = account.ok_or_else(unreadable).and_then(|it| Identity::of(world, it, call));
    let identity = identity.map_err(at(Check::Credentials))?;
    typed.tags = identity.tags.clone();
    typed.transitive_tag_keys = identity.transitive_tag_keys.clone();
    typed.source_identity = identity.source_identity.clone();
    call.caller = Caller::Federated { provider: identity.provider.clone() };
    let keys = identity.keys(role_arn.as_str());
    let asked = Asked {
        action: ACTION,
        call: &typed,
        role_arn: &role_arn,
        policy_arns,
        inherited: Inherited::default(),
        // S47's table, from the list of actions, has no claims beside the call's own action. Trust policies that are seen
        // to work test them in one statement for all: they are there.
        token: Some(Token { keys: keys.clone(), keys_beside: keys, ends: None }),
        session_keys: identity.session_keys(),
        duration: Duration::OfRole,
    };
    let session =
        role_session(world, call.aws, &call.caller, asked, call.surroundings, &mut call.authorizations)?;
    let mut fields = shown(world, &typed, session);
    fields.set("SubjectFromWebIdentityToken", Value::text(identity.subject));
    fields.set("Provider", Value::text(identity.issued_by));
    fields.set("Audience", Value::text(identity.audience));
    Ok(fields)
}

/// Whom the token speaks of.
struct Identity {
    /// As the token writes its issuer.
    issued_by: String,
    provider: String,
    subject: String,
    audience: String,
    claims: Keys,
    roles: Option<Vec<String>>,
    tags: Tags,
    transitive_tag_keys: SortedSet<String>,
    source_identity: Option<String>,
}

impl Identity {
    /// Reads the token, and takes it or not.
    fn of(world: &World, account: AccountId, call: &Incoming<'_>) -> Result<Identity, ApiError> {
        let claims = claims(call.text("WebIdentityToken")).ok_or_else(unreadable)?;
        let invalid = |template: &str, arguments: &[&str]| {
            ApiError::new(ErrorCode::InvalidIdentityToken, texts::text(template, arguments))
        };
        let missing = |claim: &str| invalid(texts::CLAIM_MISSING, &[claim]);
        // An OAuth access token does not say who issued it, nor when it ends: the parameter does the former.
        let provider_id = call.optional_text("ProviderId");
        let issued_by = claims.text("iss").or_else(|| provider_id.map(str::to_owned));
        let issued_by = issued_by.ok_or_else(|| missing("iss"))?;
        let issuer = Issuer::find(world, account, &issued_by)
            .ok_or_else(|| invalid(texts::NO_PROVIDER_FOR_ISSUER, &[&issued_by]))?;
        if provider_id.is_none() || claims.has("exp") {
            let expires = claims.seconds("exp").ok_or_else(|| missing("exp"))?;
            check_expiry(world.clock, expires)?;
        }
        let subject = claims.text("sub").or_else(|| claims.text("user_id")).or_else(|| claims.text("id"));
        let subject = subject.ok_or_else(|| missing("sub"))?;
        // Where the token says who it was made for beside its audience, IAM goes by that (S51).
        let audiences = match claims.text("azp") {
            Some(party) => vec![party],
            None => claims.texts("aud"),
        };
        let is_taken = |it: &&String| issuer.entry.is_none_or(|entry| entry.client_ids.contains(*it));
        let audience = audiences.iter().find(is_taken).cloned().or_else(|| claims.text("app_id"));
        let audience = match (audience, audiences.is_empty()) {
            (Some(audience), _) => audience,
            (None, true) => return Err(missing("aud")),
            (None, false) => return Err(invalid(texts::WRONG_AUDIENCE, &[])),
        };
        let (tags, transitive_tag_keys) = session_tags_of(&claims)?;
        let source_identity = claims.text(SOURCE_IDENTITY);
        if source_identity.as_ref().is_some_and(|it| !session_tags::is_source_identity(it)) {
            return Err(invalid(texts::INVALID_SOURCE_IDENTITY, &[]));
        }
        Ok(Identity {
            claims: claim_keys(&issuer, &claims, &subject, &audience),
            roles: claims.has("roles").then(|| claims.texts("roles")),
            provider: issuer.provider,
            issued_by,
            subject,
            audience,
            tags,
            transitive_tag_keys,
            source_identity,
        })
    }

    /// The keys of the call (S47, S51, S52).
    fn keys(&self, role_arn: &str) -> Keys {
        let mut keys = self.claims.clone();
        keys.push(("aws:FederatedProvider".to_owned(), ContextValue::Single(self.provider.clone())));
        if let Some(roles) = &self.roles {
            let is_listed = roles.iter().any(|it| it == role_arn).to_string();
            keys.push(("sts:RoleAuthorizedByIdp".to_owned(), ContextValue::Single(is_listed)));
        }
        keys
    }

    /// The keys of what the session does later.
    fn session_keys(&self) -> Keys {
        let is_kept = |key: &str| key.rsplit(':').next().is_some_and(|it| KEPT_CLAIMS.contains(&it));
        let mut keys: Keys = self.claims.iter().filter(|(key, _)| is_kept(key)).cloned().collect();
        keys.push(("aws:FederatedProvider".to_owned(), ContextValue::Single(self.provider.clone())));
        keys
    }
}

fn unreadable() -> ApiError {
    ApiError::new(ErrorCode::InvalidIdentityToken, texts::TOKEN_UNREADABLE)
}

/// The claims of a token: JSON text, or the middle part of `header.claims.signature`.
fn claims(token: &str) -> Option<Members> {
    let token = token.trim();
    if token.starts_with('{') {
        return Members::read(token);
    }
    let mut parts = token.split('.');
    let (_, claims, _) = (parts.next()?, parts.next()?, parts.next()?);
    Members::read(&base64::decode(claims)?)
}

fn check_expiry(clock: Timestamp, expires: i64) -> Result<(), ApiError> {
    let now = clock.epoch_seconds();
    if expires > now {
        return Ok(());
    }
    let message = texts::text(texts::TOKEN_EXPIRED, &[&now.to_string(), &expires.to_string()]);
    Err(ApiError::new(ErrorCode::ExpiredTokenException, message))
}

/// `<issuer>:sub` and its like.
fn claim_keys(issuer: &Issuer<'_>, claims: &Members, subject: &str, audience: &str) -> Keys {
    let mut keys = Keys::new();
    let mut set = |claim: &str, value: ContextValue| keys.push((format!("{}:{claim}", issuer.name), value));
    let single = |value: &str| ContextValue::Single(value.to_owned());
    set("sub", single(subject));
    set("aud", single(audience));
    if let (true, Some(original)) = (claims.has("azp"), claims.text("aud")) {
        set("oaud", single(&original));
    }
    if claims.has("amr") {
        set("amr", ContextValue::Multi(claims.texts("amr")));
    }
    if let Some(email) = claims.text("email") {
        set("email", single(&email));
    }
    for claim in issuer.own_claims() {
        // Facebook and Amazon call subject and audience so.
        let otherwise = match *claim {
            "id" | "user_id" if issuer.entry.is_none() => Some(subject.to_owned()),
            "app_id" => Some(audience.to_owned()),
            "google/organization_number" => {
                claims.inner("google").and_then(|it| it.text("organization_number"))
            }
            _ => None,
        };
        if let Some(value) = claims.text(claim).or(otherwise) {
            set(claim, single(&value));
        }
    }
    keys
}

/// The claim with session tags, nested or flat (S53). Each tag has one value.
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html>
fn session_tags_of(claims: &Members) -> Result<(Tags, SortedSet<String>), ApiError> {
    let invalid = |what: &str| {
        let message = texts::text(texts::INVALID_TAGS_IN_TOKEN, &[what]);
        ApiError::new(ErrorCode::InvalidIdentityToken, message)
    };
    let mut tags = Tags::new();
    let mut add = |key: &str, values: Vec<String>| match <[String; 1]>::try_from(values) {
        Ok([value]) => {
            tags.insert(key.to_owned(), value);
            Ok(())
        }
        Err(_) => Err(invalid(key)),
    };
    let mut transitive = SortedSet::new();
    if let Some(nested) = claims.inner(TAGS) {
        if let Some(principal_tags) = nested.inner("principal_tags") {
            for key in principal_tags.names() {
                add(key, principal_tags.texts(key))?;
            }
        }
        transitive.extend(nested.texts("transitive_tag_keys"));
    }
    for name in claims.names() {
        match name.strip_prefix(TAGS).and_then(|it| it.strip_prefix('/')) {
            Some("transitive_tag_keys") => transitive.extend(claims.texts(name)),
            Some(rest) => {
                if let Some(key) = rest.strip_prefix("principal_tags/") {
                    add(key, claims.texts(name))?;
                }
            }
            None => {}
        }
    }
    match session_tags::problems(&tags).first() {
        Some((value, ..)) => Err(invalid(value)),
        None => Ok((tags, transitive)),
    }
}
