//! What a request is signed with, and whose it is.

use iam_evaluator::arn::{AccountId, Arn};

use super::error::ApiError;
use super::error_code::ErrorCode;
use super::texts;
use crate::caller::Caller;
use crate::keys::MfaOwner;
use crate::unique_id::secret;
use crate::world::{PARTITION, World, iam_arn};

/// What a request is signed with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credentials {
    /// An access key, as an API call gave it. Whose it is, and whether it is good, is looked up (S22).
    Keys(AccessKeyPair),
    /// A caller whose credentials are taken to be good: somebody whom a scenario names. A session of this kind may expire
    /// all the same.
    Of(Caller),
}

/// An access key with its secret; temporary ones come with a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessKeyPair {
    /// `AKIA…` or `ASIA…`.
    pub access_key_id: String,
    /// The secret.
    pub secret_access_key: String,
    /// The token that goes with a temporary key.
    pub session_token: Option<String>,
}

impl AccessKeyPair {
    /// The long-term key with this id, as the world would have given it.
    pub fn long_term(world: &World, access_key_id: &str) -> AccessKeyPair {
        AccessKeyPair {
            access_key_id: access_key_id.to_owned(),
            secret_access_key: secret(world.seed, access_key_id),
            session_token: None,
        }
    }

    /// The temporary key with this id, as the world would have given it.
    pub fn temporary(world: &World, access_key_id: &str) -> AccessKeyPair {
        let token = secret(world.seed, &format!("token of {access_key_id}"));
        AccessKeyPair { session_token: Some(token), ..AccessKeyPair::long_term(world, access_key_id) }
    }
}

impl Credentials {
    /// Who signs (S20, S22).
    ///
    /// # Errors
    /// `InvalidClientTokenId` for a key that is not there or inactive, or whose role or user is gone, `SignatureDoesNotMatch` for a wrong secret,
    /// `ExpiredToken` for a session that has ended.
    pub fn authenticate(&self, world: &World) -> Result<Caller, ApiError> {
        let caller = match self {
            Credentials::Of(caller) => caller.clone(),
            Credentials::Keys(keys) => {
                let invalid =
                    || ApiError::new(ErrorCode::InvalidClientTokenId, texts::INVALID_CLIENT_TOKEN_ID);
                let (caller, issued) = match world.sessions.get(&keys.access_key_id) {
                    Some(caller) => (caller.clone(), AccessKeyPair::temporary(world, &keys.access_key_id)),
                    None => {
                        let caller = long_term_caller(world, &keys.access_key_id).ok_or_else(invalid)?;
                        (caller, AccessKeyPair::long_term(world, &keys.access_key_id))
                    }
                };
                if keys.session_token != issued.session_token {
                    return Err(invalid());
                }
                if keys.secret_access_key != issued.secret_access_key {
                    let message = texts::SIGNATURE_DOES_NOT_MATCH;
                    return Err(ApiError::new(ErrorCode::SignatureDoesNotMatch, message));
                }
                caller
            }
        };
        crate::authorize::authenticate(world, &caller)?;
        Ok(caller.under_present_name(world))
    }
}

/// The user or root user whose active key it is.
fn long_term_caller(world: &World, access_key_id: &str) -> Option<Caller> {
    world.accounts.iter().find_map(|(id, account)| {
        if account.root_access_keys.get(access_key_id).is_some_and(|it| it.is_active) {
            return Some(Caller::Root { account: *id });
        }
        let owns = |keys: &sorted::SortedMap<String, crate::keys::AccessKey>| {
            keys.get(access_key_id).is_some_and(|it| it.is_active)
        };
        let (name, user) = account.users.iter().find(|(_, it)| owns(&it.access_keys))?;
        Some(Caller::User { arn: iam_arn(*id, "user", &user.path, name)? })
    })
}

/// The code that is wrong for every device; any other six digits are right (S81).
pub(super) const WRONG_CODE: &str = "000000";

/// Whether the caller can use the MFA device with codes: it is its own and shows some (S33, S80). Who has no device in the
/// world is believed to have this one, if it can be its own.
pub(super) fn may_use_mfa_device(world: &World, caller: &Caller, serial: &str) -> bool {
    let Some(account) = caller.account().and_then(|it| world.accounts.get(&it)) else { return false };
    let owner = match caller {
        Caller::User { arn } => world.user(arn).map(|it| MfaOwner::User(it.name.to_owned())),
        Caller::Root { .. } => Some(MfaOwner::Root),
        Caller::RoleSession(_)
        | Caller::SessionToken(_)
        | Caller::FederatedUser(_)
        | Caller::Service { .. }
        | Caller::Federated { .. }
        | Caller::Anonymous => return false,
    };
    match account.mfa_devices.get(serial) {
        Some(device) => device.kind.has_codes() && owner.is_some() && device.owner == owner,
        None => {
            let has_another = account.mfa_devices.values().any(|it| owner.is_some() && it.owner == owner);
            let is_of_others = world.accounts.values().any(|it| it.mfa_devices.contains_key(serial));
            !has_another && !is_of_others && can_be_of(caller.account(), serial)
        }
    }
}

/// Whether an account can have a device with codes of this serial number: a virtual one says whose it is, and a hardware
/// token has letters and digits.
fn can_be_of(account: Option<AccountId>, serial: &str) -> bool {
    let is_hardware =
        serial.len() >= 8 && serial.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
    let is_virtual = || {
        let arn = Arn::parse(serial).ok()?;
        let is_here = arn.service() == "iam" && arn.partition() == PARTITION && arn.account_id() == account;
        is_here.then(|| arn.resource().starts_with("mfa/"))
    };
    is_hardware || is_virtual() == Some(true)
}
