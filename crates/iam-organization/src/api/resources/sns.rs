//! Topics.

use super::create::{create, creation};
use super::delete::{delete_if_there, on_resource};
use super::tagging::on_resource_with_tags;
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{ARN, Body, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::value::{Fields, Value};
use crate::world::World;

const TOPIC_ARN: Parameter = required("TopicArn", ARN);

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "sns",
        "CreateTopic",
        &[
            required("Name", ParameterKind::Text { min: 1, max: 256, also: Some("_-.") }),
            optional("Attributes", ParameterKind::Map),
            optional("Tags", ParameterKind::Tags),
        ],
        Body::Authorized { requests: creation, execute: create_topic },
    ),
    writes(
        "sns",
        "DeleteTopic",
        &[TOPIC_ARN],
        Body::Authorized { requests: on_resource, execute: delete_if_there },
    ),
    writes(
        "sns",
        "SetTopicAttributes",
        &[TOPIC_ARN, required("AttributeName", text(1, 100)), optional("AttributeValue", text(0, 131_072))],
        Body::Authorized { requests: on_resource, execute: policies::put },
    ),
    reads(
        "sns",
        "GetTopicAttributes",
        &[TOPIC_ARN],
        Body::Authorized { requests: on_resource, execute: get_attributes },
    ),
    writes(
        "sns",
        "TagResource",
        &[required("ResourceArn", ARN), required("Tags", ParameterKind::Tags)],
        Body::Authorized { requests: on_resource_with_tags, execute: tag },
    ),
];

fn create_topic(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    Ok(Fields::of([("TopicArn", Value::text(create(world, call)?.as_str()))]))
}

fn get_attributes(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let mut attributes = policies::get(world, call)?;
    attributes.set("TopicArn", Value::text(call.text("TopicArn")));
    Ok(Fields::of([("Attributes", Value::Map(attributes))]))
}

/// This operation has another code for a topic that is not there.
fn tag(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    tagging::add(world, call).map_err(|it| match it.code {
        ErrorCode::NotFound => ApiError { code: ErrorCode::ResourceNotFound, ..it },
        _ => it,
    })
}
