//! SCPs and RCPs, attached and detached (S147).

use super::membership::{of_management, target};
use super::policies::{POLICY_ID, type_of_named};
use super::policy_types::{TYPE, policy_type};
use super::refusals::{constraint, edit_error, invalid};
use super::requests::on_named;
use super::show;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, required, text};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::{Missing, OrganizationTarget, WorldEdit, WorldEditError};
use crate::organization::{AttachedPolicies, Organization, OrganizationPolicyType};
use crate::world::World;

const TARGET_ID: Parameter = required("TargetId", text(1, 100));

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "AttachPolicy",
        parameters: &[POLICY_ID, TARGET_ID],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: attach },
    },
    Operation {
        service: "organizations",
        name: "DetachPolicy",
        parameters: &[POLICY_ID, TARGET_ID],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: detach },
    },
    Operation {
        service: "organizations",
        name: "ListPoliciesForTarget",
        parameters: &[TARGET_ID, required("Filter", TYPE)],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list_policies },
    },
    Operation {
        service: "organizations",
        name: "ListTargetsForPolicy",
        parameters: &[POLICY_ID],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list_targets },
    },
];

/// What is attached to the target.
fn attached<'w>(organization: &'w Organization, target: &OrganizationTarget) -> Option<&'w AttachedPolicies> {
    match target {
        OrganizationTarget::Root => Some(&organization.root.attached),
        OrganizationTarget::OrganizationalUnit(id) => organization.unit(id).map(|it| &it.attached),
        OrganizationTarget::Account(id) => organization.accounts.get(id).map(|it| &it.attached),
    }
}

/// The ids of the policies of a type, AWS's own among them; none while the type is not enabled.
fn ids_of_type(
    organization: &Organization,
    attached: &AttachedPolicies,
    policy_type: OrganizationPolicyType,
) -> Vec<String> {
    if !organization.enabled_policy_types.contains(&policy_type) {
        return Vec::new();
    }
    match policy_type {
        OrganizationPolicyType::ServiceControl => attached.service_control.iter().cloned().collect(),
        OrganizationPolicyType::ResourceControl => {
            let of_aws = [policy_type.of_aws().to_owned()];
            of_aws.into_iter().chain(attached.resource_control.iter().cloned()).collect()
        }
    }
}

fn attach(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let policy_type = type_of_named(organization, call)?;
    let target = target(organization, call)?;
    if !organization.enabled_policy_types.contains(&policy_type) {
        return Err(ApiError::new(ErrorCode::PolicyTypeNotEnabledException, texts::TYPE_NOT_ENABLED));
    }
    let policy = call.text("PolicyId").to_owned();
    let present = attached(organization, &target).map(|it| ids_of_type(organization, it, policy_type));
    if present.is_some_and(|it| it.contains(&policy)) {
        let code = ErrorCode::DuplicatePolicyAttachmentException;
        return Err(ApiError::new(code, texts::ATTACHED_ALREADY));
    }
    world.edit(WorldEdit::AttachOrganizationPolicy { target, policy }).map_err(|it| match it {
        error @ WorldEditError::TooMany { .. } => {
            constraint("MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", &error.to_string())
        }
        error => edit_error(error),
    })?;
    Ok(Fields::new())
}

fn detach(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let policy_type = type_of_named(organization, call)?;
    let target = target(organization, call)?;
    let not_attached = || ApiError::new(ErrorCode::PolicyNotAttachedException, texts::NOT_ATTACHED);
    if !organization.enabled_policy_types.contains(&policy_type) {
        return Err(not_attached());
    }
    let policy = call.text("PolicyId").to_owned();
    world.edit(WorldEdit::DetachOrganizationPolicy { target, policy }).map_err(|it| match it {
        WorldEditError::Missing(Missing::Attachment(_)) => not_attached(),
        WorldEditError::LastServiceControlPolicy => {
            constraint("MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED", texts::LAST_POLICY)
        }
        WorldEditError::AlwaysAttached => invalid("NON_DETACHABLE_POLICY", texts::CANNOT_DETACH),
        error => edit_error(error),
    })?;
    Ok(Fields::new())
}

fn list_policies(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let policy_type = policy_type(call, "Filter");
    let target = target(organization, call)?;
    let ids = attached(organization, &target).map(|it| ids_of_type(organization, it, policy_type));
    let ids = ids.unwrap_or_default();
    let shown = ids.iter().map(|it| show::policy_summary(organization, it, policy_type));
    Ok(Fields::of([("Policies", Value::List(shown.collect()))]))
}

fn list_targets(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let policy_type = type_of_named(organization, call)?;
    let policy = call.text("PolicyId");
    let has_it =
        |it: &AttachedPolicies| ids_of_type(organization, it, policy_type).iter().any(|it| it == policy);
    let shown = |kind: &str, arn_kind: &str, id: &str, name: &str| {
        Value::Map(Fields::of([
            ("TargetId", Value::text(id)),
            ("Arn", Value::text(organization.arn(arn_kind, id))),
            ("Name", Value::text(name)),
            ("Type", Value::text(kind)),
        ]))
    };
    let mut targets = Vec::new();
    if has_it(&organization.root.attached) {
        targets.push(shown("ROOT", "root", &organization.root.id, "Root"));
    }
    for unit in organization.units().into_iter().filter(|it| has_it(&it.attached)) {
        targets.push(shown("ORGANIZATIONAL_UNIT", "ou", &unit.id, &unit.name));
    }
    for (id, _) in organization.accounts.iter().filter(|(_, it)| has_it(&it.attached)) {
        let name = world.accounts.get(id).map(|it| it.name.as_str()).unwrap_or_default();
        targets.push(shown("ACCOUNT", "account", id.as_str(), name));
    }
    Ok(Fields::of([("Targets", Value::List(targets))]))
}
