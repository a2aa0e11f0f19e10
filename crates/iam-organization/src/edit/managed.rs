//! Managed policies: made and deleted, attached and detached, as permissions boundaries.

use iam_evaluator::arn::{AccountId, Arn};

use super::error::{InUse, Missing, WorldEditError};
use super::iam::{MAX_NAME, check_name, is_managed_policy_path, same_name};
use super::quota;
use super::starting_text;
use crate::account::ManagedPolicy;
use crate::entity::IamEntity;
use crate::published::{PolicyVersion, is_aws_managed, is_same_policy};
use crate::unique_id::{IdPrefix, unique_id};
use crate::world::{World, iam_arn};

/// A managed policy that somebody has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManagedPolicyUse<'a> {
    /// The account of the user, group or role.
    pub account: AccountId,
    /// Who has it.
    pub entity: IamEntity,
    /// The ARN of the policy.
    pub policy: &'a Arn,
}

impl World {
    /// Everybody who has a managed policy attached or as a permissions boundary, by account, kind and name.
    pub fn managed_policy_uses(&self) -> Vec<ManagedPolicyUse<'_>> {
        let mut uses = Vec::new();
        for (id, account) in &self.accounts {
            let users = account.users.iter().map(|(name, it)| {
                (IamEntity::User(name.clone()), &it.policies, it.permissions_boundary.as_ref())
            });
            let groups =
                account.groups.iter().map(|(name, it)| (IamEntity::Group(name.clone()), &it.policies, None));
            let roles = account.roles.iter().map(|(name, it)| {
                (IamEntity::Role(name.clone()), &it.policies, it.permissions_boundary.as_ref())
            });
            for (entity, policies, boundary) in users.chain(groups).chain(roles) {
                let policies = policies.attached.iter().chain(boundary);
                uses.extend(policies.map(|policy| ManagedPolicyUse {
                    account: *id,
                    entity: entity.clone(),
                    policy,
                }));
            }
        }
        uses
    }

    pub(super) fn attach(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
        policy: Arn,
        version: Option<PolicyVersion>,
    ) -> Result<(), WorldEditError> {
        self.check_managed_policy(account, &policy)?;
        let attached = &mut self.policies_mut(account, entity)?.attached;
        if !attached.iter().any(|it| is_same_policy(it, &policy)) {
            quota::attached_policies(entity).check(attached.len())?;
            attached.insert(policy.clone());
        }
        self.record_first_version(policy, version);
        Ok(())
    }

    pub(super) fn detach(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
        policy: &Arn,
    ) -> Result<(), WorldEditError> {
        let attached = &mut self.policies_mut(account, entity)?.attached;
        let same = attached.iter().find(|it| is_same_policy(it, policy)).cloned();
        let same = same.ok_or_else(|| Missing::Attachment(policy.to_string()))?;
        attached.remove(&same);
        Ok(())
    }

    pub(super) fn set_boundary(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
        policy: Arn,
        version: Option<PolicyVersion>,
    ) -> Result<(), WorldEditError> {
        self.check_managed_policy(account, &policy)?;
        *self.boundary_mut(account, entity)? = Some(policy.clone());
        self.record_first_version(policy, version);
        Ok(())
    }

    pub(super) fn clear_boundary(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
    ) -> Result<(), WorldEditError> {
        let removed = self.boundary_mut(account, entity)?.take();
        removed.map(|_| ()).ok_or_else(|| Missing::Attachment("permissions boundary".to_owned()).into())
    }

    pub(super) fn record_version(
        &mut self,
        policy: Arn,
        version: PolicyVersion,
    ) -> Result<(), WorldEditError> {
        if !is_aws_managed(&policy) {
            return Err(WorldEditError::NotAwsManaged(policy));
        }
        // It stays where it is recorded already, be it without its path.
        let recorded = self.aws_managed_versions.keys().find(|it| is_same_policy(it, &policy)).cloned();
        self.aws_managed_versions.insert(recorded.unwrap_or(policy), version);
        Ok(())
    }

    pub(super) fn create_managed_policy(
        &mut self,
        account: AccountId,
        name: String,
        path: String,
    ) -> Result<(), WorldEditError> {
        check_name(&name, MAX_NAME)?;
        if !is_managed_policy_path(&path) {
            return Err(WorldEditError::InvalidPath(path));
        }
        let (seed, n_ids) = (self.seed, self.n_ids);
        let policies = &mut self.account_mut(account)?.managed_policies;
        if let Some(same) = same_name(policies, &name) {
            return Err(WorldEditError::Exists(format!("a managed policy `{same}`")));
        }
        quota::MANAGED_POLICIES.check(policies.len())?;
        let arn = format!("arn:aws:iam::{account}:policy{path}{name}");
        let mut policy = ManagedPolicy::new(path, starting_text::identity_based());
        let unique_id = || unique_id(seed, IdPrefix::ManagedPolicy, &format!("{arn} {n_ids}"));
        policy.unique_id = (n_ids > 0).then(unique_id);
        policies.insert(name, policy);
        Ok(())
    }

    pub(super) fn delete_managed_policy(
        &mut self,
        account: AccountId,
        name: &str,
    ) -> Result<(), WorldEditError> {
        let missing = || Missing::ManagedPolicy(name.to_owned());
        let path = &self.account_mut(account)?.managed_policies.get(name).ok_or_else(missing)?.path;
        let arn = iam_arn(account, "policy", path, name);
        let uses = self.managed_policy_uses().into_iter().filter(|it| Some(it.policy) == arn.as_ref());
        let users: Vec<IamEntity> = uses.map(|it| it.entity).collect();
        if !users.is_empty() {
            return Err(WorldEditError::InUse(InUse::By(users)));
        }
        self.account_mut(account)?.managed_policies.remove(name);
        self.count_id();
        Ok(())
    }

    /// What was recorded first stays: the rest of the scenario was written with it.
    fn record_first_version(&mut self, policy: Arn, version: Option<PolicyVersion>) {
        if let Some(version) = version.filter(|_| is_aws_managed(&policy))
            && self.recorded_version(&policy).is_none()
        {
            self.aws_managed_versions.insert(policy, version);
        }
    }

    /// Whether the policy can be attached in the account: it is one of its own, or one of AWS's, which are not kept here.
    fn check_managed_policy(&self, account: AccountId, policy: &Arn) -> Result<(), WorldEditError> {
        let is_own = || self.managed_policy(policy).is_some_and(|it| it.account == account);
        match is_aws_managed(policy) || is_own() {
            true => Ok(()),
            false => Err(Missing::ManagedPolicy(policy.to_string()).into()),
        }
    }

    fn boundary_mut(
        &mut self,
        account: AccountId,
        entity: &IamEntity,
    ) -> Result<&mut Option<Arn>, WorldEditError> {
        let account = self.account_mut(account)?;
        let place = match entity {
            IamEntity::User(name) => account.users.get_mut(name).map(|it| &mut it.permissions_boundary),
            IamEntity::Role(name) => account.roles.get_mut(name).map(|it| &mut it.permissions_boundary),
            IamEntity::Group(name) => return Err(WorldEditError::GroupHasNoBoundary(name.clone())),
        };
        place.ok_or_else(|| Missing::Entity(entity.clone()).into())
    }
}
