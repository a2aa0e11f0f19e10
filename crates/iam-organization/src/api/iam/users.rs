//! Users (S8–S12, S101, S110, S111, S136).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{ARN, Body, Needed, Operation, Parameter, TAGS, name, optional, required};
use super::super::texts;
use super::super::value::Fields;
use super::entity::{
    SameKey, account, arn, arn_of, edit_error, named, new_tags, no_such, on_entity, with_request_tags,
};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{NEW_PATH, PATH, PATH_PREFIX};
use super::show;
use crate::caller::{Caller, TokenOwner};
use crate::edit::WorldEdit;
use crate::entity::{EntityRef, IamEntity};
use crate::keys::MfaOwner;
use crate::world::World;

pub(super) const USER_NAME: Parameter = required("UserName", name(64));
const OPTIONAL_USER_NAME: Parameter = optional("UserName", name(64));
pub(super) const PERMISSIONS_BOUNDARY: Parameter = optional("PermissionsBoundary", ARN);

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateUser",
        parameters: &[PATH, USER_NAME, PERMISSIONS_BOUNDARY, TAGS],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "iam",
        name: "GetUser",
        parameters: &[OPTIONAL_USER_NAME],
        read_only: true,
        body: Body::Authorized { requests: on_user_or_self, execute: get },
    },
    Operation {
        service: "iam",
        name: "ListUsers",
        parameters: &[PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list },
    },
    Operation {
        service: "iam",
        name: "UpdateUser",
        parameters: &[USER_NAME, NEW_PATH, optional("NewUserName", name(64))],
        read_only: false,
        body: Body::Authorized { requests: on_old_and_new, execute: update },
    },
    Operation {
        service: "iam",
        name: "DeleteUser",
        parameters: &[USER_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: delete },
    },
];

/// The request to create a user or role, with what S109 says comes along.
pub(super) fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let account = call.account()?;
    let entity = named(call);
    let (kind, name) = super::entity::kind_and_name(&entity);
    let resource = arn(account, kind, call.optional_text("Path").unwrap_or("/"), name);
    let tags = call.tags("Tags");
    let mut needed = with_request_tags(Needed::new(&call.action(), resource.clone()), &tags);
    if let Some(boundary) = call.optional_text("PermissionsBoundary") {
        needed = needed.with("iam:PermissionsBoundary", boundary);
    }
    let tagging = || {
        let action = if kind == "role" { "iam:TagRole" } else { "iam:TagUser" };
        with_request_tags(Needed::new(action, resource), &tags)
    };
    Ok([needed].into_iter().chain((!tags.is_empty()).then(tagging)).collect())
}

/// Makes a user or role with its tags and boundary.
pub(super) fn create_entity(world: &mut World, call: &Incoming<'_>) -> Result<IamEntity, ApiError> {
    let account_id = call.account()?;
    let entity = named(call);
    let tags = new_tags(call, SameKey::IgnoringCase)?;
    let boundary = call.optional_text("PermissionsBoundary");
    let boundary = boundary.map(|it| super::attachments::attachable(world, call, it)).transpose()?;
    let path = call.optional_text("Path").unwrap_or("/").to_owned();
    let edit = WorldEdit::CreateIamEntity { account: account_id, entity: entity.clone(), path };
    world.edit(edit).map_err(|it| match it {
        crate::edit::WorldEditError::Exists(_) => {
            let (kind, name) = super::entity::kind_and_name(&entity);
            let kind = if kind == "role" { "Role" } else { "User" };
            ApiError::new(ErrorCode::EntityAlreadyExists, texts::text(texts::EXISTS, &[kind, name]))
        }
        it => edit_error(it),
    })?;
    let place = EntityRef::Iam { account: account_id, entity: entity.clone() };
    world.edit(WorldEdit::SetTags { entity: place, tags }).map_err(edit_error)?;
    if let Some(policy) = boundary {
        let edit = WorldEdit::SetPermissionsBoundary {
            account: account_id,
            entity: entity.clone(),
            policy,
            version: None,
        };
        world.edit(edit).map_err(edit_error)?;
    }
    Ok(entity)
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    create_entity(world, call)?;
    shown(world, call, call.text("UserName"))
}

fn shown(world: &World, call: &Incoming<'_>, name: &str) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let user = account(world, id)?.users.get(name);
    let user = user.ok_or_else(|| no_such(&IamEntity::User(name.to_owned())))?;
    Ok(Fields::of([("User", show::user(id, name, user))]))
}

/// The user that the call names, or else the caller.
pub(super) fn user_or_self(call: &Incoming<'_>) -> Result<IamEntity, ApiError> {
    let own = || {
        let arn = match &call.caller {
            Caller::User { arn } => Some(arn),
            Caller::SessionToken(session) => match &session.owner {
                TokenOwner::User(arn) => Some(arn),
                TokenOwner::Root(_) => None,
            },
            Caller::RoleSession(_)
            | Caller::Root { .. }
            | Caller::FederatedUser(_)
            | Caller::Service { .. }
            | Caller::Federated { .. }
            | Caller::Anonymous => None,
        };
        arn.and_then(|it| it.resource().rsplit('/').next())
    };
    let name = call.optional_text("UserName").or_else(own);
    let missing = || ApiError::new(ErrorCode::ValidationError, texts::USER_NAME_NEEDED);
    name.map(|it| IamEntity::User(it.to_owned())).ok_or_else(missing)
}

