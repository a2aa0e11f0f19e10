//! The user, group or role that a call is about.

use iam_evaluator::arn::{AccountId, Arn};
use iam_evaluator::request::Resource;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::Needed;
use super::super::tags::key_listed_twice;
use super::super::texts::{self, text};
use crate::account::{Account, IdentityPolicies, Tags};
use crate::edit::{Missing, Quota, WorldEditError, is_reserved_tag_key};
use crate::entity::IamEntity;
use crate::world::{World, iam_arn};

/// Who the call names: by `UserName`, `GroupName` or `RoleName`.
pub(super) fn named(call: &Incoming<'_>) -> IamEntity {
    let name = |parameter| call.optional_text(parameter).map(str::to_owned);
    let group = name("GroupName").map(IamEntity::Group);
    let role = || name("RoleName").map(IamEntity::Role);
    group.or_else(role).unwrap_or_else(|| IamEntity::User(call.text("UserName").to_owned()))
}

/// `user`, `group` or `role`, and the name.
pub(super) fn kind_and_name(entity: &IamEntity) -> (&'static str, &str) {
    match entity {
        IamEntity::User(name) => ("user", name),
        IamEntity::Group(name) => ("group", name),
        IamEntity::Role(name) => ("role", name),
    }
}

/// The path of what is there; `/` for what is not.
fn path_of<'w>(account: Option<&'w Account>, entity: &IamEntity) -> &'w str {
    let path = account.and_then(|it| match entity {
        IamEntity::User(name) => it.users.get(name).map(|it| it.path.as_str()),
        IamEntity::Group(name) => it.groups.get(name).map(|it| it.path.as_str()),
        IamEntity::Role(name) => it.roles.get(name).map(|it| it.path.as_str()),
    });
    path.unwrap_or("/")
}

/// The ARN of a user, group or role that may be there or not.
pub(super) fn arn_of(world: &World, account: AccountId, entity: &IamEntity) -> Resource {
    let (kind, name) = kind_and_name(entity);
    let path = path_of(world.accounts.get(&account), entity);
    arn(account, kind, path, name)
}

pub(super) fn arn(account: AccountId, kind: &str, path: &str, name: &str) -> Resource {
    iam_arn(account, kind, path, name).map_or(Resource::Any, Resource::Arn)
}

/// The operation itself, on the user, group or role that the call names, with its boundary as a key (S109).
pub(super) fn on_entity(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let account = call.account()?;
    let entity = named(call);
    let resource = arn_of(world, account, &entity);
    let needed = Needed::new(&call.action(), resource);
    Ok(vec![match boundary_of(world, account, &entity) {
        Some(boundary) if has_boundary_key(call.operation.name) => {
            needed.with("iam:PermissionsBoundary", boundary.to_string())
        }
        Some(_) | None => needed,
    }])
}

/// Whether the operation has the key `iam:PermissionsBoundary` with the boundary that the entity has (S109).
fn has_boundary_key(operation: &str) -> bool {
    matches!(
        operation,
        "AttachUserPolicy"
            | "AttachRolePolicy"
            | "DetachUserPolicy"
            | "DetachRolePolicy"
            | "PutUserPolicy"
            | "PutRolePolicy"
            | "DeleteUserPolicy"
            | "DeleteRolePolicy"
            | "DeleteUserPermissionsBoundary"
            | "DeleteRolePermissionsBoundary"
            | "UpdateAssumeRolePolicy"
            | "UpdateRole"
            | "DeleteRole"
            | "GetRole"
    )
}

pub(super) fn boundary_of<'w>(world: &'w World, account: AccountId, entity: &IamEntity) -> Option<&'w Arn> {
    let account = world.accounts.get(&account)?;
    match entity {
        IamEntity::User(name) => account.users.get(name)?.permissions_boundary.as_ref(),
        IamEntity::Role(name) => account.roles.get(name)?.permissions_boundary.as_ref(),
        IamEntity::Group(_) => None,
    }
}

/// There is no such user, group or role.
pub(super) fn no_such(entity: &IamEntity) -> ApiError {
    let (kind, name) = kind_and_name(entity);
    ApiError::new(ErrorCode::NoSuchEntity, text(texts::NO_SUCH_ENTITY, &[kind, name]))
}

/// The account of the caller, to change it.
pub(super) fn account_mut(world: &mut World, id: AccountId) -> Result<&mut Account, ApiError> {
    let missing = || ApiError::new(ErrorCode::NoSuchEntity, format!("There is no account {id}."));
    world.accounts.get_mut(&id).ok_or_else(missing)
}

/// The account of the caller.
pub(super) fn account(world: &World, id: AccountId) -> Result<&Account, ApiError> {
    let missing = || ApiError::new(ErrorCode::NoSuchEntity, format!("There is no account {id}."));
    world.accounts.get(&id).ok_or_else(missing)
}

pub(super) fn policies<'w>(
    world: &'w World,
    id: AccountId,
    entity: &IamEntity,
) -> Result<&'w IdentityPolicies, ApiError> {
    let account = account(world, id)?;
    let policies = match entity {
        IamEntity::User(name) => account.users.get(name).map(|it| &it.policies),
        IamEntity::Group(name) => account.groups.get(name).map(|it| &it.policies),
        IamEntity::Role(name) => account.roles.get(name).map(|it| &it.policies),
    };
    policies.ok_or_else(|| no_such(entity))
}

