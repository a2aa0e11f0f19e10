//! Who may call Organizations (S153), and where things are in the organization.

use iam_evaluator::arn::AccountId;

use super::refusals::missing;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::texts;
use crate::edit::OrganizationTarget;
use crate::organization::Organization;
use crate::world::World;

/// The organization of the caller's account.
///
/// # Errors
/// `AWSOrganizationsNotInUseException` for an account that is in none.
pub(super) fn of_member<'w>(world: &'w World, call: &Incoming<'_>) -> Result<&'w Organization, ApiError> {
    let code = ErrorCode::AwsOrganizationsNotInUseException;
    let organization = world.organization_of(call.account()?);
    organization.ok_or_else(|| ApiError::new(code, texts::NOT_IN_ORGANIZATION))
}

/// The same for calls that only the management account may make. Delegated administrators are not modelled.
///
/// # Errors
/// `AccessDeniedException` for any other account of the organization.
pub(super) fn of_management<'w>(world: &'w World, call: &Incoming<'_>) -> Result<&'w Organization, ApiError> {
    let organization = of_member(world, call)?;
    match call.account == Some(organization.management_account) {
        true => Ok(organization),
        false => Err(ApiError::new(ErrorCode::AccessDeniedException, texts::NOT_THE_MANAGEMENT_ACCOUNT)),
    }
}

/// The same, to change it.
pub(super) fn of_management_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut Organization, ApiError> {
    of_management(world, call)?;
    let code = ErrorCode::AwsOrganizationsNotInUseException;
    world.organization.as_mut().ok_or_else(|| ApiError::new(code, texts::NOT_IN_ORGANIZATION))
}

/// Whether it is the root or one of the OUs.
pub(super) fn is_parent(organization: &Organization, id: &str) -> bool {
    organization.root.id == id || organization.unit(id).is_some()
}

/// The id of a root or OU that OUs and accounts are in.
///
/// # Errors
/// `ParentNotFoundException`.
pub(super) fn parent<'c>(organization: &Organization, call: &'c Incoming<'_>) -> Result<&'c str, ApiError> {
    let id = call.text("ParentId");
    match is_parent(organization, id) {
        true => Ok(id),
        false => Err(missing(ErrorCode::ParentNotFoundException, "a root or OU", id)),
    }
}

/// The account of the organization that `AccountId` names.
///
/// # Errors
/// `AccountNotFoundException`.
pub(super) fn member(organization: &Organization, call: &Incoming<'_>) -> Result<AccountId, ApiError> {
    let id = call.text("AccountId");
    let account = AccountId::parse(id).ok().filter(|it| organization.accounts.contains_key(it));
    account.ok_or_else(|| missing(ErrorCode::AccountNotFoundException, "an account", id))
}

/// The root, OU or account that `TargetId` names.
///
/// # Errors
/// `TargetNotFoundException`.
pub(super) fn target(
    organization: &Organization,
    call: &Incoming<'_>,
) -> Result<OrganizationTarget, ApiError> {
    let id = call.text("TargetId");
    if organization.root.id == id {
        return Ok(OrganizationTarget::Root);
    }
    if organization.unit(id).is_some() {
        return Ok(OrganizationTarget::OrganizationalUnit(id.to_owned()));
    }
    let account = AccountId::parse(id).ok().filter(|it| organization.accounts.contains_key(it));
    let account = account.map(OrganizationTarget::Account);
    account.ok_or_else(|| missing(ErrorCode::TargetNotFoundException, "a target", id))
}
