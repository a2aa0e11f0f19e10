//! How many there are of something at most (S103).

use super::error::WorldEditError;
use crate::account::Account;
use crate::entity::IamEntity;

/// A quota of IAM. Each stands at what AWS gives an account without being asked for more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quota {
    /// As AWS calls it: `GroupsPerUser`.
    pub name: &'static str,
    /// How many.
    pub max: usize,
}

pub(crate) const GROUPS_PER_USER: Quota = Quota { name: "GroupsPerUser", max: 10 };
pub(crate) const MANAGED_POLICIES: Quota = Quota { name: "PoliciesPerAccount", max: 1500 };
pub(crate) const ACCESS_KEYS_PER_USER: Quota = Quota { name: "AccessKeysPerUser", max: 2 };
pub(crate) const MFA_DEVICES_PER_USER: Quota = Quota { name: "MFADevicesPerUser", max: 8 };
pub(crate) const INSTANCE_PROFILES: Quota = Quota { name: "InstanceProfilesPerAccount", max: 1000 };
pub(crate) const ROLES_PER_PROFILE: Quota = Quota { name: "InstanceSessionsPerInstanceProfile", max: 1 };
pub(crate) const SAML_PROVIDERS: Quota = Quota { name: "SAMLProvidersPerAccount", max: 100 };
pub(crate) const OIDC_PROVIDERS: Quota = Quota { name: "OpenIdConnectProvidersPerAccount", max: 100 };
pub(crate) const CLIENT_IDS: Quota = Quota { name: "ClientIdsPerOpenIdConnectProvider", max: 100 };
pub(crate) const VERSIONS_PER_POLICY: Quota = Quota { name: "VersionsPerPolicy", max: 5 };

impl Quota {
    /// Whether there can be one more than these.
    pub(crate) fn check(self, n_present: usize) -> Result<(), WorldEditError> {
        if n_present < self.max { Ok(()) } else { Err(WorldEditError::QuotaExceeded(self)) }
    }
}

/// How many managed policies one has attached at most.
pub(crate) fn attached_policies(entity: &IamEntity) -> Quota {
    match entity {
        IamEntity::User(_) => Quota { name: "PoliciesPerUser", max: 10 },
        IamEntity::Group(_) => Quota { name: "PoliciesPerGroup", max: 10 },
        IamEntity::Role(_) => Quota { name: "PoliciesPerRole", max: 20 },
    }
}

/// How many users, groups or roles an account has at most, and how many it has.
pub(super) fn entities(account: &Account, entity: &IamEntity) -> (Quota, usize) {
    match entity {
        IamEntity::User(_) => (Quota { name: "UsersPerAccount", max: 5000 }, account.users.len()),
        IamEntity::Group(_) => (Quota { name: "GroupsPerAccount", max: 300 }, account.groups.len()),
        IamEntity::Role(_) => (Quota { name: "RolesPerAccount", max: 1000 }, account.roles.len()),
    }
}
