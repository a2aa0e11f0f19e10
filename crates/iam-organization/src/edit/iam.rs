//! Users, groups, roles and their inline policies.

use iam_evaluator::arn::AccountId;
use sorted::{SortedMap, SortedSet};

use super::error::{Missing, WorldEditError, entity_name};
use super::quota;
use super::starting_text;
use crate::account::{Account, Group, IdentityPolicies, Role, Tags, User};
use crate::entity::IamEntity;
use crate::keys::{MfaKind, MfaOwner};
use crate::unique_id::{IdPrefix, unique_id};
use crate::world::World;

/// How long a role's sessions last at most if nobody says otherwise (S36).
const MAX_SESSION_DURATION: u32 = 3600;

/// Whether the text can be the name of a user, group, role or policy.
pub fn is_iam_name(text: &str) -> bool {
    let is_allowed = |it: char| it.is_ascii_alphanumeric() || "_+=,.@-".contains(it);
    (1..=128).contains(&text.len()) && text.chars().all(is_allowed)
}

/// Whether the text can be the path of a user, group, role or instance profile: `/`, or anything visible of ASCII between
/// two slashes (S101).
pub fn is_iam_path(text: &str) -> bool {
    let between = text.strip_prefix('/').and_then(|it| it.strip_suffix('/'));
    let is_filled = |it: &str| !it.is_empty() && it.chars().all(|it| it.is_ascii_graphic());
    text == "/" || (text.len() <= MAX_PATH && between.is_some_and(is_filled))
}

/// Whether the text can be the path of a managed policy: `/`, or parts like names between slashes (S101).
pub fn is_managed_policy_path(text: &str) -> bool {
    let between = text.strip_prefix('/').and_then(|it| it.strip_suffix('/'));
    text == "/" || (text.len() <= MAX_PATH && between.is_some_and(|it| it.split('/').all(is_iam_name)))
}

/// How long a path may be (S101).
const MAX_PATH: usize = 512;
/// How long the name of a group or policy may be (S101).
pub(super) const MAX_NAME: usize = 128;
/// How long the name of a user or role may be (S101).
pub(super) const MAX_USER_OR_ROLE_NAME: usize = 64;

pub(super) fn check_name(name: &str, max_length: usize) -> Result<(), WorldEditError> {
    match is_iam_name(name) && name.len() <= max_length {
        true => Ok(()),
        false => Err(WorldEditError::InvalidName { name: name.to_owned(), max_length }),
    }
}

pub(super) fn check_path(path: &str) -> Result<(), WorldEditError> {
    if is_iam_path(path) { Ok(()) } else { Err(WorldEditError::InvalidPath(path.to_owned())) }
}

/// The name as it is there already: upper and lower case are the same (S2).
pub(super) fn same_name<T>(named: &SortedMap<String, T>, name: &str) -> Option<String> {
    named.keys().find(|it| it.eq_ignore_ascii_case(name)).cloned()
}

impl World {
    pub(super) fn account_mut(&mut self, id: AccountId) -> Result<&mut Account, WorldEditError> {
        self.accounts.get_mut(&id).ok_or(WorldEditError::Missing(Missing::Account(id)))
    }

    pub(super) fn policies_mut(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
    ) -> Result<&mut IdentityPolicies, WorldEditError> {
        let account = self.account_mut(account)?;
        account.identity_policies_mut(entity).ok_or_else(|| Missing::Entity(entity.clone()).into())
    }

    pub(super) fn create_entity(
        &mut self,
        id: AccountId,
        entity: IamEntity,
        path: String,
    ) -> Result<(), WorldEditError> {
        let (seed, n_ids) = (self.seed, self.n_ids);
        let account = self.account_mut(id)?;
        let (kind, name, max_length, same) = match &entity {
            IamEntity::User(name) => ("user", name, MAX_USER_OR_ROLE_NAME, same_name(&account.users, name)),
            IamEntity::Group(name) => ("group", name, MAX_NAME, same_name(&account.groups, name)),
            IamEntity::Role(name) => ("role", name, MAX_USER_OR_ROLE_NAME, same_name(&account.roles, name)),
        };
        check_name(name, max_length)?;
        check_path(&path)?;
        if let Some(same) = same {
            return Err(WorldEditError::Exists(format!("a {kind} `{same}`")));
        }
        let (quota, n_entities) = quota::entities(account, &entity);
        quota.check(n_entities)?;
        let arn = format!("arn:aws:iam::{id}:{kind}{path}{name}");
        // Whoever had the name before had another id (S3, S9).
        let id_from = if n_ids == 0 { arn } else { format!("{arn} {n_ids}") };
        let policies = IdentityPolicies::default();
        let tags = Tags::new();
        match entity {
            IamEntity::User(name) => {
                let unique_id = unique_id(seed, IdPrefix::User, &id_from);
                let groups = SortedSet::new();
                let user = User {
                    path,
                    unique_id,
                    tags,
                    groups,
                    policies,
                    permissions_boundary: None,
                    access_keys: SortedMap::new(),
                };
                account.users.insert(name, user);
            }
            IamEntity::Group(name) => {
                let unique_id = unique_id(seed, IdPrefix::Group, &id_from);
                account.groups.insert(name, Group { path, unique_id, policies });
            }
            IamEntity::Role(name) => {
                let role = Role {
                    path,
                    unique_id: unique_id(seed, IdPrefix::Role, &id_from),
                    description: String::new(),
                    trust_policy: starting_text::trust(id),
                    max_session_duration: MAX_SESSION_DURATION,
                    tags,
                    policies,
                    permissions_boundary: None,
                };
                account.roles.insert(name, role);
            }
        }
        Ok(())
    }