pub(super) fn policies_mut<'w>(
    world: &'w mut World,
    id: AccountId,
    entity: &IamEntity,
) -> Result<&'w mut IdentityPolicies, ApiError> {
    account_mut(world, id)?.identity_policies_mut(entity).ok_or_else(|| no_such(entity))
}

/// AWS changes its own roles, and nobody else does (S115, S98).
pub(super) fn check_modifiable(world: &World, id: AccountId, entity: &IamEntity) -> Result<(), ApiError> {
    let is_role = matches!(entity, IamEntity::Role(_));
    let path = path_of(world.accounts.get(&id), entity);
    match is_role && path.starts_with(SERVICE_LINKED) {
        true => Err(protected(entity)),
        false => check_not_reserved(world, id, entity),
    }
}

/// The roles of IAM Identity Center take no change at all (S98). Service-linked roles take a description and tags.
pub(super) fn check_not_reserved(world: &World, id: AccountId, entity: &IamEntity) -> Result<(), ApiError> {
    let is_role = matches!(entity, IamEntity::Role(_));
    let path = path_of(world.accounts.get(&id), entity);
    if is_role && path.starts_with(RESERVED) { Err(protected(entity)) } else { Ok(()) }
}

pub(super) const SERVICE_LINKED: &str = "/aws-service-role/";
/// Of IAM Identity Center, for one.
pub(super) const RESERVED: &str = "/aws-reserved/";

fn protected(entity: &IamEntity) -> ApiError {
    let (_, name) = kind_and_name(entity);
    ApiError::new(ErrorCode::UnmodifiableEntity, text(texts::PROTECTED_ROLE, &[name]))
}

/// What an edit of the builder that does not fit is called in the API.
pub(super) fn edit_error(error: WorldEditError) -> ApiError {
    let code = match &error {
        WorldEditError::Missing(Missing::Entity(entity)) => return no_such(entity),
        WorldEditError::Missing(Missing::ManagedPolicy(arn)) => {
            return ApiError::new(ErrorCode::NoSuchEntity, text(texts::NO_SUCH_POLICY, &[arn]));
        }
        WorldEditError::Missing(_) => ErrorCode::NoSuchEntity,
        WorldEditError::QuotaExceeded(quota) => return quota_exceeded(*quota),
        WorldEditError::Exists(_) => ErrorCode::EntityAlreadyExists,
        WorldEditError::InvalidName { .. }
        | WorldEditError::InvalidPath(_)
        | WorldEditError::InvalidDuration(_) => ErrorCode::ValidationError,
        WorldEditError::InUse(_) => ErrorCode::DeleteConflict,
        _ => ErrorCode::InvalidInput,
    };
    ApiError::new(code, error.to_string())
}

/// The keys of tags in a request (S109).
pub(in crate::api) fn with_request_tags(needed: Needed, tags: &Tags) -> Needed {
    if tags.is_empty() {
        return needed;
    }
    let keys = tags.keys().cloned().collect();
    let with_each = |needed: Needed, (key, value): (&String, &String)| {
        needed.with(&format!("aws:RequestTag/{key}"), value.as_str())
    };
    tags.iter().fold(needed, with_each).with_all("aws:TagKeys", keys)
}

/// A quota is full (S103).
pub(super) fn quota_exceeded(quota: Quota) -> ApiError {
    let message = text(texts::QUOTA, &[quota.name, &quota.max.to_string()]);
    ApiError::new(ErrorCode::LimitExceeded, message)
}

/// Whether there can be one more than these.
pub(super) fn check_quota(quota: Quota, n_present: usize) -> Result<(), ApiError> {
    quota.check(n_present).map_err(edit_error)
}

/// Which keys of tags are one and the same (L183).
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum SameKey {
    /// Of users and roles: case does not matter, and is kept.
    IgnoringCase,
    /// Of everything else.
    Exactly,
}

impl SameKey {
    pub(super) fn is_same(self, one: &str, other: &str) -> bool {
        match self {
            SameKey::IgnoringCase => one.eq_ignore_ascii_case(other),
            SameKey::Exactly => one == other,
        }
    }
}

/// The tags that the call gives: no key twice, and none of AWS's (S18).
pub(super) fn new_tags(call: &Incoming<'_>, same_key: SameKey) -> Result<Tags, ApiError> {
    let tags = call.tags("Tags");
    let listed = call.parameters.get("Tags");
    let is_listed_twice =
        listed.is_some_and(|it| key_listed_twice(it, |a, b| same_key.is_same(a, b)).is_some());
    let is_twice = |(idx, key): (usize, &String)| tags.keys().take(idx).any(|it| same_key.is_same(it, key));
    if is_listed_twice || tags.keys().enumerate().any(is_twice) {
        return Err(ApiError::new(ErrorCode::InvalidInput, texts::DUPLICATE_TAG_KEYS));
    }
    if tags.keys().any(|it| is_reserved_tag_key(it)) {
        return Err(ApiError::new(ErrorCode::InvalidInput, texts::RESERVED_TAG_KEY));
    }
    Ok(tags)
}
