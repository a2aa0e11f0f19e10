//! Identity providers (S132).

use sorted::SortedSet;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::{Incoming, resource};
use super::super::operation::{
    ARN, Body, Needed, Operation, Parameter, ParameterKind, TAGS, optional, required, text,
};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{
    SameKey, account, account_mut, check_quota, new_tags, quota_exceeded, with_request_tags,
};
use super::patterns;
use super::users::listing;
use crate::edit::quota::{CLIENT_IDS, OIDC_PROVIDERS, SAML_PROVIDERS};
use crate::identity_provider::{OidcProvider, SamlProvider, oidc_provider_arn, saml_provider_arn};
use crate::world::World;

pub(super) const OIDC_ARN: Parameter = required("OpenIDConnectProviderArn", ARN);
pub(super) const SAML_ARN: Parameter = required("SAMLProviderArn", ARN);
const CLIENT_ID: Parameter = required("ClientID", text(1, 255));
const SAML_NAME: ParameterKind = ParameterKind::Text { min: 1, max: 128, also: Some("._-") };
const METADATA: ParameterKind = text(1000, 10_000_000);

/// How many thumbprints a provider has at most (S103).
const MAX_THUMBPRINTS: usize = 5;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateOpenIDConnectProvider",
        parameters: &[
            required("Url", text(1, 255)),
            optional("ClientIDList", patterns::CLIENT_IDS),
            optional("ThumbprintList", patterns::THUMBPRINTS),
            TAGS,
        ],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create_oidc },
    },
    Operation {
        service: "iam",
        name: "GetOpenIDConnectProvider",
        parameters: &[OIDC_ARN],
        read_only: true,
        body: Body::Authorized { requests: on_provider, execute: get_oidc },
    },
    Operation {
        service: "iam",
        name: "ListOpenIDConnectProviders",
        parameters: &[],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list_oidc },
    },
    Operation {
        service: "iam",
        name: "UpdateOpenIDConnectProviderThumbprint",
        parameters: &[OIDC_ARN, required("ThumbprintList", patterns::THUMBPRINTS)],
        read_only: false,
        body: Body::Authorized { requests: on_provider, execute: update_thumbprints },
    },
    Operation {
        service: "iam",
        name: "AddClientIDToOpenIDConnectProvider",
        parameters: &[OIDC_ARN, CLIENT_ID],
        read_only: false,
        body: Body::Authorized { requests: on_provider, execute: add_client_id },
    },
    Operation {
        service: "iam",
        name: "RemoveClientIDFromOpenIDConnectProvider",
        parameters: &[OIDC_ARN, CLIENT_ID],
        read_only: false,
        body: Body::Authorized { requests: on_provider, execute: remove_client_id },
    },
    Operation {
        service: "iam",
        name: "DeleteOpenIDConnectProvider",
        parameters: &[OIDC_ARN],
        read_only: false,
        body: Body::Authorized { requests: on_provider, execute: delete_oidc },
    },
    Operation {
        service: "iam",
        name: "CreateSAMLProvider",
        parameters: &[required("SAMLMetadataDocument", METADATA), required("Name", SAML_NAME), TAGS],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create_saml },
    },
    Operation {
        service: "iam",
        name: "ListSAMLProviders",
        parameters: &[],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list_saml },
    },
    Operation {
        service: "iam",
        name: "UpdateSAMLProvider",
        parameters: &[optional("SAMLMetadataDocument", METADATA), SAML_ARN],
        read_only: false,
        body: Body::Authorized { requests: on_provider, execute: update_saml },
    },
    Operation {
        service: "iam",
        name: "DeleteSAMLProvider",
        parameters: &[SAML_ARN],
        read_only: false,
        body: Body::Authorized { requests: on_provider, execute: delete_saml },
    },
];

fn issuer<'c>(call: &'c Incoming<'_>) -> Option<&'c str> {
    call.text("Url").strip_prefix("https://").map(|it| it.trim_end_matches('/'))
}

fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let id = call.account()?;
    let (arn, tagging) = match call.optional_text("Name") {
        Some(name) => (saml_provider_arn(id, name), "iam:TagSAMLProvider"),
        None => (oidc_provider_arn(id, issuer(call).unwrap_or_default()), "iam:TagOpenIDConnectProvider"),
    };
    let tags = call.tags("Tags");
    let mut needed = vec![with_request_tags(Needed::new(&call.action(), resource(&arn)), &tags)];
    if !tags.is_empty() {
        needed.push(with_request_tags(Needed::new(tagging, resource(&arn)), &tags));
    }
    Ok(needed)
}

fn provider_arn<'c>(call: &'c Incoming<'_>) -> &'c str {
    call.optional_text("SAMLProviderArn").unwrap_or_else(|| call.text("OpenIDConnectProviderArn"))
}

pub(super) fn on_provider(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), resource(provider_arn(call)))])
}

/// Thumbprints are not kept: AWS checks a provider's certificate without them.
fn check_thumbprints(call: &Incoming<'_>) -> Result<(), ApiError> {
    match call.texts("ThumbprintList").len() > MAX_THUMBPRINTS {
        true => Err(ApiError::new(ErrorCode::InvalidInput, texts::TOO_MANY_THUMBPRINTS)),
        false => Ok(()),
    }
}

fn update_thumbprints(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    oidc_mut(world, call)?;
    check_thumbprints(call)?;
    Ok(Fields::new())
}

