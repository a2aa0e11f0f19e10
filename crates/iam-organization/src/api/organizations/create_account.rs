//! `CreateAccount` (S142). AWS makes the account in the background; here it is there at once.

use iam_evaluator::arn::AccountId;

use super::account_roles::{make_access_role, make_service_linked_role};
use super::ids::{new_account_id, new_id};
use super::membership::of_management;
use super::refusals::{constraint, edit_error, invalid};
use super::requests::on_named;
use super::show;
use crate::api::error::ApiError;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Operation, ParameterKind, name, optional, required, text};
use crate::api::texts;
use crate::api::value::{Fields, Value};
use crate::edit::WorldEdit;
use crate::world::World;

/// How many accounts an organization has at first (S142).
const MAX_ACCOUNTS: usize = 10;

pub(super) const OPERATIONS: &[Operation] = &[Operation {
    service: "organizations",
    name: "CreateAccount",
    parameters: &[
        required("Email", text(6, 64)),
        required("AccountName", text(1, 50)),
        optional("RoleName", name(64)),
        optional("IamUserAccessToBilling", ParameterKind::Word(&["ALLOW", "DENY"])),
    ],
    read_only: false,
    body: Body::Authorized { requests: on_named, execute: create },
}];

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    check_email(call.text("Email"))?;
    let role = call.optional_text("RoleName").unwrap_or("OrganizationAccountAccessRole");
    if role.starts_with("AWSServiceRoleFor") {
        return Err(invalid("INVALID_ROLE_NAME", texts::RESERVED_ROLE_NAME));
    }
    check_room(organization.accounts.len())?;
    let email = call.text("Email");
    let is_same = |it: &str| it.eq_ignore_ascii_case(email);
    if organization.accounts.values().filter_map(|it| it.email.as_deref()).any(is_same) {
        // The call itself succeeds: what is wrong stands in the status.
        return Ok(status(world, call, Err("EMAIL_ALREADY_EXISTS")));
    }
    let id = make(world, call, role)?;
    Ok(status(world, call, Ok(id)))
}

/// Whether there is room for one more account.
pub(super) fn check_room(n_accounts: usize) -> Result<(), ApiError> {
    if n_accounts < MAX_ACCOUNTS {
        return Ok(());
    }
    let message = format!("an organization has at most {MAX_ACCOUNTS} accounts at first");
    Err(constraint("ACCOUNT_NUMBER_LIMIT_EXCEEDED", &message))
}

/// `[^\s@]+@[^\s@]+\.[^\s@]+`, as the API takes it.
fn check_email(email: &str) -> Result<(), ApiError> {
    let is_email = email.split_once('@').is_some_and(|(name, host)| {
        let has_dot =
            host.rsplit_once('.').is_some_and(|(before, after)| !before.is_empty() && !after.is_empty());
        !name.is_empty() && has_dot && !host.contains('@') && !email.contains(char::is_whitespace)
    });
    if is_email { Ok(()) } else { Err(invalid("INVALID_PATTERN", "an email address is needed")) }
}

fn make(world: &mut World, call: &Incoming<'_>, role: &str) -> Result<AccountId, ApiError> {
    let organization = of_management(world, call)?;
    let (management, has_policies) = (organization.management_account, show::has_policies(organization));
    let clock = world.clock;
    let full = || constraint("ACCOUNT_NUMBER_LIMIT_EXCEEDED", "no account id is free");
    let id = new_account_id(world).ok_or_else(full)?;
    let name = call.text("AccountName").to_owned();
    world.edit(WorldEdit::CreateAccount { id, name }).map_err(edit_error)?;
    let placement = world.organization.as_mut().and_then(|it| it.accounts.get_mut(&id));
    if let Some(placement) = placement {
        placement.email = Some(call.text("Email").to_owned());
        placement.created = Some(clock);
    }
    make_access_role(world, id, role, management)?;
    if has_policies {
        make_service_linked_role(world, id)?;
    }
    Ok(id)
}

fn status(world: &mut World, call: &Incoming<'_>, result: Result<AccountId, &str>) -> Fields {
    let id = new_id(world, "car");
    let now = Value::text(world.clock.to_string());
    let mut status = Fields::of([
        ("Id", Value::text(id)),
        ("AccountName", Value::text(call.text("AccountName"))),
        ("State", Value::text(if result.is_ok() { "SUCCEEDED" } else { "FAILED" })),
        ("RequestedTimestamp", now.clone()),
        ("CompletedTimestamp", now),
    ]);
    match result {
        Ok(id) => status.set("AccountId", Value::text(id.as_str())),
        Err(reason) => status.set("FailureReason", Value::text(reason)),
    }
    Fields::of([("CreateAccountStatus", Value::Map(status))])
}
