//! Every edit, and how it is applied.

use iam_evaluator::arn::{AccountId, Arn};

use super::error::WorldEditError;
use crate::account::Tags;
use crate::entity::{EntityRef, IamEntity};
use crate::organization::OrganizationPolicyType;
use crate::published::PolicyVersion;
use crate::world::World;

/// A change of the world. What is created starts with a text that parses and grants nothing beyond what is said here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldEdit {
    /// A managed policy is attached: one of the account's own, or one of AWS's.
    AttachManagedPolicy {
        /// The account of the user, group or role.
        account: AccountId,
        /// To whom.
        entity: IamEntity,
        /// Which policy.
        policy: Arn,
        /// Of a policy of AWS's: its version now, if it is known. It is recorded, unless another version is.
        version: Option<PolicyVersion>,
    },
    /// A managed policy is detached.
    DetachManagedPolicy {
        /// The account of the user, group or role.
        account: AccountId,
        /// From whom.
        entity: IamEntity,
        /// Which policy.
        policy: Arn,
    },
    /// A managed policy becomes the permissions boundary of a user or role, in the place of the one before.
    SetPermissionsBoundary {
        /// The account of the user or role.
        account: AccountId,
        /// Whose boundary.
        entity: IamEntity,
        /// Which policy.
        policy: Arn,
        /// As in [`WorldEdit::AttachManagedPolicy`].
        version: Option<PolicyVersion>,
    },
    /// A user or role has no permissions boundary any more.
    ClearPermissionsBoundary {
        /// The account of the user or role.
        account: AccountId,
        /// Whose boundary.
        entity: IamEntity,
    },
    /// A version of an AWS managed policy is recorded, in the place of the one before: its author has seen the change.
    RecordPolicyVersion {
        /// Which policy.
        policy: Arn,
        /// Its version.
        version: PolicyVersion,
    },
    /// A user, group or role is made. A role may be assumed by its account.
    CreateIamEntity {
        /// In which account.
        account: AccountId,
        /// Its kind and name.
        entity: IamEntity,
        /// Its path, such as `/`.
        path: String,
    },
    /// A user, group or role is deleted with its inline policies. The users of a group leave it.
    DeleteIamEntity {
        /// In which account.
        account: AccountId,
        /// Which.
        entity: IamEntity,
    },
    /// Something has these tags from now on, and no others.
    SetTags {
        /// Whose tags: a user, a role or a resource.
        entity: EntityRef,
        /// All of them.
        tags: Tags,
    },
    /// A user joins a group.
    AddUserToGroup {
        /// The account of both.
        account: AccountId,
        /// The user.
        user: String,
        /// The group.
        group: String,
    },
    /// A user leaves a group.
    RemoveUserFromGroup {
        /// The account of both.
        account: AccountId,
        /// The user.
        user: String,
        /// The group.
        group: String,
    },
    /// A customer managed policy is made. It grants nothing yet.
    CreateManagedPolicy {
        /// In which account.
        account: AccountId,
        /// Its name.
        name: String,
        /// Its path, such as `/`.
        path: String,
    },
    /// A customer managed policy is deleted. Nobody may have it attached.
    DeleteManagedPolicy {
        /// In which account.
        account: AccountId,
        /// Its name.
        name: String,
    },
    /// An inline policy is made. It grants nothing yet.
    CreateInlinePolicy {
        /// The account of its owner.
        account: AccountId,
        /// Its owner.
        entity: IamEntity,
        /// Its name.
        name: String,
    },
    /// An inline policy is deleted.
    DeleteInlinePolicy {
        /// The account of its owner.
        account: AccountId,
        /// Its owner.
        entity: IamEntity,
        /// Its name.
        name: String,
    },
    /// A resource is made, without a policy.
    CreateResource {
        /// Who owns it.
        account: AccountId,
        /// Its ARN.
        arn: Arn,
    },
    /// A resource is deleted with its policy.
    DeleteResource {
        /// Who owns it.
        account: AccountId,
        /// Its ARN.
        arn: Arn,
    },
    /// A resource gets a policy. It grants nothing yet.
    CreateResourcePolicy {
        /// Who owns the resource.
        account: AccountId,
        /// Its ARN.
        arn: Arn,
    },
    /// A resource loses its policy.
    DeleteResourcePolicy {
        /// Who owns the resource.
        account: AccountId,
        /// Its ARN.
        arn: Arn,
    },
    /// An account is made: directly under the root, if there is an organization.
    CreateAccount {
        /// Its id.
        id: AccountId,
        /// Its friendly name.
        name: String,
    },
    /// An account is deleted with everything in it. The management account stays.
    DeleteAccount {
        /// Its id.
        id: AccountId,
    },
    /// An account moves within the organization.
    MoveAccount {
        /// Its id.
        id: AccountId,
        /// The id of the root or OU that it moves to.
        parent: String,
    },
    /// An OU is made.
    CreateOrganizationalUnit {
        /// The id of the root or OU that it is made in.
        parent: String,
        /// Its id; [`World::new_unit_id`] makes one.
        id: String,
        /// Its friendly name.
        name: String,
    },
    /// An empty OU is deleted.
    DeleteOrganizationalUnit {
        /// Its id.
        id: String,
    },
    /// An SCP or RCP is made. It denies nothing yet.
    CreateOrganizationPolicy {
        /// Its id; [`World::new_policy_id`] makes one.
        id: String,
        /// SCP or RCP.
        policy_type: OrganizationPolicyType,
        /// Its friendly name.
        name: String,
    },
    /// An SCP or RCP is deleted. It may be attached nowhere.
    DeleteOrganizationPolicy {
        /// Its id.
        id: String,
    },
    /// An SCP or RCP is attached.
    AttachOrganizationPolicy {
        /// To what.
        target: OrganizationTarget,
        /// The policy's id.
        policy: String,
    },
    /// An SCP or RCP is detached. One SCP always stays.
    DetachOrganizationPolicy {
        /// From what.
        target: OrganizationTarget,
        /// The policy's id.
        policy: String,
    },
}

