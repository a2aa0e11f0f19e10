//! Why an edit does not fit.

use std::fmt;

use iam_evaluator::arn::{AccountId, Arn};

use super::quota::Quota;
use crate::entity::IamEntity;
use crate::organization::OrganizationPolicyType;

/// An edit does not fit the world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WorldEditError {
    /// Something that the edit names is not there.
    Missing(Missing),
    /// Something with that name or id is there already. The text says what, such as ``a user `ana` ``.
    Exists(String),
    /// The text cannot be a name of IAM.
    InvalidName {
        /// What was given.
        name: String,
        /// How long such a name may be.
        max_length: usize,
    },
    /// The text cannot be a path of IAM.
    InvalidPath(String),
    /// A group has no permissions boundary.
    GroupHasNoBoundary(String),
    /// AWS does not rename it.
    KeepsItsName,
    /// No role has sessions of that many seconds.
    InvalidDuration(u32),
    /// Groups and other things without tags.
    HasNoTags,
    /// The text cannot be the key of a tag.
    InvalidTagKey(String),
    /// The tag with this key has a value that is none.
    InvalidTagValue(String),
    /// Two keys of tags differ in upper and lower case only.
    SameTagKey(String, String),
    /// The policy is not one of AWS's: no version of it is recorded.
    NotAwsManaged(Arn),
    /// The ARN names another account as the owner.
    OtherOwner(Arn),
    /// The ARN is of something that is no resource with a policy of its own, such as a role.
    NotAResource(Arn),
    /// A quota is full.
    QuotaExceeded(Quota),
    /// It is still used.
    InUse(InUse),
    /// The management account cannot be deleted.
    IsManagementAccount(AccountId),
    /// OUs lie at most five deep.
    TooDeep,
    /// AWS has a quota, and it is full.
    TooMany {
        /// Of what, such as `OUs in an organization`.
        what: &'static str,
        /// How many there may be.
        max: usize,
    },
    /// SCPs or RCPs are not enabled.
    NotEnabled(OrganizationPolicyType),
    /// A root, OU or account always keeps at least one SCP.
    LastServiceControlPolicy,
    /// `RCPFullAWSAccess` is always attached.
    AlwaysAttached,
}

/// What is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The account.
    Account(AccountId),
    /// The user, group or role.
    Entity(IamEntity),
    /// The customer managed policy, by ARN or name.
    ManagedPolicy(String),
    /// The managed policy is there and not attached, or no boundary.
    Attachment(String),
    /// The inline policy.
    InlinePolicy(String),
    /// The user is not in the group.
    Membership(String),
    /// The resource.
    Resource(Arn),
    /// The policy of the resource.
    ResourcePolicy(Arn),
    /// The VPC endpoint, by id.
    VpcEndpoint(String),
    /// The organization.
    Organization,
    /// The root, OU or account of the organization, by id.
    Place(String),
    /// The SCP or RCP, by id.
    OrganizationPolicy(String),
}

/// What still uses it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InUse {
    /// A managed policy: attached to these, or their boundary.
    By(Vec<IamEntity>),
    /// An OU with something in it, by name.
    NotEmpty(String),
    /// An SCP or RCP: attached somewhere.
    Attached(String),
}

