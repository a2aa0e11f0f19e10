//! Invitations to join the organization (S144).

use iam_evaluator::arn::AccountId;

use super::account_roles::make_service_linked_role;
use super::create_account::check_room;
use super::ids::new_id;
use super::membership::{of_management, of_management_mut};
use super::refusals::{edit_error, invalid, missing};
use super::requests::service_linked_role;
use super::show;
use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::{Incoming, resource};
use crate::api::operation::{Body, Needed, Operation, Parameter, ParameterKind, required, text};
use crate::api::texts::{self, text as filled};
use crate::api::value::{Fields, Value};
use crate::edit::WorldEdit;
use crate::organization::{Handshake, HandshakeState, Organization};
use crate::world::World;

const HANDSHAKE_ID: Parameter = required("HandshakeId", text(1, 34));

/// How long an invitation is open (S144).
const FIFTEEN_DAYS: i64 = 15 * 24 * 60 * 60;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "organizations",
        name: "InviteAccountToOrganization",
        // `Target` is `{"Id": "123456789012", "Type": "ACCOUNT"}`.
        parameters: &[required("Target", ParameterKind::Map)],
        read_only: false,
        body: Body::Authorized { requests: invitation, execute: invite },
    },
    Operation {
        service: "organizations",
        name: "DescribeHandshake",
        parameters: &[HANDSHAKE_ID],
        read_only: true,
        body: Body::Authorized { requests: on_handshake, execute: describe },
    },
    Operation {
        service: "organizations",
        name: "AcceptHandshake",
        parameters: &[HANDSHAKE_ID],
        read_only: false,
        body: Body::Authorized { requests: acceptance, execute: accept },
    },
    Operation {
        service: "organizations",
        name: "DeclineHandshake",
        parameters: &[HANDSHAKE_ID],
        read_only: false,
        body: Body::Authorized { requests: on_handshake, execute: decline },
    },
    Operation {
        service: "organizations",
        name: "CancelHandshake",
        parameters: &[HANDSHAKE_ID],
        read_only: false,
        body: Body::Authorized { requests: on_handshake, execute: cancel },
    },
];

/// Who is to be invited. An email address is not looked up.
fn invited(call: &Incoming<'_>) -> Result<AccountId, ApiError> {
    let target = call.parameters.get("Target").and_then(Value::as_map);
    let text = |name| target.and_then(|it| it.text(name)).unwrap_or_default();
    let id = AccountId::parse(text("Id")).ok().filter(|_| text("Type") == "ACCOUNT");
    id.ok_or_else(|| invalid("INVALID_PARTY_TYPE_TARGET", "give the account's id, with the type ACCOUNT"))
}

fn invitation(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let organization = world.organization_of(call.account()?);
    let arn = organization.map(|it| Ok(it.arn("account", invited(call)?.as_str()))).transpose()?;
    Ok(vec![Needed::new(&call.action(), resource(arn.as_deref().unwrap_or("*")))])
}

/// The invitation is part of both accounts: each needs the right in its own account alone.
fn on_handshake(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let organization = world.organization.as_ref();
    let arn = organization.map(|it| it.arn("handshake/invite", call.text("HandshakeId")));
    let needed = Needed::new(&call.action(), resource(arn.as_deref().unwrap_or("*")));
    Ok(vec![needed.owned_by(call.account()?)])
}

fn acceptance(world: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let mut needed = on_handshake(world, call)?;
    if world.organization.as_ref().is_some_and(show::has_policies) {
        needed.push(service_linked_role(call.account()?));
    }
    Ok(needed)
}

fn invite(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let organization = of_management(world, call)?;
    let account = invited(call)?;
    if organization.accounts.contains_key(&account) {
        let code = ErrorCode::HandshakeConstraintViolationException;
        let message = filled(texts::BECAUSE, &["ALREADY_IN_AN_ORGANIZATION", texts::IN_ORGANIZATION]);
        return Err(ApiError::new(code, message));
    }
    let is_open = |it: &Handshake| it.account == account && state(world, it) == HandshakeState::Open.as_str();
    if organization.handshakes.values().any(is_open) {
        return Err(ApiError::new(ErrorCode::DuplicateHandshakeException, texts::INVITED_ALREADY));
    }
    check_room(organization.accounts.len())?;
    let id = new_id(world, "h");
    let handshake = Handshake { account, state: HandshakeState::Open, requested: world.clock };
    of_management_mut(world, call)?.handshakes.insert(id.clone(), handshake);
    let (organization, handshake) = found(world, &id)?;
    Ok(shown(world, organization, &id, handshake))
}

