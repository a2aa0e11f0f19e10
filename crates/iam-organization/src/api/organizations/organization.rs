//! The organization itself (S140, S144).

use super::account_roles::make_service_linked_role;
use super::membership::{of_management, of_member};
use super::refusals::edit_error;
use super::requests::{on_named, service_linked_role};
use super::show;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Needed, Operation, ParameterKind, optional};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::WorldEdit;
use crate::organization::FeatureSet;
use crate::world::World;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "CreateOrganization",
        parameters: &[optional("FeatureSet", ParameterKind::Word(&["ALL", "CONSOLIDATED_BILLING"]))],
        read_only: false,
        body: Body::Authorized { requests: creation, execute: create },
    },
    Operation {
        service: "organizations",
        name: "DescribeOrganization",
        parameters: &[],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: describe },
    },
    Operation {
        service: "organizations",
        name: "DeleteOrganization",
        parameters: &[],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: delete },
    },
    Operation {
        service: "organizations",
        name: "ListRoots",
        parameters: &[],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list_roots },
    },
];

fn feature_set(call: &Incoming<'_>) -> FeatureSet {
    match call.text("FeatureSet") {
        "CONSOLIDATED_BILLING" => FeatureSet::ConsolidatedBilling,
        _ => FeatureSet::All,
    }
}

fn creation(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let mut needed = on_named(world, call)?;
    if feature_set(call) == FeatureSet::All {
        needed.push(service_linked_role(call.account()?));
    }
    Ok(needed)
}

/// No policy type is enabled at first (S140).
fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    if world.organization_of(id).is_some() {
        return Err(ApiError::new(ErrorCode::AlreadyInOrganizationException, texts::IN_ORGANIZATION));
    }
    if world.organization.is_some() {
        // AWS would make it: this is a limit of ours, and no code of AWS's.
        return Err(ApiError::internal(texts::ONE_ORGANIZATION));
    }
    world.edit(WorldEdit::CreateOrganization { management_account: id }).map_err(edit_error)?;
    let feature_set = feature_set(call);
    if let Some(organization) = &mut world.organization {
        organization.enabled_policy_types.clear();
        organization.feature_set = feature_set;
    }
    if feature_set == FeatureSet::All {
        make_service_linked_role(world, id)?;
    }
    describe(world, call)
}

/// Every account of the organization may ask.
fn describe(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    Ok(Fields::of([("Organization", show::organization(of_member(world, call)?))]))
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    if of_management(world, call)?.accounts.len() > 1 {
        return Err(ApiError::new(ErrorCode::OrganizationNotEmptyException, texts::MEMBERS_LEFT));
    }
    world.organization = None;
    Ok(Fields::new())
}

fn list_roots(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    Ok(Fields::of([("Roots", Value::List(vec![show::root(of_management(world, call)?)]))]))
}
