//! Tags of users, roles, managed policies, instance profiles, identity providers and virtual MFA devices (S18, S19).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Needed, Operation, Parameter, ParameterKind, required};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{
    SameKey, account_mut, check_not_reserved, named, new_tags, no_such, on_entity, with_request_tags,
};
use super::instance_profiles::{PROFILE_NAME, on_profile, profile_mut};
use super::managed_policies::{POLICY_ARN, on_policy, the_policy_mut};
use super::mfa::{device_mut, on_device};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{SERIAL_NUMBER, TAG_KEYS};
use super::providers::{OIDC_ARN, SAML_ARN, oidc_mut, on_provider, saml_mut};
use super::roles::ROLE_NAME;
use super::users::USER_NAME;
use crate::account::Tags;
use crate::edit::MAX_TAGS;
use crate::entity::IamEntity;
use crate::world::World;

const TAGS: Parameter = required("Tags", ParameterKind::Tags);
const TAG: Body = Body::Authorized { requests: tagging, execute: tag };
const UNTAG: Body = Body::Authorized { requests: untagging, execute: untag };
const LIST: Body = Body::Authorized { requests: on_named, execute: list };

const fn operation(
    name: &'static str,
    parameters: &'static [Parameter],
    read_only: bool,
    body: Body,
) -> Operation {
    Operation { service: "iam", name, parameters, read_only, body }
}

pub(super) const OPERATIONS: &[Operation] = &[
    operation("TagUser", &[USER_NAME, TAGS], false, TAG),
    operation("TagRole", &[ROLE_NAME, TAGS], false, TAG),
    operation("TagPolicy", &[POLICY_ARN, TAGS], false, TAG),
    operation("TagInstanceProfile", &[PROFILE_NAME, TAGS], false, TAG),
    operation("TagOpenIDConnectProvider", &[OIDC_ARN, TAGS], false, TAG),
    operation("TagSAMLProvider", &[SAML_ARN, TAGS], false, TAG),
    operation("TagMFADevice", &[SERIAL_NUMBER, TAGS], false, TAG),
    operation("UntagUser", &[USER_NAME, TAG_KEYS], false, UNTAG),
    operation("UntagRole", &[ROLE_NAME, TAG_KEYS], false, UNTAG),
    operation("UntagPolicy", &[POLICY_ARN, TAG_KEYS], false, UNTAG),
    operation("UntagInstanceProfile", &[PROFILE_NAME, TAG_KEYS], false, UNTAG),
    operation("UntagOpenIDConnectProvider", &[OIDC_ARN, TAG_KEYS], false, UNTAG),
    operation("UntagSAMLProvider", &[SAML_ARN, TAG_KEYS], false, UNTAG),
    operation("UntagMFADevice", &[SERIAL_NUMBER, TAG_KEYS], false, UNTAG),
    operation("ListUserTags", &[USER_NAME, MARKER, MAX_ITEMS], true, LIST),
    operation("ListRoleTags", &[ROLE_NAME, MARKER, MAX_ITEMS], true, LIST),
    operation("ListPolicyTags", &[POLICY_ARN, MARKER, MAX_ITEMS], true, LIST),
    operation("ListInstanceProfileTags", &[PROFILE_NAME, MARKER, MAX_ITEMS], true, LIST),
    operation("ListOpenIDConnectProviderTags", &[OIDC_ARN, MARKER, MAX_ITEMS], true, LIST),
    operation("ListSAMLProviderTags", &[SAML_ARN, MARKER, MAX_ITEMS], true, LIST),
    operation("ListMFADeviceTags", &[SERIAL_NUMBER, MARKER, MAX_ITEMS], true, LIST),
];

/// What the call is about.
enum Tagged {
    Entity,
    Policy,
    Profile,
    Oidc,
    Saml,
    Device,
}

