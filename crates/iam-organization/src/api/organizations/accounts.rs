//! The accounts of the organization: where they are, moving, and leaving (S143).

use iam_evaluator::arn::AccountId;

use super::membership::{is_parent, member, of_management, of_member, parent};
use super::refusals::{constraint, edit_error, missing};
use super::requests::on_named;
use super::show;
use super::units::PARENT_ID;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, Parameter, required, text};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::WorldEdit;
use crate::organization::Organization;
use crate::world::World;

const ACCOUNT_ID: Parameter = required("AccountId", text(12, 12));

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "DescribeAccount",
        parameters: &[ACCOUNT_ID],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: describe },
    },
    Operation {
        service: "organizations",
        name: "ListAccounts",
        parameters: &[],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list },
    },
    Operation {
        service: "organizations",
        name: "ListAccountsForParent",
        parameters: &[PARENT_ID],
        read_only: true,
        body: Body::Authorized { requests: on_named, execute: list_for_parent },
    },
    Operation {
        service: "organizations",
        name: "MoveAccount",
        parameters: &[
            ACCOUNT_ID,
            required("SourceParentId", text(1, 100)),
            required("DestinationParentId", text(1, 100)),
        ],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: move_account },
    },
    Operation {
        service: "organizations",
        name: "RemoveAccountFromOrganization",
        parameters: &[ACCOUNT_ID],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: remove },
    },
    Operation {
        service: "organizations",
        name: "LeaveOrganization",
        parameters: &[],
        read_only: false,
        body: Body::Authorized { requests: on_named, execute: leave },
    },
];

fn describe(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let id = member(organization, call)?;
    let placement = organization.accounts.get(&id);
    let mut fields = Fields::new();
    fields.set_some("Account", placement.map(|it| show::account(world, organization, id, it)));
    Ok(fields)
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    shown(world, of_management(world, call)?, |_| true)
}

fn list_for_parent(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let parent = parent(organization, call)?;
    shown(world, organization, |it| it == parent)
}

fn shown(
    world: &World,
    organization: &Organization,
    is_wanted: impl Fn(&str) -> bool,
) -> Result<Fields, ApiError> {
    let accounts = organization.accounts.iter().filter(|(_, it)| is_wanted(&it.parent));
    let accounts = accounts.map(|(id, it)| show::account(world, organization, *id, it));
    Ok(Fields::of([("Accounts", Value::List(accounts.collect()))]))
}

fn move_account(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let id = member(organization, call)?;
    let (source, destination) = (call.text("SourceParentId"), call.text("DestinationParentId"));
    if organization.accounts.get(&id).is_none_or(|it| it.parent != source) {
        return Err(missing(ErrorCode::SourceParentNotFoundException, "a source parent", source));
    }
    if !is_parent(organization, destination) {
        let code = ErrorCode::DestinationParentNotFoundException;
        return Err(missing(code, "a destination parent", destination));
    }
    if source == destination {
        return Err(ApiError::new(ErrorCode::DuplicateAccountException, texts::ACCOUNT_THERE));
    }
    world.edit(WorldEdit::MoveAccount { id, parent: destination.to_owned() }).map_err(edit_error)?;
    Ok(Fields::new())
}

fn remove(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = member(of_management(world, call)?, call)?;
    take_out(world, id)
}

fn leave(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    of_member(world, call)?;
    take_out(world, call.account()?)
}

/// How long an account that the organization made stays at least (S143).
const FOUR_DAYS: i64 = 4 * 24 * 60 * 60;

fn take_out(world: &mut World, id: AccountId) -> Result<Fields, ApiError> {
    let organization = world.organization.as_ref();
    if organization.is_some_and(|it| it.management_account == id) {
        return Err(ApiError::new(
            ErrorCode::MasterCannotLeaveOrganizationException,
            texts::MANAGEMENT_STAYS,
        ));
    }
    let created = organization.and_then(|it| it.accounts.get(&id)).and_then(|it| it.created);
    if created.is_some_and(|it| world.clock.epoch_seconds() - it.epoch_seconds() < FOUR_DAYS) {
        return Err(constraint("WAIT_PERIOD_ACTIVE", texts::TOO_YOUNG));
    }
    world.edit(WorldEdit::LeaveOrganization { id }).map_err(edit_error)?;
    Ok(Fields::new())
}
