//! Queues.

use super::create::{create, creation};
use super::delete::{delete, on_resource};
use super::tagging::on_resource_with_tags;
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::value::{Fields, Value};
use crate::world::World;

const QUEUE_URL: Parameter = required("QueueUrl", text(1, 1024));

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "sqs",
        "CreateQueue",
        &[
            required("QueueName", ParameterKind::Text { min: 1, max: 80, also: Some("_-.") }),
            optional("Attributes", ParameterKind::Map),
            optional("tags", ParameterKind::Tags),
        ],
        Body::Authorized { requests: creation, execute: create_queue },
    ),
    writes("sqs", "DeleteQueue", &[QUEUE_URL], Body::Authorized { requests: on_resource, execute: delete }),
    writes(
        "sqs",
        "SetQueueAttributes",
        &[QUEUE_URL, required("Attributes", ParameterKind::Map)],
        Body::Authorized { requests: on_resource, execute: policies::put },
    ),
    reads(
        "sqs",
        "GetQueueAttributes",
        &[QUEUE_URL, optional("AttributeNames", ParameterKind::Texts(50))],
        Body::Authorized { requests: on_resource, execute: get_attributes },
    ),
    writes(
        "sqs",
        "TagQueue",
        &[QUEUE_URL, required("Tags", ParameterKind::Tags)],
        Body::Authorized { requests: on_resource_with_tags, execute: tagging::add },
    ),
];

fn create_queue(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let arn = create(world, call)?;
    let (region, account, name) = (arn.region(), arn.account(), arn.resource());
    let url = format!("https://sqs.{region}.amazonaws.com/{account}/{name}");
    Ok(Fields::of([("QueueUrl", Value::text(url))]))
}

fn get_attributes(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let mut attributes = policies::get(world, call)?;
    let arn = super::naming::named(world, call)?;
    attributes.set("QueueArn", Value::text(arn.as_str()));
    Ok(Fields::of([("Attributes", Value::Map(attributes))]))
}
