//! Access keys of users and of the root user (S126–S128).

use sorted::SortedMap;

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::Incoming;
use super::super::operation::{Body, Operation, Parameter, ParameterKind, name, optional, required};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{account_mut, check_quota, no_such};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::users::{is_root_without_name, on_user_or_self, user_or_self};
use crate::api::credentials::AccessKeyPair;
use crate::edit::quota::ACCESS_KEYS_PER_USER;
use crate::entity::IamEntity;
use crate::keys::AccessKey;
use crate::unique_id::{IdPrefix, unique_id};
use crate::world::World;

const USER_NAME: Parameter = optional("UserName", name(64));
const KEY_ID: Parameter = required("AccessKeyId", ParameterKind::Text { min: 16, max: 128, also: Some("_") });

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateAccessKey",
        parameters: &[USER_NAME],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: create },
    },
    Operation {
        service: "iam",
        name: "ListAccessKeys",
        parameters: &[USER_NAME, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: on_user_or_self, execute: list },
    },
    Operation {
        service: "iam",
        name: "UpdateAccessKey",
        parameters: &[
            USER_NAME,
            KEY_ID,
            required("Status", ParameterKind::Word(&["Active", "Inactive", "Expired"])),
        ],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: update },
    },
    Operation {
        service: "iam",
        name: "DeleteAccessKey",
        parameters: &[USER_NAME, KEY_ID],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: delete },
    },
];

type Keys = SortedMap<String, AccessKey>;

/// The keys of whom the call names, and the name; `None` for the root user.
fn keys_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<(&'w mut Keys, Option<String>), ApiError> {
    let account = account_mut(world, call.account()?)?;
    if is_root_without_name(call) {
        return Ok((&mut account.root_access_keys, None));
    }
    let entity = user_or_self(call)?;
    let IamEntity::User(name) = &entity else { return Err(no_such(&entity)) };
    let user = account.users.get_mut(name).ok_or_else(|| no_such(&entity))?;
    Ok((&mut user.access_keys, Some(name.clone())))
}

fn owner_text(owner: Option<String>) -> Value {
    Value::text(owner.unwrap_or_else(|| "root".to_owned()))
}

/// The secret is shown only here.
fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (seed, clock, number) = (world.seed, world.clock, world.next_id());
    let (keys, owner) = keys_mut(world, call)?;
    // Inactive ones count (S126).
    check_quota(ACCESS_KEYS_PER_USER, keys.len())?;
    let id = unique_id(seed, IdPrefix::AccessKey, &format!("access key {number}"));
    keys.insert(id.clone(), AccessKey { is_active: true, created: clock });
    world.count_id();
    let pair = AccessKeyPair::long_term(world, &id);
    let key = Fields::of([
        ("UserName", owner_text(owner)),
        ("AccessKeyId", Value::text(id)),
        ("Status", Value::text("Active")),
        ("SecretAccessKey", Value::text(pair.secret_access_key)),
        ("CreateDate", Value::text(clock.to_string())),
    ]);
    Ok(Fields::of([("AccessKey", Value::Map(key))]))
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (keys, owner) = keys_mut(world, call)?;
    let shown = keys.iter().map(|(id, key)| {
        let status = if key.is_active { "Active" } else { "Inactive" };
        Value::Map(Fields::of([
            ("UserName", owner_text(owner.clone())),
            ("AccessKeyId", Value::text(id)),
            ("Status", Value::text(status)),
            ("CreateDate", Value::text(key.created.to_string())),
        ]))
    });
    page(call, "AccessKeyMetadata", shown.collect())
}

fn missing(call: &Incoming<'_>) -> ApiError {
    let message = texts::text(texts::NO_SUCH_KEY, &[call.text("AccessKeyId")]);
    ApiError::new(ErrorCode::NoSuchEntity, message)
}

fn update(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    // Keys are shown as expired, and nobody makes them so (S127).
    if call.text("Status") == "Expired" {
        return Err(ApiError::new(ErrorCode::InvalidInput, texts::EXPIRED_STATUS));
    }
    let (keys, _) = keys_mut(world, call)?;
    let key = keys.get_mut(call.text("AccessKeyId")).ok_or_else(|| missing(call))?;
    key.is_active = call.text("Status") == "Active";
    Ok(Fields::new())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let (keys, _) = keys_mut(world, call)?;
    keys.remove(call.text("AccessKeyId")).map(|_| Fields::new()).ok_or_else(|| missing(call))
}
