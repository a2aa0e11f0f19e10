//! Task definitions: they name the roles of the containers (S134).

use iam_evaluator::arn::Arn;

use super::create::make;
use super::naming::region;
use super::passing::{check_own_account, pass_role};
use super::tagging::{given_tags, with_request_tags};
use super::writes;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::{ARN, Body, Needed, Operation, ParameterKind, optional, required};
use crate::api::texts::{self, text as filled};
use crate::api::value::{Fields, Value};
use crate::edit::are_tags;
use crate::world::World;

const SERVICE: &str = "ecs-tasks.amazonaws.com";
const ROLES: [&str; 2] = ["taskRoleArn", "executionRoleArn"];

pub(super) const OPERATIONS: &[Operation] = &[writes(
    "ecs",
    "RegisterTaskDefinition",
    &[
        required("family", ParameterKind::Text { min: 1, max: 255, also: Some("_-") }),
        optional("taskRoleArn", ARN),
        optional("executionRoleArn", ARN),
        required("containerDefinitions", ParameterKind::Maps(100)),
        optional("tags", ParameterKind::Tags),
    ],
    Body::Authorized { requests: registering, execute: register },
)];

/// The next revision of the family.
fn arn(world: &World, call: &Incoming<'_>) -> Result<String, ApiError> {
    let id = call.account()?;
    let family = format!("arn:aws:ecs:{}:{id}:task-definition/{}:", region(call), call.text("family"));
    let resources = world.accounts.get(&id).into_iter().flat_map(|it| it.resources.keys());
    let revisions = resources.filter_map(|it| it.as_str().strip_prefix(&family)?.parse::<u32>().ok());
    Ok(format!("{family}{}", revisions.max().unwrap_or(0) + 1))
}

/// Whoever registers a task definition passes its roles to ECS.
fn registering(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let arn = arn(world, call)?;
    let tags = given_tags(call);
    let mut needed = vec![with_request_tags(Needed::new(&call.action(), resource(&arn)), &tags)];
    let roles = ROLES.into_iter().filter_map(|it| call.optional_text(it));
    needed.extend(roles.map(|it| pass_role(it, SERVICE, &arn)));
    Ok(needed)
}

fn register(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = call.account()?;
    for role in ROLES.into_iter().filter_map(|it| call.optional_text(it)) {
        check_own_account(call, role)?;
        if Arn::parse(role).ok().and_then(|it| world.role(&it).map(|_| ())).is_none() {
            return Err(ApiError::new(ErrorCode::ClientException, filled(texts::ROLE_NOT_VALID, &[role])));
        }
    }
    let tags = given_tags(call);
    are_tags(&tags).map_err(|it| ApiError::new(ErrorCode::InvalidParameterException, it.to_string()))?;
    let text = arn(world, call)?;
    let arn = Arn::parse(&text)
        .map_err(|it| ApiError::new(ErrorCode::InvalidParameterException, it.to_string()))?;
    make(world, account, &arn)?;
    if let Some(it) = world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn)) {
        it.tags = tags;
        it.runs_as = call.optional_text("taskRoleArn").and_then(|it| Arn::parse(it).ok());
    }
    let shown = Fields::of([("taskDefinitionArn", Value::text(text))]);
    Ok(Fields::of([("taskDefinition", Value::Map(shown))]))
}
