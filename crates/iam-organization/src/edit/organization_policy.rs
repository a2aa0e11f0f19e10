//! SCPs and RCPs.

use super::error::{InUse, Missing, WorldEditError};
use super::organization::find_mut;
use super::starting_text;
use super::world_edit::OrganizationTarget;
use crate::organization::{
    AttachedPolicies, FULL_AWS_ACCESS, Organization, OrganizationPolicy, OrganizationPolicyType,
    OrganizationalUnit, RCP_FULL_AWS_ACCESS,
};
use crate::world::World;

/// How many are attached to a root, OU or account at most (S147, L171, L172): SCPs with FullAWSAccess, RCPs without
/// RCPFullAWSAccess, which is not listed.
const MAX_SERVICE_CONTROL_POLICIES: usize = 10;
const MAX_RESOURCE_CONTROL_POLICIES: usize = 4;

/// How many an organization has at most (L171, L172).
fn max_policies(policy_type: OrganizationPolicyType) -> usize {
    match policy_type {
        OrganizationPolicyType::ServiceControl => 10_000,
        OrganizationPolicyType::ResourceControl => 2_000,
    }
}

impl World {
    pub(super) fn create_organization_policy(
        &mut self,
        id: String,
        policy_type: OrganizationPolicyType,
        name: String,
    ) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        let is_built_in = id == FULL_AWS_ACCESS || id == RCP_FULL_AWS_ACCESS;
        if is_built_in || organization.policies.contains_key(&id) {
            return Err(WorldEditError::Exists(format!("an organization policy `{id}`")));
        }
        organization.check_policy_name(policy_type, &id, &name)?;
        let max = max_policies(policy_type);
        if organization.policies.values().filter(|it| it.policy_type == policy_type).count() >= max {
            return Err(WorldEditError::TooMany { what: "policies of this type in an organization", max });
        }
        let text = starting_text::organization(policy_type);
        organization
            .policies
            .insert(id, OrganizationPolicy { policy_type, name, description: String::new(), text });
        Ok(())
    }

    pub(super) fn delete_organization_policy(&mut self, id: &str) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        let is_attached =
            |it: &AttachedPolicies| it.service_control.contains(id) || it.resource_control.contains(id);
        if organization.attached().into_iter().any(is_attached) {
            return Err(WorldEditError::InUse(InUse::Attached(id.to_owned())));
        }
        let removed = organization.policies.remove(id);
        removed.map(|_| ()).ok_or_else(|| Missing::OrganizationPolicy(id.to_owned()).into())
    }

    pub(super) fn attach_organization_policy(
        &mut self,
        target: &OrganizationTarget,
        policy: String,
    ) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        let policy_type = organization.type_of(&policy)?;
        if !organization.enabled_policy_types.contains(&policy_type) {
            return Err(WorldEditError::NotEnabled(policy_type));
        }
        // It is always attached, and not listed.
        if policy == RCP_FULL_AWS_ACCESS {
            return Ok(());
        }
        let attached = organization.attached_mut(target)?;
        let (ids, max) = match policy_type {
            OrganizationPolicyType::ServiceControl => {
                (&mut attached.service_control, MAX_SERVICE_CONTROL_POLICIES)
            }
            OrganizationPolicyType::ResourceControl => {
                (&mut attached.resource_control, MAX_RESOURCE_CONTROL_POLICIES)
            }
        };
        if ids.len() >= max && !ids.contains(&policy) {
            return Err(WorldEditError::TooMany { what: "policies of this type attached in one place", max });
        }
        ids.insert(policy);
        Ok(())
    }

    pub(super) fn rename_organization_policy(
        &mut self,
        id: &str,
        name: String,
    ) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        let missing = || Missing::OrganizationPolicy(id.to_owned());
        let policy_type = organization.policies.get(id).ok_or_else(missing)?.policy_type;
        organization.check_policy_name(policy_type, id, &name)?;
        organization.policies.get_mut(id).ok_or_else(missing)?.name = name;
        Ok(())
    }

    pub(super) fn detach_organization_policy(
        &mut self,
        target: &OrganizationTarget,
        policy: &str,
    ) -> Result<(), WorldEditError> {
        if policy == RCP_FULL_AWS_ACCESS {
            return Err(WorldEditError::AlwaysAttached);
        }
        let attached = self.organization_mut()?.attached_mut(target)?;
        if attached.resource_control.remove(policy) {
            return Ok(());
        }
        if !attached.service_control.contains(policy) {
            return Err(Missing::Attachment(policy.to_owned()).into());
        }
        if attached.service_control.len() == 1 {
            return Err(WorldEditError::LastServiceControlPolicy);
        }
        attached.service_control.remove(policy);
        Ok(())
    }

    pub(super) fn enable_policy_type(
        &mut self,
        policy_type: OrganizationPolicyType,
    ) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        if organization.enabled_policy_types.insert(policy_type) {
            organization.reset(policy_type);
        }
        Ok(())
    }

    pub(super) fn disable_policy_type(
        &mut self,
        policy_type: OrganizationPolicyType,
    ) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        organization.enabled_policy_types.remove(&policy_type);
        organization.reset(policy_type);
        Ok(())
    }
}

