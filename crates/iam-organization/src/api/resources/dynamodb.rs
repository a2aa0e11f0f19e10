//! Tables.

use super::create::{create, creation};
use super::delete::{delete, on_resource};
use super::naming::given;
use super::tagging::on_resource_with_tags;
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::{
    ARN, Body, DOCUMENT, Operation, Parameter, ParameterKind, optional, required, text,
};
use crate::api::value::{Fields, Value};
use crate::world::World;

/// A table that is there can be named by its ARN, too.
const TABLE_NAME: Parameter = required("TableName", text(1, 1024));
const NEW_TABLE_NAME: Parameter =
    required("TableName", ParameterKind::Text { min: 3, max: 255, also: Some("_.-") });
const RESOURCE_ARN: Parameter = required("ResourceArn", ARN);

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "dynamodb",
        "CreateTable",
        &[
            NEW_TABLE_NAME,
            optional("AttributeDefinitions", ParameterKind::Maps(100)),
            optional("KeySchema", ParameterKind::Maps(2)),
            optional("BillingMode", ParameterKind::Word(&["PROVISIONED", "PAY_PER_REQUEST"])),
            optional("Tags", ParameterKind::Tags),
            optional("ResourcePolicy", DOCUMENT),
        ],
        Body::Authorized { requests: creation, execute: create_table },
    ),
    writes(
        "dynamodb",
        "DeleteTable",
        &[TABLE_NAME],
        Body::Authorized { requests: on_resource, execute: delete },
    ),
    writes(
        "dynamodb",
        "PutResourcePolicy",
        &[RESOURCE_ARN, required("Policy", DOCUMENT)],
        Body::Authorized { requests: on_resource, execute: policies::put },
    ),
    reads(
        "dynamodb",
        "GetResourcePolicy",
        &[RESOURCE_ARN],
        Body::Authorized { requests: on_resource, execute: policies::get },
    ),
    writes(
        "dynamodb",
        "DeleteResourcePolicy",
        &[RESOURCE_ARN],
        Body::Authorized { requests: on_resource, execute: policies::delete },
    ),
    writes(
        "dynamodb",
        "TagResource",
        &[RESOURCE_ARN, required("Tags", ParameterKind::Tags)],
        Body::Authorized { requests: on_resource_with_tags, execute: tagging::add },
    ),
];

fn create_table(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let arn = create(world, call)?;
    let table = Fields::of([
        ("TableName", Value::text(given(call))),
        ("TableArn", Value::text(arn.as_str())),
        ("TableStatus", Value::text("ACTIVE")),
    ]);
    Ok(Fields::of([("TableDescription", Value::Map(table))]))
}
