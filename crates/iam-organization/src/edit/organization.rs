//! The organization, its accounts and OUs.

use iam_evaluator::arn::AccountId;
use sorted::{SortedMap, SortedSet};

use super::error::{InUse, Missing, WorldEditError};
use crate::account::Account;
use crate::organization::{
    AttachedPolicies, FeatureSet, Organization, OrganizationPolicyType, OrganizationalUnit, Placement, Root,
};
use crate::world::World;

/// How many OUs an organization has at most (S141).
const MAX_UNITS: usize = 2000;
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
            organization.place(id);
        }
        Ok(())
    }

    pub(super) fn delete_account(&mut self, id: AccountId) -> Result<(), WorldEditError> {
        if self.organization.as_ref().is_some_and(|it| it.management_account == id) {
            return Err(WorldEditError::IsManagementAccount(id));
        }
        let account = self.accounts.remove(&id).ok_or(Missing::Account(id))?;
        if let Some(organization) = &mut self.organization {
            organization.accounts.remove(&id);
        }
        // An account that gets the id later has other users and roles (S3, S9).
        self.count_id();
        let users = account.users.iter().map(|(name, it)| ("user", &it.path, name, &it.unique_id));
        let roles = account.roles.iter().map(|(name, it)| ("role", &it.path, name, &it.unique_id));
        for (kind, path, name, unique_id) in users.chain(roles) {
            self.rename_principal(&format!("arn:aws:iam::{id}:{kind}{path}{name}"), unique_id);
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
        if organization.units().len() >= MAX_UNITS {
            return Err(WorldEditError::TooMany { what: "OUs in an organization", max: MAX_UNITS });
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
        check_unit_name(siblings, &id, &name)?;
        let attached = AttachedPolicies::full_access();
        siblings.push(OrganizationalUnit { id, name, attached, units: Vec::new() });
        Ok(())
    }

    pub(super) fn delete_unit(&mut self, id: &str) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        let unit = organization.unit(id).ok_or_else(|| Missing::Place(id.to_owned()))?;
        let is_empty = unit.units.is_empty() && organization.accounts.values().all(|it| it.parent != id);
        if !is_empty {
            return Err(WorldEditError::InUse(InUse::NotEmpty(unit.name.clone())));
        }
        remove_unit(&mut organization.root.units, id);
        Ok(())
    }

    pub(super) fn create_organization(
        &mut self,
        management_account: AccountId,
    ) -> Result<(), WorldEditError> {
        if self.organization.is_some() {
            return Err(WorldEditError::Exists("an organization".to_owned()));
        }
        self.account_mut(management_account)?;
        let root =
            Root { id: "r-exam".to_owned(), attached: AttachedPolicies::full_access(), units: Vec::new() };
        let mut organization = Organization {
            id: "o-exampleorgid".to_owned(),
            management_account,
            feature_set: FeatureSet::All,
            enabled_policy_types: SortedSet::new(),
            policies: SortedMap::new(),
            root,
            accounts: SortedMap::new(),
            handshakes: SortedMap::new(),
        };
        organization.enabled_policy_types.extend(OrganizationPolicyType::ALL);
        organization.place(management_account);
        self.organization = Some(organization);
        Ok(())
    }

    pub(super) fn join_organization(&mut self, id: AccountId) -> Result<(), WorldEditError> {
        self.account_mut(id)?;
        let organization = self.organization_mut()?;
        if organization.accounts.contains_key(&id) {
            return Err(WorldEditError::Exists(format!("an account {id} in the organization")));
        }
        organization.place(id);
        Ok(())
    }

    pub(super) fn leave_organization(&mut self, id: AccountId) -> Result<(), WorldEditError> {
        let organization = self.organization_mut()?;
        if organization.management_account == id {
            return Err(WorldEditError::IsManagementAccount(id));
        }
        let removed = organization.accounts.remove(&id);
        removed.map(|_| ()).ok_or_else(|| Missing::Place(id.to_string()).into())
    }

    pub(super) fn rename_unit(&mut self, id: &str, name: String) -> Result<(), WorldEditError> {
        let siblings = siblings_mut(&mut self.organization_mut()?.root.units, id);
        let siblings = siblings.ok_or_else(|| Missing::Place(id.to_owned()))?;
        check_unit_name(siblings, id, &name)?;
        if let Some(unit) = siblings.iter_mut().find(|it| it.id == id) {
            unit.name = name;
        }
        Ok(())
    }

    pub(super) fn organization_mut(&mut self) -> Result<&mut Organization, WorldEditError> {
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

    /// Places a new account: directly under the root, with full access.
    fn place(&mut self, id: AccountId) {
        let parent = self.root.id.clone();
        self.accounts.insert(id, Placement::new(parent));
    }
}

/// The OU with this id and how deep it lies.
pub(super) fn find_mut<'a>(
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

/// The OUs among which the one with this id is.
fn siblings_mut<'a>(
    units: &'a mut Vec<OrganizationalUnit>,
    id: &str,
) -> Option<&'a mut Vec<OrganizationalUnit>> {
    if units.iter().any(|it| it.id == id) {
        return Some(units);
    }
    units.iter_mut().find_map(|it| siblings_mut(&mut it.units, id))
}

/// Whether the OU with this id can have the name: no other of the same parent may have it (S141).
fn check_unit_name(siblings: &[OrganizationalUnit], id: &str, name: &str) -> Result<(), WorldEditError> {
    match siblings.iter().any(|it| it.id != id && it.name == name) {
        true => Err(WorldEditError::Exists(format!("an OU `{name}` there"))),
        false => Ok(()),
    }
}

fn remove_unit(units: &mut Vec<OrganizationalUnit>, id: &str) {
    units.retain(|it| it.id != id);
    units.iter_mut().for_each(|it| remove_unit(&mut it.units, id));
}

/// The first id that is free, counting from 1.
fn first_free(id: impl Fn(usize) -> String, is_free: impl Fn(&String) -> bool) -> String {
    (1_usize..).map(id).find(is_free).unwrap_or_default()
}
