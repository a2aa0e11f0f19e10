//! Other names.

use iam_evaluator::arn::AccountId;

use super::error::{Missing, WorldEditError};
use super::iam::{MAX_NAME, MAX_USER_OR_ROLE_NAME, check_name_and_path, same_name};
use crate::account::Account;
use crate::entity::{EntityRef, IamEntity};
use crate::world::World;

impl World {
    pub(super) fn rename(&mut self, entity: EntityRef, name: String) -> Result<(), WorldEditError> {
        match entity {
            EntityRef::Account(id) => {
                self.account_mut(id)?.name = name;
                Ok(())
            }
            EntityRef::OrganizationalUnit(id) => self.rename_unit(&id, name),
            EntityRef::OrganizationPolicy(id) => {
                let policy = self.organization_mut()?.policies.get_mut(&id);
                policy.ok_or(Missing::OrganizationPolicy(id))?.name = name;
                Ok(())
            }
            EntityRef::Iam { account, entity: IamEntity::User(old) } => self.rename_user(account, old, name),
            EntityRef::Iam { account, entity: IamEntity::Group(old) } => {
                self.rename_group(account, old, name)
            }
            EntityRef::Iam { entity: IamEntity::Role(_), .. }
            | EntityRef::OrganizationRoot
            | EntityRef::ManagedPolicy { .. }
            | EntityRef::Resource { .. }
            | EntityRef::VpcEndpoint { .. }
            | EntityRef::Session(_) => Err(WorldEditError::KeepsItsName),
        }
    }

    fn rename_user(&mut self, id: AccountId, old: String, name: String) -> Result<(), WorldEditError> {
        let account = self.account_mut(id)?;
        check_name_and_path(&name, MAX_USER_OR_ROLE_NAME, "/")?;
        check_new_name("a user", &old, same_name(&account.users, &name))?;
        let user = account.users.remove(&old).ok_or(Missing::Entity(IamEntity::User(old)))?;
        account.users.insert(name, user);
        Ok(())
    }

    fn rename_group(&mut self, id: AccountId, old: String, name: String) -> Result<(), WorldEditError> {
        let account: &mut Account = self.account_mut(id)?;
        check_name_and_path(&name, MAX_NAME, "/")?;
        check_new_name("a group", &old, same_name(&account.groups, &name))?;
        let group =
            account.groups.remove(&old).ok_or_else(|| Missing::Entity(IamEntity::Group(old.clone())))?;
        account.groups.insert(name.clone(), group);
        for user in account.users.values_mut() {
            if user.groups.remove(&old) {
                user.groups.insert(name.clone());
            }
        }
        Ok(())
    }
}

/// `same` is who has the name already, in any case; that may be the one itself.
fn check_new_name(kind: &str, old: &str, same: Option<String>) -> Result<(), WorldEditError> {
    match same.filter(|it| it != old) {
        Some(same) => Err(WorldEditError::Exists(format!("{kind} `{same}`"))),
        None => Ok(()),
    }
}