/// Begins in lower case, ends without a period.
impl fmt::Display for WorldEditError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            WorldEditError::Missing(it) => it.fmt(f),
            WorldEditError::Exists(what) => write!(f, "there is already {what}"),
            WorldEditError::InvalidName { name, max_length } => {
                write!(f, "`{name}` cannot be a name: use 1 to {max_length} letters, digits and `_+=,.@-`")
            }
            WorldEditError::InvalidPath(path) => {
                write!(f, "`{path}` is not a path: begin and end it with a slash, such as `/team/`")
            }
            WorldEditError::GroupHasNoBoundary(name) => {
                write!(f, "the group `{name}` cannot have a permissions boundary: only users and roles can")
            }
            WorldEditError::KeepsItsName => f.write_str(
                "AWS does not rename this: make another one with the new name, and delete this one",
            ),
            WorldEditError::InvalidDuration(seconds) => {
                write!(f, "{seconds} seconds cannot be a role's maximum: write 3600 to 43200")
            }
            WorldEditError::HasNoTags => f.write_str("only users, roles and resources have tags"),
            WorldEditError::InvalidTagKey(key) => write!(
                f,
                "`{key}` cannot be the key of a tag: use 1 to 128 letters, digits, spaces and `_.:/=+-@`, not beginning \
                 with `aws:`"
            ),
            WorldEditError::InvalidTagValue(key) => write!(
                f,
                "the tag `{key}` cannot have this value: use up to 256 letters, digits, spaces and `_.:/=+-@`"
            ),
            WorldEditError::SameTagKey(one, other) => write!(
                f,
                "`{one}` and `{other}` are one tag key, as upper and lower case are the same: leave one of the two out"
            ),
            WorldEditError::NotAwsManaged(arn) => {
                write!(f, "`{arn}` is no AWS managed policy: only their versions are recorded")
            }
            WorldEditError::OtherOwner(arn) => {
                write!(f, "`{arn}` says that another account owns it: make it in that account")
            }
            WorldEditError::NotAResource(arn) => {
                write!(f, "`{arn}` is of IAM: make a user, group, role or policy instead")
            }
            WorldEditError::QuotaExceeded(Quota { name, max }) => {
                write!(f, "AWS's quota `{name}` is {max}: there cannot be more")
            }
            WorldEditError::InUse(it) => it.fmt(f),
            WorldEditError::IsManagementAccount(id) => {
                write!(f, "{id} is the management account: an organization cannot be without it")
            }
            WorldEditError::TooDeep => f.write_str("OUs lie at most five deep: make it further up"),
            WorldEditError::TooMany { what, max } => write!(f, "there are at most {max} {what}"),
            WorldEditError::NotEnabled(policy_type) => {
                let policies = match policy_type {
                    OrganizationPolicyType::ServiceControl => "SCPs",
                    OrganizationPolicyType::ResourceControl => "RCPs",
                };
                write!(f, "{policies} are not enabled in this organization: enable them first")
            }
            WorldEditError::LastServiceControlPolicy => {
                f.write_str("a root, OU or account always keeps at least one SCP: attach another one first")
            }
            WorldEditError::AlwaysAttached => {
                f.write_str("RCPFullAWSAccess is always attached and cannot be detached")
            }
        }
    }
}

impl fmt::Display for Missing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Missing::Account(id) => write!(f, "there is no account {id}"),
            Missing::Entity(entity) => write!(f, "there is no {}", entity_name(entity)),
            Missing::ManagedPolicy(name) => write!(f, "there is no managed policy `{name}` in this account"),
            Missing::Attachment(name) => write!(f, "`{name}` is not attached there"),
            Missing::InlinePolicy(name) => write!(f, "there is no inline policy `{name}`"),
            Missing::Membership(group) => write!(f, "the user is not in the group `{group}`"),
            Missing::Resource(arn) => write!(f, "there is no resource `{arn}`"),
            Missing::ResourcePolicy(arn) => write!(f, "`{arn}` has no policy"),
            Missing::VpcEndpoint(id) => write!(f, "there is no VPC endpoint `{id}`"),
            Missing::Organization => f.write_str("there is no organization"),
            Missing::Place(id) => write!(f, "there is no `{id}` in the organization"),
            Missing::OrganizationPolicy(id) => write!(f, "there is no organization policy `{id}`"),
        }
    }
}

impl fmt::Display for InUse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InUse::By(entities) => {
                let names: Vec<String> = entities.iter().map(entity_name).collect();
                write!(f, "the policy is attached to {}: detach it first", names.join(", "))
            }
            InUse::NotEmpty(name) => {
                write!(f, "the OU `{name}` is not empty: move its accounts and OUs first")
            }
            InUse::Attached(id) => write!(f, "the policy `{id}` is attached: detach it first"),
        }
    }
}

impl std::error::Error for WorldEditError {}

impl From<Missing> for WorldEditError {
    fn from(missing: Missing) -> WorldEditError {
        WorldEditError::Missing(missing)
    }
}

/// ``user `ana` ``.
pub(super) fn entity_name(entity: &IamEntity) -> String {
    match entity {
        IamEntity::User(name) => format!("user `{name}`"),
        IamEntity::Group(name) => format!("group `{name}`"),
        IamEntity::Role(name) => format!("role `{name}`"),
    }
}