/// A root user without a name means itself; so does its session.
pub(super) fn is_root_without_name(call: &Incoming<'_>) -> bool {
    let is_root = match &call.caller {
        Caller::Root { .. } => true,
        Caller::SessionToken(session) => matches!(session.owner, TokenOwner::Root(_)),
        Caller::User { .. }
        | Caller::RoleSession(_)
        | Caller::FederatedUser(_)
        | Caller::Service { .. }
        | Caller::Federated { .. }
        | Caller::Anonymous => false,
    };
    is_root && call.optional_text("UserName").is_none()
}

pub(super) fn on_user_or_self(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let account = call.account()?;
    if is_root_without_name(call) {
        return Ok(vec![Needed::new(&call.action(), arn(account, "root", "", ""))]);
    }
    Ok(vec![Needed::new(&call.action(), arn_of(world, account, &user_or_self(call)?))])
}

fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    if is_root_without_name(call) {
        let id = call.account()?;
        return Ok(Fields::of([("User", show::root(id))]));
    }
    let IamEntity::User(name) = user_or_self(call)? else { return Ok(Fields::new()) };
    shown(world, call, &name)
}

/// Listing is about no entity (S109).
pub(super) fn listing(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), iam_evaluator::request::Resource::Any)])
}

/// Whether something has the path that is asked for.
pub(super) fn has_prefix(call: &Incoming<'_>, path: &str) -> bool {
    path.starts_with(call.optional_text("PathPrefix").unwrap_or("/"))
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let users = account(world, id)?.users.iter().filter(|(_, it)| has_prefix(call, &it.path));
    let users = users.map(|(name, it)| show::user(id, name, it));
    page(call, "Users", users.collect())
}

/// The caller must be allowed on the old and the new ARN (S8).
fn on_old_and_new(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let id = call.account()?;
    let entity = named(call);
    let (kind, name) = super::entity::kind_and_name(&entity);
    let old = arn_of(world, id, &entity);
    let path = world.accounts.get(&id).and_then(|it| match &entity {
        IamEntity::User(name) => it.users.get(name).map(|it| it.path.as_str()),
        IamEntity::Group(name) => it.groups.get(name).map(|it| it.path.as_str()),
        IamEntity::Role(_) => None,
    });
    let new_name = call.optional_text("NewUserName").or(call.optional_text("NewGroupName")).unwrap_or(name);
    let new_path = call.optional_text("NewPath").or(path).unwrap_or("/");
    let new = arn(id, kind, new_path, new_name);
    let mut needed = vec![Needed::new(&call.action(), old.clone())];
    if new != old {
        needed.push(Needed::new(&call.action(), new));
    }
    Ok(needed)
}

pub(super) const ON_OLD_AND_NEW: fn(&World, &Incoming<'_>) -> Result<Vec<Needed>, ApiError> = on_old_and_new;

/// A new name, a new path, or both: the unique id stays, and principals follow (S8).
pub(super) fn rename(world: &mut World, call: &Incoming<'_>, new_name: &str) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let entity = named(call);
    let new_path = call.optional_text("NewPath").map(str::to_owned);
    let new_name = call.optional_text(new_name).map(str::to_owned);
    world.move_entity(id, &entity, new_name, new_path).map_err(edit_error)?;
    Ok(Fields::new())
}

fn update(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    rename(world, call, "NewUserName")
}

/// What must be gone first (S136).
fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let entity = named(call);
    let account = account(world, id)?;
    let user = account.users.get(call.text("UserName")).ok_or_else(|| no_such(&entity))?;
    let owner = Some(MfaOwner::User(call.text("UserName").to_owned()));
    let has_device = account.mfa_devices.values().any(|it| it.owner == owner);
    let blocked = [
        (!user.policies.attached.is_empty(), texts::DETACH_FIRST),
        (!user.policies.inline.is_empty(), texts::DELETE_POLICIES_FIRST),
        (!user.access_keys.is_empty(), texts::DELETE_KEYS_FIRST),
        (has_device, texts::DELETE_MFA_FIRST),
        (!user.groups.is_empty(), texts::LEAVE_GROUPS_FIRST),
    ];
    conflict(&blocked)?;
    world.edit(WorldEdit::DeleteIamEntity { account: id, entity }).map_err(edit_error)?;
    Ok(Fields::new())
}

/// The first thing that keeps something from being deleted.
pub(super) fn conflict(blocked: &[(bool, &str)]) -> Result<(), ApiError> {
    match blocked.iter().find(|(is_blocked, _)| *is_blocked) {
        Some((_, message)) => Err(ApiError::new(ErrorCode::DeleteConflict, *message)),
        None => Ok(()),
    }
}