fn arns(name: &str, arns: impl Iterator<Item = String>) -> Fields {
    let listed = arns.map(|it| Value::Map(Fields::of([("Arn", Value::text(it))])));
    Fields::of([(name, Value::List(listed.collect()))])
}

fn list_oidc(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let issuers = account(world, id)?.oidc_providers.keys();
    Ok(arns("OpenIDConnectProviderList", issuers.map(|it| oidc_provider_arn(id, it))))
}

fn list_saml(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let names = account(world, id)?.saml_providers.keys();
    Ok(arns("SAMLProviderList", names.map(|it| saml_provider_arn(id, it))))
}

fn exists() -> ApiError {
    ApiError::new(ErrorCode::EntityAlreadyExists, texts::PROVIDER_EXISTS)
}

fn create_oidc(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let invalid = || ApiError::new(ErrorCode::InvalidInput, texts::URL_NEEDED);
    let is_host = |it: &&str| !it.is_empty() && it.chars().all(|it| it.is_ascii_graphic());
    let issuer = issuer(call).filter(is_host).ok_or_else(invalid)?;
    let tags = new_tags(call, SameKey::Exactly)?;
    check_thumbprints(call)?;
    let mut client_ids = SortedSet::new();
    client_ids.extend(call.texts("ClientIDList"));
    if client_ids.len() > CLIENT_IDS.max {
        return Err(quota_exceeded(CLIENT_IDS));
    }
    let providers = &mut account_mut(world, id)?.oidc_providers;
    if providers.contains_key(issuer) {
        return Err(exists());
    }
    check_quota(OIDC_PROVIDERS, providers.len())?;
    providers.insert(issuer.to_owned(), OidcProvider { client_ids, tags });
    Ok(Fields::of([("OpenIDConnectProviderArn", Value::text(oidc_provider_arn(id, issuer)))]))
}

fn missing(call: &Incoming<'_>) -> ApiError {
    let message = texts::text(texts::NO_SUCH_PROVIDER, &[provider_arn(call)]);
    ApiError::new(ErrorCode::NoSuchEntity, message)
}

/// What follows the ARN's kind, if the provider is one of the caller's account.
fn own_name(call: &Incoming<'_>, name_is: fn(&str) -> Option<&str>) -> Result<String, ApiError> {
    let own = format!("arn:aws:iam::{}:", call.account()?);
    let name = provider_arn(call).strip_prefix(&own).and_then(name_is);
    name.map(str::to_owned).ok_or_else(|| missing(call))
}

pub(super) fn oidc_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut OidcProvider, ApiError> {
    let issuer = own_name(call, |it| it.strip_prefix("oidc-provider/"))?;
    let providers = &mut account_mut(world, call.account()?)?.oidc_providers;
    providers.get_mut(&issuer).ok_or_else(|| missing(call))
}

fn get_oidc(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let issuer = own_name(call, |it| it.strip_prefix("oidc-provider/"))?;
    let provider = oidc_mut(world, call)?;
    Ok(Fields::of([
        ("Url", Value::text(issuer)),
        ("ClientIDList", Value::texts(&provider.client_ids)),
        ("Tags", Value::tags(&provider.tags)),
    ]))
}

fn add_client_id(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let provider = oidc_mut(world, call)?;
    let client_id = call.text("ClientID").to_owned();
    if !provider.client_ids.contains(&client_id) {
        check_quota(CLIENT_IDS, provider.client_ids.len())?;
    }
    provider.client_ids.insert(client_id);
    Ok(Fields::new())
}

/// Removing one that is not there is no error.
fn remove_client_id(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    oidc_mut(world, call)?.client_ids.remove(call.text("ClientID"));
    Ok(Fields::new())
}

/// Roles that trust it stay, and nobody can assume them by it any more (S132).
fn delete_oidc(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let issuer = own_name(call, |it| it.strip_prefix("oidc-provider/"))?;
    let removed = account_mut(world, call.account()?)?.oidc_providers.remove(&issuer);
    removed.map(|_| Fields::new()).ok_or_else(|| missing(call))
}

fn create_saml(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let name = call.text("Name");
    let tags = new_tags(call, SameKey::Exactly)?;
    let providers = &mut account_mut(world, id)?.saml_providers;
    if providers.keys().any(|it| it.eq_ignore_ascii_case(name)) {
        return Err(exists());
    }
    check_quota(SAML_PROVIDERS, providers.len())?;
    providers.insert(name.to_owned(), SamlProvider { tags });
    Ok(Fields::of([("SAMLProviderArn", Value::text(saml_provider_arn(id, name)))]))
}

pub(super) fn saml_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut SamlProvider, ApiError> {
    let name = saml_name(world, call)?;
    let providers = &mut account_mut(world, call.account()?)?.saml_providers;
    providers.get_mut(&name).ok_or_else(|| missing(call))
}

fn saml_name(world: &World, call: &Incoming<'_>) -> Result<String, ApiError> {
    let name = own_name(call, |it| it.strip_prefix("saml-provider/"))?;
    let account = account(world, call.account()?)?;
    if account.saml_providers.contains_key(&name) { Ok(name) } else { Err(missing(call)) }
}

/// The metadata is not kept: there is nothing to change.
fn update_saml(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    saml_name(world, call)?;
    Ok(Fields::of([("SAMLProviderArn", Value::text(provider_arn(call)))]))
}

fn delete_saml(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let name = saml_name(world, call)?;
    account_mut(world, call.account()?)?.saml_providers.remove(&name);
    Ok(Fields::new())
}
