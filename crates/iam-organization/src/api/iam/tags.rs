//! Tags of users, roles and managed policies (S18, S19).

use super::super::error::ApiError;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Needed, Operation, Parameter, ParameterKind, required};
use super::super::value::{Fields, Value};
use super::entity::{
    account_mut, check_modifiable, check_tags, named, no_such, on_entity, with_request_tags,
};
use super::managed_policies::{POLICY_ARN, on_policy, the_policy_mut};
use super::roles::ROLE_NAME;
use super::users::USER_NAME;
use crate::account::Tags;
use crate::entity::IamEntity;
use crate::world::World;

const TAGS: Parameter = required("Tags", ParameterKind::Tags);
const TAG_KEYS: Parameter = required("TagKeys", ParameterKind::Texts(50));
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
    operation("UntagUser", &[USER_NAME, TAG_KEYS], false, UNTAG),
    operation("UntagRole", &[ROLE_NAME, TAG_KEYS], false, UNTAG),
    operation("UntagPolicy", &[POLICY_ARN, TAG_KEYS], false, UNTAG),
    operation("ListUserTags", &[USER_NAME], true, LIST),
    operation("ListRoleTags", &[ROLE_NAME], true, LIST),
    operation("ListPolicyTags", &[POLICY_ARN], true, LIST),
];

fn on_named(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    match call.optional_text("PolicyArn") {
        Some(_) => on_policy(world, call),
        None => on_entity(world, call),
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
    if call.optional_text("PolicyArn").is_some() {
        return Ok(&mut the_policy_mut(world, call)?.tags);
    }
    let (id, entity) = (call.account()?, named(call));
    check_modifiable(world, id, &entity)?;
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
    let new = call.tags("Tags");
    check_tags(&new, &Tags::new())?;
    let tags = tags_mut(world, call)?;
    let mut changed = tags.clone();
    for (key, value) in &new {
        let present = changed.keys().find(|it| it.eq_ignore_ascii_case(key)).cloned();
        changed.insert(present.unwrap_or_else(|| key.clone()), value.clone());
    }
    check_tags(&Tags::new(), &changed)?;
    *tags = changed;
    Ok(Fields::new())
}

fn untag(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let keys = call.texts("TagKeys");
    tags_mut(world, call)?.retain(|key, _| !keys.iter().any(|it| it.eq_ignore_ascii_case(key)));
    Ok(Fields::new())
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let tags = tags_mut(world, call)?;
    Ok(Fields::of([("Tags", Value::tags(tags))]))
}
