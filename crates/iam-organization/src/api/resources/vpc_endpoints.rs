//! VPC endpoints and their policies (E140, L141, L173).

use super::ec2::ec2_arn;
use super::policy_check::read;
use super::writes;
use crate::account::VpcEndpoint;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::{Body, Needed, Operation, Parameter, ParameterKind, optional, required, text};
use crate::api::texts::{self, text as filled};
use crate::api::value::{Fields, Value};
use crate::edit::WorldEdit;
use crate::policy_text::PolicyText;
use crate::unique_id::event_id;
use crate::world::World;

/// How long a policy is at most, white space included (L173).
const MAX_POLICY_SIZE: usize = 20_480;
/// Any length: that it is too long is found by the operation.
const POLICY_DOCUMENT: Parameter = optional("PolicyDocument", text(1, 131_072));

pub(super) const OPERATIONS: &[Operation] = &[
    writes(
        "ec2",
        "CreateVpcEndpoint",
        &[
            required("VpcId", text(1, 64)),
            optional("ServiceName", text(1, 255)),
            optional("VpcEndpointType", ParameterKind::Word(&["Interface", "Gateway"])),
            POLICY_DOCUMENT,
        ],
        Body::Authorized { requests: creation, execute: create },
    ),
    writes(
        "ec2",
        "DeleteVpcEndpoints",
        &[required("VpcEndpointIds", ParameterKind::SomeTexts(1000))],
        Body::Authorized { requests: on_endpoints, execute: delete },
    ),
    writes(
        "ec2",
        "ModifyVpcEndpoint",
        &[
            required("VpcEndpointId", text(1, 64)),
            optional("ResetPolicy", ParameterKind::Bool),
            POLICY_DOCUMENT,
        ],
        Body::Authorized { requests: on_endpoints, execute: modify },
    ),
];

fn creation(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let endpoint = Needed::new(&call.action(), resource(&ec2_arn(call, "vpc-endpoint", "*")?));
    let endpoint = match call.optional_text("ServiceName") {
        Some(name) => endpoint.with("ec2:VpceServiceName", name),
        None => endpoint,
    };
    Ok(vec![endpoint, Needed::new(&call.action(), resource(&ec2_arn(call, "vpc", call.text("VpcId"))?))])
}

fn ids(call: &Incoming<'_>) -> Vec<String> {
    let one = call.optional_text("VpcEndpointId").map(str::to_owned);
    one.into_iter().chain(call.texts("VpcEndpointIds")).collect()
}

fn on_endpoints(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let needed = |id: &String| Ok(Needed::new(&call.action(), resource(&ec2_arn(call, "vpc-endpoint", id)?)));
    ids(call).iter().map(needed).collect()
}

/// The policy that the call gives, if it can be saved. Everybody is named by `Principal`, or nobody can be meant.
fn policy(call: &Incoming<'_>) -> Result<Option<PolicyText>, ApiError> {
    let Some(document) = call.optional_text("PolicyDocument") else { return Ok(None) };
    let code = ErrorCode::InvalidPolicyDocument;
    if document.chars().count() > MAX_POLICY_SIZE {
        return Err(ApiError::new(code, texts::POLICY_TOO_LARGE));
    }
    if read(code, document)?.statements.iter().any(|it| it.principal.is_none()) {
        return Err(ApiError::new(code, texts::PRINCIPAL_NEEDED));
    }
    Ok(Some(PolicyText::new(document)))
}

fn endpoint_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
    id: &str,
) -> Result<&'w mut VpcEndpoint, ApiError> {
    let account = world.accounts.get_mut(&call.account()?);
    account.and_then(|it| it.vpc_endpoints.get_mut(id)).ok_or_else(|| missing(id))
}

fn missing(id: &str) -> ApiError {
    ApiError::new(ErrorCode::InvalidVpcEndpointIdNotFound, filled(texts::NO_SUCH_ENDPOINT, &[id]))
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = call.account()?;
    let policy = policy(call)?;
    let hex: String =
        event_id(world.seed, world.next_id()).chars().filter(|it| *it != '-').take(17).collect();
    let (id, vpc) = (format!("vpce-{hex}"), call.text("VpcId").to_owned());
    let edit = WorldEdit::CreateVpcEndpoint { account, id: id.clone(), vpc };
    world.edit(edit).map_err(super::create::edit_error)?;
    world.count_id();
    endpoint_mut(world, call, &id)?.policy = policy;
    let shown = Fields::of([("VpcEndpointId", Value::text(id)), ("VpcId", Value::text(call.text("VpcId")))]);
    Ok(Fields::of([("VpcEndpoint", Value::Map(shown))]))
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = call.account()?;
    let ids = ids(call);
    for id in &ids {
        endpoint_mut(world, call, id)?;
    }
    for id in ids {
        // One that is named twice is gone the second time.
        if endpoint_mut(world, call, &id).is_ok() {
            let edit = WorldEdit::DeleteVpcEndpoint { account, id };
            world.edit(edit).map_err(super::create::edit_error)?;
        }
    }
    Ok(Fields::new())
}

/// Without its own policy an endpoint lets everything through (E140).
fn modify(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.text("VpcEndpointId");
    endpoint_mut(world, call, id)?;
    let policy = policy(call)?;
    let endpoint = endpoint_mut(world, call, id)?;
    if call.flag("ResetPolicy") {
        endpoint.policy = None;
    }
    if policy.is_some() {
        endpoint.policy = policy;
    }
    Ok(Fields::of([("Return", Value::Bool(true))]))
}