/// What SCPs and RCPs are attached to, by id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OrganizationTarget {
    /// The root.
    Root,
    /// An OU.
    OrganizationalUnit(String),
    /// An account.
    Account(AccountId),
}

impl World {
    /// Lets an edit happen.
    ///
    /// # Errors
    /// [`WorldEditError`] if it does not fit; the world is then as before.
    pub fn edit(&mut self, edit: WorldEdit) -> Result<(), WorldEditError> {
        match edit {
            WorldEdit::AttachManagedPolicy { account, entity, policy, version } => {
                self.attach(account, &entity, policy, version)
            }
            WorldEdit::DetachManagedPolicy { account, entity, policy } => {
                self.detach(account, &entity, &policy)
            }
            WorldEdit::SetPermissionsBoundary { account, entity, policy, version } => {
                self.set_boundary(account, &entity, policy, version)
            }
            WorldEdit::ClearPermissionsBoundary { account, entity } => self.clear_boundary(account, &entity),
            WorldEdit::RecordPolicyVersion { policy, version } => self.record_version(policy, version),
            WorldEdit::CreateIamEntity { account, entity, path } => self.create_entity(account, entity, path),
            WorldEdit::DeleteIamEntity { account, entity } => self.delete_entity(account, &entity),
            WorldEdit::SetTags { entity, tags } => self.set_tags(entity, tags),
            WorldEdit::AddUserToGroup { account, user, group } => self.join(account, &user, group),
            WorldEdit::RemoveUserFromGroup { account, user, group } => self.leave(account, &user, &group),
            WorldEdit::CreateManagedPolicy { account, name, path } => {
                self.create_managed_policy(account, name, path)
            }
            WorldEdit::DeleteManagedPolicy { account, name } => self.delete_managed_policy(account, &name),
            WorldEdit::CreateInlinePolicy { account, entity, name } => {
                self.create_inline_policy(account, &entity, name)
            }
            WorldEdit::DeleteInlinePolicy { account, entity, name } => {
                self.delete_inline_policy(account, &entity, &name)
            }
            WorldEdit::CreateResource { account, arn } => self.create_resource(account, arn),
            WorldEdit::DeleteResource { account, arn } => self.delete_resource(account, &arn),
            WorldEdit::CreateResourcePolicy { account, arn } => self.create_resource_policy(account, &arn),
            WorldEdit::DeleteResourcePolicy { account, arn } => self.delete_resource_policy(account, &arn),
            WorldEdit::CreateAccount { id, name } => self.create_account(id, name),
            WorldEdit::DeleteAccount { id } => self.delete_account(id),
            WorldEdit::MoveAccount { id, parent } => self.move_account(id, parent),
            WorldEdit::CreateOrganizationalUnit { parent, id, name } => self.create_unit(&parent, id, name),
            WorldEdit::DeleteOrganizationalUnit { id } => self.delete_unit(&id),
            WorldEdit::CreateOrganizationPolicy { id, policy_type, name } => {
                self.create_organization_policy(id, policy_type, name)
            }
            WorldEdit::DeleteOrganizationPolicy { id } => self.delete_organization_policy(&id),
            WorldEdit::AttachOrganizationPolicy { target, policy } => {
                self.attach_organization_policy(&target, policy)
            }
            WorldEdit::DetachOrganizationPolicy { target, policy } => {
                self.detach_organization_policy(&target, &policy)
            }
        }
    }
}
