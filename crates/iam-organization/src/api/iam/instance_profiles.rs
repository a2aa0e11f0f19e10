//! Instance profiles (S116, S134).

use iam_evaluator::arn::AccountId;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Needed, Operation, Parameter, TAGS, name, required};
use super::super::texts;
use super::super::value::Fields;
use super::entity::{
    SameKey, account, account_mut, arn, arn_of, check_modifiable, check_quota, new_tags, no_such, on_entity,
    with_request_tags,
};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{PATH, PATH_PREFIX};
use super::roles::ROLE_NAME;
use super::show;
use super::users::{conflict, has_prefix, listing};
use crate::account::InstanceProfile;
use crate::edit::quota::{INSTANCE_PROFILES, ROLES_PER_PROFILE};
use crate::entity::IamEntity;
use crate::unique_id::{IdPrefix, unique_id};
use crate::world::World;

pub(super) const PROFILE_NAME: Parameter = required("InstanceProfileName", name(128));

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateInstanceProfile",
        parameters: &[PROFILE_NAME, PATH, TAGS],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "iam",
        name: "GetInstanceProfile",
        parameters: &[PROFILE_NAME],
        read_only: true,
        body: Body::Authorized { requests: on_profile, execute: get },
    },
    Operation {
        service: "iam",
        name: "ListInstanceProfiles",
        parameters: &[PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list },
    },
    Operation {
        service: "iam",
        name: "ListInstanceProfilesForRole",
        parameters: &[ROLE_NAME, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: on_entity, execute: list_for_role },
    },
    Operation {
        service: "iam",
        name: "AddRoleToInstanceProfile",
        parameters: &[PROFILE_NAME, ROLE_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_profile_passing_role, execute: add_role },
    },
    Operation {
        service: "iam",
        name: "RemoveRoleFromInstanceProfile",
        parameters: &[PROFILE_NAME, ROLE_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_profile, execute: remove_role },
    },
    Operation {
        service: "iam",
        name: "DeleteInstanceProfile",
        parameters: &[PROFILE_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_profile, execute: delete },
    },
];

fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    let resource = arn(call.account()?, "instance-profile", path, call.text("InstanceProfileName"));
    let tags = call.tags("Tags");
    let mut needed = vec![with_request_tags(Needed::new(&call.action(), resource.clone()), &tags)];
    if !tags.is_empty() {
        needed.push(with_request_tags(Needed::new("iam:TagInstanceProfile", resource), &tags));
    }
    Ok(needed)
}

pub(super) fn on_profile(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let id = call.account()?;
    let name = call.text("InstanceProfileName");
    let profile = world.accounts.get(&id).and_then(|it| it.instance_profiles.get(name));
    let path = profile.map_or("/", |it| it.path.as_str());
    Ok(vec![Needed::new(&call.action(), arn(id, "instance-profile", path, name))])
}

/// Whoever puts a role into a profile passes it to EC2 (S116, S134).
fn on_profile_passing_role(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let mut needed = on_profile(world, call)?;
    let role = IamEntity::Role(call.text("RoleName").to_owned());
    let role = arn_of(world, call.account()?, &role);
    needed.push(Needed::new("iam:PassRole", role).with("iam:PassedToService", "ec2.amazonaws.com"));
    Ok(needed)
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let seed = world.seed;
    let name = call.text("InstanceProfileName");
    let tags = new_tags(call, SameKey::Exactly)?;
    let number = world.next_id();
    let profiles = &mut account_mut(world, id)?.instance_profiles;
    if profiles.keys().any(|it| it.eq_ignore_ascii_case(name)) {
        let message = texts::text(texts::PROFILE_EXISTS, &[name]);
        return Err(ApiError::new(ErrorCode::EntityAlreadyExists, message));
    }
    check_quota(INSTANCE_PROFILES, profiles.len())?;
    let path = call.optional_text("Path").unwrap_or("/").to_owned();
    let unique_id = unique_id(seed, IdPrefix::InstanceProfile, &format!("instance profile {number}"));
    profiles.insert(name.to_owned(), InstanceProfile { path, unique_id, role: None, tags });
    world.count_id();
    shown(world, id, call)
}

fn shown(world: &World, id: AccountId, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let name = call.text("InstanceProfileName");
    let profile = account(world, id)?.instance_profiles.get(name).ok_or_else(|| missing(call))?;
    Ok(Fields::of([("InstanceProfile", show::instance_profile(world, id, name, profile))]))
}

fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    shown(world, call.account()?, call)
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let profiles = account(world, id)?.instance_profiles.iter();
    let profiles = profiles.filter(|(_, it)| has_prefix(call, &it.path));
    let shown = profiles.map(|(name, it)| show::instance_profile(world, id, name, it));
    page(call, "InstanceProfiles", shown.collect())
}

fn list_for_role(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let account = account(world, id)?;
    let role = call.text("RoleName");
    if !account.roles.contains_key(role) {
        return Err(no_such(&IamEntity::Role(role.to_owned())));
    }
    let profiles = account.instance_profiles.iter().filter(|(_, it)| it.role.as_deref() == Some(role));
    let shown = profiles.map(|(name, it)| show::instance_profile(world, id, name, it));
    page(call, "InstanceProfiles", shown.collect())
}

fn missing(call: &Incoming<'_>) -> ApiError {
    let message = texts::text(texts::NO_SUCH_PROFILE, &[call.text("InstanceProfileName")]);
    ApiError::new(ErrorCode::NoSuchEntity, message)
}

pub(super) fn profile_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut InstanceProfile, ApiError> {
    let profiles = &mut account_mut(world, call.account()?)?.instance_profiles;
    profiles.get_mut(call.text("InstanceProfileName")).ok_or_else(|| missing(call))
}

/// A profile has one role (S116).
fn add_role(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let name = call.text("RoleName");
    if !account(world, call.account()?)?.roles.contains_key(name) {
        return Err(no_such(&IamEntity::Role(name.to_owned())));
    }
    check_modifiable(world, call.account()?, &IamEntity::Role(name.to_owned()))?;
    let profile = profile_mut(world, call)?;
    check_quota(ROLES_PER_PROFILE, usize::from(profile.role.is_some()))?;
    profile.role = Some(name.to_owned());
    Ok(Fields::new())
}

fn remove_role(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let name = call.text("RoleName");
    let profile = profile_mut(world, call)?;
    if profile.role.as_deref() != Some(name) {
        return Err(no_such(&IamEntity::Role(name.to_owned())));
    }
    profile.role = None;
    Ok(Fields::new())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let profile = profile_mut(world, call)?;
    conflict(&[(profile.role.is_some(), texts::REMOVE_ROLES_FIRST)])?;
    let profiles = &mut account_mut(world, call.account()?)?.instance_profiles;
    profiles.remove(call.text("InstanceProfileName"));
    Ok(Fields::new())
}