    /// Policies that name it as principal keep its unique id (S9).
    pub(super) fn delete_entity(&mut self, id: AccountId, entity: &IamEntity) -> Result<(), WorldEditError> {
        let account = self.account_mut(id)?;
        let missing = || WorldEditError::from(Missing::Entity(entity.clone()));
        let principal = match entity {
            IamEntity::User(name) => {
                let user = account.users.remove(name).ok_or_else(missing)?;
                let owner = Some(MfaOwner::User(name.clone()));
                account
                    .mfa_devices
                    .values_mut()
                    .filter(|it| it.owner == owner)
                    .for_each(|it| it.owner = None);
                account.mfa_devices.retain(|_, it| it.owner.is_some() || it.kind == MfaKind::Virtual);
                Some((format!("arn:aws:iam::{id}:user{}{name}", user.path), user.unique_id))
            }
            IamEntity::Group(name) => {
                account.groups.remove(name).ok_or_else(missing)?;
                account.users.values_mut().for_each(|it| {
                    it.groups.remove(name);
                });
                None
            }
            IamEntity::Role(name) => {
                let role = account.roles.remove(name).ok_or_else(missing)?;
                for profile in account.instance_profiles.values_mut() {
                    profile.role.take_if(|it| it == name);
                }
                Some((format!("arn:aws:iam::{id}:role{}{name}", role.path), role.unique_id))
            }
        };
        self.count_id();
        if let Some((arn, unique_id)) = principal {
            self.rename_principal(&arn, &unique_id);
        }
        Ok(())
    }

    pub(super) fn set_max_session_duration(
        &mut self,
        id: AccountId,
        name: String,
        seconds: u32,
    ) -> Result<(), WorldEditError> {
        let role = self.account_mut(id)?.roles.get_mut(&name);
        let role = role.ok_or(Missing::Entity(IamEntity::Role(name)))?;
        if !(3600..=43_200).contains(&seconds) {
            return Err(WorldEditError::InvalidDuration(seconds));
        }
        role.max_session_duration = seconds;
        Ok(())
    }

    pub(super) fn join(&mut self, id: AccountId, user: &str, group: String) -> Result<(), WorldEditError> {
        let account = self.account_mut(id)?;
        if !account.groups.contains_key(&group) {
            return Err(Missing::Entity(IamEntity::Group(group)).into());
        }
        let groups = &mut user_mut(account, user)?.groups;
        if !groups.contains(&group) {
            quota::GROUPS_PER_USER.check(groups.len())?;
            groups.insert(group);
        }
        Ok(())
    }

    pub(super) fn leave(&mut self, id: AccountId, user: &str, group: &str) -> Result<(), WorldEditError> {
        let was_in = user_mut(self.account_mut(id)?, user)?.groups.remove(group);
        if was_in { Ok(()) } else { Err(Missing::Membership(group.to_owned()).into()) }
    }

    pub(super) fn create_inline_policy(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
        name: String,
    ) -> Result<(), WorldEditError> {
        check_name(&name, MAX_NAME)?;
        let policies = self.policies_mut(account, entity)?;
        if let Some(same) = same_name(&policies.inline, &name) {
            let what = format!("an inline policy `{same}` of the {}", entity_name(entity));
            return Err(WorldEditError::Exists(what));
        }
        policies.inline.insert(name, starting_text::identity_based());
        Ok(())
    }

    pub(super) fn delete_inline_policy(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
        name: &str,
    ) -> Result<(), WorldEditError> {
        let removed = self.policies_mut(account, entity)?.inline.remove(name);
        removed.map(|_| ()).ok_or_else(|| Missing::InlinePolicy(name.to_owned()).into())
    }
}

fn user_mut<'a>(account: &'a mut Account, name: &str) -> Result<&'a mut User, WorldEditError> {
    let user = account.users.get_mut(name);
    user.ok_or_else(|| Missing::Entity(IamEntity::User(name.to_owned())).into())
}
