//! Permissions boundaries (S124, S125).

use super::super::error::ApiError;
use super::super::incoming::Incoming;
use super::super::operation::{ARN, Body, Needed, Operation, Parameter, required};
use super::super::value::Fields;
use super::attachments::attachable;
use super::entity::{arn_of, check_modifiable, edit_error, named, on_entity, policies};
use super::roles::ROLE_NAME;
use super::users::USER_NAME;
use crate::edit::WorldEdit;
use crate::world::World;

const PERMISSIONS_BOUNDARY: Parameter = required("PermissionsBoundary", ARN);
const PUT: Body = Body::Authorized { requests: with_new_boundary, execute: put };
const DELETE: Body = Body::Authorized { requests: on_entity, execute: delete };

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "PutUserPermissionsBoundary",
        parameters: &[USER_NAME, PERMISSIONS_BOUNDARY],
        read_only: false,
        body: PUT,
    },
    Operation {
        service: "iam",
        name: "PutRolePermissionsBoundary",
        parameters: &[ROLE_NAME, PERMISSIONS_BOUNDARY],
        read_only: false,
        body: PUT,
    },
    Operation {
        service: "iam",
        name: "DeleteUserPermissionsBoundary",
        parameters: &[USER_NAME],
        read_only: false,
        body: DELETE,
    },
    Operation {
        service: "iam",
        name: "DeleteRolePermissionsBoundary",
        parameters: &[ROLE_NAME],
        read_only: false,
        body: DELETE,
    },
];

/// The key is the boundary that is asked for (S109).
fn with_new_boundary(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let resource = arn_of(world, call.account()?, &named(call));
    let boundary = call.text("PermissionsBoundary");
    Ok(vec![Needed::new(&call.action(), resource).with("iam:PermissionsBoundary", boundary)])
}

fn put(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, entity) = (call.account()?, named(call));
    policies(world, account, &entity)?;
    check_modifiable(world, account, &entity)?;
    let policy = attachable(world, call, call.text("PermissionsBoundary"))?;
    let edit = WorldEdit::SetPermissionsBoundary { account, entity, policy, version: None };
    world.edit(edit).map_err(edit_error)?;
    Ok(Fields::new())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, entity) = (call.account()?, named(call));
    check_modifiable(world, account, &entity)?;
    world.edit(WorldEdit::ClearPermissionsBoundary { account, entity }).map_err(edit_error)?;
    Ok(Fields::new())
}