/// What came of it: nobody answers an invitation after 15 days.
fn state(world: &World, handshake: &Handshake) -> &'static str {
    let age = world.clock.epoch_seconds() - handshake.requested.epoch_seconds();
    match handshake.state {
        HandshakeState::Open if age >= FIFTEEN_DAYS => "EXPIRED",
        it => it.as_str(),
    }
}

fn shown(world: &World, organization: &Organization, id: &str, handshake: &Handshake) -> Fields {
    let party =
        |id: &str, kind: &str| Value::Map(Fields::of([("Id", Value::text(id)), ("Type", Value::text(kind))]));
    let parties = vec![
        party(organization.id.trim_start_matches("o-"), "ORGANIZATION"),
        party(handshake.account.as_str(), "ACCOUNT"),
    ];
    let handshake = Fields::of([
        ("Id", Value::text(id)),
        ("Arn", Value::text(organization.arn("handshake/invite", id))),
        ("Parties", Value::List(parties)),
        ("State", Value::text(state(world, handshake))),
        ("RequestedTimestamp", Value::text(handshake.requested.to_string())),
        ("Action", Value::text("INVITE")),
    ]);
    Fields::of([("Handshake", Value::Map(handshake))])
}

fn found<'w>(world: &'w World, id: &str) -> Result<(&'w Organization, &'w Handshake), ApiError> {
    let organization = world.organization.as_ref();
    let found = organization.and_then(|it| Some((it, it.handshakes.get(id)?)));
    found.ok_or_else(|| missing(ErrorCode::HandshakeNotFoundException, "a handshake", id))
}

/// The invitation, for the side that may do something with it.
fn for_party<'w>(
    world: &'w World,
    call: &Incoming<'_>,
    is_party: impl Fn(&Organization, &Handshake, AccountId) -> bool,
) -> Result<(&'w Organization, &'w Handshake), ApiError> {
    let (organization, handshake) = found(world, call.text("HandshakeId"))?;
    match is_party(organization, handshake, call.account()?) {
        true => Ok((organization, handshake)),
        false => Err(ApiError::new(ErrorCode::AccessDeniedException, texts::NOT_THE_MANAGEMENT_ACCOUNT)),
    }
}

fn is_invited(_: &Organization, handshake: &Handshake, account: AccountId) -> bool {
    handshake.account == account
}

fn is_inviting(organization: &Organization, _: &Handshake, account: AccountId) -> bool {
    organization.management_account == account
}

fn describe(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let is_either = |organization: &Organization, handshake: &Handshake, account| {
        is_invited(organization, handshake, account) || is_inviting(organization, handshake, account)
    };
    let (organization, handshake) = for_party(world, call, is_either)?;
    Ok(shown(world, organization, call.text("HandshakeId"), handshake))
}

/// Answers an invitation that is open.
fn answer(world: &mut World, call: &Incoming<'_>, answer: HandshakeState) -> Result<Fields, ApiError> {
    let id = call.text("HandshakeId");
    let (_, handshake) = found(world, id)?;
    let state = state(world, handshake);
    if state == answer.as_str() {
        let code = ErrorCode::HandshakeAlreadyInStateException;
        return Err(ApiError::new(code, texts::INVITATION_ANSWERED));
    }
    if state != HandshakeState::Open.as_str() {
        let code = ErrorCode::InvalidHandshakeTransitionException;
        return Err(ApiError::new(code, texts::INVITATION_ANSWERED));
    }
    let organization = world.organization.as_mut();
    if let Some(handshake) = organization.and_then(|it| it.handshakes.get_mut(id)) {
        handshake.state = answer;
    }
    let (organization, handshake) = found(world, id)?;
    Ok(shown(world, organization, id, handshake))
}

/// The account joins, directly under the root. It does not get the access role (S142).
fn accept(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let (organization, _) = for_party(world, call, is_invited)?;
    if organization.accounts.contains_key(&id) {
        let code = ErrorCode::HandshakeAlreadyInStateException;
        return Err(ApiError::new(code, texts::IN_ORGANIZATION));
    }
    check_room(organization.accounts.len())?;
    let has_policies = show::has_policies(organization);
    let fields = answer(world, call, HandshakeState::Accepted)?;
    world.edit(WorldEdit::JoinOrganization { id }).map_err(edit_error)?;
    if has_policies {
        make_service_linked_role(world, id)?;
    }
    Ok(fields)
}

fn decline(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    for_party(world, call, is_invited)?;
    answer(world, call, HandshakeState::Declined)
}

fn cancel(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    for_party(world, call, is_inviting)?;
    answer(world, call, HandshakeState::Canceled)
}
