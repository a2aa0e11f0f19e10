//! Every edit.

use iam_evaluator::Readings;
use iam_evaluator::arn::{AccountId, Arn};

use crate::account::Tags;
use crate::entity::{EntityRef, IamEntity};
use crate::organization::OrganizationPolicyType;
use crate::published::PolicyVersion;

/// A change of the world. What is created starts with a text that parses and grants nothing beyond what is said here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldEdit {
    /// Another reading is taken of what AWS's pages leave open.
    SetReadings(Readings),
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
    /// Something gets another name: a user, a group, an account, an OU, an SCP or RCP. AWS renames nothing else.
    Rename {
        /// What.
        entity: EntityRef,
        /// Its new name. A user or group gets a new ARN with it.
        name: String,
    },
    /// How long the sessions of a role last at most.
    SetMaxSessionDuration {
        /// In which account.
        account: AccountId,
        /// The role.
        role: String,
        /// 3600 to 43200.
        seconds: u32,
    },
    /// A VPC endpoint is made. Without a policy it lets everything through.
    CreateVpcEndpoint {
        /// In which account.
        account: AccountId,
        /// Its id, `vpce-…`.
        id: String,
        /// The VPC that it is in, `vpc-…`.
        vpc: String,
    },
    /// A VPC endpoint is deleted with its policy.
    DeleteVpcEndpoint {
        /// In which account.
        account: AccountId,
        /// Its id.
        id: String,
    },
    /// A VPC endpoint gets AWS's default policy, which lets everything through.
    CreateVpcEndpointPolicy {
        /// In which account.
        account: AccountId,
        /// Its id.
        id: String,
    },
    /// An organization is made, with this account as its only one and with both types of policy enabled.
    CreateOrganization {
        /// The management account.
        management_account: AccountId,
    },
    /// An account joins the organization, directly under the root.
    JoinOrganization {
        /// The account.
        id: AccountId,
    },
    /// An account leaves the organization. The management account stays.
    LeaveOrganization {
        /// The account.
        id: AccountId,
    },
    /// SCPs or RCPs are enabled: AWS's own is attached everywhere, and nothing else.
    EnablePolicyType {
        /// Which.
        policy_type: OrganizationPolicyType,
    },
    /// SCPs or RCPs are disabled: they are detached everywhere.
    DisablePolicyType {
        /// Which.
        policy_type: OrganizationPolicyType,
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
        /// Its id; [`World::new_unit_id`](crate::World::new_unit_id) makes one.
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
        /// Its id; [`World::new_policy_id`](crate::World::new_policy_id) makes one.
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
