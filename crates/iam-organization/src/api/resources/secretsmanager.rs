//! Secrets.

use super::create::{create, creation};
use super::delete::{delete, on_resource};
use super::naming::given;
use super::tagging::on_resource_with_tags;
use super::{policies, reads, tagging, writes};
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::value::{Fields, Value};
use crate::world::World;

const SECRET_ID: Parameter = required("SecretId", text(1, 2048));

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "secretsmanager",
        "CreateSecret",
        &[
            required("Name", ParameterKind::Text { min: 1, max: 512, also: Some("/_+=.@-") }),
            optional("SecretString", text(1, 65_536)),
            optional("Description", text(0, 2048)),
            optional("Tags", ParameterKind::Tags),
        ],
        Body::Authorized { requests: creation, execute: create_secret },
    ),
    writes(
        "secretsmanager",
        "DeleteSecret",
        &[
            SECRET_ID,
            optional("RecoveryWindowInDays", ParameterKind::Number { min: 7, max: 30 }),
            optional("ForceDeleteWithoutRecovery", ParameterKind::Bool),
        ],
        Body::Authorized { requests: on_resource, execute: delete },
    ),
    writes(
        "secretsmanager",
        "PutResourcePolicy",
        &[SECRET_ID, required("ResourcePolicy", text(1, 131_072))],
        Body::Authorized { requests: on_resource, execute: policies::put },
    ),
    reads(
        "secretsmanager",
        "GetResourcePolicy",
        &[SECRET_ID],
        Body::Authorized { requests: on_resource, execute: policies::get },
    ),
    writes(
        "secretsmanager",
        "DeleteResourcePolicy",
        &[SECRET_ID],
        Body::Authorized { requests: on_resource, execute: policies::delete },
    ),
    writes(
        "secretsmanager",
        "TagResource",
        &[SECRET_ID, required("Tags", ParameterKind::Tags)],
        Body::Authorized { requests: on_resource_with_tags, execute: tagging::add },
    ),
];

fn create_secret(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let arn = create(world, call)?;
    Ok(Fields::of([("ARN", Value::text(arn.as_str())), ("Name", Value::text(given(call)))]))
}
