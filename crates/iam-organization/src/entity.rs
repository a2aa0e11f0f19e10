//! Names for the things in a world: what a tree shows, and where a policy text is kept.

use iam_evaluator::arn::{AccountId, Arn};

use crate::account::{Account, IdentityPolicies};
use crate::policy_text::PolicyText;
use crate::world::World;

/// Something in a world that can be selected, and that policies are attached to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntityRef {
    /// The root of the organization.
    OrganizationRoot,
    /// An OU, by id.
    OrganizationalUnit(String),
    /// An account.
    Account(AccountId),
    /// An SCP or RCP, by policy id.
    OrganizationPolicy(String),
    /// A user, group or role.
    Iam {
        /// The account that it is in.
        account: AccountId,
        /// Its kind and name.
        entity: IamEntity,
    },
    /// A customer managed policy.
    ManagedPolicy {
        /// The account that it is in.
        account: AccountId,
        /// Its name.
        name: String,
    },
    /// A resource.
    Resource {
        /// The account that owns it.
        account: AccountId,
        /// Its ARN.
        arn: Arn,
    },
    /// A VPC endpoint.
    VpcEndpoint {
        /// The account that it is in.
        account: AccountId,
        /// Its id.
        id: String,
    },
    /// A role session, by its [label](crate::Session::label).
    Session(String),
}

/// A user, group or role of an account, by name.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IamEntity {
    /// An IAM user.
    User(String),
    /// A user group.
    Group(String),
    /// A role.
    Role(String),
}

/// Where a policy text is kept, so that it can be opened and edited.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PolicyLocation {
    /// A customer managed policy.
    Managed {
        /// The account that it is in.
        account: AccountId,
        /// Its name.
        name: String,
    },
    /// An inline policy.
    Inline {
        /// The account of its owner.
        account: AccountId,
        /// Its owner.
        entity: IamEntity,
        /// Its name.
        name: String,
    },
    /// The trust policy of a role.
    Trust {
        /// The account of the role.
        account: AccountId,
        /// The role's name.
        role: String,
    },
    /// The policy of a resource.
    Resource {
        /// The account that owns it.
        account: AccountId,
        /// Its ARN.
        arn: Arn,
    },
    /// The policy of a VPC endpoint.
    VpcEndpoint {
        /// The account that the endpoint is in.
        account: AccountId,
        /// Its id.
        id: String,
    },
    /// An SCP or RCP of the customer's, by policy id.
    Organization(String),
    /// A policy passed inline when a session was made; the session's [label](crate::Session::label). The world does
    /// not keep it: it belongs to the call.
    Session(String),
    /// A policy that AWS wrote, by ARN. It can be read and not edited.
    AwsManaged(String),
}

impl World {
    /// The policy that is kept there. `None` if there is none, and for what the world does not keep: session policies
    /// and AWS's own.
    pub fn policy_text(&self, location: &PolicyLocation) -> Option<&PolicyText> {
        let account = |it: &AccountId| self.accounts.get(it);
        match location {
            PolicyLocation::Managed { account: id, name } => {
                Some(&account(id)?.managed_policies.get(name)?.text)
            }
            PolicyLocation::Inline { account: id, entity, name } => {
                account(id)?.identity_policies(entity)?.inline.get(name)
            }
            PolicyLocation::Trust { account: id, role } => Some(&account(id)?.roles.get(role)?.trust_policy),
            PolicyLocation::Resource { account: id, arn } => account(id)?.resources.get(arn)?.policy.as_ref(),
            PolicyLocation::VpcEndpoint { account: id, id: endpoint } => {
                account(id)?.vpc_endpoints.get(endpoint)?.policy.as_ref()
            }
            PolicyLocation::Organization(id) => Some(&self.organization.as_ref()?.policies.get(id)?.text),
            PolicyLocation::Session(_) | PolicyLocation::AwsManaged(_) => None,
        }
    }

    /// The same, to edit it.
    pub fn policy_text_mut(&mut self, location: &PolicyLocation) -> Option<&mut PolicyText> {
        let accounts = &mut self.accounts;
        match location {
            PolicyLocation::Managed { account, name } => {
                Some(&mut accounts.get_mut(account)?.managed_policies.get_mut(name)?.text)
            }
            PolicyLocation::Inline { account, entity, name } => {
                accounts.get_mut(account)?.identity_policies_mut(entity)?.inline.get_mut(name)
            }
            PolicyLocation::Trust { account, role } => {
                Some(&mut accounts.get_mut(account)?.roles.get_mut(role)?.trust_policy)
            }
            PolicyLocation::Resource { account, arn } => {
                accounts.get_mut(account)?.resources.get_mut(arn)?.policy.as_mut()
            }
            PolicyLocation::VpcEndpoint { account, id } => {
                accounts.get_mut(account)?.vpc_endpoints.get_mut(id)?.policy.as_mut()
            }
            PolicyLocation::Organization(id) => {
                Some(&mut self.organization.as_mut()?.policies.get_mut(id)?.text)
            }
            PolicyLocation::Session(_) | PolicyLocation::AwsManaged(_) => None,
        }
    }
}

impl Account {
    /// The policies of one of its users, groups or roles.
    pub fn identity_policies(&self, entity: &IamEntity) -> Option<&IdentityPolicies> {
        match entity {
            IamEntity::User(name) => self.users.get(name).map(|it| &it.policies),
            IamEntity::Group(name) => self.groups.get(name).map(|it| &it.policies),
            IamEntity::Role(name) => self.roles.get(name).map(|it| &it.policies),
        }
    }

    pub(crate) fn identity_policies_mut(&mut self, entity: &IamEntity) -> Option<&mut IdentityPolicies> {
        match entity {
            IamEntity::User(name) => self.users.get_mut(name).map(|it| &mut it.policies),
            IamEntity::Group(name) => self.groups.get_mut(name).map(|it| &mut it.policies),
            IamEntity::Role(name) => self.roles.get_mut(name).map(|it| &mut it.policies),
        }
    }
}
