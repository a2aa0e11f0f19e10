//! `sts:GetCallerIdentity` and `sts:GetAccessKeyInfo` (S71, S72).

use iam_evaluator::arn::AccountId;
use iam_evaluator::request::Resource;

use crate::api::error::ApiError;
use crate::api::error_code::ErrorCode;
use crate::api::incoming::Incoming;
use crate::api::operation::{Body, Needed, Operation, ParameterKind, required};
use crate::api::texts::{self, text};
use crate::api::trail::principal_id;
use crate::api::value::{Fields, Value};
use crate::world::World;

const KEY_ID: ParameterKind = ParameterKind::Text { min: 16, max: 128, also: Some("_") };

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "sts",
        name: "GetCallerIdentity",
        parameters: &[],
        read_only: true,
        body: Body::Authorized { requests: on_nothing, execute: caller_identity },
    },
    Operation {
        service: "sts",
        name: "GetAccessKeyInfo",
        parameters: &[required("AccessKeyId", KEY_ID)],
        read_only: true,
        body: Body::Authorized { requests: on_nothing, execute: access_key_info },
    },
];

/// Of GetCallerIdentity the service says by itself that it is allowed, whatever the policies deny (E205).
fn on_nothing(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), Resource::Any)])
}

fn caller_identity(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let principal = call.caller.principal(world);
    Ok(Fields::of([
        ("UserId", Value::text(principal_id(world, &call.caller))),
        ("Account", Value::text(call.account()?.as_str())),
        ("Arn", Value::text(principal.display_arn())),
    ]))
}

/// Whose key it is does not matter, nor whether it is still good: AWS says nothing of either.
fn access_key_info(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.text("AccessKeyId");
    let missing = || ApiError::new(ErrorCode::ValidationError, text(texts::NO_ACCOUNT_OF_KEY, &[id]));
    let account = account_of_key(world, id).ok_or_else(missing)?;
    Ok(Fields::of([("Account", Value::text(account.as_str()))]))
}

fn account_of_key(world: &World, id: &str) -> Option<AccountId> {
    if let Some(session) = world.sessions.get(id) {
        return session.account();
    }
    let owns = |account: &crate::account::Account| {
        account.root_access_keys.contains_key(id)
            || account.users.values().any(|it| it.access_keys.contains_key(id))
    };
    world.accounts.iter().find(|(_, it)| owns(it)).map(|(account, _)| *account)
}
