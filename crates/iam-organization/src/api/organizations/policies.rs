//! SCPs and RCPs, made and changed (S146, S147).

use super::document::check;
use super::membership::of_management;
use super::policy_types::{TYPE, policy_type};
use super::refusals::{constraint, edit_error, invalid, missing};
use super::requests::{on_named, type_of};
use super::show;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, optional, required, text};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::built_in::aws_organization_policy_text;
use crate::edit::{WorldEdit, WorldEditError};
use crate::entity::EntityRef;
use crate::organization::{FULL_AWS_ACCESS, Organization, OrganizationPolicyType, RCP_FULL_AWS_ACCESS};
use crate::policy_text::PolicyText;
use crate::world::World;

pub(super) const POLICY_ID: Parameter = required("PolicyId", text(1, 130));
/// Any length: that it is too long for its type is said with AWS's reason.
const CONTENT: crate::api::operation::ParameterKind = text(1, 1_000_000);

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "CreatePolicy",
        parameters: &[
            required("Content", CONTENT),
            required("Description", text(0, 512)),
            required("Name", text(1, 128)),
            required("Type", TYPE),
        ],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: create },
    },
    Operation {
        service: "organizations",
        name: "UpdatePolicy",
        parameters: &[
            POLICY_ID,
            optional("Name", text(1, 128)),
            optional("Description", text(0, 512)),
            optional("Content", CONTENT),
        ],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: update },
    },
    Operation {
        service: "organizations",
        name: "DescribePolicy",
        parameters: &[POLICY_ID],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: describe },
    },
    Operation {
        service: "organizations",
        name: "ListPolicies",
        parameters: &[required("Filter", TYPE)],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list },
    },
    Operation {
        service: "organizations",
        name: "DeletePolicy",
        parameters: &[POLICY_ID],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: delete },
    },
];

/// The type of the policy that the call names.
pub(super) fn type_of_named(
    organization: &Organization,
    call: &Incoming<'_>,
) -> Result<OrganizationPolicyType, ApiError> {
    let id = call.text("PolicyId");
    type_of(organization, id).ok_or_else(|| missing(ErrorCode::PolicyNotFoundException, "a policy", id))
}

/// The same of a policy that can be changed: none of AWS's.
fn changeable(organization: &Organization, call: &Incoming<'_>) -> Result<OrganizationPolicyType, ApiError> {
    let policy_type = type_of_named(organization, call)?;
    match call.text("PolicyId") {
        FULL_AWS_ACCESS | RCP_FULL_AWS_ACCESS => Err(invalid("IMMUTABLE_POLICY", texts::OF_AWS)),
        _ => Ok(policy_type),
    }
}

fn policy_error(error: WorldEditError) -> ApiError {
    match error {
        WorldEditError::Exists(_) => {
            ApiError::new(ErrorCode::DuplicatePolicyException, texts::ORGANIZATION_POLICY_EXISTS)
        }
        WorldEditError::InUse(_) => ApiError::new(ErrorCode::PolicyInUseException, texts::ATTACHED_SOMEWHERE),
        error @ WorldEditError::TooMany { .. } => {
            constraint("POLICY_NUMBER_LIMIT_EXCEEDED", &error.to_string())
        }
        error => edit_error(error),
    }
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    if !show::has_policies(of_management(world, call)?) {
        let code = ErrorCode::PolicyTypeNotAvailableForOrganizationException;
        return Err(ApiError::new(code, texts::NO_POLICIES_HERE));
    }
    let (policy_type, content) = (policy_type(call, "Type"), call.text("Content"));
    check(policy_type, content)?;
    let (id, name) = (world.new_policy_id(), call.text("Name").to_owned());
    let edit = WorldEdit::CreateOrganizationPolicy { id: id.clone(), policy_type, name };
    world.edit(edit).map_err(policy_error)?;
    write(world, &id, call);
    shown(of_management(world, call)?, &id, policy_type)
}

/// Writes the text and what it is for.
fn write(world: &mut World, id: &str, call: &Incoming<'_>) {
    let policy = world.organization.as_mut().and_then(|it| it.policies.get_mut(id));
    let Some(policy) = policy else { return };
    if let Some(content) = call.optional_text("Content") {
        policy.text = PolicyText::new(content);
    }
    if let Some(description) = call.optional_text("Description") {
        description.clone_into(&mut policy.description);
    }
}

fn update(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let policy_type = changeable(of_management(world, call)?, call)?;
    if let Some(content) = call.optional_text("Content") {
        check(policy_type, content)?;
    }
    let id = call.text("PolicyId");
    if let Some(name) = call.optional_text("Name") {
        let entity = EntityRef::OrganizationPolicy(id.to_owned());
        world.edit(WorldEdit::Rename { entity, name: name.to_owned() }).map_err(policy_error)?;
    }
    write(world, id, call);
    shown(of_management(world, call)?, id, policy_type)
}

fn shown(
    organization: &Organization,
    id: &str,
    policy_type: OrganizationPolicyType,
) -> Result<Fields, ApiError> {
    let own = organization.policies.get(id).map(|it| it.text.text());
    let content = own.or_else(|| aws_organization_policy_text(id)).unwrap_or_default();
    let policy = Fields::of([
        ("PolicySummary", show::policy_summary(organization, id, policy_type)),
        ("Content", Value::text(content)),
    ]);
    Ok(Fields::of([("Policy", Value::Map(policy))]))
}

fn describe(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    shown(organization, call.text("PolicyId"), type_of_named(organization, call)?)
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let policy_type = policy_type(call, "Filter");
    let own = organization.policies.iter().filter(|(_, it)| it.policy_type == policy_type);
    let ids = [policy_type.of_aws()].into_iter().chain(own.map(|(id, _)| id.as_str()));
    let shown = ids.map(|it| show::policy_summary(organization, it, policy_type));
    Ok(Fields::of([("Policies", Value::List(shown.collect()))]))
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    changeable(of_management(world, call)?, call)?;
    let id = call.text("PolicyId").to_owned();
    world.edit(WorldEdit::DeleteOrganizationPolicy { id }).map_err(policy_error)?;
    Ok(Fields::new())
}
