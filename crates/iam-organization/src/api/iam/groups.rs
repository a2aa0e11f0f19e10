//! User groups and who is in them (S112, S113, S136).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Needed, Operation, Parameter, name, optional, required};
use super::super::texts;
use super::super::value::Fields;
use super::entity::{account, arn, arn_of, edit_error, named, no_such, on_entity};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{NEW_PATH, PATH, PATH_PREFIX};
use super::show;
use super::users::{ON_OLD_AND_NEW, USER_NAME, conflict, has_prefix, listing, rename};
use crate::edit::{WorldEdit, WorldEditError};
use crate::entity::IamEntity;
use crate::world::World;

pub(super) const GROUP_NAME: Parameter = required("GroupName", name(128));

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateGroup",
        parameters: &[PATH, GROUP_NAME],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "iam",
        name: "GetGroup",
        parameters: &[GROUP_NAME, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: on_entity, execute: get },
    },
    Operation {
        service: "iam",
        name: "ListGroups",
        parameters: &[PATH_PREFIX, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list },
    },
    Operation {
        service: "iam",
        name: "ListGroupsForUser",
        parameters: &[USER_NAME, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: on_entity, execute: list_for_user },
    },
    Operation {
        service: "iam",
        name: "UpdateGroup",
        parameters: &[GROUP_NAME, NEW_PATH, optional("NewGroupName", name(128))],
        read_only: false,
        body: Body::Authorized {
            requests: ON_OLD_AND_NEW,
            execute: |world, call| rename(world, call, "NewGroupName"),
        },
    },
    Operation {
        service: "iam",
        name: "DeleteGroup",
        parameters: &[GROUP_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_entity, execute: delete },
    },
    Operation {
        service: "iam",
        name: "AddUserToGroup",
        parameters: &[GROUP_NAME, USER_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_group, execute: add_user },
    },
    Operation {
        service: "iam",
        name: "RemoveUserFromGroup",
        parameters: &[GROUP_NAME, USER_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_group, execute: remove_user },
    },
];

fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    let resource = arn(call.account()?, "group", path, call.text("GroupName"));
    Ok(vec![Needed::new(&call.action(), resource)])
}

/// Membership is a matter of the group.
fn on_group(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let group = IamEntity::Group(call.text("GroupName").to_owned());
    Ok(vec![Needed::new(&call.action(), arn_of(world, call.account()?, &group))])
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let path = call.optional_text("Path").unwrap_or("/").to_owned();
    let edit = WorldEdit::CreateIamEntity { account: id, entity: named(call), path };
    world.edit(edit).map_err(|it| match it {
        WorldEditError::Exists(_) => {
            let message = texts::text(texts::EXISTS, &["Group", call.text("GroupName")]);
            ApiError::new(ErrorCode::EntityAlreadyExists, message)
        }
        it => edit_error(it),
    })?;
    let name = call.text("GroupName");
    let group = account(world, id)?.groups.get(name).ok_or_else(|| no_such(&named(call)))?;
    Ok(Fields::of([("Group", show::group(id, name, group))]))
}

/// The only call that says who is in a group (S113).
fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let name = call.text("GroupName");
    let account = account(world, id)?;
    let group = account.groups.get(name).ok_or_else(|| no_such(&named(call)))?;
    let members = account.users.iter().filter(|(_, it)| it.groups.contains(name));
    let members = members.map(|(name, it)| show::user(id, name, it)).collect();
    let mut fields = Fields::of([("Group", show::group(id, name, group))]);
    for (name, value) in page(call, "Users", members)?.iter() {
        fields.set(name, value.clone());
    }
    Ok(fields)
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let groups = account(world, id)?.groups.iter().filter(|(_, it)| has_prefix(call, &it.path));
    let groups = groups.map(|(name, it)| show::group(id, name, it));
    page(call, "Groups", groups.collect())
}

fn list_for_user(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let account = account(world, id)?;
    let user = account.users.get(call.text("UserName")).ok_or_else(|| no_such(&named(call)))?;
    let groups = account.groups.iter().filter(|(name, _)| user.groups.contains(*name));
    let groups = groups.map(|(name, it)| show::group(id, name, it));
    page(call, "Groups", groups.collect())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let account = account(world, id)?;
    let group = account.groups.get(call.text("GroupName")).ok_or_else(|| no_such(&named(call)))?;
    let has_members = account.users.values().any(|it| it.groups.contains(call.text("GroupName")));
    conflict(&[
        (!group.policies.attached.is_empty(), texts::DETACH_FIRST),
        (!group.policies.inline.is_empty(), texts::DELETE_POLICIES_FIRST),
        (has_members, texts::LEAVE_GROUPS_FIRST),
    ])?;
    world.edit(WorldEdit::DeleteIamEntity { account: id, entity: named(call) }).map_err(edit_error)?;
    Ok(Fields::new())
}

/// Adding a member twice is no error (S112).
fn add_user(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let (user, group) = (call.text("UserName").to_owned(), call.text("GroupName").to_owned());
    world.edit(WorldEdit::AddUserToGroup { account: id, user, group }).map_err(edit_error)?;
    Ok(Fields::new())
}

fn remove_user(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (user, group) = (call.text("UserName").to_owned(), call.text("GroupName").to_owned());
    if !account(world, call.account()?)?.groups.contains_key(&group) {
        return Err(no_such(&IamEntity::Group(group)));
    }
    let edit = WorldEdit::RemoveUserFromGroup { account: call.account()?, user, group };
    world.edit(edit).map_err(edit_error)?;
    Ok(Fields::new())
}
