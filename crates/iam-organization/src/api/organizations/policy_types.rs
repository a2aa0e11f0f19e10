//! SCPs and RCPs, enabled and disabled (S145, S148).

use super::membership::{of_management, of_management_mut};
use super::refusals::{edit_error, missing};
use super::requests::on_named;
use super::show;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, ParameterKind, required, text};
use crate::api::texts;
use crate::api::value::Fields;
use crate::edit::WorldEdit;
use crate::organization::OrganizationPolicyType;
use crate::world::World;

/// The types that take part in decisions; the others are management only (S145).
pub(super) const TYPE: ParameterKind =
    ParameterKind::Word(&["SERVICE_CONTROL_POLICY", "RESOURCE_CONTROL_POLICY"]);
const PARAMETERS: &[Parameter] = &[required("RootId", text(6, 34)), required("PolicyType", TYPE)];

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "EnablePolicyType",
        parameters: PARAMETERS,
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: enable },
    },
    Operation {
        service: "organizations",
        name: "DisablePolicyType",
        parameters: PARAMETERS,
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: disable },
    },
];

/// The policy type of a parameter whose words were checked.
pub(super) fn policy_type(call: &Incoming<'_>, parameter: &str) -> OrganizationPolicyType {
    OrganizationPolicyType::from_aws(call.text(parameter)).unwrap_or(OrganizationPolicyType::ServiceControl)
}

/// The type to change, and whether it is enabled now.
fn checked(world: &World, call: &Incoming<'_>) -> Result<(OrganizationPolicyType, bool), ApiError> {
    let organization = of_management(world, call)?;
    let root = call.text("RootId");
    if organization.root.id != root {
        return Err(missing(ErrorCode::RootNotFoundException, "a root", root));
    }
    if !show::has_policies(organization) {
        let code = ErrorCode::PolicyTypeNotAvailableForOrganizationException;
        return Err(ApiError::new(code, texts::NO_POLICIES_HERE));
    }
    let policy_type = policy_type(call, "PolicyType");
    Ok((policy_type, organization.enabled_policy_types.contains(&policy_type)))
}

/// AWS's own policy of the type is attached everywhere (S148).
fn enable(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (policy_type, is_enabled) = checked(world, call)?;
    if is_enabled {
        return Err(ApiError::new(ErrorCode::PolicyTypeAlreadyEnabledException, texts::TYPE_ENABLED));
    }
    world.edit(WorldEdit::EnablePolicyType { policy_type }).map_err(edit_error)?;
    Ok(Fields::of([("Root", show::root(of_management_mut(world, call)?))]))
}

/// Everything of the type is detached, and stays so (S148).
fn disable(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (policy_type, is_enabled) = checked(world, call)?;
    if !is_enabled {
        return Err(ApiError::new(ErrorCode::PolicyTypeNotEnabledException, texts::TYPE_NOT_ENABLED));
    }
    world.edit(WorldEdit::DisablePolicyType { policy_type }).map_err(edit_error)?;
    Ok(Fields::of([("Root", show::root(of_management_mut(world, call)?))]))
}
