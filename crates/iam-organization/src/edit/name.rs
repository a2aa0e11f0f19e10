//! Other names.

use iam_evaluator::arn::AccountId;

use super::error::{Missing, WorldEditError};
use super::iam::{MAX_NAME, MAX_USER_OR_ROLE_NAME, check_name, check_path, same_name};
use crate::account::{Group, User};
use crate::entity::{EntityRef, IamEntity};
use crate::keys::MfaOwner;
use crate::world::World;

impl World {
    pub(super) fn rename(&mut self, entity: EntityRef, name: String) -> Result<(), WorldEditError> {
        match entity {
            EntityRef::Account(id) => {
                self.account_mut(id)?.name = name;
                Ok(())
            }
            EntityRef::OrganizationalUnit(id) => self.rename_unit(&id, name),
            EntityRef::OrganizationPolicy(id) => self.rename_organization_policy(&id, name),
            EntityRef::Iam { account, entity } => self.move_entity(account, &entity, Some(name), None),
            EntityRef::OrganizationRoot
            | EntityRef::ManagedPolicy { .. }
            | EntityRef::Resource { .. }
            | EntityRef::VpcEndpoint { .. }
            | EntityRef::Session(_) => Err(WorldEditError::KeepsItsName),
        }
    }

    /// Gives a user or group another name, another path, or both. Its unique id stays, and policies that name a user as
    /// principal follow it (S8).
    pub(crate) fn move_entity(
        &mut self,
        id: AccountId,
        entity: &IamEntity,
        name: Option<String>,
        path: Option<String>,
    ) -> Result<(), WorldEditError> {
        let missing = || WorldEditError::from(Missing::Entity(entity.clone()));
        let account = self.account_mut(id)?;
        match entity {
            IamEntity::User(old) => {
                let name = name.unwrap_or_else(|| old.clone());
                let user = account.users.get(old).ok_or_else(missing)?;
                let (old_path, path) = (user.path.clone(), path.unwrap_or_else(|| user.path.clone()));
                check_name(&name, MAX_USER_OR_ROLE_NAME)?;
                check_path(&path)?;
                check_new_name("a user", old, same_name(&account.users, &name))?;
                let user = account.users.remove(old).ok_or_else(missing)?;
                let (old_arn, arn) = (
                    format!("arn:aws:iam::{id}:user{old_path}{old}"),
                    format!("arn:aws:iam::{id}:user{path}{name}"),
                );
                for device in account.mfa_devices.values_mut() {
                    if device.owner == Some(MfaOwner::User(old.clone())) {
                        device.owner = Some(MfaOwner::User(name.clone()));
                    }
                }
                account.users.insert(name, User { path, ..user });
                self.rename_principal(&old_arn, &arn);
            }
            IamEntity::Group(old) => {
                let name = name.unwrap_or_else(|| old.clone());
                let group = account.groups.get(old).ok_or_else(missing)?;
                let path = path.unwrap_or_else(|| group.path.clone());
                check_name(&name, MAX_NAME)?;
                check_path(&path)?;
                check_new_name("a group", old, same_name(&account.groups, &name))?;
                let group = account.groups.remove(old).ok_or_else(missing)?;
                account.groups.insert(name.clone(), Group { path, ..group });
                for user in account.users.values_mut() {
                    if user.groups.remove(old) {
                        user.groups.insert(name.clone());
                    }
                }
            }
            IamEntity::Role(_) => return Err(WorldEditError::KeepsItsName),
        }
        // Whoever gets the old name now has another id (S3).
        self.count_id();
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