impl Organization {
    /// No two policies of a type have the same name (S146).
    fn check_policy_name(
        &self,
        policy_type: OrganizationPolicyType,
        id: &str,
        name: &str,
    ) -> Result<(), WorldEditError> {
        let is_same = |(it, policy): (&String, &OrganizationPolicy)| {
            it != id && policy.policy_type == policy_type && policy.name == name
        };
        match self.policies.iter().any(is_same) {
            true => Err(WorldEditError::Exists(format!("a policy `{name}` of this type"))),
            false => Ok(()),
        }
    }

    /// What is attached to the root, the OUs and the accounts.
    fn attached(&self) -> Vec<&AttachedPolicies> {
        let mut attached = vec![&self.root.attached];
        attached.extend(self.units().into_iter().map(|it| &it.attached));
        attached.extend(self.accounts.values().map(|it| &it.attached));
        attached
    }

    fn attached_mut(&mut self, target: &OrganizationTarget) -> Result<&mut AttachedPolicies, WorldEditError> {
        let (place, id) = match target {
            OrganizationTarget::Root => return Ok(&mut self.root.attached),
            OrganizationTarget::OrganizationalUnit(id) => {
                (find_mut(&mut self.root.units, id, 1).map(|(it, _)| &mut it.attached), id.clone())
            }
            OrganizationTarget::Account(id) => {
                (self.accounts.get_mut(id).map(|it| &mut it.attached), id.to_string())
            }
        };
        place.ok_or_else(|| Missing::Place(id).into())
    }

    fn type_of(&self, policy: &str) -> Result<OrganizationPolicyType, WorldEditError> {
        match policy {
            FULL_AWS_ACCESS => Ok(OrganizationPolicyType::ServiceControl),
            RCP_FULL_AWS_ACCESS => Ok(OrganizationPolicyType::ResourceControl),
            _ => {
                let policy_type = self.policies.get(policy).map(|it| it.policy_type);
                policy_type.ok_or_else(|| Missing::OrganizationPolicy(policy.to_owned()).into())
            }
        }
    }

    /// Only AWS's own policy of the type is attached anywhere.
    fn reset(&mut self, policy_type: OrganizationPolicyType) {
        fn reset_all(units: &mut [OrganizationalUnit], reset: fn(&mut AttachedPolicies)) {
            for unit in units {
                reset(&mut unit.attached);
                reset_all(&mut unit.units, reset);
            }
        }
        let reset: fn(&mut AttachedPolicies) = match policy_type {
            OrganizationPolicyType::ServiceControl => {
                |it| it.service_control = AttachedPolicies::full_access().service_control
            }
            OrganizationPolicyType::ResourceControl => |it| it.resource_control.clear(),
        };
        reset(&mut self.root.attached);
        reset_all(&mut self.root.units, reset);
        self.accounts.values_mut().for_each(|it| reset(&mut it.attached));
    }
}
