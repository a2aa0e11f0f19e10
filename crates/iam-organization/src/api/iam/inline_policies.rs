//! Inline policies (S122).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Operation, Parameter, name, required};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::document::{check_identity_policy, size};
use super::entity::{check_modifiable, kind_and_name, named, on_entity, policies, policies_mut};
use super::groups::GROUP_NAME;
use super::managed_policies::POLICY_DOCUMENT;
use super::pages::{MARKER, MAX_ITEMS, page};
use super::roles::ROLE_NAME;
use super::users::USER_NAME;
use crate::entity::IamEntity;
use crate::policy_text::PolicyText;
use crate::world::World;

const POLICY_NAME: Parameter = required("PolicyName", name(128));
const PUT: Body = Body::Authorized { requests: on_entity, execute: put };
const GET: Body = Body::Authorized { requests: on_entity, execute: get };
const LIST: Body = Body::Authorized { requests: on_entity, execute: list };
const DELETE: Body = Body::Authorized { requests: on_entity, execute: delete };

const fn operation(
    name: &'static str,
    parameters: &'static [Parameter],
    read_only: bool,
    body: Body,
) -> Operation {
    Operation { service: "iam", name, parameters, read_only, body }
}

pub(super) const OPERATIONS: &[Operation] = &[
    operation("PutUserPolicy", &[USER_NAME, POLICY_NAME, POLICY_DOCUMENT], false, PUT),
    operation("PutGroupPolicy", &[GROUP_NAME, POLICY_NAME, POLICY_DOCUMENT], false, PUT),
    operation("PutRolePolicy", &[ROLE_NAME, POLICY_NAME, POLICY_DOCUMENT], false, PUT),
    operation("GetUserPolicy", &[USER_NAME, POLICY_NAME], true, GET),
    operation("GetGroupPolicy", &[GROUP_NAME, POLICY_NAME], true, GET),
    operation("GetRolePolicy", &[ROLE_NAME, POLICY_NAME], true, GET),
    operation("ListUserPolicies", &[USER_NAME, MARKER, MAX_ITEMS], true, LIST),
    operation("ListGroupPolicies", &[GROUP_NAME, MARKER, MAX_ITEMS], true, LIST),
    operation("ListRolePolicies", &[ROLE_NAME, MARKER, MAX_ITEMS], true, LIST),
    operation("DeleteUserPolicy", &[USER_NAME, POLICY_NAME], false, DELETE),
    operation("DeleteGroupPolicy", &[GROUP_NAME, POLICY_NAME], false, DELETE),
    operation("DeleteRolePolicy", &[ROLE_NAME, POLICY_NAME], false, DELETE),
];

/// How long all inline policies are together at most, without white space (L167).
fn max_size(entity: &IamEntity) -> usize {
    match entity {
        IamEntity::User(_) => 2048,
        IamEntity::Group(_) => 5120,
        IamEntity::Role(_) => 10_240,
    }
}

fn put(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, entity) = (call.account()?, named(call));
    let (name, document) = (call.text("PolicyName"), call.text("PolicyDocument"));
    let present = &policies(world, account, &entity)?.inline;
    check_modifiable(world, account, &entity)?;
    check_identity_policy(document)?;
    let others = present.iter().filter(|(it, _)| *it != name);
    let n_others: usize = others.map(|(_, it)| size(it.text())).sum();
    let max = max_size(&entity);
    if n_others + size(document) > max {
        let (kind, owner) = kind_and_name(&entity);
        let message = texts::text(texts::INLINE_TOO_LARGE, &[&max.to_string(), kind, owner]);
        return Err(ApiError::new(ErrorCode::LimitExceeded, message));
    }
    policies_mut(world, account, &entity)?.inline.insert(name.to_owned(), PolicyText::new(document));
    Ok(Fields::new())
}

fn missing(call: &Incoming<'_>) -> ApiError {
    let entity = named(call);
    let (kind, _) = kind_and_name(&entity);
    let message = texts::text(texts::NO_SUCH_INLINE_POLICY, &[kind, call.text("PolicyName")]);
    ApiError::new(ErrorCode::NoSuchEntity, message)
}

fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let entity = named(call);
    let name = call.text("PolicyName");
    let policies = policies(world, call.account()?, &entity)?;
    let policy = policies.inline.get(name).ok_or_else(|| missing(call))?;
    let owner = match &entity {
        IamEntity::User(_) => "UserName",
        IamEntity::Group(_) => "GroupName",
        IamEntity::Role(_) => "RoleName",
    };
    Ok(Fields::of([
        (owner, Value::text(kind_and_name(&entity).1)),
        ("PolicyName", Value::text(name)),
        ("PolicyDocument", Value::text(policy.text())),
    ]))
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let policies = policies(world, call.account()?, &named(call))?;
    page(call, "PolicyNames", policies.inline.keys().map(Value::text).collect())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (account, entity) = (call.account()?, named(call));
    check_modifiable(world, account, &entity)?;
    let removed = policies_mut(world, account, &entity)?.inline.remove(call.text("PolicyName"));
    removed.map(|_| Fields::new()).ok_or_else(|| missing(call))
}
