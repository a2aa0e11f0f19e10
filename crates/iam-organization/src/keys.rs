//! Long-term credentials and second factors.

use crate::account::Tags;
use crate::time::Timestamp;

/// A long-term access key, `AKIA…`. Its secret follows from the seed of the world and is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AccessKey {
    /// Whether it signs requests: an inactive one is refused like one that is not there (S22).
    pub is_active: bool,
    /// When it was made.
    pub created: Timestamp,
}

/// A second factor (S80).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MfaDevice {
    /// What kind it is.
    pub kind: MfaKind,
    /// Whose it is; `None` for a virtual device that nobody has enabled.
    pub owner: Option<MfaOwner>,
    /// Its tags. Only virtual devices have some (S19).
    pub tags: Tags,
}

/// The kinds of MFA device.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum MfaKind {
    /// An app that shows codes.
    Virtual,
    /// A token that shows codes.
    Hardware,
    /// A passkey or security key. It has no codes, so that STS calls cannot use it.
    Passkey,
}

/// Who owns an MFA device.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MfaOwner {
    /// The root user of the account.
    Root,
    /// A user of the account, by name.
    User(String),
}

impl MfaKind {
    /// Whether the device shows codes.
    pub fn has_codes(self) -> bool {
        match self {
            MfaKind::Virtual | MfaKind::Hardware => true,
            MfaKind::Passkey => false,
        }
    }
}
