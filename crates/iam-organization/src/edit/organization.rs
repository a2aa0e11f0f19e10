//! Accounts, OUs, SCPs and RCPs.

use iam_evaluator::arn::AccountId;

use super::error::{InUse, Missing, WorldEditError};
use super::starting_text;
use super::world_edit::OrganizationTarget;
use crate::account::Account;
use crate::organization::{
    AttachedPolicies, FULL_AWS_ACCESS, Organization, OrganizationPolicy, OrganizationPolicyType,
    OrganizationalUnit, Placement, RCP_FULL_AWS_ACCESS,
};
use crate::world::World;

/// How deep OUs lie at most, the root not counted.
/// <https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html>
const MAX_UNIT_DEPTH: usize = 5;

impl World {
    /// An id for a new OU.
    pub fn new_unit_id(&self) -> String {
        let organization = self.organization.as_ref();
        let root = organization.and_then(|it| it.root.id.strip_prefix("r-")).unwrap_or("root");
        let is_free = |id: &String| organization.is_none_or(|it| it.unit(id).is_none());
        first_free(|number| format!("ou-{root}-example{number}"), is_free)
    }

    /// An id for a new SCP or RCP.
    pub fn new_policy_id(&self) -> String {
        let is_free = |id: &String| self.organization.as_ref().is_none_or(|it| !it.policies.contains_key(id));
        first_free(|number| format!("p-example{number}"), is_free)
    }

    pub(super) fn create_account(&mut self, id: AccountId, name: String) -> Result<(), WorldEditError> {
        if self.accounts.contains_key(&id) {
            return Err(WorldEditError::Exists(format!("an account {id}")));
        }
        self.accounts.insert(id, Account { name, ..Account::default() });
        if let Some(organization) = &mut self.organization {
            let parent = organization.root.id.clone();
            let placement = Placement { parent, attached: AttachedPolicies::full_access() };
            organization.accounts.insert(id, placement);
        }
        Ok(())
    }

    pub(super) fn delete_account(&mut self, id: AccountId) -> Result<(), WorldEditError> {
        if self.organization.as_ref().is_some_and(|it| it.management_account == id) {
            return Err(WorldEditError::IsManagementAccount(id));
        }
        self.accounts.remove(&id).ok_or(Missing::Account(id))?;
        if let Some(organization) = &mut self.organization {
            organization.accounts.remove(&id);
        }
        Ok(())
    }

    pub(super) fn move_account(&mut self, id: AccountId, parent: String) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        if parent != organization.root.id && organization.unit(&parent).is_none() {
            return Err(Missing::Place(parent).into());
        }
        let placement = organization.accounts.get_mut(&id);
        placement.ok_or_else(|| Missing::Place(id.to_string()))?.parent = parent;
        Ok(())
    }

    pub(super) fn create_unit(
        &mut self,
        parent: &str,
        id: String,
        name: String,
    ) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        if organization.unit(&id).is_some() {
            return Err(WorldEditError::Exists(format!("an OU `{id}`")));
        }
        let (siblings, depth) = if parent == organization.root.id {
            (&mut organization.root.units, 1)
        } else {
            let missing = || Missing::Place(parent.to_owned());
            let (unit, depth) = find_mut(&mut organization.root.units, parent, 1).ok_or_else(missing)?;
            (&mut unit.units, depth + 1)
        };
        if depth > MAX_UNIT_DEPTH {
            return Err(WorldEditError::TooDeep);
        }
        let attached = AttachedPolicies::full_access();
        siblings.push(OrganizationalUnit { id, name, attached, units: Vec::new() });
        Ok(())
    }

    pub(super) fn delete_unit(&mut self, id: &str) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        let unit = organization.unit(id).ok_or_else(|| Missing::Place(id.to_owned()))?;
        let is_empty = unit.units.is_empty() && organization.accounts.values().all(|it| it.parent != id);
        if !is_empty {
            return Err(WorldEditError::InUse(InUse::NotEmpty(id.to_owned())));
        }
        remove(&mut organization.root.units, id);
        Ok(())
    }

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
        let text = starting_text::organization(policy_type);
        organization.policies.insert(id, OrganizationPolicy { policy_type, name, text });
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
            return Err(WorldEditError::NotEnabled(match policy_type {
                OrganizationPolicyType::ServiceControl => "SERVICE_CONTROL_POLICY",
                OrganizationPolicyType::ResourceControl => "RESOURCE_CONTROL_POLICY",
            }));
        }
        let attached = organization.attached_mut(target)?;
        match policy_type {
            OrganizationPolicyType::ServiceControl => attached.service_control.insert(policy),
            // It is always attached, and not listed.
            OrganizationPolicyType::ResourceControl if policy == RCP_FULL_AWS_ACCESS => false,
            OrganizationPolicyType::ResourceControl => attached.resource_control.insert(policy),
        };
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

    fn organization_mut(&mut self) -> Result<&mut Organization, WorldEditError> {
        self.organization.as_mut().ok_or(WorldEditError::Missing(Missing::Organization))
    }
}

impl Organization {
    /// The OU with this id.
    pub fn unit(&self, id: &str) -> Option<&OrganizationalUnit> {
        fn find<'a>(units: &'a [OrganizationalUnit], id: &str) -> Option<&'a OrganizationalUnit> {
            units.iter().find_map(|it| if it.id == id { Some(it) } else { find(&it.units, id) })
        }
        find(&self.root.units, id)
    }

    /// What is attached to the root, the OUs and the accounts.
    fn attached(&self) -> Vec<&AttachedPolicies> {
        fn collect<'a>(units: &'a [OrganizationalUnit], attached: &mut Vec<&'a AttachedPolicies>) {
            for unit in units {
                attached.push(&unit.attached);
                collect(&unit.units, attached);
            }
        }
        let mut attached = vec![&self.root.attached];
        collect(&self.root.units, &mut attached);
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
}

/// The OU with this id and how deep it lies.
fn find_mut<'a>(
    units: &'a mut [OrganizationalUnit],
    id: &str,
    depth: usize,
) -> Option<(&'a mut OrganizationalUnit, usize)> {
    for unit in units {
        if unit.id == id {
            return Some((unit, depth));
        }
        if let Some(found) = find_mut(&mut unit.units, id, depth + 1) {
            return Some(found);
        }
    }
    None
}

fn remove(units: &mut Vec<OrganizationalUnit>, id: &str) {
    units.retain(|it| it.id != id);
    units.iter_mut().for_each(|it| remove(&mut it.units, id));
}

/// The first id that is free, counting from 1.
fn first_free(id: impl Fn(usize) -> String, is_free: impl Fn(&String) -> bool) -> String {
    (1_usize..).map(id).find(is_free).unwrap_or_default()
}
