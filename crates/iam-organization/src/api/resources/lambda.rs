//! Functions, and the roles that they run as (S134).

use iam_evaluator::arn::Arn;

use super::create::{create, creation};
use super::delete::{delete, on_resource};
use super::naming::new_arn;
use super::passing::{check_own_account, may_assume, pass_role};
use super::tagging::on_resource_with_tags;
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{
    ARN, Body, Needed, Operation, Parameter, ParameterKind, optional, required, text,
};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::world::World;

/// A function that is there can be named by its ARN, too.
pub(super) const FUNCTION_NAME: Parameter = required("FunctionName", text(1, 256));
const NEW_FUNCTION_NAME: Parameter =
    required("FunctionName", ParameterKind::Text { min: 1, max: 64, also: Some("_-") });
const SERVICE: &str = "lambda.amazonaws.com";

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "lambda",
        "CreateFunction",
        &[
            NEW_FUNCTION_NAME,
            required("Role", ARN),
            optional("Runtime", text(1, 64)),
            optional("Handler", text(0, 128)),
            optional("Code", ParameterKind::Map),
            optional("Tags", ParameterKind::Tags),
        ],
        Body::Authorized { requests: creating, execute: create_function },
    ),
    writes(
        "lambda",
        "DeleteFunction",
        &[FUNCTION_NAME],
        Body::Authorized { requests: on_resource, execute: delete },
    ),
    reads(
        "lambda",
        "GetPolicy",
        &[FUNCTION_NAME],
        Body::Authorized { requests: on_resource, execute: policies::get },
    ),
    writes(
        "lambda",
        "TagResource",
        &[required("Resource", ARN), required("Tags", ParameterKind::Tags)],
        Body::Authorized { requests: on_resource_with_tags, execute: tagging::add },
    ),
];

/// Whoever makes a function passes its role to Lambda.
fn creating(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let mut needed = creation(world, call)?;
    let function = new_arn(world, call)?;
    needed.push(pass_role(call.text("Role"), SERVICE, function.as_str()));
    Ok(needed)
}

fn create_function(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let role = call.text("Role");
    check_own_account(call, role)?;
    if !may_assume(world, call, role, SERVICE) {
        return Err(ApiError::new(ErrorCode::InvalidParameterValueException, texts::LAMBDA_CANNOT_ASSUME));
    }
    let arn = create(world, call)?;
    let account = call.account()?;
    let resource = world.accounts.get_mut(&account).and_then(|it| it.resources.get_mut(&arn));
    if let Some(resource) = resource {
        resource.runs_as = Arn::parse(role).ok();
    }
    Ok(Fields::of([
        ("FunctionName", Value::text(call.text("FunctionName"))),
        ("FunctionArn", Value::text(arn.as_str())),
        ("Role", Value::text(role)),
        ("State", Value::text("Active")),
    ]))
}
