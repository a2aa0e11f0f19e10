//! MFA devices (S80, S81, S131).

use super::super::credentials::WRONG_CODE;
use super::super::error::ApiError;
use super::super::error_code::ErrorCode;
use super::super::incoming::{Incoming, resource};
use super::super::operation::{
    Body, Needed, Operation, Parameter, ParameterKind, TAGS, name, optional, required,
};
use super::super::texts;
use super::super::value::{Fields, Value};
use super::entity::{SameKey, account, account_mut, arn, check_quota, new_tags, no_such, with_request_tags};
use super::pages::{MARKER, MAX_ITEMS, page};
use super::patterns::{CODE, MFA_PATH, SERIAL_NUMBER};
use super::show;
use super::users::{USER_NAME, conflict, is_root_without_name, listing, on_user_or_self, user_or_self};
use crate::account::{Account, Tags};
use crate::edit::quota::MFA_DEVICES_PER_USER;
use crate::entity::IamEntity;
use crate::keys::{MfaDevice, MfaKind, MfaOwner};
use crate::unique_id::secret;
use crate::world::World;

const OPTIONAL_USER_NAME: Parameter = optional("UserName", name(128));
const CODE_1: Parameter = required("AuthenticationCode1", CODE);
const CODE_2: Parameter = required("AuthenticationCode2", CODE);

pub(super) const OPERATIONS: &[Operation] = &[
    Operation {
        service: "iam",
        name: "CreateVirtualMFADevice",
        parameters: &[MFA_PATH, required("VirtualMFADeviceName", name(226)), TAGS],
        read_only: false,
        body: Body::Authorized { requests: on_new_device, execute: create },
    },
    Operation {
        service: "iam",
        name: "EnableMFADevice",
        parameters: &[USER_NAME, SERIAL_NUMBER, CODE_1, CODE_2],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: enable },
    },
    Operation {
        service: "iam",
        name: "ResyncMFADevice",
        parameters: &[USER_NAME, SERIAL_NUMBER, CODE_1, CODE_2],
        read_only: false,
        body: Body::Authorized { requests: on_user_or_self, execute: resync },
    },
    Operation {
        service: "iam",
        name: "DeactivateMFADevice",
        parameters: &[OPTIONAL_USER_NAME, SERIAL_NUMBER],
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
        parameters: &[OPTIONAL_USER_NAME, MARKER, MAX_ITEMS],
        read_only: true,
        body: Body::Authorized { requests: on_user_or_self, execute: list },
    },
    Operation {
        service: "iam",
        name: "ListVirtualMFADevices",
        parameters: &[
            optional("AssignmentStatus", ParameterKind::Word(&["Assigned", "Unassigned", "Any"])),
            MARKER,
            MAX_ITEMS,
        ],
        read_only: true,
        body: Body::Authorized { requests: listing, execute: list_virtual },
    },
];

fn serial(call: &Incoming<'_>) -> Result<String, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    Ok(format!("arn:aws:iam::{}:mfa{path}{}", call.account()?, call.text("VirtualMFADeviceName")))
}

fn on_new_device(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    let path = call.optional_text("Path").unwrap_or("/");
    let resource = arn(call.account()?, "mfa", path, call.text("VirtualMFADeviceName"));
    let tags = call.tags("Tags");
    let mut needed = vec![with_request_tags(Needed::new(&call.action(), resource.clone()), &tags)];
    if !tags.is_empty() {
        needed.push(with_request_tags(Needed::new("iam:TagMFADevice", resource), &tags));
    }
    Ok(needed)
}

pub(super) fn on_device(_: &World, call: &Incoming<'_>) -> Result<Vec<Needed>, ApiError> {
    Ok(vec![Needed::new(&call.action(), resource(call.text("SerialNumber")))])
}

/// The seed is shown only here.
fn create(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let serial = serial(call)?;
    let tags = new_tags(call, SameKey::Exactly)?;
    let seed = secret(world.seed, &serial);
    let devices = &mut account_mut(world, call.account()?)?.mfa_devices;
    if devices.contains_key(&serial) {
        return Err(ApiError::new(ErrorCode::EntityAlreadyExists, texts::MFA_EXISTS));
    }
    let mut device =
        Fields::of([("SerialNumber", Value::text(&serial)), ("Base32StringSeed", Value::text(seed))]);
    if !tags.is_empty() {
        device.set("Tags", Value::tags(&tags));
    }
    devices.insert(serial, MfaDevice { kind: MfaKind::Virtual, owner: None, tags });
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

/// Two codes in a row prove that the device is at hand: any two that differ do here, if none is the wrong one.
fn enable(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let serial = call.text("SerialNumber");
    let account = account_mut(world, call.account()?)?;
    let owner = owner(account, call)?;
    check_codes(call)?;
    let n_devices = account.mfa_devices.values().filter(|it| it.owner.as_ref() == Some(&owner)).count();
    check_quota(MFA_DEVICES_PER_USER, n_devices)?;
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
            let device = MfaDevice { kind: MfaKind::Hardware, owner: Some(owner), tags: Tags::new() };
            account.mfa_devices.insert(serial.to_owned(), device);
            Ok(Fields::new())
        }
        None => Err(missing(serial)),
    }
}

fn check_codes(call: &Incoming<'_>) -> Result<(), ApiError> {
    let codes = [call.text("AuthenticationCode1"), call.text("AuthenticationCode2")];
    let [first, second] = codes;
    match first == second || codes.contains(&WRONG_CODE) {
        true => Err(ApiError::new(ErrorCode::InvalidAuthenticationCode, texts::WRONG_CODES)),
        false => Ok(()),
    }
}

/// The device's clock is not kept: there is nothing to change.
fn resync(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let account = account(world, call.account()?)?;
    let owner = owner(account, call)?;
    let serial = call.text("SerialNumber");
    let device = account.mfa_devices.get(serial).filter(|it| it.owner.as_ref() == Some(&owner));
    device.ok_or_else(|| missing(serial))?;
    check_codes(call)?;
    Ok(Fields::new())
}

/// The virtual device with the serial number that the call names: others have no tags.
pub(super) fn device_mut<'w>(
    world: &'w mut World,
    call: &Incoming<'_>,
) -> Result<&'w mut MfaDevice, ApiError> {
    let serial = call.text("SerialNumber");
    let device = account_mut(world, call.account()?)?.mfa_devices.get_mut(serial);
    device.filter(|it| it.kind == MfaKind::Virtual).ok_or_else(|| missing(serial))
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
    page(call, "MFADevices", shown.collect())
}

fn list_virtual(world: &mut World, call: &Incoming<'_>) -> Result<Fields, ApiError> {
    let id = call.account()?;
    let account = account(world, id)?;
    let is_listed = |it: &MfaDevice| match call.optional_text("AssignmentStatus") {
        Some("Assigned") => it.owner.is_some(),
        Some("Unassigned") => it.owner.is_none(),
        Some(_) | None => true,
    };
    let is_virtual = |it: &MfaDevice| it.kind == MfaKind::Virtual;
    let devices = account.mfa_devices.iter().filter(|(_, it)| is_virtual(it) && is_listed(it));
    let shown = devices.map(|(serial, it)| {
        let mut device = Fields::of([("SerialNumber", Value::text(serial))]);
        let user = match &it.owner {
            Some(MfaOwner::User(name)) => account.users.get(name).map(|it| show::user(id, name, it)),
            Some(MfaOwner::Root) => Some(show::root(id)),
            None => None,
        };
        device.set_some("User", user);
        Value::Map(device)
    });
    page(call, "VirtualMFADevices", shown.collect())
}
