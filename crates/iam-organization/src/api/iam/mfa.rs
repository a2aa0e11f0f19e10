//! MFA devices (S80, S81, S131).

use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::{Incoming, resource};
use super::super::operation::{Body, Needed, Operation, Parameter, name, optional, required, text};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{account, account_mut, arn, no_such};
use super::users::{USER_NAME, conflict, is_root_without_name, on_user_or_self, user_or_self};
use crate::account::Account;
use crate::entity::IamEntity;
use crate::keys::{MfaDevice, MfaKind, MfaOwner};
use crate::world::World;

const SERIAL_NUMBER: Parameter = required("SerialNumber", text(9, 256));
const CODE: ParameterText = text(6, 6);
type ParameterText = super::super::operation::ParameterKind;

/// How many a user has at most (S80).
const MAX_DEVICES: usize = 8;

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateVirtualMFADevice",
        parameters: &[optional("Path", text(1, 512)), required("VirtualMFADeviceName", name(226))],
        read_only: false,
        body: Body::Authorized { requests: on_new_device, execute: create },
    },
    Operation {
        service: "iam",
        name: "EnableMFADevice",
        parameters: &[
            USER_NAME,
            SERIAL_NUMBER,
            required("AuthenticationCode1", CODE),
            required("AuthenticationCode2", CODE),
        ],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: enable },
    },
    Operation {
        service: "iam",
        name: "DeactivateMFADevice",
        parameters: &[USER_NAME, SERIAL_NUMBER],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: deactivate },
    },
    Operation {
        service: "iam",
        name: "DeleteVirtualMFADevice",
        parameters: &[SERIAL_NUMBER],
        read_only: false,
        body: Body::Authorized { requests: on_device, execute: delete },
    },
    Operation {
        service: "iam",
        name: "ListMFADevices",
        parameters: &[optional("UserName", name(64))],
        read_only: true,
        body: Body::Authorized { requests: on_user_or_self, execute: list },
    },
];

fn serial(call: &Incoming<'_>) -> Result<String, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    Ok(format!("arn:aws:iam::{}:mfa{path}{}", call.account()?, call.text("VirtualMFADeviceName")))
}

fn on_new_device(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    let resource = arn(call.account()?, "mfa", path, call.text("VirtualMFADeviceName"));
    Ok(vec![Needed::new(&call.action(), resource)])
}

fn on_device(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), resource(call.text("SerialNumber")))])
}

fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let serial = serial(call)?;
    let devices = &mut account_mut(world, call.account()?)?.mfa_devices;
    if devices.contains_key(&serial) {
        return Err(ApiError::new(ErrorCode::EntityAlreadyExists, texts::MFA_EXISTS));
    }
    devices.insert(serial.clone(), MfaDevice { kind: MfaKind::Virtual, owner: None });
    let device = Fields::of([("SerialNumber", Value::text(serial))]);
    Ok(Fields::of([("VirtualMFADevice", Value::Map(device))]))
}

fn owner(account: &Account, call: &Incoming<'_>) -> Result<MfaOwner, ApiError> {
    if is_root_without_name(call) {
        return Ok(MfaOwner::Root);
    }
    match user_or_self(call)? {
        IamEntity::User(name) if account.users.contains_key(&name) => Ok(MfaOwner::User(name)),
        entity => Err(no_such(&entity)),
    }
}

/// Two codes in a row prove that the device is at hand: any two that differ do here.
fn enable(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let serial = call.text("SerialNumber");
    let account = account_mut(world, call.account()?)?;
    let owner = owner(account, call)?;
    let (first, second) = (call.text("AuthenticationCode1"), call.text("AuthenticationCode2"));
    let is_code = |it: &str| it.bytes().all(|it| it.is_ascii_digit());
    if first == second || !is_code(first) || !is_code(second) {
        return Err(ApiError::new(ErrorCode::InvalidAuthenticationCode, texts::WRONG_CODES));
    }
    let n_devices = account.mfa_devices.values().filter(|it| it.owner.as_ref() == Some(&owner)).count();
    if n_devices >= MAX_DEVICES {
        let message = texts::text(texts::QUOTA, &["MFADevicesPerUser", "8"]);
        return Err(ApiError::new(ErrorCode::LimitExceeded, message));
    }
    match account.mfa_devices.get_mut(serial) {
        Some(device) if device.owner.is_some() => {
            Err(ApiError::new(ErrorCode::EntityAlreadyExists, texts::MFA_IN_USE))
        }
        Some(device) => {
            device.owner = Some(owner);
            Ok(Fields::new())
        }
        // A hardware token comes with its serial number, which IAM has never seen.
        None if !serial.starts_with("arn:") => {
            let device = MfaDevice { kind: MfaKind::Hardware, owner: Some(owner) };
            account.mfa_devices.insert(serial.to_owned(), device);
            Ok(Fields::new())
        }
        None => Err(missing(serial)),
    }
}

fn missing(serial: &str) -> ApiError {
    ApiError::new(ErrorCode::NoSuchEntity, texts::text(texts::NO_SUCH_MFA, &[serial]))
}

/// A virtual device stays, without an owner; others are gone.
fn deactivate(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let serial = call.text("SerialNumber");
    let account = account_mut(world, call.account()?)?;
    let owner = owner(account, call)?;
    let device = account.mfa_devices.get_mut(serial).filter(|it| it.owner.as_ref() == Some(&owner));
    let device = device.ok_or_else(|| missing(serial))?;
    match device.kind {
        MfaKind::Virtual => device.owner = None,
        MfaKind::Hardware | MfaKind::Passkey => {
            account.mfa_devices.remove(serial);
        }
    }
    Ok(Fields::new())
}

fn delete(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let serial = call.text("SerialNumber");
    let devices = &mut account_mut(world, call.account()?)?.mfa_devices;
    let device = devices.get(serial).ok_or_else(|| missing(serial))?;
    conflict(&[(device.owner.is_some(), texts::DEACTIVATE_MFA_FIRST)])?;
    devices.remove(serial);
    Ok(Fields::new())
}

fn list(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = account(world, call.account()?)?;
    let owner = owner(account, call)?;
    let devices = account.mfa_devices.iter().filter(|(_, it)| it.owner.as_ref() == Some(&owner));
    let shown = devices.map(|(serial, it)| {
        let mut device = Fields::new();
        if let Some(MfaOwner::User(name)) = &it.owner {
            device.set("UserName", Value::text(name));
        }
        device.set("SerialNumber", Value::text(serial));
        Value::Map(device)
    });
    Ok(Fields::of([("MFADevices", Value::List(shown.collect()))]))
}