impl Tagged {
    fn of(call: &Incoming<'_>) -> Tagged {
        let is_given = |name| call.optional_text(name).is_some();
        match () {
            () if is_given("PolicyArn") => Tagged::Policy,
            () if is_given("InstanceProfileName") => Tagged::Profile,
            () if is_given("OpenIDConnectProviderArn") => Tagged::Oidc,
            () if is_given("SAMLProviderArn") => Tagged::Saml,
            () if is_given("SerialNumber") => Tagged::Device,
            () => Tagged::Entity,
        }
    }

    fn same_key(&self) -> SameKey {
        match self {
            Tagged::Entity => SameKey::IgnoringCase,
            Tagged::Policy | Tagged::Profile | Tagged::Oidc | Tagged::Saml | Tagged::Device => {
                SameKey::Exactly
            }
        }
    }
}

fn on_named(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    match Tagged::of(call) {
        Tagged::Entity => on_entity(world, call),
        Tagged::Policy => on_policy(world, call),
        Tagged::Profile => on_profile(world, call),
        Tagged::Oidc | Tagged::Saml => on_provider(world, call),
        Tagged::Device => on_device(world, call),
    }
}

fn tagging(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let tags = call.tags("Tags");
    Ok(on_named(world, call)?.into_iter().map(|it| with_request_tags(it, &tags)).collect())
}

fn untagging(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let keys = call.texts("TagKeys");
    Ok(on_named(world, call)?.into_iter().map(|it| it.with_all("aws:TagKeys", keys.clone())).collect())
}

/// The tags of what the call names, to change them.
fn tags_mut<'w>(world: &'w mut World, call: &Incoming<'_>) -> Result<&'w mut Tags, ApiError> {
    match Tagged::of(call) {
        Tagged::Entity => entity_tags_mut(world, call),
        Tagged::Policy => Ok(&mut the_policy_mut(world, call)?.tags),
        Tagged::Profile => Ok(&mut profile_mut(world, call)?.tags),
        Tagged::Oidc => Ok(&mut oidc_mut(world, call)?.tags),
        Tagged::Saml => Ok(&mut saml_mut(world, call)?.tags),
        Tagged::Device => Ok(&mut device_mut(world, call)?.tags),
    }
}

fn entity_tags_mut<'w>(world: &'w mut World, call: &Incoming<'_>) -> Result<&'w mut Tags, ApiError> {
    let (id, entity) = (call.account()?, named(call));
    if !call.operation.read_only {
        check_not_reserved(world, id, &entity)?;
    }
    let account = account_mut(world, id)?;
    let tags = match &entity {
        IamEntity::User(name) => account.users.get_mut(name).map(|it| &mut it.tags),
        IamEntity::Role(name) => account.roles.get_mut(name).map(|it| &mut it.tags),
        IamEntity::Group(_) => None,
    };
    tags.ok_or_else(|| no_such(&entity))
}

/// A key that is there under another case is written over, and keeps its case (S18).
fn tag(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let same_key = Tagged::of(call).same_key();
    let new = new_tags(call, same_key)?;
    let tags = tags_mut(world, call)?;
    let mut changed = tags.clone();
    for (key, value) in &new {
        let present = changed.keys().find(|it| same_key.is_same(it, key)).cloned();
        changed.insert(present.unwrap_or_else(|| key.clone()), value.clone());
    }
    if changed.len() > MAX_TAGS.max(tags.len()) {
        return Err(ApiError::new(ErrorCode::LimitExceeded, texts::TOO_MANY_TAGS));
    }
    *tags = changed;
    Ok(Fields::new())
}

fn untag(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let same_key = Tagged::of(call).same_key();
    let keys = call.texts("TagKeys");
    tags_mut(world, call)?.retain(|key, _| !keys.iter().any(|it| same_key.is_same(it, key)));
    Ok(Fields::new())
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let tags = Value::tags(tags_mut(world, call)?);
    page(call, "Tags", tags.items().to_vec())
}
