//! What is attached to what.

use iam_evaluator::arn::{AccountId, Arn};
use iam_organization::{IamEntity, OrganizationPolicyType, OrganizationTarget, PolicyVersion, WorldEdit};

/// A connection that can be made and undone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Attachment {
    /// A managed policy is attached to a user, group or role.
    ManagedPolicy {
        /// The account of the user, group or role.
        account: AccountId,
        /// To what.
        entity: IamEntity,
        /// The policy.
        policy: Arn,
        /// Of a policy of AWS's: its version now, if it is known.
        version: Option<PolicyVersion>,
    },
    /// A managed policy is the permissions boundary of a user or role.
    PermissionsBoundary {
        /// The account of the user or role.
        account: AccountId,
        /// Whose boundary.
        entity: IamEntity,
        /// The policy.
        policy: Arn,
    },
    /// A user is in a group of its account.
    GroupMembership {
        /// The account of both.
        account: AccountId,
        /// The user's name.
        user: String,
        /// The group's name.
        group: String,
    },
    /// An SCP or RCP is attached to a place in the organization.
    OrganizationPolicy {
        /// SCP or RCP.
        policy_type: OrganizationPolicyType,
        /// The id of the policy.
        policy: String,
        /// Where.
        target: OrganizationTarget,
    },
}

impl Attachment {
    /// The edit that makes the connection.
    pub(crate) fn attached(&self) -> WorldEdit {
        match self.clone() {
            Attachment::ManagedPolicy { account, entity, policy, version } => {
                WorldEdit::AttachManagedPolicy { account, entity, policy, version }
            }
            Attachment::PermissionsBoundary { account, entity, policy } => {
                WorldEdit::SetPermissionsBoundary { account, entity, policy, version: None }
            }
            Attachment::GroupMembership { account, user, group } => {
                WorldEdit::AddUserToGroup { account, user, group }
            }
            Attachment::OrganizationPolicy { policy_type: _, policy, target } => {
                WorldEdit::AttachOrganizationPolicy { target, policy }
            }
        }
    }

    /// The edit that undoes it.
    pub(crate) fn detached(&self) -> WorldEdit {
        match self.clone() {
            Attachment::ManagedPolicy { account, entity, policy, version: _ } => {
                WorldEdit::DetachManagedPolicy { account, entity, policy }
            }
            Attachment::PermissionsBoundary { account, entity, policy: _ } => {
                WorldEdit::ClearPermissionsBoundary { account, entity }
            }
            Attachment::GroupMembership { account, user, group } => {
                WorldEdit::RemoveUserFromGroup { account, user, group }
            }
            Attachment::OrganizationPolicy { policy_type: _, policy, target } => {
                WorldEdit::DetachOrganizationPolicy { target, policy }
            }
        }
    }
}
