//! The policies of resources, written, shown and deleted.

use super::kind::kind_of;
use super::naming::{found, resource_mut};
use super::policy_check::check_policy;
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::policy_text::PolicyText;
use crate::world::World;

/// The policy that a call gives, in the way of its service.
pub(super) fn given_policy<'c>(call: &'c Incoming<'_>) -> Option<&'c str> {
    let attributes = || call.parameters.get("Attributes").and_then(Value::as_map)?.text("Policy");
    let attribute = || match call.optional_text("AttributeName") {
        Some("Policy") => Some(call.text("AttributeValue")),
        Some(_) | None => None,
    };
    let given = call.optional_text("Policy").or_else(|| call.optional_text("ResourcePolicy"));
    given.or_else(attributes).or_else(attribute)
}

/// Writes the policy over the one before; an empty one takes it away, and none leaves it.
pub(super) fn put(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (owner, ..) = found(world, call)?;
    let Some(policy) = given_policy(call) else { return Ok(Fields::new()) };
    if !policy.is_empty() {
        check_policy(world, owner, kind_of(call), policy)?;
    }
    resource_mut(world, call)?.policy = (!policy.is_empty()).then(|| PolicyText::new(policy));
    Ok(Fields::new())
}

/// The policy under the name `Policy`, or `ResourcePolicy` where the service says so.
pub(super) fn get(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (_, _, resource) = found(world, call)?;
    let name = if kind_of(call).service == "secretsmanager" { "ResourcePolicy" } else { "Policy" };
    match (&resource.policy, kind_of(call).codes.no_policy) {
        (Some(policy), _) => Ok(Fields::of([(name, Value::text(policy.text()))])),
        (None, Some(code)) => Err(ApiError::new(code, texts::NO_RESOURCE_POLICY)),
        (None, None) => Ok(Fields::new()),
    }
}

/// Deleting a policy that is not there is no error.
pub(super) fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    resource_mut(world, call)?.policy = None;
    Ok(Fields::new())
}
